"""mha.cu, as Triton: one program is one block of CUDA's threads."""

# Multi-head attention: out = softmax(query * key^T * scale) * value, for each head. Tensors are [batch, length, heads,
# CHANNELS], as the projections before leave them; `length` is `queries` or `keys`. With `causal`, a query sees the keys
# up to its own place, counted from the end of both; there are at least as many keys as queries.

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def mha_naive_8(
    query, key, value, out, queries, keys, heads, scale, causal, LANES: tl.constexpr, BLOCK_X: tl.constexpr
):
    """
    One thread an element of the output: the scores are made again by every channel, in one pass with an online softmax.
    """
    causal = causal != 0
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < queries * heads * 8)
    channel = i % 8
    head = i // 8 % tl.where(heads != 0, tl.cast(heads, tl.int32), 1)
    row = i // tl.where(8 * heads != 0, tl.cast(8 * heads, tl.int32), 1)
    batch = tl.program_id(1)
    query_place = ((batch * queries + row) * heads + head) * 8

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    total = tl.zeros((LANES,), tl.float32)
    sum_ = tl.zeros((LANES,), tl.float32)
    visible = tl.where(causal, keys - queries + row + 1, keys)
    rounds = tl.max(tl.where(mask & (0 < visible), visible - 0, 0), axis=0)
    for passed in range(0, rounds):
        k = 0 + passed
        looping = mask & (k < visible)
        place = ((batch * keys + k) * heads + head) * 8
        score = tl.zeros((LANES,), tl.float32)
        for c in range(0, 8):
            score += tl.load(query + query_place + c, mask=looping) * tl.load(key + place + c, mask=looping)
        score *= scale
        new_largest = tl.maximum(largest, score)
        correction = libdevice.exp(largest - new_largest)
        weight = libdevice.exp(score - new_largest)
        total = tl.where(looping, total * correction + weight, total)
        sum_ = tl.where(looping, sum_ * correction + weight * tl.load(value + place + channel, mask=looping), sum_)
        largest = tl.where(looping, new_largest, largest)
    tl.store(out + query_place + channel, tl.div_rn(sum_, total), mask=mask)


@triton.jit
def mha_block_8(
    query, key, value, out, keys, scale, causal, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SLOTS: tl.constexpr
):
    """
    One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
    """
    tl.static_assert(LANES <= BLOCK_X, "a tree that halves the block loses threads of a block that is no power of two")
    causal = causal != 0
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    scores_slots = tl.arange(0, SLOTS)
    scores = tl.zeros((SLOTS,), tl.float32)
    thread = lane
    heads = tl.num_programs(1)
    row = tl.program_id(0)
    head = tl.program_id(1)
    batch = tl.program_id(2)
    queries = tl.num_programs(0)
    visible = tl.where(causal, keys - queries + row + 1, keys)
    length = tl.num_programs(0)
    query_place = ((batch * length + row) * heads + head) * 8

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for start in range(0, visible, BLOCK_X):
        k = start + thread
        mask = active & (k < visible)
        row_place_result = ((batch * keys + k) * heads + head) * 8
        own_key = key + row_place_result
        score = tl.zeros((LANES,), tl.float32)
        for c in range(0, 8):
            score += tl.load(tl.broadcast_to(query + c + query_place, (LANES,)),
                    mask=mask) * scale * tl.load(own_key + c, mask=mask)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        scores = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(score, owner, 0), scores)
        largest = tl.where(mask, tl.maximum(largest, score), largest)
    largest_2 = tl.max(largest, axis=0)

    total = tl.zeros((LANES,), tl.float32)
    for start in range(0, visible, BLOCK_X):
        k = start + thread
        mask = active & (k < visible)
        weight = libdevice.exp(tl.gather(scores, tl.where(mask, k, 0), 0) - largest_2)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        scores = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(weight, owner, 0), scores)
        total = tl.where(mask, total + weight, total)
    total_2 = tl.sum(total, axis=0)

    for start in range(0, 8, BLOCK_X):
        c_2 = start + thread
        mask = active & (c_2 < 8)
        sum_ = tl.zeros((LANES,), tl.float32)
        for k_2 in range(0, visible):
            row_place_result_2 = ((batch * keys + k_2) * heads + head) * 8
            sum_ += tl.gather(scores, tl.where(mask, tl.cast(k_2, tl.int32), 0),
                    0) * tl.load(value + row_place_result_2 + c_2, mask=mask)
        tl.debug_barrier()
        tl.store(out + query_place + c_2, tl.div_rn(sum_, total_2), mask=mask)


@triton.jit
def mha_block_16(
    query, key, value, out, keys, scale, causal, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SLOTS: tl.constexpr
):
    """
    One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
    """
    tl.static_assert(LANES <= BLOCK_X, "a tree that halves the block loses threads of a block that is no power of two")
    causal = causal != 0
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    scores_slots = tl.arange(0, SLOTS)
    scores = tl.zeros((SLOTS,), tl.float32)
    thread = lane
    heads = tl.num_programs(1)
    row = tl.program_id(0)
    head = tl.program_id(1)
    batch = tl.program_id(2)
    queries = tl.num_programs(0)
    visible = tl.where(causal, keys - queries + row + 1, keys)
    length = tl.num_programs(0)
    query_place = ((batch * length + row) * heads + head) * 16

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for start in range(0, visible, BLOCK_X):
        k = start + thread
        mask = active & (k < visible)
        row_place_result = ((batch * keys + k) * heads + head) * 16
        own_key = key + row_place_result
        score = tl.zeros((LANES,), tl.float32)
        c = tl.arange(0, 16)[None, :]
        score += tl.sum(tl.load(query + c + query_place,
                mask=tl.where(tl.max(mask.to(tl.int32), axis=0) != 0, tl.full((1, 16), True, tl.int1), False)) * scale
                * tl.load(own_key[:, None] + c, mask=mask[:, None]), axis=1)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        scores = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(score, owner, 0), scores)
        largest = tl.where(mask, tl.maximum(largest, score), largest)
    largest_2 = tl.max(largest, axis=0)

    total = tl.zeros((LANES,), tl.float32)
    for start in range(0, visible, BLOCK_X):
        k = start + thread
        mask = active & (k < visible)
        weight = libdevice.exp(tl.gather(scores, tl.where(mask, k, 0), 0) - largest_2)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        scores = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(weight, owner, 0), scores)
        total = tl.where(mask, total + weight, total)
    total_2 = tl.sum(total, axis=0)

    for start in range(0, 16, BLOCK_X):
        c_2 = start + thread
        mask = active & (c_2 < 16)
        sum_ = tl.zeros((LANES,), tl.float32)
        for k_2 in range(0, visible):
            row_place_result_2 = ((batch * keys + k_2) * heads + head) * 16
            sum_ += tl.gather(scores, tl.where(mask, tl.cast(k_2, tl.int32), 0),
                    0) * tl.load(value + row_place_result_2 + c_2, mask=mask)
        tl.debug_barrier()
        tl.store(out + query_place + c_2, tl.div_rn(sum_, total_2), mask=mask)
