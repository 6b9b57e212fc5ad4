"""im2col.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Lays out the windows of an image as columns of a matrix, so that convolution becomes a matrix product.
# The matrix is [channels * size * size, out_height * out_width]. Indices are 64 bits wide throughout.

import triton
import triton.language as tl


@triton.jit
def im2col(
    image, matrix, total: tl.int64, height, width, out_height, out_width, size, stride, padding, dilation,
    LANES: tl.constexpr, TAIL: tl.constexpr
):
    total = tl.cast(total, tl.int64)
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    step = (tl.num_programs(0) - 1).to(tl.int64) * LANES + TAIL
    for start in range(tl.program_id(0).to(tl.int64) * LANES, total, step):
        i = start + lane.to(tl.int64)
        mask = active & (i < total)
        rest = i
        out_x = (rest % tl.where(tl.cast(out_width, tl.int64) != 0, tl.cast(out_width, tl.int64), 1)).to(tl.int32)
        rest //= tl.where(tl.cast(out_width, tl.int64) != 0, tl.cast(out_width, tl.int64), 1)
        out_y = (rest % tl.where(tl.cast(out_height, tl.int64) != 0, tl.cast(out_height, tl.int64), 1)).to(tl.int32)
        rest //= tl.where(tl.cast(out_height, tl.int64) != 0, tl.cast(out_height, tl.int64), 1)
        kernel_x = (rest % tl.where(tl.cast(size, tl.int64) != 0, tl.cast(size, tl.int64), 1)).to(tl.int32)
        rest //= tl.where(tl.cast(size, tl.int64) != 0, tl.cast(size, tl.int64), 1)
        kernel_y = (rest % tl.where(tl.cast(size, tl.int64) != 0, tl.cast(size, tl.int64), 1)).to(tl.int32)
        channel = rest // tl.where(tl.cast(size, tl.int64) != 0, tl.cast(size, tl.int64), 1)

        y = out_y * stride - padding + kernel_y * dilation
        x = out_x * stride - padding + kernel_x * dilation
        value = tl.zeros((LANES,), tl.float32)
        mask_2 = mask & (y >= 0) & (x >= 0) & (y < height) & (x < width)
        value = tl.where(mask_2, tl.load(image + (channel * height + y) * width + x, mask=mask_2), value)
        tl.debug_barrier()
        tl.store(matrix + i, value, mask=mask)
