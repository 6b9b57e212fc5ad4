// Literals by macro, the function's own name, strings in printf.
#include <cassert>
#include <cstdint>
#include <cstdio>

#define K UINT64_C(18446744073709551615)

__global__ void sized_literals(int* whole, float* real, const int* a, const float* x, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    h ^= a[i];
    h *= UINT64_C(0x100000001b3);
    whole[i] = (int)(h >> 32) + (int)INT32_C(7) + UINT8_C(3);
    whole[i] ^= (int)(INT64_C(5) >> 1) + (K > 5) + (int)INTMAX_C(5) + (UINT32_C(5) - 6 > 0);
    int z[UINT64_C(3)] = {1, 2, 3};
    whole[i] += z[i % 3];
}

namespace function_names_parts {
__device__ void g(int q) {
    if (q > 1000) printf("%s %d %s|%-6s|%6s|%%\n", __func__, q, "100%", "ab", "cd");
}
}

__global__ void function_names(int* whole, float* real, const int* a, const float* x, int n) {
    using namespace function_names_parts;
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (a[i] > 1000) printf("%s: %d\n", __FUNCTION__, a[i]);
    assert(a[i] < 1000 && __FUNCTION__);
    g(a[i]);
    const char* nm = __func__;
    whole[i] = a[i] + nm[0] + sizeof(__func__);
}
