// spmv_csr.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// y = A * x for a sparse matrix in CSR form: the entries of row r are offsets[r] ... offsets[r + 1] - 1.

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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// One thread a row: best for rows of a few entries.
extern "C" __global__ __aicore__ void spmv_scalar(
        GM_ADDR offsets_address, GM_ADDR columns_address, GM_ADDR values_address, GM_ADDR x_address, GM_ADDR y_address,
        int32_t rows, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ int32_t* offsets = (__gm__ int32_t*)offsets_address;
    __gm__ int32_t* columns = (__gm__ int32_t*)columns_address;
    __gm__ float* values = (__gm__ float*)values_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> end_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9;
    pipe.InitBuffer(end_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<float> sum = slot_2.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
        LocalTensor<int32_t> entry = slot_3.Get<int32_t>();
        Duplicate(entry.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(entry, offsets + (int32_t)(block_x * BLOCK_X), count);
        LocalTensor<int32_t> end = end_1_queue.AllocTensor<int32_t>();
        copy_in(end, offsets + ((int32_t)(block_x * BLOCK_X) + 1), count);
        end_1_queue.EnQue(end);
        end = end_1_queue.DeQue<int32_t>();
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        wait<HardEvent::MTE2_V>();
        Max(maximum, end, entry, LANES);
        LocalTensor<uint8_t> looping = slot_5.Get<uint8_t>();
        Compare(looping, maximum, entry, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work = slot_4.Get<float>();
        Duplicate(work, 1.0f, LANES);
        Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_6.Get<float>();
        LocalTensor<float> work_2 = slot_7.Get<float>();
        ReduceMax(largest, work, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<float> values_tile = slot_4.Get<float>();
            const int32_t stop_2 = LANES;
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    values_tile.SetValue(lane, load(values + entry.GetValue(lane)));
                }
            }
            LocalTensor<float> x_tile = slot_7.Get<float>();
            LocalTensor<int32_t> columns_tile = slot_8.Get<int32_t>();
            Duplicate(columns_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    columns_tile.SetValue(lane, load(columns + entry.GetValue(lane)));
                }
            }
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    x_tile.SetValue(lane, load(x + columns_tile.GetValue(lane)));
                }
            }
            wait<HardEvent::S_V>();
            Mul(values_tile, values_tile, x_tile, LANES);
            Add(values_tile, sum, values_tile, LANES);
            Select(sum, looping, values_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
            Adds(work_3, entry, 1, LANES);
            Select(entry.ReinterpretCast<float>(), looping, work_3.ReinterpretCast<float>(),
                    entry.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> maximum_2 = slot_4.Get<int32_t>();
            Max(maximum_2, end, entry, LANES);
            LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
            Compare(mask_2, maximum_2, entry, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_4 = slot_4.Get<float>();
            Duplicate(work_4, 1.0f, LANES);
            Select(work_4, looping, work_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_6.Get<float>();
            LocalTensor<float> work_5 = slot_7.Get<float>();
            ReduceMax(largest_2, work_4, work_5, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * BLOCK_X), sum, count);
        end_1_queue.FreeTensor(end);
    }
}

// One warp a row: neighbouring lanes read neighbouring entries.
extern "C" __global__ __aicore__ void spmv_warp(
        GM_ADDR offsets_address, GM_ADDR columns_address, GM_ADDR values_address, GM_ADDR x_address, GM_ADDR y_address,
        int32_t rows, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ int32_t* offsets = (__gm__ int32_t*)offsets_address;
    __gm__ int32_t* columns = (__gm__ int32_t*)columns_address;
    __gm__ float* values = (__gm__ float*)values_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, 256);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(WARPS * 4));
    pipe.InitBuffer(slot_16, padded(WARPS * 128));
    pipe.InitBuffer(slot_17, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> work = slot_3.Get<uint32_t>();
        Adds(work.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<uint32_t> row = slot_4.Get<uint32_t>();
        ShiftRight(row, work, (uint32_t)5, LANES);
        LocalTensor<int32_t> lane_2 = slot_5.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        LocalTensor<int32_t> work_2 = slot_6.Get<int32_t>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_7.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> entry = slot_6.Get<int32_t>();
        Duplicate(entry.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        const int32_t stop_2 = BLOCK_X;
        wait<HardEvent::V_S>();
        for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
            if ((int32_t)((block_x * BLOCK_X + lane_3) / 32) < rows) {
                entry.SetValue(lane_3, load(offsets + (int32_t)((block_x * BLOCK_X + lane_3) / 32)));
            }
        }
        wait<HardEvent::S_V>();
        Add(entry, entry, lane_2, LANES);
        LocalTensor<int32_t> offsets_tile = slot_9.Get<int32_t>();
        for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
            if (row.ReinterpretCast<int32_t>().GetValue(lane_3) < rows) {
                offsets_tile.SetValue(lane_3, load(offsets + (row.ReinterpretCast<int32_t>().GetValue(lane_3) + 1)));
            }
        }
        LocalTensor<int32_t> maximum_2 = slot_10.Get<int32_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Max(maximum_2, offsets_tile, entry, LANES);
        LocalTensor<uint8_t> looping = slot_11.Get<uint8_t>();
        Compare(looping, maximum_2, entry, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_3 = slot_10.Get<float>();
        Duplicate(work_3, 1.0f, LANES);
        Select(work_3, looping, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_12.Get<float>();
        LocalTensor<float> work_4 = slot_9.Get<float>();
        ReduceMax(largest, work_3, work_4, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<float> values_tile = slot_10.Get<float>();
            const int32_t stop_3 = LANES;
            for (int32_t lane_3 = 0; lane_3 < stop_3; ++lane_3) {
                if (bit(looping, lane_3)) {
                    values_tile.SetValue(lane_3, load(values + entry.GetValue(lane_3)));
                }
            }
            LocalTensor<float> x_tile = slot_9.Get<float>();
            LocalTensor<int32_t> columns_tile = slot_13.Get<int32_t>();
            Duplicate(columns_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_3; ++lane_3) {
                if (bit(looping, lane_3)) {
                    columns_tile.SetValue(lane_3, load(columns + entry.GetValue(lane_3)));
                }
            }
            for (int32_t lane_3 = 0; lane_3 < stop_3; ++lane_3) {
                if (bit(looping, lane_3)) {
                    x_tile.SetValue(lane_3, load(x + columns_tile.GetValue(lane_3)));
                }
            }
            wait<HardEvent::S_V>();
            Mul(values_tile, values_tile, x_tile, LANES);
            Add(values_tile, sum, values_tile, LANES);
            Select(sum, looping, values_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_5 = slot_10.Get<int32_t>();
            Adds(work_5, entry, 32, LANES);
            Select(entry.ReinterpretCast<float>(), looping, work_5.ReinterpretCast<float>(),
                    entry.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> offsets_tile_2 = slot_10.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_3; ++lane_3) {
                if (bit(looping, lane_3)) {
                    offsets_tile_2.SetValue(lane_3,
                            load(offsets + (row.ReinterpretCast<int32_t>().GetValue(lane_3) + 1)));
                }
            }
            LocalTensor<int32_t> maximum_3 = slot_9.Get<int32_t>();
            wait<HardEvent::S_V>();
            Max(maximum_3, offsets_tile_2, entry, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum_3, entry, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_6 = slot_9.Get<float>();
            Duplicate(work_6, 1.0f, LANES);
            Select(work_6, looping, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_12.Get<float>();
            LocalTensor<float> work_7 = slot_10.Get<float>();
            ReduceMax(largest_2, work_6, work_7, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<float> work_8 = slot_13.Get<float>();
        Select(work_8, mask, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_2 = slot_15.Get<float>();
        sum_rows(sum_2, work_8, 32, WARPS);
        LocalTensor<float> warp_total = slot_16.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
        }
        LocalTensor<float> spread = slot_17.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, warp_total, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
            if ((row.ReinterpretCast<int32_t>().GetValue(lane_3) < rows) & (lane_2.GetValue(lane_3) == 0)) {
                copy_out(y + row.ReinterpretCast<int32_t>().GetValue(lane_3), spread[lane_3 * 8], 1);
            }
        }
    }
}
