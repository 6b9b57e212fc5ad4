// conv1d.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// One-dimensional convolution as in a neural network (no filter is turned round):
// out[n, o, t] = bias[o] + sum over c and k of weight[o, c, k] * in[n, c, t * stride - padding + k],
// where `in` is zero outside [0, length). The grid is (stretches of the output, output channels, batch).

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int in_channels;
    int length;
    int out_length;
    int taps;
    int stride;
    int padding;
} Conv1dShape;

__kernel void conv1d_naive(__global const float* restrict in, __global const float* restrict weight,
                           __global const float* restrict bias, __global float* restrict out, Conv1dShape shape) {
    const int t = get_global_id(0);
    const int channel = get_group_id(1);
    const int item = get_group_id(2);
    if (t >= shape.out_length)
        return;

    const int first = t * shape.stride - shape.padding;
    float sum = bias[channel];
    for (int c = 0; c < shape.in_channels; c++) {
        __global const float* signal = in + (item * shape.in_channels + c) * shape.length;
        __global const float* filter = weight + (channel * shape.in_channels + c) * shape.taps;
        for (int k = 0; k < shape.taps; k++) {
            const int place = first + k;
            if (place >= 0 && place < shape.length)
                sum += filter[k] * signal[place];
        }
    }
    out[(item * (uint)get_num_groups(1) + channel) * shape.out_length + t] = sum;
}

// A block takes blockDim.x outputs of one channel. For each input channel it stages the stretch that they need,
// (blockDim.x - 1) * stride + taps floats, and the filter behind it.
__kernel void conv1d_staged(__global const float* restrict in, __global const float* restrict weight,
                            __global const float* restrict bias, __global float* restrict out, Conv1dShape shape,
                            __local float* staged) {
    const uint thread = get_local_id(0);
    const int stretch = (get_local_size(0) - 1) * shape.stride + shape.taps;
    __local float* filter = staged + stretch;

    const int channel = get_group_id(1);
    const int item = get_group_id(2);
    const int first = get_group_id(0) * get_local_size(0) * shape.stride - shape.padding;

    float sum = 0.0f;
    for (int c = 0; c < shape.in_channels; c++) {
        __global const float* signal = in + (item * shape.in_channels + c) * shape.length;
        for (int i = thread; i < stretch; i += get_local_size(0)) {
            const int place = first + i;
            staged[i] = place >= 0 && place < shape.length ? signal[place] : 0.0f;
        }
        for (int k = thread; k < shape.taps; k += get_local_size(0))
            filter[k] = weight[(channel * shape.in_channels + c) * shape.taps + k];
        barrier(CLK_LOCAL_MEM_FENCE);

        __local const float* window = staged + thread * shape.stride;
        for (int k = 0; k < shape.taps; k++)
            sum += filter[k] * window[k];
        barrier(CLK_LOCAL_MEM_FENCE);
    }

    const int t = get_global_id(0);
    if (t < shape.out_length)
        out[(item * (uint)get_num_groups(1) + channel) * shape.out_length + t] = sum + bias[channel];
}
