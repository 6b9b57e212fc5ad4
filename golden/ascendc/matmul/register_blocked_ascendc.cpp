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

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
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
    TBuf<TPosition::VECCALC> slots_59;
    TBuf<TPosition::VECCALC> slots_75;
    TBuf<TPosition::VECCALC> slots_86;
    TBuf<TPosition::VECCALC> slots_97;
    const uint32_t bytes_of_slots_0 = padded(LANES * 4);
    pipe.InitBuffer(slots_0, 38 * bytes_of_slots_0);
    const uint32_t bytes_of_slots_38 = 2048;
    pipe.InitBuffer(slots_38, 21 * bytes_of_slots_38);
    const uint32_t bytes_of_slots_59 = 4096;
    pipe.InitBuffer(slots_59, 16 * bytes_of_slots_59);
    const uint32_t bytes_of_slots_75 = padded((LANES + 7) / 8);
    pipe.InitBuffer(slots_75, 11 * bytes_of_slots_75);
    const uint32_t bytes_of_slots_86 = 256;
    pipe.InitBuffer(slots_86, 11 * bytes_of_slots_86);
    const uint32_t bytes_of_slots_97 = padded(LANES * 32);
    pipe.InitBuffer(slots_97, 1 * bytes_of_slots_97);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        LocalTensor<float> lanes = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 0 * bytes_of_slots_0);
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<float> lanes_2 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 0
                * bytes_of_slots_38);
        CreateVecIndex(lanes_2, 0.0f, 512);
        LocalTensor<float> lanes_3 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 0
                * bytes_of_slots_59);
        CreateVecIndex(lanes_3, 0.0f, 1024);
        LocalTensor<int32_t> lane = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 1
                * bytes_of_slots_0);
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<float> work = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2 * bytes_of_slots_0);
        Cast(work, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 3
                * bytes_of_slots_0);
        Duplicate(work_2, (float)BLOCK_X, LANES);
        Div(work, work, work_2, LANES);
        LocalTensor<int32_t> thread_y = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 3
                * bytes_of_slots_0);
        Cast(thread_y, work, RoundMode::CAST_TRUNC, LANES);
        LocalTensor<float> work_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 2
                * bytes_of_slots_0);
        Cast(work_3, lane, RoundMode::CAST_RINT, LANES);
        LocalTensor<float> work_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 4
                * bytes_of_slots_0);
        Duplicate(work_4, (float)BLOCK_X, LANES);
        Div(work_3, work_3, work_4, LANES);
        LocalTensor<int32_t> thread_x = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 4
                * bytes_of_slots_0);
        Cast(thread_x, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(thread_x, thread_x, BLOCK_X, LANES);
        Sub(thread_x, lane, thread_x, LANES);
        const int32_t stop = BLOCK_X * BLOCK_Y;
        LocalTensor<uint8_t> active = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 0
                * bytes_of_slots_75);
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);  // transposed: a thread's four rows lie side by side
        LocalTensor<int32_t> a_tile_slots = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 1
                * bytes_of_slots_38);
        CreateVecIndex(a_tile_slots, 0, 512);
        LocalTensor<float> a_tile = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 2
                * bytes_of_slots_38);
        Duplicate(a_tile, 0.0f, 512);
        LocalTensor<float> b_tile = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 1
                * bytes_of_slots_59);
        Duplicate(b_tile, 0.0f, 1024);
        LocalTensor<int32_t> thread = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 2
                * bytes_of_slots_0);
        Muls(thread, thread_y, 16, LANES);
        Add(thread, thread, thread_x, LANES);
        const int32_t tile_row = block_y * TILE_ROWS;
        const int32_t tile_column = block_x * TILE_COLUMNS;
        LocalTensor<float> sums = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 5 * bytes_of_slots_0);
        Duplicate(sums, 0.0f, LANES);
        LocalTensor<float> sums_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 6
                * bytes_of_slots_0);
        Duplicate(sums_2, 0.0f, LANES);
        LocalTensor<float> sums_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 7
                * bytes_of_slots_0);
        Duplicate(sums_3, 0.0f, LANES);
        LocalTensor<float> sums_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 8
                * bytes_of_slots_0);
        Duplicate(sums_4, 0.0f, LANES);
        LocalTensor<float> sums_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 9
                * bytes_of_slots_0);
        Duplicate(sums_5, 0.0f, LANES);
        LocalTensor<float> sums_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 10
                * bytes_of_slots_0);
        Duplicate(sums_6, 0.0f, LANES);
        LocalTensor<float> sums_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 11
                * bytes_of_slots_0);
        Duplicate(sums_7, 0.0f, LANES);
        LocalTensor<float> sums_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 12
                * bytes_of_slots_0);
        Duplicate(sums_8, 0.0f, LANES);
        LocalTensor<float> sums_9 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 13
                * bytes_of_slots_0);
        Duplicate(sums_9, 0.0f, LANES);
        LocalTensor<float> sums_10 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 14
                * bytes_of_slots_0);
        Duplicate(sums_10, 0.0f, LANES);
        LocalTensor<float> sums_11 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 15
                * bytes_of_slots_0);
        Duplicate(sums_11, 0.0f, LANES);
        LocalTensor<float> sums_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 16
                * bytes_of_slots_0);
        Duplicate(sums_12, 0.0f, LANES);
        LocalTensor<float> sums_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 17
                * bytes_of_slots_0);
        Duplicate(sums_13, 0.0f, LANES);
        LocalTensor<float> sums_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 18
                * bytes_of_slots_0);
        Duplicate(sums_14, 0.0f, LANES);
        LocalTensor<float> sums_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 19
                * bytes_of_slots_0);
        Duplicate(sums_15, 0.0f, LANES);
        LocalTensor<float> sums_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 20
                * bytes_of_slots_0);
        Duplicate(sums_16, 0.0f, LANES);
        for (int32_t start = 0; start < inner; start += 16) {
            // 32 x 16 elements of A are 128 loads of four, one a thread; 16 x 64 of B are two a thread.
            LocalTensor<float> work_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Cast(work_5, thread, RoundMode::CAST_RINT, LANES);
            LocalTensor<float> work_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            Duplicate(work_6, 4.0f, LANES);
            Div(work_5, work_5, work_6, LANES);
            LocalTensor<int32_t> a_row = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 22
                    * bytes_of_slots_0);
            Cast(a_row, work_5, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<float> work_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            Cast(work_8, thread, RoundMode::CAST_RINT, LANES);
            LocalTensor<float> work_9 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Duplicate(work_9, 4.0f, LANES);
            Div(work_8, work_8, work_9, LANES);
            LocalTensor<int32_t> a_column = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 23
                    * bytes_of_slots_0);
            Cast(a_column, work_8, RoundMode::CAST_TRUNC, LANES);
            Muls(a_column, a_column, 4, LANES);
            Sub(a_column, thread, a_column, LANES);
            Muls(a_column, a_column, 4, LANES);
            LocalTensor<int32_t> row = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 21
                    * bytes_of_slots_0);
            Adds(row, a_row, tile_row, LANES);
            LocalTensor<int32_t> column = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 24
                    * bytes_of_slots_0);
            Adds(column, a_column, start, LANES);
            LocalTensor<float> load_or_zero_result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 25
                    * bytes_of_slots_0);
            Duplicate(load_or_zero_result, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    26 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_2, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    27 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_3, 0.0f, LANES);
            LocalTensor<float> load_or_zero_result_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float),
                    28 * bytes_of_slots_0);
            Duplicate(load_or_zero_result_4, 0.0f, LANES);
            LocalTensor<uint8_t> in_load_or_zero = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t),
                    1 * bytes_of_slots_75);
            Duplicate(in_load_or_zero.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
            LocalTensor<int32_t> work_7 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Duplicate(work_7, rows, LANES);
            LocalTensor<int32_t> maximum = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                    * bytes_of_slots_0);
            Max(maximum, work_7, row, LANES);
            LocalTensor<uint8_t> mask = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 2
                    * bytes_of_slots_75);
            Compare(mask, maximum, row, CMPMODE::EQ, LANES);
            LocalTensor<int32_t> work_10 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                    * bytes_of_slots_0);
            Duplicate(work_10, inner, LANES);
            LocalTensor<int32_t> maximum_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                    * bytes_of_slots_0);
            Max(maximum_2, work_10, column, LANES);
            LocalTensor<uint8_t> mask_2 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 3
                    * bytes_of_slots_75);
            Compare(mask_2, maximum_2, column, CMPMODE::EQ, LANES);
            Or(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_11 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Duplicate(work_11, 0.0f, LANES);
            Select(load_or_zero_result, mask, work_11, load_or_zero_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> work_12 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Duplicate(work_12, 0.0f, LANES);
            Select(load_or_zero_result_2, mask, work_12, load_or_zero_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> work_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Duplicate(work_13, 0.0f, LANES);
            Select(load_or_zero_result_3, mask, work_13, load_or_zero_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> work_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            Duplicate(work_14, 0.0f, LANES);
            Select(load_or_zero_result_4, mask, work_14, load_or_zero_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_3 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 3
                    * bytes_of_slots_75);
            Duplicate(mask_3.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_4 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 4
                    * bytes_of_slots_75);
            LocalTensor<uint8_t> mask_5 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 5
                    * bytes_of_slots_75);
            And(mask_4.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_3.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_5.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_5.ReinterpretCast<int16_t>(), mask_5.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_load_or_zero.ReinterpretCast<int16_t>(), mask_4.ReinterpretCast<int16_t>(),
                    mask_5.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> taken = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 5
                    * bytes_of_slots_75);
            And(taken.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> tile_tile = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile.SetValue(lane_2, load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2))));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result, taken, tile_tile, load_or_zero_result, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<float> tile_tile_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile_2.SetValue(lane_2,
                            load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2)) + 1));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result_2, taken, tile_tile_2, load_or_zero_result_2, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> tile_tile_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile_3.SetValue(lane_2,
                            load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2)) + 2));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result_3, taken, tile_tile_3, load_or_zero_result_3, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<float> tile_tile_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                    * bytes_of_slots_0);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(taken, lane_2)) {
                    tile_tile_4.SetValue(lane_2,
                            load(A + (row.GetValue(lane_2) * inner + column.GetValue(lane_2)) + 3));
                }
            }
            wait<HardEvent::S_V>();
            Select(load_or_zero_result_4, taken, tile_tile_4, load_or_zero_result_4, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                    LANES);
            LocalTensor<uint8_t> mask_6 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 4
                    * bytes_of_slots_75);
            Duplicate(mask_6.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_7 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 3
                    * bytes_of_slots_75);
            LocalTensor<uint8_t> mask_8 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 6
                    * bytes_of_slots_75);
            And(mask_7.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), mask_6.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            Not(mask_8.ReinterpretCast<int16_t>(), taken.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(mask_8.ReinterpretCast<int16_t>(), mask_8.ReinterpretCast<int16_t>(),
                    in_load_or_zero.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            Or(in_load_or_zero.ReinterpretCast<int16_t>(), mask_7.ReinterpretCast<int16_t>(),
                    mask_8.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_15 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 3
                    * bytes_of_slots_38);
            Cast(work_15, a_tile_slots, RoundMode::CAST_RINT, 512);
            LocalTensor<float> work_16 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 4
                    * bytes_of_slots_38);
            Duplicate(work_16, 128.0f, 512);
            Div(work_15, work_15, work_16, 512);
            LocalTensor<int32_t> line = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 4
                    * bytes_of_slots_38);
            Cast(line, work_15, RoundMode::CAST_TRUNC, 512);
            LocalTensor<float> work_18 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 3
                    * bytes_of_slots_38);
            Cast(work_18, a_tile_slots, RoundMode::CAST_RINT, 512);
            LocalTensor<float> work_19 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 5
                    * bytes_of_slots_38);
            Duplicate(work_19, 128.0f, 512);
            Div(work_18, work_18, work_19, 512);
            LocalTensor<int32_t> column_2 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 5
                    * bytes_of_slots_38);
            Cast(column_2, work_18, RoundMode::CAST_TRUNC, 512);
            Muls(column_2, column_2, 128, 512);
            Sub(column_2, a_tile_slots, column_2, 512);
            LocalTensor<int32_t> writer = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 3
                    * bytes_of_slots_38);
            Muls(writer, column_2, 4, 512);
            Add(writer, line, writer, 512);
            LocalTensor<int32_t> work_17 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 6
                    * bytes_of_slots_38);
            Duplicate(work_17, 4, 512);
            LocalTensor<int32_t> maximum_3 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 7
                    * bytes_of_slots_38);
            Max(maximum_3, work_17, line, 512);
            LocalTensor<uint8_t> owned = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 0
                    * bytes_of_slots_86);
            Compare(owned, maximum_3, line, CMPMODE::EQ, 512);
            Not(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_20 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 7
                    * bytes_of_slots_38);
            Duplicate(work_20, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_4 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 6
                    * bytes_of_slots_38);
            Max(maximum_4, work_20, writer, 512);
            LocalTensor<uint8_t> mask_9 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 1
                    * bytes_of_slots_86);
            Compare(mask_9, maximum_4, writer, CMPMODE::EQ, 512);
            Not(mask_9.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(), 32);
            And(owned.ReinterpretCast<int16_t>(), owned.ReinterpretCast<int16_t>(), mask_9.ReinterpretCast<int16_t>(),
                    32);
            LocalTensor<int32_t> owner = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 6
                    * bytes_of_slots_38);
            Duplicate(owner, 0, 512);
            Select(owner.ReinterpretCast<float>(), owned, writer.ReinterpretCast<float>(),
                    owner.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_21 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 7
                    * bytes_of_slots_38);
            Muls(work_21, owner, 4, 512);
            LocalTensor<float> gathered = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 8
                    * bytes_of_slots_38);
            Gather(gathered, load_or_zero_result, work_21.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned, gathered, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> line_2 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 8
                    * bytes_of_slots_38);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                line_2.SetValue(lane_2, (lane_2 - 32) / 128);
            }
            LocalTensor<int32_t> column_3 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 7
                    * bytes_of_slots_38);
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                column_3.SetValue(lane_2, (lane_2 - 32) % 128);
            }
            LocalTensor<int32_t> writer_2 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 9
                    * bytes_of_slots_38);
            wait<HardEvent::S_V>();
            Muls(writer_2, column_3, 4, 512);
            Add(writer_2, line_2, writer_2, 512);
            LocalTensor<uint8_t> owned_2 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 1
                    * bytes_of_slots_86);
            CompareScalar(owned_2, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_10 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 2
                    * bytes_of_slots_86);
            CompareScalar(mask_10, lanes_2, 32.0f, CMPMODE::GE, 512);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_10.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_22 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 10
                    * bytes_of_slots_38);
            Duplicate(work_22, 4, 512);
            LocalTensor<int32_t> maximum_5 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 11
                    * bytes_of_slots_38);
            Max(maximum_5, work_22, line_2, 512);
            LocalTensor<uint8_t> mask_11 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 2
                    * bytes_of_slots_86);
            Compare(mask_11, maximum_5, line_2, CMPMODE::EQ, 512);
            Not(mask_11.ReinterpretCast<int16_t>(), mask_11.ReinterpretCast<int16_t>(), 32);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_11.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_23 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 11
                    * bytes_of_slots_38);
            Duplicate(work_23, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_6 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 10
                    * bytes_of_slots_38);
            Max(maximum_6, work_23, writer_2, 512);
            LocalTensor<uint8_t> mask_12 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 2
                    * bytes_of_slots_86);
            Compare(mask_12, maximum_6, writer_2, CMPMODE::EQ, 512);
            Not(mask_12.ReinterpretCast<int16_t>(), mask_12.ReinterpretCast<int16_t>(), 32);
            And(owned_2.ReinterpretCast<int16_t>(), owned_2.ReinterpretCast<int16_t>(),
                    mask_12.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_2 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 10
                    * bytes_of_slots_38);
            Duplicate(owner_2, 0, 512);
            Select(owner_2.ReinterpretCast<float>(), owned_2, writer_2.ReinterpretCast<float>(),
                    owner_2.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_24 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 11
                    * bytes_of_slots_38);
            Muls(work_24, owner_2, 4, 512);
            LocalTensor<float> gathered_2 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 12
                    * bytes_of_slots_38);
            Gather(gathered_2, load_or_zero_result_2, work_24.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned_2, gathered_2, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> line_3 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 12
                    * bytes_of_slots_38);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                line_3.SetValue(lane_2, (lane_2 - 64) / 128);
            }
            LocalTensor<int32_t> column_4 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 11
                    * bytes_of_slots_38);
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                column_4.SetValue(lane_2, (lane_2 - 64) % 128);
            }
            LocalTensor<int32_t> writer_3 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 13
                    * bytes_of_slots_38);
            wait<HardEvent::S_V>();
            Muls(writer_3, column_4, 4, 512);
            Add(writer_3, line_3, writer_3, 512);
            LocalTensor<uint8_t> owned_3 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 2
                    * bytes_of_slots_86);
            CompareScalar(owned_3, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_13 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 3
                    * bytes_of_slots_86);
            CompareScalar(mask_13, lanes_2, 64.0f, CMPMODE::GE, 512);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_13.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_25 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 14
                    * bytes_of_slots_38);
            Duplicate(work_25, 4, 512);
            LocalTensor<int32_t> maximum_7 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 15
                    * bytes_of_slots_38);
            Max(maximum_7, work_25, line_3, 512);
            LocalTensor<uint8_t> mask_14 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 3
                    * bytes_of_slots_86);
            Compare(mask_14, maximum_7, line_3, CMPMODE::EQ, 512);
            Not(mask_14.ReinterpretCast<int16_t>(), mask_14.ReinterpretCast<int16_t>(), 32);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_14.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_26 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 15
                    * bytes_of_slots_38);
            Duplicate(work_26, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_8 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 14
                    * bytes_of_slots_38);
            Max(maximum_8, work_26, writer_3, 512);
            LocalTensor<uint8_t> mask_15 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 3
                    * bytes_of_slots_86);
            Compare(mask_15, maximum_8, writer_3, CMPMODE::EQ, 512);
            Not(mask_15.ReinterpretCast<int16_t>(), mask_15.ReinterpretCast<int16_t>(), 32);
            And(owned_3.ReinterpretCast<int16_t>(), owned_3.ReinterpretCast<int16_t>(),
                    mask_15.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_3 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 14
                    * bytes_of_slots_38);
            Duplicate(owner_3, 0, 512);
            Select(owner_3.ReinterpretCast<float>(), owned_3, writer_3.ReinterpretCast<float>(),
                    owner_3.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_27 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 15
                    * bytes_of_slots_38);
            Muls(work_27, owner_3, 4, 512);
            LocalTensor<float> gathered_3 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 16
                    * bytes_of_slots_38);
            Gather(gathered_3, load_or_zero_result_3, work_27.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned_3, gathered_3, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> line_4 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 16
                    * bytes_of_slots_38);
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                line_4.SetValue(lane_2, (lane_2 - 96) / 128);
            }
            LocalTensor<int32_t> column_5 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 15
                    * bytes_of_slots_38);
            for (int32_t lane_2 = 0; lane_2 < 512; ++lane_2) {
                column_5.SetValue(lane_2, (lane_2 - 96) % 128);
            }
            LocalTensor<int32_t> writer_4 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 17
                    * bytes_of_slots_38);
            wait<HardEvent::S_V>();
            Muls(writer_4, column_5, 4, 512);
            Add(writer_4, line_4, writer_4, 512);
            LocalTensor<uint8_t> owned_4 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 3
                    * bytes_of_slots_86);
            CompareScalar(owned_4, lanes_2, 512.0f, CMPMODE::LT, 512);
            LocalTensor<uint8_t> mask_16 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 4
                    * bytes_of_slots_86);
            CompareScalar(mask_16, lanes_2, 96.0f, CMPMODE::GE, 512);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_16.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_28 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 18
                    * bytes_of_slots_38);
            Duplicate(work_28, 4, 512);
            LocalTensor<int32_t> maximum_9 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 19
                    * bytes_of_slots_38);
            Max(maximum_9, work_28, line_4, 512);
            LocalTensor<uint8_t> mask_17 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 4
                    * bytes_of_slots_86);
            Compare(mask_17, maximum_9, line_4, CMPMODE::EQ, 512);
            Not(mask_17.ReinterpretCast<int16_t>(), mask_17.ReinterpretCast<int16_t>(), 32);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_17.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> work_29 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 19
                    * bytes_of_slots_38);
            Duplicate(work_29, BLOCK_X * BLOCK_Y, 512);
            LocalTensor<int32_t> maximum_10 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 18
                    * bytes_of_slots_38);
            Max(maximum_10, work_29, writer_4, 512);
            LocalTensor<uint8_t> mask_18 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 4
                    * bytes_of_slots_86);
            Compare(mask_18, maximum_10, writer_4, CMPMODE::EQ, 512);
            Not(mask_18.ReinterpretCast<int16_t>(), mask_18.ReinterpretCast<int16_t>(), 32);
            And(owned_4.ReinterpretCast<int16_t>(), owned_4.ReinterpretCast<int16_t>(),
                    mask_18.ReinterpretCast<int16_t>(), 32);
            LocalTensor<int32_t> owner_4 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 18
                    * bytes_of_slots_38);
            Duplicate(owner_4, 0, 512);
            Select(owner_4.ReinterpretCast<float>(), owned_4, writer_4.ReinterpretCast<float>(),
                    owner_4.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            LocalTensor<int32_t> work_30 = slots_38.GetWithOffset<int32_t>(bytes_of_slots_38 / sizeof(int32_t), 19
                    * bytes_of_slots_38);
            Muls(work_30, owner_4, 4, 512);
            LocalTensor<float> gathered_4 = slots_38.GetWithOffset<float>(bytes_of_slots_38 / sizeof(float), 20
                    * bytes_of_slots_38);
            Gather(gathered_4, load_or_zero_result_4, work_30.ReinterpretCast<uint32_t>(), 0, 512);
            Select(a_tile, owned_4, gathered_4, a_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 512);
            for (int32_t start_2 = 0; start_2 < TILE_INNER; start_2 += 8) {
                LocalTensor<int32_t> k = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Adds(k, thread_y, start_2, LANES);
                LocalTensor<int32_t> work_31 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 30
                        * bytes_of_slots_0);
                Duplicate(work_31, TILE_INNER, LANES);
                LocalTensor<int32_t> maximum_11 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Max(maximum_11, work_31, k, LANES);
                LocalTensor<uint8_t> mask_19 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 6
                        * bytes_of_slots_75);
                Compare(mask_19, maximum_11, k, CMPMODE::EQ, LANES);
                Not(mask_19.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_19.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(),
                        mask_19.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> row_2 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Adds(row_2, k, start, LANES);
                LocalTensor<uint32_t> column_6 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t),
                        30 * bytes_of_slots_0);
                Muls(column_6.ReinterpretCast<int32_t>(), thread_x, 4, LANES);
                Adds(column_6.ReinterpretCast<int32_t>(), column_6.ReinterpretCast<int32_t>(), tile_column, LANES);
                LocalTensor<float> load_or_zero_result_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 32 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_5, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 33 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_6, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 34 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_7, 0.0f, LANES);
                LocalTensor<float> load_or_zero_result_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0
                        / sizeof(float), 35 * bytes_of_slots_0);
                Duplicate(load_or_zero_result_8, 0.0f, LANES);
                LocalTensor<uint8_t> in_load_or_zero_2 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75
                        / sizeof(uint8_t), 3 * bytes_of_slots_75);
                Duplicate(in_load_or_zero_2.ReinterpretCast<int16_t>(), (int16_t)-1, (LANES + 15) / 16);
                LocalTensor<int32_t> work_32 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                        * bytes_of_slots_0);
                Duplicate(work_32, inner, LANES);
                LocalTensor<int32_t> maximum_12 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 37
                        * bytes_of_slots_0);
                Max(maximum_12, work_32, row_2, LANES);
                LocalTensor<uint8_t> mask_20 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 4
                        * bytes_of_slots_75);
                Compare(mask_20, maximum_12, row_2, CMPMODE::EQ, LANES);
                LocalTensor<int32_t> work_33 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 37
                        * bytes_of_slots_0);
                Duplicate(work_33, columns, LANES);
                LocalTensor<int32_t> maximum_13 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 36
                        * bytes_of_slots_0);
                Max(maximum_13, work_33, column_6.ReinterpretCast<int32_t>(), LANES);
                LocalTensor<uint8_t> mask_21 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 7
                        * bytes_of_slots_75);
                Compare(mask_21, maximum_13, column_6.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
                Or(mask_20.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                        mask_21.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_20.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(),
                        mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> work_34 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_34, 0.0f, LANES);
                Select(load_or_zero_result_5, mask_20, work_34, load_or_zero_result_5, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<float> work_35 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_35, 0.0f, LANES);
                Select(load_or_zero_result_6, mask_20, work_35, load_or_zero_result_6, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<float> work_36 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_36, 0.0f, LANES);
                Select(load_or_zero_result_7, mask_20, work_36, load_or_zero_result_7, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<float> work_37 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_37, 0.0f, LANES);
                Select(load_or_zero_result_8, mask_20, work_37, load_or_zero_result_8, SELMODE::VSEL_TENSOR_TENSOR_MODE,
                        LANES);
                LocalTensor<uint8_t> mask_22 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 7
                        * bytes_of_slots_75);
                Duplicate(mask_22.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_23 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 8
                        * bytes_of_slots_75);
                LocalTensor<uint8_t> mask_24 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                        * bytes_of_slots_75);
                And(mask_23.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(),
                        mask_22.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Not(mask_24.ReinterpretCast<int16_t>(), mask_20.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_24.ReinterpretCast<int16_t>(), mask_24.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(in_load_or_zero_2.ReinterpretCast<int16_t>(), mask_23.ReinterpretCast<int16_t>(),
                        mask_24.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<uint8_t> taken_2 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                        * bytes_of_slots_75);
                And(taken_2.ReinterpretCast<int16_t>(), mask_19.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<float> tile_tile_5 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_5.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2))));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_5, taken_2, tile_tile_5, load_or_zero_result_5,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> tile_tile_6 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_6.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2)) + 1));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_6, taken_2, tile_tile_6, load_or_zero_result_6,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> tile_tile_7 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_7.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2)) + 2));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_7, taken_2, tile_tile_7, load_or_zero_result_7,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<float> tile_tile_8 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                    if (bit(taken_2, lane_2)) {
                        tile_tile_8.SetValue(lane_2,
                                load(B + (row_2.GetValue(lane_2) * columns
                                + column_6.ReinterpretCast<int32_t>().GetValue(lane_2)) + 3));
                    }
                }
                wait<HardEvent::S_V>();
                Select(load_or_zero_result_8, taken_2, tile_tile_8, load_or_zero_result_8,
                        SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                LocalTensor<uint8_t> mask_25 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 8
                        * bytes_of_slots_75);
                Duplicate(mask_25.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 15) / 16);
                LocalTensor<uint8_t> mask_26 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 7
                        * bytes_of_slots_75);
                LocalTensor<uint8_t> mask_27 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 10
                        * bytes_of_slots_75);
                And(mask_26.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(),
                        mask_25.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Not(mask_27.ReinterpretCast<int16_t>(), taken_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                And(mask_27.ReinterpretCast<int16_t>(), mask_27.ReinterpretCast<int16_t>(),
                        in_load_or_zero_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                Or(in_load_or_zero_2.ReinterpretCast<int16_t>(), mask_26.ReinterpretCast<int16_t>(),
                        mask_27.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
                LocalTensor<int32_t> line_5 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 2
                        * bytes_of_slots_59);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_5.SetValue(lane_2, (lane_2 - 64 * start_2) / 64);
                }
                LocalTensor<int32_t> writer_5 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 3
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Muls(writer_5, line_5, BLOCK_X, 1024);
                LocalTensor<int32_t> work_42 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 4
                        * bytes_of_slots_59);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_42.SetValue(lane_2, (lane_2 - 64 * start_2) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_5, writer_5, work_42, 1024);
                const int32_t first = larger(0L, 0L - (0 - 64 * start_2));
                LocalTensor<uint8_t> owned_5 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 5
                        * bytes_of_slots_86);
                CompareScalar(owned_5, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_28 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 6
                        * bytes_of_slots_86);
                CompareScalar(mask_28, lanes_3, (float)first, CMPMODE::GE, 1024);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_28.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_38 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 4
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_38.SetValue(lane_2, (lane_2 - 64 * start_2) % 64 % 4);
                }
                LocalTensor<int32_t> work_39 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 5
                        * bytes_of_slots_59);
                Duplicate(work_39, 0, 1024);
                LocalTensor<uint8_t> mask_29 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 6
                        * bytes_of_slots_86);
                wait<HardEvent::S_V>();
                Compare(mask_29, work_38, work_39, CMPMODE::EQ, 1024);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_29.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_40 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 5
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_40.SetValue(lane_2, (lane_2 - 64 * start_2) % 64 / 4);
                }
                LocalTensor<int32_t> work_41 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 4
                        * bytes_of_slots_59);
                Duplicate(work_41, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_14 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        6 * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Max(maximum_14, work_41, work_40, 1024);
                LocalTensor<uint8_t> mask_30 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 6
                        * bytes_of_slots_86);
                Compare(mask_30, maximum_14, work_40, CMPMODE::EQ, 1024);
                Not(mask_30.ReinterpretCast<int16_t>(), mask_30.ReinterpretCast<int16_t>(), 64);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_30.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_43 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 5
                        * bytes_of_slots_59);
                Duplicate(work_43, LANES, 1024);
                LocalTensor<int32_t> maximum_15 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        6 * bytes_of_slots_59);
                Max(maximum_15, work_43, writer_5, 1024);
                LocalTensor<uint8_t> mask_31 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 6
                        * bytes_of_slots_86);
                Compare(mask_31, maximum_15, writer_5, CMPMODE::EQ, 1024);
                Not(mask_31.ReinterpretCast<int16_t>(), mask_31.ReinterpretCast<int16_t>(), 64);
                And(owned_5.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_31.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_5 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 6
                        * bytes_of_slots_59);
                Duplicate(owner_5, 0, 1024);
                Select(owner_5.ReinterpretCast<float>(), owned_5, writer_5.ReinterpretCast<float>(),
                        owner_5.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_44 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_44, 1.0f, LANES);
                Select(work_44, mask_19, work_44, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_45 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 5
                        * bytes_of_slots_59);
                Muls(work_45, owner_5, 4, 1024);
                LocalTensor<float> gathered_5 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 4
                        * bytes_of_slots_59);
                Gather(gathered_5, work_44, work_45.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_32 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 6
                        * bytes_of_slots_86);
                CompareScalar(mask_32, gathered_5, 0.0f, CMPMODE::NE, 1024);
                And(mask_32.ReinterpretCast<int16_t>(), owned_5.ReinterpretCast<int16_t>(),
                        mask_32.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_46 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 4
                        * bytes_of_slots_59);
                Muls(work_46, owner_5, 4, 1024);
                LocalTensor<float> gathered_6 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 5
                        * bytes_of_slots_59);
                Gather(gathered_6, load_or_zero_result_5, work_46.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_32, gathered_6, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<int32_t> line_6 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 5
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_6.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) / 64);
                }
                LocalTensor<int32_t> writer_6 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 4
                        * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Muls(writer_6, line_6, BLOCK_X, 1024);
                LocalTensor<int32_t> work_51 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 7
                        * bytes_of_slots_59);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_51.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_6, writer_6, work_51, 1024);
                const int32_t first_2 = larger(0L, 0L - (0 - (64 * start_2 + 1)));
                LocalTensor<uint8_t> owned_6 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 6
                        * bytes_of_slots_86);
                CompareScalar(owned_6, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_33 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 7
                        * bytes_of_slots_86);
                CompareScalar(mask_33, lanes_3, (float)first_2, CMPMODE::GE, 1024);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_33.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_47 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 7
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_47.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) % 64 % 4);
                }
                LocalTensor<int32_t> work_48 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 8
                        * bytes_of_slots_59);
                Duplicate(work_48, 0, 1024);
                LocalTensor<uint8_t> mask_34 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 7
                        * bytes_of_slots_86);
                wait<HardEvent::S_V>();
                Compare(mask_34, work_47, work_48, CMPMODE::EQ, 1024);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_34.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_49 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 8
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_49.SetValue(lane_2, (lane_2 - (64 * start_2 + 1)) % 64 / 4);
                }
                LocalTensor<int32_t> work_50 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 7
                        * bytes_of_slots_59);
                Duplicate(work_50, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_16 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        9 * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Max(maximum_16, work_50, work_49, 1024);
                LocalTensor<uint8_t> mask_35 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 7
                        * bytes_of_slots_86);
                Compare(mask_35, maximum_16, work_49, CMPMODE::EQ, 1024);
                Not(mask_35.ReinterpretCast<int16_t>(), mask_35.ReinterpretCast<int16_t>(), 64);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_35.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_52 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 8
                        * bytes_of_slots_59);
                Duplicate(work_52, LANES, 1024);
                LocalTensor<int32_t> maximum_17 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        9 * bytes_of_slots_59);
                Max(maximum_17, work_52, writer_6, 1024);
                LocalTensor<uint8_t> mask_36 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 7
                        * bytes_of_slots_86);
                Compare(mask_36, maximum_17, writer_6, CMPMODE::EQ, 1024);
                Not(mask_36.ReinterpretCast<int16_t>(), mask_36.ReinterpretCast<int16_t>(), 64);
                And(owned_6.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_36.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_6 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 9
                        * bytes_of_slots_59);
                Duplicate(owner_6, 0, 1024);
                Select(owner_6.ReinterpretCast<float>(), owned_6, writer_6.ReinterpretCast<float>(),
                        owner_6.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_53 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_53, 1.0f, LANES);
                Select(work_53, mask_19, work_53, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_54 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 8
                        * bytes_of_slots_59);
                Muls(work_54, owner_6, 4, 1024);
                LocalTensor<float> gathered_7 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 7
                        * bytes_of_slots_59);
                Gather(gathered_7, work_53, work_54.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_37 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 7
                        * bytes_of_slots_86);
                CompareScalar(mask_37, gathered_7, 0.0f, CMPMODE::NE, 1024);
                And(mask_37.ReinterpretCast<int16_t>(), owned_6.ReinterpretCast<int16_t>(),
                        mask_37.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_55 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 7
                        * bytes_of_slots_59);
                Muls(work_55, owner_6, 4, 1024);
                LocalTensor<float> gathered_8 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 8
                        * bytes_of_slots_59);
                Gather(gathered_8, load_or_zero_result_6, work_55.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_37, gathered_8, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<int32_t> line_7 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 8
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_7.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) / 64);
                }
                LocalTensor<int32_t> writer_7 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 7
                        * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Muls(writer_7, line_7, BLOCK_X, 1024);
                LocalTensor<int32_t> work_60 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 10
                        * bytes_of_slots_59);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_60.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_7, writer_7, work_60, 1024);
                const int32_t first_3 = larger(0L, 0L - (0 - (64 * start_2 + 2)));
                LocalTensor<uint8_t> owned_7 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 7
                        * bytes_of_slots_86);
                CompareScalar(owned_7, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_38 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 8
                        * bytes_of_slots_86);
                CompareScalar(mask_38, lanes_3, (float)first_3, CMPMODE::GE, 1024);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_38.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_56 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 10
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_56.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) % 64 % 4);
                }
                LocalTensor<int32_t> work_57 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 11
                        * bytes_of_slots_59);
                Duplicate(work_57, 0, 1024);
                LocalTensor<uint8_t> mask_39 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 8
                        * bytes_of_slots_86);
                wait<HardEvent::S_V>();
                Compare(mask_39, work_56, work_57, CMPMODE::EQ, 1024);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_39.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_58 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 11
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_58.SetValue(lane_2, (lane_2 - (64 * start_2 + 2)) % 64 / 4);
                }
                LocalTensor<int32_t> work_59 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 10
                        * bytes_of_slots_59);
                Duplicate(work_59, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_18 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        12 * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Max(maximum_18, work_59, work_58, 1024);
                LocalTensor<uint8_t> mask_40 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 8
                        * bytes_of_slots_86);
                Compare(mask_40, maximum_18, work_58, CMPMODE::EQ, 1024);
                Not(mask_40.ReinterpretCast<int16_t>(), mask_40.ReinterpretCast<int16_t>(), 64);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_40.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_61 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 11
                        * bytes_of_slots_59);
                Duplicate(work_61, LANES, 1024);
                LocalTensor<int32_t> maximum_19 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        12 * bytes_of_slots_59);
                Max(maximum_19, work_61, writer_7, 1024);
                LocalTensor<uint8_t> mask_41 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 8
                        * bytes_of_slots_86);
                Compare(mask_41, maximum_19, writer_7, CMPMODE::EQ, 1024);
                Not(mask_41.ReinterpretCast<int16_t>(), mask_41.ReinterpretCast<int16_t>(), 64);
                And(owned_7.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_41.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_7 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 12
                        * bytes_of_slots_59);
                Duplicate(owner_7, 0, 1024);
                Select(owner_7.ReinterpretCast<float>(), owned_7, writer_7.ReinterpretCast<float>(),
                        owner_7.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_62 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_62, 1.0f, LANES);
                Select(work_62, mask_19, work_62, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_63 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 11
                        * bytes_of_slots_59);
                Muls(work_63, owner_7, 4, 1024);
                LocalTensor<float> gathered_9 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 10
                        * bytes_of_slots_59);
                Gather(gathered_9, work_62, work_63.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_42 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 8
                        * bytes_of_slots_86);
                CompareScalar(mask_42, gathered_9, 0.0f, CMPMODE::NE, 1024);
                And(mask_42.ReinterpretCast<int16_t>(), owned_7.ReinterpretCast<int16_t>(),
                        mask_42.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_64 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 10
                        * bytes_of_slots_59);
                Muls(work_64, owner_7, 4, 1024);
                LocalTensor<float> gathered_10 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 11
                        * bytes_of_slots_59);
                Gather(gathered_10, load_or_zero_result_7, work_64.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_42, gathered_10, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<int32_t> line_8 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 11
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    line_8.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) / 64);
                }
                LocalTensor<int32_t> writer_8 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 10
                        * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Muls(writer_8, line_8, BLOCK_X, 1024);
                LocalTensor<int32_t> work_69 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 13
                        * bytes_of_slots_59);
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_69.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) % 64 / 4);
                }
                wait<HardEvent::V_S>();
                wait<HardEvent::S_V>();
                Add(writer_8, writer_8, work_69, 1024);
                const int32_t first_4 = larger(0L, 0L - (0 - (64 * start_2 + 3)));
                LocalTensor<uint8_t> owned_8 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 8
                        * bytes_of_slots_86);
                CompareScalar(owned_8, lanes_3, 1024.0f, CMPMODE::LT, 1024);
                LocalTensor<uint8_t> mask_43 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 9
                        * bytes_of_slots_86);
                CompareScalar(mask_43, lanes_3, (float)first_4, CMPMODE::GE, 1024);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_43.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_65 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 13
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_65.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) % 64 % 4);
                }
                LocalTensor<int32_t> work_66 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 14
                        * bytes_of_slots_59);
                Duplicate(work_66, 0, 1024);
                LocalTensor<uint8_t> mask_44 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 9
                        * bytes_of_slots_86);
                wait<HardEvent::S_V>();
                Compare(mask_44, work_65, work_66, CMPMODE::EQ, 1024);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_44.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_67 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 14
                        * bytes_of_slots_59);
                wait<HardEvent::V_S>();
                for (int32_t lane_2 = 0; lane_2 < 1024; ++lane_2) {
                    work_67.SetValue(lane_2, (lane_2 - (64 * start_2 + 3)) % 64 / 4);
                }
                LocalTensor<int32_t> work_68 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 13
                        * bytes_of_slots_59);
                Duplicate(work_68, BLOCK_X, 1024);
                LocalTensor<int32_t> maximum_20 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        15 * bytes_of_slots_59);
                wait<HardEvent::S_V>();
                Max(maximum_20, work_68, work_67, 1024);
                LocalTensor<uint8_t> mask_45 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 9
                        * bytes_of_slots_86);
                Compare(mask_45, maximum_20, work_67, CMPMODE::EQ, 1024);
                Not(mask_45.ReinterpretCast<int16_t>(), mask_45.ReinterpretCast<int16_t>(), 64);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_45.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_70 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 14
                        * bytes_of_slots_59);
                Duplicate(work_70, LANES, 1024);
                LocalTensor<int32_t> maximum_21 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t),
                        15 * bytes_of_slots_59);
                Max(maximum_21, work_70, writer_8, 1024);
                LocalTensor<uint8_t> mask_46 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 9
                        * bytes_of_slots_86);
                Compare(mask_46, maximum_21, writer_8, CMPMODE::EQ, 1024);
                Not(mask_46.ReinterpretCast<int16_t>(), mask_46.ReinterpretCast<int16_t>(), 64);
                And(owned_8.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_46.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> owner_8 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 15
                        * bytes_of_slots_59);
                Duplicate(owner_8, 0, 1024);
                Select(owner_8.ReinterpretCast<float>(), owned_8, writer_8.ReinterpretCast<float>(),
                        owner_8.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
                LocalTensor<float> work_71 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 36
                        * bytes_of_slots_0);
                Duplicate(work_71, 1.0f, LANES);
                Select(work_71, mask_19, work_71, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
                LocalTensor<int32_t> work_72 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 14
                        * bytes_of_slots_59);
                Muls(work_72, owner_8, 4, 1024);
                LocalTensor<float> gathered_11 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 13
                        * bytes_of_slots_59);
                Gather(gathered_11, work_71, work_72.ReinterpretCast<uint32_t>(), 0, 1024);
                LocalTensor<uint8_t> mask_47 = slots_86.GetWithOffset<uint8_t>(bytes_of_slots_86 / sizeof(uint8_t), 9
                        * bytes_of_slots_86);
                CompareScalar(mask_47, gathered_11, 0.0f, CMPMODE::NE, 1024);
                And(mask_47.ReinterpretCast<int16_t>(), owned_8.ReinterpretCast<int16_t>(),
                        mask_47.ReinterpretCast<int16_t>(), 64);
                LocalTensor<int32_t> work_73 = slots_59.GetWithOffset<int32_t>(bytes_of_slots_59 / sizeof(int32_t), 13
                        * bytes_of_slots_59);
                Muls(work_73, owner_8, 4, 1024);
                LocalTensor<float> gathered_12 = slots_59.GetWithOffset<float>(bytes_of_slots_59 / sizeof(float), 14
                        * bytes_of_slots_59);
                Gather(gathered_12, load_or_zero_result_8, work_73.ReinterpretCast<uint32_t>(), 0, 1024);
                Select(b_tile, mask_47, gathered_12, b_tile, SELMODE::VSEL_TENSOR_TENSOR_MODE, 1024);
            }

            for (int32_t k_2 = 0; k_2 < TILE_INNER; ++k_2) {
                LocalTensor<int32_t> work_74 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_74, thread_x, 4, LANES);
                Adds(work_74, work_74, (int32_t)(k_2 * 64L), LANES);
                LocalTensor<int32_t> work_75 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 33
                        * bytes_of_slots_0);
                Duplicate(work_75, 0, LANES);
                Select(work_74.ReinterpretCast<float>(), active, work_74.ReinterpretCast<float>(),
                        work_75.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_74, work_74, 4, LANES);
                LocalTensor<float> b = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 33
                        * bytes_of_slots_0);
                Gather(b, b_tile, work_74.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_76 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_76, thread_x, 4, LANES);
                Adds(work_76, work_76, (int32_t)(k_2 * 64L), LANES);
                Adds(work_76, work_76, 1, LANES);
                LocalTensor<int32_t> work_77 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 34
                        * bytes_of_slots_0);
                Duplicate(work_77, 0, LANES);
                Select(work_76.ReinterpretCast<float>(), active, work_76.ReinterpretCast<float>(),
                        work_77.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_76, work_76, 4, LANES);
                LocalTensor<float> b_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 34
                        * bytes_of_slots_0);
                Gather(b_2, b_tile, work_76.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_78 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_78, thread_x, 4, LANES);
                Adds(work_78, work_78, (int32_t)(k_2 * 64L), LANES);
                Adds(work_78, work_78, 2, LANES);
                LocalTensor<int32_t> work_79 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 35
                        * bytes_of_slots_0);
                Duplicate(work_79, 0, LANES);
                Select(work_78.ReinterpretCast<float>(), active, work_78.ReinterpretCast<float>(),
                        work_79.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_78, work_78, 4, LANES);
                LocalTensor<float> b_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 35
                        * bytes_of_slots_0);
                Gather(b_3, b_tile, work_78.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_80 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_80, thread_x, 4, LANES);
                Adds(work_80, work_80, (int32_t)(k_2 * 64L), LANES);
                Adds(work_80, work_80, 3, LANES);
                LocalTensor<int32_t> work_81 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 29
                        * bytes_of_slots_0);
                Duplicate(work_81, 0, LANES);
                Select(work_80.ReinterpretCast<float>(), active, work_80.ReinterpretCast<float>(),
                        work_81.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_80, work_80, 4, LANES);
                LocalTensor<float> b_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 29
                        * bytes_of_slots_0);
                Gather(b_4, b_tile, work_80.ReinterpretCast<uint32_t>(), 0, LANES);
                LocalTensor<int32_t> work_82 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_82, thread_y, PER_THREAD, LANES);
                Adds(work_82, work_82, 0, LANES);
                Adds(work_82, work_82, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_83 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_83, 0, LANES);
                Select(work_82.ReinterpretCast<float>(), active, work_82.ReinterpretCast<float>(),
                        work_83.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_82, work_82, 4, LANES);
                LocalTensor<float> gathered_13 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_13, a_tile, work_82.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_13, gathered_13, b, LANES);
                Add(sums, sums, gathered_13, LANES);
                LocalTensor<int32_t> work_84 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_84, thread_y, PER_THREAD, LANES);
                Adds(work_84, work_84, 0, LANES);
                Adds(work_84, work_84, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_85 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_85, 0, LANES);
                Select(work_84.ReinterpretCast<float>(), active, work_84.ReinterpretCast<float>(),
                        work_85.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_84, work_84, 4, LANES);
                LocalTensor<float> gathered_14 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_14, a_tile, work_84.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_14, gathered_14, b_2, LANES);
                Add(sums_2, sums_2, gathered_14, LANES);
                LocalTensor<int32_t> work_86 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_86, thread_y, PER_THREAD, LANES);
                Adds(work_86, work_86, 0, LANES);
                Adds(work_86, work_86, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_87 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_87, 0, LANES);
                Select(work_86.ReinterpretCast<float>(), active, work_86.ReinterpretCast<float>(),
                        work_87.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_86, work_86, 4, LANES);
                LocalTensor<float> gathered_15 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_15, a_tile, work_86.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_15, gathered_15, b_3, LANES);
                Add(sums_3, sums_3, gathered_15, LANES);
                LocalTensor<int32_t> work_88 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_88, thread_y, PER_THREAD, LANES);
                Adds(work_88, work_88, 0, LANES);
                Adds(work_88, work_88, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_89 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_89, 0, LANES);
                Select(work_88.ReinterpretCast<float>(), active, work_88.ReinterpretCast<float>(),
                        work_89.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_88, work_88, 4, LANES);
                LocalTensor<float> gathered_16 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_16, a_tile, work_88.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_16, gathered_16, b_4, LANES);
                Add(sums_4, sums_4, gathered_16, LANES);
                LocalTensor<int32_t> work_90 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_90, thread_y, PER_THREAD, LANES);
                Adds(work_90, work_90, 1, LANES);
                Adds(work_90, work_90, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_91 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_91, 0, LANES);
                Select(work_90.ReinterpretCast<float>(), active, work_90.ReinterpretCast<float>(),
                        work_91.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_90, work_90, 4, LANES);
                LocalTensor<float> gathered_17 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_17, a_tile, work_90.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_17, gathered_17, b, LANES);
                Add(sums_5, sums_5, gathered_17, LANES);
                LocalTensor<int32_t> work_92 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_92, thread_y, PER_THREAD, LANES);
                Adds(work_92, work_92, 1, LANES);
                Adds(work_92, work_92, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_93 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_93, 0, LANES);
                Select(work_92.ReinterpretCast<float>(), active, work_92.ReinterpretCast<float>(),
                        work_93.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_92, work_92, 4, LANES);
                LocalTensor<float> gathered_18 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_18, a_tile, work_92.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_18, gathered_18, b_2, LANES);
                Add(sums_6, sums_6, gathered_18, LANES);
                LocalTensor<int32_t> work_94 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_94, thread_y, PER_THREAD, LANES);
                Adds(work_94, work_94, 1, LANES);
                Adds(work_94, work_94, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_95 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_95, 0, LANES);
                Select(work_94.ReinterpretCast<float>(), active, work_94.ReinterpretCast<float>(),
                        work_95.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_94, work_94, 4, LANES);
                LocalTensor<float> gathered_19 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_19, a_tile, work_94.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_19, gathered_19, b_3, LANES);
                Add(sums_7, sums_7, gathered_19, LANES);
                LocalTensor<int32_t> work_96 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_96, thread_y, PER_THREAD, LANES);
                Adds(work_96, work_96, 1, LANES);
                Adds(work_96, work_96, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_97 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_97, 0, LANES);
                Select(work_96.ReinterpretCast<float>(), active, work_96.ReinterpretCast<float>(),
                        work_97.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_96, work_96, 4, LANES);
                LocalTensor<float> gathered_20 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_20, a_tile, work_96.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_20, gathered_20, b_4, LANES);
                Add(sums_8, sums_8, gathered_20, LANES);
                LocalTensor<int32_t> work_98 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_98, thread_y, PER_THREAD, LANES);
                Adds(work_98, work_98, 2, LANES);
                Adds(work_98, work_98, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_99 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_99, 0, LANES);
                Select(work_98.ReinterpretCast<float>(), active, work_98.ReinterpretCast<float>(),
                        work_99.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_98, work_98, 4, LANES);
                LocalTensor<float> gathered_21 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_21, a_tile, work_98.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_21, gathered_21, b, LANES);
                Add(sums_9, sums_9, gathered_21, LANES);
                LocalTensor<int32_t> work_100 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_100, thread_y, PER_THREAD, LANES);
                Adds(work_100, work_100, 2, LANES);
                Adds(work_100, work_100, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_101 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_101, 0, LANES);
                Select(work_100.ReinterpretCast<float>(), active, work_100.ReinterpretCast<float>(),
                        work_101.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_100, work_100, 4, LANES);
                LocalTensor<float> gathered_22 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_22, a_tile, work_100.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_22, gathered_22, b_2, LANES);
                Add(sums_10, sums_10, gathered_22, LANES);
                LocalTensor<int32_t> work_102 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_102, thread_y, PER_THREAD, LANES);
                Adds(work_102, work_102, 2, LANES);
                Adds(work_102, work_102, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_103 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_103, 0, LANES);
                Select(work_102.ReinterpretCast<float>(), active, work_102.ReinterpretCast<float>(),
                        work_103.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_102, work_102, 4, LANES);
                LocalTensor<float> gathered_23 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_23, a_tile, work_102.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_23, gathered_23, b_3, LANES);
                Add(sums_11, sums_11, gathered_23, LANES);
                LocalTensor<int32_t> work_104 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_104, thread_y, PER_THREAD, LANES);
                Adds(work_104, work_104, 2, LANES);
                Adds(work_104, work_104, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_105 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_105, 0, LANES);
                Select(work_104.ReinterpretCast<float>(), active, work_104.ReinterpretCast<float>(),
                        work_105.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_104, work_104, 4, LANES);
                LocalTensor<float> gathered_24 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_24, a_tile, work_104.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_24, gathered_24, b_4, LANES);
                Add(sums_12, sums_12, gathered_24, LANES);
                LocalTensor<int32_t> work_106 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_106, thread_y, PER_THREAD, LANES);
                Adds(work_106, work_106, 3, LANES);
                Adds(work_106, work_106, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_107 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_107, 0, LANES);
                Select(work_106.ReinterpretCast<float>(), active, work_106.ReinterpretCast<float>(),
                        work_107.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_106, work_106, 4, LANES);
                LocalTensor<float> gathered_25 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_25, a_tile, work_106.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_25, gathered_25, b, LANES);
                Add(sums_13, sums_13, gathered_25, LANES);
                LocalTensor<int32_t> work_108 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_108, thread_y, PER_THREAD, LANES);
                Adds(work_108, work_108, 3, LANES);
                Adds(work_108, work_108, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_109 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_109, 0, LANES);
                Select(work_108.ReinterpretCast<float>(), active, work_108.ReinterpretCast<float>(),
                        work_109.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_108, work_108, 4, LANES);
                LocalTensor<float> gathered_26 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_26, a_tile, work_108.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_26, gathered_26, b_2, LANES);
                Add(sums_14, sums_14, gathered_26, LANES);
                LocalTensor<int32_t> work_110 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Muls(work_110, thread_y, PER_THREAD, LANES);
                Adds(work_110, work_110, 3, LANES);
                Adds(work_110, work_110, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_111 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Duplicate(work_111, 0, LANES);
                Select(work_110.ReinterpretCast<float>(), active, work_110.ReinterpretCast<float>(),
                        work_111.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_110, work_110, 4, LANES);
                LocalTensor<float> gathered_27 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 31
                        * bytes_of_slots_0);
                Gather(gathered_27, a_tile, work_110.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_27, gathered_27, b_3, LANES);
                Add(sums_15, sums_15, gathered_27, LANES);
                LocalTensor<int32_t> work_112 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 31
                        * bytes_of_slots_0);
                Muls(work_112, thread_y, PER_THREAD, LANES);
                Adds(work_112, work_112, 3, LANES);
                Adds(work_112, work_112, (int32_t)(k_2 * 32L), LANES);
                LocalTensor<int32_t> work_113 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 32
                        * bytes_of_slots_0);
                Duplicate(work_113, 0, LANES);
                Select(work_112.ReinterpretCast<float>(), active, work_112.ReinterpretCast<float>(),
                        work_113.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
                Muls(work_112, work_112, 4, LANES);
                LocalTensor<float> gathered_28 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 32
                        * bytes_of_slots_0);
                Gather(gathered_28, a_tile, work_112.ReinterpretCast<uint32_t>(), 0, LANES);
                Mul(gathered_28, gathered_28, b_4, LANES);
                Add(sums_16, sums_16, gathered_28, LANES);
            }
        }
        LocalTensor<uint32_t> column_7 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 25
                * bytes_of_slots_0);
        Muls(column_7.ReinterpretCast<int32_t>(), thread_x, PER_THREAD, LANES);
        Adds(column_7.ReinterpretCast<int32_t>(), column_7.ReinterpretCast<int32_t>(), tile_column, LANES);

        LocalTensor<int32_t> work_114 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                * bytes_of_slots_0);
        Duplicate(work_114, columns, LANES);
        LocalTensor<int32_t> maximum_22 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 27
                * bytes_of_slots_0);
        Max(maximum_22, work_114, column_7.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask_48 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 1
                * bytes_of_slots_75);
        Compare(mask_48, maximum_22, column_7.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask_48.ReinterpretCast<int16_t>(), mask_48.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask_48.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask_48.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        int32_t i = 0;
        LocalTensor<uint8_t> looping = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 2
                * bytes_of_slots_75);
        Duplicate(looping.ReinterpretCast<int16_t>(), (int16_t)(i < PER_THREAD ? -1 : 0), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask_48.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_115 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 27
                * bytes_of_slots_0);
        Duplicate(work_115, 1.0f, LANES);
        Select(work_115, looping, work_115, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slots_86.GetWithOffset<float>(bytes_of_slots_86 / sizeof(float), 10
                * bytes_of_slots_86);
        LocalTensor<float> work_116 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                * bytes_of_slots_0);
        ReduceMax(largest, work_115, work_116, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        wait<HardEvent::MTE3_V>();
        while (going) {
            LocalTensor<uint8_t> inside = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 5
                    * bytes_of_slots_75);
            Or(inside.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            int32_t i_1_then = i;
            LocalTensor<uint32_t> row_3 = slots_0.GetWithOffset<uint32_t>(bytes_of_slots_0 / sizeof(uint32_t), 27
                    * bytes_of_slots_0);
            Muls(row_3.ReinterpretCast<int32_t>(), thread_y, PER_THREAD, LANES);
            Adds(row_3.ReinterpretCast<int32_t>(), row_3.ReinterpretCast<int32_t>(), tile_row, LANES);
            Adds(row_3.ReinterpretCast<int32_t>(), row_3.ReinterpretCast<int32_t>(), i_1_then, LANES);
            LocalTensor<int32_t> work_117 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 26
                    * bytes_of_slots_0);
            Duplicate(work_117, rows, LANES);
            LocalTensor<int32_t> maximum_23 = slots_0.GetWithOffset<int32_t>(bytes_of_slots_0 / sizeof(int32_t), 28
                    * bytes_of_slots_0);
            Max(maximum_23, work_117, row_3.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint8_t> condition = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 3
                    * bytes_of_slots_75);
            Compare(condition, maximum_23, row_3.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
            LocalTensor<uint8_t> taken_3 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 6
                    * bytes_of_slots_75);
            And(taken_3.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(),
                    condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> mask_49 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 4
                    * bytes_of_slots_75);
            Not(mask_49.ReinterpretCast<int16_t>(), taken_3.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_49.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<uint8_t> others = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 4
                    * bytes_of_slots_75);
            Not(others.ReinterpretCast<int16_t>(), condition.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(others.ReinterpretCast<int16_t>(), inside.ReinterpretCast<int16_t>(), others.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> result = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 28
                    * bytes_of_slots_0);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X)))));
                }
            }
            LocalTensor<float> result_2 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 26
                    * bytes_of_slots_0);
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result_2.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 1));
                }
            }
            LocalTensor<float> result_3 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 22
                    * bytes_of_slots_0);
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result_3.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 2));
                }
            }
            LocalTensor<float> result_4 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 21
                    * bytes_of_slots_0);
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    fence();
                    result_4.SetValue(lane_2,
                            load(C + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then)
                            * columns + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 3));
                }
            }
            LocalTensor<uint8_t> mask_50 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_50.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_118 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Select(work_118, mask_50, sums_9, sums_13, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_51 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_51.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_118, mask_51, sums_5, work_118, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_52 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_52.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_118, mask_52, sums, work_118, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_118, work_118, alpha, LANES);
            LocalTensor<float> work_119 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            wait<HardEvent::S_V>();
            Muls(work_119, result, beta, LANES);
            Add(result, work_118, work_119, LANES);
            LocalTensor<uint8_t> mask_53 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_53.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_120 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Select(work_120, mask_53, sums_10, sums_14, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_54 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_54.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_120, mask_54, sums_6, work_120, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_55 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_55.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_120, mask_55, sums_2, work_120, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_120, work_120, alpha, LANES);
            LocalTensor<float> work_121 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Muls(work_121, result_2, beta, LANES);
            Add(result_2, work_120, work_121, LANES);
            LocalTensor<uint8_t> mask_56 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_56.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_122 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Select(work_122, mask_56, sums_11, sums_15, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_57 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_57.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_122, mask_57, sums_7, work_122, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_58 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_58.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_122, mask_58, sums_3, work_122, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_122, work_122, alpha, LANES);
            LocalTensor<float> work_123 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Muls(work_123, result_3, beta, LANES);
            Add(result_3, work_122, work_123, LANES);
            LocalTensor<uint8_t> mask_59 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_59.ReinterpretCast<int16_t>(), (int16_t)(i == 2 ? -1 : 0), (LANES + 15) / 16);
            LocalTensor<float> work_124 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            Select(work_124, mask_59, sums_12, sums_16, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_60 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_60.ReinterpretCast<int16_t>(), (int16_t)(i == 1 ? -1 : 0), (LANES + 15) / 16);
            Select(work_124, mask_60, sums_8, work_124, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint8_t> mask_61 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_61.ReinterpretCast<int16_t>(), (int16_t)(i == 0 ? -1 : 0), (LANES + 15) / 16);
            Select(work_124, mask_61, sums_4, work_124, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            Muls(work_124, work_124, alpha, LANES);
            LocalTensor<float> work_125 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Muls(work_125, result_4, beta, LANES);
            Add(result_4, work_124, work_125, LANES);
            LocalTensor<float> spread = slots_97.GetWithOffset<float>(bytes_of_slots_97 / sizeof(float), 0
                    * bytes_of_slots_97);
            wait<HardEvent::MTE3_V>();
            expand(spread, result, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))), spread[lane_2 * 8],
                            1);
                }
            }
            LocalTensor<float> spread_2 = slots_97.GetWithOffset<float>(bytes_of_slots_97 / sizeof(float), 0
                    * bytes_of_slots_97);
            wait<HardEvent::MTE3_V>();
            expand(spread_2, result_2, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 1,
                            spread_2[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_3 = slots_97.GetWithOffset<float>(bytes_of_slots_97 / sizeof(float), 0
                    * bytes_of_slots_97);
            wait<HardEvent::MTE3_V>();
            expand(spread_3, result_3, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 2,
                            spread_3[lane_2 * 8], 1);
                }
            }
            LocalTensor<float> spread_4 = slots_97.GetWithOffset<float>(bytes_of_slots_97 / sizeof(float), 0
                    * bytes_of_slots_97);
            wait<HardEvent::MTE3_V>();
            expand(spread_4, result_4, LANES);
            wait<HardEvent::V_MTE3>();
            for (int32_t lane_2 = 0; lane_2 < stop_2; ++lane_2) {
                if (bit(others, lane_2)) {
                    copy_out(C
                            + ((int32_t)(tile_row + (uint32_t)PER_THREAD * (lane_2 / BLOCK_X) + i_1_then) * columns
                            + (int32_t)(tile_column + (uint32_t)PER_THREAD * (lane_2 % BLOCK_X))) + 3,
                            spread_4[lane_2 * 8], 1);
                }
            }
            i++;
            LocalTensor<uint8_t> mask_62 = slots_75.GetWithOffset<uint8_t>(bytes_of_slots_75 / sizeof(uint8_t), 9
                    * bytes_of_slots_75);
            Duplicate(mask_62.ReinterpretCast<int16_t>(), (int16_t)(i < PER_THREAD ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_62.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_126 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 23
                    * bytes_of_slots_0);
            Duplicate(work_126, 1.0f, LANES);
            Select(work_126, looping, work_126, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slots_86.GetWithOffset<float>(bytes_of_slots_86 / sizeof(float), 10
                    * bytes_of_slots_86);
            LocalTensor<float> work_127 = slots_0.GetWithOffset<float>(bytes_of_slots_0 / sizeof(float), 24
                    * bytes_of_slots_0);
            ReduceMax(largest_2, work_126, work_127, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
    }
}
