#include <cuda_fp16.h>
#include <cuda_runtime.h>

__global__ void add_naive(const float* a, const float* b, float* c, int n) {
    int i = threadIdx.x + blockIdx.x * blockDim.x;
    if (i < n) c[i] = a[i] + b[i];
}

// Four elements at a time, a grid's width apart; the first threads take what is left over.
__global__ void add_vectorised(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c, int n) {
    const float4* a4 = reinterpret_cast<const float4*>(a);
    const float4* b4 = reinterpret_cast<const float4*>(b);
    float4* c4 = reinterpret_cast<float4*>(c);
    const int first = blockIdx.x * blockDim.x + threadIdx.x;
    for (int i = first; i < n / 4; i += gridDim.x * blockDim.x) {
        const float4 left = a4[i];
        const float4 right = b4[i];
        c4[i] = make_float4(left.x + right.x, left.y + right.y, left.z + right.z, left.w + right.w);
    }
    const int rest = n / 4 * 4 + first;
    if (rest < n) c[rest] = a[rest] + b[rest];
}

// Half precision, two at a time. An odd last element is one thread's.
__global__ void add_half2(const half* __restrict__ a, const half* __restrict__ b, half* __restrict__ c, int n) {
    const int i = 2 * (blockIdx.x * blockDim.x + threadIdx.x);
    if (i + 1 < n)
        *reinterpret_cast<half2*>(c + i) =
            __hadd2(*reinterpret_cast<const half2*>(a + i), *reinterpret_cast<const half2*>(b + i));
    else if (i < n)
        c[i] = __hadd(a[i], b[i]);
}

void launch_add(const float* a, const float* b, float* c, int n, cudaStream_t stream) {
    const int threads = 256;
    const int blocks = min((n / 4 + threads - 1) / threads + 1, 1024);
    add_vectorised<<<blocks, threads, 0, stream>>>(a, b, c, n);
}
