"""gaussian_blur.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Separable Gaussian blur of a float image: rows first, then columns. The border repeats.

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


def blur_rows_kernel(width, height, in_, gaussian, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    width = width[0]
    height = height[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(tap, sum_):
        sum_ = sum_ + load_one(gaussian, tap + 2) * gather(in_,
                y * width + jnp.where(x + tap < 0, 0, jnp.where(x + tap > width - 1, width - 1, x + tap)))
        return sum_

    sum_ = jax.lax.fori_loop(-2, 3, step, sum_)
    scatter(out, y * width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def blur_rows(in_, out, width, height, gaussian, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches blur_rows on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(blur_rows_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(width, jnp.int32), (height, jnp.int32)],
            [(in_, jnp.float32), (gaussian, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, out, gaussian


def blur_columns_32_8_kernel(width, height, in_, gaussian, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """The column pass stages a block's tile with RADIUS lines above and below."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    width = width[0]
    height = height[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X

    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * 32 + thread_x
    top = pl.program_id(1) * 8 - 2

    y = pl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(tap, sum_):
        sum_ = sum_ + load_one(gaussian, tap) * gather(in_,
                jnp.where(tap + thread_y + top < 0, 0,
                jnp.where(tap + thread_y + top > height - 1, height - 1, tap + thread_y + top)) * width
                + jnp.minimum(thread_x + pl.program_id(2) * 32, width - 1))
        return sum_

    sum_ = jax.lax.fori_loop(0, 2 * 2 + 1, step, sum_)
    scatter(out, y * width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def blur_columns_32_8(in_, out, width, height, gaussian, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches blur_columns<32, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 32:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(blur_columns_32_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(width, jnp.int32), (height, jnp.int32)],
            [(in_, jnp.float32), (gaussian, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, out, gaussian


def blur_columns_16_16_kernel(width, height, in_, gaussian, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """The column pass stages a block's tile with RADIUS lines above and below."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    width = width[0]
    height = height[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X

    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * 16 + thread_x
    top = pl.program_id(1) * 16 - 2

    y = pl.program_id(1) * 16 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(tap, sum_):
        sum_ = sum_ + load_one(gaussian, tap) * gather(in_,
                jnp.where(tap + thread_y + top < 0, 0,
                jnp.where(tap + thread_y + top > height - 1, height - 1, tap + thread_y + top)) * width
                + jnp.minimum(thread_x + pl.program_id(2) * 16, width - 1))
        return sum_

    sum_ = jax.lax.fori_loop(0, 2 * 2 + 1, step, sum_)
    scatter(out, y * width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def blur_columns_16_16(in_, out, width, height, gaussian, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches blur_columns<16, 16> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`tile` has no place for more threads side by side")
    kernel = functools.partial(blur_columns_16_16_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(width, jnp.int32), (height, jnp.int32)],
            [(in_, jnp.float32), (gaussian, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, out, gaussian
