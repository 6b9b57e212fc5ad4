"""game_of_life.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

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


def is_first():
    """Whether this is the first block of the grid."""
    return (pl.program_id(0) == 0) & (pl.program_id(1) == 0) & (pl.program_id(2) == 0)


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def game_of_life_kernel(width, height, now, next_before, next_, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        next_[...] = next_before[...]

    width = width[0]
    height = height[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < width) & (y < height)

    # The eight neighbours as (dy, dx).
    offsets_0 = -1
    offsets_0_2 = -1
    offsets_1 = -1
    offsets_1_2 = 0
    offsets_2 = -1
    offsets_2_2 = 1
    offsets_3 = 0
    offsets_3_2 = -1
    offsets_4 = 0
    offsets_4_2 = 1
    offsets_5 = 1
    offsets_5_2 = -1
    offsets_6 = 1
    offsets_6_2 = 0
    offsets_7 = 1
    offsets_7_2 = 1
    neighbours = jnp.zeros((LANES,), jnp.int32)
    coordinate = y + offsets_0
    remainder_2 = remainder(coordinate, jnp.where(height != 0, height, 1))
    mask_2 = mask & (remainder_2 < 0)
    remainder_2 = jnp.where(mask_2, remainder_2 + height, remainder_2)
    coordinate_2 = x + offsets_0_2
    remainder_3 = remainder(coordinate_2, jnp.where(width != 0, width, 1))
    mask_3 = mask & (remainder_3 < 0)
    remainder_3 = jnp.where(mask_3, remainder_3 + width, remainder_3)
    neighbours = neighbours + gather(now, remainder_2 * width + remainder_3).astype(jnp.int32)
    coordinate_3 = y + offsets_1
    remainder_4 = remainder(coordinate_3, jnp.where(height != 0, height, 1))
    mask_4 = mask & (remainder_4 < 0)
    remainder_4 = jnp.where(mask_4, remainder_4 + height, remainder_4)
    coordinate_4 = x + offsets_1_2
    remainder_5 = remainder(coordinate_4, jnp.where(width != 0, width, 1))
    mask_5 = mask & (remainder_5 < 0)
    remainder_5 = jnp.where(mask_5, remainder_5 + width, remainder_5)
    neighbours = neighbours + gather(now, remainder_4 * width + remainder_5).astype(jnp.int32)
    coordinate_5 = y + offsets_2
    remainder_6 = remainder(coordinate_5, jnp.where(height != 0, height, 1))
    mask_6 = mask & (remainder_6 < 0)
    remainder_6 = jnp.where(mask_6, remainder_6 + height, remainder_6)
    coordinate_6 = x + offsets_2_2
    remainder_7 = remainder(coordinate_6, jnp.where(width != 0, width, 1))
    mask_7 = mask & (remainder_7 < 0)
    remainder_7 = jnp.where(mask_7, remainder_7 + width, remainder_7)
    neighbours = neighbours + gather(now, remainder_6 * width + remainder_7).astype(jnp.int32)
    coordinate_7 = y + offsets_3
    remainder_8 = remainder(coordinate_7, jnp.where(height != 0, height, 1))
    mask_8 = mask & (remainder_8 < 0)
    remainder_8 = jnp.where(mask_8, remainder_8 + height, remainder_8)
    coordinate_8 = x + offsets_3_2
    remainder_9 = remainder(coordinate_8, jnp.where(width != 0, width, 1))
    mask_9 = mask & (remainder_9 < 0)
    remainder_9 = jnp.where(mask_9, remainder_9 + width, remainder_9)
    neighbours = neighbours + gather(now, remainder_8 * width + remainder_9).astype(jnp.int32)
    coordinate_9 = y + offsets_4
    remainder_10 = remainder(coordinate_9, jnp.where(height != 0, height, 1))
    mask_10 = mask & (remainder_10 < 0)
    remainder_10 = jnp.where(mask_10, remainder_10 + height, remainder_10)
    coordinate_10 = x + offsets_4_2
    remainder_11 = remainder(coordinate_10, jnp.where(width != 0, width, 1))
    mask_11 = mask & (remainder_11 < 0)
    remainder_11 = jnp.where(mask_11, remainder_11 + width, remainder_11)
    neighbours = neighbours + gather(now, remainder_10 * width + remainder_11).astype(jnp.int32)
    coordinate_11 = y + offsets_5
    remainder_12 = remainder(coordinate_11, jnp.where(height != 0, height, 1))
    mask_12 = mask & (remainder_12 < 0)
    remainder_12 = jnp.where(mask_12, remainder_12 + height, remainder_12)
    coordinate_12 = x + offsets_5_2
    remainder_13 = remainder(coordinate_12, jnp.where(width != 0, width, 1))
    mask_13 = mask & (remainder_13 < 0)
    remainder_13 = jnp.where(mask_13, remainder_13 + width, remainder_13)
    neighbours = neighbours + gather(now, remainder_12 * width + remainder_13).astype(jnp.int32)
    coordinate_13 = y + offsets_6
    remainder_14 = remainder(coordinate_13, jnp.where(height != 0, height, 1))
    mask_14 = mask & (remainder_14 < 0)
    remainder_14 = jnp.where(mask_14, remainder_14 + height, remainder_14)
    coordinate_14 = x + offsets_6_2
    remainder_15 = remainder(coordinate_14, jnp.where(width != 0, width, 1))
    mask_15 = mask & (remainder_15 < 0)
    remainder_15 = jnp.where(mask_15, remainder_15 + width, remainder_15)
    neighbours = neighbours + gather(now, remainder_14 * width + remainder_15).astype(jnp.int32)
    coordinate_15 = y + offsets_7
    remainder_16 = remainder(coordinate_15, jnp.where(height != 0, height, 1))
    mask_16 = mask & (remainder_16 < 0)
    remainder_16 = jnp.where(mask_16, remainder_16 + height, remainder_16)
    coordinate_16 = x + offsets_7_2
    remainder_17 = remainder(coordinate_16, jnp.where(width != 0, width, 1))
    mask_17 = mask & (remainder_17 < 0)
    remainder_17 = jnp.where(mask_17, remainder_17 + width, remainder_17)
    neighbours = neighbours + gather(now, remainder_16 * width + remainder_17).astype(jnp.int32)
    alive = gather(now, y * width + x).astype(jnp.int32) != 0
    lives_on_result = (neighbours == 3) | (alive & (neighbours == 2))
    scatter(next_, y * width + x, lives_on_result.astype(jnp.uint8), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def game_of_life(now, next_, width, height, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches game_of_life on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(game_of_life_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [next_] = launch(kernel, grid, [(width, jnp.int32), (height, jnp.int32)], [(now, jnp.uint8)], [(next_, jnp.uint8)],
            interpret)
    return now, next_
