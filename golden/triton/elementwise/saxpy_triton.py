"""saxpy.cu, as Triton: one program is one block of CUDA's threads, or several."""

# y = a * x + y over vectors of any length, as a whole program: run it to see it check itself.

import triton
import triton.language as tl


@triton.jit
def saxpy(n, a, x, y, LANES: tl.constexpr, TAIL: tl.constexpr):
    """One thread takes every (grid size)-th element, so any grid covers any n."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    for start in range(tl.program_id(0) * LANES, n, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < n)
        tl.debug_barrier()
        tl.store(y + i, a * tl.load(x + i, mask=mask) + tl.load(y + i, mask=mask), mask=mask)
