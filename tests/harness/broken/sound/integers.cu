__global__ void integers(const int* a, const unsigned* b, const unsigned char* c, int* shifted, unsigned* logical,
                         int* rest, unsigned char* mean, unsigned char* flag, long long* wide, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) return;
    shifted[i] = a[i] >> 5;
    logical[i] = b[i] >> 5;
    rest[i] = a[i] % 7;
    mean[i] = (c[i] + c[(i + 1) % n] + 1) / 2;
    flag[i] = (bool)(a[i] & 256);
    wide[i] = (long long)a[i] * a[i];
}
