"""wmma_gemm.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl

TILE = tl.constexpr(16)
mem_row_major = tl.constexpr(0)


@triton.jit
def wmma_gemm(
    A, B, C, rows, columns, inner, alpha, beta, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr
):
    """
    C = alpha * A * B + beta * C on matrix fragments: A by rows, B by columns,
            sums in float. Each warp computes a tile of
    C, the warps of a block one beside the other. The extents are multiples of 16: the host fills up with zeros.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    tile_row = tl.program_id(1)
    tile_column = ((tl.program_id(0).to(tl.uint32) * BLOCK_X + lane.to(tl.uint32)) // 32).to(tl.int32)
    mask = active & tl.where(tile_row < rows // TILE, tile_column < columns // TILE, False)

    a_x = tl.zeros((LANES,), tl.float16)
    a_x_2 = tl.zeros((LANES,), tl.float16)
    a_x_3 = tl.zeros((LANES,), tl.float16)
    a_x_4 = tl.zeros((LANES,), tl.float16)
    a_x_5 = tl.zeros((LANES,), tl.float16)
    a_x_6 = tl.zeros((LANES,), tl.float16)
    a_x_7 = tl.zeros((LANES,), tl.float16)
    a_x_8 = tl.zeros((LANES,), tl.float16)
    b_x = tl.zeros((LANES,), tl.float16)
    b_x_2 = tl.zeros((LANES,), tl.float16)
    b_x_3 = tl.zeros((LANES,), tl.float16)
    b_x_4 = tl.zeros((LANES,), tl.float16)
    b_x_5 = tl.zeros((LANES,), tl.float16)
    b_x_6 = tl.zeros((LANES,), tl.float16)
    b_x_7 = tl.zeros((LANES,), tl.float16)
    b_x_8 = tl.zeros((LANES,), tl.float16)
    sum_x = tl.zeros((LANES,), tl.float32)
    sum_x_2 = tl.zeros((LANES,), tl.float32)
    sum_x_3 = tl.zeros((LANES,), tl.float32)
    sum_x_4 = tl.zeros((LANES,), tl.float32)
    sum_x_5 = tl.zeros((LANES,), tl.float32)
    sum_x_6 = tl.zeros((LANES,), tl.float32)
    sum_x_7 = tl.zeros((LANES,), tl.float32)
    sum_x_8 = tl.zeros((LANES,), tl.float32)
    c_x = tl.zeros((LANES,), tl.float32)
    c_x_2 = tl.zeros((LANES,), tl.float32)
    c_x_3 = tl.zeros((LANES,), tl.float32)
    c_x_4 = tl.zeros((LANES,), tl.float32)
    c_x_5 = tl.zeros((LANES,), tl.float32)
    c_x_6 = tl.zeros((LANES,), tl.float32)
    c_x_7 = tl.zeros((LANES,), tl.float32)
    c_x_8 = tl.zeros((LANES,), tl.float32)
    sum_x = tl.zeros((LANES,), tl.float32)
    sum_x_2 = tl.zeros((LANES,), tl.float32)
    sum_x_3 = tl.zeros((LANES,), tl.float32)
    sum_x_4 = tl.zeros((LANES,), tl.float32)
    sum_x_5 = tl.zeros((LANES,), tl.float32)
    sum_x_6 = tl.zeros((LANES,), tl.float32)
    sum_x_7 = tl.zeros((LANES,), tl.float32)
    sum_x_8 = tl.zeros((LANES,), tl.float32)

    for step in range(0, inner // TILE):
        matrix = A + tile_row * TILE * inner + step * TILE
        stride = tl.cast(inner, tl.uint32)
        first = (lane & 31).to(tl.uint32) * 8
        a_x = tl.load(matrix + ((first + 0) // 16 * stride + (first + 0) % 16), mask=mask)
        a_x_2 = tl.load(matrix + ((first + 1) // 16 * stride + (first + 1) % 16), mask=mask)
        a_x_3 = tl.load(matrix + ((first + 2) // 16 * stride + (first + 2) % 16), mask=mask)
        a_x_4 = tl.load(matrix + ((first + 3) // 16 * stride + (first + 3) % 16), mask=mask)
        a_x_5 = tl.load(matrix + ((first + 4) // 16 * stride + (first + 4) % 16), mask=mask)
        a_x_6 = tl.load(matrix + ((first + 5) // 16 * stride + (first + 5) % 16), mask=mask)
        a_x_7 = tl.load(matrix + ((first + 6) // 16 * stride + (first + 6) % 16), mask=mask)
        a_x_8 = tl.load(matrix + ((first + 7) // 16 * stride + (first + 7) % 16), mask=mask)
        matrix_2 = B + tile_column * TILE * inner + step * TILE
        stride_2 = tl.cast(inner, tl.uint32)
        first_2 = (lane & 31).to(tl.uint32) * 8
        b_x = tl.load(matrix_2 + ((first_2 + 0) % 16 * stride_2 + (first_2 + 0) // 16), mask=mask)
        b_x_2 = tl.load(matrix_2 + ((first_2 + 1) % 16 * stride_2 + (first_2 + 1) // 16), mask=mask)
        b_x_3 = tl.load(matrix_2 + ((first_2 + 2) % 16 * stride_2 + (first_2 + 2) // 16), mask=mask)
        b_x_4 = tl.load(matrix_2 + ((first_2 + 3) % 16 * stride_2 + (first_2 + 3) // 16), mask=mask)
        b_x_5 = tl.load(matrix_2 + ((first_2 + 4) % 16 * stride_2 + (first_2 + 4) // 16), mask=mask)
        b_x_6 = tl.load(matrix_2 + ((first_2 + 5) % 16 * stride_2 + (first_2 + 5) // 16), mask=mask)
        b_x_7 = tl.load(matrix_2 + ((first_2 + 6) % 16 * stride_2 + (first_2 + 6) // 16), mask=mask)
        b_x_8 = tl.load(matrix_2 + ((first_2 + 7) % 16 * stride_2 + (first_2 + 7) // 16), mask=mask)
        first_element_result = (lane & 31).to(tl.uint32) * 8
        row = first_element_result // 16
        first_element_result_2 = (lane & 31).to(tl.uint32) * 8
        first_column = first_element_result_2 % 16
        total = tl.zeros((LANES,), tl.float32)
        total_2 = tl.zeros((LANES,), tl.float32)
        total_3 = tl.zeros((LANES,), tl.float32)
        total_4 = tl.zeros((LANES,), tl.float32)
        total_5 = tl.zeros((LANES,), tl.float32)
        total_6 = tl.zeros((LANES,), tl.float32)
        total_7 = tl.zeros((LANES,), tl.float32)
        total_8 = tl.zeros((LANES,), tl.float32)
        total = sum_x
        total_2 = sum_x_2
        total_3 = sum_x_3
        total_4 = sum_x_4
        total_5 = sum_x_5
        total_6 = sum_x_6
        total_7 = sum_x_7
        total_8 = sum_x_8
        of_left = a_x.to(tl.float32)
        a = tl.reshape(tl.gather(tl.reshape(of_left, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 0) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted = 0 * 16 + first_column + 0
        b = tl.zeros((LANES,), tl.float32)
        of_right = b_x.to(tl.float32)
        other = tl.reshape(tl.gather(tl.reshape(of_right, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_2 = mask & (wanted % 8 == 0)
        b = tl.where(mask_2, other, b)
        total += a * b
        wanted_2 = 0 * 16 + first_column + 1
        b_2 = tl.zeros((LANES,), tl.float32)
        of_right_2 = b_x_2.to(tl.float32)
        other_2 = tl.reshape(tl.gather(tl.reshape(of_right_2, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_2 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_3 = mask & (wanted_2 % 8 == 1)
        b_2 = tl.where(mask_3, other_2, b_2)
        total_2 += a * b_2
        wanted_3 = 0 * 16 + first_column + 2
        b_3 = tl.zeros((LANES,), tl.float32)
        of_right_3 = b_x_3.to(tl.float32)
        other_3 = tl.reshape(tl.gather(tl.reshape(of_right_3, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_3 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_4 = mask & (wanted_3 % 8 == 2)
        b_3 = tl.where(mask_4, other_3, b_3)
        total_3 += a * b_3
        wanted_4 = 0 * 16 + first_column + 3
        b_4 = tl.zeros((LANES,), tl.float32)
        of_right_4 = b_x_4.to(tl.float32)
        other_4 = tl.reshape(tl.gather(tl.reshape(of_right_4, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_4 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_5 = mask & (wanted_4 % 8 == 3)
        b_4 = tl.where(mask_5, other_4, b_4)
        total_4 += a * b_4
        wanted_5 = 0 * 16 + first_column + 4
        b_5 = tl.zeros((LANES,), tl.float32)
        of_right_5 = b_x_5.to(tl.float32)
        other_5 = tl.reshape(tl.gather(tl.reshape(of_right_5, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_5 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_6 = mask & (wanted_5 % 8 == 4)
        b_5 = tl.where(mask_6, other_5, b_5)
        total_5 += a * b_5
        wanted_6 = 0 * 16 + first_column + 5
        b_6 = tl.zeros((LANES,), tl.float32)
        of_right_6 = b_x_6.to(tl.float32)
        other_6 = tl.reshape(tl.gather(tl.reshape(of_right_6, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_6 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_7 = mask & (wanted_6 % 8 == 5)
        b_6 = tl.where(mask_7, other_6, b_6)
        total_6 += a * b_6
        wanted_7 = 0 * 16 + first_column + 6
        b_7 = tl.zeros((LANES,), tl.float32)
        of_right_7 = b_x_7.to(tl.float32)
        other_7 = tl.reshape(tl.gather(tl.reshape(of_right_7, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_7 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_8 = mask & (wanted_7 % 8 == 6)
        b_7 = tl.where(mask_8, other_7, b_7)
        total_7 += a * b_7
        wanted_8 = 0 * 16 + first_column + 7
        b_8 = tl.zeros((LANES,), tl.float32)
        of_right_8 = b_x_8.to(tl.float32)
        other_8 = tl.reshape(tl.gather(tl.reshape(of_right_8, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_8 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_9 = mask & (wanted_8 % 8 == 7)
        b_8 = tl.where(mask_9, other_8, b_8)
        total_8 += a * b_8
        of_left_2 = a_x_2.to(tl.float32)
        a_2 = tl.reshape(tl.gather(tl.reshape(of_left_2, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 1) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_9 = 1 * 16 + first_column + 0
        b_9 = tl.zeros((LANES,), tl.float32)
        of_right_9 = b_x.to(tl.float32)
        other_9 = tl.reshape(tl.gather(tl.reshape(of_right_9, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_9 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_10 = mask & (wanted_9 % 8 == 0)
        b_9 = tl.where(mask_10, other_9, b_9)
        total += a_2 * b_9
        wanted_10 = 1 * 16 + first_column + 1
        b_10 = tl.zeros((LANES,), tl.float32)
        of_right_10 = b_x_2.to(tl.float32)
        other_10 = tl.reshape(tl.gather(tl.reshape(of_right_10, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_10 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_11 = mask & (wanted_10 % 8 == 1)
        b_10 = tl.where(mask_11, other_10, b_10)
        total_2 += a_2 * b_10
        wanted_11 = 1 * 16 + first_column + 2
        b_11 = tl.zeros((LANES,), tl.float32)
        of_right_11 = b_x_3.to(tl.float32)
        other_11 = tl.reshape(tl.gather(tl.reshape(of_right_11, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_11 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_12 = mask & (wanted_11 % 8 == 2)
        b_11 = tl.where(mask_12, other_11, b_11)
        total_3 += a_2 * b_11
        wanted_12 = 1 * 16 + first_column + 3
        b_12 = tl.zeros((LANES,), tl.float32)
        of_right_12 = b_x_4.to(tl.float32)
        other_12 = tl.reshape(tl.gather(tl.reshape(of_right_12, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_12 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_13 = mask & (wanted_12 % 8 == 3)
        b_12 = tl.where(mask_13, other_12, b_12)
        total_4 += a_2 * b_12
        wanted_13 = 1 * 16 + first_column + 4
        b_13 = tl.zeros((LANES,), tl.float32)
        of_right_13 = b_x_5.to(tl.float32)
        other_13 = tl.reshape(tl.gather(tl.reshape(of_right_13, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_13 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_14 = mask & (wanted_13 % 8 == 4)
        b_13 = tl.where(mask_14, other_13, b_13)
        total_5 += a_2 * b_13
        wanted_14 = 1 * 16 + first_column + 5
        b_14 = tl.zeros((LANES,), tl.float32)
        of_right_14 = b_x_6.to(tl.float32)
        other_14 = tl.reshape(tl.gather(tl.reshape(of_right_14, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_14 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_15 = mask & (wanted_14 % 8 == 5)
        b_14 = tl.where(mask_15, other_14, b_14)
        total_6 += a_2 * b_14
        wanted_15 = 1 * 16 + first_column + 6
        b_15 = tl.zeros((LANES,), tl.float32)
        of_right_15 = b_x_7.to(tl.float32)
        other_15 = tl.reshape(tl.gather(tl.reshape(of_right_15, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_15 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_16 = mask & (wanted_15 % 8 == 6)
        b_15 = tl.where(mask_16, other_15, b_15)
        total_7 += a_2 * b_15
        wanted_16 = 1 * 16 + first_column + 7
        b_16 = tl.zeros((LANES,), tl.float32)
        of_right_16 = b_x_8.to(tl.float32)
        other_16 = tl.reshape(tl.gather(tl.reshape(of_right_16, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_16 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_17 = mask & (wanted_16 % 8 == 7)
        b_16 = tl.where(mask_17, other_16, b_16)
        total_8 += a_2 * b_16
        of_left_3 = a_x_3.to(tl.float32)
        a_3 = tl.reshape(tl.gather(tl.reshape(of_left_3, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 2) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_17 = 2 * 16 + first_column + 0
        b_17 = tl.zeros((LANES,), tl.float32)
        of_right_17 = b_x.to(tl.float32)
        other_17 = tl.reshape(tl.gather(tl.reshape(of_right_17, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_17 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_18 = mask & (wanted_17 % 8 == 0)
        b_17 = tl.where(mask_18, other_17, b_17)
        total += a_3 * b_17
        wanted_18 = 2 * 16 + first_column + 1
        b_18 = tl.zeros((LANES,), tl.float32)
        of_right_18 = b_x_2.to(tl.float32)
        other_18 = tl.reshape(tl.gather(tl.reshape(of_right_18, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_18 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_19 = mask & (wanted_18 % 8 == 1)
        b_18 = tl.where(mask_19, other_18, b_18)
        total_2 += a_3 * b_18
        wanted_19 = 2 * 16 + first_column + 2
        b_19 = tl.zeros((LANES,), tl.float32)
        of_right_19 = b_x_3.to(tl.float32)
        other_19 = tl.reshape(tl.gather(tl.reshape(of_right_19, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_19 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_20 = mask & (wanted_19 % 8 == 2)
        b_19 = tl.where(mask_20, other_19, b_19)
        total_3 += a_3 * b_19
        wanted_20 = 2 * 16 + first_column + 3
        b_20 = tl.zeros((LANES,), tl.float32)
        of_right_20 = b_x_4.to(tl.float32)
        other_20 = tl.reshape(tl.gather(tl.reshape(of_right_20, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_20 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_21 = mask & (wanted_20 % 8 == 3)
        b_20 = tl.where(mask_21, other_20, b_20)
        total_4 += a_3 * b_20
        wanted_21 = 2 * 16 + first_column + 4
        b_21 = tl.zeros((LANES,), tl.float32)
        of_right_21 = b_x_5.to(tl.float32)
        other_21 = tl.reshape(tl.gather(tl.reshape(of_right_21, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_21 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_22 = mask & (wanted_21 % 8 == 4)
        b_21 = tl.where(mask_22, other_21, b_21)
        total_5 += a_3 * b_21
        wanted_22 = 2 * 16 + first_column + 5
        b_22 = tl.zeros((LANES,), tl.float32)
        of_right_22 = b_x_6.to(tl.float32)
        other_22 = tl.reshape(tl.gather(tl.reshape(of_right_22, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_22 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_23 = mask & (wanted_22 % 8 == 5)
        b_22 = tl.where(mask_23, other_22, b_22)
        total_6 += a_3 * b_22
        wanted_23 = 2 * 16 + first_column + 6
        b_23 = tl.zeros((LANES,), tl.float32)
        of_right_23 = b_x_7.to(tl.float32)
        other_23 = tl.reshape(tl.gather(tl.reshape(of_right_23, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_23 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_24 = mask & (wanted_23 % 8 == 6)
        b_23 = tl.where(mask_24, other_23, b_23)
        total_7 += a_3 * b_23
        wanted_24 = 2 * 16 + first_column + 7
        b_24 = tl.zeros((LANES,), tl.float32)
        of_right_24 = b_x_8.to(tl.float32)
        other_24 = tl.reshape(tl.gather(tl.reshape(of_right_24, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_24 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_25 = mask & (wanted_24 % 8 == 7)
        b_24 = tl.where(mask_25, other_24, b_24)
        total_8 += a_3 * b_24
        of_left_4 = a_x_4.to(tl.float32)
        a_4 = tl.reshape(tl.gather(tl.reshape(of_left_4, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 3) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_25 = 3 * 16 + first_column + 0
        b_25 = tl.zeros((LANES,), tl.float32)
        of_right_25 = b_x.to(tl.float32)
        other_25 = tl.reshape(tl.gather(tl.reshape(of_right_25, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_25 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_26 = mask & (wanted_25 % 8 == 0)
        b_25 = tl.where(mask_26, other_25, b_25)
        total += a_4 * b_25
        wanted_26 = 3 * 16 + first_column + 1
        b_26 = tl.zeros((LANES,), tl.float32)
        of_right_26 = b_x_2.to(tl.float32)
        other_26 = tl.reshape(tl.gather(tl.reshape(of_right_26, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_26 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_27 = mask & (wanted_26 % 8 == 1)
        b_26 = tl.where(mask_27, other_26, b_26)
        total_2 += a_4 * b_26
        wanted_27 = 3 * 16 + first_column + 2
        b_27 = tl.zeros((LANES,), tl.float32)
        of_right_27 = b_x_3.to(tl.float32)
        other_27 = tl.reshape(tl.gather(tl.reshape(of_right_27, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_27 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_28 = mask & (wanted_27 % 8 == 2)
        b_27 = tl.where(mask_28, other_27, b_27)
        total_3 += a_4 * b_27
        wanted_28 = 3 * 16 + first_column + 3
        b_28 = tl.zeros((LANES,), tl.float32)
        of_right_28 = b_x_4.to(tl.float32)
        other_28 = tl.reshape(tl.gather(tl.reshape(of_right_28, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_28 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_29 = mask & (wanted_28 % 8 == 3)
        b_28 = tl.where(mask_29, other_28, b_28)
        total_4 += a_4 * b_28
        wanted_29 = 3 * 16 + first_column + 4
        b_29 = tl.zeros((LANES,), tl.float32)
        of_right_29 = b_x_5.to(tl.float32)
        other_29 = tl.reshape(tl.gather(tl.reshape(of_right_29, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_29 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_30 = mask & (wanted_29 % 8 == 4)
        b_29 = tl.where(mask_30, other_29, b_29)
        total_5 += a_4 * b_29
        wanted_30 = 3 * 16 + first_column + 5
        b_30 = tl.zeros((LANES,), tl.float32)
        of_right_30 = b_x_6.to(tl.float32)
        other_30 = tl.reshape(tl.gather(tl.reshape(of_right_30, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_30 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_31 = mask & (wanted_30 % 8 == 5)
        b_30 = tl.where(mask_31, other_30, b_30)
        total_6 += a_4 * b_30
        wanted_31 = 3 * 16 + first_column + 6
        b_31 = tl.zeros((LANES,), tl.float32)
        of_right_31 = b_x_7.to(tl.float32)
        other_31 = tl.reshape(tl.gather(tl.reshape(of_right_31, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_31 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_32 = mask & (wanted_31 % 8 == 6)
        b_31 = tl.where(mask_32, other_31, b_31)
        total_7 += a_4 * b_31
        wanted_32 = 3 * 16 + first_column + 7
        b_32 = tl.zeros((LANES,), tl.float32)
        of_right_32 = b_x_8.to(tl.float32)
        other_32 = tl.reshape(tl.gather(tl.reshape(of_right_32, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_32 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_33 = mask & (wanted_32 % 8 == 7)
        b_32 = tl.where(mask_33, other_32, b_32)
        total_8 += a_4 * b_32
        of_left_5 = a_x_5.to(tl.float32)
        a_5 = tl.reshape(tl.gather(tl.reshape(of_left_5, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 4) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_33 = 4 * 16 + first_column + 0
        b_33 = tl.zeros((LANES,), tl.float32)
        of_right_33 = b_x.to(tl.float32)
        other_33 = tl.reshape(tl.gather(tl.reshape(of_right_33, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_33 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_34 = mask & (wanted_33 % 8 == 0)
        b_33 = tl.where(mask_34, other_33, b_33)
        total += a_5 * b_33
        wanted_34 = 4 * 16 + first_column + 1
        b_34 = tl.zeros((LANES,), tl.float32)
        of_right_34 = b_x_2.to(tl.float32)
        other_34 = tl.reshape(tl.gather(tl.reshape(of_right_34, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_34 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_35 = mask & (wanted_34 % 8 == 1)
        b_34 = tl.where(mask_35, other_34, b_34)
        total_2 += a_5 * b_34
        wanted_35 = 4 * 16 + first_column + 2
        b_35 = tl.zeros((LANES,), tl.float32)
        of_right_35 = b_x_3.to(tl.float32)
        other_35 = tl.reshape(tl.gather(tl.reshape(of_right_35, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_35 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_36 = mask & (wanted_35 % 8 == 2)
        b_35 = tl.where(mask_36, other_35, b_35)
        total_3 += a_5 * b_35
        wanted_36 = 4 * 16 + first_column + 3
        b_36 = tl.zeros((LANES,), tl.float32)
        of_right_36 = b_x_4.to(tl.float32)
        other_36 = tl.reshape(tl.gather(tl.reshape(of_right_36, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_36 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_37 = mask & (wanted_36 % 8 == 3)
        b_36 = tl.where(mask_37, other_36, b_36)
        total_4 += a_5 * b_36
        wanted_37 = 4 * 16 + first_column + 4
        b_37 = tl.zeros((LANES,), tl.float32)
        of_right_37 = b_x_5.to(tl.float32)
        other_37 = tl.reshape(tl.gather(tl.reshape(of_right_37, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_37 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_38 = mask & (wanted_37 % 8 == 4)
        b_37 = tl.where(mask_38, other_37, b_37)
        total_5 += a_5 * b_37
        wanted_38 = 4 * 16 + first_column + 5
        b_38 = tl.zeros((LANES,), tl.float32)
        of_right_38 = b_x_6.to(tl.float32)
        other_38 = tl.reshape(tl.gather(tl.reshape(of_right_38, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_38 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_39 = mask & (wanted_38 % 8 == 5)
        b_38 = tl.where(mask_39, other_38, b_38)
        total_6 += a_5 * b_38
        wanted_39 = 4 * 16 + first_column + 6
        b_39 = tl.zeros((LANES,), tl.float32)
        of_right_39 = b_x_7.to(tl.float32)
        other_39 = tl.reshape(tl.gather(tl.reshape(of_right_39, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_39 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_40 = mask & (wanted_39 % 8 == 6)
        b_39 = tl.where(mask_40, other_39, b_39)
        total_7 += a_5 * b_39
        wanted_40 = 4 * 16 + first_column + 7
        b_40 = tl.zeros((LANES,), tl.float32)
        of_right_40 = b_x_8.to(tl.float32)
        other_40 = tl.reshape(tl.gather(tl.reshape(of_right_40, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_40 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_41 = mask & (wanted_40 % 8 == 7)
        b_40 = tl.where(mask_41, other_40, b_40)
        total_8 += a_5 * b_40
        of_left_6 = a_x_6.to(tl.float32)
        a_6 = tl.reshape(tl.gather(tl.reshape(of_left_6, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 5) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_41 = 5 * 16 + first_column + 0
        b_41 = tl.zeros((LANES,), tl.float32)
        of_right_41 = b_x.to(tl.float32)
        other_41 = tl.reshape(tl.gather(tl.reshape(of_right_41, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_41 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_42 = mask & (wanted_41 % 8 == 0)
        b_41 = tl.where(mask_42, other_41, b_41)
        total += a_6 * b_41
        wanted_42 = 5 * 16 + first_column + 1
        b_42 = tl.zeros((LANES,), tl.float32)
        of_right_42 = b_x_2.to(tl.float32)
        other_42 = tl.reshape(tl.gather(tl.reshape(of_right_42, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_42 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_43 = mask & (wanted_42 % 8 == 1)
        b_42 = tl.where(mask_43, other_42, b_42)
        total_2 += a_6 * b_42
        wanted_43 = 5 * 16 + first_column + 2
        b_43 = tl.zeros((LANES,), tl.float32)
        of_right_43 = b_x_3.to(tl.float32)
        other_43 = tl.reshape(tl.gather(tl.reshape(of_right_43, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_43 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_44 = mask & (wanted_43 % 8 == 2)
        b_43 = tl.where(mask_44, other_43, b_43)
        total_3 += a_6 * b_43
        wanted_44 = 5 * 16 + first_column + 3
        b_44 = tl.zeros((LANES,), tl.float32)
        of_right_44 = b_x_4.to(tl.float32)
        other_44 = tl.reshape(tl.gather(tl.reshape(of_right_44, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_44 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_45 = mask & (wanted_44 % 8 == 3)
        b_44 = tl.where(mask_45, other_44, b_44)
        total_4 += a_6 * b_44
        wanted_45 = 5 * 16 + first_column + 4
        b_45 = tl.zeros((LANES,), tl.float32)
        of_right_45 = b_x_5.to(tl.float32)
        other_45 = tl.reshape(tl.gather(tl.reshape(of_right_45, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_45 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_46 = mask & (wanted_45 % 8 == 4)
        b_45 = tl.where(mask_46, other_45, b_45)
        total_5 += a_6 * b_45
        wanted_46 = 5 * 16 + first_column + 5
        b_46 = tl.zeros((LANES,), tl.float32)
        of_right_46 = b_x_6.to(tl.float32)
        other_46 = tl.reshape(tl.gather(tl.reshape(of_right_46, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_46 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_47 = mask & (wanted_46 % 8 == 5)
        b_46 = tl.where(mask_47, other_46, b_46)
        total_6 += a_6 * b_46
        wanted_47 = 5 * 16 + first_column + 6
        b_47 = tl.zeros((LANES,), tl.float32)
        of_right_47 = b_x_7.to(tl.float32)
        other_47 = tl.reshape(tl.gather(tl.reshape(of_right_47, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_47 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_48 = mask & (wanted_47 % 8 == 6)
        b_47 = tl.where(mask_48, other_47, b_47)
        total_7 += a_6 * b_47
        wanted_48 = 5 * 16 + first_column + 7
        b_48 = tl.zeros((LANES,), tl.float32)
        of_right_48 = b_x_8.to(tl.float32)
        other_48 = tl.reshape(tl.gather(tl.reshape(of_right_48, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_48 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_49 = mask & (wanted_48 % 8 == 7)
        b_48 = tl.where(mask_49, other_48, b_48)
        total_8 += a_6 * b_48
        of_left_7 = a_x_7.to(tl.float32)
        a_7 = tl.reshape(tl.gather(tl.reshape(of_left_7, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 6) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_49 = 6 * 16 + first_column + 0
        b_49 = tl.zeros((LANES,), tl.float32)
        of_right_49 = b_x.to(tl.float32)
        other_49 = tl.reshape(tl.gather(tl.reshape(of_right_49, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_49 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_50 = mask & (wanted_49 % 8 == 0)
        b_49 = tl.where(mask_50, other_49, b_49)
        total += a_7 * b_49
        wanted_50 = 6 * 16 + first_column + 1
        b_50 = tl.zeros((LANES,), tl.float32)
        of_right_50 = b_x_2.to(tl.float32)
        other_50 = tl.reshape(tl.gather(tl.reshape(of_right_50, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_50 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_51 = mask & (wanted_50 % 8 == 1)
        b_50 = tl.where(mask_51, other_50, b_50)
        total_2 += a_7 * b_50
        wanted_51 = 6 * 16 + first_column + 2
        b_51 = tl.zeros((LANES,), tl.float32)
        of_right_51 = b_x_3.to(tl.float32)
        other_51 = tl.reshape(tl.gather(tl.reshape(of_right_51, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_51 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_52 = mask & (wanted_51 % 8 == 2)
        b_51 = tl.where(mask_52, other_51, b_51)
        total_3 += a_7 * b_51
        wanted_52 = 6 * 16 + first_column + 3
        b_52 = tl.zeros((LANES,), tl.float32)
        of_right_52 = b_x_4.to(tl.float32)
        other_52 = tl.reshape(tl.gather(tl.reshape(of_right_52, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_52 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_53 = mask & (wanted_52 % 8 == 3)
        b_52 = tl.where(mask_53, other_52, b_52)
        total_4 += a_7 * b_52
        wanted_53 = 6 * 16 + first_column + 4
        b_53 = tl.zeros((LANES,), tl.float32)
        of_right_53 = b_x_5.to(tl.float32)
        other_53 = tl.reshape(tl.gather(tl.reshape(of_right_53, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_53 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_54 = mask & (wanted_53 % 8 == 4)
        b_53 = tl.where(mask_54, other_53, b_53)
        total_5 += a_7 * b_53
        wanted_54 = 6 * 16 + first_column + 5
        b_54 = tl.zeros((LANES,), tl.float32)
        of_right_54 = b_x_6.to(tl.float32)
        other_54 = tl.reshape(tl.gather(tl.reshape(of_right_54, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_54 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_55 = mask & (wanted_54 % 8 == 5)
        b_54 = tl.where(mask_55, other_54, b_54)
        total_6 += a_7 * b_54
        wanted_55 = 6 * 16 + first_column + 6
        b_55 = tl.zeros((LANES,), tl.float32)
        of_right_55 = b_x_7.to(tl.float32)
        other_55 = tl.reshape(tl.gather(tl.reshape(of_right_55, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_55 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_56 = mask & (wanted_55 % 8 == 6)
        b_55 = tl.where(mask_56, other_55, b_55)
        total_7 += a_7 * b_55
        wanted_56 = 6 * 16 + first_column + 7
        b_56 = tl.zeros((LANES,), tl.float32)
        of_right_56 = b_x_8.to(tl.float32)
        other_56 = tl.reshape(tl.gather(tl.reshape(of_right_56, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_56 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_57 = mask & (wanted_56 % 8 == 7)
        b_56 = tl.where(mask_57, other_56, b_56)
        total_8 += a_7 * b_56
        of_left_8 = a_x_8.to(tl.float32)
        a_8 = tl.reshape(tl.gather(tl.reshape(of_left_8, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 7) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_57 = 7 * 16 + first_column + 0
        b_57 = tl.zeros((LANES,), tl.float32)
        of_right_57 = b_x.to(tl.float32)
        other_57 = tl.reshape(tl.gather(tl.reshape(of_right_57, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_57 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_58 = mask & (wanted_57 % 8 == 0)
        b_57 = tl.where(mask_58, other_57, b_57)
        total += a_8 * b_57
        wanted_58 = 7 * 16 + first_column + 1
        b_58 = tl.zeros((LANES,), tl.float32)
        of_right_58 = b_x_2.to(tl.float32)
        other_58 = tl.reshape(tl.gather(tl.reshape(of_right_58, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_58 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_59 = mask & (wanted_58 % 8 == 1)
        b_58 = tl.where(mask_59, other_58, b_58)
        total_2 += a_8 * b_58
        wanted_59 = 7 * 16 + first_column + 2
        b_59 = tl.zeros((LANES,), tl.float32)
        of_right_59 = b_x_3.to(tl.float32)
        other_59 = tl.reshape(tl.gather(tl.reshape(of_right_59, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_59 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_60 = mask & (wanted_59 % 8 == 2)
        b_59 = tl.where(mask_60, other_59, b_59)
        total_3 += a_8 * b_59
        wanted_60 = 7 * 16 + first_column + 3
        b_60 = tl.zeros((LANES,), tl.float32)
        of_right_60 = b_x_4.to(tl.float32)
        other_60 = tl.reshape(tl.gather(tl.reshape(of_right_60, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_60 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_61 = mask & (wanted_60 % 8 == 3)
        b_60 = tl.where(mask_61, other_60, b_60)
        total_4 += a_8 * b_60
        wanted_61 = 7 * 16 + first_column + 4
        b_61 = tl.zeros((LANES,), tl.float32)
        of_right_61 = b_x_5.to(tl.float32)
        other_61 = tl.reshape(tl.gather(tl.reshape(of_right_61, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_61 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_62 = mask & (wanted_61 % 8 == 4)
        b_61 = tl.where(mask_62, other_61, b_61)
        total_5 += a_8 * b_61
        wanted_62 = 7 * 16 + first_column + 5
        b_62 = tl.zeros((LANES,), tl.float32)
        of_right_62 = b_x_6.to(tl.float32)
        other_62 = tl.reshape(tl.gather(tl.reshape(of_right_62, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_62 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_63 = mask & (wanted_62 % 8 == 5)
        b_62 = tl.where(mask_63, other_62, b_62)
        total_6 += a_8 * b_62
        wanted_63 = 7 * 16 + first_column + 6
        b_63 = tl.zeros((LANES,), tl.float32)
        of_right_63 = b_x_7.to(tl.float32)
        other_63 = tl.reshape(tl.gather(tl.reshape(of_right_63, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_63 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_64 = mask & (wanted_63 % 8 == 6)
        b_63 = tl.where(mask_64, other_63, b_63)
        total_7 += a_8 * b_63
        wanted_64 = 7 * 16 + first_column + 7
        b_64 = tl.zeros((LANES,), tl.float32)
        of_right_64 = b_x_8.to(tl.float32)
        other_64 = tl.reshape(tl.gather(tl.reshape(of_right_64, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_64 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_65 = mask & (wanted_64 % 8 == 7)
        b_64 = tl.where(mask_65, other_64, b_64)
        total_8 += a_8 * b_64
        of_left_9 = a_x.to(tl.float32)
        a_9 = tl.reshape(tl.gather(tl.reshape(of_left_9, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 8) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_65 = 8 * 16 + first_column + 0
        b_65 = tl.zeros((LANES,), tl.float32)
        of_right_65 = b_x.to(tl.float32)
        other_65 = tl.reshape(tl.gather(tl.reshape(of_right_65, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_65 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_66 = mask & (wanted_65 % 8 == 0)
        b_65 = tl.where(mask_66, other_65, b_65)
        total += a_9 * b_65
        wanted_66 = 8 * 16 + first_column + 1
        b_66 = tl.zeros((LANES,), tl.float32)
        of_right_66 = b_x_2.to(tl.float32)
        other_66 = tl.reshape(tl.gather(tl.reshape(of_right_66, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_66 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_67 = mask & (wanted_66 % 8 == 1)
        b_66 = tl.where(mask_67, other_66, b_66)
        total_2 += a_9 * b_66
        wanted_67 = 8 * 16 + first_column + 2
        b_67 = tl.zeros((LANES,), tl.float32)
        of_right_67 = b_x_3.to(tl.float32)
        other_67 = tl.reshape(tl.gather(tl.reshape(of_right_67, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_67 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_68 = mask & (wanted_67 % 8 == 2)
        b_67 = tl.where(mask_68, other_67, b_67)
        total_3 += a_9 * b_67
        wanted_68 = 8 * 16 + first_column + 3
        b_68 = tl.zeros((LANES,), tl.float32)
        of_right_68 = b_x_4.to(tl.float32)
        other_68 = tl.reshape(tl.gather(tl.reshape(of_right_68, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_68 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_69 = mask & (wanted_68 % 8 == 3)
        b_68 = tl.where(mask_69, other_68, b_68)
        total_4 += a_9 * b_68
        wanted_69 = 8 * 16 + first_column + 4
        b_69 = tl.zeros((LANES,), tl.float32)
        of_right_69 = b_x_5.to(tl.float32)
        other_69 = tl.reshape(tl.gather(tl.reshape(of_right_69, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_69 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_70 = mask & (wanted_69 % 8 == 4)
        b_69 = tl.where(mask_70, other_69, b_69)
        total_5 += a_9 * b_69
        wanted_70 = 8 * 16 + first_column + 5
        b_70 = tl.zeros((LANES,), tl.float32)
        of_right_70 = b_x_6.to(tl.float32)
        other_70 = tl.reshape(tl.gather(tl.reshape(of_right_70, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_70 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_71 = mask & (wanted_70 % 8 == 5)
        b_70 = tl.where(mask_71, other_70, b_70)
        total_6 += a_9 * b_70
        wanted_71 = 8 * 16 + first_column + 6
        b_71 = tl.zeros((LANES,), tl.float32)
        of_right_71 = b_x_7.to(tl.float32)
        other_71 = tl.reshape(tl.gather(tl.reshape(of_right_71, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_71 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_72 = mask & (wanted_71 % 8 == 6)
        b_71 = tl.where(mask_72, other_71, b_71)
        total_7 += a_9 * b_71
        wanted_72 = 8 * 16 + first_column + 7
        b_72 = tl.zeros((LANES,), tl.float32)
        of_right_72 = b_x_8.to(tl.float32)
        other_72 = tl.reshape(tl.gather(tl.reshape(of_right_72, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_72 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_73 = mask & (wanted_72 % 8 == 7)
        b_72 = tl.where(mask_73, other_72, b_72)
        total_8 += a_9 * b_72
        of_left_10 = a_x_2.to(tl.float32)
        a_10 = tl.reshape(tl.gather(tl.reshape(of_left_10, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 9) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_73 = 9 * 16 + first_column + 0
        b_73 = tl.zeros((LANES,), tl.float32)
        of_right_73 = b_x.to(tl.float32)
        other_73 = tl.reshape(tl.gather(tl.reshape(of_right_73, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_73 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_74 = mask & (wanted_73 % 8 == 0)
        b_73 = tl.where(mask_74, other_73, b_73)
        total += a_10 * b_73
        wanted_74 = 9 * 16 + first_column + 1
        b_74 = tl.zeros((LANES,), tl.float32)
        of_right_74 = b_x_2.to(tl.float32)
        other_74 = tl.reshape(tl.gather(tl.reshape(of_right_74, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_74 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_75 = mask & (wanted_74 % 8 == 1)
        b_74 = tl.where(mask_75, other_74, b_74)
        total_2 += a_10 * b_74
        wanted_75 = 9 * 16 + first_column + 2
        b_75 = tl.zeros((LANES,), tl.float32)
        of_right_75 = b_x_3.to(tl.float32)
        other_75 = tl.reshape(tl.gather(tl.reshape(of_right_75, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_75 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_76 = mask & (wanted_75 % 8 == 2)
        b_75 = tl.where(mask_76, other_75, b_75)
        total_3 += a_10 * b_75
        wanted_76 = 9 * 16 + first_column + 3
        b_76 = tl.zeros((LANES,), tl.float32)
        of_right_76 = b_x_4.to(tl.float32)
        other_76 = tl.reshape(tl.gather(tl.reshape(of_right_76, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_76 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_77 = mask & (wanted_76 % 8 == 3)
        b_76 = tl.where(mask_77, other_76, b_76)
        total_4 += a_10 * b_76
        wanted_77 = 9 * 16 + first_column + 4
        b_77 = tl.zeros((LANES,), tl.float32)
        of_right_77 = b_x_5.to(tl.float32)
        other_77 = tl.reshape(tl.gather(tl.reshape(of_right_77, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_77 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_78 = mask & (wanted_77 % 8 == 4)
        b_77 = tl.where(mask_78, other_77, b_77)
        total_5 += a_10 * b_77
        wanted_78 = 9 * 16 + first_column + 5
        b_78 = tl.zeros((LANES,), tl.float32)
        of_right_78 = b_x_6.to(tl.float32)
        other_78 = tl.reshape(tl.gather(tl.reshape(of_right_78, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_78 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_79 = mask & (wanted_78 % 8 == 5)
        b_78 = tl.where(mask_79, other_78, b_78)
        total_6 += a_10 * b_78
        wanted_79 = 9 * 16 + first_column + 6
        b_79 = tl.zeros((LANES,), tl.float32)
        of_right_79 = b_x_7.to(tl.float32)
        other_79 = tl.reshape(tl.gather(tl.reshape(of_right_79, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_79 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_80 = mask & (wanted_79 % 8 == 6)
        b_79 = tl.where(mask_80, other_79, b_79)
        total_7 += a_10 * b_79
        wanted_80 = 9 * 16 + first_column + 7
        b_80 = tl.zeros((LANES,), tl.float32)
        of_right_80 = b_x_8.to(tl.float32)
        other_80 = tl.reshape(tl.gather(tl.reshape(of_right_80, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_80 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_81 = mask & (wanted_80 % 8 == 7)
        b_80 = tl.where(mask_81, other_80, b_80)
        total_8 += a_10 * b_80
        of_left_11 = a_x_3.to(tl.float32)
        a_11 = tl.reshape(tl.gather(tl.reshape(of_left_11, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 10) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_81 = 10 * 16 + first_column + 0
        b_81 = tl.zeros((LANES,), tl.float32)
        of_right_81 = b_x.to(tl.float32)
        other_81 = tl.reshape(tl.gather(tl.reshape(of_right_81, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_81 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_82 = mask & (wanted_81 % 8 == 0)
        b_81 = tl.where(mask_82, other_81, b_81)
        total += a_11 * b_81
        wanted_82 = 10 * 16 + first_column + 1
        b_82 = tl.zeros((LANES,), tl.float32)
        of_right_82 = b_x_2.to(tl.float32)
        other_82 = tl.reshape(tl.gather(tl.reshape(of_right_82, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_82 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_83 = mask & (wanted_82 % 8 == 1)
        b_82 = tl.where(mask_83, other_82, b_82)
        total_2 += a_11 * b_82
        wanted_83 = 10 * 16 + first_column + 2
        b_83 = tl.zeros((LANES,), tl.float32)
        of_right_83 = b_x_3.to(tl.float32)
        other_83 = tl.reshape(tl.gather(tl.reshape(of_right_83, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_83 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_84 = mask & (wanted_83 % 8 == 2)
        b_83 = tl.where(mask_84, other_83, b_83)
        total_3 += a_11 * b_83
        wanted_84 = 10 * 16 + first_column + 3
        b_84 = tl.zeros((LANES,), tl.float32)
        of_right_84 = b_x_4.to(tl.float32)
        other_84 = tl.reshape(tl.gather(tl.reshape(of_right_84, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_84 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_85 = mask & (wanted_84 % 8 == 3)
        b_84 = tl.where(mask_85, other_84, b_84)
        total_4 += a_11 * b_84
        wanted_85 = 10 * 16 + first_column + 4
        b_85 = tl.zeros((LANES,), tl.float32)
        of_right_85 = b_x_5.to(tl.float32)
        other_85 = tl.reshape(tl.gather(tl.reshape(of_right_85, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_85 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_86 = mask & (wanted_85 % 8 == 4)
        b_85 = tl.where(mask_86, other_85, b_85)
        total_5 += a_11 * b_85
        wanted_86 = 10 * 16 + first_column + 5
        b_86 = tl.zeros((LANES,), tl.float32)
        of_right_86 = b_x_6.to(tl.float32)
        other_86 = tl.reshape(tl.gather(tl.reshape(of_right_86, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_86 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_87 = mask & (wanted_86 % 8 == 5)
        b_86 = tl.where(mask_87, other_86, b_86)
        total_6 += a_11 * b_86
        wanted_87 = 10 * 16 + first_column + 6
        b_87 = tl.zeros((LANES,), tl.float32)
        of_right_87 = b_x_7.to(tl.float32)
        other_87 = tl.reshape(tl.gather(tl.reshape(of_right_87, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_87 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_88 = mask & (wanted_87 % 8 == 6)
        b_87 = tl.where(mask_88, other_87, b_87)
        total_7 += a_11 * b_87
        wanted_88 = 10 * 16 + first_column + 7
        b_88 = tl.zeros((LANES,), tl.float32)
        of_right_88 = b_x_8.to(tl.float32)
        other_88 = tl.reshape(tl.gather(tl.reshape(of_right_88, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_88 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_89 = mask & (wanted_88 % 8 == 7)
        b_88 = tl.where(mask_89, other_88, b_88)
        total_8 += a_11 * b_88
        of_left_12 = a_x_4.to(tl.float32)
        a_12 = tl.reshape(tl.gather(tl.reshape(of_left_12, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 11) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_89 = 11 * 16 + first_column + 0
        b_89 = tl.zeros((LANES,), tl.float32)
        of_right_89 = b_x.to(tl.float32)
        other_89 = tl.reshape(tl.gather(tl.reshape(of_right_89, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_89 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_90 = mask & (wanted_89 % 8 == 0)
        b_89 = tl.where(mask_90, other_89, b_89)
        total += a_12 * b_89
        wanted_90 = 11 * 16 + first_column + 1
        b_90 = tl.zeros((LANES,), tl.float32)
        of_right_90 = b_x_2.to(tl.float32)
        other_90 = tl.reshape(tl.gather(tl.reshape(of_right_90, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_90 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_91 = mask & (wanted_90 % 8 == 1)
        b_90 = tl.where(mask_91, other_90, b_90)
        total_2 += a_12 * b_90
        wanted_91 = 11 * 16 + first_column + 2
        b_91 = tl.zeros((LANES,), tl.float32)
        of_right_91 = b_x_3.to(tl.float32)
        other_91 = tl.reshape(tl.gather(tl.reshape(of_right_91, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_91 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_92 = mask & (wanted_91 % 8 == 2)
        b_91 = tl.where(mask_92, other_91, b_91)
        total_3 += a_12 * b_91
        wanted_92 = 11 * 16 + first_column + 3
        b_92 = tl.zeros((LANES,), tl.float32)
        of_right_92 = b_x_4.to(tl.float32)
        other_92 = tl.reshape(tl.gather(tl.reshape(of_right_92, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_92 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_93 = mask & (wanted_92 % 8 == 3)
        b_92 = tl.where(mask_93, other_92, b_92)
        total_4 += a_12 * b_92
        wanted_93 = 11 * 16 + first_column + 4
        b_93 = tl.zeros((LANES,), tl.float32)
        of_right_93 = b_x_5.to(tl.float32)
        other_93 = tl.reshape(tl.gather(tl.reshape(of_right_93, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_93 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_94 = mask & (wanted_93 % 8 == 4)
        b_93 = tl.where(mask_94, other_93, b_93)
        total_5 += a_12 * b_93
        wanted_94 = 11 * 16 + first_column + 5
        b_94 = tl.zeros((LANES,), tl.float32)
        of_right_94 = b_x_6.to(tl.float32)
        other_94 = tl.reshape(tl.gather(tl.reshape(of_right_94, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_94 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_95 = mask & (wanted_94 % 8 == 5)
        b_94 = tl.where(mask_95, other_94, b_94)
        total_6 += a_12 * b_94
        wanted_95 = 11 * 16 + first_column + 6
        b_95 = tl.zeros((LANES,), tl.float32)
        of_right_95 = b_x_7.to(tl.float32)
        other_95 = tl.reshape(tl.gather(tl.reshape(of_right_95, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_95 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_96 = mask & (wanted_95 % 8 == 6)
        b_95 = tl.where(mask_96, other_95, b_95)
        total_7 += a_12 * b_95
        wanted_96 = 11 * 16 + first_column + 7
        b_96 = tl.zeros((LANES,), tl.float32)
        of_right_96 = b_x_8.to(tl.float32)
        other_96 = tl.reshape(tl.gather(tl.reshape(of_right_96, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_96 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_97 = mask & (wanted_96 % 8 == 7)
        b_96 = tl.where(mask_97, other_96, b_96)
        total_8 += a_12 * b_96
        of_left_13 = a_x_5.to(tl.float32)
        a_13 = tl.reshape(tl.gather(tl.reshape(of_left_13, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 12) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_97 = 12 * 16 + first_column + 0
        b_97 = tl.zeros((LANES,), tl.float32)
        of_right_97 = b_x.to(tl.float32)
        other_97 = tl.reshape(tl.gather(tl.reshape(of_right_97, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_97 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_98 = mask & (wanted_97 % 8 == 0)
        b_97 = tl.where(mask_98, other_97, b_97)
        total += a_13 * b_97
        wanted_98 = 12 * 16 + first_column + 1
        b_98 = tl.zeros((LANES,), tl.float32)
        of_right_98 = b_x_2.to(tl.float32)
        other_98 = tl.reshape(tl.gather(tl.reshape(of_right_98, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_98 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_99 = mask & (wanted_98 % 8 == 1)
        b_98 = tl.where(mask_99, other_98, b_98)
        total_2 += a_13 * b_98
        wanted_99 = 12 * 16 + first_column + 2
        b_99 = tl.zeros((LANES,), tl.float32)
        of_right_99 = b_x_3.to(tl.float32)
        other_99 = tl.reshape(tl.gather(tl.reshape(of_right_99, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_99 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_100 = mask & (wanted_99 % 8 == 2)
        b_99 = tl.where(mask_100, other_99, b_99)
        total_3 += a_13 * b_99
        wanted_100 = 12 * 16 + first_column + 3
        b_100 = tl.zeros((LANES,), tl.float32)
        of_right_100 = b_x_4.to(tl.float32)
        other_100 = tl.reshape(tl.gather(tl.reshape(of_right_100, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_100 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_101 = mask & (wanted_100 % 8 == 3)
        b_100 = tl.where(mask_101, other_100, b_100)
        total_4 += a_13 * b_100
        wanted_101 = 12 * 16 + first_column + 4
        b_101 = tl.zeros((LANES,), tl.float32)
        of_right_101 = b_x_5.to(tl.float32)
        other_101 = tl.reshape(tl.gather(tl.reshape(of_right_101, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_101 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_102 = mask & (wanted_101 % 8 == 4)
        b_101 = tl.where(mask_102, other_101, b_101)
        total_5 += a_13 * b_101
        wanted_102 = 12 * 16 + first_column + 5
        b_102 = tl.zeros((LANES,), tl.float32)
        of_right_102 = b_x_6.to(tl.float32)
        other_102 = tl.reshape(tl.gather(tl.reshape(of_right_102, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_102 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_103 = mask & (wanted_102 % 8 == 5)
        b_102 = tl.where(mask_103, other_102, b_102)
        total_6 += a_13 * b_102
        wanted_103 = 12 * 16 + first_column + 6
        b_103 = tl.zeros((LANES,), tl.float32)
        of_right_103 = b_x_7.to(tl.float32)
        other_103 = tl.reshape(tl.gather(tl.reshape(of_right_103, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_103 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_104 = mask & (wanted_103 % 8 == 6)
        b_103 = tl.where(mask_104, other_103, b_103)
        total_7 += a_13 * b_103
        wanted_104 = 12 * 16 + first_column + 7
        b_104 = tl.zeros((LANES,), tl.float32)
        of_right_104 = b_x_8.to(tl.float32)
        other_104 = tl.reshape(tl.gather(tl.reshape(of_right_104, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_104 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_105 = mask & (wanted_104 % 8 == 7)
        b_104 = tl.where(mask_105, other_104, b_104)
        total_8 += a_13 * b_104
        of_left_14 = a_x_6.to(tl.float32)
        a_14 = tl.reshape(tl.gather(tl.reshape(of_left_14, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 13) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_105 = 13 * 16 + first_column + 0
        b_105 = tl.zeros((LANES,), tl.float32)
        of_right_105 = b_x.to(tl.float32)
        other_105 = tl.reshape(tl.gather(tl.reshape(of_right_105, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_105 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_106 = mask & (wanted_105 % 8 == 0)
        b_105 = tl.where(mask_106, other_105, b_105)
        total += a_14 * b_105
        wanted_106 = 13 * 16 + first_column + 1
        b_106 = tl.zeros((LANES,), tl.float32)
        of_right_106 = b_x_2.to(tl.float32)
        other_106 = tl.reshape(tl.gather(tl.reshape(of_right_106, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_106 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_107 = mask & (wanted_106 % 8 == 1)
        b_106 = tl.where(mask_107, other_106, b_106)
        total_2 += a_14 * b_106
        wanted_107 = 13 * 16 + first_column + 2
        b_107 = tl.zeros((LANES,), tl.float32)
        of_right_107 = b_x_3.to(tl.float32)
        other_107 = tl.reshape(tl.gather(tl.reshape(of_right_107, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_107 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_108 = mask & (wanted_107 % 8 == 2)
        b_107 = tl.where(mask_108, other_107, b_107)
        total_3 += a_14 * b_107
        wanted_108 = 13 * 16 + first_column + 3
        b_108 = tl.zeros((LANES,), tl.float32)
        of_right_108 = b_x_4.to(tl.float32)
        other_108 = tl.reshape(tl.gather(tl.reshape(of_right_108, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_108 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_109 = mask & (wanted_108 % 8 == 3)
        b_108 = tl.where(mask_109, other_108, b_108)
        total_4 += a_14 * b_108
        wanted_109 = 13 * 16 + first_column + 4
        b_109 = tl.zeros((LANES,), tl.float32)
        of_right_109 = b_x_5.to(tl.float32)
        other_109 = tl.reshape(tl.gather(tl.reshape(of_right_109, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_109 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_110 = mask & (wanted_109 % 8 == 4)
        b_109 = tl.where(mask_110, other_109, b_109)
        total_5 += a_14 * b_109
        wanted_110 = 13 * 16 + first_column + 5
        b_110 = tl.zeros((LANES,), tl.float32)
        of_right_110 = b_x_6.to(tl.float32)
        other_110 = tl.reshape(tl.gather(tl.reshape(of_right_110, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_110 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_111 = mask & (wanted_110 % 8 == 5)
        b_110 = tl.where(mask_111, other_110, b_110)
        total_6 += a_14 * b_110
        wanted_111 = 13 * 16 + first_column + 6
        b_111 = tl.zeros((LANES,), tl.float32)
        of_right_111 = b_x_7.to(tl.float32)
        other_111 = tl.reshape(tl.gather(tl.reshape(of_right_111, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_111 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_112 = mask & (wanted_111 % 8 == 6)
        b_111 = tl.where(mask_112, other_111, b_111)
        total_7 += a_14 * b_111
        wanted_112 = 13 * 16 + first_column + 7
        b_112 = tl.zeros((LANES,), tl.float32)
        of_right_112 = b_x_8.to(tl.float32)
        other_112 = tl.reshape(tl.gather(tl.reshape(of_right_112, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_112 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_113 = mask & (wanted_112 % 8 == 7)
        b_112 = tl.where(mask_113, other_112, b_112)
        total_8 += a_14 * b_112
        of_left_15 = a_x_7.to(tl.float32)
        a_15 = tl.reshape(tl.gather(tl.reshape(of_left_15, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 14) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_113 = 14 * 16 + first_column + 0
        b_113 = tl.zeros((LANES,), tl.float32)
        of_right_113 = b_x.to(tl.float32)
        other_113 = tl.reshape(tl.gather(tl.reshape(of_right_113, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_113 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_114 = mask & (wanted_113 % 8 == 0)
        b_113 = tl.where(mask_114, other_113, b_113)
        total += a_15 * b_113
        wanted_114 = 14 * 16 + first_column + 1
        b_114 = tl.zeros((LANES,), tl.float32)
        of_right_114 = b_x_2.to(tl.float32)
        other_114 = tl.reshape(tl.gather(tl.reshape(of_right_114, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_114 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_115 = mask & (wanted_114 % 8 == 1)
        b_114 = tl.where(mask_115, other_114, b_114)
        total_2 += a_15 * b_114
        wanted_115 = 14 * 16 + first_column + 2
        b_115 = tl.zeros((LANES,), tl.float32)
        of_right_115 = b_x_3.to(tl.float32)
        other_115 = tl.reshape(tl.gather(tl.reshape(of_right_115, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_115 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_116 = mask & (wanted_115 % 8 == 2)
        b_115 = tl.where(mask_116, other_115, b_115)
        total_3 += a_15 * b_115
        wanted_116 = 14 * 16 + first_column + 3
        b_116 = tl.zeros((LANES,), tl.float32)
        of_right_116 = b_x_4.to(tl.float32)
        other_116 = tl.reshape(tl.gather(tl.reshape(of_right_116, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_116 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_117 = mask & (wanted_116 % 8 == 3)
        b_116 = tl.where(mask_117, other_116, b_116)
        total_4 += a_15 * b_116
        wanted_117 = 14 * 16 + first_column + 4
        b_117 = tl.zeros((LANES,), tl.float32)
        of_right_117 = b_x_5.to(tl.float32)
        other_117 = tl.reshape(tl.gather(tl.reshape(of_right_117, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_117 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_118 = mask & (wanted_117 % 8 == 4)
        b_117 = tl.where(mask_118, other_117, b_117)
        total_5 += a_15 * b_117
        wanted_118 = 14 * 16 + first_column + 5
        b_118 = tl.zeros((LANES,), tl.float32)
        of_right_118 = b_x_6.to(tl.float32)
        other_118 = tl.reshape(tl.gather(tl.reshape(of_right_118, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_118 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_119 = mask & (wanted_118 % 8 == 5)
        b_118 = tl.where(mask_119, other_118, b_118)
        total_6 += a_15 * b_118
        wanted_119 = 14 * 16 + first_column + 6
        b_119 = tl.zeros((LANES,), tl.float32)
        of_right_119 = b_x_7.to(tl.float32)
        other_119 = tl.reshape(tl.gather(tl.reshape(of_right_119, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_119 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_120 = mask & (wanted_119 % 8 == 6)
        b_119 = tl.where(mask_120, other_119, b_119)
        total_7 += a_15 * b_119
        wanted_120 = 14 * 16 + first_column + 7
        b_120 = tl.zeros((LANES,), tl.float32)
        of_right_120 = b_x_8.to(tl.float32)
        other_120 = tl.reshape(tl.gather(tl.reshape(of_right_120, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_120 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_121 = mask & (wanted_120 % 8 == 7)
        b_120 = tl.where(mask_121, other_120, b_120)
        total_8 += a_15 * b_120
        of_left_16 = a_x_8.to(tl.float32)
        a_16 = tl.reshape(tl.gather(tl.reshape(of_left_16, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((row * 16 + 15) // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        wanted_121 = 15 * 16 + first_column + 0
        b_121 = tl.zeros((LANES,), tl.float32)
        of_right_121 = b_x.to(tl.float32)
        other_121 = tl.reshape(tl.gather(tl.reshape(of_right_121, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + (wanted_121 // 8).to(tl.int32), (WARPS, 32)), 1), (LANES,))
        mask_122 = mask & (wanted_121 % 8 == 0)
        b_121 = tl.where(mask_122, other_121, b_121)
        total += a_16 * b_121
        wanted_122 = 15 * 16 + first_column + 1
        b_122 = tl.zeros((LANES,), tl.float32)
        of_right_122 = b_x_2.to(tl.float32)
        other_122 = tl.reshape(tl.gather(tl.reshape(of_right_122, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_122 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_123 = mask & (wanted_122 % 8 == 1)
        b_122 = tl.where(mask_123, other_122, b_122)
        total_2 += a_16 * b_122
        wanted_123 = 15 * 16 + first_column + 2
        b_123 = tl.zeros((LANES,), tl.float32)
        of_right_123 = b_x_3.to(tl.float32)
        other_123 = tl.reshape(tl.gather(tl.reshape(of_right_123, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_123 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_124 = mask & (wanted_123 % 8 == 2)
        b_123 = tl.where(mask_124, other_123, b_123)
        total_3 += a_16 * b_123
        wanted_124 = 15 * 16 + first_column + 3
        b_124 = tl.zeros((LANES,), tl.float32)
        of_right_124 = b_x_4.to(tl.float32)
        other_124 = tl.reshape(tl.gather(tl.reshape(of_right_124, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_124 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_125 = mask & (wanted_124 % 8 == 3)
        b_124 = tl.where(mask_125, other_124, b_124)
        total_4 += a_16 * b_124
        wanted_125 = 15 * 16 + first_column + 4
        b_125 = tl.zeros((LANES,), tl.float32)
        of_right_125 = b_x_5.to(tl.float32)
        other_125 = tl.reshape(tl.gather(tl.reshape(of_right_125, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_125 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_126 = mask & (wanted_125 % 8 == 4)
        b_125 = tl.where(mask_126, other_125, b_125)
        total_5 += a_16 * b_125
        wanted_126 = 15 * 16 + first_column + 5
        b_126 = tl.zeros((LANES,), tl.float32)
        of_right_126 = b_x_6.to(tl.float32)
        other_126 = tl.reshape(tl.gather(tl.reshape(of_right_126, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_126 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_127 = mask & (wanted_126 % 8 == 5)
        b_126 = tl.where(mask_127, other_126, b_126)
        total_6 += a_16 * b_126
        wanted_127 = 15 * 16 + first_column + 6
        b_127 = tl.zeros((LANES,), tl.float32)
        of_right_127 = b_x_7.to(tl.float32)
        other_127 = tl.reshape(tl.gather(tl.reshape(of_right_127, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_127 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_128 = mask & (wanted_127 % 8 == 6)
        b_127 = tl.where(mask_128, other_127, b_127)
        total_7 += a_16 * b_127
        wanted_128 = 15 * 16 + first_column + 7
        b_128 = tl.zeros((LANES,), tl.float32)
        of_right_128 = b_x_8.to(tl.float32)
        other_128 = tl.reshape(tl.gather(tl.reshape(of_right_128, (WARPS, 32)),
                tl.reshape((lane & 31) - (lane & 31) + ((wanted_128 // 8).to(tl.int32) & 31), (WARPS, 32)), 1),
                (LANES,))
        mask_129 = mask & (wanted_128 % 8 == 7)
        b_128 = tl.where(mask_129, other_128, b_128)
        total_8 += a_16 * b_128
        sum_x = total
        sum_x_2 = total_2
        sum_x_3 = total_3
        sum_x_4 = total_4
        sum_x_5 = total_5
        sum_x_6 = total_6
        sum_x_7 = total_7
        sum_x_8 = total_8

    tile = C + tile_row * TILE * columns + tile_column * TILE
    stride = tl.cast(columns, tl.uint32)
    first = (lane & 31).to(tl.uint32) * 8
    row = (first + 0) // 16
    column = (first + 0) % 16
    c_x = tl.load(tile + tl.where(0 == mem_row_major, row * stride + column, column * stride + row), mask=mask)
    row_2 = (first + 1) // 16
    column_2 = (first + 1) % 16
    c_x_2 = tl.load(tile + tl.where(0 == mem_row_major, row_2 * stride + column_2, column_2 * stride + row_2),
            mask=mask)
    row_3 = (first + 2) // 16
    column_3 = (first + 2) % 16
    c_x_3 = tl.load(tile + tl.where(0 == mem_row_major, row_3 * stride + column_3, column_3 * stride + row_3),
            mask=mask)
    row_4 = (first + 3) // 16
    column_4 = (first + 3) % 16
    c_x_4 = tl.load(tile + tl.where(0 == mem_row_major, row_4 * stride + column_4, column_4 * stride + row_4),
            mask=mask)
    row_5 = (first + 4) // 16
    column_5 = (first + 4) % 16
    c_x_5 = tl.load(tile + tl.where(0 == mem_row_major, row_5 * stride + column_5, column_5 * stride + row_5),
            mask=mask)
    row_6 = (first + 5) // 16
    column_6 = (first + 5) % 16
    c_x_6 = tl.load(tile + tl.where(0 == mem_row_major, row_6 * stride + column_6, column_6 * stride + row_6),
            mask=mask)
    row_7 = (first + 6) // 16
    column_7 = (first + 6) % 16
    c_x_7 = tl.load(tile + tl.where(0 == mem_row_major, row_7 * stride + column_7, column_7 * stride + row_7),
            mask=mask)
    row_8 = (first + 7) // 16
    column_8 = (first + 7) % 16
    c_x_8 = tl.load(tile + tl.where(0 == mem_row_major, row_8 * stride + column_8, column_8 * stride + row_8),
            mask=mask)
    c_x = alpha * sum_x + beta * c_x
    c_x_2 = alpha * sum_x_2 + beta * c_x_2
    c_x_3 = alpha * sum_x_3 + beta * c_x_3
    c_x_4 = alpha * sum_x_4 + beta * c_x_4
    c_x_5 = alpha * sum_x_5 + beta * c_x_5
    c_x_6 = alpha * sum_x_6 + beta * c_x_6
    c_x_7 = alpha * sum_x_7 + beta * c_x_7
    c_x_8 = alpha * sum_x_8 + beta * c_x_8
    stride_2 = tl.cast(columns, tl.uint32)
    first_2 = (lane & 31).to(tl.uint32) * 8
    row_9 = (first_2 + 0) // 16
    column_9 = (first_2 + 0) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_9 * stride_2 + column_9, column_9 * stride_2 + row_9), c_x,
            mask=mask)
    row_10 = (first_2 + 1) // 16
    column_10 = (first_2 + 1) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_10 * stride_2 + column_10, column_10 * stride_2 + row_10), c_x_2,
            mask=mask)
    row_11 = (first_2 + 2) // 16
    column_11 = (first_2 + 2) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_11 * stride_2 + column_11, column_11 * stride_2 + row_11), c_x_3,
            mask=mask)
    row_12 = (first_2 + 3) // 16
    column_12 = (first_2 + 3) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_12 * stride_2 + column_12, column_12 * stride_2 + row_12), c_x_4,
            mask=mask)
    row_13 = (first_2 + 4) // 16
    column_13 = (first_2 + 4) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_13 * stride_2 + column_13, column_13 * stride_2 + row_13), c_x_5,
            mask=mask)
    row_14 = (first_2 + 5) // 16
    column_14 = (first_2 + 5) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_14 * stride_2 + column_14, column_14 * stride_2 + row_14), c_x_6,
            mask=mask)
    row_15 = (first_2 + 6) // 16
    column_15 = (first_2 + 6) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_15 * stride_2 + column_15, column_15 * stride_2 + row_15), c_x_7,
            mask=mask)
    row_16 = (first_2 + 7) // 16
    column_16 = (first_2 + 7) % 16
    tl.debug_barrier()
    tl.store(tile + tl.where(0 == mem_row_major, row_16 * stride_2 + column_16, column_16 * stride_2 + row_16), c_x_8,
            mask=mask)
