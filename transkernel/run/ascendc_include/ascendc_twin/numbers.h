// half and bfloat16_t, and how a number becomes another: RoundMode's directions, and saturation of integers.
// Rules: asc-devkit docs, basic API, data structures, precision_conversion.
#ifndef ASCENDC_TWIN_NUMBERS_H
#define ASCENDC_TWIN_NUMBERS_H

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

typedef _Float16 half;

namespace ascendc_twin {

template <class To, class From>
To bits_as(From value) {
  static_assert(sizeof(To) == sizeof(From));
  To result;
  std::memcpy(&result, &value, sizeof result);
  return result;
}

}  // namespace ascendc_twin

// A float's upper half. The scalar unit converts it by Cast alone, so there is nothing implicit here.
struct bfloat16_t {
  std::uint16_t bits;

  bfloat16_t() = default;
  explicit bfloat16_t(float value) {
    std::uint32_t word = ascendc_twin::bits_as<std::uint32_t>(value);
    bits = value != value ? 0x7FFF : (word + 0x7FFF + (word >> 16 & 1)) >> 16;
  }
  explicit operator float() const { return ascendc_twin::bits_as<float>(std::uint32_t(bits) << 16); }
};

namespace AscendC {

enum class RoundMode { CAST_NONE = 0, CAST_RINT, CAST_FLOOR, CAST_CEIL, CAST_ROUND, CAST_TRUNC, CAST_ODD, CAST_HYBRID };

}  // namespace AscendC

namespace ascendc_twin {

using AscendC::RoundMode;

template <class T>
constexpr bool is_one_of() {
  return false;
}
template <class T, class First, class... Rest>
constexpr bool is_one_of() {
  return std::is_same_v<T, First> || is_one_of<T, Rest...>();
}

template <class T>
constexpr bool is_narrow = is_one_of<T, half, bfloat16_t>();
template <class T>
constexpr bool is_floating = is_narrow<T> || std::is_same_v<T, float>;

// What an instruction computes an element in, before it is rounded once to T.
template <class T>
using Wide = std::conditional_t<is_narrow<T>, float, T>;

template <class T>
Wide<T> widen(T value) {
  return static_cast<Wide<T>>(value);
}

template <class T>
T narrow(Wide<T> value) {
  return static_cast<T>(value);
}

inline long double round_integral(long double value, RoundMode mode) {
  switch (mode) {
    case RoundMode::CAST_FLOOR: return std::floor(value);
    case RoundMode::CAST_CEIL: return std::ceil(value);
    case RoundMode::CAST_ROUND: return std::round(value);
    case RoundMode::CAST_TRUNC: return std::trunc(value);
    default: return std::nearbyint(value);
  }
}

// To an integer: rounded, then held to its range; what is no number becomes 0.
template <class T>
T to_integer(long double value, RoundMode mode) {
  if (value != value) return 0;
  value = round_integral(value, mode);
  if (value <= static_cast<long double>(std::numeric_limits<T>::min())) return std::numeric_limits<T>::min();
  if (value >= static_cast<long double>(std::numeric_limits<T>::max())) return std::numeric_limits<T>::max();
  return static_cast<T>(value);
}

template <class T>
using Word = std::conditional_t<sizeof(T) == 2, std::uint16_t, std::uint32_t>;

// The number one step above or below in T; value is finite.
template <class T>
T next_to(T value, bool up) {
  auto word = ascendc_twin::bits_as<Word<T>>(value);
  constexpr Word<T> sign = Word<T>(1) << (sizeof(T) * 8 - 1);
  if (!(word & ~sign)) return ascendc_twin::bits_as<T>(Word<T>(up ? 1 : sign | 1));
  bool away = up == !(word & sign);
  return ascendc_twin::bits_as<T>(Word<T>(away ? word + 1 : word - 1));
}

// To a floating type in any direction: the nearest, or its neighbour on the other side of the number.
template <class T>
T to_floating(long double value, RoundMode mode) {
  T nearest = static_cast<T>(static_cast<float>(value));  // what is narrow comes from a float or a small integer
  long double found = static_cast<float>(nearest);
  if (mode == RoundMode::CAST_NONE || mode == RoundMode::CAST_RINT || found == value || std::isinf(found)) return nearest;
  T low = found < value ? nearest : next_to(nearest, false), high = found < value ? next_to(nearest, true) : nearest;
  switch (mode) {
    case RoundMode::CAST_FLOOR: return low;
    case RoundMode::CAST_CEIL: return high;
    case RoundMode::CAST_TRUNC: return value > 0 ? low : high;
    case RoundMode::CAST_ODD: return ascendc_twin::bits_as<Word<T>>(low) & 1 ? low : high;
    default: {  // CAST_ROUND: to the nearest, and a tie away from zero
      long double below = value - static_cast<float>(low), above = static_cast<float>(high) - value;
      return below == above ? (value > 0 ? high : low) : nearest;
    }
  }
}

template <class To, class From>
To convert(From value, RoundMode mode) {
  long double exact;
  if constexpr (is_narrow<From>) exact = static_cast<float>(value);
  else exact = value;
  if constexpr (is_floating<To>) return to_floating<To>(exact, mode);
  else return to_integer<To>(exact, mode);
}

}  // namespace ascendc_twin

#endif
