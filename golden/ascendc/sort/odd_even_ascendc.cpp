// odd_even.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
// A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void odd_even_sort(
        GM_ADDR x_address, GM_ADDR rounds_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X, int32_t SLOTS) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ int32_t* rounds = (__gm__ int32_t*)rounds_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48, slot_49;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(SLOTS * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded(SLOTS * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(SLOTS * 4));
    pipe.InitBuffer(slot_9, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_10, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(SLOTS * 4));
    pipe.InitBuffer(slot_14, padded(SLOTS * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, 256);
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_28, padded(SLOTS * 4));
    pipe.InitBuffer(slot_29, padded(SLOTS * 4));
    pipe.InitBuffer(slot_30, padded(SLOTS * 4));
    pipe.InitBuffer(slot_31, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_32, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded(LANES * 4));
    pipe.InitBuffer(slot_35, padded(LANES * 4));
    pipe.InitBuffer(slot_36, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_37, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_38, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_39, padded(SLOTS * 4));
    pipe.InitBuffer(slot_40, padded(SLOTS * 4));
    pipe.InitBuffer(slot_41, padded(SLOTS * 4));
    pipe.InitBuffer(slot_42, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_43, padded(SLOTS * 4));
    pipe.InitBuffer(slot_44, padded(SLOTS * 4));
    pipe.InitBuffer(slot_45, padded(SLOTS * 4));
    pipe.InitBuffer(slot_46, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_47, padded(LANES * 4));
    pipe.InitBuffer(slot_48, 256);
    pipe.InitBuffer(slot_49, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);

        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, SLOTS);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> values_slots = slot_4.Get<int32_t>();
        CreateVecIndex(values_slots, 0, SLOTS);
        LocalTensor<int32_t> values = slot_5.Get<int32_t>();
        Duplicate(values, 0, SLOTS);
        const int32_t capacity = 2 * BLOCK_X;
        const int32_t start = block_x * capacity;
        LocalTensor<uint8_t> going = slot_6.Get<uint8_t>();
        Or(going.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        if (start >= n) {
            Duplicate(going.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        }
        const int32_t count = n - start < capacity ? n - start : capacity;
        for (int32_t start_2 = 0; start_2 < count; start_2 += BLOCK_X) {
            const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)count - start_2);
            LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
            And(mask.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> place = slot_8.Get<int32_t>();
            Adds(place, values_slots, 0 - start_2, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start_2));
            const int32_t stop_3 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start_2));
            LocalTensor<uint8_t> owned = slot_9.Get<uint8_t>();
            CompareScalar(owned, lanes_2, (float)stop_3, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_11.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work = slot_12.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_13.Get<int32_t>();
            Muls(work_2, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_14.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> x_tile = slot_12.Get<int32_t>();
            const int32_t stop_4 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_4; ++lane_2) {
                if (bit(mask, lane_2)) {
                    x_tile.SetValue(lane_2, load(x + (start + (start_2 + lane_2))));
                }
            }
            LocalTensor<int32_t> work_3 = slot_14.Get<int32_t>();
            Muls(work_3, owner, 4, SLOTS);
            LocalTensor<int32_t> gathered_2 = slot_13.Get<int32_t>();
            wait<HardEvent::S_V>();
            Gather(gathered_2, x_tile, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_3, gathered_2.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        }

        int32_t round = 0;
        LocalTensor<uint8_t> changed = slot_7.Get<uint8_t>();
        Duplicate(changed.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> looping = slot_15.Get<uint8_t>();
        Or(looping.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_4 = slot_12.Get<float>();
        Duplicate(work_4, 1.0f, LANES);
        Select(work_4, looping, work_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_16.Get<float>();
        LocalTensor<float> work_5 = slot_17.Get<float>();
        ReduceMax(largest, work_4, work_5, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_4 = largest.GetValue(0);
        const int32_t any = largest_4;
        bool going_2 = any != 0;
        while (going_2) {
            LocalTensor<int32_t> left = slot_12.Get<int32_t>();
            Muls(left, lane, 2, LANES);
            LocalTensor<uint8_t> order_pair_result = slot_18.Get<uint8_t>();
            Duplicate(order_pair_result.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> in_order_pair = slot_19.Get<uint8_t>();
            Duplicate(in_order_pair.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> right = slot_17.Get<int32_t>();
            Adds(right, left, 1, LANES);
            const int32_t first = larger(0L, (count - 1L + 1L) / 2L);
            const int32_t stop_2 = LANES;
            LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_5 = slot_21.Get<uint8_t>();
            CompareScalar(mask_5, lanes, (float)first, CMPMODE::GE, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t stop_3 = smaller((int64_t)LANES, (count - 1L + 1L) / 2L);
            LocalTensor<uint8_t> mask_6 = slot_21.Get<uint8_t>();
            CompareScalar(mask_6, lanes, (float)stop_3, CMPMODE::LT, LANES);
            And(mask_6.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_22.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            Select(work_6.ReinterpretCast<float>(), mask_6, left.ReinterpretCast<float>(),
                    work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_6, work_6, 4, LANES);
            LocalTensor<int32_t> gathered_3 = slot_23.Get<int32_t>();
            Gather(gathered_3, values, work_6.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<uint8_t> mask_7 = slot_21.Get<uint8_t>();
            CompareScalar(mask_7, lanes, (float)stop_3, CMPMODE::LT, LANES);
            And(mask_7.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_7 = slot_22.Get<int32_t>();
            Duplicate(work_7, 0, LANES);
            Select(work_7.ReinterpretCast<float>(), mask_7, right.ReinterpretCast<float>(),
                    work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_7, work_7, 4, LANES);
            LocalTensor<int32_t> gathered_4 = slot_24.Get<int32_t>();
            Gather(gathered_4, values, work_7.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> maximum = slot_22.Get<int32_t>();
            Max(maximum, gathered_3, gathered_4, LANES);
            LocalTensor<uint8_t> mask_8 = slot_21.Get<uint8_t>();
            Compare(mask_8, maximum, gathered_4, CMPMODE::EQ, LANES);
            Or(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_9 = slot_21.Get<uint8_t>();
            Duplicate(mask_9.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_10 = slot_25.Get<uint8_t>();
            LocalTensor<uint8_t> mask_11 = slot_26.Get<uint8_t>();
            And(mask_10.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_11.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_12 = slot_26.Get<uint8_t>();
            Duplicate(mask_12.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_13 = slot_25.Get<uint8_t>();
            LocalTensor<uint8_t> mask_14 = slot_21.Get<uint8_t>();
            And(mask_13.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_14.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_21.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_8 = slot_24.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            Select(work_8.ReinterpretCast<float>(), taken, left.ReinterpretCast<float>(),
                    work_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_8, work_8, 4, LANES);
            LocalTensor<int32_t> kept = slot_22.Get<int32_t>();
            Gather(kept, values, work_8.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> writer = slot_8.Get<int32_t>();
            ShiftRight(writer, values_slots, 1, SLOTS);
            LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
            ShiftRight(work_9, values_slots, 1, SLOTS);
            ShiftLeft(work_9.ReinterpretCast<uint32_t>(), work_9.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_9, values_slots, work_9, SLOTS);
            LocalTensor<int32_t> work_10 = slot_13.Get<int32_t>();
            Duplicate(work_10, 0, SLOTS);
            LocalTensor<uint8_t> owned_2 = slot_9.Get<uint8_t>();
            Compare(owned_2, work_9, work_10, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_11 = slot_13.Get<int32_t>();
            Duplicate(work_11, LANES, SLOTS);
            LocalTensor<int32_t> maximum_2 = slot_11.Get<int32_t>();
            Max(maximum_2, work_11, writer, SLOTS);
            LocalTensor<uint8_t> mask_15 = slot_10.Get<uint8_t>();
            Compare(mask_15, maximum_2, writer, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_2 = slot_11.Get<int32_t>();
            Duplicate(owner_2, 0, SLOTS);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_12 = slot_24.Get<float>();
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, taken, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_13 = slot_13.Get<int32_t>();
            Muls(work_13, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_5 = slot_14.Get<float>();
            Gather(gathered_5, work_12, work_13.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_16 = slot_10.Get<uint8_t>();
            CompareScalar(mask_16, gathered_5, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_16.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_14 = slot_24.Get<int32_t>();
            Duplicate(work_14, 0, LANES);
            Select(work_14.ReinterpretCast<float>(), taken, right.ReinterpretCast<float>(),
                    work_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_14, work_14, 4, LANES);
            LocalTensor<int32_t> gathered_6 = slot_23.Get<int32_t>();
            Gather(gathered_6, values, work_14.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_15 = slot_14.Get<int32_t>();
            Muls(work_15, owner_2, 4, SLOTS);
            LocalTensor<int32_t> gathered_7 = slot_13.Get<int32_t>();
            Gather(gathered_7, gathered_6, work_15.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_16, gathered_7.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_2 = slot_13.Get<int32_t>();
            Adds(place_2, values_slots, -1, SLOTS);
            LocalTensor<int32_t> writer_2 = slot_14.Get<int32_t>();
            ShiftRight(writer_2, place_2, 31, SLOTS);
            ShiftRight(writer_2.ReinterpretCast<uint32_t>(), writer_2.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(writer_2, place_2, writer_2, SLOTS);
            ShiftRight(writer_2, writer_2, 1, SLOTS);
            const int32_t stop_4 = SLOTS;
            LocalTensor<uint8_t> owned_3 = slot_10.Get<uint8_t>();
            CompareScalar(owned_3, lanes_2, (float)stop_4, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_17 = slot_27.Get<uint8_t>();
            CompareScalar(mask_17, lanes_2, 1.0f, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_28.Get<int32_t>();
            ShiftRight(work_16, place_2, 31, SLOTS);
            ShiftRight(work_16.ReinterpretCast<uint32_t>(), work_16.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(work_16, place_2, work_16, SLOTS);
            ShiftRight(work_16, work_16, 1, SLOTS);
            ShiftLeft(work_16.ReinterpretCast<uint32_t>(), work_16.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_16, place_2, work_16, SLOTS);
            LocalTensor<int32_t> work_17 = slot_29.Get<int32_t>();
            Duplicate(work_17, 0, SLOTS);
            LocalTensor<uint8_t> mask_18 = slot_27.Get<uint8_t>();
            Compare(mask_18, work_16, work_17, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_29.Get<int32_t>();
            Duplicate(work_18, LANES, SLOTS);
            LocalTensor<int32_t> maximum_3 = slot_28.Get<int32_t>();
            Max(maximum_3, work_18, writer_2, SLOTS);
            LocalTensor<uint8_t> mask_19 = slot_27.Get<uint8_t>();
            Compare(mask_19, maximum_3, writer_2, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_19.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_3 = slot_28.Get<int32_t>();
            Duplicate(owner_3, 0, SLOTS);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_2.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_19 = slot_23.Get<float>();
            Duplicate(work_19, 1.0f, LANES);
            Select(work_19, taken, work_19, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_20 = slot_29.Get<int32_t>();
            Muls(work_20, owner_3, 4, SLOTS);
            LocalTensor<float> gathered_8 = slot_30.Get<float>();
            Gather(gathered_8, work_19, work_20.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_20 = slot_27.Get<uint8_t>();
            CompareScalar(mask_20, gathered_8, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_20.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_20.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_21 = slot_30.Get<int32_t>();
            Muls(work_21, owner_3, 4, SLOTS);
            LocalTensor<int32_t> gathered_9 = slot_29.Get<int32_t>();
            Gather(gathered_9, kept, work_21.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_20, gathered_9.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_21 = slot_25.Get<uint8_t>();
            Duplicate(mask_21.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_22 = slot_26.Get<uint8_t>();
            LocalTensor<uint8_t> mask_23 = slot_31.Get<uint8_t>();
            And(mask_22.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_23.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_23.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result.ReinterpretCast<int16_t>(), mask_22.ReinterpretCast<int16_t>(),
                    mask_23.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_24 = slot_31.Get<uint8_t>();
            Duplicate(mask_24.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_25 = slot_26.Get<uint8_t>();
            LocalTensor<uint8_t> mask_26 = slot_25.Get<uint8_t>();
            And(mask_25.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_26.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair.ReinterpretCast<int16_t>(), mask_25.ReinterpretCast<int16_t>(),
                    mask_26.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_27 = slot_25.Get<uint8_t>();
            LocalTensor<uint8_t> mask_28 = slot_26.Get<uint8_t>();
            And(mask_27.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_28.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_28.ReinterpretCast<int16_t>(), mask_28.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(changed.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                    mask_28.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> left_2 = slot_23.Get<int32_t>();
            Muls(left_2, lane, 2, LANES);
            Adds(left_2, left_2, 1, LANES);
            LocalTensor<uint8_t> order_pair_result_2 = slot_26.Get<uint8_t>();
            Duplicate(order_pair_result_2.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> in_order_pair_2 = slot_25.Get<uint8_t>();
            Duplicate(in_order_pair_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> right_2 = slot_24.Get<int32_t>();
            Adds(right_2, left_2, 1, LANES);
            const int32_t first_2 = larger(0L, (count - 2L + 1L) / 2L);
            LocalTensor<uint8_t> mask_29 = slot_31.Get<uint8_t>();
            CompareScalar(mask_29, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_30 = slot_32.Get<uint8_t>();
            CompareScalar(mask_30, lanes, (float)first_2, CMPMODE::GE, LANES);
            And(mask_29.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(),
                    mask_30.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            const int32_t stop_5 = smaller((int64_t)LANES, (count - 2L + 1L) / 2L);
            LocalTensor<uint8_t> mask_31 = slot_32.Get<uint8_t>();
            CompareScalar(mask_31, lanes, (float)stop_5, CMPMODE::LT, LANES);
            And(mask_31.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_31.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_22 = slot_33.Get<int32_t>();
            Duplicate(work_22, 0, LANES);
            Select(work_22.ReinterpretCast<float>(), mask_31, left_2.ReinterpretCast<float>(),
                    work_22.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_22, work_22, 4, LANES);
            LocalTensor<int32_t> gathered_10 = slot_34.Get<int32_t>();
            Gather(gathered_10, values, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<uint8_t> mask_32 = slot_32.Get<uint8_t>();
            CompareScalar(mask_32, lanes, (float)stop_5, CMPMODE::LT, LANES);
            And(mask_32.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_32.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_23 = slot_33.Get<int32_t>();
            Duplicate(work_23, 0, LANES);
            Select(work_23.ReinterpretCast<float>(), mask_32, right_2.ReinterpretCast<float>(),
                    work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_23, work_23, 4, LANES);
            LocalTensor<int32_t> gathered_11 = slot_35.Get<int32_t>();
            Gather(gathered_11, values, work_23.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> maximum_4 = slot_33.Get<int32_t>();
            Max(maximum_4, gathered_10, gathered_11, LANES);
            LocalTensor<uint8_t> mask_33 = slot_32.Get<uint8_t>();
            Compare(mask_33, maximum_4, gathered_11, CMPMODE::EQ, LANES);
            Or(mask_29.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(),
                    mask_33.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_29.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_29.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_34 = slot_32.Get<uint8_t>();
            Duplicate(mask_34.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_35 = slot_36.Get<uint8_t>();
            LocalTensor<uint8_t> mask_36 = slot_37.Get<uint8_t>();
            And(mask_35.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(),
                    mask_34.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_36.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_36.ReinterpretCast<int16_t>(), mask_36.ReinterpretCast<int16_t>(),
                    order_pair_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result_2.ReinterpretCast<int16_t>(), mask_35.ReinterpretCast<int16_t>(),
                    mask_36.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_37 = slot_37.Get<uint8_t>();
            Duplicate(mask_37.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_38 = slot_36.Get<uint8_t>();
            LocalTensor<uint8_t> mask_39 = slot_32.Get<uint8_t>();
            And(mask_38.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(),
                    mask_37.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_39.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_39.ReinterpretCast<int16_t>(), mask_39.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair_2.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(),
                    mask_39.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_2 = slot_32.Get<uint8_t>();
            And(taken_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_24 = slot_35.Get<int32_t>();
            Duplicate(work_24, 0, LANES);
            Select(work_24.ReinterpretCast<float>(), taken_2, left_2.ReinterpretCast<float>(),
                    work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_24, work_24, 4, LANES);
            LocalTensor<int32_t> kept_2 = slot_33.Get<int32_t>();
            Gather(kept_2, values, work_24.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> place_3 = slot_29.Get<int32_t>();
            Adds(place_3, values_slots, -1, SLOTS);
            LocalTensor<int32_t> writer_3 = slot_30.Get<int32_t>();
            ShiftRight(writer_3, place_3, 31, SLOTS);
            ShiftRight(writer_3.ReinterpretCast<uint32_t>(), writer_3.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(writer_3, place_3, writer_3, SLOTS);
            ShiftRight(writer_3, writer_3, 1, SLOTS);
            const int32_t stop_6 = SLOTS;
            LocalTensor<uint8_t> owned_4 = slot_27.Get<uint8_t>();
            CompareScalar(owned_4, lanes_2, (float)stop_6, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_40 = slot_38.Get<uint8_t>();
            CompareScalar(mask_40, lanes_2, 1.0f, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_40.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_25 = slot_39.Get<int32_t>();
            ShiftRight(work_25, place_3, 31, SLOTS);
            ShiftRight(work_25.ReinterpretCast<uint32_t>(), work_25.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(work_25, place_3, work_25, SLOTS);
            ShiftRight(work_25, work_25, 1, SLOTS);
            ShiftLeft(work_25.ReinterpretCast<uint32_t>(), work_25.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_25, place_3, work_25, SLOTS);
            LocalTensor<int32_t> work_26 = slot_40.Get<int32_t>();
            Duplicate(work_26, 0, SLOTS);
            LocalTensor<uint8_t> mask_41 = slot_38.Get<uint8_t>();
            Compare(mask_41, work_25, work_26, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_41.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_27 = slot_40.Get<int32_t>();
            Duplicate(work_27, LANES, SLOTS);
            LocalTensor<int32_t> maximum_5 = slot_39.Get<int32_t>();
            Max(maximum_5, work_27, writer_3, SLOTS);
            LocalTensor<uint8_t> mask_42 = slot_38.Get<uint8_t>();
            Compare(mask_42, maximum_5, writer_3, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_42.ReinterpretCast<int16_t>(), mask_42.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_42.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_4 = slot_39.Get<int32_t>();
            Duplicate(owner_4, 0, SLOTS);
            Select(owner_4.ReinterpretCast<float>(), owned_4, writer_3.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_28 = slot_35.Get<float>();
            Duplicate(work_28, 1.0f, LANES);
            Select(work_28, taken_2, work_28, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_29 = slot_40.Get<int32_t>();
            Muls(work_29, owner_4, 4, SLOTS);
            LocalTensor<float> gathered_12 = slot_41.Get<float>();
            Gather(gathered_12, work_28, work_29.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_43 = slot_38.Get<uint8_t>();
            CompareScalar(mask_43, gathered_12, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_43.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_43.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_30 = slot_35.Get<int32_t>();
            Duplicate(work_30, 0, LANES);
            Select(work_30.ReinterpretCast<float>(), taken_2, right_2.ReinterpretCast<float>(),
                    work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_30, work_30, 4, LANES);
            LocalTensor<int32_t> gathered_13 = slot_34.Get<int32_t>();
            Gather(gathered_13, values, work_30.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_31 = slot_41.Get<int32_t>();
            Muls(work_31, owner_4, 4, SLOTS);
            LocalTensor<int32_t> gathered_14 = slot_40.Get<int32_t>();
            Gather(gathered_14, gathered_13, work_31.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_43, gathered_14.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_4 = slot_40.Get<int32_t>();
            Adds(place_4, values_slots, -2, SLOTS);
            LocalTensor<int32_t> writer_4 = slot_41.Get<int32_t>();
            ShiftRight(writer_4, place_4, 31, SLOTS);
            ShiftRight(writer_4.ReinterpretCast<uint32_t>(), writer_4.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(writer_4, place_4, writer_4, SLOTS);
            ShiftRight(writer_4, writer_4, 1, SLOTS);
            const int32_t stop_7 = SLOTS;
            LocalTensor<uint8_t> owned_5 = slot_38.Get<uint8_t>();
            CompareScalar(owned_5, lanes_2, (float)stop_7, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_44 = slot_42.Get<uint8_t>();
            CompareScalar(mask_44, lanes_2, 2.0f, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_44.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_32 = slot_43.Get<int32_t>();
            ShiftRight(work_32, place_4, 31, SLOTS);
            ShiftRight(work_32.ReinterpretCast<uint32_t>(), work_32.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(work_32, place_4, work_32, SLOTS);
            ShiftRight(work_32, work_32, 1, SLOTS);
            ShiftLeft(work_32.ReinterpretCast<uint32_t>(), work_32.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_32, place_4, work_32, SLOTS);
            LocalTensor<int32_t> work_33 = slot_44.Get<int32_t>();
            Duplicate(work_33, 0, SLOTS);
            LocalTensor<uint8_t> mask_45 = slot_42.Get<uint8_t>();
            Compare(mask_45, work_32, work_33, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_45.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_34 = slot_44.Get<int32_t>();
            Duplicate(work_34, LANES, SLOTS);
            LocalTensor<int32_t> maximum_6 = slot_43.Get<int32_t>();
            Max(maximum_6, work_34, writer_4, SLOTS);
            LocalTensor<uint8_t> mask_46 = slot_42.Get<uint8_t>();
            Compare(mask_46, maximum_6, writer_4, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_46.ReinterpretCast<int16_t>(), mask_46.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_46.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_5 = slot_43.Get<int32_t>();
            Duplicate(owner_5, 0, SLOTS);
            Select(owner_5.ReinterpretCast<float>(), owned_5, writer_4.ReinterpretCast<float>(),
                    owner_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_35 = slot_34.Get<float>();
            Duplicate(work_35, 1.0f, LANES);
            Select(work_35, taken_2, work_35, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_36 = slot_44.Get<int32_t>();
            Muls(work_36, owner_5, 4, SLOTS);
            LocalTensor<float> gathered_15 = slot_45.Get<float>();
            Gather(gathered_15, work_35, work_36.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_47 = slot_42.Get<uint8_t>();
            CompareScalar(mask_47, gathered_15, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_47.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_47.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_37 = slot_45.Get<int32_t>();
            Muls(work_37, owner_5, 4, SLOTS);
            LocalTensor<int32_t> gathered_16 = slot_44.Get<int32_t>();
            Gather(gathered_16, kept_2, work_37.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_47, gathered_16.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_48 = slot_36.Get<uint8_t>();
            Duplicate(mask_48.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_49 = slot_37.Get<uint8_t>();
            LocalTensor<uint8_t> mask_50 = slot_46.Get<uint8_t>();
            And(mask_49.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_48.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_50.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_50.ReinterpretCast<int16_t>(), mask_50.ReinterpretCast<int16_t>(),
                    order_pair_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result_2.ReinterpretCast<int16_t>(), mask_49.ReinterpretCast<int16_t>(),
                    mask_50.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_51 = slot_46.Get<uint8_t>();
            Duplicate(mask_51.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_52 = slot_37.Get<uint8_t>();
            LocalTensor<uint8_t> mask_53 = slot_36.Get<uint8_t>();
            And(mask_52.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_51.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_53.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_53.ReinterpretCast<int16_t>(), mask_53.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair_2.ReinterpretCast<int16_t>(), mask_52.ReinterpretCast<int16_t>(),
                    mask_53.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_38 = slot_34.Get<int32_t>();
            Duplicate(work_38, 1, LANES);
            LocalTensor<int32_t> work_39 = slot_35.Get<int32_t>();
            Duplicate(work_39, 0, LANES);
            Select(work_38.ReinterpretCast<float>(), changed, work_38.ReinterpretCast<float>(),
                    work_39.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_40 = slot_35.Get<int32_t>();
            Duplicate(work_40, 1, LANES);
            LocalTensor<int32_t> work_41 = slot_47.Get<int32_t>();
            Duplicate(work_41, 0, LANES);
            Select(work_40.ReinterpretCast<float>(), order_pair_result_2, work_40.ReinterpretCast<float>(),
                    work_41.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Or(work_38.ReinterpretCast<int16_t>(), work_38.ReinterpretCast<int16_t>(),
                    work_40.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<int32_t> work_42 = slot_35.Get<int32_t>();
            Duplicate(work_42, 0, LANES);
            LocalTensor<uint8_t> mask_54 = slot_36.Get<uint8_t>();
            Compare(mask_54, work_38, work_42, CMPMODE::EQ, LANES);
            Not(mask_54.ReinterpretCast<int16_t>(), mask_54.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_55 = slot_37.Get<uint8_t>();
            LocalTensor<uint8_t> mask_56 = slot_46.Get<uint8_t>();
            And(mask_55.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_54.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_56.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_56.ReinterpretCast<int16_t>(), mask_56.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(changed.ReinterpretCast<int16_t>(), mask_55.ReinterpretCast<int16_t>(),
                    mask_56.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            round++;
            LocalTensor<uint8_t> mask_57 = slot_46.Get<uint8_t>();
            And(mask_57.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_43 = slot_35.Get<int32_t>();
            Duplicate(work_43, 1, LANES);
            LocalTensor<int32_t> work_44 = slot_34.Get<int32_t>();
            Duplicate(work_44, 0, LANES);
            Select(work_43.ReinterpretCast<float>(), mask_57, work_43.ReinterpretCast<float>(),
                    work_44.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> largest_2 = slot_48.Get<int32_t>();
            LocalTensor<int32_t> work_45 = slot_34.Get<int32_t>();
            fold_max(largest_2, work_43, work_45, LANES);
            wait<HardEvent::V_S>();
            int32_t vote = largest_2.GetValue(0);
            LocalTensor<uint8_t> mask_58 = slot_46.Get<uint8_t>();
            Duplicate(mask_58.ReinterpretCast<int16_t>(), (int16_t)(vote ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_58.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_46 = slot_35.Get<float>();
            Duplicate(work_46, 1.0f, LANES);
            Select(work_46, looping, work_46, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_3 = slot_16.Get<float>();
            LocalTensor<float> work_47 = slot_34.Get<float>();
            ReduceMax(largest_3, work_46, work_47, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_5 = largest_3.GetValue(0);
            const int32_t any_2 = largest_5;
            going_2 = any_2 != 0;
        }

        wait<HardEvent::MTE3_V>();
        for (int32_t start_2 = 0; start_2 < count; start_2 += BLOCK_X) {
            LocalTensor<int32_t> i = slot_12.Get<int32_t>();
            Adds(i, lane, start_2, LANES);

            const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)count - start_2);
            LocalTensor<uint8_t> mask_59 = slot_18.Get<uint8_t>();
            CompareScalar(mask_59, lanes, (float)stop_2, CMPMODE::LT, LANES);
            And(mask_59.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(),
                    mask_59.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_48 = slot_17.Get<int32_t>();
            Duplicate(work_48, 0, LANES);
            Select(work_48.ReinterpretCast<float>(), mask_59, i.ReinterpretCast<float>(),
                    work_48.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_48, work_48, 4, LANES);
            LocalTensor<int32_t> gathered_17 = slot_22.Get<int32_t>();
            Gather(gathered_17, values, work_48.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> spread = slot_49.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            expand(spread, gathered_17, LANES);
            const int32_t stop_3 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
                if (bit(mask_59, lane_2)) {
                    copy_out(x + (start + i.GetValue(lane_2)), spread[lane_2 * 8], 1);
                }
            }
        }
        const int32_t stop_2 = smaller((int64_t)LANES, 1L);
        LocalTensor<uint8_t> mask_60 = slot_18.Get<uint8_t>();
        CompareScalar(mask_60, lanes, (float)stop_2, CMPMODE::LT, LANES);
        And(mask_60.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), mask_60.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_49 = slot_12.Get<int32_t>();
        Duplicate(work_49, round, LANES);
        LocalTensor<int32_t> spread_2 = slot_49.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        expand(spread_2, work_49, LANES);
        const int32_t stop_3 = LANES;
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_3; ++lane_2) {
            if (bit(mask_60, lane_2)) {
                copy_out(rounds + (int32_t)block_x, spread_2[lane_2 * 8], 1);
            }
        }
    }
}
