"""concat.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Tensors joined along an axis: what lies before the axis is `rows`, what lies along it and behind it is a row's
# length in each tensor.

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def concat_naive_kernel(rows, a_length, b_length, a, b, out_before, out, *, LANES, TAIL):
    rows = rows[0]
    a_length = a_length[0]
    b_length = b_length[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    length = a_length + b_length
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < rows * length)
    row = quotient(i, jnp.where(length != 0, length, 1))
    place = i - row * length
    out[...] = jnp.where(mask,
            jnp.where(place < a_length, gather(a, row * a_length + place),
            gather(b, row * b_length + (place - a_length))), out_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def concat_naive(a, b, out, rows, a_length, b_length, grid, *, LANES, TAIL, interpret=False):
    """Launches concat_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(concat_naive_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (a_length, jnp.int32), (b_length, jnp.int32)],
            [(a, jnp.float32, None), (b, jnp.float32, None)], [(out, jnp.float32, LANES)], interpret)
    return a, b, out


def concat_rows_float_kernel(a_length, b_length, c_length, a, b, c, out_before, out, *, LANES, BLOCK_X):
    """Three tensors, one block a row."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    a_length = a_length[0]
    b_length = b_length[0]
    c_length = c_length[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2)
    joined_2 = row * (a_length + b_length + c_length)
    from_ = row * a_length

    @pl.loop(0, pl.cdiv(a_length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < a_length)
        store_run(out, joined_2 + start, load_run(a, from_ + start, LANES), mask)

    to = joined_2 + a_length
    from__2 = row * b_length

    @pl.loop(0, pl.cdiv(b_length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < b_length)
        store_run(out, to + start, load_run(b, from__2 + start, LANES), mask)

    to_2 = joined_2 + a_length + b_length
    from__3 = row * c_length

    @pl.loop(0, pl.cdiv(c_length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < c_length)
        store_run(out, to_2 + start, load_run(c, from__3 + start, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def concat_rows_float(a, b, c, out, a_length, b_length, c_length, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches concat_rows<float> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(concat_rows_float_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [out] = launch(kernel, grid, [(a_length, jnp.int32), (b_length, jnp.int32), (c_length, jnp.int32)],
            [(a, jnp.float32), (b, jnp.float32), (c, jnp.float32)], [(out, jnp.float32)], interpret)
    return a, b, c, out


def concat_rows_short_kernel(a_length, b_length, c_length, a, b, c, out_before, out, *, LANES, BLOCK_X):
    """Three tensors, one block a row."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    a_length = a_length[0]
    b_length = b_length[0]
    c_length = c_length[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    row = pl.program_id(2)
    joined_2 = row * (a_length + b_length + c_length)
    from_ = row * a_length

    @pl.loop(0, pl.cdiv(a_length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < a_length)
        store_run(out, joined_2 + start, load_run(a, from_ + start, LANES), mask)

    to = joined_2 + a_length
    from__2 = row * b_length

    @pl.loop(0, pl.cdiv(b_length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < b_length)
        store_run(out, to + start, load_run(b, from__2 + start, LANES), mask)

    to_2 = joined_2 + a_length + b_length
    from__3 = row * c_length

    @pl.loop(0, pl.cdiv(c_length, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < c_length)
        store_run(out, to_2 + start, load_run(c, from__3 + start, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def concat_rows_short(a, b, c, out, a_length, b_length, c_length, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches concat_rows<short> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(concat_rows_short_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [out] = launch(kernel, grid, [(a_length, jnp.int32), (b_length, jnp.int32), (c_length, jnp.int32)],
            [(a, jnp.int16), (b, jnp.int16), (c, jnp.int16)], [(out, jnp.int16)], interpret)
    return a, b, c, out
