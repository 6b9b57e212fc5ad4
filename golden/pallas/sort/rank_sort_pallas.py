"""rank_sort.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Stable sort of short keys by counting: an element's place is the number of elements that come before it.
# Keys are staged through shared memory a block at a time, so that each is read from global memory once a block.

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


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def rank_sort_kernel(
    n, keys, payload, sorted_keys_before, sorted_payload_before, sorted_keys, sorted_payload, *, LANES, BLOCK_X
):
    @pl.when(is_first())
    def _():
        sorted_keys[...] = sorted_keys_before[...]
        sorted_payload[...] = sorted_payload_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    stage = jnp.zeros((LANES,), jnp.int16)
    i = pl.program_id(2) * 128 + lane
    own = jnp.where(i < n, load_run(keys, pl.program_id(2) * 128, LANES).astype(jnp.int32), 0).astype(jnp.int16)

    rank = jnp.zeros((LANES,), jnp.int32)

    def step(count, carry):
        stage, rank = carry
        start = count * 128
        mask = active & (start.astype(jnp.uint32) + lane.astype(jnp.uint32) < n.astype(jnp.uint32))
        stage = jnp.where(mask, load_run(keys, start, LANES), stage)
        staged = jnp.minimum(jnp.int32(128), n - start)

        def step_2(other, rank):
            # Of equal keys the earlier one comes first.
            mask_2 = active & ((jnp.sum(jnp.where(lane == other, stage,
                    0).astype(jnp.int32)).astype(jnp.int16).astype(jnp.int32) < own.astype(jnp.int32))
                    | ((jnp.take_along_axis(stage,
                    jnp.where(active
                    & (jnp.sum(jnp.where(lane == other, stage,
                    0).astype(jnp.int32)).astype(jnp.int16).astype(jnp.int32) >= own.astype(jnp.int32)), other, 0)
                    & (LANES - 1), axis=0).astype(jnp.int32) == own.astype(jnp.int32)) & (start + other < i)))
            rank = jnp.where(mask_2, rank + 1, rank)
            return rank

        rank = jax.lax.fori_loop(0, staged, step_2, rank)
        return stage, rank

    stage, rank = jax.lax.fori_loop(0, pl.cdiv(n, 128), step, (stage, rank))

    mask = active & (i < n)
    scatter(sorted_keys, rank, own, mask)
    scatter(sorted_payload, rank, load_run(payload, pl.program_id(2) * 128, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def rank_sort(keys, payload, sorted_keys, sorted_payload, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches rank_sort on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rank_sort_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [sorted_keys, sorted_payload] = launch(kernel, grid, [(n, jnp.int32)], [(keys, jnp.int16), (payload, jnp.uint8)],
            [(sorted_keys, jnp.int16), (sorted_payload, jnp.uint8)], interpret)
    return keys, payload, sorted_keys, sorted_payload
