"""atomic_extremes.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Extremes and counts through atomics: shared-memory atomics within a block, global ones across blocks.

import triton
import triton.language as tl


@triton.jit
def integer_range(x, extremes, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The range of whole numbers; extremes[0] and [1] start at the identities of min and max."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    smallest = 0
    largest = 0
    smallest = 0x7fffffff
    largest = -2147483647 - 1
    for start in range(tl.program_id(0) * BLOCK_X, n, tl.num_programs(0) * BLOCK_X):
        i = start + lane
        mask = active & (i < n)
        smallest = tl.minimum(smallest, tl.min(tl.where(mask, tl.load(x + i, mask=mask), 2147483647), axis=0))
        largest = tl.maximum(largest, tl.max(tl.where(mask, tl.load(x + i, mask=mask), -2147483648), axis=0))
    tl.atomic_min(extremes, smallest, sem="relaxed")
    tl.atomic_max(extremes + 1, largest, sem="relaxed")


@triton.jit
def float_maximum(x, maximum, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    value = tl.load(x + i, mask=mask)
    bits = maximum.to(tl.pointer_type(tl.int32))
    seen = tl.load(tl.broadcast_to(bits, (LANES,)), mask=mask)
    expected = tl.zeros((LANES,), tl.int32)
    looping = mask
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        inside = looping
        expected = tl.where(inside, seen, expected)
        condition = expected.to(tl.float32, bitcast=True) >= value
        taken = inside & condition
        looping &= ~taken
        others = inside & ~condition
        tl.debug_barrier()
        old = tl.atomic_cas(tl.where(others, tl.broadcast_to(bits, (LANES,)), tl.broadcast_to(bits, (LANES,))),
                tl.where(others, expected, 0), tl.where(others, value.to(tl.int32, bitcast=True), 0), sem="relaxed")
        seen = tl.where(others, old, seen)
        looping &= seen != expected


@triton.jit
def count_distinct(x, marks, count, n, bound, LANES: tl.constexpr, TAIL: tl.constexpr):
    """How many different values below `bound` there are: the first thread to mark a value counts it."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    value = tl.load(x + i, mask=mask)
    mask_2 = mask & (value >= 0) & (value < bound)
    old = tl.atomic_xchg(marks + value, 1, mask=mask_2, sem="relaxed")
    mask_3 = mask_2 & (old == 0)
    tl.debug_barrier()
    tl.atomic_add(tl.broadcast_to(count, (LANES,)), 1, mask=mask_3, sem="relaxed")
