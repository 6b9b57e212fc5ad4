"""swiglu.cu, as Triton: one program is one block of CUDA's threads, or several."""

# The gated unit of LLaMA's feed-forward layer: out = silu(gate) * up.
# gate and up are the halves of one [rows, 2 * width] matrix, as a fused projection leaves them.
# One block row (blockIdx.y) a matrix row.

import triton
import triton.language as tl


@triton.jit
def swiglu(gate_and_up, out, width, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    column = tl.program_id(0) * LANES + lane
    row = tl.program_id(1)
    mask = active & (column < width)

    gate = gate_and_up + row.to(tl.uint64) * 2 * tl.cast(width, tl.uint64)
    up = gate + width
    x = tl.load(gate + column, mask=mask)
    # Approximate by intention: the exponential and the division are the fast ones.
    silu_result = x / (1.0 + tl.exp(-x))
    tl.store(out + (row.to(tl.uint64) * tl.cast(width, tl.uint64) + column.to(tl.uint64)),
            silu_result * tl.load(up + column, mask=mask), mask=mask)
