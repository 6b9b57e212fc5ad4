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
def quantise_rows(x, quantised, scales, columns, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    row = x + tl.program_id(0) * tl.cast(columns, tl.uint32)
    magnitude = tl.zeros((LANES,), tl.float32)
    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        magnitude = tl.where(mask, tl.maximum(magnitude, tl.abs(tl.load(row + i, mask=mask))), magnitude)
    largest = tl.max(tl.where(active, magnitude, float("-inf")), axis=0)

    # A row of zeros stays zeros.
    inverse = tl.where(largest > 0.0, tl.div_rn(LARGEST_BYTE, largest), 0.0)
    tl.store(scales + tl.program_id(0), tl.div_rn(largest, LARGEST_BYTE))

    for start in range(0, columns, BLOCK_X):
        i = start + lane
        mask = active & (i < columns)
        level = saturate_to_int32(libdevice.rint(tl.load(row + i, mask=mask) * inverse))
        level = tl.maximum(-127, tl.minimum(127, level))
        tl.debug_barrier()
        tl.store(quantised + (tl.program_id(0) * tl.cast(columns, tl.uint32) + i.to(tl.uint32)), level, mask=mask)
