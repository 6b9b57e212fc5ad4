"""register_blocked.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# C = alpha * A * B + beta * C with a 32 x 64 tile a block and a 4 x 4 tile a thread (block is 16 x 8).
# `columns` and `inner` are multiples of four, which float4 loads and stores need; `rows` may be anything.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

TILE_ROWS = 32
TILE_INNER = 16

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def matmul_register_blocked_kernel(rows, columns, inner, alpha, beta, A, B, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    rows = rows[0]
    columns = columns[0]
    inner = inner[0]
    alpha = alpha[0]
    beta = beta[0]

    lane = jax.lax.iota(jnp.int32, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y  # transposed: a thread's four rows lie side by side
    a_tile_slots = jax.lax.iota(jnp.int32, 512)
    a_tile = jnp.zeros((512,), jnp.float32)
    b_tile_slots = jax.lax.iota(jnp.int32, 1024)
    b_tile = jnp.zeros((1024,), jnp.float32)

    thread = thread_y * (64 // 4) + thread_x
    tile_row = pl.program_id(1) * 32
    tile_column = pl.program_id(2) * 64
    sums_0 = jnp.zeros((LANES,), jnp.float32)
    sums_0_2 = jnp.zeros((LANES,), jnp.float32)
    sums_0_3 = jnp.zeros((LANES,), jnp.float32)
    sums_0_4 = jnp.zeros((LANES,), jnp.float32)
    sums_1 = jnp.zeros((LANES,), jnp.float32)
    sums_1_2 = jnp.zeros((LANES,), jnp.float32)
    sums_1_3 = jnp.zeros((LANES,), jnp.float32)
    sums_1_4 = jnp.zeros((LANES,), jnp.float32)
    sums_2 = jnp.zeros((LANES,), jnp.float32)
    sums_2_2 = jnp.zeros((LANES,), jnp.float32)
    sums_2_3 = jnp.zeros((LANES,), jnp.float32)
    sums_2_4 = jnp.zeros((LANES,), jnp.float32)
    sums_3 = jnp.zeros((LANES,), jnp.float32)
    sums_3_2 = jnp.zeros((LANES,), jnp.float32)
    sums_3_3 = jnp.zeros((LANES,), jnp.float32)
    sums_3_4 = jnp.zeros((LANES,), jnp.float32)

    def step(count, carry):
        (a_tile, b_tile, sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2, sums_2_2,
                sums_2_3, sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4) = carry
        start = count * 16
        # 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
        a_row = thread // (16 // 4)
        a_column = thread % (16 // 4) * 4
        row = tile_row + a_row
        column = start + a_column
        load_or_zero_result_x = jnp.zeros((LANES,), jnp.float32)
        load_or_zero_result_y = jnp.zeros((LANES,), jnp.float32)
        load_or_zero_result_z = jnp.zeros((LANES,), jnp.float32)
        load_or_zero_result_w = jnp.zeros((LANES,), jnp.float32)
        in_load_or_zero = jnp.full((LANES,), True, jnp.bool_)
        mask = active & ((row >= rows) | (column >= inner))
        load_or_zero_result_x = jnp.where(mask, 0.0, load_or_zero_result_x)
        load_or_zero_result_y = jnp.where(mask, 0.0, load_or_zero_result_y)
        load_or_zero_result_z = jnp.where(mask, 0.0, load_or_zero_result_z)
        load_or_zero_result_w = jnp.where(mask, 0.0, load_or_zero_result_w)
        in_load_or_zero = jnp.where(mask, False, in_load_or_zero)
        taken = active & in_load_or_zero
        load_or_zero_result_x = jnp.where(taken, gather(A, row * inner + column), load_or_zero_result_x)
        load_or_zero_result_y = jnp.where(taken, gather(A, row * inner + column + 1), load_or_zero_result_y)
        load_or_zero_result_z = jnp.where(taken, gather(A, row * inner + column + 2), load_or_zero_result_z)
        load_or_zero_result_w = jnp.where(taken, gather(A, row * inner + column + 3), load_or_zero_result_w)
        in_load_or_zero = jnp.where(taken, False, in_load_or_zero)
        line = a_tile_slots // 128
        column_2 = a_tile_slots % 128
        writer = line + column_2 * 4
        owned = (line < 4) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        a_tile = jnp.where(owned, jnp.take_along_axis(load_or_zero_result_x, owner, axis=0), a_tile)
        place = a_tile_slots - 32
        line_2 = quotient(place, 128)
        column_3 = remainder(place, 128)
        writer_2 = line_2 + column_3 * 4
        owned_2 = (place >= 0) & (line_2 < 4) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        a_tile = jnp.where(owned_2, jnp.take_along_axis(load_or_zero_result_y, owner_2, axis=0), a_tile)
        place_2 = a_tile_slots - 64
        line_3 = quotient(place_2, 128)
        column_4 = remainder(place_2, 128)
        writer_3 = line_3 + column_4 * 4
        owned_3 = (place_2 >= 0) & (line_3 < 4) & (writer_3 < BLOCK_X * BLOCK_Y)
        owner_3 = jnp.where(owned_3, writer_3, 0)
        a_tile = jnp.where(owned_3, jnp.take_along_axis(load_or_zero_result_z, owner_3, axis=0), a_tile)
        place_3 = a_tile_slots - 96
        line_4 = quotient(place_3, 128)
        column_5 = remainder(place_3, 128)
        writer_4 = line_4 + column_5 * 4
        owned_4 = (place_3 >= 0) & (line_4 < 4) & (writer_4 < BLOCK_X * BLOCK_Y)
        owner_4 = jnp.where(owned_4, writer_4, 0)
        a_tile = jnp.where(owned_4, jnp.take_along_axis(load_or_zero_result_w, owner_4, axis=0), a_tile)

        def step_2(count_2, b_tile):
            start_2 = count_2 * (32 // 4)
            k = start_2 + thread_y
            mask_2 = active & (k < 16)
            row_2 = start + k
            column_6 = tile_column + 4 * thread_x
            load_or_zero_result_1_x = jnp.zeros((LANES,), jnp.float32)
            load_or_zero_result_1_y = jnp.zeros((LANES,), jnp.float32)
            load_or_zero_result_1_z = jnp.zeros((LANES,), jnp.float32)
            load_or_zero_result_1_w = jnp.zeros((LANES,), jnp.float32)
            in_load_or_zero_2 = jnp.full((LANES,), True, jnp.bool_)
            mask_3 = mask_2 & ((row_2 >= inner) | (column_6 >= columns))
            load_or_zero_result_1_x = jnp.where(mask_3, 0.0, load_or_zero_result_1_x)
            load_or_zero_result_1_y = jnp.where(mask_3, 0.0, load_or_zero_result_1_y)
            load_or_zero_result_1_z = jnp.where(mask_3, 0.0, load_or_zero_result_1_z)
            load_or_zero_result_1_w = jnp.where(mask_3, 0.0, load_or_zero_result_1_w)
            in_load_or_zero_2 = jnp.where(mask_3, False, in_load_or_zero_2)
            taken_2 = mask_2 & in_load_or_zero_2
            load_or_zero_result_1_x = jnp.where(taken_2, gather(B, row_2 * columns + column_6), load_or_zero_result_1_x)
            load_or_zero_result_1_y = jnp.where(taken_2, gather(B, row_2 * columns + column_6 + 1),
                    load_or_zero_result_1_y)
            load_or_zero_result_1_z = jnp.where(taken_2, gather(B, row_2 * columns + column_6 + 2),
                    load_or_zero_result_1_z)
            load_or_zero_result_1_w = jnp.where(taken_2, gather(B, row_2 * columns + column_6 + 3),
                    load_or_zero_result_1_w)
            in_load_or_zero_2 = jnp.where(taken_2, False, in_load_or_zero_2)
            place_4 = b_tile_slots - 64 * start_2
            line_5 = quotient(place_4, 64)
            column_7 = remainder(place_4, 64)
            writer_5 = line_5 * BLOCK_X + quotient(column_7, 4)
            owned_5 = (place_4 >= 0) & (remainder(column_7, 4) == 0) & (quotient(column_7, 4) < BLOCK_X) & (writer_5
                    < LANES)
            owner_5 = jnp.where(owned_5, writer_5, 0)
            b_tile = jnp.where(owned_5 & jnp.take_along_axis(mask_2, owner_5, axis=0),
                    jnp.take_along_axis(load_or_zero_result_1_x, owner_5, axis=0), b_tile)
            place_5 = b_tile_slots - (64 * start_2 + 1)
            line_6 = quotient(place_5, 64)
            column_8 = remainder(place_5, 64)
            writer_6 = line_6 * BLOCK_X + quotient(column_8, 4)
            owned_6 = (place_5 >= 0) & (remainder(column_8, 4) == 0) & (quotient(column_8, 4) < BLOCK_X) & (writer_6
                    < LANES)
            owner_6 = jnp.where(owned_6, writer_6, 0)
            b_tile = jnp.where(owned_6 & jnp.take_along_axis(mask_2, owner_6, axis=0),
                    jnp.take_along_axis(load_or_zero_result_1_y, owner_6, axis=0), b_tile)
            place_6 = b_tile_slots - (64 * start_2 + 2)
            line_7 = quotient(place_6, 64)
            column_9 = remainder(place_6, 64)
            writer_7 = line_7 * BLOCK_X + quotient(column_9, 4)
            owned_7 = (place_6 >= 0) & (remainder(column_9, 4) == 0) & (quotient(column_9, 4) < BLOCK_X) & (writer_7
                    < LANES)
            owner_7 = jnp.where(owned_7, writer_7, 0)
            b_tile = jnp.where(owned_7 & jnp.take_along_axis(mask_2, owner_7, axis=0),
                    jnp.take_along_axis(load_or_zero_result_1_z, owner_7, axis=0), b_tile)
            place_7 = b_tile_slots - (64 * start_2 + 3)
            line_8 = quotient(place_7, 64)
            column_10 = remainder(place_7, 64)
            writer_8 = line_8 * BLOCK_X + quotient(column_10, 4)
            owned_8 = (place_7 >= 0) & (remainder(column_10, 4) == 0) & (quotient(column_10, 4) < BLOCK_X) & (writer_8
                    < LANES)
            owner_8 = jnp.where(owned_8, writer_8, 0)
            b_tile = jnp.where(owned_8 & jnp.take_along_axis(mask_2, owner_8, axis=0),
                    jnp.take_along_axis(load_or_zero_result_1_w, owner_8, axis=0), b_tile)
            return b_tile

        b_tile = jax.lax.fori_loop(0, pl.cdiv(16, 32 // 4), step_2, b_tile)

        def step_2(k, carry_2):
            (sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2, sums_2_2, sums_2_3,
                    sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4) = carry_2
            b_x = jnp.take_along_axis(b_tile, jnp.where(active, k * 64 + thread_x * 4, 0), axis=0)
            b_y = jnp.take_along_axis(b_tile, jnp.where(active, k * 64 + thread_x * 4 + 1, 0), axis=0)
            b_z = jnp.take_along_axis(b_tile, jnp.where(active, k * 64 + thread_x * 4 + 2, 0), axis=0)
            b_w = jnp.take_along_axis(b_tile, jnp.where(active, k * 64 + thread_x * 4 + 3, 0), axis=0)
            sums_0 = sums_0 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + thread_y * 4, 0), axis=0) * b_x
            sums_0_2 = sums_0_2 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + thread_y * 4, 0), axis=0) * b_y
            sums_0_3 = sums_0_3 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + thread_y * 4, 0), axis=0) * b_z
            sums_0_4 = sums_0_4 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + thread_y * 4, 0), axis=0) * b_w
            sums_1 = sums_1 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 1), 0),
                    axis=0) * b_x
            sums_1_2 = sums_1_2 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 1), 0),
                    axis=0) * b_y
            sums_1_3 = sums_1_3 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 1), 0),
                    axis=0) * b_z
            sums_1_4 = sums_1_4 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 1), 0),
                    axis=0) * b_w
            sums_2 = sums_2 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 2), 0),
                    axis=0) * b_x
            sums_2_2 = sums_2_2 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 2), 0),
                    axis=0) * b_y
            sums_2_3 = sums_2_3 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 2), 0),
                    axis=0) * b_z
            sums_2_4 = sums_2_4 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 2), 0),
                    axis=0) * b_w
            sums_3 = sums_3 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 3), 0),
                    axis=0) * b_x
            sums_3_2 = sums_3_2 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 3), 0),
                    axis=0) * b_y
            sums_3_3 = sums_3_3 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 3), 0),
                    axis=0) * b_z
            sums_3_4 = sums_3_4 + jnp.take_along_axis(a_tile, jnp.where(active, k * 32 + (thread_y * 4 + 3), 0),
                    axis=0) * b_w
            return (sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2, sums_2_2,
                    sums_2_3, sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4)

        (sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2, sums_2_2, sums_2_3,
                sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4) = jax.lax.fori_loop(0, 16, step_2,
                (sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2, sums_2_2, sums_2_3,
                sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4))
        return (a_tile, b_tile, sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2,
                sums_2_2, sums_2_3, sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4)

    (a_tile, b_tile, sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2, sums_2_2,
            sums_2_3, sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4) = jax.lax.fori_loop(0, pl.cdiv(inner, 16), step,
            (a_tile, b_tile, sums_0, sums_0_2, sums_0_3, sums_0_4, sums_1, sums_1_2, sums_1_3, sums_1_4, sums_2,
            sums_2_2, sums_2_3, sums_2_4, sums_3, sums_3_2, sums_3_3, sums_3_4))

    column = tile_column + 4 * thread_x
    mask = active & (column < columns)
    i = jnp.int32(0)
    looping = mask & (i < 4)

    def goes_on(carry):
        looping, i = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        looping, i = carry
        inside = looping
        row = tile_row + 4 * thread_y + i
        condition = row >= rows
        taken = inside & condition
        looping = looping & ~taken
        others = inside & ~condition
        place = row * columns + column
        result_x = gather(C, place)
        result_y = gather(C, place + 1)
        result_z = gather(C, place + 2)
        result_w = gather(C, place + 3)
        result_x = alpha * jnp.where(i == 0, sums_0,
                jnp.where(i == 1, sums_1, jnp.where(i == 2, sums_2, sums_3))) + beta * result_x
        result_y = alpha * jnp.where(i == 0, sums_0_2,
                jnp.where(i == 1, sums_1_2, jnp.where(i == 2, sums_2_2, sums_3_2))) + beta * result_y
        result_z = alpha * jnp.where(i == 0, sums_0_3,
                jnp.where(i == 1, sums_1_3, jnp.where(i == 2, sums_2_3, sums_3_3))) + beta * result_z
        result_w = alpha * jnp.where(i == 0, sums_0_4,
                jnp.where(i == 1, sums_1_4, jnp.where(i == 2, sums_2_4, sums_3_4))) + beta * result_w
        scatter(C, place, result_x, others)
        scatter(C, place + 1, result_y, others)
        scatter(C, place + 2, result_z, others)
        scatter(C, place + 3, result_w, others)
        i = i + 1
        looping = looping & (i < 4)
        return looping, i

    looping, i = jax.lax.while_loop(goes_on, step, (looping, i))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def matmul_register_blocked(
    A, B, C, rows, columns, inner, alpha, beta, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches matmul_register_blocked on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not LANES <= 512:
        raise ValueError("`a_tile` has no place for more threads side by side")
    if not BLOCK_X == 16:
        raise ValueError("`a_tile` is filled by threads that count so many to a line")
    if not BLOCK_X <= 16:
        raise ValueError("`b_tile` has no place for more threads side by side")
    kernel = functools.partial(matmul_register_blocked_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid,
            [(rows, jnp.int32), (columns, jnp.int32), (inner, jnp.int32), (alpha, jnp.float32), (beta, jnp.float32)],
            [(A, jnp.float32), (B, jnp.float32)], [(C, jnp.float32)], interpret)
    return A, B, C
