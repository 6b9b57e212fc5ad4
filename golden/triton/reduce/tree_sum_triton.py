"""tree_sum.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def tree_sum_float_256(x, partial_sums, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    partial = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))

    sum_ = tl.zeros((LANES,), tl.float32)
    i = tl.program_id(0) * 256 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 256, i)
        looping &= i < n
    tl.store(partial + lane.to(tl.uint32), sum_, mask=active)
    active_2 = 256 // 2
    while active_2 > 0:
        condition = lane.to(tl.uint32) < tl.cast(active_2, tl.uint32)
        taken = active & condition
        tl.debug_barrier()
        loaded = tl.load(partial + lane.to(tl.uint32), mask=taken)
        loaded_2 = tl.load(partial + (lane.to(tl.uint32) + tl.cast(active_2, tl.uint32)), mask=taken)
        tl.debug_barrier()
        tl.store(partial + lane.to(tl.uint32), loaded + loaded_2, mask=taken)
        active_2 //= 2
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.debug_barrier()
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)),
            tl.load(tl.broadcast_to(partial, (LANES,)), mask=taken), mask=taken)


@triton.jit
def tree_sum_float_128(x, partial_sums, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    partial = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))

    sum_ = tl.zeros((LANES,), tl.float32)
    i = tl.program_id(0) * 128 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 128, i)
        looping &= i < n
    tl.store(partial + lane.to(tl.uint32), sum_, mask=active)
    active_2 = 128 // 2
    while active_2 > 0:
        condition = lane.to(tl.uint32) < tl.cast(active_2, tl.uint32)
        taken = active & condition
        tl.debug_barrier()
        loaded = tl.load(partial + lane.to(tl.uint32), mask=taken)
        loaded_2 = tl.load(partial + (lane.to(tl.uint32) + tl.cast(active_2, tl.uint32)), mask=taken)
        tl.debug_barrier()
        tl.store(partial + lane.to(tl.uint32), loaded + loaded_2, mask=taken)
        active_2 //= 2
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.debug_barrier()
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)),
            tl.load(tl.broadcast_to(partial, (LANES,)), mask=taken), mask=taken)


@triton.jit
def tree_sum_double_64(x, partial_sums, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    partial = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float64))

    sum_ = tl.zeros((LANES,), tl.float64)
    i = tl.program_id(0) * 64 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 64, i)
        looping &= i < n
    tl.store(partial + lane.to(tl.uint32), sum_, mask=active)
    active_2 = 64 // 2
    while active_2 > 0:
        condition = lane.to(tl.uint32) < tl.cast(active_2, tl.uint32)
        taken = active & condition
        tl.debug_barrier()
        loaded = tl.load(partial + lane.to(tl.uint32), mask=taken)
        loaded_2 = tl.load(partial + (lane.to(tl.uint32) + tl.cast(active_2, tl.uint32)), mask=taken)
        tl.debug_barrier()
        tl.store(partial + lane.to(tl.uint32), loaded + loaded_2, mask=taken)
        active_2 //= 2
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.debug_barrier()
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)),
            tl.load(tl.broadcast_to(partial, (LANES,)), mask=taken), mask=taken)


@triton.jit
def tree_sum_int_256(x, partial_sums, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    partial = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.int32))

    sum_ = tl.zeros((LANES,), tl.int32)
    i = tl.program_id(0) * 256 + lane
    looping = active & (i < n)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping, sum_ + tl.load(x + i, mask=looping), sum_)
        i = tl.where(looping, i + tl.num_programs(0) * 256, i)
        looping &= i < n
    tl.store(partial + lane.to(tl.uint32), sum_, mask=active)
    active_2 = 256 // 2
    while active_2 > 0:
        condition = lane.to(tl.uint32) < tl.cast(active_2, tl.uint32)
        taken = active & condition
        tl.debug_barrier()
        loaded = tl.load(partial + lane.to(tl.uint32), mask=taken)
        loaded_2 = tl.load(partial + (lane.to(tl.uint32) + tl.cast(active_2, tl.uint32)), mask=taken)
        tl.debug_barrier()
        tl.store(partial + lane.to(tl.uint32), loaded + loaded_2, mask=taken)
        active_2 //= 2
    condition = lane.to(tl.uint32) == 0
    taken = active & condition
    tl.debug_barrier()
    tl.store(tl.broadcast_to(partial_sums + tl.program_id(0), (LANES,)),
            tl.load(tl.broadcast_to(partial, (LANES,)), mask=taken), mask=taken)
