// Threads that left before they had written their part, and a reader of all parts.
__global__ void wrong(int n, const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (i >= n) return;
  tile[t] = x[i];
  __syncthreads();
  y[i] = tile[63 - t];  // expect: uninitialised
}

__global__ void right(int n, const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  tile[t] = i < n ? x[i] : 0;
  __syncthreads();
  if (i < n) y[i] = tile[63 - t];
}
