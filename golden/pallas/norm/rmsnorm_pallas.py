"""rmsnorm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
# a thread takes two at a time. The block is a whole number of warps, at most 32.

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def rmsnorm_kernel(columns, epsilon, x, weight, y_before, y, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    columns = columns[0]
    epsilon = epsilon[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    pairs = quotient(columns, 2)
    row = pl.program_id(2) * columns
    weights = 0
    out = pl.program_id(2) * columns

    squares = jnp.zeros((LANES,), jnp.float32)

    def step(count, squares):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < pairs)
        value_x = gather(x, row + i * 2)
        value_y = gather(x, row + i * 2 + 1)
        value_1_x = value_x.astype(jnp.float32)
        value_1_y = value_y.astype(jnp.float32)
        squares = jnp.where(mask, squares + (value_1_x * value_1_x + value_1_y * value_1_y), squares)
        return squares

    squares = jax.lax.fori_loop(0, pl.cdiv(pairs, BLOCK_X), step, squares)
    total = jnp.sum(jnp.where(active, squares, 0.0))

    # Every warp adds the warps' sums for itself, which saves a second barrier.
    scale = jax.lax.rsqrt(total / columns.astype(jnp.float32) + epsilon)

    @pl.loop(0, pl.cdiv(pairs, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < pairs)
        value_2_x = gather(x, row + i * 2)
        value_2_y = gather(x, row + i * 2 + 1)
        value_3_x = value_2_x.astype(jnp.float32)
        value_3_y = value_2_y.astype(jnp.float32)
        value_4_x = gather(weight, weights + i * 2)
        value_4_y = gather(weight, weights + i * 2 + 1)
        factor_x = value_4_x.astype(jnp.float32)
        factor_y = value_4_y.astype(jnp.float32)
        value = value_3_x * scale * factor_x
        value_2 = value_3_y * scale * factor_y
        scatter(y, out + i * 2, value.astype(jnp.float16), mask)
        scatter(y, out + i * 2 + 1, value_2.astype(jnp.float16), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def rmsnorm(x, weight, y, columns, epsilon, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches rmsnorm on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rmsnorm_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(columns, jnp.int32), (epsilon, jnp.float32)],
            [(x, jnp.float16), (weight, jnp.float16)], [(y, jnp.float16)], interpret)
    return x, weight, y
