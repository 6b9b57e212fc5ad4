"""bmm.cu, as Triton: one program is one block of CUDA's threads."""

# Batched matrix product: c[i] = a[i] * b[i], with a [batch, rows, inner], b [batch, inner, columns] and
# c [batch, rows, columns], all row-major and dense. The batch is the grid's third axis.

import triton
import triton.language as tl


@triton.jit
def bmm_naive(a, b, c, rows, columns, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    matrix = tl.program_id(2)
    mask = active & (row < rows) & (column < columns)

    sum_ = tl.zeros((LANES,), tl.float32)
    for k in tl.range(0, inner, loop_unroll_factor=4):
        sum_ += tl.load(a + (matrix * rows + row) * inner + k,
                mask=mask) * tl.load(b + (matrix * inner + k) * columns + column, mask=mask)
    tl.store(c + (matrix * rows + row) * columns + column, sum_, mask=mask)


@triton.jit
def bmm_tiled_16(a, b, c, rows, columns, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A block computes one TILE x TILE square of one matrix. What lies beyond an edge counts as zero, so that every
    thread reaches every barrier.
    """
    tl.static_assert(BLOCK_X <= 16, "`a_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`b_tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    a_tile_slots = tl.arange(0, 256)
    a_tile = tl.zeros((256,), tl.float32)
    b_tile_slots = tl.arange(0, 256)
    b_tile = tl.zeros((256,), tl.float32)
    a += tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(inner, tl.uint64)
    b += tl.program_id(2).to(tl.uint64) * tl.cast(inner, tl.uint64) * tl.cast(columns, tl.uint64)
    c += tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)

    column = tl.program_id(0) * 16 + thread_x
    row = tl.program_id(1) * 16 + thread_y
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
                tl.load(a + row * inner + a_column, mask=active & (row < rows) & (a_column < inner)), 0.0), owner, 0),
                a_tile)
        line_2 = b_tile_slots // 16
        column_3 = b_tile_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        b_tile = tl.where(owned_2,
                tl.gather(tl.where((b_row < inner) & (column < columns),
                tl.load(b + b_row * columns + column, mask=active & (b_row < inner) & (column < columns)), 0.0),
                owner_2, 0), b_tile)
        product = tl.dot(tl.reshape(a_tile, (16, 16)), tl.reshape(b_tile, (16, 16)), product, input_precision="ieee")
    sum_ += tl.gather(tl.reshape(product, (256,)), tl.where(active, thread_y * 16 + thread_x, 0), 0)
    mask = active & (row < rows) & (column < columns)
    tl.store(c + row * columns + column, sum_, mask=mask)
