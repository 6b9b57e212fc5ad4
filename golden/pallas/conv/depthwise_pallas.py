"""depthwise.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def depthwise_conv_3_1_kernel(
    height, width, input_, weight, output_before, output, *, LANES, BLOCK_X, BLOCK_Y, BLOCK_Z
):
    """Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
    The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X % BLOCK_Y
    thread_z = lane // BLOCK_X // BLOCK_Y
    active = lane < BLOCK_X * BLOCK_Y * BLOCK_Z
    radius = 1
    out_width = quotient(width + 1 - 1, 1)
    out_height = quotient(height + 1 - 1, 1)
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    channel = pl.program_id(0) * BLOCK_Z + thread_z

    # The filter goes to registers once.
    filter_0 = jnp.zeros((LANES,), jnp.float32)
    filter_0_2 = jnp.zeros((LANES,), jnp.float32)
    filter_0_3 = jnp.zeros((LANES,), jnp.float32)
    filter_1 = jnp.zeros((LANES,), jnp.float32)
    filter_1_2 = jnp.zeros((LANES,), jnp.float32)
    filter_1_3 = jnp.zeros((LANES,), jnp.float32)
    filter_2 = jnp.zeros((LANES,), jnp.float32)
    filter_2_2 = jnp.zeros((LANES,), jnp.float32)
    filter_2_3 = jnp.zeros((LANES,), jnp.float32)
    filter_0 = gather(weight, channel * 3 * 3)
    filter_0_2 = gather(weight, channel * 3 * 3 + 1)
    filter_0_3 = gather(weight, channel * 3 * 3 + 2)
    filter_1 = gather(weight, channel * 3 * 3 + 3)
    filter_1_2 = gather(weight, channel * 3 * 3 + 4)
    filter_1_3 = gather(weight, channel * 3 * 3 + 5)
    filter_2 = gather(weight, channel * 3 * 3 + 6)
    filter_2_2 = gather(weight, channel * 3 * 3 + 7)
    filter_2_3 = gather(weight, channel * 3 * 3 + 8)

    mask = active & (x < out_width) & (y < out_height)
    plane = channel * height * width
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(dy, sum_):
        def step_2(dx, sum_):
            in_y = y * 1 + dy
            in_x = x * 1 + dx
            inside = (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ = sum_ + jnp.where(inside,
                    gather(input_, plane + (in_y * width + in_x))
                    * jnp.where(dy + radius == 0,
                    jnp.where(dx + radius == 0, filter_0, jnp.where(dx + radius == 1, filter_0_2, filter_0_3)),
                    jnp.where(dy + radius == 1,
                    jnp.where(dx + radius == 0, filter_1, jnp.where(dx + radius == 1, filter_1_2, filter_1_3)),
                    jnp.where(dx + radius == 0, filter_2, jnp.where(dx + radius == 1, filter_2_2, filter_2_3)))), 0.0)
            return sum_

        sum_ = jax.lax.fori_loop(-radius, radius + 1, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(-radius, radius + 1, step, sum_)
    scatter(output, (channel * out_height + y) * out_width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "BLOCK_Z", "interpret"))
def depthwise_conv_3_1(
    input_, weight, output, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, BLOCK_Z, interpret=False
):
    """Launches depthwise_conv<3, 1> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(depthwise_conv_3_1_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y,
            BLOCK_Z=BLOCK_Z)
    [output] = launch(kernel, grid, [(height, jnp.int32), (width, jnp.int32)],
            [(input_, jnp.float32), (weight, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, weight, output


def depthwise_conv_5_2_kernel(
    height, width, input_, weight, output_before, output, *, LANES, BLOCK_X, BLOCK_Y, BLOCK_Z
):
    """Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
    The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X % BLOCK_Y
    thread_z = lane // BLOCK_X // BLOCK_Y
    active = lane < BLOCK_X * BLOCK_Y * BLOCK_Z
    radius = 2
    out_width = quotient(width + 2 - 1, 2)
    out_height = quotient(height + 2 - 1, 2)
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    channel = pl.program_id(0) * BLOCK_Z + thread_z

    # The filter goes to registers once.
    filter_0 = jnp.zeros((LANES,), jnp.float32)
    filter_0_2 = jnp.zeros((LANES,), jnp.float32)
    filter_0_3 = jnp.zeros((LANES,), jnp.float32)
    filter_0_4 = jnp.zeros((LANES,), jnp.float32)
    filter_0_5 = jnp.zeros((LANES,), jnp.float32)
    filter_1 = jnp.zeros((LANES,), jnp.float32)
    filter_1_2 = jnp.zeros((LANES,), jnp.float32)
    filter_1_3 = jnp.zeros((LANES,), jnp.float32)
    filter_1_4 = jnp.zeros((LANES,), jnp.float32)
    filter_1_5 = jnp.zeros((LANES,), jnp.float32)
    filter_2 = jnp.zeros((LANES,), jnp.float32)
    filter_2_2 = jnp.zeros((LANES,), jnp.float32)
    filter_2_3 = jnp.zeros((LANES,), jnp.float32)
    filter_2_4 = jnp.zeros((LANES,), jnp.float32)
    filter_2_5 = jnp.zeros((LANES,), jnp.float32)
    filter_3 = jnp.zeros((LANES,), jnp.float32)
    filter_3_2 = jnp.zeros((LANES,), jnp.float32)
    filter_3_3 = jnp.zeros((LANES,), jnp.float32)
    filter_3_4 = jnp.zeros((LANES,), jnp.float32)
    filter_3_5 = jnp.zeros((LANES,), jnp.float32)
    filter_4 = jnp.zeros((LANES,), jnp.float32)
    filter_4_2 = jnp.zeros((LANES,), jnp.float32)
    filter_4_3 = jnp.zeros((LANES,), jnp.float32)
    filter_4_4 = jnp.zeros((LANES,), jnp.float32)
    filter_4_5 = jnp.zeros((LANES,), jnp.float32)
    filter_0 = gather(weight, channel * 5 * 5)
    filter_0_2 = gather(weight, channel * 5 * 5 + 1)
    filter_0_3 = gather(weight, channel * 5 * 5 + 2)
    filter_0_4 = gather(weight, channel * 5 * 5 + 3)
    filter_0_5 = gather(weight, channel * 5 * 5 + 4)
    filter_1 = gather(weight, channel * 5 * 5 + 5)
    filter_1_2 = gather(weight, channel * 5 * 5 + 6)
    filter_1_3 = gather(weight, channel * 5 * 5 + 7)
    filter_1_4 = gather(weight, channel * 5 * 5 + 8)
    filter_1_5 = gather(weight, channel * 5 * 5 + 9)
    filter_2 = gather(weight, channel * 5 * 5 + 10)
    filter_2_2 = gather(weight, channel * 5 * 5 + 11)
    filter_2_3 = gather(weight, channel * 5 * 5 + 12)
    filter_2_4 = gather(weight, channel * 5 * 5 + 13)
    filter_2_5 = gather(weight, channel * 5 * 5 + 14)
    filter_3 = gather(weight, channel * 5 * 5 + 15)
    filter_3_2 = gather(weight, channel * 5 * 5 + 16)
    filter_3_3 = gather(weight, channel * 5 * 5 + 17)
    filter_3_4 = gather(weight, channel * 5 * 5 + 18)
    filter_3_5 = gather(weight, channel * 5 * 5 + 19)
    filter_4 = gather(weight, channel * 5 * 5 + 20)
    filter_4_2 = gather(weight, channel * 5 * 5 + 21)
    filter_4_3 = gather(weight, channel * 5 * 5 + 22)
    filter_4_4 = gather(weight, channel * 5 * 5 + 23)
    filter_4_5 = gather(weight, channel * 5 * 5 + 24)

    mask = active & (x < out_width) & (y < out_height)
    plane = channel * height * width
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(dy, sum_):
        def step_2(dx, sum_):
            in_y = y * 2 + dy
            in_x = x * 2 + dx
            inside = (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ = sum_ + jnp.where(inside,
                    gather(input_, plane + (in_y * width + in_x))
                    * jnp.where(dy + radius == 0,
                    jnp.where(dx + radius == 0, filter_0,
                    jnp.where(dx + radius == 1, filter_0_2,
                    jnp.where(dx + radius == 2, filter_0_3, jnp.where(dx + radius == 3, filter_0_4, filter_0_5)))),
                    jnp.where(dy + radius == 1,
                    jnp.where(dx + radius == 0, filter_1,
                    jnp.where(dx + radius == 1, filter_1_2,
                    jnp.where(dx + radius == 2, filter_1_3, jnp.where(dx + radius == 3, filter_1_4, filter_1_5)))),
                    jnp.where(dy + radius == 2,
                    jnp.where(dx + radius == 0, filter_2,
                    jnp.where(dx + radius == 1, filter_2_2,
                    jnp.where(dx + radius == 2, filter_2_3, jnp.where(dx + radius == 3, filter_2_4, filter_2_5)))),
                    jnp.where(dy + radius == 3,
                    jnp.where(dx + radius == 0, filter_3,
                    jnp.where(dx + radius == 1, filter_3_2,
                    jnp.where(dx + radius == 2, filter_3_3, jnp.where(dx + radius == 3, filter_3_4, filter_3_5)))),
                    jnp.where(dx + radius == 0, filter_4,
                    jnp.where(dx + radius == 1, filter_4_2,
                    jnp.where(dx + radius == 2, filter_4_3, jnp.where(dx + radius == 3, filter_4_4, filter_4_5)))))))),
                    0.0)
            return sum_

        sum_ = jax.lax.fori_loop(-radius, radius + 1, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(-radius, radius + 1, step, sum_)
    scatter(output, (channel * out_height + y) * out_width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "BLOCK_Z", "interpret"))
def depthwise_conv_5_2(
    input_, weight, output, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, BLOCK_Z, interpret=False
):
    """Launches depthwise_conv<5, 2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(depthwise_conv_5_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y,
            BLOCK_Z=BLOCK_Z)
    [output] = launch(kernel, grid, [(height, jnp.int32), (width, jnp.int32)],
            [(input_, jnp.float32), (weight, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, weight, output
