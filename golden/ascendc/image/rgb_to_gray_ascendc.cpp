// rgb_to_gray.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Luma of RGBA bytes in fixed point (ITU-R BT.601 weights times 256), and the image with its luma in every channel.
// Alpha is kept.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

extern "C" __global__ __aicore__ void rgb_to_gray(
        GM_ADDR image_address, GM_ADDR gray_address, GM_ADDR gray_image_address, int32_t pixels, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint8_t* image = (__gm__ uint8_t*)image_address;
    __gm__ uint8_t* gray = (__gm__ uint8_t*)gray_address;
    __gm__ uint8_t* gray_image = (__gm__ uint8_t*)gray_image_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8;
    pipe.InitBuffer(slot_0, padded(LANES));
    pipe.InitBuffer(slot_1, padded(LANES));
    pipe.InitBuffer(slot_2, padded(LANES));
    pipe.InitBuffer(slot_3, padded(LANES));
    pipe.InitBuffer(slot_4, padded(LANES * 2));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES));
    pipe.InitBuffer(slot_8, 256);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint8_t> colour = slot_0.Get<uint8_t>();
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)pixels
                - (int32_t)(block_x * LANES));
        for (int32_t lane = 0; lane < stop; ++lane) {
            colour.SetValue(lane, load(image + (int32_t)(block_x * LANES + lane) * 4L));
        }
        LocalTensor<uint8_t> colour_2 = slot_1.Get<uint8_t>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            colour_2.SetValue(lane, load(image + (int32_t)(block_x * LANES + lane) * 4L + 1));
        }
        LocalTensor<uint8_t> colour_3 = slot_2.Get<uint8_t>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            colour_3.SetValue(lane, load(image + (int32_t)(block_x * LANES + lane) * 4L + 2));
        }
        LocalTensor<uint8_t> colour_4 = slot_3.Get<uint8_t>();
        Duplicate(colour_4.ReinterpretCast<int16_t>(), (int16_t)0, (LANES + 1) / 2);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            colour_4.SetValue(lane, load(image + (int32_t)(block_x * LANES + lane) * 4L + 3));
        }
        LocalTensor<half> work = slot_4.Get<half>();
        wait<HardEvent::S_V>();
        Cast(work, colour, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        Cast(work_2, work, RoundMode::CAST_TRUNC, LANES);
        Muls(work_2, work_2, 77, LANES);
        LocalTensor<half> work_3 = slot_4.Get<half>();
        Cast(work_3, colour_2, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        Cast(work_4, work_3, RoundMode::CAST_TRUNC, LANES);
        Muls(work_4, work_4, 150, LANES);
        Add(work_2, work_2, work_4, LANES);
        LocalTensor<half> work_5 = slot_4.Get<half>();
        Cast(work_5, colour_3, RoundMode::CAST_NONE, LANES);
        LocalTensor<int32_t> work_6 = slot_6.Get<int32_t>();
        Cast(work_6, work_5, RoundMode::CAST_TRUNC, LANES);
        Muls(work_6, work_6, 29, LANES);
        Add(work_2, work_2, work_6, LANES);
        Adds(work_2, work_2, 128, LANES);
        ShiftRight(work_2, work_2, 8, LANES);
        LocalTensor<int32_t> work_7 = slot_6.Get<int32_t>();
        Duplicate(work_7, 255, LANES);
        And(work_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<float> work_8 = slot_6.Get<float>();
        Cast(work_8, work_2, RoundMode::CAST_RINT, LANES);
        LocalTensor<half> work_9 = slot_4.Get<half>();
        Cast(work_9, work_8, RoundMode::CAST_RINT, LANES);
        LocalTensor<uint8_t> value = slot_7.Get<uint8_t>();
        Cast(value, work_9, RoundMode::CAST_RINT, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(gray + (int32_t)(block_x * LANES), value, stop);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            LocalTensor<uint8_t> element = slot_8.Get<uint8_t>();
            wait<HardEvent::MTE3_S>();
            element.SetValue(0, value.GetValue(lane));
            wait<HardEvent::S_MTE3>();
            copy_out(gray_image + (int32_t)(block_x * LANES + lane) * 4L, element, 1);
        }
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            LocalTensor<uint8_t> element_2 = slot_8.Get<uint8_t>();
            wait<HardEvent::MTE3_S>();
            element_2.SetValue(0, value.GetValue(lane));
            wait<HardEvent::S_MTE3>();
            copy_out(gray_image + (int32_t)(block_x * LANES + lane) * 4L + 1, element_2, 1);
        }
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            LocalTensor<uint8_t> element_3 = slot_8.Get<uint8_t>();
            wait<HardEvent::MTE3_S>();
            element_3.SetValue(0, value.GetValue(lane));
            wait<HardEvent::S_MTE3>();
            copy_out(gray_image + (int32_t)(block_x * LANES + lane) * 4L + 2, element_3, 1);
        }
        wait<HardEvent::MTE3_S>();
        for (int32_t lane = 0; lane < stop; ++lane) {
            LocalTensor<uint8_t> element_4 = slot_8.Get<uint8_t>();
            wait<HardEvent::MTE3_S>();
            element_4.SetValue(0, colour_4.GetValue(lane));
            wait<HardEvent::S_MTE3>();
            copy_out(gray_image + (int32_t)(block_x * LANES + lane) * 4L + 3, element_4, 1);
        }
    }
}

