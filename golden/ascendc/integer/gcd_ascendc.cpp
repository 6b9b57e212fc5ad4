// gcd.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Greatest common divisors and least common multiples of pairs of whole numbers, negative ones included.

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// -1 where a number is negative, else 1.
__aicore__ inline void signs_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) {
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}

// A b for each lane.
struct Divisors {
    LocalTensor<int32_t> b;

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, const LocalTensor<int32_t>& work, int32_t count) const {
        LocalTensor<float> size = work.ReinterpretCast<float>();
        Cast(size, b, RoundMode::CAST_RINT, count);
        Abs(size, size, count);
        Div(ratio, ratio, size, count);
        Muls(ratio, ratio, factor, count);
    }
    __aicore__ inline void multiply(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) const {
        Muls(target, b, -1, count);
        Max(target, target, b, count);
        Mul(target, target, source, count);
    }
    __aicore__ inline void give_sign(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& work, int32_t count) const {
        signs_of(work, b, count);
        Mul(target, target, work, count);
    }
};

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
__aicore__ inline void remainders(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const LocalTensor<int32_t>& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    remain_of(target, a, Divisors{b}, second, rest, less, count);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

extern "C" __global__ __aicore__ void gcd_and_lcm(
        GM_ADDR pairs_address, GM_ADDR divisors_address, GM_ADDR multiples_address, int32_t n, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ int32_t* pairs = (__gm__ int32_t*)pairs_address;
    __gm__ int32_t* divisors = (__gm__ int32_t*)divisors_address;
    __gm__ int64_t* multiples = (__gm__ int64_t*)multiples_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECOUT, 2> multiples_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(multiples_tile_out_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> lanes = slot_1.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<int32_t> whole_2 = whole_1_queue.AllocTensor<int32_t>();
        const int32_t elements = count * 2;
        copy_in(whole_2, pairs + (int32_t)(block_x * BLOCK_X) * 2L, elements);
        whole_1_queue.EnQue(whole_2);
        whole_2 = whole_1_queue.DeQue<int32_t>();
        LocalTensor<int32_t> pair = slot_3.Get<int32_t>();
        Gather(pair, whole_2, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
        Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<int32_t> pair_2 = slot_5.Get<int32_t>();
        Gather(pair_2, whole_2, offsets_2, 0, LANES);
        whole_1_queue.FreeTensor(whole_2);
        LocalTensor<int32_t> a = slot_4.Get<int32_t>();
        copy_tile(a, pair, LANES);
        LocalTensor<int32_t> b = slot_6.Get<int32_t>();
        copy_tile(b, pair_2, LANES);
        LocalTensor<int32_t> work = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work, 0, LANES);
        LocalTensor<uint8_t> looping = slot_8.Get<uint8_t>();
        Compare(looping, b, work, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_7.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_9.Get<float>();
        LocalTensor<float> work_3 = slot_10.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
            Duplicate(work_4, 1, LANES);
            Select(work_4.ReinterpretCast<float>(), looping, b.ReinterpretCast<float>(),
                    work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_5 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_7 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> rest = slot_13.Get<int32_t>();
            remainders(rest, a, work_4, work_5, work_6, work_7, LANES);
            Select(a.ReinterpretCast<float>(), looping, b.ReinterpretCast<float>(), a.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(b.ReinterpretCast<float>(), looping, rest.ReinterpretCast<float>(), b.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_8 = slot_7.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, b, work_8, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_9 = slot_7.Get<float>();
            Duplicate(work_9, 1.0f, LANES);
            Select(work_9, looping, work_9, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_9.Get<float>();
            LocalTensor<float> work_10 = slot_12.Get<float>();
            ReduceMax(largest_2, work_9, work_10, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
        Duplicate(work_11, 0, LANES);
        LocalTensor<int32_t> maximum = slot_7.Get<int32_t>();
        Max(maximum, work_11, a, LANES);
        LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
        Compare(mask_3, maximum, a, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> divisor = slot_7.Get<int32_t>();
        Muls(divisor, a, -1, LANES);
        Select(divisor.ReinterpretCast<float>(), mask_3, divisor.ReinterpretCast<float>(), a.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(divisors + (int32_t)(block_x * BLOCK_X), divisor, count);
        // Divided first and multiplied in 64 bits, so that nothing overflows; the multiple of zero is zero.
        LocalTensor<int64_t> product = slot_15.Get<int64_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            product.SetValue(lane, divisor.GetValue(lane) == 0 ? 0L
                    : (int64_t)(pair.GetValue(lane)
                    / (bit(mask, lane) & (divisor.GetValue(lane) != 0) ? divisor.GetValue(lane) : 1))
                    * pair_2.GetValue(lane));
        }
        LocalTensor<int64_t> multiples_tile_out = multiples_tile_out_queue.AllocTensor<int64_t>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            multiples_tile_out.SetValue(lane, product.GetValue(lane) < 0L ? -product.GetValue(lane)
                    : product.GetValue(lane));
        }
        wait<HardEvent::S_MTE3>();
        multiples_tile_out_queue.EnQue(multiples_tile_out);
        multiples_tile_out = multiples_tile_out_queue.DeQue<int64_t>();
        copy_out(multiples + (int32_t)(block_x * BLOCK_X), multiples_tile_out, count);
        multiples_tile_out_queue.FreeTensor(multiples_tile_out);
    }
}
