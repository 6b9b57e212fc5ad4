// batchnorm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Batch normalisation of a [batch, channels, plane] tensor, where a plane is height * width elements.

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

// One b for all lanes.
struct Divisor {
    uint32_t size;
    int32_t sign;

    __aicore__ inline Divisor(int32_t b) : size(b < 0 ? 0u - b : b), sign(b < 0 ? -1 : 1) {}
    __aicore__ inline Divisor(uint32_t b) : size(b), sign(1) {}

    // By |b|, times a factor.
    __aicore__ inline void divide(const LocalTensor<float>& ratio, float factor, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(ratio, ratio, factor / (float)size, count);
    }
    __aicore__ inline void multiply(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) const {
        Muls(target, source, (int32_t)size, count);
    }
    __aicore__ inline void give_sign(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>&, int32_t count) const {
        Muls(target, target, sign, count);
    }
};

// -1 where a number is negative, else 1.
__aicore__ inline void signs_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& source, int32_t count) {
    ShiftRight(target, source, 31, count);
    Muls(target, target, 2, count);
    Adds(target, target, 1, count);
}

// a = first |b| + sign (second |b| + rest), where sign is that of a, and rest from -|b| to |b| - 1. less: -1 where rest
// is negative, else 0. The first estimate is never too small, and leaves 3200 too little at most; the second one is
// never too small either, by 1 at most. Floats may be off by 4 units of their last place.
template <typename By>
__aicore__ inline void estimate(const LocalTensor<int32_t>& first, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less, const LocalTensor<int32_t>& a, const By& b,
                                int32_t count) {
    LocalTensor<float> ratio = first.ReinterpretCast<float>();
    Cast(ratio, a, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f + 1.0f / (1 << 20), less, count);
    Cast(first, ratio, RoundMode::CAST_TRUNC, count);
    b.multiply(rest, first, count);
    Sub(rest, a, rest, count);
    signs_of(less, a, count);
    Mul(rest, rest, less, count);
    ratio = second.ReinterpretCast<float>();
    Cast(ratio, rest, RoundMode::CAST_RINT, count);
    b.divide(ratio, 1.0f - 1.0f / (1 << 20), less, count);
    Cast(second, ratio, RoundMode::CAST_FLOOR, count);
    b.multiply(less, second, count);
    Sub(rest, rest, less, count);
    ShiftRight(less, rest, 31, count);
}

// a / b, rounded toward 0.
template <typename By>
__aicore__ inline void divide_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    Add(second, second, less, count);
    signs_of(less, a, count);
    Mul(second, second, less, count);
    Add(target, target, second, count);
    b.give_sign(target, less, count);
}

// a / b; the last three tiles are to work in.
__aicore__ inline void quotients_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    divide_by(target, a, Divisor{b}, second, rest, less, count);
}

// What a / b, rounded toward 0, leaves: it has a's sign.
template <typename By>
__aicore__ inline void remain_of(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, const By& b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                                 int32_t count) {
    estimate(target, second, rest, less, a, b, count);
    b.multiply(second, less, count);
    Sub(rest, rest, second, count);
    signs_of(less, a, count);
    Mul(target, rest, less, count);
}

