// layernorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Layer normalisation of the rows of a [rows, columns] matrix:
//   y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta

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

// What WholeReduceSum makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void sum_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceSum(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32);
    }
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

// One thread an element.
extern "C" __global__ __aicore__ void layernorm_naive(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, int32_t rows,
        int32_t columns, float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25;
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
    pipe.InitBuffer(slot_11, padded(LANES * 64));
    pipe.InitBuffer(slot_12, padded(LANES * 64));
    pipe.InitBuffer(slot_13, padded(LANES * 64));
    pipe.InitBuffer(slot_14, padded(LANES * 64));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    pipe.InitBuffer(slot_16, 16384);
    pipe.InitBuffer(slot_17, padded(LANES * 2));
    pipe.InitBuffer(slot_18, padded(LANES * 64));
    pipe.InitBuffer(slot_19, padded(LANES * 64));
    pipe.InitBuffer(slot_20, padded(LANES * 2));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 64));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane_2 = slot_1.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_2.Get<float>();
        Cast(work_5, lane_2, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane_2, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane_2, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> row = slot_6.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        Duplicate(work_4, rows, LANES);
        LocalTensor<int32_t> maximum_2 = slot_8.Get<int32_t>();
        Max(maximum_2, work_4, row, LANES);
        LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
        Compare(mask_2, maximum_2, row, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
        Duplicate(work_6, columns, LANES);
        LocalTensor<int32_t> maximum_3 = slot_7.Get<int32_t>();
        Max(maximum_3, work_6, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_3, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        LocalTensor<float> mean = slot_7.Get<float>();
        Duplicate(mean, 0.0f, LANES);
        LocalTensor<float> partial_mean = slot_11.Get<float>();
        Duplicate(partial_mean, 0.0f, LANES * 16);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane = slot_12.Get<int32_t>();
            CreateVecIndex(lane, 0, LANES * 16);
            LocalTensor<int32_t> work = slot_13.Get<int32_t>();
            Duplicate(work, 15, LANES * 16);
            And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_2 = slot_13.Get<int32_t>();
            Duplicate(work_2, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_14.Get<int32_t>();
            Max(maximum, work_2, lane, LANES * 16);
            LocalTensor<uint8_t> mask = slot_15.Get<uint8_t>();
            Compare(mask, maximum, lane, CMPMODE::EQ, LANES * 16);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> values_tile = slot_12.Get<float>();
            LocalTensor<float> window = slot_16.Get<float>();
            LocalTensor<int32_t> room = slot_14.Get<int32_t>();
            LocalTensor<float> work_7 = slot_8.Get<float>();
            Duplicate(work_7, 1.0f, LANES);
            Select(work_7, mask_2, work_7, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows_2 = slot_13.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                Duplicate(rows_2[i * 16], work_7.GetValue(i), 16);
            }
            LocalTensor<uint8_t> mask_4 = slot_17.Get<uint8_t>();
            CompareScalar(mask_4, rows_2, 0.0f, CMPMODE::NE, LANES * 16);
            LocalTensor<int32_t> lane_3 = slot_13.Get<int32_t>();
            CreateVecIndex(lane_3, 0, LANES * 16);
            LocalTensor<int32_t> work_8 = slot_18.Get<int32_t>();
            Duplicate(work_8, 15, LANES * 16);
            And(lane_3.ReinterpretCast<int16_t>(), lane_3.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_9 = slot_18.Get<int32_t>();
            Duplicate(work_9, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
            Max(maximum_4, work_9, lane_3, LANES * 16);
            LocalTensor<uint8_t> mask_5 = slot_20.Get<uint8_t>();
            Compare(mask_5, maximum_4, lane_3, CMPMODE::EQ, LANES * 16);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_10 = slot_8.Get<int32_t>();
            Muls(work_10, row, columns, LANES);
            LocalTensor<int32_t> places = slot_13.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                Duplicate(places[i * 16], work_10.GetValue(i), 16);
            }
            LocalTensor<int32_t> places_2 = slot_19.Get<int32_t>();
            CreateVecIndex(places_2, 0, LANES * 16);
            LocalTensor<int32_t> work_11 = slot_18.Get<int32_t>();
            Duplicate(work_11, 15, LANES * 16);
            And(places_2.ReinterpretCast<int16_t>(), places_2.ReinterpretCast<int16_t>(),
                    work_11.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            Adds(places_2, places_2, start, LANES * 16);
            gather_sum(values_tile, x, mask_4, places, 1L, places_2, 1L, window, room, LANES * 16);
            Add(values_tile, partial_mean, values_tile, LANES * 16);
            Select(partial_mean, mask, values_tile, partial_mean, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum = slot_8.Get<float>();
        sum_rows(sum, partial_mean, 16, LANES);
        Add(mean, mean, sum, LANES);
        LocalTensor<float> work_12 = slot_8.Get<float>();
        Duplicate(work_12, (float)columns, LANES);
        Div(mean, mean, work_12, LANES);
        LocalTensor<float> variance = slot_8.Get<float>();
        Duplicate(variance, 0.0f, LANES);
        LocalTensor<float> partial_variance = slot_12.Get<float>();
        Duplicate(partial_variance, 0.0f, LANES * 16);
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<float> deviation = slot_14.Get<float>();
            LocalTensor<float> window_2 = slot_16.Get<float>();
            LocalTensor<int32_t> room_2 = slot_19.Get<int32_t>();
            LocalTensor<float> work_13 = slot_21.Get<float>();
            Duplicate(work_13, 1.0f, LANES);
            Select(work_13, mask_2, work_13, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows_3 = slot_13.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                Duplicate(rows_3[i * 16], work_13.GetValue(i), 16);
            }
            LocalTensor<uint8_t> mask_6 = slot_15.Get<uint8_t>();
            CompareScalar(mask_6, rows_3, 0.0f, CMPMODE::NE, LANES * 16);
            LocalTensor<int32_t> lane_4 = slot_13.Get<int32_t>();
            CreateVecIndex(lane_4, 0, LANES * 16);
            LocalTensor<int32_t> work_14 = slot_18.Get<int32_t>();
            Duplicate(work_14, 15, LANES * 16);
            And(lane_4.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                    work_14.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            LocalTensor<int32_t> work_15 = slot_18.Get<int32_t>();
            Duplicate(work_15, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_5 = slot_22.Get<int32_t>();
            Max(maximum_5, work_15, lane_4, LANES * 16);
            LocalTensor<uint8_t> mask_7 = slot_17.Get<uint8_t>();
            Compare(mask_7, maximum_5, lane_4, CMPMODE::EQ, LANES * 16);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_21.Get<int32_t>();
            Muls(work_16, row, columns, LANES);
            LocalTensor<int32_t> places_3 = slot_13.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                Duplicate(places_3[i * 16], work_16.GetValue(i), 16);
            }
            LocalTensor<int32_t> places_4 = slot_22.Get<int32_t>();
            CreateVecIndex(places_4, 0, LANES * 16);
            LocalTensor<int32_t> work_17 = slot_18.Get<int32_t>();
            Duplicate(work_17, 15, LANES * 16);
            And(places_4.ReinterpretCast<int16_t>(), places_4.ReinterpretCast<int16_t>(),
                    work_17.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            Adds(places_4, places_4, start, LANES * 16);
            gather_sum(deviation, x, mask_6, places_3, 1L, places_4, 1L, window_2, room_2, LANES * 16);
            LocalTensor<float> rows_4 = slot_19.Get<float>();
            for (int32_t i = 0; i < LANES; ++i) {
                Duplicate(rows_4[i * 16], mean.GetValue(i), 16);
            }
            Sub(deviation, deviation, rows_4, LANES * 16);
            LocalTensor<int32_t> lane_5 = slot_19.Get<int32_t>();
            CreateVecIndex(lane_5, 0, LANES * 16);
            LocalTensor<int32_t> work_18 = slot_22.Get<int32_t>();
            Duplicate(work_18, 15, LANES * 16);
            And(lane_5.ReinterpretCast<int16_t>(), lane_5.ReinterpretCast<int16_t>(),
                    work_18.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            LocalTensor<int32_t> work_19 = slot_22.Get<int32_t>();
            Duplicate(work_19, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
            Max(maximum_6, work_19, lane_5, LANES * 16);
            LocalTensor<uint8_t> mask_8 = slot_15.Get<uint8_t>();
            Compare(mask_8, maximum_6, lane_5, CMPMODE::EQ, LANES * 16);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> work_20 = slot_19.Get<float>();
            Mul(work_20, deviation, deviation, LANES * 16);
            Add(work_20, partial_variance, work_20, LANES * 16);
            Select(partial_variance, mask_8, work_20, partial_variance, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum_2 = slot_21.Get<float>();
        sum_rows(sum_2, partial_variance, 16, LANES);
        Add(variance, variance, sum_2, LANES);
        LocalTensor<float> work_21 = slot_21.Get<float>();
        Duplicate(work_21, (float)columns, LANES);
        Div(variance, variance, work_21, LANES);
        const int32_t rows_5 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_5 > 0 ? columns_2 : 0;
        LocalTensor<float> values_tile_2 = slot_21.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(values_tile_2, x + (int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X), rows_5,
                    columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> window_3 = slot_16.Get<float>();
            LocalTensor<int32_t> room_3 = slot_23.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_24.Get<int32_t>();
            Muls(places_5, row, columns, LANES);
            LocalTensor<int32_t> places_6 = slot_25.Get<int32_t>();
            copy_tile(places_6, column.ReinterpretCast<int32_t>(), LANES);
            gather_sum(values_tile_2, x, mask_2, places_5, 1L, places_6, 1L, window_3, room_3, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Sub(values_tile_2, values_tile_2, mean, LANES);
        LocalTensor<float> work_22 = slot_23.Get<float>();
        Adds(work_22, variance, epsilon, LANES);
        Sqrt(work_22, work_22, LANES);
        LocalTensor<float> work_23 = slot_25.Get<float>();
        Duplicate(work_23, 1.0f, LANES);
        Div(work_23, work_23, work_22, LANES);
        Mul(values_tile_2, values_tile_2, work_23, LANES);
        LocalTensor<float> gamma_tile = slot_25.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(gamma_tile, gamma + (int32_t)(block_x * BLOCK_X), rows_5, columns_3, 0, BLOCK_X);
        } else {
            LocalTensor<float> window_4 = slot_16.Get<float>();
            LocalTensor<int32_t> room_4 = slot_23.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_24.Get<int32_t>();
            copy_tile(places_7, column.ReinterpretCast<int32_t>(), LANES);
            gather_where(gamma_tile, gamma, mask_2, places_7, window_4, room_4, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Mul(values_tile_2, values_tile_2, gamma_tile, LANES);
        LocalTensor<float> beta_tile = slot_25.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(beta_tile, beta + (int32_t)(block_x * BLOCK_X), rows_5, columns_3, 0, BLOCK_X);
        } else {
            LocalTensor<float> window_5 = slot_16.Get<float>();
            LocalTensor<int32_t> room_5 = slot_23.Get<int32_t>();
            LocalTensor<int32_t> places_8 = slot_24.Get<int32_t>();
            copy_tile(places_8, column.ReinterpretCast<int32_t>(), LANES);
            gather_where(beta_tile, beta, mask_2, places_8, window_5, room_5, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Add(values_tile_2, values_tile_2, beta_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X)), values_tile_2,
                    rows_5, columns_3, columns, BLOCK_X);
        } else if (columns_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_25.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_5; ++row_2) {
                LocalTensor<float> moved = slot_23.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, values_tile_2, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns_2);
                wait<HardEvent::V_MTE3>();
                copy_out(y + (((int32_t)block_y * BLOCK_Y + row_2) * columns + (int32_t)(block_x * BLOCK_X)), moved,
                        columns_2);
            }
        }
    }
}

// One block of a power of two of threads a row. Dynamic shared memory holds blockDim.x sums and as many sums of
// squares. The moments are kept for the backward pass.
extern "C" __global__ __aicore__ void layernorm_block(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, GM_ADDR means_address,
        GM_ADDR inverse_deviations_address, int32_t columns, float epsilon, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t SLOTS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* means = (__gm__ float*)means_address;
    __gm__ float* inverse_deviations = (__gm__ float*)inverse_deviations_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 1> row_tile_1_queue;
    TQue<TPosition::VECIN, 1> gamma_tile_queue;
    TQue<TPosition::VECIN, 1> beta_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27;
    pipe.InitBuffer(value_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(gamma_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(beta_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(SLOTS * 4));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(SLOTS * 4));
    pipe.InitBuffer(slot_10, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    pipe.InitBuffer(slot_12, padded(SLOTS * 4));
    pipe.InitBuffer(slot_13, padded(SLOTS * 4));
    pipe.InitBuffer(slot_14, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_15, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_16, padded(SLOTS * 4));
    pipe.InitBuffer(slot_17, padded(SLOTS * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(SLOTS * 4));
    pipe.InitBuffer(slot_20, padded(SLOTS * 4));
    pipe.InitBuffer(slot_21, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_25, padded(SLOTS * 4));
    pipe.InitBuffer(slot_26, padded(SLOTS * 4));
    pipe.InitBuffer(slot_27, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> shared_slots = slot_3.Get<int32_t>();
        CreateVecIndex(shared_slots, 0, SLOTS);
        LocalTensor<float> shared = slot_4.Get<float>();
        Duplicate(shared, 0.0f, SLOTS);
        LocalTensor<int32_t> thread = slot_5.Get<int32_t>();
        copy_tile(thread, lane, LANES);
        __gm__ float* row = x + block_x * columns;
        LocalTensor<float> sum = slot_6.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> square = slot_7.Get<float>();
        Duplicate(square, 0.0f, LANES);
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> value = value_1_queue.AllocTensor<float>();
            copy_in(value, row + start, count);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<float>();
            if (count > 0) {
                Add(sum, sum, value, count);
            }
            LocalTensor<float> work = slot_8.Get<float>();
            Mul(work, value, value, LANES);
            if (count > 0) {
                Add(square, square, work, count);
            }
            value_1_queue.FreeTensor(value);
        }
        LocalTensor<int32_t> writer = slot_9.Get<int32_t>();
        copy_tile(writer, shared_slots, SLOTS);
        const int32_t stop = smaller((int64_t)SLOTS, (int64_t)BLOCK_X);
        LocalTensor<uint8_t> owned = slot_10.Get<uint8_t>();
        CompareScalar(owned, lanes, (float)stop, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
        LocalTensor<int32_t> owner = slot_11.Get<int32_t>();
        Duplicate(owner, 0, SLOTS);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        const int32_t count = smaller((int64_t)SLOTS, (int64_t)BLOCK_X);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        Muls(work_2, owner, 4, SLOTS);
        LocalTensor<float> gathered = slot_13.Get<float>();
        Gather(gathered, sum, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
        if (count > 0) {
            copy_tile(shared.ReinterpretCast<int32_t>(), gathered.ReinterpretCast<int32_t>(), count);
        }
        LocalTensor<int32_t> place = slot_13.Get<int32_t>();
        Adds(place, shared_slots, 0 - BLOCK_X, SLOTS);
        const int32_t first = larger(0L, 0L - (0 - BLOCK_X));
        const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)BLOCK_X - (0 - BLOCK_X));
        LocalTensor<uint8_t> owned_2 = slot_14.Get<uint8_t>();
        CompareScalar(owned_2, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
        LocalTensor<uint8_t> mask = slot_15.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
        And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (SLOTS + 15) / 16);
        LocalTensor<int32_t> owner_2 = slot_12.Get<int32_t>();
        Duplicate(owner_2, 0, SLOTS);
        Select(owner_2.ReinterpretCast<float>(), owned_2, place.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        LocalTensor<int32_t> work_3 = slot_16.Get<int32_t>();
        Muls(work_3, owner_2, 4, SLOTS);
        LocalTensor<float> gathered_2 = slot_17.Get<float>();
        Gather(gathered_2, square, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
        Select(shared, owned_2, gathered_2, shared, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        int32_t active = BLOCK_X / 2;
        while (active > 0) {
            int32_t active_then = active;
            const int32_t stop_3 = smaller((int64_t)BLOCK_X, (int64_t)active_then);
            LocalTensor<uint8_t> mask_2 = slot_18.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)stop_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> writer_2 = slot_17.Get<int32_t>();
            copy_tile(writer_2, shared_slots, SLOTS);
            const int32_t stop_4 = smaller((int64_t)SLOTS, (int64_t)LANES);
            LocalTensor<uint8_t> owned_3 = slot_15.Get<uint8_t>();
            CompareScalar(owned_3, lanes, (float)stop_4, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> owner_3 = slot_16.Get<int32_t>();
            Duplicate(owner_3, 0, SLOTS);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_2.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_4 = slot_8.Get<float>();
            Duplicate(work_4, 1.0f, LANES);
            Select(work_4, mask_2, work_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_5 = slot_19.Get<int32_t>();
            Muls(work_5, owner_3, 4, SLOTS);
            LocalTensor<float> gathered_3 = slot_20.Get<float>();
            Gather(gathered_3, work_4, work_5.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_21.Get<uint8_t>();
            CompareScalar(mask_3, gathered_3, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            Select(work_6.ReinterpretCast<float>(), mask_2, thread.ReinterpretCast<float>(),
                    work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_6, work_6, 4, LANES);
            LocalTensor<float> gathered_4 = slot_22.Get<float>();
            Gather(gathered_4, shared, work_6.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_7 = slot_8.Get<int32_t>();
            Adds(work_7, thread, active, LANES);
            LocalTensor<int32_t> work_8 = slot_23.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            Select(work_7.ReinterpretCast<float>(), mask_2, work_7.ReinterpretCast<float>(),
                    work_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_7, work_7, 4, LANES);
            LocalTensor<float> gathered_5 = slot_23.Get<float>();
            Gather(gathered_5, shared, work_7.ReinterpretCast<uint32_t>(), 0, LANES);
            Add(gathered_4, gathered_4, gathered_5, LANES);
            LocalTensor<int32_t> work_9 = slot_20.Get<int32_t>();
            Muls(work_9, owner_3, 4, SLOTS);
            LocalTensor<float> gathered_6 = slot_19.Get<float>();
            Gather(gathered_6, gathered_4, work_9.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(shared, mask_3, gathered_6, shared, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_2 = slot_19.Get<int32_t>();
            Adds(place_2, shared_slots, 0 - BLOCK_X, SLOTS);
            const int32_t first_2 = larger(0L, 0L - (0 - BLOCK_X));
            const int32_t stop_5 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - BLOCK_X));
            LocalTensor<uint8_t> owned_4 = slot_21.Get<uint8_t>();
            CompareScalar(owned_4, lanes, (float)stop_5, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_4 = slot_24.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_4 = slot_20.Get<int32_t>();
            Duplicate(owner_4, 0, SLOTS);
            Select(owner_4.ReinterpretCast<float>(), owned_4, place_2.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_10 = slot_22.Get<float>();
            Duplicate(work_10, 1.0f, LANES);
            Select(work_10, mask_2, work_10, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_25.Get<int32_t>();
            Muls(work_11, owner_4, 4, SLOTS);
            LocalTensor<float> gathered_7 = slot_26.Get<float>();
            Gather(gathered_7, work_10, work_11.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_5 = slot_24.Get<uint8_t>();
            CompareScalar(mask_5, gathered_7, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_5.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_22.Get<int32_t>();
            Adds(work_12, thread, BLOCK_X, LANES);
            LocalTensor<int32_t> work_13 = slot_23.Get<int32_t>();
            Duplicate(work_13, 0, LANES);
            Select(work_12.ReinterpretCast<float>(), mask_2, work_12.ReinterpretCast<float>(),
                    work_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_12, work_12, 4, LANES);
            LocalTensor<float> gathered_8 = slot_23.Get<float>();
            Gather(gathered_8, shared, work_12.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_14 = slot_22.Get<int32_t>();
            Adds(work_14, thread, active, LANES);
            Adds(work_14, work_14, BLOCK_X, LANES);
            LocalTensor<int32_t> work_15 = slot_8.Get<int32_t>();
            Duplicate(work_15, 0, LANES);
            Select(work_14.ReinterpretCast<float>(), mask_2, work_14.ReinterpretCast<float>(),
                    work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_14, work_14, 4, LANES);
            LocalTensor<float> gathered_9 = slot_8.Get<float>();
            Gather(gathered_9, shared, work_14.ReinterpretCast<uint32_t>(), 0, LANES);
            Add(gathered_8, gathered_8, gathered_9, LANES);
            LocalTensor<int32_t> work_16 = slot_26.Get<int32_t>();
            Muls(work_16, owner_4, 4, SLOTS);
            LocalTensor<float> gathered_10 = slot_25.Get<float>();
            Gather(gathered_10, gathered_8, work_16.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(shared, mask_5, gathered_10, shared, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            active >>= 1;
        }

        const int32_t stop_3 = smaller((int64_t)SLOTS, 1L);
        LocalTensor<uint8_t> mask_6 = slot_15.Get<uint8_t>();
        CompareScalar(mask_6, lanes, (float)stop_3, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
        LocalTensor<float> work_17 = slot_17.Get<float>();
        Select(work_17, mask_6, shared, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, SLOTS);
        LocalTensor<float> sum_2 = slot_27.Get<float>();
        LocalTensor<float> work_18 = slot_16.Get<float>();
        ReduceSum(sum_2, work_17, work_18, SLOTS);
        wait<HardEvent::V_S>();
        const float sum_4 = sum_2.GetValue(0);
        LocalTensor<float> mean = slot_23.Get<float>();
        Duplicate(mean, sum_4 / columns, LANES);
        const int32_t first_2 = larger(0L, (int64_t)BLOCK_X);
        const int32_t stop_4 = smaller((int64_t)SLOTS, BLOCK_X + 1L);
        LocalTensor<uint8_t> mask_7 = slot_15.Get<uint8_t>();
        CompareScalar(mask_7, lanes, (float)stop_4, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
        LocalTensor<uint8_t> mask_8 = slot_21.Get<uint8_t>();
        CompareScalar(mask_8, lanes, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
        And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (SLOTS + 15) / 16);
        LocalTensor<float> work_19 = slot_17.Get<float>();
        Select(work_19, mask_7, shared, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, SLOTS);
        LocalTensor<float> sum_3 = slot_27.Get<float>();
        LocalTensor<float> work_20 = slot_16.Get<float>();
        ReduceSum(sum_3, work_19, work_20, SLOTS);
        wait<HardEvent::V_S>();
        const float sum_5 = sum_3.GetValue(0);
        LocalTensor<float> work_21 = slot_8.Get<float>();
        Mul(work_21, mean, mean, LANES);
        LocalTensor<float> work_22 = slot_22.Get<float>();
        Duplicate(work_22, sum_5 / columns, LANES);
        Sub(work_22, work_22, work_21, LANES);
        Adds(work_22, work_22, epsilon, LANES);
        Sqrt(work_22, work_22, LANES);
        LocalTensor<float> inverse_deviation = slot_8.Get<float>();
        Duplicate(inverse_deviation, 1.0f, LANES);
        Div(inverse_deviation, inverse_deviation, work_22, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        wait<HardEvent::V_MTE3>();
        copy_out(means + (int32_t)block_x, mean, count_2 > 0 ? 1 : 0);
        copy_out(inverse_deviations + (int32_t)block_x, inverse_deviation, count_2 > 0 ? 1 : 0);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
            const int32_t count_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> row_tile = row_tile_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(row_tile, row + start, count_3);
            row_tile_1_queue.EnQue(row_tile);
            row_tile = row_tile_1_queue.DeQue<float>();
            Sub(row_tile, row_tile, mean, LANES);
            Mul(row_tile, row_tile, inverse_deviation, LANES);
            LocalTensor<float> gamma_tile = gamma_tile_queue.AllocTensor<float>();
            copy_in(gamma_tile, gamma + start, count_3);
            gamma_tile_queue.EnQue(gamma_tile);
            gamma_tile = gamma_tile_queue.DeQue<float>();
            Mul(row_tile, row_tile, gamma_tile, LANES);
            gamma_tile_queue.FreeTensor(gamma_tile);
            LocalTensor<float> beta_tile = beta_tile_queue.AllocTensor<float>();
            copy_in(beta_tile, beta + start, count_3);
            beta_tile_queue.EnQue(beta_tile);
            beta_tile = beta_tile_queue.DeQue<float>();
            Add(y_tile_out, row_tile, beta_tile, LANES);
            row_tile_1_queue.FreeTensor(row_tile);
            beta_tile_queue.FreeTensor(beta_tile);
            y_tile_out_queue.EnQue(y_tile_out);
            y_tile_out = y_tile_out_queue.DeQue<float>();
            copy_out(y + (block_x * columns + start), y_tile_out, count_3);
            y_tile_out_queue.FreeTensor(y_tile_out);
        }
    }
}

// One warp a row, by cooperative groups; blockDim.x is a multiple of 32.
extern "C" __global__ __aicore__ void layernorm_warp(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, int32_t rows,
        int32_t columns, float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(WARPS * 4));
    pipe.InitBuffer(slot_11, padded(WARPS * 128));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(WARPS * 128));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_3.Get<uint32_t>();
        ShiftRight(row, lane.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Adds(row.ReinterpretCast<int32_t>(), row.ReinterpretCast<int32_t>(),
                (int32_t)(block_x * ((uint32_t)BLOCK_X / 32)), LANES);
        LocalTensor<int32_t> work = slot_4.Get<int32_t>();
        Duplicate(work, rows, LANES);
        LocalTensor<int32_t> maximum = slot_5.Get<int32_t>();
        Max(maximum, work, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_6.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        LocalTensor<float> sum = slot_5.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = 0; start < columns; start += 32) {
            LocalTensor<int32_t> column = slot_4.Get<int32_t>();
            Duplicate(column, 31, LANES);
            And(column.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), column.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(column, column, start, LANES);
            LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
            Duplicate(work_2, columns, LANES);
            LocalTensor<int32_t> maximum_2 = slot_8.Get<int32_t>();
            Max(maximum_2, work_2, column, LANES);
            LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
            Compare(mask_2, maximum_2, column, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> x_tile = slot_8.Get<float>();
            const int32_t rows_2 = LANES / 32;
            wait<HardEvent::V_S>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row_2 * 32), (int64_t)columns - start);
                const int32_t count = (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32)
                        / 32) < rows ? stop_2 : 0;
                if (count > 0) {
                    copy_in(x_tile[row_2 * 32], x
                            + (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32) / 32) * columns
                            + start, count);
                }
            }
            wait<HardEvent::MTE2_V>();
            Add(x_tile, sum, x_tile, LANES);
            Select(sum, mask_2, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Select(work_3, mask, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_2 = slot_10.Get<float>();
        sum_rows(sum_2, work_3, 32, WARPS);
        LocalTensor<float> warp_total = slot_11.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
        }
        LocalTensor<float> mean = slot_4.Get<float>();
        Duplicate(mean, (float)columns, LANES);
        Div(mean, warp_total, mean, LANES);

        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 32) {
            LocalTensor<int32_t> column_2 = slot_8.Get<int32_t>();
            Duplicate(column_2, 31, LANES);
            And(column_2.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(),
                    column_2.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(column_2, column_2, start, LANES);
            LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
            Duplicate(work_4, columns, LANES);
            LocalTensor<int32_t> maximum_3 = slot_12.Get<int32_t>();
            Max(maximum_3, work_4, column_2, LANES);
            LocalTensor<uint8_t> mask_3 = slot_9.Get<uint8_t>();
            Compare(mask_3, maximum_3, column_2, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> deviation = slot_12.Get<float>();
            const int32_t rows_2 = LANES / 32;
            wait<HardEvent::V_S>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row_2 * 32), (int64_t)columns - start);
                const int32_t count = (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32)
                        / 32) < rows ? stop_2 : 0;
                if (count > 0) {
                    copy_in(deviation[row_2 * 32], x
                            + (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32) / 32) * columns
                            + start, count);
                }
            }
            wait<HardEvent::MTE2_V>();
            Sub(deviation, deviation, mean, LANES);
            LocalTensor<float> work_5 = slot_7.Get<float>();
            Mul(work_5, deviation, deviation, LANES);
            Add(work_5, sum, work_5, LANES);
            Select(sum, mask_3, work_5, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<float> work_6 = slot_12.Get<float>();
        Select(work_6, mask, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_3 = slot_10.Get<float>();
        sum_rows(sum_3, work_6, 32, WARPS);
        LocalTensor<float> warp_total_2 = slot_13.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(warp_total_2[i * 32], sum_3.GetValue(i), 32);
        }
        LocalTensor<float> work_7 = slot_12.Get<float>();
        Duplicate(work_7, (float)columns, LANES);
        Div(work_7, warp_total_2, work_7, LANES);
        Adds(work_7, work_7, epsilon, LANES);
        Sqrt(work_7, work_7, LANES);
        LocalTensor<float> inverse_deviation = slot_8.Get<float>();
        Duplicate(inverse_deviation, 1.0f, LANES);
        Div(inverse_deviation, inverse_deviation, work_7, LANES);

        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t start = 0; start < columns; start += 32) {
            LocalTensor<float> x_tile_2 = slot_12.Get<float>();
            const int32_t rows_2 = LANES / 32;
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE3_MTE2>();
            wait<HardEvent::MTE3_S>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row_2 * 32), (int64_t)columns - start);
                const int32_t count = (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32)
                        / 32) < rows ? stop_2 : 0;
                if (count > 0) {
                    copy_in(x_tile_2[row_2 * 32], x
                            + (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32) / 32) * columns
                            + start, count);
                }
            }
            wait<HardEvent::MTE2_V>();
            Sub(x_tile_2, x_tile_2, mean, LANES);
            Mul(x_tile_2, inverse_deviation, x_tile_2, LANES);
            LocalTensor<float> gamma_tile = slot_7.Get<float>();
            wait<HardEvent::MTE3_S>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row_2 * 32), (int64_t)columns - start);
                const int32_t count = (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32)
                        / 32) < rows ? stop_2 : 0;
                if (count > 0) {
                    copy_in(gamma_tile[row_2 * 32], gamma + start, count);
                }
            }
            wait<HardEvent::MTE2_S>();
            Mul(x_tile_2, x_tile_2, gamma_tile, LANES);
            LocalTensor<float> beta_tile = slot_7.Get<float>();
            wait<HardEvent::V_MTE2>();
            wait<HardEvent::MTE3_MTE2>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row_2 * 32), (int64_t)columns - start);
                const int32_t count = (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32)
                        / 32) < rows ? stop_2 : 0;
                if (count > 0) {
                    copy_in(beta_tile[row_2 * 32], beta + start, count);
                }
            }
            wait<HardEvent::MTE2_V>();
            Add(x_tile_2, x_tile_2, beta_tile, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row_2 * 32), (int64_t)columns - start);
                const int32_t count = (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32)
                        / 32) < rows ? stop_2 : 0;
                if (count > 0) {
                    copy_out(y + (int32_t)(block_x * ((uint32_t)BLOCK_X / 32) + (uint32_t)(row_2 * 32) / 32) * columns
                            + start, x_tile_2[row_2 * 32], count);
                }
            }
        }
    }
}
