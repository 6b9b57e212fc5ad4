// sumpool.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Sums over windows of a [images, height, width] batch. Windows lie inside the image; what is left over at its right
// and lower edge is dropped.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t WINDOW = 4;
constexpr int32_t OUT_WIDTH = 16;
constexpr int32_t OUT_HEIGHT = 4;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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

extern "C" __global__ __aicore__ void sumpool_naive(
        GM_ADDR in_address, GM_ADDR out_address, int32_t height, int32_t width, int32_t out_height, int32_t out_width,
        int32_t window_height, int32_t window_width, int32_t stride, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12;
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
    pipe.InitBuffer(slot_10, 16384);
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_11 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_12 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_13 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> out_x = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        remainders_by(out_x, i.ReinterpretCast<int32_t>(), out_width != 0 ? out_width : 1, work_11, work_12, work_13,
                LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_5 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_6 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> quotient = slot_8.Get<int32_t>();
        quotients_by(quotient, i.ReinterpretCast<int32_t>(), out_width != 0 ? out_width : 1, work_4, work_5, work_6,
                LANES);
        LocalTensor<int32_t> work_7 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> out_y = slot_9.Get<int32_t>();
        remainders_by(out_y, quotient, out_height != 0 ? out_height : 1, work_7, work_8, work_9, LANES);
        LocalTensor<int32_t> work = slot_8.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> image = slot_4.Get<int32_t>();
        quotients_by(image, i.ReinterpretCast<int32_t>(), out_width * out_height != 0 ? out_width * out_height : 1,
                work, work_2, work_3, LANES);
        LocalTensor<float> sum = slot_5.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t y = 0; y < window_height; ++y) {
            for (int32_t x = 0; x < window_width; ++x) {
                LocalTensor<float> corner_tile = slot_6.Get<float>();
                LocalTensor<float> window = slot_10.Get<float>();
                LocalTensor<int32_t> room = slot_8.Get<int32_t>();
                LocalTensor<int32_t> places = slot_11.Get<int32_t>();
                Muls(places, image, height, LANES);
                LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
                Muls(work_10, out_y, stride, LANES);
                Add(places, places, work_10, LANES);
                Muls(places, places, width, LANES);
                LocalTensor<int32_t> places_2 = slot_12.Get<int32_t>();
                Muls(places_2, out_x, stride, LANES);
                gather_sum(corner_tile, in + (y * width + x), mask, places, 1L, places_2, 1L, window, room, LANES);
                Add(sum, sum, corner_tile, LANES);
            }
        }
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        wait<HardEvent::V_MTE3>();
        copy_out(out + (int32_t)(block_x * LANES), sum, count);
    }
}

