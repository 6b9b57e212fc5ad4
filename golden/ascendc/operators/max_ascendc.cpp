// max.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The largest element of each row of a [rows, columns] matrix.

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

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t rows, int32_t count,
                                    int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(tile[row * pitch], at(memory + row * step), DataCopyExtParams{part, bytes, gap, blocks, 0},
                    DataCopyPadExtParams<T>());
    }
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

// What WholeReduceMax makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void max_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceMax(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32, ReduceOrder::ORDER_ONLY_VALUE);
    }
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

extern "C" __global__ __aicore__ void max_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> x_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 32));
    pipe.InitBuffer(x_tile_2_queue, 2, padded(LANES * 64));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 64));
    pipe.InitBuffer(slot_3, padded(LANES * 64));
    pipe.InitBuffer(slot_4, padded(LANES * 64));
    pipe.InitBuffer(slot_5, padded(LANES * 64));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 2));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)rows
                - (int32_t)(block_x * LANES));
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_rows_in(x_tile, x + (int32_t)(block_x * LANES) * columns, count, count > 0 ? 1 : 0, columns, 8);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 32, LANES);
        LocalTensor<float> largest = slot_1.Get<float>();
        wait<HardEvent::MTE3_V>();
        Gather(largest, x_tile, offsets, 0, LANES);
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<float> partial_largest = slot_2.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < LANES; ++i) {
            Duplicate(partial_largest[i * 16], largest.GetValue(i), 16);
        }
        for (int32_t start = 0; start < columns; start += 16) {
            LocalTensor<int32_t> lane = slot_3.Get<int32_t>();
            CreateVecIndex(lane, 0, LANES * 16);
            LocalTensor<int32_t> work = slot_4.Get<int32_t>();
            Duplicate(work, 15, LANES * 16);
            And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                    LANES * 16 * 2);
            LocalTensor<int32_t> work_2 = slot_4.Get<int32_t>();
            Duplicate(work_2, columns - start, LANES * 16);
            LocalTensor<int32_t> maximum = slot_5.Get<int32_t>();
            Max(maximum, work_2, lane, LANES * 16);
            LocalTensor<uint8_t> mask = slot_6.Get<uint8_t>();
            Compare(mask, maximum, lane, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES * 16 + 15) / 16);
            const int32_t columns_2 = smaller(16L, (int64_t)(columns - start));
            const int32_t columns_3 = count > 0 ? columns_2 : 0;
            LocalTensor<float> x_tile_2 = x_tile_2_queue.AllocTensor<float>();
            copy_rows_in(x_tile_2, x + ((int32_t)(block_x * LANES) * columns + start), count, columns_3, columns, 16);
            x_tile_2_queue.EnQue(x_tile_2);
            x_tile_2 = x_tile_2_queue.DeQue<float>();
            LocalTensor<uint8_t> mask_2 = slot_7.Get<uint8_t>();
            Compare(mask_2, partial_largest, partial_largest, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
            Compare(mask_3, x_tile_2, x_tile_2, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
            LocalTensor<float> work_3 = slot_3.Get<float>();
            Select(work_3, mask_3, x_tile_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES
                    * 16);
            Max(work_3, partial_largest, work_3, LANES * 16);
            Select(work_3, mask_2, work_3, x_tile_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
            x_tile_2_queue.FreeTensor(x_tile_2);
            Select(partial_largest, mask, work_3, partial_largest, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES * 16);
        }
        LocalTensor<uint8_t> mask_4 = slot_6.Get<uint8_t>();
        Compare(mask_4, partial_largest, partial_largest, CMPMODE::EQ, (LANES * 16 + 63) / 64 * 64);
        LocalTensor<float> work_4 = slot_3.Get<float>();
        Select(work_4, mask_4, partial_largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES
                * 16);
        LocalTensor<float> largest_2 = slot_0.Get<float>();
        max_rows(largest_2, work_4, 16, LANES);
        copy_tile(largest.ReinterpretCast<int32_t>(), largest_2.ReinterpretCast<int32_t>(), LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * LANES), largest, count);
    }
}

