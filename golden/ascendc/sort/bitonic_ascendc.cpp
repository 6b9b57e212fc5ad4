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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
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
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 32));
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
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        while (run <= 256) {
            int32_t distance = run >> 1;
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE3_V>();
            while (distance > 0) {
                // The lower index of this thread's pair: a zero is inserted at the distance's bit.
                int32_t distance_then = distance;
                LocalTensor<uint32_t> low = slot_4.Get<uint32_t>();
                Muls(low.ReinterpretCast<int32_t>(), lane, 2, LANES);
                LocalTensor<uint32_t> work_3 = slot_5.Get<uint32_t>();
                Duplicate(work_3, (uint32_t)(distance_then - 1), LANES);
                And(work_3.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(),
                        work_3.ReinterpretCast<int16_t>(), LANES * 2);
                Sub(low.ReinterpretCast<int32_t>(), low.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(),
                        LANES);
                int32_t distance_then_2 = distance;
                LocalTensor<int32_t> work_4 = slot_5.Get<int32_t>();
                Duplicate(work_4, run, LANES);
                And(work_4.ReinterpretCast<int16_t>(), low.ReinterpretCast<int16_t>(),
                        work_4.ReinterpretCast<int16_t>(), LANES * 2);
                LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
                Duplicate(work_5, 0, LANES);
                LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
                Compare(mask_3, work_4, work_5, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
                Duplicate(work_6, 1, LANES);
                LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                Select(work_6.ReinterpretCast<float>(), mask_3, work_6.ReinterpretCast<float>(),
                        work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
                Duplicate(work_8, 1, LANES);
                LocalTensor<uint8_t> upwards = slot_3.Get<uint8_t>();
                Compare(upwards, work_6, work_8, CMPMODE::EQ, LANES);
                LocalTensor<float> values_tile = slot_5.Get<float>();
                const int32_t stop_2 = BLOCK_X;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    fence();
                    values_tile.SetValue(lane_2,
                            load(values + (int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1)))));
                }
                LocalTensor<float> values_tile_2 = slot_6.Get<float>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    fence();
                    values_tile_2.SetValue(lane_2,
                            load(values
                            + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1))) + distance_then_2)));
                }
                LocalTensor<uint8_t> mask_2 = slot_7.Get<uint8_t>();
                wait<HardEvent::S_V>();
                Compare(mask_2, values_tile, values_tile_2, CMPMODE::GT, LANES);
                LocalTensor<int32_t> work = slot_6.Get<int32_t>();
                Duplicate(work, 1, LANES);
                LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
                Duplicate(work_2, 0, LANES);
                Select(work.ReinterpretCast<float>(), mask_2, work.ReinterpretCast<float>(),
                        work_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_5.Get<int32_t>();
                Duplicate(work_9, 1, LANES);
                LocalTensor<int32_t> work_10 = slot_8.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                Select(work_9.ReinterpretCast<float>(), upwards, work_9.ReinterpretCast<float>(),
                        work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> condition = slot_7.Get<uint8_t>();
                Compare(condition, work, work_9, CMPMODE::EQ, LANES);
                LocalTensor<uint8_t> taken = slot_9.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> kept = slot_5.Get<float>();
                const int32_t stop_3 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        fence();
                        kept.SetValue(lane_2, load(values + low.ReinterpretCast<int32_t>().GetValue(lane_2)));
                    }
                }
                LocalTensor<float> loaded = slot_6.Get<float>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        fence();
                        loaded.SetValue(lane_2,
                                load(values
                                + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1)))
                                + distance_then_2)));
                    }
                }
                LocalTensor<float> spread = slot_10.Get<float>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE3_V>();
                expand(spread, loaded, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + low.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                    }
                }
                LocalTensor<float> spread_2 = slot_10.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, kept, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values
                                + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1))) + distance_then_2),
                                spread_2[lane_2 * 8], 1);
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
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
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
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 32));
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
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        while (run <= 256) {
            int32_t distance = run >> 1;
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE3_V>();
            while (distance > 0) {
                // The lower index of this thread's pair: a zero is inserted at the distance's bit.
                int32_t distance_then = distance;
                LocalTensor<uint32_t> low = slot_4.Get<uint32_t>();
                Muls(low.ReinterpretCast<int32_t>(), lane, 2, LANES);
                LocalTensor<uint32_t> work_4 = slot_5.Get<uint32_t>();
                Duplicate(work_4, (uint32_t)(distance_then - 1), LANES);
                And(work_4.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(),
                        work_4.ReinterpretCast<int16_t>(), LANES * 2);
                Sub(low.ReinterpretCast<int32_t>(), low.ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(),
                        LANES);
                int32_t distance_then_2 = distance;
                LocalTensor<int32_t> work_5 = slot_5.Get<int32_t>();
                Duplicate(work_5, run, LANES);
                And(work_5.ReinterpretCast<int16_t>(), low.ReinterpretCast<int16_t>(),
                        work_5.ReinterpretCast<int16_t>(), LANES * 2);
                LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
                Duplicate(work_6, 0, LANES);
                LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
                Compare(mask_3, work_5, work_6, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_7 = slot_6.Get<int32_t>();
                Duplicate(work_7, 1, LANES);
                LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                Select(work_7.ReinterpretCast<float>(), mask_3, work_7.ReinterpretCast<float>(),
                        work_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_5.Get<int32_t>();
                Duplicate(work_9, 1, LANES);
                LocalTensor<uint8_t> upwards = slot_3.Get<uint8_t>();
                Compare(upwards, work_7, work_9, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> values_tile = slot_5.Get<int32_t>();
                const int32_t stop_2 = BLOCK_X;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    fence();
                    values_tile.SetValue(lane_2,
                            load(values + (int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1)))));
                }
                LocalTensor<int32_t> values_tile_2 = slot_6.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    fence();
                    values_tile_2.SetValue(lane_2,
                            load(values
                            + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1))) + distance_then_2)));
                }
                LocalTensor<int32_t> maximum = slot_7.Get<int32_t>();
                wait<HardEvent::S_V>();
                Max(maximum, values_tile, values_tile_2, LANES);
                LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
                Compare(mask_2, maximum, values_tile_2, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_2 = slot_6.Get<int32_t>();
                Duplicate(work_2, 1, LANES);
                LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                Select(work_2.ReinterpretCast<float>(), mask_2, work_2.ReinterpretCast<float>(),
                        work_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_10 = slot_7.Get<int32_t>();
                Duplicate(work_10, 1, LANES);
                LocalTensor<int32_t> work_11 = slot_5.Get<int32_t>();
                Duplicate(work_11, 0, LANES);
                Select(work_10.ReinterpretCast<float>(), upwards, work_10.ReinterpretCast<float>(),
                        work_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> condition = slot_8.Get<uint8_t>();
                Compare(condition, work_2, work_10, CMPMODE::EQ, LANES);
                LocalTensor<uint8_t> taken = slot_9.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> kept = slot_7.Get<int32_t>();
                const int32_t stop_3 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        fence();
                        kept.SetValue(lane_2, load(values + low.ReinterpretCast<int32_t>().GetValue(lane_2)));
                    }
                }
                LocalTensor<int32_t> loaded = slot_6.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        fence();
                        loaded.SetValue(lane_2,
                                load(values
                                + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1)))
                                + distance_then_2)));
                    }
                }
                LocalTensor<int32_t> spread = slot_10.Get<int32_t>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE3_V>();
                expand(spread, loaded, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + low.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                    }
                }
                LocalTensor<int32_t> spread_2 = slot_10.Get<int32_t>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, kept, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values
                                + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1))) + distance_then_2),
                                spread_2[lane_2 * 8], 1);
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
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
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
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 32));
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
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        while (run <= 128) {
            int32_t distance = run >> 1;
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE3_V>();
            while (distance > 0) {
                // The lower index of this thread's pair: a zero is inserted at the distance's bit.
                int32_t distance_then = distance;
                LocalTensor<uint32_t> low = slot_4.Get<uint32_t>();
                Muls(low.ReinterpretCast<int32_t>(), lane, 2, LANES);
                LocalTensor<uint32_t> work_3 = slot_5.Get<uint32_t>();
                Duplicate(work_3, (uint32_t)(distance_then - 1), LANES);
                And(work_3.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(),
                        work_3.ReinterpretCast<int16_t>(), LANES * 2);
                Sub(low.ReinterpretCast<int32_t>(), low.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(),
                        LANES);
                int32_t distance_then_2 = distance;
                LocalTensor<int32_t> work_4 = slot_5.Get<int32_t>();
                Duplicate(work_4, run, LANES);
                And(work_4.ReinterpretCast<int16_t>(), low.ReinterpretCast<int16_t>(),
                        work_4.ReinterpretCast<int16_t>(), LANES * 2);
                LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
                Duplicate(work_5, 0, LANES);
                LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
                Compare(mask_3, work_4, work_5, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
                Duplicate(work_6, 1, LANES);
                LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                Select(work_6.ReinterpretCast<float>(), mask_3, work_6.ReinterpretCast<float>(),
                        work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<uint8_t> upwards = slot_3.Get<uint8_t>();
                Compare(upwards, work_6, work_8, CMPMODE::EQ, LANES);
                LocalTensor<float> values_tile = slot_5.Get<float>();
                const int32_t stop_2 = BLOCK_X;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    fence();
                    values_tile.SetValue(lane_2,
                            load(values + (int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1)))));
                }
                LocalTensor<float> values_tile_2 = slot_6.Get<float>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    fence();
                    values_tile_2.SetValue(lane_2,
                            load(values
                            + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1))) + distance_then_2)));
                }
                LocalTensor<uint8_t> mask_2 = slot_7.Get<uint8_t>();
                wait<HardEvent::S_V>();
                Compare(mask_2, values_tile, values_tile_2, CMPMODE::GT, LANES);
                LocalTensor<int32_t> work = slot_6.Get<int32_t>();
                Duplicate(work, 1, LANES);
                LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
                Duplicate(work_2, 0, LANES);
                Select(work.ReinterpretCast<float>(), mask_2, work.ReinterpretCast<float>(),
                        work_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_5.Get<int32_t>();
                Duplicate(work_9, 1, LANES);
                LocalTensor<int32_t> work_10 = slot_8.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                Select(work_9.ReinterpretCast<float>(), upwards, work_9.ReinterpretCast<float>(),
                        work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> condition = slot_7.Get<uint8_t>();
                Compare(condition, work, work_9, CMPMODE::EQ, LANES);
                LocalTensor<uint8_t> taken = slot_9.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> kept = slot_5.Get<float>();
                const int32_t stop_3 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        fence();
                        kept.SetValue(lane_2, load(values + low.ReinterpretCast<int32_t>().GetValue(lane_2)));
                    }
                }
                LocalTensor<float> loaded = slot_6.Get<float>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        fence();
                        loaded.SetValue(lane_2,
                                load(values
                                + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1)))
                                + distance_then_2)));
                    }
                }
                LocalTensor<float> spread = slot_10.Get<float>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE3_V>();
                expand(spread, loaded, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values + low.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                    }
                }
                LocalTensor<float> spread_2 = slot_10.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, kept, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(taken, lane_2)) {
                        copy_out(values
                                + ((int32_t)(2u * lane_2 - ((uint32_t)lane_2 & (distance_then - 1))) + distance_then_2),
                                spread_2[lane_2 * 8], 1);
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
