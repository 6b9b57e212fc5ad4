// Classes of the standard library and of CUDA's headers: pairs, arrays, the bits of half and bfloat16.
#include <cuda_bf16.h>
#include <cuda_fp16.h>

#include <array>
#include <utility>

namespace pair1_parts {
__device__ std::pair<int, float> mk(int a) { return std::make_pair(a + 1, a * 0.5f); }
}

__global__ void pair1(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace pair1_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    std::pair<int, float> p = mk(a[i]);
    whole[i] = p.first;
    real[i] = p.second;
    auto q = std::make_pair(1, 2.0);
    whole[i] += q.first;
}

namespace pair2_parts {
template <class A, class B>
__device__ A sum(std::pair<A, B> p) {
    return p.first + p.second;
}
__device__ std::pair<short, double> cv(std::pair<int, int> p) { return p; }
__device__ std::pair<int, int> br(int a) { return {a, a * 2}; }
}

__global__ void pair2(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace pair2_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    std::pair<int, int> p{a[i], 2};
    std::pair<int, int> q(3, a[i]);
    if (p < q)
        whole[i] = sum(p);
    else
        whole[i] = sum(q) + (p == q);
    auto [u, v] = q;
    real[i] = u + v + cv(p).second;
    p.swap(q);
    p = br(p.first);
    whole[i] += p.first * p.second;
    p.first++;
    std::pair<int, int> z;
    z = {1, 2};
    whole[i] += z.second + p.first;
    using std::pair;
    pair<int, float> w(1, 2.f);
    w.second += 1;
    real[i] += w.second;
    std::swap(p, q);
    whole[i] ^= p.first;
}

__global__ void pair3(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace std;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    pair<int, int> p = make_pair((int)a[i], i);
    struct Plain { int first; float second; };  // a pair has constructors, which shared memory may not
    __shared__ Plain s[64];
    const pair<int, float> mine(a[i], x[i]);
    s[threadIdx.x] = {mine.first, mine.second};
    __syncthreads();
    auto& r = s[63 - threadIdx.x];
    whole[i] = r.first + p.second;
    real[i] = r.second;
}

__global__ void rawhalf(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    __half h = __float2half(x[i]);
    __half_raw r = h;
    whole[i] = r.x;
    __half_raw s;
    s.x = 0x3c00;
    __half one = s;
    real[i] = __half2float(__hadd(one, h));
    __half b = __half(s);
    real[i] += __half2float(b);
    __half_raw t{0x4000};
    h = t;
    real[i] += __half2float(h);
    __half_raw u = {(unsigned short)0x4200};
    b = u;
    real[i] += __half2float(b) + sizeof(__half_raw);
    unsigned short w = static_cast<__half_raw>(b).x;
    whole[i] += w;
    whole[i] += reinterpret_cast<__half_raw*>(&b)->x;
}

__global__ void rawbf(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    __nv_bfloat16 h = __float2bfloat16(x[i]);
    __nv_bfloat16_raw r = h;
    whole[i] = r.x;
    __nv_bfloat16_raw s;
    s.x = 0x3f80;
    __nv_bfloat16 one = s;
    real[i] = __bfloat162float(one) + __bfloat162float(h);
}

namespace stdarr_parts {
__device__ int tot(std::array<int, 3> v) {
    v[0] += 5;
    int s = 0;
    for (int q : v) s += q;
    return s;
}
__device__ std::array<float, 2> two(float a) { return {a, a * 2}; }
__device__ void by(std::array<int, 3>& v) { v[1] = 9; }
}

__global__ void stdarr(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace stdarr_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    std::array<int, 3> v = {1, a[i], 3};
    std::array<int, 3> w{};
    w = v;
    w[2] = 7;
    by(w);
    whole[i] = tot(v) + v[0] + w[2] * w[1] + v.size() + *(w.begin() + 1) + w.back();
    auto t = two(x[i]);
    real[i] = t[0] + t[1];
    const std::array<int, 2> c{{4, 5}};
    real[i] += c[i & 1];
    v.fill(2);
    whole[i] += v[1];
    constexpr int N = std::array<int, 4>{}.size();
    whole[i] += N;
}

namespace bindings_parts {
struct Q {
    int a;
    float b;
    short c[2];
};
}

__global__ void bindings(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace bindings_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    Q q{a[i], x[i], {1, 2}};
    auto [u, v, w] = q;
    u += 1;
    auto& [r, s, t] = q;
    r *= 2;
    t[1] = 7;
    int arr[3] = {1, 2, a[i]};
    auto [e0, e1, e2] = arr;
    const auto& [c0, c1, c2] = arr;
    e2++;
    whole[i] = u + r + q.a + w[1] + q.c[1] + e2 * c2;
    real[i] = v + s;
    auto&& [z0, z1, z2] = Q{1, 2, {3, 4}};
    whole[i] += z2[0];
    for (auto [k, l, m] : {q, q}) whole[i] += k;
    if (auto [p0, p1, p2] = q; p0 > 3) whole[i] += 1;
}
