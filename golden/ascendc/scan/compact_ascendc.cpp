// compact.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Stream compaction: each block moves the elements above a threshold to the front of its own stretch of the output,
// in order, and says how many there are.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t BLOCK = 128;

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

// The sum of each row of `width` numbers, which is 2, 4, 8 or so: each is joined with the one half a row on, then a
// quarter, and so on. The first of a row has them all then; others have some of the next rows' too.
__aicore__ inline void fold_rows_add(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t width, const LocalTensor<int32_t>& work, const LocalTensor<int32_t>& moved,
                              const LocalTensor<int32_t>& places, int32_t rows) {
    int32_t count = rows * width;
    Adds(work, source, 0, count);
    for (int32_t half = width / 2; half > 0; half /= 2) {
        CreateVecIndex(places, half, count);
        Mins(places, places, count - 1, count);
        Muls(places, places, 4, count);
        Gather(moved, work, places.ReinterpretCast<uint32_t>(), 0, count);
        Add(work, work, moved, count);
    }
    CreateVecIndex(places, 0, rows);
    Muls(places, places, width * 4, rows);
    Gather(target, work, places.ReinterpretCast<uint32_t>(), 0, rows);
}

// The bits of all numbers that are in `bits` too. The last tile is to work in.
__aicore__ inline void and_all(const LocalTensor<int32_t>& target, int32_t bits, const LocalTensor<int32_t>& work, int32_t count) {
    LocalTensor<int16_t> words = target.ReinterpretCast<int16_t>();
    Duplicate(work, bits, count);
    And(words, words, work.ReinterpretCast<int16_t>(), count * 2);
}

