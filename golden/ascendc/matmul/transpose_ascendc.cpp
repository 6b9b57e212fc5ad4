// transpose.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// out = in^T through a tile in shared memory, so that both sides are read and written along rows.
// A block of 32 x 8 threads moves a 32 x 32 tile.

#include "kernel_operator.h"
using namespace AscendC;

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

// `rows` times `count` elements: `step` apart in memory, and `pitch` in the tile, where each row begins on 32 bytes.
template <typename T>
__aicore__ inline void copy_rows_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t rows, int32_t count,
                                    int64_t step, int32_t pitch) {
    const int32_t most = step < count ? 1 : 4095;  // rows of a copy, which cannot go back
    for (int32_t row = 0; row < rows && count > 0; row += most) {
        uint16_t part = uint16_t(rows - row < most ? rows - row : most);
        uint32_t bytes = count * sizeof(T), gap = step < count ? 0 : (step - count) * sizeof(T);
        uint32_t blocks = (pitch * sizeof(T) - (bytes + 31) / 32 * 32) / 32;
        DataCopyPad(tile[row * pitch], at(memory + row * step), DataCopyExtParams{part, bytes, gap, blocks, 0},
                    DataCopyPadExtParams<T>());
    }
}

// The second unit of the event goes on when the first one has done all that it was given.
template <HardEvent event>
__aicore__ inline void wait() {
    TEventID id = GetTPipePtr()->FetchEventID(event);
    SetFlag<event>(id);
    WaitFlag<event>(id);
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

extern "C" __global__ __aicore__ void transpose(
        GM_ADDR in_address, GM_ADDR out_address, int32_t width, int32_t height, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t BLOCK_X, int32_t BLOCK_Y) {
    __gm__ float* in = (__gm__ float*)in_address;
    __gm__ float* out = (__gm__ float*)out_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2;
    pipe.InitBuffer(tile_queue, 2, 4096);
    pipe.InitBuffer(slot_0, 4096);
    pipe.InitBuffer(slot_1, 4096);
    pipe.InitBuffer(slot_2, 4096);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        uint32_t block_y = block / grid_x % grid_y;
        const int32_t rows = smaller(32L, (int64_t)height - (int32_t)block_y * 32);
        const int32_t columns = smaller(32L, (int64_t)width - (int32_t)block_x * 32);
        const int32_t columns_2 = rows > 0 ? columns : 0;
        LocalTensor<float> tile = tile_queue.AllocTensor<float>();
        copy_rows_in(tile, in + ((int32_t)block_y * 32 * width + (int32_t)block_x * 32), rows, columns_2, width, 32);
        tile_queue.EnQue(tile);
        tile = tile_queue.DeQue<float>();
        LocalTensor<int32_t> lane = slot_0.Get<int32_t>();
        CreateVecIndex(lane, 0, 1024);
        LocalTensor<int32_t> work = slot_1.Get<int32_t>();
        ShiftRight(work, lane, 5, 1024);
        ShiftLeft(work.ReinterpretCast<uint32_t>(), work.ReinterpretCast<uint32_t>(), (uint32_t)5, 1024);
        Sub(work, lane, work, 1024);
        Muls(work, work, 32, 1024);
        LocalTensor<int32_t> lane_2 = slot_0.Get<int32_t>();
        CreateVecIndex(lane_2, 0, 1024);
        LocalTensor<int32_t> work_2 = slot_2.Get<int32_t>();
        wait<HardEvent::MTE3_V>();
        ShiftRight(work_2, lane_2, 5, 1024);
        Add(work, work, work_2, 1024);
        Muls(work, work, 4, 1024);
        LocalTensor<float> tile_across = slot_2.Get<float>();
        Gather(tile_across, tile, work.ReinterpretCast<uint32_t>(), 0, 1024);
        const int32_t columns_3 = columns > 0 ? rows : 0;
        wait<HardEvent::V_MTE3>();
        copy_rows_out(out + ((int32_t)block_x * 32 * height + (int32_t)block_y * 32), tile_across, columns, columns_3,
                height, 32);
        tile_queue.FreeTensor(tile);
    }
}
