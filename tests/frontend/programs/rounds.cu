// A loop of whole warps that take different numbers of turns, with shuffles in it: the port asks the block at each turn
// whether any thread goes on. PoCL 3.1 mixed up what single threads did between the last shuffle and that question.
__device__ int warp_sum(int value) {
    value += __shfl_xor_sync(0xffffffff, value, 16);
    value += __shfl_xor_sync(0xffffffff, value, 8);
    value += __shfl_xor_sync(0xffffffff, value, 4);
    value += __shfl_xor_sync(0xffffffff, value, 2);
    value += __shfl_xor_sync(0xffffffff, value, 1);
    return value;
}

__global__ void warp_a_row(const int* x, const int* bias, int* sums, int rows) {
    __shared__ int item[32];
    for (int k = threadIdx.x; k < 32; k += blockDim.x) item[k] = x[k];
    __syncthreads();
    const int lane = threadIdx.x % 32;
    const int warps = blockDim.x / 32;
    for (int row = threadIdx.x / 32; row < rows; row += warps) {
        int sum = warp_sum(item[lane] + row);
        if (lane == 0) {
            sum += bias[row];
            sums[row] = sum;
        }
    }
}
