"""block_scan.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

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


def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])


def turned(value, rows, shift):
    """A tile moved on by `shift` lanes, over one row more than it has."""
    lanes = value.size
    if lanes < rows * ROW:
        value = jnp.concatenate([value, jnp.zeros((rows * ROW - lanes,), value.dtype)])
    moved = pltpu.roll(value.reshape(rows, ROW), shift, 1)
    none = jnp.zeros((1, ROW), value.dtype)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows + 1, ROW), 1)
    return jnp.where(column >= shift, jnp.concatenate([moved, none]), jnp.concatenate([none, moved]))


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def store_run(ref, start, value, mask):
    """Puts the lanes that the mask names behind one another, from `start` on; all other elements stay."""
    lanes = value.size
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    window = pl.ds(place // ROW, rows + 1)
    is_named = turned(mask.astype(jnp.int32), rows, shift) != 0
    ref[window, :] = jnp.where(is_named, turned(value, rows, shift), ref[window, :])


def block_scan_256_kernel(n, x, prefix_before, totals_before, prefix, totals, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        prefix[...] = prefix_before[...]
        totals[...] = totals_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * 256 + lane

    value = jnp.where(i < n, load_run(x, pl.program_id(2) * 256, LANES), 0)
    running = jax.lax.cumsum(jnp.where(active, value, 0), axis=0)
    total = jnp.sum(value)

    mask = active & (i < n)
    store_run(prefix, pl.program_id(2) * 256, running, mask)
    mask_2 = active & (lane == 256 - 1)
    store_one(totals, pl.program_id(2), total, jnp.any(mask_2))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def block_scan_256(x, prefix, totals, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches block_scan<256> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(block_scan_256_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [prefix, totals] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.uint32)],
            [(prefix, jnp.uint32), (totals, jnp.uint32)], interpret)
    return x, prefix, totals


def block_scan_128_kernel(n, x, prefix_before, totals_before, prefix, totals, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        prefix[...] = prefix_before[...]
        totals[...] = totals_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * 128 + lane

    value = jnp.where(i < n, load_run(x, pl.program_id(2) * 128, LANES), 0)
    running = jax.lax.cumsum(jnp.where(active, value, 0), axis=0)
    total = jnp.sum(value)

    mask = active & (i < n)
    store_run(prefix, pl.program_id(2) * 128, running, mask)
    mask_2 = active & (lane == 128 - 1)
    store_one(totals, pl.program_id(2), total, jnp.any(mask_2))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def block_scan_128(x, prefix, totals, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches block_scan<128> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(block_scan_128_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [prefix, totals] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.uint32)],
            [(prefix, jnp.uint32), (totals, jnp.uint32)], interpret)
    return x, prefix, totals


def add_block_offsets_kernel(n, offsets, prefix_before, prefix, *, LANES, BLOCK_X):
    """The second launch: each block but the first adds what came before it. `offsets` are inclusive sums of the totals.
    """

    @pl.when(is_first())
    def _():
        prefix[...] = prefix_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    @pl.when(pl.program_id(2) != 0)
    def _():
        i = pl.program_id(2) * BLOCK_X + lane
        mask = active & (i < n)
        store_run(prefix, pl.program_id(2) * BLOCK_X,
                load_run(prefix, pl.program_id(2) * BLOCK_X, LANES) + load_one(offsets, pl.program_id(2) - 1), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def add_block_offsets(prefix, offsets, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches add_block_offsets on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(add_block_offsets_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [prefix] = launch(kernel, grid, [(n, jnp.int32)], [(offsets, jnp.uint32)], [(prefix, jnp.uint32)], interpret)
    return prefix, offsets
