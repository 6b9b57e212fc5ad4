#include <cuda_runtime.h>

// Escape times of the Mandelbrot set in 8.24 fixed point, which every machine rounds alike.

constexpr int FRACTION_BITS = 24;
using fixed = int;

constexpr fixed ESCAPE = 4 << FRACTION_BITS;

// The product, rounded towards minus infinity by the arithmetic shift.
__device__ inline fixed multiply(fixed a, fixed b) {
    return static_cast<fixed>((static_cast<long long>(a) * b) >> FRACTION_BITS);
}

/// How many steps the point stays within the circle of radius two, at most `limit`.
__device__ int escape_time(fixed c_real, fixed c_imaginary, int limit) {
    fixed real = 0, imaginary = 0, real_squared = 0, imaginary_squared = 0;
    int steps = 0;
    while (steps < limit && real_squared + imaginary_squared <= ESCAPE) {
        imaginary = 2 * multiply(real, imaginary) + c_imaginary;
        real = real_squared - imaginary_squared + c_real;
        real_squared = multiply(real, real), imaginary_squared = multiply(imaginary, imaginary);
        ++steps;
    }
    return steps;
}

__global__ void mandelbrot(unsigned short* __restrict__ steps, int width, int height, int left, int top, int pixel,
                           int limit) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    if (column >= width || row >= height) return;
    steps[row * width + column] =
        static_cast<unsigned short>(escape_time(left + column * pixel, top + row * pixel, limit));
}
