// scale.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void scale(__global const float* x, __global float* y, float a, int n) {
    int i = get_global_id(0);
    if (i < n)
        y[i] = a * x[i];
}
