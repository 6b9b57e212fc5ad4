// rotary_embedding.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Rotary position embedding, in place (Su et al., arXiv:2104.09864): each pair of neighbouring channels turns by an
// angle that grows with the position and falls with the channel. x is [positions, heads, pairs] of float2.
// The grid is (positions, heads); the threads of a block share the pairs.

#include "kernel_operator.h"
using namespace AscendC;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
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

extern "C" __global__ __aicore__ void rotary_embedding(
        GM_ADDR x_address, GM_ADDR positions_address, int32_t pairs, float base, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ int32_t* positions = (__gm__ int32_t*)positions_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> head_tile_queue;
    TQue<TPosition::VECIN, 2> head_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(head_tile_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(head_tile_2_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        __gm__ float* head = x + (block_x * grid_y + block_y) * pairs * 2L;
        const int32_t element = load(positions + (int32_t)block_x);
        const float position = element;

        wait<HardEvent::MTE3_S>();
        for (int32_t start = 0; start < pairs; start += BLOCK_X) {
            LocalTensor<int32_t> pair = slot_1.Get<int32_t>();
            Adds(pair, lane, start, LANES);
            LocalTensor<float> work = slot_2.Get<float>();
            Duplicate(work, base, LANES);
            LocalTensor<float> work_2 = slot_3.Get<float>();
            Cast(work_2, pair, RoundMode::CAST_RINT, LANES);
            Muls(work_2, work_2, -1.0f, LANES);
            LocalTensor<float> work_3 = slot_4.Get<float>();
            Duplicate(work_3, (float)pairs, LANES);
            Div(work_2, work_2, work_3, LANES);
            LocalTensor<float> frequency = slot_4.Get<float>();
            Power(frequency, work, work_2, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - start);
            LocalTensor<uint32_t> offsets = slot_3.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> head_tile = head_tile_queue.AllocTensor<float>();
            wait<HardEvent::MTE3_MTE2>();
            copy_in(head_tile, head + start * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
            head_tile_queue.EnQue(head_tile);
            head_tile = head_tile_queue.DeQue<float>();
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value = slot_2.Get<float>();
            Gather(value, head_tile, offsets, 0, LANES);
            head_tile_queue.FreeTensor(head_tile);
            LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<float> head_tile_2 = head_tile_2_queue.AllocTensor<float>();
            copy_in(head_tile_2, head + start * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
            head_tile_2_queue.EnQue(head_tile_2);
            head_tile_2 = head_tile_2_queue.DeQue<float>();
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> value_2 = slot_5.Get<float>();
            Gather(value_2, head_tile_2, offsets_2, 0, LANES);
            head_tile_2_queue.FreeTensor(head_tile_2);
            LocalTensor<float> angle = slot_3.Get<float>();
            Muls(angle, frequency, position, LANES);
            LocalTensor<float> sine = slot_6.Get<float>();
            Duplicate(sine, 0.0f, LANES);
            LocalTensor<float> cosine = slot_7.Get<float>();
            Duplicate(cosine, 0.0f, LANES);
            Sin(sine, angle, LANES);
            Cos(cosine, angle, LANES);
            LocalTensor<float> work_4 = slot_8.Get<float>();
            Mul(work_4, value, cosine, LANES);
            LocalTensor<float> work_5 = slot_9.Get<float>();
            Mul(work_5, value_2, sine, LANES);
            Sub(work_4, work_4, work_5, LANES);
            LocalTensor<float> spread = slot_10.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread, work_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(head + start * 2L, spread, count, count > 0 ? 1 : 0, 2, 8);
            LocalTensor<float> work_6 = slot_8.Get<float>();
            Mul(work_6, value, sine, LANES);
            LocalTensor<float> work_7 = slot_9.Get<float>();
            Mul(work_7, value_2, cosine, LANES);
            Add(work_6, work_6, work_7, LANES);
            LocalTensor<float> spread_2 = slot_10.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, work_6, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(head + start * 2L + 1, spread_2, count, count > 0 ? 1 : 0, 2, 8);
        }
    }
}
