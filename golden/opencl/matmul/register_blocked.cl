// register_blocked.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// C = alpha * A * B + beta * C with a 32 x 64 tile a block and a 4 x 4 tile a thread (block is 16 x 8).
// `columns` and `inner` are multiples of four, which float4 loads and stores need; `rows` may be anything.

#pragma OPENCL FP_CONTRACT OFF

#define TILE_ROWS 32
#define TILE_COLUMNS 64
#define TILE_INNER 16
#define PER_THREAD 4

float4 load_or_zero(__global const float* matrix, int row, int column, int rows, int columns) {
    if (row >= rows || column >= columns)
        return (float4)(0.0f, 0.0f, 0.0f, 0.0f);
    return *(__global const float4*)&matrix[row * columns + column];
}

// At most 128 threads a block.
__kernel void matmul_register_blocked(__global const float* restrict A, __global const float* restrict B,
                                      __global float* restrict C, int rows, int columns, int inner, float alpha,
                                      float beta) {
    __local float a_tile[TILE_INNER][TILE_ROWS];  // transposed: a thread's four rows lie side by side
    __local float4 b_tile[TILE_INNER][TILE_COLUMNS / 4];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);

    const int thread = thread_y * (TILE_COLUMNS / PER_THREAD) + thread_x;
    const int tile_row = get_group_id(1) * TILE_ROWS;
    const int tile_column = get_group_id(0) * TILE_COLUMNS;
    float sums[PER_THREAD][PER_THREAD] = {0};

    for (int start = 0; start < inner; start += TILE_INNER) {
        // 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
        const int a_row = thread / (TILE_INNER / 4);
        const int a_column = thread % (TILE_INNER / 4) * 4;
        const float4 a = load_or_zero(A, tile_row + a_row, start + a_column, rows, inner);
        a_tile[a_column + 0][a_row] = a.x;
        a_tile[a_column + 1][a_row] = a.y;
        a_tile[a_column + 2][a_row] = a.z;
        a_tile[a_column + 3][a_row] = a.w;
        for (int k = thread_y; k < TILE_INNER; k += TILE_ROWS / PER_THREAD)
            b_tile[k][thread_x] = load_or_zero(B, start + k, tile_column + 4 * thread_x, inner, columns);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);

        for (int k = 0; k < TILE_INNER; k++) {
            const float4 b = b_tile[k][thread_x];
            const float b_values[PER_THREAD] = {b.x, b.y, b.z, b.w};
            #pragma unroll
            for (int i = 0; i < PER_THREAD; i++) {
                #pragma unroll
                for (int j = 0; j < PER_THREAD; j++)
                    sums[i][j] += a_tile[k][thread_y * PER_THREAD + i] * b_values[j];
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }

    const int column = tile_column + PER_THREAD * thread_x;
    if (column >= columns)
        return;
    for (int i = 0; i < PER_THREAD; i++) {
        const int row = tile_row + PER_THREAD * thread_y + i;
        if (row >= rows)
            break;
        __global float4* place = (__global float4*)&C[row * columns + column];
        float4 result = *place;
        result.x = alpha * sums[i][0] + beta * result.x;
        result.y = alpha * sums[i][1] + beta * result.y;
        result.z = alpha * sums[i][2] + beta * result.z;
        result.w = alpha * sums[i][3] + beta * result.w;
        *place = result;
    }
}
