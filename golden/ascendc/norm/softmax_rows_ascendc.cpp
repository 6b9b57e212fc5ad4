// softmax_rows.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}

// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
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

// Softmax of each row of a [rows, cols] matrix: one block a row.
extern "C" __global__ __aicore__ void softmax_rows(
        GM_ADDR x_address, GM_ADDR y_address, int32_t cols, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> row_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        __gm__ float* row = x + block_x * cols;

        // The largest value of the row keeps the exponentials finite.
        LocalTensor<float> largest = slot_0.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        for (int32_t start = 0; start < cols; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)cols - start);
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in(row_tile, row + start, count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
            Compare(mask, row_tile, row_tile, CMPMODE::EQ, LANES);
            LocalTensor<float> work = slot_2.Get<float>();
            Select(work, mask, row_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(largest, largest, work, count);
            }
            row_tile_queue.FreeTensor(row_tile);
        }
        LocalTensor<float> largest_2 = slot_3.Get<float>();
        LocalTensor<float> work_2 = slot_2.Get<float>();
        ReduceMax(largest_2, largest, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);

        LocalTensor<float> total = slot_2.Get<float>();
        Duplicate(total, 0.0f, LANES);
        for (int32_t start = 0; start < cols; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)cols - start);
            LocalTensor<float> row_tile_2 = row_tile_1_queue.AllocTensor<float>();
            copy_in(row_tile_2, row + start, count);
            row_tile_1_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_1_queue.DeQue<float>();
            Adds(row_tile_2, row_tile_2, -largest_3, LANES);
            Exp(row_tile_2, row_tile_2, LANES);
            if (count > 0) {
                Add(total, total, row_tile_2, count);
            }
            row_tile_1_queue.FreeTensor(row_tile_2);
        }
        LocalTensor<float> sum = slot_3.Get<float>();
        LocalTensor<float> work_3 = slot_4.Get<float>();
        ReduceSum(sum, total, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum.GetValue(0);

        for (int32_t start = 0; start < cols; start += BLOCK_X) {
            LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)cols - start);
            LocalTensor<float> row_tile_3 = row_tile_2_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(row_tile_3, row + start, count);
            row_tile_2_queue.EnQue(row_tile_3);
            row_tile_3 = row_tile_2_queue.DeQue<float>();
            Adds(row_tile_3, row_tile_3, -largest_3, LANES);
            Exp(row_tile_3, row_tile_3, LANES);
            LocalTensor<float> work_4 = slot_4.Get<float>();
            Duplicate(work_4, total_2, LANES);
            Div(y_tile_out, row_tile_3, work_4, LANES);
            row_tile_2_queue.FreeTensor(row_tile_3);
            y_tile_out_queue.EnQue(y_tile_out);
            y_tile_out = y_tile_out_queue.DeQue<float>();
            copy_out(y + (block_x * cols + start), y_tile_out, count);
            y_tile_out_queue.FreeTensor(y_tile_out);
        }
    }
}
