"""softmax_rows.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def softmax_rows(x, y, cols, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Softmax of each row of a [rows, cols] matrix: one block a row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + tl.program_id(0) * tl.cast(cols, tl.uint32)

    # The largest value of the row keeps the exponentials finite.
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    i = lane
    looping = active & (i < cols)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        largest = tl.where(looping, tl.maximum(largest, tl.load(row + i, mask=looping)), largest)
        i = tl.where(looping, i + BLOCK_X, i)
        looping &= i < cols
    largest_2 = tl.max(largest, axis=0)
    largest = tl.full((LANES,), largest_2, tl.float32)

    total = tl.zeros((LANES,), tl.float32)
    i_2 = lane
    looping_2 = active & (i_2 < cols)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        total = tl.where(looping_2, total + libdevice.exp(tl.load(row + i_2, mask=looping_2) - largest), total)
        i_2 = tl.where(looping_2, i_2 + BLOCK_X, i_2)
        looping_2 &= i_2 < cols
    total_2 = tl.sum(total, axis=0)
    total = tl.full((LANES,), total_2, tl.float32)

    i_3 = lane
    looping_3 = active & (i_3 < cols)
    while tl.max(looping_3.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        tl.store(y + (tl.program_id(0) * tl.cast(cols, tl.uint32) + i_3.to(tl.uint32)),
                tl.div_rn(libdevice.exp(tl.load(row + i_3, mask=looping_3) - largest), total), mask=looping_3)

        i_3 = tl.where(looping_3, i_3 + BLOCK_X, i_3)
        looping_3 &= i_3 < cols
