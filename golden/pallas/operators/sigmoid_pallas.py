"""sigmoid.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

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


def viewed(array, dtype):
    """The bytes of an array as numbers of another size."""
    flat, before, after = array.reshape(-1), array.dtype.itemsize, jnp.dtype(dtype).itemsize
    if before < after:
        flat = jnp.pad(flat, (0, -flat.size % (after // before))).reshape(-1, after // before)
    return jax.lax.bitcast_convert_type(flat, dtype).reshape(-1)


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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def sigmoid_naive_kernel(n, x, y_before, y, *, LANES, TAIL):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    idx = pl.program_id(2) * LANES + lane
    mask = active & (idx < n)
    value = x[...]
    y[...] = jnp.where(mask, 1.0 / (1.0 + jnp.exp(-value)), y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sigmoid_naive(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches sigmoid_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sigmoid_naive_kernel, LANES=LANES, TAIL=TAIL)
    [y] = launch_in_blocks(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32, LANES)], [(y, jnp.float32, LANES)],
            interpret)
    return x, y


def sigmoid_packed_kernel(n, x, y_before, y, *, LANES, TAIL):
    """Eight halves a thread and turn, which is one access of 128 bits; n is a multiple of eight."""

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)

    @pl.loop(0, pl.cdiv(quotient(n, 8) - pl.program_id(2) * LANES, (pl.num_programs(2) - 1) * LANES + TAIL))
    def _(count):
        start = pl.program_id(2) * LANES + count * ((pl.num_programs(2) - 1) * LANES + TAIL)
        i = start + lane
        mask = active & (i < quotient(n, 8))
        pack_x = gather(x, i * 4)
        pack_y = gather(x, i * 4 + 1)
        pack_z = gather(x, i * 4 + 2)
        pack_w = gather(x, i * 4 + 3)
        value_6_x = jax.lax.bitcast_convert_type(pack_x.astype(jnp.uint16), jnp.float16)
        value_6_y = jax.lax.bitcast_convert_type((pack_x >> 16).astype(jnp.uint16), jnp.float16)
        value_7_x = value_6_x.astype(jnp.float32)
        value_7_y = value_6_y.astype(jnp.float32)
        value = 1.0 / (1.0 + jnp.exp(-value_7_x))
        value_2 = 1.0 / (1.0 + jnp.exp(-value_7_y))
        value_x = value.astype(jnp.float16)
        value_y = value_2.astype(jnp.float16)
        bits = jax.lax.bitcast_convert_type(value_x, jnp.uint16)
        pack_x = (pack_x & jnp.uint32(0xffff0000)) | bits.astype(jnp.int32).astype(jnp.uint32)
        bits_2 = jax.lax.bitcast_convert_type(value_y, jnp.uint16)
        pack_x = (pack_x & 65535) | (bits_2.astype(jnp.int32).astype(jnp.uint32) << 16)
        value_12_x = jax.lax.bitcast_convert_type(pack_y.astype(jnp.uint16), jnp.float16)
        value_12_y = jax.lax.bitcast_convert_type((pack_y >> 16).astype(jnp.uint16), jnp.float16)
        value_13_x = value_12_x.astype(jnp.float32)
        value_13_y = value_12_y.astype(jnp.float32)
        value_3 = 1.0 / (1.0 + jnp.exp(-value_13_x))
        value_4 = 1.0 / (1.0 + jnp.exp(-value_13_y))
        value_1_x = value_3.astype(jnp.float16)
        value_1_y = value_4.astype(jnp.float16)
        bits_3 = jax.lax.bitcast_convert_type(value_1_x, jnp.uint16)
        pack_y = (pack_y & jnp.uint32(0xffff0000)) | bits_3.astype(jnp.int32).astype(jnp.uint32)
        bits_4 = jax.lax.bitcast_convert_type(value_1_y, jnp.uint16)
        pack_y = (pack_y & 65535) | (bits_4.astype(jnp.int32).astype(jnp.uint32) << 16)
        value_18_x = jax.lax.bitcast_convert_type(pack_z.astype(jnp.uint16), jnp.float16)
        value_18_y = jax.lax.bitcast_convert_type((pack_z >> 16).astype(jnp.uint16), jnp.float16)
        value_19_x = value_18_x.astype(jnp.float32)
        value_19_y = value_18_y.astype(jnp.float32)
        value_5 = 1.0 / (1.0 + jnp.exp(-value_19_x))
        value_6 = 1.0 / (1.0 + jnp.exp(-value_19_y))
        value_2_x = value_5.astype(jnp.float16)
        value_2_y = value_6.astype(jnp.float16)
        bits_5 = jax.lax.bitcast_convert_type(value_2_x, jnp.uint16)
        pack_z = (pack_z & jnp.uint32(0xffff0000)) | bits_5.astype(jnp.int32).astype(jnp.uint32)
        bits_6 = jax.lax.bitcast_convert_type(value_2_y, jnp.uint16)
        pack_z = (pack_z & 65535) | (bits_6.astype(jnp.int32).astype(jnp.uint32) << 16)
        value_24_x = jax.lax.bitcast_convert_type(pack_w.astype(jnp.uint16), jnp.float16)
        value_24_y = jax.lax.bitcast_convert_type((pack_w >> 16).astype(jnp.uint16), jnp.float16)
        value_25_x = value_24_x.astype(jnp.float32)
        value_25_y = value_24_y.astype(jnp.float32)
        value_7 = 1.0 / (1.0 + jnp.exp(-value_25_x))
        value_8 = 1.0 / (1.0 + jnp.exp(-value_25_y))
        value_3_x = value_7.astype(jnp.float16)
        value_3_y = value_8.astype(jnp.float16)
        bits_7 = jax.lax.bitcast_convert_type(value_3_x, jnp.uint16)
        pack_w = (pack_w & jnp.uint32(0xffff0000)) | bits_7.astype(jnp.int32).astype(jnp.uint32)
        bits_8 = jax.lax.bitcast_convert_type(value_3_y, jnp.uint16)
        pack_w = (pack_w & 65535) | (bits_8.astype(jnp.int32).astype(jnp.uint32) << 16)
        scatter(y, i * 4, pack_x, mask)
        scatter(y, i * 4 + 1, pack_y, mask)
        scatter(y, i * 4 + 2, pack_z, mask)
        scatter(y, i * 4 + 3, pack_w, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def sigmoid_packed(x, y, n, grid, *, LANES, TAIL, interpret=False):
    """Launches sigmoid_packed on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sigmoid_packed_kernel, LANES=LANES, TAIL=TAIL)
    [y_words] = launch(kernel, grid, [(n, jnp.int32)], [(viewed(x, jnp.uint32), jnp.uint32)],
            [(viewed(y, jnp.uint32), jnp.uint32)], interpret)
    y = viewed(y_words, y.dtype)[:y.size].reshape(y.shape)
    return x, y
