"""max.cu, as Triton: one program is one block of CUDA's threads."""

# The largest element of each row of a [rows, columns] matrix.

import triton
import triton.language as tl


@triton.jit
def max_naive(x, y, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0) * BLOCK_X + lane
    mask = active & (row < rows)
    largest = tl.load(x + row * columns, mask=mask)
    for column in range(1, columns):
        largest = tl.maximum(largest, tl.load(x + row * columns + column, mask=mask))
    tl.store(y + row, largest, mask=mask)


@triton.jit
def max_block(x, y, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """One block a row of a multiple of four elements, four at a time."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    block_max_warp_maxima_slots = tl.arange(0, 32)
    block_max_warp_maxima = tl.zeros((32,), tl.float32)
    row = x + (tl.program_id(0) * tl.cast(columns // 4, tl.uint32)).to(tl.int64) * 4
    largest = tl.full((LANES,), -3.4028235e+38, tl.float32)
    for start in range(0, columns // 4, BLOCK_X):
        i = start + lane
        mask = active & (i < columns // 4)
        four_x = tl.load(row + i.to(tl.int64) * 4, mask=mask)
        four_y = tl.load(row + i.to(tl.int64) * 4 + 1, mask=mask)
        four_z = tl.load(row + i.to(tl.int64) * 4 + 2, mask=mask)
        four_w = tl.load(row + i.to(tl.int64) * 4 + 3, mask=mask)
        largest = tl.where(mask,
                tl.maximum(largest, tl.maximum(tl.maximum(four_x, four_y), tl.maximum(four_z, four_w))), largest)
    value = largest
    lane_2 = lane % 32
    warp = lane // 32

    offset = 32 // 2
    while offset > 0:
        value = tl.maximum(value,
                tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset,
                lane & 31), (WARPS, 32)), 1), (LANES,)))

        offset //= 2
    mask = active & (lane_2 == 0)
    owned = block_max_warp_maxima_slots * 32 < LANES
    owner = tl.where(owned, block_max_warp_maxima_slots * 32, 0)
    block_max_warp_maxima = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(value, owner, 0),
            block_max_warp_maxima)

    value = tl.where(lane < BLOCK_X // 32,
            tl.gather(block_max_warp_maxima, tl.where(active & (lane < BLOCK_X // 32), lane_2, 0), 0), -3.4028235e+38)
    mask_2 = active & (warp == 0)
    offset_2 = 16
    while offset_2 > 0:
        value = tl.where(mask_2,
                tl.maximum(value,
                tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where((lane & 31) + offset_2 <= (lane & 31) - (lane & 31) + 31, (lane & 31) + offset_2,
                lane & 31), (WARPS, 32)), 1), (LANES,))), value)
        offset_2 //= 2
    largest = value
    mask_3 = active & (lane == 0)
    tl.store(tl.broadcast_to(y + tl.program_id(0), (LANES,)), largest, mask=mask_3)
