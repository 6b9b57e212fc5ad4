"""avgpool.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Average pooling of [planes, height, width] images.

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


def avgpool_naive_kernel(
    height, width, out_height, out_width, kernel, stride, padding, count_padding, input_, output_before, output, *,
    LANES, BLOCK_X, BLOCK_Y
):
    """
    One thread an element of the output. Places in the padding count in the divisor where `count_padding` says so, but
    never those beyond the padding.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]
    kernel = kernel[0]
    stride = stride[0]
    padding = padding[0]
    count_padding = count_padding[0] != 0

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_width) & (y < out_height)

    top = y * stride - padding
    left = x * stride - padding
    bottom = jnp.minimum(top + kernel, height + padding)
    right = jnp.minimum(left + kernel, width + padding)
    whole = (bottom - top) * (right - left)
    first_row = jnp.maximum(top, 0)
    first_column = jnp.maximum(left, 0)
    bottom = jnp.minimum(bottom, height)
    right = jnp.minimum(right, width)

    plane = pl.program_id(0) * height * width
    sum_ = jnp.zeros((LANES,), jnp.float32)
    rounds = jnp.max(jnp.where(mask & (first_row < bottom), bottom - first_row, 0))

    def step(passed, sum_):
        row = first_row + passed
        looping = mask & (row < bottom)
        rounds_2 = jnp.max(jnp.where(looping & (first_column < right), right - first_column, 0))

        def step_2(passed_2, sum_):
            column = first_column + passed_2
            looping_2 = looping & (column < right)
            sum_ = jnp.where(looping_2, sum_ + gather(input_, plane + (row * width + column)), sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, rounds_2, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, rounds, step, sum_)
    divisor = jnp.where(count_padding, whole, (bottom - first_row) * (right - first_column))
    scatter(output, (pl.program_id(0) * out_height + y) * out_width + x, sum_ / divisor.astype(jnp.float32), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def avgpool_naive(
    input_, output, height, width, out_height, out_width, kernel_2, stride, padding, count_padding, grid, *, LANES,
    BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches avgpool_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(avgpool_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32),
            (kernel_2, jnp.int32), (stride, jnp.int32), (padding, jnp.int32), (count_padding, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output


def avgpool_tiled_2_2_8_4_kernel(
    height, width, out_height, out_width, input_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
    windows in shared memory first.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    top = pl.program_id(1) * 4 * 2
    left = pl.program_id(2) * 8 * 2
    plane = pl.program_id(0) * height * width

    x = pl.program_id(2) * 8 + thread_x
    y = pl.program_id(1) * 4 + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(ky, sum_):
        def step_2(kx, sum_):
            sum_ = sum_ + jnp.where(mask & (ky + thread_y * 2 + top < height) & (kx + thread_x * 2 + left < width),
                    gather(input_, plane + ((ky + thread_y * 2 + top) * width + left + (kx + thread_x * 2))), 0.0)
            return sum_

        sum_ = jax.lax.fori_loop(0, 2, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 2, step, sum_)
    scatter(output, (pl.program_id(0) * out_height + y) * out_width + x, sum_ * (1.0 / jnp.float32(2 * 2)), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def avgpool_tiled_2_2_8_4(
    input_, output, height, width, out_height, out_width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches avgpool_tiled<2, 2, 8, 4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 8:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(avgpool_tiled_2_2_8_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output


def avgpool_tiled_3_2_8_4_kernel(
    height, width, out_height, out_width, input_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
    windows in shared memory first.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    top = pl.program_id(1) * 4 * 2
    left = pl.program_id(2) * 8 * 2
    plane = pl.program_id(0) * height * width

    x = pl.program_id(2) * 8 + thread_x
    y = pl.program_id(1) * 4 + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(ky, sum_):
        def step_2(kx, sum_):
            sum_ = sum_ + jnp.where(mask & (ky + thread_y * 2 + top < height) & (kx + thread_x * 2 + left < width),
                    gather(input_, plane + ((ky + thread_y * 2 + top) * width + left + (kx + thread_x * 2))), 0.0)
            return sum_

        sum_ = jax.lax.fori_loop(0, 3, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 3, step, sum_)
    scatter(output, (pl.program_id(0) * out_height + y) * out_width + x, sum_ * (1.0 / jnp.float32(3 * 3)), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def avgpool_tiled_3_2_8_4(
    input_, output, height, width, out_height, out_width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches avgpool_tiled<3, 2, 8, 4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 8:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(avgpool_tiled_3_2_8_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output


def avgpool_tiled_5_1_4_8_kernel(
    height, width, out_height, out_width, input_, output_before, output, *, LANES, BLOCK_X, BLOCK_Y
):
    """Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
    windows in shared memory first.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    top = pl.program_id(1) * 8 * 1
    left = pl.program_id(2) * 4 * 1
    plane = pl.program_id(0) * height * width

    x = pl.program_id(2) * 4 + thread_x
    y = pl.program_id(1) * 8 + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(ky, sum_):
        def step_2(kx, sum_):
            sum_ = sum_ + jnp.where(mask & (ky + thread_y + top < height) & (kx + thread_x + left < width),
                    gather(input_, plane + ((ky + thread_y + top) * width + left + (kx + thread_x))), 0.0)
            return sum_

        sum_ = jax.lax.fori_loop(0, 5, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, 5, step, sum_)
    scatter(output, (pl.program_id(0) * out_height + y) * out_width + x, sum_ * (1.0 / jnp.float32(5 * 5)), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def avgpool_tiled_5_1_4_8(
    input_, output, height, width, out_height, out_width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches avgpool_tiled<5, 1, 4, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 4:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(avgpool_tiled_5_1_4_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output] = launch(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output
