"""sobel.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
# A 16 x 16 block stages an 18 x 18 tile.

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


def sobel_kernel(width, height, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    width = width[0]
    height = height[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    left = pl.program_id(2) * 16 - 1
    top = pl.program_id(1) * 16 - 1

    x = pl.program_id(2) * 16 + thread_x
    y = pl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    cx = thread_x + 1
    cy = thread_y + 1
    horizontal = gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy - 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + 1 + left, width - 1))).astype(jnp.int32) + 2 * gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + 1 + left, width - 1))).astype(jnp.int32) + gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + 1 + left, width - 1))).astype(jnp.int32) - gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy - 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx - 1 + left, width - 1))).astype(jnp.int32) - 2 * gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx - 1 + left, width - 1))).astype(jnp.int32) - gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx - 1 + left, width - 1))).astype(jnp.int32)
    vertical = gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx - 1 + left, width - 1))).astype(jnp.int32) + 2 * gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + left, width - 1))).astype(jnp.int32) + gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy + 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + 1 + left, width - 1))).astype(jnp.int32) - gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy - 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx - 1 + left, width - 1))).astype(jnp.int32) - 2 * gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy - 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + left, width - 1))).astype(jnp.int32) - gather(in_,
            jnp.maximum(jnp.int32(0), jnp.minimum(cy - 1 + top, height - 1)) * width
            + jnp.maximum(jnp.int32(0), jnp.minimum(cx + 1 + left, width - 1))).astype(jnp.int32)
    value = jnp.abs(horizontal) + jnp.abs(vertical)
    scatter(out, y * width + x, jnp.minimum(value, 255).astype(jnp.uint8), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def sobel(in_, out, width, height, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches sobel on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(sobel_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(width, jnp.int32), (height, jnp.int32)], [(in_, jnp.uint8)], [(out, jnp.uint8)],
            interpret)
    return in_, out
