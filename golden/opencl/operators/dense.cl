// dense.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// A fully connected layer: y = x * transpose(weight) + bias, with x [items, inputs], weight [outputs, inputs] and
// y [items, outputs].

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

// A barrier that counts votes. All threads of the block must call.
int block_or(__local uint* exchange, bool predicate) {
    __local uint* count = (__local uint*)exchange;
    if (thread_in_block() == 0)
        *count = 0;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (predicate)
        atomic_inc(count);
    barrier(CLK_LOCAL_MEM_FENCE);
    const uint votes = *count;
    barrier(CLK_LOCAL_MEM_FENCE);
    return votes != 0;
}

__kernel void dense_naive(__global const float* x, __global const float* weight, __global const float* bias,
                          __global float* y, int items, int inputs, int outputs) {
    int i = get_global_id(0);
    if (i >= items * outputs)
        return;
    int item = i / outputs;
    int output = i % outputs;

    float sum = bias[output];
    for (int k = 0; k < inputs; k++)
        sum += x[item * inputs + k] * weight[output * inputs + k];
    y[i] = sum;
}

float warp_all_sum(float value, __local uint* exchange) {
    for (int mask = 32 / 2; mask > 0; mask >>= 1)
        value += shuffle_xor_float(exchange, value, mask, 32);
    return value;
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
__kernel void dense_staged_false(__global const float* restrict x, __global const float* restrict weight,
                                 __global const float* restrict bias, __global float* restrict y, int inputs,
                                 int outputs, __local float* item, __local uint* exchange) {
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int k = thread; k < inputs; k += get_local_size(0))
        item[k] = x[block * inputs + k];
    barrier(CLK_LOCAL_MEM_FENCE);

    const int lane = thread % 32;
    const int warps = get_local_size(0) / 32;
    int output = thread / 32;
    bool looping = output < outputs;
    while (block_or(exchange, looping) != 0) {
        __global const float* row = weight + output * inputs;
        float sum = 0.0f;
        if (looping) {
            for (int k = lane; k < inputs; k += 32)
                sum += item[k] * row[k];
        }
        sum = warp_all_sum(sum, exchange);
        if (looping) {
            if (lane == 0) {
                sum += bias[output];
                y[block * outputs + output] = sum;
            }
            output += warps;
            looping = output < outputs;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
__kernel void dense_staged_true(__global const float* restrict x, __global const float* restrict weight,
                                __global const float* restrict bias, __global float* restrict y, int inputs,
                                int outputs, __local float* item, __local uint* exchange) {
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int k = thread; k < inputs; k += get_local_size(0))
        item[k] = x[block * inputs + k];
    barrier(CLK_LOCAL_MEM_FENCE);

    const int lane = thread % 32;
    const int warps = get_local_size(0) / 32;
    int output = thread / 32;
    bool looping = output < outputs;
    while (block_or(exchange, looping) != 0) {
        __global const float* row = weight + output * inputs;
        float sum = 0.0f;
        if (looping) {
            for (int k = lane; k < inputs; k += 32)
                sum += item[k] * row[k];
        }
        sum = warp_all_sum(sum, exchange);
        if (looping) {
            if (lane == 0) {
                sum += bias[output];
                sum = fmax(sum, 0.0f);
                y[block * outputs + output] = sum;
            }
            output += warps;
            looping = output < outputs;
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
}
