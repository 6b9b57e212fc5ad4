// im2col.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Lays out the windows of an image as columns of a matrix, so that convolution becomes a matrix product.
// The matrix is [channels * size * size, out_height * out_width]. Indices are 64 bits wide throughout.

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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void im2col(
        GM_ADDR image_address, GM_ADDR matrix_address, int64_t total, int32_t height, int32_t width, int32_t out_height,
        int32_t out_width, int32_t size, int32_t stride, int32_t padding, int32_t dilation, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* image = (__gm__ float*)image_address;
    __gm__ float* matrix = (__gm__ float*)matrix_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 8));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int64_t step = (int64_t)((int32_t)grid_x - 1) * LANES + TAIL;
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_S>();
        for (int64_t start = (int64_t)(int32_t)block_x * LANES; start < total; start += step) {
            LocalTensor<int64_t> i = slot_1.Get<int64_t>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                i.SetValue(lane, start + lane);
            }
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), total
                    - start);
            LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            LocalTensor<int64_t> rest = slot_3.Get<int64_t>();
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            copy_tile(rest, i, LANES);
            LocalTensor<int32_t> out_x = slot_4.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                out_x.SetValue(lane, (int32_t)(rest.GetValue(lane) % (out_width != 0L ? out_width : 1L)));
            }
            for (int32_t lane = 0; lane < LANES; ++lane) {
                rest.SetValue(lane, rest.GetValue(lane) / (out_width != 0L ? out_width : 1L));
            }
            LocalTensor<int32_t> out_y = slot_5.Get<int32_t>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                out_y.SetValue(lane, (int32_t)(rest.GetValue(lane) % (out_height != 0L ? out_height : 1L)));
            }
            for (int32_t lane = 0; lane < LANES; ++lane) {
                rest.SetValue(lane, rest.GetValue(lane) / (out_height != 0L ? out_height : 1L));
            }
            LocalTensor<int32_t> kernel_x = slot_6.Get<int32_t>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                kernel_x.SetValue(lane, (int32_t)(rest.GetValue(lane) % (size != 0L ? size : 1L)));
            }
            for (int32_t lane = 0; lane < LANES; ++lane) {
                rest.SetValue(lane, rest.GetValue(lane) / (size != 0L ? size : 1L));
            }
            LocalTensor<int32_t> kernel_y = slot_7.Get<int32_t>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                kernel_y.SetValue(lane, (int32_t)(rest.GetValue(lane) % (size != 0L ? size : 1L)));
            }
            LocalTensor<int64_t> channel = slot_8.Get<int64_t>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                channel.SetValue(lane, rest.GetValue(lane) / (size != 0L ? size : 1L));
            }
            LocalTensor<int32_t> y = slot_9.Get<int32_t>();
            wait<HardEvent::S_V>();
            Muls(y, out_y, stride, LANES);
            Adds(y, y, 0 - padding, LANES);
            LocalTensor<int32_t> work = slot_10.Get<int32_t>();
            Muls(work, kernel_y, dilation, LANES);
            Add(y, y, work, LANES);
            LocalTensor<int32_t> x = slot_10.Get<int32_t>();
            Muls(x, out_x, stride, LANES);
            Adds(x, x, 0 - padding, LANES);
            LocalTensor<int32_t> work_2 = slot_11.Get<int32_t>();
            wait<HardEvent::MTE3_V>();
            Muls(work_2, kernel_x, dilation, LANES);
            Add(x, x, work_2, LANES);
            LocalTensor<float> value = slot_11.Get<float>();
            Duplicate(value, 0.0f, LANES);
            LocalTensor<int32_t> work_3 = slot_12.Get<int32_t>();
            Duplicate(work_3, 0, LANES);
            LocalTensor<int32_t> maximum = slot_13.Get<int32_t>();
            Max(maximum, work_3, y, LANES);
            LocalTensor<uint8_t> mask_2 = slot_14.Get<uint8_t>();
            Compare(mask_2, maximum, y, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            LocalTensor<int32_t> work_4 = slot_13.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            LocalTensor<int32_t> maximum_2 = slot_12.Get<int32_t>();
            Max(maximum_2, work_4, x, LANES);
            LocalTensor<uint8_t> mask_3 = slot_15.Get<uint8_t>();
            Compare(mask_3, maximum_2, x, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_5 = slot_12.Get<int32_t>();
            Duplicate(work_5, height, LANES);
            LocalTensor<int32_t> maximum_3 = slot_13.Get<int32_t>();
            Max(maximum_3, work_5, y, LANES);
            LocalTensor<uint8_t> mask_4 = slot_15.Get<uint8_t>();
            Compare(mask_4, maximum_3, y, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_6 = slot_13.Get<int32_t>();
            Duplicate(work_6, width, LANES);
            LocalTensor<int32_t> maximum_4 = slot_12.Get<int32_t>();
            Max(maximum_4, work_6, x, LANES);
            LocalTensor<uint8_t> mask_5 = slot_15.Get<uint8_t>();
            Compare(mask_5, maximum_4, x, CMPMODE::EQ, (LANES + 63) / 64 * 64);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> image_tile = slot_12.Get<float>();
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(mask_2, lane)) {
                    image_tile.SetValue(lane,
                            load(image
                            + ((channel.GetValue(lane) * height + y.GetValue(lane)) * width + x.GetValue(lane))));
                }
            }
            wait<HardEvent::S_V>();
            Select(value, mask_2, image_tile, value, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), total
                    - start);
            wait<HardEvent::V_MTE3>();
            copy_out(matrix + start, value, count);
        }
    }
}
