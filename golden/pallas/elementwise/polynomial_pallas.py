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


def turned(value, rows, shift):
    """A tile moved on by `shift` lanes, over one row more than it has."""
    lanes = value.size
    if lanes < rows * ROW:
        value = jnp.concatenate([value, jnp.zeros((rows * ROW - lanes,), value.dtype)])
    moved = pltpu.roll(value.reshape(rows, ROW), shift, 1)
    none = jnp.zeros((1, ROW), value.dtype)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows + 1, ROW), 1)
    return jnp.where(column >= shift, jnp.concatenate([moved, none]), jnp.concatenate([none, moved]))


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def store_run(ref, start, value, mask):
    """Puts the lanes that the mask names behind one another, from `start` on; all other elements stay."""
    lanes = value.size
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    window = pl.ds(place // ROW, rows + 1)
    is_named = turned(mask.astype(jnp.int32), rows, shift) != 0
    ref[window, :] = jnp.where(is_named, turned(value, rows, shift), ref[window, :])


def sine_polynomial_kernel(n, x, sine_coefficients, y_before, y, *, LANES, TAIL):
    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    x_2 = load_run(x, pl.program_id(2) * LANES, LANES) * load_run(x, pl.program_id(2) * LANES, LANES)
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
    store_run(y, pl.program_id(2) * LANES, load_run(x, pl.program_id(2) * LANES, LANES) * sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sine_polynomial(x, y, n, sine_coefficients, grid, *, LANES, TAIL, interpret=False):
    """Launches sine_polynomial on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sine_polynomial_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32), (sine_coefficients, jnp.float32)],
            [(y, jnp.float32)], interpret)
    return x, y, sine_coefficients


def cosine_polynomial_kernel(n, x, cosine_coefficients, y_before, y, *, LANES, TAIL):
    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    x_2 = load_run(x, pl.program_id(2) * LANES, LANES) * load_run(x, pl.program_id(2) * LANES, LANES)
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
    store_run(y, pl.program_id(2) * LANES, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def cosine_polynomial(x, y, n, cosine_coefficients, grid, *, LANES, TAIL, interpret=False):
    """Launches cosine_polynomial on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(cosine_polynomial_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32), (cosine_coefficients, jnp.float32)],
            [(y, jnp.float32)], interpret)
    return x, y, cosine_coefficients
