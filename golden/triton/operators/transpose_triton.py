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
    tl.static_assert(BLOCK_X <= 33, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 2048)
    tile = tl.zeros((2048,), tl.float32)
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)

    x = tl.program_id(0) * 32 + thread_x
    y = tl.program_id(1) * 32 + thread_y
    for line in range(0, 32, 8):
        mask = active & (x < columns) & (y + line < rows)
        place = tile_slots - 33 * line
        line_2 = place // 33
        column = place % 33
        writer = line_2 * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(in_ + (matrix + ((y + line) * columns).to(tl.uint64) + x.to(tl.uint64)), mask=mask),
                owner, 0), tile)

    x = tl.program_id(1) * 32 + thread_x  # the tile's place after the exchange
    y = tl.program_id(0) * 32 + thread_y
    for line in range(0, 32, 8):
        mask = active & (x < rows) & (y + line < columns)
        tl.debug_barrier()
        tl.store(out + (matrix + ((y + line) * rows).to(tl.uint64) + x.to(tl.uint64)),
                tl.gather(tile, tl.where(mask, thread_x * 33 + (thread_y + line), 0), 0), mask=mask)


@triton.jit
def transpose_tiled_half_4(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""
    tl.static_assert(BLOCK_X <= 33, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 2048)
    tile = tl.zeros((2048,), tl.float16)
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)

    x = tl.program_id(0) * 32 + thread_x
    y = tl.program_id(1) * 32 + thread_y
    for line in range(0, 32, 4):
        mask = active & (x < columns) & (y + line < rows)
        place = tile_slots - 33 * line
        line_2 = place // 33
        column = place % 33
        writer = line_2 * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(in_ + (matrix + ((y + line) * columns).to(tl.uint64) + x.to(tl.uint64)), mask=mask),
                owner, 0), tile)

    x = tl.program_id(1) * 32 + thread_x  # the tile's place after the exchange
    y = tl.program_id(0) * 32 + thread_y
    for line in range(0, 32, 4):
        mask = active & (x < rows) & (y + line < columns)
        tl.debug_barrier()
        tl.store(out + (matrix + ((y + line) * rows).to(tl.uint64) + x.to(tl.uint64)),
                tl.gather(tile, tl.where(mask, thread_x * 33 + (thread_y + line), 0), 0), mask=mask)


@triton.jit
def transpose_tiled_half_8(in_, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank."""
    tl.static_assert(BLOCK_X <= 33, "`tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 2048)
    tile = tl.zeros((2048,), tl.float16)
    matrix = tl.program_id(2).to(tl.uint64) * tl.cast(rows, tl.uint64) * tl.cast(columns, tl.uint64)

    x = tl.program_id(0) * 32 + thread_x
    y = tl.program_id(1) * 32 + thread_y
    for line in range(0, 32, 8):
        mask = active & (x < columns) & (y + line < rows)
        place = tile_slots - 33 * line
        line_2 = place // 33
        column = place % 33
        writer = line_2 * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        tile = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(in_ + (matrix + ((y + line) * columns).to(tl.uint64) + x.to(tl.uint64)), mask=mask),
                owner, 0), tile)

    x = tl.program_id(1) * 32 + thread_x  # the tile's place after the exchange
    y = tl.program_id(0) * 32 + thread_y
    for line in range(0, 32, 8):
        mask = active & (x < rows) & (y + line < columns)
        tl.debug_barrier()
        tl.store(out + (matrix + ((y + line) * rows).to(tl.uint64) + x.to(tl.uint64)),
                tl.gather(tile, tl.where(mask, thread_x * 33 + (thread_y + line), 0), 0), mask=mask)
