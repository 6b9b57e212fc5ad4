// int8_dot.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

__aicore__ inline int32_t dp4a_int32(int32_t a, int32_t b, int32_t c) {
    uint32_t sum = c;
    for (int32_t i = 0; i < 4; ++i)
        sum += uint32_t((int8_t)(a >> 8 * i)) * uint32_t((int8_t)(b >> 8 * (i + 0)));
    return int32_t(sum);
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

// C = scale * A * B^T of signed bytes, four products an instruction. Rows of A and B are packed into words of four
// bytes, `words` to a row; every row of A and of B has a scale of its own.
extern "C" __global__ __aicore__ void int8_matmul(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR row_scales_address, GM_ADDR column_scales_address,
        GM_ADDR C_address, int32_t rows, int32_t columns, int32_t words, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ int32_t* A = (__gm__ int32_t*)A_address;
    __gm__ int32_t* B = (__gm__ int32_t*)B_address;
    __gm__ float* row_scales = (__gm__ float*)row_scales_address;
    __gm__ float* column_scales = (__gm__ float*)column_scales_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<int32_t> sum = slot_0.Get<int32_t>();
        Duplicate(sum, 0, LANES);
        wait<HardEvent::MTE3_V>();
        wait<HardEvent::V_S>();
        for (int32_t k = 0; k < words; ++k) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L
                    ? rows_2 : 0;
            LocalTensor<int32_t> A_tile = slot_1.Get<int32_t>();
            wait<HardEvent::S_V>();
            Duplicate(A_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            if (BLOCK_X % 8 == 0) {
                for (int32_t row = 0; row < rows_3; ++row) {
                    Duplicate(A_tile[row * BLOCK_X],
                            load(A + (((int32_t)block_y * BLOCK_Y + row * BLOCK_X / BLOCK_X) * words + k)), BLOCK_X);
                }
            } else {
                const int32_t stop = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop; ++lane) {
                    if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                            & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                        A_tile.SetValue(lane, load(A + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * words + k)));
                    }
                }
            }
            LocalTensor<int32_t> B_tile = slot_2.Get<int32_t>();
            Duplicate(B_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            const int32_t stop = BLOCK_X * BLOCK_Y;
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                        & ((int32_t)(block_x * BLOCK_X + lane % BLOCK_X) < columns)) {
                    B_tile.SetValue(lane, load(B + ((int32_t)(block_x * BLOCK_X + lane % BLOCK_X) * words + k)));
                }
            }
            for (int32_t lane = 0; lane < LANES; ++lane) {
                sum.SetValue(lane, dp4a_int32(A_tile.GetValue(lane), B_tile.GetValue(lane), sum.GetValue(lane)));
            }
        }
        LocalTensor<float> work = slot_1.Get<float>();
        wait<HardEvent::S_V>();
        Cast(work, sum, RoundMode::CAST_RINT, LANES);
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * BLOCK_Y);
        const int32_t rows_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L ? rows_2
                : 0;
        LocalTensor<float> row_scales_tile = slot_2.Get<float>();
        if (BLOCK_X % 8 == 0) {
            for (int32_t row = 0; row < rows_3; ++row) {
                Duplicate(row_scales_tile[row * BLOCK_X],
                        load(row_scales + ((int32_t)block_y * BLOCK_Y + row * BLOCK_X / BLOCK_X)), BLOCK_X);
            }
        } else {
            const int32_t stop = LANES;
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                    row_scales_tile.SetValue(lane, load(row_scales + ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X)));
                }
            }
        }
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        LocalTensor<float> column_scales_tile = slot_3.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE2>();
            copy_rows_in(column_scales_tile, column_scales + (int32_t)(block_x * BLOCK_X), rows_2, columns_3, 0,
                    BLOCK_X);
        } else {
            const int32_t stop = LANES;
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                    column_scales_tile.SetValue(lane,
                            load(column_scales + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        Mul(row_scales_tile, row_scales_tile, column_scales_tile, LANES);
        Mul(work, work, row_scales_tile, LANES);
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE3>();
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X)), work, rows_2,
                    columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_4.Get<float>();
            expand(spread, work, LANES);
            const int32_t stop = LANES;
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                    copy_out(C
                            + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * columns
                            + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X)), spread[lane * 8], 1);
                }
            }
        }
    }
}

