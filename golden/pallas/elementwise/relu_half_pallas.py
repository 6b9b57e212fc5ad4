"""relu_half.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def relu_half_kernel(scale, bias, n, x, y_before, y, *, LANES, TAIL):
    """y = max(scale * x + bias, 0) in half precision, two elements a thread.
    An odd n leaves one element, which the thread after the last pair takes alone.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    scale = scale[0]
    bias = bias[0]
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    scale_pair_x = scale.astype(jnp.float16)
    scale_pair_y = scale.astype(jnp.float16)
    bias_pair_x = bias.astype(jnp.float16)
    bias_pair_y = bias.astype(jnp.float16)
    zero_pair_x = 0.0
    zero_pair_y = 0.0

    pair = pl.program_id(2) * LANES + lane
    pairs = quotient(n, 2)
    condition = pair < pairs
    taken = active & condition
    value_x = gather(x, pair * 2)
    value_y = gather(x, pair * 2 + 1)
    value_1_x = value_x * scale_pair_x
    value_1_y = value_y * scale_pair_y
    scaled_x = value_1_x + bias_pair_x
    scaled_y = value_1_y + bias_pair_y
    scatter(y, pair * 2, jnp.fmax(scaled_x.astype(jnp.float32), jnp.float32(zero_pair_x)).astype(jnp.float16), taken)
    scatter(y, pair * 2 + 1, jnp.fmax(scaled_y.astype(jnp.float32), jnp.float32(zero_pair_y)).astype(jnp.float16),
            taken)
    others = active & ~condition
    mask = others & (pair == pairs) & (remainder(n, 2) != 0)
    last = load_one(x, n - 1) * scale.astype(jnp.float16) + bias.astype(jnp.float16)
    store_one(y, n - 1, jnp.where(last > 0.0, last, 0.0), jnp.any(mask))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def relu_half(x, y, scale, bias, n, grid, *, LANES, TAIL, interpret=False):
    """Launches relu_half on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(relu_half_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch(kernel, grid, [(scale, jnp.float32), (bias, jnp.float32), (n, jnp.int32)], [(x, jnp.float16)],
            [(y, jnp.float16)], interpret)
    return x, y


def relu_half_through_float_kernel(scale, bias, n, x, y_before, y, *, LANES, TAIL):
    """The straightforward form: widen, compute in float, round once."""

    scale = scale[0]
    bias = bias[0]
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    value = x[...].astype(jnp.float32)
    value = value * scale + bias
    y[...] = jnp.where(mask, jnp.where(value > 0.0, value, 0.0).astype(jnp.float16), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def relu_half_through_float(x, y, scale, bias, n, grid, *, LANES, TAIL, interpret=False):
    """Launches relu_half_through_float on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(relu_half_through_float_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(scale, jnp.float32), (bias, jnp.float32), (n, jnp.int32)],
            [(x, jnp.float16, LANES)], [(y, jnp.float16, LANES)], interpret)
    return x, y
