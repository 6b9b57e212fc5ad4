// conv1d.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// A one-dimensional filter over a signal that is zero outside its ends. A block stages its stretch of the signal and
// the halo on both sides in dynamic shared memory: blockDim.x + 2 * RADIUS floats.

#pragma OPENCL FP_CONTRACT OFF

#define RADIUS 3

__kernel void conv1d(__global const float* restrict signal, __global float* restrict out, int n, __local float* stretch,
                     __constant float* filter) {
    const uint thread = get_local_id(0);
    const int first = get_group_id(0) * get_local_size(0) - RADIUS;

    for (int i = thread; i < (uint)get_local_size(0) + 2 * RADIUS; i += get_local_size(0)) {
        const int place = first + i;
        stretch[i] = place >= 0 && place < n ? signal[place] : 0.0f;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    const int i = get_global_id(0);
    if (i < n) {
        float sum = 0.0f;
        #pragma unroll
        for (int tap = -RADIUS; tap <= RADIUS; tap++)
            sum += filter[RADIUS + tap] * stretch[(int)thread + RADIUS + tap];
        out[i] = sum;
    }
}
