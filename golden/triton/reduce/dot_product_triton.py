"""dot_product.cu, as Triton: one program is one block of CUDA's threads."""

# The dot product of two vectors, four elements a load. Each block reduces in dynamic shared memory, one float for
# each thread, and adds its part to the result, which starts at zero.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def dot_product(a, b, result, n, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    tl.static_assert(LANES <= BLOCK_X, "a tree that halves the block loses threads of a block that is no power of two")
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    quads = n // 4
    a_quads = a
    b_quads = b
    first = tl.program_id(0) * BLOCK_X + lane

    sum_ = tl.zeros((LANES,), tl.float32)
    for start in range(tl.program_id(0) * BLOCK_X, quads, tl.num_programs(0) * BLOCK_X):
        i = start + lane
        mask = active & (i < quads)
        a_1_x, a_1_y, a_1_z, a_1_w = split_four(tl.load((a_quads + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        b_1_x, b_1_y, b_1_z, b_1_w = split_four(tl.load((b_quads + i.to(tl.int64) * 4)[:, None]
                + tl.arange(0, 4)[None, :], mask=mask[:, None]))
        dot_result = a_1_x * b_1_x + a_1_y * b_1_y + a_1_z * b_1_z + a_1_w * b_1_w
        sum_ = tl.where(mask, sum_ + dot_result, sum_)
    rest = 4 * quads + first
    mask = active & (rest < n)
    a_2 = tl.load(a + rest, mask=mask)
    b_2 = tl.load(b + rest, mask=mask)
    dot_2_result = a_2 * b_2
    sum_ = tl.where(mask, sum_ + dot_2_result, sum_)
    total = tl.sum(sum_, axis=0)
    tl.atomic_add(result, total, sem="relaxed")
