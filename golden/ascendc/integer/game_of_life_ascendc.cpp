// game_of_life.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void game_of_life(
        GM_ADDR now_address, GM_ADDR next_address, int32_t width, int32_t height, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint8_t* now = (__gm__ uint8_t*)now_address;
    __gm__ uint8_t* next = (__gm__ uint8_t*)next_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slots_0;
    TBuf<TPosition::VECCALC> slots_42;
    TBuf<TPosition::VECCALC> slots_63;
    TBuf<TPosition::VECCALC> slots_65;
    TBuf<TPosition::VECCALC> slots_66;
    const uint32_t bytes_of_slots_0 = padded(LANES * 4);
    pipe.InitBuffer(slots_0, 42 * bytes_of_slots_0);
    const uint32_t bytes_of_slots_42 = padded((LANES + 7) / 8);
    pipe.InitBuffer(slots_42, 21 * bytes_of_slots_42);
    const uint32_t bytes_of_slots_63 = padded(LANES);
    pipe.InitBuffer(slots_63, 2 * bytes_of_slots_63);
    const uint32_t bytes_of_slots_65 = 16384;
    pipe.InitBuffer(slots_65, 1 * bytes_of_slots_65);
    const uint32_t bytes_of_slots_66 = padded(LANES * 2);
    pipe.InitBuffer(slots_66, 2 * bytes_of_slots_66);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 0 * bytes_of_slots_0);
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 1
                * bytes_of_slots_0);
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2
                * bytes_of_slots_0);
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 3
                * bytes_of_slots_0);
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2 * bytes_of_slots_0);
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 4
                * bytes_of_slots_0);
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 0
                * bytes_of_slots_42);
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> x = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 2
                * bytes_of_slots_0);
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 5
                * bytes_of_slots_0);
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 6
                * bytes_of_slots_0);
        Duplicate(work_6, width, LANES);
        LocalTensor<int32_t> maximum = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 7
                * bytes_of_slots_0);
        Max(maximum, work_6, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 1
                * bytes_of_slots_42);
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 7
                * bytes_of_slots_0);
        Duplicate(work_7, height, LANES);
        LocalTensor<int32_t> maximum_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 6
                * bytes_of_slots_0);
        Max(maximum_2, work_7, y, LANES);
        LocalTensor<uint8_t> mask_2 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 2
                * bytes_of_slots_42);
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        // The eight neighbours as (dy, dx).
        const int32_t offsets_0 = -1;
        const int32_t offsets_0_2 = -1;
        const int32_t offsets_1 = -1;
        const int32_t offsets_1_2 = 0;
        const int32_t offsets_2 = -1;
        const int32_t offsets_2_2 = 1;
        const int32_t offsets_3 = 0;
        const int32_t offsets_3_2 = -1;
        const int32_t offsets_4 = 0;
        const int32_t offsets_4_2 = 1;
        const int32_t offsets_5 = 1;
        const int32_t offsets_5_2 = -1;
        const int32_t offsets_6 = 1;
        const int32_t offsets_6_2 = 0;
        const int32_t offsets_7 = 1;
        const int32_t offsets_7_2 = 1;
        LocalTensor<int32_t> neighbours = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 6
                * bytes_of_slots_0);
        Duplicate(neighbours, 0, LANES);
        LocalTensor<int32_t> coordinate = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 7
                * bytes_of_slots_0);
        Adds(coordinate, y, offsets_0, LANES);
        LocalTensor<int32_t> work_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 11
                * bytes_of_slots_0);
        remainders_by(remainder, coordinate, height != 0 ? height : 1, work_2, work_3, work_4, LANES);
        LocalTensor<int32_t> work_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        Duplicate(work_8, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                * bytes_of_slots_0);
        Max(maximum_3, work_8, remainder, LANES);
        LocalTensor<uint8_t> mask_3 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 2
                * bytes_of_slots_42);
        Compare(mask_3, maximum_3, remainder, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                * bytes_of_slots_0);
        Adds(work_9, remainder, height, LANES);
        Select(remainder.ReinterpretCast<float>(), mask_3, work_9.ReinterpretCast<float>(),
                remainder.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 9
                * bytes_of_slots_0);
        Adds(coordinate_2, x.ReinterpretCast<int32_t>(), offsets_0_2, LANES);
        LocalTensor<int32_t> work_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_12 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 13
                * bytes_of_slots_0);
        remainders_by(remainder_2, coordinate_2, width != 0 ? width : 1, work_10, work_11, work_12, LANES);
        LocalTensor<int32_t> work_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        Duplicate(work_13, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        Max(maximum_4, work_13, remainder_2, LANES);
        LocalTensor<uint8_t> mask_4 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 3
                * bytes_of_slots_42);
        Compare(mask_4, maximum_4, remainder_2, CMPMODE::EQ, LANES);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_14 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        Adds(work_14, remainder_2, width, LANES);
        Select(remainder_2.ReinterpretCast<float>(), mask_4, work_14.ReinterpretCast<float>(),
                remainder_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        LocalTensor<int32_t> places = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        Muls(places, remainder, width, LANES);
        Add(places, places, remainder_2, LANES);
        wait<HardEvent::MTE3_S>();
        gather_where(now_tile, now, mask, places, window, room, LANES);
        LocalTensor<half> work_15 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_15, now_tile, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_16 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_16, LANES);
        LocalTensor<int32_t> coordinate_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 8
                * bytes_of_slots_0);
        Adds(coordinate_3, y, offsets_1, LANES);
        LocalTensor<int32_t> work_17 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_18 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_19 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 15
                * bytes_of_slots_0);
        remainders_by(remainder_3, coordinate_3, height != 0 ? height : 1, work_17, work_18, work_19, LANES);
        LocalTensor<int32_t> work_20 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        Duplicate(work_20, 0, LANES);
        LocalTensor<int32_t> maximum_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        Max(maximum_5, work_20, remainder_3, LANES);
        LocalTensor<uint8_t> mask_5 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 4
                * bytes_of_slots_42);
        Compare(mask_5, maximum_5, remainder_3, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_21 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        Adds(work_21, remainder_3, height, LANES);
        Select(remainder_3.ReinterpretCast<float>(), mask_5, work_21.ReinterpretCast<float>(),
                remainder_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 10
                * bytes_of_slots_0);
        Adds(coordinate_4, x.ReinterpretCast<int32_t>(), offsets_1_2, LANES);
        LocalTensor<int32_t> work_22 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_23 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_24 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                * bytes_of_slots_0);
        remainders_by(remainder_4, coordinate_4, width != 0 ? width : 1, work_22, work_23, work_24, LANES);
        LocalTensor<int32_t> work_25 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        Duplicate(work_25, 0, LANES);
        LocalTensor<int32_t> maximum_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        Max(maximum_6, work_25, remainder_4, LANES);
        LocalTensor<uint8_t> mask_6 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 5
                * bytes_of_slots_42);
        Compare(mask_6, maximum_6, remainder_4, CMPMODE::EQ, LANES);
        Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_6.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_26 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        Adds(work_26, remainder_4, width, LANES);
        Select(remainder_4.ReinterpretCast<float>(), mask_6, work_26.ReinterpretCast<float>(),
                remainder_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_2 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_2 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        Muls(places_2, remainder_3, width, LANES);
        Add(places_2, places_2, remainder_4, LANES);
        gather_where(now_tile_2, now, mask, places_2, window_2, room_2, LANES);
        LocalTensor<half> work_27 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_27, now_tile_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_28 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        Cast(work_28, work_27, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_28, LANES);
        LocalTensor<int32_t> coordinate_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 12
                * bytes_of_slots_0);
        Adds(coordinate_5, y, offsets_2, LANES);
        LocalTensor<int32_t> work_29 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_30 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_31 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 19
                * bytes_of_slots_0);
        remainders_by(remainder_5, coordinate_5, height != 0 ? height : 1, work_29, work_30, work_31, LANES);
        LocalTensor<int32_t> work_32 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        Duplicate(work_32, 0, LANES);
        LocalTensor<int32_t> maximum_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        Max(maximum_7, work_32, remainder_5, LANES);
        LocalTensor<uint8_t> mask_7 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 6
                * bytes_of_slots_42);
        Compare(mask_7, maximum_7, remainder_5, CMPMODE::EQ, LANES);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_33 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        Adds(work_33, remainder_5, height, LANES);
        Select(remainder_5.ReinterpretCast<float>(), mask_7, work_33.ReinterpretCast<float>(),
                remainder_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 14
                * bytes_of_slots_0);
        Adds(coordinate_6, x.ReinterpretCast<int32_t>(), offsets_2_2, LANES);
        LocalTensor<int32_t> work_34 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_35 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_36 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                * bytes_of_slots_0);
        remainders_by(remainder_6, coordinate_6, width != 0 ? width : 1, work_34, work_35, work_36, LANES);
        LocalTensor<int32_t> work_37 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        Duplicate(work_37, 0, LANES);
        LocalTensor<int32_t> maximum_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        Max(maximum_8, work_37, remainder_6, LANES);
        LocalTensor<uint8_t> mask_8 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 7
                * bytes_of_slots_42);
        Compare(mask_8, maximum_8, remainder_6, CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_8.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_38 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        Adds(work_38, remainder_6, width, LANES);
        Select(remainder_6.ReinterpretCast<float>(), mask_8, work_38.ReinterpretCast<float>(),
                remainder_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_3 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_3 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        Muls(places_3, remainder_5, width, LANES);
        Add(places_3, places_3, remainder_6, LANES);
        gather_where(now_tile_3, now, mask, places_3, window_3, room_3, LANES);
        LocalTensor<half> work_39 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_39, now_tile_3, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_40 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        Cast(work_40, work_39, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_40, LANES);
        LocalTensor<int32_t> coordinate_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 16
                * bytes_of_slots_0);
        Adds(coordinate_7, y, offsets_3, LANES);
        LocalTensor<int32_t> work_41 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_42 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_43 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                * bytes_of_slots_0);
        remainders_by(remainder_7, coordinate_7, height != 0 ? height : 1, work_41, work_42, work_43, LANES);
        LocalTensor<int32_t> work_44 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        Duplicate(work_44, 0, LANES);
        LocalTensor<int32_t> maximum_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        Max(maximum_9, work_44, remainder_7, LANES);
        LocalTensor<uint8_t> mask_9 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 8
                * bytes_of_slots_42);
        Compare(mask_9, maximum_9, remainder_7, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_45 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        Adds(work_45, remainder_7, height, LANES);
        Select(remainder_7.ReinterpretCast<float>(), mask_9, work_45.ReinterpretCast<float>(),
                remainder_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        Adds(coordinate_8, x.ReinterpretCast<int32_t>(), offsets_3_2, LANES);
        LocalTensor<int32_t> work_46 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_47 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_48 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                * bytes_of_slots_0);
        remainders_by(remainder_8, coordinate_8, width != 0 ? width : 1, work_46, work_47, work_48, LANES);
        LocalTensor<int32_t> work_49 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        Duplicate(work_49, 0, LANES);
        LocalTensor<int32_t> maximum_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        Max(maximum_10, work_49, remainder_8, LANES);
        LocalTensor<uint8_t> mask_10 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 9
                * bytes_of_slots_42);
        Compare(mask_10, maximum_10, remainder_8, CMPMODE::EQ, LANES);
        Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_50 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        Adds(work_50, remainder_8, width, LANES);
        Select(remainder_8.ReinterpretCast<float>(), mask_10, work_50.ReinterpretCast<float>(),
                remainder_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_4 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_4 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        Muls(places_4, remainder_7, width, LANES);
        Add(places_4, places_4, remainder_8, LANES);
        gather_where(now_tile_4, now, mask, places_4, window_4, room_4, LANES);
        LocalTensor<half> work_51 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_51, now_tile_4, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_52 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        Cast(work_52, work_51, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_52, LANES);
        LocalTensor<int32_t> coordinate_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                * bytes_of_slots_0);
        Adds(coordinate_9, y, offsets_4, LANES);
        LocalTensor<int32_t> work_53 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_54 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_55 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                * bytes_of_slots_0);
        remainders_by(remainder_9, coordinate_9, height != 0 ? height : 1, work_53, work_54, work_55, LANES);
        LocalTensor<int32_t> work_56 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        Duplicate(work_56, 0, LANES);
        LocalTensor<int32_t> maximum_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        Max(maximum_11, work_56, remainder_9, LANES);
        LocalTensor<uint8_t> mask_11 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 10
                * bytes_of_slots_42);
        Compare(mask_11, maximum_11, remainder_9, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_11.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_57 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        Adds(work_57, remainder_9, height, LANES);
        Select(remainder_9.ReinterpretCast<float>(), mask_11, work_57.ReinterpretCast<float>(),
                remainder_9.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                * bytes_of_slots_0);
        Adds(coordinate_10, x.ReinterpretCast<int32_t>(), offsets_4_2, LANES);
        LocalTensor<int32_t> work_58 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_59 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_60 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                * bytes_of_slots_0);
        remainders_by(remainder_10, coordinate_10, width != 0 ? width : 1, work_58, work_59, work_60, LANES);
        LocalTensor<int32_t> work_61 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        Duplicate(work_61, 0, LANES);
        LocalTensor<int32_t> maximum_12 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        Max(maximum_12, work_61, remainder_10, LANES);
        LocalTensor<uint8_t> mask_12 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 11
                * bytes_of_slots_42);
        Compare(mask_12, maximum_12, remainder_10, CMPMODE::EQ, LANES);
        Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_12.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_62 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        Adds(work_62, remainder_10, width, LANES);
        Select(remainder_10.ReinterpretCast<float>(), mask_12, work_62.ReinterpretCast<float>(),
                remainder_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_5 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_5 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        Muls(places_5, remainder_9, width, LANES);
        Add(places_5, places_5, remainder_10, LANES);
        gather_where(now_tile_5, now, mask, places_5, window_5, room_5, LANES);
        LocalTensor<half> work_63 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_63, now_tile_5, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_64 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        Cast(work_64, work_63, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_64, LANES);
        LocalTensor<int32_t> coordinate_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                * bytes_of_slots_0);
        Adds(coordinate_11, y, offsets_5, LANES);
        LocalTensor<int32_t> work_65 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_66 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_67 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                * bytes_of_slots_0);
        remainders_by(remainder_11, coordinate_11, height != 0 ? height : 1, work_65, work_66, work_67, LANES);
        LocalTensor<int32_t> work_68 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        Duplicate(work_68, 0, LANES);
        LocalTensor<int32_t> maximum_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        Max(maximum_13, work_68, remainder_11, LANES);
        LocalTensor<uint8_t> mask_13 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 12
                * bytes_of_slots_42);
        Compare(mask_13, maximum_13, remainder_11, CMPMODE::EQ, LANES);
        Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_13.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_69 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        Adds(work_69, remainder_11, height, LANES);
        Select(remainder_11.ReinterpretCast<float>(), mask_13, work_69.ReinterpretCast<float>(),
                remainder_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_12 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        Adds(coordinate_12, x.ReinterpretCast<int32_t>(), offsets_5_2, LANES);
        LocalTensor<int32_t> work_70 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_71 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_72 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_12 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                * bytes_of_slots_0);
        remainders_by(remainder_12, coordinate_12, width != 0 ? width : 1, work_70, work_71, work_72, LANES);
        LocalTensor<int32_t> work_73 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        Duplicate(work_73, 0, LANES);
        LocalTensor<int32_t> maximum_14 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        Max(maximum_14, work_73, remainder_12, LANES);
        LocalTensor<uint8_t> mask_14 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 13
                * bytes_of_slots_42);
        Compare(mask_14, maximum_14, remainder_12, CMPMODE::EQ, LANES);
        Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_14.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_74 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        Adds(work_74, remainder_12, width, LANES);
        Select(remainder_12.ReinterpretCast<float>(), mask_14, work_74.ReinterpretCast<float>(),
                remainder_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_6 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_6 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        Muls(places_6, remainder_11, width, LANES);
        Add(places_6, places_6, remainder_12, LANES);
        gather_where(now_tile_6, now, mask, places_6, window_6, room_6, LANES);
        LocalTensor<half> work_75 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_75, now_tile_6, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_76 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        Cast(work_76, work_75, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_76, LANES);
        LocalTensor<int32_t> coordinate_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                * bytes_of_slots_0);
        Adds(coordinate_13, y, offsets_6, LANES);
        LocalTensor<int32_t> work_77 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_78 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_79 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                * bytes_of_slots_0);
        remainders_by(remainder_13, coordinate_13, height != 0 ? height : 1, work_77, work_78, work_79, LANES);
        LocalTensor<int32_t> work_80 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        Duplicate(work_80, 0, LANES);
        LocalTensor<int32_t> maximum_15 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        Max(maximum_15, work_80, remainder_13, LANES);
        LocalTensor<uint8_t> mask_15 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 14
                * bytes_of_slots_42);
        Compare(mask_15, maximum_15, remainder_13, CMPMODE::EQ, LANES);
        Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_15.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_81 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        Adds(work_81, remainder_13, height, LANES);
        Select(remainder_13.ReinterpretCast<float>(), mask_15, work_81.ReinterpretCast<float>(),
                remainder_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_14 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                * bytes_of_slots_0);
        Adds(coordinate_14, x.ReinterpretCast<int32_t>(), offsets_6_2, LANES);
        LocalTensor<int32_t> work_82 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_83 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_84 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_14 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 37
                * bytes_of_slots_0);
        remainders_by(remainder_14, coordinate_14, width != 0 ? width : 1, work_82, work_83, work_84, LANES);
        LocalTensor<int32_t> work_85 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        Duplicate(work_85, 0, LANES);
        LocalTensor<int32_t> maximum_16 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        Max(maximum_16, work_85, remainder_14, LANES);
        LocalTensor<uint8_t> mask_16 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 15
                * bytes_of_slots_42);
        Compare(mask_16, maximum_16, remainder_14, CMPMODE::EQ, LANES);
        Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_16.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_86 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        Adds(work_86, remainder_14, width, LANES);
        Select(remainder_14.ReinterpretCast<float>(), mask_16, work_86.ReinterpretCast<float>(),
                remainder_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_7 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_7 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        Muls(places_7, remainder_13, width, LANES);
        Add(places_7, places_7, remainder_14, LANES);
        gather_where(now_tile_7, now, mask, places_7, window_7, room_7, LANES);
        LocalTensor<half> work_87 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_87, now_tile_7, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_88 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        Cast(work_88, work_87, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_88, LANES);
        LocalTensor<int32_t> coordinate_15 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                * bytes_of_slots_0);
        Adds(coordinate_15, y, offsets_7, LANES);
        LocalTensor<int32_t> work_89 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_90 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_91 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 38
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_15 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 39
                * bytes_of_slots_0);
        remainders_by(remainder_15, coordinate_15, height != 0 ? height : 1, work_89, work_90, work_91, LANES);
        LocalTensor<int32_t> work_92 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 38
                * bytes_of_slots_0);
        Duplicate(work_92, 0, LANES);
        LocalTensor<int32_t> maximum_17 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        Max(maximum_17, work_92, remainder_15, LANES);
        LocalTensor<uint8_t> mask_17 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 16
                * bytes_of_slots_42);
        Compare(mask_17, maximum_17, remainder_15, CMPMODE::EQ, LANES);
        Not(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_17.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_93 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        Adds(work_93, remainder_15, height, LANES);
        Select(remainder_15.ReinterpretCast<float>(), mask_17, work_93.ReinterpretCast<float>(),
                remainder_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> coordinate_16 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                * bytes_of_slots_0);
        Adds(coordinate_16, x.ReinterpretCast<int32_t>(), offsets_7_2, LANES);
        LocalTensor<int32_t> work_94 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 38
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_95 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        LocalTensor<int32_t> work_96 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                * bytes_of_slots_0);
        LocalTensor<int32_t> remainder_16 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 41
                * bytes_of_slots_0);
        remainders_by(remainder_16, coordinate_16, width != 0 ? width : 1, work_94, work_95, work_96, LANES);
        LocalTensor<int32_t> work_97 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                * bytes_of_slots_0);
        Duplicate(work_97, 0, LANES);
        LocalTensor<int32_t> maximum_18 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        Max(maximum_18, work_97, remainder_16, LANES);
        LocalTensor<uint8_t> mask_18 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 17
                * bytes_of_slots_42);
        Compare(mask_18, maximum_18, remainder_16, CMPMODE::EQ, LANES);
        Not(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_18.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_98 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        Adds(work_98, remainder_16, width, LANES);
        Select(remainder_16.ReinterpretCast<float>(), mask_18, work_98.ReinterpretCast<float>(),
                remainder_16.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_8 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        LocalTensor<uint8_t> window_8 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                * bytes_of_slots_65);
        LocalTensor<int32_t> room_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        LocalTensor<int32_t> places_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                * bytes_of_slots_0);
        Muls(places_8, remainder_15, width, LANES);
        Add(places_8, places_8, remainder_16, LANES);
        gather_where(now_tile_8, now, mask, places_8, window_8, room_8, LANES);
        LocalTensor<half> work_99 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Cast(work_99, now_tile_8, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_100 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        Cast(work_100, work_99, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_100, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<uint8_t> now_tile_9 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        if (BLOCK_X % 32 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(now_tile_9, now + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)), rows,
                    columns_2, width, BLOCK_X);
        } else {
            LocalTensor<uint8_t> window_9 = slots_65.GetWithOffset<uint8_t>(bytes_of_slots_65 / sizeof(uint8_t), 0
                    * bytes_of_slots_65);
            LocalTensor<int32_t> room_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                    * bytes_of_slots_0);
            LocalTensor<int32_t> places_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                    * bytes_of_slots_0);
            Muls(places_9, y, width, LANES);
            Add(places_9, places_9, x.ReinterpretCast<int32_t>(), LANES);
            gather_where(now_tile_9, now, mask, places_9, window_9, room_9, LANES);
        }
        LocalTensor<half> work_101 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        wait<HardEvent::MTE2_S>();
        Cast(work_101, now_tile_9, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_102 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                * bytes_of_slots_0);
        Cast(work_102, work_101, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_103 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                * bytes_of_slots_0);
        Duplicate(work_103, 0, LANES);
        LocalTensor<uint8_t> alive = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 18
                * bytes_of_slots_42);
        Compare(alive, work_102, work_103, CMPMODE::EQ, LANES);
        Not(alive.ReinterpretCast<int16_t>(), alive.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_104 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                * bytes_of_slots_0);
        Duplicate(work_104, 3, LANES);
        LocalTensor<uint8_t> lives_on_result = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 19
                * bytes_of_slots_42);
        Compare(lives_on_result, neighbours, work_104, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_105 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 40
                * bytes_of_slots_0);
        Duplicate(work_105, 2, LANES);
        LocalTensor<uint8_t> mask_19 = slots_42.GetWithOffset<uint8_t>(bytes_of_slots_42 / sizeof(uint8_t), 20
                * bytes_of_slots_42);
        Compare(mask_19, neighbours, work_105, CMPMODE::EQ, LANES);
        And(mask_19.ReinterpretCast<int16_t>(), alive.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Or(lives_on_result.ReinterpretCast<int16_t>(), lives_on_result.ReinterpretCast<int16_t>(),
                mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<half> work_106 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                * bytes_of_slots_66);
        Duplicate(work_106, (half)1.0f, LANES);
        Select(work_106, lives_on_result, work_106, (half)0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> work_107 = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 0
                * bytes_of_slots_63);
        Cast(work_107, work_106, RoundMode::CAST_TRUNC, LANES);
        if (BLOCK_X % 32 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(next + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)), work_107, rows,
                    columns_2, width, BLOCK_X);
        } else if (columns > 0) {
            LocalTensor<half> halves = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 0
                    * bytes_of_slots_66);
            Cast(halves, work_107, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> offsets = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 40
                    * bytes_of_slots_0);
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            for (int32_t row = 0; row < rows; ++row) {
                LocalTensor<uint8_t> moved = slots_63.GetWithOffset<uint8_t>(bytes_of_slots_63 / sizeof(uint8_t), 1
                        * bytes_of_slots_63);
                LocalTensor<half> halves_2 = slots_66.GetWithOffset<half>(bytes_of_slots_66 / sizeof(half), 1
                        * bytes_of_slots_66);
                Gather(halves_2, halves, offsets, (uint32_t)(row * BLOCK_X * 2), columns);
                wait<HardEvent::MTE3_S>();
                Cast(moved, halves_2, RoundMode::CAST_RINT, columns);
                wait<HardEvent::V_MTE3>();
                copy_out(next + (((int32_t)block_y * BLOCK_Y + row) * width + (int32_t)(block_x * BLOCK_X)), moved,
                        columns);
            }
        }
    }
}
