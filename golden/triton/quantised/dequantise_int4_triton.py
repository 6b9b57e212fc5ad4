"""dequantise_int4.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Weights of four bits in groups, as GPTQ and AWQ store them: a word holds eight, the lowest first; every `group`
# weights of a row share a scale and a zero point. y = (weight - zero) * scale in half precision.
# blockIdx.y is the row; a thread unpacks one word.

import triton
import triton.language as tl

WEIGHTS_A_WORD = tl.constexpr(8)


@triton.jit
def dequantise_int4(packed, scales, zeros, y, words_a_row, group, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    word = tl.program_id(0) * BLOCK_X + lane
    row = tl.program_id(1)
    mask = active & (word < words_a_row)

    columns = words_a_row * WEIGHTS_A_WORD
    groups = (columns + group - 1) // tl.where(group != 0, tl.cast(group, tl.int32), 1)
    bits = tl.load(packed + row * words_a_row + word, mask=mask)
    k = 0
    looping = tl.where(k < WEIGHTS_A_WORD, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        column = word * WEIGHTS_A_WORD + k
        place = row * groups + column // tl.where(group != 0, tl.cast(group, tl.int32), 1)
        weight = (bits & 0xf).to(tl.int32) - tl.load(zeros + place, mask=looping)
        tl.debug_barrier()
        tl.store(y + row * columns + column, weight.to(tl.float16) * tl.load(scales + place, mask=looping),
                mask=looping)
        k += 1
        bits = tl.where(looping, bits >> 4, bits)
        looping = tl.where(k < WEIGHTS_A_WORD, looping, False)


@triton.jit
def pack_int4(levels, packed, words, LANES: tl.constexpr, TAIL: tl.constexpr):
    """The other direction: eight levels of 0 ... 15 packed into a word; levels beyond that are cut off."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    word = tl.program_id(0) * LANES + lane
    mask = active & (word < words)
    bits = tl.zeros((LANES,), tl.uint32)
    k = WEIGHTS_A_WORD - 1
    while k >= 0:
        level = tl.load(levels + word * WEIGHTS_A_WORD + k, mask=mask)
        bits = tl.where(mask, (bits << 4) | tl.where(level > 15, 15, level.to(tl.int32)).to(tl.uint32), bits)
        k -= 1
    tl.store(packed + word, bits, mask=mask)
