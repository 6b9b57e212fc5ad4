"""conv1d.cu, as Triton: one program is one block of CUDA's threads."""

# A one-dimensional filter over a signal that is zero outside its ends. A block stages its stretch of the signal and
# the halo on both sides in dynamic shared memory: blockDim.x + 2 * RADIUS floats.

import triton
import triton.language as tl


@triton.jit
def conv1d(signal, out, n, filter_, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    first = tl.program_id(0) * BLOCK_X - 3

    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    sum_ = tl.zeros((LANES,), tl.float32)
    for tap in range(-3, 4):
        sum_ += tl.load(filter_ + 3 + tap,
                mask=tl.max(mask.to(tl.int32), axis=0) != 0) * tl.load(signal + lane + tap + 3 + first,
                mask=mask & (lane + tap + 3 + first >= 0) & (lane + tap + 3 + first < n), other=0.0)
    tl.store(out + i, sum_, mask=mask)
