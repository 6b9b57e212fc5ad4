// coo_scatter.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Sparse matrices as a list of (row, column, value), in any order and with repeats.

#pragma OPENCL FP_CONTRACT OFF

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

// y += A * x; entries of a row meet in an atomic addition.
__kernel void spmv_coo(__global const int2* restrict places, __global const float* restrict values,
                       __global const float* restrict x, __global float* y, int entries) {
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < entries; i += stride) {
        const int2 place = places[i];
        const float product = values[i] * x[place.y];
        if (product != 0.0f)
            atomic_add_float(&y[place.x], product);
    }
}

// How many entries each row has, as the first step towards CSR.
__kernel void count_row_entries(__global const int2* restrict places, __global int* counts, int entries) {
    int i = get_global_id(0);
    while (i < entries) {
        atomic_add(counts + places[i].x, 1);
        i += get_global_size(0);
    }
}
