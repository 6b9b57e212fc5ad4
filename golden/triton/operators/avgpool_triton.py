"""avgpool.cu, as Triton: one program is one block of CUDA's threads."""

# Average pooling of [planes, height, width] images.

import triton
import triton.language as tl


@triton.jit
def avgpool_naive(
    input_, output, height, width, out_height, out_width, kernel, stride, padding, count_padding, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    One thread an element of the output. Places in the padding count in the divisor where `count_padding` says so, but
    never those beyond the padding.
    """
    count_padding = count_padding != 0
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_width) & (y < out_height)

    top = y * stride - padding
    left = x * stride - padding
    bottom = tl.minimum(top + kernel, height + padding)
    right = tl.minimum(left + kernel, width + padding)
    whole = (bottom - top) * (right - left)
    first_row = tl.maximum(top, 0)
    first_column = tl.maximum(left, 0)
    bottom = tl.minimum(bottom, height)
    right = tl.minimum(right, width)

    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)
    sum_ = tl.zeros((LANES,), tl.float32)
    rounds = tl.max(tl.where(mask & (first_row < bottom), bottom - first_row, 0), axis=0)
    for passed in range(0, rounds):
        row = first_row + passed
        looping = mask & (row < bottom)
        rounds_2 = tl.max(tl.where(looping & (first_column < right), right - first_column, 0), axis=0)
        for passed_2 in tl.range(0, rounds_2, loop_unroll_factor=4):
            column = first_column + passed_2
            looping_2 = looping & (column < right)
            sum_ = tl.where(looping_2, sum_ + tl.load(plane + row * width + column, mask=looping_2), sum_)
    divisor = tl.where(count_padding, whole, (bottom - first_row) * (right - first_column))
    tl.store(output
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), tl.div_rn(sum_, divisor.to(tl.float32)), mask=mask)


@triton.jit
def avgpool_tiled_2_2_8_4(
    input_, output, height, width, out_height, out_width, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
    windows in shared memory first.
    """
    tl.static_assert(BLOCK_X <= 8, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    top = tl.program_id(1) * 4 * 2
    left = tl.program_id(0) * 8 * 2
    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)

    x = tl.program_id(0) * 8 + thread_x
    y = tl.program_id(1) * 4 + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 2):
        for kx in range(0, 2):
            sum_ += tl.load(plane + (ky + thread_y * 2 + top) * width + left + (kx + thread_x * 2),
                    mask=mask & (ky + thread_y * 2 + top < height) & (kx + thread_x * 2 + left < width), other=0.0)
    tl.store(output
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), sum_ * tl.div_rn(1.0, tl.full((), 2 * 2, tl.float32)), mask=mask)


@triton.jit
def avgpool_tiled_3_2_8_4(
    input_, output, height, width, out_height, out_width, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
    windows in shared memory first.
    """
    tl.static_assert(BLOCK_X <= 8, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    top = tl.program_id(1) * 4 * 2
    left = tl.program_id(0) * 8 * 2
    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)

    x = tl.program_id(0) * 8 + thread_x
    y = tl.program_id(1) * 4 + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 3):
        for kx in range(0, 3):
            sum_ += tl.load(plane + (ky + thread_y * 2 + top) * width + left + (kx + thread_x * 2),
                    mask=mask & (ky + thread_y * 2 + top < height) & (kx + thread_x * 2 + left < width), other=0.0)
    tl.store(output
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), sum_ * tl.div_rn(1.0, tl.full((), 3 * 3, tl.float32)), mask=mask)


@triton.jit
def avgpool_tiled_5_1_4_8(
    input_, output, height, width, out_height, out_width, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr
):
    """Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
    windows in shared memory first.
    """
    tl.static_assert(BLOCK_X <= 4, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    top = tl.program_id(1) * 8 * 1
    left = tl.program_id(0) * 4 * 1
    plane = input_ + tl.program_id(2) * tl.cast(height, tl.uint32) * tl.cast(width, tl.uint32)

    x = tl.program_id(0) * 4 + thread_x
    y = tl.program_id(1) * 8 + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 5):
        for kx in range(0, 5):
            sum_ += tl.load(plane + (ky + thread_y + top) * width + left + (kx + thread_x),
                    mask=mask & (ky + thread_y + top < height) & (kx + thread_x + left < width), other=0.0)
    tl.store(output
            + ((tl.program_id(2) * tl.cast(out_height, tl.uint32) + y.to(tl.uint32)) * tl.cast(out_width, tl.uint32)
            + x.to(tl.uint32)), sum_ * tl.div_rn(1.0, tl.full((), 5 * 5, tl.float32)), mask=mask)
