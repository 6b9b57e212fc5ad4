// The intrinsics of one 16-bit floating-point type; read once for each (cuda_fp16.h, cuda_bf16.h), which define
//   NARROW, NARROW2   the types' names          WORD    how function names call the type: half, bfloat16
//   MANTISSA, EXPONENT  bits of the format       WIDEN   16 bits to float
// Every operation is computed in double, where it is exact or innocuous, and rounded once.

#define CUDA_HOST_GLUE5(a, b, c, d, e) a##b##c##d##e
#define CUDA_HOST_GLUE(a, b, c, d, e) CUDA_HOST_GLUE5(a, b, c, d, e)
#define NAME(before, after) CUDA_HOST_GLUE(before, WORD, after, , )

#define RAW CUDA_HOST_GLUE(NARROW, _raw, , , )
struct alignas(2) RAW {
  unsigned short x;
};

struct alignas(2) NARROW {
  std::uint16_t bits;

  NARROW() = default;
  NARROW(const RAW& raw) : bits(raw.x) {}
  NARROW(float x) : bits(cuda_host::narrow<MANTISSA, EXPONENT>(x)) {}
  NARROW(double x) : bits(cuda_host::narrow<MANTISSA, EXPONENT>(x)) {}
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
  NARROW(Integer x) : bits(cuda_host::narrow<MANTISSA, EXPONENT>(cuda_host::to_odd(x))) {}

  static NARROW of_bits(std::uint16_t image) {
    NARROW result;
    result.bits = image;
    return result;
  }
  operator float() const { return WIDEN(bits); }
  operator RAW() const { return {bits}; }
  explicit operator double() const { return WIDEN(bits); }
  explicit operator bool() const { return (bits & 0x7FFF) != 0; }
  template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer> && !std::is_same_v<Integer, bool>>>
  explicit operator Integer() const {
    using Wide = std::conditional_t<(sizeof(Integer) < 4), int, Integer>;
    const Wide whole = cuda_host::saturate_to<Wide>(std::trunc(static_cast<double>(WIDEN(bits))),
                                                    sizeof(Integer) < 8 ? Wide(0) : static_cast<Wide>(1ull << 63));
    constexpr Wide low = std::numeric_limits<Integer>::min(), high = std::numeric_limits<Integer>::max();
    return static_cast<Integer>(std::clamp(whole, low, high));
  }
};

struct alignas(4) NARROW2 {
  NARROW x, y;

  NARROW2() = default;
  NARROW2(NARROW x_, NARROW y_) : x(x_), y(y_) {}
};

namespace cuda_host {
inline double wide(NARROW a) { return WIDEN(a.bits); }
inline NARROW rounded_to(double value, NARROW*, Rounding mode = Rounding::kNearest) {
  return NARROW::of_bits(narrow<MANTISSA, EXPONENT>(value, mode));
}
inline bool is_nan(NARROW a) { return wide(a) != wide(a); }
}  // namespace cuda_host
#define ROUND(value) cuda_host::rounded_to(value, static_cast<NARROW*>(nullptr))
#define ROUND_BY(value, mode) cuda_host::rounded_to(value, static_cast<NARROW*>(nullptr), cuda_host::Rounding::mode)

// --- conversions
#define TO_NARROW(From, name, wider)                                                                     \
  static inline NARROW CUDA_HOST_GLUE(__, name, 2, WORD, _rn)(From x) { return ROUND(wider); }           \
  static inline NARROW CUDA_HOST_GLUE(__, name, 2, WORD, _rz)(From x) { return ROUND_BY(wider, kZero); } \
  static inline NARROW CUDA_HOST_GLUE(__, name, 2, WORD, _ru)(From x) { return ROUND_BY(wider, kUp); }   \
  static inline NARROW CUDA_HOST_GLUE(__, name, 2, WORD, _rd)(From x) { return ROUND_BY(wider, kDown); }
TO_NARROW(float, float, x)
TO_NARROW(int, int, x)
TO_NARROW(unsigned, uint, x)
TO_NARROW(short, short, x)
TO_NARROW(unsigned short, ushort, x)
TO_NARROW(long long, ll, cuda_host::to_odd(x))
TO_NARROW(unsigned long long, ull, cuda_host::to_odd(x))
#undef TO_NARROW
static inline NARROW NAME(__float2, )(float x) { return ROUND(x); }
static inline NARROW NAME(__double2, )(double x) { return ROUND(x); }
static inline float NAME(__, 2float)(NARROW a) { return a; }

