#include <cuda_runtime.h>

// Rotary position embedding, in place (Su et al., arXiv:2104.09864): each pair of neighbouring channels turns by an
// angle that grows with the position and falls with the channel. x is [positions, heads, pairs] of float2.
// The grid is (positions, heads); the threads of a block share the pairs.

__device__ inline float2 rotated(float2 value, float angle) {
    float sine, cosine;
    sincosf(angle, &sine, &cosine);
    return make_float2(value.x * cosine - value.y * sine, value.x * sine + value.y * cosine);
}

__global__ void rotary_embedding(float2* x, const int* __restrict__ positions, int pairs, float base) {
    float2* head = x + (blockIdx.x * gridDim.y + blockIdx.y) * pairs;
    const float position = static_cast<float>(positions[blockIdx.x]);

    for (int pair = threadIdx.x; pair < pairs; pair += blockDim.x) {
        const float frequency = powf(base, -static_cast<float>(pair) / pairs);
        head[pair] = rotated(head[pair], position * frequency);
    }
}
