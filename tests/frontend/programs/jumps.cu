// `goto` forward in every shape that is translated: out of loops, switches and blocks, to several labels, past barriers.

__global__ void to_the_end(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n) goto end;
    whole[i] = a[i];
end:;
}

__global__ void several_labels(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int v = a[i], w = 0;
    {
        if (v > 20) {
            w = 1;
            goto first;
        } else if (v > 0) {
            w = 2;
            if (v & 1) goto second;
        }
        w += 10;
    }
    if (v < -30) goto second;
    do {
        w += 3;
        if (w > 30) goto first;
        for (int q : {1, 2, 3}) {
            w += q;
            if (w == 29) goto last;
        }
    } while (w < 60);
    w += 100;
first:
    w += 1000;
    if (w & 2) goto last;
    {
        if (v & 4) goto last;
        w += 5;
    }
second:
    w += 10000;
    while (true) {
        switch (w & 1) {
            case 1:
                if (w & 8) goto last;
            default:
                if (v > 3) goto third;
        }
        w++;
    }
third:
    w ^= 5;
last:
    whole[i] = w;
}

// `next` ends a turn of the loop, in which `break` and `continue` are the loop's own; `missed` stands past a barrier.
__global__ void in_loops(int* whole, float* real, const int* a, const float* x, int n) {
    __shared__ int s[64];
    int i = blockIdx.x * blockDim.x + threadIdx.x, v = a[i], unique = 0;
    for (int j = 0; j < 6; j++) {
        switch (v & 3) {
            case 0:
                if (j > 3) goto next;
                v += 5;
            case 1: v += 2; goto next;
            default: v += 7;
        }
        v = v * 3 - j;
        if (v > 150) break;
        if (v > 40) continue;
        v++;
    next:
        v -= 1;
    }
    s[threadIdx.x] = a[i];
    __syncthreads();
    for (int k = 0; k < 64; k++) {
        if (s[k] == s[threadIdx.x] && k != threadIdx.x) goto missed;
    }
    unique = 1;
missed:
    __syncthreads();
    s[threadIdx.x] = unique;
    __syncthreads();
    whole[i] = v * 2 + s[63 - threadIdx.x];
}

#define CHECK(condition)      \
    do {                      \
        if (!(condition)) {   \
            line = __LINE__;  \
            goto failed;      \
        }                     \
    } while (0)

struct Clamped {
    int value;
    __device__ Clamped(int a) {
        value = 0;
        if (a > 3) goto end;
        value = a;
    end:;
    }
};

__global__ void in_macros_and_methods(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x, line = 0, to_failed = 0;
    Clamped clamped(a[i]);
    auto doubled = [&](int z) {
        if (z < 0) goto out;
        z *= 2;
    out:
        return z;
    };
    CHECK(a[i] < 30);
    to_failed += 1;
    CHECK(a[i] > -30);
    CHECK(a[i] & 1);
    whole[i] = clamped.value + doubled(a[i]);
    return;
failed:
    whole[i] = 1000 * line + to_failed;
}
