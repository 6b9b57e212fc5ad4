// bmm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Batched matrix product: c[i] = a[i] * b[i], with a [batch, rows, inner], b [batch, inner, columns] and
// c [batch, rows, columns], all row-major and dense. The batch is the grid's third axis.

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

extern "C" __global__ __aicore__ void bmm_naive(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
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
    pipe.InitBuffer(slot_15, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
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
        const int32_t matrix = block_z;
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
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

        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t k = 0; k < inner; ++k) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L
                    ? rows_2 : 0;
            LocalTensor<float> a_tile = slot_8.Get<float>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row_2 = 0; row_2 < rows_3; ++row_2) {
                    Duplicate(a_tile[row_2 * BLOCK_X],
                            load(a + ((matrix * rows + ((int32_t)block_y * BLOCK_Y + row_2 * BLOCK_X / BLOCK_X))
                            * inner + k)), BLOCK_X);
                }
            } else {
                LocalTensor<float> window = slot_11.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Adds(places, row, matrix * rows, LANES);
                Muls(places, places, inner, LANES);
                Adds(places, places, k, LANES);
                gather_where(a_tile, a, mask, places, window, room, LANES);
            }
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> b_tile = slot_12.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(b_tile, b + ((matrix * inner + k) * columns + (int32_t)(block_x * BLOCK_X)), rows_2,
                        columns_3, 0, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_11.Get<float>();
                LocalTensor<int32_t> room_2 = slot_13.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
                Adds(places_2, column.ReinterpretCast<int32_t>(), (matrix * inner + k) * columns, LANES);
                gather_where(b_tile, b, mask, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Mul(a_tile, a_tile, b_tile, LANES);
            Add(sum, sum, a_tile, LANES);
        }
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c + ((matrix * rows + (int32_t)block_y * BLOCK_Y) * columns + (int32_t)(block_x * BLOCK_X)),
                    sum, rows_2, columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_15.Get<float>();
            expand(spread, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < rows)
                        & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < columns)) {
                    copy_out(c
                            + ((matrix * rows + row.GetValue(lane_2)) * columns
                            + column.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 8], 1);
                }
            }
        }
    }
}

