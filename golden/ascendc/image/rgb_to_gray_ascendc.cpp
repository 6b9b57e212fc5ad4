// rgb_to_gray.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
// Alpha is kept.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

extern "C" __global__ __aicore__ void rgb_to_gray(
        GM_ADDR image_address, GM_ADDR gray_address, GM_ADDR gray_image_address, int32_t pixels, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint8_t* image = (__gm__ uint8_t*)image_address;
    __gm__ uint8_t* gray = (__gm__ uint8_t*)gray_address;
    __gm__ uint8_t* gray_image = (__gm__ uint8_t*)gray_image_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES));
    pipe.InitBuffer(slot_5, 16384);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES));
    pipe.InitBuffer(slot_10, padded(LANES));
    pipe.InitBuffer(slot_11, padded(LANES));
    pipe.InitBuffer(slot_12, padded(LANES * 2));
    pipe.InitBuffer(slot_13, padded(LANES));
    pipe.InitBuffer(slot_14, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)pixels
                - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<uint8_t> colour = slot_4.Get<uint8_t>();
        LocalTensor<uint8_t> window = slot_5.Get<uint8_t>();
        LocalTensor<int32_t> room = slot_6.Get<int32_t>();
        LocalTensor<int32_t> places = slot_7.Get<int32_t>();
        copy_tile(places, i.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_2 = slot_8.Get<int32_t>();
        Duplicate(places_2, 0, LANES);
        gather_sum(colour, image, mask, places, 4L, places_2, 1L, window, room, LANES);
        LocalTensor<uint8_t> colour_2 = slot_9.Get<uint8_t>();
        LocalTensor<uint8_t> window_2 = slot_5.Get<uint8_t>();
        LocalTensor<int32_t> room_2 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> places_3 = slot_8.Get<int32_t>();
        copy_tile(places_3, i.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_4 = slot_7.Get<int32_t>();
        Duplicate(places_4, 0, LANES);
        gather_sum(colour_2, image + 1, mask, places_3, 4L, places_4, 1L, window_2, room_2, LANES);
        LocalTensor<uint8_t> colour_3 = slot_10.Get<uint8_t>();
        LocalTensor<uint8_t> window_3 = slot_5.Get<uint8_t>();
        LocalTensor<int32_t> room_3 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> places_5 = slot_7.Get<int32_t>();
        copy_tile(places_5, i.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_6 = slot_8.Get<int32_t>();
        Duplicate(places_6, 0, LANES);
        gather_sum(colour_3, image + 2, mask, places_5, 4L, places_6, 1L, window_3, room_3, LANES);
        LocalTensor<uint8_t> colour_4 = slot_11.Get<uint8_t>();
        LocalTensor<uint8_t> window_4 = slot_5.Get<uint8_t>();
        LocalTensor<int32_t> room_4 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> places_7 = slot_8.Get<int32_t>();
        copy_tile(places_7, i.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> places_8 = slot_7.Get<int32_t>();
        Duplicate(places_8, 0, LANES);
        gather_sum(colour_4, image + 3, mask, places_7, 4L, places_8, 1L, window_4, room_4, LANES);
        LocalTensor<half> work = slot_12.Get<half>();
        Cast(work, colour, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_2 = slot_6.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        Muls(work_2, work_2, 77, LANES);
        LocalTensor<half> work_3 = slot_12.Get<half>();
        Cast(work_3, colour_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        Cast(work_4, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(work_4, work_4, 150, LANES);
        Add(work_2, work_2, work_4, LANES);
        LocalTensor<half> work_5 = slot_12.Get<half>();
        Cast(work_5, colour_3, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_6 = slot_7.Get<int32_t>();
        Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(work_6, work_6, 29, LANES);
        Add(work_2, work_2, work_6, LANES);
        Adds(work_2, work_2, 128, LANES);
        ShiftRight(work_2, work_2, 8, LANES);
        LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
        Duplicate(work_7, 255, LANES);
        And(work_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<float> work_8 = slot_7.Get<float>();
        Cast(work_8, work_2, RoundMode::CAST_RINT, LANES);
        LocalTensor<half> work_9 = slot_12.Get<half>();
        Cast(work_9, work_8, RoundMode::CAST_RINT, LANES);
        LocalTensor<uint8_t> value = slot_13.Get<uint8_t>();
        Cast(value, work_9, RoundMode::CAST_RINT, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)pixels - (int32_t)(block_x * LANES));
        wait<HardEvent::V_S>();
        copy_out(gray + (int32_t)(block_x * LANES), value, count);
        LocalTensor<uint8_t> spread = slot_14.Get<uint8_t>();
        LocalTensor<half> halves = slot_12.Get<half>();
        Cast(halves, value, RoundMode::CAST_NONE, LANES);
        Cast(halves.ReinterpretCast<int16_t>(), halves, RoundMode::CAST_RINT, LANES);
        wait<HardEvent::MTE3_V>();
        expand(spread.ReinterpretCast<int16_t>(), halves.ReinterpretCast<int16_t>(), LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(gray_image + (int32_t)(block_x * LANES) * 4L, spread, count, count > 0 ? 1 : 0, 4, 32);
        LocalTensor<uint8_t> spread_2 = slot_14.Get<uint8_t>();
        LocalTensor<half> halves_2 = slot_12.Get<half>();
        Cast(halves_2, value, RoundMode::CAST_NONE, LANES);
        Cast(halves_2.ReinterpretCast<int16_t>(), halves_2, RoundMode::CAST_RINT, LANES);
        wait<HardEvent::MTE3_V>();
        expand(spread_2.ReinterpretCast<int16_t>(), halves_2.ReinterpretCast<int16_t>(), LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(gray_image + (int32_t)(block_x * LANES) * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 32);
        LocalTensor<uint8_t> spread_3 = slot_14.Get<uint8_t>();
        LocalTensor<half> halves_3 = slot_12.Get<half>();
        Cast(halves_3, value, RoundMode::CAST_NONE, LANES);
        Cast(halves_3.ReinterpretCast<int16_t>(), halves_3, RoundMode::CAST_RINT, LANES);
        wait<HardEvent::MTE3_V>();
        expand(spread_3.ReinterpretCast<int16_t>(), halves_3.ReinterpretCast<int16_t>(), LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(gray_image + (int32_t)(block_x * LANES) * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 32);
        LocalTensor<uint8_t> spread_4 = slot_14.Get<uint8_t>();
        LocalTensor<half> halves_4 = slot_12.Get<half>();
        Cast(halves_4, colour_4, RoundMode::CAST_NONE, LANES);
        Cast(halves_4.ReinterpretCast<int16_t>(), halves_4, RoundMode::CAST_RINT, LANES);
        wait<HardEvent::MTE3_V>();
        expand(spread_4.ReinterpretCast<int16_t>(), halves_4.ReinterpretCast<int16_t>(), LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(gray_image + (int32_t)(block_x * LANES) * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 32);
    }
}

// Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4.
extern "C" __global__ __aicore__ void rgb_to_gray_packed(
        GM_ADDR image_address, GM_ADDR gray_address, int32_t words, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ uint32_t* image = (__gm__ uint32_t*)image_address;
    __gm__ uint32_t* gray = (__gm__ uint32_t*)gray_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
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
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)words
                - (int32_t)(block_x * LANES));
        LocalTensor<uint32_t> whole_2 = whole_1_queue.AllocTensor<uint32_t>();
        const int32_t elements = count * 4;
        copy_in(whole_2, image + (int32_t)(block_x * LANES) * 4L, elements);
        whole_1_queue.EnQue(whole_2);
        whole_2 = whole_1_queue.DeQue<uint32_t>();
        LocalTensor<uint32_t> quad = slot_1.Get<uint32_t>();
        Gather(quad, whole_2, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_2 = slot_2.Get<uint32_t>();
        wait<HardEvent::MTE3_V>();
        Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<uint32_t> quad_2 = slot_3.Get<uint32_t>();
        Gather(quad_2, whole_2, offsets_2, 0, LANES);
        LocalTensor<uint32_t> offsets_3 = slot_2.Get<uint32_t>();
        Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<uint32_t> quad_3 = slot_4.Get<uint32_t>();
        Gather(quad_3, whole_2, offsets_3, 0, LANES);
        LocalTensor<uint32_t> offsets_4 = slot_2.Get<uint32_t>();
        Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
        LocalTensor<uint32_t> quad_4 = slot_5.Get<uint32_t>();
        Gather(quad_4, whole_2, offsets_4, 0, LANES);
        whole_1_queue.FreeTensor(whole_2);
        LocalTensor<uint32_t> packed = slot_2.Get<uint32_t>();
        Duplicate(packed, 0u, LANES);
        LocalTensor<uint32_t> red = slot_6.Get<uint32_t>();
        Duplicate(red, 0xffu, LANES);
        And(red.ReinterpretCast<int16_t>(), quad.ReinterpretCast<int16_t>(), red.ReinterpretCast<int16_t>(), LANES * 2);
        LocalTensor<uint32_t> green = slot_7.Get<uint32_t>();
        ShiftRight(green, quad, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work = slot_8.Get<uint32_t>();
        Duplicate(work, 0xffu, LANES);
        And(green.ReinterpretCast<int16_t>(), green.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), LANES
                * 2);
        LocalTensor<uint32_t> blue = slot_8.Get<uint32_t>();
        ShiftRight(blue, quad, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_2 = slot_9.Get<uint32_t>();
        Duplicate(work_2, 0xffu, LANES);
        And(blue.ReinterpretCast<int16_t>(), blue.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(), LANES
                * 2);
        LocalTensor<uint32_t> work_3 = slot_9.Get<uint32_t>();
        Muls(work_3.ReinterpretCast<int32_t>(), red.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_4 = slot_10.Get<uint32_t>();
        Muls(work_4.ReinterpretCast<int32_t>(), green.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_5 = slot_10.Get<uint32_t>();
        Muls(work_5.ReinterpretCast<int32_t>(), blue.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), work_5.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_3, work_3, (uint32_t)8, LANES);
        ShiftLeft(work_3, work_3, (uint32_t)0, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> red_2 = slot_9.Get<uint32_t>();
        Duplicate(red_2, 0xffu, LANES);
        And(red_2.ReinterpretCast<int16_t>(), quad_2.ReinterpretCast<int16_t>(), red_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> green_2 = slot_10.Get<uint32_t>();
        ShiftRight(green_2, quad_2, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_6 = slot_11.Get<uint32_t>();
        Duplicate(work_6, 0xffu, LANES);
        And(green_2.ReinterpretCast<int16_t>(), green_2.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> blue_2 = slot_11.Get<uint32_t>();
        ShiftRight(blue_2, quad_2, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_7 = slot_12.Get<uint32_t>();
        Duplicate(work_7, 0xffu, LANES);
        And(blue_2.ReinterpretCast<int16_t>(), blue_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> work_8 = slot_12.Get<uint32_t>();
        Muls(work_8.ReinterpretCast<int32_t>(), red_2.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_9 = slot_13.Get<uint32_t>();
        Muls(work_9.ReinterpretCast<int32_t>(), green_2.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), work_9.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_10 = slot_13.Get<uint32_t>();
        Muls(work_10.ReinterpretCast<int32_t>(), blue_2.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), work_10.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_8, work_8, (uint32_t)8, LANES);
        ShiftLeft(work_8, work_8, (uint32_t)8, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> red_3 = slot_12.Get<uint32_t>();
        Duplicate(red_3, 0xffu, LANES);
        And(red_3.ReinterpretCast<int16_t>(), quad_3.ReinterpretCast<int16_t>(), red_3.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> green_3 = slot_13.Get<uint32_t>();
        ShiftRight(green_3, quad_3, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_11 = slot_14.Get<uint32_t>();
        Duplicate(work_11, 0xffu, LANES);
        And(green_3.ReinterpretCast<int16_t>(), green_3.ReinterpretCast<int16_t>(), work_11.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> blue_3 = slot_14.Get<uint32_t>();
        ShiftRight(blue_3, quad_3, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_12 = slot_15.Get<uint32_t>();
        Duplicate(work_12, 0xffu, LANES);
        And(blue_3.ReinterpretCast<int16_t>(), blue_3.ReinterpretCast<int16_t>(), work_12.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> work_13 = slot_15.Get<uint32_t>();
        Muls(work_13.ReinterpretCast<int32_t>(), red_3.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_14 = slot_16.Get<uint32_t>();
        Muls(work_14.ReinterpretCast<int32_t>(), green_3.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_13.ReinterpretCast<int32_t>(), work_13.ReinterpretCast<int32_t>(), work_14.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_15 = slot_16.Get<uint32_t>();
        Muls(work_15.ReinterpretCast<int32_t>(), blue_3.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_13.ReinterpretCast<int32_t>(), work_13.ReinterpretCast<int32_t>(), work_15.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_13.ReinterpretCast<int32_t>(), work_13.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_13, work_13, (uint32_t)8, LANES);
        ShiftLeft(work_13, work_13, (uint32_t)16, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_13.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> red_4 = slot_15.Get<uint32_t>();
        Duplicate(red_4, 0xffu, LANES);
        And(red_4.ReinterpretCast<int16_t>(), quad_4.ReinterpretCast<int16_t>(), red_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> green_4 = slot_16.Get<uint32_t>();
        ShiftRight(green_4, quad_4, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_16 = slot_17.Get<uint32_t>();
        Duplicate(work_16, 0xffu, LANES);
        And(green_4.ReinterpretCast<int16_t>(), green_4.ReinterpretCast<int16_t>(), work_16.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> blue_4 = slot_17.Get<uint32_t>();
        ShiftRight(blue_4, quad_4, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_17 = slot_18.Get<uint32_t>();
        Duplicate(work_17, 0xffu, LANES);
        And(blue_4.ReinterpretCast<int16_t>(), blue_4.ReinterpretCast<int16_t>(), work_17.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> work_18 = slot_18.Get<uint32_t>();
        Muls(work_18.ReinterpretCast<int32_t>(), red_4.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_19 = slot_19.Get<uint32_t>();
        Muls(work_19.ReinterpretCast<int32_t>(), green_4.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_18.ReinterpretCast<int32_t>(), work_18.ReinterpretCast<int32_t>(), work_19.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_20 = slot_19.Get<uint32_t>();
        Muls(work_20.ReinterpretCast<int32_t>(), blue_4.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_18.ReinterpretCast<int32_t>(), work_18.ReinterpretCast<int32_t>(), work_20.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_18.ReinterpretCast<int32_t>(), work_18.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_18, work_18, (uint32_t)8, LANES);
        ShiftLeft(work_18, work_18, (uint32_t)24, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                LANES * 2);
        wait<HardEvent::V_MTE3>();
        copy_out(gray + (int32_t)(block_x * LANES), packed, count);
    }
}
