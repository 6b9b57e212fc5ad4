"""transpose.cu, as Triton: one program is one block of CUDA's threads."""

# Transposes each matrix of a batch: out[b, c, r] = in[b, r, c].

import triton
import triton.language as tl


@triton.jit
def transpose_naive_float(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """One thread an element of the output, so that the writes are of neighbours and the reads are not."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_X + thread_x
    column = tl.program_id(1) * BLOCK_Y + thread_y
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)
    mask = active & (row < rows) & (column < columns)
    tl.store(out + (matrix + (column * rows).to(tl.uint64) + row.to(tl.uint64)),
            tl.load(in_ + (matrix + (row * columns).to(tl.uint64) + column.to(tl.uint64)), mask=mask), mask=mask)


@triton.jit
def transpose_naive_half(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """One thread an element of the output, so that the writes are of neighbours and the reads are not."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_X + thread_x
    column = tl.program_id(1) * BLOCK_Y + thread_y
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)
    mask = active & (row < rows) & (column < columns)
    tl.store(out + (matrix + (column * rows).to(tl.uint64) + row.to(tl.uint64)),
            tl.load(in_ + (matrix + (row * columns).to(tl.uint64) + column.to(tl.uint64)), mask=mask), mask=mask)


@triton.jit
def transpose_tiled_float_8(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""
    tl.static_assert(BLOCK_Y == 8, "`tile` is a tile that threads go through in such lines")
    tl.static_assert(BLOCK_X == 32, "`tile` is a tile that threads go through in such lines")
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)
    slot = tl.arange(0, 1024)
    line = slot // 32
    column = slot % 32
    tile = tl.load(in_
            + (matrix + ((line + tl.program_id(1) * 32) * columns).to(tl.uint64)
            + (column + tl.program_id(0) * 32).to(tl.uint64)),
            mask=(column + tl.program_id(0) * 32 < columns) & (line + tl.program_id(1) * 32 < rows))

    # the tile's place after the exchange
    tile_across = tl.reshape(tl.trans(tl.reshape(tile, (32, 32))), (1024,))
    slot_2 = tl.arange(0, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    tl.store(out
            + (matrix + ((line_2 + tl.program_id(0) * 32) * rows).to(tl.uint64)
            + (column_2 + tl.program_id(1) * 32).to(tl.uint64)), tile_across,
            mask=(column_2 + tl.program_id(1) * 32 < rows) & (line_2 + tl.program_id(0) * 32 < columns))


@triton.jit
def transpose_tiled_half_4(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""
    tl.static_assert(BLOCK_Y == 4, "`tile` is a tile that threads go through in such lines")
    tl.static_assert(BLOCK_X == 32, "`tile` is a tile that threads go through in such lines")
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)
    slot = tl.arange(0, 1024)
    line = slot // 32
    column = slot % 32
    tile = tl.load(in_
            + (matrix + ((line + tl.program_id(1) * 32) * columns).to(tl.uint64)
            + (column + tl.program_id(0) * 32).to(tl.uint64)),
            mask=(column + tl.program_id(0) * 32 < columns) & (line + tl.program_id(1) * 32 < rows))

    # the tile's place after the exchange
    tile_across = tl.reshape(tl.trans(tl.reshape(tile, (32, 32))), (1024,))
    slot_2 = tl.arange(0, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    tl.store(out
            + (matrix + ((line_2 + tl.program_id(0) * 32) * rows).to(tl.uint64)
            + (column_2 + tl.program_id(1) * 32).to(tl.uint64)), tile_across,
            mask=(column_2 + tl.program_id(1) * 32 < rows) & (line_2 + tl.program_id(0) * 32 < columns))


@triton.jit
def transpose_tiled_half_8(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""
    tl.static_assert(BLOCK_Y == 8, "`tile` is a tile that threads go through in such lines")
    tl.static_assert(BLOCK_X == 32, "`tile` is a tile that threads go through in such lines")
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)
    slot = tl.arange(0, 1024)
    line = slot // 32
    column = slot % 32
    tile = tl.load(in_
            + (matrix + ((line + tl.program_id(1) * 32) * columns).to(tl.uint64)
            + (column + tl.program_id(0) * 32).to(tl.uint64)),
            mask=(column + tl.program_id(0) * 32 < columns) & (line + tl.program_id(1) * 32 < rows))

    # the tile's place after the exchange
    tile_across = tl.reshape(tl.trans(tl.reshape(tile, (32, 32))), (1024,))
    slot_2 = tl.arange(0, 1024)
    line_2 = slot_2 // 32
    column_2 = slot_2 % 32
    tl.store(out
            + (matrix + ((line_2 + tl.program_id(0) * 32) * rows).to(tl.uint64)
            + (column_2 + tl.program_id(1) * 32).to(tl.uint64)), tile_across,
            mask=(column_2 + tl.program_id(1) * 32 < rows) & (line_2 + tl.program_id(0) * 32 < columns))
