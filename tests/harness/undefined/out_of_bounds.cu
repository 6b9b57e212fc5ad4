// Beside global memory: behind it, before it, far away, and through a null pointer.
__global__ void wrong_read(int n, const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = x[i + 1];  // expect: out-of-bounds
}

__global__ void wrong_write(int n, const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i + 2] = x[i];  // expect: out-of-bounds
}

__global__ void wrong_negative(int n, const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = x[i] - x[i - 1];  // expect: out-of-bounds
}

__global__ void wrong_far(int n, const int* x, int* y) {
  long i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i << 40] = x[i];  // expect: out-of-bounds
}

__global__ void right(int n, const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = x[i] - (i > 0 ? x[i - 1] : 0) + (i + 1 < n ? x[i + 1] : 0);
}
