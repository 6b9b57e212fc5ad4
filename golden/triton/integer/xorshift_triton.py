"""xorshift.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Random numbers from a generator a thread (Marsaglia's xorshift with a Weyl sequence, "xorwow"), and uniform floats.

import triton
import triton.language as tl


@triton.jit
def random_words(words, seed: tl.uint64, count, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    seed = tl.cast(seed, tl.uint64)
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    generator_x = tl.zeros((LANES,), tl.uint32)
    generator_y = tl.zeros((LANES,), tl.uint32)
    generator_z = tl.zeros((LANES,), tl.uint32)
    generator_w = tl.zeros((LANES,), tl.uint32)
    generator_v = tl.zeros((LANES,), tl.uint32)
    generator_weyl = tl.zeros((LANES,), tl.uint32)
    seed_2 = seed + i.to(tl.uint64)
    state = tl.zeros((LANES,), tl.uint32)
    state_2 = tl.zeros((LANES,), tl.uint32)
    state_3 = tl.zeros((LANES,), tl.uint32)
    state_4 = tl.zeros((LANES,), tl.uint32)
    state_5 = tl.zeros((LANES,), tl.uint32)
    state_6 = tl.zeros((LANES,), tl.uint32)
    seed_2 += 0x9e3779b97f4a7c15
    mixed = seed_2
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb
    mixed ^= mixed >> 31
    state = mixed.to(tl.uint32)
    state_2 = (mixed >> 32).to(tl.uint32)
    seed_2 += 0x9e3779b97f4a7c15
    mixed_2 = seed_2
    mixed_2 = (mixed_2 ^ (mixed_2 >> 30)) * 0xbf58476d1ce4e5b9
    mixed_2 = (mixed_2 ^ (mixed_2 >> 27)) * 0x94d049bb133111eb
    mixed_2 ^= mixed_2 >> 31
    state_3 = mixed_2.to(tl.uint32)
    state_4 = (mixed_2 >> 32).to(tl.uint32)
    seed_2 += 0x9e3779b97f4a7c15
    mixed_3 = seed_2
    mixed_3 = (mixed_3 ^ (mixed_3 >> 30)) * 0xbf58476d1ce4e5b9
    mixed_3 = (mixed_3 ^ (mixed_3 >> 27)) * 0x94d049bb133111eb
    mixed_3 ^= mixed_3 >> 31
    state_5 = mixed_3.to(tl.uint32)
    state_6 = (mixed_3 >> 32).to(tl.uint32)
    generator_x = state | 1
    generator_y = state_2
    generator_z = state_3
    generator_w = state_4
    generator_v = state_5
    generator_weyl = state_6
    for k in range(0, count):
        mixed_4 = generator_x ^ (generator_x >> 2)
        generator_x = generator_y
        generator_y = generator_z
        generator_z = generator_w
        generator_w = generator_v
        mixed_4 ^= mixed_4 << 1
        generator_v ^= (generator_v << 4) ^ mixed_4
        generator_weyl += 362437
        tl.debug_barrier()
        tl.store(words + k * n + i, generator_v + generator_weyl, mask=mask)


@triton.jit
def random_uniform(numbers, seed: tl.uint64, n, LANES: tl.constexpr, TAIL: tl.constexpr):
    seed = tl.cast(seed, tl.uint64)
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < n)
    generator_x = tl.zeros((LANES,), tl.uint32)
    generator_y = tl.zeros((LANES,), tl.uint32)
    generator_z = tl.zeros((LANES,), tl.uint32)
    generator_w = tl.zeros((LANES,), tl.uint32)
    generator_v = tl.zeros((LANES,), tl.uint32)
    generator_weyl = tl.zeros((LANES,), tl.uint32)
    seed_2 = seed ^ (i.to(tl.uint64) << 32)
    state = tl.zeros((LANES,), tl.uint32)
    state_2 = tl.zeros((LANES,), tl.uint32)
    state_3 = tl.zeros((LANES,), tl.uint32)
    state_4 = tl.zeros((LANES,), tl.uint32)
    state_5 = tl.zeros((LANES,), tl.uint32)
    state_6 = tl.zeros((LANES,), tl.uint32)
    seed_2 += 0x9e3779b97f4a7c15
    mixed = seed_2
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb
    mixed ^= mixed >> 31
    state = mixed.to(tl.uint32)
    state_2 = (mixed >> 32).to(tl.uint32)
    seed_2 += 0x9e3779b97f4a7c15
    mixed_2 = seed_2
    mixed_2 = (mixed_2 ^ (mixed_2 >> 30)) * 0xbf58476d1ce4e5b9
    mixed_2 = (mixed_2 ^ (mixed_2 >> 27)) * 0x94d049bb133111eb
    mixed_2 ^= mixed_2 >> 31
    state_3 = mixed_2.to(tl.uint32)
    state_4 = (mixed_2 >> 32).to(tl.uint32)
    seed_2 += 0x9e3779b97f4a7c15
    mixed_3 = seed_2
    mixed_3 = (mixed_3 ^ (mixed_3 >> 30)) * 0xbf58476d1ce4e5b9
    mixed_3 = (mixed_3 ^ (mixed_3 >> 27)) * 0x94d049bb133111eb
    mixed_3 ^= mixed_3 >> 31
    state_5 = mixed_3.to(tl.uint32)
    state_6 = (mixed_3 >> 32).to(tl.uint32)
    generator_x = state | 1
    generator_y = state_2
    generator_z = state_3
    generator_w = state_4
    generator_v = state_5
    generator_weyl = state_6
    k = 0  # all of the state has its part in what follows
    while k < 6:
        mixed_4 = generator_x ^ (generator_x >> 2)
        generator_x = tl.where(mask, generator_y, generator_x)
        generator_y = tl.where(mask, generator_z, generator_y)
        generator_z = tl.where(mask, generator_w, generator_z)
        generator_w = tl.where(mask, generator_v, generator_w)
        mixed_4 ^= mixed_4 << 1
        generator_v = tl.where(mask, generator_v ^ (generator_v << 4) ^ mixed_4, generator_v)
        generator_weyl = tl.where(mask, generator_weyl + 362437, generator_weyl)
        k += 1
    mixed_4 = generator_x ^ (generator_x >> 2)
    generator_x = generator_y
    generator_y = generator_z
    generator_z = generator_w
    generator_w = generator_v
    mixed_4 ^= mixed_4 << 1
    generator_v ^= (generator_v << 4) ^ mixed_4
    generator_weyl += 362437
    next_word_result = generator_v + generator_weyl
    tl.store(numbers + i, (next_word_result >> 8).to(tl.float32) * 5.9604645e-8, mask=mask)  # 24 bits, in [0, 1)
