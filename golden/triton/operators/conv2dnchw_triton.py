"""conv2dnchw.cu, as Triton: one program is one block of CUDA's threads."""

# Two-dimensional convolution, channels first: input [batch, channels, height, width], filter [filters, channels,
# kernel.y, kernel.x], output [batch, filters, out_height, out_width]. `int2` is x and y, as everywhere in CUDA.

import triton
import triton.language as tl


@triton.jit
def conv2dnchw_naive(
    input_, filter_, output, shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height,
    shape_out_width, shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y,
    shape_dilation_x, shape_dilation_y, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """One thread an element of the output: x and y by the block, z is the plane of one filter of one image."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    plane = tl.program_id(2)
    mask = active & (x < shape_out_width) & (y < shape_out_height)
    image = plane // tl.where(shape_filters != 0, tl.cast(shape_filters, tl.int32), 1)
    taps = filter_ + plane % tl.where(shape_filters != 0, tl.cast(shape_filters, tl.int32),
            1) * shape_channels * shape_kernel_y * shape_kernel_x

    sum_ = tl.zeros((LANES,), tl.float32)
    for channel in range(0, shape_channels):
        values = input_ + (image * shape_channels + channel) * shape_height * shape_width
        for ky in range(0, shape_kernel_y):
            in_y = y * shape_stride_y - shape_padding_y + ky * shape_dilation_y
            for kx in tl.range(0, shape_kernel_x, loop_unroll_factor=4):
                in_x = x * shape_stride_x - shape_padding_x + kx * shape_dilation_x
                mask_2 = mask & (in_y >= 0) & (in_y < shape_height) & (in_x >= 0) & (in_x < shape_width)
                sum_ = tl.where(mask_2,
                        sum_ + tl.load(values + in_y * shape_width + in_x, mask=mask_2)
                        * tl.load(tl.broadcast_to(taps, (LANES,)), mask=mask_2), sum_)
                taps += 1
    tl.store(output + (plane * shape_out_height + y) * shape_out_width + x, sum_, mask=mask)


@triton.jit
def conv2dnchw_implicit_gemm_16(
    input_, filter_, output, shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height,
    shape_out_width, shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y,
    shape_dilation_x, shape_dilation_y, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
    TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
    """
    tl.static_assert(BLOCK_X <= 17, "`weights` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`patches` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    weights_slots = tl.arange(0, 512)
    weights = tl.zeros((512,), tl.float32)
    patches_slots = tl.arange(0, 256)
    patches = tl.zeros((256,), tl.float32)
    taps = shape_channels * shape_kernel_x * shape_kernel_y
    plane = shape_out_height * shape_out_width
    row = tl.program_id(1) * 16 + thread_y  # a filter
    pixel = tl.program_id(0) * 16 + thread_x  # of all images
    is_pixel = pixel < shape_batch * plane

    sum_ = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((16, 16), tl.float32)
    for start in range(0, taps, 16):
        column = start + thread_x
        tap = start + thread_y
        line = weights_slots // 17
        column_2 = weights_slots % 17
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        weights = tl.where(owned,
                tl.gather(tl.where((row < shape_filters) & (column < taps),
                tl.load(filter_ + row * taps + column, mask=active & (row < shape_filters) & (column < taps)), 0.0),
                owner, 0), weights)
        chosen = tl.zeros((LANES,), tl.float32)
        condition = is_pixel & (tap < taps)
        taken = active & condition
        patch_element_result = tl.zeros((LANES,), tl.float32)
        in_patch_element = tl.full((LANES,), True, tl.int1)
        kx = tap % tl.where(shape_kernel_x != 0, tl.cast(shape_kernel_x, tl.int32), 1)
        ky = tap // tl.where(shape_kernel_x != 0, tl.cast(shape_kernel_x, tl.int32), 1) % tl.where(shape_kernel_y != 0,
                tl.cast(shape_kernel_y, tl.int32), 1)
        channel = tap // tl.where(shape_kernel_x * shape_kernel_y != 0,
                tl.cast(shape_kernel_x * shape_kernel_y, tl.int32), 1)
        x = pixel % tl.where(shape_out_width != 0, tl.cast(shape_out_width, tl.int32),
                1) * shape_stride_x - shape_padding_x + kx * shape_dilation_x
        y = pixel // tl.where(shape_out_width != 0, tl.cast(shape_out_width, tl.int32),
                1) % tl.where(shape_out_height != 0, tl.cast(shape_out_height, tl.int32),
                1) * shape_stride_y - shape_padding_y + ky * shape_dilation_y
        image = pixel // tl.where(shape_out_width * shape_out_height != 0,
                tl.cast(shape_out_width * shape_out_height, tl.int32), 1)
        mask = taken & ((x < 0) | (x >= shape_width) | (y < 0) | (y >= shape_height))
        patch_element_result = tl.where(mask, 0.0, patch_element_result)
        in_patch_element = tl.where(mask, False, in_patch_element)
        taken_2 = taken & in_patch_element
        patch_element_result = tl.where(taken_2,
                tl.load(input_ + ((image * shape_channels + channel) * shape_height + y) * shape_width + x,
                mask=taken_2), patch_element_result)
        in_patch_element = tl.where(taken_2, False, in_patch_element)
        chosen = tl.where(taken, patch_element_result, chosen)
        others = active & ~condition
        chosen = tl.where(others, 0.0, chosen)
        line_2 = patches_slots // 16
        column_3 = patches_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        patches = tl.where(owned_2, tl.gather(chosen, owner_2, 0), patches)
        product = tl.dot(tl.reshape(tl.gather(weights, tl.arange(0, 256) // 16 * 17 + tl.arange(0, 256) % 16, 0),
                (16, 16)), tl.reshape(patches, (16, 16)), product, input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (256,)), tl.where(active, thread_y * 16 + thread_x, 0), 0)
    mask = active & (row < shape_filters) & is_pixel
    tl.store(output + (pixel // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * shape_filters + row) * plane
            + pixel % tl.where(plane != 0, tl.cast(plane, tl.int32), 1), sum_, mask=mask)


@triton.jit
def conv2dnchw_implicit_gemm_8(
    input_, filter_, output, shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height,
    shape_out_width, shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y,
    shape_dilation_x, shape_dilation_y, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
    TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
    """
    tl.static_assert(BLOCK_X <= 9, "`weights` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 8, "`patches` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    weights_slots = tl.arange(0, 128)
    weights = tl.zeros((128,), tl.float32)
    patches_slots = tl.arange(0, 64)
    patches = tl.zeros((64,), tl.float32)
    taps = shape_channels * shape_kernel_x * shape_kernel_y
    plane = shape_out_height * shape_out_width
    row = tl.program_id(1) * 8 + thread_y  # a filter
    pixel = tl.program_id(0) * 8 + thread_x  # of all images
    is_pixel = pixel < shape_batch * plane

    sum_ = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((8, 8), tl.float32)
    for start in range(0, taps, 8):
        column = start + thread_x
        tap = start + thread_y
        line = weights_slots // 9
        column_2 = weights_slots % 9
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        weights = tl.where(owned,
                tl.gather(tl.where((row < shape_filters) & (column < taps),
                tl.load(filter_ + row * taps + column, mask=active & (row < shape_filters) & (column < taps)), 0.0),
                owner, 0), weights)
        chosen = tl.zeros((LANES,), tl.float32)
        condition = is_pixel & (tap < taps)
        taken = active & condition
        patch_element_result = tl.zeros((LANES,), tl.float32)
        in_patch_element = tl.full((LANES,), True, tl.int1)
        kx = tap % tl.where(shape_kernel_x != 0, tl.cast(shape_kernel_x, tl.int32), 1)
        ky = tap // tl.where(shape_kernel_x != 0, tl.cast(shape_kernel_x, tl.int32), 1) % tl.where(shape_kernel_y != 0,
                tl.cast(shape_kernel_y, tl.int32), 1)
        channel = tap // tl.where(shape_kernel_x * shape_kernel_y != 0,
                tl.cast(shape_kernel_x * shape_kernel_y, tl.int32), 1)
        x = pixel % tl.where(shape_out_width != 0, tl.cast(shape_out_width, tl.int32),
                1) * shape_stride_x - shape_padding_x + kx * shape_dilation_x
        y = pixel // tl.where(shape_out_width != 0, tl.cast(shape_out_width, tl.int32),
                1) % tl.where(shape_out_height != 0, tl.cast(shape_out_height, tl.int32),
                1) * shape_stride_y - shape_padding_y + ky * shape_dilation_y
        image = pixel // tl.where(shape_out_width * shape_out_height != 0,
                tl.cast(shape_out_width * shape_out_height, tl.int32), 1)
        mask = taken & ((x < 0) | (x >= shape_width) | (y < 0) | (y >= shape_height))
        patch_element_result = tl.where(mask, 0.0, patch_element_result)
        in_patch_element = tl.where(mask, False, in_patch_element)
        taken_2 = taken & in_patch_element
        patch_element_result = tl.where(taken_2,
                tl.load(input_ + ((image * shape_channels + channel) * shape_height + y) * shape_width + x,
                mask=taken_2), patch_element_result)
        in_patch_element = tl.where(taken_2, False, in_patch_element)
        chosen = tl.where(taken, patch_element_result, chosen)
        others = active & ~condition
        chosen = tl.where(others, 0.0, chosen)
        line_2 = patches_slots // 8
        column_3 = patches_slots % 8
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        patches = tl.where(owned_2, tl.gather(chosen, owner_2, 0), patches)
        product = tl.dot(tl.reshape(tl.gather(weights, tl.arange(0, 64) // 8 * 9 + tl.arange(0, 64) % 8, 0), (8, 8)),
                tl.reshape(patches, (8, 8)), product, input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (64,)), tl.where(active, thread_y * 8 + thread_x, 0), 0)
    mask = active & (row < shape_filters) & is_pixel
    tl.store(output + (pixel // tl.where(plane != 0, tl.cast(plane, tl.int32), 1) * shape_filters + row) * plane
            + pixel % tl.where(plane != 0, tl.cast(plane, tl.int32), 1), sum_, mask=mask)
