// instancenorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Instance normalisation: each plane of height * width elements of a [batch, channels, height, width] tensor by its own
// mean and variance, then gamma and beta of its channel.

#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

template <typename T>
__aicore__ inline GlobalTensor<T> at(__gm__ T* memory) {
    GlobalTensor<T> tensor;
    tensor.SetGlobalBuffer(memory);
    return tensor;
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
}

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t rows, int32_t count,
                                    int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(tile[row * pitch], at(memory + row * step), DataCopyExtParams{part, bytes, gap, blocks, 0},
                    DataCopyPadExtParams<T>());
    }
}

// A tile to another one, bit by bit.
template <typename T>
__aicore__ inline void copy_tile(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t count) {
    if constexpr (sizeof(T) % 4 == 0)
        Adds(target.template ReinterpretCast<int32_t>(), source.template ReinterpretCast<int32_t>(), int32_t(0),
             int32_t(count * sizeof(T) / 4));
    else
        Adds(target.template ReinterpretCast<int16_t>(), source.template ReinterpretCast<int16_t>(), int16_t(0),
             int32_t((count * sizeof(T) + 1) / 2));
}

// The least or the greatest of `count` whole numbers, which the room for as many is used for.
template <bool greatest>
__aicore__ inline int32_t extreme(const LocalTensor<int32_t>& numbers, const LocalTensor<int32_t>& room,
                                  int32_t count) {
    Adds(room, numbers, 0, count);
    while (count > 8) {
        int32_t half = (count + 15) / 16 * 8;  // the second half begins on 32 bytes
        if constexpr (greatest)
            Max(room, room, room[half], count - half);
        else
            Min(room, room, room[half], count - half);
        count = half;
    }
    wait<HardEvent::V_S>();
    int32_t found = room.GetValue(0);
    for (int32_t each = 1; each < count; ++each) {
        int32_t other = room.GetValue(each);
        found = (other < found) == greatest ? found : other;
    }
    return found;
}

