"""conv1d.cu, as Triton: one program is one block of CUDA's threads."""

# A one-dimensional filter over a signal that is zero outside its ends. A block stages its stretch of the signal and
# the halo on both sides in dynamic shared memory: blockDim.x + 2 * RADIUS floats.

import triton
import triton.language as tl


@triton.jit
def conv1d(signal, out, n, filter_, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stretch = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED).to(tl.pointer_type(tl.float32))
    first = tl.program_id(0) * BLOCK_X - 3

    i = lane
    looping = active & (i.to(tl.uint32) < BLOCK_X + 2 * 3)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        place = first + i
        tl.debug_barrier()
        tl.store(stretch + i,
                tl.where((place >= 0) & (place < n), tl.load(signal + place, mask=looping & (place >= 0) & (place < n)),
                0.0), mask=looping)

        i = tl.where(looping, i + BLOCK_X, i)
        looping &= i.to(tl.uint32) < BLOCK_X + 2 * 3

    i_2 = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i_2 < n)
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = -3
    looping_2 = tl.where(tap <= 3, mask, False)
    while tl.max(looping_2.to(tl.int32), axis=0) != 0:
        tl.debug_barrier()
        sum_ = tl.where(looping_2,
                sum_ + tl.load(filter_ + 3 + tap, mask=tl.max(looping_2.to(tl.int32), axis=0) != 0)
                * tl.load(stretch + lane + 3 + tap, mask=looping_2), sum_)
        tap += 1
        looping_2 = tl.where(tap <= 3, looping_2, False)
    tl.store(out + i_2, sum_, mask=mask)
