// layernorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Layer normalisation of the rows of a [rows, columns] matrix:
//   y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta

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

float shuffle_xor_float(__local uint* exchange, float value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_float(exchange, value, source);
}

// One thread an element.
__kernel void layernorm_naive(__global const float* restrict x, __global const float* restrict gamma,
                              __global const float* restrict beta, __global float* restrict y, int rows, int columns,
                              float epsilon) {
    const int column = get_global_id(0);
    const int row = get_global_id(1);
    if (row >= rows || column >= columns)
        return;
    __global const float* values = x + row * columns;

    float mean = 0.0f;
    for (int c = 0; c < columns; c++)
        mean += values[c];
    mean /= columns;
    float variance = 0.0f;
    for (int c = 0; c < columns; c++) {
        const float deviation = values[c] - mean;
        variance += deviation * deviation;
    }
    variance /= columns;
    y[row * columns + column] = (values[column] - mean) * rsqrt(variance + epsilon) * gamma[column] + beta[column];
}

// One block of a power of two of threads a row. Dynamic shared memory holds blockDim.x sums and as many sums of
// squares. The moments are kept for the backward pass.
__kernel void layernorm_block(__global const float* restrict x, __global const float* restrict gamma,
                              __global const float* restrict beta, __global float* restrict y,
                              __global float* restrict means, __global float* restrict inverse_deviations, int columns,
                              float epsilon, __local float* shared) {
    const uint block = get_group_id(0);
    __local float* sums = shared;
    __local float* squares = shared + get_local_size(0);
    const int thread = get_local_id(0);
    __global const float* row = x + block * columns;

    float sum = 0.0f;
    float square = 0.0f;
    for (int column = thread; column < columns; column += get_local_size(0)) {
        const float value = row[column];
        sum += value;
        square += value * value;
    }
    sums[thread] = sum;
    squares[thread] = square;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = get_local_size(0) / 2; active > 0; active >>= 1) {
        if (thread < active) {
            sums[thread] += sums[thread + active];
            squares[thread] += squares[thread + active];
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    const float mean = sums[0] / columns;
    const float inverse_deviation = rsqrt(squares[0] / columns - mean * mean + epsilon);
    if (thread == 0) {
        means[block] = mean;
        inverse_deviations[block] = inverse_deviation;
    }
    for (int column = thread; column < columns; column += get_local_size(0))
        y[block * columns + column] = (row[column] - mean) * inverse_deviation * gamma[column] + beta[column];
}

// One warp a row, by cooperative groups; blockDim.x is a multiple of 32.
__kernel void layernorm_warp(__global const float* restrict x, __global const float* restrict gamma,
                             __global const float* restrict beta, __global float* restrict y, int rows, int columns,
                             float epsilon, __local uint* exchange) {
    const int row = get_group_id(0) * (get_local_size(0) / 32) + get_local_id(0) / 32;
    bool active = row < rows;
    x += row * columns;
    y += row * columns;

    float sum = 0.0f;
    if (active) {
        for (int column = lane_of_thread(); column < columns; column = (uint)column + 32)
            sum += x[column];
    }
    for (int step_ = 32u / 2; step_ > 0; step_ /= 2)
        sum += shuffle_xor_float(exchange, sum, step_, 32);
    const float mean = sum / columns;

    sum = 0.0f;
    if (active) {
        for (int column = lane_of_thread(); column < columns; column = (uint)column + 32) {
            const float deviation = x[column] - mean;
            sum += deviation * deviation;
        }
    }
    for (int step_ = 32u / 2; step_ > 0; step_ /= 2)
        sum += shuffle_xor_float(exchange, sum, step_, 32);
    const float inverse_deviation = rsqrt(sum / columns + epsilon);

    if (active) {
        for (int column = lane_of_thread(); column < columns; column = (uint)column + 32)
            y[column] = inverse_deviation * (x[column] - mean) * gamma[column] + beta[column];
    }
}
