// Memory that nobody wrote: shared, and an output.
__global__ void wrong_shared(const int* x, int* y) {
  __shared__ int count[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (t % 2) count[t] = x[i];
  __syncthreads();
  y[i] = count[t];  // expect: uninitialised
}

__global__ void wrong_output(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] += x[i];  // expect: uninitialised
}

__global__ void wrong_sum(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  atomicAdd(&y[i % 4], x[i]);  // expect: uninitialised
}

// It is read and thrown away: a warning.
__global__ void unused(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (t % 2) tile[t] = x[i];
  __syncthreads();
  int value = tile[t];  // expect: uninitialised-unused
  y[i] = value * (t % 2);
}

__global__ void right(const int* x, int* y) {
  __shared__ int count[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  count[t] = 0;
  if (t % 2) count[t] = x[i];
  __syncthreads();
  y[i] = count[t];
  y[i] += x[i];
}
