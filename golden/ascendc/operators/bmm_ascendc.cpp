// bmm.cu, as Ascend C (SIMD, dav-2201).  Each core takes blocks of CUDA's threads in turn.

// Batched matrix product: c[i] = a[i] * b[i], with a [batch, rows, inner], b [batch, inner, columns] and
// c [batch, rows, columns], all row-major and dense. The batch is the grid's third axis.

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

// Rows to L1, of which each is cut into pieces of 32 bytes that lie `pitch` pieces apart. A step of more elements than
// a copy can take is gone row by row.
template <typename T>
__aicore__ inline void copy_fractals_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                        int64_t step, int32_t pitch) {
    if (step > 0 && step <= 65535) {
        DataCopy(fractals, at(memory), Nd2NzParams(1, rows, columns, 0, step, pitch, 1, 0));
        return;
    }
    for (int32_t row = 0; row < rows; ++row)
        DataCopy(fractals[row * (32 / sizeof(T))], at(memory + row * step),
                 Nd2NzParams(1, 1, columns, 0, columns, pitch, 1, 0));
}

// Rounded up to whole fractals, which have 16 rows.
__aicore__ inline int32_t whole(int32_t count) {
    return (count + 15) / 16 * 16;
}

// The left factor to L1, by columns of fractals; a single row as it lies.
template <typename T>
__aicore__ inline void copy_left_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                    int64_t step) {
    copy_fractals_in(fractals, memory, rows, columns, step, rows == 1 ? 1 : whole(rows));
}

// The right factor to L1, by rows of fractals, so that squares of them can be turned around.
template <typename T>
__aicore__ inline void copy_right_in(const LocalTensor<T>& fractals, __gm__ T* memory, int32_t rows, int32_t columns,
                                     int64_t step) {
    for (int32_t row = 0; row < rows; row += 16)
        copy_fractals_in(fractals[row * whole(columns)], memory + row * step, rows - row < 16 ? rows - row : 16,
                         columns, step, 16);
}

// The left factor from L1 to L0A.
template <typename T>
__aicore__ inline void split_left(const LocalTensor<T>& factor, const LocalTensor<T>& fractals, int32_t rows,
                                  int32_t columns) {
    const int32_t size = 512 / sizeof(T);  // elements of a fractal
    const int32_t along = (columns * sizeof(T) + 31) / 32, down = whole(rows) / 16;
    if (rows == 1) {
        LoadData(factor, fractals, LoadData2DParams(0, (along + 15) / 16, 1, 0, 0, false, 0));
        return;
    }
    for (int32_t i = 0; i < down; ++i)
        LoadData(factor[i * along * size], fractals[i * size], LoadData2DParams(0, along, down, 0, 0, false, 0));
}

// The right factor from L1 to L0B, square after square turned around.
template <typename T>
__aicore__ inline void split_right(const LocalTensor<T>& factor, const LocalTensor<T>& fractals, int32_t rows,
                                   int32_t columns) {
    const int32_t along = whole(columns) / 16;
    for (int32_t row = 0; row < rows; row += 16)
        LoadDataWithTranspose(factor[row * along * 16], fractals[row * along * 16],
                              LoadData2dTransposeParams(0, along, 1, 0, along - 1));
}

// Adds the product of the factors to the sums, or begins them anew. Small products do not wait for one another.
template <typename C, typename T>
__aicore__ inline void multiply(const LocalTensor<C>& sums, const LocalTensor<T>& left, const LocalTensor<T>& right,
                                int32_t rows, int32_t columns, int32_t depth, bool fresh) {
    Mmad(sums, left, right, MmadParams(rows, columns, depth, 0, false, fresh));
    if ((rows / 16) * (columns / 16) < 10) PipeBarrier<PIPE_M>();
}

// Zeros for products of nothing, one deep: as many fractals as a tile has along its side.
template <typename T>
__aicore__ inline void clear_factor(const LocalTensor<T>& factor, int32_t side) {
    Fill(factor, InitConstValueParams<T>(1, whole(side) / 16, 0, T(0)));
}

// Rows of sums to memory, and nothing beside them.
template <QuantMode_t mode, typename T, typename C>
__aicore__ inline void copy_sums_out(__gm__ T* memory, const LocalTensor<C>& sums, int32_t rows, int32_t columns,
                                     int64_t step) {
    Fixpipe(at(memory), sums, FixpipeParamsV220(columns, rows, whole(rows), step, false, mode));
}

