"""quantise_rows.cu, as Triton: one program is one block of CUDA's threads."""

# Dynamic symmetric quantisation of activations: each row gets the scale that maps its largest magnitude to 127.
# One block a row.

import triton
import triton.language as tl
from triton.language.extra import libdevice

LARGEST_BYTE = tl.constexpr(127.0)


@triton.jit
def saturate_to_int32(x):
    """The nearest limit outside of the range, and 0 of NaN, as CUDA converts."""
    inside = (x >= -2147483648.0) & (x < 2147483648.0)
    whole = tl.where(inside, x, 0.0).to(tl.int32)
    return tl.where(x >= 2147483648.0, 2147483647, tl.where(x < -2147483648.0, -2147483648, whole))


@triton.jit
def quantise_rows(x, quantised, scales, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    block_max_warp_maxima_slots = tl.arange(0, 32)
    block_max_warp_maxima = tl.zeros((32,), tl.float32)
    row = x + tl.program_id(0) * tl.cast(columns, tl.uint32)
    magnitude = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        magnitude = tl.where(mask, tl.maximum(magnitude, tl.abs(tl.load(row + i, mask=mask))), magnitude)
    value = magnitude
    reduced = tl.reshape(tl.broadcast_to(tl.max(tl.reshape(tl.where(active, value, float("-inf")), (WARPS, 32)),
            axis=1)[:, None], (WARPS, 32)), (LANES,))
    value = reduced
    mask = active & (lane % 32 == 0)
    owned = block_max_warp_maxima_slots * 32 < LANES
    owner = tl.where(owned, block_max_warp_maxima_slots * 32, 0)
    block_max_warp_maxima = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(value, owner, 0),
            block_max_warp_maxima)
    value = tl.full((LANES,), tl.sum(tl.where(block_max_warp_maxima_slots == 0, block_max_warp_maxima, -0.0), axis=0),
            tl.float32)
    warp = 1
    while tl.cast(warp, tl.uint32) < BLOCK_X // 32:
        value = tl.maximum(value,
                tl.sum(tl.where(block_max_warp_maxima_slots == warp, block_max_warp_maxima, -0.0), axis=0))
        warp += 1
    magnitude = value

    # A row of zeros stays zeros.
    inverse = tl.where(magnitude > 0.0, tl.div_rn(LARGEST_BYTE, magnitude), 0.0)
    mask_2 = active & (lane == 0)
    tl.store(tl.broadcast_to(scales + tl.program_id(0), (LANES,)), tl.div_rn(magnitude, LARGEST_BYTE), mask=mask_2)

    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask_3 = active & (i < columns)
        level = saturate_to_int32(libdevice.rint(tl.load(row + i, mask=mask_3) * inverse))
        level = tl.maximum(-127, tl.minimum(127, level))
        tl.debug_barrier()
        tl.store(quantised + (tl.program_id(0) * tl.cast(columns, tl.uint32) + i.to(tl.uint32)), level, mask=mask_3)
