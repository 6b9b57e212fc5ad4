// pool2d.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Pooling over square windows of [planes, height, width]; blockIdx.z is the plane.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int top;
    int left;
    int bottom;
    int right;
} Window;

Window window_at(int out_y, int out_x, int size, int stride, int padding, int height, int width) {
    Window window;
    window.top = max(out_y * stride - padding, 0);
    window.left = max(out_x * stride - padding, 0);
    window.bottom = min(out_y * stride - padding + size, height);
    window.right = min(out_x * stride - padding + size, width);
    return window;
}

__kernel void max_pool(__global const float* restrict input, __global float* restrict output,
                       __global int* restrict where, int height, int width, int out_height, int out_width, int size,
                       int stride, int padding) {
    const uint block_z = get_group_id(2);
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= out_width || y >= out_height)
        return;

    __global const float* plane = input + block_z * height * width;
    const Window window = window_at(y, x, size, stride, padding, height, width);
    float largest = -INFINITY;
    int best = -1;
    for (int in_y = window.top; in_y < window.bottom; in_y++) {
        for (int in_x = window.left; in_x < window.right; in_x++) {
            const float value = plane[in_y * width + in_x];
            if (value > largest) {
                largest = value;
                best = in_y * width + in_x;
            }
        }
    }
    const int place = (block_z * out_height + y) * out_width + x;
    output[place] = largest;
    where[place] = best;
}

__kernel void average_pool(__global const float* restrict input, __global float* restrict output, int height, int width,
                           int out_height, int out_width, int size, int stride, int padding, int counting) {
    const uint block_z = get_group_id(2);
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= out_width || y >= out_height)
        return;

    __global const float* plane = input + block_z * height * width;
    const Window window = window_at(y, x, size, stride, padding, height, width);
    float sum = 0.0f;
    for (int in_y = window.top; in_y < window.bottom; in_y++) {
        for (int in_x = window.left; in_x < window.right; in_x++)
            sum += plane[in_y * width + in_x];
    }

    int count;
    switch (counting) {
    case 1:
        count = size * size;
        break;
    case 0:
    default:
        count = (window.bottom - window.top) * (window.right - window.left);
    }
    output[(block_z * out_height + y) * out_width + x] = sum / count;
}
