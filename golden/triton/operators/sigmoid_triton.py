"""sigmoid.cu, as Triton: one program is one block of CUDA's threads, or several."""

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def sigmoid_naive(x, y, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    idx = tl.program_id(0) * LANES + lane
    mask = active & (idx < n)
    value = tl.load(x + idx, mask=mask)
    tl.store(y + idx, tl.div_rn(1.0, 1.0 + libdevice.exp(-value)), mask=mask)


@triton.jit
def sigmoid_packed(x, y, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """Eight halves a thread and turn, which is one access of 128 bits; n is a multiple of eight."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    for start in range(tl.program_id(0) * BLOCK_X, n // 8, tl.num_programs(0) * BLOCK_X):
        i = start + lane
        mask = active & (i < n // 8)
        pack = (scratch
                + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
                + tl.program_id(0)) * SHARED + SHARED - LANES * 16 + lane * 16).to(tl.pointer_type(tl.uint32))
        tl.debug_barrier()
        tl.store(pack, tl.load(x.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4, mask=mask), mask=mask)
        tl.store(pack + 1, tl.load(x.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4 + 1, mask=mask), mask=mask)
        tl.store(pack + 2, tl.load(x.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4 + 2, mask=mask), mask=mask)
        tl.store(pack + 3, tl.load(x.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4 + 3, mask=mask), mask=mask)
        pairs = pack.to(tl.pointer_type(tl.float16))
        for k in range(0, 4):
            tl.debug_barrier()
            value_x = tl.load(pairs + k * 2, mask=mask)
            value_y = tl.load(pairs + k * 2 + 1, mask=mask)
            value_1_x = value_x.to(tl.float32)
            value_1_y = value_y.to(tl.float32)
            value = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_1_x))
            value_2 = tl.div_rn(1.0, 1.0 + libdevice.exp(-value_1_y))
            tl.debug_barrier()
            tl.store(pairs + k * 2, value, mask=mask)
            tl.debug_barrier()
            tl.store(pairs + k * 2 + 1, value_2, mask=mask)
        tl.debug_barrier()
        tl.store(y.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4, tl.load(pack, mask=mask), mask=mask)
        tl.store(y.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4 + 1, tl.load(pack + 1, mask=mask), mask=mask)
        tl.store(y.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4 + 2, tl.load(pack + 2, mask=mask), mask=mask)
        tl.store(y.to(tl.pointer_type(tl.uint32)) + i.to(tl.int64) * 4 + 3, tl.load(pack + 3, mask=mask), mask=mask)
