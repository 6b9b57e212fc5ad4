// bitonic.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Bitonic sort of each row in shared memory. A row holds at most N elements, N is a power of two, and N / 2 threads
// each own a pair. Rows that are shorter are padded with the value that sorts last.

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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

extern "C" __global__ __aicore__ void bitonic_sort_float_256_true(
        GM_ADDR x_address, GM_ADDR sorted_address, int32_t length, float sorts_last, GM_ADDR scratch_address,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t SHARED) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* sorted = (__gm__ float*)sorted_address;
    __gm__ uint8_t* scratch = (__gm__ uint8_t*)scratch_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> values_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> sorted_tile_out_queue;
    TQue<TPosition::VECIN, 2> values_tile_4_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(values_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(sorted_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(values_tile_4_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, 16384);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        __gm__ float* values = (__gm__ float*)(scratch
                + (((int64_t)(int32_t)block_z * (int32_t)grid_y + (int32_t)block_y) * (int32_t)grid_x
                + (int32_t)block_x) * SHARED);
        for (int32_t start = 0; start < 256; start += BLOCK_X) {
            LocalTensor<float> values_tile_out = values_tile_out_queue.AllocTensor<float>();
            const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)length - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
            const int32_t count = smaller(smaller((int64_t)BLOCK_X, 256L - start), (int64_t)length - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(x_tile, x + (block_x * length + start), count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            Select(values_tile_out, mask, x_tile, sorts_last, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            x_tile_queue.FreeTensor(x_tile);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, 256L - start);
            values_tile_out_queue.EnQue(values_tile_out);
            values_tile_out = values_tile_out_queue.DeQue<float>();
            copy_out(values + start, values_tile_out, count_2);
            values_tile_out_queue.FreeTensor(values_tile_out);
        }

        int32_t run = 2;
        wait<HardEvent::MTE3_S>();
        while (run <= 256) {
            int32_t distance = run >> 1;
            wait<HardEvent::MTE3_S>();
            while (distance > 0) {
                // The lower index of this thread's pair: a zero is inserted at the distance's bit.
                int32_t distance_then = distance;
                LocalTensor<uint32_t> low = slot_4.Get<uint32_t>();
                Muls(low.ReinterpretCast<int32_t>(), lane, 2, LANES);
                LocalTensor<uint32_t> work = slot_5.Get<uint32_t>();
                Duplicate(work, (uint32_t)(distance_then - 1), LANES);
                And(work.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                        LANES * 2);
                Sub(low.ReinterpretCast<int32_t>(), low.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(),
                        LANES);
                int32_t distance_then_2 = distance;
                LocalTensor<int32_t> high = slot_5.Get<int32_t>();
                Adds(high, low.ReinterpretCast<int32_t>(), distance_then_2, LANES);
                LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
                Duplicate(work_4, run, LANES);
                And(work_4.ReinterpretCast<int16_t>(), low.ReinterpretCast<int16_t>(),
                        work_4.ReinterpretCast<int16_t>(), LANES * 2);
                LocalTensor<int32_t> work_5 = slot_7.Get<int32_t>();
                Duplicate(work_5, 0, LANES);
                LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
                Compare(mask_3, work_4, work_5, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_6 = slot_7.Get<int32_t>();
                Duplicate(work_6, 1, LANES);
                LocalTensor<int32_t> work_7 = slot_6.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                Select(work_6.ReinterpretCast<float>(), mask_3, work_6.ReinterpretCast<float>(),
                        work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_8 = slot_6.Get<int32_t>();
                Duplicate(work_8, 1, LANES);
                LocalTensor<uint8_t> upwards = slot_3.Get<uint8_t>();
                Compare(upwards, work_6, work_8, CMPMODE::EQ, LANES);
                LocalTensor<float> values_tile = slot_6.Get<float>();
                LocalTensor<float> window = slot_8.Get<float>();
                LocalTensor<int32_t> room = slot_7.Get<int32_t>();
                LocalTensor<int32_t> places = slot_9.Get<int32_t>();
                copy_tile(places, low.ReinterpretCast<int32_t>(), LANES);
                fence();
                gather_where(values_tile, values, active, places, window, room, LANES);
                LocalTensor<float> values_tile_2 = slot_7.Get<float>();
                LocalTensor<float> window_2 = slot_8.Get<float>();
                LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
                copy_tile(places_2, high, LANES);
                gather_where(values_tile_2, values, active, places_2, window_2, room_2, LANES);
                LocalTensor<uint8_t> mask_2 = slot_11.Get<uint8_t>();
                Compare(mask_2, values_tile, values_tile_2, CMPMODE::GT, LANES);
                LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
                Duplicate(work_2, 1, LANES);
                LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                Select(work_2.ReinterpretCast<float>(), mask_2, work_2.ReinterpretCast<float>(),
                        work_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
                Duplicate(work_9, 1, LANES);
                LocalTensor<int32_t> work_10 = slot_9.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                Select(work_9.ReinterpretCast<float>(), upwards, work_9.ReinterpretCast<float>(),
                        work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> condition = slot_11.Get<uint8_t>();
                Compare(condition, work_2, work_9, CMPMODE::EQ, LANES);
                LocalTensor<uint8_t> taken = slot_12.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> kept = slot_6.Get<float>();
                LocalTensor<float> window_3 = slot_8.Get<float>();
                LocalTensor<int32_t> room_3 = slot_7.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_9.Get<int32_t>();
                copy_tile(places_3, low.ReinterpretCast<int32_t>(), LANES);
                gather_where(kept, values, taken, places_3, window_3, room_3, LANES);
                LocalTensor<float> loaded = slot_7.Get<float>();
                LocalTensor<float> window_4 = slot_8.Get<float>();
                LocalTensor<int32_t> room_4 = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places_4 = slot_10.Get<int32_t>();
                copy_tile(places_4, high, LANES);
                gather_where(loaded, values, taken, places_4, window_4, room_4, LANES);
                LocalTensor<float> spread = slot_13.Get<float>();
                expand(spread, loaded, LANES);
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + low.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                    }
                }
                LocalTensor<float> spread_2 = slot_13.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, kept, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + high.GetValue(lane_2), spread_2[lane_2 * 8], 1);
                    }
                }
                distance >>= 1;
            }
            run <<= 1;
        }
        for (int32_t start = 0; start < length; start += BLOCK_X) {
            LocalTensor<float> sorted_tile_out = sorted_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)length - start);
            LocalTensor<float> values_tile_3 = values_tile_4_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(values_tile_3, values + start, count);
            values_tile_4_queue.EnQue(values_tile_3);
            values_tile_3 = values_tile_4_queue.DeQue<float>();
            copy_tile(sorted_tile_out.ReinterpretCast<int32_t>(), values_tile_3.ReinterpretCast<int32_t>(), LANES);
            values_tile_4_queue.FreeTensor(values_tile_3);
            sorted_tile_out_queue.EnQue(sorted_tile_out);
            sorted_tile_out = sorted_tile_out_queue.DeQue<float>();
            copy_out(sorted + (block_x * length + start), sorted_tile_out, count);
            sorted_tile_out_queue.FreeTensor(sorted_tile_out);
        }
    }
}

