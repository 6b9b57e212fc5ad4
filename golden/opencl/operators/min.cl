// min.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The smallest element of each column of a [rows, columns] matrix, as float or int.

#pragma OPENCL FP_CONTRACT OFF

__kernel void min_naive_float(__global const float* restrict x, __global float* restrict y, int rows, int columns) {
    const int column = get_global_id(0);
    if (column >= columns)
        return;
    float smallest = x[column];
    for (int row = 1; row < rows; row++) {
        const float value = x[row * columns + column];
        if (value < smallest)
            smallest = value;
    }
    y[column] = smallest;
}

__kernel void min_naive_int(__global const int* restrict x, __global int* restrict y, int rows, int columns) {
    const int column = get_global_id(0);
    if (column >= columns)
        return;
    int smallest = x[column];
    for (int row = 1; row < rows; row++) {
        const int value = x[row * columns + column];
        if (value < smallest)
            smallest = value;
    }
    y[column] = smallest;
}

float largest_of_float(void) {
    return 3.4028235e+38f;
}

// A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
// folded in shared memory. The column of padding keeps the folds free of bank conflicts.
__kernel void min_columns_float_8(__global const float* restrict x, __global float* restrict y, int rows, int columns) {
    __local float folded[8][33];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const int column = get_group_id(0) * 32 + thread_x;

    float smallest = largest_of_float();
    if (column < columns) {
        for (int row = thread_y; row < rows; row += 8)
            smallest = fmin(smallest, x[row * columns + column]);
    }
    folded[thread_y][thread_x] = smallest;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int half_ = 8 / 2; half_ > 0; half_ >>= 1) {
        if (thread_y < half_)
            folded[thread_y][thread_x] = fmin(folded[thread_y][thread_x], folded[thread_y + half_][thread_x]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread_y == 0 && column < columns)
        y[column] = folded[0][thread_x];
}

int largest_of_int(void) {
    return 2147483647;
}

// A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
// folded in shared memory. The column of padding keeps the folds free of bank conflicts.
__kernel void min_columns_int_4(__global const int* restrict x, __global int* restrict y, int rows, int columns) {
    __local int folded[4][33];
    const uint thread_x = get_local_id(0);
    const uint thread_y = get_local_id(1);
    const int column = get_group_id(0) * 32 + thread_x;

    int smallest = largest_of_int();
    if (column < columns) {
        for (int row = thread_y; row < rows; row += 4)
            smallest = min(smallest, x[row * columns + column]);
    }
    folded[thread_y][thread_x] = smallest;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int half_ = 4 / 2; half_ > 0; half_ >>= 1) {
        if (thread_y < half_)
            folded[thread_y][thread_x] = min(folded[thread_y][thread_x], folded[thread_y + half_][thread_x]);
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (thread_y == 0 && column < columns)
        y[column] = folded[0][thread_x];
}
