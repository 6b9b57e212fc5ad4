// causal_softmax.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Softmax of attention scores under a causal mask: query q sees the keys 0 ... q + keys - queries.
// Scores are [heads, queries, keys]. One warp a query; a block is 32 x (queries a block); blockIdx.y is the head.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t WARP = 32;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// What WholeReduceMax makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void max_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceMax(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32, ReduceOrder::ORDER_ONLY_VALUE);
    }
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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

extern "C" __global__ __aicore__ void causal_softmax(
        GM_ADDR scores_address, GM_ADDR weights_address, int32_t queries, int32_t keys, float scale, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y, int32_t WARPS) {
    __gm__ float* scores = (__gm__ float*)scores_address;
    __gm__ float* weights = (__gm__ float*)weights_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 16384);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(WARPS * 4));
    pipe.InitBuffer(slot_19, padded(WARPS * 128));
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded(WARPS * 128));
    pipe.InitBuffer(slot_27, padded(WARPS * 128));
    pipe.InitBuffer(slot_28, padded(WARPS * 128));
    pipe.InitBuffer(slot_29, padded(LANES * 4));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Cast(work_2, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_2, work_2, 0.5f, LANES);
        Muls(work_2, work_2, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_2, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<uint32_t> query = slot_2.Get<uint32_t>();
        Adds(query.ReinterpretCast<int32_t>(), thread_y, (int32_t)(block_x * BLOCK_Y), LANES);
        LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
        Duplicate(work_3, queries, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_3, query.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
        Compare(mask_2, maximum_2, query.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> last = slot_7.Get<int32_t>();
        Adds(last, query.ReinterpretCast<int32_t>(), keys, LANES);
        Adds(last, last, 0 - queries, LANES);
        LocalTensor<float> largest = slot_6.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        for (int32_t start = 0; start < keys; start += WARP) {
            LocalTensor<int32_t> k = slot_9.Get<int32_t>();
            Adds(k, thread_x, start, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            Duplicate(work_4, keys, LANES);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_4, k, LANES);
            LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
            Compare(mask_3, maximum_3, k, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> maximum = slot_11.Get<int32_t>();
            Max(maximum, k, last, LANES);
            LocalTensor<uint8_t> mask = slot_13.Get<uint8_t>();
            Compare(mask, maximum, last, CMPMODE::EQ, LANES);
            LocalTensor<float> score = slot_11.Get<float>();
            LocalTensor<float> window = slot_14.Get<float>();
            LocalTensor<int32_t> room = slot_10.Get<int32_t>();
            LocalTensor<int32_t> maximum_4 = slot_15.Get<int32_t>();
            Max(maximum_4, k, last, LANES);
            LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
            Compare(mask_4, maximum_4, last, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> places = slot_15.Get<int32_t>();
            copy_tile(places, query.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> places_2 = slot_17.Get<int32_t>();
            copy_tile(places_2, k, LANES);
            gather_sum(score, scores + (int64_t)(int32_t)block_y * queries * keys, mask_4, places, keys, places_2, 1L,
                    window, room, LANES);
            Muls(score, score, scale, LANES);
            Select(score, mask, score, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
            Compare(mask_5, score, score, CMPMODE::EQ, LANES);
            LocalTensor<float> work_5 = slot_10.Get<float>();
            Select(work_5, mask_5, score, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Max(work_5, largest, work_5, LANES);
            Select(largest, mask_3, work_5, largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<float> value = slot_9.Get<float>();
        copy_tile(value.ReinterpretCast<int32_t>(), largest.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> work_6 = slot_11.Get<float>();
        Select(work_6, mask_2, value, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_18.Get<float>();
        max_rows(largest_2, work_6, 32, WARPS);
        LocalTensor<float> reduced = slot_19.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced[i * 32], largest_2.GetValue(i), 32);
        }
        copy_tile(value.ReinterpretCast<int32_t>(), reduced.ReinterpretCast<int32_t>(), LANES);
        copy_tile(largest.ReinterpretCast<int32_t>(), value.ReinterpretCast<int32_t>(), LANES);

        LocalTensor<float> total = slot_11.Get<float>();
        Duplicate(total, 0.0f, LANES);
        LocalTensor<int32_t> k_2 = slot_10.Get<int32_t>();
        copy_tile(k_2, thread_x, LANES);
        LocalTensor<int32_t> work_7 = slot_17.Get<int32_t>();
        Duplicate(work_7, keys, LANES);
        LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
        Max(maximum_5, work_7, k_2, LANES);
        LocalTensor<uint8_t> looping = slot_12.Get<uint8_t>();
        Compare(looping, maximum_5, k_2, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_8 = slot_15.Get<float>();
        Duplicate(work_8, 1.0f, LANES);
        Select(work_8, looping, work_8, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_3 = slot_20.Get<float>();
        LocalTensor<float> work_9 = slot_17.Get<float>();
        ReduceMax(largest_3, work_8, work_9, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_5 = largest_3.GetValue(0);
        const int32_t any = largest_5;
        bool going = any != 0;
        while (going) {
            LocalTensor<uint8_t> inside = slot_13.Get<uint8_t>();
            Or(inside.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_6 = slot_15.Get<int32_t>();
            Max(maximum_6, k_2, last, LANES);
            LocalTensor<uint8_t> condition = slot_16.Get<uint8_t>();
            Compare(condition, maximum_6, last, CMPMODE::EQ, LANES);
            Not(condition.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_21.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_6 = slot_22.Get<uint8_t>();
            Not(mask_6.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> others = slot_22.Get<uint8_t>();
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> scores_tile = slot_15.Get<float>();
            LocalTensor<float> window_2 = slot_14.Get<float>();
            LocalTensor<int32_t> room_2 = slot_17.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_23.Get<int32_t>();
            copy_tile(places_3, query.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> places_4 = slot_24.Get<int32_t>();
            copy_tile(places_4, k_2, LANES);
            gather_sum(scores_tile, scores + (int64_t)(int32_t)block_y * queries * keys, others, places_3, keys,
                    places_4, 1L, window_2, room_2, LANES);
            Muls(scores_tile, scores_tile, scale, LANES);
            Sub(scores_tile, scores_tile, largest, LANES);
            Exp(scores_tile, scores_tile, LANES);
            Add(scores_tile, total, scores_tile, LANES);
            Select(total, others, scores_tile, total, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_10 = slot_15.Get<int32_t>();
            Adds(work_10, k_2, WARP, LANES);
            Select(k_2.ReinterpretCast<float>(), looping, work_10.ReinterpretCast<float>(),
                    k_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_15.Get<int32_t>();
            Duplicate(work_11, keys, LANES);
            LocalTensor<int32_t> maximum_7 = slot_17.Get<int32_t>();
            Max(maximum_7, work_11, k_2, LANES);
            LocalTensor<uint8_t> mask_7 = slot_25.Get<uint8_t>();
            Compare(mask_7, maximum_7, k_2, CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_12 = slot_17.Get<float>();
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, looping, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_4 = slot_20.Get<float>();
            LocalTensor<float> work_13 = slot_15.Get<float>();
            ReduceMax(largest_4, work_12, work_13, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_6 = largest_4.GetValue(0);
            const int32_t any_2 = largest_6;
            going = any_2 != 0;
        }
        LocalTensor<float> value_2 = slot_17.Get<float>();
        copy_tile(value_2.ReinterpretCast<int32_t>(), total.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> work_14 = slot_15.Get<float>();
        Select(work_14, mask_2, value_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_18.Get<float>();
        sum_rows(sum, work_14, 32, WARPS);
        LocalTensor<float> reduced_2 = slot_26.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(reduced_2[i * 32], sum.GetValue(i), 32);
        }
        copy_tile(value_2.ReinterpretCast<int32_t>(), reduced_2.ReinterpretCast<int32_t>(), LANES);
        // Every lane takes the first lane's sum, so that all divide by the very same number.
        LocalTensor<int32_t> lane_2 = slot_27.Get<int32_t>();
        CreateVecIndex(lane_2, 0, WARPS * 32);
        LocalTensor<int32_t> work_15 = slot_28.Get<int32_t>();
        ShiftRight(work_15, lane_2, 5, WARPS * 32);
        Muls(work_15, work_15, 32, WARPS * 32);
        LocalTensor<int32_t> work_16 = slot_15.Get<int32_t>();
        Duplicate(work_16, 0, LANES);
        Add(work_15, work_15, work_16, WARPS * 32);
        Muls(work_15, work_15, 4, WARPS * 32);
        LocalTensor<float> warp_total_result = slot_27.Get<float>();
        Gather(warp_total_result, value_2, work_15.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
        LocalTensor<float> inverse = slot_15.Get<float>();
        Duplicate(inverse, 1.0f, LANES);
        Div(inverse, inverse, warp_total_result, LANES);

        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_MTE3>();
        for (int32_t start = 0; start < keys; start += WARP) {
            LocalTensor<int32_t> k_3 = slot_24.Get<int32_t>();
            Adds(k_3, thread_x, start, LANES);

            LocalTensor<int32_t> work_17 = slot_23.Get<int32_t>();
            Duplicate(work_17, keys, LANES);
            LocalTensor<int32_t> maximum_9 = slot_29.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            Max(maximum_9, work_17, k_3, LANES);
            LocalTensor<uint8_t> mask_9 = slot_13.Get<uint8_t>();
            Compare(mask_9, maximum_9, k_3, CMPMODE::EQ, LANES);
            Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_9.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_8 = slot_29.Get<int32_t>();
            Max(maximum_8, k_3, last, LANES);
            LocalTensor<uint8_t> mask_8 = slot_16.Get<uint8_t>();
            Compare(mask_8, maximum_8, last, CMPMODE::EQ, LANES);
            LocalTensor<float> scores_tile_2 = slot_29.Get<float>();
            LocalTensor<float> window_3 = slot_14.Get<float>();
            LocalTensor<int32_t> room_3 = slot_23.Get<int32_t>();
            LocalTensor<int32_t> maximum_10 = slot_30.Get<int32_t>();
            Max(maximum_10, k_3, last, LANES);
            LocalTensor<uint8_t> mask_10 = slot_21.Get<uint8_t>();
            Compare(mask_10, maximum_10, last, CMPMODE::EQ, LANES);
            And(mask_10.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> places_5 = slot_30.Get<int32_t>();
            copy_tile(places_5, query.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<int32_t> places_6 = slot_31.Get<int32_t>();
            copy_tile(places_6, k_3, LANES);
            fence();
            gather_sum(scores_tile_2, scores + (int64_t)(int32_t)block_y * queries * keys, mask_10, places_5, keys,
                    places_6, 1L, window_3, room_3, LANES);
            Muls(scores_tile_2, scores_tile_2, scale, LANES);
            Sub(scores_tile_2, scores_tile_2, largest, LANES);
            Exp(scores_tile_2, scores_tile_2, LANES);
            Mul(scores_tile_2, scores_tile_2, inverse, LANES);
            Select(scores_tile_2, mask_8, scores_tile_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (BLOCK_X % 8 == 0) {
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)queries
                        - (int32_t)(block_x * BLOCK_Y));
                const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)keys - start);
                const int32_t columns_2 = rows > 0 ? columns : 0;
                wait<HardEvent::V_MTE3>();
                copy_rows_out(weights
                        + (((int64_t)(int32_t)block_y * queries + (int32_t)(block_x * BLOCK_Y)) * keys + start),
                        scores_tile_2, rows, columns_2, keys, BLOCK_X);
            } else {
                const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)keys - start);
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)queries
                        - (int32_t)(block_x * BLOCK_Y));
                if (stop_2 > 0) {
                    LocalTensor<uint32_t> offsets = slot_23.Get<uint32_t>();
                    CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                    Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                    wait<HardEvent::V_MTE3>();
                    for (int32_t row = 0; row < rows; ++row) {
                        LocalTensor<float> moved = slot_31.Get<float>();
                        wait<HardEvent::MTE3_V>();
                        Gather(moved, scores_tile_2, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                        wait<HardEvent::V_MTE3>();
                        copy_out(weights
                                + (((int64_t)(int32_t)block_y * queries + (int32_t)(block_x * BLOCK_Y + row)) * keys
                                + start), moved, stop_2);
                    }
                }
            }
        }
    }
}
