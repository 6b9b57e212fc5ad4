"""relu_half.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def relu_half(x, y, scale, bias, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """y = max(scale * x + bias, 0) in half precision, two elements a thread.
    An odd n leaves one element, which the thread after the last pair takes alone.
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    scale_pair_x = tl.full((), scale, tl.float16)
    scale_pair_y = tl.full((), scale, tl.float16)
    bias_pair_x = tl.full((), bias, tl.float16)
    bias_pair_y = tl.full((), bias, tl.float16)
    zero_pair_x = tl.full((), 0.0, tl.float16)
    zero_pair_y = tl.full((), 0.0, tl.float16)

    pair = tl.program_id(0) * LANES + lane
    pairs = n // 2
    condition = pair < pairs
    taken = active & condition
    value_x, value_y = tl.split(tl.load((x + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            mask=taken[:, None]))
    value_1_x = value_x * scale_pair_x
    value_1_y = value_y * scale_pair_y
    scaled_x = value_1_x + bias_pair_x
    scaled_y = value_1_y + bias_pair_y
    tl.store((y + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
            tl.join(tl.maximum(scaled_x, zero_pair_x), tl.maximum(scaled_y, zero_pair_y)), mask=taken[:, None])
    others = active & ~condition
    mask = others & tl.where(n % 2 != 0, pair == pairs, False)
    last = tl.load(x + n - 1, mask=tl.max(mask.to(tl.int32), axis=0) != 0) * tl.full((), scale,
            tl.float16) + tl.full((), bias, tl.float16)
    tl.debug_barrier()
    tl.store(tl.broadcast_to(y + n - 1, (LANES,)), tl.where(last > 0.0, last, 0.0), mask=mask)


@triton.jit
def relu_half_through_float(x, y, scale, bias, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """The straightforward form: widen, compute in float, round once."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    value = tl.load(x + i, mask=mask).to(tl.float32)
    value = tl.fma(value, tl.full((), scale, tl.float32), tl.full((), bias, tl.float32))
    tl.store(y + i, tl.where(value > 0.0, value, 0.0), mask=mask)
