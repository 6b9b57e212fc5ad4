"""minpool.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Minimum over SIZE x SIZE windows of each image of a [images, height, width] batch. A window may reach over the edge
# by the padding; what lies there is not counted. The grid is (columns, rows, images) of the output.

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


def minpool_naive_2_kernel(
    shape_height, shape_width, shape_out_height, shape_out_width, shape_stride, shape_padding, in_, out_before, out, *,
    LANES, BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    shape_height = shape_height[0]
    shape_width = shape_width[0]
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
    mask = active & (out_x < shape_out_width) & (out_y < shape_out_height)
    image = pl.program_id(0) * shape_height * shape_width

    smallest = jnp.full((LANES,), jnp.inf, jnp.float32)

    def step(dy, smallest):
        y = out_y * shape_stride - shape_padding + dy
        mask_2 = mask & (y >= 0) & (y < shape_height)

        def step_2(dx, smallest):
            x = out_x * shape_stride - shape_padding + dx
            mask_3 = mask_2 & (x >= 0) & (x < shape_width)
            smallest = jnp.where(mask_3, jnp.fmin(smallest, gather(in_, image + (y * shape_width + x))), smallest)
            return smallest

        smallest = jax.lax.fori_loop(0, 2, step_2, smallest)
        return smallest

    smallest = jax.lax.fori_loop(0, 2, step, smallest)
    scatter(out, (pl.program_id(0) * shape_out_height + out_y) * shape_out_width + out_x, smallest, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def minpool_naive_2(
    in_, out, shape_height, shape_width, shape_out_height, shape_out_width, shape_stride, shape_padding, grid, *,
    LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches minpool_naive<2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(minpool_naive_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid,
            [(shape_height, jnp.int32), (shape_width, jnp.int32), (shape_out_height, jnp.int32),
            (shape_out_width, jnp.int32), (shape_stride, jnp.int32), (shape_padding, jnp.int32)], [(in_, jnp.float32)],
            [(out, jnp.float32)], interpret)
    return in_, out


def minpool_naive_3_kernel(
    shape_height, shape_width, shape_out_height, shape_out_width, shape_stride, shape_padding, in_, out_before, out, *,
    LANES, BLOCK_X, BLOCK_Y
):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    shape_height = shape_height[0]
    shape_width = shape_width[0]
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
    mask = active & (out_x < shape_out_width) & (out_y < shape_out_height)
    image = pl.program_id(0) * shape_height * shape_width

    smallest = jnp.full((LANES,), jnp.inf, jnp.float32)

    def step(dy, smallest):
        y = out_y * shape_stride - shape_padding + dy
        mask_2 = mask & (y >= 0) & (y < shape_height)

        def step_2(dx, smallest):
            x = out_x * shape_stride - shape_padding + dx
            mask_3 = mask_2 & (x >= 0) & (x < shape_width)
            smallest = jnp.where(mask_3, jnp.fmin(smallest, gather(in_, image + (y * shape_width + x))), smallest)
            return smallest

        smallest = jax.lax.fori_loop(0, 3, step_2, smallest)
        return smallest

    smallest = jax.lax.fori_loop(0, 3, step, smallest)
    scatter(out, (pl.program_id(0) * shape_out_height + out_y) * shape_out_width + out_x, smallest, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def minpool_naive_3(
    in_, out, shape_height, shape_width, shape_out_height, shape_out_width, shape_stride, shape_padding, grid, *,
    LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches minpool_naive<3> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(minpool_naive_3_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid,
            [(shape_height, jnp.int32), (shape_width, jnp.int32), (shape_out_height, jnp.int32),
            (shape_out_width, jnp.int32), (shape_stride, jnp.int32), (shape_padding, jnp.int32)], [(in_, jnp.float32)],
            [(out, jnp.float32)], interpret)
    return in_, out


def minpool_tiled_3_16_8_kernel(height, width, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """
    Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
    the image with the rim around it.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    height = height[0]
    width = width[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 1
    image = pl.program_id(0) * height * width
    left = pl.program_id(2) * 16 - RADIUS
    top = pl.program_id(1) * 8 - RADIUS

    smallest = jnp.full((LANES,), jnp.inf, jnp.float32)

    def step(dy, smallest):
        def step_2(dx, smallest):
            smallest = jnp.fmin(smallest,
                    jnp.where(active & (left + (dx + thread_x) >= 0) & (left + (dx + thread_x) < width)
                    & (top + (dy + thread_y) >= 0) & (top + (dy + thread_y) < height),
                    gather(in_, image + ((top + (dy + thread_y)) * width + (left + (dx + thread_x)))), jnp.inf))
            return smallest

        smallest = jax.lax.fori_loop(0, 3, step_2, smallest)
        return smallest

    smallest = jax.lax.fori_loop(0, 3, step, smallest)
    x = pl.program_id(2) * 16 + thread_x
    y = pl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    scatter(out, (pl.program_id(0) * height + y) * width + x, smallest, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def minpool_tiled_3_16_8(in_, out, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches minpool_tiled<3, 16, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(minpool_tiled_3_16_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(height, jnp.int32), (width, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)],
            interpret)
    return in_, out


def minpool_tiled_5_8_4_kernel(height, width, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """
    Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
    the image with the rim around it.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    height = height[0]
    width = width[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    RADIUS = 2
    image = pl.program_id(0) * height * width
    left = pl.program_id(2) * 8 - RADIUS
    top = pl.program_id(1) * 4 - RADIUS

    smallest = jnp.full((LANES,), jnp.inf, jnp.float32)

    def step(dy, smallest):
        def step_2(dx, smallest):
            smallest = jnp.fmin(smallest,
                    jnp.where(active & (left + (dx + thread_x) >= 0) & (left + (dx + thread_x) < width)
                    & (top + (dy + thread_y) >= 0) & (top + (dy + thread_y) < height),
                    gather(in_, image + ((top + (dy + thread_y)) * width + (left + (dx + thread_x)))), jnp.inf))
            return smallest

        smallest = jax.lax.fori_loop(0, 5, step_2, smallest)
        return smallest

    smallest = jax.lax.fori_loop(0, 5, step, smallest)
    x = pl.program_id(2) * 8 + thread_x
    y = pl.program_id(1) * 4 + thread_y
    mask = active & (x < width) & (y < height)
    scatter(out, (pl.program_id(0) * height + y) * width + x, smallest, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def minpool_tiled_5_8_4(in_, out, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches minpool_tiled<5, 8, 4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 8:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(minpool_tiled_5_8_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(height, jnp.int32), (width, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)],
            interpret)
    return in_, out
