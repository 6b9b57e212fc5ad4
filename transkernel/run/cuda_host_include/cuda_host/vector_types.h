// CUDA's vector types with CUDA's sizes and alignments (CUDA C++ Programming Guide, table "Alignment requirements").
#pragma once

struct uint3;

#define CUDA_HOST_VECTORS(name, scalar, align1, align2, align3, align4)                    \
  struct alignas(align1) name##1 { scalar x; };                                            \
  struct alignas(align2) name##2 { scalar x, y; };                                         \
  struct alignas(align3) name##3 { scalar x, y, z; };                                      \
  struct alignas(align4) name##4 { scalar x, y, z, w; };                                   \
  static inline name##1 make_##name##1(scalar x) { return {x}; }                           \
  static inline name##2 make_##name##2(scalar x, scalar y) { return {x, y}; }              \
  static inline name##3 make_##name##3(scalar x, scalar y, scalar z) { return {x, y, z}; } \
  static inline name##4 make_##name##4(scalar x, scalar y, scalar z, scalar w) { return {x, y, z, w}; }

CUDA_HOST_VECTORS(char, signed char, 1, 2, 1, 4)
CUDA_HOST_VECTORS(uchar, unsigned char, 1, 2, 1, 4)
CUDA_HOST_VECTORS(short, short, 2, 4, 2, 8)
CUDA_HOST_VECTORS(ushort, unsigned short, 2, 4, 2, 8)
CUDA_HOST_VECTORS(int, int, 4, 8, 4, 16)
CUDA_HOST_VECTORS(uint, unsigned int, 4, 8, 4, 16)
CUDA_HOST_VECTORS(long, long, 8, 16, 8, 16)
CUDA_HOST_VECTORS(ulong, unsigned long, 8, 16, 8, 16)
CUDA_HOST_VECTORS(longlong, long long, 8, 16, 8, 16)
CUDA_HOST_VECTORS(ulonglong, unsigned long long, 8, 16, 8, 16)
CUDA_HOST_VECTORS(float, float, 4, 8, 4, 16)
CUDA_HOST_VECTORS(double, double, 8, 16, 8, 16)
#undef CUDA_HOST_VECTORS

struct dim3 {
  unsigned int x, y, z;
  constexpr dim3(unsigned int x_ = 1, unsigned int y_ = 1, unsigned int z_ = 1) : x(x_), y(y_), z(z_) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator uint3() const { return uint3{x, y, z}; }
};
