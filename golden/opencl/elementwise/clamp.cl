// clamp.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Limits every element to an interval. A NaN compares false with both ends and so passes through.

#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct {
    float low;
    float high;
} Interval_float;

typedef struct {
    double low;
    double high;
} Interval_double;

typedef struct {
    int low;
    int high;
} Interval_int;

typedef struct {
    uchar low;
    uchar high;
} Interval_unsigned_char;

float clamp_value_float(float value, Interval_float limits) {
    return value < limits.low ? limits.low : value > limits.high ? limits.high : value;
}

__kernel void clamp_float(__global const float* restrict x, __global float* restrict y, float low, float high, int n) {
    const Interval_float limits = {low, high};
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < n; i += stride)
        y[i] = clamp_value_float(x[i], limits);
}

double clamp_value_double(double value, Interval_double limits) {
    return value < limits.low ? limits.low : value > limits.high ? limits.high : value;
}

__kernel void clamp_double(__global const double* restrict x, __global double* restrict y, double low, double high,
                           int n) {
    const Interval_double limits = {low, high};
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < n; i += stride)
        y[i] = clamp_value_double(x[i], limits);
}

int clamp_value_int(int value, Interval_int limits) {
    return value < limits.low ? limits.low : value > limits.high ? limits.high : value;
}

__kernel void clamp_int(__global const int* restrict x, __global int* restrict y, int low, int high, int n) {
    const Interval_int limits = {low, high};
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < n; i += stride)
        y[i] = clamp_value_int(x[i], limits);
}

uchar clamp_value_unsigned_char(uchar value, Interval_unsigned_char limits) {
    return value < limits.low ? limits.low : value > limits.high ? limits.high : value;
}

__kernel void clamp_unsigned_char(__global const uchar* restrict x, __global uchar* restrict y, uchar low, uchar high,
                                  int n) {
    const Interval_unsigned_char limits = {low, high};
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < n; i += stride)
        y[i] = clamp_value_unsigned_char(x[i], limits);
}
