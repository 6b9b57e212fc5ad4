"""tree_sum.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def tree_sum_float_256_kernel(n, x, partial_sums_before, partial_sums, *, LANES, BLOCK_X):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""

    @pl.when(is_first())
    def _():
        partial_sums[...] = partial_sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = pl.program_id(2) * 256 + count * (pl.num_programs(2) * 256)
        i = start + lane
        mask = active & (i < n)
        sum_ = jnp.where(mask, sum_ + load_run(x, start, LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(n - pl.program_id(2) * 256, pl.num_programs(2) * 256), step, sum_)
    total = jnp.sum(sum_)
    store_one(partial_sums, pl.program_id(2), total)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def tree_sum_float_256(x, partial_sums, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches tree_sum<float, 256> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(tree_sum_float_256_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [partial_sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(partial_sums, jnp.float32)],
            interpret)
    return x, partial_sums


def tree_sum_float_128_kernel(n, x, partial_sums_before, partial_sums, *, LANES, BLOCK_X):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""

    @pl.when(is_first())
    def _():
        partial_sums[...] = partial_sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = pl.program_id(2) * 128 + count * (pl.num_programs(2) * 128)
        i = start + lane
        mask = active & (i < n)
        sum_ = jnp.where(mask, sum_ + load_run(x, start, LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(n - pl.program_id(2) * 128, pl.num_programs(2) * 128), step, sum_)
    total = jnp.sum(sum_)
    store_one(partial_sums, pl.program_id(2), total)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def tree_sum_float_128(x, partial_sums, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches tree_sum<float, 128> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(tree_sum_float_128_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [partial_sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(partial_sums, jnp.float32)],
            interpret)
    return x, partial_sums


def tree_sum_int_256_kernel(n, x, partial_sums_before, partial_sums, *, LANES, BLOCK_X):
    """One partial sum a block: a grid-stride loop into registers, then a tree in shared memory."""

    @pl.when(is_first())
    def _():
        partial_sums[...] = partial_sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    sum_ = jnp.zeros((LANES,), jnp.int32)

    def step(count, sum_):
        start = pl.program_id(2) * 256 + count * (pl.num_programs(2) * 256)
        i = start + lane
        mask = active & (i < n)
        sum_ = jnp.where(mask, sum_ + load_run(x, start, LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(n - pl.program_id(2) * 256, pl.num_programs(2) * 256), step, sum_)
    total = jnp.sum(sum_)
    store_one(partial_sums, pl.program_id(2), total)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def tree_sum_int_256(x, partial_sums, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches tree_sum<int, 256> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(tree_sum_int_256_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [partial_sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.int32)], [(partial_sums, jnp.int32)], interpret)
    return x, partial_sums
