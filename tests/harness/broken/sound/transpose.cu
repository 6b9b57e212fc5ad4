__global__ void transpose(const float* in, float* out, int rows, int columns) {
    __shared__ float tile[8][9];
    int column = blockIdx.x * 8 + threadIdx.x;
    int row = blockIdx.y * 8 + threadIdx.y;
    if (row < rows && column < columns) tile[threadIdx.y][threadIdx.x] = in[row * columns + column];
    __syncthreads();
    int to_column = blockIdx.y * 8 + threadIdx.x;
    int to_row = blockIdx.x * 8 + threadIdx.y;
    if (to_row < columns && to_column < rows) out[to_row * rows + to_column] = tile[threadIdx.x][threadIdx.y];
}
