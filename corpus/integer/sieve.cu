#include <cuda_runtime.h>

// Sieve of Eratosthenes over a bit set: bit n says that n is composite. Threads take a factor each; several may mark
// the same number, which is why words are changed by an atomic OR.

__device__ inline void mark(unsigned int* composite, int number) {
    atomicOr(&composite[number >> 5], 1u << (number & 31));
}

// `factors` counts the primes that mark anything.
__global__ void sieve(unsigned int* composite, int* factors, int limit) {
    const int factor = blockIdx.x * blockDim.x + threadIdx.x + 2;
    if (factor * factor >= limit) return;
    // A composite factor marks nothing that a prime one does not; small divisors are looked for by trial.
    for (int divisor = 2; divisor * divisor <= factor; ++divisor) {
        if (factor % divisor == 0) return;
    }
    atomicAdd(factors, 1);
    int multiple = factor * factor;
    do {
        mark(composite, multiple);
        multiple += factor;
    } while (multiple < limit);
}

// How many primes each word of 32 numbers holds.
__global__ void count_primes(const unsigned int* __restrict__ composite, unsigned char* __restrict__ counts,
                             int limit) {
    const int word = blockIdx.x * blockDim.x + threadIdx.x;
    const int first = word * 32;
    if (first >= limit) return;
    unsigned int primes = ~composite[word];
    if (word == 0) primes &= ~3u;  // neither 0 nor 1 is one
    if (limit - first < 32) primes &= (1u << (limit - first)) - 1;
    counts[word] = __popc(primes);
}
