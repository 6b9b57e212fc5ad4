// memcpy, memmove and memset: whole objects, elements, bytes; known and unknown lengths.
#include <cstring>

__global__ void parts(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    float v = x[i];
    unsigned u;
    memcpy(&u, &v, sizeof(u));
    whole[i] = u >> 3;
    int l[4];
    memcpy(l, a + (i & ~3) % 124, sizeof(l));
    memset(&l[1], 0, 4);
    real[i] = l[0] + l[1] + l[2];
}

namespace structs_parts {
struct S {
    int a;
    float b[3];
    short c;
};
}

__global__ void structs(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace structs_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    float b1[4] = {1, 2, 3, x[i]}, b2[4];
    memcpy(b2, b1, sizeof(b2));
    S s, t;
    memset(&s, 0, sizeof(s));
    s.b[1] = x[i];
    memcpy(&t, &s, sizeof(S));
    int w[2];
    memcpy(w, &b2[2], 8);
    whole[i] = w[1] ^ t.a;
    real[i] = b2[1] + t.b[1] + t.c;
    memset(b1, 0xff, sizeof(b1));
    whole[i] += __float_as_int(b1[2]);
}

__global__ void bits(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    double d = x[i];
    char buf[8];
    memcpy(buf, &d, 8);
    whole[i] = buf[6] + buf[3];
    unsigned long long q;
    memcpy(&q, buf, 8);
    real[i] = (float)__longlong_as_double(q);
    short h2[2];
    memcpy(h2, &x[i], 4);
    whole[i] += h2[0];
    uint2 z;
    memcpy(&z, &d, sizeof z);
    whole[i] ^= z.y;
    __shared__ int sh[64];
    memcpy(&sh[threadIdx.x], &a[i], 4);
    __syncthreads();
    whole[i] += sh[63 - threadIdx.x];
}

__global__ void lengths(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int l[8];
    for (int j = 0; j < 8; ++j) l[j] = a[(i + j) & 127];
    memmove(l + 1, l, 7 * sizeof(int));
    whole[i] = l[1] + 3 * l[7];
    int k = i & 3;
    int r[8];
    memset(r, 0, sizeof(int) * 8);
    memcpy(r, l, k * sizeof(int));
    real[i] = r[0] + r[1] + r[2] + r[3];
}

namespace bytes_parts {
struct alignas(8) S {
    int a;
    double b;
    short c[3];
};
}

__global__ void bytes(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace bytes_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    S s;
    memset(&s, 0, sizeof s);
    s.a = a[i];
    s.c[1] = 7;
    S t[2];
    memset(t, 0x11, sizeof t);
    memcpy(&t[1], &s, sizeof(S));
    whole[i] = t[1].a + t[0].a + t[1].c[1] + t[0].c[2];
    int m[2][3];
    memset(m, a[i] & 1 ? 0xff : 1, sizeof(m));
    whole[i] ^= m[1][2];
    memcpy(m[1], m[0], sizeof(m[0]));
    unsigned char by[12];
    memset(by, a[i], 12);
    unsigned w;
    memcpy(&w, by + 3, 4);
    whole[i] += w;
    by[5] = 9;
    memcpy(&w, by + 3, sizeof(unsigned));
    whole[i] ^= w;
    float fl[4];
    memset(fl, 0, sizeof(fl));
    memcpy(&fl[1], &x[i & ~1], 2 * sizeof(float));
    real[i] = fl[0] + fl[1] * 3 + fl[2];
    __shared__ int4 sh[16];
    memcpy(((int*)sh) + threadIdx.x, &a[i], sizeof(int));
    __syncthreads();
    int4 q;
    memcpy(&q, &sh[threadIdx.x / 4], sizeof(q));
    whole[i] += q.z;
}
