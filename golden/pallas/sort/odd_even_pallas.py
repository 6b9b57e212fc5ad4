"""odd_even.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
# A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

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


def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])


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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def odd_even_sort_kernel(n, x_before, rounds_before, x, rounds, *, LANES, BLOCK_X, SLOTS):
    @pl.when(is_first())
    def _():
        x[...] = x_before[...]
        rounds[...] = rounds_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    values_slots = jax.lax.iota(jnp.int32, SLOTS)
    values = jnp.zeros((SLOTS,), jnp.int32)
    capacity = 2 * BLOCK_X
    start = pl.program_id(2) * capacity
    going = active

    def then(going):
        going = jnp.zeros((LANES,), jnp.bool_)
        return going

    going = jax.lax.cond(start >= n, then, lambda going: going, going)
    count = jnp.where(n - start < capacity, n - start, capacity)

    def step(count_2, values):
        start_2 = count_2 * BLOCK_X
        i = start_2 + lane
        mask = going & (i < count)
        place = values_slots - start_2
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        values = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
                jnp.take_along_axis(load_run(x, start + start_2, LANES), owner, axis=0), values)
        return values

    values = jax.lax.fori_loop(0, pl.cdiv(count, BLOCK_X), step, values)

    round_ = jnp.int32(0)
    changed = jnp.zeros((LANES,), jnp.bool_)
    looping = going

    def goes_on(carry):
        values, changed, round_, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        values, changed, round_, looping = carry
        left = 2 * lane
        order_pair_result = jnp.zeros((LANES,), jnp.bool_)
        in_order_pair = jnp.full((LANES,), True, jnp.bool_)
        right = left + 1
        mask = looping & ((right >= count)
                | (jnp.take_along_axis(values, jnp.where(looping & (right < count), left, 0), axis=0)
                <= jnp.take_along_axis(values, jnp.where(looping & (right < count), right, 0), axis=0)))
        order_pair_result = jnp.where(mask, False, order_pair_result)
        in_order_pair = jnp.where(mask, False, in_order_pair)
        taken = looping & in_order_pair
        kept = jnp.take_along_axis(values, jnp.where(taken, left, 0), axis=0)
        writer = values_slots // 2
        owned = (values_slots % 2 == 0) & (writer < LANES)
        owner = jnp.where(owned, writer, 0)
        values = jnp.where(owned & jnp.take_along_axis(taken, owner, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(values, jnp.where(taken, right, 0), axis=0), owner, axis=0),
                values)
        place = values_slots - 1
        writer_2 = quotient(place, 2)
        owned_2 = (place >= 0) & (remainder(place, 2) == 0) & (writer_2 < LANES)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        values = jnp.where(owned_2 & jnp.take_along_axis(taken, owner_2, axis=0),
                jnp.take_along_axis(kept, owner_2, axis=0), values)
        order_pair_result = jnp.where(taken, True, order_pair_result)
        in_order_pair = jnp.where(taken, False, in_order_pair)
        changed = jnp.where(looping, order_pair_result, changed)
        left_2 = 2 * lane + 1
        order_pair_result_2 = jnp.zeros((LANES,), jnp.bool_)
        in_order_pair_2 = jnp.full((LANES,), True, jnp.bool_)
        right_2 = left_2 + 1
        mask_2 = looping & ((right_2 >= count)
                | (jnp.take_along_axis(values, jnp.where(looping & (right_2 < count), left_2, 0), axis=0)
                <= jnp.take_along_axis(values, jnp.where(looping & (right_2 < count), right_2, 0), axis=0)))
        order_pair_result_2 = jnp.where(mask_2, False, order_pair_result_2)
        in_order_pair_2 = jnp.where(mask_2, False, in_order_pair_2)
        taken_2 = looping & in_order_pair_2
        kept_2 = jnp.take_along_axis(values, jnp.where(taken_2, left_2, 0), axis=0)
        place_2 = values_slots - 1
        writer_3 = quotient(place_2, 2)
        owned_3 = (place_2 >= 0) & (remainder(place_2, 2) == 0) & (writer_3 < LANES)
        owner_3 = jnp.where(owned_3, writer_3, 0)
        values = jnp.where(owned_3 & jnp.take_along_axis(taken_2, owner_3, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(values, jnp.where(taken_2, right_2, 0), axis=0), owner_3,
                axis=0), values)
        place_3 = values_slots - (1 + 1)
        writer_4 = quotient(place_3, 2)
        owned_4 = (place_3 >= 0) & (remainder(place_3, 2) == 0) & (writer_4 < LANES)
        owner_4 = jnp.where(owned_4, writer_4, 0)
        values = jnp.where(owned_4 & jnp.take_along_axis(taken_2, owner_4, axis=0),
                jnp.take_along_axis(kept_2, owner_4, axis=0), values)
        order_pair_result_2 = jnp.where(taken_2, True, order_pair_result_2)
        in_order_pair_2 = jnp.where(taken_2, False, in_order_pair_2)
        changed = jnp.where(looping, changed.astype(jnp.int32) | order_pair_result_2.astype(jnp.int32) != 0, changed)
        round_ = round_ + 1
        vote = jnp.max(jnp.where(looping & changed, jnp.int32(1), 0))
        looping = looping & (vote != 0)
        return values, changed, round_, looping

    values, changed, round_, looping = jax.lax.while_loop(goes_on, step, (values, changed, round_, looping))

    @pl.loop(0, pl.cdiv(count, BLOCK_X))
    def _(count_2):
        start_2 = count_2 * BLOCK_X
        i = start_2 + lane
        mask = going & (i < count)
        store_run(x, start + start_2, jnp.take_along_axis(values, jnp.where(mask, i, 0), axis=0), mask)

    mask = going & (lane == 0)
    store_one(rounds, pl.program_id(2), round_, jnp.any(mask))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SLOTS", "interpret"))
def odd_even_sort(x, rounds, n, grid, *, LANES, BLOCK_X, SLOTS, interpret=False):
    """Launches odd_even_sort on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(odd_even_sort_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SLOTS=SLOTS)
    [x, rounds] = launch(kernel, grid, [(n, jnp.int32)], [], [(x, jnp.int32), (rounds, jnp.int32)], interpret)
    return x, rounds
