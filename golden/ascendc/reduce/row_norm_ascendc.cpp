// row_norm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The Euclidean length of each row, one warp a row. The lanes meet in shared memory, kept in step by __syncwarp, as
// code does that was written before shuffles. A block is 32 x (rows a block), at most 8 rows.

#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

extern "C" __global__ __aicore__ void row_norm(
        GM_ADDR x_address, GM_ADDR norms_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* norms = (__gm__ float*)norms_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 1024);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, 16384);
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, 1024);
    pipe.InitBuffer(slot_20, 1024);
    pipe.InitBuffer(slot_21, 1024);
    pipe.InitBuffer(slot_22, 1024);
    pipe.InitBuffer(slot_23, 1024);
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, 1024);
    pipe.InitBuffer(slot_27, 1024);
    pipe.InitBuffer(slot_28, 1024);
    pipe.InitBuffer(slot_29, 1024);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 1024);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> partial_slots = slot_6.Get<int32_t>();
        CreateVecIndex(partial_slots, 0, 256);
        LocalTensor<float> partial = slot_7.Get<float>();
        Duplicate(partial, 0.0f, 256);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> lane_2 = slot_8.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);
        LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_10.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_11.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        LocalTensor<float> squares = slot_10.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 32) {
            LocalTensor<int32_t> column = slot_9.Get<int32_t>();
            Adds(column, lane_2, start, LANES);
            LocalTensor<int32_t> work_4 = slot_12.Get<int32_t>();
            Duplicate(work_4, columns, LANES);
            LocalTensor<int32_t> maximum_2 = slot_13.Get<int32_t>();
            Max(maximum_2, work_4, column, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum_2, column, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> own_row_tile = slot_13.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(own_row_tile, x + (int32_t)(block_x * BLOCK_Y) * columns + start, rows_2, columns_3,
                        columns, BLOCK_X);
            } else {
                LocalTensor<float> window = slot_15.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> places = slot_16.Get<int32_t>();
                Muls(places, row.ReinterpretCast<int32_t>(), columns, LANES);
                LocalTensor<int32_t> places_2 = slot_17.Get<int32_t>();
                copy_tile(places_2, column, LANES);
                gather_sum(own_row_tile, x, mask_2, places, 1L, places_2, 1L, window, room, LANES);
            }
            LocalTensor<float> own_row_tile_2 = slot_12.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(own_row_tile_2, x + (int32_t)(block_x * BLOCK_Y) * columns + start, rows_2, columns_3,
                        columns, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_15.Get<float>();
                LocalTensor<int32_t> room_2 = slot_17.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_16.Get<int32_t>();
                Muls(places_3, row.ReinterpretCast<int32_t>(), columns, LANES);
                LocalTensor<int32_t> places_4 = slot_18.Get<int32_t>();
                copy_tile(places_4, column, LANES);
                gather_sum(own_row_tile_2, x, mask_2, places_3, 1L, places_4, 1L, window_2, room_2, LANES);
            }
            LocalTensor<float> work_5 = slot_17.Get<float>();
            copy_tile(work_5.ReinterpretCast<int32_t>(), squares.ReinterpretCast<int32_t>(), LANES);
            wait<HardEvent::MTE2_S>();
            MulAddDst(work_5, own_row_tile, own_row_tile_2, LANES);
            Select(squares, mask_2, work_5, squares, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<int32_t> line = slot_19.Get<int32_t>();
        ShiftRight(line, partial_slots, 5, 256);
        LocalTensor<int32_t> column_2 = slot_20.Get<int32_t>();
        ShiftRight(column_2, partial_slots, 5, 256);
        ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)5, 256);
        Sub(column_2, partial_slots, column_2, 256);
        LocalTensor<int32_t> writer = slot_21.Get<int32_t>();
        Muls(writer, line, BLOCK_X, 256);
        Add(writer, writer, column_2, 256);
        LocalTensor<int32_t> work_6 = slot_22.Get<int32_t>();
        Duplicate(work_6, BLOCK_X, 256);
        LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
        Max(maximum_3, work_6, column_2, 256);
        LocalTensor<uint8_t> owned = slot_24.Get<uint8_t>();
        Compare(owned, maximum_3, column_2, CMPMODE::EQ, 256);
        Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> work_7 = slot_23.Get<int32_t>();
        Duplicate(work_7, LANES, 256);
        LocalTensor<int32_t> maximum_4 = slot_22.Get<int32_t>();
        Max(maximum_4, work_7, writer, 256);
        LocalTensor<uint8_t> mask_3 = slot_25.Get<uint8_t>();
        Compare(mask_3, maximum_4, writer, CMPMODE::EQ, 256);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 16);
        And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> owner = slot_22.Get<int32_t>();
        Duplicate(owner, 0, 256);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
        LocalTensor<float> work_8 = slot_9.Get<float>();
        Duplicate(work_8, 1.0f, LANES);
        Select(work_8, mask, work_8, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_9 = slot_23.Get<int32_t>();
        Muls(work_9, owner, 4, 256);
        LocalTensor<float> gathered = slot_26.Get<float>();
        Gather(gathered, work_8, work_9.ReinterpretCast<uint32_t>(), 0, 256);
        LocalTensor<uint8_t> mask_4 = slot_25.Get<uint8_t>();
        CompareScalar(mask_4, gathered, 0.0f, CMPMODE::NE, 256);
        And(mask_4.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> work_10 = slot_26.Get<int32_t>();
        Muls(work_10, owner, 4, 256);
        LocalTensor<float> gathered_2 = slot_23.Get<float>();
        Gather(gathered_2, squares, work_10.ReinterpretCast<uint32_t>(), 0, 256);
        Select(partial, mask_4, gathered_2, partial, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
        int32_t active_2 = 16;
        while (active_2 > 0) {
            int32_t active_then = active_2;
            LocalTensor<int32_t> work_13 = slot_9.Get<int32_t>();
            Duplicate(work_13, active_then, LANES);
            LocalTensor<int32_t> maximum_7 = slot_17.Get<int32_t>();
            Max(maximum_7, work_13, lane_2, LANES);
            LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
            Compare(mask_6, maximum_7, lane_2, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> line_2 = slot_23.Get<int32_t>();
            ShiftRight(line_2, partial_slots, 5, 256);
            LocalTensor<int32_t> column_3 = slot_26.Get<int32_t>();
            ShiftRight(column_3, partial_slots, 5, 256);
            ShiftLeft(column_3.ReinterpretCast<uint32_t>(), column_3.ReinterpretCast<uint32_t>(), (uint32_t)5, 256);
            Sub(column_3, partial_slots, column_3, 256);
            LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_3, 256);
            LocalTensor<int32_t> work_11 = slot_28.Get<int32_t>();
            Duplicate(work_11, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_5 = slot_29.Get<int32_t>();
            Max(maximum_5, work_11, column_3, 256);
            LocalTensor<uint8_t> owned_2 = slot_25.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_3, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_12 = slot_29.Get<int32_t>();
            Duplicate(work_12, LANES, 256);
            LocalTensor<int32_t> maximum_6 = slot_28.Get<int32_t>();
            Max(maximum_6, work_12, writer_2, 256);
            LocalTensor<uint8_t> mask_5 = slot_30.Get<uint8_t>();
            Compare(mask_5, maximum_6, writer_2, CMPMODE::EQ, 256);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_28.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> work_14 = slot_17.Get<float>();
            Duplicate(work_14, 1.0f, LANES);
            Select(work_14, mask_6, work_14, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_15 = slot_29.Get<int32_t>();
            Muls(work_15, owner_2, 4, 256);
            LocalTensor<float> gathered_3 = slot_31.Get<float>();
            Gather(gathered_3, work_14, work_15.ReinterpretCast<uint32_t>(), 0, 256);
            LocalTensor<uint8_t> mask_7 = slot_30.Get<uint8_t>();
            CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, 256);
            And(mask_7.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_16 = slot_17.Get<int32_t>();
            Muls(work_16, thread_y, 32, LANES);
            Add(work_16, work_16, lane_2, LANES);
            LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
            Duplicate(work_17, 0, LANES);
            Select(work_16.ReinterpretCast<float>(), mask_6, work_16.ReinterpretCast<float>(),
                    work_17.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_16, work_16, 4, LANES);
            LocalTensor<float> gathered_4 = slot_9.Get<float>();
            Gather(gathered_4, partial, work_16.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_18 = slot_17.Get<int32_t>();
            Muls(work_18, thread_y, 32, LANES);
            LocalTensor<int32_t> work_19 = slot_12.Get<int32_t>();
            Adds(work_19, lane_2, active_2, LANES);
            Add(work_18, work_18, work_19, LANES);
            LocalTensor<int32_t> work_20 = slot_12.Get<int32_t>();
            Duplicate(work_20, 0, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_6, work_18.ReinterpretCast<float>(),
                    work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_18, work_18, 4, LANES);
            LocalTensor<float> gathered_5 = slot_12.Get<float>();
            Gather(gathered_5, partial, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
            Add(gathered_4, gathered_4, gathered_5, LANES);
            LocalTensor<int32_t> work_21 = slot_31.Get<int32_t>();
            Muls(work_21, owner_2, 4, 256);
            LocalTensor<float> gathered_6 = slot_29.Get<float>();
            Gather(gathered_6, gathered_4, work_21.ReinterpretCast<uint32_t>(), 0, 256);
            Select(partial, mask_7, gathered_6, partial, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            active_2 >>= 1;
        }
        LocalTensor<int32_t> work_22 = slot_9.Get<int32_t>();
        Duplicate(work_22, 0, LANES);
        LocalTensor<uint8_t> mask_8 = slot_14.Get<uint8_t>();
        Compare(mask_8, lane_2, work_22, CMPMODE::EQ, LANES);
        And(mask_8.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_23 = slot_9.Get<int32_t>();
        Muls(work_23, thread_y, 32, LANES);
        LocalTensor<int32_t> work_24 = slot_12.Get<int32_t>();
        Duplicate(work_24, 0, LANES);
        Select(work_23.ReinterpretCast<float>(), mask_8, work_23.ReinterpretCast<float>(),
                work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_23, work_23, 4, LANES);
        LocalTensor<float> gathered_7 = slot_12.Get<float>();
        Gather(gathered_7, partial, work_23.ReinterpretCast<uint32_t>(), 0, LANES);
        Sqrt(gathered_7, gathered_7, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t columns_2 = 0L < smaller((int64_t)BLOCK_X, 1L) ? 1 : 0;
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(norms + (int32_t)(block_x * BLOCK_Y), gathered_7, rows_2, columns_3, 1, BLOCK_X);
        } else {
            const int32_t stop_2 = 0L < smaller((int64_t)BLOCK_X, 1L) ? 1 : 0;
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_9.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                    LocalTensor<float> moved = slot_17.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, gathered_7, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(norms + (int32_t)(block_x * BLOCK_Y + row_2), moved, stop_2);
                }
            }
        }
    }
}
