"""scatter.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Scatter along rows: updates go to the rows that their indices name.

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def scatter_add(ref, index, value, mask):
    """Adds each lane's value at its index, where the mask holds; lanes may share a place."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].add(value, mode="drop").reshape(ref.shape)


def scatter_naive_kernel(count, columns, updates, indices, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """out[indices[i], :] = updates[i, :], one thread an element; no index comes twice."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    count = count[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    column = pl.program_id(2) * BLOCK_X + thread_x
    i = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (i < count) & (column < columns)
    scatter(out, gather(indices, i) * columns + column, gather(updates, i * columns + column), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def scatter_naive(updates, indices, out, count, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches scatter_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(scatter_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(count, jnp.int32), (columns, jnp.int32)],
            [(updates, jnp.float32), (indices, jnp.int32)], [(out, jnp.float32)], interpret)
    return updates, indices, out


def scatter_add_naive_kernel(count, updates, indices, out_before, out, *, LANES, TAIL):
    """out[indices[i]] += updates[i], where many updates share a place: one thread an update."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    count = count[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < count)
    scatter_add(out, indices[...], updates[...], mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def scatter_add_naive(updates, indices, out, count, grid, *, LANES, TAIL, interpret=False):
    """Launches scatter_add_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(scatter_add_naive_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch_in_blocks(kernel, grid, [(count, jnp.int32)],
            [(updates, jnp.int32, LANES), (indices, jnp.int32, LANES)], [(out, jnp.int32, None)], interpret)
    return updates, indices, out


def scatter_add_block_kernel(count, places, updates, indices, out_before, out, scratch, *, LANES, BLOCK_X, SHARED):
    """
    The same of floats, for few places: each block adds its updates up in shared memory, a float a place,
            and then its sums
    to the output, so that there are `places` atomic operations a block on global memory.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    count = count[0]
    places = places[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    sums = 0

    @pl.loop(0, pl.cdiv(places, BLOCK_X))
    def _(count_2):
        start = count_2 * BLOCK_X
        place = start + lane
        mask = active & (place < places)
        store_run(scratch, sums + start, jnp.zeros((LANES,), jnp.float32), mask)

    @pl.loop(0, pl.cdiv(count - pl.program_id(2) * BLOCK_X, pl.num_programs(2) * BLOCK_X))
    def _(count_2):
        start = pl.program_id(2) * BLOCK_X + count_2 * (pl.num_programs(2) * BLOCK_X)
        i = start + lane
        mask = active & (i < count)
        scatter_add(scratch, sums + load_run(indices, start, LANES), load_run(updates, start, LANES), mask)

    @pl.loop(0, pl.cdiv(places, BLOCK_X))
    def _(count_2):
        start = count_2 * BLOCK_X
        place = start + lane
        mask = active & (place < places)
        sum_ = load_run(scratch, sums + start, LANES)
        mask_2 = mask & (sum_ != 0.0)
        scatter_add(out, place, sum_, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SHARED", "interpret"))
def scatter_add_block(updates, indices, out, count, places, grid, *, LANES, BLOCK_X, SHARED, interpret=False):
    """Launches scatter_add_block on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(scatter_add_block_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SHARED=SHARED)
    [out] = launch(kernel, grid, [(count, jnp.int32), (places, jnp.int32)],
            [(updates, jnp.float32), (indices, jnp.int32)], [(out, jnp.float32)], interpret,
            [pltpu.VMEM((pl.cdiv(SHARED // 4 + 2 * PADDING, ROW) + 2, ROW), jnp.float32)])
    return updates, indices, out
