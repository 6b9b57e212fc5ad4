#include <cuda_runtime.h>

// C = A * B, row-major; one thread computes one element of C.
// A is [rows, inner], B is [inner, columns], C is [rows, columns].
__global__ void matmul_naive(const float* A, const float* B, float* C, int rows, int columns, int inner) {
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (row < rows && column < columns) {
        float sum = 0.0f;
        for (int k = 0; k < inner; k++) {
            sum += A[row * inner + k] * B[k * columns + column];
        }
        C[row * columns + column] = sum;
    }
}

cudaError_t matmul(const float* A, const float* B, float* C, int rows, int columns, int inner) {
    const dim3 block(16, 16);
    const dim3 grid((columns + block.x - 1) / block.x, (rows + block.y - 1) / block.y);
    matmul_naive<<<grid, block>>>(A, B, C, rows, columns, inner);
    return cudaGetLastError();
}
