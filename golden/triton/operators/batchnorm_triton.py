"""batchnorm.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Batch normalisation of a [batch, channels, plane] tensor, where a plane is height * width elements.

import triton
import triton.language as tl


@triton.jit
def batchnorm_naive(
    x, mean, variance, gamma, beta, y, batch, channels, plane, epsilon, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """Inference: one thread an element, with the statistics that training left."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < batch * channels * plane)
    channel = i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) % tl.where(channels != 0,
            tl.cast(channels, tl.int32), 1)
    tl.store(y + i,
            tl.div_rn(tl.load(gamma + channel, mask=mask)
            * (tl.load(x + i, mask=mask) - tl.load(mean + channel, mask=mask)),
            tl.sqrt_rn(tl.load(variance + channel, mask=mask) + epsilon)) + tl.load(beta + channel, mask=mask),
            mask=mask)


@triton.jit
def batchnorm_train_64(
    x, gamma, beta, y, running_mean, running_variance, saved, batch, plane, epsilon, momentum, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr
):
    """
    Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
    deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
    unbiased one.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    channel = tl.program_id(0)
    channels = tl.num_programs(0)
    count = batch * plane

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, count, 64):
        i = start + lane
        mask = active & (i < count)
        sum_ = tl.where(mask,
                sum_ + tl.load(x + (i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * channels + channel)
                * plane + i % tl.where(plane != 0, tl.cast(plane, tl.int32), 1), mask=mask), sum_)
    total = tl.sum(sum_, axis=0)  # before the next use of the places
    mean = tl.div_rn(total, tl.full((), count, tl.float32))

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, count, 64):
        i = start + lane
        mask = active & (i < count)
        deviation = tl.load(x + (i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * channels + channel) * plane
                + i % tl.where(plane != 0, tl.cast(plane, tl.int32), 1), mask=mask) - mean
        squares = tl.where(mask, squares + deviation * deviation, squares)
    total_2 = tl.sum(squares, axis=0)  # before the next use of the places
    inverse_deviation = tl.div_rn(1.0, tl.sqrt_rn(tl.div_rn(total_2, tl.full((), count, tl.float32)) + epsilon))

    mask = active & (lane == 0)
    tl.store(saved + channel.to(tl.int64) * 2, mean)
    tl.store(saved + channel.to(tl.int64) * 2 + 1, inverse_deviation)
    tl.store(tl.broadcast_to(running_mean + channel, (LANES,)),
            (tl.full((), 1.0, tl.float32) - momentum)
            * tl.load(tl.broadcast_to(running_mean + channel, (LANES,)), mask=mask) + momentum * mean, mask=mask)
    tl.store(tl.broadcast_to(running_variance + channel, (LANES,)),
            (tl.full((), 1.0, tl.float32) - momentum)
            * tl.load(tl.broadcast_to(running_variance + channel, (LANES,)), mask=mask)
            + tl.div_rn(momentum * total_2, tl.full((), count - 1, tl.float32)), mask=mask)

    scale = tl.load(gamma + channel) * inverse_deviation
    shift = tl.load(beta + channel) - mean * scale
    for start in range(0, count, 64):
        i = start + lane
        mask_2 = active & (i < count)
        place = (i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * channels
                + channel) * plane + i % tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + place, tl.load(x + place, mask=mask_2) * scale + shift, mask=mask_2)


@triton.jit
def batchnorm_train_128(
    x, gamma, beta, y, running_mean, running_variance, saved, batch, plane, epsilon, momentum, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr
):
    """
    Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
    deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
    unbiased one.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    channel = tl.program_id(0)
    channels = tl.num_programs(0)
    count = batch * plane

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, count, 128):
        i = start + lane
        mask = active & (i < count)
        sum_ = tl.where(mask,
                sum_ + tl.load(x + (i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * channels + channel)
                * plane + i % tl.where(plane != 0, tl.cast(plane, tl.int32), 1), mask=mask), sum_)
    total = tl.sum(sum_, axis=0)  # before the next use of the places
    mean = tl.div_rn(total, tl.full((), count, tl.float32))

    squares = tl.zeros((LANES,), tl.float32)
    for start in range(0, count, 128):
        i = start + lane
        mask = active & (i < count)
        deviation = tl.load(x + (i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * channels + channel) * plane
                + i % tl.where(plane != 0, tl.cast(plane, tl.int32), 1), mask=mask) - mean
        squares = tl.where(mask, squares + deviation * deviation, squares)
    total_2 = tl.sum(squares, axis=0)  # before the next use of the places
    inverse_deviation = tl.div_rn(1.0, tl.sqrt_rn(tl.div_rn(total_2, tl.full((), count, tl.float32)) + epsilon))

    mask = active & (lane == 0)
    tl.store(saved + channel.to(tl.int64) * 2, mean)
    tl.store(saved + channel.to(tl.int64) * 2 + 1, inverse_deviation)
    tl.store(tl.broadcast_to(running_mean + channel, (LANES,)),
            (tl.full((), 1.0, tl.float32) - momentum)
            * tl.load(tl.broadcast_to(running_mean + channel, (LANES,)), mask=mask) + momentum * mean, mask=mask)
    tl.store(tl.broadcast_to(running_variance + channel, (LANES,)),
            (tl.full((), 1.0, tl.float32) - momentum)
            * tl.load(tl.broadcast_to(running_variance + channel, (LANES,)), mask=mask)
            + tl.div_rn(momentum * total_2, tl.full((), count - 1, tl.float32)), mask=mask)

    scale = tl.load(gamma + channel) * inverse_deviation
    shift = tl.load(beta + channel) - mean * scale
    for start in range(0, count, 128):
        i = start + lane
        mask_2 = active & (i < count)
        place = (i // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * channels
                + channel) * plane + i % tl.where(plane != 0, tl.cast(plane, tl.int32), 1)
        tl.debug_barrier()
        tl.store(y + place, tl.load(x + place, mask=mask_2) * scale + shift, mask=mask_2)
