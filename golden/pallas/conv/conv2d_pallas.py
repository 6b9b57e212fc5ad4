"""conv2d.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Direct convolution, NCHW, as deep-learning frameworks define it (no flip of the filter).
# blockIdx.z runs over images and output channels together.

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


def conv2d_nchw_kernel(
    shape_in_channels, shape_out_channels, shape_in_height, shape_in_width, shape_filter_height, shape_filter_width,
    shape_out_height, shape_out_width, shape_stride, shape_padding, input_, weight, bias, output_before, output, *,
    LANES, BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    shape_in_channels = shape_in_channels[0]
    shape_out_channels = shape_out_channels[0]
    shape_in_height = shape_in_height[0]
    shape_in_width = shape_in_width[0]
    shape_filter_height = shape_filter_height[0]
    shape_filter_width = shape_filter_width[0]
    shape_out_height = shape_out_height[0]
    shape_out_width = shape_out_width[0]
    shape_stride = shape_stride[0]
    shape_padding = shape_padding[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    out_x = pl.program_id(2) * BLOCK_X + thread_x
    out_y = pl.program_id(1) * BLOCK_Y + thread_y
    contains_result = (out_y >= 0) & (out_y < shape_out_height) & (out_x >= 0) & (out_x < shape_out_width)
    others = active & contains_result

    out_channel = (pl.program_id(0).astype(jnp.uint32) % jnp.where(shape_out_channels.astype(jnp.uint32) != 0,
            shape_out_channels.astype(jnp.uint32), 1)).astype(jnp.int32)
    image = (pl.program_id(0).astype(jnp.uint32)
            // jnp.where(shape_out_channels.astype(jnp.uint32) != 0, shape_out_channels.astype(jnp.uint32),
            1)).astype(jnp.int32)
    in_area = shape_in_height * shape_in_width
    filter_area = shape_filter_height * shape_filter_width

    sum_ = jnp.full((LANES,), load_one(bias, out_channel))

    def step(channel, sum_):
        plane = (image * shape_in_channels + channel) * in_area
        filter_ = (out_channel * shape_in_channels + channel) * filter_area

        def step_2(ky, sum_):
            def step_3(kx, sum_):
                y = out_y * shape_stride - shape_padding + ky
                x = out_x * shape_stride - shape_padding + kx
                contains_result_2 = (y >= 0) & (y < shape_in_height) & (x >= 0) & (x < shape_in_width)
                others_2 = others & contains_result_2
                sum_ = jnp.where(others_2,
                        sum_ + gather(input_, plane + (y * shape_in_width + x))
                        * load_one(weight, filter_ + (ky * shape_filter_width + kx)), sum_)
                return sum_

            sum_ = jax.lax.fori_loop(0, shape_filter_width, step_3, sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, shape_filter_height, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, shape_in_channels, step, sum_)
    scatter(output, (pl.program_id(0) * shape_out_height + out_y) * shape_out_width + out_x, sum_, others)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def conv2d_nchw(
    input_, weight, bias, output, shape_in_channels, shape_out_channels, shape_in_height, shape_in_width,
    shape_filter_height, shape_filter_width, shape_out_height, shape_out_width, shape_stride, shape_padding, grid, *,
    LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches conv2d_nchw on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv2d_nchw_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(shape_in_channels, jnp.int32), (shape_out_channels, jnp.int32), (shape_in_height, jnp.int32),
            (shape_in_width, jnp.int32), (shape_filter_height, jnp.int32), (shape_filter_width, jnp.int32),
            (shape_out_height, jnp.int32), (shape_out_width, jnp.int32), (shape_stride, jnp.int32),
            (shape_padding, jnp.int32)], [(input_, jnp.float32), (weight, jnp.float32), (bias, jnp.float32)],
            [(output, jnp.float32)], interpret)
    return input_, weight, bias, output
