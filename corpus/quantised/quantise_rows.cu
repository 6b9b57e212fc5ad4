#include <cuda_runtime.h>

// Dynamic symmetric quantisation of activations: each row gets the scale that maps its largest magnitude to 127.
// One block a row.

constexpr float LARGEST_BYTE = 127.0f;

__device__ float block_max(float value) {
    __shared__ float warp_maxima[32];
    for (int distance = 16; distance > 0; distance /= 2)
        value = fmaxf(value, __shfl_xor_sync(0xffffffff, value, distance));
    if (threadIdx.x % 32 == 0) warp_maxima[threadIdx.x / 32] = value;
    __syncthreads();
    value = warp_maxima[0];
    for (int warp = 1; warp < blockDim.x / 32; ++warp) value = fmaxf(value, warp_maxima[warp]);
    return value;
}

__global__ void quantise_rows(const float* __restrict__ x, signed char* __restrict__ quantised,
                              float* __restrict__ scales, int columns) {
    const float* row = x + blockIdx.x * columns;
    float magnitude = 0.0f;
    for (int i = threadIdx.x; i < columns; i += blockDim.x) magnitude = fmaxf(magnitude, fabsf(row[i]));
    magnitude = block_max(magnitude);

    // A row of zeros stays zeros.
    const float inverse = magnitude > 0.0f ? LARGEST_BYTE / magnitude : 0.0f;
    if (threadIdx.x == 0) scales[blockIdx.x] = magnitude / LARGEST_BYTE;

    for (int i = threadIdx.x; i < columns; i += blockDim.x) {
        int level = __float2int_rn(row[i] * inverse);
        level = max(-127, min(127, level));
        quantised[blockIdx.x * columns + i] = static_cast<signed char>(level);
    }
}
