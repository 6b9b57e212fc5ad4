// dense.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// A fully connected layer: y = x * transpose(weight) + bias, with x [items, inputs], weight [outputs, inputs] and
// y [items, outputs].

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// What WholeReduceSum makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void sum_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceSum(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32);
    }
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void dense_naive(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t items,
        int32_t inputs, int32_t outputs, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, 16384);
    pipe.InitBuffer(slot_10, padded(LANES * 64));
    pipe.InitBuffer(slot_11, padded(LANES * 64));
    pipe.InitBuffer(slot_12, padded(LANES * 64));
    pipe.InitBuffer(slot_13, padded(LANES * 64));
    pipe.InitBuffer(slot_14, padded(LANES * 2));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    pipe.InitBuffer(slot_16, padded(LANES * 64));
    pipe.InitBuffer(slot_17, padded(LANES * 64));
    pipe.InitBuffer(slot_18, padded(LANES * 2));
    pipe.InitBuffer(slot_19, padded(LANES * 64));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(items * outputs) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_9 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_10 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_11 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> item = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        quotients_by(item, i.ReinterpretCast<int32_t>(), outputs != 0 ? outputs : 1, work_9, work_10, work_11, LANES);
        LocalTensor<int32_t> work = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> output = slot_8.Get<int32_t>();
        remainders_by(output, i.ReinterpretCast<int32_t>(), outputs != 0 ? outputs : 1, work, work_2, work_3, LANES);
        LocalTensor<float> sum = slot_4.Get<float>();
        LocalTensor<float> window = slot_9.Get<float>();
        LocalTensor<int32_t> room = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places = slot_6.Get<int32_t>();
        copy_tile(places, output, LANES);

        gather_where(sum, bias, mask, places, window, room, LANES);
        LocalTensor<float> partial_sum = slot_10.Get<float>();
        Duplicate(partial_sum, 0.0f, LANES * 16);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < inputs; start += 16) {
            LocalTensor<int32_t> lane_2 = slot_11.Get<int32_t>();
            CreateVecIndex(lane_2, 0, LANES * 16);
            LocalTensor<int32_t> work_4 = slot_12.Get<int32_t>();
            Duplicate(work_4, 15, LANES * 16);
            And(lane_2.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
            Duplicate(work_5, inputs - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_13.Get<int32_t>();
            Max(maximum, work_5, lane_2, LANES * 16);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum, lane_2, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> x_tile = slot_11.Get<float>();
            LocalTensor<float> window_2 = slot_9.Get<float>();
            LocalTensor<int32_t> room_2 = slot_13.Get<int32_t>();
            LocalTensor<float> work_6 = slot_5.Get<float>();
            Duplicate(work_6, 1.0f, LANES);
            Select(work_6, mask, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows = slot_12.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(rows[i_2 * 16], work_6.GetValue(i_2), 16);
            }
            LocalTensor<uint8_t> mask_3 = slot_15.Get<uint8_t>();
            CompareScalar(mask_3, rows, 0.0f, CMPMODE::NE, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<int32_t> lane_3 = slot_12.Get<int32_t>();
            CreateVecIndex(lane_3, 0, LANES * 16);
            LocalTensor<int32_t> work_7 = slot_16.Get<int32_t>();
            Duplicate(work_7, 15, LANES * 16);
            And(lane_3.ReinterpretCast<int16_t>(), lane_3.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_8 = slot_16.Get<int32_t>();
            Duplicate(work_8, inputs - start, LANES * 16);
            LocalTensor<int32_t> maximum_2 = slot_17.Get<int32_t>();
            Max(maximum_2, work_8, lane_3, LANES * 16);
            LocalTensor<uint8_t> mask_4 = slot_18.Get<uint8_t>();
            Compare(mask_4, maximum_2, lane_3, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_5.Get<int32_t>();
            Muls(work_12, item, inputs, LANES);
            LocalTensor<int32_t> places_2 = slot_12.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(places_2[i_2 * 16], work_12.GetValue(i_2), 16);
            }
            LocalTensor<int32_t> lane_4 = slot_17.Get<int32_t>();
            CreateVecIndex(lane_4, 0, LANES * 16);
            LocalTensor<int32_t> work_13 = slot_16.Get<int32_t>();
            Duplicate(work_13, 15, LANES * 16);
            And(lane_4.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                    work_13.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            Adds(lane_4, lane_4, start, LANES * 16);
            Add(places_2, places_2, lane_4, LANES * 16);
            gather_where(x_tile, x, mask_3, places_2, window_2, room_2, LANES * 16);
            LocalTensor<float> weight_tile = slot_13.Get<float>();
            LocalTensor<float> window_3 = slot_9.Get<float>();
            LocalTensor<int32_t> room_3 = slot_12.Get<int32_t>();
            LocalTensor<float> work_14 = slot_5.Get<float>();
            Duplicate(work_14, 1.0f, LANES);
            Select(work_14, mask, work_14, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows_2 = slot_17.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(rows_2[i_2 * 16], work_14.GetValue(i_2), 16);
            }
            LocalTensor<uint8_t> mask_5 = slot_15.Get<uint8_t>();
            CompareScalar(mask_5, rows_2, 0.0f, CMPMODE::NE, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<int32_t> lane_5 = slot_17.Get<int32_t>();
            CreateVecIndex(lane_5, 0, LANES * 16);
            LocalTensor<int32_t> work_15 = slot_16.Get<int32_t>();
            Duplicate(work_15, 15, LANES * 16);
            And(lane_5.ReinterpretCast<int16_t>(), lane_5.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            LocalTensor<int32_t> work_16 = slot_16.Get<int32_t>();
            Duplicate(work_16, inputs - start, LANES * 16);
            LocalTensor<int32_t> maximum_3 = slot_19.Get<int32_t>();
            Max(maximum_3, work_16, lane_5, LANES * 16);
            LocalTensor<uint8_t> mask_6 = slot_18.Get<uint8_t>();
            Compare(mask_6, maximum_3, lane_5, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_17 = slot_5.Get<int32_t>();
            Muls(work_17, output, inputs, LANES);
            LocalTensor<int32_t> places_3 = slot_17.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(places_3[i_2 * 16], work_17.GetValue(i_2), 16);
            }
            LocalTensor<int32_t> lane_6 = slot_19.Get<int32_t>();
            CreateVecIndex(lane_6, 0, LANES * 16);
            LocalTensor<int32_t> work_18 = slot_16.Get<int32_t>();
            Duplicate(work_18, 15, LANES * 16);
            And(lane_6.ReinterpretCast<int16_t>(), lane_6.ReinterpretCast<int16_t>(),
                    work_18.ReinterpretCast<int16_t>(), LANES * 16 * 2);
            Adds(lane_6, lane_6, start, LANES * 16);
            Add(places_3, places_3, lane_6, LANES * 16);
            gather_where(weight_tile, weight, mask_5, places_3, window_3, room_3, LANES * 16);
            Mul(x_tile, x_tile, weight_tile, LANES * 16);
            Add(x_tile, partial_sum, x_tile, LANES * 16);
            Select(partial_sum, mask_2, x_tile, partial_sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum_2 = slot_5.Get<float>();
        sum_rows(sum_2, partial_sum, 16, LANES);
        Add(sum, sum, sum_2, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(items * outputs) - (int32_t)(block_x * LANES));
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), sum, count);
    }
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
extern "C" __global__ __aicore__ void dense_staged_false(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t inputs,
        int32_t outputs, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(WARPS * 4));
    pipe.InitBuffer(slot_12, padded(WARPS * 128));
    pipe.InitBuffer(slot_13, 16384);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        const int32_t warps = BLOCK_X / 32;
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < outputs; start += warps) {
            LocalTensor<int32_t> output = slot_4.Get<int32_t>();
            ShiftRight(output, lane, 5, LANES);
            Adds(output, output, start, LANES);
            LocalTensor<int32_t> work = slot_5.Get<int32_t>();
            Duplicate(work, outputs, LANES);
            LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
            Max(maximum, work, output, LANES);
            LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
            Compare(mask, maximum, output, CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> sum = slot_6.Get<float>();
            Duplicate(sum, 0.0f, LANES);
            wait<HardEvent::V_S>();
            for (int32_t start_2 = 0; start_2 < inputs; start_2 += 32) {
                LocalTensor<int32_t> k = slot_5.Get<int32_t>();
                Adds(k, lane_2, start_2, LANES);
                LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
                Duplicate(work_2, inputs, LANES);
                LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
                Max(maximum_2, work_2, k, LANES);
                LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
                Compare(mask_2, maximum_2, k, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> x_tile = slot_9.Get<float>();
                const int32_t rows = LANES / 32;
                wait<HardEvent::V_S>();
                for (int32_t row = 0; row < rows; ++row) {
                    const int32_t stop_2 = smaller(smaller(smaller(32L, (int64_t)BLOCK_X - row * 32), (int64_t)inputs
                            - start_2), (int64_t)inputs - start_2);
                    const int32_t count = start + row < outputs ? stop_2 : 0;
                    if (count > 0) {
                        copy_in(x_tile[row * 32], x + (start_2 + block_x * inputs), count);
                    }
                }
                LocalTensor<float> row_tile = slot_8.Get<float>();
                for (int32_t row = 0; row < rows; ++row) {
                    const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row * 32), (int64_t)inputs
                            - start_2);
                    const int32_t count = start + row < outputs ? stop_2 : 0;
                    if (count > 0) {
                        copy_in(row_tile[row * 32], weight + (start + row) * inputs + start_2, count);
                    }
                }
                wait<HardEvent::MTE2_V>();
                Mul(x_tile, x_tile, row_tile, LANES);
                Add(x_tile, sum, x_tile, LANES);
                Select(sum, mask_2, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
            LocalTensor<float> work_3 = slot_5.Get<float>();
            Select(work_3, mask, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> sum_2 = slot_11.Get<float>();
            sum_rows(sum_2, work_3, 32, WARPS);
            LocalTensor<float> warp_total = slot_12.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < WARPS; ++i) {
                Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
            }
            LocalTensor<int32_t> work_4 = slot_5.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            Compare(mask_3, lane_2, work_4, CMPMODE::EQ, LANES);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> bias_tile = slot_5.Get<float>();
            LocalTensor<float> window = slot_13.Get<float>();
            LocalTensor<int32_t> room = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places = slot_8.Get<int32_t>();
            copy_tile(places, output, LANES);
            gather_where(bias_tile, bias, mask_3, places, window, room, LANES);
            Add(bias_tile, warp_total, bias_tile, LANES);
            Select(sum, mask_3, bias_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> offsets = slot_5.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            const int32_t rows = LANES / 32;
            for (int32_t row = 0; row < rows; ++row) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row * 32), 1L);
                const int32_t count = start + row < outputs ? stop_2 : 0;
                if (count > 0) {
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, sum, offsets, (uint32_t)(row * 32 * 4), 1);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(y + (block_x * outputs + (start + row)), moved, 1);
                    moved_queue.FreeTensor(moved);
                }
            }
        }
    }
}

// One block an item. The item's inputs are staged once, in `inputs` floats of dynamic shared memory; then each warp
// takes an output at a time.
extern "C" __global__ __aicore__ void dense_staged_true(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR y_address, int32_t inputs,
        int32_t outputs, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(WARPS * 4));
    pipe.InitBuffer(slot_12, padded(WARPS * 128));
    pipe.InitBuffer(slot_13, 16384);
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        const int32_t warps = BLOCK_X / 32;
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < outputs; start += warps) {
            LocalTensor<int32_t> output = slot_4.Get<int32_t>();
            ShiftRight(output, lane, 5, LANES);
            Adds(output, output, start, LANES);
            LocalTensor<int32_t> work = slot_5.Get<int32_t>();
            Duplicate(work, outputs, LANES);
            LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
            Max(maximum, work, output, LANES);
            LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
            Compare(mask, maximum, output, CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> sum = slot_6.Get<float>();
            Duplicate(sum, 0.0f, LANES);
            wait<HardEvent::V_S>();
            for (int32_t start_2 = 0; start_2 < inputs; start_2 += 32) {
                LocalTensor<int32_t> k = slot_5.Get<int32_t>();
                Adds(k, lane_2, start_2, LANES);
                LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
                Duplicate(work_2, inputs, LANES);
                LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
                Max(maximum_2, work_2, k, LANES);
                LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
                Compare(mask_2, maximum_2, k, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> x_tile = slot_9.Get<float>();
                const int32_t rows = LANES / 32;
                wait<HardEvent::V_S>();
                for (int32_t row = 0; row < rows; ++row) {
                    const int32_t stop_2 = smaller(smaller(smaller(32L, (int64_t)BLOCK_X - row * 32), (int64_t)inputs
                            - start_2), (int64_t)inputs - start_2);
                    const int32_t count = start + row < outputs ? stop_2 : 0;
                    if (count > 0) {
                        copy_in(x_tile[row * 32], x + (start_2 + block_x * inputs), count);
                    }
                }
                LocalTensor<float> row_tile = slot_8.Get<float>();
                for (int32_t row = 0; row < rows; ++row) {
                    const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row * 32), (int64_t)inputs
                            - start_2);
                    const int32_t count = start + row < outputs ? stop_2 : 0;
                    if (count > 0) {
                        copy_in(row_tile[row * 32], weight + (start + row) * inputs + start_2, count);
                    }
                }
                wait<HardEvent::MTE2_V>();
                Mul(x_tile, x_tile, row_tile, LANES);
                Add(x_tile, sum, x_tile, LANES);
                Select(sum, mask_2, x_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
            LocalTensor<float> work_3 = slot_5.Get<float>();
            Select(work_3, mask, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> sum_2 = slot_11.Get<float>();
            sum_rows(sum_2, work_3, 32, WARPS);
            LocalTensor<float> warp_total = slot_12.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < WARPS; ++i) {
                Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
            }
            LocalTensor<int32_t> work_4 = slot_5.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            Compare(mask_3, lane_2, work_4, CMPMODE::EQ, LANES);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> bias_tile = slot_5.Get<float>();
            LocalTensor<float> window = slot_13.Get<float>();
            LocalTensor<int32_t> room = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places = slot_8.Get<int32_t>();
            copy_tile(places, output, LANES);
            gather_where(bias_tile, bias, mask_3, places, window, room, LANES);
            Add(bias_tile, warp_total, bias_tile, LANES);
            Select(sum, mask_3, bias_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            Compare(mask_4, sum, sum, CMPMODE::EQ, LANES);
            LocalTensor<float> work_5 = slot_5.Get<float>();
            Maxs(work_5, sum, 0.0f, LANES);
            Select(work_5, mask_4, work_5, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Select(sum, mask_3, work_5, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> offsets = slot_5.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            const int32_t rows = LANES / 32;
            for (int32_t row = 0; row < rows; ++row) {
                const int32_t stop_2 = smaller(smaller(32L, (int64_t)BLOCK_X - row * 32), 1L);
                const int32_t count = start + row < outputs ? stop_2 : 0;
                if (count > 0) {
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, sum, offsets, (uint32_t)(row * 32 * 4), 1);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(y + (block_x * outputs + (start + row)), moved, 1);
                    moved_queue.FreeTensor(moved);
                }
            }
        }
    }
}
