// mandelbrot.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Escape times of the Mandelbrot set in 8.24 fixed point, which every machine rounds alike.

#pragma OPENCL FP_CONTRACT OFF

#define FRACTION_BITS 24
#define ESCAPE 67108864

// The product, rounded towards minus infinity by the arithmetic shift.
int multiply(int a, int b) {
    return (int)(((long)a * b) >> FRACTION_BITS);
}

/// How many steps the point stays within the circle of radius two, at most `limit`.
int escape_time(int c_real, int c_imaginary, int limit) {
    int real = 0;
    int imaginary = 0;
    int real_squared = 0;
    int imaginary_squared = 0;
    int steps = 0;
    while (steps < limit && real_squared + imaginary_squared <= ESCAPE) {
        imaginary = 2 * multiply(real, imaginary) + c_imaginary;
        real = real_squared - imaginary_squared + c_real;
        real_squared = multiply(real, real);
        imaginary_squared = multiply(imaginary, imaginary);
        steps++;
    }
    return steps;
}

__kernel void mandelbrot(__global ushort* restrict steps, int width, int height, int left, int top, int pixel,
                         int limit) {
    const int column = get_global_id(0);
    const int row = get_global_id(1);
    if (column >= width || row >= height)
        return;
    steps[row * width + column] = (ushort)escape_time(left + column * pixel, top + row * pixel, limit);
}
