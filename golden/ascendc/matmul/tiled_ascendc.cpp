// tiled.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
// block reaches every barrier.
extern "C" __global__ __aicore__ void matmul_tiled_16(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 1024);
    pipe.InitBuffer(slot_8, 2048);
    pipe.InitBuffer(slot_9, 2048);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, 1024);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
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
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, 16384);
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, 1024);
    pipe.InitBuffer(slot_31, 2048);
    pipe.InitBuffer(slot_32, 2048);
    pipe.InitBuffer(slot_33, 2048);
    pipe.InitBuffer(slot_34, 2048);
    pipe.InitBuffer(slot_35, 2048);
    pipe.InitBuffer(slot_36, 256);
    pipe.InitBuffer(slot_37, 256);
    pipe.InitBuffer(slot_38, 2048);
    pipe.InitBuffer(slot_39, 1024);
    pipe.InitBuffer(slot_40, 1024);
    pipe.InitBuffer(slot_41, 1024);
    pipe.InitBuffer(slot_42, 256);
    pipe.InitBuffer(slot_43, padded(LANES * 32));
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
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_2.Get<float>();
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> a_tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(a_tile_slots, 0, 256);
        LocalTensor<float> a_tile = slot_7.Get<float>();
        Duplicate(a_tile, 0.0f, 256);  // the padding keeps a column's elements in different banks
        LocalTensor<int32_t> b_tile_slots = slot_8.Get<int32_t>();
        CreateVecIndex(b_tile_slots, 0, 512);
        LocalTensor<float> b_tile = slot_9.Get<float>();
        Duplicate(b_tile, 0.0f, 512);
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * 16, LANES);
        LocalTensor<uint32_t> column_3 = slot_10.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 16), LANES);
        LocalTensor<float> sum = slot_11.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_12.Get<float>();
        Duplicate(product, 0.0f, 256);
        wait<HardEvent::V_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < inner; start += 16) {
            LocalTensor<uint32_t> a_column = slot_13.Get<uint32_t>();
            Adds(a_column.ReinterpretCast<int32_t>(), thread_x, start, LANES);
            LocalTensor<uint32_t> b_row = slot_14.Get<uint32_t>();
            Adds(b_row.ReinterpretCast<int32_t>(), thread_y, start, LANES);
            LocalTensor<int32_t> line = slot_15.Get<int32_t>();
            ShiftRight(line, a_tile_slots, 4, 256);
            LocalTensor<int32_t> column = slot_16.Get<int32_t>();
            ShiftRight(column, a_tile_slots, 4, 256);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(column, a_tile_slots, column, 256);
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
            Duplicate(work_4, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Duplicate(work_6, inner, LANES);
            LocalTensor<int32_t> maximum_4 = slot_22.Get<int32_t>();
            Max(maximum_4, work_6, a_column.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_3 = slot_25.Get<uint8_t>();
            Compare(mask_3, maximum_4, a_column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * 16);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)inner - start);
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> A_tile = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(A_tile, A + ((int32_t)block_y * 16 * inner + start), rows_2, columns_3, inner, BLOCK_X);
            } else {
                LocalTensor<float> window = slot_26.Get<float>();
                LocalTensor<int32_t> room = slot_23.Get<int32_t>();
                LocalTensor<int32_t> work_7 = slot_27.Get<int32_t>();
                Duplicate(work_7, rows, LANES);
                LocalTensor<int32_t> maximum_5 = slot_28.Get<int32_t>();
                Max(maximum_5, work_7, row, LANES);
                LocalTensor<uint8_t> mask_4 = slot_25.Get<uint8_t>();
                Compare(mask_4, maximum_5, row, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_8 = slot_28.Get<int32_t>();
                Duplicate(work_8, inner, LANES);
                LocalTensor<int32_t> maximum_6 = slot_27.Get<int32_t>();
                Max(maximum_6, work_8, a_column.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_5 = slot_29.Get<uint8_t>();
                Compare(mask_5, maximum_6, a_column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_27.Get<int32_t>();
                Muls(places, row, inner, LANES);
                Add(places, places, a_column.ReinterpretCast<int32_t>(), LANES);
                gather_where(A_tile, A, mask_4, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(A_tile, mask_2, A_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_9 = slot_19.Get<int32_t>();
            Muls(work_9, owner, 4, 256);
            LocalTensor<float> gathered = slot_30.Get<float>();
            Gather(gathered, A_tile, work_9.ReinterpretCast<uint32_t>(), 0, 256);
            Select(a_tile, owned, gathered, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            const float reciprocal_3 = 1.0f / 17.0f;
            LocalTensor<float> work_12 = slot_31.Get<float>();
            Cast(work_12, b_tile_slots, RoundMode::CAST_RINT, 512);
            Adds(work_12, work_12, 0.5f, 512);
            Muls(work_12, work_12, reciprocal_3, 512);
            LocalTensor<int32_t> line_2 = slot_32.Get<int32_t>();
            Cast(line_2, work_12, RoundMode::CAST_TRUNC, 512);
            const float reciprocal_4 = 1.0f / 17.0f;
            LocalTensor<float> work_10 = slot_31.Get<float>();
            Cast(work_10, b_tile_slots, RoundMode::CAST_RINT, 512);
            Adds(work_10, work_10, 0.5f, 512);
            Muls(work_10, work_10, reciprocal_4, 512);
            LocalTensor<int32_t> column_2 = slot_33.Get<int32_t>();
            Cast(column_2, work_10, RoundMode::CAST_TRUNC, 512);
            Muls(column_2, column_2, 17, 512);
            Sub(column_2, b_tile_slots, column_2, 512);
            LocalTensor<int32_t> writer_2 = slot_31.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 512);
            Add(writer_2, writer_2, column_2, 512);
            LocalTensor<int32_t> work_11 = slot_34.Get<int32_t>();
            Duplicate(work_11, BLOCK_X, 512);
            LocalTensor<int32_t> maximum_7 = slot_35.Get<int32_t>();
            Max(maximum_7, work_11, column_2, 512);
            LocalTensor<uint8_t> owned_2 = slot_36.Get<uint8_t>();
            Compare(owned_2, maximum_7, column_2, CMPMODE::EQ, 512);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_13 = slot_35.Get<int32_t>();
            Duplicate(work_13, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_8 = slot_34.Get<int32_t>();
            Max(maximum_8, work_13, writer_2, 512);
            LocalTensor<uint8_t> mask_6 = slot_37.Get<uint8_t>();
            Compare(mask_6, maximum_8, writer_2, CMPMODE::EQ, 512);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), 32);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_2 = slot_34.Get<int32_t>();
            Duplicate(owner_2, 0, 512);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_14 = slot_22.Get<int32_t>();
            Duplicate(work_14, inner, LANES);
            LocalTensor<int32_t> maximum_9 = slot_23.Get<int32_t>();
            Max(maximum_9, work_14, b_row.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_7 = slot_24.Get<uint8_t>();
            Compare(mask_7, maximum_9, b_row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_15 = slot_23.Get<int32_t>();
            Duplicate(work_15, columns, LANES);
            LocalTensor<int32_t> maximum_10 = slot_22.Get<int32_t>();
            Max(maximum_10, work_15, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_8 = slot_25.Get<uint8_t>();
            Compare(mask_8, maximum_10, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_3 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)inner
                    - start);
            const int32_t columns_4 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 16));
            const int32_t columns_5 = rows_3 > 0 ? columns_4 : 0;
            LocalTensor<float> B_tile = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (start * columns + (int32_t)(block_x * 16)), rows_3, columns_5, columns,
                        BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_26.Get<float>();
                LocalTensor<int32_t> room_2 = slot_23.Get<int32_t>();
                LocalTensor<int32_t> work_16 = slot_27.Get<int32_t>();
                Duplicate(work_16, inner, LANES);
                LocalTensor<int32_t> maximum_11 = slot_28.Get<int32_t>();
                Max(maximum_11, work_16, b_row.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_9 = slot_25.Get<uint8_t>();
                Compare(mask_9, maximum_11, b_row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_17 = slot_28.Get<int32_t>();
                Duplicate(work_17, columns, LANES);
                LocalTensor<int32_t> maximum_12 = slot_27.Get<int32_t>();
                Max(maximum_12, work_17, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_10 = slot_29.Get<uint8_t>();
                Compare(mask_10, maximum_12, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_2 = slot_27.Get<int32_t>();
                Muls(places_2, b_row.ReinterpretCast<int32_t>(), columns, LANES);
                Add(places_2, places_2, column_3.ReinterpretCast<int32_t>(), LANES);
                gather_where(B_tile, B, mask_9, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(B_tile, mask_7, B_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_18 = slot_35.Get<int32_t>();
            Muls(work_18, owner_2, 4, 512);
            LocalTensor<float> gathered_2 = slot_38.Get<float>();
            Gather(gathered_2, B_tile, work_18.ReinterpretCast<uint32_t>(), 0, 512);
            Select(b_tile, owned_2, gathered_2, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> lane_2 = slot_30.Get<int32_t>();
            CreateVecIndex(lane_2, 0, 256);
            LocalTensor<int32_t> work_19 = slot_19.Get<int32_t>();
            ShiftRight(work_19, lane_2, 4, 256);
            Muls(work_19, work_19, 17, 256);
            LocalTensor<int32_t> lane_3 = slot_39.Get<int32_t>();
            CreateVecIndex(lane_3, 0, 256);
            LocalTensor<int32_t> work_20 = slot_40.Get<int32_t>();
            ShiftRight(work_20, lane_3, 4, 256);
            ShiftLeft(work_20.ReinterpretCast<uint32_t>(), work_20.ReinterpretCast<uint32_t>(), (uint32_t)4, 256);
            Sub(work_20, lane_3, work_20, 256);
            Add(work_19, work_19, work_20, 256);
            Muls(work_19, work_19, 4, 256);
            LocalTensor<float> gathered_3 = slot_40.Get<float>();
            Gather(gathered_3, b_tile, work_19.ReinterpretCast<uint32_t>(), 0, 256);
            LocalTensor<float> product_2 = slot_41.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_21 = slot_42.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_21, gathered_3[k * 16], a_tile.GetValue(i * 16 + k), 16);
                    Add(product_2[i * 16], product_2[i * 16], work_21, 16);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 256);
        }
        LocalTensor<int32_t> work_22 = slot_13.Get<int32_t>();
        Muls(work_22, thread_y, 16, LANES);
        Add(work_22, work_22, thread_x, LANES);
        LocalTensor<int32_t> work_23 = slot_14.Get<int32_t>();
        Duplicate(work_23, 0, LANES);
        Select(work_22.ReinterpretCast<float>(), active, work_22.ReinterpretCast<float>(),
                work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_22, work_22, 4, LANES);
        LocalTensor<float> gathered_4 = slot_14.Get<float>();
        Gather(gathered_4, product, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_4, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * 16);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 16));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * 16 * columns + (int32_t)(block_x * 16)), sum, rows_2, columns_3,
                    columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_43.Get<float>();
            expand(spread, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_4 = 0; lane_4 < stop_2; ++lane_4) {
                if ((lane_4 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 16 + lane_4 / BLOCK_X < rows)
                        & ((int32_t)(block_x * 16) + lane_4 % BLOCK_X < columns)) {
                    copy_out(C
                            + (row.GetValue(lane_4) * columns + column_3.ReinterpretCast<int32_t>().GetValue(lane_4)),
                            spread[lane_4 * 8], 1);
                }
            }
        }
    }
}

// C = A * B by square tiles in shared memory. Tiles over the edge are filled with zeros, so that every thread of the
// block reaches every barrier.
extern "C" __global__ __aicore__ void matmul_tiled_8(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, 512);
    pipe.InitBuffer(slot_9, 512);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, 256);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
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
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, 16384);
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 4));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 512);
    pipe.InitBuffer(slot_32, 512);
    pipe.InitBuffer(slot_33, 512);
    pipe.InitBuffer(slot_34, 512);
    pipe.InitBuffer(slot_35, 512);
    pipe.InitBuffer(slot_36, 256);
    pipe.InitBuffer(slot_37, 256);
    pipe.InitBuffer(slot_38, 512);
    pipe.InitBuffer(slot_39, 256);
    pipe.InitBuffer(slot_40, 256);
    pipe.InitBuffer(slot_41, 256);
    pipe.InitBuffer(slot_42, 256);
    pipe.InitBuffer(slot_43, padded(LANES * 32));
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
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work_5 = slot_2.Get<float>();
        Cast(work_5, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_5, work_5, 0.5f, LANES);
        Muls(work_5, work_5, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> a_tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(a_tile_slots, 0, 64);
        LocalTensor<float> a_tile = slot_7.Get<float>();
        Duplicate(a_tile, 0.0f, 64);  // the padding keeps a column's elements in different banks
        LocalTensor<int32_t> b_tile_slots = slot_8.Get<int32_t>();
        CreateVecIndex(b_tile_slots, 0, 128);
        LocalTensor<float> b_tile = slot_9.Get<float>();
        Duplicate(b_tile, 0.0f, 128);
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, thread_y, (int32_t)block_y * 8, LANES);
        LocalTensor<uint32_t> column_3 = slot_10.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 8), LANES);
        LocalTensor<float> sum = slot_11.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_12.Get<float>();
        Duplicate(product, 0.0f, 64);
        wait<HardEvent::V_S>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < inner; start += 8) {
            LocalTensor<uint32_t> a_column = slot_13.Get<uint32_t>();
            Adds(a_column.ReinterpretCast<int32_t>(), thread_x, start, LANES);
            LocalTensor<uint32_t> b_row = slot_14.Get<uint32_t>();
            Adds(b_row.ReinterpretCast<int32_t>(), thread_y, start, LANES);
            LocalTensor<int32_t> line = slot_15.Get<int32_t>();
            ShiftRight(line, a_tile_slots, 3, 64);
            LocalTensor<int32_t> column = slot_16.Get<int32_t>();
            ShiftRight(column, a_tile_slots, 3, 64);
            ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)3, 64);
            Sub(column, a_tile_slots, column, 64);
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
            Duplicate(work_4, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_4, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
            Duplicate(work_6, inner, LANES);
            LocalTensor<int32_t> maximum_4 = slot_22.Get<int32_t>();
            Max(maximum_4, work_6, a_column.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_3 = slot_25.Get<uint8_t>();
            Compare(mask_3, maximum_4, a_column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * 8);
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)inner - start);
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> A_tile = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(A_tile, A + ((int32_t)block_y * 8 * inner + start), rows_2, columns_3, inner, BLOCK_X);
            } else {
                LocalTensor<float> window = slot_26.Get<float>();
                LocalTensor<int32_t> room = slot_23.Get<int32_t>();
                LocalTensor<int32_t> work_7 = slot_27.Get<int32_t>();
                Duplicate(work_7, rows, LANES);
                LocalTensor<int32_t> maximum_5 = slot_28.Get<int32_t>();
                Max(maximum_5, work_7, row, LANES);
                LocalTensor<uint8_t> mask_4 = slot_25.Get<uint8_t>();
                Compare(mask_4, maximum_5, row, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_8 = slot_28.Get<int32_t>();
                Duplicate(work_8, inner, LANES);
                LocalTensor<int32_t> maximum_6 = slot_27.Get<int32_t>();
                Max(maximum_6, work_8, a_column.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_5 = slot_29.Get<uint8_t>();
                Compare(mask_5, maximum_6, a_column.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_27.Get<int32_t>();
                Muls(places, row, inner, LANES);
                Add(places, places, a_column.ReinterpretCast<int32_t>(), LANES);
                gather_where(A_tile, A, mask_4, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(A_tile, mask_2, A_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_9 = slot_19.Get<int32_t>();
            Muls(work_9, owner, 4, 64);
            LocalTensor<float> gathered = slot_30.Get<float>();
            Gather(gathered, A_tile, work_9.ReinterpretCast<uint32_t>(), 0, 64);
            Select(a_tile, owned, gathered, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            const float reciprocal_3 = 1.0f / 9.0f;
            LocalTensor<float> work_12 = slot_31.Get<float>();
            Cast(work_12, b_tile_slots, RoundMode::CAST_RINT, 128);
            Adds(work_12, work_12, 0.5f, 128);
            Muls(work_12, work_12, reciprocal_3, 128);
            LocalTensor<int32_t> line_2 = slot_32.Get<int32_t>();
            Cast(line_2, work_12, RoundMode::CAST_TRUNC, 128);
            const float reciprocal_4 = 1.0f / 9.0f;
            LocalTensor<float> work_10 = slot_31.Get<float>();
            Cast(work_10, b_tile_slots, RoundMode::CAST_RINT, 128);
            Adds(work_10, work_10, 0.5f, 128);
            Muls(work_10, work_10, reciprocal_4, 128);
            LocalTensor<int32_t> column_2 = slot_33.Get<int32_t>();
            Cast(column_2, work_10, RoundMode::CAST_TRUNC, 128);
            Muls(column_2, column_2, 9, 128);
            Sub(column_2, b_tile_slots, column_2, 128);
            LocalTensor<int32_t> writer_2 = slot_31.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 128);
            Add(writer_2, writer_2, column_2, 128);
            LocalTensor<int32_t> work_11 = slot_34.Get<int32_t>();
            Duplicate(work_11, BLOCK_X, 128);
            LocalTensor<int32_t> maximum_7 = slot_35.Get<int32_t>();
            Max(maximum_7, work_11, column_2, 128);
            LocalTensor<uint8_t> owned_2 = slot_36.Get<uint8_t>();
            Compare(owned_2, maximum_7, column_2, CMPMODE::EQ, 128);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> work_13 = slot_35.Get<int32_t>();
            Duplicate(work_13, BLOCK_X * BLOCK_Y, 128);
            LocalTensor<int32_t> maximum_8 = slot_34.Get<int32_t>();
            Max(maximum_8, work_13, writer_2, 128);
            LocalTensor<uint8_t> mask_6 = slot_37.Get<uint8_t>();
            Compare(mask_6, maximum_8, writer_2, CMPMODE::EQ, 128);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), 8);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), 8);
            LocalTensor<int32_t> owner_2 = slot_34.Get<int32_t>();
            Duplicate(owner_2, 0, 128);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            LocalTensor<int32_t> work_14 = slot_22.Get<int32_t>();
            Duplicate(work_14, inner, LANES);
            LocalTensor<int32_t> maximum_9 = slot_23.Get<int32_t>();
            Max(maximum_9, work_14, b_row.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_7 = slot_24.Get<uint8_t>();
            Compare(mask_7, maximum_9, b_row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_15 = slot_23.Get<int32_t>();
            Duplicate(work_15, columns, LANES);
            LocalTensor<int32_t> maximum_10 = slot_22.Get<int32_t>();
            Max(maximum_10, work_15, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_8 = slot_25.Get<uint8_t>();
            Compare(mask_8, maximum_10, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_3 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)inner
                    - start);
            const int32_t columns_4 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 8));
            const int32_t columns_5 = rows_3 > 0 ? columns_4 : 0;
            LocalTensor<float> B_tile = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (start * columns + (int32_t)(block_x * 8)), rows_3, columns_5, columns,
                        BLOCK_X);
            } else {
                LocalTensor<float> window_2 = slot_26.Get<float>();
                LocalTensor<int32_t> room_2 = slot_23.Get<int32_t>();
                LocalTensor<int32_t> work_16 = slot_27.Get<int32_t>();
                Duplicate(work_16, inner, LANES);
                LocalTensor<int32_t> maximum_11 = slot_28.Get<int32_t>();
                Max(maximum_11, work_16, b_row.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_9 = slot_25.Get<uint8_t>();
                Compare(mask_9, maximum_11, b_row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_17 = slot_28.Get<int32_t>();
                Duplicate(work_17, columns, LANES);
                LocalTensor<int32_t> maximum_12 = slot_27.Get<int32_t>();
                Max(maximum_12, work_17, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_10 = slot_29.Get<uint8_t>();
                Compare(mask_10, maximum_12, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places_2 = slot_27.Get<int32_t>();
                Muls(places_2, b_row.ReinterpretCast<int32_t>(), columns, LANES);
                Add(places_2, places_2, column_3.ReinterpretCast<int32_t>(), LANES);
                gather_where(B_tile, B, mask_9, places_2, window_2, room_2, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Select(B_tile, mask_7, B_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_18 = slot_35.Get<int32_t>();
            Muls(work_18, owner_2, 4, 128);
            LocalTensor<float> gathered_2 = slot_38.Get<float>();
            Gather(gathered_2, B_tile, work_18.ReinterpretCast<uint32_t>(), 0, 128);
            Select(b_tile, owned_2, gathered_2, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 128);
            LocalTensor<int32_t> lane_2 = slot_30.Get<int32_t>();
            CreateVecIndex(lane_2, 0, 64);
            LocalTensor<int32_t> work_19 = slot_19.Get<int32_t>();
            ShiftRight(work_19, lane_2, 3, 64);
            Muls(work_19, work_19, 9, 64);
            LocalTensor<int32_t> lane_3 = slot_39.Get<int32_t>();
            CreateVecIndex(lane_3, 0, 64);
            LocalTensor<int32_t> work_20 = slot_40.Get<int32_t>();
            ShiftRight(work_20, lane_3, 3, 64);
            ShiftLeft(work_20.ReinterpretCast<uint32_t>(), work_20.ReinterpretCast<uint32_t>(), (uint32_t)3, 64);
            Sub(work_20, lane_3, work_20, 64);
            Add(work_19, work_19, work_20, 64);
            Muls(work_19, work_19, 4, 64);
            LocalTensor<float> gathered_3 = slot_40.Get<float>();
            Gather(gathered_3, b_tile, work_19.ReinterpretCast<uint32_t>(), 0, 64);
            LocalTensor<float> product_2 = slot_41.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 64);
            LocalTensor<float> work_21 = slot_42.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 8; ++i) {
                for (int32_t k = 0; k < 8; ++k) {
                    Muls(work_21, gathered_3[k * 8], a_tile.GetValue(i * 8 + k), 8);
                    Add(product_2[i * 8], product_2[i * 8], work_21, 8);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 64);
        }
        LocalTensor<int32_t> work_22 = slot_13.Get<int32_t>();
        Muls(work_22, thread_y, 8, LANES);
        Add(work_22, work_22, thread_x, LANES);
        LocalTensor<int32_t> work_23 = slot_14.Get<int32_t>();
        Duplicate(work_23, 0, LANES);
        Select(work_22.ReinterpretCast<float>(), active, work_22.ReinterpretCast<float>(),
                work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_22, work_22, 4, LANES);
        LocalTensor<float> gathered_4 = slot_14.Get<float>();
        Gather(gathered_4, product, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_4, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * 8);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * 8));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * 8 * columns + (int32_t)(block_x * 8)), sum, rows_2, columns_3,
                    columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_43.Get<float>();
            expand(spread, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_4 = 0; lane_4 < stop_2; ++lane_4) {
                if ((lane_4 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 8 + lane_4 / BLOCK_X < rows)
                        & ((int32_t)(block_x * 8) + lane_4 % BLOCK_X < columns)) {
                    copy_out(C
                            + (row.GetValue(lane_4) * columns + column_3.ReinterpretCast<int32_t>().GetValue(lane_4)),
                            spread[lane_4 * 8], 1);
                }
            }
        }
    }
}
