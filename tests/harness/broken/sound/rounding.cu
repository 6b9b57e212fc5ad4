__global__ void rounding(const float* x, const float* y, int* whole, unsigned char* byte, float* difference,
                         float* tiny, float* grown, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    whole[i] = (int)x[i];
    byte[i] = fminf(fmaxf(x[i], 0.0f), 255.0f);
    difference[i] = x[i] * y[i] - 1000.0f * y[i];
    tiny[i] = y[i] * 1e-38f * 1e-3f * 1e30f * 1e11f;
    grown[i] = expf(y[i]);
}
