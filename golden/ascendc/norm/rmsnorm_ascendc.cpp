// rmsnorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
// a thread takes two at a time. The block is a whole number of warps, at most 32.

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

extern "C" __global__ __aicore__ void rmsnorm(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR y_address, int32_t columns, float epsilon, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* weight = (__gm__ half*)weight_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TQue<TPosition::VECIN, 2> whole_4_queue;
    TQue<TPosition::VECIN, 2> whole_5_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(whole_4_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(whole_5_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 8));
    pipe.InitBuffer(slot_3, padded(LANES * 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, 256);
    pipe.InitBuffer(slot_13, 256);
    pipe.InitBuffer(slot_14, padded(LANES * 2));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<float> lanes = slot_1.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 2);
        LocalTensor<int32_t> work_9 = slot_3.Get<int32_t>();
        Duplicate(work_9, 1, LANES * 2);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(), LANES
                * 2 * 2);
        Muls(lane, lane, LANES, LANES * 2);
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 2);
        ShiftRight(lane_2, lane_2, 1, LANES * 2);
        Add(lane, lane, lane_2, LANES * 2);
        Muls(lane, lane, 2, LANES * 2);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_4.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t pairs = columns / 2;
        __gm__ half* row = x + (uint64_t)(int32_t)block_x * columns;
        __gm__ half* weights = weight;
        __gm__ half* out = y + (uint64_t)(int32_t)block_x * columns;
        LocalTensor<float> squares = slot_5.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < pairs; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - start);
            LocalTensor<half> whole_2 = whole_3_queue.AllocTensor<half>();
            const int32_t elements = count * 2;
            copy_in(whole_2, row + start * 2L, elements);
            whole_3_queue.EnQue(whole_2);
            whole_2 = whole_3_queue.DeQue<half>();
            LocalTensor<half> value = slot_6.Get<half>();
            Gather(value, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_7.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_2 = slot_8.Get<half>();
            Gather(value_2, whole_2, offsets_2, 0, LANES);
            whole_3_queue.FreeTensor(whole_2);
            LocalTensor<float> value_3 = slot_7.Get<float>();
            Cast(value_3, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_4 = slot_9.Get<float>();
            Cast(value_4, value_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work = slot_10.Get<float>();
            Mul(work, value_3, value_3, LANES);
            LocalTensor<float> work_2 = slot_11.Get<float>();
            Mul(work_2, value_4, value_4, LANES);
            Add(work, work, work_2, LANES);
            if (count > 0) {
                Add(squares, squares, work, count);
            }
        }
        LocalTensor<float> work_3 = slot_7.Get<float>();
        Select(work_3, active, squares, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_12.Get<float>();
        LocalTensor<float> work_4 = slot_9.Get<float>();
        ReduceSum(sum, work_3, work_4, LANES);
        wait<HardEvent::V_S>();
        const float total = sum.GetValue(0);
        // Every warp adds the warps' sums for itself, which saves a second barrier.
        LocalTensor<float> work_5 = slot_12.Get<float>();
        Duplicate(work_5, total / columns + epsilon, 8);
        Sqrt(work_5, work_5, 8);
        LocalTensor<float> work_6 = slot_13.Get<float>();
        Duplicate(work_6, 1.0f, 8);
        Div(work_6, work_6, work_5, 8);
        wait<HardEvent::V_S>();
        const float scale = work_6.GetValue(0);
        for (int32_t start = 0; start < pairs; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - start);
            LocalTensor<half> whole_3 = whole_4_queue.AllocTensor<half>();
            const int32_t elements = count * 2;
            copy_in(whole_3, row + start * 2L, elements);
            whole_4_queue.EnQue(whole_3);
            whole_3 = whole_4_queue.DeQue<half>();
            LocalTensor<half> value_5 = slot_6.Get<half>();
            Gather(value_5, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_7.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_6 = slot_8.Get<half>();
            Gather(value_6, whole_3, offsets_3, 0, LANES);
            whole_4_queue.FreeTensor(whole_3);
            LocalTensor<float> value_7 = slot_7.Get<float>();
            Cast(value_7, value_5, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_8 = slot_9.Get<float>();
            Cast(value_8, value_6, RoundMode::CAST_NONE, LANES);
            LocalTensor<half> whole_4 = whole_5_queue.AllocTensor<half>();
            copy_in(whole_4, weights + start * 2L, elements);
            whole_5_queue.EnQue(whole_4);
            whole_4 = whole_5_queue.DeQue<half>();
            LocalTensor<half> value_9 = slot_14.Get<half>();
            Gather(value_9, whole_4, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_10.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_10 = slot_15.Get<half>();
            Gather(value_10, whole_4, offsets_4, 0, LANES);
            whole_5_queue.FreeTensor(whole_4);
            LocalTensor<float> factor = slot_10.Get<float>();
            Cast(factor, value_9, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> factor_2 = slot_11.Get<float>();
            Cast(factor_2, value_10, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_11 = slot_16.Get<float>();
            Muls(value_11, value_7, scale, LANES);
            Mul(value_11, value_11, factor, LANES);
            LocalTensor<float> value_12 = slot_17.Get<float>();
            Muls(value_12, value_8, scale, LANES);
            Mul(value_12, value_12, factor_2, LANES);
            LocalTensor<half> fields = slot_18.Get<half>();
            LocalTensor<half> work_7 = slot_19.Get<half>();
            Cast(work_7, value_11, RoundMode::CAST_RINT, LANES);
            copy_tile(fields.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<half> work_8 = slot_19.Get<half>();
            Cast(work_8, value_12, RoundMode::CAST_RINT, LANES);
            copy_tile(fields[LANES].ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<half> out_tile_out = out_tile_out_queue.AllocTensor<half>();
            Gather(out_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 2);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<half>();
            copy_out(out + start * 2L, out_tile_out, elements);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}
