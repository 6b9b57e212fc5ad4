// rank_sort.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Stable sort of short keys by counting: an element's place is the number of elements that come before it.
// Keys are staged through shared memory a block at a time, so that each is read from global memory once a block.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t STAGE = 128;

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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// `count` elements from memory, behind `lead` elements of the tile, of which the last ones become 0.
template <typename T>
__aicore__ inline void copy_in_behind(const LocalTensor<T>& tile, int32_t lead, __gm__ T* memory, int32_t count) {
    DataCopyPadExtParams<T> padding;
    padding.isPad = true;
    padding.leftPadding = lead % (32 / sizeof(T));
    if (count > 0)
        DataCopyPad(tile[lead - padding.leftPadding], at(memory),
                    DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0}, padding);
}

// The sum of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_add(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, 0, blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Add(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Add(target, target, target[half], half);
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

extern "C" __global__ __aicore__ void rank_sort(
        GM_ADDR keys_address, GM_ADDR payload_address, GM_ADDR sorted_keys_address, GM_ADDR sorted_payload_address,
        int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ int16_t* keys = (__gm__ int16_t*)keys_address;
    __gm__ uint8_t* payload = (__gm__ uint8_t*)payload_address;
    __gm__ int16_t* sorted_keys = (__gm__ int16_t*)sorted_keys_address;
    __gm__ uint8_t* sorted_payload = (__gm__ uint8_t*)sorted_payload_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> keys_tile_queue;
    TQue<TPosition::VECIN, 2> keys_tile_1_queue;
    TQue<TPosition::VECIN, 2> payload_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16;
    pipe.InitBuffer(keys_tile_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(keys_tile_1_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(payload_tile_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 2));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 2));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 256);
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 32));
    pipe.InitBuffer(slot_16, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int16_t> stage = slot_2.Get<int16_t>();
        Duplicate(stage, (int16_t)0, LANES);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * STAGE));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * STAGE));
        LocalTensor<int16_t> keys_tile = keys_tile_queue.AllocTensor<int16_t>();
        copy_in(keys_tile, keys + (int32_t)(block_x * STAGE), count);
        keys_tile_queue.EnQue(keys_tile);
        keys_tile = keys_tile_queue.DeQue<int16_t>();
        LocalTensor<float> work = slot_4.Get<float>();
        Cast(work, keys_tile, RoundMode::CAST_NONE, LANES);
        keys_tile_queue.FreeTensor(keys_tile);
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        Select(work_2.ReinterpretCast<float>(), mask, work_2.ReinterpretCast<float>(), work_3.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        ShiftLeft(work_2.ReinterpretCast<uint32_t>(), work_2.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
        ShiftRight(work_2, work_2, 16, LANES);
        LocalTensor<int16_t> own = slot_6.Get<int16_t>();
        Cast(own, work_2, RoundMode::CAST_NONE, LANES);

        LocalTensor<int32_t> rank = slot_5.Get<int32_t>();
        Duplicate(rank, 0, LANES);
        for (int32_t start = 0; start < n; start += 128) {
            const int32_t first = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t stop_3 = smaller((int64_t)BLOCK_X, (uint32_t)n
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)stop_3, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_3 = slot_7.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)first, CMPMODE::GE, LANES);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first_2 = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (uint32_t)n
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start))
                    - larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<int16_t> keys_tile_2 = keys_tile_1_queue.AllocTensor<int16_t>();
            copy_in_behind(keys_tile_2, first_2, keys + ((uint32_t)start + first_2), count_2);
            keys_tile_1_queue.EnQue(keys_tile_2);
            keys_tile_2 = keys_tile_1_queue.DeQue<int16_t>();
            Select(stage.ReinterpretCast<half>(), mask_2, keys_tile_2.ReinterpretCast<half>(),
                    stage.ReinterpretCast<half>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            keys_tile_1_queue.FreeTensor(keys_tile_2);
            const int32_t staged = smaller(STAGE, n - start);
            for (int32_t other = 0; other < staged; ++other) {
                // Of equal keys the earlier one comes first.
                const int32_t first_3 = larger(0L, (int64_t)other);
                const int32_t stop_4 = smaller((int64_t)LANES, other + 1L);
                LocalTensor<uint8_t> mask_4 = slot_7.Get<uint8_t>();
                CompareScalar(mask_4, lanes, (float)stop_4, CMPMODE::LT, LANES);
                LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
                CompareScalar(mask_5, lanes, (float)first_3, CMPMODE::GE, LANES);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int16_t> work_4 = slot_9.Get<int16_t>();
                Duplicate(work_4, (int16_t)0, LANES);
                Select(work_4.ReinterpretCast<half>(), mask_4, stage.ReinterpretCast<half>(),
                        work_4.ReinterpretCast<half>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> work_5 = slot_4.Get<float>();
                Cast(work_5, work_4, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_6 = slot_10.Get<int32_t>();
                Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> sum = slot_11.Get<int32_t>();
                LocalTensor<int32_t> work_7 = slot_4.Get<int32_t>();
                fold_add(sum, work_6, work_7, LANES);
                wait<HardEvent::V_S>();
                const int32_t sum_3 = sum.GetValue(0);
                LocalTensor<int32_t> work_8 = slot_10.Get<int32_t>();
                Duplicate(work_8, (int32_t)(int16_t)sum_3, LANES);
                LocalTensor<float> work_9 = slot_4.Get<float>();
                Cast(work_9, own, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
                Cast(work_10, work_9, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
                Max(maximum, work_10, work_8, LANES);
                LocalTensor<uint8_t> mask_6 = slot_7.Get<uint8_t>();
                Compare(mask_6, maximum, work_8, CMPMODE::EQ, LANES);
                Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_7 = slot_8.Get<uint8_t>();
                CompareScalar(mask_7, lanes, (float)stop_4, CMPMODE::LT, LANES);
                LocalTensor<uint8_t> mask_8 = slot_13.Get<uint8_t>();
                CompareScalar(mask_8, lanes, (float)first_3, CMPMODE::GE, LANES);
                And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int16_t> work_11 = slot_9.Get<int16_t>();
                Duplicate(work_11, (int16_t)0, LANES);
                Select(work_11.ReinterpretCast<half>(), mask_7, stage.ReinterpretCast<half>(),
                        work_11.ReinterpretCast<half>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> work_12 = slot_10.Get<float>();
                Cast(work_12, work_11, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_13 = slot_4.Get<int32_t>();
                Cast(work_13, work_12, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> sum_2 = slot_11.Get<int32_t>();
                LocalTensor<int32_t> work_14 = slot_10.Get<int32_t>();
                fold_add(sum_2, work_13, work_14, LANES);
                wait<HardEvent::V_S>();
                const int32_t sum_4 = sum_2.GetValue(0);
                LocalTensor<int32_t> work_15 = slot_4.Get<int32_t>();
                Duplicate(work_15, (int32_t)(int16_t)sum_4, LANES);
                LocalTensor<float> work_16 = slot_10.Get<float>();
                Cast(work_16, own, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
                Cast(work_17, work_16, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> maximum_2 = slot_10.Get<int32_t>();
                Max(maximum_2, work_17, work_15, LANES);
                LocalTensor<uint8_t> mask_9 = slot_8.Get<uint8_t>();
                Compare(mask_9, maximum_2, work_15, CMPMODE::EQ, LANES);
                And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_18 = slot_4.Get<int32_t>();
                Duplicate(work_18, other, LANES);
                LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
                Duplicate(work_19, 0, LANES);
                Select(work_18.ReinterpretCast<float>(), mask_9, work_18.ReinterpretCast<float>(),
                        work_19.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_20 = slot_10.Get<int32_t>();
                Duplicate(work_20, LANES - 1, LANES);
                And(work_18.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                        work_20.ReinterpretCast<int16_t>(), LANES * 2);
                Muls(work_18, work_18, 2, LANES);
                LocalTensor<int16_t> gathered = slot_9.Get<int16_t>();
                Gather(gathered, stage, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_21 = slot_4.Get<float>();
                Cast(work_21, gathered, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_22 = slot_10.Get<int32_t>();
                Cast(work_22, work_21, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<float> work_23 = slot_4.Get<float>();
                Cast(work_23, own, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_24 = slot_12.Get<int32_t>();
                Cast(work_24, work_23, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<uint8_t> mask_10 = slot_8.Get<uint8_t>();
                Compare(mask_10, work_22, work_24, CMPMODE::EQ, LANES);
                const int32_t first_4 = larger(0L, (int64_t)(start + other) - (int32_t)(block_x * STAGE) + 1L);
                const int32_t stop_5 = LANES;
                LocalTensor<uint8_t> mask_11 = slot_13.Get<uint8_t>();
                CompareScalar(mask_11, lanes, (float)stop_5, CMPMODE::LT, LANES);
                LocalTensor<uint8_t> mask_12 = slot_14.Get<uint8_t>();
                CompareScalar(mask_12, lanes, (float)first_4, CMPMODE::GE, LANES);
                And(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                        mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                        mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_25 = slot_12.Get<int32_t>();
                Adds(work_25, rank, 1, LANES);
                Select(rank.ReinterpretCast<float>(), mask_6, work_25.ReinterpretCast<float>(),
                        rank.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        LocalTensor<int16_t> spread = slot_15.Get<int16_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread, own, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane = 0; lane < count; ++lane) {
            copy_out(sorted_keys + rank.GetValue(lane), spread[lane * 16], 1);
        }
        LocalTensor<uint8_t> payload_tile = payload_tile_queue.AllocTensor<uint8_t>();
        copy_in(payload_tile, payload + (int32_t)(block_x * STAGE), count);
        payload_tile_queue.EnQue(payload_tile);
        payload_tile = payload_tile_queue.DeQue<uint8_t>();
        LocalTensor<uint8_t> spread_2 = slot_16.Get<uint8_t>();
        LocalTensor<half> halves = slot_9.Get<half>();
        Cast(halves, payload_tile, RoundMode::CAST_NONE, LANES);
        Cast(halves.ReinterpretCast<int16_t>(), halves, RoundMode::CAST_RINT, LANES);
        expand(spread_2.ReinterpretCast<int16_t>(), halves.ReinterpretCast<int16_t>(), LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < count; ++lane) {
            copy_out(sorted_payload + rank.GetValue(lane), spread_2[lane * 32], 1);
        }
        payload_tile_queue.FreeTensor(payload_tile);
    }
}
