"""layernorm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Layer normalisation of the rows of a [rows, columns] matrix:
#   y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta

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


def store_same(ref, index, value, mask):
    """Puts the value of the first lane that the mask names at one index, a scalar."""
    lanes = jax.lax.iota(jnp.int32, mask.size)
    first = jnp.min(jnp.where(mask, lanes, mask.size))
    store_one(ref, index, only(jnp.broadcast_to(value, mask.shape), lanes == first), first < mask.size)


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def layernorm_naive_kernel(rows, columns, epsilon, x, gamma, beta, y_before, y, *, LANES, BLOCK_X, BLOCK_Y, ROW_WIDTH):
    """One thread an element."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]
    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    column = pl.program_id(2) * BLOCK_X + thread_x
    row = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (row < rows) & (column < columns)
    values = row * columns

    mean = jnp.zeros((LANES,), jnp.float32)
    partial_mean = jnp.zeros((LANES, ROW_WIDTH), jnp.float32)

    def step(count, partial_mean):
        start = count * ROW_WIDTH
        c = start + jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH)
        inside = jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH) < columns - start
        partial_mean = jnp.where(inside, partial_mean + gather(x, values.reshape(LANES, 1) + c), partial_mean)
        return partial_mean

    partial_mean = jax.lax.fori_loop(0, pl.cdiv(columns, ROW_WIDTH), step, partial_mean)
    mean = mean + jnp.sum(partial_mean, axis=1)
    mean = mean / columns.astype(jnp.float32)
    variance = jnp.zeros((LANES,), jnp.float32)
    partial_variance = jnp.zeros((LANES, ROW_WIDTH), jnp.float32)

    def step(count, partial_variance):
        start = count * ROW_WIDTH
        c = start + jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH)
        inside = jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH) < columns - start
        deviation = gather(x, values.reshape(LANES, 1) + c) - mean.reshape(LANES, 1)
        partial_variance = jnp.where(inside, partial_variance + deviation * deviation, partial_variance)
        return partial_variance

    partial_variance = jax.lax.fori_loop(0, pl.cdiv(columns, ROW_WIDTH), step, partial_variance)
    variance = variance + jnp.sum(partial_variance, axis=1)
    variance = variance / columns.astype(jnp.float32)
    scatter(y, row * columns + column,
            (gather(x, values + column) - mean) * jax.lax.rsqrt(variance + epsilon) * gather(gamma, column)
            + gather(beta, column), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "ROW_WIDTH", "interpret"))
