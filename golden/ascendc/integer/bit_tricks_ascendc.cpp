// bit_tricks.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// What a word looks like to the bit instructions, and a permutation made of one of them.

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

// The bits of all numbers that are in `bits` too. The last tile is to work in.
__aicore__ inline void and_all(const LocalTensor<int32_t>& target, int32_t bits, const LocalTensor<int32_t>& work, int32_t count) {
    LocalTensor<int16_t> words = target.ReinterpretCast<int16_t>();
    Duplicate(work, bits, count);
    And(words, words, work.ReinterpretCast<int16_t>(), count * 2);
}

// How many bits are set: of each two, of each four, of each eight, and the sum of these. The last two tiles are to work
// in.
__aicore__ inline void count_bits(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& half, const LocalTensor<int32_t>& work, int32_t count) {
    LocalTensor<uint32_t> whole = target.ReinterpretCast<uint32_t>(), other = half.ReinterpretCast<uint32_t>();
    ShiftRight(other, source.ReinterpretCast<uint32_t>(), 1u, count);
    and_all(half, 0x55555555, work, count);
    Sub(target, source, half, count);
    ShiftRight(other, whole, 2u, count);
    and_all(half, 0x33333333, work, count);
    and_all(target, 0x33333333, work, count);
    Add(target, target, half, count);
    ShiftRight(other, whole, 4u, count);
    Add(target, target, half, count);
    and_all(target, 0x0F0F0F0F, work, count);
    Muls(target, target, 0x01010101, count);
    ShiftRight(whole, whole, 24u, count);
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// The bits in the other order.
template <typename T>
__aicore__ inline T reversed_bits(T value) {
    T result = 0;
    for (uint32_t i = 0; i < sizeof(T) * 8; ++i, value >>= 1)
        result = result << 1 | (value & 1);
    return result;
}

// How many bits are set.
__aicore__ inline int32_t bit_count(uint64_t value) {
    int32_t count = 0;
    for (; value != 0; value &= value - 1)
        ++count;
    return count;
}

// How many leading bits are zero.
__aicore__ inline int32_t leading_zeros_64(uint64_t value) {
    int32_t count = 64;
    for (; value != 0; value >>= 1)
        --count;
    return count;
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

extern "C" __global__ __aicore__ void bit_census(
        GM_ADDR words_address, GM_ADDR ones_address, GM_ADDR leading_zeros_address, GM_ADDR first_one_address,
        GM_ADDR reversed_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t TAIL) {
    __gm__ uint32_t* words = (__gm__ uint32_t*)words_address;
    __gm__ int32_t* ones = (__gm__ int32_t*)ones_address;
    __gm__ int32_t* leading_zeros = (__gm__ int32_t*)leading_zeros_address;
    __gm__ int32_t* first_one = (__gm__ int32_t*)first_one_address;
    __gm__ uint32_t* reversed = (__gm__ uint32_t*)reversed_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 1> ones_tile_out_queue;
    TQue<TPosition::VECOUT, 1> leading_zeros_tile_out_queue;
    TQue<TPosition::VECOUT, 1> first_one_tile_out_queue;
    TQue<TPosition::VECOUT, 1> reversed_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(ones_tile_out_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(leading_zeros_tile_out_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(first_one_tile_out_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(reversed_tile_out_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<uint32_t> word = slot_0.Get<uint32_t>();
        Duplicate(word.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(word, words + (int32_t)(block_x * LANES), count);
        LocalTensor<int32_t> ones_tile_out = ones_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<int32_t> bits = slot_1.Get<int32_t>();
        LocalTensor<int32_t> half_ = slot_2.Get<int32_t>();
        LocalTensor<int32_t> work = slot_3.Get<int32_t>();
        wait<HardEvent::MTE2_V>();
        count_bits(bits, word.ReinterpretCast<int32_t>(), half_, work, LANES);
        copy_tile(ones_tile_out, bits, LANES);
        ones_tile_out_queue.EnQue(ones_tile_out);
        ones_tile_out = ones_tile_out_queue.DeQue<int32_t>();
        copy_out(ones + (int32_t)(block_x * LANES), ones_tile_out, count);
        ones_tile_out_queue.FreeTensor(ones_tile_out);
        LocalTensor<int32_t> leading_zeros_tile_out = leading_zeros_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<uint32_t> bits_2 = slot_1.Get<uint32_t>();
        LocalTensor<uint32_t> work_2 = slot_3.Get<uint32_t>();
        copy_tile(bits_2.ReinterpretCast<int32_t>(), word.ReinterpretCast<int32_t>(), LANES);
        ShiftRight(work_2, bits_2, 1u, LANES);
        Or(bits_2.ReinterpretCast<int16_t>(), bits_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_2, bits_2, 2u, LANES);
        Or(bits_2.ReinterpretCast<int16_t>(), bits_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_2, bits_2, 4u, LANES);
        Or(bits_2.ReinterpretCast<int16_t>(), bits_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_2, bits_2, 8u, LANES);
        Or(bits_2.ReinterpretCast<int16_t>(), bits_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_2, bits_2, 16u, LANES);
        Or(bits_2.ReinterpretCast<int16_t>(), bits_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> bits_3 = slot_3.Get<int32_t>();
        LocalTensor<int32_t> half__2 = slot_2.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        count_bits(bits_3, bits_2.ReinterpretCast<int32_t>(), half__2, work_3, LANES);
        Muls(bits_3, bits_3, -1, LANES);
        Adds(bits_3, bits_3, 32, LANES);
        copy_tile(leading_zeros_tile_out, bits_3, LANES);
        leading_zeros_tile_out_queue.EnQue(leading_zeros_tile_out);
        leading_zeros_tile_out = leading_zeros_tile_out_queue.DeQue<int32_t>();
        copy_out(leading_zeros + (int32_t)(block_x * LANES), leading_zeros_tile_out, count);
        leading_zeros_tile_out_queue.FreeTensor(leading_zeros_tile_out);  // 32 for zero
        LocalTensor<int32_t> first_one_tile_out = first_one_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<uint32_t> work_4 = slot_3.Get<uint32_t>();
        Duplicate(work_4, 0u, LANES);
        Sub(work_4.ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(), word.ReinterpretCast<int32_t>(),
                LANES);
        And(work_4.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> bits_4 = slot_1.Get<uint32_t>();
        LocalTensor<uint32_t> work_5 = slot_4.Get<uint32_t>();
        copy_tile(bits_4.ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(), LANES);
        ShiftRight(work_5, bits_4, 1u, LANES);
        Or(bits_4.ReinterpretCast<int16_t>(), bits_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_5, bits_4, 2u, LANES);
        Or(bits_4.ReinterpretCast<int16_t>(), bits_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_5, bits_4, 4u, LANES);
        Or(bits_4.ReinterpretCast<int16_t>(), bits_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_5, bits_4, 8u, LANES);
        Or(bits_4.ReinterpretCast<int16_t>(), bits_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        ShiftRight(work_5, bits_4, 16u, LANES);
        Or(bits_4.ReinterpretCast<int16_t>(), bits_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> bits_5 = slot_3.Get<int32_t>();
        LocalTensor<int32_t> half__3 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_6 = slot_2.Get<int32_t>();
        count_bits(bits_5, bits_4.ReinterpretCast<int32_t>(), half__3, work_6, LANES);
        copy_tile(first_one_tile_out, bits_5, LANES);
        first_one_tile_out_queue.EnQue(first_one_tile_out);
        first_one_tile_out = first_one_tile_out_queue.DeQue<int32_t>();
        copy_out(first_one + (int32_t)(block_x * LANES), first_one_tile_out, count);
        first_one_tile_out_queue.FreeTensor(first_one_tile_out);  // counted from one; 0 for zero
        LocalTensor<uint32_t> reversed_tile_out = reversed_tile_out_queue.AllocTensor<uint32_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            reversed_tile_out.SetValue(lane, reversed_bits(word.GetValue(lane)));
        }
        wait<HardEvent::S_MTE3>();
        reversed_tile_out_queue.EnQue(reversed_tile_out);
        reversed_tile_out = reversed_tile_out_queue.DeQue<uint32_t>();
        copy_out(reversed + (int32_t)(block_x * LANES), reversed_tile_out, count);
        reversed_tile_out_queue.FreeTensor(reversed_tile_out);
    }
}

// Population count and leading zeros of 64 bits, with and without the instruction.
extern "C" __global__ __aicore__ void wide_bit_census(
        GM_ADDR words_address, GM_ADDR ones_address, GM_ADDR leading_zeros_address, GM_ADDR ones_by_hand_address,
        int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint64_t* words = (__gm__ uint64_t*)words_address;
    __gm__ int32_t* ones = (__gm__ int32_t*)ones_address;
    __gm__ int32_t* leading_zeros = (__gm__ int32_t*)leading_zeros_address;
    __gm__ int32_t* ones_by_hand = (__gm__ int32_t*)ones_by_hand_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> ones_tile_out_queue;
    TQue<TPosition::VECOUT, 2> leading_zeros_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(ones_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(leading_zeros_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint64_t> rest = slot_2.Get<uint64_t>();
        Duplicate(rest.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 4);
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::V_MTE2>();
        copy_in(rest, words + (int32_t)(block_x * BLOCK_X), count_2);
        LocalTensor<int32_t> ones_tile_out = ones_tile_out_queue.AllocTensor<int32_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            ones_tile_out.SetValue(lane, bit_count(rest.GetValue(lane)));
        }
        wait<HardEvent::S_MTE3>();
        ones_tile_out_queue.EnQue(ones_tile_out);
        ones_tile_out = ones_tile_out_queue.DeQue<int32_t>();
        copy_out(ones + (int32_t)(block_x * BLOCK_X), ones_tile_out, count_2);
        ones_tile_out_queue.FreeTensor(ones_tile_out);
        LocalTensor<int32_t> leading_zeros_tile_out = leading_zeros_tile_out_queue.AllocTensor<int32_t>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            leading_zeros_tile_out.SetValue(lane, leading_zeros_64((int64_t)rest.GetValue(lane)));
        }
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::S_MTE3>();
        leading_zeros_tile_out_queue.EnQue(leading_zeros_tile_out);
        leading_zeros_tile_out = leading_zeros_tile_out_queue.DeQue<int32_t>();
        copy_out(leading_zeros + (int32_t)(block_x * BLOCK_X), leading_zeros_tile_out, count_2);
        leading_zeros_tile_out_queue.FreeTensor(leading_zeros_tile_out);
        LocalTensor<int32_t> count = slot_3.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(count, 0, LANES);
        LocalTensor<float> work = slot_4.Get<float>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            work.SetValue(lane, rest.GetValue(lane) != 0 ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> looping = slot_5.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(looping, work, 0.0f, CMPMODE::NE, LANES);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_4.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_6.Get<float>();
        LocalTensor<float> work_3 = slot_7.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            for (int32_t lane = 0; lane < LANES; ++lane) {
                rest.SetValue(lane, bit(looping, lane) ? rest.GetValue(lane) & (rest.GetValue(lane) - 1)
                        : rest.GetValue(lane));
            }  // clears the lowest one
            LocalTensor<int32_t> work_4 = slot_4.Get<int32_t>();
            Adds(work_4, count, 1, LANES);
            Select(count.ReinterpretCast<float>(), looping, work_4.ReinterpretCast<float>(),
                    count.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_5 = slot_4.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                work_5.SetValue(lane, rest.GetValue(lane) != 0 ? 1.0f : 0.0f);
            }
            LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
            wait<HardEvent::S_V>();
            CompareScalar(mask_2, work_5, 0.0f, CMPMODE::NE, LANES);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_6 = slot_4.Get<float>();
            Duplicate(work_6, 1.0f, LANES);
            Select(work_6, looping, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_6.Get<float>();
            LocalTensor<float> work_7 = slot_7.Get<float>();
            ReduceMax(largest_2, work_6, work_7, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        wait<HardEvent::V_MTE3>();
        copy_out(ones_by_hand + (int32_t)(block_x * BLOCK_X), count, count_2);
    }
}

// The order in which a fast Fourier transform of 2^bits points takes its inputs.
extern "C" __global__ __aicore__ void bit_reversal(
        GM_ADDR in_address, GM_ADDR out_address, int32_t bits, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, 16384);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = (int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<uint32_t> i = slot_3.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        LocalTensor<uint32_t> work = slot_4.Get<uint32_t>();
        ShiftRight(work, i, (uint32_t)bits, LANES);
        Adds(work.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
        LocalTensor<uint32_t> work_2 = slot_5.Get<uint32_t>();
        Duplicate(work_2, 0u, LANES);
        Adds(work_2.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
        LocalTensor<uint8_t> mask = slot_6.Get<uint8_t>();
        Compare(mask, work.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), CMPMODE::EQ, (LANES + 63)
                / 64 * 64);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> value = slot_5.Get<float>();
        LocalTensor<float> window = slot_7.Get<float>();
        LocalTensor<int32_t> room = slot_4.Get<int32_t>();
        LocalTensor<int32_t> places = slot_8.Get<int32_t>();
        Adds(places, i.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
        LocalTensor<int32_t> places_2 = slot_9.Get<int32_t>();
        Duplicate(places_2, 0, LANES);
        gather_sum(value, in + 4294967296L, mask, places, 2L, places_2, 1L, window, room, LANES);
        LocalTensor<float> value_2 = slot_4.Get<float>();
        LocalTensor<float> window_2 = slot_7.Get<float>();
        LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> places_3 = slot_8.Get<int32_t>();
        Adds(places_3, i.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
        LocalTensor<int32_t> places_4 = slot_10.Get<int32_t>();
        Duplicate(places_4, 0, LANES);
        gather_sum(value_2, in + 4294967296L + 1, mask, places_3, 2L, places_4, 1L, window_2, room_2, LANES);
        LocalTensor<float> spread = slot_11.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, value, LANES);
        const int32_t stop_2 = (int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES;
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((i.GetValue(lane_2) >> bits) == 0) {
                copy_out(out + (reversed_bits(i.GetValue(lane_2)) >> (32 - bits)) * 2L, spread[lane_2 * 8], 1);
            }
        }
        LocalTensor<float> spread_2 = slot_11.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread_2, value_2, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((i.GetValue(lane_2) >> bits) == 0) {
                copy_out(out + (reversed_bits(i.GetValue(lane_2)) >> (32 - bits)) * 2L + 1, spread_2[lane_2 * 8], 1);
            }
        }
    }
}
