// sigmoid.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.
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

// `count` elements from memory, however many: behind them a tile is filled up to 32 bytes.
template <typename T>
__aicore__ inline void copy_in(const LocalTensor<T>& tile, __gm__ T* memory, int32_t count) {
    if (count > 0)
        DataCopyPad(tile, at(memory), DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0},
                    DataCopyPadExtParams<T>());
}

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
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

extern "C" __global__ __aicore__ void sigmoid_naive(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECIN, 2> value_1_queue;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1;
    pipe.InitBuffer(value_1_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        LocalTensor<float> value = value_1_queue.AllocTensor<float>();
        copy_in(value, x + (int32_t)(block_x * LANES), count);
        value_1_queue.EnQue(value);
        value = value_1_queue.DeQue<float>();
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> work = slot_0.Get<float>();
        Muls(work, value, -1.0f, LANES);
        Exp(work, work, LANES);
        Adds(work, work, 1.0f, LANES);
        LocalTensor<float> work_2 = slot_1.Get<float>();
        Duplicate(work_2, 1.0f, LANES);
        Div(y_tile_out, work_2, work, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
        value_1_queue.FreeTensor(value);
    }
}

// Eight halves a thread and turn, which is one access of 128 bits; n is a multiple of eight.
extern "C" __global__ __aicore__ void sigmoid_packed(
        GM_ADDR x_address, GM_ADDR y_address, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ half* x = (__gm__ half*)x_address;
    __gm__ half* y = (__gm__ half*)y_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21, slot_22,
            slot_23, slot_24, slot_25, slot_26, slot_27, slot_28, slot_29, slot_30, slot_31, slot_32, slot_33, slot_34,
            slot_35, slot_36, slot_37, slot_38, slot_39, slot_40, slot_41, slot_42, slot_43, slot_44, slot_45, slot_46,
            slot_47, slot_48, slot_49;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 16));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 2));
    pipe.InitBuffer(slot_8, padded(LANES * 2));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 2));
    pipe.InitBuffer(slot_14, padded(LANES * 2));
    pipe.InitBuffer(slot_15, padded(LANES * 2));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 2));
    pipe.InitBuffer(slot_19, padded(LANES * 2));
    pipe.InitBuffer(slot_20, padded(LANES * 2));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    pipe.InitBuffer(slot_22, padded(LANES * 4));
    pipe.InitBuffer(slot_23, padded(LANES * 2));
    pipe.InitBuffer(slot_24, padded(LANES * 2));
    pipe.InitBuffer(slot_25, padded(LANES * 2));
    pipe.InitBuffer(slot_26, padded(LANES * 4));
    pipe.InitBuffer(slot_27, padded(LANES * 4));
    pipe.InitBuffer(slot_28, padded(LANES * 2));
    pipe.InitBuffer(slot_29, padded(LANES * 2));
    pipe.InitBuffer(slot_30, padded(LANES * 2));
    pipe.InitBuffer(slot_31, padded(LANES * 4));
    pipe.InitBuffer(slot_32, padded(LANES * 4));
    pipe.InitBuffer(slot_33, padded(LANES * 2));
    pipe.InitBuffer(slot_34, padded(LANES * 2));
    pipe.InitBuffer(slot_35, padded(LANES * 2));
    pipe.InitBuffer(slot_36, padded(LANES * 4));
    pipe.InitBuffer(slot_37, padded(LANES * 4));
    pipe.InitBuffer(slot_38, padded(LANES * 2));
    pipe.InitBuffer(slot_39, padded(LANES * 2));
    pipe.InitBuffer(slot_40, padded(LANES * 2));
    pipe.InitBuffer(slot_41, padded(LANES * 4));
    pipe.InitBuffer(slot_42, padded(LANES * 4));
    pipe.InitBuffer(slot_43, padded(LANES * 2));
    pipe.InitBuffer(slot_44, padded(LANES * 2));
    pipe.InitBuffer(slot_45, padded(LANES * 2));
    pipe.InitBuffer(slot_46, padded(LANES * 4));
    pipe.InitBuffer(slot_47, padded(LANES * 4));
    pipe.InitBuffer(slot_48, padded(LANES * 2));
    pipe.InitBuffer(slot_49, padded(LANES * 32));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> offsets = slot_0.Get<uint32_t>();
        CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
        Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 16, LANES);
        wait<HardEvent::V_S>();
        wait<HardEvent::MTE3_V>();
        for (int32_t start = block_x * LANES; start < n / 8; start += (int32_t)((grid_x - 1) * LANES + TAIL)) {
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)(n / 8) - start);
            LocalTensor<uint32_t> whole_2 = slot_1.Get<uint32_t>();
            const int32_t elements = count * 4;
            wait<HardEvent::V_S>();
            copy_in(whole_2, (__gm__ uint32_t*)x + start * 4L, elements);
            LocalTensor<uint32_t> pack = slot_2.Get<uint32_t>();
            wait<HardEvent::MTE2_V>();
            Gather(pack, whole_2, offsets, 0, LANES);
            LocalTensor<uint32_t> offsets_2 = slot_3.Get<uint32_t>();
            Adds(offsets_2.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            LocalTensor<uint32_t> pack_2 = slot_4.Get<uint32_t>();
            Gather(pack_2, whole_2, offsets_2, 0, LANES);
            LocalTensor<uint32_t> offsets_3 = slot_3.Get<uint32_t>();
            Adds(offsets_3.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 8, LANES);
            LocalTensor<uint32_t> pack_3 = slot_5.Get<uint32_t>();
            Gather(pack_3, whole_2, offsets_3, 0, LANES);
            LocalTensor<uint32_t> offsets_4 = slot_3.Get<uint32_t>();
            Adds(offsets_4.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 12, LANES);
            LocalTensor<uint32_t> pack_4 = slot_6.Get<uint32_t>();
            Gather(pack_4, whole_2, offsets_4, 0, LANES);
            LocalTensor<uint32_t> work = slot_3.Get<uint32_t>();
            ShiftLeft(work, pack, (uint32_t)16, LANES);
            ShiftRight(work.ReinterpretCast<int32_t>(), work.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value = slot_7.Get<uint16_t>();
            Cast(value.ReinterpretCast<int16_t>(), work.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_2 = slot_3.Get<uint32_t>();
            ShiftRight(work_2, pack, (uint32_t)16, LANES);
            ShiftLeft(work_2, work_2, (uint32_t)16, LANES);
            ShiftRight(work_2.ReinterpretCast<int32_t>(), work_2.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_2 = slot_8.Get<uint16_t>();
            Cast(value_2.ReinterpretCast<int16_t>(), work_2.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_3 = slot_3.Get<float>();
            Cast(value_3, value.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_4 = slot_9.Get<float>();
            Cast(value_4, value_2.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work_3 = slot_10.Get<float>();
            Muls(work_3, value_3, -1.0f, LANES);
            Exp(work_3, work_3, LANES);
            Adds(work_3, work_3, 1.0f, LANES);
            LocalTensor<float> value_5 = slot_11.Get<float>();
            Duplicate(value_5, 1.0f, LANES);
            Div(value_5, value_5, work_3, LANES);
            LocalTensor<float> work_4 = slot_10.Get<float>();
            Muls(work_4, value_4, -1.0f, LANES);
            Exp(work_4, work_4, LANES);
            Adds(work_4, work_4, 1.0f, LANES);
            LocalTensor<float> value_6 = slot_12.Get<float>();
            Duplicate(value_6, 1.0f, LANES);
            Div(value_6, value_6, work_4, LANES);
            LocalTensor<half> value_7 = slot_13.Get<half>();
            Cast(value_7, value_5, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> value_8 = slot_14.Get<half>();
            Cast(value_8, value_6, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint16_t> bits = slot_15.Get<uint16_t>();
            copy_tile(bits.ReinterpretCast<int16_t>(), value_7.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_5 = slot_10.Get<uint32_t>();
            Duplicate(work_5, 4294901760u, LANES);
            And(work_5.ReinterpretCast<int16_t>(), pack.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<float> work_6 = slot_16.Get<float>();
            Cast(work_6, bits.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_7 = slot_17.Get<int32_t>();
            Cast(work_7, work_6, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_7.ReinterpretCast<uint32_t>(), work_7.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_7.ReinterpretCast<uint32_t>(), work_7.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint16_t> bits_2 = slot_18.Get<uint16_t>();
            copy_tile(bits_2.ReinterpretCast<int16_t>(), value_8.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_8 = slot_17.Get<uint32_t>();
            Duplicate(work_8, 65535u, LANES);
            And(work_8.ReinterpretCast<int16_t>(), pack.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<float> work_9 = slot_10.Get<float>();
            Cast(work_9, bits_2.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_10 = slot_16.Get<int32_t>();
            Cast(work_10, work_9, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_10.ReinterpretCast<uint32_t>(), work_10.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_10.ReinterpretCast<uint32_t>(), work_10.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftLeft(work_10.ReinterpretCast<uint32_t>(), work_10.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack.ReinterpretCast<int16_t>(), work_8.ReinterpretCast<int16_t>(), work_10.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> work_11 = slot_16.Get<uint32_t>();
            ShiftLeft(work_11, pack_2, (uint32_t)16, LANES);
            ShiftRight(work_11.ReinterpretCast<int32_t>(), work_11.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_9 = slot_19.Get<uint16_t>();
            Cast(value_9.ReinterpretCast<int16_t>(), work_11.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_12 = slot_16.Get<uint32_t>();
            ShiftRight(work_12, pack_2, (uint32_t)16, LANES);
            ShiftLeft(work_12, work_12, (uint32_t)16, LANES);
            ShiftRight(work_12.ReinterpretCast<int32_t>(), work_12.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_10 = slot_20.Get<uint16_t>();
            Cast(value_10.ReinterpretCast<int16_t>(), work_12.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_11 = slot_16.Get<float>();
            Cast(value_11, value_9.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_12 = slot_17.Get<float>();
            Cast(value_12, value_10.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work_13 = slot_10.Get<float>();
            Muls(work_13, value_11, -1.0f, LANES);
            Exp(work_13, work_13, LANES);
            Adds(work_13, work_13, 1.0f, LANES);
            LocalTensor<float> value_13 = slot_21.Get<float>();
            Duplicate(value_13, 1.0f, LANES);
            Div(value_13, value_13, work_13, LANES);
            LocalTensor<float> work_14 = slot_10.Get<float>();
            Muls(work_14, value_12, -1.0f, LANES);
            Exp(work_14, work_14, LANES);
            Adds(work_14, work_14, 1.0f, LANES);
            LocalTensor<float> value_14 = slot_22.Get<float>();
            Duplicate(value_14, 1.0f, LANES);
            Div(value_14, value_14, work_14, LANES);
            LocalTensor<half> value_15 = slot_23.Get<half>();
            Cast(value_15, value_13, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> value_16 = slot_24.Get<half>();
            Cast(value_16, value_14, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint16_t> bits_3 = slot_25.Get<uint16_t>();
            copy_tile(bits_3.ReinterpretCast<int16_t>(), value_15.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_15 = slot_10.Get<uint32_t>();
            Duplicate(work_15, 4294901760u, LANES);
            And(work_15.ReinterpretCast<int16_t>(), pack_2.ReinterpretCast<int16_t>(),
                    work_15.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_16 = slot_26.Get<float>();
            Cast(work_16, bits_3.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_17 = slot_27.Get<int32_t>();
            Cast(work_17, work_16, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_17.ReinterpretCast<uint32_t>(), work_17.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_17.ReinterpretCast<uint32_t>(), work_17.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack_2.ReinterpretCast<int16_t>(), work_15.ReinterpretCast<int16_t>(),
                    work_17.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint16_t> bits_4 = slot_28.Get<uint16_t>();
            copy_tile(bits_4.ReinterpretCast<int16_t>(), value_16.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_18 = slot_27.Get<uint32_t>();
            Duplicate(work_18, 65535u, LANES);
            And(work_18.ReinterpretCast<int16_t>(), pack_2.ReinterpretCast<int16_t>(),
                    work_18.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_19 = slot_10.Get<float>();
            Cast(work_19, bits_4.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_20 = slot_26.Get<int32_t>();
            Cast(work_20, work_19, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_20.ReinterpretCast<uint32_t>(), work_20.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_20.ReinterpretCast<uint32_t>(), work_20.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftLeft(work_20.ReinterpretCast<uint32_t>(), work_20.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack_2.ReinterpretCast<int16_t>(), work_18.ReinterpretCast<int16_t>(),
                    work_20.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> work_21 = slot_26.Get<uint32_t>();
            ShiftLeft(work_21, pack_3, (uint32_t)16, LANES);
            ShiftRight(work_21.ReinterpretCast<int32_t>(), work_21.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_17 = slot_29.Get<uint16_t>();
            Cast(value_17.ReinterpretCast<int16_t>(), work_21.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_22 = slot_26.Get<uint32_t>();
            ShiftRight(work_22, pack_3, (uint32_t)16, LANES);
            ShiftLeft(work_22, work_22, (uint32_t)16, LANES);
            ShiftRight(work_22.ReinterpretCast<int32_t>(), work_22.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_18 = slot_30.Get<uint16_t>();
            Cast(value_18.ReinterpretCast<int16_t>(), work_22.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_19 = slot_26.Get<float>();
            Cast(value_19, value_17.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_20 = slot_27.Get<float>();
            Cast(value_20, value_18.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work_23 = slot_10.Get<float>();
            Muls(work_23, value_19, -1.0f, LANES);
            Exp(work_23, work_23, LANES);
            Adds(work_23, work_23, 1.0f, LANES);
            LocalTensor<float> value_21 = slot_31.Get<float>();
            Duplicate(value_21, 1.0f, LANES);
            Div(value_21, value_21, work_23, LANES);
            LocalTensor<float> work_24 = slot_10.Get<float>();
            Muls(work_24, value_20, -1.0f, LANES);
            Exp(work_24, work_24, LANES);
            Adds(work_24, work_24, 1.0f, LANES);
            LocalTensor<float> value_22 = slot_32.Get<float>();
            Duplicate(value_22, 1.0f, LANES);
            Div(value_22, value_22, work_24, LANES);
            LocalTensor<half> value_23 = slot_33.Get<half>();
            Cast(value_23, value_21, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> value_24 = slot_34.Get<half>();
            Cast(value_24, value_22, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint16_t> bits_5 = slot_35.Get<uint16_t>();
            copy_tile(bits_5.ReinterpretCast<int16_t>(), value_23.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_25 = slot_10.Get<uint32_t>();
            Duplicate(work_25, 4294901760u, LANES);
            And(work_25.ReinterpretCast<int16_t>(), pack_3.ReinterpretCast<int16_t>(),
                    work_25.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_26 = slot_36.Get<float>();
            Cast(work_26, bits_5.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_27 = slot_37.Get<int32_t>();
            Cast(work_27, work_26, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_27.ReinterpretCast<uint32_t>(), work_27.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_27.ReinterpretCast<uint32_t>(), work_27.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack_3.ReinterpretCast<int16_t>(), work_25.ReinterpretCast<int16_t>(),
                    work_27.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint16_t> bits_6 = slot_38.Get<uint16_t>();
            copy_tile(bits_6.ReinterpretCast<int16_t>(), value_24.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_28 = slot_37.Get<uint32_t>();
            Duplicate(work_28, 65535u, LANES);
            And(work_28.ReinterpretCast<int16_t>(), pack_3.ReinterpretCast<int16_t>(),
                    work_28.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_29 = slot_10.Get<float>();
            Cast(work_29, bits_6.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_30 = slot_36.Get<int32_t>();
            Cast(work_30, work_29, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_30.ReinterpretCast<uint32_t>(), work_30.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_30.ReinterpretCast<uint32_t>(), work_30.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftLeft(work_30.ReinterpretCast<uint32_t>(), work_30.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack_3.ReinterpretCast<int16_t>(), work_28.ReinterpretCast<int16_t>(),
                    work_30.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> work_31 = slot_36.Get<uint32_t>();
            ShiftLeft(work_31, pack_4, (uint32_t)16, LANES);
            ShiftRight(work_31.ReinterpretCast<int32_t>(), work_31.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_25 = slot_39.Get<uint16_t>();
            Cast(value_25.ReinterpretCast<int16_t>(), work_31.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_32 = slot_36.Get<uint32_t>();
            ShiftRight(work_32, pack_4, (uint32_t)16, LANES);
            ShiftLeft(work_32, work_32, (uint32_t)16, LANES);
            ShiftRight(work_32.ReinterpretCast<int32_t>(), work_32.ReinterpretCast<int32_t>(), 16, LANES);
            LocalTensor<uint16_t> value_26 = slot_40.Get<uint16_t>();
            Cast(value_26.ReinterpretCast<int16_t>(), work_32.ReinterpretCast<int32_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_27 = slot_36.Get<float>();
            Cast(value_27, value_25.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> value_28 = slot_37.Get<float>();
            Cast(value_28, value_26.ReinterpretCast<half>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<float> work_33 = slot_10.Get<float>();
            Muls(work_33, value_27, -1.0f, LANES);
            Exp(work_33, work_33, LANES);
            Adds(work_33, work_33, 1.0f, LANES);
            LocalTensor<float> value_29 = slot_41.Get<float>();
            Duplicate(value_29, 1.0f, LANES);
            Div(value_29, value_29, work_33, LANES);
            LocalTensor<float> work_34 = slot_10.Get<float>();
            Muls(work_34, value_28, -1.0f, LANES);
            Exp(work_34, work_34, LANES);
            Adds(work_34, work_34, 1.0f, LANES);
            LocalTensor<float> value_30 = slot_42.Get<float>();
            Duplicate(value_30, 1.0f, LANES);
            Div(value_30, value_30, work_34, LANES);
            LocalTensor<half> value_31 = slot_43.Get<half>();
            Cast(value_31, value_29, RoundMode::CAST_RINT, LANES);
            LocalTensor<half> value_32 = slot_44.Get<half>();
            Cast(value_32, value_30, RoundMode::CAST_RINT, LANES);
            LocalTensor<uint16_t> bits_7 = slot_45.Get<uint16_t>();
            copy_tile(bits_7.ReinterpretCast<int16_t>(), value_31.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_35 = slot_10.Get<uint32_t>();
            Duplicate(work_35, 4294901760u, LANES);
            And(work_35.ReinterpretCast<int16_t>(), pack_4.ReinterpretCast<int16_t>(),
                    work_35.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_36 = slot_46.Get<float>();
            Cast(work_36, bits_7.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_37 = slot_47.Get<int32_t>();
            Cast(work_37, work_36, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_37.ReinterpretCast<uint32_t>(), work_37.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_37.ReinterpretCast<uint32_t>(), work_37.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack_4.ReinterpretCast<int16_t>(), work_35.ReinterpretCast<int16_t>(),
                    work_37.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint16_t> bits_8 = slot_48.Get<uint16_t>();
            copy_tile(bits_8.ReinterpretCast<int16_t>(), value_32.ReinterpretCast<int16_t>(), LANES);
            LocalTensor<uint32_t> work_38 = slot_47.Get<uint32_t>();
            Duplicate(work_38, 65535u, LANES);
            And(work_38.ReinterpretCast<int16_t>(), pack_4.ReinterpretCast<int16_t>(),
                    work_38.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<float> work_39 = slot_10.Get<float>();
            Cast(work_39, bits_8.ReinterpretCast<int16_t>(), RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_40 = slot_46.Get<int32_t>();
            Cast(work_40, work_39, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_40.ReinterpretCast<uint32_t>(), work_40.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftRight(work_40.ReinterpretCast<uint32_t>(), work_40.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            ShiftLeft(work_40.ReinterpretCast<uint32_t>(), work_40.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(pack_4.ReinterpretCast<int16_t>(), work_38.ReinterpretCast<int16_t>(),
                    work_40.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> spread = slot_49.Get<uint32_t>();
            wait<HardEvent::MTE3_V>();
            expand(spread, pack, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out((__gm__ uint32_t*)y + start * 4L, spread, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<uint32_t> spread_2 = slot_49.Get<uint32_t>();
            wait<HardEvent::MTE3_V>();
            expand(spread_2, pack_2, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out((__gm__ uint32_t*)y + start * 4L + 1, spread_2, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<uint32_t> spread_3 = slot_49.Get<uint32_t>();
            wait<HardEvent::MTE3_V>();
            expand(spread_3, pack_3, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out((__gm__ uint32_t*)y + start * 4L + 2, spread_3, count, count > 0 ? 1 : 0, 4, 8);
            LocalTensor<uint32_t> spread_4 = slot_49.Get<uint32_t>();
            wait<HardEvent::MTE3_V>();
            expand(spread_4, pack_4, LANES);
            wait<HardEvent::V_MTE3>();
            copy_rows_out((__gm__ uint32_t*)y + start * 4L + 3, spread_4, count, count > 0 ? 1 : 0, 4, 8);
        }
    }
}