#define FROM_NARROW(Integer, name, of_nan)                                              \
  static inline Integer CUDA_HOST_GLUE(__, WORD, 2, name, _rn)(NARROW a) {              \
    return cuda_host::saturate_to<Integer>(std::nearbyint(cuda_host::wide(a)), of_nan); \
  }                                                                                     \
  static inline Integer CUDA_HOST_GLUE(__, WORD, 2, name, _rz)(NARROW a) {              \
    return cuda_host::saturate_to<Integer>(std::trunc(cuda_host::wide(a)), of_nan);     \
  }                                                                                     \
  static inline Integer CUDA_HOST_GLUE(__, WORD, 2, name, _ru)(NARROW a) {              \
    return cuda_host::saturate_to<Integer>(std::ceil(cuda_host::wide(a)), of_nan);      \
  }                                                                                     \
  static inline Integer CUDA_HOST_GLUE(__, WORD, 2, name, _rd)(NARROW a) {              \
    return cuda_host::saturate_to<Integer>(std::floor(cuda_host::wide(a)), of_nan);     \
  }
FROM_NARROW(int, int, 0)
FROM_NARROW(unsigned, uint, 0u)
FROM_NARROW(short, short, short{0})
FROM_NARROW(unsigned short, ushort, static_cast<unsigned short>(0))
FROM_NARROW(signed char, char, static_cast<signed char>(0))
FROM_NARROW(unsigned char, uchar, static_cast<unsigned char>(0))
FROM_NARROW(long long, ll, LLONG_MIN)
FROM_NARROW(unsigned long long, ull, 1ull << 63)
#undef FROM_NARROW
static inline short NAME(__, _as_short)(NARROW a) { return static_cast<short>(a.bits); }
static inline unsigned short NAME(__, _as_ushort)(NARROW a) { return a.bits; }
static inline NARROW NAME(__short_as_, )(short x) { return NARROW::of_bits(static_cast<std::uint16_t>(x)); }
static inline NARROW NAME(__ushort_as_, )(unsigned short x) { return NARROW::of_bits(x); }

// --- pairs
static inline NARROW2 NAME(make_, 2)(NARROW x, NARROW y) { return {x, y}; }
static inline NARROW2 NAME(__halves2, 2)(NARROW x, NARROW y) { return {x, y}; }
static inline NARROW2 CUDA_HOST_GLUE(__, WORD, 2, WORD, 2)(NARROW a) { return {a, a}; }
static inline NARROW2 NAME(__float2, 2_rn)(float x) { return {ROUND(x), ROUND(x)}; }
static inline NARROW2 NAME(__floats2, 2_rn)(float x, float y) { return {ROUND(x), ROUND(y)}; }
static inline NARROW2 NAME(__float22, 2_rn)(float2 v) { return {ROUND(v.x), ROUND(v.y)}; }
static inline float2 NAME(__, 22float2)(NARROW2 v) { return {v.x, v.y}; }
static inline float __low2float(NARROW2 v) { return v.x; }
static inline float __high2float(NARROW2 v) { return v.y; }
static inline NARROW NAME(__low2, )(NARROW2 v) { return v.x; }
static inline NARROW NAME(__high2, )(NARROW2 v) { return v.y; }
static inline NARROW2 NAME(__low2, 2)(NARROW2 v) { return {v.x, v.x}; }
static inline NARROW2 NAME(__high2, 2)(NARROW2 v) { return {v.y, v.y}; }
static inline NARROW2 NAME(__lows2, 2)(NARROW2 a, NARROW2 b) { return {a.x, b.x}; }
static inline NARROW2 NAME(__highs2, 2)(NARROW2 a, NARROW2 b) { return {a.y, b.y}; }
static inline NARROW2 __lowhigh2highlow(NARROW2 v) { return {v.y, v.x}; }

// --- arithmetic: the scalar form, and the same on both halves of a pair
namespace cuda_host {
inline NARROW saturated(NARROW a) {
  return is_nan(a) || wide(a) < 0 ? NARROW::of_bits(0) : wide(a) > 1 ? NARROW(1.0f) : a;
}
inline NARROW rectified(NARROW a) { return wide(a) < 0 ? NARROW::of_bits(0) : a; }
inline NARROW fused(NARROW a, NARROW b, NARROW c) { return ROUND(add_to_odd(wide(a) * wide(b), wide(c))); }
inline NARROW larger(NARROW a, NARROW b) {
  if (is_nan(a) || is_nan(b)) return is_nan(a) ? (is_nan(b) ? NARROW::of_bits(kNarrowNan) : b) : a;
  if (wide(a) == wide(b)) return a.bits >> 15 ? b : a;  // +0 is above -0
  return wide(a) > wide(b) ? a : b;
}
inline NARROW smaller(NARROW a, NARROW b) {
  if (is_nan(a) || is_nan(b)) return larger(a, b);
  if (wide(a) == wide(b)) return a.bits >> 15 ? a : b;
  return wide(a) < wide(b) ? a : b;
}
}  // namespace cuda_host