// Windows of 4 x 4, one apart, as two passes over shared memory: sums along the rows, then of those along the
// columns, 8 additions in place of 16. A block of 16 x 4 threads makes 16 x 4 outputs of one image.
extern "C" __global__ __aicore__ void sumpool_separable(
        GM_ADDR in_address, GM_ADDR out_address, int32_t height, int32_t width, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 512);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, 512);
    pipe.InitBuffer(slot_8, 512);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, 512);
    pipe.InitBuffer(slot_20, 512);
    pipe.InitBuffer(slot_21, 512);
    pipe.InitBuffer(slot_22, 512);
    pipe.InitBuffer(slot_23, 256);
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, 512);
    pipe.InitBuffer(slot_26, 512);
    pipe.InitBuffer(slot_27, 512);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 128);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_3.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_3.Get<float>();
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_5.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_6.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> row_sums_slots = slot_7.Get<int32_t>();
        CreateVecIndex(row_sums_slots, 0, 128);
        LocalTensor<float> row_sums = slot_8.Get<float>();
        Duplicate(row_sums, 0.0f, 128);
        const int32_t out_height = height - WINDOW + 1;
        const int32_t out_width = width - WINDOW + 1;
        const int32_t left = block_x * OUT_WIDTH;
        const int32_t top = block_y * OUT_HEIGHT;
        __gm__ float* image = in + block_z * height * width;
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < 7; start += OUT_HEIGHT) {
            LocalTensor<int32_t> y = slot_3.Get<int32_t>();
            Adds(y, thread_y, start, LANES);

            LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
            Duplicate(work_2, 7, LANES);
            LocalTensor<int32_t> maximum = slot_10.Get<int32_t>();
            Max(maximum, work_2, y, LANES);
            LocalTensor<uint8_t> mask = slot_11.Get<uint8_t>();
            Compare(mask, maximum, y, CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> sum = slot_10.Get<float>();
            Duplicate(sum, 0.0f, LANES);
            wait<HardEvent::V_S>();
            for (int32_t k = 0; k < WINDOW; ++k) {
                const int32_t rows = smaller(smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), 7L - start),
                        (int64_t)height - (start + top));
                const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (k + left));
                const int32_t columns_2 = rows > 0 ? columns : 0;
                LocalTensor<float> image_tile = slot_9.Get<float>();
                if (BLOCK_X % 8 == 0) {
                    wait<HardEvent::V_S>();
                    copy_rows_in(image_tile, image + ((start + top) * width + left + k), rows, columns_2, width,
                            BLOCK_X);
                } else {
                    LocalTensor<float> window = slot_12.Get<float>();
                    LocalTensor<int32_t> room = slot_13.Get<int32_t>();
                    LocalTensor<int32_t> work_3 = slot_14.Get<int32_t>();
                    Adds(work_3, y, top, LANES);
                    LocalTensor<int32_t> work_4 = slot_15.Get<int32_t>();
                    Duplicate(work_4, height, LANES);
                    LocalTensor<int32_t> maximum_2 = slot_16.Get<int32_t>();
                    Max(maximum_2, work_4, work_3, LANES);
                    LocalTensor<uint8_t> mask_2 = slot_17.Get<uint8_t>();
                    Compare(mask_2, maximum_2, work_3, CMPMODE::EQ, LANES);
                    Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                            mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                    Adds(work_6, thread_x, k, LANES);
                    Adds(work_6, work_6, left, LANES);
                    LocalTensor<int32_t> work_7 = slot_16.Get<int32_t>();
                    Duplicate(work_7, width, LANES);
                    LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
                    Max(maximum_3, work_7, work_6, LANES);
                    LocalTensor<uint8_t> mask_3 = slot_18.Get<uint8_t>();
                    Compare(mask_3, maximum_3, work_6, CMPMODE::EQ, LANES);
                    Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                            mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> places = slot_14.Get<int32_t>();
                    Adds(places, y, top, LANES);
                    Muls(places, places, width, LANES);
                    Adds(places, places, left, LANES);
                    LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                    Adds(work_8, thread_x, k, LANES);
                    Add(places, places, work_8, LANES);
                    gather_where(image_tile, image, mask_2, places, window, room, LANES);
                }

                LocalTensor<int32_t> work_9 = slot_13.Get<int32_t>();
                Adds(work_9, y, top, LANES);
                LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
                Duplicate(work_10, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_15.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_4 = slot_17.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                Adds(work_11, thread_x, k, LANES);
                Adds(work_11, work_11, left, LANES);
                LocalTensor<int32_t> work_12 = slot_15.Get<int32_t>();
                Duplicate(work_12, width, LANES);
                LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                Max(maximum_5, work_12, work_11, LANES);
                LocalTensor<uint8_t> mask_5 = slot_18.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_11, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_13 = slot_13.Get<float>();
                wait<HardEvent::MTE2_S>();
                Select(work_13, mask_4, image_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, work_13, LANES);
            }
            LocalTensor<int32_t> place = slot_19.Get<int32_t>();
            Adds(place, row_sums_slots, 0 - 16 * start, 128);
            LocalTensor<int32_t> line = slot_20.Get<int32_t>();
            ShiftRight(line, place, 31, 128);
            ShiftRight(line.ReinterpretCast<uint32_t>(), line.ReinterpretCast<uint32_t>(), (uint32_t)28, 128);
            Add(line, place, line, 128);
            ShiftRight(line, line, 4, 128);
            LocalTensor<int32_t> column = slot_21.Get<int32_t>();
            ShiftRight(column, place, 31, 128);
            ShiftRight(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)28, 128);
            Add(column, place, column, 128);
            ShiftRight(column, column, 4, 128);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)4, 128);
            Sub(column, place, column, 128);
            LocalTensor<int32_t> writer = slot_22.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 128);
            Add(writer, writer, column, 128);
            const int32_t first = larger(0L, 0L - (0 - 16 * start));
            LocalTensor<uint8_t> owned = slot_23.Get<uint8_t>();
            CompareScalar(owned, lanes_2, 128.0f, CMPMODE::LT, 128);
            LocalTensor<uint8_t> mask_6 = slot_24.Get<uint8_t>();
            CompareScalar(mask_6, lanes_2, (float)first, CMPMODE::GE, 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    8);
            LocalTensor<int32_t> work_14 = slot_25.Get<int32_t>();
            Duplicate(work_14, BLOCK_X, 128);
            LocalTensor<int32_t> maximum_6 = slot_26.Get<int32_t>();
            Max(maximum_6, work_14, column, 128);
            LocalTensor<uint8_t> mask_7 = slot_24.Get<uint8_t>();
            Compare(mask_7, maximum_6, column, CMPMODE::EQ, 128);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 8);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    8);
            LocalTensor<int32_t> work_15 = slot_26.Get<int32_t>();
            Duplicate(work_15, LANES, 128);
            LocalTensor<int32_t> maximum_7 = slot_25.Get<int32_t>();
            Max(maximum_7, work_15, writer, 128);
            LocalTensor<uint8_t> mask_8 = slot_24.Get<uint8_t>();
            Compare(mask_8, maximum_7, writer, CMPMODE::EQ, 128);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), 8);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    8);
            LocalTensor<int32_t> owner = slot_25.Get<int32_t>();
            Duplicate(owner, 0, 128);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            LocalTensor<float> work_16 = slot_13.Get<float>();
            Duplicate(work_16, 1.0f, LANES);
            Select(work_16, mask, work_16, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_17 = slot_26.Get<int32_t>();
            Muls(work_17, owner, 4, 128);
            LocalTensor<float> gathered = slot_27.Get<float>();
            Gather(gathered, work_16, work_17.ReinterpretCast<uint32_t>(), 0, 128);
            LocalTensor<uint8_t> mask_9 = slot_24.Get<uint8_t>();
            CompareScalar(mask_9, gathered, 0.0f, CMPMODE::NE, 128);
            And(mask_9.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    8);
            LocalTensor<int32_t> work_18 = slot_27.Get<int32_t>();
            Muls(work_18, owner, 4, 128);
            LocalTensor<float> gathered_2 = slot_26.Get<float>();
            Gather(gathered_2, sum, work_18.ReinterpretCast<uint32_t>(), 0, 128);
            Select(row_sums, mask_9, gathered_2, row_sums, SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
        }
        LocalTensor<uint32_t> x = slot_10.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, left, LANES);
        LocalTensor<int32_t> y_2 = slot_3.Get<int32_t>();
        Adds(y_2, thread_y, top, LANES);

        LocalTensor<int32_t> work_19 = slot_13.Get<int32_t>();
        Duplicate(work_19, out_width, LANES);
        LocalTensor<int32_t> maximum_8 = slot_9.Get<int32_t>();
        Max(maximum_8, work_19, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_10 = slot_11.Get<uint8_t>();
        Compare(mask_10, maximum_8, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_20 = slot_9.Get<int32_t>();
        Duplicate(work_20, out_height, LANES);
        LocalTensor<int32_t> maximum_9 = slot_13.Get<int32_t>();
        Max(maximum_9, work_20, y_2, LANES);
        LocalTensor<uint8_t> mask_11 = slot_17.Get<uint8_t>();
        Compare(mask_11, maximum_9, y_2, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum_2 = slot_13.Get<float>();
        Duplicate(sum_2, 0.0f, LANES);
        for (int32_t k = 0; k < WINDOW; ++k) {
            LocalTensor<int32_t> work_21 = slot_9.Get<int32_t>();
            Adds(work_21, thread_y, k, LANES);
            Muls(work_21, work_21, 16, LANES);
            Add(work_21, work_21, thread_x, LANES);
            LocalTensor<int32_t> work_22 = slot_14.Get<int32_t>();
            Duplicate(work_22, 0, LANES);
            Select(work_21.ReinterpretCast<float>(), mask_10, work_21.ReinterpretCast<float>(),
                    work_22.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_21, work_21, 4, LANES);
            LocalTensor<float> gathered_3 = slot_14.Get<float>();
            Gather(gathered_3, row_sums, work_21.ReinterpretCast<uint32_t>(), 0, LANES);
            Add(sum_2, sum_2, gathered_3, LANES);
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - top);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - left);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((block_z * out_height + top) * out_width + left), sum_2, rows, columns_2, out_width,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - left);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - top);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_14.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_9.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, sum_2, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + ((block_z * out_height + (top + row)) * out_width + left), moved, stop_2);
                }
            }
        }
    }
}
