// gemm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// C = alpha * A * B + beta * C, row-major: A is [M, K], B is [K, N], C is [M, N].

#pragma OPENCL FP_CONTRACT OFF

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

// The nearest number that a half can hold.
float round_half(float value) {
    return half_to_float(float_to_half(value));
}

// One thread an element of C.
__kernel void gemm_naive(int M, int N, int K, float alpha, __global const float* restrict A,
                         __global const float* restrict B, float beta, __global float* restrict C) {
    const int row = get_global_id(1);
    const int column = get_global_id(0);
    if (row < M && column < N) {
        float sum = 0.0f;
        for (int k = 0; k < K; k++)
            sum += A[row * K + k] * B[k * N + column];
        C[row * N + column] = alpha * sum + beta * C[row * N + column];
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
__kernel void gemm_tiled_16(int M, int N, int K, float alpha, __global const float* restrict A,
                            __global const float* restrict B, float beta, __global float* restrict C) {
    __local float tile_a[16][16];
    __local float tile_b[16][16];
    const int x = get_local_id(0);
    const int y = get_local_id(1);
    const int row = get_group_id(1) * 16 + y;
    const int column = get_group_id(0) * 16 + x;

    float sum = 0.0f;
    for (int start = 0; start < K; start += 16) {
        tile_a[y][x] = row < M && start + x < K ? A[row * K + start + x] : 0.0f;
        tile_b[y][x] = start + y < K && column < N ? B[(start + y) * N + column] : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 16; k++)
            sum = fma(tile_a[y][k], tile_b[k][x], sum);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
    if (row < M && column < N) {
        __global float* place = C + row * N + column;
        *place = alpha * sum + beta * *place;
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
__kernel void gemm_tiled_8(int M, int N, int K, float alpha, __global const float* restrict A,
                           __global const float* restrict B, float beta, __global float* restrict C) {
    __local float tile_a[8][8];
    __local float tile_b[8][8];
    const int x = get_local_id(0);
    const int y = get_local_id(1);
    const int row = get_group_id(1) * 8 + y;
    const int column = get_group_id(0) * 8 + x;

    float sum = 0.0f;
    for (int start = 0; start < K; start += 8) {
        tile_a[y][x] = row < M && start + x < K ? A[row * K + start + x] : 0.0f;
        tile_b[y][x] = start + y < K && column < N ? B[(start + y) * N + column] : 0.0f;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < 8; k++)
            sum = fma(tile_a[y][k], tile_b[k][x], sum);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
    if (row < M && column < N) {
        __global float* place = C + row * N + column;
        *place = alpha * sum + beta * *place;
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
__kernel void gemm_half_4(int M, int N, int K, __global const half* restrict A, __global const half* restrict B,
                          __global half* restrict C) {
    __local ushort tile_a[16][18];
    __local ushort tile_b[16][16];
    const int TILE = 16;
    const int STEP = 4;
    const int x = get_local_id(0);
    const int y = get_local_id(1);
    const int top = get_group_id(1) * TILE;
    const int column = get_group_id(0) * TILE + x;
    const float zero = 0.0f;

    float sums[4] = {0};
    for (int start = 0; start < K; start += TILE) {
        #pragma unroll
        for (int r = 0; r < 4; r++) {
            const int line = y + r * STEP;
            tile_a[line][x] = float_to_half(top + line < M && start + x < K
                    ? vload_half((top + line) * K + start + x, A) : zero);
            tile_b[line][x] = float_to_half(start + line < K && column < N ? vload_half((start + line) * N + column, B)
                    : zero);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < TILE; k++) {
            const float b = half_to_float(tile_b[k][x]);
            #pragma unroll
            for (int r = 0; r < 4; r++)
                sums[r] += half_to_float(tile_a[y + r * STEP][k]) * b;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    #pragma unroll
    for (int r = 0; r < 4; r++) {
        const int row = top + y + r * STEP;
        if (row < M && column < N)
            vstore_half_rte(sums[r], row * N + column, C);
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
__kernel void gemm_half_2(int M, int N, int K, __global const half* restrict A, __global const half* restrict B,
                          __global half* restrict C) {
    __local ushort tile_a[16][18];
    __local ushort tile_b[16][16];
    const int TILE = 16;
    const int STEP = 8;
    const int x = get_local_id(0);
    const int y = get_local_id(1);
    const int top = get_group_id(1) * TILE;
    const int column = get_group_id(0) * TILE + x;
    const float zero = 0.0f;

    float sums[2] = {0};
    for (int start = 0; start < K; start += TILE) {
        #pragma unroll
        for (int r = 0; r < 2; r++) {
            const int line = y + r * STEP;
            tile_a[line][x] = float_to_half(top + line < M && start + x < K
                    ? vload_half((top + line) * K + start + x, A) : zero);
            tile_b[line][x] = float_to_half(start + line < K && column < N ? vload_half((start + line) * N + column, B)
                    : zero);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
        #pragma unroll
        for (int k = 0; k < TILE; k++) {
            const float b = half_to_float(tile_b[k][x]);
            #pragma unroll
            for (int r = 0; r < 2; r++)
                sums[r] += half_to_float(tile_a[y + r * STEP][k]) * b;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    #pragma unroll
    for (int r = 0; r < 2; r++) {
        const int row = top + y + r * STEP;
        if (row < M && column < N)
            vstore_half_rte(sums[r], row * N + column, C);
    }
}
