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
    mask = active & (query < queries)
    row = (tl.program_id(1).to(tl.int64) * queries + query) * keys
    last = query + keys - queries

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for start in range(0, keys, WARP):
        k = start + thread_x
        mask_2 = mask & (k < keys)
        score = tl.where(k <= last, tl.load(scores + row + k, mask=mask_2 & (k <= last)) * scale, float("-inf"))
        largest = tl.where(mask_2, tl.maximum(largest, score), largest)
    value = largest
    reduced = tl.reshape(tl.broadcast_to(tl.max(tl.reshape(tl.where(mask, value, float("-inf")), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,))
    value = reduced
    largest = value

    total = tl.zeros((LANES,), tl.float32)
    k = thread_x
    looping = mask & (k < keys)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        inside = looping
        condition = k > last
        taken = inside & condition
        looping &= ~taken
        others = inside & ~condition
        total = tl.where(others, total + libdevice.exp(tl.load(scores + row + k, mask=others) * scale - largest), total)
        k = tl.where(looping, k + WARP, k)
        looping &= k < keys
    value_2 = total
    reduced_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, value_2, 0.0), (WARPS, 32)), axis=1)[:,
            None], (WARPS, 32)), (LANES,))
    value_2 = reduced_2
    # Every lane takes the first lane's sum, so that all divide by the very same number.
    warp_total_result = tl.reshape(tl.gather(tl.reshape(value_2, (WARPS, 32)),
            tl.reshape(tl.zeros((LANES,), tl.int32), (WARPS, 32)), 1), (LANES,))
    inverse = tl.div_rn(1.0, warp_total_result)

    for start in range(0, keys, WARP):
        k_2 = start + thread_x
        mask_2 = mask & (k_2 < keys)
        tl.debug_barrier()
        tl.store(weights + row + k_2,
                tl.where(k_2 <= last,
                libdevice.exp(tl.load(scores + row + k_2, mask=mask_2 & (k_2 <= last)) * scale - largest) * inverse,
                0.0), mask=mask_2)
