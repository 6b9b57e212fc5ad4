"""rgb_to_gray.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
# Alpha is kept.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def rgb_to_gray(image, gray, gray_image, pixels, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < pixels)
    colour_x, colour_y, colour_z, colour_w = split_four(tl.load((image + i.to(tl.int64) * 4)[:, None]
            + tl.arange(0, 4)[None, :], mask=mask[:, None]))
    value = ((77 * colour_x.to(tl.int32) + 150 * colour_y.to(tl.int32) + 29 * colour_z.to(tl.int32) + 128)
            >> 8).to(tl.uint8)
    tl.store(gray + i, value, mask=mask)
    tl.store((gray_image + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
            join_four(value, value, value, colour_w), mask=mask[:, None])


@triton.jit
def rgb_to_gray_packed(image, gray, words, LANES: tl.constexpr, TAIL: tl.constexpr):
    """Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < words)
    quad_x, quad_y, quad_z, quad_w = split_four(tl.load((image + i.to(tl.int64) * 4)[:, None]
            + tl.arange(0, 4)[None, :], mask=mask[:, None]))
    packed = tl.zeros((LANES,), tl.uint32)
    red = quad_x & 0xff
    green = (quad_x >> 8) & 0xff
    blue = (quad_x >> 16) & 0xff
    packed |= ((77 * red + 150 * green + 29 * blue + 128) >> 8) << (8 * 0)
    red_2 = quad_y & 0xff
    green_2 = (quad_y >> 8) & 0xff
    blue_2 = (quad_y >> 16) & 0xff
    packed |= ((77 * red_2 + 150 * green_2 + 29 * blue_2 + 128) >> 8) << (8 * 1)
    red_3 = quad_z & 0xff
    green_3 = (quad_z >> 8) & 0xff
    blue_3 = (quad_z >> 16) & 0xff
    packed |= ((77 * red_3 + 150 * green_3 + 29 * blue_3 + 128) >> 8) << (8 * 2)
    red_4 = quad_w & 0xff
    green_4 = (quad_w >> 8) & 0xff
    blue_4 = (quad_w >> 16) & 0xff
    packed |= ((77 * red_4 + 150 * green_4 + 29 * blue_4 + 128) >> 8) << (8 * 3)
    tl.store(gray + i, packed, mask=mask)
