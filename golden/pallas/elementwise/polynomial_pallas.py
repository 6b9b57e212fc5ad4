"""polynomial.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# sin(x) and cos(x) on [-pi/4, pi/4] by Horner's rule, with the coefficients in constant memory.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

DEGREE = 4

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


def only(values, where):
    """The one value that is there, a scalar, bit by bit."""
    words = values
    if jnp.issubdtype(values.dtype, jnp.floating):
        words = jax.lax.bitcast_convert_type(values.astype(jnp.float32), jnp.int32)
    word = jnp.sum(jnp.where(where, words, 0).astype(jnp.int32))
    if jnp.issubdtype(values.dtype, jnp.floating):
        return jax.lax.bitcast_convert_type(word, jnp.float32).astype(values.dtype)
    return word.astype(values.dtype)


def load_one(ref, index):
    """The element at an index, a scalar."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = ref[pl.ds(place // ROW, 1), :]
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    return only(row, column == place % ROW)


def sine_polynomial_kernel(n, x, sine_coefficients, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    x_2 = x[...] * x[...]
    sum_ = jnp.full((LANES,), load_one(sine_coefficients, 4))
    power = jnp.int32(4 - 1)

    def goes_on(carry):
        sum_, power = carry
        return power >= 0

    def step(carry):
        sum_, power = carry
        sum_ = jnp.where(mask, sum_ * x_2 + load_one(sine_coefficients, power), sum_)
        power = power - 1
        return sum_, power

    sum_, power = jax.lax.while_loop(goes_on, step, (sum_, power))
    y[...] = jnp.where(mask, x[...] * sum_, y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sine_polynomial(x, y, n, sine_coefficients, grid, *, LANES, TAIL, interpret=False):
    """Launches sine_polynomial on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sine_polynomial_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)],
            [(x, jnp.float32, LANES), (sine_coefficients, jnp.float32, None)], [(y, jnp.float32, LANES)], interpret)
    return x, y, sine_coefficients


def cosine_polynomial_kernel(n, x, cosine_coefficients, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    x_2 = x[...] * x[...]
    sum_ = jnp.full((LANES,), load_one(cosine_coefficients, 4))
    power = jnp.int32(4 - 1)

    def goes_on(carry):
        sum_, power = carry
        return power >= 0

    def step(carry):
        sum_, power = carry
        sum_ = jnp.where(mask, sum_ * x_2 + load_one(cosine_coefficients, power), sum_)
        power = power - 1
        return sum_, power

    sum_, power = jax.lax.while_loop(goes_on, step, (sum_, power))
    y[...] = jnp.where(mask, sum_, y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def cosine_polynomial(x, y, n, cosine_coefficients, grid, *, LANES, TAIL, interpret=False):
    """Launches cosine_polynomial on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(cosine_polynomial_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)],
            [(x, jnp.float32, LANES), (cosine_coefficients, jnp.float32, None)], [(y, jnp.float32, LANES)], interpret)
    return x, y, cosine_coefficients
