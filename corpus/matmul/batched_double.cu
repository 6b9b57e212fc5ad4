#include <cuda_runtime.h>

// C[b] = A[b] * B[b]^T for a batch of double-precision matrices: blockIdx.z is the batch.
// Offsets are 64 bits wide, because a batch of matrices soon holds more than 2^31 elements.

struct MatrixSize {
    int rows;
    int columns;
    long long stride;  // elements from one matrix of the batch to the next
};

__device__ __forceinline__ long long offset_of(const MatrixSize& size, int batch, int row, int column = 0) {
    return batch * size.stride + static_cast<long long>(row) * size.columns + column;
}

__global__ void batched_matmul_double(const double* __restrict__ A, const double* __restrict__ B,
                                      double* __restrict__ C, int rows, int columns, int inner) {
    const MatrixSize a_size = {rows, inner, 1LL * rows * inner};
    const MatrixSize b_size = {columns, inner, 1LL * columns * inner};
    const MatrixSize c_size = {rows, columns, 1LL * rows * columns};

    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    const int batch = blockIdx.z;
    if (row >= rows || column >= columns) return;

    const double* a = A + offset_of(a_size, batch, row);
    const double* b = B + offset_of(b_size, batch, column);
    double sum = 0.0;
    for (int k = 0; k < inner; ++k) sum = fma(a[k], b[k], sum);
    C[offset_of(c_size, batch, row, column)] = sum;
}
