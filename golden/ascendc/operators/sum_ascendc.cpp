// sum.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Sums over one axis of a [rows, columns] matrix, or over all of it.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

// The last axis: one thread a row.
extern "C" __global__ __aicore__ void sum_naive(
        GM_ADDR x_address, GM_ADDR sums_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* sums = (__gm__ float*)sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 64));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 64));
    pipe.InitBuffer(slot_2, padded(LANES * 64));
    pipe.InitBuffer(slot_3, padded(LANES * 64));
    pipe.InitBuffer(slot_4, padded(LANES * 64));
    pipe.InitBuffer(slot_5, padded(LANES * 2));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> sum = slot_0.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> partial_sum = slot_1.Get<float>();
        Duplicate(partial_sum, 0.0f, LANES * 16);
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
            CreateVecIndex(lane, 0, LANES * 16);
            LocalTensor<int32_t> work = slot_3.Get<int32_t>();
            Duplicate(work, 15, LANES * 16);
            And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_2 = slot_3.Get<int32_t>();
            Duplicate(work_2, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
            Max(maximum, work_2, lane, LANES * 16);
            LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
            Compare(mask, maximum, lane, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            const int32_t rows_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)rows - (int32_t)(block_x * LANES));
            const int32_t columns_2 = smaller(16L, (int64_t)(columns - start));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_rows_in(x_tile, x + ((int32_t)(block_x * LANES) * columns + start), rows_2, columns_3, columns, 16);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            Add(x_tile, partial_sum, x_tile, LANES * 16);
            Select(partial_sum, mask, x_tile, partial_sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
            x_tile_queue.FreeTensor(x_tile);
        }
        LocalTensor<float> sum_2 = slot_6.Get<float>();
        sum_rows(sum_2, partial_sum, 16, LANES);
        Add(sum, sum, sum_2, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)rows
                - (int32_t)(block_x * LANES));
        wait<HardEvent::V_MTE3>();
        copy_out(sums + (int32_t)(block_x * LANES), sum, count);
    }
}

