#include <cuda_runtime.h>

// What a word looks like to the bit instructions, and a permutation made of one of them.

__global__ void bit_census(const unsigned int* __restrict__ words, int* __restrict__ ones,
                           int* __restrict__ leading_zeros, int* __restrict__ first_one,
                           unsigned int* __restrict__ reversed, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    const unsigned int word = words[i];
    ones[i] = __popc(word);
    leading_zeros[i] = __clz(static_cast<int>(word));  // 32 for zero
    first_one[i] = __ffs(static_cast<int>(word));      // counted from one; 0 for zero
    reversed[i] = __brev(word);
}

// Population count and leading zeros of 64 bits, with and without the instruction.
__global__ void wide_bit_census(const unsigned long long* __restrict__ words, int* __restrict__ ones,
                                int* __restrict__ leading_zeros, int* __restrict__ ones_by_hand, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    unsigned long long rest = words[i];
    ones[i] = __popcll(rest);
    leading_zeros[i] = __clzll(rest);
    int count = 0;
    while (rest) {
        rest &= rest - 1;  // clears the lowest one
        ++count;
    }
    ones_by_hand[i] = count;
}

// The order in which a fast Fourier transform of 2^bits points takes its inputs.
__global__ void bit_reversal(const float2* __restrict__ in, float2* __restrict__ out, int bits) {
    const unsigned int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >> bits != 0) return;
    out[__brev(i) >> (32 - bits)] = in[i];
}
