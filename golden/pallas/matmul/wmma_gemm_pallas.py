"""wmma_gemm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

TILE = 16

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def wmma_gemm_kernel(rows, columns, inner, alpha, beta, A, B, C_before, C, *, LANES, BLOCK_X, WARPS):
    """
    C = alpha * A * B + beta * C on matrix fragments: A by rows, B by columns,
            sums in float. Each warp computes a tile of
    C, the warps of a block one beside the other. The extents are multiples of 16: the host fills up with zeros.
    """

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    rows = rows[0]
    columns = columns[0]
    inner = inner[0]
    alpha = alpha[0]
    beta = beta[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    tile_row = pl.program_id(1)
    tile_column = (pl.program_id(2) * BLOCK_X + lane) // 32
    mask = active & (tile_row < quotient(rows, TILE)) & (tile_column < quotient(columns, TILE))

    a = jnp.zeros((LANES, 8), jnp.float16)
    b = jnp.zeros((LANES, 8), jnp.float16)
    sum_ = jnp.zeros((LANES, 8), jnp.float32)
    c = jnp.zeros((LANES, 8), jnp.float32)
    sum_ = jnp.zeros((LANES, 8), jnp.float32)

    def step_2(step, carry):
        a, b, sum_ = carry
        matrix = tile_row * 16 * inner + step * 16
        stride = inner.astype(jnp.uint32)
        first = (lane & 31).astype(jnp.uint32) * 8
        a = gather(A,
                matrix + (((first.reshape(LANES, 1) + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32))
                // 16).astype(jnp.int32) * stride.astype(jnp.int32)
                + ((first.reshape(LANES, 1)
                + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32)) % 16).astype(jnp.int32)))
        matrix_2 = tile_column * 16 * inner + step * 16
        stride_2 = inner.astype(jnp.uint32)
        first_2 = (lane & 31).astype(jnp.uint32) * 8
        b = gather(B,
                matrix_2.reshape(LANES, 1)
                + (((first_2.reshape(LANES, 1)
                + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32)) % 16).astype(jnp.int32)
                * stride_2.astype(jnp.int32)
                + ((first_2.reshape(LANES, 1) + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32))
                // 16).astype(jnp.int32)))
        sum_ = (sum_.reshape(WARPS, 16, 16)
                + jnp.matmul(a.reshape(WARPS, 16, 16), b.reshape(WARPS, 16, 16),
                preferred_element_type=jnp.float32)).reshape(LANES, 8)
        return a, b, sum_

    a, b, sum_ = jax.lax.fori_loop(0, quotient(inner, TILE), step_2, (a, b, sum_))

    tile = tile_row * 16 * columns + tile_column * 16
    stride = columns.astype(jnp.uint32)
    first = (lane & 31).astype(jnp.uint32) * 8
    row = (first.reshape(LANES, 1) + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32)) // 16
    column = (first.reshape(LANES, 1) + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32)) % 16
    c = gather(C,
            tile.reshape(LANES, 1) + (row.astype(jnp.int32) * stride.astype(jnp.int32) + column.astype(jnp.int32)))
    c = alpha * sum_ + beta * c
    stride_2 = columns.astype(jnp.uint32)
    first_2 = (lane & 31).astype(jnp.uint32) * 8
    row_2 = (first_2.reshape(LANES, 1) + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32)) // 16
    column_2 = (first_2.reshape(LANES, 1) + jax.lax.iota(jnp.int32, 8).reshape(1, 8).astype(jnp.uint32)) % 16
    scatter(C,
            tile.reshape(LANES, 1)
            + (row_2.astype(jnp.int32) * stride_2.astype(jnp.int32) + column_2.astype(jnp.int32)), c,
            jnp.broadcast_to(mask.reshape(LANES, 1), (LANES, 8)))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def wmma_gemm(A, B, C, rows, columns, inner, alpha, beta, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches wmma_gemm on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(wmma_gemm_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [C] = launch(kernel, grid,
            [(rows, jnp.int32), (columns, jnp.int32), (inner, jnp.int32), (alpha, jnp.float32), (beta, jnp.float32)],
            [(A, jnp.float16), (B, jnp.float16)], [(C, jnp.float32)], interpret)
    return A, B, C
