// sub.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

extern "C" __global__ __aicore__ void sub_naive(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> c_tile_out_queue;
    TQue<TPosition::VECIN, 2> a_tile_queue;
    TQue<TPosition::VECIN, 2> b_tile_queue;
    pipe.InitBuffer(c_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(a_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(b_tile_queue, 2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> c_tile_out = c_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> a_tile = a_tile_queue.AllocTensor<float>();
        copy_in(a_tile, a + (int32_t)(block_x * LANES), count);
        a_tile_queue.EnQue(a_tile);
        a_tile = a_tile_queue.DeQue<float>();
        LocalTensor<float> b_tile = b_tile_queue.AllocTensor<float>();
        copy_in(b_tile, b + (int32_t)(block_x * LANES), count);
        b_tile_queue.EnQue(b_tile);
        b_tile = b_tile_queue.DeQue<float>();
        Sub(c_tile_out, a_tile, b_tile, LANES);
        a_tile_queue.FreeTensor(a_tile);
        b_tile_queue.FreeTensor(b_tile);
        c_tile_out_queue.EnQue(c_tile_out);
        c_tile_out = c_tile_out_queue.DeQue<float>();
        copy_out(c + (int32_t)(block_x * LANES), c_tile_out, count);
        c_tile_out_queue.FreeTensor(c_tile_out);
    }
}

// A row is taken from every row of a [rows, columns] matrix of an even number of columns: a block has a stretch of
// columns and walks down the rows, so that each thread keeps its two elements of the row in registers.
extern "C" __global__ __aicore__ void sub_broadcast(
        GM_ADDR a_address, GM_ADDR row_address, GM_ADDR c_address, int32_t rows, int32_t columns, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* row = (__gm__ float*)row_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> row_tile_queue;
    TQue<TPosition::VECIN, 1> row_tile_2_queue;
    TQue<TPosition::VECIN, 1> a_tile_queue;
    TQue<TPosition::VECIN, 1> a_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5;
    pipe.InitBuffer(row_tile_queue, 1, padded(LANES * 8));
    pipe.InitBuffer(row_tile_2_queue, 1, padded(LANES * 8));
    pipe.InitBuffer(a_tile_queue, 1, padded(LANES * 8));
    pipe.InitBuffer(a_tile_2_queue, 1, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        const int32_t pairs = columns / 2;

        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> row_tile = row_tile_queue.AllocTensor<float>();
        copy_in(row_tile, row + (int32_t)(block_x * BLOCK_X) * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
        row_tile_queue.EnQue(row_tile);
        row_tile = row_tile_queue.DeQue<float>();
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> taken = slot_1.Get<float>();
        Gather(taken, row_tile, offsets, 0, LANES);
        row_tile_queue.FreeTensor(row_tile);
        LocalTensor<uint32_t> offsets_2 = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> row_tile_2 = row_tile_2_queue.AllocTensor<float>();
        copy_in(row_tile_2, row + (int32_t)(block_x * BLOCK_X) * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
        row_tile_2_queue.EnQue(row_tile_2);
        row_tile_2 = row_tile_2_queue.DeQue<float>();
        Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> taken_2 = slot_2.Get<float>();
        Gather(taken_2, row_tile_2, offsets_2, 0, LANES);
        row_tile_2_queue.FreeTensor(row_tile_2);
        int32_t y = block_y;
        int32_t y_then = y;
        bool going = true;
        const int32_t count_2 = y_then < rows ? count : 0;
        bool going_2 = going & (count_2 > 0);
        wait<HardEvent::MTE3_S>();
        while (going_2) {
            const int32_t count_3 = going ? count_2 : 0;
            LocalTensor<uint32_t> offsets_3 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> a_tile = a_tile_queue.AllocTensor<float>();
            copy_in(a_tile, a + (y * pairs + (int32_t)(block_x * BLOCK_X)) * 2L, count_3 > 0 ? (count_3 - 1) * 2 + 1
                    : 0);
            a_tile_queue.EnQue(a_tile);
            a_tile = a_tile_queue.DeQue<float>();
            Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value = slot_3.Get<float>();
            Gather(value, a_tile, offsets_3, 0, LANES);
            a_tile_queue.FreeTensor(a_tile);
            const int32_t count_4 = going ? count_2 : 0;
            LocalTensor<uint32_t> offsets_4 = slot_0.Get<uint32_t>();
            CreateVecIndex(offsets_4.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> a_tile_2 = a_tile_2_queue.AllocTensor<float>();
            copy_in(a_tile_2, a + (y * pairs + (int32_t)(block_x * BLOCK_X)) * 2L + 1, count_4 > 0 ? (count_4 - 1) * 2
                    + 1 : 0);
            a_tile_2_queue.EnQue(a_tile_2);
            a_tile_2 = a_tile_2_queue.DeQue<float>();
            Muls(offsets_4.ReinterpretCast<int32_t>(), offsets_4.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value_2 = slot_4.Get<float>();
            Gather(value_2, a_tile_2, offsets_4, 0, LANES);
            a_tile_2_queue.FreeTensor(a_tile_2);
            Sub(value, value, taken, LANES);
            Sub(value_2, value_2, taken_2, LANES);
            const int32_t count_5 = going ? count_2 : 0;
            LocalTensor<float> spread = slot_5.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread, value, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c + (y * pairs + (int32_t)(block_x * BLOCK_X)) * 2L, spread, count_5, count_5 > 0 ? 1 : 0, 2,
                    8);
            const int32_t count_6 = going ? count_2 : 0;
            LocalTensor<float> spread_2 = slot_5.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, value_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c + (y * pairs + (int32_t)(block_x * BLOCK_X)) * 2L + 1, spread_2, count_6, count_6 > 0 ? 1
                    : 0, 2, 8);
            y += grid_y;
            going &= y < rows;
            going_2 = going & (count_2 > 0);
        }
    }
}
