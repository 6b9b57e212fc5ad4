// gatemlp.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The gated half of a transformer's feed-forward layer: out = silu(x * gate) * (x * up), with x [tokens, model],
// gate and up [model, hidden], out [tokens, hidden].

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t TILE = 16;

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

extern "C" __global__ __aicore__ void gatemlp_naive(
        GM_ADDR x_address, GM_ADDR gate_address, GM_ADDR up_address, GM_ADDR out_address, int32_t tokens, int32_t model,
        int32_t hidden, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gate = (__gm__ float*)gate_address;
    __gm__ float* up = (__gm__ float*)up_address;
    __gm__ float* out = (__gm__ float*)out_address;
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
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_3, work_3, 0.5f, LANES);
        Muls(work_3, work_3, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_3, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<uint32_t> column = slot_2.Get<uint32_t>();
        Adds(column.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> token = slot_6.Get<int32_t>();
        Adds(token, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, tokens, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, token, LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, token, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, hidden, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, column.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> gated = slot_7.Get<float>();
        Duplicate(gated, 0.0f, LANES);
        LocalTensor<float> plain = slot_8.Get<float>();
        Duplicate(plain, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t k = 0; k < model; ++k) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)tokens
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_2 = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * BLOCK_X)) > 0L
                    ? rows : 0;
            LocalTensor<float> value = slot_11.Get<float>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row = 0; row < rows_2; ++row) {
                    Duplicate(value[row * BLOCK_X], load(x + (((int32_t)block_y * BLOCK_Y + row) * model + k)),
                            BLOCK_X);
                }
            } else {
                LocalTensor<float> window = slot_12.Get<float>();
                LocalTensor<int32_t> room = slot_13.Get<int32_t>();
                LocalTensor<int32_t> places = slot_14.Get<int32_t>();
                Muls(places, token, model, LANES);
                Adds(places, places, k, LANES);
                gather_where(value, x, mask, places, window, room, LANES);
            }
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> gate_tile = slot_13.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(gate_tile, gate + k * hidden + (int32_t)(block_x * BLOCK_X), rows, columns_2, 0, BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_12.Get<float>();
                LocalTensor<int32_t> room_2 = slot_14.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_15.Get<int32_t>();
                copy_tile(places_2, column.ReinterpretCast<int32_t>(), LANES);
                gather_where(gate_tile, gate + k * hidden, mask, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Mul(gate_tile, value, gate_tile, LANES);
            Add(gated, gated, gate_tile, LANES);
            LocalTensor<float> up_tile = slot_13.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(up_tile, up + k * hidden + (int32_t)(block_x * BLOCK_X), rows, columns_2, 0, BLOCK_X);
            } else {
                LocalTensor<float> window_3 = slot_12.Get<float>();
                LocalTensor<int32_t> room_3 = slot_14.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_15.Get<int32_t>();
                copy_tile(places_3, column.ReinterpretCast<int32_t>(), LANES);
                gather_where(up_tile, up + k * hidden, mask, places_3, window_3, room_3, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Mul(up_tile, value, up_tile, LANES);
            Add(plain, plain, up_tile, LANES);
        }
        LocalTensor<float> silu_result = slot_11.Get<float>();
        Muls(silu_result, gated, -1.0f, LANES);
        Exp(silu_result, silu_result, LANES);
        Adds(silu_result, silu_result, 1.0f, LANES);
        Div(silu_result, gated, silu_result, LANES);
        LocalTensor<float> work_5 = slot_13.Get<float>();
        Mul(work_5, silu_result, plain, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)tokens
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((int32_t)block_y * BLOCK_Y * hidden + (int32_t)(block_x * BLOCK_X)), work_5, rows,
                    columns_2, hidden, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)tokens
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_14.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_15.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_5, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + (((int32_t)block_y * BLOCK_Y + row) * hidden + (int32_t)(block_x * BLOCK_X)), moved,
                            stop_2);
                }
            }
        }
    }
}

