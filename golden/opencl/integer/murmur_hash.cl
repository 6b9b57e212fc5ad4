// murmur_hash.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// MurmurHash3 (32 bits, by Austin Appleby, public domain) of keys of any length, one a thread.

#pragma OPENCL FP_CONTRACT OFF

uint scrambled(uint k, __constant uint* MULTIPLIER_1, __constant uint* MULTIPLIER_2) {
    k *= *MULTIPLIER_1;
    k = (k << 15) | (k >> (32 - 15));
    return k * *MULTIPLIER_2;
}

void finish(uint* hash) {
    *hash ^= *hash >> 16;
    *hash *= 0x85ebca6bu;
    *hash ^= *hash >> 13;
    *hash *= 0xc2b2ae35u;
    *hash ^= *hash >> 16;
}

__kernel void murmur_hash(__global const uchar* restrict keys, __global uint* restrict hashes, int length_, int count,
                          uint seed, __constant uint* MULTIPLIER_1, __constant uint* MULTIPLIER_2) {
    const int i = get_global_id(0);
    if (i >= count)
        return;
    __global const uchar* key = keys + i * length_;
    uint hash = seed;

    int position = 0;
    for (; position + 4 <= length_; position += 4) {
        const uint word = key[position] | (key[position + 1] << 8) | (key[position + 2] << 16)
                | ((uint)key[position + 3] << 24);
        hash ^= scrambled(word, MULTIPLIER_1, MULTIPLIER_2);
        hash = (hash << 13) | (hash >> (32 - 13));
        hash = hash * 5 + 0xe6546b64u;
    }

    uint tail = 0;
    switch (length_ & 3) {
    case 3:
        tail ^= key[position + 2] << 16;
    case 2:
        tail ^= key[position + 1] << 8;
    case 1:
        // fall through
        tail ^= key[position];
        hash ^= scrambled(tail, MULTIPLIER_1, MULTIPLIER_2);
        break;
    default:
        break;
    }
    hash ^= length_;
    finish(&hash);
    hashes[i] = hash;
}
