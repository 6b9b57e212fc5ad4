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

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> x_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(SLOTS * 4));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(SLOTS * 4));
    pipe.InitBuffer(slot_7, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_8, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_9, padded(SLOTS * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    pipe.InitBuffer(slot_12, padded(SLOTS * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_23, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_24, padded(SLOTS * 4));
    pipe.InitBuffer(slot_25, padded(SLOTS * 4));
    pipe.InitBuffer(slot_26, padded(SLOTS * 4));
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_30, padded(LANES * 4));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_34, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_35, padded(SLOTS * 4));
    pipe.InitBuffer(slot_36, padded(SLOTS * 4));
    pipe.InitBuffer(slot_37, padded(SLOTS * 4));
    pipe.InitBuffer(slot_38, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_39, padded(SLOTS * 4));
    pipe.InitBuffer(slot_40, padded(SLOTS * 4));
    pipe.InitBuffer(slot_41, padded(SLOTS * 4));
    pipe.InitBuffer(slot_42, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_43, padded(LANES * 4));
    pipe.InitBuffer(slot_44, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_45, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> values_slots = slot_3.Get<int32_t>();
        CreateVecIndex(values_slots, 0, SLOTS);
        LocalTensor<int32_t> values = slot_4.Get<int32_t>();
        Duplicate(values, 0, SLOTS);
        const int32_t capacity = 2 * BLOCK_X;
        const int32_t start = block_x * capacity;
        bool going = true;
        if (start >= n)
            going = false;
        const int32_t count = n - start < capacity ? n - start : capacity;
        wait<HardEvent::MTE3_V>();
        for (int32_t start_2 = 0; start_2 < count; start_2 += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start_2);
            const int32_t count_2 = going ? stop : 0;
            LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)count_2, CMPMODE::LT, LANES);
            LocalTensor<int32_t> place = slot_6.Get<int32_t>();
            Adds(place, values_slots, 0 - start_2, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start_2));
            const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start_2));
            LocalTensor<uint8_t> owned = slot_7.Get<uint8_t>();
            CompareScalar(owned, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_9.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work = slot_10.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_11.Get<int32_t>();
            Muls(work_2, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_12.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            const int32_t count_3 = smaller((int64_t)BLOCK_X, (int64_t)count - start_2);
            const int32_t count_4 = going ? count_3 : 0;
            LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
            copy_in(x_tile, x + (start + start_2), count_4);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<int32_t>();
            LocalTensor<int32_t> work_3 = slot_12.Get<int32_t>();
            Muls(work_3, owner, 4, SLOTS);
            LocalTensor<int32_t> gathered_2 = slot_11.Get<int32_t>();
            Gather(gathered_2, x_tile, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
            x_tile_queue.FreeTensor(x_tile);
            Select(values.ReinterpretCast<float>(), mask_3, gathered_2.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        }

        int32_t round = 0;
        LocalTensor<uint8_t> changed = slot_5.Get<uint8_t>();
        Duplicate(changed.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        bool going_2 = true;
        const int32_t stop = BLOCK_X;
        const int32_t count_2 = going ? stop : 0;
        bool going_3 = going_2 & (count_2 > 0);
        while (going_3) {
            LocalTensor<int32_t> left = slot_10.Get<int32_t>();
            Muls(left, lane, 2, LANES);
            LocalTensor<uint8_t> order_pair_result = slot_13.Get<uint8_t>();
            Duplicate(order_pair_result.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> in_order_pair = slot_14.Get<uint8_t>();
            Duplicate(in_order_pair.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> right = slot_15.Get<int32_t>();
            Adds(right, left, 1, LANES);
            bool going_2_then = going_2;
            const int32_t count_3 = going ? stop : 0;
            const int32_t count_4 = going_2_then ? count_3 : 0;
            LocalTensor<uint8_t> mask_4 = slot_16.Get<uint8_t>();
            CompareScalar(mask_4, lanes_2, (float)count_4, CMPMODE::LT, LANES);
            const int32_t first = larger(0L, (count - 1L + 1L) / 2L);
            const int32_t stop_2 = LANES;
            LocalTensor<uint8_t> mask_5 = slot_17.Get<uint8_t>();
            CompareScalar(mask_5, lanes_2, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_6 = slot_18.Get<uint8_t>();
            CompareScalar(mask_6, lanes_2, (float)first, CMPMODE::GE, LANES);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t stop_3 = smaller((int64_t)BLOCK_X, (count - 1L + 1L) / 2L);
            const int32_t count_5 = going ? stop_3 : 0;
            const int32_t count_6 = going_2_then ? count_5 : 0;
            LocalTensor<uint8_t> mask_7 = slot_18.Get<uint8_t>();
            CompareScalar(mask_7, lanes_2, (float)count_6, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_4 = slot_19.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            Select(work_4.ReinterpretCast<float>(), mask_7, left.ReinterpretCast<float>(),
                    work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_4, work_4, 4, LANES);
            LocalTensor<int32_t> gathered_3 = slot_20.Get<int32_t>();
            Gather(gathered_3, values, work_4.ReinterpretCast<uint32_t>(), 0, LANES);
            const int32_t count_7 = going ? stop_3 : 0;
            const int32_t count_8 = going_2_then ? count_7 : 0;
            LocalTensor<uint8_t> mask_8 = slot_18.Get<uint8_t>();
            CompareScalar(mask_8, lanes_2, (float)count_8, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_5 = slot_19.Get<int32_t>();
            Duplicate(work_5, 0, LANES);
            Select(work_5.ReinterpretCast<float>(), mask_8, right.ReinterpretCast<float>(),
                    work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_5, work_5, 4, LANES);
            LocalTensor<int32_t> gathered_4 = slot_21.Get<int32_t>();
            Gather(gathered_4, values, work_5.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, gathered_3, gathered_4, LANES);
            LocalTensor<uint8_t> mask_9 = slot_18.Get<uint8_t>();
            Compare(mask_9, maximum, gathered_4, CMPMODE::EQ, LANES);
            Or(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_10 = slot_17.Get<uint8_t>();
            Duplicate(mask_10.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_11 = slot_18.Get<uint8_t>();
            LocalTensor<uint8_t> mask_12 = slot_22.Get<uint8_t>();
            And(mask_11.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_13 = slot_22.Get<uint8_t>();
            Duplicate(mask_13.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_14 = slot_18.Get<uint8_t>();
            LocalTensor<uint8_t> mask_15 = slot_17.Get<uint8_t>();
            And(mask_14.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_15.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            bool going_2_then_2 = going_2;
            const int32_t count_9 = going ? stop : 0;
            const int32_t count_10 = going_2_then_2 ? count_9 : 0;
            LocalTensor<uint8_t> taken = slot_17.Get<uint8_t>();
            CompareScalar(taken, lanes_2, (float)count_10, CMPMODE::LT, LANES);
            And(taken.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_21.Get<int32_t>();
            Duplicate(work_6, 0, LANES);
            Select(work_6.ReinterpretCast<float>(), taken, left.ReinterpretCast<float>(),
                    work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_6, work_6, 4, LANES);
            LocalTensor<int32_t> kept = slot_19.Get<int32_t>();
            Gather(kept, values, work_6.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> writer = slot_6.Get<int32_t>();
            ShiftRight(writer, values_slots, 1, SLOTS);
            LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
            ShiftRight(work_7, values_slots, 1, SLOTS);
            ShiftLeft(work_7.ReinterpretCast<uint32_t>(), work_7.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_7, values_slots, work_7, SLOTS);
            LocalTensor<int32_t> work_8 = slot_11.Get<int32_t>();
            Duplicate(work_8, 0, SLOTS);
            LocalTensor<uint8_t> owned_2 = slot_7.Get<uint8_t>();
            Compare(owned_2, work_7, work_8, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            LocalTensor<int32_t> work_9 = slot_11.Get<int32_t>();
            Duplicate(work_9, LANES, SLOTS);
            LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
            Max(maximum_2, work_9, writer, SLOTS);
            LocalTensor<uint8_t> mask_16 = slot_8.Get<uint8_t>();
            Compare(mask_16, maximum_2, writer, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_2 = slot_9.Get<int32_t>();
            Duplicate(owner_2, 0, SLOTS);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_10 = slot_21.Get<float>();
            Duplicate(work_10, 1.0f, LANES);
            Select(work_10, taken, work_10, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_11 = slot_11.Get<int32_t>();
            Muls(work_11, owner_2, 4, SLOTS);
            LocalTensor<float> gathered_5 = slot_12.Get<float>();
            Gather(gathered_5, work_10, work_11.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_17 = slot_8.Get<uint8_t>();
            CompareScalar(mask_17, gathered_5, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_17.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_21.Get<int32_t>();
            Duplicate(work_12, 0, LANES);
            Select(work_12.ReinterpretCast<float>(), taken, right.ReinterpretCast<float>(),
                    work_12.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_12, work_12, 4, LANES);
            LocalTensor<int32_t> gathered_6 = slot_20.Get<int32_t>();
            Gather(gathered_6, values, work_12.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_13 = slot_12.Get<int32_t>();
            Muls(work_13, owner_2, 4, SLOTS);
            LocalTensor<int32_t> gathered_7 = slot_11.Get<int32_t>();
            Gather(gathered_7, gathered_6, work_13.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_17, gathered_7.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_2 = slot_11.Get<int32_t>();
            Adds(place_2, values_slots, -1, SLOTS);
            LocalTensor<int32_t> writer_2 = slot_12.Get<int32_t>();
            ShiftRight(writer_2, place_2, 31, SLOTS);
            ShiftRight(writer_2.ReinterpretCast<uint32_t>(), writer_2.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(writer_2, place_2, writer_2, SLOTS);
            ShiftRight(writer_2, writer_2, 1, SLOTS);
            const int32_t stop_4 = SLOTS;
            LocalTensor<uint8_t> owned_3 = slot_8.Get<uint8_t>();
            CompareScalar(owned_3, lanes, (float)stop_4, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_18 = slot_23.Get<uint8_t>();
            CompareScalar(mask_18, lanes, 1.0f, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_14 = slot_24.Get<int32_t>();
            ShiftRight(work_14, place_2, 31, SLOTS);
            ShiftRight(work_14.ReinterpretCast<uint32_t>(), work_14.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(work_14, place_2, work_14, SLOTS);
            ShiftRight(work_14, work_14, 1, SLOTS);
            ShiftLeft(work_14.ReinterpretCast<uint32_t>(), work_14.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_14, place_2, work_14, SLOTS);
            LocalTensor<int32_t> work_15 = slot_25.Get<int32_t>();
            Duplicate(work_15, 0, SLOTS);
            LocalTensor<uint8_t> mask_19 = slot_23.Get<uint8_t>();
            Compare(mask_19, work_14, work_15, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_25.Get<int32_t>();
            Duplicate(work_16, LANES, SLOTS);
            LocalTensor<int32_t> maximum_3 = slot_24.Get<int32_t>();
            Max(maximum_3, work_16, writer_2, SLOTS);
            LocalTensor<uint8_t> mask_20 = slot_23.Get<uint8_t>();
            Compare(mask_20, maximum_3, writer_2, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_20.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_3 = slot_24.Get<int32_t>();
            Duplicate(owner_3, 0, SLOTS);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_2.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_17 = slot_20.Get<float>();
            Duplicate(work_17, 1.0f, LANES);
            Select(work_17, taken, work_17, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_18 = slot_25.Get<int32_t>();
            Muls(work_18, owner_3, 4, SLOTS);
            LocalTensor<float> gathered_8 = slot_26.Get<float>();
            Gather(gathered_8, work_17, work_18.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_21 = slot_23.Get<uint8_t>();
            CompareScalar(mask_21, gathered_8, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_21.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_19 = slot_26.Get<int32_t>();
            Muls(work_19, owner_3, 4, SLOTS);
            LocalTensor<int32_t> gathered_9 = slot_25.Get<int32_t>();
            Gather(gathered_9, kept, work_19.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_21, gathered_9.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_22 = slot_18.Get<uint8_t>();
            Duplicate(mask_22.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_23 = slot_22.Get<uint8_t>();
            LocalTensor<uint8_t> mask_24 = slot_27.Get<uint8_t>();
            And(mask_23.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_22.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_24.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_24.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                    mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_25 = slot_27.Get<uint8_t>();
            Duplicate(mask_25.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_26 = slot_22.Get<uint8_t>();
            LocalTensor<uint8_t> mask_27 = slot_18.Get<uint8_t>();
            And(mask_26.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_25.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_27.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_27.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                    in_order_pair.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    mask_27.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            const int32_t count_11 = going ? stop : 0;
            const int32_t count_12 = going_2 ? count_11 : 0;
            LocalTensor<uint8_t> mask_28 = slot_18.Get<uint8_t>();
            CompareScalar(mask_28, lanes_2, (float)count_12, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_29 = slot_22.Get<uint8_t>();
            LocalTensor<uint8_t> mask_30 = slot_27.Get<uint8_t>();
            And(mask_29.ReinterpretCast<int16_t>(), mask_28.ReinterpretCast<int16_t>(),
                    order_pair_result.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_30.ReinterpretCast<int16_t>(), mask_28.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(changed.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(),
                    mask_30.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> left_2 = slot_20.Get<int32_t>();
            Muls(left_2, lane, 2, LANES);
            Adds(left_2, left_2, 1, LANES);
            LocalTensor<uint8_t> order_pair_result_2 = slot_27.Get<uint8_t>();
            Duplicate(order_pair_result_2.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> in_order_pair_2 = slot_22.Get<uint8_t>();
            Duplicate(in_order_pair_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> right_2 = slot_21.Get<int32_t>();
            Adds(right_2, left_2, 1, LANES);
            bool going_2_then_3 = going_2;
            const int32_t count_13 = going ? stop : 0;
            const int32_t count_14 = going_2_then_3 ? count_13 : 0;
            LocalTensor<uint8_t> mask_31 = slot_18.Get<uint8_t>();
            CompareScalar(mask_31, lanes_2, (float)count_14, CMPMODE::LT, LANES);
            const int32_t first_2 = larger(0L, (count - 2L + 1L) / 2L);
            LocalTensor<uint8_t> mask_32 = slot_28.Get<uint8_t>();
            CompareScalar(mask_32, lanes_2, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_33 = slot_29.Get<uint8_t>();
            CompareScalar(mask_33, lanes_2, (float)first_2, CMPMODE::GE, LANES);
            And(mask_32.ReinterpretCast<int16_t>(), mask_32.ReinterpretCast<int16_t>(),
                    mask_33.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            const int32_t stop_5 = smaller((int64_t)BLOCK_X, (count - 2L + 1L) / 2L);
            const int32_t count_15 = going ? stop_5 : 0;
            const int32_t count_16 = going_2_then_3 ? count_15 : 0;
            LocalTensor<uint8_t> mask_34 = slot_29.Get<uint8_t>();
            CompareScalar(mask_34, lanes_2, (float)count_16, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_20 = slot_30.Get<int32_t>();
            Duplicate(work_20, 0, LANES);
            Select(work_20.ReinterpretCast<float>(), mask_34, left_2.ReinterpretCast<float>(),
                    work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_20, work_20, 4, LANES);
            LocalTensor<int32_t> gathered_10 = slot_31.Get<int32_t>();
            Gather(gathered_10, values, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
            const int32_t count_17 = going ? stop_5 : 0;
            const int32_t count_18 = going_2_then_3 ? count_17 : 0;
            LocalTensor<uint8_t> mask_35 = slot_29.Get<uint8_t>();
            CompareScalar(mask_35, lanes_2, (float)count_18, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_21 = slot_30.Get<int32_t>();
            Duplicate(work_21, 0, LANES);
            Select(work_21.ReinterpretCast<float>(), mask_35, right_2.ReinterpretCast<float>(),
                    work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_21, work_21, 4, LANES);
            LocalTensor<int32_t> gathered_11 = slot_32.Get<int32_t>();
            Gather(gathered_11, values, work_21.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> maximum_4 = slot_30.Get<int32_t>();
            Max(maximum_4, gathered_10, gathered_11, LANES);
            LocalTensor<uint8_t> mask_36 = slot_29.Get<uint8_t>();
            Compare(mask_36, maximum_4, gathered_11, CMPMODE::EQ, LANES);
            Or(mask_32.ReinterpretCast<int16_t>(), mask_32.ReinterpretCast<int16_t>(),
                    mask_36.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_31.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(),
                    mask_32.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_37 = slot_28.Get<uint8_t>();
            Duplicate(mask_37.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_38 = slot_29.Get<uint8_t>();
            LocalTensor<uint8_t> mask_39 = slot_33.Get<uint8_t>();
            And(mask_38.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(),
                    mask_37.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_39.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_39.ReinterpretCast<int16_t>(), mask_39.ReinterpretCast<int16_t>(),
                    order_pair_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result_2.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(),
                    mask_39.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_40 = slot_33.Get<uint8_t>();
            Duplicate(mask_40.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_41 = slot_29.Get<uint8_t>();
            LocalTensor<uint8_t> mask_42 = slot_28.Get<uint8_t>();
            And(mask_41.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(),
                    mask_40.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_42.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_42.ReinterpretCast<int16_t>(), mask_42.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair_2.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(),
                    mask_42.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            bool going_2_then_4 = going_2;
            const int32_t count_19 = going ? stop : 0;
            const int32_t count_20 = going_2_then_4 ? count_19 : 0;
            LocalTensor<uint8_t> taken_2 = slot_28.Get<uint8_t>();
            CompareScalar(taken_2, lanes_2, (float)count_20, CMPMODE::LT, LANES);
            And(taken_2.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_22 = slot_32.Get<int32_t>();
            Duplicate(work_22, 0, LANES);
            Select(work_22.ReinterpretCast<float>(), taken_2, left_2.ReinterpretCast<float>(),
                    work_22.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_22, work_22, 4, LANES);
            LocalTensor<int32_t> kept_2 = slot_30.Get<int32_t>();
            Gather(kept_2, values, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> place_3 = slot_25.Get<int32_t>();
            Adds(place_3, values_slots, -1, SLOTS);
            LocalTensor<int32_t> writer_3 = slot_26.Get<int32_t>();
            ShiftRight(writer_3, place_3, 31, SLOTS);
            ShiftRight(writer_3.ReinterpretCast<uint32_t>(), writer_3.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(writer_3, place_3, writer_3, SLOTS);
            ShiftRight(writer_3, writer_3, 1, SLOTS);
            const int32_t stop_6 = SLOTS;
            LocalTensor<uint8_t> owned_4 = slot_23.Get<uint8_t>();
            CompareScalar(owned_4, lanes, (float)stop_6, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_43 = slot_34.Get<uint8_t>();
            CompareScalar(mask_43, lanes, 1.0f, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_43.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_23 = slot_35.Get<int32_t>();
            ShiftRight(work_23, place_3, 31, SLOTS);
            ShiftRight(work_23.ReinterpretCast<uint32_t>(), work_23.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(work_23, place_3, work_23, SLOTS);
            ShiftRight(work_23, work_23, 1, SLOTS);
            ShiftLeft(work_23.ReinterpretCast<uint32_t>(), work_23.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_23, place_3, work_23, SLOTS);
            LocalTensor<int32_t> work_24 = slot_36.Get<int32_t>();
            Duplicate(work_24, 0, SLOTS);
            LocalTensor<uint8_t> mask_44 = slot_34.Get<uint8_t>();
            Compare(mask_44, work_23, work_24, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_44.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_25 = slot_36.Get<int32_t>();
            Duplicate(work_25, LANES, SLOTS);
            LocalTensor<int32_t> maximum_5 = slot_35.Get<int32_t>();
            Max(maximum_5, work_25, writer_3, SLOTS);
            LocalTensor<uint8_t> mask_45 = slot_34.Get<uint8_t>();
            Compare(mask_45, maximum_5, writer_3, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_45.ReinterpretCast<int16_t>(), mask_45.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_45.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_4 = slot_35.Get<int32_t>();
            Duplicate(owner_4, 0, SLOTS);
            Select(owner_4.ReinterpretCast<float>(), owned_4, writer_3.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_26 = slot_32.Get<float>();
            Duplicate(work_26, 1.0f, LANES);
            Select(work_26, taken_2, work_26, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_27 = slot_36.Get<int32_t>();
            Muls(work_27, owner_4, 4, SLOTS);
            LocalTensor<float> gathered_12 = slot_37.Get<float>();
            Gather(gathered_12, work_26, work_27.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_46 = slot_34.Get<uint8_t>();
            CompareScalar(mask_46, gathered_12, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_46.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_46.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_28 = slot_32.Get<int32_t>();
            Duplicate(work_28, 0, LANES);
            Select(work_28.ReinterpretCast<float>(), taken_2, right_2.ReinterpretCast<float>(),
                    work_28.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_28, work_28, 4, LANES);
            LocalTensor<int32_t> gathered_13 = slot_31.Get<int32_t>();
            Gather(gathered_13, values, work_28.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_29 = slot_37.Get<int32_t>();
            Muls(work_29, owner_4, 4, SLOTS);
            LocalTensor<int32_t> gathered_14 = slot_36.Get<int32_t>();
            Gather(gathered_14, gathered_13, work_29.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_46, gathered_14.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<int32_t> place_4 = slot_36.Get<int32_t>();
            Adds(place_4, values_slots, -2, SLOTS);
            LocalTensor<int32_t> writer_4 = slot_37.Get<int32_t>();
            ShiftRight(writer_4, place_4, 31, SLOTS);
            ShiftRight(writer_4.ReinterpretCast<uint32_t>(), writer_4.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(writer_4, place_4, writer_4, SLOTS);
            ShiftRight(writer_4, writer_4, 1, SLOTS);
            const int32_t stop_7 = SLOTS;
            LocalTensor<uint8_t> owned_5 = slot_34.Get<uint8_t>();
            CompareScalar(owned_5, lanes, (float)stop_7, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_47 = slot_38.Get<uint8_t>();
            CompareScalar(mask_47, lanes, 2.0f, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_47.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_30 = slot_39.Get<int32_t>();
            ShiftRight(work_30, place_4, 31, SLOTS);
            ShiftRight(work_30.ReinterpretCast<uint32_t>(), work_30.ReinterpretCast<uint32_t>(), (uint32_t)31, SLOTS);
            Add(work_30, place_4, work_30, SLOTS);
            ShiftRight(work_30, work_30, 1, SLOTS);
            ShiftLeft(work_30.ReinterpretCast<uint32_t>(), work_30.ReinterpretCast<uint32_t>(), (uint32_t)1, SLOTS);
            Sub(work_30, place_4, work_30, SLOTS);
            LocalTensor<int32_t> work_31 = slot_40.Get<int32_t>();
            Duplicate(work_31, 0, SLOTS);
            LocalTensor<uint8_t> mask_48 = slot_38.Get<uint8_t>();
            Compare(mask_48, work_30, work_31, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_48.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_32 = slot_40.Get<int32_t>();
            Duplicate(work_32, LANES, SLOTS);
            LocalTensor<int32_t> maximum_6 = slot_39.Get<int32_t>();
            Max(maximum_6, work_32, writer_4, SLOTS);
            LocalTensor<uint8_t> mask_49 = slot_38.Get<uint8_t>();
            Compare(mask_49, maximum_6, writer_4, CMPMODE::EQ, (SLOTS + 63) / 64 * 64);
            Not(mask_49.ReinterpretCast<int16_t>(), mask_49.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_49.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner_5 = slot_39.Get<int32_t>();
            Duplicate(owner_5, 0, SLOTS);
            Select(owner_5.ReinterpretCast<float>(), owned_5, writer_4.ReinterpretCast<float>(),
                    owner_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work_33 = slot_31.Get<float>();
            Duplicate(work_33, 1.0f, LANES);
            Select(work_33, taken_2, work_33, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_34 = slot_40.Get<int32_t>();
            Muls(work_34, owner_5, 4, SLOTS);
            LocalTensor<float> gathered_15 = slot_41.Get<float>();
            Gather(gathered_15, work_33, work_34.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_50 = slot_38.Get<uint8_t>();
            CompareScalar(mask_50, gathered_15, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_50.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                    mask_50.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
            LocalTensor<int32_t> work_35 = slot_41.Get<int32_t>();
            Muls(work_35, owner_5, 4, SLOTS);
            LocalTensor<int32_t> gathered_16 = slot_40.Get<int32_t>();
            Gather(gathered_16, kept_2, work_35.ReinterpretCast<uint32_t>(), 0, SLOTS);
            Select(values.ReinterpretCast<float>(), mask_50, gathered_16.ReinterpretCast<float>(),
                    values.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<uint8_t> mask_51 = slot_29.Get<uint8_t>();
            Duplicate(mask_51.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_52 = slot_33.Get<uint8_t>();
            LocalTensor<uint8_t> mask_53 = slot_42.Get<uint8_t>();
            And(mask_52.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_51.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_53.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_53.ReinterpretCast<int16_t>(), mask_53.ReinterpretCast<int16_t>(),
                    order_pair_result_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(order_pair_result_2.ReinterpretCast<int16_t>(), mask_52.ReinterpretCast<int16_t>(),
                    mask_53.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_54 = slot_42.Get<uint8_t>();
            Duplicate(mask_54.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_55 = slot_33.Get<uint8_t>();
            LocalTensor<uint8_t> mask_56 = slot_29.Get<uint8_t>();
            And(mask_55.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                    mask_54.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_56.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_56.ReinterpretCast<int16_t>(), mask_56.ReinterpretCast<int16_t>(),
                    in_order_pair_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_order_pair_2.ReinterpretCast<int16_t>(), mask_55.ReinterpretCast<int16_t>(),
                    mask_56.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            const int32_t count_21 = going ? stop : 0;
            const int32_t count_22 = going_2 ? count_21 : 0;
            LocalTensor<uint8_t> mask_57 = slot_29.Get<uint8_t>();
            CompareScalar(mask_57, lanes_2, (float)count_22, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_36 = slot_31.Get<int32_t>();
            Duplicate(work_36, 1, LANES);
            LocalTensor<int32_t> work_37 = slot_32.Get<int32_t>();
            Duplicate(work_37, 0, LANES);
            Select(work_36.ReinterpretCast<float>(), changed, work_36.ReinterpretCast<float>(),
                    work_37.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_38 = slot_32.Get<int32_t>();
            Duplicate(work_38, 1, LANES);
            LocalTensor<int32_t> work_39 = slot_43.Get<int32_t>();
            Duplicate(work_39, 0, LANES);
            Select(work_38.ReinterpretCast<float>(), order_pair_result_2, work_38.ReinterpretCast<float>(),
                    work_39.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Or(work_36.ReinterpretCast<int16_t>(), work_36.ReinterpretCast<int16_t>(),
                    work_38.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<int32_t> work_40 = slot_32.Get<int32_t>();
            Duplicate(work_40, 0, LANES);
            LocalTensor<uint8_t> mask_58 = slot_33.Get<uint8_t>();
            Compare(mask_58, work_36, work_40, CMPMODE::EQ, LANES);
            Not(mask_58.ReinterpretCast<int16_t>(), mask_58.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_59 = slot_42.Get<uint8_t>();
            LocalTensor<uint8_t> mask_60 = slot_44.Get<uint8_t>();
            And(mask_59.ReinterpretCast<int16_t>(), mask_57.ReinterpretCast<int16_t>(),
                    mask_58.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_60.ReinterpretCast<int16_t>(), mask_57.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_60.ReinterpretCast<int16_t>(), mask_60.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(changed.ReinterpretCast<int16_t>(), mask_59.ReinterpretCast<int16_t>(),
                    mask_60.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            round++;
            const int32_t count_23 = going ? stop : 0;
            const int32_t count_24 = going_2 ? count_23 : 0;
            LocalTensor<uint8_t> mask_61 = slot_44.Get<uint8_t>();
            CompareScalar(mask_61, lanes_2, (float)count_24, CMPMODE::LT, LANES);
            And(mask_61.ReinterpretCast<int16_t>(), mask_61.ReinterpretCast<int16_t>(),
                    changed.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_41 = slot_32.Get<int32_t>();
            Duplicate(work_41, 1, LANES);
            LocalTensor<int32_t> work_42 = slot_31.Get<int32_t>();
            Duplicate(work_42, 0, LANES);
            Select(work_41.ReinterpretCast<float>(), mask_61, work_41.ReinterpretCast<float>(),
                    work_42.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> largest = slot_45.Get<int32_t>();
            LocalTensor<int32_t> work_43 = slot_31.Get<int32_t>();
            fold_max(largest, work_41, work_43, LANES);
            wait<HardEvent::V_S>();
            int32_t vote = largest.GetValue(0);
            going_2 &= vote != 0;
            const int32_t count_25 = going ? stop : 0;
            going_3 = going_2 & (count_25 > 0);
        }

        for (int32_t start_2 = 0; start_2 < count; start_2 += BLOCK_X) {
            LocalTensor<int32_t> i = slot_10.Get<int32_t>();
            Adds(i, lane, start_2, LANES);

            const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start_2);
            const int32_t count_3 = going ? stop_2 : 0;
            LocalTensor<uint8_t> mask_62 = slot_13.Get<uint8_t>();
            CompareScalar(mask_62, lanes_2, (float)count_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> x_tile_out = x_tile_out_queue.AllocTensor<int32_t>();
            LocalTensor<int32_t> work_44 = slot_15.Get<int32_t>();
            Duplicate(work_44, 0, LANES);
            Select(work_44.ReinterpretCast<float>(), mask_62, i.ReinterpretCast<float>(),
                    work_44.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_44, work_44, 4, LANES);
            LocalTensor<int32_t> gathered_17 = slot_19.Get<int32_t>();
            Gather(gathered_17, values, work_44.ReinterpretCast<uint32_t>(), 0, LANES);
            copy_tile(x_tile_out, gathered_17, LANES);
            const int32_t count_4 = smaller((int64_t)BLOCK_X, (int64_t)count - start_2);
            const int32_t count_5 = going ? count_4 : 0;
            x_tile_out_queue.EnQue(x_tile_out);
            x_tile_out = x_tile_out_queue.DeQue<int32_t>();
            copy_out(x + (start + start_2), x_tile_out, count_5);
            x_tile_out_queue.FreeTensor(x_tile_out);
        }
        LocalTensor<int32_t> work_45 = slot_10.Get<int32_t>();
        Duplicate(work_45, round, LANES);
        const int32_t count_3 = smaller((int64_t)BLOCK_X, 1L);
        const int32_t count_4 = going ? count_3 : 0;
        wait<HardEvent::V_MTE3>();
        copy_out(rounds + (int32_t)block_x, work_45, count_4 > 0 ? 1 : 0);
    }
}
