// Conversions between types, of tensors and of scalars.
// Source: asc-devkit docs, basic API, Cast (the table of dav-2201) and the scalar unit's Cast.
#ifndef ASCENDC_TWIN_CAST_H
#define ASCENDC_TWIN_CAST_H

#include "ascendc_twin/vector.h"

namespace ascendc_twin {

using Modes = unsigned;  // a bit for each RoundMode
constexpr Modes mode_bit(RoundMode mode) { return 1u << int(mode); }
constexpr Modes kNone = mode_bit(RoundMode::CAST_NONE), kOdd = mode_bit(RoundMode::CAST_ODD);
constexpr Modes kDirections = mode_bit(RoundMode::CAST_RINT) | mode_bit(RoundMode::CAST_FLOOR) | mode_bit(RoundMode::CAST_CEIL) |
                              mode_bit(RoundMode::CAST_ROUND) | mode_bit(RoundMode::CAST_TRUNC);

// What is not in this table cannot be cast at once: uint16, uint32 and uint64 are not there.
#define ASCENDC_TWIN_CASTS(CAST)                                                                                        \
  CAST(std::int8_t, half, kNone) CAST(std::uint8_t, half, kNone) CAST(std::int16_t, half, kDirections | kNone)          \
  CAST(std::int16_t, float, kNone) CAST(half, std::int8_t, kDirections | kNone)                                         \
  CAST(half, std::uint8_t, kDirections | kNone) CAST(half, std::int16_t, kDirections)                                   \
  CAST(half, std::int32_t, kDirections) CAST(half, float, kNone) CAST(bfloat16_t, std::int32_t, kDirections)            \
  CAST(bfloat16_t, float, kNone) CAST(std::int32_t, std::int16_t, kNone)                                                \
  CAST(std::int32_t, float, kDirections | kNone) CAST(std::int32_t, std::int64_t, kNone)                                \
  CAST(float, std::int16_t, kDirections) CAST(float, half, kDirections | kNone | kOdd)                                  \
  CAST(float, bfloat16_t, kDirections) CAST(float, std::int32_t, kDirections) CAST(float, float, kDirections)           \
  CAST(float, std::int64_t, kDirections) CAST(std::int64_t, std::int32_t, kNone)                                        \
  CAST(std::int64_t, float, kDirections)

#define ASCENDC_TWIN_MODES(FROM, TO, MODES) | (std::is_same_v<FROM, From> && std::is_same_v<TO, To> ? MODES : 0u)
template <class From, class To>
constexpr Modes cast_modes = 0u ASCENDC_TWIN_CASTS(ASCENDC_TWIN_MODES);
#undef ASCENDC_TWIN_MODES

template <class To, class From>
To cast_element(From value, RoundMode mode) {
  if constexpr (std::is_same_v<To, float> && std::is_same_v<From, float>) return static_cast<float>(round_integral(value, mode));
  else return convert<To>(value, mode);
}

}  // namespace ascendc_twin

namespace AscendC {

template <class T, class U, bool isSetMask = true>
void Cast(const LocalTensor<T>& dst, const LocalTensor<U>& src, const RoundMode& roundMode, std::uint32_t count, ASCENDC_TWIN_HERE) {
  constexpr twin::Modes allowed = twin::cast_modes<U, T>;
  static_assert(allowed != 0, "dav-2201 has no conversion between these types");
  twin::Who who = {"Cast", at.line};
  RoundMode mode = roundMode;
  if (!(allowed & twin::mode_bit(mode))) twin::complain(who, "RoundMode %d is none that these types are converted by", int(mode));
  if (!twin::has_elements(count, who)) return;
  T* to = dst.Data();
  U* from = src.Data();
  twin::Access destination = dst.Operand("dst", count, true, who), source = src.Operand("src", count, false, who);
  if (sizeof(T) > sizeof(U) && destination.begin == source.begin) twin::complain(who, "dst and src overlap, and dst has larger elements");
  twin::vector_instruction(who, {destination, source}, [=] {
    for (std::uint32_t i = 0; i < count; ++i) to[i] = twin::cast_element<T>(from[i], mode);
  });
}

#define ASCENDC_TWIN_COMPILED_CAST(FROM, TO, MODES)                                                                     \
  ASCENDC_TWIN_COMPILED void Cast(const LocalTensor<TO>&, const LocalTensor<FROM>&, const RoundMode&, std::uint32_t, twin::At);
ASCENDC_TWIN_CASTS(ASCENDC_TWIN_COMPILED_CAST)
#undef ASCENDC_TWIN_COMPILED_CAST

inline float Cast(const bfloat16_t& value) { return static_cast<float>(value); }
inline bfloat16_t Cast(const float& value) { return bfloat16_t(value); }
inline float ToFloat(const bfloat16_t& value) { return static_cast<float>(value); }
inline bfloat16_t ToBfloat16(const float& value) { return bfloat16_t(value); }
template <class From, class To, RoundMode mode>
To Cast(From value) {
  static_assert(std::is_same_v<From, float> && twin::is_one_of<To, half, std::int32_t>(), "the scalar unit casts float to half or int32");
  return twin::convert<To>(value, mode);
}
template <class From, class To, RoundMode mode>
To ScalarCast(From value) {
  return Cast<From, To, mode>(value);
}

}  // namespace AscendC

#endif
