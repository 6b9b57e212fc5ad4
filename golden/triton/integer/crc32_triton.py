"""crc32.cu, as Triton: one program is one block of CUDA's threads."""

# CRC-32 (IEEE 802.3) of many messages, one a thread. Messages have a length each and lie `stride` bytes apart.

import triton
import triton.language as tl

POLYNOMIAL = tl.constexpr(0xEDB88320)


@triton.jit
def crc32_table(messages, lengths, crcs, stride, count, nibble_table, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    message = tl.program_id(0) * BLOCK_X + lane
    mask = active & (message < count)
    bytes_ = messages + message * stride
    end = bytes_ + tl.load(lengths + message, mask=mask)
    crc = tl.full((LANES,), 4294967295, tl.uint32)
    looping = mask & (bytes_.to(tl.int64).to(tl.uint64) != end.to(tl.int64).to(tl.uint64))
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        crc = tl.where(looping, crc ^ tl.load(bytes_, mask=looping), crc)
        bytes_ = tl.where(looping, bytes_ + 1, bytes_)
        crc = tl.where(looping, (crc >> 4) ^ tl.load(nibble_table + (crc & 15), mask=looping), crc)
        crc = tl.where(looping, (crc >> 4) ^ tl.load(nibble_table + (crc & 15), mask=looping), crc)
        looping &= bytes_.to(tl.int64).to(tl.uint64) != end.to(tl.int64).to(tl.uint64)
    tl.store(crcs + message, ~crc, mask=mask)


@triton.jit
def crc32_bitwise(messages, lengths, crcs, stride, count, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    message = tl.program_id(0) * BLOCK_X + lane
    mask = active & (message < count)
    crc = tl.full((LANES,), 0xffffffff, tl.uint32)
    i = 0
    looping = mask & (i < tl.load(lengths + message, mask=mask))
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        crc = tl.where(looping, crc ^ tl.load(messages + message * stride + i, mask=looping), crc)
        for bit in range(0, 8):
            crc = tl.where(looping, (crc >> 1) ^ tl.where((crc & 1) != 0, tl.full((), POLYNOMIAL, tl.uint32), 0), crc)
        i += 1
        looping &= i < tl.load(lengths + message, mask=looping)
    tl.store(crcs + message, crc ^ 0xffffffff, mask=mask)
