// shuffle_sum.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Mean and variance of each row: sums go through warp shuffles, then through one warp over the warps' results.

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

// The sum of each row of `width` numbers, which is 2, 4, 8 or so: each is joined with the one half a row on, then a
// quarter, and so on. The first of a row has them all then; others have some of the next rows' too.
__aicore__ inline void fold_rows_add(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t width, const LocalTensor<int32_t>& work, const LocalTensor<int32_t>& moved,
                              const LocalTensor<int32_t>& places, int32_t rows) {
    int32_t count = rows * width;
    Adds(work, source, 0, count);
    for (int32_t half = width / 2; half > 0; half /= 2) {
        CreateVecIndex(places, half, count);
        Mins(places, places, count - 1, count);
        Muls(places, places, 4, count);
        Gather(moved, work, places.ReinterpretCast<uint32_t>(), 0, count);
        Add(work, work, moved, count);
    }
    CreateVecIndex(places, 0, rows);
    Muls(places, places, width * 4, rows);
    Gather(target, work, places.ReinterpretCast<uint32_t>(), 0, rows);
}

extern "C" __global__ __aicore__ void row_moments(
        GM_ADDR x_address, GM_ADDR mean_address, GM_ADDR variance_address, int32_t columns, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* mean = (__gm__ float*)mean_address;
    __gm__ float* variance = (__gm__ float*)variance_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> deviation_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(deviation_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        __gm__ float* row = x + (int64_t)(int32_t)block_x * columns;

        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in(row_tile, row + start, count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            if (count > 0) {
                Add(sum, sum, row_tile, count);
            }
            row_tile_queue.FreeTensor(row_tile);
        }
        LocalTensor<float> sum_2 = slot_1.Get<float>();
        LocalTensor<float> work = slot_2.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);  // warp_sums may be used again
        const float row_mean = total / columns;

        LocalTensor<float> squares = slot_2.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> deviation = deviation_1_queue.AllocTensor<float>();
            copy_in(deviation, row + start, count);
            deviation_1_queue.EnQue(deviation);
            deviation = deviation_1_queue.DeQue<float>();
            Adds(deviation, deviation, -row_mean, LANES);
            LocalTensor<float> work_2 = slot_3.Get<float>();
            Mul(work_2, deviation, deviation, LANES);
            if (count > 0) {
                Add(squares, squares, work_2, count);
            }
            deviation_1_queue.FreeTensor(deviation);
        }
        LocalTensor<float> sum_3 = slot_1.Get<float>();
        LocalTensor<float> work_3 = slot_3.Get<float>();
        ReduceSum(sum_3, squares, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum_3.GetValue(0);  // warp_sums may be used again
        const float row_variance = total_2 / columns;
        LocalTensor<float> element = slot_1.Get<float>();
        element.SetValue(0, row_mean);
        wait<HardEvent::S_MTE3>();
        copy_out(mean + (int32_t)block_x, element, 1);
        LocalTensor<float> element_2 = slot_1.Get<float>();
        wait<HardEvent::MTE3_S>();
        element_2.SetValue(0, row_variance);
        wait<HardEvent::S_MTE3>();
        copy_out(variance + (int32_t)block_x, element_2, 1);
    }
}

// How many elements of each row are positive; one warp a row.
extern "C" __global__ __aicore__ void count_positive(
        GM_ADDR x_address, GM_ADDR counts_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ int32_t* counts = (__gm__ int32_t*)counts_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(WARPS * 4));
    pipe.InitBuffer(slot_7, padded(WARPS * 128));
    pipe.InitBuffer(slot_8, padded(WARPS * 128));
    pipe.InitBuffer(slot_9, padded(WARPS * 128));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t row = block_x;
        LocalTensor<int32_t> count = slot_2.Get<int32_t>();
        Duplicate(count, 0, LANES);
        for (int32_t start = 0; start < columns; start += 32) {
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_in(x_tile, x + (row * columns + start), count_2);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, x_tile, 0.0f, CMPMODE::GT, LANES);
            x_tile_queue.FreeTensor(x_tile);
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            Duplicate(work, 1, LANES);
            LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
            Duplicate(work_2, 0, LANES);
            Select(work.ReinterpretCast<float>(), mask, work.ReinterpretCast<float>(), work_2.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            if (count_2 > 0) {
                Add(count, count, work, count_2);
            }
        }
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        Select(work_3.ReinterpretCast<float>(), active, count.ReinterpretCast<float>(), work_3.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> sum = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> moved = slot_8.Get<int32_t>();
        LocalTensor<int32_t> places = slot_9.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        fold_rows_add(sum, work_3, 32, work_4, moved, places, WARPS);
        LocalTensor<int32_t> warp_total = slot_9.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(warp_total[i * 32], sum.GetValue(i), 32);
        }
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        wait<HardEvent::V_MTE3>();
        copy_out(counts + row, warp_total, count_2 > 0 ? 1 : 0);
    }
}
