// Loops that do much between two turns, declarations in a switch, conversions of classes, lambdas in lambdas, order of
// effects.

__global__ void declared_in_a_switch(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int r = 0, z = 77;
    switch (a[i] & 3) {
        int z;
        int w;
        case 0:
            z = 3;
            r = z;
            break;
        case 1:
            z = 5;
            w = 2;
            r = z * w;
            break;
        default:
            r = 9;
    }
    whole[i] = r + z;
}

namespace between_turns_parts {
__device__ bool step(int* p) {
    *p += 3;
    return *p < 40;
}
}

__global__ void between_turns(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace between_turns_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int s = 0;
    for (int j = 0; j < 10; s += (j & 1 ? 2 : 1), j++) {
        if (j == 3) continue;
        s += j;
    }
    int w = 0;
    do {
        if (w & 1) {
            w += 2;
            continue;
        }
        w++;
    } while (w++ < 9);
    int q = a[i];
    while (step(&q)) {
        if (q & 1) continue;
        s += q;
    }
    for (int t = 0; t < 9; t += s > 4 ? atomicAdd(&whole[i], 0) + 2 : 1) {
        if (t == 2) continue;
        s++;
    }
    for (int t = a[i]; step(&t) || t++ < 45; (t & 1) ? step(&t) : step(&w)) {
        if (t % 5 == 0) continue;
        s ^= t;
    }
    do {
        if (s & 1) continue;
        w++;
    } while (step(&s) && w++ < 60);
    do
        if (w & 1) continue;
    while (++w < 20 && step(&w));
    whole[i] = s + w;
}

namespace converted_parts {
struct T {
    int v;
    __device__ explicit operator bool() const { return v > 3; }
    __device__ operator float() const { return v; }
};
struct P {
    int* p;
    __device__ operator int*() { return p; }
};
struct I {
    int v;
    __device__ operator int() const { return v; }
};
}

__global__ void converted(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace converted_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    T t{a[i]};
    I k{i};
    P p{whole};
    const I ck{3};
    real[i] = t + 0.5f + sqrtf(t) * 0 + -t;
    if (t) real[i] += 1;
    real[i] += !t;
    p[i] = k % 7 + (k > 3) + ck * 2 + (k << 1) + a[k];
    *(p + i) += 1;
    int sw = 0;
    switch (k) {
        case 5:
            sw = 3;
    }
    whole[i] += sw;
    float g = k;
    real[i] += g;
}

namespace lambdas_parts {
template <class F>
__device__ auto twice(F f) {
    return [=](auto v) { return f(f(v)); };
}
}

__global__ void lambdas(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace lambdas_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    auto inc = [] __device__(int v) { return v + 1; };
    auto t = twice(inc);
    int acc = 0;
    auto add = [&acc, k = a[i]](int v) -> int {
        acc += v * k;
        return acc;
    };
    add(1);
    add(2);
    whole[i] = t(a[i]) + acc;
    auto rec = [&](int n) {
        int s = 0;
        for (int j = 0; j < n; ++j) s += [&] { return j * acc; }();
        return s;
    };
    whole[i] += rec(3);
}

namespace nested_lambdas_parts {
template <class F>
__device__ int run(F f, int n) {
    int s = 0;
    for (int i = 0; i < n; ++i) s += f(i);
    return s;
}
struct K {
    int k;
    __device__ int go(int n) {
        int s = 0;
        auto f = [&](int q) {
            return [=, &s](int w) {
                s += q;
                return [q, w] { return q * w; }();
            }(q + 1);
        };
        return run(f, n) + s;
    }
};
}

__global__ void nested_lambdas(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace nested_lambdas_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    K k{3};
    int t[3] = {1, 2, a[i]};
    auto g = [=](int j) { return [=] { return t[j % 3] + i; }(); };
    int cnt = 0;
    auto h = [&cnt](int j) {
        auto in = [&cnt, j] { cnt += j; };
        in();
        in();
        return cnt;
    };
    whole[i] = k.go(4) + run(g, 5) + run(h, 3) + cnt;
}

namespace order_parts {
struct T {
    int v;
    __device__ T& operator<<(int q) {
        v = v * 2 + q;
        return *this;
    }
    __device__ int operator()(int a, int b = 4) { return v + a * b; }
    __device__ explicit operator bool() const { return v > 3; }
    __device__ operator float() const { return v; }
};
__device__ int side(int& q) { return q += 3; }
}

__global__ void order(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace order_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    T t{a[i]};
    t << 1 << 2;
    int z = 1;
    int arr[4] = {0};
    arr[z++ & 3] = z;
    z = z++ + 1;
    int r = (z > 1 && side(z) > 3) || side(z) > 100;
    whole[i] = t.v + t(3) + arr[1] * 10 + z * 100 + r + (t ? 1 : 0);
    real[i] = t + 0.5f;
    int i0 = 0;
    i0 += i0++ + 2;
    whole[i] ^= i0;
}

namespace inherited_parts {
struct Base {
    int b;
    __device__ Base(int b) : b(b) {}
    __device__ int who() const { return 1; }
    __device__ int get() const { return b * 10 + who(); }
};
struct Der : Base {
    int d;
    __device__ Der(int b, int d) : Base(b + 1), d(d) {}
    __device__ int who() const { return 2; }
    using Base::get;
};
template <class D>
struct Crtp {
    __device__ int run(int a) { return static_cast<D*>(this)->impl(a) + 1; }
};
struct Im : Crtp<Im> {
    int k;
    __device__ int impl(int a) { return a * k; }
};
__device__ int viaref(const Base& r) { return r.get(); }
}

__global__ void inherited(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace inherited_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    Der d(a[i], 5);
    Im m;
    m.k = 3;
    whole[i] = d.get() + d.who() * 1000 + viaref(d) + m.run(a[i]) + d.d;
}

__global__ void narrow_integers(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    char c = a[i];
    signed char sc = (signed char)(a[i] * 7);
    unsigned char uc = sc;
    short sh = c * uc;
    whole[i] = c + sc + uc + sh + ('a' < c) + (uc >> 1) + (sc >> 1) + (char)200 + "xyz"[i % 3] + '\x41' + '\n' + 0b101 +
               1'000 + 017;
    real[i] = (c / 3) + (uc % 7) + (-7 / 2) + (-7 % 3) + (unsigned)-1 / 2 + 5 / 2.0;
}
