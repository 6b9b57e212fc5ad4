// spmv_csr.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// y = A * x for a sparse matrix in CSR form: the entries of row r are offsets[r] ... offsets[r + 1] - 1.

#pragma OPENCL FP_CONTRACT OFF

uint thread_in_block(void) {
    return (get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0);
}

uint lane_of_thread(void) {
    return thread_in_block() % 32;
}

uint threads_of_block(void) {
    return get_local_size(0) * get_local_size(1) * get_local_size(2);
}

// What another lane of the warp holds; the own value where there is no such lane. All threads of the block must call.
float value_of_lane_float(__local uint* exchange, float value, uint lane) {
    __local float* slots = (__local float*)exchange;
    const uint thread = thread_in_block();
    const uint source = thread / 32 * 32 + lane;
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    const float result = slots[source < threads_of_block() ? source : thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

float shuffle_down_float(__local uint* exchange, float value, uint delta, uint width) {
    const uint lane = lane_of_thread();
    const uint source = lane % width + delta % 32 < width ? lane + delta % 32 : lane;
    return value_of_lane_float(exchange, value, source);
}

// One thread a row: best for rows of a few entries.
__kernel void spmv_scalar(__global const int* restrict offsets, __global const int* restrict columns,
                          __global const float* restrict values, __global const float* restrict x,
                          __global float* restrict y, int rows) {
    const int row = get_global_id(0);
    if (row >= rows)
        return;
    float sum = 0.0f;
    for (int entry = offsets[row], end = offsets[row + 1]; entry < end; entry++)
        sum += values[entry] * x[columns[entry]];
    y[row] = sum;
}

// One warp a row: neighbouring lanes read neighbouring entries.
__kernel void spmv_warp(__global const int* restrict offsets, __global const int* restrict columns,
                        __global const float* restrict values, __global const float* restrict x,
                        __global float* restrict y, int rows, __local uint* exchange) {
    const int row = (uint)get_global_id(0) / 32;
    const int lane = get_local_id(0) % 32;
    bool inside = row < rows;
    float sum = 0.0f;
    if (inside) {
        for (int entry = offsets[row] + lane; entry < offsets[row + 1]; entry += 32)
            sum += values[entry] * x[columns[entry]];
    }
    for (int distance_ = 32 / 2; distance_ > 0; distance_ /= 2)
        sum += shuffle_down_float(exchange, sum, distance_, 32);
    if (inside && lane == 0)
        y[row] = sum;
}
