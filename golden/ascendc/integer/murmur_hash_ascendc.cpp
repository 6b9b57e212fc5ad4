// murmur_hash.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// MurmurHash3 (32 bits, by Austin Appleby, public domain) of keys of any length, one a thread.

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

extern "C" __global__ __aicore__ void murmur_hash(
        GM_ADDR keys_address, GM_ADDR hashes_address, int32_t length, int32_t count, uint32_t seed,
        GM_ADDR MULTIPLIER_1_address, GM_ADDR MULTIPLIER_2_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint8_t* keys = (__gm__ uint8_t*)keys_address;
    __gm__ uint32_t* hashes = (__gm__ uint32_t*)hashes_address;
    __gm__ uint32_t* MULTIPLIER_1 = (__gm__ uint32_t*)MULTIPLIER_1_address;
    __gm__ uint32_t* MULTIPLIER_2 = (__gm__ uint32_t*)MULTIPLIER_2_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES));
    pipe.InitBuffer(slot_6, 16384);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 2));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask_5 = slot_3.Get<uint8_t>();
        CompareScalar(mask_5, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> hash = slot_4.Get<uint32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(hash, seed, LANES);
        int32_t position = 0;
        int32_t position_then = position;
        bool going = true;
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        const int32_t count_2 = position_then + 4 <= length ? stop_2 : 0;
        bool going_2 = going & (count_2 > 0);
        while (going_2) {
            int32_t position_then_2 = position;
            bool going_then = going;
            LocalTensor<uint8_t> key_tile = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room = slot_7.Get<int32_t>();
            const int32_t count_3 = going_then ? count_2 : 0;
            LocalTensor<uint8_t> mask = slot_8.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)count_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> places = slot_9.Get<int32_t>();
            Muls(places, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile, keys + position_then_2, mask, places, window, room, LANES);
            LocalTensor<half> work = slot_10.Get<half>();
            Cast(work, key_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> word = slot_7.Get<int32_t>();
            Cast(word, work, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint8_t> key_tile_2 = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window_2 = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room_2 = slot_9.Get<int32_t>();
            LocalTensor<uint8_t> mask_2 = slot_8.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)count_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> places_2 = slot_11.Get<int32_t>();
            Muls(places_2, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile_2, keys + (position_then_2 + 1), mask_2, places_2, window_2, room_2, LANES);
            LocalTensor<half> work_2 = slot_10.Get<half>();
            Cast(work_2, key_tile_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_3 = slot_9.Get<int32_t>();
            Cast(work_3, work_2, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_3.ReinterpretCast<uint32_t>(), work_3.ReinterpretCast<uint32_t>(), (uint32_t)8, LANES);
            Or(word.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint8_t> key_tile_3 = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window_3 = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room_3 = slot_9.Get<int32_t>();
            LocalTensor<uint8_t> mask_3 = slot_8.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)count_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> places_3 = slot_11.Get<int32_t>();
            Muls(places_3, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile_3, keys + (position_then_2 + 2), mask_3, places_3, window_3, room_3, LANES);
            LocalTensor<half> work_4 = slot_10.Get<half>();
            Cast(work_4, key_tile_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_5 = slot_9.Get<int32_t>();
            Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_5.ReinterpretCast<uint32_t>(), work_5.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(word.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint8_t> key_tile_4 = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window_4 = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room_4 = slot_9.Get<int32_t>();
            LocalTensor<uint8_t> mask_4 = slot_8.Get<uint8_t>();
            CompareScalar(mask_4, lanes, (float)count_3, CMPMODE::LT, LANES);
            LocalTensor<int32_t> places_4 = slot_11.Get<int32_t>();
            Muls(places_4, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile_4, keys + (position_then_2 + 3), mask_4, places_4, window_4, room_4, LANES);
            LocalTensor<half> work_6 = slot_10.Get<half>();
            Cast(work_6, key_tile_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_7 = slot_9.Get<uint32_t>();
            Cast(work_7.ReinterpretCast<int32_t>(), work_6, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_7, work_7, (uint32_t)24, LANES);
            Or(word.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> k = slot_9.Get<uint32_t>();
            copy_tile(k.ReinterpretCast<int32_t>(), word, LANES);
            const uint32_t element = going & (count_2 > 0) ? load(MULTIPLIER_1) : 0;
            Muls(k.ReinterpretCast<int32_t>(), k.ReinterpretCast<int32_t>(), (int32_t)element, LANES);
            LocalTensor<uint32_t> work_8 = slot_11.Get<uint32_t>();
            ShiftLeft(work_8, k, (uint32_t)15, LANES);
            LocalTensor<uint32_t> work_9 = slot_12.Get<uint32_t>();
            ShiftRight(work_9, k, (uint32_t)17, LANES);
            Or(k.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                    LANES * 2);
            bool going_then_2 = going;
            const uint32_t element_2 = going_then_2 & (count_2 > 0) ? load(MULTIPLIER_2) : 0;
            LocalTensor<uint32_t> scrambled_result = slot_12.Get<uint32_t>();
            Muls(scrambled_result.ReinterpretCast<int32_t>(), k.ReinterpretCast<int32_t>(), (int32_t)element_2, LANES);
            const int32_t count_4 = going ? count_2 : 0;
            LocalTensor<uint32_t> either = slot_11.Get<uint32_t>();
            Or(either.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> both = slot_13.Get<uint32_t>();
            And(both.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result.ReinterpretCast<int16_t>(), LANES * 2);
            if (count_4 > 0) {
                Sub(hash.ReinterpretCast<int32_t>(), either.ReinterpretCast<int32_t>(), both.ReinterpretCast<int32_t>(),
                        count_4);
            }
            const int32_t count_5 = going ? count_2 : 0;
            LocalTensor<uint32_t> work_10 = slot_13.Get<uint32_t>();
            ShiftLeft(work_10, hash, (uint32_t)13, LANES);
            LocalTensor<uint32_t> work_11 = slot_11.Get<uint32_t>();
            ShiftRight(work_11, hash, (uint32_t)19, LANES);
            if (count_5 * 2 > 0) {
                Or(hash.ReinterpretCast<int16_t>(), work_10.ReinterpretCast<int16_t>(),
                        work_11.ReinterpretCast<int16_t>(), count_5 * 2);
            }
            const int32_t count_6 = going ? count_2 : 0;
            LocalTensor<uint32_t> work_12 = slot_11.Get<uint32_t>();
            Muls(work_12.ReinterpretCast<int32_t>(), hash.ReinterpretCast<int32_t>(), 5, LANES);
            if (count_6 > 0) {
                Adds(hash.ReinterpretCast<int32_t>(), work_12.ReinterpretCast<int32_t>(), -430675100, count_6);
            }
            position += 4;
            going &= position + 4 <= length;
            going_2 = going & (count_2 > 0);
        }

        LocalTensor<uint32_t> tail = slot_7.Get<uint32_t>();
        Duplicate(tail, 0u, LANES);
        int32_t chosen = length & 3;
        bool inside = false;
        inside |= chosen == 3;
        if (inside) {
            LocalTensor<uint8_t> key_tile_5 = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window_5 = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room_5 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_12.Get<int32_t>();
            Muls(places_5, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile_5, keys + (position + 2), mask_5, places_5, window_5, room_5, LANES);
            LocalTensor<half> work_13 = slot_10.Get<half>();
            Cast(work_13, key_tile_5, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_14 = slot_9.Get<int32_t>();
            Cast(work_14, work_13, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_14.ReinterpretCast<uint32_t>(), work_14.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> either_2 = slot_12.Get<uint32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_14.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both_2 = slot_11.Get<uint32_t>();
            And(both_2.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_14.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(tail.ReinterpretCast<int32_t>(), either_2.ReinterpretCast<int32_t>(), both_2.ReinterpretCast<int32_t>(),
                    LANES);
        }
        inside |= chosen == 2;
        if (inside) {
            LocalTensor<uint8_t> key_tile_6 = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window_6 = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room_6 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> places_6 = slot_12.Get<int32_t>();
            Muls(places_6, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile_6, keys + (position + 1), mask_5, places_6, window_6, room_6, LANES);
            LocalTensor<half> work_15 = slot_10.Get<half>();
            Cast(work_15, key_tile_6, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_16 = slot_11.Get<int32_t>();
            Cast(work_16, work_15, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_16.ReinterpretCast<uint32_t>(), work_16.ReinterpretCast<uint32_t>(), (uint32_t)8, LANES);
            LocalTensor<uint32_t> either_3 = slot_12.Get<uint32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_16.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both_3 = slot_9.Get<uint32_t>();
            And(both_3.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_16.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(tail.ReinterpretCast<int32_t>(), either_3.ReinterpretCast<int32_t>(), both_3.ReinterpretCast<int32_t>(),
                    LANES);
        }
        inside |= chosen == 1;
        if (inside) {
            // fall through
            LocalTensor<uint8_t> key_tile_7 = slot_5.Get<uint8_t>();
            LocalTensor<uint8_t> window_7 = slot_6.Get<uint8_t>();
            LocalTensor<int32_t> room_7 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places_7 = slot_12.Get<int32_t>();
            Muls(places_7, i.ReinterpretCast<int32_t>(), length, LANES);
            gather_where(key_tile_7, keys + position, mask_5, places_7, window_7, room_7, LANES);
            LocalTensor<half> work_17 = slot_10.Get<half>();
            Cast(work_17, key_tile_7, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_18 = slot_9.Get<uint32_t>();
            Cast(work_18.ReinterpretCast<int32_t>(), work_17, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint32_t> either_4 = slot_12.Get<uint32_t>();
            Or(either_4.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both_4 = slot_11.Get<uint32_t>();
            And(both_4.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(tail.ReinterpretCast<int32_t>(), either_4.ReinterpretCast<int32_t>(), both_4.ReinterpretCast<int32_t>(),
                    LANES);
            LocalTensor<uint32_t> k_2 = slot_11.Get<uint32_t>();
            copy_tile(k_2.ReinterpretCast<int32_t>(), tail.ReinterpretCast<int32_t>(), LANES);
            const uint32_t element = stop_2 > 0 ? load(MULTIPLIER_1) : 0;
            Muls(k_2.ReinterpretCast<int32_t>(), k_2.ReinterpretCast<int32_t>(), (int32_t)element, LANES);
            LocalTensor<uint32_t> work_19 = slot_12.Get<uint32_t>();
            ShiftLeft(work_19, k_2, (uint32_t)15, LANES);
            LocalTensor<uint32_t> work_20 = slot_9.Get<uint32_t>();
            ShiftRight(work_20, k_2, (uint32_t)17, LANES);
            Or(k_2.ReinterpretCast<int16_t>(), work_19.ReinterpretCast<int16_t>(), work_20.ReinterpretCast<int16_t>(),
                    LANES * 2);
            const uint32_t element_2 = stop_2 > 0 ? load(MULTIPLIER_2) : 0;
            LocalTensor<uint32_t> scrambled_result_2 = slot_9.Get<uint32_t>();
            Muls(scrambled_result_2.ReinterpretCast<int32_t>(), k_2.ReinterpretCast<int32_t>(), (int32_t)element_2,
                    LANES);
            LocalTensor<uint32_t> either_5 = slot_12.Get<uint32_t>();
            Or(either_5.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result_2.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> both_5 = slot_13.Get<uint32_t>();
            And(both_5.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result_2.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(hash.ReinterpretCast<int32_t>(), either_5.ReinterpretCast<int32_t>(), both_5.ReinterpretCast<int32_t>(),
                    LANES);
            inside = false;
        }
        inside |= (chosen != 3) & (chosen != 2) & (chosen != 1);
        if (inside)
            inside = false;
        LocalTensor<uint32_t> work_21 = slot_11.Get<uint32_t>();
        Duplicate(work_21, (uint32_t)length, LANES);
        LocalTensor<uint32_t> either_6 = slot_9.Get<uint32_t>();
        Or(either_6.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_21.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_6 = slot_13.Get<uint32_t>();
        And(both_6.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_21.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_6.ReinterpretCast<int32_t>(), both_6.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_22 = slot_13.Get<uint32_t>();
        ShiftRight(work_22, hash, (uint32_t)16, LANES);
        LocalTensor<uint32_t> either_7 = slot_9.Get<uint32_t>();
        Or(either_7.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_22.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_7 = slot_11.Get<uint32_t>();
        And(both_7.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_22.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_7.ReinterpretCast<int32_t>(), both_7.ReinterpretCast<int32_t>(),
                LANES);
        Muls(hash.ReinterpretCast<int32_t>(), hash.ReinterpretCast<int32_t>(), -2048144789, LANES);
        LocalTensor<uint32_t> work_23 = slot_11.Get<uint32_t>();
        ShiftRight(work_23, hash, (uint32_t)13, LANES);
        LocalTensor<uint32_t> either_8 = slot_9.Get<uint32_t>();
        Or(either_8.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_8 = slot_13.Get<uint32_t>();
        And(both_8.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_8.ReinterpretCast<int32_t>(), both_8.ReinterpretCast<int32_t>(),
                LANES);
        Muls(hash.ReinterpretCast<int32_t>(), hash.ReinterpretCast<int32_t>(), -1028477387, LANES);
        LocalTensor<uint32_t> work_24 = slot_13.Get<uint32_t>();
        ShiftRight(work_24, hash, (uint32_t)16, LANES);
        LocalTensor<uint32_t> either_9 = slot_9.Get<uint32_t>();
        Or(either_9.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_24.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_9 = slot_11.Get<uint32_t>();
        And(both_9.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_24.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_9.ReinterpretCast<int32_t>(), both_9.ReinterpretCast<int32_t>(),
                LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(hashes + (int32_t)(block_x * BLOCK_X), hash, stop_2);
    }
}
