// gemm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// C = alpha * A * B + beta * C, row-major: A is [M, K], B is [K, N], C is [M, N].

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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread an element of C.
extern "C" __global__ __aicore__ void gemm_naive(
        int32_t M, int32_t N, int32_t K, float alpha, GM_ADDR A_address, GM_ADDR B_address, float beta,
        GM_ADDR C_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> sum = slot_0.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_MTE2>();
        for (int32_t k = 0; k < K; ++k) {
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_2 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * BLOCK_X)) > 0L ? rows : 0;
            LocalTensor<float> A_tile = slot_1.Get<float>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row = 0; row < rows_2; ++row) {
                    Duplicate(A_tile[row * BLOCK_X],
                            load(A + (((int32_t)block_y * BLOCK_Y + row * BLOCK_X / BLOCK_X) * K + k)), BLOCK_X);
                }
            } else {
                const int32_t stop = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop; ++lane) {
                    if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < M)
                            & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < N)) {
                        A_tile.SetValue(lane, load(A + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * K + k)));
                    }
                }
            }
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> B_tile = slot_2.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (k * N + (int32_t)(block_x * BLOCK_X)), rows, columns_2, 0, BLOCK_X);
            } else {
                const int32_t stop = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop; ++lane) {
                    if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < M)
                            & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < N)) {
                        B_tile.SetValue(lane, load(B + (k * N + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X))));
                    }
                }
            }
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Mul(A_tile, A_tile, B_tile, LANES);
            Add(sum, sum, A_tile, LANES);
        }
        LocalTensor<float> work = slot_1.Get<float>();
        Muls(work, sum, alpha, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<float> C_tile = slot_2.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            wait<HardEvent::V_MTE2>();
            copy_rows_in(C_tile, C + ((int32_t)block_y * BLOCK_Y * N + (int32_t)(block_x * BLOCK_X)), rows, columns_2,
                    N, BLOCK_X);
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < M)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < N)) {
                    C_tile.SetValue(lane,
                            load(C + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * N
                            + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X))));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Muls(C_tile, C_tile, beta, LANES);
        Add(work, work, C_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE3>();
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * BLOCK_Y * N + (int32_t)(block_x * BLOCK_X)), work, rows, columns_2, N,
                    BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_3.Get<float>();
            expand(spread, work, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < M)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < N)) {
                    copy_out(C
                            + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * N
                            + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X)), spread[lane * 8], 1);
                }
            }
        }
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
extern "C" __global__ __aicore__ void gemm_tiled_16(
        int32_t M, int32_t N, int32_t K, float alpha, GM_ADDR A_address, GM_ADDR B_address, float beta,
        GM_ADDR C_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 1024);
    pipe.InitBuffer(slot_7, 1024);
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 1024);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, 1024);
    pipe.InitBuffer(slot_15, 1024);
    pipe.InitBuffer(slot_16, 1024);
    pipe.InitBuffer(slot_17, 1024);
    pipe.InitBuffer(slot_18, 1024);
    pipe.InitBuffer(slot_19, 1024);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, 1024);
    pipe.InitBuffer(slot_28, 1024);
    pipe.InitBuffer(slot_29, 1024);
    pipe.InitBuffer(slot_30, 1024);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 1024);
    pipe.InitBuffer(slot_33, 1024);
    pipe.InitBuffer(slot_34, 256);
    pipe.InitBuffer(slot_35, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_10 = slot_2.Get<float>();
        Cast(work_10, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_11 = slot_3.Get<float>();
        Duplicate(work_11, (float)BLOCK_X, LANES);
        Div(work_10, work_10, work_11, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_10, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_7 = slot_2.Get<float>();
        Cast(work_7, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_8 = slot_4.Get<float>();
        Duplicate(work_8, (float)BLOCK_X, LANES);
        Div(work_7, work_7, work_8, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_7, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> tile_a_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_a_slots, 0, 256);
        LocalTensor<float> tile_a = slot_7.Get<float>();
        Duplicate(tile_a, 0.0f, 256);
        LocalTensor<int32_t> tile_b_slots = slot_8.Get<int32_t>();
        CreateVecIndex(tile_b_slots, 0, 256);
        LocalTensor<float> tile_b = slot_9.Get<float>();
        Duplicate(tile_b, 0.0f, 256);
        LocalTensor<int32_t> x = slot_2.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_10.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        LocalTensor<int32_t> row = slot_11.Get<int32_t>();
        Adds(row, y, (int32_t)block_y * 16, LANES);
        LocalTensor<uint32_t> column_3 = slot_12.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * 16), LANES);

        LocalTensor<float> sum = slot_13.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_14.Get<float>();
        Duplicate(product, 0.0f, 256);
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::V_MTE2>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < K; start += 16) {
            LocalTensor<float> work_4 = slot_15.Get<float>();
            Cast(work_4, tile_a_slots, RoundMode::CAST_RINT, 256);
            LocalTensor<float> work_5 = slot_16.Get<float>();
            Duplicate(work_5, 16.0f, 256);
            Div(work_4, work_4, work_5, 256);
            LocalTensor<int32_t> line = slot_16.Get<int32_t>();
            Cast(line, work_4, RoundMode::CAST_TRUNC, 256);
            LocalTensor<float> work = slot_15.Get<float>();
            Cast(work, tile_a_slots, RoundMode::CAST_RINT, 256);
            LocalTensor<float> work_2 = slot_17.Get<float>();
            Duplicate(work_2, 16.0f, 256);
            Div(work, work, work_2, 256);
            LocalTensor<int32_t> column = slot_17.Get<int32_t>();
            Cast(column, work, RoundMode::CAST_TRUNC, 256);
            Muls(column, column, 16, 256);
            Sub(column, tile_a_slots, column, 256);
            LocalTensor<int32_t> writer = slot_15.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 256);
            Add(writer, writer, column, 256);
            LocalTensor<int32_t> work_3 = slot_18.Get<int32_t>();
            Duplicate(work_3, BLOCK_X, 256);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, work_3, column, 256);
            LocalTensor<uint8_t> owned = slot_20.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 256);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
            Duplicate(work_6, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
            Max(maximum_2, work_6, writer, 256);
            LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 256);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 16);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    16);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 256);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_9 = slot_22.Get<int32_t>();
            Duplicate(work_9, M, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_9, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_23.Get<int32_t>();
            Adds(work_12, x, start, LANES);
            LocalTensor<int32_t> work_13 = slot_22.Get<int32_t>();
            Duplicate(work_13, K, LANES);
            LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
            Max(maximum_4, work_13, work_12, LANES);
            LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
            Compare(mask_3, maximum_4, work_12, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (int32_t)block_y * 16);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> A_tile = slot_23.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(A_tile, A + ((int32_t)block_y * 16 * K + start), rows, columns_2, K, BLOCK_X);
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 16 + lane_2 / BLOCK_X < M)
                            & (start + lane_2 % BLOCK_X < K)) {
                        A_tile.SetValue(lane_2, load(A + (row.GetValue(lane_2) * K + start + x.GetValue(lane_2))));
                    }
                }
            }
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Select(A_tile, mask_2, A_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_14 = slot_19.Get<int32_t>();
            Muls(work_14, owner, 4, 256);
            LocalTensor<float> gathered = slot_27.Get<float>();
            Gather(gathered, A_tile, work_14.ReinterpretCast<uint32_t>(), 0, 256);
            Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> work_18 = slot_27.Get<float>();
            Cast(work_18, tile_b_slots, RoundMode::CAST_RINT, 256);
            LocalTensor<float> work_19 = slot_19.Get<float>();
            Duplicate(work_19, 16.0f, 256);
            Div(work_18, work_18, work_19, 256);
            LocalTensor<int32_t> line_2 = slot_19.Get<int32_t>();
            Cast(line_2, work_18, RoundMode::CAST_TRUNC, 256);
            LocalTensor<float> work_15 = slot_27.Get<float>();
            Cast(work_15, tile_b_slots, RoundMode::CAST_RINT, 256);
            LocalTensor<float> work_16 = slot_28.Get<float>();
            Duplicate(work_16, 16.0f, 256);
            Div(work_15, work_15, work_16, 256);
            LocalTensor<int32_t> column_2 = slot_28.Get<int32_t>();
            Cast(column_2, work_15, RoundMode::CAST_TRUNC, 256);
            Muls(column_2, column_2, 16, 256);
            Sub(column_2, tile_b_slots, column_2, 256);
            LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 256);
            Add(writer_2, writer_2, column_2, 256);
            LocalTensor<int32_t> work_17 = slot_29.Get<int32_t>();
            Duplicate(work_17, BLOCK_X, 256);
            LocalTensor<int32_t> maximum_5 = slot_30.Get<int32_t>();
            Max(maximum_5, work_17, column_2, 256);
            LocalTensor<uint8_t> owned_2 = slot_21.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_2, CMPMODE::EQ, 256);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> work_20 = slot_30.Get<int32_t>();
            Duplicate(work_20, BLOCK_X * BLOCK_Y, 256);
            LocalTensor<int32_t> maximum_6 = slot_29.Get<int32_t>();
            Max(maximum_6, work_20, writer_2, 256);
            LocalTensor<uint8_t> mask_4 = slot_31.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 256);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 16);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 16);
            LocalTensor<int32_t> owner_2 = slot_29.Get<int32_t>();
            Duplicate(owner_2, 0, 256);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<int32_t> work_21 = slot_23.Get<int32_t>();
            Adds(work_21, y, start, LANES);
            LocalTensor<int32_t> work_22 = slot_25.Get<int32_t>();
            Duplicate(work_22, K, LANES);
            LocalTensor<int32_t> maximum_7 = slot_22.Get<int32_t>();
            Max(maximum_7, work_22, work_21, LANES);
            LocalTensor<uint8_t> mask_5 = slot_24.Get<uint8_t>();
            Compare(mask_5, maximum_7, work_21, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_23 = slot_23.Get<int32_t>();
            Duplicate(work_23, N, LANES);
            LocalTensor<int32_t> maximum_8 = slot_22.Get<int32_t>();
            Max(maximum_8, work_23, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_6 = slot_26.Get<uint8_t>();
            Compare(mask_6, maximum_8, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K - start);
            const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * 16));
            const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
            LocalTensor<float> B_tile = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (start * N + (int32_t)(block_x * 16)), rows_2, columns_4, N, BLOCK_X);
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & (start + lane_2 / BLOCK_X < K)
                            & ((int32_t)(block_x * 16) + lane_2 % BLOCK_X < N)) {
                        B_tile.SetValue(lane_2,
                                load(B + ((start + y.GetValue(lane_2)) * N
                                + column_3.ReinterpretCast<int32_t>().GetValue(lane_2))));
                    }
                }
            }
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Select(B_tile, mask_5, B_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_24 = slot_30.Get<int32_t>();
            Muls(work_24, owner_2, 4, 256);
            LocalTensor<float> gathered_2 = slot_32.Get<float>();
            Gather(gathered_2, B_tile, work_24.ReinterpretCast<uint32_t>(), 0, 256);
            Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            LocalTensor<float> product_2 = slot_33.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 256);
            LocalTensor<float> work_25 = slot_34.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 16; ++i) {
                for (int32_t k = 0; k < 16; ++k) {
                    Muls(work_25, tile_b[k * 16], tile_a.GetValue(i * 16 + k), 16);
                    Add(product_2[i * 16], product_2[i * 16], work_25, 16);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 256);
        }
        LocalTensor<int32_t> work_26 = slot_22.Get<int32_t>();
        Muls(work_26, y, 16, LANES);
        Add(work_26, work_26, x, LANES);
        LocalTensor<int32_t> work_27 = slot_23.Get<int32_t>();
        Duplicate(work_27, 0, LANES);
        Select(work_26.ReinterpretCast<float>(), active, work_26.ReinterpretCast<float>(),
                work_27.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_26, work_26, 4, LANES);
        LocalTensor<float> gathered_3 = slot_23.Get<float>();
        Gather(gathered_3, product, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_3, LANES);
        LocalTensor<float> work_28 = slot_23.Get<float>();
        Muls(work_28, sum, alpha, LANES);
        LocalTensor<float> place_tile = slot_22.Get<float>();
        const int32_t stop_2 = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((row.GetValue(lane_2) < M) & (column_3.ReinterpretCast<int32_t>().GetValue(lane_2) < N)) {
                place_tile.SetValue(lane_2,
                        load(C + ((int32_t)block_y * 16 + lane_2 / BLOCK_X) * N
                        + (int32_t)(block_x * 16 + lane_2 % BLOCK_X)));
            }
        }
        wait<HardEvent::S_V>();
        Muls(place_tile, place_tile, beta, LANES);
        Add(work_28, work_28, place_tile, LANES);
        LocalTensor<float> spread = slot_35.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work_28, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((row.GetValue(lane_2) < M) & (column_3.ReinterpretCast<int32_t>().GetValue(lane_2) < N)) {
                copy_out(C + ((int32_t)block_y * 16 + lane_2 / BLOCK_X) * N
                        + (int32_t)(block_x * 16 + lane_2 % BLOCK_X), spread[lane_2 * 8], 1);
            }
        }
    }
}

