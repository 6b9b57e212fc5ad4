// mean.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// `count` elements from memory, behind `lead` elements of the tile, of which the last ones become 0.
template <typename T>
__aicore__ inline void copy_in_behind(const LocalTensor<T>& tile, int32_t lead, __gm__ T* memory, int32_t count) {
    DataCopyPadExtParams<T> padding;
    padding.isPad = true;
    padding.leftPadding = lead % (32 / sizeof(T));
    if (count > 0)
        DataCopyPad(tile[lead - padding.leftPadding], at(memory),
                    DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0}, padding);
}

// The mean over the middle axis of [outer, reduced, inner]: one thread an output.
extern "C" __global__ __aicore__ void mean_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t outer, int32_t reduced, int32_t inner, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t r = 0; r < reduced; ++r) {
            LocalTensor<float> column_tile = slot_1.Get<float>();
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)(outer * inner) - (int32_t)(block_x * LANES));
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                column_tile.SetValue(lane,
                        load(x + (int32_t)(block_x * LANES + lane) / (inner != 0 ? inner : 1) * reduced * inner
                        + (int32_t)(block_x * LANES + lane) % (inner != 0 ? inner : 1) + r * inner));
            }
            wait<HardEvent::S_V>();
            Add(sum, sum, column_tile, LANES);
        }
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work = slot_1.Get<float>();
        Duplicate(work, (float)reduced, LANES);
        Div(y_tile_out, sum, work, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(outer * inner) - (int32_t)(block_x * LANES));
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
extern "C" __global__ __aicore__ void mean_block_64(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* row = x + (uint64_t)(int32_t)block_x * columns;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int64_t start = 0L; start < (int64_t)(uint32_t)columns; start += 128L) {
            const int32_t first = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t stop = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)first, CMPMODE::GE, LANES);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_2 = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t count = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start))
                    - larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in_behind(row_tile, first_2, row + (uint32_t)(start + first_2), count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            Add(row_tile, sum, row_tile, LANES);
            Select(sum, mask, row_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_queue.FreeTensor(row_tile);
            const int32_t first_3 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_4 = slot_4.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)first_3, CMPMODE::GE, LANES);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_4 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            const int32_t count_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64))
                    - larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 64) + LANES > 4294967296L ? (uint32_t)start + 64 - 4294967296L
                    : (uint32_t)start + 64));
            LocalTensor<float> row_tile_2 = row_tile_1_queue.AllocTensor<float>();
            copy_in_behind(row_tile_2, first_4, row + ((uint32_t)(start + first_4) + 64), count_2);
            row_tile_1_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_1_queue.DeQue<float>();
            Add(row_tile_2, sum, row_tile_2, LANES);
            Select(sum, mask_3, row_tile_2, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_1_queue.FreeTensor(row_tile_2);
        }
        LocalTensor<float> sum_2 = slot_5.Get<float>();
        LocalTensor<float> work = slot_6.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_5.Get<float>();
        element.SetValue(0, total / columns);
        wait<HardEvent::S_MTE3>();
        copy_out(y + (int32_t)block_x, element, 1);
    }
}

// The mean of each row, one block a row of at least 64 threads. Each thread reads two elements at a time, a block's
// width apart.
extern "C" __global__ __aicore__ void mean_block_256(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* row = x + (uint64_t)(int32_t)block_x * columns;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int64_t start = 0L; start < (int64_t)(uint32_t)columns; start += 512L) {
            const int32_t first = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t stop = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)first, CMPMODE::GE, LANES);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_2 = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t count = smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start))
                    - larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in_behind(row_tile, first_2, row + (uint32_t)(start + first_2), count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            Add(row_tile, sum, row_tile, LANES);
            Select(sum, mask, row_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_queue.FreeTensor(row_tile);
            const int32_t first_3 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            LocalTensor<uint8_t> mask_3 = slot_3.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_4 = slot_4.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)first_3, CMPMODE::GE, LANES);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_4 = larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            const int32_t count_2 = smaller(smaller((int64_t)BLOCK_X, (uint32_t)columns
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), (uint32_t)columns
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256))
                    - larger(larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start)), 0L
                    - ((int64_t)((uint32_t)start + 256) + LANES > 4294967296L ? (uint32_t)start + 256 - 4294967296L
                    : (uint32_t)start + 256));
            LocalTensor<float> row_tile_2 = row_tile_1_queue.AllocTensor<float>();
            copy_in_behind(row_tile_2, first_4, row + ((uint32_t)(start + first_4) + 256), count_2);
            row_tile_1_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_1_queue.DeQue<float>();
            Add(row_tile_2, sum, row_tile_2, LANES);
            Select(sum, mask_3, row_tile_2, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            row_tile_1_queue.FreeTensor(row_tile_2);
        }
        LocalTensor<float> sum_2 = slot_5.Get<float>();
        LocalTensor<float> work = slot_6.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_5.Get<float>();
        element.SetValue(0, total / columns);
        wait<HardEvent::S_MTE3>();
        copy_out(y + (int32_t)block_x, element, 1);
    }
}
