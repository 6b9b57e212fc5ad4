// clamp.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Limits every element to an interval. A NaN compares false with both ends and so passes through.

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

extern "C" __global__ __aicore__ void clamp_float(
        GM_ADDR x_address, GM_ADDR y_address, float low, float high, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t stride = (grid_x - 1) * LANES + TAIL;
        for (int32_t start = block_x * LANES; start < n; start += stride) {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - start);
            LocalTensor<float> value = value_1_queue.AllocTensor<float>();
            copy_in(value, x + start, count);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<float>();
            LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
            LocalTensor<uint8_t> mask = slot_0.Get<uint8_t>();
            CompareScalar(mask, value, low, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_2 = slot_1.Get<uint8_t>();
            CompareScalar(mask_2, value, high, CMPMODE::GT, (LANES + 63) / 64 * 64);
            LocalTensor<float> work = slot_2.Get<float>();
            Duplicate(work, high, LANES);
            Select(work, mask_2, work, value, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_2 = slot_3.Get<float>();
            Duplicate(work_2, low, LANES);
            Select(y_tile_out, mask, work_2, work, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            y_tile_out_queue.EnQue(y_tile_out);
            y_tile_out = y_tile_out_queue.DeQue<float>();
            copy_out(y + start, y_tile_out, count);
            y_tile_out_queue.FreeTensor(y_tile_out);
            value_1_queue.FreeTensor(value);
        }
    }
}

extern "C" __global__ __aicore__ void clamp_int(
        GM_ADDR x_address, GM_ADDR y_address, int32_t low, int32_t high, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* y = (__gm__ int32_t*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t stride = (grid_x - 1) * LANES + TAIL;
        for (int32_t start = block_x * LANES; start < n; start += stride) {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - start);
            LocalTensor<int32_t> value = value_1_queue.AllocTensor<int32_t>();
            copy_in(value, x + start, count);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<int32_t>();
            LocalTensor<int32_t> y_tile_out = y_tile_out_queue.AllocTensor<int32_t>();
            LocalTensor<int32_t> work = slot_0.Get<int32_t>();
            Duplicate(work, low, LANES);
            LocalTensor<int32_t> maximum = slot_1.Get<int32_t>();
            Max(maximum, work, value, LANES);
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            Compare(mask, maximum, value, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_2 = slot_1.Get<int32_t>();
            Duplicate(work_2, high, LANES);
            LocalTensor<int32_t> maximum_2 = slot_0.Get<int32_t>();
            Max(maximum_2, value, work_2, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            Compare(mask_2, maximum_2, work_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_3 = slot_1.Get<int32_t>();
            Duplicate(work_3, high, LANES);
            Select(work_3.ReinterpretCast<float>(), mask_2, work_3.ReinterpretCast<float>(),
                    value.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_4 = slot_0.Get<int32_t>();
            Duplicate(work_4, low, LANES);
            Select(y_tile_out.ReinterpretCast<float>(), mask, work_4.ReinterpretCast<float>(),
                    work_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            y_tile_out_queue.EnQue(y_tile_out);
            y_tile_out = y_tile_out_queue.DeQue<int32_t>();
            copy_out(y + start, y_tile_out, count);
            y_tile_out_queue.FreeTensor(y_tile_out);
            value_1_queue.FreeTensor(value);
        }
    }
}

extern "C" __global__ __aicore__ void clamp_unsigned_char(
        GM_ADDR x_address, GM_ADDR y_address, uint8_t low, uint8_t high, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint8_t* x = (__gm__ uint8_t*)x_address;
    __gm__ uint8_t* y = (__gm__ uint8_t*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 2));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t stride = (grid_x - 1) * LANES + TAIL;
        for (int32_t start = block_x * LANES; start < n; start += stride) {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - start);
            LocalTensor<uint8_t> value = value_1_queue.AllocTensor<uint8_t>();
            copy_in(value, x + start, count);
            value_1_queue.EnQue(value);
            value = value_1_queue.DeQue<uint8_t>();
            LocalTensor<uint8_t> y_tile_out = y_tile_out_queue.AllocTensor<uint8_t>();
            LocalTensor<half> work = slot_0.Get<half>();
            Cast(work, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_2 = slot_1.Get<int32_t>();
            Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> work_3 = slot_2.Get<int32_t>();
            Duplicate(work_3, (int32_t)low, LANES);
            LocalTensor<int32_t> maximum = slot_3.Get<int32_t>();
            Max(maximum, work_3, work_2, LANES);
            LocalTensor<uint8_t> mask = slot_4.Get<uint8_t>();
            Compare(mask, maximum, work_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<half> work_4 = slot_0.Get<half>();
            Cast(work_4, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_5 = slot_1.Get<int32_t>();
            Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> work_6 = slot_3.Get<int32_t>();
            Duplicate(work_6, (int32_t)high, LANES);
            LocalTensor<int32_t> maximum_2 = slot_2.Get<int32_t>();
            Max(maximum_2, work_5, work_6, LANES);
            LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
            Compare(mask_2, maximum_2, work_6, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<half> work_7 = slot_0.Get<half>();
            Cast(work_7, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<half> work_8 = slot_6.Get<half>();
            Duplicate(work_8, (half)high, LANES);
            Select(work_8, mask_2, work_8, work_7, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> work_9 = slot_7.Get<uint8_t>();
            Cast(work_9, work_8, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_10 = slot_6.Get<half>();
            Cast(work_10, work_9, RoundMode::CAST_NONE, LANES);
            LocalTensor<half> work_11 = slot_0.Get<half>();
            Duplicate(work_11, (half)low, LANES);
            Select(work_11, mask, work_11, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Cast(y_tile_out, work_11, RoundMode::CAST_TRUNC, LANES);
            y_tile_out_queue.EnQue(y_tile_out);
            y_tile_out = y_tile_out_queue.DeQue<uint8_t>();
            copy_out(y + start, y_tile_out, count);
            y_tile_out_queue.FreeTensor(y_tile_out);
            value_1_queue.FreeTensor(value);
        }
    }
}
