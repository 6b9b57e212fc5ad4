"""gemv.cu, as Triton: one program is one block of CUDA's threads."""

# y = alpha * A * x + beta * y, one warp a row; a block is 32 x (rows a block).

import triton
import triton.language as tl


@triton.jit
def gemv_warp(
    A, x, y, rows, columns, alpha, beta, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    WARPS: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(0) * BLOCK_Y + thread_y
    lane_2 = thread_x
    mask = active & (row < rows)

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, 32):
        column = start + lane_2
        mask_2 = mask & (column < columns)
        sum_ = tl.where(mask_2,
                sum_ + tl.load(A + row * columns + column, mask=mask_2) * tl.load(x + column, mask=mask_2), sum_)

    sum_ += tl.reshape(tl.gather(tl.reshape(sum_, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) + 16 <= 31, (lane & 31) + 16, lane & 31), (WARPS, 32)), 1), (LANES,))
    sum_ += tl.reshape(tl.gather(tl.reshape(sum_, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) + 8 <= 31, (lane & 31) + 8, lane & 31), (WARPS, 32)), 1), (LANES,))
    sum_ += tl.reshape(tl.gather(tl.reshape(sum_, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) + 4 <= 31, (lane & 31) + 4, lane & 31), (WARPS, 32)), 1), (LANES,))
    sum_ += tl.reshape(tl.gather(tl.reshape(sum_, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) + 2 <= 31, (lane & 31) + 2, lane & 31), (WARPS, 32)), 1), (LANES,))
    sum_ += tl.reshape(tl.gather(tl.reshape(sum_, (WARPS, 32)),
            tl.reshape(tl.where((lane & 31) + 1 <= 31, (lane & 31) + 1, lane & 31), (WARPS, 32)), 1), (LANES,))

    # With beta zero, y need not hold numbers.
    mask_2 = mask & (lane_2 == 0)
    chosen = tl.zeros((LANES,), tl.float32)
    if tl.full((), beta, tl.float32) == 0.0:
        scaled_result = alpha * sum_ + 0.0
        chosen = scaled_result
    else:
        previous = tl.load(y + row, mask=mask_2)
        scaled_result = alpha * sum_ + beta * previous
        chosen = scaled_result
    tl.store(y + row, chosen, mask=mask_2)
