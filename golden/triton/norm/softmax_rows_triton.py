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
    for start in range(0, cols, BLOCK_X):
        i = start + lane
        mask = active & (i < cols)
        largest = tl.where(mask, tl.maximum(largest, tl.load(row + i, mask=mask)), largest)
    largest_2 = tl.max(largest, axis=0)

    total = tl.zeros((LANES,), tl.float32)
    for start in range(0, cols, BLOCK_X):
        i = start + lane
        mask = active & (i < cols)
        total = tl.where(mask, total + libdevice.exp(tl.load(row + i, mask=mask) - largest_2), total)
    total_2 = tl.sum(total, axis=0)

    for start in range(0, cols, BLOCK_X):
        i = start + lane
        mask = active & (i < cols)
        tl.debug_barrier()
        tl.store(y + (tl.program_id(0) * tl.cast(cols, tl.uint32) + i.to(tl.uint32)),
                tl.div_rn(libdevice.exp(tl.load(row + i, mask=mask) - largest_2), total_2), mask=mask)
