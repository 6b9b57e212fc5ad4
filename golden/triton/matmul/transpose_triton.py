"""transpose.cu, as Triton: one program is one block of CUDA's threads."""

# out = in^T through a tile in shared memory, so that both sides are read and written along rows.
# A block of 32 x 8 threads moves a 32 x 32 tile.

import triton
import triton.language as tl


@triton.jit
def transpose(in_, out, width, height, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    tl.static_assert(BLOCK_Y == 8, "`tile` is a tile that threads go through in such lines")
    tl.static_assert(BLOCK_X == 32, "`tile` is a tile that threads go through in such lines")
    slot = tl.arange(0, 1024)
    line = slot // 32
    column = slot % 32
    tile = tl.load(in_ + (line + tl.program_id(1) * 32) * width + (column + tl.program_id(0) * 32),
            mask=(column + tl.program_id(0) * 32 < width) & (line + tl.program_id(1) * 32 < height))
    tile_across = tl.reshape(tl.trans(tl.reshape(tile, (32, 32))), (1024,))
    slot_2 = tl.arange(0, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    tl.store(out + (line_2 + tl.program_id(0) * 32) * height + (column_2 + tl.program_id(1) * 32), tile_across,
            mask=(column_2 + tl.program_id(1) * 32 < height) & (line_2 + tl.program_id(0) * 32 < width))
