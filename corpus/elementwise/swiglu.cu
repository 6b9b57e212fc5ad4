#include <cuda_runtime.h>

// The gated unit of LLaMA's feed-forward layer: out = silu(gate) * up.
// gate and up are the halves of one [rows, 2 * width] matrix, as a fused projection leaves them.
// One block row (blockIdx.y) a matrix row.

__device__ inline float silu(float x) {
    // Approximate by intention: the exponential and the division are the fast ones.
    return __fdividef(x, 1.0f + __expf(-x));
}

__global__ void swiglu(const float* __restrict__ gate_and_up, float* __restrict__ out, int width) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y;
    if (column >= width) return;

    const float* gate = gate_and_up + static_cast<size_t>(row) * 2 * width;
    const float* up = gate + width;
    out[static_cast<size_t>(row) * width + column] = silu(gate[column]) * up[column];
}
