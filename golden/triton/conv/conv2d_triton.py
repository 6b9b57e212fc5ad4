"""conv2d.cu, as Triton: one program is one block of CUDA's threads."""

# Direct convolution, NCHW, as deep-learning frameworks define it (no flip of the filter).
# blockIdx.z runs over images and output channels together.

import triton
import triton.language as tl


@triton.jit
def conv2d_nchw(
    input_, weight, bias, output, shape_in_channels, shape_out_channels, shape_in_height, shape_in_width,
    shape_filter_height, shape_filter_width, shape_out_height, shape_out_width, shape_stride, shape_padding,
    LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    out_x = tl.program_id(0) * BLOCK_X + thread_x
    out_y = tl.program_id(1) * BLOCK_Y + thread_y
    contains_result = (out_y >= 0) & (out_y < shape_out_height) & (out_x >= 0) & (out_x < shape_out_width)
    others = active & contains_result

    out_channel = (tl.program_id(2).to(tl.uint32) % tl.where(tl.cast(shape_out_channels, tl.uint32) != 0,
            tl.cast(shape_out_channels, tl.uint32), 1)).to(tl.int32)
    image = (tl.program_id(2).to(tl.uint32)
            // tl.where(tl.cast(shape_out_channels, tl.uint32) != 0, tl.cast(shape_out_channels, tl.uint32),
            1)).to(tl.int32)
    in_area = shape_in_height * shape_in_width
    filter_area = shape_filter_height * shape_filter_width

    sum_ = tl.full((LANES,), tl.load(bias + out_channel, mask=tl.max(others.to(tl.int32), axis=0) != 0), tl.float32)
    for channel in range(0, shape_in_channels):
        plane = input_ + (image * shape_in_channels + channel) * in_area
        filter_ = weight + (out_channel * shape_in_channels + channel) * filter_area
        for ky in range(0, shape_filter_height):
            for kx in range(0, shape_filter_width):
                y = out_y * shape_stride - shape_padding + ky
                x = out_x * shape_stride - shape_padding + kx
                contains_result_2 = (y >= 0) & (y < shape_in_height) & (x >= 0) & (x < shape_in_width)
                others_2 = others & contains_result_2
                sum_ = tl.where(others_2,
                        sum_ + tl.load(plane + y * shape_in_width + x, mask=others_2)
                        * tl.load(filter_ + ky * shape_filter_width + kx,
                        mask=tl.max(others_2.to(tl.int32), axis=0) != 0), sum_)
    tl.store(output
            + ((tl.program_id(2) * tl.cast(shape_out_height, tl.uint32) + out_y.to(tl.uint32))
            * tl.cast(shape_out_width, tl.uint32) + out_x.to(tl.uint32)), sum_, mask=others)
