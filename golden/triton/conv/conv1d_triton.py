"""conv1d.cu, as Triton: one program is one block of CUDA's threads."""

# A one-dimensional filter over a signal that is zero outside its ends. A block stages its stretch of the signal and
# the halo on both sides in dynamic shared memory: blockDim.x + 2 * RADIUS floats.

import triton
import triton.language as tl


@triton.jit
def conv1d(signal, out, n, filter_, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SLOTS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    stretch_slots = tl.arange(0, SLOTS)
    stretch = tl.zeros((SLOTS,), tl.float32)
    first = tl.program_id(0) * BLOCK_X - 3

    for start in range(0, BLOCK_X + 2 * 3, BLOCK_X):
        i = start + lane
        mask = active & (i < BLOCK_X + 2 * 3)
        place = first + i
        place_2 = stretch_slots - start
        owned = (place_2 >= 0) & (place_2 < LANES)
        owner = tl.where(owned, place_2, 0)
        stretch = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.where((place >= 0) & (place < n),
                tl.load(signal + place, mask=mask & (place >= 0) & (place < n)), 0.0), owner, 0), stretch)

    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    sum_ = tl.zeros((LANES,), tl.float32)
    tap = -3
    looping = tl.where(tap <= 3, mask, False)
    while tl.max(looping.to(tl.int32), axis=0) != 0:
        sum_ = tl.where(looping,
                sum_ + tl.load(filter_ + 3 + tap, mask=tl.max(looping.to(tl.int32), axis=0) != 0)
                * tl.gather(stretch, tl.where(looping, lane + 3 + tap, 0), 0), sum_)
        tap += 1
        looping = tl.where(tap <= 3, looping, False)
    tl.store(out + i, sum_, mask=mask)
