// gelu.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

/// The Gaussian error linear unit in its two common forms (Hendrycks and Gimpel, arXiv:1606.08415).

#include "kernel_operator.h"
using namespace AscendC;

constexpr float SQRT_HALF = 0.70710678118654752f;
constexpr float SQRT_TWO_OVER_PI = 0.79788456080286536f;
constexpr float CUBIC = 0.044715f;

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

extern "C" __global__ __aicore__ void gelu_erf(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_2_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(x_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x_2 = x_2_queue.AllocTensor<float>();
        copy_in(x_2, x + (int32_t)(block_x * LANES), count);
        x_2_queue.EnQue(x_2);
        x_2 = x_2_queue.DeQue<float>();
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work = slot_0.Get<float>();
        Muls(work, x_2, 0.5f, LANES);
        LocalTensor<float> work_2 = slot_1.Get<float>();
        Muls(work_2, x_2, SQRT_HALF, LANES);
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Erf(work_3, work_2, LANES);
        Adds(work_3, work_3, 1.0f, LANES);
        Mul(y_tile_out, work, work_3, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        x_2_queue.FreeTensor(x_2);
    }
}

extern "C" __global__ __aicore__ void gelu_tanh(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_2_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(x_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x_2 = x_2_queue.AllocTensor<float>();
        copy_in(x_2, x + (int32_t)(block_x * LANES), count);
        x_2_queue.EnQue(x_2);
        x_2 = x_2_queue.DeQue<float>();
        LocalTensor<float> cube = slot_0.Get<float>();
        Mul(cube, x_2, x_2, LANES);
        Mul(cube, cube, x_2, LANES);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work = slot_1.Get<float>();
        Muls(work, x_2, 0.5f, LANES);
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Muls(work_2, cube, CUBIC, LANES);
        Add(work_2, x_2, work_2, LANES);
        Muls(work_2, work_2, SQRT_TWO_OVER_PI, LANES);
        LocalTensor<float> work_3 = slot_3.Get<float>();
        Tanh(work_3, work_2, LANES);
        Adds(work_3, work_3, 1.0f, LANES);
        Mul(y_tile_out, work, work_3, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        x_2_queue.FreeTensor(x_2);
    }
}
