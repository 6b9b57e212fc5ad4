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
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    products = tl.zeros((LANES,), tl.float32)
    # one a thread
    channel = lane
    channels = BLOCK_X
    head = tl.program_id(1)
    query_place = (head * tl.num_programs(0) + tl.program_id(0)) * channels + channel
    own_query = tl.load(query + query_place, mask=active) * scale

    largest = tl.full((LANES,), float("-inf"), tl.float32)
    total = tl.zeros((LANES,), tl.float32)
    weighted = tl.zeros((LANES,), tl.float32)
    for row in range(0, keys):
        key_place = (head * keys + row) * channels + channel

        products = tl.where(active, own_query * tl.load(key + key_place, mask=active), products)
        active_2 = channels // 2
        while active_2 > 0:
            mask = active & (channel < active_2)
            products = tl.where(mask, products + tl.gather(products, tl.where(mask, channel + active_2, 0), 0),
                    products)
            active_2 >>= 1
        score = tl.sum(tl.where(lane == 0, products, -0.0), axis=0)

        new_largest = tl.maximum(largest, score)
        correction = libdevice.exp(largest - new_largest)  # zero for the first key
        weight = libdevice.exp(score - new_largest)
        total = total * correction + weight
        weighted = weighted * correction + weight * tl.load(value + key_place, mask=active)
        largest = new_largest
    tl.store(out + query_place, tl.div_rn(weighted, total), mask=active)
