"""attention_row.cu, as Triton: one program is one block of CUDA's threads."""

# Attention with an online softmax (Milakov and Gimelshein, arXiv:1805.02867): one block a query, one thread a
# channel of the head (a power of two, the block size). Keys are visited once and no score is ever stored, because
# the sum and the output are rescaled whenever a larger score appears.
# Tensors are [heads, length, channels]; the grid is (queries, heads).

import triton
import triton.language as tl
from triton.language.extra import libdevice


@triton.jit
def attention_row(query, key, value, out, keys, scale, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    tl.static_assert(LANES <= BLOCK_X, "a tree that halves the block loses threads of a block that is no power of two")
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    # one a thread
    channel = lane
    channels = BLOCK_X
    head = tl.program_id(1)
    query_place = (head * tl.num_programs(0) + tl.program_id(0)) * channels + channel
    own_query = tl.load(query + query_place, mask=active) * scale

    largest = tl.full((), float("-inf"), tl.float32)
    total = tl.full((), 0.0, tl.float32)
    weighted = tl.zeros((LANES,), tl.float32)
    for row in range(0, keys):
        key_place = (head * keys + row) * channels + channel

        value_2 = own_query * tl.load(key + key_place, mask=active)
        total_2 = tl.sum(value_2, axis=0)

        new_largest = tl.maximum(largest, total_2)
        correction = libdevice.exp(largest - new_largest)  # zero for the first key
        weight = libdevice.exp(total_2 - new_largest)
        total = total * correction + weight
        weighted = weighted * correction + weight * tl.load(value + key_place, mask=active)
        largest = new_largest
    tl.store(out + query_place, tl.div_rn(weighted, total), mask=active)
