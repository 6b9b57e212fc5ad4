"""gemm.cu, as Triton: one program is one block of CUDA's threads."""

# C = alpha * A * B + beta * C, row-major: A is [M, K], B is [K, N], C is [M, N].

import triton
import triton.language as tl


@triton.jit
def gemm_naive(M, N, K, alpha, A, B, beta, C, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """One thread an element of C."""
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(1) * BLOCK_Y + thread_y
    column = tl.program_id(0) * BLOCK_X + thread_x
    mask = active & (row < M) & (column < N)
    sum_ = tl.zeros((LANES,), tl.float32)
    for k in tl.range(0, K, loop_unroll_factor=4):
        sum_ += tl.load(A + row * K + k, mask=mask) * tl.load(B + k * N + column, mask=mask)
    tl.store(C + row * N + column, alpha * sum_ + beta * tl.load(C + row * N + column, mask=mask), mask=mask)


@triton.jit
def gemm_tiled_16(M, N, K, alpha, A, B, beta, C, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory."""
    tl.static_assert(BLOCK_X <= 16, "`tile_a` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`tile_b` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = tl.arange(0, 256)
    tile_a = tl.zeros((256,), tl.float32)
    tile_b_slots = tl.arange(0, 256)
    tile_b = tl.zeros((256,), tl.float32)
    x = thread_x
    y = thread_y
    row = tl.program_id(1) * 16 + y
    column = tl.program_id(0) * 16 + x

    sum_ = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((16, 16), tl.float32)
    for start in range(0, K, 16):
        line = tile_a_slots // 16
        column_2 = tile_a_slots % 16
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        tile_a = tl.where(owned,
                tl.gather(tl.where((row < M) & (start + x < K),
                tl.load(A + row * K + start + x, mask=active & (row < M) & (start + x < K)), 0.0), owner, 0), tile_a)
        line_2 = tile_b_slots // 16
        column_3 = tile_b_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        tile_b = tl.where(owned_2,
                tl.gather(tl.where((start + y < K) & (column < N),
                tl.load(B + (start + y) * N + column, mask=active & (start + y < K) & (column < N)), 0.0), owner_2, 0),
                tile_b)
        product = tl.dot(tl.reshape(tile_a, (16, 16)), tl.reshape(tile_b, (16, 16)), product, input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (256,)), tl.where(active, y * 16 + x, 0), 0)
    mask = active & (row < M) & (column < N)
    place = C + row * N + column
    tl.store(place, alpha * sum_ + beta * tl.load(place, mask=mask), mask=mask)


@triton.jit
def gemm_tiled_8(M, N, K, alpha, A, B, beta, C, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory."""
    tl.static_assert(BLOCK_X <= 8, "`tile_a` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 8, "`tile_b` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = tl.arange(0, 64)
    tile_a = tl.zeros((64,), tl.float32)
    tile_b_slots = tl.arange(0, 64)
    tile_b = tl.zeros((64,), tl.float32)
    x = thread_x
    y = thread_y
    row = tl.program_id(1) * 8 + y
    column = tl.program_id(0) * 8 + x

    sum_ = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((8, 8), tl.float32)
    for start in range(0, K, 8):
        line = tile_a_slots // 8
        column_2 = tile_a_slots % 8
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        tile_a = tl.where(owned,
                tl.gather(tl.where((row < M) & (start + x < K),
                tl.load(A + row * K + start + x, mask=active & (row < M) & (start + x < K)), 0.0), owner, 0), tile_a)
        line_2 = tile_b_slots // 8
        column_3 = tile_b_slots % 8
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        tile_b = tl.where(owned_2,
                tl.gather(tl.where((start + y < K) & (column < N),
                tl.load(B + (start + y) * N + column, mask=active & (start + y < K) & (column < N)), 0.0), owner_2, 0),
                tile_b)
        product = tl.dot(tl.reshape(tile_a, (8, 8)), tl.reshape(tile_b, (8, 8)), product, input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (64,)), tl.where(active, y * 8 + x, 0), 0)
    mask = active & (row < M) & (column < N)
    place = C + row * N + column
    tl.store(place, alpha * sum_ + beta * tl.load(place, mask=mask), mask=mask)


@triton.jit
def gemm_half_4(M, N, K, A, B, C, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
    ROWS threads.
    """
    tl.static_assert(BLOCK_X <= 18, "`tile_a` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`tile_b` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = tl.arange(0, 512)
    tile_a = tl.zeros((512,), tl.float16)
    tile_b_slots = tl.arange(0, 256)
    tile_b = tl.zeros((256,), tl.float16)
    TILE = 16
    STEP = 4
    x = thread_x
    y = thread_y
    top = tl.program_id(1) * TILE
    column = tl.program_id(0) * TILE + x
    zero = tl.full((), 0.0, tl.float16)

    sums = tl.zeros((LANES,), tl.float32)
    sums_2 = tl.zeros((LANES,), tl.float32)
    sums_3 = tl.zeros((LANES,), tl.float32)
    sums_4 = tl.zeros((LANES,), tl.float32)
    start = 0
    while start < K:
        for r in range(0, 4):
            line = y + r * STEP
            place = tile_a_slots - 18 * (r * STEP)
            line_2 = place // 18
            column_2 = place % 18
            writer = line_2 * BLOCK_X + column_2
            owned = (place >= 0) & (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
            owner = tl.where(owned, writer, 0)
            tile_a = tl.where(owned,
                    tl.gather(tl.where((top + line < M) & (start + x < K),
                    tl.load(A + (top + line) * K + start + x, mask=active & (top + line < M) & (start + x < K)), zero),
                    owner, 0), tile_a)
            place_2 = tile_b_slots - 16 * (r * STEP)
            line_3 = place_2 // 16
            column_3 = place_2 % 16
            writer_2 = line_3 * BLOCK_X + column_3
            owned_2 = (place_2 >= 0) & (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
            owner_2 = tl.where(owned_2, writer_2, 0)
            tile_b = tl.where(owned_2,
                    tl.gather(tl.where((start + line < K) & (column < N),
                    tl.load(B + (start + line) * N + column, mask=active & (start + line < K) & (column < N)), zero),
                    owner_2, 0), tile_b)
        for k in range(0, TILE):
            b = tl.gather(tile_b, tl.where(active, (tl.cast(k, tl.int64) * 16).to(tl.int32) + x, 0), 0).to(tl.float32)
            sums += tl.gather(tile_a, tl.where(active, (y + 0 * STEP) * 18 + k, 0), 0) * b
            sums_2 += tl.gather(tile_a, tl.where(active, (y + 1 * STEP) * 18 + k, 0), 0) * b
            sums_3 += tl.gather(tile_a, tl.where(active, (y + 2 * STEP) * 18 + k, 0), 0) * b
            sums_4 += tl.gather(tile_a, tl.where(active, (y + 3 * STEP) * 18 + k, 0), 0) * b
        start += TILE
    row = top + y + 0 * STEP
    mask = active & (row < M) & (column < N)
    tl.store(C + row * N + column, sums, mask=mask)
    row_2 = top + y + 1 * STEP
    mask_2 = active & (row_2 < M) & (column < N)
    tl.debug_barrier()
    tl.store(C + row_2 * N + column, sums_2, mask=mask_2)
    row_3 = top + y + 2 * STEP
    mask_3 = active & (row_3 < M) & (column < N)
    tl.debug_barrier()
    tl.store(C + row_3 * N + column, sums_3, mask=mask_3)
    row_4 = top + y + 3 * STEP
    mask_4 = active & (row_4 < M) & (column < N)
    tl.debug_barrier()
    tl.store(C + row_4 * N + column, sums_4, mask=mask_4)


@triton.jit
def gemm_half_2(M, N, K, A, B, C, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
    ROWS threads.
    """
    tl.static_assert(BLOCK_X <= 18, "`tile_a` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`tile_b` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = tl.arange(0, 512)
    tile_a = tl.zeros((512,), tl.float16)
    tile_b_slots = tl.arange(0, 256)
    tile_b = tl.zeros((256,), tl.float16)
    TILE = 16
    STEP = 8
    x = thread_x
    y = thread_y
    top = tl.program_id(1) * TILE
    column = tl.program_id(0) * TILE + x
    zero = tl.full((), 0.0, tl.float16)

    sums = tl.zeros((LANES,), tl.float32)
    sums_2 = tl.zeros((LANES,), tl.float32)
    start = 0
    while start < K:
        for r in range(0, 2):
            line = y + r * STEP
            place = tile_a_slots - 18 * (r * STEP)
            line_2 = place // 18
            column_2 = place % 18
            writer = line_2 * BLOCK_X + column_2
            owned = (place >= 0) & (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
            owner = tl.where(owned, writer, 0)
            tile_a = tl.where(owned,
                    tl.gather(tl.where((top + line < M) & (start + x < K),
                    tl.load(A + (top + line) * K + start + x, mask=active & (top + line < M) & (start + x < K)), zero),
                    owner, 0), tile_a)
            place_2 = tile_b_slots - 16 * (r * STEP)
            line_3 = place_2 // 16
            column_3 = place_2 % 16
            writer_2 = line_3 * BLOCK_X + column_3
            owned_2 = (place_2 >= 0) & (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
            owner_2 = tl.where(owned_2, writer_2, 0)
            tile_b = tl.where(owned_2,
                    tl.gather(tl.where((start + line < K) & (column < N),
                    tl.load(B + (start + line) * N + column, mask=active & (start + line < K) & (column < N)), zero),
                    owner_2, 0), tile_b)
        for k in range(0, TILE):
            b = tl.gather(tile_b, tl.where(active, (tl.cast(k, tl.int64) * 16).to(tl.int32) + x, 0), 0).to(tl.float32)
            sums += tl.gather(tile_a, tl.where(active, (y + 0 * STEP) * 18 + k, 0), 0) * b
            sums_2 += tl.gather(tile_a, tl.where(active, (y + 1 * STEP) * 18 + k, 0), 0) * b
        start += TILE
    row = top + y + 0 * STEP
    mask = active & (row < M) & (column < N)
    tl.store(C + row * N + column, sums, mask=mask)
    row_2 = top + y + 1 * STEP
    mask_2 = active & (row_2 < M) & (column < N)
    tl.debug_barrier()
    tl.store(C + row_2 * N + column, sums_2, mask=mask_2)
