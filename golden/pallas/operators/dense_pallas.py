"""dense.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# A fully connected layer: y = x * transpose(weight) + bias, with x [items, inputs], weight [outputs, inputs] and
# y [items, outputs].

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


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def scatter(ref, index, value, mask):
    """Puts each lane's value at its index, where the mask holds."""
    place = jnp.where(mask, index + PADDING, ref.size)
    ref[...] = ref[...].reshape(-1).at[place].set(value, mode="drop").reshape(ref.shape)


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def dense_naive_kernel(items, inputs, outputs, x, weight, bias, y_before, y, *, LANES, TAIL, ROW_WIDTH):
    items = items[0]
    inputs = inputs[0]
    outputs = outputs[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    i = pl.program_id(2) * LANES + lane
    mask = active & (i < items * outputs)
    item = quotient(i, jnp.where(outputs != 0, outputs, 1))
    output = remainder(i, jnp.where(outputs != 0, outputs, 1))

    sum_ = gather(bias, output)
    partial_sum = jnp.zeros((LANES, ROW_WIDTH), jnp.float32)

    def step(count, partial_sum):
        start = count * ROW_WIDTH
        k = start + jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH)
        inside = jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH) < inputs - start
        partial_sum = jnp.where(inside,
                partial_sum + gather(x, (item * inputs).reshape(LANES, 1) + k)
                * gather(weight, (output * inputs).reshape(LANES, 1) + k), partial_sum)
        return partial_sum

    partial_sum = jax.lax.fori_loop(0, pl.cdiv(inputs, ROW_WIDTH), step, partial_sum)
    sum_ = sum_ + jnp.sum(partial_sum, axis=1)
    y[...] = jnp.where(mask, sum_, y_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "ROW_WIDTH", "interpret"))
def dense_naive(x, weight, bias, y, items, inputs, outputs, grid, *, LANES, TAIL, ROW_WIDTH, interpret=False):
    """Launches dense_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(dense_naive_kernel, LANES=LANES, TAIL=TAIL, ROW_WIDTH=ROW_WIDTH)
    [y] = launch_in_blocks(kernel, grid, [(items, jnp.int32), (inputs, jnp.int32), (outputs, jnp.int32)],
            [(x, jnp.float32, None), (weight, jnp.float32, None), (bias, jnp.float32, None)], [(y, jnp.float32, LANES)],
            interpret)
    return x, weight, bias, y


def dense_staged_false_kernel(inputs, outputs, x, weight, bias, y_before, y, *, LANES, BLOCK_X, WARPS):
    """One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
    takes an output at a time.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    inputs = inputs[0]
    outputs = outputs[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    lane_2 = lane % 32
    warps = BLOCK_X // 32

    @pl.loop(0, pl.cdiv(outputs, warps))
    def _(count):
        start = count * warps
        output = start + lane // 32
        mask = active & (output < outputs)
        row = output * inputs
        sum_ = jnp.zeros((LANES,), jnp.float32)

        def step_2(count_2, sum_):
            start_2 = count_2 * 32
            k = start_2 + lane_2
            mask_2 = mask & (k < inputs)
            sum_ = jnp.where(mask_2, sum_ + gather(x, k + pl.program_id(2) * inputs) * gather(weight, row + k), sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, pl.cdiv(inputs, 32), step_2, sum_)
        warp_total = jnp.broadcast_to(jnp.sum(jnp.where(mask, sum_, 0.0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
                (WARPS, 32)).reshape(LANES,)
        mask_2 = mask & (lane_2 == 0)
        sum_ = jnp.where(mask_2, warp_total + gather(bias, output), sum_)
        scatter(y, pl.program_id(2) * outputs + output, sum_, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def dense_staged_false(x, weight, bias, y, inputs, outputs, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches dense_staged<false> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(dense_staged_false_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [y] = launch(kernel, grid, [(inputs, jnp.int32), (outputs, jnp.int32)],
            [(x, jnp.float32), (weight, jnp.float32), (bias, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, weight, bias, y


def dense_staged_true_kernel(inputs, outputs, x, weight, bias, y_before, y, *, LANES, BLOCK_X, WARPS):
    """One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
    takes an output at a time.
    """

    @pl.when(is_first())
    def _():
        y[...] = y_before[...]

    inputs = inputs[0]
    outputs = outputs[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X

    lane_2 = lane % 32
    warps = BLOCK_X // 32

    @pl.loop(0, pl.cdiv(outputs, warps))
    def _(count):
        start = count * warps
        output = start + lane // 32
        mask = active & (output < outputs)
        row = output * inputs
        sum_ = jnp.zeros((LANES,), jnp.float32)

        def step_2(count_2, sum_):
            start_2 = count_2 * 32
            k = start_2 + lane_2
            mask_2 = mask & (k < inputs)
            sum_ = jnp.where(mask_2, sum_ + gather(x, k + pl.program_id(2) * inputs) * gather(weight, row + k), sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, pl.cdiv(inputs, 32), step_2, sum_)
        warp_total = jnp.broadcast_to(jnp.sum(jnp.where(mask, sum_, 0.0).reshape(WARPS, 32), axis=1).reshape(WARPS, 1),
                (WARPS, 32)).reshape(LANES,)
        mask_2 = mask & (lane_2 == 0)
        sum_ = jnp.where(mask_2, warp_total + gather(bias, output), sum_)
        sum_ = jnp.where(mask_2, jnp.fmax(sum_, 0.0), sum_)
        scatter(y, pl.program_id(2) * outputs + output, sum_, mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "WARPS", "interpret"))
def dense_staged_true(x, weight, bias, y, inputs, outputs, grid, *, LANES, BLOCK_X, WARPS, interpret=False):
    """Launches dense_staged<true> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(dense_staged_true_kernel, LANES=LANES, BLOCK_X=BLOCK_X, WARPS=WARPS)
    [y] = launch(kernel, grid, [(inputs, jnp.int32), (outputs, jnp.int32)],
            [(x, jnp.float32), (weight, jnp.float32), (bias, jnp.float32)], [(y, jnp.float32)], interpret)
    return x, weight, bias, y
