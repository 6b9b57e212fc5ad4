"""murmur_hash.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# MurmurHash3 (32 bits, by Austin Appleby, public domain) of keys of any length, one a thread.

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


def turned(value, rows, shift):
    """A tile moved on by `shift` lanes, over one row more than it has."""
    lanes = value.size
    if lanes < rows * ROW:
        value = jnp.concatenate([value, jnp.zeros((rows * ROW - lanes,), value.dtype)])
    moved = pltpu.roll(value.reshape(rows, ROW), shift, 1)
    none = jnp.zeros((1, ROW), value.dtype)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows + 1, ROW), 1)
    return jnp.where(column >= shift, jnp.concatenate([moved, none]), jnp.concatenate([none, moved]))


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


def murmur_hash_kernel(length, count, seed, keys, MULTIPLIER_1, MULTIPLIER_2, hashes_before, hashes, *, LANES, BLOCK_X):
    @pl.when(is_first())
    def _():
        hashes[...] = hashes_before[...]

    length = length[0]
    count = count[0]
    seed = seed[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * BLOCK_X + lane
    mask = active & (i < count)
    key = i * length
    hash_ = jnp.full((LANES,), seed)

    position = jnp.int32(0)
    looping = mask & (position + 4 <= length)

    def goes_on(carry):
        hash_, position, looping = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        hash_, position, looping = carry
        word = (gather(keys, key + position).astype(jnp.int32)
                | (gather(keys, key + (position + 1)).astype(jnp.int32) << 8)
                | (gather(keys, key + (position + 2)).astype(jnp.int32) << 16)).astype(jnp.uint32) | (gather(keys,
                key + (position + 3)).astype(jnp.int32).astype(jnp.uint32) << 24)
        k = word
        k = k * load_one(MULTIPLIER_1, 0)
        k = (k << 15) | (k >> 32 - 15)
        scrambled_result = k * load_one(MULTIPLIER_2, 0)
        hash_ = jnp.where(looping, hash_ ^ scrambled_result, hash_)
        hash_ = jnp.where(looping, (hash_ << 13) | (hash_ >> 32 - 13), hash_)
        hash_ = jnp.where(looping, hash_ * 5 + jnp.uint32(0xe6546b64), hash_)
        position = position + 4
        looping = looping & (position + 4 <= length)
        return hash_, position, looping

    hash_, position, looping = jax.lax.while_loop(goes_on, step, (hash_, position, looping))

    tail = jnp.zeros((LANES,), jnp.uint32)
    chosen = length & 3
    inside = jnp.bool_(False)
    inside = inside | (chosen == 3)

    def then(tail):
        tail = tail ^ (gather(keys, key + (position + 2)).astype(jnp.int32) << 16).astype(jnp.uint32)
        return tail

    tail = jax.lax.cond(inside, then, lambda tail: tail, tail)
    inside = inside | (chosen == 2)

    def then(tail):
        tail = tail ^ (gather(keys, key + (position + 1)).astype(jnp.int32) << 8).astype(jnp.uint32)
        return tail

    tail = jax.lax.cond(inside, then, lambda tail: tail, tail)
    inside = inside | (chosen == 1)

    def then(tail, hash_, inside):
        # fall through
        tail = tail ^ gather(keys, key + position).astype(jnp.int32).astype(jnp.uint32)
        k = tail
        k = k * load_one(MULTIPLIER_1, 0)
        k = (k << 15) | (k >> 32 - 15)
        scrambled_result = k * load_one(MULTIPLIER_2, 0)
        hash_ = hash_ ^ scrambled_result
        inside = jnp.bool_(False)
        return tail, hash_, inside

    tail, hash_, inside = jax.lax.cond(inside, then, lambda tail, hash_, inside: (tail, hash_, inside), tail, hash_,
            inside)
    inside = inside | False | ((chosen != 3) & (chosen != 2) & (chosen != 1))

    def then(inside):
        inside = jnp.bool_(False)
        return inside

    inside = jax.lax.cond(inside, then, lambda inside: inside, inside)
    hash_ = hash_ ^ length.astype(jnp.uint32)
    hash_ = hash_ ^ (hash_ >> 16)
    hash_ = hash_ * jnp.uint32(0x85ebca6b)
    hash_ = hash_ ^ (hash_ >> 13)
    hash_ = hash_ * jnp.uint32(0xc2b2ae35)
    hash_ = hash_ ^ (hash_ >> 16)
    store_run(hashes, pl.program_id(2) * BLOCK_X, hash_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def murmur_hash(
    keys, hashes, length, count, seed, MULTIPLIER_1, MULTIPLIER_2, grid, *, LANES, BLOCK_X, interpret=False
):
    """Launches murmur_hash on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(murmur_hash_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [hashes] = launch(kernel, grid, [(length, jnp.int32), (count, jnp.int32), (seed, jnp.uint32)],
            [(keys, jnp.uint8), (MULTIPLIER_1, jnp.uint32), (MULTIPLIER_2, jnp.uint32)], [(hashes, jnp.uint32)],
            interpret)
    return keys, hashes, MULTIPLIER_1, MULTIPLIER_2
