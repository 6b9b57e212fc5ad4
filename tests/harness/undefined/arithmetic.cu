// Integers beyond what C++ defines.
__global__ void wrong_sum(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = x[i] + 2147483640;  // expect: overflow
}

__global__ void wrong_product(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = (x[i] + 100000) * 100000;  // expect: overflow
}

__global__ void wrong_quotient(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = (x[i] - x[i] - 2147483647 - 1) / (i - 1 - i);  // expect: overflow
}

__global__ void wrong_by_zero(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = 1000 / (x[i] - x[i]);  // expect: division
}

__global__ void wrong_shift(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  y[i] = 1 << (i + 1);  // expect: shift
}

__global__ void right(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  unsigned wrapped = (unsigned)x[i] * 2654435761u + 4294967295u;
  y[i] = (int)(wrapped << (i & 31)) / (x[i] + 1) ^ (1 << 31 >> (i & 31));
}
