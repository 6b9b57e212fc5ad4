"""gemv.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# y = alpha * A * x + beta * y, one warp a row; a block is 32 x (rows a block).

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


def gemv_warp_kernel(rows, columns, alpha, beta, A, x, y_before, y, *, LANES, BLOCK_X, BLOCK_Y, WARPS):
    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]
    columns = columns[0]
    alpha = alpha[0]
    beta = beta[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    row = pl.program_id(2) * BLOCK_Y + thread_y
    lane_2 = thread_x
    mask = active & (row < rows)

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * 32
        column = start + lane_2
        mask_2 = mask & (column < columns)
        sum_ = jnp.where(mask_2, sum_ + gather(A, row * columns + column) * gather(x, column), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(columns, 32), step, sum_)

    sum_ = sum_ + jnp.take_along_axis(sum_.reshape(WARPS, 32),
            jnp.where((lane & 31) + 16 <= 31, (lane & 31) + 16, lane & 31).reshape(WARPS, 32), axis=1).reshape(LANES,)
    sum_ = sum_ + jnp.take_along_axis(sum_.reshape(WARPS, 32),
            jnp.where((lane & 31) + 8 <= 31, (lane & 31) + 8, lane & 31).reshape(WARPS, 32), axis=1).reshape(LANES,)
    sum_ = sum_ + jnp.take_along_axis(sum_.reshape(WARPS, 32),
            jnp.where((lane & 31) + 4 <= 31, (lane & 31) + 4, lane & 31).reshape(WARPS, 32), axis=1).reshape(LANES,)
    sum_ = sum_ + jnp.take_along_axis(sum_.reshape(WARPS, 32),
            jnp.where((lane & 31) + 2 <= 31, (lane & 31) + 2, lane & 31).reshape(WARPS, 32), axis=1).reshape(LANES,)
    sum_ = sum_ + jnp.take_along_axis(sum_.reshape(WARPS, 32),
            jnp.where((lane & 31) + 1 <= 31, (lane & 31) + 1, lane & 31).reshape(WARPS, 32), axis=1).reshape(LANES,)

    # With beta zero, y need not hold numbers.
    mask_2 = mask & (lane_2 == 0)
    chosen = jnp.zeros((LANES,), jnp.float32)

    def then(chosen):
        scaled_result = alpha * sum_ + 0.0 * 0.0
        chosen = scaled_result
        return chosen

    def otherwise(chosen):
        previous = gather(y, row)
        scaled_result = alpha * sum_ + beta * previous
        chosen = scaled_result
        return chosen

    chosen = jax.lax.cond(beta == 0.0, then, otherwise, chosen)
    scatter(y, row, chosen, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "WARPS", "interpret"))
def gemv_warp(A, x, y, rows, columns, alpha, beta, grid, *, LANES, BLOCK_X, BLOCK_Y, WARPS, interpret=False):
    """Launches gemv_warp on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gemv_warp_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y, WARPS=WARPS)
    [y] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (alpha, jnp.float32), (beta, jnp.float32)],
            [(A, jnp.float32), (x, jnp.float32)], [(y, jnp.float32)], interpret)
    return A, x, y
