"""sum.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# Sums over one axis of a [rows, columns] matrix, or over all of it.

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


def sum_naive_kernel(rows, columns, x, sums_before, sums, *, LANES, TAIL, ROW_WIDTH):
    """The last axis: one thread a row."""

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < jnp.where(pl.program_id(2) == pl.num_programs(2) - 1, jnp.int32(TAIL), LANES)
    row = pl.program_id(2) * LANES + lane
    mask = active & (row < rows)
    sum_ = jnp.zeros((LANES,), jnp.float32)
    partial_sum = jnp.zeros((LANES, ROW_WIDTH), jnp.float32)

    def step(count, partial_sum):
        start = count * ROW_WIDTH
        column = start + jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH)
        inside = jax.lax.iota(jnp.int32, ROW_WIDTH).reshape(1, ROW_WIDTH) < columns - start
        partial_sum = jnp.where(inside, partial_sum + gather(x, (row * columns).reshape(LANES, 1) + column),
                partial_sum)
        return partial_sum

    partial_sum = jax.lax.fori_loop(0, pl.cdiv(columns, ROW_WIDTH), step, partial_sum)
    sum_ = sum_ + jnp.sum(partial_sum, axis=1)
    sums[...] = jnp.where(mask, sum_, sums_before[...])


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "TAIL", "ROW_WIDTH", "interpret"))
def sum_naive(x, sums, rows, columns, grid, *, LANES, TAIL, ROW_WIDTH, interpret=False):
    """Launches sum_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sum_naive_kernel, LANES=LANES, TAIL=TAIL, ROW_WIDTH=ROW_WIDTH)
    [sums] = launch_in_blocks(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.float32, None)],
            [(sums, jnp.float32, LANES)], interpret)
    return x, sums


def sum_columns_8_kernel(rows, columns, x, sums_before, sums, *, LANES, BLOCK_X, BLOCK_Y):
    """
    The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
    memory.
    """

    @pl.when(is_first())
    def _():
        sums[...] = sums_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    partial_slots = jax.lax.iota(jnp.int32, 256)
    partial = jnp.zeros((256,), jnp.float32)
    column = pl.program_id(2) * 32 + thread_x
    sum_ = jnp.zeros((LANES,), jnp.float32)
    mask = active & (column < columns)

    def step(count, sum_):
        start = count * 8
        row = start + thread_y
        mask_2 = mask & (row < rows)
        sum_ = jnp.where(mask_2, sum_ + gather(x, row * columns + column), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(rows, 8), step, sum_)
    line = partial_slots // 32
    column_2 = partial_slots % 32
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = jnp.where(owned, writer, 0)
    partial = jnp.where(owned, jnp.take_along_axis(sum_, owner, axis=0), partial)
    lines = jnp.int32(8 // 2)

    def goes_on(carry):
        partial, lines = carry
        return lines > 0

    def step(carry):
        partial, lines = carry
        mask_2 = active & (thread_y < lines)
        line_2 = partial_slots // 32
        column_3 = partial_slots % 32
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        partial = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(partial, jnp.where(mask_2, thread_y * 32 + thread_x, 0),
                axis=0) + jnp.take_along_axis(partial, jnp.where(mask_2, (thread_y + lines) * 32 + thread_x, 0),
                axis=0), owner_2, axis=0), partial)
        lines = quotient(lines, 2)
        return partial, lines

    partial, lines = jax.lax.while_loop(goes_on, step, (partial, lines))
    mask_2 = active & (thread_y == 0) & (column < columns)
    scatter(sums, column, jnp.take_along_axis(partial, jnp.where(mask_2, thread_x, 0), axis=0), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def sum_columns_8(x, sums, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches sum_columns<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 32:
        raise ValueError("`partial` has no place for more threads side by side")
    kernel = functools.partial(sum_columns_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [sums] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.float32)], [(sums, jnp.float32)],
            interpret)
    return x, sums


