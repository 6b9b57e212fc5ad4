"""tiled.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def matmul_tiled_16(A, B, C, rows, columns, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
    block reaches every barrier.
    """
    tl.static_assert(BLOCK_X <= 16, "`a_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 17, "`b_tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    a_tile_slots = tl.arange(0, 256)
    a_tile = tl.zeros((256,), tl.float32)  # the padding keeps a column's elements in different banks
    b_tile_slots = tl.arange(0, 512)
    b_tile = tl.zeros((512,), tl.float32)

    row = tl.program_id(1) * 16 + thread_y
    column = tl.program_id(0) * 16 + thread_x
    sum_ = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((16, 16), tl.float32)

    for start in range(0, inner, 16):
        a_column = start + thread_x
        b_row = start + thread_y
        line = a_tile_slots // 16
        column_2 = a_tile_slots % 16
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        a_tile = tl.where(owned,
                tl.gather(tl.where((row < rows) & (a_column < inner),
                tl.load(A + row * inner + a_column, mask=active & (row < rows) & (a_column < inner)), 0.0), owner, 0),
                a_tile)
        line_2 = b_tile_slots // 17
        column_3 = b_tile_slots % 17
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        b_tile = tl.where(owned_2,
                tl.gather(tl.where((b_row < inner) & (column < columns),
                tl.load(B + b_row * columns + column, mask=active & (b_row < inner) & (column < columns)), 0.0),
                owner_2, 0), b_tile)
        product = tl.dot(tl.reshape(a_tile, (16, 16)),
                tl.reshape(tl.gather(b_tile, tl.arange(0, 256) // 16 * 17 + tl.arange(0, 256) % 16, 0), (16, 16)),
                product, input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (256,)), tl.where(active, thread_y * 16 + thread_x, 0), 0)

    mask = active & (row < rows) & (column < columns)
    tl.store(C + row * columns + column, sum_, mask=mask)


@triton.jit
def matmul_tiled_8(A, B, C, rows, columns, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """
    C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
    block reaches every barrier.
    """
    tl.static_assert(BLOCK_X <= 8, "`a_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 9, "`b_tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    a_tile_slots = tl.arange(0, 64)
    a_tile = tl.zeros((64,), tl.float32)  # the padding keeps a column's elements in different banks
    b_tile_slots = tl.arange(0, 128)
    b_tile = tl.zeros((128,), tl.float32)

    row = tl.program_id(1) * 8 + thread_y
    column = tl.program_id(0) * 8 + thread_x
    sum_ = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((8, 8), tl.float32)

    for start in range(0, inner, 8):
        a_column = start + thread_x
        b_row = start + thread_y
        line = a_tile_slots // 8
        column_2 = a_tile_slots % 8
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        a_tile = tl.where(owned,
                tl.gather(tl.where((row < rows) & (a_column < inner),
                tl.load(A + row * inner + a_column, mask=active & (row < rows) & (a_column < inner)), 0.0), owner, 0),
                a_tile)
        line_2 = b_tile_slots // 9
        column_3 = b_tile_slots % 9
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        b_tile = tl.where(owned_2,
                tl.gather(tl.where((b_row < inner) & (column < columns),
                tl.load(B + b_row * columns + column, mask=active & (b_row < inner) & (column < columns)), 0.0),
                owner_2, 0), b_tile)
        product = tl.dot(tl.reshape(a_tile, (8, 8)),
                tl.reshape(tl.gather(b_tile, tl.arange(0, 64) // 8 * 9 + tl.arange(0, 64) % 8, 0), (8, 8)), product,
                input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (64,)), tl.where(active, thread_y * 8 + thread_x, 0), 0)

    mask = active & (row < rows) & (column < columns)
    tl.store(C + row * columns + column, sum_, mask=mask)
