"""int8_dot.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def dp4a(a, b, c):
    """c and the products of four bytes with four bytes."""
    for shift in range(0, 32, 8):
        c += ((a << (24 - shift)) >> 24) * ((b << (24 - shift)) >> 24)
    return c


def int8_matmul_kernel(rows, columns, words, A, B, row_scales, column_scales, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    """C = scale * A * B^T of signed bytes, four products an instruction. Rows of A and B are packed into words of four
    bytes, `words` to a row; every row of A and of B has a scale of its own.
    """

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    rows = rows[0]
    columns = columns[0]
    words = words[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    column = pl.program_id(2) * BLOCK_X + thread_x
    row = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (row < rows) & (column < columns)

    sum_ = jnp.zeros((LANES,), jnp.int32)

    def step(k, sum_):
        sum_ = dp4a(gather(A, row * words + k), gather(B, column * words + k), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, words, step, sum_)
    scatter(C, row * columns + column,
            sum_.astype(jnp.float32) * (gather(row_scales, row) * gather(column_scales, column)), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def int8_matmul(
    A, B, row_scales, column_scales, C, rows, columns, words, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches int8_matmul on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(int8_matmul_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32), (words, jnp.int32)],
            [(A, jnp.int32), (B, jnp.int32), (row_scales, jnp.float32), (column_scales, jnp.float32)],
            [(C, jnp.float32)], interpret)
    return A, B, row_scales, column_scales, C


def int8_dot_kernel(words, a, b, result_before, result, *, LANES, BLOCK_X):
    """The same product of two vectors without the instruction, four bytes a load; one block, tree in shared memory.
    """

    @pl.when(is_first())
    def _():
        result[...] = result_before[...]

    words = words[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    sum_ = jnp.zeros((LANES,), jnp.int32)

    def step(count, sum_):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < words)
        x_x = gather(a, i * 4)
        x_y = gather(a, i * 4 + 1)
        x_z = gather(a, i * 4 + 2)
        x_w = gather(a, i * 4 + 3)
        y_x = gather(b, i * 4)
        y_y = gather(b, i * 4 + 1)
        y_z = gather(b, i * 4 + 2)
        y_w = gather(b, i * 4 + 3)
        sum_ = jnp.where(mask,
                sum_ + (x_x.astype(jnp.int32) * y_x.astype(jnp.int32) + x_y.astype(jnp.int32) * y_y.astype(jnp.int32)
                + x_z.astype(jnp.int32) * y_z.astype(jnp.int32) + x_w.astype(jnp.int32) * y_w.astype(jnp.int32)), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(words, BLOCK_X), step, sum_)
    total = jnp.sum(sum_)
    store_one(result, 0, total)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def int8_dot(a, b, result, words, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches int8_dot on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(int8_dot_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [result] = launch(kernel, grid, [(words, jnp.int32)], [(a, jnp.int8), (b, jnp.int8)], [(result, jnp.int32)],
            interpret)
    return a, b, result
