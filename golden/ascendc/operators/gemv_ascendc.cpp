// gemv.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// y = A * x for a row-major [rows, columns] matrix.

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

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t rows, int32_t count,
                                    int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(tile[row * pitch], at(memory + row * step), DataCopyExtParams{part, bytes, gap, blocks, 0},
                    DataCopyPadExtParams<T>());
    }
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

// What WholeReduceSum makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void sum_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceSum(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32);
    }
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

extern "C" __global__ __aicore__ void gemv_naive(
        GM_ADDR A_address, GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> A_tile_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(A_tile_queue, 2, padded(LANES * 64));
    pipe.InitBuffer(x_tile_queue, 2, 256);
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 64));
    pipe.InitBuffer(slot_2, padded(LANES * 64));
    pipe.InitBuffer(slot_3, padded(LANES * 64));
    pipe.InitBuffer(slot_4, padded(LANES * 64));
    pipe.InitBuffer(slot_5, padded(LANES * 2));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> sum = slot_0.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> partial_sum = slot_1.Get<float>();
        Duplicate(partial_sum, 0.0f, LANES * 16);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)rows
                - (int32_t)(block_x * LANES));
        bool present = stop > 0;
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
            CreateVecIndex(lane, 0, LANES * 16);
            LocalTensor<int32_t> work = slot_3.Get<int32_t>();
            Duplicate(work, 15, LANES * 16);
            And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_2 = slot_3.Get<int32_t>();
            Duplicate(work_2, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
            Max(maximum, work_2, lane, LANES * 16);
            LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
            Compare(mask, maximum, lane, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            const int32_t columns_2 = smaller(16L, (int64_t)(columns - start));
            const int32_t columns_3 = stop > 0 ? columns_2 : 0;
            LocalTensor<float> A_tile = A_tile_queue.AllocTensor<float>();
            copy_rows_in(A_tile, A + ((int32_t)(block_x * LANES) * columns + start), stop, columns_3, columns, 16);
            A_tile_queue.EnQue(A_tile);
            A_tile = A_tile_queue.DeQue<float>();
            const int32_t count = present ? 1 : 0;
            const int32_t columns_4 = count > 0 ? columns_2 : 0;
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_rows_in(x_tile, x + start, count, columns_4, 0, 16);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            LocalTensor<float> rows_2 = slot_2.Get<float>();
            for (int32_t i = 0; i < LANES; ++i) {
                copy_tile(rows_2[i * 16], x_tile, 16);
            }
            x_tile_queue.FreeTensor(x_tile);
            Mul(A_tile, A_tile, rows_2, LANES * 16);
            Add(A_tile, partial_sum, A_tile, LANES * 16);
            Select(partial_sum, mask, A_tile, partial_sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
            A_tile_queue.FreeTensor(A_tile);
        }
        LocalTensor<float> sum_2 = slot_6.Get<float>();
        sum_rows(sum_2, partial_sum, 16, LANES);
        Add(sum, sum, sum_2, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), sum, stop);
    }
}