#define BINARY(name, expression) \
  static inline NARROW name(NARROW a, NARROW b) { return expression; }
#define BOTH_BINARY(name, name2, expression) \
  BINARY(name, expression)                   \
  static inline NARROW2 name2(NARROW2 a, NARROW2 b) { return {name(a.x, b.x), name(a.y, b.y)}; }
#define BOTH_UNARY(name, name2, expression)                  \
  static inline NARROW name(NARROW a) { return expression; } \
  static inline NARROW2 name2(NARROW2 a) { return {name(a.x), name(a.y)}; }
#define BOTH_TERNARY(name, name2, expression)                                    \
  static inline NARROW name(NARROW a, NARROW b, NARROW c) { return expression; } \
  static inline NARROW2 name2(NARROW2 a, NARROW2 b, NARROW2 c) { return {name(a.x, b.x, c.x), name(a.y, b.y, c.y)}; }
#define ARITHMETIC(name, sign)                                                            \
  BOTH_BINARY(__h##name, __h##name##2, ROUND(cuda_host::wide(a) sign cuda_host::wide(b))) \
  BOTH_BINARY(__h##name##_rn, __h##name##2_rn, __h##name(a, b))                           \
  BOTH_BINARY(__h##name##_sat, __h##name##2_sat, cuda_host::saturated(__h##name(a, b)))
ARITHMETIC(add, +)
ARITHMETIC(sub, -)
ARITHMETIC(mul, *)
BOTH_BINARY(__hdiv, __h2div, ROUND(cuda_host::wide(a) / cuda_host::wide(b)))
BOTH_TERNARY(__hfma, __hfma2, cuda_host::fused(a, b, c))
BOTH_TERNARY(__hfma_sat, __hfma2_sat, cuda_host::saturated(cuda_host::fused(a, b, c)))
BOTH_TERNARY(__hfma_relu, __hfma2_relu, cuda_host::rectified(cuda_host::fused(a, b, c)))
static inline NARROW2 __hcmadd(NARROW2 a, NARROW2 b, NARROW2 c) {  // complex a * b + c, as cuda_fp16.hpp orders it
  return {cuda_host::fused(NARROW::of_bits(a.y.bits ^ 0x8000), b.y, cuda_host::fused(a.x, b.x, c.x)),
          cuda_host::fused(a.y, b.x, cuda_host::fused(a.x, b.y, c.y))};
}
BOTH_UNARY(__hneg, __hneg2, NARROW::of_bits(a.bits ^ 0x8000))
BOTH_UNARY(__habs, __habs2, NARROW::of_bits(a.bits & 0x7FFF))
BOTH_BINARY(__hmax, __hmax2, cuda_host::larger(a, b))
BOTH_BINARY(__hmin, __hmin2, cuda_host::smaller(a, b))
BOTH_BINARY(__hmax_nan, __hmax2_nan,
            cuda_host::is_nan(a) || cuda_host::is_nan(b) ? NARROW::of_bits(cuda_host::kNarrowNan)
                                                         : cuda_host::larger(a, b))
BOTH_BINARY(__hmin_nan, __hmin2_nan,
            cuda_host::is_nan(a) || cuda_host::is_nan(b) ? NARROW::of_bits(cuda_host::kNarrowNan)
                                                         : cuda_host::smaller(a, b))
#undef ARITHMETIC

#define MATH(name, expression) \
  BOTH_UNARY(h##name, h2##name, ROUND(([](double x) { return expression; })(cuda_host::wide(a))))
MATH(ceil, std::ceil(x))
MATH(floor, std::floor(x))
MATH(rint, std::nearbyint(x))
MATH(trunc, std::trunc(x))
MATH(sqrt, std::sqrt(x))
MATH(rsqrt, 1 / std::sqrt(x))
MATH(rcp, 1 / x)
MATH(exp, std::exp(x))
MATH(exp2, std::exp2(x))
MATH(exp10, ::exp10(x))
MATH(log, std::log(x))
MATH(log2, std::log2(x))
MATH(log10, std::log10(x))
MATH(sin, std::sin(x))
MATH(cos, std::cos(x))
MATH(tanh, std::tanh(x))
MATH(tanh_approx, std::tanh(x))
#undef MATH

// --- comparisons: ordered, `u` for unordered (true with a NaN); `2` gives 1 or 0 a half, `b..2` whether both hold
#define COMPARE(name, ordered)                                         \
  static inline bool __h##name(NARROW a, NARROW b) { return ordered; } \
  static inline bool __h##name##u(NARROW a, NARROW b) {                \
    return cuda_host::is_nan(a) || cuda_host::is_nan(b) || (ordered);  \
  }                                                                    \
  COMPARE2(name)                                                       \
  COMPARE2(name##u)
#define COMPARE2(name)                                                                                          \
  static inline NARROW2 __h##name##2(NARROW2 a, NARROW2 b) {                                                    \
    return {NARROW(__h##name(a.x, b.x) ? 1.0f : 0.0f), NARROW(__h##name(a.y, b.y) ? 1.0f : 0.0f)};              \
  }                                                                                                             \
  static inline bool __hb##name##2(NARROW2 a, NARROW2 b) { return __h##name(a.x, b.x) && __h##name(a.y, b.y); } \
  static inline unsigned __h##name##2_mask(NARROW2 a, NARROW2 b) {                                              \
    return (__h##name(a.x, b.x) ? 0xFFFFu : 0u) | (__h##name(a.y, b.y) ? 0xFFFF0000u : 0u);                     \
  }
COMPARE(eq, cuda_host::wide(a) == cuda_host::wide(b))
COMPARE(ne, cuda_host::wide(a) < cuda_host::wide(b) || cuda_host::wide(a) > cuda_host::wide(b))
COMPARE(lt, cuda_host::wide(a) < cuda_host::wide(b))
COMPARE(le, cuda_host::wide(a) <= cuda_host::wide(b))
COMPARE(gt, cuda_host::wide(a) > cuda_host::wide(b))
COMPARE(ge, cuda_host::wide(a) >= cuda_host::wide(b))
#undef COMPARE
#undef COMPARE2
static inline bool __hisnan(NARROW a) { return cuda_host::is_nan(a); }
static inline NARROW2 __hisnan2(NARROW2 a) {
  return {NARROW(cuda_host::is_nan(a.x) ? 1.0f : 0.0f), NARROW(cuda_host::is_nan(a.y) ? 1.0f : 0.0f)};
}
static inline int __hisinf(NARROW a) { return std::isinf(cuda_host::wide(a)) ? (a.bits >> 15 ? -1 : 1) : 0; }

// --- operators
#define OPERATOR(sign, name, name2)                                                                \
  static inline NARROW operator sign(const NARROW& a, const NARROW& b) { return name(a, b); }      \
  static inline NARROW2 operator sign(const NARROW2& a, const NARROW2& b) { return name2(a, b); }  \
  static inline NARROW& operator sign## = (NARROW & a, const NARROW& b) { return a = name(a, b); } \
  static inline NARROW2& operator sign## = (NARROW2 & a, const NARROW2& b) { return a = name2(a, b); }
OPERATOR(+, __hadd, __hadd2)
OPERATOR(-, __hsub, __hsub2)
OPERATOR(*, __hmul, __hmul2)
OPERATOR(/, __hdiv, __h2div)
#undef OPERATOR
#define COMPARISON(sign, name, both)                                                        \
  static inline bool operator sign(const NARROW& a, const NARROW& b) { return name(a, b); } \
  static inline bool operator sign(const NARROW2& a, const NARROW2& b) { return both(a, b); }
COMPARISON(==, __heq, __hbeq2)
COMPARISON(!=, __hneu, __hbneu2)
COMPARISON(<, __hlt, __hblt2)
COMPARISON(<=, __hle, __hble2)
COMPARISON(>, __hgt, __hbgt2)
COMPARISON(>=, __hge, __hbge2)
#undef COMPARISON
static inline NARROW operator+(const NARROW& a) { return a; }
static inline NARROW operator-(const NARROW& a) { return __hneg(a); }
static inline NARROW2 operator-(const NARROW2& a) { return __hneg2(a); }
static inline NARROW& operator++(NARROW& a) { return a = __hadd(a, NARROW(1.0f)); }
static inline NARROW& operator--(NARROW& a) { return a = __hsub(a, NARROW(1.0f)); }

static inline NARROW atomicAdd(NARROW* place, NARROW value) {
  return cuda_host::update(place, [=](NARROW old) { return __hadd(old, value); });
}
static inline NARROW2 atomicAdd(NARROW2* place, NARROW2 value) {
  return cuda_host::update(place, [=](NARROW2 old) { return __hadd2(old, value); });
}

#undef BINARY
#undef BOTH_BINARY
#undef BOTH_UNARY
#undef BOTH_TERNARY
#undef ROUND
#undef ROUND_BY
#undef NAME
#undef RAW
#undef NARROW
#undef NARROW2
#undef WORD
#undef MANTISSA
#undef EXPONENT
#undef WIDEN
