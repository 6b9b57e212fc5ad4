"""layernorm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Layer normalisation over the last dimension: y = (x - mean) / sqrt(variance + epsilon) * gamma + beta.
# One block a row. Mean and variance come from one pass: each thread keeps a running mean and sum of squared
# deviations (Welford), and pairs of those are joined (Chan) through warp shuffles and then through shared memory.

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


def layernorm_kernel(columns, epsilon, x, gamma, beta, y_before, y, *, LANES, BLOCK_X, WARPS):
    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warp_moments_mean_slots = jax.lax.iota(jnp.int32, 32)
    warp_moments_mean = jnp.zeros((32,), jnp.float32)
    warp_moments_squares_slots = jax.lax.iota(jnp.int32, 32)
    warp_moments_squares = jnp.zeros((32,), jnp.float32)
    warp_moments_count_slots = jax.lax.iota(jnp.int32, 32)
    warp_moments_count = jnp.zeros((32,), jnp.float32)
    mean = jnp.float32(0.0)
    scale = jnp.float32(0.0)
    row = pl.program_id(2) * columns
    lane_2 = lane % 32

    moments_mean = jnp.zeros((LANES,), jnp.float32)
    moments_squares = jnp.zeros((LANES,), jnp.float32)
    moments_count = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        moments_count, moments_mean, moments_squares = carry
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < columns)
        value = load_run(x, row + start, LANES)
        moments_count = jnp.where(mask, moments_count + 1.0, moments_count)
        deviation = value - moments_mean
        moments_mean = jnp.where(mask, moments_mean + deviation / moments_count, moments_mean)
        moments_squares = jnp.where(mask, moments_squares + deviation * (value - moments_mean), moments_squares)
        return moments_count, moments_mean, moments_squares

    moments_count, moments_mean, moments_squares = jax.lax.fori_loop(0, pl.cdiv(columns, BLOCK_X), step,
            (moments_count, moments_mean, moments_squares))
    moments_2_mean = moments_mean
    moments_2_squares = moments_squares
    moments_2_count = moments_count
    distance = jnp.int32(16)

    def goes_on(carry):
        moments_2_mean, moments_2_squares, moments_2_count, distance = carry
        return distance >= 1

    def step(carry):
        moments_2_mean, moments_2_squares, moments_2_count, distance = carry
        other_1_mean = jnp.zeros((LANES,), jnp.float32)
        other_1_squares = jnp.zeros((LANES,), jnp.float32)
        other_1_count = jnp.zeros((LANES,), jnp.float32)
        other_1_mean = jnp.take_along_axis(moments_2_mean.reshape(WARPS, 32),
                ((lane & 31) ^ distance).reshape(WARPS, 32), axis=1).reshape(LANES,)
        other_1_squares = jnp.take_along_axis(moments_2_squares.reshape(WARPS, 32),
                ((lane & 31) ^ distance).reshape(WARPS, 32), axis=1).reshape(LANES,)
        other_1_count = jnp.take_along_axis(moments_2_count.reshape(WARPS, 32),
                ((lane & 31) ^ distance).reshape(WARPS, 32), axis=1).reshape(LANES,)
        join_result_1_mean = jnp.zeros((LANES,), jnp.float32)
        join_result_1_squares = jnp.zeros((LANES,), jnp.float32)
        join_result_1_count = jnp.zeros((LANES,), jnp.float32)
        in_join = jnp.full((LANES,), True, jnp.bool_)
        count = moments_2_count + other_1_count
        mask = active & (count == 0.0)
        join_result_1_mean = jnp.where(mask, moments_2_mean, join_result_1_mean)
        join_result_1_squares = jnp.where(mask, moments_2_squares, join_result_1_squares)
        join_result_1_count = jnp.where(mask, moments_2_count, join_result_1_count)
        in_join = jnp.where(mask, False, in_join)
        taken = active & in_join
        deviation = other_1_mean - moments_2_mean
        joined_1_mean = jnp.zeros((LANES,), jnp.float32)
        joined_1_squares = jnp.zeros((LANES,), jnp.float32)
        joined_1_count = jnp.zeros((LANES,), jnp.float32)
        joined_1_mean = moments_2_mean + deviation * (other_1_count / count)
        joined_1_squares = moments_2_squares + other_1_squares + deviation * deviation * (moments_2_count
                * other_1_count / count)
        joined_1_count = count
        join_result_1_mean = jnp.where(taken, joined_1_mean, join_result_1_mean)
        join_result_1_squares = jnp.where(taken, joined_1_squares, join_result_1_squares)
        join_result_1_count = jnp.where(taken, joined_1_count, join_result_1_count)
        in_join = jnp.where(taken, False, in_join)
        moments_2_mean = join_result_1_mean
        moments_2_squares = join_result_1_squares
        moments_2_count = join_result_1_count
        distance = distance >> 1
        return moments_2_mean, moments_2_squares, moments_2_count, distance

    moments_2_mean, moments_2_squares, moments_2_count, distance = jax.lax.while_loop(goes_on, step,
            (moments_2_mean, moments_2_squares, moments_2_count, distance))
    moments_mean = moments_2_mean
    moments_squares = moments_2_squares
    moments_count = moments_2_count
    mask = active & (lane_2 == 0)
    writer = warp_moments_mean_slots * 32
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warp_moments_mean = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
            jnp.take_along_axis(moments_mean, owner, axis=0), warp_moments_mean)
    writer_2 = warp_moments_squares_slots * 32
    owned_2 = writer_2 < LANES
    owner_2 = jnp.where(owned_2, writer_2, 0)
    warp_moments_squares = jnp.where(owned_2 & jnp.take_along_axis(mask, owner_2, axis=0),
            jnp.take_along_axis(moments_squares, owner_2, axis=0), warp_moments_squares)
    writer_3 = warp_moments_count_slots * 32
    owned_3 = writer_3 < LANES
    owner_3 = jnp.where(owned_3, writer_3, 0)
    warp_moments_count = jnp.where(owned_3 & jnp.take_along_axis(mask, owner_3, axis=0),
            jnp.take_along_axis(moments_count, owner_3, axis=0), warp_moments_count)

    mask_2 = active & (lane == 0)
    other = jnp.int32(1)
    looping = mask_2 & (other.astype(jnp.uint32) < jnp.uint32(BLOCK_X) // 32)

    def goes_on(carry):
        moments_mean, moments_squares, moments_count, other, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        moments_mean, moments_squares, moments_count, other, looping = carry
        b_mean = jnp.take_along_axis(warp_moments_mean, jnp.where(looping, other, 0), axis=0)
        b_squares = jnp.take_along_axis(warp_moments_squares, jnp.where(looping, other, 0), axis=0)
        b_count = jnp.take_along_axis(warp_moments_count, jnp.where(looping, other, 0), axis=0)
        join_result_mean = jnp.zeros((LANES,), jnp.float32)
        join_result_squares = jnp.zeros((LANES,), jnp.float32)
        join_result_count = jnp.zeros((LANES,), jnp.float32)
        in_join = jnp.full((LANES,), True, jnp.bool_)
        count = moments_count + b_count
        mask_3 = looping & (count == 0.0)
        join_result_mean = jnp.where(mask_3, moments_mean, join_result_mean)
        join_result_squares = jnp.where(mask_3, moments_squares, join_result_squares)
        join_result_count = jnp.where(mask_3, moments_count, join_result_count)
        in_join = jnp.where(mask_3, False, in_join)
        taken = looping & in_join
        deviation = b_mean - moments_mean
        joined_mean = jnp.zeros((LANES,), jnp.float32)
        joined_squares = jnp.zeros((LANES,), jnp.float32)
        joined_count = jnp.zeros((LANES,), jnp.float32)
        joined_mean = moments_mean + deviation * (b_count / count)
        joined_squares = moments_squares + b_squares + deviation * deviation * (moments_count * b_count / count)
        joined_count = count
        join_result_mean = jnp.where(taken, joined_mean, join_result_mean)
        join_result_squares = jnp.where(taken, joined_squares, join_result_squares)
        join_result_count = jnp.where(taken, joined_count, join_result_count)
        in_join = jnp.where(taken, False, in_join)
        moments_mean = jnp.where(looping, join_result_mean, moments_mean)
        moments_squares = jnp.where(looping, join_result_squares, moments_squares)
        moments_count = jnp.where(looping, join_result_count, moments_count)
        other = other + 1
        looping = looping & (other.astype(jnp.uint32) < jnp.uint32(BLOCK_X) // 32)
        return moments_mean, moments_squares, moments_count, other, looping

    moments_mean, moments_squares, moments_count, other, looping = jax.lax.while_loop(goes_on, step,
            (moments_mean, moments_squares, moments_count, other, looping))
    mean = jnp.sum(jnp.where(mask_2, moments_mean, -0.0))
    scale = jnp.sum(jnp.where(mask_2, jax.lax.rsqrt(moments_squares / columns.astype(jnp.float32) + epsilon), -0.0))

    out = pl.program_id(2) * columns

    @pl.loop(0, pl.cdiv(columns, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask_3 = active & (i < columns)
        store_run(y, out + start,
                (load_run(x, row + start, LANES) - mean) * scale * load_run(gamma, start, LANES)
                + load_run(beta, start, LANES), mask_3)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def layernorm(x, gamma, beta, y, columns, epsilon, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches layernorm on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(layernorm_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [y] = launch(kernel, grid, [(columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, gamma, beta, y
