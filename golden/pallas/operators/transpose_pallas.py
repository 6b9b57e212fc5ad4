"""transpose.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Transposes each matrix of a batch: out[b, c, r] = in[b, r, c].

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


def transpose_naive_float_kernel(rows, columns, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """One thread an element of the output, so that the writes are of neighbours and the reads are not."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = pl.program_id(2) * BLOCK_X + thread_x
    column = pl.program_id(1) * BLOCK_Y + thread_y
    matrix = pl.program_id(0) * rows * columns
    mask = active & (row < rows) & (column < columns)
    scatter(out, matrix + column * rows + row, gather(in_, matrix + row * columns + column), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def transpose_naive_float(in_, out, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches transpose_naive<float> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(transpose_naive_float_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)],
            interpret)
    return in_, out


def transpose_naive_half_kernel(rows, columns, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """One thread an element of the output, so that the writes are of neighbours and the reads are not."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = pl.program_id(2) * BLOCK_X + thread_x
    column = pl.program_id(1) * BLOCK_Y + thread_y
    matrix = pl.program_id(0) * rows * columns
    mask = active & (row < rows) & (column < columns)
    scatter(out, matrix + column * rows + row, gather(in_, matrix + row * columns + column), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def transpose_naive_half(in_, out, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches transpose_naive<half> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(transpose_naive_half_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(in_, jnp.float16)], [(out, jnp.float16)],
            interpret)
    return in_, out


def transpose_tiled_float_8_kernel(rows, columns, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    rows = rows[0]
    columns = columns[0]

    matrix = pl.program_id(0) * rows * columns
    slot = jax.lax.iota(jnp.int32, 1024)
    line = slot // 32
    column = slot % 32
    tile = gather(in_, matrix + (line + pl.program_id(1) * 32) * columns + (column + pl.program_id(2) * 32))

    # the tile's place after the exchange
    tile_across = tile.reshape(32, 32).T.reshape(1024,)
    slot_2 = jax.lax.iota(jnp.int32, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    scatter(out, matrix + (line_2 + pl.program_id(2) * 32) * rows + (column_2 + pl.program_id(1) * 32), tile_across,
            (column_2 + pl.program_id(1) * 32 < rows) & (line_2 + pl.program_id(2) * 32 < columns))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def transpose_tiled_float_8(in_, out, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches transpose_tiled<float, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_Y == 8:
        raise ValueError("`tile` is a tile that threads go through in such lines")
    if not BLOCK_X == 32:
        raise ValueError("`tile` is a tile that threads go through in such lines")
    kernel = functools.partial(transpose_tiled_float_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)],
            interpret)
    return in_, out


def transpose_tiled_half_4_kernel(rows, columns, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    rows = rows[0]
    columns = columns[0]

    matrix = pl.program_id(0) * rows * columns
    slot = jax.lax.iota(jnp.int32, 1024)
    line = slot // 32
    column = slot % 32
    tile = gather(in_, matrix + (line + pl.program_id(1) * 32) * columns + (column + pl.program_id(2) * 32))

    # the tile's place after the exchange
    tile_across = tile.reshape(32, 32).T.reshape(1024,)
    slot_2 = jax.lax.iota(jnp.int32, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    scatter(out, matrix + (line_2 + pl.program_id(2) * 32) * rows + (column_2 + pl.program_id(1) * 32), tile_across,
            (column_2 + pl.program_id(1) * 32 < rows) & (line_2 + pl.program_id(2) * 32 < columns))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def transpose_tiled_half_4(in_, out, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches transpose_tiled<half, 4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_Y == 4:
        raise ValueError("`tile` is a tile that threads go through in such lines")
    if not BLOCK_X == 32:
        raise ValueError("`tile` is a tile that threads go through in such lines")
    kernel = functools.partial(transpose_tiled_half_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(in_, jnp.float16)], [(out, jnp.float16)],
            interpret)
    return in_, out


def transpose_tiled_half_8_kernel(rows, columns, in_, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    rows = rows[0]
    columns = columns[0]

    matrix = pl.program_id(0) * rows * columns
    slot = jax.lax.iota(jnp.int32, 1024)
    line = slot // 32
    column = slot % 32
    tile = gather(in_, matrix + (line + pl.program_id(1) * 32) * columns + (column + pl.program_id(2) * 32))

    # the tile's place after the exchange
    tile_across = tile.reshape(32, 32).T.reshape(1024,)
    slot_2 = jax.lax.iota(jnp.int32, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    scatter(out, matrix + (line_2 + pl.program_id(2) * 32) * rows + (column_2 + pl.program_id(1) * 32), tile_across,
            (column_2 + pl.program_id(1) * 32 < rows) & (line_2 + pl.program_id(2) * 32 < columns))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def transpose_tiled_half_8(in_, out, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches transpose_tiled<half, 8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_Y == 8:
        raise ValueError("`tile` is a tile that threads go through in such lines")
    if not BLOCK_X == 32:
        raise ValueError("`tile` is a tile that threads go through in such lines")
    kernel = functools.partial(transpose_tiled_half_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(in_, jnp.float16)], [(out, jnp.float16)],
            interpret)
    return in_, out
