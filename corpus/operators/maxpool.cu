#include <cfloat>
#include <cuda_runtime.h>

// Max pooling.

// [planes, height, width]: one thread an element of the output, which also has the place of its maximum in the plane,
// as the backward pass needs it. The first of equals wins; a window that lies in the padding has no place, -1.
__global__ void maxpool_naive(const float* __restrict__ input, float* __restrict__ output, int* __restrict__ places,
                              int2 size, int2 out_size, int2 kernel, int2 stride, int2 padding) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= out_size.x || y >= out_size.y) return;
    const float* plane = input + blockIdx.z * size.y * size.x;

    float largest = -FLT_MAX;
    int place = -1;
    for (int ky = 0; ky < kernel.y; ++ky) {
        const int row = y * stride.y - padding.y + ky;
        if (row < 0 || row >= size.y) continue;
        for (int kx = 0; kx < kernel.x; ++kx) {
            const int column = x * stride.x - padding.x + kx;
            if (column < 0 || column >= size.x) continue;
            const float value = plane[row * size.x + column];
            if (value > largest) {
                largest = value;
                place = row * size.x + column;
            }
        }
    }
    const int i = (blockIdx.z * out_size.y + y) * out_size.x + x;
    output[i] = largest;
    places[i] = place;
}

__device__ __forceinline__ float4 larger(float4 a, float4 b) {
    return make_float4(fmaxf(a.x, b.x), fmaxf(a.y, b.y), fmaxf(a.z, b.z), fmaxf(a.w, b.w));
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
template <int KERNEL, int STRIDE>
__global__ void maxpool_vectorised(const float4* __restrict__ input, float4* __restrict__ output, int batch,
                                   int height, int width, int vectors) {
    const int out_height = (height - KERNEL) / STRIDE + 1;
    const int out_width = (width - KERNEL) / STRIDE + 1;
    const int total = batch * out_height * out_width * vectors;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < total; i += gridDim.x * blockDim.x) {
        const int vector = i % vectors;
        const int x = i / vectors % out_width;
        const int y = i / (vectors * out_width) % out_height;
        const int image = i / (vectors * out_width * out_height);
        const float4* corner = input + ((image * height + y * STRIDE) * width + x * STRIDE) * vectors + vector;
        float4 largest = *corner;
#pragma unroll
        for (int ky = 0; ky < KERNEL; ++ky) {
#pragma unroll
            for (int kx = 0; kx < KERNEL; ++kx) largest = larger(largest, corner[(ky * width + kx) * vectors]);
        }
        output[i] = largest;
    }
}

// The largest element of each plane, a block a plane: a tree in dynamic shared memory of blockDim.x floats.
__global__ void maxpool_global(const float* __restrict__ input, float* __restrict__ output, int elements) {
    extern __shared__ float places[];
    float largest = -FLT_MAX;
    for (int i = threadIdx.x; i < elements; i += blockDim.x)
        largest = fmaxf(largest, input[blockIdx.x * elements + i]);
    places[threadIdx.x] = largest;
    for (int active = blockDim.x >> 1; active > 0; active >>= 1) {
        __syncthreads();
        if (threadIdx.x < active) places[threadIdx.x] = fmaxf(places[threadIdx.x], places[threadIdx.x + active]);
    }
    if (threadIdx.x == 0) output[blockIdx.x] = places[0];
}
