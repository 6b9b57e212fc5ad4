"""conv2d.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Two-dimensional convolution, channels last: input [batch, height, width, channels], filter [KERNEL, KERNEL,
# channels, filters], output [batch, height, width, filters]. Stride one; zeros around the input keep its size.

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


def conv2d_naive_3_kernel(
    batch, height, width, channels, filters, input_, filter_, bias, output_before, output, *, LANES, TAIL
):
    """One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads."""

    batch = batch[0]
    height = height[0]
    width = width[0]
    channels = channels[0]
    filters = filters[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < batch * height * width * filters)
    k = remainder(i, jnp.where(filters != 0, filters, 1))
    x = remainder(quotient(i, jnp.where(filters != 0, filters, 1)), jnp.where(width != 0, width, 1))
    y = remainder(quotient(i, jnp.where(filters * width != 0, filters * width, 1)), jnp.where(height != 0, height, 1))
    image = quotient(i, jnp.where(filters * width * height != 0, filters * width * height, 1))

    sum_ = gather(bias, k)

    def step(ky, sum_):
        in_y = y + ky - 3 // 2
        mask_2 = mask & (in_y >= 0) & (in_y < height)

        def step_2(kx, sum_):
            in_x = x + kx - 3 // 2
            mask_3 = mask_2 & (in_x >= 0) & (in_x < width)
            pixel = ((image * height + in_y) * width + in_x) * channels
            taps = (ky * 3 + kx) * channels * filters + k

            def step_3(c, sum_):
                sum_ = jnp.where(mask_3, sum_ + gather(input_, pixel + c) * gather(filter_, taps + c * filters), sum_)
                return sum_

            sum_ = jax.lax.fori_loop(0, channels, step_3, sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, 3, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 3, step, sum_)
    output[...] = jnp.where(mask, sum_, output_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def conv2d_naive_3(
    input_, filter_, bias, output, batch, height, width, channels, filters, grid, *, LANES, TAIL, interpret=False
):
    """Launches conv2d_naive<3> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2d_naive_3_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch_in_blocks(kernel, grid,
            [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (channels, jnp.int32), (filters, jnp.int32)],
            [(input_, jnp.float32, None), (filter_, jnp.float32, None), (bias, jnp.float32, None)],
            [(output, jnp.float32, LANES)], interpret)
    return input_, filter_, bias, output


