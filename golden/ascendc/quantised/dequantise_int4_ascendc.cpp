// dequantise_int4.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Weights of four bits in groups, as GPTQ and AWQ store them: a word holds eight, the lowest first; every `group`
// weights of a row share a scale and a zero point. y = (weight - zero) * scale in half precision.
// blockIdx.y is the row; a thread unpacks one word.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t WEIGHTS_A_WORD = 8;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

extern "C" __global__ __aicore__ void dequantise_int4(
        GM_ADDR packed_address, GM_ADDR scales_address, GM_ADDR zeros_address, GM_ADDR y_address, int32_t words_a_row,
        int32_t group, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint32_t* packed = (__gm__ uint32_t*)packed_address;
    __gm__ half* scales = (__gm__ half*)scales_address;
    __gm__ uint8_t* zeros = (__gm__ uint8_t*)zeros_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> bits_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(bits_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES));
    pipe.InitBuffer(slot_9, 16384);
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, padded(LANES * 2));
    pipe.InitBuffer(slot_13, 16384);
    pipe.InitBuffer(slot_14, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> word = slot_2.Get<uint32_t>();
        Adds(word.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        const int32_t row = block_y;
        const int32_t columns = words_a_row * WEIGHTS_A_WORD;
        const int32_t groups = (columns + group - 1) / (group != 0 ? group : 1);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)words_a_row - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint32_t> bits = bits_1_queue.AllocTensor<uint32_t>();
        copy_in(bits, packed + (row * words_a_row + (int32_t)(block_x * BLOCK_X)), count);
        bits_1_queue.EnQue(bits);
        bits = bits_1_queue.DeQue<uint32_t>();
        int32_t k = 0;
        int32_t k_then = k;
        bool going = true;
        const int32_t count_2 = k_then < WEIGHTS_A_WORD ? count : 0;
        bool going_2 = going & (count_2 > 0);
        wait<HardEvent::MTE3_S>();
        while (going_2) {
            int32_t k_then_2 = k;
            LocalTensor<int32_t> column = slot_3.Get<int32_t>();
            Muls(column, word.ReinterpretCast<int32_t>(), WEIGHTS_A_WORD, LANES);
            Adds(column, column, k_then_2, LANES);
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> place = slot_7.Get<int32_t>();
            quotients_by(place, column, group != 0 ? group : 1, work, work_2, work_3, LANES);
            Adds(place, place, row * groups, LANES);
            bool going_then = going;
            LocalTensor<uint32_t> weight = slot_6.Get<uint32_t>();
            Duplicate(weight, 0xfu, LANES);
            And(weight.ReinterpretCast<int16_t>(), bits.ReinterpretCast<int16_t>(), weight.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint8_t> zeros_tile = slot_8.Get<uint8_t>();
            LocalTensor<uint8_t> window = slot_9.Get<uint8_t>();
            LocalTensor<int32_t> room = slot_5.Get<int32_t>();
            const int32_t count_3 = going_then ? count_2 : 0;
            LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)count_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> places = slot_4.Get<int32_t>();
            copy_tile(places, place, LANES);
            gather_where(zeros_tile, zeros, mask, places, window, room, LANES);
            LocalTensor<half> work_4 = slot_11.Get<half>();
            Cast(work_4, zeros_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_5 = slot_5.Get<int32_t>();
            Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
            Sub(weight.ReinterpretCast<int32_t>(), weight.ReinterpretCast<int32_t>(), work_5, LANES);
            LocalTensor<float> work_6 = slot_5.Get<float>();
            Cast(work_6, weight.ReinterpretCast<int32_t>(), RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_7 = slot_11.Get<half>();
            Cast(work_7, work_6, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> scales_tile = slot_12.Get<half>();
            LocalTensor<half> window_2 = slot_13.Get<half>();
            LocalTensor<int32_t> room_2 = slot_5.Get<int32_t>();
            const int32_t count_4 = going ? count_2 : 0;
            LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)count_4, CMPMODE::LT, LANES);
            LocalTensor<int32_t> places_2 = slot_4.Get<int32_t>();
            copy_tile(places_2, place, LANES);
            fence();
            gather_where(scales_tile, scales, mask_2, places_2, window_2, room_2, LANES);
            Mul(work_7, work_7, scales_tile, LANES);
            const int32_t count_5 = going ? count_2 : 0;
            LocalTensor<half> spread = slot_14.Get<half>();
            expand(spread, work_7, LANES);
            wait<HardEvent::V_S>();
            copy_rows_out(y + (row * columns + ((int32_t)(block_x * BLOCK_X) * WEIGHTS_A_WORD + k_then_2)), spread,
                    count_5, count_5 > 0 ? 1 : 0, 8, 16);
            k++;
            const int32_t count_6 = going ? count_2 : 0;
            if (count_6 > 0) {
                ShiftRight(bits, bits, (uint32_t)4, count_6);
            }
            going &= k < WEIGHTS_A_WORD;
            going_2 = going & (count_2 > 0);
        }
        bits_1_queue.FreeTensor(bits);
    }
}

// The other direction: eight levels of 0 ... 15 packed into a word; levels beyond that are cut off.
extern "C" __global__ __aicore__ void pack_int4(
        GM_ADDR levels_address, GM_ADDR packed_address, int32_t words, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint8_t* levels = (__gm__ uint8_t*)levels_address;
    __gm__ uint32_t* packed = (__gm__ uint32_t*)packed_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES));
    pipe.InitBuffer(slot_6, 16384);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 2));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> word = slot_2.Get<uint32_t>();
        Adds(word.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)words
                - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<uint32_t> bits = slot_4.Get<uint32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(bits, 0u, LANES);
        int32_t k = 7;
        while (k >= 0) {
            int32_t k_then = k;
            LocalTensor<uint8_t> level = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places = slot_8.Get<int32_t>();
            Muls(places, word.ReinterpretCast<int32_t>(), WEIGHTS_A_WORD, LANES);
            Adds(places, places, k_then, LANES);
            gather_where(level, levels, mask, places, window, room, LANES);
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)words - (int32_t)(block_x * LANES));
            LocalTensor<uint32_t> work = slot_7.Get<uint32_t>();
            ShiftLeft(work, bits, (uint32_t)4, LANES);
            LocalTensor<half> work_2 = slot_9.Get<half>();
            Cast(work_2, level, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_3 = slot_8.Get<int32_t>();
            Cast(work_3, work_2, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            Duplicate(work_4, 15, LANES);
            LocalTensor<int32_t> maximum = slot_11.Get<int32_t>();
            Max(maximum, work_3, work_4, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, maximum, work_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<half> work_5 = slot_9.Get<half>();
            Cast(work_5, level, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_6 = slot_10.Get<int32_t>();
            Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> work_7 = slot_11.Get<int32_t>();
            Duplicate(work_7, 15, LANES);
            Select(work_7.ReinterpretCast<float>(), mask_2, work_7.ReinterpretCast<float>(),
                    work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            if (count * 2 > 0) {
                Or(bits.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                        count * 2);
            }
            k--;
        }
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)words
                - (int32_t)(block_x * LANES));
        wait<HardEvent::V_MTE3>();
        copy_out(packed + (int32_t)(block_x * LANES), bits, count);
    }
}
