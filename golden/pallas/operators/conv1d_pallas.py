"""conv1d.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# One-dimensional convolution as in a neural network (no filter is turned round):
# out[n, o, t] = bias[o] + sum over c and k of weight[o, c, k] * in[n, c, t * stride - padding + k],
# where `in` is zero outside [0, length). The grid is (stretches of the output, output channels, batch).

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


def turned(value, rows, shift):
    """A tile moved on by `shift` lanes, over one row more than it has."""
    lanes = value.size
    if lanes < rows * ROW:
        value = jnp.concatenate([value, jnp.zeros((rows * ROW - lanes,), value.dtype)])
    moved = pltpu.roll(value.reshape(rows, ROW), shift, 1)
    none = jnp.zeros((1, ROW), value.dtype)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows + 1, ROW), 1)
    return jnp.where(column >= shift, jnp.concatenate([moved, none]), jnp.concatenate([none, moved]))


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


def store_run(ref, start, value, mask):
    """Puts the lanes that the mask names behind one another, from `start` on; all other elements stay."""
    lanes = value.size
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    window = pl.ds(place // ROW, rows + 1)
    is_named = turned(mask.astype(jnp.int32), rows, shift) != 0
    ref[window, :] = jnp.where(is_named, turned(value, rows, shift), ref[window, :])


def gather(ref, index):
    """The elements at indices, one a lane."""
    return ref[...].reshape(-1)[jnp.clip(index + PADDING, 0, ref.size - 1)]


def conv1d_naive_kernel(
    shape_in_channels, shape_length, shape_out_length, shape_taps, shape_stride, shape_padding, in_, weight, bias,
    out_before, out, *, LANES, TAIL
):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    shape_in_channels = shape_in_channels[0]
    shape_length = shape_length[0]
    shape_out_length = shape_out_length[0]
    shape_taps = shape_taps[0]
    shape_stride = shape_stride[0]
    shape_padding = shape_padding[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    t = pl.program_id(2) * LANES + lane
    channel = pl.program_id(1)
    item = pl.program_id(0)
    mask = active & (t < shape_out_length)

    first = t * shape_stride - shape_padding
    sum_ = jnp.full((LANES,), load_one(bias, channel))

    def step(c, sum_):
        signal = (item * shape_in_channels + c) * shape_length
        filter_ = (channel * shape_in_channels + c) * shape_taps

        def step_2(k, sum_):
            place = first + k
            mask_2 = mask & (place >= 0) & (place < shape_length)
            sum_ = jnp.where(mask_2, sum_ + load_one(weight, filter_ + k) * gather(in_, signal + place), sum_)
            return sum_

        sum_ = jax.lax.fori_loop(0, shape_taps, step_2, sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, shape_in_channels, step, sum_)
    store_run(out, (item * pl.num_programs(1) + channel) * shape_out_length + pl.program_id(2) * LANES, sum_, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def conv1d_naive(
    in_, weight, bias, out, shape_in_channels, shape_length, shape_out_length, shape_taps, shape_stride, shape_padding,
    grid, *, LANES, TAIL, interpret=False
):
    """Launches conv1d_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv1d_naive_kernel, LANES=LANES, TAIL=TAIL)
    [out] = launch(kernel, grid,
            [(shape_in_channels, jnp.int32), (shape_length, jnp.int32), (shape_out_length, jnp.int32),
            (shape_taps, jnp.int32), (shape_stride, jnp.int32), (shape_padding, jnp.int32)],
            [(in_, jnp.float32), (weight, jnp.float32), (bias, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, weight, bias, out


def conv1d_staged_kernel(
    shape_in_channels, shape_length, shape_out_length, shape_taps, shape_stride, shape_padding, in_, weight, bias,
    out_before, out, *, LANES, BLOCK_X, SLOTS
):
    """A block takes blockDim.x outputs of one channel. For each input channel it stages the stretch that they need,
    (blockDim.x - 1) * stride + taps floats, and the filter behind it.
    """

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    shape_in_channels = shape_in_channels[0]
    shape_length = shape_length[0]
    shape_out_length = shape_out_length[0]
    shape_taps = shape_taps[0]
    shape_stride = shape_stride[0]
    shape_padding = shape_padding[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    staged_slots = jax.lax.iota(jnp.int32, SLOTS)
    staged = jnp.zeros((SLOTS,), jnp.float32)
    stretch = (BLOCK_X - 1) * shape_stride + shape_taps

    channel = pl.program_id(1)
    item = pl.program_id(0)
    first = pl.program_id(2) * BLOCK_X * shape_stride - shape_padding

    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(c, carry):
        staged, sum_ = carry
        signal = (item * shape_in_channels + c) * shape_length

        def step_2(count, staged):
            start = count * BLOCK_X
            i = start + lane
            mask = active & (i < stretch)
            place = first + i
            place_2 = staged_slots - start
            owned = (place_2 >= 0) & (place_2 < LANES)
            owner = jnp.where(owned, place_2, 0)
            staged = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
                    jnp.take_along_axis(jnp.where((place >= 0) & (place < shape_length),
                    load_run(in_, signal + (first + start), LANES), 0.0), owner, axis=0), staged)
            return staged

        staged = jax.lax.fori_loop(0, pl.cdiv(stretch, BLOCK_X), step_2, staged)

        def step_2(count, staged):
            start = count * BLOCK_X
            k = start + lane
            mask = active & (k < shape_taps)
            place = staged_slots - (stretch + start)
            owned = (place >= 0) & (place < LANES)
            owner = jnp.where(owned, place, 0)
            staged = jnp.where(owned & jnp.take_along_axis(mask, owner, axis=0),
                    jnp.take_along_axis(load_run(weight, (channel * shape_in_channels + c) * shape_taps + start, LANES),
                    owner, axis=0), staged)
            return staged

        staged = jax.lax.fori_loop(0, pl.cdiv(shape_taps, BLOCK_X), step_2, staged)

        def step_2(k, sum_):
            sum_ = sum_ + jnp.sum(jnp.where(staged_slots == stretch + k, staged, -0.0)) * jnp.take_along_axis(staged,
                    jnp.where(active, lane * shape_stride + k, 0), axis=0)
            return sum_

        sum_ = jax.lax.fori_loop(0, shape_taps, step_2, sum_)
        return staged, sum_

    staged, sum_ = jax.lax.fori_loop(0, shape_in_channels, step, (staged, sum_))

    t = pl.program_id(2) * BLOCK_X + lane
    mask = active & (t < shape_out_length)
    store_run(out, (item * pl.num_programs(1) + channel) * shape_out_length + pl.program_id(2) * BLOCK_X,
            sum_ + load_one(bias, channel), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "SLOTS", "interpret"))
def conv1d_staged(
    in_, weight, bias, out, shape_in_channels, shape_length, shape_out_length, shape_taps, shape_stride, shape_padding,
    grid, *, LANES, BLOCK_X, SLOTS, interpret=False
):
    """Launches conv1d_staged on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(conv1d_staged_kernel, LANES=LANES, BLOCK_X=BLOCK_X, SLOTS=SLOTS)
    [out] = launch(kernel, grid,
            [(shape_in_channels, jnp.int32), (shape_length, jnp.int32), (shape_out_length, jnp.int32),
            (shape_taps, jnp.int32), (shape_stride, jnp.int32), (shape_padding, jnp.int32)],
            [(in_, jnp.float32), (weight, jnp.float32), (bias, jnp.float32)], [(out, jnp.float32)], interpret)
    return in_, weight, bias, out
