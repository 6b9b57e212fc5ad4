// saxpy.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// y = a * x + y over vectors of any length, as a whole program: run it to see it check itself.

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// One thread takes every (grid size)-th element, so any grid covers any n.
extern "C" __global__ __aicore__ void saxpy(
        int32_t n, float a, GM_ADDR x_address, GM_ADDR y_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> y_tile_queue;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_queue, 2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        for (int32_t start = block_x * LANES; start < n; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(x_tile, x + start, count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            Muls(x_tile, x_tile, a, LANES);
            LocalTensor<float> y_tile = y_tile_queue.AllocTensor<float>();
            copy_in(y_tile, y + start, count);
            y_tile_queue.EnQue(y_tile);
            y_tile = y_tile_queue.DeQue<float>();
            Add(y_tile_out, x_tile, y_tile, LANES);
            x_tile_queue.FreeTensor(x_tile);
            y_tile_queue.FreeTensor(y_tile);
            y_tile_out_queue.EnQue(y_tile_out);
            y_tile_out = y_tile_out_queue.DeQue<float>();
            copy_out(y + start, y_tile_out, count);
            y_tile_out_queue.FreeTensor(y_tile_out);
        }
    }
}
