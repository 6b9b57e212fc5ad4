// depthwiseconv.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Depthwise convolution: each channel by a filter of its own. Stride one, zeros around the input keep its size.

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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

// Channels last: input and output [batch, height, width, channels], filter [kernel, kernel, channels]. One thread an
// element of the output.
extern "C" __global__ __aicore__ void depthwiseconv_naive(
        GM_ADDR input_address, GM_ADDR filter_address, GM_ADDR bias_address, GM_ADDR output_address, int32_t batch,
        int32_t height, int32_t width, int32_t channels, int32_t kernel, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
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
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(batch * height * width * channels) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> rest = slot_4.Get<int32_t>();
        copy_tile(rest, i.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> channel = slot_5.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            channel.SetValue(lane_2, rest.GetValue(lane_2) % (channels != 0 ? channels : 1));
        }
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            rest.SetValue(lane_2, rest.GetValue(lane_2) / (channels != 0 ? channels : 1));
        }
        LocalTensor<int32_t> x = slot_6.Get<int32_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            x.SetValue(lane_2, rest.GetValue(lane_2) % (width != 0 ? width : 1));
        }
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            rest.SetValue(lane_2, rest.GetValue(lane_2) / (width != 0 ? width : 1));
        }
        LocalTensor<int32_t> y = slot_7.Get<int32_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            y.SetValue(lane_2, rest.GetValue(lane_2) % (height != 0 ? height : 1));
        }
        LocalTensor<int32_t> image = slot_8.Get<int32_t>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            image.SetValue(lane_2, rest.GetValue(lane_2) / (height != 0 ? height : 1));
        }
        LocalTensor<float> sum = slot_9.Get<float>();
        const int32_t stop_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(batch * height * width * channels) - (int32_t)(block_x * LANES));
        wait<HardEvent::MTE3_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            sum.SetValue(lane_2, load(bias + channel.GetValue(lane_2)));
        }
        wait<HardEvent::S_V>();
        for (int32_t ky = 0; ky < kernel; ++ky) {
            wait<HardEvent::V_S>();
            for (int32_t kx = 0; kx < kernel; ++kx) {
                LocalTensor<int32_t> in_y = slot_10.Get<int32_t>();
                Adds(in_y, y, ky, LANES);
                Adds(in_y, in_y, 0 - kernel / 2, LANES);
                LocalTensor<int32_t> in_x = slot_11.Get<int32_t>();
                Adds(in_x, x, kx, LANES);
                Adds(in_x, in_x, 0 - kernel / 2, LANES);
                LocalTensor<int32_t> work = slot_12.Get<int32_t>();
                Duplicate(work, 0, LANES);
                LocalTensor<int32_t> maximum = slot_13.Get<int32_t>();
                Max(maximum, work, in_y, LANES);
                LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
                Compare(mask_2, maximum, in_y, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                LocalTensor<int32_t> work_2 = slot_13.Get<int32_t>();
                Duplicate(work_2, height, LANES);
                LocalTensor<int32_t> maximum_2 = slot_12.Get<int32_t>();
                Max(maximum_2, work_2, in_y, LANES);
                LocalTensor<uint8_t> mask_3 = slot_15.Get<uint8_t>();
                Compare(mask_3, maximum_2, in_y, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_3 = slot_12.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
                Max(maximum_3, work_3, in_x, LANES);
                LocalTensor<uint8_t> mask_4 = slot_15.Get<uint8_t>();
                Compare(mask_4, maximum_3, in_x, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
                Duplicate(work_4, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
                Max(maximum_4, work_4, in_x, LANES);
                LocalTensor<uint8_t> mask_5 = slot_15.Get<uint8_t>();
                Compare(mask_5, maximum_4, in_x, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> input_tile = slot_12.Get<float>();
                const int32_t stop_3 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(mask_2, lane_2)) {
                        input_tile.SetValue(lane_2,
                                load(input
                                + (((image.GetValue(lane_2) * height + in_y.GetValue(lane_2)) * width
                                + in_x.GetValue(lane_2)) * channels + channel.GetValue(lane_2))));
                    }
                }
                LocalTensor<float> filter_tile = slot_13.Get<float>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if (bit(mask_2, lane_2)) {
                        filter_tile.SetValue(lane_2,
                                load(filter + ((ky * kernel + kx) * channels + channel.GetValue(lane_2))));
                    }
                }
                wait<HardEvent::S_V>();
                Mul(input_tile, input_tile, filter_tile, LANES);
                Add(input_tile, sum, input_tile, LANES);
                Select(sum, mask_2, input_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        wait<HardEvent::S_MTE3>();
        wait<HardEvent::V_MTE3>();
        copy_out(output + (int32_t)(block_x * LANES), sum, stop_2);
    }
}

// Channels first: input and output [batch * channels, height, width], filter [channels, KERNEL, KERNEL]. A block makes a
// tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
extern "C" __global__ __aicore__ void depthwiseconv_tiled_3_8(
        GM_ADDR input_address, GM_ADDR filter_address, GM_ADDR output_address, int32_t channels, int32_t height,
        int32_t width, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
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
    pipe.InitBuffer(slot_15, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_5 = slot_3.Get<float>();
        Duplicate(work_5, (float)BLOCK_X, LANES);
        Div(work_4, work_4, work_5, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_4, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slot_4.Get<float>();
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t RADIUS = 1;
        const int32_t plane = block_z;
        const int32_t top = block_y * 8 - RADIUS;
        const int32_t left = block_x * 8 - RADIUS;
        input += plane * height * width;
        filter += plane % channels * 3 * 3;

        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 8), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 8, LANES);

        LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
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
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t ky = 0; ky < 3; ++ky) {
            wait<HardEvent::V_S>();
            for (int32_t kx = 0; kx < 3; ++kx) {
                LocalTensor<float> input_tile = slot_8.Get<float>();
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * 8) + lane_2 % BLOCK_X < width)
                            & ((int32_t)block_y * 8 + lane_2 / BLOCK_X < height) & (top + ky + lane_2 / BLOCK_X >= 0)
                            & (top + ky + lane_2 / BLOCK_X < height) & (left + kx + lane_2 % BLOCK_X >= 0)
                            & (left + kx + lane_2 % BLOCK_X < width)) {
                        input_tile.SetValue(lane_2,
                                load(input
                                + ((top + (ky + lane_2 / BLOCK_X)) * width + (left + (kx + lane_2 % BLOCK_X)))));
                    }
                }
                LocalTensor<int32_t> work_7 = slot_11.Get<int32_t>();
                Adds(work_7, thread_y, ky, LANES);
                Adds(work_7, work_7, top, LANES);
                LocalTensor<int32_t> work_8 = slot_12.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
                Max(maximum_3, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_7, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
                Adds(work_9, thread_y, ky, LANES);
                Adds(work_9, work_9, top, LANES);
                LocalTensor<int32_t> work_10 = slot_13.Get<int32_t>();
                Duplicate(work_10, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_11.Get<int32_t>();
                Adds(work_11, thread_x, kx, LANES);
                Adds(work_11, work_11, left, LANES);
                LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
                Duplicate(work_12, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_13.Get<int32_t>();
                Max(maximum_5, work_12, work_11, LANES);
                LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_11, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_13 = slot_11.Get<int32_t>();
                Adds(work_13, thread_x, kx, LANES);
                Adds(work_13, work_13, left, LANES);
                LocalTensor<int32_t> work_14 = slot_13.Get<int32_t>();
                Duplicate(work_14, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_12.Get<int32_t>();
                Max(maximum_6, work_14, work_13, LANES);
                LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_13, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_15 = slot_11.Get<float>();
                wait<HardEvent::S_V>();
                Select(work_15, mask_3, input_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> tile_tile = slot_8.Get<float>();
                const int32_t stop_3 = BLOCK_X * BLOCK_Y;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                        tile_tile.SetValue(lane_2, load(filter + (kx + ky * 3)));
                    }
                }
                LocalTensor<float> work_16 = slot_12.Get<float>();
                copy_tile(work_16.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
                wait<HardEvent::S_V>();
                MulAddDst(work_16, work_15, tile_tile, LANES);
                copy_tile(sum.ReinterpretCast<int32_t>(), work_16.ReinterpretCast<int32_t>(), LANES);
            }
        }
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * 8);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 8));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((plane * height + (int32_t)block_y * 8) * width + (int32_t)(block_x * 8)), sum,
                    rows, columns_2, width, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_15.Get<float>();
            expand(spread, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * 8) + lane_2 % BLOCK_X < width)
                        & ((int32_t)block_y * 8 + lane_2 / BLOCK_X < height)) {
                    copy_out(output
                            + ((plane * height + y.GetValue(lane_2)) * width
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 8], 1);
                }
            }
        }
    }
}

