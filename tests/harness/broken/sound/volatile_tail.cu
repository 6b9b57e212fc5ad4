// The last steps of a tree in one warp, in the way of before __syncwarp: the exchange goes through volatile memory.
__global__ void warp_tail(const int* x, int* sums) {
    __shared__ volatile int held[64];
    held[threadIdx.x] = x[blockIdx.x * 64 + threadIdx.x];
    __syncthreads();
    if (threadIdx.x < 32) {
        held[threadIdx.x] += held[threadIdx.x + 32];
        __syncwarp();
        int other = held[(threadIdx.x + 31) % 32];
        __syncwarp();
        held[threadIdx.x] += other;
        __syncwarp();
        if (threadIdx.x == 0) {
            int sum = 0;
            for (int i = 0; i < 32; i++) sum += held[i];
            sums[blockIdx.x] = sum;
        }
    }
}
