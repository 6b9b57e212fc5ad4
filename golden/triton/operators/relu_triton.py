"""relu.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


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
        four_x, four_y, four_z, four_w = split_four(tl.load((data + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        four_x = tl.maximum(four_x, 0.0)
        four_y = tl.maximum(four_y, 0.0)
        four_z = tl.maximum(four_z, 0.0)
        four_w = tl.maximum(four_w, 0.0)
        tl.store((data + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(four_x, four_y, four_z, four_w), mask=mask[:, None])
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
        four_x, four_y, four_z, four_w = split_four(tl.load((data + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        four_x = tl.where(four_x > 0.0, four_x, activation_slope * four_x)
        four_y = tl.where(four_y > 0.0, four_y, activation_slope * four_y)
        four_z = tl.where(four_z > 0.0, four_z, activation_slope * four_z)
        four_w = tl.where(four_w > 0.0, four_w, activation_slope * four_w)
        tl.store((data + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(four_x, four_y, four_z, four_w), mask=mask[:, None])
    mask = active & tl.where(tl.program_id(0) == tl.num_programs(0) - 1, lane.to(tl.uint32) < tl.cast(n % 4, tl.uint32),
            False)
    last = data + n + -tl.cast(n % 4, tl.int32) + lane
    tl.debug_barrier()
    value = tl.load(last, mask=mask)
    tl.store(last, tl.where(value > 0.0, value, activation_slope * value), mask=mask)
