// int8_dot.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// c + the dot product of the 4 bytes of a and b.
int dp4a_int(int a, int b, int c) {
    const char4 x = as_char4(a), y = as_char4(b);
    return c + x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
}

// C = scale * A * B^T of signed bytes, four products an instruction. Rows of A and B are packed into words of four
// bytes, `words` to a row; every row of A and of B has a scale of its own.
__kernel void int8_matmul(__global const int* restrict A, __global const int* restrict B,
                          __global const float* restrict row_scales, __global const float* restrict column_scales,
                          __global float* restrict C, int rows, int columns, int words) {
    const int column = get_global_id(0);
    const int row = get_global_id(1);
    if (row >= rows || column >= columns)
        return;

    int sum = 0;
    for (int k = 0; k < words; k++)
        sum = dp4a_int(A[row * words + k], B[column * words + k], sum);
    C[row * columns + column] = (float)sum * (row_scales[row] * column_scales[column]);
}

// The same product of two vectors without the instruction, four bytes a load; one block, tree in shared memory.
__kernel void int8_dot(__global const char4* restrict a, __global const char4* restrict b,
                       __global int* restrict result, int words) {
    __local int partial[128];
    const uint thread = get_local_id(0);
    int sum = 0;
    for (int i = thread; i < words; i += get_local_size(0)) {
        const char4 x = a[i];
        const char4 y = b[i];
        sum += x.x * y.x + x.y * y.y + x.z * y.z + x.w * y.w;
    }
    partial[thread] = sum;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = 64; active > 0; active >>= 1) {
        if (thread < active)
            partial[thread] += partial[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread == 0)
        *result = partial[0];
}
