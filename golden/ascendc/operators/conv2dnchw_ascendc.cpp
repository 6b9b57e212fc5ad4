// conv2dnchw.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Two-dimensional convolution, channels first: input [batch, channels, height, width], filter [filters, channels,
// kernel.y, kernel.x], output [batch, filters, out_height, out_width]. `int2` is x and y, as everywhere in CUDA.

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

template <typename T>
__aicore__ inline GlobalTensor<T> at(__gm__ T* memory) {
    GlobalTensor<T> tensor;
    tensor.SetGlobalBuffer(memory);
    return tensor;
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t rows, int32_t count,
                                    int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(tile[row * pitch], at(memory + row * step), DataCopyExtParams{part, bytes, gap, blocks, 0},
                    DataCopyPadExtParams<T>());
    }
}

// One b for all lanes.
struct Divisor {
    uint32_t size;
    int32_t sign;

    __aicore__ inline Divisor(int32_t b) : size(b < 0 ? 0u - b : b), sign(b < 0 ? -1 : 1) {}
    __aicore__ inline Divisor(uint32_t b) : size(b), sign(1) {}

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(ratio, ratio, factor / (float)size, count);
    }
    __aicore__ inline void multiply(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) const {
        Muls(target, source, (int32_t)size, count);
    }
    __aicore__ inline void give_sign(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(target, target, sign, count);
    }
};

// -1 where a number is negative, else 1.
__aicore__ inline void signs_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) {
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}

// a = first |b| + sign (second |b| + rest), where sign is that of a, and rest from -|b| to |b| - 1. less: -1 where rest
// is negative, else 0. The first estimate is never too small, and leaves 3200 too little at most; the second one is
// never too small either, by 1 at most. Floats may be off by 4 units of their last place.
template <typename By>
__aicore__ inline void estimate(const LocalTensor<int32_t>& first, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less, const LocalTensor<int32_t>& a, const By& b,
                                int32_t count) {
    LocalTensor<float> ratio = first.ReinterpretCast<float>();
    Cast(ratio, a, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f + 1.0f / (1 << 20), less, count);
    Cast(first, ratio, RoundMode::CAST_TRUNC, count);
    b.multiply(rest, first, count);
    Sub(rest, a, rest, count);
    signs_of(less, a, count);
    Mul(rest, rest, less, count);
    ratio = second.ReinterpretCast<float>();
    Cast(ratio, rest, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f - 1.0f / (1 << 20), less, count);
    Cast(second, ratio, RoundMode::CAST_FLOOR, count);
    b.multiply(less, second, count);
    Sub(rest, rest, less, count);
    ShiftRight(less, rest, 31, count);
}

// What a / b, rounded toward 0, leaves: it has a's sign.
template <typename By>
__aicore__ inline void remain_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    b.multiply(second, less, count);
    Sub(rest, rest, second, count);
    signs_of(less, a, count);
    Mul(target, rest, less, count);
}

// a % b; the last three tiles are to work in.
__aicore__ inline void remainders_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    remain_of(target, a, Divisor{b}, second, rest, less, count);
}

// a / b, rounded toward 0.
template <typename By>
__aicore__ inline void divide_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    Add(second, second, less, count);
    signs_of(less, a, count);
    Mul(second, second, less, count);
    Add(target, target, second, count);
    b.give_sign(target, less, count);
}

// a / b; the last three tiles are to work in.
__aicore__ inline void quotients_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    divide_by(target, a, Divisor{b}, second, rest, less, count);
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread an element of the output: x and y by the block, z is the plane of one filter of one image.
extern "C" __global__ __aicore__ void conv2dnchw_naive(
        GM_ADDR input_address, GM_ADDR filter_address, GM_ADDR output_address, int32_t shape_batch,
        int32_t shape_channels, int32_t shape_height, int32_t shape_width, int32_t shape_filters,
        int32_t shape_out_height, int32_t shape_out_width, int32_t shape_kernel_x, int32_t shape_kernel_y,
        int32_t shape_stride_x, int32_t shape_stride_y, int32_t shape_padding_x, int32_t shape_padding_y,
        int32_t shape_dilation_x, int32_t shape_dilation_y, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    __gm__ float* output = (__gm__ float*)output_address;
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
    pipe.InitBuffer(slot_15, 16384);
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
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
        const int32_t plane = block_z;
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, shape_out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, shape_out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        const int32_t image = plane / (shape_filters != 0 ? shape_filters : 1);
        __gm__ float* taps = filter + plane % (shape_filters != 0 ? shape_filters : 1) * shape_channels
                * shape_kernel_y * shape_kernel_x;

        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t channel = 0; channel < shape_channels; ++channel) {
            __gm__ float* values = input + (image * shape_channels + channel) * shape_height * shape_width;
            for (int32_t ky = 0; ky < shape_kernel_y; ++ky) {
                LocalTensor<int32_t> in_y = slot_8.Get<int32_t>();
                Muls(in_y, y, shape_stride_y, LANES);
                Adds(in_y, in_y, 0 - shape_padding_y, LANES);
                Adds(in_y, in_y, ky * shape_dilation_y, LANES);
                for (int32_t kx = 0; kx < shape_kernel_x; ++kx) {
                    LocalTensor<int32_t> in_x = slot_11.Get<int32_t>();
                    Muls(in_x, x.ReinterpretCast<int32_t>(), shape_stride_x, LANES);
                    Adds(in_x, in_x, 0 - shape_padding_x, LANES);
                    Adds(in_x, in_x, kx * shape_dilation_x, LANES);
                    LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
                    Duplicate(work_5, 0, LANES);
                    LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
                    Max(maximum_3, work_5, in_y, LANES);
                    LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                    Compare(mask_3, maximum_3, in_y, CMPMODE::EQ, LANES);
                    LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
                    Duplicate(work_6, shape_height, LANES);
                    LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
                    Max(maximum_4, work_6, in_y, LANES);
                    LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
                    Compare(mask_4, maximum_4, in_y, CMPMODE::EQ, LANES);
                    Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                            mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_7 = slot_12.Get<int32_t>();
                    Duplicate(work_7, 0, LANES);
                    LocalTensor<int32_t> maximum_5 = slot_13.Get<int32_t>();
                    Max(maximum_5, work_7, in_x, LANES);
                    LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
                    Compare(mask_5, maximum_5, in_x, CMPMODE::EQ, LANES);
                    And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                            mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_8 = slot_13.Get<int32_t>();
                    Duplicate(work_8, shape_width, LANES);
                    LocalTensor<int32_t> maximum_6 = slot_12.Get<int32_t>();
                    Max(maximum_6, work_8, in_x, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
                    Compare(mask_6, maximum_6, in_x, CMPMODE::EQ, LANES);
                    Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                            mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                            mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<float> values_tile = slot_12.Get<float>();
                    LocalTensor<float> window = slot_15.Get<float>();
                    LocalTensor<int32_t> room = slot_13.Get<int32_t>();
                    LocalTensor<int32_t> places = slot_16.Get<int32_t>();
                    Muls(places, in_y, shape_width, LANES);
                    Add(places, places, in_x, LANES);
                    gather_where(values_tile, values, mask_3, places, window, room, LANES);
                    LocalTensor<float> taps_tile = slot_13.Get<float>();
                    LocalTensor<float> window_2 = slot_15.Get<float>();
                    LocalTensor<int32_t> room_2 = slot_16.Get<int32_t>();
                    LocalTensor<int32_t> places_2 = slot_17.Get<int32_t>();
                    Duplicate(places_2, 0, LANES);
                    gather_where(taps_tile, taps, mask_3, places_2, window_2, room_2, LANES);
                    Mul(values_tile, values_tile, taps_tile, LANES);
                    Add(values_tile, sum, values_tile, LANES);
                    Select(sum, mask_3, values_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    taps++;
                }
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                    (int64_t)shape_out_height - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + ((plane * shape_out_height + (int32_t)block_y * BLOCK_Y) * shape_out_width
                    + (int32_t)(block_x * BLOCK_X)), sum, rows, columns_2, shape_out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                    (int64_t)shape_out_height - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_11.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, sum, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + ((plane * shape_out_height + ((int32_t)block_y * BLOCK_Y + row)) * shape_out_width
                            + (int32_t)(block_x * BLOCK_X)), moved, stop_2);
                }
            }
        }
    }
}

