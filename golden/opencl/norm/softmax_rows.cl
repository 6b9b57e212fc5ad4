// softmax_rows.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

#define BLOCK 256

// Softmax of each row of a [rows, cols] matrix: one block a row.
__kernel void softmax_rows(__global const float* restrict x, __global float* restrict y, int cols) {
    __local float partial[BLOCK];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + block * cols;

    // The largest value of the row keeps the exponentials finite.
    float largest = -INFINITY;
    for (int i = thread; i < cols; i += get_local_size(0))
        largest = fmax(largest, row[i]);
    partial[thread] = largest;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int half_ = BLOCK / 2; half_ > 0; half_ >>= 1) {
        if (thread < half_)
            partial[thread] = fmax(partial[thread], partial[thread + half_]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    largest = partial[0];
    barrier(CLK_LOCAL_MEM_FENCE);

    float total = 0.0f;
    for (int i = thread; i < cols; i += get_local_size(0))
        total += exp(row[i] - largest);
    partial[thread] = total;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int half_ = BLOCK / 2; half_ > 0; half_ >>= 1) {
        if (thread < half_)
            partial[thread] += partial[thread + half_];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    total = partial[0];

    for (int i = thread; i < cols; i += get_local_size(0))
        y[block * cols + i] = exp(row[i] - largest) / total;
}
