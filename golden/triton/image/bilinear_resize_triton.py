"""bilinear_resize.cu, as Triton: one program is one block of CUDA's threads."""

# Bilinear resize of 8-bit images with interleaved channels. Pixel centres lie at half coordinates, as in OpenCV and
# PyTorch (align_corners = false); the border repeats.

import triton
import triton.language as tl


@triton.jit
def bilinear_resize(
    in_, out, from_width, from_height, from_pitch, to_width, to_height, to_pitch, channels, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < to_width) & (y < to_height)

    in_x = tl.div_rn((x.to(tl.float32) + 0.5) * from_width, tl.full((), to_width, tl.float32)) - 0.5
    in_y = tl.div_rn((y.to(tl.float32) + 0.5) * from_height, tl.full((), to_height, tl.float32)) - 0.5
    left = tl.floor(in_x)
    top = tl.floor(in_y)
    value = left.to(tl.int32)
    x0 = tl.where(value < 0, 0, tl.where(value >= from_width, from_width - 1, value))
    value_2 = left.to(tl.int32) + 1
    x1 = tl.where(value_2 < 0, 0, tl.where(value_2 >= from_width, from_width - 1, value_2))
    value_3 = top.to(tl.int32)
    y0 = tl.where(value_3 < 0, 0, tl.where(value_3 >= from_height, from_height - 1, value_3))
    value_4 = top.to(tl.int32) + 1
    y1 = tl.where(value_4 < 0, 0, tl.where(value_4 >= from_height, from_height - 1, value_4))

    upper = in_ + y0 * from_pitch
    lower = in_ + y1 * from_pitch
    for channel in range(0, channels):
        a = tl.load(upper + x0 * channels + channel, mask=mask).to(tl.float32)
        b = tl.load(upper + x1 * channels + channel, mask=mask).to(tl.float32)
        weight = in_x - left
        above = a + (b - a) * weight
        a_2 = tl.load(lower + x0 * channels + channel, mask=mask).to(tl.float32)
        b_2 = tl.load(lower + x1 * channels + channel, mask=mask).to(tl.float32)
        weight_2 = in_x - left
        below = a_2 + (b_2 - a_2) * weight_2
        weight_3 = in_y - top
        value_5 = above + (below - above) * weight_3
        tl.debug_barrier()
        tl.store(out + y * to_pitch + x * channels + channel, (value_5 + 0.5).to(tl.uint8), mask=mask)
