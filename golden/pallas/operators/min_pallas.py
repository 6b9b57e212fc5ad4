"""min.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# The smallest element of each column of a [rows, columns] matrix, as float or int.

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


def min_naive_float_kernel(rows, columns, x, y_before, y, *, LANES, TAIL):
    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    column = pl.program_id(2) * LANES + lane
    mask = active & (column < columns)
    smallest = load_run(x, pl.program_id(2) * LANES, LANES)

    def step(row, smallest):
        value = load_run(x, row * columns + pl.program_id(2) * LANES, LANES)
        mask_2 = mask & (value < smallest)
        smallest = jnp.where(mask_2, value, smallest)
        return smallest

    smallest = jax.lax.fori_loop(1, rows, step, smallest)
    y[...] = jnp.where(mask, smallest, y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def min_naive_float(x, y, rows, columns, grid, *, LANES, TAIL, interpret=False):
    """Launches min_naive<float> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(min_naive_float_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.float32, None)],
            [(y, jnp.float32, LANES)], interpret)
    return x, y


def min_naive_int_kernel(rows, columns, x, y_before, y, *, LANES, TAIL):
    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    column = pl.program_id(2) * LANES + lane
    mask = active & (column < columns)
    smallest = load_run(x, pl.program_id(2) * LANES, LANES)

    def step(row, smallest):
        value = load_run(x, row * columns + pl.program_id(2) * LANES, LANES)
        mask_2 = mask & (value < smallest)
        smallest = jnp.where(mask_2, value, smallest)
        return smallest

    smallest = jax.lax.fori_loop(1, rows, step, smallest)
    y[...] = jnp.where(mask, smallest, y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def min_naive_int(x, y, rows, columns, grid, *, LANES, TAIL, interpret=False):
    """Launches min_naive<int> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(min_naive_int_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.int32, None)],
            [(y, jnp.int32, LANES)], interpret)
    return x, y


def min_columns_float_8_kernel(rows, columns, x, y_before, y, *, LANES, BLOCK_X, BLOCK_Y):
    """
    A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
    folded in shared memory. The column of padding keeps the folds free of bank conflicts.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    folded_slots = jax.lax.iota(jnp.int32, 512)
    folded = jnp.zeros((512,), jnp.float32)
    column = pl.program_id(2) * 32 + thread_x

    smallest = jnp.full((LANES,), 3.4028235e+38, jnp.float32)
    mask = active & (column < columns)

    def step(count, smallest):
        start = count * 8
        row = start + thread_y
        mask_2 = mask & (row < rows)
        smallest = jnp.where(mask_2, jnp.fmin(smallest, gather(x, row * columns + column)), smallest)
        return smallest

    smallest = jax.lax.fori_loop(0, pl.cdiv(rows, 8), step, smallest)
    line = folded_slots // 33
    column_2 = folded_slots % 33
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = jnp.where(owned, writer, 0)
    folded = jnp.where(owned, jnp.take_along_axis(smallest, owner, axis=0), folded)

    half = jnp.int32(8 // 2)

    def goes_on(carry):
        folded, half = carry
        return half > 0

    def step(carry):
        folded, half = carry
        mask_2 = active & (thread_y < half)
        line_2 = folded_slots // 33
        column_3 = folded_slots % 33
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        folded = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
                jnp.take_along_axis(jnp.fmin(jnp.take_along_axis(folded, jnp.where(mask_2, thread_y * 33 + thread_x, 0),
                axis=0), jnp.take_along_axis(folded, jnp.where(mask_2, (thread_y + half) * 33 + thread_x, 0), axis=0)),
                owner_2, axis=0), folded)

        half = half >> 1
        return folded, half

    folded, half = jax.lax.while_loop(goes_on, step, (folded, half))
    mask_2 = active & (thread_y == 0) & (column < columns)
    scatter(y, column, jnp.take_along_axis(folded, jnp.where(mask_2, thread_x, 0), axis=0), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def min_columns_float_8(x, y, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches min_columns<float, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 33:
        raise ValueError("`folded` has no place for more threads side by side")
    kernel = functools.partial(min_columns_float_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [y] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)],
            interpret)
    return x, y


def min_columns_int_4_kernel(rows, columns, x, y_before, y, *, LANES, BLOCK_X, BLOCK_Y):
    """
    A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
    folded in shared memory. The column of padding keeps the folds free of bank conflicts.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    folded_slots = jax.lax.iota(jnp.int32, 256)
    folded = jnp.zeros((256,), jnp.int32)
    column = pl.program_id(2) * 32 + thread_x

    smallest = jnp.full((LANES,), 2147483647, jnp.int32)
    mask = active & (column < columns)

    def step(count, smallest):
        start = count * 4
        row = start + thread_y
        mask_2 = mask & (row < rows)
        smallest = jnp.where(mask_2, jnp.minimum(smallest, gather(x, row * columns + column)), smallest)
        return smallest

    smallest = jax.lax.fori_loop(0, pl.cdiv(rows, 4), step, smallest)
    line = folded_slots // 33
    column_2 = folded_slots % 33
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = jnp.where(owned, writer, 0)
    folded = jnp.where(owned, jnp.take_along_axis(smallest, owner, axis=0), folded)

    half = jnp.int32(4 // 2)

    def goes_on(carry):
        folded, half = carry
        return half > 0

    def step(carry):
        folded, half = carry
        mask_2 = active & (thread_y < half)
        line_2 = folded_slots // 33
        column_3 = folded_slots % 33
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        folded = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
                jnp.take_along_axis(jnp.minimum(jnp.take_along_axis(folded,
                jnp.where(mask_2, thread_y * 33 + thread_x, 0), axis=0),
                jnp.take_along_axis(folded, jnp.where(mask_2, (thread_y + half) * 33 + thread_x, 0), axis=0)), owner_2,
                axis=0), folded)

        half = half >> 1
        return folded, half

    folded, half = jax.lax.while_loop(goes_on, step, (folded, half))
    mask_2 = active & (thread_y == 0) & (column < columns)
    scatter(y, column, jnp.take_along_axis(folded, jnp.where(mask_2, thread_x, 0), axis=0), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def min_columns_int_4(x, y, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches min_columns<int, 4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 33:
        raise ValueError("`folded` has no place for more threads side by side")
    kernel = functools.partial(min_columns_int_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [y] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.int32)], [(y, jnp.int32)], interpret)
    return x, y
