"""batchnorm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Batch normalisation of a [batch, channels, plane] tensor, where a plane is height * width elements.

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


def batchnorm_naive_kernel(
    batch, channels, plane, epsilon, x, mean, variance, gamma, beta, y_before, y, *, LANES, TAIL
):
    """Inference: one thread an element, with the statistics that training left."""

    batch = batch[0]
    channels = channels[0]
    plane = plane[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < batch * channels * plane)
    channel = remainder(quotient(i, jnp.where(plane != 0, plane, 1)), jnp.where(channels != 0, channels, 1))
    y[...] = jnp.where(mask,
            gather(gamma, channel) * (x[...] - gather(mean, channel)) / jnp.sqrt(gather(variance, channel) + epsilon)
            + gather(beta, channel), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def batchnorm_naive(
    x, mean, variance, gamma, beta, y, batch, channels, plane, epsilon, grid, *, LANES, TAIL, interpret=False
):
    """Launches batchnorm_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(batchnorm_naive_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid,
            [(batch, jnp.int32), (channels, jnp.int32), (plane, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float32, LANES), (mean, jnp.float32, None), (variance, jnp.float32, None),
            (gamma, jnp.float32, None), (beta, jnp.float32, None)], [(y, jnp.float32, LANES)], interpret)
    return x, mean, variance, gamma, beta, y


def batchnorm_train_64_kernel(
    batch, plane, epsilon, momentum, x, gamma, beta, y_before, running_mean_before, running_variance_before,
    saved_before, y, running_mean, running_variance, saved, *, LANES, BLOCK_X
):
    """
    Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
    deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
    unbiased one.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]
        running_mean[...] = running_mean_before[...]
        running_variance[...] = running_variance_before[...]
        saved[...] = saved_before[...]

    batch = batch[0]
    plane = plane[0]
    epsilon = epsilon[0]
    momentum = momentum[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    channel = pl.program_id(2)
    channels = pl.num_programs(2)
    count = batch * plane

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count_2, sum_):
        start = count_2 * 64
        i = start + lane
        mask = active & (i < count)
        sum_ = jnp.where(mask,
                sum_ + gather(x,
                (quotient(i, jnp.where(plane != 0, plane, 1)) * channels + channel) * plane
                + remainder(i, jnp.where(plane != 0, plane, 1))), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(count, 64), step, sum_)
    total = jnp.sum(sum_)  # before the next use of the places
    mean = total / count.astype(jnp.float32)

    squares = jnp.zeros((LANES,), jnp.float32)

    def step(count_2, squares):
        start = count_2 * 64
        i = start + lane
        mask = active & (i < count)
        deviation = gather(x,
                (quotient(i, jnp.where(plane != 0, plane, 1)) * channels + channel) * plane
                + remainder(i, jnp.where(plane != 0, plane, 1))) - mean
        squares = jnp.where(mask, squares + deviation * deviation, squares)
        return squares

    squares = jax.lax.fori_loop(0, pl.cdiv(count, 64), step, squares)
    total_2 = jnp.sum(squares)  # before the next use of the places
    inverse_deviation = 1.0 / jnp.sqrt(total_2 / count.astype(jnp.float32) + epsilon)

    mask = active & (lane == 0)
    store_one(saved, channel * 2, mean)
    store_one(saved, channel * 2 + 1, inverse_deviation)
    store_one(running_mean, channel, (1.0 - momentum) * load_one(running_mean, channel) + momentum * mean,
            jnp.any(mask))
    store_one(running_variance, channel,
            (1.0 - momentum) * load_one(running_variance, channel) + momentum * total_2
            / (count - 1).astype(jnp.float32), jnp.any(mask))

    scale = load_one(gamma, channel) * inverse_deviation
    shift = load_one(beta, channel) - mean * scale

    @pl.loop(0, pl.cdiv(count, 64))
    def _(count_2):
        start = count_2 * 64
        i = start + lane
        mask_2 = active & (i < count)
        place = (quotient(i, jnp.where(plane != 0, plane, 1)) * channels + channel) * plane + remainder(i,
                jnp.where(plane != 0, plane, 1))
        scatter(y, place, gather(x, place) * scale + shift, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def batchnorm_train_64(
    x, gamma, beta, y, running_mean, running_variance, saved, batch, plane, epsilon, momentum, grid, *, LANES, BLOCK_X,
    interpret=False
):
    """Launches batchnorm_train<64> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(batchnorm_train_64_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y, running_mean, running_variance, saved] = launch(kernel, grid,
            [(batch, jnp.int32), (plane, jnp.int32), (epsilon, jnp.float32), (momentum, jnp.float32)],
            [(x, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)],
            [(y, jnp.float32), (running_mean, jnp.float32), (running_variance, jnp.float32), (saved, jnp.float32)],
            interpret)
    return x, gamma, beta, y, running_mean, running_variance, saved


