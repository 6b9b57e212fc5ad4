"""gatemlp.cu, as Triton: one program is one block of CUDA's threads."""

# The gated half of a transformer's feed-forward layer: out = silu(x * gate) * (x * up), with x [tokens, model],
# gate and up [model, hidden], out [tokens, hidden].

import triton
import triton.language as tl


@triton.jit
def gatemlp_naive(
    x, gate, up, out, tokens, model, hidden, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X

    active = lane < BLOCK_X * BLOCK_Y
    column = tl.program_id(0) * BLOCK_X + thread_x
    token = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (token < tokens) & (column < hidden)
    gated = tl.zeros((LANES,), tl.float32)
    plain = tl.zeros((LANES,), tl.float32)
    for k in tl.range(0, model, loop_unroll_factor=4):
        value = tl.load(x + token * model + k, mask=mask)
        gated += value * tl.load(gate + k * hidden + column, mask=mask)
        plain += value * tl.load(up + k * hidden + column, mask=mask)
    silu_result = tl.div_rn(gated, 1.0 + tl.exp(-gated))
    tl.store(out + token * hidden + column, silu_result * plain, mask=mask)


@triton.jit
def gatemlp_tiled(
    x, gate, up, out, tokens, model, hidden, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """Both products share the tile of x, and nothing between them and the result touches global memory."""
    tl.static_assert(BLOCK_X <= 16, "`x_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`gate_tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 16, "`up_tile` has no place for more threads side by side")
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x_tile_slots = tl.arange(0, 256)
    x_tile = tl.zeros((256,), tl.float16)
    gate_tile_slots = tl.arange(0, 256)
    gate_tile = tl.zeros((256,), tl.float16)
    up_tile_slots = tl.arange(0, 256)
    up_tile = tl.zeros((256,), tl.float16)
    zero = tl.full((), 0.0, tl.float16)
    tx = thread_x
    ty = thread_y
    token = tl.program_id(1) * 16 + ty
    column = tl.program_id(0) * 16 + tx

    gated = tl.zeros((LANES,), tl.float32)
    plain = tl.zeros((LANES,), tl.float32)
    product = tl.zeros((16, 16), tl.float32)
    product_2 = tl.zeros((16, 16), tl.float32)
    for start in range(0, model, 16):
        x_inside = (token < tokens) & (start + tx < model)
        weight_inside = (start + ty < model) & (column < hidden)
        weight_place = (start + ty) * hidden + column
        line = x_tile_slots // 16
        column_2 = x_tile_slots % 16
        writer = line * BLOCK_X + column_2
        owned = (column_2 < BLOCK_X) & (writer < BLOCK_X * BLOCK_Y)
        owner = tl.where(owned, writer, 0)
        x_tile = tl.where(owned,
                tl.gather(tl.where(x_inside, tl.load(x + token * model + start + tx, mask=active & x_inside), zero),
                owner, 0), x_tile)
        line_2 = gate_tile_slots // 16
        column_3 = gate_tile_slots % 16
        writer_2 = line_2 * BLOCK_X + column_3
        owned_2 = (column_3 < BLOCK_X) & (writer_2 < BLOCK_X * BLOCK_Y)
        owner_2 = tl.where(owned_2, writer_2, 0)
        gate_tile = tl.where(owned_2,
                tl.gather(tl.where(weight_inside, tl.load(gate + weight_place, mask=active & weight_inside), zero),
                owner_2, 0), gate_tile)
        line_3 = up_tile_slots // 16
        column_4 = up_tile_slots % 16
        writer_3 = line_3 * BLOCK_X + column_4
        owned_3 = (column_4 < BLOCK_X) & (writer_3 < BLOCK_X * BLOCK_Y)
        owner_3 = tl.where(owned_3, writer_3, 0)
        up_tile = tl.where(owned_3,
                tl.gather(tl.where(weight_inside, tl.load(up + weight_place, mask=active & weight_inside), zero),
                owner_3, 0), up_tile)
        product = tl.dot(tl.reshape(x_tile, (16, 16)), tl.reshape(gate_tile, (16, 16)), product)
        product_2 = tl.dot(tl.reshape(x_tile, (16, 16)), tl.reshape(up_tile, (16, 16)), product_2)
    gated += tl.gather(tl.reshape(product, (256,)), tl.where(active, ty * 16 + tx, 0), 0)
    plain += tl.gather(tl.reshape(product_2, (256,)), tl.where(active, ty * 16 + tx, 0), 0)
    mask = active & (token < tokens) & (column < hidden)
    silu_result = tl.div_rn(gated, 1.0 + tl.exp(-gated))
    tl.store(out + token * hidden + column, silu_result * plain, mask=mask)
