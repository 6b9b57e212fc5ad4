"""batchnorm.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl


@triton.jit
def batchnorm_inference_false(
    x, mean, variance, gamma, beta, y, plane, epsilon, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
    The grid is (elements of a plane, channels, images).
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    channel = tl.program_id(1)
    channels = tl.num_programs(1)
    image = tl.program_id(2)
    scale = tl.div_rn(tl.load(gamma + channel), tl.sqrt_rn(tl.load(variance + channel) + epsilon))
    shift = tl.load(beta + channel) - tl.load(mean + channel) * scale

    i = tl.program_id(0) * LANES + lane
    mask = active & (i < plane)
    place = (image * channels + channel) * plane + i
    value = tl.load(x + place, mask=mask) * scale + shift
    tl.store(y + place, value, mask=mask)


@triton.jit
def batchnorm_inference_true(
    x, mean, variance, gamma, beta, y, plane, epsilon, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
    The grid is (elements of a plane, channels, images).
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    channel = tl.program_id(1)
    channels = tl.num_programs(1)
    image = tl.program_id(2)
    scale = tl.div_rn(tl.load(gamma + channel), tl.sqrt_rn(tl.load(variance + channel) + epsilon))
    shift = tl.load(beta + channel) - tl.load(mean + channel) * scale

    i = tl.program_id(0) * LANES + lane
    mask = active & (i < plane)
    place = (image * channels + channel) * plane + i
    value = tl.load(x + place, mask=mask) * scale + shift
    value = tl.maximum(value, 0.0)
    tl.store(y + place, value, mask=mask)
