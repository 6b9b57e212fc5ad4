// min.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The smallest element of each column of a [rows, columns] matrix, as float or int.

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

extern "C" __global__ __aicore__ void min_naive_float(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> smallest_1_queue;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(smallest_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)columns - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)columns - (int32_t)(block_x * LANES));
        LocalTensor<float> smallest = smallest_1_queue.AllocTensor<float>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(smallest, x + (int32_t)(block_x * LANES), count);
        smallest_1_queue.EnQue(smallest);
        smallest = smallest_1_queue.DeQue<float>();
        wait<HardEvent::MTE3_V>();
        for (int32_t row = 1; row < rows; ++row) {
            LocalTensor<float> value = value_1_queue.AllocTensor<float>();
            copy_in(value, x + (row * columns + (int32_t)(block_x * LANES)), count);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<float>();
            LocalTensor<uint8_t> mask_2 = slot_2.Get<uint8_t>();
            Compare(mask_2, value, smallest, CMPMODE::LT, (LANES + 63) / 64 * 64);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Select(smallest, mask_2, value, smallest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            value_1_queue.FreeTensor(value);
        }
        wait<HardEvent::V_MTE3>();
        wait<HardEvent::MTE2_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), smallest, count);
        smallest_1_queue.FreeTensor(smallest);
    }
}

extern "C" __global__ __aicore__ void min_naive_int(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* y = (__gm__ int32_t*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> smallest_1_queue;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(smallest_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)columns - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)columns - (int32_t)(block_x * LANES));
        LocalTensor<int32_t> smallest = smallest_1_queue.AllocTensor<int32_t>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(smallest, x + (int32_t)(block_x * LANES), count);
        smallest_1_queue.EnQue(smallest);
        smallest = smallest_1_queue.DeQue<int32_t>();
        wait<HardEvent::MTE3_V>();
        for (int32_t row = 1; row < rows; ++row) {
            LocalTensor<int32_t> value = value_1_queue.AllocTensor<int32_t>();
            copy_in(value, x + (row * columns + (int32_t)(block_x * LANES)), count);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<int32_t>();
            LocalTensor<int32_t> maximum = slot_2.Get<int32_t>();
            Max(maximum, smallest, value, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            Compare(mask_2, maximum, value, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Select(smallest.ReinterpretCast<float>(), mask_2, value.ReinterpretCast<float>(),
                    smallest.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            value_1_queue.FreeTensor(value);
        }
        wait<HardEvent::V_MTE3>();
        wait<HardEvent::MTE2_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), smallest, count);
        smallest_1_queue.FreeTensor(smallest);
    }
}

