"""transpose.cu, as Triton: one program is one block of CUDA's threads."""

# out = in^T through a tile in shared memory, so that both sides are read and written along rows.
# A block of 32 x 8 threads moves a 32 x 32 tile.

import triton
import triton.language as tl


@triton.jit
def transpose(
    in_, out, width, height, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    tile = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))

    x = tl.program_id(0) * 32 + thread_x
    y = tl.program_id(1) * 32 + thread_y
    for offset in range(0, 32, 8):
        mask = active & (x < width) & (y + offset < height)
        tl.debug_barrier()
        tl.store(tile + (thread_y + offset) * 33 + thread_x, tl.load(in_ + (y + offset) * width + x, mask=mask),
                mask=mask)

    x = tl.program_id(1) * 32 + thread_x
    y = tl.program_id(0) * 32 + thread_y
    for offset in range(0, 32, 8):
        mask = active & (x < height) & (y + offset < width)
        tl.debug_barrier()
        tl.store(out + (y + offset) * height + x, tl.load(tile + thread_x * 33 + thread_y + offset, mask=mask),
                mask=mask)
