// The vector unit's arithmetic on the first `count` elements: one operation on each, rounded once.
// Source: asc-devkit docs, basic API, vector computation in memory: base arithmetic, compound, logic. Types are dav-2201's.
#ifndef ASCENDC_TWIN_VECTOR_H
#define ASCENDC_TWIN_VECTOR_H

#include "ascendc_twin/instruction.h"

namespace ascendc_twin {

template <class T, class Function>
void each_of_one(Who who, const LocalTensor<T>& dst, const LocalTensor<T>& src, std::int64_t count, Function function) {
  if (!has_elements(count, who)) return;
  T *to = dst.Data(), *from = src.Data();
  vector_instruction(who, {dst.Operand("dst", count, true, who), src.Operand("src", count, false, who)}, [=] {
    for (std::int64_t i = 0; i < count; ++i) to[i] = function(from[i]);
  });
}

template <class T, class Function>
void each_of_two(Who who, const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, std::int64_t count, Function function) {
  if (!has_elements(count, who)) return;
  T *to = dst.Data(), *a = src0.Data(), *b = src1.Data();
  vector_instruction(who, {dst.Operand("dst", count, true, who), src0.Operand("src0", count, false, who), src1.Operand("src1", count, false, who)}, [=] {
    for (std::int64_t i = 0; i < count; ++i) to[i] = function(a[i], b[i]);
  });
}

// Integers wrap, as with C's unsigned ones.
template <class T>
using Sum = std::conditional_t<is_floating<T>, Wide<T>, std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>>;

// T where it is not to be deduced.
template <class T>
struct Identity {
  using type = T;
};
template <class T>
using Same = typename Identity<T>::type;

// The hardware's own estimates are good to about 11 bits.
inline float estimate(float value) {
  return bits_as<float>(bits_as<std::uint32_t>(value) & 0xFFFFF000u);
}

template <class T>
T shift_left(T value, int by) {
  std::make_unsigned_t<T> word = value, sign = std::make_unsigned_t<T>(1) << (sizeof(T) * 8 - 1);
  if constexpr (std::is_signed_v<T>) return T((word & sign) | (std::make_unsigned_t<T>(word << by) & std::make_unsigned_t<T>(~sign)));
  return T(word << by);
}

}  // namespace ascendc_twin

