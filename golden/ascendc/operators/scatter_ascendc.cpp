// scatter.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Scatter along rows: updates go to the rows that their indices name.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// out[indices[i], :] = updates[i, :], one thread an element; no index comes twice.
extern "C" __global__ __aicore__ void scatter_naive(
        GM_ADDR updates_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t count, int32_t columns,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* updates = (__gm__ float*)updates_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 32));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        const int32_t rows = smaller(smaller((int64_t)(LANES / BLOCK_X), (int64_t)BLOCK_Y), (int64_t)count
                - (int32_t)block_y * BLOCK_Y);
        const int32_t columns_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X));
        const int32_t columns_3 = rows > 0 ? columns_2 : 0;
        LocalTensor<float> updates_tile = slot_0.Get<float>();
        if (BLOCK_X % 8 == 0) {
            wait<HardEvent::S_MTE2>();
            copy_rows_in(updates_tile, updates + ((int32_t)block_y * BLOCK_Y * columns + (int32_t)(block_x * BLOCK_X)),
                    rows, columns_3, columns, BLOCK_X);
        } else {
            const int32_t stop = LANES;
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < count)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                    updates_tile.SetValue(lane,
                            load(updates
                            + (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X) * columns
                            + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X))));
                }
            }
        }
        LocalTensor<float> spread = slot_1.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE2_V>();
        wait<HardEvent::MTE3_V>();
        expand(spread, updates_tile, LANES);
        const int32_t rows_2 = smaller((int64_t)BLOCK_X, (int64_t)columns - (int32_t)(block_x * BLOCK_X)) > 0L ? rows
                : 0;
        LocalTensor<int32_t> indices_tile = slot_2.Get<int32_t>();
        Duplicate(indices_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        if (BLOCK_X % 8 == 0) {
            for (int32_t row = 0; row < rows_2; ++row) {
                Duplicate(indices_tile[row * BLOCK_X],
                        load(indices + ((int32_t)block_y * BLOCK_Y + row * BLOCK_X / BLOCK_X)), BLOCK_X);
            }
        } else {
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                if ((lane / BLOCK_X < BLOCK_Y) & ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < count)
                        & ((int32_t)(block_x * BLOCK_X) + lane % BLOCK_X < columns)) {
                    indices_tile.SetValue(lane, load(indices + ((int32_t)block_y * BLOCK_Y + lane / BLOCK_X)));
                }
            }
        }
        const int32_t stop = BLOCK_X * BLOCK_Y;
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            if (((int32_t)block_y * BLOCK_Y + lane / BLOCK_X < count)
                    & ((int32_t)(block_x * BLOCK_X + lane % BLOCK_X) < columns)) {
                copy_out(out + (indices_tile.GetValue(lane) * columns + (int32_t)(block_x * BLOCK_X + lane % BLOCK_X)),
                        spread[lane * 8], 1);
            }
        }
    }
}

// out[indices[i]] += updates[i], where many updates share a place: one thread an update.
extern "C" __global__ __aicore__ void scatter_add_naive(
        GM_ADDR updates_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t count, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* updates = (__gm__ int32_t*)updates_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ int32_t* out = (__gm__ int32_t*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> updates_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(updates_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 32));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)count - (int32_t)(block_x * LANES));
        LocalTensor<int32_t> updates_tile = updates_tile_queue.AllocTensor<int32_t>();
        copy_in(updates_tile, updates + (int32_t)(block_x * LANES), count_2);
        updates_tile_queue.EnQue(updates_tile);
        updates_tile = updates_tile_queue.DeQue<int32_t>();
        LocalTensor<int32_t> spread = slot_0.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        expand(spread, updates_tile, LANES);
        LocalTensor<int32_t> indices_tile = slot_1.Get<int32_t>();
        wait<HardEvent::MTE2_V>();
        Duplicate(indices_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(indices_tile, indices + (int32_t)(block_x * LANES), count_2);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane = 0; lane < count_2; ++lane) {
            SetAtomicAdd<int32_t>();
            copy_out(out + indices_tile.GetValue(lane), spread[lane * 8], 1);
            SetAtomicNone();
        }
        updates_tile_queue.FreeTensor(updates_tile);
    }
}

