// gather.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Rows of a table by their indices: out[i, :] = table[indices[i], :]. A negative index counts from the end; one that is
// out of range gives zeros.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread an element of the output.
extern "C" __global__ __aicore__ void gather_naive_float(
        GM_ADDR table_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t rows, int32_t columns,
        int32_t count, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* table = (__gm__ float*)table_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
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
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(count * columns) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> index = slot_4.Get<int32_t>();
        LocalTensor<int32_t> window = slot_5.Get<int32_t>();
        LocalTensor<int32_t> room = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> places = slot_10.Get<int32_t>();
        quotients_by(places, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work, work_2, work_3, LANES);
        gather_where(index, indices, mask, places, window, room, LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        Duplicate(work_4, 0, LANES);
        LocalTensor<int32_t> maximum = slot_10.Get<int32_t>();
        Max(maximum, work_4, index, LANES);
        LocalTensor<uint8_t> mask_2 = slot_11.Get<uint8_t>();
        Compare(mask_2, maximum, index, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> row = slot_10.Get<int32_t>();
        Adds(row, index, rows, LANES);
        Select(row.ReinterpretCast<float>(), mask_2, row.ReinterpretCast<float>(), index.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
        LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
        Max(maximum_2, work_5, row, LANES);
        LocalTensor<uint8_t> mask_3 = slot_11.Get<uint8_t>();
        Compare(mask_3, maximum_2, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_6 = slot_9.Get<int32_t>();
        Duplicate(work_6, rows, LANES);
        LocalTensor<int32_t> maximum_3 = slot_6.Get<int32_t>();
        Max(maximum_3, work_6, row, LANES);
        LocalTensor<uint8_t> mask_4 = slot_12.Get<uint8_t>();
        Compare(mask_4, maximum_3, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> table_tile = slot_6.Get<float>();
        LocalTensor<float> window_2 = slot_5.Get<float>();
        LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_7 = slot_8.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slot_7.Get<int32_t>();
        Max(maximum_4, work_7, row, LANES);
        LocalTensor<uint8_t> mask_5 = slot_12.Get<uint8_t>();
        Compare(mask_5, maximum_4, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_8 = slot_7.Get<int32_t>();
        Duplicate(work_8, rows, LANES);
        LocalTensor<int32_t> maximum_5 = slot_8.Get<int32_t>();
        Max(maximum_5, work_8, row, LANES);
        LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
        Compare(mask_6, maximum_5, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places_2 = slot_8.Get<int32_t>();
        Muls(places_2, row, columns, LANES);
        LocalTensor<int32_t> work_9 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> work_11 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> remainder = slot_16.Get<int32_t>();
        remainders_by(remainder, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work_9, work_10, work_11,
                LANES);
        Add(places_2, places_2, remainder, LANES);
        gather_where(table_tile, table, mask_5, places_2, window_2, room_2, LANES);
        Select(out_tile_out, mask_3, table_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(count * columns) - (int32_t)(block_x * LANES));
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<float>();
        copy_out(out + (int32_t)(block_x * LANES), out_tile_out, count_2);
        out_tile_out_queue.FreeTensor(out_tile_out);
    }
}

// One thread an element of the output.
extern "C" __global__ __aicore__ void gather_naive_int(
        GM_ADDR table_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t rows, int32_t columns,
        int32_t count, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* table = (__gm__ int32_t*)table_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ int32_t* out = (__gm__ int32_t*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
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
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(count * columns) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> index = slot_4.Get<int32_t>();
        LocalTensor<int32_t> window = slot_5.Get<int32_t>();
        LocalTensor<int32_t> room = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> places = slot_10.Get<int32_t>();
        quotients_by(places, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work, work_2, work_3, LANES);
        gather_where(index, indices, mask, places, window, room, LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        Duplicate(work_4, 0, LANES);
        LocalTensor<int32_t> maximum = slot_10.Get<int32_t>();
        Max(maximum, work_4, index, LANES);
        LocalTensor<uint8_t> mask_2 = slot_11.Get<uint8_t>();
        Compare(mask_2, maximum, index, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> row = slot_10.Get<int32_t>();
        Adds(row, index, rows, LANES);
        Select(row.ReinterpretCast<float>(), mask_2, row.ReinterpretCast<float>(), index.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> out_tile_out = out_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
        Max(maximum_2, work_5, row, LANES);
        LocalTensor<uint8_t> mask_3 = slot_11.Get<uint8_t>();
        Compare(mask_3, maximum_2, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_6 = slot_9.Get<int32_t>();
        Duplicate(work_6, rows, LANES);
        LocalTensor<int32_t> maximum_3 = slot_6.Get<int32_t>();
        Max(maximum_3, work_6, row, LANES);
        LocalTensor<uint8_t> mask_4 = slot_12.Get<uint8_t>();
        Compare(mask_4, maximum_3, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> table_tile = slot_6.Get<int32_t>();
        LocalTensor<int32_t> window_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_7 = slot_8.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slot_7.Get<int32_t>();
        Max(maximum_4, work_7, row, LANES);
        LocalTensor<uint8_t> mask_5 = slot_12.Get<uint8_t>();
        Compare(mask_5, maximum_4, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_8 = slot_7.Get<int32_t>();
        Duplicate(work_8, rows, LANES);
        LocalTensor<int32_t> maximum_5 = slot_8.Get<int32_t>();
        Max(maximum_5, work_8, row, LANES);
        LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
        Compare(mask_6, maximum_5, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places_2 = slot_8.Get<int32_t>();
        Muls(places_2, row, columns, LANES);
        LocalTensor<int32_t> work_9 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> work_11 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> remainder = slot_16.Get<int32_t>();
        remainders_by(remainder, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work_9, work_10, work_11,
                LANES);
        Add(places_2, places_2, remainder, LANES);
        gather_where(table_tile, table, mask_5, places_2, window_2, room_2, LANES);
        LocalTensor<int32_t> work_12 = slot_9.Get<int32_t>();
        Duplicate(work_12, 0, LANES);
        Select(out_tile_out.ReinterpretCast<float>(), mask_3, table_tile.ReinterpretCast<float>(),
                work_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(count * columns) - (int32_t)(block_x * LANES));
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<int32_t>();
        copy_out(out + (int32_t)(block_x * LANES), out_tile_out, count_2);
        out_tile_out_queue.FreeTensor(out_tile_out);
    }
}

// One block a row, four elements a load: `columns` is a multiple of four.
extern "C" __global__ __aicore__ void gather_block(
        GM_ADDR table_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t rows, int32_t columns,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* table = (__gm__ float*)table_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> to_tile_out_queue;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECOUT, 2> to_tile_out_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(to_tile_out_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(to_tile_out_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(slot_0, padded(LANES * 16));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 4);
        LocalTensor<int32_t> work_5 = slot_1.Get<int32_t>();
        Duplicate(work_5, 3, LANES * 4);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), LANES
                * 4 * 2);
        Muls(lane, lane, LANES, LANES * 4);
        LocalTensor<int32_t> lane_2 = slot_1.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 4);
        ShiftRight(lane_2, lane_2, 2, LANES * 4);
        Add(lane, lane, lane_2, LANES * 4);
        Muls(lane, lane, 4, LANES * 4);
        LocalTensor<uint32_t> offsets = slot_2.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        int32_t row = 0;
        const int32_t stop = smaller((int64_t)BLOCK_X, 1L);
        const int32_t element = stop > 0 ? load(indices + (int32_t)block_x) : 0;
        int32_t index = element;
        row = index < 0 ? index + rows : index;
        const int32_t vectors = columns / 4;
        __gm__ float* to = out + block_x * vectors * 4L;
        bool going = true;
        if ((row < 0) | (row >= rows)) {
            for (int32_t start = 0; start < vectors; start += BLOCK_X) {
                LocalTensor<float> fields = slot_1.Get<float>();
                LocalTensor<float> work = slot_3.Get<float>();
                Duplicate(work, 0.0f, LANES);
                copy_tile(fields.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<float> work_2 = slot_3.Get<float>();
                Duplicate(work_2, 0.0f, LANES);
                copy_tile(fields[LANES].ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<float> work_3 = slot_3.Get<float>();
                Duplicate(work_3, 0.0f, LANES);
                copy_tile(fields[LANES * 2].ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<float> work_4 = slot_3.Get<float>();
                Duplicate(work_4, 0.0f, LANES);
                copy_tile(fields[LANES * 3].ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<float> to_tile_out = to_tile_out_queue.AllocTensor<float>();
                Gather(to_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
                const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)vectors - start);
                const int32_t elements = count * 4;
                to_tile_out_queue.EnQue(to_tile_out);
                to_tile_out = to_tile_out_queue.DeQue<float>();
                copy_out(to + start * 4L, to_tile_out, elements);
                to_tile_out_queue.FreeTensor(to_tile_out);
            }
            going = false;
        }
        for (int32_t start = 0; start < vectors; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)vectors - start);
            const int32_t count_2 = going ? count : 0;
            LocalTensor<float> whole_2 = whole_1_queue.AllocTensor<float>();
            const int32_t elements = count_2 * 4;
            wait<HardEvent::MTE3_MTE2>();
            copy_in(whole_2, table + row * vectors * 4L + start * 4L, elements);
            whole_1_queue.EnQue(whole_2);
            whole_2 = whole_1_queue.DeQue<float>();
            LocalTensor<float> value = slot_3.Get<float>();
            Gather(value, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> value_2 = slot_5.Get<float>();
            Gather(value_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_4.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value_3 = slot_6.Get<float>();
            Gather(value_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_4.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> value_4 = slot_7.Get<float>();
            Gather(value_4, whole_2, offsets_4, 0, LANES);
            whole_1_queue.FreeTensor(whole_2);
            LocalTensor<float> fields_2 = slot_1.Get<float>();
            copy_tile(fields_2.ReinterpretCast<int32_t>(), value.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields_2[LANES].ReinterpretCast<int32_t>(), value_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields_2[LANES * 2].ReinterpretCast<int32_t>(), value_3.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields_2[LANES * 3].ReinterpretCast<int32_t>(), value_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> to_tile_out_2 = to_tile_out_1_queue.AllocTensor<float>();
            Gather(to_tile_out_2, fields_2, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
            const int32_t count_3 = going ? count : 0;
            const int32_t elements_2 = count_3 * 4;
            to_tile_out_1_queue.EnQue(to_tile_out_2);
            to_tile_out_2 = to_tile_out_1_queue.DeQue<float>();
            copy_out(to + start * 4L, to_tile_out_2, elements_2);
            to_tile_out_1_queue.FreeTensor(to_tile_out_2);
        }
    }
}

// Elements along the last axis: out[r, i] = x[r, indices[r, i]], one block a row of x, which is staged in dynamic shared
// memory of `columns` floats.
extern "C" __global__ __aicore__ void gather_elements(
        GM_ADDR x_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t columns, int32_t count,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t SLOTS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TQue<TPosition::VECIN, 2> indices_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(indices_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(SLOTS * 4));
    pipe.InitBuffer(slot_3, padded(SLOTS * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(SLOTS * 4));
    pipe.InitBuffer(slot_6, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_7, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_8, padded(SLOTS * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(SLOTS * 4));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> row_slots = slot_2.Get<int32_t>();
        CreateVecIndex(row_slots, 0, SLOTS);
        LocalTensor<float> row = slot_3.Get<float>();
        Duplicate(row, 0.0f, SLOTS);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<uint8_t> mask_2 = slot_4.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> place = slot_5.Get<int32_t>();
            Adds(place, row_slots, 0 - start, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slot_6.Get<uint8_t>();
            CompareScalar(owned, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_8.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work = slot_9.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_10.Get<int32_t>();
            Muls(work_2, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_11.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_7.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_in(x_tile, x + (block_x * columns + start), count_2);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            LocalTensor<int32_t> work_3 = slot_11.Get<int32_t>();
            Muls(work_3, owner, 4, SLOTS);
            LocalTensor<float> gathered_2 = slot_10.Get<float>();
            Gather(gathered_2, x_tile, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
            x_tile_queue.FreeTensor(x_tile);
            Select(row, mask_3, gathered_2, row, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        }
        for (int32_t start = 0; start < count; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask_4 = slot_4.Get<uint8_t>();
            CompareScalar(mask_4, lanes_2, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<int32_t> indices_tile = indices_tile_queue.AllocTensor<int32_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(indices_tile, indices + (int32_t)(block_x * count + start), count_2);
            indices_tile_queue.EnQue(indices_tile);
            indices_tile = indices_tile_queue.DeQue<int32_t>();
            LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            Select(indices_tile.ReinterpretCast<float>(), mask_4, indices_tile.ReinterpretCast<float>(),
                    work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(indices_tile, indices_tile, 4, LANES);
            LocalTensor<float> gathered_3 = slot_9.Get<float>();
            Gather(gathered_3, row, indices_tile.ReinterpretCast<uint32_t>(), 0, LANES);
            indices_tile_queue.FreeTensor(indices_tile);
            copy_tile(out_tile_out.ReinterpretCast<int32_t>(), gathered_3.ReinterpretCast<int32_t>(), LANES);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + (int32_t)(block_x * count + start), out_tile_out, count_2);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}
