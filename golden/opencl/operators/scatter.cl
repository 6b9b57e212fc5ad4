// scatter.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Scatter along rows: updates go to the rows that their indices name.

#pragma OPENCL FP_CONTRACT OFF

float atomic_add_float_local(volatile __local float* place, float operand) {
    volatile __local uint* bits = (volatile __local uint*)place;
    uint expected, seen = *bits;
    float old;
    do {
        expected = seen;
        old = as_float(expected);
        seen = atomic_cmpxchg(bits, expected, as_uint(old + operand));
    } while (seen != expected);
    return old;
}

float atomic_add_float(volatile __global float* place, float operand) {
    volatile __global uint* bits = (volatile __global uint*)place;
    uint expected, seen = *bits;
    float old;
    do {
        expected = seen;
        old = as_float(expected);
        seen = atomic_cmpxchg(bits, expected, as_uint(old + operand));
    } while (seen != expected);
    return old;
}

// out[indices[i], :] = updates[i, :], one thread an element; no index comes twice.
__kernel void scatter_naive(__global const float* restrict updates, __global const int* restrict indices,
                            __global float* restrict out, int count, int columns) {
    const int column = get_global_id(0);
    const int i = get_global_id(1);
    if (i < count && column < columns)
        out[indices[i] * columns + column] = updates[i * columns + column];
}

// out[indices[i]] += updates[i], where many updates share a place: one thread an update.
__kernel void scatter_add_naive(__global const int* restrict updates, __global const int* restrict indices,
                                __global int* restrict out, int count) {
    const int i = get_global_id(0);
    if (i < count)
        atomic_add(&out[indices[i]], updates[i]);
}

// The same of floats, for few places: each block adds its updates up in shared memory, a float a place, and then its sums
// to the output, so that there are `places` atomic operations a block on global memory.
__kernel void scatter_add_block(__global const float* restrict updates, __global const int* restrict indices,
                                __global float* restrict out, int count, int places, __local float* sums) {
    const uint thread = get_local_id(0);
    for (int place = thread; place < places; place += get_local_size(0))
        sums[place] = 0.0f;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = get_global_id(0); i < count; i += get_global_size(0))
        atomic_add_float_local(&sums[indices[i]], updates[i]);
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int place = thread; place < places; place += get_local_size(0)) {
        const float sum = sums[place];
        if (sum != 0.0f)
            atomic_add_float(out + place, sum);
    }
}