extern "C" __global__ __aicore__ void bitonic_sort_int_256_true(
        GM_ADDR x_address, GM_ADDR sorted_address, int32_t length, int32_t sorts_last, GM_ADDR scratch_address,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t SHARED) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* sorted = (__gm__ int32_t*)sorted_address;
    __gm__ uint8_t* scratch = (__gm__ uint8_t*)scratch_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> values_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> sorted_tile_out_queue;
    TQue<TPosition::VECIN, 2> values_tile_4_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(values_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(sorted_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(values_tile_4_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, 16384);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        __gm__ int32_t* values = (__gm__ int32_t*)(scratch
                + (((int64_t)(int32_t)block_z * (int32_t)grid_y + (int32_t)block_y) * (int32_t)grid_x
                + (int32_t)block_x) * SHARED);
        for (int32_t start = 0; start < 256; start += BLOCK_X) {
            LocalTensor<int32_t> values_tile_out = values_tile_out_queue.AllocTensor<int32_t>();
            const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)length - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
            const int32_t count = smaller(smaller((int64_t)BLOCK_X, 256L - start), (int64_t)length - start);
            LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(x_tile, x + (block_x * length + start), count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<int32_t>();
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            Duplicate(work, sorts_last, LANES);
            Select(values_tile_out.ReinterpretCast<float>(), mask, x_tile.ReinterpretCast<float>(),
                    work.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            x_tile_queue.FreeTensor(x_tile);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, 256L - start);
            values_tile_out_queue.EnQue(values_tile_out);
            values_tile_out = values_tile_out_queue.DeQue<int32_t>();
            copy_out(values + start, values_tile_out, count_2);
            values_tile_out_queue.FreeTensor(values_tile_out);
        }

        int32_t run = 2;
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        while (run <= 256) {
            int32_t distance = run >> 1;
            wait<HardEvent::MTE3_S>();
            while (distance > 0) {
                // The lower index of this thread's pair: a zero is inserted at the distance's bit.
                int32_t distance_then = distance;
                LocalTensor<uint32_t> low = slot_4.Get<uint32_t>();
                Muls(low.ReinterpretCast<int32_t>(), lane, 2, LANES);
                LocalTensor<uint32_t> work_2 = slot_5.Get<uint32_t>();
                Duplicate(work_2, (uint32_t)(distance_then - 1), LANES);
                And(work_2.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(),
                        work_2.ReinterpretCast<int16_t>(), LANES * 2);
                Sub(low.ReinterpretCast<int32_t>(), low.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(),
                        LANES);
                int32_t distance_then_2 = distance;
                LocalTensor<int32_t> high = slot_5.Get<int32_t>();
                Adds(high, low.ReinterpretCast<int32_t>(), distance_then_2, LANES);
                LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
                Duplicate(work_5, run, LANES);
                And(work_5.ReinterpretCast<int16_t>(), low.ReinterpretCast<int16_t>(),
                        work_5.ReinterpretCast<int16_t>(), LANES * 2);
                LocalTensor<int32_t> work_6 = slot_7.Get<int32_t>();
                Duplicate(work_6, 0, LANES);
                LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
                Compare(mask_3, work_5, work_6, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
                Duplicate(work_7, 1, LANES);
                LocalTensor<int32_t> work_8 = slot_6.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                Select(work_7.ReinterpretCast<float>(), mask_3, work_7.ReinterpretCast<float>(),
                        work_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
                Duplicate(work_9, 1, LANES);
                LocalTensor<uint8_t> upwards = slot_3.Get<uint8_t>();
                Compare(upwards, work_7, work_9, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> values_tile = slot_6.Get<int32_t>();
                LocalTensor<int32_t> window = slot_8.Get<int32_t>();
                LocalTensor<int32_t> room = slot_7.Get<int32_t>();
                LocalTensor<int32_t> places = slot_9.Get<int32_t>();
                copy_tile(places, low.ReinterpretCast<int32_t>(), LANES);
                fence();
                gather_where(values_tile, values, active, places, window, room, LANES);
                LocalTensor<int32_t> values_tile_2 = slot_7.Get<int32_t>();
                LocalTensor<int32_t> window_2 = slot_8.Get<int32_t>();
                LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
                copy_tile(places_2, high, LANES);
                gather_where(values_tile_2, values, active, places_2, window_2, room_2, LANES);
                LocalTensor<int32_t> maximum = slot_9.Get<int32_t>();
                Max(maximum, values_tile, values_tile_2, LANES);
                LocalTensor<uint8_t> mask_2 = slot_11.Get<uint8_t>();
                Compare(mask_2, maximum, values_tile_2, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
                Duplicate(work_3, 1, LANES);
                LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
                Duplicate(work_4, 0, LANES);
                Select(work_3.ReinterpretCast<float>(), mask_2, work_3.ReinterpretCast<float>(),
                        work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_10 = slot_9.Get<int32_t>();
                Duplicate(work_10, 1, LANES);
                LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
                Duplicate(work_11, 0, LANES);
                Select(work_10.ReinterpretCast<float>(), upwards, work_10.ReinterpretCast<float>(),
                        work_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> condition = slot_11.Get<uint8_t>();
                Compare(condition, work_3, work_10, CMPMODE::EQ, LANES);
                LocalTensor<uint8_t> taken = slot_12.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> kept = slot_9.Get<int32_t>();
                LocalTensor<int32_t> window_3 = slot_8.Get<int32_t>();
                LocalTensor<int32_t> room_3 = slot_7.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_6.Get<int32_t>();
                copy_tile(places_3, low.ReinterpretCast<int32_t>(), LANES);
                gather_where(kept, values, taken, places_3, window_3, room_3, LANES);
                LocalTensor<int32_t> loaded = slot_7.Get<int32_t>();
                LocalTensor<int32_t> window_4 = slot_8.Get<int32_t>();
                LocalTensor<int32_t> room_4 = slot_6.Get<int32_t>();
                LocalTensor<int32_t> places_4 = slot_10.Get<int32_t>();
                copy_tile(places_4, high, LANES);
                gather_where(loaded, values, taken, places_4, window_4, room_4, LANES);
                LocalTensor<int32_t> spread = slot_13.Get<int32_t>();
                expand(spread, loaded, LANES);
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + low.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                    }
                }
                LocalTensor<int32_t> spread_2 = slot_13.Get<int32_t>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, kept, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + high.GetValue(lane_2), spread_2[lane_2 * 8], 1);
                    }
                }
                distance >>= 1;
            }
            run <<= 1;
        }
        for (int32_t start = 0; start < length; start += BLOCK_X) {
            LocalTensor<int32_t> sorted_tile_out = sorted_tile_out_queue.AllocTensor<int32_t>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)length - start);
            LocalTensor<int32_t> values_tile_3 = values_tile_4_queue.AllocTensor<int32_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(values_tile_3, values + start, count);
            values_tile_4_queue.EnQue(values_tile_3);
            values_tile_3 = values_tile_4_queue.DeQue<int32_t>();
            copy_tile(sorted_tile_out, values_tile_3, LANES);
            values_tile_4_queue.FreeTensor(values_tile_3);
            sorted_tile_out_queue.EnQue(sorted_tile_out);
            sorted_tile_out = sorted_tile_out_queue.DeQue<int32_t>();
            copy_out(sorted + (block_x * length + start), sorted_tile_out, count);
            sorted_tile_out_queue.FreeTensor(sorted_tile_out);
        }
    }
}

