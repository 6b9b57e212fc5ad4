"""bilinear_resize.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Bilinear resize of 8-bit images with interleaved channels. Pixel centres lie at half coordinates, as in OpenCV and
# PyTorch (align_corners = false); the border repeats.

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


def launch(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another, on arrays that are wholly in VMEM.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel. Gives the
    written arrays.
    """
    arrays = [as_rows(*each) for each in (*read, *written)]
    results = [jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]]
    in_vmem = pl.BlockSpec(memory_space=pltpu.VMEM)
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + [in_vmem] * len(arrays),
        out_specs=[in_vmem] * len(written),
        out_shape=results,
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [as_given(rows, array) for rows, (array, _) in zip(made, written)]


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


def bilinear_resize_kernel(
    from_width, from_height, from_pitch, to_width, to_height, to_pitch, channels, in_, out_before, out, *, LANES,
    BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    from_width = from_width[0]
    from_height = from_height[0]
    from_pitch = from_pitch[0]
    to_width = to_width[0]
    to_height = to_height[0]
    to_pitch = to_pitch[0]
    channels = channels[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < to_width) & (y < to_height)

    in_x = (x.astype(jnp.float32) + 0.5) * from_width.astype(jnp.float32) / to_width.astype(jnp.float32) - 0.5
    in_y = (y.astype(jnp.float32) + 0.5) * from_height.astype(jnp.float32) / to_height.astype(jnp.float32) - 0.5
    left = jnp.floor(in_x)
    top = jnp.floor(in_y)
    value = left.astype(jnp.int32)
    x0 = jnp.where(value < 0, 0, jnp.where(value >= from_width, from_width - 1, value))
    value_2 = left.astype(jnp.int32) + 1
    x1 = jnp.where(value_2 < 0, 0, jnp.where(value_2 >= from_width, from_width - 1, value_2))
    value_3 = top.astype(jnp.int32)
    y0 = jnp.where(value_3 < 0, 0, jnp.where(value_3 >= from_height, from_height - 1, value_3))
    value_4 = top.astype(jnp.int32) + 1
    y1 = jnp.where(value_4 < 0, 0, jnp.where(value_4 >= from_height, from_height - 1, value_4))

    upper = y0 * from_pitch
    lower = y1 * from_pitch

    @pl.loop(0, channels)
    def _(channel):
        a = gather(in_, upper + (x0 * channels + channel)).astype(jnp.int32).astype(jnp.float32)
        b = gather(in_, upper + (x1 * channels + channel)).astype(jnp.int32).astype(jnp.float32)
        weight = in_x - left
        above = a + (b - a) * weight
        a_2 = gather(in_, lower + (x0 * channels + channel)).astype(jnp.int32).astype(jnp.float32)
        b_2 = gather(in_, lower + (x1 * channels + channel)).astype(jnp.int32).astype(jnp.float32)
        weight_2 = in_x - left
        below = a_2 + (b_2 - a_2) * weight_2
        weight_3 = in_y - top
        value_5 = above + (below - above) * weight_3
        scatter(out, y * to_pitch + x * channels + channel, (value_5 + 0.5).astype(jnp.int32).astype(jnp.uint8), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def bilinear_resize(
    in_, out, from_width, from_height, from_pitch, to_width, to_height, to_pitch, channels, grid, *, LANES, BLOCK_X,
    BLOCK_Y, interpret=False
):
    """Launches bilinear_resize on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bilinear_resize_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid,
            [(from_width, jnp.int32), (from_height, jnp.int32), (from_pitch, jnp.int32), (to_width, jnp.int32),
            (to_height, jnp.int32), (to_pitch, jnp.int32), (channels, jnp.int32)], [(in_, jnp.uint8)],
            [(out, jnp.uint8)], interpret)
    return in_, out
