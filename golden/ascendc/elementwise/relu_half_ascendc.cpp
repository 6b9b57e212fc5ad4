// relu_half.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// y = max(scale * x + bias, 0) in half precision, two elements a thread.
// An odd n leaves one element, which the thread after the last pair takes alone.
extern "C" __global__ __aicore__ void relu_half(
        GM_ADDR x_address, GM_ADDR y_address, float scale, float bias, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 2));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 2));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 2));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 2));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 2));
    pipe.InitBuffer(slot_10, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        const half scale_pair_x = (half)scale;
        const half scale_pair_y = (half)scale;
        const half bias_pair_x = (half)bias;
        const half bias_pair_y = (half)bias;
        const half zero_pair_x = (half)0.0f;
        const half zero_pair_y = (half)0.0f;
        const int32_t pairs = n / 2;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)pairs
                - (int32_t)(block_x * LANES));
        LocalTensor<half> whole_2 = whole_1_queue.AllocTensor<half>();
        const int32_t elements = count * 2;
        copy_in(whole_2, x + (int32_t)(block_x * LANES) * 2L, elements);
        whole_1_queue.EnQue(whole_2);
        whole_2 = whole_1_queue.DeQue<half>();
        LocalTensor<half> value = slot_1.Get<half>();
        Gather(value, whole_2, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_2 = slot_2.Get<uint32_t>();
        Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
        LocalTensor<half> value_2 = slot_3.Get<half>();
        Gather(value_2, whole_2, offsets_2, 0, LANES);
        whole_1_queue.FreeTensor(whole_2);
        LocalTensor<half> value_3 = slot_4.Get<half>();
        Muls(value_3, value, scale_pair_x, LANES);
        LocalTensor<half> value_4 = slot_5.Get<half>();
        Muls(value_4, value_2, scale_pair_y, LANES);
        LocalTensor<half> scaled = slot_6.Get<half>();
        Adds(scaled, value_3, bias_pair_x, LANES);
        LocalTensor<half> scaled_2 = slot_7.Get<half>();
        Adds(scaled_2, value_4, bias_pair_y, LANES);
        LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
        Compare(mask, scaled, scaled, CMPMODE::EQ, (LANES + 127) / 128 * 128);
        LocalTensor<half> work = slot_9.Get<half>();
        Maxs(work, scaled, zero_pair_x, LANES);
        Select(work, mask, work, zero_pair_x, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<half> spread = slot_10.Get<half>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work, LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(y + (int32_t)(block_x * LANES) * 2L, spread, count, count > 0 ? 1 : 0, 2, 16);
        LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
        Compare(mask_2, scaled_2, scaled_2, CMPMODE::EQ, (LANES + 127) / 128 * 128);
        LocalTensor<half> work_2 = slot_9.Get<half>();
        Maxs(work_2, scaled_2, zero_pair_y, LANES);
        Select(work_2, mask_2, work_2, zero_pair_y, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<half> spread_2 = slot_10.Get<half>();
        wait<HardEvent::MTE3_V>();
        expand(spread_2, work_2, LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(y + (int32_t)(block_x * LANES) * 2L + 1, spread_2, count, count > 0 ? 1 : 0, 2, 16);
        const int32_t first = larger(larger(0L, (int64_t)pairs - (int32_t)(block_x * LANES)),
                (int64_t)(pairs - (int32_t)(block_x * LANES)));
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), pairs
                - (int32_t)(block_x * LANES) + 1L);
        const int32_t count_2 = n % 2 != 0 ? stop : 0;
        const half element = count_2 > first ? load(x + (n - 1)) : (half)0.0f;
        const half last = (half)((float)(half)((float)element * (float)(half)scale) + (float)(half)bias);
        LocalTensor<half> work_3 = slot_9.Get<half>();
        Duplicate(work_3, (float)last > (float)(half)0.0f ? last : (half)0.0f, LANES);
        const int32_t count_3 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), pairs
                - (int32_t)(block_x * LANES) + 1L)
                - larger(larger(0L, (int64_t)pairs - (int32_t)(block_x * LANES)),
                (int64_t)(pairs - (int32_t)(block_x * LANES)));
        const int32_t count_4 = n % 2 != 0 ? count_3 : 0;
        if (count_4 > 0) {
            LocalTensor<uint32_t> offsets_3 = slot_2.Get<uint32_t>();
            CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 2, LANES);
            LocalTensor<half> moved = moved_queue.AllocTensor<half>();
            Gather(moved, work_3, offsets_3, (uint32_t)(first * 2), 1);
            moved_queue.EnQue(moved);
            moved = moved_queue.DeQue<half>();
            copy_out(y + (n - 1), moved, 1);
            moved_queue.FreeTensor(moved);
        }
    }
}

// The straightforward form: widen, compute in float, round once.
extern "C" __global__ __aicore__ void relu_half_through_float(
        GM_ADDR x_address, GM_ADDR y_address, float scale, float bias, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 2));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<half> x_tile = x_tile_queue.AllocTensor<half>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<half>();
        LocalTensor<float> value = slot_0.Get<float>();
        Cast(value, x_tile, RoundMode::CAST_NONE, LANES);
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<float> work = slot_1.Get<float>();
        Duplicate(work, scale, LANES);
        LocalTensor<float> work_2 = slot_2.Get<float>();
        Duplicate(work_2, bias, LANES);
        MulAddDst(work_2, value, work, LANES);
        copy_tile(value.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<half> y_tile_out = y_tile_out_queue.AllocTensor<half>();
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, value, 0.0f, CMPMODE::GT, (LANES + 63) / 64 * 64);
        LocalTensor<float> work_3 = slot_2.Get<float>();
        Select(work_3, mask, value, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        Cast(y_tile_out, work_3, RoundMode::CAST_RINT, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<half>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}
