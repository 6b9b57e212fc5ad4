// block_scan.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

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

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// Each number with all before it: with the one before, then with two before, then with four. In `padded`, 8 zeros stand
// before them; a lane with nothing so far before it takes one of these.
template <typename T>
__aicore__ inline void running_sum(const LocalTensor<T>& target, const LocalTensor<T>& source,
                                   const LocalTensor<T>& padded, const LocalTensor<int32_t>& places, int32_t count) {
    Duplicate(padded, T(0), 8);
    Adds(padded[8], source, T(0), count);
    for (int32_t before = 1; before < count; before *= 2) {
        CreateVecIndex(places, 8 - before, count);
        Maxs(places, places, 0, count);
        Muls(places, places, int32_t(sizeof(T)), count);
        Gather(target, padded, places.ReinterpretCast<uint32_t>(), 0, count);
        Add(padded[8], padded[8], target, count);
    }
    Adds(target, padded[8], T(0), count);
}

// The sum of `count` numbers, in the target's first place: halves are joined, then the last 8 numbers, each in a block.
__aicore__ inline void fold_add(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& work,
                              int32_t count) {
    int32_t blocks = (count + 7) / 8;
    Duplicate(work, 0, blocks * 8);
    Adds(work, source, 0, count);
    while (blocks > 1) {
        int32_t half = (blocks + 1) / 2;
        Add(work, work, work[half * 8], (blocks - half) * 8);
        blocks = half;
    }
    Brcb(target, work, 1, BrcbRepeatParams{1, 8});
    for (int32_t half = 32; half >= 8; half /= 2)
        Add(target, target, target[half], half);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

extern "C" __global__ __aicore__ void block_scan_256(
        GM_ADDR x_address, GM_ADDR prefix_address, GM_ADDR totals_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint32_t* x = (__gm__ uint32_t*)x_address;
    __gm__ uint32_t* prefix = (__gm__ uint32_t*)prefix_address;
    __gm__ uint32_t* totals = (__gm__ uint32_t*)totals_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * 256));
        LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * 256));
        LocalTensor<uint32_t> value = value_1_queue.AllocTensor<uint32_t>();
        copy_in(value, x + (int32_t)(block_x * 256), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<uint32_t>();
        LocalTensor<uint32_t> work = slot_3.Get<uint32_t>();
        Duplicate(work, 0u, LANES);
        Select(value.ReinterpretCast<float>(), mask, value.ReinterpretCast<float>(), work.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint32_t> work_2 = slot_3.Get<uint32_t>();
        Duplicate(work_2, 0u, LANES);
        Select(work_2.ReinterpretCast<float>(), active, value.ReinterpretCast<float>(), work_2.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint32_t> running = slot_4.Get<uint32_t>();
        LocalTensor<int32_t> padded_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places = slot_6.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        running_sum(running.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), padded_2, places, LANES);
        LocalTensor<uint32_t> sum = slot_7.Get<uint32_t>();
        LocalTensor<int32_t> work_3 = slot_3.Get<int32_t>();
        fold_add(sum.ReinterpretCast<int32_t>(), value.ReinterpretCast<int32_t>(), work_3, LANES);
        wait<HardEvent::V_S>();
        const uint32_t total = sum.GetValue(0);
        wait<HardEvent::V_MTE3>();
        copy_out(prefix + (int32_t)(block_x * 256), running, count);
        LocalTensor<uint32_t> work_4 = slot_3.Get<uint32_t>();
        Duplicate(work_4, total, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 256L) - 255L;
        if (count_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_6.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<uint32_t> moved = moved_queue.AllocTensor<uint32_t>();
            Gather(moved, work_4, offsets, (uint32_t)1020, 1);
            moved_queue.EnQue(moved);
            moved = moved_queue.DeQue<uint32_t>();
            copy_out(totals + (int32_t)block_x, moved, 1);
            moved_queue.FreeTensor(moved);
        }
        value_1_queue.FreeTensor(value);
    }
}

