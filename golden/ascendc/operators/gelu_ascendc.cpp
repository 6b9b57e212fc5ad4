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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
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
    pipe.InitBuffer(slot_19, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t fours = columns / 4;
        __gm__ float* from = x + block_x * fours * 4L;
        __gm__ float* to = y + block_x * fours * 4L;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < fours; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)fours - start);
            LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> from_tile = slot_1.Get<float>();
            wait<HardEvent::V_S>();
            copy_in(from_tile, from + start * 4L, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> value = slot_2.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(value, from_tile, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> from_tile_2 = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(from_tile_2, from + start * 4L + 1, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> value_2 = slot_3.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(value_2, from_tile_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> from_tile_3 = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(from_tile_3, from + start * 4L + 2, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> value_3 = slot_4.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(value_3, from_tile_3, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_4.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> from_tile_4 = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(from_tile_4, from + start * 4L + 3, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_4.ReinterpretCast<int32_t>(), offsets_4.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> value_4 = slot_5.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(value_4, from_tile_4, offsets_4, 0, LANES);
            LocalTensor<uint32_t> offsets_5 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_5.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> bias_tile = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(bias_tile, bias + start * 4L, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_5.ReinterpretCast<int32_t>(), offsets_5.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> shift = slot_6.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(shift, bias_tile, offsets_5, 0, LANES);
            LocalTensor<uint32_t> offsets_6 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_6.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> bias_tile_2 = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(bias_tile_2, bias + start * 4L + 1, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_6.ReinterpretCast<int32_t>(), offsets_6.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> shift_2 = slot_7.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(shift_2, bias_tile_2, offsets_6, 0, LANES);
            LocalTensor<uint32_t> offsets_7 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_7.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> bias_tile_3 = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(bias_tile_3, bias + start * 4L + 2, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_7.ReinterpretCast<int32_t>(), offsets_7.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> shift_3 = slot_8.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(shift_3, bias_tile_3, offsets_7, 0, LANES);
            LocalTensor<uint32_t> offsets_8 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_8.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> bias_tile_4 = slot_1.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(bias_tile_4, bias + start * 4L + 3, count > 0 ? (count - 1) * 4 + 1 : 0);
            Muls(offsets_8.ReinterpretCast<int32_t>(), offsets_8.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<float> shift_4 = slot_9.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(shift_4, bias_tile_4, offsets_8, 0, LANES);
            LocalTensor<float> value_5 = slot_0.Get<float>();
            Add(value_5, value, shift, LANES);
            LocalTensor<float> inner = slot_10.Get<float>();
            Muls(inner, value_5, 0.044715f, LANES);
            Mul(inner, inner, value_5, LANES);
            Mul(inner, inner, value_5, LANES);
            Add(inner, value_5, inner, LANES);
            Muls(inner, inner, 0.7978845608f, LANES);
            LocalTensor<float> work = slot_11.Get<float>();
            Muls(work, value_5, 0.5f, LANES);
            LocalTensor<float> work_2 = slot_12.Get<float>();
            Tanh(work_2, inner, LANES);
            Adds(work_2, work_2, 1.0f, LANES);
            Mul(value, work, work_2, LANES);
            LocalTensor<float> value_6 = slot_12.Get<float>();
            Add(value_6, value_2, shift_2, LANES);
            LocalTensor<float> inner_2 = slot_11.Get<float>();
            Muls(inner_2, value_6, 0.044715f, LANES);
            Mul(inner_2, inner_2, value_6, LANES);
            Mul(inner_2, inner_2, value_6, LANES);
            Add(inner_2, value_6, inner_2, LANES);
            Muls(inner_2, inner_2, 0.7978845608f, LANES);
            LocalTensor<float> work_3 = slot_13.Get<float>();
            Muls(work_3, value_6, 0.5f, LANES);
            LocalTensor<float> work_4 = slot_14.Get<float>();
            Tanh(work_4, inner_2, LANES);
            Adds(work_4, work_4, 1.0f, LANES);
            Mul(value_2, work_3, work_4, LANES);
            LocalTensor<float> value_7 = slot_14.Get<float>();
            Add(value_7, value_3, shift_3, LANES);
            LocalTensor<float> inner_3 = slot_13.Get<float>();
            Muls(inner_3, value_7, 0.044715f, LANES);
            Mul(inner_3, inner_3, value_7, LANES);
            Mul(inner_3, inner_3, value_7, LANES);
            Add(inner_3, value_7, inner_3, LANES);
            Muls(inner_3, inner_3, 0.7978845608f, LANES);
            LocalTensor<float> work_5 = slot_15.Get<float>();
            Muls(work_5, value_7, 0.5f, LANES);
            LocalTensor<float> work_6 = slot_16.Get<float>();
            Tanh(work_6, inner_3, LANES);
            Adds(work_6, work_6, 1.0f, LANES);
            Mul(value_3, work_5, work_6, LANES);
            LocalTensor<float> value_8 = slot_16.Get<float>();
            Add(value_8, value_4, shift_4, LANES);
            LocalTensor<float> inner_4 = slot_15.Get<float>();
            Muls(inner_4, value_8, 0.044715f, LANES);
            Mul(inner_4, inner_4, value_8, LANES);
            Mul(inner_4, inner_4, value_8, LANES);
            Add(inner_4, value_8, inner_4, LANES);
            Muls(inner_4, inner_4, 0.7978845608f, LANES);
            LocalTensor<float> work_7 = slot_17.Get<float>();
            Muls(work_7, value_8, 0.5f, LANES);
            LocalTensor<float> work_8 = slot_18.Get<float>();
            Tanh(work_8, inner_4, LANES);
            Adds(work_8, work_8, 1.0f, LANES);
            Mul(value_4, work_7, work_8, LANES);
            LocalTensor<float> spread = slot_19.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, value, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(to + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_19.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, value_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(to + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_19.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, value_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(to + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_19.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, value_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(to + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
        }
    }
}
