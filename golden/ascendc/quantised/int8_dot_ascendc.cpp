// int8_dot.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// The sum of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_add(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, 0, blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Add(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Add(target, target, target[half], half);
}

// C = scale * A * B^T of signed bytes, four products an instruction. Rows of A and B are packed into words of four
// bytes, `words` to a row; every row of A and of B has a scale of its own.
extern "C" __global__ __aicore__ void int8_matmul(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR row_scales_address, GM_ADDR column_scales_address,
        GM_ADDR C_address, int32_t rows, int32_t columns, int32_t words, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ int32_t* A = (__gm__ int32_t*)A_address;
    __gm__ int32_t* B = (__gm__ int32_t*)B_address;
    __gm__ float* row_scales = (__gm__ float*)row_scales_address;
    __gm__ float* column_scales = (__gm__ float*)column_scales_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> row = slot_6.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Max(maximum, work_2, row, LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, columns, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        LocalTensor<int32_t> sum = slot_7.Get<int32_t>();
        Duplicate(sum, 0, LANES);
        for (int32_t k = 0; k < words; ++k) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L
                    ? rows_2 : 0;
            LocalTensor<int32_t> A_tile = slot_8.Get<int32_t>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
                    Duplicate(A_tile[row_2 * BLOCK_X], load(A + (((int32_t)block_y * BLOCK_Y + row_2) * words + k)),
                            BLOCK_X);
                }
            } else {
                LocalTensor<int32_t> window = slot_11.Get<int32_t>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Muls(places, row, words, LANES);
                Adds(places, places, k, LANES);
                gather_where(A_tile, A, mask, places, window, room, LANES);
            }
            LocalTensor<int32_t> B_tile = slot_12.Get<int32_t>();
            LocalTensor<int32_t> window_2 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> room_2 = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
            Muls(places_2, column.ReinterpretCast<int32_t>(), words, LANES);
            Adds(places_2, places_2, k, LANES);
            gather_where(B_tile, B, mask, places_2, window_2, room_2, LANES);
            LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
            ShiftLeft(work_5.ReinterpretCast<uint32_t>(), A_tile.ReinterpretCast<uint32_t>(), (uint32_t)24, LANES);
            ShiftRight(work_5, work_5, 24, LANES);
            LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
            ShiftLeft(work_6.ReinterpretCast<uint32_t>(), B_tile.ReinterpretCast<uint32_t>(), (uint32_t)24, LANES);
            ShiftRight(work_6, work_6, 24, LANES);
            Mul(work_5, work_5, work_6, LANES);
            Add(work_5, sum, work_5, LANES);
            LocalTensor<int32_t> work_7 = slot_14.Get<int32_t>();
            ShiftLeft(work_7.ReinterpretCast<uint32_t>(), A_tile.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_7, work_7, 24, LANES);
            LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
            ShiftLeft(work_8.ReinterpretCast<uint32_t>(), B_tile.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_8, work_8, 24, LANES);
            Mul(work_7, work_7, work_8, LANES);
            Add(work_5, work_5, work_7, LANES);
            LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
            ShiftLeft(work_9.ReinterpretCast<uint32_t>(), A_tile.ReinterpretCast<uint32_t>(), (uint32_t)8, LANES);
            ShiftRight(work_9, work_9, 24, LANES);
            LocalTensor<int32_t> work_10 = slot_15.Get<int32_t>();
            ShiftLeft(work_10.ReinterpretCast<uint32_t>(), B_tile.ReinterpretCast<uint32_t>(), (uint32_t)8, LANES);
            ShiftRight(work_10, work_10, 24, LANES);
            Mul(work_9, work_9, work_10, LANES);
            Add(work_5, work_5, work_9, LANES);
            LocalTensor<int32_t> work_11 = slot_14.Get<int32_t>();
            ShiftRight(work_11, A_tile, 24, LANES);
            LocalTensor<int32_t> work_12 = slot_15.Get<int32_t>();
            ShiftRight(work_12, B_tile, 24, LANES);
            Mul(work_11, work_11, work_12, LANES);
            Add(sum, work_5, work_11, LANES);
        }
        LocalTensor<float> work_13 = slot_8.Get<float>();
        Cast(work_13, sum, RoundMode::CAST_RINT, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * BLOCK_Y);
        const int32_t rows_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L ? rows_2
                : 0;
        LocalTensor<float> row_scales_tile = slot_12.Get<float>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
                Duplicate(row_scales_tile[row_2 * BLOCK_X], load(row_scales + ((int32_t)block_y * BLOCK_Y + row_2)),
                        BLOCK_X);
            }
        } else {
            LocalTensor<float> window_3 = slot_11.Get<float>();
            LocalTensor<int32_t> room_3 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_13.Get<int32_t>();
            copy_tile(places_3, row, LANES);
            gather_where(row_scales_tile, row_scales, mask, places_3, window_3, room_3, LANES);
        }
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> column_scales_tile = slot_14.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(column_scales_tile, column_scales + (int32_t)(block_x * BLOCK_X), rows_2, columns_3, 0,
                    BLOCK_X);
        } else {
            LocalTensor<float> window_4 = slot_11.Get<float>();
            LocalTensor<int32_t> room_4 = slot_13.Get<int32_t>();
            LocalTensor<int32_t> places_4 = slot_15.Get<int32_t>();
            copy_tile(places_4, column.ReinterpretCast<int32_t>(), LANES);
            gather_where(column_scales_tile, column_scales, mask, places_4, window_4, room_4, LANES);
        }
        wait<HardEvent::MTE2_S>();
        Mul(row_scales_tile, row_scales_tile, column_scales_tile, LANES);
        Mul(work_13, work_13, row_scales_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X)), work_13, rows_2,
                    columns_3, columns, BLOCK_X);
        } else if (columns_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_12.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved = slot_14.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, work_13, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns_2);
                wait<HardEvent::V_MTE3>();
                copy_out(C + (((int32_t)block_y * BLOCK_Y + row_2) * columns + (int32_t)(block_x * BLOCK_X)), moved,
                        columns_2);
            }
        }
    }
}

