// bilinear_resize.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Bilinear resize of 8-bit images with interleaved channels. Pixel centres lie at half coordinates, as in OpenCV and
// PyTorch (align_corners = false); the border repeats.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int width;
    int height;
    int pitch;
} ImageSize;

int clamped(int value, int end) {
    return value < 0 ? 0 : value >= end ? end - 1 : value;
}

float mix_(float a, float b, float weight) {
    return a + (b - a) * weight;
}

__kernel void bilinear_resize(__global const uchar* restrict in, __global uchar* restrict out, ImageSize from,
                              ImageSize to, int channels) {
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= to.width || y >= to.height)
        return;

    const float in_x = (x + 0.5f) * from.width / to.width - 0.5f;
    const float in_y = (y + 0.5f) * from.height / to.height - 0.5f;
    const float left = floor(in_x);
    const float top = floor(in_y);
    const int x0 = clamped((int)left, from.width);
    const int x1 = clamped((int)left + 1, from.width);
    const int y0 = clamped((int)top, from.height);
    const int y1 = clamped((int)top + 1, from.height);

    __global const uchar* upper = in + y0 * from.pitch;
    __global const uchar* lower = in + y1 * from.pitch;
    for (int channel = 0; channel < channels; channel++) {
        const float above = mix_(upper[x0 * channels + channel], upper[x1 * channels + channel], in_x - left);
        const float below = mix_(lower[x0 * channels + channel], lower[x1 * channels + channel], in_x - left);
        const float value = mix_(above, below, in_y - top);
        out[y * to.pitch + x * channels + channel] = (uchar)(value + 0.5f);
    }
}
