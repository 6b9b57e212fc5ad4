"""sobel.cu, as Triton: one program is one block of CUDA's threads."""

# Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
# A 16 x 16 block stages an 18 x 18 tile.

import triton
import triton.language as tl


@triton.jit
def sobel(in_, out, width, height, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    tl.static_assert(BLOCK_X <= 18, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 512)
    tile = tl.zeros((512,), tl.uint8)
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
            place = tile_slots - (18 * start + start_2)
            line = place // 18
            column = place % 18
            writer = line * BLOCK_X + column
            owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
            owner = tl.where(owned, writer, 0)
            tile = tl.where(owned & (tl.gather(mask_2.to(tl.int32), owner, 0) != 0),
                    tl.gather(tl.load(in_ + y * width + x, mask=mask_2), owner, 0), tile)

    x = tl.program_id(0) * 16 + thread_x
    y = tl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    cx = thread_x + 1
    cy = thread_y + 1
    horizontal = tl.gather(tile, tl.where(mask, (cy - 1) * 18 + (cx + 1), 0), 0) + 2 * tl.gather(tile,
            tl.where(mask, cy * 18 + (cx + 1), 0), 0).to(tl.int32) + tl.gather(tile,
            tl.where(mask, (cy + 1) * 18 + (cx + 1), 0), 0) - tl.gather(tile,
            tl.where(mask, (cy - 1) * 18 + (cx - 1), 0), 0) - 2 * tl.gather(tile, tl.where(mask, cy * 18 + (cx - 1), 0),
            0).to(tl.int32) - tl.gather(tile, tl.where(mask, (cy + 1) * 18 + (cx - 1), 0), 0)
    vertical = tl.gather(tile, tl.where(mask, (cy + 1) * 18 + (cx - 1), 0), 0) + 2 * tl.gather(tile,
            tl.where(mask, (cy + 1) * 18 + cx, 0), 0).to(tl.int32) + tl.gather(tile,
            tl.where(mask, (cy + 1) * 18 + (cx + 1), 0), 0) - tl.gather(tile,
            tl.where(mask, (cy - 1) * 18 + (cx - 1), 0), 0) - 2 * tl.gather(tile, tl.where(mask, (cy - 1) * 18 + cx, 0),
            0).to(tl.int32) - tl.gather(tile, tl.where(mask, (cy - 1) * 18 + (cx + 1), 0), 0)
    value = tl.abs(horizontal) + tl.abs(vertical)
    tl.store(out + y * width + x, tl.minimum(value, 255), mask=mask)
