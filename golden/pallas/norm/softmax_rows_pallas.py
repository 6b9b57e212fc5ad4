"""softmax_rows.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def softmax_rows_kernel(cols, x, y_before, y, *, LANES, BLOCK_X):
    """Softmax of each row of a [rows, cols] matrix: one block a row."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    cols = cols[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2) * cols

    # The largest value of the row keeps the exponentials finite.
    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)

    def step(count, largest):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < cols)
        largest = jnp.where(mask, jnp.fmax(largest, load_run(x, row + start, LANES)), largest)
        return largest

    largest = jax.lax.fori_loop(0, pl.cdiv(cols, BLOCK_X), step, largest)
    largest_2 = jnp.max(largest)

    total = jnp.zeros((LANES,), jnp.float32)

    def step(count, total):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < cols)
        total = jnp.where(mask, total + jnp.exp(load_run(x, row + start, LANES) - largest_2), total)
        return total

    total = jax.lax.fori_loop(0, pl.cdiv(cols, BLOCK_X), step, total)
    total_2 = jnp.sum(total)

    @pl.loop(0, pl.cdiv(cols, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < cols)
        store_run(y, pl.program_id(2) * cols + start, jnp.exp(load_run(x, row + start, LANES) - largest_2) / total_2,
                mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def softmax_rows(x, y, cols, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches softmax_rows on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(softmax_rows_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(cols, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, y
