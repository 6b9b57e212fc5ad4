"""sin.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def turned(value, rows, shift):
    """A tile moved on by `shift` lanes, over one row more than it has."""
    lanes = value.size
    if lanes < rows * ROW:
        value = jnp.concatenate([value, jnp.zeros((rows * ROW - lanes,), value.dtype)])
    moved = pltpu.roll(value.reshape(rows, ROW), shift, 1)
    none = jnp.zeros((1, ROW), value.dtype)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows + 1, ROW), 1)
    return jnp.where(column >= shift, jnp.concatenate([moved, none]), jnp.concatenate([none, moved]))


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def store_run(ref, start, value, mask):
    """Puts the lanes that the mask names behind one another, from `start` on; all other elements stay."""
    lanes = value.size
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    window = pl.ds(place // ROW, rows + 1)
    is_named = turned(mask.astype(jnp.int32), rows, shift) != 0
    ref[window, :] = jnp.where(is_named, turned(value, rows, shift), ref[window, :])


def sin_naive_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    y[...] = jnp.where(mask, jnp.sin(x[...]), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sin_naive(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches sin_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sin_naive_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y


def sin_unrolled_2_kernel(n, x, y_before, y, *, LANES, BLOCK_X):
    """
    A block takes PER_THREAD times as many elements as it has threads,
            a thread's own a block's width apart: all loads of
    a thread are under way before the first sine.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    first = pl.program_id(2) * BLOCK_X * 2 + lane
    values = jnp.zeros((LANES,), jnp.float32)
    values_2 = jnp.zeros((LANES,), jnp.float32)
    i = first + 0 * BLOCK_X
    values = jnp.where(i < n, load_run(x, pl.program_id(2) * BLOCK_X * 2 + 0 * BLOCK_X, LANES), 0.0)
    i_2 = first + 1 * BLOCK_X
    values_2 = jnp.where(i_2 < n, load_run(x, pl.program_id(2) * BLOCK_X * 2 + 1 * BLOCK_X, LANES), 0.0)
    i_3 = first + 0 * BLOCK_X
    mask = active & (i_3 < n)
    store_run(y, pl.program_id(2) * BLOCK_X * 2 + 0 * BLOCK_X, jnp.sin(values), mask)
    i_4 = first + 1 * BLOCK_X
    mask_2 = active & (i_4 < n)
    store_run(y, pl.program_id(2) * BLOCK_X * 2 + 1 * BLOCK_X, jnp.sin(values_2), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def sin_unrolled_2(x, y, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches sin_unrolled<2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sin_unrolled_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, y


def sin_unrolled_4_kernel(n, x, y_before, y, *, LANES, BLOCK_X):
    """
    A block takes PER_THREAD times as many elements as it has threads,
            a thread's own a block's width apart: all loads of
    a thread are under way before the first sine.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    first = pl.program_id(2) * BLOCK_X * 4 + lane
    values = jnp.zeros((LANES,), jnp.float32)
    values_2 = jnp.zeros((LANES,), jnp.float32)
    values_3 = jnp.zeros((LANES,), jnp.float32)
    values_4 = jnp.zeros((LANES,), jnp.float32)
    i = first + 0 * BLOCK_X
    values = jnp.where(i < n, load_run(x, pl.program_id(2) * BLOCK_X * 4 + 0 * BLOCK_X, LANES), 0.0)
    i_2 = first + 1 * BLOCK_X
    values_2 = jnp.where(i_2 < n, load_run(x, pl.program_id(2) * BLOCK_X * 4 + 1 * BLOCK_X, LANES), 0.0)
    i_3 = first + 2 * BLOCK_X
    values_3 = jnp.where(i_3 < n, load_run(x, pl.program_id(2) * BLOCK_X * 4 + 2 * BLOCK_X, LANES), 0.0)
    i_4 = first + 3 * BLOCK_X
    values_4 = jnp.where(i_4 < n, load_run(x, pl.program_id(2) * BLOCK_X * 4 + 3 * BLOCK_X, LANES), 0.0)
    i_5 = first + 0 * BLOCK_X
    mask = active & (i_5 < n)
    store_run(y, pl.program_id(2) * BLOCK_X * 4 + 0 * BLOCK_X, jnp.sin(values), mask)
    i_6 = first + 1 * BLOCK_X
    mask_2 = active & (i_6 < n)
    store_run(y, pl.program_id(2) * BLOCK_X * 4 + 1 * BLOCK_X, jnp.sin(values_2), mask_2)
    i_7 = first + 2 * BLOCK_X
    mask_3 = active & (i_7 < n)
    store_run(y, pl.program_id(2) * BLOCK_X * 4 + 2 * BLOCK_X, jnp.sin(values_3), mask_3)
    i_8 = first + 3 * BLOCK_X
    mask_4 = active & (i_8 < n)
    store_run(y, pl.program_id(2) * BLOCK_X * 4 + 3 * BLOCK_X, jnp.sin(values_4), mask_4)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def sin_unrolled_4(x, y, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches sin_unrolled<4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sin_unrolled_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, y
