// spmv_csr.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// y = A * x for a sparse matrix in CSR form: the entries of row r are offsets[r] ... offsets[r + 1] - 1.

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

// What WholeReduceSum makes of each row of `width` elements, up to 256 bytes.
template <typename T>
__aicore__ inline void sum_rows(const LocalTensor<T>& target, const LocalTensor<T>& source, int32_t width,
                              int32_t rows) {
    constexpr int32_t most = 240;  // rows of one instruction, so that results begin on 32 bytes
    for (int32_t row = 0; row < rows; row += most) {
        int32_t part = rows - row < most ? rows - row : most;
        WholeReduceSum(target[row], source[row * width], width, part, 1, 1, width * sizeof(T) / 32);
    }
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// One thread a row: best for rows of a few entries.
extern "C" __global__ __aicore__ void spmv_scalar(
        GM_ADDR offsets_address, GM_ADDR columns_address, GM_ADDR values_address, GM_ADDR x_address, GM_ADDR y_address,
        int32_t rows, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ int32_t* offsets = (__gm__ int32_t*)offsets_address;
    __gm__ int32_t* columns = (__gm__ int32_t*)columns_address;
    __gm__ float* values = (__gm__ float*)values_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> entry_1_queue;
    TQue<TPosition::VECIN, 2> end_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13;
    pipe.InitBuffer(entry_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(end_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, 256);
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, 16384);
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, 16384);
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
        LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<float> sum = slot_2.Get<float>();
        wait<HardEvent::MTE3_V>();
        Duplicate(sum, 0.0f, LANES);
        const int32_t count = smaller((int64_t)BLOCK_X, (int64_t)rows - (int32_t)(block_x * BLOCK_X));
        LocalTensor<int32_t> entry = entry_1_queue.AllocTensor<int32_t>();
        copy_in(entry, offsets + (int32_t)(block_x * BLOCK_X), count);
        entry_1_queue.EnQue(entry);
        entry = entry_1_queue.DeQue<int32_t>();
        LocalTensor<int32_t> end = end_1_queue.AllocTensor<int32_t>();
        copy_in(end, offsets + ((int32_t)(block_x * BLOCK_X) + 1), count);
        end_1_queue.EnQue(end);
        end = end_1_queue.DeQue<int32_t>();
        LocalTensor<int32_t> maximum = slot_3.Get<int32_t>();
        Max(maximum, end, entry, LANES);
        LocalTensor<uint8_t> looping = slot_4.Get<uint8_t>();
        Compare(looping, maximum, entry, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work = slot_3.Get<float>();
        Duplicate(work, 1.0f, LANES);
        Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_5.Get<float>();
        LocalTensor<float> work_2 = slot_6.Get<float>();
        ReduceMax(largest, work, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<float> values_tile = slot_3.Get<float>();
            LocalTensor<float> window = slot_7.Get<float>();
            LocalTensor<int32_t> room = slot_6.Get<int32_t>();
            LocalTensor<int32_t> places = slot_8.Get<int32_t>();
            copy_tile(places, entry, LANES);
            gather_where(values_tile, values, looping, places, window, room, LANES);
            LocalTensor<float> x_tile = slot_6.Get<float>();
            LocalTensor<float> window_2 = slot_7.Get<float>();
            LocalTensor<int32_t> room_2 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> window_3 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> room_3 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_12.Get<int32_t>();
            copy_tile(places_3, entry, LANES);
            gather_where(places_2, columns, looping, places_3, window_3, room_3, LANES);
            gather_where(x_tile, x, looping, places_2, window_2, room_2, LANES);
            Mul(values_tile, values_tile, x_tile, LANES);
            Add(values_tile, sum, values_tile, LANES);
            Select(sum, looping, values_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_3 = slot_3.Get<int32_t>();
            Adds(work_3, entry, 1, LANES);
            Select(entry.ReinterpretCast<float>(), looping, work_3.ReinterpretCast<float>(),
                    entry.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> maximum_2 = slot_3.Get<int32_t>();
            Max(maximum_2, end, entry, LANES);
            LocalTensor<uint8_t> mask_2 = slot_13.Get<uint8_t>();
            Compare(mask_2, maximum_2, entry, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_4 = slot_3.Get<float>();
            Duplicate(work_4, 1.0f, LANES);
            Select(work_4, looping, work_4, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_5.Get<float>();
            LocalTensor<float> work_5 = slot_6.Get<float>();
            ReduceMax(largest_2, work_4, work_5, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        wait<HardEvent::V_MTE3>();
        copy_out(y + (int32_t)(block_x * BLOCK_X), sum, count);
        end_1_queue.FreeTensor(end);
        entry_1_queue.FreeTensor(entry);
    }
}

// One warp a row: neighbouring lanes read neighbouring entries.
extern "C" __global__ __aicore__ void spmv_warp(
        GM_ADDR offsets_address, GM_ADDR columns_address, GM_ADDR values_address, GM_ADDR x_address, GM_ADDR y_address,
        int32_t rows, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X,
        int32_t WARPS) {
    __gm__ int32_t* offsets = (__gm__ int32_t*)offsets_address;
    __gm__ int32_t* columns = (__gm__ int32_t*)columns_address;
    __gm__ float* values = (__gm__ float*)values_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_8, 16384);
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_13, 256);
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, 16384);
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_19, padded(WARPS * 4));
    pipe.InitBuffer(slot_20, padded(WARPS * 128));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t stop = BLOCK_X;
        LocalTensor<uint8_t> active = slot_2.Get<uint8_t>();
        CompareScalar(active, lanes, (float)stop, CMPMODE::LT, LANES);
        LocalTensor<uint32_t> work = slot_3.Get<uint32_t>();
        Adds(work.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * BLOCK_X), LANES);
        LocalTensor<uint32_t> row = slot_4.Get<uint32_t>();
        ShiftRight(row, work, (uint32_t)5, LANES);
        LocalTensor<int32_t> lane_2 = slot_3.Get<int32_t>();
        ShiftRight(lane_2, lane, 5, LANES);
        ShiftLeft(lane_2.ReinterpretCast<uint32_t>(), lane_2.ReinterpretCast<uint32_t>(), (uint32_t)5, LANES);
        Sub(lane_2, lane, lane_2, LANES);
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        Duplicate(work_2, rows, LANES);
        LocalTensor<int32_t> maximum = slot_6.Get<int32_t>();
        Max(maximum, work_2, row.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint8_t> mask = slot_7.Get<uint8_t>();
        Compare(mask, maximum, row.ReinterpretCast<int32_t>(), CMPMODE::EQ, LANES);
        Not(mask.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(mask.ReinterpretCast<int16_t>(), active.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> sum = slot_6.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        LocalTensor<int32_t> entry = slot_5.Get<int32_t>();
        LocalTensor<int32_t> window = slot_8.Get<int32_t>();
        LocalTensor<int32_t> room = slot_9.Get<int32_t>();
        LocalTensor<int32_t> places = slot_10.Get<int32_t>();
        copy_tile(places, row.ReinterpretCast<int32_t>(), LANES);
        gather_where(entry, offsets, mask, places, window, room, LANES);
        Add(entry, entry, lane_2, LANES);
        LocalTensor<int32_t> offsets_tile = slot_9.Get<int32_t>();
        LocalTensor<int32_t> window_2 = slot_8.Get<int32_t>();
        LocalTensor<int32_t> room_2 = slot_10.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_11.Get<int32_t>();
        Adds(places_2, row.ReinterpretCast<int32_t>(), 1, LANES);
        gather_where(offsets_tile, offsets, mask, places_2, window_2, room_2, LANES);
        LocalTensor<int32_t> maximum_2 = slot_10.Get<int32_t>();
        Max(maximum_2, offsets_tile, entry, LANES);
        LocalTensor<uint8_t> looping = slot_12.Get<uint8_t>();
        Compare(looping, maximum_2, entry, CMPMODE::EQ, LANES);
        Not(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
        And(looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                (LANES + 15) / 16);
        LocalTensor<float> work_3 = slot_10.Get<float>();
        Duplicate(work_3, 1.0f, LANES);
        Select(work_3, looping, work_3, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_13.Get<float>();
        LocalTensor<float> work_4 = slot_9.Get<float>();
        ReduceMax(largest, work_3, work_4, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_3 = largest.GetValue(0);
        const int32_t any = largest_3;
        bool going = any != 0;
        while (going) {
            LocalTensor<float> values_tile = slot_10.Get<float>();
            LocalTensor<float> window_3 = slot_8.Get<float>();
            LocalTensor<int32_t> room_3 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_11.Get<int32_t>();
            copy_tile(places_3, entry, LANES);
            gather_where(values_tile, values, looping, places_3, window_3, room_3, LANES);
            LocalTensor<float> x_tile = slot_9.Get<float>();
            LocalTensor<float> window_4 = slot_8.Get<float>();
            LocalTensor<int32_t> room_4 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> places_4 = slot_14.Get<int32_t>();
            LocalTensor<int32_t> window_5 = slot_15.Get<int32_t>();
            LocalTensor<int32_t> room_5 = slot_16.Get<int32_t>();
            LocalTensor<int32_t> places_5 = slot_17.Get<int32_t>();
            copy_tile(places_5, entry, LANES);
            gather_where(places_4, columns, looping, places_5, window_5, room_5, LANES);
            gather_where(x_tile, x, looping, places_4, window_4, room_4, LANES);
            Mul(values_tile, values_tile, x_tile, LANES);
            Add(values_tile, sum, values_tile, LANES);
            Select(sum, looping, values_tile, sum, SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> work_5 = slot_10.Get<int32_t>();
            Adds(work_5, entry, 32, LANES);
            Select(entry.ReinterpretCast<float>(), looping, work_5.ReinterpretCast<float>(),
                    entry.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<int32_t> offsets_tile_2 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> window_6 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> room_6 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places_6 = slot_11.Get<int32_t>();
            Adds(places_6, row.ReinterpretCast<int32_t>(), 1, LANES);
            gather_where(offsets_tile_2, offsets, looping, places_6, window_6, room_6, LANES);
            LocalTensor<int32_t> maximum_3 = slot_9.Get<int32_t>();
            Max(maximum_3, offsets_tile_2, entry, LANES);
            LocalTensor<uint8_t> mask_2 = slot_18.Get<uint8_t>();
            Compare(mask_2, maximum_3, entry, CMPMODE::EQ, LANES);
            Not(mask_2.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(),
                    mask_2.ReinterpretCast<int16_t>(), (LANES + 15) / 16);
            LocalTensor<float> work_6 = slot_9.Get<float>();
            Duplicate(work_6, 1.0f, LANES);
            Select(work_6, looping, work_6, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_13.Get<float>();
            LocalTensor<float> work_7 = slot_10.Get<float>();
            ReduceMax(largest_2, work_6, work_7, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_4 = largest_2.GetValue(0);
            const int32_t any_2 = largest_4;
            going = any_2 != 0;
        }
        LocalTensor<float> work_8 = slot_9.Get<float>();
        Select(work_8, mask, sum, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> sum_2 = slot_19.Get<float>();
        sum_rows(sum_2, work_8, 32, WARPS);
        LocalTensor<float> warp_total = slot_20.Get<float>();
        wait<HardEvent::V_S>();
        for (int32_t i = 0; i < WARPS; ++i) {
            Duplicate(warp_total[i * 32], sum_2.GetValue(i), 32);
        }
        LocalTensor<uint32_t> offsets_2 = slot_9.Get<uint32_t>();
        CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 4, LANES);
        const int32_t rows_2 = LANES / 32;
        for (int32_t row_2 = 0; row_2 < rows_2; ++row_2) {
            int32_t column = 0;
            while (column < 32) {
                const int32_t length = block_x * BLOCK_X + (row_2 * 32 + column) < 0L ? 1L
                        : larger(smaller(32L - (block_x * BLOCK_X + (row_2 * 32 + column)) % 32L,
                        (int64_t)(32 - column)), 1L);
                const int32_t first = larger(0L, (int64_t)(0 - (row_2 * 32 + column) % 32));
                const int32_t stop_2 = smaller(smaller((int64_t)length, (int64_t)BLOCK_X - (row_2 * 32 + column)), 0
                        - (row_2 * 32 + column) % 32 + 1L);
                const int32_t count = (int32_t)((block_x * BLOCK_X + (row_2 * 32 + column)) / 32) < rows ? stop_2 : 0;
                const int32_t count_2 = count - first;
                if (count_2 > 0) {
                    const int32_t begin = column + first;
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, warp_total, offsets_2, (uint32_t)((row_2 * 32 + begin) * 4), 1);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(y + (int32_t)((block_x * BLOCK_X + (row_2 * 32 + begin)) / 32), moved, 1);
                    moved_queue.FreeTensor(moved);
                }
                column += length;
            }
        }
    }
}
