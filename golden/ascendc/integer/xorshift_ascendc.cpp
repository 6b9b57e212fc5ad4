// xorshift.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Random numbers from a generator a thread (Marsaglia's xorshift with a Weyl sequence, "xorwow"), and uniform floats.

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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

extern "C" __global__ __aicore__ void random_words(
        GM_ADDR words_address, uint64_t seed, int32_t count, int32_t n, uint32_t grid_x, uint32_t grid_y,
        uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ uint32_t* words = (__gm__ uint32_t*)words_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> words_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19;
    pipe.InitBuffer(words_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 8));
    pipe.InitBuffer(slot_14, padded(LANES * 8));
    pipe.InitBuffer(slot_15, padded(LANES * 8));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> generator = slot_0.Get<uint32_t>();
        Duplicate(generator, 0u, LANES);
        LocalTensor<uint32_t> generator_2 = slot_1.Get<uint32_t>();
        Duplicate(generator_2, 0u, LANES);
        LocalTensor<uint32_t> generator_3 = slot_2.Get<uint32_t>();
        Duplicate(generator_3, 0u, LANES);
        LocalTensor<uint32_t> generator_4 = slot_3.Get<uint32_t>();
        Duplicate(generator_4, 0u, LANES);
        LocalTensor<uint32_t> generator_5 = slot_4.Get<uint32_t>();
        Duplicate(generator_5, 0u, LANES);
        LocalTensor<uint32_t> generator_6 = slot_5.Get<uint32_t>();
        Duplicate(generator_6, 0u, LANES);
        LocalTensor<uint64_t> seed_2 = slot_6.Get<uint64_t>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed + (int32_t)(block_x * LANES + lane));
        }
        LocalTensor<uint32_t> state = slot_7.Get<uint32_t>();
        Duplicate(state, 0u, LANES);
        LocalTensor<uint32_t> state_2 = slot_8.Get<uint32_t>();
        Duplicate(state_2, 0u, LANES);
        LocalTensor<uint32_t> state_3 = slot_9.Get<uint32_t>();
        Duplicate(state_3, 0u, LANES);
        LocalTensor<uint32_t> state_4 = slot_10.Get<uint32_t>();
        Duplicate(state_4, 0u, LANES);
        LocalTensor<uint32_t> state_5 = slot_11.Get<uint32_t>();
        Duplicate(state_5, 0u, LANES);
        LocalTensor<uint32_t> state_6 = slot_12.Get<uint32_t>();
        Duplicate(state_6, 0u, LANES);
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed_2.GetValue(lane) + 0x9e3779b97f4a7c15UL);
        }
        LocalTensor<uint64_t> mixed = slot_13.Get<uint64_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(mixed, seed_2, LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed.SetValue(lane, (mixed.GetValue(lane) ^ (mixed.GetValue(lane) >> 30)) * 0xbf58476d1ce4e5b9UL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed.SetValue(lane, (mixed.GetValue(lane) ^ (mixed.GetValue(lane) >> 27)) * 0x94d049bb133111ebUL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed.SetValue(lane, mixed.GetValue(lane) ^ (mixed.GetValue(lane) >> 31));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state.SetValue(lane, (uint32_t)mixed.GetValue(lane));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_2.SetValue(lane, (uint32_t)(mixed.GetValue(lane) >> 32));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed_2.GetValue(lane) + 0x9e3779b97f4a7c15UL);
        }
        LocalTensor<uint64_t> mixed_2 = slot_14.Get<uint64_t>();
        wait<HardEvent::S_V>();
        copy_tile(mixed_2, seed_2, LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_2.SetValue(lane, (mixed_2.GetValue(lane) ^ (mixed_2.GetValue(lane) >> 30)) * 0xbf58476d1ce4e5b9UL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_2.SetValue(lane, (mixed_2.GetValue(lane) ^ (mixed_2.GetValue(lane) >> 27)) * 0x94d049bb133111ebUL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_2.SetValue(lane, mixed_2.GetValue(lane) ^ (mixed_2.GetValue(lane) >> 31));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_3.SetValue(lane, (uint32_t)mixed_2.GetValue(lane));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_4.SetValue(lane, (uint32_t)(mixed_2.GetValue(lane) >> 32));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed_2.GetValue(lane) + 0x9e3779b97f4a7c15UL);
        }
        LocalTensor<uint64_t> mixed_3 = slot_15.Get<uint64_t>();
        wait<HardEvent::S_V>();
        copy_tile(mixed_3, seed_2, LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_3.SetValue(lane, (mixed_3.GetValue(lane) ^ (mixed_3.GetValue(lane) >> 30)) * 0xbf58476d1ce4e5b9UL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_3.SetValue(lane, (mixed_3.GetValue(lane) ^ (mixed_3.GetValue(lane) >> 27)) * 0x94d049bb133111ebUL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_3.SetValue(lane, mixed_3.GetValue(lane) ^ (mixed_3.GetValue(lane) >> 31));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_5.SetValue(lane, (uint32_t)mixed_3.GetValue(lane));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_6.SetValue(lane, (uint32_t)(mixed_3.GetValue(lane) >> 32));
        }
        LocalTensor<uint32_t> work = slot_16.Get<uint32_t>();
        Duplicate(work, 1u, LANES);
        Or(generator.ReinterpretCast<int16_t>(), state.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                LANES * 2);
        copy_tile(generator_2.ReinterpretCast<int32_t>(), state_2.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_3.ReinterpretCast<int32_t>(), state_3.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_4.ReinterpretCast<int32_t>(), state_4.ReinterpretCast<int32_t>(), LANES);
        wait<HardEvent::S_V>();
        copy_tile(generator_5.ReinterpretCast<int32_t>(), state_5.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_6.ReinterpretCast<int32_t>(), state_6.ReinterpretCast<int32_t>(), LANES);
        for (int32_t k = 0; k < count; ++k) {
            LocalTensor<uint32_t> work_2 = slot_16.Get<uint32_t>();
            ShiftRight(work_2, generator, (uint32_t)2, LANES);
            LocalTensor<uint32_t> mixed_4 = slot_17.Get<uint32_t>();
            Or(mixed_4.ReinterpretCast<int16_t>(), generator.ReinterpretCast<int16_t>(),
                    work_2.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_2.ReinterpretCast<int16_t>(), generator.ReinterpretCast<int16_t>(),
                    work_2.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(mixed_4.ReinterpretCast<int32_t>(), mixed_4.ReinterpretCast<int32_t>(),
                    work_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(generator.ReinterpretCast<int32_t>(), generator_2.ReinterpretCast<int32_t>(), LANES);
            copy_tile(generator_2.ReinterpretCast<int32_t>(), generator_3.ReinterpretCast<int32_t>(), LANES);
            copy_tile(generator_3.ReinterpretCast<int32_t>(), generator_4.ReinterpretCast<int32_t>(), LANES);
            copy_tile(generator_4.ReinterpretCast<int32_t>(), generator_5.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> work_3 = slot_16.Get<uint32_t>();
            ShiftLeft(work_3, mixed_4, (uint32_t)1, LANES);
            LocalTensor<uint32_t> either = slot_18.Get<uint32_t>();
            Or(either.ReinterpretCast<int16_t>(), mixed_4.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both = slot_19.Get<uint32_t>();
            And(both.ReinterpretCast<int16_t>(), mixed_4.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(mixed_4.ReinterpretCast<int32_t>(), either.ReinterpretCast<int32_t>(), both.ReinterpretCast<int32_t>(),
                    LANES);
            LocalTensor<uint32_t> work_4 = slot_19.Get<uint32_t>();
            ShiftLeft(work_4, generator_5, (uint32_t)4, LANES);
            LocalTensor<uint32_t> either_2 = slot_18.Get<uint32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    mixed_4.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_4.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    mixed_4.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_2.ReinterpretCast<int32_t>(), either_2.ReinterpretCast<int32_t>(),
                    work_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> either_3 = slot_19.Get<uint32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), generator_5.ReinterpretCast<int16_t>(),
                    either_2.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> both_2 = slot_16.Get<uint32_t>();
            And(both_2.ReinterpretCast<int16_t>(), generator_5.ReinterpretCast<int16_t>(),
                    either_2.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(generator_5.ReinterpretCast<int32_t>(), either_3.ReinterpretCast<int32_t>(),
                    both_2.ReinterpretCast<int32_t>(), LANES);
            Adds(generator_6.ReinterpretCast<int32_t>(), generator_6.ReinterpretCast<int32_t>(), 362437, LANES);
            LocalTensor<uint32_t> words_tile_out = words_tile_out_queue.AllocTensor<uint32_t>();
            Add(words_tile_out.ReinterpretCast<int32_t>(), generator_5.ReinterpretCast<int32_t>(),
                    generator_6.ReinterpretCast<int32_t>(), LANES);
            const int32_t count_2 = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                    (int64_t)n - (int32_t)(block_x * LANES));
            words_tile_out_queue.EnQue(words_tile_out);
            words_tile_out = words_tile_out_queue.DeQue<uint32_t>();
            copy_out(words + (k * n + (int32_t)(block_x * LANES)), words_tile_out, count_2);
            words_tile_out_queue.FreeTensor(words_tile_out);
        }
    }
}

extern "C" __global__ __aicore__ void random_uniform(
        GM_ADDR numbers_address, uint64_t seed, int32_t n, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z,
        int32_t LANES, int32_t TAIL) {
    __gm__ float* numbers = (__gm__ float*)numbers_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> numbers_tile_out_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14, slot_15, slot_16, slot_17, slot_18, slot_19, slot_20, slot_21;
    pipe.InitBuffer(numbers_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 8));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, padded(LANES * 8));
    pipe.InitBuffer(slot_14, padded(LANES * 8));
    pipe.InitBuffer(slot_15, padded(LANES * 8));
    pipe.InitBuffer(slot_16, padded(LANES * 4));
    pipe.InitBuffer(slot_17, padded(LANES * 4));
    pipe.InitBuffer(slot_18, padded(LANES * 4));
    pipe.InitBuffer(slot_19, padded(LANES * 4));
    pipe.InitBuffer(slot_20, padded(LANES * 4));
    pipe.InitBuffer(slot_21, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<uint32_t> generator = slot_0.Get<uint32_t>();
        Duplicate(generator, 0u, LANES);
        LocalTensor<uint32_t> generator_2 = slot_1.Get<uint32_t>();
        Duplicate(generator_2, 0u, LANES);
        LocalTensor<uint32_t> generator_3 = slot_2.Get<uint32_t>();
        Duplicate(generator_3, 0u, LANES);
        LocalTensor<uint32_t> generator_4 = slot_3.Get<uint32_t>();
        Duplicate(generator_4, 0u, LANES);
        LocalTensor<uint32_t> generator_5 = slot_4.Get<uint32_t>();
        Duplicate(generator_5, 0u, LANES);
        LocalTensor<uint32_t> generator_6 = slot_5.Get<uint32_t>();
        Duplicate(generator_6, 0u, LANES);
        LocalTensor<uint64_t> seed_2 = slot_6.Get<uint64_t>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed ^ ((uint64_t)(int32_t)(block_x * LANES + lane) << 32));
        }
        LocalTensor<uint32_t> state = slot_7.Get<uint32_t>();
        Duplicate(state, 0u, LANES);
        LocalTensor<uint32_t> state_2 = slot_8.Get<uint32_t>();
        Duplicate(state_2, 0u, LANES);
        LocalTensor<uint32_t> state_3 = slot_9.Get<uint32_t>();
        Duplicate(state_3, 0u, LANES);
        LocalTensor<uint32_t> state_4 = slot_10.Get<uint32_t>();
        Duplicate(state_4, 0u, LANES);
        LocalTensor<uint32_t> state_5 = slot_11.Get<uint32_t>();
        Duplicate(state_5, 0u, LANES);
        LocalTensor<uint32_t> state_6 = slot_12.Get<uint32_t>();
        Duplicate(state_6, 0u, LANES);
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed_2.GetValue(lane) + 0x9e3779b97f4a7c15UL);
        }
        LocalTensor<uint64_t> mixed = slot_13.Get<uint64_t>();
        wait<HardEvent::V_S>();
        wait<HardEvent::S_V>();
        copy_tile(mixed, seed_2, LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed.SetValue(lane, (mixed.GetValue(lane) ^ (mixed.GetValue(lane) >> 30)) * 0xbf58476d1ce4e5b9UL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed.SetValue(lane, (mixed.GetValue(lane) ^ (mixed.GetValue(lane) >> 27)) * 0x94d049bb133111ebUL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed.SetValue(lane, mixed.GetValue(lane) ^ (mixed.GetValue(lane) >> 31));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state.SetValue(lane, (uint32_t)mixed.GetValue(lane));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_2.SetValue(lane, (uint32_t)(mixed.GetValue(lane) >> 32));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed_2.GetValue(lane) + 0x9e3779b97f4a7c15UL);
        }
        LocalTensor<uint64_t> mixed_2 = slot_14.Get<uint64_t>();
        wait<HardEvent::S_V>();
        copy_tile(mixed_2, seed_2, LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_2.SetValue(lane, (mixed_2.GetValue(lane) ^ (mixed_2.GetValue(lane) >> 30)) * 0xbf58476d1ce4e5b9UL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_2.SetValue(lane, (mixed_2.GetValue(lane) ^ (mixed_2.GetValue(lane) >> 27)) * 0x94d049bb133111ebUL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_2.SetValue(lane, mixed_2.GetValue(lane) ^ (mixed_2.GetValue(lane) >> 31));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_3.SetValue(lane, (uint32_t)mixed_2.GetValue(lane));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_4.SetValue(lane, (uint32_t)(mixed_2.GetValue(lane) >> 32));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            seed_2.SetValue(lane, seed_2.GetValue(lane) + 0x9e3779b97f4a7c15UL);
        }
        LocalTensor<uint64_t> mixed_3 = slot_15.Get<uint64_t>();
        wait<HardEvent::S_V>();
        copy_tile(mixed_3, seed_2, LANES);
        wait<HardEvent::V_S>();
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_3.SetValue(lane, (mixed_3.GetValue(lane) ^ (mixed_3.GetValue(lane) >> 30)) * 0xbf58476d1ce4e5b9UL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_3.SetValue(lane, (mixed_3.GetValue(lane) ^ (mixed_3.GetValue(lane) >> 27)) * 0x94d049bb133111ebUL);
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            mixed_3.SetValue(lane, mixed_3.GetValue(lane) ^ (mixed_3.GetValue(lane) >> 31));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_5.SetValue(lane, (uint32_t)mixed_3.GetValue(lane));
        }
        for (int32_t lane = 0; lane < LANES; ++lane) {
            state_6.SetValue(lane, (uint32_t)(mixed_3.GetValue(lane) >> 32));
        }
        LocalTensor<uint32_t> work = slot_16.Get<uint32_t>();
        Duplicate(work, 1u, LANES);
        Or(generator.ReinterpretCast<int16_t>(), state.ReinterpretCast<int16_t>(), work.ReinterpretCast<int16_t>(),
                LANES * 2);
        copy_tile(generator_2.ReinterpretCast<int32_t>(), state_2.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_3.ReinterpretCast<int32_t>(), state_3.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_4.ReinterpretCast<int32_t>(), state_4.ReinterpretCast<int32_t>(), LANES);
        wait<HardEvent::S_V>();
        copy_tile(generator_5.ReinterpretCast<int32_t>(), state_5.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_6.ReinterpretCast<int32_t>(), state_6.ReinterpretCast<int32_t>(), LANES);
        int32_t k = 0;  // all of the state has its part in what follows
        while (k < 6) {
            LocalTensor<uint32_t> work_2 = slot_16.Get<uint32_t>();
            ShiftRight(work_2, generator, (uint32_t)2, LANES);
            LocalTensor<uint32_t> mixed_4 = slot_17.Get<uint32_t>();
            Or(mixed_4.ReinterpretCast<int16_t>(), generator.ReinterpretCast<int16_t>(),
                    work_2.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_2.ReinterpretCast<int16_t>(), generator.ReinterpretCast<int16_t>(),
                    work_2.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(mixed_4.ReinterpretCast<int32_t>(), mixed_4.ReinterpretCast<int32_t>(),
                    work_2.ReinterpretCast<int32_t>(), LANES);
            const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                    - (int32_t)(block_x * LANES));
            if (count > 0) {
                copy_tile(generator.ReinterpretCast<int32_t>(), generator_2.ReinterpretCast<int32_t>(), count);
            }
            if (count > 0) {
                copy_tile(generator_2.ReinterpretCast<int32_t>(), generator_3.ReinterpretCast<int32_t>(), count);
            }
            if (count > 0) {
                copy_tile(generator_3.ReinterpretCast<int32_t>(), generator_4.ReinterpretCast<int32_t>(), count);
            }
            if (count > 0) {
                copy_tile(generator_4.ReinterpretCast<int32_t>(), generator_5.ReinterpretCast<int32_t>(), count);
            }
            LocalTensor<uint32_t> work_3 = slot_16.Get<uint32_t>();
            ShiftLeft(work_3, mixed_4, (uint32_t)1, LANES);
            LocalTensor<uint32_t> either = slot_18.Get<uint32_t>();
            Or(either.ReinterpretCast<int16_t>(), mixed_4.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            LocalTensor<uint32_t> both = slot_19.Get<uint32_t>();
            And(both.ReinterpretCast<int16_t>(), mixed_4.ReinterpretCast<int16_t>(), work_3.ReinterpretCast<int16_t>(),
                    LANES * 2);
            Sub(mixed_4.ReinterpretCast<int32_t>(), either.ReinterpretCast<int32_t>(), both.ReinterpretCast<int32_t>(),
                    LANES);
            LocalTensor<uint32_t> work_4 = slot_19.Get<uint32_t>();
            ShiftLeft(work_4, generator_5, (uint32_t)4, LANES);
            LocalTensor<uint32_t> either_2 = slot_18.Get<uint32_t>();
            Or(either_2.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    mixed_4.ReinterpretCast<int16_t>(), LANES * 2);
            And(work_4.ReinterpretCast<int16_t>(), work_4.ReinterpretCast<int16_t>(),
                    mixed_4.ReinterpretCast<int16_t>(), LANES * 2);
            Sub(either_2.ReinterpretCast<int32_t>(), either_2.ReinterpretCast<int32_t>(),
                    work_4.ReinterpretCast<int32_t>(), LANES);
            LocalTensor<uint32_t> either_3 = slot_19.Get<uint32_t>();
            Or(either_3.ReinterpretCast<int16_t>(), generator_5.ReinterpretCast<int16_t>(),
                    either_2.ReinterpretCast<int16_t>(), LANES * 2);
            LocalTensor<uint32_t> both_2 = slot_16.Get<uint32_t>();
            And(both_2.ReinterpretCast<int16_t>(), generator_5.ReinterpretCast<int16_t>(),
                    either_2.ReinterpretCast<int16_t>(), LANES * 2);
            if (count > 0) {
                Sub(generator_5.ReinterpretCast<int32_t>(), either_3.ReinterpretCast<int32_t>(),
                        both_2.ReinterpretCast<int32_t>(), count);
            }
            if (count > 0) {
                Adds(generator_6.ReinterpretCast<int32_t>(), generator_6.ReinterpretCast<int32_t>(), 362437, count);
            }
            k++;
        }
        LocalTensor<uint32_t> work_5 = slot_17.Get<uint32_t>();
        ShiftRight(work_5, generator, (uint32_t)2, LANES);
        LocalTensor<uint32_t> mixed_5 = slot_16.Get<uint32_t>();
        Or(mixed_5.ReinterpretCast<int16_t>(), generator.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        And(work_5.ReinterpretCast<int16_t>(), generator.ReinterpretCast<int16_t>(), work_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(mixed_5.ReinterpretCast<int32_t>(), mixed_5.ReinterpretCast<int32_t>(), work_5.ReinterpretCast<int32_t>(),
                LANES);
        copy_tile(generator.ReinterpretCast<int32_t>(), generator_2.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_2.ReinterpretCast<int32_t>(), generator_3.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_3.ReinterpretCast<int32_t>(), generator_4.ReinterpretCast<int32_t>(), LANES);
        copy_tile(generator_4.ReinterpretCast<int32_t>(), generator_5.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<uint32_t> work_6 = slot_17.Get<uint32_t>();
        ShiftLeft(work_6, mixed_5, (uint32_t)1, LANES);
        LocalTensor<uint32_t> either_4 = slot_19.Get<uint32_t>();
        Or(either_4.ReinterpretCast<int16_t>(), mixed_5.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                LANES * 2);
        LocalTensor<uint32_t> both_3 = slot_18.Get<uint32_t>();
        And(both_3.ReinterpretCast<int16_t>(), mixed_5.ReinterpretCast<int16_t>(), work_6.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(mixed_5.ReinterpretCast<int32_t>(), either_4.ReinterpretCast<int32_t>(), both_3.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> work_7 = slot_18.Get<uint32_t>();
        ShiftLeft(work_7, generator_5, (uint32_t)4, LANES);
        LocalTensor<uint32_t> either_5 = slot_19.Get<uint32_t>();
        Or(either_5.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(), mixed_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        And(work_7.ReinterpretCast<int16_t>(), work_7.ReinterpretCast<int16_t>(), mixed_5.ReinterpretCast<int16_t>(),
                LANES * 2);
        Sub(either_5.ReinterpretCast<int32_t>(), either_5.ReinterpretCast<int32_t>(), work_7.ReinterpretCast<int32_t>(),
                LANES);
        LocalTensor<uint32_t> either_6 = slot_18.Get<uint32_t>();
        Or(either_6.ReinterpretCast<int16_t>(), generator_5.ReinterpretCast<int16_t>(),
                either_5.ReinterpretCast<int16_t>(), LANES * 2);
        LocalTensor<uint32_t> both_4 = slot_17.Get<uint32_t>();
        And(both_4.ReinterpretCast<int16_t>(), generator_5.ReinterpretCast<int16_t>(),
                either_5.ReinterpretCast<int16_t>(), LANES * 2);
        Sub(generator_5.ReinterpretCast<int32_t>(), either_6.ReinterpretCast<int32_t>(),
                both_4.ReinterpretCast<int32_t>(), LANES);
        Adds(generator_6.ReinterpretCast<int32_t>(), generator_6.ReinterpretCast<int32_t>(), 362437, LANES);
        LocalTensor<uint32_t> next_word_result = slot_17.Get<uint32_t>();
        Add(next_word_result.ReinterpretCast<int32_t>(), generator_5.ReinterpretCast<int32_t>(),
                generator_6.ReinterpretCast<int32_t>(), LANES);
        LocalTensor<float> numbers_tile_out = numbers_tile_out_queue.AllocTensor<float>();
        LocalTensor<uint32_t> work_8 = slot_18.Get<uint32_t>();
        ShiftRight(work_8, next_word_result, (uint32_t)8, LANES);
        LocalTensor<uint32_t> work_9 = slot_19.Get<uint32_t>();
        ShiftRight(work_9, work_8, (uint32_t)16, LANES);
        LocalTensor<float> work_10 = slot_20.Get<float>();
        Cast(work_10, work_9.ReinterpretCast<int32_t>(), RoundMode::CAST_RINT, LANES);
        Muls(work_10, work_10, 65536.0f, LANES);
        LocalTensor<uint32_t> work_11 = slot_19.Get<uint32_t>();
        ShiftLeft(work_11, work_8, (uint32_t)16, LANES);
        ShiftRight(work_11, work_11, (uint32_t)16, LANES);
        LocalTensor<float> work_12 = slot_21.Get<float>();
        Cast(work_12, work_11.ReinterpretCast<int32_t>(), RoundMode::CAST_RINT, LANES);
        Add(work_10, work_10, work_12, LANES);
        Muls(numbers_tile_out, work_10, 1.0f / 16777216.0f, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES), (int64_t)n
                - (int32_t)(block_x * LANES));
        numbers_tile_out_queue.EnQue(numbers_tile_out);
        numbers_tile_out = numbers_tile_out_queue.DeQue<float>();
        copy_out(numbers + (int32_t)(block_x * LANES), numbers_tile_out, count);
        numbers_tile_out_queue.FreeTensor(numbers_tile_out);  // 24 bits, in [0, 1)
    }
}
