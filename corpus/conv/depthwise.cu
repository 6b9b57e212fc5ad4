#include <cuda_runtime.h>

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
template <int KERNEL, int STRIDE>
__global__ void depthwise_conv(const float* __restrict__ input, const float* __restrict__ weight,
                               float* __restrict__ output, int height, int width) {
    constexpr int radius = KERNEL / 2;
    const int out_width = (width + STRIDE - 1) / STRIDE;
    const int out_height = (height + STRIDE - 1) / STRIDE;
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    const int channel = blockIdx.z * blockDim.z + threadIdx.z;

    // The filter goes to registers once.
    float filter[KERNEL][KERNEL];
#pragma unroll
    for (int i = 0; i < KERNEL * KERNEL; ++i)
        filter[i / KERNEL][i % KERNEL] = weight[channel * KERNEL * KERNEL + i];

    if (x < out_width && y < out_height) {
        const float* plane = input + channel * height * width;
        float sum = 0.0f;
#pragma unroll
        for (int dy = -radius; dy <= radius; ++dy) {
#pragma unroll
            for (int dx = -radius; dx <= radius; ++dx) {
                const int in_y = y * STRIDE + dy, in_x = x * STRIDE + dx;
                const bool inside = in_y >= 0 && in_y < height && in_x >= 0 && in_x < width;
                sum += inside ? plane[in_y * width + in_x] * filter[dy + radius][dx + radius] : 0.0f;
            }
        }
        output[(channel * out_height + y) * out_width + x] = sum;
    }
}
