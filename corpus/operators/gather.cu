#include <cuda_runtime.h>

// Rows of a table by their indices: out[i, :] = table[indices[i], :]. A negative index counts from the end; one that is
// out of range gives zeros.

__device__ __forceinline__ int wrapped(int index, int rows) { return index < 0 ? index + rows : index; }

// One thread an element of the output.
template <typename T>
__global__ void gather_naive(const T* __restrict__ table, const int* __restrict__ indices, T* __restrict__ out,
                             int rows, int columns, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count * columns) return;
    const int row = wrapped(indices[i / columns], rows);
    out[i] = row >= 0 && row < rows ? table[row * columns + i % columns] : T(0);
}

// One block a row, four elements a load: `columns` is a multiple of four.
__global__ void gather_block(const float* __restrict__ table, const int* __restrict__ indices,
                             float* __restrict__ out, int rows, int columns) {
    __shared__ int row;
    if (threadIdx.x == 0) row = wrapped(__ldg(indices + blockIdx.x), rows);
    __syncthreads();
    const int vectors = columns / 4;
    float4* to = reinterpret_cast<float4*>(out) + blockIdx.x * vectors;
    if (row < 0 || row >= rows) {
        for (int i = threadIdx.x; i < vectors; i += blockDim.x) to[i] = make_float4(0.0f, 0.0f, 0.0f, 0.0f);
        return;
    }
    const float4* from = reinterpret_cast<const float4*>(table) + row * vectors;
    for (int i = threadIdx.x; i < vectors; i += blockDim.x) to[i] = from[i];
}

// Elements along the last axis: out[r, i] = x[r, indices[r, i]], one block a row of x, which is staged in dynamic shared
// memory of `columns` floats.
__global__ void gather_elements(const float* __restrict__ x, const int* __restrict__ indices, float* __restrict__ out,
                                int columns, int count) {
    extern __shared__ float row[];
    for (int i = threadIdx.x; i < columns; i += blockDim.x) row[i] = x[blockIdx.x * columns + i];
    __syncthreads();
    for (int i = threadIdx.x; i < count; i += blockDim.x) {
        const int place = blockIdx.x * count + i;
        out[place] = row[indices[place]];
    }
}

template __global__ void gather_naive<float>(const float*, const int*, float*, int, int, int);
template __global__ void gather_naive<int>(const int*, const int*, int*, int, int, int);
