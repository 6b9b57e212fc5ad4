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
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for tap in range(-2, 3):
        sum_ += tl.load(gaussian + tap + 2,
                mask=tl.max(mask.to(tl.int32), axis=0) != 0) * tl.load(in_ + y * width
                + tl.where(x + tap < 0, 0, tl.where(x + tap > width - 1, width - 1, x + tap)), mask=mask)
    tl.store(out + y * width + x, sum_, mask=mask)


@triton.jit
def blur_columns_32_8(
    in_, out, width, height, gaussian, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """The column pass stages a block's tile with RADIUS lines above and below."""
    tl.static_assert(BLOCK_X <= 32, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X

    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * 32 + thread_x
    top = tl.program_id(1) * 8 - 2

    y = tl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for tap in range(0, 2 * 2 + 1):
        sum_ += tl.load(gaussian + tap,
                mask=tl.max(mask.to(tl.int32), axis=0) != 0) * tl.load(in_
                + tl.where(tap + thread_y + top < 0, 0,
                tl.where(tap + thread_y + top > height - 1, height - 1, tap + thread_y + top)) * width
                + tl.minimum(thread_x + tl.program_id(0) * 32, width - 1), mask=mask)
    tl.store(out + y * width + x, sum_, mask=mask)


@triton.jit
def blur_columns_16_16(
    in_, out, width, height, gaussian, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """The column pass stages a block's tile with RADIUS lines above and below."""
    tl.static_assert(BLOCK_X <= 16, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X

    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * 16 + thread_x
    top = tl.program_id(1) * 16 - 2

    y = tl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for tap in range(0, 2 * 2 + 1):
        sum_ += tl.load(gaussian + tap,
                mask=tl.max(mask.to(tl.int32), axis=0) != 0) * tl.load(in_
                + tl.where(tap + thread_y + top < 0, 0,
                tl.where(tap + thread_y + top > height - 1, height - 1, tap + thread_y + top)) * width
                + tl.minimum(thread_x + tl.program_id(0) * 16, width - 1), mask=mask)
    tl.store(out + y * width + x, sum_, mask=mask)
