"""rgb_to_gray.cu, as Triton: one program is one block of CUDA's threads."""

# Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
# Alpha is kept.

import triton
import triton.language as tl


@triton.jit
def rgb_to_gray(image, gray, gray_image, pixels, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < pixels)
    colour_x = tl.load(image + i.to(tl.int64) * 4, mask=mask)
    colour_y = tl.load(image + i.to(tl.int64) * 4 + 1, mask=mask)
    colour_z = tl.load(image + i.to(tl.int64) * 4 + 2, mask=mask)
    colour_w = tl.load(image + i.to(tl.int64) * 4 + 3, mask=mask)
    value = ((77 * colour_x.to(tl.int32) + 150 * colour_y.to(tl.int32) + 29 * colour_z.to(tl.int32) + 128)
            >> 8).to(tl.uint8)
    tl.store(gray + i, value, mask=mask)
    tl.store(gray_image + i.to(tl.int64) * 4, value, mask=mask)
    tl.store(gray_image + i.to(tl.int64) * 4 + 1, value, mask=mask)
    tl.store(gray_image + i.to(tl.int64) * 4 + 2, value, mask=mask)
    tl.store(gray_image + i.to(tl.int64) * 4 + 3, colour_w, mask=mask)


@triton.jit
def rgb_to_gray_packed(image, gray, words, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < words)
    quad_x = tl.load(image + i.to(tl.int64) * 4, mask=mask)
    quad_y = tl.load(image + i.to(tl.int64) * 4 + 1, mask=mask)
    quad_z = tl.load(image + i.to(tl.int64) * 4 + 2, mask=mask)
    quad_w = tl.load(image + i.to(tl.int64) * 4 + 3, mask=mask)
    colours = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 16 + lane * 16).to(tl.pointer_type(tl.uint32))
    tl.store(colours, quad_x, mask=mask)
    tl.store(colours + 1, quad_y, mask=mask)
    tl.store(colours + 2, quad_z, mask=mask)
    tl.store(colours + 3, quad_w, mask=mask)
    packed = tl.zeros((LANES,), tl.uint32)
    for pixel in range(0, 4):
        tl.debug_barrier()
        red = tl.load(colours + pixel, mask=mask) & 0xff
        green = (tl.load(colours + pixel, mask=mask) >> 8) & 0xff
        blue = (tl.load(colours + pixel, mask=mask) >> 16) & 0xff
        packed |= ((77 * red + 150 * green + 29 * blue + 128) >> 8) << tl.cast(8 * pixel, tl.uint32)
    tl.store(gray + i, packed, mask=mask)
