"""gaussian_blur.cu, as Triton: one program is one block of CUDA's threads."""

# Separable Gaussian blur of a float image: rows first, then columns. The border repeats.

import triton
import triton.language as tl


@triton.jit
def blur_rows(in_, out, width, height, gaussian, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    condition = (x >= width) | (y >= height)
    taken = active & condition
    others = active & ~condition
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = -2
    looping = tl.where(tap <= 2, others, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping,
                sum_ + tl.load(gaussian + tap + 2, mask=tl.max(looping.to(tl.int32), axis=0) != 0)
                * tl.load(in_ + y * width + tl.where(x + tap < 0, 0, tl.where(x + tap > width - 1, width - 1, x + tap)),
                mask=looping), sum_)
        tap += 1
        looping = tl.where(tap <= 2, looping, False)
    tl.store(out + y * width + x, sum_, mask=others)


@triton.jit
def blur_columns_32_8(
    in_, out, width, height, gaussian, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    """The column pass stages a block's tile with RADIUS lines above and below."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X

    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    x = tl.program_id(0) * 32 + thread_x
    top = tl.program_id(1) * 8 - 2

    line = thread_y
    looping = active & (line < 8 + 2 * 2)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        y = tl.where(top + line < 0, 0, tl.where(top + line > height - 1, height - 1, top + line))
        tl.debug_barrier()
        tl.store(tile + line.to(tl.int64) * 32 + thread_x.to(tl.uint32),
                tl.load(in_ + y * width + tl.minimum(x, width - 1), mask=looping), mask=looping)

        line = tl.where(looping, line + 8, line)
        looping &= line < 8 + 2 * 2

    y = tl.program_id(1) * 8 + thread_y
    condition = (x < width) & (y < height)
    taken = active & condition
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = 0
    looping_2 = tl.where(tap <= 2 * 2, taken, False)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        sum_ = tl.where(looping_2,
                sum_ + tl.load(gaussian + tap, mask=tl.max(looping_2.to(tl.int32), axis=0) != 0)
                * tl.load(tile + (thread_y.to(tl.uint32) + tl.cast(tap, tl.uint32)).to(tl.int64) * 32
                + thread_x.to(tl.uint32), mask=looping_2), sum_)
        tap += 1
        looping_2 = tl.where(tap <= 2 * 2, looping_2, False)
    tl.store(out + y * width + x, sum_, mask=taken)


@triton.jit
def blur_columns_16_16(
    in_, out, width, height, gaussian, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    """The column pass stages a block's tile with RADIUS lines above and below."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X

    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    x = tl.program_id(0) * 16 + thread_x
    top = tl.program_id(1) * 16 - 2

    line = thread_y
    looping = active & (line < 16 + 2 * 2)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        y = tl.where(top + line < 0, 0, tl.where(top + line > height - 1, height - 1, top + line))
        tl.debug_barrier()
        tl.store(tile + line.to(tl.int64) * 16 + thread_x.to(tl.uint32),
                tl.load(in_ + y * width + tl.minimum(x, width - 1), mask=looping), mask=looping)

        line = tl.where(looping, line + 16, line)
        looping &= line < 16 + 2 * 2

    y = tl.program_id(1) * 16 + thread_y
    condition = (x < width) & (y < height)
    taken = active & condition
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = 0
    looping_2 = tl.where(tap <= 2 * 2, taken, False)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        sum_ = tl.where(looping_2,
                sum_ + tl.load(gaussian + tap, mask=tl.max(looping_2.to(tl.int32), axis=0) != 0)
                * tl.load(tile + (thread_y.to(tl.uint32) + tl.cast(tap, tl.uint32)).to(tl.int64) * 16
                + thread_x.to(tl.uint32), mask=looping_2), sum_)
        tap += 1
        looping_2 = tl.where(tap <= 2 * 2, looping_2, False)
    tl.store(out + y * width + x, sum_, mask=taken)
