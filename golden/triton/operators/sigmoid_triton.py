"""sigmoid.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def sigmoid_naive(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    idx = tl.program_id(0) * LANES + lane
    mask = active & (idx < n)
    value = tl.load(x + idx, mask=mask)
    tl.store(y + idx, tl.div_rn(1.0, 1.0 + libdevice.exp(-value)), mask=mask)


@triton.jit
def sigmoid_packed(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    """Eight halves a thread and turn, which is one access of 128 bits; n is a multiple of eight."""
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    for start in range(tl.program_id(0) * LANES, n // 8, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < n // 8)
        pack_x, pack_y, pack_z, pack_w = split_four(tl.load((x.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4)[:,
                None] + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        value_6_x = pack_x.to(tl.uint16).to(tl.float16, bitcast=True)
        value_6_y = (pack_x >> 16).to(tl.uint16).to(tl.float16, bitcast=True)
        value_7_x = value_6_x.to(tl.float32)
        value_7_y = value_6_y.to(tl.float32)
        value = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_7_x))
        value_2 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_7_y))
        value_x = value.to(tl.float16)
        value_y = value_2.to(tl.float16)
        bits = value_x.to(tl.uint16, bitcast=True)
        pack_x = (pack_x & 4294901760) | bits
        bits_2 = value_y.to(tl.uint16, bitcast=True)
        pack_x = (pack_x & 65535) | (bits_2.to(tl.uint32) << 16)
        value_12_x = pack_y.to(tl.uint16).to(tl.float16, bitcast=True)
        value_12_y = (pack_y >> 16).to(tl.uint16).to(tl.float16, bitcast=True)
        value_13_x = value_12_x.to(tl.float32)
        value_13_y = value_12_y.to(tl.float32)
        value_3 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_13_x))
        value_4 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_13_y))
        value_1_x = value_3.to(tl.float16)
        value_1_y = value_4.to(tl.float16)
        bits_3 = value_1_x.to(tl.uint16, bitcast=True)
        pack_y = (pack_y & 4294901760) | bits_3
        bits_4 = value_1_y.to(tl.uint16, bitcast=True)
        pack_y = (pack_y & 65535) | (bits_4.to(tl.uint32) << 16)
        value_18_x = pack_z.to(tl.uint16).to(tl.float16, bitcast=True)
        value_18_y = (pack_z >> 16).to(tl.uint16).to(tl.float16, bitcast=True)
        value_19_x = value_18_x.to(tl.float32)
        value_19_y = value_18_y.to(tl.float32)
        value_5 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_19_x))
        value_6 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_19_y))
        value_2_x = value_5.to(tl.float16)
        value_2_y = value_6.to(tl.float16)
        bits_5 = value_2_x.to(tl.uint16, bitcast=True)
        pack_z = (pack_z & 4294901760) | bits_5
        bits_6 = value_2_y.to(tl.uint16, bitcast=True)
        pack_z = (pack_z & 65535) | (bits_6.to(tl.uint32) << 16)
        value_24_x = pack_w.to(tl.uint16).to(tl.float16, bitcast=True)
        value_24_y = (pack_w >> 16).to(tl.uint16).to(tl.float16, bitcast=True)
        value_25_x = value_24_x.to(tl.float32)
        value_25_y = value_24_y.to(tl.float32)
        value_7 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_25_x))
        value_8 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_25_y))
        value_3_x = value_7.to(tl.float16)
        value_3_y = value_8.to(tl.float16)
        bits_7 = value_3_x.to(tl.uint16, bitcast=True)
        pack_w = (pack_w & 4294901760) | bits_7
        bits_8 = value_3_y.to(tl.uint16, bitcast=True)
        pack_w = (pack_w & 65535) | (bits_8.to(tl.uint32) << 16)
        tl.debug_barrier()
        tl.store((y.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(pack_x, pack_y, pack_z, pack_w), mask=mask[:, None])