// One block a row of a multiple of four elements, four at a time.
extern "C" __global__ __aicore__ void max_block(
        GM_ADDR x_address, GM_ADDR y_address, int32_t columns, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, 256);
    pipe.InitBuffer(slot_14, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<float> lanes = slot_1.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        __gm__ float* row = x + block_x * (columns / 4) * 4L;
        LocalTensor<float> largest = slot_3.Get<float>();
        Duplicate(largest, -3.4028235e+38f, LANES);
        for (int32_t start = 0; start < columns / 4; start += BLOCK_X) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(columns / 4) - start);
            LocalTensor<float> whole_2 = whole_1_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            copy_in(whole_2, row + start * 4L, elements);
            whole_1_queue.EnQue(whole_2);
            whole_2 = whole_1_queue.DeQue<float>();
            LocalTensor<float> four = slot_4.Get<float>();
            Gather(four, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_5.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> four_2 = slot_6.Get<float>();
            Gather(four_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_5.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> four_3 = slot_7.Get<float>();
            Gather(four_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_5.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> four_4 = slot_8.Get<float>();
            Gather(four_4, whole_2, offsets_4, 0, LANES);
            whole_1_queue.FreeTensor(whole_2);
            LocalTensor<uint8_t> mask = slot_9.Get<uint8_t>();
            Compare(mask, four, four, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
            Compare(mask_2, four_2, four_2, CMPMODE::EQ, LANES);
            LocalTensor<float> work = slot_5.Get<float>();
            Select(work, mask_2, four_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Max(work, four, work, LANES);
            Select(work, mask, work, four_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_3 = slot_9.Get<uint8_t>();
            Compare(mask_3, four_3, four_3, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> mask_4 = slot_10.Get<uint8_t>();
            Compare(mask_4, four_4, four_4, CMPMODE::EQ, LANES);
            LocalTensor<float> work_2 = slot_11.Get<float>();
            Select(work_2, mask_4, four_4, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Max(work_2, four_3, work_2, LANES);
            Select(work_2, mask_3, work_2, four_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_5 = slot_9.Get<uint8_t>();
            Compare(mask_5, work, work, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> mask_6 = slot_10.Get<uint8_t>();
            Compare(mask_6, work_2, work_2, CMPMODE::EQ, LANES);
            LocalTensor<float> work_3 = slot_12.Get<float>();
            Select(work_3, mask_6, work_2, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            Max(work_3, work, work_3, LANES);
            Select(work_3, mask_5, work_3, work_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_7 = slot_9.Get<uint8_t>();
            Compare(mask_7, work_3, work_3, CMPMODE::EQ, LANES);
            LocalTensor<float> work_4 = slot_5.Get<float>();
            Select(work_4, mask_7, work_3, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            if (count > 0) {
                Max(largest, largest, work_4, count);
            }
        }
        LocalTensor<float> work_5 = slot_4.Get<float>();
        Select(work_5, active, largest, -bits_as<float>(0x7F800000u), SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest_2 = slot_13.Get<float>();
        LocalTensor<float> work_6 = slot_6.Get<float>();
        ReduceMax(largest_2, work_5, work_6, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest_2.GetValue(0);
        LocalTensor<float> work_7 = slot_13.Get<float>();
        Duplicate(work_7, largest_3, 8);
        LocalTensor<float> work_8 = slot_14.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        Maxs(work_8, work_7, -3.4028235e+38f, 8);
        wait<HardEvent::V_S>();
        const float fmax = work_8.GetValue(0);
        const float largest_4 = BLOCK_X < 1024 ? fmax : largest_3;
        LocalTensor<float> element = slot_14.Get<float>();
        element.SetValue(0, largest_4);
        wait<HardEvent::S_MTE3>();
        copy_out(y + (int32_t)block_x, element, 1);
    }
}
