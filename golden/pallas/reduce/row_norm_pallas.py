"""row_norm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# The Euclidean length of each row, one warp a row. The lanes meet in shared memory, kept in step by __syncwarp, as
# code does that was written before shuffles. A block is 32 x (rows a block), at most 8 rows.

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


def row_norm_kernel(rows, columns, x, norms_before, norms, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        norms[...] = norms_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    partial_slots = jax.lax.iota(jnp.int32, 256)
    partial = jnp.zeros((256,), jnp.float32)
    row = pl.program_id(2) * BLOCK_Y + thread_y
    lane_2 = thread_x
    mask = active & (row < rows)

    squares = jnp.zeros((LANES,), jnp.float32)
    own_row = row * columns

    def step(count, squares):
        start = count * 32
        column = start + lane_2
        mask_2 = mask & (column < columns)
        squares = jnp.where(mask_2, gather(x, own_row + column) * gather(x, own_row + column) + squares, squares)
        return squares

    squares = jax.lax.fori_loop(0, pl.cdiv(columns, 32), step, squares)
    line = partial_slots // 32
    column = partial_slots % 32
    writer = line * BLOCK_X + column
    owned = (column < BLOCK_X) & (writer < LANES)
    owner = jnp.where(owned, writer, 0)
    partial = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), jnp.take_along_axis(squares, owner, axis=0),
            partial)
    active_2 = jnp.int32(16)

    def goes_on(carry):
        partial, active_2 = carry
        return active_2 > 0

    def step(carry):
        partial, active_2 = carry
        mask_2 = mask & (lane_2 < active_2)
        line_2 = partial_slots // 32
        column_2 = partial_slots % 32
        writer_2 = line_2 * BLOCK_X + column_2
        owned_2 = (column_2 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        partial = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(partial, jnp.where(mask_2, thread_y * 32 + lane_2, 0), axis=0)
                + jnp.take_along_axis(partial, jnp.where(mask_2, thread_y * 32 + (lane_2 + active_2), 0), axis=0),
                owner_2, axis=0), partial)
        active_2 = active_2 >> 1
        return partial, active_2

    partial, active_2 = jax.lax.while_loop(goes_on, step, (partial, active_2))
    mask_2 = mask & (lane_2 == 0)
    scatter(norms, row, jnp.sqrt(jnp.take_along_axis(partial, jnp.where(mask_2, thread_y * 32, 0), axis=0)), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def row_norm(x, norms, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches row_norm on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 32:
        raise ValueError("`partial` has no place for more threads side by side")
    kernel = functools.partial(row_norm_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [norms] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.float32)],
            [(norms, jnp.float32)], interpret)
    return x, norms
