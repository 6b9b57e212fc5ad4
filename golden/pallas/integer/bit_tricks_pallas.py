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
    @pl.when(is_first())
    def _():
        ones[...] = ones_before[...]
        leading_zeros[...] = leading_zeros_before[...]
        first_one[...] = first_one_before[...]
        reversed_[...] = reversed_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < n)
    word = load_run(words, pl.program_id(2) * LANES, LANES)
    store_run(ones, pl.program_id(2) * LANES, jax.lax.population_count(word).astype(jnp.int32), mask)
    store_run(leading_zeros, pl.program_id(2) * LANES, jax.lax.clz(word.astype(jnp.int32)), mask)  # 32 for zero
    # counted from one; 0 for zero
    store_run(first_one, pl.program_id(2) * LANES,
            jnp.where(word.astype(jnp.int32) == 0, 0,
            jax.lax.population_count((word.astype(jnp.int32) & -word.astype(jnp.int32)) - 1) + 1), mask)
    store_run(reversed_, pl.program_id(2) * LANES, brev(word), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def bit_census(words, ones, leading_zeros, first_one, reversed_, n, grid, *, LANES, TAIL, interpret=False):
    """Launches bit_census on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bit_census_kernel, LANES=LANES, TAIL=TAIL)
    [ones, leading_zeros, first_one, reversed_] = launch(kernel, grid, [(n, jnp.int32)], [(words, jnp.uint32)],
            [(ones, jnp.int32), (leading_zeros, jnp.int32), (first_one, jnp.int32), (reversed_, jnp.uint32)], interpret)
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
    scatter(out, (brev(i) >> (32 - bits).astype(jnp.uint32)).astype(jnp.int32) * 2,
            gather(in_, i.astype(jnp.int32) * 2), mask)
    scatter(out, (brev(i) >> (32 - bits).astype(jnp.uint32)).astype(jnp.int32) * 2 + 1,
            gather(in_, i.astype(jnp.int32) * 2 + 1), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def bit_reversal(in_, out, bits, grid, *, LANES, TAIL, interpret=False):
    """Launches bit_reversal on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(bit_reversal_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch(kernel, grid, [(bits, jnp.int32)], [(in_, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, out
