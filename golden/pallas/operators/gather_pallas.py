"""gather.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Rows of a table by their indices: out[i, :] = table[indices[i], :]. A negative index counts from the end; one that is
# out of range gives zeros.

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


def only(values, where):
    """The one value that is there, a scalar, bit by bit."""
    words = values
    if jnp.issubdtype(values.dtype, jnp.floating):
        words = jax.lax.bitcast_convert_type(values.astype(jnp.float32), jnp.int32)
    word = jnp.sum(jnp.where(where, words, 0).astype(jnp.int32))
    if jnp.issubdtype(values.dtype, jnp.floating):
        return jax.lax.bitcast_convert_type(word, jnp.float32).astype(values.dtype)
    return word.astype(values.dtype)


def load_one(ref, index):
    """The element at an index, a scalar."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = ref[pl.ds(place // ROW, 1), :]
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    return only(row, column == place % ROW)


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


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def gather_naive_float_kernel(rows, columns, count, table, indices, out_before, out, *, LANES, TAIL):
    """One thread an element of the output."""

    rows = rows[0]
    columns = columns[0]
    count = count[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < count * columns)
    index = gather(indices, quotient(i, jnp.where(columns != 0, columns, 1)))
    row = jnp.where(index < 0, index + rows, index)
    out[...] = jnp.where(mask,
            jnp.where((row >= 0) & (row < rows),
            gather(table, row * columns + remainder(i, jnp.where(columns != 0, columns, 1))), 0.0), out_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def gather_naive_float(table, indices, out, rows, columns, count, grid, *, LANES, TAIL, interpret=False):
    """Launches gather_naive<float> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gather_naive_float_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (count, jnp.int32)],
            [(table, jnp.float32, None), (indices, jnp.int32, None)], [(out, jnp.float32, LANES)], interpret)
    return table, indices, out


def gather_naive_int_kernel(rows, columns, count, table, indices, out_before, out, *, LANES, TAIL):
    """One thread an element of the output."""

    rows = rows[0]
    columns = columns[0]
    count = count[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < count * columns)
    index = gather(indices, quotient(i, jnp.where(columns != 0, columns, 1)))
    row = jnp.where(index < 0, index + rows, index)
    out[...] = jnp.where(mask,
            jnp.where((row >= 0) & (row < rows),
            gather(table, row * columns + remainder(i, jnp.where(columns != 0, columns, 1))), 0), out_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def gather_naive_int(table, indices, out, rows, columns, count, grid, *, LANES, TAIL, interpret=False):
    """Launches gather_naive<int> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gather_naive_int_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (count, jnp.int32)],
            [(table, jnp.int32, None), (indices, jnp.int32, None)], [(out, jnp.int32, LANES)], interpret)
    return table, indices, out


def gather_block_kernel(rows, columns, table, indices, out_before, out, *, LANES, BLOCK_X):
    """One block a row, four elements a load: `columns` is a multiple of four."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = jnp.int32(0)
    mask = active & (lane == 0)
    index = load_one(indices, pl.program_id(2))
    row = jnp.where(index < 0, index + rows, index)
    vectors = quotient(columns, 4)
    to = pl.program_id(2) * vectors * 4
    going = active

    def then(going):
        @pl.loop(0, pl.cdiv(vectors, BLOCK_X))
        def _(count):
            start = count * BLOCK_X
            i = start + lane
            mask_2 = active & (i < vectors)
            scatter(out, to + i * 4, 0.0, mask_2)
            scatter(out, to + i * 4 + 1, 0.0, mask_2)
            scatter(out, to + i * 4 + 2, 0.0, mask_2)
            scatter(out, to + i * 4 + 3, 0.0, mask_2)

        going = jnp.zeros((LANES,), jnp.bool_)
        return going

    going = jax.lax.cond((row < 0) | (row >= rows), then, lambda going: going, going)
    from_ = jnp.full((LANES,), row * vectors * 4)

    @pl.loop(0, pl.cdiv(vectors, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask_2 = going & (i < vectors)
        value = gather(table, from_ + i * 4)
        value_2 = gather(table, from_ + i * 4 + 1)
        value_3 = gather(table, from_ + i * 4 + 2)
        value_4 = gather(table, from_ + i * 4 + 3)
        scatter(out, to + i * 4, value, mask_2)
        scatter(out, to + i * 4 + 1, value_2, mask_2)
        scatter(out, to + i * 4 + 2, value_3, mask_2)
        scatter(out, to + i * 4 + 3, value_4, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def gather_block(table, indices, out, rows, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches gather_block on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gather_block_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [out] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)],
            [(table, jnp.float32), (indices, jnp.int32)], [(out, jnp.float32)], interpret)
    return table, indices, out


def gather_elements_kernel(columns, count, x, indices, out_before, out, *, LANES, BLOCK_X, SLOTS):
    """
    Elements along the last axis: out[r, i] = x[r, indices[r, i]], one block a row of x,
            which is staged in dynamic shared
    memory of `columns` floats.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    columns = columns[0]
    count = count[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row_slots = jax.lax.iota(jnp.int32, SLOTS)
    row = jnp.zeros((SLOTS,), jnp.float32)

    def step(count_2, row):
        start = count_2 * BLOCK_X
        i = start + lane
        mask = active & (i < columns)
        place = row_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        row = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
                jnp.take_along_axis(load_run(x, pl.program_id(2) * columns + start, LANES), owner, axis=0), row)
        return row

    row = jax.lax.fori_loop(0, pl.cdiv(columns, BLOCK_X), step, row)

    @pl.loop(0, pl.cdiv(count, BLOCK_X))
    def _(count_2):
        start = count_2 * BLOCK_X
        i = start + lane
        mask = active & (i < count)
        place = pl.program_id(2) * count + i
        store_run(out, pl.program_id(2) * count + start,
                jnp.take_along_axis(row, jnp.where(mask, load_run(indices, pl.program_id(2) * count + start, LANES), 0),
                axis=0), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SLOTS", "interpret"))
def gather_elements(x, indices, out, columns, count, grid, *, LANES, BLOCK_X, SLOTS, interpret=False):
    """Launches gather_elements on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gather_elements_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SLOTS=SLOTS)
    [out] = launch(kernel, grid, [(columns, jnp.int32), (count, jnp.int32)], [(x, jnp.float32), (indices, jnp.int32)],
            [(out, jnp.float32)], interpret)
    return x, indices, out
