// One shared array is overrun into what lies behind it.
__global__ void wrong(const int* x, int* y) {
  __shared__ int first[64];
  __shared__ int second[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  int* place = first + t;
  place[1] = x[i];  // expect: out-of-bounds
  second[t] = 1;
  __syncthreads();
  y[i] = second[t] + (t > 0 ? first[t] : 0);
}

__global__ void wrong_dynamic(const int* x, int* y) {
  extern __shared__ int dynamic[];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  dynamic[2 * t] = x[i];  // expect: out-of-bounds
  y[i] = x[i];
}

__global__ void right(const int* x, int* y) {
  __shared__ int first[65];
  __shared__ int second[64];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  int* place = first + t;
  place[1] = x[i];
  second[t] = 1;
  __syncthreads();
  y[i] = second[t] + (t > 0 ? first[t] : 0);
}

__global__ void right_dynamic(const int* x, int* y) {
  extern __shared__ int dynamic[];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  dynamic[t] = x[i];
  y[i] = dynamic[t];
}