// a % b; the last three tiles are to work in.
__aicore__ inline void remainders_by(const LocalTensor<int32_t>& target, const LocalTensor<int32_t>& a, int32_t b, const LocalTensor<int32_t>& second, const LocalTensor<int32_t>& rest, const LocalTensor<int32_t>& less,
                              int32_t count) {
    remain_of(target, a, Divisor{b}, second, rest, less, count);
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

// `count` elements to memory, and nothing behind them.
template <typename T>
__aicore__ inline void copy_out(__gm__ T* memory, const LocalTensor<T>& tile, int32_t count) {
    if (count > 0)
        DataCopyPad(at(memory), tile, DataCopyExtParams{1, uint32_t(count * sizeof(T)), 0, 0, 0});
}

// All that was copied out is in memory, and the scalar unit reads it from there.
__aicore__ inline void fence() {
    PipeBarrier<PIPE_ALL>();
    GlobalTensor<uint8_t> memory;
    DataCacheCleanAndInvalid<uint8_t, CacheLine::ENTIRE_DATA_CACHE, DcciDst::CACHELINE_OUT>(memory);
}

template <typename T>
__aicore__ inline T larger(T a, T b) {
    return a < b ? b : a;
}

// Inference: one thread an element, with the statistics that training left.
extern "C" __global__ __aicore__ void batchnorm_naive(
        GM_ADDR x_address, GM_ADDR mean_address, GM_ADDR variance_address, GM_ADDR gamma_address, GM_ADDR beta_address,
        GM_ADDR y_address, int32_t batch, int32_t channels, int32_t plane, float epsilon, uint32_t grid_x,
        uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t TAIL) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* mean = (__gm__ float*)mean_address;
    __gm__ float* variance = (__gm__ float*)variance_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> y_tile_out_queue;
    TQue<TPosition::VECIN, 2> x_tile_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9;
    pipe.InitBuffer(y_tile_out_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(x_tile_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_4, padded(LANES * 4));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, padded(LANES * 4));
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, 16384);
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        LocalTensor<uint32_t> i = slot_2.Get<uint32_t>();
        Adds(i.ReinterpretCast<int32_t>(), lane, (int32_t)(block_x * LANES), LANES);
        const int32_t stop = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(batch * channels * plane) - (int32_t)(block_x * LANES));
        LocalTensor<uint8_t> mask = slot_3.Get<uint8_t>();
        CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, (LANES + 63) / 64 * 64);
        LocalTensor<int32_t> work = slot_4.Get<int32_t>();
        LocalTensor<int32_t> work_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_3 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> quotient = slot_7.Get<int32_t>();
        quotients_by(quotient, i.ReinterpretCast<int32_t>(), plane != 0 ? plane : 1, work, work_2, work_3, LANES);
        LocalTensor<int32_t> work_4 = slot_6.Get<int32_t>();
        LocalTensor<int32_t> work_5 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> work_6 = slot_4.Get<int32_t>();
        LocalTensor<int32_t> channel = slot_8.Get<int32_t>();
        remainders_by(channel, quotient, channels != 0 ? channels : 1, work_4, work_5, work_6, LANES);
        LocalTensor<float> y_tile_out = y_tile_out_queue.AllocTensor<float>();
        LocalTensor<float> gamma_tile = slot_7.Get<float>();
        LocalTensor<float> window = slot_9.Get<float>();
        LocalTensor<int32_t> room = slot_4.Get<int32_t>();
        LocalTensor<int32_t> places = slot_5.Get<int32_t>();
        copy_tile(places, channel, LANES);
        gather_where(gamma_tile, gamma, mask, places, window, room, LANES);
        const int32_t count = smaller((int64_t)((int32_t)block_x == (int32_t)grid_x - 1 ? TAIL : LANES),
                (int64_t)(batch * channels * plane) - (int32_t)(block_x * LANES));
        LocalTensor<float> x_tile = x_tile_queue.AllocTensor<float>();
        copy_in(x_tile, x + (int32_t)(block_x * LANES), count);
        x_tile_queue.EnQue(x_tile);
        x_tile = x_tile_queue.DeQue<float>();
        LocalTensor<float> mean_tile = slot_4.Get<float>();
        LocalTensor<float> window_2 = slot_9.Get<float>();
        LocalTensor<int32_t> room_2 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places_2 = slot_6.Get<int32_t>();
        copy_tile(places_2, channel, LANES);
        gather_where(mean_tile, mean, mask, places_2, window_2, room_2, LANES);
        Sub(x_tile, x_tile, mean_tile, LANES);
        Mul(gamma_tile, gamma_tile, x_tile, LANES);
        x_tile_queue.FreeTensor(x_tile);
        LocalTensor<float> variance_tile = slot_4.Get<float>();
        LocalTensor<float> window_3 = slot_9.Get<float>();
        LocalTensor<int32_t> room_3 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places_3 = slot_6.Get<int32_t>();
        copy_tile(places_3, channel, LANES);
        gather_where(variance_tile, variance, mask, places_3, window_3, room_3, LANES);
        Adds(variance_tile, variance_tile, epsilon, LANES);
        Sqrt(variance_tile, variance_tile, LANES);
        Div(gamma_tile, gamma_tile, variance_tile, LANES);
        LocalTensor<float> beta_tile = slot_4.Get<float>();
        LocalTensor<float> window_4 = slot_9.Get<float>();
        LocalTensor<int32_t> room_4 = slot_5.Get<int32_t>();
        LocalTensor<int32_t> places_4 = slot_6.Get<int32_t>();
        copy_tile(places_4, channel, LANES);
        gather_where(beta_tile, beta, mask, places_4, window_4, room_4, LANES);
        Add(y_tile_out, gamma_tile, beta_tile, LANES);
        y_tile_out_queue.EnQue(y_tile_out);
        y_tile_out = y_tile_out_queue.DeQue<float>();
        copy_out(y + (int32_t)(block_x * LANES), y_tile_out, count);
        y_tile_out_queue.FreeTensor(y_tile_out);
    }
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
extern "C" __global__ __aicore__ void batchnorm_train_64(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, GM_ADDR running_mean_address,
        GM_ADDR running_variance_address, GM_ADDR saved_address, int32_t batch, int32_t plane, float epsilon,
        float momentum, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* running_mean = (__gm__ float*)running_mean_address;
    __gm__ float* running_variance = (__gm__ float*)running_variance_address;
    __gm__ float* saved = (__gm__ float*)saved_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, 16384);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, 256);
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t channel = block_x;
        const int32_t channels = grid_x;
        const int32_t count = batch * plane;
        LocalTensor<float> sum = slot_2.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 64) {
            LocalTensor<int32_t> i = slot_3.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask = slot_4.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> x_tile = slot_5.Get<float>();
            LocalTensor<float> window = slot_6.Get<float>();
            LocalTensor<int32_t> room = slot_7.Get<int32_t>();
            LocalTensor<int32_t> work = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_3 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> places = slot_11.Get<int32_t>();
            quotients_by(places, i, plane != 0 ? plane : 1, work, work_2, work_3, LANES);
            Muls(places, places, channels, LANES);
            Adds(places, places, channel, LANES);
            Muls(places, places, plane, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> remainder = slot_12.Get<int32_t>();
            remainders_by(remainder, i, plane != 0 ? plane : 1, work_4, work_5, work_6, LANES);
            Add(places, places, remainder, LANES);
            gather_where(x_tile, x, mask, places, window, room, LANES);
            if (count_2 > 0) {
                Add(sum, sum, x_tile, count_2);
            }
        }
        LocalTensor<float> sum_2 = slot_13.Get<float>();
        LocalTensor<float> work_7 = slot_3.Get<float>();
        ReduceSum(sum_2, sum, work_7, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);  // before the next use of the places
        const float mean = total / count;

        LocalTensor<float> squares = slot_3.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 64) {
            LocalTensor<int32_t> i_2 = slot_5.Get<int32_t>();
            Adds(i_2, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask_2 = slot_4.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<float> deviation = slot_7.Get<float>();
            LocalTensor<float> window_2 = slot_6.Get<float>();
            LocalTensor<int32_t> room_2 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> work_9 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_10 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
            quotients_by(places_2, i_2, plane != 0 ? plane : 1, work_8, work_9, work_10, LANES);
            Muls(places_2, places_2, channels, LANES);
            Adds(places_2, places_2, channel, LANES);
            Muls(places_2, places_2, plane, LANES);
            LocalTensor<int32_t> work_11 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_12 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_13 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> remainder_2 = slot_14.Get<int32_t>();
            remainders_by(remainder_2, i_2, plane != 0 ? plane : 1, work_11, work_12, work_13, LANES);
            Add(places_2, places_2, remainder_2, LANES);
            gather_where(deviation, x, mask_2, places_2, window_2, room_2, LANES);
            Adds(deviation, deviation, -mean, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> work_14 = slot_11.Get<float>();
            Mul(work_14, deviation, deviation, LANES);
            if (count_2 > 0) {
                Add(squares, squares, work_14, count_2);
            }
        }
        LocalTensor<float> sum_3 = slot_13.Get<float>();
        LocalTensor<float> work_15 = slot_5.Get<float>();
        ReduceSum(sum_3, squares, work_15, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum_3.GetValue(0);  // before the next use of the places
        LocalTensor<float> work_16 = slot_13.Get<float>();
        Duplicate(work_16, total_2 / count + epsilon, 8);
        Sqrt(work_16, work_16, 8);
        wait<HardEvent::V_S>();
        const float sqrt = work_16.GetValue(0);
        const float inverse_deviation = 1.0f / sqrt;
        LocalTensor<float> element = slot_13.Get<float>();
        element.SetValue(0, mean);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L, element, 1);
        LocalTensor<float> element_2 = slot_13.Get<float>();
        wait<HardEvent::MTE3_S>();
        element_2.SetValue(0, inverse_deviation);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L + 1, element_2, 1);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        LocalTensor<float> running_mean_tile = slot_5.Get<float>();
        const float running_mean_tile_2 = count_2 > 0 ? load(running_mean + channel) : 0.0f;
        Duplicate(running_mean_tile, running_mean_tile_2, LANES);
        Muls(running_mean_tile, running_mean_tile, 1.0f - momentum, LANES);
        Adds(running_mean_tile, running_mean_tile, momentum * mean, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_mean + channel, running_mean_tile, count_2 > 0 ? 1 : 0);
        LocalTensor<float> running_variance_tile = slot_5.Get<float>();
        const float running_variance_tile_2 = count_2 > 0 ? load(running_variance + channel) : 0.0f;
        wait<HardEvent::MTE3_V>();
        Duplicate(running_variance_tile, running_variance_tile_2, LANES);
        Muls(running_variance_tile, running_variance_tile, 1.0f - momentum, LANES);
        Adds(running_variance_tile, running_variance_tile, momentum * total_2 / (count - 1), LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_variance + channel, running_variance_tile, count_2 > 0 ? 1 : 0);

        const float element_3 = load(gamma + channel);
        const float scale = element_3 * inverse_deviation;
        const float element_4 = load(beta + channel);
        const float shift = element_4 - mean * scale;
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < count; start += 64) {
            LocalTensor<int32_t> i_3 = slot_5.Get<int32_t>();
            Adds(i_3, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask_3 = slot_4.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_17 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> work_18 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> place = slot_14.Get<int32_t>();
            quotients_by(place, i_3, plane != 0 ? plane : 1, work_17, work_18, work_19, LANES);
            Muls(place, place, channels, LANES);
            Adds(place, place, channel, LANES);
            Muls(place, place, plane, LANES);
            LocalTensor<int32_t> work_20 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_21 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_22 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> remainder_3 = slot_12.Get<int32_t>();
            remainders_by(remainder_3, i_3, plane != 0 ? plane : 1, work_20, work_21, work_22, LANES);
            Add(place, place, remainder_3, LANES);
            LocalTensor<float> x_tile_2 = slot_12.Get<float>();
            LocalTensor<float> window_3 = slot_6.Get<float>();
            LocalTensor<int32_t> room_3 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_11.Get<int32_t>();
            copy_tile(places_3, place, LANES);
            fence();
            gather_where(x_tile_2, x, mask_3, places_3, window_3, room_3, LANES);
            Muls(x_tile_2, x_tile_2, scale, LANES);
            Adds(x_tile_2, x_tile_2, shift, LANES);
            LocalTensor<uint32_t> offsets = slot_7.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            int32_t column = 0;
            while (column < LANES) {
                const int32_t length = start + column < 0L ? 1L
                        : larger(smaller((plane != 0 ? plane : 1)
                        - (int64_t)(start + column) % (plane != 0 ? plane : 1), (int64_t)(LANES - column)), 1L);
                const int32_t stop_2 = smaller(smaller((int64_t)length, (int64_t)BLOCK_X - column), (int64_t)count
                        - (start + column));
                if (stop_2 > 0) {
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, x_tile_2, offsets, (uint32_t)(column * 4), stop_2);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(y
                            + (((start + column) / (plane != 0 ? plane : 1) * channels + channel) * plane
                            + (start + column) % (plane != 0 ? plane : 1)), moved, stop_2);
                    moved_queue.FreeTensor(moved);
                }
                column += length;
            }
        }
    }
}

