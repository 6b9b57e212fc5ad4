#include <cuda_runtime.h>

// A fully connected layer: y = x * transpose(weight) + bias, with x [items, inputs], weight [outputs, inputs] and
// y [items, outputs].

__global__ void dense_naive(const float* x, const float* weight, const float* bias, float* y, int items, int inputs,
                            int outputs) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= items * outputs) return;
    int item = i / outputs;
    int output = i % outputs;

    float sum = bias[output];
    for (int k = 0; k < inputs; k++) sum += x[item * inputs + k] * weight[output * inputs + k];
    y[i] = sum;
}

__device__ __forceinline__ float warp_all_sum(float value) {
    for (int mask = warpSize / 2; mask > 0; mask >>= 1) value += __shfl_xor_sync(0xffffffffu, value, mask);
    return value;
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
template <bool RELU>
__global__ void dense_staged(const float* __restrict__ x, const float* __restrict__ weight,
                             const float* __restrict__ bias, float* __restrict__ y, int inputs, int outputs) {
    extern __shared__ float item[];
    for (int k = threadIdx.x; k < inputs; k += blockDim.x) item[k] = x[blockIdx.x * inputs + k];
    __syncthreads();

    const int lane = threadIdx.x % warpSize;
    const int warps = blockDim.x / warpSize;
    for (int output = threadIdx.x / warpSize; output < outputs; output += warps) {
        const float* row = weight + output * inputs;
        float sum = 0.0f;
        for (int k = lane; k < inputs; k += warpSize) sum += item[k] * row[k];
        sum = warp_all_sum(sum);
        if (lane == 0) {
            sum += bias[output];
            if (RELU) sum = fmaxf(sum, 0.0f);
            y[blockIdx.x * outputs + output] = sum;
        }
    }
}

template __global__ void dense_staged<false>(const float*, const float*, const float*, float*, int, int);
template __global__ void dense_staged<true>(const float*, const float*, const float*, float*, int, int);

void launch_dense(const float* x, const float* weight, const float* bias, float* y, int items, int inputs, int outputs,
                  bool relu, cudaStream_t stream) {
    const int threads = 128;
    const size_t shared = inputs * sizeof(float);
    if (relu)
        dense_staged<true><<<items, threads, shared, stream>>>(x, weight, bias, y, inputs, outputs);
    else
        dense_staged<false><<<items, threads, shared, stream>>>(x, weight, bias, y, inputs, outputs);
}
