// Bit-fields are promoted by their width, not by their type.

namespace promoted_parts {
struct B {
    unsigned a : 3;
    unsigned b : 5;
    unsigned c : 31;
    unsigned long long d : 5;
    unsigned e : 32;
    signed char g : 4;
    bool h : 1;
};
enum E : unsigned { X = 3 };
}

__global__ void promoted(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace promoted_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    B b;
    b.a = a[i];
    b.b = a[i];
    b.c = a[i];
    b.d = a[i];
    b.e = a[i];
    b.g = a[i];
    b.h = a[i] & 1;
    int r = 0;
    r += (b.a - 5 < 0);
    r += 2 * (b.b - 40 < 0);
    r += 4 * (b.c - 2000000000 < 0);
    r += 8 * (b.d - 33 < 0);
    r += 16 * (b.e - 5 < 0);
    r += 32 * (-b.a < 0);
    r += 64 * (~b.b < 0);
    r += 128 * ((b.a << 30) < 0 ? 0 : 1);
    r += (b.a -= 9) * 256;
    r += b.b++ * 4096;
    r += (b.g += 5) * 65536;
    whole[i] = r + b.h * 3 + (b.a ? b.g : -1);
    real[i] = b.b / -2;
    auto q = b.a;
    real[i] += (q - 9 > 0);
    B z = {1, 2, 3, 4};
    z.d = z.a = 9;
    whole[i] ^= z.d;
    switch (z.b) {
        case 2:
            whole[i]++;
    }
}
