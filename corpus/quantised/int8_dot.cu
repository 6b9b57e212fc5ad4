#include <cuda_runtime.h>

// C = scale * A * B^T of signed bytes, four products an instruction. Rows of A and B are packed into words of four
// bytes, `words` to a row; every row of A and of B has a scale of its own.
__global__ void int8_matmul(const int* __restrict__ A, const int* __restrict__ B,
                            const float* __restrict__ row_scales, const float* __restrict__ column_scales,
                            float* __restrict__ C, int rows, int columns, int words) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= rows || column >= columns) return;

    int sum = 0;
    for (int k = 0; k < words; ++k) sum = __dp4a(A[row * words + k], B[column * words + k], sum);
    C[row * columns + column] = static_cast<float>(sum) * (row_scales[row] * column_scales[column]);
}

// The same product of two vectors without the instruction, four bytes a load; one block, tree in shared memory.
__global__ void int8_dot(const char4* __restrict__ a, const char4* __restrict__ b, int* __restrict__ result,
                         int words) {
    __shared__ int partial[128];
    int sum = 0;
    for (int i = threadIdx.x; i < words; i += blockDim.x) {
        const char4 x = a[i], y = b[i];
        sum += x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
    }
    partial[threadIdx.x] = sum;
    __syncthreads();
    for (int active = 64; active > 0; active >>= 1) {
        if (threadIdx.x < active) partial[threadIdx.x] += partial[threadIdx.x + active];
        __syncthreads();
    }
    if (threadIdx.x == 0) *result = partial[0];
}
