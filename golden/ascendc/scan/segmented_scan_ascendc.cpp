// segmented_scan.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Prefix sums that start anew wherever a flag is set. A block scans its own stretch of the input.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void segmented_scan_4(
        GM_ADDR x_address, GM_ADDR flags_address, GM_ADDR sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ uint8_t* flags = (__gm__ uint8_t*)flags_address;
    __gm__ int32_t* sums = (__gm__ int32_t*)sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> flags_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(flags_tile_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(WARPS * 128));
    pipe.InitBuffer(slot_19, padded(WARPS * 128));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, 256);
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 256);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 4);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warp_sums_slots = slot_4.Get<int32_t>();
        CreateVecIndex(warp_sums_slots, 0, 4);
        LocalTensor<int32_t> warp_sums = slot_5.Get<int32_t>();
        Duplicate(warp_sums, 0, 4);
        LocalTensor<int32_t> warp_starts_slots = slot_6.Get<int32_t>();
        CreateVecIndex(warp_starts_slots, 0, 4);
        LocalTensor<int32_t> warp_starts = slot_7.Get<int32_t>();
        Duplicate(warp_starts, 0, 4);
        LocalTensor<int32_t> warp = slot_8.Get<int32_t>();
        ShiftRight(warp, lane_2, 5, LANES);
        LocalTensor<int32_t> own = slot_9.Get<int32_t>();
        Duplicate(own, 0, LANES);
        LocalTensor<int32_t> own_2 = slot_10.Get<int32_t>();
        Duplicate(own_2, 0, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * 128));
        LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
        copy_in(x_tile, x + (int32_t)(block_x * 128), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<int32_t>();
        if (count > 0) {
            copy_tile(own, x_tile, count);
        }
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<uint8_t> flags_tile = flags_tile_queue.AllocTensor<uint8_t>();
        copy_in(flags_tile, flags + (int32_t)(block_x * 128), count);
        flags_tile_queue.EnQue(flags_tile);
        flags_tile = flags_tile_queue.DeQue<uint8_t>();
        LocalTensor<half> work = slot_11.Get<half>();
        Cast(work, flags_tile, RoundMode::CAST_NONE, LANES);
        flags_tile_queue.FreeTensor(flags_tile);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_3 = slot_13.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
        Compare(mask, work_2, work_3, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
        Duplicate(work_4, 1, LANES);
        LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        if (count > 0) {
            Select(own_2.ReinterpretCast<float>(), mask, work_4.ReinterpretCast<float>(),
                    work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
        }
        LocalTensor<int32_t> own_3 = slot_12.Get<int32_t>();
        copy_tile(own_3, own, LANES);
        LocalTensor<int32_t> own_4 = slot_13.Get<int32_t>();
        copy_tile(own_4, own_2, LANES);
        LocalTensor<int32_t> lane_4 = slot_15.Get<int32_t>();
        Duplicate(lane_4, 31, LANES);
        And(lane_4.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        int32_t distance = 1;
        wait<HardEvent::MTE3_V>();
        #pragma unroll
        while (distance < 32) {
            LocalTensor<int32_t> left = slot_16.Get<int32_t>();
            Duplicate(left, 0, LANES);
            LocalTensor<int32_t> left_2 = slot_17.Get<int32_t>();
            Duplicate(left_2, 0, LANES);
            LocalTensor<int32_t> lane = slot_18.Get<int32_t>();
            CreateVecIndex(lane, 0, WARPS * 32);
            LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
            ShiftRight(work_6, lane, 5, WARPS * 32);
            Muls(work_6, work_6, 32, WARPS * 32);

            LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
            Duplicate(work_7, 31, LANES);
            And(work_7.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_7, work_7, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_8 = slot_21.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            LocalTensor<int32_t> maximum = slot_22.Get<int32_t>();
            Max(maximum, work_8, work_7, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum, work_7, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_9 = slot_20.Get<int32_t>();
            Duplicate(work_9, 31, LANES);
            And(work_9.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_9, work_9, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_10 = slot_22.Get<int32_t>();
            Duplicate(work_10, 31, LANES);
            And(work_10.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_10.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_9.ReinterpretCast<float>(), mask_2, work_9.ReinterpretCast<float>(),
                    work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_6, work_6, work_9, WARPS * 32);
            Muls(work_6, work_6, 4, WARPS * 32);
            LocalTensor<int32_t> gathered = slot_18.Get<int32_t>();
            Gather(gathered, own_3, work_6.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(left, gathered, LANES);
            LocalTensor<int32_t> lane_3 = slot_18.Get<int32_t>();
            CreateVecIndex(lane_3, 0, WARPS * 32);
            LocalTensor<int32_t> work_11 = slot_19.Get<int32_t>();
            ShiftRight(work_11, lane_3, 5, WARPS * 32);
            Muls(work_11, work_11, 32, WARPS * 32);
            LocalTensor<int32_t> work_12 = slot_20.Get<int32_t>();
            Duplicate(work_12, 31, LANES);
            And(work_12.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_12.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_12, work_12, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_13 = slot_22.Get<int32_t>();
            Duplicate(work_13, 0, LANES);
            LocalTensor<int32_t> maximum_2 = slot_21.Get<int32_t>();
            Max(maximum_2, work_13, work_12, LANES);
            LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
            Compare(mask_3, maximum_2, work_12, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_14 = slot_20.Get<int32_t>();
            Duplicate(work_14, 31, LANES);
            And(work_14.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_14.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_14, work_14, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_15 = slot_21.Get<int32_t>();
            Duplicate(work_15, 31, LANES);
            And(work_15.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_14.ReinterpretCast<float>(), mask_3, work_14.ReinterpretCast<float>(),
                    work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_11, work_11, work_14, WARPS * 32);
            Muls(work_11, work_11, 4, WARPS * 32);
            LocalTensor<int32_t> gathered_2 = slot_18.Get<int32_t>();
            Gather(gathered_2, own_4, work_11.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(left_2, gathered_2, LANES);
            int32_t distance_then = distance;
            LocalTensor<int32_t> work_16 = slot_20.Get<int32_t>();
            Duplicate(work_16, distance_then, LANES);
            LocalTensor<int32_t> maximum_3 = slot_21.Get<int32_t>();
            Max(maximum_3, work_16, lane_4, LANES);
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            Compare(mask_4, maximum_3, lane_4, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_17 = slot_21.Get<int32_t>();
            Duplicate(work_17, 0, LANES);
            LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
            Compare(mask_5, own_4, work_17, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_21.Get<int32_t>();
            Add(work_18, left, own_3, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_5, own_3.ReinterpretCast<float>(),
                    work_18.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(own_3.ReinterpretCast<float>(), mask_4, work_18.ReinterpretCast<float>(),
                    own_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_19 = slot_21.Get<int32_t>();
            Or(work_19.ReinterpretCast<int16_t>(), left_2.ReinterpretCast<int16_t>(), own_4.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Select(own_4.ReinterpretCast<float>(), mask_4, work_19.ReinterpretCast<float>(),
                    own_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            distance <<= 1;
        }
        copy_tile(own, own_3, LANES);
        copy_tile(own_2, own_4, LANES);
        LocalTensor<int32_t> work_20 = slot_16.Get<int32_t>();
        Duplicate(work_20, 31, LANES);
        And(work_20.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_20.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> work_21 = slot_17.Get<int32_t>();
        Duplicate(work_21, 31, LANES);
        LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
        Compare(mask_6, work_20, work_21, CMPMODE::EQ, LANES);
        And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_24.Get<int32_t>();
        Muls(writer, warp_sums_slots, 32, 4);
        Adds(writer, writer, 31, 4);
        const int32_t stop_2 = smaller(4L, (LANES - 31L + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_25.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_2, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_26.Get<int32_t>();
        Duplicate(owner, 0, 4);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);
        LocalTensor<float> work_22 = slot_17.Get<float>();
        Duplicate(work_22, 1.0f, LANES);
        Select(work_22, mask_6, work_22, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_23 = slot_27.Get<int32_t>();
        Muls(work_23, owner, 4, 4);
        LocalTensor<float> gathered_3 = slot_28.Get<float>();
        Gather(gathered_3, work_22, work_23.ReinterpretCast<uint32_t>(), 0, 4);
        LocalTensor<uint8_t> mask_7 = slot_29.Get<uint8_t>();
        CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, 64);
        And(mask_7.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 1);
        LocalTensor<int32_t> work_24 = slot_28.Get<int32_t>();
        Muls(work_24, owner, 4, 4);
        LocalTensor<int32_t> gathered_4 = slot_27.Get<int32_t>();
        Gather(gathered_4, own, work_24.ReinterpretCast<uint32_t>(), 0, 4);
        Select(warp_sums.ReinterpretCast<float>(), mask_7, gathered_4.ReinterpretCast<float>(),
                warp_sums.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);
        LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
        Muls(writer_2, warp_starts_slots, 32, 4);
        Adds(writer_2, writer_2, 31, 4);
        const int32_t stop_3 = smaller(4L, (LANES - 31L + 31L) / 32L);
        LocalTensor<uint8_t> owned_2 = slot_29.Get<uint8_t>();
        CompareScalar(owned_2, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_2 = slot_28.Get<int32_t>();
        Duplicate(owner_2, 0, 4);
        Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);
        LocalTensor<float> work_25 = slot_17.Get<float>();
        Duplicate(work_25, 1.0f, LANES);
        Select(work_25, mask_6, work_25, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_26 = slot_30.Get<int32_t>();
        Muls(work_26, owner_2, 4, 4);
        LocalTensor<float> gathered_5 = slot_31.Get<float>();
        Gather(gathered_5, work_25, work_26.ReinterpretCast<uint32_t>(), 0, 4);
        LocalTensor<uint8_t> mask_8 = slot_32.Get<uint8_t>();
        CompareScalar(mask_8, gathered_5, 0.0f, CMPMODE::NE, 64);
        And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                1);
        LocalTensor<int32_t> work_27 = slot_31.Get<int32_t>();
        Muls(work_27, owner_2, 4, 4);
        LocalTensor<int32_t> gathered_6 = slot_30.Get<int32_t>();
        Gather(gathered_6, own_2, work_27.ReinterpretCast<uint32_t>(), 0, 4);
        Select(warp_starts.ReinterpretCast<float>(), mask_8, gathered_6.ReinterpretCast<float>(),
                warp_starts.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);

        LocalTensor<int32_t> before = slot_17.Get<int32_t>();
        Duplicate(before, 0, LANES);
        LocalTensor<int32_t> work_28 = slot_16.Get<int32_t>();
        Duplicate(work_28, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slot_21.Get<int32_t>();
        Max(maximum_4, warp, work_28, LANES);
        LocalTensor<uint8_t> mask_9 = slot_23.Get<uint8_t>();
        Compare(mask_9, maximum_4, work_28, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_29 = slot_16.Get<int32_t>();
        Adds(work_29, warp, 0, LANES);
        LocalTensor<int32_t> work_30 = slot_21.Get<int32_t>();
        Duplicate(work_30, 0, LANES);
        Select(work_29.ReinterpretCast<float>(), mask_9, work_29.ReinterpretCast<float>(),
                work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest = slot_33.Get<int32_t>();
        LocalTensor<int32_t> work_31 = slot_21.Get<int32_t>();
        fold_max(largest, work_29, work_31, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest.GetValue(0);
        for (int32_t passed = 0; passed < rounds; ++passed) {
            int32_t other = passed;
            LocalTensor<int32_t> work_32 = slot_16.Get<int32_t>();
            Duplicate(work_32, other, LANES);
            LocalTensor<int32_t> maximum_5 = slot_21.Get<int32_t>();
            Max(maximum_5, warp, work_32, LANES);
            LocalTensor<uint8_t> looping = slot_23.Get<uint8_t>();
            Compare(looping, maximum_5, work_32, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_33 = slot_16.Get<int32_t>();
            Duplicate(work_33, other, LANES);
            LocalTensor<int32_t> work_34 = slot_21.Get<int32_t>();
            Duplicate(work_34, 0, LANES);
            Select(work_33.ReinterpretCast<float>(), looping, work_33.ReinterpretCast<float>(),
                    work_34.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_33, work_33, 4, LANES);
            LocalTensor<int32_t> right = slot_21.Get<int32_t>();
            Gather(right, warp_sums, work_33.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_35 = slot_16.Get<int32_t>();
            Duplicate(work_35, other, LANES);
            LocalTensor<int32_t> work_36 = slot_20.Get<int32_t>();
            Duplicate(work_36, 0, LANES);
            Select(work_35.ReinterpretCast<float>(), looping, work_35.ReinterpretCast<float>(),
                    work_36.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_35, work_35, 4, LANES);
            LocalTensor<int32_t> right_2 = slot_20.Get<int32_t>();
            Gather(right_2, warp_starts, work_35.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_37 = slot_16.Get<int32_t>();
            Duplicate(work_37, 0, LANES);
            LocalTensor<uint8_t> mask_10 = slot_34.Get<uint8_t>();
            Compare(mask_10, right_2, work_37, CMPMODE::EQ, LANES);
            Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_38 = slot_16.Get<int32_t>();
            Add(work_38, before, right, LANES);
            Select(work_38.ReinterpretCast<float>(), mask_10, right.ReinterpretCast<float>(),
                    work_38.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(before.ReinterpretCast<float>(), looping, work_38.ReinterpretCast<float>(),
                    before.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<int32_t> work_39 = slot_21.Get<int32_t>();
        Duplicate(work_39, 0, LANES);
        LocalTensor<uint8_t> mask_11 = slot_23.Get<uint8_t>();
        Compare(mask_11, own_2, work_39, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> join_result = slot_21.Get<int32_t>();
        Add(join_result, before, own, LANES);
        Select(join_result.ReinterpretCast<float>(), mask_11, own.ReinterpretCast<float>(),
                join_result.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(sums + (int32_t)(block_x * 128), join_result, count);
    }
}

extern "C" __global__ __aicore__ void segmented_scan_8(
        GM_ADDR x_address, GM_ADDR flags_address, GM_ADDR sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ uint8_t* flags = (__gm__ uint8_t*)flags_address;
    __gm__ int32_t* sums = (__gm__ int32_t*)sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> flags_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(flags_tile_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(WARPS * 128));
    pipe.InitBuffer(slot_19, padded(WARPS * 128));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, 256);
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 256);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 8);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warp_sums_slots = slot_4.Get<int32_t>();
        CreateVecIndex(warp_sums_slots, 0, 8);
        LocalTensor<int32_t> warp_sums = slot_5.Get<int32_t>();
        Duplicate(warp_sums, 0, 8);
        LocalTensor<int32_t> warp_starts_slots = slot_6.Get<int32_t>();
        CreateVecIndex(warp_starts_slots, 0, 8);
        LocalTensor<int32_t> warp_starts = slot_7.Get<int32_t>();
        Duplicate(warp_starts, 0, 8);
        LocalTensor<int32_t> warp = slot_8.Get<int32_t>();
        ShiftRight(warp, lane_2, 5, LANES);
        LocalTensor<int32_t> own = slot_9.Get<int32_t>();
        Duplicate(own, 0, LANES);
        LocalTensor<int32_t> own_2 = slot_10.Get<int32_t>();
        Duplicate(own_2, 0, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * 256));
        LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
        copy_in(x_tile, x + (int32_t)(block_x * 256), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<int32_t>();
        if (count > 0) {
            copy_tile(own, x_tile, count);
        }
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<uint8_t> flags_tile = flags_tile_queue.AllocTensor<uint8_t>();
        copy_in(flags_tile, flags + (int32_t)(block_x * 256), count);
        flags_tile_queue.EnQue(flags_tile);
        flags_tile = flags_tile_queue.DeQue<uint8_t>();
        LocalTensor<half> work = slot_11.Get<half>();
        Cast(work, flags_tile, RoundMode::CAST_NONE, LANES);
        flags_tile_queue.FreeTensor(flags_tile);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_3 = slot_13.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
        Compare(mask, work_2, work_3, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
        Duplicate(work_4, 1, LANES);
        LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        if (count > 0) {
            Select(own_2.ReinterpretCast<float>(), mask, work_4.ReinterpretCast<float>(),
                    work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
        }
        LocalTensor<int32_t> own_3 = slot_12.Get<int32_t>();
        copy_tile(own_3, own, LANES);
        LocalTensor<int32_t> own_4 = slot_13.Get<int32_t>();
        copy_tile(own_4, own_2, LANES);
        LocalTensor<int32_t> lane_4 = slot_15.Get<int32_t>();
        Duplicate(lane_4, 31, LANES);
        And(lane_4.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        int32_t distance = 1;
        wait<HardEvent::MTE3_V>();
        #pragma unroll
        while (distance < 32) {
            LocalTensor<int32_t> left = slot_16.Get<int32_t>();
            Duplicate(left, 0, LANES);
            LocalTensor<int32_t> left_2 = slot_17.Get<int32_t>();
            Duplicate(left_2, 0, LANES);
            LocalTensor<int32_t> lane = slot_18.Get<int32_t>();
            CreateVecIndex(lane, 0, WARPS * 32);
            LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
            ShiftRight(work_6, lane, 5, WARPS * 32);
            Muls(work_6, work_6, 32, WARPS * 32);

            LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
            Duplicate(work_7, 31, LANES);
            And(work_7.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_7, work_7, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_8 = slot_21.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            LocalTensor<int32_t> maximum = slot_22.Get<int32_t>();
            Max(maximum, work_8, work_7, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum, work_7, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_9 = slot_20.Get<int32_t>();
            Duplicate(work_9, 31, LANES);
            And(work_9.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_9, work_9, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_10 = slot_22.Get<int32_t>();
            Duplicate(work_10, 31, LANES);
            And(work_10.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_10.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_9.ReinterpretCast<float>(), mask_2, work_9.ReinterpretCast<float>(),
                    work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_6, work_6, work_9, WARPS * 32);
            Muls(work_6, work_6, 4, WARPS * 32);
            LocalTensor<int32_t> gathered = slot_18.Get<int32_t>();
            Gather(gathered, own_3, work_6.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(left, gathered, LANES);
            LocalTensor<int32_t> lane_3 = slot_18.Get<int32_t>();
            CreateVecIndex(lane_3, 0, WARPS * 32);
            LocalTensor<int32_t> work_11 = slot_19.Get<int32_t>();
            ShiftRight(work_11, lane_3, 5, WARPS * 32);
            Muls(work_11, work_11, 32, WARPS * 32);
            LocalTensor<int32_t> work_12 = slot_20.Get<int32_t>();
            Duplicate(work_12, 31, LANES);
            And(work_12.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_12.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_12, work_12, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_13 = slot_22.Get<int32_t>();
            Duplicate(work_13, 0, LANES);
            LocalTensor<int32_t> maximum_2 = slot_21.Get<int32_t>();
            Max(maximum_2, work_13, work_12, LANES);
            LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
            Compare(mask_3, maximum_2, work_12, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_14 = slot_20.Get<int32_t>();
            Duplicate(work_14, 31, LANES);
            And(work_14.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_14.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_14, work_14, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_15 = slot_21.Get<int32_t>();
            Duplicate(work_15, 31, LANES);
            And(work_15.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_14.ReinterpretCast<float>(), mask_3, work_14.ReinterpretCast<float>(),
                    work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_11, work_11, work_14, WARPS * 32);
            Muls(work_11, work_11, 4, WARPS * 32);
            LocalTensor<int32_t> gathered_2 = slot_18.Get<int32_t>();
            Gather(gathered_2, own_4, work_11.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(left_2, gathered_2, LANES);
            int32_t distance_then = distance;
            LocalTensor<int32_t> work_16 = slot_20.Get<int32_t>();
            Duplicate(work_16, distance_then, LANES);
            LocalTensor<int32_t> maximum_3 = slot_21.Get<int32_t>();
            Max(maximum_3, work_16, lane_4, LANES);
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            Compare(mask_4, maximum_3, lane_4, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_17 = slot_21.Get<int32_t>();
            Duplicate(work_17, 0, LANES);
            LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
            Compare(mask_5, own_4, work_17, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_21.Get<int32_t>();
            Add(work_18, left, own_3, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_5, own_3.ReinterpretCast<float>(),
                    work_18.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(own_3.ReinterpretCast<float>(), mask_4, work_18.ReinterpretCast<float>(),
                    own_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_19 = slot_21.Get<int32_t>();
            Or(work_19.ReinterpretCast<int16_t>(), left_2.ReinterpretCast<int16_t>(), own_4.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Select(own_4.ReinterpretCast<float>(), mask_4, work_19.ReinterpretCast<float>(),
                    own_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            distance <<= 1;
        }
        copy_tile(own, own_3, LANES);
        copy_tile(own_2, own_4, LANES);
        LocalTensor<int32_t> work_20 = slot_16.Get<int32_t>();
        Duplicate(work_20, 31, LANES);
        And(work_20.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_20.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> work_21 = slot_17.Get<int32_t>();
        Duplicate(work_21, 31, LANES);
        LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
        Compare(mask_6, work_20, work_21, CMPMODE::EQ, LANES);
        And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_24.Get<int32_t>();
        Muls(writer, warp_sums_slots, 32, 8);
        Adds(writer, writer, 31, 8);
        const int32_t stop_2 = smaller(8L, (LANES - 31L + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_25.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_2, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_26.Get<int32_t>();
        Duplicate(owner, 0, 8);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 8);
        LocalTensor<float> work_22 = slot_17.Get<float>();
        Duplicate(work_22, 1.0f, LANES);
        Select(work_22, mask_6, work_22, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_23 = slot_27.Get<int32_t>();
        Muls(work_23, owner, 4, 8);
        LocalTensor<float> gathered_3 = slot_28.Get<float>();
        Gather(gathered_3, work_22, work_23.ReinterpretCast<uint32_t>(), 0, 8);
        LocalTensor<uint8_t> mask_7 = slot_29.Get<uint8_t>();
        CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, 64);
        And(mask_7.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 1);
        LocalTensor<int32_t> work_24 = slot_28.Get<int32_t>();
        Muls(work_24, owner, 4, 8);
        LocalTensor<int32_t> gathered_4 = slot_27.Get<int32_t>();
        Gather(gathered_4, own, work_24.ReinterpretCast<uint32_t>(), 0, 8);
        Select(warp_sums.ReinterpretCast<float>(), mask_7, gathered_4.ReinterpretCast<float>(),
                warp_sums.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 8);
        LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
        Muls(writer_2, warp_starts_slots, 32, 8);
        Adds(writer_2, writer_2, 31, 8);
        const int32_t stop_3 = smaller(8L, (LANES - 31L + 31L) / 32L);
        LocalTensor<uint8_t> owned_2 = slot_29.Get<uint8_t>();
        CompareScalar(owned_2, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_2 = slot_28.Get<int32_t>();
        Duplicate(owner_2, 0, 8);
        Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 8);
        LocalTensor<float> work_25 = slot_17.Get<float>();
        Duplicate(work_25, 1.0f, LANES);
        Select(work_25, mask_6, work_25, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_26 = slot_30.Get<int32_t>();
        Muls(work_26, owner_2, 4, 8);
        LocalTensor<float> gathered_5 = slot_31.Get<float>();
        Gather(gathered_5, work_25, work_26.ReinterpretCast<uint32_t>(), 0, 8);
        LocalTensor<uint8_t> mask_8 = slot_32.Get<uint8_t>();
        CompareScalar(mask_8, gathered_5, 0.0f, CMPMODE::NE, 64);
        And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                1);
        LocalTensor<int32_t> work_27 = slot_31.Get<int32_t>();
        Muls(work_27, owner_2, 4, 8);
        LocalTensor<int32_t> gathered_6 = slot_30.Get<int32_t>();
        Gather(gathered_6, own_2, work_27.ReinterpretCast<uint32_t>(), 0, 8);
        Select(warp_starts.ReinterpretCast<float>(), mask_8, gathered_6.ReinterpretCast<float>(),
                warp_starts.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 8);

        LocalTensor<int32_t> before = slot_17.Get<int32_t>();
        Duplicate(before, 0, LANES);
        LocalTensor<int32_t> work_28 = slot_16.Get<int32_t>();
        Duplicate(work_28, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slot_21.Get<int32_t>();
        Max(maximum_4, warp, work_28, LANES);
        LocalTensor<uint8_t> mask_9 = slot_23.Get<uint8_t>();
        Compare(mask_9, maximum_4, work_28, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_29 = slot_16.Get<int32_t>();
        Adds(work_29, warp, 0, LANES);
        LocalTensor<int32_t> work_30 = slot_21.Get<int32_t>();
        Duplicate(work_30, 0, LANES);
        Select(work_29.ReinterpretCast<float>(), mask_9, work_29.ReinterpretCast<float>(),
                work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest = slot_33.Get<int32_t>();
        LocalTensor<int32_t> work_31 = slot_21.Get<int32_t>();
        fold_max(largest, work_29, work_31, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest.GetValue(0);
        for (int32_t passed = 0; passed < rounds; ++passed) {
            int32_t other = passed;
            LocalTensor<int32_t> work_32 = slot_16.Get<int32_t>();
            Duplicate(work_32, other, LANES);
            LocalTensor<int32_t> maximum_5 = slot_21.Get<int32_t>();
            Max(maximum_5, warp, work_32, LANES);
            LocalTensor<uint8_t> looping = slot_23.Get<uint8_t>();
            Compare(looping, maximum_5, work_32, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_33 = slot_16.Get<int32_t>();
            Duplicate(work_33, other, LANES);
            LocalTensor<int32_t> work_34 = slot_21.Get<int32_t>();
            Duplicate(work_34, 0, LANES);
            Select(work_33.ReinterpretCast<float>(), looping, work_33.ReinterpretCast<float>(),
                    work_34.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_33, work_33, 4, LANES);
            LocalTensor<int32_t> right = slot_21.Get<int32_t>();
            Gather(right, warp_sums, work_33.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_35 = slot_16.Get<int32_t>();
            Duplicate(work_35, other, LANES);
            LocalTensor<int32_t> work_36 = slot_20.Get<int32_t>();
            Duplicate(work_36, 0, LANES);
            Select(work_35.ReinterpretCast<float>(), looping, work_35.ReinterpretCast<float>(),
                    work_36.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_35, work_35, 4, LANES);
            LocalTensor<int32_t> right_2 = slot_20.Get<int32_t>();
            Gather(right_2, warp_starts, work_35.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_37 = slot_16.Get<int32_t>();
            Duplicate(work_37, 0, LANES);
            LocalTensor<uint8_t> mask_10 = slot_34.Get<uint8_t>();
            Compare(mask_10, right_2, work_37, CMPMODE::EQ, LANES);
            Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_38 = slot_16.Get<int32_t>();
            Add(work_38, before, right, LANES);
            Select(work_38.ReinterpretCast<float>(), mask_10, right.ReinterpretCast<float>(),
                    work_38.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(before.ReinterpretCast<float>(), looping, work_38.ReinterpretCast<float>(),
                    before.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<int32_t> work_39 = slot_21.Get<int32_t>();
        Duplicate(work_39, 0, LANES);
        LocalTensor<uint8_t> mask_11 = slot_23.Get<uint8_t>();
        Compare(mask_11, own_2, work_39, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> join_result = slot_21.Get<int32_t>();
        Add(join_result, before, own, LANES);
        Select(join_result.ReinterpretCast<float>(), mask_11, own.ReinterpretCast<float>(),
                join_result.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(sums + (int32_t)(block_x * 256), join_result, count);
    }
}

extern "C" __global__ __aicore__ void segmented_scan_2(
        GM_ADDR x_address, GM_ADDR flags_address, GM_ADDR sums_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ int32_t* x = (__gm__ int32_t*)x_address;
    __gm__ uint8_t* flags = (__gm__ uint8_t*)flags_address;
    __gm__ int32_t* sums = (__gm__ int32_t*)sums_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> flags_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(flags_tile_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(WARPS * 128));
    pipe.InitBuffer(slot_19, padded(WARPS * 128));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, 256);
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 256);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 2);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warp_sums_slots = slot_4.Get<int32_t>();
        CreateVecIndex(warp_sums_slots, 0, 2);
        LocalTensor<int32_t> warp_sums = slot_5.Get<int32_t>();
        Duplicate(warp_sums, 0, 2);
        LocalTensor<int32_t> warp_starts_slots = slot_6.Get<int32_t>();
        CreateVecIndex(warp_starts_slots, 0, 2);
        LocalTensor<int32_t> warp_starts = slot_7.Get<int32_t>();
        Duplicate(warp_starts, 0, 2);
        LocalTensor<int32_t> warp = slot_8.Get<int32_t>();
        ShiftRight(warp, lane_2, 5, LANES);
        LocalTensor<int32_t> own = slot_9.Get<int32_t>();
        Duplicate(own, 0, LANES);
        LocalTensor<int32_t> own_2 = slot_10.Get<int32_t>();
        Duplicate(own_2, 0, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * 64));
        LocalTensor<int32_t> x_tile = x_tile_queue.AllocTensor<int32_t>();
        copy_in(x_tile, x + (int32_t)(block_x * 64), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<int32_t>();
        if (count > 0) {
            copy_tile(own, x_tile, count);
        }
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<uint8_t> flags_tile = flags_tile_queue.AllocTensor<uint8_t>();
        copy_in(flags_tile, flags + (int32_t)(block_x * 64), count);
        flags_tile_queue.EnQue(flags_tile);
        flags_tile = flags_tile_queue.DeQue<uint8_t>();
        LocalTensor<half> work = slot_11.Get<half>();
        Cast(work, flags_tile, RoundMode::CAST_NONE, LANES);
        flags_tile_queue.FreeTensor(flags_tile);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_3 = slot_13.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<uint8_t> mask = slot_14.Get<uint8_t>();
        Compare(mask, work_2, work_3, CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
        Duplicate(work_4, 1, LANES);
        LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        if (count > 0) {
            Select(own_2.ReinterpretCast<float>(), mask, work_4.ReinterpretCast<float>(),
                    work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
        }
        LocalTensor<int32_t> own_3 = slot_12.Get<int32_t>();
        copy_tile(own_3, own, LANES);
        LocalTensor<int32_t> own_4 = slot_13.Get<int32_t>();
        copy_tile(own_4, own_2, LANES);
        LocalTensor<int32_t> lane_4 = slot_15.Get<int32_t>();
        Duplicate(lane_4, 31, LANES);
        And(lane_4.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), lane_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        int32_t distance = 1;
        wait<HardEvent::MTE3_V>();
        #pragma unroll
        while (distance < 32) {
            LocalTensor<int32_t> left = slot_16.Get<int32_t>();
            Duplicate(left, 0, LANES);
            LocalTensor<int32_t> left_2 = slot_17.Get<int32_t>();
            Duplicate(left_2, 0, LANES);
            LocalTensor<int32_t> lane = slot_18.Get<int32_t>();
            CreateVecIndex(lane, 0, WARPS * 32);
            LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
            ShiftRight(work_6, lane, 5, WARPS * 32);
            Muls(work_6, work_6, 32, WARPS * 32);

            LocalTensor<int32_t> work_7 = slot_20.Get<int32_t>();
            Duplicate(work_7, 31, LANES);
            And(work_7.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_7, work_7, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_8 = slot_21.Get<int32_t>();
            Duplicate(work_8, 0, LANES);
            LocalTensor<int32_t> maximum = slot_22.Get<int32_t>();
            Max(maximum, work_8, work_7, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum, work_7, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_9 = slot_20.Get<int32_t>();
            Duplicate(work_9, 31, LANES);
            And(work_9.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_9, work_9, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_10 = slot_22.Get<int32_t>();
            Duplicate(work_10, 31, LANES);
            And(work_10.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_10.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_9.ReinterpretCast<float>(), mask_2, work_9.ReinterpretCast<float>(),
                    work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_6, work_6, work_9, WARPS * 32);
            Muls(work_6, work_6, 4, WARPS * 32);
            LocalTensor<int32_t> gathered = slot_18.Get<int32_t>();
            Gather(gathered, own_3, work_6.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(left, gathered, LANES);
            LocalTensor<int32_t> lane_3 = slot_18.Get<int32_t>();
            CreateVecIndex(lane_3, 0, WARPS * 32);
            LocalTensor<int32_t> work_11 = slot_19.Get<int32_t>();
            ShiftRight(work_11, lane_3, 5, WARPS * 32);
            Muls(work_11, work_11, 32, WARPS * 32);
            LocalTensor<int32_t> work_12 = slot_20.Get<int32_t>();
            Duplicate(work_12, 31, LANES);
            And(work_12.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_12.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_12, work_12, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_13 = slot_22.Get<int32_t>();
            Duplicate(work_13, 0, LANES);
            LocalTensor<int32_t> maximum_2 = slot_21.Get<int32_t>();
            Max(maximum_2, work_13, work_12, LANES);
            LocalTensor<uint8_t> mask_3 = slot_14.Get<uint8_t>();
            Compare(mask_3, maximum_2, work_12, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_14 = slot_20.Get<int32_t>();
            Duplicate(work_14, 31, LANES);
            And(work_14.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_14.ReinterpretCast<int16_t>(), LANES * 2);
            Adds(work_14, work_14, 0 - (distance & 31), LANES);
            LocalTensor<int32_t> work_15 = slot_21.Get<int32_t>();
            Duplicate(work_15, 31, LANES);
            And(work_15.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 2);
            Select(work_14.ReinterpretCast<float>(), mask_3, work_14.ReinterpretCast<float>(),
                    work_15.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(work_11, work_11, work_14, WARPS * 32);
            Muls(work_11, work_11, 4, WARPS * 32);
            LocalTensor<int32_t> gathered_2 = slot_18.Get<int32_t>();
            Gather(gathered_2, own_4, work_11.ReinterpretCast<uint32_t>(), 0, WARPS * 32);
            copy_tile(left_2, gathered_2, LANES);
            int32_t distance_then = distance;
            LocalTensor<int32_t> work_16 = slot_20.Get<int32_t>();
            Duplicate(work_16, distance_then, LANES);
            LocalTensor<int32_t> maximum_3 = slot_21.Get<int32_t>();
            Max(maximum_3, work_16, lane_4, LANES);
            LocalTensor<uint8_t> mask_4 = slot_14.Get<uint8_t>();
            Compare(mask_4, maximum_3, lane_4, CMPMODE::EQ, LANES);
            And(mask_4.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_17 = slot_21.Get<int32_t>();
            Duplicate(work_17, 0, LANES);
            LocalTensor<uint8_t> mask_5 = slot_23.Get<uint8_t>();
            Compare(mask_5, own_4, work_17, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_21.Get<int32_t>();
            Add(work_18, left, own_3, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_5, own_3.ReinterpretCast<float>(),
                    work_18.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(own_3.ReinterpretCast<float>(), mask_4, work_18.ReinterpretCast<float>(),
                    own_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_19 = slot_21.Get<int32_t>();
            Or(work_19.ReinterpretCast<int16_t>(), left_2.ReinterpretCast<int16_t>(), own_4.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Select(own_4.ReinterpretCast<float>(), mask_4, work_19.ReinterpretCast<float>(),
                    own_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            distance <<= 1;
        }
        copy_tile(own, own_3, LANES);
        copy_tile(own_2, own_4, LANES);
        LocalTensor<int32_t> work_20 = slot_16.Get<int32_t>();
        Duplicate(work_20, 31, LANES);
        And(work_20.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_20.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> work_21 = slot_17.Get<int32_t>();
        Duplicate(work_21, 31, LANES);
        LocalTensor<uint8_t> mask_6 = slot_14.Get<uint8_t>();
        Compare(mask_6, work_20, work_21, CMPMODE::EQ, LANES);
        And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_24.Get<int32_t>();
        Muls(writer, warp_sums_slots, 32, 2);
        Adds(writer, writer, 31, 2);
        const int32_t stop_2 = smaller(2L, (LANES - 31L + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_25.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_2, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_26.Get<int32_t>();
        Duplicate(owner, 0, 2);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 2);
        LocalTensor<float> work_22 = slot_17.Get<float>();
        Duplicate(work_22, 1.0f, LANES);
        Select(work_22, mask_6, work_22, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_23 = slot_27.Get<int32_t>();
        Muls(work_23, owner, 4, 2);
        LocalTensor<float> gathered_3 = slot_28.Get<float>();
        Gather(gathered_3, work_22, work_23.ReinterpretCast<uint32_t>(), 0, 2);
        LocalTensor<uint8_t> mask_7 = slot_29.Get<uint8_t>();
        CompareScalar(mask_7, gathered_3, 0.0f, CMPMODE::NE, 64);
        And(mask_7.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 1);
        LocalTensor<int32_t> work_24 = slot_28.Get<int32_t>();
        Muls(work_24, owner, 4, 2);
        LocalTensor<int32_t> gathered_4 = slot_27.Get<int32_t>();
        Gather(gathered_4, own, work_24.ReinterpretCast<uint32_t>(), 0, 2);
        Select(warp_sums.ReinterpretCast<float>(), mask_7, gathered_4.ReinterpretCast<float>(),
                warp_sums.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 2);
        LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
        Muls(writer_2, warp_starts_slots, 32, 2);
        Adds(writer_2, writer_2, 31, 2);
        const int32_t stop_3 = smaller(2L, (LANES - 31L + 31L) / 32L);
        LocalTensor<uint8_t> owned_2 = slot_29.Get<uint8_t>();
        CompareScalar(owned_2, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner_2 = slot_28.Get<int32_t>();
        Duplicate(owner_2, 0, 2);
        Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 2);
        LocalTensor<float> work_25 = slot_17.Get<float>();
        Duplicate(work_25, 1.0f, LANES);
        Select(work_25, mask_6, work_25, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_26 = slot_30.Get<int32_t>();
        Muls(work_26, owner_2, 4, 2);
        LocalTensor<float> gathered_5 = slot_31.Get<float>();
        Gather(gathered_5, work_25, work_26.ReinterpretCast<uint32_t>(), 0, 2);
        LocalTensor<uint8_t> mask_8 = slot_32.Get<uint8_t>();
        CompareScalar(mask_8, gathered_5, 0.0f, CMPMODE::NE, 64);
        And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                1);
        LocalTensor<int32_t> work_27 = slot_31.Get<int32_t>();
        Muls(work_27, owner_2, 4, 2);
        LocalTensor<int32_t> gathered_6 = slot_30.Get<int32_t>();
        Gather(gathered_6, own_2, work_27.ReinterpretCast<uint32_t>(), 0, 2);
        Select(warp_starts.ReinterpretCast<float>(), mask_8, gathered_6.ReinterpretCast<float>(),
                warp_starts.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 2);

        LocalTensor<int32_t> before = slot_17.Get<int32_t>();
        Duplicate(before, 0, LANES);
        LocalTensor<int32_t> work_28 = slot_16.Get<int32_t>();
        Duplicate(work_28, 0, LANES);
        LocalTensor<int32_t> maximum_4 = slot_21.Get<int32_t>();
        Max(maximum_4, warp, work_28, LANES);
        LocalTensor<uint8_t> mask_9 = slot_23.Get<uint8_t>();
        Compare(mask_9, maximum_4, work_28, CMPMODE::EQ, LANES);
        Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_29 = slot_16.Get<int32_t>();
        Adds(work_29, warp, 0, LANES);
        LocalTensor<int32_t> work_30 = slot_21.Get<int32_t>();
        Duplicate(work_30, 0, LANES);
        Select(work_29.ReinterpretCast<float>(), mask_9, work_29.ReinterpretCast<float>(),
                work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest = slot_33.Get<int32_t>();
        LocalTensor<int32_t> work_31 = slot_21.Get<int32_t>();
        fold_max(largest, work_29, work_31, LANES);
        wait<HardEvent::V_S>();
        int32_t rounds = largest.GetValue(0);
        for (int32_t passed = 0; passed < rounds; ++passed) {
            int32_t other = passed;
            LocalTensor<int32_t> work_32 = slot_16.Get<int32_t>();
            Duplicate(work_32, other, LANES);
            LocalTensor<int32_t> maximum_5 = slot_21.Get<int32_t>();
            Max(maximum_5, warp, work_32, LANES);
            LocalTensor<uint8_t> looping = slot_23.Get<uint8_t>();
            Compare(looping, maximum_5, work_32, CMPMODE::EQ, LANES);
            Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_33 = slot_16.Get<int32_t>();
            Duplicate(work_33, other, LANES);
            LocalTensor<int32_t> work_34 = slot_21.Get<int32_t>();
            Duplicate(work_34, 0, LANES);
            Select(work_33.ReinterpretCast<float>(), looping, work_33.ReinterpretCast<float>(),
                    work_34.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_33, work_33, 4, LANES);
            LocalTensor<int32_t> right = slot_21.Get<int32_t>();
            Gather(right, warp_sums, work_33.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_35 = slot_16.Get<int32_t>();
            Duplicate(work_35, other, LANES);
            LocalTensor<int32_t> work_36 = slot_20.Get<int32_t>();
            Duplicate(work_36, 0, LANES);
            Select(work_35.ReinterpretCast<float>(), looping, work_35.ReinterpretCast<float>(),
                    work_36.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_35, work_35, 4, LANES);
            LocalTensor<int32_t> right_2 = slot_20.Get<int32_t>();
            Gather(right_2, warp_starts, work_35.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_37 = slot_16.Get<int32_t>();
            Duplicate(work_37, 0, LANES);
            LocalTensor<uint8_t> mask_10 = slot_34.Get<uint8_t>();
            Compare(mask_10, right_2, work_37, CMPMODE::EQ, LANES);
            Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_38 = slot_16.Get<int32_t>();
            Add(work_38, before, right, LANES);
            Select(work_38.ReinterpretCast<float>(), mask_10, right.ReinterpretCast<float>(),
                    work_38.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(before.ReinterpretCast<float>(), looping, work_38.ReinterpretCast<float>(),
                    before.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        }
        LocalTensor<int32_t> work_39 = slot_21.Get<int32_t>();
        Duplicate(work_39, 0, LANES);
        LocalTensor<uint8_t> mask_11 = slot_23.Get<uint8_t>();
        Compare(mask_11, own_2, work_39, CMPMODE::EQ, LANES);
        Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> join_result = slot_21.Get<int32_t>();
        Add(join_result, before, own, LANES);
        Select(join_result.ReinterpretCast<float>(), mask_11, own.ReinterpretCast<float>(),
                join_result.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(sums + (int32_t)(block_x * 64), join_result, count);
    }
}
