// mandelbrot.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Escape times of the Mandelbrot set in 8.24 fixed point, which every machine rounds alike.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t FRACTION_BITS = 24;
constexpr int32_t ESCAPE = 67108864;

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void mandelbrot(
        GM_ADDR steps_address, int32_t width, int32_t height, int32_t left, int32_t top, int32_t pixel, int32_t limit,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint16_t* steps = (__gm__ uint16_t*)steps_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24;
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
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, padded(LANES * 2));
    pipe.InitBuffer(slot_24, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> row = slot_6.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, row, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, row, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> c_real = slot_7.Get<int32_t>();
        Muls(c_real, column.ReinterpretCast<int32_t>(), pixel, LANES);
        Adds(c_real, c_real, left, LANES);
        LocalTensor<int32_t> c_imaginary = slot_8.Get<int32_t>();
        Muls(c_imaginary, row, pixel, LANES);
        Adds(c_imaginary, c_imaginary, top, LANES);
        LocalTensor<int32_t> real = slot_11.Get<int32_t>();
        Duplicate(real, 0, LANES);
        LocalTensor<int32_t> imaginary = slot_12.Get<int32_t>();
        Duplicate(imaginary, 0, LANES);
        LocalTensor<int32_t> real_squared = slot_13.Get<int32_t>();
        Duplicate(real_squared, 0, LANES);
        LocalTensor<int32_t> imaginary_squared = slot_14.Get<int32_t>();
        Duplicate(imaginary_squared, 0, LANES);
        LocalTensor<int32_t> steps_2 = slot_15.Get<int32_t>();
        Duplicate(steps_2, 0, LANES);
        LocalTensor<int32_t> work_5 = slot_16.Get<int32_t>();
        Duplicate(work_5, limit, LANES);
        LocalTensor<int32_t> maximum_3 = slot_17.Get<int32_t>();
        Max(maximum_3, work_5, steps_2, LANES);
        LocalTensor<uint8_t> looping = slot_10.Get<uint8_t>();
        Compare(looping, maximum_3, steps_2, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_6 = slot_17.Get<int32_t>();
        Add(work_6, real_squared, imaginary_squared, LANES);
        LocalTensor<int32_t> work_7 = slot_16.Get<int32_t>();
        Duplicate(work_7, ESCAPE, LANES);
        LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
        Max(maximum_4, work_6, work_7, LANES);
        LocalTensor<uint8_t> mask_3 = slot_19.Get<uint8_t>();
        Compare(mask_3, maximum_4, work_7, CMPMODE::EQ, LANES);
        And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_8 = slot_16.Get<float>();
        Duplicate(work_8, 1.0f, LANES);
        Select(work_8, looping, work_8, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_20.Get<float>();
        LocalTensor<float> work_9 = slot_18.Get<float>();
        ReduceMax(largest, work_8, work_9, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<int32_t> multiply_result = slot_16.Get<int32_t>();
            for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
                multiply_result.SetValue(lane_2,
                        (int32_t)(((int64_t)real.GetValue(lane_2) * imaginary.GetValue(lane_2)) >> FRACTION_BITS));
            }
            LocalTensor<int32_t> work_10 = slot_18.Get<int32_t>();
            wait<HardEvent::S_V>();
            Muls(work_10, multiply_result, 2, LANES);
            Add(work_10, work_10, c_imaginary, LANES);
            Select(imaginary.ReinterpretCast<float>(), looping, work_10.ReinterpretCast<float>(),
                    imaginary.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_18.Get<int32_t>();
            Sub(work_11, real_squared, imaginary_squared, LANES);
            Add(work_11, work_11, c_real, LANES);
            Select(real.ReinterpretCast<float>(), looping, work_11.ReinterpretCast<float>(),
                    real.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_12 = slot_18.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
                work_12.SetValue(lane_2,
                        (int32_t)(((int64_t)real.GetValue(lane_2) * real.GetValue(lane_2)) >> FRACTION_BITS));
            }
            wait<HardEvent::S_V>();
            Select(real_squared.ReinterpretCast<float>(), looping, work_12.ReinterpretCast<float>(),
                    real_squared.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_13 = slot_18.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
                work_13.SetValue(lane_2,
                        (int32_t)(((int64_t)imaginary.GetValue(lane_2) * imaginary.GetValue(lane_2)) >> FRACTION_BITS));
            }
            wait<HardEvent::S_V>();
            Select(imaginary_squared.ReinterpretCast<float>(), looping, work_13.ReinterpretCast<float>(),
                    imaginary_squared.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_14 = slot_18.Get<int32_t>();
            Adds(work_14, steps_2, 1, LANES);
            Select(steps_2.ReinterpretCast<float>(), looping, work_14.ReinterpretCast<float>(),
                    steps_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_15 = slot_18.Get<int32_t>();
            Duplicate(work_15, limit, LANES);
            LocalTensor<int32_t> maximum_5 = slot_17.Get<int32_t>();
            Max(maximum_5, work_15, steps_2, LANES);
            LocalTensor<uint8_t> mask_4 = slot_19.Get<uint8_t>();
            Compare(mask_4, maximum_5, steps_2, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_17.Get<int32_t>();
            Add(work_16, real_squared, imaginary_squared, LANES);
            LocalTensor<int32_t> work_17 = slot_18.Get<int32_t>();
            Duplicate(work_17, ESCAPE, LANES);
            LocalTensor<int32_t> maximum_6 = slot_21.Get<int32_t>();
            Max(maximum_6, work_16, work_17, LANES);
            LocalTensor<uint8_t> mask_5 = slot_22.Get<uint8_t>();
            Compare(mask_5, maximum_6, work_17, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_18 = slot_18.Get<float>();
            Duplicate(work_18, 1.0f, LANES);
            Select(work_18, looping, work_18, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_20.Get<float>();
            LocalTensor<float> work_19 = slot_21.Get<float>();
            ReduceMax(largest_2, work_18, work_19, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<uint32_t> work_20 = slot_16.Get<uint32_t>();
        ShiftLeft(work_20, steps_2.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
        ShiftRight(work_20.ReinterpretCast<int32_t>(), work_20.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<uint16_t> work_21 = slot_23.Get<uint16_t>();
        wait<HardEvent::MTE3_V>();
        Cast(work_21.ReinterpretCast<int16_t>(), work_20.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(steps + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)), work_21, rows,
                    columns_2, width, BLOCK_X);
        } else {
            LocalTensor<uint16_t> spread = slot_24.Get<uint16_t>();
            expand(spread, work_21, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < width)
                        & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < height)) {
                    copy_out(steps
                            + (row.GetValue(lane_2) * width + column.ReinterpretCast<int32_t>().GetValue(lane_2)),
                            spread[lane_2 * 16], 1);
                }
            }
        }
    }
}
