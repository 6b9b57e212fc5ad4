"""naive.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl


@triton.jit
def matmul_naive(A, B, C, rows, columns, inner, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr):
    """C = A * B, row-major; one thread computes one element of C.
    A is [rows, inner], B is [inner, columns], C is [rows, columns].
    """
    lane = tl.arange(0, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = tl.program_id(1) * BLOCK_Y + thread_y
    column = tl.program_id(0) * BLOCK_X + thread_x
    mask = active & (row < rows) & (column < columns)
    sum_ = tl.zeros((LANES,), tl.float32)
    for k in tl.range(0, inner, loop_unroll_factor=4):
        sum_ += tl.load(A + row * inner + k, mask=mask) * tl.load(B + k * columns + column, mask=mask)
    tl.store(C + row * columns + column, sum_, mask=mask)
