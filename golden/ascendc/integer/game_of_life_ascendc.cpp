// game_of_life.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// One step of Conway's game of life on a torus: one byte a cell, one thread a cell.

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

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void game_of_life(
        GM_ADDR now_address, GM_ADDR next_address, int32_t width, int32_t height, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint8_t* now = (__gm__ uint8_t*)now_address;
    __gm__ uint8_t* next = (__gm__ uint8_t*)next_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES));
    pipe.InitBuffer(slot_16, padded(LANES * 2));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_39, padded(LANES * 4));
    pipe.InitBuffer(slot_40, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_41, padded(LANES * 4));
    pipe.InitBuffer(slot_42, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_43, padded(LANES * 4));
    pipe.InitBuffer(slot_44, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_45, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_46, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_47, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_48, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slot_3.Get<float>();
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_5 = slot_4.Get<float>();
        Duplicate(work_5, (float)BLOCK_X, LANES);
        Div(work_4, work_4, work_5, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_4, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
        Duplicate(work_3, width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_3, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
        Duplicate(work_6, height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_6, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        // The eight neighbours as (dy, dx).
        const int32_t offsets_0 = -1;
        const int32_t offsets_0_2 = -1;
        const int32_t offsets_1 = -1;
        const int32_t offsets_1_2 = 0;
        const int32_t offsets_2 = -1;
        const int32_t offsets_2_2 = 1;
        const int32_t offsets_3 = 0;
        const int32_t offsets_3_2 = -1;
        const int32_t offsets_4 = 0;
        const int32_t offsets_4_2 = 1;
        const int32_t offsets_5 = 1;
        const int32_t offsets_5_2 = -1;
        const int32_t offsets_6 = 1;
        const int32_t offsets_6_2 = 0;
        const int32_t offsets_7 = 1;
        const int32_t offsets_7_2 = 1;
        LocalTensor<int32_t> neighbours = slot_7.Get<int32_t>();
        Duplicate(neighbours, 0, LANES);
        LocalTensor<int32_t> remainder = slot_8.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_0) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_7 = slot_11.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slot_12.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_3, work_7, remainder, LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_3, remainder, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_8 = slot_12.Get<int32_t>();
        Adds(work_8, remainder, height, LANES);
        Select(remainder.ReinterpretCast<float>(), mask_3, work_8.ReinterpretCast<float>(),
                remainder.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_2 = slot_12.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_2.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_0_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
        Duplicate(work_9, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slot_13.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_4, work_9, remainder_2, LANES);
        LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
        Compare(mask_4, maximum_4, remainder_2, CMPMODE::EQ, LANES);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_10 = slot_13.Get<int32_t>();
        Adds(work_10, remainder_2, width, LANES);
        Select(remainder_2.ReinterpretCast<float>(), mask_4, work_10.ReinterpretCast<float>(),
                remainder_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile = slot_15.Get<uint8_t>();
        const int32_t stop_2 = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile.SetValue(lane_2,
                        load(now + (remainder.GetValue(lane_2) * width + remainder_2.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_11 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_11, now_tile, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_12 = slot_13.Get<int32_t>();
        Cast(work_12, work_11, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_12, LANES);
        LocalTensor<int32_t> remainder_3 = slot_13.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_3.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_1) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_13 = slot_11.Get<int32_t>();
        Duplicate(work_13, 0, LANES);
        LocalTensor<int32_t> maximum_5 = slot_17.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_5, work_13, remainder_3, LANES);
        LocalTensor<uint8_t> mask_5 = slot_18.Get<uint8_t>();
        Compare(mask_5, maximum_5, remainder_3, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_14 = slot_17.Get<int32_t>();
        Adds(work_14, remainder_3, height, LANES);
        Select(remainder_3.ReinterpretCast<float>(), mask_5, work_14.ReinterpretCast<float>(),
                remainder_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_4 = slot_17.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_4.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_1_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_15 = slot_11.Get<int32_t>();
        Duplicate(work_15, 0, LANES);
        LocalTensor<int32_t> maximum_6 = slot_19.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_6, work_15, remainder_4, LANES);
        LocalTensor<uint8_t> mask_6 = slot_20.Get<uint8_t>();
        Compare(mask_6, maximum_6, remainder_4, CMPMODE::EQ, LANES);
        Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_6.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_16 = slot_19.Get<int32_t>();
        Adds(work_16, remainder_4, width, LANES);
        Select(remainder_4.ReinterpretCast<float>(), mask_6, work_16.ReinterpretCast<float>(),
                remainder_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_2 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_2.SetValue(lane_2,
                        load(now + (remainder_3.GetValue(lane_2) * width + remainder_4.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_17 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_17, now_tile_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_18 = slot_19.Get<int32_t>();
        Cast(work_18, work_17, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_18, LANES);
        LocalTensor<int32_t> remainder_5 = slot_19.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_5.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_2) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_19 = slot_11.Get<int32_t>();
        Duplicate(work_19, 0, LANES);
        LocalTensor<int32_t> maximum_7 = slot_21.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_7, work_19, remainder_5, LANES);
        LocalTensor<uint8_t> mask_7 = slot_22.Get<uint8_t>();
        Compare(mask_7, maximum_7, remainder_5, CMPMODE::EQ, LANES);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_7.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_20 = slot_21.Get<int32_t>();
        Adds(work_20, remainder_5, height, LANES);
        Select(remainder_5.ReinterpretCast<float>(), mask_7, work_20.ReinterpretCast<float>(),
                remainder_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_6 = slot_21.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_6.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_2_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_21 = slot_11.Get<int32_t>();
        Duplicate(work_21, 0, LANES);
        LocalTensor<int32_t> maximum_8 = slot_23.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_8, work_21, remainder_6, LANES);
        LocalTensor<uint8_t> mask_8 = slot_24.Get<uint8_t>();
        Compare(mask_8, maximum_8, remainder_6, CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_8.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_22 = slot_23.Get<int32_t>();
        Adds(work_22, remainder_6, width, LANES);
        Select(remainder_6.ReinterpretCast<float>(), mask_8, work_22.ReinterpretCast<float>(),
                remainder_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_3 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_3.SetValue(lane_2,
                        load(now + (remainder_5.GetValue(lane_2) * width + remainder_6.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_23 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_23, now_tile_3, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_24 = slot_23.Get<int32_t>();
        Cast(work_24, work_23, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_24, LANES);
        LocalTensor<int32_t> remainder_7 = slot_23.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_7.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_3) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_25 = slot_11.Get<int32_t>();
        Duplicate(work_25, 0, LANES);
        LocalTensor<int32_t> maximum_9 = slot_25.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_9, work_25, remainder_7, LANES);
        LocalTensor<uint8_t> mask_9 = slot_26.Get<uint8_t>();
        Compare(mask_9, maximum_9, remainder_7, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_26 = slot_25.Get<int32_t>();
        Adds(work_26, remainder_7, height, LANES);
        Select(remainder_7.ReinterpretCast<float>(), mask_9, work_26.ReinterpretCast<float>(),
                remainder_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_8 = slot_25.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_8.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_3_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_27 = slot_11.Get<int32_t>();
        Duplicate(work_27, 0, LANES);
        LocalTensor<int32_t> maximum_10 = slot_27.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_10, work_27, remainder_8, LANES);
        LocalTensor<uint8_t> mask_10 = slot_28.Get<uint8_t>();
        Compare(mask_10, maximum_10, remainder_8, CMPMODE::EQ, LANES);
        Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_10.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_28 = slot_27.Get<int32_t>();
        Adds(work_28, remainder_8, width, LANES);
        Select(remainder_8.ReinterpretCast<float>(), mask_10, work_28.ReinterpretCast<float>(),
                remainder_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_4 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_4.SetValue(lane_2,
                        load(now + (remainder_7.GetValue(lane_2) * width + remainder_8.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_29 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_29, now_tile_4, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_30 = slot_27.Get<int32_t>();
        Cast(work_30, work_29, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_30, LANES);
        LocalTensor<int32_t> remainder_9 = slot_27.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_9.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_4) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_31 = slot_11.Get<int32_t>();
        Duplicate(work_31, 0, LANES);
        LocalTensor<int32_t> maximum_11 = slot_29.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_11, work_31, remainder_9, LANES);
        LocalTensor<uint8_t> mask_11 = slot_30.Get<uint8_t>();
        Compare(mask_11, maximum_11, remainder_9, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_11.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_32 = slot_29.Get<int32_t>();
        Adds(work_32, remainder_9, height, LANES);
        Select(remainder_9.ReinterpretCast<float>(), mask_11, work_32.ReinterpretCast<float>(),
                remainder_9.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_10 = slot_29.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_10.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_4_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_33 = slot_11.Get<int32_t>();
        Duplicate(work_33, 0, LANES);
        LocalTensor<int32_t> maximum_12 = slot_31.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_12, work_33, remainder_10, LANES);
        LocalTensor<uint8_t> mask_12 = slot_32.Get<uint8_t>();
        Compare(mask_12, maximum_12, remainder_10, CMPMODE::EQ, LANES);
        Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_12.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_34 = slot_31.Get<int32_t>();
        Adds(work_34, remainder_10, width, LANES);
        Select(remainder_10.ReinterpretCast<float>(), mask_12, work_34.ReinterpretCast<float>(),
                remainder_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_5 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_5.SetValue(lane_2,
                        load(now + (remainder_9.GetValue(lane_2) * width + remainder_10.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_35 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_35, now_tile_5, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_36 = slot_31.Get<int32_t>();
        Cast(work_36, work_35, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_36, LANES);
        LocalTensor<int32_t> remainder_11 = slot_31.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_11.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_5) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_37 = slot_11.Get<int32_t>();
        Duplicate(work_37, 0, LANES);
        LocalTensor<int32_t> maximum_13 = slot_33.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_13, work_37, remainder_11, LANES);
        LocalTensor<uint8_t> mask_13 = slot_34.Get<uint8_t>();
        Compare(mask_13, maximum_13, remainder_11, CMPMODE::EQ, LANES);
        Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_13.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_38 = slot_33.Get<int32_t>();
        Adds(work_38, remainder_11, height, LANES);
        Select(remainder_11.ReinterpretCast<float>(), mask_13, work_38.ReinterpretCast<float>(),
                remainder_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_12 = slot_33.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_12.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_5_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_39 = slot_11.Get<int32_t>();
        Duplicate(work_39, 0, LANES);
        LocalTensor<int32_t> maximum_14 = slot_35.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_14, work_39, remainder_12, LANES);
        LocalTensor<uint8_t> mask_14 = slot_36.Get<uint8_t>();
        Compare(mask_14, maximum_14, remainder_12, CMPMODE::EQ, LANES);
        Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_14.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_40 = slot_35.Get<int32_t>();
        Adds(work_40, remainder_12, width, LANES);
        Select(remainder_12.ReinterpretCast<float>(), mask_14, work_40.ReinterpretCast<float>(),
                remainder_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_6 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_6.SetValue(lane_2,
                        load(now + (remainder_11.GetValue(lane_2) * width + remainder_12.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_41 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_41, now_tile_6, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_42 = slot_35.Get<int32_t>();
        Cast(work_42, work_41, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_42, LANES);
        LocalTensor<int32_t> remainder_13 = slot_35.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_13.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_6) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_43 = slot_11.Get<int32_t>();
        Duplicate(work_43, 0, LANES);
        LocalTensor<int32_t> maximum_15 = slot_37.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_15, work_43, remainder_13, LANES);
        LocalTensor<uint8_t> mask_15 = slot_38.Get<uint8_t>();
        Compare(mask_15, maximum_15, remainder_13, CMPMODE::EQ, LANES);
        Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_15.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_44 = slot_37.Get<int32_t>();
        Adds(work_44, remainder_13, height, LANES);
        Select(remainder_13.ReinterpretCast<float>(), mask_15, work_44.ReinterpretCast<float>(),
                remainder_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_14 = slot_37.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_14.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_6_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_45 = slot_11.Get<int32_t>();
        Duplicate(work_45, 0, LANES);
        LocalTensor<int32_t> maximum_16 = slot_39.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_16, work_45, remainder_14, LANES);
        LocalTensor<uint8_t> mask_16 = slot_40.Get<uint8_t>();
        Compare(mask_16, maximum_16, remainder_14, CMPMODE::EQ, LANES);
        Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_16.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_46 = slot_39.Get<int32_t>();
        Adds(work_46, remainder_14, width, LANES);
        Select(remainder_14.ReinterpretCast<float>(), mask_16, work_46.ReinterpretCast<float>(),
                remainder_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_7 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_7.SetValue(lane_2,
                        load(now + (remainder_13.GetValue(lane_2) * width + remainder_14.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_47 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_47, now_tile_7, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_48 = slot_39.Get<int32_t>();
        Cast(work_48, work_47, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_48, LANES);
        LocalTensor<int32_t> remainder_15 = slot_39.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_15.SetValue(lane_2,
                    ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X + offsets_7) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> work_49 = slot_11.Get<int32_t>();
        Duplicate(work_49, 0, LANES);
        LocalTensor<int32_t> maximum_17 = slot_41.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_17, work_49, remainder_15, LANES);
        LocalTensor<uint8_t> mask_17 = slot_42.Get<uint8_t>();
        Compare(mask_17, maximum_17, remainder_15, CMPMODE::EQ, LANES);
        Not(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_17.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_50 = slot_41.Get<int32_t>();
        Adds(work_50, remainder_15, height, LANES);
        Select(remainder_15.ReinterpretCast<float>(), mask_17, work_50.ReinterpretCast<float>(),
                remainder_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> remainder_16 = slot_41.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            remainder_16.SetValue(lane_2,
                    ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) + offsets_7_2) % (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> work_51 = slot_11.Get<int32_t>();
        Duplicate(work_51, 0, LANES);
        LocalTensor<int32_t> maximum_18 = slot_43.Get<int32_t>();
        wait<HardEvent::S_V>();
        Max(maximum_18, work_51, remainder_16, LANES);
        LocalTensor<uint8_t> mask_18 = slot_44.Get<uint8_t>();
        Compare(mask_18, maximum_18, remainder_16, CMPMODE::EQ, LANES);
        Not(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_18.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_52 = slot_43.Get<int32_t>();
        Adds(work_52, remainder_16, width, LANES);
        Select(remainder_16.ReinterpretCast<float>(), mask_18, work_52.ReinterpretCast<float>(),
                remainder_16.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> now_tile_8 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                now_tile_8.SetValue(lane_2,
                        load(now + (remainder_15.GetValue(lane_2) * width + remainder_16.GetValue(lane_2))));
            }
        }
        LocalTensor<half> work_53 = slot_16.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_53, now_tile_8, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_54 = slot_43.Get<int32_t>();
        Cast(work_54, work_53, RoundMode::CAST_TRUNC, LANES);
        Add(neighbours, neighbours, work_54, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<uint8_t> now_tile_9 = slot_15.Get<uint8_t>();
        if (BLOCK_X % 32 == 0) {
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(now_tile_9, now + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)), rows,
                    columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_3 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < width)
                        & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < height)) {
                    now_tile_9.SetValue(lane_2,
                            load(now + (y.GetValue(lane_2) * width + x.ReinterpretCast<int32_t>().GetValue(lane_2))));
                }
            }
        }
        LocalTensor<half> work_55 = slot_16.Get<half>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Cast(work_55, now_tile_9, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_56 = slot_43.Get<int32_t>();
        Cast(work_56, work_55, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_57 = slot_11.Get<int32_t>();
        Duplicate(work_57, 0, LANES);
        LocalTensor<uint8_t> alive = slot_45.Get<uint8_t>();
        Compare(alive, work_56, work_57, CMPMODE::EQ, LANES);
        Not(alive.ReinterpretCast<int16_t>(), alive.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_58 = slot_11.Get<int32_t>();
        Duplicate(work_58, 3, LANES);
        LocalTensor<uint8_t> lives_on_result = slot_46.Get<uint8_t>();
        Compare(lives_on_result, neighbours, work_58, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_59 = slot_11.Get<int32_t>();
        Duplicate(work_59, 2, LANES);
        LocalTensor<uint8_t> mask_19 = slot_47.Get<uint8_t>();
        Compare(mask_19, neighbours, work_59, CMPMODE::EQ, LANES);
        And(mask_19.ReinterpretCast<int16_t>(), alive.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Or(lives_on_result.ReinterpretCast<int16_t>(), lives_on_result.ReinterpretCast<int16_t>(),
                mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<uint8_t> work_60 = slot_15.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            work_60.SetValue(lane_2, (uint8_t)bit(lives_on_result, lane_2));
        }
        if (BLOCK_X % 32 == 0) {
            wait<HardEvent::S_MTE3>();
            copy_rows_out(next + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)), work_60, rows,
                    columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_3 = LANES;
            for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < width)
                        & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < height)) {
                    LocalTensor<uint8_t> element = slot_48.Get<uint8_t>();
                    wait<HardEvent::MTE3_S>();
                    element.SetValue(0, work_60.GetValue(lane_2));
                    wait<HardEvent::S_MTE3>();
                    copy_out(next + (y.GetValue(lane_2) * width + x.ReinterpretCast<int32_t>().GetValue(lane_2)),
                            element, 1);
                }
            }
        }
    }
}
