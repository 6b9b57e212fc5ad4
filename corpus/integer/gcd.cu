#include <cuda_runtime.h>

// Greatest common divisors and least common multiples of pairs of whole numbers, negative ones included.

__device__ int gcd(int a, int b) {
    while (b != 0) {
        const int rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

__global__ void gcd_and_lcm(const int2* __restrict__ pairs, int* __restrict__ divisors,
                            long long* __restrict__ multiples, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const auto pair = pairs[i];
    const int divisor = gcd(pair.x, pair.y);
    divisors[i] = divisor;
    // Divided first and multiplied in 64 bits, so that nothing overflows; the multiple of zero is zero.
    const long long product = divisor == 0 ? 0LL : static_cast<long long>(pair.x / divisor) * pair.y;
    multiples[i] = product < 0 ? -product : product;
}
