"""rgb_to_gray.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
# Alpha is kept.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

PADDING = 1024  # elements before and behind an array, for lanes that reach over its ends
ROW = 128  # lanes of a vector register


def as_rows(array, dtype):
    """An array as rows of a vector register, padded on both sides."""
    flat = array.reshape(-1)
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    behind = PADDING + 2 * ROW + -flat.size % ROW
    return jnp.pad(flat, (PADDING, behind)).reshape(-1, ROW)


def as_given(rows, array):
    """What `as_rows` made of an array, in that array's shape."""
    flat = rows.reshape(-1)[PADDING:PADDING + array.size]
    if flat.dtype != array.dtype:
        flat = jax.lax.bitcast_convert_type(flat, array.dtype)
    return flat.reshape(array.shape)


def as_blocks(array, dtype, size):
    """The elements of an array that the blocks of the grid have lanes for; those behind its end are 0."""
    flat = array.reshape(-1)[:size]
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    return jnp.pad(flat, (0, size - flat.size))


def after_blocks(blocks, array):
    """An array after its first elements came out of blocks."""
    flat = array.reshape(-1)
    if blocks.dtype != array.dtype:
        blocks = jax.lax.bitcast_convert_type(blocks, array.dtype)
    return jnp.concatenate([blocks[:flat.size], flat[blocks.size:]]).reshape(array.shape)


def launch_in_blocks(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel; and, of
    those that come block by block, how many elements a step of the grid has. All others are wholly in VMEM. Gives the
    written arrays.
    """
    if grid[1:] != (1, 1) and any(lanes for *_, lanes in written):
        raise ValueError("the blocks of this kernel are counted along x alone")
    arrays = [as_blocks(array, dtype, grid[0] * lanes) if lanes else as_rows(array, dtype)
              for array, dtype, lanes in (*read, *written)]
    specs = [pl.BlockSpec((lanes,), lambda z, y, x: (x,)) if lanes else pl.BlockSpec(memory_space=pltpu.VMEM)
             for *_, lanes in (*read, *written)]
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + specs,
        out_specs=specs[len(read):],
        out_shape=[jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]],
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [after_blocks(each, array) if lanes else as_given(each, array)
            for each, (array, _, lanes) in zip(made, written)]


def is_first():
    """Whether this is the first block of the grid."""
    return (pl.program_id(0) == 0) & (pl.program_id(1) == 0) & (pl.program_id(2) == 0)


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def rgb_to_gray_kernel(pixels, image, gray_before, gray_image_before, gray, gray_image, *, LANES, TAIL):
    @pl.when(is_first())
    def _():
        gray_image[...] = gray_image_before[...]

    pixels = pixels[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < pixels)
    colour_x = gather(image, i * 4)
    colour_y = gather(image, i * 4 + 1)
    colour_z = gather(image, i * 4 + 2)
    colour_w = gather(image, i * 4 + 3)
    value = ((77 * colour_x.astype(jnp.int32) + 150 * colour_y.astype(jnp.int32) + 29 * colour_z.astype(jnp.int32)
            + 128) >> 8).astype(jnp.uint8)
    gray[...] = jnp.where(mask, value, gray_before[...])
    scatter(gray_image, i * 4, value, mask)
    scatter(gray_image, i * 4 + 1, value, mask)
    scatter(gray_image, i * 4 + 2, value, mask)
    scatter(gray_image, i * 4 + 3, colour_w, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def rgb_to_gray(image, gray, gray_image, pixels, grid, *, LANES, TAIL, interpret=False):
    """Launches rgb_to_gray on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rgb_to_gray_kernel, LANES=LANES, TAIL=TAIL)
    [gray, gray_image] = launch_in_blocks(kernel, grid, [(pixels, jnp.int32)], [(image, jnp.uint8, None)],
            [(gray, jnp.uint8, LANES), (gray_image, jnp.uint8, None)], interpret)
    return image, gray, gray_image


def rgb_to_gray_packed_kernel(words, image, gray_before, gray, *, LANES, TAIL):
    """Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4."""

    words = words[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < words)
    quad_x = gather(image, i * 4)
    quad_y = gather(image, i * 4 + 1)
    quad_z = gather(image, i * 4 + 2)
    quad_w = gather(image, i * 4 + 3)
    packed = jnp.zeros((LANES,), jnp.uint32)
    red = quad_x & 0xff
    green = (quad_x >> 8) & 0xff
    blue = (quad_x >> 16) & 0xff
    packed = packed | (((77 * red + 150 * green + 29 * blue + 128) >> 8) << 8 * 0)
    red_2 = quad_y & 0xff
    green_2 = (quad_y >> 8) & 0xff
    blue_2 = (quad_y >> 16) & 0xff
    packed = packed | (((77 * red_2 + 150 * green_2 + 29 * blue_2 + 128) >> 8) << 8 * 1)
    red_3 = quad_z & 0xff
    green_3 = (quad_z >> 8) & 0xff
    blue_3 = (quad_z >> 16) & 0xff
    packed = packed | (((77 * red_3 + 150 * green_3 + 29 * blue_3 + 128) >> 8) << 8 * 2)
    red_4 = quad_w & 0xff
    green_4 = (quad_w >> 8) & 0xff
    blue_4 = (quad_w >> 16) & 0xff
    packed = packed | (((77 * red_4 + 150 * green_4 + 29 * blue_4 + 128) >> 8) << 8 * 3)
    gray[...] = jnp.where(mask, packed, gray_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def rgb_to_gray_packed(image, gray, words, grid, *, LANES, TAIL, interpret=False):
    """Launches rgb_to_gray_packed on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rgb_to_gray_packed_kernel, LANES=LANES, TAIL=TAIL)
    [gray] = launch_in_blocks(kernel, grid, [(words, jnp.int32)], [(image, jnp.uint32, None)],
            [(gray, jnp.uint32, LANES)], interpret)
    return image, gray
