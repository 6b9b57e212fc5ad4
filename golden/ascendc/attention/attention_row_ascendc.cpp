// attention_row.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Attention with an online softmax (Milakov and Gimelshein, arXiv:1805.02867): one block a query, one thread a
// channel of the head (a power of two, the block size). Keys are visited once and no score is ever stored, because
// the sum and the output are rescaled whenever a larger score appears.
// Tensors are [heads, length, channels]; the grid is (queries, heads).

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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// The same bits as another type of the same size.
template <typename To, typename From>
__aicore__ inline To bits_as(From value) {
    static_assert(sizeof(To) == sizeof(From), "bits_as keeps the size");
    union {
        From from;
        To to;
    } both = {value};
    return both.to;
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void attention_row(
        GM_ADDR query_address, GM_ADDR key_address, GM_ADDR value_address, GM_ADDR out_address, int32_t keys,
        float scale, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* query = (__gm__ float*)query_address;
    __gm__ float* key = (__gm__ float*)key_address;
    __gm__ float* value = (__gm__ float*)value_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> own_query_1_queue;
    TQue<TPosition::VECIN, 2> value_2_queue;
    TQue<TPosition::VECIN, 2> value_tile_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(own_query_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(value_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(value_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        // one a thread
        const int32_t channels = BLOCK_X;
        const int32_t head = block_y;
        const int32_t count = BLOCK_X;
        LocalTensor<float> own_query = own_query_1_queue.AllocTensor<float>();
        copy_in(own_query, query + (int32_t)((head * grid_x + block_x) * channels), count);
        own_query_1_queue.EnQue(own_query);
        own_query = own_query_1_queue.DeQue<float>();
        Muls(own_query, own_query, scale, LANES);

        float largest = -bits_as<float>(0x7F800000u);
        float total = 0.0f;
        LocalTensor<float> weighted = slot_0.Get<float>();
        Duplicate(weighted, 0.0f, LANES);
        for (int32_t row = 0; row < keys; ++row) {
            LocalTensor<float> value_2 = value_2_queue.AllocTensor<float>();
            copy_in(value_2, key + (head * keys + row) * channels, count);
            value_2_queue.EnQue(value_2);
            value_2 = value_2_queue.DeQue<float>();
            Mul(value_2, own_query, value_2, LANES);
            LocalTensor<float> sum = slot_1.Get<float>();
            LocalTensor<float> work = slot_2.Get<float>();
            ReduceSum(sum, value_2, work, LANES);
            wait<HardEvent::V_S>();
            const float total_2 = sum.GetValue(0);

            LocalTensor<float> work_2 = slot_1.Get<float>();
            Duplicate(work_2, largest, 8);
            LocalTensor<float> work_3 = slot_3.Get<float>();
            Maxs(work_3, work_2, total_2 == total_2 ? total_2 : -bits_as<float>(0x7F800000u), 8);
            wait<HardEvent::V_S>();
            const float new_largest = work_3.GetValue(0);
            LocalTensor<float> work_4 = slot_3.Get<float>();
            Duplicate(work_4, largest - new_largest, 8);
            Exp(work_4, work_4, 8);
            wait<HardEvent::V_S>();
            const float correction = work_4.GetValue(0);  // zero for the first key
            LocalTensor<float> work_5 = slot_3.Get<float>();
            Duplicate(work_5, total_2 - new_largest, 8);
            Exp(work_5, work_5, 8);
            wait<HardEvent::V_S>();
            const float weight = work_5.GetValue(0);
            total = total * correction + weight;
            LocalTensor<float> work_6 = slot_2.Get<float>();
            Muls(work_6, weighted, correction, LANES);
            LocalTensor<float> value_tile = value_tile_queue.AllocTensor<float>();
            copy_in(value_tile, value + (head * keys + row) * channels, count);
            value_tile_queue.EnQue(value_tile);
            value_tile = value_tile_queue.DeQue<float>();
            Muls(value_tile, value_tile, weight, LANES);
            Add(weighted, work_6, value_tile, LANES);
            value_tile_queue.FreeTensor(value_tile);
            largest = new_largest;
            value_2_queue.FreeTensor(value_2);
        }
        LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work_7 = slot_2.Get<float>();
        Duplicate(work_7, total, LANES);
        Div(out_tile_out, weighted, work_7, LANES);
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<float>();
        copy_out(out + (int32_t)((head * grid_x + block_x) * channels), out_tile_out, count);
        out_tile_out_queue.FreeTensor(out_tile_out);
        own_query_1_queue.FreeTensor(own_query);
    }
}
