"""segmented_scan.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Prefix sums that start anew wherever a flag is set. A block scans its own stretch of the input.

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


def segmented_scan_4_kernel(n, x, flags, sums_before, sums, *, LANES, BLOCK_X, WARPS):
    @pl.when(is_first())
    def _():
        sums[...] = sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = jax.lax.iota(jnp.int32, 4)
    warp_sums = jnp.zeros((4,), jnp.int32)
    warp_starts_slots = jax.lax.iota(jnp.int32, 4)
    warp_starts = jnp.zeros((4,), jnp.int32)
    i = pl.program_id(2) * (4 * 32) + lane
    warp = lane >> 5

    own_sum = jnp.zeros((LANES,), jnp.int32)
    own_starts = jnp.zeros((LANES,), jnp.int32)
    mask = active & (i < n)
    own_sum = jnp.where(mask, load_run(x, pl.program_id(2) * (4 * 32), LANES), own_sum)
    own_starts = jnp.where(mask,
            (load_run(flags, pl.program_id(2) * (4 * 32), LANES).astype(jnp.int32) != 0).astype(jnp.int32), own_starts)
    own_1_sum = own_sum
    own_1_starts = own_starts
    lane_2 = lane & 31
    distance = jnp.int32(1)

    def goes_on(carry):
        own_1_sum, own_1_starts, distance = carry
        return distance < 32

    def step(carry):
        own_1_sum, own_1_starts, distance = carry
        left_sum = jnp.zeros((LANES,), jnp.int32)
        left_starts = jnp.zeros((LANES,), jnp.int32)
        left_sum = jnp.take_along_axis(own_1_sum.reshape(WARPS, 32),
                jnp.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31).reshape(WARPS,
                32), axis=1).reshape(LANES,)
        left_starts = jnp.take_along_axis(own_1_starts.reshape(WARPS, 32),
                jnp.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31).reshape(WARPS,
                32), axis=1).reshape(LANES,)
        mask_2 = active & (lane_2 >= distance)
        own_1_sum = jnp.where(mask_2, jnp.where(own_1_starts != 0, own_1_sum, left_sum + own_1_sum), own_1_sum)
        own_1_starts = jnp.where(mask_2, left_starts | own_1_starts, own_1_starts)
        distance = distance << 1
        return own_1_sum, own_1_starts, distance

    own_1_sum, own_1_starts, distance = jax.lax.while_loop(goes_on, step, (own_1_sum, own_1_starts, distance))
    own_sum = own_1_sum
    own_starts = own_1_starts
    mask_2 = active & ((lane & 31) == 31)
    writer = warp_sums_slots * 32 + 31
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warp_sums = jnp.where(owned & jnp.take_along_axis(mask_2, owner, axis=0),
            jnp.take_along_axis(own_sum, owner, axis=0), warp_sums)
    writer_2 = warp_starts_slots * 32 + 31
    owned_2 = writer_2 < LANES
    owner_2 = jnp.where(owned_2, writer_2, 0)
    warp_starts = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
            jnp.take_along_axis(own_starts, owner_2, axis=0), warp_starts)

    before_sum = jnp.zeros((LANES,), jnp.int32)
    rounds = jnp.max(jnp.where(active & (0 < warp), warp - 0, 0))

    def step(passed, before_sum):
        other = passed
        looping = active & (other < warp)
        right_sum = jnp.take_along_axis(warp_sums, jnp.where(looping, other, 0), axis=0)
        right_starts = jnp.take_along_axis(warp_starts, jnp.where(looping, other, 0), axis=0)
        before_sum = jnp.where(looping, jnp.where(right_starts != 0, right_sum, before_sum + right_sum), before_sum)
        return before_sum

    before_sum = jax.lax.fori_loop(0, rounds, step, before_sum)
    mask_3 = active & (i < n)
    join_result_sum = jnp.where(own_starts != 0, own_sum, before_sum + own_sum)
    store_run(sums, pl.program_id(2) * (4 * 32), join_result_sum, mask_3)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def segmented_scan_4(x, flags, sums, n, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches segmented_scan<4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(segmented_scan_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.int32), (flags, jnp.uint8)], [(sums, jnp.int32)],
            interpret)
    return x, flags, sums


def segmented_scan_8_kernel(n, x, flags, sums_before, sums, *, LANES, BLOCK_X, WARPS):
    @pl.when(is_first())
    def _():
        sums[...] = sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = jax.lax.iota(jnp.int32, 8)
    warp_sums = jnp.zeros((8,), jnp.int32)
    warp_starts_slots = jax.lax.iota(jnp.int32, 8)
    warp_starts = jnp.zeros((8,), jnp.int32)
    i = pl.program_id(2) * (8 * 32) + lane
    warp = lane >> 5

    own_sum = jnp.zeros((LANES,), jnp.int32)
    own_starts = jnp.zeros((LANES,), jnp.int32)
    mask = active & (i < n)
    own_sum = jnp.where(mask, load_run(x, pl.program_id(2) * (8 * 32), LANES), own_sum)
    own_starts = jnp.where(mask,
            (load_run(flags, pl.program_id(2) * (8 * 32), LANES).astype(jnp.int32) != 0).astype(jnp.int32), own_starts)
    own_1_sum = own_sum
    own_1_starts = own_starts
    lane_2 = lane & 31
    distance = jnp.int32(1)

    def goes_on(carry):
        own_1_sum, own_1_starts, distance = carry
        return distance < 32

    def step(carry):
        own_1_sum, own_1_starts, distance = carry
        left_sum = jnp.zeros((LANES,), jnp.int32)
        left_starts = jnp.zeros((LANES,), jnp.int32)
        left_sum = jnp.take_along_axis(own_1_sum.reshape(WARPS, 32),
                jnp.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31).reshape(WARPS,
                32), axis=1).reshape(LANES,)
        left_starts = jnp.take_along_axis(own_1_starts.reshape(WARPS, 32),
                jnp.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31).reshape(WARPS,
                32), axis=1).reshape(LANES,)
        mask_2 = active & (lane_2 >= distance)
        own_1_sum = jnp.where(mask_2, jnp.where(own_1_starts != 0, own_1_sum, left_sum + own_1_sum), own_1_sum)
        own_1_starts = jnp.where(mask_2, left_starts | own_1_starts, own_1_starts)
        distance = distance << 1
        return own_1_sum, own_1_starts, distance

    own_1_sum, own_1_starts, distance = jax.lax.while_loop(goes_on, step, (own_1_sum, own_1_starts, distance))
    own_sum = own_1_sum
    own_starts = own_1_starts
    mask_2 = active & ((lane & 31) == 31)
    writer = warp_sums_slots * 32 + 31
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warp_sums = jnp.where(owned & jnp.take_along_axis(mask_2, owner, axis=0),
            jnp.take_along_axis(own_sum, owner, axis=0), warp_sums)
    writer_2 = warp_starts_slots * 32 + 31
    owned_2 = writer_2 < LANES
    owner_2 = jnp.where(owned_2, writer_2, 0)
    warp_starts = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
            jnp.take_along_axis(own_starts, owner_2, axis=0), warp_starts)

    before_sum = jnp.zeros((LANES,), jnp.int32)
    rounds = jnp.max(jnp.where(active & (0 < warp), warp - 0, 0))

    def step(passed, before_sum):
        other = passed
        looping = active & (other < warp)
        right_sum = jnp.take_along_axis(warp_sums, jnp.where(looping, other, 0), axis=0)
        right_starts = jnp.take_along_axis(warp_starts, jnp.where(looping, other, 0), axis=0)
        before_sum = jnp.where(looping, jnp.where(right_starts != 0, right_sum, before_sum + right_sum), before_sum)
        return before_sum

    before_sum = jax.lax.fori_loop(0, rounds, step, before_sum)
    mask_3 = active & (i < n)
    join_result_sum = jnp.where(own_starts != 0, own_sum, before_sum + own_sum)
    store_run(sums, pl.program_id(2) * (8 * 32), join_result_sum, mask_3)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def segmented_scan_8(x, flags, sums, n, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches segmented_scan<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(segmented_scan_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.int32), (flags, jnp.uint8)], [(sums, jnp.int32)],
            interpret)
    return x, flags, sums


def segmented_scan_2_kernel(n, x, flags, sums_before, sums, *, LANES, BLOCK_X, WARPS):
    @pl.when(is_first())
    def _():
        sums[...] = sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warp_sums_slots = jax.lax.iota(jnp.int32, 2)
    warp_sums = jnp.zeros((2,), jnp.int32)
    warp_starts_slots = jax.lax.iota(jnp.int32, 2)
    warp_starts = jnp.zeros((2,), jnp.int32)
    i = pl.program_id(2) * (2 * 32) + lane
    warp = lane >> 5

    own_sum = jnp.zeros((LANES,), jnp.int32)
    own_starts = jnp.zeros((LANES,), jnp.int32)
    mask = active & (i < n)
    own_sum = jnp.where(mask, load_run(x, pl.program_id(2) * (2 * 32), LANES), own_sum)
    own_starts = jnp.where(mask,
            (load_run(flags, pl.program_id(2) * (2 * 32), LANES).astype(jnp.int32) != 0).astype(jnp.int32), own_starts)
    own_1_sum = own_sum
    own_1_starts = own_starts
    lane_2 = lane & 31
    distance = jnp.int32(1)

    def goes_on(carry):
        own_1_sum, own_1_starts, distance = carry
        return distance < 32

    def step(carry):
        own_1_sum, own_1_starts, distance = carry
        left_sum = jnp.zeros((LANES,), jnp.int32)
        left_starts = jnp.zeros((LANES,), jnp.int32)
        left_sum = jnp.take_along_axis(own_1_sum.reshape(WARPS, 32),
                jnp.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31).reshape(WARPS,
                32), axis=1).reshape(LANES,)
        left_starts = jnp.take_along_axis(own_1_starts.reshape(WARPS, 32),
                jnp.where((lane & 31) - (distance & 31) >= 0, (lane & 31) - (distance & 31), lane & 31).reshape(WARPS,
                32), axis=1).reshape(LANES,)
        mask_2 = active & (lane_2 >= distance)
        own_1_sum = jnp.where(mask_2, jnp.where(own_1_starts != 0, own_1_sum, left_sum + own_1_sum), own_1_sum)
        own_1_starts = jnp.where(mask_2, left_starts | own_1_starts, own_1_starts)
        distance = distance << 1
        return own_1_sum, own_1_starts, distance

    own_1_sum, own_1_starts, distance = jax.lax.while_loop(goes_on, step, (own_1_sum, own_1_starts, distance))
    own_sum = own_1_sum
    own_starts = own_1_starts
    mask_2 = active & ((lane & 31) == 31)
    writer = warp_sums_slots * 32 + 31
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warp_sums = jnp.where(owned & jnp.take_along_axis(mask_2, owner, axis=0),
            jnp.take_along_axis(own_sum, owner, axis=0), warp_sums)
    writer_2 = warp_starts_slots * 32 + 31
    owned_2 = writer_2 < LANES
    owner_2 = jnp.where(owned_2, writer_2, 0)
    warp_starts = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
            jnp.take_along_axis(own_starts, owner_2, axis=0), warp_starts)

    before_sum = jnp.zeros((LANES,), jnp.int32)
    rounds = jnp.max(jnp.where(active & (0 < warp), warp - 0, 0))

    def step(passed, before_sum):
        other = passed
        looping = active & (other < warp)
        right_sum = jnp.take_along_axis(warp_sums, jnp.where(looping, other, 0), axis=0)
        right_starts = jnp.take_along_axis(warp_starts, jnp.where(looping, other, 0), axis=0)
        before_sum = jnp.where(looping, jnp.where(right_starts != 0, right_sum, before_sum + right_sum), before_sum)
        return before_sum

    before_sum = jax.lax.fori_loop(0, rounds, step, before_sum)
    mask_3 = active & (i < n)
    join_result_sum = jnp.where(own_starts != 0, own_sum, before_sum + own_sum)
    store_run(sums, pl.program_id(2) * (2 * 32), join_result_sum, mask_3)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def segmented_scan_2(x, flags, sums, n, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches segmented_scan<2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(segmented_scan_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.int32), (flags, jnp.uint8)], [(sums, jnp.int32)],
            interpret)
    return x, flags, sums
