// crc32.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// CRC-32 (IEEE 802.3) of many messages, one a thread. Messages have a length each and lie `stride` bytes apart.

#pragma OPENCL FP_CONTRACT OFF

#define POLYNOMIAL 0xEDB88320u

__kernel void crc32_table(__global const uchar* restrict messages, __global const int* restrict lengths,
                          __global uint* restrict crcs, int stride, int count, __constant uint* nibble_table) {
    const int message = get_global_id(0);
    if (message >= count)
        return;
    __global const uchar* bytes = messages + message * stride;
    __global const uchar* const end = bytes + lengths[message];
    uint crc = ~0u;
    while (bytes != end) {
        crc ^= *bytes;
        bytes++;
        crc = (crc >> 4) ^ nibble_table[crc & 15];
        crc = (crc >> 4) ^ nibble_table[crc & 15];
    }
    crcs[message] = ~crc;
}

__kernel void crc32_bitwise(__global const uchar* restrict messages, __global const int* restrict lengths,
                            __global uint* restrict crcs, int stride, int count) {
    const int message = get_global_id(0);
    if (message >= count)
        return;
    uint crc = 0xffffffffu;
    for (int i = 0; i < lengths[message]; i++) {
        crc ^= messages[message * stride + i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
    }
    crcs[message] = crc ^ 0xffffffffu;
}
