// scatter.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Scatter along rows: updates go to the rows that their indices name.

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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// out[indices[i], :] = updates[i, :], one thread an element; no index comes twice.
extern "C" __global__ __aicore__ void scatter_naive(
        GM_ADDR updates_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t count, int32_t columns,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* updates = (__gm__ float*)updates_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
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
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 32));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
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
        LocalTensor<int32_t> i = slot_6.Get<int32_t>();
        Adds(i, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, count, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, i, LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, i, CMPMODE::EQ, LANES);
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
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)count
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows > 0 ? columns_2 : 0;
        LocalTensor<float> updates_tile = slot_7.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE2>();
            copy_rows_in(updates_tile, updates + ((int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X)),
                    rows, columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> window = slot_11.Get<float>();
            LocalTensor<int32_t> room = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places = slot_12.Get<int32_t>();
            Muls(places, i, columns, LANES);
            Add(places, places, column.ReinterpretCast<int32_t>(), LANES);
            gather_where(updates_tile, updates, mask, places, window, room, LANES);
        }
        LocalTensor<float> spread = slot_13.Get<float>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::MTE3_V>();
        expand(spread, updates_tile, LANES);
        const int32_t rows_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L ? rows
                : 0;
        LocalTensor<int32_t> indices_tile = slot_8.Get<int32_t>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(indices_tile[row * BLOCK_X], load(indices + ((int32_t)block_y * BLOCK_Y + row)), BLOCK_X);
            }
        } else {
            LocalTensor<int32_t> window_2 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
            copy_tile(places_2, i, LANES);
            gather_where(indices_tile, indices, mask, places_2, window_2, room_2, LANES);
        }
        const int32_t stop_2 = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((i.GetValue(lane_2) < count) & (column.ReinterpretCast<int32_t>().GetValue(lane_2) < columns)) {
                copy_out(out
                        + (indices_tile.GetValue(lane_2) * columns
                        + column.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 8], 1);
            }
        }
    }
}

// out[indices[i]] += updates[i], where many updates share a place: one thread an update.
extern "C" __global__ __aicore__ void scatter_add_naive(
        GM_ADDR updates_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t count, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* updates = (__gm__ int32_t*)updates_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ int32_t* out = (__gm__ int32_t*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> updates_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(updates_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 32));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)count - (int32_t)(block_x * LANES));
        LocalTensor<int32_t> updates_tile = updates_tile_queue.AllocTensor<int32_t>();
        copy_in(updates_tile, updates + (int32_t)(block_x * LANES), count_2);
        updates_tile_queue.EnQue(updates_tile);
        updates_tile = updates_tile_queue.DeQue<int32_t>();
        LocalTensor<int32_t> spread = slot_0.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread, updates_tile, LANES);
        LocalTensor<int32_t> indices_tile = slot_1.Get<int32_t>();
        wait<HardEvent::MTE2_V>();
        Duplicate(indices_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(indices_tile, indices + (int32_t)(block_x * LANES), count_2);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane = 0; lane < count_2; ++lane) {
            SetAtomicAdd<int32_t>();
            copy_out(out + indices_tile.GetValue(lane), spread[lane * 8], 1);
            SetAtomicNone();
        }
        updates_tile_queue.FreeTensor(updates_tile);
    }
}

// The same of floats, for few places: each block adds its updates up in shared memory, a float a place, and then its sums
// to the output, so that there are `places` atomic operations a block on global memory.
extern "C" __global__ __aicore__ void scatter_add_block(
        GM_ADDR updates_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t count, int32_t places,
        GM_ADDR scratch_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t SHARED) {
    __gm__ float* updates = (__gm__ float*)updates_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    __gm__ uint8_t* scratch = (__gm__ uint8_t*)scratch_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> sums_tile_out_queue;
    TQue<TPosition::VECIN, 2> updates_tile_queue;
    TQue<TPosition::VECIN, 2> sum_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(sums_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(updates_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(sum_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 32));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* sums = (__gm__ float*)(scratch
                + (((int64_t)(int32_t)block_z * (int32_t)grid_y + (int32_t)block_y) * (int32_t)grid_x
                + (int32_t)block_x) * SHARED);
        for (int32_t start = 0; start < places; start += BLOCK_X) {
            LocalTensor<float> sums_tile_out = sums_tile_out_queue.AllocTensor<float>();
            Duplicate(sums_tile_out, 0.0f, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)places - start);
            sums_tile_out_queue.EnQue(sums_tile_out);
            sums_tile_out = sums_tile_out_queue.DeQue<float>();
            copy_out(sums + start, sums_tile_out, count_2);
            sums_tile_out_queue.FreeTensor(sums_tile_out);
        }
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE2_S>();
        for (int32_t start = block_x * BLOCK_X; start < count; start += (int32_t)(grid_x * BLOCK_X)) {
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> updates_tile = updates_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(updates_tile, updates + start, count_2);
            updates_tile_queue.EnQue(updates_tile);
            updates_tile = updates_tile_queue.DeQue<float>();
            LocalTensor<float> spread = slot_1.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread, updates_tile, LANES);
            LocalTensor<int32_t> indices_tile = slot_2.Get<int32_t>();
            wait<HardEvent::MTE2_S>();
            Duplicate(indices_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            wait<HardEvent::V_MTE2>();
            copy_in(indices_tile, indices + start, count_2);
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < count_2; ++lane) {
                SetAtomicAdd<float>();
                copy_out(sums + indices_tile.GetValue(lane), spread[lane * 8], 1);
                SetAtomicNone();
            }
            updates_tile_queue.FreeTensor(updates_tile);
        }
        wait<HardEvent::MTE3_S>();
        for (int32_t start = 0; start < places; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)places - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)places - start);
            LocalTensor<float> sum = sum_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(sum, sums + start, count_2);
            sum_1_queue.EnQue(sum);
            sum = sum_1_queue.DeQue<float>();
            LocalTensor<uint8_t> mask_2 = slot_4.Get<uint8_t>();
            CompareScalar(mask_2, sum, 0.0f, CMPMODE::NE, LANES);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> spread_2 = slot_1.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread_2, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(mask_2, lane)) {
                    SetAtomicAdd<float>();
                    copy_out(out + (start + lane), spread_2[lane * 8], 1);
                    SetAtomicNone();
                }
            }
            sum_1_queue.FreeTensor(sum);
        }
    }
}
