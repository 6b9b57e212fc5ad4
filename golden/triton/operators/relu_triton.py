"""relu.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def relu_naive(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    tl.store(y + i,
            tl.where(tl.load(x + i, mask=mask) > 0.0, tl.load(x + i, mask=mask & (tl.load(x + i, mask=mask) > 0.0)),
            0.0), mask=mask)


@triton.jit
def relu_vectorised_Relu(data, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Any of them, in place, four elements at a time; the last block takes what is left over."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = tl.num_programs(0) * BLOCK_X
    for start in range(tl.program_id(0) * BLOCK_X, n // 4, stride):
        i = start + lane
        mask = active & (i < n // 4)
        tl.debug_barrier()
        four_x = tl.load(data + i.to(tl.int64) * 4, mask=mask)
        four_y = tl.load(data + i.to(tl.int64) * 4 + 1, mask=mask)
        four_z = tl.load(data + i.to(tl.int64) * 4 + 2, mask=mask)
        four_w = tl.load(data + i.to(tl.int64) * 4 + 3, mask=mask)
        four_x = tl.maximum(four_x, 0.0)
        four_y = tl.maximum(four_y, 0.0)
        four_z = tl.maximum(four_z, 0.0)
        four_w = tl.maximum(four_w, 0.0)
        tl.store(data + i.to(tl.int64) * 4, four_x, mask=mask)
        tl.store(data + i.to(tl.int64) * 4 + 1, four_y, mask=mask)
        tl.store(data + i.to(tl.int64) * 4 + 2, four_z, mask=mask)
        tl.store(data + i.to(tl.int64) * 4 + 3, four_w, mask=mask)
    mask = active & tl.where(tl.program_id(0) == tl.num_programs(0) - 1, lane.to(tl.uint32) < tl.cast(n % 4, tl.uint32),
            False)
    last = data + n + -tl.cast(n % 4, tl.int32) + lane
    tl.debug_barrier()
    value = tl.load(last, mask=mask)
    tl.store(last, tl.maximum(value, 0.0), mask=mask)


@triton.jit
def relu_vectorised_LeakyRelu(data, n, activation_slope, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """Any of them, in place, four elements at a time; the last block takes what is left over."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stride = tl.num_programs(0) * BLOCK_X
    for start in range(tl.program_id(0) * BLOCK_X, n // 4, stride):
        i = start + lane
        mask = active & (i < n // 4)
        tl.debug_barrier()
        four_x = tl.load(data + i.to(tl.int64) * 4, mask=mask)
        four_y = tl.load(data + i.to(tl.int64) * 4 + 1, mask=mask)
        four_z = tl.load(data + i.to(tl.int64) * 4 + 2, mask=mask)
        four_w = tl.load(data + i.to(tl.int64) * 4 + 3, mask=mask)
        four_x = tl.where(four_x > 0.0, four_x, activation_slope * four_x)
        four_y = tl.where(four_y > 0.0, four_y, activation_slope * four_y)
        four_z = tl.where(four_z > 0.0, four_z, activation_slope * four_z)
        four_w = tl.where(four_w > 0.0, four_w, activation_slope * four_w)
        tl.store(data + i.to(tl.int64) * 4, four_x, mask=mask)
        tl.store(data + i.to(tl.int64) * 4 + 1, four_y, mask=mask)
        tl.store(data + i.to(tl.int64) * 4 + 2, four_z, mask=mask)
        tl.store(data + i.to(tl.int64) * 4 + 3, four_w, mask=mask)
    mask = active & tl.where(tl.program_id(0) == tl.num_programs(0) - 1, lane.to(tl.uint32) < tl.cast(n % 4, tl.uint32),
            False)
    last = data + n + -tl.cast(n % 4, tl.int32) + lane
    tl.debug_barrier()
    value = tl.load(last, mask=mask)
    tl.store(last, tl.where(value > 0.0, value, activation_slope * value), mask=mask)
