"""sobel.cu, as Triton: one program is one block of CUDA's threads."""

# Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
# A 16 x 16 block stages an 18 x 18 tile.

import triton
import triton.language as tl


@triton.jit
def sobel(
    in_, out, width, height, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    tile = scratch + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED
    left = tl.program_id(0) * 16 - 1
    top = tl.program_id(1) * 16 - 1

    for start in range(0, 16 + 2 * 1, 16):
        ty = start + thread_y
        mask = active & (ty < 16 + 2 * 1)
        for start_2 in range(0, 16 + 2 * 1, 16):
            tx = start_2 + thread_x
            mask_2 = mask & (tx < 16 + 2 * 1)
            x = tl.maximum(0, tl.minimum(left + tx, width - 1))
            y = tl.maximum(0, tl.minimum(top + ty, height - 1))
            tl.debug_barrier()
            tl.store(tile + ty * 18 + tx, tl.load(in_ + y * width + x, mask=mask_2), mask=mask_2)

    x = tl.program_id(0) * 16 + thread_x
    y = tl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    cx = thread_x + 1
    cy = thread_y + 1
    tl.debug_barrier()
    horizontal = tl.load(tile + (cy - 1) * 18 + cx + 1, mask=mask) + 2 * tl.load(tile + cy * 18 + cx + 1,
            mask=mask).to(tl.int32) + tl.load(tile + (cy + 1) * 18 + cx + 1,
            mask=mask) - tl.load(tile + (cy - 1) * 18 + cx - 1, mask=mask) - 2 * tl.load(tile + cy * 18 + cx - 1,
            mask=mask).to(tl.int32) - tl.load(tile + (cy + 1) * 18 + cx - 1, mask=mask)
    vertical = tl.load(tile + (cy + 1) * 18 + cx - 1, mask=mask) + 2 * tl.load(tile + (cy + 1) * 18 + cx,
            mask=mask).to(tl.int32) + tl.load(tile + (cy + 1) * 18 + cx + 1,
            mask=mask) - tl.load(tile + (cy - 1) * 18 + cx - 1, mask=mask) - 2 * tl.load(tile + (cy - 1) * 18 + cx,
            mask=mask).to(tl.int32) - tl.load(tile + (cy - 1) * 18 + cx + 1, mask=mask)
    value = tl.abs(horizontal) + tl.abs(vertical)
    tl.store(out + y * width + x, tl.minimum(value, 255), mask=mask)
