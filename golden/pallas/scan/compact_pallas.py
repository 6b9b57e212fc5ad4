"""compact.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Stream compaction: each block moves the elements above a threshold to the front of its own stretch of the output,
# in order, and says how many there are.

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


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def compact_kernel(threshold, n, x, kept_before, counts_before, kept, counts, *, LANES, BLOCK_X, WARPS):
    @pl.when(is_first())
    def _():
        kept[...] = kept_before[...]
        counts[...] = counts_before[...]

    threshold = threshold[0]
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    warp_counts_slots = jax.lax.iota(jnp.int32, 4)
    warp_counts = jnp.zeros((4,), jnp.int32)
    i = pl.program_id(2) * 128 + lane
    lane_2 = lane % 32
    warp = lane // 32

    keep = (i < n) & (load_run(x, pl.program_id(2) * 128, LANES) > threshold)
    votes = jnp.broadcast_to(jnp.sum(jnp.where(active & keep, jnp.uint32(1) << (lane & 31).astype(jnp.uint32),
            0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1), (WARPS, 32)).reshape(LANES,)
    mask = active & (lane_2 == 0)
    writer = warp_counts_slots * 32
    owned = writer < LANES
    owner = jnp.where(owned, writer, 0)
    warp_counts = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
            jnp.take_along_axis(jax.lax.population_count(votes).astype(jnp.int32), owner, axis=0), warp_counts)

    position = jax.lax.population_count(votes & ((jnp.uint32(1) << lane_2.astype(jnp.uint32)) - 1)).astype(jnp.int32)
    total = jnp.zeros((LANES,), jnp.int32)

    def step(other, carry):
        position, total = carry
        position = position + jnp.where(other < warp,
                jnp.take_along_axis(warp_counts, jnp.where(active & (other < warp), other, 0), axis=0), 0)
        total = total + jnp.sum(jnp.where(warp_counts_slots == other, warp_counts, 0))
        return position, total

    position, total = jax.lax.fori_loop(0, 128 // 32, step, (position, total))
    taken = active & keep
    scatter(kept, pl.program_id(2) * 128 + position, load_run(x, pl.program_id(2) * 128, LANES), taken)
    mask_2 = active & (lane == 0)
    store_same(counts, pl.program_id(2), total, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def compact(x, kept, counts, threshold, n, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches compact on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(compact_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [kept, counts] = launch(kernel, grid, [(threshold, jnp.float32), (n, jnp.int32)], [(x, jnp.float32)],
            [(kept, jnp.float32), (counts, jnp.int32)], interpret)
    return x, kept, counts


def threshold_votes_kernel(
    threshold, n, x, any_above_before, all_above_before, any_above, all_above, *, LANES, BLOCK_X, WARPS
):
    """Whether any, and whether all, elements of each warp's stretch are above the threshold."""

    @pl.when(is_first())
    def _():
        any_above[...] = any_above_before[...]
        all_above[...] = all_above_before[...]

    threshold = threshold[0]
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * BLOCK_X + lane
    above = jnp.where(i < n, load_run(x, pl.program_id(2) * BLOCK_X, LANES) > threshold, False)
    any_ = (jnp.broadcast_to(jnp.max((active & above).astype(jnp.int32).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,) != 0).astype(jnp.int32) != 0
    all_ = (jnp.broadcast_to(jnp.max((active & ~(above | (i >= n))).astype(jnp.int32).reshape(WARPS, 32),
            axis=1).reshape(WARPS, 1), (WARPS, 32)).reshape(LANES,) == 0).astype(jnp.int32) != 0
    mask = active & (lane % 32 == 0)
    scatter(any_above, i // 32, any_.astype(jnp.uint8), mask)
    scatter(all_above, i // 32, all_.astype(jnp.uint8), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def threshold_votes(x, any_above, all_above, threshold, n, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches threshold_votes on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(threshold_votes_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [any_above, all_above] = launch(kernel, grid, [(threshold, jnp.float32), (n, jnp.int32)], [(x, jnp.float32)],
            [(any_above, jnp.uint8), (all_above, jnp.uint8)], interpret)
    return x, any_above, all_above
