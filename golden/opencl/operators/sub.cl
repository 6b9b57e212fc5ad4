// sub.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void sub_naive(__global const float* a, __global const float* b, __global float* c, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    c[i] = a[i] - b[i];
}

// A row is taken from every row of a [rows, columns] matrix of an even number of columns: a block has a stretch of
// columns and walks down the rows, so that each thread keeps its two elements of the row in registers.
__kernel void sub_broadcast(__global const float* restrict a, __global const float* restrict row,
                            __global float* restrict c, int rows, int columns) {
    const int pair = get_global_id(0);
    const int pairs = columns / 2;
    if (pair >= pairs)
        return;

    const float2 taken = ((__global const float2*)row)[pair];
    for (int y = get_group_id(1); y < rows; y += get_num_groups(1)) {
        float2 value = ((__global const float2*)a)[y * pairs + pair];
        value.x -= taken.x;
        value.y -= taken.y;
        ((__global float2*)c)[y * pairs + pair] = value;
    }
}
