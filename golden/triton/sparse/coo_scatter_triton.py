"""coo_scatter.cu, as Triton: one program is one block of CUDA's threads."""

# Sparse matrices as a list of (row, column, value), in any order and with repeats.

import triton
import triton.language as tl


@triton.jit
def spmv_coo(places, values, x, y, entries, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """y += A * x; entries of a row meet in an atomic addition."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = tl.num_programs(0) * BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    looping = active & (i < entries)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        place_x = tl.load(places + i.to(tl.int64) * 2, mask=looping)
        place_y = tl.load(places + i.to(tl.int64) * 2 + 1, mask=looping)
        product = tl.load(values + i, mask=looping) * tl.load(x + place_y, mask=looping)
        condition = product != 0.0
        taken = looping & condition
        tl.atomic_add(y + place_x, product, mask=taken, sem="relaxed")
        i = tl.where(looping, i + stride, i)
        looping &= i < entries


@triton.jit
def count_row_entries(places, counts, entries, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """How many entries each row has, as the first step towards CSR."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    looping = active & (i < entries)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        tl.atomic_add(counts + tl.load(places + i.to(tl.int64) * 2, mask=looping), 1, mask=looping, sem="relaxed")
        i = tl.where(looping, i + tl.num_programs(0) * BLOCK_X, i)
        looping &= i < entries
