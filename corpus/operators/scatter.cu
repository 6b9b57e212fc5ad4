#include <cuda_runtime.h>

// Scatter along rows: updates go to the rows that their indices name.

// out[indices[i], :] = updates[i, :], one thread an element; no index comes twice.
__global__ void scatter_naive(const float* __restrict__ updates, const int* __restrict__ indices,
                              float* __restrict__ out, int count, int columns) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int i = blockIdx.y * blockDim.y + threadIdx.y;
    if (i < count && column < columns) out[indices[i] * columns + column] = updates[i * columns + column];
}

// out[indices[i]] += updates[i], where many updates share a place: one thread an update.
__global__ void scatter_add_naive(const int* __restrict__ updates, const int* __restrict__ indices,
                                  int* __restrict__ out, int count) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < count) atomicAdd(&out[indices[i]], updates[i]);
}

// The same of floats, for few places: each block adds its updates up in shared memory, a float a place, and then its sums
// to the output, so that there are `places` atomic operations a block on global memory.
__global__ void scatter_add_block(const float* __restrict__ updates, const int* __restrict__ indices,
                                  float* __restrict__ out, int count, int places) {
    extern __shared__ float sums[];
    for (int place = threadIdx.x; place < places; place += blockDim.x) sums[place] = 0.0f;
    __syncthreads();
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x)
        atomicAdd(&sums[indices[i]], updates[i]);
    __syncthreads();
    for (int place = threadIdx.x; place < places; place += blockDim.x) {
        const float sum = sums[place];
        if (sum != 0.0f) atomicAdd(out + place, sum);
    }
}
