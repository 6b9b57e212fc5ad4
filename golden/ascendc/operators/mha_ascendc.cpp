// mha.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Multi-head attention: out = softmax(query * key^T * scale) * value, for each head. Tensors are [batch, length, heads,
// CHANNELS], as the projections before leave them; `length` is `queries` or `keys`. With `causal`, a query sees the keys
// up to its own place, counted from the end of both; there are at least as many keys as queries.

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

// The largest of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_max(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, (-2147483647 - 1), blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Max(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Max(target, target, target[half], half);
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
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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

// One thread an element of the output: the scores are made again by every channel, in one pass with an online softmax.
extern "C" __global__ __aicore__ void mha_naive_8(
        GM_ADDR query_address, GM_ADDR key_address, GM_ADDR value_address, GM_ADDR out_address, int32_t queries,
        int32_t keys, int32_t heads, float scale, uint8_t causal, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* query = (__gm__ float*)query_address;
    __gm__ float* key = (__gm__ float*)key_address;
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
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
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, 256);
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, 16384);
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)(queries * heads * 8) - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> channel = slot_4.Get<int32_t>();
        ShiftRight(channel, i.ReinterpretCast<int32_t>(), 31, LANES);
        ShiftRight(channel.ReinterpretCast<uint32_t>(), channel.ReinterpretCast<uint32_t>(), (uint32_t)29, LANES);
        Add(channel, i.ReinterpretCast<int32_t>(), channel, LANES);
        ShiftRight(channel, channel, 3, LANES);
        ShiftLeft(channel.ReinterpretCast<uint32_t>(), channel.ReinterpretCast<uint32_t>(), (uint32_t)3, LANES);
        Sub(channel, i.ReinterpretCast<int32_t>(), channel, LANES);
        LocalTensor<int32_t> work_10 = slot_5.Get<int32_t>();
        ShiftRight(work_10, i.ReinterpretCast<int32_t>(), 31, LANES);
        ShiftRight(work_10.ReinterpretCast<uint32_t>(), work_10.ReinterpretCast<uint32_t>(), (uint32_t)29, LANES);
        Add(work_10, i.ReinterpretCast<int32_t>(), work_10, LANES);
        ShiftRight(work_10, work_10, 3, LANES);
        LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_12 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_13 = slot_8.Get<int32_t>();
        LocalTensor<int32_t> head = slot_9.Get<int32_t>();
        remainders_by(head, work_10, heads != 0 ? heads : 1, work_11, work_12, work_13, LANES);
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_8.Get<int32_t>();
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> row = slot_6.Get<int32_t>();
        quotients_by(row, i.ReinterpretCast<int32_t>(), 8 * heads != 0 ? 8 * heads : 1, work_2, work_3, work_4, LANES);
        const int32_t batch = block_y;
        LocalTensor<int32_t> query_place = slot_7.Get<int32_t>();
        Adds(query_place, row, batch * queries, LANES);
        Muls(query_place, query_place, heads, LANES);
        Add(query_place, query_place, head, LANES);
        Muls(query_place, query_place, 8, LANES);

        LocalTensor<float> largest = slot_8.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<float> total = slot_5.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> sum = slot_10.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> visible = slot_11.Get<int32_t>();
        Adds(visible, row, keys - queries, LANES);
        Adds(visible, visible, 1, LANES);
        LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
        Duplicate(mask_2.ReinterpretCast<int16_t>(), (int16_t)(causal ? -1 : 0), (LANES + 15) / 16);
        LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
        Duplicate(work_5, keys, LANES);
        Select(visible.ReinterpretCast<float>(), mask_2, visible.ReinterpretCast<float>(),
                work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work = slot_13.Get<int32_t>();
        Duplicate(work, 0, LANES);
        LocalTensor<int32_t> maximum = slot_14.Get<int32_t>();
        Max(maximum, visible, work, LANES);
        LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
        Compare(mask_3, maximum, work, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
        Adds(work_6, visible, 0, LANES);
        LocalTensor<int32_t> work_7 = slot_14.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        Select(work_6.ReinterpretCast<float>(), mask_3, work_6.ReinterpretCast<float>(),
                work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest_2 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> work_8 = slot_14.Get<int32_t>();
        fold_max(largest_2, work_6, work_8, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest_2.GetValue(0);
        for (int32_t passed = 0; passed < rounds; ++passed) {
            int32_t k = passed;
            LocalTensor<int32_t> work_9 = slot_13.Get<int32_t>();
            Duplicate(work_9, k, LANES);
            LocalTensor<int32_t> maximum_2 = slot_14.Get<int32_t>();
            Max(maximum_2, visible, work_9, LANES);
            LocalTensor<uint8_t> looping = slot_12.Get<uint8_t>();
            Compare(looping, maximum_2, work_9, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> place = slot_13.Get<int32_t>();
            Adds(place, head, (batch * keys + k) * heads, LANES);
            Muls(place, place, 8, LANES);
            LocalTensor<float> score = slot_14.Get<float>();
            Duplicate(score, 0.0f, LANES);
            for (int32_t c = 0; c < 8; ++c) {
                LocalTensor<float> query_tile = slot_16.Get<float>();
                LocalTensor<float> window = slot_17.Get<float>();
                LocalTensor<int32_t> room = slot_18.Get<int32_t>();
                LocalTensor<int32_t> places = slot_19.Get<int32_t>();
                Adds(places, query_place, c, LANES);
                gather_where(query_tile, query, looping, places, window, room, LANES);
                LocalTensor<float> key_tile = slot_18.Get<float>();
                LocalTensor<float> window_2 = slot_17.Get<float>();
                LocalTensor<int32_t> room_2 = slot_19.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_20.Get<int32_t>();
                Adds(places_2, place, c, LANES);
                gather_where(key_tile, key, looping, places_2, window_2, room_2, LANES);
                Mul(query_tile, query_tile, key_tile, LANES);
                Add(score, score, query_tile, LANES);
            }
            Muls(score, score, scale, LANES);
            LocalTensor<uint8_t> mask_4 = slot_21.Get<uint8_t>();
            Compare(mask_4, score, score, CMPMODE::EQ, LANES);
            LocalTensor<float> new_largest = slot_16.Get<float>();
            Select(new_largest, mask_4, score, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Max(new_largest, largest, new_largest, LANES);
            LocalTensor<float> correction = slot_18.Get<float>();
            Sub(correction, largest, new_largest, LANES);
            Exp(correction, correction, LANES);
            LocalTensor<float> weight = slot_19.Get<float>();
            Sub(weight, score, new_largest, LANES);
            Exp(weight, weight, LANES);
            LocalTensor<float> work_14 = slot_20.Get<float>();
            Mul(work_14, total, correction, LANES);
            Add(work_14, work_14, weight, LANES);
            Select(total, looping, work_14, total, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_15 = slot_20.Get<float>();
            Mul(work_15, sum, correction, LANES);
            LocalTensor<float> value_tile = slot_22.Get<float>();
            LocalTensor<float> window_3 = slot_17.Get<float>();
            LocalTensor<int32_t> room_3 = slot_23.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_24.Get<int32_t>();
            Add(places_3, place, channel, LANES);
            gather_where(value_tile, value, looping, places_3, window_3, room_3, LANES);
            Mul(value_tile, weight, value_tile, LANES);
            Add(work_15, work_15, value_tile, LANES);
            Select(sum, looping, work_15, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(largest, looping, new_largest, largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<float> work_16 = slot_14.Get<float>();
        Div(work_16, sum, total, LANES);
        LocalTensor<uint32_t> offsets = slot_13.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        int32_t column = 0;
        while (column < LANES) {
            const int32_t length = (int32_t)(block_x * BLOCK_X + column) < 0L ? 1L
                    : larger(smaller(8L - (int32_t)(block_x * BLOCK_X + column) % 8L, (int64_t)(LANES - column)), 1L);
            const int32_t length_2 = (int32_t)(block_x * BLOCK_X + column) < 0L ? 1L
                    : larger(smaller((8 * heads != 0 ? 8 * heads : 1)
                    - (int64_t)(int32_t)(block_x * BLOCK_X + column) % (8 * heads != 0 ? 8 * heads : 1),
                    (int64_t)length), 1L);
            const int32_t stop_2 = smaller(smaller((int64_t)length_2, (int64_t)BLOCK_X - column),
                    (int64_t)(queries * heads * 8) - (int32_t)(block_x * BLOCK_X + column));
            if (stop_2 > 0) {
                LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                Gather(moved, work_16, offsets, (uint32_t)(column * 4), stop_2);
                moved_queue.EnQue(moved);
                moved = moved_queue.DeQue<float>();
                copy_out(out
                        + (((batch * queries + (int32_t)(block_x * BLOCK_X + column)
                        / (8 * heads != 0 ? 8 * heads : 1)) * heads + (int32_t)(block_x * BLOCK_X + column)
                        / 8 % (heads != 0 ? heads : 1)) * 8 + (int32_t)(block_x * BLOCK_X + column) % 8), moved,
                        stop_2);
                moved_queue.FreeTensor(moved);
            }
            column += length_2;
        }
    }
}

// One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
extern "C" __global__ __aicore__ void mha_block_8(
        GM_ADDR query_address, GM_ADDR key_address, GM_ADDR value_address, GM_ADDR out_address, int32_t keys,
        float scale, uint8_t causal, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t SLOTS) {
    __gm__ float* query = (__gm__ float*)query_address;
    __gm__ float* key = (__gm__ float*)key_address;
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> own_key_tile_queue;
    TQue<TPosition::VECIN, 2> value_tile_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(own_key_tile_queue, 2, padded(LANES * 32));
    pipe.InitBuffer(value_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(SLOTS * 4));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(SLOTS * 4));
    pipe.InitBuffer(slot_13, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_14, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_15, padded(SLOTS * 4));
    pipe.InitBuffer(slot_16, padded(SLOTS * 4));
    pipe.InitBuffer(slot_17, padded(SLOTS * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> scores_slots = slot_3.Get<int32_t>();
        CreateVecIndex(scores_slots, 0, SLOTS);
        LocalTensor<float> scores = slot_4.Get<float>();
        Duplicate(scores, 0.0f, SLOTS);
        LocalTensor<int32_t> thread = slot_5.Get<int32_t>();
        copy_tile(thread, lane, LANES);
        const int32_t heads = grid_y;
        const int32_t row = block_x;
        const int32_t head = block_y;
        const int32_t batch = block_z;
        int32_t queries = grid_x;
        const int32_t visible = causal ? keys - queries + row + 1 : keys;
        int32_t length = grid_x;
        const int32_t query_place = ((batch * length + row) * heads + head) * 8;
        LocalTensor<float> largest = slot_6.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        for (int32_t start = 0; start < visible; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            LocalTensor<uint8_t> mask_2 = slot_7.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<float> score = slot_8.Get<float>();
            Duplicate(score, 0.0f, LANES);
            for (int32_t c = 0; c < 8; ++c) {
                const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
                LocalTensor<float> query_tile = slot_9.Get<float>();
                const float query_tile_2 = count > 0 ? load(query + (c + query_place)) : 0.0f;
                Duplicate(query_tile, query_tile_2, LANES);
                Muls(query_tile, query_tile, scale, LANES);
                LocalTensor<uint32_t> offsets = slot_10.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                LocalTensor<float> own_key_tile = own_key_tile_queue.AllocTensor<float>();
                copy_rows_in(own_key_tile, key + ((batch * keys + start) * heads + head) * 8 + c, count, count > 0 ? 1
                        : 0, 8 * heads, 8);
                own_key_tile_queue.EnQue(own_key_tile);
                own_key_tile = own_key_tile_queue.DeQue<float>();
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 32, LANES);
                LocalTensor<float> own_key_tile_2 = slot_11.Get<float>();
                Gather(own_key_tile_2, own_key_tile, offsets, 0, LANES);
                own_key_tile_queue.FreeTensor(own_key_tile);
                Mul(query_tile, query_tile, own_key_tile_2, LANES);
                Add(score, score, query_tile, LANES);
            }
            LocalTensor<int32_t> place = slot_12.Get<int32_t>();
            Adds(place, scores_slots, 0 - start, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slot_13.Get<uint8_t>();
            CompareScalar(owned, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_15.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work = slot_9.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_16.Get<int32_t>();
            Muls(work_2, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_17.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_3 = slot_17.Get<int32_t>();
            Muls(work_3, owner, 4, SLOTS);
            LocalTensor<float> gathered_2 = slot_16.Get<float>();
            Gather(gathered_2, score, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(scores, mask_3, gathered_2, scores, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            LocalTensor<uint8_t> mask_4 = slot_18.Get<uint8_t>();
            Compare(mask_4, score, score, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            LocalTensor<float> work_4 = slot_9.Get<float>();
            Select(work_4, mask_4, score, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(largest, largest, work_4, count);
            }
        }
        LocalTensor<float> largest_2 = slot_19.Get<float>();
        LocalTensor<float> work_5 = slot_8.Get<float>();
        ReduceMax(largest_2, largest, work_5, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);

        LocalTensor<float> total = slot_8.Get<float>();
        Duplicate(total, 0.0f, LANES);
        for (int32_t start = 0; start < visible; start += BLOCK_X) {
            LocalTensor<int32_t> k = slot_9.Get<int32_t>();
            Adds(k, thread, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            LocalTensor<uint8_t> mask_5 = slot_7.Get<uint8_t>();
            CompareScalar(mask_5, lanes_2, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<int32_t> work_6 = slot_11.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            Select(work_6.ReinterpretCast<float>(), mask_5, k.ReinterpretCast<float>(), work_6.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_6, work_6, 4, LANES);
            LocalTensor<float> weight = slot_10.Get<float>();
            Gather(weight, scores, work_6.ReinterpretCast<uint32_t>(), 0, LANES);
            Adds(weight, weight, -largest_3, LANES);
            Exp(weight, weight, LANES);
            LocalTensor<int32_t> place_2 = slot_12.Get<int32_t>();
            Adds(place_2, scores_slots, 0 - start, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_2 = slot_13.Get<uint8_t>();
            CompareScalar(owned_2, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
            CompareScalar(mask_6, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_2 = slot_15.Get<int32_t>();
            Duplicate(owner_2, 0, SLOTS);
            Select(owner_2.ReinterpretCast<float>(), owned_2, place_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_7 = slot_11.Get<float>();
            Duplicate(work_7, 1.0f, LANES);
            Select(work_7, mask_5, work_7, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_8 = slot_16.Get<int32_t>();
            Muls(work_8, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_3 = slot_17.Get<float>();
            Gather(gathered_3, work_7, work_8.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_7 = slot_14.Get<uint8_t>();
            CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_7.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_9 = slot_17.Get<int32_t>();
            Muls(work_9, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_4 = slot_16.Get<float>();
            Gather(gathered_4, weight, work_9.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(scores, mask_7, gathered_4, scores, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            if (count > 0) {
                Add(total, total, weight, count);
            }
        }
        LocalTensor<float> sum = slot_19.Get<float>();
        LocalTensor<float> work_10 = slot_9.Get<float>();
        ReduceSum(sum, total, work_10, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum.GetValue(0);

        for (int32_t start = 0; start < 8; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, 8L - start);
            LocalTensor<uint8_t> mask_8 = slot_7.Get<uint8_t>();
            CompareScalar(mask_8, lanes_2, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<float> sum_2 = slot_9.Get<float>();
            Duplicate(sum_2, 0.0f, LANES);
            for (int32_t k_2 = 0; k_2 < visible; ++k_2) {
                int32_t row_place_result = ((batch * keys + k_2) * heads + head) * 8;
                LocalTensor<int32_t> work_11 = slot_10.Get<int32_t>();
                Duplicate(work_11, k_2, LANES);
                LocalTensor<int32_t> work_12 = slot_11.Get<int32_t>();
                Duplicate(work_12, 0, LANES);
                Select(work_11.ReinterpretCast<float>(), mask_8, work_11.ReinterpretCast<float>(),
                        work_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_11, work_11, 4, LANES);
                LocalTensor<float> gathered_5 = slot_11.Get<float>();
                Gather(gathered_5, scores, work_11.ReinterpretCast<uint32_t>(), 0, LANES);
                const int32_t count = smaller((int64_t)BLOCK_X, 8L - start);
                LocalTensor<float> value_tile = value_tile_queue.AllocTensor<float>();
                copy_in(value_tile, value + (row_place_result + start), count);
                value_tile_queue.EnQue(value_tile);
                value_tile = value_tile_queue.DeQue<float>();
                Mul(gathered_5, gathered_5, value_tile, LANES);
                value_tile_queue.FreeTensor(value_tile);
                Add(sum_2, sum_2, gathered_5, LANES);
            }
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            LocalTensor<float> work_13 = slot_11.Get<float>();
            Duplicate(work_13, total_2, LANES);
            Div(out_tile_out, sum_2, work_13, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, 8L - start);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + (query_place + start), out_tile_out, count);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}

// One block a query of a head: the grid is (queries, heads, batch). Dynamic shared memory holds the scores, one a key.
extern "C" __global__ __aicore__ void mha_block_16(
        GM_ADDR query_address, GM_ADDR key_address, GM_ADDR value_address, GM_ADDR out_address, int32_t keys,
        float scale, uint8_t causal, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t SLOTS) {
    __gm__ float* query = (__gm__ float*)query_address;
    __gm__ float* key = (__gm__ float*)key_address;
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> query_tile_queue;
    TQue<TPosition::VECIN, 1> own_key_tile_queue;
    TQue<TPosition::VECIN, 1> value_tile_queue;
    TQue<TPosition::VECOUT, 1> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20;
    pipe.InitBuffer(query_tile_queue, 1, 256);
    pipe.InitBuffer(own_key_tile_queue, 1, padded(LANES * 64));
    pipe.InitBuffer(value_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(SLOTS * 4));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 64));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    pipe.InitBuffer(slot_12, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_13, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_14, padded(SLOTS * 4));
    pipe.InitBuffer(slot_15, padded(SLOTS * 4));
    pipe.InitBuffer(slot_16, padded(SLOTS * 4));
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, 256);
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> scores_slots = slot_3.Get<int32_t>();
        CreateVecIndex(scores_slots, 0, SLOTS);
        LocalTensor<float> scores = slot_4.Get<float>();
        Duplicate(scores, 0.0f, SLOTS);
        LocalTensor<int32_t> thread = slot_5.Get<int32_t>();
        copy_tile(thread, lane, LANES);
        const int32_t heads = grid_y;
        const int32_t row = block_x;
        const int32_t head = block_y;
        const int32_t batch = block_z;
        int32_t queries = grid_x;
        const int32_t visible = causal ? keys - queries + row + 1 : keys;
        int32_t length = grid_x;
        const int32_t query_place = ((batch * length + row) * heads + head) * 16;
        LocalTensor<float> largest = slot_6.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        for (int32_t start = 0; start < visible; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            LocalTensor<uint8_t> mask_2 = slot_7.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<float> score = slot_8.Get<float>();
            Duplicate(score, 0.0f, LANES);
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            const int32_t count = stop_2 > 0 ? 1 : 0;
            const int32_t columns = count > 0 ? 16 : 0;
            LocalTensor<float> query_tile = query_tile_queue.AllocTensor<float>();
            copy_rows_in(query_tile, query + query_place, count, columns, 0, 16);
            query_tile_queue.EnQue(query_tile);
            query_tile = query_tile_queue.DeQue<float>();
            LocalTensor<float> rows = slot_9.Get<float>();
            for (int32_t i = 0; i < LANES; ++i) {
                copy_tile(rows[i * 16], query_tile, 16);
            }
            query_tile_queue.FreeTensor(query_tile);
            Muls(rows, rows, scale, LANES * 16);
            const int32_t columns_2 = stop_2 > 0 ? 16 : 0;
            LocalTensor<float> own_key_tile = own_key_tile_queue.AllocTensor<float>();
            copy_rows_in(own_key_tile, key + ((batch * keys + start) * heads + head) * 16, stop_2, columns_2, 16
                    * heads, 16);
            own_key_tile_queue.EnQue(own_key_tile);
            own_key_tile = own_key_tile_queue.DeQue<float>();
            Mul(rows, rows, own_key_tile, LANES * 16);
            own_key_tile_queue.FreeTensor(own_key_tile);
            LocalTensor<float> sum = slot_10.Get<float>();
            sum_rows(sum, rows, 16, LANES);
            Add(score, score, sum, LANES);
            LocalTensor<int32_t> place = slot_11.Get<int32_t>();
            Adds(place, scores_slots, 0 - start, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_3 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slot_12.Get<uint8_t>();
            CompareScalar(owned, lanes, (float)stop_3, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask = slot_13.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_14.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work = slot_10.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_15.Get<int32_t>();
            Muls(work_2, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_16.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_3 = slot_16.Get<int32_t>();
            Muls(work_3, owner, 4, SLOTS);
            LocalTensor<float> gathered_2 = slot_15.Get<float>();
            Gather(gathered_2, score, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(scores, mask_3, gathered_2, scores, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_4 = slot_17.Get<uint8_t>();
            Compare(mask_4, score, score, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            LocalTensor<float> work_4 = slot_10.Get<float>();
            Select(work_4, mask_4, score, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (stop_2 > 0) {
                Max(largest, largest, work_4, stop_2);
            }
        }
        LocalTensor<float> largest_2 = slot_18.Get<float>();
        LocalTensor<float> work_5 = slot_8.Get<float>();
        ReduceMax(largest_2, largest, work_5, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);

        LocalTensor<float> total = slot_8.Get<float>();
        Duplicate(total, 0.0f, LANES);
        for (int32_t start = 0; start < visible; start += BLOCK_X) {
            LocalTensor<int32_t> k = slot_10.Get<int32_t>();
            Adds(k, thread, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            LocalTensor<uint8_t> mask_5 = slot_7.Get<uint8_t>();
            CompareScalar(mask_5, lanes_2, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            Select(work_6.ReinterpretCast<float>(), mask_5, k.ReinterpretCast<float>(), work_6.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_6, work_6, 4, LANES);
            LocalTensor<float> weight = slot_20.Get<float>();
            Gather(weight, scores, work_6.ReinterpretCast<uint32_t>(), 0, LANES);
            Adds(weight, weight, -largest_3, LANES);
            Exp(weight, weight, LANES);
            LocalTensor<int32_t> place_2 = slot_11.Get<int32_t>();
            Adds(place_2, scores_slots, 0 - start, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_2 = slot_12.Get<uint8_t>();
            CompareScalar(owned_2, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
            CompareScalar(mask_6, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_2 = slot_14.Get<int32_t>();
            Duplicate(owner_2, 0, SLOTS);
            Select(owner_2.ReinterpretCast<float>(), owned_2, place_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_7 = slot_19.Get<float>();
            Duplicate(work_7, 1.0f, LANES);
            Select(work_7, mask_5, work_7, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
            Muls(work_8, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_3 = slot_16.Get<float>();
            Gather(gathered_3, work_7, work_8.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_7 = slot_13.Get<uint8_t>();
            CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_7.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_9 = slot_16.Get<int32_t>();
            Muls(work_9, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_4 = slot_15.Get<float>();
            Gather(gathered_4, weight, work_9.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(scores, mask_7, gathered_4, scores, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)visible - start);
            if (count > 0) {
                Add(total, total, weight, count);
            }
        }
        LocalTensor<float> sum_2 = slot_18.Get<float>();
        LocalTensor<float> work_10 = slot_10.Get<float>();
        ReduceSum(sum_2, total, work_10, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum_2.GetValue(0);

        for (int32_t start = 0; start < 16; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, 16L - start);
            LocalTensor<uint8_t> mask_8 = slot_7.Get<uint8_t>();
            CompareScalar(mask_8, lanes_2, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<float> sum_3 = slot_10.Get<float>();
            Duplicate(sum_3, 0.0f, LANES);
            for (int32_t k_2 = 0; k_2 < visible; ++k_2) {
                int32_t row_place_result = ((batch * keys + k_2) * heads + head) * 16;
                LocalTensor<int32_t> work_11 = slot_20.Get<int32_t>();
                Duplicate(work_11, k_2, LANES);
                LocalTensor<int32_t> work_12 = slot_19.Get<int32_t>();
                Duplicate(work_12, 0, LANES);
                Select(work_11.ReinterpretCast<float>(), mask_8, work_11.ReinterpretCast<float>(),
                        work_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_11, work_11, 4, LANES);
                LocalTensor<float> gathered_5 = slot_19.Get<float>();
                Gather(gathered_5, scores, work_11.ReinterpretCast<uint32_t>(), 0, LANES);
                const int32_t count = smaller((int64_t)BLOCK_X, 16L - start);
                LocalTensor<float> value_tile = value_tile_queue.AllocTensor<float>();
                copy_in(value_tile, value + (row_place_result + start), count);
                value_tile_queue.EnQue(value_tile);
                value_tile = value_tile_queue.DeQue<float>();
                Mul(gathered_5, gathered_5, value_tile, LANES);
                value_tile_queue.FreeTensor(value_tile);
                Add(sum_3, sum_3, gathered_5, LANES);
            }
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            LocalTensor<float> work_13 = slot_19.Get<float>();
            Duplicate(work_13, total_2, LANES);
            Div(out_tile_out, sum_3, work_13, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, 16L - start);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + (query_place + start), out_tile_out, count);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}