// The least of the numbers, which the lanes that the mask leaves out get too. 2147483647 where it leaves all out.
__aicore__ inline int32_t choose(const LocalTensor<uint8_t>& mask, const LocalTensor<int32_t>& numbers,
                                 const LocalTensor<int32_t>& room, int32_t count) {
    const LocalTensor<float> bits = numbers.ReinterpretCast<float>(), others = room.ReinterpretCast<float>();
    Duplicate(room, 0x7FFFFFFF, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    const int32_t least = extreme<false>(numbers, room, count);
    Duplicate(room, least, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    return least;
}

template <typename T>
__aicore__ inline void fill_zero(const LocalTensor<T>& target, int32_t count) {
    Duplicate(target.template ReinterpretCast<uint16_t>(), uint16_t(0), int32_t((count * sizeof(T) + 1) / 2));
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// Elements at places in the window, which begins with the first of `span`. The vector unit picks no bytes: they become
// halves, which hold them all, behind those in the window.
template <typename T>
__aicore__ inline void pick(const LocalTensor<T>& target, const LocalTensor<T>& window,
                            const LocalTensor<int32_t>& places, const LocalTensor<int32_t>& room, int32_t span,
                            int32_t count) {
    constexpr int32_t size = sizeof(T) == 1 ? 2 : sizeof(T);
    Muls(room, room, size, count);
    wait<HardEvent::MTE2_V>();
    if constexpr (sizeof(T) == 1) {
        const LocalTensor<half> wide = window[window.GetSize() / 2].template ReinterpretCast<half>();
        const LocalTensor<half> found = places.ReinterpretCast<half>();
        Cast(wide, window, RoundMode::CAST_NONE, span);
        Gather(found, wide, room.ReinterpretCast<uint32_t>(), 0, count);
        Cast(target, found, RoundMode::CAST_TRUNC, count);
    } else {
        Gather(target, window, room.ReinterpretCast<uint32_t>(), 0, count);
    }
}

// target[lane] = memory[places[lane]]: all between the first place and the last one is copied to the window, and picked
// from there. Where that is too much, fewer lanes are taken at once, and a few are read one by one.
template <typename T>
__aicore__ inline void gather_in(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<int32_t>& places,
                                 const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    const uint32_t most = sizeof(T) == 1 ? window.GetSize() / 4 : window.GetSize();
    for (int32_t lane = 0, part = count; lane < count; lane += part) {
        part = part < count - lane ? part : count - lane;
        int32_t first = extreme<false>(places[lane], room, part), last = extreme<true>(places[lane], room, part);
        while (uint32_t(last) - uint32_t(first) >= most && part > 32) {
            part = (part / 2 + 31) / 32 * 32;
            first = extreme<false>(places[lane], room, part);
            last = extreme<true>(places[lane], room, part);
        }
        if (uint32_t(last) - uint32_t(first) < most) {
            copy_in(window, memory + first, last - first + 1);
            Adds(room, places[lane], -first, part);
            pick(target[lane], window, places[lane], room, last - first + 1, part);
        } else {
            for (int32_t each = lane; each < lane + part; ++each)
                target.SetValue(each, load(memory + places.GetValue(each)));
            wait<HardEvent::S_V>();
        }
    }
}

// The same for the lanes of the mask. The others get one of their elements, or 0 where there are none: no memory has
// an element 2147483647.
template <typename T>
__aicore__ inline void gather_where(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                    const LocalTensor<int32_t>& places, const LocalTensor<T>& window,
                                    const LocalTensor<int32_t>& room, int32_t count) {
    if (choose(mask, places, room, count) == 0x7FFFFFFF)
        fill_zero(target, count);
    else
        gather_in(target, memory, places, window, room, count);
}

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t rows, int32_t count,
                                     int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(at(memory + row * step), tile[row * pitch], DataCopyExtParams{part, bytes, blocks, gap, 0});
    }
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
}

// One thread an element.
extern "C" __global__ __aicore__ void instancenorm_naive(
        GM_ADDR input_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR output_address, int32_t channels,
        int32_t height, int32_t width, float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, 256);
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        const int32_t plane = block_z;
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        __gm__ float* values = input + plane * height * width;

        float sum = 0.0f;
        float squares = 0.0f;
        for (int32_t row = 0; row < height; ++row) {
            for (int32_t column = 0; column < width; ++column) {
                LocalTensor<float> work_5 = slot_7.Get<float>();
                Duplicate(work_5, 1.0f, LANES);
                Select(work_5, mask, work_5, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> largest = slot_11.Get<float>();
                LocalTensor<float> work_6 = slot_8.Get<float>();
                ReduceMax(largest, work_5, work_6, LANES, false);
                wait<HardEvent::V_S>();
                const float largest_4 = largest.GetValue(0);
                const int32_t any = largest_4;
                const float element = any != 0 ? load(values + (row * width + column)) : 0.0f;
                const float value = element;
                sum += value;
                squares += value * value;
            }
        }
        const float mean = sum / (height * width);
        const float variance = squares / (height * width) - mean * mean;
        const int32_t channel = plane % (channels != 0 ? channels : 1);
        LocalTensor<int32_t> place = slot_7.Get<int32_t>();
        Muls(place, y, width, LANES);
        Add(place, place, x.ReinterpretCast<int32_t>(), LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<float> values_tile = slot_8.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(values_tile, values + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)),
                    rows, columns_2, width, BLOCK_X);
        } else {
            LocalTensor<float> window = slot_12.Get<float>();
            LocalTensor<int32_t> room = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places = slot_14.Get<int32_t>();
            copy_tile(places, place, LANES);
            gather_where(values_tile, values, mask, places, window, room, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Adds(values_tile, values_tile, -mean, LANES);
        LocalTensor<float> work_7 = slot_11.Get<float>();
        Duplicate(work_7, variance + epsilon, 8);
        Sqrt(work_7, work_7, 8);
        LocalTensor<float> work_8 = slot_15.Get<float>();
        Duplicate(work_8, 1.0f, 8);
        Div(work_8, work_8, work_7, 8);
        wait<HardEvent::V_S>();
        const float rsqrt = work_8.GetValue(0);
        Muls(values_tile, values_tile, rsqrt, LANES);
        LocalTensor<float> work_9 = slot_13.Get<float>();
        Duplicate(work_9, 1.0f, LANES);
        Select(work_9, mask, work_9, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_15.Get<float>();
        LocalTensor<float> work_10 = slot_14.Get<float>();
        ReduceMax(largest_2, work_9, work_10, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_4 = largest_2.GetValue(0);
        const int32_t any = largest_4;
        const float element = any != 0 ? load(gamma + channel) : 0.0f;
        Muls(values_tile, values_tile, element, LANES);
        LocalTensor<float> work_11 = slot_13.Get<float>();
        Duplicate(work_11, 1.0f, LANES);
        Select(work_11, mask, work_11, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_3 = slot_15.Get<float>();
        LocalTensor<float> work_12 = slot_14.Get<float>();
        ReduceMax(largest_3, work_11, work_12, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_5 = largest_3.GetValue(0);
        const int32_t any_2 = largest_5;
        const float element_2 = any_2 != 0 ? load(beta + channel) : 0.0f;
        Adds(values_tile, values_tile, element_2, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + (plane * height * width + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X))),
                    values_tile, rows, columns_2, width, BLOCK_X);
        } else if (columns > 0) {
            LocalTensor<uint32_t> offsets = slot_13.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row = 0; row < rows; ++row) {
                LocalTensor<float> moved = slot_14.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, values_tile, offsets, (uint32_t)(row * BLOCK_X * 4), columns);
                wait<HardEvent::V_MTE3>();
                copy_out(output
                        + (plane * height * width
                        + (((int32_t)block_y * BLOCK_Y + row) * width + (int32_t)(block_x * BLOCK_X))), moved, columns);
            }
        }
    }
}

