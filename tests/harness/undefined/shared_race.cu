// Neighbours exchange values through shared memory; without a barrier they read what may not be there yet.
__global__ void wrong(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  tile[t] = x[i];  // expect: shared-race
  y[i] = tile[t ^ 32];  // expect: shared-race uninitialised
}

__global__ void right(const int* x, int* y) {
  __shared__ int tile[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  tile[t] = x[i];
  __syncthreads();
  y[i] = tile[t ^ 32];
}
