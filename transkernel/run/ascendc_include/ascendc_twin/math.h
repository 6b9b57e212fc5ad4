// Mathematical functions on tensors, which the vendor composes of many instructions, here rounded once. Arguments outside
// of the documented ranges give no number. dst may be none of the sources, but for Trunc and Round.
// Source: asc-devkit docs, advanced API, mathematical computation.
#ifndef ASCENDC_TWIN_MATH_H
#define ASCENDC_TWIN_MATH_H

#include "ascendc_twin/vector.h"

namespace ascendc_twin {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kHalfMost = 65504.0;

inline double within(double value, double low, double high, double result) { return value < low || value > high ? kNoNumber : result; }

template <class T>
void check_apart(Who who, const LocalTensor<T>& dst, const LocalTensor<T>& src, std::uint32_t count) {
  if (dst.Address() < src.Address() + count * sizeof(T) && src.Address() < dst.Address() + count * sizeof(T)) complain(who, "dst and the source share memory");
}

inline void check_scratch(Who who, const LocalTensor<std::uint8_t>* scratch) {
  if (scratch && !scratch->GetSize()) complain(who, "sharedTmpBuffer has no bytes");
}

template <class T>
void math(Who who, const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<std::uint8_t>* scratch, std::uint32_t count, bool in_place, double (*function)(double)) {
  static_assert(is_one_of<T, half, float>(), "a type that the advanced functions do not take");
  if (!has_elements(count, who)) return;
  if (!in_place) check_apart(who, dst, src, count);
  check_scratch(who, scratch);
  each_of_one<T>(who, dst, src, count, [function](T a) { return static_cast<T>(static_cast<float>(function(double(a)))); });
}

inline double power(double a, double b) { return std::pow(a, b); }
inline std::int32_t power(std::int32_t a, std::int32_t b) {
  std::uint32_t result = 1;
  if (b < 0) return a == 1 ? 1 : a == -1 ? (b & 1 ? -1 : 1) : 0;
  for (std::uint32_t base = a; b; b >>= 1, base *= base)
    if (b & 1) result *= base;
  return result;
}

}  // namespace ascendc_twin

namespace AscendC {

#define ASCENDC_TWIN_COMPILED_MATH(NAME, T)                                                                             \
  ASCENDC_TWIN_COMPILED void NAME(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<std::uint8_t>&, std::uint32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void NAME(const LocalTensor<T>&, const LocalTensor<T>&, std::uint32_t, twin::At);               \
  ASCENDC_TWIN_COMPILED void NAME(const LocalTensor<T>&, const LocalTensor<T>&, twin::At);
#define ASCENDC_TWIN_MATH(NAME, IN_PLACE, EXPRESSION)                                                                     \
  template <class T, bool isReuseSource = false>                                                                        \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<std::uint8_t>& scratch,             \
            std::uint32_t count, ASCENDC_TWIN_HERE) {                                                                   \
    twin::math<T>({#NAME, at.line}, dst, src, &scratch, count, IN_PLACE, [](double a) { return double(EXPRESSION); });  \
  }                                                                                                                     \
  template <class T, bool isReuseSource = false>                                                                        \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, std::uint32_t count, ASCENDC_TWIN_HERE) {             \
    twin::math<T>({#NAME, at.line}, dst, src, nullptr, count, IN_PLACE, [](double a) { return double(EXPRESSION); });   \
  }                                                                                                                     \
  template <class T, bool isReuseSource = false>                                                                        \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, ASCENDC_TWIN_HERE) {                                  \
    NAME<T, isReuseSource>(dst, src, src.GetSize(), at);                                                                \
  }                                                                                                                     \
  ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_MATH, NAME, half, float)
ASCENDC_TWIN_MATH(Tanh, false, std::tanh(a))
ASCENDC_TWIN_MATH(Sin, false, twin::within(a, -twin::kHalfMost, twin::kHalfMost, std::sin(a)))
ASCENDC_TWIN_MATH(Cos, false, twin::within(a, -twin::kHalfMost, twin::kHalfMost, std::cos(a)))
ASCENDC_TWIN_MATH(Tan, false, twin::within(a, -twin::kHalfMost, twin::kHalfMost, std::tan(a)))
ASCENDC_TWIN_MATH(Asin, false, std::asin(a))
ASCENDC_TWIN_MATH(Acos, false, std::acos(a))
ASCENDC_TWIN_MATH(Atan, false, std::atan(a))
ASCENDC_TWIN_MATH(Sinh, false, std::sinh(a))
ASCENDC_TWIN_MATH(Cosh, false, std::cosh(a))
ASCENDC_TWIN_MATH(Asinh, false, twin::within(a, -twin::kHalfMost, twin::kHalfMost, std::asinh(a)))
ASCENDC_TWIN_MATH(Acosh, false, twin::within(a, 1.0, twin::kHalfMost, std::acosh(a)))
ASCENDC_TWIN_MATH(Atanh, false, std::fabs(a) > 0.001 ? twin::within(a, -0.99, 0.99, std::atanh(a)) : twin::kNoNumber)
ASCENDC_TWIN_MATH(Erf, false, std::erf(a))
ASCENDC_TWIN_MATH(Erfc, false, std::erfc(a))
ASCENDC_TWIN_MATH(Log, false, std::log(a))
ASCENDC_TWIN_MATH(Log2, false, std::log2(a))
ASCENDC_TWIN_MATH(Log10, false, std::log10(a))
ASCENDC_TWIN_MATH(Lgamma, false, std::lgamma(a))
ASCENDC_TWIN_MATH(Floor, false, std::floor(a))
ASCENDC_TWIN_MATH(Ceil, false, std::ceil(a))
ASCENDC_TWIN_MATH(Round, true, std::nearbyint(a))
ASCENDC_TWIN_MATH(Trunc, true, std::trunc(a))
ASCENDC_TWIN_MATH(Frac, false, a - std::trunc(a))
ASCENDC_TWIN_MATH(Sign, false, a > 0 ? 1 : a < 0 ? -1 : a)
#undef ASCENDC_TWIN_MATH
#undef ASCENDC_TWIN_COMPILED_MATH

template <class T, bool isReuseSource = false>
void Fmod(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, std::uint32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float);
  twin::Who who = {"Fmod", at.line};
  twin::check_apart(who, dst, src0, count);
  twin::check_apart(who, dst, src1, count);
  twin::each_of_two<T>(who, dst, src0, src1, count, [](T a, T b) { return static_cast<T>(std::fmod(float(a), float(b))); });
}
template <class T, bool isReuseSource = false>
void Fmod(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, const LocalTensor<std::uint8_t>& scratch, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::check_scratch({"Fmod", at.line}, &scratch);
  Fmod<T, isReuseSource>(dst, src0, src1, count, at);
}

template <class T, bool isReuseSource = false>
void Power(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, std::uint32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float, std::int32_t);
  using C = std::conditional_t<std::is_same_v<T, std::int32_t>, std::int32_t, double>;
  twin::Who who = {"Power", at.line};
  twin::check_apart(who, dst, src0, count);
  twin::check_apart(who, dst, src1, count);
  twin::each_of_two<T>(who, dst, src0, src1, count, [](T a, T b) { return static_cast<T>(twin::power(C(a), C(b))); });
}
template <class T, bool isReuseSource = false>
void Power(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, const LocalTensor<std::uint8_t>& scratch, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::check_scratch({"Power", at.line}, &scratch);
  Power<T, isReuseSource>(dst, src0, src1, count, at);
}
template <class T, bool isReuseSource = false>
void Power(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const T& exponent, std::uint32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float, std::int32_t);
  using C = std::conditional_t<std::is_same_v<T, std::int32_t>, std::int32_t, double>;
  twin::Who who = {"Power", at.line};
  twin::check_apart(who, dst, src0, count);
  twin::each_of_one<T>(who, dst, src0, count, [exponent](T a) { return static_cast<T>(twin::power(C(a), C(exponent))); });
}
template <class T, bool isReuseSource = false>
void Power(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const T& exponent, const LocalTensor<std::uint8_t>& scratch, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::check_scratch({"Power", at.line}, &scratch);
  Power<T, isReuseSource>(dst, src0, exponent, count, at);
}

