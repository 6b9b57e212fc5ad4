// tree_sum.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// The sum of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_add(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, 0, blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Add(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Add(target, target, target[half], half);
}

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
extern "C" __global__ __aicore__ void tree_sum_float_256(
        GM_ADDR x_address, GM_ADDR partial_sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* partial_sums = (__gm__ float*)partial_sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = block_x * 256; start < n; start += (int32_t)(grid_x * 256)) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_in(x_tile, x + start, count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            if (count > 0) {
                Add(sum, sum, x_tile, count);
            }
            x_tile_queue.FreeTensor(x_tile);
        }
        LocalTensor<float> sum_2 = slot_1.Get<float>();
        LocalTensor<float> work = slot_2.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_1.Get<float>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        copy_out(partial_sums + (int32_t)block_x, element, 1);
    }
}

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
extern "C" __global__ __aicore__ void tree_sum_float_128(
        GM_ADDR x_address, GM_ADDR partial_sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* partial_sums = (__gm__ float*)partial_sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = block_x * 128; start < n; start += (int32_t)(grid_x * 128)) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_in(x_tile, x + start, count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            if (count > 0) {
                Add(sum, sum, x_tile, count);
            }
            x_tile_queue.FreeTensor(x_tile);
        }
        LocalTensor<float> sum_2 = slot_1.Get<float>();
        LocalTensor<float> work = slot_2.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_1.Get<float>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        copy_out(partial_sums + (int32_t)block_x, element, 1);
    }
}

// One partial sum a block: a grid-stride loop into registers, then a tree in shared memory.
extern "C" __global__ __aicore__ void tree_sum_int_256(
        GM_ADDR x_address, GM_ADDR partial_sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* partial_sums = (__gm__ int32_t*)partial_sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<int32_t> sum = slot_0.Get<int32_t>();
        Duplicate(sum, 0, LANES);
        for (int32_t start = block_x * 256; start < n; start += (int32_t)(grid_x * 256)) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
            copy_in(x_tile, x + start, count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<int32_t>();
            if (count > 0) {
                Add(sum, sum, x_tile, count);
            }
            x_tile_queue.FreeTensor(x_tile);
        }
        LocalTensor<int32_t> sum_2 = slot_1.Get<int32_t>();
        LocalTensor<int32_t> work = slot_2.Get<int32_t>();
        fold_add(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const int32_t total = sum_2.GetValue(0);
        LocalTensor<int32_t> element = slot_3.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        copy_out(partial_sums + (int32_t)block_x, element, 1);
    }
}
