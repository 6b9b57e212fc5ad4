#include <cuda_runtime.h>

// C's integer rules where translations go wrong: promotion of small types, wrap of unsigned ones, shifts and
// remainders of negative numbers, comparisons of mixed sign.

// The sum of two bytes is an int, so the average cannot overflow; the blend wraps only when it is stored.
__global__ void byte_arithmetic(const unsigned char* __restrict__ a, const unsigned char* __restrict__ b,
                                unsigned char* __restrict__ average, unsigned char* __restrict__ wrapped,
                                short* __restrict__ difference, int n) {
    for (int i = threadIdx.x; i < n; i += blockDim.x) {
        average[i] = (a[i] + b[i] + 1) / 2;
        unsigned char sum = a[i];
        sum += b[i];
        sum <<= 1;
        wrapped[i] = ~sum;
        difference[i] = a[i] - b[i];
    }
}

// Signed bytes: the product is an int, the arithmetic shift rounds down, and division rounds towards zero.
__global__ void signed_arithmetic(const signed char* __restrict__ a, const signed char* __restrict__ b,
                                  int* __restrict__ shifted, int* __restrict__ divided, int* __restrict__ remainder,
                                  int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const int product = a[i] * b[i];
    shifted[i] = product >> 3;
    divided[i] = product / 8;
    remainder[i] = b[i] != 0 ? a[i] % b[i] : -1;
}

// Unsigned arithmetic is modulo 2^32; against an unsigned number a negative one counts as large.
__global__ void unsigned_arithmetic(const unsigned int* __restrict__ a, const int* __restrict__ b,
                                    unsigned int* __restrict__ wrapped, unsigned char* __restrict__ below,
                                    long long* __restrict__ widened, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    wrapped[i] = a[i] * 2654435761u - b[i];
    below[i] = b[i] < a[i];
    widened[i] = (a[i] - 1u) + static_cast<long long>(b[i]);  // the difference wraps before it is widened
}
