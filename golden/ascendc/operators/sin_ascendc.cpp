// sin.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

extern "C" __global__ __aicore__ void sin_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        Sin(y_tile_out, x_tile, LANES);
        x_tile_queue.FreeTensor(x_tile);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// A block takes PER_THREAD times as many elements as it has threads, a thread's own a block's width apart: all loads of
// a thread are under way before the first sine.
extern "C" __global__ __aicore__ void sin_unrolled_2(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> x_tile_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> values = slot_1.Get<float>();
        Duplicate(values, 0.0f, LANES);
        LocalTensor<float> values_2 = slot_2.Get<float>();
        Duplicate(values_2, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X * 2));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X * 2));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * BLOCK_X * 2), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        Select(values, mask, x_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        x_tile_queue.FreeTensor(x_tile);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X * 2 + BLOCK_X));
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X * 2 + BLOCK_X));
        LocalTensor<float> x_tile_2 = x_tile_1_queue.AllocTensor<float>();
        copy_in(x_tile_2, x + (int32_t)(block_x * BLOCK_X * 2 + BLOCK_X), count_2);
        x_tile_1_queue.EnQue(x_tile_2);
        x_tile_2 = x_tile_1_queue.DeQue<float>();
        Select(values_2, mask_2, x_tile_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        x_tile_1_queue.FreeTensor(x_tile_2);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        Sin(y_tile_out, values, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * BLOCK_X * 2), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        LocalTensor<float> y_tile_out_2 = y_tile_out_1_queue.AllocTensor<float>();
        Sin(y_tile_out_2, values_2, LANES);
        y_tile_out_1_queue.EnQue(y_tile_out_2);
        y_tile_out_2 = y_tile_out_1_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * BLOCK_X * 2 + BLOCK_X), y_tile_out_2, count_2);
        y_tile_out_1_queue.FreeTensor(y_tile_out_2);
    }
}

// A block takes PER_THREAD times as many elements as it has threads, a thread's own a block's width apart: all loads of
// a thread are under way before the first sine.
extern "C" __global__ __aicore__ void sin_unrolled_4(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> x_tile_queue;
    TQue<TPosition::VECIN, 1> x_tile_1_queue;
    TQue<TPosition::VECIN, 1> x_tile_2_queue;
    TQue<TPosition::VECIN, 1> x_tile_3_queue;
    TQue<TPosition::VECOUT, 1> y_tile_out_queue;
    TQue<TPosition::VECOUT, 1> y_tile_out_1_queue;
    TQue<TPosition::VECOUT, 1> y_tile_out_2_queue;
    TQue<TPosition::VECOUT, 1> y_tile_out_3_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(x_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(x_tile_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(x_tile_2_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(x_tile_3_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_1_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_2_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_3_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> values = slot_1.Get<float>();
        Duplicate(values, 0.0f, LANES);
        LocalTensor<float> values_2 = slot_2.Get<float>();
        Duplicate(values_2, 0.0f, LANES);
        LocalTensor<float> values_3 = slot_3.Get<float>();
        Duplicate(values_3, 0.0f, LANES);
        LocalTensor<float> values_4 = slot_4.Get<float>();
        Duplicate(values_4, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4));
        LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * BLOCK_X * 4), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        Select(values, mask, x_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        x_tile_queue.FreeTensor(x_tile);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4 + BLOCK_X));
        LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4 + BLOCK_X));
        LocalTensor<float> x_tile_2 = x_tile_1_queue.AllocTensor<float>();
        copy_in(x_tile_2, x + (int32_t)(block_x * BLOCK_X * 4 + BLOCK_X), count_2);
        x_tile_1_queue.EnQue(x_tile_2);
        x_tile_2 = x_tile_1_queue.DeQue<float>();
        Select(values_2, mask_2, x_tile_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        x_tile_1_queue.FreeTensor(x_tile_2);
        const int32_t stop_3 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4 + 2u * BLOCK_X));
        LocalTensor<uint8_t> mask_3 = slot_5.Get<uint8_t>();
        CompareScalar(mask_3, lanes, (float)stop_3, CMPMODE::LT, LANES);
        const int32_t count_3 = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4 + 2u * BLOCK_X));
        LocalTensor<float> x_tile_3 = x_tile_2_queue.AllocTensor<float>();
        copy_in(x_tile_3, x + (int32_t)(block_x * BLOCK_X * 4 + 2u * BLOCK_X), count_3);
        x_tile_2_queue.EnQue(x_tile_3);
        x_tile_3 = x_tile_2_queue.DeQue<float>();
        Select(values_3, mask_3, x_tile_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        x_tile_2_queue.FreeTensor(x_tile_3);
        const int32_t stop_4 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4 + 3u * BLOCK_X));
        LocalTensor<uint8_t> mask_4 = slot_5.Get<uint8_t>();
        CompareScalar(mask_4, lanes, (float)stop_4, CMPMODE::LT, LANES);
        const int32_t count_4 = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X * 4 + 3u * BLOCK_X));
        LocalTensor<float> x_tile_4 = x_tile_3_queue.AllocTensor<float>();
        copy_in(x_tile_4, x + (int32_t)(block_x * BLOCK_X * 4 + 3u * BLOCK_X), count_4);
        x_tile_3_queue.EnQue(x_tile_4);
        x_tile_4 = x_tile_3_queue.DeQue<float>();
        Select(values_4, mask_4, x_tile_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        x_tile_3_queue.FreeTensor(x_tile_4);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        Sin(y_tile_out, values, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * BLOCK_X * 4), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        LocalTensor<float> y_tile_out_2 = y_tile_out_1_queue.AllocTensor<float>();
        Sin(y_tile_out_2, values_2, LANES);
        y_tile_out_1_queue.EnQue(y_tile_out_2);
        y_tile_out_2 = y_tile_out_1_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * BLOCK_X * 4 + BLOCK_X), y_tile_out_2, count_2);
        y_tile_out_1_queue.FreeTensor(y_tile_out_2);
        LocalTensor<float> y_tile_out_3 = y_tile_out_2_queue.AllocTensor<float>();
        Sin(y_tile_out_3, values_3, LANES);
        y_tile_out_2_queue.EnQue(y_tile_out_3);
        y_tile_out_3 = y_tile_out_2_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * BLOCK_X * 4 + 2u * BLOCK_X), y_tile_out_3, count_3);
        y_tile_out_2_queue.FreeTensor(y_tile_out_3);
        LocalTensor<float> y_tile_out_4 = y_tile_out_3_queue.AllocTensor<float>();
        Sin(y_tile_out_4, values_4, LANES);
        y_tile_out_3_queue.EnQue(y_tile_out_4);
        y_tile_out_4 = y_tile_out_3_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * BLOCK_X * 4 + 3u * BLOCK_X), y_tile_out_4, count_4);
        y_tile_out_3_queue.FreeTensor(y_tile_out_4);
    }
}
