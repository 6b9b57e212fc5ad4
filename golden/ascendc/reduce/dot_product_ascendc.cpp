// dot_product.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// The dot product of two vectors, four elements a load. Each block reduces in dynamic shared memory, one float for
// each thread, and adds its part to the result, which starts at zero.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void dot_product(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR result_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* result = (__gm__ float*)result_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> whole_2_queue;
    TQue<TPosition::VECIN, 1> whole_3_queue;
    TQue<TPosition::VECIN, 1> a_6_queue;
    TQue<TPosition::VECIN, 1> b_6_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12;
    pipe.InitBuffer(whole_2_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(whole_3_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(a_6_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(b_6_queue, 1, padded(LANES * 4));
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
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        const int32_t quads = n / 4;
        __gm__ float* a_quads = a;
        __gm__ float* b_quads = b;
        LocalTensor<float> sum = slot_1.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = block_x * BLOCK_X; start < quads; start += (int32_t)(grid_x * BLOCK_X)) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)quads - start);
            LocalTensor<float> whole_2 = whole_2_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            copy_in(whole_2, a_quads + start * 4L, elements);
            whole_2_queue.EnQue(whole_2);
            whole_2 = whole_2_queue.DeQue<float>();
            LocalTensor<float> a_2 = slot_2.Get<float>();
            Gather(a_2, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> a_3 = slot_4.Get<float>();
            Gather(a_3, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_3.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> a_4 = slot_5.Get<float>();
            Gather(a_4, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_3.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> a_5 = slot_6.Get<float>();
            Gather(a_5, whole_2, offsets_4, 0, LANES);
            whole_2_queue.FreeTensor(whole_2);
            LocalTensor<float> whole_3 = whole_3_queue.AllocTensor<float>();
            copy_in(whole_3, b_quads + start * 4L, elements);
            whole_3_queue.EnQue(whole_3);
            whole_3 = whole_3_queue.DeQue<float>();
            LocalTensor<float> b_2 = slot_3.Get<float>();
            Gather(b_2, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_5 = slot_7.Get<uint32_t>();
            Adds(offsets_5.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> b_3 = slot_8.Get<float>();
            Gather(b_3, whole_3, offsets_5, 0, LANES);
            LocalTensor<uint32_t> offsets_6 = slot_7.Get<uint32_t>();
            Adds(offsets_6.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> b_4 = slot_9.Get<float>();
            Gather(b_4, whole_3, offsets_6, 0, LANES);
            LocalTensor<uint32_t> offsets_7 = slot_7.Get<uint32_t>();
            Adds(offsets_7.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> b_5 = slot_10.Get<float>();
            Gather(b_5, whole_3, offsets_7, 0, LANES);
            whole_3_queue.FreeTensor(whole_3);
            LocalTensor<float> dot_result = slot_7.Get<float>();
            Mul(dot_result, a_2, b_2, LANES);
            LocalTensor<float> work = slot_11.Get<float>();
            Mul(work, a_3, b_3, LANES);
            Add(dot_result, dot_result, work, LANES);
            LocalTensor<float> work_2 = slot_11.Get<float>();
            Mul(work_2, a_4, b_4, LANES);
            Add(dot_result, dot_result, work_2, LANES);
            LocalTensor<float> work_3 = slot_11.Get<float>();
            Mul(work_3, a_5, b_5, LANES);
            Add(dot_result, dot_result, work_3, LANES);
            if (count > 0) {
                Add(sum, sum, dot_result, count);
            }
        }
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (4 * quads + (int32_t)(block_x * BLOCK_X)));
        LocalTensor<float> a_6 = a_6_queue.AllocTensor<float>();
        copy_in(a_6, a + (4 * quads + (int32_t)(block_x * BLOCK_X)), count);
        a_6_queue.EnQue(a_6);
        a_6 = a_6_queue.DeQue<float>();
        LocalTensor<float> b_6 = b_6_queue.AllocTensor<float>();
        copy_in(b_6, b + (4 * quads + (int32_t)(block_x * BLOCK_X)), count);
        b_6_queue.EnQue(b_6);
        b_6 = b_6_queue.DeQue<float>();
        LocalTensor<float> dot_2_result = slot_2.Get<float>();
        Mul(dot_2_result, a_6, b_6, LANES);
        if (count > 0) {
            Add(sum, sum, dot_2_result, count);
        }
        LocalTensor<float> sum_2 = slot_12.Get<float>();
        LocalTensor<float> work_4 = slot_4.Get<float>();
        wait<HardEvent::S_V>();
        wait<HardEvent::MTE3_V>();
        ReduceSum(sum_2, sum, work_4, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);
        LocalTensor<float> element = slot_12.Get<float>();
        element.SetValue(0, total);
        wait<HardEvent::S_MTE3>();
        SetAtomicAdd<float>();
        copy_out(result, element, 1);
        SetAtomicNone();
        b_6_queue.FreeTensor(b_6);
        a_6_queue.FreeTensor(a_6);
    }
}
