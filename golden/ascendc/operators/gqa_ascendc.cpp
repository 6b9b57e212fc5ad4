// gqa.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Grouped-query attention: query_heads / key_heads query heads share the keys and the values of one head. query and out
// are [query_heads, queries, CHANNELS], key and value [key_heads, keys, CHANNELS].

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t kKeyTile = 8;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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

// One thread an element of the output: one pass over the keys for the largest score, one for the weighted sum.
extern "C" __global__ __aicore__ void gqa_naive_8(
        GM_ADDR query_address, GM_ADDR key_address, GM_ADDR value_address, GM_ADDR out_address, int32_t shape_queries,
        int32_t shape_keys, int32_t shape_query_heads, int32_t shape_key_heads, float shape_scale, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* query = (__gm__ float*)query_address;
    __gm__ float* key = (__gm__ float*)key_address;
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ float* out = (__gm__ float*)out_address;
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
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 16384);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, 256);
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_9 = slot_2.Get<float>();
        Cast(work_9, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_9, work_9, 0.5f, LANES);
        Muls(work_9, work_9, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_9, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<int32_t> channel = slot_2.Get<int32_t>();
        copy_tile(channel, thread_x, LANES);
        LocalTensor<uint32_t> row = slot_6.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        const int32_t head = block_y;
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, shape_queries, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        const int32_t key_head = head
                / (shape_query_heads / (shape_key_heads != 0 ? shape_key_heads : 1) != 0 ? shape_query_heads
                / (shape_key_heads != 0 ? shape_key_heads : 1) : 1);
        __gm__ float* keys = key + key_head * shape_keys * 8;
        __gm__ float* values = value + key_head * shape_keys * 8;

        LocalTensor<float> largest = slot_8.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        wait<HardEvent::MTE3_S>();
        for (int32_t k = 0; k < shape_keys; ++k) {
            LocalTensor<float> score = slot_7.Get<float>();
            Duplicate(score, 0.0f, LANES);
            for (int32_t c = 0; c < 8; ++c) {
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                        (int64_t)shape_queries - (int32_t)(block_x * BLOCK_Y));
                const int32_t rows_2 = BLOCK_X > 0L ? rows : 0;
                LocalTensor<float> own_query_tile = slot_10.Get<float>();
                if (BLOCK_X % 8 == 0) {
                    for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                        Duplicate(own_query_tile[row_2 * BLOCK_X],
                                load(query + (head * shape_queries + (int32_t)(block_x * BLOCK_Y + row_2)) * 8 + c),
                                BLOCK_X);
                    }
                } else {
                    LocalTensor<float> window = slot_11.Get<float>();
                    LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                    LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                    Adds(places, row.ReinterpretCast<int32_t>(), head * shape_queries, LANES);
                    Muls(places, places, 8, LANES);
                    gather_where(own_query_tile, query + c, mask, places, window, room, LANES);
                }
                LocalTensor<float> work_3 = slot_12.Get<float>();
                Duplicate(work_3, 1.0f, LANES);
                Select(work_3, mask, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> largest_2 = slot_14.Get<float>();
                LocalTensor<float> work_4 = slot_13.Get<float>();
                ReduceMax(largest_2, work_3, work_4, LANES, false);
                wait<HardEvent::V_S>();
                const float largest_4 = largest_2.GetValue(0);
                const int32_t any = largest_4;
                const float element = any != 0 ? load(keys + (k * 8 + c)) : 0.0f;
                Muls(own_query_tile, own_query_tile, element, LANES);
                Add(score, score, own_query_tile, LANES);
            }
            LocalTensor<float> work_5 = slot_10.Get<float>();
            Muls(work_5, score, shape_scale, LANES);
            LocalTensor<uint8_t> mask_2 = slot_15.Get<uint8_t>();
            Compare(mask_2, work_5, work_5, CMPMODE::EQ, LANES);
            LocalTensor<float> work_6 = slot_12.Get<float>();
            Select(work_6, mask_2, work_5, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Max(largest, largest, work_6, LANES);
        }
        LocalTensor<float> total = slot_7.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<float> sum = slot_10.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        for (int32_t k = 0; k < shape_keys; ++k) {
            LocalTensor<float> score_2 = slot_12.Get<float>();
            Duplicate(score_2, 0.0f, LANES);
            for (int32_t c = 0; c < 8; ++c) {
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                        (int64_t)shape_queries - (int32_t)(block_x * BLOCK_Y));
                const int32_t rows_2 = BLOCK_X > 0L ? rows : 0;
                LocalTensor<float> own_query_tile_2 = slot_13.Get<float>();
                if (BLOCK_X % 8 == 0) {
                    for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
                        Duplicate(own_query_tile_2[row_2 * BLOCK_X],
                                load(query + (head * shape_queries + (int32_t)(block_x * BLOCK_Y + row_2)) * 8 + c),
                                BLOCK_X);
                    }
                } else {
                    LocalTensor<float> window_2 = slot_11.Get<float>();
                    LocalTensor<int32_t> room_2 = slot_16.Get<int32_t>();
                    LocalTensor<int32_t> places_2 = slot_17.Get<int32_t>();
                    Adds(places_2, row.ReinterpretCast<int32_t>(), head * shape_queries, LANES);
                    Muls(places_2, places_2, 8, LANES);
                    gather_where(own_query_tile_2, query + c, mask, places_2, window_2, room_2, LANES);
                }
                LocalTensor<float> work_7 = slot_16.Get<float>();
                Duplicate(work_7, 1.0f, LANES);
                Select(work_7, mask, work_7, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> largest_3 = slot_14.Get<float>();
                LocalTensor<float> work_8 = slot_17.Get<float>();
                ReduceMax(largest_3, work_7, work_8, LANES, false);
                wait<HardEvent::V_S>();
                const float largest_4 = largest_3.GetValue(0);
                const int32_t any = largest_4;
                const float element = any != 0 ? load(keys + (k * 8 + c)) : 0.0f;
                Muls(own_query_tile_2, own_query_tile_2, element, LANES);
                Add(score_2, score_2, own_query_tile_2, LANES);
            }
            LocalTensor<float> weight = slot_13.Get<float>();
            Muls(weight, score_2, shape_scale, LANES);
            Sub(weight, weight, largest, LANES);
            Exp(weight, weight, LANES);
            Add(total, total, weight, LANES);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_queries
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t columns = BLOCK_X;
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> values_tile = slot_16.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(values_tile, values + k * 8, rows, columns_2, 0, BLOCK_X);
            } else {
                LocalTensor<float> window_3 = slot_11.Get<float>();
                LocalTensor<int32_t> room_3 = slot_17.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_18.Get<int32_t>();
                Adds(places_3, channel, k * 8, LANES);
                gather_where(values_tile, values, mask, places_3, window_3, room_3, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Mul(values_tile, weight, values_tile, LANES);
            Add(sum, sum, values_tile, LANES);
        }
        LocalTensor<float> work_10 = slot_12.Get<float>();
        Div(work_10, sum, total, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_queries
                    - (int32_t)(block_x * BLOCK_Y));
            const int32_t columns = BLOCK_X;
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + (head * shape_queries + (int32_t)(block_x * BLOCK_Y)) * 8, work_10, rows, columns_2, 8,
                    BLOCK_X);
        } else {
            const int32_t stop_2 = BLOCK_X;
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_queries
                    - (int32_t)(block_x * BLOCK_Y));
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_13.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                    LocalTensor<float> moved = slot_16.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_10, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + (head * shape_queries + (int32_t)(block_x * BLOCK_Y + row_2)) * 8, moved, stop_2);
                }
            }
        }
    }
}

