#include <cuda_runtime.h>

// A one-dimensional filter over a signal that is zero outside its ends. A block stages its stretch of the signal and
// the halo on both sides in dynamic shared memory: blockDim.x + 2 * RADIUS floats.

#define RADIUS 3

__constant__ float filter[2 * RADIUS + 1] = {0.05f, 0.1f, 0.2f, 0.3f, 0.2f, 0.1f, 0.05f};

__global__ void conv1d(const float* __restrict__ signal, float* __restrict__ out, int n) {
    extern __shared__ float stretch[];
    const int first = blockIdx.x * blockDim.x - RADIUS;

    for (int i = threadIdx.x; i < blockDim.x + 2 * RADIUS; i += blockDim.x) {
        const int place = first + i;
        stretch[i] = (place >= 0 && place < n) ? signal[place] : 0.0f;
    }
    __syncthreads();

    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        float sum = 0.0f;
#pragma unroll
        for (int tap = -RADIUS; tap <= RADIUS; ++tap)
            sum += filter[RADIUS + tap] * stretch[static_cast<int>(threadIdx.x) + RADIUS + tap];
        out[i] = sum;
    }
}
