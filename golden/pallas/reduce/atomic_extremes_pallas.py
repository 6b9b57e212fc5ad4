"""atomic_extremes.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Extremes and counts through atomics: shared-memory atomics within a block, global ones across blocks.

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


def in_turn(ref, index, operands, mask, change):
    """Lane after lane puts `change(old, operands)` at its index, where the mask holds. Gives the old values."""
    shape = jnp.shape(index)
    place = jnp.clip(jnp.reshape(index, -1) + PADDING, 0, ref.size - 1)
    mask = jnp.broadcast_to(mask, shape).reshape(-1)
    operands = [jnp.broadcast_to(each, shape).reshape(-1) for each in operands]

    def step(lane, carry):
        memory, old = carry
        before = memory[place[lane]]
        after = change(before, *(each[lane] for each in operands)).astype(before.dtype)
        memory = memory.at[place[lane]].set(jnp.where(mask[lane], after, before))
        return memory, old.at[lane].set(before)

    memory = ref[...].reshape(-1)
    lanes = jax.lax.iota(jnp.int32, place.size)
    first, end = jnp.min(jnp.where(mask, lanes, place.size)), jnp.max(jnp.where(mask, lanes + 1, 0))
    memory, old = jax.lax.fori_loop(first, end, step, (memory, jnp.zeros(place.shape, memory.dtype)))
    ref[...] = memory.reshape(ref.shape)
    return old.reshape(shape)


def scatter_min(ref, index, value, mask):
    """Keeps the smaller of what is there and each lane's value at its index, where the mask holds; lanes may share a place."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].min(value, mode="drop").reshape(ref.shape)


def scatter_max(ref, index, value, mask):
    """Keeps the larger of what is there and each lane's value at its index, where the mask holds; lanes may share a place."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].max(value, mode="drop").reshape(ref.shape)


def add_same(ref, index, value, mask):
    """Adds the values of the lanes that the mask names at one index, a scalar."""
    old = load_one(ref, index)
    new = jnp.sum(jnp.where(mask, value, jnp.zeros((), old.dtype))).astype(old.dtype)
    store_one(ref, index, old + new)


def integer_range_kernel(n, x, extremes_before, extremes, *, LANES, BLOCK_X):
    """The range of whole numbers; extremes[0] and [1] start at the identities of min and max."""

    @pl.when(is_first())
    def _():
        extremes[...] = extremes_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    smallest = jnp.int32(0)
    largest = jnp.int32(0)
    smallest = jnp.int32(0x7fffffff)
    largest = jnp.int32(-2147483647 - 1)

    def step(count, carry):
        smallest, largest = carry
        start = pl.program_id(2) * BLOCK_X + count * (pl.num_programs(2) * BLOCK_X)
        i = start + lane
        mask = active & (i < n)
        smallest = jnp.minimum(smallest, jnp.min(jnp.where(mask, load_run(x, start, LANES), 2147483647)))
        largest = jnp.maximum(largest, jnp.max(jnp.where(mask, load_run(x, start, LANES), -2147483648)))
        return smallest, largest

    smallest, largest = jax.lax.fori_loop(0, pl.cdiv(n - pl.program_id(2) * BLOCK_X, pl.num_programs(2) * BLOCK_X),
            step, (smallest, largest))
    scatter_min(extremes, jnp.int32(0), smallest, True)
    scatter_max(extremes, jnp.int32(1), largest, True)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def integer_range(x, extremes, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches integer_range on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(integer_range_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [extremes] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.int32)], [(extremes, jnp.int32)], interpret)
    return x, extremes


def float_maximum_kernel(n, x, maximum_before, maximum, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        maximum[...] = maximum_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * BLOCK_X + lane
    mask = active & (i < n)
    value = load_run(x, pl.program_id(2) * BLOCK_X, LANES)
    bits = 0
    seen = jnp.full((LANES,), load_one(maximum, bits))
    expected = jnp.zeros((LANES,), jnp.int32)
    looping = mask

    def goes_on(carry):
        expected, looping, seen = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        expected, looping, seen = carry
        inside = looping
        expected = jnp.where(inside, seen, expected)
        condition = jax.lax.bitcast_convert_type(expected, jnp.float32) >= value
        taken = inside & condition
        looping = looping & ~taken
        others = inside & ~condition
        old = in_turn(maximum, jnp.full((LANES,), bits, jnp.int32),
                (expected, jax.lax.bitcast_convert_type(value, jnp.int32)), others, lambda old, expected,
                desired: jnp.where(old == expected, desired, old))
        seen = jnp.where(others, old, seen)
        looping = looping & (seen != expected)
        return expected, looping, seen

    expected, looping, seen = jax.lax.while_loop(goes_on, step, (expected, looping, seen))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def float_maximum(x, maximum, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches float_maximum on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(float_maximum_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [maximum] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(maximum, jnp.int32)], interpret)
    return x, maximum


def count_distinct_kernel(n, bound, x, marks_before, count_before, marks, count, *, LANES, TAIL):
    """How many different values below `bound` there are: the first thread to mark a value counts it."""

    @pl.when(is_first())
    def _():
        marks[...] = marks_before[...]
        count[...] = count_before[...]

    n = n[0]
    bound = bound[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    value = x[...]
    mask_2 = mask & (value >= 0) & (value < bound)
    old = in_turn(marks, value, (1,), mask_2, lambda old, value: value)
    mask_3 = mask_2 & (old == 0)
    add_same(count, 0, 1, mask_3)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def count_distinct(x, marks, count, n, bound, grid, *, LANES, TAIL, interpret=False):
    """Launches count_distinct on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(count_distinct_kernel, LANES=LANES, TAIL=TAIL)
    [marks, count] = launch_in_blocks(kernel, grid, [(n, jnp.int32), (bound, jnp.int32)], [(x, jnp.int32, LANES)],
            [(marks, jnp.int32, None), (count, jnp.uint32, None)], interpret)
    return x, marks, count
