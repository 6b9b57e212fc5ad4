// Comparisons to a bit for each element, the lowest bit of a byte first, and selection by such bits.
// Source: asc-devkit docs, basic API, vector computation in memory: Compare, Compares (CompareScalar), Select.
#ifndef ASCENDC_TWIN_COMPARE_H
#define ASCENDC_TWIN_COMPARE_H

#include "ascendc_twin/reduce.h"

namespace AscendC {

enum class CMPMODE : std::uint8_t { LT = 0, GT, EQ, LE, GE, NE };
enum class SELMODE : std::uint8_t { VSEL_CMPMASK_SPR = 0, VSEL_TENSOR_SCALAR_MODE, VSEL_TENSOR_TENSOR_MODE };

}  // namespace AscendC

namespace ascendc_twin {

template <class T>
bool holds(AscendC::CMPMODE mode, T a, T b) {
  switch (mode) {
    case AscendC::CMPMODE::LT: return a < b;
    case AscendC::CMPMODE::GT: return a > b;
    case AscendC::CMPMODE::EQ: return a == b;
    case AscendC::CMPMODE::LE: return a <= b;
    case AscendC::CMPMODE::GE: return a >= b;
    default: return a != b;
  }
}

inline void set_bit(std::uint8_t* bits, std::uint32_t index, bool value) {
  bits[index / 8] = (bits[index / 8] & ~(1u << index % 8)) | unsigned(value) << index % 8;
}

// Whole repeats of 256 bytes alone are compared; what is behind the last one stays as it was.
template <class T, class U, class Other>
void compare(Who who, const LocalTensor<U>& dst, const LocalTensor<T>& src0, const LocalTensor<T>* src1, AscendC::CMPMODE mode, std::uint32_t count, Other other) {
  static_assert(is_one_of<T, half, float, std::int32_t>() && sizeof(U) == 1, "types that dav-2201 does not compare");
  if (std::is_same_v<T, std::int32_t> && mode != AscendC::CMPMODE::EQ) complain(who, "dav-2201 compares int32 by CMPMODE::EQ alone");
  std::uint32_t whole = count / of_repeat<T> * of_repeat<T>;
  if (!whole) return;
  auto* bits = reinterpret_cast<std::uint8_t*>(dst.Data());
  T* from = src0.Data();
  Access to = dst.Operand("dst", whole / 8, true, who), first = src0.Operand("src0", whole, false, who);
  auto body = [=] {
    for (std::uint32_t i = 0; i < whole; ++i) set_bit(bits, i, holds(mode, from[i], other(i)));
  };
  if (src1) vector_instruction(who, {to, first, src1->Operand("src1", whole, false, who)}, body);
  else vector_instruction(who, {to, first}, body);
}

template <class T, class U, class Other>
void select(Who who, const LocalTensor<T>& dst, const LocalTensor<U>& mask, const LocalTensor<T>& src0, const LocalTensor<T>* src1, std::uint32_t count, bool same_bits, Other other) {
  static_assert(is_one_of<T, half, float>(), "a type that Select of dav-2201 does not take");
  if (!has_elements(count, who)) return;
  T *to = dst.Data(), *from = src0.Data();
  auto* bits = reinterpret_cast<std::uint8_t*>(mask.Data());
  std::uint32_t used = same_bits && count > of_repeat<T> ? of_repeat<T> : count;
  Access destination = dst.Operand("dst", count, true, who), first = src0.Operand("src0", count, false, who);
  Access choice = mask.Operand("selMask", (used + 8 * sizeof(U) - 1) / (8 * sizeof(U)), false, who);
  auto body = [=] {
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint32_t bit = same_bits ? i % of_repeat<T> : i;
      to[i] = bits[bit / 8] >> bit % 8 & 1 ? from[i] : other(i);
    }
  };
  if (src1) vector_instruction(who, {destination, first, choice, src1->Operand("src1", count, false, who)}, body);
  else vector_instruction(who, {destination, first, choice}, body);
}

}  // namespace ascendc_twin

