// dequantise_int4.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Weights of four bits in groups, as GPTQ and AWQ store them: a word holds eight, the lowest first; every `group`
// weights of a row share a scale and a zero point. y = (weight - zero) * scale in half precision.
// blockIdx.y is the row; a thread unpacks one word.

#pragma OPENCL FP_CONTRACT OFF

#define WEIGHTS_A_WORD 8

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

// The nearest number that a half can hold.
float round_half(float value) {
    return half_to_float(float_to_half(value));
}

__kernel void dequantise_int4(__global const uint* restrict packed, __global const half* restrict scales,
                              __global const uchar* restrict zeros, __global half* restrict y, int words_a_row,
                              int group) {
    const int word = get_global_id(0);
    const int row = get_group_id(1);
    if (word >= words_a_row)
        return;

    const int columns = words_a_row * WEIGHTS_A_WORD;
    const int groups = (columns + group - 1) / group;
    uint bits = packed[row * words_a_row + word];
    for (int k = 0; k < WEIGHTS_A_WORD; k++, bits >>= 4) {
        const int column = word * WEIGHTS_A_WORD + k;
        const int place = row * groups + column / group;
        const int weight = (int)(bits & 0xfu) - zeros[place];
        vstore_half_rte(round_half((float)weight) * vload_half(place, scales), row * columns + column, y);
    }
}

// The other direction: eight levels of 0 ... 15 packed into a word; levels beyond that are cut off.
__kernel void pack_int4(__global const uchar* restrict levels, __global uint* restrict packed, int words) {
    const int word = get_global_id(0);
    if (word >= words)
        return;
    uint bits = 0u;
    for (int k = WEIGHTS_A_WORD - 1; k >= 0; k--) {
        const uchar level = levels[word * WEIGHTS_A_WORD + k];
        bits = (bits << 4) | (level > 15 ? 15 : level);
    }
    packed[word] = bits;
}
