// mean.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// `count` elements from memory, behind `lead` elements of the tile, of which the last ones become 0.
template <typename T>
__aicore__ inline void copy_in_behind(const LocalTensor<T>& tile, int32_t lead, __gm__ T* memory, int32_t count) {
    DataCopyPadExtParams<T> padding;
    padding.isPad = true;
    padding.leftPadding = lead % (32 / sizeof(T));
    if (count > 0)
        DataCopyPad(tile[lead - padding.leftPadding], at(memory),
                    DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0}, padding);
}

// The mean over the middle axis of [outer, reduced, inner]: one thread an output.
extern "C" __global__ __aicore__ void mean_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t outer, int32_t reduced, int32_t inner, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, 16384);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(outer * inner) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> o = slot_7.Get<int32_t>();
        quotients_by(o, i.ReinterpretCast<int32_t>(), inner != 0 ? inner : 1, work, work_2, work_3, LANES);
        LocalTensor<float> sum = slot_6.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t r = 0; r < reduced; ++r) {
            LocalTensor<float> column_tile = slot_5.Get<float>();
            LocalTensor<float> window = slot_8.Get<float>();
            LocalTensor<int32_t> room = slot_4.Get<int32_t>();
            LocalTensor<int32_t> places = slot_9.Get<int32_t>();
            Muls(places, o, reduced, LANES);
            Muls(places, places, inner, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
            remainders_by(places_2, i.ReinterpretCast<int32_t>(), inner != 0 ? inner : 1, work_4, work_5, work_6,
                    LANES);
            gather_sum(column_tile, x + r * inner, mask, places, 1L, places_2, 1L, window, room, LANES);
            Add(sum, sum, column_tile, LANES);
        }
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work_7 = slot_5.Get<float>();
        Duplicate(work_7, (float)reduced, LANES);
        Div(y_tile_out, sum, work_7, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(outer * inner) - (int32_t)(block_x * LANES));
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
extern "C" __global__ __aicore__ void mean_block_64(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* row = x + (uint64_t)(int32_t)block_x * columns;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int64_t start = 0L; start < (int64_t)(uint32_t)columns; start += 128L) {
            const int32_t first = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t stop = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)first, CMPMODE::GE, LANES);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_2 = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t count = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start))
                    - larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in_behind(row_tile, first_2, row + (uint32_t)(start + first_2), count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            Add(row_tile, sum, row_tile, LANES);
            Select(sum, mask, row_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_queue.FreeTensor(row_tile);
            const int32_t first_3 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_4 = slot_4.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)first_3, CMPMODE::GE, LANES);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_4 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            const int32_t count_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64))
                    - larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            LocalTensor<float> row_tile_2 = row_tile_1_queue.AllocTensor<float>();
            copy_in_behind(row_tile_2, first_4, row + ((uint32_t)(start + first_4) + 64), count_2);
            row_tile_1_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_1_queue.DeQue<float>();
            Add(row_tile_2, sum, row_tile_2, LANES);
            Select(sum, mask_3, row_tile_2, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_1_queue.FreeTensor(row_tile_2);
        }
        LocalTensor<float> sum_2 = slot_5.Get<float>();
        LocalTensor<float> work = slot_6.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_5.Get<float>();
        element.SetValue(0, total / columns);
        wait<HardEvent::S_MTE3>();
        copy_out(y + (int32_t)block_x, element, 1);
    }
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
extern "C" __global__ __aicore__ void mean_block_256(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* row = x + (uint64_t)(int32_t)block_x * columns;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int64_t start = 0L; start < (int64_t)(uint32_t)columns; start += 512L) {
            const int32_t first = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t stop = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)first, CMPMODE::GE, LANES);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_2 = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t count = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start))
                    - larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in_behind(row_tile, first_2, row + (uint32_t)(start + first_2), count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            Add(row_tile, sum, row_tile, LANES);
            Select(sum, mask, row_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_queue.FreeTensor(row_tile);
            const int32_t first_3 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_4 = slot_4.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)first_3, CMPMODE::GE, LANES);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_4 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            const int32_t count_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256))
                    - larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            LocalTensor<float> row_tile_2 = row_tile_1_queue.AllocTensor<float>();
            copy_in_behind(row_tile_2, first_4, row + ((uint32_t)(start + first_4) + 256), count_2);
            row_tile_1_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_1_queue.DeQue<float>();
            Add(row_tile_2, sum, row_tile_2, LANES);
            Select(sum, mask_3, row_tile_2, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_1_queue.FreeTensor(row_tile_2);
        }
        LocalTensor<float> sum_2 = slot_5.Get<float>();
        LocalTensor<float> work = slot_6.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_5.Get<float>();
        element.SetValue(0, total / columns);
        wait<HardEvent::S_MTE3>();
        copy_out(y + (int32_t)block_x, element, 1);
    }
}
