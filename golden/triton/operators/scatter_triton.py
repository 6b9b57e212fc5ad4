"""scatter.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Scatter along rows: updates go to the rows that their indices name.

import triton
import triton.language as tl


@triton.jit
def scatter_naive(
    updates, indices, out, count, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """out[indices[i], :] = updates[i, :], one thread an element; no index comes twice."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    i = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (i < count) & (column < columns)
    tl.store(out + tl.load(indices + i, mask=mask) * columns + column,
            tl.load(updates + i * columns + column, mask=mask), mask=mask)


@triton.jit
def scatter_add_naive(updates, indices, out, count, LANES: tl.constexpr, TAIL: tl.constexpr):
    """out[indices[i]] += updates[i], where many updates share a place: one thread an update."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < count)
    tl.atomic_add(out + tl.load(indices + i, mask=mask), tl.load(updates + i, mask=mask), mask=mask, sem="relaxed")


@triton.jit
def scatter_add_block(
    updates, indices, out, count, places, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr
):
    """
    The same of floats, for few places: each block adds its updates up in shared memory, a float a place,
            and then its sums
    to the output, so that there are `places` atomic operations a block on global memory.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    sums = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    for start in range(0, places, BLOCK_X):
        place = start + lane
        mask = active & (place < places)
        tl.debug_barrier()
        tl.store(sums + place, 0.0, mask=mask)
    for start in range(tl.program_id(0) * BLOCK_X, count, tl.num_programs(0) * BLOCK_X):
        i = start + lane
        mask = active & (i < count)
        tl.debug_barrier()
        tl.atomic_add(sums + tl.load(indices + i, mask=mask), tl.load(updates + i, mask=mask), mask=mask, sem="relaxed")
    for start in range(0, places, BLOCK_X):
        place = start + lane
        mask = active & (place < places)
        tl.debug_barrier()
        sum_ = tl.load(sums + place, mask=mask)
        mask_2 = mask & (sum_ != 0.0)
        tl.atomic_add(out + place, sum_, mask=mask_2, sem="relaxed")
