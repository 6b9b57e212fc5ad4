"""batched_double.cu, as Triton: one program is one block of CUDA's threads."""

# C[b] = A[b] * B[b]^T for a batch of double-precision matrices: blockIdx.z is the batch.
# Offsets are 64 bits wide, because a batch of matrices soon holds more than 2^31 elements.

import triton
import triton.language as tl


@triton.jit
def batched_matmul_double(
    A, B, C, rows, columns, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)

    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    a_size_stride = 1 * tl.cast(rows, tl.int64) * inner
    b_size_stride = 1 * tl.cast(columns, tl.int64) * inner
    c_size_stride = 1 * tl.cast(rows, tl.int64) * columns

    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    batch = tl.program_id(2)
    mask = active & (row < rows) & (column < columns)

    offset_of_result = batch * a_size_stride + row.to(tl.int64) * inner + 0
    a = A + offset_of_result
    offset_of_result_2 = batch * b_size_stride + column.to(tl.int64) * inner + 0
    b = B + offset_of_result_2
    sum_ = tl.zeros((LANES,), tl.float64)
    for k in tl.range(0, inner, loop_unroll_factor=4):
        sum_ = tl.fma(tl.load(a + k, mask=mask), tl.load(b + k, mask=mask), sum_)
    index = batch * c_size_stride + row.to(tl.int64) * columns + column
    tl.store(C + index, sum_, mask=mask)
