// SIMD within a word (CUDA Math API, "SIMD Intrinsics"): two 16-bit or four 8-bit lanes of an unsigned int.
#pragma once

namespace cuda_host {

template <class T, class Operation>
inline unsigned per_lane(unsigned a, unsigned b, Operation operation) {
  using Word = std::make_unsigned_t<T>;
  unsigned result = 0;
  for (unsigned i = 0; i < 4 / sizeof(T); ++i) {
    const int x = static_cast<T>(a >> (8 * sizeof(T) * i)), y = static_cast<T>(b >> (8 * sizeof(T) * i));
    result |= static_cast<unsigned>(static_cast<Word>(operation(x, y))) << (8 * sizeof(T) * i);
  }
  return result;
}

template <class T, class Operation>
inline unsigned sum_lanes(unsigned a, unsigned b, Operation operation) {
  unsigned sum = 0;
  for (unsigned i = 0; i < 4 / sizeof(T); ++i) {
    const int x = static_cast<T>(a >> (8 * sizeof(T) * i)), y = static_cast<T>(b >> (8 * sizeof(T) * i));
    sum += static_cast<unsigned>(operation(x, y));
  }
  return sum;
}

template <class T>
inline int clamp_to(int value) {
  return std::clamp<int>(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
}

}  // namespace cuda_host

#define CUDA_HOST_PACKED(name, T, expression)                                     \
  static inline unsigned name(unsigned a, unsigned b) {                           \
    return cuda_host::per_lane<T>(a, b, [](int x, int y) { return expression; }); \
  }
#define CUDA_HOST_PACKED_UNARY(name, T, expression)                             \
  static inline unsigned name(unsigned a) {                                     \
    return cuda_host::per_lane<T>(a, 0, [](int x, int) { return expression; }); \
  }
#define CUDA_HOST_PACKED_SUM(name, T, expression)                                  \
  static inline unsigned name(unsigned a, unsigned b) {                            \
    return cuda_host::sum_lanes<T>(a, b, [](int x, int y) { return expression; }); \
  }
#define CUDA_HOST_PACKED_BOTH(prefix, infix, T2, T4, expression) \
  CUDA_HOST_PACKED(prefix##infix##2, T2, expression)             \
  CUDA_HOST_PACKED(prefix##infix##4, T4, expression)
#define CUDA_HOST_SIGNED(name, expression) CUDA_HOST_PACKED_BOTH(name, s, std::int16_t, std::int8_t, expression)
#define CUDA_HOST_UNSIGNED(name, expression) CUDA_HOST_PACKED_BOTH(name, u, std::uint16_t, std::uint8_t, expression)
#define CUDA_HOST_COMPARE(name, sign)                 \
  CUDA_HOST_SIGNED(__vcmp##name, x sign y ? -1 : 0)   \
  CUDA_HOST_UNSIGNED(__vcmp##name, x sign y ? -1 : 0) \
  CUDA_HOST_SIGNED(__vset##name, x sign y)            \
  CUDA_HOST_UNSIGNED(__vset##name, x sign y)

CUDA_HOST_PACKED_BOTH(__vadd, , std::uint16_t, std::uint8_t, x + y)
CUDA_HOST_PACKED_BOTH(__vsub, , std::uint16_t, std::uint8_t, x - y)
CUDA_HOST_PACKED(__vaddss2, std::int16_t, cuda_host::clamp_to<std::int16_t>(x + y))
CUDA_HOST_PACKED(__vaddss4, std::int8_t, cuda_host::clamp_to<std::int8_t>(x + y))
CUDA_HOST_PACKED(__vaddus2, std::uint16_t, cuda_host::clamp_to<std::uint16_t>(x + y))
CUDA_HOST_PACKED(__vaddus4, std::uint8_t, cuda_host::clamp_to<std::uint8_t>(x + y))
CUDA_HOST_PACKED(__vsubss2, std::int16_t, cuda_host::clamp_to<std::int16_t>(x - y))
CUDA_HOST_PACKED(__vsubss4, std::int8_t, cuda_host::clamp_to<std::int8_t>(x - y))
CUDA_HOST_PACKED(__vsubus2, std::uint16_t, cuda_host::clamp_to<std::uint16_t>(x - y))
CUDA_HOST_PACKED(__vsubus4, std::uint8_t, cuda_host::clamp_to<std::uint8_t>(x - y))
CUDA_HOST_SIGNED(__vavg, (x + y + (x + y >= 0)) >> 1)
CUDA_HOST_UNSIGNED(__vavg, (x + y + 1) >> 1)
CUDA_HOST_UNSIGNED(__vhadd, (x + y) >> 1)
CUDA_HOST_SIGNED(__vmax, x > y ? x : y)
CUDA_HOST_UNSIGNED(__vmax, x > y ? x : y)
CUDA_HOST_SIGNED(__vmin, x < y ? x : y)
CUDA_HOST_UNSIGNED(__vmin, x < y ? x : y)
CUDA_HOST_SIGNED(__vabsdiff, x > y ? x - y : y - x)
CUDA_HOST_UNSIGNED(__vabsdiff, x > y ? x - y : y - x)
CUDA_HOST_PACKED_BOTH(__vcmpeq, , std::uint16_t, std::uint8_t, x == y ? -1 : 0)
CUDA_HOST_PACKED_BOTH(__vcmpne, , std::uint16_t, std::uint8_t, x != y ? -1 : 0)
CUDA_HOST_PACKED_BOTH(__vseteq, , std::uint16_t, std::uint8_t, x == y)
CUDA_HOST_PACKED_BOTH(__vsetne, , std::uint16_t, std::uint8_t, x != y)
CUDA_HOST_COMPARE(ge, >=)
CUDA_HOST_COMPARE(gt, >)
CUDA_HOST_COMPARE(le, <=)
CUDA_HOST_COMPARE(lt, <)
CUDA_HOST_PACKED_UNARY(__vabs2, std::int16_t, x < 0 ? -x : x)
CUDA_HOST_PACKED_UNARY(__vabs4, std::int8_t, x < 0 ? -x : x)
CUDA_HOST_PACKED_UNARY(__vabsss2, std::int16_t, cuda_host::clamp_to<std::int16_t>(x < 0 ? -x : x))
CUDA_HOST_PACKED_UNARY(__vabsss4, std::int8_t, cuda_host::clamp_to<std::int8_t>(x < 0 ? -x : x))
CUDA_HOST_PACKED_UNARY(__vneg2, std::int16_t, -x)
CUDA_HOST_PACKED_UNARY(__vneg4, std::int8_t, -x)
CUDA_HOST_PACKED_UNARY(__vnegss2, std::int16_t, cuda_host::clamp_to<std::int16_t>(-x))
CUDA_HOST_PACKED_UNARY(__vnegss4, std::int8_t, cuda_host::clamp_to<std::int8_t>(-x))
CUDA_HOST_PACKED_SUM(__vsads2, std::int16_t, x > y ? x - y : y - x)
CUDA_HOST_PACKED_SUM(__vsads4, std::int8_t, x > y ? x - y : y - x)
CUDA_HOST_PACKED_SUM(__vsadu2, std::uint16_t, x > y ? x - y : y - x)
CUDA_HOST_PACKED_SUM(__vsadu4, std::uint8_t, x > y ? x - y : y - x)

// Three-way and clamped minimum and maximum (the DPX set), 32 bits wide.
static inline int __vimax3_s32(int a, int b, int c) { return std::max({a, b, c}); }
static inline int __vimin3_s32(int a, int b, int c) { return std::min({a, b, c}); }
static inline unsigned __vimax3_u32(unsigned a, unsigned b, unsigned c) { return std::max({a, b, c}); }
static inline unsigned __vimin3_u32(unsigned a, unsigned b, unsigned c) { return std::min({a, b, c}); }
static inline int __vimax_s32_relu(int a, int b) { return std::max({a, b, 0}); }
static inline int __vimin_s32_relu(int a, int b) { return std::max(std::min(a, b), 0); }
static inline int __vimax3_s32_relu(int a, int b, int c) { return std::max({a, b, c, 0}); }
static inline int __vimin3_s32_relu(int a, int b, int c) { return std::max(std::min({a, b, c}), 0); }
static inline int __viaddmax_s32(int a, int b, int c) {
  return std::max(static_cast<int>(static_cast<unsigned>(a) + static_cast<unsigned>(b)), c);
}
static inline int __viaddmin_s32(int a, int b, int c) {
  return std::min(static_cast<int>(static_cast<unsigned>(a) + static_cast<unsigned>(b)), c);
}
static inline unsigned __viaddmax_u32(unsigned a, unsigned b, unsigned c) { return std::max(a + b, c); }
static inline unsigned __viaddmin_u32(unsigned a, unsigned b, unsigned c) { return std::min(a + b, c); }
