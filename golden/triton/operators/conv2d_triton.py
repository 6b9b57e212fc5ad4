"""conv2d.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Two-dimensional convolution, channels last: input [batch, height, width, channels], filter [KERNEL, KERNEL,
# channels, filters], output [batch, height, width, filters]. Stride one; zeros around the input keep its size.

import triton
import triton.language as tl


@triton.jit
def conv2d_naive_3(
    input_, filter_, bias, output, batch, height, width, channels, filters, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < batch * height * width * filters)
    k = i % tl.where(filters != 0, tl.cast(filters, tl.int32), 1)
    x = i // tl.where(filters != 0, tl.cast(filters, tl.int32), 1) % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    y = i // tl.where(filters * width != 0, tl.cast(filters * width, tl.int32), 1) % tl.where(height != 0,
            tl.cast(height, tl.int32), 1)
    image = i // tl.where(filters * width * height != 0, tl.cast(filters * width * height, tl.int32), 1)

    sum_ = tl.load(bias + k, mask=mask)
    for ky in range(0, 3):
        in_y = y + ky - 3 // 2
        mask_2 = mask & (in_y >= 0) & (in_y < height)
        for kx in range(0, 3):
            in_x = x + kx - 3 // 2
            mask_3 = mask_2 & (in_x >= 0) & (in_x < width)
            pixel = input_ + ((image * height + in_y) * width + in_x) * channels
            taps = filter_ + (ky * 3 + kx) * channels * filters + k
            for c in tl.range(0, channels, loop_unroll_factor=4):
                sum_ = tl.where(mask_3,
                        sum_ + tl.load(pixel + c, mask=mask_3) * tl.load(taps + c * filters, mask=mask_3), sum_)
    tl.store(output + i, sum_, mask=mask)


@triton.jit
def conv2d_naive_5(
    input_, filter_, bias, output, batch, height, width, channels, filters, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < batch * height * width * filters)
    k = i % tl.where(filters != 0, tl.cast(filters, tl.int32), 1)
    x = i // tl.where(filters != 0, tl.cast(filters, tl.int32), 1) % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    y = i // tl.where(filters * width != 0, tl.cast(filters * width, tl.int32), 1) % tl.where(height != 0,
            tl.cast(height, tl.int32), 1)
    image = i // tl.where(filters * width * height != 0, tl.cast(filters * width * height, tl.int32), 1)

    sum_ = tl.load(bias + k, mask=mask)
    for ky in range(0, 5):
        in_y = y + ky - 5 // 2
        mask_2 = mask & (in_y >= 0) & (in_y < height)
        for kx in range(0, 5):
            in_x = x + kx - 5 // 2
            mask_3 = mask_2 & (in_x >= 0) & (in_x < width)
            pixel = input_ + ((image * height + in_y) * width + in_x) * channels
            taps = filter_ + (ky * 5 + kx) * channels * filters + k
            for c in tl.range(0, channels, loop_unroll_factor=4):
                sum_ = tl.where(mask_3,
                        sum_ + tl.load(pixel + c, mask=mask_3) * tl.load(taps + c * filters, mask=mask_3), sum_)
    tl.store(output + i, sum_, mask=mask)


@triton.jit
def conv2d_naive_1(
    input_, filter_, bias, output, batch, height, width, channels, filters, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < batch * height * width * filters)
    k = i % tl.where(filters != 0, tl.cast(filters, tl.int32), 1)
    x = i // tl.where(filters != 0, tl.cast(filters, tl.int32), 1) % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    y = i // tl.where(filters * width != 0, tl.cast(filters * width, tl.int32), 1) % tl.where(height != 0,
            tl.cast(height, tl.int32), 1)
    image = i // tl.where(filters * width * height != 0, tl.cast(filters * width * height, tl.int32), 1)

    sum_ = tl.load(bias + k, mask=mask)
    for ky in range(0, 1):
        in_y = y + ky - 1 // 2
        mask_2 = mask & (in_y >= 0) & (in_y < height)
        for kx in range(0, 1):
            in_x = x + kx - 1 // 2
            mask_3 = mask_2 & (in_x >= 0) & (in_x < width)
            pixel = input_ + ((image * height + in_y) * width + in_x) * channels
            taps = filter_ + (ky * 1 + kx) * channels * filters + k
            for c in tl.range(0, channels, loop_unroll_factor=4):
                sum_ = tl.where(mask_3,
                        sum_ + tl.load(pixel + c, mask=mask_3) * tl.load(taps + c * filters, mask=mask_3), sum_)
    tl.store(output + i, sum_, mask=mask)


@triton.jit
def conv2d_strip_3(
    input_, filter_, bias, output, height, width, channels, filters, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """
    A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
    halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
    floats. The grid is (filters, width, batch * height), each by its block.
    """
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 1
    strip = BLOCK_Y + 3 - 1
    image = (tl.program_id(2).to(tl.uint32) // tl.cast(height, tl.uint32)).to(tl.int32)
    y = (tl.program_id(2).to(tl.uint32) % tl.cast(height, tl.uint32)).to(tl.int32)
    left = tl.program_id(1) * BLOCK_Y - RADIUS

    k = tl.program_id(0) * BLOCK_X + thread_x
    x = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (k < filters) & (x < width)
    sum_ = tl.load(bias + k, mask=mask)
    for ky in range(0, 3):
        for kx in range(0, 3):
            pixel = (ky * strip + thread_y + kx) * channels
            for c in tl.range(0, channels, loop_unroll_factor=4):
                sum_ += tl.load(input_ + ((image * height + (y + ky - RADIUS)) * width + (left + (kx + thread_y)))
                        * channels + c,
                        mask=tl.where((y + ky - RADIUS >= 0) & (y + ky - RADIUS < height),
                        mask & (c + pixel < BLOCK_Y * channels * 3 + channels * 6) & (left + (kx + thread_y) >= 0)
                        & (left + (kx + thread_y) < width), False),
                        other=0.0) * tl.load(filter_ + ((ky * 3 + kx) * channels + c) * filters + k, mask=mask)
    tl.store(output + ((image * height + y) * width + x) * filters + k, sum_, mask=mask)


@triton.jit
def conv2d_strip_5(
    input_, filter_, bias, output, height, width, channels, filters, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """
    A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
    halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
    floats. The grid is (filters, width, batch * height), each by its block.
    """
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 2
    strip = BLOCK_Y + 5 - 1
    image = (tl.program_id(2).to(tl.uint32) // tl.cast(height, tl.uint32)).to(tl.int32)
    y = (tl.program_id(2).to(tl.uint32) % tl.cast(height, tl.uint32)).to(tl.int32)
    left = tl.program_id(1) * BLOCK_Y - RADIUS

    k = tl.program_id(0) * BLOCK_X + thread_x
    x = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (k < filters) & (x < width)
    sum_ = tl.load(bias + k, mask=mask)
    for ky in range(0, 5):
        for kx in range(0, 5):
            pixel = (ky * strip + thread_y + kx) * channels
            for c in tl.range(0, channels, loop_unroll_factor=4):
                sum_ += tl.load(input_ + ((image * height + (y + ky - RADIUS)) * width + (left + (kx + thread_y)))
                        * channels + c,
                        mask=tl.where((y + ky - RADIUS >= 0) & (y + ky - RADIUS < height),
                        mask & (c + pixel < BLOCK_Y * channels * 5 + channels * 20) & (left + (kx + thread_y) >= 0)
                        & (left + (kx + thread_y) < width), False),
                        other=0.0) * tl.load(filter_ + ((ky * 5 + kx) * channels + c) * filters + k, mask=mask)
    tl.store(output + ((image * height + y) * width + x) * filters + k, sum_, mask=mask)
