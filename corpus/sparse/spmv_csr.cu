#include <cuda_runtime.h>

// y = A * x for a sparse matrix in CSR form: the entries of row r are offsets[r] ... offsets[r + 1] - 1.

// One thread a row: best for rows of a few entries.
__global__ void spmv_scalar(const int* __restrict__ offsets, const int* __restrict__ columns,
                            const float* __restrict__ values, const float* __restrict__ x, float* __restrict__ y,
                            int rows) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    if (row >= rows) return;
    float sum = 0.0f;
    for (int entry = offsets[row], end = offsets[row + 1]; entry < end; ++entry)
        sum += values[entry] * x[columns[entry]];
    y[row] = sum;
}

// One warp a row: neighbouring lanes read neighbouring entries.
__global__ void spmv_warp(const int* __restrict__ offsets, const int* __restrict__ columns,
                          const float* __restrict__ values, const float* __restrict__ x, float* __restrict__ y,
                          int rows) {
    const int row = (blockIdx.x * blockDim.x + threadIdx.x) / warpSize;
    const int lane = threadIdx.x % warpSize;
    if (row < rows) {
        float sum = 0.0f;
        for (int entry = offsets[row] + lane; entry < offsets[row + 1]; entry += warpSize)
            sum += values[entry] * x[columns[entry]];
        for (int distance = warpSize / 2; distance > 0; distance /= 2)
            sum += __shfl_down_sync(0xffffffff, sum, distance);
        if (lane == 0) y[row] = sum;
    }
}

void spmv(const int* offsets, const int* columns, const float* values, const float* x, float* y, int rows,
          int entries) {
    const int block = 128;
    if (entries < 8 * rows) {
        spmv_scalar<<<(rows + block - 1) / block, block>>>(offsets, columns, values, x, y, rows);
    } else {
        spmv_warp<<<(32 * rows + block - 1) / block, block>>>(offsets, columns, values, x, y, rows);
    }
}
