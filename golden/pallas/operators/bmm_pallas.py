"""bmm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Batched matrix product: c[i] = a[i] * b[i], with a [batch, rows, inner], b [batch, inner, columns] and
# c [batch, rows, columns], all row-major and dense. The batch is the grid's third axis.

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


def bmm_naive_kernel(rows, columns, inner, a, b, c_before, c, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        c[...] = c_before[...]

    rows = rows[0]
    columns = columns[0]
    inner = inner[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    column = pl.program_id(2) * BLOCK_X + thread_x
    row = pl.program_id(1) * BLOCK_Y + thread_y
    matrix = pl.program_id(0)
    mask = active & (row < rows) & (column < columns)

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(k, sum_):
        sum_ = sum_ + gather(a, (matrix * rows + row) * inner + k) * gather(b, (matrix * inner + k) * columns + column)
        return sum_

    sum_ = jax.lax.fori_loop(0, inner, step, sum_)
    scatter(c, (matrix * rows + row) * columns + column, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def bmm_naive(a, b, c, rows, columns, inner, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches bmm_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bmm_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [c] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (inner, jnp.int32)],
            [(a, jnp.float32), (b, jnp.float32)], [(c, jnp.float32)], interpret)
    return a, b, c


def bmm_tiled_16_kernel(rows, columns, inner, a, b, c_before, c, *, LANES, BLOCK_X, BLOCK_Y):
    """A block computes one TILE x TILE square of one matrix. What lies beyond an edge counts as zero, so that every
    thread reaches every barrier.
    """

    @pl.when(is_first())
    def _():
        c[...] = c_before[...]

    rows = rows[0]
    columns = columns[0]
    inner = inner[0]
    a_at = jnp.int32(0)
    b_at = jnp.int32(0)
    c_at = jnp.int32(0)

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    a_tile_slots = jax.lax.iota(jnp.int32, 256)
    a_tile = jnp.zeros((256,), jnp.float32)
    b_tile_slots = jax.lax.iota(jnp.int32, 256)
    b_tile = jnp.zeros((256,), jnp.float32)
    a_at = a_at + pl.program_id(0) * rows * inner
    b_at = b_at + pl.program_id(0) * inner * columns
    c_at = c_at + pl.program_id(0) * rows * columns

    column = pl.program_id(2) * 16 + thread_x
    row = pl.program_id(1) * 16 + thread_y
    sum_ = jnp.zeros((LANES,), jnp.float32)
    product = jnp.zeros((16, 16), jnp.float32)

    def step(count, carry):
        a_tile, b_tile, product = carry
        start = count * 16
        a_column = start + thread_x
        b_row = start + thread_y
        line = a_tile_slots // 16
        column_2 = a_tile_slots % 16
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        a_tile = jnp.where(owned,
                jnp.take_along_axis(jnp.where((row < rows) & (a_column < inner),
                gather(a, a_at + (row * inner + a_column)), 0.0), owner, axis=0), a_tile)
        line_2 = b_tile_slots // 16
        column_3 = b_tile_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        b_tile = jnp.where(owned_2,
                jnp.take_along_axis(jnp.where((b_row < inner) & (column < columns),
                gather(b, b_at + (b_row * columns + column)), 0.0), owner_2, axis=0), b_tile)
        product = product + jnp.dot(a_tile.reshape(16, 16), b_tile.reshape(16, 16), precision=jax.lax.Precision.HIGHEST,
                preferred_element_type=jnp.float32)
        return a_tile, b_tile, product

    a_tile, b_tile, product = jax.lax.fori_loop(0, pl.cdiv(inner, 16), step, (a_tile, b_tile, product))
    sum_ = sum_ + jnp.take_along_axis(product.reshape(256,), jnp.where(active, thread_y * 16 + thread_x, 0), axis=0)
    mask = active & (row < rows) & (column < columns)
    scatter(c, c_at + (row * columns + column), sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def bmm_tiled_16(a, b, c, rows, columns, inner, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches bmm_tiled<16> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`a_tile` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`b_tile` has no place for more threads side by side")
    kernel = functools.partial(bmm_tiled_16_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [c] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (inner, jnp.int32)],
            [(a, jnp.float32), (b, jnp.float32)], [(c, jnp.float32)], interpret)
    return a, b, c
