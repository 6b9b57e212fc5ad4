// gcd.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Greatest common divisors and least common multiples of pairs of whole numbers, negative ones included.

#pragma OPENCL FP_CONTRACT OFF

int gcd(int a, int b) {
    while (b != 0) {
        const int rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

__kernel void gcd_and_lcm(__global const int2* restrict pairs, __global int* restrict divisors,
                          __global long* restrict multiples, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    const int2 pair = pairs[i];
    const int divisor = gcd(pair.x, pair.y);
    divisors[i] = divisor;
    // Divided first and multiplied in 64 bits, so that nothing overflows; the multiple of zero is zero.
    const long product = divisor == 0 ? 0L : (long)(pair.x / divisor) * pair.y;
    multiples[i] = product < 0L ? -product : product;
}
