// im2col.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Lays out the windows of an image as columns of a matrix, so that convolution becomes a matrix product.
// The matrix is [channels * size * size, out_height * out_width]. Indices are 64 bits wide throughout.

#pragma OPENCL FP_CONTRACT OFF

__kernel void im2col(__global const float* restrict image, __global float* restrict matrix, long total, int height,
                     int width, int out_height, int out_width, int size, int stride, int padding, int dilation) {
    const long step_ = (long)get_num_groups(0) * get_local_size(0);
    for (long i = (long)get_group_id(0) * get_local_size(0) + get_local_id(0); i < total; i += step_) {
        long rest = i;
        const int out_x = (int)(rest % out_width);
        rest /= out_width;
        const int out_y = (int)(rest % out_height);
        rest /= out_height;
        const int kernel_x = (int)(rest % size);
        rest /= size;
        const int kernel_y = (int)(rest % size);
        const long channel = rest / size;

        const int y = out_y * stride - padding + kernel_y * dilation;
        const int x = out_x * stride - padding + kernel_x * dilation;
        float value = 0.0f;
        if (y >= 0 && x >= 0 && y < height && x < width)
            value = image[(channel * height + y) * width + x];
        matrix[i] = value;
    }
}
