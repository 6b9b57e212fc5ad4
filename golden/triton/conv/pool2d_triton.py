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
    condition = (x >= out_width) | (y >= out_height)
    taken = active & condition
    others = active & ~condition

    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    out_y = y
    out_x = x
    size_2 = size
    stride_2 = stride
    padding_2 = padding
    height_2 = height
    width_2 = width
    window_1_top = tl.zeros((LANES,), tl.int32)
    window_1_left = tl.zeros((LANES,), tl.int32)
    window_1_bottom = tl.zeros((LANES,), tl.int32)
    window_1_right = tl.zeros((LANES,), tl.int32)
    window_1_top = tl.maximum(out_y * stride_2 - padding_2, 0)
    window_1_left = tl.maximum(out_x * stride_2 - padding_2, 0)
    window_1_bottom = tl.minimum(out_y * stride_2 - padding_2 + size_2, height_2)
    window_1_right = tl.minimum(out_x * stride_2 - padding_2 + size_2, width_2)
    window_top = window_1_top
    window_left = window_1_left
    window_bottom = window_1_bottom
    window_right = window_1_right
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    best = tl.full((LANES,), -1, tl.int32)
    in_y = window_top
    looping = others & (in_y < window_bottom)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        in_x = window_left
        looping_2 = looping & (in_x < window_right)
        while tl.max(looping_2.to(tl.int32), axis=0) != 0:
            value = tl.load(plane + in_y * width + in_x, mask=looping_2)
            condition_2 = value > largest
            taken_2 = looping_2 & condition_2
            largest = tl.where(taken_2, value, largest)
            best = tl.where(taken_2, in_y * width + in_x, best)
            in_x = tl.where(looping_2, in_x + 1, in_x)
            looping_2 &= in_x < window_right
        in_y = tl.where(looping, in_y + 1, in_y)
        looping &= in_y < window_bottom
    place = (tl.program_id(2) * out_height + y) * out_width + x
    tl.store(output + place, largest, mask=others)
    tl.store(where + place, best, mask=others)


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
    condition = (x >= out_width) | (y >= out_height)
    taken = active & condition
    others = active & ~condition

    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    out_y = y
    out_x = x
    size_2 = size
    stride_2 = stride
    padding_2 = padding
    height_2 = height
    width_2 = width
    window_1_top = tl.zeros((LANES,), tl.int32)
    window_1_left = tl.zeros((LANES,), tl.int32)
    window_1_bottom = tl.zeros((LANES,), tl.int32)
    window_1_right = tl.zeros((LANES,), tl.int32)
    window_1_top = tl.maximum(out_y * stride_2 - padding_2, 0)
    window_1_left = tl.maximum(out_x * stride_2 - padding_2, 0)
    window_1_bottom = tl.minimum(out_y * stride_2 - padding_2 + size_2, height_2)
    window_1_right = tl.minimum(out_x * stride_2 - padding_2 + size_2, width_2)
    window_top = window_1_top
    window_left = window_1_left
    window_bottom = window_1_bottom
    window_right = window_1_right
    sum_ = tl.zeros((LANES,), tl.float32)
    in_y = window_top
    looping = others & (in_y < window_bottom)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        in_x = window_left
        looping_2 = looping & (in_x < window_right)
        while tl.max(looping_2.to(tl.int32), axis=0) != 0:
            sum_ = tl.where(looping_2, sum_ + tl.load(plane + in_y * width + in_x, mask=looping_2), sum_)
            in_x = tl.where(looping_2, in_x + 1, in_x)
            looping_2 &= in_x < window_right
        in_y = tl.where(looping, in_y + 1, in_y)
        looping &= in_y < window_bottom

    count = tl.zeros((LANES,), tl.int32)
    chosen = counting
    inside = tl.full((), False, tl.int1)
    inside |= chosen == 1
    if inside:
        count = tl.full((LANES,), size * size, tl.int32)
        inside = tl.full((), False, tl.int1)
    inside |= (chosen == 0) | (not (chosen == 1) | (chosen == 0))
    if inside:
        count = (window_bottom - window_top) * (window_right - window_left)
    tl.store(output
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), tl.div_rn(sum_, count.to(tl.float32)), mask=others)
