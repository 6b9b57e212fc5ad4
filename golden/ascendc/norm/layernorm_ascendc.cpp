// layernorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Layer normalisation over the last dimension: y = (x - mean) / sqrt(variance + epsilon) * gamma + beta.
// One block a row. Mean and variance come from one pass: each thread keeps a running mean and sum of squared
// deviations (Welford), and pairs of those are joined (Chan) through warp shuffles and then through shared memory.

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void layernorm(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, int32_t columns,
        float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> value_1_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TQue<TPosition::VECIN, 1> row_tile_1_queue;
    TQue<TPosition::VECIN, 1> gamma_tile_queue;
    TQue<TPosition::VECIN, 1> beta_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48, slot_49, slot_50, slot_51, slot_52, slot_53;
    pipe.InitBuffer(value_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(gamma_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(beta_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(WARPS * 128));
    pipe.InitBuffer(slot_21, padded(WARPS * 128));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_39, 256);
    pipe.InitBuffer(slot_40, 256);
    pipe.InitBuffer(slot_41, 256);
    pipe.InitBuffer(slot_42, 256);
    pipe.InitBuffer(slot_43, 256);
    pipe.InitBuffer(slot_44, 256);
    pipe.InitBuffer(slot_45, 256);
    pipe.InitBuffer(slot_46, 256);
    pipe.InitBuffer(slot_47, 256);
    pipe.InitBuffer(slot_48, 256);
    pipe.InitBuffer(slot_49, 256);
    pipe.InitBuffer(slot_50, 256);
    pipe.InitBuffer(slot_51, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_52, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_53, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 32);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warp_moments_4 = slot_4.Get<int32_t>();
        CreateVecIndex(warp_moments_4, 0, 32);
        LocalTensor<float> warp_moments = slot_5.Get<float>();
        Duplicate(warp_moments, 0.0f, 32);
        LocalTensor<int32_t> warp_moments_5 = slot_6.Get<int32_t>();
        CreateVecIndex(warp_moments_5, 0, 32);
        LocalTensor<float> warp_moments_2 = slot_7.Get<float>();
        Duplicate(warp_moments_2, 0.0f, 32);
        LocalTensor<int32_t> warp_moments_6 = slot_8.Get<int32_t>();
        CreateVecIndex(warp_moments_6, 0, 32);
        LocalTensor<float> warp_moments_3 = slot_9.Get<float>();
        Duplicate(warp_moments_3, 0.0f, 32);
        float mean = 0.0f;
        float scale = 0.0f;
        __gm__ float* row = x + block_x * columns;
        LocalTensor<int32_t> lane_5 = slot_10.Get<int32_t>();
        ShiftRight(lane_5, lane_2, 5, LANES);
        ShiftLeft(lane_5.ReinterpretCast<uint32_t>(), lane_5.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_5, lane_2, lane_5, LANES);
        LocalTensor<float> moments = slot_11.Get<float>();
        Duplicate(moments, 0.0f, LANES);
        LocalTensor<float> moments_2 = slot_12.Get<float>();
        Duplicate(moments_2, 0.0f, LANES);
        LocalTensor<float> moments_3 = slot_13.Get<float>();
        Duplicate(moments_3, 0.0f, LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> value = value_1_queue.AllocTensor<float>();
            copy_in(value, row + start, count_3);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<float>();
            if (count_3 > 0) {
                Adds(moments_3, moments_3, 1.0f, count_3);
            }
            LocalTensor<float> deviation = slot_14.Get<float>();
            Sub(deviation, value, moments, LANES);
            LocalTensor<float> work = slot_15.Get<float>();
            Div(work, deviation, moments_3, LANES);
            if (count_3 > 0) {
                Add(moments, moments, work, count_3);
            }
            LocalTensor<float> work_2 = slot_15.Get<float>();
            Sub(work_2, value, moments, LANES);
            Mul(work_2, deviation, work_2, LANES);
            if (count_3 > 0) {
                Add(moments_2, moments_2, work_2, count_3);
            }
            value_1_queue.FreeTensor(value);
        }
        LocalTensor<float> moments_4 = slot_14.Get<float>();
        copy_tile(moments_4.ReinterpretCast<int32_t>(), moments.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> moments_5 = slot_15.Get<float>();
        copy_tile(moments_5.ReinterpretCast<int32_t>(), moments_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> moments_6 = slot_16.Get<float>();
        copy_tile(moments_6.ReinterpretCast<int32_t>(), moments_3.ReinterpretCast<int32_t>(), LANES);
        int32_t distance = 16;
        while (distance >= 1) {
            LocalTensor<float> other = slot_17.Get<float>();
            Duplicate(other, 0.0f, LANES);
            LocalTensor<float> other_2 = slot_18.Get<float>();
            Duplicate(other_2, 0.0f, LANES);
            LocalTensor<float> other_3 = slot_19.Get<float>();
            Duplicate(other_3, 0.0f, LANES);
            LocalTensor<int32_t> lane = slot_20.Get<int32_t>();
            CreateVecIndex(lane, 0, WARPS * 32);
            LocalTensor<int32_t> work_3 = slot_21.Get<int32_t>();
            ShiftRight(work_3, lane, 5, WARPS * 32);
            Muls(work_3, work_3, 32, WARPS * 32);

            LocalTensor<int32_t> work_4 = slot_22.Get<int32_t>();
            Duplicate(work_4, 31, LANES);
            And(work_4.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<int32_t> work_5 = slot_23.Get<int32_t>();
            Duplicate(work_5, distance, LANES);
            LocalTensor<int32_t> either = slot_24.Get<int32_t>();
            Or(either.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            And(work_4.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(either, either, work_4, LANES);
            Add(work_3, work_3, either, WARPS * 32);
            Muls(work_3, work_3, 4, WARPS * 32);
            LocalTensor<float> gathered = slot_20.Get<float>();
            Gather(gathered, moments_4, work_3.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other.ReinterpretCast<int32_t>(), gathered.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> lane_3 = slot_20.Get<int32_t>();
            CreateVecIndex(lane_3, 0, WARPS * 32);
            LocalTensor<int32_t> work_6 = slot_21.Get<int32_t>();
            ShiftRight(work_6, lane_3, 5, WARPS * 32);
            Muls(work_6, work_6, 32, WARPS * 32);
            LocalTensor<int32_t> work_7 = slot_24.Get<int32_t>();
            Duplicate(work_7, 31, LANES);
            And(work_7.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<int32_t> work_8 = slot_22.Get<int32_t>();
            Duplicate(work_8, distance, LANES);
            LocalTensor<int32_t> either_2 = slot_23.Get<int32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    work_8.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_7.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(either_2, either_2, work_7, LANES);
            Add(work_6, work_6, either_2, WARPS * 32);
            Muls(work_6, work_6, 4, WARPS * 32);
            LocalTensor<float> gathered_2 = slot_20.Get<float>();
            Gather(gathered_2, moments_5, work_6.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other_2.ReinterpretCast<int32_t>(), gathered_2.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> lane_4 = slot_20.Get<int32_t>();
            CreateVecIndex(lane_4, 0, WARPS * 32);
            LocalTensor<int32_t> work_9 = slot_21.Get<int32_t>();
            ShiftRight(work_9, lane_4, 5, WARPS * 32);
            Muls(work_9, work_9, 32, WARPS * 32);
            LocalTensor<int32_t> work_10 = slot_23.Get<int32_t>();
            Duplicate(work_10, 31, LANES);
            And(work_10.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_10.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<int32_t> work_11 = slot_24.Get<int32_t>();
            Duplicate(work_11, distance, LANES);
            LocalTensor<int32_t> either_3 = slot_22.Get<int32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), work_10.ReinterpretCast<int16_t>(),
                    work_11.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_10.ReinterpretCast<int16_t>(), work_10.ReinterpretCast<int16_t>(),
                    work_11.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_3, either_3, work_10, LANES);
            Add(work_9, work_9, either_3, WARPS * 32);
            Muls(work_9, work_9, 4, WARPS * 32);
            LocalTensor<float> gathered_3 = slot_20.Get<float>();
            Gather(gathered_3, moments_6, work_9.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(other_3.ReinterpretCast<int32_t>(), gathered_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> join_result = slot_22.Get<float>();
            Duplicate(join_result, 0.0f, LANES);
            LocalTensor<float> join_result_2 = slot_23.Get<float>();
            Duplicate(join_result_2, 0.0f, LANES);
            LocalTensor<float> join_result_3 = slot_24.Get<float>();
            Duplicate(join_result_3, 0.0f, LANES);
            LocalTensor<uint8_t> in_join = slot_25.Get<uint8_t>();
            Duplicate(in_join.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<float> count = slot_26.Get<float>();
            Add(count, moments_6, other_3, LANES);
            LocalTensor<uint8_t> mask = slot_27.Get<uint8_t>();
            CompareScalar(mask, count, 0.0f, CMPMODE::EQ, LANES);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Select(join_result, mask, moments_4, join_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_2, mask, moments_5, join_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_3, mask, moments_6, join_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_2 = slot_28.Get<uint8_t>();
            Duplicate(mask_2.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_3 = slot_29.Get<uint8_t>();
            LocalTensor<uint8_t> mask_4 = slot_30.Get<uint8_t>();
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    in_join.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_join.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_30.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), in_join.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> deviation_2 = slot_31.Get<float>();
            Sub(deviation_2, other, moments_4, LANES);
            LocalTensor<float> joined = slot_32.Get<float>();
            Duplicate(joined, 0.0f, LANES);
            LocalTensor<float> joined_2 = slot_33.Get<float>();
            Duplicate(joined_2, 0.0f, LANES);
            LocalTensor<float> joined_3 = slot_34.Get<float>();
            Duplicate(joined_3, 0.0f, LANES);
            LocalTensor<float> work_12 = slot_35.Get<float>();
            Div(work_12, other_3, count, LANES);
            Mul(work_12, deviation_2, work_12, LANES);
            Add(joined, moments_4, work_12, LANES);
            LocalTensor<float> work_13 = slot_35.Get<float>();
            Add(work_13, moments_5, other_2, LANES);
            LocalTensor<float> work_14 = slot_36.Get<float>();
            Mul(work_14, deviation_2, deviation_2, LANES);
            LocalTensor<float> work_15 = slot_37.Get<float>();
            Mul(work_15, moments_6, other_3, LANES);
            Div(work_15, work_15, count, LANES);
            Mul(work_14, work_14, work_15, LANES);
            Add(joined_2, work_13, work_14, LANES);
            copy_tile(joined_3.ReinterpretCast<int32_t>(), count.ReinterpretCast<int32_t>(), LANES);
            Select(join_result, taken, joined, join_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_2, taken, joined_2, join_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_3, taken, joined_3, join_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_5 = slot_29.Get<uint8_t>();
            Duplicate(mask_5.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_6 = slot_28.Get<uint8_t>();
            LocalTensor<uint8_t> mask_7 = slot_38.Get<uint8_t>();
            And(mask_6.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_7.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    in_join.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_join.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            copy_tile(moments_4.ReinterpretCast<int32_t>(), join_result.ReinterpretCast<int32_t>(), LANES);
            copy_tile(moments_5.ReinterpretCast<int32_t>(), join_result_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(moments_6.ReinterpretCast<int32_t>(), join_result_3.ReinterpretCast<int32_t>(), LANES);
            distance >>= 1;
        }
        copy_tile(moments.ReinterpretCast<int32_t>(), moments_4.ReinterpretCast<int32_t>(), LANES);
        copy_tile(moments_2.ReinterpretCast<int32_t>(), moments_5.ReinterpretCast<int32_t>(), LANES);
        copy_tile(moments_3.ReinterpretCast<int32_t>(), moments_6.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> work_16 = slot_17.Get<int32_t>();
        Duplicate(work_16, 0, LANES);
        LocalTensor<uint8_t> mask_8 = slot_25.Get<uint8_t>();
        Compare(mask_8, lane_5, work_16, CMPMODE::EQ, LANES);
        And(mask_8.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_39.Get<int32_t>();
        Muls(writer, warp_moments_4, 32, 32);
        const int32_t stop_2 = smaller(32L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_40.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_2, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_41.Get<int32_t>();
        Duplicate(owner, 0, 32);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<float> work_17 = slot_17.Get<float>();
        Duplicate(work_17, 1.0f, LANES);
        Select(work_17, mask_8, work_17, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_18 = slot_42.Get<int32_t>();
        Muls(work_18, owner, 4, 32);
        LocalTensor<float> gathered_4 = slot_43.Get<float>();
        Gather(gathered_4, work_17, work_18.ReinterpretCast<uint32_t>(), 0, 32);
        LocalTensor<uint8_t> mask_9 = slot_44.Get<uint8_t>();
        CompareScalar(mask_9, gathered_4, 0.0f, CMPMODE::NE, 64);
        And(mask_9.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), 2);
        LocalTensor<int32_t> work_19 = slot_43.Get<int32_t>();
        Muls(work_19, owner, 4, 32);
        LocalTensor<float> gathered_5 = slot_42.Get<float>();
        Gather(gathered_5, moments, work_19.ReinterpretCast<uint32_t>(), 0, 32);
        Select(warp_moments, mask_9, gathered_5, warp_moments, SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<int32_t> writer_2 = slot_42.Get<int32_t>();
        Muls(writer_2, warp_moments_5, 32, 32);
        const int32_t stop_3 = smaller(32L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned_2 = slot_44.Get<uint8_t>();
        CompareScalar(owned_2, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_2 = slot_43.Get<int32_t>();
        Duplicate(owner_2, 0, 32);
        Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<float> work_20 = slot_17.Get<float>();
        Duplicate(work_20, 1.0f, LANES);
        Select(work_20, mask_8, work_20, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_21 = slot_45.Get<int32_t>();
        Muls(work_21, owner_2, 4, 32);
        LocalTensor<float> gathered_6 = slot_46.Get<float>();
        Gather(gathered_6, work_20, work_21.ReinterpretCast<uint32_t>(), 0, 32);
        LocalTensor<uint8_t> mask_10 = slot_47.Get<uint8_t>();
        CompareScalar(mask_10, gathered_6, 0.0f, CMPMODE::NE, 64);
        And(mask_10.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                2);
        LocalTensor<int32_t> work_22 = slot_46.Get<int32_t>();
        Muls(work_22, owner_2, 4, 32);
        LocalTensor<float> gathered_7 = slot_45.Get<float>();
        Gather(gathered_7, moments_2, work_22.ReinterpretCast<uint32_t>(), 0, 32);
        Select(warp_moments_2, mask_10, gathered_7, warp_moments_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<int32_t> writer_3 = slot_45.Get<int32_t>();
        Muls(writer_3, warp_moments_6, 32, 32);
        const int32_t stop_4 = smaller(32L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned_3 = slot_47.Get<uint8_t>();
        CompareScalar(owned_3, lanes_2, (float)stop_4, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_3 = slot_46.Get<int32_t>();
        Duplicate(owner_3, 0, 32);
        Select(owner_3.ReinterpretCast<float>(), owned_3, writer_3.ReinterpretCast<float>(),
                owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);
        LocalTensor<float> work_23 = slot_17.Get<float>();
        Duplicate(work_23, 1.0f, LANES);
        Select(work_23, mask_8, work_23, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_24 = slot_48.Get<int32_t>();
        Muls(work_24, owner_3, 4, 32);
        LocalTensor<float> gathered_8 = slot_49.Get<float>();
        Gather(gathered_8, work_23, work_24.ReinterpretCast<uint32_t>(), 0, 32);
        LocalTensor<uint8_t> mask_11 = slot_50.Get<uint8_t>();
        CompareScalar(mask_11, gathered_8, 0.0f, CMPMODE::NE, 64);
        And(mask_11.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                2);
        LocalTensor<int32_t> work_25 = slot_49.Get<int32_t>();
        Muls(work_25, owner_3, 4, 32);
        LocalTensor<float> gathered_9 = slot_48.Get<float>();
        Gather(gathered_9, moments_3, work_25.ReinterpretCast<uint32_t>(), 0, 32);
        Select(warp_moments_3, mask_11, gathered_9, warp_moments_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, 32);

        const int32_t stop_5 = smaller((int64_t)BLOCK_X, 1L);
        LocalTensor<uint8_t> mask_23 = slot_27.Get<uint8_t>();
        CompareScalar(mask_23, lanes, (float)stop_5, CMPMODE::LT, LANES);
        int32_t other_4 = 1;
        int32_t other_then = other_4;
        bool going = true;
        const int32_t stop_6 = smaller((int64_t)BLOCK_X, 1L);
        const int32_t count_3 = other_then < (uint32_t)BLOCK_X / 32 ? stop_6 : 0;
        bool going_2 = going & (count_3 > 0);
        while (going_2) {
            bool going_then = going;
            int32_t other_then_2 = other_4;
            const int32_t count_4 = going_then ? count_3 : 0;
            LocalTensor<uint8_t> mask_12 = slot_30.Get<uint8_t>();
            CompareScalar(mask_12, lanes, (float)count_4, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_26 = slot_17.Get<int32_t>();
            Duplicate(work_26, other_then_2, LANES);
            LocalTensor<int32_t> work_27 = slot_18.Get<int32_t>();
            Duplicate(work_27, 0, LANES);
            Select(work_26.ReinterpretCast<float>(), mask_12, work_26.ReinterpretCast<float>(),
                    work_27.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_26, work_26, 4, LANES);
            LocalTensor<float> b = slot_18.Get<float>();
            Gather(b, warp_moments, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
            bool going_then_2 = going;
            int32_t other_then_3 = other_4;
            const int32_t count_5 = going_then_2 ? count_3 : 0;
            LocalTensor<uint8_t> mask_13 = slot_30.Get<uint8_t>();
            CompareScalar(mask_13, lanes, (float)count_5, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_28 = slot_17.Get<int32_t>();
            Duplicate(work_28, other_then_3, LANES);
            LocalTensor<int32_t> work_29 = slot_19.Get<int32_t>();
            Duplicate(work_29, 0, LANES);
            Select(work_28.ReinterpretCast<float>(), mask_13, work_28.ReinterpretCast<float>(),
                    work_29.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_28, work_28, 4, LANES);
            LocalTensor<float> b_2 = slot_19.Get<float>();
            Gather(b_2, warp_moments_2, work_28.ReinterpretCast<uint32_t>(), 0, LANES);
            bool going_then_3 = going;
            int32_t other_then_4 = other_4;
            const int32_t count_6 = going_then_3 ? count_3 : 0;
            LocalTensor<uint8_t> mask_14 = slot_30.Get<uint8_t>();
            CompareScalar(mask_14, lanes, (float)count_6, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_30 = slot_17.Get<int32_t>();
            Duplicate(work_30, other_then_4, LANES);
            LocalTensor<int32_t> work_31 = slot_22.Get<int32_t>();
            Duplicate(work_31, 0, LANES);
            Select(work_30.ReinterpretCast<float>(), mask_14, work_30.ReinterpretCast<float>(),
                    work_31.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_30, work_30, 4, LANES);
            LocalTensor<float> b_3 = slot_22.Get<float>();
            Gather(b_3, warp_moments_3, work_30.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<float> join_result_4 = slot_17.Get<float>();
            Duplicate(join_result_4, 0.0f, LANES);
            LocalTensor<float> join_result_5 = slot_23.Get<float>();
            Duplicate(join_result_5, 0.0f, LANES);
            LocalTensor<float> join_result_6 = slot_24.Get<float>();
            Duplicate(join_result_6, 0.0f, LANES);
            LocalTensor<uint8_t> in_join_2 = slot_30.Get<uint8_t>();
            Duplicate(in_join_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<float> count_2 = slot_26.Get<float>();
            Add(count_2, moments_3, b_3, LANES);
            bool going_then_4 = going;
            const int32_t count_7 = going_then_4 ? count_3 : 0;
            LocalTensor<uint8_t> mask_15 = slot_38.Get<uint8_t>();
            CompareScalar(mask_15, lanes, (float)count_7, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_16 = slot_28.Get<uint8_t>();
            CompareScalar(mask_16, count_2, 0.0f, CMPMODE::EQ, LANES);
            And(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(join_result_4, mask_15, moments, join_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_5, mask_15, moments_2, join_result_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_6, mask_15, moments_3, join_result_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_17 = slot_28.Get<uint8_t>();
            Duplicate(mask_17.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_18 = slot_29.Get<uint8_t>();
            LocalTensor<uint8_t> mask_19 = slot_51.Get<uint8_t>();
            And(mask_18.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_19.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_19.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(),
                    in_join_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_join_2.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            bool going_then_5 = going;
            const int32_t count_8 = going_then_5 ? count_3 : 0;
            LocalTensor<uint8_t> taken_2 = slot_51.Get<uint8_t>();
            CompareScalar(taken_2, lanes, (float)count_8, CMPMODE::LT, LANES);
            And(taken_2.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    in_join_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> deviation_3 = slot_31.Get<float>();
            Sub(deviation_3, b, moments, LANES);
            LocalTensor<float> joined_4 = slot_32.Get<float>();
            Duplicate(joined_4, 0.0f, LANES);
            LocalTensor<float> joined_5 = slot_33.Get<float>();
            Duplicate(joined_5, 0.0f, LANES);
            LocalTensor<float> joined_6 = slot_34.Get<float>();
            Duplicate(joined_6, 0.0f, LANES);
            LocalTensor<float> work_32 = slot_36.Get<float>();
            Div(work_32, b_3, count_2, LANES);
            Mul(work_32, deviation_3, work_32, LANES);
            Add(joined_4, moments, work_32, LANES);
            LocalTensor<float> work_33 = slot_36.Get<float>();
            Add(work_33, moments_2, b_2, LANES);
            LocalTensor<float> work_34 = slot_35.Get<float>();
            Mul(work_34, deviation_3, deviation_3, LANES);
            LocalTensor<float> work_35 = slot_37.Get<float>();
            Mul(work_35, moments_3, b_3, LANES);
            Div(work_35, work_35, count_2, LANES);
            Mul(work_34, work_34, work_35, LANES);
            Add(joined_5, work_33, work_34, LANES);
            copy_tile(joined_6.ReinterpretCast<int32_t>(), count_2.ReinterpretCast<int32_t>(), LANES);
            Select(join_result_4, taken_2, joined_4, join_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_5, taken_2, joined_5, join_result_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(join_result_6, taken_2, joined_6, join_result_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_20 = slot_29.Get<uint8_t>();
            Duplicate(mask_20.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_21 = slot_28.Get<uint8_t>();
            LocalTensor<uint8_t> mask_22 = slot_52.Get<uint8_t>();
            And(mask_21.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_22.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_22.ReinterpretCast<int16_t>(), mask_22.ReinterpretCast<int16_t>(),
                    in_join_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_join_2.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(),
                    mask_22.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            const int32_t count_9 = going ? count_3 : 0;
            if (count_9 > 0) {
                copy_tile(moments.ReinterpretCast<int32_t>(), join_result_4.ReinterpretCast<int32_t>(), count_9);
            }
            const int32_t count_10 = going ? count_3 : 0;
            if (count_10 > 0) {
                copy_tile(moments_2.ReinterpretCast<int32_t>(), join_result_5.ReinterpretCast<int32_t>(), count_10);
            }
            const int32_t count_11 = going ? count_3 : 0;
            if (count_11 > 0) {
                copy_tile(moments_3.ReinterpretCast<int32_t>(), join_result_6.ReinterpretCast<int32_t>(), count_11);
            }
            other_4++;
            going &= other_4 < (uint32_t)BLOCK_X / 32;
            going_2 = going & (count_3 > 0);
        }
        LocalTensor<float> work_36 = slot_18.Get<float>();
        Select(work_36, mask_23, moments, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_53.Get<float>();
        LocalTensor<float> work_37 = slot_19.Get<float>();
        ReduceSum(sum, work_36, work_37, LANES);
        wait<HardEvent::V_S>();
        const float sum_3 = sum.GetValue(0);
        mean = sum_3;
        LocalTensor<float> work_38 = slot_18.Get<float>();
        Duplicate(work_38, (float)columns, LANES);
        Div(work_38, moments_2, work_38, LANES);
        Adds(work_38, work_38, epsilon, LANES);
        Sqrt(work_38, work_38, LANES);
        LocalTensor<float> work_39 = slot_19.Get<float>();
        Duplicate(work_39, 1.0f, LANES);
        Div(work_39, work_39, work_38, LANES);
        Select(work_39, mask_23, work_39, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_2 = slot_53.Get<float>();
        LocalTensor<float> work_40 = slot_18.Get<float>();
        ReduceSum(sum_2, work_39, work_40, LANES);
        wait<HardEvent::V_S>();
        const float sum_4 = sum_2.GetValue(0);
        scale = sum_4;

        __gm__ float* out = y + block_x * columns;
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            const int32_t count_4 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> row_tile = row_tile_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(row_tile, row + start, count_4);
            row_tile_1_queue.EnQue(row_tile);
            row_tile = row_tile_1_queue.DeQue<float>();
            Adds(row_tile, row_tile, -mean, LANES);
            Muls(row_tile, row_tile, scale, LANES);
            LocalTensor<float> gamma_tile = gamma_tile_queue.AllocTensor<float>();
            copy_in(gamma_tile, gamma + start, count_4);
            gamma_tile_queue.EnQue(gamma_tile);
            gamma_tile = gamma_tile_queue.DeQue<float>();
            Mul(row_tile, row_tile, gamma_tile, LANES);
            gamma_tile_queue.FreeTensor(gamma_tile);
            LocalTensor<float> beta_tile = beta_tile_queue.AllocTensor<float>();
            copy_in(beta_tile, beta + start, count_4);
            beta_tile_queue.EnQue(beta_tile);
            beta_tile = beta_tile_queue.DeQue<float>();
            Add(out_tile_out, row_tile, beta_tile, LANES);
            row_tile_1_queue.FreeTensor(row_tile);
            beta_tile_queue.FreeTensor(beta_tile);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + start, out_tile_out, count_4);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}