// A block computes one TILE x TILE square of one matrix. What lies beyond an edge counts as zero, so that every
// thread reaches every barrier.
extern "C" __global__ __aicore__ void bmm_tiled_16(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 1024);
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, 1024);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, 1024);
    pipe.InitBuffer(slot_16, 1024);
    pipe.InitBuffer(slot_17, 1024);
    pipe.InitBuffer(slot_18, 1024);
    pipe.InitBuffer(slot_19, 1024);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, 1024);
    pipe.InitBuffer(slot_27, 1024);
    pipe.InitBuffer(slot_28, 1024);
    pipe.InitBuffer(slot_29, 1024);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 1024);
    pipe.InitBuffer(slot_32, 1024);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);

        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_2.Get<float>();
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<int32_t> a_tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(a_tile_slots, 0, 256);
        LocalTensor<float> a_tile = slot_7.Get<float>();
        Duplicate(a_tile, 0.0f, 256);
        LocalTensor<int32_t> b_tile_slots = slot_8.Get<int32_t>();
        CreateVecIndex(b_tile_slots, 0, 256);
        LocalTensor<float> b_tile = slot_9.Get<float>();
        Duplicate(b_tile, 0.0f, 256);
        a += (uint64_t)(int32_t)block_z * rows * inner;
        b += (uint64_t)(int32_t)block_z * inner * columns;
        c += (uint64_t)(int32_t)block_z * rows * columns;
        LocalTensor<uint32_t> column_3 = slot_2.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 16), LANES);
        LocalTensor<int32_t> row = slot_10.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * 16, LANES);
        LocalTensor<float> sum = slot_11.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_12.Get<float>();
        Duplicate(product, 0.0f, 256);
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < inner; start += 16) {
            LocalTensor<uint32_t> a_column = slot_13.Get<uint32_t>();
            Adds(a_column.ReinterpretCast<int32_t>(), thread_x, start, LANES);
            LocalTensor<uint32_t> b_row = slot_14.Get<uint32_t>();
            Adds(b_row.ReinterpretCast<int32_t>(), thread_y, start, LANES);
            LocalTensor<int32_t> line = slot_15.Get<int32_t>();
            ShiftRight(line, a_tile_slots, 4, 256);
            LocalTensor<int32_t> column = slot_16.Get<int32_t>();
            ShiftRight(column, a_tile_slots, 4, 256);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column, a_tile_slots, column, 256);
            LocalTensor<int32_t> writer = slot_17.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 256);
            Add(writer, writer, column, 256);
            LocalTensor<int32_t> work = slot_18.Get<int32_t>();
            Duplicate(work, BLOCK_X, 256);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, work, column, 256);
            LocalTensor<uint8_t> owned = slot_20.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 256);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_2 = slot_19.Get<int32_t>();
            Duplicate(work_2, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
            Max(maximum_2, work_2, writer, 256);
            LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 256);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 16);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    16);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 256);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_4 = slot_22.Get<int32_t>();
            Duplicate(work_4, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Duplicate(work_6, inner, LANES);
            LocalTensor<int32_t> maximum_4 = slot_22.Get<int32_t>();
            Max(maximum_4, work_6, a_column.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_3 = slot_25.Get<uint8_t>();
            Compare(mask_3, maximum_4, a_column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * 16);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)inner - start);
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> a_tile_2 = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(a_tile_2, a + ((int32_t)block_y * 16 * inner + start), rows_2, columns_3, inner, BLOCK_X);
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 16 + lane_2 / BLOCK_X < rows)
                            & (start + lane_2 % BLOCK_X < inner)) {
                        a_tile_2.SetValue(lane_2,
                                load(a + (row.GetValue(lane_2) * inner
                                + a_column.ReinterpretCast<int32_t>().GetValue(lane_2))));
                    }
                }
            }
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Select(a_tile_2, mask_2, a_tile_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_7 = slot_19.Get<int32_t>();
            Muls(work_7, owner, 4, 256);
            LocalTensor<float> gathered = slot_26.Get<float>();
            Gather(gathered, a_tile_2, work_7.ReinterpretCast<uint32_t>(), 0, 256);
            Select(a_tile, owned, gathered, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> line_2 = slot_26.Get<int32_t>();
            ShiftRight(line_2, b_tile_slots, 4, 256);
            LocalTensor<int32_t> column_2 = slot_19.Get<int32_t>();
            ShiftRight(column_2, b_tile_slots, 4, 256);
            ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column_2, b_tile_slots, column_2, 256);
            LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_2, 256);
            LocalTensor<int32_t> work_8 = slot_28.Get<int32_t>();
            Duplicate(work_8, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_5 = slot_29.Get<int32_t>();
            Max(maximum_5, work_8, column_2, 256);
            LocalTensor<uint8_t> owned_2 = slot_21.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_2, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_9 = slot_29.Get<int32_t>();
            Duplicate(work_9, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_6 = slot_28.Get<int32_t>();
            Max(maximum_6, work_9, writer_2, 256);
            LocalTensor<uint8_t> mask_4 = slot_30.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 256);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_28.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_10 = slot_22.Get<int32_t>();
            Duplicate(work_10, inner, LANES);
            LocalTensor<int32_t> maximum_7 = slot_23.Get<int32_t>();
            Max(maximum_7, work_10, b_row.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_5 = slot_24.Get<uint8_t>();
            Compare(mask_5, maximum_7, b_row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_11 = slot_23.Get<int32_t>();
            Duplicate(work_11, columns, LANES);
            LocalTensor<int32_t> maximum_8 = slot_22.Get<int32_t>();
            Max(maximum_8, work_11, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_6 = slot_25.Get<uint8_t>();
            Compare(mask_6, maximum_8, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_3 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)inner
                    - start);
            const int32_t columns_4 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 16));
            const int32_t columns_5 = rows_3 > 0 ? columns_4 : 0;
            LocalTensor<float> b_tile_2 = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(b_tile_2, b + (start * columns + (int32_t)(block_x * 16)), rows_3, columns_5, columns,
                        BLOCK_X);
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & (start + lane_2 / BLOCK_X < inner)
                            & ((int32_t)(block_x * 16) + lane_2 % BLOCK_X < columns)) {
                        b_tile_2.SetValue(lane_2,
                                load(b + (b_row.ReinterpretCast<int32_t>().GetValue(lane_2) * columns
                                + column_3.ReinterpretCast<int32_t>().GetValue(lane_2))));
                    }
                }
            }
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Select(b_tile_2, mask_5, b_tile_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_12 = slot_29.Get<int32_t>();
            Muls(work_12, owner_2, 4, 256);
            LocalTensor<float> gathered_2 = slot_31.Get<float>();
            Gather(gathered_2, b_tile_2, work_12.ReinterpretCast<uint32_t>(), 0, 256);
            Select(b_tile, owned_2, gathered_2, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> product_2 = slot_32.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_13 = slot_33.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_13, b_tile[k * 16], a_tile.GetValue(i * 16 + k), 16);
                    Add(product_2[i * 16], product_2[i * 16], work_13, 16);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 256);
        }
        LocalTensor<int32_t> work_14 = slot_13.Get<int32_t>();
        Muls(work_14, thread_y, 16, LANES);
        Add(work_14, work_14, thread_x, LANES);
        LocalTensor<int32_t> work_15 = slot_14.Get<int32_t>();
        Duplicate(work_15, 0, LANES);
        Select(work_14.ReinterpretCast<float>(), active, work_14.ReinterpretCast<float>(),
                work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_14, work_14, 4, LANES);
        LocalTensor<float> gathered_3 = slot_14.Get<float>();
        Gather(gathered_3, product, work_14.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_3, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * 16);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 16));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c + ((int32_t)block_y * 16 * columns + (int32_t)(block_x * 16)), sum, rows_2, columns_3,
                    columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_34.Get<float>();
            expand(spread, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 16 + lane_2 / BLOCK_X < rows)
                        & ((int32_t)(block_x * 16) + lane_2 % BLOCK_X < columns)) {
                    copy_out(c
                            + (row.GetValue(lane_2) * columns + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)),
                            spread[lane_2 * 8], 1);
                }
            }
        }
    }
}
