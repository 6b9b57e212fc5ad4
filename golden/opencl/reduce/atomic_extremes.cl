// atomic_extremes.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Extremes and counts through atomics: shared-memory atomics within a block, global ones across blocks.

#pragma OPENCL FP_CONTRACT OFF

// The range of whole numbers; extremes[0] and [1] start at the identities of min and max.
__kernel void integer_range(__global const int* restrict x, __global int* extremes, int n) {
    __local int smallest;
    __local int largest;
    const uint thread = get_local_id(0);
    if (thread == 0) {
        smallest = 0x7fffffff;
        largest = -2147483647 - 1;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = get_global_id(0); i < n; i += get_global_size(0)) {
        atomic_min(&smallest, x[i]);
        atomic_max(&largest, x[i]);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    if (thread == 0) {
        atomic_min(extremes, smallest);
        atomic_max(extremes + 1, largest);
    }
}

// There is no atomicMax on floats: compare and swap until the stored value is not smaller.
float atomic_max_float(__global float* address, float value) {
    __global int* bits = (__global int*)address;
    int seen = *bits;
    int expected;
    do {
        expected = seen;
        if (as_float(expected) >= value)
            break;
        seen = atomic_cmpxchg(bits, expected, as_int(value));
    } while (seen != expected);
    return as_float(seen);
}

__kernel void float_maximum(__global const float* restrict x, __global float* maximum, int n) {
    const int i = get_global_id(0);
    if (i < n)
        atomic_max_float(maximum, x[i]);
}

// How many different values below `bound` there are: the first thread to mark a value counts it.
__kernel void count_distinct(__global const int* restrict x, __global int* marks, __global uint* count, int n,
                             int bound) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    const int value = x[i];
    if (value < 0 || value >= bound)
        return;
    if (atomic_xchg(&marks[value], 1) == 0)
        atomic_add(count, 1u);
}
