// saxpy.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// y = a * x + y over vectors of any length, as a whole program: run it to see it check itself.

#pragma OPENCL FP_CONTRACT OFF

// One thread takes every (grid size)-th element, so any grid covers any n.
__kernel void saxpy(int n, float a, __global const float* restrict x, __global float* restrict y) {
    for (int i = get_global_id(0); i < n; i += get_global_size(0))
        y[i] += a * x[i];
}