// The same product of two vectors without the instruction, four bytes a load; one block, tree in shared memory.
extern "C" __global__ __aicore__ void int8_dot(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR result_address, int32_t words, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ int8_t* a = (__gm__ int8_t*)a_address;
    __gm__ int8_t* b = (__gm__ int8_t*)b_address;
    __gm__ int32_t* result = (__gm__ int32_t*)result_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES));
    pipe.InitBuffer(slot_2, padded(LANES));
    pipe.InitBuffer(slot_3, padded(LANES));
    pipe.InitBuffer(slot_4, padded(LANES));
    pipe.InitBuffer(slot_5, padded(LANES));
    pipe.InitBuffer(slot_6, padded(LANES));
    pipe.InitBuffer(slot_7, padded(LANES));
    pipe.InitBuffer(slot_8, padded(LANES));
    pipe.InitBuffer(slot_9, padded(LANES * 2));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        LocalTensor<int32_t> sum = slot_0.Get<int32_t>();
        Duplicate(sum, 0, LANES);
        for (int32_t start = 0; start < words; start += BLOCK_X) {
            LocalTensor<int8_t> x = slot_1.Get<int8_t>();
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)words - start);
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                x.SetValue(lane, load(a + (start + lane) * 4L));
            }
            LocalTensor<int8_t> x_2 = slot_2.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                x_2.SetValue(lane, load(a + (start + lane) * 4L + 1));
            }
            LocalTensor<int8_t> x_3 = slot_3.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                x_3.SetValue(lane, load(a + (start + lane) * 4L + 2));
            }
            LocalTensor<int8_t> x_4 = slot_4.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                x_4.SetValue(lane, load(a + (start + lane) * 4L + 3));
            }
            LocalTensor<int8_t> y = slot_5.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                y.SetValue(lane, load(b + (start + lane) * 4L));
            }
            LocalTensor<int8_t> y_2 = slot_6.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                y_2.SetValue(lane, load(b + (start + lane) * 4L + 1));
            }
            LocalTensor<int8_t> y_3 = slot_7.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                y_3.SetValue(lane, load(b + (start + lane) * 4L + 2));
            }
            LocalTensor<int8_t> y_4 = slot_8.Get<int8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                y_4.SetValue(lane, load(b + (start + lane) * 4L + 3));
            }
            LocalTensor<half> work = slot_9.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work, x, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_2 = slot_10.Get<int32_t>();
            Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_3 = slot_9.Get<half>();
            Cast(work_3, y, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_4 = slot_11.Get<int32_t>();
            Cast(work_4, work_3, RoundMode::CAST_TRUNC, LANES);
            Mul(work_2, work_2, work_4, LANES);
            LocalTensor<half> work_5 = slot_9.Get<half>();
            Cast(work_5, x_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_6 = slot_11.Get<int32_t>();
            Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_7 = slot_9.Get<half>();
            Cast(work_7, y_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_8 = slot_12.Get<int32_t>();
            Cast(work_8, work_7, RoundMode::CAST_TRUNC, LANES);
            Mul(work_6, work_6, work_8, LANES);
            Add(work_2, work_2, work_6, LANES);
            LocalTensor<half> work_9 = slot_9.Get<half>();
            Cast(work_9, x_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_10 = slot_11.Get<int32_t>();
            Cast(work_10, work_9, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_11 = slot_9.Get<half>();
            Cast(work_11, y_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
            Cast(work_12, work_11, RoundMode::CAST_TRUNC, LANES);
            Mul(work_10, work_10, work_12, LANES);
            Add(work_2, work_2, work_10, LANES);
            LocalTensor<half> work_13 = slot_9.Get<half>();
            Cast(work_13, x_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_14 = slot_11.Get<int32_t>();
            Cast(work_14, work_13, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<half> work_15 = slot_9.Get<half>();
            Cast(work_15, y_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_16 = slot_12.Get<int32_t>();
            Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
            Mul(work_14, work_14, work_16, LANES);
            Add(work_2, work_2, work_14, LANES);
            if (stop > 0) {
                Add(sum, sum, work_2, stop);
            }
        }
        wait<HardEvent::V_S>();
        int32_t sum_2 = sum.GetValue(0);
        for (int32_t lane = 1; lane < LANES; ++lane)
            sum_2 += sum.GetValue(lane);
        const int32_t total = sum_2;
        LocalTensor<int32_t> element = slot_13.Get<int32_t>();
        wait<HardEvent::MTE3_S>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        copy_out(result, element, 1);
    }
}
