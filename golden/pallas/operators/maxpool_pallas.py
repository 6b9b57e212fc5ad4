"""maxpool.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Max pooling.

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


def store_one(ref, index, value, mask=True):
    """Puts a scalar at an index, where the mask holds."""
    place = jnp.clip(index + PADDING, 0, ref.size - 1)
    row = pl.ds(place // ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (1, ROW), 1)
    ref[row, :] = jnp.where((column == place % ROW) & mask, value, ref[row, :])


def load_run(ref, start, lanes):
    """As many elements as there are lanes, from `start` on: from two rows each, turned so that they join."""
    rows = pl.cdiv(lanes, ROW)
    place = jnp.clip(start + PADDING, 0, ref.size - (rows + 1) * ROW)
    shift = place % ROW
    turned = pltpu.roll(ref[pl.ds(place // ROW, rows + 1), :], (ROW - shift) % ROW, 1)
    column = jax.lax.broadcasted_iota(jnp.int32, (rows, ROW), 1)
    return jnp.where(column < ROW - shift, turned[:rows], turned[1:]).reshape(-1)[:lanes]


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


def maxpool_naive_kernel(
    size_x, size_y, out_size_x, out_size_y, kernel_x, kernel_y, stride_x, stride_y, padding_x, padding_y, input_,
    output_before, places_before, output, places, *, LANES, BLOCK_X, BLOCK_Y
):
    """
    [planes, height, width]: one thread an element of the output, which also has the place of its maximum in the plane,
    as the backward pass needs it. The first of equals wins; a window that lies in the padding has no place, -1.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]
        places[...] = places_before[...]

    size_x = size_x[0]
    size_y = size_y[0]
    out_size_x = out_size_x[0]
    out_size_y = out_size_y[0]
    kernel_x = kernel_x[0]
    kernel_y = kernel_y[0]
    stride_x = stride_x[0]
    stride_y = stride_y[0]
    padding_x = padding_x[0]
    padding_y = padding_y[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = pl.program_id(2) * BLOCK_X + thread_x
    y = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_size_x) & (y < out_size_y)
    plane = pl.program_id(0) * size_y * size_x

    largest = jnp.full((LANES,), -3.4028235e+38, jnp.float32)
    place = jnp.full((LANES,), -1, jnp.int32)

    def step(ky, carry):
        largest, place = carry
        row = y * stride_y - padding_y + ky
        mask_2 = mask & (row >= 0) & (row < size_y)

        def step_2(kx, carry_2):
            largest, place = carry_2
            column = x * stride_x - padding_x + kx
            mask_3 = mask_2 & (column >= 0) & (column < size_x)
            value = gather(input_, plane + (row * size_x + column))
            mask_4 = mask_3 & (value > largest)
            largest = jnp.where(mask_4, value, largest)
            place = jnp.where(mask_4, row * size_x + column, place)
            return largest, place

        largest, place = jax.lax.fori_loop(0, kernel_x, step_2, (largest, place))
        return largest, place

    largest, place = jax.lax.fori_loop(0, kernel_y, step, (largest, place))
    i = (pl.program_id(0) * out_size_y + y) * out_size_x + x
    scatter(output, i, largest, mask)
    scatter(places, i, place, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def maxpool_naive(
    input_, output, places, size_x, size_y, out_size_x, out_size_y, kernel_x, kernel_y, stride_x, stride_y, padding_x,
    padding_y, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False
):
    """Launches maxpool_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(maxpool_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [output, places] = launch(kernel, grid,
            [(size_x, jnp.int32), (size_y, jnp.int32), (out_size_x, jnp.int32), (out_size_y, jnp.int32),
            (kernel_x, jnp.int32), (kernel_y, jnp.int32), (stride_x, jnp.int32), (stride_y, jnp.int32),
            (padding_x, jnp.int32), (padding_y, jnp.int32)], [(input_, jnp.float32)],
            [(output, jnp.float32), (places, jnp.int32)], interpret)
    return input_, output, places


def maxpool_vectorised_2_2_kernel(batch, height, width, vectors, input_, output_before, output, *, LANES, TAIL):
    """[batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
    Windows of KERNEL x KERNEL, stride STRIDE, without padding.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    batch = batch[0]
    height = height[0]
    width = width[0]
    vectors = vectors[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    out_height = quotient(height - 2, 2) + 1
    out_width = quotient(width - 2, 2) + 1
    total = batch * out_height * out_width * vectors

    @pl.loop(0, pl.cdiv(total - pl.program_id(2) * LANES, (pl.num_programs(2) - 1) * LANES + TAIL))
    def _(count):
        start = pl.program_id(2) * LANES + count * ((pl.num_programs(2) - 1) * LANES + TAIL)
        i = start + lane
        mask = active & (i < total)
        vector = remainder(i, jnp.where(vectors != 0, vectors, 1))
        x = remainder(quotient(i, jnp.where(vectors != 0, vectors, 1)), jnp.where(out_width != 0, out_width, 1))
        y = remainder(quotient(i, jnp.where(vectors * out_width != 0, vectors * out_width, 1)),
                jnp.where(out_height != 0, out_height, 1))
        image = quotient(i, jnp.where(vectors * out_width * out_height != 0, vectors * out_width * out_height, 1))
        corner = ((image * height + y * 2) * width + x * 2) * vectors * 4 + vector * 4
        largest_x = gather(input_, corner)
        largest_y = gather(input_, corner + 1)
        largest_z = gather(input_, corner + 2)
        largest_w = gather(input_, corner + 3)

        def step_2(ky, carry):
            largest_x, largest_y, largest_z, largest_w = carry

            def step_3(kx, carry_2):
                largest_x, largest_y, largest_z, largest_w = carry_2
                b_x = gather(input_, corner + (ky * width + kx) * vectors * 4)
                b_y = gather(input_, corner + (ky * width + kx) * vectors * 4 + 1)
                b_z = gather(input_, corner + (ky * width + kx) * vectors * 4 + 2)
                b_w = gather(input_, corner + (ky * width + kx) * vectors * 4 + 3)
                largest_x = jnp.fmax(largest_x, b_x)
                largest_y = jnp.fmax(largest_y, b_y)
                largest_z = jnp.fmax(largest_z, b_z)
                largest_w = jnp.fmax(largest_w, b_w)
                return largest_x, largest_y, largest_z, largest_w

            largest_x, largest_y, largest_z, largest_w = jax.lax.fori_loop(0, 2, step_3,
                    (largest_x, largest_y, largest_z, largest_w))
            return largest_x, largest_y, largest_z, largest_w

        largest_x, largest_y, largest_z, largest_w = jax.lax.fori_loop(0, 2, step_2,
                (largest_x, largest_y, largest_z, largest_w))
        scatter(output, i * 4, largest_x, mask)
        scatter(output, i * 4 + 1, largest_y, mask)
        scatter(output, i * 4 + 2, largest_z, mask)
        scatter(output, i * 4 + 3, largest_w, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def maxpool_vectorised_2_2(input_, output, batch, height, width, vectors, grid, *, LANES, TAIL, interpret=False):
    """Launches maxpool_vectorised<2, 2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(maxpool_vectorised_2_2_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch(kernel, grid, [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (vectors, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output


def maxpool_vectorised_3_2_kernel(batch, height, width, vectors, input_, output_before, output, *, LANES, TAIL):
    """[batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
    Windows of KERNEL x KERNEL, stride STRIDE, without padding.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    batch = batch[0]
    height = height[0]
    width = width[0]
    vectors = vectors[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    out_height = quotient(height - 3, 2) + 1
    out_width = quotient(width - 3, 2) + 1
    total = batch * out_height * out_width * vectors

    @pl.loop(0, pl.cdiv(total - pl.program_id(2) * LANES, (pl.num_programs(2) - 1) * LANES + TAIL))
    def _(count):
        start = pl.program_id(2) * LANES + count * ((pl.num_programs(2) - 1) * LANES + TAIL)
        i = start + lane
        mask = active & (i < total)
        vector = remainder(i, jnp.where(vectors != 0, vectors, 1))
        x = remainder(quotient(i, jnp.where(vectors != 0, vectors, 1)), jnp.where(out_width != 0, out_width, 1))
        y = remainder(quotient(i, jnp.where(vectors * out_width != 0, vectors * out_width, 1)),
                jnp.where(out_height != 0, out_height, 1))
        image = quotient(i, jnp.where(vectors * out_width * out_height != 0, vectors * out_width * out_height, 1))
        corner = ((image * height + y * 2) * width + x * 2) * vectors * 4 + vector * 4
        largest_x = gather(input_, corner)
        largest_y = gather(input_, corner + 1)
        largest_z = gather(input_, corner + 2)
        largest_w = gather(input_, corner + 3)

        def step_2(ky, carry):
            largest_x, largest_y, largest_z, largest_w = carry

            def step_3(kx, carry_2):
                largest_x, largest_y, largest_z, largest_w = carry_2
                b_x = gather(input_, corner + (ky * width + kx) * vectors * 4)
                b_y = gather(input_, corner + (ky * width + kx) * vectors * 4 + 1)
                b_z = gather(input_, corner + (ky * width + kx) * vectors * 4 + 2)
                b_w = gather(input_, corner + (ky * width + kx) * vectors * 4 + 3)
                largest_x = jnp.fmax(largest_x, b_x)
                largest_y = jnp.fmax(largest_y, b_y)
                largest_z = jnp.fmax(largest_z, b_z)
                largest_w = jnp.fmax(largest_w, b_w)
                return largest_x, largest_y, largest_z, largest_w

            largest_x, largest_y, largest_z, largest_w = jax.lax.fori_loop(0, 3, step_3,
                    (largest_x, largest_y, largest_z, largest_w))
            return largest_x, largest_y, largest_z, largest_w

        largest_x, largest_y, largest_z, largest_w = jax.lax.fori_loop(0, 3, step_2,
                (largest_x, largest_y, largest_z, largest_w))
        scatter(output, i * 4, largest_x, mask)
        scatter(output, i * 4 + 1, largest_y, mask)
        scatter(output, i * 4 + 2, largest_z, mask)
        scatter(output, i * 4 + 3, largest_w, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def maxpool_vectorised_3_2(input_, output, batch, height, width, vectors, grid, *, LANES, TAIL, interpret=False):
    """Launches maxpool_vectorised<3, 2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(maxpool_vectorised_3_2_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch(kernel, grid, [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (vectors, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output


def maxpool_vectorised_3_1_kernel(batch, height, width, vectors, input_, output_before, output, *, LANES, TAIL):
    """[batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
    Windows of KERNEL x KERNEL, stride STRIDE, without padding.
    """

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    batch = batch[0]
    height = height[0]
    width = width[0]
    vectors = vectors[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    out_height = quotient(height - 3, 1) + 1
    out_width = quotient(width - 3, 1) + 1
    total = batch * out_height * out_width * vectors

    @pl.loop(0, pl.cdiv(total - pl.program_id(2) * LANES, (pl.num_programs(2) - 1) * LANES + TAIL))
    def _(count):
        start = pl.program_id(2) * LANES + count * ((pl.num_programs(2) - 1) * LANES + TAIL)
        i = start + lane
        mask = active & (i < total)
        vector = remainder(i, jnp.where(vectors != 0, vectors, 1))
        x = remainder(quotient(i, jnp.where(vectors != 0, vectors, 1)), jnp.where(out_width != 0, out_width, 1))
        y = remainder(quotient(i, jnp.where(vectors * out_width != 0, vectors * out_width, 1)),
                jnp.where(out_height != 0, out_height, 1))
        image = quotient(i, jnp.where(vectors * out_width * out_height != 0, vectors * out_width * out_height, 1))
        corner = ((image * height + y * 1) * width + x * 1) * vectors * 4 + vector * 4
        largest_x = gather(input_, corner)
        largest_y = gather(input_, corner + 1)
        largest_z = gather(input_, corner + 2)
        largest_w = gather(input_, corner + 3)

        def step_2(ky, carry):
            largest_x, largest_y, largest_z, largest_w = carry

            def step_3(kx, carry_2):
                largest_x, largest_y, largest_z, largest_w = carry_2
                b_x = gather(input_, corner + (ky * width + kx) * vectors * 4)
                b_y = gather(input_, corner + (ky * width + kx) * vectors * 4 + 1)
                b_z = gather(input_, corner + (ky * width + kx) * vectors * 4 + 2)
                b_w = gather(input_, corner + (ky * width + kx) * vectors * 4 + 3)
                largest_x = jnp.fmax(largest_x, b_x)
                largest_y = jnp.fmax(largest_y, b_y)
                largest_z = jnp.fmax(largest_z, b_z)
                largest_w = jnp.fmax(largest_w, b_w)
                return largest_x, largest_y, largest_z, largest_w

            largest_x, largest_y, largest_z, largest_w = jax.lax.fori_loop(0, 3, step_3,
                    (largest_x, largest_y, largest_z, largest_w))
            return largest_x, largest_y, largest_z, largest_w

        largest_x, largest_y, largest_z, largest_w = jax.lax.fori_loop(0, 3, step_2,
                (largest_x, largest_y, largest_z, largest_w))
        scatter(output, i * 4, largest_x, mask)
        scatter(output, i * 4 + 1, largest_y, mask)
        scatter(output, i * 4 + 2, largest_z, mask)
        scatter(output, i * 4 + 3, largest_w, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "interpret"))
def maxpool_vectorised_3_1(input_, output, batch, height, width, vectors, grid, *, LANES, TAIL, interpret=False):
    """Launches maxpool_vectorised<3, 1> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(maxpool_vectorised_3_1_kernel, LANES=LANES, TAIL=TAIL)
    [output] = launch(kernel, grid, [(batch, jnp.int32), (height, jnp.int32), (width, jnp.int32), (vectors, jnp.int32)],
            [(input_, jnp.float32)], [(output, jnp.float32)], interpret)
    return input_, output


def maxpool_global_kernel(elements, input_, output_before, output, *, LANES, BLOCK_X):
    """The largest element of each plane, a block a plane: a tree in dynamic shared memory of blockDim.x floats."""

    @pl.when(is_first())
    def _():
        output[...] = output_before[...]

    elements = elements[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    largest = jnp.full((LANES,), -3.4028235e+38, jnp.float32)

    def step(count, largest):
        start = count * BLOCK_X
        i = start + lane
        mask = active & (i < elements)
        largest = jnp.where(mask, jnp.fmax(largest, load_run(input_, pl.program_id(2) * elements + start, LANES)),
                largest)
        return largest

    largest = jax.lax.fori_loop(0, pl.cdiv(elements, BLOCK_X), step, largest)
    largest_2 = jnp.max(largest)
    store_one(output, pl.program_id(2), largest_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def maxpool_global(input_, output, elements, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches maxpool_global on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not LANES <= BLOCK_X:
        raise ValueError("a tree that halves the block loses threads of a block that is no power of two")
    kernel = functools.partial(maxpool_global_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [output] = launch(kernel, grid, [(elements, jnp.int32)], [(input_, jnp.float32)], [(output, jnp.float32)],
            interpret)
    return input_, output
