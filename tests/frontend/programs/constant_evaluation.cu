// What is computed at translation time: recursive and looping constexpr functions, tables, objects, initialisers.

namespace recursive_parts {
constexpr int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
constexpr __host__ __device__ int lg(int n) {
    int r = 0;
    while (n > 1) {
        n /= 2;
        ++r;
    }
    return r;
}
constexpr int T[4] = {1, fact(3), lg(64), 8};
}

__global__ void recursive(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace recursive_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int b[lg(32)];
    for (int j = 0; j < lg(32); ++j) b[j] = j + a[i];
    constexpr int Q[4] = {1, fact(3), lg(64), 8};
    whole[i] = Q[i & 3] + fact(5) + b[i % 5];
}

namespace constants_parts {
constexpr int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
__device__ constexpr int T[4] = {1, fact(3), 6, 8};
template <int N>
struct F {
    static constexpr int v = N * F<N - 1>::v;
};
template <>
struct F<0> {
    static constexpr int v = 1;
};
enum { E1 = fact(4), E2 = F<4>::v };
struct C {
    int a;
    float b;
    constexpr C(int a, float b) : a(a), b(b) {}
    constexpr int d() const { return a * 2; }
};
constexpr C cc(3, 4.5f);
__device__ constexpr float tbl[2][2] = {{1.f, 2.f}, {3.f, 4.f}};
template <int N>
constexpr int sq = N * N;
}

__global__ void constants(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace constants_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    whole[i] = T[i & 3] + E1 + E2 + sq<3>;
    real[i] = tbl[i & 1][1];
    constexpr C c2(1, 2.f);
    whole[i] += c2.d() + cc.a;
    if constexpr (fact(3) == 6) whole[i]++;
}

namespace tables_parts {
struct Tab {
    int v[8];
    int n;
};
__host__ __device__ constexpr Tab make() {
    Tab t{};
    for (int i = 0; i < 8; ++i) {
        t.v[i] = i * i;
        if (i % 2) t.n += t.v[i];
    }
    return t;
}
__device__ constexpr Tab tab = make();
static constexpr int half_n = tab.n / 2;
struct Cf {
    int rows, cols;
    constexpr Cf(int r, int c) : rows(r), cols(c) {}
    constexpr int area() const { return rows * cols; }
    constexpr Cf twice() const { return Cf(rows * 2, cols * 2); }
};
constexpr Cf cfg(3, 4);
template <int N>
__device__ int arr(int i) {
    int q[N];
    for (int j = 0; j < N; ++j) q[j] = j * i;
    return q[N - 1];
}
constexpr int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }
constexpr int fib(int n) {
    if (n < 2) return n;
    return fib(n - 1) + fib(n - 2);
}
__host__ __device__ constexpr int pick(int k) {
    switch (k) {
        case 1:
            return 10;
        case 2:
            k = 5;
        default:
            k += 1;
            break;
        case 7:
            return 3;
    }
    return k;
}
}

__global__ void tables(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace tables_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    static_assert(cfg.area() == 12 && cfg.twice().area() == 48, "");
    constexpr int ar = cfg.area();
    int w[ar];
    for (int j = 0; j < ar; ++j) w[j] = a[i] + j;
    whole[i] = arr<cfg.twice().rows>(a[i]) + w[i % ar] + tab.v[i & 7] + half_n + arr<gcd(12, 18)>(1) + fib(10) +
               arr<pick(1) + pick(2) + pick(7) + pick(9)>(2);
    static_assert(tab.v[3] == 9, "");
    real[i] = tab.n;
}

namespace initialisers_parts {
struct P {
    int a = 3;
    float b = 2.5f;
};
__device__ P p;
__constant__ P pc;
struct Q {
    int v;
    constexpr Q() : v(9) {}
};
__device__ Q q;
__device__ int g[3] = {1, 2};
__constant__ float fz = 1.0f / 3;
}

__global__ void initialisers(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace initialisers_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    whole[i] = p.a + pc.a * 10 + q.v * 100 + g[1] + g[2];
    real[i] = p.b + fz;
}
