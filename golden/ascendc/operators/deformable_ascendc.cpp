// deformable.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Multi-scale deformable attention (Zhu et al., arXiv:2010.04159). Each query samples `points` places on each level of a
// pyramid, bilinearly, and sums them by its weights.
//   value    [pixels of all levels, heads, channels]
//   sizes    [levels] of (height, width), starts [levels]: the first pixel of each
//   places   [queries, heads, levels, points] of (x, y), from 0 to 1 over the level
//   weights  [queries, heads, levels, points]
//   out      [queries, heads, channels]

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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread an element of the output.
extern "C" __global__ __aicore__ void deformable_naive(
        GM_ADDR value_address, GM_ADDR sizes_address, GM_ADDR starts_address, GM_ADDR places_address,
        GM_ADDR weights_address, GM_ADDR out_address, int32_t queries, int32_t heads, int32_t channels, int32_t levels,
        int32_t points, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ int32_t* sizes = (__gm__ int32_t*)sizes_address;
    __gm__ int32_t* starts = (__gm__ int32_t*)starts_address;
    __gm__ float* places = (__gm__ float*)places_address;
    __gm__ float* weights = (__gm__ float*)weights_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 8));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
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
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> row = slot_1.Get<int32_t>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            row.SetValue(lane, (int32_t)(block_x * BLOCK_X + lane) / (channels != 0 ? channels : 1));
        }  // a head of a query
        const int32_t pixel_stride = heads * channels;
        LocalTensor<float> sum = slot_2.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> sample = slot_3.Get<int32_t>();
        wait<HardEvent::S_V>();
        Muls(sample, row, levels, LANES);
        Muls(sample, sample, points, LANES);
        wait<HardEvent::V_S>();
        for (int32_t level = 0; level < levels; ++level) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)(queries * heads * channels)
                    - (int32_t)(block_x * BLOCK_X));
            const int32_t element = stop > 0 ? load(sizes + level * 2L) : 0;
            const int32_t size_x = element;
            const int32_t element_2 = stop > 0 ? load(sizes + level * 2L + 1) : 0;
            const int32_t size_y = element_2;
            const int32_t element_3 = stop > 0 ? load(starts + level) : 0;
            LocalTensor<uint64_t> pixels = slot_4.Get<uint64_t>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                pixels.SetValue(lane,
                        (uint64_t)(value + element_3 * pixel_stride + (int32_t)(block_x * BLOCK_X + lane)
                        / (channels != 0 ? channels : 1) % (heads != 0 ? heads : 1) * channels
                        + (int32_t)(block_x * BLOCK_X + lane) % (channels != 0 ? channels : 1)));
            }
            int32_t point = 0;
            const int32_t count = point < points ? stop : 0;
            LocalTensor<uint8_t> looping = slot_5.Get<uint8_t>();
            CompareScalar(looping, lanes, (float)count, CMPMODE::LT, LANES);
            LocalTensor<float> work = slot_6.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest = slot_7.Get<float>();
            LocalTensor<float> work_2 = slot_8.Get<float>();
            ReduceMax(largest, work, work_2, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_3 = largest.GetValue(0);
            const int32_t any = largest_3;
            bool going = any != 0;
            while (going) {
                LocalTensor<float> place = slot_6.Get<float>();
                const int32_t stop_2 = LANES;
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(looping, lane)) {
                        place.SetValue(lane, load(places + sample.GetValue(lane) * 2L));
                    }
                }
                LocalTensor<float> place_2 = slot_8.Get<float>();
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(looping, lane)) {
                        place_2.SetValue(lane, load(places + sample.GetValue(lane) * 2L + 1));
                    }
                }
                LocalTensor<float> x = slot_9.Get<float>();
                wait<HardEvent::S_V>();
                Muls(x, place, (float)size_y, LANES);
                Adds(x, x, -0.5f, LANES);
                LocalTensor<float> y = slot_10.Get<float>();
                Muls(y, place_2, (float)size_x, LANES);
                Adds(y, y, -0.5f, LANES);
                LocalTensor<uint8_t> touches_result = slot_11.Get<uint8_t>();
                CompareScalar(touches_result, x, -1.0f, CMPMODE::GT, LANES);
                LocalTensor<uint8_t> mask = slot_12.Get<uint8_t>();
                CompareScalar(mask, y, -1.0f, CMPMODE::GT, LANES);
                And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                        mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
                CompareScalar(mask_2, x, (float)size_y, CMPMODE::LT, LANES);
                And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
                CompareScalar(mask_3, y, (float)size_x, CMPMODE::LT, LANES);
                And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> taken = slot_12.Get<uint8_t>();
                And(taken.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        touches_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> top = slot_13.Get<float>();
                Cast(top, y, RoundMode::CAST_FLOOR, LANES);
                LocalTensor<float> left = slot_14.Get<float>();
                Cast(left, x, RoundMode::CAST_FLOOR, LANES);
                LocalTensor<float> down = slot_15.Get<float>();
                Sub(down, y, top, LANES);
                LocalTensor<float> right = slot_16.Get<float>();
                Sub(right, x, left, LANES);
                LocalTensor<int32_t> y0 = slot_17.Get<int32_t>();
                Cast(y0, top, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> x0 = slot_18.Get<int32_t>();
                Cast(x0, left, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> y1 = slot_19.Get<int32_t>();
                Adds(y1, y0, 1, LANES);
                LocalTensor<int32_t> x1 = slot_20.Get<int32_t>();
                Adds(x1, x0, 1, LANES);
                LocalTensor<float> v00 = slot_21.Get<float>();
                Duplicate(v00, 0.0f, LANES);
                LocalTensor<float> v01 = slot_22.Get<float>();
                Duplicate(v01, 0.0f, LANES);
                LocalTensor<float> v10 = slot_23.Get<float>();
                Duplicate(v10, 0.0f, LANES);
                LocalTensor<float> v11 = slot_24.Get<float>();
                Duplicate(v11, 0.0f, LANES);
                LocalTensor<int32_t> work_3 = slot_25.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                LocalTensor<int32_t> maximum = slot_26.Get<int32_t>();
                Max(maximum, work_3, y0, LANES);
                LocalTensor<uint8_t> mask_4 = slot_27.Get<uint8_t>();
                Compare(mask_4, maximum, y0, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_4 = slot_26.Get<int32_t>();
                Duplicate(work_4, 0, LANES);
                LocalTensor<int32_t> maximum_2 = slot_25.Get<int32_t>();
                Max(maximum_2, work_4, x0, LANES);
                LocalTensor<uint8_t> mask_5 = slot_28.Get<uint8_t>();
                Compare(mask_5, maximum_2, x0, CMPMODE::EQ, LANES);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(mask_4, lane)) {
                        pixels_tile.SetValue(lane,
                                load((__gm__ float*)pixels.GetValue(lane)
                                + (y0.GetValue(lane) * size_y + x0.GetValue(lane)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v00, mask_4, pixels_tile, v00, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_5 = slot_25.Get<int32_t>();
                Duplicate(work_5, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_26.Get<int32_t>();
                Max(maximum_3, work_5, y0, LANES);
                LocalTensor<uint8_t> mask_6 = slot_28.Get<uint8_t>();
                Compare(mask_6, maximum_3, y0, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_6 = slot_26.Get<int32_t>();
                Duplicate(work_6, size_y, LANES);
                LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
                Max(maximum_4, work_6, x1, LANES);
                LocalTensor<uint8_t> mask_7 = slot_29.Get<uint8_t>();
                Compare(mask_7, maximum_4, x1, CMPMODE::EQ, LANES);
                Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_6.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile_2 = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(mask_6, lane)) {
                        pixels_tile_2.SetValue(lane,
                                load((__gm__ float*)pixels.GetValue(lane)
                                + (y0.GetValue(lane) * size_y + x1.GetValue(lane)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v01, mask_6, pixels_tile_2, v01, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_7 = slot_25.Get<int32_t>();
                Duplicate(work_7, size_x, LANES);
                LocalTensor<int32_t> maximum_5 = slot_26.Get<int32_t>();
                Max(maximum_5, work_7, y1, LANES);
                LocalTensor<uint8_t> mask_8 = slot_29.Get<uint8_t>();
                Compare(mask_8, maximum_5, y1, CMPMODE::EQ, LANES);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_8 = slot_26.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<int32_t> maximum_6 = slot_25.Get<int32_t>();
                Max(maximum_6, work_8, x0, LANES);
                LocalTensor<uint8_t> mask_9 = slot_30.Get<uint8_t>();
                Compare(mask_9, maximum_6, x0, CMPMODE::EQ, LANES);
                And(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_8.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile_3 = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(mask_8, lane)) {
                        pixels_tile_3.SetValue(lane,
                                load((__gm__ float*)pixels.GetValue(lane)
                                + (y1.GetValue(lane) * size_y + x0.GetValue(lane)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v10, mask_8, pixels_tile_3, v10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_25.Get<int32_t>();
                Duplicate(work_9, size_x, LANES);
                LocalTensor<int32_t> maximum_7 = slot_26.Get<int32_t>();
                Max(maximum_7, work_9, y1, LANES);
                LocalTensor<uint8_t> mask_10 = slot_30.Get<uint8_t>();
                Compare(mask_10, maximum_7, y1, CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_10 = slot_26.Get<int32_t>();
                Duplicate(work_10, size_y, LANES);
                LocalTensor<int32_t> maximum_8 = slot_25.Get<int32_t>();
                Max(maximum_8, work_10, x1, LANES);
                LocalTensor<uint8_t> mask_11 = slot_31.Get<uint8_t>();
                Compare(mask_11, maximum_8, x1, CMPMODE::EQ, LANES);
                Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                        mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_10.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> pixels_tile_4 = slot_25.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(mask_10, lane)) {
                        pixels_tile_4.SetValue(lane,
                                load((__gm__ float*)pixels.GetValue(lane)
                                + (y1.GetValue(lane) * size_y + x1.GetValue(lane)) * pixel_stride));
                    }
                }
                wait<HardEvent::S_V>();
                Select(v11, mask_10, pixels_tile_4, v11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> bilinear_result = slot_25.Get<float>();
                Duplicate(bilinear_result, 1.0f, LANES);
                Sub(bilinear_result, bilinear_result, down, LANES);
                LocalTensor<float> work_11 = slot_26.Get<float>();
                Duplicate(work_11, 1.0f, LANES);
                Sub(work_11, work_11, right, LANES);
                Mul(work_11, work_11, v00, LANES);
                LocalTensor<float> work_12 = slot_32.Get<float>();
                Mul(work_12, right, v01, LANES);
                Add(work_11, work_11, work_12, LANES);
                Mul(bilinear_result, bilinear_result, work_11, LANES);
                LocalTensor<float> work_13 = slot_26.Get<float>();
                Duplicate(work_13, 1.0f, LANES);
                Sub(work_13, work_13, right, LANES);
                Mul(work_13, work_13, v10, LANES);
                LocalTensor<float> work_14 = slot_32.Get<float>();
                Mul(work_14, right, v11, LANES);
                Add(work_13, work_13, work_14, LANES);
                Mul(work_13, down, work_13, LANES);
                Add(bilinear_result, bilinear_result, work_13, LANES);
                LocalTensor<float> weights_tile = slot_26.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop_2; ++lane) {
                    if (bit(taken, lane)) {
                        weights_tile.SetValue(lane, load(weights + sample.GetValue(lane)));
                    }
                }
                wait<HardEvent::S_V>();
                Mul(weights_tile, weights_tile, bilinear_result, LANES);
                Add(weights_tile, sum, weights_tile, LANES);
                Select(sum, taken, weights_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                point++;
                LocalTensor<int32_t> work_15 = slot_26.Get<int32_t>();
                Adds(work_15, sample, 1, LANES);
                Select(sample.ReinterpretCast<float>(), looping, work_15.ReinterpretCast<float>(),
                        sample.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_12 = slot_31.Get<uint8_t>();
                Duplicate(mask_12.ReinterpretCast<int16_t>(), (int16_t)(point < points ? -1 : 0), (LANES + 15) / 16);
                And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_16 = slot_26.Get<float>();
                Duplicate(work_16, 1.0f, LANES);
                Select(work_16, looping, work_16, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> largest_2 = slot_7.Get<float>();
                LocalTensor<float> work_17 = slot_32.Get<float>();
                ReduceMax(largest_2, work_16, work_17, LANES, false);
                wait<HardEvent::V_S>();
                const float largest_4 = largest_2.GetValue(0);
                const int32_t any_2 = largest_4;
                going = any_2 != 0;
            }
        }
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(queries * heads * channels)
                - (int32_t)(block_x * BLOCK_X));
        wait<HardEvent::V_MTE3>();
        copy_out(out + (int32_t)(block_x * BLOCK_X), sum, count);
    }
}

// One block a query, one thread a channel of a head: blockDim is (channels, heads). The samples are prepared once, in
// dynamic shared memory: heads * levels * points of them.
extern "C" __global__ __aicore__ void deformable_block(
        GM_ADDR value_address, GM_ADDR sizes_address, GM_ADDR starts_address, GM_ADDR places_address,
        GM_ADDR weights_address, GM_ADDR out_address, int32_t levels, int32_t points, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t SLOTS, int32_t SLOTS_2,
        int32_t SLOTS_3, int32_t SLOTS_4) {
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ int32_t* sizes = (__gm__ int32_t*)sizes_address;
    __gm__ int32_t* starts = (__gm__ int32_t*)starts_address;
    __gm__ float* places = (__gm__ float*)places_address;
    __gm__ float* weights = (__gm__ float*)weights_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> places_tile_queue;
    TQue<TPosition::VECIN, 2> places_tile_2_queue;
    TQue<TPosition::VECIN, 2> weights_tile_queue;
    TBuf<TPosition::VECCALC> slots_0;
    TBuf<TPosition::VECCALC> slots_7;
    TBuf<TPosition::VECCALC> slots_34;
    TBuf<TPosition::VECCALC> slots_41;
    TBuf<TPosition::VECCALC> slots_48;
    TBuf<TPosition::VECCALC> slots_55;
    TBuf<TPosition::VECCALC> slots_62;
    TBuf<TPosition::VECCALC> slots_64;
    TBuf<TPosition::VECCALC> slots_66;
    TBuf<TPosition::VECCALC> slots_68;
    TBuf<TPosition::VECCALC> slots_70;
    pipe.InitBuffer(places_tile_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(places_tile_2_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(weights_tile_queue, 2, padded(LANES * 4));
    const uint32_t bytes_of_slots_0 = padded(SLOTS * 4);
    pipe.InitBuffer(slots_0, 7 * bytes_of_slots_0);
    const uint32_t bytes_of_slots_7 = padded(LANES * 4);
    pipe.InitBuffer(slots_7, 27 * bytes_of_slots_7);
    const uint32_t bytes_of_slots_34 = padded(SLOTS_2 * 4);
    pipe.InitBuffer(slots_34, 7 * bytes_of_slots_34);
    const uint32_t bytes_of_slots_41 = padded(SLOTS_3 * 4);
    pipe.InitBuffer(slots_41, 7 * bytes_of_slots_41);
    const uint32_t bytes_of_slots_48 = padded(SLOTS_4 * 4);
    pipe.InitBuffer(slots_48, 7 * bytes_of_slots_48);
    const uint32_t bytes_of_slots_55 = padded((LANES + 7) / 8);
    pipe.InitBuffer(slots_55, 7 * bytes_of_slots_55);
    const uint32_t bytes_of_slots_62 = padded((SLOTS + 7) / 8);
    pipe.InitBuffer(slots_62, 2 * bytes_of_slots_62);
    const uint32_t bytes_of_slots_64 = padded((SLOTS_2 + 7) / 8);
    pipe.InitBuffer(slots_64, 2 * bytes_of_slots_64);
    const uint32_t bytes_of_slots_66 = padded((SLOTS_3 + 7) / 8);
    pipe.InitBuffer(slots_66, 2 * bytes_of_slots_66);
    const uint32_t bytes_of_slots_68 = padded((SLOTS_4 + 7) / 8);
    pipe.InitBuffer(slots_68, 2 * bytes_of_slots_68);
    const uint32_t bytes_of_slots_70 = padded(LANES * 8);
    pipe.InitBuffer(slots_70, 1 * bytes_of_slots_70);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 0 * bytes_of_slots_0);
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 0
                * bytes_of_slots_7);
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<float> lanes_3 = slots_34.GetWithOffset<float>(bytes_of_slots_34 / sizeof(float), 0
                * bytes_of_slots_34);
        CreateVecIndex(lanes_3, 0.0f, SLOTS_2);
        LocalTensor<float> lanes_4 = slots_41.GetWithOffset<float>(bytes_of_slots_41 / sizeof(float), 0
                * bytes_of_slots_41);
        CreateVecIndex(lanes_4, 0.0f, SLOTS_3);
        LocalTensor<float> lanes_5 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 0
                * bytes_of_slots_48);
        CreateVecIndex(lanes_5, 0.0f, SLOTS_4);
        LocalTensor<int32_t> lane = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 1
                * bytes_of_slots_7);
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_18 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 2
                * bytes_of_slots_7);
        Cast(work_18, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_19 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 3
                * bytes_of_slots_7);
        Duplicate(work_19, (float)BLOCK_X, LANES);
        Div(work_18, work_18, work_19, LANES);
        LocalTensor<int32_t> thread_y = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 3
                * bytes_of_slots_7);
        Cast(thread_y, work_18, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 0
                * bytes_of_slots_55);
        CompareScalar(active, lanes_2, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> samples_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 1
                * bytes_of_slots_0);
        CreateVecIndex(samples_5, 0, SLOTS);
        LocalTensor<float> samples = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2
                * bytes_of_slots_0);
        Duplicate(samples, 0.0f, SLOTS);
        LocalTensor<int32_t> samples_6 = slots_34.GetWithOffset<int32_t>(bytes_of_slots_34 / sizeof(int32_t), 1
                * bytes_of_slots_34);
        CreateVecIndex(samples_6, 0, SLOTS_2);
        LocalTensor<float> samples_2 = slots_34.GetWithOffset<float>(bytes_of_slots_34 / sizeof(float), 2
                * bytes_of_slots_34);
        Duplicate(samples_2, 0.0f, SLOTS_2);
        LocalTensor<int32_t> samples_7 = slots_41.GetWithOffset<int32_t>(bytes_of_slots_41 / sizeof(int32_t), 1
                * bytes_of_slots_41);
        CreateVecIndex(samples_7, 0, SLOTS_3);
        LocalTensor<float> samples_3 = slots_41.GetWithOffset<float>(bytes_of_slots_41 / sizeof(float), 2
                * bytes_of_slots_41);
        Duplicate(samples_3, 0.0f, SLOTS_3);
        LocalTensor<int32_t> samples_8 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 1
                * bytes_of_slots_48);
        CreateVecIndex(samples_8, 0, SLOTS_4);
        LocalTensor<int32_t> samples_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 2
                * bytes_of_slots_48);
        Duplicate(samples_4, 0, SLOTS_4);
        LocalTensor<int32_t> head = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 2
                * bytes_of_slots_7);
        copy_tile(head, thread_y, LANES);
        const int32_t channels = BLOCK_X;
        const int32_t heads = BLOCK_Y;
        const int32_t samples_of_head = levels * points;
        const int32_t first = block_x * heads * samples_of_head;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t start = 0; start < heads * samples_of_head; start += heads * channels) {
            const int32_t stop_2 = smaller((int64_t)(BLOCK_X * BLOCK_Y), (int64_t)(heads * samples_of_head) - start);
            LocalTensor<uint8_t> mask_5 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 1
                    * bytes_of_slots_55);
            CompareScalar(mask_5, lanes_2, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<int32_t> level = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 4
                    * bytes_of_slots_7);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
                level.SetValue(lane_2, (start + (lane_2 / BLOCK_X * channels + lane_2 % BLOCK_X))
                        / (points != 0 ? points : 1) % (levels != 0 ? levels : 1));
            }
            LocalTensor<int32_t> size = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 5
                    * bytes_of_slots_7);
            const int32_t stop_3 = smaller((int64_t)(BLOCK_X * BLOCK_Y), (int64_t)(heads * samples_of_head) - start);
            for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                size.SetValue(lane_2,
                        load(sizes + (start + (lane_2 / BLOCK_X * channels + lane_2 % BLOCK_X))
                        / (points != 0 ? points : 1) % (levels != 0 ? levels : 1) * 2L));
            }
            LocalTensor<int32_t> size_2 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                size_2.SetValue(lane_2,
                        load(sizes + (start + (lane_2 / BLOCK_X * channels + lane_2 % BLOCK_X))
                        / (points != 0 ? points : 1) % (levels != 0 ? levels : 1) * 2L + 1));
            }
            LocalTensor<uint32_t> offsets = slots_7.GetWithOffset<uint32_t>(bytes_of_slots_7 / sizeof(uint32_t), 7
                    * bytes_of_slots_7);
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> places_tile = places_tile_queue.AllocTensor<float>();
            copy_in(places_tile, places + (first + start) * 2L, stop_3 > 0 ? (stop_3 - 1) * 2 + 1 : 0);
            places_tile_queue.EnQue(places_tile);
            places_tile = places_tile_queue.DeQue<float>();
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> place = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 8
                    * bytes_of_slots_7);
            Gather(place, places_tile, offsets, 0, LANES);
            places_tile_queue.FreeTensor(places_tile);
            LocalTensor<uint32_t> offsets_2 = slots_7.GetWithOffset<uint32_t>(bytes_of_slots_7 / sizeof(uint32_t), 7
                    * bytes_of_slots_7);
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> places_tile_2 = places_tile_2_queue.AllocTensor<float>();
            copy_in(places_tile_2, places + (first + start) * 2L + 1, stop_3 > 0 ? (stop_3 - 1) * 2 + 1 : 0);
            places_tile_2_queue.EnQue(places_tile_2);
            places_tile_2 = places_tile_2_queue.DeQue<float>();
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> place_2 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 9
                    * bytes_of_slots_7);
            Gather(place_2, places_tile_2, offsets_2, 0, LANES);
            places_tile_2_queue.FreeTensor(places_tile_2);
            LocalTensor<float> sample = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 7
                    * bytes_of_slots_7);
            Duplicate(sample, 0.0f, LANES);
            LocalTensor<float> sample_2 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 10
                    * bytes_of_slots_7);
            Duplicate(sample_2, 0.0f, LANES);
            LocalTensor<float> sample_3 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 11
                    * bytes_of_slots_7);
            Duplicate(sample_3, 0.0f, LANES);
            LocalTensor<int32_t> sample_4 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 12
                    * bytes_of_slots_7);
            Duplicate(sample_4, 0, LANES);
            LocalTensor<float> work = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            wait<HardEvent::S_V>();
            Cast(work, size_2, RoundMode::CAST_RINT, LANES);
            Mul(work, place, work, LANES);
            Adds(sample, work, -0.5f, LANES);
            LocalTensor<float> work_2 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Cast(work_2, size, RoundMode::CAST_RINT, LANES);
            Mul(work_2, place_2, work_2, LANES);
            Adds(sample_2, work_2, -0.5f, LANES);
            LocalTensor<float> weights_tile = weights_tile_queue.AllocTensor<float>();
            copy_in(weights_tile, weights + (first + start), stop_3);
            weights_tile_queue.EnQue(weights_tile);
            weights_tile = weights_tile_queue.DeQue<float>();
            copy_tile(sample_3.ReinterpretCast<int32_t>(), weights_tile.ReinterpretCast<int32_t>(), LANES);
            weights_tile_queue.FreeTensor(weights_tile);
            LocalTensor<uint8_t> touches_result = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t),
                    2 * bytes_of_slots_55);
            CompareScalar(touches_result, sample, -1.0f, CMPMODE::GT, LANES);
            LocalTensor<uint8_t> mask = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 3
                    * bytes_of_slots_55);
            CompareScalar(mask, sample_2, -1.0f, CMPMODE::GT, LANES);
            And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                    mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_3 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Cast(work_3, size_2, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> mask_2 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 3
                    * bytes_of_slots_55);
            Compare(mask_2, sample, work_3, CMPMODE::LT, LANES);
            And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_4 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Cast(work_4, size, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint8_t> mask_3 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 3
                    * bytes_of_slots_55);
            Compare(mask_3, sample_2, work_4, CMPMODE::LT, LANES);
            And(touches_result.ReinterpretCast<int16_t>(), touches_result.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_5 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 13
                    * bytes_of_slots_7);
            Duplicate(work_5, -1, LANES);
            Select(sample_4.ReinterpretCast<float>(), touches_result, level.ReinterpretCast<float>(),
                    work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> place_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 3
                    * bytes_of_slots_0);
            Adds(place_3, samples_5, 0 - start, SLOTS);
            const int32_t first_2 = larger(0L, 0L - (0 - start));
            const int32_t stop_4 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slots_62.GetWithOffset<uint8_t>(bytes_of_slots_62 / sizeof(uint8_t), 0
                    * bytes_of_slots_62);
            CompareScalar(owned, lanes, (float)stop_4, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_4 = slots_62.GetWithOffset<uint8_t>(bytes_of_slots_62 / sizeof(uint8_t), 1
                    * bytes_of_slots_62);
            CompareScalar(mask_4, lanes, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 4
                    * bytes_of_slots_0);
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place_3.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_6 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Duplicate(work_6, 1.0f, LANES);
            Select(work_6, mask_5, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 5
                    * bytes_of_slots_0);
            Muls(work_7, owner, 4, SLOTS);
            LocalTensor<float> gathered = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 6
                    * bytes_of_slots_0);
            Gather(gathered, work_6, work_7.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_6 = slots_62.GetWithOffset<uint8_t>(bytes_of_slots_62 / sizeof(uint8_t), 1
                    * bytes_of_slots_62);
            CompareScalar(mask_6, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_6.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 6
                    * bytes_of_slots_0);
            Muls(work_8, owner, 4, SLOTS);
            LocalTensor<float> gathered_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 5
                    * bytes_of_slots_0);
            Gather(gathered_2, sample, work_8.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(samples, mask_6, gathered_2, samples, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_4 = slots_34.GetWithOffset<int32_t>(bytes_of_slots_34 / sizeof(int32_t), 3
                    * bytes_of_slots_34);
            Adds(place_4, samples_6, 0 - start, SLOTS_2);
            const int32_t first_3 = larger(0L, 0L - (0 - start));
            const int32_t stop_5 = smaller((int64_t)SLOTS_2, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_2 = slots_64.GetWithOffset<uint8_t>(bytes_of_slots_64 / sizeof(uint8_t), 0
                    * bytes_of_slots_64);
            CompareScalar(owned_2, lanes_3, (float)stop_5, CMPMODE::LT, (SLOTS_2 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_7 = slots_64.GetWithOffset<uint8_t>(bytes_of_slots_64 / sizeof(uint8_t), 1
                    * bytes_of_slots_64);
            CompareScalar(mask_7, lanes_3, (float)first_3, CMPMODE::GE, (SLOTS_2 + 63) / 64 * 64);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (SLOTS_2 + 15) / 16);
            LocalTensor<int32_t> owner_2 = slots_34.GetWithOffset<int32_t>(bytes_of_slots_34 / sizeof(int32_t), 4
                    * bytes_of_slots_34);
            Duplicate(owner_2, 0, SLOTS_2);
            Select(owner_2.ReinterpretCast<float>(), owned_2, place_4.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_2);
            LocalTensor<float> work_9 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Duplicate(work_9, 1.0f, LANES);
            Select(work_9, mask_5, work_9, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_10 = slots_34.GetWithOffset<int32_t>(bytes_of_slots_34 / sizeof(int32_t), 5
                    * bytes_of_slots_34);
            Muls(work_10, owner_2, 4, SLOTS_2);
            LocalTensor<float> gathered_3 = slots_34.GetWithOffset<float>(bytes_of_slots_34 / sizeof(float), 6
                    * bytes_of_slots_34);
            Gather(gathered_3, work_9, work_10.ReinterpretCast<uint32_t>(), 0, SLOTS_2);
            LocalTensor<uint8_t> mask_8 = slots_64.GetWithOffset<uint8_t>(bytes_of_slots_64 / sizeof(uint8_t), 1
                    * bytes_of_slots_64);
            CompareScalar(mask_8, gathered_3, 0.0f, CMPMODE::NE, (SLOTS_2 + 63) / 64 * 64);
            And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_8.ReinterpretCast<int16_t>(), (SLOTS_2 + 15) / 16);
            LocalTensor<int32_t> work_11 = slots_34.GetWithOffset<int32_t>(bytes_of_slots_34 / sizeof(int32_t), 6
                    * bytes_of_slots_34);
            Muls(work_11, owner_2, 4, SLOTS_2);
            LocalTensor<float> gathered_4 = slots_34.GetWithOffset<float>(bytes_of_slots_34 / sizeof(float), 5
                    * bytes_of_slots_34);
            Gather(gathered_4, sample_2, work_11.ReinterpretCast<uint32_t>(), 0, SLOTS_2);
            Select(samples_2, mask_8, gathered_4, samples_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_2);
            LocalTensor<int32_t> place_5 = slots_41.GetWithOffset<int32_t>(bytes_of_slots_41 / sizeof(int32_t), 3
                    * bytes_of_slots_41);
            Adds(place_5, samples_7, 0 - start, SLOTS_3);
            const int32_t first_4 = larger(0L, 0L - (0 - start));
            const int32_t stop_6 = smaller((int64_t)SLOTS_3, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_3 = slots_66.GetWithOffset<uint8_t>(bytes_of_slots_66 / sizeof(uint8_t), 0
                    * bytes_of_slots_66);
            CompareScalar(owned_3, lanes_4, (float)stop_6, CMPMODE::LT, (SLOTS_3 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_9 = slots_66.GetWithOffset<uint8_t>(bytes_of_slots_66 / sizeof(uint8_t), 1
                    * bytes_of_slots_66);
            CompareScalar(mask_9, lanes_4, (float)first_4, CMPMODE::GE, (SLOTS_3 + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_9.ReinterpretCast<int16_t>(), (SLOTS_3 + 15) / 16);
            LocalTensor<int32_t> owner_3 = slots_41.GetWithOffset<int32_t>(bytes_of_slots_41 / sizeof(int32_t), 4
                    * bytes_of_slots_41);
            Duplicate(owner_3, 0, SLOTS_3);
            Select(owner_3.ReinterpretCast<float>(), owned_3, place_5.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_3);
            LocalTensor<float> work_12 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, mask_5, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_13 = slots_41.GetWithOffset<int32_t>(bytes_of_slots_41 / sizeof(int32_t), 5
                    * bytes_of_slots_41);
            Muls(work_13, owner_3, 4, SLOTS_3);
            LocalTensor<float> gathered_5 = slots_41.GetWithOffset<float>(bytes_of_slots_41 / sizeof(float), 6
                    * bytes_of_slots_41);
            Gather(gathered_5, work_12, work_13.ReinterpretCast<uint32_t>(), 0, SLOTS_3);
            LocalTensor<uint8_t> mask_10 = slots_66.GetWithOffset<uint8_t>(bytes_of_slots_66 / sizeof(uint8_t), 1
                    * bytes_of_slots_66);
            CompareScalar(mask_10, gathered_5, 0.0f, CMPMODE::NE, (SLOTS_3 + 63) / 64 * 64);
            And(mask_10.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (SLOTS_3 + 15) / 16);
            LocalTensor<int32_t> work_14 = slots_41.GetWithOffset<int32_t>(bytes_of_slots_41 / sizeof(int32_t), 6
                    * bytes_of_slots_41);
            Muls(work_14, owner_3, 4, SLOTS_3);
            LocalTensor<float> gathered_6 = slots_41.GetWithOffset<float>(bytes_of_slots_41 / sizeof(float), 5
                    * bytes_of_slots_41);
            Gather(gathered_6, sample_3, work_14.ReinterpretCast<uint32_t>(), 0, SLOTS_3);
            Select(samples_3, mask_10, gathered_6, samples_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_3);
            LocalTensor<int32_t> place_6 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 3
                    * bytes_of_slots_48);
            Adds(place_6, samples_8, 0 - start, SLOTS_4);
            const int32_t first_5 = larger(0L, 0L - (0 - start));
            const int32_t stop_7 = smaller((int64_t)SLOTS_4, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned_4 = slots_68.GetWithOffset<uint8_t>(bytes_of_slots_68 / sizeof(uint8_t), 0
                    * bytes_of_slots_68);
            CompareScalar(owned_4, lanes_5, (float)stop_7, CMPMODE::LT, (SLOTS_4 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_11 = slots_68.GetWithOffset<uint8_t>(bytes_of_slots_68 / sizeof(uint8_t), 1
                    * bytes_of_slots_68);
            CompareScalar(mask_11, lanes_5, (float)first_5, CMPMODE::GE, (SLOTS_4 + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), (SLOTS_4 + 15) / 16);
            LocalTensor<int32_t> owner_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 4
                    * bytes_of_slots_48);
            Duplicate(owner_4, 0, SLOTS_4);
            Select(owner_4.ReinterpretCast<float>(), owned_4, place_6.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_4);
            LocalTensor<float> work_15 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Duplicate(work_15, 1.0f, LANES);
            Select(work_15, mask_5, work_15, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_16 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 5
                    * bytes_of_slots_48);
            Muls(work_16, owner_4, 4, SLOTS_4);
            LocalTensor<float> gathered_7 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 6
                    * bytes_of_slots_48);
            Gather(gathered_7, work_15, work_16.ReinterpretCast<uint32_t>(), 0, SLOTS_4);
            LocalTensor<uint8_t> mask_12 = slots_68.GetWithOffset<uint8_t>(bytes_of_slots_68 / sizeof(uint8_t), 1
                    * bytes_of_slots_68);
            CompareScalar(mask_12, gathered_7, 0.0f, CMPMODE::NE, (SLOTS_4 + 63) / 64 * 64);
            And(mask_12.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (SLOTS_4 + 15) / 16);
            LocalTensor<int32_t> work_17 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 6
                    * bytes_of_slots_48);
            Muls(work_17, owner_4, 4, SLOTS_4);
            LocalTensor<int32_t> gathered_8 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 5
                    * bytes_of_slots_48);
            Gather(gathered_8, sample_4, work_17.ReinterpretCast<uint32_t>(), 0, SLOTS_4);
            Select(samples_4.ReinterpretCast<float>(), mask_12, gathered_8.ReinterpretCast<float>(),
                    samples_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS_4);
        }

        LocalTensor<float> sum = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 5 * bytes_of_slots_7);
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t s = 0; s < samples_of_head; ++s) {
            LocalTensor<int32_t> work_20 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            Muls(work_20, head, samples_of_head, LANES);
            Adds(work_20, work_20, s, LANES);
            LocalTensor<int32_t> work_21 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 8
                    * bytes_of_slots_7);
            Duplicate(work_21, 0, LANES);
            Select(work_20.ReinterpretCast<float>(), active, work_20.ReinterpretCast<float>(),
                    work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_20, work_20, 4, LANES);
            LocalTensor<float> sample_5 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 8
                    * bytes_of_slots_7);
            Gather(sample_5, samples, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_22 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            Muls(work_22, head, samples_of_head, LANES);
            Adds(work_22, work_22, s, LANES);
            LocalTensor<int32_t> work_23 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 9
                    * bytes_of_slots_7);
            Duplicate(work_23, 0, LANES);
            Select(work_22.ReinterpretCast<float>(), active, work_22.ReinterpretCast<float>(),
                    work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_22, work_22, 4, LANES);
            LocalTensor<float> sample_6 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 9
                    * bytes_of_slots_7);
            Gather(sample_6, samples_2, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_24 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            Muls(work_24, head, samples_of_head, LANES);
            Adds(work_24, work_24, s, LANES);
            LocalTensor<int32_t> work_25 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 7
                    * bytes_of_slots_7);
            Duplicate(work_25, 0, LANES);
            Select(work_24.ReinterpretCast<float>(), active, work_24.ReinterpretCast<float>(),
                    work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_24, work_24, 4, LANES);
            LocalTensor<float> sample_7 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 7
                    * bytes_of_slots_7);
            Gather(sample_7, samples_3, work_24.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_26 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            Muls(work_26, head, samples_of_head, LANES);
            Adds(work_26, work_26, s, LANES);
            LocalTensor<int32_t> work_27 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 10
                    * bytes_of_slots_7);
            Duplicate(work_27, 0, LANES);
            Select(work_26.ReinterpretCast<float>(), active, work_26.ReinterpretCast<float>(),
                    work_27.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_26, work_26, 4, LANES);
            LocalTensor<int32_t> sample_8 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 10
                    * bytes_of_slots_7);
            Gather(sample_8, samples_4, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_28 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            Duplicate(work_28, 0, LANES);
            LocalTensor<int32_t> maximum = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 11
                    * bytes_of_slots_7);
            Max(maximum, work_28, sample_8, LANES);
            LocalTensor<uint8_t> mask_13 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 2
                    * bytes_of_slots_55);
            Compare(mask_13, maximum, sample_8, CMPMODE::EQ, LANES);
            And(mask_13.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> starts_tile = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 11
                    * bytes_of_slots_7);
            Duplicate(starts_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_13, lane_2)) {
                    starts_tile.SetValue(lane_2, load(starts + sample_8.GetValue(lane_2)));
                }
            }
            LocalTensor<uint64_t> pixels = slots_70.GetWithOffset<uint64_t>(bytes_of_slots_70 / sizeof(uint64_t), 0
                    * bytes_of_slots_70);
            for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
                pixels.SetValue(lane_2,
                        (uint64_t)(value + starts_tile.GetValue(lane_2) * heads * channels
                        + (lane_2 / BLOCK_X * channels + lane_2 % BLOCK_X)));
            }
            LocalTensor<int32_t> size_3 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 6
                    * bytes_of_slots_7);
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_13, lane_2)) {
                    size_3.SetValue(lane_2, load(sizes + sample_8.GetValue(lane_2) * 2L));
                }
            }
            LocalTensor<int32_t> size_4 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 12
                    * bytes_of_slots_7);
            Duplicate(size_4.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_13, lane_2)) {
                    size_4.SetValue(lane_2, load(sizes + sample_8.GetValue(lane_2) * 2L + 1));
                }
            }
            int32_t pixel_stride = heads * channels;
            LocalTensor<float> top = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 4
                    * bytes_of_slots_7);
            Cast(top, sample_6, RoundMode::CAST_FLOOR, LANES);
            LocalTensor<float> left = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 13
                    * bytes_of_slots_7);
            Cast(left, sample_5, RoundMode::CAST_FLOOR, LANES);
            LocalTensor<float> down = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 14
                    * bytes_of_slots_7);
            Sub(down, sample_6, top, LANES);
            LocalTensor<float> right = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 15
                    * bytes_of_slots_7);
            Sub(right, sample_5, left, LANES);
            LocalTensor<int32_t> y0 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 16
                    * bytes_of_slots_7);
            Cast(y0, top, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> x0 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 17
                    * bytes_of_slots_7);
            Cast(x0, left, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<int32_t> y1 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 18
                    * bytes_of_slots_7);
            Adds(y1, y0, 1, LANES);
            LocalTensor<int32_t> x1 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 19
                    * bytes_of_slots_7);
            Adds(x1, x0, 1, LANES);
            LocalTensor<float> v00 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 20
                    * bytes_of_slots_7);
            Duplicate(v00, 0.0f, LANES);
            LocalTensor<float> v01 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 21
                    * bytes_of_slots_7);
            Duplicate(v01, 0.0f, LANES);
            LocalTensor<float> v10 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 22
                    * bytes_of_slots_7);
            Duplicate(v10, 0.0f, LANES);
            LocalTensor<float> v11 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 23
                    * bytes_of_slots_7);
            Duplicate(v11, 0.0f, LANES);
            LocalTensor<int32_t> work_29 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 24
                    * bytes_of_slots_7);
            Duplicate(work_29, 0, LANES);
            LocalTensor<int32_t> maximum_2 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 25
                    * bytes_of_slots_7);
            Max(maximum_2, work_29, y0, LANES);
            LocalTensor<uint8_t> mask_14 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 1
                    * bytes_of_slots_55);
            Compare(mask_14, maximum_2, y0, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_30 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 25
                    * bytes_of_slots_7);
            Duplicate(work_30, 0, LANES);
            LocalTensor<int32_t> maximum_3 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 24
                    * bytes_of_slots_7);
            Max(maximum_3, work_30, x0, LANES);
            LocalTensor<uint8_t> mask_15 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 3
                    * bytes_of_slots_55);
            Compare(mask_15, maximum_3, x0, CMPMODE::EQ, LANES);
            And(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_14.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> pixels_tile = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 24
                    * bytes_of_slots_7);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_14, lane_2)) {
                    pixels_tile.SetValue(lane_2,
                            load((__gm__ float*)pixels.GetValue(lane_2)
                            + (y0.GetValue(lane_2) * size_4.GetValue(lane_2) + x0.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v00, mask_14, pixels_tile, v00, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_31 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 24
                    * bytes_of_slots_7);
            Duplicate(work_31, 0, LANES);
            LocalTensor<int32_t> maximum_4 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 25
                    * bytes_of_slots_7);
            Max(maximum_4, work_31, y0, LANES);
            LocalTensor<uint8_t> mask_16 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 3
                    * bytes_of_slots_55);
            Compare(mask_16, maximum_4, y0, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> maximum_5 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 25
                    * bytes_of_slots_7);
            Max(maximum_5, size_4, x1, LANES);
            LocalTensor<uint8_t> mask_17 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 4
                    * bytes_of_slots_55);
            Compare(mask_17, maximum_5, x1, CMPMODE::EQ, LANES);
            Not(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_16.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> pixels_tile_2 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 25
                    * bytes_of_slots_7);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_16, lane_2)) {
                    pixels_tile_2.SetValue(lane_2,
                            load((__gm__ float*)pixels.GetValue(lane_2)
                            + (y0.GetValue(lane_2) * size_4.GetValue(lane_2) + x1.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v01, mask_16, pixels_tile_2, v01, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> maximum_6 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 25
                    * bytes_of_slots_7);
            Max(maximum_6, size_3, y1, LANES);
            LocalTensor<uint8_t> mask_18 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 4
                    * bytes_of_slots_55);
            Compare(mask_18, maximum_6, y1, CMPMODE::EQ, LANES);
            Not(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_32 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 25
                    * bytes_of_slots_7);
            Duplicate(work_32, 0, LANES);
            LocalTensor<int32_t> maximum_7 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 24
                    * bytes_of_slots_7);
            Max(maximum_7, work_32, x0, LANES);
            LocalTensor<uint8_t> mask_19 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 5
                    * bytes_of_slots_55);
            Compare(mask_19, maximum_7, x0, CMPMODE::EQ, LANES);
            And(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_18.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> pixels_tile_3 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 24
                    * bytes_of_slots_7);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_18, lane_2)) {
                    pixels_tile_3.SetValue(lane_2,
                            load((__gm__ float*)pixels.GetValue(lane_2)
                            + (y1.GetValue(lane_2) * size_4.GetValue(lane_2) + x0.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v10, mask_18, pixels_tile_3, v10, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> maximum_8 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 24
                    * bytes_of_slots_7);
            Max(maximum_8, size_3, y1, LANES);
            LocalTensor<uint8_t> mask_20 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 5
                    * bytes_of_slots_55);
            Compare(mask_20, maximum_8, y1, CMPMODE::EQ, LANES);
            Not(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_9 = slots_7.GetWithOffset<int32_t>(bytes_of_slots_7 / sizeof(int32_t), 24
                    * bytes_of_slots_7);
            Max(maximum_9, size_4, x1, LANES);
            LocalTensor<uint8_t> mask_21 = slots_55.GetWithOffset<uint8_t>(bytes_of_slots_55 / sizeof(uint8_t), 6
                    * bytes_of_slots_55);
            Compare(mask_21, maximum_9, x1, CMPMODE::EQ, LANES);
            Not(mask_21.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_20.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> pixels_tile_4 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 24
                    * bytes_of_slots_7);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_20, lane_2)) {
                    pixels_tile_4.SetValue(lane_2,
                            load((__gm__ float*)pixels.GetValue(lane_2)
                            + (y1.GetValue(lane_2) * size_4.GetValue(lane_2) + x1.GetValue(lane_2)) * pixel_stride));
                }
            }
            wait<HardEvent::S_V>();
            Select(v11, mask_20, pixels_tile_4, v11, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> bilinear_result = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 24
                    * bytes_of_slots_7);
            Duplicate(bilinear_result, 1.0f, LANES);
            Sub(bilinear_result, bilinear_result, down, LANES);
            LocalTensor<float> work_33 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 25
                    * bytes_of_slots_7);
            Duplicate(work_33, 1.0f, LANES);
            Sub(work_33, work_33, right, LANES);
            Mul(work_33, work_33, v00, LANES);
            LocalTensor<float> work_34 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 26
                    * bytes_of_slots_7);
            Mul(work_34, right, v01, LANES);
            Add(work_33, work_33, work_34, LANES);
            Mul(bilinear_result, bilinear_result, work_33, LANES);
            LocalTensor<float> work_35 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 25
                    * bytes_of_slots_7);
            Duplicate(work_35, 1.0f, LANES);
            Sub(work_35, work_35, right, LANES);
            Mul(work_35, work_35, v10, LANES);
            LocalTensor<float> work_36 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 26
                    * bytes_of_slots_7);
            Mul(work_36, right, v11, LANES);
            Add(work_35, work_35, work_36, LANES);
            Mul(work_35, down, work_35, LANES);
            Add(bilinear_result, bilinear_result, work_35, LANES);
            LocalTensor<float> work_37 = slots_7.GetWithOffset<float>(bytes_of_slots_7 / sizeof(float), 25
                    * bytes_of_slots_7);
            Mul(work_37, sample_7, bilinear_result, LANES);
            Add(work_37, sum, work_37, LANES);
            Select(sum, mask_13, work_37, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        const int32_t count = BLOCK_X * BLOCK_Y;
        wait<HardEvent::S_MTE3>();
        wait<HardEvent::V_MTE3>();
        copy_out(out + block_x * heads * channels, sum, count);
    }
}
