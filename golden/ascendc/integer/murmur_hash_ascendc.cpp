// murmur_hash.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// MurmurHash3 (32 bits, by Austin Appleby, public domain) of keys of any length, one a thread.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void murmur_hash(
        GM_ADDR keys_address, GM_ADDR hashes_address, int32_t length, int32_t count, uint32_t seed,
        GM_ADDR MULTIPLIER_1_address, GM_ADDR MULTIPLIER_2_address, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t BLOCK_X) {
    __gm__ uint8_t* keys = (__gm__ uint8_t*)keys_address;
    __gm__ uint32_t* hashes = (__gm__ uint32_t*)hashes_address;
    __gm__ uint32_t* MULTIPLIER_1 = (__gm__ uint32_t*)MULTIPLIER_1_address;
    __gm__ uint32_t* MULTIPLIER_2 = (__gm__ uint32_t*)MULTIPLIER_2_address;
    TPipe pipe;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11;
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, 256);
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES));
    pipe.InitBuffer(slot_7, padded(LANES * 2));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded((LANES + 7) / 8));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<uint32_t> hash = slot_1.Get<uint32_t>();
        wait<HardEvent::MTE3_V>();
        Duplicate(hash, seed, LANES);
        int32_t position = 0;
        const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - (int32_t)(block_x * BLOCK_X));
        const int32_t count_2 = position + 4 <= length ? stop : 0;
        LocalTensor<uint8_t> looping = slot_2.Get<uint8_t>();
        CompareScalar(looping, lanes, (float)count_2, CMPMODE::LT, LANES);
        LocalTensor<float> work = slot_3.Get<float>();
        Duplicate(work, 1.0f, LANES);
        Select(work, looping, work, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
        LocalTensor<float> largest = slot_4.Get<float>();
        LocalTensor<float> work_2 = slot_5.Get<float>();
        ReduceMax(largest, work, work_2, LANES, false);
        wait<HardEvent::V_S>();
        const float largest_5 = largest.GetValue(0);
        const int32_t any = largest_5;
        bool going = any != 0;
        while (going) {
            int32_t position_then = position;
            LocalTensor<uint8_t> key_tile = slot_6.Get<uint8_t>();
            const int32_t stop_2 = LANES;
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    key_tile.SetValue(lane, load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + position_then));
                }
            }
            LocalTensor<half> work_3 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_3, key_tile, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> word = slot_3.Get<int32_t>();
            Cast(word, work_3, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint8_t> key_tile_2 = slot_6.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    key_tile_2.SetValue(lane,
                            load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + (position_then + 1)));
                }
            }
            LocalTensor<half> work_4 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_4, key_tile_2, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_5 = slot_5.Get<int32_t>();
            Cast(work_5, work_4, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_5.ReinterpretCast<uint32_t>(), work_5.ReinterpretCast<uint32_t>(), (uint32_t)8, LANES);
            Or(word.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint8_t> key_tile_3 = slot_6.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    key_tile_3.SetValue(lane,
                            load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + (position_then + 2)));
                }
            }
            LocalTensor<half> work_6 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_6, key_tile_3, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_7 = slot_5.Get<int32_t>();
            Cast(work_7, work_6, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_7.ReinterpretCast<uint32_t>(), work_7.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            Or(word.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint8_t> key_tile_4 = slot_6.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop_2; ++lane) {
                if (bit(looping, lane)) {
                    key_tile_4.SetValue(lane,
                            load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + (position_then + 3)));
                }
            }
            LocalTensor<half> work_8 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_8, key_tile_4, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_9 = slot_5.Get<uint32_t>();
            Cast(work_9.ReinterpretCast<int32_t>(), work_8, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_9, work_9, (uint32_t)24, LANES);
            Or(word.ReinterpretCast<int16_t>(), word.ReinterpretCast<int16_t>(), work_9.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> k = slot_5.Get<uint32_t>();
            copy_tile(k.ReinterpretCast<int32_t>(), word, LANES);
            LocalTensor<float> work_10 = slot_8.Get<float>();
            Duplicate(work_10, 1.0f, LANES);
            Select(work_10, looping, work_10, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_2 = slot_4.Get<float>();
            LocalTensor<float> work_11 = slot_9.Get<float>();
            ReduceMax(largest_2, work_10, work_11, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_6 = largest_2.GetValue(0);
            const int32_t any_2 = largest_6;
            const uint32_t element = any_2 != 0 ? load(MULTIPLIER_1) : 0;
            Muls(k.ReinterpretCast<int32_t>(), k.ReinterpretCast<int32_t>(), (int32_t)element, LANES);
            LocalTensor<uint32_t> work_12 = slot_8.Get<uint32_t>();
            ShiftLeft(work_12, k, (uint32_t)15, LANES);
            LocalTensor<uint32_t> work_13 = slot_9.Get<uint32_t>();
            ShiftRight(work_13, k, (uint32_t)17, LANES);
            Or(k.ReinterpretCast<int16_t>(), work_12.ReinterpretCast<int16_t>(), work_13.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<float> work_14 = slot_9.Get<float>();
            Duplicate(work_14, 1.0f, LANES);
            Select(work_14, looping, work_14, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_3 = slot_4.Get<float>();
            LocalTensor<float> work_15 = slot_8.Get<float>();
            ReduceMax(largest_3, work_14, work_15, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_7 = largest_3.GetValue(0);
            const int32_t any_3 = largest_7;
            const uint32_t element_2 = any_3 != 0 ? load(MULTIPLIER_2) : 0;
            LocalTensor<uint32_t> scrambled_result = slot_9.Get<uint32_t>();
            Muls(scrambled_result.ReinterpretCast<int32_t>(), k.ReinterpretCast<int32_t>(), (int32_t)element_2, LANES);
            LocalTensor<uint32_t> either = slot_8.Get<uint32_t>();
            Or(either.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> work_16 = slot_10.Get<uint32_t>();
            And(work_16.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either.ReinterpretCast<int32_t>(), either.ReinterpretCast<int32_t>(),
                    work_16.ReinterpretCast<int32_t>(), LANES);
            Select(hash.ReinterpretCast<float>(), looping, either.ReinterpretCast<float>(),
                    hash.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> work_17 = slot_8.Get<uint32_t>();
            ShiftLeft(work_17, hash, (uint32_t)13, LANES);
            LocalTensor<uint32_t> work_18 = slot_10.Get<uint32_t>();
            ShiftRight(work_18, hash, (uint32_t)19, LANES);
            Or(work_17.ReinterpretCast<int16_t>(), work_17.ReinterpretCast<int16_t>(),
                    work_18.ReinterpretCast<int16_t>(), LANES * 2);
            Select(hash.ReinterpretCast<float>(), looping, work_17.ReinterpretCast<float>(),
                    hash.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            LocalTensor<uint32_t> work_19 = slot_8.Get<uint32_t>();
            Muls(work_19.ReinterpretCast<int32_t>(), hash.ReinterpretCast<int32_t>(), 5, LANES);
            Adds(work_19.ReinterpretCast<int32_t>(), work_19.ReinterpretCast<int32_t>(), -430675100, LANES);
            Select(hash.ReinterpretCast<float>(), looping, work_19.ReinterpretCast<float>(),
                    hash.ReinterpretCast<float>(), SELMODE::VSEL_TENSOR_TENSOR_MODE, LANES);
            position += 4;
            LocalTensor<uint8_t> mask = slot_11.Get<uint8_t>();
            Duplicate(mask.ReinterpretCast<int16_t>(), (int16_t)(position + 4 <= length ? -1 : 0), (LANES + 15) / 16);
            And(looping.ReinterpretCast<int16_t>(), looping.ReinterpretCast<int16_t>(), mask.ReinterpretCast<int16_t>(),
                    (LANES + 15) / 16);
            LocalTensor<float> work_20 = slot_8.Get<float>();
            Duplicate(work_20, 1.0f, LANES);
            Select(work_20, looping, work_20, 0.0f, SELMODE::VSEL_TENSOR_SCALAR_MODE, LANES);
            LocalTensor<float> largest_4 = slot_4.Get<float>();
            LocalTensor<float> work_21 = slot_10.Get<float>();
            ReduceMax(largest_4, work_20, work_21, LANES, false);
            wait<HardEvent::V_S>();
            const float largest_8 = largest_4.GetValue(0);
            const int32_t any_4 = largest_8;
            going = any_4 != 0;
        }

        LocalTensor<uint32_t> tail = slot_3.Get<uint32_t>();
        Duplicate(tail, 0u, LANES);
        int32_t chosen = length & 3;
        bool inside = false;
        inside |= chosen == 3;
        if (inside) {
            LocalTensor<uint8_t> key_tile_5 = slot_6.Get<uint8_t>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                key_tile_5.SetValue(lane, load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + (position + 2)));
            }
            LocalTensor<half> work_22 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_22, key_tile_5, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_23 = slot_5.Get<int32_t>();
            Cast(work_23, work_22, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_23.ReinterpretCast<uint32_t>(), work_23.ReinterpretCast<uint32_t>(), (uint32_t)16, LANES);
            LocalTensor<uint32_t> either_2 = slot_9.Get<uint32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both = slot_8.Get<uint32_t>();
            And(both.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_23.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(tail.ReinterpretCast<int32_t>(), either_2.ReinterpretCast<int32_t>(), both.ReinterpretCast<int32_t>(),
                    LANES);
        }
        inside |= chosen == 2;
        if (inside) {
            LocalTensor<uint8_t> key_tile_6 = slot_6.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                key_tile_6.SetValue(lane, load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + (position + 1)));
            }
            LocalTensor<half> work_24 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_24, key_tile_6, RoundMode::CAST_NONE, LANES);
            LocalTensor<int32_t> work_25 = slot_8.Get<int32_t>();
            Cast(work_25, work_24, RoundMode::CAST_TRUNC, LANES);
            ShiftLeft(work_25.ReinterpretCast<uint32_t>(), work_25.ReinterpretCast<uint32_t>(), (uint32_t)8, LANES);
            LocalTensor<uint32_t> either_3 = slot_9.Get<uint32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_25.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both_2 = slot_5.Get<uint32_t>();
            And(both_2.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_25.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(tail.ReinterpretCast<int32_t>(), either_3.ReinterpretCast<int32_t>(), both_2.ReinterpretCast<int32_t>(),
                    LANES);
        }
        inside |= chosen == 1;
        if (inside) {
            // fall through
            LocalTensor<uint8_t> key_tile_7 = slot_6.Get<uint8_t>();
            wait<HardEvent::V_S>();
            for (int32_t lane = 0; lane < stop; ++lane) {
                key_tile_7.SetValue(lane, load(keys + (int32_t)(block_x * BLOCK_X + lane) * length + position));
            }
            LocalTensor<half> work_26 = slot_7.Get<half>();
            wait<HardEvent::S_V>();
            Cast(work_26, key_tile_7, RoundMode::CAST_NONE, LANES);
            LocalTensor<uint32_t> work_27 = slot_5.Get<uint32_t>();
            Cast(work_27.ReinterpretCast<int32_t>(), work_26, RoundMode::CAST_TRUNC, LANES);
            LocalTensor<uint32_t> either_4 = slot_9.Get<uint32_t>();
            Or(either_4.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_27.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both_3 = slot_8.Get<uint32_t>();
            And(both_3.ReinterpretCast<int16_t>(), tail.ReinterpretCast<int16_t>(), work_27.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(tail.ReinterpretCast<int32_t>(), either_4.ReinterpretCast<int32_t>(), both_3.ReinterpretCast<int32_t>(),
                    LANES);
            LocalTensor<uint32_t> k_2 = slot_8.Get<uint32_t>();
            copy_tile(k_2.ReinterpretCast<int32_t>(), tail.ReinterpretCast<int32_t>(), LANES);
            const uint32_t element = stop > 0 ? load(MULTIPLIER_1) : 0;
            Muls(k_2.ReinterpretCast<int32_t>(), k_2.ReinterpretCast<int32_t>(), (int32_t)element, LANES);
            LocalTensor<uint32_t> work_28 = slot_9.Get<uint32_t>();
            ShiftLeft(work_28, k_2, (uint32_t)15, LANES);
            LocalTensor<uint32_t> work_29 = slot_5.Get<uint32_t>();
            ShiftRight(work_29, k_2, (uint32_t)17, LANES);
            Or(k_2.ReinterpretCast<int16_t>(), work_28.ReinterpretCast<int16_t>(), work_29.ReinterpretCast<int16_t>(),
                    LANES * 2);
            const uint32_t element_2 = stop > 0 ? load(MULTIPLIER_2) : 0;
            LocalTensor<uint32_t> scrambled_result_2 = slot_5.Get<uint32_t>();
            Muls(scrambled_result_2.ReinterpretCast<int32_t>(), k_2.ReinterpretCast<int32_t>(), (int32_t)element_2,
                    LANES);
            LocalTensor<uint32_t> either_5 = slot_9.Get<uint32_t>();
            Or(either_5.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result_2.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> both_4 = slot_10.Get<uint32_t>();
            And(both_4.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(),
                    scrambled_result_2.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(hash.ReinterpretCast<int32_t>(), either_5.ReinterpretCast<int32_t>(), both_4.ReinterpretCast<int32_t>(),
                    LANES);
            inside = false;
        }
        inside |= (chosen != 3) & (chosen != 2) & (chosen != 1);
        if (inside)
            inside = false;
        LocalTensor<uint32_t> work_30 = slot_8.Get<uint32_t>();
        Duplicate(work_30, (uint32_t)length, LANES);
        LocalTensor<uint32_t> either_6 = slot_5.Get<uint32_t>();
        Or(either_6.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_30.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_5 = slot_10.Get<uint32_t>();
        And(both_5.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_30.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_6.ReinterpretCast<int32_t>(), both_5.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_31 = slot_10.Get<uint32_t>();
        ShiftRight(work_31, hash, (uint32_t)16, LANES);
        LocalTensor<uint32_t> either_7 = slot_5.Get<uint32_t>();
        Or(either_7.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_31.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_6 = slot_8.Get<uint32_t>();
        And(both_6.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_31.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_7.ReinterpretCast<int32_t>(), both_6.ReinterpretCast<int32_t>(),
                LANES);
        Muls(hash.ReinterpretCast<int32_t>(), hash.ReinterpretCast<int32_t>(), -2048144789, LANES);
        LocalTensor<uint32_t> work_32 = slot_8.Get<uint32_t>();
        ShiftRight(work_32, hash, (uint32_t)13, LANES);
        LocalTensor<uint32_t> either_8 = slot_5.Get<uint32_t>();
        Or(either_8.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_32.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_7 = slot_10.Get<uint32_t>();
        And(both_7.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_32.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_8.ReinterpretCast<int32_t>(), both_7.ReinterpretCast<int32_t>(),
                LANES);
        Muls(hash.ReinterpretCast<int32_t>(), hash.ReinterpretCast<int32_t>(), -1028477387, LANES);
        LocalTensor<uint32_t> work_33 = slot_10.Get<uint32_t>();
        ShiftRight(work_33, hash, (uint32_t)16, LANES);
        LocalTensor<uint32_t> either_9 = slot_5.Get<uint32_t>();
        Or(either_9.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_33.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_8 = slot_8.Get<uint32_t>();
        And(both_8.ReinterpretCast<int16_t>(), hash.ReinterpretCast<int16_t>(), work_33.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(hash.ReinterpretCast<int32_t>(), either_9.ReinterpretCast<int32_t>(), both_8.ReinterpretCast<int32_t>(),
                LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(hashes + (int32_t)(block_x * BLOCK_X), hash, stop);
    }
}
