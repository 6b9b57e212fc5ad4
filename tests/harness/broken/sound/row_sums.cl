// row_sums.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

// Sums of rows, in float and in double.
__kernel void row_sums(__global const float* x, __global const double* z, __global float* sums, __global double* wide,
                       int columns) {
    const uint block = get_group_id(0);
    __global const float* row = x + (long)block * columns;
    float sum = 0.0f;
    double total = 0.0;
    for (int i = 0; i < columns; i++) {
        sum += row[i];
        total += z[block * columns + i];
    }
    if (get_local_id(0) == 0) {
        sums[block] = sum;
        wide[block] = total;
    }
}
