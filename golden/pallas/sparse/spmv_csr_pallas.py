"""spmv_csr.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# y = A * x for a sparse matrix in CSR form: the entries of row r are offsets[r] ... offsets[r + 1] - 1.

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def spmv_scalar_kernel(rows, offsets, columns, values, x, y_before, y, *, LANES, BLOCK_X):
    """One thread a row: best for rows of a few entries."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2) * BLOCK_X + lane
    mask = active & (row < rows)
    sum_ = jnp.zeros((LANES,), jnp.float32)
    entry = load_run(offsets, pl.program_id(2) * BLOCK_X, LANES)
    end = load_run(offsets, pl.program_id(2) * BLOCK_X + 1, LANES)
    looping = mask & (entry < end)

    def goes_on(carry):
        sum_, entry, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        sum_, entry, looping = carry
        sum_ = jnp.where(looping, sum_ + gather(values, entry) * gather(x, gather(columns, entry)), sum_)
        entry = jnp.where(looping, entry + 1, entry)
        looping = looping & (entry < end)
        return sum_, entry, looping

    sum_, entry, looping = jax.lax.while_loop(goes_on, step, (sum_, entry, looping))
    store_run(y, pl.program_id(2) * BLOCK_X, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def spmv_scalar(offsets, columns, values, x, y, rows, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches spmv_scalar on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(spmv_scalar_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(rows, jnp.int32)],
            [(offsets, jnp.int32), (columns, jnp.int32), (values, jnp.float32), (x, jnp.float32)], [(y, jnp.float32)],
            interpret)
    return offsets, columns, values, x, y


def spmv_warp_kernel(rows, offsets, columns, values, x, y_before, y, *, LANES, BLOCK_X, WARPS):
    """One warp a row: neighbouring lanes read neighbouring entries."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    rows = rows[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = (pl.program_id(2) * BLOCK_X + lane) // 32
    lane_2 = lane % 32
    mask = active & (row < rows)
    sum_ = jnp.zeros((LANES,), jnp.float32)
    entry = gather(offsets, row) + lane_2
    looping = mask & (entry < gather(offsets, row + 1))

    def goes_on(carry):
        sum_, entry, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        sum_, entry, looping = carry
        sum_ = jnp.where(looping, sum_ + gather(values, entry) * gather(x, gather(columns, entry)), sum_)
        entry = jnp.where(looping, entry + 32, entry)
        looping = looping & (entry < gather(offsets, row + 1))
        return sum_, entry, looping

    sum_, entry, looping = jax.lax.while_loop(goes_on, step, (sum_, entry, looping))
    warp_total = jnp.broadcast_to(jnp.sum(jnp.where(mask, sum_, 0.0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,)
    mask_2 = mask & (lane_2 == 0)
    scatter(y, row, warp_total, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def spmv_warp(offsets, columns, values, x, y, rows, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches spmv_warp on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(spmv_warp_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [y] = launch(kernel, grid, [(rows, jnp.int32)],
            [(offsets, jnp.int32), (columns, jnp.int32), (values, jnp.float32), (x, jnp.float32)], [(y, jnp.float32)],
            interpret)
    return offsets, columns, values, x, y
