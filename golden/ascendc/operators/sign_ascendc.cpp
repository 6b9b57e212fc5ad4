// sign.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// -1, 0 or 1. Zeros of either sign and NaN have the sign 0.

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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

extern "C" __global__ __aicore__ void sign_naive_float(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> value = value_1_queue.AllocTensor<float>();
        copy_in(value, x + (int32_t)(block_x * LANES), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<float>();
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<uint8_t> mask = slot_0.Get<uint8_t>();
        CompareScalar(mask, value, 0.0f, CMPMODE::GT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        Duplicate(work, 1, LANES);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        Duplicate(work_2, 0, LANES);
        Select(work.ReinterpretCast<float>(), mask, work.ReinterpretCast<float>(), work_2.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> mask_2 = slot_0.Get<uint8_t>();
        CompareScalar(mask_2, value, 0.0f, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_3 = slot_2.Get<int32_t>();
        Duplicate(work_3, 1, LANES);
        LocalTensor<int32_t> work_4 = slot_3.Get<int32_t>();
        Duplicate(work_4, 0, LANES);
        Select(work_3.ReinterpretCast<float>(), mask_2, work_3.ReinterpretCast<float>(),
                work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Sub(work, work, work_3, LANES);
        Cast(y_tile_out, work, RoundMode::CAST_RINT, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        value_1_queue.FreeTensor(value);
    }
}

extern "C" __global__ __aicore__ void sign_naive_int(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* y = (__gm__ int32_t*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<int32_t> value = value_1_queue.AllocTensor<int32_t>();
        copy_in(value, x + (int32_t)(block_x * LANES), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<int32_t>();
        LocalTensor<int32_t> y_tile_out = y_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<int32_t> work = slot_0.Get<int32_t>();
        Duplicate(work, 0, LANES);
        LocalTensor<int32_t> maximum = slot_1.Get<int32_t>();
        Max(maximum, value, work, LANES);
        LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
        Compare(mask, maximum, work, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_2 = slot_0.Get<int32_t>();
        Duplicate(work_2, 1, LANES);
        LocalTensor<int32_t> work_3 = slot_1.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        Select(work_2.ReinterpretCast<float>(), mask, work_2.ReinterpretCast<float>(), work_3.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_4 = slot_1.Get<int32_t>();
        Duplicate(work_4, 0, LANES);
        LocalTensor<int32_t> maximum_2 = slot_3.Get<int32_t>();
        Max(maximum_2, work_4, value, LANES);
        LocalTensor<uint8_t> mask_2 = slot_2.Get<uint8_t>();
        Compare(mask_2, maximum_2, value, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_5 = slot_3.Get<int32_t>();
        Duplicate(work_5, 1, LANES);
        LocalTensor<int32_t> work_6 = slot_1.Get<int32_t>();
        Duplicate(work_6, 0, LANES);
        Select(work_5.ReinterpretCast<float>(), mask_2, work_5.ReinterpretCast<float>(),
                work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Sub(y_tile_out, work_2, work_5, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<int32_t>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        value_1_queue.FreeTensor(value);
    }
}

// Each thread takes four neighbours a turn, through an array in registers that the compiler loads and stores whole.
extern "C" __global__ __aicore__ void sign_vectorised(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, 16384);
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 32));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, 256);
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t threads = grid_x * BLOCK_X;
        LocalTensor<uint32_t> first = slot_3.Get<uint32_t>();
        Adds(first.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        Muls(first.ReinterpretCast<int32_t>(), first.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<int32_t> work = slot_4.Get<int32_t>();
        Duplicate(work, n, LANES);
        LocalTensor<int32_t> maximum = slot_5.Get<int32_t>();
        Max(maximum, work, first.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> looping = slot_6.Get<uint8_t>();
        Compare(looping, maximum, first.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_5.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_7.Get<float>();
        LocalTensor<float> work_3 = slot_4.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_4 = largest.GetValue(0);
        const int32_t any = largest_4;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<float> values = slot_5.Get<float>();
            Duplicate(values, 0.0f, LANES);
            LocalTensor<float> values_2 = slot_4.Get<float>();
            Duplicate(values_2, 0.0f, LANES);
            LocalTensor<float> values_3 = slot_8.Get<float>();
            Duplicate(values_3, 0.0f, LANES);
            LocalTensor<float> values_4 = slot_9.Get<float>();
            Duplicate(values_4, 0.0f, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            Adds(work_4, first.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<int32_t> work_5 = slot_11.Get<int32_t>();
            Duplicate(work_5, n, LANES);
            LocalTensor<int32_t> maximum_2 = slot_12.Get<int32_t>();
            Max(maximum_2, work_4, work_5, LANES);
            LocalTensor<uint8_t> condition = slot_13.Get<uint8_t>();
            Compare(condition, maximum_2, work_5, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> taken = slot_14.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> value = slot_11.Get<float>();
            LocalTensor<float> window = slot_15.Get<float>();
            LocalTensor<int32_t> room = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places = slot_10.Get<int32_t>();
            copy_tile(places, first.ReinterpretCast<int32_t>(), LANES);
            fence();
            gather_where(value, x, taken, places, window, room, LANES);
            LocalTensor<float> value_2 = slot_12.Get<float>();
            LocalTensor<float> window_2 = slot_15.Get<float>();
            LocalTensor<int32_t> room_2 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_16.Get<int32_t>();
            copy_tile(places_2, first.ReinterpretCast<int32_t>(), LANES);
            gather_where(value_2, x + 1, taken, places_2, window_2, room_2, LANES);
            LocalTensor<float> value_3 = slot_10.Get<float>();
            LocalTensor<float> window_3 = slot_15.Get<float>();
            LocalTensor<int32_t> room_3 = slot_16.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_17.Get<int32_t>();
            copy_tile(places_3, first.ReinterpretCast<int32_t>(), LANES);
            gather_where(value_3, x + 2, taken, places_3, window_3, room_3, LANES);
            LocalTensor<float> value_4 = slot_16.Get<float>();
            LocalTensor<float> window_4 = slot_15.Get<float>();
            LocalTensor<int32_t> room_4 = slot_17.Get<int32_t>();
            LocalTensor<int32_t> places_4 = slot_18.Get<int32_t>();
            copy_tile(places_4, first.ReinterpretCast<int32_t>(), LANES);
            gather_where(value_4, x + 3, taken, places_4, window_4, room_4, LANES);
            Select(values, taken, value, values, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(values_2, taken, value_2, values_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(values_3, taken, value_3, values_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(values_4, taken, value_4, values_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask = slot_19.Get<uint8_t>();
            CompareScalar(mask, values, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<int32_t> work_6 = slot_17.Get<int32_t>();
            Duplicate(work_6, 1, LANES);
            LocalTensor<int32_t> work_7 = slot_18.Get<int32_t>();
            Duplicate(work_7, 0, LANES);
            Select(work_6.ReinterpretCast<float>(), mask, work_6.ReinterpretCast<float>(),
                    work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_2 = slot_19.Get<uint8_t>();
            CompareScalar(mask_2, values, 0.0f, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_8 = slot_18.Get<int32_t>();
            Duplicate(work_8, 1, LANES);
            LocalTensor<int32_t> work_9 = slot_20.Get<int32_t>();
            Duplicate(work_9, 0, LANES);
            Select(work_8.ReinterpretCast<float>(), mask_2, work_8.ReinterpretCast<float>(),
                    work_9.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Sub(work_6, work_6, work_8, LANES);
            LocalTensor<float> work_10 = slot_18.Get<float>();
            Cast(work_10, work_6, RoundMode::CAST_RINT, LANES);
            Select(values, taken, work_10, values, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_3 = slot_19.Get<uint8_t>();
            CompareScalar(mask_3, values_2, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<int32_t> work_11 = slot_18.Get<int32_t>();
            Duplicate(work_11, 1, LANES);
            LocalTensor<int32_t> work_12 = slot_17.Get<int32_t>();
            Duplicate(work_12, 0, LANES);
            Select(work_11.ReinterpretCast<float>(), mask_3, work_11.ReinterpretCast<float>(),
                    work_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_4 = slot_19.Get<uint8_t>();
            CompareScalar(mask_4, values_2, 0.0f, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_13 = slot_17.Get<int32_t>();
            Duplicate(work_13, 1, LANES);
            LocalTensor<int32_t> work_14 = slot_20.Get<int32_t>();
            Duplicate(work_14, 0, LANES);
            Select(work_13.ReinterpretCast<float>(), mask_4, work_13.ReinterpretCast<float>(),
                    work_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Sub(work_11, work_11, work_13, LANES);
            LocalTensor<float> work_15 = slot_17.Get<float>();
            Cast(work_15, work_11, RoundMode::CAST_RINT, LANES);
            Select(values_2, taken, work_15, values_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_5 = slot_19.Get<uint8_t>();
            CompareScalar(mask_5, values_3, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<int32_t> work_16 = slot_17.Get<int32_t>();
            Duplicate(work_16, 1, LANES);
            LocalTensor<int32_t> work_17 = slot_18.Get<int32_t>();
            Duplicate(work_17, 0, LANES);
            Select(work_16.ReinterpretCast<float>(), mask_5, work_16.ReinterpretCast<float>(),
                    work_17.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_6 = slot_19.Get<uint8_t>();
            CompareScalar(mask_6, values_3, 0.0f, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_18 = slot_18.Get<int32_t>();
            Duplicate(work_18, 1, LANES);
            LocalTensor<int32_t> work_19 = slot_20.Get<int32_t>();
            Duplicate(work_19, 0, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_6, work_18.ReinterpretCast<float>(),
                    work_19.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Sub(work_16, work_16, work_18, LANES);
            LocalTensor<float> work_20 = slot_18.Get<float>();
            Cast(work_20, work_16, RoundMode::CAST_RINT, LANES);
            Select(values_3, taken, work_20, values_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_7 = slot_19.Get<uint8_t>();
            CompareScalar(mask_7, values_4, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<int32_t> work_21 = slot_18.Get<int32_t>();
            Duplicate(work_21, 1, LANES);
            LocalTensor<int32_t> work_22 = slot_17.Get<int32_t>();
            Duplicate(work_22, 0, LANES);
            Select(work_21.ReinterpretCast<float>(), mask_7, work_21.ReinterpretCast<float>(),
                    work_22.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_8 = slot_19.Get<uint8_t>();
            CompareScalar(mask_8, values_4, 0.0f, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_23 = slot_17.Get<int32_t>();
            Duplicate(work_23, 1, LANES);
            LocalTensor<int32_t> work_24 = slot_20.Get<int32_t>();
            Duplicate(work_24, 0, LANES);
            Select(work_23.ReinterpretCast<float>(), mask_8, work_23.ReinterpretCast<float>(),
                    work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Sub(work_21, work_21, work_23, LANES);
            LocalTensor<float> work_25 = slot_17.Get<float>();
            Cast(work_25, work_21, RoundMode::CAST_RINT, LANES);
            Select(values_4, taken, work_25, values_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> spread = slot_21.Get<float>();
            expand(spread, values, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    copy_out(y + first.ReinterpretCast<int32_t>().GetValue(lane_2), spread[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_2 = slot_21.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, values_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    copy_out(y + first.ReinterpretCast<int32_t>().GetValue(lane_2) + 1, spread_2[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_3 = slot_21.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, values_3, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    copy_out(y + first.ReinterpretCast<int32_t>().GetValue(lane_2) + 2, spread_3[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_4 = slot_21.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, values_4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    copy_out(y + first.ReinterpretCast<int32_t>().GetValue(lane_2) + 3, spread_4[lane_2 * 8], 1);
                }
            }
            LocalTensor<uint8_t> others = slot_19.Get<uint8_t>();
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    others.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_26 = slot_17.Get<int32_t>();
            Duplicate(work_26, n, LANES);
            LocalTensor<int32_t> maximum_3 = slot_18.Get<int32_t>();
            Max(maximum_3, work_26, first.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_9 = slot_22.Get<uint8_t>();
            Compare(mask_9, maximum_3, first.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_9.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_27 = slot_18.Get<int32_t>();
            Duplicate(work_27, n, LANES);
            Sub(work_27, work_27, first.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_28 = slot_17.Get<uint32_t>();
            Duplicate(work_28, 0u, LANES);
            Select(work_27.ReinterpretCast<float>(), mask_9, work_27.ReinterpretCast<float>(),
                    work_28.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Adds(work_27, work_27, (-2147483647 - 1), LANES);
            LocalTensor<int32_t> largest_2 = slot_23.Get<int32_t>();
            LocalTensor<int32_t> work_29 = slot_17.Get<int32_t>();
            fold_max(largest_2, work_27, work_29, LANES);
            wait<HardEvent::V_S>();
            const int32_t largest_5 = largest_2.GetValue(0);
            int64_t rounds = largest_5 + 2147483648u;
            wait<HardEvent::MTE3_V>();
            for (int64_t passed = 0L; passed < rounds; passed += 1L) {
                LocalTensor<int32_t> i = slot_18.Get<int32_t>();
                Adds(i, first.ReinterpretCast<int32_t>(), (int32_t)passed, LANES);
                LocalTensor<int32_t> work_30 = slot_17.Get<int32_t>();
                Duplicate(work_30, n, LANES);
                LocalTensor<int32_t> maximum_4 = slot_20.Get<int32_t>();
                Max(maximum_4, work_30, i, LANES);
                LocalTensor<uint8_t> looping_2 = slot_22.Get<uint8_t>();
                Compare(looping_2, maximum_4, i, CMPMODE::EQ, LANES);
                Not(looping_2.ReinterpretCast<int16_t>(), looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(looping_2.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                        looping_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> value_5 = slot_20.Get<float>();
                LocalTensor<float> window_5 = slot_15.Get<float>();
                LocalTensor<int32_t> room_5 = slot_17.Get<int32_t>();
                LocalTensor<int32_t> places_5 = slot_24.Get<int32_t>();
                copy_tile(places_5, i, LANES);
                fence();
                gather_where(value_5, x, looping_2, places_5, window_5, room_5, LANES);
                LocalTensor<uint8_t> mask_10 = slot_25.Get<uint8_t>();
                CompareScalar(mask_10, value_5, 0.0f, CMPMODE::GT, LANES);
                LocalTensor<int32_t> work_31 = slot_17.Get<int32_t>();
                Duplicate(work_31, 1, LANES);
                LocalTensor<int32_t> work_32 = slot_24.Get<int32_t>();
                Duplicate(work_32, 0, LANES);
                Select(work_31.ReinterpretCast<float>(), mask_10, work_31.ReinterpretCast<float>(),
                        work_32.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_11 = slot_25.Get<uint8_t>();
                CompareScalar(mask_11, value_5, 0.0f, CMPMODE::LT, LANES);
                LocalTensor<int32_t> work_33 = slot_24.Get<int32_t>();
                Duplicate(work_33, 1, LANES);
                LocalTensor<int32_t> work_34 = slot_26.Get<int32_t>();
                Duplicate(work_34, 0, LANES);
                Select(work_33.ReinterpretCast<float>(), mask_11, work_33.ReinterpretCast<float>(),
                        work_34.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Sub(work_31, work_31, work_33, LANES);
                LocalTensor<float> work_35 = slot_24.Get<float>();
                Cast(work_35, work_31, RoundMode::CAST_RINT, LANES);
                LocalTensor<float> spread_5 = slot_21.Get<float>();
                expand(spread_5, work_35, LANES);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(looping_2, lane_2)) {
                        copy_out(y + i.GetValue(lane_2), spread_5[lane_2 * 8], 1);
                    }
                }
            }
            LocalTensor<int32_t> work_36 = slot_18.Get<int32_t>();
            Adds(work_36, first.ReinterpretCast<int32_t>(), 4 * threads, LANES);
            Select(first.ReinterpretCast<float>(), looping, work_36.ReinterpretCast<float>(),
                    first.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_37 = slot_18.Get<int32_t>();
            Duplicate(work_37, n, LANES);
            LocalTensor<int32_t> maximum_5 = slot_20.Get<int32_t>();
            Max(maximum_5, work_37, first.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_12 = slot_22.Get<uint8_t>();
            Compare(mask_12, maximum_5, first.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_38 = slot_20.Get<float>();
            Duplicate(work_38, 1.0f, LANES);
            Select(work_38, looping, work_38, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_3 = slot_7.Get<float>();
            LocalTensor<float> work_39 = slot_18.Get<float>();
            ReduceMax(largest_3, work_38, work_39, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_6 = largest_3.GetValue(0);
            const int32_t any_2 = largest_6;
            going = any_2 != 0;
        }
    }
}
