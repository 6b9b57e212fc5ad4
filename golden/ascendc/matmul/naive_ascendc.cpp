// naive.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// C = A * B, row-major; one thread computes one element of C.
// A is [rows, inner], B is [inner, columns], C is [rows, columns].
extern "C" __global__ __aicore__ void matmul_naive(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
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
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::S_MTE2>();
        for (int32_t k = 0; k < inner; ++k) {
            const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                    - (int32_t)block_y * BLOCK_Y);
            const int32_t rows_3 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L
                    ? rows_2 : 0;
            LocalTensor<float> A_tile = slot_1.Get<float>();
            if (BLOCK_X % 8 == 0) {
                for (int32_t row = 0; row < rows_3; ++row) {
                    Duplicate(A_tile[row * BLOCK_X],
                            load(A + (((int32_t)block_y * BLOCK_Y + row * BLOCK_X / BLOCK_X) * inner + k)), BLOCK_X);
                }
            } else {
                const int32_t stop = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop; ++lane) {
                    if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                            & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                        A_tile.SetValue(lane, load(A + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * inner + k)));
                    }
                }
            }
            const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
            const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
            LocalTensor<float> B_tile = slot_2.Get<float>();
            if (BLOCK_X % 8 == 0) {
                wait<HardEvent::MTE2_S>();
                wait<HardEvent::S_MTE2>();
                wait<HardEvent::V_MTE2>();
                copy_rows_in(B_tile, B + (k * columns + (int32_t)(block_x * BLOCK_X)), rows_2, columns_3, 0, BLOCK_X);
            } else {
                const int32_t stop = LANES;
                wait<HardEvent::V_S>();
                for (int32_t lane = 0; lane < stop; ++lane) {
                    if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < rows)
                            & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                        B_tile.SetValue(lane, load(B + (k * columns + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X))));
                    }
                }
            }
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            wait<HardEvent::MTE2_V>();
            Mul(A_tile, A_tile, B_tile, LANES);
            Add(sum, sum, A_tile, LANES);
        }
        const int32_t rows_2 = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)rows
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows_2 > 0 ? columns_2 : 0;
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::V_MTE3>();
            copy_rows_out(C + ((int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X)), sum, rows_2,
                    columns_3, columns, BLOCK_X);
        } else {
            LocalTensor<float> spread = slot_3.Get<float>();
            expand(spread, sum, LANES);
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
