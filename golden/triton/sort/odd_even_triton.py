"""odd_even.cu, as Triton: one program is one block of CUDA's threads."""

# Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
# A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

import triton
import triton.language as tl


@triton.jit
def odd_even_sort(x, rounds, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SLOTS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    values_slots = tl.arange(0, SLOTS)
    values = tl.zeros((SLOTS,), tl.int32)
    capacity = 2 * BLOCK_X
    start = tl.program_id(0) * capacity
    going = active
    if start >= n:
        going = tl.full((LANES,), False, tl.int1)
    count = tl.where(n - start < capacity, n - start, capacity)

    for start_2 in range(0, count, BLOCK_X):
        i = start_2 + lane
        mask = going & (i < count)
        place = values_slots - start_2
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        values = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(x + start + i, mask=mask), owner, 0), values)

    round_ = 0
    changed = tl.full((LANES,), False, tl.int1)
    looping = going
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        left = 2 * lane
        order_pair_result = tl.full((LANES,), False, tl.int1)
        in_order_pair = tl.full((LANES,), True, tl.int1)
        right = left + 1
        mask = looping & ((right >= count)
                | (tl.gather(values, tl.where(looping & (right < count), left, 0), 0)
                <= tl.gather(values, tl.where(looping & (right < count), right, 0), 0)))
        order_pair_result = tl.where(mask, False, order_pair_result)
        in_order_pair = tl.where(mask, False, in_order_pair)
        taken = looping & in_order_pair
        kept = tl.gather(values, tl.where(taken, left, 0), 0)
        writer = values_slots // 2
        owned = (values_slots % 2 == 0) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        values = tl.where(owned & (tl.gather(taken.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.gather(values, tl.where(taken, right, 0), 0), owner, 0), values)
        place = values_slots - 1
        writer_2 = place // 2
        owned_2 = (place >= 0) & (place % 2 == 0) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        values = tl.where(owned_2 & (tl.gather(taken.to(tl.int32), owner_2, 0) != 0), tl.gather(kept, owner_2, 0),
                values)
        order_pair_result = tl.where(taken, True, order_pair_result)
        in_order_pair = tl.where(taken, False, in_order_pair)
        changed = tl.where(looping, order_pair_result, changed)
        left_2 = 2 * lane + 1
        order_pair_result_2 = tl.full((LANES,), False, tl.int1)
        in_order_pair_2 = tl.full((LANES,), True, tl.int1)
        right_2 = left_2 + 1
        mask_2 = looping & ((right_2 >= count)
                | (tl.gather(values, tl.where(looping & (right_2 < count), left_2, 0), 0)
                <= tl.gather(values, tl.where(looping & (right_2 < count), right_2, 0), 0)))
        order_pair_result_2 = tl.where(mask_2, False, order_pair_result_2)
        in_order_pair_2 = tl.where(mask_2, False, in_order_pair_2)
        taken_2 = looping & in_order_pair_2
        kept_2 = tl.gather(values, tl.where(taken_2, left_2, 0), 0)
        place_2 = values_slots - 1
        writer_3 = place_2 // 2
        owned_3 = (place_2 >= 0) & (place_2 % 2 == 0) & (writer_3 < LANES)
        owner_3 = tl.where(owned_3, writer_3, 0)
        values = tl.where(owned_3 & (tl.gather(taken_2.to(tl.int32), owner_3, 0) != 0),
                tl.gather(tl.gather(values, tl.where(taken_2, right_2, 0), 0), owner_3, 0), values)
        place_3 = values_slots - (1 + 1)
        writer_4 = place_3 // 2
        owned_4 = (place_3 >= 0) & (place_3 % 2 == 0) & (writer_4 < LANES)
        owner_4 = tl.where(owned_4, writer_4, 0)
        values = tl.where(owned_4 & (tl.gather(taken_2.to(tl.int32), owner_4, 0) != 0), tl.gather(kept_2, owner_4, 0),
                values)
        order_pair_result_2 = tl.where(taken_2, True, order_pair_result_2)
        in_order_pair_2 = tl.where(taken_2, False, in_order_pair_2)
        changed = tl.where(looping, (changed.to(tl.int32) | order_pair_result_2) != 0, changed)
        round_ += 1
        vote = tl.max(tl.where(looping & changed, 1, 0), axis=0)
        looping = tl.where(vote != 0, looping, False)

    for start_2 in range(0, count, BLOCK_X):
        i = start_2 + lane
        mask = going & (i < count)
        tl.debug_barrier()
        tl.store(x + start + i, tl.gather(values, tl.where(mask, i, 0), 0), mask=mask)
    mask = going & (lane == 0)
    tl.store(tl.broadcast_to(rounds + tl.program_id(0), (LANES,)), round_, mask=mask)
