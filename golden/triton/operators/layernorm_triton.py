"""layernorm.cu, as Triton: one program is one block of CUDA's threads."""

# Layer normalisation of the rows of a [rows, columns] matrix:
#   y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta

import triton
import triton.language as tl


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["columns"],
)
@triton.jit
def layernorm_naive(
    x, gamma, beta, y, rows, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr,
    ROW_WIDTH: tl.constexpr
):
    """One thread an element."""
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (row < rows) & (column < columns)
    values = x + row * columns

    mean = tl.zeros((LANES,), tl.float32)
    partial_mean = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    for start in range(0, columns, ROW_WIDTH):
        c = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        partial_mean = tl.where(inside, partial_mean + tl.load(values[:, None] + c, mask=mask[:, None] & inside),
                partial_mean)
    mean += tl.sum(partial_mean, axis=1)
    mean = tl.div_rn(mean, tl.full((), columns, tl.float32))
    variance = tl.zeros((LANES,), tl.float32)
    partial_variance = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    for start in range(0, columns, ROW_WIDTH):
        c = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < columns - start
        deviation = tl.load(values[:, None] + c, mask=mask[:, None] & inside) - mean[:, None]
        partial_variance = tl.where(inside, partial_variance + deviation * deviation, partial_variance)
    variance += tl.sum(partial_variance, axis=1)
    variance = tl.div_rn(variance, tl.full((), columns, tl.float32))
    tl.store(y + row * columns + column,
            (tl.load(values + column, mask=mask) - mean) * tl.rsqrt(variance + epsilon)
            * tl.load(gamma + column, mask=mask) + tl.load(beta + column, mask=mask), mask=mask)


@triton.jit
def layernorm_block(
    x, gamma, beta, y, means, inverse_deviations, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    SLOTS: tl.constexpr
):
    """One block of a power of two of threads a row. Dynamic shared memory holds blockDim.x sums and as many sums of
    squares. The moments are kept for the backward pass.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    shared_slots = tl.arange(0, SLOTS)
    shared = tl.zeros((SLOTS,), tl.float32)
    thread = lane
    row = x + tl.program_id(0) * tl.cast(columns, tl.uint32)

    sum_ = tl.zeros((LANES,), tl.float32)
    square = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        column = start + thread
        mask = active & (column < columns)
        value = tl.load(row + column, mask=mask)
        sum_ = tl.where(mask, sum_ + value, sum_)
        square = tl.where(mask, square + value * value, square)
    writer = shared_slots
    owned = writer < BLOCK_X
    owner = tl.where(owned, writer, 0)
    shared = tl.where(owned, tl.gather(sum_, owner, 0), shared)
    place = shared_slots - BLOCK_X
    owned_2 = (place >= 0) & (place < BLOCK_X)
    owner_2 = tl.where(owned_2, place, 0)
    shared = tl.where(owned_2, tl.gather(square, owner_2, 0), shared)
    active_2 = BLOCK_X // 2
    while active_2 > 0:
        mask = active & (thread < active_2)
        writer_2 = shared_slots
        owned_3 = writer_2 < LANES
        owner_3 = tl.where(owned_3, writer_2, 0)
        shared = tl.where(owned_3 & (tl.gather(mask.to(tl.int32), owner_3, 0) != 0),
                tl.gather(tl.gather(shared, tl.where(mask, thread, 0), 0)
                + tl.gather(shared, tl.where(mask, thread + active_2, 0), 0), owner_3, 0), shared)
        place_2 = shared_slots - BLOCK_X
        owned_4 = (place_2 >= 0) & (place_2 < LANES)
        owner_4 = tl.where(owned_4, place_2, 0)
        shared = tl.where(owned_4 & (tl.gather(mask.to(tl.int32), owner_4, 0) != 0),
                tl.gather(tl.gather(shared, tl.where(mask, BLOCK_X + thread, 0), 0)
                + tl.gather(shared, tl.where(mask, BLOCK_X + (thread + active_2), 0), 0), owner_4, 0), shared)
        active_2 >>= 1

    mean = tl.div_rn(tl.sum(tl.where(shared_slots == 0, shared, -0.0), axis=0), tl.full((), columns, tl.float32))
    inverse_deviation = tl.rsqrt(tl.div_rn(tl.sum(tl.where(shared_slots == BLOCK_X, shared, -0.0), axis=0),
            tl.full((), columns, tl.float32)) - mean * mean + epsilon)
    mask = active & (thread == 0)
    tl.store(tl.broadcast_to(means + tl.program_id(0), (LANES,)), mean, mask=mask)
    tl.store(tl.broadcast_to(inverse_deviations + tl.program_id(0), (LANES,)), inverse_deviation, mask=mask)
    for start in range(0, columns, BLOCK_X):
        column = start + thread
        mask_2 = active & (column < columns)
        tl.debug_barrier()
        tl.store(y + (tl.program_id(0) * tl.cast(columns, tl.uint32) + column.to(tl.uint32)),
                (tl.load(row + column, mask=mask_2) - mean) * inverse_deviation * tl.load(gamma + column, mask=mask_2)
                + tl.load(beta + column, mask=mask_2), mask=mask_2)


@triton.jit
def layernorm_warp(
    x, gamma, beta, y, rows, columns, epsilon, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr
):
    """One warp a row, by cooperative groups; blockDim.x is a multiple of 32."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    x_2 = tl.broadcast_to(x, (LANES,))
    y_2 = tl.broadcast_to(y, (LANES,))
    row = (tl.program_id(0) * (BLOCK_X // 32) + lane.to(tl.uint32) // 32).to(tl.int32)
    mask = active & (row < rows)
    x_2 = tl.where(mask, x_2 + row * columns, x_2)
    y_2 = tl.where(mask, y_2 + row * columns, y_2)

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, 32):
        column = start + (lane & 31)
        mask_2 = mask & (column < columns)
        sum_ = tl.where(mask_2, sum_ + tl.load(x_2 + column, mask=mask_2), sum_)
    warp_total = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, sum_, 0.0), (WARPS, 32)), axis=1)[:, None],
            (WARPS, 32)), (LANES,))
    mean = tl.div_rn(warp_total, tl.full((), columns, tl.float32))

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, 32):
        column = start + (lane & 31)
        mask_2 = mask & (column < columns)
        deviation = tl.load(x_2 + column, mask=mask_2) - mean
        sum_ = tl.where(mask_2, sum_ + deviation * deviation, sum_)
    warp_total_2 = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, sum_, 0.0), (WARPS, 32)), axis=1)[:,
            None], (WARPS, 32)), (LANES,))
    inverse_deviation = tl.rsqrt(tl.div_rn(warp_total_2, tl.full((), columns, tl.float32)) + epsilon)

    for start in range(0, columns, 32):
        column = start + (lane & 31)
        mask_2 = mask & (column < columns)
        tl.debug_barrier()
        tl.store(y_2 + column,
                inverse_deviation * (tl.load(x_2 + column, mask=mask_2) - mean) * tl.load(gamma + column, mask=mask_2)
                + tl.load(beta + column, mask=mask_2), mask=mask_2)
