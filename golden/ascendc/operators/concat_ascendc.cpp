// concat.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Tensors joined along an axis: what lies before the axis is `rows`, what lies along it and behind it is a row's
// length in each tensor.

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

extern "C" __global__ __aicore__ void concat_naive(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR out_address, int32_t rows, int32_t a_length, int32_t b_length,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, 16384);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t length = a_length + b_length;
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * length) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> row = slot_7.Get<int32_t>();
        quotients_by(row, i.ReinterpretCast<int32_t>(), length != 0 ? length : 1, work, work_2, work_3, LANES);
        LocalTensor<int32_t> place = slot_6.Get<int32_t>();
        Muls(place, row, length, LANES);
        Sub(place, i.ReinterpretCast<int32_t>(), place, LANES);
        LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
        LocalTensor<int32_t> work_4 = slot_5.Get<int32_t>();
        Duplicate(work_4, a_length, LANES);
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        Max(maximum, work_4, place, LANES);
        LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
        Compare(mask, maximum, place, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<float> a_tile = slot_4.Get<float>();
        LocalTensor<float> window = slot_9.Get<float>();
        LocalTensor<int32_t> room = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_5 = slot_10.Get<int32_t>();
        Duplicate(work_5, a_length, LANES);
        LocalTensor<int32_t> maximum_2 = slot_11.Get<int32_t>();
        Max(maximum_2, work_5, place, LANES);
        LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
        Compare(mask_3, maximum_2, place, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places = slot_11.Get<int32_t>();
        Muls(places, row, a_length, LANES);
        Add(places, places, place, LANES);
        gather_where(a_tile, a, mask_3, places, window, room, LANES);
        LocalTensor<float> b_tile = slot_5.Get<float>();
        LocalTensor<float> window_2 = slot_9.Get<float>();
        LocalTensor<int32_t> room_2 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> work_6 = slot_10.Get<int32_t>();
        Duplicate(work_6, a_length, LANES);
        LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
        Max(maximum_3, work_6, place, LANES);
        LocalTensor<uint8_t> mask_4 = slot_12.Get<uint8_t>();
        Compare(mask_4, maximum_3, place, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        And(mask_4.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
        Muls(places_2, row, b_length, LANES);
        LocalTensor<int32_t> work_7 = slot_10.Get<int32_t>();
        Adds(work_7, place, 0 - a_length, LANES);
        Add(places_2, places_2, work_7, LANES);
        gather_where(b_tile, b, mask_4, places_2, window_2, room_2, LANES);
        Select(out_tile_out, mask, a_tile, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * length) - (int32_t)(block_x * LANES));
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<float>();
        copy_out(out + (int32_t)(block_x * LANES), out_tile_out, count);
        out_tile_out_queue.FreeTensor(out_tile_out);
    }
}

// Three tensors, one block a row.
extern "C" __global__ __aicore__ void concat_rows_float(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, GM_ADDR out_address, int32_t a_length,
        int32_t b_length, int32_t c_length, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> joined_tile_out_queue;
    TQue<TPosition::VECIN, 2> from_tile_queue;
    TQue<TPosition::VECOUT, 2> to_tile_out_queue;
    TQue<TPosition::VECIN, 2> from_tile_1_queue;
    TQue<TPosition::VECOUT, 2> to_tile_out_1_queue;
    TQue<TPosition::VECIN, 2> from_tile_2_queue;
    pipe.InitBuffer(joined_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(from_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(to_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(from_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(to_tile_out_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(from_tile_2_queue, 2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t row = block_x;
        __gm__ float* joined = out + (uint64_t)row * (a_length + b_length + c_length);
        __gm__ float* from = a + (uint64_t)row * a_length;
        for (int32_t start = 0; start < a_length; start += BLOCK_X) {
            LocalTensor<float> joined_tile_out = joined_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)a_length - start);
            LocalTensor<float> from_tile = from_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(from_tile, from + start, count);
            from_tile_queue.EnQue(from_tile);
            from_tile = from_tile_queue.DeQue<float>();
            copy_tile(joined_tile_out.ReinterpretCast<int32_t>(), from_tile.ReinterpretCast<int32_t>(), LANES);
            from_tile_queue.FreeTensor(from_tile);
            joined_tile_out_queue.EnQue(joined_tile_out);
            joined_tile_out = joined_tile_out_queue.DeQue<float>();
            copy_out(joined + start, joined_tile_out, count);
            joined_tile_out_queue.FreeTensor(joined_tile_out);
        }
        __gm__ float* to = joined + a_length;
        __gm__ float* from_2 = b + (uint64_t)row * b_length;
        for (int32_t start = 0; start < b_length; start += BLOCK_X) {
            LocalTensor<float> to_tile_out = to_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)b_length - start);
            LocalTensor<float> from_tile_2 = from_tile_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(from_tile_2, from_2 + start, count);
            from_tile_1_queue.EnQue(from_tile_2);
            from_tile_2 = from_tile_1_queue.DeQue<float>();
            copy_tile(to_tile_out.ReinterpretCast<int32_t>(), from_tile_2.ReinterpretCast<int32_t>(), LANES);
            from_tile_1_queue.FreeTensor(from_tile_2);
            to_tile_out_queue.EnQue(to_tile_out);
            to_tile_out = to_tile_out_queue.DeQue<float>();
            copy_out(to + start, to_tile_out, count);
            to_tile_out_queue.FreeTensor(to_tile_out);
        }
        __gm__ float* to_2 = joined + a_length + b_length;
        __gm__ float* from_3 = c + (uint64_t)row * c_length;
        for (int32_t start = 0; start < c_length; start += BLOCK_X) {
            LocalTensor<float> to_tile_out_2 = to_tile_out_1_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)c_length - start);
            LocalTensor<float> from_tile_3 = from_tile_2_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(from_tile_3, from_3 + start, count);
            from_tile_2_queue.EnQue(from_tile_3);
            from_tile_3 = from_tile_2_queue.DeQue<float>();
            copy_tile(to_tile_out_2.ReinterpretCast<int32_t>(), from_tile_3.ReinterpretCast<int32_t>(), LANES);
            from_tile_2_queue.FreeTensor(from_tile_3);
            to_tile_out_1_queue.EnQue(to_tile_out_2);
            to_tile_out_2 = to_tile_out_1_queue.DeQue<float>();
            copy_out(to_2 + start, to_tile_out_2, count);
            to_tile_out_1_queue.FreeTensor(to_tile_out_2);
        }
    }
}

