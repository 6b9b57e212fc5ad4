// gemv.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// y = alpha * A * x + beta * y, one warp a row; a block is 32 x (rows a block).

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

extern "C" __global__ __aicore__ void gemv_warp(
        GM_ADDR A_address, GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, float alpha, float beta,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y,
        int32_t WARPS) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
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
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, 16384);
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(WARPS * 128));
    pipe.InitBuffer(slot_17, padded(WARPS * 128));
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
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> lane_2 = slot_6.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        LocalTensor<float> sum = slot_8.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 32) {
            LocalTensor<int32_t> column = slot_7.Get<int32_t>();
            Adds(column, lane_2, start, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            Duplicate(work_4, columns, LANES);
            LocalTensor<int32_t> maximum_2 = slot_11.Get<int32_t>();
            Max(maximum_2, work_4, column, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, maximum_2, column, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> A_tile = slot_11.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(A_tile, A + ((int32_t)(block_x * BLOCK_Y) * columns + start), rows_2, columns_3, columns,
                        BLOCK_X);
            } else {
                LocalTensor<float> window = slot_13.Get<float>();
                LocalTensor<int32_t> room = slot_10.Get<int32_t>();
                LocalTensor<int32_t> places = slot_14.Get<int32_t>();
                Muls(places, row.ReinterpretCast<int32_t>(), columns, LANES);
                Add(places, places, column, LANES);
                gather_where(A_tile, A, mask_2, places, window, room, LANES);
            }
            LocalTensor<float> x_tile = slot_10.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(x_tile, x + start, rows_2, columns_3, 0, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_13.Get<float>();
                LocalTensor<int32_t> room_2 = slot_14.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_15.Get<int32_t>();
                copy_tile(places_2, column, LANES);
                gather_where(x_tile, x, mask_2, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Mul(A_tile, A_tile, x_tile, LANES);
            Add(A_tile, sum, A_tile, LANES);
            Select(sum, mask_2, A_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }

        LocalTensor<int32_t> lane_3 = slot_16.Get<int32_t>();
        CreateVecIndex(lane_3, 0, WARPS * 32);
        LocalTensor<int32_t> work_5 = slot_17.Get<int32_t>();
        ShiftRight(work_5, lane_3, 5, WARPS * 32);
        Muls(work_5, work_5, 32, WARPS * 32);
        LocalTensor<int32_t> work_6 = slot_7.Get<int32_t>();
        Duplicate(work_6, 31, LANES);
        And(work_6.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_6, work_6, 16, LANES);
        LocalTensor<int32_t> work_7 = slot_11.Get<int32_t>();
        Duplicate(work_7, 31, LANES);
        LocalTensor<int32_t> maximum_3 = slot_10.Get<int32_t>();
        Max(maximum_3, work_6, work_7, LANES);
        LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
        Compare(mask_3, maximum_3, work_7, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_8 = slot_11.Get<int32_t>();
        Duplicate(work_8, 31, LANES);
        And(work_8.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_8, work_8, 16, LANES);
        LocalTensor<int32_t> work_9 = slot_10.Get<int32_t>();
        Duplicate(work_9, 31, LANES);
        And(work_9.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                LANES * 2);
        Select(work_8.ReinterpretCast<float>(), mask_3, work_8.ReinterpretCast<float>(),
                work_9.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Add(work_5, work_5, work_8, WARPS * 32);
        Muls(work_5, work_5, 4, WARPS * 32);
        LocalTensor<float> gathered = slot_16.Get<float>();
        Gather(gathered, sum, work_5.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
        Add(sum, sum, gathered, LANES);
        LocalTensor<int32_t> lane_4 = slot_16.Get<int32_t>();
        CreateVecIndex(lane_4, 0, WARPS * 32);
        LocalTensor<int32_t> work_10 = slot_17.Get<int32_t>();
        ShiftRight(work_10, lane_4, 5, WARPS * 32);
        Muls(work_10, work_10, 32, WARPS * 32);
        LocalTensor<int32_t> work_11 = slot_11.Get<int32_t>();
        Duplicate(work_11, 31, LANES);
        And(work_11.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_11.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_11, work_11, 8, LANES);
        LocalTensor<int32_t> work_12 = slot_10.Get<int32_t>();
        Duplicate(work_12, 31, LANES);
        LocalTensor<int32_t> maximum_4 = slot_7.Get<int32_t>();
        Max(maximum_4, work_11, work_12, LANES);
        LocalTensor<uint8_t> mask_4 = slot_12.Get<uint8_t>();
        Compare(mask_4, maximum_4, work_12, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_13 = slot_10.Get<int32_t>();
        Duplicate(work_13, 31, LANES);
        And(work_13.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_13.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_13, work_13, 8, LANES);
        LocalTensor<int32_t> work_14 = slot_7.Get<int32_t>();
        Duplicate(work_14, 31, LANES);
        And(work_14.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_14.ReinterpretCast<int16_t>(),
                LANES * 2);
        Select(work_13.ReinterpretCast<float>(), mask_4, work_13.ReinterpretCast<float>(),
                work_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Add(work_10, work_10, work_13, WARPS * 32);
        Muls(work_10, work_10, 4, WARPS * 32);
        LocalTensor<float> gathered_2 = slot_16.Get<float>();
        Gather(gathered_2, sum, work_10.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
        Add(sum, sum, gathered_2, LANES);
        LocalTensor<int32_t> lane_5 = slot_16.Get<int32_t>();
        CreateVecIndex(lane_5, 0, WARPS * 32);
        LocalTensor<int32_t> work_15 = slot_17.Get<int32_t>();
        ShiftRight(work_15, lane_5, 5, WARPS * 32);
        Muls(work_15, work_15, 32, WARPS * 32);
        LocalTensor<int32_t> work_16 = slot_10.Get<int32_t>();
        Duplicate(work_16, 31, LANES);
        And(work_16.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_16.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_16, work_16, 4, LANES);
        LocalTensor<int32_t> work_17 = slot_7.Get<int32_t>();
        Duplicate(work_17, 31, LANES);
        LocalTensor<int32_t> maximum_5 = slot_11.Get<int32_t>();
        Max(maximum_5, work_16, work_17, LANES);
        LocalTensor<uint8_t> mask_5 = slot_12.Get<uint8_t>();
        Compare(mask_5, maximum_5, work_17, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_18 = slot_7.Get<int32_t>();
        Duplicate(work_18, 31, LANES);
        And(work_18.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_18, work_18, 4, LANES);
        LocalTensor<int32_t> work_19 = slot_11.Get<int32_t>();
        Duplicate(work_19, 31, LANES);
        And(work_19.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_19.ReinterpretCast<int16_t>(),
                LANES * 2);
        Select(work_18.ReinterpretCast<float>(), mask_5, work_18.ReinterpretCast<float>(),
                work_19.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Add(work_15, work_15, work_18, WARPS * 32);
        Muls(work_15, work_15, 4, WARPS * 32);
        LocalTensor<float> gathered_3 = slot_16.Get<float>();
        Gather(gathered_3, sum, work_15.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
        Add(sum, sum, gathered_3, LANES);
        LocalTensor<int32_t> lane_6 = slot_16.Get<int32_t>();
        CreateVecIndex(lane_6, 0, WARPS * 32);
        LocalTensor<int32_t> work_20 = slot_17.Get<int32_t>();
        ShiftRight(work_20, lane_6, 5, WARPS * 32);
        Muls(work_20, work_20, 32, WARPS * 32);
        LocalTensor<int32_t> work_21 = slot_7.Get<int32_t>();
        Duplicate(work_21, 31, LANES);
        And(work_21.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_21.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_21, work_21, 2, LANES);
        LocalTensor<int32_t> work_22 = slot_11.Get<int32_t>();
        Duplicate(work_22, 31, LANES);
        LocalTensor<int32_t> maximum_6 = slot_10.Get<int32_t>();
        Max(maximum_6, work_21, work_22, LANES);
        LocalTensor<uint8_t> mask_6 = slot_12.Get<uint8_t>();
        Compare(mask_6, maximum_6, work_22, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_23 = slot_11.Get<int32_t>();
        Duplicate(work_23, 31, LANES);
        And(work_23.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_23, work_23, 2, LANES);
        LocalTensor<int32_t> work_24 = slot_10.Get<int32_t>();
        Duplicate(work_24, 31, LANES);
        And(work_24.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_24.ReinterpretCast<int16_t>(),
                LANES * 2);
        Select(work_23.ReinterpretCast<float>(), mask_6, work_23.ReinterpretCast<float>(),
                work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Add(work_20, work_20, work_23, WARPS * 32);
        Muls(work_20, work_20, 4, WARPS * 32);
        LocalTensor<float> gathered_4 = slot_16.Get<float>();
        Gather(gathered_4, sum, work_20.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
        Add(sum, sum, gathered_4, LANES);
        LocalTensor<int32_t> lane_7 = slot_16.Get<int32_t>();
        CreateVecIndex(lane_7, 0, WARPS * 32);
        LocalTensor<int32_t> work_25 = slot_17.Get<int32_t>();
        ShiftRight(work_25, lane_7, 5, WARPS * 32);
        Muls(work_25, work_25, 32, WARPS * 32);
        LocalTensor<int32_t> work_26 = slot_11.Get<int32_t>();
        Duplicate(work_26, 31, LANES);
        And(work_26.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_26.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_26, work_26, 1, LANES);
        LocalTensor<int32_t> work_27 = slot_10.Get<int32_t>();
        Duplicate(work_27, 31, LANES);
        LocalTensor<int32_t> maximum_7 = slot_7.Get<int32_t>();
        Max(maximum_7, work_26, work_27, LANES);
        LocalTensor<uint8_t> mask_7 = slot_12.Get<uint8_t>();
        Compare(mask_7, maximum_7, work_27, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_28 = slot_10.Get<int32_t>();
        Duplicate(work_28, 31, LANES);
        And(work_28.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_28.ReinterpretCast<int16_t>(),
                LANES * 2);
        Adds(work_28, work_28, 1, LANES);
        LocalTensor<int32_t> work_29 = slot_7.Get<int32_t>();
        Duplicate(work_29, 31, LANES);
        And(work_29.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_29.ReinterpretCast<int16_t>(),
                LANES * 2);
        Select(work_28.ReinterpretCast<float>(), mask_7, work_28.ReinterpretCast<float>(),
                work_29.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Add(work_25, work_25, work_28, WARPS * 32);
        Muls(work_25, work_25, 4, WARPS * 32);
        LocalTensor<float> gathered_5 = slot_16.Get<float>();
        Gather(gathered_5, sum, work_25.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
        Add(sum, sum, gathered_5, LANES);

        // With beta zero, y need not hold numbers.
        LocalTensor<float> chosen = slot_10.Get<float>();
        Duplicate(chosen, 0.0f, LANES);
        if (beta == 0.0f) {
            LocalTensor<float> scaled_result = slot_7.Get<float>();
            Muls(scaled_result, sum, alpha, LANES);
            Adds(scaled_result, scaled_result, 0.0f * 0.0f, LANES);
            copy_tile(chosen.ReinterpretCast<int32_t>(), scaled_result.ReinterpretCast<int32_t>(), LANES);
        } else {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t rows_3 = smaller((int64_t)BLOCK_X, 1L) > 0L ? rows_2 : 0;
            LocalTensor<float> previous = slot_7.Get<float>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
                    Duplicate(previous[row_2 * BLOCK_X], load(y + (int32_t)(block_x * BLOCK_Y + row_2)), BLOCK_X);
                }
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_8 = 0; lane_8 < stop_2; ++lane_8) {
                    if ((lane_8 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_8 / BLOCK_X < rows)
                            & (lane_8 % BLOCK_X == 0)) {
                        previous.SetValue(lane_8, load(y + row.ReinterpretCast<int32_t>().GetValue(lane_8)));
                    }
                }
            }
            LocalTensor<float> scaled_result_2 = slot_11.Get<float>();
            Muls(scaled_result_2, sum, alpha, LANES);
            LocalTensor<float> work_30 = slot_14.Get<float>();
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            Muls(work_30, previous, beta, LANES);
            Add(scaled_result_2, scaled_result_2, work_30, LANES);
            copy_tile(chosen.ReinterpretCast<int32_t>(), scaled_result_2.ReinterpretCast<int32_t>(), LANES);
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t columns_2 = 0L < smaller((int64_t)BLOCK_X, 1L) ? 1 : 0;
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + (int32_t)(block_x * BLOCK_Y), chosen, rows_2, columns_3, 1, BLOCK_X);
        } else {
            const int32_t stop_2 = 0L < smaller((int64_t)BLOCK_X, 1L) ? 1 : 0;
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)(block_x * BLOCK_Y));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_7.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                    LocalTensor<float> moved = slot_11.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, chosen, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(y + (int32_t)(block_x * BLOCK_Y + row_2), moved, stop_2);
                }
            }
        }
    }
}
