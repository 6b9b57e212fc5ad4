// The larger of two numbers; a NaN on the left stays.
__global__ void larger(const float* a, const float* b, float* c, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        c[i] = !(a[i] <= b[i]) ? a[i] : b[i];
    }
}