// Four gray bytes a thread, packed by hand into one word with the first pixel lowest; `words` is pixels / 4.
extern "C" __global__ __aicore__ void rgb_to_gray_packed(
        GM_ADDR image_address, GM_ADDR gray_address, int32_t words, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ uint32_t* image = (__gm__ uint32_t*)image_address;
    __gm__ uint32_t* gray = (__gm__ uint32_t*)gray_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 1> image_tile_queue;
    TQue<TPosition::VECIN, 1> image_tile_2_queue;
    TQue<TPosition::VECIN, 1> image_tile_4_queue;
    TQue<TPosition::VECIN, 1> image_tile_6_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18;
    pipe.InitBuffer(image_tile_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(image_tile_2_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(image_tile_4_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(image_tile_6_queue, 1, padded(LANES * 16));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 4));
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    pipe.InitBuffer(slot_15, padded(LANES * 4));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)words
                - (int32_t)(block_x * LANES));
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        wait<HardEvent::MTE3_V>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<uint32_t> image_tile = image_tile_queue.AllocTensor<uint32_t>();
        copy_in(image_tile, image + (int32_t)(block_x * LANES) * 4L, count > 0 ? (count - 1) * 4 + 1 : 0);
        image_tile_queue.EnQue(image_tile);
        image_tile = image_tile_queue.DeQue<uint32_t>();
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<uint32_t> quad = slot_1.Get<uint32_t>();
        Gather(quad, image_tile, offsets, 0, LANES);
        image_tile_queue.FreeTensor(image_tile);
        LocalTensor<uint32_t> offsets_2 = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets_2.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<uint32_t> image_tile_2 = image_tile_2_queue.AllocTensor<uint32_t>();
        copy_in(image_tile_2, image + (int32_t)(block_x * LANES) * 4L + 1, count > 0 ? (count - 1) * 4 + 1 : 0);
        image_tile_2_queue.EnQue(image_tile_2);
        image_tile_2 = image_tile_2_queue.DeQue<uint32_t>();
        Muls(offsets_2.ReinterpretCast<int32_t>(), offsets_2.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<uint32_t> quad_2 = slot_2.Get<uint32_t>();
        Gather(quad_2, image_tile_2, offsets_2, 0, LANES);
        image_tile_2_queue.FreeTensor(image_tile_2);
        LocalTensor<uint32_t> offsets_3 = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets_3.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<uint32_t> image_tile_3 = image_tile_4_queue.AllocTensor<uint32_t>();
        copy_in(image_tile_3, image + (int32_t)(block_x * LANES) * 4L + 2, count > 0 ? (count - 1) * 4 + 1 : 0);
        image_tile_4_queue.EnQue(image_tile_3);
        image_tile_3 = image_tile_4_queue.DeQue<uint32_t>();
        Muls(offsets_3.ReinterpretCast<int32_t>(), offsets_3.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<uint32_t> quad_3 = slot_3.Get<uint32_t>();
        Gather(quad_3, image_tile_3, offsets_3, 0, LANES);
        image_tile_4_queue.FreeTensor(image_tile_3);
        LocalTensor<uint32_t> offsets_4 = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets_4.ReinterpretCast<int32_t>(), 0, LANES);
        LocalTensor<uint32_t> image_tile_4 = image_tile_6_queue.AllocTensor<uint32_t>();
        copy_in(image_tile_4, image + (int32_t)(block_x * LANES) * 4L + 3, count > 0 ? (count - 1) * 4 + 1 : 0);
        image_tile_6_queue.EnQue(image_tile_4);
        image_tile_4 = image_tile_6_queue.DeQue<uint32_t>();
        Muls(offsets_4.ReinterpretCast<int32_t>(), offsets_4.ReinterpretCast<int32_t>(), 16, LANES);
        LocalTensor<uint32_t> quad_4 = slot_4.Get<uint32_t>();
        Gather(quad_4, image_tile_4, offsets_4, 0, LANES);
        image_tile_6_queue.FreeTensor(image_tile_4);
        LocalTensor<uint32_t> packed = slot_0.Get<uint32_t>();
        Duplicate(packed, 0u, LANES);
        LocalTensor<uint32_t> red = slot_5.Get<uint32_t>();
        Duplicate(red, 0xffu, LANES);
        And(red.ReinterpretCast<int16_t>(), quad.ReinterpretCast<int16_t>(), red.ReinterpretCast<int16_t>(), LANES * 2);
        LocalTensor<uint32_t> green = slot_6.Get<uint32_t>();
        ShiftRight(green, quad, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work = slot_7.Get<uint32_t>();
        Duplicate(work, 0xffu, LANES);
        And(green.ReinterpretCast<int16_t>(), green.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(), LANES
                * 2);
        LocalTensor<uint32_t> blue = slot_7.Get<uint32_t>();
        ShiftRight(blue, quad, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_2 = slot_8.Get<uint32_t>();
        Duplicate(work_2, 0xffu, LANES);
        And(blue.ReinterpretCast<int16_t>(), blue.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int16_t>(), LANES
                * 2);
        LocalTensor<uint32_t> work_3 = slot_8.Get<uint32_t>();
        Muls(work_3.ReinterpretCast<int32_t>(), red.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_4 = slot_9.Get<uint32_t>();
        Muls(work_4.ReinterpretCast<int32_t>(), green.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), work_4.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_5 = slot_9.Get<uint32_t>();
        Muls(work_5.ReinterpretCast<int32_t>(), blue.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), work_5.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_3.ReinterpretCast<int32_t>(), work_3.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_3, work_3, (uint32_t)8, LANES);
        ShiftLeft(work_3, work_3, (uint32_t)0, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> red_2 = slot_8.Get<uint32_t>();
        Duplicate(red_2, 0xffu, LANES);
        And(red_2.ReinterpretCast<int16_t>(), quad_2.ReinterpretCast<int16_t>(), red_2.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> green_2 = slot_9.Get<uint32_t>();
        ShiftRight(green_2, quad_2, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_6 = slot_10.Get<uint32_t>();
        Duplicate(work_6, 0xffu, LANES);
        And(green_2.ReinterpretCast<int16_t>(), green_2.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> blue_2 = slot_10.Get<uint32_t>();
        ShiftRight(blue_2, quad_2, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_7 = slot_11.Get<uint32_t>();
        Duplicate(work_7, 0xffu, LANES);
        And(blue_2.ReinterpretCast<int16_t>(), blue_2.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> work_8 = slot_11.Get<uint32_t>();
        Muls(work_8.ReinterpretCast<int32_t>(), red_2.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_9 = slot_12.Get<uint32_t>();
        Muls(work_9.ReinterpretCast<int32_t>(), green_2.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), work_9.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_10 = slot_12.Get<uint32_t>();
        Muls(work_10.ReinterpretCast<int32_t>(), blue_2.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), work_10.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_8.ReinterpretCast<int32_t>(), work_8.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_8, work_8, (uint32_t)8, LANES);
        ShiftLeft(work_8, work_8, (uint32_t)8, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> red_3 = slot_11.Get<uint32_t>();
        Duplicate(red_3, 0xffu, LANES);
        And(red_3.ReinterpretCast<int16_t>(), quad_3.ReinterpretCast<int16_t>(), red_3.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> green_3 = slot_12.Get<uint32_t>();
        ShiftRight(green_3, quad_3, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_11 = slot_13.Get<uint32_t>();
        Duplicate(work_11, 0xffu, LANES);
        And(green_3.ReinterpretCast<int16_t>(), green_3.ReinterpretCast<int16_t>(), work_11.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> blue_3 = slot_13.Get<uint32_t>();
        ShiftRight(blue_3, quad_3, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_12 = slot_14.Get<uint32_t>();
        Duplicate(work_12, 0xffu, LANES);
        And(blue_3.ReinterpretCast<int16_t>(), blue_3.ReinterpretCast<int16_t>(), work_12.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> work_13 = slot_14.Get<uint32_t>();
        Muls(work_13.ReinterpretCast<int32_t>(), red_3.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_14 = slot_15.Get<uint32_t>();
        Muls(work_14.ReinterpretCast<int32_t>(), green_3.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_13.ReinterpretCast<int32_t>(), work_13.ReinterpretCast<int32_t>(), work_14.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_15 = slot_15.Get<uint32_t>();
        Muls(work_15.ReinterpretCast<int32_t>(), blue_3.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_13.ReinterpretCast<int32_t>(), work_13.ReinterpretCast<int32_t>(), work_15.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_13.ReinterpretCast<int32_t>(), work_13.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_13, work_13, (uint32_t)8, LANES);
        ShiftLeft(work_13, work_13, (uint32_t)16, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_13.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> red_4 = slot_14.Get<uint32_t>();
        Duplicate(red_4, 0xffu, LANES);
        And(red_4.ReinterpretCast<int16_t>(), quad_4.ReinterpretCast<int16_t>(), red_4.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> green_4 = slot_15.Get<uint32_t>();
        ShiftRight(green_4, quad_4, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_16 = slot_16.Get<uint32_t>();
        Duplicate(work_16, 0xffu, LANES);
        And(green_4.ReinterpretCast<int16_t>(), green_4.ReinterpretCast<int16_t>(), work_16.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> blue_4 = slot_16.Get<uint32_t>();
        ShiftRight(blue_4, quad_4, (uint32_t)16, LANES);
        LocalTensor<uint32_t> work_17 = slot_17.Get<uint32_t>();
        Duplicate(work_17, 0xffu, LANES);
        And(blue_4.ReinterpretCast<int16_t>(), blue_4.ReinterpretCast<int16_t>(), work_17.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> work_18 = slot_17.Get<uint32_t>();
        Muls(work_18.ReinterpretCast<int32_t>(), red_4.ReinterpretCast<int32_t>(), 77, LANES);
        LocalTensor<uint32_t> work_19 = slot_18.Get<uint32_t>();
        Muls(work_19.ReinterpretCast<int32_t>(), green_4.ReinterpretCast<int32_t>(), 150, LANES);
        Add(work_18.ReinterpretCast<int32_t>(), work_18.ReinterpretCast<int32_t>(), work_19.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_20 = slot_18.Get<uint32_t>();
        Muls(work_20.ReinterpretCast<int32_t>(), blue_4.ReinterpretCast<int32_t>(), 29, LANES);
        Add(work_18.ReinterpretCast<int32_t>(), work_18.ReinterpretCast<int32_t>(), work_20.ReinterpretCast<int32_t>(),
                LANES);
        Adds(work_18.ReinterpretCast<int32_t>(), work_18.ReinterpretCast<int32_t>(), 128, LANES);
        ShiftRight(work_18, work_18, (uint32_t)8, LANES);
        ShiftLeft(work_18, work_18, (uint32_t)24, LANES);
        Or(packed.ReinterpretCast<int16_t>(), packed.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                LANES * 2);
        wait<HardEvent::V_MTE3>();
        copy_out(gray + (int32_t)(block_x * LANES), packed, count);
    }
}