namespace AscendC {

template <class T, class U, bool isSetMask = true>
void Compare(const LocalTensor<U>& dst, const LocalTensor<T>& src0, const LocalTensor<T>& src1, CMPMODE mode, std::uint32_t count, ASCENDC_TWIN_HERE) {
  T* second = src1.Data();
  twin::compare<T>({"Compare", at.line}, dst, src0, &src1, mode, count, [second](std::uint32_t i) { return second[i]; });
}

template <class T, class U, bool isSetMask = true>
void Compares(const LocalTensor<U>& dst, const LocalTensor<T>& src0, twin::Same<T> src1, CMPMODE mode, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::compare<T>({"Compares", at.line}, dst, src0, static_cast<const LocalTensor<T>*>(nullptr), mode, count, [src1](std::uint32_t) { return src1; });
}
template <class T, class U, bool isSetMask = true>
void CompareScalar(const LocalTensor<U>& dst, const LocalTensor<T>& src0, twin::Same<T> src1, CMPMODE mode, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::compare<T>({"CompareScalar", at.line}, dst, src0, static_cast<const LocalTensor<T>*>(nullptr), mode, count, [src1](std::uint32_t) { return src1; });
}

#define ASCENDC_TWIN_COMPILED_COMPARE(NAME, T)                                                                          \
  ASCENDC_TWIN_COMPILED void Compare(const LocalTensor<std::uint8_t>&, const LocalTensor<T>&, const LocalTensor<T>&, CMPMODE, std::uint32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void Compares(const LocalTensor<std::uint8_t>&, const LocalTensor<T>&, T, CMPMODE, std::uint32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void CompareScalar(const LocalTensor<std::uint8_t>&, const LocalTensor<T>&, T, CMPMODE, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_COMPARE, , half, float, std::int32_t)
#undef ASCENDC_TWIN_COMPILED_COMPARE

template <class T, class U>
void Select(const LocalTensor<T>& dst, const LocalTensor<U>& mask, const LocalTensor<T>& src0, const LocalTensor<T>& src1, SELMODE mode, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::Who who = {"Select", at.line};
  if (mode == SELMODE::VSEL_TENSOR_SCALAR_MODE) twin::complain(who, "VSEL_TENSOR_SCALAR_MODE takes a scalar");
  T* second = src1.Data();
  twin::select<T>(who, dst, mask, src0, &src1, count, mode == SELMODE::VSEL_CMPMASK_SPR, [second](std::uint32_t i) { return second[i]; });
}

template <class T, class U>
void Select(const LocalTensor<T>& dst, const LocalTensor<U>& mask, const LocalTensor<T>& src0, twin::Same<T> src1, SELMODE mode, std::uint32_t count, ASCENDC_TWIN_HERE) {
  twin::Who who = {"Select", at.line};
  if (mode != SELMODE::VSEL_TENSOR_SCALAR_MODE) twin::complain(who, "a scalar is selected by VSEL_TENSOR_SCALAR_MODE alone");
  twin::select<T>(who, dst, mask, src0, static_cast<const LocalTensor<T>*>(nullptr), count, false, [src1](std::uint32_t) { return src1; });
}

#define ASCENDC_TWIN_COMPILED_SELECT(NAME, T)                                                                           \
  ASCENDC_TWIN_COMPILED void Select(const LocalTensor<T>&, const LocalTensor<std::uint8_t>&, const LocalTensor<T>&, const LocalTensor<T>&, SELMODE, std::uint32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void Select(const LocalTensor<T>&, const LocalTensor<std::uint8_t>&, const LocalTensor<T>&, T, SELMODE, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_SELECT, , half, float)
#undef ASCENDC_TWIN_COMPILED_SELECT

}  // namespace AscendC

#endif
