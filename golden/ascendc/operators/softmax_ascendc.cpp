// softmax.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Softmax of each row of a [rows, columns] matrix.

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

// One b for all lanes.
struct Divisor {
    uint32_t size;
    int32_t sign;

    __aicore__ inline Divisor(int32_t b) : size(b < 0 ? 0u - b : b), sign(b < 0 ? -1 : 1) {}
    __aicore__ inline Divisor(uint32_t b) : size(b), sign(1) {}

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(ratio, ratio, factor / (float)size, count);
    }
    __aicore__ inline void multiply(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) const {
        Muls(target, source, (int32_t)size, count);
    }
    __aicore__ inline void give_sign(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(target, target, sign, count);
    }
};

// -1 where a number is negative, else 1.
__aicore__ inline void signs_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) {
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}

// a = first |b| + sign (second |b| + rest), where sign is that of a, and rest from -|b| to |b| - 1. less: -1 where rest
// is negative, else 0. The first estimate is never too small, and leaves 3200 too little at most; the second one is
// never too small either, by 1 at most. Floats may be off by 4 units of their last place.
template <typename By>
__aicore__ inline void estimate(const LocalTensor<int32_t>& first, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less, const LocalTensor<int32_t>& a, const By& b,
                                int32_t count) {
    LocalTensor<float> ratio = first.ReinterpretCast<float>();
    Cast(ratio, a, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f + 1.0f / (1 << 20), less, count);
    Cast(first, ratio, RoundMode::CAST_TRUNC, count);
    b.multiply(rest, first, count);
    Sub(rest, a, rest, count);
    signs_of(less, a, count);
    Mul(rest, rest, less, count);
    ratio = second.ReinterpretCast<float>();
    Cast(ratio, rest, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f - 1.0f / (1 << 20), less, count);
    Cast(second, ratio, RoundMode::CAST_FLOOR, count);
    b.multiply(less, second, count);
    Sub(rest, rest, less, count);
    ShiftRight(less, rest, 31, count);
}

// a / b, rounded toward 0.
template <typename By>
__aicore__ inline void divide_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    Add(second, second, less, count);
    signs_of(less, a, count);
    Mul(second, second, less, count);
    Add(target, target, second, count);
    b.give_sign(target, less, count);
}

// a / b; the last three tiles are to work in.
__aicore__ inline void quotients_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    divide_by(target, a, Divisor{b}, second, rest, less, count);
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

// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
}

// What WholeReduceMax makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void max_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceMax(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32, ReduceOrder::ORDER_ONLY_VALUE);
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

