"""deformable.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Multi-scale deformable attention (Zhu et al., arXiv:2010.04159). Each query samples `points` places on each level of a
# pyramid, bilinearly, and sums them by its weights.
#   value    [pixels of all levels, heads, channels]
#   sizes    [levels] of (height, width), starts [levels]: the first pixel of each
#   places   [queries, heads, levels, points] of (x, y), from 0 to 1 over the level
#   weights  [queries, heads, levels, points]
#   out      [queries, heads, channels]

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


def deformable_naive_kernel(
    queries, heads, channels, levels, points, value, sizes, starts, places, weights, out_before, out, *, LANES, BLOCK_X
):
    """One thread an element of the output."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    queries = queries[0]
    heads = heads[0]
    channels = channels[0]
    levels = levels[0]
    points = points[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * BLOCK_X + lane
    mask = active & (i < queries * heads * channels)
    channel = remainder(i, jnp.where(channels != 0, channels, 1))
    row = quotient(i, jnp.where(channels != 0, channels, 1))  # a head of a query
    head = remainder(row, jnp.where(heads != 0, heads, 1))
    pixel_stride = heads * channels

    sum_ = jnp.zeros((LANES,), jnp.float32)
    sample = row * levels * points

    def step(level, carry):
        sum_, sample = carry
        size_x = load_one(sizes, level * 2)
        size_y = load_one(sizes, level * 2 + 1)
        pixels = load_one(starts, level) * pixel_stride + head * channels + channel
        point = jnp.int32(0)
        looping = mask & (point < points)

        def goes_on(carry_2):
            sum_, point, sample, looping = carry_2
            return jnp.max(looping.astype(jnp.int32)) != 0

        def step_2(carry_2):
            sum_, point, sample, looping = carry_2
            place_x = gather(places, sample * 2)
            place_y = gather(places, sample * 2 + 1)
            x = place_x * size_y.astype(jnp.float32) - 0.5
            y = place_y * size_x.astype(jnp.float32) - 0.5
            touches_result = (x > -1.0) & (y > -1.0) & (x < size_y.astype(jnp.float32)) & (y
                    < size_x.astype(jnp.float32))
            taken = looping & touches_result
            top = jnp.floor(y)
            left = jnp.floor(x)
            down = y - top
            right = x - left
            y0 = top.astype(jnp.int32)
            x0 = left.astype(jnp.int32)
            y1 = y0 + 1
            x1 = x0 + 1

            v00 = jnp.zeros((LANES,), jnp.float32)
            v01 = jnp.zeros((LANES,), jnp.float32)
            v10 = jnp.zeros((LANES,), jnp.float32)
            v11 = jnp.zeros((LANES,), jnp.float32)
            mask_2 = taken & (y0 >= 0) & (x0 >= 0)
            v00 = jnp.where(mask_2, gather(value, pixels + (y0 * size_y + x0) * pixel_stride), v00)
            mask_3 = taken & (y0 >= 0) & (x1 < size_y)
            v01 = jnp.where(mask_3, gather(value, pixels + (y0 * size_y + x1) * pixel_stride), v01)
            mask_4 = taken & (y1 < size_x) & (x0 >= 0)
            v10 = jnp.where(mask_4, gather(value, pixels + (y1 * size_y + x0) * pixel_stride), v10)
            mask_5 = taken & (y1 < size_x) & (x1 < size_y)
            v11 = jnp.where(mask_5, gather(value, pixels + (y1 * size_y + x1) * pixel_stride), v11)
            bilinear_result = (1.0 - down) * ((1.0 - right) * v00 + right * v01) + down * ((1.0 - right) * v10 + right
                    * v11)
            sum_ = jnp.where(taken, sum_ + gather(weights, sample) * bilinear_result, sum_)
            point = point + 1
            sample = jnp.where(looping, sample + 1, sample)
            looping = looping & (point < points)
            return sum_, point, sample, looping

        sum_, point, sample, looping = jax.lax.while_loop(goes_on, step_2, (sum_, point, sample, looping))
        return sum_, sample

    sum_, sample = jax.lax.fori_loop(0, levels, step, (sum_, sample))
    store_run(out, pl.program_id(2) * BLOCK_X, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def deformable_naive(
    value, sizes, starts, places, weights, out, queries, heads, channels, levels, points, grid, *, LANES, BLOCK_X,
    interpret=False
):
    """Launches deformable_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(deformable_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [out] = launch(kernel, grid,
            [(queries, jnp.int32), (heads, jnp.int32), (channels, jnp.int32), (levels, jnp.int32), (points, jnp.int32)],
            [(value, jnp.float32), (sizes, jnp.int32), (starts, jnp.int32), (places, jnp.float32),
            (weights, jnp.float32)], [(out, jnp.float32)], interpret)
    return value, sizes, starts, places, weights, out


def deformable_block_kernel(
    levels, points, value, sizes, starts, places, weights, out_before, out, *, LANES, BLOCK_X, BLOCK_Y, SLOTS, SLOTS_2,
    SLOTS_3, SLOTS_4
):
    """
    One block a query, one thread a channel of a head: blockDim is (channels, heads). The samples are prepared once, in
    dynamic shared memory: heads * levels * points of them.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    levels = levels[0]
    points = points[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    samples_x_slots = jax.lax.iota(jnp.int32, SLOTS)
    samples_x = jnp.zeros((SLOTS,), jnp.float32)
    samples_y_slots = jax.lax.iota(jnp.int32, SLOTS_2)
    samples_y = jnp.zeros((SLOTS_2,), jnp.float32)
    samples_weight_slots = jax.lax.iota(jnp.int32, SLOTS_3)
    samples_weight = jnp.zeros((SLOTS_3,), jnp.float32)
    samples_level_slots = jax.lax.iota(jnp.int32, SLOTS_4)
    samples_level = jnp.zeros((SLOTS_4,), jnp.int32)
    channel = thread_x
    head = thread_y
    channels = BLOCK_X
    heads = BLOCK_Y
    samples_of_head = levels * points
    first = pl.program_id(2) * heads * samples_of_head

    thread = head * channels + channel

    def step(count, carry):
        samples_x, samples_y, samples_weight, samples_level = carry
        start = count * (heads * channels)
        i = start + thread
        mask = active & (i < heads * samples_of_head)
        level = remainder(quotient(i, jnp.where(points != 0, points, 1)), jnp.where(levels != 0, levels, 1))
        size_x = gather(sizes, level * 2)
        size_y = gather(sizes, level * 2 + 1)
        place_x = gather(places, (first + i) * 2)
        place_y = gather(places, (first + i) * 2 + 1)
        sample_x = jnp.zeros((LANES,), jnp.float32)
        sample_y = jnp.zeros((LANES,), jnp.float32)
        sample_weight = jnp.zeros((LANES,), jnp.float32)
        sample_level = jnp.zeros((LANES,), jnp.int32)
        sample_x = place_x * size_y.astype(jnp.float32) - 0.5
        sample_y = place_y * size_x.astype(jnp.float32) - 0.5
        sample_weight = gather(weights, first + i)
        touches_result = (sample_x > -1.0) & (sample_y > -1.0) & (sample_x < size_y.astype(jnp.float32)) & (sample_y
                < size_x.astype(jnp.float32))
        sample_level = jnp.where(touches_result, level, -1)
        place = samples_x_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        samples_x = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
                jnp.take_along_axis(sample_x, owner, axis=0), samples_x)
        place_2 = samples_y_slots - start
        owned_2 = (place_2 >= 0) & (place_2 < LANES)
        owner_2 = jnp.where(owned_2, place_2, 0)
        samples_y = jnp.where(owned_2 & jnp.take_along_axis(mask, owner_2, axis=0),
                jnp.take_along_axis(sample_y, owner_2, axis=0), samples_y)
        place_3 = samples_weight_slots - start
        owned_3 = (place_3 >= 0) & (place_3 < LANES)
        owner_3 = jnp.where(owned_3, place_3, 0)
        samples_weight = jnp.where(owned_3 & jnp.take_along_axis(mask, owner_3, axis=0),
                jnp.take_along_axis(sample_weight, owner_3, axis=0), samples_weight)
        place_4 = samples_level_slots - start
        owned_4 = (place_4 >= 0) & (place_4 < LANES)
        owner_4 = jnp.where(owned_4, place_4, 0)
        samples_level = jnp.where(owned_4 & jnp.take_along_axis(mask, owner_4, axis=0),
                jnp.take_along_axis(sample_level, owner_4, axis=0), samples_level)
        return samples_x, samples_y, samples_weight, samples_level

    samples_x, samples_y, samples_weight, samples_level = jax.lax.fori_loop(0,
            pl.cdiv(heads * samples_of_head, heads * channels), step,
            (samples_x, samples_y, samples_weight, samples_level))

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(s, sum_):
        sample_1_x = jnp.take_along_axis(samples_x, jnp.where(active, head * samples_of_head + s, 0), axis=0)
        sample_1_y = jnp.take_along_axis(samples_y, jnp.where(active, head * samples_of_head + s, 0), axis=0)
        sample_1_weight = jnp.take_along_axis(samples_weight, jnp.where(active, head * samples_of_head + s, 0), axis=0)
        sample_1_level = jnp.take_along_axis(samples_level, jnp.where(active, head * samples_of_head + s, 0), axis=0)
        mask = active & (sample_1_level >= 0)
        pixels = gather(starts, sample_1_level) * heads * channels + thread
        size_2_x = gather(sizes, sample_1_level * 2)
        size_2_y = gather(sizes, sample_1_level * 2 + 1)
        pixel_stride = heads * channels
        top = jnp.floor(sample_1_y)
        left = jnp.floor(sample_1_x)
        down = sample_1_y - top
        right = sample_1_x - left
        y0 = top.astype(jnp.int32)
        x0 = left.astype(jnp.int32)
        y1 = y0 + 1
        x1 = x0 + 1

        v00 = jnp.zeros((LANES,), jnp.float32)
        v01 = jnp.zeros((LANES,), jnp.float32)
        v10 = jnp.zeros((LANES,), jnp.float32)
        v11 = jnp.zeros((LANES,), jnp.float32)
        mask_2 = mask & (y0 >= 0) & (x0 >= 0)
        v00 = jnp.where(mask_2, gather(value, pixels + (y0 * size_2_y + x0) * pixel_stride), v00)
        mask_3 = mask & (y0 >= 0) & (x1 < size_2_y)
        v01 = jnp.where(mask_3, gather(value, pixels + (y0 * size_2_y + x1) * pixel_stride), v01)
        mask_4 = mask & (y1 < size_2_x) & (x0 >= 0)
        v10 = jnp.where(mask_4, gather(value, pixels + (y1 * size_2_y + x0) * pixel_stride), v10)
        mask_5 = mask & (y1 < size_2_x) & (x1 < size_2_y)
        v11 = jnp.where(mask_5, gather(value, pixels + (y1 * size_2_y + x1) * pixel_stride), v11)
        bilinear_result = (1.0 - down) * ((1.0 - right) * v00 + right * v01) + down * ((1.0 - right) * v10 + right
                * v11)
        sum_ = jnp.where(mask, sum_ + sample_1_weight * bilinear_result, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, samples_of_head, step, sum_)
    scatter(out, pl.program_id(2) * heads * channels + thread, sum_, active)


@functools.partial(jax.jit, static_argnames=(
    "grid", "LANES", "BLOCK_X", "BLOCK_Y", "SLOTS", "SLOTS_2", "SLOTS_3", "SLOTS_4", "interpret"
))
def deformable_block(
    value, sizes, starts, places, weights, out, levels, points, grid, *, LANES, BLOCK_X, BLOCK_Y, SLOTS, SLOTS_2,
    SLOTS_3, SLOTS_4, interpret=False
):
    """Launches deformable_block on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(deformable_block_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y, SLOTS=SLOTS,
            SLOTS_2=SLOTS_2, SLOTS_3=SLOTS_3, SLOTS_4=SLOTS_4)
    [out] = launch(kernel, grid, [(levels, jnp.int32), (points, jnp.int32)],
            [(value, jnp.float32), (sizes, jnp.int32), (starts, jnp.int32), (places, jnp.float32),
            (weights, jnp.float32)], [(out, jnp.float32)], interpret)
    return value, sizes, starts, places, weights, out
