"""odd_even.cu, as Triton: one program is one block of CUDA's threads."""

# Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
# A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

import triton
import triton.language as tl


@triton.jit
def odd_even_sort(x, rounds, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    values = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.int32))
    capacity = 2 * BLOCK_X
    start = tl.program_id(0) * capacity
    going = active
    if start >= n:
        going = tl.full((LANES,), False, tl.int1)
    count = tl.where(n - start < capacity, n - start, capacity)

    for start_2 in range(0, count, BLOCK_X):
        i = start_2 + lane
        mask = going & (i < count)
        tl.debug_barrier()
        tl.store(values + i, tl.load(x + start + i, mask=mask), mask=mask)

    round_ = 0
    changed = tl.full((LANES,), False, tl.int1)
    looping = going
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        left = 2 * lane
        order_pair_result = tl.full((LANES,), False, tl.int1)
        in_order_pair = tl.full((LANES,), True, tl.int1)
        right = left + 1
        tl.debug_barrier()
        condition = (right >= count) | (tl.load(values + left, mask=looping & (right < count))
                <= tl.load(values + right, mask=looping & (right < count)))
        taken = looping & condition
        order_pair_result = tl.where(taken, False, order_pair_result)
        in_order_pair = tl.where(taken, False, in_order_pair)
        taken_2 = looping & in_order_pair
        kept = tl.load(values + left, mask=taken_2)
        tl.store(values + left, tl.load(values + right, mask=taken_2), mask=taken_2)
        tl.store(values + right, kept, mask=taken_2)
        order_pair_result = tl.where(taken_2, True, order_pair_result)
        in_order_pair = tl.where(taken_2, False, in_order_pair)
        changed = tl.where(looping, order_pair_result, changed)
        left_2 = 2 * lane + 1
        order_pair_result_2 = tl.full((LANES,), False, tl.int1)
        in_order_pair_2 = tl.full((LANES,), True, tl.int1)
        right_2 = left_2 + 1
        tl.debug_barrier()
        condition_2 = (right_2 >= count) | (tl.load(values + left_2, mask=looping & (right_2 < count))
                <= tl.load(values + right_2, mask=looping & (right_2 < count)))
        taken_3 = looping & condition_2
        order_pair_result_2 = tl.where(taken_3, False, order_pair_result_2)
        in_order_pair_2 = tl.where(taken_3, False, in_order_pair_2)
        taken_4 = looping & in_order_pair_2
        kept_2 = tl.load(values + left_2, mask=taken_4)
        tl.store(values + left_2, tl.load(values + right_2, mask=taken_4), mask=taken_4)
        tl.store(values + right_2, kept_2, mask=taken_4)
        order_pair_result_2 = tl.where(taken_4, True, order_pair_result_2)
        in_order_pair_2 = tl.where(taken_4, False, in_order_pair_2)
        changed = tl.where(looping, (changed.to(tl.int32) | order_pair_result_2) != 0, changed)
        round_ += 1
        vote = tl.max(tl.where(looping & changed, 1, 0), axis=0)
        looping = tl.where(vote != 0, looping, False)

    for start_2 in range(0, count, BLOCK_X):
        i = start_2 + lane
        mask = going & (i < count)
        tl.debug_barrier()
        tl.store(x + start + i, tl.load(values + i, mask=mask), mask=mask)
    mask = going & (lane == 0)
    tl.store(tl.broadcast_to(rounds + tl.program_id(0), (LANES,)), round_, mask=mask)
