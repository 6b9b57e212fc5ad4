"""histogram.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Histogram of bytes, as a whole program: each block counts in shared memory and adds its counts to the result.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

BINS = 256

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


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def scatter_add(ref, index, value, mask):
    """Adds each lane's value at its index, where the mask holds; lanes may share a place."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].add(value, mode="drop").reshape(ref.shape)


def histogram_kernel(n, data, counts_before, counts, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        counts[...] = counts_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    block_counts_slots = jax.lax.iota(jnp.int32, 256)
    block_counts = jnp.zeros((256,), jnp.uint32)

    def step(count, block_counts):
        start = count * BLOCK_X
        bin_ = start + lane
        mask = active & (bin_ < 256)
        place = block_counts_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        block_counts = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), 0, block_counts)
        return block_counts

    block_counts = jax.lax.fori_loop(0, pl.cdiv(256, BLOCK_X), step, block_counts)

    def step(count, block_counts):
        start = pl.program_id(2) * BLOCK_X + count * (pl.num_programs(2) * BLOCK_X)
        i = start + lane
        mask = active & (i < n)
        block_counts = block_counts + jnp.sum((load_run(data, start, LANES).astype(jnp.int32)[:, None]
                == jax.lax.iota(jnp.int32, 256)) & mask[:, None], axis=0, dtype=jnp.int32).astype(jnp.uint32)
        return block_counts

    block_counts = jax.lax.fori_loop(0, pl.cdiv(n - pl.program_id(2) * BLOCK_X, pl.num_programs(2) * BLOCK_X), step,
            block_counts)

    @pl.loop(0, pl.cdiv(256, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        bin_ = start + lane
        mask = active & (bin_ < 256)
        count_2 = jnp.take_along_axis(block_counts, jnp.where(mask, bin_, 0), axis=0)
        mask_2 = mask & (count_2 != 0)
        scatter_add(counts, bin_, count_2, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def histogram(data, counts, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches histogram on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(histogram_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [counts] = launch(kernel, grid, [(n, jnp.int32)], [(data, jnp.uint8)], [(counts, jnp.uint32)], interpret)
    return data, counts
