"""depthwiseconv.cu, as Triton: one program is one block of CUDA's threads, or several."""

# Depthwise convolution: each channel by a filter of its own. Stride one, zeros around the input keep its size.

import triton
import triton.language as tl


@triton.jit
def depthwiseconv_naive(
    input_, filter_, bias, output, batch, height, width, channels, kernel, LANES: tl.constexpr, TAIL: tl.constexpr
):
    """
    Channels last: input and output [batch, height, width, channels], filter [kernel, kernel, channels]. One thread an
    element of the output.
    """
    lane = tl.arange(0, LANES)
    active = lane < tl.where(tl.program_id(0) == tl.num_programs(0) - 1, TAIL, LANES)
    i = tl.program_id(0) * LANES + lane
    mask = active & (i < batch * height * width * channels)
    rest = i
    channel = rest % tl.where(channels != 0, tl.cast(channels, tl.int32), 1)
    rest //= tl.where(channels != 0, tl.cast(channels, tl.int32), 1)
    x = rest % tl.where(width != 0, tl.cast(width, tl.int32), 1)
    rest //= tl.where(width != 0, tl.cast(width, tl.int32), 1)
    y = rest % tl.where(height != 0, tl.cast(height, tl.int32), 1)
    image = rest // tl.where(height != 0, tl.cast(height, tl.int32), 1)

    sum_ = tl.load(bias + channel, mask=mask)
    for ky in range(0, kernel):
        for kx in range(0, kernel):
            in_y = y + ky - kernel // 2
            in_x = x + kx - kernel // 2
            mask_2 = mask & (in_y >= 0) & (in_y < height) & (in_x >= 0) & (in_x < width)
            sum_ = tl.where(mask_2,
                    sum_ + tl.load(input_ + ((image * height + in_y) * width + in_x) * channels + channel, mask=mask_2)
                    * tl.load(filter_ + (ky * kernel + kx) * channels + channel, mask=mask_2), sum_)
    tl.store(output + i, sum_, mask=mask)


