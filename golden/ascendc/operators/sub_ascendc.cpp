// sub.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// Whether `numbers` from 0 to `more`, times a step, are numbers of 31 bits.
__aicore__ inline bool is_near(int64_t step, int64_t more) {
    constexpr int64_t most = 0x3FFFFFFF;
    return more == 0 || (-most <= step && step <= most && -most <= step * more && step * more <= most);
}

// The same, of memory[rows[lane] * row_step + columns[lane] * column_step]: counted from the least row and the least
// column on, places are numbers of 32 bits, unless lanes lie too far from one another.
template <typename T>
__aicore__ inline void gather_sum(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                  const LocalTensor<int32_t>& rows, int64_t row_step,
                                  const LocalTensor<int32_t>& columns, int64_t column_step,
                                  const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    fill_zero(target, count);
    const int32_t row = choose(mask, rows, room, count), column = choose(mask, columns, room, count);
    if (row == 0x7FFFFFFF || column == 0x7FFFFFFF) return;
    const int64_t more_rows = int64_t(extreme<true>(rows, room, count)) - row;
    const int64_t more_columns = int64_t(extreme<true>(columns, room, count)) - column;
    if (is_near(row_step, more_rows) && is_near(column_step, more_columns)) {
        Adds(rows, rows, -row, count);
        Muls(rows, rows, int32_t(row_step), count);
        Adds(columns, columns, -column, count);
        Muls(columns, columns, int32_t(column_step), count);
        Add(rows, rows, columns, count);
        memory += row * row_step + column * column_step;
        gather_where(target, memory, mask, rows, window, room, count);
    } else {
        for (int32_t lane = 0; lane < count; ++lane)
            if (bit(mask, lane)) {
                const int64_t place = rows.GetValue(lane) * row_step + columns.GetValue(lane) * column_step;
                target.SetValue(lane, load(memory + place));
            }
        wait<HardEvent::S_V>();
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

extern "C" __global__ __aicore__ void sub_naive(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> c_tile_out_queue;
    TQue<TPosition::VECIN, 2> a_tile_queue;
    TQue<TPosition::VECIN, 2> b_tile_queue;
    pipe.InitBuffer(c_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(a_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(b_tile_queue, 2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> c_tile_out = c_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> a_tile = a_tile_queue.AllocTensor<float>();
        copy_in(a_tile, a + (int32_t)(block_x * LANES), count);
        a_tile_queue.EnQue(a_tile);
        a_tile = a_tile_queue.DeQue<float>();
        LocalTensor<float> b_tile = b_tile_queue.AllocTensor<float>();
        copy_in(b_tile, b + (int32_t)(block_x * LANES), count);
        b_tile_queue.EnQue(b_tile);
        b_tile = b_tile_queue.DeQue<float>();
        Sub(c_tile_out, a_tile, b_tile, LANES);
        a_tile_queue.FreeTensor(a_tile);
        b_tile_queue.FreeTensor(b_tile);
        c_tile_out_queue.EnQue(c_tile_out);
        c_tile_out = c_tile_out_queue.DeQue<float>();
        copy_out(c + (int32_t)(block_x * LANES), c_tile_out, count);
        c_tile_out_queue.FreeTensor(c_tile_out);
    }
}

// A row is taken from every row of a [rows, columns] matrix of an even number of columns: a block has a stretch of
// columns and walks down the rows, so that each thread keeps its two elements of the row in registers.
extern "C" __global__ __aicore__ void sub_broadcast(
        GM_ADDR a_address, GM_ADDR row_address, GM_ADDR c_address, int32_t rows, int32_t columns, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* row = (__gm__ float*)row_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(row_tile_2_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, 16384);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 32));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> pair = slot_2.Get<uint32_t>();
        Adds(pair.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        const int32_t pairs = columns / 2;
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint32_t> offsets = slot_3.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
        copy_in(row_tile, row + (int32_t)(block_x * BLOCK_X) * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
        row_tile_queue.EnQue(row_tile);
        row_tile = row_tile_queue.DeQue<float>();
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> taken = slot_4.Get<float>();
        Gather(taken, row_tile, offsets, 0, LANES);
        row_tile_queue.FreeTensor(row_tile);
        LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
        CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> row_tile_2 = row_tile_2_queue.AllocTensor<float>();
        copy_in(row_tile_2, row + (int32_t)(block_x * BLOCK_X) * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
        row_tile_2_queue.EnQue(row_tile_2);
        row_tile_2 = row_tile_2_queue.DeQue<float>();
        Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> taken_2 = slot_5.Get<float>();
        Gather(taken_2, row_tile_2, offsets_2, 0, LANES);
        row_tile_2_queue.FreeTensor(row_tile_2);
        int32_t y = block_y;
        const int32_t count_2 = y < rows ? count : 0;
        LocalTensor<uint8_t> looping = slot_6.Get<uint8_t>();
        CompareScalar(looping, lanes, (float)count_2, CMPMODE::LT, LANES);
        LocalTensor<float> work = slot_3.Get<float>();
        Duplicate(work, 1.0f, LANES);
        Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_7.Get<float>();
        LocalTensor<float> work_2 = slot_8.Get<float>();
        ReduceMax(largest, work, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<float> value = slot_3.Get<float>();
            LocalTensor<float> window = slot_9.Get<float>();
            LocalTensor<int32_t> room = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places = slot_10.Get<int32_t>();
            Adds(places, pair.ReinterpretCast<int32_t>(), y * pairs, LANES);
            LocalTensor<int32_t> places_2 = slot_11.Get<int32_t>();
            Duplicate(places_2, 0, LANES);
            gather_sum(value, a, looping, places, 2L, places_2, 1L, window, room, LANES);
            LocalTensor<float> value_2 = slot_8.Get<float>();
            LocalTensor<float> window_2 = slot_9.Get<float>();
            LocalTensor<int32_t> room_2 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_10.Get<int32_t>();
            Adds(places_3, pair.ReinterpretCast<int32_t>(), y * pairs, LANES);
            LocalTensor<int32_t> places_4 = slot_12.Get<int32_t>();
            Duplicate(places_4, 0, LANES);
            gather_sum(value_2, a + 1, looping, places_3, 2L, places_4, 1L, window_2, room_2, LANES);
            Sub(value, value, taken, LANES);
            Sub(value_2, value_2, taken_2, LANES);
            LocalTensor<float> spread = slot_13.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, value, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(looping, lane_2)) {
                    copy_out(c + (y * pairs + pair.ReinterpretCast<int32_t>().GetValue(lane_2)) * 2L,
                            spread[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_2 = slot_13.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, value_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(looping, lane_2)) {
                    copy_out(c + (y * pairs + pair.ReinterpretCast<int32_t>().GetValue(lane_2)) * 2L + 1,
                            spread_2[lane_2 * 8], 1);
                }
            }
            y += grid_y;
            LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
            Duplicate(mask.ReinterpretCast<int16_t>(), (int16_t)(y < rows ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_3 = slot_11.Get<float>();
            Duplicate(work_3, 1.0f, LANES);
            Select(work_3, looping, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_7.Get<float>();
            LocalTensor<float> work_4 = slot_12.Get<float>();
            ReduceMax(largest_2, work_3, work_4, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}
