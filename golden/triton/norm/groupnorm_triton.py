"""groupnorm.cu, as Triton: one program is one block of CUDA's threads."""

# Group normalisation over [images, channels, plane]: the channels of a group share mean and variance.
# One block a group: blockIdx.x is the group, blockIdx.y the image. Sums are kept in double, so that the variance
# may come from the sum of squares.

import triton
import triton.language as tl


@triton.jit
def groupnorm_128(
    x, gamma, beta, y, channels_a_group, plane, epsilon: tl.float64, LANES: tl.constexpr, BLOCK_X: tl.constexpr
):
    epsilon = tl.full((), epsilon, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    count = channels_a_group * plane
    first_channel = tl.program_id(0) * channels_a_group
    start = (tl.program_id(1).to(tl.uint64) * tl.num_programs(0).to(tl.uint64)
            + tl.program_id(0).to(tl.uint64)) * tl.cast(count, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float64)
    squares = tl.zeros((LANES,), tl.float64)
    for start_2 in range(0, count, 128):
        i = start_2 + lane
        mask = active & (i < count)
        value = tl.load(x + (start + i.to(tl.uint64)), mask=mask).to(tl.float64)
        sum_ = tl.where(mask, sum_ + value, sum_)
        squares = tl.where(mask, squares + value * value, squares)
    total = tl.sum(sum_, axis=0)
    total_2 = tl.sum(squares, axis=0)
    mean = total / tl.full((), count, tl.float64)
    variance = total_2 / tl.full((), count, tl.float64) - mean * mean
    scale = (1.0 / tl.sqrt(variance + epsilon)).to(tl.float32)
    centre = mean.to(tl.float32)

    for start_2 in range(0, count, 128):
        i = start_2 + lane
        mask = active & (i < count)
        channel = first_channel + i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + (start + i.to(tl.uint64)),
                (tl.load(x + (start + i.to(tl.uint64)), mask=mask) - centre) * scale
                * tl.load(gamma + channel, mask=mask) + tl.load(beta + channel, mask=mask), mask=mask)


@triton.jit
def groupnorm_64(
    x, gamma, beta, y, channels_a_group, plane, epsilon: tl.float64, LANES: tl.constexpr, BLOCK_X: tl.constexpr
):
    epsilon = tl.full((), epsilon, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    count = channels_a_group * plane
    first_channel = tl.program_id(0) * channels_a_group
    start = (tl.program_id(1).to(tl.uint64) * tl.num_programs(0).to(tl.uint64)
            + tl.program_id(0).to(tl.uint64)) * tl.cast(count, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float64)
    squares = tl.zeros((LANES,), tl.float64)
    for start_2 in range(0, count, 64):
        i = start_2 + lane
        mask = active & (i < count)
        value = tl.load(x + (start + i.to(tl.uint64)), mask=mask).to(tl.float64)
        sum_ = tl.where(mask, sum_ + value, sum_)
        squares = tl.where(mask, squares + value * value, squares)
    total = tl.sum(sum_, axis=0)
    total_2 = tl.sum(squares, axis=0)
    mean = total / tl.full((), count, tl.float64)
    variance = total_2 / tl.full((), count, tl.float64) - mean * mean
    scale = (1.0 / tl.sqrt(variance + epsilon)).to(tl.float32)
    centre = mean.to(tl.float32)

    for start_2 in range(0, count, 64):
        i = start_2 + lane
        mask = active & (i < count)
        channel = first_channel + i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + (start + i.to(tl.uint64)),
                (tl.load(x + (start + i.to(tl.uint64)), mask=mask) - centre) * scale
                * tl.load(gamma + channel, mask=mask) + tl.load(beta + channel, mask=mask), mask=mask)


@triton.jit
def groupnorm_32(
    x, gamma, beta, y, channels_a_group, plane, epsilon: tl.float64, LANES: tl.constexpr, BLOCK_X: tl.constexpr
):
    epsilon = tl.full((), epsilon, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    count = channels_a_group * plane
    first_channel = tl.program_id(0) * channels_a_group
    start = (tl.program_id(1).to(tl.uint64) * tl.num_programs(0).to(tl.uint64)
            + tl.program_id(0).to(tl.uint64)) * tl.cast(count, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float64)
    squares = tl.zeros((LANES,), tl.float64)
    for start_2 in range(0, count, 32):
        i = start_2 + lane
        mask = active & (i < count)
        value = tl.load(x + (start + i.to(tl.uint64)), mask=mask).to(tl.float64)
        sum_ = tl.where(mask, sum_ + value, sum_)
        squares = tl.where(mask, squares + value * value, squares)
    total = tl.sum(sum_, axis=0)
    total_2 = tl.sum(squares, axis=0)
    mean = total / tl.full((), count, tl.float64)
    variance = total_2 / tl.full((), count, tl.float64) - mean * mean
    scale = (1.0 / tl.sqrt(variance + epsilon)).to(tl.float32)
    centre = mean.to(tl.float32)

    for start_2 in range(0, count, 32):
        i = start_2 + lane
        mask = active & (i < count)
        channel = first_channel + i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + (start + i.to(tl.uint64)),
                (tl.load(x + (start + i.to(tl.uint64)), mask=mask) - centre) * scale
                * tl.load(gamma + channel, mask=mask) + tl.load(beta + channel, mask=mask), mask=mask)
