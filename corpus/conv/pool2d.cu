#include <cuda_runtime.h>
#include <math_constants.h>

// Pooling over square windows of [planes, height, width]; blockIdx.z is the plane.

enum class AveragePadding { EXCLUDED = 0, COUNTED = 1 };

struct Window {
    int top, left, bottom, right;  // the part within the image; bottom and right are excluded
};

__device__ Window window_at(int out_y, int out_x, int size, int stride, int padding, int height, int width) {
    Window window;
    window.top = max(out_y * stride - padding, 0);
    window.left = max(out_x * stride - padding, 0);
    window.bottom = min(out_y * stride - padding + size, height);
    window.right = min(out_x * stride - padding + size, width);
    return window;
}

__global__ void max_pool(const float* __restrict__ input, float* __restrict__ output, int* __restrict__ where,
                         int height, int width, int out_height, int out_width, int size, int stride, int padding) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= out_width || y >= out_height) return;

    const float* plane = input + blockIdx.z * height * width;
    const Window window = window_at(y, x, size, stride, padding, height, width);
    float largest = -CUDART_INF_F;
    int best = -1;
    for (int in_y = window.top; in_y < window.bottom; ++in_y) {
        for (int in_x = window.left; in_x < window.right; ++in_x) {
            const float value = plane[in_y * width + in_x];
            if (value > largest) {
                largest = value;
                best = in_y * width + in_x;
            }
        }
    }
    const int place = (blockIdx.z * out_height + y) * out_width + x;
    output[place] = largest;
    where[place] = best;
}

__global__ void average_pool(const float* __restrict__ input, float* __restrict__ output, int height, int width,
                             int out_height, int out_width, int size, int stride, int padding,
                             AveragePadding counting) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= out_width || y >= out_height) return;

    const float* plane = input + blockIdx.z * height * width;
    const Window window = window_at(y, x, size, stride, padding, height, width);
    float sum = 0.0f;
    for (int in_y = window.top; in_y < window.bottom; ++in_y)
        for (int in_x = window.left; in_x < window.right; ++in_x) sum += plane[in_y * width + in_x];

    int count;
    switch (counting) {
        case AveragePadding::COUNTED:
            count = size * size;
            break;
        case AveragePadding::EXCLUDED:
        default:
            count = (window.bottom - window.top) * (window.right - window.left);
    }
    output[(blockIdx.z * out_height + y) * out_width + x] = sum / count;
}
