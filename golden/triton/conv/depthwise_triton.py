"""depthwise.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def depthwise_conv_3_1(
    input_, weight, output, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    BLOCK_Z: tl.constexpr
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
    filter_0 = tl.zeros((LANES,), tl.float32)
    filter_0_2 = tl.zeros((LANES,), tl.float32)
    filter_0_3 = tl.zeros((LANES,), tl.float32)
    filter_1 = tl.zeros((LANES,), tl.float32)
    filter_1_2 = tl.zeros((LANES,), tl.float32)
    filter_1_3 = tl.zeros((LANES,), tl.float32)
    filter_2 = tl.zeros((LANES,), tl.float32)
    filter_2_2 = tl.zeros((LANES,), tl.float32)
    filter_2_3 = tl.zeros((LANES,), tl.float32)
    filter_0 = tl.load(weight + channel * 3 * 3 + 0, mask=active)
    filter_0_2 = tl.load(weight + channel * 3 * 3 + 1, mask=active)
    filter_0_3 = tl.load(weight + channel * 3 * 3 + 2, mask=active)
    filter_1 = tl.load(weight + channel * 3 * 3 + 3, mask=active)
    filter_1_2 = tl.load(weight + channel * 3 * 3 + 4, mask=active)
    filter_1_3 = tl.load(weight + channel * 3 * 3 + 5, mask=active)
    filter_2 = tl.load(weight + channel * 3 * 3 + 6, mask=active)
    filter_2_2 = tl.load(weight + channel * 3 * 3 + 7, mask=active)
    filter_2_3 = tl.load(weight + channel * 3 * 3 + 8, mask=active)

    mask = active & (x < out_width) & (y < out_height)
    plane = input_ + channel * height * width
    sum_ = tl.zeros((LANES,), tl.float32)
    for dy in range(-tl.cast(radius, tl.int32), radius + 1):
        for dx in tl.range(-tl.cast(radius, tl.int32), radius + 1, loop_unroll_factor=4):
            in_y = y * 1 + dy
            in_x = x * 1 + dx
            inside = (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ += tl.where(inside,
                    tl.load(plane + in_y * width + in_x, mask=mask & inside)
                    * tl.where(dy + radius == 0,
                    tl.where(dx + radius == 0, filter_0, tl.where(dx + radius == 1, filter_0_2, filter_0_3)),
                    tl.where(dy + radius == 1,
                    tl.where(dx + radius == 0, filter_1, tl.where(dx + radius == 1, filter_1_2, filter_1_3)),
                    tl.where(dx + radius == 0, filter_2, tl.where(dx + radius == 1, filter_2_2, filter_2_3)))), 0.0)
    tl.store(output + (channel * out_height + y) * out_width + x, sum_, mask=mask)


@triton.jit
def depthwise_conv_5_2(
    input_, weight, output, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    BLOCK_Z: tl.constexpr
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
    filter_0 = tl.zeros((LANES,), tl.float32)
    filter_0_2 = tl.zeros((LANES,), tl.float32)
    filter_0_3 = tl.zeros((LANES,), tl.float32)
    filter_0_4 = tl.zeros((LANES,), tl.float32)
    filter_0_5 = tl.zeros((LANES,), tl.float32)
    filter_1 = tl.zeros((LANES,), tl.float32)
    filter_1_2 = tl.zeros((LANES,), tl.float32)
    filter_1_3 = tl.zeros((LANES,), tl.float32)
    filter_1_4 = tl.zeros((LANES,), tl.float32)
    filter_1_5 = tl.zeros((LANES,), tl.float32)
    filter_2 = tl.zeros((LANES,), tl.float32)
    filter_2_2 = tl.zeros((LANES,), tl.float32)
    filter_2_3 = tl.zeros((LANES,), tl.float32)
    filter_2_4 = tl.zeros((LANES,), tl.float32)
    filter_2_5 = tl.zeros((LANES,), tl.float32)
    filter_3 = tl.zeros((LANES,), tl.float32)
    filter_3_2 = tl.zeros((LANES,), tl.float32)
    filter_3_3 = tl.zeros((LANES,), tl.float32)
    filter_3_4 = tl.zeros((LANES,), tl.float32)
    filter_3_5 = tl.zeros((LANES,), tl.float32)
    filter_4 = tl.zeros((LANES,), tl.float32)
    filter_4_2 = tl.zeros((LANES,), tl.float32)
    filter_4_3 = tl.zeros((LANES,), tl.float32)
    filter_4_4 = tl.zeros((LANES,), tl.float32)
    filter_4_5 = tl.zeros((LANES,), tl.float32)
    filter_0 = tl.load(weight + channel * 5 * 5 + 0, mask=active)
    filter_0_2 = tl.load(weight + channel * 5 * 5 + 1, mask=active)
    filter_0_3 = tl.load(weight + channel * 5 * 5 + 2, mask=active)
    filter_0_4 = tl.load(weight + channel * 5 * 5 + 3, mask=active)
    filter_0_5 = tl.load(weight + channel * 5 * 5 + 4, mask=active)
    filter_1 = tl.load(weight + channel * 5 * 5 + 5, mask=active)
    filter_1_2 = tl.load(weight + channel * 5 * 5 + 6, mask=active)
    filter_1_3 = tl.load(weight + channel * 5 * 5 + 7, mask=active)
    filter_1_4 = tl.load(weight + channel * 5 * 5 + 8, mask=active)
    filter_1_5 = tl.load(weight + channel * 5 * 5 + 9, mask=active)
    filter_2 = tl.load(weight + channel * 5 * 5 + 10, mask=active)
    filter_2_2 = tl.load(weight + channel * 5 * 5 + 11, mask=active)
    filter_2_3 = tl.load(weight + channel * 5 * 5 + 12, mask=active)
    filter_2_4 = tl.load(weight + channel * 5 * 5 + 13, mask=active)
    filter_2_5 = tl.load(weight + channel * 5 * 5 + 14, mask=active)
    filter_3 = tl.load(weight + channel * 5 * 5 + 15, mask=active)
    filter_3_2 = tl.load(weight + channel * 5 * 5 + 16, mask=active)
    filter_3_3 = tl.load(weight + channel * 5 * 5 + 17, mask=active)
    filter_3_4 = tl.load(weight + channel * 5 * 5 + 18, mask=active)
    filter_3_5 = tl.load(weight + channel * 5 * 5 + 19, mask=active)
    filter_4 = tl.load(weight + channel * 5 * 5 + 20, mask=active)
    filter_4_2 = tl.load(weight + channel * 5 * 5 + 21, mask=active)
    filter_4_3 = tl.load(weight + channel * 5 * 5 + 22, mask=active)
    filter_4_4 = tl.load(weight + channel * 5 * 5 + 23, mask=active)
    filter_4_5 = tl.load(weight + channel * 5 * 5 + 24, mask=active)

    mask = active & (x < out_width) & (y < out_height)
    plane = input_ + channel * height * width
    sum_ = tl.zeros((LANES,), tl.float32)
    for dy in range(-tl.cast(radius, tl.int32), radius + 1):
        for dx in range(-tl.cast(radius, tl.int32), radius + 1):
            in_y = y * 2 + dy
            in_x = x * 2 + dx
            inside = (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ += tl.where(inside,
                    tl.load(plane + in_y * width + in_x, mask=mask & inside)
                    * tl.where(dy + radius == 0,
                    tl.where(dx + radius == 0, filter_0,
                    tl.where(dx + radius == 1, filter_0_2,
                    tl.where(dx + radius == 2, filter_0_3, tl.where(dx + radius == 3, filter_0_4, filter_0_5)))),
                    tl.where(dy + radius == 1,
                    tl.where(dx + radius == 0, filter_1,
                    tl.where(dx + radius == 1, filter_1_2,
                    tl.where(dx + radius == 2, filter_1_3, tl.where(dx + radius == 3, filter_1_4, filter_1_5)))),
                    tl.where(dy + radius == 2,
                    tl.where(dx + radius == 0, filter_2,
                    tl.where(dx + radius == 1, filter_2_2,
                    tl.where(dx + radius == 2, filter_2_3, tl.where(dx + radius == 3, filter_2_4, filter_2_5)))),
                    tl.where(dy + radius == 3,
                    tl.where(dx + radius == 0, filter_3,
                    tl.where(dx + radius == 1, filter_3_2,
                    tl.where(dx + radius == 2, filter_3_3, tl.where(dx + radius == 3, filter_3_4, filter_3_5)))),
                    tl.where(dx + radius == 0, filter_4,
                    tl.where(dx + radius == 1, filter_4_2,
                    tl.where(dx + radius == 2, filter_4_3, tl.where(dx + radius == 3, filter_4_4, filter_4_5)))))))),
                    0.0)
    tl.store(output + (channel * out_height + y) * out_width + x, sum_, mask=mask)
