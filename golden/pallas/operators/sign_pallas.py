"""sign.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# -1, 0 or 1. Zeros of either sign and NaN have the sign 0.

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


def as_blocks(array, dtype, size):
    """The elements of an array that the blocks of the grid have lanes for; those behind its end are 0."""
    flat = array.reshape(-1)[:size]
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    return jnp.pad(flat, (0, size - flat.size))


def after_blocks(blocks, array):
    """An array after its first elements came out of blocks."""
    flat = array.reshape(-1)
    if blocks.dtype != array.dtype:
        blocks = jax.lax.bitcast_convert_type(blocks, array.dtype)
    return jnp.concatenate([blocks[:flat.size], flat[blocks.size:]]).reshape(array.shape)


def launch_in_blocks(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel; and, of
    those that come block by block, how many elements a step of the grid has. All others are wholly in VMEM. Gives the
    written arrays.
    """
    if grid[1:] != (1, 1) and any(lanes for *_, lanes in written):
        raise ValueError("the blocks of this kernel are counted along x alone")
    arrays = [as_blocks(array, dtype, grid[0] * lanes) if lanes else as_rows(array, dtype)
              for array, dtype, lanes in (*read, *written)]
    specs = [pl.BlockSpec((lanes,), lambda z, y, x: (x,)) if lanes else pl.BlockSpec(memory_space=pltpu.VMEM)
             for *_, lanes in (*read, *written)]
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + specs,
        out_specs=specs[len(read):],
        out_shape=[jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]],
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [after_blocks(each, array) if lanes else as_given(each, array)
            for each, (array, _, lanes) in zip(made, written)]


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


def natural(count):
    """An unsigned number as a signed one, cut at the largest of those."""
    signed = count.astype(jnp.int32)
    return jnp.where(signed < 0, 0x7FFFFFFF, signed)


def sign_naive_float_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    value = x[...]
    y[...] = jnp.where(mask, ((0.0 < value).astype(jnp.int32) - (value < 0.0).astype(jnp.int32)).astype(jnp.float32),
            y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sign_naive_float(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches sign_naive<float> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sign_naive_float_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y


def sign_naive_int_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    value = x[...]
    y[...] = jnp.where(mask, (0 < value).astype(jnp.int32) - (value < 0).astype(jnp.int32), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sign_naive_int(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches sign_naive<int> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sign_naive_int_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.int32, LANES)], [(y, jnp.int32, LANES)], interpret)
    return x, y


def sign_vectorised_kernel(n, x, y_before, y, *, LANES, BLOCK_X):
    """Each thread takes four neighbours a turn, through an array in registers that the compiler loads and stores whole.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    threads = pl.num_programs(2) * BLOCK_X
    first = 4 * (pl.program_id(2) * BLOCK_X + lane)
    looping = active & (first < n)

    def goes_on(carry):
        first, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        first, looping = carry
        values = jnp.zeros((LANES,), jnp.float32)
        values_2 = jnp.zeros((LANES,), jnp.float32)
        values_3 = jnp.zeros((LANES,), jnp.float32)
        values_4 = jnp.zeros((LANES,), jnp.float32)
        condition = first + 4 <= n
        taken = looping & condition
        value_x = gather(x, first)
        value_y = gather(x, first + 1)
        value_z = gather(x, first + 2)
        value_w = gather(x, first + 3)
        values = jnp.where(taken, value_x, values)
        values_2 = jnp.where(taken, value_y, values_2)
        values_3 = jnp.where(taken, value_z, values_3)
        values_4 = jnp.where(taken, value_w, values_4)
        values = jnp.where(taken,
                ((0.0 < values).astype(jnp.int32) - (values < 0.0).astype(jnp.int32)).astype(jnp.float32), values)
        values_2 = jnp.where(taken,
                ((0.0 < values_2).astype(jnp.int32) - (values_2 < 0.0).astype(jnp.int32)).astype(jnp.float32), values_2)
        values_3 = jnp.where(taken,
                ((0.0 < values_3).astype(jnp.int32) - (values_3 < 0.0).astype(jnp.int32)).astype(jnp.float32), values_3)
        values_4 = jnp.where(taken,
                ((0.0 < values_4).astype(jnp.int32) - (values_4 < 0.0).astype(jnp.int32)).astype(jnp.float32), values_4)
        scatter(y, first, values, taken)
        scatter(y, first + 1, values_2, taken)
        scatter(y, first + 2, values_3, taken)
        scatter(y, first + 3, values_4, taken)
        others = looping & ~condition
        rounds = jnp.max(jnp.where(others & (first < n), natural((n - first).astype(jnp.uint32)), 0))

        @pl.loop(0, rounds)
        def _(passed):
            i = first + passed
            looping_2 = others & (i < n)
            value = gather(x, i)
            scatter(y, i, ((0.0 < value).astype(jnp.int32) - (value < 0.0).astype(jnp.int32)).astype(jnp.float32),
                    looping_2)

        first = jnp.where(looping, first + 4 * threads, first)
        looping = looping & (first < n)
        return first, looping

    first, looping = jax.lax.while_loop(goes_on, step, (first, looping))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def sign_vectorised(x, y, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches sign_vectorised on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sign_vectorised_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, y