// How many bits are set: of each two, of each four, of each eight, and the sum of these. The last two tiles are to work
// in.
__aicore__ inline void count_bits(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, const LocalTensor<int32_t>& half, const LocalTensor<int32_t>& work, int32_t count) {
    LocalTensor<uint32_t> whole = target.ReinterpretCast<uint32_t>(), other = half.ReinterpretCast<uint32_t>();
    ShiftRight(other, source.ReinterpretCast<uint32_t>(), 1u, count);
    and_all(half, 0x55555555, work, count);
    Sub(target, source, half, count);
    ShiftRight(other, whole, 2u, count);
    and_all(half, 0x33333333, work, count);
    and_all(target, 0x33333333, work, count);
    Add(target, target, half, count);
    ShiftRight(other, whole, 4u, count);
    Add(target, target, half, count);
    and_all(target, 0x0F0F0F0F, work, count);
    Muls(target, target, 0x01010101, count);
    ShiftRight(whole, whole, 24u, count);
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// The largest of each row of `width` numbers, which is 2, 4, 8 or so: each is joined with the one half a row on, then a
// quarter, and so on. The first of a row has them all then; others have some of the next rows' too.
__aicore__ inline void fold_rows_max(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t width, const LocalTensor<int32_t>& work, const LocalTensor<int32_t>& moved,
                              const LocalTensor<int32_t>& places, int32_t rows) {
    int32_t count = rows * width;
    Adds(work, source, 0, count);
    for (int32_t half = width / 2; half > 0; half /= 2) {
        CreateVecIndex(places, half, count);
        Mins(places, places, count - 1, count);
        Muls(places, places, 4, count);
        Gather(moved, work, places.ReinterpretCast<uint32_t>(), 0, count);
        Max(work, work, moved, count);
    }
    CreateVecIndex(places, 0, rows);
    Muls(places, places, width * 4, rows);
    Gather(target, work, places.ReinterpretCast<uint32_t>(), 0, rows);
}

extern "C" __global__ __aicore__ void compact(
        GM_ADDR x_address, GM_ADDR kept_address, GM_ADDR counts_address, float threshold, int32_t n, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* kept = (__gm__ float*)kept_address;
    __gm__ int32_t* counts = (__gm__ int32_t*)counts_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, 256);
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(WARPS * 4));
    pipe.InitBuffer(slot_17, padded(WARPS * 128));
    pipe.InitBuffer(slot_18, padded(WARPS * 128));
    pipe.InitBuffer(slot_19, padded(WARPS * 128));
    pipe.InitBuffer(slot_20, 256);
    pipe.InitBuffer(slot_21, 256);
    pipe.InitBuffer(slot_22, 256);
    pipe.InitBuffer(slot_23, 256);
    pipe.InitBuffer(slot_24, 256);
    pipe.InitBuffer(slot_25, 256);
    pipe.InitBuffer(slot_26, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_27, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_28, 256);
    pipe.InitBuffer(slot_29, 256);
    pipe.InitBuffer(slot_30, 16384);
    pipe.InitBuffer(slot_31, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, 4);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> warp_counts_slots = slot_4.Get<int32_t>();
        CreateVecIndex(warp_counts_slots, 0, 4);
        LocalTensor<int32_t> warp_counts = slot_5.Get<int32_t>();
        Duplicate(warp_counts, 0, 4);
        LocalTensor<uint32_t> i = slot_6.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK), LANES);
        LocalTensor<int32_t> lane_2 = slot_7.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        LocalTensor<int32_t> warp = slot_8.Get<int32_t>();
        ShiftRight(warp, lane, 5, LANES);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK));
        LocalTensor<uint8_t> keep = slot_9.Get<uint8_t>();
        CompareScalar(keep, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * BLOCK), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
        CompareScalar(mask, x_tile, threshold, CMPMODE::GT, LANES);
        x_tile_queue.FreeTensor(x_tile);
        And(keep.ReinterpretCast<int16_t>(), keep.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_2 = slot_10.Get<uint8_t>();
        And(mask_2.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), keep.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work = slot_11.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(work, 31, LANES);
        And(work.ReinterpretCast<int16_t>(), lane.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), LANES
                * 2);
        LocalTensor<int32_t> work_2 = slot_12.Get<int32_t>();
        ShiftRight(work_2, work, 1, LANES);
        LocalTensor<int32_t> work_3 = slot_13.Get<int32_t>();
        Adds(work_3, work_2, 127, LANES);
        ShiftLeft(work_3.ReinterpretCast<uint32_t>(), work_3.ReinterpretCast<uint32_t>(), (uint32_t)23, LANES);
        LocalTensor<int32_t> work_4 = slot_14.Get<int32_t>();
        Cast(work_4, work_3.ReinterpretCast<float>(), RoundMode::CAST_TRUNC, LANES);
        Muls(work_4, work_4, 1, LANES);
        LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
        Sub(work_5, work, work_2, LANES);
        Adds(work_5, work_5, 127, LANES);
        ShiftLeft(work_5.ReinterpretCast<uint32_t>(), work_5.ReinterpretCast<uint32_t>(), (uint32_t)23, LANES);
        LocalTensor<int32_t> work_6 = slot_15.Get<int32_t>();
        Cast(work_6, work_5.ReinterpretCast<float>(), RoundMode::CAST_TRUNC, LANES);
        Mul(work_4, work_4, work_6, LANES);
        LocalTensor<uint32_t> work_7 = slot_11.Get<uint32_t>();
        Duplicate(work_7, 0u, LANES);
        Select(work_4.ReinterpretCast<float>(), mask_2, work_4.ReinterpretCast<float>(),
                work_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<uint32_t> sum = slot_16.Get<uint32_t>();
        LocalTensor<int32_t> work_8 = slot_17.Get<int32_t>();
        LocalTensor<int32_t> moved = slot_18.Get<int32_t>();
        LocalTensor<int32_t> places = slot_19.Get<int32_t>();
        fold_rows_add(sum.ReinterpretCast<int32_t>(), work_4, 32, work_8, moved, places, WARPS);
        LocalTensor<uint32_t> votes = slot_19.Get<uint32_t>();
        wait<HardEvent::V_S>();
        for (int32_t i_2 = 0; i_2 < WARPS; ++i_2) {
            Duplicate(votes[i_2 * 32], sum.GetValue(i_2), 32);
        }
        LocalTensor<int32_t> work_9 = slot_14.Get<int32_t>();
        Duplicate(work_9, 0, LANES);
        LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
        Compare(mask_3, lane_2, work_9, CMPMODE::EQ, LANES);
        And(mask_3.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> writer = slot_20.Get<int32_t>();
        Muls(writer, warp_counts_slots, 32, 4);
        const int32_t stop_3 = smaller(4L, (LANES + 31L) / 32L);
        LocalTensor<uint8_t> owned = slot_21.Get<uint8_t>();
        CompareScalar(owned, lanes_2, (float)stop_3, CMPMODE::LT, 64);
        LocalTensor<int32_t> owner = slot_22.Get<int32_t>();
        Duplicate(owner, 0, 4);
        Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(), owner.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);
        LocalTensor<float> work_10 = slot_14.Get<float>();
        Duplicate(work_10, 1.0f, LANES);
        Select(work_10, mask_3, work_10, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<int32_t> work_11 = slot_23.Get<int32_t>();
        Muls(work_11, owner, 4, 4);
        LocalTensor<float> gathered = slot_24.Get<float>();
        Gather(gathered, work_10, work_11.ReinterpretCast<uint32_t>(), 0, 4);
        LocalTensor<uint8_t> mask_4 = slot_25.Get<uint8_t>();
        CompareScalar(mask_4, gathered, 0.0f, CMPMODE::NE, 64);
        And(mask_4.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), 1);
        LocalTensor<int32_t> bits = slot_14.Get<int32_t>();
        LocalTensor<int32_t> half_ = slot_11.Get<int32_t>();
        LocalTensor<int32_t> work_12 = slot_12.Get<int32_t>();
        count_bits(bits, votes.ReinterpretCast<int32_t>(), half_, work_12, LANES);
        LocalTensor<int32_t> work_13 = slot_24.Get<int32_t>();
        Muls(work_13, owner, 4, 4);
        LocalTensor<int32_t> gathered_2 = slot_23.Get<int32_t>();
        Gather(gathered_2, bits, work_13.ReinterpretCast<uint32_t>(), 0, 4);
        Select(warp_counts.ReinterpretCast<float>(), mask_4, gathered_2.ReinterpretCast<float>(),
                warp_counts.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);
        LocalTensor<int32_t> work_14 = slot_14.Get<int32_t>();
        ShiftRight(work_14, lane_2, 1, LANES);

        LocalTensor<int32_t> work_15 = slot_12.Get<int32_t>();
        Adds(work_15, work_14, 127, LANES);
        ShiftLeft(work_15.ReinterpretCast<uint32_t>(), work_15.ReinterpretCast<uint32_t>(), (uint32_t)23, LANES);
        LocalTensor<int32_t> work_16 = slot_11.Get<int32_t>();
        Cast(work_16, work_15.ReinterpretCast<float>(), RoundMode::CAST_TRUNC, LANES);
        Muls(work_16, work_16, 1, LANES);
        LocalTensor<int32_t> work_17 = slot_12.Get<int32_t>();
        Sub(work_17, lane_2, work_14, LANES);
        Adds(work_17, work_17, 127, LANES);
        ShiftLeft(work_17.ReinterpretCast<uint32_t>(), work_17.ReinterpretCast<uint32_t>(), (uint32_t)23, LANES);
        LocalTensor<int32_t> work_18 = slot_15.Get<int32_t>();
        Cast(work_18, work_17.ReinterpretCast<float>(), RoundMode::CAST_TRUNC, LANES);
        Mul(work_16, work_16, work_18, LANES);
        Adds(work_16, work_16, -1, LANES);
        And(work_16.ReinterpretCast<int16_t>(), votes.ReinterpretCast<int16_t>(), work_16.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<int32_t> position = slot_14.Get<int32_t>();
        LocalTensor<int32_t> half__2 = slot_15.Get<int32_t>();
        LocalTensor<int32_t> work_19 = slot_12.Get<int32_t>();
        count_bits(position, work_16, half__2, work_19, LANES);
        LocalTensor<int32_t> total = slot_11.Get<int32_t>();
        Duplicate(total, 0, LANES);
        for (int32_t other = 0; other < 4; ++other) {
            LocalTensor<int32_t> work_20 = slot_12.Get<int32_t>();
            Duplicate(work_20, other, LANES);
            LocalTensor<int32_t> maximum = slot_15.Get<int32_t>();
            Max(maximum, warp, work_20, LANES);
            LocalTensor<uint8_t> mask_5 = slot_26.Get<uint8_t>();
            Compare(mask_5, maximum, work_20, CMPMODE::EQ, LANES);
            Not(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> work_21 = slot_12.Get<int32_t>();
            Duplicate(work_21, other, LANES);
            LocalTensor<int32_t> maximum_2 = slot_15.Get<int32_t>();
            Max(maximum_2, warp, work_21, LANES);
            LocalTensor<uint8_t> mask_6 = slot_27.Get<uint8_t>();
            Compare(mask_6, maximum_2, work_21, CMPMODE::EQ, LANES);
            Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_6.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<int32_t> work_22 = slot_12.Get<int32_t>();
            Duplicate(work_22, other, LANES);
            LocalTensor<int32_t> work_23 = slot_15.Get<int32_t>();
            Duplicate(work_23, 0, LANES);
            Select(work_22.ReinterpretCast<float>(), mask_6, work_22.ReinterpretCast<float>(),
                    work_23.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_22, work_22, 4, LANES);
            LocalTensor<int32_t> gathered_3 = slot_15.Get<int32_t>();
            Gather(gathered_3, warp_counts, work_22.ReinterpretCast<uint32_t>(), 0, LANES);
            LocalTensor<int32_t> work_24 = slot_12.Get<int32_t>();
            Duplicate(work_24, 0, LANES);
            Select(gathered_3.ReinterpretCast<float>(), mask_5, gathered_3.ReinterpretCast<float>(),
                    work_24.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Add(position, position, gathered_3, LANES);
            const int32_t first = larger(0L, (int64_t)other);
            const int32_t stop_4 = smaller(4L, other + 1L);
            LocalTensor<uint8_t> mask_7 = slot_25.Get<uint8_t>();
            CompareScalar(mask_7, lanes_2, (float)stop_4, CMPMODE::LT, 64);
            LocalTensor<uint8_t> mask_8 = slot_28.Get<uint8_t>();
            CompareScalar(mask_8, lanes_2, (float)first, CMPMODE::GE, 64);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    1);
            LocalTensor<int32_t> work_25 = slot_23.Get<int32_t>();
            Duplicate(work_25, 0, 4);
            Select(work_25.ReinterpretCast<float>(), mask_7, warp_counts.ReinterpretCast<float>(),
                    work_25.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 4);
            LocalTensor<int32_t> sum_2 = slot_29.Get<int32_t>();
            LocalTensor<int32_t> work_26 = slot_24.Get<int32_t>();
            fold_add(sum_2, work_25, work_26, 4);
            wait<HardEvent::V_S>();
            const int32_t sum_3 = sum_2.GetValue(0);
            Adds(total, total, sum_3, LANES);
        }
        LocalTensor<uint8_t> taken = slot_26.Get<uint8_t>();
        And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), keep.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> x_tile_2 = slot_15.Get<float>();
        LocalTensor<float> window = slot_30.Get<float>();
        LocalTensor<int32_t> room = slot_12.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_13.Get<int32_t>();
        copy_tile(places_2, i.ReinterpretCast<int32_t>(), LANES);
        gather_where(x_tile_2, x, taken, places_2, window, room, LANES);
        LocalTensor<float> spread = slot_31.Get<float>();
        expand(spread, x_tile_2, LANES);
        const int32_t stop_4 = LANES;
        wait<HardEvent::V_S>();
        wait<HardEvent::V_MTE3>();
        for (int32_t lane_3 = 0; lane_3 < stop_4; ++lane_3) {
            if (bit(taken, lane_3)) {
                copy_out(kept + (block_x * BLOCK + position.GetValue(lane_3)), spread[lane_3 * 8], 1);
            }
        }
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        copy_out(counts + (int32_t)block_x, total, count_2 > 0 ? 1 : 0);
    }
}

