// promotions.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// C's integer rules where translations go wrong: promotion of small types, wrap of unsigned ones, shifts and
// remainders of negative numbers, comparisons of mixed sign.

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// -1 where a number is negative, else 1.
__aicore__ inline void signs_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) {
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}

// A b for each lane.
struct Divisors {
    LocalTensor<int32_t> b;

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, const LocalTensor<int32_t>& work, int32_t count) const {
        LocalTensor<float> size = work.ReinterpretCast<float>();
        Cast(size, b, RoundMode::CAST_RINT, count);
        Abs(size, size, count);
        Div(ratio, ratio, size, count);
        Muls(ratio, ratio, factor, count);
    }
    __aicore__ inline void multiply(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) const {
        Muls(target, b, -1, count);
        Max(target, target, b, count);
        Mul(target, target, source, count);
    }
    __aicore__ inline void give_sign(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& work, int32_t count) const {
        signs_of(work, b, count);
        Mul(target, target, work, count);
    }
};

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
__aicore__ inline void remainders(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const LocalTensor<int32_t>& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    remain_of(target, a, Divisors{b}, second, rest, less, count);
}

// The sum of two bytes is an int, so the average cannot overflow; the blend wraps only when it is stored.
extern "C" __global__ __aicore__ void byte_arithmetic(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR average_address, GM_ADDR wrapped_address,
        GM_ADDR difference_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X) {
    __gm__ uint8_t* a = (__gm__ uint8_t*)a_address;
    __gm__ uint8_t* b = (__gm__ uint8_t*)b_address;
    __gm__ uint8_t* average = (__gm__ uint8_t*)average_address;
    __gm__ uint8_t* wrapped = (__gm__ uint8_t*)wrapped_address;
    __gm__ int16_t* difference = (__gm__ int16_t*)difference_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> average_tile_out_queue;
    TQue<TPosition::VECIN, 1> a_tile_queue;
    TQue<TPosition::VECIN, 1> b_tile_queue;
    TQue<TPosition::VECIN, 1> sum_1_queue;
    TQue<TPosition::VECIN, 1> b_tile_1_queue;
    TQue<TPosition::VECOUT, 2> wrapped_tile_out_queue;
    TQue<TPosition::VECOUT, 2> difference_tile_out_queue;
    TQue<TPosition::VECIN, 1> a_tile_2_queue;
    TQue<TPosition::VECIN, 1> b_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(average_tile_out_queue, 2, padded(LANES));
    pipe.InitBuffer(a_tile_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_queue, 1, padded(LANES));
    pipe.InitBuffer(sum_1_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_1_queue, 1, padded(LANES));
    pipe.InitBuffer(wrapped_tile_out_queue, 2, padded(LANES));
    pipe.InitBuffer(difference_tile_out_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(a_tile_2_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_2_queue, 1, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 2));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        for (int32_t start = 0; start < n; start += BLOCK_X) {
            LocalTensor<uint8_t> average_tile_out = average_tile_out_queue.AllocTensor<uint8_t>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<uint8_t> a_tile = a_tile_queue.AllocTensor<uint8_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(a_tile, a + start, count);
            a_tile_queue.EnQue(a_tile);
            a_tile = a_tile_queue.DeQue<uint8_t>();
            LocalTensor<half> work = slot_0.Get<half>();
            Cast(work, a_tile, RoundMode::CAST_NONE, LANES);
            a_tile_queue.FreeTensor(a_tile);
            LocalTensor<int32_t> work_2 = slot_1.Get<int32_t>();
            Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint8_t> b_tile = b_tile_queue.AllocTensor<uint8_t>();
            copy_in(b_tile, b + start, count);
            b_tile_queue.EnQue(b_tile);
            b_tile = b_tile_queue.DeQue<uint8_t>();
            LocalTensor<half> work_3 = slot_0.Get<half>();
            Cast(work_3, b_tile, RoundMode::CAST_NONE, LANES);
            b_tile_queue.FreeTensor(b_tile);
            LocalTensor<int32_t> work_4 = slot_2.Get<int32_t>();
            Cast(work_4, work_3, RoundMode::CAST_TRUNC, LANES);
            Add(work_2, work_2, work_4, LANES);
            Adds(work_2, work_2, 1, LANES);
            LocalTensor<int32_t> work_5 = slot_2.Get<int32_t>();
            ShiftRight(work_5, work_2, 31, LANES);
            ShiftRight(work_5.ReinterpretCast<uint32_t>(), work_5.ReinterpretCast<uint32_t>(), (uint32_t)31, LANES);
            Add(work_5, work_2, work_5, LANES);
            ShiftRight(work_5, work_5, 1, LANES);
            LocalTensor<int32_t> work_6 = slot_1.Get<int32_t>();
            Duplicate(work_6, 255, LANES);
            And(work_5.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<float> work_7 = slot_1.Get<float>();
            Cast(work_7, work_5, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_8 = slot_0.Get<half>();
            Cast(work_8, work_7, RoundMode::CAST_RINT, LANES);
            Cast(average_tile_out, work_8, RoundMode::CAST_RINT, LANES);
            average_tile_out_queue.EnQue(average_tile_out);
            average_tile_out = average_tile_out_queue.DeQue<uint8_t>();
            copy_out(average + start, average_tile_out, count);
            average_tile_out_queue.FreeTensor(average_tile_out);
            LocalTensor<uint8_t> sum = sum_1_queue.AllocTensor<uint8_t>();
            copy_in(sum, a + start, count);
            sum_1_queue.EnQue(sum);
            sum = sum_1_queue.DeQue<uint8_t>();
            LocalTensor<half> work_9 = slot_0.Get<half>();
            Cast(work_9, sum, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_10 = slot_1.Get<int32_t>();
            Cast(work_10, work_9, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint8_t> b_tile_2 = b_tile_1_queue.AllocTensor<uint8_t>();
            copy_in(b_tile_2, b + start, count);
            b_tile_1_queue.EnQue(b_tile_2);
            b_tile_2 = b_tile_1_queue.DeQue<uint8_t>();
            LocalTensor<half> work_11 = slot_0.Get<half>();
            Cast(work_11, b_tile_2, RoundMode::CAST_NONE, LANES);
            b_tile_1_queue.FreeTensor(b_tile_2);
            LocalTensor<int32_t> work_12 = slot_2.Get<int32_t>();
            Cast(work_12, work_11, RoundMode::CAST_TRUNC, LANES);
            Add(work_10, work_10, work_12, LANES);
            LocalTensor<int32_t> work_13 = slot_2.Get<int32_t>();
            Duplicate(work_13, 255, LANES);
            And(work_10.ReinterpretCast<int16_t>(), work_10.ReinterpretCast<int16_t>(),
                    work_13.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_14 = slot_2.Get<float>();
            Cast(work_14, work_10, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_15 = slot_0.Get<half>();
            Cast(work_15, work_14, RoundMode::CAST_RINT, LANES);
            Cast(sum, work_15, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_16 = slot_0.Get<half>();
            Cast(work_16, sum, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_17 = slot_2.Get<int32_t>();
            Cast(work_17, work_16, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_17.ReinterpretCast<uint32_t>(), work_17.ReinterpretCast<uint32_t>(), (uint32_t)1, LANES);
            LocalTensor<int32_t> work_18 = slot_1.Get<int32_t>();
            Duplicate(work_18, 255, LANES);
            And(work_17.ReinterpretCast<int16_t>(), work_17.ReinterpretCast<int16_t>(),
                    work_18.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_19 = slot_1.Get<float>();
            Cast(work_19, work_17, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_20 = slot_0.Get<half>();
            Cast(work_20, work_19, RoundMode::CAST_RINT, LANES);
            Cast(sum, work_20, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> wrapped_tile_out = wrapped_tile_out_queue.AllocTensor<uint8_t>();
            LocalTensor<half> work_21 = slot_0.Get<half>();
            Cast(work_21, sum, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_22 = slot_1.Get<int32_t>();
            Cast(work_22, work_21, RoundMode::CAST_TRUNC, LANES);
            Not(work_22.ReinterpretCast<int16_t>(), work_22.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<int32_t> work_23 = slot_2.Get<int32_t>();
            Duplicate(work_23, 255, LANES);
            And(work_22.ReinterpretCast<int16_t>(), work_22.ReinterpretCast<int16_t>(),
                    work_23.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_24 = slot_2.Get<float>();
            Cast(work_24, work_22, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_25 = slot_0.Get<half>();
            Cast(work_25, work_24, RoundMode::CAST_RINT, LANES);
            Cast(wrapped_tile_out, work_25, RoundMode::CAST_RINT, LANES);
            wrapped_tile_out_queue.EnQue(wrapped_tile_out);
            wrapped_tile_out = wrapped_tile_out_queue.DeQue<uint8_t>();
            copy_out(wrapped + start, wrapped_tile_out, count);
            wrapped_tile_out_queue.FreeTensor(wrapped_tile_out);
            LocalTensor<int16_t> difference_tile_out = difference_tile_out_queue.AllocTensor<int16_t>();
            LocalTensor<uint8_t> a_tile_2 = a_tile_2_queue.AllocTensor<uint8_t>();
            copy_in(a_tile_2, a + start, count);
            a_tile_2_queue.EnQue(a_tile_2);
            a_tile_2 = a_tile_2_queue.DeQue<uint8_t>();
            LocalTensor<half> work_26 = slot_0.Get<half>();
            Cast(work_26, a_tile_2, RoundMode::CAST_NONE, LANES);
            a_tile_2_queue.FreeTensor(a_tile_2);
            LocalTensor<int32_t> work_27 = slot_2.Get<int32_t>();
            Cast(work_27, work_26, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint8_t> b_tile_3 = b_tile_2_queue.AllocTensor<uint8_t>();
            copy_in(b_tile_3, b + start, count);
            b_tile_2_queue.EnQue(b_tile_3);
            b_tile_3 = b_tile_2_queue.DeQue<uint8_t>();
            LocalTensor<half> work_28 = slot_0.Get<half>();
            Cast(work_28, b_tile_3, RoundMode::CAST_NONE, LANES);
            b_tile_2_queue.FreeTensor(b_tile_3);
            LocalTensor<int32_t> work_29 = slot_1.Get<int32_t>();
            Cast(work_29, work_28, RoundMode::CAST_TRUNC, LANES);
            Sub(work_27, work_27, work_29, LANES);
            ShiftLeft(work_27.ReinterpretCast<uint32_t>(), work_27.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_27, work_27, 16, LANES);
            Cast(difference_tile_out, work_27, RoundMode::CAST_NONE, LANES);
            difference_tile_out_queue.EnQue(difference_tile_out);
            difference_tile_out = difference_tile_out_queue.DeQue<int16_t>();
            copy_out(difference + start, difference_tile_out, count);
            difference_tile_out_queue.FreeTensor(difference_tile_out);
            sum_1_queue.FreeTensor(sum);
        }
    }
}

// Signed bytes: the product is an int, the arithmetic shift rounds down, and division rounds towards zero.
extern "C" __global__ __aicore__ void signed_arithmetic(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR shifted_address, GM_ADDR divided_address,
        GM_ADDR remainder_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t TAIL) {
    __gm__ int8_t* a = (__gm__ int8_t*)a_address;
    __gm__ int8_t* b = (__gm__ int8_t*)b_address;
    __gm__ int32_t* shifted = (__gm__ int32_t*)shifted_address;
    __gm__ int32_t* divided = (__gm__ int32_t*)divided_address;
    __gm__ int32_t* remainder = (__gm__ int32_t*)remainder_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> a_tile_queue;
    TQue<TPosition::VECIN, 1> b_tile_queue;
    TQue<TPosition::VECOUT, 2> shifted_tile_out_queue;
    TQue<TPosition::VECOUT, 2> divided_tile_out_queue;
    TQue<TPosition::VECOUT, 2> remainder_tile_out_queue;
    TQue<TPosition::VECIN, 1> b_tile_1_queue;
    TQue<TPosition::VECIN, 1> b_tile_2_queue;
    TQue<TPosition::VECIN, 1> b_tile_3_queue;
    TQue<TPosition::VECIN, 1> b_tile_5_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(a_tile_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_queue, 1, padded(LANES));
    pipe.InitBuffer(shifted_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(divided_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(remainder_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(b_tile_1_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_2_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_3_queue, 1, padded(LANES));
    pipe.InitBuffer(b_tile_5_queue, 1, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES));
    pipe.InitBuffer(slot_10, 16384);
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
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
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<int8_t> a_tile = a_tile_queue.AllocTensor<int8_t>();
        copy_in(a_tile, a + (int32_t)(block_x * LANES), count);
        a_tile_queue.EnQue(a_tile);
        a_tile = a_tile_queue.DeQue<int8_t>();
        LocalTensor<half> work = slot_4.Get<half>();
        Cast(work, a_tile, RoundMode::CAST_NONE, LANES);
        a_tile_queue.FreeTensor(a_tile);
        LocalTensor<int32_t> product = slot_5.Get<int32_t>();
        Cast(product, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int8_t> b_tile = b_tile_queue.AllocTensor<int8_t>();
        copy_in(b_tile, b + (int32_t)(block_x * LANES), count);
        b_tile_queue.EnQue(b_tile);
        b_tile = b_tile_queue.DeQue<int8_t>();
        LocalTensor<half> work_2 = slot_4.Get<half>();
        Cast(work_2, b_tile, RoundMode::CAST_NONE, LANES);
        b_tile_queue.FreeTensor(b_tile);
        LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
        Cast(work_3, work_2, RoundMode::CAST_TRUNC, LANES);
        Mul(product, product, work_3, LANES);
        LocalTensor<int32_t> shifted_tile_out = shifted_tile_out_queue.AllocTensor<int32_t>();
        ShiftRight(shifted_tile_out, product, 3, LANES);
        shifted_tile_out_queue.EnQue(shifted_tile_out);
        shifted_tile_out = shifted_tile_out_queue.DeQue<int32_t>();
        copy_out(shifted + (int32_t)(block_x * LANES), shifted_tile_out, count);
        shifted_tile_out_queue.FreeTensor(shifted_tile_out);
        LocalTensor<int32_t> divided_tile_out = divided_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        ShiftRight(work_4, product, 31, LANES);
        ShiftRight(work_4.ReinterpretCast<uint32_t>(), work_4.ReinterpretCast<uint32_t>(), (uint32_t)29, LANES);
        Add(work_4, product, work_4, LANES);
        ShiftRight(divided_tile_out, work_4, 3, LANES);
        divided_tile_out_queue.EnQue(divided_tile_out);
        divided_tile_out = divided_tile_out_queue.DeQue<int32_t>();
        copy_out(divided + (int32_t)(block_x * LANES), divided_tile_out, count);
        divided_tile_out_queue.FreeTensor(divided_tile_out);
        LocalTensor<int32_t> remainder_tile_out = remainder_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<int8_t> b_tile_2 = b_tile_1_queue.AllocTensor<int8_t>();
        copy_in(b_tile_2, b + (int32_t)(block_x * LANES), count);
        b_tile_1_queue.EnQue(b_tile_2);
        b_tile_2 = b_tile_1_queue.DeQue<int8_t>();
        LocalTensor<half> work_5 = slot_4.Get<half>();
        Cast(work_5, b_tile_2, RoundMode::CAST_NONE, LANES);
        b_tile_1_queue.FreeTensor(b_tile_2);
        LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
        Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
        Compare(mask, work_6, work_7, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int8_t> a_tile_2 = slot_9.Get<int8_t>();
        LocalTensor<int8_t> window = slot_10.Get<int8_t>();
        LocalTensor<int32_t> room = slot_7.Get<int32_t>();
        LocalTensor<int8_t> b_tile_3 = b_tile_2_queue.AllocTensor<int8_t>();
        copy_in(b_tile_3, b + (int32_t)(block_x * LANES), count);
        b_tile_2_queue.EnQue(b_tile_3);
        b_tile_3 = b_tile_2_queue.DeQue<int8_t>();
        LocalTensor<half> work_8 = slot_4.Get<half>();
        Cast(work_8, b_tile_3, RoundMode::CAST_NONE, LANES);
        b_tile_2_queue.FreeTensor(b_tile_3);
        LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
        Cast(work_9, work_8, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_10 = slot_11.Get<int32_t>();
        Duplicate(work_10, 0, LANES);
        LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
        Compare(mask_3, work_9, work_10, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places = slot_11.Get<int32_t>();
        copy_tile(places, i.ReinterpretCast<int32_t>(), LANES);
        gather_where(a_tile_2, a, mask_3, places, window, room, LANES);
        LocalTensor<half> work_11 = slot_4.Get<half>();
        Cast(work_11, a_tile_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_12 = slot_7.Get<int32_t>();
        Cast(work_12, work_11, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int8_t> b_tile_4 = b_tile_3_queue.AllocTensor<int8_t>();
        copy_in(b_tile_4, b + (int32_t)(block_x * LANES), count);
        b_tile_3_queue.EnQue(b_tile_4);
        b_tile_4 = b_tile_3_queue.DeQue<int8_t>();
        LocalTensor<half> work_13 = slot_4.Get<half>();
        Cast(work_13, b_tile_4, RoundMode::CAST_NONE, LANES);
        b_tile_3_queue.FreeTensor(b_tile_4);
        LocalTensor<int32_t> work_14 = slot_11.Get<int32_t>();
        Cast(work_14, work_13, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_15 = slot_6.Get<int32_t>();
        Duplicate(work_15, 0, LANES);
        LocalTensor<uint8_t> mask_4 = slot_12.Get<uint8_t>();
        Compare(mask_4, work_14, work_15, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int8_t> b_tile_5 = slot_9.Get<int8_t>();
        LocalTensor<int8_t> window_2 = slot_10.Get<int8_t>();
        LocalTensor<int32_t> room_2 = slot_6.Get<int32_t>();
        LocalTensor<int8_t> b_tile_6 = b_tile_5_queue.AllocTensor<int8_t>();
        copy_in(b_tile_6, b + (int32_t)(block_x * LANES), count);
        b_tile_5_queue.EnQue(b_tile_6);
        b_tile_6 = b_tile_5_queue.DeQue<int8_t>();
        LocalTensor<half> work_16 = slot_4.Get<half>();
        Cast(work_16, b_tile_6, RoundMode::CAST_NONE, LANES);
        b_tile_5_queue.FreeTensor(b_tile_6);
        LocalTensor<int32_t> work_17 = slot_11.Get<int32_t>();
        Cast(work_17, work_16, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_18 = slot_13.Get<int32_t>();
        Duplicate(work_18, 0, LANES);
        LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
        Compare(mask_5, work_17, work_18, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
        copy_tile(places_2, i.ReinterpretCast<int32_t>(), LANES);
        gather_where(b_tile_5, b, mask_5, places_2, window_2, room_2, LANES);
        LocalTensor<half> work_19 = slot_4.Get<half>();
        Cast(work_19, b_tile_5, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_20 = slot_6.Get<int32_t>();
        Cast(work_20, work_19, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_21 = slot_13.Get<int32_t>();
        Duplicate(work_21, 1, LANES);
        Select(work_20.ReinterpretCast<float>(), mask_4, work_20.ReinterpretCast<float>(),
                work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_22 = slot_13.Get<int32_t>();
        LocalTensor<int32_t> work_23 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> work_24 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> remainder_2 = slot_16.Get<int32_t>();
        remainders(remainder_2, work_12, work_20, work_22, work_23, work_24, LANES);
        LocalTensor<int32_t> work_25 = slot_6.Get<int32_t>();
        Duplicate(work_25, -1, LANES);
        Select(remainder_tile_out.ReinterpretCast<float>(), mask, remainder_2.ReinterpretCast<float>(),
                work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        remainder_tile_out_queue.EnQue(remainder_tile_out);
        remainder_tile_out = remainder_tile_out_queue.DeQue<int32_t>();
        copy_out(remainder + (int32_t)(block_x * LANES), remainder_tile_out, count);
        remainder_tile_out_queue.FreeTensor(remainder_tile_out);
    }
}

// Unsigned arithmetic is modulo 2^32; against an unsigned number a negative one counts as large.
extern "C" __global__ __aicore__ void unsigned_arithmetic(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR wrapped_address, GM_ADDR below_address, GM_ADDR widened_address,
        int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint32_t* a = (__gm__ uint32_t*)a_address;
    __gm__ int32_t* b = (__gm__ int32_t*)b_address;
    __gm__ uint32_t* wrapped = (__gm__ uint32_t*)wrapped_address;
    __gm__ uint8_t* below = (__gm__ uint8_t*)below_address;
    __gm__ int64_t* widened = (__gm__ int64_t*)widened_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> wrapped_tile_out_queue;
    TQue<TPosition::VECIN, 1> a_tile_queue;
    TQue<TPosition::VECIN, 1> b_tile_queue;
    TQue<TPosition::VECOUT, 2> below_tile_out_queue;
    TQue<TPosition::VECIN, 1> b_tile_1_queue;
    TQue<TPosition::VECIN, 1> a_tile_1_queue;
    TQue<TPosition::VECOUT, 2> widened_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(wrapped_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(a_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(b_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(below_tile_out_queue, 2, padded(LANES));
    pipe.InitBuffer(b_tile_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(a_tile_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(widened_tile_out_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 2));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> wrapped_tile_out = wrapped_tile_out_queue.AllocTensor<uint32_t>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<uint32_t> a_tile = a_tile_queue.AllocTensor<uint32_t>();
        copy_in(a_tile, a + (int32_t)(block_x * LANES), count);
        a_tile_queue.EnQue(a_tile);
        a_tile = a_tile_queue.DeQue<uint32_t>();
        Muls(a_tile.ReinterpretCast<int32_t>(), a_tile.ReinterpretCast<int32_t>(), -1640531535, LANES);
        LocalTensor<int32_t> b_tile = b_tile_queue.AllocTensor<int32_t>();
        copy_in(b_tile, b + (int32_t)(block_x * LANES), count);
        b_tile_queue.EnQue(b_tile);
        b_tile = b_tile_queue.DeQue<int32_t>();
        Sub(wrapped_tile_out.ReinterpretCast<int32_t>(), a_tile.ReinterpretCast<int32_t>(), b_tile, LANES);
        a_tile_queue.FreeTensor(a_tile);
        b_tile_queue.FreeTensor(b_tile);
        wrapped_tile_out_queue.EnQue(wrapped_tile_out);
        wrapped_tile_out = wrapped_tile_out_queue.DeQue<uint32_t>();
        copy_out(wrapped + (int32_t)(block_x * LANES), wrapped_tile_out, count);
        wrapped_tile_out_queue.FreeTensor(wrapped_tile_out);
        LocalTensor<uint8_t> below_tile_out = below_tile_out_queue.AllocTensor<uint8_t>();
        LocalTensor<int32_t> b_tile_2 = b_tile_1_queue.AllocTensor<int32_t>();
        copy_in(b_tile_2, b + (int32_t)(block_x * LANES), count);
        b_tile_1_queue.EnQue(b_tile_2);
        b_tile_2 = b_tile_1_queue.DeQue<int32_t>();
        Adds(b_tile_2, b_tile_2, (-2147483647 - 1), LANES);
        LocalTensor<uint32_t> a_tile_2 = a_tile_1_queue.AllocTensor<uint32_t>();
        copy_in(a_tile_2, a + (int32_t)(block_x * LANES), count);
        a_tile_1_queue.EnQue(a_tile_2);
        a_tile_2 = a_tile_1_queue.DeQue<uint32_t>();
        Adds(a_tile_2.ReinterpretCast<int32_t>(), a_tile_2.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
        LocalTensor<int32_t> maximum = slot_0.Get<int32_t>();
        wait<HardEvent::MTE2_V>();
        Max(maximum, a_tile_2.ReinterpretCast<int32_t>(), b_tile_2, LANES);
        a_tile_1_queue.FreeTensor(a_tile_2);
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        Compare(mask, maximum, b_tile_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        b_tile_1_queue.FreeTensor(b_tile_2);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<half> work = slot_2.Get<half>();
        Duplicate(work, (half)1.0f, LANES);
        Select(work, mask, work, (half)0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Cast(below_tile_out, work, RoundMode::CAST_TRUNC, LANES);
        below_tile_out_queue.EnQue(below_tile_out);
        below_tile_out = below_tile_out_queue.DeQue<uint8_t>();
        copy_out(below + (int32_t)(block_x * LANES), below_tile_out, count);
        below_tile_out_queue.FreeTensor(below_tile_out);
        LocalTensor<int64_t> widened_tile_out = widened_tile_out_queue.AllocTensor<int64_t>();
        LocalTensor<uint32_t> a_tile_3 = slot_0.Get<uint32_t>();
        Duplicate(a_tile_3.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(a_tile_3, a + (int32_t)(block_x * LANES), count);
        LocalTensor<int32_t> b_tile_3 = slot_3.Get<int32_t>();
        Duplicate(b_tile_3.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_S>();
        copy_in(b_tile_3, b + (int32_t)(block_x * LANES), count);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            widened_tile_out.SetValue(lane, (int64_t)(a_tile_3.GetValue(lane) - 1u) + b_tile_3.GetValue(lane));
        }
        wait<HardEvent::S_MTE3>();
        widened_tile_out_queue.EnQue(widened_tile_out);
        widened_tile_out = widened_tile_out_queue.DeQue<int64_t>();
        copy_out(widened + (int32_t)(block_x * LANES), widened_tile_out, count);
        widened_tile_out_queue.FreeTensor(widened_tile_out);  // the difference wraps before it is widened
    }
}
