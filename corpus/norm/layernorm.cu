#include <cuda_runtime.h>

// Layer normalisation over the last dimension: y = (x - mean) / sqrt(variance + epsilon) * gamma + beta.
// One block a row. Mean and variance come from one pass: each thread keeps a running mean and sum of squared
// deviations (Welford), and pairs of those are joined (Chan) through warp shuffles and then through shared memory.

constexpr int MAX_WARPS = 32;

struct Moments {
    float mean;
    float squares;  // sum of squared deviations from the mean
    float count;
};

__device__ void add_value(Moments* moments, float value) {
    moments->count += 1.0f;
    const float deviation = value - moments->mean;
    moments->mean += deviation / moments->count;
    moments->squares += deviation * (value - moments->mean);
}

__device__ Moments join(const Moments& a, const Moments& b) {
    const float count = a.count + b.count;
    if (count == 0.0f) return a;
    const float deviation = b.mean - a.mean;
    Moments joined;
    joined.mean = a.mean + deviation * (b.count / count);
    joined.squares = a.squares + b.squares + deviation * deviation * (a.count * b.count / count);
    joined.count = count;
    return joined;
}

__device__ Moments join_warp(Moments moments) {
    for (int distance = 16; distance >= 1; distance >>= 1) {
        Moments other;
        other.mean = __shfl_xor_sync(0xffffffff, moments.mean, distance);
        other.squares = __shfl_xor_sync(0xffffffff, moments.squares, distance);
        other.count = __shfl_xor_sync(0xffffffff, moments.count, distance);
        moments = join(moments, other);
    }
    return moments;
}

__global__ void layernorm(const float* __restrict__ x, const float* __restrict__ gamma,
                          const float* __restrict__ beta, float* __restrict__ y, int columns, float epsilon) {
    __shared__ Moments warp_moments[MAX_WARPS];
    __shared__ float mean, scale;
    const float* row = x + blockIdx.x * columns;
    const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;

    Moments moments = {0.0f, 0.0f, 0.0f};
    for (int i = threadIdx.x; i < columns; i += blockDim.x) add_value(&moments, row[i]);
    moments = join_warp(moments);
    if (lane == 0) warp_moments[warp] = moments;
    __syncthreads();

    if (threadIdx.x == 0) {
        for (int other = 1; other < blockDim.x / 32; ++other) moments = join(moments, warp_moments[other]);
        mean = moments.mean;
        scale = rsqrtf(moments.squares / columns + epsilon);
    }
    __syncthreads();

    float* out = y + blockIdx.x * columns;
    for (int i = threadIdx.x; i < columns; i += blockDim.x) out[i] = (row[i] - mean) * scale * gamma[i] + beta[i];
}

void layernorm_forward(const float* x, const float* gamma, const float* beta, float* y, int rows, int columns,
                       cudaStream_t stream) {
    layernorm<<<rows, 128, 0, stream>>>(x, gamma, beta, y, columns, 1e-5f);
}
