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

// One lane of a mask.
__aicore__ inline bool bit(const LocalTensor<uint8_t>& mask, int32_t lane) {
    return mask.GetValue(lane / 8) >> lane % 8 & 1;
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
    TBuf<TPosition::VECCALC> slots_37;
    TBuf<TPosition::VECCALC> slots_48;
    TBuf<TPosition::VECCALC> slots_71;
    TBuf<TPosition::VECCALC> slots_91;
    TBuf<TPosition::VECCALC> slots_102;
    const uint32_t bytes_of_slots_0 = padded(LANES * 4);
    pipe.InitBuffer(slots_0, 37 * bytes_of_slots_0);
    const uint32_t bytes_of_slots_37 = padded((LANES + 7) / 8);
    pipe.InitBuffer(slots_37, 11 * bytes_of_slots_37);
    const uint32_t bytes_of_slots_48 = 2048;
    pipe.InitBuffer(slots_48, 23 * bytes_of_slots_48);
    const uint32_t bytes_of_slots_71 = 4096;
    pipe.InitBuffer(slots_71, 20 * bytes_of_slots_71);
    const uint32_t bytes_of_slots_91 = 256;
    pipe.InitBuffer(slots_91, 11 * bytes_of_slots_91);
    const uint32_t bytes_of_slots_102 = padded(LANES * 32);
    pipe.InitBuffer(slots_102, 1 * bytes_of_slots_102);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<int32_t> lane = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 0
                * bytes_of_slots_0);
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 1
                * bytes_of_slots_0);
        Cast(work_2, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2
                * bytes_of_slots_0);
        Duplicate(work_3, (float)BLOCK_X, LANES);
        Div(work_2, work_2, work_3, LANES);
        LocalTensor<int32_t> thread_y = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 2
                * bytes_of_slots_0);
        Cast(thread_y, work_2, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<float> work_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 1
                * bytes_of_slots_0);
        Cast(work_4, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 3
                * bytes_of_slots_0);
        Duplicate(work_5, (float)BLOCK_X, LANES);
        Div(work_4, work_4, work_5, LANES);
        LocalTensor<int32_t> thread_x = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 3
                * bytes_of_slots_0);
        Cast(thread_x, work_4, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        LocalTensor<int32_t> work = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 1
                * bytes_of_slots_0);
        Duplicate(work, BLOCK_X * BLOCK_Y, LANES);
        LocalTensor<int32_t> maximum = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 4
                * bytes_of_slots_0);
        Max(maximum, work, lane, LANES);
        LocalTensor<uint8_t> active = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 0
                * bytes_of_slots_37);
        Compare(active, maximum, lane, CMPMODE::EQ, LANES);
        Not(active.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), (LANES + 15) / 16);  // transposed: a thread's four rows lie side by side
        LocalTensor<int32_t> a_tile_slots = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 0
                * bytes_of_slots_48);
        CreateVecIndex(a_tile_slots, 0, 512);
        LocalTensor<float> a_tile = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 1
                * bytes_of_slots_48);
        Duplicate(a_tile, 0.0f, 512);
        LocalTensor<int32_t> b_tile_slots = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 0
                * bytes_of_slots_71);
        CreateVecIndex(b_tile_slots, 0, 1024);
        LocalTensor<float> b_tile = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 1
                * bytes_of_slots_71);
        Duplicate(b_tile, 0.0f, 1024);

        LocalTensor<int32_t> thread = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 4
                * bytes_of_slots_0);
        Muls(thread, thread_y, 16, LANES);
        Add(thread, thread, thread_x, LANES);
        const int32_t tile_row = block_y * TILE_ROWS;
        const int32_t tile_column = block_x * TILE_COLUMNS;
        LocalTensor<float> sums = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 1 * bytes_of_slots_0);
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 5
                * bytes_of_slots_0);
        Duplicate(sums_2, 0.0f, LANES);
        LocalTensor<float> sums_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 6
                * bytes_of_slots_0);
        Duplicate(sums_3, 0.0f, LANES);
        LocalTensor<float> sums_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 7
                * bytes_of_slots_0);
        Duplicate(sums_4, 0.0f, LANES);
        LocalTensor<float> sums_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 8
                * bytes_of_slots_0);
        Duplicate(sums_5, 0.0f, LANES);
        LocalTensor<float> sums_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 9
                * bytes_of_slots_0);
        Duplicate(sums_6, 0.0f, LANES);
        LocalTensor<float> sums_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 10
                * bytes_of_slots_0);
        Duplicate(sums_7, 0.0f, LANES);
        LocalTensor<float> sums_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 11
                * bytes_of_slots_0);
        Duplicate(sums_8, 0.0f, LANES);
        LocalTensor<float> sums_9 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 12
                * bytes_of_slots_0);
        Duplicate(sums_9, 0.0f, LANES);
        LocalTensor<float> sums_10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 13
                * bytes_of_slots_0);
        Duplicate(sums_10, 0.0f, LANES);
        LocalTensor<float> sums_11 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 14
                * bytes_of_slots_0);
        Duplicate(sums_11, 0.0f, LANES);
        LocalTensor<float> sums_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 15
                * bytes_of_slots_0);
        Duplicate(sums_12, 0.0f, LANES);
        LocalTensor<float> sums_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 16
                * bytes_of_slots_0);
        Duplicate(sums_13, 0.0f, LANES);
        LocalTensor<float> sums_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 17
                * bytes_of_slots_0);
        Duplicate(sums_14, 0.0f, LANES);
        LocalTensor<float> sums_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                * bytes_of_slots_0);
        Duplicate(sums_15, 0.0f, LANES);
        LocalTensor<float> sums_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                * bytes_of_slots_0);
        Duplicate(sums_16, 0.0f, LANES);

        for (int32_t start = 0; start < inner; start += 16) {
            // 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
            LocalTensor<float> work_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 20
                    * bytes_of_slots_0);
            Cast(work_6, thread, RoundMode::CAST_RINT, LANES);
            LocalTensor<float> work_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Duplicate(work_7, 4.0f, LANES);
            Div(work_6, work_6, work_7, LANES);
            LocalTensor<int32_t> a_row = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Cast(a_row, work_6, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<float> work_9 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 20
                    * bytes_of_slots_0);
            Cast(work_9, thread, RoundMode::CAST_RINT, LANES);
            LocalTensor<float> work_10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Duplicate(work_10, 4.0f, LANES);
            Div(work_9, work_9, work_10, LANES);
            LocalTensor<int32_t> a_column = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(a_column, work_9, RoundMode::CAST_TRUNC, LANES);
            Muls(a_column, a_column, 4, LANES);
            Sub(a_column, thread, a_column, LANES);
            Muls(a_column, a_column, 4, LANES);
            LocalTensor<int32_t> row = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 20
                    * bytes_of_slots_0);
            Adds(row, a_row, tile_row, LANES);
            LocalTensor<int32_t> column = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Adds(column, a_column, start, LANES);
            LocalTensor<float> load_or_zero_result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Duplicate(load_or_zero_result, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    25 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_2, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    26 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_3, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    27 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_4, 0.0f, LANES);
            LocalTensor<uint8_t> in_load_or_zero = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t),
                    1 * bytes_of_slots_37);
            Duplicate(in_load_or_zero.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> work_8 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Duplicate(work_8, rows, LANES);
            LocalTensor<int32_t> maximum_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Max(maximum_2, work_8, row, LANES);
            LocalTensor<uint8_t> mask = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 2
                    * bytes_of_slots_37);
            Compare(mask, maximum_2, row, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Duplicate(work_11, inner, LANES);
            LocalTensor<int32_t> maximum_3 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Max(maximum_3, work_11, column, LANES);
            LocalTensor<uint8_t> mask_2 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 3
                    * bytes_of_slots_37);
            Compare(mask_2, maximum_3, column, CMPMODE::EQ, LANES);
            Or(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Duplicate(work_12, 0.0f, LANES);
            Select(load_or_zero_result, mask, work_12, load_or_zero_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Duplicate(work_13, 0.0f, LANES);
            Select(load_or_zero_result_2, mask, work_13, load_or_zero_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> work_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Duplicate(work_14, 0.0f, LANES);
            Select(load_or_zero_result_3, mask, work_14, load_or_zero_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> work_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            Duplicate(work_15, 0.0f, LANES);
            Select(load_or_zero_result_4, mask, work_15, load_or_zero_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_3 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 3
                    * bytes_of_slots_37);
            Duplicate(mask_3.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_4 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 4
                    * bytes_of_slots_37);
            LocalTensor<uint8_t> mask_5 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 5
                    * bytes_of_slots_37);
            And(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_load_or_zero.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 5
                    * bytes_of_slots_37);
            And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> tile_tile = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile.SetValue(lane_2, load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2))));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result, taken, tile_tile, load_or_zero_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> tile_tile_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile_2.SetValue(lane_2,
                            load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2)) + 1));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result_2, taken, tile_tile_2, load_or_zero_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> tile_tile_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile_3.SetValue(lane_2,
                            load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2)) + 2));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result_3, taken, tile_tile_3, load_or_zero_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> tile_tile_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile_4.SetValue(lane_2,
                            load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2)) + 3));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result_4, taken, tile_tile_4, load_or_zero_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_6 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 4
                    * bytes_of_slots_37);
            Duplicate(mask_6.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_7 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 3
                    * bytes_of_slots_37);
            LocalTensor<uint8_t> mask_8 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 6
                    * bytes_of_slots_37);
            And(mask_7.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_8.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_load_or_zero.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_16 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 2
                    * bytes_of_slots_48);
            Cast(work_16, a_tile_slots, RoundMode::CAST_RINT, 512);
            LocalTensor<float> work_17 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 3
                    * bytes_of_slots_48);
            Duplicate(work_17, 128.0f, 512);
            Div(work_16, work_16, work_17, 512);
            LocalTensor<int32_t> line = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 3
                    * bytes_of_slots_48);
            Cast(line, work_16, RoundMode::CAST_TRUNC, 512);
            LocalTensor<float> work_19 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 2
                    * bytes_of_slots_48);
            Cast(work_19, a_tile_slots, RoundMode::CAST_RINT, 512);
            LocalTensor<float> work_20 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 4
                    * bytes_of_slots_48);
            Duplicate(work_20, 128.0f, 512);
            Div(work_19, work_19, work_20, 512);
            LocalTensor<int32_t> column_2 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 4
                    * bytes_of_slots_48);
            Cast(column_2, work_19, RoundMode::CAST_TRUNC, 512);
            Muls(column_2, column_2, 128, 512);
            Sub(column_2, a_tile_slots, column_2, 512);
            LocalTensor<int32_t> writer = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 2
                    * bytes_of_slots_48);
            Muls(writer, column_2, 4, 512);
            Add(writer, line, writer, 512);
            LocalTensor<int32_t> work_18 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 5
                    * bytes_of_slots_48);
            Duplicate(work_18, 4, 512);
            LocalTensor<int32_t> maximum_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 6
                    * bytes_of_slots_48);
            Max(maximum_4, work_18, line, 512);
            LocalTensor<uint8_t> owned = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 0
                    * bytes_of_slots_91);
            Compare(owned, maximum_4, line, CMPMODE::EQ, 512);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_21 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 6
                    * bytes_of_slots_48);
            Duplicate(work_21, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_5 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 5
                    * bytes_of_slots_48);
            Max(maximum_5, work_21, writer, 512);
            LocalTensor<uint8_t> mask_9 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 1
                    * bytes_of_slots_91);
            Compare(mask_9, maximum_5, writer, CMPMODE::EQ, 512);
            Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), 32);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    32);
            LocalTensor<int32_t> owner = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 5
                    * bytes_of_slots_48);
            Duplicate(owner, 0, 512);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_22 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 6
                    * bytes_of_slots_48);
            Muls(work_22, owner, 4, 512);
            LocalTensor<float> gathered = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 7
                    * bytes_of_slots_48);
            Gather(gathered, load_or_zero_result, work_22.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned, gathered, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> place = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 7
                    * bytes_of_slots_48);
            Adds(place, a_tile_slots, -32, 512);
            LocalTensor<int32_t> line_2 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 6
                    * bytes_of_slots_48);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                line_2.SetValue(lane_2, place.GetValue(lane_2) / 128);
            }
            LocalTensor<int32_t> column_3 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 8
                    * bytes_of_slots_48);
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                column_3.SetValue(lane_2, place.GetValue(lane_2) % 128);
            }
            LocalTensor<int32_t> writer_2 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 9
                    * bytes_of_slots_48);
            wait<HardEvent::S_V>();
            Muls(writer_2, column_3, 4, 512);
            Add(writer_2, line_2, writer_2, 512);
            LocalTensor<int32_t> work_23 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 10
                    * bytes_of_slots_48);
            Duplicate(work_23, 0, 512);
            LocalTensor<int32_t> maximum_6 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 11
                    * bytes_of_slots_48);
            Max(maximum_6, work_23, place, 512);
            LocalTensor<uint8_t> owned_2 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 1
                    * bytes_of_slots_91);
            Compare(owned_2, maximum_6, place, CMPMODE::EQ, 512);
            LocalTensor<int32_t> work_24 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 11
                    * bytes_of_slots_48);
            Duplicate(work_24, 4, 512);
            LocalTensor<int32_t> maximum_7 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 10
                    * bytes_of_slots_48);
            Max(maximum_7, work_24, line_2, 512);
            LocalTensor<uint8_t> mask_10 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 2
                    * bytes_of_slots_91);
            Compare(mask_10, maximum_7, line_2, CMPMODE::EQ, 512);
            Not(mask_10.ReinterpretCast<int16_t>(), mask_10.ReinterpretCast<int16_t>(), 32);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_25 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 10
                    * bytes_of_slots_48);
            Duplicate(work_25, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_8 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 11
                    * bytes_of_slots_48);
            Max(maximum_8, work_25, writer_2, 512);
            LocalTensor<uint8_t> mask_11 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 2
                    * bytes_of_slots_91);
            Compare(mask_11, maximum_8, writer_2, CMPMODE::EQ, 512);
            Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), 32);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_2 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 11
                    * bytes_of_slots_48);
            Duplicate(owner_2, 0, 512);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_26 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 10
                    * bytes_of_slots_48);
            Muls(work_26, owner_2, 4, 512);
            LocalTensor<float> gathered_2 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 12
                    * bytes_of_slots_48);
            Gather(gathered_2, load_or_zero_result_2, work_26.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned_2, gathered_2, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> place_2 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 12
                    * bytes_of_slots_48);
            Adds(place_2, a_tile_slots, -64, 512);
            LocalTensor<int32_t> line_3 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 10
                    * bytes_of_slots_48);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                line_3.SetValue(lane_2, place_2.GetValue(lane_2) / 128);
            }
            LocalTensor<int32_t> column_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 13
                    * bytes_of_slots_48);
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                column_4.SetValue(lane_2, place_2.GetValue(lane_2) % 128);
            }
            LocalTensor<int32_t> writer_3 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 14
                    * bytes_of_slots_48);
            wait<HardEvent::S_V>();
            Muls(writer_3, column_4, 4, 512);
            Add(writer_3, line_3, writer_3, 512);
            LocalTensor<int32_t> work_27 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 15
                    * bytes_of_slots_48);
            Duplicate(work_27, 0, 512);
            LocalTensor<int32_t> maximum_9 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 16
                    * bytes_of_slots_48);
            Max(maximum_9, work_27, place_2, 512);
            LocalTensor<uint8_t> owned_3 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 2
                    * bytes_of_slots_91);
            Compare(owned_3, maximum_9, place_2, CMPMODE::EQ, 512);
            LocalTensor<int32_t> work_28 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 16
                    * bytes_of_slots_48);
            Duplicate(work_28, 4, 512);
            LocalTensor<int32_t> maximum_10 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 15
                    * bytes_of_slots_48);
            Max(maximum_10, work_28, line_3, 512);
            LocalTensor<uint8_t> mask_12 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 3
                    * bytes_of_slots_91);
            Compare(mask_12, maximum_10, line_3, CMPMODE::EQ, 512);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), 32);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_29 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 15
                    * bytes_of_slots_48);
            Duplicate(work_29, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_11 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 16
                    * bytes_of_slots_48);
            Max(maximum_11, work_29, writer_3, 512);
            LocalTensor<uint8_t> mask_13 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 3
                    * bytes_of_slots_91);
            Compare(mask_13, maximum_11, writer_3, CMPMODE::EQ, 512);
            Not(mask_13.ReinterpretCast<int16_t>(), mask_13.ReinterpretCast<int16_t>(), 32);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_3 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 16
                    * bytes_of_slots_48);
            Duplicate(owner_3, 0, 512);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_3.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_30 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 15
                    * bytes_of_slots_48);
            Muls(work_30, owner_3, 4, 512);
            LocalTensor<float> gathered_3 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 17
                    * bytes_of_slots_48);
            Gather(gathered_3, load_or_zero_result_3, work_30.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned_3, gathered_3, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> place_3 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 17
                    * bytes_of_slots_48);
            Adds(place_3, a_tile_slots, -96, 512);
            LocalTensor<int32_t> line_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 15
                    * bytes_of_slots_48);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                line_4.SetValue(lane_2, place_3.GetValue(lane_2) / 128);
            }
            LocalTensor<int32_t> column_5 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 18
                    * bytes_of_slots_48);
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                column_5.SetValue(lane_2, place_3.GetValue(lane_2) % 128);
            }
            LocalTensor<int32_t> writer_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 19
                    * bytes_of_slots_48);
            wait<HardEvent::S_V>();
            Muls(writer_4, column_5, 4, 512);
            Add(writer_4, line_4, writer_4, 512);
            LocalTensor<int32_t> work_31 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 20
                    * bytes_of_slots_48);
            Duplicate(work_31, 0, 512);
            LocalTensor<int32_t> maximum_12 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 21
                    * bytes_of_slots_48);
            Max(maximum_12, work_31, place_3, 512);
            LocalTensor<uint8_t> owned_4 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 3
                    * bytes_of_slots_91);
            Compare(owned_4, maximum_12, place_3, CMPMODE::EQ, 512);
            LocalTensor<int32_t> work_32 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 21
                    * bytes_of_slots_48);
            Duplicate(work_32, 4, 512);
            LocalTensor<int32_t> maximum_13 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 20
                    * bytes_of_slots_48);
            Max(maximum_13, work_32, line_4, 512);
            LocalTensor<uint8_t> mask_14 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 4
                    * bytes_of_slots_91);
            Compare(mask_14, maximum_13, line_4, CMPMODE::EQ, 512);
            Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), 32);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_33 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 20
                    * bytes_of_slots_48);
            Duplicate(work_33, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_14 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 21
                    * bytes_of_slots_48);
            Max(maximum_14, work_33, writer_4, 512);
            LocalTensor<uint8_t> mask_15 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 4
                    * bytes_of_slots_91);
            Compare(mask_15, maximum_14, writer_4, CMPMODE::EQ, 512);
            Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), 32);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_4 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 21
                    * bytes_of_slots_48);
            Duplicate(owner_4, 0, 512);
            Select(owner_4.ReinterpretCast<float>(), owned_4, writer_4.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_34 = slots_48.GetWithOffset<int32_t>(bytes_of_slots_48 / sizeof(int32_t), 20
                    * bytes_of_slots_48);
            Muls(work_34, owner_4, 4, 512);
            LocalTensor<float> gathered_4 = slots_48.GetWithOffset<float>(bytes_of_slots_48 / sizeof(float), 22
                    * bytes_of_slots_48);
            Gather(gathered_4, load_or_zero_result_4, work_34.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned_4, gathered_4, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            for (int32_t start_2 = 0; start_2 < TILE_INNER; start_2 += 8) {
                LocalTensor<int32_t> k = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                        * bytes_of_slots_0);
                Adds(k, thread_y, start_2, LANES);
                LocalTensor<int32_t> work_35 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Duplicate(work_35, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_15 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Max(maximum_15, work_35, k, LANES);
                LocalTensor<uint8_t> mask_16 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 6
                        * bytes_of_slots_37);
                Compare(mask_16, maximum_15, k, CMPMODE::EQ, LANES);
                Not(mask_16.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_16.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_16.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> row_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Adds(row_2, k, start, LANES);
                LocalTensor<uint32_t> column_6 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t),
                        29 * bytes_of_slots_0);
                Muls(column_6.ReinterpretCast<int32_t>(), thread_x, 4, LANES);
                Adds(column_6.ReinterpretCast<int32_t>(), column_6.ReinterpretCast<int32_t>(), tile_column, LANES);
                LocalTensor<float> load_or_zero_result_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 31 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_5, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 32 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_6, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 33 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_7, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 34 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_8, 0.0f, LANES);
                LocalTensor<uint8_t> in_load_or_zero_2 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37
                        / sizeof(uint8_t), 3 * bytes_of_slots_37);
                Duplicate(in_load_or_zero_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
                LocalTensor<int32_t> work_36 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Duplicate(work_36, inner, LANES);
                LocalTensor<int32_t> maximum_16 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                        * bytes_of_slots_0);
                Max(maximum_16, work_36, row_2, LANES);
                LocalTensor<uint8_t> mask_17 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 4
                        * bytes_of_slots_37);
                Compare(mask_17, maximum_16, row_2, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_37 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                        * bytes_of_slots_0);
                Duplicate(work_37, columns, LANES);
                LocalTensor<int32_t> maximum_17 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Max(maximum_17, work_37, column_6.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_18 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 7
                        * bytes_of_slots_37);
                Compare(mask_18, maximum_17, column_6.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Or(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(),
                        mask_18.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_17.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                        mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_38 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_38, 0.0f, LANES);
                Select(load_or_zero_result_5, mask_17, work_38, load_or_zero_result_5, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<float> work_39 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_39, 0.0f, LANES);
                Select(load_or_zero_result_6, mask_17, work_39, load_or_zero_result_6, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<float> work_40 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_40, 0.0f, LANES);
                Select(load_or_zero_result_7, mask_17, work_40, load_or_zero_result_7, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<float> work_41 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_41, 0.0f, LANES);
                Select(load_or_zero_result_8, mask_17, work_41, load_or_zero_result_8, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<uint8_t> mask_19 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 7
                        * bytes_of_slots_37);
                Duplicate(mask_19.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_20 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 8
                        * bytes_of_slots_37);
                LocalTensor<uint8_t> mask_21 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                        * bytes_of_slots_37);
                And(mask_20.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(),
                        mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Not(mask_21.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_21.ReinterpretCast<int16_t>(), mask_21.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(in_load_or_zero_2.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                        mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> taken_2 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                        * bytes_of_slots_37);
                And(taken_2.ReinterpretCast<int16_t>(), mask_16.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> tile_tile_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_5.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2))));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_5, taken_2, tile_tile_5, load_or_zero_result_5,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> tile_tile_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_6.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2)) + 1));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_6, taken_2, tile_tile_6, load_or_zero_result_6,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> tile_tile_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_7.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2)) + 2));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_7, taken_2, tile_tile_7, load_or_zero_result_7,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> tile_tile_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_8.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2)) + 3));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_8, taken_2, tile_tile_8, load_or_zero_result_8,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_22 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 8
                        * bytes_of_slots_37);
                Duplicate(mask_22.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_23 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 7
                        * bytes_of_slots_37);
                LocalTensor<uint8_t> mask_24 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 10
                        * bytes_of_slots_37);
                And(mask_23.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                        mask_22.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Not(mask_24.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_24.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(in_load_or_zero_2.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                        mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> place_4 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 2
                        * bytes_of_slots_71);
                Adds(place_4, b_tile_slots, 0 - 64 * start_2, 1024);
                LocalTensor<int32_t> line_5 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 3
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_5.SetValue(lane_2, place_4.GetValue(lane_2) / 64);
                }
                LocalTensor<int32_t> writer_5 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 4
                        * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Muls(writer_5, line_5, BLOCK_X, 1024);
                LocalTensor<int32_t> work_47 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_47.SetValue(lane_2, (lane_2 - 64 * start_2) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_5, writer_5, work_47, 1024);
                LocalTensor<int32_t> work_42 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                Duplicate(work_42, 0, 1024);
                LocalTensor<int32_t> maximum_18 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        6 * bytes_of_slots_71);
                Max(maximum_18, work_42, place_4, 1024);
                LocalTensor<uint8_t> owned_5 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 5
                        * bytes_of_slots_91);
                Compare(owned_5, maximum_18, place_4, CMPMODE::EQ, 1024);
                LocalTensor<int32_t> work_43 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 6
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_43.SetValue(lane_2, (lane_2 - 64 * start_2) % 64 % 4);
                }
                LocalTensor<int32_t> work_44 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                Duplicate(work_44, 0, 1024);
                LocalTensor<uint8_t> mask_25 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 6
                        * bytes_of_slots_91);
                wait<HardEvent::S_V>();
                Compare(mask_25, work_43, work_44, CMPMODE::EQ, 1024);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_25.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_45 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_45.SetValue(lane_2, (lane_2 - 64 * start_2) % 64 / 4);
                }
                LocalTensor<int32_t> work_46 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 6
                        * bytes_of_slots_71);
                Duplicate(work_46, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_19 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        7 * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Max(maximum_19, work_46, work_45, 1024);
                LocalTensor<uint8_t> mask_26 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 6
                        * bytes_of_slots_91);
                Compare(mask_26, maximum_19, work_45, CMPMODE::EQ, 1024);
                Not(mask_26.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(), 64);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_26.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_48 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                Duplicate(work_48, LANES, 1024);
                LocalTensor<int32_t> maximum_20 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        7 * bytes_of_slots_71);
                Max(maximum_20, work_48, writer_5, 1024);
                LocalTensor<uint8_t> mask_27 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 6
                        * bytes_of_slots_91);
                Compare(mask_27, maximum_20, writer_5, CMPMODE::EQ, 1024);
                Not(mask_27.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(), 64);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_27.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_5 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 7
                        * bytes_of_slots_71);
                Duplicate(owner_5, 0, 1024);
                Select(owner_5.ReinterpretCast<float>(), owned_5, writer_5.ReinterpretCast<float>(),
                        owner_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_49 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_49, 1.0f, LANES);
                Select(work_49, mask_16, work_49, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_50 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                Muls(work_50, owner_5, 4, 1024);
                LocalTensor<float> gathered_5 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 6
                        * bytes_of_slots_71);
                Gather(gathered_5, work_49, work_50.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_28 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 6
                        * bytes_of_slots_91);
                CompareScalar(mask_28, gathered_5, 0.0f, CMPMODE::NE, 1024);
                And(mask_28.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_28.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_51 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 6
                        * bytes_of_slots_71);
                Muls(work_51, owner_5, 4, 1024);
                LocalTensor<float> gathered_6 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 5
                        * bytes_of_slots_71);
                Gather(gathered_6, load_or_zero_result_5, work_51.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_28, gathered_6, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<int32_t> place_5 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 5
                        * bytes_of_slots_71);
                Adds(place_5, b_tile_slots, 0 - (64 * start_2 + 1), 1024);
                LocalTensor<int32_t> line_6 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 6
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_6.SetValue(lane_2, place_5.GetValue(lane_2) / 64);
                }
                LocalTensor<int32_t> writer_6 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 8
                        * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Muls(writer_6, line_6, BLOCK_X, 1024);
                LocalTensor<int32_t> work_57 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_57.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_6, writer_6, work_57, 1024);
                LocalTensor<int32_t> work_52 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                Duplicate(work_52, 0, 1024);
                LocalTensor<int32_t> maximum_21 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        10 * bytes_of_slots_71);
                Max(maximum_21, work_52, place_5, 1024);
                LocalTensor<uint8_t> owned_6 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 6
                        * bytes_of_slots_91);
                Compare(owned_6, maximum_21, place_5, CMPMODE::EQ, 1024);
                LocalTensor<int32_t> work_53 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 10
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_53.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) % 64 % 4);
                }
                LocalTensor<int32_t> work_54 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                Duplicate(work_54, 0, 1024);
                LocalTensor<uint8_t> mask_29 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 7
                        * bytes_of_slots_91);
                wait<HardEvent::S_V>();
                Compare(mask_29, work_53, work_54, CMPMODE::EQ, 1024);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_29.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_55 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_55.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) % 64 / 4);
                }
                LocalTensor<int32_t> work_56 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 10
                        * bytes_of_slots_71);
                Duplicate(work_56, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_22 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        11 * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Max(maximum_22, work_56, work_55, 1024);
                LocalTensor<uint8_t> mask_30 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 7
                        * bytes_of_slots_91);
                Compare(mask_30, maximum_22, work_55, CMPMODE::EQ, 1024);
                Not(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(), 64);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_30.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_58 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                Duplicate(work_58, LANES, 1024);
                LocalTensor<int32_t> maximum_23 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        11 * bytes_of_slots_71);
                Max(maximum_23, work_58, writer_6, 1024);
                LocalTensor<uint8_t> mask_31 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 7
                        * bytes_of_slots_91);
                Compare(mask_31, maximum_23, writer_6, CMPMODE::EQ, 1024);
                Not(mask_31.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(), 64);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_31.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_6 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 11
                        * bytes_of_slots_71);
                Duplicate(owner_6, 0, 1024);
                Select(owner_6.ReinterpretCast<float>(), owned_6, writer_6.ReinterpretCast<float>(),
                        owner_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_59 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_59, 1.0f, LANES);
                Select(work_59, mask_16, work_59, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_60 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                Muls(work_60, owner_6, 4, 1024);
                LocalTensor<float> gathered_7 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 10
                        * bytes_of_slots_71);
                Gather(gathered_7, work_59, work_60.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_32 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 7
                        * bytes_of_slots_91);
                CompareScalar(mask_32, gathered_7, 0.0f, CMPMODE::NE, 1024);
                And(mask_32.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_32.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_61 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 10
                        * bytes_of_slots_71);
                Muls(work_61, owner_6, 4, 1024);
                LocalTensor<float> gathered_8 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 9
                        * bytes_of_slots_71);
                Gather(gathered_8, load_or_zero_result_6, work_61.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_32, gathered_8, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<int32_t> place_6 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 9
                        * bytes_of_slots_71);
                Adds(place_6, b_tile_slots, 0 - (64 * start_2 + 2), 1024);
                LocalTensor<int32_t> line_7 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 10
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_7.SetValue(lane_2, place_6.GetValue(lane_2) / 64);
                }
                LocalTensor<int32_t> writer_7 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 12
                        * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Muls(writer_7, line_7, BLOCK_X, 1024);
                LocalTensor<int32_t> work_67 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_67.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_7, writer_7, work_67, 1024);
                LocalTensor<int32_t> work_62 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                Duplicate(work_62, 0, 1024);
                LocalTensor<int32_t> maximum_24 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        14 * bytes_of_slots_71);
                Max(maximum_24, work_62, place_6, 1024);
                LocalTensor<uint8_t> owned_7 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 7
                        * bytes_of_slots_91);
                Compare(owned_7, maximum_24, place_6, CMPMODE::EQ, 1024);
                LocalTensor<int32_t> work_63 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 14
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_63.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) % 64 % 4);
                }
                LocalTensor<int32_t> work_64 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                Duplicate(work_64, 0, 1024);
                LocalTensor<uint8_t> mask_33 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 8
                        * bytes_of_slots_91);
                wait<HardEvent::S_V>();
                Compare(mask_33, work_63, work_64, CMPMODE::EQ, 1024);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_33.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_65 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_65.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) % 64 / 4);
                }
                LocalTensor<int32_t> work_66 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 14
                        * bytes_of_slots_71);
                Duplicate(work_66, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_25 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        15 * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Max(maximum_25, work_66, work_65, 1024);
                LocalTensor<uint8_t> mask_34 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 8
                        * bytes_of_slots_91);
                Compare(mask_34, maximum_25, work_65, CMPMODE::EQ, 1024);
                Not(mask_34.ReinterpretCast<int16_t>(), mask_34.ReinterpretCast<int16_t>(), 64);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_34.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_68 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                Duplicate(work_68, LANES, 1024);
                LocalTensor<int32_t> maximum_26 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        15 * bytes_of_slots_71);
                Max(maximum_26, work_68, writer_7, 1024);
                LocalTensor<uint8_t> mask_35 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 8
                        * bytes_of_slots_91);
                Compare(mask_35, maximum_26, writer_7, CMPMODE::EQ, 1024);
                Not(mask_35.ReinterpretCast<int16_t>(), mask_35.ReinterpretCast<int16_t>(), 64);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_35.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_7 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 15
                        * bytes_of_slots_71);
                Duplicate(owner_7, 0, 1024);
                Select(owner_7.ReinterpretCast<float>(), owned_7, writer_7.ReinterpretCast<float>(),
                        owner_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_69 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_69, 1.0f, LANES);
                Select(work_69, mask_16, work_69, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_70 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                Muls(work_70, owner_7, 4, 1024);
                LocalTensor<float> gathered_9 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 14
                        * bytes_of_slots_71);
                Gather(gathered_9, work_69, work_70.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_36 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 8
                        * bytes_of_slots_91);
                CompareScalar(mask_36, gathered_9, 0.0f, CMPMODE::NE, 1024);
                And(mask_36.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_36.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_71 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 14
                        * bytes_of_slots_71);
                Muls(work_71, owner_7, 4, 1024);
                LocalTensor<float> gathered_10 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 13
                        * bytes_of_slots_71);
                Gather(gathered_10, load_or_zero_result_7, work_71.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_36, gathered_10, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<int32_t> place_7 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 13
                        * bytes_of_slots_71);
                Adds(place_7, b_tile_slots, 0 - (64 * start_2 + 3), 1024);
                LocalTensor<int32_t> line_8 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 14
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_8.SetValue(lane_2, place_7.GetValue(lane_2) / 64);
                }
                LocalTensor<int32_t> writer_8 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 16
                        * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Muls(writer_8, line_8, BLOCK_X, 1024);
                LocalTensor<int32_t> work_77 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 17
                        * bytes_of_slots_71);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_77.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_8, writer_8, work_77, 1024);
                LocalTensor<int32_t> work_72 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 17
                        * bytes_of_slots_71);
                Duplicate(work_72, 0, 1024);
                LocalTensor<int32_t> maximum_27 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        18 * bytes_of_slots_71);
                Max(maximum_27, work_72, place_7, 1024);
                LocalTensor<uint8_t> owned_8 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 8
                        * bytes_of_slots_91);
                Compare(owned_8, maximum_27, place_7, CMPMODE::EQ, 1024);
                LocalTensor<int32_t> work_73 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 18
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_73.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) % 64 % 4);
                }
                LocalTensor<int32_t> work_74 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 17
                        * bytes_of_slots_71);
                Duplicate(work_74, 0, 1024);
                LocalTensor<uint8_t> mask_37 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 9
                        * bytes_of_slots_91);
                wait<HardEvent::S_V>();
                Compare(mask_37, work_73, work_74, CMPMODE::EQ, 1024);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_37.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_75 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 17
                        * bytes_of_slots_71);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_75.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) % 64 / 4);
                }
                LocalTensor<int32_t> work_76 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 18
                        * bytes_of_slots_71);
                Duplicate(work_76, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_28 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        19 * bytes_of_slots_71);
                wait<HardEvent::S_V>();
                Max(maximum_28, work_76, work_75, 1024);
                LocalTensor<uint8_t> mask_38 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 9
                        * bytes_of_slots_91);
                Compare(mask_38, maximum_28, work_75, CMPMODE::EQ, 1024);
                Not(mask_38.ReinterpretCast<int16_t>(), mask_38.ReinterpretCast<int16_t>(), 64);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_38.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_78 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 17
                        * bytes_of_slots_71);
                Duplicate(work_78, LANES, 1024);
                LocalTensor<int32_t> maximum_29 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t),
                        19 * bytes_of_slots_71);
                Max(maximum_29, work_78, writer_8, 1024);
                LocalTensor<uint8_t> mask_39 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 9
                        * bytes_of_slots_91);
                Compare(mask_39, maximum_29, writer_8, CMPMODE::EQ, 1024);
                Not(mask_39.ReinterpretCast<int16_t>(), mask_39.ReinterpretCast<int16_t>(), 64);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_39.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_8 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 19
                        * bytes_of_slots_71);
                Duplicate(owner_8, 0, 1024);
                Select(owner_8.ReinterpretCast<float>(), owned_8, writer_8.ReinterpretCast<float>(),
                        owner_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_79 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Duplicate(work_79, 1.0f, LANES);
                Select(work_79, mask_16, work_79, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_80 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 17
                        * bytes_of_slots_71);
                Muls(work_80, owner_8, 4, 1024);
                LocalTensor<float> gathered_11 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 18
                        * bytes_of_slots_71);
                Gather(gathered_11, work_79, work_80.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_40 = slots_91.GetWithOffset<uint8_t>(bytes_of_slots_91 / sizeof(uint8_t), 9
                        * bytes_of_slots_91);
                CompareScalar(mask_40, gathered_11, 0.0f, CMPMODE::NE, 1024);
                And(mask_40.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_40.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_81 = slots_71.GetWithOffset<int32_t>(bytes_of_slots_71 / sizeof(int32_t), 18
                        * bytes_of_slots_71);
                Muls(work_81, owner_8, 4, 1024);
                LocalTensor<float> gathered_12 = slots_71.GetWithOffset<float>(bytes_of_slots_71 / sizeof(float), 17
                        * bytes_of_slots_71);
                Gather(gathered_12, load_or_zero_result_8, work_81.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_40, gathered_12, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
            }

            for (int32_t k_2 = 0; k_2 < TILE_INNER; ++k_2) {
                LocalTensor<int32_t> work_82 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_82, thread_x, 4, LANES);
                Adds(work_82, work_82, (int32_t)(k_2 * 64L), LANES);
                LocalTensor<int32_t> work_83 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_83, 0, LANES);
                Select(work_82.ReinterpretCast<float>(), active, work_82.ReinterpretCast<float>(),
                        work_83.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_82, work_82, 4, LANES);
                LocalTensor<float> b = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(b, b_tile, work_82.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_84 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_84, thread_x, 4, LANES);
                Adds(work_84, work_84, (int32_t)(k_2 * 64L), LANES);
                Adds(work_84, work_84, 1, LANES);
                LocalTensor<int32_t> work_85 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Duplicate(work_85, 0, LANES);
                Select(work_84.ReinterpretCast<float>(), active, work_84.ReinterpretCast<float>(),
                        work_85.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_84, work_84, 4, LANES);
                LocalTensor<float> b_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Gather(b_2, b_tile, work_84.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_86 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_86, thread_x, 4, LANES);
                Adds(work_86, work_86, (int32_t)(k_2 * 64L), LANES);
                Adds(work_86, work_86, 2, LANES);
                LocalTensor<int32_t> work_87 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Duplicate(work_87, 0, LANES);
                Select(work_86.ReinterpretCast<float>(), active, work_86.ReinterpretCast<float>(),
                        work_87.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_86, work_86, 4, LANES);
                LocalTensor<float> b_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 34
                        * bytes_of_slots_0);
                Gather(b_3, b_tile, work_86.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_88 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_88, thread_x, 4, LANES);
                Adds(work_88, work_88, (int32_t)(k_2 * 64L), LANES);
                Adds(work_88, work_88, 3, LANES);
                LocalTensor<int32_t> work_89 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                        * bytes_of_slots_0);
                Duplicate(work_89, 0, LANES);
                Select(work_88.ReinterpretCast<float>(), active, work_88.ReinterpretCast<float>(),
                        work_89.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_88, work_88, 4, LANES);
                LocalTensor<float> b_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                        * bytes_of_slots_0);
                Gather(b_4, b_tile, work_88.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_90 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_90, thread_y, PER_THREAD, LANES);
                Adds(work_90, work_90, 0, LANES);
                Adds(work_90, work_90, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_91 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_91, 0, LANES);
                Select(work_90.ReinterpretCast<float>(), active, work_90.ReinterpretCast<float>(),
                        work_91.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_90, work_90, 4, LANES);
                LocalTensor<float> gathered_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_13, a_tile, work_90.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_13, gathered_13, b, LANES);
                Add(sums, sums, gathered_13, LANES);
                LocalTensor<int32_t> work_92 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_92, thread_y, PER_THREAD, LANES);
                Adds(work_92, work_92, 0, LANES);
                Adds(work_92, work_92, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_93 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_93, 0, LANES);
                Select(work_92.ReinterpretCast<float>(), active, work_92.ReinterpretCast<float>(),
                        work_93.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_92, work_92, 4, LANES);
                LocalTensor<float> gathered_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_14, a_tile, work_92.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_14, gathered_14, b_2, LANES);
                Add(sums_2, sums_2, gathered_14, LANES);
                LocalTensor<int32_t> work_94 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_94, thread_y, PER_THREAD, LANES);
                Adds(work_94, work_94, 0, LANES);
                Adds(work_94, work_94, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_95 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_95, 0, LANES);
                Select(work_94.ReinterpretCast<float>(), active, work_94.ReinterpretCast<float>(),
                        work_95.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_94, work_94, 4, LANES);
                LocalTensor<float> gathered_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_15, a_tile, work_94.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_15, gathered_15, b_3, LANES);
                Add(sums_3, sums_3, gathered_15, LANES);
                LocalTensor<int32_t> work_96 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_96, thread_y, PER_THREAD, LANES);
                Adds(work_96, work_96, 0, LANES);
                Adds(work_96, work_96, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_97 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_97, 0, LANES);
                Select(work_96.ReinterpretCast<float>(), active, work_96.ReinterpretCast<float>(),
                        work_97.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_96, work_96, 4, LANES);
                LocalTensor<float> gathered_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_16, a_tile, work_96.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_16, gathered_16, b_4, LANES);
                Add(sums_4, sums_4, gathered_16, LANES);
                LocalTensor<int32_t> work_98 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_98, thread_y, PER_THREAD, LANES);
                Adds(work_98, work_98, 1, LANES);
                Adds(work_98, work_98, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_99 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_99, 0, LANES);
                Select(work_98.ReinterpretCast<float>(), active, work_98.ReinterpretCast<float>(),
                        work_99.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_98, work_98, 4, LANES);
                LocalTensor<float> gathered_17 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_17, a_tile, work_98.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_17, gathered_17, b, LANES);
                Add(sums_5, sums_5, gathered_17, LANES);
                LocalTensor<int32_t> work_100 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_100, thread_y, PER_THREAD, LANES);
                Adds(work_100, work_100, 1, LANES);
                Adds(work_100, work_100, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_101 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_101, 0, LANES);
                Select(work_100.ReinterpretCast<float>(), active, work_100.ReinterpretCast<float>(),
                        work_101.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_100, work_100, 4, LANES);
                LocalTensor<float> gathered_18 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_18, a_tile, work_100.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_18, gathered_18, b_2, LANES);
                Add(sums_6, sums_6, gathered_18, LANES);
                LocalTensor<int32_t> work_102 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_102, thread_y, PER_THREAD, LANES);
                Adds(work_102, work_102, 1, LANES);
                Adds(work_102, work_102, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_103 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_103, 0, LANES);
                Select(work_102.ReinterpretCast<float>(), active, work_102.ReinterpretCast<float>(),
                        work_103.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_102, work_102, 4, LANES);
                LocalTensor<float> gathered_19 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_19, a_tile, work_102.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_19, gathered_19, b_3, LANES);
                Add(sums_7, sums_7, gathered_19, LANES);
                LocalTensor<int32_t> work_104 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_104, thread_y, PER_THREAD, LANES);
                Adds(work_104, work_104, 1, LANES);
                Adds(work_104, work_104, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_105 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_105, 0, LANES);
                Select(work_104.ReinterpretCast<float>(), active, work_104.ReinterpretCast<float>(),
                        work_105.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_104, work_104, 4, LANES);
                LocalTensor<float> gathered_20 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_20, a_tile, work_104.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_20, gathered_20, b_4, LANES);
                Add(sums_8, sums_8, gathered_20, LANES);
                LocalTensor<int32_t> work_106 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_106, thread_y, PER_THREAD, LANES);
                Adds(work_106, work_106, 2, LANES);
                Adds(work_106, work_106, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_107 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_107, 0, LANES);
                Select(work_106.ReinterpretCast<float>(), active, work_106.ReinterpretCast<float>(),
                        work_107.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_106, work_106, 4, LANES);
                LocalTensor<float> gathered_21 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_21, a_tile, work_106.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_21, gathered_21, b, LANES);
                Add(sums_9, sums_9, gathered_21, LANES);
                LocalTensor<int32_t> work_108 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_108, thread_y, PER_THREAD, LANES);
                Adds(work_108, work_108, 2, LANES);
                Adds(work_108, work_108, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_109 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_109, 0, LANES);
                Select(work_108.ReinterpretCast<float>(), active, work_108.ReinterpretCast<float>(),
                        work_109.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_108, work_108, 4, LANES);
                LocalTensor<float> gathered_22 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_22, a_tile, work_108.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_22, gathered_22, b_2, LANES);
                Add(sums_10, sums_10, gathered_22, LANES);
                LocalTensor<int32_t> work_110 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_110, thread_y, PER_THREAD, LANES);
                Adds(work_110, work_110, 2, LANES);
                Adds(work_110, work_110, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_111 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_111, 0, LANES);
                Select(work_110.ReinterpretCast<float>(), active, work_110.ReinterpretCast<float>(),
                        work_111.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_110, work_110, 4, LANES);
                LocalTensor<float> gathered_23 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_23, a_tile, work_110.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_23, gathered_23, b_3, LANES);
                Add(sums_11, sums_11, gathered_23, LANES);
                LocalTensor<int32_t> work_112 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_112, thread_y, PER_THREAD, LANES);
                Adds(work_112, work_112, 2, LANES);
                Adds(work_112, work_112, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_113 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_113, 0, LANES);
                Select(work_112.ReinterpretCast<float>(), active, work_112.ReinterpretCast<float>(),
                        work_113.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_112, work_112, 4, LANES);
                LocalTensor<float> gathered_24 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_24, a_tile, work_112.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_24, gathered_24, b_4, LANES);
                Add(sums_12, sums_12, gathered_24, LANES);
                LocalTensor<int32_t> work_114 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_114, thread_y, PER_THREAD, LANES);
                Adds(work_114, work_114, 3, LANES);
                Adds(work_114, work_114, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_115 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_115, 0, LANES);
                Select(work_114.ReinterpretCast<float>(), active, work_114.ReinterpretCast<float>(),
                        work_115.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_114, work_114, 4, LANES);
                LocalTensor<float> gathered_25 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_25, a_tile, work_114.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_25, gathered_25, b, LANES);
                Add(sums_13, sums_13, gathered_25, LANES);
                LocalTensor<int32_t> work_116 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_116, thread_y, PER_THREAD, LANES);
                Adds(work_116, work_116, 3, LANES);
                Adds(work_116, work_116, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_117 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_117, 0, LANES);
                Select(work_116.ReinterpretCast<float>(), active, work_116.ReinterpretCast<float>(),
                        work_117.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_116, work_116, 4, LANES);
                LocalTensor<float> gathered_26 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_26, a_tile, work_116.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_26, gathered_26, b_2, LANES);
                Add(sums_14, sums_14, gathered_26, LANES);
                LocalTensor<int32_t> work_118 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_118, thread_y, PER_THREAD, LANES);
                Adds(work_118, work_118, 3, LANES);
                Adds(work_118, work_118, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_119 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_119, 0, LANES);
                Select(work_118.ReinterpretCast<float>(), active, work_118.ReinterpretCast<float>(),
                        work_119.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_118, work_118, 4, LANES);
                LocalTensor<float> gathered_27 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 30
                        * bytes_of_slots_0);
                Gather(gathered_27, a_tile, work_118.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_27, gathered_27, b_3, LANES);
                Add(sums_15, sums_15, gathered_27, LANES);
                LocalTensor<int32_t> work_120 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Muls(work_120, thread_y, PER_THREAD, LANES);
                Adds(work_120, work_120, 3, LANES);
                Adds(work_120, work_120, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_121 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_121, 0, LANES);
                Select(work_120.ReinterpretCast<float>(), active, work_120.ReinterpretCast<float>(),
                        work_121.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_120, work_120, 4, LANES);
                LocalTensor<float> gathered_28 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_28, a_tile, work_120.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_28, gathered_28, b_4, LANES);
                Add(sums_16, sums_16, gathered_28, LANES);
            }
        }
        LocalTensor<uint32_t> column_7 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 24
                * bytes_of_slots_0);
        Muls(column_7.ReinterpretCast<int32_t>(), thread_x, PER_THREAD, LANES);
        Adds(column_7.ReinterpretCast<int32_t>(), column_7.ReinterpretCast<int32_t>(), tile_column, LANES);

        LocalTensor<int32_t> work_122 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                * bytes_of_slots_0);
        Duplicate(work_122, columns, LANES);
        LocalTensor<int32_t> maximum_30 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        Max(maximum_30, work_122, column_7.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_41 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 1
                * bytes_of_slots_37);
        Compare(mask_41, maximum_30, column_7.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_41.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_41.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        int32_t i = 0;
        LocalTensor<uint8_t> looping = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 2
                * bytes_of_slots_37);
        Duplicate(looping.ReinterpretCast<int16_t>(), (int16_t)(i < PER_THREAD ? -1 : 0), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_123 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                * bytes_of_slots_0);
        Duplicate(work_123, 1.0f, LANES);
        Select(work_123, looping, work_123, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slots_91.GetWithOffset<float>(bytes_of_slots_91 / sizeof(float), 10
                * bytes_of_slots_91);
        LocalTensor<float> work_124 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                * bytes_of_slots_0);
        ReduceMax(largest, work_123, work_124, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<uint8_t> inside = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 5
                    * bytes_of_slots_37);
            Or(inside.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            int32_t i_1_then = i;
            LocalTensor<uint32_t> row_3 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 26
                    * bytes_of_slots_0);
            Muls(row_3.ReinterpretCast<int32_t>(), thread_y, PER_THREAD, LANES);
            Adds(row_3.ReinterpretCast<int32_t>(), row_3.ReinterpretCast<int32_t>(), tile_row, LANES);
            Adds(row_3.ReinterpretCast<int32_t>(), row_3.ReinterpretCast<int32_t>(), i_1_then, LANES);
            LocalTensor<int32_t> work_125 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 25
                    * bytes_of_slots_0);
            Duplicate(work_125, rows, LANES);
            LocalTensor<int32_t> maximum_31 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                    * bytes_of_slots_0);
            Max(maximum_31, work_125, row_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> condition = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 3
                    * bytes_of_slots_37);
            Compare(condition, maximum_31, row_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> taken_3 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 6
                    * bytes_of_slots_37);
            And(taken_3.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_42 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 4
                    * bytes_of_slots_37);
            Not(mask_42.ReinterpretCast<int16_t>(), taken_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_42.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> others = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 4
                    * bytes_of_slots_37);
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                    * bytes_of_slots_0);
            const int32_t stop = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X)))));
                }
            }
            LocalTensor<float> result_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result_2.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 1));
                }
            }
            LocalTensor<float> result_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result_3.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 2));
                }
            }
            LocalTensor<float> result_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 20
                    * bytes_of_slots_0);
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result_4.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 3));
                }
            }
            LocalTensor<uint8_t> mask_43 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_43.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_126 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Select(work_126, mask_43, sums_9, sums_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_44 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_44.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_126, mask_44, sums_5, work_126, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_45 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_45.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_126, mask_45, sums, work_126, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_126, work_126, alpha, LANES);
            LocalTensor<float> work_127 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            wait<HardEvent::S_V>();
            Muls(work_127, result, beta, LANES);
            Add(result, work_126, work_127, LANES);
            LocalTensor<uint8_t> mask_46 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_46.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_128 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Select(work_128, mask_46, sums_10, sums_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_47 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_47.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_128, mask_47, sums_6, work_128, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_48 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_48.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_128, mask_48, sums_2, work_128, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_128, work_128, alpha, LANES);
            LocalTensor<float> work_129 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Muls(work_129, result_2, beta, LANES);
            Add(result_2, work_128, work_129, LANES);
            LocalTensor<uint8_t> mask_49 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_49.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_130 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Select(work_130, mask_49, sums_11, sums_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_50 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_50.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_130, mask_50, sums_7, work_130, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_51 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_51.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_130, mask_51, sums_3, work_130, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_130, work_130, alpha, LANES);
            LocalTensor<float> work_131 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Muls(work_131, result_3, beta, LANES);
            Add(result_3, work_130, work_131, LANES);
            LocalTensor<uint8_t> mask_52 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_52.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_132 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Select(work_132, mask_52, sums_12, sums_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_53 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_53.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_132, mask_53, sums_8, work_132, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_54 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_54.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_132, mask_54, sums_4, work_132, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_132, work_132, alpha, LANES);
            LocalTensor<float> work_133 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Muls(work_133, result_4, beta, LANES);
            Add(result_4, work_132, work_133, LANES);
            LocalTensor<float> spread = slots_102.GetWithOffset<float>(bytes_of_slots_102 / sizeof(float), 0
                    * bytes_of_slots_102);
            wait<HardEvent::MTE3_V>();
            expand(spread, result, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))), spread[lane_2 * 8],
                            1);
                }
            }
            LocalTensor<float> spread_2 = slots_102.GetWithOffset<float>(bytes_of_slots_102 / sizeof(float), 0
                    * bytes_of_slots_102);
            wait<HardEvent::MTE3_V>();
            expand(spread_2, result_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 1,
                            spread_2[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_3 = slots_102.GetWithOffset<float>(bytes_of_slots_102 / sizeof(float), 0
                    * bytes_of_slots_102);
            wait<HardEvent::MTE3_V>();
            expand(spread_3, result_3, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 2,
                            spread_3[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_4 = slots_102.GetWithOffset<float>(bytes_of_slots_102 / sizeof(float), 0
                    * bytes_of_slots_102);
            wait<HardEvent::MTE3_V>();
            expand(spread_4, result_4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 3,
                            spread_4[lane_2 * 8], 1);
                }
            }
            i++;
            LocalTensor<uint8_t> mask_55 = slots_37.GetWithOffset<uint8_t>(bytes_of_slots_37 / sizeof(uint8_t), 9
                    * bytes_of_slots_37);
            Duplicate(mask_55.ReinterpretCast<int16_t>(), (int16_t)(i < PER_THREAD ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_55.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_134 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Duplicate(work_134, 1.0f, LANES);
            Select(work_134, looping, work_134, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slots_91.GetWithOffset<float>(bytes_of_slots_91 / sizeof(float), 10
                    * bytes_of_slots_91);
            LocalTensor<float> work_135 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            ReduceMax(largest_2, work_134, work_135, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}
