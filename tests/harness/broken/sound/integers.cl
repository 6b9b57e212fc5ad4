// integers.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

__kernel void integers(__global const int* a, __global const uint* b, __global const uchar* c, __global int* shifted,
                       __global uint* logical, __global int* rest, __global uchar* mean, __global uchar* flag,
                       __global long* wide, int n) {
    int i = get_global_id(0);
    if (i >= n)
        return;
    shifted[i] = a[i] >> 5;
    logical[i] = b[i] >> 5;
    rest[i] = a[i] % 7;
    mean[i] = (c[i] + c[(i + 1) % n] + 1) / 2;
    flag[i] = (a[i] & 256) != 0;
    wide[i] = (long)a[i] * a[i];
}
