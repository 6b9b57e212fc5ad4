// relu.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// The least or the greatest of `count` whole numbers, which the room for as many is used for.
template <bool greatest>
__aicore__ inline int32_t extreme(const LocalTensor<int32_t>& numbers, const LocalTensor<int32_t>& room,
                                  int32_t count) {
    Adds(room, numbers, 0, count);
    while (count > 8) {
        int32_t half = (count + 15) / 16 * 8;  // the second half begins on 32 bytes
        if constexpr (greatest)
            Max(room, room, room[half], count - half);
        else
            Min(room, room, room[half], count - half);
        count = half;
    }
    wait<HardEvent::V_S>();
    int32_t found = room.GetValue(0);
    for (int32_t each = 1; each < count; ++each) {
        int32_t other = room.GetValue(each);
        found = (other < found) == greatest ? found : other;
    }
    return found;
}

// The least of the numbers, which the lanes that the mask leaves out get too. 2147483647 where it leaves all out.
__aicore__ inline int32_t choose(const LocalTensor<uint8_t>& mask, const LocalTensor<int32_t>& numbers,
                                 const LocalTensor<int32_t>& room, int32_t count) {
    const LocalTensor<float> bits = numbers.ReinterpretCast<float>(), others = room.ReinterpretCast<float>();
    Duplicate(room, 0x7FFFFFFF, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    const int32_t least = extreme<false>(numbers, room, count);
    Duplicate(room, least, count);
    Select(bits, mask, bits, others, SELMODE::VSEL_TENSOR_TENSOR_MODE, count);
    return least;
}

template <typename T>
__aicore__ inline void fill_zero(const LocalTensor<T>& target, int32_t count) {
    Duplicate(target.template ReinterpretCast<uint16_t>(), uint16_t(0), int32_t((count * sizeof(T) + 1) / 2));
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
}

// Elements at places in the window, which begins with the first of `span`. The vector unit picks no bytes: they become
// halves, which hold them all, behind those in the window.
template <typename T>
__aicore__ inline void pick(const LocalTensor<T>& target, const LocalTensor<T>& window,
                            const LocalTensor<int32_t>& places, const LocalTensor<int32_t>& room, int32_t span,
                            int32_t count) {
    constexpr int32_t size = sizeof(T) == 1 ? 2 : sizeof(T);
    Muls(room, room, size, count);
    wait<HardEvent::MTE2_V>();
    if constexpr (sizeof(T) == 1) {
        const LocalTensor<half> wide = window[window.GetSize() / 2].template ReinterpretCast<half>();
        const LocalTensor<half> found = places.ReinterpretCast<half>();
        Cast(wide, window, RoundMode::CAST_NONE, span);
        Gather(found, wide, room.ReinterpretCast<uint32_t>(), 0, count);
        Cast(target, found, RoundMode::CAST_TRUNC, count);
    } else {
        Gather(target, window, room.ReinterpretCast<uint32_t>(), 0, count);
    }
}

// target[lane] = memory[places[lane]]: all between the first place and the last one is copied to the window, and picked
// from there. Where that is too much, fewer lanes are taken at once, and a few are read one by one.
template <typename T>
__aicore__ inline void gather_in(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<int32_t>& places,
                                 const LocalTensor<T>& window, const LocalTensor<int32_t>& room, int32_t count) {
    const uint32_t most = sizeof(T) == 1 ? window.GetSize() / 4 : window.GetSize();
    for (int32_t lane = 0, part = count; lane < count; lane += part) {
        part = part < count - lane ? part : count - lane;
        int32_t first = extreme<false>(places[lane], room, part), last = extreme<true>(places[lane], room, part);
        while (uint32_t(last) - uint32_t(first) >= most && part > 32) {
            part = (part / 2 + 31) / 32 * 32;
            first = extreme<false>(places[lane], room, part);
            last = extreme<true>(places[lane], room, part);
        }
        if (uint32_t(last) - uint32_t(first) < most) {
            copy_in(window, memory + first, last - first + 1);
            Adds(room, places[lane], -first, part);
            pick(target[lane], window, places[lane], room, last - first + 1, part);
        } else {
            for (int32_t each = lane; each < lane + part; ++each)
                target.SetValue(each, load(memory + places.GetValue(each)));
            wait<HardEvent::S_V>();
        }
    }
}

// The same for the lanes of the mask. The others get one of their elements, or 0 where there are none: no memory has
// an element 2147483647.
template <typename T>
__aicore__ inline void gather_where(const LocalTensor<T>& target, __gm__ T* memory, const LocalTensor<uint8_t>& mask,
                                    const LocalTensor<int32_t>& places, const LocalTensor<T>& window,
                                    const LocalTensor<int32_t>& room, int32_t count) {
    if (choose(mask, places, room, count) == 0x7FFFFFFF)
        fill_zero(target, count);
    else
        gather_in(target, memory, places, window, room, count);
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void relu_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECIN, 2> x_tile_2_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, 16384);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        LocalTensor<uint8_t> mask = slot_4.Get<uint8_t>();
        CompareScalar(mask, x_tile, 0.0f, CMPMODE::GT, (LANES + 63) / 64 * 64);
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<float> x_tile_2 = slot_5.Get<float>();
        LocalTensor<float> window = slot_6.Get<float>();
        LocalTensor<int32_t> room = slot_7.Get<int32_t>();
        LocalTensor<float> x_tile_3 = x_tile_2_queue.AllocTensor<float>();
        copy_in(x_tile_3, x + (int32_t)(block_x * LANES), count);
        x_tile_2_queue.EnQue(x_tile_3);
        x_tile_3 = x_tile_2_queue.DeQue<float>();
        LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
        CompareScalar(mask_3, x_tile_3, 0.0f, CMPMODE::GT, (LANES + 63) / 64 * 64);
        x_tile_2_queue.FreeTensor(x_tile_3);
        And(mask_3.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> places = slot_9.Get<int32_t>();
        copy_tile(places, i.ReinterpretCast<int32_t>(), LANES);
        gather_where(x_tile_2, x, mask_3, places, window, room, LANES);
        Select(y_tile_out, mask, x_tile_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// Any of them, in place, four elements at a time; the last block takes what is left over.
extern "C" __global__ __aicore__ void relu_vectorised_Relu(
        GM_ADDR data_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X) {
    __gm__ float* data = (__gm__ float*)data_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECOUT, 2> data_tile_out_queue;
    TQue<TPosition::VECIN, 2> value_queue;
    TQue<TPosition::VECOUT, 2> last_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(data_tile_out_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(value_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(last_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 16));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 4);
        LocalTensor<int32_t> work_5 = slot_2.Get<int32_t>();
        Duplicate(work_5, 3, LANES * 4);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), LANES
                * 4 * 2);
        Muls(lane, lane, LANES, LANES * 4);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 4);
        ShiftRight(lane_2, lane_2, 2, LANES * 4);
        Add(lane, lane, lane_2, LANES * 4);
        Muls(lane, lane, 4, LANES * 4);
        const int32_t stride = grid_x * BLOCK_X;
        for (int32_t start = block_x * BLOCK_X; start < n / 4; start += stride) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(n / 4) - start);
            LocalTensor<float> whole_2 = whole_1_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            wait<HardEvent::MTE3_MTE2>();
            copy_in(whole_2, data + start * 4L, elements);
            whole_1_queue.EnQue(whole_2);
            whole_2 = whole_1_queue.DeQue<float>();
            LocalTensor<float> four = slot_3.Get<float>();
            Gather(four, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> four_2 = slot_5.Get<float>();
            Gather(four_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_4.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> four_3 = slot_6.Get<float>();
            Gather(four_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_4.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> four_4 = slot_7.Get<float>();
            Gather(four_4, whole_2, offsets_4, 0, LANES);
            whole_1_queue.FreeTensor(whole_2);
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            Compare(mask, four, four, CMPMODE::EQ, LANES);
            LocalTensor<float> work = slot_4.Get<float>();
            Maxs(work, four, 0.0f, LANES);
            Select(four, mask, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
            Compare(mask_2, four_2, four_2, CMPMODE::EQ, LANES);
            LocalTensor<float> work_2 = slot_4.Get<float>();
            Maxs(work_2, four_2, 0.0f, LANES);
            Select(four_2, mask_2, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
            Compare(mask_3, four_3, four_3, CMPMODE::EQ, LANES);
            LocalTensor<float> work_3 = slot_4.Get<float>();
            Maxs(work_3, four_3, 0.0f, LANES);
            Select(four_3, mask_3, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<uint8_t> mask_4 = slot_8.Get<uint8_t>();
            Compare(mask_4, four_4, four_4, CMPMODE::EQ, LANES);
            LocalTensor<float> work_4 = slot_4.Get<float>();
            Maxs(work_4, four_4, 0.0f, LANES);
            Select(four_4, mask_4, work_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> fields = slot_2.Get<float>();
            copy_tile(fields.ReinterpretCast<int32_t>(), four.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES].ReinterpretCast<int32_t>(), four_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 2].ReinterpretCast<int32_t>(), four_3.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 3].ReinterpretCast<int32_t>(), four_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> data_tile_out = data_tile_out_queue.AllocTensor<float>();
            Gather(data_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
            data_tile_out_queue.EnQue(data_tile_out);
            data_tile_out = data_tile_out_queue.DeQue<float>();
            copy_out(data + start * 4L, data_tile_out, elements);
            data_tile_out_queue.FreeTensor(data_tile_out);
        }
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(uint32_t)(n % 4));
        const int32_t count_2 = (int32_t)block_x == (int32_t)grid_x - 1 ? count : 0;
        LocalTensor<float> value = value_queue.AllocTensor<float>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(value, data + n + (-(n % 4)), count_2);
        value_queue.EnQue(value);
        value = value_queue.DeQue<float>();
        LocalTensor<float> last_tile_out = last_tile_out_queue.AllocTensor<float>();
        LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
        Compare(mask_5, value, value, CMPMODE::EQ, LANES);
        LocalTensor<float> work_6 = slot_3.Get<float>();
        Maxs(work_6, value, 0.0f, LANES);
        Select(last_tile_out, mask_5, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        last_tile_out_queue.EnQue(last_tile_out);
        last_tile_out = last_tile_out_queue.DeQue<float>();
        copy_out(data + n + (-(n % 4)), last_tile_out, count_2);
        last_tile_out_queue.FreeTensor(last_tile_out);
        value_queue.FreeTensor(value);
    }
}

// Any of them, in place, four elements at a time; the last block takes what is left over.
extern "C" __global__ __aicore__ void relu_vectorised_LeakyRelu(
        GM_ADDR data_address, int32_t n, float activation_slope, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* data = (__gm__ float*)data_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_1_queue;
    TQue<TPosition::VECOUT, 2> data_tile_out_queue;
    TQue<TPosition::VECIN, 2> value_queue;
    TQue<TPosition::VECOUT, 2> last_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(whole_1_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(data_tile_out_queue, 2, padded(LANES * 16));
    pipe.InitBuffer(value_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(last_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 16));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES * 4);
        LocalTensor<int32_t> work_5 = slot_2.Get<int32_t>();
        Duplicate(work_5, 3, LANES * 4);
        And(lane.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), LANES
                * 4 * 2);
        Muls(lane, lane, LANES, LANES * 4);
        LocalTensor<int32_t> lane_2 = slot_2.Get<int32_t>();
        CreateVecIndex(lane_2, 0, LANES * 4);
        ShiftRight(lane_2, lane_2, 2, LANES * 4);
        Add(lane, lane, lane_2, LANES * 4);
        Muls(lane, lane, 4, LANES * 4);
        const int32_t stride = grid_x * BLOCK_X;
        for (int32_t start = block_x * BLOCK_X; start < n / 4; start += stride) {
            const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(n / 4) - start);
            LocalTensor<float> whole_2 = whole_1_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            wait<HardEvent::MTE3_MTE2>();
            copy_in(whole_2, data + start * 4L, elements);
            whole_1_queue.EnQue(whole_2);
            whole_2 = whole_1_queue.DeQue<float>();
            LocalTensor<float> four = slot_3.Get<float>();
            Gather(four, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_4.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> four_2 = slot_5.Get<float>();
            Gather(four_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_4.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> four_3 = slot_6.Get<float>();
            Gather(four_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_4.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> four_4 = slot_7.Get<float>();
            Gather(four_4, whole_2, offsets_4, 0, LANES);
            whole_1_queue.FreeTensor(whole_2);
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            CompareScalar(mask, four, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<float> work = slot_4.Get<float>();
            Muls(work, four, activation_slope, LANES);
            Select(four, mask, four, work, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
            CompareScalar(mask_2, four_2, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<float> work_2 = slot_4.Get<float>();
            Muls(work_2, four_2, activation_slope, LANES);
            Select(four_2, mask_2, four_2, work_2, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
            CompareScalar(mask_3, four_3, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<float> work_3 = slot_4.Get<float>();
            Muls(work_3, four_3, activation_slope, LANES);
            Select(four_3, mask_3, four_3, work_3, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_4 = slot_8.Get<uint8_t>();
            CompareScalar(mask_4, four_4, 0.0f, CMPMODE::GT, LANES);
            LocalTensor<float> work_4 = slot_4.Get<float>();
            Muls(work_4, four_4, activation_slope, LANES);
            Select(four_4, mask_4, four_4, work_4, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> fields = slot_2.Get<float>();
            copy_tile(fields.ReinterpretCast<int32_t>(), four.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES].ReinterpretCast<int32_t>(), four_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 2].ReinterpretCast<int32_t>(), four_3.ReinterpretCast<int32_t>(), LANES);
            copy_tile(fields[LANES * 3].ReinterpretCast<int32_t>(), four_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<float> data_tile_out = data_tile_out_queue.AllocTensor<float>();
            Gather(data_tile_out, fields, lane.ReinterpretCast<uint32_t>(), 0, LANES * 4);
            data_tile_out_queue.EnQue(data_tile_out);
            data_tile_out = data_tile_out_queue.DeQue<float>();
            copy_out(data + start * 4L, data_tile_out, elements);
            data_tile_out_queue.FreeTensor(data_tile_out);
        }
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)(uint32_t)(n % 4));
        const int32_t count_2 = (int32_t)block_x == (int32_t)grid_x - 1 ? count : 0;
        LocalTensor<float> value = value_queue.AllocTensor<float>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(value, data + n + (-(n % 4)), count_2);
        value_queue.EnQue(value);
        value = value_queue.DeQue<float>();
        LocalTensor<float> last_tile_out = last_tile_out_queue.AllocTensor<float>();
        LocalTensor<uint8_t> mask_5 = slot_8.Get<uint8_t>();
        CompareScalar(mask_5, value, 0.0f, CMPMODE::GT, LANES);
        LocalTensor<float> work_6 = slot_3.Get<float>();
        Muls(work_6, value, activation_slope, LANES);
        Select(last_tile_out, mask_5, value, work_6, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        last_tile_out_queue.EnQue(last_tile_out);
        last_tile_out = last_tile_out_queue.DeQue<float>();
        copy_out(data + n + (-(n % 4)), last_tile_out, count_2);
        last_tile_out_queue.FreeTensor(last_tile_out);
        value_queue.FreeTensor(value);
    }
}
