// bilinear_resize.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Bilinear resize of 8-bit images with interleaved channels. Pixel centres lie at half coordinates, as in OpenCV and
// PyTorch (align_corners = false); the border repeats.

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

template <typename T>
__aicore__ inline GlobalTensor<T> at(__gm__ T* memory) {
    GlobalTensor<T> tensor;
    tensor.SetGlobalBuffer(memory);
    return tensor;
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

extern "C" __global__ __aicore__ void bilinear_resize(
        GM_ADDR in_address, GM_ADDR out_address, int32_t from_width, int32_t from_height, int32_t from_pitch,
        int32_t to_width, int32_t to_height, int32_t to_pitch, int32_t channels, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint8_t* in = (__gm__ uint8_t*)in_address;
    __gm__ uint8_t* out = (__gm__ uint8_t*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39;
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
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES));
    pipe.InitBuffer(slot_25, 4096);
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 2));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded(LANES * 4));
    pipe.InitBuffer(slot_39, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
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
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, to_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, to_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> in_x = slot_7.Get<float>();
        Cast(in_x, x.ReinterpretCast<int32_t>(), RoundMode::CAST_RINT, LANES);
        Adds(in_x, in_x, 0.5f, LANES);
        Muls(in_x, in_x, (float)from_width, LANES);
        LocalTensor<float> work_9 = slot_8.Get<float>();
        Duplicate(work_9, (float)to_width, LANES);
        Div(in_x, in_x, work_9, LANES);
        Adds(in_x, in_x, -0.5f, LANES);
        LocalTensor<float> in_y = slot_8.Get<float>();
        Cast(in_y, y, RoundMode::CAST_RINT, LANES);
        Adds(in_y, in_y, 0.5f, LANES);
        Muls(in_y, in_y, (float)from_height, LANES);
        LocalTensor<float> work_5 = slot_11.Get<float>();
        Duplicate(work_5, (float)to_height, LANES);
        Div(in_y, in_y, work_5, LANES);
        Adds(in_y, in_y, -0.5f, LANES);

        LocalTensor<float> left = slot_11.Get<float>();
        Cast(left, in_x, RoundMode::CAST_FLOOR, LANES);
        LocalTensor<float> top = slot_12.Get<float>();
        Cast(top, in_y, RoundMode::CAST_FLOOR, LANES);
        LocalTensor<int32_t> value_2 = slot_13.Get<int32_t>();
        Cast(value_2, left, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
        Duplicate(work_10, 0, LANES);
        LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
        Max(maximum_5, work_10, value_2, LANES);
        LocalTensor<uint8_t> mask_5 = slot_10.Get<uint8_t>();
        Compare(mask_5, maximum_5, value_2, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_11 = slot_15.Get<int32_t>();
        Duplicate(work_11, from_width, LANES);
        LocalTensor<int32_t> maximum_6 = slot_14.Get<int32_t>();
        Max(maximum_6, work_11, value_2, LANES);
        LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
        Compare(mask_6, maximum_6, value_2, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_12 = slot_14.Get<int32_t>();
        Duplicate(work_12, from_width - 1, LANES);
        Select(work_12.ReinterpretCast<float>(), mask_6, work_12.ReinterpretCast<float>(),
                value_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> x0 = slot_15.Get<int32_t>();
        Duplicate(x0, 0, LANES);
        Select(x0.ReinterpretCast<float>(), mask_5, x0.ReinterpretCast<float>(), work_12.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> value_3 = slot_14.Get<int32_t>();
        Cast(value_3, left, RoundMode::CAST_TRUNC, LANES);
        Adds(value_3, value_3, 1, LANES);
        LocalTensor<int32_t> work_14 = slot_17.Get<int32_t>();
        Duplicate(work_14, 0, LANES);
        LocalTensor<int32_t> maximum_7 = slot_18.Get<int32_t>();
        Max(maximum_7, work_14, value_3, LANES);
        LocalTensor<uint8_t> mask_7 = slot_10.Get<uint8_t>();
        Compare(mask_7, maximum_7, value_3, CMPMODE::EQ, LANES);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_15 = slot_18.Get<int32_t>();
        Duplicate(work_15, from_width, LANES);
        LocalTensor<int32_t> maximum_8 = slot_17.Get<int32_t>();
        Max(maximum_8, work_15, value_3, LANES);
        LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
        Compare(mask_8, maximum_8, value_3, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_16 = slot_17.Get<int32_t>();
        Duplicate(work_16, from_width - 1, LANES);
        Select(work_16.ReinterpretCast<float>(), mask_8, work_16.ReinterpretCast<float>(),
                value_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> x1 = slot_18.Get<int32_t>();
        Duplicate(x1, 0, LANES);
        Select(x1.ReinterpretCast<float>(), mask_7, x1.ReinterpretCast<float>(), work_16.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> value = slot_17.Get<int32_t>();
        Cast(value, top, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
        Duplicate(work_6, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slot_20.Get<int32_t>();
        Max(maximum_3, work_6, value, LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_3, value, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
        Duplicate(work_7, from_height, LANES);
        LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
        Max(maximum_4, work_7, value, LANES);
        LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
        Compare(mask_4, maximum_4, value, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_8 = slot_19.Get<int32_t>();
        Duplicate(work_8, from_height - 1, LANES);
        Select(work_8.ReinterpretCast<float>(), mask_4, work_8.ReinterpretCast<float>(), value.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> y0 = slot_20.Get<int32_t>();
        Duplicate(y0, 0, LANES);
        Select(y0.ReinterpretCast<float>(), mask_3, y0.ReinterpretCast<float>(), work_8.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> value_4 = slot_19.Get<int32_t>();
        Cast(value_4, top, RoundMode::CAST_TRUNC, LANES);
        Adds(value_4, value_4, 1, LANES);
        LocalTensor<int32_t> work_18 = slot_21.Get<int32_t>();
        Duplicate(work_18, 0, LANES);
        LocalTensor<int32_t> maximum_9 = slot_22.Get<int32_t>();
        Max(maximum_9, work_18, value_4, LANES);
        LocalTensor<uint8_t> mask_9 = slot_10.Get<uint8_t>();
        Compare(mask_9, maximum_9, value_4, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_19 = slot_22.Get<int32_t>();
        Duplicate(work_19, from_height, LANES);
        LocalTensor<int32_t> maximum_10 = slot_21.Get<int32_t>();
        Max(maximum_10, work_19, value_4, LANES);
        LocalTensor<uint8_t> mask_10 = slot_16.Get<uint8_t>();
        Compare(mask_10, maximum_10, value_4, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_20 = slot_21.Get<int32_t>();
        Duplicate(work_20, from_height - 1, LANES);
        Select(work_20.ReinterpretCast<float>(), mask_10, work_20.ReinterpretCast<float>(),
                value_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> y1 = slot_22.Get<int32_t>();
        Duplicate(y1, 0, LANES);
        Select(y1.ReinterpretCast<float>(), mask_9, y1.ReinterpretCast<float>(), work_20.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> upper_offset = slot_21.Get<int32_t>();
        Muls(upper_offset, y0, from_pitch, LANES);
        LocalTensor<int32_t> lower_offset = slot_23.Get<int32_t>();
        Muls(lower_offset, y1, from_pitch, LANES);
        wait<HardEvent::MTE3_S>();
        for (int32_t channel = 0; channel < channels; ++channel) {
            LocalTensor<uint8_t> in_tile = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> window = slot_25.Get<uint8_t>();
            LocalTensor<int32_t> room = slot_26.Get<int32_t>();
            LocalTensor<int32_t> places = slot_27.Get<int32_t>();
            copy_tile(places, upper_offset, LANES);
            LocalTensor<int32_t> places_2 = slot_28.Get<int32_t>();
            Muls(places_2, x0, channels, LANES);
            Adds(places_2, places_2, channel, LANES);
            gather_sum(in_tile, in, mask, places, 1L, places_2, 1L, window, room, LANES);
            LocalTensor<half> work_13 = slot_29.Get<half>();
            Cast(work_13, in_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> a = slot_26.Get<float>();
            Cast(a, work_13, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint8_t> in_tile_2 = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> window_2 = slot_25.Get<uint8_t>();
            LocalTensor<int32_t> room_2 = slot_28.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_27.Get<int32_t>();
            copy_tile(places_3, upper_offset, LANES);
            LocalTensor<int32_t> places_4 = slot_30.Get<int32_t>();
            Muls(places_4, x1, channels, LANES);
            Adds(places_4, places_4, channel, LANES);
            gather_sum(in_tile_2, in, mask, places_3, 1L, places_4, 1L, window_2, room_2, LANES);
            LocalTensor<half> work_17 = slot_29.Get<half>();
            Cast(work_17, in_tile_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> b = slot_28.Get<float>();
            Cast(b, work_17, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> weight = slot_30.Get<float>();
            Sub(weight, in_x, left, LANES);
            LocalTensor<float> above = slot_27.Get<float>();
            Sub(above, b, a, LANES);
            Mul(above, above, weight, LANES);
            Add(above, a, above, LANES);
            LocalTensor<uint8_t> in_tile_3 = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> window_3 = slot_25.Get<uint8_t>();
            LocalTensor<int32_t> room_3 = slot_31.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_32.Get<int32_t>();
            copy_tile(places_5, lower_offset, LANES);
            LocalTensor<int32_t> places_6 = slot_33.Get<int32_t>();
            Muls(places_6, x0, channels, LANES);
            Adds(places_6, places_6, channel, LANES);
            gather_sum(in_tile_3, in, mask, places_5, 1L, places_6, 1L, window_3, room_3, LANES);
            LocalTensor<half> work_21 = slot_29.Get<half>();
            Cast(work_21, in_tile_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> a_2 = slot_31.Get<float>();
            Cast(a_2, work_21, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint8_t> in_tile_4 = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> window_4 = slot_25.Get<uint8_t>();
            LocalTensor<int32_t> room_4 = slot_33.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_32.Get<int32_t>();
            copy_tile(places_7, lower_offset, LANES);
            LocalTensor<int32_t> places_8 = slot_34.Get<int32_t>();
            Muls(places_8, x1, channels, LANES);
            Adds(places_8, places_8, channel, LANES);
            gather_sum(in_tile_4, in, mask, places_7, 1L, places_8, 1L, window_4, room_4, LANES);
            LocalTensor<half> work_22 = slot_29.Get<half>();
            Cast(work_22, in_tile_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> b_2 = slot_33.Get<float>();
            Cast(b_2, work_22, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> weight_2 = slot_34.Get<float>();
            Sub(weight_2, in_x, left, LANES);
            LocalTensor<float> below = slot_32.Get<float>();
            Sub(below, b_2, a_2, LANES);
            Mul(below, below, weight_2, LANES);
            Add(below, a_2, below, LANES);
            LocalTensor<float> weight_3 = slot_35.Get<float>();
            Sub(weight_3, in_y, top, LANES);
            LocalTensor<float> value_5 = slot_36.Get<float>();
            Sub(value_5, below, above, LANES);
            Mul(value_5, value_5, weight_3, LANES);
            Add(value_5, above, value_5, LANES);
            LocalTensor<float> work_23 = slot_37.Get<float>();
            Adds(work_23, value_5, 0.5f, LANES);
            LocalTensor<int32_t> work_24 = slot_38.Get<int32_t>();
            Cast(work_24, work_23, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> work_25 = slot_37.Get<int32_t>();
            Duplicate(work_25, 255, LANES);
            And(work_24.ReinterpretCast<int16_t>(), work_24.ReinterpretCast<int16_t>(),
                    work_25.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_26 = slot_37.Get<float>();
            Cast(work_26, work_24, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_27 = slot_29.Get<half>();
            Cast(work_27, work_26, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> bytes = slot_24.Get<uint8_t>();
            Cast(bytes, work_27, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> spread = slot_39.Get<uint8_t>();
            LocalTensor<half> halves = slot_29.Get<half>();
            Cast(halves, bytes, RoundMode::CAST_NONE, LANES);
            Cast(halves.ReinterpretCast<int16_t>(), halves, RoundMode::CAST_RINT, LANES);
            wait<HardEvent::MTE3_V>();
            expand(spread.ReinterpretCast<int16_t>(), halves.ReinterpretCast<int16_t>(), LANES);
            const int32_t rows = (LANES + (BLOCK_X - 1)) / BLOCK_X;
            wait<HardEvent::V_MTE3>();
            for (int32_t row = 0; row < rows; ++row) {
                const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row * BLOCK_X),
                        (int64_t)to_width - (int32_t)(block_x * BLOCK_X));
                const int32_t count = (int32_t)block_y * BLOCK_Y + row < to_height ? stop_2 : 0;
                if (count > 0) {
                    copy_rows_out(out
                            + (((int32_t)block_y * BLOCK_Y + row) * to_pitch + (int32_t)(block_x * BLOCK_X) * channels
                            + channel), spread[row * BLOCK_X * 32], count, 1, channels, 32);
                }
            }
        }
    }
}
