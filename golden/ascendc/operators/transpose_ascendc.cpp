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
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
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
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
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
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(slot_0, 4096);
    pipe.InitBuffer(slot_1, 4096);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        const int32_t rows_2 = smaller(32L, (int64_t)rows - (int32_t)block_y * 32);
        const int32_t columns_2 = smaller(32L, (int64_t)columns - (int32_t)block_x * 32);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> tile = slot_0.Get<float>();
        wait<HardEvent::MTE2_V>();
        Duplicate(tile.ReinterpretCast<int16_t>(), (int16_t)0, 2048);
        wait<HardEvent::V_MTE2>();
        copy_rows_in(tile, in + (matrix + (int32_t)block_y * 32 * columns + (int32_t)block_x * 32), rows_2, columns_3,
                columns, 32);

        // the tile's place after the exchange
        LocalTensor<float> tile_across = slot_1.Get<float>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t i = 0; i < 32; ++i) {
            for (int32_t j = 0; j < 32; ++j) {
                tile_across.SetValue(i * 32 + j, tile.GetValue(j * 32 + i));
            }
        }
        const int32_t columns_4 = columns_2 > 0 ? rows_2 : 0;
        wait<HardEvent::S_MTE3>();
        copy_rows_out(out + (matrix + (int32_t)block_x * 32 * rows + (int32_t)block_y * 32), tile_across, columns_2,
                columns_4, rows, 32);
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_half_4(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(slot_0, 2048);
    pipe.InitBuffer(slot_1, 2048);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        const int32_t rows_2 = smaller(32L, (int64_t)rows - (int32_t)block_y * 32);
        const int32_t columns_2 = smaller(32L, (int64_t)columns - (int32_t)block_x * 32);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<half> tile = slot_0.Get<half>();
        wait<HardEvent::MTE2_V>();
        Duplicate(tile.ReinterpretCast<int16_t>(), (int16_t)0, 1024);
        wait<HardEvent::V_MTE2>();
        copy_rows_in(tile, in + (matrix + (int32_t)block_y * 32 * columns + (int32_t)block_x * 32), rows_2, columns_3,
                columns, 32);

        // the tile's place after the exchange
        LocalTensor<half> tile_across = slot_1.Get<half>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t i = 0; i < 32; ++i) {
            for (int32_t j = 0; j < 32; ++j) {
                tile_across.SetValue(i * 32 + j, tile.GetValue(j * 32 + i));
            }
        }
        const int32_t columns_4 = columns_2 > 0 ? rows_2 : 0;
        wait<HardEvent::S_MTE3>();
        copy_rows_out(out + (matrix + (int32_t)block_x * 32 * rows + (int32_t)block_y * 32), tile_across, columns_2,
                columns_4, rows, 32);
    }
}

// A tile of 32 x 32 by 32 x LINES threads; a column of padding keeps the reads of a column off one bank.
extern "C" __global__ __aicore__ void transpose_tiled_half_8(
        GM_ADDR in_address, GM_ADDR out_address, int32_t rows, int32_t columns, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* in = (__gm__ half*)in_address;
    __gm__ half* out = (__gm__ half*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(slot_0, 2048);
    pipe.InitBuffer(slot_1, 2048);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        const uint64_t matrix = (uint64_t)(int32_t)block_z * rows * columns;
        const int32_t rows_2 = smaller(32L, (int64_t)rows - (int32_t)block_y * 32);
        const int32_t columns_2 = smaller(32L, (int64_t)columns - (int32_t)block_x * 32);
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<half> tile = slot_0.Get<half>();
        wait<HardEvent::MTE2_V>();
        Duplicate(tile.ReinterpretCast<int16_t>(), (int16_t)0, 1024);
        wait<HardEvent::V_MTE2>();
        copy_rows_in(tile, in + (matrix + (int32_t)block_y * 32 * columns + (int32_t)block_x * 32), rows_2, columns_3,
                columns, 32);

        // the tile's place after the exchange
        LocalTensor<half> tile_across = slot_1.Get<half>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t i = 0; i < 32; ++i) {
            for (int32_t j = 0; j < 32; ++j) {
                tile_across.SetValue(i * 32 + j, tile.GetValue(j * 32 + i));
            }
        }
        const int32_t columns_4 = columns_2 > 0 ? rows_2 : 0;
        wait<HardEvent::S_MTE3>();
        copy_rows_out(out + (matrix + (int32_t)block_x * 32 * rows + (int32_t)block_y * 32), tile_across, columns_2,
                columns_4, rows, 32);
    }
}