// A block of TILE x TILE threads makes a tile of C, from tiles of A and B in shared memory.
extern "C" __global__ __aicore__ void gemm_tiled_8(
        int32_t M, int32_t N, int32_t K, float alpha, GM_ADDR A_address, GM_ADDR B_address, float beta,
        GM_ADDR C_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, 256);
    pipe.InitBuffer(slot_7, 256);
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, 256);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, 256);
    pipe.InitBuffer(slot_15, 256);
    pipe.InitBuffer(slot_16, 256);
    pipe.InitBuffer(slot_17, 256);
    pipe.InitBuffer(slot_18, 256);
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, 256);
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 256);
    pipe.InitBuffer(slot_30, 256);
    pipe.InitBuffer(slot_31, 256);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, 256);
    pipe.InitBuffer(slot_35, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_10 = slot_2.Get<float>();
        Cast(work_10, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_11 = slot_3.Get<float>();
        Duplicate(work_11, (float)BLOCK_X, LANES);
        Div(work_10, work_10, work_11, LANES);
        LocalTensor<int32_t> thread_x = slot_3.Get<int32_t>();
        Cast(thread_x, work_10, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_7 = slot_2.Get<float>();
        Cast(work_7, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_8 = slot_4.Get<float>();
        Duplicate(work_8, (float)BLOCK_X, LANES);
        Div(work_7, work_7, work_8, LANES);
        LocalTensor<int32_t> thread_y = slot_4.Get<int32_t>();
        Cast(thread_y, work_7, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_5.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> tile_a_slots = slot_6.Get<int32_t>();
        CreateVecIndex(tile_a_slots, 0, 64);
        LocalTensor<float> tile_a = slot_7.Get<float>();
        Duplicate(tile_a, 0.0f, 64);
        LocalTensor<int32_t> tile_b_slots = slot_8.Get<int32_t>();
        CreateVecIndex(tile_b_slots, 0, 64);
        LocalTensor<float> tile_b = slot_9.Get<float>();
        Duplicate(tile_b, 0.0f, 64);
        LocalTensor<int32_t> x = slot_2.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_10.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        LocalTensor<int32_t> row = slot_11.Get<int32_t>();
        Adds(row, y, (int32_t)block_y * 8, LANES);
        LocalTensor<uint32_t> column_3 = slot_12.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * 8), LANES);

        LocalTensor<float> sum = slot_13.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<float> product = slot_14.Get<float>();
        Duplicate(product, 0.0f, 64);
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::V_MTE2>();
        wait<HardEvent::V_S>();
        for (int32_t start = 0; start < K; start += 8) {
            LocalTensor<float> work_4 = slot_15.Get<float>();
            Cast(work_4, tile_a_slots, RoundMode::CAST_RINT, 64);
            LocalTensor<float> work_5 = slot_16.Get<float>();
            Duplicate(work_5, 8.0f, 64);
            Div(work_4, work_4, work_5, 64);
            LocalTensor<int32_t> line = slot_16.Get<int32_t>();
            Cast(line, work_4, RoundMode::CAST_TRUNC, 64);
            LocalTensor<float> work = slot_15.Get<float>();
            Cast(work, tile_a_slots, RoundMode::CAST_RINT, 64);
            LocalTensor<float> work_2 = slot_17.Get<float>();
            Duplicate(work_2, 8.0f, 64);
            Div(work, work, work_2, 64);
            LocalTensor<int32_t> column = slot_17.Get<int32_t>();
            Cast(column, work, RoundMode::CAST_TRUNC, 64);
            Muls(column, column, 8, 64);
            Sub(column, tile_a_slots, column, 64);
            LocalTensor<int32_t> writer = slot_15.Get<int32_t>();
            Muls(writer, line, BLOCK_X, 64);
            Add(writer, writer, column, 64);
            LocalTensor<int32_t> work_3 = slot_18.Get<int32_t>();
            Duplicate(work_3, BLOCK_X, 64);
            LocalTensor<int32_t> maximum = slot_19.Get<int32_t>();
            Max(maximum, work_3, column, 64);
            LocalTensor<uint8_t> owned = slot_20.Get<uint8_t>();
            Compare(owned, maximum, column, CMPMODE::EQ, 64);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> work_6 = slot_19.Get<int32_t>();
            Duplicate(work_6, BLOCK_X * BLOCK_Y, 64);
            LocalTensor<int32_t> maximum_2 = slot_18.Get<int32_t>();
            Max(maximum_2, work_6, writer, 64);
            LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
            Compare(mask, maximum_2, writer, CMPMODE::EQ, 64);
            Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 4);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> owner = slot_18.Get<int32_t>();
            Duplicate(owner, 0, 64);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> work_9 = slot_22.Get<int32_t>();
            Duplicate(work_9, M, LANES);
            LocalTensor<int32_t> maximum_3 = slot_23.Get<int32_t>();
            Max(maximum_3, work_9, row, LANES);
            LocalTensor<uint8_t> mask_2 = slot_24.Get<uint8_t>();
            Compare(mask_2, maximum_3, row, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_12 = slot_23.Get<int32_t>();
            Adds(work_12, x, start, LANES);
            LocalTensor<int32_t> work_13 = slot_22.Get<int32_t>();
            Duplicate(work_13, K, LANES);
            LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
            Max(maximum_4, work_13, work_12, LANES);
            LocalTensor<uint8_t> mask_3 = slot_26.Get<uint8_t>();
            Compare(mask_3, maximum_4, work_12, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                    - (int32_t)block_y * 8);
            const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
            const int32_t columns_2 = rows > 0 ? columns : 0;
            LocalTensor<float> A_tile = slot_23.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(A_tile, A + ((int32_t)block_y * 8 * K + start), rows, columns_2, K, BLOCK_X);
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * 8 + lane_2 / BLOCK_X < M)
                            & (start + lane_2 % BLOCK_X < K)) {
                        A_tile.SetValue(lane_2, load(A + (row.GetValue(lane_2) * K + start + x.GetValue(lane_2))));
                    }
                }
            }
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Select(A_tile, mask_2, A_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_14 = slot_19.Get<int32_t>();
            Muls(work_14, owner, 4, 64);
            LocalTensor<float> gathered = slot_27.Get<float>();
            Gather(gathered, A_tile, work_14.ReinterpretCast<uint32_t>(), 0, 64);
            Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<float> work_18 = slot_27.Get<float>();
            Cast(work_18, tile_b_slots, RoundMode::CAST_RINT, 64);
            LocalTensor<float> work_19 = slot_19.Get<float>();
            Duplicate(work_19, 8.0f, 64);
            Div(work_18, work_18, work_19, 64);
            LocalTensor<int32_t> line_2 = slot_19.Get<int32_t>();
            Cast(line_2, work_18, RoundMode::CAST_TRUNC, 64);
            LocalTensor<float> work_15 = slot_27.Get<float>();
            Cast(work_15, tile_b_slots, RoundMode::CAST_RINT, 64);
            LocalTensor<float> work_16 = slot_28.Get<float>();
            Duplicate(work_16, 8.0f, 64);
            Div(work_15, work_15, work_16, 64);
            LocalTensor<int32_t> column_2 = slot_28.Get<int32_t>();
            Cast(column_2, work_15, RoundMode::CAST_TRUNC, 64);
            Muls(column_2, column_2, 8, 64);
            Sub(column_2, tile_b_slots, column_2, 64);
            LocalTensor<int32_t> writer_2 = slot_27.Get<int32_t>();
            Muls(writer_2, line_2, BLOCK_X, 64);
            Add(writer_2, writer_2, column_2, 64);
            LocalTensor<int32_t> work_17 = slot_29.Get<int32_t>();
            Duplicate(work_17, BLOCK_X, 64);
            LocalTensor<int32_t> maximum_5 = slot_30.Get<int32_t>();
            Max(maximum_5, work_17, column_2, 64);
            LocalTensor<uint8_t> owned_2 = slot_21.Get<uint8_t>();
            Compare(owned_2, maximum_5, column_2, CMPMODE::EQ, 64);
            Not(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> work_20 = slot_30.Get<int32_t>();
            Duplicate(work_20, BLOCK_X * BLOCK_Y, 64);
            LocalTensor<int32_t> maximum_6 = slot_29.Get<int32_t>();
            Max(maximum_6, work_20, writer_2, 64);
            LocalTensor<uint8_t> mask_4 = slot_31.Get<uint8_t>();
            Compare(mask_4, maximum_6, writer_2, CMPMODE::EQ, 64);
            Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 4);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_4.ReinterpretCast<int16_t>(), 4);
            LocalTensor<int32_t> owner_2 = slot_29.Get<int32_t>();
            Duplicate(owner_2, 0, 64);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<int32_t> work_21 = slot_23.Get<int32_t>();
            Adds(work_21, y, start, LANES);
            LocalTensor<int32_t> work_22 = slot_25.Get<int32_t>();
            Duplicate(work_22, K, LANES);
            LocalTensor<int32_t> maximum_7 = slot_22.Get<int32_t>();
            Max(maximum_7, work_22, work_21, LANES);
            LocalTensor<uint8_t> mask_5 = slot_24.Get<uint8_t>();
            Compare(mask_5, maximum_7, work_21, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_23 = slot_23.Get<int32_t>();
            Duplicate(work_23, N, LANES);
            LocalTensor<int32_t> maximum_8 = slot_22.Get<int32_t>();
            Max(maximum_8, work_23, column_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> mask_6 = slot_26.Get<uint8_t>();
            Compare(mask_6, maximum_8, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K - start);
            const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * 8));
            const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
            LocalTensor<float> B_tile = slot_22.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (start * N + (int32_t)(block_x * 8)), rows_2, columns_4, N, BLOCK_X);
            } else {
                const int32_t stop_2 = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if ((lane_2 / BLOCK_X < BLOCK_Y) & (start + lane_2 / BLOCK_X < K)
                            & ((int32_t)(block_x * 8) + lane_2 % BLOCK_X < N)) {
                        B_tile.SetValue(lane_2,
                                load(B + ((start + y.GetValue(lane_2)) * N
                                + column_3.ReinterpretCast<int32_t>().GetValue(lane_2))));
                    }
                }
            }
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Select(B_tile, mask_5, B_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<int32_t> work_24 = slot_30.Get<int32_t>();
            Muls(work_24, owner_2, 4, 64);
            LocalTensor<float> gathered_2 = slot_32.Get<float>();
            Gather(gathered_2, B_tile, work_24.ReinterpretCast<uint32_t>(), 0, 64);
            Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 64);
            LocalTensor<float> product_2 = slot_33.Get<float>();
            copy_tile(product_2.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), 64);
            LocalTensor<float> work_25 = slot_34.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < 8; ++i) {
                for (int32_t k = 0; k < 8; ++k) {
                    Muls(work_25, tile_b[k * 8], tile_a.GetValue(i * 8 + k), 8);
                    Add(product_2[i * 8], product_2[i * 8], work_25, 8);
                }
            }
            copy_tile(product.ReinterpretCast<int32_t>(), product_2.ReinterpretCast<int32_t>(), 64);
        }
        LocalTensor<int32_t> work_26 = slot_22.Get<int32_t>();
        Muls(work_26, y, 8, LANES);
        Add(work_26, work_26, x, LANES);
        LocalTensor<int32_t> work_27 = slot_23.Get<int32_t>();
        Duplicate(work_27, 0, LANES);
        Select(work_26.ReinterpretCast<float>(), active, work_26.ReinterpretCast<float>(),
                work_27.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        Muls(work_26, work_26, 4, LANES);
        LocalTensor<float> gathered_3 = slot_23.Get<float>();
        Gather(gathered_3, product, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
        Add(sum, sum, gathered_3, LANES);
        LocalTensor<float> work_28 = slot_23.Get<float>();
        Muls(work_28, sum, alpha, LANES);
        LocalTensor<float> place_tile = slot_22.Get<float>();
        const int32_t stop_2 = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((row.GetValue(lane_2) < M) & (column_3.ReinterpretCast<int32_t>().GetValue(lane_2) < N)) {
                place_tile.SetValue(lane_2,
                        load(C + ((int32_t)block_y * 8 + lane_2 / BLOCK_X) * N
                        + (int32_t)(block_x * 8 + lane_2 % BLOCK_X)));
            }
        }
        wait<HardEvent::S_V>();
        Muls(place_tile, place_tile, beta, LANES);
        Add(work_28, work_28, place_tile, LANES);
        LocalTensor<float> spread = slot_35.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work_28, LANES);
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
            if ((row.GetValue(lane_2) < M) & (column_3.ReinterpretCast<int32_t>().GetValue(lane_2) < N)) {
                copy_out(C + ((int32_t)block_y * 8 + lane_2 / BLOCK_X) * N + (int32_t)(block_x * 8 + lane_2 % BLOCK_X),
                        spread[lane_2 * 8], 1);
            }
        }
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
extern "C" __global__ __aicore__ void gemm_half_4(
        int32_t M, int32_t N, int32_t K, GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* B = (__gm__ half*)B_address;
    __gm__ half* C = (__gm__ half*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39;
    pipe.InitBuffer(slot_0, 2048);
    pipe.InitBuffer(slot_1, 1024);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 512);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, 2048);
    pipe.InitBuffer(slot_18, 2048);
    pipe.InitBuffer(slot_19, 2048);
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, 2048);
    pipe.InitBuffer(slot_23, 2048);
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded(LANES * 4));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_29, padded(LANES * 2));
    pipe.InitBuffer(slot_30, 1024);
    pipe.InitBuffer(slot_31, 1024);
    pipe.InitBuffer(slot_32, 1024);
    pipe.InitBuffer(slot_33, 1024);
    pipe.InitBuffer(slot_34, 256);
    pipe.InitBuffer(slot_35, 256);
    pipe.InitBuffer(slot_36, 1024);
    pipe.InitBuffer(slot_37, 1024);
    pipe.InitBuffer(slot_38, 512);
    pipe.InitBuffer(slot_39, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, 512);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 256);
        LocalTensor<float> lanes_3 = slot_2.Get<float>();
        CreateVecIndex(lanes_3, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_3.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_7 = slot_4.Get<float>();
        Cast(work_7, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_8 = slot_5.Get<float>();
        Duplicate(work_8, (float)BLOCK_X, LANES);
        Div(work_7, work_7, work_8, LANES);
        LocalTensor<int32_t> thread_x = slot_5.Get<int32_t>();
        Cast(thread_x, work_7, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_4 = slot_6.Get<float>();
        Duplicate(work_4, (float)BLOCK_X, LANES);
        Div(work_3, work_3, work_4, LANES);
        LocalTensor<int32_t> thread_y = slot_6.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_7.Get<uint8_t>();
        CompareScalar(active, lanes_3, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<half> tile_a = slot_8.Get<half>();
        Duplicate(tile_a, (half)0.0f, 512);
        LocalTensor<half> tile_b = slot_9.Get<half>();
        Duplicate(tile_b, (half)0.0f, 256);
        const int32_t TILE = 16;
        const int32_t STEP = 4;
        LocalTensor<int32_t> x = slot_4.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_10.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        const int32_t top = block_y * TILE;
        LocalTensor<uint32_t> column_3 = slot_11.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * TILE), LANES);
        const half zero = (half)0.0f;
        LocalTensor<float> sums = slot_12.Get<float>();
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slot_13.Get<float>();
        Duplicate(sums_2, 0.0f, LANES);
        LocalTensor<float> sums_3 = slot_14.Get<float>();
        Duplicate(sums_3, 0.0f, LANES);
        LocalTensor<float> sums_4 = slot_15.Get<float>();
        Duplicate(sums_4, 0.0f, LANES);
        int32_t start = 0;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::MTE3_MTE2>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        while (start < K) {
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            for (int32_t r = 0; r < 4; ++r) {
                LocalTensor<int32_t> line_2 = slot_16.Get<int32_t>();
                Adds(line_2, y, r * STEP, LANES);
                LocalTensor<int32_t> line = slot_17.Get<int32_t>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                    line.SetValue(lane_2, (lane_2 - 18 * (r * STEP)) / 18);
                }
                LocalTensor<int32_t> column = slot_18.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                    column.SetValue(lane_2, (lane_2 - 18 * (r * STEP)) % 18);
                }
                LocalTensor<int32_t> writer = slot_19.Get<int32_t>();
                wait<HardEvent::S_V>();
                Muls(writer, line, BLOCK_X, 512);
                Add(writer, writer, column, 512);
                const int32_t first = larger(0L, 0L - (0 - 18 * (r * STEP)));
                LocalTensor<uint8_t> owned = slot_20.Get<uint8_t>();
                CompareScalar(owned, lanes, 512.0f, CMPMODE::LT, 512);
                LocalTensor<uint8_t> mask = slot_21.Get<uint8_t>();
                CompareScalar(mask, lanes, (float)first, CMPMODE::GE, 512);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        32);
                LocalTensor<int32_t> work = slot_22.Get<int32_t>();
                Duplicate(work, BLOCK_X, 512);
                LocalTensor<int32_t> maximum = slot_23.Get<int32_t>();
                Max(maximum, work, column, 512);
                LocalTensor<uint8_t> mask_2 = slot_21.Get<uint8_t>();
                Compare(mask_2, maximum, column, CMPMODE::EQ, 512);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_2 = slot_23.Get<int32_t>();
                Duplicate(work_2, BLOCK_X * BLOCK_Y, 512);
                LocalTensor<int32_t> maximum_2 = slot_22.Get<int32_t>();
                Max(maximum_2, work_2, writer, 512);
                LocalTensor<uint8_t> mask_3 = slot_21.Get<uint8_t>();
                Compare(mask_3, maximum_2, writer, CMPMODE::EQ, 512);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> owner = slot_22.Get<int32_t>();
                Duplicate(owner, 0, 512);
                Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                        owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> work_5 = slot_24.Get<int32_t>();
                Adds(work_5, line_2, top, LANES);
                LocalTensor<int32_t> work_6 = slot_25.Get<int32_t>();
                Duplicate(work_6, M, LANES);
                LocalTensor<int32_t> maximum_3 = slot_26.Get<int32_t>();
                Max(maximum_3, work_6, work_5, LANES);
                LocalTensor<uint8_t> mask_4 = slot_27.Get<uint8_t>();
                Compare(mask_4, maximum_3, work_5, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_24.Get<int32_t>();
                Adds(work_9, x, start, LANES);
                LocalTensor<int32_t> work_10 = slot_26.Get<int32_t>();
                Duplicate(work_10, K, LANES);
                LocalTensor<int32_t> maximum_4 = slot_25.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_5 = slot_28.Get<uint8_t>();
                Compare(mask_5, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                        - (top + r * STEP));
                const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
                const int32_t columns_2 = rows > 0 ? columns : 0;
                LocalTensor<half> A_tile = slot_29.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::MTE2_S>();
                    wait<HardEvent::S_MTE2>();
                    copy_rows_in(A_tile, A + ((top + r * STEP) * K + start), rows, columns_2, K, BLOCK_X);
                } else {
                    const int32_t stop_2 = LANES;
                    for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                        if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + r * STEP + lane_2 / BLOCK_X < M)
                                & (start + lane_2 % BLOCK_X < K)) {
                            A_tile.SetValue(lane_2,
                                    load(A + ((top + line_2.GetValue(lane_2)) * K + start + x.GetValue(lane_2))));
                        }
                    }
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE2_V>();
                Select(A_tile, mask_4, A_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_11 = slot_23.Get<int32_t>();
                Muls(work_11, owner, 2, 512);
                LocalTensor<half> gathered = slot_30.Get<half>();
                Gather(gathered, A_tile, work_11.ReinterpretCast<uint32_t>(), 0, 512);
                Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> line_3 = slot_31.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < 256; ++lane_2) {
                    line_3.SetValue(lane_2, (lane_2 - 16 * (r * STEP)) / 16);
                }
                LocalTensor<int32_t> column_2 = slot_32.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < 256; ++lane_2) {
                    column_2.SetValue(lane_2, (lane_2 - 16 * (r * STEP)) % 16);
                }
                LocalTensor<int32_t> writer_2 = slot_33.Get<int32_t>();
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Muls(writer_2, line_3, BLOCK_X, 256);
                Add(writer_2, writer_2, column_2, 256);
                const int32_t first_2 = larger(0L, 0L - (0 - 16 * (r * STEP)));
                LocalTensor<uint8_t> owned_2 = slot_34.Get<uint8_t>();
                CompareScalar(owned_2, lanes_2, 256.0f, CMPMODE::LT, 256);
                LocalTensor<uint8_t> mask_6 = slot_35.Get<uint8_t>();
                CompareScalar(mask_6, lanes_2, (float)first_2, CMPMODE::GE, 256);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_12 = slot_36.Get<int32_t>();
                Duplicate(work_12, BLOCK_X, 256);
                LocalTensor<int32_t> maximum_5 = slot_37.Get<int32_t>();
                Max(maximum_5, work_12, column_2, 256);
                LocalTensor<uint8_t> mask_7 = slot_35.Get<uint8_t>();
                Compare(mask_7, maximum_5, column_2, CMPMODE::EQ, 256);
                Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_13 = slot_37.Get<int32_t>();
                Duplicate(work_13, BLOCK_X * BLOCK_Y, 256);
                LocalTensor<int32_t> maximum_6 = slot_36.Get<int32_t>();
                Max(maximum_6, work_13, writer_2, 256);
                LocalTensor<uint8_t> mask_8 = slot_35.Get<uint8_t>();
                Compare(mask_8, maximum_6, writer_2, CMPMODE::EQ, 256);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> owner_2 = slot_36.Get<int32_t>();
                Duplicate(owner_2, 0, 256);
                Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                        owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
                LocalTensor<int32_t> work_14 = slot_24.Get<int32_t>();
                Adds(work_14, line_2, start, LANES);
                LocalTensor<int32_t> work_15 = slot_25.Get<int32_t>();
                Duplicate(work_15, K, LANES);
                LocalTensor<int32_t> maximum_7 = slot_26.Get<int32_t>();
                Max(maximum_7, work_15, work_14, LANES);
                LocalTensor<uint8_t> mask_9 = slot_27.Get<uint8_t>();
                Compare(mask_9, maximum_7, work_14, CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_16 = slot_24.Get<int32_t>();
                Duplicate(work_16, N, LANES);
                LocalTensor<int32_t> maximum_8 = slot_26.Get<int32_t>();
                Max(maximum_8, work_16, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_10 = slot_28.Get<uint8_t>();
                Compare(mask_10, maximum_8, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K
                        - (start + r * STEP));
                const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
                const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
                LocalTensor<half> B_tile = slot_29.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::S_MTE2>();
                    wait<HardEvent::V_MTE2>();
                    copy_rows_in(B_tile, B + ((start + r * STEP) * N + (int32_t)(block_x * TILE)), rows_2, columns_4, N,
                            BLOCK_X);
                } else {
                    const int32_t stop_2 = LANES;
                    wait<HardEvent::V_S>();
                    for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                        if ((lane_2 / BLOCK_X < BLOCK_Y) & (start + r * STEP + lane_2 / BLOCK_X < K)
                                & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                            B_tile.SetValue(lane_2,
                                    load(B + ((start + line_2.GetValue(lane_2)) * N
                                    + column_3.ReinterpretCast<int32_t>().GetValue(lane_2))));
                        }
                    }
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE2_V>();
                Select(B_tile, mask_9, B_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_17 = slot_37.Get<int32_t>();
                Muls(work_17, owner_2, 2, 256);
                LocalTensor<half> gathered_2 = slot_38.Get<half>();
                Gather(gathered_2, B_tile, work_17.ReinterpretCast<uint32_t>(), 0, 256);
                Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            }
            for (int32_t k = 0; k < TILE; ++k) {
                LocalTensor<int32_t> work_18 = slot_16.Get<int32_t>();
                Adds(work_18, x, (int32_t)(k * 16L), LANES);
                LocalTensor<int32_t> work_19 = slot_26.Get<int32_t>();
                Duplicate(work_19, 0, LANES);
                Select(work_18.ReinterpretCast<float>(), active, work_18.ReinterpretCast<float>(),
                        work_19.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_18, work_18, 2, LANES);
                LocalTensor<half> gathered_3 = slot_29.Get<half>();
                Gather(gathered_3, tile_b, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> b = slot_16.Get<float>();
                Cast(b, gathered_3, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_20 = slot_26.Get<int32_t>();
                Adds(work_20, y, 0, LANES);
                Muls(work_20, work_20, 18, LANES);
                Adds(work_20, work_20, k, LANES);
                LocalTensor<int32_t> work_21 = slot_24.Get<int32_t>();
                Duplicate(work_21, 0, LANES);
                Select(work_20.ReinterpretCast<float>(), active, work_20.ReinterpretCast<float>(),
                        work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_20, work_20, 2, LANES);
                LocalTensor<half> gathered_4 = slot_29.Get<half>();
                Gather(gathered_4, tile_a, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_22 = slot_26.Get<float>();
                Cast(work_22, gathered_4, RoundMode::CAST_NONE, LANES);
                Mul(work_22, work_22, b, LANES);
                Add(sums, sums, work_22, LANES);
                LocalTensor<int32_t> work_23 = slot_26.Get<int32_t>();
                Adds(work_23, y, STEP, LANES);
                Muls(work_23, work_23, 18, LANES);
                Adds(work_23, work_23, k, LANES);
                LocalTensor<int32_t> work_24 = slot_24.Get<int32_t>();
                Duplicate(work_24, 0, LANES);
                Select(work_23.ReinterpretCast<float>(), active, work_23.ReinterpretCast<float>(),
                        work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_23, work_23, 2, LANES);
                LocalTensor<half> gathered_5 = slot_29.Get<half>();
                Gather(gathered_5, tile_a, work_23.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_25 = slot_26.Get<float>();
                Cast(work_25, gathered_5, RoundMode::CAST_NONE, LANES);
                Mul(work_25, work_25, b, LANES);
                Add(sums_2, sums_2, work_25, LANES);
                LocalTensor<int32_t> work_26 = slot_26.Get<int32_t>();
                Adds(work_26, y, 2 * STEP, LANES);
                Muls(work_26, work_26, 18, LANES);
                Adds(work_26, work_26, k, LANES);
                LocalTensor<int32_t> work_27 = slot_24.Get<int32_t>();
                Duplicate(work_27, 0, LANES);
                Select(work_26.ReinterpretCast<float>(), active, work_26.ReinterpretCast<float>(),
                        work_27.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_26, work_26, 2, LANES);
                LocalTensor<half> gathered_6 = slot_29.Get<half>();
                Gather(gathered_6, tile_a, work_26.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_28 = slot_26.Get<float>();
                Cast(work_28, gathered_6, RoundMode::CAST_NONE, LANES);
                Mul(work_28, work_28, b, LANES);
                Add(sums_3, sums_3, work_28, LANES);
                LocalTensor<int32_t> work_29 = slot_26.Get<int32_t>();
                Adds(work_29, y, 3 * STEP, LANES);
                Muls(work_29, work_29, 18, LANES);
                Adds(work_29, work_29, k, LANES);
                LocalTensor<int32_t> work_30 = slot_24.Get<int32_t>();
                Duplicate(work_30, 0, LANES);
                Select(work_29.ReinterpretCast<float>(), active, work_29.ReinterpretCast<float>(),
                        work_30.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_29, work_29, 2, LANES);
                LocalTensor<half> gathered_7 = slot_29.Get<half>();
                Gather(gathered_7, tile_a, work_29.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_31 = slot_26.Get<float>();
                Cast(work_31, gathered_7, RoundMode::CAST_NONE, LANES);
                Mul(work_31, work_31, b, LANES);
                Add(sums_4, sums_4, work_31, LANES);
            }
            start += TILE;
        }
        LocalTensor<half> work_32 = slot_29.Get<half>();
        Cast(work_32, sums, RoundMode::CAST_RINT, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M - top);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::S_MTE3>();
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + (top * N + (int32_t)(block_x * TILE)), work_32, rows, columns_2, N, BLOCK_X);
        } else {
            LocalTensor<half> spread = slot_39.Get<half>();
            expand(spread, work_32, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                    copy_out(C + ((top + lane_2 / BLOCK_X) * N + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)),
                            spread[lane_2 * 16], 1);
                }
            }
        }
        LocalTensor<half> work_33 = slot_29.Get<half>();
        wait<HardEvent::MTE3_V>();
        Cast(work_33, sums_2, RoundMode::CAST_RINT, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (top + STEP));
        const int32_t columns_3 = rows_2 > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + STEP) * N + (int32_t)(block_x * TILE)), work_33, rows_2, columns_3, N, BLOCK_X);
        } else {
            LocalTensor<half> spread_2 = slot_39.Get<half>();
            expand(spread_2, work_33, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + STEP + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                    copy_out(C
                            + ((top + lane_2 / BLOCK_X + STEP) * N
                            + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)), spread_2[lane_2 * 16], 1);
                }
            }
        }
        LocalTensor<half> work_34 = slot_29.Get<half>();
        wait<HardEvent::MTE3_V>();
        Cast(work_34, sums_3, RoundMode::CAST_RINT, LANES);
        const int32_t rows_3 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (top + 2 * STEP));
        const int32_t columns_4 = rows_3 > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + 2 * STEP) * N + (int32_t)(block_x * TILE)), work_34, rows_3, columns_4, N,
                    BLOCK_X);
        } else {
            LocalTensor<half> spread_3 = slot_39.Get<half>();
            expand(spread_3, work_34, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + 2 * STEP + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                    copy_out(C
                            + ((top + lane_2 / BLOCK_X + 2 * STEP) * N
                            + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)), spread_3[lane_2 * 16], 1);
                }
            }
        }
        LocalTensor<half> work_35 = slot_29.Get<half>();
        wait<HardEvent::MTE3_V>();
        Cast(work_35, sums_4, RoundMode::CAST_RINT, LANES);
        const int32_t rows_4 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (top + 3 * STEP));
        const int32_t columns_5 = rows_4 > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + 3 * STEP) * N + (int32_t)(block_x * TILE)), work_35, rows_4, columns_5, N,
                    BLOCK_X);
        } else {
            LocalTensor<half> spread_4 = slot_39.Get<half>();
            expand(spread_4, work_35, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + 3 * STEP + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                    copy_out(C
                            + ((top + lane_2 / BLOCK_X + 3 * STEP) * N
                            + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)), spread_4[lane_2 * 16], 1);
                }
            }
        }
    }
}

