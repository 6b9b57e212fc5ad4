// atomic_extremes.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Extremes and counts through atomics: shared-memory atomics within a block, global ones across blocks.

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

// The smallest of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_min(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, 2147483647, blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Min(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Min(target, target, target[half], half);
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

// The range of whole numbers; extremes[0] and [1] start at the identities of min and max.
extern "C" __global__ __aicore__ void integer_range(
        GM_ADDR x_address, GM_ADDR extremes_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* extremes = (__gm__ int32_t*)extremes_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> x_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    pipe.InitBuffer(slot_4, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        int32_t smallest_2 = 0;
        int32_t largest_2 = 0;
        smallest_2 = 0x7fffffff;
        largest_2 = (-2147483647 - 1);
        for (int32_t start = block_x * BLOCK_X; start < n; start += (int32_t)(grid_x * BLOCK_X)) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
            copy_in(x_tile, x + start, count);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<int32_t>();
            LocalTensor<int32_t> work = slot_2.Get<int32_t>();
            Duplicate(work, 2147483647, LANES);
            Select(x_tile.ReinterpretCast<float>(), mask, x_tile.ReinterpretCast<float>(),
                    work.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> smallest = slot_3.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
            fold_min(smallest, x_tile, work_2, LANES);
            x_tile_queue.FreeTensor(x_tile);
            wait<HardEvent::V_S>();
            const int32_t smallest_3 = smallest.GetValue(0);
            smallest_2 = smaller(smallest_2, smallest_3);
            LocalTensor<int32_t> x_tile_2 = x_tile_1_queue.AllocTensor<int32_t>();
            copy_in(x_tile_2, x + start, count);
            x_tile_1_queue.EnQue(x_tile_2);
            x_tile_2 = x_tile_1_queue.DeQue<int32_t>();
            LocalTensor<int32_t> work_3 = slot_2.Get<int32_t>();
            Duplicate(work_3, (-2147483647 - 1), LANES);
            Select(x_tile_2.ReinterpretCast<float>(), mask, x_tile_2.ReinterpretCast<float>(),
                    work_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> largest = slot_3.Get<int32_t>();
            LocalTensor<int32_t> work_4 = slot_2.Get<int32_t>();
            fold_max(largest, x_tile_2, work_4, LANES);
            x_tile_1_queue.FreeTensor(x_tile_2);
            wait<HardEvent::V_S>();
            const int32_t largest_3 = largest.GetValue(0);
            largest_2 = larger(largest_2, largest_3);
        }
        LocalTensor<int32_t> element = slot_4.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        element.SetValue(0, smallest_2);
        wait<HardEvent::S_MTE3>();
        SetAtomicMin<int32_t>();
        copy_out(extremes, element, 1);
        SetAtomicNone();
        LocalTensor<int32_t> element_2 = slot_4.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        element_2.SetValue(0, largest_2);
        wait<HardEvent::S_MTE3>();
        SetAtomicMax<int32_t>();
        copy_out(extremes + 1, element_2, 1);
        SetAtomicNone();
    }
}

// On one core: the blocks have to follow one another.
extern "C" __global__ __aicore__ void float_maximum(
        GM_ADDR x_address, GM_ADDR maximum_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* maximum = (__gm__ float*)maximum_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<float> value = slot_2.Get<float>();
        Duplicate(value.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(value, x + (int32_t)(block_x * BLOCK_X), count);
        __gm__ int32_t* bits = (__gm__ int32_t*)maximum;
        LocalTensor<int32_t> seen = slot_3.Get<int32_t>();
        const int32_t bits_tile = count > 0 ? load(bits) : 0;
        Duplicate(seen, bits_tile, LANES);
        LocalTensor<int32_t> expected = slot_4.Get<int32_t>();
        Duplicate(expected, 0, LANES);
        LocalTensor<uint8_t> looping = slot_5.Get<uint8_t>();
        Or(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work = slot_6.Get<float>();
        Duplicate(work, 1.0f, LANES);
        Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_7.Get<float>();
        LocalTensor<float> work_2 = slot_8.Get<float>();
        ReduceMax(largest, work, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE2_V>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::V_S>();
        while (going) {
            LocalTensor<uint8_t> inside = slot_9.Get<uint8_t>();
            Or(inside.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Select(expected.ReinterpretCast<float>(), inside, seen.ReinterpretCast<float>(),
                    expected.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> condition = slot_10.Get<uint8_t>();
            Compare(condition, expected.ReinterpretCast<float>(), value, CMPMODE::GE, LANES);
            LocalTensor<uint8_t> taken = slot_11.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Not(mask_2.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> others = slot_12.Get<uint8_t>();
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> old = slot_6.Get<int32_t>();
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(others, lane)) {
                    int32_t old_2 = 0;
                    old_2 = load(bits);
                    if (old_2 == expected.GetValue(lane)) {
                        LocalTensor<int32_t> element = slot_7.Get<int32_t>();
                        element.SetValue(0, bits_as<int32_t>(value.GetValue(lane)));
                        wait<HardEvent::MTE3_S>();
                        wait<HardEvent::S_MTE3>();
                        copy_out(bits, element, 1);
                        fence();
                    }
                    old.SetValue(lane, old_2);
                }
            }
            wait<HardEvent::S_V>();
            Select(seen.ReinterpretCast<float>(), others, old.ReinterpretCast<float>(), seen.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
            Compare(mask_3, seen, expected, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_3 = slot_8.Get<float>();
            Duplicate(work_3, 1.0f, LANES);
            Select(work_3, looping, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_7.Get<float>();
            LocalTensor<float> work_4 = slot_14.Get<float>();
            ReduceMax(largest_2, work_3, work_4, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}

// How many different values below `bound` there are: the first thread to mark a value counts it.
// On one core: the blocks have to follow one another.
extern "C" __global__ __aicore__ void count_distinct(
        GM_ADDR x_address, GM_ADDR marks_address, GM_ADDR count_address, int32_t n, int32_t bound, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* marks = (__gm__ int32_t*)marks_address;
    __gm__ uint32_t* count = (__gm__ uint32_t*)count_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<int32_t> value = slot_2.Get<int32_t>();
        Duplicate(value.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(value, x + (int32_t)(block_x * LANES), count_2);
        LocalTensor<int32_t> work = slot_3.Get<int32_t>();
        Duplicate(work, 0, LANES);
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        wait<HardEvent::MTE2_V>();
        Max(maximum, work, value, LANES);
        LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
        Compare(mask_2, maximum, value, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_2 = slot_4.Get<int32_t>();
        Duplicate(work_2, bound, LANES);
        LocalTensor<int32_t> maximum_2 = slot_3.Get<int32_t>();
        Max(maximum_2, work_2, value, LANES);
        LocalTensor<uint8_t> mask_3 = slot_6.Get<uint8_t>();
        Compare(mask_3, maximum_2, value, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> old = slot_3.Get<int32_t>();
        const int32_t stop_2 = LANES;
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop_2; ++lane) {
            if (bit(mask_2, lane)) {
                int32_t old_2 = 0;
                old_2 = load(marks + value.GetValue(lane));
                LocalTensor<int32_t> element = slot_7.Get<int32_t>();
                element.SetValue(0, 1);
                wait<HardEvent::MTE3_S>();
                wait<HardEvent::S_MTE3>();
                copy_out(marks + value.GetValue(lane), element, 1);
                fence();
                old.SetValue(lane, old_2);
            }
        }
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<uint8_t> mask_4 = slot_6.Get<uint8_t>();
        wait<HardEvent::S_V>();
        Compare(mask_4, old, work_3, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        And(mask_4.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint32_t> work_4 = slot_4.Get<uint32_t>();
        Duplicate(work_4, 1u, LANES);
        LocalTensor<int32_t> spread = slot_8.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work_4.ReinterpretCast<int32_t>(), LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane = 0; lane < stop_2; ++lane) {
            if (bit(mask_4, lane)) {
                SetAtomicAdd<int32_t>();
                copy_out((__gm__ int32_t*)count, spread[lane * 8], 1);
                SetAtomicNone();
            }
        }
    }
}
