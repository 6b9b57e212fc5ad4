"""bit_tricks.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# What a word looks like to the bit instructions, and a permutation made of one of them.

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


def brev(x):
    """The bits in the other order."""
    for count, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF)):
        mask = jnp.uint32(mask)
        x = ((x >> count) & mask) | ((x & mask) << count)
    return (x >> 16) | (x << 16)


def bit_census_kernel(
    n, words, ones_before, leading_zeros_before, first_one_before, reversed_before, ones, leading_zeros, first_one,
    reversed_, *, LANES, TAIL
):
    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    word = words[...]
    ones[...] = jnp.where(mask, jax.lax.population_count(word).astype(jnp.int32), ones_before[...])
    leading_zeros[...] = jnp.where(mask, jax.lax.clz(word.astype(jnp.int32)), leading_zeros_before[...])  # 32 for zero
    first_one[...] = jnp.where(mask,
            jnp.where(word.astype(jnp.int32) == 0, 0,
            jax.lax.population_count((word.astype(jnp.int32) & -word.astype(jnp.int32)) - 1) + 1),
            first_one_before[...])  # counted from one; 0 for zero
    reversed_[...] = jnp.where(mask, brev(word), reversed_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def bit_census(words, ones, leading_zeros, first_one, reversed_, n, grid, *, LANES, TAIL, interpret=False):
    """Launches bit_census on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bit_census_kernel, LANES=LANES, TAIL=TAIL)
    [ones, leading_zeros, first_one, reversed_] = launch_in_blocks(kernel, grid, [(n, jnp.int32)],
            [(words, jnp.uint32, LANES)],
            [(ones, jnp.int32, LANES), (leading_zeros, jnp.int32, LANES), (first_one, jnp.int32, LANES),
            (reversed_, jnp.uint32, LANES)], interpret)
    return words, ones, leading_zeros, first_one, reversed_


def bit_reversal_kernel(bits, in_, out_before, out, *, LANES, TAIL):
    """The order in which a fast Fourier transform of 2^bits points takes its inputs."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    bits = bits[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2).astype(jnp.uint32) * jnp.uint32(LANES) + lane.astype(jnp.uint32)
    mask = active & ((i >> bits.astype(jnp.uint32)) == 0)
    value = gather(in_, i.astype(jnp.int32) * 2)
    value_2 = gather(in_, i.astype(jnp.int32) * 2 + 1)
    scatter(out, (brev(i) >> (32 - bits).astype(jnp.uint32)).astype(jnp.int32) * 2, value, mask)
    scatter(out, (brev(i) >> (32 - bits).astype(jnp.uint32)).astype(jnp.int32) * 2 + 1, value_2, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def bit_reversal(in_, out, bits, grid, *, LANES, TAIL, interpret=False):
    """Launches bit_reversal on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bit_reversal_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch(kernel, grid, [(bits, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, out
