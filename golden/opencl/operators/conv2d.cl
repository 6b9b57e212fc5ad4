// conv2d.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Two-dimensional convolution, channels last: input [batch, height, width, channels], filter [KERNEL, KERNEL,
// channels, filters], output [batch, height, width, filters]. Stride one; zeros around the input keep its size.

#pragma OPENCL FP_CONTRACT OFF

// One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads.
__kernel void conv2d_naive_3(__global const float* restrict input, __global const float* restrict filter,
                             __global const float* restrict bias, __global float* restrict output, int batch,
                             int height, int width, int channels, int filters) {
    const int i = get_global_id(0);
    if (i >= batch * height * width * filters)
        return;
    const int k = i % filters;
    const int x = i / filters % width;
    const int y = i / (filters * width) % height;
    const int image = i / (filters * width * height);

    float sum = bias[k];
    for (int ky = 0; ky < 3; ky++) {
        const int in_y = y + ky - 3 / 2;
        if (in_y < 0 || in_y >= height)
            continue;
        for (int kx = 0; kx < 3; kx++) {
            const int in_x = x + kx - 3 / 2;
            if (in_x < 0 || in_x >= width)
                continue;
            __global const float* pixel = input + ((image * height + in_y) * width + in_x) * channels;
            __global const float* taps = filter + (ky * 3 + kx) * channels * filters + k;
            for (int c = 0; c < channels; c++)
                sum += pixel[c] * taps[c * filters];
        }
    }
    output[i] = sum;
}

// One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads.
__kernel void conv2d_naive_5(__global const float* restrict input, __global const float* restrict filter,
                             __global const float* restrict bias, __global float* restrict output, int batch,
                             int height, int width, int channels, int filters) {
    const int i = get_global_id(0);
    if (i >= batch * height * width * filters)
        return;
    const int k = i % filters;
    const int x = i / filters % width;
    const int y = i / (filters * width) % height;
    const int image = i / (filters * width * height);

    float sum = bias[k];
    for (int ky = 0; ky < 5; ky++) {
        const int in_y = y + ky - 5 / 2;
        if (in_y < 0 || in_y >= height)
            continue;
        for (int kx = 0; kx < 5; kx++) {
            const int in_x = x + kx - 5 / 2;
            if (in_x < 0 || in_x >= width)
                continue;
            __global const float* pixel = input + ((image * height + in_y) * width + in_x) * channels;
            __global const float* taps = filter + (ky * 5 + kx) * channels * filters + k;
            for (int c = 0; c < channels; c++)
                sum += pixel[c] * taps[c * filters];
        }
    }
    output[i] = sum;
}

// One thread an element of the output; neighbouring threads are neighbouring filters, and so are their loads.
__kernel void conv2d_naive_1(__global const float* restrict input, __global const float* restrict filter,
                             __global const float* restrict bias, __global float* restrict output, int batch,
                             int height, int width, int channels, int filters) {
    const int i = get_global_id(0);
    if (i >= batch * height * width * filters)
        return;
    const int k = i % filters;
    const int x = i / filters % width;
    const int y = i / (filters * width) % height;
    const int image = i / (filters * width * height);

    float sum = bias[k];
    for (int ky = 0; ky < 1; ky++) {
        const int in_y = y + ky - 1 / 2;
        if (in_y < 0 || in_y >= height)
            continue;
        for (int kx = 0; kx < 1; kx++) {
            const int in_x = x + kx - 1 / 2;
            if (in_x < 0 || in_x >= width)
                continue;
            __global const float* pixel = input + ((image * height + in_y) * width + in_x) * channels;
            __global const float* taps = filter + (ky * 1 + kx) * channels * filters + k;
            for (int c = 0; c < channels; c++)
                sum += pixel[c] * taps[c * filters];
        }
    }
    output[i] = sum;
}

// A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
// halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
// floats. The grid is (filters, width, batch * height), each by its block.
__kernel void conv2d_strip_3(__global const float* restrict input, __global const float* restrict filter,
                             __global const float* restrict bias, __global float* restrict output, int height,
                             int width, int channels, int filters, __local float* pixels) {
    const uint thread_y = get_local_id(1);
    const uint block_z = get_group_id(2);
    const int RADIUS = 1;
    const int strip = get_local_size(1) + 3 - 1;
    const int image = block_z / height;
    const int y = block_z % height;
    const int left = get_group_id(1) * get_local_size(1) - RADIUS;

    const int thread = thread_y * get_local_size(0) + get_local_id(0);
    for (int i = thread; i < 3 * strip * channels; i += get_local_size(0) * get_local_size(1)) {
        const int in_x = left + i / channels % strip;
        const int in_y = y + i / (channels * strip) - RADIUS;
        const bool inside = in_x >= 0 && in_x < width && in_y >= 0 && in_y < height;
        pixels[i] = inside ? input[((image * height + in_y) * width + in_x) * channels + i % channels] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int k = get_global_id(0);
    const int x = get_global_id(1);
    if (k >= filters || x >= width)
        return;
    float sum = bias[k];
    #pragma unroll
    for (int ky = 0; ky < 3; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 3; kx++) {
            __local const float* pixel = pixels + (ky * strip + thread_y + kx) * channels;
            for (int c = 0; c < channels; c++)
                sum += pixel[c] * filter[((ky * 3 + kx) * channels + c) * filters + k];
        }
    }
    output[((image * height + y) * width + x) * filters + k] = sum;
}

// A block makes a strip of blockDim.y pixels of one row for blockDim.x filters. The pixels that it needs, with their
// halo and all their channels, are staged in dynamic shared memory: KERNEL * (blockDim.y + KERNEL - 1) * channels
// floats. The grid is (filters, width, batch * height), each by its block.
__kernel void conv2d_strip_5(__global const float* restrict input, __global const float* restrict filter,
                             __global const float* restrict bias, __global float* restrict output, int height,
                             int width, int channels, int filters, __local float* pixels) {
    const uint thread_y = get_local_id(1);
    const uint block_z = get_group_id(2);
    const int RADIUS = 2;
    const int strip = get_local_size(1) + 5 - 1;
    const int image = block_z / height;
    const int y = block_z % height;
    const int left = get_group_id(1) * get_local_size(1) - RADIUS;

    const int thread = thread_y * get_local_size(0) + get_local_id(0);
    for (int i = thread; i < 5 * strip * channels; i += get_local_size(0) * get_local_size(1)) {
        const int in_x = left + i / channels % strip;
        const int in_y = y + i / (channels * strip) - RADIUS;
        const bool inside = in_x >= 0 && in_x < width && in_y >= 0 && in_y < height;
        pixels[i] = inside ? input[((image * height + in_y) * width + in_x) * channels + i % channels] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int k = get_global_id(0);
    const int x = get_global_id(1);
    if (k >= filters || x >= width)
        return;
    float sum = bias[k];
    #pragma unroll
    for (int ky = 0; ky < 5; ky++) {
        #pragma unroll
        for (int kx = 0; kx < 5; kx++) {
            __local const float* pixel = pixels + (ky * strip + thread_y + kx) * channels;
            for (int c = 0; c < channels; c++)
                sum += pixel[c] * filter[((ky * 5 + kx) * channels + c) * filters + k];
        }
    }
    output[((image * height + y) * width + x) * filters + k] = sum;
}
