"""transpose.cu, as Triton: one program is one block of CUDA's threads."""

# out = in^T through a tile in shared memory, so that both sides are read and written along rows.
# A block of 32 x 8 threads moves a 32 x 32 tile.

import triton
import triton.language as tl


@triton.jit
def transpose(in_, out, width, height, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    tl.static_assert(BLOCK_X <= 33, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 2048)
    tile = tl.zeros((2048,), tl.float32)

    x = tl.program_id(0) * 32 + thread_x
    y = tl.program_id(1) * 32 + thread_y
    for offset in range(0, 32, 8):
        mask = active & (x < width) & (y + offset < height)
        place = tile_slots - 33 * offset
        line = place // 33
        column = place % 33
        writer = line * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(in_ + (y + offset) * width + x, mask=mask), owner, 0), tile)

    x = tl.program_id(1) * 32 + thread_x
    y = tl.program_id(0) * 32 + thread_y
    for offset in range(0, 32, 8):
        mask = active & (x < height) & (y + offset < width)
        tl.debug_barrier()
        tl.store(out + (y + offset) * height + x,
                tl.gather(tile, tl.where(mask, thread_x * 33 + (thread_y + offset), 0), 0), mask=mask)
