// gelu.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

extern "C" __global__ __aicore__ void gelu_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> value = value_1_queue.AllocTensor<float>();
        copy_in(value, x + (int32_t)(block_x * LANES), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<float>();
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work = slot_0.Get<float>();
        Muls(work, value, 0.5f, LANES);
        LocalTensor<float> work_2 = slot_1.Get<float>();
        Muls(work_2, value, 0.70710678f, LANES);
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Erf(work_3, work_2, LANES);
        Adds(work_3, work_3, 1.0f, LANES);
        Mul(y_tile_out, work, work_3, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        value_1_queue.FreeTensor(value);
    }
}

// gelu(x + bias) over a [rows, columns] matrix, in the approximation by tanh: one block a row, four columns at a time.
extern "C" __global__ __aicore__ void gelu_bias_rows(
        GM_ADDR x_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> whole_2_queue;
    TQue<TPosition::VECIN, 1> whole_3_queue;
    TQue<TPosition::VECOUT, 1> to_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20;
    pipe.InitBuffer(whole_2_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(whole_3_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(to_tile_out_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 16));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
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
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 4);
        LocalTensor<int32_t> work_9 = slot_2.Get<int32_t>();
        Duplicate(work_9, 3, LANES * 4);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(), LANES
                * 4 * 2);
        Muls(lane, lane, LANES, LANES * 4);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 4);
        ShiftRight(lane_2, lane_2, 2, LANES * 4);
        Add(lane, lane, lane_2, LANES * 4);
        Muls(lane, lane, 4, LANES * 4);
        const int32_t fours = columns / 4;
        __gm__ float* from = x + block_x * fours * 4L;
        __gm__ float* to = y + block_x * fours * 4L;
        for (int32_t start = 0; start < fours; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)fours - start);
            LocalTensor<float> whole_2 = whole_2_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            copy_in(whole_2, from + start * 4L, elements);
            whole_2_queue.EnQue(whole_2);
            whole_2 = whole_2_queue.DeQue<float>();
            LocalTensor<float> value = slot_3.Get<float>();
            Gather(value, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> value_2 = slot_5.Get<float>();
            Gather(value_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_4.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value_3 = slot_6.Get<float>();
            Gather(value_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_4.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> value_4 = slot_7.Get<float>();
            Gather(value_4, whole_2, offsets_4, 0, LANES);
            whole_2_queue.FreeTensor(whole_2);
            LocalTensor<float> whole_3 = whole_3_queue.AllocTensor<float>();
            copy_in(whole_3, bias + start * 4L, elements);
            whole_3_queue.EnQue(whole_3);
            whole_3 = whole_3_queue.DeQue<float>();
            LocalTensor<float> shift = slot_4.Get<float>();
            Gather(shift, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_5 = slot_8.Get<uint32_t>();
            Adds(offsets_5.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> shift_2 = slot_9.Get<float>();
            Gather(shift_2, whole_3, offsets_5, 0, LANES);
            LocalTensor<uint32_t> offsets_6 = slot_8.Get<uint32_t>();
            Adds(offsets_6.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> shift_3 = slot_10.Get<float>();
            Gather(shift_3, whole_3, offsets_6, 0, LANES);
            LocalTensor<uint32_t> offsets_7 = slot_8.Get<uint32_t>();
            Adds(offsets_7.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> shift_4 = slot_11.Get<float>();
            Gather(shift_4, whole_3, offsets_7, 0, LANES);
            whole_3_queue.FreeTensor(whole_3);
            LocalTensor<float> value_5 = slot_8.Get<float>();
            Add(value_5, value, shift, LANES);
            LocalTensor<float> inner = slot_12.Get<float>();
            Muls(inner, value_5, 0.044715f, LANES);
            Mul(inner, inner, value_5, LANES);
            Mul(inner, inner, value_5, LANES);
            Add(inner, value_5, inner, LANES);
            Muls(inner, inner, 0.7978845608f, LANES);
            LocalTensor<float> work = slot_13.Get<float>();
            Muls(work, value_5, 0.5f, LANES);
            LocalTensor<float> work_2 = slot_14.Get<float>();
            Tanh(work_2, inner, LANES);
            Adds(work_2, work_2, 1.0f, LANES);
            Mul(value, work, work_2, LANES);
            LocalTensor<float> value_6 = slot_14.Get<float>();
            Add(value_6, value_2, shift_2, LANES);
            LocalTensor<float> inner_2 = slot_13.Get<float>();
            Muls(inner_2, value_6, 0.044715f, LANES);
            Mul(inner_2, inner_2, value_6, LANES);
            Mul(inner_2, inner_2, value_6, LANES);
            Add(inner_2, value_6, inner_2, LANES);
            Muls(inner_2, inner_2, 0.7978845608f, LANES);
            LocalTensor<float> work_3 = slot_15.Get<float>();
            Muls(work_3, value_6, 0.5f, LANES);
            LocalTensor<float> work_4 = slot_16.Get<float>();
            Tanh(work_4, inner_2, LANES);
            Adds(work_4, work_4, 1.0f, LANES);
            Mul(value_2, work_3, work_4, LANES);
            LocalTensor<float> value_7 = slot_16.Get<float>();
            Add(value_7, value_3, shift_3, LANES);
            LocalTensor<float> inner_3 = slot_15.Get<float>();
            Muls(inner_3, value_7, 0.044715f, LANES);
            Mul(inner_3, inner_3, value_7, LANES);
            Mul(inner_3, inner_3, value_7, LANES);
            Add(inner_3, value_7, inner_3, LANES);
            Muls(inner_3, inner_3, 0.7978845608f, LANES);
            LocalTensor<float> work_5 = slot_17.Get<float>();
            Muls(work_5, value_7, 0.5f, LANES);
            LocalTensor<float> work_6 = slot_18.Get<float>();
            Tanh(work_6, inner_3, LANES);
            Adds(work_6, work_6, 1.0f, LANES);
            Mul(value_3, work_5, work_6, LANES);
            LocalTensor<float> value_8 = slot_18.Get<float>();
            Add(value_8, value_4, shift_4, LANES);
            LocalTensor<float> inner_4 = slot_17.Get<float>();
            Muls(inner_4, value_8, 0.044715f, LANES);
            Mul(inner_4, inner_4, value_8, LANES);
            Mul(inner_4, inner_4, value_8, LANES);
            Add(inner_4, value_8, inner_4, LANES);
            Muls(inner_4, inner_4, 0.7978845608f, LANES);
            LocalTensor<float> work_7 = slot_19.Get<float>();
            Muls(work_7, value_8, 0.5f, LANES);
            LocalTensor<float> work_8 = slot_20.Get<float>();
            Tanh(work_8, inner_4, LANES);
            Adds(work_8, work_8, 1.0f, LANES);
            Mul(value_4, work_7, work_8, LANES);
            LocalTensor<float> fields = slot_2.Get<float>();
            copy_tile(fields.ReinterpretCast<int32_t>(), value.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES].ReinterpretCast<int32_t>(), value_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 2].ReinterpretCast<int32_t>(), value_3.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 3].ReinterpretCast<int32_t>(), value_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> to_tile_out = to_tile_out_queue.AllocTensor<float>();
            Gather(to_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
            to_tile_out_queue.EnQue(to_tile_out);
            to_tile_out = to_tile_out_queue.DeQue<float>();
            copy_out(to + start * 4L, to_tile_out, elements);
            to_tile_out_queue.FreeTensor(to_tile_out);
        }
    }
}
