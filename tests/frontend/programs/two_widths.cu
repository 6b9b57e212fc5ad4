// Two kernels of one file whose threads exchange 4 and 8 bytes.
template <typename T>
__global__ void votes(T* x, unsigned* y) {
    T v = x[threadIdx.x];
    v += __shfl_down_sync(0xffffffffu, v, 4);
    y[threadIdx.x] = __ballot_sync(0xffffffffu, v > T(3)) + __any_sync(0xffffffffu, v > T(9));
    y[threadIdx.x] += __syncthreads_count(v > T(2));
    x[threadIdx.x] = v;
}
template __global__ void votes<int>(int*, unsigned*);
template __global__ void votes<double>(double*, unsigned*);
