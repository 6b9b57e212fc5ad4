"""causal_softmax.cu, as Triton: one program is one block of CUDA's threads."""

# Softmax of attention scores under a causal mask: query q sees the keys 0 ... q + keys - queries.
# Scores are [heads, queries, keys]. One warp a query; a block is 32 x (queries a block); blockIdx.y is the head.

import triton
import triton.language as tl
from triton.language.extra import libdevice

WARP = tl.constexpr(32)


@triton.jit
def causal_softmax(
    scores, weights, queries, keys, scale, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    WARPS: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    query = tl.program_id(0) * BLOCK_Y + thread_y
    condition = query >= queries
    taken = active & condition
    others = active & ~condition
    row = (tl.program_id(1).to(tl.int64) * queries + query) * keys
    last = query + keys - queries

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for start in range(0, keys, WARP):
        k = start + thread_x
        mask = others & (k < keys)
        score = tl.where(k <= last, tl.load(scores + row + k, mask=mask & (k <= last)) * scale, float("-inf"))
        largest = tl.where(mask, tl.maximum(largest, score), largest)
    value = largest
    distance = WARP // 2
    looping = tl.where(distance != 0, others, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        value = tl.where(looping,
                tl.maximum(value,
                tl.reshape(tl.gather(tl.reshape(value, (WARPS, 32)),
                tl.reshape(tl.where(((lane & 31) ^ (distance & 31)) <= (lane & 31) - (lane & 31 & 31) + 31,
                (lane & 31) ^ (distance & 31), lane & 31), (WARPS, 32)), 1), (LANES,))), value)
        distance //= 2
        looping = tl.where(distance != 0, looping, False)
    largest = value

    total = tl.zeros((LANES,), tl.float32)
    k = thread_x
    looping_2 = others & (k < keys)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        inside = looping_2
        condition_2 = k > last
        taken_2 = inside & condition_2
        looping_2 &= ~taken_2
        others_2 = inside & ~condition_2
        total = tl.where(others_2, total + libdevice.exp(tl.load(scores + row + k, mask=others_2) * scale - largest),
                total)
        k = tl.where(looping_2, k + WARP, k)
        looping_2 &= k < keys
    value_2 = total
    distance_2 = WARP // 2
    looping_3 = tl.where(distance_2 != 0, others, False)
    while tl.max(looping_3.to(tl.int32), axis=0) != 0:
        value_2 = tl.where(looping_3,
                value_2 + tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
                tl.reshape(tl.where(((lane & 31) ^ (distance_2 & 31)) <= (lane & 31) - (lane & 31 & 31) + 31,
                (lane & 31) ^ (distance_2 & 31), lane & 31), (WARPS, 32)), 1), (LANES,)), value_2)
        distance_2 //= 2
        looping_3 = tl.where(distance_2 != 0, looping_3, False)
    # Every lane takes the first lane's sum, so that all divide by the very same number.
    warp_total_result = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
            tl.reshape((lane & 31) - (lane & 31 & 31) + (0 & 31), (WARPS, 32)), 1), (LANES,))
    inverse = tl.div_rn(1.0, warp_total_result)

    for start in range(0, keys, WARP):
        k_2 = start + thread_x
        mask = others & (k_2 < keys)
        tl.debug_barrier()
        tl.store(weights + row + k_2,
                tl.where(k_2 <= last,
                libdevice.exp(tl.load(scores + row + k_2, mask=mask & (k_2 <= last)) * scale - largest) * inverse, 0.0),
                mask=mask)