// Training: one block a channel. The running statistics move towards those of the batch, and the mean and the inverse
// deviation of the batch are kept for the backward pass. As in the papers' frameworks, the running variance is the
// unbiased one.
extern "C" __global__ __aicore__ void batchnorm_train_128(
        GM_ADDR x_address, GM_ADDR gamma_address, GM_ADDR beta_address, GM_ADDR y_address, GM_ADDR running_mean_address,
        GM_ADDR running_variance_address, GM_ADDR saved_address, int32_t batch, int32_t plane, float epsilon,
        float momentum, uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t LANES, int32_t BLOCK_X) {
    __gm__ float* x = (__gm__ float*)x_address;
    __gm__ float* gamma = (__gm__ float*)gamma_address;
    __gm__ float* beta = (__gm__ float*)beta_address;
    __gm__ float* y = (__gm__ float*)y_address;
    __gm__ float* running_mean = (__gm__ float*)running_mean_address;
    __gm__ float* running_variance = (__gm__ float*)running_variance_address;
    __gm__ float* saved = (__gm__ float*)saved_address;
    TPipe pipe;
    TQue<TPosition::VECOUT, 2> moved_queue;
    TBuf<TPosition::VECCALC> slot_0, slot_1, slot_2, slot_3, slot_4, slot_5, slot_6, slot_7, slot_8, slot_9, slot_10,
            slot_11, slot_12, slot_13, slot_14;
    pipe.InitBuffer(moved_queue, 2, padded(LANES * 4));
    pipe.InitBuffer(slot_0, padded(LANES * 4));
    pipe.InitBuffer(slot_1, padded(LANES * 4));
    pipe.InitBuffer(slot_2, padded(LANES * 4));
    pipe.InitBuffer(slot_3, padded(LANES * 4));
    pipe.InitBuffer(slot_4, padded((LANES + 7) / 8));
    pipe.InitBuffer(slot_5, padded(LANES * 4));
    pipe.InitBuffer(slot_6, 16384);
    pipe.InitBuffer(slot_7, padded(LANES * 4));
    pipe.InitBuffer(slot_8, padded(LANES * 4));
    pipe.InitBuffer(slot_9, padded(LANES * 4));
    pipe.InitBuffer(slot_10, padded(LANES * 4));
    pipe.InitBuffer(slot_11, padded(LANES * 4));
    pipe.InitBuffer(slot_12, padded(LANES * 4));
    pipe.InitBuffer(slot_13, 256);
    pipe.InitBuffer(slot_14, padded(LANES * 4));
    for (uint32_t block = GetBlockIdx(); block < grid_x * grid_y * grid_z; block += GetBlockNum()) {
        uint32_t block_x = block % grid_x;
        LocalTensor<float> lanes = slot_0.Get<float>();
        CreateVecIndex(lanes, 0.0f, LANES);
        LocalTensor<int32_t> lane = slot_1.Get<int32_t>();
        CreateVecIndex(lane, 0, LANES);
        const int32_t channel = block_x;
        const int32_t channels = grid_x;
        const int32_t count = batch * plane;
        LocalTensor<float> sum = slot_2.Get<float>();
        Duplicate(sum, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 128) {
            LocalTensor<int32_t> i = slot_3.Get<int32_t>();
            Adds(i, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask = slot_4.Get<uint8_t>();
            CompareScalar(mask, lanes, (float)stop, CMPMODE::LT, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> x_tile = slot_5.Get<float>();
            LocalTensor<float> window = slot_6.Get<float>();
            LocalTensor<int32_t> room = slot_7.Get<int32_t>();
            LocalTensor<int32_t> work = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_2 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_3 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> places = slot_11.Get<int32_t>();
            quotients_by(places, i, plane != 0 ? plane : 1, work, work_2, work_3, LANES);
            Muls(places, places, channels, LANES);
            Adds(places, places, channel, LANES);
            Muls(places, places, plane, LANES);
            LocalTensor<int32_t> work_4 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_5 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_6 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> remainder = slot_12.Get<int32_t>();
            remainders_by(remainder, i, plane != 0 ? plane : 1, work_4, work_5, work_6, LANES);
            Add(places, places, remainder, LANES);
            gather_where(x_tile, x, mask, places, window, room, LANES);
            if (count_2 > 0) {
                Add(sum, sum, x_tile, count_2);
            }
        }
        LocalTensor<float> sum_2 = slot_13.Get<float>();
        LocalTensor<float> work_7 = slot_3.Get<float>();
        ReduceSum(sum_2, sum, work_7, LANES);
        wait<HardEvent::V_S>();
        const float total = sum_2.GetValue(0);  // before the next use of the places
        const float mean = total / count;

        LocalTensor<float> squares = slot_3.Get<float>();
        Duplicate(squares, 0.0f, LANES);
        for (int32_t start = 0; start < count; start += 128) {
            LocalTensor<int32_t> i_2 = slot_5.Get<int32_t>();
            Adds(i_2, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask_2 = slot_4.Get<uint8_t>();
            CompareScalar(mask_2, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<float> deviation = slot_7.Get<float>();
            LocalTensor<float> window_2 = slot_6.Get<float>();
            LocalTensor<int32_t> room_2 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_8 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> work_9 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_10 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> places_2 = slot_10.Get<int32_t>();
            quotients_by(places_2, i_2, plane != 0 ? plane : 1, work_8, work_9, work_10, LANES);
            Muls(places_2, places_2, channels, LANES);
            Adds(places_2, places_2, channel, LANES);
            Muls(places_2, places_2, plane, LANES);
            LocalTensor<int32_t> work_11 = slot_9.Get<int32_t>();
            LocalTensor<int32_t> work_12 = slot_8.Get<int32_t>();
            LocalTensor<int32_t> work_13 = slot_12.Get<int32_t>();
            LocalTensor<int32_t> remainder_2 = slot_14.Get<int32_t>();
            remainders_by(remainder_2, i_2, plane != 0 ? plane : 1, work_11, work_12, work_13, LANES);
            Add(places_2, places_2, remainder_2, LANES);
            gather_where(deviation, x, mask_2, places_2, window_2, room_2, LANES);
            Adds(deviation, deviation, -mean, LANES);
            const int32_t count_2 = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<float> work_14 = slot_11.Get<float>();
            Mul(work_14, deviation, deviation, LANES);
            if (count_2 > 0) {
                Add(squares, squares, work_14, count_2);
            }
        }
        LocalTensor<float> sum_3 = slot_13.Get<float>();
        LocalTensor<float> work_15 = slot_5.Get<float>();
        ReduceSum(sum_3, squares, work_15, LANES);
        wait<HardEvent::V_S>();
        const float total_2 = sum_3.GetValue(0);  // before the next use of the places
        LocalTensor<float> work_16 = slot_13.Get<float>();
        Duplicate(work_16, total_2 / count + epsilon, 8);
        Sqrt(work_16, work_16, 8);
        wait<HardEvent::V_S>();
        const float sqrt = work_16.GetValue(0);
        const float inverse_deviation = 1.0f / sqrt;
        LocalTensor<float> element = slot_13.Get<float>();
        element.SetValue(0, mean);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L, element, 1);
        LocalTensor<float> element_2 = slot_13.Get<float>();
        wait<HardEvent::MTE3_S>();
        element_2.SetValue(0, inverse_deviation);
        wait<HardEvent::S_MTE3>();
        copy_out(saved + channel * 2L + 1, element_2, 1);
        const int32_t count_2 = smaller((int64_t)BLOCK_X, 1L);
        LocalTensor<float> running_mean_tile = slot_5.Get<float>();
        const float running_mean_tile_2 = count_2 > 0 ? load(running_mean + channel) : 0.0f;
        Duplicate(running_mean_tile, running_mean_tile_2, LANES);
        Muls(running_mean_tile, running_mean_tile, 1.0f - momentum, LANES);
        Adds(running_mean_tile, running_mean_tile, momentum * mean, LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_mean + channel, running_mean_tile, count_2 > 0 ? 1 : 0);
        LocalTensor<float> running_variance_tile = slot_5.Get<float>();
        const float running_variance_tile_2 = count_2 > 0 ? load(running_variance + channel) : 0.0f;
        wait<HardEvent::MTE3_V>();
        Duplicate(running_variance_tile, running_variance_tile_2, LANES);
        Muls(running_variance_tile, running_variance_tile, 1.0f - momentum, LANES);
        Adds(running_variance_tile, running_variance_tile, momentum * total_2 / (count - 1), LANES);
        wait<HardEvent::V_MTE3>();
        copy_out(running_variance + channel, running_variance_tile, count_2 > 0 ? 1 : 0);

        const float element_3 = load(gamma + channel);
        const float scale = element_3 * inverse_deviation;
        const float element_4 = load(beta + channel);
        const float shift = element_4 - mean * scale;
        wait<HardEvent::MTE3_V>();
        for (int32_t start = 0; start < count; start += 128) {
            LocalTensor<int32_t> i_3 = slot_5.Get<int32_t>();
            Adds(i_3, lane, start, LANES);
            const int32_t stop = smaller((int64_t)BLOCK_X, (int64_t)count - start);
            LocalTensor<uint8_t> mask_3 = slot_4.Get<uint8_t>();
            CompareScalar(mask_3, lanes, (float)stop, CMPMODE::LT, LANES);
            LocalTensor<int32_t> work_17 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> work_18 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_19 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> place = slot_14.Get<int32_t>();
            quotients_by(place, i_3, plane != 0 ? plane : 1, work_17, work_18, work_19, LANES);
            Muls(place, place, channels, LANES);
            Adds(place, place, channel, LANES);
            Muls(place, place, plane, LANES);
            LocalTensor<int32_t> work_20 = slot_10.Get<int32_t>();
            LocalTensor<int32_t> work_21 = slot_11.Get<int32_t>();
            LocalTensor<int32_t> work_22 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> remainder_3 = slot_12.Get<int32_t>();
            remainders_by(remainder_3, i_3, plane != 0 ? plane : 1, work_20, work_21, work_22, LANES);
            Add(place, place, remainder_3, LANES);
            LocalTensor<float> x_tile_2 = slot_12.Get<float>();
            LocalTensor<float> window_3 = slot_6.Get<float>();
            LocalTensor<int32_t> room_3 = slot_7.Get<int32_t>();
            LocalTensor<int32_t> places_3 = slot_11.Get<int32_t>();
            copy_tile(places_3, place, LANES);
            fence();
            gather_where(x_tile_2, x, mask_3, places_3, window_3, room_3, LANES);
            Muls(x_tile_2, x_tile_2, scale, LANES);
            Adds(x_tile_2, x_tile_2, shift, LANES);
            LocalTensor<uint32_t> offsets = slot_7.Get<uint32_t>();
            CreateVecIndex(offsets.ReinterpretCast<int32_t>(), 0, LANES);
            Muls(offsets.ReinterpretCast<int32_t>(), offsets.ReinterpretCast<int32_t>(), 4, LANES);
            int32_t column = 0;
            while (column < LANES) {
                const int32_t length = start + column < 0L ? 1L
                        : larger(smaller((plane != 0 ? plane : 1)
                        - (int64_t)(start + column) % (plane != 0 ? plane : 1), (int64_t)(LANES - column)), 1L);
                const int32_t stop_2 = smaller(smaller((int64_t)length, (int64_t)BLOCK_X - column), (int64_t)count
                        - (start + column));
                if (stop_2 > 0) {
                    LocalTensor<float> moved = moved_queue.AllocTensor<float>();
                    Gather(moved, x_tile_2, offsets, (uint32_t)(column * 4), stop_2);
                    moved_queue.EnQue(moved);
                    moved = moved_queue.DeQue<float>();
                    copy_out(y
                            + (((start + column) / (plane != 0 ? plane : 1) * channels + channel) * plane
                            + (start + column) % (plane != 0 ? plane : 1)), moved, stop_2);
                    moved_queue.FreeTensor(moved);
                }
                column += length;
            }
        }
    }
}
