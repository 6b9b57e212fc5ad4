"""gelu.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def gelu_naive_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    value = x[...]
    y[...] = jnp.where(mask, 0.5 * value * (1.0 + jax.lax.erf(value * 0.70710678)), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def gelu_naive(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches gelu_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gelu_naive_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y


def gelu_bias_rows_kernel(columns, x, bias, y_before, y, *, LANES, BLOCK_X):
    """
    gelu(x + bias) over a [rows, columns] matrix, in the approximation by tanh: one block a row, four columns at a time.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    fours = quotient(columns, 4)
    from_ = pl.program_id(2) * fours * 4
    to = pl.program_id(2) * fours * 4

    @pl.loop(0, pl.cdiv(fours, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < fours)
        value_x = gather(x, from_ + i * 4)
        value_y = gather(x, from_ + i * 4 + 1)
        value_z = gather(x, from_ + i * 4 + 2)
        value_w = gather(x, from_ + i * 4 + 3)
        shift_x = gather(bias, i * 4)
        shift_y = gather(bias, i * 4 + 1)
        shift_z = gather(bias, i * 4 + 2)
        shift_w = gather(bias, i * 4 + 3)
        value = value_x + shift_x
        inner = 0.7978845608 * (value + 0.044715 * value * value * value)
        value_x = 0.5 * value * (1.0 + jnp.tanh(inner))
        value_2 = value_y + shift_y
        inner_2 = 0.7978845608 * (value_2 + 0.044715 * value_2 * value_2 * value_2)
        value_y = 0.5 * value_2 * (1.0 + jnp.tanh(inner_2))
        value_3 = value_z + shift_z
        inner_3 = 0.7978845608 * (value_3 + 0.044715 * value_3 * value_3 * value_3)
        value_z = 0.5 * value_3 * (1.0 + jnp.tanh(inner_3))
        value_4 = value_w + shift_w
        inner_4 = 0.7978845608 * (value_4 + 0.044715 * value_4 * value_4 * value_4)
        value_w = 0.5 * value_4 * (1.0 + jnp.tanh(inner_4))
        scatter(y, to + i * 4, value_x, mask)
        scatter(y, to + i * 4 + 1, value_y, mask)
        scatter(y, to + i * 4 + 2, value_z, mask)
        scatter(y, to + i * 4 + 3, value_w, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def gelu_bias_rows(x, bias, y, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches gelu_bias_rows on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gelu_bias_rows_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(columns, jnp.int32)], [(x, jnp.float32), (bias, jnp.float32)], [(y, jnp.float32)],
            interpret)
    return x, bias, y