namespace AscendC {

#define ASCENDC_TWIN_TYPES(...) static_assert(twin::is_one_of<T, __VA_ARGS__>(), "a type that this instruction of dav-2201 does not take")

#define ASCENDC_TWIN_COMPILED_BINARY(NAME, T)                                                                           \
  ASCENDC_TWIN_COMPILED void NAME<T>(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, twin::At);
#define ASCENDC_TWIN_BINARY(NAME, EXPRESSION, ...)                                                                      \
  template <class T, bool isSetMask = true>                                                                             \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, std::int32_t count,      \
            ASCENDC_TWIN_HERE) {                                                                                        \
    ASCENDC_TWIN_TYPES(__VA_ARGS__);                                                                                    \
    using C = twin::Sum<T>;                                                                                             \
    twin::each_of_two<T>({#NAME, at.line}, dst, src0, src1, count, [](T a, T b) { return static_cast<T>(EXPRESSION); }); \
  }                                                                                                                     \
  ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_BINARY, NAME, __VA_ARGS__)
ASCENDC_TWIN_BINARY(Add, C(a) + C(b), std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_BINARY(Sub, C(a) - C(b), std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_BINARY(Mul, C(a) * C(b), std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_BINARY(Div, C(a) / C(b), half, float)
ASCENDC_TWIN_BINARY(Max, a > b || a != a ? a : b, std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_BINARY(Min, a < b || a != a ? a : b, std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_BINARY(And, a & b, std::int16_t, std::uint16_t)
ASCENDC_TWIN_BINARY(Or, a | b, std::int16_t, std::uint16_t)
ASCENDC_TWIN_BINARY(AddRelu, C(a) + C(b) > 0 ? T(C(a) + C(b)) : T(0), std::int16_t, half, float)
ASCENDC_TWIN_BINARY(SubRelu, C(a) - C(b) > 0 ? T(C(a) - C(b)) : T(0), std::int16_t, half, float)
#undef ASCENDC_TWIN_BINARY

#define ASCENDC_TWIN_COMPILED_UNARY(NAME, T)                                                                            \
  ASCENDC_TWIN_COMPILED void NAME<T>(const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, twin::At);
#define ASCENDC_TWIN_UNARY(NAME, EXPRESSION, ...)                                                                       \
  template <class T, bool isSetMask = true>                                                                             \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, std::int32_t count, ASCENDC_TWIN_HERE) {              \
    ASCENDC_TWIN_TYPES(__VA_ARGS__);                                                                                    \
    twin::each_of_one<T>({#NAME, at.line}, dst, src, count, [](T a) { return static_cast<T>(EXPRESSION); });    \
  }                                                                                                                     \
  ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_UNARY, NAME, __VA_ARGS__)
ASCENDC_TWIN_UNARY(Abs, std::fabs(float(a)), half, float)
ASCENDC_TWIN_UNARY(Exp, std::exp(float(a)), half, float)
ASCENDC_TWIN_UNARY(Ln, std::log(float(a)), half, float)
ASCENDC_TWIN_UNARY(Sqrt, std::sqrt(float(a)), half, float)
ASCENDC_TWIN_UNARY(Rsqrt, twin::estimate(1.0f / std::sqrt(float(a))), half, float)
ASCENDC_TWIN_UNARY(Reciprocal, twin::estimate(1.0f / float(a)), half, float)
ASCENDC_TWIN_UNARY(Relu, a > T(0) ? a : T(0), half, std::int32_t, float)
ASCENDC_TWIN_UNARY(Not, ~a, std::int16_t, std::uint16_t)
#undef ASCENDC_TWIN_UNARY

#define ASCENDC_TWIN_COMPILED_SCALAR(NAME, T)                                                                           \
  ASCENDC_TWIN_COMPILED void NAME<T>(const LocalTensor<T>&, const LocalTensor<T>&, twin::Same<T>, std::int32_t, twin::At);
#define ASCENDC_TWIN_SCALAR(NAME, EXPRESSION, ...)                                                                      \
  template <class T, bool isSetMask = true>                                                                             \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, twin::Same<T> b, std::int32_t count,          \
            ASCENDC_TWIN_HERE) {                                                                                        \
    ASCENDC_TWIN_TYPES(__VA_ARGS__);                                                                                    \
    using C = twin::Sum<T>;                                                                                             \
    twin::each_of_one<T>({#NAME, at.line}, dst, src, count, [b](T a) { return static_cast<T>(EXPRESSION); });   \
  }                                                                                                                     \
  ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_SCALAR, NAME, __VA_ARGS__)
ASCENDC_TWIN_SCALAR(Adds, C(a) + C(b), std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_SCALAR(Muls, C(a) * C(b), std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_SCALAR(Maxs, a > b || a != a ? a : b, std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_SCALAR(Mins, a < b || a != a ? a : b, std::int16_t, half, std::int32_t, float)
ASCENDC_TWIN_SCALAR(LeakyRelu, a >= T(0) ? a : T(C(a) * C(b)), half, float)
#undef ASCENDC_TWIN_SCALAR

// dst += src * scalar, dst += src0 * src1, dst = src0 * dst + src1: rounded once.
template <class T, class U, bool isSetMask = true>
void Axpy(const LocalTensor<T>& dst, const LocalTensor<U>& src, twin::Same<U> scalar, std::int32_t count, ASCENDC_TWIN_HERE) {
  static_assert(std::is_same_v<T, U> && twin::is_one_of<T, half, float>(), "Axpy of half or float");
  twin::each_of_two<T>({"Axpy", at.line}, dst, dst, src, count, [scalar](T a, T b) { return static_cast<T>(std::fma(float(b), float(scalar), float(a))); });
}
ASCENDC_TWIN_COMPILED void Axpy(const LocalTensor<half>&, const LocalTensor<half>&, half, std::int32_t, twin::At);
ASCENDC_TWIN_COMPILED void Axpy(const LocalTensor<float>&, const LocalTensor<float>&, float, std::int32_t, twin::At);

#define ASCENDC_TWIN_FUSED(NAME, A, B, C)                                                                               \
  template <class T, bool isSetMask = true>                                                                             \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, std::int32_t count,      \
            ASCENDC_TWIN_HERE) {                                                                                        \
    ASCENDC_TWIN_TYPES(half, float);                                                                                    \
    twin::Who who = {#NAME, at.line};                                                                           \
    if (!twin::has_elements(count, who)) return;                                                                \
    T *d = dst.Data(), *a = src0.Data(), *b = src1.Data();                                                              \
    twin::vector_instruction(who, {dst.Operand("dst", count, true, who), dst.Operand("dst", count, false, who), \
        src0.Operand("src0", count, false, who), src1.Operand("src1", count, false, who)}, [=] {                        \
      for (std::int32_t i = 0; i < count; ++i) d[i] = static_cast<T>(std::fma(float(A[i]), float(B[i]), float(C[i])));  \
    });                                                                                                                 \
  }                                                                                                                     \
  ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_BINARY, NAME, half, float)
ASCENDC_TWIN_FUSED(MulAddDst, a, b, d)
ASCENDC_TWIN_FUSED(FusedMulAdd, a, d, b)
#undef ASCENDC_TWIN_FUSED

#define ASCENDC_TWIN_SHIFT(NAME, EXPRESSION)                                                                            \
  template <class T, bool isSetMask = true>                                                                             \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, twin::Same<T> by, std::int32_t count,         \
            ASCENDC_TWIN_HERE) {                                                                                        \
    ASCENDC_TWIN_TYPES(std::int16_t, std::uint16_t, std::int32_t, std::uint32_t);                                       \
    twin::Who who = {#NAME, at.line};                                                                           \
    if (by < 0 || by >= T(sizeof(T) * 8)) complain(who, "by %lld bits", (long long)by);                                 \
    twin::each_of_one<T>(who, dst, src, count, [by](T a) { return static_cast<T>(EXPRESSION); });               \
  }                                                                                                                     \
  ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_SCALAR, NAME, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t)
// A signed number keeps its sign bit where it is shifted to the left.
ASCENDC_TWIN_SHIFT(ShiftLeft, twin::shift_left(a, by))
ASCENDC_TWIN_SHIFT(ShiftRight, a >> by)
#undef ASCENDC_TWIN_SHIFT

}  // namespace AscendC

#endif
