"""depthwiseconv.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Depthwise convolution: each channel by a filter of its own. Stride one, zeros around the input keep its size.

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


def depthwiseconv_naive_kernel(
    batch, height, width, channels, kernel, input_, filter_, bias, output_before, output, *, LANES, TAIL
):
    """
    Channels last: input and output [batch, height, width, channels], filter [kernel, kernel, channels]. One thread an
    element of the output.
    """

    batch = batch[0]
    height = height[0]
    width = width[0]
    channels = channels[0]
    kernel = kernel[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < batch * height * width * channels)
    rest = i
    channel = remainder(rest, jnp.where(channels != 0, channels, 1))
    rest = quotient(rest, jnp.where(channels != 0, channels, 1))
    x = remainder(rest, jnp.where(width != 0, width, 1))
    rest = quotient(rest, jnp.where(width != 0, width, 1))
    y = remainder(rest, jnp.where(height != 0, height, 1))
    image = quotient(rest, jnp.where(height != 0, height, 1))

    sum_ = gather(bias, channel)

    def step(ky, sum_):
        def step_2(kx, sum_):
            in_y = y + ky - quotient(kernel, 2)
            in_x = x + kx - quotient(kernel, 2)
            mask_2 = mask & (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ = jnp.where(mask_2,
                    sum_ + gather(input_, ((image * height + in_y) * width + in_x) * channels + channel)
                    * gather(filter_, (ky * kernel + kx) * channels + channel), sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, kernel, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, kernel, step, sum_)
    output[...] = jnp.where(mask, sum_, output_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def depthwiseconv_naive(
    input_, filter_, bias, output, batch, height, width, channels, kernel_2, grid, *, LANES, TAIL, interpret=False
):
    """Launches depthwiseconv_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(depthwiseconv_naive_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch_in_blocks(kernel, grid,
            [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (channels, jnp.int32), (kernel_2, jnp.int32)],
            [(input_, jnp.float32, None), (filter_, jnp.float32, None), (bias, jnp.float32, None)],
            [(output, jnp.float32, LANES)], interpret)
    return input_, filter_, bias, output


def depthwiseconv_tiled_3_8_kernel(
    channels, height, width, input_, filter_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    Channels first: input and output [batch * channels, height, width],
            filter [channels, KERNEL, KERNEL]. A block makes a
    tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    channels = channels[0]
    height = height[0]
    width = width[0]
    input_at = jnp.int32(0)
    filter_at = jnp.int32(0)

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 1
    plane = pl.program_id(0)
    top = pl.program_id(1) * 8 - RADIUS
    left = pl.program_id(2) * 8 - RADIUS
    input_at = input_at + plane * height * width
    filter_at = filter_at + remainder(plane, channels) * 3 * 3

    x = pl.program_id(2) * 8 + thread_x
    y = pl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(ky, sum_):
        def step_2(kx, sum_):
            sum_ = jnp.where(mask & (top + (ky + thread_y) >= 0) & (top + (ky + thread_y) < height)
                    & (left + (kx + thread_x) >= 0) & (left + (kx + thread_x) < width),
                    gather(input_, input_at + ((top + (ky + thread_y)) * width + (left + (kx + thread_x)))),
                    0.0) * load_one(filter_, filter_at + (kx + ky * 3)) + sum_
            return sum_

        sum_ = jax.lax.fori_loop(0, 3, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 3, step, sum_)
    scatter(output, (plane * height + y) * width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def depthwiseconv_tiled_3_8(
    input_, filter_, output, channels, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches depthwiseconv_tiled<3, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 8:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(depthwiseconv_tiled_3_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid, [(channels, jnp.int32), (height, jnp.int32), (width, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, output


def depthwiseconv_tiled_5_4_kernel(
    channels, height, width, input_, filter_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    Channels first: input and output [batch * channels, height, width],
            filter [channels, KERNEL, KERNEL]. A block makes a
    tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    channels = channels[0]
    height = height[0]
    width = width[0]
    input_at = jnp.int32(0)
    filter_at = jnp.int32(0)

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 2
    plane = pl.program_id(0)
    top = pl.program_id(1) * 4 - RADIUS
    left = pl.program_id(2) * 4 - RADIUS
    input_at = input_at + plane * height * width
    filter_at = filter_at + remainder(plane, channels) * 5 * 5

    x = pl.program_id(2) * 4 + thread_x
    y = pl.program_id(1) * 4 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(ky, sum_):
        def step_2(kx, sum_):
            sum_ = jnp.where(mask & (top + (ky + thread_y) >= 0) & (top + (ky + thread_y) < height)
                    & (left + (kx + thread_x) >= 0) & (left + (kx + thread_x) < width),
                    gather(input_, input_at + ((top + (ky + thread_y)) * width + (left + (kx + thread_x)))),
                    0.0) * load_one(filter_, filter_at + (kx + ky * 5)) + sum_
            return sum_

        sum_ = jax.lax.fori_loop(0, 5, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 5, step, sum_)
    scatter(output, (plane * height + y) * width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def depthwiseconv_tiled_5_4(
    input_, filter_, output, channels, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches depthwiseconv_tiled<5, 4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 4:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(depthwiseconv_tiled_5_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid, [(channels, jnp.int32), (height, jnp.int32), (width, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, output