// Three tensors, one block a row.
extern "C" __global__ __aicore__ void concat_rows_short(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, GM_ADDR out_address, int32_t a_length,
        int32_t b_length, int32_t c_length, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X) {
    __gm__ int16_t* a = (__gm__ int16_t*)a_address;
    __gm__ int16_t* b = (__gm__ int16_t*)b_address;
    __gm__ int16_t* c = (__gm__ int16_t*)c_address;
    __gm__ int16_t* out = (__gm__ int16_t*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> joined_tile_out_queue;
    TQue<TPosition::VECIN, 2> from_tile_queue;
    TQue<TPosition::VECOUT, 2> to_tile_out_queue;
    TQue<TPosition::VECIN, 2> from_tile_1_queue;
    TQue<TPosition::VECOUT, 2> to_tile_out_1_queue;
    TQue<TPosition::VECIN, 2> from_tile_2_queue;
    pipe.InitBuffer(joined_tile_out_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(from_tile_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(to_tile_out_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(from_tile_1_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(to_tile_out_1_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(from_tile_2_queue, 2, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t row = block_x;
        __gm__ int16_t* joined = out + (uint64_t)row * (a_length + b_length + c_length);
        __gm__ int16_t* from = a + (uint64_t)row * a_length;
        for (int32_t start = 0; start < a_length; start += BLOCK_X) {
            LocalTensor<int16_t> joined_tile_out = joined_tile_out_queue.AllocTensor<int16_t>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)a_length - start);
            LocalTensor<int16_t> from_tile = from_tile_queue.AllocTensor<int16_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(from_tile, from + start, count);
            from_tile_queue.EnQue(from_tile);
            from_tile = from_tile_queue.DeQue<int16_t>();
            copy_tile(joined_tile_out, from_tile, LANES);
            from_tile_queue.FreeTensor(from_tile);
            joined_tile_out_queue.EnQue(joined_tile_out);
            joined_tile_out = joined_tile_out_queue.DeQue<int16_t>();
            copy_out(joined + start, joined_tile_out, count);
            joined_tile_out_queue.FreeTensor(joined_tile_out);
        }
        __gm__ int16_t* to = joined + a_length;
        __gm__ int16_t* from_2 = b + (uint64_t)row * b_length;
        for (int32_t start = 0; start < b_length; start += BLOCK_X) {
            LocalTensor<int16_t> to_tile_out = to_tile_out_queue.AllocTensor<int16_t>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)b_length - start);
            LocalTensor<int16_t> from_tile_2 = from_tile_1_queue.AllocTensor<int16_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(from_tile_2, from_2 + start, count);
            from_tile_1_queue.EnQue(from_tile_2);
            from_tile_2 = from_tile_1_queue.DeQue<int16_t>();
            copy_tile(to_tile_out, from_tile_2, LANES);
            from_tile_1_queue.FreeTensor(from_tile_2);
            to_tile_out_queue.EnQue(to_tile_out);
            to_tile_out = to_tile_out_queue.DeQue<int16_t>();
            copy_out(to + start, to_tile_out, count);
            to_tile_out_queue.FreeTensor(to_tile_out);
        }
        __gm__ int16_t* to_2 = joined + a_length + b_length;
        __gm__ int16_t* from_3 = c + (uint64_t)row * c_length;
        for (int32_t start = 0; start < c_length; start += BLOCK_X) {
            LocalTensor<int16_t> to_tile_out_2 = to_tile_out_1_queue.AllocTensor<int16_t>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)c_length - start);
            LocalTensor<int16_t> from_tile_3 = from_tile_2_queue.AllocTensor<int16_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(from_tile_3, from_3 + start, count);
            from_tile_2_queue.EnQue(from_tile_3);
            from_tile_3 = from_tile_2_queue.DeQue<int16_t>();
            copy_tile(to_tile_out_2, from_tile_3, LANES);
            from_tile_2_queue.FreeTensor(from_tile_3);
            to_tile_out_1_queue.EnQue(to_tile_out_2);
            to_tile_out_2 = to_tile_out_1_queue.DeQue<int16_t>();
            copy_out(to_2 + start, to_tile_out_2, count);
            to_tile_out_1_queue.FreeTensor(to_tile_out_2);
        }
    }
}
