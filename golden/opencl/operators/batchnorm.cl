// batchnorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Batch normalisation of a [batch, channels, plane] tensor, where a plane is height * width elements.

#pragma OPENCL FP_CONTRACT OFF

// Inference: one thread an element, with the statistics that training left.
__kernel void batchnorm_naive(__global const float* restrict x, __global const float* restrict mean,
                              __global const float* restrict variance, __global const float* restrict gamma,
                              __global const float* restrict beta, __global float* restrict y, int batch, int channels,
                              int plane, float epsilon) {
    const int i = get_global_id(0);
    if (i >= batch * channels * plane)
        return;
    const int channel = i / plane % channels;
    y[i] = gamma[channel] * (x[i] - mean[channel]) / sqrt(variance[channel] + epsilon) + beta[channel];
}

float sum_of_block_64(float value, __local float* sum_of_block_64_places) {
    const int thread = get_local_id(0);
    sum_of_block_64_places[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    #pragma unroll
    for (int active = 64 / 2; active > 0; active /= 2) {
        if (thread < active)
            sum_of_block_64_places[thread] += sum_of_block_64_places[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
    const float sum = sum_of_block_64_places[0];
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);  // before the next use of the places
    return sum;
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
__kernel void batchnorm_train_64(__global const float* restrict x, __global const float* restrict gamma,
                                 __global const float* restrict beta, __global float* restrict y,
                                 __global float* restrict running_mean, __global float* restrict running_variance,
                                 __global float2* restrict saved, int batch, int plane, float epsilon, float momentum) {
    __local float sum_of_block_64_places[64];
    const uint thread = get_local_id(0);
    const int channel = get_group_id(0);
    const int channels = get_num_groups(0);
    const int count = batch * plane;

    float sum = 0.0f;
    for (int i = thread; i < count; i += 64)
        sum += x[(i / plane * channels + channel) * plane + i % plane];
    const float mean = sum_of_block_64(sum, sum_of_block_64_places) / count;

    float squares = 0.0f;
    for (int i = thread; i < count; i += 64) {
        const float deviation = x[(i / plane * channels + channel) * plane + i % plane] - mean;
        squares += deviation * deviation;
    }
    squares = sum_of_block_64(squares, sum_of_block_64_places);
    const float inverse_deviation = 1.0f / sqrt(squares / count + epsilon);

    if (thread == 0) {
        saved[channel] = (float2)(mean, inverse_deviation);
        running_mean[channel] = (1.0f - momentum) * running_mean[channel] + momentum * mean;
        running_variance[channel] = (1.0f - momentum) * running_variance[channel] + momentum * squares / (count - 1);
    }

    const float scale = gamma[channel] * inverse_deviation;
    const float shift = beta[channel] - mean * scale;
    for (int i = thread; i < count; i += 64) {
        const int place = (i / plane * channels + channel) * plane + i % plane;
        y[place] = x[place] * scale + shift;
    }
}

float sum_of_block_128(float value, __local float* sum_of_block_128_places) {
    const int thread = get_local_id(0);
    sum_of_block_128_places[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    #pragma unroll
    for (int active = 128 / 2; active > 0; active /= 2) {
        if (thread < active)
            sum_of_block_128_places[thread] += sum_of_block_128_places[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
    const float sum = sum_of_block_128_places[0];
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);  // before the next use of the places
    return sum;
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
__kernel void batchnorm_train_128(__global const float* restrict x, __global const float* restrict gamma,
                                  __global const float* restrict beta, __global float* restrict y,
                                  __global float* restrict running_mean, __global float* restrict running_variance,
                                  __global float2* restrict saved, int batch, int plane, float epsilon,
                                  float momentum) {
    __local float sum_of_block_128_places[128];
    const uint thread = get_local_id(0);
    const int channel = get_group_id(0);
    const int channels = get_num_groups(0);
    const int count = batch * plane;

    float sum = 0.0f;
    for (int i = thread; i < count; i += 128)
        sum += x[(i / plane * channels + channel) * plane + i % plane];
    const float mean = sum_of_block_128(sum, sum_of_block_128_places) / count;

    float squares = 0.0f;
    for (int i = thread; i < count; i += 128) {
        const float deviation = x[(i / plane * channels + channel) * plane + i % plane] - mean;
        squares += deviation * deviation;
    }
    squares = sum_of_block_128(squares, sum_of_block_128_places);
    const float inverse_deviation = 1.0f / sqrt(squares / count + epsilon);

    if (thread == 0) {
        saved[channel] = (float2)(mean, inverse_deviation);
        running_mean[channel] = (1.0f - momentum) * running_mean[channel] + momentum * mean;
        running_variance[channel] = (1.0f - momentum) * running_variance[channel] + momentum * squares / (count - 1);
    }

    const float scale = gamma[channel] * inverse_deviation;
    const float shift = beta[channel] - mean * scale;
    for (int i = thread; i < count; i += 128) {
        const int place = (i / plane * channels + channel) * plane + i % plane;
        y[place] = x[place] * scale + shift;
    }
}
