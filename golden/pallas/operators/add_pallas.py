"""add.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def add_naive_kernel(n, a, b, c_before, c, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = lane + pl.program_id(2) * LANES
    mask = active & (i < n)
    c[...] = jnp.where(mask, a[...] + b[...], c_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def add_naive(a, b, c, n, grid, *, LANES, TAIL, interpret=False):
    """Launches add_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(add_naive_kernel, LANES=LANES, TAIL=TAIL)
    [c] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(a, jnp.float32, LANES), (b, jnp.float32, LANES)],
            [(c, jnp.float32, LANES)], interpret)
    return a, b, c


def add_vectorised_kernel(n, a, b, c_before, c, *, LANES, TAIL):
    """Four elements at a time, a grid's width apart; the first threads take what is left over."""

    @pl.when(is_first())
    def _():
        c[...] = c_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    a4 = 0
    b4 = 0
    c4 = 0
    first = pl.program_id(2) * LANES + lane

    @pl.loop(0, pl.cdiv(quotient(n, 4) - pl.program_id(2) * LANES, (pl.num_programs(2) - 1) * LANES + TAIL))
    def _(count):
        start = pl.program_id(2) * LANES + count * ((pl.num_programs(2) - 1) * LANES + TAIL)
        i = start + lane
        mask = active & (i < quotient(n, 4))
        left_x = gather(a, a4 + i * 4)
        left_y = gather(a, a4 + i * 4 + 1)
        left_z = gather(a, a4 + i * 4 + 2)
        left_w = gather(a, a4 + i * 4 + 3)
        right_x = gather(b, b4 + i * 4)
        right_y = gather(b, b4 + i * 4 + 1)
        right_z = gather(b, b4 + i * 4 + 2)
        right_w = gather(b, b4 + i * 4 + 3)
        scatter(c, c4 + i * 4, left_x + right_x, mask)
        scatter(c, c4 + i * 4 + 1, left_y + right_y, mask)
        scatter(c, c4 + i * 4 + 2, left_z + right_z, mask)
        scatter(c, c4 + i * 4 + 3, left_w + right_w, mask)

    rest = quotient(n, 4) * 4 + first
    mask = active & (rest < n)
    store_run(c, quotient(n, 4) * 4 + pl.program_id(2) * LANES,
            load_run(a, quotient(n, 4) * 4 + pl.program_id(2) * LANES, LANES)
            + load_run(b, quotient(n, 4) * 4 + pl.program_id(2) * LANES, LANES), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def add_vectorised(a, b, c, n, grid, *, LANES, TAIL, interpret=False):
    """Launches add_vectorised on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(add_vectorised_kernel, LANES=LANES, TAIL=TAIL)
    [c] = launch(kernel, grid, [(n, jnp.int32)], [(a, jnp.float32), (b, jnp.float32)], [(c, jnp.float32)], interpret)
    return a, b, c


def add_half2_kernel(n, a, b, c_before, c, *, LANES, TAIL):
    """Half precision, two at a time. An odd last element is one thread's."""

    @pl.when(is_first())
    def _():
        c[...] = c_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = 2 * (pl.program_id(2) * LANES + lane)
    condition = i + 1 < n
    taken = active & condition
    value_x = gather(a, i)
    value_y = gather(a, i + 1)
    value_1_x = gather(b, i)
    value_1_y = gather(b, i + 1)
    scatter(c, i, value_x + value_1_x, taken)
    scatter(c, i + 1, value_y + value_1_y, taken)
    others = active & ~condition
    mask = others & (i < n)
    scatter(c, i, gather(a, i) + gather(b, i), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def add_half2(a, b, c, n, grid, *, LANES, TAIL, interpret=False):
    """Launches add_half2 on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(add_half2_kernel, LANES=LANES, TAIL=TAIL)
    [c] = launch(kernel, grid, [(n, jnp.int32)], [(a, jnp.float16), (b, jnp.float16)], [(c, jnp.float16)], interpret)
    return a, b, c
