// deformable.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Multi-scale deformable attention (Zhu et al., arXiv:2010.04159). Each query samples `points` places on each level of a
// pyramid, bilinearly, and sums them by its weights.
//   value    [pixels of all levels, heads, channels]
//   sizes    [levels] of (height, width), starts [levels]: the first pixel of each
//   places   [queries, heads, levels, points] of (x, y), from 0 to 1 over the level
//   weights  [queries, heads, levels, points]
//   out      [queries, heads, channels]

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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread an element of the output.
extern "C" __global__ __aicore__ void deformable_naive(
        GM_ADDR value_address, GM_ADDR sizes_address, GM_ADDR starts_address, GM_ADDR places_address,
        GM_ADDR weights_address, GM_ADDR out_address, int32_t queries, int32_t heads, int32_t channels, int32_t levels,
        int32_t points, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ int32_t* sizes = (__gm__ int32_t*)sizes_address;
    __gm__ int32_t* starts = (__gm__ int32_t*)starts_address;
    __gm__ float* places = (__gm__ float*)places_address;
    __gm__ float* weights = (__gm__ float*)weights_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 16384);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
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
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> work = slot_3.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> row = slot_6.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        quotients_by(row, i.ReinterpretCast<int32_t>(), channels != 0 ? channels : 1, work, work_2, work_3, LANES);  // a head of a query
        const int32_t pixel_stride = heads * channels;
        LocalTensor<float> sum = slot_5.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> sample = slot_4.Get<int32_t>();
        Muls(sample, row, levels, LANES);
        Muls(sample, sample, points, LANES);
        wait<HardEvent::V_S>();
        for (int32_t level = 0; level < levels; ++level) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)(queries * heads * channels)
                    - (int32_t)(block_x * BLOCK_X));
            const int32_t element = stop > 0 ? load(sizes + level * 2L) : 0;
            const int32_t size_x = element;
            const int32_t element_2 = stop > 0 ? load(sizes + level * 2L + 1) : 0;
            const int32_t size_y = element_2;
            const int32_t element_3 = stop > 0 ? load(starts + level) : 0;
            __gm__ float* pixels = value + element_3 * pixel_stride;
            int32_t point = 0;
            int32_t point_then = point;
            bool going = true;
            const int32_t count = point_then < points ? stop : 0;
            bool going_2 = going & (count > 0);
            wait<HardEvent::V_S>();
            while (going_2) {
                bool going_then = going;
                LocalTensor<float> place = slot_3.Get<float>();
                LocalTensor<float> window = slot_7.Get<float>();
                LocalTensor<int32_t> room = slot_8.Get<int32_t>();
                const int32_t count_2 = going_then ? count : 0;
                LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
                CompareScalar(mask, lanes, (float)count_2, CMPMODE::LT, LANES);
                LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
                copy_tile(places_2, sample, LANES);
                LocalTensor<int32_t> places_3 = slot_11.Get<int32_t>();
                Duplicate(places_3, 0, LANES);
                gather_sum(place, places, mask, places_2, 2L, places_3, 1L, window, room, LANES);
                LocalTensor<float> place_2 = slot_8.Get<float>();
                LocalTensor<float> window_2 = slot_7.Get<float>();
                LocalTensor<int32_t> room_2 = slot_11.Get<int32_t>();
                LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
                CompareScalar(mask_2, lanes, (float)count_2, CMPMODE::LT, LANES);
                LocalTensor<int32_t> places_4 = slot_10.Get<int32_t>();
                copy_tile(places_4, sample, LANES);
                LocalTensor<int32_t> places_5 = slot_12.Get<int32_t>();
                Duplicate(places_5, 0, LANES);
                gather_sum(place_2, places + 1, mask_2, places_4, 2L, places_5, 1L, window_2, room_2, LANES);
                LocalTensor<float> x = slot_11.Get<float>();
                Muls(x, place, (float)size_y, LANES);
                Adds(x, x, -0.5f, LANES);
                LocalTensor<float> y = slot_12.Get<float>();
                Muls(y, place_2, (float)size_x, LANES);
                Adds(y, y, -0.5f, LANES);
                LocalTensor<uint8_t> touches_result = slot_9.Get<uint8_t>();
                CompareScalar(touches_result, x, -1.0f, CMPMODE::GT, LANES);
                LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
                CompareScalar(mask_3, y, -1.0f, CMPMODE::GT, LANES);
                And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
                CompareScalar(mask_4, x, (float)size_y, CMPMODE::LT, LANES);
                And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
                CompareScalar(mask_5, y, (float)size_x, CMPMODE::LT, LANES);
                And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                bool going_then_2 = going;
                const int32_t count_3 = going_then_2 ? count : 0;
                LocalTensor<uint8_t> taken = slot_13.Get<uint8_t>();
                CompareScalar(taken, lanes, (float)count_3, CMPMODE::LT, LANES);
                And(taken.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        touches_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> top = slot_10.Get<float>();
                Cast(top, y, RoundMode::CAST_FLOOR, LANES);
                LocalTensor<float> left = slot_14.Get<float>();
                Cast(left, x, RoundMode::CAST_FLOOR, LANES);
                LocalTensor<float> down = slot_15.Get<float>();
                Sub(down, y, top, LANES);
                LocalTensor<float> right = slot_16.Get<float>();
                Sub(right, x, left, LANES);
                LocalTensor<int32_t> y0 = slot_17.Get<int32_t>();
                Cast(y0, top, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> x0 = slot_18.Get<int32_t>();
                Cast(x0, left, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> y1 = slot_19.Get<int32_t>();
                Adds(y1, y0, 1, LANES);
                LocalTensor<int32_t> x1 = slot_20.Get<int32_t>();
                Adds(x1, x0, 1, LANES);
                LocalTensor<float> v00 = slot_21.Get<float>();
                Duplicate(v00, 0.0f, LANES);
                LocalTensor<float> v01 = slot_22.Get<float>();
                Duplicate(v01, 0.0f, LANES);
                LocalTensor<float> v10 = slot_23.Get<float>();
                Duplicate(v10, 0.0f, LANES);
                LocalTensor<float> v11 = slot_24.Get<float>();
                Duplicate(v11, 0.0f, LANES);
                LocalTensor<int32_t> work_4 = slot_25.Get<int32_t>();
                Duplicate(work_4, 0, LANES);
                LocalTensor<int32_t> maximum = slot_26.Get<int32_t>();
                Max(maximum, work_4, y0, LANES);
                LocalTensor<uint8_t> mask_6 = slot_27.Get<uint8_t>();
                Compare(mask_6, maximum, y0, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_5 = slot_26.Get<int32_t>();
                Duplicate(work_5, 0, LANES);
                LocalTensor<int32_t> maximum_2 = slot_25.Get<int32_t>();
                Max(maximum_2, work_5, x0, LANES);
                LocalTensor<uint8_t> mask_7 = slot_28.Get<uint8_t>();
                Compare(mask_7, maximum_2, x0, CMPMODE::EQ, LANES);
                And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_6.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile = slot_25.Get<float>();
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(mask_6, lane_2)) {
                        pixels_tile.SetValue(lane_2,
                                load(pixels + (int32_t)(block_x * BLOCK_X + lane_2)
                                / (channels != 0 ? channels : 1) % (heads != 0 ? heads : 1) * channels
                                + (int32_t)(block_x * BLOCK_X + lane_2) % (channels != 0 ? channels : 1)
                                + (y0.GetValue(lane_2) * size_y + x0.GetValue(lane_2)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v00, mask_6, pixels_tile, v00, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_6 = slot_25.Get<int32_t>();
                Duplicate(work_6, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_26.Get<int32_t>();
                Max(maximum_3, work_6, y0, LANES);
                LocalTensor<uint8_t> mask_8 = slot_28.Get<uint8_t>();
                Compare(mask_8, maximum_3, y0, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_7 = slot_26.Get<int32_t>();
                Duplicate(work_7, size_y, LANES);
                LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
                Max(maximum_4, work_7, x1, LANES);
                LocalTensor<uint8_t> mask_9 = slot_29.Get<uint8_t>();
                Compare(mask_9, maximum_4, x1, CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_8.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile_2 = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(mask_8, lane_2)) {
                        pixels_tile_2.SetValue(lane_2,
                                load(pixels + (int32_t)(block_x * BLOCK_X + lane_2)
                                / (channels != 0 ? channels : 1) % (heads != 0 ? heads : 1) * channels
                                + (int32_t)(block_x * BLOCK_X + lane_2) % (channels != 0 ? channels : 1)
                                + (y0.GetValue(lane_2) * size_y + x1.GetValue(lane_2)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v01, mask_8, pixels_tile_2, v01, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_8 = slot_25.Get<int32_t>();
                Duplicate(work_8, size_x, LANES);
                LocalTensor<int32_t> maximum_5 = slot_26.Get<int32_t>();
                Max(maximum_5, work_8, y1, LANES);
                LocalTensor<uint8_t> mask_10 = slot_29.Get<uint8_t>();
                Compare(mask_10, maximum_5, y1, CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_26.Get<int32_t>();
                Duplicate(work_9, 0, LANES);
                LocalTensor<int32_t> maximum_6 = slot_25.Get<int32_t>();
                Max(maximum_6, work_9, x0, LANES);
                LocalTensor<uint8_t> mask_11 = slot_30.Get<uint8_t>();
                Compare(mask_11, maximum_6, x0, CMPMODE::EQ, LANES);
                And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                        mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_10.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile_3 = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(mask_10, lane_2)) {
                        pixels_tile_3.SetValue(lane_2,
                                load(pixels + (int32_t)(block_x * BLOCK_X + lane_2)
                                / (channels != 0 ? channels : 1) % (heads != 0 ? heads : 1) * channels
                                + (int32_t)(block_x * BLOCK_X + lane_2) % (channels != 0 ? channels : 1)
                                + (y1.GetValue(lane_2) * size_y + x0.GetValue(lane_2)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v10, mask_10, pixels_tile_3, v10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_10 = slot_25.Get<int32_t>();
                Duplicate(work_10, size_x, LANES);
                LocalTensor<int32_t> maximum_7 = slot_26.Get<int32_t>();
                Max(maximum_7, work_10, y1, LANES);
                LocalTensor<uint8_t> mask_12 = slot_30.Get<uint8_t>();
                Compare(mask_12, maximum_7, y1, CMPMODE::EQ, LANES);
                Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_26.Get<int32_t>();
                Duplicate(work_11, size_y, LANES);
                LocalTensor<int32_t> maximum_8 = slot_25.Get<int32_t>();
                Max(maximum_8, work_11, x1, LANES);
                LocalTensor<uint8_t> mask_13 = slot_31.Get<uint8_t>();
                Compare(mask_13, maximum_8, x1, CMPMODE::EQ, LANES);
                Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                        mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_12.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile_4 = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(mask_12, lane_2)) {
                        pixels_tile_4.SetValue(lane_2,
                                load(pixels + (int32_t)(block_x * BLOCK_X + lane_2)
                                / (channels != 0 ? channels : 1) % (heads != 0 ? heads : 1) * channels
                                + (int32_t)(block_x * BLOCK_X + lane_2) % (channels != 0 ? channels : 1)
                                + (y1.GetValue(lane_2) * size_y + x1.GetValue(lane_2)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v11, mask_12, pixels_tile_4, v11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> bilinear_result = slot_25.Get<float>();
                Duplicate(bilinear_result, 1.0f, LANES);
                Sub(bilinear_result, bilinear_result, down, LANES);
                LocalTensor<float> work_12 = slot_26.Get<float>();
                Duplicate(work_12, 1.0f, LANES);
                Sub(work_12, work_12, right, LANES);
                Mul(work_12, work_12, v00, LANES);
                LocalTensor<float> work_13 = slot_32.Get<float>();
                Mul(work_13, right, v01, LANES);
                Add(work_12, work_12, work_13, LANES);
                Mul(bilinear_result, bilinear_result, work_12, LANES);
                LocalTensor<float> work_14 = slot_26.Get<float>();
                Duplicate(work_14, 1.0f, LANES);
                Sub(work_14, work_14, right, LANES);
                Mul(work_14, work_14, v10, LANES);
                LocalTensor<float> work_15 = slot_32.Get<float>();
                Mul(work_15, right, v11, LANES);
                Add(work_14, work_14, work_15, LANES);
                Mul(work_14, down, work_14, LANES);
                Add(bilinear_result, bilinear_result, work_14, LANES);
                LocalTensor<float> weights_tile = slot_26.Get<float>();
                LocalTensor<float> window_3 = slot_7.Get<float>();
                LocalTensor<int32_t> room_3 = slot_32.Get<int32_t>();
                LocalTensor<int32_t> places_6 = slot_33.Get<int32_t>();
                copy_tile(places_6, sample, LANES);
                gather_where(weights_tile, weights, taken, places_6, window_3, room_3, LANES);
                Mul(weights_tile, weights_tile, bilinear_result, LANES);
                Add(weights_tile, sum, weights_tile, LANES);
                Select(sum, taken, weights_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                point++;
                const int32_t count_4 = going ? count : 0;
                if (count_4 > 0) {
                    Adds(sample, sample, 1, count_4);
                }
                going &= point < points;
                going_2 = going & (count > 0);
            }
        }
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(queries * heads * channels)
                - (int32_t)(block_x * BLOCK_X));
        wait<HardEvent::V_MTE3>();
        copy_out(out + (int32_t)(block_x * BLOCK_X), sum, count);
    }
}

// One block a query, one thread a channel of a head: blockDim is (channels, heads). The samples are prepared once, in
// dynamic shared memory: heads * levels * points of them.
extern "C" __global__ __aicore__ void deformable_block(
        GM_ADDR value_address, GM_ADDR sizes_address, GM_ADDR starts_address, GM_ADDR places_address,
        GM_ADDR weights_address, GM_ADDR out_address, int32_t levels, int32_t points, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t SLOTS, int32_t SLOTS_2,
        int32_t SLOTS_3, int32_t SLOTS_4) {
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ int32_t* sizes = (__gm__ int32_t*)sizes_address;
    __gm__ int32_t* starts = (__gm__ int32_t*)starts_address;
    __gm__ float* places = (__gm__ float*)places_address;
    __gm__ float* weights = (__gm__ float*)weights_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TQue<TPosition::VECIN, 2> weights_tile_queue;
    TBuf<TPosition::VECCALC> slots_0;
    TBuf<TPosition::VECCALC> slots_31;
    TBuf<TPosition::VECCALC> slots_38;
    TBuf<TPosition::VECCALC> slots_45;
    TBuf<TPosition::VECCALC> slots_52;
    TBuf<TPosition::VECCALC> slots_59;
    TBuf<TPosition::VECCALC> slots_66;
    TBuf<TPosition::VECCALC> slots_67;
    TBuf<TPosition::VECCALC> slots_69;
    TBuf<TPosition::VECCALC> slots_71;
    TBuf<TPosition::VECCALC> slots_73;
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(weights_tile_queue, 2, padded(LANES * 4));
    const uint32_t bytes_of_slots_0 = padded(LANES * 4);
    pipe.InitBuffer(slots_0, 31 * bytes_of_slots_0);
    const uint32_t bytes_of_slots_31 = padded(SLOTS * 4);
    pipe.InitBuffer(slots_31, 7 * bytes_of_slots_31);
    const uint32_t bytes_of_slots_38 = padded(SLOTS_2 * 4);
    pipe.InitBuffer(slots_38, 7 * bytes_of_slots_38);
    const uint32_t bytes_of_slots_45 = padded(SLOTS_3 * 4);
    pipe.InitBuffer(slots_45, 7 * bytes_of_slots_45);
    const uint32_t bytes_of_slots_52 = padded(SLOTS_4 * 4);
    pipe.InitBuffer(slots_52, 7 * bytes_of_slots_52);
    const uint32_t bytes_of_slots_59 = padded((LANES + 7) / 8);
    pipe.InitBuffer(slots_59, 7 * bytes_of_slots_59);
    const uint32_t bytes_of_slots_66 = 16384;
    pipe.InitBuffer(slots_66, 1 * bytes_of_slots_66);
    const uint32_t bytes_of_slots_67 = padded((SLOTS + 7) / 8);
    pipe.InitBuffer(slots_67, 2 * bytes_of_slots_67);
    const uint32_t bytes_of_slots_69 = padded((SLOTS_2 + 7) / 8);
    pipe.InitBuffer(slots_69, 2 * bytes_of_slots_69);
    const uint32_t bytes_of_slots_71 = padded((SLOTS_3 + 7) / 8);
    pipe.InitBuffer(slots_71, 2 * bytes_of_slots_71);
    const uint32_t bytes_of_slots_73 = padded((SLOTS_4 + 7) / 8);
    pipe.InitBuffer(slots_73, 2 * bytes_of_slots_73);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 0 * bytes_of_slots_0);
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<uint32_t> offsets = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 1
                * bytes_of_slots_0);
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> lanes_2 = slots_31.GetWithOffset<float>(bytes_of_slots_31 / sizeof(float), 0
                * bytes_of_slots_31);
        CreateVecIndex(lanes_2, 0.0f, SLOTS);
        LocalTensor<float> lanes_3 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 0
                * bytes_of_slots_38);
        CreateVecIndex(lanes_3, 0.0f, SLOTS_2);
        LocalTensor<float> lanes_4 = slots_45.GetWithOffset<float>(bytes_of_slots_45 / sizeof(float), 0
                * bytes_of_slots_45);
        CreateVecIndex(lanes_4, 0.0f, SLOTS_3);
        LocalTensor<float> lanes_5 = slots_52.GetWithOffset<float>(bytes_of_slots_52 / sizeof(float), 0
                * bytes_of_slots_52);
        CreateVecIndex(lanes_5, 0.0f, SLOTS_4);
        LocalTensor<int32_t> lane = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 2
                * bytes_of_slots_0);
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 3
                * bytes_of_slots_0);
        Cast(work_2, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_2, work_2, 0.5f, LANES);
        Muls(work_2, work_2, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 4
                * bytes_of_slots_0);
        Cast(thread_x, work_2, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 3 * bytes_of_slots_0);
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 5
                * bytes_of_slots_0);
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 0
                * bytes_of_slots_59);
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> samples_5 = slots_31.GetWithOffset<int32_t>(bytes_of_slots_31 / sizeof(int32_t), 1
                * bytes_of_slots_31);
        CreateVecIndex(samples_5, 0, SLOTS);
        LocalTensor<float> samples = slots_31.GetWithOffset<float>(bytes_of_slots_31 / sizeof(float), 2
                * bytes_of_slots_31);
        Duplicate(samples, 0.0f, SLOTS);
        LocalTensor<int32_t> samples_6 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 1
                * bytes_of_slots_38);
        CreateVecIndex(samples_6, 0, SLOTS_2);
        LocalTensor<float> samples_2 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 2
                * bytes_of_slots_38);
        Duplicate(samples_2, 0.0f, SLOTS_2);
        LocalTensor<int32_t> samples_7 = slots_45.GetWithOffset<int32_t>(bytes_of_slots_45 / sizeof(int32_t), 1
                * bytes_of_slots_45);
        CreateVecIndex(samples_7, 0, SLOTS_3);
        LocalTensor<float> samples_3 = slots_45.GetWithOffset<float>(bytes_of_slots_45 / sizeof(float), 2
                * bytes_of_slots_45);
        Duplicate(samples_3, 0.0f, SLOTS_3);
        LocalTensor<int32_t> samples_8 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 1
                * bytes_of_slots_52);
        CreateVecIndex(samples_8, 0, SLOTS_4);
        LocalTensor<int32_t> samples_4 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 2
                * bytes_of_slots_52);
        Duplicate(samples_4, 0, SLOTS_4);
        LocalTensor<int32_t> channel = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 3
                * bytes_of_slots_0);
        copy_tile(channel, thread_x, LANES);
        LocalTensor<int32_t> head = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 6
                * bytes_of_slots_0);
        copy_tile(head, thread_y, LANES);
        const int32_t channels = BLOCK_X;
        const int32_t heads = BLOCK_Y;
        const int32_t samples_of_head = levels * points;
        const int32_t first = block_x * heads * samples_of_head;
        LocalTensor<int32_t> thread = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 7
                * bytes_of_slots_0);
        Muls(thread, head, channels, LANES);
        Add(thread, thread, channel, LANES);
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < heads * samples_of_head; start += heads * channels) {
            LocalTensor<int32_t> i = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                    * bytes_of_slots_0);
            Adds(i, thread, start, LANES);
            const int32_t stop_2 = smaller((int64_t)(BLOCK_X * BLOCK_Y), (int64_t)(heads * samples_of_head) - start);
            LocalTensor<uint8_t> mask = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                    * bytes_of_slots_0);
            LocalTensor<int32_t> work_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                    * bytes_of_slots_0);
            LocalTensor<int32_t> work_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 11
                    * bytes_of_slots_0);
            LocalTensor<int32_t> quotient = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                    * bytes_of_slots_0);
            quotients_by(quotient, i, points != 0 ? points : 1, work_3, work_4, work_5, LANES);
            LocalTensor<int32_t> work_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 11
                    * bytes_of_slots_0);
            LocalTensor<int32_t> work_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                    * bytes_of_slots_0);
            LocalTensor<int32_t> work_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                    * bytes_of_slots_0);
            LocalTensor<int32_t> level = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            remainders_by(level, quotient, levels != 0 ? levels : 1, work_6, work_7, work_8, LANES);
            LocalTensor<int32_t> size = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                    * bytes_of_slots_0);
            LocalTensor<int32_t> window = slots_66.GetWithOffset<int32_t>(bytes_of_slots_66 / sizeof(int32_t), 0
                    * bytes_of_slots_66);
            LocalTensor<int32_t> room = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                    * bytes_of_slots_0);
            LocalTensor<int32_t> places_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                    * bytes_of_slots_0);
            copy_tile(places_2, level, LANES);
            LocalTensor<int32_t> places_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 11
                    * bytes_of_slots_0);
            Duplicate(places_3, 0, LANES);
            gather_sum(size, sizes, mask, places_2, 2L, places_3, 1L, window, room, LANES);
            LocalTensor<int32_t> size_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                    * bytes_of_slots_0);
            LocalTensor<int32_t> window_2 = slots_66.GetWithOffset<int32_t>(bytes_of_slots_66 / sizeof(int32_t), 0
                    * bytes_of_slots_66);
            LocalTensor<int32_t> room_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 11
                    * bytes_of_slots_0);
            LocalTensor<int32_t> places_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                    * bytes_of_slots_0);
            copy_tile(places_4, level, LANES);
            LocalTensor<int32_t> places_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                    * bytes_of_slots_0);
            Duplicate(places_5, 0, LANES);
            gather_sum(size_2, sizes + 1, mask, places_4, 2L, places_5, 1L, window_2, room_2, LANES);
            const int32_t count = smaller((int64_t)(BLOCK_X * BLOCK_Y), (int64_t)(heads * samples_of_head) - start);
            LocalTensor<float> whole_2 = whole_3_queue.AllocTensor<float>();
            const int32_t elements = count * 2;
            copy_in(whole_2, places + (first + start) * 2L, elements);
            whole_3_queue.EnQue(whole_2);
            whole_2 = whole_3_queue.DeQue<float>();
            LocalTensor<float> place = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 11
                    * bytes_of_slots_0);
            Gather(place, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 14
                    * bytes_of_slots_0);
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> place_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 10
                    * bytes_of_slots_0);
            Gather(place_2, whole_2, offsets_2, 0, LANES);
            whole_3_queue.FreeTensor(whole_2);
            LocalTensor<float> sample = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 14
                    * bytes_of_slots_0);
            Duplicate(sample, 0.0f, LANES);
            LocalTensor<float> sample_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 15
                    * bytes_of_slots_0);
            Duplicate(sample_2, 0.0f, LANES);
            LocalTensor<float> sample_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 16
                    * bytes_of_slots_0);
            Duplicate(sample_3, 0.0f, LANES);
            LocalTensor<int32_t> sample_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            Duplicate(sample_4, 0, LANES);
            LocalTensor<float> work_9 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Cast(work_9, size_2, RoundMode::CAST_RINT, LANES);
            Mul(work_9, place, work_9, LANES);
            Adds(sample, work_9, -0.5f, LANES);
            LocalTensor<float> work_10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Cast(work_10, size, RoundMode::CAST_RINT, LANES);
            Mul(work_10, place_2, work_10, LANES);
            Adds(sample_2, work_10, -0.5f, LANES);
            LocalTensor<float> weights_tile = weights_tile_queue.AllocTensor<float>();
            copy_in(weights_tile, weights + (first + start), count);
            weights_tile_queue.EnQue(weights_tile);
            weights_tile = weights_tile_queue.DeQue<float>();
            copy_tile(sample_3.ReinterpretCast<int32_t>(), weights_tile.ReinterpretCast<int32_t>(), LANES);
            weights_tile_queue.FreeTensor(weights_tile);
            LocalTensor<uint8_t> touches_result = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t),
                    2 * bytes_of_slots_59);
            CompareScalar(touches_result, sample, -1.0f, CMPMODE::GT, LANES);
            LocalTensor<uint8_t> mask_2 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                    * bytes_of_slots_59);
            CompareScalar(mask_2, sample_2, -1.0f, CMPMODE::GT, LANES);
            And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_11 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Cast(work_11, size_2, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> mask_3 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                    * bytes_of_slots_59);
            Compare(mask_3, sample, work_11, CMPMODE::LT, LANES);
            And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Cast(work_12, size, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> mask_4 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                    * bytes_of_slots_59);
            Compare(mask_4, sample_2, work_12, CMPMODE::LT, LANES);
            And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                    * bytes_of_slots_0);
            Duplicate(work_13, -1, LANES);
            Select(sample_4.ReinterpretCast<float>(), touches_result, level.ReinterpretCast<float>(),
                    work_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> place_3 = slots_31.GetWithOffset<int32_t>(bytes_of_slots_31 / sizeof(int32_t), 3
                    * bytes_of_slots_31);
            Adds(place_3, samples_5, 0 - start, SLOTS);
            const int32_t first_2 = larger(0L, 0L - (0 - start));
            const int32_t stop_3 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slots_67.GetWithOffset<uint8_t>(bytes_of_slots_67 / sizeof(uint8_t), 0
                    * bytes_of_slots_67);
            CompareScalar(owned, lanes_2, (float)stop_3, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_5 = slots_67.GetWithOffset<uint8_t>(bytes_of_slots_67 / sizeof(uint8_t), 1
                    * bytes_of_slots_67);
            CompareScalar(mask_5, lanes_2, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slots_31.GetWithOffset<int32_t>(bytes_of_slots_31 / sizeof(int32_t), 4
                    * bytes_of_slots_31);
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place_3.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Duplicate(work_14, 1.0f, LANES);
            Select(work_14, mask, work_14, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_15 = slots_31.GetWithOffset<int32_t>(bytes_of_slots_31 / sizeof(int32_t), 5
                    * bytes_of_slots_31);
            Muls(work_15, owner, 4, SLOTS);
            LocalTensor<float> gathered = slots_31.GetWithOffset<float>(bytes_of_slots_31 / sizeof(float), 6
                    * bytes_of_slots_31);
            Gather(gathered, work_14, work_15.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_6 = slots_67.GetWithOffset<uint8_t>(bytes_of_slots_67 / sizeof(uint8_t), 1
                    * bytes_of_slots_67);
            CompareScalar(mask_6, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_6.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_16 = slots_31.GetWithOffset<int32_t>(bytes_of_slots_31 / sizeof(int32_t), 6
                    * bytes_of_slots_31);
            Muls(work_16, owner, 4, SLOTS);
            LocalTensor<float> gathered_2 = slots_31.GetWithOffset<float>(bytes_of_slots_31 / sizeof(float), 5
                    * bytes_of_slots_31);
            Gather(gathered_2, sample, work_16.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(samples, mask_6, gathered_2, samples, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_4 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Adds(place_4, samples_6, 0 - start, SLOTS_2);
            const int32_t first_3 = larger(0L, 0L - (0 - start));
            const int32_t stop_4 = smaller((int64_t)SLOTS_2, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_2 = slots_69.GetWithOffset<uint8_t>(bytes_of_slots_69 / sizeof(uint8_t), 0
                    * bytes_of_slots_69);
            CompareScalar(owned_2, lanes_3, (float)stop_4, CMPMODE::LT, (SLOTS_2 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_7 = slots_69.GetWithOffset<uint8_t>(bytes_of_slots_69 / sizeof(uint8_t), 1
                    * bytes_of_slots_69);
            CompareScalar(mask_7, lanes_3, (float)first_3, CMPMODE::GE, (SLOTS_2 + 63) / 64 * 64);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (SLOTS_2 + 15) / 16);
            LocalTensor<int32_t> owner_2 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(owner_2, 0, SLOTS_2);
            Select(owner_2.ReinterpretCast<float>(), owned_2, place_4.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_2);
            LocalTensor<float> work_17 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Duplicate(work_17, 1.0f, LANES);
            Select(work_17, mask, work_17, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_18 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            Muls(work_18, owner_2, 4, SLOTS_2);
            LocalTensor<float> gathered_3 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 6
                    * bytes_of_slots_38);
            Gather(gathered_3, work_17, work_18.ReinterpretCast<uint32_t>(), 0, SLOTS_2);
            LocalTensor<uint8_t> mask_8 = slots_69.GetWithOffset<uint8_t>(bytes_of_slots_69 / sizeof(uint8_t), 1
                    * bytes_of_slots_69);
            CompareScalar(mask_8, gathered_3, 0.0f, CMPMODE::NE, (SLOTS_2 + 63) / 64 * 64);
            And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_8.ReinterpretCast<int16_t>(), (SLOTS_2 + 15) / 16);
            LocalTensor<int32_t> work_19 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 6
                    * bytes_of_slots_38);
            Muls(work_19, owner_2, 4, SLOTS_2);
            LocalTensor<float> gathered_4 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 5
                    * bytes_of_slots_38);
            Gather(gathered_4, sample_2, work_19.ReinterpretCast<uint32_t>(), 0, SLOTS_2);
            Select(samples_2, mask_8, gathered_4, samples_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_2);
            LocalTensor<int32_t> place_5 = slots_45.GetWithOffset<int32_t>(bytes_of_slots_45 / sizeof(int32_t), 3
                    * bytes_of_slots_45);
            Adds(place_5, samples_7, 0 - start, SLOTS_3);
            const int32_t first_4 = larger(0L, 0L - (0 - start));
            const int32_t stop_5 = smaller((int64_t)SLOTS_3, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_3 = slots_71.GetWithOffset<uint8_t>(bytes_of_slots_71 / sizeof(uint8_t), 0
                    * bytes_of_slots_71);
            CompareScalar(owned_3, lanes_4, (float)stop_5, CMPMODE::LT, (SLOTS_3 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_9 = slots_71.GetWithOffset<uint8_t>(bytes_of_slots_71 / sizeof(uint8_t), 1
                    * bytes_of_slots_71);
            CompareScalar(mask_9, lanes_4, (float)first_4, CMPMODE::GE, (SLOTS_3 + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_9.ReinterpretCast<int16_t>(), (SLOTS_3 + 15) / 16);
            LocalTensor<int32_t> owner_3 = slots_45.GetWithOffset<int32_t>(bytes_of_slots_45 / sizeof(int32_t), 4
                    * bytes_of_slots_45);
            Duplicate(owner_3, 0, SLOTS_3);
            Select(owner_3.ReinterpretCast<float>(), owned_3, place_5.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_3);
            LocalTensor<float> work_20 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Duplicate(work_20, 1.0f, LANES);
            Select(work_20, mask, work_20, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_21 = slots_45.GetWithOffset<int32_t>(bytes_of_slots_45 / sizeof(int32_t), 5
                    * bytes_of_slots_45);
            Muls(work_21, owner_3, 4, SLOTS_3);
            LocalTensor<float> gathered_5 = slots_45.GetWithOffset<float>(bytes_of_slots_45 / sizeof(float), 6
                    * bytes_of_slots_45);
            Gather(gathered_5, work_20, work_21.ReinterpretCast<uint32_t>(), 0, SLOTS_3);
            LocalTensor<uint8_t> mask_10 = slots_71.GetWithOffset<uint8_t>(bytes_of_slots_71 / sizeof(uint8_t), 1
                    * bytes_of_slots_71);
            CompareScalar(mask_10, gathered_5, 0.0f, CMPMODE::NE, (SLOTS_3 + 63) / 64 * 64);
            And(mask_10.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (SLOTS_3 + 15) / 16);
            LocalTensor<int32_t> work_22 = slots_45.GetWithOffset<int32_t>(bytes_of_slots_45 / sizeof(int32_t), 6
                    * bytes_of_slots_45);
            Muls(work_22, owner_3, 4, SLOTS_3);
            LocalTensor<float> gathered_6 = slots_45.GetWithOffset<float>(bytes_of_slots_45 / sizeof(float), 5
                    * bytes_of_slots_45);
            Gather(gathered_6, sample_3, work_22.ReinterpretCast<uint32_t>(), 0, SLOTS_3);
            Select(samples_3, mask_10, gathered_6, samples_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_3);
            LocalTensor<int32_t> place_6 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 3
                    * bytes_of_slots_52);
            Adds(place_6, samples_8, 0 - start, SLOTS_4);
            const int32_t first_5 = larger(0L, 0L - (0 - start));
            const int32_t stop_6 = smaller((int64_t)SLOTS_4, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_4 = slots_73.GetWithOffset<uint8_t>(bytes_of_slots_73 / sizeof(uint8_t), 0
                    * bytes_of_slots_73);
            CompareScalar(owned_4, lanes_5, (float)stop_6, CMPMODE::LT, (SLOTS_4 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_11 = slots_73.GetWithOffset<uint8_t>(bytes_of_slots_73 / sizeof(uint8_t), 1
                    * bytes_of_slots_73);
            CompareScalar(mask_11, lanes_5, (float)first_5, CMPMODE::GE, (SLOTS_4 + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), (SLOTS_4 + 15) / 16);
            LocalTensor<int32_t> owner_4 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 4
                    * bytes_of_slots_52);
            Duplicate(owner_4, 0, SLOTS_4);
            Select(owner_4.ReinterpretCast<float>(), owned_4, place_6.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_4);
            LocalTensor<float> work_23 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Duplicate(work_23, 1.0f, LANES);
            Select(work_23, mask, work_23, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_24 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 5
                    * bytes_of_slots_52);
            Muls(work_24, owner_4, 4, SLOTS_4);
            LocalTensor<float> gathered_7 = slots_52.GetWithOffset<float>(bytes_of_slots_52 / sizeof(float), 6
                    * bytes_of_slots_52);
            Gather(gathered_7, work_23, work_24.ReinterpretCast<uint32_t>(), 0, SLOTS_4);
            LocalTensor<uint8_t> mask_12 = slots_73.GetWithOffset<uint8_t>(bytes_of_slots_73 / sizeof(uint8_t), 1
                    * bytes_of_slots_73);
            CompareScalar(mask_12, gathered_7, 0.0f, CMPMODE::NE, (SLOTS_4 + 63) / 64 * 64);
            And(mask_12.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (SLOTS_4 + 15) / 16);
            LocalTensor<int32_t> work_25 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 6
                    * bytes_of_slots_52);
            Muls(work_25, owner_4, 4, SLOTS_4);
            LocalTensor<int32_t> gathered_8 = slots_52.GetWithOffset<int32_t>(bytes_of_slots_52 / sizeof(int32_t), 5
                    * bytes_of_slots_52);
            Gather(gathered_8, sample_4, work_25.ReinterpretCast<uint32_t>(), 0, SLOTS_4);
            Select(samples_4.ReinterpretCast<float>(), mask_12, gathered_8.ReinterpretCast<float>(),
                    samples_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_4);
        }

        LocalTensor<float> sum = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 8 * bytes_of_slots_0);
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t s = 0; s < samples_of_head; ++s) {
            LocalTensor<int32_t> work_26 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            Muls(work_26, head, samples_of_head, LANES);
            Adds(work_26, work_26, s, LANES);
            LocalTensor<int32_t> work_27 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                    * bytes_of_slots_0);
            Duplicate(work_27, 0, LANES);
            Select(work_26.ReinterpretCast<float>(), active, work_26.ReinterpretCast<float>(),
                    work_27.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_26, work_26, 4, LANES);
            LocalTensor<float> sample_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 12
                    * bytes_of_slots_0);
            Gather(sample_5, samples, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_28 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            Muls(work_28, head, samples_of_head, LANES);
            Adds(work_28, work_28, s, LANES);
            LocalTensor<int32_t> work_29 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                    * bytes_of_slots_0);
            Duplicate(work_29, 0, LANES);
            Select(work_28.ReinterpretCast<float>(), active, work_28.ReinterpretCast<float>(),
                    work_29.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_28, work_28, 4, LANES);
            LocalTensor<float> sample_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 9
                    * bytes_of_slots_0);
            Gather(sample_6, samples_2, work_28.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_30 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            Muls(work_30, head, samples_of_head, LANES);
            Adds(work_30, work_30, s, LANES);
            LocalTensor<int32_t> work_31 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 11
                    * bytes_of_slots_0);
            Duplicate(work_31, 0, LANES);
            Select(work_30.ReinterpretCast<float>(), active, work_30.ReinterpretCast<float>(),
                    work_31.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_30, work_30, 4, LANES);
            LocalTensor<float> sample_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 11
                    * bytes_of_slots_0);
            Gather(sample_7, samples_3, work_30.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_32 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            Muls(work_32, head, samples_of_head, LANES);
            Adds(work_32, work_32, s, LANES);
            LocalTensor<int32_t> work_33 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                    * bytes_of_slots_0);
            Duplicate(work_33, 0, LANES);
            Select(work_32.ReinterpretCast<float>(), active, work_32.ReinterpretCast<float>(),
                    work_33.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_32, work_32, 4, LANES);
            LocalTensor<int32_t> sample_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                    * bytes_of_slots_0);
            Gather(sample_8, samples_4, work_32.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_34 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            Duplicate(work_34, 0, LANES);
            LocalTensor<int32_t> maximum = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                    * bytes_of_slots_0);
            Max(maximum, work_34, sample_8, LANES);
            LocalTensor<uint8_t> mask_13 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_13, maximum, sample_8, CMPMODE::EQ, LANES);
            And(mask_13.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> pixels_offset = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                    * bytes_of_slots_0);
            LocalTensor<int32_t> window_3 = slots_66.GetWithOffset<int32_t>(bytes_of_slots_66 / sizeof(int32_t), 0
                    * bytes_of_slots_66);
            LocalTensor<int32_t> room_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            LocalTensor<int32_t> places_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 15
                    * bytes_of_slots_0);
            copy_tile(places_6, sample_8, LANES);
            gather_where(pixels_offset, starts, mask_13, places_6, window_3, room_3, LANES);
            Muls(pixels_offset, pixels_offset, heads, LANES);
            Muls(pixels_offset, pixels_offset, channels, LANES);
            LocalTensor<int32_t> size_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                    * bytes_of_slots_0);
            LocalTensor<int32_t> window_4 = slots_66.GetWithOffset<int32_t>(bytes_of_slots_66 / sizeof(int32_t), 0
                    * bytes_of_slots_66);
            LocalTensor<int32_t> room_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 15
                    * bytes_of_slots_0);
            LocalTensor<int32_t> places_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                    * bytes_of_slots_0);
            copy_tile(places_7, sample_8, LANES);
            LocalTensor<int32_t> places_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            Duplicate(places_8, 0, LANES);
            gather_sum(size_3, sizes, mask_13, places_7, 2L, places_8, 1L, window_4, room_4, LANES);
            LocalTensor<int32_t> size_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 15
                    * bytes_of_slots_0);
            LocalTensor<int32_t> window_5 = slots_66.GetWithOffset<int32_t>(bytes_of_slots_66 / sizeof(int32_t), 0
                    * bytes_of_slots_66);
            LocalTensor<int32_t> room_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            LocalTensor<int32_t> places_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                    * bytes_of_slots_0);
            copy_tile(places_9, sample_8, LANES);
            LocalTensor<int32_t> places_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                    * bytes_of_slots_0);
            Duplicate(places_10, 0, LANES);
            gather_sum(size_4, sizes + 1, mask_13, places_9, 2L, places_10, 1L, window_5, room_5, LANES);
            int32_t pixel_stride = heads * channels;
            LocalTensor<float> top = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 17
                    * bytes_of_slots_0);
            Cast(top, sample_6, RoundMode::CAST_FLOOR, LANES);
            LocalTensor<float> left = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Cast(left, sample_5, RoundMode::CAST_FLOOR, LANES);
            LocalTensor<float> down = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 16
                    * bytes_of_slots_0);
            Sub(down, sample_6, top, LANES);
            LocalTensor<float> right = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                    * bytes_of_slots_0);
            Sub(right, sample_5, left, LANES);
            LocalTensor<int32_t> y0 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                    * bytes_of_slots_0);
            Cast(y0, top, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> x0 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(x0, left, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> y1 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Adds(y1, y0, 1, LANES);
            LocalTensor<int32_t> x1 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Adds(x1, x0, 1, LANES);
            LocalTensor<float> v00 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Duplicate(v00, 0.0f, LANES);
            LocalTensor<float> v01 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Duplicate(v01, 0.0f, LANES);
            LocalTensor<float> v10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Duplicate(v10, 0.0f, LANES);
            LocalTensor<float> v11 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Duplicate(v11, 0.0f, LANES);
            LocalTensor<int32_t> work_35 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Duplicate(work_35, 0, LANES);
            LocalTensor<int32_t> maximum_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Max(maximum_2, work_35, y0, LANES);
            LocalTensor<uint8_t> mask_14 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_14, maximum_2, y0, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_36 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Duplicate(work_36, 0, LANES);
            LocalTensor<int32_t> maximum_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Max(maximum_3, work_36, x0, LANES);
            LocalTensor<uint8_t> mask_15 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                    * bytes_of_slots_59);
            Compare(mask_15, maximum_3, x0, CMPMODE::EQ, LANES);
            And(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_14.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> value_tile = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_14, lane_2)) {
                    value_tile.SetValue(lane_2,
                            load(value + pixels_offset.GetValue(lane_2) + thread.GetValue(lane_2)
                            + (y0.GetValue(lane_2) * size_4.GetValue(lane_2) + x0.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v00, mask_14, value_tile, v00, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_37 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Duplicate(work_37, 0, LANES);
            LocalTensor<int32_t> maximum_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Max(maximum_4, work_37, y0, LANES);
            LocalTensor<uint8_t> mask_16 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                    * bytes_of_slots_59);
            Compare(mask_16, maximum_4, y0, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> maximum_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Max(maximum_5, size_4, x1, LANES);
            LocalTensor<uint8_t> mask_17 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                    * bytes_of_slots_59);
            Compare(mask_17, maximum_5, x1, CMPMODE::EQ, LANES);
            Not(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_16.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> value_tile_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_16, lane_2)) {
                    value_tile_2.SetValue(lane_2,
                            load(value + pixels_offset.GetValue(lane_2) + thread.GetValue(lane_2)
                            + (y0.GetValue(lane_2) * size_4.GetValue(lane_2) + x1.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v01, mask_16, value_tile_2, v01, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> maximum_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Max(maximum_6, size_3, y1, LANES);
            LocalTensor<uint8_t> mask_18 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                    * bytes_of_slots_59);
            Compare(mask_18, maximum_6, y1, CMPMODE::EQ, LANES);
            Not(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_38 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Duplicate(work_38, 0, LANES);
            LocalTensor<int32_t> maximum_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Max(maximum_7, work_38, x0, LANES);
            LocalTensor<uint8_t> mask_19 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                    * bytes_of_slots_59);
            Compare(mask_19, maximum_7, x0, CMPMODE::EQ, LANES);
            And(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_18.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> value_tile_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_18, lane_2)) {
                    value_tile_3.SetValue(lane_2,
                            load(value + pixels_offset.GetValue(lane_2) + thread.GetValue(lane_2)
                            + (y1.GetValue(lane_2) * size_4.GetValue(lane_2) + x0.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v10, mask_18, value_tile_3, v10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> maximum_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Max(maximum_8, size_3, y1, LANES);
            LocalTensor<uint8_t> mask_20 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                    * bytes_of_slots_59);
            Compare(mask_20, maximum_8, y1, CMPMODE::EQ, LANES);
            Not(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Max(maximum_9, size_4, x1, LANES);
            LocalTensor<uint8_t> mask_21 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 6
                    * bytes_of_slots_59);
            Compare(mask_21, maximum_9, x1, CMPMODE::EQ, LANES);
            Not(mask_21.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_20.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> value_tile_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_20, lane_2)) {
                    value_tile_4.SetValue(lane_2,
                            load(value + pixels_offset.GetValue(lane_2) + thread.GetValue(lane_2)
                            + (y1.GetValue(lane_2) * size_4.GetValue(lane_2) + x1.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v11, mask_20, value_tile_4, v11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> bilinear_result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Duplicate(bilinear_result, 1.0f, LANES);
            Sub(bilinear_result, bilinear_result, down, LANES);
            LocalTensor<float> work_39 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Duplicate(work_39, 1.0f, LANES);
            Sub(work_39, work_39, right, LANES);
            Mul(work_39, work_39, v00, LANES);
            LocalTensor<float> work_40 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                    * bytes_of_slots_0);
            Mul(work_40, right, v01, LANES);
            Add(work_39, work_39, work_40, LANES);
            Mul(bilinear_result, bilinear_result, work_39, LANES);
            LocalTensor<float> work_41 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Duplicate(work_41, 1.0f, LANES);
            Sub(work_41, work_41, right, LANES);
            Mul(work_41, work_41, v10, LANES);
            LocalTensor<float> work_42 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                    * bytes_of_slots_0);
            Mul(work_42, right, v11, LANES);
            Add(work_41, work_41, work_42, LANES);
            Mul(work_41, down, work_41, LANES);
            Add(bilinear_result, bilinear_result, work_41, LANES);
            LocalTensor<float> work_43 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Mul(work_43, sample_7, bilinear_result, LANES);
            Add(work_43, sum, work_43, LANES);
            Select(sum, mask_13, work_43, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        const int32_t count = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_MTE3>();
        copy_out(out + block_x * heads * channels, sum, count);
    }
}
