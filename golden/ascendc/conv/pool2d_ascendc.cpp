// pool2d.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Pooling over square windows of [planes, height, width]; blockIdx.z is the plane.

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

// The largest of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_max(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, (-2147483647 - 1), blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Max(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Max(target, target, target[half], half);
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

extern "C" __global__ __aicore__ void max_pool(
        GM_ADDR input_address, GM_ADDR output_address, GM_ADDR where_address, int32_t height, int32_t width,
        int32_t out_height, int32_t out_width, int32_t size, int32_t stride, int32_t padding, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    __gm__ int32_t* where = (__gm__ int32_t*)where_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23;
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
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, 256);
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, 16384);
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
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
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
        Duplicate(work_7, out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_7, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
        Duplicate(work_8, out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_8, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        __gm__ float* plane = input + block_z * height * width;
        LocalTensor<int32_t> window = slot_7.Get<int32_t>();
        Duplicate(window, 0, LANES);
        LocalTensor<int32_t> window_2 = slot_8.Get<int32_t>();
        Duplicate(window_2, 0, LANES);
        LocalTensor<int32_t> window_3 = slot_11.Get<int32_t>();
        Duplicate(window_3, 0, LANES);
        LocalTensor<int32_t> window_4 = slot_12.Get<int32_t>();
        Duplicate(window_4, 0, LANES);
        LocalTensor<int32_t> work_2 = slot_13.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Muls(work_2, y, stride, LANES);
        Adds(work_2, work_2, 0 - padding, LANES);
        Maxs(window, work_2, 0, LANES);
        LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
        Muls(work_4, x.ReinterpretCast<int32_t>(), stride, LANES);
        Adds(work_4, work_4, 0 - padding, LANES);
        Maxs(window_2, work_4, 0, LANES);
        LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
        Muls(work_5, y, stride, LANES);
        Adds(work_5, work_5, 0 - padding, LANES);
        Adds(work_5, work_5, size, LANES);
        Mins(window_3, work_5, height, LANES);
        LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
        Muls(work_6, x.ReinterpretCast<int32_t>(), stride, LANES);
        Adds(work_6, work_6, 0 - padding, LANES);
        Adds(work_6, work_6, size, LANES);
        Mins(window_4, work_6, width, LANES);
        LocalTensor<float> largest = slot_13.Get<float>();
        Duplicate(largest, -bits_as<float>(0x7F800000u), LANES);
        LocalTensor<int32_t> best = slot_14.Get<int32_t>();
        Duplicate(best, -1, LANES);
        LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
        Max(maximum_3, window_3, window, LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_3, window, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_9 = slot_15.Get<int32_t>();
        Sub(work_9, window_3, window, LANES);
        LocalTensor<int32_t> work_10 = slot_16.Get<int32_t>();
        Duplicate(work_10, 0, LANES);
        Select(work_9.ReinterpretCast<float>(), mask_3, work_9.ReinterpretCast<float>(),
                work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest_2 = slot_17.Get<int32_t>();
        LocalTensor<int32_t> work_11 = slot_16.Get<int32_t>();
        fold_max(largest_2, work_9, work_11, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest_2.GetValue(0);
        for (int32_t passed = 0; passed < rounds; ++passed) {
            LocalTensor<int32_t> in_y = slot_15.Get<int32_t>();
            Adds(in_y, window, passed, LANES);
            LocalTensor<int32_t> maximum_4 = slot_16.Get<int32_t>();
            Max(maximum_4, window_3, in_y, LANES);
            LocalTensor<uint8_t> looping = slot_10.Get<uint8_t>();
            Compare(looping, maximum_4, in_y, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_5 = slot_16.Get<int32_t>();
            Max(maximum_5, window_4, window_2, LANES);
            LocalTensor<uint8_t> mask_4 = slot_18.Get<uint8_t>();
            Compare(mask_4, maximum_5, window_2, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_16.Get<int32_t>();
            Sub(work_12, window_4, window_2, LANES);
            LocalTensor<int32_t> work_13 = slot_19.Get<int32_t>();
            Duplicate(work_13, 0, LANES);
            Select(work_12.ReinterpretCast<float>(), mask_4, work_12.ReinterpretCast<float>(),
                    work_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> largest_3 = slot_17.Get<int32_t>();
            LocalTensor<int32_t> work_14 = slot_19.Get<int32_t>();
            fold_max(largest_3, work_12, work_14, LANES);
            wait<HardEvent::V_S>();
            int32_t rounds_2 = largest_3.GetValue(0);
            for (int32_t passed_2 = 0; passed_2 < rounds_2; ++passed_2) {
                LocalTensor<int32_t> in_x = slot_16.Get<int32_t>();
                Adds(in_x, window_2, passed_2, LANES);
                LocalTensor<int32_t> maximum_6 = slot_19.Get<int32_t>();
                Max(maximum_6, window_4, in_x, LANES);
                LocalTensor<uint8_t> looping_2 = slot_18.Get<uint8_t>();
                Compare(looping_2, maximum_6, in_x, CMPMODE::EQ, LANES);
                Not(looping_2.ReinterpretCast<int16_t>(), looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(looping_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> value = slot_19.Get<float>();
                LocalTensor<float> window_5 = slot_20.Get<float>();
                LocalTensor<int32_t> room = slot_21.Get<int32_t>();
                LocalTensor<int32_t> places = slot_22.Get<int32_t>();
                Muls(places, in_y, width, LANES);
                Add(places, places, in_x, LANES);
                gather_where(value, plane, looping_2, places, window_5, room, LANES);
                LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
                Compare(mask_5, value, largest, CMPMODE::GT, LANES);
                And(mask_5.ReinterpretCast<int16_t>(), looping_2.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Select(largest, mask_5, value, largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_15 = slot_21.Get<int32_t>();
                Muls(work_15, in_y, width, LANES);
                Add(work_15, work_15, in_x, LANES);
                Select(best.ReinterpretCast<float>(), mask_5, work_15.ReinterpretCast<float>(),
                        best.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + (int32_t)((block_z * out_height + block_y * BLOCK_Y) * out_width + block_x * BLOCK_X), largest,
                    rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_15.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_16.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, largest, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + (int32_t)((block_z * out_height + (block_y * BLOCK_Y + row)) * out_width + block_x
                            * BLOCK_X), moved, stop_2);
                }
            }
        }
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_S>();
            copy_rows_out(where + (int32_t)((block_z * out_height + block_y * BLOCK_Y) * out_width + block_x * BLOCK_X),
                    best, rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets_2 = slot_15.Get<uint32_t>();
                CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::MTE3_S>();
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<int32_t> moved_2 = slot_16.Get<int32_t>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved_2, best, offsets_2, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(where
                            + (int32_t)((block_z * out_height + (block_y * BLOCK_Y + row)) * out_width + block_x
                            * BLOCK_X), moved_2, stop_2);
                }
            }
        }
    }
}

extern "C" __global__ __aicore__ void average_pool(
        GM_ADDR input_address, GM_ADDR output_address, int32_t height, int32_t width, int32_t out_height,
        int32_t out_width, int32_t size, int32_t stride, int32_t padding, int32_t counting, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21;
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
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, 256);
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, 16384);
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
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
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * BLOCK_Y, LANES);
        LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
        Duplicate(work_7, out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_7, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
        Duplicate(work_8, out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_8, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);

        __gm__ float* plane = input + block_z * height * width;
        LocalTensor<int32_t> window = slot_7.Get<int32_t>();
        Duplicate(window, 0, LANES);
        LocalTensor<int32_t> window_2 = slot_8.Get<int32_t>();
        Duplicate(window_2, 0, LANES);
        LocalTensor<int32_t> window_3 = slot_11.Get<int32_t>();
        Duplicate(window_3, 0, LANES);
        LocalTensor<int32_t> window_4 = slot_12.Get<int32_t>();
        Duplicate(window_4, 0, LANES);
        LocalTensor<int32_t> work_2 = slot_13.Get<int32_t>();
        Muls(work_2, y, stride, LANES);
        Adds(work_2, work_2, 0 - padding, LANES);
        Maxs(window, work_2, 0, LANES);
        LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
        Muls(work_4, x.ReinterpretCast<int32_t>(), stride, LANES);
        Adds(work_4, work_4, 0 - padding, LANES);
        Maxs(window_2, work_4, 0, LANES);
        LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
        Muls(work_5, y, stride, LANES);
        Adds(work_5, work_5, 0 - padding, LANES);
        Adds(work_5, work_5, size, LANES);
        Mins(window_3, work_5, height, LANES);
        LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
        Muls(work_6, x.ReinterpretCast<int32_t>(), stride, LANES);
        Adds(work_6, work_6, 0 - padding, LANES);
        Adds(work_6, work_6, size, LANES);
        Mins(window_4, work_6, width, LANES);
        LocalTensor<float> sum = slot_13.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> maximum_3 = slot_14.Get<int32_t>();
        Max(maximum_3, window_3, window, LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_3, window, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
        Sub(work_9, window_3, window, LANES);
        LocalTensor<int32_t> work_10 = slot_15.Get<int32_t>();
        Duplicate(work_10, 0, LANES);
        Select(work_9.ReinterpretCast<float>(), mask_3, work_9.ReinterpretCast<float>(),
                work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest = slot_16.Get<int32_t>();
        LocalTensor<int32_t> work_11 = slot_15.Get<int32_t>();
        fold_max(largest, work_9, work_11, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest.GetValue(0);
        wait<HardEvent::MTE3_V>();
        for (int32_t passed = 0; passed < rounds; ++passed) {
            LocalTensor<int32_t> in_y = slot_14.Get<int32_t>();
            Adds(in_y, window, passed, LANES);
            LocalTensor<int32_t> maximum_4 = slot_15.Get<int32_t>();
            Max(maximum_4, window_3, in_y, LANES);
            LocalTensor<uint8_t> looping = slot_10.Get<uint8_t>();
            Compare(looping, maximum_4, in_y, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_5 = slot_15.Get<int32_t>();
            Max(maximum_5, window_4, window_2, LANES);
            LocalTensor<uint8_t> mask_4 = slot_17.Get<uint8_t>();
            Compare(mask_4, maximum_5, window_2, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_15.Get<int32_t>();
            Sub(work_12, window_4, window_2, LANES);
            LocalTensor<int32_t> work_13 = slot_18.Get<int32_t>();
            Duplicate(work_13, 0, LANES);
            Select(work_12.ReinterpretCast<float>(), mask_4, work_12.ReinterpretCast<float>(),
                    work_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> largest_2 = slot_16.Get<int32_t>();
            LocalTensor<int32_t> work_14 = slot_18.Get<int32_t>();
            fold_max(largest_2, work_12, work_14, LANES);
            wait<HardEvent::V_S>();
            int32_t rounds_2 = largest_2.GetValue(0);
            for (int32_t passed_2 = 0; passed_2 < rounds_2; ++passed_2) {
                LocalTensor<int32_t> in_x = slot_15.Get<int32_t>();
                Adds(in_x, window_2, passed_2, LANES);
                LocalTensor<int32_t> maximum_6 = slot_18.Get<int32_t>();
                Max(maximum_6, window_4, in_x, LANES);
                LocalTensor<uint8_t> looping_2 = slot_17.Get<uint8_t>();
                Compare(looping_2, maximum_6, in_x, CMPMODE::EQ, LANES);
                Not(looping_2.ReinterpretCast<int16_t>(), looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(looping_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> plane_tile = slot_18.Get<float>();
                LocalTensor<float> window_5 = slot_19.Get<float>();
                LocalTensor<int32_t> room = slot_20.Get<int32_t>();
                LocalTensor<int32_t> places = slot_21.Get<int32_t>();
                Muls(places, in_y, width, LANES);
                Add(places, places, in_x, LANES);
                gather_where(plane_tile, plane, looping_2, places, window_5, room, LANES);
                Add(plane_tile, sum, plane_tile, LANES);
                Select(sum, looping_2, plane_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }

        LocalTensor<int32_t> count = slot_14.Get<int32_t>();
        Duplicate(count, 0, LANES);
        bool inside = false;
        inside |= counting == 1;
        if (inside) {
            Duplicate(count, size * size, LANES);
            inside = false;
        }
        inside |= (counting == 0) | ((counting != 1) & (counting != 0));
        if (inside) {
            LocalTensor<int32_t> work_15 = slot_15.Get<int32_t>();
            Sub(work_15, window_3, window, LANES);
            LocalTensor<int32_t> work_16 = slot_18.Get<int32_t>();
            Sub(work_16, window_4, window_2, LANES);
            Mul(count, work_15, work_16, LANES);
        }
        LocalTensor<float> work_17 = slot_18.Get<float>();
        Cast(work_17, count, RoundMode::CAST_RINT, LANES);
        Div(work_17, sum, work_17, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + ((block_z * out_height + (int32_t)block_y * BLOCK_Y) * out_width + block_x * BLOCK_X), work_17,
                    rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_15.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_20.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_17, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + ((block_z * out_height + ((int32_t)block_y * BLOCK_Y + row)) * out_width + block_x
                            * BLOCK_X), moved, stop_2);
                }
            }
        }
    }
}
