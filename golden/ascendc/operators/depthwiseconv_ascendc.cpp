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
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18;
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
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
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
        LocalTensor<int32_t> work = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> channel = slot_8.Get<int32_t>();
        remainders_by(channel, rest, channels != 0 ? channels : 1, work, work_2, work_3, LANES);
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_6 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> quotient = slot_9.Get<int32_t>();
        quotients_by(quotient, rest, channels != 0 ? channels : 1, work_4, work_5, work_6, LANES);
        copy_tile(rest, quotient, LANES);
        LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_9 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> x = slot_7.Get<int32_t>();
        remainders_by(x, rest, width != 0 ? width : 1, work_7, work_8, work_9, LANES);
        LocalTensor<int32_t> work_10 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_11 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_12 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> quotient_2 = slot_10.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        quotients_by(quotient_2, rest, width != 0 ? width : 1, work_10, work_11, work_12, LANES);
        copy_tile(rest, quotient_2, LANES);
        LocalTensor<int32_t> work_13 = slot_10.Get<int32_t>();
        LocalTensor<int32_t> work_14 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_15 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        remainders_by(y, rest, height != 0 ? height : 1, work_13, work_14, work_15, LANES);
        LocalTensor<int32_t> work_16 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_18 = slot_10.Get<int32_t>();
        LocalTensor<int32_t> image = slot_11.Get<int32_t>();
        quotients_by(image, rest, height != 0 ? height : 1, work_16, work_17, work_18, LANES);
        LocalTensor<float> sum = slot_10.Get<float>();
        LocalTensor<float> window = slot_12.Get<float>();
        LocalTensor<int32_t> room = slot_9.Get<int32_t>();
        LocalTensor<int32_t> places = slot_5.Get<int32_t>();
        copy_tile(places, channel, LANES);

        gather_where(sum, bias, mask, places, window, room, LANES);
        for (int32_t ky = 0; ky < kernel; ++ky) {
            for (int32_t kx = 0; kx < kernel; ++kx) {
                LocalTensor<int32_t> in_y = slot_9.Get<int32_t>();
                Adds(in_y, y, ky, LANES);
                Adds(in_y, in_y, 0 - kernel / 2, LANES);
                LocalTensor<int32_t> in_x = slot_5.Get<int32_t>();
                Adds(in_x, x, kx, LANES);
                Adds(in_x, in_x, 0 - kernel / 2, LANES);
                LocalTensor<int32_t> work_19 = slot_13.Get<int32_t>();
                Duplicate(work_19, 0, LANES);
                LocalTensor<int32_t> maximum = slot_14.Get<int32_t>();
                Max(maximum, work_19, in_y, LANES);
                LocalTensor<uint8_t> mask_2 = slot_15.Get<uint8_t>();
                Compare(mask_2, maximum, in_y, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                LocalTensor<int32_t> work_20 = slot_14.Get<int32_t>();
                Duplicate(work_20, height, LANES);
                LocalTensor<int32_t> maximum_2 = slot_13.Get<int32_t>();
                Max(maximum_2, work_20, in_y, LANES);
                LocalTensor<uint8_t> mask_3 = slot_16.Get<uint8_t>();
                Compare(mask_3, maximum_2, in_y, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_21 = slot_13.Get<int32_t>();
                Duplicate(work_21, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_14.Get<int32_t>();
                Max(maximum_3, work_21, in_x, LANES);
                LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                Compare(mask_4, maximum_3, in_x, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_22 = slot_14.Get<int32_t>();
                Duplicate(work_22, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_13.Get<int32_t>();
                Max(maximum_4, work_22, in_x, LANES);
                LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
                Compare(mask_5, maximum_4, in_x, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> input_tile = slot_13.Get<float>();
                LocalTensor<float> window_2 = slot_12.Get<float>();
                LocalTensor<int32_t> room_2 = slot_14.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_17.Get<int32_t>();
                Muls(places_2, image, height, LANES);
                Add(places_2, places_2, in_y, LANES);
                Muls(places_2, places_2, width, LANES);
                Add(places_2, places_2, in_x, LANES);
                Muls(places_2, places_2, channels, LANES);
                Add(places_2, places_2, channel, LANES);
                gather_where(input_tile, input, mask_2, places_2, window_2, room_2, LANES);
                LocalTensor<float> filter_tile = slot_14.Get<float>();
                LocalTensor<float> window_3 = slot_12.Get<float>();
                LocalTensor<int32_t> room_3 = slot_17.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_18.Get<int32_t>();
                Adds(places_3, channel, (ky * kernel + kx) * channels, LANES);
                gather_where(filter_tile, filter, mask_2, places_3, window_3, room_3, LANES);
                Mul(input_tile, input_tile, filter_tile, LANES);
                Add(input_tile, sum, input_tile, LANES);
                Select(sum, mask_2, input_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(batch * height * width * channels) - (int32_t)(block_x * LANES));
        wait<HardEvent::V_MTE3>();
        copy_out(output + (int32_t)(block_x * LANES), sum, count);
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
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
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
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* input_2 = input;
        __gm__ float* filter_2 = filter;
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);

        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
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
        input_2 += plane * height * width;
        filter_2 += plane % channels * 3 * 3;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 8), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 8, LANES);

        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t ky = 0; ky < 3; ++ky) {
            for (int32_t kx = 0; kx < 3; ++kx) {
                LocalTensor<float> input_tile = slot_8.Get<float>();
                LocalTensor<float> window = slot_11.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
                Adds(work_5, thread_y, ky, LANES);
                Adds(work_5, work_5, top, LANES);
                LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                Duplicate(work_6, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
                Max(maximum_3, work_6, work_5, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_5, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                Adds(work_7, thread_y, ky, LANES);
                Adds(work_7, work_7, top, LANES);
                LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                Duplicate(work_8, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_14.Get<int32_t>();
                Max(maximum_4, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_7, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_13.Get<int32_t>();
                Adds(work_9, thread_x, kx, LANES);
                Adds(work_9, work_9, left, LANES);
                LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
                Max(maximum_5, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_9, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                Adds(work_11, thread_x, kx, LANES);
                Adds(work_11, work_11, left, LANES);
                LocalTensor<int32_t> work_12 = slot_15.Get<int32_t>();
                Duplicate(work_12, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_14.Get<int32_t>();
                Max(maximum_6, work_12, work_11, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_11, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Adds(places, thread_y, ky, LANES);
                Adds(places, places, top, LANES);
                Muls(places, places, width, LANES);
                LocalTensor<int32_t> work_13 = slot_14.Get<int32_t>();
                Adds(work_13, thread_x, kx, LANES);
                Adds(work_13, work_13, left, LANES);
                Add(places, places, work_13, LANES);
                gather_where(input_tile, input_2, mask_3, places, window, room, LANES);
                LocalTensor<int32_t> work_14 = slot_12.Get<int32_t>();
                Adds(work_14, thread_y, ky, LANES);
                Adds(work_14, work_14, top, LANES);
                LocalTensor<int32_t> work_15 = slot_13.Get<int32_t>();
                Duplicate(work_15, 0, LANES);
                LocalTensor<int32_t> maximum_7 = slot_14.Get<int32_t>();
                Max(maximum_7, work_15, work_14, LANES);
                LocalTensor<uint8_t> mask_7 = slot_10.Get<uint8_t>();
                Compare(mask_7, maximum_7, work_14, CMPMODE::EQ, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_16 = slot_12.Get<int32_t>();
                Adds(work_16, thread_y, ky, LANES);
                Adds(work_16, work_16, top, LANES);
                LocalTensor<int32_t> work_17 = slot_14.Get<int32_t>();
                Duplicate(work_17, height, LANES);
                LocalTensor<int32_t> maximum_8 = slot_13.Get<int32_t>();
                Max(maximum_8, work_17, work_16, LANES);
                LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
                Compare(mask_8, maximum_8, work_16, CMPMODE::EQ, LANES);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_18 = slot_12.Get<int32_t>();
                Adds(work_18, thread_x, kx, LANES);
                Adds(work_18, work_18, left, LANES);
                LocalTensor<int32_t> work_19 = slot_13.Get<int32_t>();
                Duplicate(work_19, 0, LANES);
                LocalTensor<int32_t> maximum_9 = slot_14.Get<int32_t>();
                Max(maximum_9, work_19, work_18, LANES);
                LocalTensor<uint8_t> mask_9 = slot_16.Get<uint8_t>();
                Compare(mask_9, maximum_9, work_18, CMPMODE::EQ, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_20 = slot_12.Get<int32_t>();
                Adds(work_20, thread_x, kx, LANES);
                Adds(work_20, work_20, left, LANES);
                LocalTensor<int32_t> work_21 = slot_14.Get<int32_t>();
                Duplicate(work_21, width, LANES);
                LocalTensor<int32_t> maximum_10 = slot_13.Get<int32_t>();
                Max(maximum_10, work_21, work_20, LANES);
                LocalTensor<uint8_t> mask_10 = slot_16.Get<uint8_t>();
                Compare(mask_10, maximum_10, work_20, CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_22 = slot_12.Get<float>();
                Select(work_22, mask_7, input_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> filter_tile = slot_8.Get<float>();
                LocalTensor<float> window_2 = slot_11.Get<float>();
                LocalTensor<int32_t> room_2 = slot_13.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
                Duplicate(places_2, 0, LANES);
                gather_where(filter_tile, filter_2 + (kx + ky * 3), mask, places_2, window_2, room_2, LANES);
                LocalTensor<float> work_23 = slot_13.Get<float>();
                copy_tile(work_23.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
                MulAddDst(work_23, work_22, filter_tile, LANES);
                copy_tile(sum.ReinterpretCast<int32_t>(), work_23.ReinterpretCast<int32_t>(), LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 8);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 8));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((plane * height + (int32_t)block_y * 8) * width + (int32_t)(block_x * 8)), sum,
                    rows, columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 8));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 8);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_13.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_8.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, sum, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + ((plane * height + ((int32_t)block_y * 8 + row)) * width + (int32_t)(block_x * 8)), moved,
                            stop_2);
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
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
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
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* input_2 = input;
        __gm__ float* filter_2 = filter;
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);

        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
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
        input_2 += plane * height * width;
        filter_2 += plane % channels * 5 * 5;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 4), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 4, LANES);

        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t ky = 0; ky < 5; ++ky) {
            for (int32_t kx = 0; kx < 5; ++kx) {
                LocalTensor<float> input_tile = slot_8.Get<float>();
                LocalTensor<float> window = slot_11.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
                Adds(work_5, thread_y, ky, LANES);
                Adds(work_5, work_5, top, LANES);
                LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                Duplicate(work_6, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
                Max(maximum_3, work_6, work_5, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_5, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                Adds(work_7, thread_y, ky, LANES);
                Adds(work_7, work_7, top, LANES);
                LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                Duplicate(work_8, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_14.Get<int32_t>();
                Max(maximum_4, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_7, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_13.Get<int32_t>();
                Adds(work_9, thread_x, kx, LANES);
                Adds(work_9, work_9, left, LANES);
                LocalTensor<int32_t> work_10 = slot_14.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
                Max(maximum_5, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_9, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                Adds(work_11, thread_x, kx, LANES);
                Adds(work_11, work_11, left, LANES);
                LocalTensor<int32_t> work_12 = slot_15.Get<int32_t>();
                Duplicate(work_12, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_14.Get<int32_t>();
                Max(maximum_6, work_12, work_11, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_11, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Adds(places, thread_y, ky, LANES);
                Adds(places, places, top, LANES);
                Muls(places, places, width, LANES);
                LocalTensor<int32_t> work_13 = slot_14.Get<int32_t>();
                Adds(work_13, thread_x, kx, LANES);
                Adds(work_13, work_13, left, LANES);
                Add(places, places, work_13, LANES);
                gather_where(input_tile, input_2, mask_3, places, window, room, LANES);
                LocalTensor<int32_t> work_14 = slot_12.Get<int32_t>();
                Adds(work_14, thread_y, ky, LANES);
                Adds(work_14, work_14, top, LANES);
                LocalTensor<int32_t> work_15 = slot_13.Get<int32_t>();
                Duplicate(work_15, 0, LANES);
                LocalTensor<int32_t> maximum_7 = slot_14.Get<int32_t>();
                Max(maximum_7, work_15, work_14, LANES);
                LocalTensor<uint8_t> mask_7 = slot_10.Get<uint8_t>();
                Compare(mask_7, maximum_7, work_14, CMPMODE::EQ, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_16 = slot_12.Get<int32_t>();
                Adds(work_16, thread_y, ky, LANES);
                Adds(work_16, work_16, top, LANES);
                LocalTensor<int32_t> work_17 = slot_14.Get<int32_t>();
                Duplicate(work_17, height, LANES);
                LocalTensor<int32_t> maximum_8 = slot_13.Get<int32_t>();
                Max(maximum_8, work_17, work_16, LANES);
                LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
                Compare(mask_8, maximum_8, work_16, CMPMODE::EQ, LANES);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_18 = slot_12.Get<int32_t>();
                Adds(work_18, thread_x, kx, LANES);
                Adds(work_18, work_18, left, LANES);
                LocalTensor<int32_t> work_19 = slot_13.Get<int32_t>();
                Duplicate(work_19, 0, LANES);
                LocalTensor<int32_t> maximum_9 = slot_14.Get<int32_t>();
                Max(maximum_9, work_19, work_18, LANES);
                LocalTensor<uint8_t> mask_9 = slot_16.Get<uint8_t>();
                Compare(mask_9, maximum_9, work_18, CMPMODE::EQ, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_20 = slot_12.Get<int32_t>();
                Adds(work_20, thread_x, kx, LANES);
                Adds(work_20, work_20, left, LANES);
                LocalTensor<int32_t> work_21 = slot_14.Get<int32_t>();
                Duplicate(work_21, width, LANES);
                LocalTensor<int32_t> maximum_10 = slot_13.Get<int32_t>();
                Max(maximum_10, work_21, work_20, LANES);
                LocalTensor<uint8_t> mask_10 = slot_16.Get<uint8_t>();
                Compare(mask_10, maximum_10, work_20, CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_22 = slot_12.Get<float>();
                Select(work_22, mask_7, input_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> filter_tile = slot_8.Get<float>();
                LocalTensor<float> window_2 = slot_11.Get<float>();
                LocalTensor<int32_t> room_2 = slot_13.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
                Duplicate(places_2, 0, LANES);
                gather_where(filter_tile, filter_2 + (kx + ky * 5), mask, places_2, window_2, room_2, LANES);
                LocalTensor<float> work_23 = slot_13.Get<float>();
                copy_tile(work_23.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
                MulAddDst(work_23, work_22, filter_tile, LANES);
                copy_tile(sum.ReinterpretCast<int32_t>(), work_23.ReinterpretCast<int32_t>(), LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 4);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 4));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((plane * height + (int32_t)block_y * 4) * width + (int32_t)(block_x * 4)), sum,
                    rows, columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 4));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 4);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_13.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_8.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, sum, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + ((plane * height + ((int32_t)block_y * 4 + row)) * width + (int32_t)(block_x * 4)), moved,
                            stop_2);
                }
            }
        }
    }
}
