#include <cuda_runtime.h>

// CRC-32 (IEEE 802.3) of many messages, one a thread. Messages have a length each and lie `stride` bytes apart.

typedef unsigned int uint32;

constexpr uint32 POLYNOMIAL = 0xEDB88320u;  // bits reversed, as the reflected algorithm wants it

// The CRC is updated four bits at a time by this table.
__constant__ uint32 nibble_table[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
    0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

__global__ void crc32_table(const unsigned char* __restrict__ messages, const int* __restrict__ lengths,
                            uint32* __restrict__ crcs, int stride, int count) {
    const int message = blockIdx.x * blockDim.x + threadIdx.x;
    if (message >= count) return;
    const unsigned char* bytes = messages + message * stride;
    const unsigned char* const end = bytes + lengths[message];
    uint32 crc = ~0u;
    while (bytes != end) {
        crc ^= *bytes++;
        crc = (crc >> 4) ^ nibble_table[crc & 15];
        crc = (crc >> 4) ^ nibble_table[crc & 15];
    }
    crcs[message] = ~crc;
}

__global__ void crc32_bitwise(const unsigned char* __restrict__ messages, const int* __restrict__ lengths,
                              uint32* __restrict__ crcs, int stride, int count) {
    const int message = blockIdx.x * blockDim.x + threadIdx.x;
    if (message >= count) return;
    uint32 crc = 0xffffffff;
    for (int i = 0; i < lengths[message]; ++i) {
        crc ^= messages[message * stride + i];
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
    }
    crcs[message] = crc ^ 0xffffffff;
}
