"""shuffle_sum.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Mean and variance of each row: sums go through warp shuffles, then through one warp over the warps' results.

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


def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def store_same(ref, index, value, mask):
    """Puts the value of the first lane that the mask names at one index, a scalar."""
    lanes = jax.lax.iota(jnp.int32, mask.size)
    first = jnp.min(jnp.where(mask, lanes, mask.size))
    store_one(ref, index, only(jnp.broadcast_to(value, mask.shape), lanes == first), first < mask.size)


def row_moments_kernel(columns, x, mean_before, variance_before, mean, variance, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        mean[...] = mean_before[...]
        variance[...] = variance_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2) * columns

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < columns)
        sum_ = jnp.where(mask, sum_ + load_run(x, row + start, LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(columns, BLOCK_X), step, sum_)
    total = jnp.sum(sum_)  # warp_sums may be used again
    row_mean = total / columns.astype(jnp.float32)

    squares = jnp.zeros((LANES,), jnp.float32)

    def step(count, squares):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < columns)
        deviation = load_run(x, row + start, LANES) - row_mean
        squares = jnp.where(mask, squares + deviation * deviation, squares)
        return squares

    squares = jax.lax.fori_loop(0, pl.cdiv(columns, BLOCK_X), step, squares)
    total_2 = jnp.sum(squares)  # warp_sums may be used again
    row_variance = total_2 / columns.astype(jnp.float32)
    store_one(mean, pl.program_id(2), row_mean)
    store_one(variance, pl.program_id(2), row_variance)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def row_moments(x, mean, variance, columns, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches row_moments on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(row_moments_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [mean, variance] = launch(kernel, grid, [(columns, jnp.int32)], [(x, jnp.float32)],
            [(mean, jnp.float32), (variance, jnp.float32)], interpret)
    return x, mean, variance


def count_positive_kernel(columns, x, counts_before, counts, *, LANES, BLOCK_X, WARPS):
    """How many elements of each row are positive; one warp a row."""

    @pl.when(is_first())
    def _():
        counts[...] = counts_before[...]

    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2)
    count = jnp.zeros((LANES,), jnp.int32)

    def step(count_2, count):
        start = count_2 * 32
        i = start + lane
        mask = active & (i < columns)
        count = jnp.where(mask, count + (load_run(x, row * columns + start, LANES) > 0.0).astype(jnp.int32), count)
        return count

    count = jax.lax.fori_loop(0, pl.cdiv(columns, 32), step, count)
    warp_total = jnp.broadcast_to(jnp.sum(jnp.where(active, count, 0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,)
    mask = active & (lane == 0)
    store_same(counts, row, warp_total, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def count_positive(x, counts, columns, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches count_positive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(count_positive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [counts] = launch(kernel, grid, [(columns, jnp.int32)], [(x, jnp.float32)], [(counts, jnp.int32)], interpret)
    return x, counts
