// box_overlap.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Intersection over union of every detected box with every true box, as detectors are scored by.
// A box is (left, top, right, bottom) in pixels, with the right and bottom ends excluded.

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

// Each element at the beginning of 32 bytes of its own, and in all of them.
template <typename T>
__aicore__ inline void expand(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t count) {
    constexpr int32_t most = 248 * 8;  // elements of one instruction
    for (int32_t first = 0; first < count; first += most) {
        int32_t part = count - first < most ? count - first : most;
        Brcb(target[first * (32 / sizeof(T))], source[first], uint8_t((part + 7) / 8),
             BrcbRepeatParams{1, 8});
    }
}

extern "C" __global__ __aicore__ void box_overlap(
        GM_ADDR detected_address, GM_ADDR truth_address, GM_ADDR overlap_address, GM_ADDR common_address,
        int32_t detections, int32_t truths, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ int32_t* detected = (__gm__ int32_t*)detected_address;
    __gm__ int32_t* truth = (__gm__ int32_t*)truth_address;
    __gm__ float* overlap = (__gm__ float*)overlap_address;
    __gm__ int32_t* common = (__gm__ int32_t*)common_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48;
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
    pipe.InitBuffer(slot_11, 16384);
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
    pipe.InitBuffer(slot_22, padded(LANES * 8));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 8));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_35, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_36, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded(LANES * 4));
    pipe.InitBuffer(slot_39, padded(LANES * 4));
    pipe.InitBuffer(slot_40, padded(LANES * 8));
    pipe.InitBuffer(slot_41, padded(LANES * 4));
    pipe.InitBuffer(slot_42, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_43, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_44, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_45, padded(LANES * 8));
    pipe.InitBuffer(slot_46, padded(LANES * 4));
    pipe.InitBuffer(slot_47, padded(LANES * 4));
    pipe.InitBuffer(slot_48, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> row = slot_6.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, detections, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, row, LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, truths, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)detections
                - (int32_t)block_y * BLOCK_Y);
        const int32_t rows_2 = smaller((int64_t)BLOCK_X, (int64_t)truths - (int32_t)(block_x * BLOCK_X)) > 0L ? rows
                : 0;
        LocalTensor<int32_t> a = slot_7.Get<int32_t>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                Duplicate(a[row_2 * BLOCK_X], load(detected + ((int32_t)block_y * BLOCK_Y + row_2) * 4), BLOCK_X);
            }
        } else {
            LocalTensor<int32_t> window = slot_11.Get<int32_t>();
            LocalTensor<int32_t> room = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places = slot_12.Get<int32_t>();
            Muls(places, row, 4, LANES);

            gather_where(a, detected, mask, places, window, room, LANES);
        }
        LocalTensor<int32_t> a_2 = slot_8.Get<int32_t>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                Duplicate(a_2[row_2 * BLOCK_X], load(detected + ((int32_t)block_y * BLOCK_Y + row_2) * 4 + 1), BLOCK_X);
            }
        } else {
            LocalTensor<int32_t> window_2 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
            Muls(places_2, row, 4, LANES);

            gather_where(a_2, detected + 1, mask, places_2, window_2, room_2, LANES);
        }
        LocalTensor<int32_t> a_3 = slot_12.Get<int32_t>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                Duplicate(a_3[row_2 * BLOCK_X], load(detected + ((int32_t)block_y * BLOCK_Y + row_2) * 4 + 2), BLOCK_X);
            }
        } else {
            LocalTensor<int32_t> window_3 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> room_3 = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_14.Get<int32_t>();
            Muls(places_3, row, 4, LANES);

            gather_where(a_3, detected + 2, mask, places_3, window_3, room_3, LANES);
        }
        LocalTensor<int32_t> a_4 = slot_13.Get<int32_t>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                Duplicate(a_4[row_2 * BLOCK_X], load(detected + ((int32_t)block_y * BLOCK_Y + row_2) * 4 + 3), BLOCK_X);
            }
        } else {
            LocalTensor<int32_t> window_4 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> room_4 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> places_4 = slot_15.Get<int32_t>();
            Muls(places_4, row, 4, LANES);

            gather_where(a_4, detected + 3, mask, places_4, window_4, room_4, LANES);
        }
        LocalTensor<int32_t> b = slot_14.Get<int32_t>();
        LocalTensor<int32_t> window_5 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> room_5 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> places_5 = slot_16.Get<int32_t>();
        copy_tile(places_5, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_6 = slot_17.Get<int32_t>();
        Duplicate(places_6, 0, LANES);
        gather_sum(b, truth, mask, places_5, 4L, places_6, 1L, window_5, room_5, LANES);
        LocalTensor<int32_t> b_2 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> window_6 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> room_6 = slot_17.Get<int32_t>();
        LocalTensor<int32_t> places_7 = slot_16.Get<int32_t>();
        copy_tile(places_7, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_8 = slot_18.Get<int32_t>();
        Duplicate(places_8, 0, LANES);
        gather_sum(b_2, truth + 1, mask, places_7, 4L, places_8, 1L, window_6, room_6, LANES);
        LocalTensor<int32_t> b_3 = slot_17.Get<int32_t>();
        LocalTensor<int32_t> window_7 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> room_7 = slot_18.Get<int32_t>();
        LocalTensor<int32_t> places_9 = slot_16.Get<int32_t>();
        copy_tile(places_9, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_10 = slot_19.Get<int32_t>();
        Duplicate(places_10, 0, LANES);
        gather_sum(b_3, truth + 2, mask, places_9, 4L, places_10, 1L, window_7, room_7, LANES);
        LocalTensor<int32_t> b_4 = slot_18.Get<int32_t>();
        LocalTensor<int32_t> window_8 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> room_8 = slot_19.Get<int32_t>();
        LocalTensor<int32_t> places_11 = slot_16.Get<int32_t>();
        copy_tile(places_11, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_12 = slot_20.Get<int32_t>();
        Duplicate(places_12, 0, LANES);
        gather_sum(b_4, truth + 3, mask, places_11, 4L, places_12, 1L, window_8, room_8, LANES);
        LocalTensor<int32_t> shared_part = slot_19.Get<int32_t>();
        Max(shared_part, a, b, LANES);
        LocalTensor<int32_t> shared_part_2 = slot_20.Get<int32_t>();
        Max(shared_part_2, a_2, b_2, LANES);
        LocalTensor<int32_t> shared_part_3 = slot_16.Get<int32_t>();
        Min(shared_part_3, a_3, b_3, LANES);
        LocalTensor<int32_t> shared_part_4 = slot_21.Get<int32_t>();
        Min(shared_part_4, a_4, b_4, LANES);
        LocalTensor<int64_t> area_result = slot_22.Get<int64_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result.SetValue(lane_2, 0L);
        }
        LocalTensor<uint8_t> in_area = slot_10.Get<uint8_t>();
        Duplicate(in_area.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
        LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
        Max(maximum_3, shared_part_3, shared_part, LANES);
        LocalTensor<uint8_t> mask_3 = slot_24.Get<uint8_t>();
        Compare(mask_3, maximum_3, shared_part, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> maximum_4 = slot_23.Get<int32_t>();
        Max(maximum_4, shared_part_4, shared_part_2, LANES);
        LocalTensor<uint8_t> mask_4 = slot_25.Get<uint8_t>();
        Compare(mask_4, maximum_4, shared_part_2, CMPMODE::EQ, LANES);
        Or(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result.SetValue(lane_2, bit(mask_3, lane_2) ? 0L : area_result.GetValue(lane_2));
        }
        LocalTensor<uint8_t> mask_5 = slot_25.Get<uint8_t>();
        Duplicate(mask_5.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_6 = slot_26.Get<uint8_t>();
        LocalTensor<uint8_t> mask_7 = slot_27.Get<uint8_t>();
        And(mask_6.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), in_area.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Or(in_area.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> taken = slot_27.Get<uint8_t>();
        And(taken.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), in_area.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result.SetValue(lane_2, bit(taken, lane_2)
                    ? (int64_t)(shared_part_3.GetValue(lane_2) - shared_part.GetValue(lane_2))
                    * (shared_part_4.GetValue(lane_2) - shared_part_2.GetValue(lane_2)) : area_result.GetValue(lane_2));
        }
        LocalTensor<uint8_t> mask_8 = slot_26.Get<uint8_t>();
        Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_9 = slot_25.Get<uint8_t>();
        LocalTensor<uint8_t> mask_10 = slot_28.Get<uint8_t>();
        And(mask_9.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_10.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), in_area.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Or(in_area.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> box = slot_23.Get<int32_t>();
        copy_tile(box, a, LANES);
        LocalTensor<int32_t> box_2 = slot_29.Get<int32_t>();
        copy_tile(box_2, a_2, LANES);
        LocalTensor<int32_t> box_3 = slot_30.Get<int32_t>();
        copy_tile(box_3, a_3, LANES);
        LocalTensor<int32_t> box_4 = slot_31.Get<int32_t>();
        copy_tile(box_4, a_4, LANES);
        LocalTensor<int64_t> area_result_2 = slot_32.Get<int64_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result_2.SetValue(lane_2, 0L);
        }
        LocalTensor<uint8_t> in_area_2 = slot_28.Get<uint8_t>();
        Duplicate(in_area_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
        LocalTensor<int32_t> maximum_5 = slot_33.Get<int32_t>();
        Max(maximum_5, box_3, box, LANES);
        LocalTensor<uint8_t> mask_11 = slot_25.Get<uint8_t>();
        Compare(mask_11, maximum_5, box, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> maximum_6 = slot_33.Get<int32_t>();
        Max(maximum_6, box_4, box_2, LANES);
        LocalTensor<uint8_t> mask_12 = slot_26.Get<uint8_t>();
        Compare(mask_12, maximum_6, box_2, CMPMODE::EQ, LANES);
        Or(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_11.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result_2.SetValue(lane_2, bit(mask_11, lane_2) ? 0L : area_result_2.GetValue(lane_2));
        }
        LocalTensor<uint8_t> mask_13 = slot_26.Get<uint8_t>();
        Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_14 = slot_34.Get<uint8_t>();
        LocalTensor<uint8_t> mask_15 = slot_35.Get<uint8_t>();
        And(mask_14.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_15.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                in_area_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        Or(in_area_2.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> taken_2 = slot_35.Get<uint8_t>();
        And(taken_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), in_area_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result_2.SetValue(lane_2, bit(taken_2, lane_2)
                    ? (int64_t)(box_3.GetValue(lane_2) - box.GetValue(lane_2))
                    * (box_4.GetValue(lane_2) - box_2.GetValue(lane_2)) : area_result_2.GetValue(lane_2));
        }
        LocalTensor<uint8_t> mask_16 = slot_34.Get<uint8_t>();
        Duplicate(mask_16.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_17 = slot_26.Get<uint8_t>();
        LocalTensor<uint8_t> mask_18 = slot_36.Get<uint8_t>();
        And(mask_17.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_18.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                in_area_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        Or(in_area_2.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> box_5 = slot_33.Get<int32_t>();
        copy_tile(box_5, b, LANES);
        LocalTensor<int32_t> box_6 = slot_37.Get<int32_t>();
        copy_tile(box_6, b_2, LANES);
        LocalTensor<int32_t> box_7 = slot_38.Get<int32_t>();
        copy_tile(box_7, b_3, LANES);
        LocalTensor<int32_t> box_8 = slot_39.Get<int32_t>();
        copy_tile(box_8, b_4, LANES);
        LocalTensor<int64_t> area_result_3 = slot_40.Get<int64_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result_3.SetValue(lane_2, 0L);
        }
        LocalTensor<uint8_t> in_area_3 = slot_36.Get<uint8_t>();
        Duplicate(in_area_3.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
        LocalTensor<int32_t> maximum_7 = slot_41.Get<int32_t>();
        Max(maximum_7, box_7, box_5, LANES);
        LocalTensor<uint8_t> mask_19 = slot_26.Get<uint8_t>();
        Compare(mask_19, maximum_7, box_5, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> maximum_8 = slot_41.Get<int32_t>();
        Max(maximum_8, box_8, box_6, LANES);
        LocalTensor<uint8_t> mask_20 = slot_34.Get<uint8_t>();
        Compare(mask_20, maximum_8, box_6, CMPMODE::EQ, LANES);
        Or(mask_19.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_19.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result_3.SetValue(lane_2, bit(mask_19, lane_2) ? 0L : area_result_3.GetValue(lane_2));
        }
        LocalTensor<uint8_t> mask_21 = slot_34.Get<uint8_t>();
        Duplicate(mask_21.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_22 = slot_42.Get<uint8_t>();
        LocalTensor<uint8_t> mask_23 = slot_43.Get<uint8_t>();
        And(mask_22.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_23.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_23.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                in_area_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        Or(in_area_3.ReinterpretCast<int16_t>(), mask_22.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> taken_3 = slot_43.Get<uint8_t>();
        And(taken_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), in_area_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            area_result_3.SetValue(lane_2, bit(taken_3, lane_2)
                    ? (int64_t)(box_7.GetValue(lane_2) - box_5.GetValue(lane_2))
                    * (box_8.GetValue(lane_2) - box_6.GetValue(lane_2)) : area_result_3.GetValue(lane_2));
        }
        LocalTensor<uint8_t> mask_24 = slot_42.Get<uint8_t>();
        Duplicate(mask_24.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_25 = slot_34.Get<uint8_t>();
        LocalTensor<uint8_t> mask_26 = slot_44.Get<uint8_t>();
        And(mask_25.ReinterpretCast<int16_t>(), taken_3.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_26.ReinterpretCast<int16_t>(), taken_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                in_area_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        Or(in_area_3.ReinterpretCast<int16_t>(), mask_25.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int64_t> whole_2 = slot_45.Get<int64_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            whole_2.SetValue(lane_2, area_result_2.GetValue(lane_2) + area_result_3.GetValue(lane_2)
                    - area_result.GetValue(lane_2));
        }
        LocalTensor<float> work_5 = slot_41.Get<float>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_5.SetValue(lane_2, whole_2.GetValue(lane_2) > 0L ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> mask_27 = slot_44.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(mask_27, work_5, 0.0f, CMPMODE::NE, LANES);
        LocalTensor<float> work_6 = slot_41.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_6.SetValue(lane_2, (float)area_result.GetValue(lane_2));
        }
        LocalTensor<float> work_7 = slot_46.Get<float>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_7.SetValue(lane_2, (float)whole_2.GetValue(lane_2));
        }
        wait<HardEvent::S_V>();
        Div(work_6, work_6, work_7, LANES);
        Select(work_6, mask_27, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)truths - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::S_MTE3>();
            wait<HardEvent::V_S>();
            copy_rows_out(overlap + ((int32_t)block_y * BLOCK_Y * truths + (int32_t)(block_x * BLOCK_X)), work_6, rows,
                    columns_2, truths, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)truths - (int32_t)(block_x * BLOCK_X));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_46.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                    LocalTensor<float> moved = slot_47.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_6, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(overlap + (((int32_t)block_y * BLOCK_Y + row_2) * truths + (int32_t)(block_x * BLOCK_X)),
                            moved, stop_2);
                }
            }
        }
        LocalTensor<float> work_8 = slot_41.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_8.SetValue(lane_2, area_result.GetValue(lane_2) > 0L ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> mask_28 = slot_44.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(mask_28, work_8, 0.0f, CMPMODE::NE, LANES);
        LocalTensor<int32_t> work_9 = slot_41.Get<int32_t>();
        Duplicate(work_9, 0, LANES);
        Select(work_9.ReinterpretCast<float>(), mask_28, shared_part.ReinterpretCast<float>(),
                work_9.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> spread = slot_48.Get<int32_t>();
        expand(spread, work_9, LANES);
        const int32_t rows_3 = (LANES + (BLOCK_X - 1)) / BLOCK_X;
        wait<HardEvent::V_MTE3>();
        for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row_2 * BLOCK_X),
                    (int64_t)truths - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row_2 < detections ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(common + (((int32_t)block_y * BLOCK_Y + row_2) * truths + (int32_t)(block_x * BLOCK_X))
                        * 4L, spread[row_2 * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
        LocalTensor<float> work_10 = slot_41.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_10.SetValue(lane_2, area_result.GetValue(lane_2) > 0L ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> mask_29 = slot_44.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(mask_29, work_10, 0.0f, CMPMODE::NE, LANES);
        LocalTensor<int32_t> work_11 = slot_41.Get<int32_t>();
        Duplicate(work_11, 0, LANES);
        Select(work_11.ReinterpretCast<float>(), mask_29, shared_part_2.ReinterpretCast<float>(),
                work_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> spread_2 = slot_48.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread_2, work_11, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row_2 * BLOCK_X),
                    (int64_t)truths - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row_2 < detections ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(common + (((int32_t)block_y * BLOCK_Y + row_2) * truths + (int32_t)(block_x * BLOCK_X))
                        * 4L + 1, spread_2[row_2 * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
        LocalTensor<float> work_12 = slot_41.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_12.SetValue(lane_2, area_result.GetValue(lane_2) > 0L ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> mask_30 = slot_44.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(mask_30, work_12, 0.0f, CMPMODE::NE, LANES);
        LocalTensor<int32_t> work_13 = slot_41.Get<int32_t>();
        Duplicate(work_13, 0, LANES);
        Select(work_13.ReinterpretCast<float>(), mask_30, shared_part_3.ReinterpretCast<float>(),
                work_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> spread_3 = slot_48.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread_3, work_13, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row_2 * BLOCK_X),
                    (int64_t)truths - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row_2 < detections ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(common + (((int32_t)block_y * BLOCK_Y + row_2) * truths + (int32_t)(block_x * BLOCK_X))
                        * 4L + 2, spread_3[row_2 * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
        LocalTensor<float> work_14 = slot_41.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_14.SetValue(lane_2, area_result.GetValue(lane_2) > 0L ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> mask_31 = slot_44.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(mask_31, work_14, 0.0f, CMPMODE::NE, LANES);
        LocalTensor<int32_t> work_15 = slot_41.Get<int32_t>();
        Duplicate(work_15, 0, LANES);
        Select(work_15.ReinterpretCast<float>(), mask_31, shared_part_4.ReinterpretCast<float>(),
                work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> spread_4 = slot_48.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread_4, work_15, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row_2 * BLOCK_X),
                    (int64_t)truths - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row_2 < detections ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(common + (((int32_t)block_y * BLOCK_Y + row_2) * truths + (int32_t)(block_x * BLOCK_X))
                        * 4L + 3, spread_4[row_2 * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
    }
}
