// The last block to finish adds up what all blocks wrote, after CUDA's sample threadFenceReduction.
__device__ unsigned taken = 0;

__device__ int sum_of_block(const int* x, int* part) {
  int t = threadIdx.x;
  part[t] = x[blockIdx.x * 64 + t];
  __syncthreads();
  for (int half = 32; half > 0; half /= 2) {
    if (t < half) part[t] += part[t + half];
    __syncthreads();
  }
  return part[0];
}

__global__ void wrong(const int* x, int* sums, int* total) {
  __shared__ int part[64];
  __shared__ bool is_last;
  int sum = sum_of_block(x, part);
  if (threadIdx.x == 0) {
    sums[blockIdx.x] = sum;  // expect: global-race
    is_last = atomicInc(&taken, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (is_last && threadIdx.x == 1) {
    int all = 0;
    for (int b = 0; b < gridDim.x; ++b) all += sums[b];  // expect: global-race
    total[0] = all;
  }
}

__global__ void right(const int* x, int* sums, int* total) {
  __shared__ int part[64];
  __shared__ bool is_last;
  int sum = sum_of_block(x, part);
  if (threadIdx.x == 0) {
    sums[blockIdx.x] = sum;
    __threadfence();
    is_last = atomicInc(&taken, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (is_last && threadIdx.x == 1) {
    int all = 0;
    for (int b = 0; b < gridDim.x; ++b) all += sums[b];
    total[0] = all;
  }
}

// A fence by every thread, then a barrier, then one ticket for the block.
__global__ void right_by_all(const int* x, int* sums, int* total) {
  __shared__ bool is_last;
  int i = blockIdx.x * 64 + threadIdx.x;
  sums[i] = x[i] + 1;
  __threadfence();
  __syncthreads();
  if (threadIdx.x == 0) is_last = atomicInc(&taken, gridDim.x - 1) == gridDim.x - 1;
  __syncthreads();
  if (is_last && threadIdx.x == 1) {
    int all = 0;
    for (int k = 0; k < 64 * gridDim.x; ++k) all += sums[k];
    total[0] = all;
  }
}
