// conv1d.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// A one-dimensional filter over a signal that is zero outside its ends. A block stages its stretch of the signal and
// the halo on both sides in dynamic shared memory: blockDim.x + 2 * RADIUS floats.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t RADIUS = 3;

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void conv1d(
        GM_ADDR signal_address, GM_ADDR out_address, int32_t n, GM_ADDR filter_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* signal = (__gm__ float*)signal_address;
    __gm__ float* out = (__gm__ float*)out_address;
    __gm__ float* filter = (__gm__ float*)filter_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> signal_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(signal_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t first = block_x * BLOCK_X - RADIUS;
        LocalTensor<float> sum = slot_1.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t tap = -RADIUS; tap < 4; ++tap) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
            const float element = stop > 0 ? load(filter + (RADIUS + tap)) : 0.0f;
            const int32_t first_2 = larger(0L, 0L - (tap + 3 + first));
            const int32_t count = smaller(smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X)),
                    (int64_t)n - (tap + 3 + first)) - larger(0L, 0L - (tap + 3 + first));
            LocalTensor<float> signal_tile = signal_tile_queue.AllocTensor<float>();
            copy_in_behind(signal_tile, first_2, signal + (first_2 + tap + 3 + first), count);
            signal_tile_queue.EnQue(signal_tile);
            signal_tile = signal_tile_queue.DeQue<float>();
            const int32_t stop_2 = smaller(smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X)),
                    (int64_t)n - (tap + 3 + first));
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
            LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)first_2, CMPMODE::GE, LANES);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work = slot_4.Get<float>();
            Select(work, mask, signal_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            signal_tile_queue.FreeTensor(signal_tile);
            Muls(work, work, element, LANES);
            Add(sum, sum, work, LANES);
        }
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        wait<HardEvent::V_MTE3>();
        copy_out(out + (int32_t)(block_x * BLOCK_X), sum, count);
    }
}