// The same product of two vectors without the instruction, four bytes a load; one block, tree in shared memory.
extern "C" __global__ __aicore__ void int8_dot(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR result_address, int32_t words, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ int8_t* a = (__gm__ int8_t*)a_address;
    __gm__ int8_t* b = (__gm__ int8_t*)b_address;
    __gm__ int32_t* result = (__gm__ int32_t*)result_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(LANES));
    pipe.InitBuffer(slot_6, 16384);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES));
    pipe.InitBuffer(slot_11, padded(LANES));
    pipe.InitBuffer(slot_12, padded(LANES));
    pipe.InitBuffer(slot_13, padded(LANES));
    pipe.InitBuffer(slot_14, padded(LANES));
    pipe.InitBuffer(slot_15, padded(LANES));
    pipe.InitBuffer(slot_16, padded(LANES));
    pipe.InitBuffer(slot_17, padded(LANES * 2));
    pipe.InitBuffer(slot_18, 256);
    pipe.InitBuffer(slot_19, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> sum = slot_2.Get<int32_t>();
        Duplicate(sum, 0, LANES);
        for (int32_t start = 0; start < words; start += BLOCK_X) {
            LocalTensor<int32_t> i = slot_3.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)words - start);
            LocalTensor<uint8_t> mask = slot_4.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int8_t> x = slot_5.Get<int8_t>();
            LocalTensor<int8_t> window = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places = slot_8.Get<int32_t>();
            copy_tile(places, i, LANES);
            LocalTensor<int32_t> places_2 = slot_9.Get<int32_t>();
            Duplicate(places_2, 0, LANES);
            gather_sum(x, a, mask, places, 4L, places_2, 1L, window, room, LANES);
            LocalTensor<int8_t> x_2 = slot_10.Get<int8_t>();
            LocalTensor<int8_t> window_2 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_2 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_9.Get<int32_t>();
            copy_tile(places_3, i, LANES);
            LocalTensor<int32_t> places_4 = slot_8.Get<int32_t>();
            Duplicate(places_4, 0, LANES);
            gather_sum(x_2, a + 1, mask, places_3, 4L, places_4, 1L, window_2, room_2, LANES);
            LocalTensor<int8_t> x_3 = slot_11.Get<int8_t>();
            LocalTensor<int8_t> window_3 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_3 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_8.Get<int32_t>();
            copy_tile(places_5, i, LANES);
            LocalTensor<int32_t> places_6 = slot_9.Get<int32_t>();
            Duplicate(places_6, 0, LANES);
            gather_sum(x_3, a + 2, mask, places_5, 4L, places_6, 1L, window_3, room_3, LANES);
            LocalTensor<int8_t> x_4 = slot_12.Get<int8_t>();
            LocalTensor<int8_t> window_4 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_4 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_9.Get<int32_t>();
            copy_tile(places_7, i, LANES);
            LocalTensor<int32_t> places_8 = slot_8.Get<int32_t>();
            Duplicate(places_8, 0, LANES);
            gather_sum(x_4, a + 3, mask, places_7, 4L, places_8, 1L, window_4, room_4, LANES);
            LocalTensor<int8_t> y = slot_13.Get<int8_t>();
            LocalTensor<int8_t> window_5 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_5 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_9 = slot_8.Get<int32_t>();
            copy_tile(places_9, i, LANES);
            LocalTensor<int32_t> places_10 = slot_9.Get<int32_t>();
            Duplicate(places_10, 0, LANES);
            gather_sum(y, b, mask, places_9, 4L, places_10, 1L, window_5, room_5, LANES);
            LocalTensor<int8_t> y_2 = slot_14.Get<int8_t>();
            LocalTensor<int8_t> window_6 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_6 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_11 = slot_9.Get<int32_t>();
            copy_tile(places_11, i, LANES);
            LocalTensor<int32_t> places_12 = slot_8.Get<int32_t>();
            Duplicate(places_12, 0, LANES);
            gather_sum(y_2, b + 1, mask, places_11, 4L, places_12, 1L, window_6, room_6, LANES);
            LocalTensor<int8_t> y_3 = slot_15.Get<int8_t>();
            LocalTensor<int8_t> window_7 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_7 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_13 = slot_8.Get<int32_t>();
            copy_tile(places_13, i, LANES);
            LocalTensor<int32_t> places_14 = slot_9.Get<int32_t>();
            Duplicate(places_14, 0, LANES);
            gather_sum(y_3, b + 2, mask, places_13, 4L, places_14, 1L, window_7, room_7, LANES);
            LocalTensor<int8_t> y_4 = slot_16.Get<int8_t>();
            LocalTensor<int8_t> window_8 = slot_6.Get<int8_t>();
            LocalTensor<int32_t> room_8 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_15 = slot_9.Get<int32_t>();
            copy_tile(places_15, i, LANES);
            LocalTensor<int32_t> places_16 = slot_8.Get<int32_t>();
            Duplicate(places_16, 0, LANES);
            gather_sum(y_4, b + 3, mask, places_15, 4L, places_16, 1L, window_8, room_8, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)words - start);
            LocalTensor<half> work = slot_17.Get<half>();
            Cast(work, x, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
            Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_3 = slot_17.Get<half>();
            Cast(work_3, y, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
            Cast(work_4, work_3, RoundMode::CAST_TRUNC, LANES);
            Mul(work_2, work_2, work_4, LANES);
            LocalTensor<half> work_5 = slot_17.Get<half>();
            Cast(work_5, x_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_7 = slot_17.Get<half>();
            Cast(work_7, y_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_8 = slot_9.Get<int32_t>();
            Cast(work_8, work_7, RoundMode::CAST_TRUNC, LANES);
            Mul(work_6, work_6, work_8, LANES);
            Add(work_2, work_2, work_6, LANES);
            LocalTensor<half> work_9 = slot_17.Get<half>();
            Cast(work_9, x_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_10 = slot_8.Get<int32_t>();
            Cast(work_10, work_9, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_11 = slot_17.Get<half>();
            Cast(work_11, y_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_12 = slot_9.Get<int32_t>();
            Cast(work_12, work_11, RoundMode::CAST_TRUNC, LANES);
            Mul(work_10, work_10, work_12, LANES);
            Add(work_2, work_2, work_10, LANES);
            LocalTensor<half> work_13 = slot_17.Get<half>();
            Cast(work_13, x_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_14 = slot_8.Get<int32_t>();
            Cast(work_14, work_13, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_15 = slot_17.Get<half>();
            Cast(work_15, y_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_16 = slot_9.Get<int32_t>();
            Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
            Mul(work_14, work_14, work_16, LANES);
            Add(work_2, work_2, work_14, LANES);
            if (count > 0) {
                Add(sum, sum, work_2, count);
            }
        }
        LocalTensor<int32_t> sum_2 = slot_18.Get<int32_t>();
        LocalTensor<int32_t> work_17 = slot_3.Get<int32_t>();
        fold_add(sum_2, sum, work_17, LANES);
        wait<HardEvent::V_S>();
        const int32_t total = sum_2.GetValue(0);
        LocalTensor<int32_t> element = slot_19.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        copy_out(result, element, 1);
    }
}
