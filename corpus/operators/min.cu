#include <cuda_runtime.h>
#include <float.h>
#include <limits.h>

// The smallest element of each column of a [rows, columns] matrix, as float or int.

template <typename T>
__global__ void min_naive(const T* __restrict__ x, T* __restrict__ y, int rows, int columns) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    if (column >= columns) return;
    T smallest = x[column];
    for (int row = 1; row < rows; ++row) {
        const T value = x[row * columns + column];
        if (value < smallest) smallest = value;
    }
    y[column] = smallest;
}

template <typename T>
__device__ T largest_of();

template <>
__device__ float largest_of<float>() {
    return FLT_MAX;
}

template <>
__device__ int largest_of<int>() {
    return INT_MAX;
}

// A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
// folded in shared memory. The column of padding keeps the folds free of bank conflicts.
template <typename T, int LINES>
__global__ void min_columns(const T* __restrict__ x, T* __restrict__ y, int rows, int columns) {
    __shared__ T folded[LINES][33];
    const int column = blockIdx.x * 32 + threadIdx.x;

    T smallest = largest_of<T>();
    if (column < columns)
        for (int row = threadIdx.y; row < rows; row += LINES) smallest = min(smallest, x[row * columns + column]);
    folded[threadIdx.y][threadIdx.x] = smallest;
    __syncthreads();

    for (int half = LINES / 2; half > 0; half >>= 1) {
        if (threadIdx.y < half)
            folded[threadIdx.y][threadIdx.x] =
                min(folded[threadIdx.y][threadIdx.x], folded[threadIdx.y + half][threadIdx.x]);
        __syncthreads();
    }
    if (threadIdx.y == 0 && column < columns) y[column] = folded[0][threadIdx.x];
}

template __global__ void min_naive<float>(const float*, float*, int, int);
template __global__ void min_naive<int>(const int*, int*, int, int);
template __global__ void min_columns<float, 8>(const float*, float*, int, int);
template __global__ void min_columns<int, 4>(const int*, int*, int, int);
