#include <cuda_runtime.h>

// The dot product of two vectors, four elements a load. Each block reduces in dynamic shared memory, one float for
// each thread, and adds its part to the result, which starts at zero.

__device__ inline float dot(float4 a, float4 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
}

__device__ inline float dot(float a, float b) {
    return a * b;
}

__global__ void dot_product(const float* __restrict__ a, const float* __restrict__ b, float* result, int n) {
    extern __shared__ float partial[];

    const int quads = n / 4;
    const float4* a_quads = reinterpret_cast<const float4*>(a);
    const float4* b_quads = reinterpret_cast<const float4*>(b);
    const int first = blockIdx.x * blockDim.x + threadIdx.x;

    float sum = 0.0f;
    for (int i = first; i < quads; i += gridDim.x * blockDim.x) sum += dot(a_quads[i], b_quads[i]);
    const int rest = 4 * quads + first;
    if (rest < n) sum += dot(a[rest], b[rest]);

    partial[threadIdx.x] = sum;
    __syncthreads();
    for (unsigned int active = blockDim.x >> 1; active != 0; active >>= 1) {
        if (threadIdx.x < active) partial[threadIdx.x] += partial[threadIdx.x + active];
        __syncthreads();
    }
    if (threadIdx.x == 0) atomicAdd(result, partial[0]);
}
