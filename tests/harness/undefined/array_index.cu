// An index that its array does not have: of a local array, of a row.
__global__ void wrong(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  int window[4];
  for (int k = 0; k <= 4; ++k) window[k] = x[(i + k) % 128];  // expect: index
  y[i] = window[x[i] & 3];
}

__global__ void wrong_row(const int* x, int* y) {
  __shared__ int tile[8][8];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  tile[t / 8][t % 8] = x[i];
  __syncthreads();
  y[i] = tile[t / 16][t % 16];  // expect: index
}

__global__ void right(const int* x, int* y) {
  __shared__ int tile[8][8];
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  int window[4];
  for (int k = 0; k < 4; ++k) window[k] = x[(i + k) % 128];
  tile[t / 8][t % 8] = window[x[i] & 3];
  __syncthreads();
  y[i] = tile[t % 8][t / 8];
}
