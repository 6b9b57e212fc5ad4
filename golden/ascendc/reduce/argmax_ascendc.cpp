// argmax.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The largest element of each row and where it is; of equal elements the first one. One block a row.

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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
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

extern "C" __global__ __aicore__ void argmax_rows(
        GM_ADDR x_address, GM_ADDR largest_address, GM_ADDR where_address, int32_t columns, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* largest = (__gm__ float*)largest_address;
    __gm__ int32_t* where = (__gm__ int32_t*)where_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> argument_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36;
    pipe.InitBuffer(argument_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(WARPS * 128));
    pipe.InitBuffer(slot_21, padded(WARPS * 128));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, 256);
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 256);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 32);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warp_candidates_3 = slot_4.Get<int32_t>();
        CreateVecIndex(warp_candidates_3, 0, 32);
        LocalTensor<float> warp_candidates = slot_5.Get<float>();
        Duplicate(warp_candidates, 0.0f, 32);
        LocalTensor<int32_t> warp_candidates_4 = slot_6.Get<int32_t>();
        CreateVecIndex(warp_candidates_4, 0, 32);
        LocalTensor<int32_t> warp_candidates_2 = slot_7.Get<int32_t>();
        Duplicate(warp_candidates_2, 0, 32);
        LocalTensor<int32_t> lane_4 = slot_8.Get<int32_t>();
        Duplicate(lane_4, 31, LANES);
        And(lane_4.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> warp = slot_9.Get<int32_t>();
        ShiftRight(warp, lane, 5, LANES);
        __gm__ float* row = x + block_x * columns;
        LocalTensor<float> best = slot_10.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(best, -3.4028235e+38f, LANES);
        LocalTensor<int32_t> best_2 = slot_11.Get<int32_t>();
        Duplicate(best_2, columns, LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            LocalTensor<int32_t> i = slot_12.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop_2, CMPMODE::LT, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> argument = argument_queue.AllocTensor<float>();
            copy_in(argument, row + start, count);
            argument_queue.EnQue(argument);
            argument = argument_queue.DeQue<float>();
            LocalTensor<uint8_t> better_result = slot_14.Get<uint8_t>();
            Compare(better_result, argument, best, CMPMODE::GT, LANES);
            LocalTensor<uint8_t> mask = slot_15.Get<uint8_t>();
            Compare(mask, argument, best, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> maximum = slot_16.Get<int32_t>();
            Max(maximum, best_2, i, LANES);
            LocalTensor<uint8_t> mask_2 = slot_17.Get<uint8_t>();
            Compare(mask_2, maximum, i, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Or(better_result.ReinterpretCast<int16_t>(), better_result.ReinterpretCast<int16_t>(),
                    mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_15.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    better_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(best, taken, argument, best, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(best_2.ReinterpretCast<float>(), taken, i.ReinterpretCast<float>(), best_2.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            argument_queue.FreeTensor(argument);
        }
        LocalTensor<float> best_3 = slot_12.Get<float>();
        copy_tile(best_3.ReinterpretCast<int32_t>(), best.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> best_4 = slot_16.Get<int32_t>();
        copy_tile(best_4, best_2, LANES);
        int32_t distance = 16;
        while (distance > 0) {
            LocalTensor<float> other = slot_18.Get<float>();
            Duplicate(other, 0.0f, LANES);
            LocalTensor<int32_t> other_2 = slot_19.Get<int32_t>();
            Duplicate(other_2, 0, LANES);
            LocalTensor<int32_t> lane_2 = slot_20.Get<int32_t>();
            CreateVecIndex(lane_2, 0, WARPS * 32);
            LocalTensor<int32_t> work = slot_21.Get<int32_t>();
            ShiftRight(work, lane_2, 5, WARPS * 32);
            Muls(work, work, 32, WARPS * 32);

            LocalTensor<int32_t> work_2 = slot_22.Get<int32_t>();
            Duplicate(work_2, 31, LANES);
            And(work_2.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<int32_t> work_3 = slot_23.Get<int32_t>();
            Duplicate(work_3, distance, LANES);
            LocalTensor<int32_t> either = slot_24.Get<int32_t>();
            Or(either.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            And(work_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(either, either, work_2, LANES);
            Add(work, work, either, WARPS * 32);
            Muls(work, work, 4, WARPS * 32);
            LocalTensor<float> gathered = slot_20.Get<float>();
            Gather(gathered, best_3, work.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other.ReinterpretCast<int32_t>(), gathered.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> lane_3 = slot_20.Get<int32_t>();
            CreateVecIndex(lane_3, 0, WARPS * 32);
            LocalTensor<int32_t> work_4 = slot_21.Get<int32_t>();
            ShiftRight(work_4, lane_3, 5, WARPS * 32);
            Muls(work_4, work_4, 32, WARPS * 32);
            LocalTensor<int32_t> work_5 = slot_24.Get<int32_t>();
            Duplicate(work_5, 31, LANES);
            And(work_5.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<int32_t> work_6 = slot_22.Get<int32_t>();
            Duplicate(work_6, distance, LANES);
            LocalTensor<int32_t> either_2 = slot_23.Get<int32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    work_6.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_5.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(either_2, either_2, work_5, LANES);
            Add(work_4, work_4, either_2, WARPS * 32);
            Muls(work_4, work_4, 4, WARPS * 32);
            LocalTensor<int32_t> gathered_2 = slot_20.Get<int32_t>();
            Gather(gathered_2, best_4, work_4.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other_2, gathered_2, LANES);
            LocalTensor<uint8_t> better_result_2 = slot_14.Get<uint8_t>();
            Compare(better_result_2, other, best_3, CMPMODE::GT, LANES);
            LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
            Compare(mask_4, other, best_3, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> maximum_2 = slot_23.Get<int32_t>();
            Max(maximum_2, best_4, other_2, LANES);
            LocalTensor<uint8_t> mask_5 = slot_15.Get<uint8_t>();
            Compare(mask_5, maximum_2, other_2, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Or(better_result_2.ReinterpretCast<int16_t>(), better_result_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_2 = slot_13.Get<uint8_t>();
            And(taken_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    better_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);

            Select(best_3, taken_2, other, best_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(best_4.ReinterpretCast<float>(), taken_2, other_2.ReinterpretCast<float>(),
                    best_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            distance /= 2;
        }
        copy_tile(best.ReinterpretCast<int32_t>(), best_3.ReinterpretCast<int32_t>(), LANES);
        copy_tile(best_2, best_4, LANES);
        LocalTensor<int32_t> work_7 = slot_18.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
        Compare(mask_6, lane_4, work_7, CMPMODE::EQ, LANES);
        And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_25.Get<int32_t>();
        Muls(writer, warp_candidates_3, 32, 32);
        const int32_t stop_2 = smaller(32L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_26.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_2, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_27.Get<int32_t>();
        Duplicate(owner, 0, 32);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<float> work_8 = slot_18.Get<float>();
        Duplicate(work_8, 1.0f, LANES);
        Select(work_8, mask_6, work_8, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_9 = slot_28.Get<int32_t>();
        Muls(work_9, owner, 4, 32);
        LocalTensor<float> gathered_3 = slot_29.Get<float>();
        Gather(gathered_3, work_8, work_9.ReinterpretCast<uint32_t>(), 0, 32);
        LocalTensor<uint8_t> mask_7 = slot_30.Get<uint8_t>();
        CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, 64);
        And(mask_7.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 2);
        LocalTensor<int32_t> work_10 = slot_29.Get<int32_t>();
        Muls(work_10, owner, 4, 32);
        LocalTensor<float> gathered_4 = slot_28.Get<float>();
        Gather(gathered_4, best, work_10.ReinterpretCast<uint32_t>(), 0, 32);
        Select(warp_candidates, mask_7, gathered_4, warp_candidates, SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<int32_t> writer_2 = slot_28.Get<int32_t>();
        Muls(writer_2, warp_candidates_4, 32, 32);
        const int32_t stop_3 = smaller(32L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned_2 = slot_30.Get<uint8_t>();
        CompareScalar(owned_2, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_2 = slot_29.Get<int32_t>();
        Duplicate(owner_2, 0, 32);
        Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<float> work_11 = slot_18.Get<float>();
        Duplicate(work_11, 1.0f, LANES);
        Select(work_11, mask_6, work_11, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_12 = slot_31.Get<int32_t>();
        Muls(work_12, owner_2, 4, 32);
        LocalTensor<float> gathered_5 = slot_32.Get<float>();
        Gather(gathered_5, work_11, work_12.ReinterpretCast<uint32_t>(), 0, 32);
        LocalTensor<uint8_t> mask_8 = slot_33.Get<uint8_t>();
        CompareScalar(mask_8, gathered_5, 0.0f, CMPMODE::NE, 64);
        And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                2);
        LocalTensor<int32_t> work_13 = slot_32.Get<int32_t>();
        Muls(work_13, owner_2, 4, 32);
        LocalTensor<int32_t> gathered_6 = slot_31.Get<int32_t>();
        Gather(gathered_6, best_2, work_13.ReinterpretCast<uint32_t>(), 0, 32);
        Select(warp_candidates_2.ReinterpretCast<float>(), mask_8, gathered_6.ReinterpretCast<float>(),
                warp_candidates_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<int32_t> work_14 = slot_18.Get<int32_t>();
        Duplicate(work_14, 0, LANES);
        LocalTensor<uint8_t> mask_9 = slot_13.Get<uint8_t>();
        Compare(mask_9, warp, work_14, CMPMODE::EQ, LANES);
        And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        const int32_t warps = BLOCK_X / 32;
        LocalTensor<int32_t> work_15 = slot_18.Get<int32_t>();
        Duplicate(work_15, warps, LANES);
        LocalTensor<int32_t> maximum_3 = slot_19.Get<int32_t>();
        Max(maximum_3, work_15, lane_4, LANES);
        LocalTensor<uint8_t> mask_10 = slot_15.Get<uint8_t>();
        Compare(mask_10, maximum_3, lane_4, CMPMODE::EQ, LANES);
        Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_16 = slot_19.Get<int32_t>();
        Duplicate(work_16, warps, LANES);
        LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
        Max(maximum_4, work_16, lane_4, LANES);
        LocalTensor<uint8_t> mask_11 = slot_17.Get<uint8_t>();
        Compare(mask_11, maximum_4, lane_4, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_11.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_17 = slot_18.Get<int32_t>();
        Duplicate(work_17, 0, LANES);
        Select(work_17.ReinterpretCast<float>(), mask_11, lane_4.ReinterpretCast<float>(),
                work_17.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_17, work_17, 4, LANES);
        LocalTensor<float> gathered_7 = slot_19.Get<float>();
        Gather(gathered_7, warp_candidates, work_17.ReinterpretCast<uint32_t>(), 0, LANES);
        Select(gathered_7, mask_10, gathered_7, -3.4028235e+38f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Select(best, mask_9, gathered_7, best, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_18 = slot_19.Get<int32_t>();
        Duplicate(work_18, warps, LANES);
        LocalTensor<int32_t> maximum_5 = slot_18.Get<int32_t>();
        Max(maximum_5, work_18, lane_4, LANES);
        LocalTensor<uint8_t> mask_12 = slot_15.Get<uint8_t>();
        Compare(mask_12, maximum_5, lane_4, CMPMODE::EQ, LANES);
        Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_19 = slot_18.Get<int32_t>();
        Duplicate(work_19, warps, LANES);
        LocalTensor<int32_t> maximum_6 = slot_19.Get<int32_t>();
        Max(maximum_6, work_19, lane_4, LANES);
        LocalTensor<uint8_t> mask_13 = slot_17.Get<uint8_t>();
        Compare(mask_13, maximum_6, lane_4, CMPMODE::EQ, LANES);
        Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_13.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_20 = slot_19.Get<int32_t>();
        Duplicate(work_20, 0, LANES);
        Select(work_20.ReinterpretCast<float>(), mask_13, lane_4.ReinterpretCast<float>(),
                work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_20, work_20, 4, LANES);
        LocalTensor<int32_t> gathered_8 = slot_18.Get<int32_t>();
        Gather(gathered_8, warp_candidates_2, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
        LocalTensor<int32_t> work_21 = slot_19.Get<int32_t>();
        Duplicate(work_21, columns, LANES);
        Select(gathered_8.ReinterpretCast<float>(), mask_12, gathered_8.ReinterpretCast<float>(),
                work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Select(best_2.ReinterpretCast<float>(), mask_9, gathered_8.ReinterpretCast<float>(),
                best_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> best_5 = slot_18.Get<float>();
        copy_tile(best_5.ReinterpretCast<int32_t>(), best.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> best_6 = slot_19.Get<int32_t>();
        copy_tile(best_6, best_2, LANES);
        int32_t distance_2 = 16;
        while (distance_2 > 0) {
            LocalTensor<float> other_3 = slot_23.Get<float>();
            Duplicate(other_3, 0.0f, LANES);
            LocalTensor<int32_t> other_4 = slot_24.Get<int32_t>();
            Duplicate(other_4, 0, LANES);
            LocalTensor<int32_t> lane_5 = slot_20.Get<int32_t>();
            CreateVecIndex(lane_5, 0, WARPS * 32);
            LocalTensor<int32_t> work_22 = slot_21.Get<int32_t>();
            ShiftRight(work_22, lane_5, 5, WARPS * 32);
            Muls(work_22, work_22, 32, WARPS * 32);

            LocalTensor<int32_t> work_23 = slot_22.Get<int32_t>();
            Duplicate(work_23, 31, LANES);
            And(work_23.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<int32_t> work_24 = slot_34.Get<int32_t>();
            Duplicate(work_24, distance_2, LANES);
            LocalTensor<int32_t> either_3 = slot_35.Get<int32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                    work_24.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_23.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                    work_24.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_3, either_3, work_23, LANES);
            Add(work_22, work_22, either_3, WARPS * 32);
            Muls(work_22, work_22, 4, WARPS * 32);
            LocalTensor<float> gathered_9 = slot_20.Get<float>();
            Gather(gathered_9, best_5, work_22.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other_3.ReinterpretCast<int32_t>(), gathered_9.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> lane_6 = slot_20.Get<int32_t>();
            CreateVecIndex(lane_6, 0, WARPS * 32);
            LocalTensor<int32_t> work_25 = slot_21.Get<int32_t>();
            ShiftRight(work_25, lane_6, 5, WARPS * 32);
            Muls(work_25, work_25, 32, WARPS * 32);
            LocalTensor<int32_t> work_26 = slot_35.Get<int32_t>();
            Duplicate(work_26, 31, LANES);
            And(work_26.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_26.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<int32_t> work_27 = slot_22.Get<int32_t>();
            Duplicate(work_27, distance_2, LANES);
            LocalTensor<int32_t> either_4 = slot_34.Get<int32_t>();
            Or(either_4.ReinterpretCast<int16_t>(), work_26.ReinterpretCast<int16_t>(),
                    work_27.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_26.ReinterpretCast<int16_t>(), work_26.ReinterpretCast<int16_t>(),
                    work_27.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_4, either_4, work_26, LANES);
            Add(work_25, work_25, either_4, WARPS * 32);
            Muls(work_25, work_25, 4, WARPS * 32);
            LocalTensor<int32_t> gathered_10 = slot_20.Get<int32_t>();
            Gather(gathered_10, best_6, work_25.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other_4, gathered_10, LANES);
            LocalTensor<uint8_t> better_result_3 = slot_15.Get<uint8_t>();
            Compare(better_result_3, other_3, best_5, CMPMODE::GT, LANES);
            LocalTensor<uint8_t> mask_14 = slot_17.Get<uint8_t>();
            Compare(mask_14, other_3, best_5, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> maximum_7 = slot_34.Get<int32_t>();
            Max(maximum_7, best_6, other_4, LANES);
            LocalTensor<uint8_t> mask_15 = slot_36.Get<uint8_t>();
            Compare(mask_15, maximum_7, other_4, CMPMODE::EQ, LANES);
            Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(better_result_3.ReinterpretCast<int16_t>(), better_result_3.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_3 = slot_17.Get<uint8_t>();
            And(taken_3.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    better_result_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(best_5, taken_3, other_3, best_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(best_6.ReinterpretCast<float>(), taken_3, other_4.ReinterpretCast<float>(),
                    best_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            distance_2 /= 2;
        }
        Select(best, mask_9, best_5, best, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Select(best_2.ReinterpretCast<float>(), mask_9, best_6.ReinterpretCast<float>(),
                best_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(largest + (int32_t)block_x, best, 1);
        copy_out(where + (int32_t)block_x, best_2, 1);
    }
}
