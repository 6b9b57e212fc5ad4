"""sumpool.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Sums over windows of a [images, height, width] batch. Windows lie inside the image; what is left over at its right
# and lower edge is dropped.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

WINDOW = 4
OUT_WIDTH = 16
OUT_HEIGHT = 4

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


def sumpool_naive_kernel(
    height, width, out_height, out_width, window_height, window_width, stride, n, in_, out_before, out, *, LANES, TAIL
):
    height = height[0]
    width = width[0]
    out_height = out_height[0]
    out_width = out_width[0]
    window_height = window_height[0]
    window_width = window_width[0]
    stride = stride[0]
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    out_x = remainder(i, jnp.where(out_width != 0, out_width, 1))
    out_y = remainder(quotient(i, jnp.where(out_width != 0, out_width, 1)), jnp.where(out_height != 0, out_height, 1))
    image = quotient(i, jnp.where(out_width * out_height != 0, out_width * out_height, 1))

    corner = (image * height + out_y * stride) * width + out_x * stride
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(y, sum_):
        def step_2(x, sum_):
            sum_ = sum_ + gather(in_, corner + (y * width + x))
            return sum_

        sum_ = jax.lax.fori_loop(0, window_width, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, window_height, step, sum_)
    out[...] = jnp.where(mask, sum_, out_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sumpool_naive(
    in_, out, height, width, out_height, out_width, window_height, window_width, stride, n, grid, *, LANES, TAIL,
    interpret=False
):
    """Launches sumpool_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sumpool_naive_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch_in_blocks(kernel, grid,
            [(height, jnp.int32), (width, jnp.int32), (out_height, jnp.int32), (out_width, jnp.int32),
            (window_height, jnp.int32), (window_width, jnp.int32), (stride, jnp.int32), (n, jnp.int32)],
            [(in_, jnp.float32, None)], [(out, jnp.float32, LANES)], interpret)
    return in_, out


def sumpool_separable_kernel(height, width, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """Windows of 4 x 4, one apart, as two passes over shared memory: sums along the rows, then of those along the
    columns, 8 additions in place of 16. A block of 16 x 4 threads makes 16 x 4 outputs of one image.
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
    row_sums_slots = jax.lax.iota(jnp.int32, 128)
    row_sums = jnp.zeros((128,), jnp.float32)
    out_height = height - 4 + 1
    out_width = width - 4 + 1
    left = pl.program_id(2) * 16
    top = pl.program_id(1) * 4
    image = pl.program_id(0) * height * width

    def step(count, row_sums):
        start = count * 4
        y = start + thread_y
        mask = active & (y < 4 + 4 - 1)
        sum_ = jnp.zeros((LANES,), jnp.float32)

        def step_2(k, sum_):
            sum_ = sum_ + jnp.where(mask & (y + top < height) & (k + thread_x + left < width),
                    gather(in_, image + ((y + top) * width + left + (k + thread_x))), 0.0)
            return sum_

        sum_ = jax.lax.fori_loop(0, 4, step_2, sum_)
        place = row_sums_slots - 16 * start
        line = quotient(place, 16)
        column = remainder(place, 16)
        writer = line * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = jnp.where(owned, writer, 0)
        row_sums = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), jnp.take_along_axis(sum_, owner, axis=0),
                row_sums)
        return row_sums

    row_sums = jax.lax.fori_loop(0, pl.cdiv(4 + 4 - 1, 4), step, row_sums)

    x = left + thread_x
    y = top + thread_y
    mask = active & (x < out_width) & (y < out_height)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(k, sum_):
        sum_ = sum_ + jnp.take_along_axis(row_sums, jnp.where(mask, (thread_y + k) * 16 + thread_x, 0), axis=0)
        return sum_

    sum_ = jax.lax.fori_loop(0, 4, step, sum_)
    scatter(out, (pl.program_id(0) * out_height + y) * out_width + x, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def sumpool_separable(in_, out, height, width, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches sumpool_separable on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`tile` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`row_sums` has no place for more threads side by side")
    kernel = functools.partial(sumpool_separable_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(height, jnp.int32), (width, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)],
            interpret)
    return in_, out