// On the matrix unit: each core takes tiles of the product in turn, whatever CUDA's blocks are.
extern "C" __global__ __aicore__ void bmm_naive(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z, int32_t BLOCK_X, int32_t BLOCK_Y) {
    KERNEL_TASK_TYPE_DEFAULT(KERNEL_TYPE_AIC_ONLY);
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::A1, 2> a_l1_queue;
    TQue<TPosition::B1, 2> b_l1_queue;
    TQue<TPosition::A2, 2> a_l0_queue;
    TQue<TPosition::B2, 2> b_l0_queue;
    TQue<TPosition::CO1, 2> sum_queue;
    pipe.InitBuffer(a_l1_queue, 2, 32768);
    pipe.InitBuffer(b_l1_queue, 2, 32768);
    pipe.InitBuffer(a_l0_queue, 2, 32768);
    pipe.InitBuffer(b_l0_queue, 2, 32768);
    pipe.InitBuffer(sum_queue, 2, 65536);
    const int32_t height = smaller(rows, (int32_t)grid_y * BLOCK_Y);
    const int32_t width = smaller(columns, (int32_t)grid_x * BLOCK_X);
    const uint32_t tiles_x = width > 0 ? (width + 127) / 128 : 0;
    const uint32_t tiles_y = height > 0 ? (height + 127) / 128 : 0;
    for (uint32_t tile = GetBlockIdx(); tile < tiles_x * tiles_y * grid_z; tile += GetBlockNum()) {
        const int32_t row = tile / tiles_x % tiles_y * 128;
        const int32_t column = tile % tiles_x * 128;
        const uint32_t block_z = tile / tiles_x / tiles_y;
        const int32_t matrix = block_z;
        const int32_t m = smaller(128, height - row);
        const int32_t n = smaller(128, width - column);
        LocalTensor<float> sum = sum_queue.AllocTensor<float>();
        for (int32_t k = 0; k < inner; k += 64) {
            const int32_t k_count = smaller(64, inner - k);
            LocalTensor<float> a_l1 = a_l1_queue.AllocTensor<float>();
            copy_left_in(a_l1, a + (inner * matrix * rows + (row * inner + k)), m, k_count, inner);
            a_l1_queue.EnQue(a_l1);
            a_l1 = a_l1_queue.DeQue<float>();
            LocalTensor<float> b_l1 = b_l1_queue.AllocTensor<float>();
            copy_right_in(b_l1, b + (columns * inner * matrix + (k * columns + column)), k_count, n, columns);
            b_l1_queue.EnQue(b_l1);
            b_l1 = b_l1_queue.DeQue<float>();
            LocalTensor<float> a_l0 = a_l0_queue.AllocTensor<float>();
            split_left(a_l0, a_l1, m, k_count);
            a_l0_queue.EnQue(a_l0);
            a_l0 = a_l0_queue.DeQue<float>();
            a_l1_queue.FreeTensor(a_l1);
            LocalTensor<float> b_l0 = b_l0_queue.AllocTensor<float>();
            split_right(b_l0, b_l1, k_count, n);
            b_l0_queue.EnQue(b_l0);
            b_l0 = b_l0_queue.DeQue<float>();
            b_l1_queue.FreeTensor(b_l1);
            multiply(sum, a_l0, b_l0, m, n, k_count, k == 0);
            a_l0_queue.FreeTensor(a_l0);
            b_l0_queue.FreeTensor(b_l0);
        }
        if (inner <= 0) {
            LocalTensor<float> a_l0 = a_l0_queue.AllocTensor<float>();
            clear_factor(a_l0, 128);
            a_l0_queue.EnQue(a_l0);
            a_l0 = a_l0_queue.DeQue<float>();
            LocalTensor<float> b_l0 = b_l0_queue.AllocTensor<float>();
            clear_factor(b_l0, 128);
            b_l0_queue.EnQue(b_l0);
            b_l0 = b_l0_queue.DeQue<float>();
            multiply(sum, a_l0, b_l0, m, n, 1, true);
            a_l0_queue.FreeTensor(a_l0);
            b_l0_queue.FreeTensor(b_l0);
        }
        sum_queue.EnQue(sum);
        sum = sum_queue.DeQue<float>();
        copy_sums_out<QuantMode_t::NoQuant>(c + (columns * matrix * rows + (row * columns + column)), sum, m, n,
                columns);
        sum_queue.FreeTensor(sum);
    }
}

