// gather.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Rows of a table by their indices: out[i, :] = table[indices[i], :]. A negative index counts from the end; one that is
// out of range gives zeros.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t rows, int32_t count,
                                     int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(at(memory + row * step), tile[row * pitch], DataCopyExtParams{part, bytes, blocks, gap, 0});
    }
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
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

// One thread an element of the output.
extern "C" __global__ __aicore__ void gather_naive_float(
        GM_ADDR table_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t rows, int32_t columns,
        int32_t count, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* table = (__gm__ float*)table_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<int32_t> index = slot_0.Get<int32_t>();
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(count * columns) - (int32_t)(block_x * LANES));
        for (int32_t lane = 0; lane < stop; ++lane) {
            index.SetValue(lane, load(indices + (int32_t)(block_x * LANES + lane) / (columns != 0 ? columns : 1)));
        }
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        Duplicate(work, 0, LANES);
        LocalTensor<int32_t> maximum = slot_2.Get<int32_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Max(maximum, work, index, LANES);
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        Compare(mask, maximum, index, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, index, rows, LANES);
        Select(row.ReinterpretCast<float>(), mask, row.ReinterpretCast<float>(), index.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
        LocalTensor<int32_t> work_2 = slot_1.Get<int32_t>();
        Duplicate(work_2, 0, LANES);
        LocalTensor<int32_t> maximum_2 = slot_4.Get<int32_t>();
        Max(maximum_2, work_2, row, LANES);
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        Compare(mask_2, maximum_2, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        Duplicate(work_3, rows, LANES);
        LocalTensor<int32_t> maximum_3 = slot_1.Get<int32_t>();
        Max(maximum_3, work_3, row, LANES);
        LocalTensor<uint8_t> mask_3 = slot_5.Get<uint8_t>();
        Compare(mask_3, maximum_3, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> table_tile = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if ((row.GetValue(lane) >= 0) & (row.GetValue(lane) < rows)) {
                table_tile.SetValue(lane,
                        load(table
                        + (row.GetValue(lane) * columns
                        + (int32_t)(block_x * LANES + lane) % (columns != 0 ? columns : 1))));
            }
        }
        wait<HardEvent::S_V>();
        Select(out_tile_out, mask_2, table_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<float>();
        copy_out(out + (int32_t)(block_x * LANES), out_tile_out, stop);
        out_tile_out_queue.FreeTensor(out_tile_out);
    }
}

// One thread an element of the output.
extern "C" __global__ __aicore__ void gather_naive_int(
        GM_ADDR table_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t rows, int32_t columns,
        int32_t count, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* table = (__gm__ int32_t*)table_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ int32_t* out = (__gm__ int32_t*)out_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<int32_t> index = slot_0.Get<int32_t>();
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(count * columns) - (int32_t)(block_x * LANES));
        for (int32_t lane = 0; lane < stop; ++lane) {
            index.SetValue(lane, load(indices + (int32_t)(block_x * LANES + lane) / (columns != 0 ? columns : 1)));
        }
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        Duplicate(work, 0, LANES);
        LocalTensor<int32_t> maximum = slot_2.Get<int32_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Max(maximum, work, index, LANES);
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        Compare(mask, maximum, index, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> row = slot_2.Get<int32_t>();
        Adds(row, index, rows, LANES);
        Select(row.ReinterpretCast<float>(), mask, row.ReinterpretCast<float>(), index.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> out_tile_out = out_tile_out_queue.AllocTensor<int32_t>();
        LocalTensor<int32_t> work_2 = slot_1.Get<int32_t>();
        Duplicate(work_2, 0, LANES);
        LocalTensor<int32_t> maximum_2 = slot_4.Get<int32_t>();
        Max(maximum_2, work_2, row, LANES);
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        Compare(mask_2, maximum_2, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work_3 = slot_4.Get<int32_t>();
        Duplicate(work_3, rows, LANES);
        LocalTensor<int32_t> maximum_3 = slot_1.Get<int32_t>();
        Max(maximum_3, work_3, row, LANES);
        LocalTensor<uint8_t> mask_3 = slot_5.Get<uint8_t>();
        Compare(mask_3, maximum_3, row, CMPMODE::EQ, (LANES + 63) / 64 * 64);
        Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> table_tile = slot_1.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if ((row.GetValue(lane) >= 0) & (row.GetValue(lane) < rows)) {
                table_tile.SetValue(lane,
                        load(table
                        + (row.GetValue(lane) * columns
                        + (int32_t)(block_x * LANES + lane) % (columns != 0 ? columns : 1))));
            }
        }
        LocalTensor<int32_t> work_4 = slot_4.Get<int32_t>();
        Duplicate(work_4, 0, LANES);
        wait<HardEvent::S_V>();
        Select(out_tile_out.ReinterpretCast<float>(), mask_2, table_tile.ReinterpretCast<float>(),
                work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<int32_t>();
        copy_out(out + (int32_t)(block_x * LANES), out_tile_out, stop);
        out_tile_out_queue.FreeTensor(out_tile_out);
    }
}

// One block a row, four elements a load: `columns` is a multiple of four.
extern "C" __global__ __aicore__ void gather_block(
        GM_ADDR table_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t rows, int32_t columns,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* table = (__gm__ float*)table_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 32));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        int32_t row = 0;
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, 1L);
        const int32_t element = stop_2 > 0 ? load(indices + (int32_t)block_x) : 0;
        int32_t index = element;
        row = index < 0 ? index + rows : index;
        const int32_t vectors = columns / 4;
        __gm__ float* to = out + block_x * vectors * 4L;
        LocalTensor<uint8_t> going = slot_2.Get<uint8_t>();
        Or(going.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        if ((row < 0) | (row >= rows)) {
            wait<HardEvent::MTE3_S>();
            for (int32_t start = 0; start < vectors; start += BLOCK_X) {
                LocalTensor<float> work = slot_3.Get<float>();
                Duplicate(work, 0.0f, LANES);
                const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)vectors - start);
                LocalTensor<float> spread = slot_4.Get<float>();
                wait<HardEvent::MTE3_S>();
                expand(spread, work, LANES);
                wait<HardEvent::V_MTE3>();
                copy_rows_out(to + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
                LocalTensor<float> work_2 = slot_3.Get<float>();
                Duplicate(work_2, 0.0f, LANES);
                LocalTensor<float> spread_2 = slot_4.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_2, work_2, LANES);
                wait<HardEvent::V_MTE3>();
                copy_rows_out(to + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
                LocalTensor<float> work_3 = slot_3.Get<float>();
                Duplicate(work_3, 0.0f, LANES);
                LocalTensor<float> spread_3 = slot_4.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_3, work_3, LANES);
                wait<HardEvent::V_MTE3>();
                copy_rows_out(to + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
                LocalTensor<float> work_4 = slot_3.Get<float>();
                Duplicate(work_4, 0.0f, LANES);
                LocalTensor<float> spread_4 = slot_4.Get<float>();
                wait<HardEvent::MTE3_V>();
                expand(spread_4, work_4, LANES);
                wait<HardEvent::V_MTE3>();
                copy_rows_out(to + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
            }
            Duplicate(going.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < vectors; start += BLOCK_X) {
            const int32_t stop_3 = smaller((int64_t)LANES, (int64_t)vectors - start);
            LocalTensor<uint8_t> mask = slot_5.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop_3, CMPMODE::LT, LANES);
            And(mask.ReinterpretCast<int16_t>(), going.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> from_tile = slot_3.Get<float>();
            const int32_t stop_4 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    fence();
                    from_tile.SetValue(lane, load(table + row * vectors * 4L + (start + lane) * 4L));
                }
            }
            LocalTensor<float> spread_5 = slot_4.Get<float>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE3_V>();
            expand(spread_5, from_tile, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    copy_out(to + (start + lane) * 4L, spread_5[lane * 8], 1);
                }
            }
            LocalTensor<float> from_tile_2 = slot_3.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    fence();
                    from_tile_2.SetValue(lane, load(table + row * vectors * 4L + (start + lane) * 4L + 1));
                }
            }
            LocalTensor<float> spread_6 = slot_4.Get<float>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE3_V>();
            expand(spread_6, from_tile_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    copy_out(to + (start + lane) * 4L + 1, spread_6[lane * 8], 1);
                }
            }
            LocalTensor<float> from_tile_3 = slot_3.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    fence();
                    from_tile_3.SetValue(lane, load(table + row * vectors * 4L + (start + lane) * 4L + 2));
                }
            }
            LocalTensor<float> spread_7 = slot_4.Get<float>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE3_V>();
            expand(spread_7, from_tile_3, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    copy_out(to + (start + lane) * 4L + 2, spread_7[lane * 8], 1);
                }
            }
            LocalTensor<float> from_tile_4 = slot_3.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    fence();
                    from_tile_4.SetValue(lane, load(table + row * vectors * 4L + (start + lane) * 4L + 3));
                }
            }
            LocalTensor<float> spread_8 = slot_4.Get<float>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE3_V>();
            expand(spread_8, from_tile_4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_4; ++lane) {
                if (bit(mask, lane)) {
                    copy_out(to + (start + lane) * 4L + 3, spread_8[lane * 8], 1);
                }
            }
        }
    }
}

