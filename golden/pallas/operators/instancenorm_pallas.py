"""instancenorm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Instance normalisation: each plane of height * width elements of a [batch, channels, height, width] tensor by its own
# mean and variance, then gamma and beta of its channel.

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


def instancenorm_naive_kernel(
    channels, height, width, epsilon, input_, gamma, beta, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """One thread an element."""

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    channels = channels[0]
    height = height[0]
    width = width[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    plane = pl.program_id(0)
    mask = active & (x < width) & (y < height)
    values = plane * height * width

    sum_ = jnp.float32(0.0)
    squares = jnp.float32(0.0)

    def step(row, carry):
        sum_, squares = carry

        def step_2(column, carry_2):
            sum_, squares = carry_2
            value = load_one(input_, values + (row * width + column))
            sum_ = sum_ + value
            squares = squares + value * value
            return sum_, squares

        sum_, squares = jax.lax.fori_loop(0, width, step_2, (sum_, squares))
        return sum_, squares

    sum_, squares = jax.lax.fori_loop(0, height, step, (sum_, squares))
    mean = sum_ / (height * width).astype(jnp.float32)
    variance = squares / (height * width).astype(jnp.float32) - mean * mean
    channel = remainder(plane, jnp.where(channels != 0, channels, 1))
    place = y * width + x
    scatter(output, plane * height * width + place,
            (gather(input_, values + place) - mean) * jax.lax.rsqrt(variance + epsilon) * load_one(gamma, channel)
            + load_one(beta, channel), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def instancenorm_naive(
    input_, gamma, beta, output, channels, height, width, epsilon, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches instancenorm_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(instancenorm_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(channels, jnp.int32), (height, jnp.int32), (width, jnp.int32), (epsilon, jnp.float32)],
            [(input_, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, gamma, beta, output


def instancenorm_block_kernel(
    channels, elements, epsilon, input_, gamma, beta, output_before, output, *, LANES, BLOCK_X, WARPS
):
    """
    One block a plane: each thread goes over its elements by Welford's method, and the moments are merged in a warp by
    shuffles, then over the warps in shared memory. The block is whole warps, at most 16.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    channels = channels[0]
    elements = elements[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warps_count_slots = jax.lax.iota(jnp.int32, 16)
    warps_count = jnp.zeros((16,), jnp.float32)
    warps_mean_slots = jax.lax.iota(jnp.int32, 16)
    warps_mean = jnp.zeros((16,), jnp.float32)
    warps_m2_slots = jax.lax.iota(jnp.int32, 16)
    warps_m2 = jnp.zeros((16,), jnp.float32)
    values = pl.program_id(2) * elements

    moments_count = jnp.zeros((LANES,), jnp.float32)
    moments_mean = jnp.zeros((LANES,), jnp.float32)
    moments_m2 = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        moments_count, moments_mean, moments_m2 = carry
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < elements)
        moments_count = jnp.where(mask, moments_count + 1.0, moments_count)
        delta = load_run(input_, values + start, LANES) - moments_mean
        moments_mean = jnp.where(mask, moments_mean + delta / moments_count, moments_mean)
        moments_m2 = jnp.where(mask, moments_m2 + delta * (load_run(input_, values + start, LANES) - moments_mean),
                moments_m2)
        return moments_count, moments_mean, moments_m2

    moments_count, moments_mean, moments_m2 = jax.lax.fori_loop(0, pl.cdiv(elements, BLOCK_X), step,
            (moments_count, moments_mean, moments_m2))
    step = jnp.int32(16)

    def goes_on(carry):
        moments_count, moments_mean, moments_m2, step = carry
        return step > 0

    def step_2(carry):
        moments_count, moments_mean, moments_m2, step = carry
        other_count = jnp.take_along_axis(moments_count.reshape(WARPS, 32),
                jnp.where((lane & 31) + step <= 31, (lane & 31) + step, lane & 31).reshape(WARPS, 32),
                axis=1).reshape(LANES,)
        other_mean = jnp.take_along_axis(moments_mean.reshape(WARPS, 32),
                jnp.where((lane & 31) + step <= 31, (lane & 31) + step, lane & 31).reshape(WARPS, 32),
                axis=1).reshape(LANES,)
        other_m2 = jnp.take_along_axis(moments_m2.reshape(WARPS, 32),
                jnp.where((lane & 31) + step <= 31, (lane & 31) + step, lane & 31).reshape(WARPS, 32),
                axis=1).reshape(LANES,)
        merged_result_count = jnp.zeros((LANES,), jnp.float32)
        merged_result_mean = jnp.zeros((LANES,), jnp.float32)
        merged_result_m2 = jnp.zeros((LANES,), jnp.float32)
        in_merged = jnp.full((LANES,), True, jnp.bool_)
        count = moments_count + other_count
        mask = active & (count == 0.0)
        merged_result_count = jnp.where(mask, moments_count, merged_result_count)
        merged_result_mean = jnp.where(mask, moments_mean, merged_result_mean)
        merged_result_m2 = jnp.where(mask, moments_m2, merged_result_m2)
        in_merged = jnp.where(mask, False, in_merged)
        taken = active & in_merged
        delta = other_mean - moments_mean
        share = other_count / count
        merged_result_count = jnp.where(taken, count, merged_result_count)
        merged_result_mean = jnp.where(taken, moments_mean + delta * share, merged_result_mean)
        merged_result_m2 = jnp.where(taken, moments_m2 + other_m2 + delta * delta * moments_count * share,
                merged_result_m2)
        in_merged = jnp.where(taken, False, in_merged)
        moments_count = merged_result_count
        moments_mean = merged_result_mean
        moments_m2 = merged_result_m2
        step = quotient(step, 2)
        return moments_count, moments_mean, moments_m2, step

    moments_count, moments_mean, moments_m2, step = jax.lax.while_loop(goes_on, step_2,
            (moments_count, moments_mean, moments_m2, step))
    mask = active & (lane % 32 == 0)
    writer = warps_count_slots * 32
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warps_count = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
            jnp.take_along_axis(moments_count, owner, axis=0), warps_count)
    writer_2 = warps_mean_slots * 32
    owned_2 = writer_2 < LANES
    owner_2 = jnp.where(owned_2, writer_2, 0)
    warps_mean = jnp.where(owned_2 & jnp.take_along_axis(mask, owner_2, axis=0),
            jnp.take_along_axis(moments_mean, owner_2, axis=0), warps_mean)
    writer_3 = warps_m2_slots * 32
    owned_3 = writer_3 < LANES
    owner_3 = jnp.where(owned_3, writer_3, 0)
    warps_m2 = jnp.where(owned_3 & jnp.take_along_axis(mask, owner_3, axis=0),
            jnp.take_along_axis(moments_m2, owner_3, axis=0), warps_m2)
    moments_count = jnp.full((LANES,), jnp.sum(jnp.where(warps_count_slots == 0, warps_count, -0.0)))
    moments_mean = jnp.full((LANES,), jnp.sum(jnp.where(warps_mean_slots == 0, warps_mean, -0.0)))
    moments_m2 = jnp.full((LANES,), jnp.sum(jnp.where(warps_m2_slots == 0, warps_m2, -0.0)))
    warp = jnp.int32(1)

    def goes_on(carry):
        moments_count, moments_mean, moments_m2, warp = carry
        return warp.astype(jnp.uint32) < jnp.uint32(BLOCK_X) // 32

    def step_2(carry):
        moments_count, moments_mean, moments_m2, warp = carry
        b_1_count = jnp.full((LANES,), jnp.sum(jnp.where(warps_count_slots == warp, warps_count, -0.0)))
        b_1_mean = jnp.full((LANES,), jnp.sum(jnp.where(warps_mean_slots == warp, warps_mean, -0.0)))
        b_1_m2 = jnp.full((LANES,), jnp.sum(jnp.where(warps_m2_slots == warp, warps_m2, -0.0)))
        merged_result_1_count = jnp.zeros((LANES,), jnp.float32)
        merged_result_1_mean = jnp.zeros((LANES,), jnp.float32)
        merged_result_1_m2 = jnp.zeros((LANES,), jnp.float32)
        in_merged = jnp.full((LANES,), True, jnp.bool_)
        count = moments_count + b_1_count
        mask_2 = active & (count == 0.0)
        merged_result_1_count = jnp.where(mask_2, moments_count, merged_result_1_count)
        merged_result_1_mean = jnp.where(mask_2, moments_mean, merged_result_1_mean)
        merged_result_1_m2 = jnp.where(mask_2, moments_m2, merged_result_1_m2)
        in_merged = jnp.where(mask_2, False, in_merged)
        taken = active & in_merged
        delta = b_1_mean - moments_mean
        share = b_1_count / count
        merged_result_1_count = jnp.where(taken, count, merged_result_1_count)
        merged_result_1_mean = jnp.where(taken, moments_mean + delta * share, merged_result_1_mean)
        merged_result_1_m2 = jnp.where(taken, moments_m2 + b_1_m2 + delta * delta * moments_count * share,
                merged_result_1_m2)
        in_merged = jnp.where(taken, False, in_merged)
        moments_count = merged_result_1_count
        moments_mean = merged_result_1_mean
        moments_m2 = merged_result_1_m2
        warp = warp + 1
        return moments_count, moments_mean, moments_m2, warp

    moments_count, moments_mean, moments_m2, warp = jax.lax.while_loop(goes_on, step_2,
            (moments_count, moments_mean, moments_m2, warp))

    channel = (pl.program_id(2).astype(jnp.uint32) % channels.astype(jnp.uint32)).astype(jnp.int32)
    scale = jax.lax.rsqrt(moments_m2 / elements.astype(jnp.float32) + epsilon) * load_one(gamma, channel)

    @pl.loop(0, pl.cdiv(elements, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask_2 = active & (i < elements)
        store_run(output, pl.program_id(2) * elements + start,
                (load_run(input_, values + start, LANES) - moments_mean) * scale + load_one(beta, channel), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def instancenorm_block(
    input_, gamma, beta, output, channels, elements, epsilon, grid, *, LANES, BLOCK_X, WARPS, interpret=False
):
    """Launches instancenorm_block on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(instancenorm_block_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [output] = launch(kernel, grid, [(channels, jnp.int32), (elements, jnp.int32), (epsilon, jnp.float32)],
            [(input_, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, gamma, beta, output