// A block computes one TILE x TILE square of one matrix. What lies beyond an edge counts as zero, so that every
// thread reaches every barrier.
// On the matrix unit: each core takes tiles of the product in turn, whatever CUDA's blocks are.
extern "C" __global__ __aicore__ void bmm_tiled_16(
        GM_ADDR a_address, GM_ADDR b_address, GM_ADDR c_address, int32_t rows, int32_t columns, int32_t inner,
        uint32_t grid_x, uint32_t grid_y, uint32_t grid_z) {
    KERNEL_TASK_TYPE_DEFAULT(KERNEL_TYPE_AIC_ONLY);
    __gm__ float* a = (__gm__ float*)a_address;
    __gm__ float* b = (__gm__ float*)b_address;
    __gm__ float* c = (__gm__ float*)c_address;
    TPipe pipe;
    TQue<TPosition::A1, 2> a_l1_queue;
    TQue<TPosition::B1, 2> b_l1_queue;
    TQue<TPosition::A2, 2> a_l0_queue;
    TQue<TPosition::B2, 2> b_l0_queue;
    TQue<TPosition::CO1, 2> sum_queue;
    pipe.InitBuffer(a_l1_queue, 2, 32768);
    pipe.InitBuffer(b_l1_queue, 2, 32768);
    pipe.InitBuffer(a_l0_queue, 2, 32768);
    pipe.InitBuffer(b_l0_queue, 2, 32768);
    pipe.InitBuffer(sum_queue, 2, 65536);
    const int32_t height = smaller(rows, (int32_t)grid_y * 16);
    const int32_t width = smaller(columns, (int32_t)grid_x * 16);
    const uint32_t tiles_x = width > 0 ? (width + 127) / 128 : 0;
    const uint32_t tiles_y = height > 0 ? (height + 127) / 128 : 0;
    for (uint32_t tile = GetBlockIdx(); tile < tiles_x * tiles_y * grid_z; tile += GetBlockNum()) {
        const int32_t row = tile / tiles_x % tiles_y * 128;
        const int32_t column = tile % tiles_x * 128;
        const uint32_t block_z = tile / tiles_x / tiles_y;
        const int32_t m = smaller(128, height - row);
        const int32_t n = smaller(128, width - column);
        LocalTensor<float> sum = sum_queue.AllocTensor<float>();
        for (int32_t k = 0; k < inner; k += 64) {
            const int32_t k_count = smaller(64, inner - k);
            LocalTensor<float> a_l1 = a_l1_queue.AllocTensor<float>();
            copy_left_in(a_l1, a + (uint64_t)(int32_t)block_z * rows * inner + (row * inner + k), m, k_count, inner);
            a_l1_queue.EnQue(a_l1);
            a_l1 = a_l1_queue.DeQue<float>();
            LocalTensor<float> b_l1 = b_l1_queue.AllocTensor<float>();
            copy_right_in(b_l1, b + (uint64_t)(int32_t)block_z * inner * columns + (k * columns + column), k_count, n,
                    columns);
            b_l1_queue.EnQue(b_l1);
            b_l1 = b_l1_queue.DeQue<float>();
            LocalTensor<float> a_l0 = a_l0_queue.AllocTensor<float>();
            split_left(a_l0, a_l1, m, k_count);
            a_l0_queue.EnQue(a_l0);
            a_l0 = a_l0_queue.DeQue<float>();
            a_l1_queue.FreeTensor(a_l1);
            LocalTensor<float> b_l0 = b_l0_queue.AllocTensor<float>();
            split_right(b_l0, b_l1, k_count, n);
            b_l0_queue.EnQue(b_l0);
            b_l0 = b_l0_queue.DeQue<float>();
            b_l1_queue.FreeTensor(b_l1);
            multiply(sum, a_l0, b_l0, m, n, k_count, k == 0);
            a_l0_queue.FreeTensor(a_l0);
            b_l0_queue.FreeTensor(b_l0);
        }
        if (inner <= 0) {
            LocalTensor<float> a_l0 = a_l0_queue.AllocTensor<float>();
            clear_factor(a_l0, 128);
            a_l0_queue.EnQue(a_l0);
            a_l0 = a_l0_queue.DeQue<float>();
            LocalTensor<float> b_l0 = b_l0_queue.AllocTensor<float>();
            clear_factor(b_l0, 128);
            b_l0_queue.EnQue(b_l0);
            b_l0 = b_l0_queue.DeQue<float>();
            multiply(sum, a_l0, b_l0, m, n, 1, true);
            a_l0_queue.FreeTensor(a_l0);
            b_l0_queue.FreeTensor(b_l0);
        }
        sum_queue.EnQue(sum);
        sum = sum_queue.DeQue<float>();
        copy_sums_out<QuantMode_t::NoQuant>(c + (uint64_t)(int32_t)block_z * rows * columns + (row * columns + column),
                sum, m, n, columns);
        sum_queue.FreeTensor(sum);
    }
}
