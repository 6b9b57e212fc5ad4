// batched_double.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// C[b] = A[b] * B[b]^T for a batch of double-precision matrices: blockIdx.z is the batch.
// Offsets are 64 bits wide, because a batch of matrices soon holds more than 2^31 elements.

#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct {
    int rows;
    int columns;
    long stride;
} MatrixSize;

long offset_of(MatrixSize size, int batch, int row, int column) {
    return batch * size.stride + (long)row * size.columns + column;
}

__kernel void batched_matmul_double(__global const double* restrict A, __global const double* restrict B,
                                    __global double* restrict C, int rows, int columns, int inner) {
    const MatrixSize a_size = {rows, inner, 1L * rows * inner};
    const MatrixSize b_size = {columns, inner, 1L * columns * inner};
    const MatrixSize c_size = {rows, columns, 1L * rows * columns};

    const int column = get_global_id(0);
    const int row = get_global_id(1);
    const int batch = get_group_id(2);
    if (row >= rows || column >= columns)
        return;

    __global const double* a = A + offset_of(a_size, batch, row, 0);
    __global const double* b = B + offset_of(b_size, batch, column, 0);
    double sum = 0.0;
    for (int k = 0; k < inner; k++)
        sum = fma(a[k], b[k], sum);
    const long index = offset_of(c_size, batch, row, column);
    C[index] = sum;
}
