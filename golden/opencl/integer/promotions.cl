// promotions.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// C's integer rules where translations go wrong: promotion of small types, wrap of unsigned ones, shifts and
// remainders of negative numbers, comparisons of mixed sign.

#pragma OPENCL FP_CONTRACT OFF

// The sum of two bytes is an int, so the average cannot overflow; the blend wraps only when it is stored.
__kernel void byte_arithmetic(__global const uchar* restrict a, __global const uchar* restrict b,
                              __global uchar* restrict average, __global uchar* restrict wrapped,
                              __global short* restrict difference, int n) {
    for (int i = get_local_id(0); i < n; i += get_local_size(0)) {
        average[i] = (a[i] + b[i] + 1) / 2;
        uchar sum = a[i];
        sum += b[i];
        sum <<= 1;
        wrapped[i] = ~sum;
        difference[i] = a[i] - b[i];
    }
}

// Signed bytes: the product is an int, the arithmetic shift rounds down, and division rounds towards zero.
__kernel void signed_arithmetic(__global const char* restrict a, __global const char* restrict b,
                                __global int* restrict shifted, __global int* restrict divided,
                                __global int* restrict remainder_, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    const int product = a[i] * b[i];
    shifted[i] = product >> 3;
    divided[i] = product / 8;
    remainder_[i] = b[i] != 0 ? a[i] % b[i] : -1;
}

// Unsigned arithmetic is modulo 2^32; against an unsigned number a negative one counts as large.
__kernel void unsigned_arithmetic(__global const uint* restrict a, __global const int* restrict b,
                                  __global uint* restrict wrapped, __global uchar* restrict below,
                                  __global long* restrict widened, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    wrapped[i] = a[i] * 2654435761u - b[i];
    below[i] = b[i] < a[i];
    widened[i] = a[i] - 1u + (long)b[i];  // the difference wraps before it is widened
}
