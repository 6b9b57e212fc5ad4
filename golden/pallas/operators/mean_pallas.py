"""mean.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def natural(count):
    """An unsigned number as a signed one, cut at the largest of those."""
    signed = count.astype(jnp.int32)
    return jnp.where(signed < 0, 0x7FFFFFFF, signed)


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def mean_naive_kernel(outer, reduced_2, inner, x, y_before, y, *, LANES, TAIL):
    """The mean over the middle axis of [outer, reduced, inner]: one thread an output."""

    outer = outer[0]
    reduced_2 = reduced_2[0]
    inner = inner[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < outer * inner)

    o = quotient(i, jnp.where(inner != 0, inner, 1))
    column = o * reduced_2 * inner + remainder(i, jnp.where(inner != 0, inner, 1))
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(r, sum_):
        sum_ = sum_ + gather(x, column + r * inner)
        return sum_

    sum_ = jax.lax.fori_loop(0, reduced_2, step, sum_)
    y[...] = jnp.where(mask, sum_ / reduced_2.astype(jnp.float32), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def mean_naive(x, y, outer, reduced_2, inner, grid, *, LANES, TAIL, interpret=False):
    """Launches mean_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(mean_naive_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(outer, jnp.int32), (reduced_2, jnp.int32), (inner, jnp.int32)],
            [(x, jnp.float32, None)], [(y, jnp.float32, LANES)], interpret)
    return x, y


def mean_block_64_kernel(columns, x, y_before, y, *, LANES, BLOCK_X):
    """The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
    width apart.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2) * columns

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * (2 * 64)
        i = (start + lane).astype(jnp.uint32)
        mask = active & (i < columns.astype(jnp.uint32))
        sum_ = jnp.where(mask, sum_ + load_run(x, row + start, LANES), sum_)
        mask_2 = mask & (i + 64 < columns.astype(jnp.uint32))
        sum_ = jnp.where(mask_2, sum_ + load_run(x, row + (start + 64), LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(natural(columns.astype(jnp.uint32)), 2 * 64), step, sum_)
    total = jnp.sum(sum_)
    store_one(y, pl.program_id(2), total / columns.astype(jnp.float32))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def mean_block_64(x, y, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches mean_block<64> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(mean_block_64_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(columns, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, y


def mean_block_256_kernel(columns, x, y_before, y, *, LANES, BLOCK_X):
    """The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
    width apart.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2) * columns

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * (2 * 256)
        i = (start + lane).astype(jnp.uint32)
        mask = active & (i < columns.astype(jnp.uint32))
        sum_ = jnp.where(mask, sum_ + load_run(x, row + start, LANES), sum_)
        mask_2 = mask & (i + 256 < columns.astype(jnp.uint32))
        sum_ = jnp.where(mask_2, sum_ + load_run(x, row + (start + 256), LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(natural(columns.astype(jnp.uint32)), 2 * 256), step, sum_)
    total = jnp.sum(sum_)
    store_one(y, pl.program_id(2), total / columns.astype(jnp.float32))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def mean_block_256(x, y, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches mean_block<256> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(mean_block_256_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(columns, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, y
