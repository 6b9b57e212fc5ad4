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
    tap = -2
    looping = tl.where(tap <= 2, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping,
                sum_ + tl.load(gaussian + tap + 2, mask=tl.max(looping.to(tl.int32), axis=0) != 0)
                * tl.load(in_ + y * width + tl.where(x + tap < 0, 0, tl.where(x + tap > width - 1, width - 1, x + tap)),
                mask=looping), sum_)
        tap += 1
        looping = tl.where(tap <= 2, looping, False)
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
    tile_slots = tl.arange(0, 512)
    tile = tl.zeros((512,), tl.float32)
    x = tl.program_id(0) * 32 + thread_x
    top = tl.program_id(1) * 8 - 2

    for start in range(0, 8 + 2 * 2, 8):
        line = start + thread_y
        mask = active & (line < 8 + 2 * 2)
        y = tl.where(top + line < 0, 0, tl.where(top + line > height - 1, height - 1, top + line))
        place = tile_slots - 32 * start
        line_2 = place // 32
        column = place % 32
        writer = line_2 * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(in_ + y * width + tl.minimum(x, width - 1), mask=mask), owner, 0), tile)

    y = tl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = 0
    while tap <= 2 * 2:
        sum_ = tl.where(mask,
                sum_ + tl.load(gaussian + tap, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
                * tl.gather(tile, tl.where(mask, (thread_y + tap) * 32 + thread_x, 0), 0), sum_)
        tap += 1
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
    tile_slots = tl.arange(0, 512)
    tile = tl.zeros((512,), tl.float32)
    x = tl.program_id(0) * 16 + thread_x
    top = tl.program_id(1) * 16 - 2

    for start in range(0, 16 + 2 * 2, 16):
        line = start + thread_y
        mask = active & (line < 16 + 2 * 2)
        y = tl.where(top + line < 0, 0, tl.where(top + line > height - 1, height - 1, top + line))
        place = tile_slots - 16 * start
        line_2 = place // 16
        column = place % 16
        writer = line_2 * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(in_ + y * width + tl.minimum(x, width - 1), mask=mask), owner, 0), tile)

    y = tl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = 0
    while tap <= 2 * 2:
        sum_ = tl.where(mask,
                sum_ + tl.load(gaussian + tap, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
                * tl.gather(tile, tl.where(mask, (thread_y + tap) * 16 + thread_x, 0), 0), sum_)
        tap += 1
    tl.store(out + y * width + x, sum_, mask=mask)
