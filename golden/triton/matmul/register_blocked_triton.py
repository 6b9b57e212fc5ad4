"""register_blocked.cu, as Triton: one program is one block of CUDA's threads."""

# C = alpha * A * B + beta * C with a 32 x 64 tile a block and a 4 x 4 tile a thread (block is 16 x 8).
# `columns` and `inner` are multiples of four, which float4 loads and stores need; `rows` may be anything.

import triton
import triton.language as tl

TILE_ROWS = tl.constexpr(32)
TILE_INNER = tl.constexpr(16)


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def matmul_register_blocked(
    A, B, C, rows, columns, inner, alpha, beta, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    tl.static_assert(LANES <= 512, "`a_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X == 16, "`a_tile` is filled by threads that count so many to a line")
    tl.static_assert(BLOCK_X <= 16, "`b_tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y  # transposed: a thread's four rows lie side by side
    a_tile_slots = tl.arange(0, 512)
    a_tile = tl.zeros((512,), tl.float32)
    b_tile_slots = tl.arange(0, 1024)
    b_tile = tl.zeros((1024,), tl.float32)

    thread = thread_y * (64 // 4) + thread_x
    tile_row = tl.program_id(1) * TILE_ROWS
    tile_column = tl.program_id(0) * 64
    sums_0 = tl.zeros((LANES,), tl.float32)
    sums_0_2 = tl.zeros((LANES,), tl.float32)
    sums_0_3 = tl.zeros((LANES,), tl.float32)
    sums_0_4 = tl.zeros((LANES,), tl.float32)
    sums_1 = tl.zeros((LANES,), tl.float32)
    sums_1_2 = tl.zeros((LANES,), tl.float32)
    sums_1_3 = tl.zeros((LANES,), tl.float32)
    sums_1_4 = tl.zeros((LANES,), tl.float32)
    sums_2 = tl.zeros((LANES,), tl.float32)
    sums_2_2 = tl.zeros((LANES,), tl.float32)
    sums_2_3 = tl.zeros((LANES,), tl.float32)
    sums_2_4 = tl.zeros((LANES,), tl.float32)
    sums_3 = tl.zeros((LANES,), tl.float32)
    sums_3_2 = tl.zeros((LANES,), tl.float32)
    sums_3_3 = tl.zeros((LANES,), tl.float32)
    sums_3_4 = tl.zeros((LANES,), tl.float32)

    for start in range(0, inner, 16):
        # 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
        a_row = thread // (TILE_INNER // 4)
        a_column = thread % (TILE_INNER // 4) * 4
        row = tile_row + a_row
        column = start + a_column
        load_or_zero_result_x = tl.zeros((LANES,), tl.float32)
        load_or_zero_result_y = tl.zeros((LANES,), tl.float32)
        load_or_zero_result_z = tl.zeros((LANES,), tl.float32)
        load_or_zero_result_w = tl.zeros((LANES,), tl.float32)
        in_load_or_zero = tl.full((LANES,), True, tl.int1)
        mask = active & ((row >= rows) | (column >= inner))
        load_or_zero_result_x = tl.where(mask, 0.0, load_or_zero_result_x)
        load_or_zero_result_y = tl.where(mask, 0.0, load_or_zero_result_y)
        load_or_zero_result_z = tl.where(mask, 0.0, load_or_zero_result_z)
        load_or_zero_result_w = tl.where(mask, 0.0, load_or_zero_result_w)
        in_load_or_zero = tl.where(mask, False, in_load_or_zero)
        taken = active & in_load_or_zero
        vector_x, vector_y, vector_z, vector_w = split_four(tl.load(tl.multiple_of(A + row * inner + column, 16)[:,
                None] + tl.arange(0, 4)[None, :], mask=taken[:, None]))
        load_or_zero_result_x = tl.where(taken, vector_x, load_or_zero_result_x)
        load_or_zero_result_y = tl.where(taken, vector_y, load_or_zero_result_y)
        load_or_zero_result_z = tl.where(taken, vector_z, load_or_zero_result_z)
        load_or_zero_result_w = tl.where(taken, vector_w, load_or_zero_result_w)
        in_load_or_zero = tl.where(taken, False, in_load_or_zero)
        line = a_tile_slots // 128
        column_2 = a_tile_slots % 128
        writer = line + column_2 * 4
        owned = (line < 4) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        a_tile = tl.where(owned, tl.gather(load_or_zero_result_x, owner, 0), a_tile)
        place = a_tile_slots - 32
        line_2 = place // 128
        column_3 = place % 128
        writer_2 = line_2 + column_3 * 4
        owned_2 = (place >= 0) & (line_2 < 4) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        a_tile = tl.where(owned_2, tl.gather(load_or_zero_result_y, owner_2, 0), a_tile)
        place_2 = a_tile_slots - 64
        line_3 = place_2 // 128
        column_4 = place_2 % 128
        writer_3 = line_3 + column_4 * 4
        owned_3 = (place_2 >= 0) & (line_3 < 4) & (writer_3 < BLOCK_X * BLOCK_Y)
        owner_3 = tl.where(owned_3, writer_3, 0)
        a_tile = tl.where(owned_3, tl.gather(load_or_zero_result_z, owner_3, 0), a_tile)
        place_3 = a_tile_slots - 96
        line_4 = place_3 // 128
        column_5 = place_3 % 128
        writer_4 = line_4 + column_5 * 4
        owned_4 = (place_3 >= 0) & (line_4 < 4) & (writer_4 < BLOCK_X * BLOCK_Y)
        owner_4 = tl.where(owned_4, writer_4, 0)
        a_tile = tl.where(owned_4, tl.gather(load_or_zero_result_w, owner_4, 0), a_tile)
        for start_2 in range(0, TILE_INNER, TILE_ROWS // 4):
            k = start_2 + thread_y
            mask_2 = active & (k < TILE_INNER)
            row_2 = start + k
            column_6 = tile_column + 4 * thread_x
            load_or_zero_result_1_x = tl.zeros((LANES,), tl.float32)
            load_or_zero_result_1_y = tl.zeros((LANES,), tl.float32)
            load_or_zero_result_1_z = tl.zeros((LANES,), tl.float32)
            load_or_zero_result_1_w = tl.zeros((LANES,), tl.float32)
            in_load_or_zero_2 = tl.full((LANES,), True, tl.int1)
            mask_3 = mask_2 & ((row_2 >= inner) | (column_6 >= columns))
            load_or_zero_result_1_x = tl.where(mask_3, 0.0, load_or_zero_result_1_x)
            load_or_zero_result_1_y = tl.where(mask_3, 0.0, load_or_zero_result_1_y)
            load_or_zero_result_1_z = tl.where(mask_3, 0.0, load_or_zero_result_1_z)
            load_or_zero_result_1_w = tl.where(mask_3, 0.0, load_or_zero_result_1_w)
            in_load_or_zero_2 = tl.where(mask_3, False, in_load_or_zero_2)
            taken_2 = mask_2 & in_load_or_zero_2
            vector_x_2, vector_y_2, vector_z_2, vector_w_2 = split_four(tl.load(tl.multiple_of(B + row_2 * columns
                    + column_6, 16)[:, None] + tl.arange(0, 4)[None, :], mask=taken_2[:, None]))
            load_or_zero_result_1_x = tl.where(taken_2, vector_x_2, load_or_zero_result_1_x)
            load_or_zero_result_1_y = tl.where(taken_2, vector_y_2, load_or_zero_result_1_y)
            load_or_zero_result_1_z = tl.where(taken_2, vector_z_2, load_or_zero_result_1_z)
            load_or_zero_result_1_w = tl.where(taken_2, vector_w_2, load_or_zero_result_1_w)
            in_load_or_zero_2 = tl.where(taken_2, False, in_load_or_zero_2)
            place_4 = b_tile_slots - 64 * start_2
            line_5 = place_4 // 64
            column_7 = place_4 % 64
            writer_5 = line_5 * BLOCK_X + column_7 // 4
            owned_5 = (place_4 >= 0) & (column_7 % 4 == 0) & (column_7 // 4 < BLOCK_X) & (writer_5 < LANES)
            owner_5 = tl.where(owned_5, writer_5, 0)
            b_tile = tl.where(owned_5 & (tl.gather(mask_2.to(tl.int32), owner_5, 0) != 0),
                    tl.gather(load_or_zero_result_1_x, owner_5, 0), b_tile)
            place_5 = b_tile_slots - (64 * start_2 + 1)
            line_6 = place_5 // 64
            column_8 = place_5 % 64
            writer_6 = line_6 * BLOCK_X + column_8 // 4
            owned_6 = (place_5 >= 0) & (column_8 % 4 == 0) & (column_8 // 4 < BLOCK_X) & (writer_6 < LANES)
            owner_6 = tl.where(owned_6, writer_6, 0)
            b_tile = tl.where(owned_6 & (tl.gather(mask_2.to(tl.int32), owner_6, 0) != 0),
                    tl.gather(load_or_zero_result_1_y, owner_6, 0), b_tile)
            place_6 = b_tile_slots - (64 * start_2 + 2)
            line_7 = place_6 // 64
            column_9 = place_6 % 64
            writer_7 = line_7 * BLOCK_X + column_9 // 4
            owned_7 = (place_6 >= 0) & (column_9 % 4 == 0) & (column_9 // 4 < BLOCK_X) & (writer_7 < LANES)
            owner_7 = tl.where(owned_7, writer_7, 0)
            b_tile = tl.where(owned_7 & (tl.gather(mask_2.to(tl.int32), owner_7, 0) != 0),
                    tl.gather(load_or_zero_result_1_z, owner_7, 0), b_tile)
            place_7 = b_tile_slots - (64 * start_2 + 3)
            line_8 = place_7 // 64
            column_10 = place_7 % 64
            writer_8 = line_8 * BLOCK_X + column_10 // 4
            owned_8 = (place_7 >= 0) & (column_10 % 4 == 0) & (column_10 // 4 < BLOCK_X) & (writer_8 < LANES)
            owner_8 = tl.where(owned_8, writer_8, 0)
            b_tile = tl.where(owned_8 & (tl.gather(mask_2.to(tl.int32), owner_8, 0) != 0),
                    tl.gather(load_or_zero_result_1_w, owner_8, 0), b_tile)

        for k_2 in range(0, TILE_INNER):
            b_x = tl.gather(b_tile, tl.where(active, (tl.cast(k_2, tl.int64) * 64).to(tl.int32) + thread_x * 4, 0), 0)
            b_y = tl.gather(b_tile, tl.where(active, (tl.cast(k_2, tl.int64) * 64).to(tl.int32) + thread_x * 4 + 1, 0),
                    0)
            b_z = tl.gather(b_tile, tl.where(active, (tl.cast(k_2, tl.int64) * 64).to(tl.int32) + thread_x * 4 + 2, 0),
                    0)
            b_w = tl.gather(b_tile, tl.where(active, (tl.cast(k_2, tl.int64) * 64).to(tl.int32) + thread_x * 4 + 3, 0),
                    0)
            sums_0 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 0), 0), 0) * b_x
            sums_0_2 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 0), 0), 0) * b_y
            sums_0_3 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 0), 0), 0) * b_z
            sums_0_4 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 0), 0), 0) * b_w
            sums_1 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 1), 0), 0) * b_x
            sums_1_2 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 1), 0), 0) * b_y
            sums_1_3 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 1), 0), 0) * b_z
            sums_1_4 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 1), 0), 0) * b_w
            sums_2 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 2), 0), 0) * b_x
            sums_2_2 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 2), 0), 0) * b_y
            sums_2_3 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 2), 0), 0) * b_z
            sums_2_4 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 2), 0), 0) * b_w
            sums_3 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 3), 0), 0) * b_x
            sums_3_2 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 3), 0), 0) * b_y
            sums_3_3 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 3), 0), 0) * b_z
            sums_3_4 += tl.gather(a_tile,
                    tl.where(active, (tl.cast(k_2, tl.int64) * 32).to(tl.int32) + (thread_y * 4 + 3), 0), 0) * b_w

    column = tile_column + 4 * thread_x
    mask = active & (column < columns)
    i = 0
    looping = tl.where(i < 4, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        inside = looping
        row = tile_row + 4 * thread_y + i
        condition = row >= rows
        taken = inside & condition
        looping &= ~taken
        others = inside & ~condition
        place_8 = C + row * columns + column
        tl.debug_barrier()
        result_x, result_y, result_z, result_w = split_four(tl.load(tl.multiple_of(place_8, 16)[:, None]
                + tl.arange(0, 4)[None, :], mask=others[:, None]))
        result_x = alpha * tl.where(i == 0, sums_0,
                tl.where(i == 1, sums_1, tl.where(i == 2, sums_2, sums_3))) + beta * result_x
        result_y = alpha * tl.where(i == 0, sums_0_2,
                tl.where(i == 1, sums_1_2, tl.where(i == 2, sums_2_2, sums_3_2))) + beta * result_y
        result_z = alpha * tl.where(i == 0, sums_0_3,
                tl.where(i == 1, sums_1_3, tl.where(i == 2, sums_2_3, sums_3_3))) + beta * result_z
        result_w = alpha * tl.where(i == 0, sums_0_4,
                tl.where(i == 1, sums_1_4, tl.where(i == 2, sums_2_4, sums_3_4))) + beta * result_w
        tl.store(tl.multiple_of(place_8, 16)[:, None] + tl.arange(0, 4)[None, :],
                join_four(result_x, result_y, result_z, result_w), mask=others[:, None])
        i += 1
        looping = tl.where(i < 4, looping, False)
