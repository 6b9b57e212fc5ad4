// maxpool.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Max pooling.

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

// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// [planes, height, width]: one thread an element of the output, which also has the place of its maximum in the plane,
// as the backward pass needs it. The first of equals wins; a window that lies in the padding has no place, -1.
extern "C" __global__ __aicore__ void maxpool_naive(
        GM_ADDR input_address, GM_ADDR output_address, GM_ADDR places_address, int32_t size_x, int32_t size_y,
        int32_t out_size_x, int32_t out_size_y, int32_t kernel_x, int32_t kernel_y, int32_t stride_x, int32_t stride_y,
        int32_t padding_x, int32_t padding_y, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    __gm__ int32_t* places = (__gm__ int32_t*)places_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
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
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
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
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work_2, out_size_x, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, out_size_y, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        __gm__ float* plane = input + block_z * size_y * size_x;

        LocalTensor<float> largest = slot_7.Get<float>();
        Duplicate(largest, -3.4028235e+38f, LANES);
        LocalTensor<int32_t> place = slot_8.Get<int32_t>();
        Duplicate(place, -1, LANES);
        wait<HardEvent::V_S>();
        for (int32_t ky = 0; ky < kernel_y; ++ky) {
            LocalTensor<int32_t> row = slot_11.Get<int32_t>();
            Muls(row, y, stride_y, LANES);
            Adds(row, row, 0 - padding_y, LANES);
            Adds(row, row, ky, LANES);
            LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
            Duplicate(work_5, 0, LANES);
            LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
            Max(maximum_3, work_5, row, LANES);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            Compare(mask_3, maximum_3, row, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
            Duplicate(work_6, size_y, LANES);
            LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
            Max(maximum_4, work_6, row, LANES);
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            Compare(mask_4, maximum_4, row, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            wait<HardEvent::V_S>();
            for (int32_t kx = 0; kx < kernel_x; ++kx) {
                LocalTensor<int32_t> column = slot_12.Get<int32_t>();
                Muls(column, x.ReinterpretCast<int32_t>(), stride_x, LANES);
                Adds(column, column, 0 - padding_x, LANES);
                Adds(column, column, kx, LANES);
                LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
                Max(maximum_5, work_7, column, LANES);
                LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
                Compare(mask_5, maximum_5, column, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                Duplicate(work_8, size_x, LANES);
                LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
                Max(maximum_6, work_8, column, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, column, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> value = slot_13.Get<float>();
                const int32_t stop_2 = BLOCK_X * BLOCK_Y;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) < out_size_x)
                            & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < out_size_y)
                            & (((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X) * stride_y - padding_y + ky >= 0)
                            & (((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X) * stride_y - padding_y + ky < size_y)
                            & ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) * stride_x - padding_x + kx >= 0)
                            & ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) * stride_x - padding_x + kx < size_x)) {
                        value.SetValue(lane_2,
                                load(plane
                                + ((((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X) * stride_y - padding_y + ky)
                                * size_x + ((int32_t)(block_x * BLOCK_X + lane_2 % BLOCK_X) * stride_x - padding_x
                                + kx))));
                    }
                }
                LocalTensor<uint8_t> mask_7 = slot_16.Get<uint8_t>();
                wait<HardEvent::S_V>();
                Compare(mask_7, value, largest, CMPMODE::GT, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Select(largest, mask_7, value, largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_15.Get<int32_t>();
                Muls(work_9, row, size_x, LANES);
                Add(work_9, work_9, column, LANES);
                Select(place.ReinterpretCast<float>(), mask_7, work_9.ReinterpretCast<float>(),
                        place.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_size_y
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_size_x - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + (int32_t)((block_z * out_size_y + block_y * BLOCK_Y) * out_size_x + block_x * BLOCK_X), largest,
                    rows, columns_2, out_size_x, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_17.Get<float>();
            expand(spread, largest, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < out_size_x)
                        & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < out_size_y)) {
                    copy_out(output
                            + (int32_t)((block_z * out_size_y + (block_y * BLOCK_Y + lane_2 / BLOCK_X)) * out_size_x
                            + (block_x * BLOCK_X + lane_2 % BLOCK_X)), spread[lane_2 * 8], 1);
                }
            }
        }
        if (BLOCK_X % 8 == 0) {
            copy_rows_out(places
                    + (int32_t)((block_z * out_size_y + block_y * BLOCK_Y) * out_size_x + block_x * BLOCK_X), place,
                    rows, columns_2, out_size_x, BLOCK_X);
        } else {
            LocalTensor<int32_t> spread_2 = slot_17.Get<int32_t>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, place, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < out_size_x)
                        & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < out_size_y)) {
                    copy_out(places
                            + (int32_t)((block_z * out_size_y + (block_y * BLOCK_Y + lane_2 / BLOCK_X)) * out_size_x
                            + (block_x * BLOCK_X + lane_2 % BLOCK_X)), spread_2[lane_2 * 8], 1);
                }
            }
        }
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
extern "C" __global__ __aicore__ void maxpool_vectorised_2_2(
        GM_ADDR input_address, GM_ADDR output_address, int32_t batch, int32_t height, int32_t width, int32_t vectors,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t out_height = (height - 2) / 2 + 1;
        const int32_t out_width = (width - 2) / 2 + 1;
        const int32_t total = batch * out_height * out_width * vectors;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = block_x * LANES; start < total; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<float> largest = slot_0.Get<float>();
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L));
            }
            LocalTensor<float> largest_2 = slot_1.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_2.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 1));
            }
            LocalTensor<float> largest_3 = slot_2.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_3.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 2));
            }
            LocalTensor<float> largest_4 = slot_3.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_4.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 3));
            }
            wait<HardEvent::S_V>();
            for (int32_t ky = 0; ky < 2; ++ky) {
                wait<HardEvent::V_S>();
                for (int32_t kx = 0; kx < 2; ++kx) {
                    LocalTensor<float> b = slot_4.Get<float>();
                    wait<HardEvent::V_S>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors
                                * 4L));
                    }
                    LocalTensor<float> b_2 = slot_5.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_2.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 1));
                    }
                    LocalTensor<float> b_3 = slot_6.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_3.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 2));
                    }
                    LocalTensor<float> b_4 = slot_7.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_4.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 3));
                    }
                    LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
                    Compare(mask, largest, largest, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
                    wait<HardEvent::S_V>();
                    Compare(mask_2, b, b, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work = slot_10.Get<float>();
                    Select(work, mask_2, b, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work, largest, work, LANES);
                    Select(largest, mask, work, b, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
                    Compare(mask_3, largest_2, largest_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_4 = slot_9.Get<uint8_t>();
                    Compare(mask_4, b_2, b_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_2 = slot_10.Get<float>();
                    Select(work_2, mask_4, b_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_2, largest_2, work_2, LANES);
                    Select(largest_2, mask_3, work_2, b_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
                    Compare(mask_5, largest_3, largest_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_6 = slot_9.Get<uint8_t>();
                    Compare(mask_6, b_3, b_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_3 = slot_10.Get<float>();
                    Select(work_3, mask_6, b_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_3, largest_3, work_3, LANES);
                    Select(largest_3, mask_5, work_3, b_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_7 = slot_8.Get<uint8_t>();
                    Compare(mask_7, largest_4, largest_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_8 = slot_9.Get<uint8_t>();
                    Compare(mask_8, b_4, b_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_4 = slot_10.Get<float>();
                    Select(work_4, mask_8, b_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_4, largest_4, work_4, LANES);
                    Select(largest_4, mask_7, work_4, b_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
            LocalTensor<float> spread = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, largest, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L, spread, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, largest_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 1, spread_2, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, largest_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 2, spread_3, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, largest_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 3, spread_4, stop, stop > 0 ? 1 : 0, 4, 8);
        }
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
extern "C" __global__ __aicore__ void maxpool_vectorised_3_2(
        GM_ADDR input_address, GM_ADDR output_address, int32_t batch, int32_t height, int32_t width, int32_t vectors,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t out_height = (height - 3) / 2 + 1;
        const int32_t out_width = (width - 3) / 2 + 1;
        const int32_t total = batch * out_height * out_width * vectors;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = block_x * LANES; start < total; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<float> largest = slot_0.Get<float>();
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L));
            }
            LocalTensor<float> largest_2 = slot_1.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_2.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 1));
            }
            LocalTensor<float> largest_3 = slot_2.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_3.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 2));
            }
            LocalTensor<float> largest_4 = slot_3.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_4.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1)
                        * 2) * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)
                        * 2) * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 3));
            }
            wait<HardEvent::S_V>();
            for (int32_t ky = 0; ky < 3; ++ky) {
                wait<HardEvent::V_S>();
                for (int32_t kx = 0; kx < 3; ++kx) {
                    LocalTensor<float> b = slot_4.Get<float>();
                    wait<HardEvent::V_S>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors
                                * 4L));
                    }
                    LocalTensor<float> b_2 = slot_5.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_2.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 1));
                    }
                    LocalTensor<float> b_3 = slot_6.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_3.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 2));
                    }
                    LocalTensor<float> b_4 = slot_7.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_4.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1) * 2) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1) * 2) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 3));
                    }
                    LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
                    Compare(mask, largest, largest, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
                    wait<HardEvent::S_V>();
                    Compare(mask_2, b, b, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work = slot_10.Get<float>();
                    Select(work, mask_2, b, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work, largest, work, LANES);
                    Select(largest, mask, work, b, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
                    Compare(mask_3, largest_2, largest_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_4 = slot_9.Get<uint8_t>();
                    Compare(mask_4, b_2, b_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_2 = slot_10.Get<float>();
                    Select(work_2, mask_4, b_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_2, largest_2, work_2, LANES);
                    Select(largest_2, mask_3, work_2, b_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
                    Compare(mask_5, largest_3, largest_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_6 = slot_9.Get<uint8_t>();
                    Compare(mask_6, b_3, b_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_3 = slot_10.Get<float>();
                    Select(work_3, mask_6, b_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_3, largest_3, work_3, LANES);
                    Select(largest_3, mask_5, work_3, b_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_7 = slot_8.Get<uint8_t>();
                    Compare(mask_7, largest_4, largest_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_8 = slot_9.Get<uint8_t>();
                    Compare(mask_8, b_4, b_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_4 = slot_10.Get<float>();
                    Select(work_4, mask_8, b_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_4, largest_4, work_4, LANES);
                    Select(largest_4, mask_7, work_4, b_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
            LocalTensor<float> spread = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, largest, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L, spread, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, largest_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 1, spread_2, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, largest_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 2, spread_3, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, largest_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 3, spread_4, stop, stop > 0 ? 1 : 0, 4, 8);
        }
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
extern "C" __global__ __aicore__ void maxpool_vectorised_3_1(
        GM_ADDR input_address, GM_ADDR output_address, int32_t batch, int32_t height, int32_t width, int32_t vectors,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t out_height = height - 3 + 1;
        const int32_t out_width = width - 3 + 1;
        const int32_t total = batch * out_height * out_width * vectors;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = block_x * LANES; start < total; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<float> largest = slot_0.Get<float>();
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)total - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1))
                        * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1))
                        * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L));
            }
            LocalTensor<float> largest_2 = slot_1.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_2.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1))
                        * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1))
                        * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 1));
            }
            LocalTensor<float> largest_3 = slot_2.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_3.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1))
                        * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1))
                        * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 2));
            }
            LocalTensor<float> largest_4 = slot_3.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                largest_4.SetValue(lane,
                        load(input
                        + (((start + lane)
                        / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1) * height
                        + (start + lane)
                        / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height : 1))
                        * width + (start + lane) / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1))
                        * vectors * 4L + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + 3));
            }
            wait<HardEvent::S_V>();
            for (int32_t ky = 0; ky < 3; ++ky) {
                wait<HardEvent::V_S>();
                for (int32_t kx = 0; kx < 3; ++kx) {
                    LocalTensor<float> b = slot_4.Get<float>();
                    wait<HardEvent::V_S>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1)) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors
                                * 4L));
                    }
                    LocalTensor<float> b_2 = slot_5.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_2.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1)) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 1));
                    }
                    LocalTensor<float> b_3 = slot_6.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_3.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1)) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 2));
                    }
                    LocalTensor<float> b_4 = slot_7.Get<float>();
                    for (int32_t lane = 0; lane < stop; ++lane) {
                        b_4.SetValue(lane,
                                load(input
                                + (((start + lane)
                                / (vectors * out_width * out_height != 0 ? vectors * out_width * out_height : 1)
                                * height + (start + lane)
                                / (vectors * out_width != 0 ? vectors * out_width : 1) % (out_height != 0 ? out_height
                                : 1)) * width + (start + lane)
                                / (vectors != 0 ? vectors : 1) % (out_width != 0 ? out_width : 1)) * vectors * 4L
                                + (start + lane) % (vectors != 0 ? vectors : 1) * 4L + (ky * width + kx) * vectors * 4L
                                + 3));
                    }
                    LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
                    Compare(mask, largest, largest, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
                    wait<HardEvent::S_V>();
                    Compare(mask_2, b, b, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work = slot_10.Get<float>();
                    Select(work, mask_2, b, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work, largest, work, LANES);
                    Select(largest, mask, work, b, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
                    Compare(mask_3, largest_2, largest_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_4 = slot_9.Get<uint8_t>();
                    Compare(mask_4, b_2, b_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_2 = slot_10.Get<float>();
                    Select(work_2, mask_4, b_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_2, largest_2, work_2, LANES);
                    Select(largest_2, mask_3, work_2, b_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
                    Compare(mask_5, largest_3, largest_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_6 = slot_9.Get<uint8_t>();
                    Compare(mask_6, b_3, b_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_3 = slot_10.Get<float>();
                    Select(work_3, mask_6, b_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_3, largest_3, work_3, LANES);
                    Select(largest_3, mask_5, work_3, b_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<uint8_t> mask_7 = slot_8.Get<uint8_t>();
                    Compare(mask_7, largest_4, largest_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<uint8_t> mask_8 = slot_9.Get<uint8_t>();
                    Compare(mask_8, b_4, b_4, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                    LocalTensor<float> work_4 = slot_10.Get<float>();
                    Select(work_4, mask_8, b_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    Max(work_4, largest_4, work_4, LANES);
                    Select(largest_4, mask_7, work_4, b_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
            LocalTensor<float> spread = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, largest, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L, spread, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_2 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, largest_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 1, spread_2, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_3 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, largest_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 2, spread_3, stop, stop > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> spread_4 = slot_11.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, largest_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + start * 4L + 3, spread_4, stop, stop > 0 ? 1 : 0, 4, 8);
        }
    }
}

// The largest element of each plane, a block a plane: a tree in dynamic shared memory of blockDim.x floats.
extern "C" __global__ __aicore__ void maxpool_global(
        GM_ADDR input_address, GM_ADDR output_address, int32_t elements, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> input_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(input_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> largest = slot_0.Get<float>();
        Duplicate(largest, -3.4028235e+38f, LANES);
        for (int32_t start = 0; start < elements; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)elements - start);
            LocalTensor<float> input_tile = input_tile_queue.AllocTensor<float>();
            copy_in(input_tile, input + (block_x * elements + start), count);
            input_tile_queue.EnQue(input_tile);
            input_tile = input_tile_queue.DeQue<float>();
            LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
            Compare(mask, input_tile, input_tile, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            LocalTensor<float> work = slot_2.Get<float>();
            Select(work, mask, input_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(largest, largest, work, count);
            }
            input_tile_queue.FreeTensor(input_tile);
        }
        LocalTensor<float> largest_2 = slot_3.Get<float>();
        LocalTensor<float> work_2 = slot_2.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceMax(largest_2, largest, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);
        LocalTensor<float> element = slot_3.Get<float>();
        element.SetValue(0, largest_3);
        wait<HardEvent::S_MTE3>();
        copy_out(output + (int32_t)block_x, element, 1);
    }
}