extern "C" __global__ __aicore__ void bitonic_sort_float_128_false(
        GM_ADDR x_address, GM_ADDR sorted_address, int32_t length, float sorts_last, GM_ADDR scratch_address,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t SHARED) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* sorted = (__gm__ float*)sorted_address;
    __gm__ uint8_t* scratch = (__gm__ uint8_t*)scratch_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> values_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> sorted_tile_out_queue;
    TQue<TPosition::VECIN, 2> values_tile_4_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(values_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(sorted_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(values_tile_4_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, 16384);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        __gm__ float* values = (__gm__ float*)(scratch
                + (((int64_t)(int32_t)block_z * (int32_t)grid_y + (int32_t)block_y) * (int32_t)grid_x
                + (int32_t)block_x) * SHARED);
        for (int32_t start = 0; start < 128; start += BLOCK_X) {
            LocalTensor<float> values_tile_out = values_tile_out_queue.AllocTensor<float>();
            const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)length - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
            const int32_t count = smaller(smaller((int64_t)BLOCK_X, 128L - start), (int64_t)length - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(x_tile, x + (block_x * length + start), count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            Select(values_tile_out, mask, x_tile, sorts_last, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            x_tile_queue.FreeTensor(x_tile);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, 128L - start);
            values_tile_out_queue.EnQue(values_tile_out);
            values_tile_out = values_tile_out_queue.DeQue<float>();
            copy_out(values + start, values_tile_out, count_2);
            values_tile_out_queue.FreeTensor(values_tile_out);
        }

        int32_t run = 2;
        wait<HardEvent::MTE3_S>();
        while (run <= 128) {
            int32_t distance = run >> 1;
            wait<HardEvent::MTE3_S>();
            while (distance > 0) {
                // The lower index of this thread's pair: a zero is inserted at the distance's bit.
                int32_t distance_then = distance;
                LocalTensor<uint32_t> low = slot_4.Get<uint32_t>();
                Muls(low.ReinterpretCast<int32_t>(), lane, 2, LANES);
                LocalTensor<uint32_t> work = slot_5.Get<uint32_t>();
                Duplicate(work, (uint32_t)(distance_then - 1), LANES);
                And(work.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                        LANES * 2);
                Sub(low.ReinterpretCast<int32_t>(), low.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(),
                        LANES);
                int32_t distance_then_2 = distance;
                LocalTensor<int32_t> high = slot_5.Get<int32_t>();
                Adds(high, low.ReinterpretCast<int32_t>(), distance_then_2, LANES);
                LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
                Duplicate(work_4, run, LANES);
                And(work_4.ReinterpretCast<int16_t>(), low.ReinterpretCast<int16_t>(),
                        work_4.ReinterpretCast<int16_t>(), LANES * 2);
                LocalTensor<int32_t> work_5 = slot_7.Get<int32_t>();
                Duplicate(work_5, 0, LANES);
                LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
                Compare(mask_3, work_4, work_5, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_6 = slot_7.Get<int32_t>();
                Duplicate(work_6, 1, LANES);
                LocalTensor<int32_t> work_7 = slot_6.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                Select(work_6.ReinterpretCast<float>(), mask_3, work_6.ReinterpretCast<float>(),
                        work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_8 = slot_6.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<uint8_t> upwards = slot_3.Get<uint8_t>();
                Compare(upwards, work_6, work_8, CMPMODE::EQ, LANES);
                LocalTensor<float> values_tile = slot_6.Get<float>();
                LocalTensor<float> window = slot_8.Get<float>();
                LocalTensor<int32_t> room = slot_7.Get<int32_t>();
                LocalTensor<int32_t> places = slot_9.Get<int32_t>();
                copy_tile(places, low.ReinterpretCast<int32_t>(), LANES);
                fence();
                gather_where(values_tile, values, active, places, window, room, LANES);
                LocalTensor<float> values_tile_2 = slot_7.Get<float>();
                LocalTensor<float> window_2 = slot_8.Get<float>();
                LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
                copy_tile(places_2, high, LANES);
                gather_where(values_tile_2, values, active, places_2, window_2, room_2, LANES);
                LocalTensor<uint8_t> mask_2 = slot_11.Get<uint8_t>();
                Compare(mask_2, values_tile, values_tile_2, CMPMODE::GT, LANES);
                LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
                Duplicate(work_2, 1, LANES);
                LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                Select(work_2.ReinterpretCast<float>(), mask_2, work_2.ReinterpretCast<float>(),
                        work_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
                Duplicate(work_9, 1, LANES);
                LocalTensor<int32_t> work_10 = slot_9.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                Select(work_9.ReinterpretCast<float>(), upwards, work_9.ReinterpretCast<float>(),
                        work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> condition = slot_11.Get<uint8_t>();
                Compare(condition, work_2, work_9, CMPMODE::EQ, LANES);
                LocalTensor<uint8_t> taken = slot_12.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> kept = slot_6.Get<float>();
                LocalTensor<float> window_3 = slot_8.Get<float>();
                LocalTensor<int32_t> room_3 = slot_7.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_9.Get<int32_t>();
                copy_tile(places_3, low.ReinterpretCast<int32_t>(), LANES);
                gather_where(kept, values, taken, places_3, window_3, room_3, LANES);
                LocalTensor<float> loaded = slot_7.Get<float>();
                LocalTensor<float> window_4 = slot_8.Get<float>();
                LocalTensor<int32_t> room_4 = slot_9.Get<int32_t>();
                LocalTensor<int32_t> places_4 = slot_10.Get<int32_t>();
                copy_tile(places_4, high, LANES);
                gather_where(loaded, values, taken, places_4, window_4, room_4, LANES);
                LocalTensor<float> spread = slot_13.Get<float>();
                expand(spread, loaded, LANES);
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + low.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                    }
                }
                LocalTensor<float> spread_2 = slot_13.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, kept, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + high.GetValue(lane_2), spread_2[lane_2 * 8], 1);
                    }
                }
                distance >>= 1;
            }
            run <<= 1;
        }
        for (int32_t start = 0; start < length; start += BLOCK_X) {
            LocalTensor<float> sorted_tile_out = sorted_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)length - start);
            LocalTensor<float> values_tile_3 = values_tile_4_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(values_tile_3, values + start, count);
            values_tile_4_queue.EnQue(values_tile_3);
            values_tile_3 = values_tile_4_queue.DeQue<float>();
            copy_tile(sorted_tile_out.ReinterpretCast<int32_t>(), values_tile_3.ReinterpretCast<int32_t>(), LANES);
            values_tile_4_queue.FreeTensor(values_tile_3);
            sorted_tile_out_queue.EnQue(sorted_tile_out);
            sorted_tile_out = sorted_tile_out_queue.DeQue<float>();
            copy_out(sorted + (block_x * length + start), sorted_tile_out, count);
            sorted_tile_out_queue.FreeTensor(sorted_tile_out);
        }
    }
}
