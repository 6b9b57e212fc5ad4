"""sub.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def sub_naive(a, b, c, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    tl.store(c + i, tl.load(a + i, mask=mask) - tl.load(b + i, mask=mask), mask=mask)


@triton.jit
def sub_broadcast(a, row, c, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """A row is taken from every row of a [rows, columns] matrix of an even number of columns: a block has a stretch of
    columns and walks down the rows, so that each thread keeps its two elements of the row in registers.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    pair = tl.program_id(0) * BLOCK_X + lane
    pairs = columns // 2
    mask = active & (pair < pairs)

    taken_x, taken_y = tl.split(tl.load((row + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            mask=mask[:, None]))
    y = tl.program_id(1)
    looping = tl.where(y < rows, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        value_x, value_y = tl.split(tl.load((a + (y * pairs + pair).to(tl.int64) * 2)[:, None]
                + tl.arange(0, 2)[None, :], mask=looping[:, None]))
        value_x -= taken_x
        value_y -= taken_y
        tl.debug_barrier()
        tl.store((c + (y * pairs + pair).to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                tl.join(value_x, value_y), mask=looping[:, None])
        y += tl.num_programs(1)
        looping = tl.where(y < rows, looping, False)
