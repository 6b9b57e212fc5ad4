// bit_tricks.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// What a word looks like to the bit instructions, and a permutation made of one of them.

#pragma OPENCL FP_CONTRACT OFF

// The position of the lowest bit that is set, counted from 1; 0 where none is.
int find_first_set_int(int value) {
    return 32 - (int)clz(value & -value);
}

uint reverse_bits_uint(uint value) {
    value = ((value >> 1) & 0x55555555u) | ((value & 0x55555555u) << 1);
    value = ((value >> 2) & 0x33333333u) | ((value & 0x33333333u) << 2);
    value = ((value >> 4) & 0x0F0F0F0Fu) | ((value & 0x0F0F0F0Fu) << 4);
    value = ((value >> 8) & 0x00FF00FFu) | ((value & 0x00FF00FFu) << 8);
    value = ((value >> 16) & 0x0000FFFFu) | ((value & 0x0000FFFFu) << 16);
    return value;
}

__kernel void bit_census(__global const uint* restrict words, __global int* restrict ones,
                         __global int* restrict leading_zeros, __global int* restrict first_one,
                         __global uint* restrict reversed, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    const uint word = words[i];
    ones[i] = popcount(word);
    leading_zeros[i] = clz((int)word);  // 32 for zero
    first_one[i] = find_first_set_int((int)word);  // counted from one; 0 for zero
    reversed[i] = reverse_bits_uint(word);
}

// Population count and leading zeros of 64 bits, with and without the instruction.
__kernel void wide_bit_census(__global const ulong* restrict words, __global int* restrict ones,
                              __global int* restrict leading_zeros, __global int* restrict ones_by_hand, int n) {
    const int i = get_global_id(0);
    if (i >= n)
        return;
    ulong rest = words[i];
    ones[i] = popcount(rest);
    leading_zeros[i] = clz((long)rest);
    int count = 0;
    while (rest) {
        rest &= rest - 1;  // clears the lowest one
        count++;
    }
    ones_by_hand[i] = count;
}

// The order in which a fast Fourier transform of 2^bits points takes its inputs.
__kernel void bit_reversal(__global const float2* restrict in, __global float2* restrict out, int bits) {
    const uint i = get_global_id(0);
    if ((i >> bits) != 0)
        return;
    out[reverse_bits_uint(i) >> (32 - bits)] = in[i];
}
