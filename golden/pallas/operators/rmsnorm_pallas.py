"""rmsnorm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Root-mean-square normalisation of the rows of a [rows, columns] matrix: y = x / sqrt(mean(x^2) + epsilon) * weight.

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


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def rmsnorm_naive_kernel(rows, columns, epsilon, x, weight, y_before, y, *, LANES, TAIL, ROW_WIDTH):
    """One thread an element."""

    rows = rows[0]
    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < rows * columns)
    row = quotient(i, jnp.where(columns != 0, columns, 1))
    squares = jnp.zeros((LANES,), jnp.float32)
    partial_squares = jnp.zeros((LANES, ROW_WIDTH), jnp.float32)

    def step(count, partial_squares):
        start = count * ROW_WIDTH
        c = start + jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH)
        inside = jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH) < columns - start
        value = gather(x, (row * columns).reshape(LANES, 1) + c)
        partial_squares = jnp.where(inside, partial_squares + value * value, partial_squares)
        return partial_squares

    partial_squares = jax.lax.fori_loop(0, pl.cdiv(columns, ROW_WIDTH), step, partial_squares)
    squares = squares + jnp.sum(partial_squares, axis=1)
    y[...] = jnp.where(mask,
            load_run(x, pl.program_id(2) * LANES, LANES)
            * jax.lax.rsqrt(squares / columns.astype(jnp.float32) + epsilon) * gather(weight, i - row * columns),
            y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "ROW_WIDTH", "interpret"))
def rmsnorm_naive(x, weight, y, rows, columns, epsilon, grid, *, LANES, TAIL, ROW_WIDTH, interpret=False):
    """Launches rmsnorm_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rmsnorm_naive_kernel, LANES=LANES, TAIL=TAIL, ROW_WIDTH=ROW_WIDTH)
    [y] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32, None), (weight, jnp.float32, None)], [(y, jnp.float32, LANES)], interpret)
    return x, weight, y


def rmsnorm_residual_kernel(columns, epsilon, x, weight, residual_before, y_before, residual, y, *, LANES, BLOCK_X):
    """
    Adds x to the residual stream and normalises the sum, four columns at a time: `columns` is a multiple of four. One
    block of whole warps a row. residual is changed in place; every thread finds there what it wrote itself.
    """

    @pl.when(is_first())
    def _():
        residual[...] = residual_before[...]
        y[...] = y_before[...]

    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    scale = jnp.float32(0.0)
    vectors = quotient(columns, 4)
    in_ = pl.program_id(2) * vectors * 4
    stream = pl.program_id(2) * vectors * 4
    weights = 0
    out = pl.program_id(2) * vectors * 4

    squares = jnp.zeros((LANES,), jnp.float32)

    def step(count, squares):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < vectors)
        added_x = gather(x, in_ + i * 4)
        added_y = gather(x, in_ + i * 4 + 1)
        added_z = gather(x, in_ + i * 4 + 2)
        added_w = gather(x, in_ + i * 4 + 3)
        sum_x = gather(residual, stream + i * 4)
        sum_y = gather(residual, stream + i * 4 + 1)
        sum_z = gather(residual, stream + i * 4 + 2)
        sum_w = gather(residual, stream + i * 4 + 3)
        sum_x = sum_x + added_x
        sum_y = sum_y + added_y
        sum_z = sum_z + added_z
        sum_w = sum_w + added_w
        scatter(residual, stream + i * 4, sum_x, mask)
        scatter(residual, stream + i * 4 + 1, sum_y, mask)
        scatter(residual, stream + i * 4 + 2, sum_z, mask)
        scatter(residual, stream + i * 4 + 3, sum_w, mask)
        squared_length_result = sum_x * sum_x + sum_y * sum_y + sum_z * sum_z + sum_w * sum_w
        squares = jnp.where(mask, squares + squared_length_result, squares)
        return squares

    squares = jax.lax.fori_loop(0, pl.cdiv(vectors, BLOCK_X), step, squares)
    total = jnp.sum(jnp.where(active, squares, 0.0))
    scale = jax.lax.rsqrt(total / columns.astype(jnp.float32) + epsilon)

    @pl.loop(0, pl.cdiv(vectors, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < vectors)
        value_x = gather(residual, stream + i * 4)
        value_y = gather(residual, stream + i * 4 + 1)
        value_z = gather(residual, stream + i * 4 + 2)
        value_w = gather(residual, stream + i * 4 + 3)
        w_x = gather(weight, weights + i * 4)
        w_y = gather(weight, weights + i * 4 + 1)
        w_z = gather(weight, weights + i * 4 + 2)
        w_w = gather(weight, weights + i * 4 + 3)
        value = value_x * scale * w_x
        value_2 = value_y * scale * w_y
        value_3 = value_z * scale * w_z
        value_4 = value_w * scale * w_w
        scatter(y, out + i * 4, value, mask)
        scatter(y, out + i * 4 + 1, value_2, mask)
        scatter(y, out + i * 4 + 2, value_3, mask)
        scatter(y, out + i * 4 + 3, value_4, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def rmsnorm_residual(x, residual, weight, y, columns, epsilon, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches rmsnorm_residual on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rmsnorm_residual_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [residual, y] = launch(kernel, grid, [(columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32), (weight, jnp.float32)], [(residual, jnp.float32), (y, jnp.float32)], interpret)
    return x, residual, weight, y
