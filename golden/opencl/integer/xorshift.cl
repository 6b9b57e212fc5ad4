// xorshift.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Random numbers from a generator a thread (Marsaglia's xorshift with a Weyl sequence, "xorwow"), and uniform floats.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    uint x;
    uint y;
    uint z;
    uint w;
    uint v;
    uint weyl;
} Generator;

// A different, never all-zero state for every thread, by splitmix64.
void seed_generator(Generator* generator, ulong seed) {
    uint state[6];
    for (int i = 0; i < 6; i += 2) {
        seed += 0x9e3779b97f4a7c15UL;
        ulong mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebUL;
        mixed ^= mixed >> 31;
        state[i] = (uint)mixed;
        state[i + 1] = (uint)(mixed >> 32);
    }
    generator->x = state[0] | 1u;
    generator->y = state[1];
    generator->z = state[2];
    generator->w = state[3];
    generator->v = state[4];
    generator->weyl = state[5];
}

uint next_word(Generator* generator) {
    uint mixed = generator->x ^ (generator->x >> 2);
    generator->x = generator->y;
    generator->y = generator->z;
    generator->z = generator->w;
    generator->w = generator->v;
    mixed ^= mixed << 1;
    generator->v ^= (generator->v << 4) ^ mixed;
    generator->weyl += 362437u;
    return generator->v + generator->weyl;
}

__kernel void random_words(__global uint* restrict words, ulong seed, int count, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    Generator generator;
    seed_generator(&generator, seed + i);
    for (int k = 0; k < count; k++)
        words[k * n + i] = next_word(&generator);
}

__kernel void random_uniform(__global float* restrict numbers, ulong seed, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    Generator generator;
    seed_generator(&generator, seed ^ ((ulong)i << 32));
    int k = 0;  // all of the state has its part in what follows
    for (; k < 6; k++)
        next_word(&generator);
    numbers[i] = (next_word(&generator) >> 8) * (1.0f / 16777216.0f);  // 24 bits, in [0, 1)
}
