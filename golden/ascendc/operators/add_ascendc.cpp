// add.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

extern "C" __global__ __aicore__ void add_naive(
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
        Add(c_tile_out, a_tile, b_tile, LANES);
        a_tile_queue.FreeTensor(a_tile);
        b_tile_queue.FreeTensor(b_tile);
        c_tile_out_queue.EnQue(c_tile_out);
        c_tile_out = c_tile_out_queue.DeQue<float>();
        copy_out(c + (int32_t)(block_x * LANES), c_tile_out, count);
        c_tile_out_queue.FreeTensor(c_tile_out);
    }
}

// Four elements at a time, a grid's width apart; the first threads take what is left over.
extern "C" __global__ __aicore__ void add_vectorised(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> whole_2_queue;
    TQue<TPosition::VECIN, 1> whole_3_queue;
    TQue<TPosition::VECOUT, 2> c_tile_out_queue;
    TQue<TPosition::VECIN, 1> a_tile_queue;
    TQue<TPosition::VECIN, 1> b_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10;
    pipe.InitBuffer(whole_2_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(whole_3_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(c_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(a_tile_queue, 1, padded(LANES * 4));
    pipe.InitBuffer(b_tile_queue, 1, padded(LANES * 4));
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
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        __gm__ float* a4 = a;
        __gm__ float* b4 = b;
        __gm__ float* c4 = c;
        wait<HardEvent::MTE3_V>();
        for (int32_t start = block_x * LANES; start < n / 4; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)(n / 4) - start);
            LocalTensor<float> whole_2 = whole_2_queue.AllocTensor<float>();
            const int32_t elements = count * 4;
            copy_in(whole_2, a4 + start * 4L, elements);
            whole_2_queue.EnQue(whole_2);
            whole_2 = whole_2_queue.DeQue<float>();
            LocalTensor<float> left = slot_1.Get<float>();
            Gather(left, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_2.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> left_2 = slot_3.Get<float>();
            Gather(left_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_2.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> left_3 = slot_4.Get<float>();
            Gather(left_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_2.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> left_4 = slot_5.Get<float>();
            Gather(left_4, whole_2, offsets_4, 0, LANES);
            whole_2_queue.FreeTensor(whole_2);
            LocalTensor<float> whole_3 = whole_3_queue.AllocTensor<float>();
            copy_in(whole_3, b4 + start * 4L, elements);
            whole_3_queue.EnQue(whole_3);
            whole_3 = whole_3_queue.DeQue<float>();
            LocalTensor<float> right = slot_2.Get<float>();
            Gather(right, whole_3, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_5 = slot_6.Get<uint32_t>();
            Adds(offsets_5.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<float> right_2 = slot_7.Get<float>();
            Gather(right_2, whole_3, offsets_5, 0, LANES);
            LocalTensor<uint32_t> offsets_6 = slot_6.Get<uint32_t>();
            Adds(offsets_6.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<float> right_3 = slot_8.Get<float>();
            Gather(right_3, whole_3, offsets_6, 0, LANES);
            LocalTensor<uint32_t> offsets_7 = slot_6.Get<uint32_t>();
            Adds(offsets_7.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<float> right_4 = slot_9.Get<float>();
            Gather(right_4, whole_3, offsets_7, 0, LANES);
            whole_3_queue.FreeTensor(whole_3);
            LocalTensor<float> work = slot_6.Get<float>();
            Add(work, left, right, LANES);
            LocalTensor<float> spread = slot_10.Get<float>();
            wait<HardEvent::MTE3_S>();
            expand(spread, work, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c4 + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> work_2 = slot_6.Get<float>();
            Add(work_2, left_2, right_2, LANES);
            LocalTensor<float> spread_2 = slot_10.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, work_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c4 + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> work_3 = slot_6.Get<float>();
            Add(work_3, left_3, right_3, LANES);
            LocalTensor<float> spread_3 = slot_10.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, work_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c4 + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<float> work_4 = slot_6.Get<float>();
            Add(work_4, left_4, right_4, LANES);
            LocalTensor<float> spread_4 = slot_10.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, work_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out(c4 + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
        }
        LocalTensor<float> c_tile_out = c_tile_out_queue.AllocTensor<float>();
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (n / 4 * 4 + (int32_t)(block_x * LANES)));
        LocalTensor<float> a_tile = a_tile_queue.AllocTensor<float>();
        wait<HardEvent::MTE3_MTE2>();
        copy_in(a_tile, a + (n / 4 * 4 + (int32_t)(block_x * LANES)), count);
        a_tile_queue.EnQue(a_tile);
        a_tile = a_tile_queue.DeQue<float>();
        LocalTensor<float> b_tile = b_tile_queue.AllocTensor<float>();
        copy_in(b_tile, b + (n / 4 * 4 + (int32_t)(block_x * LANES)), count);
        b_tile_queue.EnQue(b_tile);
        b_tile = b_tile_queue.DeQue<float>();
        Add(c_tile_out, a_tile, b_tile, LANES);
        a_tile_queue.FreeTensor(a_tile);
        b_tile_queue.FreeTensor(b_tile);
        c_tile_out_queue.EnQue(c_tile_out);
        c_tile_out = c_tile_out_queue.DeQue<float>();
        copy_out(c + (n / 4 * 4 + (int32_t)(block_x * LANES)), c_tile_out, count);
        c_tile_out_queue.FreeTensor(c_tile_out);
    }
}

// Half precision, two at a time. An odd last element is one thread's.
extern "C" __global__ __aicore__ void add_half2(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ half* a = (__gm__ half*)a_address;
    __gm__ half* b = (__gm__ half*)b_address;
    __gm__ half* c = (__gm__ half*)c_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> whole_2_queue;
    TQue<TPosition::VECIN, 2> whole_3_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(whole_2_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(whole_3_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 2));
    pipe.InitBuffer(slot_7, padded(LANES * 2));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    pipe.InitBuffer(slot_9, padded(LANES * 2));
    pipe.InitBuffer(slot_10, padded(LANES * 32));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, 16384);
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
        LocalTensor<float> lanes = slot_1.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_3.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        Muls(i.ReinterpretCast<int32_t>(), i.ReinterpretCast<int32_t>(), 2, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                ((int64_t)n - ((int32_t)(2 * (block_x * LANES)) + 1) + 1L) / 2L);
        LocalTensor<half> whole_2 = whole_2_queue.AllocTensor<half>();
        const int32_t elements = count * 2;
        copy_in(whole_2, a + (int32_t)(2 * (block_x * LANES)), elements);
        whole_2_queue.EnQue(whole_2);
        whole_2 = whole_2_queue.DeQue<half>();
        LocalTensor<half> value = slot_4.Get<half>();
        Gather(value, whole_2, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_2 = slot_5.Get<uint32_t>();
        Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
        LocalTensor<half> value_2 = slot_6.Get<half>();
        Gather(value_2, whole_2, offsets_2, 0, LANES);
        whole_2_queue.FreeTensor(whole_2);
        LocalTensor<half> whole_3 = whole_3_queue.AllocTensor<half>();
        copy_in(whole_3, b + (int32_t)(2 * (block_x * LANES)), elements);
        whole_3_queue.EnQue(whole_3);
        whole_3 = whole_3_queue.DeQue<half>();
        LocalTensor<half> value_3 = slot_7.Get<half>();
        Gather(value_3, whole_3, offsets, 0, LANES);
        LocalTensor<uint32_t> offsets_3 = slot_5.Get<uint32_t>();
        Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
        LocalTensor<half> value_4 = slot_8.Get<half>();
        Gather(value_4, whole_3, offsets_3, 0, LANES);
        whole_3_queue.FreeTensor(whole_3);
        LocalTensor<half> work = slot_9.Get<half>();
        Add(work, value, value_3, LANES);
        LocalTensor<half> spread = slot_10.Get<half>();
        wait<HardEvent::MTE3_V>();
        expand(spread, work, LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(c + (int32_t)(2 * (block_x * LANES)), spread, count, count > 0 ? 1 : 0, 2, 16);
        LocalTensor<half> work_2 = slot_9.Get<half>();
        Add(work_2, value_2, value_4, LANES);
        LocalTensor<half> spread_2 = slot_10.Get<half>();
        wait<HardEvent::MTE3_V>();
        expand(spread_2, work_2, LANES);
        wait<HardEvent::V_MTE3>();
        copy_rows_out(c + (int32_t)(2 * (block_x * LANES)) + 1, spread_2, count, count > 0 ? 1 : 0, 2, 16);
        const int32_t first = larger(0L, ((int64_t)n - ((int32_t)(2 * (block_x * LANES)) + 1) + 1L) / 2L);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                ((int64_t)n - (int32_t)(2 * (block_x * LANES)) + 1L) / 2L);
        LocalTensor<uint8_t> mask = slot_11.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<uint8_t> mask_2 = slot_12.Get<uint8_t>();
        CompareScalar(mask_2, lanes, (float)first, CMPMODE::GE, (LANES + 63) / 64 * 64);
        And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        const int32_t first_2 = larger(0L, ((int64_t)n - ((int32_t)(2 * (block_x * LANES)) + 1) + 1L) / 2L);
        const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                ((int64_t)n - (int32_t)(2 * (block_x * LANES)) + 1L) / 2L)
                - larger(0L, ((int64_t)n - ((int32_t)(2 * (block_x * LANES)) + 1) + 1L) / 2L);
        LocalTensor<half> a_tile = slot_9.Get<half>();
        LocalTensor<half> window = slot_13.Get<half>();
        LocalTensor<int32_t> room = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places = slot_14.Get<int32_t>();
        copy_tile(places, i.ReinterpretCast<int32_t>(), LANES);
        fence();
        gather_where(a_tile, a, mask, places, window, room, LANES);
        LocalTensor<half> b_tile = slot_15.Get<half>();
        LocalTensor<half> window_2 = slot_13.Get<half>();
        LocalTensor<int32_t> room_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_14.Get<int32_t>();
        copy_tile(places_2, i.ReinterpretCast<int32_t>(), LANES);
        gather_where(b_tile, b, mask, places_2, window_2, room_2, LANES);
        Add(a_tile, a_tile, b_tile, LANES);
        LocalTensor<half> spread_3 = slot_10.Get<half>();
        expand(spread_3, a_tile, LANES);
        wait<HardEvent::V_S>();
        copy_rows_out(c + (int32_t)(2 * (block_x * LANES + first_2)), spread_3[first_2 * 16], count_2, count_2 > 0 ? 1
                : 0, 2, 16);
    }
}
