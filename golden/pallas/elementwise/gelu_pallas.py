"""gelu.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# The Gaussian error linear unit in its two common forms (Hendrycks and Gimpel, arXiv:1606.08415).

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

SQRT_HALF = 0.70710678118654752
SQRT_TWO_OVER_PI = 0.79788456080286536
CUBIC = 0.044715

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


def gelu_erf_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    x_2 = x[...]
    y[...] = jnp.where(mask, 0.5 * x_2 * (1.0 + jax.lax.erf(x_2 * SQRT_HALF)), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def gelu_erf(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches gelu_erf on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gelu_erf_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y


def gelu_tanh_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    x_2 = x[...]
    cube = x_2 * x_2 * x_2
    y[...] = jnp.where(mask, 0.5 * x_2 * (1.0 + jnp.tanh(SQRT_TWO_OVER_PI * (x_2 + CUBIC * cube))), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def gelu_tanh(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches gelu_tanh on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gelu_tanh_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y
