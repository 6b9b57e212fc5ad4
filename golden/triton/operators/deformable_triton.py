"""deformable.cu, as Triton: one program is one block of CUDA's threads."""

# Multi-scale deformable attention (Zhu et al., arXiv:2010.04159). Each query samples `points` places on each level of a
# pyramid, bilinearly, and sums them by its weights.
#   value    [pixels of all levels, heads, channels]
#   sizes    [levels] of (height, width), starts [levels]: the first pixel of each
#   places   [queries, heads, levels, points] of (x, y), from 0 to 1 over the level
#   weights  [queries, heads, levels, points]
#   out      [queries, heads, channels]

import triton
import triton.language as tl


@triton.jit
def deformable_naive(
    value, sizes, starts, places, weights, out, queries, heads, channels, levels, points, LANES: tl.constexpr,
    BLOCK_X: tl.constexpr
):
    """One thread an element of the output."""
    lane = tl.arange(0, LANES)
    active = lane < BLOCK_X
    i = tl.program_id(0) * BLOCK_X + lane
    mask = active & (i < queries * heads * channels)
    channel = i % tl.where(channels != 0, tl.cast(channels, tl.int32), 1)
    row = i // tl.where(channels != 0, tl.cast(channels, tl.int32), 1)  # a head of a query
    head = row % tl.where(heads != 0, tl.cast(heads, tl.int32), 1)
    pixel_stride = heads * channels

    sum_ = tl.zeros((LANES,), tl.float32)
    sample = row * levels * points
    for level in range(0, levels):
        size_x = tl.load(sizes + tl.cast(level, tl.int64) * 2, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
        size_y = tl.load(sizes + tl.cast(level, tl.int64) * 2 + 1, mask=tl.max(mask.to(tl.int32), axis=0) != 0)
        pixels = value + tl.load(starts + level,
                mask=tl.max(mask.to(tl.int32), axis=0) != 0) * pixel_stride + head * channels + channel
        point = 0
        looping = tl.where(point < points, mask, False)
        while tl.max(looping.to(tl.int32), axis=0) != 0:
            place_x, place_y = tl.split(tl.load((places + sample.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                    mask=looping[:, None]))
            x = place_x * size_y - 0.5
            y = place_y * size_x - 0.5
            touches_result = (x > -1.0) & (y > -1.0) & (x < size_y) & (y < size_x)
            taken = looping & touches_result
            top = tl.floor(y)
            left = tl.floor(x)
            down = y - top
            right = x - left
            y0 = top.to(tl.int32)
            x0 = left.to(tl.int32)
            y1 = y0 + 1
            x1 = x0 + 1

            v00 = tl.zeros((LANES,), tl.float32)
            v01 = tl.zeros((LANES,), tl.float32)
            v10 = tl.zeros((LANES,), tl.float32)
            v11 = tl.zeros((LANES,), tl.float32)
            mask_2 = taken & (y0 >= 0) & (x0 >= 0)
            v00 = tl.where(mask_2, tl.load(pixels + (y0 * size_y + x0) * pixel_stride, mask=mask_2), v00)
            mask_3 = taken & (y0 >= 0) & (x1 < size_y)
            v01 = tl.where(mask_3, tl.load(pixels + (y0 * size_y + x1) * pixel_stride, mask=mask_3), v01)
            mask_4 = taken & (y1 < size_x) & (x0 >= 0)
            v10 = tl.where(mask_4, tl.load(pixels + (y1 * size_y + x0) * pixel_stride, mask=mask_4), v10)
            mask_5 = taken & (y1 < size_x) & (x1 < size_y)
            v11 = tl.where(mask_5, tl.load(pixels + (y1 * size_y + x1) * pixel_stride, mask=mask_5), v11)
            bilinear_result = (1.0 - down) * ((1.0 - right) * v00 + right * v01) + down * ((1.0 - right) * v10 + right
                    * v11)
            sum_ = tl.where(taken, sum_ + tl.load(weights + sample, mask=taken) * bilinear_result, sum_)
            point += 1
            sample = tl.where(looping, sample + 1, sample)
            looping = tl.where(point < points, looping, False)
    tl.store(out + i, sum_, mask=mask)


@triton.jit
def deformable_block(
    value, sizes, starts, places, weights, out, levels, points, LANES: tl.constexpr, BLOCK_X: tl.constexpr,
    BLOCK_Y: tl.constexpr, SLOTS: tl.constexpr, SLOTS_2: tl.constexpr, SLOTS_3: tl.constexpr, SLOTS_4: tl.constexpr
):
    """
    One block a query, one thread a channel of a head: blockDim is (channels, heads). The samples are prepared once, in
    dynamic shared memory: heads * levels * points of them.
    """
    lane = tl.arange(0, LANES)
    thread_x = lane % BLOCK_X
    thread_y = lane // BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    samples_x_slots = tl.arange(0, SLOTS)
    samples_x = tl.zeros((SLOTS,), tl.float32)
    samples_y_slots = tl.arange(0, SLOTS_2)
    samples_y = tl.zeros((SLOTS_2,), tl.float32)
    samples_weight_slots = tl.arange(0, SLOTS_3)
    samples_weight = tl.zeros((SLOTS_3,), tl.float32)
    samples_level_slots = tl.arange(0, SLOTS_4)
    samples_level = tl.zeros((SLOTS_4,), tl.int32)
    channel = thread_x
    head = thread_y
    channels = BLOCK_X
    heads = BLOCK_Y
    samples_of_head = levels * points
    first = tl.program_id(0) * heads * samples_of_head

    thread = head * channels + channel
    for start in range(0, heads * samples_of_head, heads * channels):
        i = start + thread
        mask = active & (i < heads * samples_of_head)
        level = i // tl.where(points != 0, tl.cast(points, tl.int32), 1) % tl.where(levels != 0,
                tl.cast(levels, tl.int32), 1)
        size_x, size_y = tl.split(tl.load((sizes + level.to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        place_x, place_y = tl.split(tl.load((places + (first + i).to(tl.int64) * 2)[:, None] + tl.arange(0, 2)[None, :],
                mask=mask[:, None]))
        sample_x = tl.zeros((LANES,), tl.float32)
        sample_y = tl.zeros((LANES,), tl.float32)
        sample_weight = tl.zeros((LANES,), tl.float32)
        sample_level = tl.zeros((LANES,), tl.int32)
        sample_x = place_x * size_y - 0.5
        sample_y = place_y * size_x - 0.5
        sample_weight = tl.load(weights + first + i, mask=mask)
        touches_result = (sample_x > -1.0) & (sample_y > -1.0) & (sample_x < size_y) & (sample_y < size_x)
        sample_level = tl.where(touches_result, level, -1)
        place = samples_x_slots - start
        owned = (place >= 0) & (place < LANES)
        owner = tl.where(owned, place, 0)
        samples_x = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0), tl.gather(sample_x, owner, 0),
                samples_x)
        place_2 = samples_y_slots - start
        owned_2 = (place_2 >= 0) & (place_2 < LANES)
        owner_2 = tl.where(owned_2, place_2, 0)
        samples_y = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0), tl.gather(sample_y, owner_2, 0),
                samples_y)
        place_3 = samples_weight_slots - start
        owned_3 = (place_3 >= 0) & (place_3 < LANES)
        owner_3 = tl.where(owned_3, place_3, 0)
        samples_weight = tl.where(owned_3 & (tl.gather(mask.to(tl.int32), owner_3, 0) != 0),
                tl.gather(sample_weight, owner_3, 0), samples_weight)
        place_4 = samples_level_slots - start
        owned_4 = (place_4 >= 0) & (place_4 < LANES)
        owner_4 = tl.where(owned_4, place_4, 0)
        samples_level = tl.where(owned_4 & (tl.gather(mask.to(tl.int32), owner_4, 0) != 0),
                tl.gather(sample_level, owner_4, 0), samples_level)

    sum_ = tl.zeros((LANES,), tl.float32)
    for s in range(0, samples_of_head):
        sample_1_x = tl.gather(samples_x, tl.where(active, head * samples_of_head + s, 0), 0)
        sample_1_y = tl.gather(samples_y, tl.where(active, head * samples_of_head + s, 0), 0)
        sample_1_weight = tl.gather(samples_weight, tl.where(active, head * samples_of_head + s, 0), 0)
        sample_1_level = tl.gather(samples_level, tl.where(active, head * samples_of_head + s, 0), 0)
        mask = active & (sample_1_level >= 0)
        pixels = value + tl.load(starts + sample_1_level, mask=mask) * heads * channels + thread
        size_2_x, size_2_y = tl.split(tl.load((sizes + sample_1_level.to(tl.int64) * 2)[:, None]
                + tl.arange(0, 2)[None, :], mask=mask[:, None]))
        pixel_stride = heads * channels
        top = tl.floor(sample_1_y)
        left = tl.floor(sample_1_x)
        down = sample_1_y - top
        right = sample_1_x - left
        y0 = top.to(tl.int32)
        x0 = left.to(tl.int32)
        y1 = y0 + 1
        x1 = x0 + 1

        v00 = tl.zeros((LANES,), tl.float32)
        v01 = tl.zeros((LANES,), tl.float32)
        v10 = tl.zeros((LANES,), tl.float32)
        v11 = tl.zeros((LANES,), tl.float32)
        mask_2 = mask & (y0 >= 0) & (x0 >= 0)
        v00 = tl.where(mask_2, tl.load(pixels + (y0 * size_2_y + x0) * pixel_stride, mask=mask_2), v00)
        mask_3 = mask & (y0 >= 0) & (x1 < size_2_y)
        v01 = tl.where(mask_3, tl.load(pixels + (y0 * size_2_y + x1) * pixel_stride, mask=mask_3), v01)
        mask_4 = mask & (y1 < size_2_x) & (x0 >= 0)
        v10 = tl.where(mask_4, tl.load(pixels + (y1 * size_2_y + x0) * pixel_stride, mask=mask_4), v10)
        mask_5 = mask & (y1 < size_2_x) & (x1 < size_2_y)
        v11 = tl.where(mask_5, tl.load(pixels + (y1 * size_2_y + x1) * pixel_stride, mask=mask_5), v11)
        bilinear_result = (1.0 - down) * ((1.0 - right) * v00 + right * v01) + down * ((1.0 - right) * v10 + right
                * v11)
        sum_ = tl.where(mask, sum_ + sample_1_weight * bilinear_result, sum_)
    tl.store(out + (tl.program_id(0) * tl.cast(heads, tl.uint32) * tl.cast(channels, tl.uint32) + thread.to(tl.uint32)),
            sum_, mask=active)
