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
    a_size_rows = rows
    a_size_columns = inner
    a_size_stride = 1 * tl.cast(rows, tl.int64) * inner
    b_size_rows = columns
    b_size_columns = inner
    b_size_stride = 1 * tl.cast(columns, tl.int64) * inner
    c_size_rows = rows
    c_size_columns = columns
    c_size_stride = 1 * tl.cast(rows, tl.int64) * columns

    column = tl.program_id(0) * BLOCK_X + thread_x
    row = tl.program_id(1) * BLOCK_Y + thread_y
    batch = tl.program_id(2)
    condition = (row >= rows) | (column >= columns)
    taken = active & condition
    others = active & ~condition

    size_rows = a_size_rows
    size_columns = a_size_columns
    size_stride = a_size_stride
    batch_2 = batch
    row_2 = row
    offset_of_result = batch_2 * size_stride + row_2.to(tl.int64) * size_columns + 0
    a = A + offset_of_result
    size_1_rows = b_size_rows
    size_1_columns = b_size_columns
    size_1_stride = b_size_stride
    batch_3 = batch
    row_3 = column
    offset_of_result_2 = batch_3 * size_1_stride + row_3.to(tl.int64) * size_1_columns + 0
    b = B + offset_of_result_2
    sum_ = tl.zeros((LANES,), tl.float64)
    for k in range(0, inner):
        sum_ = tl.fma(tl.load(a + k, mask=others), tl.load(b + k, mask=others), sum_)
    size_2_rows = c_size_rows
    size_2_columns = c_size_columns
    size_2_stride = c_size_stride
    batch_4 = batch
    row_4 = row
    column_2 = column
    index = batch_4 * size_2_stride + row_4.to(tl.int64) * size_2_columns + column_2
    tl.store(C + index, sum_, mask=others)
