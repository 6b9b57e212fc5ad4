// gemm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// C = alpha * A * B + beta * C, row-major: A is [M, K], B is [K, N], C is [M, N].

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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread an element of C.
extern "C" __global__ __aicore__ void gemm_naive(
        int32_t M, int32_t N, int32_t K, float alpha, GM_ADDR A_address, GM_ADDR B_address, float beta,
        GM_ADDR C_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
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
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<uint32_t> column = slot_6.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, M, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Max(maximum, work_2, row, LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, N, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::V_MTE2>();
        for (int32_t k = 0; k < K; ++k) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * BLOCK_X)) > 0L ? rows : 0;
            LocalTensor<float> A_tile = slot_8.Get<float>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                    Duplicate(A_tile[row_2 * BLOCK_X], load(A + (((int32_t)block_y * BLOCK_Y + row_2) * K + k)),
                            BLOCK_X);
                }
            } else {
                LocalTensor<float> window = slot_11.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Muls(places, row, K, LANES);
                Adds(places, places, k, LANES);
                gather_where(A_tile, A, mask, places, window, room, LANES);
            }
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> B_tile = slot_12.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(B_tile, B + (k * N + (int32_t)(block_x * BLOCK_X)), rows, columns_2, 0, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_11.Get<float>();
                LocalTensor<int32_t> room_2 = slot_13.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
                Adds(places_2, column.ReinterpretCast<int32_t>(), k * N, LANES);
                gather_where(B_tile, B, mask, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Mul(A_tile, A_tile, B_tile, LANES);
            Add(sum, sum, A_tile, LANES);
        }
        LocalTensor<float> work_5 = slot_8.Get<float>();
        Muls(work_5, sum, alpha, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<float> C_tile = slot_12.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_S>();
            copy_rows_in(C_tile, C + ((int32_t)block_y * BLOCK_Y * N + (int32_t)(block_x * BLOCK_X)), rows, columns_2,
                    N, BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * BLOCK_X) + lane_2 % BLOCK_X < N)) {
                    C_tile.SetValue(lane_2,
                            load(C + (row.GetValue(lane_2) * N + column.ReinterpretCast<int32_t>().GetValue(lane_2))));
                }
            }
        }
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Muls(C_tile, C_tile, beta, LANES);
        Add(work_5, work_5, C_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * BLOCK_Y * N + (int32_t)(block_x * BLOCK_X)), work_5, rows, columns_2,
                    N, BLOCK_X);
        } else if (columns > 0) {
            LocalTensor<uint32_t> offsets = slot_12.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                LocalTensor<float> moved = slot_13.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, work_5, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns);
                wait<HardEvent::V_MTE3>();
                copy_out(C + (((int32_t)block_y * BLOCK_Y + row_2) * N + (int32_t)(block_x * BLOCK_X)), moved, columns);
            }
        }
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
extern "C" __global__ __aicore__ void gemm_tiled_16(
        int32_t M, int32_t N, int32_t K, float alpha, GM_ADDR A_address, GM_ADDR B_address, float beta,
        GM_ADDR C_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 1024);
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, 1024);
    pipe.InitBuffer(slot_15, 1024);
    pipe.InitBuffer(slot_16, 1024);
    pipe.InitBuffer(slot_17, 1024);
    pipe.InitBuffer(slot_18, 1024);
    pipe.InitBuffer(slot_19, 1024);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, 16384);
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, 1024);
    pipe.InitBuffer(slot_32, 1024);
    pipe.InitBuffer(slot_33, 1024);
    pipe.InitBuffer(slot_34, 1024);
    pipe.InitBuffer(slot_35, 256);
    pipe.InitBuffer(slot_36, 1024);
    pipe.InitBuffer(slot_37, 1024);
    pipe.InitBuffer(slot_38, 256);
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
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<int32_t> tile_a_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_a_slots, 0, 256);
        LocalTensor<float> tile_a = slot_7.Get<float>();
        Duplicate(tile_a, 0.0f, 256);
        LocalTensor<int32_t> tile_b_slots = slot_8.Get<int32_t>();
        CreateVecIndex(tile_b_slots, 0, 256);
        LocalTensor<float> tile_b = slot_9.Get<float>();
        Duplicate(tile_b, 0.0f, 256);
        LocalTensor<int32_t> x = slot_2.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_10.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        LocalTensor<int32_t> row = slot_11.Get<int32_t>();
        Adds(row, y, (int32_t)block_y * 16, LANES);
        LocalTensor<uint32_t> column_3 = slot_12.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * 16), LANES);

        LocalTensor<float> sum = slot_13.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_14.Get<float>();
        Duplicate(product, 0.0f, 256);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_MTE2>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < K; start += 16) {
            LocalTensor<int32_t> line = slot_15.Get<int32_t>();
            ShiftRight(line, tile_a_slots, 4, 256);
            LocalTensor<int32_t> column = slot_16.Get<int32_t>();
            ShiftRight(column, tile_a_slots, 4, 256);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column, tile_a_slots, column, 256);
            LocalTensor<int32_t> writer = slot_17.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 256);
            Add(writer, writer, column, 256);
            LocalTensor<int32_t> work = slot_18.Get<int32_t>();
            Duplicate(work, BLOCK_X, 256);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, work, column, 256);
            LocalTensor<uint8_t> owned = slot_20.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 256);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_2 = slot_19.Get<int32_t>();
            Duplicate(work_2, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
            Max(maximum_2, work_2, writer, 256);
            LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 256);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 16);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    16);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 256);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_4 = slot_22.Get<int32_t>();
            Duplicate(work_4, M, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Adds(work_6, x, start, LANES);
            LocalTensor<int32_t> work_7 = slot_22.Get<int32_t>();
            Duplicate(work_7, K, LANES);
            LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
            Max(maximum_4, work_7, work_6, LANES);
            LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
            Compare(mask_3, maximum_4, work_6, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (int32_t)block_y * 16);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> A_tile = slot_23.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(A_tile, A + ((int32_t)block_y * 16 * K + start), rows, columns_2, K, BLOCK_X);
            } else {
                LocalTensor<float> window = slot_27.Get<float>();
                LocalTensor<int32_t> room = slot_25.Get<int32_t>();
                LocalTensor<int32_t> work_8 = slot_22.Get<int32_t>();
                Duplicate(work_8, M, LANES);
                LocalTensor<int32_t> maximum_5 = slot_28.Get<int32_t>();
                Max(maximum_5, work_8, row, LANES);
                LocalTensor<uint8_t> mask_4 = slot_26.Get<uint8_t>();
                Compare(mask_4, maximum_5, row, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_28.Get<int32_t>();
                Adds(work_9, x, start, LANES);
                LocalTensor<int32_t> work_10 = slot_22.Get<int32_t>();
                Duplicate(work_10, K, LANES);
                LocalTensor<int32_t> maximum_6 = slot_29.Get<int32_t>();
                Max(maximum_6, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_5 = slot_30.Get<uint8_t>();
                Compare(mask_5, maximum_6, work_9, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_28.Get<int32_t>();
                Muls(places, row, K, LANES);
                Adds(places, places, start, LANES);
                Add(places, places, x, LANES);
                gather_where(A_tile, A, mask_4, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(A_tile, mask_2, A_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_19.Get<int32_t>();
            Muls(work_11, owner, 4, 256);
            LocalTensor<float> gathered = slot_31.Get<float>();
            Gather(gathered, A_tile, work_11.ReinterpretCast<uint32_t>(), 0, 256);
            Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> line_2 = slot_31.Get<int32_t>();
            ShiftRight(line_2, tile_b_slots, 4, 256);
            LocalTensor<int32_t> column_2 = slot_19.Get<int32_t>();
            ShiftRight(column_2, tile_b_slots, 4, 256);
            ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column_2, tile_b_slots, column_2, 256);
            LocalTensor<int32_t> writer_2 = slot_32.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_2, 256);
            LocalTensor<int32_t> work_12 = slot_33.Get<int32_t>();
            Duplicate(work_12, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_7 = slot_34.Get<int32_t>();
            Max(maximum_7, work_12, column_2, 256);
            LocalTensor<uint8_t> owned_2 = slot_21.Get<uint8_t>();
            Compare(owned_2, maximum_7, column_2, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_13 = slot_34.Get<int32_t>();
            Duplicate(work_13, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_8 = slot_33.Get<int32_t>();
            Max(maximum_8, work_13, writer_2, 256);
            LocalTensor<uint8_t> mask_6 = slot_35.Get<uint8_t>();
            Compare(mask_6, maximum_8, writer_2, CMPMODE::EQ, 256);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_33.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_14 = slot_23.Get<int32_t>();
            Adds(work_14, y, start, LANES);
            LocalTensor<int32_t> work_15 = slot_25.Get<int32_t>();
            Duplicate(work_15, K, LANES);
            LocalTensor<int32_t> maximum_9 = slot_28.Get<int32_t>();
            Max(maximum_9, work_15, work_14, LANES);
            LocalTensor<uint8_t> mask_7 = slot_24.Get<uint8_t>();
            Compare(mask_7, maximum_9, work_14, CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_23.Get<int32_t>();
            Duplicate(work_16, N, LANES);
            LocalTensor<int32_t> maximum_10 = slot_28.Get<int32_t>();
            Max(maximum_10, work_16, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_8 = slot_26.Get<uint8_t>();
            Compare(mask_8, maximum_10, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K - start);
            const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * 16));
            const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
            LocalTensor<float> B_tile = slot_28.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (start * N + (int32_t)(block_x * 16)), rows_2, columns_4, N, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_27.Get<float>();
                LocalTensor<int32_t> room_2 = slot_23.Get<int32_t>();
                LocalTensor<int32_t> work_17 = slot_25.Get<int32_t>();
                Adds(work_17, y, start, LANES);
                LocalTensor<int32_t> work_18 = slot_29.Get<int32_t>();
                Duplicate(work_18, K, LANES);
                LocalTensor<int32_t> maximum_11 = slot_22.Get<int32_t>();
                Max(maximum_11, work_18, work_17, LANES);
                LocalTensor<uint8_t> mask_9 = slot_26.Get<uint8_t>();
                Compare(mask_9, maximum_11, work_17, CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_19 = slot_25.Get<int32_t>();
                Duplicate(work_19, N, LANES);
                LocalTensor<int32_t> maximum_12 = slot_22.Get<int32_t>();
                Max(maximum_12, work_19, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_10 = slot_30.Get<uint8_t>();
                Compare(mask_10, maximum_12, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_2 = slot_22.Get<int32_t>();
                Adds(places_2, y, start, LANES);
                Muls(places_2, places_2, N, LANES);
                Add(places_2, places_2, column_3.ReinterpretCast<int32_t>(), LANES);
                gather_where(B_tile, B, mask_9, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(B_tile, mask_7, B_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_20 = slot_34.Get<int32_t>();
            Muls(work_20, owner_2, 4, 256);
            LocalTensor<float> gathered_2 = slot_36.Get<float>();
            Gather(gathered_2, B_tile, work_20.ReinterpretCast<uint32_t>(), 0, 256);
            Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> product_2 = slot_37.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_21 = slot_38.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_21, tile_b[k * 16], tile_a.GetValue(i * 16 + k), 16);
                    Add(product_2[i * 16], product_2[i * 16], work_21, 16);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 256);
        }
        LocalTensor<int32_t> work_22 = slot_28.Get<int32_t>();
        Muls(work_22, y, 16, LANES);
        Add(work_22, work_22, x, LANES);
        LocalTensor<int32_t> work_23 = slot_23.Get<int32_t>();
        Duplicate(work_23, 0, LANES);
        Select(work_22.ReinterpretCast<float>(), active, work_22.ReinterpretCast<float>(),
                work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_22, work_22, 4, LANES);
        LocalTensor<float> gathered_3 = slot_23.Get<float>();
        Gather(gathered_3, product, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_3, LANES);
        LocalTensor<float> work_24 = slot_23.Get<float>();
        Muls(work_24, sum, alpha, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (int32_t)block_y * 16);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * 16));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<float> place_tile = slot_28.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_S>();
            copy_rows_in(place_tile, C + (int32_t)block_y * 16 * N + (int32_t)(block_x * 16), rows, columns_2, N,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 16 + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * 16) + lane_2 % BLOCK_X < N)) {
                    place_tile.SetValue(lane_2,
                            load(C + ((int32_t)block_y * 16 + lane_2 / BLOCK_X) * N
                            + (int32_t)(block_x * 16 + lane_2 % BLOCK_X)));
                }
            }
        }
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Muls(place_tile, place_tile, beta, LANES);
        Add(work_24, work_24, place_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + (int32_t)block_y * 16 * N + (int32_t)(block_x * 16), work_24, rows, columns_2, N,
                    BLOCK_X);
        } else if (columns > 0) {
            LocalTensor<uint32_t> offsets = slot_28.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                LocalTensor<float> moved = slot_22.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, work_24, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns);
                wait<HardEvent::V_MTE3>();
                copy_out(C + ((int32_t)block_y * 16 + row_2) * N + (int32_t)(block_x * 16), moved, columns);
            }
        }
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
extern "C" __global__ __aicore__ void gemm_tiled_8(
        int32_t M, int32_t N, int32_t K, float alpha, GM_ADDR A_address, GM_ADDR B_address, float beta,
        GM_ADDR C_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, 256);
    pipe.InitBuffer(slot_15, 256);
    pipe.InitBuffer(slot_16, 256);
    pipe.InitBuffer(slot_17, 256);
    pipe.InitBuffer(slot_18, 256);
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, 16384);
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, 256);
    pipe.InitBuffer(slot_35, 256);
    pipe.InitBuffer(slot_36, 256);
    pipe.InitBuffer(slot_37, 256);
    pipe.InitBuffer(slot_38, 256);
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
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<int32_t> tile_a_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_a_slots, 0, 64);
        LocalTensor<float> tile_a = slot_7.Get<float>();
        Duplicate(tile_a, 0.0f, 64);
        LocalTensor<int32_t> tile_b_slots = slot_8.Get<int32_t>();
        CreateVecIndex(tile_b_slots, 0, 64);
        LocalTensor<float> tile_b = slot_9.Get<float>();
        Duplicate(tile_b, 0.0f, 64);
        LocalTensor<int32_t> x = slot_2.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_10.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        LocalTensor<int32_t> row = slot_11.Get<int32_t>();
        Adds(row, y, (int32_t)block_y * 8, LANES);
        LocalTensor<uint32_t> column_3 = slot_12.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * 8), LANES);

        LocalTensor<float> sum = slot_13.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_14.Get<float>();
        Duplicate(product, 0.0f, 64);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_MTE2>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < K; start += 8) {
            LocalTensor<int32_t> line = slot_15.Get<int32_t>();
            ShiftRight(line, tile_a_slots, 3, 64);
            LocalTensor<int32_t> column = slot_16.Get<int32_t>();
            ShiftRight(column, tile_a_slots, 3, 64);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)3, 64);
            Sub(column, tile_a_slots, column, 64);
            LocalTensor<int32_t> writer = slot_17.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 64);
            Add(writer, writer, column, 64);
            LocalTensor<int32_t> work = slot_18.Get<int32_t>();
            Duplicate(work, BLOCK_X, 64);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, work, column, 64);
            LocalTensor<uint8_t> owned = slot_20.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 64);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> work_2 = slot_19.Get<int32_t>();
            Duplicate(work_2, BLOCK_X * BLOCK_Y, 64);
            LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
            Max(maximum_2, work_2, writer, 64);
            LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 4);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 64);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> work_4 = slot_22.Get<int32_t>();
            Duplicate(work_4, M, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Adds(work_6, x, start, LANES);
            LocalTensor<int32_t> work_7 = slot_22.Get<int32_t>();
            Duplicate(work_7, K, LANES);
            LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
            Max(maximum_4, work_7, work_6, LANES);
            LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
            Compare(mask_3, maximum_4, work_6, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (int32_t)block_y * 8);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> A_tile = slot_23.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(A_tile, A + ((int32_t)block_y * 8 * K + start), rows, columns_2, K, BLOCK_X);
            } else {
                LocalTensor<float> window = slot_27.Get<float>();
                LocalTensor<int32_t> room = slot_25.Get<int32_t>();
                LocalTensor<int32_t> work_8 = slot_22.Get<int32_t>();
                Duplicate(work_8, M, LANES);
                LocalTensor<int32_t> maximum_5 = slot_28.Get<int32_t>();
                Max(maximum_5, work_8, row, LANES);
                LocalTensor<uint8_t> mask_4 = slot_26.Get<uint8_t>();
                Compare(mask_4, maximum_5, row, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_28.Get<int32_t>();
                Adds(work_9, x, start, LANES);
                LocalTensor<int32_t> work_10 = slot_22.Get<int32_t>();
                Duplicate(work_10, K, LANES);
                LocalTensor<int32_t> maximum_6 = slot_29.Get<int32_t>();
                Max(maximum_6, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_5 = slot_30.Get<uint8_t>();
                Compare(mask_5, maximum_6, work_9, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_28.Get<int32_t>();
                Muls(places, row, K, LANES);
                Adds(places, places, start, LANES);
                Add(places, places, x, LANES);
                gather_where(A_tile, A, mask_4, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(A_tile, mask_2, A_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_19.Get<int32_t>();
            Muls(work_11, owner, 4, 64);
            LocalTensor<float> gathered = slot_31.Get<float>();
            Gather(gathered, A_tile, work_11.ReinterpretCast<uint32_t>(), 0, 64);
            Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> line_2 = slot_31.Get<int32_t>();
            ShiftRight(line_2, tile_b_slots, 3, 64);
            LocalTensor<int32_t> column_2 = slot_19.Get<int32_t>();
            ShiftRight(column_2, tile_b_slots, 3, 64);
            ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)3, 64);
            Sub(column_2, tile_b_slots, column_2, 64);
            LocalTensor<int32_t> writer_2 = slot_32.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 64);
            Add(writer_2, writer_2, column_2, 64);
            LocalTensor<int32_t> work_12 = slot_33.Get<int32_t>();
            Duplicate(work_12, BLOCK_X, 64);
            LocalTensor<int32_t> maximum_7 = slot_34.Get<int32_t>();
            Max(maximum_7, work_12, column_2, 64);
            LocalTensor<uint8_t> owned_2 = slot_21.Get<uint8_t>();
            Compare(owned_2, maximum_7, column_2, CMPMODE::EQ, 64);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> work_13 = slot_34.Get<int32_t>();
            Duplicate(work_13, BLOCK_X * BLOCK_Y, 64);
            LocalTensor<int32_t> maximum_8 = slot_33.Get<int32_t>();
            Max(maximum_8, work_13, writer_2, 64);
            LocalTensor<uint8_t> mask_6 = slot_35.Get<uint8_t>();
            Compare(mask_6, maximum_8, writer_2, CMPMODE::EQ, 64);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), 4);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> owner_2 = slot_33.Get<int32_t>();
            Duplicate(owner_2, 0, 64);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> work_14 = slot_23.Get<int32_t>();
            Adds(work_14, y, start, LANES);
            LocalTensor<int32_t> work_15 = slot_25.Get<int32_t>();
            Duplicate(work_15, K, LANES);
            LocalTensor<int32_t> maximum_9 = slot_28.Get<int32_t>();
            Max(maximum_9, work_15, work_14, LANES);
            LocalTensor<uint8_t> mask_7 = slot_24.Get<uint8_t>();
            Compare(mask_7, maximum_9, work_14, CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_23.Get<int32_t>();
            Duplicate(work_16, N, LANES);
            LocalTensor<int32_t> maximum_10 = slot_28.Get<int32_t>();
            Max(maximum_10, work_16, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_8 = slot_26.Get<uint8_t>();
            Compare(mask_8, maximum_10, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K - start);
            const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * 8));
            const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
            LocalTensor<float> B_tile = slot_28.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (start * N + (int32_t)(block_x * 8)), rows_2, columns_4, N, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_27.Get<float>();
                LocalTensor<int32_t> room_2 = slot_23.Get<int32_t>();
                LocalTensor<int32_t> work_17 = slot_25.Get<int32_t>();
                Adds(work_17, y, start, LANES);
                LocalTensor<int32_t> work_18 = slot_29.Get<int32_t>();
                Duplicate(work_18, K, LANES);
                LocalTensor<int32_t> maximum_11 = slot_22.Get<int32_t>();
                Max(maximum_11, work_18, work_17, LANES);
                LocalTensor<uint8_t> mask_9 = slot_26.Get<uint8_t>();
                Compare(mask_9, maximum_11, work_17, CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_19 = slot_25.Get<int32_t>();
                Duplicate(work_19, N, LANES);
                LocalTensor<int32_t> maximum_12 = slot_22.Get<int32_t>();
                Max(maximum_12, work_19, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_10 = slot_30.Get<uint8_t>();
                Compare(mask_10, maximum_12, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_2 = slot_22.Get<int32_t>();
                Adds(places_2, y, start, LANES);
                Muls(places_2, places_2, N, LANES);
                Add(places_2, places_2, column_3.ReinterpretCast<int32_t>(), LANES);
                gather_where(B_tile, B, mask_9, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(B_tile, mask_7, B_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_20 = slot_34.Get<int32_t>();
            Muls(work_20, owner_2, 4, 64);
            LocalTensor<float> gathered_2 = slot_36.Get<float>();
            Gather(gathered_2, B_tile, work_20.ReinterpretCast<uint32_t>(), 0, 64);
            Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<float> product_2 = slot_37.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 64);
            LocalTensor<float> work_21 = slot_38.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 8; ++i) {
                for (int32_t k = 0; k < 8; ++k) {
                    Muls(work_21, tile_b[k * 8], tile_a.GetValue(i * 8 + k), 8);
                    Add(product_2[i * 8], product_2[i * 8], work_21, 8);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 64);
        }
        LocalTensor<int32_t> work_22 = slot_28.Get<int32_t>();
        Muls(work_22, y, 8, LANES);
        Add(work_22, work_22, x, LANES);
        LocalTensor<int32_t> work_23 = slot_23.Get<int32_t>();
        Duplicate(work_23, 0, LANES);
        Select(work_22.ReinterpretCast<float>(), active, work_22.ReinterpretCast<float>(),
                work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_22, work_22, 4, LANES);
        LocalTensor<float> gathered_3 = slot_23.Get<float>();
        Gather(gathered_3, product, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_3, LANES);
        LocalTensor<float> work_24 = slot_23.Get<float>();
        Muls(work_24, sum, alpha, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (int32_t)block_y * 8);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * 8));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<float> place_tile = slot_28.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_S>();
            copy_rows_in(place_tile, C + (int32_t)block_y * 8 * N + (int32_t)(block_x * 8), rows, columns_2, N,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 8 + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * 8) + lane_2 % BLOCK_X < N)) {
                    place_tile.SetValue(lane_2,
                            load(C + ((int32_t)block_y * 8 + lane_2 / BLOCK_X) * N
                            + (int32_t)(block_x * 8 + lane_2 % BLOCK_X)));
                }
            }
        }
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Muls(place_tile, place_tile, beta, LANES);
        Add(work_24, work_24, place_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + (int32_t)block_y * 8 * N + (int32_t)(block_x * 8), work_24, rows, columns_2, N, BLOCK_X);
        } else if (columns > 0) {
            LocalTensor<uint32_t> offsets = slot_28.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                LocalTensor<float> moved = slot_22.Get<float>();
                wait<HardEvent::MTE3_V>();
                Gather(moved, work_24, offsets, (uint32_t)(row_2 * BLOCK_X * 4), columns);
                wait<HardEvent::V_MTE3>();
                copy_out(C + ((int32_t)block_y * 8 + row_2) * N + (int32_t)(block_x * 8), moved, columns);
            }
        }
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
extern "C" __global__ __aicore__ void gemm_half_4(
        int32_t M, int32_t N, int32_t K, GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* B = (__gm__ half*)B_address;
    __gm__ half* C = (__gm__ half*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46;
    pipe.InitBuffer(slot_0, 2048);
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, 1024);
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 2048);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, 1024);
    pipe.InitBuffer(slot_11, 512);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, 2048);
    pipe.InitBuffer(slot_20, 2048);
    pipe.InitBuffer(slot_21, 2048);
    pipe.InitBuffer(slot_22, 2048);
    pipe.InitBuffer(slot_23, 2048);
    pipe.InitBuffer(slot_24, 2048);
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, 256);
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_31, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_32, padded(LANES * 2));
    pipe.InitBuffer(slot_33, 16384);
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_36, 1024);
    pipe.InitBuffer(slot_37, 1024);
    pipe.InitBuffer(slot_38, 1024);
    pipe.InitBuffer(slot_39, 1024);
    pipe.InitBuffer(slot_40, 1024);
    pipe.InitBuffer(slot_41, 256);
    pipe.InitBuffer(slot_42, 256);
    pipe.InitBuffer(slot_43, 1024);
    pipe.InitBuffer(slot_44, 1024);
    pipe.InitBuffer(slot_45, 512);
    pipe.InitBuffer(slot_46, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, 512);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<float> lanes_3 = slot_2.Get<float>();
        CreateVecIndex(lanes_3, 0.0f, 256);
        LocalTensor<int32_t> lane = slot_3.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_12 = slot_4.Get<float>();
        Cast(work_12, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_12, work_12, 0.5f, LANES);
        Muls(work_12, work_12, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_5.Get<int32_t>();
        Cast(thread_x, work_12, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_9 = slot_4.Get<float>();
        Cast(work_9, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_9, work_9, 0.5f, LANES);
        Muls(work_9, work_9, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_6.Get<int32_t>();
        Cast(thread_y, work_9, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_7.Get<uint8_t>();
        CompareScalar(active, lanes_2, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> tile_a_slots = slot_8.Get<int32_t>();
        CreateVecIndex(tile_a_slots, 0, 512);
        LocalTensor<half> tile_a = slot_9.Get<half>();
        Duplicate(tile_a, (half)0.0f, 512);
        LocalTensor<int32_t> tile_b_slots = slot_10.Get<int32_t>();
        CreateVecIndex(tile_b_slots, 0, 256);
        LocalTensor<half> tile_b = slot_11.Get<half>();
        Duplicate(tile_b, (half)0.0f, 256);
        const int32_t TILE = 16;
        const int32_t STEP = 4;
        LocalTensor<int32_t> x = slot_4.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_12.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        const int32_t top = block_y * TILE;
        LocalTensor<uint32_t> column_3 = slot_13.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * TILE), LANES);
        const half zero = (half)0.0f;
        LocalTensor<float> sums = slot_14.Get<float>();
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slot_15.Get<float>();
        Duplicate(sums_2, 0.0f, LANES);
        LocalTensor<float> sums_3 = slot_16.Get<float>();
        Duplicate(sums_3, 0.0f, LANES);
        LocalTensor<float> sums_4 = slot_17.Get<float>();
        Duplicate(sums_4, 0.0f, LANES);
        int32_t start = 0;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        while (start < K) {
            wait<HardEvent::V_S>();
            for (int32_t r = 0; r < 4; ++r) {
                LocalTensor<int32_t> line_2 = slot_18.Get<int32_t>();
                Adds(line_2, y, r * STEP, LANES);
                LocalTensor<int32_t> place = slot_19.Get<int32_t>();
                Adds(place, tile_a_slots, 0 - 18 * (r * STEP), 512);
                LocalTensor<int32_t> work_5 = slot_20.Get<int32_t>();
                LocalTensor<int32_t> work_6 = slot_21.Get<int32_t>();
                LocalTensor<int32_t> work_7 = slot_22.Get<int32_t>();
                LocalTensor<int32_t> line = slot_23.Get<int32_t>();
                quotients_by(line, place, 18, work_5, work_6, work_7, 512);
                LocalTensor<int32_t> work = slot_22.Get<int32_t>();
                LocalTensor<int32_t> work_2 = slot_21.Get<int32_t>();
                LocalTensor<int32_t> work_3 = slot_20.Get<int32_t>();
                LocalTensor<int32_t> column = slot_24.Get<int32_t>();
                remainders_by(column, place, 18, work, work_2, work_3, 512);
                LocalTensor<int32_t> writer = slot_20.Get<int32_t>();
                Muls(writer, line, BLOCK_X, 512);
                Add(writer, writer, column, 512);
                const int32_t first = larger(0L, 0L - (0 - 18 * (r * STEP)));
                LocalTensor<uint8_t> owned = slot_25.Get<uint8_t>();
                CompareScalar(owned, lanes, 512.0f, CMPMODE::LT, 512);
                LocalTensor<uint8_t> mask = slot_26.Get<uint8_t>();
                CompareScalar(mask, lanes, (float)first, CMPMODE::GE, 512);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        32);
                LocalTensor<int32_t> work_4 = slot_21.Get<int32_t>();
                Duplicate(work_4, BLOCK_X, 512);
                LocalTensor<int32_t> maximum = slot_22.Get<int32_t>();
                Max(maximum, work_4, column, 512);
                LocalTensor<uint8_t> mask_2 = slot_26.Get<uint8_t>();
                Compare(mask_2, maximum, column, CMPMODE::EQ, 512);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_8 = slot_22.Get<int32_t>();
                Duplicate(work_8, BLOCK_X * BLOCK_Y, 512);
                LocalTensor<int32_t> maximum_2 = slot_21.Get<int32_t>();
                Max(maximum_2, work_8, writer, 512);
                LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
                Compare(mask_3, maximum_2, writer, CMPMODE::EQ, 512);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> owner = slot_21.Get<int32_t>();
                Duplicate(owner, 0, 512);
                Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                        owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> work_10 = slot_27.Get<int32_t>();
                Adds(work_10, line_2, top, LANES);
                LocalTensor<int32_t> work_11 = slot_28.Get<int32_t>();
                Duplicate(work_11, M, LANES);
                LocalTensor<int32_t> maximum_3 = slot_29.Get<int32_t>();
                Max(maximum_3, work_11, work_10, LANES);
                LocalTensor<uint8_t> mask_4 = slot_30.Get<uint8_t>();
                Compare(mask_4, maximum_3, work_10, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_13 = slot_27.Get<int32_t>();
                Adds(work_13, x, start, LANES);
                LocalTensor<int32_t> work_14 = slot_29.Get<int32_t>();
                Duplicate(work_14, K, LANES);
                LocalTensor<int32_t> maximum_4 = slot_28.Get<int32_t>();
                Max(maximum_4, work_14, work_13, LANES);
                LocalTensor<uint8_t> mask_5 = slot_31.Get<uint8_t>();
                Compare(mask_5, maximum_4, work_13, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                        - (top + r * STEP));
                const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
                const int32_t columns_2 = rows > 0 ? columns : 0;
                LocalTensor<half> A_tile = slot_32.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::V_S>();
                    copy_rows_in(A_tile, A + ((top + r * STEP) * K + start), rows, columns_2, K, BLOCK_X);
                } else {
                    LocalTensor<half> window = slot_33.Get<half>();
                    LocalTensor<int32_t> room = slot_27.Get<int32_t>();
                    LocalTensor<int32_t> work_15 = slot_28.Get<int32_t>();
                    Adds(work_15, line_2, top, LANES);
                    LocalTensor<int32_t> work_16 = slot_29.Get<int32_t>();
                    Duplicate(work_16, M, LANES);
                    LocalTensor<int32_t> maximum_5 = slot_34.Get<int32_t>();
                    Max(maximum_5, work_16, work_15, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_31.Get<uint8_t>();
                    Compare(mask_6, maximum_5, work_15, CMPMODE::EQ, LANES);
                    Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_17 = slot_28.Get<int32_t>();
                    Adds(work_17, x, start, LANES);
                    LocalTensor<int32_t> work_18 = slot_34.Get<int32_t>();
                    Duplicate(work_18, K, LANES);
                    LocalTensor<int32_t> maximum_6 = slot_29.Get<int32_t>();
                    Max(maximum_6, work_18, work_17, LANES);
                    LocalTensor<uint8_t> mask_7 = slot_35.Get<uint8_t>();
                    Compare(mask_7, maximum_6, work_17, CMPMODE::EQ, LANES);
                    Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                            mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                            mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> places = slot_28.Get<int32_t>();
                    Adds(places, line_2, top, LANES);
                    Muls(places, places, K, LANES);
                    Adds(places, places, start, LANES);
                    Add(places, places, x, LANES);
                    gather_where(A_tile, A, mask_6, places, window, room, LANES);
                }
                wait<HardEvent::MTE2_S>();
                Select(A_tile, mask_4, A_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_19 = slot_22.Get<int32_t>();
                Muls(work_19, owner, 2, 512);
                LocalTensor<half> gathered = slot_36.Get<half>();
                Gather(gathered, A_tile, work_19.ReinterpretCast<uint32_t>(), 0, 512);
                Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> place_2 = slot_37.Get<int32_t>();
                Adds(place_2, tile_b_slots, 0 - 16 * (r * STEP), 256);
                LocalTensor<int32_t> line_3 = slot_38.Get<int32_t>();
                ShiftRight(line_3, place_2, 31, 256);
                ShiftRight(line_3.ReinterpretCast<uint32_t>(), line_3.ReinterpretCast<uint32_t>(), (uint32_t)28, 256);
                Add(line_3, place_2, line_3, 256);
                ShiftRight(line_3, line_3, 4, 256);
                LocalTensor<int32_t> column_2 = slot_39.Get<int32_t>();
                ShiftRight(column_2, place_2, 31, 256);
                ShiftRight(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)28,
                        256);
                Add(column_2, place_2, column_2, 256);
                ShiftRight(column_2, column_2, 4, 256);
                ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
                Sub(column_2, place_2, column_2, 256);
                LocalTensor<int32_t> writer_2 = slot_40.Get<int32_t>();
                Muls(writer_2, line_3, BLOCK_X, 256);
                Add(writer_2, writer_2, column_2, 256);
                const int32_t first_2 = larger(0L, 0L - (0 - 16 * (r * STEP)));
                LocalTensor<uint8_t> owned_2 = slot_41.Get<uint8_t>();
                CompareScalar(owned_2, lanes_3, 256.0f, CMPMODE::LT, 256);
                LocalTensor<uint8_t> mask_8 = slot_42.Get<uint8_t>();
                CompareScalar(mask_8, lanes_3, (float)first_2, CMPMODE::GE, 256);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_20 = slot_43.Get<int32_t>();
                Duplicate(work_20, BLOCK_X, 256);
                LocalTensor<int32_t> maximum_7 = slot_44.Get<int32_t>();
                Max(maximum_7, work_20, column_2, 256);
                LocalTensor<uint8_t> mask_9 = slot_42.Get<uint8_t>();
                Compare(mask_9, maximum_7, column_2, CMPMODE::EQ, 256);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_21 = slot_44.Get<int32_t>();
                Duplicate(work_21, BLOCK_X * BLOCK_Y, 256);
                LocalTensor<int32_t> maximum_8 = slot_43.Get<int32_t>();
                Max(maximum_8, work_21, writer_2, 256);
                LocalTensor<uint8_t> mask_10 = slot_42.Get<uint8_t>();
                Compare(mask_10, maximum_8, writer_2, CMPMODE::EQ, 256);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> owner_2 = slot_43.Get<int32_t>();
                Duplicate(owner_2, 0, 256);
                Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                        owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
                LocalTensor<int32_t> work_22 = slot_27.Get<int32_t>();
                Adds(work_22, line_2, start, LANES);
                LocalTensor<int32_t> work_23 = slot_28.Get<int32_t>();
                Duplicate(work_23, K, LANES);
                LocalTensor<int32_t> maximum_9 = slot_29.Get<int32_t>();
                Max(maximum_9, work_23, work_22, LANES);
                LocalTensor<uint8_t> mask_11 = slot_30.Get<uint8_t>();
                Compare(mask_11, maximum_9, work_22, CMPMODE::EQ, LANES);
                Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_24 = slot_27.Get<int32_t>();
                Duplicate(work_24, N, LANES);
                LocalTensor<int32_t> maximum_10 = slot_29.Get<int32_t>();
                Max(maximum_10, work_24, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_12 = slot_31.Get<uint8_t>();
                Compare(mask_12, maximum_10, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                        mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K
                        - (start + r * STEP));
                const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
                const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
                LocalTensor<half> B_tile = slot_32.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::V_MTE2>();
                    copy_rows_in(B_tile, B + ((start + r * STEP) * N + (int32_t)(block_x * TILE)), rows_2, columns_4, N,
                            BLOCK_X);
                } else {
                    LocalTensor<half> window_2 = slot_33.Get<half>();
                    LocalTensor<int32_t> room_2 = slot_29.Get<int32_t>();
                    LocalTensor<int32_t> work_25 = slot_27.Get<int32_t>();
                    Adds(work_25, line_2, start, LANES);
                    LocalTensor<int32_t> work_26 = slot_28.Get<int32_t>();
                    Duplicate(work_26, K, LANES);
                    LocalTensor<int32_t> maximum_11 = slot_34.Get<int32_t>();
                    Max(maximum_11, work_26, work_25, LANES);
                    LocalTensor<uint8_t> mask_13 = slot_31.Get<uint8_t>();
                    Compare(mask_13, maximum_11, work_25, CMPMODE::EQ, LANES);
                    Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_27 = slot_27.Get<int32_t>();
                    Duplicate(work_27, N, LANES);
                    LocalTensor<int32_t> maximum_12 = slot_34.Get<int32_t>();
                    Max(maximum_12, work_27, column_3.ReinterpretCast<int32_t>(), LANES);
                    LocalTensor<uint8_t> mask_14 = slot_35.Get<uint8_t>();
                    Compare(mask_14, maximum_12, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                    Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                            mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_13.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                            mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> places_2 = slot_34.Get<int32_t>();
                    Adds(places_2, line_2, start, LANES);
                    Muls(places_2, places_2, N, LANES);
                    Add(places_2, places_2, column_3.ReinterpretCast<int32_t>(), LANES);
                    gather_where(B_tile, B, mask_13, places_2, window_2, room_2, LANES);
                }
                wait<HardEvent::MTE2_S>();
                Select(B_tile, mask_11, B_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_28 = slot_44.Get<int32_t>();
                Muls(work_28, owner_2, 2, 256);
                LocalTensor<half> gathered_2 = slot_45.Get<half>();
                Gather(gathered_2, B_tile, work_28.ReinterpretCast<uint32_t>(), 0, 256);
                Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            }
            for (int32_t k = 0; k < TILE; ++k) {
                LocalTensor<int32_t> work_29 = slot_18.Get<int32_t>();
                Adds(work_29, x, (int32_t)(k * 16L), LANES);
                LocalTensor<int32_t> work_30 = slot_29.Get<int32_t>();
                Duplicate(work_30, 0, LANES);
                Select(work_29.ReinterpretCast<float>(), active, work_29.ReinterpretCast<float>(),
                        work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_29, work_29, 2, LANES);
                LocalTensor<half> gathered_3 = slot_32.Get<half>();
                Gather(gathered_3, tile_b, work_29.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> b = slot_18.Get<float>();
                Cast(b, gathered_3, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_31 = slot_29.Get<int32_t>();
                Adds(work_31, y, 0, LANES);
                Muls(work_31, work_31, 18, LANES);
                Adds(work_31, work_31, k, LANES);
                LocalTensor<int32_t> work_32 = slot_34.Get<int32_t>();
                Duplicate(work_32, 0, LANES);
                Select(work_31.ReinterpretCast<float>(), active, work_31.ReinterpretCast<float>(),
                        work_32.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_31, work_31, 2, LANES);
                LocalTensor<half> gathered_4 = slot_32.Get<half>();
                Gather(gathered_4, tile_a, work_31.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_33 = slot_29.Get<float>();
                Cast(work_33, gathered_4, RoundMode::CAST_NONE, LANES);
                Mul(work_33, work_33, b, LANES);
                Add(sums, sums, work_33, LANES);
                LocalTensor<int32_t> work_34 = slot_29.Get<int32_t>();
                Adds(work_34, y, STEP, LANES);
                Muls(work_34, work_34, 18, LANES);
                Adds(work_34, work_34, k, LANES);
                LocalTensor<int32_t> work_35 = slot_34.Get<int32_t>();
                Duplicate(work_35, 0, LANES);
                Select(work_34.ReinterpretCast<float>(), active, work_34.ReinterpretCast<float>(),
                        work_35.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_34, work_34, 2, LANES);
                LocalTensor<half> gathered_5 = slot_32.Get<half>();
                Gather(gathered_5, tile_a, work_34.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_36 = slot_29.Get<float>();
                Cast(work_36, gathered_5, RoundMode::CAST_NONE, LANES);
                Mul(work_36, work_36, b, LANES);
                Add(sums_2, sums_2, work_36, LANES);
                LocalTensor<int32_t> work_37 = slot_29.Get<int32_t>();
                Adds(work_37, y, 2 * STEP, LANES);
                Muls(work_37, work_37, 18, LANES);
                Adds(work_37, work_37, k, LANES);
                LocalTensor<int32_t> work_38 = slot_34.Get<int32_t>();
                Duplicate(work_38, 0, LANES);
                Select(work_37.ReinterpretCast<float>(), active, work_37.ReinterpretCast<float>(),
                        work_38.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_37, work_37, 2, LANES);
                LocalTensor<half> gathered_6 = slot_32.Get<half>();
                Gather(gathered_6, tile_a, work_37.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_39 = slot_29.Get<float>();
                Cast(work_39, gathered_6, RoundMode::CAST_NONE, LANES);
                Mul(work_39, work_39, b, LANES);
                Add(sums_3, sums_3, work_39, LANES);
                LocalTensor<int32_t> work_40 = slot_29.Get<int32_t>();
                Adds(work_40, y, 3 * STEP, LANES);
                Muls(work_40, work_40, 18, LANES);
                Adds(work_40, work_40, k, LANES);
                LocalTensor<int32_t> work_41 = slot_34.Get<int32_t>();
                Duplicate(work_41, 0, LANES);
                Select(work_40.ReinterpretCast<float>(), active, work_40.ReinterpretCast<float>(),
                        work_41.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_40, work_40, 2, LANES);
                LocalTensor<half> gathered_7 = slot_32.Get<half>();
                Gather(gathered_7, tile_a, work_40.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_42 = slot_29.Get<float>();
                Cast(work_42, gathered_7, RoundMode::CAST_NONE, LANES);
                Mul(work_42, work_42, b, LANES);
                Add(sums_4, sums_4, work_42, LANES);
            }
            start += TILE;
        }
        LocalTensor<half> work_43 = slot_32.Get<half>();
        Cast(work_43, sums, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M - top);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + (top * N + (int32_t)(block_x * TILE)), work_43, rows, columns_2, N, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M - top);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_18.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved = slot_46.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved, work_43, offsets, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + ((top + row) * N + (int32_t)(block_x * TILE)), moved, stop_2);
                }
            }
        }
        LocalTensor<half> work_44 = slot_32.Get<half>();
        wait<HardEvent::MTE3_S>();
        Cast(work_44, sums_2, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + STEP));
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + STEP) * N + (int32_t)(block_x * TILE)), work_44, rows, columns_2, N, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + STEP));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets_2 = slot_18.Get<uint32_t>();
                CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved_2 = slot_46.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved_2, work_44, offsets_2, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + ((top + row + STEP) * N + (int32_t)(block_x * TILE)), moved_2, stop_2);
                }
            }
        }
        LocalTensor<half> work_45 = slot_32.Get<half>();
        wait<HardEvent::MTE3_S>();
        Cast(work_45, sums_3, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + 2 * STEP));
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + 2 * STEP) * N + (int32_t)(block_x * TILE)), work_45, rows, columns_2, N, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + 2 * STEP));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets_3 = slot_18.Get<uint32_t>();
                CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved_3 = slot_46.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved_3, work_45, offsets_3, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + ((top + row + 2 * STEP) * N + (int32_t)(block_x * TILE)), moved_3, stop_2);
                }
            }
        }
        LocalTensor<half> work_46 = slot_32.Get<half>();
        wait<HardEvent::MTE3_S>();
        Cast(work_46, sums_4, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + 3 * STEP));
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + 3 * STEP) * N + (int32_t)(block_x * TILE)), work_46, rows, columns_2, N, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + 3 * STEP));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets_4 = slot_18.Get<uint32_t>();
                CreateVecIndex(offsets_4.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets_4.ReinterpretCast<int32_t>(), offsets_4.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved_4 = slot_46.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved_4, work_46, offsets_4, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + ((top + row + 3 * STEP) * N + (int32_t)(block_x * TILE)), moved_4, stop_2);
                }
            }
        }
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
extern "C" __global__ __aicore__ void gemm_half_2(
        int32_t M, int32_t N, int32_t K, GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* B = (__gm__ half*)B_address;
    __gm__ half* C = (__gm__ half*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44;
    pipe.InitBuffer(slot_0, 2048);
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, 1024);
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 2048);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, 1024);
    pipe.InitBuffer(slot_11, 512);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, 2048);
    pipe.InitBuffer(slot_18, 2048);
    pipe.InitBuffer(slot_19, 2048);
    pipe.InitBuffer(slot_20, 2048);
    pipe.InitBuffer(slot_21, 2048);
    pipe.InitBuffer(slot_22, 2048);
    pipe.InitBuffer(slot_23, 256);
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, padded(LANES * 2));
    pipe.InitBuffer(slot_31, 16384);
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_34, 1024);
    pipe.InitBuffer(slot_35, 1024);
    pipe.InitBuffer(slot_36, 1024);
    pipe.InitBuffer(slot_37, 1024);
    pipe.InitBuffer(slot_38, 1024);
    pipe.InitBuffer(slot_39, 256);
    pipe.InitBuffer(slot_40, 256);
    pipe.InitBuffer(slot_41, 1024);
    pipe.InitBuffer(slot_42, 1024);
    pipe.InitBuffer(slot_43, 512);
    pipe.InitBuffer(slot_44, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, 512);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<float> lanes_3 = slot_2.Get<float>();
        CreateVecIndex(lanes_3, 0.0f, 256);
        LocalTensor<int32_t> lane = slot_3.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_12 = slot_4.Get<float>();
        Cast(work_12, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_12, work_12, 0.5f, LANES);
        Muls(work_12, work_12, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_5.Get<int32_t>();
        Cast(thread_x, work_12, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_9 = slot_4.Get<float>();
        Cast(work_9, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_9, work_9, 0.5f, LANES);
        Muls(work_9, work_9, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_6.Get<int32_t>();
        Cast(thread_y, work_9, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_7.Get<uint8_t>();
        CompareScalar(active, lanes_2, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> tile_a_slots = slot_8.Get<int32_t>();
        CreateVecIndex(tile_a_slots, 0, 512);
        LocalTensor<half> tile_a = slot_9.Get<half>();
        Duplicate(tile_a, (half)0.0f, 512);
        LocalTensor<int32_t> tile_b_slots = slot_10.Get<int32_t>();
        CreateVecIndex(tile_b_slots, 0, 256);
        LocalTensor<half> tile_b = slot_11.Get<half>();
        Duplicate(tile_b, (half)0.0f, 256);
        const int32_t TILE = 16;
        const int32_t STEP = 8;
        LocalTensor<int32_t> x = slot_4.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_12.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        const int32_t top = block_y * TILE;
        LocalTensor<uint32_t> column_3 = slot_13.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * TILE), LANES);
        const half zero = (half)0.0f;
        LocalTensor<float> sums = slot_14.Get<float>();
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slot_15.Get<float>();
        Duplicate(sums_2, 0.0f, LANES);
        int32_t start = 0;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        while (start < K) {
            wait<HardEvent::V_S>();
            for (int32_t r = 0; r < 2; ++r) {
                LocalTensor<int32_t> line_2 = slot_16.Get<int32_t>();
                Adds(line_2, y, r * STEP, LANES);
                LocalTensor<int32_t> place = slot_17.Get<int32_t>();
                Adds(place, tile_a_slots, 0 - 18 * (r * STEP), 512);
                LocalTensor<int32_t> work_5 = slot_18.Get<int32_t>();
                LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
                LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
                LocalTensor<int32_t> line = slot_21.Get<int32_t>();
                quotients_by(line, place, 18, work_5, work_6, work_7, 512);
                LocalTensor<int32_t> work = slot_20.Get<int32_t>();
                LocalTensor<int32_t> work_2 = slot_19.Get<int32_t>();
                LocalTensor<int32_t> work_3 = slot_18.Get<int32_t>();
                LocalTensor<int32_t> column = slot_22.Get<int32_t>();
                remainders_by(column, place, 18, work, work_2, work_3, 512);
                LocalTensor<int32_t> writer = slot_18.Get<int32_t>();
                Muls(writer, line, BLOCK_X, 512);
                Add(writer, writer, column, 512);
                const int32_t first = larger(0L, 0L - (0 - 18 * (r * STEP)));
                LocalTensor<uint8_t> owned = slot_23.Get<uint8_t>();
                CompareScalar(owned, lanes, 512.0f, CMPMODE::LT, 512);
                LocalTensor<uint8_t> mask = slot_24.Get<uint8_t>();
                CompareScalar(mask, lanes, (float)first, CMPMODE::GE, 512);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        32);
                LocalTensor<int32_t> work_4 = slot_19.Get<int32_t>();
                Duplicate(work_4, BLOCK_X, 512);
                LocalTensor<int32_t> maximum = slot_20.Get<int32_t>();
                Max(maximum, work_4, column, 512);
                LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
                Compare(mask_2, maximum, column, CMPMODE::EQ, 512);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_8 = slot_20.Get<int32_t>();
                Duplicate(work_8, BLOCK_X * BLOCK_Y, 512);
                LocalTensor<int32_t> maximum_2 = slot_19.Get<int32_t>();
                Max(maximum_2, work_8, writer, 512);
                LocalTensor<uint8_t> mask_3 = slot_24.Get<uint8_t>();
                Compare(mask_3, maximum_2, writer, CMPMODE::EQ, 512);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> owner = slot_19.Get<int32_t>();
                Duplicate(owner, 0, 512);
                Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                        owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> work_10 = slot_25.Get<int32_t>();
                Adds(work_10, line_2, top, LANES);
                LocalTensor<int32_t> work_11 = slot_26.Get<int32_t>();
                Duplicate(work_11, M, LANES);
                LocalTensor<int32_t> maximum_3 = slot_27.Get<int32_t>();
                Max(maximum_3, work_11, work_10, LANES);
                LocalTensor<uint8_t> mask_4 = slot_28.Get<uint8_t>();
                Compare(mask_4, maximum_3, work_10, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_13 = slot_25.Get<int32_t>();
                Adds(work_13, x, start, LANES);
                LocalTensor<int32_t> work_14 = slot_27.Get<int32_t>();
                Duplicate(work_14, K, LANES);
                LocalTensor<int32_t> maximum_4 = slot_26.Get<int32_t>();
                Max(maximum_4, work_14, work_13, LANES);
                LocalTensor<uint8_t> mask_5 = slot_29.Get<uint8_t>();
                Compare(mask_5, maximum_4, work_13, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                        - (top + r * STEP));
                const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
                const int32_t columns_2 = rows > 0 ? columns : 0;
                LocalTensor<half> A_tile = slot_30.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::V_S>();
                    copy_rows_in(A_tile, A + ((top + r * STEP) * K + start), rows, columns_2, K, BLOCK_X);
                } else {
                    LocalTensor<half> window = slot_31.Get<half>();
                    LocalTensor<int32_t> room = slot_25.Get<int32_t>();
                    LocalTensor<int32_t> work_15 = slot_26.Get<int32_t>();
                    Adds(work_15, line_2, top, LANES);
                    LocalTensor<int32_t> work_16 = slot_27.Get<int32_t>();
                    Duplicate(work_16, M, LANES);
                    LocalTensor<int32_t> maximum_5 = slot_32.Get<int32_t>();
                    Max(maximum_5, work_16, work_15, LANES);
                    LocalTensor<uint8_t> mask_6 = slot_29.Get<uint8_t>();
                    Compare(mask_6, maximum_5, work_15, CMPMODE::EQ, LANES);
                    Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_17 = slot_26.Get<int32_t>();
                    Adds(work_17, x, start, LANES);
                    LocalTensor<int32_t> work_18 = slot_32.Get<int32_t>();
                    Duplicate(work_18, K, LANES);
                    LocalTensor<int32_t> maximum_6 = slot_27.Get<int32_t>();
                    Max(maximum_6, work_18, work_17, LANES);
                    LocalTensor<uint8_t> mask_7 = slot_33.Get<uint8_t>();
                    Compare(mask_7, maximum_6, work_17, CMPMODE::EQ, LANES);
                    Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                            mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                            mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> places = slot_26.Get<int32_t>();
                    Adds(places, line_2, top, LANES);
                    Muls(places, places, K, LANES);
                    Adds(places, places, start, LANES);
                    Add(places, places, x, LANES);
                    gather_where(A_tile, A, mask_6, places, window, room, LANES);
                }
                wait<HardEvent::MTE2_S>();
                Select(A_tile, mask_4, A_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_19 = slot_20.Get<int32_t>();
                Muls(work_19, owner, 2, 512);
                LocalTensor<half> gathered = slot_34.Get<half>();
                Gather(gathered, A_tile, work_19.ReinterpretCast<uint32_t>(), 0, 512);
                Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> place_2 = slot_35.Get<int32_t>();
                Adds(place_2, tile_b_slots, 0 - 16 * (r * STEP), 256);
                LocalTensor<int32_t> line_3 = slot_36.Get<int32_t>();
                ShiftRight(line_3, place_2, 31, 256);
                ShiftRight(line_3.ReinterpretCast<uint32_t>(), line_3.ReinterpretCast<uint32_t>(), (uint32_t)28, 256);
                Add(line_3, place_2, line_3, 256);
                ShiftRight(line_3, line_3, 4, 256);
                LocalTensor<int32_t> column_2 = slot_37.Get<int32_t>();
                ShiftRight(column_2, place_2, 31, 256);
                ShiftRight(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)28,
                        256);
                Add(column_2, place_2, column_2, 256);
                ShiftRight(column_2, column_2, 4, 256);
                ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
                Sub(column_2, place_2, column_2, 256);
                LocalTensor<int32_t> writer_2 = slot_38.Get<int32_t>();
                Muls(writer_2, line_3, BLOCK_X, 256);
                Add(writer_2, writer_2, column_2, 256);
                const int32_t first_2 = larger(0L, 0L - (0 - 16 * (r * STEP)));
                LocalTensor<uint8_t> owned_2 = slot_39.Get<uint8_t>();
                CompareScalar(owned_2, lanes_3, 256.0f, CMPMODE::LT, 256);
                LocalTensor<uint8_t> mask_8 = slot_40.Get<uint8_t>();
                CompareScalar(mask_8, lanes_3, (float)first_2, CMPMODE::GE, 256);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_20 = slot_41.Get<int32_t>();
                Duplicate(work_20, BLOCK_X, 256);
                LocalTensor<int32_t> maximum_7 = slot_42.Get<int32_t>();
                Max(maximum_7, work_20, column_2, 256);
                LocalTensor<uint8_t> mask_9 = slot_40.Get<uint8_t>();
                Compare(mask_9, maximum_7, column_2, CMPMODE::EQ, 256);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_21 = slot_42.Get<int32_t>();
                Duplicate(work_21, BLOCK_X * BLOCK_Y, 256);
                LocalTensor<int32_t> maximum_8 = slot_41.Get<int32_t>();
                Max(maximum_8, work_21, writer_2, 256);
                LocalTensor<uint8_t> mask_10 = slot_40.Get<uint8_t>();
                Compare(mask_10, maximum_8, writer_2, CMPMODE::EQ, 256);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> owner_2 = slot_41.Get<int32_t>();
                Duplicate(owner_2, 0, 256);
                Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                        owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
                LocalTensor<int32_t> work_22 = slot_25.Get<int32_t>();
                Adds(work_22, line_2, start, LANES);
                LocalTensor<int32_t> work_23 = slot_26.Get<int32_t>();
                Duplicate(work_23, K, LANES);
                LocalTensor<int32_t> maximum_9 = slot_27.Get<int32_t>();
                Max(maximum_9, work_23, work_22, LANES);
                LocalTensor<uint8_t> mask_11 = slot_28.Get<uint8_t>();
                Compare(mask_11, maximum_9, work_22, CMPMODE::EQ, LANES);
                Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_24 = slot_25.Get<int32_t>();
                Duplicate(work_24, N, LANES);
                LocalTensor<int32_t> maximum_10 = slot_27.Get<int32_t>();
                Max(maximum_10, work_24, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_12 = slot_29.Get<uint8_t>();
                Compare(mask_12, maximum_10, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                        mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K
                        - (start + r * STEP));
                const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
                const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
                LocalTensor<half> B_tile = slot_30.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::V_MTE2>();
                    copy_rows_in(B_tile, B + ((start + r * STEP) * N + (int32_t)(block_x * TILE)), rows_2, columns_4, N,
                            BLOCK_X);
                } else {
                    LocalTensor<half> window_2 = slot_31.Get<half>();
                    LocalTensor<int32_t> room_2 = slot_27.Get<int32_t>();
                    LocalTensor<int32_t> work_25 = slot_25.Get<int32_t>();
                    Adds(work_25, line_2, start, LANES);
                    LocalTensor<int32_t> work_26 = slot_26.Get<int32_t>();
                    Duplicate(work_26, K, LANES);
                    LocalTensor<int32_t> maximum_11 = slot_32.Get<int32_t>();
                    Max(maximum_11, work_26, work_25, LANES);
                    LocalTensor<uint8_t> mask_13 = slot_29.Get<uint8_t>();
                    Compare(mask_13, maximum_11, work_25, CMPMODE::EQ, LANES);
                    Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_27 = slot_25.Get<int32_t>();
                    Duplicate(work_27, N, LANES);
                    LocalTensor<int32_t> maximum_12 = slot_32.Get<int32_t>();
                    Max(maximum_12, work_27, column_3.ReinterpretCast<int32_t>(), LANES);
                    LocalTensor<uint8_t> mask_14 = slot_33.Get<uint8_t>();
                    Compare(mask_14, maximum_12, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                    Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                            mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_13.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                            mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> places_2 = slot_32.Get<int32_t>();
                    Adds(places_2, line_2, start, LANES);
                    Muls(places_2, places_2, N, LANES);
                    Add(places_2, places_2, column_3.ReinterpretCast<int32_t>(), LANES);
                    gather_where(B_tile, B, mask_13, places_2, window_2, room_2, LANES);
                }
                wait<HardEvent::MTE2_S>();
                Select(B_tile, mask_11, B_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_28 = slot_42.Get<int32_t>();
                Muls(work_28, owner_2, 2, 256);
                LocalTensor<half> gathered_2 = slot_43.Get<half>();
                Gather(gathered_2, B_tile, work_28.ReinterpretCast<uint32_t>(), 0, 256);
                Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            }
            for (int32_t k = 0; k < TILE; ++k) {
                LocalTensor<int32_t> work_29 = slot_16.Get<int32_t>();
                Adds(work_29, x, (int32_t)(k * 16L), LANES);
                LocalTensor<int32_t> work_30 = slot_27.Get<int32_t>();
                Duplicate(work_30, 0, LANES);
                Select(work_29.ReinterpretCast<float>(), active, work_29.ReinterpretCast<float>(),
                        work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_29, work_29, 2, LANES);
                LocalTensor<half> gathered_3 = slot_30.Get<half>();
                Gather(gathered_3, tile_b, work_29.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> b = slot_16.Get<float>();
                Cast(b, gathered_3, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_31 = slot_27.Get<int32_t>();
                Adds(work_31, y, 0, LANES);
                Muls(work_31, work_31, 18, LANES);
                Adds(work_31, work_31, k, LANES);
                LocalTensor<int32_t> work_32 = slot_32.Get<int32_t>();
                Duplicate(work_32, 0, LANES);
                Select(work_31.ReinterpretCast<float>(), active, work_31.ReinterpretCast<float>(),
                        work_32.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_31, work_31, 2, LANES);
                LocalTensor<half> gathered_4 = slot_30.Get<half>();
                Gather(gathered_4, tile_a, work_31.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_33 = slot_27.Get<float>();
                Cast(work_33, gathered_4, RoundMode::CAST_NONE, LANES);
                Mul(work_33, work_33, b, LANES);
                Add(sums, sums, work_33, LANES);
                LocalTensor<int32_t> work_34 = slot_27.Get<int32_t>();
                Adds(work_34, y, STEP, LANES);
                Muls(work_34, work_34, 18, LANES);
                Adds(work_34, work_34, k, LANES);
                LocalTensor<int32_t> work_35 = slot_32.Get<int32_t>();
                Duplicate(work_35, 0, LANES);
                Select(work_34.ReinterpretCast<float>(), active, work_34.ReinterpretCast<float>(),
                        work_35.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_34, work_34, 2, LANES);
                LocalTensor<half> gathered_5 = slot_30.Get<half>();
                Gather(gathered_5, tile_a, work_34.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_36 = slot_27.Get<float>();
                Cast(work_36, gathered_5, RoundMode::CAST_NONE, LANES);
                Mul(work_36, work_36, b, LANES);
                Add(sums_2, sums_2, work_36, LANES);
            }
            start += TILE;
        }
        LocalTensor<half> work_37 = slot_30.Get<half>();
        Cast(work_37, sums, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M - top);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + (top * N + (int32_t)(block_x * TILE)), work_37, rows, columns_2, N, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M - top);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_16.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved = slot_44.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved, work_37, offsets, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + ((top + row) * N + (int32_t)(block_x * TILE)), moved, stop_2);
                }
            }
        }
        LocalTensor<half> work_38 = slot_30.Get<half>();
        wait<HardEvent::MTE3_S>();
        Cast(work_38, sums_2, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + STEP));
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + STEP) * N + (int32_t)(block_x * TILE)), work_38, rows, columns_2, N, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (top + STEP));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets_2 = slot_16.Get<uint32_t>();
                CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved_2 = slot_44.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved_2, work_38, offsets_2, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + ((top + row + STEP) * N + (int32_t)(block_x * TILE)), moved_2, stop_2);
                }
            }
        }
    }
}
