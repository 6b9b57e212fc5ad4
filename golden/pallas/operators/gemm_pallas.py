"""gemm.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# C = alpha * A * B + beta * C, row-major: A is [M, K], B is [K, N], C is [M, N].

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


def quotient(a, b):
    """C's division of integers, which rounds towards zero."""
    return jax.lax.div(*jnp.broadcast_arrays(a, b))


def remainder(a, b):
    """C's remainder of integers, which has the sign of the first."""
    return jax.lax.rem(*jnp.broadcast_arrays(a, b))


def gemm_naive_kernel(M, N, K, alpha, beta, A, B, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    """One thread an element of C."""

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    M = M[0]
    N = N[0]
    K = K[0]
    alpha = alpha[0]
    beta = beta[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    row = pl.program_id(1) * BLOCK_Y + thread_y
    column = pl.program_id(2) * BLOCK_X + thread_x
    mask = active & (row < M) & (column < N)
    sum_ = jnp.zeros((LANES,), jnp.float32)

    def step(k, sum_):
        sum_ = sum_ + gather(A, row * K + k) * gather(B, k * N + column)
        return sum_

    sum_ = jax.lax.fori_loop(0, K, step, sum_)
    scatter(C, row * N + column, alpha * sum_ + beta * gather(C, row * N + column), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gemm_naive(M, N, K, alpha, A, B, beta, C, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gemm_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gemm_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid,
            [(M, jnp.int32), (N, jnp.int32), (K, jnp.int32), (alpha, jnp.float32), (beta, jnp.float32)],
            [(A, jnp.float32), (B, jnp.float32)], [(C, jnp.float32)], interpret)
    return A, B, C


def gemm_tiled_16_kernel(M, N, K, alpha, beta, A, B, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    """A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory."""

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    M = M[0]
    N = N[0]
    K = K[0]
    alpha = alpha[0]
    beta = beta[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = jax.lax.iota(jnp.int32, 256)
    tile_a = jnp.zeros((256,), jnp.float32)
    tile_b_slots = jax.lax.iota(jnp.int32, 256)
    tile_b = jnp.zeros((256,), jnp.float32)
    x = thread_x
    y = thread_y
    row = pl.program_id(1) * 16 + y
    column = pl.program_id(2) * 16 + x

    sum_ = jnp.zeros((LANES,), jnp.float32)
    product = jnp.zeros((16, 16), jnp.float32)

    def step(count, carry):
        tile_a, tile_b, product = carry
        start = count * 16
        line = tile_a_slots // 16
        column_2 = tile_a_slots % 16
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        tile_a = jnp.where(owned,
                jnp.take_along_axis(jnp.where((row < M) & (start + x < K), gather(A, row * K + start + x), 0.0), owner,
                axis=0), tile_a)
        line_2 = tile_b_slots // 16
        column_3 = tile_b_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        tile_b = jnp.where(owned_2,
                jnp.take_along_axis(jnp.where((start + y < K) & (column < N), gather(B, (start + y) * N + column), 0.0),
                owner_2, axis=0), tile_b)
        product = product + jnp.dot(tile_a.reshape(16, 16), tile_b.reshape(16, 16), precision=jax.lax.Precision.HIGHEST,
                preferred_element_type=jnp.float32)
        return tile_a, tile_b, product

    tile_a, tile_b, product = jax.lax.fori_loop(0, pl.cdiv(K, 16), step, (tile_a, tile_b, product))
    sum_ = sum_ + jnp.take_along_axis(product.reshape(256,), jnp.where(active, y * 16 + x, 0), axis=0)
    mask = active & (row < M) & (column < N)
    place = row * N + column
    scatter(C, place, alpha * sum_ + beta * gather(C, place), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gemm_tiled_16(M, N, K, alpha, A, B, beta, C, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gemm_tiled<16> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`tile_a` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`tile_b` has no place for more threads side by side")
    kernel = functools.partial(gemm_tiled_16_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid,
            [(M, jnp.int32), (N, jnp.int32), (K, jnp.int32), (alpha, jnp.float32), (beta, jnp.float32)],
            [(A, jnp.float32), (B, jnp.float32)], [(C, jnp.float32)], interpret)
    return A, B, C


def gemm_tiled_8_kernel(M, N, K, alpha, beta, A, B, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    """A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory."""

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    M = M[0]
    N = N[0]
    K = K[0]
    alpha = alpha[0]
    beta = beta[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = jax.lax.iota(jnp.int32, 64)
    tile_a = jnp.zeros((64,), jnp.float32)
    tile_b_slots = jax.lax.iota(jnp.int32, 64)
    tile_b = jnp.zeros((64,), jnp.float32)
    x = thread_x
    y = thread_y
    row = pl.program_id(1) * 8 + y
    column = pl.program_id(2) * 8 + x

    sum_ = jnp.zeros((LANES,), jnp.float32)
    product = jnp.zeros((8, 8), jnp.float32)

    def step(count, carry):
        tile_a, tile_b, product = carry
        start = count * 8
        line = tile_a_slots // 8
        column_2 = tile_a_slots % 8
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        tile_a = jnp.where(owned,
                jnp.take_along_axis(jnp.where((row < M) & (start + x < K), gather(A, row * K + start + x), 0.0), owner,
                axis=0), tile_a)
        line_2 = tile_b_slots // 8
        column_3 = tile_b_slots % 8
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        tile_b = jnp.where(owned_2,
                jnp.take_along_axis(jnp.where((start + y < K) & (column < N), gather(B, (start + y) * N + column), 0.0),
                owner_2, axis=0), tile_b)
        product = product + jnp.dot(tile_a.reshape(8, 8), tile_b.reshape(8, 8), precision=jax.lax.Precision.HIGHEST,
                preferred_element_type=jnp.float32)
        return tile_a, tile_b, product

    tile_a, tile_b, product = jax.lax.fori_loop(0, pl.cdiv(K, 8), step, (tile_a, tile_b, product))
    sum_ = sum_ + jnp.take_along_axis(product.reshape(64,), jnp.where(active, y * 8 + x, 0), axis=0)
    mask = active & (row < M) & (column < N)
    place = row * N + column
    scatter(C, place, alpha * sum_ + beta * gather(C, place), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gemm_tiled_8(M, N, K, alpha, A, B, beta, C, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gemm_tiled<8> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 8:
        raise ValueError("`tile_a` has no place for more threads side by side")
    if not BLOCK_X <= 8:
        raise ValueError("`tile_b` has no place for more threads side by side")
    kernel = functools.partial(gemm_tiled_8_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid,
            [(M, jnp.int32), (N, jnp.int32), (K, jnp.int32), (alpha, jnp.float32), (beta, jnp.float32)],
            [(A, jnp.float32), (B, jnp.float32)], [(C, jnp.float32)], interpret)
    return A, B, C


def gemm_half_4_kernel(M, N, K, A, B, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    """
    Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
    ROWS threads.
    """

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    M = M[0]
    N = N[0]
    K = K[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = jax.lax.iota(jnp.int32, 512)
    tile_a = jnp.zeros((512,), jnp.float16)
    tile_b_slots = jax.lax.iota(jnp.int32, 256)
    tile_b = jnp.zeros((256,), jnp.float16)
    TILE = 16
    STEP = 4
    x = thread_x
    y = thread_y
    top = pl.program_id(1) * TILE
    column = pl.program_id(2) * TILE + x
    zero = 0.0

    sums = jnp.zeros((LANES,), jnp.float32)
    sums_2 = jnp.zeros((LANES,), jnp.float32)
    sums_3 = jnp.zeros((LANES,), jnp.float32)
    sums_4 = jnp.zeros((LANES,), jnp.float32)
    start = jnp.int32(0)

    def goes_on(carry):
        tile_a, tile_b, sums, sums_2, sums_3, sums_4, start = carry
        return start < K

    def step(carry):
        tile_a, tile_b, sums, sums_2, sums_3, sums_4, start = carry

        def step_2(r, carry_2):
            tile_a, tile_b = carry_2
            line = y + r * STEP
            place = tile_a_slots - 18 * (r * STEP)
            line_2 = quotient(place, 18)
            column_2 = remainder(place, 18)
            writer = line_2 * BLOCK_X + column_2
            owned = (place >= 0) & (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
            owner = jnp.where(owned, writer, 0)
            tile_a = jnp.where(owned,
                    jnp.take_along_axis(jnp.where((top + line < M) & (start + x < K),
                    gather(A, (top + line) * K + start + x), zero), owner, axis=0), tile_a)
            place_2 = tile_b_slots - 16 * (r * STEP)
            line_3 = quotient(place_2, 16)
            column_3 = remainder(place_2, 16)
            writer_2 = line_3 * BLOCK_X + column_3
            owned_2 = (place_2 >= 0) & (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
            owner_2 = jnp.where(owned_2, writer_2, 0)
            tile_b = jnp.where(owned_2,
                    jnp.take_along_axis(jnp.where((start + line < K) & (column < N),
                    gather(B, (start + line) * N + column), zero), owner_2, axis=0), tile_b)
            return tile_a, tile_b

        tile_a, tile_b = jax.lax.fori_loop(0, 4, step_2, (tile_a, tile_b))

        def step_2(k, carry_2):
            sums, sums_2, sums_3, sums_4 = carry_2
            b = jnp.take_along_axis(tile_b, jnp.where(active, k * 16 + x, 0), axis=0).astype(jnp.float32)
            sums = sums + jnp.take_along_axis(tile_a, jnp.where(active, (y + 0 * STEP) * 18 + k, 0),
                    axis=0).astype(jnp.float32) * b
            sums_2 = sums_2 + jnp.take_along_axis(tile_a, jnp.where(active, (y + 1 * STEP) * 18 + k, 0),
                    axis=0).astype(jnp.float32) * b
            sums_3 = sums_3 + jnp.take_along_axis(tile_a, jnp.where(active, (y + 2 * STEP) * 18 + k, 0),
                    axis=0).astype(jnp.float32) * b
            sums_4 = sums_4 + jnp.take_along_axis(tile_a, jnp.where(active, (y + 3 * STEP) * 18 + k, 0),
                    axis=0).astype(jnp.float32) * b
            return sums, sums_2, sums_3, sums_4

        sums, sums_2, sums_3, sums_4 = jax.lax.fori_loop(0, TILE, step_2, (sums, sums_2, sums_3, sums_4))
        start = start + TILE
        return tile_a, tile_b, sums, sums_2, sums_3, sums_4, start

    tile_a, tile_b, sums, sums_2, sums_3, sums_4, start = jax.lax.while_loop(goes_on, step,
            (tile_a, tile_b, sums, sums_2, sums_3, sums_4, start))
    row = top + y + 0 * STEP
    mask = active & (row < M) & (column < N)
    scatter(C, row * N + column, sums.astype(jnp.float16), mask)
    row_2 = top + y + 1 * STEP
    mask_2 = active & (row_2 < M) & (column < N)
    scatter(C, row_2 * N + column, sums_2.astype(jnp.float16), mask_2)
    row_3 = top + y + 2 * STEP
    mask_3 = active & (row_3 < M) & (column < N)
    scatter(C, row_3 * N + column, sums_3.astype(jnp.float16), mask_3)
    row_4 = top + y + 3 * STEP
    mask_4 = active & (row_4 < M) & (column < N)
    scatter(C, row_4 * N + column, sums_4.astype(jnp.float16), mask_4)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gemm_half_4(M, N, K, A, B, C, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gemm_half<4> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 18:
        raise ValueError("`tile_a` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`tile_b` has no place for more threads side by side")
    kernel = functools.partial(gemm_half_4_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid, [(M, jnp.int32), (N, jnp.int32), (K, jnp.int32)], [(A, jnp.float16), (B, jnp.float16)],
            [(C, jnp.float16)], interpret)
    return A, B, C


def gemm_half_2_kernel(M, N, K, A, B, C_before, C, *, LANES, BLOCK_X, BLOCK_Y):
    """
    Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
    ROWS threads.
    """

    @pl.when(is_first())
    def _():
        C[...] = C_before[...]

    M = M[0]
    N = N[0]
    K = K[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_a_slots = jax.lax.iota(jnp.int32, 512)
    tile_a = jnp.zeros((512,), jnp.float16)
    tile_b_slots = jax.lax.iota(jnp.int32, 256)
    tile_b = jnp.zeros((256,), jnp.float16)
    TILE = 16
    STEP = 8
    x = thread_x
    y = thread_y
    top = pl.program_id(1) * TILE
    column = pl.program_id(2) * TILE + x
    zero = 0.0

    sums = jnp.zeros((LANES,), jnp.float32)
    sums_2 = jnp.zeros((LANES,), jnp.float32)
    start = jnp.int32(0)

    def goes_on(carry):
        tile_a, tile_b, sums, sums_2, start = carry
        return start < K

    def step(carry):
        tile_a, tile_b, sums, sums_2, start = carry

        def step_2(r, carry_2):
            tile_a, tile_b = carry_2
            line = y + r * STEP
            place = tile_a_slots - 18 * (r * STEP)
            line_2 = quotient(place, 18)
            column_2 = remainder(place, 18)
            writer = line_2 * BLOCK_X + column_2
            owned = (place >= 0) & (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
            owner = jnp.where(owned, writer, 0)
            tile_a = jnp.where(owned,
                    jnp.take_along_axis(jnp.where((top + line < M) & (start + x < K),
                    gather(A, (top + line) * K + start + x), zero), owner, axis=0), tile_a)
            place_2 = tile_b_slots - 16 * (r * STEP)
            line_3 = quotient(place_2, 16)
            column_3 = remainder(place_2, 16)
            writer_2 = line_3 * BLOCK_X + column_3
            owned_2 = (place_2 >= 0) & (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
            owner_2 = jnp.where(owned_2, writer_2, 0)
            tile_b = jnp.where(owned_2,
                    jnp.take_along_axis(jnp.where((start + line < K) & (column < N),
                    gather(B, (start + line) * N + column), zero), owner_2, axis=0), tile_b)
            return tile_a, tile_b

        tile_a, tile_b = jax.lax.fori_loop(0, 2, step_2, (tile_a, tile_b))

        def step_2(k, carry_2):
            sums, sums_2 = carry_2
            b = jnp.take_along_axis(tile_b, jnp.where(active, k * 16 + x, 0), axis=0).astype(jnp.float32)
            sums = sums + jnp.take_along_axis(tile_a, jnp.where(active, (y + 0 * STEP) * 18 + k, 0),
                    axis=0).astype(jnp.float32) * b
            sums_2 = sums_2 + jnp.take_along_axis(tile_a, jnp.where(active, (y + 1 * STEP) * 18 + k, 0),
                    axis=0).astype(jnp.float32) * b
            return sums, sums_2

        sums, sums_2 = jax.lax.fori_loop(0, TILE, step_2, (sums, sums_2))
        start = start + TILE
        return tile_a, tile_b, sums, sums_2, start

    tile_a, tile_b, sums, sums_2, start = jax.lax.while_loop(goes_on, step, (tile_a, tile_b, sums, sums_2, start))
    row = top + y + 0 * STEP
    mask = active & (row < M) & (column < N)
    scatter(C, row * N + column, sums.astype(jnp.float16), mask)
    row_2 = top + y + 1 * STEP
    mask_2 = active & (row_2 < M) & (column < N)
    scatter(C, row_2 * N + column, sums_2.astype(jnp.float16), mask_2)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gemm_half_2(M, N, K, A, B, C, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gemm_half<2> on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 18:
        raise ValueError("`tile_a` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`tile_b` has no place for more threads side by side")
    kernel = functools.partial(gemm_half_2_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [C] = launch(kernel, grid, [(M, jnp.int32), (N, jnp.int32), (K, jnp.int32)], [(A, jnp.float16), (B, jnp.float16)],
            [(C, jnp.float16)], interpret)
    return A, B, C
