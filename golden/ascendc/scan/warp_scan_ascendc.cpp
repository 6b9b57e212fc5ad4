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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// Each number with all before it: with the one before, then with two before, then with four. In `padded`, 8 zeros stand
// before them; a lane with nothing so far before it takes one of these.
template <typename T>
__aicore__ inline void running_sum(const LocalTensor<T>& target, const LocalTensor<T>& source,
                                   const LocalTensor<T>& padded, const LocalTensor<int32_t>& places, int32_t count) {
    Duplicate(padded, T(0), 8);
    Adds(padded[8], source, T(0), count);
    for (int32_t before = 1; before < count; before *= 2) {
        CreateVecIndex(places, 8 - before, count);
        Maxs(places, places, 0, count);
        Muls(places, places, int32_t(sizeof(T)), count);
        Gather(target, padded, places.ReinterpretCast<uint32_t>(), 0, count);
        Add(padded[8], padded[8], target, count);
    }
    Adds(target, padded[8], T(0), count);
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
    TQue<TPosition::VECIN, 2> value_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, 256);
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<float> value = value_1_queue.AllocTensor<float>();
        copy_in(value, x + (int32_t)(block_x * BLOCK_X), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<float>();
        Select(value, mask, value, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> work = slot_4.Get<float>();
        Select(work, active, value, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> running = slot_5.Get<float>();
        LocalTensor<float> padded_2 = slot_6.Get<float>();
        LocalTensor<int32_t> places = slot_7.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        running_sum(running, work, padded_2, places, LANES);
        const int32_t stop_3 = LANES;
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)stop_3, CMPMODE::LT, LANES);
        LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
        CompareScalar(mask_3, lanes, 1.0f, CMPMODE::GE, LANES);
        And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_4 = slot_8.Get<uint8_t>();
        CompareScalar(mask_4, lanes, (float)stop_3, CMPMODE::LT, LANES);
        LocalTensor<uint8_t> mask_5 = slot_9.Get<uint8_t>();
        CompareScalar(mask_5, lanes, 1.0f, CMPMODE::GE, LANES);
        And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_2 = slot_4.Get<int32_t>();
        Adds(work_2, lane, -1, LANES);
        LocalTensor<int32_t> work_3 = slot_7.Get<int32_t>();
        Duplicate(work_3, 0, LANES);
        Select(work_2.ReinterpretCast<float>(), mask_4, work_2.ReinterpretCast<float>(),
                work_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_2, work_2, 4, LANES);
        LocalTensor<float> running_2 = slot_7.Get<float>();
        Gather(running_2, running, work_2.ReinterpretCast<uint32_t>(), 0, LANES);
        Select(running_2, mask_2, running_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> work_4 = slot_4.Get<float>();
        Select(work_4, active, value, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum = slot_10.Get<float>();
        LocalTensor<float> work_5 = slot_11.Get<float>();
        ReduceSum(sum, work_4, work_5, LANES);
        wait<HardEvent::V_S>();
        const float total = sum.GetValue(0);
        wait<HardEvent::V_MTE3>();
        copy_out(prefix + (int32_t)(block_x * BLOCK_X), running_2, count);
        LocalTensor<float> element = slot_10.Get<float>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        copy_out(totals + (int32_t)block_x, element, 1);  // beyond the last warp nothing was added
        value_1_queue.FreeTensor(value);
    }
}
