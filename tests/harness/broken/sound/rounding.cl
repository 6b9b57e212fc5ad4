// rounding.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void rounding(__global const float* x, __global const float* y, __global int* whole, __global uchar* byte,
                       __global float* difference, __global float* tiny, __global float* grown, int n) {
    int i = get_global_id(0);
    if (i >= n)
        return;
    whole[i] = (int)x[i];
    byte[i] = fmin(fmax(x[i], 0.0f), 255.0f);
    difference[i] = x[i] * y[i] - 1000.0f * y[i];
    tiny[i] = y[i] * 1e-38f * 1e-3f * 1e30f * 1e11f;
    grown[i] = exp(y[i]);
}
