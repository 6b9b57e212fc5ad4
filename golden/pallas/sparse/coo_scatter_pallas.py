"""coo_scatter.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Sparse matrices as a list of (row, column, value), in any order and with repeats.

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter_add(ref, index, value, mask):
    """Adds each lane's value at its index, where the mask holds; lanes may share a place."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].add(value, mode="drop").reshape(ref.shape)


def spmv_coo_kernel(entries, places, values, x, y_before, y, *, LANES, TAIL):
    """y += A * x; entries of a row meet in an atomic addition."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    entries = entries[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    stride = (pl.num_programs(2) - 1) * LANES + TAIL

    @pl.loop(0, pl.cdiv(entries - pl.program_id(2) * LANES, stride))
    def _(count):
        start = pl.program_id(2) * LANES + count * stride
        i = start + lane
        mask = active & (i < entries)
        place_x = gather(places, i * 2)
        place_y = gather(places, i * 2 + 1)
        product = load_run(values, start, LANES) * gather(x, place_y)
        mask_2 = mask & (product != 0.0)
        scatter_add(y, place_x, product, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def spmv_coo(places, values, x, y, entries, grid, *, LANES, TAIL, interpret=False):
    """Launches spmv_coo on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(spmv_coo_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch(kernel, grid, [(entries, jnp.int32)], [(places, jnp.int32), (values, jnp.float32), (x, jnp.float32)],
            [(y, jnp.float32)], interpret)
    return places, values, x, y


def count_row_entries_kernel(entries, places, counts_before, counts, *, LANES, TAIL):
    """How many entries each row has, as the first step towards CSR."""

    @pl.when(is_first())
    def _():
        counts[...] = counts_before[...]

    entries = entries[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)

    @pl.loop(0, pl.cdiv(entries - pl.program_id(2) * LANES, (pl.num_programs(2) - 1) * LANES + TAIL))
    def _(count):
        start = pl.program_id(2) * LANES + count * ((pl.num_programs(2) - 1) * LANES + TAIL)
        i = start + lane
        mask = active & (i < entries)
        scatter_add(counts, gather(places, i * 2), 1, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def count_row_entries(places, counts, entries, grid, *, LANES, TAIL, interpret=False):
    """Launches count_row_entries on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(count_row_entries_kernel, LANES=LANES, TAIL=TAIL)
    [counts] = launch(kernel, grid, [(entries, jnp.int32)], [(places, jnp.int32)], [(counts, jnp.int32)], interpret)
    return places, counts
