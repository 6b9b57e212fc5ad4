// Each block's elements in the opposite order, through dynamic shared memory.
__global__ void reverse(const float* x, float* y) {
    extern __shared__ float held[];
    held[threadIdx.x] = x[blockIdx.x * blockDim.x + threadIdx.x];
    __syncthreads();
    y[blockIdx.x * blockDim.x + threadIdx.x] = held[blockDim.x - 1 - threadIdx.x];
}
