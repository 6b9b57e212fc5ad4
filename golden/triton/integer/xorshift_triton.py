"""xorshift.cu, as Triton: one program is one block of CUDA's threads."""

# Random numbers from a generator a thread (Marsaglia's xorshift with a Weyl sequence, "xorwow"), and uniform floats.

import triton
import triton.language as tl


@triton.jit
def random_words(
    words, seed: tl.uint64, count, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr
):
    seed = tl.cast(seed, tl.uint64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    generator_x = tl.zeros((LANES,), tl.uint32)
    generator_y = tl.zeros((LANES,), tl.uint32)
    generator_z = tl.zeros((LANES,), tl.uint32)
    generator_w = tl.zeros((LANES,), tl.uint32)
    generator_v = tl.zeros((LANES,), tl.uint32)
    generator_weyl = tl.zeros((LANES,), tl.uint32)
    seed_2 = seed + i.to(tl.uint64)
    state = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 32 + lane * 32).to(tl.pointer_type(tl.uint32))
    for i_2 in range(0, 6, 2):
        seed_2 += 0x9e3779b97f4a7c15
        mixed = seed_2
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb
        mixed ^= mixed >> 31
        tl.debug_barrier()
        tl.store(state + i_2, mixed, mask=mask)
        tl.debug_barrier()
        tl.store(state + i_2 + 1, mixed >> 32, mask=mask)
    tl.debug_barrier()
    generator_x = tl.load(state, mask=mask) | 1
    generator_y = tl.load(state + 1, mask=mask)
    generator_z = tl.load(state + 2, mask=mask)
    generator_w = tl.load(state + 3, mask=mask)
    generator_v = tl.load(state + 4, mask=mask)
    generator_weyl = tl.load(state + 5, mask=mask)
    for k in range(0, count):
        mixed = generator_x ^ (generator_x >> 2)
        generator_x = generator_y
        generator_y = generator_z
        generator_z = generator_w
        generator_w = generator_v
        mixed ^= mixed << 1
        generator_v ^= (generator_v << 4) ^ mixed
        generator_weyl += 362437
        tl.debug_barrier()
        tl.store(words + k * n + i, generator_v + generator_weyl, mask=mask)


@triton.jit
def random_uniform(
    numbers, seed: tl.uint64, n, scratch, LANES: tl.constexpr, BLOCK_X: tl.constexpr, SHARED: tl.constexpr
):
    seed = tl.cast(seed, tl.uint64)
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < n)
    generator_x = tl.zeros((LANES,), tl.uint32)
    generator_y = tl.zeros((LANES,), tl.uint32)
    generator_z = tl.zeros((LANES,), tl.uint32)
    generator_w = tl.zeros((LANES,), tl.uint32)
    generator_v = tl.zeros((LANES,), tl.uint32)
    generator_weyl = tl.zeros((LANES,), tl.uint32)
    seed_2 = seed ^ (i.to(tl.uint64) << 32)
    state = (scratch
            + ((tl.program_id(2).to(tl.int64) * tl.num_programs(1) + tl.program_id(1)) * tl.num_programs(0)
            + tl.program_id(0)) * SHARED + SHARED - LANES * 32 + lane * 32).to(tl.pointer_type(tl.uint32))
    for i_2 in range(0, 6, 2):
        seed_2 += 0x9e3779b97f4a7c15
        mixed = seed_2
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb
        mixed ^= mixed >> 31
        tl.debug_barrier()
        tl.store(state + i_2, mixed, mask=mask)
        tl.debug_barrier()
        tl.store(state + i_2 + 1, mixed >> 32, mask=mask)
    tl.debug_barrier()
    generator_x = tl.load(state, mask=mask) | 1
    generator_y = tl.load(state + 1, mask=mask)
    generator_z = tl.load(state + 2, mask=mask)
    generator_w = tl.load(state + 3, mask=mask)
    generator_v = tl.load(state + 4, mask=mask)
    generator_weyl = tl.load(state + 5, mask=mask)
    k = 0  # all of the state has its part in what follows
    while k < 6:
        mixed = generator_x ^ (generator_x >> 2)
        generator_x = tl.where(mask, generator_y, generator_x)
        generator_y = tl.where(mask, generator_z, generator_y)
        generator_z = tl.where(mask, generator_w, generator_z)
        generator_w = tl.where(mask, generator_v, generator_w)
        mixed ^= mixed << 1
        generator_v = tl.where(mask, generator_v ^ (generator_v << 4) ^ mixed, generator_v)
        generator_weyl = tl.where(mask, generator_weyl + 362437, generator_weyl)
        k += 1
    mixed = generator_x ^ (generator_x >> 2)
    generator_x = generator_y
    generator_y = generator_z
    generator_z = generator_w
    generator_w = generator_v
    mixed ^= mixed << 1
    generator_v ^= (generator_v << 4) ^ mixed
    generator_weyl += 362437
    next_word_result = generator_v + generator_weyl
    tl.store(numbers + i, (next_word_result >> 8).to(tl.float32) * 5.9604645e-8, mask=mask)  # 24 bits, in [0, 1)
