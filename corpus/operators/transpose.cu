#include <cuda_fp16.h>
#include <cuda_runtime.h>

// Transposes each matrix of a batch: out[b, c, r] = in[b, r, c].

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
template <typename T>
__global__ void transpose_naive(const T* __restrict__ in, T* __restrict__ out, int rows, int columns) {
    const int row = blockIdx.x * blockDim.x + threadIdx.x;
    const int column = blockIdx.y * blockDim.y + threadIdx.y;
    const size_t matrix = static_cast<size_t>(blockIdx.z) * rows * columns;
    if (row < rows && column < columns) out[matrix + column * rows + row] = in[matrix + row * columns + column];
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
template <typename T, int LINES>
__global__ void __launch_bounds__(32 * LINES)
    transpose_tiled(const T* __restrict__ in, T* __restrict__ out, int rows, int columns) {
    __shared__ T tile[32][33];
    const size_t matrix = static_cast<size_t>(blockIdx.z) * rows * columns;

    int x = blockIdx.x * 32 + threadIdx.x;
    int y = blockIdx.y * 32 + threadIdx.y;
#pragma unroll
    for (int line = 0; line < 32; line += LINES) {
        if (x < columns && y + line < rows)
            tile[threadIdx.y + line][threadIdx.x] = in[matrix + (y + line) * columns + x];
    }
    __syncthreads();

    x = blockIdx.y * 32 + threadIdx.x;  // the tile's place after the exchange
    y = blockIdx.x * 32 + threadIdx.y;
#pragma unroll
    for (int line = 0; line < 32; line += LINES) {
        if (x < rows && y + line < columns)
            out[matrix + (y + line) * rows + x] = tile[threadIdx.x][threadIdx.y + line];
    }
}

void launch_transpose(const __half* in, __half* out, int batch, int rows, int columns, cudaStream_t stream) {
    const dim3 grid((columns + 31) / 32, (rows + 31) / 32, batch);
    transpose_tiled<__half, 8><<<grid, dim3(32, 8), 0, stream>>>(in, out, rows, columns);
}
