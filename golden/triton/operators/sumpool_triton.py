"""sumpool.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Sums over windows of a [images, height, width] batch. Windows lie inside the image; what is left over at its right
# and lower edge is dropped.

import triton
import triton.language as tl

WINDOW = tl.constexpr(4)
OUT_WIDTH = tl.constexpr(16)
OUT_HEIGHT = tl.constexpr(4)


@triton.jit
def sumpool_naive(
    in_, out, height, width, out_height, out_width, window_height, window_width, stride, n, LANES: tl.constexpr,
    TAIL: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    out_x = i % tl.where(out_width != 0, tl.cast(out_width, tl.int32), 1)
    out_y = i // tl.where(out_width != 0, tl.cast(out_width, tl.int32), 1) % tl.where(out_height != 0,
            tl.cast(out_height, tl.int32), 1)
    image = i // tl.where(out_width * out_height != 0, tl.cast(out_width * out_height, tl.int32), 1)

    corner = in_ + (image * height + out_y * stride) * width + out_x * stride
    sum_ = tl.zeros((LANES,), tl.float32)
    for y in range(0, window_height):
        for x in tl.range(0, window_width, loop_unroll_factor=4):
            sum_ += tl.load(corner + y * width + x, mask=mask)
    tl.store(out + i, sum_, mask=mask)


@triton.jit
def sumpool_separable(in_, out, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """Windows of 4 x 4, one apart, as two passes over shared memory: sums along the rows, then of those along the
    columns, 8 additions in place of 16. A block of 16 x 4 threads makes 16 x 4 outputs of one image.
    """
    tl.static_assert(BLOCK_X <= 16, "`tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`row_sums` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row_sums_slots = tl.arange(0, 128)
    row_sums = tl.zeros((128,), tl.float32)
    out_height = height - WINDOW + 1
    out_width = width - WINDOW + 1
    left = tl.program_id(0) * OUT_WIDTH
    top = tl.program_id(1) * OUT_HEIGHT
    image = in_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)

    for start in range(0, OUT_HEIGHT + WINDOW - 1, OUT_HEIGHT):
        y = start + thread_y
        mask = active & (y < OUT_HEIGHT + WINDOW - 1)
        sum_ = tl.zeros((LANES,), tl.float32)
        for k in range(0, WINDOW):
            sum_ += tl.load(image + (y + top) * width + left + (k + thread_x),
                    mask=mask & (y + top < height) & (k + thread_x + left < width), other=0.0)
        place = row_sums_slots - 16 * start
        line = place // 16
        column = place % 16
        writer = line * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        row_sums = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(sum_, owner, 0), row_sums)

    x = left + thread_x
    y = top + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for k in range(0, WINDOW):
        sum_ += tl.gather(row_sums, tl.where(mask, (thread_y + k) * 16 + thread_x, 0), 0)
    tl.store(out
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), sum_, mask=mask)
