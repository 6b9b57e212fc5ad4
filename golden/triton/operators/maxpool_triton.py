"""maxpool.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Max pooling.

import triton
import triton.language as tl


@triton.jit
def split_four(vectors):
    even, odd = tl.split(tl.reshape(vectors, (vectors.shape[0], 2, 2)))
    x, z = tl.split(even)
    y, w = tl.split(odd)
    return x, y, z, w


@triton.jit
def join_four(x, y, z, w):
    return tl.reshape(tl.join(tl.join(x, z), tl.join(y, w)), (x.shape[0], 4))


@triton.jit
def maxpool_naive(
    input_, output, places, size_x, size_y, out_size_x, out_size_y, kernel_x, kernel_y, stride_x, stride_y, padding_x,
    padding_y, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    [planes, height, width]: one thread an element of the output, which also has the place of its maximum in the plane,
    as the backward pass needs it. The first of equals wins; a window that lies in the padding has no place, -1.
    """
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    x = tl.program_id(0) * BLOCK_X + thread_x
    y = tl.program_id(1) * BLOCK_Y + thread_y
    mask = active & (x < out_size_x) & (y < out_size_y)
    plane = input_ + tl.program_id(2) * tl.cast(size_y, tl.uint32) * tl.cast(size_x, tl.uint32)

    largest = tl.full((LANES,), -3.4028235e+38, tl.float32)
    place = tl.full((LANES,), -1, tl.int32)
    for ky in range(0, kernel_y):
        row = y * stride_y - padding_y + ky
        mask_2 = mask & (row >= 0) & (row < size_y)
        for kx in tl.range(0, kernel_x, loop_unroll_factor=4):
            column = x * stride_x - padding_x + kx
            mask_3 = mask_2 & (column >= 0) & (column < size_x)
            value = tl.load(plane + row * size_x + column, mask=mask_3)
            mask_4 = mask_3 & (value > largest)
            largest = tl.where(mask_4, value, largest)
            place = tl.where(mask_4, row * size_x + column, place)
    i = (tl.program_id(2) * out_size_y + y) * out_size_x + x
    tl.store(output + i, largest, mask=mask)
    tl.store(places + i, place, mask=mask)


