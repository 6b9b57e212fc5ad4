// lambert_shade.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Lambert shading of a height field under one light: colour * (ambient + intensity * max(normal . direction, 0)).

#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

extern "C" __global__ __aicore__ void lambert_shade(
        GM_ADDR heights_address, GM_ADDR image_address, float scene_light_direction_x, float scene_light_direction_y,
        float scene_light_direction_z, float scene_light_intensity, float scene_colour_x, float scene_colour_y,
        float scene_colour_z, float scene_ambient, int32_t scene_width, int32_t scene_height, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* heights = (__gm__ float*)heights_address;
    __gm__ float* image = (__gm__ float*)image_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_1.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_2.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_2 = slot_1.Get<float>();
        Cast(work_2, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_2, work_2, 0.5f, LANES);
        Muls(work_2, work_2, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_2, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<uint32_t> x = slot_1.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_4.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> x_2 = slot_5.Get<int32_t>();
        Adds(x_2, x.ReinterpretCast<int32_t>(), 1, LANES);
        LocalTensor<int32_t> y_2 = slot_6.Get<int32_t>();
        copy_tile(y_2, y, LANES);

        LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_3, x_2, LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x_2, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, scene_width, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, x_2, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, x_2, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_5 = slot_7.Get<int32_t>();
        Duplicate(work_5, scene_width - 1, LANES);
        Select(work_5.ReinterpretCast<float>(), mask_2, x_2.ReinterpretCast<float>(), work_5.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
        Duplicate(work_6, 0, LANES);
        Select(x_2.ReinterpretCast<float>(), mask, work_6.ReinterpretCast<float>(), work_5.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slot_8.Get<int32_t>();
        Max(maximum_3, work_7, y_2, LANES);
        LocalTensor<uint8_t> mask_3 = slot_9.Get<uint8_t>();
        Compare(mask_3, maximum_3, y_2, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
        Duplicate(work_8, scene_height, LANES);
        LocalTensor<int32_t> maximum_4 = slot_7.Get<int32_t>();
        Max(maximum_4, work_8, y_2, LANES);
        LocalTensor<uint8_t> mask_4 = slot_10.Get<uint8_t>();
        Compare(mask_4, maximum_4, y_2, CMPMODE::EQ, LANES);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_9 = slot_7.Get<int32_t>();
        Duplicate(work_9, scene_height - 1, LANES);
        Select(work_9.ReinterpretCast<float>(), mask_4, y_2.ReinterpretCast<float>(), work_9.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_10 = slot_8.Get<int32_t>();
        Duplicate(work_10, 0, LANES);
        Select(y_2.ReinterpretCast<float>(), mask_3, work_10.ReinterpretCast<float>(), work_9.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> height_at_result = slot_7.Get<float>();
        const int32_t stop = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < scene_width) & (y.GetValue(lane_2) < scene_height)) {
                height_at_result.SetValue(lane_2,
                        load(heights + (y_2.GetValue(lane_2) * scene_width + x_2.GetValue(lane_2))));
            }
        }
        LocalTensor<int32_t> x_3 = slot_8.Get<int32_t>();
        Adds(x_3, x.ReinterpretCast<int32_t>(), -1, LANES);
        LocalTensor<int32_t> y_3 = slot_11.Get<int32_t>();
        copy_tile(y_3, y, LANES);
        LocalTensor<int32_t> work_11 = slot_12.Get<int32_t>();
        Duplicate(work_11, 0, LANES);
        LocalTensor<int32_t> maximum_5 = slot_13.Get<int32_t>();
        Max(maximum_5, work_11, x_3, LANES);
        LocalTensor<uint8_t> mask_5 = slot_9.Get<uint8_t>();
        Compare(mask_5, maximum_5, x_3, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_12 = slot_13.Get<int32_t>();
        Duplicate(work_12, scene_width, LANES);
        LocalTensor<int32_t> maximum_6 = slot_12.Get<int32_t>();
        Max(maximum_6, work_12, x_3, LANES);
        LocalTensor<uint8_t> mask_6 = slot_10.Get<uint8_t>();
        Compare(mask_6, maximum_6, x_3, CMPMODE::EQ, LANES);
        Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_13 = slot_12.Get<int32_t>();
        Duplicate(work_13, scene_width - 1, LANES);
        Select(work_13.ReinterpretCast<float>(), mask_6, x_3.ReinterpretCast<float>(), work_13.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_14 = slot_13.Get<int32_t>();
        Duplicate(work_14, 0, LANES);
        Select(x_3.ReinterpretCast<float>(), mask_5, work_14.ReinterpretCast<float>(), work_13.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_15 = slot_12.Get<int32_t>();
        Duplicate(work_15, 0, LANES);
        LocalTensor<int32_t> maximum_7 = slot_13.Get<int32_t>();
        Max(maximum_7, work_15, y_3, LANES);
        LocalTensor<uint8_t> mask_7 = slot_9.Get<uint8_t>();
        Compare(mask_7, maximum_7, y_3, CMPMODE::EQ, LANES);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_16 = slot_13.Get<int32_t>();
        Duplicate(work_16, scene_height, LANES);
        LocalTensor<int32_t> maximum_8 = slot_12.Get<int32_t>();
        Max(maximum_8, work_16, y_3, LANES);
        LocalTensor<uint8_t> mask_8 = slot_10.Get<uint8_t>();
        Compare(mask_8, maximum_8, y_3, CMPMODE::EQ, LANES);
        Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
        Duplicate(work_17, scene_height - 1, LANES);
        Select(work_17.ReinterpretCast<float>(), mask_8, y_3.ReinterpretCast<float>(), work_17.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_18 = slot_13.Get<int32_t>();
        Duplicate(work_18, 0, LANES);
        Select(y_3.ReinterpretCast<float>(), mask_7, work_18.ReinterpretCast<float>(), work_17.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> height_at_result_2 = slot_12.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < scene_width) & (y.GetValue(lane_2) < scene_height)) {
                height_at_result_2.SetValue(lane_2,
                        load(heights + (y_3.GetValue(lane_2) * scene_width + x_3.GetValue(lane_2))));
            }
        }
        LocalTensor<float> slope_x = slot_13.Get<float>();
        wait<HardEvent::S_V>();
        Sub(slope_x, height_at_result, height_at_result_2, LANES);
        Muls(slope_x, slope_x, 0.5f, LANES);
        LocalTensor<int32_t> x_4 = slot_14.Get<int32_t>();
        copy_tile(x_4, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> y_4 = slot_15.Get<int32_t>();
        Adds(y_4, y, 1, LANES);
        LocalTensor<int32_t> work_19 = slot_16.Get<int32_t>();
        Duplicate(work_19, 0, LANES);
        LocalTensor<int32_t> maximum_9 = slot_17.Get<int32_t>();
        Max(maximum_9, work_19, x_4, LANES);
        LocalTensor<uint8_t> mask_9 = slot_9.Get<uint8_t>();
        Compare(mask_9, maximum_9, x_4, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_20 = slot_17.Get<int32_t>();
        Duplicate(work_20, scene_width, LANES);
        LocalTensor<int32_t> maximum_10 = slot_16.Get<int32_t>();
        Max(maximum_10, work_20, x_4, LANES);
        LocalTensor<uint8_t> mask_10 = slot_10.Get<uint8_t>();
        Compare(mask_10, maximum_10, x_4, CMPMODE::EQ, LANES);
        Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_21 = slot_16.Get<int32_t>();
        Duplicate(work_21, scene_width - 1, LANES);
        Select(work_21.ReinterpretCast<float>(), mask_10, x_4.ReinterpretCast<float>(),
                work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_22 = slot_17.Get<int32_t>();
        Duplicate(work_22, 0, LANES);
        Select(x_4.ReinterpretCast<float>(), mask_9, work_22.ReinterpretCast<float>(), work_21.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_23 = slot_16.Get<int32_t>();
        Duplicate(work_23, 0, LANES);
        LocalTensor<int32_t> maximum_11 = slot_17.Get<int32_t>();
        Max(maximum_11, work_23, y_4, LANES);
        LocalTensor<uint8_t> mask_11 = slot_9.Get<uint8_t>();
        Compare(mask_11, maximum_11, y_4, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_24 = slot_17.Get<int32_t>();
        Duplicate(work_24, scene_height, LANES);
        LocalTensor<int32_t> maximum_12 = slot_16.Get<int32_t>();
        Max(maximum_12, work_24, y_4, LANES);
        LocalTensor<uint8_t> mask_12 = slot_10.Get<uint8_t>();
        Compare(mask_12, maximum_12, y_4, CMPMODE::EQ, LANES);
        Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_25 = slot_16.Get<int32_t>();
        Duplicate(work_25, scene_height - 1, LANES);
        Select(work_25.ReinterpretCast<float>(), mask_12, y_4.ReinterpretCast<float>(),
                work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_26 = slot_17.Get<int32_t>();
        Duplicate(work_26, 0, LANES);
        Select(y_4.ReinterpretCast<float>(), mask_11, work_26.ReinterpretCast<float>(),
                work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> height_at_result_3 = slot_16.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < scene_width) & (y.GetValue(lane_2) < scene_height)) {
                height_at_result_3.SetValue(lane_2,
                        load(heights + (y_4.GetValue(lane_2) * scene_width + x_4.GetValue(lane_2))));
            }
        }
        LocalTensor<int32_t> x_5 = slot_17.Get<int32_t>();
        copy_tile(x_5, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> y_5 = slot_18.Get<int32_t>();
        Adds(y_5, y, -1, LANES);
        LocalTensor<int32_t> work_27 = slot_19.Get<int32_t>();
        Duplicate(work_27, 0, LANES);
        LocalTensor<int32_t> maximum_13 = slot_20.Get<int32_t>();
        Max(maximum_13, work_27, x_5, LANES);
        LocalTensor<uint8_t> mask_13 = slot_9.Get<uint8_t>();
        Compare(mask_13, maximum_13, x_5, CMPMODE::EQ, LANES);
        Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_28 = slot_20.Get<int32_t>();
        Duplicate(work_28, scene_width, LANES);
        LocalTensor<int32_t> maximum_14 = slot_19.Get<int32_t>();
        Max(maximum_14, work_28, x_5, LANES);
        LocalTensor<uint8_t> mask_14 = slot_10.Get<uint8_t>();
        Compare(mask_14, maximum_14, x_5, CMPMODE::EQ, LANES);
        Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_29 = slot_19.Get<int32_t>();
        Duplicate(work_29, scene_width - 1, LANES);
        Select(work_29.ReinterpretCast<float>(), mask_14, x_5.ReinterpretCast<float>(),
                work_29.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_30 = slot_20.Get<int32_t>();
        Duplicate(work_30, 0, LANES);
        Select(x_5.ReinterpretCast<float>(), mask_13, work_30.ReinterpretCast<float>(),
                work_29.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_31 = slot_19.Get<int32_t>();
        Duplicate(work_31, 0, LANES);
        LocalTensor<int32_t> maximum_15 = slot_20.Get<int32_t>();
        Max(maximum_15, work_31, y_5, LANES);
        LocalTensor<uint8_t> mask_15 = slot_9.Get<uint8_t>();
        Compare(mask_15, maximum_15, y_5, CMPMODE::EQ, LANES);
        Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_32 = slot_20.Get<int32_t>();
        Duplicate(work_32, scene_height, LANES);
        LocalTensor<int32_t> maximum_16 = slot_19.Get<int32_t>();
        Max(maximum_16, work_32, y_5, LANES);
        LocalTensor<uint8_t> mask_16 = slot_10.Get<uint8_t>();
        Compare(mask_16, maximum_16, y_5, CMPMODE::EQ, LANES);
        Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_33 = slot_19.Get<int32_t>();
        Duplicate(work_33, scene_height - 1, LANES);
        Select(work_33.ReinterpretCast<float>(), mask_16, y_5.ReinterpretCast<float>(),
                work_33.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_34 = slot_20.Get<int32_t>();
        Duplicate(work_34, 0, LANES);
        Select(y_5.ReinterpretCast<float>(), mask_15, work_34.ReinterpretCast<float>(),
                work_33.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> height_at_result_4 = slot_19.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < scene_width) & (y.GetValue(lane_2) < scene_height)) {
                height_at_result_4.SetValue(lane_2,
                        load(heights + (y_5.GetValue(lane_2) * scene_width + x_5.GetValue(lane_2))));
            }
        }
        LocalTensor<float> slope_y = slot_20.Get<float>();
        wait<HardEvent::S_V>();
        Sub(slope_y, height_at_result_3, height_at_result_4, LANES);
        Muls(slope_y, slope_y, 0.5f, LANES);
        LocalTensor<float> v = slot_21.Get<float>();
        Muls(v, slope_x, -1.0f, LANES);
        LocalTensor<float> v_2 = slot_22.Get<float>();
        Muls(v_2, slope_y, -1.0f, LANES);
        LocalTensor<float> v_3 = slot_23.Get<float>();
        Duplicate(v_3, 1.0f, LANES);
        LocalTensor<float> dot_result = slot_24.Get<float>();
        Mul(dot_result, v, v, LANES);
        LocalTensor<float> work_35 = slot_25.Get<float>();
        Mul(work_35, v_2, v_2, LANES);
        Add(dot_result, dot_result, work_35, LANES);
        LocalTensor<float> work_36 = slot_25.Get<float>();
        Mul(work_36, v_3, v_3, LANES);
        Add(dot_result, dot_result, work_36, LANES);
        LocalTensor<float> work_37 = slot_25.Get<float>();
        Sqrt(work_37, dot_result, LANES);
        LocalTensor<float> factor = slot_26.Get<float>();
        Duplicate(factor, 1.0f, LANES);
        Div(factor, factor, work_37, LANES);
        LocalTensor<float> normal = slot_25.Get<float>();
        Mul(normal, factor, v, LANES);
        LocalTensor<float> normal_2 = slot_27.Get<float>();
        Mul(normal_2, factor, v_2, LANES);
        LocalTensor<float> normal_3 = slot_28.Get<float>();
        Mul(normal_3, factor, v_3, LANES);

        LocalTensor<float> dot_result_2 = slot_29.Get<float>();
        Muls(dot_result_2, normal, scene_light_direction_x, LANES);
        LocalTensor<float> work_38 = slot_30.Get<float>();
        Muls(work_38, normal_2, scene_light_direction_y, LANES);
        Add(dot_result_2, dot_result_2, work_38, LANES);
        LocalTensor<float> work_39 = slot_30.Get<float>();
        Muls(work_39, normal_3, scene_light_direction_z, LANES);
        Add(dot_result_2, dot_result_2, work_39, LANES);
        LocalTensor<uint8_t> mask_17 = slot_9.Get<uint8_t>();
        Compare(mask_17, dot_result_2, dot_result_2, CMPMODE::EQ, LANES);
        LocalTensor<float> light = slot_30.Get<float>();
        Maxs(light, dot_result_2, 0.0f, LANES);
        Select(light, mask_17, light, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Muls(light, light, scene_light_intensity, LANES);
        Adds(light, light, scene_ambient, LANES);
        LocalTensor<float> shaded = slot_31.Get<float>();
        Muls(shaded, light, scene_colour_x, LANES);
        LocalTensor<float> shaded_2 = slot_32.Get<float>();
        Muls(shaded_2, light, scene_colour_y, LANES);
        LocalTensor<float> shaded_3 = slot_33.Get<float>();
        Muls(shaded_3, light, scene_colour_z, LANES);
        LocalTensor<uint8_t> mask_18 = slot_9.Get<uint8_t>();
        Compare(mask_18, shaded, shaded, CMPMODE::EQ, LANES);
        LocalTensor<float> work_40 = slot_34.Get<float>();
        Maxs(work_40, shaded, 0.0f, LANES);
        Select(work_40, mask_18, work_40, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> work_41 = slot_35.Get<float>();
        Mins(work_41, work_40, 1.0f, LANES);
        LocalTensor<float> spread = slot_36.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work_41, LANES);
        const int32_t rows = (LANES + (BLOCK_X - 1)) / BLOCK_X;
        wait<HardEvent::V_MTE3>();
        for (int32_t row = 0; row < rows; ++row) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row * BLOCK_X),
                    (int64_t)scene_width - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row < scene_height ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(image + (((int32_t)block_y * BLOCK_Y + row) * scene_width + (int32_t)(block_x * BLOCK_X))
                        * 4L, spread[row * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
        LocalTensor<uint8_t> mask_19 = slot_9.Get<uint8_t>();
        Compare(mask_19, shaded_2, shaded_2, CMPMODE::EQ, LANES);
        LocalTensor<float> work_42 = slot_35.Get<float>();
        Maxs(work_42, shaded_2, 0.0f, LANES);
        Select(work_42, mask_19, work_42, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> work_43 = slot_34.Get<float>();
        Mins(work_43, work_42, 1.0f, LANES);
        LocalTensor<float> spread_2 = slot_36.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread_2, work_43, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t row = 0; row < rows; ++row) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row * BLOCK_X),
                    (int64_t)scene_width - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row < scene_height ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(image + (((int32_t)block_y * BLOCK_Y + row) * scene_width + (int32_t)(block_x * BLOCK_X))
                        * 4L + 1, spread_2[row * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
        LocalTensor<uint8_t> mask_20 = slot_9.Get<uint8_t>();
        Compare(mask_20, shaded_3, shaded_3, CMPMODE::EQ, LANES);
        LocalTensor<float> work_44 = slot_34.Get<float>();
        Maxs(work_44, shaded_3, 0.0f, LANES);
        Select(work_44, mask_20, work_44, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> work_45 = slot_35.Get<float>();
        Mins(work_45, work_44, 1.0f, LANES);
        LocalTensor<float> spread_3 = slot_36.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread_3, work_45, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t row = 0; row < rows; ++row) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row * BLOCK_X),
                    (int64_t)scene_width - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row < scene_height ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(image + (((int32_t)block_y * BLOCK_Y + row) * scene_width + (int32_t)(block_x * BLOCK_X))
                        * 4L + 2, spread_3[row * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
        LocalTensor<float> work_46 = slot_35.Get<float>();
        Duplicate(work_46, 1.0f, LANES);
        LocalTensor<float> spread_4 = slot_36.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread_4, work_46, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t row = 0; row < rows; ++row) {
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)(BLOCK_X * BLOCK_Y) - row * BLOCK_X),
                    (int64_t)scene_width - (int32_t)(block_x * BLOCK_X));
            const int32_t count = (int32_t)block_y * BLOCK_Y + row < scene_height ? stop_2 : 0;
            if (count > 0) {
                copy_rows_out(image + (((int32_t)block_y * BLOCK_Y + row) * scene_width + (int32_t)(block_x * BLOCK_X))
                        * 4L + 3, spread_4[row * BLOCK_X * 8], count, 1, 4, 8);
            }
        }
    }
}