def layernorm_naive(
    x, gamma, beta, y, rows, columns, epsilon, grid, *, LANES, BLOCK_X, BLOCK_Y, ROW_WIDTH, interpret=False
):
    """Launches layernorm_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(layernorm_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y,
            ROW_WIDTH=ROW_WIDTH)
    [y] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, gamma, beta, y


def layernorm_block_kernel(
    columns, epsilon, x, gamma, beta, y_before, means_before, inverse_deviations_before, y, means, inverse_deviations,
    *, LANES, BLOCK_X, SLOTS
):
    """One block of a power of two of threads a row. Dynamic shared memory holds blockDim.x sums and as many sums of
    squares. The moments are kept for the backward pass.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]
        means[...] = means_before[...]
        inverse_deviations[...] = inverse_deviations_before[...]

    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    shared_slots = jax.lax.iota(jnp.int32, SLOTS)
    shared = jnp.zeros((SLOTS,), jnp.float32)
    thread = lane
    row = pl.program_id(2) * columns

    sum_ = jnp.zeros((LANES,), jnp.float32)
    square = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        sum_, square = carry
        start = count * BLOCK_X
        column = start + thread
        mask = active & (column < columns)
        value = load_run(x, row + start, LANES)
        sum_ = jnp.where(mask, sum_ + value, sum_)
        square = jnp.where(mask, square + value * value, square)
        return sum_, square

    sum_, square = jax.lax.fori_loop(0, pl.cdiv(columns, BLOCK_X), step, (sum_, square))
    writer = shared_slots
    owned = writer < BLOCK_X
    owner = jnp.where(owned, writer, 0)
    shared = jnp.where(owned, jnp.take_along_axis(sum_, owner, axis=0), shared)
    place = shared_slots - BLOCK_X
    owned_2 = (place >= 0) & (place < BLOCK_X)
    owner_2 = jnp.where(owned_2, place, 0)
    shared = jnp.where(owned_2, jnp.take_along_axis(square, owner_2, axis=0), shared)
    active_2 = jnp.int32(BLOCK_X // 2)

    def goes_on(carry):
        shared, active_2 = carry
        return active_2 > 0

    def step(carry):
        shared, active_2 = carry
        mask = active & (thread < active_2)
        writer_2 = shared_slots
        owned_3 = writer_2 < LANES
        owner_3 = jnp.where(owned_3, writer_2, 0)
        shared = jnp.where(owned_3 & jnp.take_along_axis(mask, owner_3, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(shared, jnp.where(mask, thread, 0), axis=0)
                + jnp.take_along_axis(shared, jnp.where(mask, thread + active_2, 0), axis=0), owner_3, axis=0), shared)
        place_2 = shared_slots - BLOCK_X
        owned_4 = (place_2 >= 0) & (place_2 < LANES)
        owner_4 = jnp.where(owned_4, place_2, 0)
        shared = jnp.where(owned_4 & jnp.take_along_axis(mask, owner_4, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(shared, jnp.where(mask, BLOCK_X + thread, 0), axis=0)
                + jnp.take_along_axis(shared, jnp.where(mask, BLOCK_X + (thread + active_2), 0), axis=0), owner_4,
                axis=0), shared)
        active_2 = active_2 >> 1
        return shared, active_2

    shared, active_2 = jax.lax.while_loop(goes_on, step, (shared, active_2))

    mean = jnp.full((LANES,), jnp.sum(jnp.where(shared_slots == 0, shared, -0.0)) / columns.astype(jnp.float32))
    inverse_deviation = jax.lax.rsqrt(jnp.sum(jnp.where(shared_slots == BLOCK_X, shared, -0.0))
            / columns.astype(jnp.float32) - mean * mean + epsilon)
    mask = active & (thread == 0)
    store_same(means, pl.program_id(2), mean, mask)
    store_same(inverse_deviations, pl.program_id(2), inverse_deviation, mask)

    @pl.loop(0, pl.cdiv(columns, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        column = start + thread
        mask_2 = active & (column < columns)
        store_run(y, pl.program_id(2) * columns + start,
                (load_run(x, row + start, LANES) - mean) * inverse_deviation * load_run(gamma, start, LANES)
                + load_run(beta, start, LANES), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SLOTS", "interpret"))
def layernorm_block(
    x, gamma, beta, y, means, inverse_deviations, columns, epsilon, grid, *, LANES, BLOCK_X, SLOTS, interpret=False
):
    """Launches layernorm_block on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(layernorm_block_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SLOTS=SLOTS)
    [y, means, inverse_deviations] = launch(kernel, grid, [(columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)],
            [(y, jnp.float32), (means, jnp.float32), (inverse_deviations, jnp.float32)], interpret)
    return x, gamma, beta, y, means, inverse_deviations


def layernorm_warp_kernel(rows, columns, epsilon, x, gamma, beta, y_before, y, *, LANES, BLOCK_X, WARPS):
    """One warp a row, by cooperative groups; blockDim.x is a multiple of 32."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]
    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    x_2 = jnp.zeros((LANES,), jnp.int32)
    y_2 = jnp.zeros((LANES,), jnp.int32)
    row = pl.program_id(2) * (BLOCK_X // 32) + lane // 32
    mask = active & (row < rows)
    x_2 = jnp.where(mask, x_2 + row * columns, x_2)
    y_2 = jnp.where(mask, y_2 + row * columns, y_2)

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * 32
        column = start + (lane & 31)
        mask_2 = mask & (column < columns)
        sum_ = jnp.where(mask_2, sum_ + gather(x, x_2 + column), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(columns, 32), step, sum_)
    warp_total = jnp.broadcast_to(jnp.sum(jnp.where(mask, sum_, 0.0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,)
    mean = warp_total / columns.astype(jnp.float32)

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * 32
        column = start + (lane & 31)
        mask_2 = mask & (column < columns)
        deviation = gather(x, x_2 + column) - mean
        sum_ = jnp.where(mask_2, sum_ + deviation * deviation, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(columns, 32), step, sum_)
    warp_total_2 = jnp.broadcast_to(jnp.sum(jnp.where(mask, sum_, 0.0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,)
    inverse_deviation = jax.lax.rsqrt(warp_total_2 / columns.astype(jnp.float32) + epsilon)

    @pl.loop(0, pl.cdiv(columns, 32))
    def _(count):
        start = count * 32
        column = start + (lane & 31)
        mask_2 = mask & (column < columns)
        scatter(y, y_2 + column,
                inverse_deviation * (gather(x, x_2 + column) - mean) * gather(gamma, column) + gather(beta, column),
                mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def layernorm_warp(x, gamma, beta, y, rows, columns, epsilon, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches layernorm_warp on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(layernorm_warp_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [y] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, gamma, beta, y
