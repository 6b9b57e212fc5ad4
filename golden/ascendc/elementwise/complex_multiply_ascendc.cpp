// complex_multiply.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Products of complex numbers stored as (real, imaginary) pairs. The second factor may be conjugated, which is what
// a correlation in the frequency domain needs.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t CONJUGATED = 1;

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

extern "C" __global__ __aicore__ void complex_multiply(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR out_address, int32_t factor, int32_t n, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TQue<TPosition::VECIN, 2> whole_4_queue;
    TQue<TPosition::VECIN, 2> whole_5_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7;
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(whole_4_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(whole_5_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<float> chosen = slot_1.Get<float>();
        Duplicate(chosen, 0.0f, LANES);
        LocalTensor<float> chosen_2 = slot_2.Get<float>();
        Duplicate(chosen_2, 0.0f, LANES);
        if (factor == CONJUGATED) {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - (int32_t)(block_x * LANES));
            LocalTensor<float> whole_2 = whole_3_queue.AllocTensor<float>();
            const int32_t elements = count * 2;
            copy_in(whole_2, b + (int32_t)(block_x * LANES) * 2L, elements);
            whole_3_queue.EnQue(whole_2);
            whole_2 = whole_3_queue.DeQue<float>();
            LocalTensor<float> a_2 = slot_3.Get<float>();
            Gather(a_2, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> a_3 = slot_5.Get<float>();
            Gather(a_3, whole_2, offsets_2, 0, LANES);
            whole_3_queue.FreeTensor(whole_2);
            Muls(a_3, a_3, -1.0f, LANES);
            copy_tile(chosen.ReinterpretCast<int32_t>(), a_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(chosen_2.ReinterpretCast<int32_t>(), a_3.ReinterpretCast<int32_t>(), LANES);
        } else {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - (int32_t)(block_x * LANES));
            LocalTensor<float> whole_3 = whole_4_queue.AllocTensor<float>();
            const int32_t elements = count * 2;
            copy_in(whole_3, b + (int32_t)(block_x * LANES) * 2L, elements);
            whole_4_queue.EnQue(whole_3);
            whole_3 = whole_4_queue.DeQue<float>();
            LocalTensor<float> vector = slot_3.Get<float>();
            Gather(vector, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_5.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> vector_2 = slot_4.Get<float>();
            Gather(vector_2, whole_3, offsets_3, 0, LANES);
            whole_4_queue.FreeTensor(whole_3);
            copy_tile(chosen.ReinterpretCast<int32_t>(), vector.ReinterpretCast<int32_t>(), LANES);
            copy_tile(chosen_2.ReinterpretCast<int32_t>(), vector_2.ReinterpretCast<int32_t>(), LANES);
        }
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> whole_4 = whole_5_queue.AllocTensor<float>();
        const int32_t elements = count * 2;
        copy_in(whole_4, a + (int32_t)(block_x * LANES) * 2L, elements);
        whole_5_queue.EnQue(whole_4);
        whole_4 = whole_5_queue.DeQue<float>();
        LocalTensor<float> a_4 = slot_3.Get<float>();
        Gather(a_4, whole_4, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_4 = slot_4.Get<uint32_t>();
        Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<float> a_5 = slot_5.Get<float>();
        Gather(a_5, whole_4, offsets_4, 0, LANES);
        whole_5_queue.FreeTensor(whole_4);
        LocalTensor<float> work = slot_4.Get<float>();
        Mul(work, a_4, chosen, LANES);
        LocalTensor<float> work_2 = slot_6.Get<float>();
        Mul(work_2, a_5, chosen_2, LANES);
        Sub(work, work, work_2, LANES);
        LocalTensor<float> spread = slot_7.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work, LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(out + (int32_t)(block_x * LANES) * 2L, spread, count, count > 0 ? 1 : 0, 2, 8);
        LocalTensor<float> work_3 = slot_4.Get<float>();
        Mul(work_3, a_4, chosen_2, LANES);
        LocalTensor<float> work_4 = slot_6.Get<float>();
        Mul(work_4, a_5, chosen, LANES);
        Add(work_3, work_3, work_4, LANES);
        LocalTensor<float> spread_2 = slot_7.Get<float>();
        wait<HardEvent::MTE3_V>();
        expand(spread_2, work_3, LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(out + (int32_t)(block_x * LANES) * 2L + 1, spread_2, count, count > 0 ? 1 : 0, 2, 8);
    }
}
