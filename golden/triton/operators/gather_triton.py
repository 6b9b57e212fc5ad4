"""gather.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Rows of a table by their indices: out[i, :] = table[indices[i], :]. A negative index counts from the end; one that is
# out of range gives zeros.

import triton
import triton.language as tl


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def gather_naive_float(table, indices, out, rows, columns, count, LANES: tl.constexpr, TAIL: tl.constexpr):
    """One thread an element of the output."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < count * columns)
    index = tl.load(indices + i // tl.where(columns != 0, tl.cast(columns, tl.int32), 1), mask=mask)
    row = tl.where(index < 0, index + rows, index)
    tl.store(out + i,
            tl.where((row >= 0) & (row < rows),
            tl.load(table + row * columns + i % tl.where(columns != 0, tl.cast(columns, tl.int32), 1),
            mask=mask & (row >= 0) & (row < rows)), 0), mask=mask)


@triton.jit
def gather_naive_int(table, indices, out, rows, columns, count, LANES: tl.constexpr, TAIL: tl.constexpr):
    """One thread an element of the output."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < count * columns)
    index = tl.load(indices + i // tl.where(columns != 0, tl.cast(columns, tl.int32), 1), mask=mask)
    row = tl.where(index < 0, index + rows, index)
    tl.store(out + i,
            tl.where((row >= 0) & (row < rows),
            tl.load(table + row * columns + i % tl.where(columns != 0, tl.cast(columns, tl.int32), 1),
            mask=mask & (row >= 0) & (row < rows)), 0), mask=mask)


@triton.jit
def gather_block(table, indices, out, rows, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One block a row, four elements a load: `columns` is a multiple of four."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = 0
    mask = active & (lane == 0)
    index = tl.load(indices + tl.program_id(0), mask=tl.max(mask.to(tl.int32), axis=0) != 0)
    row = tl.where(index < 0, index + rows, index)
    vectors = columns // 4
    to = out + (tl.program_id(0) * tl.cast(vectors, tl.uint32)).to(tl.int64) * 4
    going = active
    if (row < 0) | (row >= rows):
        for start in range(0, vectors, BLOCK_X):
            i = start + lane
            mask_2 = active & (i < vectors)
            tl.debug_barrier()
            tl.store((to + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                    join_four(tl.zeros((LANES,), tl.float32), tl.zeros((LANES,), tl.float32),
                    tl.zeros((LANES,), tl.float32), tl.zeros((LANES,), tl.float32)), mask=mask_2[:, None])
        going = tl.full((LANES,), False, tl.int1)
    from_ = table + tl.cast(row * vectors, tl.int64) * 4
    for start in range(0, vectors, BLOCK_X):
        i = start + lane
        mask_2 = going & (i < vectors)
        value, value_2, value_3, value_4 = split_four(tl.load((from_ + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask_2[:, None]))
        tl.debug_barrier()
        tl.store((to + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(value, value_2, value_3, value_4), mask=mask_2[:, None])


@triton.jit
def gather_elements(x, indices, out, columns, count, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SLOTS: tl.constexpr):
    """
    Elements along the last axis: out[r, i] = x[r, indices[r, i]], one block a row of x,
            which is staged in dynamic shared
    memory of `columns` floats.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row_slots = tl.arange(0, SLOTS)
    row = tl.zeros((SLOTS,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        place = row_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        row = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(x + (tl.program_id(0) * tl.cast(columns, tl.uint32) + i.to(tl.uint32)), mask=mask),
                owner, 0), row)
    for start in range(0, count, BLOCK_X):
        i = start + lane
        mask = active & (i < count)
        place_2 = tl.program_id(0) * count + i
        tl.debug_barrier()
        tl.store(out + place_2, tl.gather(row, tl.where(mask, tl.load(indices + place_2, mask=mask), 0), 0), mask=mask)
