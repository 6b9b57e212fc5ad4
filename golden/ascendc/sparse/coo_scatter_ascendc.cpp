// coo_scatter.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Sparse matrices as a list of (row, column, value), in any order and with repeats.

#include "kernel_operator.h"
using namespace AscendC;

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

// One element of memory, for the scalar unit.
template <typename T>
__aicore__ inline T load(__gm__ T* memory) {
    return at(memory).GetValue(0);
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

// y += A * x; entries of a row meet in an atomic addition.
extern "C" __global__ __aicore__ void spmv_coo(
        GM_ADDR places_address, GM_ADDR values_address, GM_ADDR x_address, GM_ADDR y_address, int32_t entries,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* places = (__gm__ int32_t*)places_address;
    __gm__ float* values = (__gm__ float*)values_address;
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> places_tile_queue;
    TQue<TPosition::VECIN, 2> places_tile_2_queue;
    TQue<TPosition::VECIN, 2> product_1_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6;
    pipe.InitBuffer(places_tile_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(places_tile_2_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(product_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_6, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        const int32_t stride = (grid_x - 1) * LANES + TAIL;
        wait<HardEvent::MTE3_S>();
        for (int32_t start = block_x * LANES; start < entries; start += stride) {
            const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)entries - start);
            LocalTensor<uint8_t> mask = slot_1.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)entries - start);
            LocalTensor<uint32_t> offsets = slot_2.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<int32_t> places_tile = places_tile_queue.AllocTensor<int32_t>();
            copy_in(places_tile, places + start * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
            places_tile_queue.EnQue(places_tile);
            places_tile = places_tile_queue.DeQue<int32_t>();
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<int32_t> place = slot_3.Get<int32_t>();
            Gather(place, places_tile, offsets, 0, LANES);
            places_tile_queue.FreeTensor(places_tile);
            LocalTensor<uint32_t> offsets_2 = slot_2.Get<uint32_t>();
            CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<int32_t> places_tile_2 = places_tile_2_queue.AllocTensor<int32_t>();
            copy_in(places_tile_2, places + start * 2L + 1, count > 0 ? (count - 1) * 2 + 1 : 0);
            places_tile_2_queue.EnQue(places_tile_2);
            places_tile_2 = places_tile_2_queue.DeQue<int32_t>();
            Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<int32_t> place_2 = slot_4.Get<int32_t>();
            Gather(place_2, places_tile_2, offsets_2, 0, LANES);
            places_tile_2_queue.FreeTensor(places_tile_2);
            LocalTensor<float> product = product_1_queue.AllocTensor<float>();
            copy_in(product, values + start, count);
            product_1_queue.EnQue(product);
            product = product_1_queue.DeQue<float>();
            LocalTensor<float> x_tile = slot_2.Get<float>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < count; ++lane) {
                x_tile.SetValue(lane, load(x + place_2.GetValue(lane)));
            }
            wait<HardEvent::S_V>();
            Mul(product, product, x_tile, LANES);
            LocalTensor<uint8_t> mask_2 = slot_5.Get<uint8_t>();
            CompareScalar(mask_2, product, 0.0f, CMPMODE::NE, (LANES + 63) / 64 * 64);
            And(mask_2.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(), mask_2.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> spread = slot_6.Get<float>();
            wait<HardEvent::MTE3_V>();
            expand(spread, product, LANES);
            const int32_t stop_2 = LANES;
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(mask_2, lane)) {
                    SetAtomicAdd<float>();
                    copy_out(y + place.GetValue(lane), spread[lane * 8], 1);
                    SetAtomicNone();
                }
            }
            product_1_queue.FreeTensor(product);
        }
    }
}

// How many entries each row has, as the first step towards CSR.
extern "C" __global__ __aicore__ void count_row_entries(
        GM_ADDR places_address, GM_ADDR counts_address, int32_t entries, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ int32_t* places = (__gm__ int32_t*)places_address;
    __gm__ int32_t* counts = (__gm__ int32_t*)counts_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> places_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3;
    pipe.InitBuffer(places_tile_queue, 2, padded(LANES * 8));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 32));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        wait<HardEvent::MTE3_S>();
        for (int32_t start = block_x * LANES; start < entries; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            LocalTensor<int32_t> work = slot_0.Get<int32_t>();
            Duplicate(work, 1, LANES);
            LocalTensor<int32_t> spread = slot_1.Get<int32_t>();
            wait<HardEvent::MTE3_S>();
            expand(spread, work, LANES);
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)entries - start);
            LocalTensor<uint32_t> offsets = slot_2.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            LocalTensor<int32_t> places_tile = places_tile_queue.AllocTensor<int32_t>();
            copy_in(places_tile, places + start * 2L, count > 0 ? (count - 1) * 2 + 1 : 0);
            places_tile_queue.EnQue(places_tile);
            places_tile = places_tile_queue.DeQue<int32_t>();
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<int32_t> places_tile_2 = slot_3.Get<int32_t>();
            Gather(places_tile_2, places_tile, offsets, 0, LANES);
            places_tile_queue.FreeTensor(places_tile);
            wait<HardEvent::V_S>();
            wait<HardEvent::V_MTE3>();
            for (int32_t lane = 0; lane < count; ++lane) {
                SetAtomicAdd<int32_t>();
                copy_out(counts + places_tile_2.GetValue(lane), spread[lane * 8], 1);
                SetAtomicNone();
            }
        }
    }
}
