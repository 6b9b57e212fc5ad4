// depthwise.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// Whether `numbers` from 0 to `more`, times a step, are numbers of 31 bits.
__aicore__ inline bool is_near(int64_t step, int64_t more) {
    constexpr int64_t most = 0x3FFFFFFF;
    return more == 0 || (-most <= step && step <= most && -most <= step * more && step * more <= most);
}

// The same, of memory[rows[lane] * row_step + columns[lane] * column_step]: counted from the least row and the least
// column on, places are numbers of 32 bits, unless lanes lie too far from one another.
template <typename T>
__aicore__ inline void gather_sum(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                  const LocalTensor<int32_t>& rows, int64_t row_step,
                                  const LocalTensor<int32_t>& columns, int64_t column_step,
                                  const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    fill_zero(target, count);
    const int32_t row = choose(mask, rows, room, count), column = choose(mask, columns, room, count);
    if (row == 0x7FFFFFFF || column == 0x7FFFFFFF) return;
    const int64_t more_rows = int64_t(extreme<true>(rows, room, count)) - row;
    const int64_t more_columns = int64_t(extreme<true>(columns, room, count)) - column;
    if (is_near(row_step, more_rows) && is_near(column_step, more_columns)) {
        Adds(rows, rows, -row, count);
        Muls(rows, rows, int32_t(row_step), count);
        Adds(columns, columns, -column, count);
        Muls(columns, columns, int32_t(column_step), count);
        Add(rows, rows, columns, count);
        memory += row * row_step + column * column_step;
        gather_where(target, memory, mask, rows, window, room, count);
    } else {
        for (int32_t lane = 0; lane < count; ++lane)
            if (bit(mask, lane)) {
                const int64_t place = rows.GetValue(lane) * row_step + columns.GetValue(lane) * column_step;
                target.SetValue(lane, load(memory + place));
            }
        wait<HardEvent::S_V>();
    }
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
extern "C" __global__ __aicore__ void depthwise_conv_3_1(
        GM_ADDR input_address, GM_ADDR weight_address, GM_ADDR output_address, int32_t height, int32_t width,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y,
        int32_t BLOCK_Z) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, 16384);
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_9 = slot_2.Get<float>();
        Cast(work_9, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_9, work_9, 0.5f, LANES);
        Muls(work_9, work_9, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_9, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_4, work_4, 0.5f, LANES);
        Muls(work_4, work_4, reciprocal_2, LANES);
        LocalTensor<int32_t> work_5 = slot_4.Get<int32_t>();
        Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_3 = 1.0f / BLOCK_Y;
        LocalTensor<float> work_6 = slot_2.Get<float>();
        Cast(work_6, work_5, RoundMode::CAST_RINT, LANES);
        Adds(work_6, work_6, 0.5f, LANES);
        Muls(work_6, work_6, reciprocal_3, LANES);
        LocalTensor<int32_t> thread_y = slot_5.Get<int32_t>();
        Cast(thread_y, work_6, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_y, thread_y, BLOCK_Y, LANES);
        Sub(thread_y, work_5, thread_y, LANES);
        const float reciprocal_4 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_4.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_4, LANES);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_5 = 1.0f / BLOCK_Y;
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Cast(work_3, work_2, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_5, LANES);
        LocalTensor<int32_t> thread_z = slot_6.Get<int32_t>();
        Cast(thread_z, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y * BLOCK_Z;
        LocalTensor<uint8_t> active = slot_7.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t radius = 1;
        const int32_t out_width = width + 1 - 1;
        const int32_t out_height = height + 1 - 1;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_4.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> channel = slot_8.Get<int32_t>();
        Adds(channel, thread_z, (int32_t)block_z * BLOCK_Z, LANES);

        // The filter goes to registers once.
        LocalTensor<float> filter = slot_9.Get<float>();
        Duplicate(filter, 0.0f, LANES);
        LocalTensor<float> filter_2 = slot_10.Get<float>();
        Duplicate(filter_2, 0.0f, LANES);
        LocalTensor<float> filter_3 = slot_11.Get<float>();
        Duplicate(filter_3, 0.0f, LANES);
        LocalTensor<float> filter_4 = slot_12.Get<float>();
        Duplicate(filter_4, 0.0f, LANES);
        LocalTensor<float> filter_5 = slot_13.Get<float>();
        Duplicate(filter_5, 0.0f, LANES);
        LocalTensor<float> filter_6 = slot_14.Get<float>();
        Duplicate(filter_6, 0.0f, LANES);
        LocalTensor<float> filter_7 = slot_15.Get<float>();
        Duplicate(filter_7, 0.0f, LANES);
        LocalTensor<float> filter_8 = slot_16.Get<float>();
        Duplicate(filter_8, 0.0f, LANES);
        LocalTensor<float> filter_9 = slot_17.Get<float>();
        Duplicate(filter_9, 0.0f, LANES);
        const int32_t rows = smaller((int64_t)(LANES / (BLOCK_X * BLOCK_Y)), (int64_t)BLOCK_Z);
        const int32_t rows_2 = BLOCK_X * BLOCK_Y > 0L ? rows : 0;
        LocalTensor<float> weight_tile = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile[row * (BLOCK_X * BLOCK_Y)],
                        load(weight + ((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3
                        * 3), BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window = slot_19.Get<float>();
            LocalTensor<int32_t> room = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places = slot_21.Get<int32_t>();
            Muls(places, channel, 3, LANES);
            Muls(places, places, 3, LANES);
            Adds(places, places, 0, LANES);
            gather_where(weight_tile, weight, active, places, window, room, LANES);
        }
        copy_tile(filter.ReinterpretCast<int32_t>(), weight_tile.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_2 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_2[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 1)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_2 = slot_19.Get<float>();
            LocalTensor<int32_t> room_2 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_21.Get<int32_t>();
            Muls(places_2, channel, 3, LANES);
            Muls(places_2, places_2, 3, LANES);
            Adds(places_2, places_2, 1, LANES);
            gather_where(weight_tile_2, weight, active, places_2, window_2, room_2, LANES);
        }
        copy_tile(filter_2.ReinterpretCast<int32_t>(), weight_tile_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_3 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_3[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 2)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_3 = slot_19.Get<float>();
            LocalTensor<int32_t> room_3 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_21.Get<int32_t>();
            Muls(places_3, channel, 3, LANES);
            Muls(places_3, places_3, 3, LANES);
            Adds(places_3, places_3, 2, LANES);
            gather_where(weight_tile_3, weight, active, places_3, window_3, room_3, LANES);
        }
        copy_tile(filter_3.ReinterpretCast<int32_t>(), weight_tile_3.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_4 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_4[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 3)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_4 = slot_19.Get<float>();
            LocalTensor<int32_t> room_4 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_4 = slot_21.Get<int32_t>();
            Muls(places_4, channel, 3, LANES);
            Muls(places_4, places_4, 3, LANES);
            Adds(places_4, places_4, 3, LANES);
            gather_where(weight_tile_4, weight, active, places_4, window_4, room_4, LANES);
        }
        copy_tile(filter_4.ReinterpretCast<int32_t>(), weight_tile_4.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_5 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_5[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 4)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_5 = slot_19.Get<float>();
            LocalTensor<int32_t> room_5 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_21.Get<int32_t>();
            Muls(places_5, channel, 3, LANES);
            Muls(places_5, places_5, 3, LANES);
            Adds(places_5, places_5, 4, LANES);
            gather_where(weight_tile_5, weight, active, places_5, window_5, room_5, LANES);
        }
        copy_tile(filter_5.ReinterpretCast<int32_t>(), weight_tile_5.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_6 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_6[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 5)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_6 = slot_19.Get<float>();
            LocalTensor<int32_t> room_6 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_6 = slot_21.Get<int32_t>();
            Muls(places_6, channel, 3, LANES);
            Muls(places_6, places_6, 3, LANES);
            Adds(places_6, places_6, 5, LANES);
            gather_where(weight_tile_6, weight, active, places_6, window_6, room_6, LANES);
        }
        copy_tile(filter_6.ReinterpretCast<int32_t>(), weight_tile_6.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_7 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_7[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 6)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_7 = slot_19.Get<float>();
            LocalTensor<int32_t> room_7 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_21.Get<int32_t>();
            Muls(places_7, channel, 3, LANES);
            Muls(places_7, places_7, 3, LANES);
            Adds(places_7, places_7, 6, LANES);
            gather_where(weight_tile_7, weight, active, places_7, window_7, room_7, LANES);
        }
        copy_tile(filter_7.ReinterpretCast<int32_t>(), weight_tile_7.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_8 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_8[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 7)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_8 = slot_19.Get<float>();
            LocalTensor<int32_t> room_8 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_8 = slot_21.Get<int32_t>();
            Muls(places_8, channel, 3, LANES);
            Muls(places_8, places_8, 3, LANES);
            Adds(places_8, places_8, 7, LANES);
            gather_where(weight_tile_8, weight, active, places_8, window_8, room_8, LANES);
        }
        copy_tile(filter_8.ReinterpretCast<int32_t>(), weight_tile_8.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_9 = slot_18.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_9[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 8)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_9 = slot_19.Get<float>();
            LocalTensor<int32_t> room_9 = slot_20.Get<int32_t>();
            LocalTensor<int32_t> places_9 = slot_21.Get<int32_t>();
            Muls(places_9, channel, 3, LANES);
            Muls(places_9, places_9, 3, LANES);
            Adds(places_9, places_9, 8, LANES);
            gather_where(weight_tile_9, weight, active, places_9, window_9, room_9, LANES);
        }
        copy_tile(filter_9.ReinterpretCast<int32_t>(), weight_tile_9.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> work_12 = slot_18.Get<int32_t>();
        Duplicate(work_12, out_width, LANES);
        LocalTensor<int32_t> maximum_5 = slot_20.Get<int32_t>();
        Max(maximum_5, work_12, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_4 = slot_22.Get<uint8_t>();
        Compare(mask_4, maximum_5, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_13 = slot_20.Get<int32_t>();
        Duplicate(work_13, out_height, LANES);
        LocalTensor<int32_t> maximum_6 = slot_18.Get<int32_t>();
        Max(maximum_6, work_13, y, LANES);
        LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
        Compare(mask_5, maximum_6, y, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_18.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t dy = -radius; dy < radius + 1; ++dy) {
            for (int32_t dx = -radius; dx < radius + 1; ++dx) {
                LocalTensor<int32_t> in_y = slot_20.Get<int32_t>();
                Muls(in_y, y, 1, LANES);
                Adds(in_y, in_y, dy, LANES);
                LocalTensor<int32_t> in_x = slot_21.Get<int32_t>();
                Muls(in_x, x.ReinterpretCast<int32_t>(), 1, LANES);
                Adds(in_x, in_x, dx, LANES);
                LocalTensor<int32_t> work_7 = slot_24.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum = slot_25.Get<int32_t>();
                Max(maximum, work_7, in_y, LANES);
                LocalTensor<uint8_t> inside = slot_23.Get<uint8_t>();
                Compare(inside, maximum, in_y, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_8 = slot_25.Get<int32_t>();
                Duplicate(work_8, height, LANES);
                LocalTensor<int32_t> maximum_2 = slot_24.Get<int32_t>();
                Max(maximum_2, work_8, in_y, LANES);
                LocalTensor<uint8_t> mask = slot_26.Get<uint8_t>();
                Compare(mask, maximum_2, in_y, CMPMODE::EQ, LANES);
                Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_10 = slot_24.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_25.Get<int32_t>();
                Max(maximum_3, work_10, in_x, LANES);
                LocalTensor<uint8_t> mask_2 = slot_26.Get<uint8_t>();
                Compare(mask_2, maximum_3, in_x, CMPMODE::EQ, LANES);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_25.Get<int32_t>();
                Duplicate(work_11, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_24.Get<int32_t>();
                Max(maximum_4, work_11, in_x, LANES);
                LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
                Compare(mask_3, maximum_4, in_x, CMPMODE::EQ, LANES);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> plane_tile = slot_24.Get<float>();
                LocalTensor<float> window_10 = slot_19.Get<float>();
                LocalTensor<int32_t> room_10 = slot_25.Get<int32_t>();
                LocalTensor<uint8_t> mask_6 = slot_26.Get<uint8_t>();
                And(mask_6.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_10 = slot_27.Get<int32_t>();
                Muls(places_10, channel, height, LANES);
                Muls(places_10, places_10, width, LANES);
                LocalTensor<int32_t> places_11 = slot_28.Get<int32_t>();
                Muls(places_11, in_y, width, LANES);
                Add(places_11, places_11, in_x, LANES);
                gather_sum(plane_tile, input, mask_6, places_10, 1L, places_11, 1L, window_10, room_10, LANES);
                LocalTensor<uint8_t> mask_7 = slot_26.Get<uint8_t>();
                Duplicate(mask_7.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_14 = slot_25.Get<float>();
                Select(work_14, mask_7, filter_2, filter_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_8 = slot_26.Get<uint8_t>();
                Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_14, mask_8, filter, work_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_9 = slot_26.Get<uint8_t>();
                Duplicate(mask_9.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_15 = slot_28.Get<float>();
                Select(work_15, mask_9, filter_5, filter_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_10 = slot_26.Get<uint8_t>();
                Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_15, mask_10, filter_4, work_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_11 = slot_26.Get<uint8_t>();
                Duplicate(mask_11.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_16 = slot_27.Get<float>();
                Select(work_16, mask_11, filter_8, filter_9, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_12 = slot_26.Get<uint8_t>();
                Duplicate(mask_12.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_16, mask_12, filter_7, work_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_13 = slot_26.Get<uint8_t>();
                Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_15, mask_13, work_15, work_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_14 = slot_26.Get<uint8_t>();
                Duplicate(mask_14.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_14, mask_14, work_14, work_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Mul(plane_tile, plane_tile, work_14, LANES);
                Select(plane_tile, inside, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, plane_tile, LANES);
            }
        }
        LocalTensor<uint32_t> offsets = slot_20.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        const int32_t rows_3 = (LANES + (BLOCK_X - 1)) / BLOCK_X;
        for (int32_t row = 0; row < rows_3; ++row) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y * BLOCK_Z) - row
                    * BLOCK_X), (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row % BLOCK_Y < out_height ? stop_2 : 0;
            if (count > 0) {
                LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                Gather(moved, sum, offsets, (uint32_t)(row * BLOCK_X * 4), count);
                moved_queue.EnQue(moved);
                moved = moved_queue.DeQue<float>();
                copy_out(output
                        + ((((int32_t)block_z * BLOCK_Z + row / BLOCK_Y) * out_height
                        + ((int32_t)block_y * BLOCK_Y + row % BLOCK_Y)) * out_width + (int32_t)(block_x * BLOCK_X)),
                        moved, count);
                moved_queue.FreeTensor(moved);
            }
        }
    }
}

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
extern "C" __global__ __aicore__ void depthwise_conv_5_2(
        GM_ADDR input_address, GM_ADDR weight_address, GM_ADDR output_address, int32_t height, int32_t width,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y,
        int32_t BLOCK_Z) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, 4096);
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_39, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_40, padded(LANES * 4));
    pipe.InitBuffer(slot_41, padded(LANES * 4));
    pipe.InitBuffer(slot_42, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_43, padded(LANES * 4));
    pipe.InitBuffer(slot_44, padded(LANES * 4));
    pipe.InitBuffer(slot_45, padded(LANES * 4));
    pipe.InitBuffer(slot_46, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_9 = slot_2.Get<float>();
        Cast(work_9, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_9, work_9, 0.5f, LANES);
        Muls(work_9, work_9, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_9, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_4, work_4, 0.5f, LANES);
        Muls(work_4, work_4, reciprocal_2, LANES);
        LocalTensor<int32_t> work_5 = slot_4.Get<int32_t>();
        Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_3 = 1.0f / BLOCK_Y;
        LocalTensor<float> work_6 = slot_2.Get<float>();
        Cast(work_6, work_5, RoundMode::CAST_RINT, LANES);
        Adds(work_6, work_6, 0.5f, LANES);
        Muls(work_6, work_6, reciprocal_3, LANES);
        LocalTensor<int32_t> thread_y = slot_5.Get<int32_t>();
        Cast(thread_y, work_6, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_y, thread_y, BLOCK_Y, LANES);
        Sub(thread_y, work_5, thread_y, LANES);
        const float reciprocal_4 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_4.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_4, LANES);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_5 = 1.0f / BLOCK_Y;
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Cast(work_3, work_2, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_5, LANES);
        LocalTensor<int32_t> thread_z = slot_6.Get<int32_t>();
        Cast(thread_z, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y * BLOCK_Z;
        LocalTensor<uint8_t> active = slot_7.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t radius = 2;
        const int32_t out_width = (width + 2 - 1) / 2;
        const int32_t out_height = (height + 2 - 1) / 2;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_4.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> channel = slot_8.Get<int32_t>();
        Adds(channel, thread_z, (int32_t)block_z * BLOCK_Z, LANES);

        // The filter goes to registers once.
        LocalTensor<float> filter = slot_9.Get<float>();
        Duplicate(filter, 0.0f, LANES);
        LocalTensor<float> filter_2 = slot_10.Get<float>();
        Duplicate(filter_2, 0.0f, LANES);
        LocalTensor<float> filter_3 = slot_11.Get<float>();
        Duplicate(filter_3, 0.0f, LANES);
        LocalTensor<float> filter_4 = slot_12.Get<float>();
        Duplicate(filter_4, 0.0f, LANES);
        LocalTensor<float> filter_5 = slot_13.Get<float>();
        Duplicate(filter_5, 0.0f, LANES);
        LocalTensor<float> filter_6 = slot_14.Get<float>();
        Duplicate(filter_6, 0.0f, LANES);
        LocalTensor<float> filter_7 = slot_15.Get<float>();
        Duplicate(filter_7, 0.0f, LANES);
        LocalTensor<float> filter_8 = slot_16.Get<float>();
        Duplicate(filter_8, 0.0f, LANES);
        LocalTensor<float> filter_9 = slot_17.Get<float>();
        Duplicate(filter_9, 0.0f, LANES);
        LocalTensor<float> filter_10 = slot_18.Get<float>();
        Duplicate(filter_10, 0.0f, LANES);
        LocalTensor<float> filter_11 = slot_19.Get<float>();
        Duplicate(filter_11, 0.0f, LANES);
        LocalTensor<float> filter_12 = slot_20.Get<float>();
        Duplicate(filter_12, 0.0f, LANES);
        LocalTensor<float> filter_13 = slot_21.Get<float>();
        Duplicate(filter_13, 0.0f, LANES);
        LocalTensor<float> filter_14 = slot_22.Get<float>();
        Duplicate(filter_14, 0.0f, LANES);
        LocalTensor<float> filter_15 = slot_23.Get<float>();
        Duplicate(filter_15, 0.0f, LANES);
        LocalTensor<float> filter_16 = slot_24.Get<float>();
        Duplicate(filter_16, 0.0f, LANES);
        LocalTensor<float> filter_17 = slot_25.Get<float>();
        Duplicate(filter_17, 0.0f, LANES);
        LocalTensor<float> filter_18 = slot_26.Get<float>();
        Duplicate(filter_18, 0.0f, LANES);
        LocalTensor<float> filter_19 = slot_27.Get<float>();
        Duplicate(filter_19, 0.0f, LANES);
        LocalTensor<float> filter_20 = slot_28.Get<float>();
        Duplicate(filter_20, 0.0f, LANES);
        LocalTensor<float> filter_21 = slot_29.Get<float>();
        Duplicate(filter_21, 0.0f, LANES);
        LocalTensor<float> filter_22 = slot_30.Get<float>();
        Duplicate(filter_22, 0.0f, LANES);
        LocalTensor<float> filter_23 = slot_31.Get<float>();
        Duplicate(filter_23, 0.0f, LANES);
        LocalTensor<float> filter_24 = slot_32.Get<float>();
        Duplicate(filter_24, 0.0f, LANES);
        LocalTensor<float> filter_25 = slot_33.Get<float>();
        Duplicate(filter_25, 0.0f, LANES);
        const int32_t rows = smaller((int64_t)(LANES / (BLOCK_X * BLOCK_Y)), (int64_t)BLOCK_Z);
        const int32_t rows_2 = BLOCK_X * BLOCK_Y > 0L ? rows : 0;
        LocalTensor<float> weight_tile = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile[row * (BLOCK_X * BLOCK_Y)],
                        load(weight + ((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5
                        * 5), BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window = slot_35.Get<float>();
            LocalTensor<int32_t> room = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_V>();
            Muls(places, channel, 5, LANES);
            Muls(places, places, 5, LANES);
            Adds(places, places, 0, LANES);
            gather_where(weight_tile, weight, active, places, window, room, LANES);
        }
        copy_tile(filter.ReinterpretCast<int32_t>(), weight_tile.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_2 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_2[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 1)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_2 = slot_35.Get<float>();
            LocalTensor<int32_t> room_2 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_2, channel, 5, LANES);
            Muls(places_2, places_2, 5, LANES);
            Adds(places_2, places_2, 1, LANES);
            gather_where(weight_tile_2, weight, active, places_2, window_2, room_2, LANES);
        }
        copy_tile(filter_2.ReinterpretCast<int32_t>(), weight_tile_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_3 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_3[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 2)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_3 = slot_35.Get<float>();
            LocalTensor<int32_t> room_3 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_3, channel, 5, LANES);
            Muls(places_3, places_3, 5, LANES);
            Adds(places_3, places_3, 2, LANES);
            gather_where(weight_tile_3, weight, active, places_3, window_3, room_3, LANES);
        }
        copy_tile(filter_3.ReinterpretCast<int32_t>(), weight_tile_3.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_4 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_4[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 3)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_4 = slot_35.Get<float>();
            LocalTensor<int32_t> room_4 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_4 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_4, channel, 5, LANES);
            Muls(places_4, places_4, 5, LANES);
            Adds(places_4, places_4, 3, LANES);
            gather_where(weight_tile_4, weight, active, places_4, window_4, room_4, LANES);
        }
        copy_tile(filter_4.ReinterpretCast<int32_t>(), weight_tile_4.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_5 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_5[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 4)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_5 = slot_35.Get<float>();
            LocalTensor<int32_t> room_5 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_5, channel, 5, LANES);
            Muls(places_5, places_5, 5, LANES);
            Adds(places_5, places_5, 4, LANES);
            gather_where(weight_tile_5, weight, active, places_5, window_5, room_5, LANES);
        }
        copy_tile(filter_5.ReinterpretCast<int32_t>(), weight_tile_5.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_6 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_6[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 5)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_6 = slot_35.Get<float>();
            LocalTensor<int32_t> room_6 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_6 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_6, channel, 5, LANES);
            Muls(places_6, places_6, 5, LANES);
            Adds(places_6, places_6, 5, LANES);
            gather_where(weight_tile_6, weight, active, places_6, window_6, room_6, LANES);
        }
        copy_tile(filter_6.ReinterpretCast<int32_t>(), weight_tile_6.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_7 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_7[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 6)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_7 = slot_35.Get<float>();
            LocalTensor<int32_t> room_7 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_7, channel, 5, LANES);
            Muls(places_7, places_7, 5, LANES);
            Adds(places_7, places_7, 6, LANES);
            gather_where(weight_tile_7, weight, active, places_7, window_7, room_7, LANES);
        }
        copy_tile(filter_7.ReinterpretCast<int32_t>(), weight_tile_7.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_8 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_8[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 7)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_8 = slot_35.Get<float>();
            LocalTensor<int32_t> room_8 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_8 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_8, channel, 5, LANES);
            Muls(places_8, places_8, 5, LANES);
            Adds(places_8, places_8, 7, LANES);
            gather_where(weight_tile_8, weight, active, places_8, window_8, room_8, LANES);
        }
        copy_tile(filter_8.ReinterpretCast<int32_t>(), weight_tile_8.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_9 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_9[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 8)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_9 = slot_35.Get<float>();
            LocalTensor<int32_t> room_9 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_9 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_9, channel, 5, LANES);
            Muls(places_9, places_9, 5, LANES);
            Adds(places_9, places_9, 8, LANES);
            gather_where(weight_tile_9, weight, active, places_9, window_9, room_9, LANES);
        }
        copy_tile(filter_9.ReinterpretCast<int32_t>(), weight_tile_9.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_10 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_10[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 9)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_10 = slot_35.Get<float>();
            LocalTensor<int32_t> room_10 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_10 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_10, channel, 5, LANES);
            Muls(places_10, places_10, 5, LANES);
            Adds(places_10, places_10, 9, LANES);
            gather_where(weight_tile_10, weight, active, places_10, window_10, room_10, LANES);
        }
        copy_tile(filter_10.ReinterpretCast<int32_t>(), weight_tile_10.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_11 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_11[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 10)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_11 = slot_35.Get<float>();
            LocalTensor<int32_t> room_11 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_11 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_11, channel, 5, LANES);
            Muls(places_11, places_11, 5, LANES);
            Adds(places_11, places_11, 10, LANES);
            gather_where(weight_tile_11, weight, active, places_11, window_11, room_11, LANES);
        }
        copy_tile(filter_11.ReinterpretCast<int32_t>(), weight_tile_11.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_12 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_12[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 11)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_12 = slot_35.Get<float>();
            LocalTensor<int32_t> room_12 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_12 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_12, channel, 5, LANES);
            Muls(places_12, places_12, 5, LANES);
            Adds(places_12, places_12, 11, LANES);
            gather_where(weight_tile_12, weight, active, places_12, window_12, room_12, LANES);
        }
        copy_tile(filter_12.ReinterpretCast<int32_t>(), weight_tile_12.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_13 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_13[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 12)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_13 = slot_35.Get<float>();
            LocalTensor<int32_t> room_13 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_13 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_13, channel, 5, LANES);
            Muls(places_13, places_13, 5, LANES);
            Adds(places_13, places_13, 12, LANES);
            gather_where(weight_tile_13, weight, active, places_13, window_13, room_13, LANES);
        }
        copy_tile(filter_13.ReinterpretCast<int32_t>(), weight_tile_13.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_14 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_14[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 13)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_14 = slot_35.Get<float>();
            LocalTensor<int32_t> room_14 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_14 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_14, channel, 5, LANES);
            Muls(places_14, places_14, 5, LANES);
            Adds(places_14, places_14, 13, LANES);
            gather_where(weight_tile_14, weight, active, places_14, window_14, room_14, LANES);
        }
        copy_tile(filter_14.ReinterpretCast<int32_t>(), weight_tile_14.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_15 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_15[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 14)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_15 = slot_35.Get<float>();
            LocalTensor<int32_t> room_15 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_15 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_15, channel, 5, LANES);
            Muls(places_15, places_15, 5, LANES);
            Adds(places_15, places_15, 14, LANES);
            gather_where(weight_tile_15, weight, active, places_15, window_15, room_15, LANES);
        }
        copy_tile(filter_15.ReinterpretCast<int32_t>(), weight_tile_15.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_16 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_16[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 15)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_16 = slot_35.Get<float>();
            LocalTensor<int32_t> room_16 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_16 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_16, channel, 5, LANES);
            Muls(places_16, places_16, 5, LANES);
            Adds(places_16, places_16, 15, LANES);
            gather_where(weight_tile_16, weight, active, places_16, window_16, room_16, LANES);
        }
        copy_tile(filter_16.ReinterpretCast<int32_t>(), weight_tile_16.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_17 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_17[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 16)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_17 = slot_35.Get<float>();
            LocalTensor<int32_t> room_17 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_17 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_17, channel, 5, LANES);
            Muls(places_17, places_17, 5, LANES);
            Adds(places_17, places_17, 16, LANES);
            gather_where(weight_tile_17, weight, active, places_17, window_17, room_17, LANES);
        }
        copy_tile(filter_17.ReinterpretCast<int32_t>(), weight_tile_17.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_18 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_18[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 17)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_18 = slot_35.Get<float>();
            LocalTensor<int32_t> room_18 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_18 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_18, channel, 5, LANES);
            Muls(places_18, places_18, 5, LANES);
            Adds(places_18, places_18, 17, LANES);
            gather_where(weight_tile_18, weight, active, places_18, window_18, room_18, LANES);
        }
        copy_tile(filter_18.ReinterpretCast<int32_t>(), weight_tile_18.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_19 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_19[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 18)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_19 = slot_35.Get<float>();
            LocalTensor<int32_t> room_19 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_19 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_19, channel, 5, LANES);
            Muls(places_19, places_19, 5, LANES);
            Adds(places_19, places_19, 18, LANES);
            gather_where(weight_tile_19, weight, active, places_19, window_19, room_19, LANES);
        }
        copy_tile(filter_19.ReinterpretCast<int32_t>(), weight_tile_19.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_20 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_20[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 19)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_20 = slot_35.Get<float>();
            LocalTensor<int32_t> room_20 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_20 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_20, channel, 5, LANES);
            Muls(places_20, places_20, 5, LANES);
            Adds(places_20, places_20, 19, LANES);
            gather_where(weight_tile_20, weight, active, places_20, window_20, room_20, LANES);
        }
        copy_tile(filter_20.ReinterpretCast<int32_t>(), weight_tile_20.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_21 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_21[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 20)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_21 = slot_35.Get<float>();
            LocalTensor<int32_t> room_21 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_21 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_21, channel, 5, LANES);
            Muls(places_21, places_21, 5, LANES);
            Adds(places_21, places_21, 20, LANES);
            gather_where(weight_tile_21, weight, active, places_21, window_21, room_21, LANES);
        }
        copy_tile(filter_21.ReinterpretCast<int32_t>(), weight_tile_21.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_22 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_22[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 21)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_22 = slot_35.Get<float>();
            LocalTensor<int32_t> room_22 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_22 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_22, channel, 5, LANES);
            Muls(places_22, places_22, 5, LANES);
            Adds(places_22, places_22, 21, LANES);
            gather_where(weight_tile_22, weight, active, places_22, window_22, room_22, LANES);
        }
        copy_tile(filter_22.ReinterpretCast<int32_t>(), weight_tile_22.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_23 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_23[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 22)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_23 = slot_35.Get<float>();
            LocalTensor<int32_t> room_23 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_23 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_23, channel, 5, LANES);
            Muls(places_23, places_23, 5, LANES);
            Adds(places_23, places_23, 22, LANES);
            gather_where(weight_tile_23, weight, active, places_23, window_23, room_23, LANES);
        }
        copy_tile(filter_23.ReinterpretCast<int32_t>(), weight_tile_23.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_24 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_24[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 23)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_24 = slot_35.Get<float>();
            LocalTensor<int32_t> room_24 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_24 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_24, channel, 5, LANES);
            Muls(places_24, places_24, 5, LANES);
            Adds(places_24, places_24, 23, LANES);
            gather_where(weight_tile_24, weight, active, places_24, window_24, room_24, LANES);
        }
        copy_tile(filter_24.ReinterpretCast<int32_t>(), weight_tile_24.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_25 = slot_34.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_25[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 24)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            LocalTensor<float> window_25 = slot_35.Get<float>();
            LocalTensor<int32_t> room_25 = slot_36.Get<int32_t>();
            LocalTensor<int32_t> places_25 = slot_37.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Muls(places_25, channel, 5, LANES);
            Muls(places_25, places_25, 5, LANES);
            Adds(places_25, places_25, 24, LANES);
            gather_where(weight_tile_25, weight, active, places_25, window_25, room_25, LANES);
        }
        copy_tile(filter_25.ReinterpretCast<int32_t>(), weight_tile_25.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> work_12 = slot_34.Get<int32_t>();
        Duplicate(work_12, out_width, LANES);
        LocalTensor<int32_t> maximum_5 = slot_36.Get<int32_t>();
        Max(maximum_5, work_12, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_4 = slot_38.Get<uint8_t>();
        Compare(mask_4, maximum_5, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_13 = slot_36.Get<int32_t>();
        Duplicate(work_13, out_height, LANES);
        LocalTensor<int32_t> maximum_6 = slot_34.Get<int32_t>();
        Max(maximum_6, work_13, y, LANES);
        LocalTensor<uint8_t> mask_5 = slot_39.Get<uint8_t>();
        Compare(mask_5, maximum_6, y, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_34.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        for (int32_t dy = -radius; dy < radius + 1; ++dy) {
            for (int32_t dx = -radius; dx < radius + 1; ++dx) {
                LocalTensor<int32_t> in_y = slot_36.Get<int32_t>();
                Muls(in_y, y, 2, LANES);
                Adds(in_y, in_y, dy, LANES);
                LocalTensor<int32_t> in_x = slot_37.Get<int32_t>();
                Muls(in_x, x.ReinterpretCast<int32_t>(), 2, LANES);
                Adds(in_x, in_x, dx, LANES);
                LocalTensor<int32_t> work_7 = slot_40.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum = slot_41.Get<int32_t>();
                Max(maximum, work_7, in_y, LANES);
                LocalTensor<uint8_t> inside = slot_39.Get<uint8_t>();
                Compare(inside, maximum, in_y, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_8 = slot_41.Get<int32_t>();
                Duplicate(work_8, height, LANES);
                LocalTensor<int32_t> maximum_2 = slot_40.Get<int32_t>();
                Max(maximum_2, work_8, in_y, LANES);
                LocalTensor<uint8_t> mask = slot_42.Get<uint8_t>();
                Compare(mask, maximum_2, in_y, CMPMODE::EQ, LANES);
                Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_10 = slot_40.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_41.Get<int32_t>();
                Max(maximum_3, work_10, in_x, LANES);
                LocalTensor<uint8_t> mask_2 = slot_42.Get<uint8_t>();
                Compare(mask_2, maximum_3, in_x, CMPMODE::EQ, LANES);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_41.Get<int32_t>();
                Duplicate(work_11, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_40.Get<int32_t>();
                Max(maximum_4, work_11, in_x, LANES);
                LocalTensor<uint8_t> mask_3 = slot_42.Get<uint8_t>();
                Compare(mask_3, maximum_4, in_x, CMPMODE::EQ, LANES);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> plane_tile = slot_40.Get<float>();
                LocalTensor<float> window_26 = slot_35.Get<float>();
                LocalTensor<int32_t> room_26 = slot_41.Get<int32_t>();
                LocalTensor<uint8_t> mask_6 = slot_42.Get<uint8_t>();
                And(mask_6.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_26 = slot_43.Get<int32_t>();
                Muls(places_26, channel, height, LANES);
                Muls(places_26, places_26, width, LANES);
                LocalTensor<int32_t> places_27 = slot_44.Get<int32_t>();
                Muls(places_27, in_y, width, LANES);
                Add(places_27, places_27, in_x, LANES);
                gather_sum(plane_tile, input, mask_6, places_26, 1L, places_27, 1L, window_26, room_26, LANES);
                LocalTensor<uint8_t> mask_7 = slot_42.Get<uint8_t>();
                Duplicate(mask_7.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_14 = slot_41.Get<float>();
                Select(work_14, mask_7, filter_4, filter_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_8 = slot_42.Get<uint8_t>();
                Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_14, mask_8, filter_3, work_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_9 = slot_42.Get<uint8_t>();
                Duplicate(mask_9.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_14, mask_9, filter_2, work_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_10 = slot_42.Get<uint8_t>();
                Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_14, mask_10, filter, work_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_11 = slot_42.Get<uint8_t>();
                Duplicate(mask_11.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_15 = slot_44.Get<float>();
                Select(work_15, mask_11, filter_9, filter_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_12 = slot_42.Get<uint8_t>();
                Duplicate(mask_12.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_15, mask_12, filter_8, work_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_13 = slot_42.Get<uint8_t>();
                Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_15, mask_13, filter_7, work_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_14 = slot_42.Get<uint8_t>();
                Duplicate(mask_14.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_15, mask_14, filter_6, work_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_15 = slot_42.Get<uint8_t>();
                Duplicate(mask_15.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_16 = slot_43.Get<float>();
                Select(work_16, mask_15, filter_14, filter_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_16 = slot_42.Get<uint8_t>();
                Duplicate(mask_16.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_16, mask_16, filter_13, work_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_17 = slot_42.Get<uint8_t>();
                Duplicate(mask_17.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_16, mask_17, filter_12, work_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_18 = slot_42.Get<uint8_t>();
                Duplicate(mask_18.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_16, mask_18, filter_11, work_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_19 = slot_42.Get<uint8_t>();
                Duplicate(mask_19.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_17 = slot_45.Get<float>();
                Select(work_17, mask_19, filter_19, filter_20, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_20 = slot_42.Get<uint8_t>();
                Duplicate(mask_20.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_17, mask_20, filter_18, work_17, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_21 = slot_42.Get<uint8_t>();
                Duplicate(mask_21.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_17, mask_21, filter_17, work_17, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_22 = slot_42.Get<uint8_t>();
                Duplicate(mask_22.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_17, mask_22, filter_16, work_17, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_23 = slot_42.Get<uint8_t>();
                Duplicate(mask_23.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_18 = slot_46.Get<float>();
                Select(work_18, mask_23, filter_24, filter_25, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_24 = slot_42.Get<uint8_t>();
                Duplicate(mask_24.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_18, mask_24, filter_23, work_18, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_25 = slot_42.Get<uint8_t>();
                Duplicate(mask_25.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_18, mask_25, filter_22, work_18, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_26 = slot_42.Get<uint8_t>();
                Duplicate(mask_26.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_18, mask_26, filter_21, work_18, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_27 = slot_42.Get<uint8_t>();
                Duplicate(mask_27.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                Select(work_17, mask_27, work_17, work_18, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_28 = slot_42.Get<uint8_t>();
                Duplicate(mask_28.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_16, mask_28, work_16, work_17, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_29 = slot_42.Get<uint8_t>();
                Duplicate(mask_29.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_15, mask_29, work_15, work_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_30 = slot_42.Get<uint8_t>();
                Duplicate(mask_30.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_14, mask_30, work_14, work_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Mul(plane_tile, plane_tile, work_14, LANES);
                Select(plane_tile, inside, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, plane_tile, LANES);
            }
        }
        LocalTensor<uint32_t> offsets = slot_36.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        const int32_t rows_3 = (LANES + (BLOCK_X - 1)) / BLOCK_X;
        wait<HardEvent::V_MTE3>();
        for (int32_t row = 0; row < rows_3; ++row) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y * BLOCK_Z) - row
                    * BLOCK_X), (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row % BLOCK_Y < out_height ? stop_2 : 0;
            if (count > 0) {
                LocalTensor<float> moved = slot_37.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, sum, offsets, (uint32_t)(row * BLOCK_X * 4), count);
                wait<HardEvent::V_MTE3>();
                copy_out(output
                        + ((((int32_t)block_z * BLOCK_Z + row / BLOCK_Y) * out_height
                        + ((int32_t)block_y * BLOCK_Y + row % BLOCK_Y)) * out_width + (int32_t)(block_x * BLOCK_X)),
                        moved, count);
            }
        }
    }
}
