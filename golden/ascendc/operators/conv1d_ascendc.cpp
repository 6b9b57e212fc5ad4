// conv1d.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// One-dimensional convolution as in a neural network (no filter is turned round):
// out[n, o, t] = bias[o] + sum over c and k of weight[o, c, k] * in[n, c, t * stride - padding + k],
// where `in` is zero outside [0, length). The grid is (stretches of the output, output channels, batch).

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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// `count` elements from memory, behind `lead` elements of the tile, of which the last ones become 0.
template <typename T>
__aicore__ inline void copy_in_behind(const LocalTensor<T>& tile, int32_t lead, __gm__ T* memory, int32_t count) {
    DataCopyPadExtParams<T> padding;
    padding.isPad = true;
    padding.leftPadding = lead % (32 / sizeof(T));
    if (count > 0)
        DataCopyPad(tile[lead - padding.leftPadding], at(memory),
                    DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0}, padding);
}

extern "C" __global__ __aicore__ void conv1d_naive(
        GM_ADDR in_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR out_address,
        int32_t shape_in_channels, int32_t shape_length, int32_t shape_out_length, int32_t shape_taps,
        int32_t shape_stride, int32_t shape_padding, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t TAIL) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_10, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_11, 256);
    pipe.InitBuffer(slot_12, 16384);
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> t = slot_2.Get<uint32_t>();
        Adds(t.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t channel = block_y;
        const int32_t item = block_z;
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)shape_out_length - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> first = slot_4.Get<int32_t>();
        Muls(first, t.ReinterpretCast<int32_t>(), shape_stride, LANES);
        Adds(first, first, 0 - shape_padding, LANES);
        const int32_t stop_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)shape_out_length - (int32_t)(block_x * LANES));
        const float element = stop_2 > 0 ? load(bias + channel) : 0.0f;
        LocalTensor<float> sum = slot_5.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, element, LANES);
        for (int32_t c = 0; c < shape_in_channels; ++c) {
            __gm__ float* signal = in + (item * shape_in_channels + c) * shape_length;
            __gm__ float* filter = weight + (channel * shape_in_channels + c) * shape_taps;
            for (int32_t k = 0; k < shape_taps; ++k) {
                LocalTensor<int32_t> place = slot_6.Get<int32_t>();
                Adds(place, first, k, LANES);
                LocalTensor<int32_t> work = slot_7.Get<int32_t>();
                Duplicate(work, 0, LANES);
                LocalTensor<int32_t> maximum = slot_8.Get<int32_t>();
                Max(maximum, work, place, LANES);
                LocalTensor<uint8_t> mask_2 = slot_9.Get<uint8_t>();
                Compare(mask_2, maximum, place, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                LocalTensor<int32_t> work_2 = slot_8.Get<int32_t>();
                Duplicate(work_2, shape_length, LANES);
                LocalTensor<int32_t> maximum_2 = slot_7.Get<int32_t>();
                Max(maximum_2, work_2, place, LANES);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                Compare(mask_3, maximum_2, place, CMPMODE::EQ, (LANES + 63) / 64 * 64);
                Not(mask_3.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_3 = slot_7.Get<float>();
                Duplicate(work_3, 1.0f, LANES);
                Select(work_3, mask_2, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<float> largest = slot_11.Get<float>();
                LocalTensor<float> work_4 = slot_8.Get<float>();
                ReduceMax(largest, work_3, work_4, LANES, false);
                wait<HardEvent::V_S>();
                const float largest_2 = largest.GetValue(0);
                const int32_t any = largest_2;
                const float element_2 = any != 0 ? load(filter + k) : 0.0f;
                LocalTensor<float> signal_tile = slot_7.Get<float>();
                LocalTensor<float> window = slot_12.Get<float>();
                LocalTensor<int32_t> room = slot_8.Get<int32_t>();
                LocalTensor<int32_t> places = slot_13.Get<int32_t>();
                copy_tile(places, place, LANES);
                gather_where(signal_tile, signal, mask_2, places, window, room, LANES);
                Muls(signal_tile, signal_tile, element_2, LANES);
                Add(signal_tile, sum, signal_tile, LANES);
                Select(sum, mask_2, signal_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            }
        }
        wait<HardEvent::V_MTE3>();
        copy_out(out + ((item * grid_y + channel) * shape_out_length + block_x * LANES), sum, stop_2);
    }
}

// A block takes blockDim.x outputs of one channel. For each input channel it stages the stretch that they need,
// (blockDim.x - 1) * stride + taps floats, and the filter behind it.
extern "C" __global__ __aicore__ void conv1d_staged(
        GM_ADDR in_address, GM_ADDR weight_address, GM_ADDR bias_address, GM_ADDR out_address,
        int32_t shape_in_channels, int32_t shape_length, int32_t shape_out_length, int32_t shape_taps,
        int32_t shape_stride, int32_t shape_padding, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES,
        int32_t BLOCK_X, int32_t SLOTS) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* weight = (__gm__ float*)weight_address;
    __gm__ float* bias = (__gm__ float*)bias_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> signal_tile_queue;
    TQue<TPosition::VECIN, 2> weight_tile_queue;
    TQue<TPosition::VECOUT, 2> out_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18;
    pipe.InitBuffer(signal_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(weight_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(out_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(SLOTS * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(SLOTS * 4));
    pipe.InitBuffer(slot_5, padded(SLOTS * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, padded(SLOTS * 4));
    pipe.InitBuffer(slot_9, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_10, padded((SLOTS + 7) / 8));
    pipe.InitBuffer(slot_11, padded(SLOTS * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(SLOTS * 4));
    pipe.InitBuffer(slot_14, padded(SLOTS * 4));
    pipe.InitBuffer(slot_15, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_16, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_17, 256);
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        uint32_t block_z = block / grid_x / grid_y;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, SLOTS);
        LocalTensor<float> lanes_2 = slot_1.Get<float>();
        CreateVecIndex(lanes_2, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_2.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_3.Get<uint8_t>();
        CompareScalar(active, lanes_2, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<int32_t> staged_slots = slot_4.Get<int32_t>();
        CreateVecIndex(staged_slots, 0, SLOTS);
        LocalTensor<float> staged = slot_5.Get<float>();
        Duplicate(staged, 0.0f, SLOTS);
        const int32_t stretch = ((uint32_t)BLOCK_X - 1) * shape_stride + shape_taps;
        const int32_t channel = block_y;
        const int32_t item = block_z;
        const int32_t first = block_x * BLOCK_X * shape_stride - shape_padding;
        LocalTensor<float> sum = slot_6.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t c = 0; c < shape_in_channels; ++c) {
            __gm__ float* signal = in + (item * shape_in_channels + c) * shape_length;
            for (int32_t start = 0; start < stretch; start += BLOCK_X) {
                const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)stretch - start);
                LocalTensor<uint8_t> mask_2 = slot_7.Get<uint8_t>();
                CompareScalar(mask_2, lanes_2, (float)stop_2, CMPMODE::LT, LANES);
                LocalTensor<int32_t> place = slot_8.Get<int32_t>();
                Adds(place, staged_slots, 0 - start, SLOTS);
                const int32_t first_2 = larger(0L, 0L - (0 - start));
                const int32_t stop_3 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - start));
                LocalTensor<uint8_t> owned = slot_9.Get<uint8_t>();
                CompareScalar(owned, lanes, (float)stop_3, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
                LocalTensor<uint8_t> mask = slot_10.Get<uint8_t>();
                CompareScalar(mask, lanes, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
                And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                        (SLOTS + 15) / 16);
                LocalTensor<int32_t> owner = slot_11.Get<int32_t>();
                Duplicate(owner, 0, SLOTS);
                Select(owner.ReinterpretCast<float>(), owned, place.ReinterpretCast<float>(),
                        owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
                LocalTensor<float> work = slot_12.Get<float>();
                Duplicate(work, 1.0f, LANES);
                Select(work, mask_2, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_2 = slot_13.Get<int32_t>();
                Muls(work_2, owner, 4, SLOTS);
                LocalTensor<float> gathered = slot_14.Get<float>();
                Gather(gathered, work, work_2.ReinterpretCast<uint32_t>(), 0, SLOTS);
                LocalTensor<uint8_t> mask_3 = slot_10.Get<uint8_t>();
                CompareScalar(mask_3, gathered, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
                And(mask_3.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(),
                        mask_3.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
                const int32_t first_3 = larger(0L, 0L - (first + start));
                const int32_t stop_4 = smaller((int64_t)LANES, (int64_t)shape_length - (first + start));
                LocalTensor<uint8_t> mask_4 = slot_15.Get<uint8_t>();
                CompareScalar(mask_4, lanes_2, (float)stop_4, CMPMODE::LT, LANES);
                LocalTensor<uint8_t> mask_5 = slot_16.Get<uint8_t>();
                CompareScalar(mask_5, lanes_2, (float)first_3, CMPMODE::GE, LANES);
                And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                        mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t count = smaller(smaller((int64_t)BLOCK_X, (int64_t)stretch - start),
                        (int64_t)shape_length - (first + start)) - larger(0L, 0L - (first + start));
                LocalTensor<float> signal_tile = signal_tile_queue.AllocTensor<float>();
                copy_in_behind(signal_tile, first_3, signal + (first + (start + first_3)), count);
                signal_tile_queue.EnQue(signal_tile);
                signal_tile = signal_tile_queue.DeQue<float>();
                Select(signal_tile, mask_4, signal_tile, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_3 = slot_14.Get<int32_t>();
                Muls(work_3, owner, 4, SLOTS);
                LocalTensor<float> gathered_2 = slot_13.Get<float>();
                Gather(gathered_2, signal_tile, work_3.ReinterpretCast<uint32_t>(), 0, SLOTS);
                signal_tile_queue.FreeTensor(signal_tile);
                Select(staged, mask_3, gathered_2, staged, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            }
            for (int32_t start = 0; start < shape_taps; start += BLOCK_X) {
                const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)shape_taps - start);
                LocalTensor<uint8_t> mask_7 = slot_7.Get<uint8_t>();
                CompareScalar(mask_7, lanes_2, (float)stop_2, CMPMODE::LT, LANES);
                LocalTensor<int32_t> place_2 = slot_8.Get<int32_t>();
                Adds(place_2, staged_slots, 0 - (stretch + start), SLOTS);
                const int32_t first_2 = larger(0L, 0L - (0 - (stretch + start)));
                const int32_t stop_3 = smaller((int64_t)SLOTS, (int64_t)LANES - (0 - (stretch + start)));
                LocalTensor<uint8_t> owned_2 = slot_9.Get<uint8_t>();
                CompareScalar(owned_2, lanes, (float)stop_3, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
                LocalTensor<uint8_t> mask_6 = slot_10.Get<uint8_t>();
                CompareScalar(mask_6, lanes, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
                And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_6.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
                LocalTensor<int32_t> owner_2 = slot_11.Get<int32_t>();
                Duplicate(owner_2, 0, SLOTS);
                Select(owner_2.ReinterpretCast<float>(), owned_2, place_2.ReinterpretCast<float>(),
                        owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
                LocalTensor<float> work_4 = slot_12.Get<float>();
                Duplicate(work_4, 1.0f, LANES);
                Select(work_4, mask_7, work_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_5 = slot_13.Get<int32_t>();
                Muls(work_5, owner_2, 4, SLOTS);
                LocalTensor<float> gathered_3 = slot_14.Get<float>();
                Gather(gathered_3, work_4, work_5.ReinterpretCast<uint32_t>(), 0, SLOTS);
                LocalTensor<uint8_t> mask_8 = slot_10.Get<uint8_t>();
                CompareScalar(mask_8, gathered_3, 0.0f, CMPMODE::NE, (SLOTS + 63) / 64 * 64);
                And(mask_8.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                        mask_8.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
                const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)shape_taps - start);
                LocalTensor<float> weight_tile = weight_tile_queue.AllocTensor<float>();
                copy_in(weight_tile, weight + ((channel * shape_in_channels + c) * shape_taps + start), count);
                weight_tile_queue.EnQue(weight_tile);
                weight_tile = weight_tile_queue.DeQue<float>();
                LocalTensor<int32_t> work_6 = slot_14.Get<int32_t>();
                Muls(work_6, owner_2, 4, SLOTS);
                LocalTensor<float> gathered_4 = slot_13.Get<float>();
                Gather(gathered_4, weight_tile, work_6.ReinterpretCast<uint32_t>(), 0, SLOTS);
                weight_tile_queue.FreeTensor(weight_tile);
                Select(staged, mask_8, gathered_4, staged, SELMODE::VSEL_TENSOR_TENSOR_MODE, SLOTS);
            }
            for (int32_t k = 0; k < shape_taps; ++k) {
                const int32_t first_2 = larger(0L, (int64_t)(stretch + k));
                const int32_t stop_2 = smaller((int64_t)SLOTS, stretch + k + 1L);
                LocalTensor<uint8_t> mask_9 = slot_9.Get<uint8_t>();
                CompareScalar(mask_9, lanes, (float)stop_2, CMPMODE::LT, (SLOTS + 63) / 64 * 64);
                LocalTensor<uint8_t> mask_10 = slot_10.Get<uint8_t>();
                CompareScalar(mask_10, lanes, (float)first_2, CMPMODE::GE, (SLOTS + 63) / 64 * 64);
                And(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                        mask_10.ReinterpretCast<int16_t>(), (SLOTS + 15) / 16);
                LocalTensor<float> work_7 = slot_8.Get<float>();
                Select(work_7, mask_9, staged, -0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, SLOTS);
                LocalTensor<float> sum_2 = slot_17.Get<float>();
                LocalTensor<float> work_8 = slot_11.Get<float>();
                ReduceSum(sum_2, work_7, work_8, SLOTS);
                wait<HardEvent::V_S>();
                const float sum_3 = sum_2.GetValue(0);
                LocalTensor<uint32_t> work_9 = slot_12.Get<uint32_t>();
                Muls(work_9.ReinterpretCast<int32_t>(), lane, shape_stride, LANES);
                Adds(work_9.ReinterpretCast<int32_t>(), work_9.ReinterpretCast<int32_t>(), k, LANES);
                LocalTensor<int32_t> work_10 = slot_18.Get<int32_t>();
                Duplicate(work_10, 0, LANES);
                Select(work_9.ReinterpretCast<float>(), active, work_9.ReinterpretCast<float>(),
                        work_10.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_9.ReinterpretCast<int32_t>(), work_9.ReinterpretCast<int32_t>(), 4, LANES);
                LocalTensor<float> gathered_5 = slot_18.Get<float>();
                Gather(gathered_5, staged, work_9, 0, LANES);
                Muls(gathered_5, gathered_5, sum_3, LANES);
                Add(sum, sum, gathered_5, LANES);
            }
        }
        LocalTensor<float> out_tile_out = out_tile_out_queue.AllocTensor<float>();
        const int32_t stop_2 = smaller((int64_t)BLOCK_X, (int64_t)shape_out_length - (int32_t)(block_x * BLOCK_X));
        const float element = stop_2 > 0 ? load(bias + channel) : 0.0f;
        Adds(out_tile_out, sum, element, LANES);
        out_tile_out_queue.EnQue(out_tile_out);
        out_tile_out = out_tile_out_queue.DeQue<float>();
        copy_out(out + ((item * grid_y + channel) * shape_out_length + block_x * BLOCK_X), out_tile_out, stop_2);
        out_tile_out_queue.FreeTensor(out_tile_out);
    }
}