// Halves, summed as floats. A thread makes ROWS elements of a column of the 16 x 16 tile, so that a block is 16 x 16 /
// ROWS threads.
extern "C" __global__ __aicore__ void gemm_half_2(
        int32_t M, int32_t N, int32_t K, GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* B = (__gm__ half*)B_address;
    __gm__ half* C = (__gm__ half*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37;
    pipe.InitBuffer(slot_0, 2048);
    pipe.InitBuffer(slot_1, 1024);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 1024);
    pipe.InitBuffer(slot_9, 512);
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, 2048);
    pipe.InitBuffer(slot_16, 2048);
    pipe.InitBuffer(slot_17, 2048);
    pipe.InitBuffer(slot_18, 256);
    pipe.InitBuffer(slot_19, 256);
    pipe.InitBuffer(slot_20, 2048);
    pipe.InitBuffer(slot_21, 2048);
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 4));
    pipe.InitBuffer(slot_24, padded(LANES * 4));
    pipe.InitBuffer(slot_25, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, padded(LANES * 2));
    pipe.InitBuffer(slot_28, 1024);
    pipe.InitBuffer(slot_29, 1024);
    pipe.InitBuffer(slot_30, 1024);
    pipe.InitBuffer(slot_31, 1024);
    pipe.InitBuffer(slot_32, 256);
    pipe.InitBuffer(slot_33, 256);
    pipe.InitBuffer(slot_34, 1024);
    pipe.InitBuffer(slot_35, 1024);
    pipe.InitBuffer(slot_36, 512);
    pipe.InitBuffer(slot_37, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, 512);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 256);
        LocalTensor<float> lanes_3 = slot_2.Get<float>();
        CreateVecIndex(lanes_3, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_3.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_7 = slot_4.Get<float>();
        Cast(work_7, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_8 = slot_5.Get<float>();
        Duplicate(work_8, (float)BLOCK_X, LANES);
        Div(work_7, work_7, work_8, LANES);
        LocalTensor<int32_t> thread_x = slot_5.Get<int32_t>();
        Cast(thread_x, work_7, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_4 = slot_6.Get<float>();
        Duplicate(work_4, (float)BLOCK_X, LANES);
        Div(work_3, work_3, work_4, LANES);
        LocalTensor<int32_t> thread_y = slot_6.Get<int32_t>();
        Cast(thread_y, work_3, RoundMode::CAST_TRUNC, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slot_7.Get<uint8_t>();
        CompareScalar(active, lanes_3, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<half> tile_a = slot_8.Get<half>();
        Duplicate(tile_a, (half)0.0f, 512);
        LocalTensor<half> tile_b = slot_9.Get<half>();
        Duplicate(tile_b, (half)0.0f, 256);
        const int32_t TILE = 16;
        const int32_t STEP = 8;
        LocalTensor<int32_t> x = slot_4.Get<int32_t>();
        copy_tile(x, thread_x, LANES);
        LocalTensor<int32_t> y = slot_10.Get<int32_t>();
        copy_tile(y, thread_y, LANES);
        const int32_t top = block_y * TILE;
        LocalTensor<uint32_t> column_3 = slot_11.Get<uint32_t>();
        Adds(column_3.ReinterpretCast<int32_t>(), x, (int32_t)(block_x * TILE), LANES);
        const half zero = (half)0.0f;
        LocalTensor<float> sums = slot_12.Get<float>();
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slot_13.Get<float>();
        Duplicate(sums_2, 0.0f, LANES);
        int32_t start = 0;
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        wait<HardEvent::MTE3_MTE2>();
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE3_V>();
        while (start < K) {
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::S_MTE2>();
            for (int32_t r = 0; r < 2; ++r) {
                LocalTensor<int32_t> line_2 = slot_14.Get<int32_t>();
                Adds(line_2, y, r * STEP, LANES);
                LocalTensor<int32_t> line = slot_15.Get<int32_t>();
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                    line.SetValue(lane_2, (lane_2 - 18 * (r * STEP)) / 18);
                }
                LocalTensor<int32_t> column = slot_16.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                    column.SetValue(lane_2, (lane_2 - 18 * (r * STEP)) % 18);
                }
                LocalTensor<int32_t> writer = slot_17.Get<int32_t>();
                wait<HardEvent::S_V>();
                Muls(writer, line, BLOCK_X, 512);
                Add(writer, writer, column, 512);
                const int32_t first = larger(0L, 0L - (0 - 18 * (r * STEP)));
                LocalTensor<uint8_t> owned = slot_18.Get<uint8_t>();
                CompareScalar(owned, lanes, 512.0f, CMPMODE::LT, 512);
                LocalTensor<uint8_t> mask = slot_19.Get<uint8_t>();
                CompareScalar(mask, lanes, (float)first, CMPMODE::GE, 512);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        32);
                LocalTensor<int32_t> work = slot_20.Get<int32_t>();
                Duplicate(work, BLOCK_X, 512);
                LocalTensor<int32_t> maximum = slot_21.Get<int32_t>();
                Max(maximum, work, column, 512);
                LocalTensor<uint8_t> mask_2 = slot_19.Get<uint8_t>();
                Compare(mask_2, maximum, column, CMPMODE::EQ, 512);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> work_2 = slot_21.Get<int32_t>();
                Duplicate(work_2, BLOCK_X * BLOCK_Y, 512);
                LocalTensor<int32_t> maximum_2 = slot_20.Get<int32_t>();
                Max(maximum_2, work_2, writer, 512);
                LocalTensor<uint8_t> mask_3 = slot_19.Get<uint8_t>();
                Compare(mask_3, maximum_2, writer, CMPMODE::EQ, 512);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), 32);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), 32);
                LocalTensor<int32_t> owner = slot_20.Get<int32_t>();
                Duplicate(owner, 0, 512);
                Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                        owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> work_5 = slot_22.Get<int32_t>();
                Adds(work_5, line_2, top, LANES);
                LocalTensor<int32_t> work_6 = slot_23.Get<int32_t>();
                Duplicate(work_6, M, LANES);
                LocalTensor<int32_t> maximum_3 = slot_24.Get<int32_t>();
                Max(maximum_3, work_6, work_5, LANES);
                LocalTensor<uint8_t> mask_4 = slot_25.Get<uint8_t>();
                Compare(mask_4, maximum_3, work_5, CMPMODE::EQ, LANES);
                Not(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_9 = slot_22.Get<int32_t>();
                Adds(work_9, x, start, LANES);
                LocalTensor<int32_t> work_10 = slot_24.Get<int32_t>();
                Duplicate(work_10, K, LANES);
                LocalTensor<int32_t> maximum_4 = slot_23.Get<int32_t>();
                Max(maximum_4, work_10, work_9, LANES);
                LocalTensor<uint8_t> mask_5 = slot_26.Get<uint8_t>();
                Compare(mask_5, maximum_4, work_9, CMPMODE::EQ, LANES);
                Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                        - (top + r * STEP));
                const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)K - start);
                const int32_t columns_2 = rows > 0 ? columns : 0;
                LocalTensor<half> A_tile = slot_27.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::MTE2_S>();
                    wait<HardEvent::S_MTE2>();
                    copy_rows_in(A_tile, A + ((top + r * STEP) * K + start), rows, columns_2, K, BLOCK_X);
                } else {
                    const int32_t stop_2 = LANES;
                    for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                        if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + r * STEP + lane_2 / BLOCK_X < M)
                                & (start + lane_2 % BLOCK_X < K)) {
                            A_tile.SetValue(lane_2,
                                    load(A + ((top + line_2.GetValue(lane_2)) * K + start + x.GetValue(lane_2))));
                        }
                    }
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE2_V>();
                Select(A_tile, mask_4, A_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_11 = slot_21.Get<int32_t>();
                Muls(work_11, owner, 2, 512);
                LocalTensor<half> gathered = slot_28.Get<half>();
                Gather(gathered, A_tile, work_11.ReinterpretCast<uint32_t>(), 0, 512);
                Select(tile_a, owned, gathered, tile_a, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
                LocalTensor<int32_t> line_3 = slot_29.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < 256; ++lane_2) {
                    line_3.SetValue(lane_2, (lane_2 - 16 * (r * STEP)) / 16);
                }
                LocalTensor<int32_t> column_2 = slot_30.Get<int32_t>();
                for (int32_t lane_2 = 0; lane_2 < 256; ++lane_2) {
                    column_2.SetValue(lane_2, (lane_2 - 16 * (r * STEP)) % 16);
                }
                LocalTensor<int32_t> writer_2 = slot_31.Get<int32_t>();
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Muls(writer_2, line_3, BLOCK_X, 256);
                Add(writer_2, writer_2, column_2, 256);
                const int32_t first_2 = larger(0L, 0L - (0 - 16 * (r * STEP)));
                LocalTensor<uint8_t> owned_2 = slot_32.Get<uint8_t>();
                CompareScalar(owned_2, lanes_2, 256.0f, CMPMODE::LT, 256);
                LocalTensor<uint8_t> mask_6 = slot_33.Get<uint8_t>();
                CompareScalar(mask_6, lanes_2, (float)first_2, CMPMODE::GE, 256);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_12 = slot_34.Get<int32_t>();
                Duplicate(work_12, BLOCK_X, 256);
                LocalTensor<int32_t> maximum_5 = slot_35.Get<int32_t>();
                Max(maximum_5, work_12, column_2, 256);
                LocalTensor<uint8_t> mask_7 = slot_33.Get<uint8_t>();
                Compare(mask_7, maximum_5, column_2, CMPMODE::EQ, 256);
                Not(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_7.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> work_13 = slot_35.Get<int32_t>();
                Duplicate(work_13, BLOCK_X * BLOCK_Y, 256);
                LocalTensor<int32_t> maximum_6 = slot_34.Get<int32_t>();
                Max(maximum_6, work_13, writer_2, 256);
                LocalTensor<uint8_t> mask_8 = slot_33.Get<uint8_t>();
                Compare(mask_8, maximum_6, writer_2, CMPMODE::EQ, 256);
                Not(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), 16);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), 16);
                LocalTensor<int32_t> owner_2 = slot_34.Get<int32_t>();
                Duplicate(owner_2, 0, 256);
                Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                        owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
                LocalTensor<int32_t> work_14 = slot_22.Get<int32_t>();
                Adds(work_14, line_2, start, LANES);
                LocalTensor<int32_t> work_15 = slot_23.Get<int32_t>();
                Duplicate(work_15, K, LANES);
                LocalTensor<int32_t> maximum_7 = slot_24.Get<int32_t>();
                Max(maximum_7, work_15, work_14, LANES);
                LocalTensor<uint8_t> mask_9 = slot_25.Get<uint8_t>();
                Compare(mask_9, maximum_7, work_14, CMPMODE::EQ, LANES);
                Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> work_16 = slot_22.Get<int32_t>();
                Duplicate(work_16, N, LANES);
                LocalTensor<int32_t> maximum_8 = slot_24.Get<int32_t>();
                Max(maximum_8, work_16, column_3.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_10 = slot_26.Get<uint8_t>();
                Compare(mask_10, maximum_8, column_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)K
                        - (start + r * STEP));
                const int32_t columns_3 = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
                const int32_t columns_4 = rows_2 > 0 ? columns_3 : 0;
                LocalTensor<half> B_tile = slot_27.Get<half>();
                if (BLOCK_X % 16 == 0) {
                    wait<HardEvent::S_MTE2>();
                    wait<HardEvent::V_MTE2>();
                    copy_rows_in(B_tile, B + ((start + r * STEP) * N + (int32_t)(block_x * TILE)), rows_2, columns_4, N,
                            BLOCK_X);
                } else {
                    const int32_t stop_2 = LANES;
                    wait<HardEvent::V_S>();
                    for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                        if ((lane_2 / BLOCK_X < BLOCK_Y) & (start + r * STEP + lane_2 / BLOCK_X < K)
                                & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                            B_tile.SetValue(lane_2,
                                    load(B + ((start + line_2.GetValue(lane_2)) * N
                                    + column_3.ReinterpretCast<int32_t>().GetValue(lane_2))));
                        }
                    }
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                wait<HardEvent::MTE2_V>();
                Select(B_tile, mask_9, B_tile, zero, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_17 = slot_35.Get<int32_t>();
                Muls(work_17, owner_2, 2, 256);
                LocalTensor<half> gathered_2 = slot_36.Get<half>();
                Gather(gathered_2, B_tile, work_17.ReinterpretCast<uint32_t>(), 0, 256);
                Select(tile_b, owned_2, gathered_2, tile_b, SELMODE::VSEL_TENSOR_TENSOR_MODE, 256);
            }
            for (int32_t k = 0; k < TILE; ++k) {
                LocalTensor<int32_t> work_18 = slot_14.Get<int32_t>();
                Adds(work_18, x, (int32_t)(k * 16L), LANES);
                LocalTensor<int32_t> work_19 = slot_24.Get<int32_t>();
                Duplicate(work_19, 0, LANES);
                Select(work_18.ReinterpretCast<float>(), active, work_18.ReinterpretCast<float>(),
                        work_19.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_18, work_18, 2, LANES);
                LocalTensor<half> gathered_3 = slot_27.Get<half>();
                Gather(gathered_3, tile_b, work_18.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> b = slot_14.Get<float>();
                Cast(b, gathered_3, RoundMode::CAST_NONE, LANES);
                LocalTensor<int32_t> work_20 = slot_24.Get<int32_t>();
                Adds(work_20, y, 0, LANES);
                Muls(work_20, work_20, 18, LANES);
                Adds(work_20, work_20, k, LANES);
                LocalTensor<int32_t> work_21 = slot_22.Get<int32_t>();
                Duplicate(work_21, 0, LANES);
                Select(work_20.ReinterpretCast<float>(), active, work_20.ReinterpretCast<float>(),
                        work_21.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_20, work_20, 2, LANES);
                LocalTensor<half> gathered_4 = slot_27.Get<half>();
                Gather(gathered_4, tile_a, work_20.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_22 = slot_24.Get<float>();
                Cast(work_22, gathered_4, RoundMode::CAST_NONE, LANES);
                Mul(work_22, work_22, b, LANES);
                Add(sums, sums, work_22, LANES);
                LocalTensor<int32_t> work_23 = slot_24.Get<int32_t>();
                Adds(work_23, y, STEP, LANES);
                Muls(work_23, work_23, 18, LANES);
                Adds(work_23, work_23, k, LANES);
                LocalTensor<int32_t> work_24 = slot_22.Get<int32_t>();
                Duplicate(work_24, 0, LANES);
                Select(work_23.ReinterpretCast<float>(), active, work_23.ReinterpretCast<float>(),
                        work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_23, work_23, 2, LANES);
                LocalTensor<half> gathered_5 = slot_27.Get<half>();
                Gather(gathered_5, tile_a, work_23.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<float> work_25 = slot_24.Get<float>();
                Cast(work_25, gathered_5, RoundMode::CAST_NONE, LANES);
                Mul(work_25, work_25, b, LANES);
                Add(sums_2, sums_2, work_25, LANES);
            }
            start += TILE;
        }
        LocalTensor<half> work_26 = slot_27.Get<half>();
        Cast(work_26, sums, RoundMode::CAST_RINT, LANES);
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M - top);
        const int32_t columns = smaller((int64_t)BLOCK_X, (int64_t)N - (int32_t)(block_x * TILE));
        const int32_t columns_2 = rows > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::S_MTE3>();
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + (top * N + (int32_t)(block_x * TILE)), work_26, rows, columns_2, N, BLOCK_X);
        } else {
            LocalTensor<half> spread = slot_37.Get<half>();
            expand(spread, work_26, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                    copy_out(C + ((top + lane_2 / BLOCK_X) * N + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)),
                            spread[lane_2 * 16], 1);
                }
            }
        }
        LocalTensor<half> work_27 = slot_27.Get<half>();
        wait<HardEvent::MTE3_V>();
        Cast(work_27, sums_2, RoundMode::CAST_RINT, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)M
                - (top + STEP));
        const int32_t columns_3 = rows_2 > 0 ? columns : 0;
        if (BLOCK_X % 16 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((top + STEP) * N + (int32_t)(block_x * TILE)), work_27, rows_2, columns_3, N, BLOCK_X);
        } else {
            LocalTensor<half> spread_2 = slot_37.Get<half>();
            expand(spread_2, work_27, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if ((lane_2 / BLOCK_X < BLOCK_Y) & (top + STEP + lane_2 / BLOCK_X < M)
                        & ((int32_t)(block_x * TILE) + lane_2 % BLOCK_X < N)) {
                    copy_out(C
                            + ((top + lane_2 / BLOCK_X + STEP) * N
                            + column_3.ReinterpretCast<int32_t>().GetValue(lane_2)), spread_2[lane_2 * 16], 1);
                }
            }
        }
    }
}
