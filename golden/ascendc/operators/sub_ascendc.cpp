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
    TQue<TPosition::VECIN, 2> whole_2_queue;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TQue<TPosition::VECOUT, 2> c_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(whole_2_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(c_tile_out_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 8));
    pipe.InitBuffer(slot_2, padded(LANES * 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 2);
        LocalTensor<int32_t> work = slot_2.Get<int32_t>();
        Duplicate(work, 1, LANES * 2);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), LANES
                * 2 * 2);
        Muls(lane, lane, LANES, LANES * 2);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 2);
        ShiftRight(lane_2, lane_2, 1, LANES * 2);
        Add(lane, lane, lane_2, LANES * 2);
        Muls(lane, lane, 4, LANES * 2);
        const int32_t pairs = columns / 2;
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - (int32_t)(block_x * BLOCK_X));
        LocalTensor<float> whole_2 = whole_2_queue.AllocTensor<float>();
        const int32_t elements = count * 2;
        copy_in(whole_2, row + (int32_t)(block_x * BLOCK_X) * 2L, elements);
        whole_2_queue.EnQue(whole_2);
        whole_2 = whole_2_queue.DeQue<float>();
        LocalTensor<float> taken = slot_3.Get<float>();
        Gather(taken, whole_2, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
        Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<float> taken_2 = slot_5.Get<float>();
        Gather(taken_2, whole_2, offsets_2, 0, LANES);
        whole_2_queue.FreeTensor(whole_2);
        int32_t y = block_y;
        int32_t y_then = y;
        bool going = true;
        const int32_t count_2 = y_then < rows ? count : 0;
        bool going_2 = going & (count_2 > 0);
        while (going_2) {
            int32_t y_then_2 = y;
            bool going_then = going;
            const int32_t count_3 = going_then ? count_2 : 0;
            LocalTensor<float> whole_3 = whole_3_queue.AllocTensor<float>();
            const int32_t elements_2 = count_3 * 2;
            copy_in(whole_3, a + (y_then_2 * pairs + (int32_t)(block_x * BLOCK_X)) * 2L, elements_2);
            whole_3_queue.EnQue(whole_3);
            whole_3 = whole_3_queue.DeQue<float>();
            LocalTensor<float> value = slot_4.Get<float>();
            Gather(value, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_6.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> value_2 = slot_7.Get<float>();
            Gather(value_2, whole_3, offsets_3, 0, LANES);
            whole_3_queue.FreeTensor(whole_3);
            Sub(value, value, taken, LANES);
            Sub(value_2, value_2, taken_2, LANES);
            LocalTensor<float> fields = slot_2.Get<float>();
            copy_tile(fields.ReinterpretCast<int32_t>(), value.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES].ReinterpretCast<int32_t>(), value_2.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> c_tile_out = c_tile_out_queue.AllocTensor<float>();
            Gather(c_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 2);
            const int32_t count_4 = going ? count_2 : 0;
            const int32_t elements_3 = count_4 * 2;
            c_tile_out_queue.EnQue(c_tile_out);
            c_tile_out = c_tile_out_queue.DeQue<float>();
            copy_out(c + (y * pairs + (int32_t)(block_x * BLOCK_X)) * 2L, c_tile_out, elements_3);
            c_tile_out_queue.FreeTensor(c_tile_out);
            y += grid_y;
            going &= y < rows;
            going_2 = going & (count_2 > 0);
        }
    }
}
