"""complex_multiply.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Products of complex numbers stored as (real, imaginary) pairs. The second factor may be conjugated, which is what
# a correlation in the frequency domain needs.

import triton
import triton.language as tl

CONJUGATED = tl.constexpr(1)


@triton.jit
def complex_multiply(a, b, out, factor, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = lane + tl.program_id(0) * LANES
    mask = active & (i < n)
    chosen_x = tl.zeros((LANES,), tl.float32)
    chosen_y = tl.zeros((LANES,), tl.float32)
    if factor == CONJUGATED:
        a_1_x, a_1_y = tl.split(tl.load((b + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        a_1_y = -a_1_y
        chosen_x = a_1_x
        chosen_y = a_1_y
    else:
        vector_x, vector_y = tl.split(tl.load((b + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        chosen_x = vector_x
        chosen_y = vector_y
    a_2_x, a_2_y = tl.split(tl.load((a + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :], mask=mask[:, None]))
    tl.store((out + i.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            tl.join(a_2_x * chosen_x - a_2_y * chosen_y, a_2_x * chosen_y + a_2_y * chosen_x), mask=mask[:, None])
