"""softmax_rows.cu, as Triton: one program is one block of CUDA's threads."""

import triton
import triton.language as tl
from triton.language.extra import libdevice

BLOCK = tl.constexpr(256)


@triton.jit
def softmax_rows(x, y, cols, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    """Softmax of each row of a [rows, cols] matrix: one block a row."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    partial = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    row = x + tl.program_id(0) * tl.cast(cols, tl.uint32)

    # The largest value of the row keeps the exponentials finite.
    largest = tl.full((LANES,), float("-inf"), tl.float32)
    i = lane
    looping = active & (i < cols)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        largest = tl.where(looping, tl.maximum(largest, tl.load(row + i, mask=looping)), largest)
        i = tl.where(looping, i + BLOCK_X, i)
        looping &= i < cols
    tl.store(partial + lane.to(tl.uint32), largest, mask=active)
    half = BLOCK // 2
    while half > 0:
        condition = lane.to(tl.uint32) < tl.cast(half, tl.uint32)
        taken = active & condition
        tl.debug_barrier()
        loaded = tl.load(partial + lane.to(tl.uint32), mask=taken)
        loaded_2 = tl.load(partial + (lane.to(tl.uint32) + tl.cast(half, tl.uint32)), mask=taken)
        tl.debug_barrier()
        tl.store(partial + lane.to(tl.uint32), tl.maximum(loaded, loaded_2), mask=taken)
        half >>= 1
    tl.debug_barrier()
    largest = tl.full((LANES,), tl.load(partial), tl.float32)

    total = tl.zeros((LANES,), tl.float32)
    i_2 = lane
    looping_2 = active & (i_2 < cols)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        total = tl.where(looping_2, total + libdevice.exp(tl.load(row + i_2, mask=looping_2) - largest), total)
        i_2 = tl.where(looping_2, i_2 + BLOCK_X, i_2)
        looping_2 &= i_2 < cols
    tl.debug_barrier()
    tl.store(partial + lane.to(tl.uint32), total, mask=active)
    half_2 = BLOCK // 2
    while half_2 > 0:
        condition = lane.to(tl.uint32) < tl.cast(half_2, tl.uint32)
        taken = active & condition
        tl.debug_barrier()
        loaded = tl.load(partial + lane.to(tl.uint32), mask=taken)
        loaded_2 = tl.load(partial + (lane.to(tl.uint32) + tl.cast(half_2, tl.uint32)), mask=taken)
        tl.debug_barrier()
        tl.store(partial + lane.to(tl.uint32), loaded + loaded_2, mask=taken)
        half_2 >>= 1
    tl.debug_barrier()
    total = tl.full((LANES,), tl.load(partial), tl.float32)

    i_3 = lane
    looping_3 = active & (i_3 < cols)
    while tl.max(looping_3.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        tl.store(y + (tl.program_id(0) * tl.cast(cols, tl.uint32) + i_3.to(tl.uint32)),
                tl.div_rn(libdevice.exp(tl.load(row + i_3, mask=looping_3) - largest), total), mask=looping_3)

        i_3 = tl.where(looping_3, i_3 + BLOCK_X, i_3)
        looping_3 &= i_3 < cols
