// Half of the block waits at one barrier, half at another.
__global__ void wrong(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (t < 32) {
    tile[t] = x[i];
    __syncthreads();  // expect: divergent-barrier
  } else {
    tile[t] = 2 * x[i];
    __syncthreads();  // expect: divergent-barrier
  }
  y[i] = tile[63 - t];
}

__global__ void right(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (t < 32) {
    tile[t] = x[i];
  } else {
    tile[t] = 2 * x[i];
  }
  __syncthreads();
  y[i] = tile[63 - t];
}

// Threads that have ended are not waited for.
__global__ void right_with_exits(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (t >= 48) return;
  tile[t] = x[i];
  __syncthreads();
  y[i] = tile[47 - t];
}
