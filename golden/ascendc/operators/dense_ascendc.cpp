// dense.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// A fully connected layer: y = x * transpose(weight) + bias, with x [items, inputs], weight [outputs, inputs] and
// y [items, outputs].

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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

extern "C" __global__ __aicore__ void dense_naive(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t items,
        int32_t inputs, int32_t outputs, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
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
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(items * outputs) - (int32_t)(block_x * LANES));
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            sum.SetValue(lane_2, load(bias + (int32_t)(block_x * LANES + lane_2) % (outputs != 0 ? outputs : 1)));
        }
        LocalTensor<float> partial_sum = slot_1.Get<float>();
        Duplicate(partial_sum, 0.0f, LANES * 16);
        for (int32_t start = 0; start < inputs; start += 16) {
            LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
            CreateVecIndex(lane, 0, LANES * 16);
            LocalTensor<int32_t> work = slot_3.Get<int32_t>();
            Duplicate(work, 15, LANES * 16);
            And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_2 = slot_3.Get<int32_t>();
            Duplicate(work_2, inputs - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
            Max(maximum, work_2, lane, LANES * 16);
            LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
            Compare(mask, maximum, lane, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> x_tile = slot_2.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                for (int32_t j = 0; j < 16; ++j) {
                    if ((i < ((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES))
                            & ((int32_t)(block_x * LANES) + i < items * outputs) & (j < inputs - start)) {
                        x_tile.SetValue(i * 16 + j,
                                load(x + ((int32_t)(block_x * LANES + i) / (outputs != 0 ? outputs : 1) * inputs
                                + (start + j))));
                    }
                }
            }
            LocalTensor<float> weight_tile = slot_4.Get<float>();
            for (int32_t i = 0; i < LANES; ++i) {
                for (int32_t j = 0; j < 16; ++j) {
                    if ((i < ((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES))
                            & ((int32_t)(block_x * LANES) + i < items * outputs) & (j < inputs - start)) {
                        weight_tile.SetValue(i * 16 + j,
                                load(weight
                                + ((int32_t)(block_x * LANES + i) % (outputs != 0 ? outputs : 1) * inputs
                                + (start + j))));
                    }
                }
            }
            wait<HardEvent::S_V>();
            Mul(x_tile, x_tile, weight_tile, LANES * 16);
            Add(x_tile, partial_sum, x_tile, LANES * 16);
            Select(partial_sum, mask, x_tile, partial_sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum_2 = slot_6.Get<float>();
        sum_rows(sum_2, partial_sum, 16, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Add(sum, sum, sum_2, LANES);
        wait<HardEvent::S_MTE3>();
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), sum, stop);
    }
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
extern "C" __global__ __aicore__ void dense_staged_false(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t inputs,
        int32_t outputs, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, padded(LANES * 8));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(WARPS * 4));
    pipe.InitBuffer(slot_14, padded(WARPS * 128));
    pipe.InitBuffer(slot_15, padded(LANES * 32));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        const int32_t warps = BLOCK_X / 32;
        LocalTensor<int32_t> output = slot_4.Get<int32_t>();
        ShiftRight(output, lane, 5, LANES);
        LocalTensor<int32_t> work = slot_5.Get<int32_t>();
        Duplicate(work, outputs, LANES);
        LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
        Max(maximum, work, output, LANES);
        LocalTensor<uint8_t> looping = slot_7.Get<uint8_t>();
        Compare(looping, maximum, output, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_6.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_8.Get<float>();
        LocalTensor<float> work_3 = slot_5.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<uint64_t> row = slot_9.Get<uint64_t>();
            for (int32_t lane_3 = 0; lane_3 < LANES; ++lane_3) {
                row.SetValue(lane_3, (uint64_t)(weight + output.GetValue(lane_3) * inputs));
            }
            LocalTensor<float> sum = slot_6.Get<float>();
            Duplicate(sum, 0.0f, LANES);
            for (int32_t start = 0; start < inputs; start += 32) {
                LocalTensor<int32_t> k = slot_5.Get<int32_t>();
                Adds(k, lane_2, start, LANES);
                LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
                Duplicate(work_4, inputs, LANES);
                LocalTensor<int32_t> maximum_2 = slot_11.Get<int32_t>();
                Max(maximum_2, work_4, k, LANES);
                LocalTensor<uint8_t> mask = slot_12.Get<uint8_t>();
                Compare(mask, maximum_2, k, CMPMODE::EQ, LANES);
                Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> x_tile = slot_11.Get<float>();
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                    if (bit(mask, lane_3) & (start + lane_3 % 32 < inputs)) {
                        x_tile.SetValue(lane_3, load(x + (k.GetValue(lane_3) + block_x * inputs)));
                    }
                }
                LocalTensor<float> row_tile = slot_10.Get<float>();
                for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                    if (bit(mask, lane_3)) {
                        row_tile.SetValue(lane_3, load((__gm__ float*)row.GetValue(lane_3) + k.GetValue(lane_3)));
                    }
                }
                wait<HardEvent::S_V>();
                Mul(x_tile, x_tile, row_tile, LANES);
                Add(x_tile, sum, x_tile, LANES);
                Select(sum, mask, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
            LocalTensor<float> work_5 = slot_5.Get<float>();
            Select(work_5, looping, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> sum_2 = slot_13.Get<float>();
            sum_rows(sum_2, work_5, 32, WARPS);
            LocalTensor<float> warp_total = slot_14.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < WARPS; ++i) {
                Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
            }
            LocalTensor<int32_t> work_6 = slot_5.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, lane_2, work_6, CMPMODE::EQ, LANES);
            And(mask_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> bias_tile = slot_5.Get<float>();
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if (bit(mask_2, lane_3)) {
                    bias_tile.SetValue(lane_3, load(bias + output.GetValue(lane_3)));
                }
            }
            wait<HardEvent::S_V>();
            Add(bias_tile, warp_total, bias_tile, LANES);
            Select(sum, mask_2, bias_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> spread = slot_15.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, sum, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if (bit(mask_2, lane_3)) {
                    copy_out(y + (block_x * outputs + output.GetValue(lane_3)), spread[lane_3 * 8], 1);
                }
            }
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            Adds(work_7, output, warps, LANES);
            Select(output.ReinterpretCast<float>(), looping, work_7.ReinterpretCast<float>(),
                    output.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
            Duplicate(work_8, outputs, LANES);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_8, output, LANES);
            LocalTensor<uint8_t> mask_3 = slot_16.Get<uint8_t>();
            Compare(mask_3, maximum_3, output, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_9 = slot_11.Get<float>();
            Duplicate(work_9, 1.0f, LANES);
            Select(work_9, looping, work_9, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> work_10 = slot_5.Get<float>();
            ReduceMax(largest_2, work_9, work_10, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
extern "C" __global__ __aicore__ void dense_staged_true(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t inputs,
        int32_t outputs, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, padded(LANES * 8));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(WARPS * 4));
    pipe.InitBuffer(slot_14, padded(WARPS * 128));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        const int32_t warps = BLOCK_X / 32;
        LocalTensor<int32_t> output = slot_4.Get<int32_t>();
        ShiftRight(output, lane, 5, LANES);
        LocalTensor<int32_t> work = slot_5.Get<int32_t>();
        Duplicate(work, outputs, LANES);
        LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
        Max(maximum, work, output, LANES);
        LocalTensor<uint8_t> looping = slot_7.Get<uint8_t>();
        Compare(looping, maximum, output, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_6.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_8.Get<float>();
        LocalTensor<float> work_3 = slot_5.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<uint64_t> row = slot_9.Get<uint64_t>();
            for (int32_t lane_3 = 0; lane_3 < LANES; ++lane_3) {
                row.SetValue(lane_3, (uint64_t)(weight + output.GetValue(lane_3) * inputs));
            }
            LocalTensor<float> sum = slot_6.Get<float>();
            Duplicate(sum, 0.0f, LANES);
            for (int32_t start = 0; start < inputs; start += 32) {
                LocalTensor<int32_t> k = slot_5.Get<int32_t>();
                Adds(k, lane_2, start, LANES);
                LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
                Duplicate(work_4, inputs, LANES);
                LocalTensor<int32_t> maximum_2 = slot_11.Get<int32_t>();
                Max(maximum_2, work_4, k, LANES);
                LocalTensor<uint8_t> mask = slot_12.Get<uint8_t>();
                Compare(mask, maximum_2, k, CMPMODE::EQ, LANES);
                Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> x_tile = slot_11.Get<float>();
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                    if (bit(mask, lane_3) & (start + lane_3 % 32 < inputs)) {
                        x_tile.SetValue(lane_3, load(x + (k.GetValue(lane_3) + block_x * inputs)));
                    }
                }
                LocalTensor<float> row_tile = slot_10.Get<float>();
                for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                    if (bit(mask, lane_3)) {
                        row_tile.SetValue(lane_3, load((__gm__ float*)row.GetValue(lane_3) + k.GetValue(lane_3)));
                    }
                }
                wait<HardEvent::S_V>();
                Mul(x_tile, x_tile, row_tile, LANES);
                Add(x_tile, sum, x_tile, LANES);
                Select(sum, mask, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
            LocalTensor<float> work_5 = slot_5.Get<float>();
            Select(work_5, looping, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> sum_2 = slot_13.Get<float>();
            sum_rows(sum_2, work_5, 32, WARPS);
            LocalTensor<float> warp_total = slot_14.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < WARPS; ++i) {
                Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
            }
            LocalTensor<int32_t> work_6 = slot_5.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, lane_2, work_6, CMPMODE::EQ, LANES);
            And(mask_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> bias_tile = slot_5.Get<float>();
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if (bit(mask_2, lane_3)) {
                    bias_tile.SetValue(lane_3, load(bias + output.GetValue(lane_3)));
                }
            }
            wait<HardEvent::S_V>();
            Add(bias_tile, warp_total, bias_tile, LANES);
            Select(sum, mask_2, bias_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_3 = slot_15.Get<uint8_t>();
            Compare(mask_3, sum, sum, CMPMODE::EQ, LANES);
            LocalTensor<float> work_7 = slot_5.Get<float>();
            Maxs(work_7, sum, 0.0f, LANES);
            Select(work_7, mask_3, work_7, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Select(sum, mask_2, work_7, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> spread = slot_16.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, sum, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_3 = 0; lane_3 < stop_2; ++lane_3) {
                if (bit(mask_2, lane_3)) {
                    copy_out(y + (block_x * outputs + output.GetValue(lane_3)), spread[lane_3 * 8], 1);
                }
            }
            LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
            Adds(work_8, output, warps, LANES);
            Select(output.ReinterpretCast<float>(), looping, work_8.ReinterpretCast<float>(),
                    output.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_9 = slot_5.Get<int32_t>();
            Duplicate(work_9, outputs, LANES);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_9, output, LANES);
            LocalTensor<uint8_t> mask_4 = slot_15.Get<uint8_t>();
            Compare(mask_4, maximum_3, output, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_10 = slot_11.Get<float>();
            Duplicate(work_10, 1.0f, LANES);
            Select(work_10, looping, work_10, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> work_11 = slot_5.Get<float>();
            ReduceMax(largest_2, work_10, work_11, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}
