"""rmsnorm.cu, as Triton: one program is one block of CUDA's threads."""

# Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
# a thread takes two at a time. The block is a whole number of warps, at most 32.

import triton
import triton.language as tl


@triton.jit
def rmsnorm(x, weight, y, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = tl.arange(0, 32)
    warp_sums = tl.zeros((32,), tl.float32)
    pairs = columns // 2
    row = x + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)
    weights = weight
    out = y + tl.program_id(0).to(tl.uint64) * tl.cast(columns, tl.uint64)

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, pairs, BLOCK_X):
        i = start + lane
        mask = active & (i < pairs)
        value_x = tl.load(row + i.to(tl.int64) * 2, mask=mask)
        value_y = tl.load(row + i.to(tl.int64) * 2 + 1, mask=mask)
        value_1_x = value_x.to(tl.float32)
        value_1_y = value_y.to(tl.float32)
        squares = tl.where(mask, squares + (value_1_x * value_1_x + value_1_y * value_1_y), squares)
    value = squares
    reduced = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(active, value, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    value = reduced
    squares = value
    mask = active & (lane % 32 == 0)
    owned = warp_sums_slots * 32 < LANES
    owner = tl.where(owned, warp_sums_slots * 32, 0)
    warp_sums = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(squares, owner, 0), warp_sums)

    # Every warp adds the warps' sums for itself, which saves a second barrier.
    lane_2 = lane % 32
    value_2 = tl.where(lane_2 < BLOCK_X // 32,
            tl.gather(warp_sums, tl.where(active & (lane_2 < BLOCK_X // 32), lane_2, 0), 0), 0.0)
    reduced_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(active, value_2, 0.0), (WARPS, 32)), axis=1)[:,
            None], (WARPS, 32)), (LANES,))
    value_2 = reduced_2
    squares = value_2
    scale = tl.rsqrt(tl.div_rn(squares, tl.full((), columns, tl.float32)) + epsilon)

    for start in range(0, pairs, BLOCK_X):
        i = start + lane
        mask_2 = active & (i < pairs)
        value_2_x = tl.load(row + i.to(tl.int64) * 2, mask=mask_2)
        value_2_y = tl.load(row + i.to(tl.int64) * 2 + 1, mask=mask_2)
        value_3_x = value_2_x.to(tl.float32)
        value_3_y = value_2_y.to(tl.float32)
        value_4_x = tl.load(weights + i.to(tl.int64) * 2, mask=mask_2)
        value_4_y = tl.load(weights + i.to(tl.int64) * 2 + 1, mask=mask_2)
        factor_x = value_4_x.to(tl.float32)
        factor_y = value_4_y.to(tl.float32)
        value_3 = value_3_x * scale * factor_x
        value_4 = value_3_y * scale * factor_y
        tl.debug_barrier()
        tl.store(out + i.to(tl.int64) * 2, value_3, mask=mask_2)
        tl.store(out + i.to(tl.int64) * 2 + 1, value_4, mask=mask_2)
