"""sieve.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Sieve of Eratosthenes over a bit set: bit n says that n is composite. Threads take a factor each; several may mark
# the same number, which is why words are changed by an atomic OR.

import functools

import jax
import jax.numpy as jnp
from jax.experimental import pallas as pl
from jax.experimental.pallas import tpu as pltpu

PADDING = 1024  # elements before and behind an array, for lanes that reach over its ends
ROW = 128  # lanes of a vector register


def as_rows(array, dtype):
    """An array as rows of a vector register, padded on both sides."""
    flat = array.reshape(-1)
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    behind = PADDING + 2 * ROW + -flat.size % ROW
    return jnp.pad(flat, (PADDING, behind)).reshape(-1, ROW)


def as_given(rows, array):
    """What `as_rows` made of an array, in that array's shape."""
    flat = rows.reshape(-1)[PADDING:PADDING + array.size]
    if flat.dtype != array.dtype:
        flat = jax.lax.bitcast_convert_type(flat, array.dtype)
    return flat.reshape(array.shape)


def launch(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another, on arrays that are wholly in VMEM.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel. Gives the
    written arrays.
    """
    arrays = [as_rows(*each) for each in (*read, *written)]
    results = [jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]]
    in_vmem = pl.BlockSpec(memory_space=pltpu.VMEM)
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + [in_vmem] * len(arrays),
        out_specs=[in_vmem] * len(written),
        out_shape=results,
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [as_given(rows, array) for rows, (array, _) in zip(made, written)]


def as_blocks(array, dtype, size):
    """The elements of an array that the blocks of the grid have lanes for; those behind its end are 0."""
    flat = array.reshape(-1)[:size]
    if flat.dtype != dtype:
        flat = jax.lax.bitcast_convert_type(flat, dtype)
    return jnp.pad(flat, (0, size - flat.size))


def after_blocks(blocks, array):
    """An array after its first elements came out of blocks."""
    flat = array.reshape(-1)
    if blocks.dtype != array.dtype:
        blocks = jax.lax.bitcast_convert_type(blocks, array.dtype)
    return jnp.concatenate([blocks[:flat.size], flat[blocks.size:]]).reshape(array.shape)


def launch_in_blocks(kernel, grid, numbers, read, written, interpret, scratch=()):
    """Runs a kernel for each block of a grid, one after another.

    numbers: scalars with their types. read, written: arrays with the types of their elements in the kernel; and, of
    those that come block by block, how many elements a step of the grid has. All others are wholly in VMEM. Gives the
    written arrays.
    """
    if grid[1:] != (1, 1) and any(lanes for *_, lanes in written):
        raise ValueError("the blocks of this kernel are counted along x alone")
    arrays = [as_blocks(array, dtype, grid[0] * lanes) if lanes else as_rows(array, dtype)
              for array, dtype, lanes in (*read, *written)]
    specs = [pl.BlockSpec((lanes,), lambda z, y, x: (x,)) if lanes else pl.BlockSpec(memory_space=pltpu.VMEM)
             for *_, lanes in (*read, *written)]
    made = pl.pallas_call(
        kernel,
        grid=grid[::-1],  # the last axis moves fastest
        in_specs=[pl.BlockSpec(memory_space=pltpu.SMEM)] * len(numbers) + specs,
        out_specs=specs[len(read):],
        out_shape=[jax.ShapeDtypeStruct(each.shape, each.dtype) for each in arrays[len(read):]],
        scratch_shapes=scratch,
        interpret=interpret,
    )(*(jnp.asarray(value, dtype).reshape(1) for value, dtype in numbers), *arrays)
    return [after_blocks(each, array) if lanes else as_given(each, array)
            for each, (array, _, lanes) in zip(made, written)]


def is_first():
    """Whether this is the first block of the grid."""
    return (pl.program_id(0) == 0) & (pl.program_id(1) == 0) & (pl.program_id(2) == 0)


def only(values, where):
    """The one value that is there, a scalar, bit by bit."""
    words = values
    if jnp.issubdtype(values.dtype, jnp.floating):
        words = jax.lax.bitcast_convert_type(values.astype(jnp.float32), jnp.int32)
    word = jnp.sum(jnp.where(where, words, 0).astype(jnp.int32))
    if jnp.issubdtype(values.dtype, jnp.floating):
        return jax.lax.bitcast_convert_type(word, jnp.float32).astype(values.dtype)
    return word.astype(values.dtype)


def load_one(ref, index):
    """The element at an index, a scalar."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = ref[pl.ds(place // ROW, 1), :]
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    return only(row, column == place % ROW)


def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])


