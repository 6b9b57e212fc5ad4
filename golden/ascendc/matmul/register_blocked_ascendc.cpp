// register_blocked.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// C = alpha * A * B + beta * C with a 32 x 64 tile a block and a 4 x 4 tile a thread (block is 16 x 8).
// `columns` and `inner` are multiples of four, which float4 loads and stores need; `rows` may be anything.

#include "kernel_operator.h"
using namespace AscendC;

constexpr int32_t TILE_ROWS = 32;
constexpr int32_t TILE_COLUMNS = 64;
constexpr int32_t TILE_INNER = 16;
constexpr int32_t PER_THREAD = 4;

// Bytes of a buffer: the vector unit takes 256 at once.
__aicore__ inline uint32_t padded(uint32_t bytes) {
    return (bytes + 255) / 256 * 256;
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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
}

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void matmul_register_blocked(
        GM_ADDR A_address, GM_ADDR B_address, GM_ADDR C_address, int32_t rows, int32_t columns, int32_t inner,
        float alpha, float beta, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t BLOCK_Y) {
    __gm__ float* A = (__gm__ float*)A_address;
    __gm__ float* B = (__gm__ float*)B_address;
    __gm__ float* C = (__gm__ float*)C_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slots_0;
    TBuf<TPosition::VECCALC> slots_38;
    TBuf<TPosition::VECCALC> slots_44;
    TBuf<TPosition::VECCALC> slots_51;
    TBuf<TPosition::VECCALC> slots_58;
    TBuf<TPosition::VECCALC> slots_59;
    TBuf<TPosition::VECCALC> slots_66;
    const uint32_t bytes_of_slots_0 = padded(LANES * 4);
    pipe.InitBuffer(slots_0, 38 * bytes_of_slots_0);
    const uint32_t bytes_of_slots_38 = 2048;
    pipe.InitBuffer(slots_38, 6 * bytes_of_slots_38);
    const uint32_t bytes_of_slots_44 = 4096;
    pipe.InitBuffer(slots_44, 7 * bytes_of_slots_44);
    const uint32_t bytes_of_slots_51 = padded((LANES + 7) / 8);
    pipe.InitBuffer(slots_51, 7 * bytes_of_slots_51);
    const uint32_t bytes_of_slots_58 = 16384;
    pipe.InitBuffer(slots_58, 1 * bytes_of_slots_58);
    const uint32_t bytes_of_slots_59 = 256;
    pipe.InitBuffer(slots_59, 7 * bytes_of_slots_59);
    const uint32_t bytes_of_slots_66 = padded(LANES * 32);
    pipe.InitBuffer(slots_66, 1 * bytes_of_slots_66);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 0 * bytes_of_slots_0);
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 0
                * bytes_of_slots_38);
        CreateVecIndex(lanes_2, 0.0f, 512);
        LocalTensor<float> lanes_3 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 0
                * bytes_of_slots_44);
        CreateVecIndex(lanes_3, 0.0f, 1024);  // transposed: a thread's four rows lie side by side
        LocalTensor<float> a_tile = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 1
                * bytes_of_slots_38);
        Duplicate(a_tile, 0.0f, 512);
        LocalTensor<float> b_tile = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 1
                * bytes_of_slots_44);
        Duplicate(b_tile, 0.0f, 1024);
        const int32_t tile_row = block_y * TILE_ROWS;
        const int32_t tile_column = block_x * TILE_COLUMNS;
        LocalTensor<float> sums = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 1 * bytes_of_slots_0);
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2
                * bytes_of_slots_0);
        Duplicate(sums_2, 0.0f, LANES);
        LocalTensor<float> sums_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 3
                * bytes_of_slots_0);
        Duplicate(sums_3, 0.0f, LANES);
        LocalTensor<float> sums_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 4
                * bytes_of_slots_0);
        Duplicate(sums_4, 0.0f, LANES);
        LocalTensor<float> sums_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 5
                * bytes_of_slots_0);
        Duplicate(sums_5, 0.0f, LANES);
        LocalTensor<float> sums_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 6
                * bytes_of_slots_0);
        Duplicate(sums_6, 0.0f, LANES);
        LocalTensor<float> sums_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 7
                * bytes_of_slots_0);
        Duplicate(sums_7, 0.0f, LANES);
        LocalTensor<float> sums_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 8
                * bytes_of_slots_0);
        Duplicate(sums_8, 0.0f, LANES);
        LocalTensor<float> sums_9 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 9
                * bytes_of_slots_0);
        Duplicate(sums_9, 0.0f, LANES);
        LocalTensor<float> sums_10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 10
                * bytes_of_slots_0);
        Duplicate(sums_10, 0.0f, LANES);
        LocalTensor<float> sums_11 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 11
                * bytes_of_slots_0);
        Duplicate(sums_11, 0.0f, LANES);
        LocalTensor<float> sums_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 12
                * bytes_of_slots_0);
        Duplicate(sums_12, 0.0f, LANES);
        LocalTensor<float> sums_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 13
                * bytes_of_slots_0);
        Duplicate(sums_13, 0.0f, LANES);
        LocalTensor<float> sums_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 14
                * bytes_of_slots_0);
        Duplicate(sums_14, 0.0f, LANES);
        LocalTensor<float> sums_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 15
                * bytes_of_slots_0);
        Duplicate(sums_15, 0.0f, LANES);
        LocalTensor<float> sums_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 16
                * bytes_of_slots_0);
        Duplicate(sums_16, 0.0f, LANES);
        for (int32_t start = 0; start < inner; start += 16) {
            // 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
            LocalTensor<float> load_or_zero_result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 17
                    * bytes_of_slots_0);
            Duplicate(load_or_zero_result, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    18 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_2, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    19 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_3, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    20 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_4, 0.0f, LANES);
            LocalTensor<uint8_t> in_load_or_zero = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t),
                    0 * bytes_of_slots_51);
            Duplicate(in_load_or_zero.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            const int32_t stop = BLOCK_X * BLOCK_Y;
            LocalTensor<uint8_t> mask = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            const float reciprocal = 1.0f / 4.0f;
            const float reciprocal_2 = 1.0f / BLOCK_X;
            LocalTensor<int32_t> lane = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane, 0, LANES);
            LocalTensor<float> work = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work, lane, RoundMode::CAST_RINT, LANES);
            Adds(work, work, 0.5f, LANES);
            Muls(work, work, reciprocal_2, LANES);
            LocalTensor<int32_t> work_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
            Muls(work_2, work_2, 16, LANES);
            LocalTensor<int32_t> lane_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_2, 0, LANES);
            LocalTensor<int32_t> lane_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_3, 0, LANES);
            LocalTensor<float> work_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_3, lane_3, RoundMode::CAST_RINT, LANES);
            Adds(work_3, work_3, 0.5f, LANES);
            Muls(work_3, work_3, reciprocal_2, LANES);
            LocalTensor<int32_t> work_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_4, work_3, RoundMode::CAST_TRUNC, LANES);
            Muls(work_4, work_4, BLOCK_X, LANES);
            Sub(lane_2, lane_2, work_4, LANES);
            Add(work_2, work_2, lane_2, LANES);
            LocalTensor<float> work_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_5, work_2, RoundMode::CAST_RINT, LANES);
            Adds(work_5, work_5, 0.5f, LANES);
            Muls(work_5, work_5, reciprocal, LANES);
            LocalTensor<int32_t> work_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
            Adds(work_6, work_6, tile_row, LANES);
            LocalTensor<int32_t> work_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Duplicate(work_7, rows, LANES);
            LocalTensor<int32_t> maximum = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Max(maximum, work_7, work_6, LANES);
            LocalTensor<uint8_t> mask_2 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Compare(mask_2, maximum, work_6, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> lane_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_4, 0, LANES);
            LocalTensor<float> work_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Cast(work_8, lane_4, RoundMode::CAST_RINT, LANES);
            Adds(work_8, work_8, 0.5f, LANES);
            Muls(work_8, work_8, reciprocal_2, LANES);
            LocalTensor<int32_t> work_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_9, work_8, RoundMode::CAST_TRUNC, LANES);
            Muls(work_9, work_9, 16, LANES);
            LocalTensor<int32_t> lane_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_5, 0, LANES);
            LocalTensor<int32_t> lane_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_6, 0, LANES);
            LocalTensor<float> work_10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_10, lane_6, RoundMode::CAST_RINT, LANES);
            Adds(work_10, work_10, 0.5f, LANES);
            Muls(work_10, work_10, reciprocal_2, LANES);
            LocalTensor<int32_t> work_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(work_11, work_10, RoundMode::CAST_TRUNC, LANES);
            Muls(work_11, work_11, BLOCK_X, LANES);
            Sub(lane_5, lane_5, work_11, LANES);
            Add(work_9, work_9, lane_5, LANES);
            LocalTensor<int32_t> lane_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_7, 0, LANES);
            LocalTensor<float> work_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_12, lane_7, RoundMode::CAST_RINT, LANES);
            Adds(work_12, work_12, 0.5f, LANES);
            Muls(work_12, work_12, reciprocal_2, LANES);
            LocalTensor<int32_t> work_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_13, work_12, RoundMode::CAST_TRUNC, LANES);
            Muls(work_13, work_13, 16, LANES);
            LocalTensor<int32_t> lane_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_8, 0, LANES);
            LocalTensor<int32_t> lane_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_9, 0, LANES);
            LocalTensor<float> work_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_14, lane_9, RoundMode::CAST_RINT, LANES);
            Adds(work_14, work_14, 0.5f, LANES);
            Muls(work_14, work_14, reciprocal_2, LANES);
            LocalTensor<int32_t> work_15 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_15, work_14, RoundMode::CAST_TRUNC, LANES);
            Muls(work_15, work_15, BLOCK_X, LANES);
            Sub(lane_8, lane_8, work_15, LANES);
            Add(work_13, work_13, lane_8, LANES);
            LocalTensor<float> work_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_16, work_13, RoundMode::CAST_RINT, LANES);
            Adds(work_16, work_16, 0.5f, LANES);
            Muls(work_16, work_16, reciprocal, LANES);
            LocalTensor<int32_t> work_17 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_17, work_16, RoundMode::CAST_TRUNC, LANES);
            Muls(work_17, work_17, 4, LANES);
            Sub(work_9, work_9, work_17, LANES);
            Muls(work_9, work_9, 4, LANES);
            Adds(work_9, work_9, start, LANES);
            LocalTensor<int32_t> work_18 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Duplicate(work_18, inner, LANES);
            LocalTensor<int32_t> maximum_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Max(maximum_2, work_18, work_9, LANES);
            LocalTensor<uint8_t> mask_3 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            Compare(mask_3, maximum_2, work_9, CMPMODE::EQ, LANES);
            Or(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_19 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Duplicate(work_19, 0.0f, LANES);
            Select(load_or_zero_result, mask, work_19, load_or_zero_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_4 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            CompareScalar(mask_4, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> lane_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_10, 0, LANES);
            LocalTensor<float> work_20 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_20, lane_10, RoundMode::CAST_RINT, LANES);
            Adds(work_20, work_20, 0.5f, LANES);
            Muls(work_20, work_20, reciprocal_2, LANES);
            LocalTensor<int32_t> work_21 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_21, work_20, RoundMode::CAST_TRUNC, LANES);
            Muls(work_21, work_21, 16, LANES);
            LocalTensor<int32_t> lane_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_11, 0, LANES);
            LocalTensor<int32_t> lane_12 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_12, 0, LANES);
            LocalTensor<float> work_22 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_22, lane_12, RoundMode::CAST_RINT, LANES);
            Adds(work_22, work_22, 0.5f, LANES);
            Muls(work_22, work_22, reciprocal_2, LANES);
            LocalTensor<int32_t> work_23 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_23, work_22, RoundMode::CAST_TRUNC, LANES);
            Muls(work_23, work_23, BLOCK_X, LANES);
            Sub(lane_11, lane_11, work_23, LANES);
            Add(work_21, work_21, lane_11, LANES);
            LocalTensor<float> work_24 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_24, work_21, RoundMode::CAST_RINT, LANES);
            Adds(work_24, work_24, 0.5f, LANES);
            Muls(work_24, work_24, reciprocal, LANES);
            LocalTensor<int32_t> work_25 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_25, work_24, RoundMode::CAST_TRUNC, LANES);
            Adds(work_25, work_25, tile_row, LANES);
            LocalTensor<int32_t> work_26 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Duplicate(work_26, rows, LANES);
            LocalTensor<int32_t> maximum_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Max(maximum_3, work_26, work_25, LANES);
            LocalTensor<uint8_t> mask_5 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Compare(mask_5, maximum_3, work_25, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> lane_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_13, 0, LANES);
            LocalTensor<float> work_27 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Cast(work_27, lane_13, RoundMode::CAST_RINT, LANES);
            Adds(work_27, work_27, 0.5f, LANES);
            Muls(work_27, work_27, reciprocal_2, LANES);
            LocalTensor<int32_t> work_28 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_28, work_27, RoundMode::CAST_TRUNC, LANES);
            Muls(work_28, work_28, 16, LANES);
            LocalTensor<int32_t> lane_14 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_14, 0, LANES);
            LocalTensor<int32_t> lane_15 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_15, 0, LANES);
            LocalTensor<float> work_29 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_29, lane_15, RoundMode::CAST_RINT, LANES);
            Adds(work_29, work_29, 0.5f, LANES);
            Muls(work_29, work_29, reciprocal_2, LANES);
            LocalTensor<int32_t> work_30 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(work_30, work_29, RoundMode::CAST_TRUNC, LANES);
            Muls(work_30, work_30, BLOCK_X, LANES);
            Sub(lane_14, lane_14, work_30, LANES);
            Add(work_28, work_28, lane_14, LANES);
            LocalTensor<int32_t> lane_16 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_16, 0, LANES);
            LocalTensor<float> work_31 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_31, lane_16, RoundMode::CAST_RINT, LANES);
            Adds(work_31, work_31, 0.5f, LANES);
            Muls(work_31, work_31, reciprocal_2, LANES);
            LocalTensor<int32_t> work_32 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_32, work_31, RoundMode::CAST_TRUNC, LANES);
            Muls(work_32, work_32, 16, LANES);
            LocalTensor<int32_t> lane_17 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_17, 0, LANES);
            LocalTensor<int32_t> lane_18 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_18, 0, LANES);
            LocalTensor<float> work_33 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_33, lane_18, RoundMode::CAST_RINT, LANES);
            Adds(work_33, work_33, 0.5f, LANES);
            Muls(work_33, work_33, reciprocal_2, LANES);
            LocalTensor<int32_t> work_34 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_34, work_33, RoundMode::CAST_TRUNC, LANES);
            Muls(work_34, work_34, BLOCK_X, LANES);
            Sub(lane_17, lane_17, work_34, LANES);
            Add(work_32, work_32, lane_17, LANES);
            LocalTensor<float> work_35 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_35, work_32, RoundMode::CAST_RINT, LANES);
            Adds(work_35, work_35, 0.5f, LANES);
            Muls(work_35, work_35, reciprocal, LANES);
            LocalTensor<int32_t> work_36 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_36, work_35, RoundMode::CAST_TRUNC, LANES);
            Muls(work_36, work_36, 4, LANES);
            Sub(work_28, work_28, work_36, LANES);
            Muls(work_28, work_28, 4, LANES);
            Adds(work_28, work_28, start, LANES);
            LocalTensor<int32_t> work_37 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Duplicate(work_37, inner, LANES);
            LocalTensor<int32_t> maximum_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Max(maximum_4, work_37, work_28, LANES);
            LocalTensor<uint8_t> mask_6 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            Compare(mask_6, maximum_4, work_28, CMPMODE::EQ, LANES);
            Or(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_4.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_38 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Duplicate(work_38, 0.0f, LANES);
            Select(load_or_zero_result_2, mask_4, work_38, load_or_zero_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_7 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            CompareScalar(mask_7, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> lane_19 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_19, 0, LANES);
            LocalTensor<float> work_39 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_39, lane_19, RoundMode::CAST_RINT, LANES);
            Adds(work_39, work_39, 0.5f, LANES);
            Muls(work_39, work_39, reciprocal_2, LANES);
            LocalTensor<int32_t> work_40 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_40, work_39, RoundMode::CAST_TRUNC, LANES);
            Muls(work_40, work_40, 16, LANES);
            LocalTensor<int32_t> lane_20 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_20, 0, LANES);
            LocalTensor<int32_t> lane_21 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_21, 0, LANES);
            LocalTensor<float> work_41 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_41, lane_21, RoundMode::CAST_RINT, LANES);
            Adds(work_41, work_41, 0.5f, LANES);
            Muls(work_41, work_41, reciprocal_2, LANES);
            LocalTensor<int32_t> work_42 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_42, work_41, RoundMode::CAST_TRUNC, LANES);
            Muls(work_42, work_42, BLOCK_X, LANES);
            Sub(lane_20, lane_20, work_42, LANES);
            Add(work_40, work_40, lane_20, LANES);
            LocalTensor<float> work_43 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_43, work_40, RoundMode::CAST_RINT, LANES);
            Adds(work_43, work_43, 0.5f, LANES);
            Muls(work_43, work_43, reciprocal, LANES);
            LocalTensor<int32_t> work_44 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_44, work_43, RoundMode::CAST_TRUNC, LANES);
            Adds(work_44, work_44, tile_row, LANES);
            LocalTensor<int32_t> work_45 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Duplicate(work_45, rows, LANES);
            LocalTensor<int32_t> maximum_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Max(maximum_5, work_45, work_44, LANES);
            LocalTensor<uint8_t> mask_8 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Compare(mask_8, maximum_5, work_44, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> lane_22 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_22, 0, LANES);
            LocalTensor<float> work_46 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Cast(work_46, lane_22, RoundMode::CAST_RINT, LANES);
            Adds(work_46, work_46, 0.5f, LANES);
            Muls(work_46, work_46, reciprocal_2, LANES);
            LocalTensor<int32_t> work_47 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_47, work_46, RoundMode::CAST_TRUNC, LANES);
            Muls(work_47, work_47, 16, LANES);
            LocalTensor<int32_t> lane_23 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_23, 0, LANES);
            LocalTensor<int32_t> lane_24 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_24, 0, LANES);
            LocalTensor<float> work_48 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_48, lane_24, RoundMode::CAST_RINT, LANES);
            Adds(work_48, work_48, 0.5f, LANES);
            Muls(work_48, work_48, reciprocal_2, LANES);
            LocalTensor<int32_t> work_49 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(work_49, work_48, RoundMode::CAST_TRUNC, LANES);
            Muls(work_49, work_49, BLOCK_X, LANES);
            Sub(lane_23, lane_23, work_49, LANES);
            Add(work_47, work_47, lane_23, LANES);
            LocalTensor<int32_t> lane_25 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_25, 0, LANES);
            LocalTensor<float> work_50 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_50, lane_25, RoundMode::CAST_RINT, LANES);
            Adds(work_50, work_50, 0.5f, LANES);
            Muls(work_50, work_50, reciprocal_2, LANES);
            LocalTensor<int32_t> work_51 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_51, work_50, RoundMode::CAST_TRUNC, LANES);
            Muls(work_51, work_51, 16, LANES);
            LocalTensor<int32_t> lane_26 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_26, 0, LANES);
            LocalTensor<int32_t> lane_27 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_27, 0, LANES);
            LocalTensor<float> work_52 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_52, lane_27, RoundMode::CAST_RINT, LANES);
            Adds(work_52, work_52, 0.5f, LANES);
            Muls(work_52, work_52, reciprocal_2, LANES);
            LocalTensor<int32_t> work_53 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_53, work_52, RoundMode::CAST_TRUNC, LANES);
            Muls(work_53, work_53, BLOCK_X, LANES);
            Sub(lane_26, lane_26, work_53, LANES);
            Add(work_51, work_51, lane_26, LANES);
            LocalTensor<float> work_54 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_54, work_51, RoundMode::CAST_RINT, LANES);
            Adds(work_54, work_54, 0.5f, LANES);
            Muls(work_54, work_54, reciprocal, LANES);
            LocalTensor<int32_t> work_55 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_55, work_54, RoundMode::CAST_TRUNC, LANES);
            Muls(work_55, work_55, 4, LANES);
            Sub(work_47, work_47, work_55, LANES);
            Muls(work_47, work_47, 4, LANES);
            Adds(work_47, work_47, start, LANES);
            LocalTensor<int32_t> work_56 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Duplicate(work_56, inner, LANES);
            LocalTensor<int32_t> maximum_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Max(maximum_6, work_56, work_47, LANES);
            LocalTensor<uint8_t> mask_9 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            Compare(mask_9, maximum_6, work_47, CMPMODE::EQ, LANES);
            Or(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask_7.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_57 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Duplicate(work_57, 0.0f, LANES);
            Select(load_or_zero_result_3, mask_7, work_57, load_or_zero_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_10 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            CompareScalar(mask_10, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> lane_28 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_28, 0, LANES);
            LocalTensor<float> work_58 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_58, lane_28, RoundMode::CAST_RINT, LANES);
            Adds(work_58, work_58, 0.5f, LANES);
            Muls(work_58, work_58, reciprocal_2, LANES);
            LocalTensor<int32_t> work_59 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_59, work_58, RoundMode::CAST_TRUNC, LANES);
            Muls(work_59, work_59, 16, LANES);
            LocalTensor<int32_t> lane_29 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_29, 0, LANES);
            LocalTensor<int32_t> lane_30 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_30, 0, LANES);
            LocalTensor<float> work_60 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_60, lane_30, RoundMode::CAST_RINT, LANES);
            Adds(work_60, work_60, 0.5f, LANES);
            Muls(work_60, work_60, reciprocal_2, LANES);
            LocalTensor<int32_t> work_61 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_61, work_60, RoundMode::CAST_TRUNC, LANES);
            Muls(work_61, work_61, BLOCK_X, LANES);
            Sub(lane_29, lane_29, work_61, LANES);
            Add(work_59, work_59, lane_29, LANES);
            LocalTensor<float> work_62 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_62, work_59, RoundMode::CAST_RINT, LANES);
            Adds(work_62, work_62, 0.5f, LANES);
            Muls(work_62, work_62, reciprocal, LANES);
            LocalTensor<int32_t> work_63 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_63, work_62, RoundMode::CAST_TRUNC, LANES);
            Adds(work_63, work_63, tile_row, LANES);
            LocalTensor<int32_t> work_64 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Duplicate(work_64, rows, LANES);
            LocalTensor<int32_t> maximum_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Max(maximum_7, work_64, work_63, LANES);
            LocalTensor<uint8_t> mask_11 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Compare(mask_11, maximum_7, work_63, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> lane_31 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_31, 0, LANES);
            LocalTensor<float> work_65 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Cast(work_65, lane_31, RoundMode::CAST_RINT, LANES);
            Adds(work_65, work_65, 0.5f, LANES);
            Muls(work_65, work_65, reciprocal_2, LANES);
            LocalTensor<int32_t> work_66 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_66, work_65, RoundMode::CAST_TRUNC, LANES);
            Muls(work_66, work_66, 16, LANES);
            LocalTensor<int32_t> lane_32 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_32, 0, LANES);
            LocalTensor<int32_t> lane_33 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_33, 0, LANES);
            LocalTensor<float> work_67 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_67, lane_33, RoundMode::CAST_RINT, LANES);
            Adds(work_67, work_67, 0.5f, LANES);
            Muls(work_67, work_67, reciprocal_2, LANES);
            LocalTensor<int32_t> work_68 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(work_68, work_67, RoundMode::CAST_TRUNC, LANES);
            Muls(work_68, work_68, BLOCK_X, LANES);
            Sub(lane_32, lane_32, work_68, LANES);
            Add(work_66, work_66, lane_32, LANES);
            LocalTensor<int32_t> lane_34 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_34, 0, LANES);
            LocalTensor<float> work_69 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_69, lane_34, RoundMode::CAST_RINT, LANES);
            Adds(work_69, work_69, 0.5f, LANES);
            Muls(work_69, work_69, reciprocal_2, LANES);
            LocalTensor<int32_t> work_70 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_70, work_69, RoundMode::CAST_TRUNC, LANES);
            Muls(work_70, work_70, 16, LANES);
            LocalTensor<int32_t> lane_35 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_35, 0, LANES);
            LocalTensor<int32_t> lane_36 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_36, 0, LANES);
            LocalTensor<float> work_71 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_71, lane_36, RoundMode::CAST_RINT, LANES);
            Adds(work_71, work_71, 0.5f, LANES);
            Muls(work_71, work_71, reciprocal_2, LANES);
            LocalTensor<int32_t> work_72 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_72, work_71, RoundMode::CAST_TRUNC, LANES);
            Muls(work_72, work_72, BLOCK_X, LANES);
            Sub(lane_35, lane_35, work_72, LANES);
            Add(work_70, work_70, lane_35, LANES);
            LocalTensor<float> work_73 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_73, work_70, RoundMode::CAST_RINT, LANES);
            Adds(work_73, work_73, 0.5f, LANES);
            Muls(work_73, work_73, reciprocal, LANES);
            LocalTensor<int32_t> work_74 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_74, work_73, RoundMode::CAST_TRUNC, LANES);
            Muls(work_74, work_74, 4, LANES);
            Sub(work_66, work_66, work_74, LANES);
            Muls(work_66, work_66, 4, LANES);
            Adds(work_66, work_66, start, LANES);
            LocalTensor<int32_t> work_75 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Duplicate(work_75, inner, LANES);
            LocalTensor<int32_t> maximum_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Max(maximum_8, work_75, work_66, LANES);
            LocalTensor<uint8_t> mask_12 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            Compare(mask_12, maximum_8, work_66, CMPMODE::EQ, LANES);
            Or(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_76 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Duplicate(work_76, 0.0f, LANES);
            Select(load_or_zero_result_4, mask_10, work_76, load_or_zero_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_13 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            CompareScalar(mask_13, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> lane_37 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_37, 0, LANES);
            LocalTensor<float> work_77 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_77, lane_37, RoundMode::CAST_RINT, LANES);
            Adds(work_77, work_77, 0.5f, LANES);
            Muls(work_77, work_77, reciprocal_2, LANES);
            LocalTensor<int32_t> work_78 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_78, work_77, RoundMode::CAST_TRUNC, LANES);
            Muls(work_78, work_78, 16, LANES);
            LocalTensor<int32_t> lane_38 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_38, 0, LANES);
            LocalTensor<int32_t> lane_39 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_39, 0, LANES);
            LocalTensor<float> work_79 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_79, lane_39, RoundMode::CAST_RINT, LANES);
            Adds(work_79, work_79, 0.5f, LANES);
            Muls(work_79, work_79, reciprocal_2, LANES);
            LocalTensor<int32_t> work_80 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_80, work_79, RoundMode::CAST_TRUNC, LANES);
            Muls(work_80, work_80, BLOCK_X, LANES);
            Sub(lane_38, lane_38, work_80, LANES);
            Add(work_78, work_78, lane_38, LANES);
            LocalTensor<float> work_81 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_81, work_78, RoundMode::CAST_RINT, LANES);
            Adds(work_81, work_81, 0.5f, LANES);
            Muls(work_81, work_81, reciprocal, LANES);
            LocalTensor<int32_t> work_82 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_82, work_81, RoundMode::CAST_TRUNC, LANES);
            Adds(work_82, work_82, tile_row, LANES);
            LocalTensor<int32_t> work_83 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Duplicate(work_83, rows, LANES);
            LocalTensor<int32_t> maximum_9 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Max(maximum_9, work_83, work_82, LANES);
            LocalTensor<uint8_t> mask_14 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Compare(mask_14, maximum_9, work_82, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> lane_40 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            CreateVecIndex(lane_40, 0, LANES);
            LocalTensor<float> work_84 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Cast(work_84, lane_40, RoundMode::CAST_RINT, LANES);
            Adds(work_84, work_84, 0.5f, LANES);
            Muls(work_84, work_84, reciprocal_2, LANES);
            LocalTensor<int32_t> work_85 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(work_85, work_84, RoundMode::CAST_TRUNC, LANES);
            Muls(work_85, work_85, 16, LANES);
            LocalTensor<int32_t> lane_41 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_41, 0, LANES);
            LocalTensor<int32_t> lane_42 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_42, 0, LANES);
            LocalTensor<float> work_86 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_86, lane_42, RoundMode::CAST_RINT, LANES);
            Adds(work_86, work_86, 0.5f, LANES);
            Muls(work_86, work_86, reciprocal_2, LANES);
            LocalTensor<int32_t> work_87 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(work_87, work_86, RoundMode::CAST_TRUNC, LANES);
            Muls(work_87, work_87, BLOCK_X, LANES);
            Sub(lane_41, lane_41, work_87, LANES);
            Add(work_85, work_85, lane_41, LANES);
            LocalTensor<int32_t> lane_43 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_43, 0, LANES);
            LocalTensor<float> work_88 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_88, lane_43, RoundMode::CAST_RINT, LANES);
            Adds(work_88, work_88, 0.5f, LANES);
            Muls(work_88, work_88, reciprocal_2, LANES);
            LocalTensor<int32_t> work_89 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_89, work_88, RoundMode::CAST_TRUNC, LANES);
            Muls(work_89, work_89, 16, LANES);
            LocalTensor<int32_t> lane_44 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            CreateVecIndex(lane_44, 0, LANES);
            LocalTensor<int32_t> lane_45 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_45, 0, LANES);
            LocalTensor<float> work_90 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_90, lane_45, RoundMode::CAST_RINT, LANES);
            Adds(work_90, work_90, 0.5f, LANES);
            Muls(work_90, work_90, reciprocal_2, LANES);
            LocalTensor<int32_t> work_91 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_91, work_90, RoundMode::CAST_TRUNC, LANES);
            Muls(work_91, work_91, BLOCK_X, LANES);
            Sub(lane_44, lane_44, work_91, LANES);
            Add(work_89, work_89, lane_44, LANES);
            LocalTensor<float> work_92 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Cast(work_92, work_89, RoundMode::CAST_RINT, LANES);
            Adds(work_92, work_92, 0.5f, LANES);
            Muls(work_92, work_92, reciprocal, LANES);
            LocalTensor<int32_t> work_93 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_93, work_92, RoundMode::CAST_TRUNC, LANES);
            Muls(work_93, work_93, 4, LANES);
            Sub(work_85, work_85, work_93, LANES);
            Muls(work_85, work_85, 4, LANES);
            Adds(work_85, work_85, start, LANES);
            LocalTensor<int32_t> work_94 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Duplicate(work_94, inner, LANES);
            LocalTensor<int32_t> maximum_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Max(maximum_10, work_94, work_85, LANES);
            LocalTensor<uint8_t> mask_15 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            Compare(mask_15, maximum_10, work_85, CMPMODE::EQ, LANES);
            Or(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_16 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Duplicate(mask_16.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_17 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            LocalTensor<uint8_t> mask_18 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 4
                    * bytes_of_slots_51);
            And(mask_17.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_18.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_load_or_zero.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 4
                    * bytes_of_slots_51);
            CompareScalar(taken, lanes, (float)stop, CMPMODE::LT, LANES);
            And(taken.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> vector = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            LocalTensor<float> window = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                    * bytes_of_slots_58);
            LocalTensor<int32_t> room = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            LocalTensor<int32_t> lane_46 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            CreateVecIndex(lane_46, 0, LANES);
            LocalTensor<float> work_95 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_95, lane_46, RoundMode::CAST_RINT, LANES);
            Adds(work_95, work_95, 0.5f, LANES);
            Muls(work_95, work_95, reciprocal_2, LANES);
            LocalTensor<int32_t> work_96 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(work_96, work_95, RoundMode::CAST_TRUNC, LANES);
            Muls(work_96, work_96, 16, LANES);
            LocalTensor<int32_t> lane_47 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_47, 0, LANES);
            LocalTensor<int32_t> lane_48 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            CreateVecIndex(lane_48, 0, LANES);
            LocalTensor<float> work_97 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Cast(work_97, lane_48, RoundMode::CAST_RINT, LANES);
            Adds(work_97, work_97, 0.5f, LANES);
            Muls(work_97, work_97, reciprocal_2, LANES);
            LocalTensor<int32_t> work_98 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Cast(work_98, work_97, RoundMode::CAST_TRUNC, LANES);
            Muls(work_98, work_98, BLOCK_X, LANES);
            Sub(lane_47, lane_47, work_98, LANES);
            Add(work_96, work_96, lane_47, LANES);
            LocalTensor<float> work_99 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Cast(work_99, work_96, RoundMode::CAST_RINT, LANES);
            Adds(work_99, work_99, 0.5f, LANES);
            Muls(work_99, work_99, reciprocal, LANES);
            LocalTensor<int32_t> places = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(places, work_99, RoundMode::CAST_TRUNC, LANES);
            Adds(places, places, tile_row, LANES);
            Muls(places, places, inner, LANES);
            LocalTensor<int32_t> lane_49 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_49, 0, LANES);
            LocalTensor<float> work_100 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_100, lane_49, RoundMode::CAST_RINT, LANES);
            Adds(work_100, work_100, 0.5f, LANES);
            Muls(work_100, work_100, reciprocal_2, LANES);
            LocalTensor<int32_t> work_101 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_101, work_100, RoundMode::CAST_TRUNC, LANES);
            Muls(work_101, work_101, 16, LANES);
            LocalTensor<int32_t> lane_50 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            CreateVecIndex(lane_50, 0, LANES);
            LocalTensor<int32_t> lane_51 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_51, 0, LANES);
            LocalTensor<float> work_102 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_102, lane_51, RoundMode::CAST_RINT, LANES);
            Adds(work_102, work_102, 0.5f, LANES);
            Muls(work_102, work_102, reciprocal_2, LANES);
            LocalTensor<int32_t> work_103 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(work_103, work_102, RoundMode::CAST_TRUNC, LANES);
            Muls(work_103, work_103, BLOCK_X, LANES);
            Sub(lane_50, lane_50, work_103, LANES);
            Add(work_101, work_101, lane_50, LANES);
            LocalTensor<int32_t> lane_52 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            CreateVecIndex(lane_52, 0, LANES);
            LocalTensor<float> work_104 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Cast(work_104, lane_52, RoundMode::CAST_RINT, LANES);
            Adds(work_104, work_104, 0.5f, LANES);
            Muls(work_104, work_104, reciprocal_2, LANES);
            LocalTensor<int32_t> work_105 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Cast(work_105, work_104, RoundMode::CAST_TRUNC, LANES);
            Muls(work_105, work_105, 16, LANES);
            LocalTensor<int32_t> lane_53 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_53, 0, LANES);
            LocalTensor<int32_t> lane_54 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_54, 0, LANES);
            LocalTensor<float> work_106 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Cast(work_106, lane_54, RoundMode::CAST_RINT, LANES);
            Adds(work_106, work_106, 0.5f, LANES);
            Muls(work_106, work_106, reciprocal_2, LANES);
            LocalTensor<int32_t> work_107 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Cast(work_107, work_106, RoundMode::CAST_TRUNC, LANES);
            Muls(work_107, work_107, BLOCK_X, LANES);
            Sub(lane_53, lane_53, work_107, LANES);
            Add(work_105, work_105, lane_53, LANES);
            LocalTensor<float> work_108 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Cast(work_108, work_105, RoundMode::CAST_RINT, LANES);
            Adds(work_108, work_108, 0.5f, LANES);
            Muls(work_108, work_108, reciprocal, LANES);
            LocalTensor<int32_t> work_109 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Cast(work_109, work_108, RoundMode::CAST_TRUNC, LANES);
            Muls(work_109, work_109, 4, LANES);
            Sub(work_101, work_101, work_109, LANES);
            Muls(work_101, work_101, 4, LANES);
            Adds(work_101, work_101, start, LANES);
            Add(places, places, work_101, LANES);
            gather_where(vector, A, taken, places, window, room, LANES);
            LocalTensor<float> vector_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            LocalTensor<float> window_2 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                    * bytes_of_slots_58);
            LocalTensor<int32_t> room_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            LocalTensor<int32_t> lane_55 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            CreateVecIndex(lane_55, 0, LANES);
            LocalTensor<float> work_110 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_110, lane_55, RoundMode::CAST_RINT, LANES);
            Adds(work_110, work_110, 0.5f, LANES);
            Muls(work_110, work_110, reciprocal_2, LANES);
            LocalTensor<int32_t> work_111 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(work_111, work_110, RoundMode::CAST_TRUNC, LANES);
            Muls(work_111, work_111, 16, LANES);
            LocalTensor<int32_t> lane_56 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            CreateVecIndex(lane_56, 0, LANES);
            LocalTensor<int32_t> lane_57 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_57, 0, LANES);
            LocalTensor<float> work_112 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_112, lane_57, RoundMode::CAST_RINT, LANES);
            Adds(work_112, work_112, 0.5f, LANES);
            Muls(work_112, work_112, reciprocal_2, LANES);
            LocalTensor<int32_t> work_113 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(work_113, work_112, RoundMode::CAST_TRUNC, LANES);
            Muls(work_113, work_113, BLOCK_X, LANES);
            Sub(lane_56, lane_56, work_113, LANES);
            Add(work_111, work_111, lane_56, LANES);
            LocalTensor<float> work_114 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Cast(work_114, work_111, RoundMode::CAST_RINT, LANES);
            Adds(work_114, work_114, 0.5f, LANES);
            Muls(work_114, work_114, reciprocal, LANES);
            LocalTensor<int32_t> places_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Cast(places_2, work_114, RoundMode::CAST_TRUNC, LANES);
            Adds(places_2, places_2, tile_row, LANES);
            Muls(places_2, places_2, inner, LANES);
            LocalTensor<int32_t> lane_58 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            CreateVecIndex(lane_58, 0, LANES);
            LocalTensor<float> work_115 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Cast(work_115, lane_58, RoundMode::CAST_RINT, LANES);
            Adds(work_115, work_115, 0.5f, LANES);
            Muls(work_115, work_115, reciprocal_2, LANES);
            LocalTensor<int32_t> work_116 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Cast(work_116, work_115, RoundMode::CAST_TRUNC, LANES);
            Muls(work_116, work_116, 16, LANES);
            LocalTensor<int32_t> lane_59 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_59, 0, LANES);
            LocalTensor<int32_t> lane_60 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_60, 0, LANES);
            LocalTensor<float> work_117 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Cast(work_117, lane_60, RoundMode::CAST_RINT, LANES);
            Adds(work_117, work_117, 0.5f, LANES);
            Muls(work_117, work_117, reciprocal_2, LANES);
            LocalTensor<int32_t> work_118 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Cast(work_118, work_117, RoundMode::CAST_TRUNC, LANES);
            Muls(work_118, work_118, BLOCK_X, LANES);
            Sub(lane_59, lane_59, work_118, LANES);
            Add(work_116, work_116, lane_59, LANES);
            LocalTensor<int32_t> lane_61 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_61, 0, LANES);
            LocalTensor<float> work_119 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_119, lane_61, RoundMode::CAST_RINT, LANES);
            Adds(work_119, work_119, 0.5f, LANES);
            Muls(work_119, work_119, reciprocal_2, LANES);
            LocalTensor<int32_t> work_120 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(work_120, work_119, RoundMode::CAST_TRUNC, LANES);
            Muls(work_120, work_120, 16, LANES);
            LocalTensor<int32_t> lane_62 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_62, 0, LANES);
            LocalTensor<int32_t> lane_63 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            CreateVecIndex(lane_63, 0, LANES);
            LocalTensor<float> work_121 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Cast(work_121, lane_63, RoundMode::CAST_RINT, LANES);
            Adds(work_121, work_121, 0.5f, LANES);
            Muls(work_121, work_121, reciprocal_2, LANES);
            LocalTensor<int32_t> work_122 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Cast(work_122, work_121, RoundMode::CAST_TRUNC, LANES);
            Muls(work_122, work_122, BLOCK_X, LANES);
            Sub(lane_62, lane_62, work_122, LANES);
            Add(work_120, work_120, lane_62, LANES);
            LocalTensor<float> work_123 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_123, work_120, RoundMode::CAST_RINT, LANES);
            Adds(work_123, work_123, 0.5f, LANES);
            Muls(work_123, work_123, reciprocal, LANES);
            LocalTensor<int32_t> work_124 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(work_124, work_123, RoundMode::CAST_TRUNC, LANES);
            Muls(work_124, work_124, 4, LANES);
            Sub(work_116, work_116, work_124, LANES);
            Muls(work_116, work_116, 4, LANES);
            Adds(work_116, work_116, start, LANES);
            Add(places_2, places_2, work_116, LANES);
            gather_where(vector_2, A + 1, taken, places_2, window_2, room_2, LANES);
            LocalTensor<float> vector_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            LocalTensor<float> window_3 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                    * bytes_of_slots_58);
            LocalTensor<int32_t> room_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            LocalTensor<int32_t> lane_64 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            CreateVecIndex(lane_64, 0, LANES);
            LocalTensor<float> work_125 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Cast(work_125, lane_64, RoundMode::CAST_RINT, LANES);
            Adds(work_125, work_125, 0.5f, LANES);
            Muls(work_125, work_125, reciprocal_2, LANES);
            LocalTensor<int32_t> work_126 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Cast(work_126, work_125, RoundMode::CAST_TRUNC, LANES);
            Muls(work_126, work_126, 16, LANES);
            LocalTensor<int32_t> lane_65 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_65, 0, LANES);
            LocalTensor<int32_t> lane_66 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_66, 0, LANES);
            LocalTensor<float> work_127 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Cast(work_127, lane_66, RoundMode::CAST_RINT, LANES);
            Adds(work_127, work_127, 0.5f, LANES);
            Muls(work_127, work_127, reciprocal_2, LANES);
            LocalTensor<int32_t> work_128 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Cast(work_128, work_127, RoundMode::CAST_TRUNC, LANES);
            Muls(work_128, work_128, BLOCK_X, LANES);
            Sub(lane_65, lane_65, work_128, LANES);
            Add(work_126, work_126, lane_65, LANES);
            LocalTensor<float> work_129 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            Cast(work_129, work_126, RoundMode::CAST_RINT, LANES);
            Adds(work_129, work_129, 0.5f, LANES);
            Muls(work_129, work_129, reciprocal, LANES);
            LocalTensor<int32_t> places_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Cast(places_3, work_129, RoundMode::CAST_TRUNC, LANES);
            Adds(places_3, places_3, tile_row, LANES);
            Muls(places_3, places_3, inner, LANES);
            LocalTensor<int32_t> lane_67 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_67, 0, LANES);
            LocalTensor<float> work_130 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_130, lane_67, RoundMode::CAST_RINT, LANES);
            Adds(work_130, work_130, 0.5f, LANES);
            Muls(work_130, work_130, reciprocal_2, LANES);
            LocalTensor<int32_t> work_131 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(work_131, work_130, RoundMode::CAST_TRUNC, LANES);
            Muls(work_131, work_131, 16, LANES);
            LocalTensor<int32_t> lane_68 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_68, 0, LANES);
            LocalTensor<int32_t> lane_69 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            CreateVecIndex(lane_69, 0, LANES);
            LocalTensor<float> work_132 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Cast(work_132, lane_69, RoundMode::CAST_RINT, LANES);
            Adds(work_132, work_132, 0.5f, LANES);
            Muls(work_132, work_132, reciprocal_2, LANES);
            LocalTensor<int32_t> work_133 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Cast(work_133, work_132, RoundMode::CAST_TRUNC, LANES);
            Muls(work_133, work_133, BLOCK_X, LANES);
            Sub(lane_68, lane_68, work_133, LANES);
            Add(work_131, work_131, lane_68, LANES);
            LocalTensor<int32_t> lane_70 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_70, 0, LANES);
            LocalTensor<float> work_134 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Cast(work_134, lane_70, RoundMode::CAST_RINT, LANES);
            Adds(work_134, work_134, 0.5f, LANES);
            Muls(work_134, work_134, reciprocal_2, LANES);
            LocalTensor<int32_t> work_135 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Cast(work_135, work_134, RoundMode::CAST_TRUNC, LANES);
            Muls(work_135, work_135, 16, LANES);
            LocalTensor<int32_t> lane_71 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            CreateVecIndex(lane_71, 0, LANES);
            LocalTensor<int32_t> lane_72 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            CreateVecIndex(lane_72, 0, LANES);
            LocalTensor<float> work_136 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                    * bytes_of_slots_0);
            Cast(work_136, lane_72, RoundMode::CAST_RINT, LANES);
            Adds(work_136, work_136, 0.5f, LANES);
            Muls(work_136, work_136, reciprocal_2, LANES);
            LocalTensor<int32_t> work_137 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Cast(work_137, work_136, RoundMode::CAST_TRUNC, LANES);
            Muls(work_137, work_137, BLOCK_X, LANES);
            Sub(lane_71, lane_71, work_137, LANES);
            Add(work_135, work_135, lane_71, LANES);
            LocalTensor<float> work_138 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Cast(work_138, work_135, RoundMode::CAST_RINT, LANES);
            Adds(work_138, work_138, 0.5f, LANES);
            Muls(work_138, work_138, reciprocal, LANES);
            LocalTensor<int32_t> work_139 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Cast(work_139, work_138, RoundMode::CAST_TRUNC, LANES);
            Muls(work_139, work_139, 4, LANES);
            Sub(work_131, work_131, work_139, LANES);
            Muls(work_131, work_131, 4, LANES);
            Adds(work_131, work_131, start, LANES);
            Add(places_3, places_3, work_131, LANES);
            gather_where(vector_3, A + 2, taken, places_3, window_3, room_3, LANES);
            LocalTensor<float> vector_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            LocalTensor<float> window_4 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                    * bytes_of_slots_58);
            LocalTensor<int32_t> room_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            LocalTensor<int32_t> lane_73 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            CreateVecIndex(lane_73, 0, LANES);
            LocalTensor<float> work_140 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_140, lane_73, RoundMode::CAST_RINT, LANES);
            Adds(work_140, work_140, 0.5f, LANES);
            Muls(work_140, work_140, reciprocal_2, LANES);
            LocalTensor<int32_t> work_141 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(work_141, work_140, RoundMode::CAST_TRUNC, LANES);
            Muls(work_141, work_141, 16, LANES);
            LocalTensor<int32_t> lane_74 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_74, 0, LANES);
            LocalTensor<int32_t> lane_75 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            CreateVecIndex(lane_75, 0, LANES);
            LocalTensor<float> work_142 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Cast(work_142, lane_75, RoundMode::CAST_RINT, LANES);
            Adds(work_142, work_142, 0.5f, LANES);
            Muls(work_142, work_142, reciprocal_2, LANES);
            LocalTensor<int32_t> work_143 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Cast(work_143, work_142, RoundMode::CAST_TRUNC, LANES);
            Muls(work_143, work_143, BLOCK_X, LANES);
            Sub(lane_74, lane_74, work_143, LANES);
            Add(work_141, work_141, lane_74, LANES);
            LocalTensor<float> work_144 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            Cast(work_144, work_141, RoundMode::CAST_RINT, LANES);
            Adds(work_144, work_144, 0.5f, LANES);
            Muls(work_144, work_144, reciprocal, LANES);
            LocalTensor<int32_t> places_4 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Cast(places_4, work_144, RoundMode::CAST_TRUNC, LANES);
            Adds(places_4, places_4, tile_row, LANES);
            Muls(places_4, places_4, inner, LANES);
            LocalTensor<int32_t> lane_76 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            CreateVecIndex(lane_76, 0, LANES);
            LocalTensor<float> work_145 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Cast(work_145, lane_76, RoundMode::CAST_RINT, LANES);
            Adds(work_145, work_145, 0.5f, LANES);
            Muls(work_145, work_145, reciprocal_2, LANES);
            LocalTensor<int32_t> work_146 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Cast(work_146, work_145, RoundMode::CAST_TRUNC, LANES);
            Muls(work_146, work_146, 16, LANES);
            LocalTensor<int32_t> lane_77 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            CreateVecIndex(lane_77, 0, LANES);
            LocalTensor<int32_t> lane_78 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            CreateVecIndex(lane_78, 0, LANES);
            LocalTensor<float> work_147 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                    * bytes_of_slots_0);
            Cast(work_147, lane_78, RoundMode::CAST_RINT, LANES);
            Adds(work_147, work_147, 0.5f, LANES);
            Muls(work_147, work_147, reciprocal_2, LANES);
            LocalTensor<int32_t> work_148 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Cast(work_148, work_147, RoundMode::CAST_TRUNC, LANES);
            Muls(work_148, work_148, BLOCK_X, LANES);
            Sub(lane_77, lane_77, work_148, LANES);
            Add(work_146, work_146, lane_77, LANES);
            LocalTensor<int32_t> lane_79 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            CreateVecIndex(lane_79, 0, LANES);
            LocalTensor<float> work_149 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Cast(work_149, lane_79, RoundMode::CAST_RINT, LANES);
            Adds(work_149, work_149, 0.5f, LANES);
            Muls(work_149, work_149, reciprocal_2, LANES);
            LocalTensor<int32_t> work_150 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Cast(work_150, work_149, RoundMode::CAST_TRUNC, LANES);
            Muls(work_150, work_150, 16, LANES);
            LocalTensor<int32_t> lane_80 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            CreateVecIndex(lane_80, 0, LANES);
            LocalTensor<int32_t> lane_81 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                    * bytes_of_slots_0);
            CreateVecIndex(lane_81, 0, LANES);
            LocalTensor<float> work_151 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                    * bytes_of_slots_0);
            Cast(work_151, lane_81, RoundMode::CAST_RINT, LANES);
            Adds(work_151, work_151, 0.5f, LANES);
            Muls(work_151, work_151, reciprocal_2, LANES);
            LocalTensor<int32_t> work_152 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                    * bytes_of_slots_0);
            Cast(work_152, work_151, RoundMode::CAST_TRUNC, LANES);
            Muls(work_152, work_152, BLOCK_X, LANES);
            Sub(lane_80, lane_80, work_152, LANES);
            Add(work_150, work_150, lane_80, LANES);
            LocalTensor<float> work_153 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Cast(work_153, work_150, RoundMode::CAST_RINT, LANES);
            Adds(work_153, work_153, 0.5f, LANES);
            Muls(work_153, work_153, reciprocal, LANES);
            LocalTensor<int32_t> work_154 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Cast(work_154, work_153, RoundMode::CAST_TRUNC, LANES);
            Muls(work_154, work_154, 4, LANES);
            Sub(work_146, work_146, work_154, LANES);
            Muls(work_146, work_146, 4, LANES);
            Adds(work_146, work_146, start, LANES);
            Add(places_4, places_4, work_146, LANES);
            gather_where(vector_4, A + 3, taken, places_4, window_4, room_4, LANES);
            Select(load_or_zero_result, taken, vector, load_or_zero_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Select(load_or_zero_result_2, taken, vector_2, load_or_zero_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            Select(load_or_zero_result_3, taken, vector_3, load_or_zero_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            Select(load_or_zero_result_4, taken, vector_4, load_or_zero_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_19 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                    * bytes_of_slots_51);
            Duplicate(mask_19.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_20 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            LocalTensor<uint8_t> mask_21 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            And(mask_20.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(),
                    mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Not(mask_21.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_21.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_load_or_zero.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                    mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> lane_82 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_82, 0, 512);
            ShiftRight(lane_82, lane_82, 7, 512);
            LocalTensor<int32_t> work_155 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Duplicate(work_155, 4, 512);
            LocalTensor<int32_t> maximum_11 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_11, work_155, lane_82, 512);
            LocalTensor<uint8_t> mask_22 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 0
                    * bytes_of_slots_59);
            Compare(mask_22, maximum_11, lane_82, CMPMODE::EQ, 512);
            Not(mask_22.ReinterpretCast<int16_t>(), mask_22.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_83 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_83, 0, 512);
            ShiftRight(lane_83, lane_83, 7, 512);
            LocalTensor<int32_t> lane_84 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_84, 0, 512);
            LocalTensor<int32_t> lane_85 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_85, 0, 512);
            ShiftRight(lane_85, lane_85, 7, 512);
            ShiftLeft(lane_85.ReinterpretCast<uint32_t>(), lane_85.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_84, lane_84, lane_85, 512);
            Muls(lane_84, lane_84, 4, 512);
            Add(lane_83, lane_83, lane_84, 512);
            LocalTensor<int32_t> work_156 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_156, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_12 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Max(maximum_12, work_156, lane_83, 512);
            LocalTensor<uint8_t> mask_23 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_23, maximum_12, lane_83, CMPMODE::EQ, 512);
            Not(mask_23.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(), 32);
            And(mask_22.ReinterpretCast<int16_t>(), mask_22.ReinterpretCast<int16_t>(),
                    mask_23.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_86 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_86, 0, 512);
            ShiftRight(lane_86, lane_86, 7, 512);
            LocalTensor<int32_t> work_157 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Duplicate(work_157, 4, 512);
            LocalTensor<int32_t> maximum_13 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_13, work_157, lane_86, 512);
            LocalTensor<uint8_t> mask_24 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_24, maximum_13, lane_86, CMPMODE::EQ, 512);
            Not(mask_24.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_87 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_87, 0, 512);
            ShiftRight(lane_87, lane_87, 7, 512);
            LocalTensor<int32_t> lane_88 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_88, 0, 512);
            LocalTensor<int32_t> lane_89 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_89, 0, 512);
            ShiftRight(lane_89, lane_89, 7, 512);
            ShiftLeft(lane_89.ReinterpretCast<uint32_t>(), lane_89.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_88, lane_88, lane_89, 512);
            Muls(lane_88, lane_88, 4, 512);
            Add(lane_87, lane_87, lane_88, 512);
            LocalTensor<int32_t> work_158 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_158, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_14 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Max(maximum_14, work_158, lane_87, 512);
            LocalTensor<uint8_t> mask_25 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_25, maximum_14, lane_87, CMPMODE::EQ, 512);
            Not(mask_25.ReinterpretCast<int16_t>(), mask_25.ReinterpretCast<int16_t>(), 32);
            And(mask_24.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                    mask_25.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_90 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_90, 0, 512);
            ShiftRight(lane_90, lane_90, 7, 512);
            LocalTensor<int32_t> lane_91 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_91, 0, 512);
            LocalTensor<int32_t> lane_92 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_92, 0, 512);
            ShiftRight(lane_92, lane_92, 7, 512);
            ShiftLeft(lane_92.ReinterpretCast<uint32_t>(), lane_92.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_91, lane_91, lane_92, 512);
            Muls(lane_91, lane_91, 4, 512);
            Add(lane_90, lane_90, lane_91, 512);
            LocalTensor<int32_t> work_159 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Duplicate(work_159, 0, 512);
            Select(lane_90.ReinterpretCast<float>(), mask_24, lane_90.ReinterpretCast<float>(),
                    work_159.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            Muls(lane_90, lane_90, 4, 512);
            LocalTensor<float> gathered = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 3
                    * bytes_of_slots_38);
            Gather(gathered, load_or_zero_result, lane_90.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, mask_22, gathered, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<uint8_t> mask_26 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 0
                    * bytes_of_slots_59);
            CompareScalar(mask_26, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_27 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask_27, lanes_2, 32.0f, CMPMODE::GE, 512);
            And(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    mask_27.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_93 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_93, 0, 512);
            Adds(lane_93, lane_93, -32, 512);
            LocalTensor<int32_t> lane_94 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_94, 0, 512);
            Adds(lane_94, lane_94, -32, 512);
            ShiftRight(lane_94, lane_94, 31, 512);
            ShiftRight(lane_94.ReinterpretCast<uint32_t>(), lane_94.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_93, lane_93, lane_94, 512);
            ShiftRight(lane_93, lane_93, 7, 512);
            LocalTensor<int32_t> work_160 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Duplicate(work_160, 4, 512);
            LocalTensor<int32_t> maximum_15 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_15, work_160, lane_93, 512);
            LocalTensor<uint8_t> mask_28 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_28, maximum_15, lane_93, CMPMODE::EQ, 512);
            Not(mask_28.ReinterpretCast<int16_t>(), mask_28.ReinterpretCast<int16_t>(), 32);
            And(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    mask_28.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_95 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_95, 0, 512);
            Adds(lane_95, lane_95, -32, 512);
            LocalTensor<int32_t> lane_96 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_96, 0, 512);
            Adds(lane_96, lane_96, -32, 512);
            ShiftRight(lane_96, lane_96, 31, 512);
            ShiftRight(lane_96.ReinterpretCast<uint32_t>(), lane_96.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_95, lane_95, lane_96, 512);
            ShiftRight(lane_95, lane_95, 7, 512);
            LocalTensor<int32_t> lane_97 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_97, 0, 512);
            Adds(lane_97, lane_97, -32, 512);
            LocalTensor<int32_t> lane_98 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_98, 0, 512);
            Adds(lane_98, lane_98, -32, 512);
            LocalTensor<int32_t> lane_99 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_99, 0, 512);
            Adds(lane_99, lane_99, -32, 512);
            ShiftRight(lane_99, lane_99, 31, 512);
            ShiftRight(lane_99.ReinterpretCast<uint32_t>(), lane_99.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_98, lane_98, lane_99, 512);
            ShiftRight(lane_98, lane_98, 7, 512);
            ShiftLeft(lane_98.ReinterpretCast<uint32_t>(), lane_98.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_97, lane_97, lane_98, 512);
            Muls(lane_97, lane_97, 4, 512);
            Add(lane_95, lane_95, lane_97, 512);
            LocalTensor<int32_t> work_161 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_161, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_16 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Max(maximum_16, work_161, lane_95, 512);
            LocalTensor<uint8_t> mask_29 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_29, maximum_16, lane_95, CMPMODE::EQ, 512);
            Not(mask_29.ReinterpretCast<int16_t>(), mask_29.ReinterpretCast<int16_t>(), 32);
            And(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                    mask_29.ReinterpretCast<int16_t>(), 32);
            LocalTensor<uint8_t> mask_30 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask_30, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_31 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            CompareScalar(mask_31, lanes_2, 32.0f, CMPMODE::GE, 512);
            And(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(),
                    mask_31.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_100 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_100, 0, 512);
            Adds(lane_100, lane_100, -32, 512);
            LocalTensor<int32_t> lane_101 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_101, 0, 512);
            Adds(lane_101, lane_101, -32, 512);
            ShiftRight(lane_101, lane_101, 31, 512);
            ShiftRight(lane_101.ReinterpretCast<uint32_t>(), lane_101.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_100, lane_100, lane_101, 512);
            ShiftRight(lane_100, lane_100, 7, 512);
            LocalTensor<int32_t> work_162 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Duplicate(work_162, 4, 512);
            LocalTensor<int32_t> maximum_17 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_17, work_162, lane_100, 512);
            LocalTensor<uint8_t> mask_32 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_32, maximum_17, lane_100, CMPMODE::EQ, 512);
            Not(mask_32.ReinterpretCast<int16_t>(), mask_32.ReinterpretCast<int16_t>(), 32);
            And(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(),
                    mask_32.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_102 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_102, 0, 512);
            Adds(lane_102, lane_102, -32, 512);
            LocalTensor<int32_t> lane_103 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_103, 0, 512);
            Adds(lane_103, lane_103, -32, 512);
            ShiftRight(lane_103, lane_103, 31, 512);
            ShiftRight(lane_103.ReinterpretCast<uint32_t>(), lane_103.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_102, lane_102, lane_103, 512);
            ShiftRight(lane_102, lane_102, 7, 512);
            LocalTensor<int32_t> lane_104 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_104, 0, 512);
            Adds(lane_104, lane_104, -32, 512);
            LocalTensor<int32_t> lane_105 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_105, 0, 512);
            Adds(lane_105, lane_105, -32, 512);
            LocalTensor<int32_t> lane_106 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_106, 0, 512);
            Adds(lane_106, lane_106, -32, 512);
            ShiftRight(lane_106, lane_106, 31, 512);
            ShiftRight(lane_106.ReinterpretCast<uint32_t>(), lane_106.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_105, lane_105, lane_106, 512);
            ShiftRight(lane_105, lane_105, 7, 512);
            ShiftLeft(lane_105.ReinterpretCast<uint32_t>(), lane_105.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_104, lane_104, lane_105, 512);
            Muls(lane_104, lane_104, 4, 512);
            Add(lane_102, lane_102, lane_104, 512);
            LocalTensor<int32_t> work_163 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_163, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_18 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Max(maximum_18, work_163, lane_102, 512);
            LocalTensor<uint8_t> mask_33 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_33, maximum_18, lane_102, CMPMODE::EQ, 512);
            Not(mask_33.ReinterpretCast<int16_t>(), mask_33.ReinterpretCast<int16_t>(), 32);
            And(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(),
                    mask_33.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_107 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_107, 0, 512);
            Adds(lane_107, lane_107, -32, 512);
            LocalTensor<int32_t> lane_108 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_108, 0, 512);
            Adds(lane_108, lane_108, -32, 512);
            ShiftRight(lane_108, lane_108, 31, 512);
            ShiftRight(lane_108.ReinterpretCast<uint32_t>(), lane_108.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_107, lane_107, lane_108, 512);
            ShiftRight(lane_107, lane_107, 7, 512);
            LocalTensor<int32_t> lane_109 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_109, 0, 512);
            Adds(lane_109, lane_109, -32, 512);
            LocalTensor<int32_t> lane_110 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_110, 0, 512);
            Adds(lane_110, lane_110, -32, 512);
            LocalTensor<int32_t> lane_111 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_111, 0, 512);
            Adds(lane_111, lane_111, -32, 512);
            ShiftRight(lane_111, lane_111, 31, 512);
            ShiftRight(lane_111.ReinterpretCast<uint32_t>(), lane_111.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_110, lane_110, lane_111, 512);
            ShiftRight(lane_110, lane_110, 7, 512);
            ShiftLeft(lane_110.ReinterpretCast<uint32_t>(), lane_110.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_109, lane_109, lane_110, 512);
            Muls(lane_109, lane_109, 4, 512);
            Add(lane_107, lane_107, lane_109, 512);
            LocalTensor<int32_t> work_164 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Duplicate(work_164, 0, 512);
            Select(lane_107.ReinterpretCast<float>(), mask_30, lane_107.ReinterpretCast<float>(),
                    work_164.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            Muls(lane_107, lane_107, 4, 512);
            LocalTensor<float> gathered_2 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 2
                    * bytes_of_slots_38);
            Gather(gathered_2, load_or_zero_result_2, lane_107.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, mask_26, gathered_2, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<uint8_t> mask_34 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 0
                    * bytes_of_slots_59);
            CompareScalar(mask_34, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_35 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask_35, lanes_2, 64.0f, CMPMODE::GE, 512);
            And(mask_34.ReinterpretCast<int16_t>(), mask_34.ReinterpretCast<int16_t>(),
                    mask_35.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_112 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_112, 0, 512);
            Adds(lane_112, lane_112, -64, 512);
            LocalTensor<int32_t> lane_113 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_113, 0, 512);
            Adds(lane_113, lane_113, -64, 512);
            ShiftRight(lane_113, lane_113, 31, 512);
            ShiftRight(lane_113.ReinterpretCast<uint32_t>(), lane_113.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_112, lane_112, lane_113, 512);
            ShiftRight(lane_112, lane_112, 7, 512);
            LocalTensor<int32_t> work_165 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Duplicate(work_165, 4, 512);
            LocalTensor<int32_t> maximum_19 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_19, work_165, lane_112, 512);
            LocalTensor<uint8_t> mask_36 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_36, maximum_19, lane_112, CMPMODE::EQ, 512);
            Not(mask_36.ReinterpretCast<int16_t>(), mask_36.ReinterpretCast<int16_t>(), 32);
            And(mask_34.ReinterpretCast<int16_t>(), mask_34.ReinterpretCast<int16_t>(),
                    mask_36.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_114 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_114, 0, 512);
            Adds(lane_114, lane_114, -64, 512);
            LocalTensor<int32_t> lane_115 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_115, 0, 512);
            Adds(lane_115, lane_115, -64, 512);
            ShiftRight(lane_115, lane_115, 31, 512);
            ShiftRight(lane_115.ReinterpretCast<uint32_t>(), lane_115.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_114, lane_114, lane_115, 512);
            ShiftRight(lane_114, lane_114, 7, 512);
            LocalTensor<int32_t> lane_116 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_116, 0, 512);
            Adds(lane_116, lane_116, -64, 512);
            LocalTensor<int32_t> lane_117 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_117, 0, 512);
            Adds(lane_117, lane_117, -64, 512);
            LocalTensor<int32_t> lane_118 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_118, 0, 512);
            Adds(lane_118, lane_118, -64, 512);
            ShiftRight(lane_118, lane_118, 31, 512);
            ShiftRight(lane_118.ReinterpretCast<uint32_t>(), lane_118.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_117, lane_117, lane_118, 512);
            ShiftRight(lane_117, lane_117, 7, 512);
            ShiftLeft(lane_117.ReinterpretCast<uint32_t>(), lane_117.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_116, lane_116, lane_117, 512);
            Muls(lane_116, lane_116, 4, 512);
            Add(lane_114, lane_114, lane_116, 512);
            LocalTensor<int32_t> work_166 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_166, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_20 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Max(maximum_20, work_166, lane_114, 512);
            LocalTensor<uint8_t> mask_37 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_37, maximum_20, lane_114, CMPMODE::EQ, 512);
            Not(mask_37.ReinterpretCast<int16_t>(), mask_37.ReinterpretCast<int16_t>(), 32);
            And(mask_34.ReinterpretCast<int16_t>(), mask_34.ReinterpretCast<int16_t>(),
                    mask_37.ReinterpretCast<int16_t>(), 32);
            LocalTensor<uint8_t> mask_38 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask_38, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_39 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            CompareScalar(mask_39, lanes_2, 64.0f, CMPMODE::GE, 512);
            And(mask_38.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(),
                    mask_39.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_119 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_119, 0, 512);
            Adds(lane_119, lane_119, -64, 512);
            LocalTensor<int32_t> lane_120 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_120, 0, 512);
            Adds(lane_120, lane_120, -64, 512);
            ShiftRight(lane_120, lane_120, 31, 512);
            ShiftRight(lane_120.ReinterpretCast<uint32_t>(), lane_120.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_119, lane_119, lane_120, 512);
            ShiftRight(lane_119, lane_119, 7, 512);
            LocalTensor<int32_t> work_167 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Duplicate(work_167, 4, 512);
            LocalTensor<int32_t> maximum_21 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_21, work_167, lane_119, 512);
            LocalTensor<uint8_t> mask_40 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_40, maximum_21, lane_119, CMPMODE::EQ, 512);
            Not(mask_40.ReinterpretCast<int16_t>(), mask_40.ReinterpretCast<int16_t>(), 32);
            And(mask_38.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(),
                    mask_40.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_121 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_121, 0, 512);
            Adds(lane_121, lane_121, -64, 512);
            LocalTensor<int32_t> lane_122 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_122, 0, 512);
            Adds(lane_122, lane_122, -64, 512);
            ShiftRight(lane_122, lane_122, 31, 512);
            ShiftRight(lane_122.ReinterpretCast<uint32_t>(), lane_122.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_121, lane_121, lane_122, 512);
            ShiftRight(lane_121, lane_121, 7, 512);
            LocalTensor<int32_t> lane_123 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_123, 0, 512);
            Adds(lane_123, lane_123, -64, 512);
            LocalTensor<int32_t> lane_124 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_124, 0, 512);
            Adds(lane_124, lane_124, -64, 512);
            LocalTensor<int32_t> lane_125 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_125, 0, 512);
            Adds(lane_125, lane_125, -64, 512);
            ShiftRight(lane_125, lane_125, 31, 512);
            ShiftRight(lane_125.ReinterpretCast<uint32_t>(), lane_125.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_124, lane_124, lane_125, 512);
            ShiftRight(lane_124, lane_124, 7, 512);
            ShiftLeft(lane_124.ReinterpretCast<uint32_t>(), lane_124.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_123, lane_123, lane_124, 512);
            Muls(lane_123, lane_123, 4, 512);
            Add(lane_121, lane_121, lane_123, 512);
            LocalTensor<int32_t> work_168 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_168, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_22 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Max(maximum_22, work_168, lane_121, 512);
            LocalTensor<uint8_t> mask_41 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_41, maximum_22, lane_121, CMPMODE::EQ, 512);
            Not(mask_41.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(), 32);
            And(mask_38.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(),
                    mask_41.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_126 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_126, 0, 512);
            Adds(lane_126, lane_126, -64, 512);
            LocalTensor<int32_t> lane_127 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_127, 0, 512);
            Adds(lane_127, lane_127, -64, 512);
            ShiftRight(lane_127, lane_127, 31, 512);
            ShiftRight(lane_127.ReinterpretCast<uint32_t>(), lane_127.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_126, lane_126, lane_127, 512);
            ShiftRight(lane_126, lane_126, 7, 512);
            LocalTensor<int32_t> lane_128 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_128, 0, 512);
            Adds(lane_128, lane_128, -64, 512);
            LocalTensor<int32_t> lane_129 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_129, 0, 512);
            Adds(lane_129, lane_129, -64, 512);
            LocalTensor<int32_t> lane_130 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_130, 0, 512);
            Adds(lane_130, lane_130, -64, 512);
            ShiftRight(lane_130, lane_130, 31, 512);
            ShiftRight(lane_130.ReinterpretCast<uint32_t>(), lane_130.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_129, lane_129, lane_130, 512);
            ShiftRight(lane_129, lane_129, 7, 512);
            ShiftLeft(lane_129.ReinterpretCast<uint32_t>(), lane_129.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_128, lane_128, lane_129, 512);
            Muls(lane_128, lane_128, 4, 512);
            Add(lane_126, lane_126, lane_128, 512);
            LocalTensor<int32_t> work_169 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Duplicate(work_169, 0, 512);
            Select(lane_126.ReinterpretCast<float>(), mask_38, lane_126.ReinterpretCast<float>(),
                    work_169.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            Muls(lane_126, lane_126, 4, 512);
            LocalTensor<float> gathered_3 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 3
                    * bytes_of_slots_38);
            Gather(gathered_3, load_or_zero_result_3, lane_126.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, mask_34, gathered_3, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<uint8_t> mask_42 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 0
                    * bytes_of_slots_59);
            CompareScalar(mask_42, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_43 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask_43, lanes_2, 96.0f, CMPMODE::GE, 512);
            And(mask_42.ReinterpretCast<int16_t>(), mask_42.ReinterpretCast<int16_t>(),
                    mask_43.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_131 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_131, 0, 512);
            Adds(lane_131, lane_131, -96, 512);
            LocalTensor<int32_t> lane_132 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_132, 0, 512);
            Adds(lane_132, lane_132, -96, 512);
            ShiftRight(lane_132, lane_132, 31, 512);
            ShiftRight(lane_132.ReinterpretCast<uint32_t>(), lane_132.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_131, lane_131, lane_132, 512);
            ShiftRight(lane_131, lane_131, 7, 512);
            LocalTensor<int32_t> work_170 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Duplicate(work_170, 4, 512);
            LocalTensor<int32_t> maximum_23 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_23, work_170, lane_131, 512);
            LocalTensor<uint8_t> mask_44 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_44, maximum_23, lane_131, CMPMODE::EQ, 512);
            Not(mask_44.ReinterpretCast<int16_t>(), mask_44.ReinterpretCast<int16_t>(), 32);
            And(mask_42.ReinterpretCast<int16_t>(), mask_42.ReinterpretCast<int16_t>(),
                    mask_44.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_133 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_133, 0, 512);
            Adds(lane_133, lane_133, -96, 512);
            LocalTensor<int32_t> lane_134 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_134, 0, 512);
            Adds(lane_134, lane_134, -96, 512);
            ShiftRight(lane_134, lane_134, 31, 512);
            ShiftRight(lane_134.ReinterpretCast<uint32_t>(), lane_134.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_133, lane_133, lane_134, 512);
            ShiftRight(lane_133, lane_133, 7, 512);
            LocalTensor<int32_t> lane_135 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_135, 0, 512);
            Adds(lane_135, lane_135, -96, 512);
            LocalTensor<int32_t> lane_136 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_136, 0, 512);
            Adds(lane_136, lane_136, -96, 512);
            LocalTensor<int32_t> lane_137 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_137, 0, 512);
            Adds(lane_137, lane_137, -96, 512);
            ShiftRight(lane_137, lane_137, 31, 512);
            ShiftRight(lane_137.ReinterpretCast<uint32_t>(), lane_137.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_136, lane_136, lane_137, 512);
            ShiftRight(lane_136, lane_136, 7, 512);
            ShiftLeft(lane_136.ReinterpretCast<uint32_t>(), lane_136.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_135, lane_135, lane_136, 512);
            Muls(lane_135, lane_135, 4, 512);
            Add(lane_133, lane_133, lane_135, 512);
            LocalTensor<int32_t> work_171 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_171, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_24 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Max(maximum_24, work_171, lane_133, 512);
            LocalTensor<uint8_t> mask_45 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            Compare(mask_45, maximum_24, lane_133, CMPMODE::EQ, 512);
            Not(mask_45.ReinterpretCast<int16_t>(), mask_45.ReinterpretCast<int16_t>(), 32);
            And(mask_42.ReinterpretCast<int16_t>(), mask_42.ReinterpretCast<int16_t>(),
                    mask_45.ReinterpretCast<int16_t>(), 32);
            LocalTensor<uint8_t> mask_46 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 1
                    * bytes_of_slots_59);
            CompareScalar(mask_46, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_47 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            CompareScalar(mask_47, lanes_2, 96.0f, CMPMODE::GE, 512);
            And(mask_46.ReinterpretCast<int16_t>(), mask_46.ReinterpretCast<int16_t>(),
                    mask_47.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_138 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_138, 0, 512);
            Adds(lane_138, lane_138, -96, 512);
            LocalTensor<int32_t> lane_139 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_139, 0, 512);
            Adds(lane_139, lane_139, -96, 512);
            ShiftRight(lane_139, lane_139, 31, 512);
            ShiftRight(lane_139.ReinterpretCast<uint32_t>(), lane_139.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_138, lane_138, lane_139, 512);
            ShiftRight(lane_138, lane_138, 7, 512);
            LocalTensor<int32_t> work_172 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Duplicate(work_172, 4, 512);
            LocalTensor<int32_t> maximum_25 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Max(maximum_25, work_172, lane_138, 512);
            LocalTensor<uint8_t> mask_48 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_48, maximum_25, lane_138, CMPMODE::EQ, 512);
            Not(mask_48.ReinterpretCast<int16_t>(), mask_48.ReinterpretCast<int16_t>(), 32);
            And(mask_46.ReinterpretCast<int16_t>(), mask_46.ReinterpretCast<int16_t>(),
                    mask_48.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_140 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_140, 0, 512);
            Adds(lane_140, lane_140, -96, 512);
            LocalTensor<int32_t> lane_141 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_141, 0, 512);
            Adds(lane_141, lane_141, -96, 512);
            ShiftRight(lane_141, lane_141, 31, 512);
            ShiftRight(lane_141.ReinterpretCast<uint32_t>(), lane_141.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_140, lane_140, lane_141, 512);
            ShiftRight(lane_140, lane_140, 7, 512);
            LocalTensor<int32_t> lane_142 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_142, 0, 512);
            Adds(lane_142, lane_142, -96, 512);
            LocalTensor<int32_t> lane_143 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_143, 0, 512);
            Adds(lane_143, lane_143, -96, 512);
            LocalTensor<int32_t> lane_144 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_144, 0, 512);
            Adds(lane_144, lane_144, -96, 512);
            ShiftRight(lane_144, lane_144, 31, 512);
            ShiftRight(lane_144.ReinterpretCast<uint32_t>(), lane_144.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_143, lane_143, lane_144, 512);
            ShiftRight(lane_143, lane_143, 7, 512);
            ShiftLeft(lane_143.ReinterpretCast<uint32_t>(), lane_143.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_142, lane_142, lane_143, 512);
            Muls(lane_142, lane_142, 4, 512);
            Add(lane_140, lane_140, lane_142, 512);
            LocalTensor<int32_t> work_173 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Duplicate(work_173, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_26 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Max(maximum_26, work_173, lane_140, 512);
            LocalTensor<uint8_t> mask_49 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 2
                    * bytes_of_slots_59);
            Compare(mask_49, maximum_26, lane_140, CMPMODE::EQ, 512);
            Not(mask_49.ReinterpretCast<int16_t>(), mask_49.ReinterpretCast<int16_t>(), 32);
            And(mask_46.ReinterpretCast<int16_t>(), mask_46.ReinterpretCast<int16_t>(),
                    mask_49.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> lane_145 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            CreateVecIndex(lane_145, 0, 512);
            Adds(lane_145, lane_145, -96, 512);
            LocalTensor<int32_t> lane_146 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_146, 0, 512);
            Adds(lane_146, lane_146, -96, 512);
            ShiftRight(lane_146, lane_146, 31, 512);
            ShiftRight(lane_146.ReinterpretCast<uint32_t>(), lane_146.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_145, lane_145, lane_146, 512);
            ShiftRight(lane_145, lane_145, 7, 512);
            LocalTensor<int32_t> lane_147 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            CreateVecIndex(lane_147, 0, 512);
            Adds(lane_147, lane_147, -96, 512);
            LocalTensor<int32_t> lane_148 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            CreateVecIndex(lane_148, 0, 512);
            Adds(lane_148, lane_148, -96, 512);
            LocalTensor<int32_t> lane_149 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            CreateVecIndex(lane_149, 0, 512);
            Adds(lane_149, lane_149, -96, 512);
            ShiftRight(lane_149, lane_149, 31, 512);
            ShiftRight(lane_149.ReinterpretCast<uint32_t>(), lane_149.ReinterpretCast<uint32_t>(), (uint32_t)25, 512);
            Add(lane_148, lane_148, lane_149, 512);
            ShiftRight(lane_148, lane_148, 7, 512);
            ShiftLeft(lane_148.ReinterpretCast<uint32_t>(), lane_148.ReinterpretCast<uint32_t>(), (uint32_t)7, 512);
            Sub(lane_147, lane_147, lane_148, 512);
            Muls(lane_147, lane_147, 4, 512);
            Add(lane_145, lane_145, lane_147, 512);
            LocalTensor<int32_t> work_174 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 2
                    * bytes_of_slots_38);
            Duplicate(work_174, 0, 512);
            Select(lane_145.ReinterpretCast<float>(), mask_46, lane_145.ReinterpretCast<float>(),
                    work_174.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            Muls(lane_145, lane_145, 4, 512);
            LocalTensor<float> gathered_4 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 2
                    * bytes_of_slots_38);
            Gather(gathered_4, load_or_zero_result_4, lane_145.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, mask_42, gathered_4, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            for (int32_t start_2 = 0; start_2 < TILE_INNER; start_2 += 8) {
                LocalTensor<float> load_or_zero_result_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 25 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_5, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 26 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_6, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 27 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_7, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 28 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_8, 0.0f, LANES);
                LocalTensor<uint8_t> in_load_or_zero_2 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51
                        / sizeof(uint8_t), 1 * bytes_of_slots_51);
                Duplicate(in_load_or_zero_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_50 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_50, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_150 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_150, 0, LANES);
                LocalTensor<float> work_175 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_175, lane_150, RoundMode::CAST_RINT, LANES);
                Adds(work_175, work_175, 0.5f, LANES);
                Muls(work_175, work_175, reciprocal_2, LANES);
                LocalTensor<int32_t> work_176 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_176, work_175, RoundMode::CAST_TRUNC, LANES);
                Adds(work_176, work_176, start_2, LANES);
                LocalTensor<int32_t> work_177 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_177, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_27 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_27, work_177, work_176, LANES);
                LocalTensor<uint8_t> mask_51 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_51, maximum_27, work_176, CMPMODE::EQ, LANES);
                Not(mask_51.ReinterpretCast<int16_t>(), mask_51.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_50.ReinterpretCast<int16_t>(), mask_50.ReinterpretCast<int16_t>(),
                        mask_51.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> lane_151 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_151, 0, LANES);
                LocalTensor<float> work_178 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_178, lane_151, RoundMode::CAST_RINT, LANES);
                Adds(work_178, work_178, 0.5f, LANES);
                Muls(work_178, work_178, reciprocal_2, LANES);
                LocalTensor<int32_t> work_179 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_179, work_178, RoundMode::CAST_TRUNC, LANES);
                Adds(work_179, work_179, start_2, LANES);
                Adds(work_179, work_179, start, LANES);
                LocalTensor<int32_t> work_180 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_180, inner, LANES);
                LocalTensor<int32_t> maximum_28 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_28, work_180, work_179, LANES);
                LocalTensor<uint8_t> mask_52 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_52, maximum_28, work_179, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> lane_152 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_152, 0, LANES);
                LocalTensor<int32_t> lane_153 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_153, 0, LANES);
                LocalTensor<float> work_181 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_181, lane_153, RoundMode::CAST_RINT, LANES);
                Adds(work_181, work_181, 0.5f, LANES);
                Muls(work_181, work_181, reciprocal_2, LANES);
                LocalTensor<int32_t> work_182 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_182, work_181, RoundMode::CAST_TRUNC, LANES);
                Muls(work_182, work_182, BLOCK_X, LANES);
                Sub(lane_152, lane_152, work_182, LANES);
                Muls(lane_152, lane_152, 4, LANES);
                Adds(lane_152, lane_152, tile_column, LANES);
                LocalTensor<int32_t> work_183 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_183, columns, LANES);
                LocalTensor<int32_t> maximum_29 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_29, work_183, lane_152, LANES);
                LocalTensor<uint8_t> mask_53 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Compare(mask_53, maximum_29, lane_152, CMPMODE::EQ, LANES);
                Or(mask_52.ReinterpretCast<int16_t>(), mask_52.ReinterpretCast<int16_t>(),
                        mask_53.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_50.ReinterpretCast<int16_t>(), mask_50.ReinterpretCast<int16_t>(),
                        mask_52.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_184 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Duplicate(work_184, 0.0f, LANES);
                Select(load_or_zero_result_5, mask_50, work_184, load_or_zero_result_5,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_54 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_54, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_154 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_154, 0, LANES);
                LocalTensor<float> work_185 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_185, lane_154, RoundMode::CAST_RINT, LANES);
                Adds(work_185, work_185, 0.5f, LANES);
                Muls(work_185, work_185, reciprocal_2, LANES);
                LocalTensor<int32_t> work_186 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_186, work_185, RoundMode::CAST_TRUNC, LANES);
                Adds(work_186, work_186, start_2, LANES);
                LocalTensor<int32_t> work_187 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_187, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_30 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_30, work_187, work_186, LANES);
                LocalTensor<uint8_t> mask_55 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_55, maximum_30, work_186, CMPMODE::EQ, LANES);
                Not(mask_55.ReinterpretCast<int16_t>(), mask_55.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_54.ReinterpretCast<int16_t>(), mask_54.ReinterpretCast<int16_t>(),
                        mask_55.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> lane_155 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_155, 0, LANES);
                LocalTensor<float> work_188 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_188, lane_155, RoundMode::CAST_RINT, LANES);
                Adds(work_188, work_188, 0.5f, LANES);
                Muls(work_188, work_188, reciprocal_2, LANES);
                LocalTensor<int32_t> work_189 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_189, work_188, RoundMode::CAST_TRUNC, LANES);
                Adds(work_189, work_189, start_2, LANES);
                Adds(work_189, work_189, start, LANES);
                LocalTensor<int32_t> work_190 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_190, inner, LANES);
                LocalTensor<int32_t> maximum_31 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_31, work_190, work_189, LANES);
                LocalTensor<uint8_t> mask_56 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_56, maximum_31, work_189, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> lane_156 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_156, 0, LANES);
                LocalTensor<int32_t> lane_157 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                CreateVecIndex(lane_157, 0, LANES);
                LocalTensor<float> work_191 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_191, lane_157, RoundMode::CAST_RINT, LANES);
                Adds(work_191, work_191, 0.5f, LANES);
                Muls(work_191, work_191, reciprocal_2, LANES);
                LocalTensor<int32_t> work_192 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Cast(work_192, work_191, RoundMode::CAST_TRUNC, LANES);
                Muls(work_192, work_192, BLOCK_X, LANES);
                Sub(lane_156, lane_156, work_192, LANES);
                Muls(lane_156, lane_156, 4, LANES);
                Adds(lane_156, lane_156, tile_column, LANES);
                LocalTensor<int32_t> work_193 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_193, columns, LANES);
                LocalTensor<int32_t> maximum_32 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_32, work_193, lane_156, LANES);
                LocalTensor<uint8_t> mask_57 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Compare(mask_57, maximum_32, lane_156, CMPMODE::EQ, LANES);
                Or(mask_56.ReinterpretCast<int16_t>(), mask_56.ReinterpretCast<int16_t>(),
                        mask_57.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_54.ReinterpretCast<int16_t>(), mask_54.ReinterpretCast<int16_t>(),
                        mask_56.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_194 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Duplicate(work_194, 0.0f, LANES);
                Select(load_or_zero_result_6, mask_54, work_194, load_or_zero_result_6,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_58 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_58, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_158 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_158, 0, LANES);
                LocalTensor<float> work_195 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_195, lane_158, RoundMode::CAST_RINT, LANES);
                Adds(work_195, work_195, 0.5f, LANES);
                Muls(work_195, work_195, reciprocal_2, LANES);
                LocalTensor<int32_t> work_196 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_196, work_195, RoundMode::CAST_TRUNC, LANES);
                Adds(work_196, work_196, start_2, LANES);
                LocalTensor<int32_t> work_197 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_197, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_33 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_33, work_197, work_196, LANES);
                LocalTensor<uint8_t> mask_59 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_59, maximum_33, work_196, CMPMODE::EQ, LANES);
                Not(mask_59.ReinterpretCast<int16_t>(), mask_59.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_58.ReinterpretCast<int16_t>(), mask_58.ReinterpretCast<int16_t>(),
                        mask_59.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> lane_159 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_159, 0, LANES);
                LocalTensor<float> work_198 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_198, lane_159, RoundMode::CAST_RINT, LANES);
                Adds(work_198, work_198, 0.5f, LANES);
                Muls(work_198, work_198, reciprocal_2, LANES);
                LocalTensor<int32_t> work_199 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_199, work_198, RoundMode::CAST_TRUNC, LANES);
                Adds(work_199, work_199, start_2, LANES);
                Adds(work_199, work_199, start, LANES);
                LocalTensor<int32_t> work_200 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_200, inner, LANES);
                LocalTensor<int32_t> maximum_34 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_34, work_200, work_199, LANES);
                LocalTensor<uint8_t> mask_60 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_60, maximum_34, work_199, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> lane_160 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_160, 0, LANES);
                LocalTensor<int32_t> lane_161 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_161, 0, LANES);
                LocalTensor<float> work_201 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_201, lane_161, RoundMode::CAST_RINT, LANES);
                Adds(work_201, work_201, 0.5f, LANES);
                Muls(work_201, work_201, reciprocal_2, LANES);
                LocalTensor<int32_t> work_202 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_202, work_201, RoundMode::CAST_TRUNC, LANES);
                Muls(work_202, work_202, BLOCK_X, LANES);
                Sub(lane_160, lane_160, work_202, LANES);
                Muls(lane_160, lane_160, 4, LANES);
                Adds(lane_160, lane_160, tile_column, LANES);
                LocalTensor<int32_t> work_203 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_203, columns, LANES);
                LocalTensor<int32_t> maximum_35 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_35, work_203, lane_160, LANES);
                LocalTensor<uint8_t> mask_61 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Compare(mask_61, maximum_35, lane_160, CMPMODE::EQ, LANES);
                Or(mask_60.ReinterpretCast<int16_t>(), mask_60.ReinterpretCast<int16_t>(),
                        mask_61.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_58.ReinterpretCast<int16_t>(), mask_58.ReinterpretCast<int16_t>(),
                        mask_60.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_204 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Duplicate(work_204, 0.0f, LANES);
                Select(load_or_zero_result_7, mask_58, work_204, load_or_zero_result_7,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_62 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_62, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_162 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_162, 0, LANES);
                LocalTensor<float> work_205 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_205, lane_162, RoundMode::CAST_RINT, LANES);
                Adds(work_205, work_205, 0.5f, LANES);
                Muls(work_205, work_205, reciprocal_2, LANES);
                LocalTensor<int32_t> work_206 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_206, work_205, RoundMode::CAST_TRUNC, LANES);
                Adds(work_206, work_206, start_2, LANES);
                LocalTensor<int32_t> work_207 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_207, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_36 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_36, work_207, work_206, LANES);
                LocalTensor<uint8_t> mask_63 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_63, maximum_36, work_206, CMPMODE::EQ, LANES);
                Not(mask_63.ReinterpretCast<int16_t>(), mask_63.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_62.ReinterpretCast<int16_t>(), mask_62.ReinterpretCast<int16_t>(),
                        mask_63.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> lane_163 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_163, 0, LANES);
                LocalTensor<float> work_208 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_208, lane_163, RoundMode::CAST_RINT, LANES);
                Adds(work_208, work_208, 0.5f, LANES);
                Muls(work_208, work_208, reciprocal_2, LANES);
                LocalTensor<int32_t> work_209 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_209, work_208, RoundMode::CAST_TRUNC, LANES);
                Adds(work_209, work_209, start_2, LANES);
                Adds(work_209, work_209, start, LANES);
                LocalTensor<int32_t> work_210 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_210, inner, LANES);
                LocalTensor<int32_t> maximum_37 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_37, work_210, work_209, LANES);
                LocalTensor<uint8_t> mask_64 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_64, maximum_37, work_209, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> lane_164 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_164, 0, LANES);
                LocalTensor<int32_t> lane_165 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                CreateVecIndex(lane_165, 0, LANES);
                LocalTensor<float> work_211 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_211, lane_165, RoundMode::CAST_RINT, LANES);
                Adds(work_211, work_211, 0.5f, LANES);
                Muls(work_211, work_211, reciprocal_2, LANES);
                LocalTensor<int32_t> work_212 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Cast(work_212, work_211, RoundMode::CAST_TRUNC, LANES);
                Muls(work_212, work_212, BLOCK_X, LANES);
                Sub(lane_164, lane_164, work_212, LANES);
                Muls(lane_164, lane_164, 4, LANES);
                Adds(lane_164, lane_164, tile_column, LANES);
                LocalTensor<int32_t> work_213 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_213, columns, LANES);
                LocalTensor<int32_t> maximum_38 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_38, work_213, lane_164, LANES);
                LocalTensor<uint8_t> mask_65 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Compare(mask_65, maximum_38, lane_164, CMPMODE::EQ, LANES);
                Or(mask_64.ReinterpretCast<int16_t>(), mask_64.ReinterpretCast<int16_t>(),
                        mask_65.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_62.ReinterpretCast<int16_t>(), mask_62.ReinterpretCast<int16_t>(),
                        mask_64.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_214 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Duplicate(work_214, 0.0f, LANES);
                Select(load_or_zero_result_8, mask_62, work_214, load_or_zero_result_8,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_66 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_66, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_166 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_166, 0, LANES);
                LocalTensor<float> work_215 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_215, lane_166, RoundMode::CAST_RINT, LANES);
                Adds(work_215, work_215, 0.5f, LANES);
                Muls(work_215, work_215, reciprocal_2, LANES);
                LocalTensor<int32_t> work_216 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_216, work_215, RoundMode::CAST_TRUNC, LANES);
                Adds(work_216, work_216, start_2, LANES);
                LocalTensor<int32_t> work_217 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_217, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_39 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_39, work_217, work_216, LANES);
                LocalTensor<uint8_t> mask_67 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_67, maximum_39, work_216, CMPMODE::EQ, LANES);
                Not(mask_67.ReinterpretCast<int16_t>(), mask_67.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_66.ReinterpretCast<int16_t>(), mask_66.ReinterpretCast<int16_t>(),
                        mask_67.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> lane_167 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_167, 0, LANES);
                LocalTensor<float> work_218 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_218, lane_167, RoundMode::CAST_RINT, LANES);
                Adds(work_218, work_218, 0.5f, LANES);
                Muls(work_218, work_218, reciprocal_2, LANES);
                LocalTensor<int32_t> work_219 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_219, work_218, RoundMode::CAST_TRUNC, LANES);
                Adds(work_219, work_219, start_2, LANES);
                Adds(work_219, work_219, start, LANES);
                LocalTensor<int32_t> work_220 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_220, inner, LANES);
                LocalTensor<int32_t> maximum_40 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_40, work_220, work_219, LANES);
                LocalTensor<uint8_t> mask_68 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_68, maximum_40, work_219, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> lane_168 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_168, 0, LANES);
                LocalTensor<int32_t> lane_169 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_169, 0, LANES);
                LocalTensor<float> work_221 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_221, lane_169, RoundMode::CAST_RINT, LANES);
                Adds(work_221, work_221, 0.5f, LANES);
                Muls(work_221, work_221, reciprocal_2, LANES);
                LocalTensor<int32_t> work_222 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_222, work_221, RoundMode::CAST_TRUNC, LANES);
                Muls(work_222, work_222, BLOCK_X, LANES);
                Sub(lane_168, lane_168, work_222, LANES);
                Muls(lane_168, lane_168, 4, LANES);
                Adds(lane_168, lane_168, tile_column, LANES);
                LocalTensor<int32_t> work_223 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_223, columns, LANES);
                LocalTensor<int32_t> maximum_41 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_41, work_223, lane_168, LANES);
                LocalTensor<uint8_t> mask_69 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Compare(mask_69, maximum_41, lane_168, CMPMODE::EQ, LANES);
                Or(mask_68.ReinterpretCast<int16_t>(), mask_68.ReinterpretCast<int16_t>(),
                        mask_69.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_66.ReinterpretCast<int16_t>(), mask_66.ReinterpretCast<int16_t>(),
                        mask_68.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_70 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Duplicate(mask_70.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_71 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                LocalTensor<uint8_t> mask_72 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                        * bytes_of_slots_51);
                And(mask_71.ReinterpretCast<int16_t>(), mask_66.ReinterpretCast<int16_t>(),
                        mask_70.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Not(mask_72.ReinterpretCast<int16_t>(), mask_66.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_72.ReinterpretCast<int16_t>(), mask_72.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(in_load_or_zero_2.ReinterpretCast<int16_t>(), mask_71.ReinterpretCast<int16_t>(),
                        mask_72.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> taken_2 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                        * bytes_of_slots_51);
                CompareScalar(taken_2, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_170 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_170, 0, LANES);
                LocalTensor<float> work_224 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Cast(work_224, lane_170, RoundMode::CAST_RINT, LANES);
                Adds(work_224, work_224, 0.5f, LANES);
                Muls(work_224, work_224, reciprocal_2, LANES);
                LocalTensor<int32_t> work_225 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_225, work_224, RoundMode::CAST_TRUNC, LANES);
                Adds(work_225, work_225, start_2, LANES);
                LocalTensor<int32_t> work_226 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_226, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_42 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_42, work_226, work_225, LANES);
                LocalTensor<uint8_t> mask_73 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Compare(mask_73, maximum_42, work_225, CMPMODE::EQ, LANES);
                Not(mask_73.ReinterpretCast<int16_t>(), mask_73.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(taken_2.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                        mask_73.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(taken_2.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> vector_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                LocalTensor<float> window_5 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                        * bytes_of_slots_58);
                LocalTensor<int32_t> room_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                LocalTensor<int32_t> lane_171 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                CreateVecIndex(lane_171, 0, LANES);
                LocalTensor<float> work_227 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Cast(work_227, lane_171, RoundMode::CAST_RINT, LANES);
                Adds(work_227, work_227, 0.5f, LANES);
                Muls(work_227, work_227, reciprocal_2, LANES);
                LocalTensor<int32_t> places_5 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Cast(places_5, work_227, RoundMode::CAST_TRUNC, LANES);
                Adds(places_5, places_5, start_2, LANES);
                Adds(places_5, places_5, start, LANES);
                Muls(places_5, places_5, columns, LANES);
                LocalTensor<int32_t> lane_172 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                CreateVecIndex(lane_172, 0, LANES);
                LocalTensor<int32_t> lane_173 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_173, 0, LANES);
                LocalTensor<float> work_228 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 34
                        * bytes_of_slots_0);
                Cast(work_228, lane_173, RoundMode::CAST_RINT, LANES);
                Adds(work_228, work_228, 0.5f, LANES);
                Muls(work_228, work_228, reciprocal_2, LANES);
                LocalTensor<int32_t> work_229 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Cast(work_229, work_228, RoundMode::CAST_TRUNC, LANES);
                Muls(work_229, work_229, BLOCK_X, LANES);
                Sub(lane_172, lane_172, work_229, LANES);
                Muls(lane_172, lane_172, 4, LANES);
                Adds(lane_172, lane_172, tile_column, LANES);
                Add(places_5, places_5, lane_172, LANES);
                gather_where(vector_5, B, taken_2, places_5, window_5, room_5, LANES);
                LocalTensor<float> vector_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                LocalTensor<float> window_6 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                        * bytes_of_slots_58);
                LocalTensor<int32_t> room_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                LocalTensor<int32_t> lane_174 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                CreateVecIndex(lane_174, 0, LANES);
                LocalTensor<float> work_230 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Cast(work_230, lane_174, RoundMode::CAST_RINT, LANES);
                Adds(work_230, work_230, 0.5f, LANES);
                Muls(work_230, work_230, reciprocal_2, LANES);
                LocalTensor<int32_t> places_6 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Cast(places_6, work_230, RoundMode::CAST_TRUNC, LANES);
                Adds(places_6, places_6, start_2, LANES);
                Adds(places_6, places_6, start, LANES);
                Muls(places_6, places_6, columns, LANES);
                LocalTensor<int32_t> lane_175 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_175, 0, LANES);
                LocalTensor<int32_t> lane_176 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                CreateVecIndex(lane_176, 0, LANES);
                LocalTensor<float> work_231 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Cast(work_231, lane_176, RoundMode::CAST_RINT, LANES);
                Adds(work_231, work_231, 0.5f, LANES);
                Muls(work_231, work_231, reciprocal_2, LANES);
                LocalTensor<int32_t> work_232 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Cast(work_232, work_231, RoundMode::CAST_TRUNC, LANES);
                Muls(work_232, work_232, BLOCK_X, LANES);
                Sub(lane_175, lane_175, work_232, LANES);
                Muls(lane_175, lane_175, 4, LANES);
                Adds(lane_175, lane_175, tile_column, LANES);
                Add(places_6, places_6, lane_175, LANES);
                gather_where(vector_6, B + 1, taken_2, places_6, window_6, room_6, LANES);
                LocalTensor<float> vector_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                LocalTensor<float> window_7 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                        * bytes_of_slots_58);
                LocalTensor<int32_t> room_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                LocalTensor<int32_t> lane_177 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_177, 0, LANES);
                LocalTensor<float> work_233 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 34
                        * bytes_of_slots_0);
                Cast(work_233, lane_177, RoundMode::CAST_RINT, LANES);
                Adds(work_233, work_233, 0.5f, LANES);
                Muls(work_233, work_233, reciprocal_2, LANES);
                LocalTensor<int32_t> places_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Cast(places_7, work_233, RoundMode::CAST_TRUNC, LANES);
                Adds(places_7, places_7, start_2, LANES);
                Adds(places_7, places_7, start, LANES);
                Muls(places_7, places_7, columns, LANES);
                LocalTensor<int32_t> lane_178 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                CreateVecIndex(lane_178, 0, LANES);
                LocalTensor<int32_t> lane_179 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                CreateVecIndex(lane_179, 0, LANES);
                LocalTensor<float> work_234 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Cast(work_234, lane_179, RoundMode::CAST_RINT, LANES);
                Adds(work_234, work_234, 0.5f, LANES);
                Muls(work_234, work_234, reciprocal_2, LANES);
                LocalTensor<int32_t> work_235 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Cast(work_235, work_234, RoundMode::CAST_TRUNC, LANES);
                Muls(work_235, work_235, BLOCK_X, LANES);
                Sub(lane_178, lane_178, work_235, LANES);
                Muls(lane_178, lane_178, 4, LANES);
                Adds(lane_178, lane_178, tile_column, LANES);
                Add(places_7, places_7, lane_178, LANES);
                gather_where(vector_7, B + 2, taken_2, places_7, window_7, room_7, LANES);
                LocalTensor<float> vector_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                LocalTensor<float> window_8 = slots_58.GetWithOffset<float>(bytes_of_slots_58 / sizeof(float), 0
                        * bytes_of_slots_58);
                LocalTensor<int32_t> room_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                LocalTensor<int32_t> lane_180 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                CreateVecIndex(lane_180, 0, LANES);
                LocalTensor<float> work_236 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Cast(work_236, lane_180, RoundMode::CAST_RINT, LANES);
                Adds(work_236, work_236, 0.5f, LANES);
                Muls(work_236, work_236, reciprocal_2, LANES);
                LocalTensor<int32_t> places_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Cast(places_8, work_236, RoundMode::CAST_TRUNC, LANES);
                Adds(places_8, places_8, start_2, LANES);
                Adds(places_8, places_8, start, LANES);
                Muls(places_8, places_8, columns, LANES);
                LocalTensor<int32_t> lane_181 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                CreateVecIndex(lane_181, 0, LANES);
                LocalTensor<int32_t> lane_182 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                        * bytes_of_slots_0);
                CreateVecIndex(lane_182, 0, LANES);
                LocalTensor<float> work_237 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 37
                        * bytes_of_slots_0);
                Cast(work_237, lane_182, RoundMode::CAST_RINT, LANES);
                Adds(work_237, work_237, 0.5f, LANES);
                Muls(work_237, work_237, reciprocal_2, LANES);
                LocalTensor<int32_t> work_238 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                        * bytes_of_slots_0);
                Cast(work_238, work_237, RoundMode::CAST_TRUNC, LANES);
                Muls(work_238, work_238, BLOCK_X, LANES);
                Sub(lane_181, lane_181, work_238, LANES);
                Muls(lane_181, lane_181, 4, LANES);
                Adds(lane_181, lane_181, tile_column, LANES);
                Add(places_8, places_8, lane_181, LANES);
                gather_where(vector_8, B + 3, taken_2, places_8, window_8, room_8, LANES);
                Select(load_or_zero_result_5, taken_2, vector_5, load_or_zero_result_5,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Select(load_or_zero_result_6, taken_2, vector_6, load_or_zero_result_6,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Select(load_or_zero_result_7, taken_2, vector_7, load_or_zero_result_7,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Select(load_or_zero_result_8, taken_2, vector_8, load_or_zero_result_8,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_74 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 5
                        * bytes_of_slots_51);
                Duplicate(mask_74.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_75 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                LocalTensor<uint8_t> mask_76 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                And(mask_75.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                        mask_74.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Not(mask_76.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_76.ReinterpretCast<int16_t>(), mask_76.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(in_load_or_zero_2.ReinterpretCast<int16_t>(), mask_75.ReinterpretCast<int16_t>(),
                        mask_76.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                const int32_t first = larger(0L, 0L - (0 - 64 * start_2));
                LocalTensor<uint8_t> mask_77 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                        * bytes_of_slots_59);
                CompareScalar(mask_77, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_78 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_78, lanes_3, (float)first, CMPMODE::GE, 1024);
                And(mask_77.ReinterpretCast<int16_t>(), mask_77.ReinterpretCast<int16_t>(),
                        mask_78.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_183 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_183, 0, 1024);
                Adds(lane_183, lane_183, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_184 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_184, 0, 1024);
                Adds(lane_184, lane_184, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_185 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_185, 0, 1024);
                Adds(lane_185, lane_185, 0 - 64 * start_2, 1024);
                ShiftRight(lane_185, lane_185, 31, 1024);
                ShiftRight(lane_185.ReinterpretCast<uint32_t>(), lane_185.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_184, lane_184, lane_185, 1024);
                ShiftRight(lane_184, lane_184, 6, 1024);
                ShiftLeft(lane_184.ReinterpretCast<uint32_t>(), lane_184.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_183, lane_183, lane_184, 1024);
                LocalTensor<int32_t> lane_186 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_186, 0, 1024);
                Adds(lane_186, lane_186, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_187 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_187, 0, 1024);
                Adds(lane_187, lane_187, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_188 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_188, 0, 1024);
                Adds(lane_188, lane_188, 0 - 64 * start_2, 1024);
                ShiftRight(lane_188, lane_188, 31, 1024);
                ShiftRight(lane_188.ReinterpretCast<uint32_t>(), lane_188.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_187, lane_187, lane_188, 1024);
                ShiftRight(lane_187, lane_187, 6, 1024);
                ShiftLeft(lane_187.ReinterpretCast<uint32_t>(), lane_187.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_186, lane_186, lane_187, 1024);
                LocalTensor<int32_t> lane_189 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_189, 0, 1024);
                Adds(lane_189, lane_189, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_190 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_190, 0, 1024);
                Adds(lane_190, lane_190, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_191 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_191, 0, 1024);
                Adds(lane_191, lane_191, 0 - 64 * start_2, 1024);
                ShiftRight(lane_191, lane_191, 31, 1024);
                ShiftRight(lane_191.ReinterpretCast<uint32_t>(), lane_191.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_190, lane_190, lane_191, 1024);
                ShiftRight(lane_190, lane_190, 6, 1024);
                ShiftLeft(lane_190.ReinterpretCast<uint32_t>(), lane_190.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_189, lane_189, lane_190, 1024);
                ShiftRight(lane_189, lane_189, 31, 1024);
                ShiftRight(lane_189.ReinterpretCast<uint32_t>(), lane_189.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_186, lane_186, lane_189, 1024);
                ShiftRight(lane_186, lane_186, 2, 1024);
                ShiftLeft(lane_186.ReinterpretCast<uint32_t>(), lane_186.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_183, lane_183, lane_186, 1024);
                LocalTensor<int32_t> work_239 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_239, 0, 1024);
                LocalTensor<uint8_t> mask_79 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_79, lane_183, work_239, CMPMODE::EQ, 1024);
                And(mask_77.ReinterpretCast<int16_t>(), mask_77.ReinterpretCast<int16_t>(),
                        mask_79.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_192 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_192, 0, 1024);
                Adds(lane_192, lane_192, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_193 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_193, 0, 1024);
                Adds(lane_193, lane_193, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_194 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_194, 0, 1024);
                Adds(lane_194, lane_194, 0 - 64 * start_2, 1024);
                ShiftRight(lane_194, lane_194, 31, 1024);
                ShiftRight(lane_194.ReinterpretCast<uint32_t>(), lane_194.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_193, lane_193, lane_194, 1024);
                ShiftRight(lane_193, lane_193, 6, 1024);
                ShiftLeft(lane_193.ReinterpretCast<uint32_t>(), lane_193.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_192, lane_192, lane_193, 1024);
                LocalTensor<int32_t> lane_195 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_195, 0, 1024);
                Adds(lane_195, lane_195, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_196 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_196, 0, 1024);
                Adds(lane_196, lane_196, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_197 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_197, 0, 1024);
                Adds(lane_197, lane_197, 0 - 64 * start_2, 1024);
                ShiftRight(lane_197, lane_197, 31, 1024);
                ShiftRight(lane_197.ReinterpretCast<uint32_t>(), lane_197.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_196, lane_196, lane_197, 1024);
                ShiftRight(lane_196, lane_196, 6, 1024);
                ShiftLeft(lane_196.ReinterpretCast<uint32_t>(), lane_196.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_195, lane_195, lane_196, 1024);
                ShiftRight(lane_195, lane_195, 31, 1024);
                ShiftRight(lane_195.ReinterpretCast<uint32_t>(), lane_195.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_192, lane_192, lane_195, 1024);
                ShiftRight(lane_192, lane_192, 2, 1024);
                LocalTensor<int32_t> work_240 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_240, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_43 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_43, work_240, lane_192, 1024);
                LocalTensor<uint8_t> mask_80 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_80, maximum_43, lane_192, CMPMODE::EQ, 1024);
                Not(mask_80.ReinterpretCast<int16_t>(), mask_80.ReinterpretCast<int16_t>(), 64);
                And(mask_77.ReinterpretCast<int16_t>(), mask_77.ReinterpretCast<int16_t>(),
                        mask_80.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_198 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_198, 0, 1024);
                Adds(lane_198, lane_198, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_199 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_199, 0, 1024);
                Adds(lane_199, lane_199, 0 - 64 * start_2, 1024);
                ShiftRight(lane_199, lane_199, 31, 1024);
                ShiftRight(lane_199.ReinterpretCast<uint32_t>(), lane_199.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_198, lane_198, lane_199, 1024);
                ShiftRight(lane_198, lane_198, 6, 1024);
                Muls(lane_198, lane_198, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_200 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_200, 0, 1024);
                Adds(lane_200, lane_200, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_201 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_201, 0, 1024);
                Adds(lane_201, lane_201, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_202 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_202, 0, 1024);
                Adds(lane_202, lane_202, 0 - 64 * start_2, 1024);
                ShiftRight(lane_202, lane_202, 31, 1024);
                ShiftRight(lane_202.ReinterpretCast<uint32_t>(), lane_202.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_201, lane_201, lane_202, 1024);
                ShiftRight(lane_201, lane_201, 6, 1024);
                ShiftLeft(lane_201.ReinterpretCast<uint32_t>(), lane_201.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_200, lane_200, lane_201, 1024);
                LocalTensor<int32_t> lane_203 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_203, 0, 1024);
                Adds(lane_203, lane_203, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_204 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_204, 0, 1024);
                Adds(lane_204, lane_204, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_205 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_205, 0, 1024);
                Adds(lane_205, lane_205, 0 - 64 * start_2, 1024);
                ShiftRight(lane_205, lane_205, 31, 1024);
                ShiftRight(lane_205.ReinterpretCast<uint32_t>(), lane_205.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_204, lane_204, lane_205, 1024);
                ShiftRight(lane_204, lane_204, 6, 1024);
                ShiftLeft(lane_204.ReinterpretCast<uint32_t>(), lane_204.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_203, lane_203, lane_204, 1024);
                ShiftRight(lane_203, lane_203, 31, 1024);
                ShiftRight(lane_203.ReinterpretCast<uint32_t>(), lane_203.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_200, lane_200, lane_203, 1024);
                ShiftRight(lane_200, lane_200, 2, 1024);
                Add(lane_198, lane_198, lane_200, 1024);
                LocalTensor<int32_t> work_241 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_241, LANES, 1024);
                LocalTensor<int32_t> maximum_44 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        2 * bytes_of_slots_44);
                Max(maximum_44, work_241, lane_198, 1024);
                LocalTensor<uint8_t> mask_81 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_81, maximum_44, lane_198, CMPMODE::EQ, 1024);
                Not(mask_81.ReinterpretCast<int16_t>(), mask_81.ReinterpretCast<int16_t>(), 64);
                And(mask_77.ReinterpretCast<int16_t>(), mask_77.ReinterpretCast<int16_t>(),
                        mask_81.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_82 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_82, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_206 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_206, 0, LANES);
                LocalTensor<float> work_242 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 34
                        * bytes_of_slots_0);
                Cast(work_242, lane_206, RoundMode::CAST_RINT, LANES);
                Adds(work_242, work_242, 0.5f, LANES);
                Muls(work_242, work_242, reciprocal_2, LANES);
                LocalTensor<int32_t> work_243 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Cast(work_243, work_242, RoundMode::CAST_TRUNC, LANES);
                Adds(work_243, work_243, start_2, LANES);
                LocalTensor<int32_t> work_244 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Duplicate(work_244, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_45 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Max(maximum_45, work_244, work_243, LANES);
                LocalTensor<uint8_t> mask_83 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_83, maximum_45, work_243, CMPMODE::EQ, LANES);
                Not(mask_83.ReinterpretCast<int16_t>(), mask_83.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_82.ReinterpretCast<int16_t>(), mask_82.ReinterpretCast<int16_t>(),
                        mask_83.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_245 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Duplicate(work_245, 1.0f, LANES);
                Select(work_245, mask_82, work_245, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<uint8_t> mask_84 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_84, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_85 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_85, lanes_3, (float)first, CMPMODE::GE, 1024);
                And(mask_84.ReinterpretCast<int16_t>(), mask_84.ReinterpretCast<int16_t>(),
                        mask_85.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_207 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_207, 0, 1024);
                Adds(lane_207, lane_207, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_208 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_208, 0, 1024);
                Adds(lane_208, lane_208, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_209 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_209, 0, 1024);
                Adds(lane_209, lane_209, 0 - 64 * start_2, 1024);
                ShiftRight(lane_209, lane_209, 31, 1024);
                ShiftRight(lane_209.ReinterpretCast<uint32_t>(), lane_209.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_208, lane_208, lane_209, 1024);
                ShiftRight(lane_208, lane_208, 6, 1024);
                ShiftLeft(lane_208.ReinterpretCast<uint32_t>(), lane_208.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_207, lane_207, lane_208, 1024);
                LocalTensor<int32_t> lane_210 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_210, 0, 1024);
                Adds(lane_210, lane_210, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_211 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_211, 0, 1024);
                Adds(lane_211, lane_211, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_212 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_212, 0, 1024);
                Adds(lane_212, lane_212, 0 - 64 * start_2, 1024);
                ShiftRight(lane_212, lane_212, 31, 1024);
                ShiftRight(lane_212.ReinterpretCast<uint32_t>(), lane_212.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_211, lane_211, lane_212, 1024);
                ShiftRight(lane_211, lane_211, 6, 1024);
                ShiftLeft(lane_211.ReinterpretCast<uint32_t>(), lane_211.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_210, lane_210, lane_211, 1024);
                LocalTensor<int32_t> lane_213 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_213, 0, 1024);
                Adds(lane_213, lane_213, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_214 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_214, 0, 1024);
                Adds(lane_214, lane_214, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_215 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_215, 0, 1024);
                Adds(lane_215, lane_215, 0 - 64 * start_2, 1024);
                ShiftRight(lane_215, lane_215, 31, 1024);
                ShiftRight(lane_215.ReinterpretCast<uint32_t>(), lane_215.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_214, lane_214, lane_215, 1024);
                ShiftRight(lane_214, lane_214, 6, 1024);
                ShiftLeft(lane_214.ReinterpretCast<uint32_t>(), lane_214.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_213, lane_213, lane_214, 1024);
                ShiftRight(lane_213, lane_213, 31, 1024);
                ShiftRight(lane_213.ReinterpretCast<uint32_t>(), lane_213.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_210, lane_210, lane_213, 1024);
                ShiftRight(lane_210, lane_210, 2, 1024);
                ShiftLeft(lane_210.ReinterpretCast<uint32_t>(), lane_210.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_207, lane_207, lane_210, 1024);
                LocalTensor<int32_t> work_246 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_246, 0, 1024);
                LocalTensor<uint8_t> mask_86 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_86, lane_207, work_246, CMPMODE::EQ, 1024);
                And(mask_84.ReinterpretCast<int16_t>(), mask_84.ReinterpretCast<int16_t>(),
                        mask_86.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_216 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_216, 0, 1024);
                Adds(lane_216, lane_216, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_217 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_217, 0, 1024);
                Adds(lane_217, lane_217, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_218 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_218, 0, 1024);
                Adds(lane_218, lane_218, 0 - 64 * start_2, 1024);
                ShiftRight(lane_218, lane_218, 31, 1024);
                ShiftRight(lane_218.ReinterpretCast<uint32_t>(), lane_218.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_217, lane_217, lane_218, 1024);
                ShiftRight(lane_217, lane_217, 6, 1024);
                ShiftLeft(lane_217.ReinterpretCast<uint32_t>(), lane_217.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_216, lane_216, lane_217, 1024);
                LocalTensor<int32_t> lane_219 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_219, 0, 1024);
                Adds(lane_219, lane_219, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_220 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_220, 0, 1024);
                Adds(lane_220, lane_220, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_221 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_221, 0, 1024);
                Adds(lane_221, lane_221, 0 - 64 * start_2, 1024);
                ShiftRight(lane_221, lane_221, 31, 1024);
                ShiftRight(lane_221.ReinterpretCast<uint32_t>(), lane_221.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_220, lane_220, lane_221, 1024);
                ShiftRight(lane_220, lane_220, 6, 1024);
                ShiftLeft(lane_220.ReinterpretCast<uint32_t>(), lane_220.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_219, lane_219, lane_220, 1024);
                ShiftRight(lane_219, lane_219, 31, 1024);
                ShiftRight(lane_219.ReinterpretCast<uint32_t>(), lane_219.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_216, lane_216, lane_219, 1024);
                ShiftRight(lane_216, lane_216, 2, 1024);
                LocalTensor<int32_t> work_247 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_247, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_46 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_46, work_247, lane_216, 1024);
                LocalTensor<uint8_t> mask_87 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_87, maximum_46, lane_216, CMPMODE::EQ, 1024);
                Not(mask_87.ReinterpretCast<int16_t>(), mask_87.ReinterpretCast<int16_t>(), 64);
                And(mask_84.ReinterpretCast<int16_t>(), mask_84.ReinterpretCast<int16_t>(),
                        mask_87.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_222 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_222, 0, 1024);
                Adds(lane_222, lane_222, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_223 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_223, 0, 1024);
                Adds(lane_223, lane_223, 0 - 64 * start_2, 1024);
                ShiftRight(lane_223, lane_223, 31, 1024);
                ShiftRight(lane_223.ReinterpretCast<uint32_t>(), lane_223.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_222, lane_222, lane_223, 1024);
                ShiftRight(lane_222, lane_222, 6, 1024);
                Muls(lane_222, lane_222, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_224 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_224, 0, 1024);
                Adds(lane_224, lane_224, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_225 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_225, 0, 1024);
                Adds(lane_225, lane_225, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_226 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_226, 0, 1024);
                Adds(lane_226, lane_226, 0 - 64 * start_2, 1024);
                ShiftRight(lane_226, lane_226, 31, 1024);
                ShiftRight(lane_226.ReinterpretCast<uint32_t>(), lane_226.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_225, lane_225, lane_226, 1024);
                ShiftRight(lane_225, lane_225, 6, 1024);
                ShiftLeft(lane_225.ReinterpretCast<uint32_t>(), lane_225.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_224, lane_224, lane_225, 1024);
                LocalTensor<int32_t> lane_227 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_227, 0, 1024);
                Adds(lane_227, lane_227, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_228 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_228, 0, 1024);
                Adds(lane_228, lane_228, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_229 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_229, 0, 1024);
                Adds(lane_229, lane_229, 0 - 64 * start_2, 1024);
                ShiftRight(lane_229, lane_229, 31, 1024);
                ShiftRight(lane_229.ReinterpretCast<uint32_t>(), lane_229.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_228, lane_228, lane_229, 1024);
                ShiftRight(lane_228, lane_228, 6, 1024);
                ShiftLeft(lane_228.ReinterpretCast<uint32_t>(), lane_228.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_227, lane_227, lane_228, 1024);
                ShiftRight(lane_227, lane_227, 31, 1024);
                ShiftRight(lane_227.ReinterpretCast<uint32_t>(), lane_227.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_224, lane_224, lane_227, 1024);
                ShiftRight(lane_224, lane_224, 2, 1024);
                Add(lane_222, lane_222, lane_224, 1024);
                LocalTensor<int32_t> work_248 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_248, LANES, 1024);
                LocalTensor<int32_t> maximum_47 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        3 * bytes_of_slots_44);
                Max(maximum_47, work_248, lane_222, 1024);
                LocalTensor<uint8_t> mask_88 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_88, maximum_47, lane_222, CMPMODE::EQ, 1024);
                Not(mask_88.ReinterpretCast<int16_t>(), mask_88.ReinterpretCast<int16_t>(), 64);
                And(mask_84.ReinterpretCast<int16_t>(), mask_84.ReinterpretCast<int16_t>(),
                        mask_88.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_230 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_230, 0, 1024);
                Adds(lane_230, lane_230, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_231 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_231, 0, 1024);
                Adds(lane_231, lane_231, 0 - 64 * start_2, 1024);
                ShiftRight(lane_231, lane_231, 31, 1024);
                ShiftRight(lane_231.ReinterpretCast<uint32_t>(), lane_231.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_230, lane_230, lane_231, 1024);
                ShiftRight(lane_230, lane_230, 6, 1024);
                Muls(lane_230, lane_230, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_232 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_232, 0, 1024);
                Adds(lane_232, lane_232, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_233 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_233, 0, 1024);
                Adds(lane_233, lane_233, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_234 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_234, 0, 1024);
                Adds(lane_234, lane_234, 0 - 64 * start_2, 1024);
                ShiftRight(lane_234, lane_234, 31, 1024);
                ShiftRight(lane_234.ReinterpretCast<uint32_t>(), lane_234.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_233, lane_233, lane_234, 1024);
                ShiftRight(lane_233, lane_233, 6, 1024);
                ShiftLeft(lane_233.ReinterpretCast<uint32_t>(), lane_233.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_232, lane_232, lane_233, 1024);
                LocalTensor<int32_t> lane_235 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_235, 0, 1024);
                Adds(lane_235, lane_235, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_236 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_236, 0, 1024);
                Adds(lane_236, lane_236, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_237 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_237, 0, 1024);
                Adds(lane_237, lane_237, 0 - 64 * start_2, 1024);
                ShiftRight(lane_237, lane_237, 31, 1024);
                ShiftRight(lane_237.ReinterpretCast<uint32_t>(), lane_237.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_236, lane_236, lane_237, 1024);
                ShiftRight(lane_236, lane_236, 6, 1024);
                ShiftLeft(lane_236.ReinterpretCast<uint32_t>(), lane_236.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_235, lane_235, lane_236, 1024);
                ShiftRight(lane_235, lane_235, 31, 1024);
                ShiftRight(lane_235.ReinterpretCast<uint32_t>(), lane_235.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_232, lane_232, lane_235, 1024);
                ShiftRight(lane_232, lane_232, 2, 1024);
                Add(lane_230, lane_230, lane_232, 1024);
                LocalTensor<int32_t> work_249 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_249, 0, 1024);
                Select(lane_230.ReinterpretCast<float>(), mask_84, lane_230.ReinterpretCast<float>(),
                        work_249.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_230, lane_230, 4, 1024);
                LocalTensor<float> gathered_5 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 3
                        * bytes_of_slots_44);
                Gather(gathered_5, work_245, lane_230.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_89 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_89, gathered_5, 0.0f, CMPMODE::NE, 1024);
                And(mask_77.ReinterpretCast<int16_t>(), mask_77.ReinterpretCast<int16_t>(),
                        mask_89.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_90 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_90, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_91 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_91, lanes_3, (float)first, CMPMODE::GE, 1024);
                And(mask_90.ReinterpretCast<int16_t>(), mask_90.ReinterpretCast<int16_t>(),
                        mask_91.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_238 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_238, 0, 1024);
                Adds(lane_238, lane_238, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_239 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_239, 0, 1024);
                Adds(lane_239, lane_239, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_240 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_240, 0, 1024);
                Adds(lane_240, lane_240, 0 - 64 * start_2, 1024);
                ShiftRight(lane_240, lane_240, 31, 1024);
                ShiftRight(lane_240.ReinterpretCast<uint32_t>(), lane_240.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_239, lane_239, lane_240, 1024);
                ShiftRight(lane_239, lane_239, 6, 1024);
                ShiftLeft(lane_239.ReinterpretCast<uint32_t>(), lane_239.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_238, lane_238, lane_239, 1024);
                LocalTensor<int32_t> lane_241 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_241, 0, 1024);
                Adds(lane_241, lane_241, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_242 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_242, 0, 1024);
                Adds(lane_242, lane_242, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_243 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_243, 0, 1024);
                Adds(lane_243, lane_243, 0 - 64 * start_2, 1024);
                ShiftRight(lane_243, lane_243, 31, 1024);
                ShiftRight(lane_243.ReinterpretCast<uint32_t>(), lane_243.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_242, lane_242, lane_243, 1024);
                ShiftRight(lane_242, lane_242, 6, 1024);
                ShiftLeft(lane_242.ReinterpretCast<uint32_t>(), lane_242.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_241, lane_241, lane_242, 1024);
                LocalTensor<int32_t> lane_244 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_244, 0, 1024);
                Adds(lane_244, lane_244, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_245 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_245, 0, 1024);
                Adds(lane_245, lane_245, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_246 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_246, 0, 1024);
                Adds(lane_246, lane_246, 0 - 64 * start_2, 1024);
                ShiftRight(lane_246, lane_246, 31, 1024);
                ShiftRight(lane_246.ReinterpretCast<uint32_t>(), lane_246.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_245, lane_245, lane_246, 1024);
                ShiftRight(lane_245, lane_245, 6, 1024);
                ShiftLeft(lane_245.ReinterpretCast<uint32_t>(), lane_245.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_244, lane_244, lane_245, 1024);
                ShiftRight(lane_244, lane_244, 31, 1024);
                ShiftRight(lane_244.ReinterpretCast<uint32_t>(), lane_244.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_241, lane_241, lane_244, 1024);
                ShiftRight(lane_241, lane_241, 2, 1024);
                ShiftLeft(lane_241.ReinterpretCast<uint32_t>(), lane_241.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_238, lane_238, lane_241, 1024);
                LocalTensor<int32_t> work_250 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_250, 0, 1024);
                LocalTensor<uint8_t> mask_92 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_92, lane_238, work_250, CMPMODE::EQ, 1024);
                And(mask_90.ReinterpretCast<int16_t>(), mask_90.ReinterpretCast<int16_t>(),
                        mask_92.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_247 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_247, 0, 1024);
                Adds(lane_247, lane_247, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_248 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_248, 0, 1024);
                Adds(lane_248, lane_248, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_249 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_249, 0, 1024);
                Adds(lane_249, lane_249, 0 - 64 * start_2, 1024);
                ShiftRight(lane_249, lane_249, 31, 1024);
                ShiftRight(lane_249.ReinterpretCast<uint32_t>(), lane_249.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_248, lane_248, lane_249, 1024);
                ShiftRight(lane_248, lane_248, 6, 1024);
                ShiftLeft(lane_248.ReinterpretCast<uint32_t>(), lane_248.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_247, lane_247, lane_248, 1024);
                LocalTensor<int32_t> lane_250 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_250, 0, 1024);
                Adds(lane_250, lane_250, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_251 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_251, 0, 1024);
                Adds(lane_251, lane_251, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_252 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_252, 0, 1024);
                Adds(lane_252, lane_252, 0 - 64 * start_2, 1024);
                ShiftRight(lane_252, lane_252, 31, 1024);
                ShiftRight(lane_252.ReinterpretCast<uint32_t>(), lane_252.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_251, lane_251, lane_252, 1024);
                ShiftRight(lane_251, lane_251, 6, 1024);
                ShiftLeft(lane_251.ReinterpretCast<uint32_t>(), lane_251.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_250, lane_250, lane_251, 1024);
                ShiftRight(lane_250, lane_250, 31, 1024);
                ShiftRight(lane_250.ReinterpretCast<uint32_t>(), lane_250.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_247, lane_247, lane_250, 1024);
                ShiftRight(lane_247, lane_247, 2, 1024);
                LocalTensor<int32_t> work_251 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_251, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_48 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_48, work_251, lane_247, 1024);
                LocalTensor<uint8_t> mask_93 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_93, maximum_48, lane_247, CMPMODE::EQ, 1024);
                Not(mask_93.ReinterpretCast<int16_t>(), mask_93.ReinterpretCast<int16_t>(), 64);
                And(mask_90.ReinterpretCast<int16_t>(), mask_90.ReinterpretCast<int16_t>(),
                        mask_93.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_253 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_253, 0, 1024);
                Adds(lane_253, lane_253, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_254 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_254, 0, 1024);
                Adds(lane_254, lane_254, 0 - 64 * start_2, 1024);
                ShiftRight(lane_254, lane_254, 31, 1024);
                ShiftRight(lane_254.ReinterpretCast<uint32_t>(), lane_254.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_253, lane_253, lane_254, 1024);
                ShiftRight(lane_253, lane_253, 6, 1024);
                Muls(lane_253, lane_253, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_255 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_255, 0, 1024);
                Adds(lane_255, lane_255, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_256 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_256, 0, 1024);
                Adds(lane_256, lane_256, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_257 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_257, 0, 1024);
                Adds(lane_257, lane_257, 0 - 64 * start_2, 1024);
                ShiftRight(lane_257, lane_257, 31, 1024);
                ShiftRight(lane_257.ReinterpretCast<uint32_t>(), lane_257.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_256, lane_256, lane_257, 1024);
                ShiftRight(lane_256, lane_256, 6, 1024);
                ShiftLeft(lane_256.ReinterpretCast<uint32_t>(), lane_256.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_255, lane_255, lane_256, 1024);
                LocalTensor<int32_t> lane_258 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_258, 0, 1024);
                Adds(lane_258, lane_258, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_259 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_259, 0, 1024);
                Adds(lane_259, lane_259, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_260 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_260, 0, 1024);
                Adds(lane_260, lane_260, 0 - 64 * start_2, 1024);
                ShiftRight(lane_260, lane_260, 31, 1024);
                ShiftRight(lane_260.ReinterpretCast<uint32_t>(), lane_260.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_259, lane_259, lane_260, 1024);
                ShiftRight(lane_259, lane_259, 6, 1024);
                ShiftLeft(lane_259.ReinterpretCast<uint32_t>(), lane_259.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_258, lane_258, lane_259, 1024);
                ShiftRight(lane_258, lane_258, 31, 1024);
                ShiftRight(lane_258.ReinterpretCast<uint32_t>(), lane_258.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_255, lane_255, lane_258, 1024);
                ShiftRight(lane_255, lane_255, 2, 1024);
                Add(lane_253, lane_253, lane_255, 1024);
                LocalTensor<int32_t> work_252 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_252, LANES, 1024);
                LocalTensor<int32_t> maximum_49 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        3 * bytes_of_slots_44);
                Max(maximum_49, work_252, lane_253, 1024);
                LocalTensor<uint8_t> mask_94 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_94, maximum_49, lane_253, CMPMODE::EQ, 1024);
                Not(mask_94.ReinterpretCast<int16_t>(), mask_94.ReinterpretCast<int16_t>(), 64);
                And(mask_90.ReinterpretCast<int16_t>(), mask_90.ReinterpretCast<int16_t>(),
                        mask_94.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_261 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_261, 0, 1024);
                Adds(lane_261, lane_261, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_262 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_262, 0, 1024);
                Adds(lane_262, lane_262, 0 - 64 * start_2, 1024);
                ShiftRight(lane_262, lane_262, 31, 1024);
                ShiftRight(lane_262.ReinterpretCast<uint32_t>(), lane_262.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_261, lane_261, lane_262, 1024);
                ShiftRight(lane_261, lane_261, 6, 1024);
                Muls(lane_261, lane_261, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_263 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_263, 0, 1024);
                Adds(lane_263, lane_263, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_264 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_264, 0, 1024);
                Adds(lane_264, lane_264, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_265 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_265, 0, 1024);
                Adds(lane_265, lane_265, 0 - 64 * start_2, 1024);
                ShiftRight(lane_265, lane_265, 31, 1024);
                ShiftRight(lane_265.ReinterpretCast<uint32_t>(), lane_265.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_264, lane_264, lane_265, 1024);
                ShiftRight(lane_264, lane_264, 6, 1024);
                ShiftLeft(lane_264.ReinterpretCast<uint32_t>(), lane_264.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_263, lane_263, lane_264, 1024);
                LocalTensor<int32_t> lane_266 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_266, 0, 1024);
                Adds(lane_266, lane_266, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_267 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_267, 0, 1024);
                Adds(lane_267, lane_267, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> lane_268 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_268, 0, 1024);
                Adds(lane_268, lane_268, 0 - 64 * start_2, 1024);
                ShiftRight(lane_268, lane_268, 31, 1024);
                ShiftRight(lane_268.ReinterpretCast<uint32_t>(), lane_268.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_267, lane_267, lane_268, 1024);
                ShiftRight(lane_267, lane_267, 6, 1024);
                ShiftLeft(lane_267.ReinterpretCast<uint32_t>(), lane_267.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_266, lane_266, lane_267, 1024);
                ShiftRight(lane_266, lane_266, 31, 1024);
                ShiftRight(lane_266.ReinterpretCast<uint32_t>(), lane_266.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_263, lane_263, lane_266, 1024);
                ShiftRight(lane_263, lane_263, 2, 1024);
                Add(lane_261, lane_261, lane_263, 1024);
                LocalTensor<int32_t> work_253 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_253, 0, 1024);
                Select(lane_261.ReinterpretCast<float>(), mask_90, lane_261.ReinterpretCast<float>(),
                        work_253.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_261, lane_261, 4, 1024);
                LocalTensor<float> gathered_6 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 3
                        * bytes_of_slots_44);
                Gather(gathered_6, load_or_zero_result_5, lane_261.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_77, gathered_6, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                const int32_t first_2 = larger(0L, 0L - (0 - (64 * start_2 + 1)));
                LocalTensor<uint8_t> mask_95 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                        * bytes_of_slots_59);
                CompareScalar(mask_95, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_96 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_96, lanes_3, (float)first_2, CMPMODE::GE, 1024);
                And(mask_95.ReinterpretCast<int16_t>(), mask_95.ReinterpretCast<int16_t>(),
                        mask_96.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_269 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_269, 0, 1024);
                Adds(lane_269, lane_269, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_270 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_270, 0, 1024);
                Adds(lane_270, lane_270, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_271 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_271, 0, 1024);
                Adds(lane_271, lane_271, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_271, lane_271, 31, 1024);
                ShiftRight(lane_271.ReinterpretCast<uint32_t>(), lane_271.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_270, lane_270, lane_271, 1024);
                ShiftRight(lane_270, lane_270, 6, 1024);
                ShiftLeft(lane_270.ReinterpretCast<uint32_t>(), lane_270.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_269, lane_269, lane_270, 1024);
                LocalTensor<int32_t> lane_272 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_272, 0, 1024);
                Adds(lane_272, lane_272, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_273 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_273, 0, 1024);
                Adds(lane_273, lane_273, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_274 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_274, 0, 1024);
                Adds(lane_274, lane_274, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_274, lane_274, 31, 1024);
                ShiftRight(lane_274.ReinterpretCast<uint32_t>(), lane_274.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_273, lane_273, lane_274, 1024);
                ShiftRight(lane_273, lane_273, 6, 1024);
                ShiftLeft(lane_273.ReinterpretCast<uint32_t>(), lane_273.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_272, lane_272, lane_273, 1024);
                LocalTensor<int32_t> lane_275 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_275, 0, 1024);
                Adds(lane_275, lane_275, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_276 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_276, 0, 1024);
                Adds(lane_276, lane_276, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_277 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_277, 0, 1024);
                Adds(lane_277, lane_277, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_277, lane_277, 31, 1024);
                ShiftRight(lane_277.ReinterpretCast<uint32_t>(), lane_277.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_276, lane_276, lane_277, 1024);
                ShiftRight(lane_276, lane_276, 6, 1024);
                ShiftLeft(lane_276.ReinterpretCast<uint32_t>(), lane_276.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_275, lane_275, lane_276, 1024);
                ShiftRight(lane_275, lane_275, 31, 1024);
                ShiftRight(lane_275.ReinterpretCast<uint32_t>(), lane_275.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_272, lane_272, lane_275, 1024);
                ShiftRight(lane_272, lane_272, 2, 1024);
                ShiftLeft(lane_272.ReinterpretCast<uint32_t>(), lane_272.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_269, lane_269, lane_272, 1024);
                LocalTensor<int32_t> work_254 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_254, 0, 1024);
                LocalTensor<uint8_t> mask_97 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_97, lane_269, work_254, CMPMODE::EQ, 1024);
                And(mask_95.ReinterpretCast<int16_t>(), mask_95.ReinterpretCast<int16_t>(),
                        mask_97.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_278 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_278, 0, 1024);
                Adds(lane_278, lane_278, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_279 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_279, 0, 1024);
                Adds(lane_279, lane_279, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_280 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_280, 0, 1024);
                Adds(lane_280, lane_280, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_280, lane_280, 31, 1024);
                ShiftRight(lane_280.ReinterpretCast<uint32_t>(), lane_280.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_279, lane_279, lane_280, 1024);
                ShiftRight(lane_279, lane_279, 6, 1024);
                ShiftLeft(lane_279.ReinterpretCast<uint32_t>(), lane_279.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_278, lane_278, lane_279, 1024);
                LocalTensor<int32_t> lane_281 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_281, 0, 1024);
                Adds(lane_281, lane_281, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_282 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_282, 0, 1024);
                Adds(lane_282, lane_282, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_283 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_283, 0, 1024);
                Adds(lane_283, lane_283, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_283, lane_283, 31, 1024);
                ShiftRight(lane_283.ReinterpretCast<uint32_t>(), lane_283.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_282, lane_282, lane_283, 1024);
                ShiftRight(lane_282, lane_282, 6, 1024);
                ShiftLeft(lane_282.ReinterpretCast<uint32_t>(), lane_282.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_281, lane_281, lane_282, 1024);
                ShiftRight(lane_281, lane_281, 31, 1024);
                ShiftRight(lane_281.ReinterpretCast<uint32_t>(), lane_281.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_278, lane_278, lane_281, 1024);
                ShiftRight(lane_278, lane_278, 2, 1024);
                LocalTensor<int32_t> work_255 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_255, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_50 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_50, work_255, lane_278, 1024);
                LocalTensor<uint8_t> mask_98 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_98, maximum_50, lane_278, CMPMODE::EQ, 1024);
                Not(mask_98.ReinterpretCast<int16_t>(), mask_98.ReinterpretCast<int16_t>(), 64);
                And(mask_95.ReinterpretCast<int16_t>(), mask_95.ReinterpretCast<int16_t>(),
                        mask_98.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_284 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_284, 0, 1024);
                Adds(lane_284, lane_284, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_285 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_285, 0, 1024);
                Adds(lane_285, lane_285, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_285, lane_285, 31, 1024);
                ShiftRight(lane_285.ReinterpretCast<uint32_t>(), lane_285.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_284, lane_284, lane_285, 1024);
                ShiftRight(lane_284, lane_284, 6, 1024);
                Muls(lane_284, lane_284, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_286 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_286, 0, 1024);
                Adds(lane_286, lane_286, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_287 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_287, 0, 1024);
                Adds(lane_287, lane_287, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_288 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_288, 0, 1024);
                Adds(lane_288, lane_288, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_288, lane_288, 31, 1024);
                ShiftRight(lane_288.ReinterpretCast<uint32_t>(), lane_288.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_287, lane_287, lane_288, 1024);
                ShiftRight(lane_287, lane_287, 6, 1024);
                ShiftLeft(lane_287.ReinterpretCast<uint32_t>(), lane_287.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_286, lane_286, lane_287, 1024);
                LocalTensor<int32_t> lane_289 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_289, 0, 1024);
                Adds(lane_289, lane_289, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_290 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_290, 0, 1024);
                Adds(lane_290, lane_290, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_291 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_291, 0, 1024);
                Adds(lane_291, lane_291, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_291, lane_291, 31, 1024);
                ShiftRight(lane_291.ReinterpretCast<uint32_t>(), lane_291.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_290, lane_290, lane_291, 1024);
                ShiftRight(lane_290, lane_290, 6, 1024);
                ShiftLeft(lane_290.ReinterpretCast<uint32_t>(), lane_290.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_289, lane_289, lane_290, 1024);
                ShiftRight(lane_289, lane_289, 31, 1024);
                ShiftRight(lane_289.ReinterpretCast<uint32_t>(), lane_289.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_286, lane_286, lane_289, 1024);
                ShiftRight(lane_286, lane_286, 2, 1024);
                Add(lane_284, lane_284, lane_286, 1024);
                LocalTensor<int32_t> work_256 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_256, LANES, 1024);
                LocalTensor<int32_t> maximum_51 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        3 * bytes_of_slots_44);
                Max(maximum_51, work_256, lane_284, 1024);
                LocalTensor<uint8_t> mask_99 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_99, maximum_51, lane_284, CMPMODE::EQ, 1024);
                Not(mask_99.ReinterpretCast<int16_t>(), mask_99.ReinterpretCast<int16_t>(), 64);
                And(mask_95.ReinterpretCast<int16_t>(), mask_95.ReinterpretCast<int16_t>(),
                        mask_99.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_100 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_100, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_292 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_292, 0, LANES);
                LocalTensor<float> work_257 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Cast(work_257, lane_292, RoundMode::CAST_RINT, LANES);
                Adds(work_257, work_257, 0.5f, LANES);
                Muls(work_257, work_257, reciprocal_2, LANES);
                LocalTensor<int32_t> work_258 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Cast(work_258, work_257, RoundMode::CAST_TRUNC, LANES);
                Adds(work_258, work_258, start_2, LANES);
                LocalTensor<int32_t> work_259 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Duplicate(work_259, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_52 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Max(maximum_52, work_259, work_258, LANES);
                LocalTensor<uint8_t> mask_101 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_101, maximum_52, work_258, CMPMODE::EQ, LANES);
                Not(mask_101.ReinterpretCast<int16_t>(), mask_101.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_100.ReinterpretCast<int16_t>(), mask_100.ReinterpretCast<int16_t>(),
                        mask_101.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_260 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Duplicate(work_260, 1.0f, LANES);
                Select(work_260, mask_100, work_260, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<uint8_t> mask_102 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_102, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_103 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_103, lanes_3, (float)first_2, CMPMODE::GE, 1024);
                And(mask_102.ReinterpretCast<int16_t>(), mask_102.ReinterpretCast<int16_t>(),
                        mask_103.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_293 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_293, 0, 1024);
                Adds(lane_293, lane_293, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_294 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_294, 0, 1024);
                Adds(lane_294, lane_294, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_295 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_295, 0, 1024);
                Adds(lane_295, lane_295, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_295, lane_295, 31, 1024);
                ShiftRight(lane_295.ReinterpretCast<uint32_t>(), lane_295.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_294, lane_294, lane_295, 1024);
                ShiftRight(lane_294, lane_294, 6, 1024);
                ShiftLeft(lane_294.ReinterpretCast<uint32_t>(), lane_294.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_293, lane_293, lane_294, 1024);
                LocalTensor<int32_t> lane_296 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_296, 0, 1024);
                Adds(lane_296, lane_296, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_297 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_297, 0, 1024);
                Adds(lane_297, lane_297, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_298 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_298, 0, 1024);
                Adds(lane_298, lane_298, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_298, lane_298, 31, 1024);
                ShiftRight(lane_298.ReinterpretCast<uint32_t>(), lane_298.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_297, lane_297, lane_298, 1024);
                ShiftRight(lane_297, lane_297, 6, 1024);
                ShiftLeft(lane_297.ReinterpretCast<uint32_t>(), lane_297.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_296, lane_296, lane_297, 1024);
                LocalTensor<int32_t> lane_299 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_299, 0, 1024);
                Adds(lane_299, lane_299, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_300 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_300, 0, 1024);
                Adds(lane_300, lane_300, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_301 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_301, 0, 1024);
                Adds(lane_301, lane_301, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_301, lane_301, 31, 1024);
                ShiftRight(lane_301.ReinterpretCast<uint32_t>(), lane_301.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_300, lane_300, lane_301, 1024);
                ShiftRight(lane_300, lane_300, 6, 1024);
                ShiftLeft(lane_300.ReinterpretCast<uint32_t>(), lane_300.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_299, lane_299, lane_300, 1024);
                ShiftRight(lane_299, lane_299, 31, 1024);
                ShiftRight(lane_299.ReinterpretCast<uint32_t>(), lane_299.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_296, lane_296, lane_299, 1024);
                ShiftRight(lane_296, lane_296, 2, 1024);
                ShiftLeft(lane_296.ReinterpretCast<uint32_t>(), lane_296.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_293, lane_293, lane_296, 1024);
                LocalTensor<int32_t> work_261 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_261, 0, 1024);
                LocalTensor<uint8_t> mask_104 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_104, lane_293, work_261, CMPMODE::EQ, 1024);
                And(mask_102.ReinterpretCast<int16_t>(), mask_102.ReinterpretCast<int16_t>(),
                        mask_104.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_302 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_302, 0, 1024);
                Adds(lane_302, lane_302, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_303 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_303, 0, 1024);
                Adds(lane_303, lane_303, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_304 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_304, 0, 1024);
                Adds(lane_304, lane_304, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_304, lane_304, 31, 1024);
                ShiftRight(lane_304.ReinterpretCast<uint32_t>(), lane_304.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_303, lane_303, lane_304, 1024);
                ShiftRight(lane_303, lane_303, 6, 1024);
                ShiftLeft(lane_303.ReinterpretCast<uint32_t>(), lane_303.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_302, lane_302, lane_303, 1024);
                LocalTensor<int32_t> lane_305 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_305, 0, 1024);
                Adds(lane_305, lane_305, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_306 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_306, 0, 1024);
                Adds(lane_306, lane_306, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_307 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_307, 0, 1024);
                Adds(lane_307, lane_307, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_307, lane_307, 31, 1024);
                ShiftRight(lane_307.ReinterpretCast<uint32_t>(), lane_307.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_306, lane_306, lane_307, 1024);
                ShiftRight(lane_306, lane_306, 6, 1024);
                ShiftLeft(lane_306.ReinterpretCast<uint32_t>(), lane_306.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_305, lane_305, lane_306, 1024);
                ShiftRight(lane_305, lane_305, 31, 1024);
                ShiftRight(lane_305.ReinterpretCast<uint32_t>(), lane_305.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_302, lane_302, lane_305, 1024);
                ShiftRight(lane_302, lane_302, 2, 1024);
                LocalTensor<int32_t> work_262 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_262, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_53 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_53, work_262, lane_302, 1024);
                LocalTensor<uint8_t> mask_105 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_105, maximum_53, lane_302, CMPMODE::EQ, 1024);
                Not(mask_105.ReinterpretCast<int16_t>(), mask_105.ReinterpretCast<int16_t>(), 64);
                And(mask_102.ReinterpretCast<int16_t>(), mask_102.ReinterpretCast<int16_t>(),
                        mask_105.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_308 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_308, 0, 1024);
                Adds(lane_308, lane_308, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_309 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_309, 0, 1024);
                Adds(lane_309, lane_309, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_309, lane_309, 31, 1024);
                ShiftRight(lane_309.ReinterpretCast<uint32_t>(), lane_309.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_308, lane_308, lane_309, 1024);
                ShiftRight(lane_308, lane_308, 6, 1024);
                Muls(lane_308, lane_308, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_310 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_310, 0, 1024);
                Adds(lane_310, lane_310, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_311 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_311, 0, 1024);
                Adds(lane_311, lane_311, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_312 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_312, 0, 1024);
                Adds(lane_312, lane_312, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_312, lane_312, 31, 1024);
                ShiftRight(lane_312.ReinterpretCast<uint32_t>(), lane_312.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_311, lane_311, lane_312, 1024);
                ShiftRight(lane_311, lane_311, 6, 1024);
                ShiftLeft(lane_311.ReinterpretCast<uint32_t>(), lane_311.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_310, lane_310, lane_311, 1024);
                LocalTensor<int32_t> lane_313 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_313, 0, 1024);
                Adds(lane_313, lane_313, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_314 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_314, 0, 1024);
                Adds(lane_314, lane_314, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_315 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_315, 0, 1024);
                Adds(lane_315, lane_315, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_315, lane_315, 31, 1024);
                ShiftRight(lane_315.ReinterpretCast<uint32_t>(), lane_315.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_314, lane_314, lane_315, 1024);
                ShiftRight(lane_314, lane_314, 6, 1024);
                ShiftLeft(lane_314.ReinterpretCast<uint32_t>(), lane_314.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_313, lane_313, lane_314, 1024);
                ShiftRight(lane_313, lane_313, 31, 1024);
                ShiftRight(lane_313.ReinterpretCast<uint32_t>(), lane_313.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_310, lane_310, lane_313, 1024);
                ShiftRight(lane_310, lane_310, 2, 1024);
                Add(lane_308, lane_308, lane_310, 1024);
                LocalTensor<int32_t> work_263 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_263, LANES, 1024);
                LocalTensor<int32_t> maximum_54 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        2 * bytes_of_slots_44);
                Max(maximum_54, work_263, lane_308, 1024);
                LocalTensor<uint8_t> mask_106 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_106, maximum_54, lane_308, CMPMODE::EQ, 1024);
                Not(mask_106.ReinterpretCast<int16_t>(), mask_106.ReinterpretCast<int16_t>(), 64);
                And(mask_102.ReinterpretCast<int16_t>(), mask_102.ReinterpretCast<int16_t>(),
                        mask_106.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_316 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_316, 0, 1024);
                Adds(lane_316, lane_316, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_317 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_317, 0, 1024);
                Adds(lane_317, lane_317, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_317, lane_317, 31, 1024);
                ShiftRight(lane_317.ReinterpretCast<uint32_t>(), lane_317.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_316, lane_316, lane_317, 1024);
                ShiftRight(lane_316, lane_316, 6, 1024);
                Muls(lane_316, lane_316, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_318 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_318, 0, 1024);
                Adds(lane_318, lane_318, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_319 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_319, 0, 1024);
                Adds(lane_319, lane_319, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_320 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_320, 0, 1024);
                Adds(lane_320, lane_320, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_320, lane_320, 31, 1024);
                ShiftRight(lane_320.ReinterpretCast<uint32_t>(), lane_320.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_319, lane_319, lane_320, 1024);
                ShiftRight(lane_319, lane_319, 6, 1024);
                ShiftLeft(lane_319.ReinterpretCast<uint32_t>(), lane_319.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_318, lane_318, lane_319, 1024);
                LocalTensor<int32_t> lane_321 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_321, 0, 1024);
                Adds(lane_321, lane_321, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_322 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_322, 0, 1024);
                Adds(lane_322, lane_322, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_323 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_323, 0, 1024);
                Adds(lane_323, lane_323, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_323, lane_323, 31, 1024);
                ShiftRight(lane_323.ReinterpretCast<uint32_t>(), lane_323.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_322, lane_322, lane_323, 1024);
                ShiftRight(lane_322, lane_322, 6, 1024);
                ShiftLeft(lane_322.ReinterpretCast<uint32_t>(), lane_322.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_321, lane_321, lane_322, 1024);
                ShiftRight(lane_321, lane_321, 31, 1024);
                ShiftRight(lane_321.ReinterpretCast<uint32_t>(), lane_321.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_318, lane_318, lane_321, 1024);
                ShiftRight(lane_318, lane_318, 2, 1024);
                Add(lane_316, lane_316, lane_318, 1024);
                LocalTensor<int32_t> work_264 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_264, 0, 1024);
                Select(lane_316.ReinterpretCast<float>(), mask_102, lane_316.ReinterpretCast<float>(),
                        work_264.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_316, lane_316, 4, 1024);
                LocalTensor<float> gathered_7 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 2
                        * bytes_of_slots_44);
                Gather(gathered_7, work_260, lane_316.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_107 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_107, gathered_7, 0.0f, CMPMODE::NE, 1024);
                And(mask_95.ReinterpretCast<int16_t>(), mask_95.ReinterpretCast<int16_t>(),
                        mask_107.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_108 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_108, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_109 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_109, lanes_3, (float)first_2, CMPMODE::GE, 1024);
                And(mask_108.ReinterpretCast<int16_t>(), mask_108.ReinterpretCast<int16_t>(),
                        mask_109.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_324 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_324, 0, 1024);
                Adds(lane_324, lane_324, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_325 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_325, 0, 1024);
                Adds(lane_325, lane_325, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_326 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_326, 0, 1024);
                Adds(lane_326, lane_326, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_326, lane_326, 31, 1024);
                ShiftRight(lane_326.ReinterpretCast<uint32_t>(), lane_326.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_325, lane_325, lane_326, 1024);
                ShiftRight(lane_325, lane_325, 6, 1024);
                ShiftLeft(lane_325.ReinterpretCast<uint32_t>(), lane_325.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_324, lane_324, lane_325, 1024);
                LocalTensor<int32_t> lane_327 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_327, 0, 1024);
                Adds(lane_327, lane_327, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_328 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_328, 0, 1024);
                Adds(lane_328, lane_328, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_329 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_329, 0, 1024);
                Adds(lane_329, lane_329, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_329, lane_329, 31, 1024);
                ShiftRight(lane_329.ReinterpretCast<uint32_t>(), lane_329.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_328, lane_328, lane_329, 1024);
                ShiftRight(lane_328, lane_328, 6, 1024);
                ShiftLeft(lane_328.ReinterpretCast<uint32_t>(), lane_328.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_327, lane_327, lane_328, 1024);
                LocalTensor<int32_t> lane_330 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_330, 0, 1024);
                Adds(lane_330, lane_330, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_331 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_331, 0, 1024);
                Adds(lane_331, lane_331, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_332 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_332, 0, 1024);
                Adds(lane_332, lane_332, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_332, lane_332, 31, 1024);
                ShiftRight(lane_332.ReinterpretCast<uint32_t>(), lane_332.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_331, lane_331, lane_332, 1024);
                ShiftRight(lane_331, lane_331, 6, 1024);
                ShiftLeft(lane_331.ReinterpretCast<uint32_t>(), lane_331.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_330, lane_330, lane_331, 1024);
                ShiftRight(lane_330, lane_330, 31, 1024);
                ShiftRight(lane_330.ReinterpretCast<uint32_t>(), lane_330.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_327, lane_327, lane_330, 1024);
                ShiftRight(lane_327, lane_327, 2, 1024);
                ShiftLeft(lane_327.ReinterpretCast<uint32_t>(), lane_327.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_324, lane_324, lane_327, 1024);
                LocalTensor<int32_t> work_265 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_265, 0, 1024);
                LocalTensor<uint8_t> mask_110 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_110, lane_324, work_265, CMPMODE::EQ, 1024);
                And(mask_108.ReinterpretCast<int16_t>(), mask_108.ReinterpretCast<int16_t>(),
                        mask_110.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_333 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_333, 0, 1024);
                Adds(lane_333, lane_333, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_334 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_334, 0, 1024);
                Adds(lane_334, lane_334, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_335 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_335, 0, 1024);
                Adds(lane_335, lane_335, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_335, lane_335, 31, 1024);
                ShiftRight(lane_335.ReinterpretCast<uint32_t>(), lane_335.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_334, lane_334, lane_335, 1024);
                ShiftRight(lane_334, lane_334, 6, 1024);
                ShiftLeft(lane_334.ReinterpretCast<uint32_t>(), lane_334.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_333, lane_333, lane_334, 1024);
                LocalTensor<int32_t> lane_336 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_336, 0, 1024);
                Adds(lane_336, lane_336, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_337 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_337, 0, 1024);
                Adds(lane_337, lane_337, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_338 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_338, 0, 1024);
                Adds(lane_338, lane_338, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_338, lane_338, 31, 1024);
                ShiftRight(lane_338.ReinterpretCast<uint32_t>(), lane_338.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_337, lane_337, lane_338, 1024);
                ShiftRight(lane_337, lane_337, 6, 1024);
                ShiftLeft(lane_337.ReinterpretCast<uint32_t>(), lane_337.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_336, lane_336, lane_337, 1024);
                ShiftRight(lane_336, lane_336, 31, 1024);
                ShiftRight(lane_336.ReinterpretCast<uint32_t>(), lane_336.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_333, lane_333, lane_336, 1024);
                ShiftRight(lane_333, lane_333, 2, 1024);
                LocalTensor<int32_t> work_266 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_266, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_55 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_55, work_266, lane_333, 1024);
                LocalTensor<uint8_t> mask_111 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_111, maximum_55, lane_333, CMPMODE::EQ, 1024);
                Not(mask_111.ReinterpretCast<int16_t>(), mask_111.ReinterpretCast<int16_t>(), 64);
                And(mask_108.ReinterpretCast<int16_t>(), mask_108.ReinterpretCast<int16_t>(),
                        mask_111.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_339 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_339, 0, 1024);
                Adds(lane_339, lane_339, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_340 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_340, 0, 1024);
                Adds(lane_340, lane_340, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_340, lane_340, 31, 1024);
                ShiftRight(lane_340.ReinterpretCast<uint32_t>(), lane_340.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_339, lane_339, lane_340, 1024);
                ShiftRight(lane_339, lane_339, 6, 1024);
                Muls(lane_339, lane_339, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_341 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_341, 0, 1024);
                Adds(lane_341, lane_341, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_342 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_342, 0, 1024);
                Adds(lane_342, lane_342, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_343 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_343, 0, 1024);
                Adds(lane_343, lane_343, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_343, lane_343, 31, 1024);
                ShiftRight(lane_343.ReinterpretCast<uint32_t>(), lane_343.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_342, lane_342, lane_343, 1024);
                ShiftRight(lane_342, lane_342, 6, 1024);
                ShiftLeft(lane_342.ReinterpretCast<uint32_t>(), lane_342.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_341, lane_341, lane_342, 1024);
                LocalTensor<int32_t> lane_344 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_344, 0, 1024);
                Adds(lane_344, lane_344, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_345 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_345, 0, 1024);
                Adds(lane_345, lane_345, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_346 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_346, 0, 1024);
                Adds(lane_346, lane_346, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_346, lane_346, 31, 1024);
                ShiftRight(lane_346.ReinterpretCast<uint32_t>(), lane_346.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_345, lane_345, lane_346, 1024);
                ShiftRight(lane_345, lane_345, 6, 1024);
                ShiftLeft(lane_345.ReinterpretCast<uint32_t>(), lane_345.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_344, lane_344, lane_345, 1024);
                ShiftRight(lane_344, lane_344, 31, 1024);
                ShiftRight(lane_344.ReinterpretCast<uint32_t>(), lane_344.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_341, lane_341, lane_344, 1024);
                ShiftRight(lane_341, lane_341, 2, 1024);
                Add(lane_339, lane_339, lane_341, 1024);
                LocalTensor<int32_t> work_267 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_267, LANES, 1024);
                LocalTensor<int32_t> maximum_56 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        2 * bytes_of_slots_44);
                Max(maximum_56, work_267, lane_339, 1024);
                LocalTensor<uint8_t> mask_112 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_112, maximum_56, lane_339, CMPMODE::EQ, 1024);
                Not(mask_112.ReinterpretCast<int16_t>(), mask_112.ReinterpretCast<int16_t>(), 64);
                And(mask_108.ReinterpretCast<int16_t>(), mask_108.ReinterpretCast<int16_t>(),
                        mask_112.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_347 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_347, 0, 1024);
                Adds(lane_347, lane_347, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_348 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_348, 0, 1024);
                Adds(lane_348, lane_348, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_348, lane_348, 31, 1024);
                ShiftRight(lane_348.ReinterpretCast<uint32_t>(), lane_348.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_347, lane_347, lane_348, 1024);
                ShiftRight(lane_347, lane_347, 6, 1024);
                Muls(lane_347, lane_347, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_349 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_349, 0, 1024);
                Adds(lane_349, lane_349, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_350 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_350, 0, 1024);
                Adds(lane_350, lane_350, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_351 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_351, 0, 1024);
                Adds(lane_351, lane_351, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_351, lane_351, 31, 1024);
                ShiftRight(lane_351.ReinterpretCast<uint32_t>(), lane_351.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_350, lane_350, lane_351, 1024);
                ShiftRight(lane_350, lane_350, 6, 1024);
                ShiftLeft(lane_350.ReinterpretCast<uint32_t>(), lane_350.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_349, lane_349, lane_350, 1024);
                LocalTensor<int32_t> lane_352 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_352, 0, 1024);
                Adds(lane_352, lane_352, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_353 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_353, 0, 1024);
                Adds(lane_353, lane_353, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> lane_354 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_354, 0, 1024);
                Adds(lane_354, lane_354, 0 - (64 * start_2 + 1), 1024);
                ShiftRight(lane_354, lane_354, 31, 1024);
                ShiftRight(lane_354.ReinterpretCast<uint32_t>(), lane_354.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_353, lane_353, lane_354, 1024);
                ShiftRight(lane_353, lane_353, 6, 1024);
                ShiftLeft(lane_353.ReinterpretCast<uint32_t>(), lane_353.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_352, lane_352, lane_353, 1024);
                ShiftRight(lane_352, lane_352, 31, 1024);
                ShiftRight(lane_352.ReinterpretCast<uint32_t>(), lane_352.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_349, lane_349, lane_352, 1024);
                ShiftRight(lane_349, lane_349, 2, 1024);
                Add(lane_347, lane_347, lane_349, 1024);
                LocalTensor<int32_t> work_268 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_268, 0, 1024);
                Select(lane_347.ReinterpretCast<float>(), mask_108, lane_347.ReinterpretCast<float>(),
                        work_268.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_347, lane_347, 4, 1024);
                LocalTensor<float> gathered_8 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 2
                        * bytes_of_slots_44);
                Gather(gathered_8, load_or_zero_result_6, lane_347.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_95, gathered_8, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                const int32_t first_3 = larger(0L, 0L - (0 - (64 * start_2 + 2)));
                LocalTensor<uint8_t> mask_113 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                        * bytes_of_slots_59);
                CompareScalar(mask_113, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_114 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_114, lanes_3, (float)first_3, CMPMODE::GE, 1024);
                And(mask_113.ReinterpretCast<int16_t>(), mask_113.ReinterpretCast<int16_t>(),
                        mask_114.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_355 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_355, 0, 1024);
                Adds(lane_355, lane_355, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_356 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_356, 0, 1024);
                Adds(lane_356, lane_356, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_357 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_357, 0, 1024);
                Adds(lane_357, lane_357, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_357, lane_357, 31, 1024);
                ShiftRight(lane_357.ReinterpretCast<uint32_t>(), lane_357.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_356, lane_356, lane_357, 1024);
                ShiftRight(lane_356, lane_356, 6, 1024);
                ShiftLeft(lane_356.ReinterpretCast<uint32_t>(), lane_356.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_355, lane_355, lane_356, 1024);
                LocalTensor<int32_t> lane_358 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_358, 0, 1024);
                Adds(lane_358, lane_358, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_359 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_359, 0, 1024);
                Adds(lane_359, lane_359, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_360 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_360, 0, 1024);
                Adds(lane_360, lane_360, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_360, lane_360, 31, 1024);
                ShiftRight(lane_360.ReinterpretCast<uint32_t>(), lane_360.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_359, lane_359, lane_360, 1024);
                ShiftRight(lane_359, lane_359, 6, 1024);
                ShiftLeft(lane_359.ReinterpretCast<uint32_t>(), lane_359.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_358, lane_358, lane_359, 1024);
                LocalTensor<int32_t> lane_361 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_361, 0, 1024);
                Adds(lane_361, lane_361, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_362 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_362, 0, 1024);
                Adds(lane_362, lane_362, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_363 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_363, 0, 1024);
                Adds(lane_363, lane_363, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_363, lane_363, 31, 1024);
                ShiftRight(lane_363.ReinterpretCast<uint32_t>(), lane_363.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_362, lane_362, lane_363, 1024);
                ShiftRight(lane_362, lane_362, 6, 1024);
                ShiftLeft(lane_362.ReinterpretCast<uint32_t>(), lane_362.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_361, lane_361, lane_362, 1024);
                ShiftRight(lane_361, lane_361, 31, 1024);
                ShiftRight(lane_361.ReinterpretCast<uint32_t>(), lane_361.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_358, lane_358, lane_361, 1024);
                ShiftRight(lane_358, lane_358, 2, 1024);
                ShiftLeft(lane_358.ReinterpretCast<uint32_t>(), lane_358.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_355, lane_355, lane_358, 1024);
                LocalTensor<int32_t> work_269 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_269, 0, 1024);
                LocalTensor<uint8_t> mask_115 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_115, lane_355, work_269, CMPMODE::EQ, 1024);
                And(mask_113.ReinterpretCast<int16_t>(), mask_113.ReinterpretCast<int16_t>(),
                        mask_115.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_364 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_364, 0, 1024);
                Adds(lane_364, lane_364, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_365 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_365, 0, 1024);
                Adds(lane_365, lane_365, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_366 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_366, 0, 1024);
                Adds(lane_366, lane_366, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_366, lane_366, 31, 1024);
                ShiftRight(lane_366.ReinterpretCast<uint32_t>(), lane_366.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_365, lane_365, lane_366, 1024);
                ShiftRight(lane_365, lane_365, 6, 1024);
                ShiftLeft(lane_365.ReinterpretCast<uint32_t>(), lane_365.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_364, lane_364, lane_365, 1024);
                LocalTensor<int32_t> lane_367 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_367, 0, 1024);
                Adds(lane_367, lane_367, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_368 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_368, 0, 1024);
                Adds(lane_368, lane_368, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_369 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_369, 0, 1024);
                Adds(lane_369, lane_369, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_369, lane_369, 31, 1024);
                ShiftRight(lane_369.ReinterpretCast<uint32_t>(), lane_369.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_368, lane_368, lane_369, 1024);
                ShiftRight(lane_368, lane_368, 6, 1024);
                ShiftLeft(lane_368.ReinterpretCast<uint32_t>(), lane_368.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_367, lane_367, lane_368, 1024);
                ShiftRight(lane_367, lane_367, 31, 1024);
                ShiftRight(lane_367.ReinterpretCast<uint32_t>(), lane_367.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_364, lane_364, lane_367, 1024);
                ShiftRight(lane_364, lane_364, 2, 1024);
                LocalTensor<int32_t> work_270 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_270, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_57 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_57, work_270, lane_364, 1024);
                LocalTensor<uint8_t> mask_116 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_116, maximum_57, lane_364, CMPMODE::EQ, 1024);
                Not(mask_116.ReinterpretCast<int16_t>(), mask_116.ReinterpretCast<int16_t>(), 64);
                And(mask_113.ReinterpretCast<int16_t>(), mask_113.ReinterpretCast<int16_t>(),
                        mask_116.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_370 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_370, 0, 1024);
                Adds(lane_370, lane_370, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_371 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_371, 0, 1024);
                Adds(lane_371, lane_371, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_371, lane_371, 31, 1024);
                ShiftRight(lane_371.ReinterpretCast<uint32_t>(), lane_371.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_370, lane_370, lane_371, 1024);
                ShiftRight(lane_370, lane_370, 6, 1024);
                Muls(lane_370, lane_370, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_372 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_372, 0, 1024);
                Adds(lane_372, lane_372, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_373 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_373, 0, 1024);
                Adds(lane_373, lane_373, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_374 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_374, 0, 1024);
                Adds(lane_374, lane_374, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_374, lane_374, 31, 1024);
                ShiftRight(lane_374.ReinterpretCast<uint32_t>(), lane_374.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_373, lane_373, lane_374, 1024);
                ShiftRight(lane_373, lane_373, 6, 1024);
                ShiftLeft(lane_373.ReinterpretCast<uint32_t>(), lane_373.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_372, lane_372, lane_373, 1024);
                LocalTensor<int32_t> lane_375 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_375, 0, 1024);
                Adds(lane_375, lane_375, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_376 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_376, 0, 1024);
                Adds(lane_376, lane_376, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_377 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_377, 0, 1024);
                Adds(lane_377, lane_377, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_377, lane_377, 31, 1024);
                ShiftRight(lane_377.ReinterpretCast<uint32_t>(), lane_377.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_376, lane_376, lane_377, 1024);
                ShiftRight(lane_376, lane_376, 6, 1024);
                ShiftLeft(lane_376.ReinterpretCast<uint32_t>(), lane_376.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_375, lane_375, lane_376, 1024);
                ShiftRight(lane_375, lane_375, 31, 1024);
                ShiftRight(lane_375.ReinterpretCast<uint32_t>(), lane_375.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_372, lane_372, lane_375, 1024);
                ShiftRight(lane_372, lane_372, 2, 1024);
                Add(lane_370, lane_370, lane_372, 1024);
                LocalTensor<int32_t> work_271 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_271, LANES, 1024);
                LocalTensor<int32_t> maximum_58 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        2 * bytes_of_slots_44);
                Max(maximum_58, work_271, lane_370, 1024);
                LocalTensor<uint8_t> mask_117 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_117, maximum_58, lane_370, CMPMODE::EQ, 1024);
                Not(mask_117.ReinterpretCast<int16_t>(), mask_117.ReinterpretCast<int16_t>(), 64);
                And(mask_113.ReinterpretCast<int16_t>(), mask_113.ReinterpretCast<int16_t>(),
                        mask_117.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_118 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_118, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_378 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_378, 0, LANES);
                LocalTensor<float> work_272 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 34
                        * bytes_of_slots_0);
                Cast(work_272, lane_378, RoundMode::CAST_RINT, LANES);
                Adds(work_272, work_272, 0.5f, LANES);
                Muls(work_272, work_272, reciprocal_2, LANES);
                LocalTensor<int32_t> work_273 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Cast(work_273, work_272, RoundMode::CAST_TRUNC, LANES);
                Adds(work_273, work_273, start_2, LANES);
                LocalTensor<int32_t> work_274 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Duplicate(work_274, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_59 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Max(maximum_59, work_274, work_273, LANES);
                LocalTensor<uint8_t> mask_119 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_119, maximum_59, work_273, CMPMODE::EQ, LANES);
                Not(mask_119.ReinterpretCast<int16_t>(), mask_119.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_118.ReinterpretCast<int16_t>(), mask_118.ReinterpretCast<int16_t>(),
                        mask_119.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_275 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Duplicate(work_275, 1.0f, LANES);
                Select(work_275, mask_118, work_275, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<uint8_t> mask_120 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_120, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_121 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_121, lanes_3, (float)first_3, CMPMODE::GE, 1024);
                And(mask_120.ReinterpretCast<int16_t>(), mask_120.ReinterpretCast<int16_t>(),
                        mask_121.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_379 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_379, 0, 1024);
                Adds(lane_379, lane_379, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_380 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_380, 0, 1024);
                Adds(lane_380, lane_380, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_381 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_381, 0, 1024);
                Adds(lane_381, lane_381, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_381, lane_381, 31, 1024);
                ShiftRight(lane_381.ReinterpretCast<uint32_t>(), lane_381.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_380, lane_380, lane_381, 1024);
                ShiftRight(lane_380, lane_380, 6, 1024);
                ShiftLeft(lane_380.ReinterpretCast<uint32_t>(), lane_380.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_379, lane_379, lane_380, 1024);
                LocalTensor<int32_t> lane_382 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_382, 0, 1024);
                Adds(lane_382, lane_382, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_383 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_383, 0, 1024);
                Adds(lane_383, lane_383, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_384 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_384, 0, 1024);
                Adds(lane_384, lane_384, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_384, lane_384, 31, 1024);
                ShiftRight(lane_384.ReinterpretCast<uint32_t>(), lane_384.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_383, lane_383, lane_384, 1024);
                ShiftRight(lane_383, lane_383, 6, 1024);
                ShiftLeft(lane_383.ReinterpretCast<uint32_t>(), lane_383.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_382, lane_382, lane_383, 1024);
                LocalTensor<int32_t> lane_385 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_385, 0, 1024);
                Adds(lane_385, lane_385, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_386 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_386, 0, 1024);
                Adds(lane_386, lane_386, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_387 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_387, 0, 1024);
                Adds(lane_387, lane_387, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_387, lane_387, 31, 1024);
                ShiftRight(lane_387.ReinterpretCast<uint32_t>(), lane_387.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_386, lane_386, lane_387, 1024);
                ShiftRight(lane_386, lane_386, 6, 1024);
                ShiftLeft(lane_386.ReinterpretCast<uint32_t>(), lane_386.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_385, lane_385, lane_386, 1024);
                ShiftRight(lane_385, lane_385, 31, 1024);
                ShiftRight(lane_385.ReinterpretCast<uint32_t>(), lane_385.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_382, lane_382, lane_385, 1024);
                ShiftRight(lane_382, lane_382, 2, 1024);
                ShiftLeft(lane_382.ReinterpretCast<uint32_t>(), lane_382.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_379, lane_379, lane_382, 1024);
                LocalTensor<int32_t> work_276 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_276, 0, 1024);
                LocalTensor<uint8_t> mask_122 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_122, lane_379, work_276, CMPMODE::EQ, 1024);
                And(mask_120.ReinterpretCast<int16_t>(), mask_120.ReinterpretCast<int16_t>(),
                        mask_122.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_388 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_388, 0, 1024);
                Adds(lane_388, lane_388, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_389 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_389, 0, 1024);
                Adds(lane_389, lane_389, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_390 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_390, 0, 1024);
                Adds(lane_390, lane_390, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_390, lane_390, 31, 1024);
                ShiftRight(lane_390.ReinterpretCast<uint32_t>(), lane_390.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_389, lane_389, lane_390, 1024);
                ShiftRight(lane_389, lane_389, 6, 1024);
                ShiftLeft(lane_389.ReinterpretCast<uint32_t>(), lane_389.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_388, lane_388, lane_389, 1024);
                LocalTensor<int32_t> lane_391 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_391, 0, 1024);
                Adds(lane_391, lane_391, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_392 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_392, 0, 1024);
                Adds(lane_392, lane_392, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_393 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_393, 0, 1024);
                Adds(lane_393, lane_393, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_393, lane_393, 31, 1024);
                ShiftRight(lane_393.ReinterpretCast<uint32_t>(), lane_393.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_392, lane_392, lane_393, 1024);
                ShiftRight(lane_392, lane_392, 6, 1024);
                ShiftLeft(lane_392.ReinterpretCast<uint32_t>(), lane_392.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_391, lane_391, lane_392, 1024);
                ShiftRight(lane_391, lane_391, 31, 1024);
                ShiftRight(lane_391.ReinterpretCast<uint32_t>(), lane_391.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_388, lane_388, lane_391, 1024);
                ShiftRight(lane_388, lane_388, 2, 1024);
                LocalTensor<int32_t> work_277 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_277, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_60 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_60, work_277, lane_388, 1024);
                LocalTensor<uint8_t> mask_123 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_123, maximum_60, lane_388, CMPMODE::EQ, 1024);
                Not(mask_123.ReinterpretCast<int16_t>(), mask_123.ReinterpretCast<int16_t>(), 64);
                And(mask_120.ReinterpretCast<int16_t>(), mask_120.ReinterpretCast<int16_t>(),
                        mask_123.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_394 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_394, 0, 1024);
                Adds(lane_394, lane_394, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_395 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_395, 0, 1024);
                Adds(lane_395, lane_395, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_395, lane_395, 31, 1024);
                ShiftRight(lane_395.ReinterpretCast<uint32_t>(), lane_395.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_394, lane_394, lane_395, 1024);
                ShiftRight(lane_394, lane_394, 6, 1024);
                Muls(lane_394, lane_394, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_396 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_396, 0, 1024);
                Adds(lane_396, lane_396, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_397 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_397, 0, 1024);
                Adds(lane_397, lane_397, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_398 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_398, 0, 1024);
                Adds(lane_398, lane_398, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_398, lane_398, 31, 1024);
                ShiftRight(lane_398.ReinterpretCast<uint32_t>(), lane_398.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_397, lane_397, lane_398, 1024);
                ShiftRight(lane_397, lane_397, 6, 1024);
                ShiftLeft(lane_397.ReinterpretCast<uint32_t>(), lane_397.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_396, lane_396, lane_397, 1024);
                LocalTensor<int32_t> lane_399 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_399, 0, 1024);
                Adds(lane_399, lane_399, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_400 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_400, 0, 1024);
                Adds(lane_400, lane_400, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_401 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_401, 0, 1024);
                Adds(lane_401, lane_401, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_401, lane_401, 31, 1024);
                ShiftRight(lane_401.ReinterpretCast<uint32_t>(), lane_401.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_400, lane_400, lane_401, 1024);
                ShiftRight(lane_400, lane_400, 6, 1024);
                ShiftLeft(lane_400.ReinterpretCast<uint32_t>(), lane_400.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_399, lane_399, lane_400, 1024);
                ShiftRight(lane_399, lane_399, 31, 1024);
                ShiftRight(lane_399.ReinterpretCast<uint32_t>(), lane_399.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_396, lane_396, lane_399, 1024);
                ShiftRight(lane_396, lane_396, 2, 1024);
                Add(lane_394, lane_394, lane_396, 1024);
                LocalTensor<int32_t> work_278 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_278, LANES, 1024);
                LocalTensor<int32_t> maximum_61 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        3 * bytes_of_slots_44);
                Max(maximum_61, work_278, lane_394, 1024);
                LocalTensor<uint8_t> mask_124 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_124, maximum_61, lane_394, CMPMODE::EQ, 1024);
                Not(mask_124.ReinterpretCast<int16_t>(), mask_124.ReinterpretCast<int16_t>(), 64);
                And(mask_120.ReinterpretCast<int16_t>(), mask_120.ReinterpretCast<int16_t>(),
                        mask_124.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_402 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_402, 0, 1024);
                Adds(lane_402, lane_402, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_403 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_403, 0, 1024);
                Adds(lane_403, lane_403, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_403, lane_403, 31, 1024);
                ShiftRight(lane_403.ReinterpretCast<uint32_t>(), lane_403.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_402, lane_402, lane_403, 1024);
                ShiftRight(lane_402, lane_402, 6, 1024);
                Muls(lane_402, lane_402, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_404 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_404, 0, 1024);
                Adds(lane_404, lane_404, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_405 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_405, 0, 1024);
                Adds(lane_405, lane_405, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_406 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_406, 0, 1024);
                Adds(lane_406, lane_406, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_406, lane_406, 31, 1024);
                ShiftRight(lane_406.ReinterpretCast<uint32_t>(), lane_406.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_405, lane_405, lane_406, 1024);
                ShiftRight(lane_405, lane_405, 6, 1024);
                ShiftLeft(lane_405.ReinterpretCast<uint32_t>(), lane_405.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_404, lane_404, lane_405, 1024);
                LocalTensor<int32_t> lane_407 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_407, 0, 1024);
                Adds(lane_407, lane_407, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_408 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_408, 0, 1024);
                Adds(lane_408, lane_408, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_409 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_409, 0, 1024);
                Adds(lane_409, lane_409, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_409, lane_409, 31, 1024);
                ShiftRight(lane_409.ReinterpretCast<uint32_t>(), lane_409.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_408, lane_408, lane_409, 1024);
                ShiftRight(lane_408, lane_408, 6, 1024);
                ShiftLeft(lane_408.ReinterpretCast<uint32_t>(), lane_408.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_407, lane_407, lane_408, 1024);
                ShiftRight(lane_407, lane_407, 31, 1024);
                ShiftRight(lane_407.ReinterpretCast<uint32_t>(), lane_407.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_404, lane_404, lane_407, 1024);
                ShiftRight(lane_404, lane_404, 2, 1024);
                Add(lane_402, lane_402, lane_404, 1024);
                LocalTensor<int32_t> work_279 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_279, 0, 1024);
                Select(lane_402.ReinterpretCast<float>(), mask_120, lane_402.ReinterpretCast<float>(),
                        work_279.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_402, lane_402, 4, 1024);
                LocalTensor<float> gathered_9 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 3
                        * bytes_of_slots_44);
                Gather(gathered_9, work_275, lane_402.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_125 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_125, gathered_9, 0.0f, CMPMODE::NE, 1024);
                And(mask_113.ReinterpretCast<int16_t>(), mask_113.ReinterpretCast<int16_t>(),
                        mask_125.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_126 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_126, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_127 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_127, lanes_3, (float)first_3, CMPMODE::GE, 1024);
                And(mask_126.ReinterpretCast<int16_t>(), mask_126.ReinterpretCast<int16_t>(),
                        mask_127.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_410 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_410, 0, 1024);
                Adds(lane_410, lane_410, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_411 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_411, 0, 1024);
                Adds(lane_411, lane_411, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_412 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_412, 0, 1024);
                Adds(lane_412, lane_412, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_412, lane_412, 31, 1024);
                ShiftRight(lane_412.ReinterpretCast<uint32_t>(), lane_412.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_411, lane_411, lane_412, 1024);
                ShiftRight(lane_411, lane_411, 6, 1024);
                ShiftLeft(lane_411.ReinterpretCast<uint32_t>(), lane_411.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_410, lane_410, lane_411, 1024);
                LocalTensor<int32_t> lane_413 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_413, 0, 1024);
                Adds(lane_413, lane_413, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_414 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_414, 0, 1024);
                Adds(lane_414, lane_414, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_415 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_415, 0, 1024);
                Adds(lane_415, lane_415, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_415, lane_415, 31, 1024);
                ShiftRight(lane_415.ReinterpretCast<uint32_t>(), lane_415.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_414, lane_414, lane_415, 1024);
                ShiftRight(lane_414, lane_414, 6, 1024);
                ShiftLeft(lane_414.ReinterpretCast<uint32_t>(), lane_414.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_413, lane_413, lane_414, 1024);
                LocalTensor<int32_t> lane_416 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_416, 0, 1024);
                Adds(lane_416, lane_416, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_417 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_417, 0, 1024);
                Adds(lane_417, lane_417, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_418 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_418, 0, 1024);
                Adds(lane_418, lane_418, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_418, lane_418, 31, 1024);
                ShiftRight(lane_418.ReinterpretCast<uint32_t>(), lane_418.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_417, lane_417, lane_418, 1024);
                ShiftRight(lane_417, lane_417, 6, 1024);
                ShiftLeft(lane_417.ReinterpretCast<uint32_t>(), lane_417.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_416, lane_416, lane_417, 1024);
                ShiftRight(lane_416, lane_416, 31, 1024);
                ShiftRight(lane_416.ReinterpretCast<uint32_t>(), lane_416.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_413, lane_413, lane_416, 1024);
                ShiftRight(lane_413, lane_413, 2, 1024);
                ShiftLeft(lane_413.ReinterpretCast<uint32_t>(), lane_413.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_410, lane_410, lane_413, 1024);
                LocalTensor<int32_t> work_280 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_280, 0, 1024);
                LocalTensor<uint8_t> mask_128 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_128, lane_410, work_280, CMPMODE::EQ, 1024);
                And(mask_126.ReinterpretCast<int16_t>(), mask_126.ReinterpretCast<int16_t>(),
                        mask_128.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_419 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_419, 0, 1024);
                Adds(lane_419, lane_419, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_420 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_420, 0, 1024);
                Adds(lane_420, lane_420, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_421 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_421, 0, 1024);
                Adds(lane_421, lane_421, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_421, lane_421, 31, 1024);
                ShiftRight(lane_421.ReinterpretCast<uint32_t>(), lane_421.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_420, lane_420, lane_421, 1024);
                ShiftRight(lane_420, lane_420, 6, 1024);
                ShiftLeft(lane_420.ReinterpretCast<uint32_t>(), lane_420.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_419, lane_419, lane_420, 1024);
                LocalTensor<int32_t> lane_422 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_422, 0, 1024);
                Adds(lane_422, lane_422, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_423 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_423, 0, 1024);
                Adds(lane_423, lane_423, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_424 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_424, 0, 1024);
                Adds(lane_424, lane_424, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_424, lane_424, 31, 1024);
                ShiftRight(lane_424.ReinterpretCast<uint32_t>(), lane_424.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_423, lane_423, lane_424, 1024);
                ShiftRight(lane_423, lane_423, 6, 1024);
                ShiftLeft(lane_423.ReinterpretCast<uint32_t>(), lane_423.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_422, lane_422, lane_423, 1024);
                ShiftRight(lane_422, lane_422, 31, 1024);
                ShiftRight(lane_422.ReinterpretCast<uint32_t>(), lane_422.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_419, lane_419, lane_422, 1024);
                ShiftRight(lane_419, lane_419, 2, 1024);
                LocalTensor<int32_t> work_281 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_281, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_62 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_62, work_281, lane_419, 1024);
                LocalTensor<uint8_t> mask_129 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_129, maximum_62, lane_419, CMPMODE::EQ, 1024);
                Not(mask_129.ReinterpretCast<int16_t>(), mask_129.ReinterpretCast<int16_t>(), 64);
                And(mask_126.ReinterpretCast<int16_t>(), mask_126.ReinterpretCast<int16_t>(),
                        mask_129.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_425 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_425, 0, 1024);
                Adds(lane_425, lane_425, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_426 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_426, 0, 1024);
                Adds(lane_426, lane_426, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_426, lane_426, 31, 1024);
                ShiftRight(lane_426.ReinterpretCast<uint32_t>(), lane_426.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_425, lane_425, lane_426, 1024);
                ShiftRight(lane_425, lane_425, 6, 1024);
                Muls(lane_425, lane_425, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_427 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_427, 0, 1024);
                Adds(lane_427, lane_427, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_428 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_428, 0, 1024);
                Adds(lane_428, lane_428, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_429 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_429, 0, 1024);
                Adds(lane_429, lane_429, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_429, lane_429, 31, 1024);
                ShiftRight(lane_429.ReinterpretCast<uint32_t>(), lane_429.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_428, lane_428, lane_429, 1024);
                ShiftRight(lane_428, lane_428, 6, 1024);
                ShiftLeft(lane_428.ReinterpretCast<uint32_t>(), lane_428.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_427, lane_427, lane_428, 1024);
                LocalTensor<int32_t> lane_430 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_430, 0, 1024);
                Adds(lane_430, lane_430, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_431 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_431, 0, 1024);
                Adds(lane_431, lane_431, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_432 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_432, 0, 1024);
                Adds(lane_432, lane_432, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_432, lane_432, 31, 1024);
                ShiftRight(lane_432.ReinterpretCast<uint32_t>(), lane_432.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_431, lane_431, lane_432, 1024);
                ShiftRight(lane_431, lane_431, 6, 1024);
                ShiftLeft(lane_431.ReinterpretCast<uint32_t>(), lane_431.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_430, lane_430, lane_431, 1024);
                ShiftRight(lane_430, lane_430, 31, 1024);
                ShiftRight(lane_430.ReinterpretCast<uint32_t>(), lane_430.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_427, lane_427, lane_430, 1024);
                ShiftRight(lane_427, lane_427, 2, 1024);
                Add(lane_425, lane_425, lane_427, 1024);
                LocalTensor<int32_t> work_282 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_282, LANES, 1024);
                LocalTensor<int32_t> maximum_63 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        3 * bytes_of_slots_44);
                Max(maximum_63, work_282, lane_425, 1024);
                LocalTensor<uint8_t> mask_130 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_130, maximum_63, lane_425, CMPMODE::EQ, 1024);
                Not(mask_130.ReinterpretCast<int16_t>(), mask_130.ReinterpretCast<int16_t>(), 64);
                And(mask_126.ReinterpretCast<int16_t>(), mask_126.ReinterpretCast<int16_t>(),
                        mask_130.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_433 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_433, 0, 1024);
                Adds(lane_433, lane_433, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_434 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_434, 0, 1024);
                Adds(lane_434, lane_434, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_434, lane_434, 31, 1024);
                ShiftRight(lane_434.ReinterpretCast<uint32_t>(), lane_434.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_433, lane_433, lane_434, 1024);
                ShiftRight(lane_433, lane_433, 6, 1024);
                Muls(lane_433, lane_433, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_435 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_435, 0, 1024);
                Adds(lane_435, lane_435, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_436 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_436, 0, 1024);
                Adds(lane_436, lane_436, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_437 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_437, 0, 1024);
                Adds(lane_437, lane_437, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_437, lane_437, 31, 1024);
                ShiftRight(lane_437.ReinterpretCast<uint32_t>(), lane_437.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_436, lane_436, lane_437, 1024);
                ShiftRight(lane_436, lane_436, 6, 1024);
                ShiftLeft(lane_436.ReinterpretCast<uint32_t>(), lane_436.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_435, lane_435, lane_436, 1024);
                LocalTensor<int32_t> lane_438 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_438, 0, 1024);
                Adds(lane_438, lane_438, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_439 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_439, 0, 1024);
                Adds(lane_439, lane_439, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> lane_440 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_440, 0, 1024);
                Adds(lane_440, lane_440, 0 - (64 * start_2 + 2), 1024);
                ShiftRight(lane_440, lane_440, 31, 1024);
                ShiftRight(lane_440.ReinterpretCast<uint32_t>(), lane_440.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_439, lane_439, lane_440, 1024);
                ShiftRight(lane_439, lane_439, 6, 1024);
                ShiftLeft(lane_439.ReinterpretCast<uint32_t>(), lane_439.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_438, lane_438, lane_439, 1024);
                ShiftRight(lane_438, lane_438, 31, 1024);
                ShiftRight(lane_438.ReinterpretCast<uint32_t>(), lane_438.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_435, lane_435, lane_438, 1024);
                ShiftRight(lane_435, lane_435, 2, 1024);
                Add(lane_433, lane_433, lane_435, 1024);
                LocalTensor<int32_t> work_283 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_283, 0, 1024);
                Select(lane_433.ReinterpretCast<float>(), mask_126, lane_433.ReinterpretCast<float>(),
                        work_283.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_433, lane_433, 4, 1024);
                LocalTensor<float> gathered_10 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 3
                        * bytes_of_slots_44);
                Gather(gathered_10, load_or_zero_result_7, lane_433.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_113, gathered_10, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                const int32_t first_4 = larger(0L, 0L - (0 - (64 * start_2 + 3)));
                LocalTensor<uint8_t> mask_131 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 3
                        * bytes_of_slots_59);
                CompareScalar(mask_131, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_132 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_132, lanes_3, (float)first_4, CMPMODE::GE, 1024);
                And(mask_131.ReinterpretCast<int16_t>(), mask_131.ReinterpretCast<int16_t>(),
                        mask_132.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_441 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_441, 0, 1024);
                Adds(lane_441, lane_441, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_442 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_442, 0, 1024);
                Adds(lane_442, lane_442, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_443 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_443, 0, 1024);
                Adds(lane_443, lane_443, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_443, lane_443, 31, 1024);
                ShiftRight(lane_443.ReinterpretCast<uint32_t>(), lane_443.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_442, lane_442, lane_443, 1024);
                ShiftRight(lane_442, lane_442, 6, 1024);
                ShiftLeft(lane_442.ReinterpretCast<uint32_t>(), lane_442.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_441, lane_441, lane_442, 1024);
                LocalTensor<int32_t> lane_444 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_444, 0, 1024);
                Adds(lane_444, lane_444, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_445 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_445, 0, 1024);
                Adds(lane_445, lane_445, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_446 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_446, 0, 1024);
                Adds(lane_446, lane_446, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_446, lane_446, 31, 1024);
                ShiftRight(lane_446.ReinterpretCast<uint32_t>(), lane_446.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_445, lane_445, lane_446, 1024);
                ShiftRight(lane_445, lane_445, 6, 1024);
                ShiftLeft(lane_445.ReinterpretCast<uint32_t>(), lane_445.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_444, lane_444, lane_445, 1024);
                LocalTensor<int32_t> lane_447 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_447, 0, 1024);
                Adds(lane_447, lane_447, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_448 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_448, 0, 1024);
                Adds(lane_448, lane_448, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_449 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_449, 0, 1024);
                Adds(lane_449, lane_449, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_449, lane_449, 31, 1024);
                ShiftRight(lane_449.ReinterpretCast<uint32_t>(), lane_449.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_448, lane_448, lane_449, 1024);
                ShiftRight(lane_448, lane_448, 6, 1024);
                ShiftLeft(lane_448.ReinterpretCast<uint32_t>(), lane_448.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_447, lane_447, lane_448, 1024);
                ShiftRight(lane_447, lane_447, 31, 1024);
                ShiftRight(lane_447.ReinterpretCast<uint32_t>(), lane_447.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_444, lane_444, lane_447, 1024);
                ShiftRight(lane_444, lane_444, 2, 1024);
                ShiftLeft(lane_444.ReinterpretCast<uint32_t>(), lane_444.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_441, lane_441, lane_444, 1024);
                LocalTensor<int32_t> work_284 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_284, 0, 1024);
                LocalTensor<uint8_t> mask_133 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_133, lane_441, work_284, CMPMODE::EQ, 1024);
                And(mask_131.ReinterpretCast<int16_t>(), mask_131.ReinterpretCast<int16_t>(),
                        mask_133.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_450 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_450, 0, 1024);
                Adds(lane_450, lane_450, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_451 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_451, 0, 1024);
                Adds(lane_451, lane_451, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_452 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_452, 0, 1024);
                Adds(lane_452, lane_452, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_452, lane_452, 31, 1024);
                ShiftRight(lane_452.ReinterpretCast<uint32_t>(), lane_452.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_451, lane_451, lane_452, 1024);
                ShiftRight(lane_451, lane_451, 6, 1024);
                ShiftLeft(lane_451.ReinterpretCast<uint32_t>(), lane_451.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_450, lane_450, lane_451, 1024);
                LocalTensor<int32_t> lane_453 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_453, 0, 1024);
                Adds(lane_453, lane_453, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_454 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_454, 0, 1024);
                Adds(lane_454, lane_454, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_455 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_455, 0, 1024);
                Adds(lane_455, lane_455, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_455, lane_455, 31, 1024);
                ShiftRight(lane_455.ReinterpretCast<uint32_t>(), lane_455.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_454, lane_454, lane_455, 1024);
                ShiftRight(lane_454, lane_454, 6, 1024);
                ShiftLeft(lane_454.ReinterpretCast<uint32_t>(), lane_454.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_453, lane_453, lane_454, 1024);
                ShiftRight(lane_453, lane_453, 31, 1024);
                ShiftRight(lane_453.ReinterpretCast<uint32_t>(), lane_453.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_450, lane_450, lane_453, 1024);
                ShiftRight(lane_450, lane_450, 2, 1024);
                LocalTensor<int32_t> work_285 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_285, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_64 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_64, work_285, lane_450, 1024);
                LocalTensor<uint8_t> mask_134 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_134, maximum_64, lane_450, CMPMODE::EQ, 1024);
                Not(mask_134.ReinterpretCast<int16_t>(), mask_134.ReinterpretCast<int16_t>(), 64);
                And(mask_131.ReinterpretCast<int16_t>(), mask_131.ReinterpretCast<int16_t>(),
                        mask_134.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_456 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_456, 0, 1024);
                Adds(lane_456, lane_456, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_457 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_457, 0, 1024);
                Adds(lane_457, lane_457, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_457, lane_457, 31, 1024);
                ShiftRight(lane_457.ReinterpretCast<uint32_t>(), lane_457.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_456, lane_456, lane_457, 1024);
                ShiftRight(lane_456, lane_456, 6, 1024);
                Muls(lane_456, lane_456, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_458 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_458, 0, 1024);
                Adds(lane_458, lane_458, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_459 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_459, 0, 1024);
                Adds(lane_459, lane_459, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_460 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_460, 0, 1024);
                Adds(lane_460, lane_460, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_460, lane_460, 31, 1024);
                ShiftRight(lane_460.ReinterpretCast<uint32_t>(), lane_460.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_459, lane_459, lane_460, 1024);
                ShiftRight(lane_459, lane_459, 6, 1024);
                ShiftLeft(lane_459.ReinterpretCast<uint32_t>(), lane_459.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_458, lane_458, lane_459, 1024);
                LocalTensor<int32_t> lane_461 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_461, 0, 1024);
                Adds(lane_461, lane_461, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_462 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_462, 0, 1024);
                Adds(lane_462, lane_462, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_463 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_463, 0, 1024);
                Adds(lane_463, lane_463, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_463, lane_463, 31, 1024);
                ShiftRight(lane_463.ReinterpretCast<uint32_t>(), lane_463.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_462, lane_462, lane_463, 1024);
                ShiftRight(lane_462, lane_462, 6, 1024);
                ShiftLeft(lane_462.ReinterpretCast<uint32_t>(), lane_462.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_461, lane_461, lane_462, 1024);
                ShiftRight(lane_461, lane_461, 31, 1024);
                ShiftRight(lane_461.ReinterpretCast<uint32_t>(), lane_461.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_458, lane_458, lane_461, 1024);
                ShiftRight(lane_458, lane_458, 2, 1024);
                Add(lane_456, lane_456, lane_458, 1024);
                LocalTensor<int32_t> work_286 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_286, LANES, 1024);
                LocalTensor<int32_t> maximum_65 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        3 * bytes_of_slots_44);
                Max(maximum_65, work_286, lane_456, 1024);
                LocalTensor<uint8_t> mask_135 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                Compare(mask_135, maximum_65, lane_456, CMPMODE::EQ, 1024);
                Not(mask_135.ReinterpretCast<int16_t>(), mask_135.ReinterpretCast<int16_t>(), 64);
                And(mask_131.ReinterpretCast<int16_t>(), mask_131.ReinterpretCast<int16_t>(),
                        mask_135.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_136 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                        * bytes_of_slots_51);
                CompareScalar(mask_136, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_464 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                CreateVecIndex(lane_464, 0, LANES);
                LocalTensor<float> work_287 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Cast(work_287, lane_464, RoundMode::CAST_RINT, LANES);
                Adds(work_287, work_287, 0.5f, LANES);
                Muls(work_287, work_287, reciprocal_2, LANES);
                LocalTensor<int32_t> work_288 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Cast(work_288, work_287, RoundMode::CAST_TRUNC, LANES);
                Adds(work_288, work_288, start_2, LANES);
                LocalTensor<int32_t> work_289 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Duplicate(work_289, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_66 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Max(maximum_66, work_289, work_288, LANES);
                LocalTensor<uint8_t> mask_137 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 3
                        * bytes_of_slots_51);
                Compare(mask_137, maximum_66, work_288, CMPMODE::EQ, LANES);
                Not(mask_137.ReinterpretCast<int16_t>(), mask_137.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_136.ReinterpretCast<int16_t>(), mask_136.ReinterpretCast<int16_t>(),
                        mask_137.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_290 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Duplicate(work_290, 1.0f, LANES);
                Select(work_290, mask_136, work_290, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<uint8_t> mask_138 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_138, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_139 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_139, lanes_3, (float)first_4, CMPMODE::GE, 1024);
                And(mask_138.ReinterpretCast<int16_t>(), mask_138.ReinterpretCast<int16_t>(),
                        mask_139.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_465 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_465, 0, 1024);
                Adds(lane_465, lane_465, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_466 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_466, 0, 1024);
                Adds(lane_466, lane_466, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_467 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_467, 0, 1024);
                Adds(lane_467, lane_467, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_467, lane_467, 31, 1024);
                ShiftRight(lane_467.ReinterpretCast<uint32_t>(), lane_467.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_466, lane_466, lane_467, 1024);
                ShiftRight(lane_466, lane_466, 6, 1024);
                ShiftLeft(lane_466.ReinterpretCast<uint32_t>(), lane_466.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_465, lane_465, lane_466, 1024);
                LocalTensor<int32_t> lane_468 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_468, 0, 1024);
                Adds(lane_468, lane_468, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_469 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_469, 0, 1024);
                Adds(lane_469, lane_469, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_470 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_470, 0, 1024);
                Adds(lane_470, lane_470, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_470, lane_470, 31, 1024);
                ShiftRight(lane_470.ReinterpretCast<uint32_t>(), lane_470.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_469, lane_469, lane_470, 1024);
                ShiftRight(lane_469, lane_469, 6, 1024);
                ShiftLeft(lane_469.ReinterpretCast<uint32_t>(), lane_469.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_468, lane_468, lane_469, 1024);
                LocalTensor<int32_t> lane_471 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_471, 0, 1024);
                Adds(lane_471, lane_471, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_472 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_472, 0, 1024);
                Adds(lane_472, lane_472, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_473 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_473, 0, 1024);
                Adds(lane_473, lane_473, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_473, lane_473, 31, 1024);
                ShiftRight(lane_473.ReinterpretCast<uint32_t>(), lane_473.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_472, lane_472, lane_473, 1024);
                ShiftRight(lane_472, lane_472, 6, 1024);
                ShiftLeft(lane_472.ReinterpretCast<uint32_t>(), lane_472.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_471, lane_471, lane_472, 1024);
                ShiftRight(lane_471, lane_471, 31, 1024);
                ShiftRight(lane_471.ReinterpretCast<uint32_t>(), lane_471.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_468, lane_468, lane_471, 1024);
                ShiftRight(lane_468, lane_468, 2, 1024);
                ShiftLeft(lane_468.ReinterpretCast<uint32_t>(), lane_468.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_465, lane_465, lane_468, 1024);
                LocalTensor<int32_t> work_291 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_291, 0, 1024);
                LocalTensor<uint8_t> mask_140 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_140, lane_465, work_291, CMPMODE::EQ, 1024);
                And(mask_138.ReinterpretCast<int16_t>(), mask_138.ReinterpretCast<int16_t>(),
                        mask_140.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_474 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_474, 0, 1024);
                Adds(lane_474, lane_474, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_475 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_475, 0, 1024);
                Adds(lane_475, lane_475, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_476 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_476, 0, 1024);
                Adds(lane_476, lane_476, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_476, lane_476, 31, 1024);
                ShiftRight(lane_476.ReinterpretCast<uint32_t>(), lane_476.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_475, lane_475, lane_476, 1024);
                ShiftRight(lane_475, lane_475, 6, 1024);
                ShiftLeft(lane_475.ReinterpretCast<uint32_t>(), lane_475.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_474, lane_474, lane_475, 1024);
                LocalTensor<int32_t> lane_477 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_477, 0, 1024);
                Adds(lane_477, lane_477, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_478 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_478, 0, 1024);
                Adds(lane_478, lane_478, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_479 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_479, 0, 1024);
                Adds(lane_479, lane_479, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_479, lane_479, 31, 1024);
                ShiftRight(lane_479.ReinterpretCast<uint32_t>(), lane_479.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_478, lane_478, lane_479, 1024);
                ShiftRight(lane_478, lane_478, 6, 1024);
                ShiftLeft(lane_478.ReinterpretCast<uint32_t>(), lane_478.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_477, lane_477, lane_478, 1024);
                ShiftRight(lane_477, lane_477, 31, 1024);
                ShiftRight(lane_477.ReinterpretCast<uint32_t>(), lane_477.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_474, lane_474, lane_477, 1024);
                ShiftRight(lane_474, lane_474, 2, 1024);
                LocalTensor<int32_t> work_292 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_292, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_67 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_67, work_292, lane_474, 1024);
                LocalTensor<uint8_t> mask_141 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_141, maximum_67, lane_474, CMPMODE::EQ, 1024);
                Not(mask_141.ReinterpretCast<int16_t>(), mask_141.ReinterpretCast<int16_t>(), 64);
                And(mask_138.ReinterpretCast<int16_t>(), mask_138.ReinterpretCast<int16_t>(),
                        mask_141.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_480 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_480, 0, 1024);
                Adds(lane_480, lane_480, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_481 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_481, 0, 1024);
                Adds(lane_481, lane_481, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_481, lane_481, 31, 1024);
                ShiftRight(lane_481.ReinterpretCast<uint32_t>(), lane_481.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_480, lane_480, lane_481, 1024);
                ShiftRight(lane_480, lane_480, 6, 1024);
                Muls(lane_480, lane_480, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_482 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_482, 0, 1024);
                Adds(lane_482, lane_482, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_483 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_483, 0, 1024);
                Adds(lane_483, lane_483, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_484 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_484, 0, 1024);
                Adds(lane_484, lane_484, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_484, lane_484, 31, 1024);
                ShiftRight(lane_484.ReinterpretCast<uint32_t>(), lane_484.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_483, lane_483, lane_484, 1024);
                ShiftRight(lane_483, lane_483, 6, 1024);
                ShiftLeft(lane_483.ReinterpretCast<uint32_t>(), lane_483.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_482, lane_482, lane_483, 1024);
                LocalTensor<int32_t> lane_485 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_485, 0, 1024);
                Adds(lane_485, lane_485, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_486 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_486, 0, 1024);
                Adds(lane_486, lane_486, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_487 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_487, 0, 1024);
                Adds(lane_487, lane_487, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_487, lane_487, 31, 1024);
                ShiftRight(lane_487.ReinterpretCast<uint32_t>(), lane_487.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_486, lane_486, lane_487, 1024);
                ShiftRight(lane_486, lane_486, 6, 1024);
                ShiftLeft(lane_486.ReinterpretCast<uint32_t>(), lane_486.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_485, lane_485, lane_486, 1024);
                ShiftRight(lane_485, lane_485, 31, 1024);
                ShiftRight(lane_485.ReinterpretCast<uint32_t>(), lane_485.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_482, lane_482, lane_485, 1024);
                ShiftRight(lane_482, lane_482, 2, 1024);
                Add(lane_480, lane_480, lane_482, 1024);
                LocalTensor<int32_t> work_293 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_293, LANES, 1024);
                LocalTensor<int32_t> maximum_68 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        2 * bytes_of_slots_44);
                Max(maximum_68, work_293, lane_480, 1024);
                LocalTensor<uint8_t> mask_142 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_142, maximum_68, lane_480, CMPMODE::EQ, 1024);
                Not(mask_142.ReinterpretCast<int16_t>(), mask_142.ReinterpretCast<int16_t>(), 64);
                And(mask_138.ReinterpretCast<int16_t>(), mask_138.ReinterpretCast<int16_t>(),
                        mask_142.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_488 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_488, 0, 1024);
                Adds(lane_488, lane_488, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_489 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_489, 0, 1024);
                Adds(lane_489, lane_489, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_489, lane_489, 31, 1024);
                ShiftRight(lane_489.ReinterpretCast<uint32_t>(), lane_489.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_488, lane_488, lane_489, 1024);
                ShiftRight(lane_488, lane_488, 6, 1024);
                Muls(lane_488, lane_488, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_490 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_490, 0, 1024);
                Adds(lane_490, lane_490, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_491 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_491, 0, 1024);
                Adds(lane_491, lane_491, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_492 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_492, 0, 1024);
                Adds(lane_492, lane_492, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_492, lane_492, 31, 1024);
                ShiftRight(lane_492.ReinterpretCast<uint32_t>(), lane_492.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_491, lane_491, lane_492, 1024);
                ShiftRight(lane_491, lane_491, 6, 1024);
                ShiftLeft(lane_491.ReinterpretCast<uint32_t>(), lane_491.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_490, lane_490, lane_491, 1024);
                LocalTensor<int32_t> lane_493 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_493, 0, 1024);
                Adds(lane_493, lane_493, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_494 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_494, 0, 1024);
                Adds(lane_494, lane_494, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_495 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_495, 0, 1024);
                Adds(lane_495, lane_495, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_495, lane_495, 31, 1024);
                ShiftRight(lane_495.ReinterpretCast<uint32_t>(), lane_495.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_494, lane_494, lane_495, 1024);
                ShiftRight(lane_494, lane_494, 6, 1024);
                ShiftLeft(lane_494.ReinterpretCast<uint32_t>(), lane_494.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_493, lane_493, lane_494, 1024);
                ShiftRight(lane_493, lane_493, 31, 1024);
                ShiftRight(lane_493.ReinterpretCast<uint32_t>(), lane_493.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_490, lane_490, lane_493, 1024);
                ShiftRight(lane_490, lane_490, 2, 1024);
                Add(lane_488, lane_488, lane_490, 1024);
                LocalTensor<int32_t> work_294 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_294, 0, 1024);
                Select(lane_488.ReinterpretCast<float>(), mask_138, lane_488.ReinterpretCast<float>(),
                        work_294.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_488, lane_488, 4, 1024);
                LocalTensor<float> gathered_11 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 2
                        * bytes_of_slots_44);
                Gather(gathered_11, work_290, lane_488.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_143 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_143, gathered_11, 0.0f, CMPMODE::NE, 1024);
                And(mask_131.ReinterpretCast<int16_t>(), mask_131.ReinterpretCast<int16_t>(),
                        mask_143.ReinterpretCast<int16_t>(), 64);
                LocalTensor<uint8_t> mask_144 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 4
                        * bytes_of_slots_59);
                CompareScalar(mask_144, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_145 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                CompareScalar(mask_145, lanes_3, (float)first_4, CMPMODE::GE, 1024);
                And(mask_144.ReinterpretCast<int16_t>(), mask_144.ReinterpretCast<int16_t>(),
                        mask_145.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_496 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_496, 0, 1024);
                Adds(lane_496, lane_496, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_497 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_497, 0, 1024);
                Adds(lane_497, lane_497, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_498 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_498, 0, 1024);
                Adds(lane_498, lane_498, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_498, lane_498, 31, 1024);
                ShiftRight(lane_498.ReinterpretCast<uint32_t>(), lane_498.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_497, lane_497, lane_498, 1024);
                ShiftRight(lane_497, lane_497, 6, 1024);
                ShiftLeft(lane_497.ReinterpretCast<uint32_t>(), lane_497.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_496, lane_496, lane_497, 1024);
                LocalTensor<int32_t> lane_499 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_499, 0, 1024);
                Adds(lane_499, lane_499, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_500 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_500, 0, 1024);
                Adds(lane_500, lane_500, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_501 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_501, 0, 1024);
                Adds(lane_501, lane_501, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_501, lane_501, 31, 1024);
                ShiftRight(lane_501.ReinterpretCast<uint32_t>(), lane_501.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_500, lane_500, lane_501, 1024);
                ShiftRight(lane_500, lane_500, 6, 1024);
                ShiftLeft(lane_500.ReinterpretCast<uint32_t>(), lane_500.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_499, lane_499, lane_500, 1024);
                LocalTensor<int32_t> lane_502 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_502, 0, 1024);
                Adds(lane_502, lane_502, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_503 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_503, 0, 1024);
                Adds(lane_503, lane_503, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_504 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_504, 0, 1024);
                Adds(lane_504, lane_504, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_504, lane_504, 31, 1024);
                ShiftRight(lane_504.ReinterpretCast<uint32_t>(), lane_504.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_503, lane_503, lane_504, 1024);
                ShiftRight(lane_503, lane_503, 6, 1024);
                ShiftLeft(lane_503.ReinterpretCast<uint32_t>(), lane_503.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_502, lane_502, lane_503, 1024);
                ShiftRight(lane_502, lane_502, 31, 1024);
                ShiftRight(lane_502.ReinterpretCast<uint32_t>(), lane_502.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_499, lane_499, lane_502, 1024);
                ShiftRight(lane_499, lane_499, 2, 1024);
                ShiftLeft(lane_499.ReinterpretCast<uint32_t>(), lane_499.ReinterpretCast<uint32_t>(), (uint32_t)2,
                        1024);
                Sub(lane_496, lane_496, lane_499, 1024);
                LocalTensor<int32_t> work_295 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                Duplicate(work_295, 0, 1024);
                LocalTensor<uint8_t> mask_146 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_146, lane_496, work_295, CMPMODE::EQ, 1024);
                And(mask_144.ReinterpretCast<int16_t>(), mask_144.ReinterpretCast<int16_t>(),
                        mask_146.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_505 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_505, 0, 1024);
                Adds(lane_505, lane_505, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_506 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_506, 0, 1024);
                Adds(lane_506, lane_506, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_507 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_507, 0, 1024);
                Adds(lane_507, lane_507, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_507, lane_507, 31, 1024);
                ShiftRight(lane_507.ReinterpretCast<uint32_t>(), lane_507.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_506, lane_506, lane_507, 1024);
                ShiftRight(lane_506, lane_506, 6, 1024);
                ShiftLeft(lane_506.ReinterpretCast<uint32_t>(), lane_506.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_505, lane_505, lane_506, 1024);
                LocalTensor<int32_t> lane_508 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_508, 0, 1024);
                Adds(lane_508, lane_508, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_509 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_509, 0, 1024);
                Adds(lane_509, lane_509, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_510 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_510, 0, 1024);
                Adds(lane_510, lane_510, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_510, lane_510, 31, 1024);
                ShiftRight(lane_510.ReinterpretCast<uint32_t>(), lane_510.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_509, lane_509, lane_510, 1024);
                ShiftRight(lane_509, lane_509, 6, 1024);
                ShiftLeft(lane_509.ReinterpretCast<uint32_t>(), lane_509.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_508, lane_508, lane_509, 1024);
                ShiftRight(lane_508, lane_508, 31, 1024);
                ShiftRight(lane_508.ReinterpretCast<uint32_t>(), lane_508.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_505, lane_505, lane_508, 1024);
                ShiftRight(lane_505, lane_505, 2, 1024);
                LocalTensor<int32_t> work_296 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_296, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_69 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        4 * bytes_of_slots_44);
                Max(maximum_69, work_296, lane_505, 1024);
                LocalTensor<uint8_t> mask_147 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_147, maximum_69, lane_505, CMPMODE::EQ, 1024);
                Not(mask_147.ReinterpretCast<int16_t>(), mask_147.ReinterpretCast<int16_t>(), 64);
                And(mask_144.ReinterpretCast<int16_t>(), mask_144.ReinterpretCast<int16_t>(),
                        mask_147.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_511 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_511, 0, 1024);
                Adds(lane_511, lane_511, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_512 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_512, 0, 1024);
                Adds(lane_512, lane_512, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_512, lane_512, 31, 1024);
                ShiftRight(lane_512.ReinterpretCast<uint32_t>(), lane_512.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_511, lane_511, lane_512, 1024);
                ShiftRight(lane_511, lane_511, 6, 1024);
                Muls(lane_511, lane_511, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_513 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_513, 0, 1024);
                Adds(lane_513, lane_513, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_514 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_514, 0, 1024);
                Adds(lane_514, lane_514, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_515 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_515, 0, 1024);
                Adds(lane_515, lane_515, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_515, lane_515, 31, 1024);
                ShiftRight(lane_515.ReinterpretCast<uint32_t>(), lane_515.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_514, lane_514, lane_515, 1024);
                ShiftRight(lane_514, lane_514, 6, 1024);
                ShiftLeft(lane_514.ReinterpretCast<uint32_t>(), lane_514.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_513, lane_513, lane_514, 1024);
                LocalTensor<int32_t> lane_516 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_516, 0, 1024);
                Adds(lane_516, lane_516, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_517 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_517, 0, 1024);
                Adds(lane_517, lane_517, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_518 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_518, 0, 1024);
                Adds(lane_518, lane_518, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_518, lane_518, 31, 1024);
                ShiftRight(lane_518.ReinterpretCast<uint32_t>(), lane_518.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_517, lane_517, lane_518, 1024);
                ShiftRight(lane_517, lane_517, 6, 1024);
                ShiftLeft(lane_517.ReinterpretCast<uint32_t>(), lane_517.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_516, lane_516, lane_517, 1024);
                ShiftRight(lane_516, lane_516, 31, 1024);
                ShiftRight(lane_516.ReinterpretCast<uint32_t>(), lane_516.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_513, lane_513, lane_516, 1024);
                ShiftRight(lane_513, lane_513, 2, 1024);
                Add(lane_511, lane_511, lane_513, 1024);
                LocalTensor<int32_t> work_297 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                Duplicate(work_297, LANES, 1024);
                LocalTensor<int32_t> maximum_70 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t),
                        2 * bytes_of_slots_44);
                Max(maximum_70, work_297, lane_511, 1024);
                LocalTensor<uint8_t> mask_148 = slots_59.GetWithOffset<uint8_t>(bytes_of_slots_59 / sizeof(uint8_t), 5
                        * bytes_of_slots_59);
                Compare(mask_148, maximum_70, lane_511, CMPMODE::EQ, 1024);
                Not(mask_148.ReinterpretCast<int16_t>(), mask_148.ReinterpretCast<int16_t>(), 64);
                And(mask_144.ReinterpretCast<int16_t>(), mask_144.ReinterpretCast<int16_t>(),
                        mask_148.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> lane_519 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 3
                        * bytes_of_slots_44);
                CreateVecIndex(lane_519, 0, 1024);
                Adds(lane_519, lane_519, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_520 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_520, 0, 1024);
                Adds(lane_520, lane_520, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_520, lane_520, 31, 1024);
                ShiftRight(lane_520.ReinterpretCast<uint32_t>(), lane_520.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_519, lane_519, lane_520, 1024);
                ShiftRight(lane_519, lane_519, 6, 1024);
                Muls(lane_519, lane_519, BLOCK_X, 1024);
                LocalTensor<int32_t> lane_521 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                CreateVecIndex(lane_521, 0, 1024);
                Adds(lane_521, lane_521, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_522 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_522, 0, 1024);
                Adds(lane_522, lane_522, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_523 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_523, 0, 1024);
                Adds(lane_523, lane_523, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_523, lane_523, 31, 1024);
                ShiftRight(lane_523.ReinterpretCast<uint32_t>(), lane_523.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_522, lane_522, lane_523, 1024);
                ShiftRight(lane_522, lane_522, 6, 1024);
                ShiftLeft(lane_522.ReinterpretCast<uint32_t>(), lane_522.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_521, lane_521, lane_522, 1024);
                LocalTensor<int32_t> lane_524 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 4
                        * bytes_of_slots_44);
                CreateVecIndex(lane_524, 0, 1024);
                Adds(lane_524, lane_524, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_525 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 5
                        * bytes_of_slots_44);
                CreateVecIndex(lane_525, 0, 1024);
                Adds(lane_525, lane_525, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> lane_526 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 6
                        * bytes_of_slots_44);
                CreateVecIndex(lane_526, 0, 1024);
                Adds(lane_526, lane_526, 0 - (64 * start_2 + 3), 1024);
                ShiftRight(lane_526, lane_526, 31, 1024);
                ShiftRight(lane_526.ReinterpretCast<uint32_t>(), lane_526.ReinterpretCast<uint32_t>(), (uint32_t)26,
                        1024);
                Add(lane_525, lane_525, lane_526, 1024);
                ShiftRight(lane_525, lane_525, 6, 1024);
                ShiftLeft(lane_525.ReinterpretCast<uint32_t>(), lane_525.ReinterpretCast<uint32_t>(), (uint32_t)6,
                        1024);
                Sub(lane_524, lane_524, lane_525, 1024);
                ShiftRight(lane_524, lane_524, 31, 1024);
                ShiftRight(lane_524.ReinterpretCast<uint32_t>(), lane_524.ReinterpretCast<uint32_t>(), (uint32_t)30,
                        1024);
                Add(lane_521, lane_521, lane_524, 1024);
                ShiftRight(lane_521, lane_521, 2, 1024);
                Add(lane_519, lane_519, lane_521, 1024);
                LocalTensor<int32_t> work_298 = slots_44.GetWithOffset<int32_t>(bytes_of_slots_44 / sizeof(int32_t), 2
                        * bytes_of_slots_44);
                Duplicate(work_298, 0, 1024);
                Select(lane_519.ReinterpretCast<float>(), mask_144, lane_519.ReinterpretCast<float>(),
                        work_298.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                Muls(lane_519, lane_519, 4, 1024);
                LocalTensor<float> gathered_12 = slots_44.GetWithOffset<float>(bytes_of_slots_44 / sizeof(float), 2
                        * bytes_of_slots_44);
                Gather(gathered_12, load_or_zero_result_8, lane_519.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_131, gathered_12, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
            }

            for (int32_t k = 0; k < TILE_INNER; ++k) {
                LocalTensor<uint8_t> mask_149 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_149, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_527 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_527, 0, LANES);
                LocalTensor<int32_t> lane_528 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                        * bytes_of_slots_0);
                CreateVecIndex(lane_528, 0, LANES);
                LocalTensor<float> work_299 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                        * bytes_of_slots_0);
                Cast(work_299, lane_528, RoundMode::CAST_RINT, LANES);
                Adds(work_299, work_299, 0.5f, LANES);
                Muls(work_299, work_299, reciprocal_2, LANES);
                LocalTensor<int32_t> work_300 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                        * bytes_of_slots_0);
                Cast(work_300, work_299, RoundMode::CAST_TRUNC, LANES);
                Muls(work_300, work_300, BLOCK_X, LANES);
                Sub(lane_527, lane_527, work_300, LANES);
                Muls(lane_527, lane_527, 4, LANES);
                Adds(lane_527, lane_527, (int32_t)(k * 64L), LANES);
                LocalTensor<int32_t> work_301 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                        * bytes_of_slots_0);
                Duplicate(work_301, 0, LANES);
                Select(lane_527.ReinterpretCast<float>(), mask_149, lane_527.ReinterpretCast<float>(),
                        work_301.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(lane_527, lane_527, 4, LANES);
                LocalTensor<float> b = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                        * bytes_of_slots_0);
                Gather(b, b_tile, lane_527.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<uint8_t> mask_150 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_150, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_529 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_529, 0, LANES);
                LocalTensor<int32_t> lane_530 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                        * bytes_of_slots_0);
                CreateVecIndex(lane_530, 0, LANES);
                LocalTensor<float> work_302 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                        * bytes_of_slots_0);
                Cast(work_302, lane_530, RoundMode::CAST_RINT, LANES);
                Adds(work_302, work_302, 0.5f, LANES);
                Muls(work_302, work_302, reciprocal_2, LANES);
                LocalTensor<int32_t> work_303 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                        * bytes_of_slots_0);
                Cast(work_303, work_302, RoundMode::CAST_TRUNC, LANES);
                Muls(work_303, work_303, BLOCK_X, LANES);
                Sub(lane_529, lane_529, work_303, LANES);
                Muls(lane_529, lane_529, 4, LANES);
                Adds(lane_529, lane_529, (int32_t)(k * 64L), LANES);
                Adds(lane_529, lane_529, 1, LANES);
                LocalTensor<int32_t> work_304 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                        * bytes_of_slots_0);
                Duplicate(work_304, 0, LANES);
                Select(lane_529.ReinterpretCast<float>(), mask_150, lane_529.ReinterpretCast<float>(),
                        work_304.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(lane_529, lane_529, 4, LANES);
                LocalTensor<float> b_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                        * bytes_of_slots_0);
                Gather(b_2, b_tile, lane_529.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<uint8_t> mask_151 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_151, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_531 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_531, 0, LANES);
                LocalTensor<int32_t> lane_532 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                        * bytes_of_slots_0);
                CreateVecIndex(lane_532, 0, LANES);
                LocalTensor<float> work_305 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Cast(work_305, lane_532, RoundMode::CAST_RINT, LANES);
                Adds(work_305, work_305, 0.5f, LANES);
                Muls(work_305, work_305, reciprocal_2, LANES);
                LocalTensor<int32_t> work_306 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                        * bytes_of_slots_0);
                Cast(work_306, work_305, RoundMode::CAST_TRUNC, LANES);
                Muls(work_306, work_306, BLOCK_X, LANES);
                Sub(lane_531, lane_531, work_306, LANES);
                Muls(lane_531, lane_531, 4, LANES);
                Adds(lane_531, lane_531, (int32_t)(k * 64L), LANES);
                Adds(lane_531, lane_531, 2, LANES);
                LocalTensor<int32_t> work_307 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                        * bytes_of_slots_0);
                Duplicate(work_307, 0, LANES);
                Select(lane_531.ReinterpretCast<float>(), mask_151, lane_531.ReinterpretCast<float>(),
                        work_307.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(lane_531, lane_531, 4, LANES);
                LocalTensor<float> b_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                        * bytes_of_slots_0);
                Gather(b_3, b_tile, lane_531.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<uint8_t> mask_152 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_152, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_533 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_533, 0, LANES);
                LocalTensor<int32_t> lane_534 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                CreateVecIndex(lane_534, 0, LANES);
                LocalTensor<float> work_308 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_308, lane_534, RoundMode::CAST_RINT, LANES);
                Adds(work_308, work_308, 0.5f, LANES);
                Muls(work_308, work_308, reciprocal_2, LANES);
                LocalTensor<int32_t> work_309 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Cast(work_309, work_308, RoundMode::CAST_TRUNC, LANES);
                Muls(work_309, work_309, BLOCK_X, LANES);
                Sub(lane_533, lane_533, work_309, LANES);
                Muls(lane_533, lane_533, 4, LANES);
                Adds(lane_533, lane_533, (int32_t)(k * 64L), LANES);
                Adds(lane_533, lane_533, 3, LANES);
                LocalTensor<int32_t> work_310 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Duplicate(work_310, 0, LANES);
                Select(lane_533.ReinterpretCast<float>(), mask_152, lane_533.ReinterpretCast<float>(),
                        work_310.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(lane_533, lane_533, 4, LANES);
                LocalTensor<float> b_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Gather(b_4, b_tile, lane_533.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<uint8_t> mask_153 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_153, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_535 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_535, 0, LANES);
                LocalTensor<float> work_311 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_311, lane_535, RoundMode::CAST_RINT, LANES);
                Adds(work_311, work_311, 0.5f, LANES);
                Muls(work_311, work_311, reciprocal_2, LANES);
                LocalTensor<int32_t> work_312 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_312, work_311, RoundMode::CAST_TRUNC, LANES);
                Muls(work_312, work_312, PER_THREAD, LANES);
                Adds(work_312, work_312, 0, LANES);
                Adds(work_312, work_312, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_313 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_313, 0, LANES);
                Select(work_312.ReinterpretCast<float>(), mask_153, work_312.ReinterpretCast<float>(),
                        work_313.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_312, work_312, 4, LANES);
                LocalTensor<float> gathered_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_13, a_tile, work_312.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_13, gathered_13, b, LANES);
                Add(sums, sums, gathered_13, LANES);
                LocalTensor<uint8_t> mask_154 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_154, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_536 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_536, 0, LANES);
                LocalTensor<float> work_314 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_314, lane_536, RoundMode::CAST_RINT, LANES);
                Adds(work_314, work_314, 0.5f, LANES);
                Muls(work_314, work_314, reciprocal_2, LANES);
                LocalTensor<int32_t> work_315 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_315, work_314, RoundMode::CAST_TRUNC, LANES);
                Muls(work_315, work_315, PER_THREAD, LANES);
                Adds(work_315, work_315, 0, LANES);
                Adds(work_315, work_315, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_316 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_316, 0, LANES);
                Select(work_315.ReinterpretCast<float>(), mask_154, work_315.ReinterpretCast<float>(),
                        work_316.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_315, work_315, 4, LANES);
                LocalTensor<float> gathered_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_14, a_tile, work_315.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_14, gathered_14, b_2, LANES);
                Add(sums_2, sums_2, gathered_14, LANES);
                LocalTensor<uint8_t> mask_155 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_155, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_537 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_537, 0, LANES);
                LocalTensor<float> work_317 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_317, lane_537, RoundMode::CAST_RINT, LANES);
                Adds(work_317, work_317, 0.5f, LANES);
                Muls(work_317, work_317, reciprocal_2, LANES);
                LocalTensor<int32_t> work_318 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_318, work_317, RoundMode::CAST_TRUNC, LANES);
                Muls(work_318, work_318, PER_THREAD, LANES);
                Adds(work_318, work_318, 0, LANES);
                Adds(work_318, work_318, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_319 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_319, 0, LANES);
                Select(work_318.ReinterpretCast<float>(), mask_155, work_318.ReinterpretCast<float>(),
                        work_319.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_318, work_318, 4, LANES);
                LocalTensor<float> gathered_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_15, a_tile, work_318.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_15, gathered_15, b_3, LANES);
                Add(sums_3, sums_3, gathered_15, LANES);
                LocalTensor<uint8_t> mask_156 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_156, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_538 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_538, 0, LANES);
                LocalTensor<float> work_320 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_320, lane_538, RoundMode::CAST_RINT, LANES);
                Adds(work_320, work_320, 0.5f, LANES);
                Muls(work_320, work_320, reciprocal_2, LANES);
                LocalTensor<int32_t> work_321 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_321, work_320, RoundMode::CAST_TRUNC, LANES);
                Muls(work_321, work_321, PER_THREAD, LANES);
                Adds(work_321, work_321, 0, LANES);
                Adds(work_321, work_321, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_322 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_322, 0, LANES);
                Select(work_321.ReinterpretCast<float>(), mask_156, work_321.ReinterpretCast<float>(),
                        work_322.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_321, work_321, 4, LANES);
                LocalTensor<float> gathered_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_16, a_tile, work_321.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_16, gathered_16, b_4, LANES);
                Add(sums_4, sums_4, gathered_16, LANES);
                LocalTensor<uint8_t> mask_157 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_157, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_539 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_539, 0, LANES);
                LocalTensor<float> work_323 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_323, lane_539, RoundMode::CAST_RINT, LANES);
                Adds(work_323, work_323, 0.5f, LANES);
                Muls(work_323, work_323, reciprocal_2, LANES);
                LocalTensor<int32_t> work_324 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_324, work_323, RoundMode::CAST_TRUNC, LANES);
                Muls(work_324, work_324, PER_THREAD, LANES);
                Adds(work_324, work_324, 1, LANES);
                Adds(work_324, work_324, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_325 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_325, 0, LANES);
                Select(work_324.ReinterpretCast<float>(), mask_157, work_324.ReinterpretCast<float>(),
                        work_325.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_324, work_324, 4, LANES);
                LocalTensor<float> gathered_17 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_17, a_tile, work_324.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_17, gathered_17, b, LANES);
                Add(sums_5, sums_5, gathered_17, LANES);
                LocalTensor<uint8_t> mask_158 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_158, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_540 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_540, 0, LANES);
                LocalTensor<float> work_326 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_326, lane_540, RoundMode::CAST_RINT, LANES);
                Adds(work_326, work_326, 0.5f, LANES);
                Muls(work_326, work_326, reciprocal_2, LANES);
                LocalTensor<int32_t> work_327 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_327, work_326, RoundMode::CAST_TRUNC, LANES);
                Muls(work_327, work_327, PER_THREAD, LANES);
                Adds(work_327, work_327, 1, LANES);
                Adds(work_327, work_327, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_328 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_328, 0, LANES);
                Select(work_327.ReinterpretCast<float>(), mask_158, work_327.ReinterpretCast<float>(),
                        work_328.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_327, work_327, 4, LANES);
                LocalTensor<float> gathered_18 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_18, a_tile, work_327.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_18, gathered_18, b_2, LANES);
                Add(sums_6, sums_6, gathered_18, LANES);
                LocalTensor<uint8_t> mask_159 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_159, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_541 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_541, 0, LANES);
                LocalTensor<float> work_329 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_329, lane_541, RoundMode::CAST_RINT, LANES);
                Adds(work_329, work_329, 0.5f, LANES);
                Muls(work_329, work_329, reciprocal_2, LANES);
                LocalTensor<int32_t> work_330 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_330, work_329, RoundMode::CAST_TRUNC, LANES);
                Muls(work_330, work_330, PER_THREAD, LANES);
                Adds(work_330, work_330, 1, LANES);
                Adds(work_330, work_330, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_331 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_331, 0, LANES);
                Select(work_330.ReinterpretCast<float>(), mask_159, work_330.ReinterpretCast<float>(),
                        work_331.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_330, work_330, 4, LANES);
                LocalTensor<float> gathered_19 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_19, a_tile, work_330.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_19, gathered_19, b_3, LANES);
                Add(sums_7, sums_7, gathered_19, LANES);
                LocalTensor<uint8_t> mask_160 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_160, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_542 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_542, 0, LANES);
                LocalTensor<float> work_332 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_332, lane_542, RoundMode::CAST_RINT, LANES);
                Adds(work_332, work_332, 0.5f, LANES);
                Muls(work_332, work_332, reciprocal_2, LANES);
                LocalTensor<int32_t> work_333 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_333, work_332, RoundMode::CAST_TRUNC, LANES);
                Muls(work_333, work_333, PER_THREAD, LANES);
                Adds(work_333, work_333, 1, LANES);
                Adds(work_333, work_333, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_334 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_334, 0, LANES);
                Select(work_333.ReinterpretCast<float>(), mask_160, work_333.ReinterpretCast<float>(),
                        work_334.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_333, work_333, 4, LANES);
                LocalTensor<float> gathered_20 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_20, a_tile, work_333.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_20, gathered_20, b_4, LANES);
                Add(sums_8, sums_8, gathered_20, LANES);
                LocalTensor<uint8_t> mask_161 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_161, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_543 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_543, 0, LANES);
                LocalTensor<float> work_335 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_335, lane_543, RoundMode::CAST_RINT, LANES);
                Adds(work_335, work_335, 0.5f, LANES);
                Muls(work_335, work_335, reciprocal_2, LANES);
                LocalTensor<int32_t> work_336 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_336, work_335, RoundMode::CAST_TRUNC, LANES);
                Muls(work_336, work_336, PER_THREAD, LANES);
                Adds(work_336, work_336, 2, LANES);
                Adds(work_336, work_336, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_337 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_337, 0, LANES);
                Select(work_336.ReinterpretCast<float>(), mask_161, work_336.ReinterpretCast<float>(),
                        work_337.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_336, work_336, 4, LANES);
                LocalTensor<float> gathered_21 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_21, a_tile, work_336.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_21, gathered_21, b, LANES);
                Add(sums_9, sums_9, gathered_21, LANES);
                LocalTensor<uint8_t> mask_162 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_162, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_544 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_544, 0, LANES);
                LocalTensor<float> work_338 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_338, lane_544, RoundMode::CAST_RINT, LANES);
                Adds(work_338, work_338, 0.5f, LANES);
                Muls(work_338, work_338, reciprocal_2, LANES);
                LocalTensor<int32_t> work_339 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_339, work_338, RoundMode::CAST_TRUNC, LANES);
                Muls(work_339, work_339, PER_THREAD, LANES);
                Adds(work_339, work_339, 2, LANES);
                Adds(work_339, work_339, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_340 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_340, 0, LANES);
                Select(work_339.ReinterpretCast<float>(), mask_162, work_339.ReinterpretCast<float>(),
                        work_340.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_339, work_339, 4, LANES);
                LocalTensor<float> gathered_22 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_22, a_tile, work_339.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_22, gathered_22, b_2, LANES);
                Add(sums_10, sums_10, gathered_22, LANES);
                LocalTensor<uint8_t> mask_163 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_163, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_545 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_545, 0, LANES);
                LocalTensor<float> work_341 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_341, lane_545, RoundMode::CAST_RINT, LANES);
                Adds(work_341, work_341, 0.5f, LANES);
                Muls(work_341, work_341, reciprocal_2, LANES);
                LocalTensor<int32_t> work_342 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_342, work_341, RoundMode::CAST_TRUNC, LANES);
                Muls(work_342, work_342, PER_THREAD, LANES);
                Adds(work_342, work_342, 2, LANES);
                Adds(work_342, work_342, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_343 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_343, 0, LANES);
                Select(work_342.ReinterpretCast<float>(), mask_163, work_342.ReinterpretCast<float>(),
                        work_343.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_342, work_342, 4, LANES);
                LocalTensor<float> gathered_23 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_23, a_tile, work_342.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_23, gathered_23, b_3, LANES);
                Add(sums_11, sums_11, gathered_23, LANES);
                LocalTensor<uint8_t> mask_164 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_164, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_546 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_546, 0, LANES);
                LocalTensor<float> work_344 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_344, lane_546, RoundMode::CAST_RINT, LANES);
                Adds(work_344, work_344, 0.5f, LANES);
                Muls(work_344, work_344, reciprocal_2, LANES);
                LocalTensor<int32_t> work_345 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_345, work_344, RoundMode::CAST_TRUNC, LANES);
                Muls(work_345, work_345, PER_THREAD, LANES);
                Adds(work_345, work_345, 2, LANES);
                Adds(work_345, work_345, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_346 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_346, 0, LANES);
                Select(work_345.ReinterpretCast<float>(), mask_164, work_345.ReinterpretCast<float>(),
                        work_346.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_345, work_345, 4, LANES);
                LocalTensor<float> gathered_24 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_24, a_tile, work_345.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_24, gathered_24, b_4, LANES);
                Add(sums_12, sums_12, gathered_24, LANES);
                LocalTensor<uint8_t> mask_165 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_165, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_547 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_547, 0, LANES);
                LocalTensor<float> work_347 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_347, lane_547, RoundMode::CAST_RINT, LANES);
                Adds(work_347, work_347, 0.5f, LANES);
                Muls(work_347, work_347, reciprocal_2, LANES);
                LocalTensor<int32_t> work_348 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_348, work_347, RoundMode::CAST_TRUNC, LANES);
                Muls(work_348, work_348, PER_THREAD, LANES);
                Adds(work_348, work_348, 3, LANES);
                Adds(work_348, work_348, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_349 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_349, 0, LANES);
                Select(work_348.ReinterpretCast<float>(), mask_165, work_348.ReinterpretCast<float>(),
                        work_349.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_348, work_348, 4, LANES);
                LocalTensor<float> gathered_25 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_25, a_tile, work_348.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_25, gathered_25, b, LANES);
                Add(sums_13, sums_13, gathered_25, LANES);
                LocalTensor<uint8_t> mask_166 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_166, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_548 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_548, 0, LANES);
                LocalTensor<float> work_350 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_350, lane_548, RoundMode::CAST_RINT, LANES);
                Adds(work_350, work_350, 0.5f, LANES);
                Muls(work_350, work_350, reciprocal_2, LANES);
                LocalTensor<int32_t> work_351 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_351, work_350, RoundMode::CAST_TRUNC, LANES);
                Muls(work_351, work_351, PER_THREAD, LANES);
                Adds(work_351, work_351, 3, LANES);
                Adds(work_351, work_351, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_352 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_352, 0, LANES);
                Select(work_351.ReinterpretCast<float>(), mask_166, work_351.ReinterpretCast<float>(),
                        work_352.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_351, work_351, 4, LANES);
                LocalTensor<float> gathered_26 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_26, a_tile, work_351.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_26, gathered_26, b_2, LANES);
                Add(sums_14, sums_14, gathered_26, LANES);
                LocalTensor<uint8_t> mask_167 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_167, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_549 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                CreateVecIndex(lane_549, 0, LANES);
                LocalTensor<float> work_353 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Cast(work_353, lane_549, RoundMode::CAST_RINT, LANES);
                Adds(work_353, work_353, 0.5f, LANES);
                Muls(work_353, work_353, reciprocal_2, LANES);
                LocalTensor<int32_t> work_354 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Cast(work_354, work_353, RoundMode::CAST_TRUNC, LANES);
                Muls(work_354, work_354, PER_THREAD, LANES);
                Adds(work_354, work_354, 3, LANES);
                Adds(work_354, work_354, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_355 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_355, 0, LANES);
                Select(work_354.ReinterpretCast<float>(), mask_167, work_354.ReinterpretCast<float>(),
                        work_355.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_354, work_354, 4, LANES);
                LocalTensor<float> gathered_27 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_27, a_tile, work_354.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_27, gathered_27, b_3, LANES);
                Add(sums_15, sums_15, gathered_27, LANES);
                LocalTensor<uint8_t> mask_168 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                        * bytes_of_slots_51);
                CompareScalar(mask_168, lanes, (float)stop, CMPMODE::LT, LANES);
                LocalTensor<int32_t> lane_550 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                CreateVecIndex(lane_550, 0, LANES);
                LocalTensor<float> work_356 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Cast(work_356, lane_550, RoundMode::CAST_RINT, LANES);
                Adds(work_356, work_356, 0.5f, LANES);
                Muls(work_356, work_356, reciprocal_2, LANES);
                LocalTensor<int32_t> work_357 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Cast(work_357, work_356, RoundMode::CAST_TRUNC, LANES);
                Muls(work_357, work_357, PER_THREAD, LANES);
                Adds(work_357, work_357, 3, LANES);
                Adds(work_357, work_357, (int32_t)(k * 32L), LANES);
                LocalTensor<int32_t> work_358 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                        * bytes_of_slots_0);
                Duplicate(work_358, 0, LANES);
                Select(work_357.ReinterpretCast<float>(), mask_168, work_357.ReinterpretCast<float>(),
                        work_358.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_357, work_357, 4, LANES);
                LocalTensor<float> gathered_28 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                        * bytes_of_slots_0);
                Gather(gathered_28, a_tile, work_357.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_28, gathered_28, b_4, LANES);
                Add(sums_16, sums_16, gathered_28, LANES);
            }
        }
        int32_t i = 0;
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> looping = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 0
                * bytes_of_slots_51);
        CompareScalar(looping, lanes, (float)stop, CMPMODE::LT, LANES);
        const float reciprocal = 1.0f / BLOCK_X;
        LocalTensor<int32_t> lane_551 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                * bytes_of_slots_0);
        CreateVecIndex(lane_551, 0, LANES);
        LocalTensor<int32_t> lane_552 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        CreateVecIndex(lane_552, 0, LANES);
        LocalTensor<float> work_359 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                * bytes_of_slots_0);
        Cast(work_359, lane_552, RoundMode::CAST_RINT, LANES);
        Adds(work_359, work_359, 0.5f, LANES);
        Muls(work_359, work_359, reciprocal, LANES);
        LocalTensor<int32_t> work_360 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        Cast(work_360, work_359, RoundMode::CAST_TRUNC, LANES);
        Muls(work_360, work_360, BLOCK_X, LANES);
        Sub(lane_551, lane_551, work_360, LANES);
        Muls(lane_551, lane_551, PER_THREAD, LANES);
        Adds(lane_551, lane_551, tile_column, LANES);
        LocalTensor<int32_t> work_361 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                * bytes_of_slots_0);
        Duplicate(work_361, columns, LANES);
        LocalTensor<int32_t> maximum_71 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 19
                * bytes_of_slots_0);
        Max(maximum_71, work_361, lane_551, LANES);
        LocalTensor<uint8_t> mask_169 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 4
                * bytes_of_slots_51);
        Compare(mask_169, maximum_71, lane_551, CMPMODE::EQ, LANES);
        Not(mask_169.ReinterpretCast<int16_t>(), mask_169.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask_169.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<uint8_t> mask_170 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 4
                * bytes_of_slots_51);
        Duplicate(mask_170.ReinterpretCast<int16_t>(), (int16_t)(i < PER_THREAD ? -1 : 0), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask_170.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_362 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 17
                * bytes_of_slots_0);
        Duplicate(work_362, 1.0f, LANES);
        Select(work_362, looping, work_362, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 6
                * bytes_of_slots_59);
        LocalTensor<float> work_363 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                * bytes_of_slots_0);
        ReduceMax(largest, work_362, work_363, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<uint8_t> inside = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 4
                    * bytes_of_slots_51);
            Or(inside.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            int32_t i_1_then = i;
            LocalTensor<int32_t> lane_553 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            CreateVecIndex(lane_553, 0, LANES);
            LocalTensor<float> work_364 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                    * bytes_of_slots_0);
            Cast(work_364, lane_553, RoundMode::CAST_RINT, LANES);
            Adds(work_364, work_364, 0.5f, LANES);
            Muls(work_364, work_364, reciprocal, LANES);
            LocalTensor<int32_t> work_365 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            Cast(work_365, work_364, RoundMode::CAST_TRUNC, LANES);
            Muls(work_365, work_365, PER_THREAD, LANES);
            Adds(work_365, work_365, tile_row, LANES);
            Adds(work_365, work_365, i_1_then, LANES);
            LocalTensor<int32_t> work_366 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 19
                    * bytes_of_slots_0);
            Duplicate(work_366, rows, LANES);
            LocalTensor<int32_t> maximum_72 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                    * bytes_of_slots_0);
            Max(maximum_72, work_366, work_365, LANES);
            LocalTensor<uint8_t> taken_3 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 1
                    * bytes_of_slots_51);
            Compare(taken_3, maximum_72, work_365, CMPMODE::EQ, LANES);
            And(taken_3.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                    taken_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_171 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Not(mask_171.ReinterpretCast<int16_t>(), taken_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_171.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<int32_t> lane_554 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            CreateVecIndex(lane_554, 0, LANES);
            LocalTensor<float> work_367 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            Cast(work_367, lane_554, RoundMode::CAST_RINT, LANES);
            Adds(work_367, work_367, 0.5f, LANES);
            Muls(work_367, work_367, reciprocal, LANES);
            LocalTensor<int32_t> work_368 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 17
                    * bytes_of_slots_0);
            Cast(work_368, work_367, RoundMode::CAST_TRUNC, LANES);
            Muls(work_368, work_368, PER_THREAD, LANES);
            Adds(work_368, work_368, tile_row, LANES);
            Adds(work_368, work_368, i_1_then, LANES);
            LocalTensor<int32_t> work_369 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 18
                    * bytes_of_slots_0);
            Duplicate(work_369, rows, LANES);
            LocalTensor<int32_t> maximum_73 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 19
                    * bytes_of_slots_0);
            Max(maximum_73, work_369, work_368, LANES);
            LocalTensor<uint8_t> mask_172 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Compare(mask_172, maximum_73, work_368, CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> others = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 2
                    * bytes_of_slots_51);
            Not(others.ReinterpretCast<int16_t>(), mask_172.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 17
                    * bytes_of_slots_0);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    fence();
                    result.SetValue(lane_555,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X)))));
                }
            }
            LocalTensor<float> result_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                    * bytes_of_slots_0);
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    fence();
                    result_2.SetValue(lane_555,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))) + 1));
                }
            }
            LocalTensor<float> result_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                    * bytes_of_slots_0);
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    fence();
                    result_3.SetValue(lane_555,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))) + 2));
                }
            }
            LocalTensor<float> result_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 20
                    * bytes_of_slots_0);
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    fence();
                    result_4.SetValue(lane_555,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))) + 3));
                }
            }
            LocalTensor<uint8_t> mask_173 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_173.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_370 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Select(work_370, mask_173, sums_9, sums_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_174 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_174.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_370, mask_174, sums_5, work_370, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_175 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_175.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_370, mask_175, sums, work_370, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_370, work_370, alpha, LANES);
            LocalTensor<float> work_371 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            wait<HardEvent::S_V>();
            Muls(work_371, result, beta, LANES);
            Add(result, work_370, work_371, LANES);
            LocalTensor<uint8_t> mask_176 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_176.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_372 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Select(work_372, mask_176, sums_10, sums_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_177 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_177.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_372, mask_177, sums_6, work_372, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_178 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_178.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_372, mask_178, sums_2, work_372, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_372, work_372, alpha, LANES);
            LocalTensor<float> work_373 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Muls(work_373, result_2, beta, LANES);
            Add(result_2, work_372, work_373, LANES);
            LocalTensor<uint8_t> mask_179 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_179.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_374 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Select(work_374, mask_179, sums_11, sums_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_180 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_180.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_374, mask_180, sums_7, work_374, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_181 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_181.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_374, mask_181, sums_3, work_374, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_374, work_374, alpha, LANES);
            LocalTensor<float> work_375 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Muls(work_375, result_3, beta, LANES);
            Add(result_3, work_374, work_375, LANES);
            LocalTensor<uint8_t> mask_182 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_182.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_376 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Select(work_376, mask_182, sums_12, sums_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_183 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_183.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_376, mask_183, sums_8, work_376, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_184 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_184.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_376, mask_184, sums_4, work_376, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_376, work_376, alpha, LANES);
            LocalTensor<float> work_377 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Muls(work_377, result_4, beta, LANES);
            Add(result_4, work_376, work_377, LANES);
            LocalTensor<float> spread = slots_66.GetWithOffset<float>(bytes_of_slots_66 / sizeof(float), 0
                    * bytes_of_slots_66);
            wait<HardEvent::MTE3_V>();
            expand(spread, result, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))),
                            spread[lane_555 * 8], 1);
                }
            }
            LocalTensor<float> spread_2 = slots_66.GetWithOffset<float>(bytes_of_slots_66 / sizeof(float), 0
                    * bytes_of_slots_66);
            wait<HardEvent::MTE3_V>();
            expand(spread_2, result_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))) + 1,
                            spread_2[lane_555 * 8], 1);
                }
            }
            LocalTensor<float> spread_3 = slots_66.GetWithOffset<float>(bytes_of_slots_66 / sizeof(float), 0
                    * bytes_of_slots_66);
            wait<HardEvent::MTE3_V>();
            expand(spread_3, result_3, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))) + 2,
                            spread_3[lane_555 * 8], 1);
                }
            }
            LocalTensor<float> spread_4 = slots_66.GetWithOffset<float>(bytes_of_slots_66 / sizeof(float), 0
                    * bytes_of_slots_66);
            wait<HardEvent::MTE3_V>();
            expand(spread_4, result_4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_555 = 0; lane_555 < stop_2; ++lane_555) {
                if (bit(others, lane_555)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_555 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_555 % BLOCK_X))) + 3,
                            spread_4[lane_555 * 8], 1);
                }
            }
            i++;
            LocalTensor<uint8_t> mask_185 = slots_51.GetWithOffset<uint8_t>(bytes_of_slots_51 / sizeof(uint8_t), 6
                    * bytes_of_slots_51);
            Duplicate(mask_185.ReinterpretCast<int16_t>(), (int16_t)(i < PER_THREAD ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_185.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_378 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Duplicate(work_378, 1.0f, LANES);
            Select(work_378, looping, work_378, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 6
                    * bytes_of_slots_59);
            LocalTensor<float> work_379 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            ReduceMax(largest_2, work_378, work_379, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}
