"""pool2d.cu, as Triton: one program is one block of CUDA's threads."""

# Pooling over square windows of [planes, height, width]; blockIdx.z is the plane.

import triton
import triton.language as tl


@triton.jit
def max_pool(
    input_, output, where, height, width, out_height, out_width, size, stride, padding, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_width) & (y < out_height)

    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    window_1_top = tl.zeros((LANES,), tl.int32)
    window_1_left = tl.zeros((LANES,), tl.int32)
    window_1_bottom = tl.zeros((LANES,), tl.int32)
    window_1_right = tl.zeros((LANES,), tl.int32)
    window_1_top = tl.maximum(y * stride - padding, 0)
    window_1_left = tl.maximum(x * stride - padding, 0)
    window_1_bottom = tl.minimum(y * stride - padding + size, height)
    window_1_right = tl.minimum(x * stride - padding + size, width)
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    best = tl.full((LANES,), -1, tl.int32)
    rounds = tl.max(tl.where(mask & (window_1_top < window_1_bottom), window_1_bottom - window_1_top, 0), axis=0)
    for passed in range(0, rounds):
        in_y = window_1_top + passed
        looping = mask & (in_y < window_1_bottom)
        rounds_2 = tl.max(tl.where(looping & (window_1_left < window_1_right), window_1_right - window_1_left, 0),
                axis=0)
        for passed_2 in tl.range(0, rounds_2, loop_unroll_factor=4):
            in_x = window_1_left + passed_2
            looping_2 = looping & (in_x < window_1_right)
            value = tl.load(plane + in_y * width + in_x, mask=looping_2)
            mask_2 = looping_2 & (value > largest)
            largest = tl.where(mask_2, value, largest)
            best = tl.where(mask_2, in_y * width + in_x, best)
    place = (tl.program_id(2) * out_height + y) * out_width + x
    tl.store(output + place, largest, mask=mask)
    tl.store(where + place, best, mask=mask)


@triton.jit
def average_pool(
    input_, output, height, width, out_height, out_width, size, stride, padding, counting, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_width) & (y < out_height)

    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    window_1_top = tl.zeros((LANES,), tl.int32)
    window_1_left = tl.zeros((LANES,), tl.int32)
    window_1_bottom = tl.zeros((LANES,), tl.int32)
    window_1_right = tl.zeros((LANES,), tl.int32)
    window_1_top = tl.maximum(y * stride - padding, 0)
    window_1_left = tl.maximum(x * stride - padding, 0)
    window_1_bottom = tl.minimum(y * stride - padding + size, height)
    window_1_right = tl.minimum(x * stride - padding + size, width)
    sum_ = tl.zeros((LANES,), tl.float32)
    rounds = tl.max(tl.where(mask & (window_1_top < window_1_bottom), window_1_bottom - window_1_top, 0), axis=0)
    for passed in range(0, rounds):
        in_y = window_1_top + passed
        looping = mask & (in_y < window_1_bottom)
        rounds_2 = tl.max(tl.where(looping & (window_1_left < window_1_right), window_1_right - window_1_left, 0),
                axis=0)
        for passed_2 in tl.range(0, rounds_2, loop_unroll_factor=4):
            in_x = window_1_left + passed_2
            looping_2 = looping & (in_x < window_1_right)
            sum_ = tl.where(looping_2, sum_ + tl.load(plane + in_y * width + in_x, mask=looping_2), sum_)

    count = tl.zeros((LANES,), tl.int32)
    inside = tl.full((), False, tl.int1)
    inside |= counting == 1
    if inside:
        count = tl.full((LANES,), size * size, tl.int32)
        inside = tl.full((), False, tl.int1)
    inside |= (counting == 0) | ((counting != 1) & (counting != 0))
    if inside:
        count = (window_1_bottom - window_1_top) * (window_1_right - window_1_left)
    tl.store(output
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), tl.div_rn(sum_, count.to(tl.float32)), mask=mask)