def in_turn(ref, index, operands, mask, change):
    """Lane after lane puts `change(old, operands)` at its index, where the mask holds. Gives the old values."""
    shape = jnp.shape(index)
    place = jnp.clip(jnp.reshape(index, -1) + PADDING, 0, ref.size - 1)
    mask = jnp.broadcast_to(mask, shape).reshape(-1)
    operands = [jnp.broadcast_to(each, shape).reshape(-1) for each in operands]

    def step(lane, carry):
        memory, old = carry
        before = memory[place[lane]]
        after = change(before, *(each[lane] for each in operands)).astype(before.dtype)
        memory = memory.at[place[lane]].set(jnp.where(mask[lane], after, before))
        return memory, old.at[lane].set(before)

    memory = ref[...].reshape(-1)
    lanes = jax.lax.iota(jnp.int32, place.size)
    first, end = jnp.min(jnp.where(mask, lanes, place.size)), jnp.max(jnp.where(mask, lanes + 1, 0))
    memory, old = jax.lax.fori_loop(first, end, step, (memory, jnp.zeros(place.shape, memory.dtype)))
    ref[...] = memory.reshape(ref.shape)
    return old.reshape(shape)


def add_same(ref, index, value, mask):
    """Adds the values of the lanes that the mask names at one index, a scalar."""
    old = load_one(ref, index)
    new = jnp.sum(jnp.where(mask, value, jnp.zeros((), old.dtype))).astype(old.dtype)
    store_one(ref, index, old + new)


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def sieve_kernel(limit, composite_before, factors_before, composite, factors, *, LANES, BLOCK_X):
    """`factors` counts the primes that mark anything."""

    @pl.when(is_first())
    def _():
        composite[...] = composite_before[...]
        factors[...] = factors_before[...]

    limit = limit[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    factor = pl.program_id(2) * BLOCK_X + lane + 2
    mask = active & (factor * factor < limit)
    # A composite factor marks nothing that a prime one does not; small divisors are looked for by trial.
    divisor = jnp.int32(2)
    running = mask
    looping = mask & (divisor * divisor <= factor)

    def goes_on(carry):
        running, looping, divisor = carry
        return jnp.max(looping.astype(jnp.int32)) != 0

    def step(carry):
        running, looping, divisor = carry
        condition = remainder(factor, jnp.where(divisor != 0, divisor, 1)) == 0
        taken = looping & condition
        running = running & ~taken
        looping = looping & running
        divisor = divisor + 1
        looping = looping & (divisor * divisor <= factor)
        return running, looping, divisor

    running, looping, divisor = jax.lax.while_loop(goes_on, step, (running, looping, divisor))
    add_same(factors, 0, 1, running)
    multiple = factor * factor
    looping_2 = running

    def goes_on(carry):
        multiple, looping_2 = carry
        return jnp.max(looping_2.astype(jnp.int32)) != 0

    def step(carry):
        multiple, looping_2 = carry
        in_turn(composite, multiple >> 5, (jnp.uint32(1) << (multiple & 31).astype(jnp.uint32),), looping_2, lambda old,
                value: old | value)
        multiple = jnp.where(looping_2, multiple + factor, multiple)
        looping_2 = looping_2 & (multiple < limit)
        return multiple, looping_2

    multiple, looping_2 = jax.lax.while_loop(goes_on, step, (multiple, looping_2))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def sieve(composite, factors, limit, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches sieve on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sieve_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [composite, factors] = launch(kernel, grid, [(limit, jnp.int32)], [],
            [(composite, jnp.uint32), (factors, jnp.int32)], interpret)
    return composite, factors


def count_primes_kernel(limit, composite, counts_before, counts, *, LANES, TAIL):
    """How many primes each word of 32 numbers holds."""

    limit = limit[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    word = pl.program_id(2) * LANES + lane
    first = word * 32
    mask = active & (first < limit)
    primes = ~composite[...]
    mask_2 = mask & (word == 0)
    primes = jnp.where(mask_2, primes & ~jnp.uint32(3), primes)  # neither 0 nor 1 is one
    mask_3 = mask & (limit - first < 32)
    primes = jnp.where(mask_3, primes & ((jnp.uint32(1) << (limit - first).astype(jnp.uint32)) - 1), primes)
    counts[...] = jnp.where(mask, jax.lax.population_count(primes).astype(jnp.int32).astype(jnp.uint8),
            counts_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def count_primes(composite, counts, limit, grid, *, LANES, TAIL, interpret=False):
    """Launches count_primes on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(count_primes_kernel, LANES=LANES, TAIL=TAIL)
    [counts] = launch_in_blocks(kernel, grid, [(limit, jnp.int32)], [(composite, jnp.uint32, LANES)],
            [(counts, jnp.uint8, LANES)], interpret)
    return composite, counts
