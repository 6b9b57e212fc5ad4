// wmma_gemm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t TILE = 16;

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

template <typename T>
__aicore__ inline T smaller(T a, T b) {
    return b < a ? b : a;
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// C = alpha * A * B + beta * C on matrix fragments: A by rows, B by columns, sums in float. Each warp computes a tile of
// C, the warps of a block one beside the other. The extents are multiples of 16: the host fills up with zeros.
extern "C" __global__ __aicore__ void wmma_gemm(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, int32_t rows, int32_t columns, int32_t inner,
        float alpha, float beta, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ half* A = (__gm__ half*)A_address;
    __gm__ half* B = (__gm__ half*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(slot_0, padded(LANES * 16));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 32));
    pipe.InitBuffer(slot_3, padded(LANES * 32));
    pipe.InitBuffer(slot_4, padded(LANES * 16));
    pipe.InitBuffer(slot_5, padded(WARPS * 1024));
    pipe.InitBuffer(slot_6, padded(LANES * 32));
    pipe.InitBuffer(slot_7, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        const int32_t tile_row = block_y;

        LocalTensor<half> a = slot_0.Get<half>();
        Duplicate(a, (half)0.0f, LANES * 8);
        LocalTensor<half> b = slot_1.Get<half>();
        Duplicate(b, (half)0.0f, LANES * 8);
        LocalTensor<float> sum = slot_2.Get<float>();
        Duplicate(sum, 0.0f, LANES * 8);
        LocalTensor<float> c = slot_3.Get<float>();
        Duplicate(c, 0.0f, LANES * 8);
        Duplicate(sum, 0.0f, LANES * 8);
        wait<HardEvent::V_S>();
        for (int32_t step = 0; step < inner / TILE; ++step) {
            __gm__ half* matrix = A + tile_row * TILE * inner + step * TILE;
            uint32_t stride = inner;
            LocalTensor<half> matrix_tile = slot_4.Get<half>();
            for (int32_t i = 0; i < LANES; ++i) {
                for (int32_t j = 0; j < 8; ++j) {
                    if ((i < BLOCK_X)
                            & ((tile_row < rows / TILE) & ((int32_t)((block_x * BLOCK_X + i) / 32) < columns / TILE))) {
                        matrix_tile.SetValue(i * 8 + j,
                                load(matrix
                                + (((uint32_t)(i & 31) * 8 + j) / 16 * stride + ((uint32_t)(i & 31) * 8 + j) % 16)));
                    }
                }
            }
            wait<HardEvent::V_S>();
            wait<HardEvent::S_V>();
            copy_tile(a.ReinterpretCast<int16_t>(), matrix_tile.ReinterpretCast<int16_t>(), LANES * 8);
            uint32_t stride_2 = inner;
            LocalTensor<half> matrix_tile_2 = slot_4.Get<half>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < LANES; ++i) {
                for (int32_t j = 0; j < 8; ++j) {
                    if ((i < BLOCK_X)
                            & ((tile_row < rows / TILE) & ((int32_t)((block_x * BLOCK_X + i) / 32) < columns / TILE))) {
                        matrix_tile_2.SetValue(i * 8 + j,
                                load(B + (int32_t)((block_x * BLOCK_X + i) / 32) * TILE * inner + step * TILE
                                + (((uint32_t)(i & 31) * 8 + j) % 16 * stride_2 + ((uint32_t)(i & 31) * 8 + j) / 16)));
                    }
                }
            }
            wait<HardEvent::S_V>();
            copy_tile(b.ReinterpretCast<int16_t>(), matrix_tile_2.ReinterpretCast<int16_t>(), LANES * 8);
            LocalTensor<float> product = slot_5.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t i = 0; i < WARPS; ++i) {
                for (int32_t j = 0; j < 16; ++j) {
                    for (int32_t i_2 = 0; i_2 < 16; ++i_2) {
                        float total = sum.GetValue(((i * 16 + j) * 16 + i_2) / 8 * 8 + ((i * 16 + j) * 16 + i_2) % 8);
                        for (int32_t k = 0; k < 16; ++k)
                            total += (float)a.GetValue(((i * 16 + j) * 16 + k) / 8 * 8 + ((i * 16 + j) * 16 + k) % 8)
                                    * b.GetValue(((i * 16 + k) * 16 + i_2) / 8 * 8 + ((i * 16 + k) * 16 + i_2) % 8);
                        product.SetValue((i * 16 + j) * 16 + i_2, total);
                    }
                }
            }
            wait<HardEvent::S_V>();
            copy_tile(sum.ReinterpretCast<int32_t>(), product.ReinterpretCast<int32_t>(), LANES * 8);
        }
        uint32_t stride = columns;
        LocalTensor<float> tile_tile = slot_6.Get<float>();
        wait<HardEvent::MTE3_S>();
        for (int32_t i = 0; i < LANES; ++i) {
            for (int32_t j = 0; j < 8; ++j) {
                if ((i < BLOCK_X)
                        & ((tile_row < rows / TILE) & ((int32_t)((block_x * BLOCK_X + i) / 32) < columns / TILE))) {
                    tile_tile.SetValue(i * 8 + j,
                            load(C + tile_row * TILE * columns + (int32_t)((block_x * BLOCK_X + i) / 32) * TILE
                            + (((uint32_t)(i & 31) * 8 + j) / 16 * stride + ((uint32_t)(i & 31) * 8 + j) % 16)));
                }
            }
        }
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(c.ReinterpretCast<int32_t>(), tile_tile.ReinterpretCast<int32_t>(), LANES * 8);
        LocalTensor<float> work = slot_6.Get<float>();
        Muls(work, sum, alpha, LANES * 8);
        LocalTensor<float> work_2 = slot_7.Get<float>();
        Muls(work_2, c, beta, LANES * 8);
        Add(c, work, work_2, LANES * 8);
        uint32_t stride_2 = columns;
        LocalTensor<uint32_t> offsets = slot_7.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES * 8);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES * 8);
        wait<HardEvent::S_MTE3>();
        wait<HardEvent::V_MTE3>();
        for (int32_t row = 0; row < LANES; ++row) {
            int32_t column = 0;
            wait<HardEvent::MTE3_S>();
            while (column < 8) {
                const int32_t length = (uint32_t)(row & 31) * 8 + column < 0L ? 1L
                        : larger(smaller(16L - ((uint32_t)(row & 31) * 8 + column) % 16L, (int64_t)(8 - column)), 1L);
                const int32_t stop = length;
                const int32_t count = (row < BLOCK_X)
                        & ((tile_row < rows / TILE) & ((int32_t)((block_x * BLOCK_X + row) / 32) < columns / TILE))
                        ? stop : 0;
                if (count > 0) {
                    LocalTensor<float> moved = slot_6.Get<float>();
                    wait<HardEvent::MTE3_S>();
                    Gather(moved, c, offsets, (uint32_t)((row * 8 + column) * 4), count);
                    wait<HardEvent::V_MTE3>();
                    copy_out(C + tile_row * TILE * columns + (int32_t)((block_x * BLOCK_X + row) / 32) * TILE
                            + (((uint32_t)(row & 31) * 8 + column) / 16 * stride_2
                            + ((uint32_t)(row & 31) * 8 + column) % 16), moved, count);
                }
                column += length;
            }
        }
    }
}
