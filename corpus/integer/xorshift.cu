#include <cuda_runtime.h>

// Random numbers from a generator a thread (Marsaglia's xorshift with a Weyl sequence, "xorwow"), and uniform floats.

struct Generator {
    unsigned int x, y, z, w, v;
    unsigned int weyl;
};

// A different, never all-zero state for every thread, by splitmix64.
__device__ void seed_generator(Generator* generator, unsigned long long seed) {
    unsigned int state[6];
    for (int i = 0; i < 6; i += 2) {
        seed += 0x9e3779b97f4a7c15ULL;
        unsigned long long mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        mixed ^= mixed >> 31;
        state[i] = static_cast<unsigned int>(mixed);
        state[i + 1] = static_cast<unsigned int>(mixed >> 32);
    }
    generator->x = state[0] | 1u;
    generator->y = state[1];
    generator->z = state[2];
    generator->w = state[3];
    generator->v = state[4];
    generator->weyl = state[5];
}

__device__ unsigned int next_word(Generator* generator) {
    unsigned int mixed = generator->x ^ (generator->x >> 2);
    generator->x = generator->y;
    generator->y = generator->z;
    generator->z = generator->w;
    generator->w = generator->v;
    mixed ^= mixed << 1;
    generator->v ^= generator->v << 4 ^ mixed;
    generator->weyl += 362437u;
    return generator->v + generator->weyl;
}

__global__ void random_words(unsigned int* __restrict__ words, unsigned long long seed, int count, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    Generator generator;
    seed_generator(&generator, seed + i);
    for (int k = 0; k < count; ++k) words[k * n + i] = next_word(&generator);
}

__global__ void random_uniform(float* __restrict__ numbers, unsigned long long seed, int n) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    Generator generator;
    seed_generator(&generator, seed ^ static_cast<unsigned long long>(i) << 32);
    for (int k = 0; k < 6; ++k) next_word(&generator);  // all of the state has its part in what follows
    numbers[i] = (next_word(&generator) >> 8) * (1.0f / 16777216.0f);  // 24 bits, in [0, 1)
}
