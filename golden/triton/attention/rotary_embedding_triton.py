"""rotary_embedding.cu, as Triton: one program is one block of CUDA's threads."""

# Rotary position embedding, in place (Su et al., arXiv:2104.09864): each pair of neighbouring channels turns by an
# angle that grows with the position and falls with the channel. x is [positions, heads, pairs] of float2.
# The grid is (positions, heads); the threads of a block share the pairs.

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def rotary_embedding(x, positions, pairs, base, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    head = x + ((tl.program_id(0).to(tl.uint32) * tl.num_programs(1) + tl.program_id(1))
            * tl.cast(pairs, tl.uint32)).to(tl.int64) * 2
    position = tl.load(positions + tl.program_id(0)).to(tl.float32)

    for start in range(0, pairs, BLOCK_X):
        pair = start + lane
        mask = active & (pair < pairs)
        frequency = libdevice.pow(tl.full((), base, tl.float32),
                tl.div_rn(-pair.to(tl.float32), tl.full((), pairs, tl.float32)))
        tl.debug_barrier()
        value_x, value_y = tl.split(tl.load((head + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        angle = position * frequency
        sine = tl.zeros((LANES,), tl.float32)
        cosine = tl.zeros((LANES,), tl.float32)
        sine = libdevice.sin(angle)
        cosine = libdevice.cos(angle)
        tl.store((head + pair.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                tl.join(value_x * cosine - value_y * sine, value_x * sine + value_y * cosine), mask=mask[:, None])
