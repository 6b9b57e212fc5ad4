// maxpool.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Max pooling.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

// What a / b, rounded toward 0, leaves: it has a's sign.
template <typename By>
__aicore__ inline void remain_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    b.multiply(second, less, count);
    Sub(rest, rest, second, count);
    signs_of(less, a, count);
    Mul(target, rest, less, count);
}

// a % b; the last three tiles are to work in.
__aicore__ inline void remainders_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    remain_of(target, a, Divisor{b}, second, rest, less, count);
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

// [planes, height, width]: one thread an element of the output, which also has the place of its maximum in the plane,
// as the backward pass needs it. The first of equals wins; a window that lies in the padding has no place, -1.
extern "C" __global__ __aicore__ void maxpool_naive(
        GM_ADDR input_address, GM_ADDR output_address, GM_ADDR places_address, int32_t size_x, int32_t size_y,
        int32_t out_size_x, int32_t out_size_y, int32_t kernel_x, int32_t kernel_y, int32_t stride_x, int32_t stride_y,
        int32_t padding_x, int32_t padding_y, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    __gm__ int32_t* places = (__gm__ int32_t*)places_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18;
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
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, 16384);
    pipe.InitBuffer(slot_18, padded(LANES * 4));
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
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, out_size_x, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, out_size_y, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        __gm__ float* plane = input + block_z * size_y * size_x;

        LocalTensor<float> largest = slot_7.Get<float>();
        Duplicate(largest, -3.4028235e+38f, LANES);
        LocalTensor<int32_t> place = slot_8.Get<int32_t>();
        Duplicate(place, -1, LANES);
        for (int32_t ky = 0; ky < kernel_y; ++ky) {
            LocalTensor<int32_t> row = slot_11.Get<int32_t>();
            Muls(row, y, stride_y, LANES);
            Adds(row, row, 0 - padding_y, LANES);
            Adds(row, row, ky, LANES);
            LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
            Duplicate(work_5, 0, LANES);
            LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
            Max(maximum_3, work_5, row, LANES);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            Compare(mask_3, maximum_3, row, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
            Duplicate(work_6, size_y, LANES);
            LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
            Max(maximum_4, work_6, row, LANES);
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            Compare(mask_4, maximum_4, row, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            for (int32_t kx = 0; kx < kernel_x; ++kx) {
                LocalTensor<int32_t> column = slot_12.Get<int32_t>();
                Muls(column, x.ReinterpretCast<int32_t>(), stride_x, LANES);
                Adds(column, column, 0 - padding_x, LANES);
                Adds(column, column, kx, LANES);
                LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
                Max(maximum_5, work_7, column, LANES);
                LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
                Compare(mask_5, maximum_5, column, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                Duplicate(work_8, size_x, LANES);
                LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
                Max(maximum_6, work_8, column, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, column, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> value = slot_13.Get<float>();
                LocalTensor<float> window = slot_17.Get<float>();
                LocalTensor<int32_t> room = slot_15.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_18.Get<int32_t>();
                Muls(places_2, row, size_x, LANES);
                Add(places_2, places_2, column, LANES);
                gather_where(value, plane, mask_5, places_2, window, room, LANES);
                LocalTensor<uint8_t> mask_7 = slot_16.Get<uint8_t>();
                Compare(mask_7, value, largest, CMPMODE::GT, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Select(largest, mask_7, value, largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_15.Get<int32_t>();
                Muls(work_9, row, size_x, LANES);
                Add(work_9, work_9, column, LANES);
                Select(place.ReinterpretCast<float>(), mask_7, work_9.ReinterpretCast<float>(),
                        place.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_size_y
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_size_x - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + (int32_t)((block_z * out_size_y + block_y * BLOCK_Y) * out_size_x + block_x * BLOCK_X), largest,
                    rows, columns_2, out_size_x, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_size_x - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_size_y
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_11.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                    LocalTensor<float> moved = slot_12.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, largest, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + (int32_t)((block_z * out_size_y + (block_y * BLOCK_Y + row_2)) * out_size_x + block_x
                            * BLOCK_X), moved, stop_2);
                }
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_size_y
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_size_x - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_S>();
            copy_rows_out(places
                    + (int32_t)((block_z * out_size_y + block_y * BLOCK_Y) * out_size_x + block_x * BLOCK_X), place,
                    rows, columns_2, out_size_x, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_size_x - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_size_y
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets_2 = slot_11.Get<uint32_t>();
                CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::MTE3_S>();
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                    LocalTensor<int32_t> moved_2 = slot_12.Get<int32_t>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved_2, place, offsets_2, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(places
                            + (int32_t)((block_z * out_size_y + (block_y * BLOCK_Y + row_2)) * out_size_x + block_x
                            * BLOCK_X), moved_2, stop_2);
                }
            }
        }
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
extern "C" __global__ __aicore__ void maxpool_vectorised_2_2(
        GM_ADDR input_address, GM_ADDR output_address, int32_t batch, int32_t height, int32_t width, int32_t vectors,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t out_height = (height - 2) / 2 + 1;
        const int32_t out_width = (width - 2) / 2 + 1;
        const int32_t total = batch * out_height * out_width * vectors;
        wait<HardEvent::MTE3_S>();
        for (int32_t start = block_x * LANES; start < total; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<int32_t> i = slot_2.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<int32_t> work_18 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_20 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> vector = slot_7.Get<int32_t>();
            remainders_by(vector, i, vectors != 0 ? vectors : 1, work_18, work_19, work_20, LANES);
            LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_12 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_13 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> quotient_2 = slot_8.Get<int32_t>();
            quotients_by(quotient_2, i, vectors != 0 ? vectors : 1, work_11, work_12, work_13, LANES);
            LocalTensor<int32_t> work_14 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_15 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_16 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> x = slot_9.Get<int32_t>();
            remainders_by(x, quotient_2, out_width != 0 ? out_width : 1, work_14, work_15, work_16, LANES);
            LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> quotient = slot_4.Get<int32_t>();
            quotients_by(quotient, i, vectors * out_width != 0 ? vectors * out_width : 1, work_4, work_5, work_6,
                    LANES);
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_9 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> y = slot_10.Get<int32_t>();
            remainders_by(y, quotient, out_height != 0 ? out_height : 1, work_7, work_8, work_9, LANES);
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> image = slot_5.Get<int32_t>();
            quotients_by(image, i, vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1, work,
                    work_2, work_3, LANES);
            LocalTensor<float> largest = slot_6.Get<float>();
            LocalTensor<float> window = slot_11.Get<float>();
            LocalTensor<int32_t> room = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places = slot_4.Get<int32_t>();
            Muls(places, image, height, LANES);
            LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
            Muls(work_10, y, 2, LANES);
            Add(places, places, work_10, LANES);
            Muls(places, places, width, LANES);
            LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
            Muls(work_17, x, 2, LANES);
            Add(places, places, work_17, LANES);
            Muls(places, places, vectors, LANES);
            LocalTensor<int32_t> places_2 = slot_12.Get<int32_t>();
            copy_tile(places_2, vector, LANES);
            gather_sum(largest, input, mask, places, 4L, places_2, 4L, window, room, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> window_2 = slot_11.Get<float>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_4.Get<int32_t>();
            Muls(places_3, image, height, LANES);
            LocalTensor<int32_t> work_21 = slot_13.Get<int32_t>();
            Muls(work_21, y, 2, LANES);
            Add(places_3, places_3, work_21, LANES);
            Muls(places_3, places_3, width, LANES);
            LocalTensor<int32_t> work_22 = slot_13.Get<int32_t>();
            Muls(work_22, x, 2, LANES);
            Add(places_3, places_3, work_22, LANES);
            Muls(places_3, places_3, vectors, LANES);
            LocalTensor<int32_t> places_4 = slot_13.Get<int32_t>();
            copy_tile(places_4, vector, LANES);
            gather_sum(largest_2, input + 1, mask, places_3, 4L, places_4, 4L, window_2, room_2, LANES);
            LocalTensor<float> largest_3 = slot_12.Get<float>();
            LocalTensor<float> window_3 = slot_11.Get<float>();
            LocalTensor<int32_t> room_3 = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_4.Get<int32_t>();
            Muls(places_5, image, height, LANES);
            LocalTensor<int32_t> work_23 = slot_14.Get<int32_t>();
            Muls(work_23, y, 2, LANES);
            Add(places_5, places_5, work_23, LANES);
            Muls(places_5, places_5, width, LANES);
            LocalTensor<int32_t> work_24 = slot_14.Get<int32_t>();
            Muls(work_24, x, 2, LANES);
            Add(places_5, places_5, work_24, LANES);
            Muls(places_5, places_5, vectors, LANES);
            LocalTensor<int32_t> places_6 = slot_14.Get<int32_t>();
            copy_tile(places_6, vector, LANES);
            gather_sum(largest_3, input + 2, mask, places_5, 4L, places_6, 4L, window_3, room_3, LANES);
            LocalTensor<float> largest_4 = slot_13.Get<float>();
            LocalTensor<float> window_4 = slot_11.Get<float>();
            LocalTensor<int32_t> room_4 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_4.Get<int32_t>();
            Muls(places_7, image, height, LANES);
            LocalTensor<int32_t> work_25 = slot_15.Get<int32_t>();
            Muls(work_25, y, 2, LANES);
            Add(places_7, places_7, work_25, LANES);
            Muls(places_7, places_7, width, LANES);
            LocalTensor<int32_t> work_26 = slot_15.Get<int32_t>();
            Muls(work_26, x, 2, LANES);
            Add(places_7, places_7, work_26, LANES);
            Muls(places_7, places_7, vectors, LANES);
            LocalTensor<int32_t> places_8 = slot_15.Get<int32_t>();
            copy_tile(places_8, vector, LANES);
            gather_sum(largest_4, input + 3, mask, places_7, 4L, places_8, 4L, window_4, room_4, LANES);
            for (int32_t ky = 0; ky < 2; ++ky) {
                for (int32_t kx = 0; kx < 2; ++kx) {
                    LocalTensor<float> b = slot_14.Get<float>();
                    LocalTensor<float> window_5 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_5 = slot_15.Get<int32_t>();
                    LocalTensor<int32_t> places_9 = slot_4.Get<int32_t>();
                    Muls(places_9, image, height, LANES);
                    LocalTensor<int32_t> work_27 = slot_16.Get<int32_t>();
                    Muls(work_27, y, 2, LANES);
                    Add(places_9, places_9, work_27, LANES);
                    Muls(places_9, places_9, width, LANES);
                    LocalTensor<int32_t> work_28 = slot_16.Get<int32_t>();
                    Muls(work_28, x, 2, LANES);
                    Add(places_9, places_9, work_28, LANES);
                    Muls(places_9, places_9, vectors, LANES);
                    LocalTensor<int32_t> places_10 = slot_16.Get<int32_t>();
                    copy_tile(places_10, vector, LANES);
                    gather_sum(b, input + (ky * width + kx) * vectors * 4L, mask, places_9, 4L, places_10, 4L, window_5,
                            room_5, LANES);
                    LocalTensor<float> b_2 = slot_15.Get<float>();
                    LocalTensor<float> window_6 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_6 = slot_16.Get<int32_t>();
                    LocalTensor<int32_t> places_11 = slot_4.Get<int32_t>();
                    Muls(places_11, image, height, LANES);
                    LocalTensor<int32_t> work_29 = slot_17.Get<int32_t>();
                    Muls(work_29, y, 2, LANES);
                    Add(places_11, places_11, work_29, LANES);
                    Muls(places_11, places_11, width, LANES);
                    LocalTensor<int32_t> work_30 = slot_17.Get<int32_t>();
                    Muls(work_30, x, 2, LANES);
                    Add(places_11, places_11, work_30, LANES);
                    Muls(places_11, places_11, vectors, LANES);
                    LocalTensor<int32_t> places_12 = slot_17.Get<int32_t>();
                    copy_tile(places_12, vector, LANES);
                    gather_sum(b_2, input + (ky * width + kx) * vectors * 4L + 1, mask, places_11, 4L, places_12, 4L,
                            window_6, room_6, LANES);
                    LocalTensor<float> b_3 = slot_16.Get<float>();
                    LocalTensor<float> window_7 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_7 = slot_17.Get<int32_t>();
                    LocalTensor<int32_t> places_13 = slot_4.Get<int32_t>();
                    Muls(places_13, image, height, LANES);
                    LocalTensor<int32_t> work_31 = slot_18.Get<int32_t>();
                    Muls(work_31, y, 2, LANES);
                    Add(places_13, places_13, work_31, LANES);
                    Muls(places_13, places_13, width, LANES);
                    LocalTensor<int32_t> work_32 = slot_18.Get<int32_t>();
                    Muls(work_32, x, 2, LANES);
                    Add(places_13, places_13, work_32, LANES);
                    Muls(places_13, places_13, vectors, LANES);
                    LocalTensor<int32_t> places_14 = slot_18.Get<int32_t>();
                    copy_tile(places_14, vector, LANES);
                    gather_sum(b_3, input + (ky * width + kx) * vectors * 4L + 2, mask, places_13, 4L, places_14, 4L,
                            window_7, room_7, LANES);
                    LocalTensor<float> b_4 = slot_17.Get<float>();
                    LocalTensor<float> window_8 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_8 = slot_18.Get<int32_t>();
                    LocalTensor<int32_t> places_15 = slot_4.Get<int32_t>();
                    Muls(places_15, image, height, LANES);
                    LocalTensor<int32_t> work_33 = slot_19.Get<int32_t>();
                    Muls(work_33, y, 2, LANES);
                    Add(places_15, places_15, work_33, LANES);
                    Muls(places_15, places_15, width, LANES);
                    LocalTensor<int32_t> work_34 = slot_19.Get<int32_t>();
                    Muls(work_34, x, 2, LANES);
                    Add(places_15, places_15, work_34, LANES);
                    Muls(places_15, places_15, vectors, LANES);
                    LocalTensor<int32_t> places_16 = slot_19.Get<int32_t>();
                    copy_tile(places_16, vector, LANES);
                    gather_sum(b_4, input + (ky * width + kx) * vectors * 4L + 3, mask, places_15, 4L, places_16, 4L,
                            window_8, room_8, LANES);
                    LocalTensor<uint8_t> mask_2 = slot_20.Get<uint8_t>();
                    Compare(mask_2, largest, largest, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_3 = slot_21.Get<uint8_t>();
                    Compare(mask_3, b, b, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_35 = slot_18.Get<float>();
                    Select(work_35, mask_3, b, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_35, largest, work_35, LANES);
                    Select(largest, mask_2, work_35, b, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
                    Compare(mask_4, largest_2, largest_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_5 = slot_21.Get<uint8_t>();
                    Compare(mask_5, b_2, b_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_36 = slot_18.Get<float>();
                    Select(work_36, mask_5, b_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_36, largest_2, work_36, LANES);
                    Select(largest_2, mask_4, work_36, b_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_20.Get<uint8_t>();
                    Compare(mask_6, largest_3, largest_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_7 = slot_21.Get<uint8_t>();
                    Compare(mask_7, b_3, b_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_37 = slot_18.Get<float>();
                    Select(work_37, mask_7, b_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_37, largest_3, work_37, LANES);
                    Select(largest_3, mask_6, work_37, b_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_8 = slot_20.Get<uint8_t>();
                    Compare(mask_8, largest_4, largest_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_9 = slot_21.Get<uint8_t>();
                    Compare(mask_9, b_4, b_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_38 = slot_18.Get<float>();
                    Select(work_38, mask_9, b_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_38, largest_4, work_38, LANES);
                    Select(largest_4, mask_8, work_38, b_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            LocalTensor<float> spread = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, largest, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, largest_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, largest_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, largest_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
        }
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
extern "C" __global__ __aicore__ void maxpool_vectorised_3_2(
        GM_ADDR input_address, GM_ADDR output_address, int32_t batch, int32_t height, int32_t width, int32_t vectors,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t out_height = (height - 3) / 2 + 1;
        const int32_t out_width = (width - 3) / 2 + 1;
        const int32_t total = batch * out_height * out_width * vectors;
        wait<HardEvent::MTE3_S>();
        for (int32_t start = block_x * LANES; start < total; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<int32_t> i = slot_2.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<int32_t> work_18 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_20 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> vector = slot_7.Get<int32_t>();
            remainders_by(vector, i, vectors != 0 ? vectors : 1, work_18, work_19, work_20, LANES);
            LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_12 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_13 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> quotient_2 = slot_8.Get<int32_t>();
            quotients_by(quotient_2, i, vectors != 0 ? vectors : 1, work_11, work_12, work_13, LANES);
            LocalTensor<int32_t> work_14 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_15 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_16 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> x = slot_9.Get<int32_t>();
            remainders_by(x, quotient_2, out_width != 0 ? out_width : 1, work_14, work_15, work_16, LANES);
            LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> quotient = slot_4.Get<int32_t>();
            quotients_by(quotient, i, vectors * out_width != 0 ? vectors * out_width : 1, work_4, work_5, work_6,
                    LANES);
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_9 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> y = slot_10.Get<int32_t>();
            remainders_by(y, quotient, out_height != 0 ? out_height : 1, work_7, work_8, work_9, LANES);
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> image = slot_5.Get<int32_t>();
            quotients_by(image, i, vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1, work,
                    work_2, work_3, LANES);
            LocalTensor<float> largest = slot_6.Get<float>();
            LocalTensor<float> window = slot_11.Get<float>();
            LocalTensor<int32_t> room = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places = slot_4.Get<int32_t>();
            Muls(places, image, height, LANES);
            LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
            Muls(work_10, y, 2, LANES);
            Add(places, places, work_10, LANES);
            Muls(places, places, width, LANES);
            LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
            Muls(work_17, x, 2, LANES);
            Add(places, places, work_17, LANES);
            Muls(places, places, vectors, LANES);
            LocalTensor<int32_t> places_2 = slot_12.Get<int32_t>();
            copy_tile(places_2, vector, LANES);
            gather_sum(largest, input, mask, places, 4L, places_2, 4L, window, room, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> window_2 = slot_11.Get<float>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_4.Get<int32_t>();
            Muls(places_3, image, height, LANES);
            LocalTensor<int32_t> work_21 = slot_13.Get<int32_t>();
            Muls(work_21, y, 2, LANES);
            Add(places_3, places_3, work_21, LANES);
            Muls(places_3, places_3, width, LANES);
            LocalTensor<int32_t> work_22 = slot_13.Get<int32_t>();
            Muls(work_22, x, 2, LANES);
            Add(places_3, places_3, work_22, LANES);
            Muls(places_3, places_3, vectors, LANES);
            LocalTensor<int32_t> places_4 = slot_13.Get<int32_t>();
            copy_tile(places_4, vector, LANES);
            gather_sum(largest_2, input + 1, mask, places_3, 4L, places_4, 4L, window_2, room_2, LANES);
            LocalTensor<float> largest_3 = slot_12.Get<float>();
            LocalTensor<float> window_3 = slot_11.Get<float>();
            LocalTensor<int32_t> room_3 = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_4.Get<int32_t>();
            Muls(places_5, image, height, LANES);
            LocalTensor<int32_t> work_23 = slot_14.Get<int32_t>();
            Muls(work_23, y, 2, LANES);
            Add(places_5, places_5, work_23, LANES);
            Muls(places_5, places_5, width, LANES);
            LocalTensor<int32_t> work_24 = slot_14.Get<int32_t>();
            Muls(work_24, x, 2, LANES);
            Add(places_5, places_5, work_24, LANES);
            Muls(places_5, places_5, vectors, LANES);
            LocalTensor<int32_t> places_6 = slot_14.Get<int32_t>();
            copy_tile(places_6, vector, LANES);
            gather_sum(largest_3, input + 2, mask, places_5, 4L, places_6, 4L, window_3, room_3, LANES);
            LocalTensor<float> largest_4 = slot_13.Get<float>();
            LocalTensor<float> window_4 = slot_11.Get<float>();
            LocalTensor<int32_t> room_4 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_4.Get<int32_t>();
            Muls(places_7, image, height, LANES);
            LocalTensor<int32_t> work_25 = slot_15.Get<int32_t>();
            Muls(work_25, y, 2, LANES);
            Add(places_7, places_7, work_25, LANES);
            Muls(places_7, places_7, width, LANES);
            LocalTensor<int32_t> work_26 = slot_15.Get<int32_t>();
            Muls(work_26, x, 2, LANES);
            Add(places_7, places_7, work_26, LANES);
            Muls(places_7, places_7, vectors, LANES);
            LocalTensor<int32_t> places_8 = slot_15.Get<int32_t>();
            copy_tile(places_8, vector, LANES);
            gather_sum(largest_4, input + 3, mask, places_7, 4L, places_8, 4L, window_4, room_4, LANES);
            for (int32_t ky = 0; ky < 3; ++ky) {
                for (int32_t kx = 0; kx < 3; ++kx) {
                    LocalTensor<float> b = slot_14.Get<float>();
                    LocalTensor<float> window_5 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_5 = slot_15.Get<int32_t>();
                    LocalTensor<int32_t> places_9 = slot_4.Get<int32_t>();
                    Muls(places_9, image, height, LANES);
                    LocalTensor<int32_t> work_27 = slot_16.Get<int32_t>();
                    Muls(work_27, y, 2, LANES);
                    Add(places_9, places_9, work_27, LANES);
                    Muls(places_9, places_9, width, LANES);
                    LocalTensor<int32_t> work_28 = slot_16.Get<int32_t>();
                    Muls(work_28, x, 2, LANES);
                    Add(places_9, places_9, work_28, LANES);
                    Muls(places_9, places_9, vectors, LANES);
                    LocalTensor<int32_t> places_10 = slot_16.Get<int32_t>();
                    copy_tile(places_10, vector, LANES);
                    gather_sum(b, input + (ky * width + kx) * vectors * 4L, mask, places_9, 4L, places_10, 4L, window_5,
                            room_5, LANES);
                    LocalTensor<float> b_2 = slot_15.Get<float>();
                    LocalTensor<float> window_6 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_6 = slot_16.Get<int32_t>();
                    LocalTensor<int32_t> places_11 = slot_4.Get<int32_t>();
                    Muls(places_11, image, height, LANES);
                    LocalTensor<int32_t> work_29 = slot_17.Get<int32_t>();
                    Muls(work_29, y, 2, LANES);
                    Add(places_11, places_11, work_29, LANES);
                    Muls(places_11, places_11, width, LANES);
                    LocalTensor<int32_t> work_30 = slot_17.Get<int32_t>();
                    Muls(work_30, x, 2, LANES);
                    Add(places_11, places_11, work_30, LANES);
                    Muls(places_11, places_11, vectors, LANES);
                    LocalTensor<int32_t> places_12 = slot_17.Get<int32_t>();
                    copy_tile(places_12, vector, LANES);
                    gather_sum(b_2, input + (ky * width + kx) * vectors * 4L + 1, mask, places_11, 4L, places_12, 4L,
                            window_6, room_6, LANES);
                    LocalTensor<float> b_3 = slot_16.Get<float>();
                    LocalTensor<float> window_7 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_7 = slot_17.Get<int32_t>();
                    LocalTensor<int32_t> places_13 = slot_4.Get<int32_t>();
                    Muls(places_13, image, height, LANES);
                    LocalTensor<int32_t> work_31 = slot_18.Get<int32_t>();
                    Muls(work_31, y, 2, LANES);
                    Add(places_13, places_13, work_31, LANES);
                    Muls(places_13, places_13, width, LANES);
                    LocalTensor<int32_t> work_32 = slot_18.Get<int32_t>();
                    Muls(work_32, x, 2, LANES);
                    Add(places_13, places_13, work_32, LANES);
                    Muls(places_13, places_13, vectors, LANES);
                    LocalTensor<int32_t> places_14 = slot_18.Get<int32_t>();
                    copy_tile(places_14, vector, LANES);
                    gather_sum(b_3, input + (ky * width + kx) * vectors * 4L + 2, mask, places_13, 4L, places_14, 4L,
                            window_7, room_7, LANES);
                    LocalTensor<float> b_4 = slot_17.Get<float>();
                    LocalTensor<float> window_8 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_8 = slot_18.Get<int32_t>();
                    LocalTensor<int32_t> places_15 = slot_4.Get<int32_t>();
                    Muls(places_15, image, height, LANES);
                    LocalTensor<int32_t> work_33 = slot_19.Get<int32_t>();
                    Muls(work_33, y, 2, LANES);
                    Add(places_15, places_15, work_33, LANES);
                    Muls(places_15, places_15, width, LANES);
                    LocalTensor<int32_t> work_34 = slot_19.Get<int32_t>();
                    Muls(work_34, x, 2, LANES);
                    Add(places_15, places_15, work_34, LANES);
                    Muls(places_15, places_15, vectors, LANES);
                    LocalTensor<int32_t> places_16 = slot_19.Get<int32_t>();
                    copy_tile(places_16, vector, LANES);
                    gather_sum(b_4, input + (ky * width + kx) * vectors * 4L + 3, mask, places_15, 4L, places_16, 4L,
                            window_8, room_8, LANES);
                    LocalTensor<uint8_t> mask_2 = slot_20.Get<uint8_t>();
                    Compare(mask_2, largest, largest, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_3 = slot_21.Get<uint8_t>();
                    Compare(mask_3, b, b, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_35 = slot_18.Get<float>();
                    Select(work_35, mask_3, b, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_35, largest, work_35, LANES);
                    Select(largest, mask_2, work_35, b, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
                    Compare(mask_4, largest_2, largest_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_5 = slot_21.Get<uint8_t>();
                    Compare(mask_5, b_2, b_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_36 = slot_18.Get<float>();
                    Select(work_36, mask_5, b_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_36, largest_2, work_36, LANES);
                    Select(largest_2, mask_4, work_36, b_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_20.Get<uint8_t>();
                    Compare(mask_6, largest_3, largest_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_7 = slot_21.Get<uint8_t>();
                    Compare(mask_7, b_3, b_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_37 = slot_18.Get<float>();
                    Select(work_37, mask_7, b_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_37, largest_3, work_37, LANES);
                    Select(largest_3, mask_6, work_37, b_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_8 = slot_20.Get<uint8_t>();
                    Compare(mask_8, largest_4, largest_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_9 = slot_21.Get<uint8_t>();
                    Compare(mask_9, b_4, b_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_38 = slot_18.Get<float>();
                    Select(work_38, mask_9, b_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_38, largest_4, work_38, LANES);
                    Select(largest_4, mask_8, work_38, b_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            LocalTensor<float> spread = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, largest, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, largest_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, largest_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, largest_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
        }
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
extern "C" __global__ __aicore__ void maxpool_vectorised_3_1(
        GM_ADDR input_address, GM_ADDR output_address, int32_t batch, int32_t height, int32_t width, int32_t vectors,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t out_height = height - 3 + 1;
        const int32_t out_width = width - 3 + 1;
        const int32_t total = batch * out_height * out_width * vectors;
        wait<HardEvent::MTE3_S>();
        for (int32_t start = block_x * LANES; start < total; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<int32_t> i = slot_2.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<int32_t> work_18 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_20 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> vector = slot_7.Get<int32_t>();
            remainders_by(vector, i, vectors != 0 ? vectors : 1, work_18, work_19, work_20, LANES);
            LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_12 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_13 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> quotient_2 = slot_8.Get<int32_t>();
            quotients_by(quotient_2, i, vectors != 0 ? vectors : 1, work_11, work_12, work_13, LANES);
            LocalTensor<int32_t> work_14 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_15 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_16 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> x = slot_9.Get<int32_t>();
            remainders_by(x, quotient_2, out_width != 0 ? out_width : 1, work_14, work_15, work_16, LANES);
            LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> quotient = slot_4.Get<int32_t>();
            quotients_by(quotient, i, vectors * out_width != 0 ? vectors * out_width : 1, work_4, work_5, work_6,
                    LANES);
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_9 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> y = slot_10.Get<int32_t>();
            remainders_by(y, quotient, out_height != 0 ? out_height : 1, work_7, work_8, work_9, LANES);
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> image = slot_5.Get<int32_t>();
            quotients_by(image, i, vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1, work,
                    work_2, work_3, LANES);
            LocalTensor<float> largest = slot_6.Get<float>();
            LocalTensor<float> window = slot_11.Get<float>();
            LocalTensor<int32_t> room = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places = slot_4.Get<int32_t>();
            Muls(places, image, height, LANES);
            LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
            Muls(work_10, y, 1, LANES);
            Add(places, places, work_10, LANES);
            Muls(places, places, width, LANES);
            LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
            Muls(work_17, x, 1, LANES);
            Add(places, places, work_17, LANES);
            Muls(places, places, vectors, LANES);
            LocalTensor<int32_t> places_2 = slot_12.Get<int32_t>();
            copy_tile(places_2, vector, LANES);
            gather_sum(largest, input, mask, places, 4L, places_2, 4L, window, room, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> window_2 = slot_11.Get<float>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_4.Get<int32_t>();
            Muls(places_3, image, height, LANES);
            LocalTensor<int32_t> work_21 = slot_13.Get<int32_t>();
            Muls(work_21, y, 1, LANES);
            Add(places_3, places_3, work_21, LANES);
            Muls(places_3, places_3, width, LANES);
            LocalTensor<int32_t> work_22 = slot_13.Get<int32_t>();
            Muls(work_22, x, 1, LANES);
            Add(places_3, places_3, work_22, LANES);
            Muls(places_3, places_3, vectors, LANES);
            LocalTensor<int32_t> places_4 = slot_13.Get<int32_t>();
            copy_tile(places_4, vector, LANES);
            gather_sum(largest_2, input + 1, mask, places_3, 4L, places_4, 4L, window_2, room_2, LANES);
            LocalTensor<float> largest_3 = slot_12.Get<float>();
            LocalTensor<float> window_3 = slot_11.Get<float>();
            LocalTensor<int32_t> room_3 = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_4.Get<int32_t>();
            Muls(places_5, image, height, LANES);
            LocalTensor<int32_t> work_23 = slot_14.Get<int32_t>();
            Muls(work_23, y, 1, LANES);
            Add(places_5, places_5, work_23, LANES);
            Muls(places_5, places_5, width, LANES);
            LocalTensor<int32_t> work_24 = slot_14.Get<int32_t>();
            Muls(work_24, x, 1, LANES);
            Add(places_5, places_5, work_24, LANES);
            Muls(places_5, places_5, vectors, LANES);
            LocalTensor<int32_t> places_6 = slot_14.Get<int32_t>();
            copy_tile(places_6, vector, LANES);
            gather_sum(largest_3, input + 2, mask, places_5, 4L, places_6, 4L, window_3, room_3, LANES);
            LocalTensor<float> largest_4 = slot_13.Get<float>();
            LocalTensor<float> window_4 = slot_11.Get<float>();
            LocalTensor<int32_t> room_4 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_4.Get<int32_t>();
            Muls(places_7, image, height, LANES);
            LocalTensor<int32_t> work_25 = slot_15.Get<int32_t>();
            Muls(work_25, y, 1, LANES);
            Add(places_7, places_7, work_25, LANES);
            Muls(places_7, places_7, width, LANES);
            LocalTensor<int32_t> work_26 = slot_15.Get<int32_t>();
            Muls(work_26, x, 1, LANES);
            Add(places_7, places_7, work_26, LANES);
            Muls(places_7, places_7, vectors, LANES);
            LocalTensor<int32_t> places_8 = slot_15.Get<int32_t>();
            copy_tile(places_8, vector, LANES);
            gather_sum(largest_4, input + 3, mask, places_7, 4L, places_8, 4L, window_4, room_4, LANES);
            for (int32_t ky = 0; ky < 3; ++ky) {
                for (int32_t kx = 0; kx < 3; ++kx) {
                    LocalTensor<float> b = slot_14.Get<float>();
                    LocalTensor<float> window_5 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_5 = slot_15.Get<int32_t>();
                    LocalTensor<int32_t> places_9 = slot_4.Get<int32_t>();
                    Muls(places_9, image, height, LANES);
                    LocalTensor<int32_t> work_27 = slot_16.Get<int32_t>();
                    Muls(work_27, y, 1, LANES);
                    Add(places_9, places_9, work_27, LANES);
                    Muls(places_9, places_9, width, LANES);
                    LocalTensor<int32_t> work_28 = slot_16.Get<int32_t>();
                    Muls(work_28, x, 1, LANES);
                    Add(places_9, places_9, work_28, LANES);
                    Muls(places_9, places_9, vectors, LANES);
                    LocalTensor<int32_t> places_10 = slot_16.Get<int32_t>();
                    copy_tile(places_10, vector, LANES);
                    gather_sum(b, input + (ky * width + kx) * vectors * 4L, mask, places_9, 4L, places_10, 4L, window_5,
                            room_5, LANES);
                    LocalTensor<float> b_2 = slot_15.Get<float>();
                    LocalTensor<float> window_6 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_6 = slot_16.Get<int32_t>();
                    LocalTensor<int32_t> places_11 = slot_4.Get<int32_t>();
                    Muls(places_11, image, height, LANES);
                    LocalTensor<int32_t> work_29 = slot_17.Get<int32_t>();
                    Muls(work_29, y, 1, LANES);
                    Add(places_11, places_11, work_29, LANES);
                    Muls(places_11, places_11, width, LANES);
                    LocalTensor<int32_t> work_30 = slot_17.Get<int32_t>();
                    Muls(work_30, x, 1, LANES);
                    Add(places_11, places_11, work_30, LANES);
                    Muls(places_11, places_11, vectors, LANES);
                    LocalTensor<int32_t> places_12 = slot_17.Get<int32_t>();
                    copy_tile(places_12, vector, LANES);
                    gather_sum(b_2, input + (ky * width + kx) * vectors * 4L + 1, mask, places_11, 4L, places_12, 4L,
                            window_6, room_6, LANES);
                    LocalTensor<float> b_3 = slot_16.Get<float>();
                    LocalTensor<float> window_7 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_7 = slot_17.Get<int32_t>();
                    LocalTensor<int32_t> places_13 = slot_4.Get<int32_t>();
                    Muls(places_13, image, height, LANES);
                    LocalTensor<int32_t> work_31 = slot_18.Get<int32_t>();
                    Muls(work_31, y, 1, LANES);
                    Add(places_13, places_13, work_31, LANES);
                    Muls(places_13, places_13, width, LANES);
                    LocalTensor<int32_t> work_32 = slot_18.Get<int32_t>();
                    Muls(work_32, x, 1, LANES);
                    Add(places_13, places_13, work_32, LANES);
                    Muls(places_13, places_13, vectors, LANES);
                    LocalTensor<int32_t> places_14 = slot_18.Get<int32_t>();
                    copy_tile(places_14, vector, LANES);
                    gather_sum(b_3, input + (ky * width + kx) * vectors * 4L + 2, mask, places_13, 4L, places_14, 4L,
                            window_7, room_7, LANES);
                    LocalTensor<float> b_4 = slot_17.Get<float>();
                    LocalTensor<float> window_8 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_8 = slot_18.Get<int32_t>();
                    LocalTensor<int32_t> places_15 = slot_4.Get<int32_t>();
                    Muls(places_15, image, height, LANES);
                    LocalTensor<int32_t> work_33 = slot_19.Get<int32_t>();
                    Muls(work_33, y, 1, LANES);
                    Add(places_15, places_15, work_33, LANES);
                    Muls(places_15, places_15, width, LANES);
                    LocalTensor<int32_t> work_34 = slot_19.Get<int32_t>();
                    Muls(work_34, x, 1, LANES);
                    Add(places_15, places_15, work_34, LANES);
                    Muls(places_15, places_15, vectors, LANES);
                    LocalTensor<int32_t> places_16 = slot_19.Get<int32_t>();
                    copy_tile(places_16, vector, LANES);
                    gather_sum(b_4, input + (ky * width + kx) * vectors * 4L + 3, mask, places_15, 4L, places_16, 4L,
                            window_8, room_8, LANES);
                    LocalTensor<uint8_t> mask_2 = slot_20.Get<uint8_t>();
                    Compare(mask_2, largest, largest, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_3 = slot_21.Get<uint8_t>();
                    Compare(mask_3, b, b, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_35 = slot_18.Get<float>();
                    Select(work_35, mask_3, b, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_35, largest, work_35, LANES);
                    Select(largest, mask_2, work_35, b, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
                    Compare(mask_4, largest_2, largest_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_5 = slot_21.Get<uint8_t>();
                    Compare(mask_5, b_2, b_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_36 = slot_18.Get<float>();
                    Select(work_36, mask_5, b_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_36, largest_2, work_36, LANES);
                    Select(largest_2, mask_4, work_36, b_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_20.Get<uint8_t>();
                    Compare(mask_6, largest_3, largest_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_7 = slot_21.Get<uint8_t>();
                    Compare(mask_7, b_3, b_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_37 = slot_18.Get<float>();
                    Select(work_37, mask_7, b_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_37, largest_3, work_37, LANES);
                    Select(largest_3, mask_6, work_37, b_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_8 = slot_20.Get<uint8_t>();
                    Compare(mask_8, largest_4, largest_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_9 = slot_21.Get<uint8_t>();
                    Compare(mask_9, b_4, b_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_38 = slot_18.Get<float>();
                    Select(work_38, mask_9, b_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_38, largest_4, work_38, LANES);
                    Select(largest_4, mask_8, work_38, b_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            LocalTensor<float> spread = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, largest, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, largest_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, largest_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, largest_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
        }
    }
}

// The largest element of each plane, a block a plane: a tree in dynamic shared memory of blockDim.x floats.
extern "C" __global__ __aicore__ void maxpool_global(
        GM_ADDR input_address, GM_ADDR output_address, int32_t elements, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> input_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(input_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> largest = slot_0.Get<float>();
        Duplicate(largest, -3.4028235e+38f, LANES);
        for (int32_t start = 0; start < elements; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)elements - start);
            LocalTensor<float> input_tile = input_tile_queue.AllocTensor<float>();
            copy_in(input_tile, input + (block_x * elements + start), count);
            input_tile_queue.EnQue(input_tile);
            input_tile = input_tile_queue.DeQue<float>();
            LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
            Compare(mask, input_tile, input_tile, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            LocalTensor<float> work = slot_2.Get<float>();
            Select(work, mask, input_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(largest, largest, work, count);
            }
            input_tile_queue.FreeTensor(input_tile);
        }
        LocalTensor<float> largest_2 = slot_3.Get<float>();
        LocalTensor<float> work_2 = slot_2.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceMax(largest_2, largest, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);
        LocalTensor<float> element = slot_3.Get<float>();
        element.SetValue(0, largest_3);
        wait<HardEvent::S_MTE3>();
        copy_out(output + (int32_t)block_x, element, 1);
    }
}