// A block of 32 x (warps) threads takes as many queries of one query head; tiles of keys and values go through shared
// memory, one warp a query, a lane CHANNELS / 32 channels. Softmax is online, over tiles.
extern "C" __global__ __aicore__ void gqa_warp_64_2(
        GM_ADDR query_address, GM_ADDR key_address, GM_ADDR value_address, GM_ADDR out_address, int32_t shape_queries,
        int32_t shape_keys, int32_t shape_query_heads, int32_t shape_key_heads, float shape_scale, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t WARPS) {
    __gm__ float* query = (__gm__ float*)query_address;
    __gm__ float* key = (__gm__ float*)key_address;
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 2048);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, 2048);
    pipe.InitBuffer(slot_8, 2048);
    pipe.InitBuffer(slot_9, 2048);
    pipe.InitBuffer(slot_10, 2048);
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, 16384);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, 2048);
    pipe.InitBuffer(slot_27, 2048);
    pipe.InitBuffer(slot_28, 2048);
    pipe.InitBuffer(slot_29, 2048);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 2048);
    pipe.InitBuffer(slot_33, 2048);
    pipe.InitBuffer(slot_34, 2048);
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, 2048);
    pipe.InitBuffer(slot_38, 2048);
    pipe.InitBuffer(slot_39, 256);
    pipe.InitBuffer(slot_40, 2048);
    pipe.InitBuffer(slot_41, 2048);
    pipe.InitBuffer(slot_42, 2048);
    pipe.InitBuffer(slot_43, padded(WARPS * 4));
    pipe.InitBuffer(slot_44, padded(WARPS * 128));
    pipe.InitBuffer(slot_45, padded(LANES * 4));
    pipe.InitBuffer(slot_46, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 512);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_4 = slot_3.Get<float>();
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_4, work_4, 0.5f, LANES);
        Muls(work_4, work_4, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_4.Get<int32_t>();
        Cast(thread_x, work_4, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const float reciprocal_2 = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_3.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal_2, LANES);
        LocalTensor<int32_t> thread_y = slot_5.Get<int32_t>();
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_6.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> key_tile_slots = slot_7.Get<int32_t>();
        CreateVecIndex(key_tile_slots, 0, 512);
        LocalTensor<float> key_tile = slot_8.Get<float>();
        Duplicate(key_tile, 0.0f, 512);
        LocalTensor<int32_t> value_tile_slots = slot_9.Get<int32_t>();
        CreateVecIndex(value_tile_slots, 0, 512);
        LocalTensor<float> value_tile = slot_10.Get<float>();
        Duplicate(value_tile, 0.0f, 512);
        const int32_t OWN = 2;
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        copy_tile(lane_2, thread_x, LANES);
        LocalTensor<int32_t> thread = slot_11.Get<int32_t>();
        Muls(thread, thread_y, 32, LANES);
        Add(thread, thread, lane_2, LANES);
        LocalTensor<uint32_t> row = slot_12.Get<uint32_t>();
        Adds(row.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * 2), LANES);
        const int32_t head = block_y;
        const int32_t key_head = head / (shape_query_heads / shape_key_heads);
        const int32_t first_key = key_head * shape_keys;
        LocalTensor<int32_t> query_place = slot_13.Get<int32_t>();
        Adds(query_place, row.ReinterpretCast<int32_t>(), head * shape_queries, LANES);
        Muls(query_place, query_place, 64, LANES);
        LocalTensor<float> own_query = slot_14.Get<float>();
        Duplicate(own_query, 0.0f, LANES);
        LocalTensor<float> own_query_2 = slot_15.Get<float>();
        Duplicate(own_query_2, 0.0f, LANES);
        LocalTensor<float> sums = slot_16.Get<float>();
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slot_17.Get<float>();
        Duplicate(sums_2, 0.0f, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t c = 0; c < OWN; ++c) {
            LocalTensor<int32_t> work_2 = slot_18.Get<int32_t>();
            Duplicate(work_2, shape_queries, LANES);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask = slot_20.Get<uint8_t>();
            Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)shape_queries
                    - (int32_t)(block_x * 2));
            const int32_t columns = BLOCK_X;
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> value_2 = slot_19.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::V_S>();
                copy_rows_in(value_2, query + ((head * shape_queries + (int32_t)(block_x * 2)) * 64 + c * 32), rows,
                        columns_2, 64, BLOCK_X);
            } else {
                LocalTensor<float> window = slot_21.Get<float>();
                LocalTensor<int32_t> room = slot_18.Get<int32_t>();
                LocalTensor<int32_t> work_3 = slot_22.Get<int32_t>();
                Duplicate(work_3, shape_queries, LANES);
                LocalTensor<int32_t> maximum_2 = slot_23.Get<int32_t>();
                Max(maximum_2, work_3, row.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
                Compare(mask_2, maximum_2, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_23.Get<int32_t>();
                Adds(places, query_place, c * 32, LANES);
                Add(places, places, lane_2, LANES);
                gather_where(value_2, query, mask_2, places, window, room, LANES);
            }
            wait<HardEvent::MTE2_S>();
            Muls(value_2, value_2, shape_scale, LANES);
            Select(value_2, mask, value_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (c == 0) {
                copy_tile(own_query.ReinterpretCast<int32_t>(), value_2.ReinterpretCast<int32_t>(), LANES);
            }
            if (c == 1) {
                copy_tile(own_query_2.ReinterpretCast<int32_t>(), value_2.ReinterpretCast<int32_t>(), LANES);
            }
            if (c == 0) {
                Duplicate(sums, 0.0f, LANES);
            }
            if (c == 1) {
                Duplicate(sums_2, 0.0f, LANES);
            }
        }
        LocalTensor<float> largest = slot_19.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<float> total = slot_18.Get<float>();
        Duplicate(total, 0.0f, LANES);
        for (int32_t start = 0; start < shape_keys; start += 8) {
            const int32_t count = smaller(kKeyTile, shape_keys - start);
            for (int32_t start_2 = 0; start_2 < count * 64; start_2 += 64) {
                LocalTensor<int32_t> i = slot_23.Get<int32_t>();
                Adds(i, thread, start_2, LANES);
                LocalTensor<int32_t> work_7 = slot_22.Get<int32_t>();
                Duplicate(work_7, count * 64, LANES);
                LocalTensor<int32_t> maximum_5 = slot_25.Get<int32_t>();
                Max(maximum_5, work_7, i, LANES);
                LocalTensor<uint8_t> mask_6 = slot_20.Get<uint8_t>();
                Compare(mask_6, maximum_5, i, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> place_2 = slot_25.Get<int32_t>();
                Adds(place_2, i, (first_key + start) * 64, LANES);
                LocalTensor<int32_t> place = slot_26.Get<int32_t>();
                Adds(place, key_tile_slots, 0 - start_2, 512);
                LocalTensor<int32_t> line = slot_27.Get<int32_t>();
                ShiftRight(line, place, 31, 512);
                ShiftRight(line.ReinterpretCast<uint32_t>(), line.ReinterpretCast<uint32_t>(), (uint32_t)27, 512);
                Add(line, place, line, 512);
                ShiftRight(line, line, 5, 512);
                LocalTensor<int32_t> column = slot_28.Get<int32_t>();
                ShiftRight(column, place, 31, 512);
                ShiftRight(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)27, 512);
                Add(column, place, column, 512);
                ShiftRight(column, column, 5, 512);
                ShiftLeft(column.ReinterpretCast<uint32_t>(), column.ReinterpretCast<uint32_t>(), (uint32_t)5, 512);
                Sub(column, place, column, 512);
                LocalTensor<int32_t> writer = slot_29.Get<int32_t>();
                Muls(writer, line, BLOCK_X, 512);
                Add(writer, writer, column, 512);
                const int32_t first = larger(0L, 0L - (0 - start_2));
                LocalTensor<uint8_t> owned = slot_30.Get<uint8_t>();
                CompareScalar(owned, lanes_2, 512.0f, CMPMODE::LT, 512);
                LocalTensor<uint8_t> mask_3 = slot_31.Get<uint8_t>();
                CompareScalar(mask_3, lanes_2, (float)first, CMPMODE::GE, 512);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_5 = slot_32.Get<int32_t>();
                Duplicate(work_5, BLOCK_X, 512);
                LocalTensor<int32_t> maximum_3 = slot_33.Get<int32_t>();
                Max(maximum_3, work_5, column, 512);
                LocalTensor<uint8_t> mask_4 = slot_31.Get<uint8_t>();
                Compare(mask_4, maximum_3, column, CMPMODE::EQ, 512);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_6 = slot_33.Get<int32_t>();
                Duplicate(work_6, LANES, 512);
                LocalTensor<int32_t> maximum_4 = slot_32.Get<int32_t>();
                Max(maximum_4, work_6, writer, 512);
                LocalTensor<uint8_t> mask_5 = slot_31.Get<uint8_t>();
                Compare(mask_5, maximum_4, writer, CMPMODE::EQ, 512);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> owner = slot_32.Get<int32_t>();
                Duplicate(owner, 0, 512);
                Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                        owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<float> work_8 = slot_22.Get<float>();
                Duplicate(work_8, 1.0f, LANES);
                Select(work_8, mask_6, work_8, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_9 = slot_33.Get<int32_t>();
                Muls(work_9, owner, 4, 512);
                LocalTensor<float> gathered = slot_34.Get<float>();
                Gather(gathered, work_8, work_9.ReinterpretCast<uint32_t>(), 0, 512);
                LocalTensor<uint8_t> mask_7 = slot_31.Get<uint8_t>();
                CompareScalar(mask_7, gathered, 0.0f, CMPMODE::NE, 512);
                And(mask_7.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), 32);
                LocalTensor<float> key_tile_2 = slot_22.Get<float>();
                LocalTensor<float> window_2 = slot_21.Get<float>();
                LocalTensor<int32_t> room_2 = slot_35.Get<int32_t>();
                LocalTensor<int32_t> places_2 = slot_36.Get<int32_t>();
                copy_tile(places_2, place_2, LANES);
                gather_where(key_tile_2, key, mask_6, places_2, window_2, room_2, LANES);
                LocalTensor<int32_t> work_10 = slot_34.Get<int32_t>();
                Muls(work_10, owner, 4, 512);
                LocalTensor<float> gathered_2 = slot_33.Get<float>();
                Gather(gathered_2, key_tile_2, work_10.ReinterpretCast<uint32_t>(), 0, 512);
                Select(key_tile, mask_7, gathered_2, key_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> place_3 = slot_33.Get<int32_t>();
                Adds(place_3, value_tile_slots, 0 - start_2, 512);
                LocalTensor<int32_t> line_2 = slot_34.Get<int32_t>();
                ShiftRight(line_2, place_3, 31, 512);
                ShiftRight(line_2.ReinterpretCast<uint32_t>(), line_2.ReinterpretCast<uint32_t>(), (uint32_t)27, 512);
                Add(line_2, place_3, line_2, 512);
                ShiftRight(line_2, line_2, 5, 512);
                LocalTensor<int32_t> column_2 = slot_37.Get<int32_t>();
                ShiftRight(column_2, place_3, 31, 512);
                ShiftRight(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)27,
                        512);
                Add(column_2, place_3, column_2, 512);
                ShiftRight(column_2, column_2, 5, 512);
                ShiftLeft(column_2.ReinterpretCast<uint32_t>(), column_2.ReinterpretCast<uint32_t>(), (uint32_t)5, 512);
                Sub(column_2, place_3, column_2, 512);
                LocalTensor<int32_t> writer_2 = slot_38.Get<int32_t>();
                Muls(writer_2, line_2, BLOCK_X, 512);
                Add(writer_2, writer_2, column_2, 512);
                const int32_t first_2 = larger(0L, 0L - (0 - start_2));
                LocalTensor<uint8_t> owned_2 = slot_31.Get<uint8_t>();
                CompareScalar(owned_2, lanes_2, 512.0f, CMPMODE::LT, 512);
                LocalTensor<uint8_t> mask_8 = slot_39.Get<uint8_t>();
                CompareScalar(mask_8, lanes_2, (float)first_2, CMPMODE::GE, 512);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_11 = slot_40.Get<int32_t>();
                Duplicate(work_11, BLOCK_X, 512);
                LocalTensor<int32_t> maximum_6 = slot_41.Get<int32_t>();
                Max(maximum_6, work_11, column_2, 512);
                LocalTensor<uint8_t> mask_9 = slot_39.Get<uint8_t>();
                Compare(mask_9, maximum_6, column_2, CMPMODE::EQ, 512);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), 32);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_12 = slot_41.Get<int32_t>();
                Duplicate(work_12, LANES, 512);
                LocalTensor<int32_t> maximum_7 = slot_40.Get<int32_t>();
                Max(maximum_7, work_12, writer_2, 512);
                LocalTensor<uint8_t> mask_10 = slot_39.Get<uint8_t>();
                Compare(mask_10, maximum_7, writer_2, CMPMODE::EQ, 512);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), 32);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> owner_2 = slot_40.Get<int32_t>();
                Duplicate(owner_2, 0, 512);
                Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                        owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<float> work_13 = slot_22.Get<float>();
                Duplicate(work_13, 1.0f, LANES);
                Select(work_13, mask_6, work_13, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_14 = slot_41.Get<int32_t>();
                Muls(work_14, owner_2, 4, 512);
                LocalTensor<float> gathered_3 = slot_42.Get<float>();
                Gather(gathered_3, work_13, work_14.ReinterpretCast<uint32_t>(), 0, 512);
                LocalTensor<uint8_t> mask_11 = slot_39.Get<uint8_t>();
                CompareScalar(mask_11, gathered_3, 0.0f, CMPMODE::NE, 512);
                And(mask_11.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_11.ReinterpretCast<int16_t>(), 32);
                LocalTensor<float> value_tile_2 = slot_22.Get<float>();
                LocalTensor<float> window_3 = slot_21.Get<float>();
                LocalTensor<int32_t> room_3 = slot_35.Get<int32_t>();
                LocalTensor<int32_t> places_3 = slot_36.Get<int32_t>();
                copy_tile(places_3, place_2, LANES);
                gather_where(value_tile_2, value, mask_6, places_3, window_3, room_3, LANES);
                LocalTensor<int32_t> work_15 = slot_42.Get<int32_t>();
                Muls(work_15, owner_2, 4, 512);
                LocalTensor<float> gathered_4 = slot_41.Get<float>();
                Gather(gathered_4, value_tile_2, work_15.ReinterpretCast<uint32_t>(), 0, 512);
                Select(value_tile, mask_11, gathered_4, value_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            }

            for (int32_t k = 0; k < count; ++k) {
                LocalTensor<float> score = slot_23.Get<float>();
                Duplicate(score, 0.0f, LANES);
                for (int32_t c = 0; c < OWN; ++c) {
                    LocalTensor<uint8_t> mask_12 = slot_20.Get<uint8_t>();
                    Duplicate(mask_12.ReinterpretCast<int16_t>(), (int16_t)(c == 0 ? -1 : 0), (LANES + 15) / 16);
                    LocalTensor<float> work_16 = slot_25.Get<float>();
                    Select(work_16, mask_12, own_query, own_query_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    LocalTensor<int32_t> work_17 = slot_22.Get<int32_t>();
                    Adds(work_17, lane_2, c * 32, LANES);
                    Adds(work_17, work_17, (int32_t)(k * 64L), LANES);
                    LocalTensor<int32_t> work_18 = slot_35.Get<int32_t>();
                    Duplicate(work_18, 0, LANES);
                    Select(work_17.ReinterpretCast<float>(), active, work_17.ReinterpretCast<float>(),
                            work_18.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    Muls(work_17, work_17, 4, LANES);
                    LocalTensor<float> gathered_5 = slot_35.Get<float>();
                    Gather(gathered_5, key_tile, work_17.ReinterpretCast<uint32_t>(), 0, LANES);
                    Mul(work_16, work_16, gathered_5, LANES);
                    Add(score, score, work_16, LANES);
                }
                LocalTensor<float> work_19 = slot_25.Get<float>();
                Select(work_19, active, score, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> sum = slot_43.Get<float>();
                sum_rows(sum, work_19, 32, WARPS);
                LocalTensor<float> reduced = slot_44.Get<float>();
                wait<HardEvent::V_S>();
                for (int32_t i_2 = 0; i_2 < WARPS; ++i_2) {
                    Duplicate(reduced[i_2 * 32], sum.GetValue(i_2), 32);
                }
                copy_tile(score.ReinterpretCast<int32_t>(), reduced.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_13 = slot_20.Get<uint8_t>();
                Compare(mask_13, score, score, CMPMODE::EQ, LANES);
                LocalTensor<float> new_largest = slot_25.Get<float>();
                Select(new_largest, mask_13, score, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE,
                        LANES);
                Max(new_largest, largest, new_largest, LANES);

                LocalTensor<float> correction = slot_35.Get<float>();
                Sub(correction, largest, new_largest, LANES);
                Exp(correction, correction, LANES);
                LocalTensor<float> weight = slot_22.Get<float>();
                Sub(weight, score, new_largest, LANES);
                Exp(weight, weight, LANES);
                LocalTensor<float> work_20 = slot_36.Get<float>();
                Mul(work_20, total, correction, LANES);
                Add(total, work_20, weight, LANES);
                for (int32_t c = 0; c < OWN; ++c) {
                    LocalTensor<uint8_t> mask_14 = slot_20.Get<uint8_t>();
                    Duplicate(mask_14.ReinterpretCast<int16_t>(), (int16_t)(c == 0 ? -1 : 0), (LANES + 15) / 16);
                    LocalTensor<float> value_3 = slot_36.Get<float>();
                    Select(value_3, mask_14, sums, sums_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    Mul(value_3, value_3, correction, LANES);
                    LocalTensor<int32_t> work_21 = slot_45.Get<int32_t>();
                    Adds(work_21, lane_2, c * 32, LANES);
                    Adds(work_21, work_21, (int32_t)(k * 64L), LANES);
                    LocalTensor<int32_t> work_22 = slot_46.Get<int32_t>();
                    Duplicate(work_22, 0, LANES);
                    Select(work_21.ReinterpretCast<float>(), active, work_21.ReinterpretCast<float>(),
                            work_22.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                    Muls(work_21, work_21, 4, LANES);
                    LocalTensor<float> gathered_6 = slot_46.Get<float>();
                    Gather(gathered_6, value_tile, work_21.ReinterpretCast<uint32_t>(), 0, LANES);
                    Mul(gathered_6, weight, gathered_6, LANES);
                    Add(value_3, value_3, gathered_6, LANES);
                    if (c == 0) {
                        copy_tile(sums.ReinterpretCast<int32_t>(), value_3.ReinterpretCast<int32_t>(), LANES);
                    }
                    if (c == 1) {
                        copy_tile(sums_2.ReinterpretCast<int32_t>(), value_3.ReinterpretCast<int32_t>(), LANES);
                    }
                }
                copy_tile(largest.ReinterpretCast<int32_t>(), new_largest.ReinterpretCast<int32_t>(), LANES);
            }
        }
        wait<HardEvent::V_MTE3>();
        for (int32_t c = 0; c < OWN; ++c) {
            LocalTensor<uint8_t> mask_15 = slot_20.Get<uint8_t>();
            Duplicate(mask_15.ReinterpretCast<int16_t>(), (int16_t)(c == 0 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_23 = slot_23.Get<float>();
            wait<HardEvent::MTE3_S>();
            Select(work_23, mask_15, sums, sums_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Div(work_23, work_23, total, LANES);
            if (BLOCK_X % 8 == 0) {
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                        (int64_t)shape_queries - (int32_t)(block_x * 2));
                const int32_t columns = BLOCK_X;
                const int32_t columns_2 = rows > 0 ? columns : 0;
                wait<HardEvent::V_MTE3>();
                copy_rows_out(out + ((head * shape_queries + (int32_t)(block_x * 2)) * 64 + c * 32), work_23, rows,
                        columns_2, 64, BLOCK_X);
            } else {
                const int32_t stop_2 = BLOCK_X;
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                        (int64_t)shape_queries - (int32_t)(block_x * 2));
                if (stop_2 > 0) {
                    LocalTensor<uint32_t> offsets = slot_25.Get<uint32_t>();
                    CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                    Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                    for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                        LocalTensor<float> moved = slot_35.Get<float>();
                        wait<HardEvent::MTE3_S>();
                        Gather(moved, work_23, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                        wait<HardEvent::V_MTE3>();
                        copy_out(out + ((head * shape_queries + (int32_t)(block_x * 2 + row_2)) * 64 + c * 32), moved,
                                stop_2);
                    }
                }
            }
        }
    }
}
