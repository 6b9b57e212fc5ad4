// odd_even.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
// A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

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
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded(SLOTS * 4));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(SLOTS * 4));
    pipe.InitBuffer(slot_10, padded(SLOTS * 4));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    pipe.InitBuffer(slot_12, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_13, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_14, padded(SLOTS * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, 256);
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_21, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(SLOTS * 4));
    pipe.InitBuffer(slot_26, padded(SLOTS * 4));
    pipe.InitBuffer(slot_27, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_28, padded(SLOTS * 4));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_33, padded(LANES * 4));
    pipe.InitBuffer(slot_34, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_35, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_36, padded(SLOTS * 4));
    pipe.InitBuffer(slot_37, padded(SLOTS * 4));
    pipe.InitBuffer(slot_38, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_39, padded(SLOTS * 4));
    pipe.InitBuffer(slot_40, padded(SLOTS * 4));
    pipe.InitBuffer(slot_41, padded(SLOTS * 4));
    pipe.InitBuffer(slot_42, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_43, padded(SLOTS * 4));
    pipe.InitBuffer(slot_44, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_45, padded(LANES * 4));
    pipe.InitBuffer(slot_46, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        Duplicate(work, BLOCK_X, LANES);
        LocalTensor<int32_t> maximum = slot_2.Get<int32_t>();
        Max(maximum, work, lane, LANES);
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        Compare(active, maximum, lane, CMPMODE::EQ, LANES);
        Not(active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
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

        wait<HardEvent::V_S>();
        for (int32_t start_2 = 0; start_2 < count; start_2 += BLOCK_X) {
            LocalTensor<int32_t> i = slot_2.Get<int32_t>();
            Adds(i, lane, start_2, LANES);

            LocalTensor<int32_t> work_2 = slot_1.Get<int32_t>();
            Duplicate(work_2, count, LANES);
            LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
            Max(maximum_2, work_2, i, LANES);
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            Compare(mask, maximum_2, i, CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> place = slot_9.Get<int32_t>();
            Adds(place, values_slots, 0 - start_2, SLOTS);
            LocalTensor<int32_t> work_3 = slot_10.Get<int32_t>();
            Duplicate(work_3, 0, SLOTS);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_3, place, SLOTS);
            LocalTensor<uint8_t> owned = slot_12.Get<uint8_t>();
            Compare(owned, maximum_3, place, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_4 = slot_11.Get<int32_t>();
            Duplicate(work_4, LANES, SLOTS);
            LocalTensor<int32_t> maximum_4 = slot_10.Get<int32_t>();
            Max(maximum_4, work_4, place, SLOTS);
            LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
            Compare(mask_2, maximum_4, place, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_10.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_5 = slot_7.Get<float>();
            Duplicate(work_5, 1.0f, LANES);
            Select(work_5, mask, work_5, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_6 = slot_11.Get<int32_t>();
            Muls(work_6, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_14.Get<float>();
            Gather(gathered, work_5, work_6.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> x_tile = slot_7.Get<int32_t>();
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask, lane_2)) {
                    x_tile.SetValue(lane_2, load(x + (start + i.GetValue(lane_2))));
                }
            }
            LocalTensor<int32_t> work_7 = slot_14.Get<int32_t>();
            Muls(work_7, owner, 4, SLOTS);
            LocalTensor<int32_t> gathered_2 = slot_11.Get<int32_t>();
            wait<HardEvent::S_V>();
            Gather(gathered_2, x_tile, work_7.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_3, gathered_2.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        }

        int32_t round = 0;
        LocalTensor<uint8_t> changed = slot_8.Get<uint8_t>();
        Duplicate(changed.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> looping = slot_15.Get<uint8_t>();
        Or(looping.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_8 = slot_2.Get<float>();
        Duplicate(work_8, 1.0f, LANES);
        Select(work_8, looping, work_8, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_16.Get<float>();
        LocalTensor<float> work_9 = slot_7.Get<float>();
        ReduceMax(largest, work_8, work_9, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going_2 = any != 0;
        while (going_2) {
            LocalTensor<int32_t> left = slot_2.Get<int32_t>();
            Muls(left, lane, 2, LANES);
            LocalTensor<uint8_t> order_pair_result = slot_17.Get<uint8_t>();
            Duplicate(order_pair_result.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> in_order_pair = slot_18.Get<uint8_t>();
            Duplicate(in_order_pair.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> right = slot_7.Get<int32_t>();
            Adds(right, left, 1, LANES);
            LocalTensor<int32_t> work_10 = slot_1.Get<int32_t>();
            Duplicate(work_10, count, LANES);
            LocalTensor<int32_t> maximum_5 = slot_19.Get<int32_t>();
            Max(maximum_5, work_10, right, LANES);
            LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
            Compare(mask_4, maximum_5, right, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_11 = slot_19.Get<int32_t>();
            Duplicate(work_11, count, LANES);
            LocalTensor<int32_t> maximum_6 = slot_1.Get<int32_t>();
            Max(maximum_6, work_11, right, LANES);
            LocalTensor<uint8_t> mask_5 = slot_21.Get<uint8_t>();
            Compare(mask_5, maximum_6, right, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_1.Get<int32_t>();
            Duplicate(work_12, 0, LANES);
            Select(work_12.ReinterpretCast<float>(), mask_5, left.ReinterpretCast<float>(),
                    work_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_12, work_12, 4, LANES);
            LocalTensor<int32_t> gathered_3 = slot_19.Get<int32_t>();
            Gather(gathered_3, values, work_12.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_13 = slot_1.Get<int32_t>();
            Duplicate(work_13, count, LANES);
            LocalTensor<int32_t> maximum_7 = slot_22.Get<int32_t>();
            Max(maximum_7, work_13, right, LANES);
            LocalTensor<uint8_t> mask_6 = slot_21.Get<uint8_t>();
            Compare(mask_6, maximum_7, right, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_14 = slot_22.Get<int32_t>();
            Duplicate(work_14, 0, LANES);
            Select(work_14.ReinterpretCast<float>(), mask_6, right.ReinterpretCast<float>(),
                    work_14.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_14, work_14, 4, LANES);
            LocalTensor<int32_t> gathered_4 = slot_1.Get<int32_t>();
            Gather(gathered_4, values, work_14.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> maximum_8 = slot_22.Get<int32_t>();
            Max(maximum_8, gathered_3, gathered_4, LANES);
            LocalTensor<uint8_t> mask_7 = slot_21.Get<uint8_t>();
            Compare(mask_7, maximum_8, gathered_4, CMPMODE::EQ, LANES);
            Or(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_8 = slot_21.Get<uint8_t>();
            Duplicate(mask_8.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_9 = slot_23.Get<uint8_t>();
            LocalTensor<uint8_t> mask_10 = slot_24.Get<uint8_t>();
            And(mask_9.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_10.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_11 = slot_24.Get<uint8_t>();
            Duplicate(mask_11.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_12 = slot_23.Get<uint8_t>();
            LocalTensor<uint8_t> mask_13 = slot_21.Get<uint8_t>();
            And(mask_12.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_13.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slot_21.Get<uint8_t>();
            And(taken.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_15 = slot_1.Get<int32_t>();
            Duplicate(work_15, 0, LANES);
            Select(work_15.ReinterpretCast<float>(), taken, left.ReinterpretCast<float>(),
                    work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_15, work_15, 4, LANES);
            LocalTensor<int32_t> kept = slot_22.Get<int32_t>();
            Gather(kept, values, work_15.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<float> work_20 = slot_9.Get<float>();
            Cast(work_20, values_slots, RoundMode::CAST_RINT, SLOTS);
            LocalTensor<float> work_21 = slot_10.Get<float>();
            Duplicate(work_21, 2.0f, SLOTS);
            Div(work_20, work_20, work_21, SLOTS);
            LocalTensor<int32_t> writer = slot_10.Get<int32_t>();
            Cast(writer, work_20, RoundMode::CAST_TRUNC, SLOTS);
            LocalTensor<float> work_16 = slot_9.Get<float>();
            Cast(work_16, values_slots, RoundMode::CAST_RINT, SLOTS);
            LocalTensor<float> work_17 = slot_11.Get<float>();
            Duplicate(work_17, 2.0f, SLOTS);
            Div(work_16, work_16, work_17, SLOTS);
            LocalTensor<int32_t> work_18 = slot_11.Get<int32_t>();
            Cast(work_18, work_16, RoundMode::CAST_TRUNC, SLOTS);
            Muls(work_18, work_18, 2, SLOTS);
            Sub(work_18, values_slots, work_18, SLOTS);
            LocalTensor<int32_t> work_19 = slot_9.Get<int32_t>();
            Duplicate(work_19, 0, SLOTS);
            LocalTensor<uint8_t> owned_2 = slot_12.Get<uint8_t>();
            Compare(owned_2, work_18, work_19, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_22 = slot_9.Get<int32_t>();
            Duplicate(work_22, LANES, SLOTS);
            LocalTensor<int32_t> maximum_9 = slot_11.Get<int32_t>();
            Max(maximum_9, work_22, writer, SLOTS);
            LocalTensor<uint8_t> mask_14 = slot_13.Get<uint8_t>();
            Compare(mask_14, maximum_9, writer, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_2 = slot_11.Get<int32_t>();
            Duplicate(owner_2, 0, SLOTS);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_23 = slot_1.Get<float>();
            Duplicate(work_23, 1.0f, LANES);
            Select(work_23, taken, work_23, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_24 = slot_9.Get<int32_t>();
            Muls(work_24, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_5 = slot_14.Get<float>();
            Gather(gathered_5, work_23, work_24.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_15 = slot_13.Get<uint8_t>();
            CompareScalar(mask_15, gathered_5, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_15.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_25 = slot_1.Get<int32_t>();
            Duplicate(work_25, 0, LANES);
            Select(work_25.ReinterpretCast<float>(), taken, right.ReinterpretCast<float>(),
                    work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_25, work_25, 4, LANES);
            LocalTensor<int32_t> gathered_6 = slot_19.Get<int32_t>();
            Gather(gathered_6, values, work_25.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_26 = slot_14.Get<int32_t>();
            Muls(work_26, owner_2, 4, SLOTS);
            LocalTensor<int32_t> gathered_7 = slot_9.Get<int32_t>();
            Gather(gathered_7, gathered_6, work_26.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_15, gathered_7.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_2 = slot_9.Get<int32_t>();
            Adds(place_2, values_slots, -1, SLOTS);
            LocalTensor<int32_t> writer_2 = slot_14.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < SLOTS; ++lane_2) {
                writer_2.SetValue(lane_2, place_2.GetValue(lane_2) / 2);
            }
            LocalTensor<int32_t> work_27 = slot_25.Get<int32_t>();
            Duplicate(work_27, 0, SLOTS);
            LocalTensor<int32_t> maximum_10 = slot_26.Get<int32_t>();
            Max(maximum_10, work_27, place_2, SLOTS);
            LocalTensor<uint8_t> owned_3 = slot_13.Get<uint8_t>();
            Compare(owned_3, maximum_10, place_2, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_28 = slot_26.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < SLOTS; ++lane_2) {
                work_28.SetValue(lane_2, place_2.GetValue(lane_2) % 2);
            }
            LocalTensor<int32_t> work_29 = slot_25.Get<int32_t>();
            Duplicate(work_29, 0, SLOTS);
            LocalTensor<uint8_t> mask_16 = slot_27.Get<uint8_t>();
            wait<HardEvent::S_V>();
            Compare(mask_16, work_28, work_29, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_30 = slot_25.Get<int32_t>();
            Duplicate(work_30, LANES, SLOTS);
            LocalTensor<int32_t> maximum_11 = slot_26.Get<int32_t>();
            Max(maximum_11, work_30, writer_2, SLOTS);
            LocalTensor<uint8_t> mask_17 = slot_27.Get<uint8_t>();
            Compare(mask_17, maximum_11, writer_2, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_3 = slot_26.Get<int32_t>();
            Duplicate(owner_3, 0, SLOTS);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_2.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_31 = slot_19.Get<float>();
            Duplicate(work_31, 1.0f, LANES);
            Select(work_31, taken, work_31, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_32 = slot_25.Get<int32_t>();
            Muls(work_32, owner_3, 4, SLOTS);
            LocalTensor<float> gathered_8 = slot_28.Get<float>();
            Gather(gathered_8, work_31, work_32.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_18 = slot_27.Get<uint8_t>();
            CompareScalar(mask_18, gathered_8, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_18.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_33 = slot_28.Get<int32_t>();
            Muls(work_33, owner_3, 4, SLOTS);
            LocalTensor<int32_t> gathered_9 = slot_25.Get<int32_t>();
            Gather(gathered_9, kept, work_33.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_18, gathered_9.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_19 = slot_23.Get<uint8_t>();
            Duplicate(mask_19.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_20 = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> mask_21 = slot_29.Get<uint8_t>();
            And(mask_20.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_21.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_21.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_22 = slot_29.Get<uint8_t>();
            Duplicate(mask_22.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_23 = slot_24.Get<uint8_t>();
            LocalTensor<uint8_t> mask_24 = slot_23.Get<uint8_t>();
            And(mask_23.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_22.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_24.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_24.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                    mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_25 = slot_23.Get<uint8_t>();
            LocalTensor<uint8_t> mask_26 = slot_24.Get<uint8_t>();
            And(mask_25.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_26.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(changed.ReinterpretCast<int16_t>(), mask_25.ReinterpretCast<int16_t>(),
                    mask_26.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> left_2 = slot_19.Get<int32_t>();
            Muls(left_2, lane, 2, LANES);
            Adds(left_2, left_2, 1, LANES);
            LocalTensor<uint8_t> order_pair_result_2 = slot_24.Get<uint8_t>();
            Duplicate(order_pair_result_2.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> in_order_pair_2 = slot_23.Get<uint8_t>();
            Duplicate(in_order_pair_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> right_2 = slot_1.Get<int32_t>();
            Adds(right_2, left_2, 1, LANES);
            LocalTensor<int32_t> work_34 = slot_30.Get<int32_t>();
            Duplicate(work_34, count, LANES);
            LocalTensor<int32_t> maximum_12 = slot_31.Get<int32_t>();
            Max(maximum_12, work_34, right_2, LANES);
            LocalTensor<uint8_t> mask_27 = slot_29.Get<uint8_t>();
            Compare(mask_27, maximum_12, right_2, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_35 = slot_31.Get<int32_t>();
            Duplicate(work_35, count, LANES);
            LocalTensor<int32_t> maximum_13 = slot_30.Get<int32_t>();
            Max(maximum_13, work_35, right_2, LANES);
            LocalTensor<uint8_t> mask_28 = slot_32.Get<uint8_t>();
            Compare(mask_28, maximum_13, right_2, CMPMODE::EQ, LANES);
            Not(mask_28.ReinterpretCast<int16_t>(), mask_28.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_28.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_28.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_36 = slot_30.Get<int32_t>();
            Duplicate(work_36, 0, LANES);
            Select(work_36.ReinterpretCast<float>(), mask_28, left_2.ReinterpretCast<float>(),
                    work_36.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_36, work_36, 4, LANES);
            LocalTensor<int32_t> gathered_10 = slot_31.Get<int32_t>();
            Gather(gathered_10, values, work_36.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_37 = slot_30.Get<int32_t>();
            Duplicate(work_37, count, LANES);
            LocalTensor<int32_t> maximum_14 = slot_33.Get<int32_t>();
            Max(maximum_14, work_37, right_2, LANES);
            LocalTensor<uint8_t> mask_29 = slot_32.Get<uint8_t>();
            Compare(mask_29, maximum_14, right_2, CMPMODE::EQ, LANES);
            Not(mask_29.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_29.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_29.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_38 = slot_33.Get<int32_t>();
            Duplicate(work_38, 0, LANES);
            Select(work_38.ReinterpretCast<float>(), mask_29, right_2.ReinterpretCast<float>(),
                    work_38.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_38, work_38, 4, LANES);
            LocalTensor<int32_t> gathered_11 = slot_30.Get<int32_t>();
            Gather(gathered_11, values, work_38.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> maximum_15 = slot_33.Get<int32_t>();
            Max(maximum_15, gathered_10, gathered_11, LANES);
            LocalTensor<uint8_t> mask_30 = slot_32.Get<uint8_t>();
            Compare(mask_30, maximum_15, gathered_11, CMPMODE::EQ, LANES);
            Or(mask_27.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                    mask_30.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_27.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_27.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_31 = slot_32.Get<uint8_t>();
            Duplicate(mask_31.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_32 = slot_34.Get<uint8_t>();
            LocalTensor<uint8_t> mask_33 = slot_35.Get<uint8_t>();
            And(mask_32.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                    mask_31.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_33.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_33.ReinterpretCast<int16_t>(), mask_33.ReinterpretCast<int16_t>(),
                    order_pair_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result_2.ReinterpretCast<int16_t>(), mask_32.ReinterpretCast<int16_t>(),
                    mask_33.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_34 = slot_35.Get<uint8_t>();
            Duplicate(mask_34.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_35 = slot_34.Get<uint8_t>();
            LocalTensor<uint8_t> mask_36 = slot_32.Get<uint8_t>();
            And(mask_35.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                    mask_34.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_36.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_36.ReinterpretCast<int16_t>(), mask_36.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair_2.ReinterpretCast<int16_t>(), mask_35.ReinterpretCast<int16_t>(),
                    mask_36.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken_2 = slot_32.Get<uint8_t>();
            And(taken_2.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_39 = slot_30.Get<int32_t>();
            Duplicate(work_39, 0, LANES);
            Select(work_39.ReinterpretCast<float>(), taken_2, left_2.ReinterpretCast<float>(),
                    work_39.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_39, work_39, 4, LANES);
            LocalTensor<int32_t> kept_2 = slot_33.Get<int32_t>();
            Gather(kept_2, values, work_39.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> place_3 = slot_25.Get<int32_t>();
            Adds(place_3, values_slots, -1, SLOTS);
            LocalTensor<int32_t> writer_3 = slot_28.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < SLOTS; ++lane_2) {
                writer_3.SetValue(lane_2, place_3.GetValue(lane_2) / 2);
            }
            LocalTensor<int32_t> work_40 = slot_36.Get<int32_t>();
            Duplicate(work_40, 0, SLOTS);
            LocalTensor<int32_t> maximum_16 = slot_37.Get<int32_t>();
            Max(maximum_16, work_40, place_3, SLOTS);
            LocalTensor<uint8_t> owned_4 = slot_27.Get<uint8_t>();
            Compare(owned_4, maximum_16, place_3, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_41 = slot_37.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < SLOTS; ++lane_2) {
                work_41.SetValue(lane_2, place_3.GetValue(lane_2) % 2);
            }
            LocalTensor<int32_t> work_42 = slot_36.Get<int32_t>();
            Duplicate(work_42, 0, SLOTS);
            LocalTensor<uint8_t> mask_37 = slot_38.Get<uint8_t>();
            wait<HardEvent::S_V>();
            Compare(mask_37, work_41, work_42, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_37.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_43 = slot_36.Get<int32_t>();
            Duplicate(work_43, LANES, SLOTS);
            LocalTensor<int32_t> maximum_17 = slot_37.Get<int32_t>();
            Max(maximum_17, work_43, writer_3, SLOTS);
            LocalTensor<uint8_t> mask_38 = slot_38.Get<uint8_t>();
            Compare(mask_38, maximum_17, writer_3, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_38.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_38.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_4 = slot_37.Get<int32_t>();
            Duplicate(owner_4, 0, SLOTS);
            Select(owner_4.ReinterpretCast<float>(), owned_4, writer_3.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_44 = slot_30.Get<float>();
            Duplicate(work_44, 1.0f, LANES);
            Select(work_44, taken_2, work_44, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_45 = slot_36.Get<int32_t>();
            Muls(work_45, owner_4, 4, SLOTS);
            LocalTensor<float> gathered_12 = slot_39.Get<float>();
            Gather(gathered_12, work_44, work_45.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_39 = slot_38.Get<uint8_t>();
            CompareScalar(mask_39, gathered_12, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_39.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_39.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_46 = slot_30.Get<int32_t>();
            Duplicate(work_46, 0, LANES);
            Select(work_46.ReinterpretCast<float>(), taken_2, right_2.ReinterpretCast<float>(),
                    work_46.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_46, work_46, 4, LANES);
            LocalTensor<int32_t> gathered_13 = slot_31.Get<int32_t>();
            Gather(gathered_13, values, work_46.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_47 = slot_39.Get<int32_t>();
            Muls(work_47, owner_4, 4, SLOTS);
            LocalTensor<int32_t> gathered_14 = slot_36.Get<int32_t>();
            Gather(gathered_14, gathered_13, work_47.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_39, gathered_14.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_4 = slot_36.Get<int32_t>();
            Adds(place_4, values_slots, -2, SLOTS);
            LocalTensor<int32_t> writer_4 = slot_39.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < SLOTS; ++lane_2) {
                writer_4.SetValue(lane_2, place_4.GetValue(lane_2) / 2);
            }
            LocalTensor<int32_t> work_48 = slot_40.Get<int32_t>();
            Duplicate(work_48, 0, SLOTS);
            LocalTensor<int32_t> maximum_18 = slot_41.Get<int32_t>();
            Max(maximum_18, work_48, place_4, SLOTS);
            LocalTensor<uint8_t> owned_5 = slot_38.Get<uint8_t>();
            Compare(owned_5, maximum_18, place_4, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_49 = slot_41.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < SLOTS; ++lane_2) {
                work_49.SetValue(lane_2, place_4.GetValue(lane_2) % 2);
            }
            LocalTensor<int32_t> work_50 = slot_40.Get<int32_t>();
            Duplicate(work_50, 0, SLOTS);
            LocalTensor<uint8_t> mask_40 = slot_42.Get<uint8_t>();
            wait<HardEvent::S_V>();
            Compare(mask_40, work_49, work_50, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_40.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_51 = slot_40.Get<int32_t>();
            Duplicate(work_51, LANES, SLOTS);
            LocalTensor<int32_t> maximum_19 = slot_41.Get<int32_t>();
            Max(maximum_19, work_51, writer_4, SLOTS);
            LocalTensor<uint8_t> mask_41 = slot_42.Get<uint8_t>();
            Compare(mask_41, maximum_19, writer_4, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_41.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_41.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_5 = slot_41.Get<int32_t>();
            Duplicate(owner_5, 0, SLOTS);
            Select(owner_5.ReinterpretCast<float>(), owned_5, writer_4.ReinterpretCast<float>(),
                    owner_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_52 = slot_31.Get<float>();
            Duplicate(work_52, 1.0f, LANES);
            Select(work_52, taken_2, work_52, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_53 = slot_40.Get<int32_t>();
            Muls(work_53, owner_5, 4, SLOTS);
            LocalTensor<float> gathered_15 = slot_43.Get<float>();
            Gather(gathered_15, work_52, work_53.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_42 = slot_42.Get<uint8_t>();
            CompareScalar(mask_42, gathered_15, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_42.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_42.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_54 = slot_43.Get<int32_t>();
            Muls(work_54, owner_5, 4, SLOTS);
            LocalTensor<int32_t> gathered_16 = slot_40.Get<int32_t>();
            Gather(gathered_16, kept_2, work_54.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_42, gathered_16.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_43 = slot_34.Get<uint8_t>();
            Duplicate(mask_43.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_44 = slot_35.Get<uint8_t>();
            LocalTensor<uint8_t> mask_45 = slot_44.Get<uint8_t>();
            And(mask_44.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_43.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_45.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_45.ReinterpretCast<int16_t>(), mask_45.ReinterpretCast<int16_t>(),
                    order_pair_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result_2.ReinterpretCast<int16_t>(), mask_44.ReinterpretCast<int16_t>(),
                    mask_45.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_46 = slot_44.Get<uint8_t>();
            Duplicate(mask_46.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_47 = slot_35.Get<uint8_t>();
            LocalTensor<uint8_t> mask_48 = slot_34.Get<uint8_t>();
            And(mask_47.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_46.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_48.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_48.ReinterpretCast<int16_t>(), mask_48.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair_2.ReinterpretCast<int16_t>(), mask_47.ReinterpretCast<int16_t>(),
                    mask_48.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_55 = slot_31.Get<int32_t>();
            Duplicate(work_55, 1, LANES);
            LocalTensor<int32_t> work_56 = slot_30.Get<int32_t>();
            Duplicate(work_56, 0, LANES);
            Select(work_55.ReinterpretCast<float>(), changed, work_55.ReinterpretCast<float>(),
                    work_56.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_57 = slot_30.Get<int32_t>();
            Duplicate(work_57, 1, LANES);
            LocalTensor<int32_t> work_58 = slot_45.Get<int32_t>();
            Duplicate(work_58, 0, LANES);
            Select(work_57.ReinterpretCast<float>(), order_pair_result_2, work_57.ReinterpretCast<float>(),
                    work_58.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Or(work_55.ReinterpretCast<int16_t>(), work_55.ReinterpretCast<int16_t>(),
                    work_57.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<int32_t> work_59 = slot_30.Get<int32_t>();
            Duplicate(work_59, 0, LANES);
            LocalTensor<uint8_t> mask_49 = slot_34.Get<uint8_t>();
            Compare(mask_49, work_55, work_59, CMPMODE::EQ, LANES);
            Not(mask_49.ReinterpretCast<int16_t>(), mask_49.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_50 = slot_35.Get<uint8_t>();
            LocalTensor<uint8_t> mask_51 = slot_44.Get<uint8_t>();
            And(mask_50.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_49.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_51.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_51.ReinterpretCast<int16_t>(), mask_51.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(changed.ReinterpretCast<int16_t>(), mask_50.ReinterpretCast<int16_t>(),
                    mask_51.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            round++;
            wait<HardEvent::V_S>();
            int32_t largest_4 = bit(looping, 0) & bit(changed, 0) ? 1 : 0;
            for (int32_t lane_2 = 1; lane_2 < LANES; ++lane_2)
                largest_4 = (bit(looping, lane_2) & bit(changed, lane_2) ? 1 : 0) > largest_4
                        ? (bit(looping, lane_2) & bit(changed, lane_2) ? 1 : 0) : largest_4;
            int32_t vote = largest_4;
            LocalTensor<uint8_t> mask_52 = slot_44.Get<uint8_t>();
            Duplicate(mask_52.ReinterpretCast<int16_t>(), (int16_t)(vote ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_52.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_60 = slot_30.Get<float>();
            Duplicate(work_60, 1.0f, LANES);
            Select(work_60, looping, work_60, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_16.Get<float>();
            LocalTensor<float> work_61 = slot_31.Get<float>();
            ReduceMax(largest_2, work_60, work_61, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_5 = largest_2.GetValue(0);
            const int32_t any_2 = largest_5;
            going_2 = any_2 != 0;
        }

        wait<HardEvent::MTE3_V>();
        for (int32_t start_2 = 0; start_2 < count; start_2 += BLOCK_X) {
            LocalTensor<int32_t> i_2 = slot_2.Get<int32_t>();
            Adds(i_2, lane, start_2, LANES);

            LocalTensor<int32_t> work_62 = slot_7.Get<int32_t>();
            Duplicate(work_62, count, LANES);
            LocalTensor<int32_t> maximum_20 = slot_22.Get<int32_t>();
            Max(maximum_20, work_62, i_2, LANES);
            LocalTensor<uint8_t> mask_53 = slot_17.Get<uint8_t>();
            Compare(mask_53, maximum_20, i_2, CMPMODE::EQ, LANES);
            Not(mask_53.ReinterpretCast<int16_t>(), mask_53.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_53.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(),
                    mask_53.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_63 = slot_22.Get<int32_t>();
            Duplicate(work_63, 0, LANES);
            Select(work_63.ReinterpretCast<float>(), mask_53, i_2.ReinterpretCast<float>(),
                    work_63.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_63, work_63, 4, LANES);
            LocalTensor<int32_t> gathered_17 = slot_7.Get<int32_t>();
            Gather(gathered_17, values, work_63.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> spread = slot_46.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            expand(spread, gathered_17, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask_53, lane_2)) {
                    copy_out(x + (start + i_2.GetValue(lane_2)), spread[lane_2 * 8], 1);
                }
            }
        }
        LocalTensor<int32_t> work_64 = slot_2.Get<int32_t>();
        Duplicate(work_64, 0, LANES);
        LocalTensor<uint8_t> mask_54 = slot_17.Get<uint8_t>();
        Compare(mask_54, lane, work_64, CMPMODE::EQ, LANES);
        And(mask_54.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), mask_54.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_65 = slot_2.Get<int32_t>();
        Duplicate(work_65, round, LANES);
        LocalTensor<int32_t> spread_2 = slot_46.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        expand(spread_2, work_65, LANES);
        const int32_t stop = LANES;
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
            if (bit(mask_54, lane_2)) {
                copy_out(rounds + (int32_t)block_x, spread_2[lane_2 * 8], 1);
            }
        }
    }
}
