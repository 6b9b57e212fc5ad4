// sieve.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Sieve of Eratosthenes over a bit set: bit n says that n is composite. Threads take a factor each; several may mark
// the same number, which is why words are changed by an atomic OR.

#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// One b for all lanes.
struct Divisor {
    uint32_t size;
    int32_t sign;

    __aicore__ inline Divisor(int32_t b) : size(b < 0 ? 0u - b : b), sign(b < 0 ? -1 : 1) {}
    __aicore__ inline Divisor(uint32_t b) : size(b), sign(1) {}

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(ratio, ratio, factor / (float)size, count);
    }
    __aicore__ inline void multiply(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) const {
        Muls(target, source, (int32_t)size, count);
    }
    __aicore__ inline void give_sign(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(target, target, sign, count);
    }
};

// -1 where a number is negative, else 1.
__aicore__ inline void signs_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) {
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}

// a = first |b| + sign (second |b| + rest), where sign is that of a, and rest from -|b| to |b| - 1. less: -1 where rest
// is negative, else 0. The first estimate is never too small, and leaves 3200 too little at most; the second one is
// never too small either, by 1 at most. Floats may be off by 4 units of their last place.
template <typename By>
__aicore__ inline void estimate(const LocalTensor<int32_t>& first, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less, const LocalTensor<int32_t>& a, const By& b,
                                int32_t count) {
    LocalTensor<float> ratio = first.ReinterpretCast<float>();
    Cast(ratio, a, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f + 1.0f / (1 << 20), less, count);
    Cast(first, ratio, RoundMode::CAST_TRUNC, count);
    b.multiply(rest, first, count);
    Sub(rest, a, rest, count);
    signs_of(less, a, count);
    Mul(rest, rest, less, count);
    ratio = second.ReinterpretCast<float>();
    Cast(ratio, rest, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f - 1.0f / (1 << 20), less, count);
    Cast(second, ratio, RoundMode::CAST_FLOOR, count);
    b.multiply(less, second, count);
    Sub(rest, rest, less, count);
    ShiftRight(less, rest, 31, count);
}

// What a / b, rounded toward 0, leaves: it has a's sign.
template <typename By>
__aicore__ inline void remain_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    b.multiply(second, less, count);
    Sub(rest, rest, second, count);
    signs_of(less, a, count);
    Mul(target, rest, less, count);
}

// a % b; the last three tiles are to work in.
__aicore__ inline void remainders_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    remain_of(target, a, Divisor{b}, second, rest, less, count);
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

