// polynomial.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// sin(x) and cos(x) on [-pi/4, pi/4] by Horner's rule, with the coefficients in constant memory.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t DEGREE = 4;

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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

extern "C" __global__ __aicore__ void sine_polynomial(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, GM_ADDR sine_coefficients_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* sine_coefficients = (__gm__ float*)sine_coefficients_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_2_queue;
    TQue<TPosition::VECIN, 2> x_tile_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(x_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x_2 = x_2_queue.AllocTensor<float>();
        copy_in(x_2, x + (int32_t)(block_x * LANES), count);
        x_2_queue.EnQue(x_2);
        x_2 = x_2_queue.DeQue<float>();
        LocalTensor<float> x_tile = x_tile_1_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_1_queue.EnQue(x_tile);
        x_tile = x_tile_1_queue.DeQue<float>();
        Mul(x_2, x_2, x_tile, LANES);
        x_tile_1_queue.FreeTensor(x_tile);
        const float element = count > 0 ? load(sine_coefficients + DEGREE) : 0.0f;
        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, element, LANES);
        int32_t power = 3;
        #pragma unroll
        while (power >= 0) {
            const float element_2 = count > 0 ? load(sine_coefficients + power) : 0.0f;
            LocalTensor<float> work = slot_1.Get<float>();
            Duplicate(work, element_2, LANES);
            MulAddDst(work, sum, x_2, LANES);
            if (count > 0) {
                copy_tile(sum.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), count);
            }
            power--;
        }
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> x_tile_2 = x_tile_2_queue.AllocTensor<float>();
        copy_in(x_tile_2, x + (int32_t)(block_x * LANES), count);
        x_tile_2_queue.EnQue(x_tile_2);
        x_tile_2 = x_tile_2_queue.DeQue<float>();
        Mul(y_tile_out, x_tile_2, sum, LANES);
        x_tile_2_queue.FreeTensor(x_tile_2);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        x_2_queue.FreeTensor(x_2);
    }
}

extern "C" __global__ __aicore__ void cosine_polynomial(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, GM_ADDR cosine_coefficients_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* cosine_coefficients = (__gm__ float*)cosine_coefficients_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_2_queue;
    TQue<TPosition::VECIN, 2> x_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(x_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x_2 = x_2_queue.AllocTensor<float>();
        copy_in(x_2, x + (int32_t)(block_x * LANES), count);
        x_2_queue.EnQue(x_2);
        x_2 = x_2_queue.DeQue<float>();
        LocalTensor<float> x_tile = x_tile_1_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_1_queue.EnQue(x_tile);
        x_tile = x_tile_1_queue.DeQue<float>();
        Mul(x_2, x_2, x_tile, LANES);
        x_tile_1_queue.FreeTensor(x_tile);
        const float element = count > 0 ? load(cosine_coefficients + DEGREE) : 0.0f;
        LocalTensor<float> sum = slot_0.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, element, LANES);
        int32_t power = 3;
        #pragma unroll
        while (power >= 0) {
            const float element_2 = count > 0 ? load(cosine_coefficients + power) : 0.0f;
            LocalTensor<float> work = slot_1.Get<float>();
            Duplicate(work, element_2, LANES);
            MulAddDst(work, sum, x_2, LANES);
            if (count > 0) {
                copy_tile(sum.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), count);
            }
            power--;
        }
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), sum, count);
        x_2_queue.FreeTensor(x_2);
    }
}
