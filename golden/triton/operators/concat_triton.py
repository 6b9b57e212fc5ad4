"""concat.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Tensors joined along an axis: what lies before the axis is `rows`, what lies along it and behind it is a row's
# length in each tensor.

import triton
import triton.language as tl


@triton.jit
def concat_naive(a, b, out, rows, a_length, b_length, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    length = a_length + b_length
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < rows * length)
    row = i // tl.where(length != 0, tl.cast(length, tl.int32), 1)
    place = i - row * length
    tl.store(out + i,
            tl.where(place < a_length, tl.load(a + row * a_length + place, mask=mask & (place < a_length)),
            tl.load(b + row * b_length + (place - a_length), mask=mask & (place >= a_length))), mask=mask)


@triton.jit
def concat_rows_float(a, b, c, out, a_length, b_length, c_length, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Three tensors, one block a row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0)
    joined = out + row.to(tl.uint64) * tl.cast(a_length + b_length + c_length, tl.uint64)
    from_ = a + row.to(tl.uint64) * tl.cast(a_length, tl.uint64)
    for start in range(0, a_length, BLOCK_X):
        i = start + lane
        mask = active & (i < a_length)
        tl.debug_barrier()
        tl.store(joined + i, tl.load(from_ + i, mask=mask), mask=mask)
    to = joined + a_length
    from__2 = b + row.to(tl.uint64) * tl.cast(b_length, tl.uint64)
    for start in range(0, b_length, BLOCK_X):
        i = start + lane
        mask = active & (i < b_length)
        tl.debug_barrier()
        tl.store(to + i, tl.load(from__2 + i, mask=mask), mask=mask)
    to_2 = joined + a_length + b_length
    from__3 = c + row.to(tl.uint64) * tl.cast(c_length, tl.uint64)
    for start in range(0, c_length, BLOCK_X):
        i = start + lane
        mask = active & (i < c_length)
        tl.debug_barrier()
        tl.store(to_2 + i, tl.load(from__3 + i, mask=mask), mask=mask)


@triton.jit
def concat_rows_short(a, b, c, out, a_length, b_length, c_length, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Three tensors, one block a row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0)
    joined = out + row.to(tl.uint64) * tl.cast(a_length + b_length + c_length, tl.uint64)
    from_ = a + row.to(tl.uint64) * tl.cast(a_length, tl.uint64)
    for start in range(0, a_length, BLOCK_X):
        i = start + lane
        mask = active & (i < a_length)
        tl.debug_barrier()
        tl.store(joined + i, tl.load(from_ + i, mask=mask), mask=mask)
    to = joined + a_length
    from__2 = b + row.to(tl.uint64) * tl.cast(b_length, tl.uint64)
    for start in range(0, b_length, BLOCK_X):
        i = start + lane
        mask = active & (i < b_length)
        tl.debug_barrier()
        tl.store(to + i, tl.load(from__2 + i, mask=mask), mask=mask)
    to_2 = joined + a_length + b_length
    from__3 = c + row.to(tl.uint64) * tl.cast(c_length, tl.uint64)
    for start in range(0, c_length, BLOCK_X):
        i = start + lane
        mask = active & (i < c_length)
        tl.debug_barrier()
        tl.store(to_2 + i, tl.load(from__3 + i, mask=mask), mask=mask)
