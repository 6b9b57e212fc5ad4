"""gatemlp.cu, for a TPU in Pallas: one step of the grid is one block of CUDA's threads."""

# The gated half of a transformer's feed-forward layer: out = silu(x * gate) * (x * up), with x [tokens, model],
# gate and up [model, hidden], out [tokens, hidden].

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


def gatemlp_naive_kernel(tokens, model, hidden, x, gate, up, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    tokens = tokens[0]
    model = model[0]
    hidden = hidden[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    column = pl.program_id(2) * BLOCK_X + thread_x
    token = pl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (token < tokens) & (column < hidden)
    gated = jnp.zeros((LANES,), jnp.float32)
    plain = jnp.zeros((LANES,), jnp.float32)

    def step(k, carry):
        gated, plain = carry
        value = gather(x, token * model + k)
        gated = gated + value * gather(gate, k * hidden + column)
        plain = plain + value * gather(up, k * hidden + column)
        return gated, plain

    gated, plain = jax.lax.fori_loop(0, model, step, (gated, plain))
    silu_result = gated / (1.0 + jnp.exp(-gated))
    scatter(out, token * hidden + column, silu_result * plain, mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gatemlp_naive(x, gate, up, out, tokens, model, hidden, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gatemlp_naive on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    kernel = functools.partial(gatemlp_naive_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(tokens, jnp.int32), (model, jnp.int32), (hidden, jnp.int32)],
            [(x, jnp.float32), (gate, jnp.float32), (up, jnp.float32)], [(out, jnp.float32)], interpret)
    return x, gate, up, out


def gatemlp_tiled_kernel(tokens, model, hidden, x, gate, up, out_before, out, *, LANES, BLOCK_X, BLOCK_Y):
    """Both products share the tile of x, and nothing between them and the result touches global memory."""

    @pl.when(is_first())
    def _():
        out[...] = out_before[...]

    tokens = tokens[0]
    model = model[0]
    hidden = hidden[0]

    lane = jax.lax.iota(jnp.int32, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x_tile_slots = jax.lax.iota(jnp.int32, 256)
    x_tile = jnp.zeros((256,), jnp.float16)
    gate_tile_slots = jax.lax.iota(jnp.int32, 256)
    gate_tile = jnp.zeros((256,), jnp.float16)
    up_tile_slots = jax.lax.iota(jnp.int32, 256)
    up_tile = jnp.zeros((256,), jnp.float16)
    zero = 0.0
    tx = thread_x
    ty = thread_y
    token = pl.program_id(1) * 16 + ty
    column = pl.program_id(2) * 16 + tx

    gated = jnp.zeros((LANES,), jnp.float32)
    plain = jnp.zeros((LANES,), jnp.float32)
    product = jnp.zeros((16, 16), jnp.float32)
    product_2 = jnp.zeros((16, 16), jnp.float32)

    def step(count, carry):
        x_tile, gate_tile, up_tile, product, product_2 = carry
        start = count * 16
        x_inside = (token < tokens) & (start + tx < model)
        weight_inside = (start + ty < model) & (column < hidden)
        weight_place = (start + ty) * hidden + column
        line = x_tile_slots // 16
        column_2 = x_tile_slots % 16
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = jnp.where(owned, writer, 0)
        x_tile = jnp.where(owned,
                jnp.take_along_axis(jnp.where(x_inside, gather(x, token * model + start + tx), zero), owner, axis=0),
                x_tile)
        line_2 = gate_tile_slots // 16
        column_3 = gate_tile_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = jnp.where(owned_2, writer_2, 0)
        gate_tile = jnp.where(owned_2,
                jnp.take_along_axis(jnp.where(weight_inside, gather(gate, weight_place), zero), owner_2, axis=0),
                gate_tile)
        line_3 = up_tile_slots // 16
        column_4 = up_tile_slots % 16
        writer_3 = line_3 * BLOCK_X + column_4
        owned_3 = (column_4 < BLOCK_X) & (writer_3 < BLOCK_X * BLOCK_Y)
        owner_3 = jnp.where(owned_3, writer_3, 0)
        up_tile = jnp.where(owned_3,
                jnp.take_along_axis(jnp.where(weight_inside, gather(up, weight_place), zero), owner_3, axis=0), up_tile)
        product = product + jnp.dot(x_tile.reshape(16, 16), gate_tile.reshape(16, 16),
                preferred_element_type=jnp.float32)
        product_2 = product_2 + jnp.dot(x_tile.reshape(16, 16), up_tile.reshape(16, 16),
                preferred_element_type=jnp.float32)
        return x_tile, gate_tile, up_tile, product, product_2

    x_tile, gate_tile, up_tile, product, product_2 = jax.lax.fori_loop(0, pl.cdiv(model, 16), step,
            (x_tile, gate_tile, up_tile, product, product_2))
    gated = gated + jnp.take_along_axis(product.reshape(256,), jnp.where(active, ty * 16 + tx, 0), axis=0)
    plain = plain + jnp.take_along_axis(product_2.reshape(256,), jnp.where(active, ty * 16 + tx, 0), axis=0)
    mask = active & (token < tokens) & (column < hidden)
    silu_result = gated / (1.0 + jnp.exp(-gated))
    scatter(out, token * hidden + column, (silu_result * plain).astype(jnp.float16), mask)


@functools.partial(jax.jit, static_argnames=("grid", "LANES", "BLOCK_X", "BLOCK_Y", "interpret"))
def gatemlp_tiled(x, gate, up, out, tokens, model, hidden, grid, *, LANES, BLOCK_X, BLOCK_Y, interpret=False):
    """Launches gatemlp_tiled on a grid of (x, y, z) blocks, and gives its arrays back as they are then."""
    if not BLOCK_X <= 16:
        raise ValueError("`x_tile` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`gate_tile` has no place for more threads side by side")
    if not BLOCK_X <= 16:
        raise ValueError("`up_tile` has no place for more threads side by side")
    kernel = functools.partial(gatemlp_tiled_kernel, LANES=LANES, BLOCK_X=BLOCK_X, BLOCK_Y=BLOCK_Y)
    [out] = launch(kernel, grid, [(tokens, jnp.int32), (model, jnp.int32), (hidden, jnp.int32)],
            [(x, jnp.float16), (gate, jnp.float16), (up, jnp.float16)], [(out, jnp.float16)], interpret)
    return x, gate, up, out
