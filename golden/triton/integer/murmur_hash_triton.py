"""murmur_hash.cu, as Triton: one program is one block of CUDA's threads."""

# MurmurHash3 (32 bits, by Austin Appleby, public domain) of keys of any length, one a thread.

import triton
import triton.language as tl


@triton.jit
def murmur_hash(
    keys, hashes, length, count, seed: tl.uint32, MULTIPLIER_1, MULTIPLIER_2, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr
):
    seed = tl.cast(seed, tl.uint32)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < count)
    key = keys + i * length
    hash_ = tl.full((LANES,), seed, tl.uint32)

    position = 0
    looping = tl.where(position + 4 <= length, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        word = (tl.load(key + position, mask=looping) | (tl.load(key + position + 1, mask=looping).to(tl.int32) << 8)
                | (tl.load(key + position + 2, mask=looping).to(tl.int32) << 16)).to(tl.uint32) | (tl.load(key
                + position + 3, mask=looping).to(tl.uint32) << 24)
        k = word
        k *= tl.load(MULTIPLIER_1, mask=tl.max(looping.to(tl.int32), axis=0) != 0)
        k = (k << 15) | (k >> (32 - 15))
        scrambled_result = k * tl.load(MULTIPLIER_2, mask=tl.max(looping.to(tl.int32), axis=0) != 0)
        hash_ = tl.where(looping, hash_ ^ scrambled_result, hash_)
        hash_ = tl.where(looping, (hash_ << 13) | (hash_ >> (32 - 13)), hash_)
        hash_ = tl.where(looping, hash_ * 5 + 0xe6546b64, hash_)
        position += 4
        looping = tl.where(position + 4 <= length, looping, False)

    tail = tl.zeros((LANES,), tl.uint32)
    chosen = length & 3
    inside = tl.full((), False, tl.int1)
    inside |= chosen == 3
    if inside:
        tail ^= (tl.load(key + position + 2, mask=mask).to(tl.int32) << 16).to(tl.uint32)
    inside |= chosen == 2
    if inside:
        tail ^= (tl.load(key + position + 1, mask=mask).to(tl.int32) << 8).to(tl.uint32)
    inside |= chosen == 1
    if inside:
        # fall through
        tail ^= tl.load(key + position, mask=mask)
        k = tail
        k *= tl.load(MULTIPLIER_1, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
        k = (k << 15) | (k >> (32 - 15))
        scrambled_result = k * tl.load(MULTIPLIER_2, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
        hash_ ^= scrambled_result
        inside = tl.full((), False, tl.int1)
    inside |= False | ((chosen != 3) & (chosen != 2) & (chosen != 1))
    if inside:
        inside = tl.full((), False, tl.int1)
    hash_ ^= tl.cast(length, tl.uint32)
    hash_ ^= hash_ >> 16
    hash_ *= 0x85ebca6b
    hash_ ^= hash_ >> 13
    hash_ *= 0xc2b2ae35
    hash_ ^= hash_ >> 16
    tl.store(hashes + i, hash_, mask=mask)
