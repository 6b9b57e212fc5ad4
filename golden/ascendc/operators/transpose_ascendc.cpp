// transpose.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Transposes each matrix of a batch: out[b, c, r] = in[b, r, c].

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

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
extern "C" __global__ __aicore__ void transpose_naive_float(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
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
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> column = slot_6.Get<int32_t>();
        Adds(column, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, columns, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, column, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, column, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> in_tile = slot_7.Get<float>();
        LocalTensor<float> window = slot_11.Get<float>();
        LocalTensor<int32_t> room = slot_8.Get<int32_t>();
        LocalTensor<int32_t> places = slot_12.Get<int32_t>();
        Muls(places, row.ReinterpretCast<int32_t>(), columns, LANES);
        LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
        copy_tile(places_2, column, LANES);
        gather_sum(in_tile, in + matrix, mask, places, 1L, places_2, 1L, window, room, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)columns
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + (matrix + (int32_t)block_y * BLOCK_Y * rows + (int32_t)(block_x * BLOCK_X)), in_tile,
                    rows_2, columns_3, rows, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)columns
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                    LocalTensor<float> moved = slot_13.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, in_tile, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out
                            + (matrix + ((int32_t)block_y * BLOCK_Y + row_2) * rows + (int32_t)(block_x * BLOCK_X)),
                            moved, stop_2);
                }
            }
        }
    }
}

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
extern "C" __global__ __aicore__ void transpose_naive_half(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
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
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> column = slot_6.Get<int32_t>();
        Adds(column, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, columns, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, column, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, column, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<half> in_tile = slot_11.Get<half>();
        LocalTensor<half> window = slot_12.Get<half>();
        LocalTensor<int32_t> room = slot_7.Get<int32_t>();
        LocalTensor<int32_t> places = slot_8.Get<int32_t>();
        Muls(places, row.ReinterpretCast<int32_t>(), columns, LANES);
        LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
        copy_tile(places_2, column, LANES);
        wait<HardEvent::MTE3_S>();
        gather_sum(in_tile, in + matrix, mask, places, 1L, places_2, 1L, window, room, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)columns
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + (matrix + (int32_t)block_y * BLOCK_Y * rows + (int32_t)(block_x * BLOCK_X)), in_tile,
                    rows_2, columns_3, rows, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)columns
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_7.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                    LocalTensor<half> moved = slot_14.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved, in_tile, offsets, (uint32_t)(row_2 * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out
                            + (matrix + ((int32_t)block_y * BLOCK_Y + row_2) * rows + (int32_t)(block_x * BLOCK_X)),
                            moved, stop_2);
                }
            }
        }
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_float_8(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(tile_queue, 2, 4096);
    pipe.InitBuffer(slot_0, 4096);
    pipe.InitBuffer(slot_1, 4096);
    pipe.InitBuffer(slot_2, 4096);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        const int32_t rows_2 = smaller(32L, (int64_t)rows - (int32_t)block_y * 32);
        const int32_t columns_2 = smaller(32L, (int64_t)columns - (int32_t)block_x * 32);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> tile = tile_queue.AllocTensor<float>();
        copy_rows_in(tile, in + (matrix + (int32_t)block_y * 32 * columns + (int32_t)block_x * 32), rows_2, columns_3,
                columns, 32);
        tile_queue.EnQue(tile);
        tile = tile_queue.DeQue<float>();

        // the tile's place after the exchange
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, 1024);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        ShiftRight(work, lane, 5, 1024);
        ShiftLeft(work.ReinterpretCast<uint32_t>(), work.ReinterpretCast<uint32_t>(), (uint32_t)5, 1024);
        Sub(work, lane, work, 1024);
        Muls(work, work, 32, 1024);
        LocalTensor<int32_t> lane_2 = slot_0.Get<int32_t>();
        CreateVecIndex(lane_2, 0, 1024);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        ShiftRight(work_2, lane_2, 5, 1024);
        Add(work, work, work_2, 1024);
        Muls(work, work, 4, 1024);
        LocalTensor<float> tile_across = slot_2.Get<float>();
        Gather(tile_across, tile, work.ReinterpretCast<uint32_t>(), 0, 1024);
        const int32_t columns_4 = columns_2 > 0 ? rows_2 : 0;
        wait<HardEvent::V_MTE3>();
        copy_rows_out(out + (matrix + (int32_t)block_x * 32 * rows + (int32_t)block_y * 32), tile_across, columns_2,
                columns_4, rows, 32);
        tile_queue.FreeTensor(tile);
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_half_4(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(tile_queue, 2, 2048);
    pipe.InitBuffer(slot_0, 4096);
    pipe.InitBuffer(slot_1, 4096);
    pipe.InitBuffer(slot_2, 4096);
    pipe.InitBuffer(slot_3, 2048);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        const int32_t rows_2 = smaller(32L, (int64_t)rows - (int32_t)block_y * 32);
        const int32_t columns_2 = smaller(32L, (int64_t)columns - (int32_t)block_x * 32);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<half> tile = tile_queue.AllocTensor<half>();
        copy_rows_in(tile, in + (matrix + (int32_t)block_y * 32 * columns + (int32_t)block_x * 32), rows_2, columns_3,
                columns, 32);
        tile_queue.EnQue(tile);
        tile = tile_queue.DeQue<half>();

        // the tile's place after the exchange
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, 1024);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        ShiftRight(work, lane, 5, 1024);
        ShiftLeft(work.ReinterpretCast<uint32_t>(), work.ReinterpretCast<uint32_t>(), (uint32_t)5, 1024);
        Sub(work, lane, work, 1024);
        Muls(work, work, 32, 1024);
        LocalTensor<int32_t> lane_2 = slot_0.Get<int32_t>();
        CreateVecIndex(lane_2, 0, 1024);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        ShiftRight(work_2, lane_2, 5, 1024);
        Add(work, work, work_2, 1024);
        Muls(work, work, 2, 1024);
        LocalTensor<half> tile_across = slot_3.Get<half>();
        wait<HardEvent::MTE3_V>();
        Gather(tile_across, tile, work.ReinterpretCast<uint32_t>(), 0, 1024);
        const int32_t columns_4 = columns_2 > 0 ? rows_2 : 0;
        wait<HardEvent::V_MTE3>();
        copy_rows_out(out + (matrix + (int32_t)block_x * 32 * rows + (int32_t)block_y * 32), tile_across, columns_2,
                columns_4, rows, 32);
        tile_queue.FreeTensor(tile);
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_half_8(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(tile_queue, 2, 2048);
    pipe.InitBuffer(slot_0, 4096);
    pipe.InitBuffer(slot_1, 4096);
    pipe.InitBuffer(slot_2, 4096);
    pipe.InitBuffer(slot_3, 2048);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        const int32_t rows_2 = smaller(32L, (int64_t)rows - (int32_t)block_y * 32);
        const int32_t columns_2 = smaller(32L, (int64_t)columns - (int32_t)block_x * 32);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<half> tile = tile_queue.AllocTensor<half>();
        copy_rows_in(tile, in + (matrix + (int32_t)block_y * 32 * columns + (int32_t)block_x * 32), rows_2, columns_3,
                columns, 32);
        tile_queue.EnQue(tile);
        tile = tile_queue.DeQue<half>();

        // the tile's place after the exchange
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, 1024);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        ShiftRight(work, lane, 5, 1024);
        ShiftLeft(work.ReinterpretCast<uint32_t>(), work.ReinterpretCast<uint32_t>(), (uint32_t)5, 1024);
        Sub(work, lane, work, 1024);
        Muls(work, work, 32, 1024);
        LocalTensor<int32_t> lane_2 = slot_0.Get<int32_t>();
        CreateVecIndex(lane_2, 0, 1024);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        ShiftRight(work_2, lane_2, 5, 1024);
        Add(work, work, work_2, 1024);
        Muls(work, work, 2, 1024);
        LocalTensor<half> tile_across = slot_3.Get<half>();
        wait<HardEvent::MTE3_V>();
        Gather(tile_across, tile, work.ReinterpretCast<uint32_t>(), 0, 1024);
        const int32_t columns_4 = columns_2 > 0 ? rows_2 : 0;
        wait<HardEvent::V_MTE3>();
        copy_rows_out(out + (matrix + (int32_t)block_x * 32 * rows + (int32_t)block_y * 32), tile_across, columns_2,
                columns_4, rows, 32);
        tile_queue.FreeTensor(tile);
    }
}
