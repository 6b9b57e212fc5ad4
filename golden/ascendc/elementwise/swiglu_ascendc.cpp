// swiglu.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The gated unit of LLaMA's feed-forward layer: out = silu(gate) * up.
// gate and up are the halves of one [rows, 2 * width] matrix, as a fused projection leaves them.
// One block row (blockIdx.y) a matrix row.

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

extern "C" __global__ __aicore__ void swiglu(
        GM_ADDR gate_and_up_address, GM_ADDR out_address, int32_t width, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* gate_and_up = (__gm__ float*)gate_and_up_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_1_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TQue<TPosition::VECIN, 2> up_tile_queue;
    TBuf<TPosition::VECCALC> slot_0;
    pipe.InitBuffer(x_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(up_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        const int32_t row = block_y;

        __gm__ float* gate = gate_and_up + (uint64_t)row * 2 * width;
        __gm__ float* up = gate + width;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)width
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x = x_1_queue.AllocTensor<float>();
        copy_in(x, gate + (int32_t)(block_x * LANES), count);
        x_1_queue.EnQue(x);
        x = x_1_queue.DeQue<float>();
        // Approximate by intention: the exponential and the division are the fast ones.
        LocalTensor<float> silu_result = slot_0.Get<float>();
        Muls(silu_result, x, -1.0f, LANES);
        Exp(silu_result, silu_result, LANES);
        Adds(silu_result, silu_result, 1.0f, LANES);
        Div(silu_result, x, silu_result, LANES);
        LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> up_tile = up_tile_queue.AllocTensor<float>();
        copy_in(up_tile, up + (int32_t)(block_x * LANES), count);
        up_tile_queue.EnQue(up_tile);
        up_tile = up_tile_queue.DeQue<float>();
        Mul(out_tile_out, silu_result, up_tile, LANES);
        up_tile_queue.FreeTensor(up_tile);
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<float>();
        copy_out(out + ((uint64_t)row * width + (int32_t)(block_x * LANES)), out_tile_out, count);
        out_tile_out_queue.FreeTensor(out_tile_out);
        x_1_queue.FreeTensor(x);
    }
}
