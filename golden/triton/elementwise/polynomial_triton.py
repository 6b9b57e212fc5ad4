"""polynomial.cu, as Triton: one program is one block of CUDA's threads, or several."""

# sin(x) and cos(x) on [-pi/4, pi/4] by Horner's rule, with the coefficients in constant memory.

import triton
import triton.language as tl

DEGREE = tl.constexpr(4)


@triton.jit
def sine_polynomial(x, y, n, sine_coefficients, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    x_2 = tl.load(x + i, mask=mask) * tl.load(x + i, mask=mask)
    sum_ = tl.full((LANES,), tl.load(sine_coefficients + DEGREE, mask=tl.max(mask.to(tl.int32), axis=0) != 0),
            tl.float32)
    power = DEGREE - 1
    while power >= 0:
        sum_ = tl.where(mask,
                tl.fma(sum_, x_2, tl.load(sine_coefficients + power, mask=tl.max(mask.to(tl.int32), axis=0) != 0)),
                sum_)
        power -= 1
    tl.store(y + i, tl.load(x + i, mask=mask) * sum_, mask=mask)


@triton.jit
def cosine_polynomial(x, y, n, cosine_coefficients, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    x_2 = tl.load(x + i, mask=mask) * tl.load(x + i, mask=mask)
    sum_ = tl.full((LANES,), tl.load(cosine_coefficients + DEGREE, mask=tl.max(mask.to(tl.int32), axis=0) != 0),
            tl.float32)
    power = DEGREE - 1
    while power >= 0:
        sum_ = tl.where(mask,
                tl.fma(sum_, x_2, tl.load(cosine_coefficients + power, mask=tl.max(mask.to(tl.int32), axis=0) != 0)),
                sum_)
        power -= 1
    tl.store(y + i, sum_, mask=mask)
