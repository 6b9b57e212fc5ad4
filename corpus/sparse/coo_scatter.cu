#include <cuda_runtime.h>

// Sparse matrices as a list of (row, column, value), in any order and with repeats.

// y += A * x; entries of a row meet in an atomic addition.
__global__ void spmv_coo(const int2* __restrict__ places, const float* __restrict__ values,
                         const float* __restrict__ x, float* y, int entries) {
    const int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < entries; i += stride) {
        const int2 place = places[i];
        const float product = values[i] * x[place.y];
        if (product != 0.0f) atomicAdd(&y[place.x], product);
    }
}

// How many entries each row has, as the first step towards CSR.
__global__ void count_row_entries(const int2* __restrict__ places, int* counts, int entries) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    while (i < entries) {
        atomicAdd(counts + places[i].x, 1);
        i += gridDim.x * blockDim.x;
    }
}