extern "C" __global__ __aicore__ void block_scan_128(
        GM_ADDR x_address, GM_ADDR prefix_address, GM_ADDR totals_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint32_t* x = (__gm__ uint32_t*)x_address;
    __gm__ uint32_t* prefix = (__gm__ uint32_t*)prefix_address;
    __gm__ uint32_t* totals = (__gm__ uint32_t*)totals_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 8));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * 128));
        LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * 128));
        LocalTensor<uint32_t> value = value_1_queue.AllocTensor<uint32_t>();
        copy_in(value, x + (int32_t)(block_x * 128), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<uint32_t>();
        LocalTensor<uint32_t> work = slot_3.Get<uint32_t>();
        Duplicate(work, 0u, LANES);
        Select(value.ReinterpretCast<float>(), mask, value.ReinterpretCast<float>(), work.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint32_t> work_2 = slot_3.Get<uint32_t>();
        Duplicate(work_2, 0u, LANES);
        Select(work_2.ReinterpretCast<float>(), active, value.ReinterpretCast<float>(), work_2.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint32_t> running = slot_4.Get<uint32_t>();
        LocalTensor<int32_t> padded_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places = slot_6.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        running_sum(running.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), padded_2, places, LANES);
        LocalTensor<uint32_t> sum = slot_7.Get<uint32_t>();
        LocalTensor<int32_t> work_3 = slot_3.Get<int32_t>();
        fold_add(sum.ReinterpretCast<int32_t>(), value.ReinterpretCast<int32_t>(), work_3, LANES);
        wait<HardEvent::V_S>();
        const uint32_t total = sum.GetValue(0);
        wait<HardEvent::V_MTE3>();
        copy_out(prefix + (int32_t)(block_x * 128), running, count);
        LocalTensor<uint32_t> work_4 = slot_3.Get<uint32_t>();
        Duplicate(work_4, total, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 128L) - 127L;
        if (count_2 > 0) {
            LocalTensor<uint32_t> offsets = slot_6.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<uint32_t> moved = moved_queue.AllocTensor<uint32_t>();
            Gather(moved, work_4, offsets, (uint32_t)508, 1);
            moved_queue.EnQue(moved);
            moved = moved_queue.DeQue<uint32_t>();
            copy_out(totals + (int32_t)block_x, moved, 1);
            moved_queue.FreeTensor(moved);
        }
        value_1_queue.FreeTensor(value);
    }
}

// The second launch: each block but the first adds what came before it. `offsets` are inclusive sums of the totals.
extern "C" __global__ __aicore__ void add_block_offsets(
        GM_ADDR prefix_address, GM_ADDR offsets_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint32_t* prefix = (__gm__ uint32_t*)prefix_address;
    __gm__ uint32_t* offsets = (__gm__ uint32_t*)offsets_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> prefix_tile_out_queue;
    TQue<TPosition::VECIN, 2> prefix_tile_queue;
    pipe.InitBuffer(prefix_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(prefix_tile_queue, 2, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        if ((int32_t)block_x != 0) {
            LocalTensor<uint32_t> prefix_tile_out = prefix_tile_out_queue.AllocTensor<uint32_t>();
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
            LocalTensor<uint32_t> prefix_tile = prefix_tile_queue.AllocTensor<uint32_t>();
            copy_in(prefix_tile, prefix + (int32_t)(block_x * BLOCK_X), count);
            prefix_tile_queue.EnQue(prefix_tile);
            prefix_tile = prefix_tile_queue.DeQue<uint32_t>();
            const uint32_t element = count > 0 ? load(offsets + (block_x - 1)) : 0;
            Adds(prefix_tile_out.ReinterpretCast<int32_t>(), prefix_tile.ReinterpretCast<int32_t>(), (int32_t)element,
                    LANES);
            prefix_tile_queue.FreeTensor(prefix_tile);
            prefix_tile_out_queue.EnQue(prefix_tile_out);
            prefix_tile_out = prefix_tile_out_queue.DeQue<uint32_t>();
            copy_out(prefix + (int32_t)(block_x * BLOCK_X), prefix_tile_out, count);
            prefix_tile_out_queue.FreeTensor(prefix_tile_out);
        }
    }
}
