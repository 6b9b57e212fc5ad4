"""depthwiseconv.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Depthwise convolution: each channel by a filter of its own. Stride one, zeros around the input keep its size.

import triton
import triton.language as tl


@triton.jit
def depthwiseconv_naive(
    input_, filter_, bias, output, batch, height, width, channels, kernel, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """
    Channels last: input and output [batch, height, width, channels], filter [kernel, kernel, channels]. One thread an
    element of the output.
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < batch * height * width * channels)
    rest = i
    channel = rest % tl.where(channels != 0, tl.cast(channels, tl.int32), 1)
    rest //= tl.where(channels != 0, tl.cast(channels, tl.int32), 1)
    x = rest % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    rest //= tl.where(width != 0, tl.cast(width, tl.int32), 1)
    y = rest % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    image = rest // tl.where(height != 0, tl.cast(height, tl.int32), 1)

    sum_ = tl.load(bias + channel, mask=mask)
    for ky in range(0, kernel):
        for kx in tl.range(0, kernel, loop_unroll_factor=4):
            in_y = y + ky - kernel // 2
            in_x = x + kx - kernel // 2
            mask_2 = mask & (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ = tl.where(mask_2,
                    sum_ + tl.load(input_ + ((image * height + in_y) * width + in_x) * channels + channel, mask=mask_2)
                    * tl.load(filter_ + (ky * kernel + kx) * channels + channel, mask=mask_2), sum_)
    tl.store(output + i, sum_, mask=mask)


@triton.jit
def depthwiseconv_tiled_3_8(
    input_, filter_, output, channels, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    Channels first: input and output [batch * channels, height, width],
            filter [channels, KERNEL, KERNEL]. A block makes a
    tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
    """
    tl.static_assert(BLOCK_X <= 8, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 1
    plane = tl.program_id(2)
    top = tl.program_id(1) * 8 - RADIUS
    left = tl.program_id(0) * 8 - RADIUS
    input_ += plane * height * width
    filter_ += plane % channels * 3 * 3

    x = tl.program_id(0) * 8 + thread_x
    y = tl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 3):
        for kx in range(0, 3):
            sum_ = tl.fma(tl.load(input_ + (top + (ky + thread_y)) * width + (left + (kx + thread_x)),
                    mask=mask & (top + (ky + thread_y) >= 0) & (top + (ky + thread_y) < height)
                    & (left + (kx + thread_x) >= 0) & (left + (kx + thread_x) < width), other=0.0),
                    tl.load(tl.broadcast_to(filter_ + kx + ky * 3, (LANES,)), mask=mask), sum_)
    tl.store(output + (plane * height + y) * width + x, sum_, mask=mask)


@triton.jit
def depthwiseconv_tiled_5_4(
    input_, filter_, output, channels, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    Channels first: input and output [batch * channels, height, width],
            filter [channels, KERNEL, KERNEL]. A block makes a
    tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
    """
    tl.static_assert(BLOCK_X <= 4, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 2
    plane = tl.program_id(2)
    top = tl.program_id(1) * 4 - RADIUS
    left = tl.program_id(0) * 4 - RADIUS
    input_ += plane * height * width
    filter_ += plane % channels * 5 * 5

    x = tl.program_id(0) * 4 + thread_x
    y = tl.program_id(1) * 4 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 5):
        for kx in range(0, 5):
            sum_ = tl.fma(tl.load(input_ + (top + (ky + thread_y)) * width + (left + (kx + thread_x)),
                    mask=mask & (top + (ky + thread_y) >= 0) & (top + (ky + thread_y) < height)
                    & (left + (kx + thread_x) >= 0) & (left + (kx + thread_x) < width), other=0.0),
                    tl.load(tl.broadcast_to(filter_ + kx + ky * 5, (LANES,)), mask=mask), sum_)
    tl.store(output + (plane * height + y) * width + x, sum_, mask=mask)
