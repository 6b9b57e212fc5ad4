#include <cuda_runtime.h>

__global__ void relu_naive(const float* __restrict__ x, float* __restrict__ y, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) y[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

// What the members of a family of activations do to one element.
struct Relu {
    __device__ float operator()(float value) const { return fmaxf(value, 0.0f); }
};

struct LeakyRelu {
    float slope;
    __device__ float operator()(float value) const { return value > 0.0f ? value : slope * value; }
};

// Any of them, in place, four elements at a time; the last block takes what is left over.
template <typename Activation>
__global__ void relu_vectorised(float* data, int n, Activation activation) {
    float4* fours = reinterpret_cast<float4*>(data);
    const int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n / 4; i += stride) {
        float4 four = fours[i];
        four.x = activation(four.x);
        four.y = activation(four.y);
        four.z = activation(four.z);
        four.w = activation(four.w);
        fours[i] = four;
    }
    if (blockIdx.x == gridDim.x - 1 && threadIdx.x < n % 4) {
        float* last = data + n - n % 4 + threadIdx.x;
        *last = activation(*last);
    }
}

template __global__ void relu_vectorised<Relu>(float*, int, Relu);
template __global__ void relu_vectorised<LeakyRelu>(float*, int, LeakyRelu);