// Whether any, and whether all, elements of each warp's stretch are above the threshold.
extern "C" __global__ __aicore__ void threshold_votes(
        GM_ADDR x_address, GM_ADDR any_above_address, GM_ADDR all_above_address, float threshold, int32_t n,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t WARPS) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ uint8_t* any_above = (__gm__ uint8_t*)any_above_address;
    __gm__ uint8_t* all_above = (__gm__ uint8_t*)all_above_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TQue<TPosition::VECOUT, 2> moved_2_queue;
    TQue<TPosition::VECOUT, 2> moved_3_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(moved_2_queue, 2, padded(LANES));
    pipe.InitBuffer(moved_3_queue, 2, padded(LANES));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(WARPS * 4));
    pipe.InitBuffer(slot_10, padded(WARPS * 128));
    pipe.InitBuffer(slot_11, padded(WARPS * 128));
    pipe.InitBuffer(slot_12, padded(WARPS * 128));
    pipe.InitBuffer(slot_13, padded(LANES * 2));
    pipe.InitBuffer(slot_14, padded(LANES));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_1.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        const int32_t stop_2 = smaller((int64_t)LANES, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_2.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop_2, CMPMODE::LT, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * BLOCK_X), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        LocalTensor<uint8_t> mask_2 = slot_3.Get<uint8_t>();
        CompareScalar(mask_2, x_tile, threshold, CMPMODE::GT, LANES);
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<uint8_t> mask_3 = slot_4.Get<uint8_t>();
        Duplicate(mask_3.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
        LocalTensor<uint8_t> above = slot_5.Get<uint8_t>();
        LocalTensor<uint8_t> mask_4 = slot_6.Get<uint8_t>();
        And(above.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Not(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Or(above.ReinterpretCast<int16_t>(), above.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_5 = slot_6.Get<uint8_t>();
        And(mask_5.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), above.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work = slot_7.Get<int32_t>();
        Duplicate(work, 1, LANES);
        LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
        Duplicate(work_2, 0, LANES);
        Select(work.ReinterpretCast<float>(), mask_5, work.ReinterpretCast<float>(), work_2.ReinterpretCast<float>(),
                SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_10.Get<int32_t>();
        LocalTensor<int32_t> moved = slot_11.Get<int32_t>();
        LocalTensor<int32_t> places = slot_12.Get<int32_t>();
        fold_rows_max(largest, work, 32, work_3, moved, places, WARPS);
        LocalTensor<int32_t> rows = slot_12.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(rows[i * 32], largest.GetValue(i), 32);
        }
        LocalTensor<int32_t> work_4 = slot_7.Get<int32_t>();
        Duplicate(work_4, 0, LANES);
        LocalTensor<uint8_t> mask_6 = slot_6.Get<uint8_t>();
        Compare(mask_6, rows, work_4, CMPMODE::EQ, LANES);
        Not(mask_6.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<int32_t> work_5 = slot_7.Get<int32_t>();
        Duplicate(work_5, 1, LANES);
        LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
        Duplicate(work_6, 0, LANES);
        Select(work_5.ReinterpretCast<float>(), mask_6, work_5.ReinterpretCast<float>(),
                work_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_7 = slot_8.Get<int32_t>();
        Duplicate(work_7, 0, LANES);
        LocalTensor<uint8_t> any = slot_6.Get<uint8_t>();
        Compare(any, work_5, work_7, CMPMODE::EQ, LANES);
        Not(any.ReinterpretCast<int16_t>(), any.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        const int32_t first = larger(0L, (int64_t)n - (int32_t)(block_x * BLOCK_X));
        const int32_t stop_3 = LANES;
        LocalTensor<uint8_t> mask_7 = slot_4.Get<uint8_t>();
        CompareScalar(mask_7, lanes, (float)stop_3, CMPMODE::LT, LANES);
        LocalTensor<uint8_t> mask_8 = slot_3.Get<uint8_t>();
        CompareScalar(mask_8, lanes, (float)first, CMPMODE::GE, LANES);
        And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        Or(mask_7.ReinterpretCast<int16_t>(), above.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_9 = slot_3.Get<uint8_t>();
        Not(mask_9.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_9.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<int32_t> work_8 = slot_8.Get<int32_t>();
        Duplicate(work_8, 1, LANES);
        LocalTensor<int32_t> work_9 = slot_7.Get<int32_t>();
        Duplicate(work_9, 0, LANES);
        Select(work_8.ReinterpretCast<float>(), mask_9, work_8.ReinterpretCast<float>(),
                work_9.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> largest_2 = slot_9.Get<int32_t>();
        LocalTensor<int32_t> work_10 = slot_12.Get<int32_t>();
        LocalTensor<int32_t> moved_2 = slot_11.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
        fold_rows_max(largest_2, work_8, 32, work_10, moved_2, places_2, WARPS);
        LocalTensor<int32_t> rows_2 = slot_10.Get<int32_t>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(rows_2[i * 32], largest_2.GetValue(i), 32);
        }
        LocalTensor<int32_t> work_11 = slot_8.Get<int32_t>();
        Duplicate(work_11, 0, LANES);
        LocalTensor<uint8_t> mask_10 = slot_3.Get<uint8_t>();
        Compare(mask_10, rows_2, work_11, CMPMODE::EQ, LANES);
        LocalTensor<int32_t> work_12 = slot_8.Get<int32_t>();
        Duplicate(work_12, 1, LANES);
        LocalTensor<int32_t> work_13 = slot_7.Get<int32_t>();
        Duplicate(work_13, 0, LANES);
        Select(work_12.ReinterpretCast<float>(), mask_10, work_12.ReinterpretCast<float>(),
                work_13.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
        LocalTensor<int32_t> work_14 = slot_7.Get<int32_t>();
        Duplicate(work_14, 0, LANES);
        LocalTensor<uint8_t> all = slot_3.Get<uint8_t>();
        Compare(all, work_12, work_14, CMPMODE::EQ, LANES);
        Not(all.ReinterpretCast<int16_t>(), all.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        LocalTensor<half> work_15 = slot_13.Get<half>();
        Duplicate(work_15, (half)1.0f, LANES);
        Select(work_15, any, work_15, (half)0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> work_16 = slot_14.Get<uint8_t>();
        Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<half> halves = slot_13.Get<half>();
        Cast(halves, work_16, RoundMode::CAST_NONE, LANES);
        LocalTensor<uint32_t> offsets = slot_7.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 2, LANES);
        const int32_t rows_3 = LANES / 32;
        for (int32_t row = 0; row < rows_3; ++row) {
            int32_t column = 0;
            while (column < 32) {
                const int32_t length = (int32_t)(block_x * BLOCK_X + (row * 32 + column)) < 0L ? 1L
                        : larger(smaller(32L - (int32_t)(block_x * BLOCK_X + (row * 32 + column)) % 32L,
                        (int64_t)(32 - column)), 1L);
                const int32_t first_2 = larger(0L, (int64_t)(0 - (row * 32 + column) % 32));
                const int32_t stop_4 = smaller(smaller((int64_t)length, (int64_t)BLOCK_X - (row * 32 + column)), 0
                        - (row * 32 + column) % 32 + 1L);
                const int32_t count_2 = stop_4 - first_2;
                if (count_2 > 0) {
                    const int32_t begin = column + first_2;
                    LocalTensor<uint8_t> moved_3 = moved_2_queue.AllocTensor<uint8_t>();
                    LocalTensor<half> halves_2 = slot_15.Get<half>();
                    Gather(halves_2, halves, offsets, (uint32_t)((row * 32 + begin) * 2), 1);
                    Cast(moved_3, halves_2, RoundMode::CAST_RINT, 1);
                    moved_2_queue.EnQue(moved_3);
                    moved_3 = moved_2_queue.DeQue<uint8_t>();
                    copy_out(any_above + (int32_t)(block_x * BLOCK_X + (row * 32 + begin)) / 32, moved_3, 1);
                    moved_2_queue.FreeTensor(moved_3);
                }
                column += length;
            }
        }
        LocalTensor<half> work_17 = slot_13.Get<half>();
        Duplicate(work_17, (half)1.0f, LANES);
        Select(work_17, all, work_17, (half)0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<uint8_t> work_18 = slot_14.Get<uint8_t>();
        Cast(work_18, work_17, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<half> halves_3 = slot_13.Get<half>();
        Cast(halves_3, work_18, RoundMode::CAST_NONE, LANES);
        LocalTensor<uint32_t> offsets_2 = slot_7.Get<uint32_t>();
        CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 2, LANES);
        for (int32_t row = 0; row < rows_3; ++row) {
            int32_t column = 0;
            while (column < 32) {
                const int32_t length = (int32_t)(block_x * BLOCK_X + (row * 32 + column)) < 0L ? 1L
                        : larger(smaller(32L - (int32_t)(block_x * BLOCK_X + (row * 32 + column)) % 32L,
                        (int64_t)(32 - column)), 1L);
                const int32_t first_2 = larger(0L, (int64_t)(0 - (row * 32 + column) % 32));
                const int32_t stop_4 = smaller(smaller((int64_t)length, (int64_t)BLOCK_X - (row * 32 + column)), 0
                        - (row * 32 + column) % 32 + 1L);
                const int32_t count_2 = stop_4 - first_2;
                if (count_2 > 0) {
                    const int32_t begin = column + first_2;
                    LocalTensor<uint8_t> moved_4 = moved_3_queue.AllocTensor<uint8_t>();
                    LocalTensor<half> halves_4 = slot_15.Get<half>();
                    Gather(halves_4, halves_3, offsets_2, (uint32_t)((row * 32 + begin) * 2), 1);
                    Cast(moved_4, halves_4, RoundMode::CAST_RINT, 1);
                    moved_3_queue.EnQue(moved_4);
                    moved_4 = moved_3_queue.DeQue<uint8_t>();
                    copy_out(all_above + (int32_t)(block_x * BLOCK_X + (row * 32 + begin)) / 32, moved_4, 1);
                    moved_3_queue.FreeTensor(moved_4);
                }
                column += length;
            }
        }
    }
}
