// minpool.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Minimum over SIZE x SIZE windows of each image of a [images, height, width] batch. A window may reach over the edge
// by the padding; what lies there is not counted. The grid is (columns, rows, images) of the output.

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

extern "C" __global__ __aicore__ void minpool_naive_2(
        GM_ADDR in_address, GM_ADDR out_address, int32_t shape_height, int32_t shape_width, int32_t shape_out_height,
        int32_t shape_out_width, int32_t shape_stride, int32_t shape_padding, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
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
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, 16384);
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<uint32_t> out_x = slot_2.Get<uint32_t>();
        Adds(out_x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> out_y = slot_6.Get<int32_t>();
        Adds(out_y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, shape_out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, out_x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, out_x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, shape_out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, out_y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, out_y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        __gm__ float* image = in + block_z * shape_height * shape_width;

        LocalTensor<float> smallest = slot_7.Get<float>();
        Duplicate(smallest, bits_as<float>(0x7F800000u), LANES);
        for (int32_t dy = 0; dy < 2; ++dy) {
            LocalTensor<int32_t> y = slot_8.Get<int32_t>();
            Muls(y, out_y, shape_stride, LANES);
            Adds(y, y, 0 - shape_padding, LANES);
            Adds(y, y, dy, LANES);
            LocalTensor<int32_t> work_5 = slot_11.Get<int32_t>();
            Duplicate(work_5, 0, LANES);
            LocalTensor<int32_t> maximum_3 = slot_12.Get<int32_t>();
            Max(maximum_3, work_5, y, LANES);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            Compare(mask_3, maximum_3, y, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_6 = slot_12.Get<int32_t>();
            Duplicate(work_6, shape_height, LANES);
            LocalTensor<int32_t> maximum_4 = slot_11.Get<int32_t>();
            Max(maximum_4, work_6, y, LANES);
            LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
            Compare(mask_4, maximum_4, y, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            for (int32_t dx = 0; dx < 2; ++dx) {
                LocalTensor<int32_t> x = slot_11.Get<int32_t>();
                Muls(x, out_x.ReinterpretCast<int32_t>(), shape_stride, LANES);
                Adds(x, x, 0 - shape_padding, LANES);
                Adds(x, x, dx, LANES);
                LocalTensor<int32_t> work_7 = slot_12.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                Max(maximum_5, work_7, x, LANES);
                LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
                Compare(mask_5, maximum_5, x, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_8 = slot_14.Get<int32_t>();
                Duplicate(work_8, shape_width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_12.Get<int32_t>();
                Max(maximum_6, work_8, x, LANES);
                LocalTensor<uint8_t> mask_6 = slot_15.Get<uint8_t>();
                Compare(mask_6, maximum_6, x, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> image_tile = slot_12.Get<float>();
                LocalTensor<float> window = slot_16.Get<float>();
                LocalTensor<int32_t> room = slot_14.Get<int32_t>();
                LocalTensor<int32_t> places = slot_17.Get<int32_t>();
                Muls(places, y, shape_width, LANES);
                Add(places, places, x, LANES);
                gather_where(image_tile, image, mask_5, places, window, room, LANES);
                LocalTensor<uint8_t> mask_7 = slot_15.Get<uint8_t>();
                Compare(mask_7, image_tile, image_tile, CMPMODE::EQ, LANES);
                LocalTensor<float> work_9 = slot_14.Get<float>();
                Select(work_9, mask_7, image_tile, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE,
                        LANES);
                Min(work_9, smallest, work_9, LANES);
                Select(smallest, mask_5, work_9, smallest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                    (int64_t)shape_out_height - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out
                    + ((block_z * shape_out_height + (int32_t)block_y * BLOCK_Y) * shape_out_width + block_x * BLOCK_X),
                    smallest, rows, columns_2, shape_out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                    (int64_t)shape_out_height - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_11.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, smallest, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out
                            + ((block_z * shape_out_height + ((int32_t)block_y * BLOCK_Y + row)) * shape_out_width
                            + block_x * BLOCK_X), moved, stop_2);
                }
            }
        }
    }
}

extern "C" __global__ __aicore__ void minpool_naive_3(
        GM_ADDR in_address, GM_ADDR out_address, int32_t shape_height, int32_t shape_width, int32_t shape_out_height,
        int32_t shape_out_width, int32_t shape_stride, int32_t shape_padding, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
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
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, 16384);
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work = slot_2.Get<float>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        Adds(work, work, 0.5f, LANES);
        Muls(work, work, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<uint32_t> out_x = slot_2.Get<uint32_t>();
        Adds(out_x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> out_y = slot_6.Get<int32_t>();
        Adds(out_y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_2, shape_out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, out_x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, out_x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, shape_out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, out_y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, out_y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        __gm__ float* image = in + block_z * shape_height * shape_width;

        LocalTensor<float> smallest = slot_7.Get<float>();
        Duplicate(smallest, bits_as<float>(0x7F800000u), LANES);
        for (int32_t dy = 0; dy < 3; ++dy) {
            LocalTensor<int32_t> y = slot_8.Get<int32_t>();
            Muls(y, out_y, shape_stride, LANES);
            Adds(y, y, 0 - shape_padding, LANES);
            Adds(y, y, dy, LANES);
            LocalTensor<int32_t> work_5 = slot_11.Get<int32_t>();
            Duplicate(work_5, 0, LANES);
            LocalTensor<int32_t> maximum_3 = slot_12.Get<int32_t>();
            Max(maximum_3, work_5, y, LANES);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            Compare(mask_3, maximum_3, y, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_6 = slot_12.Get<int32_t>();
            Duplicate(work_6, shape_height, LANES);
            LocalTensor<int32_t> maximum_4 = slot_11.Get<int32_t>();
            Max(maximum_4, work_6, y, LANES);
            LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
            Compare(mask_4, maximum_4, y, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            for (int32_t dx = 0; dx < 3; ++dx) {
                LocalTensor<int32_t> x = slot_11.Get<int32_t>();
                Muls(x, out_x.ReinterpretCast<int32_t>(), shape_stride, LANES);
                Adds(x, x, 0 - shape_padding, LANES);
                Adds(x, x, dx, LANES);
                LocalTensor<int32_t> work_7 = slot_12.Get<int32_t>();
                Duplicate(work_7, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                Max(maximum_5, work_7, x, LANES);
                LocalTensor<uint8_t> mask_5 = slot_13.Get<uint8_t>();
                Compare(mask_5, maximum_5, x, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_8 = slot_14.Get<int32_t>();
                Duplicate(work_8, shape_width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_12.Get<int32_t>();
                Max(maximum_6, work_8, x, LANES);
                LocalTensor<uint8_t> mask_6 = slot_15.Get<uint8_t>();
                Compare(mask_6, maximum_6, x, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> image_tile = slot_12.Get<float>();
                LocalTensor<float> window = slot_16.Get<float>();
                LocalTensor<int32_t> room = slot_14.Get<int32_t>();
                LocalTensor<int32_t> places = slot_17.Get<int32_t>();
                Muls(places, y, shape_width, LANES);
                Add(places, places, x, LANES);
                gather_where(image_tile, image, mask_5, places, window, room, LANES);
                LocalTensor<uint8_t> mask_7 = slot_15.Get<uint8_t>();
                Compare(mask_7, image_tile, image_tile, CMPMODE::EQ, LANES);
                LocalTensor<float> work_9 = slot_14.Get<float>();
                Select(work_9, mask_7, image_tile, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE,
                        LANES);
                Min(work_9, smallest, work_9, LANES);
                Select(smallest, mask_5, work_9, smallest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                    (int64_t)shape_out_height - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out
                    + ((block_z * shape_out_height + (int32_t)block_y * BLOCK_Y) * shape_out_width + block_x * BLOCK_X),
                    smallest, rows, columns_2, shape_out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)shape_out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                    (int64_t)shape_out_height - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_11.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, smallest, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out
                            + ((block_z * shape_out_height + ((int32_t)block_y * BLOCK_Y + row)) * shape_out_width
                            + block_x * BLOCK_X), moved, stop_2);
                }
            }
        }
    }
}

// Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
// the image with the rim around it.
extern "C" __global__ __aicore__ void minpool_tiled_3_16_8(
        GM_ADDR in_address, GM_ADDR out_address, int32_t height, int32_t width, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 16384);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);

        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_6 = slot_2.Get<float>();
        wait<HardEvent::MTE3_S>();
        Cast(work_6, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_6, work_6, 0.5f, LANES);
        Muls(work_6, work_6, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_6, RoundMode::CAST_TRUNC, LANES);
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
        const int32_t RADIUS = 1;
        __gm__ float* image = in + block_z * height * width;
        const int32_t left = block_x * 16 - RADIUS;
        const int32_t top = block_y * 8 - RADIUS;

        LocalTensor<float> smallest = slot_2.Get<float>();
        Duplicate(smallest, bits_as<float>(0x7F800000u), LANES);
        for (int32_t dy = 0; dy < 3; ++dy) {
            for (int32_t dx = 0; dx < 3; ++dx) {
                LocalTensor<float> image_tile = slot_6.Get<float>();
                LocalTensor<float> window = slot_7.Get<float>();
                LocalTensor<int32_t> room = slot_8.Get<int32_t>();
                LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
                Adds(work_2, thread_x, dx, LANES);
                Adds(work_2, work_2, left, LANES);
                LocalTensor<int32_t> work_3 = slot_10.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                LocalTensor<int32_t> maximum = slot_11.Get<int32_t>();
                Max(maximum, work_3, work_2, LANES);
                LocalTensor<uint8_t> mask = slot_12.Get<uint8_t>();
                Compare(mask, maximum, work_2, CMPMODE::EQ, LANES);
                And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
                Adds(work_4, thread_x, dx, LANES);
                Adds(work_4, work_4, left, LANES);
                LocalTensor<int32_t> work_5 = slot_11.Get<int32_t>();
                Duplicate(work_5, width, LANES);
                LocalTensor<int32_t> maximum_2 = slot_10.Get<int32_t>();
                Max(maximum_2, work_5, work_4, LANES);
                LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
                Compare(mask_2, maximum_2, work_4, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
                Adds(work_7, thread_y, dy, LANES);
                Adds(work_7, work_7, top, LANES);
                LocalTensor<int32_t> work_8 = slot_10.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
                Max(maximum_3, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_7, CMPMODE::EQ, LANES);
                And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_9.Get<int32_t>();
                Adds(work_9, thread_y, dy, LANES);
                Adds(work_9, work_9, top, LANES);
                LocalTensor<int32_t> work_10 = slot_11.Get<int32_t>();
                Duplicate(work_10, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_10.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_9.Get<int32_t>();
                Adds(places, thread_y, dy, LANES);
                Adds(places, places, top, LANES);
                Muls(places, places, width, LANES);
                LocalTensor<int32_t> work_11 = slot_10.Get<int32_t>();
                Adds(work_11, thread_x, dx, LANES);
                Adds(work_11, work_11, left, LANES);
                Add(places, places, work_11, LANES);
                gather_where(image_tile, image, mask, places, window, room, LANES);
                LocalTensor<int32_t> work_12 = slot_8.Get<int32_t>();
                Adds(work_12, thread_x, dx, LANES);
                Adds(work_12, work_12, left, LANES);
                LocalTensor<int32_t> work_13 = slot_9.Get<int32_t>();
                Duplicate(work_13, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_10.Get<int32_t>();
                Max(maximum_5, work_13, work_12, LANES);
                LocalTensor<uint8_t> mask_5 = slot_12.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_12, CMPMODE::EQ, LANES);
                And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_14 = slot_8.Get<int32_t>();
                Adds(work_14, thread_x, dx, LANES);
                Adds(work_14, work_14, left, LANES);
                LocalTensor<int32_t> work_15 = slot_10.Get<int32_t>();
                Duplicate(work_15, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_9.Get<int32_t>();
                Max(maximum_6, work_15, work_14, LANES);
                LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_14, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_16 = slot_8.Get<int32_t>();
                Adds(work_16, thread_y, dy, LANES);
                Adds(work_16, work_16, top, LANES);
                LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
                Duplicate(work_17, 0, LANES);
                LocalTensor<int32_t> maximum_7 = slot_10.Get<int32_t>();
                Max(maximum_7, work_17, work_16, LANES);
                LocalTensor<uint8_t> mask_7 = slot_13.Get<uint8_t>();
                Compare(mask_7, maximum_7, work_16, CMPMODE::EQ, LANES);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_18 = slot_8.Get<int32_t>();
                Adds(work_18, thread_y, dy, LANES);
                Adds(work_18, work_18, top, LANES);
                LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
                Duplicate(work_19, height, LANES);
                LocalTensor<int32_t> maximum_8 = slot_9.Get<int32_t>();
                Max(maximum_8, work_19, work_18, LANES);
                LocalTensor<uint8_t> mask_8 = slot_13.Get<uint8_t>();
                Compare(mask_8, maximum_8, work_18, CMPMODE::EQ, LANES);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_20 = slot_8.Get<float>();
                Select(work_20, mask_5, image_tile, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE,
                        LANES);
                LocalTensor<uint8_t> mask_9 = slot_12.Get<uint8_t>();
                Compare(mask_9, work_20, work_20, CMPMODE::EQ, LANES);
                LocalTensor<float> work_21 = slot_6.Get<float>();
                Select(work_21, mask_9, work_20, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Min(smallest, smallest, work_21, LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 8);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 16));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((block_z * height + (int32_t)block_y * 8) * width + block_x * 16), smallest, rows,
                    columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 16));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 8);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_6.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, smallest, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + ((block_z * height + ((int32_t)block_y * 8 + row)) * width + block_x * 16), moved,
                            stop_2);
                }
            }
        }
    }
}

// Windows one apart: neighbours share most of what they read, so a block of WIDTH x HEIGHT threads stages its part of
// the image with the rim around it.
extern "C" __global__ __aicore__ void minpool_tiled_5_8_4(
        GM_ADDR in_address, GM_ADDR out_address, int32_t height, int32_t width, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 16384);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);

        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_6 = slot_2.Get<float>();
        wait<HardEvent::MTE3_S>();
        Cast(work_6, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_6, work_6, 0.5f, LANES);
        Muls(work_6, work_6, reciprocal, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_6, RoundMode::CAST_TRUNC, LANES);
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
        const int32_t RADIUS = 2;
        __gm__ float* image = in + block_z * height * width;
        const int32_t left = block_x * 8 - RADIUS;
        const int32_t top = block_y * 4 - RADIUS;

        LocalTensor<float> smallest = slot_2.Get<float>();
        Duplicate(smallest, bits_as<float>(0x7F800000u), LANES);
        for (int32_t dy = 0; dy < 5; ++dy) {
            for (int32_t dx = 0; dx < 5; ++dx) {
                LocalTensor<float> image_tile = slot_6.Get<float>();
                LocalTensor<float> window = slot_7.Get<float>();
                LocalTensor<int32_t> room = slot_8.Get<int32_t>();
                LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
                Adds(work_2, thread_x, dx, LANES);
                Adds(work_2, work_2, left, LANES);
                LocalTensor<int32_t> work_3 = slot_10.Get<int32_t>();
                Duplicate(work_3, 0, LANES);
                LocalTensor<int32_t> maximum = slot_11.Get<int32_t>();
                Max(maximum, work_3, work_2, LANES);
                LocalTensor<uint8_t> mask = slot_12.Get<uint8_t>();
                Compare(mask, maximum, work_2, CMPMODE::EQ, LANES);
                And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
                Adds(work_4, thread_x, dx, LANES);
                Adds(work_4, work_4, left, LANES);
                LocalTensor<int32_t> work_5 = slot_11.Get<int32_t>();
                Duplicate(work_5, width, LANES);
                LocalTensor<int32_t> maximum_2 = slot_10.Get<int32_t>();
                Max(maximum_2, work_5, work_4, LANES);
                LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
                Compare(mask_2, maximum_2, work_4, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
                Adds(work_7, thread_y, dy, LANES);
                Adds(work_7, work_7, top, LANES);
                LocalTensor<int32_t> work_8 = slot_10.Get<int32_t>();
                Duplicate(work_8, 0, LANES);
                LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
                Max(maximum_3, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_7, CMPMODE::EQ, LANES);
                And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_9.Get<int32_t>();
                Adds(work_9, thread_y, dy, LANES);
                Adds(work_9, work_9, top, LANES);
                LocalTensor<int32_t> work_10 = slot_11.Get<int32_t>();
                Duplicate(work_10, height, LANES);
                LocalTensor<int32_t> maximum_4 = slot_10.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_4 = slot_13.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_9.Get<int32_t>();
                Adds(places, thread_y, dy, LANES);
                Adds(places, places, top, LANES);
                Muls(places, places, width, LANES);
                LocalTensor<int32_t> work_11 = slot_10.Get<int32_t>();
                Adds(work_11, thread_x, dx, LANES);
                Adds(work_11, work_11, left, LANES);
                Add(places, places, work_11, LANES);
                gather_where(image_tile, image, mask, places, window, room, LANES);
                LocalTensor<int32_t> work_12 = slot_8.Get<int32_t>();
                Adds(work_12, thread_x, dx, LANES);
                Adds(work_12, work_12, left, LANES);
                LocalTensor<int32_t> work_13 = slot_9.Get<int32_t>();
                Duplicate(work_13, 0, LANES);
                LocalTensor<int32_t> maximum_5 = slot_10.Get<int32_t>();
                Max(maximum_5, work_13, work_12, LANES);
                LocalTensor<uint8_t> mask_5 = slot_12.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_12, CMPMODE::EQ, LANES);
                And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_14 = slot_8.Get<int32_t>();
                Adds(work_14, thread_x, dx, LANES);
                Adds(work_14, work_14, left, LANES);
                LocalTensor<int32_t> work_15 = slot_10.Get<int32_t>();
                Duplicate(work_15, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_9.Get<int32_t>();
                Max(maximum_6, work_15, work_14, LANES);
                LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_14, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_16 = slot_8.Get<int32_t>();
                Adds(work_16, thread_y, dy, LANES);
                Adds(work_16, work_16, top, LANES);
                LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
                Duplicate(work_17, 0, LANES);
                LocalTensor<int32_t> maximum_7 = slot_10.Get<int32_t>();
                Max(maximum_7, work_17, work_16, LANES);
                LocalTensor<uint8_t> mask_7 = slot_13.Get<uint8_t>();
                Compare(mask_7, maximum_7, work_16, CMPMODE::EQ, LANES);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_18 = slot_8.Get<int32_t>();
                Adds(work_18, thread_y, dy, LANES);
                Adds(work_18, work_18, top, LANES);
                LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
                Duplicate(work_19, height, LANES);
                LocalTensor<int32_t> maximum_8 = slot_9.Get<int32_t>();
                Max(maximum_8, work_19, work_18, LANES);
                LocalTensor<uint8_t> mask_8 = slot_13.Get<uint8_t>();
                Compare(mask_8, maximum_8, work_18, CMPMODE::EQ, LANES);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_20 = slot_8.Get<float>();
                Select(work_20, mask_5, image_tile, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE,
                        LANES);
                LocalTensor<uint8_t> mask_9 = slot_12.Get<uint8_t>();
                Compare(mask_9, work_20, work_20, CMPMODE::EQ, LANES);
                LocalTensor<float> work_21 = slot_6.Get<float>();
                Select(work_21, mask_9, work_20, bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Min(smallest, smallest, work_21, LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 4);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 8));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(out + ((block_z * height + (int32_t)block_y * 4) * width + block_x * 8), smallest, rows,
                    columns_2, width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)width - (int32_t)(block_x * 8));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)height
                    - (int32_t)block_y * 4);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_6.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, smallest, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(out + ((block_z * height + ((int32_t)block_y * 4 + row)) * width + block_x * 8), moved,
                            stop_2);
                }
            }
        }
    }
}
