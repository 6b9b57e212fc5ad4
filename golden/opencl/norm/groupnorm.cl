// groupnorm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Group normalisation over [images, channels, plane]: the channels of a group share mean and variance.
// One block a group: blockIdx.x is the group, blockIdx.y the image. Sums are kept in double, so that the variance
// may come from the sum of squares.

#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

double block_sum_128(double value, __local double (*partial)[128]) {
    const uint thread = get_local_id(0);
    (*partial)[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = 128 / 2; active > 0; active /= 2) {
        if (thread < active)
            (*partial)[thread] += (*partial)[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const double sum = (*partial)[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return sum;
}

__kernel void groupnorm_128(__global const float* restrict x, __global const float* restrict gamma,
                            __global const float* restrict beta, __global float* restrict y, int channels_a_group,
                            int plane, double epsilon) {
    __local double partial[128];
    const uint thread = get_local_id(0);
    const uint block_x = get_group_id(0);
    const int count = channels_a_group * plane;
    const int first_channel = block_x * channels_a_group;
    const ulong start = ((ulong)get_group_id(1) * get_num_groups(0) + block_x) * count;

    double sum = 0.0;
    double squares = 0.0;
    for (int i = thread; i < count; i += 128) {
        const double value = x[start + i];
        sum += value;
        squares += value * value;
    }
    const double mean = block_sum_128(sum, &partial) / count;
    const double variance = block_sum_128(squares, &partial) / count - mean * mean;
    const float scale = (float)(1.0 / sqrt(variance + epsilon));
    const float centre = (float)mean;

    for (int i = thread; i < count; i += 128) {
        const int channel = first_channel + i / plane;
        y[start + i] = (x[start + i] - centre) * scale * gamma[channel] + beta[channel];
    }
}

double block_sum_64(double value, __local double (*partial)[64]) {
    const uint thread = get_local_id(0);
    (*partial)[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = 64 / 2; active > 0; active /= 2) {
        if (thread < active)
            (*partial)[thread] += (*partial)[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const double sum = (*partial)[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return sum;
}

__kernel void groupnorm_64(__global const float* restrict x, __global const float* restrict gamma,
                           __global const float* restrict beta, __global float* restrict y, int channels_a_group,
                           int plane, double epsilon) {
    __local double partial[64];
    const uint thread = get_local_id(0);
    const uint block_x = get_group_id(0);
    const int count = channels_a_group * plane;
    const int first_channel = block_x * channels_a_group;
    const ulong start = ((ulong)get_group_id(1) * get_num_groups(0) + block_x) * count;

    double sum = 0.0;
    double squares = 0.0;
    for (int i = thread; i < count; i += 64) {
        const double value = x[start + i];
        sum += value;
        squares += value * value;
    }
    const double mean = block_sum_64(sum, &partial) / count;
    const double variance = block_sum_64(squares, &partial) / count - mean * mean;
    const float scale = (float)(1.0 / sqrt(variance + epsilon));
    const float centre = (float)mean;

    for (int i = thread; i < count; i += 64) {
        const int channel = first_channel + i / plane;
        y[start + i] = (x[start + i] - centre) * scale * gamma[channel] + beta[channel];
    }
}

double block_sum_32(double value, __local double (*partial)[32]) {
    const uint thread = get_local_id(0);
    (*partial)[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int active = 32 / 2; active > 0; active /= 2) {
        if (thread < active)
            (*partial)[thread] += (*partial)[thread + active];
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    const double sum = (*partial)[0];
    barrier(CLK_LOCAL_MEM_FENCE);
    return sum;
}

__kernel void groupnorm_32(__global const float* restrict x, __global const float* restrict gamma,
                           __global const float* restrict beta, __global float* restrict y, int channels_a_group,
                           int plane, double epsilon) {
    __local double partial[32];
    const uint thread = get_local_id(0);
    const uint block_x = get_group_id(0);
    const int count = channels_a_group * plane;
    const int first_channel = block_x * channels_a_group;
    const ulong start = ((ulong)get_group_id(1) * get_num_groups(0) + block_x) * count;

    double sum = 0.0;
    double squares = 0.0;
    for (int i = thread; i < count; i += 32) {
        const double value = x[start + i];
        sum += value;
        squares += value * value;
    }
    const double mean = block_sum_32(sum, &partial) / count;
    const double variance = block_sum_32(squares, &partial) / count - mean * mean;
    const float scale = (float)(1.0 / sqrt(variance + epsilon));
    const float centre = (float)mean;

    for (int i = thread; i < count; i += 32) {
        const int channel = first_channel + i / plane;
        y[start + i] = (x[start + i] - centre) * scale * gamma[channel] + beta[channel];
    }
}
