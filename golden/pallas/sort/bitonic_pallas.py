"""bitonic.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Bitonic sort of each row in shared memory. A row holds at most N elements, N is a power of two, and N / 2 threads
# each own a pair. Rows that are shorter are padded with the value that sorts last.

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def bitonic_sort_float_256_true_kernel(
    length, sorts_last, x, sorted_before, sorted_, scratch, *, LANES, BLOCK_X, SHARED
):
    @pl.when(is_first())
    def _():
        sorted_[...] = sorted_before[...]

    length = length[0]
    sorts_last = sorts_last[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    values = 0

    @pl.loop(0, pl.cdiv(256, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < 256)
        store_run(scratch, values + start,
                jnp.where(i < length, load_run(x, pl.program_id(2) * length + start, LANES), sorts_last), mask)

    run = jnp.int32(2)

    def goes_on(run):
        return run <= 256

    def step(run):
        distance = run >> 1

        def goes_on_2(distance):
            return distance > 0

        def step_2(distance):
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).astype(jnp.int32) == 1
            condition = (gather(scratch, values + low)
                    > gather(scratch, values + high)).astype(jnp.int32) == upwards.astype(jnp.int32)
            taken = active & condition
            kept = gather(scratch, values + low)
            loaded = gather(scratch, values + high)
            scatter(scratch, values + low, loaded, taken)
            scatter(scratch, values + high, kept, taken)
            distance = distance >> 1
            return distance

        distance = jax.lax.while_loop(goes_on_2, step_2, distance)

        run = run << 1
        return run

    run = jax.lax.while_loop(goes_on, step, run)

    @pl.loop(0, pl.cdiv(length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < length)
        store_run(sorted_, pl.program_id(2) * length + start, load_run(scratch, values + start, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SHARED", "interpret"))
def bitonic_sort_float_256_true(x, sorted_, length, sorts_last, grid, *, LANES, BLOCK_X, SHARED, interpret=False):
    """Launches bitonic_sort<float, 256, true> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bitonic_sort_float_256_true_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SHARED=SHARED)
    [sorted_] = launch(kernel, grid, [(length, jnp.int32), (sorts_last, jnp.float32)], [(x, jnp.float32)],
            [(sorted_, jnp.float32)], interpret,
            [pltpu.VMEM((pl.cdiv(SHARED // 4 + 2 * PADDING, ROW) + 2, ROW), jnp.float32)])
    return x, sorted_


def bitonic_sort_int_256_true_kernel(length, sorts_last, x, sorted_before, sorted_, scratch, *, LANES, BLOCK_X, SHARED):
    @pl.when(is_first())
    def _():
        sorted_[...] = sorted_before[...]

    length = length[0]
    sorts_last = sorts_last[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    values = 0

    @pl.loop(0, pl.cdiv(256, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < 256)
        store_run(scratch, values + start,
                jnp.where(i < length, load_run(x, pl.program_id(2) * length + start, LANES), sorts_last), mask)

    run = jnp.int32(2)

    def goes_on(run):
        return run <= 256

    def step(run):
        distance = run >> 1

        def goes_on_2(distance):
            return distance > 0

        def step_2(distance):
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).astype(jnp.int32) == 1
            condition = (gather(scratch, values + low)
                    > gather(scratch, values + high)).astype(jnp.int32) == upwards.astype(jnp.int32)
            taken = active & condition
            kept = gather(scratch, values + low)
            loaded = gather(scratch, values + high)
            scatter(scratch, values + low, loaded, taken)
            scatter(scratch, values + high, kept, taken)
            distance = distance >> 1
            return distance

        distance = jax.lax.while_loop(goes_on_2, step_2, distance)

        run = run << 1
        return run

    run = jax.lax.while_loop(goes_on, step, run)

    @pl.loop(0, pl.cdiv(length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < length)
        store_run(sorted_, pl.program_id(2) * length + start, load_run(scratch, values + start, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SHARED", "interpret"))
def bitonic_sort_int_256_true(x, sorted_, length, sorts_last, grid, *, LANES, BLOCK_X, SHARED, interpret=False):
    """Launches bitonic_sort<int, 256, true> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bitonic_sort_int_256_true_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SHARED=SHARED)
    [sorted_] = launch(kernel, grid, [(length, jnp.int32), (sorts_last, jnp.int32)], [(x, jnp.int32)],
            [(sorted_, jnp.int32)], interpret,
            [pltpu.VMEM((pl.cdiv(SHARED // 4 + 2 * PADDING, ROW) + 2, ROW), jnp.int32)])
    return x, sorted_


def bitonic_sort_float_128_false_kernel(
    length, sorts_last, x, sorted_before, sorted_, scratch, *, LANES, BLOCK_X, SHARED
):
    @pl.when(is_first())
    def _():
        sorted_[...] = sorted_before[...]

    length = length[0]
    sorts_last = sorts_last[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    values = 0

    @pl.loop(0, pl.cdiv(128, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < 128)
        store_run(scratch, values + start,
                jnp.where(i < length, load_run(x, pl.program_id(2) * length + start, LANES), sorts_last), mask)

    run = jnp.int32(2)

    def goes_on(run):
        return run <= 128

    def step(run):
        distance = run >> 1

        def goes_on_2(distance):
            return distance > 0

        def step_2(distance):
            # The lower index of this thread's pair: a zero is inserted at the distance's bit.
            low = 2 * lane - (lane & (distance - 1))
            high = low + distance
            upwards = ((low & run) == 0).astype(jnp.int32) == 0
            condition = (gather(scratch, values + low)
                    > gather(scratch, values + high)).astype(jnp.int32) == upwards.astype(jnp.int32)
            taken = active & condition
            kept = gather(scratch, values + low)
            loaded = gather(scratch, values + high)
            scatter(scratch, values + low, loaded, taken)
            scatter(scratch, values + high, kept, taken)
            distance = distance >> 1
            return distance

        distance = jax.lax.while_loop(goes_on_2, step_2, distance)

        run = run << 1
        return run

    run = jax.lax.while_loop(goes_on, step, run)

    @pl.loop(0, pl.cdiv(length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < length)
        store_run(sorted_, pl.program_id(2) * length + start, load_run(scratch, values + start, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SHARED", "interpret"))
def bitonic_sort_float_128_false(x, sorted_, length, sorts_last, grid, *, LANES, BLOCK_X, SHARED, interpret=False):
    """Launches bitonic_sort<float, 128, false> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bitonic_sort_float_128_false_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SHARED=SHARED)
    [sorted_] = launch(kernel, grid, [(length, jnp.int32), (sorts_last, jnp.float32)], [(x, jnp.float32)],
            [(sorted_, jnp.float32)], interpret,
            [pltpu.VMEM((pl.cdiv(SHARED // 4 + 2 * PADDING, ROW) + 2, ROW), jnp.float32)])
    return x, sorted_