def sum_columns_4_kernel(rows, columns, x, sums_before, sums, *, LANES, BLOCK_X, BLOCK_Y):
    """
    The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
    memory.
    """

    @pl.when(is_first())
    def _():
        sums[...] = sums_before[...]

    rows = rows[0]
    columns = columns[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    partial_slots = jax.lax.iota(jnp.int32, 128)
    partial = jnp.zeros((128,), jnp.float32)
    column = pl.program_id(2) * 32 + thread_x
    sum_ = jnp.zeros((LANES,), jnp.float32)
    mask = active & (column < columns)

    def step(count, sum_):
        start = count * 4
        row = start + thread_y
        mask_2 = mask & (row < rows)
        sum_ = jnp.where(mask_2, sum_ + gather(x, row * columns + column), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(rows, 4), step, sum_)
    line = partial_slots // 32
    column_2 = partial_slots % 32
    writer = line * BLOCK_X + column_2
    owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
    owner = jnp.where(owned, writer, 0)
    partial = jnp.where(owned, jnp.take_along_axis(sum_, owner, axis=0), partial)
    lines = jnp.int32(4 // 2)

    def goes_on(carry):
        partial, lines = carry
        return lines > 0

    def step(carry):
        partial, lines = carry
        mask_2 = active & (thread_y < lines)
        line_2 = partial_slots // 32
        column_3 = partial_slots % 32
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        partial = jnp.where(owned_2 & jnp.take_along_axis(mask_2, owner_2, axis=0),
                jnp.take_along_axis(jnp.take_along_axis(partial, jnp.where(mask_2, thread_y * 32 + thread_x, 0),
                axis=0) + jnp.take_along_axis(partial, jnp.where(mask_2, (thread_y + lines) * 32 + thread_x, 0),
                axis=0), owner_2, axis=0), partial)
        lines = quotient(lines, 2)
        return partial, lines

    partial, lines = jax.lax.while_loop(goes_on, step, (partial, lines))
    mask_2 = active & (thread_y == 0) & (column < columns)
    scatter(sums, column, jnp.take_along_axis(partial, jnp.where(mask_2, thread_x, 0), axis=0), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def sum_columns_4(x, sums, rows, columns, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches sum_columns<4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 32:
        raise ValueError("`partial` has no place for more threads side by side")
    kernel = functools.partial(sum_columns_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [sums] = launch(kernel, grid, [(rows, jnp.int32), (columns, jnp.int32)], [(x, jnp.float32)], [(sums, jnp.float32)],
            interpret)
    return x, sums


def sum_block_kernel(n, x, sums_before, sums, *, LANES, BLOCK_X):
    """
    All of it, in two steps: each block leaves its sum,
            and a last launch of one block sums those. Four elements a load in a
    grid-stride loop, the last n % 4 one by one; a block is whole warps.
    """

    @pl.when(is_first())
    def _():
        sums[...] = sums_before[...]

    n = n[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    active = lane < BLOCK_X
    threads = pl.num_programs(2) * BLOCK_X
    lane_2 = lane % 32
    warp = lane // 32

    sum_ = jnp.zeros((LANES,), jnp.float32)
    vectors = 0

    def step(count, sum_):
        start = pl.program_id(2) * BLOCK_X + count * threads
        i = start + lane
        mask = active & (i < quotient(n, 4))
        v_x = gather(x, vectors + i * 4)
        v_y = gather(x, vectors + i * 4 + 1)
        v_z = gather(x, vectors + i * 4 + 2)
        v_w = gather(x, vectors + i * 4 + 3)
        sum_ = jnp.where(mask, sum_ + (v_x + v_y + (v_z + v_w)), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(quotient(n, 4) - pl.program_id(2) * BLOCK_X, threads), step, sum_)

    def step(count, sum_):
        start = quotient(n, 4) * 4 + pl.program_id(2) * BLOCK_X + count * threads
        i = start + lane
        mask = active & (i < n)
        sum_ = jnp.where(mask, sum_ + load_run(x, start, LANES), sum_)
        return sum_

    sum_ = jax.lax.fori_loop(0, pl.cdiv(n - (quotient(n, 4) * 4 + pl.program_id(2) * BLOCK_X), threads), step, sum_)
    total = jnp.sum(jnp.where(active, sum_, 0.0))
    mask = active & (warp == 0)
    mask_2 = mask & (lane_2 == 0)
    store_one(sums, pl.program_id(2), total, jnp.any(mask_2))


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "interpret"))
def sum_block(x, sums, n, grid, *, LANES, BLOCK_X, interpret=False):
    """Launches sum_block on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(sum_block_kernel, LANES=LANES, BLOCK_X=BLOCK_X)
    [sums] = launch(kernel, grid, [(n, jnp.int32)], [(x, jnp.float32)], [(sums, jnp.float32)], interpret)
    return x, sums
