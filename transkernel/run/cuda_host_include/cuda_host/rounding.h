// Directed rounding, conversions between numbers, and the bits of numbers.
#pragma once

namespace cuda_host {

// Hides a value from the optimiser, so that nothing is computed before the rounding mode is set.
template <class T>
inline T opaque(T value) {
  volatile T hidden = value;
  return hidden;
}

template <class Compute>
inline auto rounded(int mode, Compute compute) {
  std::fesetround(mode);
  volatile auto result = compute();
  std::fesetround(FE_TONEAREST);
  return static_cast<std::remove_cv_t<decltype(result)>>(result);
}

// Saturating float-to-integer conversion (PTX ISA, "cvt"): NaN is 0 in 32 bits, the sign bit alone in 64 bits and
// for double to 32 bits. `whole` is already rounded to an integer.
template <class Integer>
inline Integer saturate_to(double whole, Integer of_nan) {
  constexpr double kAbove = 2.0 * static_cast<double>(std::numeric_limits<Integer>::max() / 2 + 1);
  if (whole != whole) return of_nan;
  if (whole >= kAbove) return std::numeric_limits<Integer>::max();
  if (whole < static_cast<double>(std::numeric_limits<Integer>::min())) return std::numeric_limits<Integer>::min();
  return static_cast<Integer>(whole);
}

template <class To, class From>
inline To bits(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

}  // namespace cuda_host

#define CUDA_HOST_TO_INTEGER(name, From, To, of_nan)                                                                   \
  static inline To name##_rn(From x) {                                                                                 \
    return cuda_host::saturate_to<To>(std::nearbyint(static_cast<double>(x)), of_nan);                                 \
  }                                                                                                                    \
  static inline To name##_rz(From x) {                                                                                 \
    return cuda_host::saturate_to<To>(std::trunc(static_cast<double>(x)), of_nan);                                     \
  }                                                                                                                    \
  static inline To name##_ru(From x) { return cuda_host::saturate_to<To>(std::ceil(static_cast<double>(x)), of_nan); } \
  static inline To name##_rd(From x) { return cuda_host::saturate_to<To>(std::floor(static_cast<double>(x)), of_nan); }
CUDA_HOST_TO_INTEGER(__float2int, float, int, 0)
CUDA_HOST_TO_INTEGER(__float2uint, float, unsigned, 0u)
CUDA_HOST_TO_INTEGER(__float2ll, float, long long, LLONG_MIN)
CUDA_HOST_TO_INTEGER(__float2ull, float, unsigned long long, 1ull << 63)
CUDA_HOST_TO_INTEGER(__double2int, double, int, INT_MIN)
CUDA_HOST_TO_INTEGER(__double2uint, double, unsigned, 1u << 31)
CUDA_HOST_TO_INTEGER(__double2ll, double, long long, LLONG_MIN)
CUDA_HOST_TO_INTEGER(__double2ull, double, unsigned long long, 1ull << 63)
#undef CUDA_HOST_TO_INTEGER

// Through long double, which holds every 64-bit integer on x86-64, so that the one rounding is the last.
#define CUDA_HOST_ROUNDED_CAST(name, From, To, suffix, mode)                                   \
  static inline To name##suffix(From x) {                                                      \
    const long double wide = cuda_host::opaque(static_cast<long double>(x));                   \
    return cuda_host::rounded(mode, [=] { return static_cast<To>(cuda_host::opaque(wide)); }); \
  }
#define CUDA_HOST_ROUNDED_CASTS(name, From, To)                     \
  static inline To name##_rn(From x) { return static_cast<To>(x); } \
  CUDA_HOST_ROUNDED_CAST(name, From, To, _rz, FE_TOWARDZERO)        \
  CUDA_HOST_ROUNDED_CAST(name, From, To, _ru, FE_UPWARD)            \
  CUDA_HOST_ROUNDED_CAST(name, From, To, _rd, FE_DOWNWARD)
CUDA_HOST_ROUNDED_CASTS(__int2float, int, float)
CUDA_HOST_ROUNDED_CASTS(__uint2float, unsigned, float)
CUDA_HOST_ROUNDED_CASTS(__ll2float, long long, float)
CUDA_HOST_ROUNDED_CASTS(__ull2float, unsigned long long, float)
CUDA_HOST_ROUNDED_CASTS(__ll2double, long long, double)
CUDA_HOST_ROUNDED_CASTS(__ull2double, unsigned long long, double)
CUDA_HOST_ROUNDED_CASTS(__double2float, double, float)
static inline double __int2double_rn(int x) { return x; }
static inline double __uint2double_rn(unsigned x) { return x; }

#define CUDA_HOST_ROUNDED_BINARY(name, T, suffix, mode, expression) \
  static inline T name##suffix(T a, T b) {                          \
    return cuda_host::rounded(mode, [=] {                           \
      const T x = cuda_host::opaque(a), y = cuda_host::opaque(b);   \
      return expression;                                            \
    });                                                             \
  }
#define CUDA_HOST_ROUNDED_BINARIES(name, T, expression)             \
  static inline T name##_rn(T x, T y) { return expression; }        \
  CUDA_HOST_ROUNDED_BINARY(name, T, _rz, FE_TOWARDZERO, expression) \
  CUDA_HOST_ROUNDED_BINARY(name, T, _ru, FE_UPWARD, expression)     \
  CUDA_HOST_ROUNDED_BINARY(name, T, _rd, FE_DOWNWARD, expression)
