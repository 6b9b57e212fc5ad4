#include <cuda_fp16.h>
#include <cuda_runtime.h>

// Weights of four bits in groups, as GPTQ and AWQ store them: a word holds eight, the lowest first; every `group`
// weights of a row share a scale and a zero point. y = (weight - zero) * scale in half precision.
// blockIdx.y is the row; a thread unpacks one word.

#define WEIGHTS_A_WORD 8

__global__ void dequantise_int4(const unsigned int* __restrict__ packed, const __half* __restrict__ scales,
                                const unsigned char* __restrict__ zeros, __half* __restrict__ y, int words_a_row,
                                int group) {
    const int word = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y;
    if (word >= words_a_row) return;

    const int columns = words_a_row * WEIGHTS_A_WORD;
    const int groups = (columns + group - 1) / group;
    unsigned int bits = packed[row * words_a_row + word];
    for (int k = 0; k < WEIGHTS_A_WORD; ++k, bits >>= 4) {
        const int column = word * WEIGHTS_A_WORD + k;
        const int place = row * groups + column / group;
        const int weight = static_cast<int>(bits & 0xfu) - zeros[place];
        y[row * columns + column] = __int2half_rn(weight) * scales[place];
    }
}

// The other direction: eight levels of 0 ... 15 packed into a word; levels beyond that are cut off.
__global__ void pack_int4(const unsigned char* __restrict__ levels, unsigned int* __restrict__ packed, int words) {
    const int word = blockIdx.x * blockDim.x + threadIdx.x;
    if (word >= words) return;
    unsigned int bits = 0u;
    for (int k = WEIGHTS_A_WORD - 1; k >= 0; --k) {
        const unsigned char level = levels[word * WEIGHTS_A_WORD + k];
        bits = bits << 4 | (level > 15 ? 15 : level);
    }
    packed[word] = bits;
}
