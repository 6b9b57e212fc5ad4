// rgb_to_gray.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
// Alpha is kept.

#pragma OPENCL FP_CONTRACT OFF

uchar luma(uchar4 colour) {
    return (77 * colour.x + 150 * colour.y + 29 * colour.z + 128) >> 8;
}

__kernel void rgb_to_gray(__global const uchar4* restrict image, __global uchar* restrict gray,
                          __global uchar4* restrict gray_image, int pixels) {
    const int i = get_global_id(0);
    if (i >= pixels)
        return;
    const uchar4 colour = image[i];
    const uchar value = luma(colour);
    gray[i] = value;
    gray_image[i] = (uchar4)(value, value, value, colour.w);
}

// Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4.
__kernel void rgb_to_gray_packed(__global const uint4* restrict image, __global uint* restrict gray, int words) {
    const int i = get_global_id(0);
    if (i >= words)
        return;
    const uint4 quad = image[i];
    const uint colours[4] = {quad.x, quad.y, quad.z, quad.w};
    uint packed = 0;
    for (int pixel = 0; pixel < 4; pixel++) {
        const uint red = colours[pixel] & 0xff;
        const uint green = (colours[pixel] >> 8) & 0xff;
        const uint blue = (colours[pixel] >> 16) & 0xffu;
        packed |= ((77 * red + 150 * green + 29 * blue + 128) >> 8) << (8 * pixel);
    }
    gray[i] = packed;
}
