// conv2d.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Direct convolution, NCHW, as deep-learning frameworks define it (no flip of the filter).
// blockIdx.z runs over images and output channels together.

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

// The least or the greatest of `count` whole numbers, which the room for as many is used for.
template <bool greatest>
__aicore__ inline int32_t extreme(const LocalTensor<int32_t>& numbers, const LocalTensor<int32_t>& room,
                                  int32_t count) {
    Adds(room, numbers, 0, count);
    while (count > 8) {
        int32_t half = (count + 15) / 16 * 8;  // the second half begins on 32 bytes
        if constexpr (greatest)
            Max(room, room, room[half], count - half);
        else
            Min(room, room, room[half], count - half);
        count = half;
    }
    wait<HardEvent::V_S>();
    int32_t found = room.GetValue(0);
    for (int32_t each = 1; each < count; ++each) {
        int32_t other = room.GetValue(each);
        found = (other < found) == greatest ? found : other;
    }
    return found;
}

// The least of the numbers, which the lanes that the mask leaves out get too. 2147483647 where it leaves all out.
__aicore__ inline int32_t choose(const LocalTensor<uint8_t>& mask, const LocalTensor<int32_t>& numbers,
                                 const LocalTensor<int32_t>& room, int32_t count) {
    const LocalTensor<float> bits = numbers.ReinterpretCast<float>(), others = room.ReinterpretCast<float>();
    Duplicate(room, 0x7FFFFFFF, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    const int32_t least = extreme<false>(numbers, room, count);
    Duplicate(room, least, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    return least;
}

template <typename T>
__aicore__ inline void fill_zero(const LocalTensor<T>& target, int32_t count) {
    Duplicate(target.template ReinterpretCast<uint16_t>(), uint16_t(0), int32_t((count * sizeof(T) + 1) / 2));
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// Elements at places in the window, which begins with the first of `span`. The vector unit picks no bytes: they become
// halves, which hold them all, behind those in the window.
template <typename T>
__aicore__ inline void pick(const LocalTensor<T>& target, const LocalTensor<T>& window,
                            const LocalTensor<int32_t>& places, const LocalTensor<int32_t>& room, int32_t span,
                            int32_t count) {
    constexpr int32_t size = sizeof(T) == 1 ? 2 : sizeof(T);
    Muls(room, room, size, count);
    wait<HardEvent::MTE2_V>();
    if constexpr (sizeof(T) == 1) {
        const LocalTensor<half> wide = window[window.GetSize() / 2].template ReinterpretCast<half>();
        const LocalTensor<half> found = places.ReinterpretCast<half>();
        Cast(wide, window, RoundMode::CAST_NONE, span);
        Gather(found, wide, room.ReinterpretCast<uint32_t>(), 0, count);
        Cast(target, found, RoundMode::CAST_TRUNC, count);
    } else {
        Gather(target, window, room.ReinterpretCast<uint32_t>(), 0, count);
    }
}

// target[lane] = memory[places[lane]]: all between the first place and the last one is copied to the window, and picked
// from there. Where that is too much, fewer lanes are taken at once, and a few are read one by one.
template <typename T>
__aicore__ inline void gather_in(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<int32_t>& places,
                                 const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    const uint32_t most = sizeof(T) == 1 ? window.GetSize() / 4 : window.GetSize();
    for (int32_t lane = 0, part = count; lane < count; lane += part) {
        part = part < count - lane ? part : count - lane;
        int32_t first = extreme<false>(places[lane], room, part), last = extreme<true>(places[lane], room, part);
        while (uint32_t(last) - uint32_t(first) >= most && part > 32) {
            part = (part / 2 + 31) / 32 * 32;
            first = extreme<false>(places[lane], room, part);
            last = extreme<true>(places[lane], room, part);
        }
        if (uint32_t(last) - uint32_t(first) < most) {
            copy_in(window, memory + first, last - first + 1);
            Adds(room, places[lane], -first, part);
            pick(target[lane], window, places[lane], room, last - first + 1, part);
        } else {
            for (int32_t each = lane; each < lane + part; ++each)
                target.SetValue(each, load(memory + places.GetValue(each)));
            wait<HardEvent::S_V>();
        }
    }
}

// The same for the lanes of the mask. The others get one of their elements, or 0 where there are none: no memory has
// an element 2147483647.
template <typename T>
__aicore__ inline void gather_where(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                    const LocalTensor<int32_t>& places, const LocalTensor<T>& window,
                                    const LocalTensor<int32_t>& room, int32_t count) {
    if (choose(mask, places, room, count) == 0x7FFFFFFF)
        fill_zero(target, count);
    else
        gather_in(target, memory, places, window, room, count);
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void conv2d_nchw(
        GM_ADDR input_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR output_address,
        int32_t shape_in_channels, int32_t shape_out_channels, int32_t shape_in_height, int32_t shape_in_width,
        int32_t shape_filter_height, int32_t shape_filter_width, int32_t shape_out_height, int32_t shape_out_width,
        int32_t shape_stride, int32_t shape_padding, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18;
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
    pipe.InitBuffer(slot_11, 256);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, 16384);
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_4, work_4, 0.5f, LANES);
        Muls(work_4, work_4, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_4, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> out_x = slot_2.Get<uint32_t>();
        Adds(out_x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> out_y = slot_6.Get<int32_t>();
        Adds(out_y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, 0, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, out_y, LANES);
        LocalTensor<uint8_t> contains_result = slot_9.Get<uint8_t>();
        Compare(contains_result, maximum, out_y, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_3 = slot_8.Get<int32_t>();
        Duplicate(work_3, shape_out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_3, out_y, LANES);
        LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
        Compare(mask, maximum_2, out_y, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(contains_result.ReinterpretCast<int16_t>(), contains_result.ReinterpretCast<int16_t>(),
                mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_5 = slot_7.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slot_8.Get<int32_t>();
        Max(maximum_3, work_5, out_x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_3, out_x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        And(contains_result.ReinterpretCast<int16_t>(), contains_result.ReinterpretCast<int16_t>(),
                mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
        Duplicate(work_6, shape_out_width, LANES);
        LocalTensor<int32_t> maximum_4 = slot_7.Get<int32_t>();
        Max(maximum_4, work_6, out_x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_4, out_x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(contains_result.ReinterpretCast<int16_t>(), contains_result.ReinterpretCast<int16_t>(),
                mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<uint8_t> others = slot_10.Get<uint8_t>();
        And(others.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                contains_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);

        const int32_t out_channel = block_z % ((uint32_t)shape_out_channels != 0 ? (uint32_t)shape_out_channels : 1);
        const int32_t image = block_z / ((uint32_t)shape_out_channels != 0 ? (uint32_t)shape_out_channels : 1);
        const int32_t in_area = shape_in_height * shape_in_width;
        const int32_t filter_area = shape_filter_height * shape_filter_width;
        LocalTensor<float> work_7 = slot_7.Get<float>();
        Duplicate(work_7, 1.0f, LANES);
        Select(work_7, others, work_7, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);

        LocalTensor<float> largest = slot_11.Get<float>();
        LocalTensor<float> work_8 = slot_8.Get<float>();
        ReduceMax(largest, work_7, work_8, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        const float element = any != 0 ? load(bias + out_channel) : 0.0f;
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, element, LANES);
        wait<HardEvent::MTE3_V>();
        for (int32_t channel = 0; channel < shape_in_channels; ++channel) {
            __gm__ float* plane = input + (image * shape_in_channels + channel) * in_area;
            __gm__ float* filter = weight + (out_channel * shape_in_channels + channel) * filter_area;
            for (int32_t ky = 0; ky < shape_filter_height; ++ky) {
                for (int32_t kx = 0; kx < shape_filter_width; ++kx) {
                    LocalTensor<int32_t> y = slot_8.Get<int32_t>();
                    Muls(y, out_y, shape_stride, LANES);
                    Adds(y, y, 0 - shape_padding, LANES);
                    Adds(y, y, ky, LANES);
                    LocalTensor<int32_t> x = slot_12.Get<int32_t>();
                    Muls(x, out_x.ReinterpretCast<int32_t>(), shape_stride, LANES);
                    Adds(x, x, 0 - shape_padding, LANES);
                    Adds(x, x, kx, LANES);
                    LocalTensor<int32_t> work_9 = slot_13.Get<int32_t>();
                    Duplicate(work_9, 0, LANES);
                    LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                    Max(maximum_5, work_9, y, LANES);
                    LocalTensor<uint8_t> contains_result_2 = slot_15.Get<uint8_t>();
                    Compare(contains_result_2, maximum_5, y, CMPMODE::EQ, LANES);
                    LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
                    Duplicate(work_10, shape_in_height, LANES);
                    LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
                    Max(maximum_6, work_10, y, LANES);
                    LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                    Compare(mask_4, maximum_6, y, CMPMODE::EQ, LANES);
                    Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(contains_result_2.ReinterpretCast<int16_t>(), contains_result_2.ReinterpretCast<int16_t>(),
                            mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                    Duplicate(work_11, 0, LANES);
                    LocalTensor<int32_t> maximum_7 = slot_14.Get<int32_t>();
                    Max(maximum_7, work_11, x, LANES);
                    LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
                    Compare(mask_5, maximum_7, x, CMPMODE::EQ, LANES);
                    And(contains_result_2.ReinterpretCast<int16_t>(), contains_result_2.ReinterpretCast<int16_t>(),
                            mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_12 = slot_14.Get<int32_t>();
                    Duplicate(work_12, shape_in_width, LANES);
                    LocalTensor<int32_t> maximum_8 = slot_13.Get<int32_t>();
                    Max(maximum_8, work_12, x, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                    Compare(mask_6, maximum_8, x, CMPMODE::EQ, LANES);
                    Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(contains_result_2.ReinterpretCast<int16_t>(), contains_result_2.ReinterpretCast<int16_t>(),
                            mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<uint8_t> others_2 = slot_16.Get<uint8_t>();
                    And(others_2.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                            contains_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<float> plane_tile = slot_13.Get<float>();
                    LocalTensor<float> window = slot_17.Get<float>();
                    LocalTensor<int32_t> room = slot_14.Get<int32_t>();
                    LocalTensor<int32_t> places = slot_18.Get<int32_t>();
                    Muls(places, y, shape_in_width, LANES);
                    Add(places, places, x, LANES);
                    gather_where(plane_tile, plane, others_2, places, window, room, LANES);
                    LocalTensor<float> work_13 = slot_14.Get<float>();
                    Duplicate(work_13, 1.0f, LANES);
                    Select(work_13, others_2, work_13, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                    LocalTensor<float> largest_2 = slot_11.Get<float>();
                    LocalTensor<float> work_14 = slot_18.Get<float>();
                    ReduceMax(largest_2, work_13, work_14, LANES, false);
                    wait<HardEvent::V_S>();
                    const float largest_4 = largest_2.GetValue(0);
                    const int32_t any_2 = largest_4;
                    const float element_2 = any_2 != 0 ? load(filter + (ky * shape_filter_width + kx)) : 0.0f;
                    Muls(plane_tile, plane_tile, element_2, LANES);
                    Add(plane_tile, sum, plane_tile, LANES);
                    Select(sum, others_2, plane_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                }
            }
        }
        const int32_t first = larger(0L, 0L - (int32_t)(block_x * BLOCK_X));
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
        const int32_t count = stop_2 - first;
        const int32_t rows = larger(0L, 0L - (int32_t)block_y * BLOCK_Y);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_out_height
                - (int32_t)block_y * BLOCK_Y);
        if (count > 0) {
            LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row = rows; row < rows_2; ++row) {
                LocalTensor<float> moved = slot_12.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, sum, offsets, (uint32_t)((row * BLOCK_X + first) * 4), count);
                wait<HardEvent::V_MTE3>();
                copy_out(output
                        + ((block_z * shape_out_height
                        + ((int32_t)block_y * BLOCK_Y + (row * BLOCK_X + first) / BLOCK_X)) * shape_out_width
                        + (block_x * BLOCK_X + (row * BLOCK_X + first) % BLOCK_X)), moved, count);
            }
        }
    }
}
