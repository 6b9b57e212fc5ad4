"""coo_scatter.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Sparse matrices as a list of (row, column, value), in any order and with repeats.

import triton
import triton.language as tl


@triton.jit
def spmv_coo(places, values, x, y, entries, LANES: tl.constexpr, TAIL: tl.constexpr):
    """y += A * x; entries of a row meet in an atomic addition."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    stride = (tl.num_programs(0) - 1) * LANES + TAIL
    for start in range(tl.program_id(0) * LANES, entries, stride):
        i = start + lane
        mask = active & (i < entries)
        place_x, place_y = tl.split(tl.load((places + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        product = tl.load(values + i, mask=mask) * tl.load(x + place_y, mask=mask)
        mask_2 = mask & (product != 0.0)
        tl.atomic_add(y + place_x, product, mask=mask_2, sem="relaxed")


@triton.jit
def count_row_entries(places, counts, entries, LANES: tl.constexpr, TAIL: tl.constexpr):
    """How many entries each row has, as the first step towards CSR."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    for start in range(tl.program_id(0) * LANES, entries, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < entries)
        tl.atomic_add(counts + tl.load(places + i.to(tl.int64) * 2, mask=mask), 1, mask=mask, sem="relaxed")
