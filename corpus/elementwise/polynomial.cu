#include <cuda_runtime.h>

// sin(x) and cos(x) on [-pi/4, pi/4] by Horner's rule, with the coefficients in constant memory.

#define DEGREE 4
#define TERMS (DEGREE + 1)
#define REQUIRE(condition) static_assert(condition, "required: " #condition)
#define SQUARE(x) ((x) * (x))
#define COEFFICIENTS(function) function##_coefficients

REQUIRE(DEGREE >= 1);

// Taylor coefficients in powers of x squared, the lowest first.
__constant__ float COEFFICIENTS(sine)[TERMS] = {
    1.0f, -1.6666667e-1f, 8.3333333e-3f, -1.9841270e-4f, 2.7557319e-6f,
};
__constant__ float COEFFICIENTS(cosine)[TERMS] = {
    1.0f, -0.5f, 4.1666667e-2f, -1.3888889e-3f, 2.4801587e-5f,
};

#if DEGREE > 2
#define STEP(sum, coefficient, x) fmaf(sum, x, coefficient)
#else
#define STEP(sum, coefficient, x) ((sum) * (x) + (coefficient))
#endif

// The value at x of a polynomial of degree DEGREE.
__device__ float evaluate(const float* coefficients, float x) {
    float sum = coefficients[DEGREE];
#pragma unroll
    for (int power = DEGREE - 1; power >= 0; power--) sum = STEP(sum, coefficients[power], x);
    return sum;
}

__global__ void sine_polynomial(const float* x, float* y, const int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    y[i] = x[i] * evaluate(COEFFICIENTS(sine), SQUARE(x[i]));
}

__global__ void cosine_polynomial(const float* x, float* y, const int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    y[i] = evaluate(COEFFICIENTS(cosine), SQUARE(x[i]));
}
