// What programs do on purpose: many threads write one value; a plain read before a loop of atomicCAS.
__global__ void same_value(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (x[i] > 10) y[0] = 1;  // expect: same-value-race
}

__device__ int add_by_hand(int* place, int value) {
  int old = *place, assumed;  // expect: checked-race
  do {
    assumed = old;
    old = atomicCAS(place, assumed, assumed + value);  // expect: checked-race
  } while (assumed != old);
  return old;
}

__global__ void by_hand(const int* x, int* y) {
  add_by_hand(&y[0], x[blockIdx.x * blockDim.x + threadIdx.x]);
}

__global__ void right_by_flag(const int* x, int* y) {
  __shared__ volatile int found;
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  if (t == 0) found = 0;
  __syncthreads();
  if (x[i] > 10) found = 1;
  __syncthreads();
  if (t == 0) y[blockIdx.x] = found;
}
