#include <cuda_fp16.h>
#include <cuda_runtime.h>

// The gated half of a transformer's feed-forward layer: out = silu(x * gate) * (x * up), with x [tokens, model],
// gate and up [model, hidden], out [tokens, hidden].

__device__ __forceinline__ float silu(float value) { return value / (1.0f + __expf(-value)); }

__global__ void gatemlp_naive(const float* __restrict__ x, const float* __restrict__ gate,
                              const float* __restrict__ up, float* __restrict__ out, int tokens, int model,
                              int hidden) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int token = blockIdx.y * blockDim.y + threadIdx.y;
    if (token < tokens && column < hidden) {
        float gated = 0.0f;
        float plain = 0.0f;
        for (int k = 0; k < model; ++k) {
            const float value = x[token * model + k];
            gated += value * __ldg(gate + k * hidden + column);
            plain += value * __ldg(up + k * hidden + column);
        }
        out[token * hidden + column] = silu(gated) * plain;
    }
}

#define TILE 16

// Both products share the tile of x, and nothing between them and the result touches global memory.
__global__ void gatemlp_tiled(const half* __restrict__ x, const half* __restrict__ gate, const half* __restrict__ up,
                              half* __restrict__ out, int tokens, int model, int hidden) {
    __shared__ half x_tile[TILE][TILE];
    __shared__ half gate_tile[TILE][TILE];
    __shared__ half up_tile[TILE][TILE];
    const half zero = __float2half(0.0f);
    const int tx = threadIdx.x;
    const int ty = threadIdx.y;
    const int token = blockIdx.y * TILE + ty;
    const int column = blockIdx.x * TILE + tx;

    float gated = 0.0f;
    float plain = 0.0f;
    for (int start = 0; start < model; start += TILE) {
        const bool x_inside = token < tokens && start + tx < model;
        const bool weight_inside = start + ty < model && column < hidden;
        const int weight_place = (start + ty) * hidden + column;
        x_tile[ty][tx] = x_inside ? x[token * model + start + tx] : zero;
        gate_tile[ty][tx] = weight_inside ? gate[weight_place] : zero;
        up_tile[ty][tx] = weight_inside ? up[weight_place] : zero;
        __syncthreads();
        for (int k = 0; k < TILE; ++k) {
            const float value = __half2float(x_tile[ty][k]);
            gated += value * __half2float(gate_tile[k][tx]);
            plain += value * __half2float(up_tile[k][tx]);
        }
        __syncthreads();
    }
    if (token < tokens && column < hidden) out[token * hidden + column] = __float2half(silu(gated) * plain);
}
