// batchnorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
// The grid is (elements of a plane, channels, images).
__kernel void batchnorm_inference_false(__global const float* restrict x, __global const float* restrict mean,
                                        __global const float* restrict variance, __global const float* restrict gamma,
                                        __global const float* restrict beta, __global float* restrict y, int plane,
                                        float epsilon) {
    const int channel = get_group_id(1);
    const int channels = get_num_groups(1);
    const int image = get_group_id(2);
    const float scale = gamma[channel] / sqrt(variance[channel] + epsilon);
    const float shift = beta[channel] - mean[channel] * scale;

    const int i = get_global_id(0);
    if (i >= plane)
        return;
    const int place = (image * channels + channel) * plane + i;
    float value = x[place] * scale + shift;
    y[place] = value;
}

// Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
// The grid is (elements of a plane, channels, images).
__kernel void batchnorm_inference_true(__global const float* restrict x, __global const float* restrict mean,
                                       __global const float* restrict variance, __global const float* restrict gamma,
                                       __global const float* restrict beta, __global float* restrict y, int plane,
                                       float epsilon) {
    const int channel = get_group_id(1);
    const int channels = get_num_groups(1);
    const int image = get_group_id(2);
    const float scale = gamma[channel] / sqrt(variance[channel] + epsilon);
    const float shift = beta[channel] - mean[channel] * scale;

    const int i = get_global_id(0);
    if (i >= plane)
        return;
    const int place = (image * channels + channel) * plane + i;
    float value = x[place] * scale + shift;
    value = fmax(value, 0.0f);
    y[place] = value;
}
