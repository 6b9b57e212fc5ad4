"""argmax.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# The largest element of each row and where it is; of equal elements the first one. One block a row.

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


def only(values, where):
    """The one value that is there, a scalar, bit by bit."""
    words = values
    if jnp.issubdtype(values.dtype, jnp.floating):
        words = jax.lax.bitcast_convert_type(values.astype(jnp.float32), jnp.int32)
    word = jnp.sum(jnp.where(where, words, 0).astype(jnp.int32))
    if jnp.issubdtype(values.dtype, jnp.floating):
        return jax.lax.bitcast_convert_type(word, jnp.float32).astype(values.dtype)
    return word.astype(values.dtype)


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


def store_same(ref, index, value, mask):
    """Puts the value of the first lane that the mask names at one index, a scalar."""
    lanes = jax.lax.iota(jnp.int32, mask.size)
    first = jnp.min(jnp.where(mask, lanes, mask.size))
    store_one(ref, index, only(jnp.broadcast_to(value, mask.shape), lanes == first), first < mask.size)


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def argmax_rows_kernel(columns, x, largest_before, where_before, largest, where, *, LANES, BLOCK_X, WARPS):
    @pl.when(is_first())
    def _():
        largest[...] = largest_before[...]
        where[...] = where_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warp_candidates_value_slots = jax.lax.iota(jnp.int32, 32)
    warp_candidates_value = jnp.zeros((32,), jnp.float32)
    warp_candidates_index_slots = jax.lax.iota(jnp.int32, 32)
    warp_candidates_index = jnp.zeros((32,), jnp.int32)
    lane_2 = lane & 31
    warp = lane >> 5
    row = pl.program_id(2) * columns

    best_value = jnp.full((LANES,), -3.4028235e+38, jnp.float32)
    best_index = jnp.full((LANES,), columns)

    def step(count, carry):
        best_value, best_index = carry
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < columns)
        argument_value = load_run(x, row + start, LANES)
        better_result = (argument_value > best_value) | ((argument_value == best_value) & (i < best_index))
        taken = mask & better_result
        best_value = jnp.where(taken, argument_value, best_value)
        best_index = jnp.where(taken, i, best_index)
        return best_value, best_index

    best_value, best_index = jax.lax.fori_loop(0, pl.cdiv(columns, BLOCK_X), step, (best_value, best_index))

    best_2_value = best_value
    best_2_index = best_index
    distance = jnp.int32(32 // 2)

    def goes_on(carry):
        best_2_value, best_2_index, distance = carry
        return distance > 0

    def step(carry):
        best_2_value, best_2_index, distance = carry
        other_1_value = jnp.zeros((LANES,), jnp.float32)
        other_1_index = jnp.zeros((LANES,), jnp.int32)
        other_1_value = jnp.take_along_axis(best_2_value.reshape(WARPS, 32),
                ((lane & 31) ^ distance).reshape(WARPS, 32), axis=1).reshape(LANES,)
        other_1_index = jnp.take_along_axis(best_2_index.reshape(WARPS, 32),
                ((lane & 31) ^ distance).reshape(WARPS, 32), axis=1).reshape(LANES,)
        better_result = (other_1_value > best_2_value) | ((other_1_value == best_2_value)
                & (other_1_index < best_2_index))
        taken = active & better_result
        best_2_value = jnp.where(taken, other_1_value, best_2_value)
        best_2_index = jnp.where(taken, other_1_index, best_2_index)
        distance = quotient(distance, 2)
        return best_2_value, best_2_index, distance

    best_2_value, best_2_index, distance = jax.lax.while_loop(goes_on, step, (best_2_value, best_2_index, distance))

    best_value = best_2_value
    best_index = best_2_index
    mask = active & (lane_2 == 0)
    writer = warp_candidates_value_slots * 32
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warp_candidates_value = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
            jnp.take_along_axis(best_value, owner, axis=0), warp_candidates_value)
    writer_2 = warp_candidates_index_slots * 32
    owned_2 = writer_2 < LANES
    owner_2 = jnp.where(owned_2, writer_2, 0)
    warp_candidates_index = jnp.where(owned_2 & jnp.take_along_axis(mask, owner_2, axis=0),
            jnp.take_along_axis(best_index, owner_2, axis=0), warp_candidates_index)

    mask_2 = active & (warp == 0)
    warps = BLOCK_X // 32
    best_value = jnp.where(mask_2,
            jnp.where(lane_2 < warps,
            jnp.take_along_axis(warp_candidates_value, jnp.where(mask_2 & (lane_2 < warps), lane_2, 0), axis=0),
            -3.4028235e+38), best_value)
    best_index = jnp.where(mask_2,
            jnp.where(lane_2 < warps,
            jnp.take_along_axis(warp_candidates_index, jnp.where(mask_2 & (lane_2 < warps), lane_2, 0), axis=0),
            columns), best_index)
    best_3_value = best_value
    best_3_index = best_index
    distance_2 = jnp.int32(32 // 2)

    def goes_on(carry):
        best_3_value, best_3_index, distance_2 = carry
        return distance_2 > 0

    def step(carry):
        best_3_value, best_3_index, distance_2 = carry
        other_2_value = jnp.zeros((LANES,), jnp.float32)
        other_2_index = jnp.zeros((LANES,), jnp.int32)
        other_2_value = jnp.take_along_axis(best_3_value.reshape(WARPS, 32),
                ((lane & 31) ^ distance_2).reshape(WARPS, 32), axis=1).reshape(LANES,)
        other_2_index = jnp.take_along_axis(best_3_index.reshape(WARPS, 32),
                ((lane & 31) ^ distance_2).reshape(WARPS, 32), axis=1).reshape(LANES,)
        better_result = (other_2_value > best_3_value) | ((other_2_value == best_3_value)
                & (other_2_index < best_3_index))
        taken = mask_2 & better_result
        best_3_value = jnp.where(taken, other_2_value, best_3_value)
        best_3_index = jnp.where(taken, other_2_index, best_3_index)
        distance_2 = quotient(distance_2, 2)
        return best_3_value, best_3_index, distance_2

    best_3_value, best_3_index, distance_2 = jax.lax.while_loop(goes_on, step, (best_3_value, best_3_index, distance_2))
    best_value = jnp.where(mask_2, best_3_value, best_value)
    best_index = jnp.where(mask_2, best_3_index, best_index)
    mask_3 = mask_2 & (lane_2 == 0)
    store_same(largest, pl.program_id(2), best_value, mask_3)
    store_same(where, pl.program_id(2), best_index, mask_3)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def argmax_rows(x, largest, where, columns, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches argmax_rows on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(argmax_rows_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [largest, where] = launch(kernel, grid, [(columns, jnp.int32)], [(x, jnp.float32)],
            [(largest, jnp.float32), (where, jnp.int32)], interpret)
    return x, largest, where
