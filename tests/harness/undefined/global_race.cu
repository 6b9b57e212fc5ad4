// What one block writes another reads; nothing orders blocks.
__global__ void wrong(int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  x[i] += 1;  // expect: global-race
  y[i] = x[127 - i];  // expect: global-race
}

__global__ void wrong_sum(const int* x, int* y) {
  y[0] += x[blockIdx.x * blockDim.x + threadIdx.x];  // expect: global-race warp-race
}

__global__ void right(int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  x[i] += 1;
  y[i] = x[i];
}

__global__ void right_sum(const int* x, int* y) {
  atomicAdd(&y[0], x[blockIdx.x * blockDim.x + threadIdx.x]);
}