@triton.jit
def maxpool_vectorised_2_2(input_, output, batch, height, width, vectors, LANES: tl.constexpr, TAIL: tl.constexpr):
    """[batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
    Windows of KERNEL x KERNEL, stride STRIDE, without padding.
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    out_height = tl.cast(height - 2, tl.int32) // 2 + 1
    out_width = tl.cast(width - 2, tl.int32) // 2 + 1
    total = batch * out_height * out_width * vectors
    for start in range(tl.program_id(0) * LANES, total, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < total)
        vector = i % tl.where(vectors != 0, tl.cast(vectors, tl.int32), 1)
        x = i // tl.where(vectors != 0, tl.cast(vectors, tl.int32), 1) % tl.where(out_width != 0, out_width, 1)
        y = i // tl.where(vectors * out_width != 0, vectors * out_width, 1) % tl.where(out_height != 0, out_height, 1)
        image = i // tl.where(vectors * out_width * out_height != 0, vectors * out_width * out_height, 1)
        corner = input_ + (((image * height + y * 2) * width + x * 2)
                * vectors).to(tl.int64) * 4 + vector.to(tl.int64) * 4
        largest_x, largest_y, largest_z, largest_w = split_four(tl.load(corner[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        for ky in range(0, 2):
            for kx in range(0, 2):
                b_x, b_y, b_z, b_w = split_four(tl.load((corner + ((ky * width + kx) * vectors).to(tl.int64) * 4)[:,
                        None] + tl.arange(0, 4)[None, :], mask=mask[:, None]))
                largest_x = tl.maximum(largest_x, b_x)
                largest_y = tl.maximum(largest_y, b_y)
                largest_z = tl.maximum(largest_z, b_z)
                largest_w = tl.maximum(largest_w, b_w)
        tl.debug_barrier()
        tl.store((output + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(largest_x, largest_y, largest_z, largest_w), mask=mask[:, None])


@triton.jit
def maxpool_vectorised_3_2(input_, output, batch, height, width, vectors, LANES: tl.constexpr, TAIL: tl.constexpr):
    """[batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
    Windows of KERNEL x KERNEL, stride STRIDE, without padding.
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    out_height = tl.cast(height - 3, tl.int32) // 2 + 1
    out_width = tl.cast(width - 3, tl.int32) // 2 + 1
    total = batch * out_height * out_width * vectors
    for start in range(tl.program_id(0) * LANES, total, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < total)
        vector = i % tl.where(vectors != 0, tl.cast(vectors, tl.int32), 1)
        x = i // tl.where(vectors != 0, tl.cast(vectors, tl.int32), 1) % tl.where(out_width != 0, out_width, 1)
        y = i // tl.where(vectors * out_width != 0, vectors * out_width, 1) % tl.where(out_height != 0, out_height, 1)
        image = i // tl.where(vectors * out_width * out_height != 0, vectors * out_width * out_height, 1)
        corner = input_ + (((image * height + y * 2) * width + x * 2)
                * vectors).to(tl.int64) * 4 + vector.to(tl.int64) * 4
        largest_x, largest_y, largest_z, largest_w = split_four(tl.load(corner[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        for ky in range(0, 3):
            for kx in range(0, 3):
                b_x, b_y, b_z, b_w = split_four(tl.load((corner + ((ky * width + kx) * vectors).to(tl.int64) * 4)[:,
                        None] + tl.arange(0, 4)[None, :], mask=mask[:, None]))
                largest_x = tl.maximum(largest_x, b_x)
                largest_y = tl.maximum(largest_y, b_y)
                largest_z = tl.maximum(largest_z, b_z)
                largest_w = tl.maximum(largest_w, b_w)
        tl.debug_barrier()
        tl.store((output + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(largest_x, largest_y, largest_z, largest_w), mask=mask[:, None])


@triton.jit
def maxpool_vectorised_3_1(input_, output, batch, height, width, vectors, LANES: tl.constexpr, TAIL: tl.constexpr):
    """[batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
    Windows of KERNEL x KERNEL, stride STRIDE, without padding.
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    out_height = tl.cast(height - 3, tl.int32) // 1 + 1
    out_width = tl.cast(width - 3, tl.int32) // 1 + 1
    total = batch * out_height * out_width * vectors
    for start in range(tl.program_id(0) * LANES, total, (tl.num_programs(0) - 1) * LANES + TAIL):
        i = start + lane
        mask = active & (i < total)
        vector = i % tl.where(vectors != 0, tl.cast(vectors, tl.int32), 1)
        x = i // tl.where(vectors != 0, tl.cast(vectors, tl.int32), 1) % tl.where(out_width != 0, out_width, 1)
        y = i // tl.where(vectors * out_width != 0, vectors * out_width, 1) % tl.where(out_height != 0, out_height, 1)
        image = i // tl.where(vectors * out_width * out_height != 0, vectors * out_width * out_height, 1)
        corner = input_ + (((image * height + y * 1) * width + x * 1)
                * vectors).to(tl.int64) * 4 + vector.to(tl.int64) * 4
        largest_x, largest_y, largest_z, largest_w = split_four(tl.load(corner[:, None] + tl.arange(0, 4)[None, :],
                mask=mask[:, None]))
        for ky in range(0, 3):
            for kx in range(0, 3):
                b_x, b_y, b_z, b_w = split_four(tl.load((corner + ((ky * width + kx) * vectors).to(tl.int64) * 4)[:,
                        None] + tl.arange(0, 4)[None, :], mask=mask[:, None]))
                largest_x = tl.maximum(largest_x, b_x)
                largest_y = tl.maximum(largest_y, b_y)
                largest_z = tl.maximum(largest_z, b_z)
                largest_w = tl.maximum(largest_w, b_w)
        tl.debug_barrier()
        tl.store((output + i.to(tl.int64) * 4)[:, None] + tl.arange(0, 4)[None, :],
                join_four(largest_x, largest_y, largest_z, largest_w), mask=mask[:, None])


@triton.jit
def maxpool_global(input_, output, elements, LANES: tl.constexpr, BLOCK_X: tl.constexpr):
    """The largest element of each plane, a block a plane: a tree in dynamic shared memory of blockDim.x floats."""
    tl.static_assert(LANES <= BLOCK_X, "a tree that halves the block loses threads of a block that is no power of two")
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    largest = tl.full((LANES,), -3.4028235e+38, tl.float32)
    for start in range(0, elements, BLOCK_X):
        i = start + lane
        mask = active & (i < elements)
        largest = tl.where(mask,
                tl.maximum(largest,
                tl.load(input_ + (tl.program_id(0) * tl.cast(elements, tl.uint32) + i.to(tl.uint32)), mask=mask)),
                largest)
    largest_2 = tl.max(largest, axis=0)
    tl.store(output + tl.program_id(0), largest_2)
