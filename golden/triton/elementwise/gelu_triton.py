"""gelu.cu, as Triton: one program is one block of CUDA's threads, or several."""

# The Gaussian error linear unit in its two common forms (Hendrycks and Gimpel, arXiv:1606.08415).

import triton
import triton.language as tl
from triton.language.extra import libdevice

SQRT_HALF = tl.constexpr(0.70710678118654752)
SQRT_TWO_OVER_PI = tl.constexpr(0.79788456080286536)
CUBIC = tl.constexpr(0.044715)


@triton.jit
def gelu_erf(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    x_2 = tl.load(x + i, mask=mask)
    tl.store(y + i, 0.5 * x_2 * (1.0 + tl.erf(x_2 * SQRT_HALF)), mask=mask)


@triton.jit
def gelu_tanh(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    x_2 = tl.load(x + i, mask=mask)
    cube = x_2 * x_2 * x_2
    tl.store(y + i, 0.5 * x_2 * (1.0 + libdevice.tanh((x_2 + cube * CUBIC) * SQRT_TWO_OVER_PI)), mask=mask)