@triton.jit
def depthwiseconv_tiled_3_8(
    input_, filter_, output, channels, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    Channels first: input and output [batch * channels, height, width],
            filter [channels, KERNEL, KERNEL]. A block makes a
    tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
    """
    tl.static_assert(BLOCK_X <= 8, "`tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 8, "`taps` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 128)
    tile = tl.zeros((128,), tl.float32)
    taps_slots = tl.arange(0, 16)
    taps = tl.zeros((16,), tl.float32)
    RADIUS = 1
    HALO = 10
    plane = tl.program_id(2)
    top = tl.program_id(1) * 8 - RADIUS
    left = tl.program_id(0) * 8 - RADIUS
    input_ += plane * height * width
    filter_ += plane % channels * 3 * 3

    thread = thread_y * 8 + thread_x
    for start in range(0, 3 * 3, 8 * 8):
        i = start + thread
        mask = active & (i < 3 * 3)
        place = taps_slots - start
        line = place // 8
        column = place % 8
        writer = line * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        taps = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(filter_ + i, mask=mask), owner, 0), taps)
    for start in range(0, HALO * HALO, 8 * 8):
        i = start + thread
        mask = active & (i < HALO * HALO)
        y = top + i // tl.where(HALO != 0, tl.cast(HALO, tl.int32), 1)
        x = left + i % tl.where(HALO != 0, tl.cast(HALO, tl.int32), 1)
        place_2 = tile_slots - start
        line_2 = place_2 // 8
        column_2 = place_2 % 8
        writer_2 = line_2 * BLOCK_X + column_2
        owned_2 = (place_2 >= 0) & (column_2 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        tile = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.where((y >= 0) & (y < height) & (x >= 0) & (x < width),
                tl.load(input_ + y * width + x, mask=mask & (y >= 0) & (y < height) & (x >= 0) & (x < width)), 0.0),
                owner_2, 0), tile)

    x = tl.program_id(0) * 8 + thread_x
    y = tl.program_id(1) * 8 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 3):
        for kx in range(0, 3):
            sum_ = tl.fma(tl.gather(tile, tl.where(mask, (thread_y + ky) * HALO + thread_x + kx, 0), 0),
                    tl.gather(taps, tl.where(mask, tl.cast(ky * 3 + kx, tl.int32), 0), 0), sum_)
    tl.store(output + (plane * height + y) * width + x, sum_, mask=mask)


@triton.jit
def depthwiseconv_tiled_5_4(
    input_, filter_, output, channels, height, width, LANES: tl.constexpr, BLOCK_X: tl.constexpr, BLOCK_Y: tl.constexpr
):
    """
    Channels first: input and output [batch * channels, height, width],
            filter [channels, KERNEL, KERNEL]. A block makes a
    tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
    """
    tl.static_assert(BLOCK_X <= 4, "`tile` has no place for more threads side by side")
    tl.static_assert(BLOCK_X <= 4, "`taps` has no place for more threads side by side")
    lane = tl.arange(0, LANES)

    thread_y = lane // BLOCK_X
    thread_x = lane % BLOCK_X
    active = lane < BLOCK_X * BLOCK_Y
    tile_slots = tl.arange(0, 64)
    tile = tl.zeros((64,), tl.float32)
    taps_slots = tl.arange(0, 32)
    taps = tl.zeros((32,), tl.float32)
    RADIUS = 2
    HALO = 8
    plane = tl.program_id(2)
    top = tl.program_id(1) * 4 - RADIUS
    left = tl.program_id(0) * 4 - RADIUS
    input_ += plane * height * width
    filter_ += plane % channels * 5 * 5

    thread = thread_y * 4 + thread_x
    for start in range(0, 5 * 5, 4 * 4):
        i = start + thread
        mask = active & (i < 5 * 5)
        place = taps_slots - start
        line = place // 4
        column = place % 4
        writer = line * BLOCK_X + column
        owned = (place >= 0) & (column < BLOCK_X) & (writer < LANES)
        owner = tl.where(owned, writer, 0)
        taps = tl.where(owned & (tl.gather(mask.to(tl.int32), owner, 0) != 0),
                tl.gather(tl.load(filter_ + i, mask=mask), owner, 0), taps)
    for start in range(0, HALO * HALO, 4 * 4):
        i = start + thread
        mask = active & (i < HALO * HALO)
        y = top + i // tl.where(HALO != 0, tl.cast(HALO, tl.int32), 1)
        x = left + i % tl.where(HALO != 0, tl.cast(HALO, tl.int32), 1)
        place_2 = tile_slots - start
        line_2 = place_2 // 4
        column_2 = place_2 % 4
        writer_2 = line_2 * BLOCK_X + column_2
        owned_2 = (place_2 >= 0) & (column_2 < BLOCK_X) & (writer_2 < LANES)
        owner_2 = tl.where(owned_2, writer_2, 0)
        tile = tl.where(owned_2 & (tl.gather(mask.to(tl.int32), owner_2, 0) != 0),
                tl.gather(tl.where((y >= 0) & (y < height) & (x >= 0) & (x < width),
                tl.load(input_ + y * width + x, mask=mask & (y >= 0) & (y < height) & (x >= 0) & (x < width)), 0.0),
                owner_2, 0), tile)

    x = tl.program_id(0) * 4 + thread_x
    y = tl.program_id(1) * 4 + thread_y
    mask = active & (x < width) & (y < height)
    sum_ = tl.zeros((LANES,), tl.float32)
    for ky in range(0, 5):
        for kx in range(0, 5):
            sum_ = tl.fma(tl.gather(tile, tl.where(mask, (thread_y + ky) * HALO + thread_x + kx, 0), 0),
                    tl.gather(taps, tl.where(mask, tl.cast(ky * 5 + kx, tl.int32), 0), 0), sum_)
    tl.store(output + (plane * height + y) * width + x, sum_, mask=mask)