// Channels first: input and output [batch * channels, height, width], filter [channels, KERNEL, KERNEL]. A block makes a
// tile of TILE x TILE elements of one plane; the tile with its halo and the filter go through shared memory.
extern "C" __global__ __aicore__ void depthwiseconv_tiled_5_4(
        GM_ADDR input_address, GM_ADDR filter_address, GM_ADDR output_address, int32_t channels, int32_t height,
        int32_t width, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
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
    pipe.InitBuffer(slot_15, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_5 = slot_3.Get<float>();
        Duplicate(work_5, (float)BLOCK_X, LANES);
        Div(work_4, work_4, work_5, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_4, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slot_4.Get<float>();
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t RADIUS = 2;
        const int32_t plane = block_z;
        const int32_t top = block_y * 4 - RADIUS;
        const int32_t left = block_x * 4 - RADIUS;
        input += plane * height * width;
        filter += plane % channels * 5 * 5;

        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 4), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 4, LANES);

        LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
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
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t ky = 0; ky < 5; ++ky) {
            wait<HardEvent::V_S>();
            for (int32_t kx = 0; kx < 5; ++kx) {
                LocalTensor<float> input_tile = slot_8.Get<float>();
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * 4) + lane_2 % BLOCK_X < width)
                            & ((int32_t)block_y * 4 + lane_2 / BLOCK_X < height) & (top + ky + lane_2 / BLOCK_X >= 0)
                            & (top + ky + lane_2 / BLOCK_X < height) & (left + kx + lane_2 % BLOCK_X >= 0)
                            & (left + kx + lane_2 % BLOCK_X < width)) {
                        input_tile.SetValue(lane_2,
                                load(input
                                + ((top + (ky + lane_2 / BLOCK_X)) * width + (left + (kx + lane_2 % BLOCK_X)))));
                    }
                }
                LocalTensor<int32_t> work_7 = slot_11.Get<int32_t>();
                Adds(work_7, thread_y, ky, LANES);
                Adds(work_7, work_7, top, LANES);
                LocalTensor<int32_t> work_8 = slot_12.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
                Max(maximum_3, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_7, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
                Adds(work_9, thread_y, ky, LANES);
                Adds(work_9, work_9, top, LANES);
                LocalTensor<int32_t> work_10 = slot_13.Get<int32_t>();
                Duplicate(work_10, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_11.Get<int32_t>();
                Adds(work_11, thread_x, kx, LANES);
                Adds(work_11, work_11, left, LANES);
                LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
                Duplicate(work_12, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_13.Get<int32_t>();
                Max(maximum_5, work_12, work_11, LANES);
                LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_11, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_13 = slot_11.Get<int32_t>();
                Adds(work_13, thread_x, kx, LANES);
                Adds(work_13, work_13, left, LANES);
                LocalTensor<int32_t> work_14 = slot_13.Get<int32_t>();
                Duplicate(work_14, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_12.Get<int32_t>();
                Max(maximum_6, work_14, work_13, LANES);
                LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_13, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_15 = slot_11.Get<float>();
                wait<HardEvent::S_V>();
                Select(work_15, mask_3, input_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> tile_tile = slot_8.Get<float>();
                const int32_t stop_3 = BLOCK_X * BLOCK_Y;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                    if ((x.ReinterpretCast<int32_t>().GetValue(lane_2) < width) & (y.GetValue(lane_2) < height)) {
                        tile_tile.SetValue(lane_2, load(filter + (kx + ky * 5)));
                    }
                }
                LocalTensor<float> work_16 = slot_12.Get<float>();
                copy_tile(work_16.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
                wait<HardEvent::S_V>();
                MulAddDst(work_16, work_15, tile_tile, LANES);
                copy_tile(sum.ReinterpretCast<int32_t>(), work_16.ReinterpretCast<int32_t>(), LANES);
            }
        }
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                - (int32_t)block_y * 4);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 4));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((plane * height + (int32_t)block_y * 4) * width + (int32_t)(block_x * 4)), sum,
                    rows, columns_2, width, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_15.Get<float>();
            expand(spread, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * 4) + lane_2 % BLOCK_X < width)
                        & ((int32_t)block_y * 4 + lane_2 / BLOCK_X < height)) {
                    copy_out(output
                            + ((plane * height + y.GetValue(lane_2)) * width
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 8], 1);
                }
            }
        }
    }
}