// Elements along the last axis: out[r, i] = x[r, indices[r, i]], one block a row of x, which is staged in dynamic shared
// memory of `columns` floats.
extern "C" __global__ __aicore__ void gather_elements(
        GM_ADDR x_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t columns, int32_t count,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t SLOTS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TQue<TPosition::VECIN, 2> indices_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(indices_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(SLOTS * 4));
    pipe.InitBuffer(slot_3, padded(SLOTS * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(SLOTS * 4));
    pipe.InitBuffer(slot_6, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_7, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_8, padded(SLOTS * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(SLOTS * 4));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> row_slots = slot_2.Get<int32_t>();
        CreateVecIndex(row_slots, 0, SLOTS);
        LocalTensor<float> row = slot_3.Get<float>();
        Duplicate(row, 0.0f, SLOTS);
        for (int32_t start = 0; start < columns; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<uint8_t> mask_2 = slot_4.Get<uint8_t>();
            CompareScalar(mask_2, lanes_2, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> place = slot_5.Get<int32_t>();
            Adds(place, row_slots, 0 - start, SLOTS);
            const int32_t first = larger(0L, 0L - (0 - start));
            const int32_t stop_2 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
            LocalTensor<uint8_t> owned = slot_6.Get<uint8_t>();
            CompareScalar(owned, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
            LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)first, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            LocalTensor<int32_t> owner = slot_8.Get<int32_t>();
            Duplicate(owner, 0, SLOTS);
            Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            LocalTensor<float> work = slot_9.Get<float>();
            Duplicate(work, 1.0f, LANES);
            Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_2 = slot_10.Get<int32_t>();
            Muls(work_2, owner, 4, SLOTS);
            LocalTensor<float> gathered = slot_11.Get<float>();
            Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
            LocalTensor<uint8_t> mask_3 = slot_7.Get<uint8_t>();
            CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
            And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (SLOTS + 15) / 16);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - start);
            LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
            copy_in(x_tile, x + (block_x * columns + start), count_2);
            x_tile_queue.EnQue(x_tile);
            x_tile = x_tile_queue.DeQue<float>();
            LocalTensor<int32_t> work_3 = slot_11.Get<int32_t>();
            Muls(work_3, owner, 4, SLOTS);
            LocalTensor<float> gathered_2 = slot_10.Get<float>();
            Gather(gathered_2, x_tile, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
            x_tile_queue.FreeTensor(x_tile);
            Select(row, mask_3, gathered_2, row, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
        }
        for (int32_t start = 0; start < count; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask_4 = slot_4.Get<uint8_t>();
            CompareScalar(mask_4, lanes_2, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<int32_t> indices_tile = indices_tile_queue.AllocTensor<int32_t>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(indices_tile, indices + (int32_t)(block_x * count + start), count_2);
            indices_tile_queue.EnQue(indices_tile);
            indices_tile = indices_tile_queue.DeQue<int32_t>();
            LocalTensor<int32_t> work_4 = slot_9.Get<int32_t>();
            Duplicate(work_4, 0, LANES);
            Select(indices_tile.ReinterpretCast<float>(), mask_4, indices_tile.ReinterpretCast<float>(),
                    work_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(indices_tile, indices_tile, 4, LANES);
            LocalTensor<float> gathered_3 = slot_9.Get<float>();
            Gather(gathered_3, row, indices_tile.ReinterpretCast<uint32_t>(), 0, LANES);
            indices_tile_queue.FreeTensor(indices_tile);
            copy_tile(out_tile_out.ReinterpretCast<int32_t>(), gathered_3.ReinterpretCast<int32_t>(), LANES);
            out_tile_out_queue.EnQue(out_tile_out);
            out_tile_out = out_tile_out_queue.DeQue<float>();
            copy_out(out + (int32_t)(block_x * count + start), out_tile_out, count_2);
            out_tile_out_queue.FreeTensor(out_tile_out);
        }
    }
}
