#include <cuda_runtime.h>

// MurmurHash3 (32 bits, by Austin Appleby, public domain) of keys of any length, one a thread.

#define ROTATE_LEFT(x, bits) (((x) << (bits)) | ((x) >> (32 - (bits))))

__device__ __constant__ unsigned int MULTIPLIER_1 = 0xcc9e2d51u;
__device__ __constant__ unsigned int MULTIPLIER_2 = 0x1b873593u;

__device__ inline unsigned int scrambled(unsigned int k) {
    k *= MULTIPLIER_1;
    k = ROTATE_LEFT(k, 15);
    return k * MULTIPLIER_2;
}

__device__ inline void finish(unsigned int& hash) {
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    hash ^= hash >> 13;
    hash *= 0xc2b2ae35u;
    hash ^= hash >> 16;
}

__global__ void murmur_hash(const unsigned char* __restrict__ keys, unsigned int* __restrict__ hashes, int length,
                            int count, unsigned int seed) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= count) return;
    const unsigned char* key = keys + i * length;
    unsigned int hash = seed;

    int position = 0;
    for (; position + 4 <= length; position += 4) {
        const unsigned int word = key[position] | key[position + 1] << 8 | key[position + 2] << 16 |
                                  static_cast<unsigned int>(key[position + 3]) << 24;
        hash ^= scrambled(word);
        hash = ROTATE_LEFT(hash, 13);
        hash = hash * 5 + 0xe6546b64u;
    }

    unsigned int tail = 0;
    switch (length & 3) {
        case 3:
            tail ^= key[position + 2] << 16;
            [[fallthrough]];
        case 2:
            tail ^= key[position + 1] << 8;
            // fall through
        case 1:
            tail ^= key[position];
            hash ^= scrambled(tail);
            break;
        default:
            break;
    }
    hash ^= length;
    finish(hash);
    hashes[i] = hash;
}