CUDA_HOST_ROUNDED_BINARIES(__fadd, float, x + y)
CUDA_HOST_ROUNDED_BINARIES(__fsub, float, x - y)
CUDA_HOST_ROUNDED_BINARIES(__fmul, float, x* y)
CUDA_HOST_ROUNDED_BINARIES(__fdiv, float, x / y)
CUDA_HOST_ROUNDED_BINARIES(__dadd, double, x + y)
CUDA_HOST_ROUNDED_BINARIES(__dsub, double, x - y)
CUDA_HOST_ROUNDED_BINARIES(__dmul, double, x* y)
CUDA_HOST_ROUNDED_BINARIES(__ddiv, double, x / y)

#define CUDA_HOST_ROUNDED_FMA(name, T, suffix, mode)                                                       \
  static inline T name##suffix(T a, T b, T c) {                                                            \
    return cuda_host::rounded(                                                                             \
        mode, [=] { return std::fma(cuda_host::opaque(a), cuda_host::opaque(b), cuda_host::opaque(c)); }); \
  }
#define CUDA_HOST_ROUNDED_UNARY(name, T, suffix, mode, expression) \
  static inline T name##suffix(T a) {                              \
    return cuda_host::rounded(mode, [=] {                          \
      const T x = cuda_host::opaque(a);                            \
      return expression;                                           \
    });                                                            \
  }
#define CUDA_HOST_ALL_MODES(macro, name, T, ...)                                               \
  macro(name, T, _rn, FE_TONEAREST __VA_ARGS__) macro(name, T, _rz, FE_TOWARDZERO __VA_ARGS__) \
      macro(name, T, _ru, FE_UPWARD __VA_ARGS__) macro(name, T, _rd, FE_DOWNWARD __VA_ARGS__)
#define CUDA_HOST_COMMA(expression) , expression
CUDA_HOST_ALL_MODES(CUDA_HOST_ROUNDED_FMA, __fmaf, float)
CUDA_HOST_ALL_MODES(CUDA_HOST_ROUNDED_FMA, __fma, double)
CUDA_HOST_ALL_MODES(CUDA_HOST_ROUNDED_UNARY, __frcp, float, CUDA_HOST_COMMA(1.0f / x))
CUDA_HOST_ALL_MODES(CUDA_HOST_ROUNDED_UNARY, __fsqrt, float, CUDA_HOST_COMMA(std::sqrt(x)))
CUDA_HOST_ALL_MODES(CUDA_HOST_ROUNDED_UNARY, __drcp, double, CUDA_HOST_COMMA(1.0 / x))
CUDA_HOST_ALL_MODES(CUDA_HOST_ROUNDED_UNARY, __dsqrt, double, CUDA_HOST_COMMA(std::sqrt(x)))

static inline float __fmaf_ieee_rn(float a, float b, float c) { return __fmaf_rn(a, b, c); }
static inline float __fmaf_ieee_rz(float a, float b, float c) { return __fmaf_rz(a, b, c); }
static inline float __fmaf_ieee_ru(float a, float b, float c) { return __fmaf_ru(a, b, c); }
static inline float __fmaf_ieee_rd(float a, float b, float c) { return __fmaf_rd(a, b, c); }

#define CUDA_HOST_ON_PAIRS(mode)                                                               \
  static inline float2 __fadd2_##mode(float2 a, float2 b) {                                    \
    return {__fadd_##mode(a.x, b.x), __fadd_##mode(a.y, b.y)};                                 \
  }                                                                                            \
  static inline float2 __fmul2_##mode(float2 a, float2 b) {                                    \
    return {__fmul_##mode(a.x, b.x), __fmul_##mode(a.y, b.y)};                                 \
  }                                                                                            \
  static inline float2 __ffma2_##mode(float2 a, float2 b, float2 c) {                          \
    return {__fmaf_##mode(a.x, b.x, c.x), __fmaf_##mode(a.y, b.y, c.y)};                       \
  }
CUDA_HOST_ON_PAIRS(rn)
CUDA_HOST_ON_PAIRS(rz)
CUDA_HOST_ON_PAIRS(ru)
CUDA_HOST_ON_PAIRS(rd)
#undef CUDA_HOST_ON_PAIRS

static inline int __float_as_int(float x) { return cuda_host::bits<int>(x); }
static inline unsigned __float_as_uint(float x) { return cuda_host::bits<unsigned>(x); }
static inline float __int_as_float(int x) { return cuda_host::bits<float>(x); }
static inline float __uint_as_float(unsigned x) { return cuda_host::bits<float>(x); }
static inline long long __double_as_longlong(double x) { return cuda_host::bits<long long>(x); }
static inline double __longlong_as_double(long long x) { return cuda_host::bits<double>(x); }
static inline int __double2hiint(double x) { return static_cast<int>(cuda_host::bits<std::uint64_t>(x) >> 32); }
static inline int __double2loint(double x) { return static_cast<int>(cuda_host::bits<std::uint64_t>(x)); }
static inline double __hiloint2double(int high, int low) {
  return cuda_host::bits<double>(static_cast<std::uint64_t>(static_cast<unsigned>(high)) << 32 |
                                 static_cast<unsigned>(low));
}
