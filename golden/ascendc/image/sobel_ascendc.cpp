// sobel.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Sobel edges of a grey 8-bit image: |horizontal gradient| + |vertical gradient|, saturated. The border repeats.
// A 16 x 16 block stages an 18 x 18 tile.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t SIDE = 16;
constexpr int32_t HALO = 1;

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

extern "C" __global__ __aicore__ void sobel(
        GM_ADDR in_address, GM_ADDR out_address, int32_t width, int32_t height, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ uint8_t* in = (__gm__ uint8_t*)in_address;
    __gm__ uint8_t* out = (__gm__ uint8_t*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20;
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
    pipe.InitBuffer(slot_11, padded(LANES));
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 2));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES));
    pipe.InitBuffer(slot_20, padded(LANES * 2));
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
        const int32_t left = block_x * SIDE - HALO;
        const int32_t top = block_y * SIDE - HALO;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * SIDE), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * SIDE, LANES);

        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
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
        LocalTensor<int32_t> cx = slot_7.Get<int32_t>();
        Adds(cx, thread_x, HALO, LANES);
        LocalTensor<int32_t> cy = slot_8.Get<int32_t>();
        Adds(cy, thread_y, HALO, LANES);
        LocalTensor<uint8_t> in_tile = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room = slot_13.Get<int32_t>();
        LocalTensor<int32_t> places = slot_14.Get<int32_t>();
        Adds(places, cy, -1, LANES);
        Adds(places, places, top, LANES);
        Mins(places, places, height - 1, LANES);
        Maxs(places, places, 0, LANES);
        Muls(places, places, width, LANES);
        LocalTensor<int32_t> work_5 = slot_15.Get<int32_t>();
        Adds(work_5, cx, 1, LANES);
        Adds(work_5, work_5, left, LANES);
        Mins(work_5, work_5, width - 1, LANES);
        Maxs(work_5, work_5, 0, LANES);
        Add(places, places, work_5, LANES);
        wait<HardEvent::MTE3_S>();
        gather_where(in_tile, in, mask, places, window, room, LANES);
        LocalTensor<half> work_6 = slot_16.Get<half>();
        Cast(work_6, in_tile, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> horizontal = slot_13.Get<int32_t>();
        Cast(horizontal, work_6, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<uint8_t> in_tile_2 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_2 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_2 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_15.Get<int32_t>();
        Adds(places_2, cy, top, LANES);
        Mins(places_2, places_2, height - 1, LANES);
        Maxs(places_2, places_2, 0, LANES);
        Muls(places_2, places_2, width, LANES);
        LocalTensor<int32_t> work_7 = slot_17.Get<int32_t>();
        Adds(work_7, cx, 1, LANES);
        Adds(work_7, work_7, left, LANES);
        Mins(work_7, work_7, width - 1, LANES);
        Maxs(work_7, work_7, 0, LANES);
        Add(places_2, places_2, work_7, LANES);
        gather_where(in_tile_2, in, mask, places_2, window_2, room_2, LANES);
        LocalTensor<half> work_8 = slot_16.Get<half>();
        Cast(work_8, in_tile_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
        Cast(work_9, work_8, RoundMode::CAST_TRUNC, LANES);
        Muls(work_9, work_9, 2, LANES);
        Add(horizontal, horizontal, work_9, LANES);
        LocalTensor<uint8_t> in_tile_3 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_3 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_3 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> places_3 = slot_15.Get<int32_t>();
        Adds(places_3, cy, 1, LANES);
        Adds(places_3, places_3, top, LANES);
        Mins(places_3, places_3, height - 1, LANES);
        Maxs(places_3, places_3, 0, LANES);
        Muls(places_3, places_3, width, LANES);
        LocalTensor<int32_t> work_10 = slot_17.Get<int32_t>();
        Adds(work_10, cx, 1, LANES);
        Adds(work_10, work_10, left, LANES);
        Mins(work_10, work_10, width - 1, LANES);
        Maxs(work_10, work_10, 0, LANES);
        Add(places_3, places_3, work_10, LANES);
        gather_where(in_tile_3, in, mask, places_3, window_3, room_3, LANES);
        LocalTensor<half> work_11 = slot_16.Get<half>();
        Cast(work_11, in_tile_3, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_12 = slot_14.Get<int32_t>();
        Cast(work_12, work_11, RoundMode::CAST_TRUNC, LANES);
        Add(horizontal, horizontal, work_12, LANES);
        LocalTensor<uint8_t> in_tile_4 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_4 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_4 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> places_4 = slot_15.Get<int32_t>();
        Adds(places_4, cy, -1, LANES);
        Adds(places_4, places_4, top, LANES);
        Mins(places_4, places_4, height - 1, LANES);
        Maxs(places_4, places_4, 0, LANES);
        Muls(places_4, places_4, width, LANES);
        LocalTensor<int32_t> work_13 = slot_17.Get<int32_t>();
        Adds(work_13, cx, -1, LANES);
        Adds(work_13, work_13, left, LANES);
        Mins(work_13, work_13, width - 1, LANES);
        Maxs(work_13, work_13, 0, LANES);
        Add(places_4, places_4, work_13, LANES);
        gather_where(in_tile_4, in, mask, places_4, window_4, room_4, LANES);
        LocalTensor<half> work_14 = slot_16.Get<half>();
        Cast(work_14, in_tile_4, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_15 = slot_14.Get<int32_t>();
        Cast(work_15, work_14, RoundMode::CAST_TRUNC, LANES);
        Sub(horizontal, horizontal, work_15, LANES);
        LocalTensor<uint8_t> in_tile_5 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_5 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_5 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> places_5 = slot_15.Get<int32_t>();
        Adds(places_5, cy, top, LANES);
        Mins(places_5, places_5, height - 1, LANES);
        Maxs(places_5, places_5, 0, LANES);
        Muls(places_5, places_5, width, LANES);
        LocalTensor<int32_t> work_16 = slot_17.Get<int32_t>();
        Adds(work_16, cx, -1, LANES);
        Adds(work_16, work_16, left, LANES);
        Mins(work_16, work_16, width - 1, LANES);
        Maxs(work_16, work_16, 0, LANES);
        Add(places_5, places_5, work_16, LANES);
        gather_where(in_tile_5, in, mask, places_5, window_5, room_5, LANES);
        LocalTensor<half> work_17 = slot_16.Get<half>();
        Cast(work_17, in_tile_5, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_18 = slot_14.Get<int32_t>();
        Cast(work_18, work_17, RoundMode::CAST_TRUNC, LANES);
        Muls(work_18, work_18, 2, LANES);
        Sub(horizontal, horizontal, work_18, LANES);
        LocalTensor<uint8_t> in_tile_6 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_6 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_6 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> places_6 = slot_15.Get<int32_t>();
        Adds(places_6, cy, 1, LANES);
        Adds(places_6, places_6, top, LANES);
        Mins(places_6, places_6, height - 1, LANES);
        Maxs(places_6, places_6, 0, LANES);
        Muls(places_6, places_6, width, LANES);
        LocalTensor<int32_t> work_19 = slot_17.Get<int32_t>();
        Adds(work_19, cx, -1, LANES);
        Adds(work_19, work_19, left, LANES);
        Mins(work_19, work_19, width - 1, LANES);
        Maxs(work_19, work_19, 0, LANES);
        Add(places_6, places_6, work_19, LANES);
        gather_where(in_tile_6, in, mask, places_6, window_6, room_6, LANES);
        LocalTensor<half> work_20 = slot_16.Get<half>();
        Cast(work_20, in_tile_6, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_21 = slot_14.Get<int32_t>();
        Cast(work_21, work_20, RoundMode::CAST_TRUNC, LANES);
        Sub(horizontal, horizontal, work_21, LANES);
        LocalTensor<uint8_t> in_tile_7 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_7 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_7 = slot_14.Get<int32_t>();
        LocalTensor<int32_t> places_7 = slot_15.Get<int32_t>();
        Adds(places_7, cy, 1, LANES);
        Adds(places_7, places_7, top, LANES);
        Mins(places_7, places_7, height - 1, LANES);
        Maxs(places_7, places_7, 0, LANES);
        Muls(places_7, places_7, width, LANES);
        LocalTensor<int32_t> work_22 = slot_17.Get<int32_t>();
        Adds(work_22, cx, -1, LANES);
        Adds(work_22, work_22, left, LANES);
        Mins(work_22, work_22, width - 1, LANES);
        Maxs(work_22, work_22, 0, LANES);
        Add(places_7, places_7, work_22, LANES);
        gather_where(in_tile_7, in, mask, places_7, window_7, room_7, LANES);
        LocalTensor<half> work_23 = slot_16.Get<half>();
        Cast(work_23, in_tile_7, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> vertical = slot_14.Get<int32_t>();
        Cast(vertical, work_23, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<uint8_t> in_tile_8 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_8 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_8 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> places_8 = slot_17.Get<int32_t>();
        Adds(places_8, cy, 1, LANES);
        Adds(places_8, places_8, top, LANES);
        Mins(places_8, places_8, height - 1, LANES);
        Maxs(places_8, places_8, 0, LANES);
        Muls(places_8, places_8, width, LANES);
        LocalTensor<int32_t> work_24 = slot_18.Get<int32_t>();
        Adds(work_24, cx, left, LANES);
        Mins(work_24, work_24, width - 1, LANES);
        Maxs(work_24, work_24, 0, LANES);
        Add(places_8, places_8, work_24, LANES);
        gather_where(in_tile_8, in, mask, places_8, window_8, room_8, LANES);
        LocalTensor<half> work_25 = slot_16.Get<half>();
        Cast(work_25, in_tile_8, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_26 = slot_15.Get<int32_t>();
        Cast(work_26, work_25, RoundMode::CAST_TRUNC, LANES);
        Muls(work_26, work_26, 2, LANES);
        Add(vertical, vertical, work_26, LANES);
        LocalTensor<uint8_t> in_tile_9 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_9 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_9 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> places_9 = slot_17.Get<int32_t>();
        Adds(places_9, cy, 1, LANES);
        Adds(places_9, places_9, top, LANES);
        Mins(places_9, places_9, height - 1, LANES);
        Maxs(places_9, places_9, 0, LANES);
        Muls(places_9, places_9, width, LANES);
        LocalTensor<int32_t> work_27 = slot_18.Get<int32_t>();
        Adds(work_27, cx, 1, LANES);
        Adds(work_27, work_27, left, LANES);
        Mins(work_27, work_27, width - 1, LANES);
        Maxs(work_27, work_27, 0, LANES);
        Add(places_9, places_9, work_27, LANES);
        gather_where(in_tile_9, in, mask, places_9, window_9, room_9, LANES);
        LocalTensor<half> work_28 = slot_16.Get<half>();
        Cast(work_28, in_tile_9, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_29 = slot_15.Get<int32_t>();
        Cast(work_29, work_28, RoundMode::CAST_TRUNC, LANES);
        Add(vertical, vertical, work_29, LANES);
        LocalTensor<uint8_t> in_tile_10 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_10 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_10 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> places_10 = slot_17.Get<int32_t>();
        Adds(places_10, cy, -1, LANES);
        Adds(places_10, places_10, top, LANES);
        Mins(places_10, places_10, height - 1, LANES);
        Maxs(places_10, places_10, 0, LANES);
        Muls(places_10, places_10, width, LANES);
        LocalTensor<int32_t> work_30 = slot_18.Get<int32_t>();
        Adds(work_30, cx, -1, LANES);
        Adds(work_30, work_30, left, LANES);
        Mins(work_30, work_30, width - 1, LANES);
        Maxs(work_30, work_30, 0, LANES);
        Add(places_10, places_10, work_30, LANES);
        gather_where(in_tile_10, in, mask, places_10, window_10, room_10, LANES);
        LocalTensor<half> work_31 = slot_16.Get<half>();
        Cast(work_31, in_tile_10, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_32 = slot_15.Get<int32_t>();
        Cast(work_32, work_31, RoundMode::CAST_TRUNC, LANES);
        Sub(vertical, vertical, work_32, LANES);
        LocalTensor<uint8_t> in_tile_11 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_11 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_11 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> places_11 = slot_17.Get<int32_t>();
        Adds(places_11, cy, -1, LANES);
        Adds(places_11, places_11, top, LANES);
        Mins(places_11, places_11, height - 1, LANES);
        Maxs(places_11, places_11, 0, LANES);
        Muls(places_11, places_11, width, LANES);
        LocalTensor<int32_t> work_33 = slot_18.Get<int32_t>();
        Adds(work_33, cx, left, LANES);
        Mins(work_33, work_33, width - 1, LANES);
        Maxs(work_33, work_33, 0, LANES);
        Add(places_11, places_11, work_33, LANES);
        gather_where(in_tile_11, in, mask, places_11, window_11, room_11, LANES);
        LocalTensor<half> work_34 = slot_16.Get<half>();
        Cast(work_34, in_tile_11, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_35 = slot_15.Get<int32_t>();
        Cast(work_35, work_34, RoundMode::CAST_TRUNC, LANES);
        Muls(work_35, work_35, 2, LANES);
        Sub(vertical, vertical, work_35, LANES);
        LocalTensor<uint8_t> in_tile_12 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_12 = slot_12.Get<uint8_t>();
        LocalTensor<int32_t> room_12 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> places_12 = slot_17.Get<int32_t>();
        Adds(places_12, cy, -1, LANES);
        Adds(places_12, places_12, top, LANES);
        Mins(places_12, places_12, height - 1, LANES);
        Maxs(places_12, places_12, 0, LANES);
        Muls(places_12, places_12, width, LANES);
        LocalTensor<int32_t> work_36 = slot_18.Get<int32_t>();
        Adds(work_36, cx, 1, LANES);
        Adds(work_36, work_36, left, LANES);
        Mins(work_36, work_36, width - 1, LANES);
        Maxs(work_36, work_36, 0, LANES);
        Add(places_12, places_12, work_36, LANES);
        gather_where(in_tile_12, in, mask, places_12, window_12, room_12, LANES);
        LocalTensor<half> work_37 = slot_16.Get<half>();
        Cast(work_37, in_tile_12, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_38 = slot_15.Get<int32_t>();
        Cast(work_38, work_37, RoundMode::CAST_TRUNC, LANES);
        Sub(vertical, vertical, work_38, LANES);
        LocalTensor<int32_t> value = slot_15.Get<int32_t>();
        Muls(value, horizontal, -1, LANES);
        Max(value, horizontal, value, LANES);
        LocalTensor<int32_t> work_39 = slot_17.Get<int32_t>();
        Muls(work_39, vertical, -1, LANES);
        Max(work_39, vertical, work_39, LANES);
        Add(value, value, work_39, LANES);
        LocalTensor<int32_t> work_40 = slot_17.Get<int32_t>();
        Mins(work_40, value, 255, LANES);
        LocalTensor<int32_t> work_41 = slot_18.Get<int32_t>();
        Duplicate(work_41, 255, LANES);
        And(work_40.ReinterpretCast<int16_t>(), work_40.ReinterpretCast<int16_t>(), work_41.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<float> work_42 = slot_18.Get<float>();
        Cast(work_42, work_40, RoundMode::CAST_RINT, LANES);
        LocalTensor<half> work_43 = slot_16.Get<half>();
        Cast(work_43, work_42, RoundMode::CAST_RINT, LANES);
        LocalTensor<uint8_t> bytes = slot_11.Get<uint8_t>();
        Cast(bytes, work_43, RoundMode::CAST_RINT, LANES);
        if (BLOCK_X % 32 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * SIDE);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * SIDE));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((int32_t)block_y * SIDE * width + (int32_t)(block_x * SIDE)), bytes, rows, columns_2,
                    width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * SIDE));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * SIDE);
            if (stop_2 > 0) {
                LocalTensor<half> halves = slot_16.Get<half>();
                Cast(halves, bytes, RoundMode::CAST_NONE, LANES);
                LocalTensor<uint32_t> offsets = slot_18.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<uint8_t> moved = slot_19.Get<uint8_t>();
                    LocalTensor<half> halves_2 = slot_20.Get<half>();
                    Gather(halves_2, halves, offsets, (uint32_t)(row * BLOCK_X * 2), stop_2);
                    wait<HardEvent::MTE3_S>();
                    Cast(moved, halves_2, RoundMode::CAST_RINT, stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + (((int32_t)block_y * SIDE + row) * width + (int32_t)(block_x * SIDE)), moved,
                            stop_2);
                }
            }
        }
    }
}