// A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
// folded in shared memory. The column of padding keeps the folds free of bank conflicts.
extern "C" __global__ __aicore__ void min_columns_float_8(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 2048);
    pipe.InitBuffer(slot_7, 2048);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 16384);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, 2048);
    pipe.InitBuffer(slot_18, 2048);
    pipe.InitBuffer(slot_19, 2048);
    pipe.InitBuffer(slot_20, 2048);
    pipe.InitBuffer(slot_21, 2048);
    pipe.InitBuffer(slot_22, 256);
    pipe.InitBuffer(slot_23, 256);
    pipe.InitBuffer(slot_24, 2048);
    pipe.InitBuffer(slot_25, 2048);
    pipe.InitBuffer(slot_26, 2048);
    pipe.InitBuffer(slot_27, 2048);
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 2048);
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
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
        LocalTensor<int32_t> folded_slots = slot_6.Get<int32_t>();
        CreateVecIndex(folded_slots, 0, 512);
        LocalTensor<float> folded = slot_7.Get<float>();
        Duplicate(folded, 0.0f, 512);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<float> smallest = slot_8.Get<float>();
        Duplicate(smallest, 3.4028235e+38f, LANES);
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
            LocalTensor<uint8_t> mask_3 = slot_16.Get<uint8_t>();
            wait<HardEvent::MTE2_S>();
            Compare(mask_3, x_tile, x_tile, CMPMODE::EQ, LANES);
            LocalTensor<float> work_5 = slot_9.Get<float>();
            Select(work_5, mask_3, x_tile, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Min(work_5, smallest, work_5, LANES);
            Select(smallest, mask_2, work_5, smallest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        const float reciprocal_3 = 1.0f / 33.0f;
        LocalTensor<float> work_8 = slot_17.Get<float>();
        Cast(work_8, folded_slots, RoundMode::CAST_RINT, 512);
        Adds(work_8, work_8, 0.5f, 512);
        Muls(work_8, work_8, reciprocal_3, 512);
        LocalTensor<int32_t> line = slot_18.Get<int32_t>();
        Cast(line, work_8, RoundMode::CAST_TRUNC, 512);
        const float reciprocal_4 = 1.0f / 33.0f;
        LocalTensor<float> work_6 = slot_17.Get<float>();
        Cast(work_6, folded_slots, RoundMode::CAST_RINT, 512);
        Adds(work_6, work_6, 0.5f, 512);
        Muls(work_6, work_6, reciprocal_4, 512);
        LocalTensor<int32_t> column_2 = slot_19.Get<int32_t>();
        Cast(column_2, work_6, RoundMode::CAST_TRUNC, 512);
        Muls(column_2, column_2, 33, 512);
        Sub(column_2, folded_slots, column_2, 512);
        LocalTensor<int32_t> writer = slot_17.Get<int32_t>();
        Muls(writer, line, BLOCK_X, 512);
        Add(writer, writer, column_2, 512);
        LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
        Duplicate(work_7, BLOCK_X, 512);
        LocalTensor<int32_t> maximum_3 = slot_21.Get<int32_t>();
        Max(maximum_3, work_7, column_2, 512);
        LocalTensor<uint8_t> owned = slot_22.Get<uint8_t>();
        Compare(owned, maximum_3, column_2, CMPMODE::EQ, 512);
        Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 32);
        LocalTensor<int32_t> work_9 = slot_21.Get<int32_t>();
        Duplicate(work_9, BLOCK_X * BLOCK_Y, 512);
        LocalTensor<int32_t> maximum_4 = slot_20.Get<int32_t>();
        Max(maximum_4, work_9, writer, 512);
        LocalTensor<uint8_t> mask_4 = slot_23.Get<uint8_t>();
        Compare(mask_4, maximum_4, writer, CMPMODE::EQ, 512);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 32);
        And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 32);
        LocalTensor<int32_t> owner = slot_20.Get<int32_t>();
        Duplicate(owner, 0, 512);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
        LocalTensor<int32_t> work_10 = slot_21.Get<int32_t>();
        Muls(work_10, owner, 4, 512);
        LocalTensor<float> gathered = slot_24.Get<float>();
        Gather(gathered, smallest, work_10.ReinterpretCast<uint32_t>(), 0, 512);
        Select(folded, owned, gathered, folded, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);

        int32_t half_ = 4;
        while (half_ > 0) {
            int32_t half_then = half_;
            LocalTensor<int32_t> work_15 = slot_10.Get<int32_t>();
            Duplicate(work_15, half_then, LANES);
            LocalTensor<int32_t> maximum_7 = slot_9.Get<int32_t>();
            Max(maximum_7, work_15, thread_y, LANES);
            LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
            Compare(mask_6, maximum_7, thread_y, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const float reciprocal_5 = 1.0f / 33.0f;
            LocalTensor<float> work_13 = slot_24.Get<float>();
            Cast(work_13, folded_slots, RoundMode::CAST_RINT, 512);
            Adds(work_13, work_13, 0.5f, 512);
            Muls(work_13, work_13, reciprocal_5, 512);
            LocalTensor<int32_t> line_2 = slot_21.Get<int32_t>();
            Cast(line_2, work_13, RoundMode::CAST_TRUNC, 512);
            const float reciprocal_6 = 1.0f / 33.0f;
            LocalTensor<float> work_11 = slot_24.Get<float>();
            Cast(work_11, folded_slots, RoundMode::CAST_RINT, 512);
            Adds(work_11, work_11, 0.5f, 512);
            Muls(work_11, work_11, reciprocal_6, 512);
            LocalTensor<int32_t> column_3 = slot_25.Get<int32_t>();
            Cast(column_3, work_11, RoundMode::CAST_TRUNC, 512);
            Muls(column_3, column_3, 33, 512);
            Sub(column_3, folded_slots, column_3, 512);
            LocalTensor<int32_t> writer_2 = slot_24.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 512);
            Add(writer_2, writer_2, column_3, 512);
            LocalTensor<int32_t> work_12 = slot_26.Get<int32_t>();
            Duplicate(work_12, BLOCK_X, 512);
            LocalTensor<int32_t> maximum_5 = slot_27.Get<int32_t>();
            Max(maximum_5, work_12, column_3, 512);
            LocalTensor<uint8_t> owned_2 = slot_23.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_3, CMPMODE::EQ, 512);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_14 = slot_27.Get<int32_t>();
            Duplicate(work_14, LANES, 512);
            LocalTensor<int32_t> maximum_6 = slot_26.Get<int32_t>();
            Max(maximum_6, work_14, writer_2, 512);
            LocalTensor<uint8_t> mask_5 = slot_28.Get<uint8_t>();
            Compare(mask_5, maximum_6, writer_2, CMPMODE::EQ, 512);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), 32);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_2 = slot_26.Get<int32_t>();
            Duplicate(owner_2, 0, 512);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<float> work_16 = slot_9.Get<float>();
            Duplicate(work_16, 1.0f, LANES);
            Select(work_16, mask_6, work_16, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_17 = slot_27.Get<int32_t>();
            Muls(work_17, owner_2, 4, 512);
            LocalTensor<float> gathered_2 = slot_29.Get<float>();
            Gather(gathered_2, work_16, work_17.ReinterpretCast<uint32_t>(), 0, 512);
            LocalTensor<uint8_t> mask_7 = slot_28.Get<uint8_t>();
            CompareScalar(mask_7, gathered_2, 0.0f, CMPMODE::NE, 512);
            And(mask_7.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_18 = slot_9.Get<int32_t>();
            Muls(work_18, thread_y, 33, LANES);
            Add(work_18, work_18, thread_x, LANES);
            LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
            Duplicate(work_19, 0, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_6, work_18.ReinterpretCast<float>(),
                    work_19.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_18, work_18, 4, LANES);
            LocalTensor<float> gathered_3 = slot_10.Get<float>();
            Gather(gathered_3, folded, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_20 = slot_9.Get<int32_t>();
            Adds(work_20, thread_y, half_, LANES);
            Muls(work_20, work_20, 33, LANES);
            Add(work_20, work_20, thread_x, LANES);
            LocalTensor<int32_t> work_21 = slot_12.Get<int32_t>();
            Duplicate(work_21, 0, LANES);
            Select(work_20.ReinterpretCast<float>(), mask_6, work_20.ReinterpretCast<float>(),
                    work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_20, work_20, 4, LANES);
            LocalTensor<float> gathered_4 = slot_12.Get<float>();
            Gather(gathered_4, folded, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
            Compare(mask_8, gathered_3, gathered_3, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> mask_9 = slot_30.Get<uint8_t>();
            Compare(mask_9, gathered_4, gathered_4, CMPMODE::EQ, LANES);
            LocalTensor<float> work_22 = slot_9.Get<float>();
            Select(work_22, mask_9, gathered_4, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Min(work_22, gathered_3, work_22, LANES);
            Select(work_22, mask_8, work_22, gathered_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_23 = slot_29.Get<int32_t>();
            Muls(work_23, owner_2, 4, 512);
            LocalTensor<float> gathered_5 = slot_27.Get<float>();
            Gather(gathered_5, work_22, work_23.ReinterpretCast<uint32_t>(), 0, 512);
            Select(folded, mask_7, gathered_5, folded, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            half_ >>= 1;
        }
        LocalTensor<int32_t> work_24 = slot_9.Get<int32_t>();
        Duplicate(work_24, 0, LANES);
        LocalTensor<uint8_t> mask_10 = slot_13.Get<uint8_t>();
        Compare(mask_10, thread_y, work_24, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_25 = slot_9.Get<int32_t>();
        Duplicate(work_25, columns, LANES);
        LocalTensor<int32_t> maximum_8 = slot_10.Get<int32_t>();
        Max(maximum_8, work_25, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_11 = slot_16.Get<uint8_t>();
        Compare(mask_11, maximum_8, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_26 = slot_10.Get<int32_t>();
        Duplicate(work_26, 0, LANES);
        Select(work_26.ReinterpretCast<float>(), mask_10, thread_x.ReinterpretCast<float>(),
                work_26.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_26, work_26, 4, LANES);
        LocalTensor<float> gathered_6 = slot_9.Get<float>();
        Gather(gathered_6, folded, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 32));
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), 1L);
        if (stop_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_10.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<float> moved = slot_12.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, gathered_6, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                wait<HardEvent::V_MTE3>();
                copy_out(y + (int32_t)(block_x * 32), moved, stop_2);
            }
        }
    }
}

// A block of 32 x LINES threads takes 32 columns: neighbours read neighbours, line after line, and the lines are then
// folded in shared memory. The column of padding keeps the folds free of bank conflicts.
extern "C" __global__ __aicore__ void min_columns_int_4(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* y = (__gm__ int32_t*)y_address;
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
        LocalTensor<int32_t> folded_slots = slot_6.Get<int32_t>();
        CreateVecIndex(folded_slots, 0, 256);
        LocalTensor<int32_t> folded = slot_7.Get<int32_t>();
        Duplicate(folded, 0, 256);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<int32_t> smallest = slot_8.Get<int32_t>();
        Duplicate(smallest, 2147483647, LANES);
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
            LocalTensor<int32_t> x_tile = slot_12.Get<int32_t>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(x_tile, x + (start * columns + (int32_t)(block_x * 32)), rows_2, columns_3, columns,
                        BLOCK_X);
            } else {
                LocalTensor<int32_t> window = slot_14.Get<int32_t>();
                LocalTensor<int32_t> room = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places = slot_15.Get<int32_t>();
                Muls(places, row, columns, LANES);
                Add(places, places, column.ReinterpretCast<int32_t>(), LANES);
                gather_where(x_tile, x, mask_2, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Min(x_tile, smallest, x_tile, LANES);
            Select(smallest.ReinterpretCast<float>(), mask_2, x_tile.ReinterpretCast<float>(),
                    smallest.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        const float reciprocal_3 = 1.0f / 33.0f;
        LocalTensor<float> work_7 = slot_16.Get<float>();
        Cast(work_7, folded_slots, RoundMode::CAST_RINT, 256);
        Adds(work_7, work_7, 0.5f, 256);
        Muls(work_7, work_7, reciprocal_3, 256);
        LocalTensor<int32_t> line = slot_17.Get<int32_t>();
        Cast(line, work_7, RoundMode::CAST_TRUNC, 256);
        const float reciprocal_4 = 1.0f / 33.0f;
        LocalTensor<float> work_5 = slot_16.Get<float>();
        Cast(work_5, folded_slots, RoundMode::CAST_RINT, 256);
        Adds(work_5, work_5, 0.5f, 256);
        Muls(work_5, work_5, reciprocal_4, 256);
        LocalTensor<int32_t> column_2 = slot_18.Get<int32_t>();
        Cast(column_2, work_5, RoundMode::CAST_TRUNC, 256);
        Muls(column_2, column_2, 33, 256);
        Sub(column_2, folded_slots, column_2, 256);
        LocalTensor<int32_t> writer = slot_16.Get<int32_t>();
        Muls(writer, line, BLOCK_X, 256);
        Add(writer, writer, column_2, 256);
        LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
        Duplicate(work_6, BLOCK_X, 256);
        LocalTensor<int32_t> maximum_3 = slot_20.Get<int32_t>();
        Max(maximum_3, work_6, column_2, 256);
        LocalTensor<uint8_t> owned = slot_21.Get<uint8_t>();
        Compare(owned, maximum_3, column_2, CMPMODE::EQ, 256);
        Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> work_8 = slot_20.Get<int32_t>();
        Duplicate(work_8, BLOCK_X * BLOCK_Y, 256);
        LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
        Max(maximum_4, work_8, writer, 256);
        LocalTensor<uint8_t> mask_3 = slot_22.Get<uint8_t>();
        Compare(mask_3, maximum_4, writer, CMPMODE::EQ, 256);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 16);
        And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 16);
        LocalTensor<int32_t> owner = slot_19.Get<int32_t>();
        Duplicate(owner, 0, 256);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
        LocalTensor<int32_t> work_9 = slot_20.Get<int32_t>();
        Muls(work_9, owner, 4, 256);
        LocalTensor<int32_t> gathered = slot_23.Get<int32_t>();
        Gather(gathered, smallest, work_9.ReinterpretCast<uint32_t>(), 0, 256);
        Select(folded.ReinterpretCast<float>(), owned, gathered.ReinterpretCast<float>(),
                folded.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);

        int32_t half_ = 2;
        while (half_ > 0) {
            int32_t half_then = half_;
            LocalTensor<int32_t> work_14 = slot_10.Get<int32_t>();
            Duplicate(work_14, half_then, LANES);
            LocalTensor<int32_t> maximum_7 = slot_12.Get<int32_t>();
            Max(maximum_7, work_14, thread_y, LANES);
            LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
            Compare(mask_5, maximum_7, thread_y, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const float reciprocal_5 = 1.0f / 33.0f;
            LocalTensor<float> work_12 = slot_23.Get<float>();
            Cast(work_12, folded_slots, RoundMode::CAST_RINT, 256);
            Adds(work_12, work_12, 0.5f, 256);
            Muls(work_12, work_12, reciprocal_5, 256);
            LocalTensor<int32_t> line_2 = slot_20.Get<int32_t>();
            Cast(line_2, work_12, RoundMode::CAST_TRUNC, 256);
            const float reciprocal_6 = 1.0f / 33.0f;
            LocalTensor<float> work_10 = slot_23.Get<float>();
            Cast(work_10, folded_slots, RoundMode::CAST_RINT, 256);
            Adds(work_10, work_10, 0.5f, 256);
            Muls(work_10, work_10, reciprocal_6, 256);
            LocalTensor<int32_t> column_3 = slot_24.Get<int32_t>();
            Cast(column_3, work_10, RoundMode::CAST_TRUNC, 256);
            Muls(column_3, column_3, 33, 256);
            Sub(column_3, folded_slots, column_3, 256);
            LocalTensor<int32_t> writer_2 = slot_23.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_3, 256);
            LocalTensor<int32_t> work_11 = slot_25.Get<int32_t>();
            Duplicate(work_11, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_5 = slot_26.Get<int32_t>();
            Max(maximum_5, work_11, column_3, 256);
            LocalTensor<uint8_t> owned_2 = slot_22.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_3, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_13 = slot_26.Get<int32_t>();
            Duplicate(work_13, LANES, 256);
            LocalTensor<int32_t> maximum_6 = slot_25.Get<int32_t>();
            Max(maximum_6, work_13, writer_2, 256);
            LocalTensor<uint8_t> mask_4 = slot_27.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 256);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_25.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> work_15 = slot_12.Get<float>();
            Duplicate(work_15, 1.0f, LANES);
            Select(work_15, mask_5, work_15, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_16 = slot_26.Get<int32_t>();
            Muls(work_16, owner_2, 4, 256);
            LocalTensor<float> gathered_2 = slot_28.Get<float>();
            Gather(gathered_2, work_15, work_16.ReinterpretCast<uint32_t>(), 0, 256);
            LocalTensor<uint8_t> mask_6 = slot_27.Get<uint8_t>();
            CompareScalar(mask_6, gathered_2, 0.0f, CMPMODE::NE, 256);
            And(mask_6.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
            Muls(work_17, thread_y, 33, LANES);
            Add(work_17, work_17, thread_x, LANES);
            LocalTensor<int32_t> work_18 = slot_10.Get<int32_t>();
            Duplicate(work_18, 0, LANES);
            Select(work_17.ReinterpretCast<float>(), mask_5, work_17.ReinterpretCast<float>(),
                    work_18.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_17, work_17, 4, LANES);
            LocalTensor<int32_t> gathered_3 = slot_10.Get<int32_t>();
            Gather(gathered_3, folded, work_17.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_19 = slot_12.Get<int32_t>();
            Adds(work_19, thread_y, half_, LANES);
            Muls(work_19, work_19, 33, LANES);
            Add(work_19, work_19, thread_x, LANES);
            LocalTensor<int32_t> work_20 = slot_9.Get<int32_t>();
            Duplicate(work_20, 0, LANES);
            Select(work_19.ReinterpretCast<float>(), mask_5, work_19.ReinterpretCast<float>(),
                    work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_19, work_19, 4, LANES);
            LocalTensor<int32_t> gathered_4 = slot_9.Get<int32_t>();
            Gather(gathered_4, folded, work_19.ReinterpretCast<uint32_t>(), 0, LANES);
            Min(gathered_3, gathered_3, gathered_4, LANES);
            LocalTensor<int32_t> work_21 = slot_28.Get<int32_t>();
            Muls(work_21, owner_2, 4, 256);
            LocalTensor<int32_t> gathered_5 = slot_26.Get<int32_t>();
            Gather(gathered_5, gathered_3, work_21.ReinterpretCast<uint32_t>(), 0, 256);
            Select(folded.ReinterpretCast<float>(), mask_6, gathered_5.ReinterpretCast<float>(),
                    folded.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            half_ >>= 1;
        }
        LocalTensor<int32_t> work_22 = slot_10.Get<int32_t>();
        Duplicate(work_22, 0, LANES);
        LocalTensor<uint8_t> mask_7 = slot_13.Get<uint8_t>();
        Compare(mask_7, thread_y, work_22, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_23 = slot_10.Get<int32_t>();
        Duplicate(work_23, columns, LANES);
        LocalTensor<int32_t> maximum_8 = slot_9.Get<int32_t>();
        Max(maximum_8, work_23, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_8 = slot_29.Get<uint8_t>();
        Compare(mask_8, maximum_8, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_24 = slot_9.Get<int32_t>();
        Duplicate(work_24, 0, LANES);
        Select(work_24.ReinterpretCast<float>(), mask_7, thread_x.ReinterpretCast<float>(),
                work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_24, work_24, 4, LANES);
        LocalTensor<int32_t> gathered_6 = slot_10.Get<int32_t>();
        Gather(gathered_6, folded, work_24.ReinterpretCast<uint32_t>(), 0, LANES);
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 32));
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), 1L);
        if (stop_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_9.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                LocalTensor<int32_t> moved = slot_12.Get<int32_t>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, gathered_6, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                wait<HardEvent::V_MTE3>();
                copy_out(y + (int32_t)(block_x * 32), moved, stop_2);
            }
        }
    }
}
