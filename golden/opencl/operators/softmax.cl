// softmax.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Softmax of each row of a [rows, columns] matrix.

#pragma OPENCL FP_CONTRACT OFF

#define kWarp 32
#define kWarpsPerBlock 4

typedef struct {
    uchar unused[1];
} Larger;

typedef struct {
    uchar unused[1];
} Sum;

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

float shuffle_xor_float(__local uint* exchange, float value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_float(exchange, value, source);
}

// One thread an element; each goes over its whole row.
__kernel void softmax_naive(__global const float* restrict x, __global float* restrict y, int rows, int columns) {
    const int i = get_global_id(0);
    if (i >= rows * columns)
        return;
    __global const float* row = x + i / columns * columns;

    float largest = row[0];
    for (int column = 1; column < columns; column++)
        largest = fmax(largest, row[column]);
    float total = 0.0f;
    for (int column = 0; column < columns; column++)
        total += exp(row[column] - largest);
    y[i] = exp(x[i] - largest) / total;
}

float Larger_call(const Larger* self, float a, float b) {
    return fmax(a, b);
}

// The reduction of the block's values, for every thread. `warps` has a place for each warp, and is used once.
float reduce_block_Larger(float value, __local float* warps, Larger operation, __local uint* exchange) {
    const uint thread = get_local_id(0);
    #pragma unroll
    for (int step_ = kWarp / 2; step_ > 0; step_ /= 2)
        value = Larger_call(&operation, value, shuffle_down_float(exchange, value, step_, 32));
    if (thread % kWarp == 0)
        warps[thread / kWarp] = value;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    value = warps[0];
    #pragma unroll
    for (int warp = 1; warp < kWarpsPerBlock; warp++)
        value = Larger_call(&operation, value, warps[warp]);
    return value;
}

float Sum_call(const Sum* self, float a, float b) {
    return a + b;
}

// The reduction of the block's values, for every thread. `warps` has a place for each warp, and is used once.
float reduce_block_Sum(float value, __local float* warps, Sum operation, __local uint* exchange) {
    const uint thread = get_local_id(0);
    #pragma unroll
    for (int step_ = kWarp / 2; step_ > 0; step_ /= 2)
        value = Sum_call(&operation, value, shuffle_down_float(exchange, value, step_, 32));
    if (thread % kWarp == 0)
        warps[thread / kWarp] = value;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    value = warps[0];
    #pragma unroll
    for (int warp = 1; warp < kWarpsPerBlock; warp++)
        value = Sum_call(&operation, value, warps[warp]);
    return value;
}

// One block of kWarpsPerBlock warps a row. The exponentials are kept in y between the passes.
// At most 128 threads a block.
__kernel void softmax_block(__global const float* restrict x, __global float* restrict y, int columns,
                            __local uint* exchange) {
    __local float maxima[kWarpsPerBlock];
    __local float sums[kWarpsPerBlock];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* row = x + (ulong)block * columns;
    __global float* out = y + (ulong)block * columns;

    float largest = -INFINITY;
    for (int column = thread; column < columns; column += get_local_size(0))
        largest = fmax(largest, row[column]);
    largest = reduce_block_Larger(largest, maxima, (Larger){0}, exchange);

    float total = 0.0f;
    for (int column = thread; column < columns; column += get_local_size(0)) {
        const float exponential = exp(row[column] - largest);
        out[column] = exponential;
        total += exponential;
    }
    total = reduce_block_Sum(total, sums, (Sum){0}, exchange);

    const float scale = 1.0f / total;
    for (int column = thread; column < columns; column += get_local_size(0))
        out[column] *= scale;
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
__kernel void softmax_warp_4(__global const float* restrict x, __global float* restrict y, int rows, int columns,
                             __local uint* exchange) {
    const int row = get_group_id(0) * get_local_size(1) + get_local_id(1);
    bool active = row < rows;
    const int lane = get_local_id(0);

    float items[4];
    float largest = -INFINITY;
    if (active) {
        #pragma unroll
        for (int item = 0; item < 4; item++) {
            const int column = lane + item * kWarp;
            items[item] = column < columns ? x[row * columns + column] : -INFINITY;
            largest = fmax(largest, items[item]);
        }
    }
    #pragma unroll
    for (int step_ = kWarp / 2; step_ > 0; step_ /= 2)
        largest = fmax(largest, shuffle_xor_float(exchange, largest, step_, 32));

    float total = 0.0f;
    if (active) {
        #pragma unroll
        for (int item = 0; item < 4; item++) {
            items[item] = exp(items[item] - largest);
            total += items[item];
        }
    }
    #pragma unroll
    for (int step_ = kWarp / 2; step_ > 0; step_ /= 2)
        total += shuffle_xor_float(exchange, total, step_, 32);
    if (active) {
        #pragma unroll
        for (int item = 0; item < 4; item++) {
            const int column = lane + item * kWarp;
            if (column < columns)
                y[row * columns + column] = items[item] / total;
        }
    }
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
__kernel void softmax_warp_2(__global const float* restrict x, __global float* restrict y, int rows, int columns,
                             __local uint* exchange) {
    const int row = get_group_id(0) * get_local_size(1) + get_local_id(1);
    bool active = row < rows;
    const int lane = get_local_id(0);

    float items[2];
    float largest = -INFINITY;
    if (active) {
        #pragma unroll
        for (int item = 0; item < 2; item++) {
            const int column = lane + item * kWarp;
            items[item] = column < columns ? x[row * columns + column] : -INFINITY;
            largest = fmax(largest, items[item]);
        }
    }
    #pragma unroll
    for (int step_ = kWarp / 2; step_ > 0; step_ /= 2)
        largest = fmax(largest, shuffle_xor_float(exchange, largest, step_, 32));

    float total = 0.0f;
    if (active) {
        #pragma unroll
        for (int item = 0; item < 2; item++) {
            items[item] = exp(items[item] - largest);
            total += items[item];
        }
    }
    #pragma unroll
    for (int step_ = kWarp / 2; step_ > 0; step_ /= 2)
        total += shuffle_xor_float(exchange, total, step_, 32);
    if (active) {
        #pragma unroll
        for (int item = 0; item < 2; item++) {
            const int column = lane + item * kWarp;
            if (column < columns)
                y[row * columns + column] = items[item] / total;
        }
    }
}
