// quantise_rows.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Dynamic symmetric quantisation of activations: each row gets the scale that maps its largest magnitude to 127.
// One block a row.

#include "kernel_operator.h"
using namespace AscendC;

constexpr float LARGEST_BYTE = 127.0f;

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

// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void quantise_rows(
        GM_ADDR x_address, GM_ADDR quantised_address, GM_ADDR scales_address, int32_t columns, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ int8_t* quantised = (__gm__ int8_t*)quantised_address;
    __gm__ float* scales = (__gm__ float*)scales_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> row_tile_queue;
    TQue<TPosition::VECIN, 2> row_tile_1_queue;
    TQue<TPosition::VECOUT, 2> quantised_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(row_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(row_tile_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(quantised_tile_out_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        __gm__ float* row = x + block_x * columns;
        LocalTensor<float> magnitude = slot_2.Get<float>();
        Duplicate(magnitude, 0.0f, LANES);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
            copy_in(row_tile, row + start, count);
            row_tile_queue.EnQue(row_tile);
            row_tile = row_tile_queue.DeQue<float>();
            Abs(row_tile, row_tile, LANES);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            Compare(mask, row_tile, row_tile, CMPMODE::EQ, LANES);
            LocalTensor<float> work = slot_4.Get<float>();
            Select(work, mask, row_tile, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(magnitude, magnitude, work, count);
            }
            row_tile_queue.FreeTensor(row_tile);
        }
        LocalTensor<float> work_2 = slot_4.Get<float>();
        Select(work_2, active, magnitude, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_5.Get<float>();
        LocalTensor<float> work_3 = slot_6.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_2 = largest.GetValue(0);

        // A row of zeros stays zeros.
        const float inverse = largest_2 > 0.0f ? LARGEST_BYTE / largest_2 : 0.0f;
        LocalTensor<float> element = slot_5.Get<float>();
        element.SetValue(0, largest_2 / LARGEST_BYTE);
        wait<HardEvent::S_MTE3>();
        copy_out(scales + (int32_t)block_x, element, 1);

        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> row_tile_2 = row_tile_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(row_tile_2, row + start, count);
            row_tile_1_queue.EnQue(row_tile_2);
            row_tile_2 = row_tile_1_queue.DeQue<float>();
            Muls(row_tile_2, row_tile_2, inverse, LANES);
            LocalTensor<int32_t> level = slot_4.Get<int32_t>();
            Cast(level, row_tile_2, RoundMode::CAST_RINT, LANES);
            row_tile_1_queue.FreeTensor(row_tile_2);
            LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
            Mins(work_4, level, 127, LANES);
            Maxs(level, work_4, -127, LANES);
            LocalTensor<int8_t> quantised_tile_out = quantised_tile_out_queue.AllocTensor<int8_t>();
            LocalTensor<int32_t> work_5 = slot_6.Get<int32_t>();
            Adds(work_5, level, 128, LANES);
            LocalTensor<int32_t> work_6 = slot_7.Get<int32_t>();
            Duplicate(work_6, 255, LANES);
            And(work_5.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Adds(work_5, work_5, -128, LANES);
            LocalTensor<float> work_7 = slot_7.Get<float>();
            Cast(work_7, work_5, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> work_8 = slot_8.Get<half>();
            Cast(work_8, work_7, RoundMode::CAST_RINT, LANES);
            Cast(quantised_tile_out, work_8, RoundMode::CAST_RINT, LANES);
            quantised_tile_out_queue.EnQue(quantised_tile_out);
            quantised_tile_out = quantised_tile_out_queue.DeQue<int8_t>();
            copy_out(quantised + (block_x * columns + start), quantised_tile_out, count);
            quantised_tile_out_queue.FreeTensor(quantised_tile_out);
        }
    }
}
