#include <cuda_runtime.h>

// Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
// Alpha is kept.

__device__ inline unsigned char luma(uchar4 colour) {
    return (77 * colour.x + 150 * colour.y + 29 * colour.z + 128) >> 8;
}

__global__ void rgb_to_gray(const uchar4* __restrict__ image, unsigned char* __restrict__ gray,
                            uchar4* __restrict__ gray_image, int pixels) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= pixels) return;
    const uchar4 colour = image[i];
    const unsigned char value = luma(colour);
    gray[i] = value;
    gray_image[i] = make_uchar4(value, value, value, colour.w);
}

// Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4.
__global__ void rgb_to_gray_packed(const uint4* __restrict__ image, unsigned int* __restrict__ gray, int words) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= words) return;
    const uint4 quad = image[i];
    const unsigned int colours[4] = {quad.x, quad.y, quad.z, quad.w};
    unsigned int packed = 0;
    for (int pixel = 0; pixel < 4; ++pixel) {
        const unsigned int red = colours[pixel] & 0xff;
        const unsigned int green = colours[pixel] >> 8 & 0xff;
        const unsigned int blue = (colours[pixel] >> 16) & 0xffu;
        packed |= ((77 * red + 150 * green + 29 * blue + 128) >> 8) << (8 * pixel);
    }
    gray[i] = packed;
}
