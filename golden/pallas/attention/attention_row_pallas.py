"""attention_row.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Attention with an online softmax (Milakov and Gimelshein, arXiv:1805.02867): one block a query, one thread a
# channel of the head (a power of two, the block size). Keys are visited once and no score is ever stored, because
# the sum and the output are rescaled whenever a larger score appears.
# Tensors are [heads, length, channels]; the grid is (queries, heads).

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


def attention_row_kernel(keys, scale, query, key, value, out_before, out, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    keys = keys[0]
    scale = scale[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    # one a thread
    channel = lane
    channels = BLOCK_X
    head = pl.program_id(1)
    query_place = (head * pl.num_programs(2) + pl.program_id(2)) * channels + channel
    own_query = load_run(query, (head * pl.num_programs(2) + pl.program_id(2)) * channels, LANES) * scale

    largest = jnp.float32(-jnp.inf)
    total = jnp.float32(0.0)
    weighted = jnp.zeros((LANES,), jnp.float32)

    def step(row, carry):
        total, weighted, largest = carry
        key_place = (head * keys + row) * channels + channel

        value_2 = own_query * load_run(key, (head * keys + row) * channels, LANES)
        total_2 = jnp.sum(value_2)

        new_largest = jnp.fmax(largest, total_2)
        correction = jnp.exp(largest - new_largest)  # zero for the first key
        weight = jnp.exp(total_2 - new_largest)
        total = total * correction + weight
        weighted = weighted * correction + weight * load_run(value, (head * keys + row) * channels, LANES)
        largest = new_largest
        return total, weighted, largest

    total, weighted, largest = jax.lax.fori_loop(0, keys, step, (total, weighted, largest))
    store_run(out, (head * pl.num_programs(2) + pl.program_id(2)) * channels, weighted / total, active)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def attention_row(query, key, value, out, keys, scale, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches attention_row on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not LANES <= BLOCK_X:
        raise ValueError("a tree that halves the block loses threads of a block that is no power of two")
    kernel = functools.partial(attention_row_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [out] = launch(kernel, grid, [(keys, jnp.int32), (scale, jnp.float32)],
            [(query, jnp.float32), (key, jnp.float32), (value, jnp.float32)], [(out, jnp.float32)], interpret)
    return query, key, value, out