// The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
// memory.
extern "C" __global__ __aicore__ void sum_columns_8(
        GM_ADDR x_address, GM_ADDR sums_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* sums = (__gm__ float*)sums_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29;
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
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 16384);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, 1024);
    pipe.InitBuffer(slot_17, 1024);
    pipe.InitBuffer(slot_18, 1024);
    pipe.InitBuffer(slot_19, 1024);
    pipe.InitBuffer(slot_20, 1024);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, 256);
    pipe.InitBuffer(slot_23, 1024);
    pipe.InitBuffer(slot_24, 1024);
    pipe.InitBuffer(slot_25, 1024);
    pipe.InitBuffer(slot_26, 1024);
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 1024);
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
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
        LocalTensor<int32_t> partial_slots = slot_6.Get<int32_t>();
        CreateVecIndex(partial_slots, 0, 256);
        LocalTensor<float> partial = slot_7.Get<float>();
        Duplicate(partial, 0.0f, 256);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<float> sum = slot_8.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
        Duplicate(work_2, columns, LANES);
        LocalTensor<int32_t> maximum = slot_10.Get<int32_t>();
        Max(maximum, work_2, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_11.Get<uint8_t>();
        Compare(mask, maximum, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < rows; start += 8) {
            LocalTensor<int32_t> row = slot_10.Get<int32_t>();
            Adds(row, thread_y, start, LANES);
            LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
            Duplicate(work_4, rows, LANES);
            LocalTensor<int32_t> maximum_2 = slot_12.Get<int32_t>();
            Max(maximum_2, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
            Compare(mask_2, maximum_2, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - start);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 32));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> x_tile = slot_12.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(x_tile, x + (start * columns + (int32_t)(block_x * 32)), rows_2, columns_3, columns,
                        BLOCK_X);
            } else {
                LocalTensor<float> window = slot_14.Get<float>();
                LocalTensor<int32_t> room = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places = slot_15.Get<int32_t>();
                Muls(places, row, columns, LANES);
                Add(places, places, column.ReinterpretCast<int32_t>(), LANES);
                gather_where(x_tile, x, mask_2, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Add(x_tile, sum, x_tile, LANES);
            Select(sum, mask_2, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<int32_t> line = slot_16.Get<int32_t>();
        ShiftRight(line, partial_slots, 5, 256);
        LocalTensor<int32_t> column_2 = slot_17.Get<int32_t>();
        ShiftRight(column_2, partial_slots, 5, 256);
        ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)5, 256);
        Sub(column_2, partial_slots, column_2, 256);
        LocalTensor<int32_t> writer = slot_18.Get<int32_t>();
        Muls(writer, line, BLOCK_X, 256);
        Add(writer, writer, column_2, 256);
        LocalTensor<int32_t> work_5 = slot_19.Get<int32_t>();
        Duplicate(work_5, BLOCK_X, 256);
        LocalTensor<int32_t> maximum_3 = slot_20.Get<int32_t>();
        Max(maximum_3, work_5, column_2, 256);
        LocalTensor<uint8_t> owned = slot_21.Get<uint8_t>();
        Compare(owned, maximum_3, column_2, CMPMODE::EQ, 256);
        Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> work_6 = slot_20.Get<int32_t>();
        Duplicate(work_6, BLOCK_X * BLOCK_Y, 256);
        LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
        Max(maximum_4, work_6, writer, 256);
        LocalTensor<uint8_t> mask_3 = slot_22.Get<uint8_t>();
        Compare(mask_3, maximum_4, writer, CMPMODE::EQ, 256);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 16);
        And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> owner = slot_19.Get<int32_t>();
        Duplicate(owner, 0, 256);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
        LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
        Muls(work_7, owner, 4, 256);
        LocalTensor<float> gathered = slot_23.Get<float>();
        Gather(gathered, sum, work_7.ReinterpretCast<uint32_t>(), 0, 256);
        Select(partial, owned, gathered, partial, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
        int32_t lines = 4;
        while (lines > 0) {
            int32_t lines_then = lines;
            LocalTensor<int32_t> work_10 = slot_10.Get<int32_t>();
            Duplicate(work_10, lines_then, LANES);
            LocalTensor<int32_t> maximum_7 = slot_12.Get<int32_t>();
            Max(maximum_7, work_10, thread_y, LANES);
            LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
            Compare(mask_5, maximum_7, thread_y, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> line_2 = slot_23.Get<int32_t>();
            ShiftRight(line_2, partial_slots, 5, 256);
            LocalTensor<int32_t> column_3 = slot_20.Get<int32_t>();
            ShiftRight(column_3, partial_slots, 5, 256);
            ShiftLeft(column_3.ReinterpretCast<uint32_t>(), column_3.ReinterpretCast<uint32_t>(), (uint32_t)5, 256);
            Sub(column_3, partial_slots, column_3, 256);
            LocalTensor<int32_t> writer_2 = slot_24.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_3, 256);
            LocalTensor<int32_t> work_8 = slot_25.Get<int32_t>();
            Duplicate(work_8, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_5 = slot_26.Get<int32_t>();
            Max(maximum_5, work_8, column_3, 256);
            LocalTensor<uint8_t> owned_2 = slot_22.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_3, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_9 = slot_26.Get<int32_t>();
            Duplicate(work_9, LANES, 256);
            LocalTensor<int32_t> maximum_6 = slot_25.Get<int32_t>();
            Max(maximum_6, work_9, writer_2, 256);
            LocalTensor<uint8_t> mask_4 = slot_27.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 256);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_25.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> work_11 = slot_12.Get<float>();
            Duplicate(work_11, 1.0f, LANES);
            Select(work_11, mask_5, work_11, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_12 = slot_26.Get<int32_t>();
            Muls(work_12, owner_2, 4, 256);
            LocalTensor<float> gathered_2 = slot_28.Get<float>();
            Gather(gathered_2, work_11, work_12.ReinterpretCast<uint32_t>(), 0, 256);
            LocalTensor<uint8_t> mask_6 = slot_27.Get<uint8_t>();
            CompareScalar(mask_6, gathered_2, 0.0f, CMPMODE::NE, 256);
            And(mask_6.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_13 = slot_12.Get<int32_t>();
            Muls(work_13, thread_y, 32, LANES);
            Add(work_13, work_13, thread_x, LANES);
            LocalTensor<int32_t> work_14 = slot_10.Get<int32_t>();
            Duplicate(work_14, 0, LANES);
            Select(work_13.ReinterpretCast<float>(), mask_5, work_13.ReinterpretCast<float>(),
                    work_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_13, work_13, 4, LANES);
            LocalTensor<float> gathered_3 = slot_10.Get<float>();
            Gather(gathered_3, partial, work_13.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_15 = slot_12.Get<int32_t>();
            Adds(work_15, thread_y, lines, LANES);
            Muls(work_15, work_15, 32, LANES);
            Add(work_15, work_15, thread_x, LANES);
            LocalTensor<int32_t> work_16 = slot_9.Get<int32_t>();
            Duplicate(work_16, 0, LANES);
            Select(work_15.ReinterpretCast<float>(), mask_5, work_15.ReinterpretCast<float>(),
                    work_16.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_15, work_15, 4, LANES);
            LocalTensor<float> gathered_4 = slot_9.Get<float>();
            Gather(gathered_4, partial, work_15.ReinterpretCast<uint32_t>(), 0, LANES);
            Add(gathered_3, gathered_3, gathered_4, LANES);
            LocalTensor<int32_t> work_17 = slot_28.Get<int32_t>();
            Muls(work_17, owner_2, 4, 256);
            LocalTensor<float> gathered_5 = slot_26.Get<float>();
            Gather(gathered_5, gathered_3, work_17.ReinterpretCast<uint32_t>(), 0, 256);
            Select(partial, mask_6, gathered_5, partial, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            lines /= 2;
        }
        LocalTensor<int32_t> work_18 = slot_10.Get<int32_t>();
        Duplicate(work_18, 0, LANES);
        LocalTensor<uint8_t> mask_7 = slot_13.Get<uint8_t>();
        Compare(mask_7, thread_y, work_18, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
        Duplicate(work_19, columns, LANES);
        LocalTensor<int32_t> maximum_8 = slot_9.Get<int32_t>();
        Max(maximum_8, work_19, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_8 = slot_29.Get<uint8_t>();
        Compare(mask_8, maximum_8, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_20 = slot_9.Get<int32_t>();
        Duplicate(work_20, 0, LANES);
        Select(work_20.ReinterpretCast<float>(), mask_7, thread_x.ReinterpretCast<float>(),
                work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_20, work_20, 4, LANES);
        LocalTensor<float> gathered_6 = slot_10.Get<float>();
        Gather(gathered_6, partial, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 32));
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), 1L);
        if (stop_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_9.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved = slot_12.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, gathered_6, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                wait<HardEvent::V_MTE3>();
                copy_out(sums + (int32_t)(block_x * 32), moved, stop_2);
            }
        }
    }
}

// The first axis: one block 32 columns, its threads.y share the rows, and the partial sums of a column meet in shared
// memory.
extern "C" __global__ __aicore__ void sum_columns_4(
        GM_ADDR x_address, GM_ADDR sums_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* sums = (__gm__ float*)sums_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 512);
    pipe.InitBuffer(slot_7, 512);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 16384);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, 512);
    pipe.InitBuffer(slot_17, 512);
    pipe.InitBuffer(slot_18, 512);
    pipe.InitBuffer(slot_19, 512);
    pipe.InitBuffer(slot_20, 512);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, 256);
    pipe.InitBuffer(slot_23, 512);
    pipe.InitBuffer(slot_24, 512);
    pipe.InitBuffer(slot_25, 512);
    pipe.InitBuffer(slot_26, 512);
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 512);
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
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
        LocalTensor<int32_t> partial_slots = slot_6.Get<int32_t>();
        CreateVecIndex(partial_slots, 0, 128);
        LocalTensor<float> partial = slot_7.Get<float>();
        Duplicate(partial, 0.0f, 128);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<float> sum = slot_8.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
        Duplicate(work_2, columns, LANES);
        LocalTensor<int32_t> maximum = slot_10.Get<int32_t>();
        Max(maximum, work_2, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_11.Get<uint8_t>();
        Compare(mask, maximum, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < rows; start += 4) {
            LocalTensor<int32_t> row = slot_10.Get<int32_t>();
            Adds(row, thread_y, start, LANES);
            LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
            Duplicate(work_4, rows, LANES);
            LocalTensor<int32_t> maximum_2 = slot_12.Get<int32_t>();
            Max(maximum_2, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
            Compare(mask_2, maximum_2, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - start);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 32));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> x_tile = slot_12.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(x_tile, x + (start * columns + (int32_t)(block_x * 32)), rows_2, columns_3, columns,
                        BLOCK_X);
            } else {
                LocalTensor<float> window = slot_14.Get<float>();
                LocalTensor<int32_t> room = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places = slot_15.Get<int32_t>();
                Muls(places, row, columns, LANES);
                Add(places, places, column.ReinterpretCast<int32_t>(), LANES);
                gather_where(x_tile, x, mask_2, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Add(x_tile, sum, x_tile, LANES);
            Select(sum, mask_2, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<int32_t> line = slot_16.Get<int32_t>();
        ShiftRight(line, partial_slots, 5, 128);
        LocalTensor<int32_t> column_2 = slot_17.Get<int32_t>();
        ShiftRight(column_2, partial_slots, 5, 128);
        ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)5, 128);
        Sub(column_2, partial_slots, column_2, 128);
        LocalTensor<int32_t> writer = slot_18.Get<int32_t>();
        Muls(writer, line, BLOCK_X, 128);
        Add(writer, writer, column_2, 128);
        LocalTensor<int32_t> work_5 = slot_19.Get<int32_t>();
        Duplicate(work_5, BLOCK_X, 128);
        LocalTensor<int32_t> maximum_3 = slot_20.Get<int32_t>();
        Max(maximum_3, work_5, column_2, 128);
        LocalTensor<uint8_t> owned = slot_21.Get<uint8_t>();
        Compare(owned, maximum_3, column_2, CMPMODE::EQ, 128);
        Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 8);
        LocalTensor<int32_t> work_6 = slot_20.Get<int32_t>();
        Duplicate(work_6, BLOCK_X * BLOCK_Y, 128);
        LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
        Max(maximum_4, work_6, writer, 128);
        LocalTensor<uint8_t> mask_3 = slot_22.Get<uint8_t>();
        Compare(mask_3, maximum_4, writer, CMPMODE::EQ, 128);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 8);
        And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 8);
        LocalTensor<int32_t> owner = slot_19.Get<int32_t>();
        Duplicate(owner, 0, 128);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
        LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
        Muls(work_7, owner, 4, 128);
        LocalTensor<float> gathered = slot_23.Get<float>();
        Gather(gathered, sum, work_7.ReinterpretCast<uint32_t>(), 0, 128);
        Select(partial, owned, gathered, partial, SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
        int32_t lines = 2;
        while (lines > 0) {
            int32_t lines_then = lines;
            LocalTensor<int32_t> work_10 = slot_10.Get<int32_t>();
            Duplicate(work_10, lines_then, LANES);
            LocalTensor<int32_t> maximum_7 = slot_12.Get<int32_t>();
            Max(maximum_7, work_10, thread_y, LANES);
            LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
            Compare(mask_5, maximum_7, thread_y, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> line_2 = slot_23.Get<int32_t>();
            ShiftRight(line_2, partial_slots, 5, 128);
            LocalTensor<int32_t> column_3 = slot_20.Get<int32_t>();
            ShiftRight(column_3, partial_slots, 5, 128);
            ShiftLeft(column_3.ReinterpretCast<uint32_t>(), column_3.ReinterpretCast<uint32_t>(), (uint32_t)5, 128);
            Sub(column_3, partial_slots, column_3, 128);
            LocalTensor<int32_t> writer_2 = slot_24.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 128);
            Add(writer_2, writer_2, column_3, 128);
            LocalTensor<int32_t> work_8 = slot_25.Get<int32_t>();
            Duplicate(work_8, BLOCK_X, 128);
            LocalTensor<int32_t> maximum_5 = slot_26.Get<int32_t>();
            Max(maximum_5, work_8, column_3, 128);
            LocalTensor<uint8_t> owned_2 = slot_22.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_3, CMPMODE::EQ, 128);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> work_9 = slot_26.Get<int32_t>();
            Duplicate(work_9, LANES, 128);
            LocalTensor<int32_t> maximum_6 = slot_25.Get<int32_t>();
            Max(maximum_6, work_9, writer_2, 128);
            LocalTensor<uint8_t> mask_4 = slot_27.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 128);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 8);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> owner_2 = slot_25.Get<int32_t>();
            Duplicate(owner_2, 0, 128);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            LocalTensor<float> work_11 = slot_12.Get<float>();
            Duplicate(work_11, 1.0f, LANES);
            Select(work_11, mask_5, work_11, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_12 = slot_26.Get<int32_t>();
            Muls(work_12, owner_2, 4, 128);
            LocalTensor<float> gathered_2 = slot_28.Get<float>();
            Gather(gathered_2, work_11, work_12.ReinterpretCast<uint32_t>(), 0, 128);
            LocalTensor<uint8_t> mask_6 = slot_27.Get<uint8_t>();
            CompareScalar(mask_6, gathered_2, 0.0f, CMPMODE::NE, 128);
            And(mask_6.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> work_13 = slot_12.Get<int32_t>();
            Muls(work_13, thread_y, 32, LANES);
            Add(work_13, work_13, thread_x, LANES);
            LocalTensor<int32_t> work_14 = slot_10.Get<int32_t>();
            Duplicate(work_14, 0, LANES);
            Select(work_13.ReinterpretCast<float>(), mask_5, work_13.ReinterpretCast<float>(),
                    work_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_13, work_13, 4, LANES);
            LocalTensor<float> gathered_3 = slot_10.Get<float>();
            Gather(gathered_3, partial, work_13.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_15 = slot_12.Get<int32_t>();
            Adds(work_15, thread_y, lines, LANES);
            Muls(work_15, work_15, 32, LANES);
            Add(work_15, work_15, thread_x, LANES);
            LocalTensor<int32_t> work_16 = slot_9.Get<int32_t>();
            Duplicate(work_16, 0, LANES);
            Select(work_15.ReinterpretCast<float>(), mask_5, work_15.ReinterpretCast<float>(),
                    work_16.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_15, work_15, 4, LANES);
            LocalTensor<float> gathered_4 = slot_9.Get<float>();
            Gather(gathered_4, partial, work_15.ReinterpretCast<uint32_t>(), 0, LANES);
            Add(gathered_3, gathered_3, gathered_4, LANES);
            LocalTensor<int32_t> work_17 = slot_28.Get<int32_t>();
            Muls(work_17, owner_2, 4, 128);
            LocalTensor<float> gathered_5 = slot_26.Get<float>();
            Gather(gathered_5, gathered_3, work_17.ReinterpretCast<uint32_t>(), 0, 128);
            Select(partial, mask_6, gathered_5, partial, SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            lines /= 2;
        }
        LocalTensor<int32_t> work_18 = slot_10.Get<int32_t>();
        Duplicate(work_18, 0, LANES);
        LocalTensor<uint8_t> mask_7 = slot_13.Get<uint8_t>();
        Compare(mask_7, thread_y, work_18, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
        Duplicate(work_19, columns, LANES);
        LocalTensor<int32_t> maximum_8 = slot_9.Get<int32_t>();
        Max(maximum_8, work_19, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_8 = slot_29.Get<uint8_t>();
        Compare(mask_8, maximum_8, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_20 = slot_9.Get<int32_t>();
        Duplicate(work_20, 0, LANES);
        Select(work_20.ReinterpretCast<float>(), mask_7, thread_x.ReinterpretCast<float>(),
                work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_20, work_20, 4, LANES);
        LocalTensor<float> gathered_6 = slot_10.Get<float>();
        Gather(gathered_6, partial, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 32));
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), 1L);
        if (stop_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_9.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved = slot_12.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, gathered_6, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                wait<HardEvent::V_MTE3>();
                copy_out(sums + (int32_t)(block_x * 32), moved, stop_2);
            }
        }
    }
}

