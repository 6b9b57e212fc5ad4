// c = a * b of half, one tile of the matrix unit a core: m x k by k x n, all multiples of 16, sums in float.
#include "kernel_operator.h"
using namespace AscendC;

constexpr uint32_t SIDE = 16, STEP = 64;  // of a fractal; of k at a time

extern "C" __global__ __aicore__ void matmul(GM_ADDR a, GM_ADDR b, GM_ADDR c, int32_t m, int32_t n, int32_t k, int32_t grid_x) {
    GlobalTensor<half> left, right, product;
    left.SetGlobalBuffer((__gm__ half*)a, (uint64_t)m * k * grid_x);
    right.SetGlobalBuffer((__gm__ half*)b, (uint64_t)k * n);
    product.SetGlobalBuffer((__gm__ half*)c, (uint64_t)m * n * grid_x);
    LocalTensor<half> left_l1(TPosition::A1, 0, m * STEP), right_l1(TPosition::B1, 256 * 1024, STEP * n);
    LocalTensor<half> left_l0(TPosition::A2, 0, m * STEP), right_l0(TPosition::B2, 0, STEP * n);
    LocalTensor<float> sums(TPosition::CO1, 0, m * n);

    for (int64_t block = GetBlockIdx(); block < grid_x; block += GetBlockNum()) {
        for (int32_t from = 0; from < k; from += STEP) {
            DataCopy(left_l1, left[block * m * k + from], Nd2NzParams(1, m, STEP, 0, k, m, 1, 0));
            DataCopy(right_l1, right[from * n], Nd2NzParams(1, STEP, n, 0, n, STEP, 1, 0));
            SetFlag<HardEvent::MTE2_MTE1>(0);
            WaitFlag<HardEvent::MTE2_MTE1>(0);
            for (int32_t row = 0; row < m / SIDE; ++row)
                LoadData(left_l0[row * STEP * SIDE], left_l1[row * SIDE * SIDE], LoadData2DParams(0, STEP / SIDE, m / SIDE, 0, 0, false, 0));
            for (int32_t row = 0; row < STEP / SIDE; ++row)
                LoadData(right_l0[row * n * SIDE], right_l1[row * SIDE * SIDE], LoadData2DParams(0, n / SIDE, STEP / SIDE, 0, 0, true, 0));
            SetFlag<HardEvent::MTE1_MTE2>(0);
            WaitFlag<HardEvent::MTE1_MTE2>(0);
            SetFlag<HardEvent::MTE1_M>(0);
            WaitFlag<HardEvent::MTE1_M>(0);
            Mmad(sums, left_l0, right_l0, MmadParams(m, n, STEP, 0, false, from == 0));
            SetFlag<HardEvent::M_MTE1>(0);
            WaitFlag<HardEvent::M_MTE1>(0);
        }
        SetFlag<HardEvent::M_FIX>(0);
        WaitFlag<HardEvent::M_FIX>(0);
        Fixpipe(product[block * m * n], sums, FixpipeParamsV220(n, m, m, n, false, QuantMode_t::F322F16, 0, 1, 0, 0, 0));
        SetFlag<HardEvent::FIX_M>(0);
        WaitFlag<HardEvent::FIX_M>(0);
    }
}
