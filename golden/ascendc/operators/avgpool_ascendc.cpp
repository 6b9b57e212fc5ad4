// avgpool.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Average pooling of [planes, height, width] images.

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

// One thread an element of the output. Places in the padding count in the divisor where `count_padding` says so, but
// never those beyond the padding.
extern "C" __global__ __aicore__ void avgpool_naive(
        GM_ADDR input_address, GM_ADDR output_address, int32_t height, int32_t width, int32_t out_height,
        int32_t out_width, int32_t kernel, int32_t stride, int32_t padding, uint8_t count_padding, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24;
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
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, 16384);
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Cast(work_2, lane, RoundMode::CAST_RINT, LANES);
        Adds(work_2, work_2, 0.5f, LANES);
        Muls(work_2, work_2, reciprocal, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_2, RoundMode::CAST_TRUNC, LANES);
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
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        Duplicate(work_4, out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_4, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_5 = slot_8.Get<int32_t>();
        Duplicate(work_5, out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_5, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> top = slot_7.Get<int32_t>();
        Muls(top, y, stride, LANES);
        Adds(top, top, 0 - padding, LANES);
        LocalTensor<int32_t> left = slot_8.Get<int32_t>();
        Muls(left, x.ReinterpretCast<int32_t>(), stride, LANES);
        Adds(left, left, 0 - padding, LANES);

        LocalTensor<int32_t> bottom = slot_11.Get<int32_t>();
        Adds(bottom, top, kernel, LANES);
        Mins(bottom, bottom, height + padding, LANES);
        LocalTensor<int32_t> right = slot_12.Get<int32_t>();
        Adds(right, left, kernel, LANES);
        Mins(right, right, width + padding, LANES);
        LocalTensor<int32_t> whole_2 = slot_13.Get<int32_t>();
        Sub(whole_2, bottom, top, LANES);
        LocalTensor<int32_t> work_3 = slot_14.Get<int32_t>();
        Sub(work_3, right, left, LANES);
        Mul(whole_2, whole_2, work_3, LANES);
        LocalTensor<int32_t> first_row = slot_14.Get<int32_t>();
        Maxs(first_row, top, 0, LANES);
        LocalTensor<int32_t> first_column = slot_15.Get<int32_t>();
        Maxs(first_column, left, 0, LANES);
        Mins(bottom, bottom, height, LANES);
        Mins(right, right, width, LANES);

        __gm__ float* plane = input + block_z * height * width;
        LocalTensor<float> sum = slot_16.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> maximum_3 = slot_17.Get<int32_t>();
        Max(maximum_3, bottom, first_row, LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, maximum_3, first_row, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_6 = slot_17.Get<int32_t>();
        Sub(work_6, bottom, first_row, LANES);
        LocalTensor<int32_t> work_7 = slot_18.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        Duplicate(work_7, 0, LANES);
        Select(work_6.ReinterpretCast<float>(), mask_3, work_6.ReinterpretCast<float>(),
                work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest = slot_19.Get<int32_t>();
        LocalTensor<int32_t> work_8 = slot_18.Get<int32_t>();
        fold_max(largest, work_6, work_8, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest.GetValue(0);
        for (int32_t passed = 0; passed < rounds; ++passed) {
            LocalTensor<int32_t> row = slot_17.Get<int32_t>();
            Adds(row, first_row, passed, LANES);
            LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
            Max(maximum_4, bottom, row, LANES);
            LocalTensor<uint8_t> looping = slot_10.Get<uint8_t>();
            Compare(looping, maximum_4, row, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> maximum_5 = slot_18.Get<int32_t>();
            Max(maximum_5, right, first_column, LANES);
            LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
            Compare(mask_4, maximum_5, first_column, CMPMODE::EQ, LANES);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_9 = slot_18.Get<int32_t>();
            Sub(work_9, right, first_column, LANES);
            LocalTensor<int32_t> work_10 = slot_21.Get<int32_t>();
            Duplicate(work_10, 0, LANES);
            Select(work_9.ReinterpretCast<float>(), mask_4, work_9.ReinterpretCast<float>(),
                    work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> largest_2 = slot_19.Get<int32_t>();
            LocalTensor<int32_t> work_11 = slot_21.Get<int32_t>();
            fold_max(largest_2, work_9, work_11, LANES);
            wait<HardEvent::V_S>();
            int32_t rounds_2 = largest_2.GetValue(0);
            for (int32_t passed_2 = 0; passed_2 < rounds_2; ++passed_2) {
                LocalTensor<int32_t> column = slot_18.Get<int32_t>();
                Adds(column, first_column, passed_2, LANES);
                LocalTensor<int32_t> maximum_6 = slot_21.Get<int32_t>();
                Max(maximum_6, right, column, LANES);
                LocalTensor<uint8_t> looping_2 = slot_20.Get<uint8_t>();
                Compare(looping_2, maximum_6, column, CMPMODE::EQ, LANES);
                Not(looping_2.ReinterpretCast<int16_t>(), looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(looping_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                        looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> plane_tile = slot_21.Get<float>();
                LocalTensor<float> window = slot_22.Get<float>();
                LocalTensor<int32_t> room = slot_23.Get<int32_t>();
                LocalTensor<int32_t> places = slot_24.Get<int32_t>();
                Muls(places, row, width, LANES);
                Add(places, places, column, LANES);
                gather_where(plane_tile, plane, looping_2, places, window, room, LANES);
                Add(plane_tile, sum, plane_tile, LANES);
                Select(sum, looping_2, plane_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        LocalTensor<int32_t> divisor = slot_17.Get<int32_t>();
        Sub(divisor, bottom, first_row, LANES);
        LocalTensor<int32_t> work_12 = slot_18.Get<int32_t>();
        Sub(work_12, right, first_column, LANES);
        Mul(divisor, divisor, work_12, LANES);
        LocalTensor<uint8_t> mask_5 = slot_10.Get<uint8_t>();
        Duplicate(mask_5.ReinterpretCast<int16_t>(), (int16_t)(count_padding ? -1 : 0), (LANES + 15) / 16);
        Select(divisor.ReinterpretCast<float>(), mask_5, whole_2.ReinterpretCast<float>(),
                divisor.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> work_13 = slot_18.Get<float>();
        Cast(work_13, divisor, RoundMode::CAST_RINT, LANES);
        Div(work_13, sum, work_13, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output
                    + ((block_z * out_height + (int32_t)block_y * BLOCK_Y) * out_width + block_x * BLOCK_X), work_13,
                    rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * BLOCK_X));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * BLOCK_Y);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_21.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row_2 = 0; row_2 < rows; ++row_2) {
                    LocalTensor<float> moved = slot_23.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_13, offsets, (uint32_t)(row_2 * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output
                            + ((block_z * out_height + ((int32_t)block_y * BLOCK_Y + row_2)) * out_width + block_x
                            * BLOCK_X), moved, stop_2);
                }
            }
        }
    }
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
extern "C" __global__ __aicore__ void avgpool_tiled_2_2_8_4(
        GM_ADDR input_address, GM_ADDR output_address, int32_t height, int32_t width, int32_t out_height,
        int32_t out_width, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
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
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
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
        const int32_t top = block_y * 4 * 2;
        const int32_t left = block_x * 8 * 2;
        __gm__ float* plane = input + block_z * height * width;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 8), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 4, LANES);

        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        for (int32_t ky = 0; ky < 2; ++ky) {
            for (int32_t kx = 0; kx < 2; ++kx) {
                LocalTensor<float> plane_tile = slot_8.Get<float>();
                LocalTensor<float> window = slot_11.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
                Muls(work_5, thread_y, 2, LANES);
                Adds(work_5, work_5, ky, LANES);
                Adds(work_5, work_5, top, LANES);
                LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                Duplicate(work_6, height, LANES);
                LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
                Max(maximum_3, work_6, work_5, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_5, CMPMODE::EQ, LANES);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                Muls(work_7, thread_x, 2, LANES);
                Adds(work_7, work_7, kx, LANES);
                Adds(work_7, work_7, left, LANES);
                LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                Duplicate(work_8, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_14.Get<int32_t>();
                Max(maximum_4, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_7, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Muls(places, thread_y, 2, LANES);
                Adds(places, places, ky, LANES);
                Adds(places, places, top, LANES);
                Muls(places, places, width, LANES);
                Adds(places, places, left, LANES);
                LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
                Muls(work_9, thread_x, 2, LANES);
                Adds(work_9, work_9, kx, LANES);
                Add(places, places, work_9, LANES);
                gather_where(plane_tile, plane, mask_3, places, window, room, LANES);
                LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
                Muls(work_10, thread_y, 2, LANES);
                Adds(work_10, work_10, ky, LANES);
                Adds(work_10, work_10, top, LANES);
                LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                Duplicate(work_11, height, LANES);
                LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                Max(maximum_5, work_11, work_10, LANES);
                LocalTensor<uint8_t> mask_5 = slot_10.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_10, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
                Muls(work_12, thread_x, 2, LANES);
                Adds(work_12, work_12, kx, LANES);
                Adds(work_12, work_12, left, LANES);
                LocalTensor<int32_t> work_13 = slot_14.Get<int32_t>();
                Duplicate(work_13, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
                Max(maximum_6, work_13, work_12, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_12, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_14 = slot_12.Get<float>();
                Select(work_14, mask_5, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, work_14, LANES);
            }
        }
        LocalTensor<float> work_15 = slot_12.Get<float>();
        Muls(work_15, sum, 1.0f / 4.0f, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * 4);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 8));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((block_z * out_height + (int32_t)block_y * 4) * out_width + block_x * 8), work_15,
                    rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 8));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * 4);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_13.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_15, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output + ((block_z * out_height + ((int32_t)block_y * 4 + row)) * out_width + block_x * 8),
                            moved, stop_2);
                }
            }
        }
    }
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
extern "C" __global__ __aicore__ void avgpool_tiled_3_2_8_4(
        GM_ADDR input_address, GM_ADDR output_address, int32_t height, int32_t width, int32_t out_height,
        int32_t out_width, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
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
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
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
        const int32_t top = block_y * 4 * 2;
        const int32_t left = block_x * 8 * 2;
        __gm__ float* plane = input + block_z * height * width;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 8), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 4, LANES);

        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_S>();
        for (int32_t ky = 0; ky < 3; ++ky) {
            for (int32_t kx = 0; kx < 3; ++kx) {
                LocalTensor<float> plane_tile = slot_8.Get<float>();
                LocalTensor<float> window = slot_11.Get<float>();
                LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
                Muls(work_5, thread_y, 2, LANES);
                Adds(work_5, work_5, ky, LANES);
                Adds(work_5, work_5, top, LANES);
                LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                Duplicate(work_6, height, LANES);
                LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
                Max(maximum_3, work_6, work_5, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_3, work_5, CMPMODE::EQ, LANES);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                Muls(work_7, thread_x, 2, LANES);
                Adds(work_7, work_7, kx, LANES);
                Adds(work_7, work_7, left, LANES);
                LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                Duplicate(work_8, width, LANES);
                LocalTensor<int32_t> maximum_4 = slot_14.Get<int32_t>();
                Max(maximum_4, work_8, work_7, LANES);
                LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                Compare(mask_4, maximum_4, work_7, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                Muls(places, thread_y, 2, LANES);
                Adds(places, places, ky, LANES);
                Adds(places, places, top, LANES);
                Muls(places, places, width, LANES);
                Adds(places, places, left, LANES);
                LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
                Muls(work_9, thread_x, 2, LANES);
                Adds(work_9, work_9, kx, LANES);
                Add(places, places, work_9, LANES);
                gather_where(plane_tile, plane, mask_3, places, window, room, LANES);
                LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
                Muls(work_10, thread_y, 2, LANES);
                Adds(work_10, work_10, ky, LANES);
                Adds(work_10, work_10, top, LANES);
                LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                Duplicate(work_11, height, LANES);
                LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                Max(maximum_5, work_11, work_10, LANES);
                LocalTensor<uint8_t> mask_5 = slot_10.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_10, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
                Muls(work_12, thread_x, 2, LANES);
                Adds(work_12, work_12, kx, LANES);
                Adds(work_12, work_12, left, LANES);
                LocalTensor<int32_t> work_13 = slot_14.Get<int32_t>();
                Duplicate(work_13, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
                Max(maximum_6, work_13, work_12, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_12, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_14 = slot_12.Get<float>();
                Select(work_14, mask_5, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, work_14, LANES);
            }
        }
        LocalTensor<float> work_15 = slot_12.Get<float>();
        Muls(work_15, sum, 1.0f / 9.0f, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * 4);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 8));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((block_z * out_height + (int32_t)block_y * 4) * out_width + block_x * 8), work_15,
                    rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 8));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * 4);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_13.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_15, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output + ((block_z * out_height + ((int32_t)block_y * 4 + row)) * out_width + block_x * 8),
                            moved, stop_2);
                }
            }
        }
    }
}

