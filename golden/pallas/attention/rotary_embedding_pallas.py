"""rotary_embedding.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Rotary position embedding, in place (Su et al., arXiv:2104.09864): each pair of neighbouring channels turns by an
# angle that grows with the position and falls with the channel. x is [positions, heads, pairs] of float2.
# The grid is (positions, heads); the threads of a block share the pairs.

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def rotary_embedding_kernel(pairs, base, positions, x_before, x, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        x[...] = x_before[...]

    pairs = pairs[0]
    base = base[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    head = (pl.program_id(2) * pl.num_programs(1) + pl.program_id(1)) * pairs * 2
    position = load_one(positions, pl.program_id(2)).astype(jnp.float32)

    @pl.loop(0, pl.cdiv(pairs, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        pair = start + lane
        mask = active & (pair < pairs)
        frequency = jnp.power(base, -pair.astype(jnp.float32) / pairs.astype(jnp.float32))
        value_x = gather(x, head + pair * 2)
        value_y = gather(x, head + pair * 2 + 1)
        angle = position * frequency
        sine = jnp.zeros((LANES,), jnp.float32)
        cosine = jnp.zeros((LANES,), jnp.float32)
        sine = jnp.sin(angle)
        cosine = jnp.cos(angle)
        scatter(x, head + pair * 2, value_x * cosine - value_y * sine, mask)
        scatter(x, head + pair * 2 + 1, value_x * sine + value_y * cosine, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def rotary_embedding(x, positions, pairs, base, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches rotary_embedding on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(rotary_embedding_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [x] = launch(kernel, grid, [(pairs, jnp.int32), (base, jnp.float32)], [(positions, jnp.int32)], [(x, jnp.float32)],
            interpret)
    return x, positions
