"""dot_product.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# The dot product of two vectors, four elements a load. Each block reduces in dynamic shared memory, one float for
# each thread, and adds its part to the result, which starts at zero.

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def dot_product_kernel(n, a, b, result_before, result, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        result[...] = result_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    quads = quotient(n, 4)
    a_quads = 0
    b_quads = 0
    first = pl.program_id(2) * BLOCK_X + lane

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(count, sum_):
        start = pl.program_id(2) * BLOCK_X + count * (pl.num_programs(2) * BLOCK_X)
        i = start + lane
        mask = active & (i < quads)
        a_1_x = gather(a, a_quads + i * 4)
        a_1_y = gather(a, a_quads + i * 4 + 1)
        a_1_z = gather(a, a_quads + i * 4 + 2)
        a_1_w = gather(a, a_quads + i * 4 + 3)
        b_1_x = gather(b, b_quads + i * 4)
        b_1_y = gather(b, b_quads + i * 4 + 1)
        b_1_z = gather(b, b_quads + i * 4 + 2)
        b_1_w = gather(b, b_quads + i * 4 + 3)
        dot_result = a_1_x * b_1_x + a_1_y * b_1_y + a_1_z * b_1_z + a_1_w * b_1_w
        sum_ = jnp.where(mask, sum_ + dot_result, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(quads - pl.program_id(2) * BLOCK_X, pl.num_programs(2) * BLOCK_X), step, sum_)
    rest = 4 * quads + first
    mask = active & (rest < n)
    a_2 = load_run(a, 4 * quads + pl.program_id(2) * BLOCK_X, LANES)
    b_2 = load_run(b, 4 * quads + pl.program_id(2) * BLOCK_X, LANES)
    dot_2_result = a_2 * b_2
    sum_ = jnp.where(mask, sum_ + dot_2_result, sum_)
    total = jnp.sum(sum_)
    scatter_add(result, jnp.int32(0), total, True)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def dot_product(a, b, result, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches dot_product on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not LANES <= BLOCK_X:
        raise ValueError("a tree that halves the block loses threads of a block that is no power of two")
    kernel = functools.partial(dot_product_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [result] = launch(kernel, grid, [(n, jnp.int32)], [(a, jnp.float32), (b, jnp.float32)], [(result, jnp.float32)],
            interpret)
    return a, b, result
