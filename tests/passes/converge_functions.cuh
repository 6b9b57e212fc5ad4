// Device functions that kernels.cu calls.

__device__ int warp_sum(int value) {
    for (int distance = 16; distance > 0; distance /= 2) value += __shfl_xor_sync(0xffffffff, value, distance);
    return value;
}

__device__ void store_sum(int value, int* where) { *where = warp_sum(value) + __popc(__ballot_sync(~0u, value > 0)); }
__device__ int clipped(int value, int most) {
    if (most < 0) return -1;
    const int sum = __reduce_add_sync(~0u, value);
    if (sum > most) return most;
    return sum;
}
__device__ int block_sum(int value) {
    __shared__ int sums[32];
    value = warp_sum(value);
    if (threadIdx.x % 32 == 0) sums[threadIdx.x / 32] = value;
    __syncthreads();
    if (threadIdx.x < 32) {
        value = threadIdx.x < blockDim.x / 32 ? sums[threadIdx.x] : 0;
        value = warp_sum(value);
        if (threadIdx.x == 0) sums[0] = value;
    }
    __syncthreads();
    const int total = sums[0];
    __syncthreads();
    return total;
}
