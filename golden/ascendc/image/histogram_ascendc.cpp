// histogram.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Histogram of bytes, as a whole program: each block counts in shared memory and adds its counts to the result.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t BINS = 256;

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void histogram(
        GM_ADDR data_address, GM_ADDR counts_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint8_t* data = (__gm__ uint8_t*)data_address;
    __gm__ uint32_t* counts = (__gm__ uint32_t*)counts_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18;
    pipe.InitBuffer(slot_0, 1024);
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 1024);
    pipe.InitBuffer(slot_4, 1024);
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, 1024);
    pipe.InitBuffer(slot_12, 1024);
    pipe.InitBuffer(slot_13, padded(LANES));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_18, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, 256);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> block_counts_slots = slot_3.Get<int32_t>();
        CreateVecIndex(block_counts_slots, 0, 256);
        LocalTensor<uint32_t> block_counts = slot_4.Get<uint32_t>();
        Duplicate(block_counts, 0u, 256);
        for (int32_t start = 0; start < BINS; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)BINS - start);
            LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> place = slot_6.Get<int32_t>();
            Adds(place, block_counts_slots, 0 - start, 256);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_2 = smaller(256L, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slot_7.Get<uint8_t>();
            CompareScalar(owned, lanes, (float)stop_2, CMPMODE::LT, 256);
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)first, CMPMODE::GE, 256);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    16);
            LocalTensor<int32_t> owner = slot_9.Get<int32_t>();
            Duplicate(owner, 0, 256);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> work = slot_10.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_11.Get<int32_t>();
            Muls(work_2, owner, 4, 256);
            LocalTensor<float> gathered = slot_12.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, 256);
            LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, 256);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    16);
            LocalTensor<uint32_t> work_3 = slot_12.Get<uint32_t>();
            Duplicate(work_3, 0u, 256);
            Select(block_counts.ReinterpretCast<float>(), mask_3, work_3.ReinterpretCast<float>(),
                    block_counts.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
        }

        wait<HardEvent::V_S>();
        for (int32_t start = block_x * BLOCK_X; start < n; start += (int32_t)(grid_x * BLOCK_X)) {
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)n - start);
            LocalTensor<uint8_t> data_tile = slot_13.Get<uint8_t>();
            Duplicate(data_tile.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 1) / 2);
            wait<HardEvent::V_MTE2>();
            copy_in(data_tile, data + start, count_2);
            LocalTensor<int32_t> histogram_2 = slot_6.Get<int32_t>();
            Duplicate(histogram_2.ReinterpretCast<int16_t>(), (int16_t)0, 512);
            Duplicate(histogram_2, 0, 256);
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE2_S>();
            for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
                const int32_t bin_2 = data_tile.GetValue(lane_2);
                if ((bin_2 < 256) & ((lane_2 < BLOCK_X) & (start + lane_2 < n))) {
                    histogram_2.SetValue(bin_2, histogram_2.GetValue(bin_2) + 1);
                }
            }
            wait<HardEvent::S_V>();
            Add(block_counts.ReinterpretCast<int32_t>(), block_counts.ReinterpretCast<int32_t>(), histogram_2, 256);
        }

        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < BINS; start += BLOCK_X) {
            LocalTensor<int32_t> bin = slot_10.Get<int32_t>();
            Adds(bin, lane, start, LANES);

            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)BINS - start);
            LocalTensor<uint8_t> mask_4 = slot_5.Get<uint8_t>();
            CompareScalar(mask_4, lanes_2, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_4 = slot_14.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            Select(work_4.ReinterpretCast<float>(), mask_4, bin.ReinterpretCast<float>(),
                    work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_4, work_4, 4, LANES);
            LocalTensor<uint32_t> count = slot_15.Get<uint32_t>();
            Gather(count, block_counts, work_4.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<uint32_t> work_5 = slot_14.Get<uint32_t>();
            Adds(work_5.ReinterpretCast<int32_t>(), count.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
            LocalTensor<uint32_t> work_6 = slot_16.Get<uint32_t>();
            Duplicate(work_6, 0u, LANES);
            Adds(work_6.ReinterpretCast<int32_t>(), work_6.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
            LocalTensor<uint8_t> mask_5 = slot_17.Get<uint8_t>();
            Compare(mask_5, work_5.ReinterpretCast<int32_t>(), work_6.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> spread = slot_18.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            expand(spread, count.ReinterpretCast<int32_t>(), LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(mask_5, lane_2)) {
                    SetAtomicAdd<int32_t>();
                    copy_out((__gm__ int32_t*)(counts + bin.GetValue(lane_2)), spread[lane_2 * 8], 1);
                    SetAtomicNone();
                }
            }
        }
    }
}