template <typename T>
__aicore__ inline GlobalTensor<T> at(__gm__ T* memory) {
    GlobalTensor<T> tensor;
    tensor.SetGlobalBuffer(memory);
    return tensor;
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// The bits of all numbers that are in `bits` too. The last tile is to work in.
__aicore__ inline void and_all(const LocalTensor<int32_t>& target, int32_t bits, const LocalTensor<int32_t>& work, int32_t count) {
    LocalTensor<int16_t> words = target.ReinterpretCast<int16_t>();
    Duplicate(work, bits, count);
    And(words, words, work.ReinterpretCast<int16_t>(), count * 2);
}

// How many bits are set: of each two, of each four, of each eight, and the sum of these. The last two tiles are to work
// in.
__aicore__ inline void count_bits(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& half, const LocalTensor<int32_t>& work, int32_t count) {
    LocalTensor<uint32_t> whole = target.ReinterpretCast<uint32_t>(), other = half.ReinterpretCast<uint32_t>();
    ShiftRight(other, source.ReinterpretCast<uint32_t>(), 1u, count);
    and_all(half, 0x55555555, work, count);
    Sub(target, source, half, count);
    ShiftRight(other, whole, 2u, count);
    and_all(half, 0x33333333, work, count);
    and_all(target, 0x33333333, work, count);
    Add(target, target, half, count);
    ShiftRight(other, whole, 4u, count);
    Add(target, target, half, count);
    and_all(target, 0x0F0F0F0F, work, count);
    Muls(target, target, 0x01010101, count);
    ShiftRight(whole, whole, 24u, count);
}

// `factors` counts the primes that mark anything.
// On one core: the blocks have to follow one another.
extern "C" __global__ __aicore__ void sieve(
        GM_ADDR composite_address, GM_ADDR factors_address, int32_t limit, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint32_t* composite = (__gm__ uint32_t*)composite_address;
    __gm__ int32_t* factors = (__gm__ int32_t*)factors_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, 256);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> factor = slot_3.Get<uint32_t>();
        Adds(factor.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        Adds(factor.ReinterpretCast<int32_t>(), factor.ReinterpretCast<int32_t>(), 2, LANES);
        LocalTensor<int32_t> work = slot_4.Get<int32_t>();
        Mul(work, factor.ReinterpretCast<int32_t>(), factor.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        Duplicate(work_2, limit, LANES);
        LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
        Max(maximum, work_2, work, LANES);
        LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
        Compare(mask, maximum, work, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        // A composite factor marks nothing that a prime one does not; small divisors are looked for by trial.
        int32_t divisor = 2;
        LocalTensor<uint8_t> running = slot_8.Get<uint8_t>();
        Or(running.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        const int32_t first = larger(0L, (int64_t)(divisor * divisor) - (int32_t)(block_x * BLOCK_X + 2));
        const int32_t stop_2 = LANES;
        LocalTensor<uint8_t> looping = slot_9.Get<uint8_t>();
        CompareScalar(looping, lanes, (float)stop_2, CMPMODE::LT, LANES);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)first, CMPMODE::GE, LANES);
        And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Duplicate(work_3, 1.0f, LANES);
        Select(work_3, looping, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_11.Get<float>();
        LocalTensor<float> work_4 = slot_6.Get<float>();
        ReduceMax(largest, work_3, work_4, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_5 = largest.GetValue(0);
        const int32_t any = largest_5;
        bool going = any != 0;
        while (going) {
            int32_t divisor_then = divisor;
            LocalTensor<int32_t> work_5 = slot_4.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            LocalTensor<int32_t> remainder = slot_12.Get<int32_t>();
            remainders_by(remainder, factor.ReinterpretCast<int32_t>(), divisor_then != 0 ? divisor_then : 1, work_5,
                    work_6, work_7, LANES);
            LocalTensor<int32_t> work_8 = slot_5.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            LocalTensor<uint8_t> condition = slot_10.Get<uint8_t>();
            Compare(condition, remainder, work_8, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> taken = slot_13.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
            Not(mask_3.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(running.ReinterpretCast<int16_t>(), running.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    running.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            divisor++;
            const int32_t first_2 = larger(0L, (int64_t)(divisor * divisor) - (int32_t)(block_x * BLOCK_X + 2));
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_5 = slot_15.Get<uint8_t>();
            CompareScalar(mask_5, lanes, (float)first_2, CMPMODE::GE, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_9 = slot_5.Get<float>();
            Duplicate(work_9, 1.0f, LANES);
            Select(work_9, looping, work_9, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_11.Get<float>();
            LocalTensor<float> work_10 = slot_12.Get<float>();
            ReduceMax(largest_2, work_9, work_10, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_6 = largest_2.GetValue(0);
            const int32_t any_2 = largest_6;
            going = any_2 != 0;
        }
        LocalTensor<int32_t> work_11 = slot_5.Get<int32_t>();
        Duplicate(work_11, 1, LANES);
        LocalTensor<int32_t> spread = slot_16.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work_11, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if (bit(running, lane_2)) {
                SetAtomicAdd<int32_t>();
                copy_out(factors, spread[lane_2 * 8], 1);
                SetAtomicNone();
            }
        }
        LocalTensor<int32_t> multiple = slot_5.Get<int32_t>();
        Mul(multiple, factor.ReinterpretCast<int32_t>(), factor.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> looping_2 = slot_10.Get<uint8_t>();
        Or(looping_2.ReinterpretCast<int16_t>(), running.ReinterpretCast<int16_t>(), running.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_12 = slot_12.Get<float>();
        Duplicate(work_12, 1.0f, LANES);
        Select(work_12, looping_2, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_3 = slot_11.Get<float>();
        LocalTensor<float> work_13 = slot_6.Get<float>();
        ReduceMax(largest_3, work_12, work_13, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_6 = largest_3.GetValue(0);
        const int32_t any_2 = largest_6;
        bool going_2 = any_2 != 0;
        wait<HardEvent::V_S>();
        while (going_2) {
            LocalTensor<uint32_t> old = slot_12.Get<uint32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(looping_2, lane_2)) {
                    uint32_t old_2 = 0;
                    fence();
                    old_2 = load(composite + (multiple.GetValue(lane_2) >> 5));
                    LocalTensor<uint32_t> element = slot_11.Get<uint32_t>();
                    element.SetValue(0, old_2 | (1u << (multiple.GetValue(lane_2) & 31)));
                    wait<HardEvent::MTE3_S>();
                    wait<HardEvent::S_MTE3>();
                    copy_out(composite + (multiple.GetValue(lane_2) >> 5), element, 1);
                    fence();
                    old.SetValue(lane_2, old_2);
                }
            }
            LocalTensor<int32_t> work_14 = slot_12.Get<int32_t>();
            wait<HardEvent::S_V>();
            Add(work_14, multiple, factor.ReinterpretCast<int32_t>(), LANES);
            Select(multiple.ReinterpretCast<float>(), looping_2, work_14.ReinterpretCast<float>(),
                    multiple.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_15 = slot_12.Get<int32_t>();
            Duplicate(work_15, limit, LANES);
            LocalTensor<int32_t> maximum_2 = slot_6.Get<int32_t>();
            Max(maximum_2, work_15, multiple, LANES);
            LocalTensor<uint8_t> mask_6 = slot_13.Get<uint8_t>();
            Compare(mask_6, maximum_2, multiple, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping_2.ReinterpretCast<int16_t>(), looping_2.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_16 = slot_6.Get<float>();
            Duplicate(work_16, 1.0f, LANES);
            Select(work_16, looping_2, work_16, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_4 = slot_11.Get<float>();
            LocalTensor<float> work_17 = slot_12.Get<float>();
            ReduceMax(largest_4, work_16, work_17, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_7 = largest_4.GetValue(0);
            const int32_t any_3 = largest_7;
            going_2 = any_3 != 0;
        }
    }
}

// How many primes each word of 32 numbers holds.
extern "C" __global__ __aicore__ void count_primes(
        GM_ADDR composite_address, GM_ADDR counts_address, int32_t limit, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint32_t* composite = (__gm__ uint32_t*)composite_address;
    __gm__ uint8_t* counts = (__gm__ uint8_t*)counts_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> primes_1_queue;
    TQue<TPosition::VECOUT, 2> counts_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12;
    pipe.InitBuffer(primes_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(counts_tile_out_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> word = slot_2.Get<uint32_t>();
        Adds(word.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        LocalTensor<int32_t> first = slot_3.Get<int32_t>();
        Muls(first, word.ReinterpretCast<int32_t>(), 32, LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                ((int64_t)limit - (int32_t)(block_x * LANES) * 32 + 31L) / 32L);
        LocalTensor<uint8_t> mask_3 = slot_4.Get<uint8_t>();
        CompareScalar(mask_3, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                ((int64_t)limit - (int32_t)(block_x * LANES) * 32 + 31L) / 32L);
        LocalTensor<uint32_t> primes = primes_1_queue.AllocTensor<uint32_t>();
        copy_in(primes, composite + (int32_t)(block_x * LANES), count);
        primes_1_queue.EnQue(primes);
        primes = primes_1_queue.DeQue<uint32_t>();
        Not(primes.ReinterpretCast<int16_t>(), primes.ReinterpretCast<int16_t>(), LANES * 2);
        const int32_t first_2 = larger(0L, (int64_t)(0 - (int32_t)(block_x * LANES)));
        const int32_t stop_2 = smaller(smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                ((int64_t)limit - (int32_t)(block_x * LANES) * 32 + 31L) / 32L), 0 - (int32_t)(block_x * LANES) + 1L);
        LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<uint8_t> mask_2 = slot_6.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)first_2, CMPMODE::GE, (LANES + 63) / 64 * 64);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint32_t> work = slot_7.Get<uint32_t>();
        Duplicate(work, ~3u, LANES);
        And(work.ReinterpretCast<int16_t>(), primes.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), LANES
                * 2);
        Select(primes.ReinterpretCast<float>(), mask, work.ReinterpretCast<float>(), primes.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);  // neither 0 nor 1 is one
        LocalTensor<int32_t> work_2 = slot_7.Get<int32_t>();
        Duplicate(work_2, limit, LANES);
        Sub(work_2, work_2, first, LANES);
        LocalTensor<int32_t> work_3 = slot_8.Get<int32_t>();
        Duplicate(work_3, 32, LANES);
        LocalTensor<int32_t> maximum = slot_9.Get<int32_t>();
        Max(maximum, work_3, work_2, LANES);
        LocalTensor<uint8_t> mask_4 = slot_6.Get<uint8_t>();
        Compare(mask_4, maximum, work_2, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        Duplicate(work_4, limit, LANES);
        Sub(work_4, work_4, first, LANES);
        LocalTensor<int32_t> work_5 = slot_9.Get<int32_t>();
        ShiftRight(work_5, work_4, 1, LANES);
        LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
        Adds(work_6, work_5, 127, LANES);
        ShiftLeft(work_6.ReinterpretCast<uint32_t>(), work_6.ReinterpretCast<uint32_t>(), (uint32_t)23, LANES);
        LocalTensor<int32_t> work_7 = slot_10.Get<int32_t>();
        Cast(work_7, work_6.ReinterpretCast<float>(), RoundMode::CAST_TRUNC, LANES);
        Muls(work_7, work_7, 1, LANES);
        LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
        Sub(work_8, work_4, work_5, LANES);
        Adds(work_8, work_8, 127, LANES);
        ShiftLeft(work_8.ReinterpretCast<uint32_t>(), work_8.ReinterpretCast<uint32_t>(), (uint32_t)23, LANES);
        LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
        Cast(work_9, work_8.ReinterpretCast<float>(), RoundMode::CAST_TRUNC, LANES);
        Mul(work_7, work_7, work_9, LANES);
        Adds(work_7, work_7, -1, LANES);
        And(work_7.ReinterpretCast<int16_t>(), primes.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                LANES * 2);
        Select(primes.ReinterpretCast<float>(), mask_4, work_7.ReinterpretCast<float>(),
                primes.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint8_t> counts_tile_out = counts_tile_out_queue.AllocTensor<uint8_t>();
        LocalTensor<int32_t> bits = slot_10.Get<int32_t>();
        LocalTensor<int32_t> half_ = slot_7.Get<int32_t>();
        LocalTensor<int32_t> work_10 = slot_9.Get<int32_t>();
        count_bits(bits, primes.ReinterpretCast<int32_t>(), half_, work_10, LANES);
        LocalTensor<int32_t> work_11 = slot_9.Get<int32_t>();
        Duplicate(work_11, 255, LANES);
        And(bits.ReinterpretCast<int16_t>(), bits.ReinterpretCast<int16_t>(), work_11.ReinterpretCast<int16_t>(), LANES
                * 2);
        LocalTensor<float> work_12 = slot_9.Get<float>();
        Cast(work_12, bits, RoundMode::CAST_RINT, LANES);
        LocalTensor<half> work_13 = slot_12.Get<half>();
        Cast(work_13, work_12, RoundMode::CAST_RINT, LANES);
        Cast(counts_tile_out, work_13, RoundMode::CAST_RINT, LANES);
        counts_tile_out_queue.EnQue(counts_tile_out);
        counts_tile_out = counts_tile_out_queue.DeQue<uint8_t>();
        copy_out(counts + (int32_t)(block_x * LANES), counts_tile_out, count);
        counts_tile_out_queue.FreeTensor(counts_tile_out);
        primes_1_queue.FreeTensor(primes);
    }
}
