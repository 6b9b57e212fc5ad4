// gemv.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// y = alpha * A * x + beta * y, one warp a row; a block is 32 x (rows a block).

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

float scaled(float product, float alpha, float previous, float beta) {
    return alpha * product + beta * previous;
}

__kernel void gemv_warp(__global const float* restrict A, __global const float* restrict x, __global float* restrict y,
                        int rows, int columns, float alpha, float beta, __local uint* exchange) {
    const int row = get_group_id(0) * get_local_size(1) + get_local_id(1);
    const int lane = get_local_id(0);  // the whole warp leaves together
    bool active = row < rows;

    float sum = 0.0f;
    if (active) {
        for (int column = lane; column < columns; column += 32)
            sum += A[row * columns + column] * x[column];
    }

    sum += shuffle_down_float(exchange, sum, 16u, 32);
    sum += shuffle_down_float(exchange, sum, 8u, 32);
    sum += shuffle_down_float(exchange, sum, 4u, 32);
    sum += shuffle_down_float(exchange, sum, 2u, 32);
    sum += shuffle_down_float(exchange, sum, 1u, 32);

    // With beta zero, y need not hold numbers.
    if (active && lane == 0)
        y[row] = beta == 0.0f ? scaled(sum, alpha, 0.0f, 0.0f) : scaled(sum, alpha, y[row], beta);
}
