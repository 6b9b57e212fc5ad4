"""complex_multiply.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Products of complex numbers stored as (real, imaginary) pairs. The second factor may be conjugated, which is what
# a correlation in the frequency domain needs.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

CONJUGATED = 1

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


def complex_multiply_kernel(factor, n, a, b, out_before, out, *, LANES, TAIL):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    factor = factor[0]
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = lane + pl.program_id(2) * LANES
    mask = active & (i < n)
    chosen_x = jnp.zeros((LANES,), jnp.float32)
    chosen_y = jnp.zeros((LANES,), jnp.float32)

    def then(chosen_x, chosen_y):
        a_1_x = gather(b, i * 2)
        a_1_y = gather(b, i * 2 + 1)
        a_1_y = -a_1_y
        chosen_x = a_1_x
        chosen_y = a_1_y
        return chosen_x, chosen_y

    def otherwise(chosen_x, chosen_y):
        chosen_x = gather(b, i * 2)
        chosen_y = gather(b, i * 2 + 1)
        return chosen_x, chosen_y

    chosen_x, chosen_y = jax.lax.cond(factor == 1, then, otherwise, chosen_x, chosen_y)
    a_2_x = gather(a, i * 2)
    a_2_y = gather(a, i * 2 + 1)
    scatter(out, i * 2, a_2_x * chosen_x - a_2_y * chosen_y, mask)
    scatter(out, i * 2 + 1, a_2_x * chosen_y + a_2_y * chosen_x, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def complex_multiply(a, b, out, factor, n, grid, *, LANES, TAIL, interpret=False):
    """Launches complex_multiply on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(complex_multiply_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch(kernel, grid, [(factor, jnp.int32), (n, jnp.int32)], [(a, jnp.float32), (b, jnp.float32)],
            [(out, jnp.float32)], interpret)
    return a, b, out