// All of it, in two steps: each block leaves its sum, and a last launch of one block sums those. Four elements a load in a
// grid-stride loop, the last n % 4 one by one; a block is whole warps.
extern "C" __global__ __aicore__ void sum_block(
        GM_ADDR x_address, GM_ADDR sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* sums = (__gm__ float*)sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<float> lanes = slot_1.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t threads = grid_x * BLOCK_X;
        LocalTensor<float> sum = slot_3.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        __gm__ float* vectors = x;
        wait<HardEvent::MTE3_V>();
        for (int32_t start = block_x * BLOCK_X; start < n / 4; start += threads) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(n / 4) - start);
            LocalTensor<float> whole_2 = whole_1_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            copy_in(whole_2, vectors + start * 4L, elements);
            whole_1_queue.EnQue(whole_2);
            whole_2 = whole_1_queue.DeQue<float>();
            LocalTensor<float> v = slot_4.Get<float>();
            Gather(v, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_5.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> v_2 = slot_6.Get<float>();
            Gather(v_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_5.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> v_3 = slot_7.Get<float>();
            Gather(v_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_5.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> v_4 = slot_8.Get<float>();
            Gather(v_4, whole_2, offsets_4, 0, LANES);
            whole_1_queue.FreeTensor(whole_2);
            LocalTensor<float> work = slot_5.Get<float>();
            Add(work, v, v_2, LANES);
            LocalTensor<float> work_2 = slot_9.Get<float>();
            Add(work_2, v_3, v_4, LANES);
            Add(work, work, work_2, LANES);
            if (count > 0) {
                Add(sum, sum, work, count);
            }
        }
        for (int32_t start = n / 4 * 4 + block_x * BLOCK_X; start < n; start += threads) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_in(x_tile, x + start, count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            if (count > 0) {
                Add(sum, sum, x_tile, count);
            }
            x_tile_queue.FreeTensor(x_tile);
        }
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Select(work_3, active, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_2 = slot_10.Get<float>();
        LocalTensor<float> work_4 = slot_6.Get<float>();
        ReduceSum(sum_2, work_3, work_4, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> work_5 = slot_4.Get<float>();
        Duplicate(work_5, total, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(sums + (int32_t)block_x, work_5, 1);
    }
}