// One thread an element; each goes over its whole row.
extern "C" __global__ __aicore__ void softmax_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, 16384);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 64));
    pipe.InitBuffer(slot_12, padded(LANES * 64));
    pipe.InitBuffer(slot_13, padded(LANES * 64));
    pipe.InitBuffer(slot_14, padded(LANES * 64));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    pipe.InitBuffer(slot_16, padded(LANES * 2));
    pipe.InitBuffer(slot_17, padded(LANES * 64));
    pipe.InitBuffer(slot_18, padded(LANES * 64));
    pipe.InitBuffer(slot_19, padded(LANES * 2));
    pipe.InitBuffer(slot_20, padded(LANES * 64));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * columns) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<float> largest = slot_4.Get<float>();
        LocalTensor<float> window = slot_5.Get<float>();
        LocalTensor<int32_t> room = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> places = slot_10.Get<int32_t>();
        quotients_by(places, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work, work_2, work_3, LANES);
        Muls(places, places, columns, LANES);

        gather_where(largest, x, mask, places, window, room, LANES);
        LocalTensor<float> partial_largest = slot_11.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
            Duplicate(partial_largest[i_2 * 16], largest.GetValue(i_2), 16);
        }
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane_2 = slot_12.Get<int32_t>();
            CreateVecIndex(lane_2, 0, LANES * 16);
            LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
            Duplicate(work_4, 15, LANES * 16);
            And(lane_2.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
            Duplicate(work_5, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_14.Get<int32_t>();
            Max(maximum, work_5, lane_2, LANES * 16);
            LocalTensor<uint8_t> mask_2 = slot_15.Get<uint8_t>();
            Compare(mask_2, maximum, lane_2, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> row_tile = slot_12.Get<float>();
            LocalTensor<float> window_2 = slot_5.Get<float>();
            LocalTensor<int32_t> room_2 = slot_14.Get<int32_t>();
            LocalTensor<float> work_6 = slot_6.Get<float>();
            Duplicate(work_6, 1.0f, LANES);
            Select(work_6, mask, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows_2 = slot_13.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(rows_2[i_2 * 16], work_6.GetValue(i_2), 16);
            }
            LocalTensor<uint8_t> mask_3 = slot_16.Get<uint8_t>();
            CompareScalar(mask_3, rows_2, 0.0f, CMPMODE::NE, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<int32_t> lane_3 = slot_13.Get<int32_t>();
            CreateVecIndex(lane_3, 0, LANES * 16);
            LocalTensor<int32_t> work_7 = slot_17.Get<int32_t>();
            Duplicate(work_7, 15, LANES * 16);
            And(lane_3.ReinterpretCast<int16_t>(), lane_3.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_8 = slot_17.Get<int32_t>();
            Duplicate(work_8, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
            Max(maximum_2, work_8, lane_3, LANES * 16);
            LocalTensor<uint8_t> mask_4 = slot_19.Get<uint8_t>();
            Compare(mask_4, maximum_2, lane_3, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_10 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_11 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> quotient = slot_8.Get<int32_t>();
            quotients_by(quotient, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work_9, work_10, work_11,
                    LANES);
            Muls(quotient, quotient, columns, LANES);
            LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(places_2[i_2 * 16], quotient.GetValue(i_2), 16);
            }
            LocalTensor<int32_t> places_3 = slot_18.Get<int32_t>();
            CreateVecIndex(places_3, 0, LANES * 16);
            LocalTensor<int32_t> work_12 = slot_17.Get<int32_t>();
            Duplicate(work_12, 15, LANES * 16);
            And(places_3.ReinterpretCast<int16_t>(), places_3.ReinterpretCast<int16_t>(),
                    work_12.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            Adds(places_3, places_3, start, LANES * 16);
            gather_sum(row_tile, x, mask_3, places_2, 1L, places_3, 1L, window_2, room_2, LANES * 16);
            LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
            Compare(mask_5, partial_largest, partial_largest, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_6 = slot_19.Get<uint8_t>();
            Compare(mask_6, row_tile, row_tile, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<float> work_13 = slot_14.Get<float>();
            Select(work_13, mask_6, row_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES
                    * 16);
            Max(work_13, partial_largest, work_13, LANES * 16);
            Select(work_13, mask_5, work_13, row_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
            Select(partial_largest, mask_2, work_13, partial_largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<uint8_t> mask_7 = slot_15.Get<uint8_t>();
        Compare(mask_7, partial_largest, partial_largest, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
        LocalTensor<float> work_14 = slot_14.Get<float>();
        Select(work_14, mask_7, partial_largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES
                * 16);
        LocalTensor<float> largest_2 = slot_8.Get<float>();
        max_rows(largest_2, work_14, 16, LANES);
        copy_tile(largest.ReinterpretCast<int32_t>(), largest_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> total = slot_8.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> partial_total = slot_14.Get<float>();
        Duplicate(partial_total, 0.0f, LANES * 16);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane_4 = slot_12.Get<int32_t>();
            CreateVecIndex(lane_4, 0, LANES * 16);
            LocalTensor<int32_t> work_15 = slot_18.Get<int32_t>();
            Duplicate(work_15, 15, LANES * 16);
            And(lane_4.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            LocalTensor<int32_t> work_16 = slot_18.Get<int32_t>();
            Duplicate(work_16, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
            Max(maximum_3, work_16, lane_4, LANES * 16);
            LocalTensor<uint8_t> mask_8 = slot_15.Get<uint8_t>();
            Compare(mask_8, maximum_3, lane_4, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> row_tile_2 = slot_12.Get<float>();
            LocalTensor<float> window_3 = slot_5.Get<float>();
            LocalTensor<int32_t> room_3 = slot_13.Get<int32_t>();
            LocalTensor<float> work_17 = slot_9.Get<float>();
            Duplicate(work_17, 1.0f, LANES);
            Select(work_17, mask, work_17, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows_3 = slot_18.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(rows_3[i_2 * 16], work_17.GetValue(i_2), 16);
            }
            LocalTensor<uint8_t> mask_9 = slot_16.Get<uint8_t>();
            CompareScalar(mask_9, rows_3, 0.0f, CMPMODE::NE, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<int32_t> lane_5 = slot_18.Get<int32_t>();
            CreateVecIndex(lane_5, 0, LANES * 16);
            LocalTensor<int32_t> work_18 = slot_17.Get<int32_t>();
            Duplicate(work_18, 15, LANES * 16);
            And(lane_5.ReinterpretCast<int16_t>(), lane_5.ReinterpretCast<int16_t>(),
                    work_18.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            LocalTensor<int32_t> work_19 = slot_17.Get<int32_t>();
            Duplicate(work_19, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_4 = slot_20.Get<int32_t>();
            Max(maximum_4, work_19, lane_5, LANES * 16);
            LocalTensor<uint8_t> mask_10 = slot_19.Get<uint8_t>();
            Compare(mask_10, maximum_4, lane_5, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_20 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_21 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_22 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> quotient_2 = slot_7.Get<int32_t>();
            quotients_by(quotient_2, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work_20, work_21,
                    work_22, LANES);
            Muls(quotient_2, quotient_2, columns, LANES);
            LocalTensor<int32_t> places_4 = slot_18.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(places_4[i_2 * 16], quotient_2.GetValue(i_2), 16);
            }
            LocalTensor<int32_t> places_5 = slot_20.Get<int32_t>();
            CreateVecIndex(places_5, 0, LANES * 16);
            LocalTensor<int32_t> work_23 = slot_17.Get<int32_t>();
            Duplicate(work_23, 15, LANES * 16);
            And(places_5.ReinterpretCast<int16_t>(), places_5.ReinterpretCast<int16_t>(),
                    work_23.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            Adds(places_5, places_5, start, LANES * 16);
            gather_sum(row_tile_2, x, mask_9, places_4, 1L, places_5, 1L, window_3, room_3, LANES * 16);
            LocalTensor<float> rows_4 = slot_13.Get<float>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(rows_4[i_2 * 16], largest.GetValue(i_2), 16);
            }
            Sub(row_tile_2, row_tile_2, rows_4, LANES * 16);
            Exp(row_tile_2, row_tile_2, LANES * 16);
            Add(row_tile_2, partial_total, row_tile_2, LANES * 16);
            Select(partial_total, mask_8, row_tile_2, partial_total, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum = slot_7.Get<float>();
        sum_rows(sum, partial_total, 16, LANES);
        Add(total, total, sum, LANES);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * columns) - (int32_t)(block_x * LANES));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        Sub(x_tile, x_tile, largest, LANES);
        Exp(x_tile, x_tile, LANES);
        Div(y_tile_out, x_tile, total, LANES);
        x_tile_queue.FreeTensor(x_tile);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// One block of kWarpsPerBlock warps a row. The exponentials are kept in y between the passes.
extern "C" __global__ __aicore__ void softmax_block(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> exponential_1_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TQue<TPosition::VECIN, 2> out_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(exponential_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        __gm__ float* row = x + (uint64_t)(int32_t)block_x * columns;
        __gm__ float* out = y + (uint64_t)(int32_t)block_x * columns;

        LocalTensor<float> largest = slot_0.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in(row_tile, row + start, count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
            Compare(mask, row_tile, row_tile, CMPMODE::EQ, LANES);
            LocalTensor<float> work = slot_2.Get<float>();
            Select(work, mask, row_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(largest, largest, work, count);
            }
            row_tile_queue.FreeTensor(row_tile);
        }
        LocalTensor<float> largest_2 = slot_3.Get<float>();
        LocalTensor<float> work_2 = slot_2.Get<float>();
        ReduceMax(largest_2, largest, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);

        LocalTensor<float> total = slot_2.Get<float>();
        Duplicate(total, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> exponential = exponential_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_S>();
            copy_in(exponential, row + start, count);
            exponential_1_queue.EnQue(exponential);
            exponential = exponential_1_queue.DeQue<float>();
            wait<HardEvent::MTE3_S>();
            Adds(exponential, exponential, -largest_3, LANES);
            Exp(exponential, exponential, LANES);
            wait<HardEvent::V_MTE3>();
            wait<HardEvent::MTE2_MTE3>();
            copy_out(out + start, exponential, count);
            if (count > 0) {
                Add(total, total, exponential, count);
            }
            exponential_1_queue.FreeTensor(exponential);
        }
        LocalTensor<float> sum = slot_3.Get<float>();
        LocalTensor<float> work_3 = slot_4.Get<float>();
        ReduceSum(sum, total, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum.GetValue(0);

        const float scale = 1.0f / total_2;
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> out_tile = out_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_S>();
            copy_in(out_tile, out + start, count);
            out_tile_queue.EnQue(out_tile);
            out_tile = out_tile_queue.DeQue<float>();
            Muls(out_tile_out, out_tile, scale, LANES);
            out_tile_queue.FreeTensor(out_tile);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + start, out_tile_out, count);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
extern "C" __global__ __aicore__ void softmax_warp_4(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, 16384);
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(WARPS * 4));
    pipe.InitBuffer(slot_25, padded(WARPS * 128));
    pipe.InitBuffer(slot_26, padded(WARPS * 128));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        Duplicate(work_4, rows, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
        Compare(mask_2, maximum_2, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> lane_2 = slot_7.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);

        LocalTensor<float> items = slot_6.Get<float>();
        Duplicate(items, 0.0f, LANES);
        LocalTensor<float> items_2 = slot_9.Get<float>();
        Duplicate(items_2, 0.0f, LANES);
        LocalTensor<float> items_3 = slot_10.Get<float>();
        Duplicate(items_3, 0.0f, LANES);
        LocalTensor<float> items_4 = slot_11.Get<float>();
        Duplicate(items_4, 0.0f, LANES);
        LocalTensor<float> largest = slot_12.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<int32_t> column = slot_13.Get<int32_t>();
        Adds(column, lane_2, 0, LANES);
        LocalTensor<int32_t> work_2 = slot_14.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, columns, LANES);
        LocalTensor<int32_t> maximum = slot_15.Get<int32_t>();
        Max(maximum, work_2, column, LANES);
        LocalTensor<uint8_t> mask = slot_16.Get<uint8_t>();
        Compare(mask, maximum, column, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)(block_x * BLOCK_Y));
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> x_tile = slot_15.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile, x + (int32_t)(block_x * BLOCK_Y) * columns, rows_2, columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> window = slot_17.Get<float>();
            LocalTensor<int32_t> room = slot_14.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_18.Get<int32_t>();
            Duplicate(work_5, columns, LANES);
            LocalTensor<int32_t> maximum_3 = slot_19.Get<int32_t>();
            Max(maximum_3, work_5, column, LANES);
            LocalTensor<uint8_t> mask_3 = slot_20.Get<uint8_t>();
            Compare(mask_3, maximum_3, column, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> places = slot_19.Get<int32_t>();
            Muls(places, row.ReinterpretCast<int32_t>(), columns, LANES);
            Add(places, places, column, LANES);
            gather_where(x_tile, x, mask_3, places, window, room, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Select(items, mask, x_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
        Compare(mask_4, items, items, CMPMODE::EQ, LANES);
        LocalTensor<float> work_6 = slot_15.Get<float>();
        Select(work_6, mask_4, items, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_6, LANES);
        LocalTensor<int32_t> column_2 = slot_15.Get<int32_t>();
        Adds(column_2, lane_2, 32, LANES);
        LocalTensor<int32_t> work_7 = slot_14.Get<int32_t>();
        Duplicate(work_7, columns, LANES);
        LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
        Max(maximum_4, work_7, column_2, LANES);
        LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
        Compare(mask_5, maximum_4, column_2, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_4 = smaller((int64_t)BLOCK_X, columns - 32L);
        const int32_t columns_5 = rows_2 > 0 ? columns_4 : 0;
        LocalTensor<float> x_tile_2 = slot_19.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_2, x + ((int32_t)(block_x * BLOCK_Y) * columns + 32), rows_2, columns_5, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> window_2 = slot_17.Get<float>();
            LocalTensor<int32_t> room_2 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_18.Get<int32_t>();
            Duplicate(work_8, columns, LANES);
            LocalTensor<int32_t> maximum_5 = slot_21.Get<int32_t>();
            Max(maximum_5, work_8, column_2, LANES);
            LocalTensor<uint8_t> mask_6 = slot_20.Get<uint8_t>();
            Compare(mask_6, maximum_5, column_2, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> places_2 = slot_21.Get<int32_t>();
            Muls(places_2, row.ReinterpretCast<int32_t>(), columns, LANES);
            Add(places_2, places_2, column_2, LANES);
            gather_where(x_tile_2, x, mask_6, places_2, window_2, room_2, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Select(items_2, mask_5, x_tile_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_7 = slot_16.Get<uint8_t>();
        Compare(mask_7, items_2, items_2, CMPMODE::EQ, LANES);
        LocalTensor<float> work_9 = slot_19.Get<float>();
        Select(work_9, mask_7, items_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_9, LANES);
        LocalTensor<int32_t> column_3 = slot_19.Get<int32_t>();
        Adds(column_3, lane_2, 64, LANES);
        LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
        Duplicate(work_10, columns, LANES);
        LocalTensor<int32_t> maximum_6 = slot_21.Get<int32_t>();
        Max(maximum_6, work_10, column_3, LANES);
        LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
        Compare(mask_8, maximum_6, column_3, CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_6 = smaller((int64_t)BLOCK_X, columns - 64L);
        const int32_t columns_7 = rows_2 > 0 ? columns_6 : 0;
        LocalTensor<float> x_tile_3 = slot_21.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_3, x + ((int32_t)(block_x * BLOCK_Y) * columns + 64), rows_2, columns_7, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> window_3 = slot_17.Get<float>();
            LocalTensor<int32_t> room_3 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> work_11 = slot_18.Get<int32_t>();
            Duplicate(work_11, columns, LANES);
            LocalTensor<int32_t> maximum_7 = slot_22.Get<int32_t>();
            Max(maximum_7, work_11, column_3, LANES);
            LocalTensor<uint8_t> mask_9 = slot_20.Get<uint8_t>();
            Compare(mask_9, maximum_7, column_3, CMPMODE::EQ, LANES);
            Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_9.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> places_3 = slot_22.Get<int32_t>();
            Muls(places_3, row.ReinterpretCast<int32_t>(), columns, LANES);
            Add(places_3, places_3, column_3, LANES);
            gather_where(x_tile_3, x, mask_9, places_3, window_3, room_3, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Select(items_3, mask_8, x_tile_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_10 = slot_16.Get<uint8_t>();
        Compare(mask_10, items_3, items_3, CMPMODE::EQ, LANES);
        LocalTensor<float> work_12 = slot_21.Get<float>();
        Select(work_12, mask_10, items_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_12, LANES);
        LocalTensor<int32_t> column_4 = slot_21.Get<int32_t>();
        Adds(column_4, lane_2, 96, LANES);
        LocalTensor<int32_t> work_13 = slot_14.Get<int32_t>();
        Duplicate(work_13, columns, LANES);
        LocalTensor<int32_t> maximum_8 = slot_22.Get<int32_t>();
        Max(maximum_8, work_13, column_4, LANES);
        LocalTensor<uint8_t> mask_11 = slot_16.Get<uint8_t>();
        Compare(mask_11, maximum_8, column_4, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_8 = smaller((int64_t)BLOCK_X, columns - 96L);
        const int32_t columns_9 = rows_2 > 0 ? columns_8 : 0;
        LocalTensor<float> x_tile_4 = slot_22.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_4, x + ((int32_t)(block_x * BLOCK_Y) * columns + 96), rows_2, columns_9, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> window_4 = slot_17.Get<float>();
            LocalTensor<int32_t> room_4 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> work_14 = slot_18.Get<int32_t>();
            Duplicate(work_14, columns, LANES);
            LocalTensor<int32_t> maximum_9 = slot_23.Get<int32_t>();
            Max(maximum_9, work_14, column_4, LANES);
            LocalTensor<uint8_t> mask_12 = slot_20.Get<uint8_t>();
            Compare(mask_12, maximum_9, column_4, CMPMODE::EQ, LANES);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_12.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> places_4 = slot_23.Get<int32_t>();
            Muls(places_4, row.ReinterpretCast<int32_t>(), columns, LANES);
            Add(places_4, places_4, column_4, LANES);
            gather_where(x_tile_4, x, mask_12, places_4, window_4, room_4, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Select(items_4, mask_11, x_tile_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_13 = slot_16.Get<uint8_t>();
        Compare(mask_13, items_4, items_4, CMPMODE::EQ, LANES);
        LocalTensor<float> work_15 = slot_22.Get<float>();
        Select(work_15, mask_13, items_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_15, LANES);
        LocalTensor<float> work_16 = slot_22.Get<float>();
        Select(work_16, mask_2, largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_24.Get<float>();
        max_rows(largest_2, work_16, 32, WARPS);
        LocalTensor<float> reduced = slot_25.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced[i * 32], largest_2.GetValue(i), 32);
        }
        copy_tile(largest.ReinterpretCast<int32_t>(), reduced.ReinterpretCast<int32_t>(), LANES);

        LocalTensor<float> total = slot_22.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> work_17 = slot_14.Get<float>();
        Sub(work_17, items, largest, LANES);
        Exp(items, work_17, LANES);
        Add(total, total, items, LANES);
        LocalTensor<float> work_18 = slot_14.Get<float>();
        Sub(work_18, items_2, largest, LANES);
        Exp(items_2, work_18, LANES);
        Add(total, total, items_2, LANES);
        LocalTensor<float> work_19 = slot_14.Get<float>();
        Sub(work_19, items_3, largest, LANES);
        Exp(items_3, work_19, LANES);
        Add(total, total, items_3, LANES);
        LocalTensor<float> work_20 = slot_14.Get<float>();
        Sub(work_20, items_4, largest, LANES);
        Exp(items_4, work_20, LANES);
        Add(total, total, items_4, LANES);
        LocalTensor<float> work_21 = slot_14.Get<float>();
        Select(work_21, mask_2, total, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_24.Get<float>();
        sum_rows(sum, work_21, 32, WARPS);
        LocalTensor<float> reduced_2 = slot_26.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced_2[i * 32], sum.GetValue(i), 32);
        }
        copy_tile(total.ReinterpretCast<int32_t>(), reduced_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> work_22 = slot_14.Get<float>();
        Div(work_22, items, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + (int32_t)(block_x * BLOCK_Y) * columns, work_22, rows_2, columns_3, columns, BLOCK_X);
        } else if (columns_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_23.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved = slot_18.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, work_22, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns_2);
                wait<HardEvent::V_MTE3>();
                copy_out(y + (int32_t)(block_x * BLOCK_Y + row_2) * columns, moved, columns_2);
            }
        }
        LocalTensor<float> work_23 = slot_14.Get<float>();
        wait<HardEvent::MTE3_S>();
        Div(work_23, items_2, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 32), work_23, rows_2, columns_5, columns,
                    BLOCK_X);
        } else if (columns_4 > 0) {
            LocalTensor<uint32_t> offsets_2 = slot_23.Get<uint32_t>();
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved_2 = slot_18.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved_2, work_23, offsets_2, (uint32_t)(row_2 * BLOCK_X * 4), columns_4);
                wait<HardEvent::V_MTE3>();
                copy_out(y + ((int32_t)(block_x * BLOCK_Y + row_2) * columns + 32), moved_2, columns_4);
            }
        }
        LocalTensor<float> work_24 = slot_14.Get<float>();
        wait<HardEvent::MTE3_S>();
        Div(work_24, items_3, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 64), work_24, rows_2, columns_7, columns,
                    BLOCK_X);
        } else if (columns_6 > 0) {
            LocalTensor<uint32_t> offsets_3 = slot_23.Get<uint32_t>();
            CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved_3 = slot_18.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved_3, work_24, offsets_3, (uint32_t)(row_2 * BLOCK_X * 4), columns_6);
                wait<HardEvent::V_MTE3>();
                copy_out(y + ((int32_t)(block_x * BLOCK_Y + row_2) * columns + 64), moved_3, columns_6);
            }
        }
        LocalTensor<float> work_25 = slot_14.Get<float>();
        wait<HardEvent::MTE3_S>();
        Div(work_25, items_4, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 96), work_25, rows_2, columns_9, columns,
                    BLOCK_X);
        } else if (columns_8 > 0) {
            LocalTensor<uint32_t> offsets_4 = slot_23.Get<uint32_t>();
            CreateVecIndex(offsets_4.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets_4.ReinterpretCast<int32_t>(), offsets_4.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved_4 = slot_18.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved_4, work_25, offsets_4, (uint32_t)(row_2 * BLOCK_X * 4), columns_8);
                wait<HardEvent::V_MTE3>();
                copy_out(y + ((int32_t)(block_x * BLOCK_Y + row_2) * columns + 96), moved_4, columns_8);
            }
        }
    }
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
extern "C" __global__ __aicore__ void softmax_warp_2(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, 16384);
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(WARPS * 4));
    pipe.InitBuffer(slot_21, padded(WARPS * 128));
    pipe.InitBuffer(slot_22, padded(WARPS * 128));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        Duplicate(work_4, rows, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
        Compare(mask_2, maximum_2, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> lane_2 = slot_7.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);

        LocalTensor<float> items = slot_6.Get<float>();
        Duplicate(items, 0.0f, LANES);
        LocalTensor<float> items_2 = slot_9.Get<float>();
        Duplicate(items_2, 0.0f, LANES);
        LocalTensor<float> largest = slot_10.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<int32_t> column = slot_11.Get<int32_t>();
        Adds(column, lane_2, 0, LANES);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, columns, LANES);
        LocalTensor<int32_t> maximum = slot_13.Get<int32_t>();
        Max(maximum, work_2, column, LANES);
        LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
        Compare(mask, maximum, column, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)(block_x * BLOCK_Y));
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> x_tile = slot_13.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile, x + (int32_t)(block_x * BLOCK_Y) * columns, rows_2, columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> window = slot_15.Get<float>();
            LocalTensor<int32_t> room = slot_12.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_16.Get<int32_t>();
            Duplicate(work_5, columns, LANES);
            LocalTensor<int32_t> maximum_3 = slot_17.Get<int32_t>();
            Max(maximum_3, work_5, column, LANES);
            LocalTensor<uint8_t> mask_3 = slot_18.Get<uint8_t>();
            Compare(mask_3, maximum_3, column, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> places = slot_17.Get<int32_t>();
            Muls(places, row.ReinterpretCast<int32_t>(), columns, LANES);
            Add(places, places, column, LANES);
            gather_where(x_tile, x, mask_3, places, window, room, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Select(items, mask, x_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
        Compare(mask_4, items, items, CMPMODE::EQ, LANES);
        LocalTensor<float> work_6 = slot_13.Get<float>();
        Select(work_6, mask_4, items, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_6, LANES);
        LocalTensor<int32_t> column_2 = slot_13.Get<int32_t>();
        Adds(column_2, lane_2, 32, LANES);
        LocalTensor<int32_t> work_7 = slot_12.Get<int32_t>();
        Duplicate(work_7, columns, LANES);
        LocalTensor<int32_t> maximum_4 = slot_17.Get<int32_t>();
        Max(maximum_4, work_7, column_2, LANES);
        LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
        Compare(mask_5, maximum_4, column_2, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_4 = smaller((int64_t)BLOCK_X, columns - 32L);
        const int32_t columns_5 = rows_2 > 0 ? columns_4 : 0;
        LocalTensor<float> x_tile_2 = slot_17.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_2, x + ((int32_t)(block_x * BLOCK_Y) * columns + 32), rows_2, columns_5, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> window_2 = slot_15.Get<float>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_16.Get<int32_t>();
            Duplicate(work_8, columns, LANES);
            LocalTensor<int32_t> maximum_5 = slot_19.Get<int32_t>();
            Max(maximum_5, work_8, column_2, LANES);
            LocalTensor<uint8_t> mask_6 = slot_18.Get<uint8_t>();
            Compare(mask_6, maximum_5, column_2, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> places_2 = slot_19.Get<int32_t>();
            Muls(places_2, row.ReinterpretCast<int32_t>(), columns, LANES);
            Add(places_2, places_2, column_2, LANES);
            gather_where(x_tile_2, x, mask_6, places_2, window_2, room_2, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Select(items_2, mask_5, x_tile_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_7 = slot_14.Get<uint8_t>();
        Compare(mask_7, items_2, items_2, CMPMODE::EQ, LANES);
        LocalTensor<float> work_9 = slot_17.Get<float>();
        Select(work_9, mask_7, items_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_9, LANES);
        LocalTensor<float> work_10 = slot_17.Get<float>();
        Select(work_10, mask_2, largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_20.Get<float>();
        max_rows(largest_2, work_10, 32, WARPS);
        LocalTensor<float> reduced = slot_21.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced[i * 32], largest_2.GetValue(i), 32);
        }
        copy_tile(largest.ReinterpretCast<int32_t>(), reduced.ReinterpretCast<int32_t>(), LANES);

        LocalTensor<float> total = slot_17.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> work_11 = slot_12.Get<float>();
        Sub(work_11, items, largest, LANES);
        Exp(items, work_11, LANES);
        Add(total, total, items, LANES);
        LocalTensor<float> work_12 = slot_12.Get<float>();
        Sub(work_12, items_2, largest, LANES);
        Exp(items_2, work_12, LANES);
        Add(total, total, items_2, LANES);
        LocalTensor<float> work_13 = slot_12.Get<float>();
        Select(work_13, mask_2, total, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_20.Get<float>();
        sum_rows(sum, work_13, 32, WARPS);
        LocalTensor<float> reduced_2 = slot_22.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced_2[i * 32], sum.GetValue(i), 32);
        }
        copy_tile(total.ReinterpretCast<int32_t>(), reduced_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> work_14 = slot_12.Get<float>();
        Div(work_14, items, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + (int32_t)(block_x * BLOCK_Y) * columns, work_14, rows_2, columns_3, columns, BLOCK_X);
        } else if (columns_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_19.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved = slot_16.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, work_14, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns_2);
                wait<HardEvent::V_MTE3>();
                copy_out(y + (int32_t)(block_x * BLOCK_Y + row_2) * columns, moved, columns_2);
            }
        }
        LocalTensor<float> work_15 = slot_12.Get<float>();
        wait<HardEvent::MTE3_S>();
        Div(work_15, items_2, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 32), work_15, rows_2, columns_5, columns,
                    BLOCK_X);
        } else if (columns_4 > 0) {
            LocalTensor<uint32_t> offsets_2 = slot_19.Get<uint32_t>();
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved_2 = slot_16.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved_2, work_15, offsets_2, (uint32_t)(row_2 * BLOCK_X * 4), columns_4);
                wait<HardEvent::V_MTE3>();
                copy_out(y + ((int32_t)(block_x * BLOCK_Y + row_2) * columns + 32), moved_2, columns_4);
            }
        }
    }
}
