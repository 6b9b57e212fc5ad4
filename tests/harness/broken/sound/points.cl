// points.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct {
    char kind;
    double mass;
    short charge;
} Body;

__kernel void points(__global const float* p, __global const Body* bodies, __global float* lengths,
                     __global double* masses, int n) {
    int i = get_global_id(0);
    if (i < n) {
        lengths[i] = p[3 * i] * p[3 * i] + p[3 * i + 1] * p[3 * i + 1] + p[3 * i + 2] * p[3 * i + 2];
        masses[i] = bodies[i].mass;
    }
}