// The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
// and the block a whole number of warps.
extern "C" __global__ __aicore__ void gemv_block_4(
        GM_ADDR A_address, GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_2_queue;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(whole_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 2));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        __gm__ half* row = A + (uint64_t)(int32_t)block_x * columns;
        __gm__ half* vector = x;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < columns / 2; start += 128) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(columns / 2) - start);
            LocalTensor<half> whole_2 = whole_2_queue.AllocTensor<half>();
            const int32_t elements = count * 2;
            copy_in(whole_2, row + start * 2L, elements);
            whole_2_queue.EnQue(whole_2);
            whole_2 = whole_2_queue.DeQue<half>();
            LocalTensor<half> value = slot_2.Get<half>();
            Gather(value, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_2 = slot_4.Get<half>();
            Gather(value_2, whole_2, offsets_2, 0, LANES);
            whole_2_queue.FreeTensor(whole_2);
            LocalTensor<float> left = slot_3.Get<float>();
            Cast(left, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> left_2 = slot_5.Get<float>();
            Cast(left_2, value_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<half> whole_3 = whole_3_queue.AllocTensor<half>();
            copy_in(whole_3, vector + start * 2L, elements);
            whole_3_queue.EnQue(whole_3);
            whole_3 = whole_3_queue.DeQue<half>();
            LocalTensor<half> value_3 = slot_6.Get<half>();
            Gather(value_3, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_7.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_4 = slot_8.Get<half>();
            Gather(value_4, whole_3, offsets_3, 0, LANES);
            whole_3_queue.FreeTensor(whole_3);
            LocalTensor<float> right = slot_7.Get<float>();
            Cast(right, value_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> right_2 = slot_9.Get<float>();
            Cast(right_2, value_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work = slot_10.Get<float>();
            copy_tile(work.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
            MulAddDst(work, left, right, LANES);
            if (count > 0) {
                copy_tile(sum.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), count);
            }
            LocalTensor<float> work_2 = slot_10.Get<float>();
            copy_tile(work_2.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
            MulAddDst(work_2, left_2, right_2, LANES);
            if (count > 0) {
                copy_tile(sum.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), count);
            }
        }
        LocalTensor<float> sum_2 = slot_11.Get<float>();
        LocalTensor<float> work_3 = slot_3.Get<float>();
        ReduceSum(sum_2, sum, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<half> work_4 = slot_2.Get<half>();
        Duplicate(work_4, (half)total, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)block_x, work_4, 1);
    }
}

// The decoding step of a language model: half weights, sums in float, one block a row. The number of columns is even
// and the block a whole number of warps.
extern "C" __global__ __aicore__ void gemv_block_2(
        GM_ADDR A_address, GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_2_queue;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(whole_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 2));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        __gm__ half* row = A + (uint64_t)(int32_t)block_x * columns;
        __gm__ half* vector = x;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < columns / 2; start += 64) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(columns / 2) - start);
            LocalTensor<half> whole_2 = whole_2_queue.AllocTensor<half>();
            const int32_t elements = count * 2;
            copy_in(whole_2, row + start * 2L, elements);
            whole_2_queue.EnQue(whole_2);
            whole_2 = whole_2_queue.DeQue<half>();
            LocalTensor<half> value = slot_2.Get<half>();
            Gather(value, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_2 = slot_4.Get<half>();
            Gather(value_2, whole_2, offsets_2, 0, LANES);
            whole_2_queue.FreeTensor(whole_2);
            LocalTensor<float> left = slot_3.Get<float>();
            Cast(left, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> left_2 = slot_5.Get<float>();
            Cast(left_2, value_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<half> whole_3 = whole_3_queue.AllocTensor<half>();
            copy_in(whole_3, vector + start * 2L, elements);
            whole_3_queue.EnQue(whole_3);
            whole_3 = whole_3_queue.DeQue<half>();
            LocalTensor<half> value_3 = slot_6.Get<half>();
            Gather(value_3, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_7.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> value_4 = slot_8.Get<half>();
            Gather(value_4, whole_3, offsets_3, 0, LANES);
            whole_3_queue.FreeTensor(whole_3);
            LocalTensor<float> right = slot_7.Get<float>();
            Cast(right, value_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> right_2 = slot_9.Get<float>();
            Cast(right_2, value_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work = slot_10.Get<float>();
            copy_tile(work.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
            MulAddDst(work, left, right, LANES);
            if (count > 0) {
                copy_tile(sum.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), count);
            }
            LocalTensor<float> work_2 = slot_10.Get<float>();
            copy_tile(work_2.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
            MulAddDst(work_2, left_2, right_2, LANES);
            if (count > 0) {
                copy_tile(sum.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), count);
            }
        }
        LocalTensor<float> sum_2 = slot_11.Get<float>();
        LocalTensor<float> work_3 = slot_3.Get<float>();
        ReduceSum(sum_2, sum, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<half> work_4 = slot_2.Get<half>();
        Duplicate(work_4, (half)total, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)block_x, work_4, 1);
    }
}
