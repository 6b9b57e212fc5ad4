// rmsnorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Root-mean-square normalisation of half-precision rows, computed in float. A row has an even number of columns, and
// a thread takes two at a time. The block is a whole number of warps, at most 32.

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

// Each element at the beginning of 32 bytes of its own, and in all of them.
template <typename T>
__aicore__ inline void expand(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t count) {
    constexpr int32_t most = 248 * 8;  // elements of one instruction
    for (int32_t first = 0; first < count; first += most) {
        int32_t part = count - first < most ? count - first : most;
        Brcb(target[first * (32 / sizeof(T))], source[first], uint8_t((part + 7) / 8),
             BrcbRepeatParams{1, 8});
    }
}

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t rows, int32_t count,
                                     int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(at(memory + row * step), tile[row * pitch], DataCopyExtParams{part, bytes, blocks, gap, 0});
    }
}

extern "C" __global__ __aicore__ void rmsnorm(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR y_address, int32_t columns, float epsilon, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* weight = (__gm__ half*)weight_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> row_tile_queue;
    TQue<TPosition::VECIN, 1> row_tile_2_queue;
    TQue<TPosition::VECIN, 1> row_tile_4_queue;
    TQue<TPosition::VECIN, 1> row_tile_6_queue;
    TQue<TPosition::VECIN, 1> weights_tile_queue;
    TQue<TPosition::VECIN, 1> weights_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(row_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(row_tile_2_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(row_tile_4_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(row_tile_6_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(weights_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(weights_tile_2_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 2));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, 256);
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, padded(LANES * 2));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    pipe.InitBuffer(slot_16, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t pairs = columns / 2;
        __gm__ half* row = x + (uint64_t)(int32_t)block_x * columns;
        __gm__ half* weights = weight;
        __gm__ half* out = y + (uint64_t)(int32_t)block_x * columns;

        LocalTensor<float> squares = slot_2.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < pairs; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - start);
            LocalTensor<uint32_t> offsets = slot_3.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<half> row_tile = row_tile_queue.AllocTensor<half>();
            copy_in(row_tile, row + start * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<half>();
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<half> value = slot_4.Get<half>();
            Gather(value, row_tile, offsets, 0, LANES);
            row_tile_queue.FreeTensor(row_tile);
            LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<half> row_tile_2 = row_tile_2_queue.AllocTensor<half>();
            copy_in(row_tile_2, row + start * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
            row_tile_2_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_2_queue.DeQue<half>();
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<half> value_2 = slot_5.Get<half>();
            Gather(value_2, row_tile_2, offsets_2, 0, LANES);
            row_tile_2_queue.FreeTensor(row_tile_2);
            LocalTensor<float> value_3 = slot_3.Get<float>();
            Cast(value_3, value, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_4 = slot_6.Get<float>();
            Cast(value_4, value_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work = slot_7.Get<float>();
            Mul(work, value_3, value_3, LANES);
            LocalTensor<float> work_2 = slot_8.Get<float>();
            Mul(work_2, value_4, value_4, LANES);
            Add(work, work, work_2, LANES);
            if (count > 0) {
                Add(squares, squares, work, count);
            }
        }
        LocalTensor<float> work_3 = slot_3.Get<float>();
        Select(work_3, active, squares, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_9.Get<float>();
        LocalTensor<float> work_4 = slot_6.Get<float>();
        ReduceSum(sum, work_3, work_4, LANES);
        wait<HardEvent::V_S>();
        const float total = sum.GetValue(0);

        // Every warp adds the warps' sums for itself, which saves a second barrier.
        LocalTensor<float> work_5 = slot_9.Get<float>();
        Duplicate(work_5, total / columns + epsilon, 8);
        Sqrt(work_5, work_5, 8);
        LocalTensor<float> work_6 = slot_10.Get<float>();
        Duplicate(work_6, 1.0f, 8);
        Div(work_6, work_6, work_5, 8);
        wait<HardEvent::V_S>();
        const float scale = work_6.GetValue(0);

        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < pairs; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - start);
            LocalTensor<uint32_t> offsets_3 = slot_3.Get<uint32_t>();
            CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<half> row_tile_3 = row_tile_4_queue.AllocTensor<half>();
            copy_in(row_tile_3, row + start * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
            row_tile_4_queue.EnQue(row_tile_3);
            row_tile_3 = row_tile_4_queue.DeQue<half>();
            Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<half> value_5 = slot_4.Get<half>();
            Gather(value_5, row_tile_3, offsets_3, 0, LANES);
            row_tile_4_queue.FreeTensor(row_tile_3);
            LocalTensor<uint32_t> offsets_4 = slot_3.Get<uint32_t>();
            CreateVecIndex(offsets_4.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<half> row_tile_4 = row_tile_6_queue.AllocTensor<half>();
            copy_in(row_tile_4, row + start * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
            row_tile_6_queue.EnQue(row_tile_4);
            row_tile_4 = row_tile_6_queue.DeQue<half>();
            Muls(offsets_4.ReinterpretCast<int32_t>(), offsets_4.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<half> value_6 = slot_5.Get<half>();
            Gather(value_6, row_tile_4, offsets_4, 0, LANES);
            row_tile_6_queue.FreeTensor(row_tile_4);
            LocalTensor<float> value_7 = slot_3.Get<float>();
            Cast(value_7, value_5, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_8 = slot_6.Get<float>();
            Cast(value_8, value_6, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> offsets_5 = slot_7.Get<uint32_t>();
            CreateVecIndex(offsets_5.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<half> weights_tile = weights_tile_queue.AllocTensor<half>();
            copy_in(weights_tile, weights + start * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
            weights_tile_queue.EnQue(weights_tile);
            weights_tile = weights_tile_queue.DeQue<half>();
            Muls(offsets_5.ReinterpretCast<int32_t>(), offsets_5.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<half> value_9 = slot_11.Get<half>();
            Gather(value_9, weights_tile, offsets_5, 0, LANES);
            weights_tile_queue.FreeTensor(weights_tile);
            LocalTensor<uint32_t> offsets_6 = slot_7.Get<uint32_t>();
            CreateVecIndex(offsets_6.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<half> weights_tile_2 = weights_tile_2_queue.AllocTensor<half>();
            copy_in(weights_tile_2, weights + start * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
            weights_tile_2_queue.EnQue(weights_tile_2);
            weights_tile_2 = weights_tile_2_queue.DeQue<half>();
            Muls(offsets_6.ReinterpretCast<int32_t>(), offsets_6.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<half> value_10 = slot_12.Get<half>();
            Gather(value_10, weights_tile_2, offsets_6, 0, LANES);
            weights_tile_2_queue.FreeTensor(weights_tile_2);
            LocalTensor<float> factor = slot_7.Get<float>();
            Cast(factor, value_9, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> factor_2 = slot_8.Get<float>();
            Cast(factor_2, value_10, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_11 = slot_13.Get<float>();
            Muls(value_11, value_7, scale, LANES);
            Mul(value_11, value_11, factor, LANES);
            LocalTensor<float> value_12 = slot_14.Get<float>();
            Muls(value_12, value_8, scale, LANES);
            Mul(value_12, value_12, factor_2, LANES);
            LocalTensor<half> work_7 = slot_15.Get<half>();
            Cast(work_7, value_11, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> spread = slot_16.Get<half>();
            wait<HardEvent::MTE3_S>();
            expand(spread, work_7, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + start * 2L, spread, count, count > 0 ? 1 : 0, 2, 16);
            LocalTensor<half> work_8 = slot_15.Get<half>();
            Cast(work_8, value_12, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> spread_2 = slot_16.Get<half>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, work_8, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + start * 2L + 1, spread_2, count, count > 0 ? 1 : 0, 2, 16);
        }
    }
}
