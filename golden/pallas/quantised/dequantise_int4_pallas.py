"""dequantise_int4.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Weights of four bits in groups, as GPTQ and AWQ store them: a word holds eight, the lowest first; every `group`
# weights of a row share a scale and a zero point. y = (weight - zero) * scale in half precision.
# blockIdx.y is the row; a thread unpacks one word.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

WEIGHTS_A_WORD = 8

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


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def dequantise_int4_kernel(words_a_row, group, packed, scales, zeros, y_before, y, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    words_a_row = words_a_row[0]
    group = group[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    word = pl.program_id(2) * BLOCK_X + lane
    row = pl.program_id(1)
    mask = active & (word < words_a_row)

    columns = words_a_row * 8
    groups = quotient(columns + group - 1, jnp.where(group != 0, group, 1))
    bits = load_run(packed, row * words_a_row + pl.program_id(2) * BLOCK_X, LANES)
    k = jnp.int32(0)
    looping = mask & (k < 8)

    def goes_on(carry):
        k, bits, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        k, bits, looping = carry
        column = word * 8 + k
        place = row * groups + quotient(column, jnp.where(group != 0, group, 1))
        weight = (bits.astype(jnp.int32) & 0xf) - gather(zeros, place).astype(jnp.int32)
        scatter(y, row * columns + column, weight.astype(jnp.float16) * gather(scales, place), looping)
        k = k + 1
        bits = jnp.where(looping, bits >> 4, bits)
        looping = looping & (k < 8)
        return k, bits, looping

    k, bits, looping = jax.lax.while_loop(goes_on, step, (k, bits, looping))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def dequantise_int4(packed, scales, zeros, y, words_a_row, group, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches dequantise_int4 on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(dequantise_int4_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [y] = launch(kernel, grid, [(words_a_row, jnp.int32), (group, jnp.int32)],
            [(packed, jnp.uint32), (scales, jnp.float16), (zeros, jnp.uint8)], [(y, jnp.float16)], interpret)
    return packed, scales, zeros, y


def pack_int4_kernel(words, levels, packed_before, packed, *, LANES, TAIL):
    """The other direction: eight levels of 0 ... 15 packed into a word; levels beyond that are cut off."""

    words = words[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    word = pl.program_id(2) * LANES + lane
    mask = active & (word < words)
    bits = jnp.zeros((LANES,), jnp.uint32)
    k = jnp.int32(8 - 1)

    def goes_on(carry):
        bits, k = carry
        return k >= 0

    def step(carry):
        bits, k = carry
        level = gather(levels, word * 8 + k)
        bits = jnp.where(mask,
                (bits << 4) | jnp.where(level.astype(jnp.int32) > 15, 15, level.astype(jnp.int32)).astype(jnp.uint32),
                bits)
        k = k - 1
        return bits, k

    bits, k = jax.lax.while_loop(goes_on, step, (bits, k))
    packed[...] = jnp.where(mask, bits, packed_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def pack_int4(levels, packed, words, grid, *, LANES, TAIL, interpret=False):
    """Launches pack_int4 on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(pack_int4_kernel, LANES=LANES, TAIL=TAIL)
    [packed] = launch_in_blocks(kernel, grid, [(words, jnp.int32)], [(levels, jnp.uint8, None)],
            [(packed, jnp.uint32, LANES)], interpret)
    return levels, packed
