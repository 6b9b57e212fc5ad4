"""relu.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def relu_naive_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    y[...] = jnp.where(mask, jnp.where(x[...] > 0.0, x[...], 0.0), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def relu_naive(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches relu_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(relu_naive_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y


def relu_vectorised_Relu_kernel(n, data_before, data, *, LANES, BLOCK_X):
    """Any of them, in place, four elements at a time; the last block takes what is left over."""

    @pl.when(is_first())
    def _():
        data[...] = data_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    stride = pl.num_programs(2) * BLOCK_X

    @pl.loop(0, pl.cdiv(quotient(n, 4) - pl.program_id(2) * BLOCK_X, stride))
    def _(count):
        start = pl.program_id(2) * BLOCK_X + count * stride
        i = start + lane
        mask = active & (i < quotient(n, 4))
        four_x = gather(data, i * 4)
        four_y = gather(data, i * 4 + 1)
        four_z = gather(data, i * 4 + 2)
        four_w = gather(data, i * 4 + 3)
        four_x = jnp.fmax(four_x, 0.0)
        four_y = jnp.fmax(four_y, 0.0)
        four_z = jnp.fmax(four_z, 0.0)
        four_w = jnp.fmax(four_w, 0.0)
        scatter(data, i * 4, four_x, mask)
        scatter(data, i * 4 + 1, four_y, mask)
        scatter(data, i * 4 + 2, four_z, mask)
        scatter(data, i * 4 + 3, four_w, mask)

    mask = active & (pl.program_id(2) == pl.num_programs(2) - 1) & (lane.astype(jnp.uint32)
            < remainder(n, 4).astype(jnp.uint32))
    last = n + (-remainder(n, 4)) + lane
    value = load_run(data, n + (-remainder(n, 4)), LANES)
    store_run(data, n + (-remainder(n, 4)), jnp.fmax(value, 0.0), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def relu_vectorised_Relu(data, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches relu_vectorised<Relu> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(relu_vectorised_Relu_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [data] = launch(kernel, grid, [(n, jnp.int32)], [], [(data, jnp.float32)], interpret)
    return (data,)


def relu_vectorised_LeakyRelu_kernel(n, activation_slope, data_before, data, *, LANES, BLOCK_X):
    """Any of them, in place, four elements at a time; the last block takes what is left over."""

    @pl.when(is_first())
    def _():
        data[...] = data_before[...]

    n = n[0]
    activation_slope = activation_slope[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    stride = pl.num_programs(2) * BLOCK_X

    @pl.loop(0, pl.cdiv(quotient(n, 4) - pl.program_id(2) * BLOCK_X, stride))
    def _(count):
        start = pl.program_id(2) * BLOCK_X + count * stride
        i = start + lane
        mask = active & (i < quotient(n, 4))
        four_x = gather(data, i * 4)
        four_y = gather(data, i * 4 + 1)
        four_z = gather(data, i * 4 + 2)
        four_w = gather(data, i * 4 + 3)
        four_x = jnp.where(four_x > 0.0, four_x, activation_slope * four_x)
        four_y = jnp.where(four_y > 0.0, four_y, activation_slope * four_y)
        four_z = jnp.where(four_z > 0.0, four_z, activation_slope * four_z)
        four_w = jnp.where(four_w > 0.0, four_w, activation_slope * four_w)
        scatter(data, i * 4, four_x, mask)
        scatter(data, i * 4 + 1, four_y, mask)
        scatter(data, i * 4 + 2, four_z, mask)
        scatter(data, i * 4 + 3, four_w, mask)

    mask = active & (pl.program_id(2) == pl.num_programs(2) - 1) & (lane.astype(jnp.uint32)
            < remainder(n, 4).astype(jnp.uint32))
    last = n + (-remainder(n, 4)) + lane
    value = load_run(data, n + (-remainder(n, 4)), LANES)
    store_run(data, n + (-remainder(n, 4)), jnp.where(value > 0.0, value, activation_slope * value), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def relu_vectorised_LeakyRelu(data, n, activation_slope, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches relu_vectorised<LeakyRelu> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(relu_vectorised_LeakyRelu_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [data] = launch(kernel, grid, [(n, jnp.int32), (activation_slope, jnp.float32)], [], [(data, jnp.float32)],
            interpret)
    return (data,)