def conv2d_naive_5_kernel(
    batch, height, width, channels, filters, input_, filter_, bias, output_before, output, *, LANES, TAIL
):
    """One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads."""

    batch = batch[0]
    height = height[0]
    width = width[0]
    channels = channels[0]
    filters = filters[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < batch * height * width * filters)
    k = remainder(i, jnp.where(filters != 0, filters, 1))
    x = remainder(quotient(i, jnp.where(filters != 0, filters, 1)), jnp.where(width != 0, width, 1))
    y = remainder(quotient(i, jnp.where(filters * width != 0, filters * width, 1)), jnp.where(height != 0, height, 1))
    image = quotient(i, jnp.where(filters * width * height != 0, filters * width * height, 1))

    sum_ = gather(bias, k)

    def step(ky, sum_):
        in_y = y + ky - 5 // 2
        mask_2 = mask & (in_y >= 0) & (in_y < height)

        def step_2(kx, sum_):
            in_x = x + kx - 5 // 2
            mask_3 = mask_2 & (in_x >= 0) & (in_x < width)
            pixel = ((image * height + in_y) * width + in_x) * channels
            taps = (ky * 5 + kx) * channels * filters + k

            def step_3(c, sum_):
                sum_ = jnp.where(mask_3, sum_ + gather(input_, pixel + c) * gather(filter_, taps + c * filters), sum_)
                return sum_

            sum_ = jax.lax.fori_loop(0, channels, step_3, sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, 5, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 5, step, sum_)
    output[...] = jnp.where(mask, sum_, output_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def conv2d_naive_5(
    input_, filter_, bias, output, batch, height, width, channels, filters, grid, *, LANES, TAIL, interpret=False
):
    """Launches conv2d_naive<5> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2d_naive_5_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch_in_blocks(kernel, grid,
            [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (channels, jnp.int32), (filters, jnp.int32)],
            [(input_, jnp.float32, None), (filter_, jnp.float32, None), (bias, jnp.float32, None)],
            [(output, jnp.float32, LANES)], interpret)
    return input_, filter_, bias, output


def conv2d_naive_1_kernel(
    batch, height, width, channels, filters, input_, filter_, bias, output_before, output, *, LANES, TAIL
):
    """One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads."""

    batch = batch[0]
    height = height[0]
    width = width[0]
    channels = channels[0]
    filters = filters[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < batch * height * width * filters)
    k = remainder(i, jnp.where(filters != 0, filters, 1))
    x = remainder(quotient(i, jnp.where(filters != 0, filters, 1)), jnp.where(width != 0, width, 1))
    y = remainder(quotient(i, jnp.where(filters * width != 0, filters * width, 1)), jnp.where(height != 0, height, 1))
    image = quotient(i, jnp.where(filters * width * height != 0, filters * width * height, 1))

    sum_ = gather(bias, k)

    def step(ky, sum_):
        in_y = y + ky - 1 // 2
        mask_2 = mask & (in_y >= 0) & (in_y < height)

        def step_2(kx, sum_):
            in_x = x + kx - 1 // 2
            mask_3 = mask_2 & (in_x >= 0) & (in_x < width)
            pixel = ((image * height + in_y) * width + in_x) * channels
            taps = (ky * 1 + kx) * channels * filters + k

            def step_3(c, sum_):
                sum_ = jnp.where(mask_3, sum_ + gather(input_, pixel + c) * gather(filter_, taps + c * filters), sum_)
                return sum_

            sum_ = jax.lax.fori_loop(0, channels, step_3, sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, 1, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 1, step, sum_)
    output[...] = jnp.where(mask, sum_, output_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def conv2d_naive_1(
    input_, filter_, bias, output, batch, height, width, channels, filters, grid, *, LANES, TAIL, interpret=False
):
    """Launches conv2d_naive<1> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2d_naive_1_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch_in_blocks(kernel, grid,
            [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (channels, jnp.int32), (filters, jnp.int32)],
            [(input_, jnp.float32, None), (filter_, jnp.float32, None), (bias, jnp.float32, None)],
            [(output, jnp.float32, LANES)], interpret)
    return input_, filter_, bias, output


def conv2d_strip_3_kernel(
    height, width, channels, filters, input_, filter_, bias, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
    halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
    floats. The grid is (filters, width, batch * height), each by its block.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    channels = channels[0]
    filters = filters[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 1
    strip = BLOCK_Y + 3 - 1
    image = (pl.program_id(0).astype(jnp.uint32) // height.astype(jnp.uint32)).astype(jnp.int32)
    y = (pl.program_id(0).astype(jnp.uint32) % height.astype(jnp.uint32)).astype(jnp.int32)
    left = pl.program_id(1) * BLOCK_Y - RADIUS

    k = pl.program_id(2) * BLOCK_X + thread_x
    x = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (k < filters) & (x < width)
    sum_ = gather(bias, k)

    def step(ky, sum_):
        def step_2(kx, sum_):
            pixel = (ky * strip + thread_y + kx) * channels

            def step_3(c, sum_):
                sum_ = sum_ + jnp.where(mask & (c + pixel < BLOCK_Y * channels * 3 + channels * 6)
                        & (left + (kx + thread_y) >= 0) & (left + (kx + thread_y) < width) & (y + ky - RADIUS >= 0)
                        & (y + ky - RADIUS < height),
                        gather(input_,
                        ((image * height + (y + ky - RADIUS)) * width + (left + (kx + thread_y))) * channels + c),
                        0.0) * gather(filter_, ((ky * 3 + kx) * channels + c) * filters + k)
                return sum_

            sum_ = jax.lax.fori_loop(0, channels, step_3, sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, 3, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 3, step, sum_)
    scatter(output, ((image * height + y) * width + x) * filters + k, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def conv2d_strip_3(
    input_, filter_, bias, output, height, width, channels, filters, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches conv2d_strip<3> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2d_strip_3_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (channels, jnp.int32), (filters, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32), (bias, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, bias, output


def conv2d_strip_5_kernel(
    height, width, channels, filters, input_, filter_, bias, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
    halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
    floats. The grid is (filters, width, batch * height), each by its block.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    channels = channels[0]
    filters = filters[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 2
    strip = BLOCK_Y + 5 - 1
    image = (pl.program_id(0).astype(jnp.uint32) // height.astype(jnp.uint32)).astype(jnp.int32)
    y = (pl.program_id(0).astype(jnp.uint32) % height.astype(jnp.uint32)).astype(jnp.int32)
    left = pl.program_id(1) * BLOCK_Y - RADIUS

    k = pl.program_id(2) * BLOCK_X + thread_x
    x = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (k < filters) & (x < width)
    sum_ = gather(bias, k)

    def step(ky, sum_):
        def step_2(kx, sum_):
            pixel = (ky * strip + thread_y + kx) * channels

            def step_3(c, sum_):
                sum_ = sum_ + jnp.where(mask & (c + pixel < BLOCK_Y * channels * 5 + channels * 20)
                        & (left + (kx + thread_y) >= 0) & (left + (kx + thread_y) < width) & (y + ky - RADIUS >= 0)
                        & (y + ky - RADIUS < height),
                        gather(input_,
                        ((image * height + (y + ky - RADIUS)) * width + (left + (kx + thread_y))) * channels + c),
                        0.0) * gather(filter_, ((ky * 5 + kx) * channels + c) * filters + k)
                return sum_

            sum_ = jax.lax.fori_loop(0, channels, step_3, sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, 5, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 5, step, sum_)
    scatter(output, ((image * height + y) * width + x) * filters + k, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def conv2d_strip_5(
    input_, filter_, bias, output, height, width, channels, filters, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches conv2d_strip<5> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2d_strip_5_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (channels, jnp.int32), (filters, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32), (bias, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, bias, output
