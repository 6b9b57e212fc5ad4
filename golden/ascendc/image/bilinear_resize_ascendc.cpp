// bilinear_resize.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Bilinear resize of 8-bit images with interleaved channels. Pixel centres lie at half coordinates, as in OpenCV and
// PyTorch (align_corners = false); the border repeats.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void bilinear_resize(
        GM_ADDR in_address, GM_ADDR out_address, int32_t from_width, int32_t from_height, int32_t from_pitch,
        int32_t to_width, int32_t to_height, int32_t to_pitch, int32_t channels, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint8_t* in = (__gm__ uint8_t*)in_address;
    __gm__ uint8_t* out = (__gm__ uint8_t*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 8));
    pipe.InitBuffer(slot_21, padded(LANES * 8));
    pipe.InitBuffer(slot_22, padded(LANES));
    pipe.InitBuffer(slot_23, padded(LANES * 2));
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
    pipe.InitBuffer(slot_35, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_6 = slot_1.Get<float>();
        Cast(work_6, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_6, work_6, 0.5f, LANES);
        Muls(work_6, work_6, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_2.Get<int32_t>();
        Cast(thread_x, work_6, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_1.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<uint32_t> x = slot_1.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_4.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<float> in_x = slot_5.Get<float>();
        Cast(in_x, x.ReinterpretCast<int32_t>(), RoundMode::CAST_RINT, LANES);
        Adds(in_x, in_x, 0.5f, LANES);
        Muls(in_x, in_x, (float)from_width, LANES);
        LocalTensor<float> work_7 = slot_6.Get<float>();
        Duplicate(work_7, (float)to_width, LANES);
        Div(in_x, in_x, work_7, LANES);
        Adds(in_x, in_x, -0.5f, LANES);
        LocalTensor<float> in_y = slot_6.Get<float>();
        Cast(in_y, y, RoundMode::CAST_RINT, LANES);
        Adds(in_y, in_y, 0.5f, LANES);
        Muls(in_y, in_y, (float)from_height, LANES);
        LocalTensor<float> work_2 = slot_7.Get<float>();
        Duplicate(work_2, (float)to_height, LANES);
        Div(in_y, in_y, work_2, LANES);
        Adds(in_y, in_y, -0.5f, LANES);

        LocalTensor<float> left = slot_7.Get<float>();
        Cast(left, in_x, RoundMode::CAST_FLOOR, LANES);
        LocalTensor<float> top = slot_8.Get<float>();
        Cast(top, in_y, RoundMode::CAST_FLOOR, LANES);
        LocalTensor<int32_t> value_2 = slot_9.Get<int32_t>();
        Cast(value_2, left, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_8 = slot_10.Get<int32_t>();
        Duplicate(work_8, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
        Max(maximum_3, work_8, value_2, LANES);
        LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
        Compare(mask_3, maximum_3, value_2, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
        Duplicate(work_9, from_width, LANES);
        LocalTensor<int32_t> maximum_4 = slot_10.Get<int32_t>();
        Max(maximum_4, work_9, value_2, LANES);
        LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
        Compare(mask_4, maximum_4, value_2, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_10 = slot_10.Get<int32_t>();
        Duplicate(work_10, from_width - 1, LANES);
        Select(work_10.ReinterpretCast<float>(), mask_4, work_10.ReinterpretCast<float>(),
                value_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> x0 = slot_11.Get<int32_t>();
        Duplicate(x0, 0, LANES);
        Select(x0.ReinterpretCast<float>(), mask_3, x0.ReinterpretCast<float>(), work_10.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> value_3 = slot_10.Get<int32_t>();
        Cast(value_3, left, RoundMode::CAST_TRUNC, LANES);
        Adds(value_3, value_3, 1, LANES);
        LocalTensor<int32_t> work_12 = slot_14.Get<int32_t>();
        Duplicate(work_12, 0, LANES);
        LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
        Max(maximum_5, work_12, value_3, LANES);
        LocalTensor<uint8_t> mask_5 = slot_12.Get<uint8_t>();
        Compare(mask_5, maximum_5, value_3, CMPMODE::EQ, LANES);
        Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_13 = slot_15.Get<int32_t>();
        Duplicate(work_13, from_width, LANES);
        LocalTensor<int32_t> maximum_6 = slot_14.Get<int32_t>();
        Max(maximum_6, work_13, value_3, LANES);
        LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
        Compare(mask_6, maximum_6, value_3, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_14 = slot_14.Get<int32_t>();
        Duplicate(work_14, from_width - 1, LANES);
        Select(work_14.ReinterpretCast<float>(), mask_6, work_14.ReinterpretCast<float>(),
                value_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> x1 = slot_15.Get<int32_t>();
        Duplicate(x1, 0, LANES);
        Select(x1.ReinterpretCast<float>(), mask_5, x1.ReinterpretCast<float>(), work_14.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> value = slot_14.Get<int32_t>();
        Cast(value, top, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_3 = slot_16.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<int32_t> maximum = slot_17.Get<int32_t>();
        Max(maximum, work_3, value, LANES);
        LocalTensor<uint8_t> mask = slot_12.Get<uint8_t>();
        Compare(mask, maximum, value, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_17.Get<int32_t>();
        Duplicate(work_4, from_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_16.Get<int32_t>();
        Max(maximum_2, work_4, value, LANES);
        LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
        Compare(mask_2, maximum_2, value, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_5 = slot_16.Get<int32_t>();
        Duplicate(work_5, from_height - 1, LANES);
        Select(work_5.ReinterpretCast<float>(), mask_2, work_5.ReinterpretCast<float>(), value.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> y0 = slot_17.Get<int32_t>();
        Duplicate(y0, 0, LANES);
        Select(y0.ReinterpretCast<float>(), mask, y0.ReinterpretCast<float>(), work_5.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> value_4 = slot_16.Get<int32_t>();
        Cast(value_4, top, RoundMode::CAST_TRUNC, LANES);
        Adds(value_4, value_4, 1, LANES);
        LocalTensor<int32_t> work_16 = slot_18.Get<int32_t>();
        Duplicate(work_16, 0, LANES);
        LocalTensor<int32_t> maximum_7 = slot_19.Get<int32_t>();
        Max(maximum_7, work_16, value_4, LANES);
        LocalTensor<uint8_t> mask_7 = slot_12.Get<uint8_t>();
        Compare(mask_7, maximum_7, value_4, CMPMODE::EQ, LANES);
        Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_17 = slot_19.Get<int32_t>();
        Duplicate(work_17, from_height, LANES);
        LocalTensor<int32_t> maximum_8 = slot_18.Get<int32_t>();
        Max(maximum_8, work_17, value_4, LANES);
        LocalTensor<uint8_t> mask_8 = slot_13.Get<uint8_t>();
        Compare(mask_8, maximum_8, value_4, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_18 = slot_18.Get<int32_t>();
        Duplicate(work_18, from_height - 1, LANES);
        Select(work_18.ReinterpretCast<float>(), mask_8, work_18.ReinterpretCast<float>(),
                value_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> y1 = slot_19.Get<int32_t>();
        Duplicate(y1, 0, LANES);
        Select(y1.ReinterpretCast<float>(), mask_7, y1.ReinterpretCast<float>(), work_18.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint64_t> upper = slot_20.Get<uint64_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            upper.SetValue(lane_2, (uint64_t)(in + y0.GetValue(lane_2) * from_pitch));
        }
        LocalTensor<uint64_t> lower = slot_21.Get<uint64_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            lower.SetValue(lane_2, (uint64_t)(in + y1.GetValue(lane_2) * from_pitch));
        }
        wait<HardEvent::MTE3_S>();
        for (int32_t channel = 0; channel < channels; ++channel) {
            LocalTensor<uint8_t> upper_tile = slot_22.Get<uint8_t>();
            const int32_t stop = BLOCK_X * BLOCK_Y;
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < to_width) & (y.GetValue(lane_2) < to_height)) {
                    upper_tile.SetValue(lane_2,
                            load((__gm__ uint8_t*)upper.GetValue(lane_2) + (x0.GetValue(lane_2) * channels + channel)));
                }
            }
            LocalTensor<half> work_11 = slot_23.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_11, upper_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> a = slot_18.Get<float>();
            Cast(a, work_11, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint8_t> upper_tile_2 = slot_22.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < to_width) & (y.GetValue(lane_2) < to_height)) {
                    upper_tile_2.SetValue(lane_2,
                            load((__gm__ uint8_t*)upper.GetValue(lane_2) + (x1.GetValue(lane_2) * channels + channel)));
                }
            }
            LocalTensor<half> work_15 = slot_23.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_15, upper_tile_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> b = slot_24.Get<float>();
            Cast(b, work_15, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> weight = slot_25.Get<float>();
            Sub(weight, in_x, left, LANES);
            LocalTensor<float> above = slot_26.Get<float>();
            Sub(above, b, a, LANES);
            Mul(above, above, weight, LANES);
            Add(above, a, above, LANES);
            LocalTensor<uint8_t> lower_tile = slot_22.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < to_width) & (y.GetValue(lane_2) < to_height)) {
                    lower_tile.SetValue(lane_2,
                            load((__gm__ uint8_t*)lower.GetValue(lane_2) + (x0.GetValue(lane_2) * channels + channel)));
                }
            }
            LocalTensor<half> work_19 = slot_23.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_19, lower_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> a_2 = slot_27.Get<float>();
            Cast(a_2, work_19, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint8_t> lower_tile_2 = slot_22.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < to_width) & (y.GetValue(lane_2) < to_height)) {
                    lower_tile_2.SetValue(lane_2,
                            load((__gm__ uint8_t*)lower.GetValue(lane_2) + (x1.GetValue(lane_2) * channels + channel)));
                }
            }
            LocalTensor<half> work_20 = slot_23.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_20, lower_tile_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> b_2 = slot_28.Get<float>();
            Cast(b_2, work_20, RoundMode::CAST_NONE, LANES);
            LocalTensor<float> weight_2 = slot_29.Get<float>();
            Sub(weight_2, in_x, left, LANES);
            LocalTensor<float> below = slot_30.Get<float>();
            Sub(below, b_2, a_2, LANES);
            Mul(below, below, weight_2, LANES);
            Add(below, a_2, below, LANES);
            LocalTensor<float> weight_3 = slot_31.Get<float>();
            Sub(weight_3, in_y, top, LANES);
            LocalTensor<float> value_5 = slot_32.Get<float>();
            Sub(value_5, below, above, LANES);
            Mul(value_5, value_5, weight_3, LANES);
            Add(value_5, above, value_5, LANES);
            LocalTensor<float> work_21 = slot_33.Get<float>();
            Adds(work_21, value_5, 0.5f, LANES);
            LocalTensor<int32_t> work_22 = slot_34.Get<int32_t>();
            Cast(work_22, work_21, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> work_23 = slot_33.Get<int32_t>();
            Duplicate(work_23, 255, LANES);
            And(work_22.ReinterpretCast<int16_t>(), work_22.ReinterpretCast<int16_t>(),
                    work_23.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_24 = slot_33.Get<float>();
            Cast(work_24, work_22, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_25 = slot_23.Get<half>();
            Cast(work_25, work_24, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> bytes = slot_22.Get<uint8_t>();
            Cast(bytes, work_25, RoundMode::CAST_RINT, LANES);
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE3_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < to_width) & (y.GetValue(lane_2) < to_height)) {
                    LocalTensor<uint8_t> element = slot_35.Get<uint8_t>();
                    wait<HardEvent::MTE3_S>();
                    element.SetValue(0, bytes.GetValue(lane_2));
                    wait<HardEvent::S_MTE3>();
                    copy_out(out
                            + (y.GetValue(lane_2) * to_pitch + x.ReinterpretCast<int32_t>().GetValue(lane_2) * channels
                            + channel), element, 1);
                }
            }
        }
    }
}
