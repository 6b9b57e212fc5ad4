"""pool2d.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Pooling over square windows of [planes, height, width]; blockIdx.z is the plane.

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


def max_pool_kernel(
    height, width, out_height, out_width, size, stride, padding, input_, output_before, where_before, output, where, *,
    LANES, BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        output[...] = output_before[...]
        where[...] = where_before[...]

    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]
    size = size[0]
    stride = stride[0]
    padding = padding[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_width) & (y < out_height)

    plane = pl.program_id(0) * height * width
    window_1_top = jnp.zeros((LANES,), jnp.int32)
    window_1_left = jnp.zeros((LANES,), jnp.int32)
    window_1_bottom = jnp.zeros((LANES,), jnp.int32)
    window_1_right = jnp.zeros((LANES,), jnp.int32)
    window_1_top = jnp.maximum(y * stride - padding, 0)
    window_1_left = jnp.maximum(x * stride - padding, 0)
    window_1_bottom = jnp.minimum(y * stride - padding + size, height)
    window_1_right = jnp.minimum(x * stride - padding + size, width)
    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)
    best = jnp.full((LANES,), -1, jnp.int32)
    rounds = jnp.max(jnp.where(mask & (window_1_top < window_1_bottom), window_1_bottom - window_1_top, 0))

    def step(passed, carry):
        largest, best = carry
        in_y = window_1_top + passed
        looping = mask & (in_y < window_1_bottom)
        rounds_2 = jnp.max(jnp.where(looping & (window_1_left < window_1_right), window_1_right - window_1_left, 0))

        def step_2(passed_2, carry_2):
            largest, best = carry_2
            in_x = window_1_left + passed_2
            looping_2 = looping & (in_x < window_1_right)
            value = gather(input_, plane + (in_y * width + in_x))
            mask_2 = looping_2 & (value > largest)
            largest = jnp.where(mask_2, value, largest)
            best = jnp.where(mask_2, in_y * width + in_x, best)
            return largest, best

        largest, best = jax.lax.fori_loop(0, rounds_2, step_2, (largest, best))
        return largest, best

    largest, best = jax.lax.fori_loop(0, rounds, step, (largest, best))
    place = (pl.program_id(0) * out_height + y) * out_width + x
    scatter(output, place, largest, mask)
    scatter(where, place, best, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def max_pool(
    input_, output, where, height, width, out_height, out_width, size, stride, padding, grid, *, LANES, BLOCK_X,
    BLOCK_Y, interpret=False
):
    """Launches max_pool on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(max_pool_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output, where] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32),
            (size, jnp.int32), (stride, jnp.int32), (padding, jnp.int32)], [(input_, jnp.float32)],
            [(output, jnp.float32), (where, jnp.int32)], interpret)
    return input_, output, where


def average_pool_kernel(
    height, width, out_height, out_width, size, stride, padding, counting, input_, output_before, output, *, LANES,
    BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]
    size = size[0]
    stride = stride[0]
    padding = padding[0]
    counting = counting[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_width) & (y < out_height)

    plane = pl.program_id(0) * height * width
    window_1_top = jnp.zeros((LANES,), jnp.int32)
    window_1_left = jnp.zeros((LANES,), jnp.int32)
    window_1_bottom = jnp.zeros((LANES,), jnp.int32)
    window_1_right = jnp.zeros((LANES,), jnp.int32)
    window_1_top = jnp.maximum(y * stride - padding, 0)
    window_1_left = jnp.maximum(x * stride - padding, 0)
    window_1_bottom = jnp.minimum(y * stride - padding + size, height)
    window_1_right = jnp.minimum(x * stride - padding + size, width)
    sum_ = jnp.zeros((LANES,), jnp.float32)
    rounds = jnp.max(jnp.where(mask & (window_1_top < window_1_bottom), window_1_bottom - window_1_top, 0))

    def step(passed, sum_):
        in_y = window_1_top + passed
        looping = mask & (in_y < window_1_bottom)
        rounds_2 = jnp.max(jnp.where(looping & (window_1_left < window_1_right), window_1_right - window_1_left, 0))

        def step_2(passed_2, sum_):
            in_x = window_1_left + passed_2
            looping_2 = looping & (in_x < window_1_right)
            sum_ = jnp.where(looping_2, sum_ + gather(input_, plane + (in_y * width + in_x)), sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, rounds_2, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, rounds, step, sum_)

    count = jnp.zeros((LANES,), jnp.int32)
    inside = jnp.bool_(False)
    inside = inside | (counting == 1)

    def then(count, inside):
        count = jnp.full((LANES,), size * size)
        inside = jnp.bool_(False)
        return count, inside

    count, inside = jax.lax.cond(inside, then, lambda count, inside: (count, inside), count, inside)
    inside = inside | (counting == 0) | ((counting != 1) & (counting != 0))

    def then(count):
        count = (window_1_bottom - window_1_top) * (window_1_right - window_1_left)
        return count

    count = jax.lax.cond(inside, then, lambda count: count, count)
    scatter(output, (pl.program_id(0) * out_height + y) * out_width + x, sum_ / count.astype(jnp.float32), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def average_pool(
    input_, output, height, width, out_height, out_width, size, stride, padding, counting, grid, *, LANES, BLOCK_X,
    BLOCK_Y, interpret=False
):
    """Launches average_pool on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(average_pool_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32),
            (size, jnp.int32), (stride, jnp.int32), (padding, jnp.int32), (counting, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output
