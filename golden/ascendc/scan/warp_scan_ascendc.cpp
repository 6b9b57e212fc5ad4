// warp_scan.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Exclusive prefix sums of floats over blocks of up to 1024 threads, and each block's total: shuffles within warps, then
// over the warps.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void exclusive_scan(
        GM_ADDR x_address, GM_ADDR prefix_address, GM_ADDR totals_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* prefix = (__gm__ float*)prefix_address;
    __gm__ float* totals = (__gm__ float*)totals_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<int32_t> work_6 = slot_1.Get<int32_t>();
        Duplicate(work_6, BLOCK_X, LANES);
        LocalTensor<int32_t> maximum_4 = slot_2.Get<int32_t>();
        Max(maximum_4, work_6, lane, LANES);
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        Compare(active, maximum_4, lane, CMPMODE::EQ, LANES);
        Not(active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        Duplicate(work, n, LANES);
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        Max(maximum, work, i.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
        Compare(mask, maximum, i.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);

        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<float> value = slot_4.Get<float>();
        Duplicate(value.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(value, x + (int32_t)(block_x * BLOCK_X), count);
        wait<HardEvent::MTE2_V>();
        Select(value, mask, value, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> running = slot_1.Get<float>();
        float total = 0.0f;
        wait<HardEvent::V_S>();
        for (int32_t k = 0; k < LANES; ++k) {
            total = k == 0 ? (k < BLOCK_X ? value.GetValue(k) : 0.0f) : total
                    + (k < BLOCK_X ? value.GetValue(k) : 0.0f);
            running.SetValue(k, total);
        }
        LocalTensor<int32_t> work_2 = slot_6.Get<int32_t>();
        Duplicate(work_2, 0, LANES);
        LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Max(maximum_2, lane, work_2, LANES);
        LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
        Compare(mask_2, maximum_2, work_2, CMPMODE::EQ, LANES);
        Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        LocalTensor<int32_t> maximum_3 = slot_7.Get<int32_t>();
        Max(maximum_3, lane, work_3, LANES);
        LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
        Compare(mask_3, maximum_3, work_3, CMPMODE::EQ, LANES);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        Adds(work_4, lane, -1, LANES);
        LocalTensor<int32_t> work_5 = slot_7.Get<int32_t>();
        Duplicate(work_5, 0, LANES);
        Select(work_4.ReinterpretCast<float>(), mask_3, work_4.ReinterpretCast<float>(),
                work_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_4, work_4, 4, LANES);
        LocalTensor<float> running_2 = slot_7.Get<float>();
        wait<HardEvent::S_V>();
        Gather(running_2, running, work_4.ReinterpretCast<uint32_t>(), 0, LANES);
        Select(running_2, mask_2, running_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> work_7 = slot_6.Get<float>();
        Select(work_7, active, value, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_9.Get<float>();
        LocalTensor<float> work_8 = slot_10.Get<float>();
        ReduceSum(sum, work_7, work_8, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum.GetValue(0);
        wait<HardEvent::V_MTE3>();
        copy_out(prefix + (int32_t)(block_x * BLOCK_X), running_2, count);
        LocalTensor<float> element = slot_9.Get<float>();
        element.SetValue(0, total_2);
        wait<HardEvent::S_MTE3>();
        copy_out(totals + (int32_t)block_x, element, 1);  // beyond the last warp nothing was added
    }
}