// One block a plane: each thread goes over its elements by Welford's method, and the moments are merged in a warp by
// shuffles, then over the warps in shared memory. The block is whole warps, at most 16.
extern "C" __global__ __aicore__ void instancenorm_block(
        GM_ADDR input_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR output_address, int32_t channels,
        int32_t elements, float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t WARPS) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> delta_3_queue;
    TQue<TPosition::VECIN, 2> values_tile_1_queue;
    TQue<TPosition::VECOUT, 2> output_tile_out_queue;
    TQue<TPosition::VECIN, 2> values_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48;
    pipe.InitBuffer(delta_3_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(values_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(output_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(values_tile_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(WARPS * 128));
    pipe.InitBuffer(slot_15, padded(WARPS * 128));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(WARPS * 128));
    pipe.InitBuffer(slot_20, padded(WARPS * 128));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, 256);
    pipe.InitBuffer(slot_35, 256);
    pipe.InitBuffer(slot_36, 256);
    pipe.InitBuffer(slot_37, 256);
    pipe.InitBuffer(slot_38, 256);
    pipe.InitBuffer(slot_39, 256);
    pipe.InitBuffer(slot_40, 256);
    pipe.InitBuffer(slot_41, 256);
    pipe.InitBuffer(slot_42, 256);
    pipe.InitBuffer(slot_43, 256);
    pipe.InitBuffer(slot_44, 256);
    pipe.InitBuffer(slot_45, padded(LANES * 4));
    pipe.InitBuffer(slot_46, padded(LANES * 4));
    pipe.InitBuffer(slot_47, padded(LANES * 4));
    pipe.InitBuffer(slot_48, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 16);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warps_4 = slot_4.Get<int32_t>();
        CreateVecIndex(warps_4, 0, 16);
        LocalTensor<float> warps = slot_5.Get<float>();
        Duplicate(warps, 0.0f, 16);
        LocalTensor<int32_t> warps_5 = slot_6.Get<int32_t>();
        CreateVecIndex(warps_5, 0, 16);
        LocalTensor<float> warps_2 = slot_7.Get<float>();
        Duplicate(warps_2, 0.0f, 16);
        LocalTensor<int32_t> warps_6 = slot_8.Get<int32_t>();
        CreateVecIndex(warps_6, 0, 16);
        LocalTensor<float> warps_3 = slot_9.Get<float>();
        Duplicate(warps_3, 0.0f, 16);
        __gm__ float* values = input + block_x * elements;
        LocalTensor<float> moments = slot_10.Get<float>();
        Duplicate(moments, 0.0f, LANES);
        LocalTensor<float> moments_2 = slot_11.Get<float>();
        Duplicate(moments_2, 0.0f, LANES);
        LocalTensor<float> moments_3 = slot_12.Get<float>();
        Duplicate(moments_3, 0.0f, LANES);
        for (int32_t start = 0; start < elements; start += BLOCK_X) {
            const int32_t count_3 = smaller((int64_t)BLOCK_X, (int64_t)elements - start);
            if (count_3 > 0) {
                Adds(moments, moments, 1.0f, count_3);
            }
            LocalTensor<float> delta = delta_3_queue.AllocTensor<float>();
            copy_in(delta, values + start, count_3);
            delta_3_queue.EnQue(delta);
            delta = delta_3_queue.DeQue<float>();
            Sub(delta, delta, moments_2, LANES);
            LocalTensor<float> work = slot_13.Get<float>();
            Div(work, delta, moments, LANES);
            if (count_3 > 0) {
                Add(moments_2, moments_2, work, count_3);
            }
            LocalTensor<float> values_tile = values_tile_1_queue.AllocTensor<float>();
            copy_in(values_tile, values + start, count_3);
            values_tile_1_queue.EnQue(values_tile);
            values_tile = values_tile_1_queue.DeQue<float>();
            Sub(values_tile, values_tile, moments_2, LANES);
            Mul(values_tile, delta, values_tile, LANES);
            if (count_3 > 0) {
                Add(moments_3, moments_3, values_tile, count_3);
            }
            values_tile_1_queue.FreeTensor(values_tile);
            delta_3_queue.FreeTensor(delta);
        }
        int32_t step = 16;
        #pragma unroll
        while (step > 0) {
            int32_t step_then = step;
            LocalTensor<int32_t> lane = slot_14.Get<int32_t>();
            CreateVecIndex(lane, 0, WARPS * 32);
            LocalTensor<int32_t> work_2 = slot_15.Get<int32_t>();
            ShiftRight(work_2, lane, 5, WARPS * 32);
            Muls(work_2, work_2, 32, WARPS * 32);
            LocalTensor<int32_t> work_3 = slot_13.Get<int32_t>();
            Duplicate(work_3, 31, LANES);
            And(work_3.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_3, work_3, step_then, LANES);
            LocalTensor<int32_t> work_4 = slot_16.Get<int32_t>();
            Duplicate(work_4, 31, LANES);
            LocalTensor<int32_t> maximum = slot_17.Get<int32_t>();
            Max(maximum, work_3, work_4, LANES);
            LocalTensor<uint8_t> mask = slot_18.Get<uint8_t>();
            Compare(mask, maximum, work_4, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_5 = slot_16.Get<int32_t>();
            Duplicate(work_5, 31, LANES);
            And(work_5.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_5, work_5, step_then, LANES);
            LocalTensor<int32_t> work_6 = slot_17.Get<int32_t>();
            Duplicate(work_6, 31, LANES);
            And(work_6.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Select(work_5.ReinterpretCast<float>(), mask, work_5.ReinterpretCast<float>(),
                    work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_2, work_2, work_5, WARPS * 32);
            Muls(work_2, work_2, 4, WARPS * 32);
            LocalTensor<float> other = slot_14.Get<float>();
            Gather(other, moments, work_2.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            int32_t step_then_2 = step;
            LocalTensor<int32_t> lane_3 = slot_15.Get<int32_t>();
            CreateVecIndex(lane_3, 0, WARPS * 32);
            LocalTensor<int32_t> work_7 = slot_19.Get<int32_t>();
            ShiftRight(work_7, lane_3, 5, WARPS * 32);
            Muls(work_7, work_7, 32, WARPS * 32);
            LocalTensor<int32_t> work_8 = slot_16.Get<int32_t>();
            Duplicate(work_8, 31, LANES);
            And(work_8.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_8, work_8, step_then_2, LANES);
            LocalTensor<int32_t> work_9 = slot_17.Get<int32_t>();
            Duplicate(work_9, 31, LANES);
            LocalTensor<int32_t> maximum_2 = slot_13.Get<int32_t>();
            Max(maximum_2, work_8, work_9, LANES);
            LocalTensor<uint8_t> mask_2 = slot_18.Get<uint8_t>();
            Compare(mask_2, maximum_2, work_9, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_10 = slot_17.Get<int32_t>();
            Duplicate(work_10, 31, LANES);
            And(work_10.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_10.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_10, work_10, step_then_2, LANES);
            LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
            Duplicate(work_11, 31, LANES);
            And(work_11.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_11.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_10.ReinterpretCast<float>(), mask_2, work_10.ReinterpretCast<float>(),
                    work_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_7, work_7, work_10, WARPS * 32);
            Muls(work_7, work_7, 4, WARPS * 32);
            LocalTensor<float> other_2 = slot_15.Get<float>();
            Gather(other_2, moments_2, work_7.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            int32_t step_then_3 = step;
            LocalTensor<int32_t> lane_4 = slot_19.Get<int32_t>();
            CreateVecIndex(lane_4, 0, WARPS * 32);
            LocalTensor<int32_t> work_12 = slot_20.Get<int32_t>();
            ShiftRight(work_12, lane_4, 5, WARPS * 32);
            Muls(work_12, work_12, 32, WARPS * 32);
            LocalTensor<int32_t> work_13 = slot_17.Get<int32_t>();
            Duplicate(work_13, 31, LANES);
            And(work_13.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_13.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_13, work_13, step_then_3, LANES);
            LocalTensor<int32_t> work_14 = slot_13.Get<int32_t>();
            Duplicate(work_14, 31, LANES);
            LocalTensor<int32_t> maximum_3 = slot_16.Get<int32_t>();
            Max(maximum_3, work_13, work_14, LANES);
            LocalTensor<uint8_t> mask_3 = slot_18.Get<uint8_t>();
            Compare(mask_3, maximum_3, work_14, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_15 = slot_13.Get<int32_t>();
            Duplicate(work_15, 31, LANES);
            And(work_15.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_15, work_15, step_then_3, LANES);
            LocalTensor<int32_t> work_16 = slot_16.Get<int32_t>();
            Duplicate(work_16, 31, LANES);
            And(work_16.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_16.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_15.ReinterpretCast<float>(), mask_3, work_15.ReinterpretCast<float>(),
                    work_16.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_12, work_12, work_15, WARPS * 32);
            Muls(work_12, work_12, 4, WARPS * 32);
            LocalTensor<float> other_3 = slot_19.Get<float>();
            Gather(other_3, moments_3, work_12.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            LocalTensor<float> merged_result = slot_13.Get<float>();
            Duplicate(merged_result, 0.0f, LANES);
            LocalTensor<float> merged_result_2 = slot_16.Get<float>();
            Duplicate(merged_result_2, 0.0f, LANES);
            LocalTensor<float> merged_result_3 = slot_17.Get<float>();
            Duplicate(merged_result_3, 0.0f, LANES);
            LocalTensor<uint8_t> in_merged = slot_18.Get<uint8_t>();
            Duplicate(in_merged.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<float> count = slot_21.Get<float>();
            Add(count, moments, other, LANES);
            LocalTensor<uint8_t> mask_4 = slot_22.Get<uint8_t>();
            CompareScalar(mask_4, count, 0.0f, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Select(merged_result, mask_4, moments, merged_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(merged_result_2, mask_4, moments_2, merged_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(merged_result_3, mask_4, moments_3, merged_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
            Duplicate(mask_5.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_6 = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> mask_7 = slot_25.Get<uint8_t>();
            And(mask_6.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    in_merged.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_merged.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_25.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    in_merged.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> delta_2 = slot_26.Get<float>();
            Sub(delta_2, other_2, moments_2, LANES);
            LocalTensor<float> share = slot_27.Get<float>();
            Div(share, other, count, LANES);
            Select(merged_result, taken, count, merged_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_17 = slot_28.Get<float>();
            Mul(work_17, delta_2, share, LANES);
            Add(work_17, moments_2, work_17, LANES);
            Select(merged_result_2, taken, work_17, merged_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_18 = slot_28.Get<float>();
            Add(work_18, moments_3, other_3, LANES);
            LocalTensor<float> work_19 = slot_29.Get<float>();
            Mul(work_19, delta_2, delta_2, LANES);
            Mul(work_19, work_19, moments, LANES);
            Mul(work_19, work_19, share, LANES);
            Add(work_18, work_18, work_19, LANES);
            Select(merged_result_3, taken, work_18, merged_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_8 = slot_24.Get<uint8_t>();
            Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_9 = slot_23.Get<uint8_t>();
            LocalTensor<uint8_t> mask_10 = slot_30.Get<uint8_t>();
            And(mask_9.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_10.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                    in_merged.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_merged.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            copy_tile(moments.ReinterpretCast<int32_t>(), merged_result.ReinterpretCast<int32_t>(), LANES);
            copy_tile(moments_2.ReinterpretCast<int32_t>(), merged_result_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(moments_3.ReinterpretCast<int32_t>(), merged_result_3.ReinterpretCast<int32_t>(), LANES);
            step /= 2;
        }
        LocalTensor<int32_t> work_20 = slot_13.Get<int32_t>();
        ShiftRight(work_20, lane_2, 5, LANES);
        ShiftLeft(work_20.ReinterpretCast<uint32_t>(), work_20.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(work_20, lane_2, work_20, LANES);
        LocalTensor<int32_t> work_21 = slot_16.Get<int32_t>();
        Duplicate(work_21, 0, LANES);
        LocalTensor<uint8_t> mask_11 = slot_18.Get<uint8_t>();
        Compare(mask_11, work_20, work_21, CMPMODE::EQ, LANES);
        And(mask_11.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_31.Get<int32_t>();
        Muls(writer, warps_4, 32, 16);
        const int32_t stop_2 = smaller(16L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_32.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_2, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_33.Get<int32_t>();
        Duplicate(owner, 0, 16);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 16);
        LocalTensor<float> work_22 = slot_16.Get<float>();
        Duplicate(work_22, 1.0f, LANES);
        Select(work_22, mask_11, work_22, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_23 = slot_34.Get<int32_t>();
        Muls(work_23, owner, 4, 16);
        LocalTensor<float> gathered = slot_35.Get<float>();
        Gather(gathered, work_22, work_23.ReinterpretCast<uint32_t>(), 0, 16);
        LocalTensor<uint8_t> mask_12 = slot_36.Get<uint8_t>();
        CompareScalar(mask_12, gathered, 0.0f, CMPMODE::NE, 64);
        And(mask_12.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                1);
        LocalTensor<int32_t> work_24 = slot_35.Get<int32_t>();
        Muls(work_24, owner, 4, 16);
        LocalTensor<float> gathered_2 = slot_34.Get<float>();
        Gather(gathered_2, moments, work_24.ReinterpretCast<uint32_t>(), 0, 16);
        Select(warps, mask_12, gathered_2, warps, SELMODE::VSEL_TENSOR_TENSOR_MODE, 16);
        LocalTensor<int32_t> writer_2 = slot_34.Get<int32_t>();
        Muls(writer_2, warps_5, 32, 16);
        const int32_t stop_3 = smaller(16L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned_2 = slot_36.Get<uint8_t>();
        CompareScalar(owned_2, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_2 = slot_35.Get<int32_t>();
        Duplicate(owner_2, 0, 16);
        Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 16);
        LocalTensor<float> work_25 = slot_16.Get<float>();
        Duplicate(work_25, 1.0f, LANES);
        Select(work_25, mask_11, work_25, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_26 = slot_37.Get<int32_t>();
        Muls(work_26, owner_2, 4, 16);
        LocalTensor<float> gathered_3 = slot_38.Get<float>();
        Gather(gathered_3, work_25, work_26.ReinterpretCast<uint32_t>(), 0, 16);
        LocalTensor<uint8_t> mask_13 = slot_39.Get<uint8_t>();
        CompareScalar(mask_13, gathered_3, 0.0f, CMPMODE::NE, 64);
        And(mask_13.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                1);
        LocalTensor<int32_t> work_27 = slot_38.Get<int32_t>();
        Muls(work_27, owner_2, 4, 16);
        LocalTensor<float> gathered_4 = slot_37.Get<float>();
        Gather(gathered_4, moments_2, work_27.ReinterpretCast<uint32_t>(), 0, 16);
        Select(warps_2, mask_13, gathered_4, warps_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, 16);
        LocalTensor<int32_t> writer_3 = slot_37.Get<int32_t>();
        Muls(writer_3, warps_6, 32, 16);
        const int32_t stop_4 = smaller(16L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned_3 = slot_39.Get<uint8_t>();
        CompareScalar(owned_3, lanes_2, (float)stop_4, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_3 = slot_38.Get<int32_t>();
        Duplicate(owner_3, 0, 16);
        Select(owner_3.ReinterpretCast<float>(), owned_3, writer_3.ReinterpretCast<float>(),
                owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 16);
        LocalTensor<float> work_28 = slot_16.Get<float>();
        Duplicate(work_28, 1.0f, LANES);
        Select(work_28, mask_11, work_28, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_29 = slot_40.Get<int32_t>();
        Muls(work_29, owner_3, 4, 16);
        LocalTensor<float> gathered_5 = slot_41.Get<float>();
        Gather(gathered_5, work_28, work_29.ReinterpretCast<uint32_t>(), 0, 16);
        LocalTensor<uint8_t> mask_14 = slot_42.Get<uint8_t>();
        CompareScalar(mask_14, gathered_5, 0.0f, CMPMODE::NE, 64);
        And(mask_14.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                1);
        LocalTensor<int32_t> work_30 = slot_41.Get<int32_t>();
        Muls(work_30, owner_3, 4, 16);
        LocalTensor<float> gathered_6 = slot_40.Get<float>();
        Gather(gathered_6, moments_3, work_30.ReinterpretCast<uint32_t>(), 0, 16);
        Select(warps_3, mask_14, gathered_6, warps_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, 16);
        LocalTensor<uint8_t> mask_15 = slot_42.Get<uint8_t>();
        CompareScalar(mask_15, lanes_2, 1.0f, CMPMODE::LT, 64);
        LocalTensor<float> work_31 = slot_40.Get<float>();
        Select(work_31, mask_15, warps, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, 16);
        LocalTensor<float> sum = slot_43.Get<float>();
        LocalTensor<float> work_32 = slot_41.Get<float>();
        ReduceSum(sum, work_31, work_32, 16);
        wait<HardEvent::V_S>();
        const float sum_7 = sum.GetValue(0);
        Duplicate(moments, sum_7, LANES);
        LocalTensor<uint8_t> mask_16 = slot_42.Get<uint8_t>();
        CompareScalar(mask_16, lanes_2, 1.0f, CMPMODE::LT, 64);
        LocalTensor<float> work_33 = slot_40.Get<float>();
        Select(work_33, mask_16, warps_2, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, 16);
        LocalTensor<float> sum_2 = slot_43.Get<float>();
        LocalTensor<float> work_34 = slot_41.Get<float>();
        ReduceSum(sum_2, work_33, work_34, 16);
        wait<HardEvent::V_S>();
        const float sum_8 = sum_2.GetValue(0);
        Duplicate(moments_2, sum_8, LANES);
        LocalTensor<uint8_t> mask_17 = slot_42.Get<uint8_t>();
        CompareScalar(mask_17, lanes_2, 1.0f, CMPMODE::LT, 64);
        LocalTensor<float> work_35 = slot_40.Get<float>();
        Select(work_35, mask_17, warps_3, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, 16);
        LocalTensor<float> sum_3 = slot_43.Get<float>();
        LocalTensor<float> work_36 = slot_41.Get<float>();
        ReduceSum(sum_3, work_35, work_36, 16);
        wait<HardEvent::V_S>();
        const float sum_9 = sum_3.GetValue(0);
        Duplicate(moments_3, sum_9, LANES);
        int32_t warp = 1;
        while (warp < (uint32_t)BLOCK_X / 32) {
            int32_t warp_then = warp;
            const int32_t first = larger(0L, (int64_t)warp_then);
            const int32_t stop_5 = smaller(16L, warp_then + 1L);
            LocalTensor<uint8_t> mask_18 = slot_42.Get<uint8_t>();
            CompareScalar(mask_18, lanes_2, (float)stop_5, CMPMODE::LT, 64);
            LocalTensor<uint8_t> mask_19 = slot_44.Get<uint8_t>();
            CompareScalar(mask_19, lanes_2, (float)first, CMPMODE::GE, 64);
            And(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), 1);
            LocalTensor<float> work_37 = slot_40.Get<float>();
            Select(work_37, mask_18, warps, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, 16);
            LocalTensor<float> sum_4 = slot_43.Get<float>();
            LocalTensor<float> work_38 = slot_41.Get<float>();
            ReduceSum(sum_4, work_37, work_38, 16);
            wait<HardEvent::V_S>();
            const float sum_10 = sum_4.GetValue(0);
            LocalTensor<float> b = slot_16.Get<float>();
            Duplicate(b, sum_10, LANES);
            int32_t warp_then_2 = warp;
            const int32_t first_2 = larger(0L, (int64_t)warp_then_2);
            const int32_t stop_6 = smaller(16L, warp_then_2 + 1L);
            LocalTensor<uint8_t> mask_20 = slot_42.Get<uint8_t>();
            CompareScalar(mask_20, lanes_2, (float)stop_6, CMPMODE::LT, 64);
            LocalTensor<uint8_t> mask_21 = slot_44.Get<uint8_t>();
            CompareScalar(mask_21, lanes_2, (float)first_2, CMPMODE::GE, 64);
            And(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), 1);
            LocalTensor<float> work_39 = slot_40.Get<float>();
            Select(work_39, mask_20, warps_2, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, 16);
            LocalTensor<float> sum_5 = slot_43.Get<float>();
            LocalTensor<float> work_40 = slot_41.Get<float>();
            ReduceSum(sum_5, work_39, work_40, 16);
            wait<HardEvent::V_S>();
            const float sum_11 = sum_5.GetValue(0);
            LocalTensor<float> b_2 = slot_13.Get<float>();
            Duplicate(b_2, sum_11, LANES);
            int32_t warp_then_3 = warp;
            const int32_t first_3 = larger(0L, (int64_t)warp_then_3);
            const int32_t stop_7 = smaller(16L, warp_then_3 + 1L);
            LocalTensor<uint8_t> mask_22 = slot_42.Get<uint8_t>();
            CompareScalar(mask_22, lanes_2, (float)stop_7, CMPMODE::LT, 64);
            LocalTensor<uint8_t> mask_23 = slot_44.Get<uint8_t>();
            CompareScalar(mask_23, lanes_2, (float)first_3, CMPMODE::GE, 64);
            And(mask_22.ReinterpretCast<int16_t>(), mask_22.ReinterpretCast<int16_t>(),
                    mask_23.ReinterpretCast<int16_t>(), 1);
            LocalTensor<float> work_41 = slot_40.Get<float>();
            Select(work_41, mask_22, warps_3, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, 16);
            LocalTensor<float> sum_6 = slot_43.Get<float>();
            LocalTensor<float> work_42 = slot_41.Get<float>();
            ReduceSum(sum_6, work_41, work_42, 16);
            wait<HardEvent::V_S>();
            const float sum_12 = sum_6.GetValue(0);
            LocalTensor<float> b_3 = slot_17.Get<float>();
            Duplicate(b_3, sum_12, LANES);
            LocalTensor<float> merged_result_4 = slot_21.Get<float>();
            Duplicate(merged_result_4, 0.0f, LANES);
            LocalTensor<float> merged_result_5 = slot_26.Get<float>();
            Duplicate(merged_result_5, 0.0f, LANES);
            LocalTensor<float> merged_result_6 = slot_27.Get<float>();
            Duplicate(merged_result_6, 0.0f, LANES);
            LocalTensor<uint8_t> in_merged_2 = slot_22.Get<uint8_t>();
            Duplicate(in_merged_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<float> count_2 = slot_28.Get<float>();
            Add(count_2, moments, b, LANES);
            LocalTensor<uint8_t> mask_24 = slot_25.Get<uint8_t>();
            CompareScalar(mask_24, count_2, 0.0f, CMPMODE::EQ, LANES);
            And(mask_24.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(merged_result_4, mask_24, moments, merged_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(merged_result_5, mask_24, moments_2, merged_result_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(merged_result_6, mask_24, moments_3, merged_result_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_25 = slot_30.Get<uint8_t>();
            Duplicate(mask_25.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_26 = slot_23.Get<uint8_t>();
            LocalTensor<uint8_t> mask_27 = slot_24.Get<uint8_t>();
            And(mask_26.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                    mask_25.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_27.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_27.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                    in_merged_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_merged_2.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    mask_27.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_2 = slot_24.Get<uint8_t>();
            And(taken_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    in_merged_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> delta_3 = slot_29.Get<float>();
            Sub(delta_3, b_2, moments_2, LANES);
            LocalTensor<float> share_2 = slot_45.Get<float>();
            Div(share_2, b, count_2, LANES);
            Select(merged_result_4, taken_2, count_2, merged_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_43 = slot_46.Get<float>();
            Mul(work_43, delta_3, share_2, LANES);
            Add(work_43, moments_2, work_43, LANES);
            Select(merged_result_5, taken_2, work_43, merged_result_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_44 = slot_46.Get<float>();
            Add(work_44, moments_3, b_3, LANES);
            LocalTensor<float> work_45 = slot_47.Get<float>();
            Mul(work_45, delta_3, delta_3, LANES);
            Mul(work_45, work_45, moments, LANES);
            Mul(work_45, work_45, share_2, LANES);
            Add(work_44, work_44, work_45, LANES);
            Select(merged_result_6, taken_2, work_44, merged_result_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_28 = slot_23.Get<uint8_t>();
            Duplicate(mask_28.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_29 = slot_30.Get<uint8_t>();
            LocalTensor<uint8_t> mask_30 = slot_48.Get<uint8_t>();
            And(mask_29.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_28.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_30.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(),
                    in_merged_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_merged_2.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(),
                    mask_30.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            copy_tile(moments.ReinterpretCast<int32_t>(), merged_result_4.ReinterpretCast<int32_t>(), LANES);
            copy_tile(moments_2.ReinterpretCast<int32_t>(), merged_result_5.ReinterpretCast<int32_t>(), LANES);
            copy_tile(moments_3.ReinterpretCast<int32_t>(), merged_result_6.ReinterpretCast<int32_t>(), LANES);
            warp++;
        }

        const int32_t channel = block_x % channels;
        LocalTensor<float> work_46 = slot_16.Get<float>();
        Duplicate(work_46, (float)elements, LANES);
        Div(work_46, moments_3, work_46, LANES);
        Adds(work_46, work_46, epsilon, LANES);
        Sqrt(work_46, work_46, LANES);
        LocalTensor<float> scale = slot_13.Get<float>();
        Duplicate(scale, 1.0f, LANES);
        Div(scale, scale, work_46, LANES);
        const float element = load(gamma + channel);
        Muls(scale, scale, element, LANES);
        for (int32_t start = 0; start < elements; start += BLOCK_X) {
            LocalTensor<float> output_tile_out = output_tile_out_queue.AllocTensor<float>();
            const int32_t count_3 = smaller((int64_t)BLOCK_X, (int64_t)elements - start);
            LocalTensor<float> values_tile_2 = values_tile_2_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(values_tile_2, values + start, count_3);
            values_tile_2_queue.EnQue(values_tile_2);
            values_tile_2 = values_tile_2_queue.DeQue<float>();
            Sub(values_tile_2, values_tile_2, moments_2, LANES);
            Mul(values_tile_2, values_tile_2, scale, LANES);
            fence();
            const float element_2 = count_3 > 0 ? load(beta + channel) : 0.0f;
            Adds(output_tile_out, values_tile_2, element_2, LANES);
            values_tile_2_queue.FreeTensor(values_tile_2);
            output_tile_out_queue.EnQue(output_tile_out);
            output_tile_out = output_tile_out_queue.DeQue<float>();
            copy_out(output + (block_x * elements + start), output_tile_out, count_3);
            output_tile_out_queue.FreeTensor(output_tile_out);
        }
    }
}