// Both products share the tile of x, and nothing between them and the result touches global memory.
extern "C" __global__ __aicore__ void gatemlp_tiled(
        GM_ADDR x_address, GM_ADDR gate_address, GM_ADDR up_address, GM_ADDR out_address, int32_t tokens, int32_t model,
        int32_t hidden, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* gate = (__gm__ half*)gate_address;
    __gm__ half* up = (__gm__ half*)up_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 512);
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 512);
    pipe.InitBuffer(slot_10, 1024);
    pipe.InitBuffer(slot_11, 512);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, 1024);
    pipe.InitBuffer(slot_18, 1024);
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, 1024);
    pipe.InitBuffer(slot_26, 1024);
    pipe.InitBuffer(slot_27, 1024);
    pipe.InitBuffer(slot_28, 1024);
    pipe.InitBuffer(slot_29, 1024);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, padded(LANES * 2));
    pipe.InitBuffer(slot_33, 16384);
    pipe.InitBuffer(slot_34, 512);
    pipe.InitBuffer(slot_35, 1024);
    pipe.InitBuffer(slot_36, 1024);
    pipe.InitBuffer(slot_37, 1024);
    pipe.InitBuffer(slot_38, 1024);
    pipe.InitBuffer(slot_39, 256);
    pipe.InitBuffer(slot_40, 1024);
    pipe.InitBuffer(slot_41, 1024);
    pipe.InitBuffer(slot_42, 1024);
    pipe.InitBuffer(slot_43, 1024);
    pipe.InitBuffer(slot_44, 256);
    pipe.InitBuffer(slot_45, 1024);
    pipe.InitBuffer(slot_46, 1024);
    pipe.InitBuffer(slot_47, 256);
    pipe.InitBuffer(slot_48, padded(LANES * 2));
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
        LocalTensor<int32_t> x_tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(x_tile_slots, 0, 256);
        LocalTensor<half> x_tile = slot_7.Get<half>();
        Duplicate(x_tile, (half)0.0f, 256);
        LocalTensor<int32_t> gate_tile_slots = slot_8.Get<int32_t>();
        CreateVecIndex(gate_tile_slots, 0, 256);
        LocalTensor<half> gate_tile = slot_9.Get<half>();
        Duplicate(gate_tile, (half)0.0f, 256);
        LocalTensor<int32_t> up_tile_slots = slot_10.Get<int32_t>();
        CreateVecIndex(up_tile_slots, 0, 256);
        LocalTensor<half> up_tile = slot_11.Get<half>();
        Duplicate(up_tile, (half)0.0f, 256);
        const half zero = (half)0.0f;
        LocalTensor<int32_t> tx = slot_2.Get<int32_t>();
        copy_tile(tx, thread_x, LANES);
        LocalTensor<int32_t> ty = slot_12.Get<int32_t>();
        copy_tile(ty, thread_y, LANES);
        LocalTensor<int32_t> token = slot_13.Get<int32_t>();
        Adds(token, ty, (int32_t)block_y * TILE, LANES);
        LocalTensor<uint32_t> column_3 = slot_14.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), tx, (int32_t)(block_x * TILE), LANES);

        LocalTensor<float> gated = slot_15.Get<float>();
        Duplicate(gated, 0.0f, LANES);
        LocalTensor<float> plain = slot_16.Get<float>();
        Duplicate(plain, 0.0f, LANES);
        LocalTensor<float> product = slot_17.Get<float>();
        Duplicate(product, 0.0f, 256);
        LocalTensor<float> product_2 = slot_18.Get<float>();
        Duplicate(product_2, 0.0f, 256);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < model; start += 16) {
            LocalTensor<int32_t> work_4 = slot_19.Get<int32_t>();
            Duplicate(work_4, tokens, LANES);
            LocalTensor<int32_t> maximum_3 = slot_20.Get<int32_t>();
            Max(maximum_3, work_4, token, LANES);
            LocalTensor<uint8_t> x_inside = slot_21.Get<uint8_t>();
            Compare(x_inside, maximum_3, token, CMPMODE::EQ, LANES);
            Not(x_inside.ReinterpretCast<int16_t>(), x_inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_20.Get<int32_t>();
            Adds(work_6, tx, start, LANES);
            LocalTensor<int32_t> work_7 = slot_19.Get<int32_t>();
            Duplicate(work_7, model, LANES);
            LocalTensor<int32_t> maximum_4 = slot_22.Get<int32_t>();
            Max(maximum_4, work_7, work_6, LANES);
            LocalTensor<uint8_t> mask_2 = slot_23.Get<uint8_t>();
            Compare(mask_2, maximum_4, work_6, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(x_inside.ReinterpretCast<int16_t>(), x_inside.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_11 = slot_20.Get<int32_t>();
            Adds(work_11, ty, start, LANES);
            LocalTensor<int32_t> work_12 = slot_22.Get<int32_t>();
            Duplicate(work_12, model, LANES);
            LocalTensor<int32_t> maximum_7 = slot_19.Get<int32_t>();
            Max(maximum_7, work_12, work_11, LANES);
            LocalTensor<uint8_t> weight_inside = slot_23.Get<uint8_t>();
            Compare(weight_inside, maximum_7, work_11, CMPMODE::EQ, LANES);
            Not(weight_inside.ReinterpretCast<int16_t>(), weight_inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_13 = slot_20.Get<int32_t>();
            Duplicate(work_13, hidden, LANES);
            LocalTensor<int32_t> maximum_8 = slot_19.Get<int32_t>();
            Max(maximum_8, work_13, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_5 = slot_24.Get<uint8_t>();
            Compare(mask_5, maximum_8, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(weight_inside.ReinterpretCast<int16_t>(), weight_inside.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> weight_place = slot_19.Get<int32_t>();
            Adds(weight_place, ty, start, LANES);
            Muls(weight_place, weight_place, hidden, LANES);
            Add(weight_place, weight_place, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> line = slot_25.Get<int32_t>();
            ShiftRight(line, x_tile_slots, 4, 256);
            LocalTensor<int32_t> column = slot_26.Get<int32_t>();
            ShiftRight(column, x_tile_slots, 4, 256);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column, x_tile_slots, column, 256);
            LocalTensor<int32_t> writer = slot_27.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 256);
            Add(writer, writer, column, 256);
            LocalTensor<int32_t> work = slot_28.Get<int32_t>();
            Duplicate(work, BLOCK_X, 256);
            LocalTensor<int32_t> maximum = slot_29.Get<int32_t>();
            Max(maximum, work, column, 256);
            LocalTensor<uint8_t> owned = slot_30.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 256);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_2 = slot_29.Get<int32_t>();
            Duplicate(work_2, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_2 = slot_28.Get<int32_t>();
            Max(maximum_2, work_2, writer, 256);
            LocalTensor<uint8_t> mask = slot_31.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 256);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 16);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    16);
            LocalTensor<int32_t> owner = slot_28.Get<int32_t>();
            Duplicate(owner, 0, 256);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)tokens
                    - (int32_t)block_y * TILE);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)model - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<half> x_tile_2 = slot_32.Get<half>();
            if (BLOCK_X % 16 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(x_tile_2, x + ((int32_t)block_y * TILE * model + start), rows, columns_2, model, BLOCK_X);
            } else {
                LocalTensor<half> window = slot_33.Get<half>();
                LocalTensor<int32_t> room = slot_20.Get<int32_t>();
                LocalTensor<uint8_t> mask_3 = slot_24.Get<uint8_t>();
                And(mask_3.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        x_inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_22.Get<int32_t>();
                Muls(places, token, model, LANES);
                Adds(places, places, start, LANES);
                Add(places, places, tx, LANES);
                gather_where(x_tile_2, x, mask_3, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(x_tile_2, x_inside, x_tile_2, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_8 = slot_29.Get<int32_t>();
            Muls(work_8, owner, 2, 256);
            LocalTensor<half> gathered = slot_34.Get<half>();
            Gather(gathered, x_tile_2, work_8.ReinterpretCast<uint32_t>(), 0, 256);
            Select(x_tile, owned, gathered, x_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> line_2 = slot_29.Get<int32_t>();
            ShiftRight(line_2, gate_tile_slots, 4, 256);
            LocalTensor<int32_t> column_2 = slot_35.Get<int32_t>();
            ShiftRight(column_2, gate_tile_slots, 4, 256);
            ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column_2, gate_tile_slots, column_2, 256);
            LocalTensor<int32_t> writer_2 = slot_36.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_2, 256);
            LocalTensor<int32_t> work_9 = slot_37.Get<int32_t>();
            Duplicate(work_9, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_5 = slot_38.Get<int32_t>();
            Max(maximum_5, work_9, column_2, 256);
            LocalTensor<uint8_t> owned_2 = slot_31.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_2, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_10 = slot_38.Get<int32_t>();
            Duplicate(work_10, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_6 = slot_37.Get<int32_t>();
            Max(maximum_6, work_10, writer_2, 256);
            LocalTensor<uint8_t> mask_4 = slot_39.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 256);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_37.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)model
                    - start);
            const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * TILE));
            const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
            LocalTensor<half> gate_tile_2 = slot_32.Get<half>();
            if (BLOCK_X % 16 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(gate_tile_2, gate + (start * hidden + (int32_t)(block_x * TILE)), rows_2, columns_4,
                        hidden, BLOCK_X);
            } else {
                LocalTensor<half> window_2 = slot_33.Get<half>();
                LocalTensor<int32_t> room_2 = slot_20.Get<int32_t>();
                LocalTensor<uint8_t> mask_6 = slot_24.Get<uint8_t>();
                And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        weight_inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_2 = slot_22.Get<int32_t>();
                copy_tile(places_2, weight_place, LANES);
                gather_where(gate_tile_2, gate, mask_6, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(gate_tile_2, weight_inside, gate_tile_2, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_14 = slot_38.Get<int32_t>();
            Muls(work_14, owner_2, 2, 256);
            LocalTensor<half> gathered_2 = slot_34.Get<half>();
            Gather(gathered_2, gate_tile_2, work_14.ReinterpretCast<uint32_t>(), 0, 256);
            Select(gate_tile, owned_2, gathered_2, gate_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> line_3 = slot_38.Get<int32_t>();
            ShiftRight(line_3, up_tile_slots, 4, 256);
            LocalTensor<int32_t> column_4 = slot_40.Get<int32_t>();
            ShiftRight(column_4, up_tile_slots, 4, 256);
            ShiftLeft(column_4.ReinterpretCast<uint32_t>(), column_4.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column_4, up_tile_slots, column_4, 256);
            LocalTensor<int32_t> writer_3 = slot_41.Get<int32_t>();
            Muls(writer_3, line_3, BLOCK_X, 256);
            Add(writer_3, writer_3, column_4, 256);
            LocalTensor<int32_t> work_15 = slot_42.Get<int32_t>();
            Duplicate(work_15, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_9 = slot_43.Get<int32_t>();
            Max(maximum_9, work_15, column_4, 256);
            LocalTensor<uint8_t> owned_3 = slot_39.Get<uint8_t>();
            Compare(owned_3, maximum_9, column_4, CMPMODE::EQ, 256);
            Not(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_16 = slot_43.Get<int32_t>();
            Duplicate(work_16, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_10 = slot_42.Get<int32_t>();
            Max(maximum_10, work_16, writer_3, 256);
            LocalTensor<uint8_t> mask_7 = slot_44.Get<uint8_t>();
            Compare(mask_7, maximum_10, writer_3, CMPMODE::EQ, 256);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 16);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_3 = slot_42.Get<int32_t>();
            Duplicate(owner_3, 0, 256);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_3.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<half> up_tile_2 = slot_32.Get<half>();
            if (BLOCK_X % 16 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(up_tile_2, up + (start * hidden + (int32_t)(block_x * TILE)), rows_2, columns_4, hidden,
                        BLOCK_X);
            } else {
                LocalTensor<half> window_3 = slot_33.Get<half>();
                LocalTensor<int32_t> room_3 = slot_20.Get<int32_t>();
                LocalTensor<uint8_t> mask_8 = slot_24.Get<uint8_t>();
                And(mask_8.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        weight_inside.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_3 = slot_22.Get<int32_t>();
                copy_tile(places_3, weight_place, LANES);
                gather_where(up_tile_2, up, mask_8, places_3, window_3, room_3, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(up_tile_2, weight_inside, up_tile_2, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_17 = slot_43.Get<int32_t>();
            Muls(work_17, owner_3, 2, 256);
            LocalTensor<half> gathered_3 = slot_34.Get<half>();
            Gather(gathered_3, up_tile_2, work_17.ReinterpretCast<uint32_t>(), 0, 256);
            Select(up_tile, owned_3, gathered_3, up_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> work_18 = slot_45.Get<float>();
            Cast(work_18, gate_tile, RoundMode::CAST_NONE, 256);
            LocalTensor<float> product_3 = slot_46.Get<float>();
            copy_tile(product_3.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_19 = slot_47.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_19, work_18[k * 16], (float)x_tile.GetValue(i * 16 + k), 16);
                    Add(product_3[i * 16], product_3[i * 16], work_19, 16);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_3.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_20 = slot_46.Get<float>();
            Cast(work_20, up_tile, RoundMode::CAST_NONE, 256);
            LocalTensor<float> product_4 = slot_45.Get<float>();
            copy_tile(product_4.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_21 = slot_47.Get<float>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_21, work_20[k * 16], (float)x_tile.GetValue(i * 16 + k), 16);
                    Add(product_4[i * 16], product_4[i * 16], work_21, 16);
                }
            }
            copy_tile(product_2.ReinterpretCast<int32_t>(), product_4.ReinterpretCast<int32_t>(), 256);
        }
        LocalTensor<int32_t> work_22 = slot_19.Get<int32_t>();
        Muls(work_22, ty, 16, LANES);
        Add(work_22, work_22, tx, LANES);
        LocalTensor<int32_t> work_23 = slot_20.Get<int32_t>();
        Duplicate(work_23, 0, LANES);
        Select(work_22.ReinterpretCast<float>(), active, work_22.ReinterpretCast<float>(),
                work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_22, work_22, 4, LANES);
        LocalTensor<float> gathered_4 = slot_20.Get<float>();
        Gather(gathered_4, product, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(gated, gated, gathered_4, LANES);
        LocalTensor<int32_t> work_24 = slot_20.Get<int32_t>();
        Muls(work_24, ty, 16, LANES);
        Add(work_24, work_24, tx, LANES);
        LocalTensor<int32_t> work_25 = slot_19.Get<int32_t>();
        Duplicate(work_25, 0, LANES);
        Select(work_24.ReinterpretCast<float>(), active, work_24.ReinterpretCast<float>(),
                work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_24, work_24, 4, LANES);
        LocalTensor<float> gathered_5 = slot_19.Get<float>();
        Gather(gathered_5, product_2, work_24.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(plain, plain, gathered_5, LANES);
        LocalTensor<float> silu_result = slot_19.Get<float>();
        Muls(silu_result, gated, -1.0f, LANES);
        Exp(silu_result, silu_result, LANES);
        Adds(silu_result, silu_result, 1.0f, LANES);
        Div(silu_result, gated, silu_result, LANES);
        LocalTensor<float> work_26 = slot_20.Get<float>();
        Mul(work_26, silu_result, plain, LANES);
        LocalTensor<half> work_27 = slot_32.Get<half>();
        Cast(work_27, work_26, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 16 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)tokens
                    - (int32_t)block_y * TILE);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * TILE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((int32_t)block_y * TILE * hidden + (int32_t)(block_x * TILE)), work_27, rows,
                    columns_2, hidden, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)hidden - (int32_t)(block_x * TILE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)tokens
                    - (int32_t)block_y * TILE);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_20.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<half> moved = slot_48.Get<half>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved, work_27, offsets, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + (((int32_t)block_y * TILE + row) * hidden + (int32_t)(block_x * TILE)), moved,
                            stop_2);
                }
            }
        }
    }
}
