// mandelbrot.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Escape times of the Mandelbrot set in 8.24 fixed point, which every machine rounds alike.

#include "kernel_operator.h"
using namespace AscendC;

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
            slot_23, slot_24, slot_25;
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
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, padded(LANES * 2));
    pipe.InitBuffer(slot_25, padded(LANES * 2));
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
            LocalTensor<uint32_t> work_10 = slot_16.Get<uint32_t>();
            ShiftRight(work_10, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_11 = slot_18.Get<uint32_t>();
            ShiftLeft(work_11, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_11, work_11, (uint32_t)16, LANES);
            Mul(work_10.ReinterpretCast<int32_t>(), work_10.ReinterpretCast<int32_t>(),
                    work_11.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_12 = slot_18.Get<uint32_t>();
            ShiftLeft(work_12, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_12, work_12, (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_13 = slot_17.Get<uint32_t>();
            ShiftLeft(work_13, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_13, work_13, (uint32_t)16, LANES);
            Mul(work_12.ReinterpretCast<int32_t>(), work_12.ReinterpretCast<int32_t>(),
                    work_13.ReinterpretCast<int32_t>(), LANES);
            ShiftRight(work_12, work_12, (uint32_t)16, LANES);
            Add(work_10.ReinterpretCast<int32_t>(), work_10.ReinterpretCast<int32_t>(),
                    work_12.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> multiply_result = slot_18.Get<uint32_t>();
            ShiftRight(multiply_result, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_14 = slot_17.Get<uint32_t>();
            ShiftRight(work_14, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Mul(multiply_result.ReinterpretCast<int32_t>(), multiply_result.ReinterpretCast<int32_t>(),
                    work_14.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_15 = slot_17.Get<uint32_t>();
            ShiftRight(work_15, work_10, (uint32_t)16, LANES);
            Add(multiply_result.ReinterpretCast<int32_t>(), multiply_result.ReinterpretCast<int32_t>(),
                    work_15.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_16 = slot_17.Get<uint32_t>();
            ShiftLeft(work_16, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_16, work_16, (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_17 = slot_21.Get<uint32_t>();
            ShiftRight(work_17, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Mul(work_16.ReinterpretCast<int32_t>(), work_16.ReinterpretCast<int32_t>(),
                    work_17.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_18 = slot_21.Get<uint32_t>();
            ShiftLeft(work_18, work_10, (uint32_t)16, LANES);
            ShiftRight(work_18, work_18, (uint32_t)16, LANES);
            Add(work_16.ReinterpretCast<int32_t>(), work_16.ReinterpretCast<int32_t>(),
                    work_18.ReinterpretCast<int32_t>(), LANES);
            ShiftRight(work_16, work_16, (uint32_t)16, LANES);
            Add(multiply_result.ReinterpretCast<int32_t>(), multiply_result.ReinterpretCast<int32_t>(),
                    work_16.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> work_19 = slot_17.Get<int32_t>();
            ShiftRight(work_19, real, 31, LANES);
            And(work_19.ReinterpretCast<int16_t>(), work_19.ReinterpretCast<int16_t>(),
                    imaginary.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(multiply_result.ReinterpretCast<int32_t>(), multiply_result.ReinterpretCast<int32_t>(), work_19, LANES);
            LocalTensor<int32_t> work_20 = slot_17.Get<int32_t>();
            ShiftRight(work_20, imaginary, 31, LANES);
            And(work_20.ReinterpretCast<int16_t>(), work_20.ReinterpretCast<int16_t>(), real.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(multiply_result.ReinterpretCast<int32_t>(), multiply_result.ReinterpretCast<int32_t>(), work_20, LANES);
            ShiftLeft(multiply_result, multiply_result, (uint32_t)8, LANES);
            LocalTensor<int32_t> work_21 = slot_16.Get<int32_t>();
            Mul(work_21, real, imaginary, LANES);
            ShiftRight(work_21.ReinterpretCast<uint32_t>(), work_21.ReinterpretCast<uint32_t>(), (uint32_t)24, LANES);
            Or(multiply_result.ReinterpretCast<int16_t>(), multiply_result.ReinterpretCast<int16_t>(),
                    work_21.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<int32_t> work_22 = slot_16.Get<int32_t>();
            Muls(work_22, multiply_result.ReinterpretCast<int32_t>(), 2, LANES);
            Add(work_22, work_22, c_imaginary, LANES);
            Select(imaginary.ReinterpretCast<float>(), looping, work_22.ReinterpretCast<float>(),
                    imaginary.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_23 = slot_16.Get<int32_t>();
            Sub(work_23, real_squared, imaginary_squared, LANES);
            Add(work_23, work_23, c_real, LANES);
            Select(real.ReinterpretCast<float>(), looping, work_23.ReinterpretCast<float>(),
                    real.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> work_24 = slot_16.Get<uint32_t>();
            ShiftRight(work_24, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_25 = slot_17.Get<uint32_t>();
            ShiftLeft(work_25, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_25, work_25, (uint32_t)16, LANES);
            Mul(work_24.ReinterpretCast<int32_t>(), work_24.ReinterpretCast<int32_t>(),
                    work_25.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_26 = slot_17.Get<uint32_t>();
            ShiftLeft(work_26, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_26, work_26, (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_27 = slot_21.Get<uint32_t>();
            ShiftLeft(work_27, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_27, work_27, (uint32_t)16, LANES);
            Mul(work_26.ReinterpretCast<int32_t>(), work_26.ReinterpretCast<int32_t>(),
                    work_27.ReinterpretCast<int32_t>(), LANES);
            ShiftRight(work_26, work_26, (uint32_t)16, LANES);
            Add(work_24.ReinterpretCast<int32_t>(), work_24.ReinterpretCast<int32_t>(),
                    work_26.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_28 = slot_17.Get<uint32_t>();
            ShiftRight(work_28, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_29 = slot_21.Get<uint32_t>();
            ShiftRight(work_29, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Mul(work_28.ReinterpretCast<int32_t>(), work_28.ReinterpretCast<int32_t>(),
                    work_29.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_30 = slot_21.Get<uint32_t>();
            ShiftRight(work_30, work_24, (uint32_t)16, LANES);
            Add(work_28.ReinterpretCast<int32_t>(), work_28.ReinterpretCast<int32_t>(),
                    work_30.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_31 = slot_21.Get<uint32_t>();
            ShiftLeft(work_31, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_31, work_31, (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_32 = slot_22.Get<uint32_t>();
            ShiftRight(work_32, real.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Mul(work_31.ReinterpretCast<int32_t>(), work_31.ReinterpretCast<int32_t>(),
                    work_32.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_33 = slot_22.Get<uint32_t>();
            ShiftLeft(work_33, work_24, (uint32_t)16, LANES);
            ShiftRight(work_33, work_33, (uint32_t)16, LANES);
            Add(work_31.ReinterpretCast<int32_t>(), work_31.ReinterpretCast<int32_t>(),
                    work_33.ReinterpretCast<int32_t>(), LANES);
            ShiftRight(work_31, work_31, (uint32_t)16, LANES);
            Add(work_28.ReinterpretCast<int32_t>(), work_28.ReinterpretCast<int32_t>(),
                    work_31.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> work_34 = slot_21.Get<int32_t>();
            ShiftRight(work_34, real, 31, LANES);
            And(work_34.ReinterpretCast<int16_t>(), work_34.ReinterpretCast<int16_t>(), real.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(work_28.ReinterpretCast<int32_t>(), work_28.ReinterpretCast<int32_t>(), work_34, LANES);
            LocalTensor<int32_t> work_35 = slot_21.Get<int32_t>();
            ShiftRight(work_35, real, 31, LANES);
            And(work_35.ReinterpretCast<int16_t>(), work_35.ReinterpretCast<int16_t>(), real.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(work_28.ReinterpretCast<int32_t>(), work_28.ReinterpretCast<int32_t>(), work_35, LANES);
            ShiftLeft(work_28, work_28, (uint32_t)8, LANES);
            LocalTensor<int32_t> work_36 = slot_16.Get<int32_t>();
            Mul(work_36, real, real, LANES);
            ShiftRight(work_36.ReinterpretCast<uint32_t>(), work_36.ReinterpretCast<uint32_t>(), (uint32_t)24, LANES);
            Or(work_28.ReinterpretCast<int16_t>(), work_28.ReinterpretCast<int16_t>(),
                    work_36.ReinterpretCast<int16_t>(), LANES * 2);
            Select(real_squared.ReinterpretCast<float>(), looping, work_28.ReinterpretCast<float>(),
                    real_squared.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> work_37 = slot_17.Get<uint32_t>();
            ShiftRight(work_37, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_38 = slot_16.Get<uint32_t>();
            ShiftLeft(work_38, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_38, work_38, (uint32_t)16, LANES);
            Mul(work_37.ReinterpretCast<int32_t>(), work_37.ReinterpretCast<int32_t>(),
                    work_38.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_39 = slot_16.Get<uint32_t>();
            ShiftLeft(work_39, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_39, work_39, (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_40 = slot_21.Get<uint32_t>();
            ShiftLeft(work_40, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_40, work_40, (uint32_t)16, LANES);
            Mul(work_39.ReinterpretCast<int32_t>(), work_39.ReinterpretCast<int32_t>(),
                    work_40.ReinterpretCast<int32_t>(), LANES);
            ShiftRight(work_39, work_39, (uint32_t)16, LANES);
            Add(work_37.ReinterpretCast<int32_t>(), work_37.ReinterpretCast<int32_t>(),
                    work_39.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_41 = slot_16.Get<uint32_t>();
            ShiftRight(work_41, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_42 = slot_21.Get<uint32_t>();
            ShiftRight(work_42, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Mul(work_41.ReinterpretCast<int32_t>(), work_41.ReinterpretCast<int32_t>(),
                    work_42.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_43 = slot_21.Get<uint32_t>();
            ShiftRight(work_43, work_37, (uint32_t)16, LANES);
            Add(work_41.ReinterpretCast<int32_t>(), work_41.ReinterpretCast<int32_t>(),
                    work_43.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_44 = slot_21.Get<uint32_t>();
            ShiftLeft(work_44, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_44, work_44, (uint32_t)16, LANES);
            LocalTensor<uint32_t> work_45 = slot_22.Get<uint32_t>();
            ShiftRight(work_45, imaginary.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Mul(work_44.ReinterpretCast<int32_t>(), work_44.ReinterpretCast<int32_t>(),
                    work_45.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_46 = slot_22.Get<uint32_t>();
            ShiftLeft(work_46, work_37, (uint32_t)16, LANES);
            ShiftRight(work_46, work_46, (uint32_t)16, LANES);
            Add(work_44.ReinterpretCast<int32_t>(), work_44.ReinterpretCast<int32_t>(),
                    work_46.ReinterpretCast<int32_t>(), LANES);
            ShiftRight(work_44, work_44, (uint32_t)16, LANES);
            Add(work_41.ReinterpretCast<int32_t>(), work_41.ReinterpretCast<int32_t>(),
                    work_44.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> work_47 = slot_21.Get<int32_t>();
            ShiftRight(work_47, imaginary, 31, LANES);
            And(work_47.ReinterpretCast<int16_t>(), work_47.ReinterpretCast<int16_t>(),
                    imaginary.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(work_41.ReinterpretCast<int32_t>(), work_41.ReinterpretCast<int32_t>(), work_47, LANES);
            LocalTensor<int32_t> work_48 = slot_21.Get<int32_t>();
            ShiftRight(work_48, imaginary, 31, LANES);
            And(work_48.ReinterpretCast<int16_t>(), work_48.ReinterpretCast<int16_t>(),
                    imaginary.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(work_41.ReinterpretCast<int32_t>(), work_41.ReinterpretCast<int32_t>(), work_48, LANES);
            ShiftLeft(work_41, work_41, (uint32_t)8, LANES);
            LocalTensor<int32_t> work_49 = slot_17.Get<int32_t>();
            Mul(work_49, imaginary, imaginary, LANES);
            ShiftRight(work_49.ReinterpretCast<uint32_t>(), work_49.ReinterpretCast<uint32_t>(), (uint32_t)24, LANES);
            Or(work_41.ReinterpretCast<int16_t>(), work_41.ReinterpretCast<int16_t>(),
                    work_49.ReinterpretCast<int16_t>(), LANES * 2);
            Select(imaginary_squared.ReinterpretCast<float>(), looping, work_41.ReinterpretCast<float>(),
                    imaginary_squared.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_50 = slot_16.Get<int32_t>();
            Adds(work_50, steps_2, 1, LANES);
            Select(steps_2.ReinterpretCast<float>(), looping, work_50.ReinterpretCast<float>(),
                    steps_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_51 = slot_16.Get<int32_t>();
            Duplicate(work_51, limit, LANES);
            LocalTensor<int32_t> maximum_5 = slot_17.Get<int32_t>();
            Max(maximum_5, work_51, steps_2, LANES);
            LocalTensor<uint8_t> mask_4 = slot_19.Get<uint8_t>();
            Compare(mask_4, maximum_5, steps_2, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_52 = slot_17.Get<int32_t>();
            Add(work_52, real_squared, imaginary_squared, LANES);
            LocalTensor<int32_t> work_53 = slot_16.Get<int32_t>();
            Duplicate(work_53, ESCAPE, LANES);
            LocalTensor<int32_t> maximum_6 = slot_21.Get<int32_t>();
            Max(maximum_6, work_52, work_53, LANES);
            LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
            Compare(mask_5, maximum_6, work_53, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_54 = slot_16.Get<float>();
            Duplicate(work_54, 1.0f, LANES);
            Select(work_54, looping, work_54, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_20.Get<float>();
            LocalTensor<float> work_55 = slot_21.Get<float>();
            ReduceMax(largest_2, work_54, work_55, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<uint32_t> work_56 = slot_18.Get<uint32_t>();
        ShiftLeft(work_56, steps_2.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
        ShiftRight(work_56.ReinterpretCast<int32_t>(), work_56.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<uint16_t> work_57 = slot_24.Get<uint16_t>();
        wait<HardEvent::MTE3_V>();
        Cast(work_57.ReinterpretCast<int16_t>(), work_56.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(steps + ((int32_t)block_y * BLOCK_Y * width + (int32_t)(block_x * BLOCK_X)), work_57, rows,
                    columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_18.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                    LocalTensor<uint16_t> moved = slot_25.Get<uint16_t>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved, work_57, offsets, (uint32_t)(row_2 * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(steps + (((int32_t)block_y * BLOCK_Y + row_2) * width + (int32_t)(block_x * BLOCK_X)),
                            moved, stop_2);
                }
            }
        }
    }
}
