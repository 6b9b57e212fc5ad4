// sign.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// -1, 0 or 1. Zeros of either sign and NaN have the sign 0.

#pragma OPENCL FP_CONTRACT OFF

float sign_of_float(float value) {
    return (float)(((float)0 < value) - (value < (float)0));
}

__kernel void sign_naive_float(__global const float* restrict x, __global float* restrict y, int n) {
    const int i = get_global_id(0);
    if (i < n)
        y[i] = sign_of_float(x[i]);
}

int sign_of_int(int value) {
    return (0 < value) - (value < 0);
}

__kernel void sign_naive_int(__global const int* restrict x, __global int* restrict y, int n) {
    const int i = get_global_id(0);
    if (i < n)
        y[i] = sign_of_int(x[i]);
}

// Each thread takes four neighbours a turn, through an array in registers that the compiler loads and stores whole.
__kernel void sign_vectorised(__global const float* restrict x, __global float* restrict y, int n) {
    const int threads = get_global_size(0);
    for (int first = 4 * get_global_id(0); first < n; first += 4 * threads) {
        float values[4];
        if (first + 4 <= n) {
            *(float4*)values = *(__global const float4*)(x + first);
            #pragma unroll
            for (int k = 0; k < 4; k++)
                values[k] = sign_of_float(values[k]);
            *(__global float4*)(y + first) = *(const float4*)values;
        } else {
            for (int i = first; i < n; i++)
                y[i] = sign_of_float(x[i]);
        }
    }
}
