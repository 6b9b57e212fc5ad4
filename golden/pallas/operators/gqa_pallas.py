"""gqa.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Grouped-query attention: query_heads / key_heads query heads share the keys and the values of one head. query and out
# are [query_heads, queries, CHANNELS], key and value [key_heads, keys, CHANNELS].

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

kKeyTile = 8

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def gqa_naive_8_kernel(
    shape_queries, shape_keys, shape_query_heads, shape_key_heads, shape_scale, query, key, value, out_before, out, *,
    LANES, BLOCK_X, BLOCK_Y
):
    """One thread an element of the output: one pass over the keys for the largest score, one for the weighted sum.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    shape_queries = shape_queries[0]
    shape_keys = shape_keys[0]
    shape_query_heads = shape_query_heads[0]
    shape_key_heads = shape_key_heads[0]
    shape_scale = shape_scale[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    channel = thread_x
    row = pl.program_id(2) * BLOCK_Y + thread_y
    head = pl.program_id(1)
    mask = active & (row < shape_queries)
    key_head = quotient(head,
            jnp.where(quotient(shape_query_heads, jnp.where(shape_key_heads != 0, shape_key_heads, 1)) != 0,
            quotient(shape_query_heads, jnp.where(shape_key_heads != 0, shape_key_heads, 1)), 1))
    own_query = (head * shape_queries + row) * 8
    keys = key_head * shape_keys * 8
    values = key_head * shape_keys * 8

    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)

    def step(k, largest):
        score = jnp.zeros((LANES,), jnp.float32)

        def step_2(c, score):
            score = score + gather(query, own_query + c) * load_one(key, keys + (k * 8 + c))
            return score

        score = jax.lax.fori_loop(0, 8, step_2, score)
        largest = jnp.fmax(largest, score * shape_scale)
        return largest

    largest = jax.lax.fori_loop(0, shape_keys, step, largest)
    total = jnp.zeros((LANES,), jnp.float32)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(k, carry):
        total, sum_ = carry
        score = jnp.zeros((LANES,), jnp.float32)

        def step_2(c, score):
            score = score + gather(query, own_query + c) * load_one(key, keys + (k * 8 + c))
            return score

        score = jax.lax.fori_loop(0, 8, step_2, score)
        weight = jnp.exp(score * shape_scale - largest)
        total = total + weight
        sum_ = sum_ + weight * gather(value, values + (k * 8 + channel))
        return total, sum_

    total, sum_ = jax.lax.fori_loop(0, shape_keys, step, (total, sum_))
    scatter(out, (head * shape_queries + row) * 8 + channel, sum_ / total, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gqa_naive_8(
    query, key, value, out, shape_queries, shape_keys, shape_query_heads, shape_key_heads, shape_scale, grid, *, LANES,
    BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches gqa_naive<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gqa_naive_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid,
            [(shape_queries, jnp.int32), (shape_keys, jnp.int32), (shape_query_heads, jnp.int32),
            (shape_key_heads, jnp.int32), (shape_scale, jnp.float32)],
            [(query, jnp.float32), (key, jnp.float32), (value, jnp.float32)], [(out, jnp.float32)], interpret)
    return query, key, value, out


def gqa_warp_64_2_kernel(
    shape_queries, shape_keys, shape_query_heads, shape_key_heads, shape_scale, query, key, value, out_before, out, *,
    LANES, BLOCK_X, BLOCK_Y, WARPS
):
    """
    A block of 32 x (warps) threads takes as many queries of one query head; tiles of keys and values go through shared
    memory, one warp a query, a lane CHANNELS / 32 channels. Softmax is online, over tiles.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    shape_queries = shape_queries[0]
    shape_keys = shape_keys[0]
    shape_query_heads = shape_query_heads[0]
    shape_key_heads = shape_key_heads[0]
    shape_scale = shape_scale[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    key_tile_slots = jax.lax.iota(jnp.int32, 512)
    key_tile = jnp.zeros((512,), jnp.float32)
    value_tile_slots = jax.lax.iota(jnp.int32, 512)
    value_tile = jnp.zeros((512,), jnp.float32)
    OWN = 2
    lane_2 = thread_x
    thread = thread_y * 32 + lane_2
    row = pl.program_id(2) * 2 + thread_y
    head = pl.program_id(1)
    key_head = quotient(head, quotient(shape_query_heads, shape_key_heads))
    first_key = key_head * shape_keys
    query_place = (head * shape_queries + row) * 64

    own_query = jnp.zeros((LANES,), jnp.float32)
    own_query_2 = jnp.zeros((LANES,), jnp.float32)
    sums = jnp.zeros((LANES,), jnp.float32)
    sums_2 = jnp.zeros((LANES,), jnp.float32)

    def step(c, carry):
        own_query, own_query_2, sums, sums_2 = carry
        value_2 = jnp.where(row < shape_queries, gather(query, query_place + c * 32 + lane_2) * shape_scale, 0.0)

        def then(own_query):
            own_query = value_2
            return own_query

        own_query = jax.lax.cond(c == 0, then, lambda own_query: own_query, own_query)

        def then(own_query_2):
            own_query_2 = value_2
            return own_query_2

        own_query_2 = jax.lax.cond(c == 1, then, lambda own_query_2: own_query_2, own_query_2)

        def then(sums):
            sums = jnp.zeros((LANES,), jnp.float32)
            return sums

        sums = jax.lax.cond(c == 0, then, lambda sums: sums, sums)

        def then(sums_2):
            sums_2 = jnp.zeros((LANES,), jnp.float32)
            return sums_2

        sums_2 = jax.lax.cond(c == 1, then, lambda sums_2: sums_2, sums_2)
        return own_query, own_query_2, sums, sums_2

    own_query, own_query_2, sums, sums_2 = jax.lax.fori_loop(0, OWN, step, (own_query, own_query_2, sums, sums_2))
    largest = jnp.full((LANES,), -jnp.inf, jnp.float32)
    total = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        key_tile, value_tile, total, sums, sums_2, largest = carry
        start = count * 8
        count_2 = jnp.minimum(jnp.int32(kKeyTile), shape_keys - start)

        def step_2(count_3, carry_2):
            key_tile, value_tile = carry_2
            start_2 = count_3 * (32 * 2)
            i = start_2 + thread
            mask = active & (i < count_2 * 64)
            place = (first_key + start) * 64 + i
            place_2 = key_tile_slots - start_2
            line = quotient(place_2, 32)
            column = remainder(place_2, 32)
            writer = line * BLOCK_X + column
            owned = (place_2 >= 0) & (column < BLOCK_X) & (writer < LANES)
            owner = jnp.where(owned, writer, 0)
            key_tile = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
                    jnp.take_along_axis(gather(key, place), owner, axis=0), key_tile)
            place_3 = value_tile_slots - start_2
            line_2 = quotient(place_3, 32)
            column_2 = remainder(place_3, 32)
            writer_2 = line_2 * BLOCK_X + column_2
            owned_2 = (place_3 >= 0) & (column_2 < BLOCK_X) & (writer_2 < LANES)
            owner_2 = jnp.where(owned_2, writer_2, 0)
            value_tile = jnp.where(owned_2 & jnp.take_along_axis(mask, owner_2, axis=0),
                    jnp.take_along_axis(gather(value, place), owner_2, axis=0), value_tile)
            return key_tile, value_tile

        key_tile, value_tile = jax.lax.fori_loop(0, pl.cdiv(count_2 * 64, 32 * 2), step_2, (key_tile, value_tile))

        def step_2(k, carry_2):
            total, sums, sums_2, largest = carry_2
            score = jnp.zeros((LANES,), jnp.float32)

            def step_3(c, score):
                score = score + jnp.where(c == 0, own_query, own_query_2) * jnp.take_along_axis(key_tile,
                        jnp.where(active, k * 64 + (c * 32 + lane_2), 0), axis=0)
                return score

            score = jax.lax.fori_loop(0, OWN, step_3, score)
            reduced_2 = jnp.broadcast_to(jnp.sum(jnp.where(active, score, 0.0).reshape(WARPS, 32),
                    axis=1).reshape(WARPS, 1), (WARPS, 32)).reshape(LANES,)
            score = reduced_2

            new_largest = jnp.fmax(largest, score)
            correction = jnp.exp(largest - new_largest)
            weight = jnp.exp(score - new_largest)
            total = total * correction + weight

            def step_3(c, carry_3):
                sums, sums_2 = carry_3
                value_2 = jnp.where(c == 0, sums, sums_2) * correction + weight * jnp.take_along_axis(value_tile,
                        jnp.where(active, k * 64 + (c * 32 + lane_2), 0), axis=0)

                def then(sums):
                    sums = value_2
                    return sums

                sums = jax.lax.cond(c == 0, then, lambda sums: sums, sums)

                def then(sums_2):
                    sums_2 = value_2
                    return sums_2

                sums_2 = jax.lax.cond(c == 1, then, lambda sums_2: sums_2, sums_2)
                return sums, sums_2

            sums, sums_2 = jax.lax.fori_loop(0, OWN, step_3, (sums, sums_2))
            largest = new_largest
            return total, sums, sums_2, largest

        total, sums, sums_2, largest = jax.lax.fori_loop(0, count_2, step_2, (total, sums, sums_2, largest))
        return key_tile, value_tile, total, sums, sums_2, largest

    key_tile, value_tile, total, sums, sums_2, largest = jax.lax.fori_loop(0, pl.cdiv(shape_keys, 8), step,
            (key_tile, value_tile, total, sums, sums_2, largest))

    mask = active & (row < shape_queries)

    @pl.loop(0, OWN)
    def _(c):
        scatter(out, query_place + c * 32 + lane_2, jnp.where(c == 0, sums, sums_2) / total, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "WARPS", "interpret"))
def gqa_warp_64_2(
    query, key, value, out, shape_queries, shape_keys, shape_query_heads, shape_key_heads, shape_scale, grid, *, LANES,
    BLOCK_X, BLOCK_Y, WARPS, interpret=False
):
    """Launches gqa_warp<64, 2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 32:
        raise ValueError("`key_tile` has no place for more threads side by side")
    if not BLOCK_X <= 32:
        raise ValueError("`value_tile` has no place for more threads side by side")
    kernel = functools.partial(gqa_warp_64_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y, WARPS=WARPS)
    [out] = launch(kernel, grid,
            [(shape_queries, jnp.int32), (shape_keys, jnp.int32), (shape_query_heads, jnp.int32),
            (shape_key_heads, jnp.int32), (shape_scale, jnp.float32)],
            [(query, jnp.float32), (key, jnp.float32), (value, jnp.float32)], [(out, jnp.float32)], interpret)
    return query, key, value, out
