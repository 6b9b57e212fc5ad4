// rmsnorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Root-mean-square normalisation of the rows of a [rows, columns] matrix: y = x / sqrt(mean(x^2) + epsilon) * weight.

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

// One thread an element.
extern "C" __global__ __aicore__ void rmsnorm_naive(
        GM_ADDR x_address, GM_ADDR weight_address, GM_ADDR y_address, int32_t rows, int32_t columns, float epsilon,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 64));
    pipe.InitBuffer(slot_9, padded(LANES * 64));
    pipe.InitBuffer(slot_10, 16384);
    pipe.InitBuffer(slot_11, padded(LANES * 64));
    pipe.InitBuffer(slot_12, padded(LANES * 64));
    pipe.InitBuffer(slot_13, padded(LANES * 2));
    pipe.InitBuffer(slot_14, padded(LANES * 64));
    pipe.InitBuffer(slot_15, padded(LANES * 64));
    pipe.InitBuffer(slot_16, padded(LANES * 2));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane_2 = slot_1.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane_2, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * columns) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_4 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_5 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> row = slot_7.Get<int32_t>();
        quotients_by(row, i.ReinterpretCast<int32_t>(), columns != 0 ? columns : 1, work_4, work_5, work_6, LANES);
        LocalTensor<float> squares = slot_6.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        LocalTensor<float> partial_squares = slot_8.Get<float>();
        Duplicate(partial_squares, 0.0f, LANES * 16);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<float> value = slot_9.Get<float>();
            LocalTensor<float> window = slot_10.Get<float>();
            LocalTensor<int32_t> room = slot_11.Get<int32_t>();
            LocalTensor<float> work = slot_5.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> rows_2 = slot_12.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(rows_2[i_2 * 16], work.GetValue(i_2), 16);
            }
            LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
            CompareScalar(mask_2, rows_2, 0.0f, CMPMODE::NE, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<int32_t> lane = slot_12.Get<int32_t>();
            CreateVecIndex(lane, 0, LANES * 16);
            LocalTensor<int32_t> work_2 = slot_14.Get<int32_t>();
            Duplicate(work_2, 15, LANES * 16);
            And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_3 = slot_14.Get<int32_t>();
            Duplicate(work_3, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_15.Get<int32_t>();
            Max(maximum, work_3, lane, LANES * 16);
            LocalTensor<uint8_t> mask_3 = slot_16.Get<uint8_t>();
            Compare(mask_3, maximum, lane, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES * 16 + 15) / 16);
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            Muls(work_7, row, columns, LANES);
            LocalTensor<int32_t> places = slot_12.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t i_2 = 0; i_2 < LANES; ++i_2) {
                Duplicate(places[i_2 * 16], work_7.GetValue(i_2), 16);
            }
            LocalTensor<int32_t> lane_3 = slot_15.Get<int32_t>();
            CreateVecIndex(lane_3, 0, LANES * 16);
            LocalTensor<int32_t> work_8 = slot_14.Get<int32_t>();
            Duplicate(work_8, 15, LANES * 16);
            And(lane_3.ReinterpretCast<int16_t>(), lane_3.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            Adds(lane_3, lane_3, start, LANES * 16);
            Add(places, places, lane_3, LANES * 16);
            gather_where(value, x, mask_2, places, window, room, LANES * 16);
            LocalTensor<int32_t> lane_4 = slot_11.Get<int32_t>();
            CreateVecIndex(lane_4, 0, LANES * 16);
            LocalTensor<int32_t> work_9 = slot_12.Get<int32_t>();
            Duplicate(work_9, 15, LANES * 16);
            And(lane_4.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
            Duplicate(work_10, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum_2 = slot_15.Get<int32_t>();
            Max(maximum_2, work_10, lane_4, LANES * 16);
            LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
            Compare(mask_4, maximum_2, lane_4, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            LocalTensor<float> work_11 = slot_11.Get<float>();
            Mul(work_11, value, value, LANES * 16);
            Add(work_11, partial_squares, work_11, LANES * 16);
            Select(partial_squares, mask_4, work_11, partial_squares, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<float> sum = slot_5.Get<float>();
        sum_rows(sum, partial_squares, 16, LANES);
        Add(squares, squares, sum, LANES);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(rows * columns) - (int32_t)(block_x * LANES));
        LocalTensor<float> x_tile = x_tile_1_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_1_queue.EnQue(x_tile);
        x_tile = x_tile_1_queue.DeQue<float>();
        LocalTensor<float> work_12 = slot_5.Get<float>();
        Duplicate(work_12, (float)columns, LANES);
        Div(work_12, squares, work_12, LANES);
        Adds(work_12, work_12, epsilon, LANES);
        Sqrt(work_12, work_12, LANES);
        LocalTensor<float> work_13 = slot_4.Get<float>();
        Duplicate(work_13, 1.0f, LANES);
        Div(work_13, work_13, work_12, LANES);
        Mul(x_tile, x_tile, work_13, LANES);
        LocalTensor<float> weight_tile = slot_4.Get<float>();
        LocalTensor<float> window_2 = slot_10.Get<float>();
        LocalTensor<int32_t> room_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_17.Get<int32_t>();
        Muls(places_2, row, columns, LANES);
        Sub(places_2, i.ReinterpretCast<int32_t>(), places_2, LANES);
        gather_where(weight_tile, weight, mask, places_2, window_2, room_2, LANES);
        Mul(y_tile_out, x_tile, weight_tile, LANES);
        x_tile_1_queue.FreeTensor(x_tile);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// Adds x to the residual stream and normalises the sum, four columns at a time: `columns` is a multiple of four. One
// block of whole warps a row. residual is changed in place; every thread finds there what it wrote itself.
extern "C" __global__ __aicore__ void rmsnorm_residual(
        GM_ADDR x_address, GM_ADDR residual_address, GM_ADDR weight_address, GM_ADDR y_address, int32_t columns,
        float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* residual = (__gm__ float*)residual_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 16));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 16));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, 256);
    pipe.InitBuffer(slot_18, 256);
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 4);
        LocalTensor<int32_t> work = slot_2.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work, 3, LANES * 4);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), LANES
                * 4 * 2);
        Muls(lane, lane, LANES, LANES * 4);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 4);
        ShiftRight(lane_2, lane_2, 2, LANES * 4);
        Add(lane, lane, lane_2, LANES * 4);
        Muls(lane, lane, 4, LANES * 4);
        LocalTensor<float> lanes = slot_3.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_4.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        float scale = 0.0f;
        const int32_t vectors = columns / 4;
        __gm__ float* in = x + block_x * vectors * 4L;
        __gm__ float* stream = residual + block_x * vectors * 4L;
        __gm__ float* weights = weight;
        __gm__ float* out = y + block_x * vectors * 4L;
        LocalTensor<float> squares = slot_5.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < vectors; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)vectors - start);
            LocalTensor<float> whole_2 = slot_2.Get<float>();
            const int32_t elements = count * 4;
            wait<HardEvent::V_S>();
            copy_in(whole_2, in + start * 4L, elements);
            LocalTensor<float> added = slot_6.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(added, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_7.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> added_2 = slot_8.Get<float>();
            Gather(added_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_7.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> added_3 = slot_9.Get<float>();
            Gather(added_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_7.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> added_4 = slot_10.Get<float>();
            Gather(added_4, whole_2, offsets_4, 0, LANES);
            LocalTensor<float> whole_3 = slot_2.Get<float>();
            wait<HardEvent::MTE3_S>();
            wait<HardEvent::V_MTE2>();
            copy_in(whole_3, stream + start * 4L, elements);
            LocalTensor<float> sum = slot_7.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(sum, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_5 = slot_11.Get<uint32_t>();
            Adds(offsets_5.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> sum_2 = slot_12.Get<float>();
            Gather(sum_2, whole_3, offsets_5, 0, LANES);
            LocalTensor<uint32_t> offsets_6 = slot_11.Get<uint32_t>();
            Adds(offsets_6.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> sum_3 = slot_13.Get<float>();
            Gather(sum_3, whole_3, offsets_6, 0, LANES);
            LocalTensor<uint32_t> offsets_7 = slot_11.Get<uint32_t>();
            Adds(offsets_7.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> sum_4 = slot_14.Get<float>();
            Gather(sum_4, whole_3, offsets_7, 0, LANES);
            Add(sum, sum, added, LANES);
            Add(sum_2, sum_2, added_2, LANES);
            Add(sum_3, sum_3, added_3, LANES);
            Add(sum_4, sum_4, added_4, LANES);
            LocalTensor<float> fields = slot_2.Get<float>();
            copy_tile(fields.ReinterpretCast<int32_t>(), sum.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES].ReinterpretCast<int32_t>(), sum_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 2].ReinterpretCast<int32_t>(), sum_3.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 3].ReinterpretCast<int32_t>(), sum_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> stream_tile_out = slot_15.Get<float>();
            Gather(stream_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
            wait<HardEvent::V_MTE3>();
            copy_out(stream + start * 4L, stream_tile_out, elements);
            LocalTensor<float> squared_length_result = slot_11.Get<float>();
            Mul(squared_length_result, sum, sum, LANES);
            LocalTensor<float> work_2 = slot_16.Get<float>();
            Mul(work_2, sum_2, sum_2, LANES);
            Add(squared_length_result, squared_length_result, work_2, LANES);
            LocalTensor<float> work_3 = slot_16.Get<float>();
            Mul(work_3, sum_3, sum_3, LANES);
            Add(squared_length_result, squared_length_result, work_3, LANES);
            LocalTensor<float> work_4 = slot_16.Get<float>();
            Mul(work_4, sum_4, sum_4, LANES);
            Add(squared_length_result, squared_length_result, work_4, LANES);
            if (count > 0) {
                Add(squares, squares, squared_length_result, count);
            }
        }
        LocalTensor<float> work_5 = slot_6.Get<float>();
        Select(work_5, active, squares, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_5 = slot_17.Get<float>();
        LocalTensor<float> work_6 = slot_8.Get<float>();
        ReduceSum(sum_5, work_5, work_6, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_5.GetValue(0);
        LocalTensor<float> work_7 = slot_17.Get<float>();
        Duplicate(work_7, total / columns + epsilon, 8);
        Sqrt(work_7, work_7, 8);
        LocalTensor<float> work_8 = slot_18.Get<float>();
        Duplicate(work_8, 1.0f, 8);
        Div(work_8, work_8, work_7, 8);
        wait<HardEvent::V_S>();
        const float rsqrt = work_8.GetValue(0);
        scale = rsqrt;

        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_MTE3>();
        for (int32_t start = 0; start < vectors; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)vectors - start);
            LocalTensor<float> whole_4 = slot_15.Get<float>();
            const int32_t elements = count * 4;
            wait<HardEvent::MTE3_S>();
            copy_in(whole_4, stream + start * 4L, elements);
            LocalTensor<float> value = slot_6.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(value, whole_4, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_8 = slot_8.Get<uint32_t>();
            Adds(offsets_8.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> value_2 = slot_9.Get<float>();
            Gather(value_2, whole_4, offsets_8, 0, LANES);
            LocalTensor<uint32_t> offsets_9 = slot_8.Get<uint32_t>();
            Adds(offsets_9.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value_3 = slot_10.Get<float>();
            Gather(value_3, whole_4, offsets_9, 0, LANES);
            LocalTensor<uint32_t> offsets_10 = slot_8.Get<uint32_t>();
            Adds(offsets_10.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> value_4 = slot_7.Get<float>();
            Gather(value_4, whole_4, offsets_10, 0, LANES);
            LocalTensor<float> whole_5 = slot_15.Get<float>();
            wait<HardEvent::V_MTE2>();
            copy_in(whole_5, weights + start * 4L, elements);
            LocalTensor<float> w = slot_8.Get<float>();
            wait<HardEvent::MTE2_V>();
            Gather(w, whole_5, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_11 = slot_12.Get<uint32_t>();
            Adds(offsets_11.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> w_2 = slot_13.Get<float>();
            Gather(w_2, whole_5, offsets_11, 0, LANES);
            LocalTensor<uint32_t> offsets_12 = slot_12.Get<uint32_t>();
            Adds(offsets_12.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> w_3 = slot_14.Get<float>();
            Gather(w_3, whole_5, offsets_12, 0, LANES);
            LocalTensor<uint32_t> offsets_13 = slot_12.Get<uint32_t>();
            Adds(offsets_13.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> w_4 = slot_11.Get<float>();
            Gather(w_4, whole_5, offsets_13, 0, LANES);
            LocalTensor<float> value_5 = slot_12.Get<float>();
            Muls(value_5, value, scale, LANES);
            Mul(value_5, value_5, w, LANES);
            LocalTensor<float> value_6 = slot_16.Get<float>();
            Muls(value_6, value_2, scale, LANES);
            Mul(value_6, value_6, w_2, LANES);
            LocalTensor<float> value_7 = slot_19.Get<float>();
            Muls(value_7, value_3, scale, LANES);
            Mul(value_7, value_7, w_3, LANES);
            LocalTensor<float> value_8 = slot_20.Get<float>();
            Muls(value_8, value_4, scale, LANES);
            Mul(value_8, value_8, w_4, LANES);
            LocalTensor<float> fields_2 = slot_15.Get<float>();
            copy_tile(fields_2.ReinterpretCast<int32_t>(), value_5.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields_2[LANES].ReinterpretCast<int32_t>(), value_6.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields_2[LANES * 2].ReinterpretCast<int32_t>(), value_7.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields_2[LANES * 3].ReinterpretCast<int32_t>(), value_8.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> out_tile_out = slot_2.Get<float>();
            Gather(out_tile_out, fields_2, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
            wait<HardEvent::V_MTE3>();
            copy_out(out + start * 4L, out_tile_out, elements);
        }
    }
}