// The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
// TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
extern "C" __global__ __aicore__ void conv2dnchw_implicit_gemm_16(
        GM_ADDR input_address, GM_ADDR filter_address, GM_ADDR output_address, int32_t shape_batch,
        int32_t shape_channels, int32_t shape_height, int32_t shape_width, int32_t shape_filters,
        int32_t shape_out_height, int32_t shape_out_width, int32_t shape_kernel_x, int32_t shape_kernel_y,
        int32_t shape_stride_x, int32_t shape_stride_y, int32_t shape_padding_x, int32_t shape_padding_y,
        int32_t shape_dilation_x, int32_t shape_dilation_y, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48, slot_49, slot_50, slot_51, slot_52, slot_53, slot_54;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 2048);
    pipe.InitBuffer(slot_7, 2048);
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 1024);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, 2048);
    pipe.InitBuffer(slot_17, 2048);
    pipe.InitBuffer(slot_18, 2048);
    pipe.InitBuffer(slot_19, 2048);
    pipe.InitBuffer(slot_20, 2048);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, 256);
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, 16384);
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, 2048);
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded(LANES * 4));
    pipe.InitBuffer(slot_39, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_40, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_41, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_42, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_43, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_44, 1024);
    pipe.InitBuffer(slot_45, 1024);
    pipe.InitBuffer(slot_46, 1024);
    pipe.InitBuffer(slot_47, 1024);
    pipe.InitBuffer(slot_48, 1024);
    pipe.InitBuffer(slot_49, 256);
    pipe.InitBuffer(slot_50, 256);
    pipe.InitBuffer(slot_51, 1024);
    pipe.InitBuffer(slot_52, 1024);
    pipe.InitBuffer(slot_53, 1024);
    pipe.InitBuffer(slot_54, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_2.Get<float>();
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_5, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_7 = slot_2.Get<float>();
        Cast(work_7, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_7, work_7, 0.5f, LANES);
        Muls(work_7, work_7, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_7, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> weights_slots = slot_6.Get<int32_t>();
        CreateVecIndex(weights_slots, 0, 512);
        LocalTensor<float> weights = slot_7.Get<float>();
        Duplicate(weights, 0.0f, 512);
        LocalTensor<int32_t> patches_slots = slot_8.Get<int32_t>();
        CreateVecIndex(patches_slots, 0, 256);
        LocalTensor<float> patches = slot_9.Get<float>();
        Duplicate(patches, 0.0f, 256);
        const int32_t taps = shape_channels * shape_kernel_x * shape_kernel_y;
        const int32_t plane = shape_out_height * shape_out_width;
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * 16, LANES);  // a filter
        LocalTensor<uint32_t> pixel = slot_10.Get<uint32_t>();
        Adds(pixel.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 16), LANES);  // of all images
        LocalTensor<int32_t> work_12 = slot_11.Get<int32_t>();
        Duplicate(work_12, shape_batch * plane, LANES);
        LocalTensor<int32_t> maximum_7 = slot_12.Get<int32_t>();
        Max(maximum_7, work_12, pixel.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> is_pixel = slot_13.Get<uint8_t>();
        Compare(is_pixel, maximum_7, pixel.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(is_pixel.ReinterpretCast<int16_t>(), is_pixel.ReinterpretCast<int16_t>(), (LANES + 15) / 16);

        LocalTensor<float> sum = slot_12.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_14.Get<float>();
        Duplicate(product, 0.0f, 256);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < taps; start += 16) {
            LocalTensor<uint32_t> column_2 = slot_11.Get<uint32_t>();
            Adds(column_2.ReinterpretCast<int32_t>(), thread_x, start, LANES);
            LocalTensor<uint32_t> tap = slot_15.Get<uint32_t>();
            Adds(tap.ReinterpretCast<int32_t>(), thread_y, start, LANES);
            const float reciprocal_3 = 1.0f / 17.0f;
            LocalTensor<float> work_3 = slot_16.Get<float>();
            Cast(work_3, weights_slots, RoundMode::CAST_RINT, 512);
            Adds(work_3, work_3, 0.5f, 512);
            Muls(work_3, work_3, reciprocal_3, 512);
            LocalTensor<int32_t> line = slot_17.Get<int32_t>();
            Cast(line, work_3, RoundMode::CAST_TRUNC, 512);
            const float reciprocal_4 = 1.0f / 17.0f;
            LocalTensor<float> work = slot_16.Get<float>();
            Cast(work, weights_slots, RoundMode::CAST_RINT, 512);
            Adds(work, work, 0.5f, 512);
            Muls(work, work, reciprocal_4, 512);
            LocalTensor<int32_t> column = slot_18.Get<int32_t>();
            Cast(column, work, RoundMode::CAST_TRUNC, 512);
            Muls(column, column, 17, 512);
            Sub(column, weights_slots, column, 512);
            LocalTensor<int32_t> writer = slot_16.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 512);
            Add(writer, writer, column, 512);
            LocalTensor<int32_t> work_2 = slot_19.Get<int32_t>();
            Duplicate(work_2, BLOCK_X, 512);
            LocalTensor<int32_t> maximum = slot_20.Get<int32_t>();
            Max(maximum, work_2, column, 512);
            LocalTensor<uint8_t> owned = slot_21.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 512);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_4 = slot_20.Get<int32_t>();
            Duplicate(work_4, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_2 = slot_19.Get<int32_t>();
            Max(maximum_2, work_4, writer, 512);
            LocalTensor<uint8_t> mask = slot_22.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 512);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 32);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    32);
            LocalTensor<int32_t> owner = slot_19.Get<int32_t>();
            Duplicate(owner, 0, 512);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Duplicate(work_6, shape_filters, LANES);
            LocalTensor<int32_t> maximum_3 = slot_24.Get<int32_t>();
            Max(maximum_3, work_6, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_25.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_8 = slot_24.Get<int32_t>();
            Duplicate(work_8, taps, LANES);
            LocalTensor<int32_t> maximum_4 = slot_23.Get<int32_t>();
            Max(maximum_4, work_8, column_2.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
            Compare(mask_3, maximum_4, column_2.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_filters
                    - (int32_t)block_y * 16);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)taps - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> filter_tile = slot_23.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(filter_tile, filter + ((int32_t)block_y * 16 * taps + start), rows, columns_2, taps,
                        BLOCK_X);
            } else {
                LocalTensor<float> window = slot_27.Get<float>();
                LocalTensor<int32_t> room = slot_24.Get<int32_t>();
                LocalTensor<int32_t> work_9 = slot_28.Get<int32_t>();
                Duplicate(work_9, shape_filters, LANES);
                LocalTensor<int32_t> maximum_5 = slot_29.Get<int32_t>();
                Max(maximum_5, work_9, row, LANES);
                LocalTensor<uint8_t> mask_4 = slot_26.Get<uint8_t>();
                Compare(mask_4, maximum_5, row, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_10 = slot_29.Get<int32_t>();
                Duplicate(work_10, taps, LANES);
                LocalTensor<int32_t> maximum_6 = slot_28.Get<int32_t>();
                Max(maximum_6, work_10, column_2.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_5 = slot_30.Get<uint8_t>();
                Compare(mask_5, maximum_6, column_2.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_28.Get<int32_t>();
                Muls(places, row, taps, LANES);
                Add(places, places, column_2.ReinterpretCast<int32_t>(), LANES);
                gather_where(filter_tile, filter, mask_4, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(filter_tile, mask_2, filter_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_20.Get<int32_t>();
            Muls(work_11, owner, 4, 512);
            LocalTensor<float> gathered = slot_31.Get<float>();
            Gather(gathered, filter_tile, work_11.ReinterpretCast<uint32_t>(), 0, 512);
            Select(weights, owned, gathered, weights, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<float> chosen = slot_23.Get<float>();
            Duplicate(chosen, 0.0f, LANES);
            LocalTensor<int32_t> work_13 = slot_24.Get<int32_t>();
            Duplicate(work_13, taps, LANES);
            LocalTensor<int32_t> maximum_8 = slot_28.Get<int32_t>();
            Max(maximum_8, work_13, tap.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> condition = slot_25.Get<uint8_t>();
            Compare(condition, maximum_8, tap.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(condition.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(condition.ReinterpretCast<int16_t>(), is_pixel.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_26.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> patch_element_result = slot_28.Get<float>();
            Duplicate(patch_element_result, 0.0f, LANES);
            LocalTensor<uint8_t> in_patch_element = slot_30.Get<uint8_t>();
            Duplicate(in_patch_element.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> work_17 = slot_24.Get<int32_t>();
            LocalTensor<int32_t> work_18 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> kx = slot_33.Get<int32_t>();
            remainders_by(kx, tap.ReinterpretCast<int32_t>(), shape_kernel_x != 0 ? shape_kernel_x : 1, work_17,
                    work_18, work_19, LANES);
            LocalTensor<int32_t> work_29 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_30 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_31 = slot_24.Get<int32_t>();
            LocalTensor<int32_t> quotient_2 = slot_34.Get<int32_t>();
            quotients_by(quotient_2, tap.ReinterpretCast<int32_t>(), shape_kernel_x != 0 ? shape_kernel_x : 1, work_29,
                    work_30, work_31, LANES);
            LocalTensor<int32_t> work_32 = slot_24.Get<int32_t>();
            LocalTensor<int32_t> work_33 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_34 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> ky = slot_35.Get<int32_t>();
            remainders_by(ky, quotient_2, shape_kernel_y != 0 ? shape_kernel_y : 1, work_32, work_33, work_34, LANES);
            LocalTensor<int32_t> work_42 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> work_43 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_44 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> channel = slot_24.Get<int32_t>();
            quotients_by(channel, tap.ReinterpretCast<int32_t>(), shape_kernel_x * shape_kernel_y != 0 ? shape_kernel_x
                    * shape_kernel_y : 1, work_42, work_43, work_44, LANES);
            LocalTensor<int32_t> work_14 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_15 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_16 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> x = slot_36.Get<int32_t>();
            remainders_by(x, pixel.ReinterpretCast<int32_t>(), shape_out_width != 0 ? shape_out_width : 1, work_14,
                    work_15, work_16, LANES);
            Muls(x, x, shape_stride_x, LANES);
            Adds(x, x, 0 - shape_padding_x, LANES);
            LocalTensor<int32_t> work_20 = slot_34.Get<int32_t>();
            Muls(work_20, kx, shape_dilation_x, LANES);
            Add(x, x, work_20, LANES);
            LocalTensor<int32_t> work_23 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> work_24 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_25 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> quotient = slot_37.Get<int32_t>();
            quotients_by(quotient, pixel.ReinterpretCast<int32_t>(), shape_out_width != 0 ? shape_out_width : 1,
                    work_23, work_24, work_25, LANES);
            LocalTensor<int32_t> work_26 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_27 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_28 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> y = slot_38.Get<int32_t>();
            remainders_by(y, quotient, shape_out_height != 0 ? shape_out_height : 1, work_26, work_27, work_28, LANES);
            Muls(y, y, shape_stride_y, LANES);
            Adds(y, y, 0 - shape_padding_y, LANES);
            LocalTensor<int32_t> work_35 = slot_37.Get<int32_t>();
            Muls(work_35, ky, shape_dilation_y, LANES);
            Add(y, y, work_35, LANES);
            LocalTensor<int32_t> work_39 = slot_37.Get<int32_t>();
            LocalTensor<int32_t> work_40 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> work_41 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> image = slot_29.Get<int32_t>();
            quotients_by(image, pixel.ReinterpretCast<int32_t>(), shape_out_width * shape_out_height != 0
                    ? shape_out_width * shape_out_height : 1, work_39, work_40, work_41, LANES);
            LocalTensor<int32_t> work_21 = slot_32.Get<int32_t>();
            Duplicate(work_21, 0, LANES);
            LocalTensor<int32_t> maximum_9 = slot_34.Get<int32_t>();
            Max(maximum_9, work_21, x, LANES);
            LocalTensor<uint8_t> mask_6 = slot_39.Get<uint8_t>();
            Compare(mask_6, maximum_9, x, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_22 = slot_34.Get<int32_t>();
            Duplicate(work_22, shape_width, LANES);
            LocalTensor<int32_t> maximum_10 = slot_32.Get<int32_t>();
            Max(maximum_10, work_22, x, LANES);
            LocalTensor<uint8_t> mask_7 = slot_40.Get<uint8_t>();
            Compare(mask_7, maximum_10, x, CMPMODE::EQ, LANES);
            Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_36 = slot_32.Get<int32_t>();
            Duplicate(work_36, 0, LANES);
            LocalTensor<int32_t> maximum_11 = slot_34.Get<int32_t>();
            Max(maximum_11, work_36, y, LANES);
            LocalTensor<uint8_t> mask_8 = slot_40.Get<uint8_t>();
            Compare(mask_8, maximum_11, y, CMPMODE::EQ, LANES);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_37 = slot_34.Get<int32_t>();
            Duplicate(work_37, shape_height, LANES);
            LocalTensor<int32_t> maximum_12 = slot_32.Get<int32_t>();
            Max(maximum_12, work_37, y, LANES);
            LocalTensor<uint8_t> mask_9 = slot_40.Get<uint8_t>();
            Compare(mask_9, maximum_12, y, CMPMODE::EQ, LANES);
            Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_38 = slot_32.Get<float>();
            Duplicate(work_38, 0.0f, LANES);
            Select(patch_element_result, mask_6, work_38, patch_element_result, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_10 = slot_40.Get<uint8_t>();
            Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_11 = slot_41.Get<uint8_t>();
            LocalTensor<uint8_t> mask_12 = slot_42.Get<uint8_t>();
            And(mask_11.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                    in_patch_element.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_patch_element.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_2 = slot_42.Get<uint8_t>();
            And(taken_2.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    in_patch_element.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> input_tile = slot_32.Get<float>();
            LocalTensor<float> window_2 = slot_27.Get<float>();
            LocalTensor<int32_t> room_2 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_37.Get<int32_t>();
            Muls(places_2, image, shape_channels, LANES);
            Add(places_2, places_2, channel, LANES);
            Muls(places_2, places_2, shape_height, LANES);
            Add(places_2, places_2, y, LANES);
            Muls(places_2, places_2, shape_width, LANES);
            Add(places_2, places_2, x, LANES);
            gather_where(input_tile, input, taken_2, places_2, window_2, room_2, LANES);
            Select(patch_element_result, taken_2, input_tile, patch_element_result, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_13 = slot_41.Get<uint8_t>();
            Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_14 = slot_40.Get<uint8_t>();
            LocalTensor<uint8_t> mask_15 = slot_43.Get<uint8_t>();
            And(mask_14.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_15.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                    in_patch_element.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_patch_element.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(chosen, taken, patch_element_result, chosen, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> others = slot_43.Get<uint8_t>();
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_45 = slot_32.Get<float>();
            Duplicate(work_45, 0.0f, LANES);
            Select(chosen, others, work_45, chosen, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> line_2 = slot_44.Get<int32_t>();
            ShiftRight(line_2, patches_slots, 4, 256);
            LocalTensor<int32_t> column_3 = slot_45.Get<int32_t>();
            ShiftRight(column_3, patches_slots, 4, 256);
            ShiftLeft(column_3.ReinterpretCast<uint32_t>(), column_3.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column_3, patches_slots, column_3, 256);
            LocalTensor<int32_t> writer_2 = slot_46.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_3, 256);
            LocalTensor<int32_t> work_46 = slot_47.Get<int32_t>();
            Duplicate(work_46, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_13 = slot_48.Get<int32_t>();
            Max(maximum_13, work_46, column_3, 256);
            LocalTensor<uint8_t> owned_2 = slot_49.Get<uint8_t>();
            Compare(owned_2, maximum_13, column_3, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_47 = slot_48.Get<int32_t>();
            Duplicate(work_47, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_14 = slot_47.Get<int32_t>();
            Max(maximum_14, work_47, writer_2, 256);
            LocalTensor<uint8_t> mask_16 = slot_50.Get<uint8_t>();
            Compare(mask_16, maximum_14, writer_2, CMPMODE::EQ, 256);
            Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_47.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_48 = slot_48.Get<int32_t>();
            Muls(work_48, owner_2, 4, 256);
            LocalTensor<float> gathered_2 = slot_51.Get<float>();
            Gather(gathered_2, chosen, work_48.ReinterpretCast<uint32_t>(), 0, 256);
            Select(patches, owned_2, gathered_2, patches, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> lane_2 = slot_51.Get<int32_t>();
            CreateVecIndex(lane_2, 0, 256);
            LocalTensor<int32_t> work_49 = slot_48.Get<int32_t>();
            ShiftRight(work_49, lane_2, 4, 256);
            Muls(work_49, work_49, 17, 256);
            LocalTensor<int32_t> lane_3 = slot_51.Get<int32_t>();
            CreateVecIndex(lane_3, 0, 256);
            LocalTensor<int32_t> work_50 = slot_52.Get<int32_t>();
            ShiftRight(work_50, lane_3, 4, 256);
            ShiftLeft(work_50.ReinterpretCast<uint32_t>(), work_50.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(work_50, lane_3, work_50, 256);
            Add(work_49, work_49, work_50, 256);
            Muls(work_49, work_49, 4, 256);
            LocalTensor<float> gathered_3 = slot_52.Get<float>();
            Gather(gathered_3, weights, work_49.ReinterpretCast<uint32_t>(), 0, 256);
            LocalTensor<float> product_2 = slot_53.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_51 = slot_54.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_51, patches[k * 16], gathered_3.GetValue(i * 16 + k), 16);
                    Add(product_2[i * 16], product_2[i * 16], work_51, 16);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 256);
        }
        LocalTensor<int32_t> work_52 = slot_11.Get<int32_t>();
        Muls(work_52, thread_y, 16, LANES);
        Add(work_52, work_52, thread_x, LANES);
        LocalTensor<int32_t> work_53 = slot_23.Get<int32_t>();
        Duplicate(work_53, 0, LANES);
        Select(work_52.ReinterpretCast<float>(), active, work_52.ReinterpretCast<float>(),
                work_53.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_52, work_52, 4, LANES);
        LocalTensor<float> gathered_4 = slot_23.Get<float>();
        Gather(gathered_4, product, work_52.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_4, LANES);
        LocalTensor<uint32_t> offsets = slot_23.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        const int32_t rows = (LANES + (BLOCK_X - 1)) / BLOCK_X;
        for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
            int32_t column_4 = 0;
            while (column_4 < BLOCK_X) {
                const int32_t length = (int32_t)(block_x * 16 + (row_2 * BLOCK_X + column_4) % BLOCK_X) < 0L ? 1L
                        : larger(smaller((plane != 0 ? plane : 1)
                        - (int64_t)(int32_t)(block_x * 16 + (row_2 * BLOCK_X + column_4) % BLOCK_X) % (plane != 0
                        ? plane : 1), (int64_t)(BLOCK_X - column_4)), 1L);
                const int32_t stop_2 = smaller(smaller((int64_t)length, (int64_t)(BLOCK_X * BLOCK_Y)
                        - (row_2 * BLOCK_X + column_4)), (int64_t)(shape_batch * plane)
                        - (int32_t)(block_x * 16 + (row_2 * BLOCK_X + column_4) % BLOCK_X));
                const int32_t count = (int32_t)block_y * 16 + (row_2 * BLOCK_X + column_4) / BLOCK_X < shape_filters
                        ? stop_2 : 0;
                if (count > 0) {
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, sum, offsets, (uint32_t)((row_2 * BLOCK_X + column_4) * 4), count);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(output
                            + (((int32_t)(block_x * 16 + (row_2 * BLOCK_X + column_4) % BLOCK_X)
                            / (plane != 0 ? plane : 1) * shape_filters
                            + ((int32_t)block_y * 16 + (row_2 * BLOCK_X + column_4) / BLOCK_X)) * plane
                            + (int32_t)(block_x * 16 + (row_2 * BLOCK_X + column_4) % BLOCK_X) % (plane != 0 ? plane
                            : 1)), moved, count);
                    moved_queue.FreeTensor(moved);
                }
                column_4 += length;
            }
        }
    }
}

// The same as a product of matrices, filters x taps by taps x pixels, whose second factor is never stored: a block of
// TILE x TILE threads makes a tile of the product, and gathers its patches into shared memory as it goes.
extern "C" __global__ __aicore__ void conv2dnchw_implicit_gemm_8(
        GM_ADDR input_address, GM_ADDR filter_address, GM_ADDR output_address, int32_t shape_batch,
        int32_t shape_channels, int32_t shape_height, int32_t shape_width, int32_t shape_filters,
        int32_t shape_out_height, int32_t shape_out_width, int32_t shape_kernel_x, int32_t shape_kernel_y,
        int32_t shape_stride_x, int32_t shape_stride_y, int32_t shape_padding_x, int32_t shape_padding_y,
        int32_t shape_dilation_x, int32_t shape_dilation_y, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48, slot_49, slot_50, slot_51, slot_52, slot_53, slot_54;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 512);
    pipe.InitBuffer(slot_7, 512);
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 256);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, 512);
    pipe.InitBuffer(slot_17, 512);
    pipe.InitBuffer(slot_18, 512);
    pipe.InitBuffer(slot_19, 512);
    pipe.InitBuffer(slot_20, 512);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, 256);
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, 16384);
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, 512);
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded(LANES * 4));
    pipe.InitBuffer(slot_39, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_40, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_41, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_42, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_43, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_44, 256);
    pipe.InitBuffer(slot_45, 256);
    pipe.InitBuffer(slot_46, 256);
    pipe.InitBuffer(slot_47, 256);
    pipe.InitBuffer(slot_48, 256);
    pipe.InitBuffer(slot_49, 256);
    pipe.InitBuffer(slot_50, 256);
    pipe.InitBuffer(slot_51, 256);
    pipe.InitBuffer(slot_52, 256);
    pipe.InitBuffer(slot_53, 256);
    pipe.InitBuffer(slot_54, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_2.Get<float>();
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_5, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_7 = slot_2.Get<float>();
        Cast(work_7, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_7, work_7, 0.5f, LANES);
        Muls(work_7, work_7, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_7, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> weights_slots = slot_6.Get<int32_t>();
        CreateVecIndex(weights_slots, 0, 128);
        LocalTensor<float> weights = slot_7.Get<float>();
        Duplicate(weights, 0.0f, 128);
        LocalTensor<int32_t> patches_slots = slot_8.Get<int32_t>();
        CreateVecIndex(patches_slots, 0, 64);
        LocalTensor<float> patches = slot_9.Get<float>();
        Duplicate(patches, 0.0f, 64);
        const int32_t taps = shape_channels * shape_kernel_x * shape_kernel_y;
        const int32_t plane = shape_out_height * shape_out_width;
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * 8, LANES);  // a filter
        LocalTensor<uint32_t> pixel = slot_10.Get<uint32_t>();
        Adds(pixel.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 8), LANES);  // of all images
        LocalTensor<int32_t> work_12 = slot_11.Get<int32_t>();
        Duplicate(work_12, shape_batch * plane, LANES);
        LocalTensor<int32_t> maximum_7 = slot_12.Get<int32_t>();
        Max(maximum_7, work_12, pixel.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> is_pixel = slot_13.Get<uint8_t>();
        Compare(is_pixel, maximum_7, pixel.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(is_pixel.ReinterpretCast<int16_t>(), is_pixel.ReinterpretCast<int16_t>(), (LANES + 15) / 16);

        LocalTensor<float> sum = slot_12.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_14.Get<float>();
        Duplicate(product, 0.0f, 64);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < taps; start += 8) {
            LocalTensor<uint32_t> column_2 = slot_11.Get<uint32_t>();
            Adds(column_2.ReinterpretCast<int32_t>(), thread_x, start, LANES);
            LocalTensor<uint32_t> tap = slot_15.Get<uint32_t>();
            Adds(tap.ReinterpretCast<int32_t>(), thread_y, start, LANES);
            const float reciprocal_3 = 1.0f / 9.0f;
            LocalTensor<float> work_3 = slot_16.Get<float>();
            Cast(work_3, weights_slots, RoundMode::CAST_RINT, 128);
            Adds(work_3, work_3, 0.5f, 128);
            Muls(work_3, work_3, reciprocal_3, 128);
            LocalTensor<int32_t> line = slot_17.Get<int32_t>();
            Cast(line, work_3, RoundMode::CAST_TRUNC, 128);
            const float reciprocal_4 = 1.0f / 9.0f;
            LocalTensor<float> work = slot_16.Get<float>();
            Cast(work, weights_slots, RoundMode::CAST_RINT, 128);
            Adds(work, work, 0.5f, 128);
            Muls(work, work, reciprocal_4, 128);
            LocalTensor<int32_t> column = slot_18.Get<int32_t>();
            Cast(column, work, RoundMode::CAST_TRUNC, 128);
            Muls(column, column, 9, 128);
            Sub(column, weights_slots, column, 128);
            LocalTensor<int32_t> writer = slot_16.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 128);
            Add(writer, writer, column, 128);
            LocalTensor<int32_t> work_2 = slot_19.Get<int32_t>();
            Duplicate(work_2, BLOCK_X, 128);
            LocalTensor<int32_t> maximum = slot_20.Get<int32_t>();
            Max(maximum, work_2, column, 128);
            LocalTensor<uint8_t> owned = slot_21.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 128);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> work_4 = slot_20.Get<int32_t>();
            Duplicate(work_4, BLOCK_X * BLOCK_Y, 128);
            LocalTensor<int32_t> maximum_2 = slot_19.Get<int32_t>();
            Max(maximum_2, work_4, writer, 128);
            LocalTensor<uint8_t> mask = slot_22.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 128);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 8);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> owner = slot_19.Get<int32_t>();
            Duplicate(owner, 0, 128);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Duplicate(work_6, shape_filters, LANES);
            LocalTensor<int32_t> maximum_3 = slot_24.Get<int32_t>();
            Max(maximum_3, work_6, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_25.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_8 = slot_24.Get<int32_t>();
            Duplicate(work_8, taps, LANES);
            LocalTensor<int32_t> maximum_4 = slot_23.Get<int32_t>();
            Max(maximum_4, work_8, column_2.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
            Compare(mask_3, maximum_4, column_2.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_filters
                    - (int32_t)block_y * 8);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)taps - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> filter_tile = slot_23.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(filter_tile, filter + ((int32_t)block_y * 8 * taps + start), rows, columns_2, taps,
                        BLOCK_X);
            } else {
                LocalTensor<float> window = slot_27.Get<float>();
                LocalTensor<int32_t> room = slot_24.Get<int32_t>();
                LocalTensor<int32_t> work_9 = slot_28.Get<int32_t>();
                Duplicate(work_9, shape_filters, LANES);
                LocalTensor<int32_t> maximum_5 = slot_29.Get<int32_t>();
                Max(maximum_5, work_9, row, LANES);
                LocalTensor<uint8_t> mask_4 = slot_26.Get<uint8_t>();
                Compare(mask_4, maximum_5, row, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_10 = slot_29.Get<int32_t>();
                Duplicate(work_10, taps, LANES);
                LocalTensor<int32_t> maximum_6 = slot_28.Get<int32_t>();
                Max(maximum_6, work_10, column_2.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_5 = slot_30.Get<uint8_t>();
                Compare(mask_5, maximum_6, column_2.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_28.Get<int32_t>();
                Muls(places, row, taps, LANES);
                Add(places, places, column_2.ReinterpretCast<int32_t>(), LANES);
                gather_where(filter_tile, filter, mask_4, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(filter_tile, mask_2, filter_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_20.Get<int32_t>();
            Muls(work_11, owner, 4, 128);
            LocalTensor<float> gathered = slot_31.Get<float>();
            Gather(gathered, filter_tile, work_11.ReinterpretCast<uint32_t>(), 0, 128);
            Select(weights, owned, gathered, weights, SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            LocalTensor<float> chosen = slot_23.Get<float>();
            Duplicate(chosen, 0.0f, LANES);
            LocalTensor<int32_t> work_13 = slot_24.Get<int32_t>();
            Duplicate(work_13, taps, LANES);
            LocalTensor<int32_t> maximum_8 = slot_28.Get<int32_t>();
            Max(maximum_8, work_13, tap.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> condition = slot_25.Get<uint8_t>();
            Compare(condition, maximum_8, tap.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(condition.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(condition.ReinterpretCast<int16_t>(), is_pixel.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_26.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> patch_element_result = slot_28.Get<float>();
            Duplicate(patch_element_result, 0.0f, LANES);
            LocalTensor<uint8_t> in_patch_element = slot_30.Get<uint8_t>();
            Duplicate(in_patch_element.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> work_17 = slot_24.Get<int32_t>();
            LocalTensor<int32_t> work_18 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> kx = slot_33.Get<int32_t>();
            remainders_by(kx, tap.ReinterpretCast<int32_t>(), shape_kernel_x != 0 ? shape_kernel_x : 1, work_17,
                    work_18, work_19, LANES);
            LocalTensor<int32_t> work_29 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_30 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_31 = slot_24.Get<int32_t>();
            LocalTensor<int32_t> quotient_2 = slot_34.Get<int32_t>();
            quotients_by(quotient_2, tap.ReinterpretCast<int32_t>(), shape_kernel_x != 0 ? shape_kernel_x : 1, work_29,
                    work_30, work_31, LANES);
            LocalTensor<int32_t> work_32 = slot_24.Get<int32_t>();
            LocalTensor<int32_t> work_33 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_34 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> ky = slot_35.Get<int32_t>();
            remainders_by(ky, quotient_2, shape_kernel_y != 0 ? shape_kernel_y : 1, work_32, work_33, work_34, LANES);
            LocalTensor<int32_t> work_42 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> work_43 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_44 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> channel = slot_24.Get<int32_t>();
            quotients_by(channel, tap.ReinterpretCast<int32_t>(), shape_kernel_x * shape_kernel_y != 0 ? shape_kernel_x
                    * shape_kernel_y : 1, work_42, work_43, work_44, LANES);
            LocalTensor<int32_t> work_14 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_15 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_16 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> x = slot_36.Get<int32_t>();
            remainders_by(x, pixel.ReinterpretCast<int32_t>(), shape_out_width != 0 ? shape_out_width : 1, work_14,
                    work_15, work_16, LANES);
            Muls(x, x, shape_stride_x, LANES);
            Adds(x, x, 0 - shape_padding_x, LANES);
            LocalTensor<int32_t> work_20 = slot_34.Get<int32_t>();
            Muls(work_20, kx, shape_dilation_x, LANES);
            Add(x, x, work_20, LANES);
            LocalTensor<int32_t> work_23 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> work_24 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_25 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> quotient = slot_37.Get<int32_t>();
            quotients_by(quotient, pixel.ReinterpretCast<int32_t>(), shape_out_width != 0 ? shape_out_width : 1,
                    work_23, work_24, work_25, LANES);
            LocalTensor<int32_t> work_26 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_27 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> work_28 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> y = slot_38.Get<int32_t>();
            remainders_by(y, quotient, shape_out_height != 0 ? shape_out_height : 1, work_26, work_27, work_28, LANES);
            Muls(y, y, shape_stride_y, LANES);
            Adds(y, y, 0 - shape_padding_y, LANES);
            LocalTensor<int32_t> work_35 = slot_37.Get<int32_t>();
            Muls(work_35, ky, shape_dilation_y, LANES);
            Add(y, y, work_35, LANES);
            LocalTensor<int32_t> work_39 = slot_37.Get<int32_t>();
            LocalTensor<int32_t> work_40 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> work_41 = slot_32.Get<int32_t>();
            LocalTensor<int32_t> image = slot_29.Get<int32_t>();
            quotients_by(image, pixel.ReinterpretCast<int32_t>(), shape_out_width * shape_out_height != 0
                    ? shape_out_width * shape_out_height : 1, work_39, work_40, work_41, LANES);
            LocalTensor<int32_t> work_21 = slot_32.Get<int32_t>();
            Duplicate(work_21, 0, LANES);
            LocalTensor<int32_t> maximum_9 = slot_34.Get<int32_t>();
            Max(maximum_9, work_21, x, LANES);
            LocalTensor<uint8_t> mask_6 = slot_39.Get<uint8_t>();
            Compare(mask_6, maximum_9, x, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_22 = slot_34.Get<int32_t>();
            Duplicate(work_22, shape_width, LANES);
            LocalTensor<int32_t> maximum_10 = slot_32.Get<int32_t>();
            Max(maximum_10, work_22, x, LANES);
            LocalTensor<uint8_t> mask_7 = slot_40.Get<uint8_t>();
            Compare(mask_7, maximum_10, x, CMPMODE::EQ, LANES);
            Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_36 = slot_32.Get<int32_t>();
            Duplicate(work_36, 0, LANES);
            LocalTensor<int32_t> maximum_11 = slot_34.Get<int32_t>();
            Max(maximum_11, work_36, y, LANES);
            LocalTensor<uint8_t> mask_8 = slot_40.Get<uint8_t>();
            Compare(mask_8, maximum_11, y, CMPMODE::EQ, LANES);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_37 = slot_34.Get<int32_t>();
            Duplicate(work_37, shape_height, LANES);
            LocalTensor<int32_t> maximum_12 = slot_32.Get<int32_t>();
            Max(maximum_12, work_37, y, LANES);
            LocalTensor<uint8_t> mask_9 = slot_40.Get<uint8_t>();
            Compare(mask_9, maximum_12, y, CMPMODE::EQ, LANES);
            Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_38 = slot_32.Get<float>();
            Duplicate(work_38, 0.0f, LANES);
            Select(patch_element_result, mask_6, work_38, patch_element_result, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_10 = slot_40.Get<uint8_t>();
            Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_11 = slot_41.Get<uint8_t>();
            LocalTensor<uint8_t> mask_12 = slot_42.Get<uint8_t>();
            And(mask_11.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                    in_patch_element.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_patch_element.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_2 = slot_42.Get<uint8_t>();
            And(taken_2.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    in_patch_element.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> input_tile = slot_32.Get<float>();
            LocalTensor<float> window_2 = slot_27.Get<float>();
            LocalTensor<int32_t> room_2 = slot_34.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_37.Get<int32_t>();
            Muls(places_2, image, shape_channels, LANES);
            Add(places_2, places_2, channel, LANES);
            Muls(places_2, places_2, shape_height, LANES);
            Add(places_2, places_2, y, LANES);
            Muls(places_2, places_2, shape_width, LANES);
            Add(places_2, places_2, x, LANES);
            gather_where(input_tile, input, taken_2, places_2, window_2, room_2, LANES);
            Select(patch_element_result, taken_2, input_tile, patch_element_result, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_13 = slot_41.Get<uint8_t>();
            Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_14 = slot_40.Get<uint8_t>();
            LocalTensor<uint8_t> mask_15 = slot_43.Get<uint8_t>();
            And(mask_14.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_15.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                    in_patch_element.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_patch_element.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(chosen, taken, patch_element_result, chosen, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> others = slot_43.Get<uint8_t>();
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_45 = slot_32.Get<float>();
            Duplicate(work_45, 0.0f, LANES);
            Select(chosen, others, work_45, chosen, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> line_2 = slot_44.Get<int32_t>();
            ShiftRight(line_2, patches_slots, 3, 64);
            LocalTensor<int32_t> column_3 = slot_45.Get<int32_t>();
            ShiftRight(column_3, patches_slots, 3, 64);
            ShiftLeft(column_3.ReinterpretCast<uint32_t>(), column_3.ReinterpretCast<uint32_t>(), (uint32_t)3, 64);
            Sub(column_3, patches_slots, column_3, 64);
            LocalTensor<int32_t> writer_2 = slot_46.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 64);
            Add(writer_2, writer_2, column_3, 64);
            LocalTensor<int32_t> work_46 = slot_47.Get<int32_t>();
            Duplicate(work_46, BLOCK_X, 64);
            LocalTensor<int32_t> maximum_13 = slot_48.Get<int32_t>();
            Max(maximum_13, work_46, column_3, 64);
            LocalTensor<uint8_t> owned_2 = slot_49.Get<uint8_t>();
            Compare(owned_2, maximum_13, column_3, CMPMODE::EQ, 64);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> work_47 = slot_48.Get<int32_t>();
            Duplicate(work_47, BLOCK_X * BLOCK_Y, 64);
            LocalTensor<int32_t> maximum_14 = slot_47.Get<int32_t>();
            Max(maximum_14, work_47, writer_2, 64);
            LocalTensor<uint8_t> mask_16 = slot_50.Get<uint8_t>();
            Compare(mask_16, maximum_14, writer_2, CMPMODE::EQ, 64);
            Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), 4);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> owner_2 = slot_47.Get<int32_t>();
            Duplicate(owner_2, 0, 64);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> work_48 = slot_48.Get<int32_t>();
            Muls(work_48, owner_2, 4, 64);
            LocalTensor<float> gathered_2 = slot_51.Get<float>();
            Gather(gathered_2, chosen, work_48.ReinterpretCast<uint32_t>(), 0, 64);
            Select(patches, owned_2, gathered_2, patches, SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> lane_2 = slot_51.Get<int32_t>();
            CreateVecIndex(lane_2, 0, 64);
            LocalTensor<int32_t> work_49 = slot_48.Get<int32_t>();
            ShiftRight(work_49, lane_2, 3, 64);
            Muls(work_49, work_49, 9, 64);
            LocalTensor<int32_t> lane_3 = slot_51.Get<int32_t>();
            CreateVecIndex(lane_3, 0, 64);
            LocalTensor<int32_t> work_50 = slot_52.Get<int32_t>();
            ShiftRight(work_50, lane_3, 3, 64);
            ShiftLeft(work_50.ReinterpretCast<uint32_t>(), work_50.ReinterpretCast<uint32_t>(), (uint32_t)3, 64);
            Sub(work_50, lane_3, work_50, 64);
            Add(work_49, work_49, work_50, 64);
            Muls(work_49, work_49, 4, 64);
            LocalTensor<float> gathered_3 = slot_52.Get<float>();
            Gather(gathered_3, weights, work_49.ReinterpretCast<uint32_t>(), 0, 64);
            LocalTensor<float> product_2 = slot_53.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 64);
            LocalTensor<float> work_51 = slot_54.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 8; ++i) {
                for (int32_t k = 0; k < 8; ++k) {
                    Muls(work_51, patches[k * 8], gathered_3.GetValue(i * 8 + k), 8);
                    Add(product_2[i * 8], product_2[i * 8], work_51, 8);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 64);
        }
        LocalTensor<int32_t> work_52 = slot_11.Get<int32_t>();
        Muls(work_52, thread_y, 8, LANES);
        Add(work_52, work_52, thread_x, LANES);
        LocalTensor<int32_t> work_53 = slot_23.Get<int32_t>();
        Duplicate(work_53, 0, LANES);
        Select(work_52.ReinterpretCast<float>(), active, work_52.ReinterpretCast<float>(),
                work_53.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_52, work_52, 4, LANES);
        LocalTensor<float> gathered_4 = slot_23.Get<float>();
        Gather(gathered_4, product, work_52.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_4, LANES);
        LocalTensor<uint32_t> offsets = slot_23.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        const int32_t rows = (LANES + (BLOCK_X - 1)) / BLOCK_X;
        for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
            int32_t column_4 = 0;
            while (column_4 < BLOCK_X) {
                const int32_t length = (int32_t)(block_x * 8 + (row_2 * BLOCK_X + column_4) % BLOCK_X) < 0L ? 1L
                        : larger(smaller((plane != 0 ? plane : 1)
                        - (int64_t)(int32_t)(block_x * 8 + (row_2 * BLOCK_X + column_4) % BLOCK_X) % (plane != 0
                        ? plane : 1), (int64_t)(BLOCK_X - column_4)), 1L);
                const int32_t stop_2 = smaller(smaller((int64_t)length, (int64_t)(BLOCK_X * BLOCK_Y)
                        - (row_2 * BLOCK_X + column_4)), (int64_t)(shape_batch * plane)
                        - (int32_t)(block_x * 8 + (row_2 * BLOCK_X + column_4) % BLOCK_X));
                const int32_t count = (int32_t)block_y * 8 + (row_2 * BLOCK_X + column_4) / BLOCK_X < shape_filters
                        ? stop_2 : 0;
                if (count > 0) {
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, sum, offsets, (uint32_t)((row_2 * BLOCK_X + column_4) * 4), count);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(output
                            + (((int32_t)(block_x * 8 + (row_2 * BLOCK_X + column_4) % BLOCK_X)
                            / (plane != 0 ? plane : 1) * shape_filters
                            + ((int32_t)block_y * 8 + (row_2 * BLOCK_X + column_4) / BLOCK_X)) * plane
                            + (int32_t)(block_x * 8 + (row_2 * BLOCK_X + column_4) % BLOCK_X) % (plane != 0 ? plane
                            : 1)), moved, count);
                    moved_queue.FreeTensor(moved);
                }
                column_4 += length;
            }
        }
    }
}
