"""argmax.cu, as Triton: one program is one block of CUDA's threads."""

# The largest element of each row and where it is; of equal elements the first one. One block a row.

import triton
import triton.language as tl


@triton.jit
def argmax_rows(x, largest, where, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    warp_candidates_value_slots = tl.arange(0, 32)
    warp_candidates_value = tl.zeros((32,), tl.float32)
    warp_candidates_index_slots = tl.arange(0, 32)
    warp_candidates_index = tl.zeros((32,), tl.int32)
    lane_2 = lane & 31
    warp = lane >> 5
    row = x + tl.program_id(0) * tl.cast(columns, tl.uint32)

    best_value = tl.full((LANES,), -3.4028235e+38, tl.float32)
    best_index = tl.full((LANES,), columns, tl.int32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        argument_value = tl.load(row + i, mask=mask)
        better_result = (argument_value > best_value) | ((argument_value == best_value) & (i < best_index))
        taken = mask & better_result
        best_value = tl.where(taken, argument_value, best_value)
        best_index = tl.where(taken, i, best_index)

    best_2_value = best_value
    best_2_index = best_index
    distance = 32 // 2
    while distance > 0:
        other_1_value = tl.zeros((LANES,), tl.float32)
        other_1_index = tl.zeros((LANES,), tl.int32)
        other_1_value = tl.reshape(tl.gather(tl.reshape(best_2_value, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance, (WARPS, 32)), 1), (LANES,))
        other_1_index = tl.reshape(tl.gather(tl.reshape(best_2_index, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance, (WARPS, 32)), 1), (LANES,))
        better_result = (other_1_value > best_2_value) | ((other_1_value == best_2_value)
                & (other_1_index < best_2_index))
        taken = active & better_result
        best_2_value = tl.where(taken, other_1_value, best_2_value)
        best_2_index = tl.where(taken, other_1_index, best_2_index)
        distance //= 2

    best_value = best_2_value
    best_index = best_2_index
    mask = active & (lane_2 == 0)
    writer = warp_candidates_value_slots * 32
    owned = writer < LANES
    owner = tl.where(owned, writer, 0)
    warp_candidates_value = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
            tl.gather(best_value, owner, 0), warp_candidates_value)
    writer_2 = warp_candidates_index_slots * 32
    owned_2 = writer_2 < LANES
    owner_2 = tl.where(owned_2, writer_2, 0)
    warp_candidates_index = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0),
            tl.gather(best_index, owner_2, 0), warp_candidates_index)

    mask_2 = active & (warp == 0)
    warps = BLOCK_X // 32
    best_value = tl.where(mask_2,
            tl.where(lane_2 < warps,
            tl.gather(warp_candidates_value, tl.where(mask_2 & (lane_2 < warps), lane_2, 0), 0), -3.4028235e+38),
            best_value)
    best_index = tl.where(mask_2,
            tl.where(lane_2 < warps,
            tl.gather(warp_candidates_index, tl.where(mask_2 & (lane_2 < warps), lane_2, 0), 0), columns), best_index)
    best_3_value = best_value
    best_3_index = best_index
    distance_2 = 32 // 2
    while distance_2 > 0:
        other_2_value = tl.zeros((LANES,), tl.float32)
        other_2_index = tl.zeros((LANES,), tl.int32)
        other_2_value = tl.reshape(tl.gather(tl.reshape(best_3_value, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance_2, (WARPS, 32)), 1), (LANES,))
        other_2_index = tl.reshape(tl.gather(tl.reshape(best_3_index, (WARPS, 32)),
                tl.reshape((lane & 31) ^ distance_2, (WARPS, 32)), 1), (LANES,))
        better_result = (other_2_value > best_3_value) | ((other_2_value == best_3_value)
                & (other_2_index < best_3_index))
        taken = mask_2 & better_result
        best_3_value = tl.where(taken, other_2_value, best_3_value)
        best_3_index = tl.where(taken, other_2_index, best_3_index)
        distance_2 //= 2
    best_value = tl.where(mask_2, best_3_value, best_value)
    best_index = tl.where(mask_2, best_3_index, best_index)
    mask_3 = mask_2 & (lane_2 == 0)
    tl.store(tl.broadcast_to(largest + tl.program_id(0), (LANES,)), best_value, mask=mask_3)
    tl.store(tl.broadcast_to(where + tl.program_id(0), (LANES,)), best_index, mask=mask_3)
