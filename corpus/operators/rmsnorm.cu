#include <cuda_runtime.h>

// Root-mean-square normalisation of the rows of a [rows, columns] matrix: y = x / sqrt(mean(x^2) + epsilon) * weight.

// One thread an element.
__global__ void rmsnorm_naive(const float* x, const float* weight, float* y, int rows, int columns, float epsilon) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < rows * columns) {
        const int row = i / columns;
        float squares = 0.0f;
        for (int c = 0; c < columns; c++) {
            const float value = x[row * columns + c];
            squares += value * value;
        }
        y[i] = x[i] * rsqrtf(squares / columns + epsilon) * weight[i - row * columns];
    }
}

__device__ __forceinline__ float warp_sum(float value) {
#pragma unroll
    for (int step = 16; step > 0; step >>= 1) value += __shfl_xor_sync(0xffffffff, value, step);
    return value;
}

__device__ __forceinline__ float squared_length(float4 v) { return v.x * v.x + v.y * v.y + v.z * v.z + v.w * v.w; }

// Adds x to the residual stream and normalises the sum, four columns at a time: `columns` is a multiple of four. One
// block of whole warps a row. residual is changed in place; every thread finds there what it wrote itself.
__global__ void rmsnorm_residual(const float* __restrict__ x, float* __restrict__ residual,
                                 const float* __restrict__ weight, float* __restrict__ y, int columns,
                                 float epsilon) {
    __shared__ float warps[32];
    __shared__ float scale;
    const int vectors = columns / 4;
    const float4* in = reinterpret_cast<const float4*>(x) + blockIdx.x * vectors;
    float4* stream = reinterpret_cast<float4*>(residual) + blockIdx.x * vectors;
    const float4* weights = reinterpret_cast<const float4*>(weight);
    float4* out = reinterpret_cast<float4*>(y) + blockIdx.x * vectors;

    float squares = 0.0f;
    for (int i = threadIdx.x; i < vectors; i += blockDim.x) {
        const float4 added = in[i];
        float4 sum = stream[i];
        sum.x += added.x;
        sum.y += added.y;
        sum.z += added.z;
        sum.w += added.w;
        stream[i] = sum;
        squares += squared_length(sum);
    }

    squares = warp_sum(squares);
    const int lane = threadIdx.x & 31, warp = threadIdx.x >> 5;
    if (lane == 0) warps[warp] = squares;
    __syncthreads();
    if (warp == 0) {
        squares = warp_sum(lane < blockDim.x / 32 ? warps[lane] : 0.0f);
        if (lane == 0) scale = rsqrtf(squares / columns + epsilon);
    }
    __syncthreads();

    for (int i = threadIdx.x; i < vectors; i += blockDim.x) {
        const float4 value = stream[i], w = weights[i];
        out[i] = make_float4(value.x * scale * w.x, value.y * scale * w.y, value.z * scale * w.z,
                             value.w * scale * w.w);
    }
}
