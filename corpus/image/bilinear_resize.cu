#include <cuda_runtime.h>

// Bilinear resize of 8-bit images with interleaved channels. Pixel centres lie at half coordinates, as in OpenCV and
// PyTorch (align_corners = false); the border repeats.

struct ImageSize {
    int width;
    int height;
    int pitch;  // elements from one line to the next
};

__device__ inline int clamped(int value, int end) {
    return value < 0 ? 0 : value >= end ? end - 1 : value;
}

__device__ inline float mix(float a, float b, float weight) {
    return a + (b - a) * weight;
}

__global__ void bilinear_resize(const unsigned char* __restrict__ in, unsigned char* __restrict__ out, ImageSize from,
                                ImageSize to, int channels) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= to.width || y >= to.height) return;

    const float in_x = (x + 0.5f) * from.width / to.width - 0.5f;
    const float in_y = (y + 0.5f) * from.height / to.height - 0.5f;
    const float left = floorf(in_x), top = floorf(in_y);
    const int x0 = clamped(static_cast<int>(left), from.width), x1 = clamped(static_cast<int>(left) + 1, from.width);
    const int y0 = clamped(static_cast<int>(top), from.height), y1 = clamped(static_cast<int>(top) + 1, from.height);

    const unsigned char* upper = in + y0 * from.pitch;
    const unsigned char* lower = in + y1 * from.pitch;
    for (int channel = 0; channel < channels; ++channel) {
        const float above = mix(upper[x0 * channels + channel], upper[x1 * channels + channel], in_x - left);
        const float below = mix(lower[x0 * channels + channel], lower[x1 * channels + channel], in_x - left);
        const float value = mix(above, below, in_y - top);
        out[y * to.pitch + x * channels + channel] = static_cast<unsigned char>(value + 0.5f);
    }
}
