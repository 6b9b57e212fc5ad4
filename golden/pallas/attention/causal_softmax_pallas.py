"""causal_softmax.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Softmax of attention scores under a causal mask: query q sees the keys 0 ... q + keys - queries.
# Scores are [heads, queries, keys]. One warp a query; a block is 32 x (queries a block); blockIdx.y is the head.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

WARP = 32

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def causal_softmax_kernel(queries, keys, scale, scores, weights_before, weights, *, LANES, BLOCK_X, BLOCK_Y, WARPS):
    @pl.when(is_first())
    def _():
        weights[...] = weights_before[...]

    queries = queries[0]
    keys = keys[0]
    scale = scale[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    query = pl.program_id(2) * BLOCK_Y + thread_y
    mask = active & (query < queries)
    row = (pl.program_id(1) * queries + query) * keys
    last = query + keys - queries

    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)

    def step(count, largest):
        start = count * 32
        k = start + thread_x
        mask_2 = mask & (k < keys)
        score = jnp.where(k <= last, gather(scores, row + k) * scale, -jnp.inf)
        largest = jnp.where(mask_2, jnp.fmax(largest, score), largest)
        return largest

    largest = jax.lax.fori_loop(0, pl.cdiv(keys, 32), step, largest)
    value = largest
    reduced_2 = jnp.broadcast_to(jnp.max(jnp.where(mask, value, -jnp.inf).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,)
    value = reduced_2
    largest = value

    total = jnp.zeros((LANES,), jnp.float32)
    k = thread_x
    looping = mask & (k < keys)

    def goes_on(carry):
        looping, total, k = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        looping, total, k = carry
        inside = looping
        condition = k > last
        taken = inside & condition
        looping = looping & ~taken
        others = inside & ~condition
        total = jnp.where(others, total + jnp.exp(gather(scores, row + k) * scale - largest), total)
        k = jnp.where(looping, k + 32, k)
        looping = looping & (k < keys)
        return looping, total, k

    looping, total, k = jax.lax.while_loop(goes_on, step, (looping, total, k))
    value_2 = total
    reduced_3 = jnp.broadcast_to(jnp.sum(jnp.where(mask, value_2, 0.0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
            (WARPS, 32)).reshape(LANES,)
    value_2 = reduced_3
    # Every lane takes the first lane's sum, so that all divide by the very same number.
    warp_total_result = jnp.take_along_axis(value_2.reshape(WARPS, 32),
            jnp.zeros((LANES,), jnp.int32).reshape(WARPS, 32), axis=1).reshape(LANES,)
    inverse = 1.0 / warp_total_result

    @pl.loop(0, pl.cdiv(keys, 32))
    def _(count):
        start = count * 32
        k_2 = start + thread_x
        mask_2 = mask & (k_2 < keys)
        scatter(weights, row + k_2,
                jnp.where(k_2 <= last, jnp.exp(gather(scores, row + k_2) * scale - largest) * inverse, 0.0), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "WARPS", "interpret"))
def causal_softmax(scores, weights, queries, keys, scale, grid, *, LANES, BLOCK_X, BLOCK_Y, WARPS, interpret=False):
    """Launches causal_softmax on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(causal_softmax_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y, WARPS=WARPS)
    [weights] = launch(kernel, grid, [(queries, jnp.int32), (keys, jnp.int32), (scale, jnp.float32)],
            [(scores, jnp.float32)], [(weights, jnp.float32)], interpret)
    return scores, weights
