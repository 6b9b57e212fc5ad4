"""gemv.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# y = A * x for a row-major [rows, columns] matrix.

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def gemv_naive_kernel(rows, columns, A, x, y_before, y, *, LANES, TAIL, ROW_WIDTH):
    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    row = pl.program_id(2) * LANES + lane
    mask = active & (row < rows)
    sum_ = jnp.zeros((LANES,), jnp.float32)
    partial_sum = jnp.zeros((LANES, ROW_WIDTH), jnp.float32)
    present = jnp.max(mask.astype(jnp.int32)) != 0

    def step(count, partial_sum):
        start = count * ROW_WIDTH
        column = start + jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH)
        inside = jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH) < columns - start
        partial_sum = jnp.where(inside,
                partial_sum + gather(A, (row * columns).reshape(LANES, 1) + column) * gather(x, column), partial_sum)
        return partial_sum

    partial_sum = jax.lax.fori_loop(0, pl.cdiv(columns, ROW_WIDTH), step, partial_sum)
    sum_ = sum_ + jnp.sum(partial_sum, axis=1)
    y[...] = jnp.where(mask, sum_, y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "ROW_WIDTH", "interpret"))
def gemv_naive(A, x, y, rows, columns, grid, *, LANES, TAIL, ROW_WIDTH, interpret=False):
    """Launches gemv_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gemv_naive_kernel, LANES=LANES, TAIL=TAIL, ROW_WIDTH=ROW_WIDTH)
    [y] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)],
            [(A, jnp.float32, None), (x, jnp.float32, None)], [(y, jnp.float32, LANES)], interpret)
    return A, x, y


def gemv_block_4_kernel(columns, A, x, y_before, y, *, LANES, BLOCK_X):
    """
    The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
    and the block a whole number of warps.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    lane_2 = lane & 31
    warp = lane >> 5
    row = pl.program_id(2) * columns
    vector = 0

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * (4 * 32)
        pair = start + lane
        mask = active & (pair < quotient(columns, 2))
        value_x = gather(A, row + pair * 2)
        value_y = gather(A, row + pair * 2 + 1)
        left_x = value_x.astype(jnp.float32)
        left_y = value_y.astype(jnp.float32)
        value_1_x = gather(x, vector + pair * 2)
        value_1_y = gather(x, vector + pair * 2 + 1)
        right_x = value_1_x.astype(jnp.float32)
        right_y = value_1_y.astype(jnp.float32)
        sum_ = jnp.where(mask, left_x * right_x + sum_, sum_)
        sum_ = jnp.where(mask, left_y * right_y + sum_, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(quotient(columns, 2), 4 * 32), step, sum_)
    total = jnp.sum(sum_)

    mask = active & (warp == 0)
    mask_2 = mask & (lane_2 == 0)
    store_one(y, pl.program_id(2), total.astype(jnp.float16), jnp.any(mask_2))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def gemv_block_4(A, x, y, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches gemv_block<4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gemv_block_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(columns, jnp.int32)], [(A, jnp.float16), (x, jnp.float16)], [(y, jnp.float16)],
            interpret)
    return A, x, y


def gemv_block_2_kernel(columns, A, x, y_before, y, *, LANES, BLOCK_X):
    """
    The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
    and the block a whole number of warps.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    lane_2 = lane & 31
    warp = lane >> 5
    row = pl.program_id(2) * columns
    vector = 0

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * (2 * 32)
        pair = start + lane
        mask = active & (pair < quotient(columns, 2))
        value_x = gather(A, row + pair * 2)
        value_y = gather(A, row + pair * 2 + 1)
        left_x = value_x.astype(jnp.float32)
        left_y = value_y.astype(jnp.float32)
        value_1_x = gather(x, vector + pair * 2)
        value_1_y = gather(x, vector + pair * 2 + 1)
        right_x = value_1_x.astype(jnp.float32)
        right_y = value_1_y.astype(jnp.float32)
        sum_ = jnp.where(mask, left_x * right_x + sum_, sum_)
        sum_ = jnp.where(mask, left_y * right_y + sum_, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(quotient(columns, 2), 2 * 32), step, sum_)
    total = jnp.sum(sum_)

    mask = active & (warp == 0)
    mask_2 = mask & (lane_2 == 0)
    store_one(y, pl.program_id(2), total.astype(jnp.float16), jnp.any(mask_2))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def gemv_block_2(A, x, y, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches gemv_block<2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gemv_block_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(columns, jnp.int32)], [(A, jnp.float16), (x, jnp.float16)], [(y, jnp.float16)],
            interpret)
    return A, x, y
