"""bitonic.cu, as Triton: one program is one block of CUDA's threads."""

# Bitonic sort of each row in shared memory. A row holds at most N elements, N is a power of two, and N / 2 threads
# each own a pair. Rows that are shorter are padded with the value that sorts last.

import triton
import triton.language as tl


@triton.jit
def bitonic_sort_float_256_true(
    x, sorted_, length, sorts_last, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    values = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    for start in range(0, 256, BLOCK_X):
        i = start + lane
        mask = active & (i < 256)
        tl.debug_barrier()
        tl.store(values + i,
                tl.where(i < length,
                tl.load(x + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                mask=mask & (i < length)), sorts_last), mask=mask)

    run = 2
    while run <= 256:
        distance = run >> 1
        while distance > 0:
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).to(tl.int32) == 1
            tl.debug_barrier()
            condition = (tl.load(values + low, mask=active)
                    > tl.load(values + high, mask=active)).to(tl.int32) == upwards.to(tl.int32)
            taken = active & condition
            kept = tl.load(values + low, mask=taken)
            loaded = tl.load(values + high, mask=taken)
            tl.debug_barrier()
            tl.store(values + low, loaded, mask=taken)
            tl.debug_barrier()
            tl.store(values + high, kept, mask=taken)
            distance >>= 1

        run = tl.cast(run, tl.int32) << 1
    for start in range(0, length, BLOCK_X):
        i = start + lane
        mask = active & (i < length)
        tl.debug_barrier()
        tl.store(sorted_ + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                tl.load(values + i, mask=mask), mask=mask)


@triton.jit
def bitonic_sort_int_256_true(
    x, sorted_, length, sorts_last, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    values = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.int32))
    for start in range(0, 256, BLOCK_X):
        i = start + lane
        mask = active & (i < 256)
        tl.debug_barrier()
        tl.store(values + i,
                tl.where(i < length,
                tl.load(x + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                mask=mask & (i < length)), sorts_last), mask=mask)

    run = 2
    while run <= 256:
        distance = run >> 1
        while distance > 0:
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).to(tl.int32) == 1
            tl.debug_barrier()
            condition = (tl.load(values + low, mask=active)
                    > tl.load(values + high, mask=active)).to(tl.int32) == upwards.to(tl.int32)
            taken = active & condition
            kept = tl.load(values + low, mask=taken)
            loaded = tl.load(values + high, mask=taken)
            tl.debug_barrier()
            tl.store(values + low, loaded, mask=taken)
            tl.debug_barrier()
            tl.store(values + high, kept, mask=taken)
            distance >>= 1

        run = tl.cast(run, tl.int32) << 1
    for start in range(0, length, BLOCK_X):
        i = start + lane
        mask = active & (i < length)
        tl.debug_barrier()
        tl.store(sorted_ + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                tl.load(values + i, mask=mask), mask=mask)


@triton.jit
def bitonic_sort_float_128_false(
    x, sorted_, length, sorts_last, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    values = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    for start in range(0, 128, BLOCK_X):
        i = start + lane
        mask = active & (i < 128)
        tl.debug_barrier()
        tl.store(values + i,
                tl.where(i < length,
                tl.load(x + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                mask=mask & (i < length)), sorts_last), mask=mask)

    run = 2
    while run <= 128:
        distance = run >> 1
        while distance > 0:
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).to(tl.int32) == 0
            tl.debug_barrier()
            condition = (tl.load(values + low, mask=active)
                    > tl.load(values + high, mask=active)).to(tl.int32) == upwards.to(tl.int32)
            taken = active & condition
            kept = tl.load(values + low, mask=taken)
            loaded = tl.load(values + high, mask=taken)
            tl.debug_barrier()
            tl.store(values + low, loaded, mask=taken)
            tl.debug_barrier()
            tl.store(values + high, kept, mask=taken)
            distance >>= 1

        run = tl.cast(run, tl.int32) << 1
    for start in range(0, length, BLOCK_X):
        i = start + lane
        mask = active & (i < length)
        tl.debug_barrier()
        tl.store(sorted_ + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                tl.load(values + i, mask=mask), mask=mask)


@triton.jit
def bitonic_sort_double_64_true(
    x, sorted_, length, sorts_last: tl.float64, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    SHARED: tl.constexpr
):
    sorts_last = tl.full((), sorts_last, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    values = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float64))
    for start in range(0, 64, BLOCK_X):
        i = start + lane
        mask = active & (i < 64)
        tl.debug_barrier()
        tl.store(values + i,
                tl.where(i < length,
                tl.load(x + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                mask=mask & (i < length)), sorts_last), mask=mask)

    run = 2
    while run <= 64:
        distance = run >> 1
        while distance > 0:
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).to(tl.int32) == 1
            tl.debug_barrier()
            condition = (tl.load(values + low, mask=active)
                    > tl.load(values + high, mask=active)).to(tl.int32) == upwards.to(tl.int32)
            taken = active & condition
            kept = tl.load(values + low, mask=taken)
            loaded = tl.load(values + high, mask=taken)
            tl.debug_barrier()
            tl.store(values + low, loaded, mask=taken)
            tl.debug_barrier()
            tl.store(values + high, kept, mask=taken)
            distance >>= 1

        run = tl.cast(run, tl.int32) << 1
    for start in range(0, length, BLOCK_X):
        i = start + lane
        mask = active & (i < length)
        tl.debug_barrier()
        tl.store(sorted_ + (tl.program_id(0) * tl.cast(length, tl.uint32) + i.to(tl.uint32)),
                tl.load(values + i, mask=mask), mask=mask)
