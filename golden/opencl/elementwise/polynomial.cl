// polynomial.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// sin(x) and cos(x) on [-pi/4, pi/4] by Horner's rule, with the coefficients in constant memory.

#pragma OPENCL FP_CONTRACT OFF

#define DEGREE 4

// The value at x of a polynomial of degree DEGREE.
float evaluate(__constant float* coefficients, float x) {
    float sum = coefficients[DEGREE];
    #pragma unroll
    for (int power = DEGREE - 1; power >= 0; power--)
        sum = fma(sum, x, coefficients[power]);
    return sum;
}

__kernel void sine_polynomial(__global const float* x, __global float* y, const int n,
                              __constant float* sine_coefficients) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    y[i] = x[i] * evaluate(sine_coefficients, x[i] * x[i]);
}

__kernel void cosine_polynomial(__global const float* x, __global float* y, const int n,
                                __constant float* cosine_coefficients) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    y[i] = evaluate(cosine_coefficients, x[i] * x[i]);
}
