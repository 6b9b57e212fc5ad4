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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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
    TQue<TPosition::VECIN, 2> tile_tile_queue;
    TQue<TPosition::VECIN, 2> tile_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(tile_tile_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(tile_tile_2_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 32));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t pairs = columns / 2;
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint32_t> offsets = slot_1.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> tile_tile = tile_tile_queue.AllocTensor<float>();
        copy_in(tile_tile, row + (int32_t)(block_x * BLOCK_X) * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
        tile_tile_queue.EnQue(tile_tile);
        tile_tile = tile_tile_queue.DeQue<float>();
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> taken = slot_2.Get<float>();
        Gather(taken, tile_tile, offsets, 0, LANES);
        tile_tile_queue.FreeTensor(tile_tile);
        LocalTensor<uint32_t> offsets_2 = slot_1.Get<uint32_t>();
        CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<float> tile_tile_2 = tile_tile_2_queue.AllocTensor<float>();
        copy_in(tile_tile_2, row + (int32_t)(block_x * BLOCK_X) * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
        tile_tile_2_queue.EnQue(tile_tile_2);
        tile_tile_2 = tile_tile_2_queue.DeQue<float>();
        Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> taken_2 = slot_3.Get<float>();
        Gather(taken_2, tile_tile_2, offsets_2, 0, LANES);
        tile_tile_2_queue.FreeTensor(tile_tile_2);
        int32_t y = block_y;
        const int32_t count_2 = y < rows ? count : 0;
        LocalTensor<uint8_t> looping = slot_4.Get<uint8_t>();
        CompareScalar(looping, lanes, (float)count_2, CMPMODE::LT, LANES);
        LocalTensor<float> work = slot_1.Get<float>();
        Duplicate(work, 1.0f, LANES);
        Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_5.Get<float>();
        LocalTensor<float> work_2 = slot_6.Get<float>();
        ReduceMax(largest, work, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<float> value = slot_1.Get<float>();
            const int32_t stop = LANES;
            for (int32_t lane = 0; lane < stop; ++lane) {
                if (bit(looping, lane)) {
                    value.SetValue(lane, load(a + (y * pairs + (int32_t)(block_x * BLOCK_X + lane)) * 2L));
                }
            }
            LocalTensor<float> value_2 = slot_6.Get<float>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if (bit(looping, lane)) {
                    value_2.SetValue(lane, load(a + (y * pairs + (int32_t)(block_x * BLOCK_X + lane)) * 2L + 1));
                }
            }
            wait<HardEvent::S_V>();
            Sub(value, value, taken, LANES);
            Sub(value_2, value_2, taken_2, LANES);
            LocalTensor<float> spread = slot_7.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread, value, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if (bit(looping, lane)) {
                    copy_out(c + (y * pairs + (int32_t)(block_x * BLOCK_X + lane)) * 2L, spread[lane * 8], 1);
                }
            }
            LocalTensor<float> spread_2 = slot_7.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, value_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if (bit(looping, lane)) {
                    copy_out(c + (y * pairs + (int32_t)(block_x * BLOCK_X + lane)) * 2L + 1, spread_2[lane * 8], 1);
                }
            }
            y += grid_y;
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            Duplicate(mask.ReinterpretCast<int16_t>(), (int16_t)(y < rows ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_3 = slot_9.Get<float>();
            Duplicate(work_3, 1.0f, LANES);
            Select(work_3, looping, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_5.Get<float>();
            LocalTensor<float> work_4 = slot_10.Get<float>();
            ReduceMax(largest_2, work_3, work_4, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}
