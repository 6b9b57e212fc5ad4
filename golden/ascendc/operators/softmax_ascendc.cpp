// softmax.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Softmax of each row of a [rows, columns] matrix.

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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// What WholeReduceMax makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void max_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceMax(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32, ReduceOrder::ORDER_ONLY_VALUE);
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

// One thread an element; each goes over its whole row.
extern "C" __global__ __aicore__ void softmax_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 64));
    pipe.InitBuffer(slot_2, padded(LANES * 64));
    pipe.InitBuffer(slot_3, padded(LANES * 64));
    pipe.InitBuffer(slot_4, padded(LANES * 64));
    pipe.InitBuffer(slot_5, padded(LANES * 2));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 2));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 64));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> largest = slot_0.Get<float>();
        Duplicate(largest.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * columns) - (int32_t)(block_x * LANES));
        wait<HardEvent::V_S>();
        for (int32_t lane_3 = 0; lane_3 < stop; ++lane_3) {
            largest.SetValue(lane_3,
                    load(x + (int32_t)(block_x * LANES + lane_3) / (columns != 0 ? columns : 1) * columns));
        }
        LocalTensor<float> partial_largest = slot_1.Get<float>();
        for (int32_t i = 0; i < LANES; ++i) {
            Duplicate(partial_largest[i * 16], largest.GetValue(i), 16);
        }
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
            LocalTensor<float> tile_tile = slot_2.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                for (int32_t j = 0; j < 16; ++j) {
                    if ((i < ((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES))
                            & ((int32_t)(block_x * LANES) + i < rows * columns) & (j < columns - start)) {
                        tile_tile.SetValue(i * 16 + j,
                                load(x + (int32_t)(block_x * LANES + i) / (columns != 0 ? columns : 1) * columns
                                + (start + j)));
                    }
                }
            }
            LocalTensor<uint8_t> mask_2 = slot_6.Get<uint8_t>();
            Compare(mask_2, partial_largest, partial_largest, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_3 = slot_7.Get<uint8_t>();
            wait<HardEvent::S_V>();
            Compare(mask_3, tile_tile, tile_tile, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<float> work_3 = slot_4.Get<float>();
            Select(work_3, mask_3, tile_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES
                    * 16);
            Max(work_3, partial_largest, work_3, LANES * 16);
            Select(work_3, mask_2, work_3, tile_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
            Select(partial_largest, mask, work_3, partial_largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<uint8_t> mask_4 = slot_5.Get<uint8_t>();
        Compare(mask_4, partial_largest, partial_largest, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
        LocalTensor<float> work_4 = slot_4.Get<float>();
        Select(work_4, mask_4, partial_largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES
                * 16);
        LocalTensor<float> largest_2 = slot_8.Get<float>();
        max_rows(largest_2, work_4, 16, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(largest.ReinterpretCast<int32_t>(), largest_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> total = slot_8.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> partial_total = slot_4.Get<float>();
        Duplicate(partial_total, 0.0f, LANES * 16);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
            CreateVecIndex(lane_2, 0, LANES * 16);
            LocalTensor<int32_t> work_5 = slot_3.Get<int32_t>();
            Duplicate(work_5, 15, LANES * 16);
            And(lane_2.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_6 = slot_3.Get<int32_t>();
            Duplicate(work_6, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
            Max(maximum_2, work_6, lane_2, LANES * 16);
            LocalTensor<uint8_t> mask_5 = slot_5.Get<uint8_t>();
            Compare(mask_5, maximum_2, lane_2, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> tile_tile_2 = slot_2.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                for (int32_t j = 0; j < 16; ++j) {
                    if ((i < ((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES))
                            & ((int32_t)(block_x * LANES) + i < rows * columns) & (j < columns - start)) {
                        tile_tile_2.SetValue(i * 16 + j,
                                load(x + (int32_t)(block_x * LANES + i) / (columns != 0 ? columns : 1) * columns
                                + (start + j)));
                    }
                }
            }
            LocalTensor<float> rows_2 = slot_9.Get<float>();
            for (int32_t i = 0; i < LANES; ++i) {
                Duplicate(rows_2[i * 16], largest.GetValue(i), 16);
            }
            wait<HardEvent::S_V>();
            Sub(tile_tile_2, tile_tile_2, rows_2, LANES * 16);
            Exp(tile_tile_2, tile_tile_2, LANES * 16);
            Add(tile_tile_2, partial_total, tile_tile_2, LANES * 16);
            Select(partial_total, mask_5, tile_tile_2, partial_total, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum = slot_10.Get<float>();
        sum_rows(sum, partial_total, 16, LANES);
        Add(total, total, sum, LANES);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), stop);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        Sub(x_tile, x_tile, largest, LANES);
        Exp(x_tile, x_tile, LANES);
        Div(y_tile_out, x_tile, total, LANES);
        x_tile_queue.FreeTensor(x_tile);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, stop);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// One block of kWarpsPerBlock warps a row. The exponentials are kept in y between the passes.
extern "C" __global__ __aicore__ void softmax_block(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> exponential_1_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TQue<TPosition::VECIN, 2> out_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(exponential_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        __gm__ float* row = x + (uint64_t)(int32_t)block_x * columns;
        __gm__ float* out = y + (uint64_t)(int32_t)block_x * columns;

        LocalTensor<float> largest = slot_0.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
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
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> exponential = exponential_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_S>();
            copy_in(exponential, row + start, count);
            exponential_1_queue.EnQue(exponential);
            exponential = exponential_1_queue.DeQue<float>();
            wait<HardEvent::MTE3_S>();
            Adds(exponential, exponential, -largest_3, LANES);
            Exp(exponential, exponential, LANES);
            wait<HardEvent::V_MTE3>();
            wait<HardEvent::MTE2_MTE3>();
            copy_out(out + start, exponential, count);
            if (count > 0) {
                Add(total, total, exponential, count);
            }
            exponential_1_queue.FreeTensor(exponential);
        }
        LocalTensor<float> sum = slot_3.Get<float>();
        LocalTensor<float> work_3 = slot_4.Get<float>();
        ReduceSum(sum, total, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum.GetValue(0);

        const float scale = 1.0f / total_2;
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> out_tile = out_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_S>();
            copy_in(out_tile, out + start, count);
            out_tile_queue.EnQue(out_tile);
            out_tile = out_tile_queue.DeQue<float>();
            Muls(out_tile_out, out_tile, scale, LANES);
            out_tile_queue.FreeTensor(out_tile);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + start, out_tile_out, count);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
extern "C" __global__ __aicore__ void softmax_warp_4(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(WARPS * 4));
    pipe.InitBuffer(slot_21, padded(WARPS * 128));
    pipe.InitBuffer(slot_22, padded(WARPS * 128));
    pipe.InitBuffer(slot_23, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_10 = slot_2.Get<float>();
        Cast(work_10, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_10, work_10, 0.5f, LANES);
        Muls(work_10, work_10, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_10, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
        Duplicate(work_11, rows, LANES);
        LocalTensor<int32_t> maximum_5 = slot_7.Get<int32_t>();
        Max(maximum_5, work_11, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_9 = slot_8.Get<uint8_t>();
        Compare(mask_9, maximum_5, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> lane_2 = slot_7.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);

        LocalTensor<float> items = slot_6.Get<float>();
        Duplicate(items, 0.0f, LANES);
        LocalTensor<float> items_2 = slot_9.Get<float>();
        Duplicate(items_2, 0.0f, LANES);
        LocalTensor<float> items_3 = slot_10.Get<float>();
        Duplicate(items_3, 0.0f, LANES);
        LocalTensor<float> items_4 = slot_11.Get<float>();
        Duplicate(items_4, 0.0f, LANES);
        LocalTensor<float> largest = slot_12.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<int32_t> column = slot_13.Get<int32_t>();
        Adds(column, lane_2, 0, LANES);
        LocalTensor<int32_t> work_2 = slot_14.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work_2, columns, LANES);
        LocalTensor<int32_t> maximum = slot_15.Get<int32_t>();
        Max(maximum, work_2, column, LANES);
        LocalTensor<uint8_t> mask = slot_16.Get<uint8_t>();
        Compare(mask, maximum, column, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)(block_x * BLOCK_Y));
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> x_tile = slot_15.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile, x + (int32_t)(block_x * BLOCK_Y) * columns, rows_2, columns_3, columns, BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (lane_3 % BLOCK_X < columns)) {
                    x_tile.SetValue(lane_3,
                            load(x + ((int32_t)(block_x * BLOCK_Y + lane_3 / BLOCK_X) * columns
                            + column.GetValue(lane_3))));
                }
            }
        }
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Select(items, mask, x_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_2 = slot_16.Get<uint8_t>();
        Compare(mask_2, items, items, CMPMODE::EQ, LANES);
        LocalTensor<float> work_3 = slot_15.Get<float>();
        Select(work_3, mask_2, items, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_3, LANES);
        LocalTensor<int32_t> column_2 = slot_15.Get<int32_t>();
        Adds(column_2, lane_2, 32, LANES);
        LocalTensor<int32_t> work_4 = slot_14.Get<int32_t>();
        Duplicate(work_4, columns, LANES);
        LocalTensor<int32_t> maximum_2 = slot_17.Get<int32_t>();
        Max(maximum_2, work_4, column_2, LANES);
        LocalTensor<uint8_t> mask_3 = slot_16.Get<uint8_t>();
        Compare(mask_3, maximum_2, column_2, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_4 = smaller((int64_t)BLOCK_X, columns - 32L);
        const int32_t columns_5 = rows_2 > 0 ? columns_4 : 0;
        LocalTensor<float> x_tile_2 = slot_17.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_2, x + ((int32_t)(block_x * BLOCK_Y) * columns + 32), rows_2, columns_5, columns,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (32 + lane_3 % BLOCK_X < columns)) {
                    x_tile_2.SetValue(lane_3,
                            load(x + ((int32_t)(block_x * BLOCK_Y + lane_3 / BLOCK_X) * columns
                            + column_2.GetValue(lane_3))));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Select(items_2, mask_3, x_tile_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
        Compare(mask_4, items_2, items_2, CMPMODE::EQ, LANES);
        LocalTensor<float> work_5 = slot_17.Get<float>();
        Select(work_5, mask_4, items_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_5, LANES);
        LocalTensor<int32_t> column_3 = slot_17.Get<int32_t>();
        Adds(column_3, lane_2, 64, LANES);
        LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
        Duplicate(work_6, columns, LANES);
        LocalTensor<int32_t> maximum_3 = slot_18.Get<int32_t>();
        Max(maximum_3, work_6, column_3, LANES);
        LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
        Compare(mask_5, maximum_3, column_3, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_6 = smaller((int64_t)BLOCK_X, columns - 64L);
        const int32_t columns_7 = rows_2 > 0 ? columns_6 : 0;
        LocalTensor<float> x_tile_3 = slot_18.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_3, x + ((int32_t)(block_x * BLOCK_Y) * columns + 64), rows_2, columns_7, columns,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (64 + lane_3 % BLOCK_X < columns)) {
                    x_tile_3.SetValue(lane_3,
                            load(x + ((int32_t)(block_x * BLOCK_Y + lane_3 / BLOCK_X) * columns
                            + column_3.GetValue(lane_3))));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Select(items_3, mask_5, x_tile_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
        Compare(mask_6, items_3, items_3, CMPMODE::EQ, LANES);
        LocalTensor<float> work_7 = slot_18.Get<float>();
        Select(work_7, mask_6, items_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_7, LANES);
        LocalTensor<int32_t> column_4 = slot_18.Get<int32_t>();
        Adds(column_4, lane_2, 96, LANES);
        LocalTensor<int32_t> work_8 = slot_14.Get<int32_t>();
        Duplicate(work_8, columns, LANES);
        LocalTensor<int32_t> maximum_4 = slot_19.Get<int32_t>();
        Max(maximum_4, work_8, column_4, LANES);
        LocalTensor<uint8_t> mask_7 = slot_16.Get<uint8_t>();
        Compare(mask_7, maximum_4, column_4, CMPMODE::EQ, LANES);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_8 = smaller((int64_t)BLOCK_X, columns - 96L);
        const int32_t columns_9 = rows_2 > 0 ? columns_8 : 0;
        LocalTensor<float> x_tile_4 = slot_19.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_4, x + ((int32_t)(block_x * BLOCK_Y) * columns + 96), rows_2, columns_9, columns,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (96 + lane_3 % BLOCK_X < columns)) {
                    x_tile_4.SetValue(lane_3,
                            load(x + ((int32_t)(block_x * BLOCK_Y + lane_3 / BLOCK_X) * columns
                            + column_4.GetValue(lane_3))));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Select(items_4, mask_7, x_tile_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
        Compare(mask_8, items_4, items_4, CMPMODE::EQ, LANES);
        LocalTensor<float> work_9 = slot_19.Get<float>();
        Select(work_9, mask_8, items_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_9, LANES);
        LocalTensor<float> work_12 = slot_19.Get<float>();
        Select(work_12, mask_9, largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_20.Get<float>();
        max_rows(largest_2, work_12, 32, WARPS);
        LocalTensor<float> reduced = slot_21.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced[i * 32], largest_2.GetValue(i), 32);
        }
        copy_tile(largest.ReinterpretCast<int32_t>(), reduced.ReinterpretCast<int32_t>(), LANES);

        LocalTensor<float> total = slot_19.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> work_13 = slot_14.Get<float>();
        Sub(work_13, items, largest, LANES);
        Exp(items, work_13, LANES);
        Add(total, total, items, LANES);
        LocalTensor<float> work_14 = slot_14.Get<float>();
        Sub(work_14, items_2, largest, LANES);
        Exp(items_2, work_14, LANES);
        Add(total, total, items_2, LANES);
        LocalTensor<float> work_15 = slot_14.Get<float>();
        Sub(work_15, items_3, largest, LANES);
        Exp(items_3, work_15, LANES);
        Add(total, total, items_3, LANES);
        LocalTensor<float> work_16 = slot_14.Get<float>();
        Sub(work_16, items_4, largest, LANES);
        Exp(items_4, work_16, LANES);
        Add(total, total, items_4, LANES);
        LocalTensor<float> work_17 = slot_14.Get<float>();
        Select(work_17, mask_9, total, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_20.Get<float>();
        sum_rows(sum, work_17, 32, WARPS);
        LocalTensor<float> reduced_2 = slot_22.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced_2[i * 32], sum.GetValue(i), 32);
        }
        copy_tile(total.ReinterpretCast<int32_t>(), reduced_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> work_18 = slot_14.Get<float>();
        Div(work_18, items, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + (int32_t)(block_x * BLOCK_Y) * columns, work_18, rows_2, columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_23.Get<float>();
            expand(spread, work_18, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (lane_3 % BLOCK_X < columns)) {
                    copy_out(y + (row.ReinterpretCast<int32_t>().GetValue(lane_3) * columns + lane_3 % BLOCK_X),
                            spread[lane_3 * 8], 1);
                }
            }
        }
        LocalTensor<float> work_19 = slot_14.Get<float>();
        wait<HardEvent::MTE3_V>();
        Div(work_19, items_2, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 32), work_19, rows_2, columns_5, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> spread_2 = slot_23.Get<float>();
            expand(spread_2, work_19, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (32 + lane_3 % BLOCK_X < columns)) {
                    copy_out(y + (row.ReinterpretCast<int32_t>().GetValue(lane_3) * columns + (lane_3 % BLOCK_X + 32)),
                            spread_2[lane_3 * 8], 1);
                }
            }
        }
        LocalTensor<float> work_20 = slot_14.Get<float>();
        wait<HardEvent::MTE3_V>();
        Div(work_20, items_3, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 64), work_20, rows_2, columns_7, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> spread_3 = slot_23.Get<float>();
            expand(spread_3, work_20, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (64 + lane_3 % BLOCK_X < columns)) {
                    copy_out(y + (row.ReinterpretCast<int32_t>().GetValue(lane_3) * columns + (lane_3 % BLOCK_X + 64)),
                            spread_3[lane_3 * 8], 1);
                }
            }
        }
        LocalTensor<float> work_21 = slot_14.Get<float>();
        wait<HardEvent::MTE3_V>();
        Div(work_21, items_4, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 96), work_21, rows_2, columns_9, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> spread_4 = slot_23.Get<float>();
            expand(spread_4, work_21, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (96 + lane_3 % BLOCK_X < columns)) {
                    copy_out(y + (row.ReinterpretCast<int32_t>().GetValue(lane_3) * columns + (lane_3 % BLOCK_X + 96)),
                            spread_4[lane_3 * 8], 1);
                }
            }
        }
    }
}

// One warp a row of at most 32 * ITEMS elements, which stay in its registers; a block is 32 x (rows a block).
extern "C" __global__ __aicore__ void softmax_warp_2(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(WARPS * 4));
    pipe.InitBuffer(slot_17, padded(WARPS * 128));
    pipe.InitBuffer(slot_18, padded(WARPS * 128));
    pipe.InitBuffer(slot_19, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_6 = slot_2.Get<float>();
        Cast(work_6, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_6, work_6, 0.5f, LANES);
        Muls(work_6, work_6, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_6, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> row = slot_2.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> work_7 = slot_6.Get<int32_t>();
        Duplicate(work_7, rows, LANES);
        LocalTensor<int32_t> maximum_3 = slot_7.Get<int32_t>();
        Max(maximum_3, work_7, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
        Compare(mask_5, maximum_3, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> lane_2 = slot_7.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);

        LocalTensor<float> items = slot_6.Get<float>();
        Duplicate(items, 0.0f, LANES);
        LocalTensor<float> items_2 = slot_9.Get<float>();
        Duplicate(items_2, 0.0f, LANES);
        LocalTensor<float> largest = slot_10.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<int32_t> column = slot_11.Get<int32_t>();
        Adds(column, lane_2, 0, LANES);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work_2, columns, LANES);
        LocalTensor<int32_t> maximum = slot_13.Get<int32_t>();
        Max(maximum, work_2, column, LANES);
        LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
        Compare(mask, maximum, column, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)(block_x * BLOCK_Y));
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> x_tile = slot_13.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile, x + (int32_t)(block_x * BLOCK_Y) * columns, rows_2, columns_3, columns, BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (lane_3 % BLOCK_X < columns)) {
                    x_tile.SetValue(lane_3,
                            load(x + ((int32_t)(block_x * BLOCK_Y + lane_3 / BLOCK_X) * columns
                            + column.GetValue(lane_3))));
                }
            }
        }
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Select(items, mask, x_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
        Compare(mask_2, items, items, CMPMODE::EQ, LANES);
        LocalTensor<float> work_3 = slot_13.Get<float>();
        Select(work_3, mask_2, items, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_3, LANES);
        LocalTensor<int32_t> column_2 = slot_13.Get<int32_t>();
        Adds(column_2, lane_2, 32, LANES);
        LocalTensor<int32_t> work_4 = slot_12.Get<int32_t>();
        Duplicate(work_4, columns, LANES);
        LocalTensor<int32_t> maximum_2 = slot_15.Get<int32_t>();
        Max(maximum_2, work_4, column_2, LANES);
        LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
        Compare(mask_3, maximum_2, column_2, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t columns_4 = smaller((int64_t)BLOCK_X, columns - 32L);
        const int32_t columns_5 = rows_2 > 0 ? columns_4 : 0;
        LocalTensor<float> x_tile_2 = slot_15.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(x_tile_2, x + ((int32_t)(block_x * BLOCK_Y) * columns + 32), rows_2, columns_5, columns,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (32 + lane_3 % BLOCK_X < columns)) {
                    x_tile_2.SetValue(lane_3,
                            load(x + ((int32_t)(block_x * BLOCK_Y + lane_3 / BLOCK_X) * columns
                            + column_2.GetValue(lane_3))));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Select(items_2, mask_3, x_tile_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
        Compare(mask_4, items_2, items_2, CMPMODE::EQ, LANES);
        LocalTensor<float> work_5 = slot_15.Get<float>();
        Select(work_5, mask_4, items_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Max(largest, largest, work_5, LANES);
        LocalTensor<float> work_8 = slot_15.Get<float>();
        Select(work_8, mask_5, largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_16.Get<float>();
        max_rows(largest_2, work_8, 32, WARPS);
        LocalTensor<float> reduced = slot_17.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced[i * 32], largest_2.GetValue(i), 32);
        }
        copy_tile(largest.ReinterpretCast<int32_t>(), reduced.ReinterpretCast<int32_t>(), LANES);

        LocalTensor<float> total = slot_15.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> work_9 = slot_12.Get<float>();
        Sub(work_9, items, largest, LANES);
        Exp(items, work_9, LANES);
        Add(total, total, items, LANES);
        LocalTensor<float> work_10 = slot_12.Get<float>();
        Sub(work_10, items_2, largest, LANES);
        Exp(items_2, work_10, LANES);
        Add(total, total, items_2, LANES);
        LocalTensor<float> work_11 = slot_12.Get<float>();
        Select(work_11, mask_5, total, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_16.Get<float>();
        sum_rows(sum, work_11, 32, WARPS);
        LocalTensor<float> reduced_2 = slot_18.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced_2[i * 32], sum.GetValue(i), 32);
        }
        copy_tile(total.ReinterpretCast<int32_t>(), reduced_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> work_12 = slot_12.Get<float>();
        Div(work_12, items, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + (int32_t)(block_x * BLOCK_Y) * columns, work_12, rows_2, columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_19.Get<float>();
            expand(spread, work_12, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (lane_3 % BLOCK_X < columns)) {
                    copy_out(y + (row.ReinterpretCast<int32_t>().GetValue(lane_3) * columns + lane_3 % BLOCK_X),
                            spread[lane_3 * 8], 1);
                }
            }
        }
        LocalTensor<float> work_13 = slot_12.Get<float>();
        wait<HardEvent::MTE3_V>();
        Div(work_13, items_2, total, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(y + ((int32_t)(block_x * BLOCK_Y) * columns + 32), work_13, rows_2, columns_5, columns,
                    BLOCK_X);
        } else {
            LocalTensor<float> spread_2 = slot_19.Get<float>();
            expand(spread_2, work_13, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if ((lane_3 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_Y) + lane_3 / BLOCK_X < rows)
                        & (32 + lane_3 % BLOCK_X < columns)) {
                    copy_out(y + (row.ReinterpretCast<int32_t>().GetValue(lane_3) * columns + (lane_3 % BLOCK_X + 32)),
                            spread_2[lane_3 * 8], 1);
                }
            }
        }
    }
}
