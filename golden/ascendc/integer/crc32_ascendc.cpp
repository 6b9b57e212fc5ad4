// crc32.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// CRC-32 (IEEE 802.3) of many messages, one a thread. Messages have a length each and lie `stride` bytes apart.

#include "kernel_operator.h"
using namespace AscendC;

constexpr uint32_t POLYNOMIAL = 0xEDB88320u;

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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

extern "C" __global__ __aicore__ void crc32_table(
        GM_ADDR messages_address, GM_ADDR lengths_address, GM_ADDR crcs_address, int32_t stride, int32_t count,
        GM_ADDR nibble_table_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X) {
    __gm__ uint8_t* messages = (__gm__ uint8_t*)messages_address;
    __gm__ int32_t* lengths = (__gm__ int32_t*)lengths_address;
    __gm__ uint32_t* crcs = (__gm__ uint32_t*)crcs_address;
    __gm__ uint32_t* nibble_table = (__gm__ uint32_t*)nibble_table_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> crcs_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(crcs_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 8));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES));
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint64_t> bytes = slot_2.Get<uint64_t>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            bytes.SetValue(lane, (uint64_t)(messages + (int32_t)(block_x * BLOCK_X + lane) * stride));
        }
        const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        LocalTensor<int32_t> lengths_tile = slot_3.Get<int32_t>();
        Duplicate(lengths_tile.ReinterpretCast<int16_t>(), (int16_t)0, LANES * 2);
        wait<HardEvent::V_MTE2>();
        copy_in(lengths_tile, lengths + (int32_t)(block_x * BLOCK_X), count_2);
        LocalTensor<uint64_t> end = slot_4.Get<uint64_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE2_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            end.SetValue(lane, (uint64_t)((__gm__ uint8_t*)bytes.GetValue(lane) + lengths_tile.GetValue(lane)));
        }
        LocalTensor<uint32_t> crc = slot_5.Get<uint32_t>();
        Duplicate(crc, ~0u, LANES);
        LocalTensor<float> work = slot_6.Get<float>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            work.SetValue(lane,
                    (uint64_t)(__gm__ uint8_t*)bytes.GetValue(lane) != (uint64_t)(__gm__ uint8_t*)end.GetValue(lane)
                    ? 1.0f : 0.0f);
        }
        LocalTensor<uint8_t> looping = slot_7.Get<uint8_t>();
        wait<HardEvent::S_V>();
        CompareScalar(looping, work, 0.0f, CMPMODE::NE, LANES);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_6.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_8.Get<float>();
        LocalTensor<float> work_3 = slot_9.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<uint8_t> bytes_tile = slot_10.Get<uint8_t>();
            const int32_t stop_2 = LANES;
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    bytes_tile.SetValue(lane, load((__gm__ uint8_t*)bytes.GetValue(lane)));
                }
            }
            LocalTensor<half> work_4 = slot_11.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_4, bytes_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_5 = slot_6.Get<uint32_t>();
            Cast(work_5.ReinterpretCast<int32_t>(), work_4, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint32_t> either = slot_9.Get<uint32_t>();
            Or(either.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            And(work_5.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(either.ReinterpretCast<int32_t>(), either.ReinterpretCast<int32_t>(), work_5.ReinterpretCast<int32_t>(),
                    LANES);
            Select(crc.ReinterpretCast<float>(), looping, either.ReinterpretCast<float>(), crc.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            for (int32_t lane = 0; lane < LANES; ++lane) {
                bytes.SetValue(lane,
                        (uint64_t)(bit(looping, lane) ? (__gm__ uint8_t*)bytes.GetValue(lane) + 1
                        : (__gm__ uint8_t*)bytes.GetValue(lane)));
            }
            LocalTensor<uint32_t> work_6 = slot_9.Get<uint32_t>();
            ShiftRight(work_6, crc, (uint32_t)4, LANES);
            LocalTensor<uint32_t> nibble_table_tile = slot_6.Get<uint32_t>();
            LocalTensor<uint32_t> window = slot_12.Get<uint32_t>();
            LocalTensor<int32_t> room = slot_13.Get<int32_t>();
            LocalTensor<uint32_t> places = slot_14.Get<uint32_t>();
            Duplicate(places, 15u, LANES);
            And(places.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), places.ReinterpretCast<int16_t>(),
                    LANES * 2);
            gather_where(nibble_table_tile, nibble_table, looping, places.ReinterpretCast<int32_t>(), window, room,
                    LANES);
            LocalTensor<uint32_t> either_2 = slot_13.Get<uint32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                    nibble_table_tile.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_6.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                    nibble_table_tile.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_2.ReinterpretCast<int32_t>(), either_2.ReinterpretCast<int32_t>(),
                    work_6.ReinterpretCast<int32_t>(), LANES);
            Select(crc.ReinterpretCast<float>(), looping, either_2.ReinterpretCast<float>(),
                    crc.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> work_7 = slot_13.Get<uint32_t>();
            ShiftRight(work_7, crc, (uint32_t)4, LANES);
            LocalTensor<uint32_t> nibble_table_tile_2 = slot_9.Get<uint32_t>();
            LocalTensor<uint32_t> window_2 = slot_12.Get<uint32_t>();
            LocalTensor<int32_t> room_2 = slot_6.Get<int32_t>();
            LocalTensor<uint32_t> places_2 = slot_14.Get<uint32_t>();
            Duplicate(places_2, 15u, LANES);
            And(places_2.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(),
                    places_2.ReinterpretCast<int16_t>(), LANES * 2);
            gather_where(nibble_table_tile_2, nibble_table, looping, places_2.ReinterpretCast<int32_t>(), window_2,
                    room_2, LANES);
            LocalTensor<uint32_t> either_3 = slot_6.Get<uint32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    nibble_table_tile_2.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_7.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    nibble_table_tile_2.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_3.ReinterpretCast<int32_t>(), either_3.ReinterpretCast<int32_t>(),
                    work_7.ReinterpretCast<int32_t>(), LANES);
            Select(crc.ReinterpretCast<float>(), looping, either_3.ReinterpretCast<float>(),
                    crc.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_8 = slot_6.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < LANES; ++lane) {
                work_8.SetValue(lane,
                        (uint64_t)(__gm__ uint8_t*)bytes.GetValue(lane) != (uint64_t)(__gm__ uint8_t*)end.GetValue(lane) ? 1.0f : 0.0f);
            }
            LocalTensor<uint8_t> mask_2 = slot_15.Get<uint8_t>();
            wait<HardEvent::S_V>();
            CompareScalar(mask_2, work_8, 0.0f, CMPMODE::NE, LANES);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_9 = slot_6.Get<float>();
            Duplicate(work_9, 1.0f, LANES);
            Select(work_9, looping, work_9, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> work_10 = slot_13.Get<float>();
            ReduceMax(largest_2, work_9, work_10, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<uint32_t> crcs_tile_out = crcs_tile_out_queue.AllocTensor<uint32_t>();
        Not(crcs_tile_out.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), LANES * 2);
        crcs_tile_out_queue.EnQue(crcs_tile_out);
        crcs_tile_out = crcs_tile_out_queue.DeQue<uint32_t>();
        copy_out(crcs + (int32_t)(block_x * BLOCK_X), crcs_tile_out, count_2);
        crcs_tile_out_queue.FreeTensor(crcs_tile_out);
    }
}

extern "C" __global__ __aicore__ void crc32_bitwise(
        GM_ADDR messages_address, GM_ADDR lengths_address, GM_ADDR crcs_address, int32_t stride, int32_t count,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint8_t* messages = (__gm__ uint8_t*)messages_address;
    __gm__ int32_t* lengths = (__gm__ int32_t*)lengths_address;
    __gm__ uint32_t* crcs = (__gm__ uint32_t*)crcs_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> lengths_tile_queue;
    TQue<TPosition::VECOUT, 2> crcs_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15;
    pipe.InitBuffer(lengths_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(crcs_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 256);
    pipe.InitBuffer(slot_9, padded(LANES));
    pipe.InitBuffer(slot_10, 16384);
    pipe.InitBuffer(slot_11, padded(LANES * 2));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_14, 16384);
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> message = slot_2.Get<uint32_t>();
        Adds(message.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> crc = slot_4.Get<uint32_t>();
        Duplicate(crc, 0xffffffffu, LANES);
        int32_t i = 0;
        LocalTensor<int32_t> work = slot_5.Get<int32_t>();
        Duplicate(work, i, LANES);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        LocalTensor<int32_t> lengths_tile = lengths_tile_queue.AllocTensor<int32_t>();
        copy_in(lengths_tile, lengths + (int32_t)(block_x * BLOCK_X), count_2);
        lengths_tile_queue.EnQue(lengths_tile);
        lengths_tile = lengths_tile_queue.DeQue<int32_t>();
        LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
        Max(maximum, lengths_tile, work, LANES);
        lengths_tile_queue.FreeTensor(lengths_tile);
        LocalTensor<uint8_t> looping = slot_7.Get<uint8_t>();
        Compare(looping, maximum, work, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_2 = slot_5.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Select(work_2, looping, work_2, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_8.Get<float>();
        LocalTensor<float> work_3 = slot_6.Get<float>();
        ReduceMax(largest, work_2, work_3, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<uint8_t> messages_tile = slot_9.Get<uint8_t>();
            LocalTensor<uint8_t> window = slot_10.Get<uint8_t>();
            LocalTensor<int32_t> room = slot_5.Get<int32_t>();
            LocalTensor<int32_t> places = slot_6.Get<int32_t>();
            Muls(places, message.ReinterpretCast<int32_t>(), stride, LANES);
            Adds(places, places, i, LANES);
            gather_where(messages_tile, messages, looping, places, window, room, LANES);
            LocalTensor<half> work_4 = slot_11.Get<half>();
            Cast(work_4, messages_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_5 = slot_5.Get<uint32_t>();
            Cast(work_5.ReinterpretCast<int32_t>(), work_4, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint32_t> either = slot_6.Get<uint32_t>();
            Or(either.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            And(work_5.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(either.ReinterpretCast<int32_t>(), either.ReinterpretCast<int32_t>(), work_5.ReinterpretCast<int32_t>(),
                    LANES);
            Select(crc.ReinterpretCast<float>(), looping, either.ReinterpretCast<float>(), crc.ReinterpretCast<float>(),
                    SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            for (int32_t bit_2 = 0; bit_2 < 8; ++bit_2) {
                LocalTensor<uint32_t> work_6 = slot_6.Get<uint32_t>();
                ShiftRight(work_6, crc, (uint32_t)1, LANES);
                LocalTensor<uint32_t> work_7 = slot_5.Get<uint32_t>();
                Duplicate(work_7, 1u, LANES);
                And(work_7.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(),
                        work_7.ReinterpretCast<int16_t>(), LANES * 2);
                Adds(work_7.ReinterpretCast<int32_t>(), work_7.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
                LocalTensor<uint32_t> work_8 = slot_12.Get<uint32_t>();
                Duplicate(work_8, 0u, LANES);
                Adds(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), (-2147483647 - 1), LANES);
                LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
                Compare(mask_2, work_7.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), CMPMODE::EQ,
                        LANES);
                Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint32_t> work_9 = slot_12.Get<uint32_t>();
                Duplicate(work_9, POLYNOMIAL, LANES);
                LocalTensor<uint32_t> work_10 = slot_5.Get<uint32_t>();
                Duplicate(work_10, 0u, LANES);
                Select(work_9.ReinterpretCast<float>(), mask_2, work_9.ReinterpretCast<float>(),
                        work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint32_t> either_2 = slot_5.Get<uint32_t>();
                Or(either_2.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                        work_9.ReinterpretCast<int16_t>(), LANES * 2);
                And(work_6.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                        work_9.ReinterpretCast<int16_t>(), LANES * 2);
                Sub(either_2.ReinterpretCast<int32_t>(), either_2.ReinterpretCast<int32_t>(),
                        work_6.ReinterpretCast<int32_t>(), LANES);
                Select(crc.ReinterpretCast<float>(), looping, either_2.ReinterpretCast<float>(),
                        crc.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
            i++;
            LocalTensor<int32_t> work_11 = slot_5.Get<int32_t>();
            Duplicate(work_11, i, LANES);
            LocalTensor<int32_t> lengths_tile_2 = slot_6.Get<int32_t>();
            LocalTensor<int32_t> window_2 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> room_2 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_15.Get<int32_t>();
            copy_tile(places_2, message.ReinterpretCast<int32_t>(), LANES);
            gather_where(lengths_tile_2, lengths, looping, places_2, window_2, room_2, LANES);
            LocalTensor<int32_t> maximum_2 = slot_12.Get<int32_t>();
            Max(maximum_2, lengths_tile_2, work_11, LANES);
            LocalTensor<uint8_t> mask_3 = slot_13.Get<uint8_t>();
            Compare(mask_3, maximum_2, work_11, CMPMODE::EQ, LANES);
            Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_12 = slot_5.Get<float>();
            Duplicate(work_12, 1.0f, LANES);
            Select(work_12, looping, work_12, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_8.Get<float>();
            LocalTensor<float> work_13 = slot_12.Get<float>();
            ReduceMax(largest_2, work_12, work_13, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<uint32_t> crcs_tile_out = crcs_tile_out_queue.AllocTensor<uint32_t>();
        LocalTensor<uint32_t> work_14 = slot_5.Get<uint32_t>();
        Duplicate(work_14, 0xffffffffu, LANES);
        LocalTensor<uint32_t> either_3 = slot_12.Get<uint32_t>();
        Or(either_3.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), work_14.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both = slot_6.Get<uint32_t>();
        And(both.ReinterpretCast<int16_t>(), crc.ReinterpretCast<int16_t>(), work_14.ReinterpretCast<int16_t>(), LANES
                * 2);
        Sub(crcs_tile_out.ReinterpretCast<int32_t>(), either_3.ReinterpretCast<int32_t>(),
                both.ReinterpretCast<int32_t>(), LANES);
        crcs_tile_out_queue.EnQue(crcs_tile_out);
        crcs_tile_out = crcs_tile_out_queue.DeQue<uint32_t>();
        copy_out(crcs + (int32_t)(block_x * BLOCK_X), crcs_tile_out, count_2);
        crcs_tile_out_queue.FreeTensor(crcs_tile_out);
    }
}
