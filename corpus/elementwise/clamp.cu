#include <cuda_runtime.h>

// Limits every element to an interval. A NaN compares false with both ends and so passes through.

template <typename T>
struct Interval {
    T low;
    T high;
};

template <typename T>
__device__ T clamp_value(T value, const Interval<T>& limits) {
    return value < limits.low ? limits.low : (value > limits.high ? limits.high : value);
}

template <typename T>
__global__ void clamp(const T* __restrict__ x, T* __restrict__ y, T low, T high, int n) {
    const Interval<T> limits = {low, high};
    const int stride = blockDim.x * gridDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride) {
        y[i] = clamp_value(x[i], limits);
    }
}

template __global__ void clamp<float>(const float*, float*, float, float, int);
template __global__ void clamp<double>(const double*, double*, double, double, int);
template __global__ void clamp<int>(const int*, int*, int, int, int);
template __global__ void clamp<unsigned char>(const unsigned char*, unsigned char*, unsigned char, unsigned char, int);
