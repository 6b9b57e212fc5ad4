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
    start = (tl.program_id(1).to(tl.uint64) * tl.num_programs(0) + tl.program_id(0)) * tl.cast(count, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float64)
    squares = tl.zeros((LANES,), tl.float64)
    i = lane
    looping = active & (i < count)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        value = tl.load(x + (start + i.to(tl.uint64)), mask=looping).to(tl.float64)
        sum_ = tl.where(looping, sum_ + value, sum_)
        squares = tl.where(looping, squares + value * value, squares)
        i = tl.where(looping, i + 128, i)
        looping &= i < count
    value = sum_
    total = tl.sum(value, axis=0)
    sum__2 = total
    block_sum_128_result = sum__2
    mean = block_sum_128_result / tl.full((), count, tl.float64)
    value_2 = squares
    total_2 = tl.sum(value_2, axis=0)
    sum__3 = total_2
    block_sum_128_result_2 = sum__3
    variance = block_sum_128_result_2 / tl.full((), count, tl.float64) - mean * mean
    scale = (1.0 / tl.sqrt(variance + epsilon)).to(tl.float32)
    centre = mean.to(tl.float32)

    i_2 = lane
    looping_2 = active & (i_2 < count)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        channel = first_channel + i_2 // tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + (start + i_2.to(tl.uint64)),
                (tl.load(x + (start + i_2.to(tl.uint64)), mask=looping_2) - centre) * scale
                * tl.load(gamma + channel, mask=looping_2) + tl.load(beta + channel, mask=looping_2), mask=looping_2)

        i_2 = tl.where(looping_2, i_2 + 128, i_2)
        looping_2 &= i_2 < count


@triton.jit
def groupnorm_64(
    x, gamma, beta, y, channels_a_group, plane, epsilon: tl.float64, LANES: tl.constexpr, BLOCK_X: tl.constexpr
):
    epsilon = tl.full((), epsilon, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    count = channels_a_group * plane
    first_channel = tl.program_id(0) * channels_a_group
    start = (tl.program_id(1).to(tl.uint64) * tl.num_programs(0) + tl.program_id(0)) * tl.cast(count, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float64)
    squares = tl.zeros((LANES,), tl.float64)
    i = lane
    looping = active & (i < count)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        value = tl.load(x + (start + i.to(tl.uint64)), mask=looping).to(tl.float64)
        sum_ = tl.where(looping, sum_ + value, sum_)
        squares = tl.where(looping, squares + value * value, squares)
        i = tl.where(looping, i + 64, i)
        looping &= i < count
    value = sum_
    total = tl.sum(value, axis=0)
    sum__2 = total
    block_sum_64_result = sum__2
    mean = block_sum_64_result / tl.full((), count, tl.float64)
    value_2 = squares
    total_2 = tl.sum(value_2, axis=0)
    sum__3 = total_2
    block_sum_64_result_2 = sum__3
    variance = block_sum_64_result_2 / tl.full((), count, tl.float64) - mean * mean
    scale = (1.0 / tl.sqrt(variance + epsilon)).to(tl.float32)
    centre = mean.to(tl.float32)

    i_2 = lane
    looping_2 = active & (i_2 < count)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        channel = first_channel + i_2 // tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + (start + i_2.to(tl.uint64)),
                (tl.load(x + (start + i_2.to(tl.uint64)), mask=looping_2) - centre) * scale
                * tl.load(gamma + channel, mask=looping_2) + tl.load(beta + channel, mask=looping_2), mask=looping_2)

        i_2 = tl.where(looping_2, i_2 + 64, i_2)
        looping_2 &= i_2 < count


@triton.jit
def groupnorm_32(
    x, gamma, beta, y, channels_a_group, plane, epsilon: tl.float64, LANES: tl.constexpr, BLOCK_X: tl.constexpr
):
    epsilon = tl.full((), epsilon, tl.float64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    count = channels_a_group * plane
    first_channel = tl.program_id(0) * channels_a_group
    start = (tl.program_id(1).to(tl.uint64) * tl.num_programs(0) + tl.program_id(0)) * tl.cast(count, tl.uint64)

    sum_ = tl.zeros((LANES,), tl.float64)
    squares = tl.zeros((LANES,), tl.float64)
    i = lane
    looping = active & (i < count)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        value = tl.load(x + (start + i.to(tl.uint64)), mask=looping).to(tl.float64)
        sum_ = tl.where(looping, sum_ + value, sum_)
        squares = tl.where(looping, squares + value * value, squares)
        i = tl.where(looping, i + 32, i)
        looping &= i < count
    value = sum_
    total = tl.sum(value, axis=0)
    sum__2 = total
    block_sum_32_result = sum__2
    mean = block_sum_32_result / tl.full((), count, tl.float64)
    value_2 = squares
    total_2 = tl.sum(value_2, axis=0)
    sum__3 = total_2
    block_sum_32_result_2 = sum__3
    variance = block_sum_32_result_2 / tl.full((), count, tl.float64) - mean * mean
    scale = (1.0 / tl.sqrt(variance + epsilon)).to(tl.float32)
    centre = mean.to(tl.float32)

    i_2 = lane
    looping_2 = active & (i_2 < count)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        channel = first_channel + i_2 // tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + (start + i_2.to(tl.uint64)),
                (tl.load(x + (start + i_2.to(tl.uint64)), mask=looping_2) - centre) * scale
                * tl.load(gamma + channel, mask=looping_2) + tl.load(beta + channel, mask=looping_2), mask=looping_2)

        i_2 = tl.where(looping_2, i_2 + 32, i_2)
        looping_2 &= i_2 < count
