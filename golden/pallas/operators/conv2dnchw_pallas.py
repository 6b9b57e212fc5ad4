"""conv2dnchw.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Two-dimensional convolution, channels first: input [batch, channels, height, width], filter [filters, channels,
# kernel.y, kernel.x], output [batch, filters, out_height, out_width]. `int2` is x and y, as everywhere in CUDA.

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


def conv2dnchw_naive_kernel(
    shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height, shape_out_width,
    shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y, shape_dilation_x,
    shape_dilation_y, input_, filter_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """One thread an element of the output: x and y by the block, z is the plane of one filter of one image."""

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    shape_batch = shape_batch[0]
    shape_channels = shape_channels[0]
    shape_height = shape_height[0]
    shape_width = shape_width[0]
    shape_filters = shape_filters[0]
    shape_out_height = shape_out_height[0]
    shape_out_width = shape_out_width[0]
    shape_kernel_x = shape_kernel_x[0]
    shape_kernel_y = shape_kernel_y[0]
    shape_stride_x = shape_stride_x[0]
    shape_stride_y = shape_stride_y[0]
    shape_padding_x = shape_padding_x[0]
    shape_padding_y = shape_padding_y[0]
    shape_dilation_x = shape_dilation_x[0]
    shape_dilation_y = shape_dilation_y[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    plane = pl.program_id(0)
    mask = active & (x < shape_out_width) & (y < shape_out_height)
    image = quotient(plane, jnp.where(shape_filters != 0, shape_filters, 1))
    taps = remainder(plane,
            jnp.where(shape_filters != 0, shape_filters, 1)) * shape_channels * shape_kernel_y * shape_kernel_x

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(channel, carry):
        sum_, taps = carry
        values = (image * shape_channels + channel) * shape_height * shape_width

        def step_2(ky, carry_2):
            sum_, taps = carry_2
            in_y = y * shape_stride_y - shape_padding_y + ky * shape_dilation_y

            def step_3(kx, carry_3):
                sum_, taps = carry_3
                in_x = x * shape_stride_x - shape_padding_x + kx * shape_dilation_x
                mask_2 = mask & (in_y >= 0) & (in_y < shape_height) & (in_x >= 0) & (in_x < shape_width)
                sum_ = jnp.where(mask_2,
                        sum_ + gather(input_, values + (in_y * shape_width + in_x)) * load_one(filter_, taps), sum_)
                taps = taps + 1
                return sum_, taps

            sum_, taps = jax.lax.fori_loop(0, shape_kernel_x, step_3, (sum_, taps))
            return sum_, taps

        sum_, taps = jax.lax.fori_loop(0, shape_kernel_y, step_2, (sum_, taps))
        return sum_, taps

    sum_, taps = jax.lax.fori_loop(0, shape_channels, step, (sum_, taps))
    scatter(output, (plane * shape_out_height + y) * shape_out_width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def conv2dnchw_naive(
    input_, filter_, output, shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height,
    shape_out_width, shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y,
    shape_dilation_x, shape_dilation_y, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches conv2dnchw_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2dnchw_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(shape_batch, jnp.int32), (shape_channels, jnp.int32), (shape_height, jnp.int32), (shape_width, jnp.int32),
            (shape_filters, jnp.int32), (shape_out_height, jnp.int32), (shape_out_width, jnp.int32),
            (shape_kernel_x, jnp.int32), (shape_kernel_y, jnp.int32), (shape_stride_x, jnp.int32),
            (shape_stride_y, jnp.int32), (shape_padding_x, jnp.int32), (shape_padding_y, jnp.int32),
            (shape_dilation_x, jnp.int32), (shape_dilation_y, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, output


def conv2dnchw_implicit_gemm_16_kernel(
    shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height, shape_out_width,
    shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y, shape_dilation_x,
    shape_dilation_y, input_, filter_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
    TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    shape_batch = shape_batch[0]
    shape_channels = shape_channels[0]
    shape_height = shape_height[0]
    shape_width = shape_width[0]
    shape_filters = shape_filters[0]
    shape_out_height = shape_out_height[0]
    shape_out_width = shape_out_width[0]
    shape_kernel_x = shape_kernel_x[0]
    shape_kernel_y = shape_kernel_y[0]
    shape_stride_x = shape_stride_x[0]
    shape_stride_y = shape_stride_y[0]
    shape_padding_x = shape_padding_x[0]
    shape_padding_y = shape_padding_y[0]
    shape_dilation_x = shape_dilation_x[0]
    shape_dilation_y = shape_dilation_y[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    weights_slots = jax.lax.iota(jnp.int32, 512)
    weights = jnp.zeros((512,), jnp.float32)
    patches_slots = jax.lax.iota(jnp.int32, 256)
    patches = jnp.zeros((256,), jnp.float32)
    taps = shape_channels * shape_kernel_x * shape_kernel_y
    plane = shape_out_height * shape_out_width
    row = pl.program_id(1) * 16 + thread_y  # a filter
    pixel = pl.program_id(2) * 16 + thread_x  # of all images
    is_pixel = pixel < shape_batch * plane

    sum_ = jnp.zeros((LANES,), jnp.float32)
    product = jnp.zeros((16, 16), jnp.float32)

    def step(count, carry):
        weights, patches, product = carry
        start = count * 16
        column = start + thread_x
        tap = start + thread_y
        line = weights_slots // 17
        column_2 = weights_slots % 17
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        weights = jnp.where(owned,
                jnp.take_along_axis(jnp.where((row < shape_filters) & (column < taps),
                gather(filter_, row * taps + column), 0.0), owner, axis=0), weights)
        chosen = jnp.zeros((LANES,), jnp.float32)
        condition = is_pixel & (tap < taps)
        taken = active & condition
        patch_element_result = jnp.zeros((LANES,), jnp.float32)
        in_patch_element = jnp.full((LANES,), True, jnp.bool_)
        kx = remainder(tap, jnp.where(shape_kernel_x != 0, shape_kernel_x, 1))
        ky = remainder(quotient(tap, jnp.where(shape_kernel_x != 0, shape_kernel_x, 1)),
                jnp.where(shape_kernel_y != 0, shape_kernel_y, 1))
        channel = quotient(tap, jnp.where(shape_kernel_x * shape_kernel_y != 0, shape_kernel_x * shape_kernel_y, 1))
        x = remainder(pixel,
                jnp.where(shape_out_width != 0, shape_out_width,
                1)) * shape_stride_x - shape_padding_x + kx * shape_dilation_x
        y = remainder(quotient(pixel, jnp.where(shape_out_width != 0, shape_out_width, 1)),
                jnp.where(shape_out_height != 0, shape_out_height,
                1)) * shape_stride_y - shape_padding_y + ky * shape_dilation_y
        image = quotient(pixel,
                jnp.where(shape_out_width * shape_out_height != 0, shape_out_width * shape_out_height, 1))
        mask = taken & ((x < 0) | (x >= shape_width) | (y < 0) | (y >= shape_height))
        patch_element_result = jnp.where(mask, 0.0, patch_element_result)
        in_patch_element = jnp.where(mask, False, in_patch_element)
        taken_2 = taken & in_patch_element
        patch_element_result = jnp.where(taken_2,
                gather(input_, ((image * shape_channels + channel) * shape_height + y) * shape_width + x),
                patch_element_result)
        in_patch_element = jnp.where(taken_2, False, in_patch_element)
        chosen = jnp.where(taken, patch_element_result, chosen)
        others = active & ~condition
        chosen = jnp.where(others, 0.0, chosen)
        line_2 = patches_slots // 16
        column_3 = patches_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        patches = jnp.where(owned_2, jnp.take_along_axis(chosen, owner_2, axis=0), patches)
        product = product + jnp.dot(jnp.take_along_axis(weights,
                jax.lax.iota(jnp.int32, 256) // 16 * 17 + jax.lax.iota(jnp.int32, 256) % 16, axis=0).reshape(16, 16),
                patches.reshape(16, 16), precision=jax.lax.Precision.HIGHEST, preferred_element_type=jnp.float32)
        return weights, patches, product

    weights, patches, product = jax.lax.fori_loop(0, pl.cdiv(taps, 16), step, (weights, patches, product))
    sum_ = sum_ + jnp.take_along_axis(product.reshape(256,), jnp.where(active, thread_y * 16 + thread_x, 0), axis=0)
    mask = active & (row < shape_filters) & is_pixel
    scatter(output,
            (quotient(pixel, jnp.where(plane != 0, plane, 1)) * shape_filters + row) * plane
            + remainder(pixel, jnp.where(plane != 0, plane, 1)), sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def conv2dnchw_implicit_gemm_16(
    input_, filter_, output, shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height,
    shape_out_width, shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y,
    shape_dilation_x, shape_dilation_y, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches conv2dnchw_implicit_gemm<16> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 17:
        raise ValueError("`weights` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`patches` has no place for more threads side by side")
    kernel = functools.partial(conv2dnchw_implicit_gemm_16_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(shape_batch, jnp.int32), (shape_channels, jnp.int32), (shape_height, jnp.int32), (shape_width, jnp.int32),
            (shape_filters, jnp.int32), (shape_out_height, jnp.int32), (shape_out_width, jnp.int32),
            (shape_kernel_x, jnp.int32), (shape_kernel_y, jnp.int32), (shape_stride_x, jnp.int32),
            (shape_stride_y, jnp.int32), (shape_padding_x, jnp.int32), (shape_padding_y, jnp.int32),
            (shape_dilation_x, jnp.int32), (shape_dilation_y, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, output


def conv2dnchw_implicit_gemm_8_kernel(
    shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height, shape_out_width,
    shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y, shape_dilation_x,
    shape_dilation_y, input_, filter_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
    TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    shape_batch = shape_batch[0]
    shape_channels = shape_channels[0]
    shape_height = shape_height[0]
    shape_width = shape_width[0]
    shape_filters = shape_filters[0]
    shape_out_height = shape_out_height[0]
    shape_out_width = shape_out_width[0]
    shape_kernel_x = shape_kernel_x[0]
    shape_kernel_y = shape_kernel_y[0]
    shape_stride_x = shape_stride_x[0]
    shape_stride_y = shape_stride_y[0]
    shape_padding_x = shape_padding_x[0]
    shape_padding_y = shape_padding_y[0]
    shape_dilation_x = shape_dilation_x[0]
    shape_dilation_y = shape_dilation_y[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    weights_slots = jax.lax.iota(jnp.int32, 128)
    weights = jnp.zeros((128,), jnp.float32)
    patches_slots = jax.lax.iota(jnp.int32, 64)
    patches = jnp.zeros((64,), jnp.float32)
    taps = shape_channels * shape_kernel_x * shape_kernel_y
    plane = shape_out_height * shape_out_width
    row = pl.program_id(1) * 8 + thread_y  # a filter
    pixel = pl.program_id(2) * 8 + thread_x  # of all images
    is_pixel = pixel < shape_batch * plane

    sum_ = jnp.zeros((LANES,), jnp.float32)
    product = jnp.zeros((8, 8), jnp.float32)

    def step(count, carry):
        weights, patches, product = carry
        start = count * 8
        column = start + thread_x
        tap = start + thread_y
        line = weights_slots // 9
        column_2 = weights_slots % 9
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        weights = jnp.where(owned,
                jnp.take_along_axis(jnp.where((row < shape_filters) & (column < taps),
                gather(filter_, row * taps + column), 0.0), owner, axis=0), weights)
        chosen = jnp.zeros((LANES,), jnp.float32)
        condition = is_pixel & (tap < taps)
        taken = active & condition
        patch_element_result = jnp.zeros((LANES,), jnp.float32)
        in_patch_element = jnp.full((LANES,), True, jnp.bool_)
        kx = remainder(tap, jnp.where(shape_kernel_x != 0, shape_kernel_x, 1))
        ky = remainder(quotient(tap, jnp.where(shape_kernel_x != 0, shape_kernel_x, 1)),
                jnp.where(shape_kernel_y != 0, shape_kernel_y, 1))
        channel = quotient(tap, jnp.where(shape_kernel_x * shape_kernel_y != 0, shape_kernel_x * shape_kernel_y, 1))
        x = remainder(pixel,
                jnp.where(shape_out_width != 0, shape_out_width,
                1)) * shape_stride_x - shape_padding_x + kx * shape_dilation_x
        y = remainder(quotient(pixel, jnp.where(shape_out_width != 0, shape_out_width, 1)),
                jnp.where(shape_out_height != 0, shape_out_height,
                1)) * shape_stride_y - shape_padding_y + ky * shape_dilation_y
        image = quotient(pixel,
                jnp.where(shape_out_width * shape_out_height != 0, shape_out_width * shape_out_height, 1))
        mask = taken & ((x < 0) | (x >= shape_width) | (y < 0) | (y >= shape_height))
        patch_element_result = jnp.where(mask, 0.0, patch_element_result)
        in_patch_element = jnp.where(mask, False, in_patch_element)
        taken_2 = taken & in_patch_element
        patch_element_result = jnp.where(taken_2,
                gather(input_, ((image * shape_channels + channel) * shape_height + y) * shape_width + x),
                patch_element_result)
        in_patch_element = jnp.where(taken_2, False, in_patch_element)
        chosen = jnp.where(taken, patch_element_result, chosen)
        others = active & ~condition
        chosen = jnp.where(others, 0.0, chosen)
        line_2 = patches_slots // 8
        column_3 = patches_slots % 8
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        patches = jnp.where(owned_2, jnp.take_along_axis(chosen, owner_2, axis=0), patches)
        product = product + jnp.dot(jnp.take_along_axis(weights,
                jax.lax.iota(jnp.int32, 64) // 8 * 9 + jax.lax.iota(jnp.int32, 64) % 8, axis=0).reshape(8, 8),
                patches.reshape(8, 8), precision=jax.lax.Precision.HIGHEST, preferred_element_type=jnp.float32)
        return weights, patches, product

    weights, patches, product = jax.lax.fori_loop(0, pl.cdiv(taps, 8), step, (weights, patches, product))
    sum_ = sum_ + jnp.take_along_axis(product.reshape(64,), jnp.where(active, thread_y * 8 + thread_x, 0), axis=0)
    mask = active & (row < shape_filters) & is_pixel
    scatter(output,
            (quotient(pixel, jnp.where(plane != 0, plane, 1)) * shape_filters + row) * plane
            + remainder(pixel, jnp.where(plane != 0, plane, 1)), sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def conv2dnchw_implicit_gemm_8(
    input_, filter_, output, shape_batch, shape_channels, shape_height, shape_width, shape_filters, shape_out_height,
    shape_out_width, shape_kernel_x, shape_kernel_y, shape_stride_x, shape_stride_y, shape_padding_x, shape_padding_y,
    shape_dilation_x, shape_dilation_y, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches conv2dnchw_implicit_gemm<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 9:
        raise ValueError("`weights` has no place for more threads side by side")
    if not BLOCK_X <= 8:
        raise ValueError("`patches` has no place for more threads side by side")
    kernel = functools.partial(conv2dnchw_implicit_gemm_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(shape_batch, jnp.int32), (shape_channels, jnp.int32), (shape_height, jnp.int32), (shape_width, jnp.int32),
            (shape_filters, jnp.int32), (shape_out_height, jnp.int32), (shape_out_width, jnp.int32),
            (shape_kernel_x, jnp.int32), (shape_kernel_y, jnp.int32), (shape_stride_x, jnp.int32),
            (shape_stride_y, jnp.int32), (shape_padding_x, jnp.int32), (shape_padding_y, jnp.int32),
            (shape_dilation_x, jnp.int32), (shape_dilation_y, jnp.int32)],
            [(input_, jnp.float32), (filter_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, filter_, output
