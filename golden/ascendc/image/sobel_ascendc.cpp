// sobel.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
// A 16 x 16 block stages an 18 x 18 tile.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t SIDE = 16;
constexpr int32_t HALO = 1;

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
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void sobel(
        GM_ADDR in_address, GM_ADDR out_address, int32_t width, int32_t height, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint8_t* in = (__gm__ uint8_t*)in_address;
    __gm__ uint8_t* out = (__gm__ uint8_t*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(slot_0, padded(LANES));
    pipe.InitBuffer(slot_1, padded(LANES * 2));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        const int32_t left = block_x * SIDE - HALO;
        const int32_t top = block_y * SIDE - HALO;
        LocalTensor<uint8_t> in_tile = slot_0.Get<uint8_t>();
        const int32_t stop = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO - 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work, in_tile, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> horizontal = slot_2.Get<int32_t>();
        Cast(horizontal, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<uint8_t> in_tile_2 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_2.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_2 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_2, in_tile_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_3 = slot_3.Get<int32_t>();
        Cast(work_3, work_2, RoundMode::CAST_TRUNC, LANES);
        Muls(work_3, work_3, 2, LANES);
        Add(horizontal, horizontal, work_3, LANES);
        LocalTensor<uint8_t> in_tile_3 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_3.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_4 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_4, in_tile_3, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_5 = slot_3.Get<int32_t>();
        Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
        Add(horizontal, horizontal, work_5, LANES);
        LocalTensor<uint8_t> in_tile_4 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_4.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO - 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO - 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_6 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_6, in_tile_4, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_7 = slot_3.Get<int32_t>();
        Cast(work_7, work_6, RoundMode::CAST_TRUNC, LANES);
        Sub(horizontal, horizontal, work_7, LANES);
        LocalTensor<uint8_t> in_tile_5 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_5.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO - 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_8 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_8, in_tile_5, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_9 = slot_3.Get<int32_t>();
        Cast(work_9, work_8, RoundMode::CAST_TRUNC, LANES);
        Muls(work_9, work_9, 2, LANES);
        Sub(horizontal, horizontal, work_9, LANES);
        LocalTensor<uint8_t> in_tile_6 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_6.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO - 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_10 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_10, in_tile_6, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_11 = slot_3.Get<int32_t>();
        Cast(work_11, work_10, RoundMode::CAST_TRUNC, LANES);
        Sub(horizontal, horizontal, work_11, LANES);
        LocalTensor<uint8_t> in_tile_7 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_7.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO - 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_12 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_12, in_tile_7, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> vertical = slot_3.Get<int32_t>();
        Cast(vertical, work_12, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<uint8_t> in_tile_8 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_8.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + left, width - 1)))));
            }
        }
        LocalTensor<half> work_13 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_13, in_tile_8, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_14 = slot_4.Get<int32_t>();
        Cast(work_14, work_13, RoundMode::CAST_TRUNC, LANES);
        Muls(work_14, work_14, 2, LANES);
        Add(vertical, vertical, work_14, LANES);
        LocalTensor<uint8_t> in_tile_9 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_9.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO + 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_15 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_15, in_tile_9, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_16 = slot_4.Get<int32_t>();
        Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
        Add(vertical, vertical, work_16, LANES);
        LocalTensor<uint8_t> in_tile_10 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_10.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO - 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO - 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_17 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_17, in_tile_10, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_18 = slot_4.Get<int32_t>();
        Cast(work_18, work_17, RoundMode::CAST_TRUNC, LANES);
        Sub(vertical, vertical, work_18, LANES);
        LocalTensor<uint8_t> in_tile_11 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_11.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO - 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + left, width - 1)))));
            }
        }
        LocalTensor<half> work_19 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_19, in_tile_11, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_20 = slot_4.Get<int32_t>();
        Cast(work_20, work_19, RoundMode::CAST_TRUNC, LANES);
        Muls(work_20, work_20, 2, LANES);
        Sub(vertical, vertical, work_20, LANES);
        LocalTensor<uint8_t> in_tile_12 = slot_0.Get<uint8_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * SIDE + lane % BLOCK_X) < width)
                    & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                in_tile_12.SetValue(lane,
                        load(in + (larger(0, smaller(lane / BLOCK_X + HALO - 1 + top, height - 1)) * width
                        + larger(0, smaller(lane % BLOCK_X + HALO + 1 + left, width - 1)))));
            }
        }
        LocalTensor<half> work_21 = slot_1.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work_21, in_tile_12, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_22 = slot_4.Get<int32_t>();
        Cast(work_22, work_21, RoundMode::CAST_TRUNC, LANES);
        Sub(vertical, vertical, work_22, LANES);
        LocalTensor<int32_t> value = slot_4.Get<int32_t>();
        Muls(value, horizontal, -1, LANES);
        Max(value, horizontal, value, LANES);
        LocalTensor<int32_t> work_23 = slot_5.Get<int32_t>();
        Muls(work_23, vertical, -1, LANES);
        Max(work_23, vertical, work_23, LANES);
        Add(value, value, work_23, LANES);
        LocalTensor<int32_t> work_24 = slot_5.Get<int32_t>();
        Mins(work_24, value, 255, LANES);
        LocalTensor<int32_t> work_25 = slot_6.Get<int32_t>();
        Duplicate(work_25, 255, LANES);
        And(work_24.ReinterpretCast<int16_t>(), work_24.ReinterpretCast<int16_t>(), work_25.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<float> work_26 = slot_6.Get<float>();
        Cast(work_26, work_24, RoundMode::CAST_RINT, LANES);
        LocalTensor<half> work_27 = slot_1.Get<half>();
        Cast(work_27, work_26, RoundMode::CAST_RINT, LANES);
        LocalTensor<uint8_t> bytes = slot_0.Get<uint8_t>();
        Cast(bytes, work_27, RoundMode::CAST_RINT, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * SIDE);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * SIDE));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 32 == 0) {
            wait<HardEvent::S_MTE3>();
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((int32_t)block_y * SIDE * width + (int32_t)(block_x * SIDE)), bytes, rows, columns_2,
                    width, BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * SIDE) + lane % BLOCK_X < width)
                        & ((int32_t)block_y * SIDE + lane / BLOCK_X < height)) {
                    LocalTensor<uint8_t> element = slot_7.Get<uint8_t>();
                    wait<HardEvent::MTE3_S>();
                    element.SetValue(0, bytes.GetValue(lane));
                    wait<HardEvent::S_MTE3>();
                    copy_out(out
                            + (((int32_t)block_y * SIDE + lane / BLOCK_X) * width
                            + (int32_t)(block_x * SIDE + lane % BLOCK_X)), element, 1);
                }
            }
        }
    }
}
