// SIMD within a word (CUDA Math API, "SIMD Intrinsics"): two 16-bit or four 8-bit lanes of an unsigned int.
#pragma once

namespace cuda_host {

template <class T>
inline unsigned per_lane(unsigned a, unsigned b, int (*operation)(int, int)) {
  using Word = std::make_unsigned_t<T>;
  unsigned result = 0;
  for (unsigned i = 0; i < 4 / sizeof(T); ++i) {
    const int x = static_cast<T>(a >> (8 * sizeof(T) * i)), y = static_cast<T>(b >> (8 * sizeof(T) * i));
    result |= static_cast<unsigned>(static_cast<Word>(operation(x, y))) << (8 * sizeof(T) * i);
  }
  return result;
}

template <class T>
inline unsigned sum_lanes(unsigned a, unsigned b, int (*operation)(int, int)) {
  unsigned sum = 0;
  for (unsigned i = 0; i < 4 / sizeof(T); ++i) {
    const int x = static_cast<T>(a >> (8 * sizeof(T) * i)), y = static_cast<T>(b >> (8 * sizeof(T) * i));
    sum += static_cast<unsigned>(operation(x, y));
  }
  return sum;
}

template <class T>
inline unsigned per_lane3(unsigned a, unsigned b, unsigned c, int (*operation)(int, int, int)) {
  using Word = std::make_unsigned_t<T>;
  unsigned result = 0;
  for (unsigned shift = 0; shift < 32; shift += 16) {
    const int x = static_cast<T>(a >> shift), y = static_cast<T>(b >> shift), z = static_cast<T>(c >> shift);
    result |= static_cast<unsigned>(static_cast<Word>(operation(x, y, z))) << shift;
  }
  return result;
}

template <class T>
inline int clamp_to(int value) {
  return std::clamp<int>(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
}

}  // namespace cuda_host

#define CUDA_HOST_PACKED(name, T, expression)                                            \
  static inline unsigned name(unsigned a, unsigned b) {                                  \
    return cuda_host::per_lane<T>(a, b, [](int x, int y) -> int { return expression; }); \
  }
#define CUDA_HOST_PACKED_UNARY(name, T, expression)                                    \
  static inline unsigned name(unsigned a) {                                            \
    return cuda_host::per_lane<T>(a, 0, [](int x, int) -> int { return expression; }); \
  }
#define CUDA_HOST_PACKED_SUM(name, T, expression)                                         \
  static inline unsigned name(unsigned a, unsigned b) {                                   \
    return cuda_host::sum_lanes<T>(a, b, [](int x, int y) -> int { return expression; }); \
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
static inline int __viaddmax_s32_relu(int a, int b, int c) { return std::max(__viaddmax_s32(a, b, c), 0); }
static inline int __viaddmin_s32_relu(int a, int b, int c) { return std::max(__viaddmin_s32(a, b, c), 0); }
static inline int __vibmax_s32(int a, int b, bool* const first) { return *first = a >= b, std::max(a, b); }
static inline int __vibmin_s32(int a, int b, bool* const first) { return *first = a <= b, std::min(a, b); }
static inline unsigned __vibmax_u32(unsigned a, unsigned b, bool* const first) {
  return *first = a >= b, std::max(a, b);
}
static inline unsigned __vibmin_u32(unsigned a, unsigned b, bool* const first) {
  return *first = a <= b, std::min(a, b);
}

// The same on two half-words.
#define CUDA_HOST_PACKED3(name, T, expression)                                                      \
  static inline unsigned name(unsigned a, unsigned b, unsigned c) {                                 \
    return cuda_host::per_lane3<T>(a, b, c, [](int x, int y, int z) -> int { return expression; }); \
  }
#define CUDA_HOST_DPX(op)                                                                                      \
  CUDA_HOST_PACKED3(__vi##op##3_s16x2, std::int16_t, std::op({x, y, z}))                                       \
  CUDA_HOST_PACKED3(__vi##op##3_u16x2, std::uint16_t, std::op({x, y, z}))                                      \
  CUDA_HOST_PACKED3(__vi##op##3_s16x2_relu, std::int16_t, std::max(std::op({x, y, z}), 0))                     \
  CUDA_HOST_PACKED3(__viadd##op##_s16x2, std::int16_t, std::op<int>(std::int16_t(x + y), z))                   \
  CUDA_HOST_PACKED3(__viadd##op##_u16x2, std::uint16_t, std::op<int>(std::uint16_t(x + y), z))                 \
  CUDA_HOST_PACKED3(__viadd##op##_s16x2_relu, std::int16_t, std::max(std::op<int>(std::int16_t(x + y), z), 0)) \
  CUDA_HOST_PACKED(__vi##op##_s16x2_relu, std::int16_t, std::max(std::op(x, y), 0))
CUDA_HOST_DPX(max)
CUDA_HOST_DPX(min)
#define CUDA_HOST_CHOSEN(name, of, T, sign)                                                \
  static inline unsigned name(unsigned a, unsigned b, bool* const high, bool* const low) { \
    *high = static_cast<T>(a >> 16) sign static_cast<T>(b >> 16);                          \
    *low = static_cast<T>(a) sign static_cast<T>(b);                                       \
    return of(a, b);                                                                       \
  }
CUDA_HOST_CHOSEN(__vibmax_s16x2, __vmaxs2, std::int16_t, >=)
CUDA_HOST_CHOSEN(__vibmin_s16x2, __vmins2, std::int16_t, <=)
CUDA_HOST_CHOSEN(__vibmax_u16x2, __vmaxu2, std::uint16_t, >=)
CUDA_HOST_CHOSEN(__vibmin_u16x2, __vminu2, std::uint16_t, <=)
#undef CUDA_HOST_PACKED3
#undef CUDA_HOST_DPX
#undef CUDA_HOST_CHOSEN