#define ASCENDC_TWIN_CLAMP(NAME, EXPRESSION)                                                                              \
  template <class T, bool isReuseSource = false>                                                                        \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, T bound, std::uint32_t count, ASCENDC_TWIN_HERE) {    \
    ASCENDC_TWIN_TYPES(half, float);                                                                                    \
    twin::Who who = {#NAME, at.line};                                                                                   \
    twin::check_apart(who, dst, src, count);                                                                            \
    twin::each_of_one<T>(who, dst, src, count, [bound](T a) { return EXPRESSION; });                                    \
  }
ASCENDC_TWIN_CLAMP(ClampMax, a > bound ? bound : a)
ASCENDC_TWIN_CLAMP(ClampMin, a < bound ? bound : a)
#undef ASCENDC_TWIN_CLAMP

#define ASCENDC_TWIN_COMPILED_TWO(NAME, T)                                                                              \
  ASCENDC_TWIN_COMPILED void NAME(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<T>&, std::uint32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void NAME(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<std::uint8_t>&, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_TWO, Fmod, half, float)
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_TWO, Power, half, float, std::int32_t)
#undef ASCENDC_TWIN_COMPILED_TWO
#define ASCENDC_TWIN_COMPILED_POWER(NAME, T)                                                                            \
  ASCENDC_TWIN_COMPILED void Power(const LocalTensor<T>&, const LocalTensor<T>&, const T&, std::uint32_t, twin::At);    \
  ASCENDC_TWIN_COMPILED void Power(const LocalTensor<T>&, const LocalTensor<T>&, const T&, const LocalTensor<std::uint8_t>&, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_POWER, , half, float, std::int32_t)
#undef ASCENDC_TWIN_COMPILED_POWER
#define ASCENDC_TWIN_COMPILED_CLAMP(NAME, T)                                                                            \
  ASCENDC_TWIN_COMPILED void NAME(const LocalTensor<T>&, const LocalTensor<T>&, T, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_CLAMP, ClampMax, half, float)
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_CLAMP, ClampMin, half, float)
#undef ASCENDC_TWIN_COMPILED_CLAMP

}  // namespace AscendC

#endif