def batchnorm_train_128_kernel(
    batch, plane, epsilon, momentum, x, gamma, beta, y_before, running_mean_before, running_variance_before,
    saved_before, y, running_mean, running_variance, saved, *, LANES, BLOCK_X
):
    """
    Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
    deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
    unbiased one.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]
        running_mean[...] = running_mean_before[...]
        running_variance[...] = running_variance_before[...]
        saved[...] = saved_before[...]

    batch = batch[0]
    plane = plane[0]
    epsilon = epsilon[0]
    momentum = momentum[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    channel = pl.program_id(2)
    channels = pl.num_programs(2)
    count = batch * plane

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count_2, sum_):
        start = count_2 * 128
        i = start + lane
        mask = active & (i < count)
        sum_ = jnp.where(mask,
                sum_ + gather(x,
                (quotient(i, jnp.where(plane != 0, plane, 1)) * channels + channel) * plane
                + remainder(i, jnp.where(plane != 0, plane, 1))), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(count, 128), step, sum_)
    total = jnp.sum(sum_)  # before the next use of the places
    mean = total / count.astype(jnp.float32)

    squares = jnp.zeros((LANES,), jnp.float32)

    def step(count_2, squares):
        start = count_2 * 128
        i = start + lane
        mask = active & (i < count)
        deviation = gather(x,
                (quotient(i, jnp.where(plane != 0, plane, 1)) * channels + channel) * plane
                + remainder(i, jnp.where(plane != 0, plane, 1))) - mean
        squares = jnp.where(mask, squares + deviation * deviation, squares)
        return squares

    squares = jax.lax.fori_loop(0, pl.cdiv(count, 128), step, squares)
    total_2 = jnp.sum(squares)  # before the next use of the places
    inverse_deviation = 1.0 / jnp.sqrt(total_2 / count.astype(jnp.float32) + epsilon)

    mask = active & (lane == 0)
    store_one(saved, channel * 2, mean)
    store_one(saved, channel * 2 + 1, inverse_deviation)
    store_one(running_mean, channel, (1.0 - momentum) * load_one(running_mean, channel) + momentum * mean,
            jnp.any(mask))
    store_one(running_variance, channel,
            (1.0 - momentum) * load_one(running_variance, channel) + momentum * total_2
            / (count - 1).astype(jnp.float32), jnp.any(mask))

    scale = load_one(gamma, channel) * inverse_deviation
    shift = load_one(beta, channel) - mean * scale

    @pl.loop(0, pl.cdiv(count, 128))
    def _(count_2):
        start = count_2 * 128
        i = start + lane
        mask_2 = active & (i < count)
        place = (quotient(i, jnp.where(plane != 0, plane, 1)) * channels + channel) * plane + remainder(i,
                jnp.where(plane != 0, plane, 1))
        scatter(y, place, gather(x, place) * scale + shift, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def batchnorm_train_128(
    x, gamma, beta, y, running_mean, running_variance, saved, batch, plane, epsilon, momentum, grid, *, LANES, BLOCK_X,
    interpret=False
):
    """Launches batchnorm_train<128> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(batchnorm_train_128_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y, running_mean, running_variance, saved] = launch(kernel, grid,
            [(batch, jnp.int32), (plane, jnp.int32), (epsilon, jnp.float32), (momentum, jnp.float32)],
            [(x, jnp.float32), (gamma, jnp.float32), (beta, jnp.float32)],
            [(y, jnp.float32), (running_mean, jnp.float32), (running_variance, jnp.float32), (saved, jnp.float32)],
            interpret)
    return x, gamma, beta, y, running_mean, running_variance, saved
