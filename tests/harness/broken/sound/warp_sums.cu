// The sum of each warp's numbers, and how many of them are positive.
__global__ void warp_sums(const int* x, int* sums, int* positive) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int value = x[i];
    int count = __popc(__ballot_sync(0xffffffff, value > 0));
    for (int distance = 16; distance > 0; distance /= 2) value += __shfl_down_sync(0xffffffff, value, distance);
    if (threadIdx.x % 32 == 0) {
        sums[i / 32] = value;
        positive[i / 32] = count;
    }
}
