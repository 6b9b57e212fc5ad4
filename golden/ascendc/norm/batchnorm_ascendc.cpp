// batchnorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

// Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
// The grid is (elements of a plane, channels, images).
extern "C" __global__ __aicore__ void batchnorm_inference_false(
        GM_ADDR x_address, GM_ADDR mean_address, GM_ADDR variance_address, GM_ADDR gamma_address, GM_ADDR beta_address,
        GM_ADDR y_address, int32_t plane, float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* mean = (__gm__ float*)mean_address;
    __gm__ float* variance = (__gm__ float*)variance_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TBuf<TPosition::VECCALC> slot_0;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const int32_t channel = block_y;
        const int32_t channels = grid_y;
        const int32_t image = block_z;
        const float element = load(gamma + channel);
        const float element_2 = load(variance + channel);
        LocalTensor<float> work = slot_0.Get<float>();
        Duplicate(work, element_2 + epsilon, 8);
        Sqrt(work, work, 8);
        wait<HardEvent::V_S>();
        const float sqrt = work.GetValue(0);
        const float scale = element / sqrt;
        const float element_3 = load(beta + channel);
        const float element_4 = load(mean + channel);
        const float shift = element_3 - element_4 * scale;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)plane
                - (int32_t)(block_x * LANES));
        LocalTensor<float> value = value_1_queue.AllocTensor<float>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(value, x + ((image * channels + channel) * plane + (int32_t)(block_x * LANES)), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<float>();
        wait<HardEvent::MTE3_V>();
        Muls(value, value, scale, LANES);
        Adds(value, value, shift, LANES);
        wait<HardEvent::V_MTE3>();
        wait<HardEvent::MTE2_MTE3>();
        copy_out(y + ((image * channels + channel) * plane + (int32_t)(block_x * LANES)), value, count);
        value_1_queue.FreeTensor(value);
    }
}

// Batch normalisation at inference over NCHW: each channel is scaled and shifted by its stored moments.
// The grid is (elements of a plane, channels, images).
extern "C" __global__ __aicore__ void batchnorm_inference_true(
        GM_ADDR x_address, GM_ADDR mean_address, GM_ADDR variance_address, GM_ADDR gamma_address, GM_ADDR beta_address,
        GM_ADDR y_address, int32_t plane, float epsilon, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* mean = (__gm__ float*)mean_address;
    __gm__ float* variance = (__gm__ float*)variance_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, 256);
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const int32_t channel = block_y;
        const int32_t channels = grid_y;
        const int32_t image = block_z;
        const float element = load(gamma + channel);
        const float element_2 = load(variance + channel);
        LocalTensor<float> work = slot_0.Get<float>();
        Duplicate(work, element_2 + epsilon, 8);
        Sqrt(work, work, 8);
        wait<HardEvent::V_S>();
        const float sqrt = work.GetValue(0);
        const float scale = element / sqrt;
        const float element_3 = load(beta + channel);
        const float element_4 = load(mean + channel);
        const float shift = element_3 - element_4 * scale;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)plane
                - (int32_t)(block_x * LANES));
        LocalTensor<float> value = value_1_queue.AllocTensor<float>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(value, x + ((image * channels + channel) * plane + (int32_t)(block_x * LANES)), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<float>();
        wait<HardEvent::MTE3_V>();
        Muls(value, value, scale, LANES);
        Adds(value, value, shift, LANES);
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        Compare(mask, value, value, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Maxs(work_2, value, 0.0f, LANES);
        Select(value, mask, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        wait<HardEvent::V_MTE3>();
        wait<HardEvent::MTE2_MTE3>();
        copy_out(y + ((image * channels + channel) * plane + (int32_t)(block_x * LANES)), value, count);
        value_1_queue.FreeTensor(value);
    }
}
