"""dense.cu, as Triton: one program is one block of CUDA's threads, or several."""

# A fully connected layer: y = x * transpose(weight) + bias, with x [items, inputs], weight [outputs, inputs] and
# y [items, outputs].

import triton
import triton.language as tl


@triton.autotune(
    configs=[
        triton.Config({"ROW_WIDTH": row_width}, num_warps=warps)
        for row_width in (8, 16, 32, 64) for warps in (4, 8)
    ],
    key=["inputs"],
    restore_value=["y"],
)
@triton.jit
def dense_naive(
    x, weight, bias, y, items, inputs, outputs, LANES: tl.constexpr, TAIL: tl.constexpr, ROW_WIDTH: tl.constexpr
):
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < items * outputs)
    item = i // tl.where(outputs != 0, tl.cast(outputs, tl.int32), 1)
    output = i % tl.where(outputs != 0, tl.cast(outputs, tl.int32), 1)

    sum_ = tl.load(bias + output, mask=mask)
    partial_sum = tl.zeros((LANES, ROW_WIDTH), tl.float32)
    for start in range(0, inputs, ROW_WIDTH):
        k = start + tl.arange(0, ROW_WIDTH)[None, :]
        inside = tl.arange(0, ROW_WIDTH)[None, :] < inputs - start
        partial_sum = tl.where(inside,
                partial_sum + tl.load(x + (item * inputs)[:, None] + k, mask=mask[:, None] & inside)
                * tl.load(weight + (output * inputs)[:, None] + k, mask=mask[:, None] & inside), partial_sum)
    sum_ += tl.sum(partial_sum, axis=1)
    tl.store(y + i, sum_, mask=mask)


@triton.jit
def dense_staged_false(
    x, weight, bias, y, inputs, outputs, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr
):
    """One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
    takes an output at a time.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    lane_2 = lane % 32
    warps = BLOCK_X // 32
    for start in range(0, outputs, warps):
        output = start + lane // 32
        mask = active & (output < outputs)
        row = weight + output * inputs
        sum_ = tl.zeros((LANES,), tl.float32)
        for start_2 in range(0, inputs, 32):
            k = start_2 + lane_2
            mask_2 = mask & (k < inputs)
            sum_ = tl.where(mask_2,
                    sum_ + tl.load(x + (k + tl.program_id(0) * inputs).to(tl.uint32), mask=mask_2 & (k < inputs))
                    * tl.load(row + k, mask=mask_2), sum_)
        warp_total = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, sum_, 0.0), (WARPS, 32)), axis=1)[:,
                None], (WARPS, 32)), (LANES,))
        mask_2 = mask & (lane_2 == 0)
        sum_ = tl.where(mask_2, warp_total + tl.load(bias + output, mask=mask_2), sum_)
        tl.debug_barrier()
        tl.store(y + (tl.program_id(0) * tl.cast(outputs, tl.uint32) + output.to(tl.uint32)), sum_, mask=mask_2)


@triton.jit
def dense_staged_true(
    x, weight, bias, y, inputs, outputs, LANES: tl.constexpr, BLOCK_X: tl.constexpr, WARPS: tl.constexpr
):
    """One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
    takes an output at a time.
    """
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X

    lane_2 = lane % 32
    warps = BLOCK_X // 32
    for start in range(0, outputs, warps):
        output = start + lane // 32
        mask = active & (output < outputs)
        row = weight + output * inputs
        sum_ = tl.zeros((LANES,), tl.float32)
        for start_2 in range(0, inputs, 32):
            k = start_2 + lane_2
            mask_2 = mask & (k < inputs)
            sum_ = tl.where(mask_2,
                    sum_ + tl.load(x + (k + tl.program_id(0) * inputs).to(tl.uint32), mask=mask_2 & (k < inputs))
                    * tl.load(row + k, mask=mask_2), sum_)
        warp_total = tl.reshape(tl.broadcast_to(tl.sum(tl.reshape(tl.where(mask, sum_, 0.0), (WARPS, 32)), axis=1)[:,
                None], (WARPS, 32)), (LANES,))
        mask_2 = mask & (lane_2 == 0)
        sum_ = tl.where(mask_2, warp_total + tl.load(bias + output, mask=mask_2), sum_)
        sum_ = tl.where(mask_2, tl.maximum(sum_, 0.0), sum_)
        tl.debug_barrier()
        tl.store(y + (tl.program_id(0) * tl.cast(outputs, tl.uint32) + output.to(tl.uint32)), sum_, mask=mask_2)
