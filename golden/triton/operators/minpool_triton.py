"""minpool.cu, as Triton: one program is one block of CUDA's threads."""

# Minimum over SIZE x SIZE windows of each image of a [images, height, width] batch. A window may reach over the edge
# by the padding; what lies there is not counted. The grid is (columns, rows, images) of the output.

import triton
import triton.language as tl


@triton.jit
def minpool_naive_2(
    in_, out, shape_height, shape_width, shape_out_height, shape_out_width, shape_stride, shape_padding,
    LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    out_x = tl.program_id(0) * BLOCK_X + thread_x
    out_y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (out_x < shape_out_width) & (out_y < shape_out_height)
    image = in_ + tl.program_id(2) * tl.cast(shape_height, tl.uint32) * tl.cast(shape_width, tl.uint32)

    smallest = tl.full((LANES,), float("inf"), tl.float32)
    for dy in range(0, 2):
        y = out_y * shape_stride - shape_padding + dy
        mask_2 = mask & (y >= 0) & (y < shape_height)
        for dx in range(0, 2):
            x = out_x * shape_stride - shape_padding + dx
            mask_3 = mask_2 & (x >= 0) & (x < shape_width)
            smallest = tl.where(mask_3, tl.minimum(smallest, tl.load(image + y * shape_width + x, mask=mask_3)),
                    smallest)
    tl.store(out
            + ((tl.program_id(2) * tl.cast(shape_out_height, tl.uint32) + out_y.to(tl.uint32))
            * tl.cast(shape_out_width, tl.uint32) + out_x.to(tl.uint32)), smallest, mask=mask)


@triton.jit
def minpool_naive_3(
    in_, out, shape_height, shape_width, shape_out_height, shape_out_width, shape_stride, shape_padding,
    LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    out_x = tl.program_id(0) * BLOCK_X + thread_x
    out_y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (out_x < shape_out_width) & (out_y < shape_out_height)
    image = in_ + tl.program_id(2) * tl.cast(shape_height, tl.uint32) * tl.cast(shape_width, tl.uint32)

    smallest = tl.full((LANES,), float("inf"), tl.float32)
    for dy in range(0, 3):
        y = out_y * shape_stride - shape_padding + dy
        mask_2 = mask & (y >= 0) & (y < shape_height)
        for dx in range(0, 3):
            x = out_x * shape_stride - shape_padding + dx
            mask_3 = mask_2 & (x >= 0) & (x < shape_width)
            smallest = tl.where(mask_3, tl.minimum(smallest, tl.load(image + y * shape_width + x, mask=mask_3)),
                    smallest)
    tl.store(out
            + ((tl.program_id(2) * tl.cast(shape_out_height, tl.uint32) + out_y.to(tl.uint32))
            * tl.cast(shape_out_width, tl.uint32) + out_x.to(tl.uint32)), smallest, mask=mask)


@triton.jit
def minpool_tiled_3_16_8(in_, out, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
    the image with the rim around it.
    """
    tl.static_assert(BLOCK_X <= 16, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 1
    image = in_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    left = tl.program_id(0) * 16 - RADIUS
    top = tl.program_id(1) * 8 - RADIUS

    smallest = tl.full((LANES,), float("inf"), tl.float32)
    for dy in range(0, 3):
        for dx in range(0, 3):
            smallest = tl.minimum(smallest,
                    tl.load(image + (top + (dy + thread_y)) * width + (left + (dx + thread_x)),
                    mask=active & (left + (dx + thread_x) >= 0) & (left + (dx + thread_x) < width)
                    & (top + (dy + thread_y) >= 0) & (top + (dy + thread_y) < height), other=float("inf")))
    x = tl.program_id(0) * 16 + thread_x
    y = tl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    tl.store(out
            + ((tl.program_id(2) * tl.cast(height, tl.uint32) + y.to(tl.uint32)) * tl.cast(width, tl.uint32)
            + x.to(tl.uint32)), smallest, mask=mask)


@triton.jit
def minpool_tiled_5_8_4(in_, out, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
    the image with the rim around it.
    """
    tl.static_assert(BLOCK_X <= 8, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 2
    image = in_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    left = tl.program_id(0) * 8 - RADIUS
    top = tl.program_id(1) * 4 - RADIUS

    smallest = tl.full((LANES,), float("inf"), tl.float32)
    for dy in range(0, 5):
        for dx in range(0, 5):
            smallest = tl.minimum(smallest,
                    tl.load(image + (top + (dy + thread_y)) * width + (left + (dx + thread_x)),
                    mask=active & (left + (dx + thread_x) >= 0) & (left + (dx + thread_x) < width)
                    & (top + (dy + thread_y) >= 0) & (top + (dy + thread_y) < height), other=float("inf")))
    x = tl.program_id(0) * 8 + thread_x
    y = tl.program_id(1) * 4 + thread_y
    mask = active & (x < width) & (y < height)
    tl.store(out
            + ((tl.program_id(2) * tl.cast(height, tl.uint32) + y.to(tl.uint32)) * tl.cast(width, tl.uint32)
            + x.to(tl.uint32)), smallest, mask=mask)
