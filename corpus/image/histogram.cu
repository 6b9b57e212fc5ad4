// Histogram of bytes, as a whole program: each block counts in shared memory and adds its counts to the result.
#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>

static const int BINS = 256;

__global__ void histogram(const unsigned char* __restrict__ data, unsigned int* counts, int n) {
    __shared__ unsigned int block_counts[BINS];
    for (int bin = threadIdx.x; bin < BINS; bin += blockDim.x) block_counts[bin] = 0;
    __syncthreads();

    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
        atomicAdd(&block_counts[data[i]], 1u);
    __syncthreads();

    for (int bin = threadIdx.x; bin < BINS; bin += blockDim.x) {
        const unsigned int count = block_counts[bin];
        if (count) atomicAdd(&counts[bin], count);
    }
}

int main(int argc, char** argv) {
    const int n = argc > 1 ? std::atoi(argv[1]) : 5000;
    unsigned char* data = static_cast<unsigned char*>(std::malloc(n));
    unsigned int counts[BINS] = {0}, expected[BINS] = {0};
    unsigned int state = 12345;
    for (int i = 0; i < n; ++i) {
        state = 1664525u * state + 1013904223u;
        data[i] = state >> 24;
        ++expected[data[i]];
    }

    unsigned char* device_data;
    unsigned int* device_counts;
    cudaMalloc(&device_data, n);
    cudaMalloc(&device_counts, sizeof(counts));
    cudaMemcpy(device_data, data, n, cudaMemcpyHostToDevice);
    cudaMemset(device_counts, 0, sizeof(counts));

    dim3 grid(4), block(128);
    histogram<<<grid, block>>>(device_data, device_counts, n);
    cudaDeviceSynchronize();

    cudaMemcpy(counts, device_counts, sizeof(counts), cudaMemcpyDeviceToHost);
    cudaFree(device_data);
    cudaFree(device_counts);
    std::free(data);

    int wrong = 0;
    for (int bin = 0; bin < BINS; ++bin) wrong += counts[bin] != expected[bin];
    if (wrong != 0) {
        std::printf("histogram: %d bins are wrong\n", wrong);
        return 1;
    }
    std::printf("histogram: ok\n");
    return 0;
}
