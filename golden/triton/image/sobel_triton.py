"""sobel.cu, as Triton: one program is one block of CUDA's threads."""

# Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
# A 16 x 16 block stages an 18 x 18 tile.

import triton
import triton.language as tl


@triton.jit
def sobel(in_, out, width, height, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    tl.static_assert(BLOCK_X <= 16, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    left = tl.program_id(0) * 16 - 1
    top = tl.program_id(1) * 16 - 1

    x = tl.program_id(0) * 16 + thread_x
    y = tl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    cx = thread_x + 1
    cy = thread_y + 1
    horizontal = tl.load(in_ + tl.maximum(0, tl.minimum(cy - 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + 1 + left, width - 1)),
            mask=mask) + 2 * tl.load(in_ + tl.maximum(0, tl.minimum(cy + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + 1 + left, width - 1)),
            mask=mask).to(tl.int32) + tl.load(in_ + tl.maximum(0, tl.minimum(cy + 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + 1 + left, width - 1)),
            mask=mask) - tl.load(in_ + tl.maximum(0, tl.minimum(cy - 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx - 1 + left, width - 1)),
            mask=mask) - 2 * tl.load(in_ + tl.maximum(0, tl.minimum(cy + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx - 1 + left, width - 1)),
            mask=mask).to(tl.int32) - tl.load(in_ + tl.maximum(0, tl.minimum(cy + 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx - 1 + left, width - 1)), mask=mask)
    vertical = tl.load(in_ + tl.maximum(0, tl.minimum(cy + 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx - 1 + left, width - 1)),
            mask=mask) + 2 * tl.load(in_ + tl.maximum(0, tl.minimum(cy + 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + left, width - 1)),
            mask=mask).to(tl.int32) + tl.load(in_ + tl.maximum(0, tl.minimum(cy + 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + 1 + left, width - 1)),
            mask=mask) - tl.load(in_ + tl.maximum(0, tl.minimum(cy - 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx - 1 + left, width - 1)),
            mask=mask) - 2 * tl.load(in_ + tl.maximum(0, tl.minimum(cy - 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + left, width - 1)),
            mask=mask).to(tl.int32) - tl.load(in_ + tl.maximum(0, tl.minimum(cy - 1 + top, height - 1)) * width
            + tl.maximum(0, tl.minimum(cx + 1 + left, width - 1)), mask=mask)
    value = tl.abs(horizontal) + tl.abs(vertical)
    tl.store(out + y * width + x, tl.minimum(value, 255), mask=mask)
