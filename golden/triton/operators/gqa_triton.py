"""gqa.cu, as Triton: one program is one block of CUDA's threads."""

# Grouped-query attention: query_heads / key_heads query heads share the keys and the values of one head. query and out
# are [query_heads, queries, CHANNELS], key and value [key_heads, keys, CHANNELS].

import triton
import triton.language as tl
from triton.language.extra import libdevice

kKeyTile = tl.constexpr(8)


@triton.jit
def gqa_naive_8(
    query, key, value, out, shape_queries, shape_keys, shape_query_heads, shape_key_heads, shape_scale,
    LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """One thread an element of the output: one pass over the keys for the largest score, one for the weighted sum.
    """
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    channel = thread_x
    row = tl.program_id(0) * BLOCK_Y + thread_y
    head = tl.program_id(1)
    mask = active & (row < shape_queries)
    key_head = head // tl.where(shape_query_heads
            // tl.where(shape_key_heads != 0, tl.cast(shape_key_heads, tl.int32), 1) != 0,
            shape_query_heads // tl.where(shape_key_heads != 0, tl.cast(shape_key_heads, tl.int32), 1), 1)
    own_query = query + (head * shape_queries + row) * 8
    keys = key + key_head * shape_keys * 8
    values = value + key_head * shape_keys * 8

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    for k in range(0, shape_keys):
        score = tl.zeros((LANES,), tl.float32)
        for c in range(0, 8):
            score += tl.load(own_query + c, mask=mask) * tl.load(keys + k * 8 + c,
                    mask=tl.max(mask.to(tl.int32), axis=0) != 0)
        largest = tl.maximum(largest, score * shape_scale)
    total = tl.zeros((LANES,), tl.float32)
    sum_ = tl.zeros((LANES,), tl.float32)
    for k in range(0, shape_keys):
        score = tl.zeros((LANES,), tl.float32)
        for c in range(0, 8):
            score += tl.load(own_query + c, mask=mask) * tl.load(keys + k * 8 + c,
                    mask=tl.max(mask.to(tl.int32), axis=0) != 0)
        weight = libdevice.exp(score * shape_scale - largest)
        total += weight
        sum_ += weight * tl.load(values + k * 8 + channel, mask=mask)
    tl.store(out + (head * shape_queries + row) * 8 + channel, tl.div_rn(sum_, total), mask=mask)


@triton.jit
def gqa_warp_64_2(
    query, key, value, out, shape_queries, shape_keys, shape_query_heads, shape_key_heads, shape_scale,
    LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr, WARPS: tl.constexpr
):
    """
    A block of 32 x (warps) threads takes as many queries of one query head; tiles of keys and values go through shared
    memory, one warp a query, a lane CHANNELS / 32 channels. Softmax is online, over tiles.
    """
    tl.static_assert(BLOCK_X <= 32, "`key_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 32, "`value_tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    key_tile_slots = tl.arange(0, 512)
    key_tile = tl.zeros((512,), tl.float32)
    value_tile_slots = tl.arange(0, 512)
    value_tile = tl.zeros((512,), tl.float32)
    OWN = 2
    lane_2 = thread_x
    thread = thread_y * 32 + lane_2
    row = tl.program_id(0) * 2 + thread_y
    head = tl.program_id(1)
    key_head = head // (shape_query_heads // shape_key_heads)
    first_key = key_head * shape_keys
    query_place = (head * shape_queries + row) * 64

    own_query = tl.zeros((LANES,), tl.float32)
    own_query_2 = tl.zeros((LANES,), tl.float32)
    sums = tl.zeros((LANES,), tl.float32)
    sums_2 = tl.zeros((LANES,), tl.float32)
    for c in range(0, OWN):
        value_2 = tl.where(row < shape_queries,
                tl.load(query + query_place + c * 32 + lane_2, mask=active & (row < shape_queries)) * shape_scale, 0.0)
        if c == 0:
            own_query = value_2
        if c == 1:
            own_query_2 = value_2
        if c == 0:
            sums = tl.zeros((LANES,), tl.float32)
        if c == 1:
            sums_2 = tl.zeros((LANES,), tl.float32)
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    total = tl.zeros((LANES,), tl.float32)

    for start in range(0, shape_keys, 8):
        count = tl.minimum(kKeyTile, shape_keys - start)
        for start_2 in range(0, count * 64, 32 * 2):
            i = start_2 + thread
            mask = active & (i < count * 64)
            place = (first_key + start) * 64 + i
            place_2 = key_tile_slots - start_2
            line = place_2 // 32
            column = place_2 % 32
            writer = line * BLOCK_X + column
            owned = (place_2 >= 0) & (column < BLOCK_X) & (writer < LANES)
            owner = tl.where(owned, writer, 0)
            key_tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                    tl.gather(tl.load(key + place, mask=mask), owner, 0), key_tile)
            place_3 = value_tile_slots - start_2
            line_2 = place_3 // 32
            column_2 = place_3 % 32
            writer_2 = line_2 * BLOCK_X + column_2
            owned_2 = (place_3 >= 0) & (column_2 < BLOCK_X) & (writer_2 < LANES)
            owner_2 = tl.where(owned_2, writer_2, 0)
            value_tile = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0),
                    tl.gather(tl.load(value + place, mask=mask), owner_2, 0), value_tile)

        for k in range(0, count):
            score = tl.zeros((LANES,), tl.float32)
            for c in range(0, OWN):
                score += tl.where(c == 0, own_query, own_query_2) * tl.gather(key_tile,
                        tl.where(active, (tl.cast(k, tl.int64) * 64).to(tl.int32) + (c * 32 + lane_2), 0), 0)
            reduced = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(active, score, 0.0), (WARPS, 32)),
                    axis=1)[:, None], (WARPS, 32)), (LANES,))
            score = reduced

            new_largest = tl.maximum(largest, score)
            correction = libdevice.exp(largest - new_largest)
            weight = libdevice.exp(score - new_largest)
            total = total * correction + weight
            for c in range(0, OWN):
                value_2 = tl.where(c == 0, sums, sums_2) * correction + weight * tl.gather(value_tile,
                        tl.where(active, (tl.cast(k, tl.int64) * 64).to(tl.int32) + (c * 32 + lane_2), 0), 0)
                if c == 0:
                    sums = value_2
                if c == 1:
                    sums_2 = value_2
            largest = new_largest

    mask = active & (row < shape_queries)
    for c in range(0, OWN):
        tl.debug_barrier()
        tl.store(out + query_place + c * 32 + lane_2, tl.div_rn(tl.where(c == 0, sums, sums_2), total), mask=mask)
