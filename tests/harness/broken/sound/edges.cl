// edges.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

// The larger of two numbers; a NaN on the left stays.
__kernel void larger(__global const float* a, __global const float* b, __global float* c, int n) {
    int i = get_global_id(0);
    if (i < n)
        c[i] = !(a[i] <= b[i]) ? a[i] : b[i];
}
