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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void rotary_embedding(
        GM_ADDR x_address, GM_ADDR positions_address, int32_t pairs, float base, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ int32_t* positions = (__gm__ int32_t*)positions_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECOUT, 2> head_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(head_tile_out_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 8));
    pipe.InitBuffer(slot_2, padded(LANES * 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
        LocalTensor<int32_t> lane_2 = slot_1.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 2);
        LocalTensor<int32_t> work_8 = slot_2.Get<int32_t>();
        Duplicate(work_8, 1, LANES * 2);
        And(lane_2.ReinterpretCast<int16_t>(), lane_2.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                LANES * 2 * 2);
        Muls(lane_2, lane_2, LANES, LANES * 2);
        LocalTensor<int32_t> lane_3 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_3, 0, LANES * 2);
        ShiftRight(lane_3, lane_3, 1, LANES * 2);
        Add(lane_2, lane_2, lane_3, LANES * 2);
        Muls(lane_2, lane_2, 4, LANES * 2);
        LocalTensor<int32_t> lane = slot_3.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        __gm__ float* head = x + (block_x * grid_y + block_y) * pairs * 2L;
        const int32_t element = load(positions + (int32_t)block_x);
        const float position = element;
        for (int32_t start = 0; start < pairs; start += BLOCK_X) {
            LocalTensor<int32_t> pair = slot_4.Get<int32_t>();
            Adds(pair, lane, start, LANES);
            LocalTensor<float> work = slot_5.Get<float>();
            Duplicate(work, base, LANES);
            LocalTensor<float> work_2 = slot_6.Get<float>();
            Cast(work_2, pair, RoundMode::CAST_RINT, LANES);
            Muls(work_2, work_2, -1.0f, LANES);
            LocalTensor<float> work_3 = slot_7.Get<float>();
            Duplicate(work_3, (float)pairs, LANES);
            Div(work_2, work_2, work_3, LANES);
            LocalTensor<float> frequency = slot_7.Get<float>();
            Power(frequency, work, work_2, LANES);
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)pairs - start);
            LocalTensor<float> whole_2 = whole_1_queue.AllocTensor<float>();
            const int32_t elements = count * 2;
            wait<HardEvent::MTE3_MTE2>();
            copy_in(whole_2, head + start * 2L, elements);
            whole_1_queue.EnQue(whole_2);
            whole_2 = whole_1_queue.DeQue<float>();
            LocalTensor<float> value = slot_6.Get<float>();
            Gather(value, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_5.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> value_2 = slot_8.Get<float>();
            Gather(value_2, whole_2, offsets_2, 0, LANES);
            whole_1_queue.FreeTensor(whole_2);
            LocalTensor<float> angle = slot_5.Get<float>();
            Muls(angle, frequency, position, LANES);
            LocalTensor<float> sine = slot_9.Get<float>();
            Duplicate(sine, 0.0f, LANES);
            LocalTensor<float> cosine = slot_10.Get<float>();
            Duplicate(cosine, 0.0f, LANES);
            Sin(sine, angle, LANES);
            Cos(cosine, angle, LANES);
            LocalTensor<float> fields = slot_2.Get<float>();
            LocalTensor<float> work_4 = slot_11.Get<float>();
            Mul(work_4, value, cosine, LANES);
            LocalTensor<float> work_5 = slot_12.Get<float>();
            Mul(work_5, value_2, sine, LANES);
            Sub(work_4, work_4, work_5, LANES);
            copy_tile(fields.ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> work_6 = slot_11.Get<float>();
            Mul(work_6, value, sine, LANES);
            LocalTensor<float> work_7 = slot_12.Get<float>();
            Mul(work_7, value_2, cosine, LANES);
            Add(work_6, work_6, work_7, LANES);
            copy_tile(fields[LANES].ReinterpretCast<int32_t>(), work_6.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> head_tile_out = head_tile_out_queue.AllocTensor<float>();
            Gather(head_tile_out, fields, lane_2.ReinterpretCast<uint32_t>(), 0, LANES * 2);
            head_tile_out_queue.EnQue(head_tile_out);
            head_tile_out = head_tile_out_queue.DeQue<float>();
            copy_out(head + start * 2L, head_tile_out, elements);
            head_tile_out_queue.FreeTensor(head_tile_out);
        }
    }
}
