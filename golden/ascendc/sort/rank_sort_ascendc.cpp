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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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
    TQue<TPosition::VECIN, 2> keys_tile_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17;
    pipe.InitBuffer(keys_tile_1_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 2));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, padded(LANES * 2));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded(LANES * 32));
    pipe.InitBuffer(slot_16, padded(LANES));
    pipe.InitBuffer(slot_17, 256);
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
        LocalTensor<int16_t> stage = slot_4.Get<int16_t>();
        Duplicate(stage, (int16_t)0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * STAGE), LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * STAGE));
        LocalTensor<int16_t> keys_tile = slot_5.Get<int16_t>();
        Duplicate(keys_tile, (int16_t)0, LANES);
        wait<HardEvent::V_MTE2>();
        copy_in(keys_tile, keys + (int32_t)(block_x * STAGE), count);
        LocalTensor<int16_t> own = slot_6.Get<int16_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            own.SetValue(lane_2, (int16_t)((int32_t)(block_x * STAGE + lane_2) < n ? keys_tile.GetValue(lane_2) : 0));
        }

        LocalTensor<int32_t> rank = slot_1.Get<int32_t>();
        Duplicate(rank, 0, LANES);
        wait<HardEvent::S_V>();
        for (int32_t start = 0; start < n; start += 128) {
            LocalTensor<uint32_t> work_2 = slot_7.Get<uint32_t>();
            Adds(work_2.ReinterpretCast<int32_t>(), lane, start, LANES);
            Adds(work_2.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
            LocalTensor<uint32_t> work_3 = slot_8.Get<uint32_t>();
            Duplicate(work_3, (uint32_t)n, LANES);
            Adds(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
            LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
            Max(maximum_2, work_3.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
            Compare(mask, maximum_2, work_2.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t first = larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (uint32_t)n
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start))
                    - larger(0L, 0L
                    - ((int64_t)(uint32_t)start + LANES > 4294967296L ? (uint32_t)start - 4294967296L
                    : (uint32_t)start));
            LocalTensor<int16_t> keys_tile_2 = keys_tile_1_queue.AllocTensor<int16_t>();
            copy_in_behind(keys_tile_2, first, keys + ((uint32_t)start + first), count_2);
            keys_tile_1_queue.EnQue(keys_tile_2);
            keys_tile_2 = keys_tile_1_queue.DeQue<int16_t>();
            Select(stage.ReinterpretCast<half>(), mask, keys_tile_2.ReinterpretCast<half>(),
                    stage.ReinterpretCast<half>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            keys_tile_1_queue.FreeTensor(keys_tile_2);
            const int32_t staged = smaller(STAGE, n - start);
            wait<HardEvent::V_S>();
            for (int32_t other = 0; other < staged; ++other) {
                // Of equal keys the earlier one comes first.
                int32_t sum = lane.GetValue(0) == other ? stage.GetValue(0) : (int16_t)0;
                for (int32_t lane_2 = 1; lane_2 < LANES; ++lane_2)
                    sum += lane.GetValue(lane_2) == other ? stage.GetValue(lane_2) : (int16_t)0;
                LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
                Duplicate(work_4, (int32_t)(int16_t)sum, LANES);
                LocalTensor<float> work_5 = slot_9.Get<float>();
                Cast(work_5, own, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
                Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> maximum_3 = slot_9.Get<int32_t>();
                Max(maximum_3, work_6, work_4, LANES);
                LocalTensor<uint8_t> mask_2 = slot_11.Get<uint8_t>();
                Compare(mask_2, maximum_3, work_4, CMPMODE::EQ, LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                int32_t sum_2 = lane.GetValue(0) == other ? stage.GetValue(0) : (int16_t)0;
                for (int32_t lane_2 = 1; lane_2 < LANES; ++lane_2)
                    sum_2 += lane.GetValue(lane_2) == other ? stage.GetValue(lane_2) : (int16_t)0;
                LocalTensor<int32_t> work_7 = slot_7.Get<int32_t>();
                Duplicate(work_7, (int32_t)(int16_t)sum_2, LANES);
                LocalTensor<float> work_8 = slot_9.Get<float>();
                Cast(work_8, own, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_9 = slot_8.Get<int32_t>();
                Cast(work_9, work_8, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<int32_t> maximum_4 = slot_9.Get<int32_t>();
                Max(maximum_4, work_9, work_7, LANES);
                LocalTensor<uint8_t> mask_3 = slot_12.Get<uint8_t>();
                Compare(mask_3, maximum_4, work_7, CMPMODE::EQ, LANES);
                And(mask_3.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_10 = slot_7.Get<int32_t>();
                Duplicate(work_10, other, LANES);
                LocalTensor<int32_t> work_11 = slot_9.Get<int32_t>();
                Duplicate(work_11, 0, LANES);
                Select(work_10.ReinterpretCast<float>(), mask_3, work_10.ReinterpretCast<float>(),
                        work_11.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<int32_t> work_12 = slot_9.Get<int32_t>();
                Duplicate(work_12, LANES - 1, LANES);
                And(work_10.ReinterpretCast<int16_t>(), work_10.ReinterpretCast<int16_t>(),
                        work_12.ReinterpretCast<int16_t>(), LANES * 2);
                Muls(work_10, work_10, 2, LANES);
                LocalTensor<int16_t> gathered = slot_13.Get<int16_t>();
                Gather(gathered, stage, work_10.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_13 = slot_7.Get<float>();
                Cast(work_13, gathered, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_14 = slot_9.Get<int32_t>();
                Cast(work_14, work_13, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<float> work_15 = slot_7.Get<float>();
                Cast(work_15, own, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_16 = slot_8.Get<int32_t>();
                Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
                LocalTensor<uint8_t> mask_4 = slot_12.Get<uint8_t>();
                Compare(mask_4, work_14, work_16, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_17 = slot_8.Get<int32_t>();
                Duplicate(work_17, start + other, LANES);
                LocalTensor<int32_t> maximum_5 = slot_9.Get<int32_t>();
                Max(maximum_5, i.ReinterpretCast<int32_t>(), work_17, LANES);
                LocalTensor<uint8_t> mask_5 = slot_14.Get<uint8_t>();
                Compare(mask_5, maximum_5, work_17, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_18 = slot_8.Get<int32_t>();
                Adds(work_18, rank, 1, LANES);
                Select(rank.ReinterpretCast<float>(), mask_2, work_18.ReinterpretCast<float>(),
                        rank.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        LocalTensor<int16_t> spread = slot_15.Get<int16_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread, own, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < count; ++lane_2) {
            copy_out(sorted_keys + rank.GetValue(lane_2), spread[lane_2 * 16], 1);
        }
        LocalTensor<uint8_t> payload_tile = slot_16.Get<uint8_t>();
        Duplicate(payload_tile.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 1) / 2);
        wait<HardEvent::V_MTE2>();
        copy_in(payload_tile, payload + (int32_t)(block_x * STAGE), count);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        for (int32_t lane_2 = 0; lane_2 < count; ++lane_2) {
            LocalTensor<uint8_t> element = slot_17.Get<uint8_t>();
            wait<HardEvent::MTE3_S>();
            element.SetValue(0, payload_tile.GetValue(lane_2));
            wait<HardEvent::S_MTE3>();
            copy_out(sorted_payload + rank.GetValue(lane_2), element, 1);
        }
    }
}
