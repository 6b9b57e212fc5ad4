"""depthwise.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def depthwise_conv_3_1(
    input_, weight, output, height, width, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    BLOCK_Z: tl.constexpr, SHARED: tl.constexpr
):
    """Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
    The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
    """
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X % BLOCK_Y
    thread_z = lane // BLOCK_X // BLOCK_Y
    active = lane < BLOCK_X * BLOCK_Y * BLOCK_Z
    radius = 1
    out_width = (width + 1 - 1) // 1
    out_height = (height + 1 - 1) // 1
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    channel = tl.program_id(2) * BLOCK_Z + thread_z

    # The filter goes to registers once.
    filter_ = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 48 + lane * 48).to(tl.pointer_type(tl.float32))
    for i in range(0, 3 * 3):
        tl.debug_barrier()
        tl.store(filter_ + i // 3 * 3 + i % 3, tl.load(weight + channel * 3 * 3 + i, mask=active), mask=active)

    mask = active & (x < out_width) & (y < out_height)
    plane = input_ + channel * height * width
    sum_ = tl.zeros((LANES,), tl.float32)
    dy = -tl.cast(radius, tl.int32)
    looping = tl.where(dy <= radius, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        dx = -tl.cast(radius, tl.int32)
        looping_2 = tl.where(dx <= radius, looping, False)
        while tl.max(looping_2.to(tl.int32), axis=0) != 0:
            in_y = y * 1 + dy
            in_x = x * 1 + dx
            inside = (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            tl.debug_barrier()
            sum_ = tl.where(looping_2,
                    sum_ + tl.where(inside,
                    tl.load(plane + in_y * width + in_x, mask=looping_2 & inside)
                    * tl.load(filter_ + tl.cast(dy + radius, tl.int64) * 3 + dx + radius, mask=looping_2 & inside),
                    0.0), sum_)
            dx += 1
            looping_2 = tl.where(dx <= radius, looping_2, False)
        dy += 1
        looping = tl.where(dy <= radius, looping, False)
    tl.store(output + (channel * out_height + y) * out_width + x, sum_, mask=mask)


@triton.jit
def depthwise_conv_5_2(
    input_, weight, output, height, width, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    BLOCK_Z: tl.constexpr, SHARED: tl.constexpr
):
    """Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
    The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
    """
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X % BLOCK_Y
    thread_z = lane // BLOCK_X // BLOCK_Y
    active = lane < BLOCK_X * BLOCK_Y * BLOCK_Z
    radius = 2
    out_width = (width + 2 - 1) // 2
    out_height = (height + 2 - 1) // 2
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    channel = tl.program_id(2) * BLOCK_Z + thread_z

    # The filter goes to registers once.
    filter_ = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 112 + lane * 112).to(tl.pointer_type(tl.float32))
    for i in range(0, 5 * 5):
        tl.debug_barrier()
        tl.store(filter_ + i // 5 * 5 + i % 5, tl.load(weight + channel * 5 * 5 + i, mask=active), mask=active)

    mask = active & (x < out_width) & (y < out_height)
    plane = input_ + channel * height * width
    sum_ = tl.zeros((LANES,), tl.float32)
    dy = -tl.cast(radius, tl.int32)
    looping = tl.where(dy <= radius, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        dx = -tl.cast(radius, tl.int32)
        looping_2 = tl.where(dx <= radius, looping, False)
        while tl.max(looping_2.to(tl.int32), axis=0) != 0:
            in_y = y * 2 + dy
            in_x = x * 2 + dx
            inside = (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            tl.debug_barrier()
            sum_ = tl.where(looping_2,
                    sum_ + tl.where(inside,
                    tl.load(plane + in_y * width + in_x, mask=looping_2 & inside)
                    * tl.load(filter_ + tl.cast(dy + radius, tl.int64) * 5 + dx + radius, mask=looping_2 & inside),
                    0.0), sum_)
            dx += 1
            looping_2 = tl.where(dx <= radius, looping_2, False)
        dy += 1
        looping = tl.where(dy <= radius, looping, False)
    tl.store(output + (channel * out_height + y) * out_width + x, sum_, mask=mask)
