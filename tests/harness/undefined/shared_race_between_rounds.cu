// The barrier behind the write is there, the one before the next round's write is not.
__global__ void wrong(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t, sum = 0;
  for (int round = 0; round < 3; ++round) {
    tile[t] = x[i] + round;  // expect: shared-race
    __syncthreads();
    sum += tile[63 - t];  // expect: shared-race
  }
  y[i] = sum;
}

__global__ void right(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t, sum = 0;
  for (int round = 0; round < 3; ++round) {
    tile[t] = x[i] + round;
    __syncthreads();
    sum += tile[63 - t];
    __syncthreads();
  }
  y[i] = sum;
}
