"""mandelbrot.cu, as Triton: one program is one block of CUDA's threads."""

# Escape times of the Mandelbrot set in 8.24 fixed point, which every machine rounds alike.

import triton
import triton.language as tl

FRACTION_BITS = tl.constexpr(24)
ESCAPE = tl.constexpr(67108864)


@triton.jit
def mandelbrot(
    steps, width, height, left, top, pixel, limit, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (column < width) & (row < height)
    c_real = left + column * pixel
    c_imaginary = top + row * pixel
    real = tl.zeros((LANES,), tl.int32)
    imaginary = tl.zeros((LANES,), tl.int32)
    real_squared = tl.zeros((LANES,), tl.int32)
    imaginary_squared = tl.zeros((LANES,), tl.int32)
    steps_2 = tl.zeros((LANES,), tl.int32)
    looping = mask & (steps_2 < limit) & (real_squared + imaginary_squared <= ESCAPE)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        multiply_result = ((real.to(tl.int64) * imaginary) >> FRACTION_BITS).to(tl.int32)
        imaginary = tl.where(looping, 2 * multiply_result + c_imaginary, imaginary)
        real = tl.where(looping, real_squared - imaginary_squared + c_real, real)
        real_squared = tl.where(looping, ((real.to(tl.int64) * real) >> FRACTION_BITS).to(tl.int32), real_squared)
        imaginary_squared = tl.where(looping, ((imaginary.to(tl.int64) * imaginary) >> FRACTION_BITS).to(tl.int32),
                imaginary_squared)
        steps_2 = tl.where(looping, steps_2 + 1, steps_2)
        looping &= (steps_2 < limit) & (real_squared + imaginary_squared <= ESCAPE)
    tl.store(steps + row * width + column, steps_2, mask=mask)
