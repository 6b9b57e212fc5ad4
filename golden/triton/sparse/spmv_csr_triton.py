"""spmv_csr.cu, as Triton: one program is one block of CUDA's threads."""

# y = A * x for a sparse matrix in CSR form: the entries of row r are offsets[r] ... offsets[r + 1] - 1.

import triton
import triton.language as tl


@triton.jit
def spmv_scalar(offsets, columns, values, x, y, rows, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """One thread a row: best for rows of a few entries."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = tl.program_id(0) * BLOCK_X + lane
    mask = active & (row < rows)
    sum_ = tl.zeros((LANES,), tl.float32)
    entry = tl.load(offsets + row, mask=mask)
    end = tl.load(offsets + row + 1, mask=mask)
    looping = mask & (entry < end)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping,
                sum_ + tl.load(values + entry, mask=looping)
                * tl.load(x + tl.load(columns + entry, mask=looping), mask=looping), sum_)
        entry = tl.where(looping, entry + 1, entry)
        looping &= entry < end
    tl.store(y + row, sum_, mask=mask)


@triton.jit
def spmv_warp(offsets, columns, values, x, y, rows, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    """One warp a row: neighbouring lanes read neighbouring entries."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = ((tl.program_id(0).to(tl.uint32) * BLOCK_X + lane.to(tl.uint32)) // 32).to(tl.int32)
    lane_2 = lane % 32
    mask = active & (row < rows)
    sum_ = tl.zeros((LANES,), tl.float32)
    entry = tl.load(offsets + row, mask=mask) + lane_2
    looping = mask & (entry < tl.load(offsets + row + 1, mask=mask))
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping,
                sum_ + tl.load(values + entry, mask=looping)
                * tl.load(x + tl.load(columns + entry, mask=looping), mask=looping), sum_)
        entry = tl.where(looping, entry + 32, entry)
        looping &= entry < tl.load(offsets + row + 1, mask=looping)
    warp_total = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, sum_, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    mask_2 = mask & (lane_2 == 0)
    tl.store(y + row, warp_total, mask=mask_2)
