// The last steps of a sum in one warp, as they were written before lanes could run apart (CUDA 9).
__global__ void wrong(const int* x, int* y) {
  __shared__ int part[64];
  int t = threadIdx.x;
  part[t] = x[blockIdx.x * 64 + t];
  __syncthreads();
  if (t < 32) {
    part[t] += part[t + 32];  // expect: warp-race
    if (t < 16) part[t] += part[t + 16];  // expect: warp-race
    if (t < 8) part[t] += part[t + 8];  // expect: warp-race
  }
  __syncthreads();
  if (t < 8) y[blockIdx.x * 8 + t] = part[t];
}

__global__ void lockstep(const int* x, int* y) {
  __shared__ volatile int part[64];
  int t = threadIdx.x;
  part[t] = x[blockIdx.x * 64 + t];
  __syncthreads();
  if (t < 32) {
    part[t] += part[t + 32];  // expect: lockstep
    part[t] += part[t + 16];  // expect: lockstep
  }
  __syncthreads();
  if (t < 16) y[blockIdx.x * 16 + t] = part[t];
}

__global__ void right(const int* x, int* y) {
  __shared__ int part[64];
  int t = threadIdx.x;
  part[t] = x[blockIdx.x * 64 + t];
  __syncthreads();
  if (t < 32) {
    part[t] += part[t + 32];
    __syncwarp();
    if (t < 16) part[t] += part[t + 16];
    __syncwarp();
    if (t < 8) part[t] += part[t + 8];
  }
  __syncthreads();
  if (t < 8) y[blockIdx.x * 8 + t] = part[t];
}

__global__ void right_of_some_lanes(const int* x, int* y) {
  __shared__ int part[64];
  int t = threadIdx.x;
  part[t] = x[blockIdx.x * 64 + t];
  if (t < 16) {
    __syncwarp(0xffff);
    y[blockIdx.x * 64 + t] = part[15 - t];
  }
}
