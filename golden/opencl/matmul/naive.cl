// naive.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// C = A * B, row-major; one thread computes one element of C.
// A is [rows, inner], B is [inner, columns], C is [rows, columns].
__kernel void matmul_naive(__global const float* A, __global const float* B, __global float* C, int rows, int columns,
                           int inner) {
    const int row = get_global_id(1);
    const int column = get_global_id(0);
    if (row < rows && column < columns) {
        float sum = 0.0f;
        for (int k = 0; k < inner; k++)
            sum += A[row * inner + k] * B[k * columns + column];
        C[row * columns + column] = sum;
    }
}