// Windows of KERNEL x KERNEL without padding, by a block of TILE_X x TILE_Y threads that stages the pixels of its
// windows in shared memory first.
extern "C" __global__ __aicore__ void avgpool_tiled_5_1_4_8(
        GM_ADDR input_address, GM_ADDR output_address, int32_t height, int32_t width, int32_t out_height,
        int32_t out_width, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* input = (__gm__ float*)input_address;
    __gm__ float* output = (__gm__ float*)output_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
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
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
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
        const int32_t top = block_y * 8;
        const int32_t left = block_x * 4;
        __gm__ float* plane = input + block_z * height * width;
        LocalTensor<uint32_t> x = slot_2.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 4), LANES);
        LocalTensor<int32_t> y = slot_6.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 8, LANES);

        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, out_width, LANES);
        LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
        Max(maximum, work_2, x.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
        Compare(mask, maximum, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_8.Get<int32_t>();
        Duplicate(work_4, out_height, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        Max(maximum_2, work_4, y, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        Compare(mask_2, maximum_2, y, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_7.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t ky = 0; ky < 5; ++ky) {
            wait<HardEvent::V_S>();
            for (int32_t kx = 0; kx < 5; ++kx) {
                const int32_t rows = smaller(smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y),
                        (int64_t)out_height - (int32_t)block_y * 8), (int64_t)height - (ky + top));
                const int32_t columns = smaller(smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 4)),
                        (int64_t)width - (kx + left));
                const int32_t columns_2 = rows > 0 ? columns : 0;
                LocalTensor<float> plane_tile = slot_8.Get<float>();
                if (BLOCK_X % 8 == 0) {
                    wait<HardEvent::V_S>();
                    copy_rows_in(plane_tile, plane + ((ky + top) * width + left + kx), rows, columns_2, width, BLOCK_X);
                } else {
                    LocalTensor<float> window = slot_11.Get<float>();
                    LocalTensor<int32_t> room = slot_12.Get<int32_t>();
                    LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
                    Adds(work_5, thread_y, ky, LANES);
                    Adds(work_5, work_5, top, LANES);
                    LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                    Duplicate(work_6, height, LANES);
                    LocalTensor<int32_t> maximum_3 = slot_15.Get<int32_t>();
                    Max(maximum_3, work_6, work_5, LANES);
                    LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                    Compare(mask_3, maximum_3, work_5, CMPMODE::EQ, LANES);
                    Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_3.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                            mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> work_7 = slot_13.Get<int32_t>();
                    Adds(work_7, thread_x, kx, LANES);
                    Adds(work_7, work_7, left, LANES);
                    LocalTensor<int32_t> work_8 = slot_15.Get<int32_t>();
                    Duplicate(work_8, width, LANES);
                    LocalTensor<int32_t> maximum_4 = slot_14.Get<int32_t>();
                    Max(maximum_4, work_8, work_7, LANES);
                    LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
                    Compare(mask_4, maximum_4, work_7, CMPMODE::EQ, LANES);
                    Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    And(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                            mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                    LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                    Adds(places, thread_y, ky, LANES);
                    Adds(places, places, top, LANES);
                    Muls(places, places, width, LANES);
                    Adds(places, places, left, LANES);
                    LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
                    Adds(work_9, thread_x, kx, LANES);
                    Add(places, places, work_9, LANES);
                    gather_where(plane_tile, plane, mask_3, places, window, room, LANES);
                }
                LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
                Adds(work_10, thread_y, ky, LANES);
                Adds(work_10, work_10, top, LANES);
                LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
                Duplicate(work_11, height, LANES);
                LocalTensor<int32_t> maximum_5 = slot_14.Get<int32_t>();
                Max(maximum_5, work_11, work_10, LANES);
                LocalTensor<uint8_t> mask_5 = slot_10.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_10, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
                Adds(work_12, thread_x, kx, LANES);
                Adds(work_12, work_12, left, LANES);
                LocalTensor<int32_t> work_13 = slot_14.Get<int32_t>();
                Duplicate(work_13, width, LANES);
                LocalTensor<int32_t> maximum_6 = slot_13.Get<int32_t>();
                Max(maximum_6, work_13, work_12, LANES);
                LocalTensor<uint8_t> mask_6 = slot_16.Get<uint8_t>();
                Compare(mask_6, maximum_6, work_12, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_14 = slot_12.Get<float>();
                wait<HardEvent::MTE2_S>();
                Select(work_14, mask_5, plane_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                Add(sum, sum, work_14, LANES);
            }
        }
        LocalTensor<float> work_15 = slot_12.Get<float>();
        Muls(work_15, sum, 1.0f / 25.0f, LANES);
        if (BLOCK_X % 8 == 0) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * 8);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 4));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            wait<HardEvent::V_MTE3>();
            copy_rows_out(output + ((block_z * out_height + (int32_t)block_y * 8) * out_width + block_x * 4), work_15,
                    rows, columns_2, out_width, BLOCK_X);
        } else {
            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)out_width - (int32_t)(block_x * 4));
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)out_height
                    - (int32_t)block_y * 8);
            if (stop_2 > 0) {
                LocalTensor<uint32_t> offsets = slot_8.Get<uint32_t>();
                CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
                Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
                wait<HardEvent::V_MTE3>();
                for (int32_t row = 0; row < rows; ++row) {
                    LocalTensor<float> moved = slot_13.Get<float>();
                    wait<HardEvent::MTE3_V>();
                    Gather(moved, work_15, offsets, (uint32_t)(row * BLOCK_X * 4), stop_2);
                    wait<HardEvent::V_MTE3>();
                    copy_out(output + ((block_z * out_height + ((int32_t)block_y * 8 + row)) * out_width + block_x * 4),
                            moved, stop_2);
                }
            }
        }
    }
}
