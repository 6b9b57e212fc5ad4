// batchnorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Batch normalisation of a [batch, channels, plane] tensor, where a plane is height * width elements.

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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

// Inference: one thread an element, with the statistics that training left.
extern "C" __global__ __aicore__ void batchnorm_naive(
        GM_ADDR x_address, GM_ADDR mean_address, GM_ADDR variance_address, GM_ADDR gamma_address, GM_ADDR beta_address,
        GM_ADDR y_address, int32_t batch, int32_t channels, int32_t plane, float epsilon, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* mean = (__gm__ float*)mean_address;
    __gm__ float* variance = (__gm__ float*)variance_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> gamma_tile = slot_0.Get<float>();
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(batch * channels * plane) - (int32_t)(block_x * LANES));
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            gamma_tile.SetValue(lane,
                    load(gamma + (int32_t)(block_x * LANES + lane)
                    / (plane != 0 ? plane : 1) % (channels != 0 ? channels : 1)));
        }
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), stop);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        LocalTensor<float> mean_tile = slot_1.Get<float>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            mean_tile.SetValue(lane,
                    load(mean + (int32_t)(block_x * LANES + lane)
                    / (plane != 0 ? plane : 1) % (channels != 0 ? channels : 1)));
        }
        wait<HardEvent::S_V>();
        Sub(x_tile, x_tile, mean_tile, LANES);
        Mul(gamma_tile, gamma_tile, x_tile, LANES);
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<float> variance_tile = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            variance_tile.SetValue(lane,
                    load(variance + (int32_t)(block_x * LANES + lane)
                    / (plane != 0 ? plane : 1) % (channels != 0 ? channels : 1)));
        }
        wait<HardEvent::S_V>();
        Adds(variance_tile, variance_tile, epsilon, LANES);
        Sqrt(variance_tile, variance_tile, LANES);
        Div(gamma_tile, gamma_tile, variance_tile, LANES);
        LocalTensor<float> beta_tile = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            beta_tile.SetValue(lane,
                    load(beta + (int32_t)(block_x * LANES + lane)
                    / (plane != 0 ? plane : 1) % (channels != 0 ? channels : 1)));
        }
        wait<HardEvent::S_V>();
        Add(y_tile_out, gamma_tile, beta_tile, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, stop);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
