#include <cuda_runtime.h>

/// The Gaussian error linear unit in its two common forms (Hendrycks and Gimpel, arXiv:1606.08415).

constexpr float SQRT_HALF = 0.70710678118654752f;
constexpr float SQRT_TWO_OVER_PI = 0.79788456080286536f;
static constexpr float CUBIC = 0.044715f;

/// x times the probability that a standard normal is below x.
__device__ __forceinline__ float gelu_exact(float x) {
    return 0.5f * x * (1.0f + erff(x * SQRT_HALF));
}

/// The tanh approximation that BERT and GPT-2 were trained with.
__device__ __forceinline__ float gelu_approximate(float x) {
    const float cube = x * x * x;
    return 0.5f * x * (1.0f + tanhf(SQRT_TWO_OVER_PI * (x + CUBIC * cube)));
}

__global__ void gelu_erf(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    y[i] = gelu_exact(x[i]);
}

__global__ void gelu_tanh(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    y[i] = gelu_approximate(x[i]);
}

void launch_gelu(const float* x, float* y, int n, bool exact, cudaStream_t stream) {
    const int block = 256;
    const int grid = (n + block - 1) / block;
    if (exact) {
        gelu_erf<<<grid, block, 0, stream>>>(x, y, n);
    } else {
        gelu_tanh<<<grid, block, 0, stream>>>(x, y, n);
    }
}
