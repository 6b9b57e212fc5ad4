// transpose.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Transposes each matrix of a batch: out[b, c, r] = in[b, r, c].

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
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
extern "C" __global__ __aicore__ void transpose_naive_float(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        LocalTensor<float> in_tile = slot_0.Get<float>();
        const int32_t stop = BLOCK_X * BLOCK_Y;
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * BLOCK_X + lane % BLOCK_X) < rows)
                    & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < columns)) {
                in_tile.SetValue(lane,
                        load(in + (matrix + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X) * columns
                        + ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X))));
            }
        }
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)columns
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE3>();
            copy_rows_out(out + (matrix + (int32_t)block_y * BLOCK_Y * rows + (int32_t)(block_x * BLOCK_X)), in_tile,
                    rows_2, columns_3, rows, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_1.Get<float>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE3_V>();
            expand(spread, in_tile, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < rows)
                        & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < columns)) {
                    copy_out(out
                            + (matrix + ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * rows
                            + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X)), spread[lane * 8], 1);
                }
            }
        }
    }
}

// One thread an element of the output, so that the writes are of neighbours and the reads are not.
extern "C" __global__ __aicore__ void transpose_naive_half(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(slot_0, padded(LANES * 2));
    pipe.InitBuffer(slot_1, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        LocalTensor<half> in_tile = slot_0.Get<half>();
        const int32_t stop = BLOCK_X * BLOCK_Y;
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)(block_x * BLOCK_X + lane % BLOCK_X) < rows)
                    & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < columns)) {
                in_tile.SetValue(lane,
                        load(in + (matrix + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X) * columns
                        + ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X))));
            }
        }
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)columns
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::S_MTE3>();
            copy_rows_out(out + (matrix + (int32_t)block_y * BLOCK_Y * rows + (int32_t)(block_x * BLOCK_X)), in_tile,
                    rows_2, columns_3, rows, BLOCK_X);
        } else {
            LocalTensor<half> spread = slot_1.Get<half>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE3_V>();
            expand(spread, in_tile, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < rows)
                        & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < columns)) {
                    copy_out(out
                            + (matrix + ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * rows
                            + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X)), spread[lane * 16], 1);
                }
            }
        }
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_float_8(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 8192);
    pipe.InitBuffer(slot_7, 8192);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, 8192);
    pipe.InitBuffer(slot_14, 8192);
    pipe.InitBuffer(slot_15, 8192);
    pipe.InitBuffer(slot_16, 8192);
    pipe.InitBuffer(slot_17, 8192);
    pipe.InitBuffer(slot_18, 8192);
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 8192);
    pipe.InitBuffer(slot_22, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_x = slot_2.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_3 = slot_1.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_4 = slot_3.Get<float>();
        Duplicate(work_4, (float)BLOCK_X, LANES);
        Div(work_3, work_3, work_4, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_5 = slot_1.Get<int32_t>();
        Duplicate(work_5, BLOCK_X * BLOCK_Y, LANES);
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        Max(maximum, work_5, lane, LANES);
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        Compare(active, maximum, lane, CMPMODE::EQ, LANES);
        Not(active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_slots, 0, 2048);
        LocalTensor<float> tile = slot_7.Get<float>();
        Duplicate(tile, 0.0f, 2048);
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;

        LocalTensor<uint32_t> x = slot_4.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<int32_t> y = slot_1.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 32, LANES);
        for (int32_t line_2 = 0; line_2 < 32; line_2 += 8) {
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            Duplicate(work_6, columns, LANES);
            LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
            Max(maximum_2, work_6, x.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
            Compare(mask, maximum_2, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
            Adds(work_7, y, line_2, LANES);
            LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
            Duplicate(work_8, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_8, work_7, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, maximum_3, work_7, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> place = slot_13.Get<int32_t>();
            Adds(place, tile_slots, 0 - 33 * line_2, 2048);
            LocalTensor<int32_t> line = slot_14.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 2048; ++lane_2) {
                line.SetValue(lane_2, place.GetValue(lane_2) / 33);
            }
            LocalTensor<int32_t> column = slot_15.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 2048; ++lane_2) {
                column.SetValue(lane_2, place.GetValue(lane_2) % 33);
            }
            LocalTensor<int32_t> writer = slot_16.Get<int32_t>();
            wait<HardEvent::S_V>();
            Muls(writer, line, BLOCK_X, 2048);
            Add(writer, writer, column, 2048);
            LocalTensor<int32_t> work_9 = slot_17.Get<int32_t>();
            Duplicate(work_9, 0, 2048);
            LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
            Max(maximum_4, work_9, place, 2048);
            LocalTensor<uint8_t> owned = slot_19.Get<uint8_t>();
            Compare(owned, maximum_4, place, CMPMODE::EQ, 2048);
            LocalTensor<int32_t> work_10 = slot_18.Get<int32_t>();
            Duplicate(work_10, BLOCK_X, 2048);
            LocalTensor<int32_t> maximum_5 = slot_17.Get<int32_t>();
            Max(maximum_5, work_10, column, 2048);
            LocalTensor<uint8_t> mask_3 = slot_20.Get<uint8_t>();
            Compare(mask_3, maximum_5, column, CMPMODE::EQ, 2048);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<int32_t> work_11 = slot_17.Get<int32_t>();
            Duplicate(work_11, LANES, 2048);
            LocalTensor<int32_t> maximum_6 = slot_18.Get<int32_t>();
            Max(maximum_6, work_11, writer, 2048);
            LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer, CMPMODE::EQ, 2048);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 2048);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 2048);
            LocalTensor<float> work_12 = slot_9.Get<float>();
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, mask, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_13 = slot_17.Get<int32_t>();
            Muls(work_13, owner, 4, 2048);
            LocalTensor<float> gathered = slot_21.Get<float>();
            Gather(gathered, work_12, work_13.ReinterpretCast<uint32_t>(), 0, 2048);
            LocalTensor<uint8_t> mask_5 = slot_20.Get<uint8_t>();
            CompareScalar(mask_5, gathered, 0.0f, CMPMODE::NE, 2048);
            And(mask_5.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<float> in_tile = slot_9.Get<float>();
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask, lane_2)) {
                    in_tile.SetValue(lane_2,
                            load(in + (matrix + (y.GetValue(lane_2) + line_2) * columns
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2))));
                }
            }
            LocalTensor<int32_t> work_14 = slot_21.Get<int32_t>();
            Muls(work_14, owner, 4, 2048);
            LocalTensor<float> gathered_2 = slot_17.Get<float>();
            wait<HardEvent::S_V>();
            Gather(gathered_2, in_tile, work_14.ReinterpretCast<uint32_t>(), 0, 2048);
            Select(tile, mask_5, gathered_2, tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 2048);
        }
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)block_y * 32, LANES);  // the tile's place after the exchange
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            y.SetValue(lane_2, (int32_t)(block_x * 32 + thread_y.GetValue(lane_2)));
        }
        wait<HardEvent::S_V>();
        for (int32_t line_2 = 0; line_2 < 32; line_2 += 8) {
            LocalTensor<int32_t> work_15 = slot_9.Get<int32_t>();
            Duplicate(work_15, rows, LANES);
            LocalTensor<int32_t> maximum_7 = slot_11.Get<int32_t>();
            Max(maximum_7, work_15, x.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_6 = slot_10.Get<uint8_t>();
            Compare(mask_6, maximum_7, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_11.Get<int32_t>();
            Adds(work_16, y, line_2, LANES);
            LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
            Duplicate(work_17, columns, LANES);
            LocalTensor<int32_t> maximum_8 = slot_8.Get<int32_t>();
            Max(maximum_8, work_17, work_16, LANES);
            LocalTensor<uint8_t> mask_7 = slot_12.Get<uint8_t>();
            Compare(mask_7, maximum_8, work_16, CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_11.Get<int32_t>();
            Muls(work_18, thread_x, 33, LANES);
            LocalTensor<int32_t> work_19 = slot_8.Get<int32_t>();
            Adds(work_19, thread_y, line_2, LANES);
            Add(work_18, work_18, work_19, LANES);
            LocalTensor<int32_t> work_20 = slot_8.Get<int32_t>();
            Duplicate(work_20, 0, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_6, work_18.ReinterpretCast<float>(),
                    work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_18, work_18, 4, LANES);
            LocalTensor<float> gathered_3 = slot_8.Get<float>();
            Gather(gathered_3, tile, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<float> spread = slot_22.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, gathered_3, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_MTE3>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask_6, lane_2)) {
                    copy_out(out
                            + (matrix + (y.GetValue(lane_2) + line_2) * rows
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 8], 1);
                }
            }
        }
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_half_4(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 8192);
    pipe.InitBuffer(slot_7, 4096);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, 8192);
    pipe.InitBuffer(slot_14, 8192);
    pipe.InitBuffer(slot_15, 8192);
    pipe.InitBuffer(slot_16, 8192);
    pipe.InitBuffer(slot_17, 8192);
    pipe.InitBuffer(slot_18, 8192);
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 8192);
    pipe.InitBuffer(slot_22, padded(LANES * 2));
    pipe.InitBuffer(slot_23, 4096);
    pipe.InitBuffer(slot_24, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_x = slot_2.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_3 = slot_1.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_4 = slot_3.Get<float>();
        Duplicate(work_4, (float)BLOCK_X, LANES);
        Div(work_3, work_3, work_4, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_5 = slot_1.Get<int32_t>();
        Duplicate(work_5, BLOCK_X * BLOCK_Y, LANES);
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        Max(maximum, work_5, lane, LANES);
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        Compare(active, maximum, lane, CMPMODE::EQ, LANES);
        Not(active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_slots, 0, 2048);
        LocalTensor<half> tile = slot_7.Get<half>();
        Duplicate(tile, (half)0.0f, 2048);
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;

        LocalTensor<uint32_t> x = slot_4.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<int32_t> y = slot_1.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 32, LANES);
        for (int32_t line_2 = 0; line_2 < 32; line_2 += 4) {
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            Duplicate(work_6, columns, LANES);
            LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
            Max(maximum_2, work_6, x.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
            Compare(mask, maximum_2, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
            Adds(work_7, y, line_2, LANES);
            LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
            Duplicate(work_8, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_8, work_7, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, maximum_3, work_7, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> place = slot_13.Get<int32_t>();
            Adds(place, tile_slots, 0 - 33 * line_2, 2048);
            LocalTensor<int32_t> line = slot_14.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 2048; ++lane_2) {
                line.SetValue(lane_2, place.GetValue(lane_2) / 33);
            }
            LocalTensor<int32_t> column = slot_15.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 2048; ++lane_2) {
                column.SetValue(lane_2, place.GetValue(lane_2) % 33);
            }
            LocalTensor<int32_t> writer = slot_16.Get<int32_t>();
            wait<HardEvent::S_V>();
            Muls(writer, line, BLOCK_X, 2048);
            Add(writer, writer, column, 2048);
            LocalTensor<int32_t> work_9 = slot_17.Get<int32_t>();
            Duplicate(work_9, 0, 2048);
            LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
            Max(maximum_4, work_9, place, 2048);
            LocalTensor<uint8_t> owned = slot_19.Get<uint8_t>();
            Compare(owned, maximum_4, place, CMPMODE::EQ, 2048);
            LocalTensor<int32_t> work_10 = slot_18.Get<int32_t>();
            Duplicate(work_10, BLOCK_X, 2048);
            LocalTensor<int32_t> maximum_5 = slot_17.Get<int32_t>();
            Max(maximum_5, work_10, column, 2048);
            LocalTensor<uint8_t> mask_3 = slot_20.Get<uint8_t>();
            Compare(mask_3, maximum_5, column, CMPMODE::EQ, 2048);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<int32_t> work_11 = slot_17.Get<int32_t>();
            Duplicate(work_11, LANES, 2048);
            LocalTensor<int32_t> maximum_6 = slot_18.Get<int32_t>();
            Max(maximum_6, work_11, writer, 2048);
            LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer, CMPMODE::EQ, 2048);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 2048);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 2048);
            LocalTensor<float> work_12 = slot_9.Get<float>();
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, mask, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_13 = slot_17.Get<int32_t>();
            Muls(work_13, owner, 4, 2048);
            LocalTensor<float> gathered = slot_21.Get<float>();
            Gather(gathered, work_12, work_13.ReinterpretCast<uint32_t>(), 0, 2048);
            LocalTensor<uint8_t> mask_5 = slot_20.Get<uint8_t>();
            CompareScalar(mask_5, gathered, 0.0f, CMPMODE::NE, 2048);
            And(mask_5.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<half> in_tile = slot_22.Get<half>();
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask, lane_2)) {
                    in_tile.SetValue(lane_2,
                            load(in + (matrix + (y.GetValue(lane_2) + line_2) * columns
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2))));
                }
            }
            LocalTensor<int32_t> work_14 = slot_21.Get<int32_t>();
            Muls(work_14, owner, 2, 2048);
            LocalTensor<half> gathered_2 = slot_23.Get<half>();
            wait<HardEvent::S_V>();
            Gather(gathered_2, in_tile, work_14.ReinterpretCast<uint32_t>(), 0, 2048);
            Select(tile, mask_5, gathered_2, tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 2048);
        }
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)block_y * 32, LANES);  // the tile's place after the exchange
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            y.SetValue(lane_2, (int32_t)(block_x * 32 + thread_y.GetValue(lane_2)));
        }
        wait<HardEvent::S_V>();
        for (int32_t line_2 = 0; line_2 < 32; line_2 += 4) {
            LocalTensor<int32_t> work_15 = slot_9.Get<int32_t>();
            Duplicate(work_15, rows, LANES);
            LocalTensor<int32_t> maximum_7 = slot_11.Get<int32_t>();
            Max(maximum_7, work_15, x.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_6 = slot_10.Get<uint8_t>();
            Compare(mask_6, maximum_7, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_11.Get<int32_t>();
            Adds(work_16, y, line_2, LANES);
            LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
            Duplicate(work_17, columns, LANES);
            LocalTensor<int32_t> maximum_8 = slot_8.Get<int32_t>();
            Max(maximum_8, work_17, work_16, LANES);
            LocalTensor<uint8_t> mask_7 = slot_12.Get<uint8_t>();
            Compare(mask_7, maximum_8, work_16, CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_11.Get<int32_t>();
            Muls(work_18, thread_x, 33, LANES);
            LocalTensor<int32_t> work_19 = slot_8.Get<int32_t>();
            Adds(work_19, thread_y, line_2, LANES);
            Add(work_18, work_18, work_19, LANES);
            LocalTensor<int32_t> work_20 = slot_8.Get<int32_t>();
            Duplicate(work_20, 0, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_6, work_18.ReinterpretCast<float>(),
                    work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_18, work_18, 2, LANES);
            LocalTensor<half> gathered_3 = slot_22.Get<half>();
            Gather(gathered_3, tile, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<half> spread = slot_24.Get<half>();
            wait<HardEvent::MTE3_V>();
            expand(spread, gathered_3, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_MTE3>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask_6, lane_2)) {
                    copy_out(out
                            + (matrix + (y.GetValue(lane_2) + line_2) * rows
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 16], 1);
                }
            }
        }
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_half_8(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 8192);
    pipe.InitBuffer(slot_7, 4096);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, 8192);
    pipe.InitBuffer(slot_14, 8192);
    pipe.InitBuffer(slot_15, 8192);
    pipe.InitBuffer(slot_16, 8192);
    pipe.InitBuffer(slot_17, 8192);
    pipe.InitBuffer(slot_18, 8192);
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 8192);
    pipe.InitBuffer(slot_22, padded(LANES * 2));
    pipe.InitBuffer(slot_23, 4096);
    pipe.InitBuffer(slot_24, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_x = slot_2.Get<int32_t>();
        Cast(thread_x, work, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_3 = slot_1.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_4 = slot_3.Get<float>();
        Duplicate(work_4, (float)BLOCK_X, LANES);
        Div(work_3, work_3, work_4, LANES);
        LocalTensor<int32_t> thread_y = slot_3.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<int32_t> work_5 = slot_1.Get<int32_t>();
        Duplicate(work_5, BLOCK_X * BLOCK_Y, LANES);
        LocalTensor<int32_t> maximum = slot_4.Get<int32_t>();
        Max(maximum, work_5, lane, LANES);
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        Compare(active, maximum, lane, CMPMODE::EQ, LANES);
        Not(active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> tile_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_slots, 0, 2048);
        LocalTensor<half> tile = slot_7.Get<half>();
        Duplicate(tile, (half)0.0f, 2048);
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;

        LocalTensor<uint32_t> x = slot_4.Get<uint32_t>();
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)(block_x * 32), LANES);
        LocalTensor<int32_t> y = slot_1.Get<int32_t>();
        Adds(y, thread_y, (int32_t)block_y * 32, LANES);
        for (int32_t line_2 = 0; line_2 < 32; line_2 += 8) {
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            Duplicate(work_6, columns, LANES);
            LocalTensor<int32_t> maximum_2 = slot_9.Get<int32_t>();
            Max(maximum_2, work_6, x.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
            Compare(mask, maximum_2, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_7 = slot_9.Get<int32_t>();
            Adds(work_7, y, line_2, LANES);
            LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
            Duplicate(work_8, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slot_11.Get<int32_t>();
            Max(maximum_3, work_8, work_7, LANES);
            LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
            Compare(mask_2, maximum_3, work_7, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> place = slot_13.Get<int32_t>();
            Adds(place, tile_slots, 0 - 33 * line_2, 2048);
            LocalTensor<int32_t> line = slot_14.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 2048; ++lane_2) {
                line.SetValue(lane_2, place.GetValue(lane_2) / 33);
            }
            LocalTensor<int32_t> column = slot_15.Get<int32_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 2048; ++lane_2) {
                column.SetValue(lane_2, place.GetValue(lane_2) % 33);
            }
            LocalTensor<int32_t> writer = slot_16.Get<int32_t>();
            wait<HardEvent::S_V>();
            Muls(writer, line, BLOCK_X, 2048);
            Add(writer, writer, column, 2048);
            LocalTensor<int32_t> work_9 = slot_17.Get<int32_t>();
            Duplicate(work_9, 0, 2048);
            LocalTensor<int32_t> maximum_4 = slot_18.Get<int32_t>();
            Max(maximum_4, work_9, place, 2048);
            LocalTensor<uint8_t> owned = slot_19.Get<uint8_t>();
            Compare(owned, maximum_4, place, CMPMODE::EQ, 2048);
            LocalTensor<int32_t> work_10 = slot_18.Get<int32_t>();
            Duplicate(work_10, BLOCK_X, 2048);
            LocalTensor<int32_t> maximum_5 = slot_17.Get<int32_t>();
            Max(maximum_5, work_10, column, 2048);
            LocalTensor<uint8_t> mask_3 = slot_20.Get<uint8_t>();
            Compare(mask_3, maximum_5, column, CMPMODE::EQ, 2048);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<int32_t> work_11 = slot_17.Get<int32_t>();
            Duplicate(work_11, LANES, 2048);
            LocalTensor<int32_t> maximum_6 = slot_18.Get<int32_t>();
            Max(maximum_6, work_11, writer, 2048);
            LocalTensor<uint8_t> mask_4 = slot_20.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer, CMPMODE::EQ, 2048);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 128);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 2048);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 2048);
            LocalTensor<float> work_12 = slot_9.Get<float>();
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, mask, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_13 = slot_17.Get<int32_t>();
            Muls(work_13, owner, 4, 2048);
            LocalTensor<float> gathered = slot_21.Get<float>();
            Gather(gathered, work_12, work_13.ReinterpretCast<uint32_t>(), 0, 2048);
            LocalTensor<uint8_t> mask_5 = slot_20.Get<uint8_t>();
            CompareScalar(mask_5, gathered, 0.0f, CMPMODE::NE, 2048);
            And(mask_5.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    128);
            LocalTensor<half> in_tile = slot_22.Get<half>();
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask, lane_2)) {
                    in_tile.SetValue(lane_2,
                            load(in + (matrix + (y.GetValue(lane_2) + line_2) * columns
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2))));
                }
            }
            LocalTensor<int32_t> work_14 = slot_21.Get<int32_t>();
            Muls(work_14, owner, 2, 2048);
            LocalTensor<half> gathered_2 = slot_23.Get<half>();
            wait<HardEvent::S_V>();
            Gather(gathered_2, in_tile, work_14.ReinterpretCast<uint32_t>(), 0, 2048);
            Select(tile, mask_5, gathered_2, tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 2048);
        }
        Adds(x.ReinterpretCast<int32_t>(), thread_x, (int32_t)block_y * 32, LANES);  // the tile's place after the exchange
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < LANES; ++lane_2) {
            y.SetValue(lane_2, (int32_t)(block_x * 32 + thread_y.GetValue(lane_2)));
        }
        wait<HardEvent::S_V>();
        for (int32_t line_2 = 0; line_2 < 32; line_2 += 8) {
            LocalTensor<int32_t> work_15 = slot_9.Get<int32_t>();
            Duplicate(work_15, rows, LANES);
            LocalTensor<int32_t> maximum_7 = slot_11.Get<int32_t>();
            Max(maximum_7, work_15, x.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_6 = slot_10.Get<uint8_t>();
            Compare(mask_6, maximum_7, x.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_16 = slot_11.Get<int32_t>();
            Adds(work_16, y, line_2, LANES);
            LocalTensor<int32_t> work_17 = slot_9.Get<int32_t>();
            Duplicate(work_17, columns, LANES);
            LocalTensor<int32_t> maximum_8 = slot_8.Get<int32_t>();
            Max(maximum_8, work_17, work_16, LANES);
            LocalTensor<uint8_t> mask_7 = slot_12.Get<uint8_t>();
            Compare(mask_7, maximum_8, work_16, CMPMODE::EQ, LANES);
            Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_18 = slot_11.Get<int32_t>();
            Muls(work_18, thread_x, 33, LANES);
            LocalTensor<int32_t> work_19 = slot_8.Get<int32_t>();
            Adds(work_19, thread_y, line_2, LANES);
            Add(work_18, work_18, work_19, LANES);
            LocalTensor<int32_t> work_20 = slot_8.Get<int32_t>();
            Duplicate(work_20, 0, LANES);
            Select(work_18.ReinterpretCast<float>(), mask_6, work_18.ReinterpretCast<float>(),
                    work_20.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_18, work_18, 2, LANES);
            LocalTensor<half> gathered_3 = slot_22.Get<half>();
            Gather(gathered_3, tile, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<half> spread = slot_24.Get<half>();
            wait<HardEvent::MTE3_V>();
            expand(spread, gathered_3, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_MTE3>();
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(mask_6, lane_2)) {
                    copy_out(out
                            + (matrix + (y.GetValue(lane_2) + line_2) * rows
                            + x.ReinterpretCast<int32_t>().GetValue(lane_2)), spread[lane_2 * 16], 1);
                }
            }
        }
    }
}