extern "C" __global__ __aicore__ void batchnorm_train_64(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, GM_ADDR running_mean_address,
        GM_ADDR running_variance_address, GM_ADDR saved_address, int32_t batch, int32_t plane, float epsilon,
        float momentum, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* running_mean = (__gm__ float*)running_mean_address;
    __gm__ float* running_variance = (__gm__ float*)running_variance_address;
    __gm__ float* saved = (__gm__ float*)saved_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, 256);
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t channel = block_x;
        const int32_t channels = grid_x;
        const int32_t count = batch * plane;

        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 64) {
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> x_tile = slot_1.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < count_2; ++lane) {
                x_tile.SetValue(lane,
                        load(x + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1))));
            }
            if (count_2 > 0) {
                wait<HardEvent::S_V>();
                Add(sum, sum, x_tile, count_2);
            }
        }
        LocalTensor<float> sum_2 = slot_2.Get<float>();
        LocalTensor<float> work = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);  // before the next use of the places
        const float mean = total / count;

        LocalTensor<float> squares = slot_1.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 64) {
            LocalTensor<float> deviation = slot_3.Get<float>();
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                deviation.SetValue(lane,
                        load(x + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1))));
            }
            wait<HardEvent::S_V>();
            Adds(deviation, deviation, -mean, LANES);
            LocalTensor<float> work_2 = slot_4.Get<float>();
            Mul(work_2, deviation, deviation, LANES);
            if (stop > 0) {
                Add(squares, squares, work_2, stop);
            }
        }
        LocalTensor<float> sum_3 = slot_2.Get<float>();
        LocalTensor<float> work_3 = slot_3.Get<float>();
        ReduceSum(sum_3, squares, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum_3.GetValue(0);  // before the next use of the places
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Duplicate(work_4, total_2 / count + epsilon, 8);
        Sqrt(work_4, work_4, 8);
        wait<HardEvent::V_S>();
        const float sqrt = work_4.GetValue(0);
        const float inverse_deviation = 1.0f / sqrt;
        LocalTensor<float> element = slot_2.Get<float>();
        element.SetValue(0, mean);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L, element, 1);
        LocalTensor<float> element_2 = slot_2.Get<float>();
        wait<HardEvent::MTE3_S>();
        element_2.SetValue(0, inverse_deviation);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L + 1, element_2, 1);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        LocalTensor<float> tile_tile = slot_3.Get<float>();
        const float tile_tile_3 = count_2 > 0 ? load(running_mean + channel) : 0.0f;
        Duplicate(tile_tile, tile_tile_3, LANES);
        Muls(tile_tile, tile_tile, 1.0f - momentum, LANES);
        Adds(tile_tile, tile_tile, momentum * mean, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_mean + channel, tile_tile, count_2 > 0 ? 1 : 0);
        LocalTensor<float> tile_tile_2 = slot_3.Get<float>();
        const float tile_tile_4 = count_2 > 0 ? load(running_variance + channel) : 0.0f;
        wait<HardEvent::MTE3_V>();
        Duplicate(tile_tile_2, tile_tile_4, LANES);
        Muls(tile_tile_2, tile_tile_2, 1.0f - momentum, LANES);
        Adds(tile_tile_2, tile_tile_2, momentum * total_2 / (count - 1), LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_variance + channel, tile_tile_2, count_2 > 0 ? 1 : 0);

        const float element_3 = load(gamma + channel);
        const float scale = element_3 * inverse_deviation;
        const float element_4 = load(beta + channel);
        const float shift = element_4 - mean * scale;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < count; start += 64) {
            LocalTensor<float> x_tile_2 = slot_3.Get<float>();
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                fence();
                x_tile_2.SetValue(lane,
                        load(x + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1))));
            }
            wait<HardEvent::S_V>();
            Muls(x_tile_2, x_tile_2, scale, LANES);
            Adds(x_tile_2, x_tile_2, shift, LANES);
            LocalTensor<float> spread = slot_5.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, x_tile_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                copy_out(y
                        + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1)), spread[lane * 8], 1);
            }
        }
    }
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
extern "C" __global__ __aicore__ void batchnorm_train_128(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, GM_ADDR running_mean_address,
        GM_ADDR running_variance_address, GM_ADDR saved_address, int32_t batch, int32_t plane, float epsilon,
        float momentum, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* running_mean = (__gm__ float*)running_mean_address;
    __gm__ float* running_variance = (__gm__ float*)running_variance_address;
    __gm__ float* saved = (__gm__ float*)saved_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, 256);
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t channel = block_x;
        const int32_t channels = grid_x;
        const int32_t count = batch * plane;

        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 128) {
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> x_tile = slot_1.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < count_2; ++lane) {
                x_tile.SetValue(lane,
                        load(x + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1))));
            }
            if (count_2 > 0) {
                wait<HardEvent::S_V>();
                Add(sum, sum, x_tile, count_2);
            }
        }
        LocalTensor<float> sum_2 = slot_2.Get<float>();
        LocalTensor<float> work = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        ReduceSum(sum_2, sum, work, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);  // before the next use of the places
        const float mean = total / count;

        LocalTensor<float> squares = slot_1.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 128) {
            LocalTensor<float> deviation = slot_3.Get<float>();
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                deviation.SetValue(lane,
                        load(x + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1))));
            }
            wait<HardEvent::S_V>();
            Adds(deviation, deviation, -mean, LANES);
            LocalTensor<float> work_2 = slot_4.Get<float>();
            Mul(work_2, deviation, deviation, LANES);
            if (stop > 0) {
                Add(squares, squares, work_2, stop);
            }
        }
        LocalTensor<float> sum_3 = slot_2.Get<float>();
        LocalTensor<float> work_3 = slot_3.Get<float>();
        ReduceSum(sum_3, squares, work_3, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum_3.GetValue(0);  // before the next use of the places
        LocalTensor<float> work_4 = slot_2.Get<float>();
        Duplicate(work_4, total_2 / count + epsilon, 8);
        Sqrt(work_4, work_4, 8);
        wait<HardEvent::V_S>();
        const float sqrt = work_4.GetValue(0);
        const float inverse_deviation = 1.0f / sqrt;
        LocalTensor<float> element = slot_2.Get<float>();
        element.SetValue(0, mean);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L, element, 1);
        LocalTensor<float> element_2 = slot_2.Get<float>();
        wait<HardEvent::MTE3_S>();
        element_2.SetValue(0, inverse_deviation);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L + 1, element_2, 1);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        LocalTensor<float> tile_tile = slot_3.Get<float>();
        const float tile_tile_3 = count_2 > 0 ? load(running_mean + channel) : 0.0f;
        Duplicate(tile_tile, tile_tile_3, LANES);
        Muls(tile_tile, tile_tile, 1.0f - momentum, LANES);
        Adds(tile_tile, tile_tile, momentum * mean, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_mean + channel, tile_tile, count_2 > 0 ? 1 : 0);
        LocalTensor<float> tile_tile_2 = slot_3.Get<float>();
        const float tile_tile_4 = count_2 > 0 ? load(running_variance + channel) : 0.0f;
        wait<HardEvent::MTE3_V>();
        Duplicate(tile_tile_2, tile_tile_4, LANES);
        Muls(tile_tile_2, tile_tile_2, 1.0f - momentum, LANES);
        Adds(tile_tile_2, tile_tile_2, momentum * total_2 / (count - 1), LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_variance + channel, tile_tile_2, count_2 > 0 ? 1 : 0);

        const float element_3 = load(gamma + channel);
        const float scale = element_3 * inverse_deviation;
        const float element_4 = load(beta + channel);
        const float shift = element_4 - mean * scale;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < count; start += 128) {
            LocalTensor<float> x_tile_2 = slot_3.Get<float>();
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                fence();
                x_tile_2.SetValue(lane,
                        load(x + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1))));
            }
            wait<HardEvent::S_V>();
            Muls(x_tile_2, x_tile_2, scale, LANES);
            Adds(x_tile_2, x_tile_2, shift, LANES);
            LocalTensor<float> spread = slot_5.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, x_tile_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                copy_out(y
                        + (((start + lane) / (plane != 0 ? plane : 1) * channels + channel) * plane
                        + (start + lane) % (plane != 0 ? plane : 1)), spread[lane * 8], 1);
            }
        }
    }
}
