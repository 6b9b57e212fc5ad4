// depthwise.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
extern "C" __global__ __aicore__ void depthwise_conv_3_1(
        GM_ADDR input_address, GM_ADDR weight_address, GM_ADDR output_address, int32_t height, int32_t width,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y,
        int32_t BLOCK_Z) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24;
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
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
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
        LocalTensor<int32_t> work_2 = slot_3.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_3 = 1.0f / BLOCK_Y;
        LocalTensor<float> work_3 = slot_1.Get<float>();
        Cast(work_3, work_2, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_3, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_y, thread_y, BLOCK_Y, LANES);
        Sub(thread_y, work_2, thread_y, LANES);
        const int32_t radius = 1;
        const int32_t out_width = width + 1 - 1;
        const int32_t out_height = height + 1 - 1;
        LocalTensor<uint32_t> x = slot_1.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_5.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);

        // The filter goes to registers once.
        LocalTensor<float> filter = slot_6.Get<float>();
        Duplicate(filter, 0.0f, LANES);
        LocalTensor<float> filter_2 = slot_7.Get<float>();
        Duplicate(filter_2, 0.0f, LANES);
        LocalTensor<float> filter_3 = slot_8.Get<float>();
        Duplicate(filter_3, 0.0f, LANES);
        LocalTensor<float> filter_4 = slot_9.Get<float>();
        Duplicate(filter_4, 0.0f, LANES);
        LocalTensor<float> filter_5 = slot_10.Get<float>();
        Duplicate(filter_5, 0.0f, LANES);
        LocalTensor<float> filter_6 = slot_11.Get<float>();
        Duplicate(filter_6, 0.0f, LANES);
        LocalTensor<float> filter_7 = slot_12.Get<float>();
        Duplicate(filter_7, 0.0f, LANES);
        LocalTensor<float> filter_8 = slot_13.Get<float>();
        Duplicate(filter_8, 0.0f, LANES);
        LocalTensor<float> filter_9 = slot_14.Get<float>();
        Duplicate(filter_9, 0.0f, LANES);
        const int32_t rows = smaller((int64_t)(LANES / (BLOCK_X * BLOCK_Y)), (int64_t)BLOCK_Z);
        const int32_t rows_2 = BLOCK_X * BLOCK_Y > 0L ? rows : 0;
        LocalTensor<float> weight_tile = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile[row * (BLOCK_X * BLOCK_Y)],
                        load(weight + ((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3
                        * 3), BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile.SetValue(lane_2,
                            load(weight + ((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter.ReinterpretCast<int32_t>(), weight_tile.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_2 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_2[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 1)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_2.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 1)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_2.ReinterpretCast<int32_t>(), weight_tile_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_3 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_3[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 2)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_3.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 2)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_3.ReinterpretCast<int32_t>(), weight_tile_3.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_4 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_4[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 3)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_4.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 3)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_4.ReinterpretCast<int32_t>(), weight_tile_4.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_5 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_5[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 4)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_5.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 4)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_5.ReinterpretCast<int32_t>(), weight_tile_5.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_6 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_6[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 5)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_6.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 5)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_6.ReinterpretCast<int32_t>(), weight_tile_6.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_7 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_7[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 6)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_7.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 6)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_7.ReinterpretCast<int32_t>(), weight_tile_7.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_8 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_8[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 7)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_8.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 7)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_8.ReinterpretCast<int32_t>(), weight_tile_8.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_9 = slot_15.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_9[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 3 * 3 + 8)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_9.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 3 * 3 + 8)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_9.ReinterpretCast<int32_t>(), weight_tile_9.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> sum = slot_15.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t dy = -radius; dy < radius + 1; ++dy) {
            wait<HardEvent::V_S>();
            for (int32_t dx = -radius; dx < radius + 1; ++dx) {
                LocalTensor<int32_t> in_y = slot_16.Get<int32_t>();
                Muls(in_y, y, 1, LANES);
                Adds(in_y, in_y, dy, LANES);
                LocalTensor<int32_t> in_x = slot_17.Get<int32_t>();
                Muls(in_x, x.ReinterpretCast<int32_t>(), 1, LANES);
                Adds(in_x, in_x, dx, LANES);
                LocalTensor<int32_t> work_4 = slot_18.Get<int32_t>();
                Duplicate(work_4, 0, LANES);
                LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
                Max(maximum, work_4, in_y, LANES);
                LocalTensor<uint8_t> inside = slot_20.Get<uint8_t>();
                Compare(inside, maximum, in_y, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_5 = slot_19.Get<int32_t>();
                Duplicate(work_5, height, LANES);
                LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
                Max(maximum_2, work_5, in_y, LANES);
                LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
                Compare(mask, maximum_2, in_y, CMPMODE::EQ, LANES);
                Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_18.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_19.Get<int32_t>();
                Max(maximum_3, work_7, in_x, LANES);
                LocalTensor<uint8_t> mask_2 = slot_21.Get<uint8_t>();
                Compare(mask_2, maximum_3, in_x, CMPMODE::EQ, LANES);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_8 = slot_19.Get<int32_t>();
                Duplicate(work_8, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
                Max(maximum_4, work_8, in_x, LANES);
                LocalTensor<uint8_t> mask_3 = slot_21.Get<uint8_t>();
                Compare(mask_3, maximum_4, in_x, CMPMODE::EQ, LANES);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> plane_tile = slot_18.Get<float>();
                const int32_t stop = BLOCK_X * BLOCK_Y * BLOCK_Z;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                    if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < out_width) & (y.GetValue(lane_2) < out_height)
                            & (in_y.GetValue(lane_2) >= 0) & (in_y.GetValue(lane_2) < height)
                            & (in_x.GetValue(lane_2) >= 0) & (in_x.GetValue(lane_2) < width)) {
                        plane_tile.SetValue(lane_2,
                                load(input + ((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * height * width
                                + (in_y.GetValue(lane_2) * width + in_x.GetValue(lane_2))));
                    }
                }
                LocalTensor<uint8_t> mask_4 = slot_21.Get<uint8_t>();
                Duplicate(mask_4.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_9 = slot_19.Get<float>();
                Select(work_9, mask_4, filter_2, filter_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_5 = slot_21.Get<uint8_t>();
                Duplicate(mask_5.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_9, mask_5, filter, work_9, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_6 = slot_21.Get<uint8_t>();
                Duplicate(mask_6.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_10 = slot_22.Get<float>();
                Select(work_10, mask_6, filter_5, filter_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_7 = slot_21.Get<uint8_t>();
                Duplicate(mask_7.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_10, mask_7, filter_4, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_8 = slot_21.Get<uint8_t>();
                Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_11 = slot_23.Get<float>();
                Select(work_11, mask_8, filter_8, filter_9, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_9 = slot_21.Get<uint8_t>();
                Duplicate(mask_9.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_11, mask_9, filter_7, work_11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_10 = slot_21.Get<uint8_t>();
                Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_10, mask_10, work_10, work_11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_11 = slot_21.Get<uint8_t>();
                Duplicate(mask_11.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_9, mask_11, work_9, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                wait<HardEvent::S_V>();
                Mul(plane_tile, plane_tile, work_9, LANES);
                Select(plane_tile, inside, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, plane_tile, LANES);
            }
        }
        LocalTensor<float> spread = slot_24.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, sum, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y * BLOCK_Z;
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < out_width) & (y.GetValue(lane_2) < out_height)) {
                copy_out(output
                        + ((((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * out_height
                        + y.GetValue(lane_2)) * out_width + x.ReinterpretCast<int32_t>().GetValue(lane_2)),
                        spread[lane_2 * 8], 1);
            }
        }
    }
}

// Depthwise convolution: every channel has its own KERNEL x KERNEL filter. The grid is (x, y, channel).
// The output is ceil(height / STRIDE) x ceil(width / STRIDE), with the filter centred and zeros outside.
extern "C" __global__ __aicore__ void depthwise_conv_5_2(
        GM_ADDR input_address, GM_ADDR weight_address, GM_ADDR output_address, int32_t height, int32_t width,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y,
        int32_t BLOCK_Z) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42;
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
    pipe.InitBuffer(slot_36, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_37, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_38, padded(LANES * 4));
    pipe.InitBuffer(slot_39, padded(LANES * 4));
    pipe.InitBuffer(slot_40, padded(LANES * 4));
    pipe.InitBuffer(slot_41, padded(LANES * 4));
    pipe.InitBuffer(slot_42, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
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
        LocalTensor<int32_t> work_2 = slot_3.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_3 = 1.0f / BLOCK_Y;
        LocalTensor<float> work_3 = slot_1.Get<float>();
        Cast(work_3, work_2, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_3, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_y, thread_y, BLOCK_Y, LANES);
        Sub(thread_y, work_2, thread_y, LANES);
        const int32_t radius = 2;
        const int32_t out_width = (width + 2 - 1) / 2;
        const int32_t out_height = (height + 2 - 1) / 2;
        LocalTensor<uint32_t> x = slot_1.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_5.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);

        // The filter goes to registers once.
        LocalTensor<float> filter = slot_6.Get<float>();
        Duplicate(filter, 0.0f, LANES);
        LocalTensor<float> filter_2 = slot_7.Get<float>();
        Duplicate(filter_2, 0.0f, LANES);
        LocalTensor<float> filter_3 = slot_8.Get<float>();
        Duplicate(filter_3, 0.0f, LANES);
        LocalTensor<float> filter_4 = slot_9.Get<float>();
        Duplicate(filter_4, 0.0f, LANES);
        LocalTensor<float> filter_5 = slot_10.Get<float>();
        Duplicate(filter_5, 0.0f, LANES);
        LocalTensor<float> filter_6 = slot_11.Get<float>();
        Duplicate(filter_6, 0.0f, LANES);
        LocalTensor<float> filter_7 = slot_12.Get<float>();
        Duplicate(filter_7, 0.0f, LANES);
        LocalTensor<float> filter_8 = slot_13.Get<float>();
        Duplicate(filter_8, 0.0f, LANES);
        LocalTensor<float> filter_9 = slot_14.Get<float>();
        Duplicate(filter_9, 0.0f, LANES);
        LocalTensor<float> filter_10 = slot_15.Get<float>();
        Duplicate(filter_10, 0.0f, LANES);
        LocalTensor<float> filter_11 = slot_16.Get<float>();
        Duplicate(filter_11, 0.0f, LANES);
        LocalTensor<float> filter_12 = slot_17.Get<float>();
        Duplicate(filter_12, 0.0f, LANES);
        LocalTensor<float> filter_13 = slot_18.Get<float>();
        Duplicate(filter_13, 0.0f, LANES);
        LocalTensor<float> filter_14 = slot_19.Get<float>();
        Duplicate(filter_14, 0.0f, LANES);
        LocalTensor<float> filter_15 = slot_20.Get<float>();
        Duplicate(filter_15, 0.0f, LANES);
        LocalTensor<float> filter_16 = slot_21.Get<float>();
        Duplicate(filter_16, 0.0f, LANES);
        LocalTensor<float> filter_17 = slot_22.Get<float>();
        Duplicate(filter_17, 0.0f, LANES);
        LocalTensor<float> filter_18 = slot_23.Get<float>();
        Duplicate(filter_18, 0.0f, LANES);
        LocalTensor<float> filter_19 = slot_24.Get<float>();
        Duplicate(filter_19, 0.0f, LANES);
        LocalTensor<float> filter_20 = slot_25.Get<float>();
        Duplicate(filter_20, 0.0f, LANES);
        LocalTensor<float> filter_21 = slot_26.Get<float>();
        Duplicate(filter_21, 0.0f, LANES);
        LocalTensor<float> filter_22 = slot_27.Get<float>();
        Duplicate(filter_22, 0.0f, LANES);
        LocalTensor<float> filter_23 = slot_28.Get<float>();
        Duplicate(filter_23, 0.0f, LANES);
        LocalTensor<float> filter_24 = slot_29.Get<float>();
        Duplicate(filter_24, 0.0f, LANES);
        LocalTensor<float> filter_25 = slot_30.Get<float>();
        Duplicate(filter_25, 0.0f, LANES);
        const int32_t rows = smaller((int64_t)(LANES / (BLOCK_X * BLOCK_Y)), (int64_t)BLOCK_Z);
        const int32_t rows_2 = BLOCK_X * BLOCK_Y > 0L ? rows : 0;
        LocalTensor<float> weight_tile = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile[row * (BLOCK_X * BLOCK_Y)],
                        load(weight + ((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5
                        * 5), BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile.SetValue(lane_2,
                            load(weight + ((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter.ReinterpretCast<int32_t>(), weight_tile.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_2 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_2[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 1)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_2.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 1)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_2.ReinterpretCast<int32_t>(), weight_tile_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_3 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_3[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 2)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_3.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 2)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_3.ReinterpretCast<int32_t>(), weight_tile_3.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_4 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_4[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 3)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_4.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 3)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_4.ReinterpretCast<int32_t>(), weight_tile_4.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_5 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_5[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 4)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_5.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 4)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_5.ReinterpretCast<int32_t>(), weight_tile_5.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_6 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_6[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 5)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_6.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 5)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_6.ReinterpretCast<int32_t>(), weight_tile_6.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_7 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_7[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 6)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_7.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 6)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_7.ReinterpretCast<int32_t>(), weight_tile_7.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_8 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_8[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 7)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_8.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 7)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_8.ReinterpretCast<int32_t>(), weight_tile_8.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_9 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_9[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 8)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_9.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 8)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_9.ReinterpretCast<int32_t>(), weight_tile_9.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_10 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_10[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 9)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_10.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 9)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_10.ReinterpretCast<int32_t>(), weight_tile_10.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_11 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_11[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 10)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_11.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 10)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_11.ReinterpretCast<int32_t>(), weight_tile_11.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_12 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_12[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 11)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_12.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 11)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_12.ReinterpretCast<int32_t>(), weight_tile_12.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_13 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_13[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 12)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_13.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 12)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_13.ReinterpretCast<int32_t>(), weight_tile_13.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_14 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_14[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 13)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_14.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 13)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_14.ReinterpretCast<int32_t>(), weight_tile_14.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_15 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_15[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 14)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_15.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 14)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_15.ReinterpretCast<int32_t>(), weight_tile_15.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_16 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_16[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 15)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_16.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 15)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_16.ReinterpretCast<int32_t>(), weight_tile_16.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_17 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_17[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 16)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_17.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 16)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_17.ReinterpretCast<int32_t>(), weight_tile_17.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_18 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_18[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 17)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_18.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 17)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_18.ReinterpretCast<int32_t>(), weight_tile_18.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_19 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_19[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 18)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_19.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 18)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_19.ReinterpretCast<int32_t>(), weight_tile_19.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_20 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_20[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 19)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_20.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 19)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_20.ReinterpretCast<int32_t>(), weight_tile_20.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_21 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_21[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 20)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_21.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 20)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_21.ReinterpretCast<int32_t>(), weight_tile_21.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_22 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_22[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 21)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_22.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 21)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_22.ReinterpretCast<int32_t>(), weight_tile_22.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_23 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_23[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 22)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_23.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 22)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_23.ReinterpretCast<int32_t>(), weight_tile_23.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_24 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_24[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 23)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_24.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 23)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_24.ReinterpretCast<int32_t>(), weight_tile_24.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> weight_tile_25 = slot_31.Get<float>();
        if (BLOCK_X * BLOCK_Y % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(weight_tile_25[row * (BLOCK_X * BLOCK_Y)],
                        load(weight
                        + (((int32_t)block_z * BLOCK_Z + row * (BLOCK_X * BLOCK_Y) / BLOCK_X / BLOCK_Y) * 5 * 5 + 24)),
                        BLOCK_X * BLOCK_Y);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (lane_2 / (BLOCK_X * BLOCK_Y) < BLOCK_Z) {
                    weight_tile_25.SetValue(lane_2,
                            load(weight + (((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * 5 * 5 + 24)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(filter_25.ReinterpretCast<int32_t>(), weight_tile_25.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> sum = slot_31.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t dy = -radius; dy < radius + 1; ++dy) {
            wait<HardEvent::V_S>();
            for (int32_t dx = -radius; dx < radius + 1; ++dx) {
                LocalTensor<int32_t> in_y = slot_32.Get<int32_t>();
                Muls(in_y, y, 2, LANES);
                Adds(in_y, in_y, dy, LANES);
                LocalTensor<int32_t> in_x = slot_33.Get<int32_t>();
                Muls(in_x, x.ReinterpretCast<int32_t>(), 2, LANES);
                Adds(in_x, in_x, dx, LANES);
                LocalTensor<int32_t> work_4 = slot_34.Get<int32_t>();
                Duplicate(work_4, 0, LANES);
                LocalTensor<int32_t> maximum = slot_35.Get<int32_t>();
                Max(maximum, work_4, in_y, LANES);
                LocalTensor<uint8_t> inside = slot_36.Get<uint8_t>();
                Compare(inside, maximum, in_y, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_5 = slot_35.Get<int32_t>();
                Duplicate(work_5, height, LANES);
                LocalTensor<int32_t> maximum_2 = slot_34.Get<int32_t>();
                Max(maximum_2, work_5, in_y, LANES);
                LocalTensor<uint8_t> mask = slot_37.Get<uint8_t>();
                Compare(mask, maximum_2, in_y, CMPMODE::EQ, LANES);
                Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_34.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_35.Get<int32_t>();
                Max(maximum_3, work_7, in_x, LANES);
                LocalTensor<uint8_t> mask_2 = slot_37.Get<uint8_t>();
                Compare(mask_2, maximum_3, in_x, CMPMODE::EQ, LANES);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_8 = slot_35.Get<int32_t>();
                Duplicate(work_8, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_34.Get<int32_t>();
                Max(maximum_4, work_8, in_x, LANES);
                LocalTensor<uint8_t> mask_3 = slot_37.Get<uint8_t>();
                Compare(mask_3, maximum_4, in_x, CMPMODE::EQ, LANES);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(inside.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> plane_tile = slot_34.Get<float>();
                const int32_t stop = BLOCK_X * BLOCK_Y * BLOCK_Z;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                    if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < out_width) & (y.GetValue(lane_2) < out_height)
                            & (in_y.GetValue(lane_2) >= 0) & (in_y.GetValue(lane_2) < height)
                            & (in_x.GetValue(lane_2) >= 0) & (in_x.GetValue(lane_2) < width)) {
                        plane_tile.SetValue(lane_2,
                                load(input + ((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * height * width
                                + (in_y.GetValue(lane_2) * width + in_x.GetValue(lane_2))));
                    }
                }
                LocalTensor<uint8_t> mask_4 = slot_37.Get<uint8_t>();
                Duplicate(mask_4.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_9 = slot_35.Get<float>();
                Select(work_9, mask_4, filter_4, filter_5, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_5 = slot_37.Get<uint8_t>();
                Duplicate(mask_5.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_9, mask_5, filter_3, work_9, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_6 = slot_37.Get<uint8_t>();
                Duplicate(mask_6.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_9, mask_6, filter_2, work_9, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_7 = slot_37.Get<uint8_t>();
                Duplicate(mask_7.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_9, mask_7, filter, work_9, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_8 = slot_37.Get<uint8_t>();
                Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_10 = slot_38.Get<float>();
                Select(work_10, mask_8, filter_9, filter_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_9 = slot_37.Get<uint8_t>();
                Duplicate(mask_9.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_10, mask_9, filter_8, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_10 = slot_37.Get<uint8_t>();
                Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_10, mask_10, filter_7, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_11 = slot_37.Get<uint8_t>();
                Duplicate(mask_11.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_10, mask_11, filter_6, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_12 = slot_37.Get<uint8_t>();
                Duplicate(mask_12.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_11 = slot_39.Get<float>();
                Select(work_11, mask_12, filter_14, filter_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_13 = slot_37.Get<uint8_t>();
                Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_11, mask_13, filter_13, work_11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_14 = slot_37.Get<uint8_t>();
                Duplicate(mask_14.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_11, mask_14, filter_12, work_11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_15 = slot_37.Get<uint8_t>();
                Duplicate(mask_15.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_11, mask_15, filter_11, work_11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_16 = slot_37.Get<uint8_t>();
                Duplicate(mask_16.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_12 = slot_40.Get<float>();
                Select(work_12, mask_16, filter_19, filter_20, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_17 = slot_37.Get<uint8_t>();
                Duplicate(mask_17.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_12, mask_17, filter_18, work_12, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_18 = slot_37.Get<uint8_t>();
                Duplicate(mask_18.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_12, mask_18, filter_17, work_12, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_19 = slot_37.Get<uint8_t>();
                Duplicate(mask_19.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_12, mask_19, filter_16, work_12, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_20 = slot_37.Get<uint8_t>();
                Duplicate(mask_20.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                LocalTensor<float> work_13 = slot_41.Get<float>();
                Select(work_13, mask_20, filter_24, filter_25, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_21 = slot_37.Get<uint8_t>();
                Duplicate(mask_21.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_13, mask_21, filter_23, work_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_22 = slot_37.Get<uint8_t>();
                Duplicate(mask_22.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_13, mask_22, filter_22, work_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_23 = slot_37.Get<uint8_t>();
                Duplicate(mask_23.ReinterpretCast<int16_t>(), (int16_t)(dx + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_13, mask_23, filter_21, work_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_24 = slot_37.Get<uint8_t>();
                Duplicate(mask_24.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 3 ? -1 : 0), (LANES + 15) / 16);
                Select(work_12, mask_24, work_12, work_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_25 = slot_37.Get<uint8_t>();
                Duplicate(mask_25.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 2 ? -1 : 0), (LANES + 15) / 16);
                Select(work_11, mask_25, work_11, work_12, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_26 = slot_37.Get<uint8_t>();
                Duplicate(mask_26.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 1 ? -1 : 0), (LANES + 15) / 16);
                Select(work_10, mask_26, work_10, work_11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_27 = slot_37.Get<uint8_t>();
                Duplicate(mask_27.ReinterpretCast<int16_t>(), (int16_t)(dy + radius == 0 ? -1 : 0), (LANES + 15) / 16);
                Select(work_9, mask_27, work_9, work_10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                wait<HardEvent::S_V>();
                Mul(plane_tile, plane_tile, work_9, LANES);
                Select(plane_tile, inside, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, plane_tile, LANES);
            }
        }
        LocalTensor<float> spread = slot_42.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, sum, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y * BLOCK_Z;
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < out_width) & (y.GetValue(lane_2) < out_height)) {
                copy_out(output
                        + ((((int32_t)block_z * BLOCK_Z + lane_2 / BLOCK_X / BLOCK_Y) * out_height
                        + y.GetValue(lane_2)) * out_width + x.ReinterpretCast<int32_t>().GetValue(lane_2)),
                        spread[lane_2 * 8], 1);
            }
        }
    }
}
