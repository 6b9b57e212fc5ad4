// sieve.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Sieve of Eratosthenes over a bit set: bit n says that n is composite. Threads take a factor each; several may mark
// the same number, which is why words are changed by an atomic OR.

#pragma OPENCL FP_CONTRACT OFF

void mark(__global uint* composite, int number) {
    atomic_or(&composite[number >> 5], 1u << (number & 31));
}

// `factors` counts the primes that mark anything.
__kernel void sieve(__global uint* composite, __global int* factors, int limit) {
    const int factor = get_global_id(0) + 2;
    if (factor * factor >= limit)
        return;
    // A composite factor marks nothing that a prime one does not; small divisors are looked for by trial.
    for (int divisor = 2; divisor * divisor <= factor; divisor++) {
        if (factor % divisor == 0)
            return;
    }
    atomic_add(factors, 1);
    int multiple = factor * factor;
    do {
        mark(composite, multiple);
        multiple += factor;
    } while (multiple < limit);
}

// How many primes each word of 32 numbers holds.
__kernel void count_primes(__global const uint* restrict composite, __global uchar* restrict counts, int limit) {
    const int word = get_global_id(0);
    const int first = word * 32;
    if (first >= limit)
        return;
    uint primes = ~composite[word];
    if (word == 0)
        primes &= ~3u;  // neither 0 nor 1 is one
    if (limit - first < 32)
        primes &= (1u << (limit - first)) - 1;
    counts[word] = popcount(primes);
}