// The same of floats, for few places: each block adds its updates up in shared memory, a float a place, and then its sums
// to the output, so that there are `places` atomic operations a block on global memory.
extern "C" __global__ __aicore__ void scatter_add_block(
        GM_ADDR updates_address, GM_ADDR indices_address, GM_ADDR out_address, int32_t count, int32_t places,
        GM_ADDR scratch_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t SHARED) {
    __gm__ float* updates = (__gm__ float*)updates_address;
    __gm__ int32_t* indices = (__gm__ int32_t*)indices_address;
    __gm__ float* out = (__gm__ float*)out_address;
    __gm__ uint8_t* scratch = (__gm__ uint8_t*)scratch_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> sums_tile_out_queue;
    TQue<TPosition::VECIN, 2> updates_tile_queue;
    TQue<TPosition::VECIN, 2> sum_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4;
    pipe.InitBuffer(sums_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(updates_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(sum_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 32));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        __gm__ float* sums = (__gm__ float*)(scratch
                + (((int64_t)(int32_t)block_z * (int32_t)grid_y + (int32_t)block_y) * (int32_t)grid_x
                + (int32_t)block_x) * SHARED);
        for (int32_t start = 0; start < places; start += BLOCK_X) {
            LocalTensor<float> sums_tile_out = sums_tile_out_queue.AllocTensor<float>();
            Duplicate(sums_tile_out, 0.0f, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)places - start);
            sums_tile_out_queue.EnQue(sums_tile_out);
            sums_tile_out = sums_tile_out_queue.DeQue<float>();
            copy_out(sums + start, sums_tile_out, count_2);
            sums_tile_out_queue.FreeTensor(sums_tile_out);
        }
        wait<HardEvent::MTE3_S>();
        wait<HardEvent::MTE2_S>();
        for (int32_t start = block_x * BLOCK_X; start < count; start += (int32_t)(grid_x * BLOCK_X)) {
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> updates_tile = updates_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(updates_tile, updates + start, count_2);
            updates_tile_queue.EnQue(updates_tile);
            updates_tile = updates_tile_queue.DeQue<float>();
            LocalTensor<float> spread = slot_1.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread, updates_tile, LANES);
            LocalTensor<int32_t> indices_tile = slot_2.Get<int32_t>();
            wait<HardEvent::MTE2_S>();
            Duplicate(indices_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
            wait<HardEvent::V_MTE2>();
            copy_in(indices_tile, indices + start, count_2);
            wait<HardEvent::V_S>();
            wait<HardEvent::MTE2_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < count_2; ++lane) {
                SetAtomicAdd<float>();
                copy_out(sums + indices_tile.GetValue(lane), spread[lane * 8], 1);
                SetAtomicNone();
            }
            updates_tile_queue.FreeTensor(updates_tile);
        }
        wait<HardEvent::MTE3_S>();
        for (int32_t start = 0; start < places; start += BLOCK_X) {
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)places - start);
            LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)places - start);
            LocalTensor<float> sum = sum_1_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(sum, sums + start, count_2);
            sum_1_queue.EnQue(sum);
            sum = sum_1_queue.DeQue<float>();
            LocalTensor<uint8_t> mask_2 = slot_4.Get<uint8_t>();
            CompareScalar(mask_2, sum, 0.0f, CMPMODE::NE, LANES);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> spread_2 = slot_1.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread_2, sum, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(mask_2, lane)) {
                    SetAtomicAdd<float>();
                    copy_out(out + (start + lane), spread_2[lane * 8], 1);
                    SetAtomicNone();
                }
            }
            sum_1_queue.FreeTensor(sum);
        }
    }
}
