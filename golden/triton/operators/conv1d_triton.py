"""conv1d.cu, as Triton: one program is one block of CUDA's threads, or several."""

# One-dimensional convolution as in a neural network (no filter is turned round):
# out[n, o, t] = bias[o] + sum over c and k of weight[o, c, k] * in[n, c, t * stride - padding + k],
# where `in` is zero outside [0, length). The grid is (stretches of the output, output channels, batch).

import triton
import triton.language as tl


@triton.jit
def conv1d_naive(
    in_, weight, bias, out, shape_in_channels, shape_length, shape_out_length, shape_taps, shape_stride, shape_padding,
    LANES: tl.constexpr, TAIL: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    t = tl.program_id(0) * LANES + lane
    channel = tl.program_id(1)
    item = tl.program_id(2)
    mask = active & (t < shape_out_length)

    first = t * shape_stride - shape_padding
    sum_ = tl.full((LANES,), tl.load(bias + channel, mask=tl.max(mask.to(tl.int32), axis=0) != 0), tl.float32)
    for c in range(0, shape_in_channels):
        signal = in_ + (item * shape_in_channels + c) * shape_length
        filter_ = weight + (channel * shape_in_channels + c) * shape_taps
        for k in range(0, shape_taps):
            place = first + k
            mask_2 = mask & (place >= 0) & (place < shape_length)
            sum_ = tl.where(mask_2,
                    sum_ + tl.load(filter_ + k, mask=tl.max(mask_2.to(tl.int32), axis=0) != 0)
                    * tl.load(signal + place, mask=mask_2), sum_)
    tl.store(out
            + ((item.to(tl.uint32) * tl.num_programs(1) + channel.to(tl.uint32)) * tl.cast(shape_out_length, tl.uint32)
            + t.to(tl.uint32)), sum_, mask=mask)


@triton.jit
def conv1d_staged(
    in_, weight, bias, out, shape_in_channels, shape_length, shape_out_length, shape_taps, shape_stride, shape_padding,
    LANES: tl.constexpr, BLOCK_X: tl.constexpr, SLOTS: tl.constexpr
):
    """A block takes blockDim.x outputs of one channel. For each input channel it stages the stretch that they need,
    (blockDim.x - 1) * stride + taps floats, and the filter behind it.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    staged_slots = tl.arange(0, SLOTS)
    staged = tl.zeros((SLOTS,), tl.float32)
    stretch = ((BLOCK_X - 1) * tl.cast(shape_stride, tl.uint32) + tl.cast(shape_taps, tl.uint32)).to(tl.int32)

    channel = tl.program_id(1)
    item = tl.program_id(2)
    first = tl.program_id(0) * BLOCK_X * shape_stride - shape_padding

    sum_ = tl.zeros((LANES,), tl.float32)
    for c in range(0, shape_in_channels):
        signal = in_ + (item * shape_in_channels + c) * shape_length
        for start in range(0, stretch, BLOCK_X):
            i = start + lane
            mask = active & (i < stretch)
            place = first + i
            place_2 = staged_slots - start
            owned = (place_2 >= 0) & (place_2 < LANES)
            owner = tl.where(owned, place_2, 0)
            staged = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                    tl.gather(tl.where((place >= 0) & (place < shape_length),
                    tl.load(signal + place, mask=mask & (place >= 0) & (place < shape_length)), 0.0), owner, 0), staged)
        for start in range(0, shape_taps, BLOCK_X):
            k = start + lane
            mask = active & (k < shape_taps)
            place_2 = staged_slots - (stretch + start)
            owned = (place_2 >= 0) & (place_2 < LANES)
            owner = tl.where(owned, place_2, 0)
            staged = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                    tl.gather(tl.load(weight + (channel * shape_in_channels + c) * shape_taps + k, mask=mask), owner,
                    0), staged)
        for k_2 in range(0, shape_taps):
            sum_ += tl.sum(tl.where(staged_slots == stretch + k_2, staged, -0.0), axis=0) * tl.gather(staged,
                    tl.where(active, lane * shape_stride + k_2, 0), 0)

    t = tl.program_id(0) * BLOCK_X + lane
    mask = active & (t < shape_out_length)
    tl.store(out
            + ((item.to(tl.uint32) * tl.num_programs(1) + channel.to(tl.uint32)) * tl.cast(shape_out_length, tl.uint32)
            + t.to(tl.uint32)), sum_ + tl.load(bias + channel, mask=tl.max(mask.to(tl.int32), axis=0) != 0), mask=mask)
