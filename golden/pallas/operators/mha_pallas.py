"""mha.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Multi-head attention: out = softmax(query * key^T * scale) * value, for each head. Tensors are [batch, length, heads,
# CHANNELS], as the projections before leave them; `length` is `queries` or `keys`. With `causal`, a query sees the keys
# up to its own place, counted from the end of both; there are at least as many keys as queries.

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


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def mha_naive_8_kernel(queries, keys, heads, scale, causal, query, key, value, out_before, out, *, LANES, BLOCK_X):
    """
    One thread an element of the output: the scores are made again by every channel, in one pass with an online softmax.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    queries = queries[0]
    keys = keys[0]
    heads = heads[0]
    scale = scale[0]
    causal = causal[0] != 0

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    i = pl.program_id(2) * BLOCK_X + lane
    mask = active & (i < queries * heads * 8)
    channel = i % 8
    head = remainder(i // 8, jnp.where(heads != 0, heads, 1))
    row = quotient(i, jnp.where(8 * heads != 0, 8 * heads, 1))
    batch = pl.program_id(1)
    query_place = ((batch * queries + row) * heads + head) * 8

    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)
    total = jnp.zeros((LANES,), jnp.float32)
    sum_ = jnp.zeros((LANES,), jnp.float32)
    visible = jnp.where(causal, keys - queries + row + 1, keys)
    rounds = jnp.max(jnp.where(mask & (0 < visible), visible - 0, 0))

    def step(passed, carry):
        total, sum_, largest = carry
        k = passed
        looping = mask & (k < visible)
        place = ((batch * keys + k) * heads + head) * 8
        score = jnp.zeros((LANES,), jnp.float32)

        def step_2(c, score):
            score = score + gather(query, query_place + c) * gather(key, place + c)
            return score

        score = jax.lax.fori_loop(0, 8, step_2, score)
        score = score * scale
        new_largest = jnp.fmax(largest, score)
        correction = jnp.exp(largest - new_largest)
        weight = jnp.exp(score - new_largest)
        total = jnp.where(looping, total * correction + weight, total)
        sum_ = jnp.where(looping, sum_ * correction + weight * gather(value, place + channel), sum_)
        largest = jnp.where(looping, new_largest, largest)
        return total, sum_, largest

    total, sum_, largest = jax.lax.fori_loop(0, rounds, step, (total, sum_, largest))
    scatter(out, query_place + channel, sum_ / total, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def mha_naive_8(query, key, value, out, queries, keys, heads, scale, causal, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches mha_naive<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(mha_naive_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [out] = launch(kernel, grid,
            [(queries, jnp.int32), (keys, jnp.int32), (heads, jnp.int32), (scale, jnp.float32), (causal, jnp.int32)],
            [(query, jnp.float32), (key, jnp.float32), (value, jnp.float32)], [(out, jnp.float32)], interpret)
    return query, key, value, out


def mha_block_8_kernel(keys, scale, causal, query, key, value, out_before, out, *, LANES, BLOCK_X, SLOTS):
    """
    One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    keys = keys[0]
    scale = scale[0]
    causal = causal[0] != 0

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    scores_slots = jax.lax.iota(jnp.int32, SLOTS)
    scores = jnp.zeros((SLOTS,), jnp.float32)
    thread = lane
    heads = pl.num_programs(1)
    row = pl.program_id(2)
    head = pl.program_id(1)
    batch = pl.program_id(0)
    queries = pl.num_programs(2)
    visible = jnp.where(causal, keys - queries + row + 1, keys)
    length = pl.num_programs(2)
    query_place = ((batch * length + row) * heads + head) * 8

    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)

    def step(count, carry):
        scores, largest = carry
        start = count * BLOCK_X
        k = start + thread
        mask = active & (k < visible)
        row_place_result = ((batch * keys + k) * heads + head) * 8
        own_key = row_place_result
        score = jnp.zeros((LANES,), jnp.float32)

        def step_2(c, score):
            score = score + load_one(query, c + query_place) * scale * gather(key, own_key + c)
            return score

        score = jax.lax.fori_loop(0, 8, step_2, score)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        scores = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), jnp.take_along_axis(score, owner, axis=0),
                scores)
        largest = jnp.where(mask, jnp.fmax(largest, score), largest)
        return scores, largest

    scores, largest = jax.lax.fori_loop(0, pl.cdiv(visible, BLOCK_X), step, (scores, largest))
    largest_2 = jnp.max(largest)

    total = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        scores, total = carry
        start = count * BLOCK_X
        k = start + thread
        mask = active & (k < visible)
        weight = jnp.exp(jnp.take_along_axis(scores, jnp.where(mask, k, 0), axis=0) - largest_2)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        scores = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), jnp.take_along_axis(weight, owner, axis=0),
                scores)
        total = jnp.where(mask, total + weight, total)
        return scores, total

    scores, total = jax.lax.fori_loop(0, pl.cdiv(visible, BLOCK_X), step, (scores, total))
    total_2 = jnp.sum(total)

    @pl.loop(0, pl.cdiv(8, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        c = start + thread
        mask = active & (c < 8)
        sum_ = jnp.zeros((LANES,), jnp.float32)

        def step_2(k, sum_):
            row_place_result = ((batch * keys + k) * heads + head) * 8
            sum_ = sum_ + jnp.take_along_axis(scores, jnp.where(mask, k, 0), axis=0) * load_run(value,
                    row_place_result + start, LANES)
            return sum_

        sum_ = jax.lax.fori_loop(0, visible, step_2, sum_)
        store_run(out, query_place + start, sum_ / total_2, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SLOTS", "interpret"))
def mha_block_8(query, key, value, out, keys, scale, causal, grid, *, LANES, BLOCK_X, SLOTS, interpret=False):
    """Launches mha_block<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not LANES <= BLOCK_X:
        raise ValueError("a tree that halves the block loses threads of a block that is no power of two")
    kernel = functools.partial(mha_block_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SLOTS=SLOTS)
    [out] = launch(kernel, grid, [(keys, jnp.int32), (scale, jnp.float32), (causal, jnp.int32)],
            [(query, jnp.float32), (key, jnp.float32), (value, jnp.float32)], [(out, jnp.float32)], interpret)
    return query, key, value, out


def mha_block_16_kernel(keys, scale, causal, query, key, value, out_before, out, *, LANES, BLOCK_X, SLOTS):
    """
    One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    keys = keys[0]
    scale = scale[0]
    causal = causal[0] != 0

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    scores_slots = jax.lax.iota(jnp.int32, SLOTS)
    scores = jnp.zeros((SLOTS,), jnp.float32)
    thread = lane
    heads = pl.num_programs(1)
    row = pl.program_id(2)
    head = pl.program_id(1)
    batch = pl.program_id(0)
    queries = pl.num_programs(2)
    visible = jnp.where(causal, keys - queries + row + 1, keys)
    length = pl.num_programs(2)
    query_place = ((batch * length + row) * heads + head) * 16

    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)

    def step(count, carry):
        scores, largest = carry
        start = count * BLOCK_X
        k = start + thread
        mask = active & (k < visible)
        row_place_result = ((batch * keys + k) * heads + head) * 16
        own_key = row_place_result
        score = jnp.zeros((LANES,), jnp.float32)
        c = jax.lax.iota(jnp.int32, 16).reshape(1, 16)
        score = score + jnp.sum(gather(query, c + query_place) * scale * gather(key, own_key.reshape(LANES, 1) + c),
                axis=1)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        scores = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), jnp.take_along_axis(score, owner, axis=0),
                scores)
        largest = jnp.where(mask, jnp.fmax(largest, score), largest)
        return scores, largest

    scores, largest = jax.lax.fori_loop(0, pl.cdiv(visible, BLOCK_X), step, (scores, largest))
    largest_2 = jnp.max(largest)

    total = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        scores, total = carry
        start = count * BLOCK_X
        k = start + thread
        mask = active & (k < visible)
        weight = jnp.exp(jnp.take_along_axis(scores, jnp.where(mask, k, 0), axis=0) - largest_2)
        place = scores_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = jnp.where(owned, place, 0)
        scores = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0), jnp.take_along_axis(weight, owner, axis=0),
                scores)
        total = jnp.where(mask, total + weight, total)
        return scores, total

    scores, total = jax.lax.fori_loop(0, pl.cdiv(visible, BLOCK_X), step, (scores, total))
    total_2 = jnp.sum(total)

    @pl.loop(0, pl.cdiv(16, BLOCK_X))
    def _(count):
        start = count * BLOCK_X
        c = start + thread
        mask = active & (c < 16)
        sum_ = jnp.zeros((LANES,), jnp.float32)

        def step_2(k, sum_):
            row_place_result = ((batch * keys + k) * heads + head) * 16
            sum_ = sum_ + jnp.take_along_axis(scores, jnp.where(mask, k, 0), axis=0) * load_run(value,
                    row_place_result + start, LANES)
            return sum_

        sum_ = jax.lax.fori_loop(0, visible, step_2, sum_)
        store_run(out, query_place + start, sum_ / total_2, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SLOTS", "interpret"))
def mha_block_16(query, key, value, out, keys, scale, causal, grid, *, LANES, BLOCK_X, SLOTS, interpret=False):
    """Launches mha_block<16> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not LANES <= BLOCK_X:
        raise ValueError("a tree that halves the block loses threads of a block that is no power of two")
    kernel = functools.partial(mha_block_16_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SLOTS=SLOTS)
    [out] = launch(kernel, grid, [(keys, jnp.int32), (scale, jnp.float32), (causal, jnp.int32)],
            [(query, jnp.float32), (key, jnp.float32), (value, jnp.float32)], [(out, jnp.float32)], interpret)
    return query, key, value, out
