// instancenorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Instance normalisation: each plane of height * width elements of a [batch, channels, height, width] tensor by its own
// mean and variance, then gamma and beta of its channel.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    float count;
    float mean;
    float m2;
} Moments;

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

// One thread an element.
__kernel void instancenorm_naive(__global const float* restrict input, __global const float* restrict gamma,
                                 __global const float* restrict beta, __global float* restrict output, int channels,
                                 int height, int width, float epsilon) {
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    const int plane = get_group_id(2);
    if (x >= width || y >= height)
        return;
    __global const float* values = &input[plane * height * width];

    float sum = 0.0f;
    float squares = 0.0f;
    for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
            const float value = values[row * width + column];
            sum += value;
            squares += value * value;
        }
    }
    const float mean = sum / (height * width);
    const float variance = squares / (height * width) - mean * mean;
    const int channel = plane % channels;
    const int place = y * width + x;
    output[plane * height * width + place] = (values[place] - mean) * rsqrt(variance + epsilon) * gamma[channel]
            + beta[channel];
}

// The moments of two disjoint sets together (Chan, Golub and LeVeque, 1979). Either may be empty.
Moments merged(Moments a, Moments b) {
    const float count = a.count + b.count;
    if (count == 0.0f)
        return a;
    const float delta = b.mean - a.mean;
    const float share = b.count / count;
    return (Moments){count, a.mean + delta * share, a.m2 + b.m2 + delta * delta * a.count * share};
}

// One block a plane: each thread goes over its elements by Welford's method, and the moments are merged in a warp by
// shuffles, then over the warps in shared memory. The block is whole warps, at most 16.
__kernel void instancenorm_block(__global const float* restrict input, __global const float* restrict gamma,
                                 __global const float* restrict beta, __global float* restrict output, int channels,
                                 int elements, float epsilon, __local uint* exchange) {
    __local Moments warps[16];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    __global const float* values = input + block * elements;

    Moments moments = {0.0f, 0.0f, 0.0f};
    for (int i = thread; i < elements; i += get_local_size(0)) {
        moments.count += 1.0f;
        const float delta = values[i] - moments.mean;
        moments.mean += delta / moments.count;
        moments.m2 += delta * (values[i] - moments.mean);
    }
    #pragma unroll
    for (int step_ = 16; step_ > 0; step_ /= 2) {
        const Moments other = {shuffle_down_float(exchange, moments.count, step_, 32),
                shuffle_down_float(exchange, moments.mean, step_, 32),
                shuffle_down_float(exchange, moments.m2, step_, 32)};
        moments = merged(moments, other);
    }
    if (thread % 32 == 0)
        warps[thread / 32] = moments;
    barrier(CLK_LOCAL_MEM_FENCE);
    moments = warps[0];
    for (int warp = 1; warp < (uint)get_local_size(0) / 32; warp++)
        moments = merged(moments, warps[warp]);

    const int channel = block % channels;
    const float scale = rsqrt(moments.m2 / elements + epsilon) * gamma[channel];
    for (int i = thread; i < elements; i += get_local_size(0))
        output[block * elements + i] = (values[i] - moments.mean) * scale + beta[channel];
}
