#include <cuda_runtime.h>

__global__ void sub_naive(const float* a, const float* b, float* c, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    c[i] = a[i] - b[i];
}

// A row is taken from every row of a [rows, columns] matrix of an even number of columns: a block has a stretch of
// columns and walks down the rows, so that each thread keeps its two elements of the row in registers.
__global__ void sub_broadcast(const float* __restrict__ a, const float* __restrict__ row, float* __restrict__ c,
                              int rows, int columns) {
    const int pair = blockIdx.x * blockDim.x + threadIdx.x;
    const int pairs = columns / 2;
    if (pair >= pairs) return;

    const float2 taken = reinterpret_cast<const float2*>(row)[pair];
    for (int y = blockIdx.y; y < rows; y += gridDim.y) {
        float2 value = reinterpret_cast<const float2*>(a)[y * pairs + pair];
        value.x -= taken.x;
        value.y -= taken.y;
        reinterpret_cast<float2*>(c)[y * pairs + pair] = value;
    }
}
