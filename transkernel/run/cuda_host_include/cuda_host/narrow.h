// Rounding to 16-bit floating point, exactly once, from double. Formats are given by their mantissa and exponent bits.
#pragma once
#include "../cuda_host.h"
#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace cuda_host {

enum class Rounding { kNearest, kZero, kUp, kDown };

constexpr std::uint16_t kNarrowNan = 0x7FFF;  // the NaN that NVIDIA's conversions give, in both formats

template <int kMantissa, int kExponent>
inline std::uint16_t narrow(double value, Rounding mode = Rounding::kNearest) {
  constexpr int kBias = (1 << (kExponent - 1)) - 1;
  constexpr std::uint64_t kInfinity = ((1ull << kExponent) - 1) << kMantissa;
  const auto image = bits<std::uint64_t>(value);
  const bool negative = image >> 63;
  const std::uint16_t sign = negative ? 0x8000 : 0;
  if (value != value) return kNarrowNan;
  if (std::isinf(value)) return static_cast<std::uint16_t>(sign | kInfinity);
  if (value == 0) return sign;

  const int exponent = std::max(static_cast<int>(image >> 52 & 0x7FF), 1) - 1023;
  const std::uint64_t significand = (image & ((1ull << 52) - 1)) | (image >> 52 & 0x7FF ? 1ull << 52 : 0);
  const bool normal = exponent >= 1 - kBias;
  const int shift = std::min(52 - kMantissa + (normal ? 0 : 1 - kBias - exponent), 62);
  const std::uint64_t kept = significand >> shift, rest = significand & ((1ull << shift) - 1),
                      half = 1ull << (shift - 1);

  bool up = false;
  if (mode == Rounding::kNearest) up = rest > half || (rest == half && (kept & 1));
  if (mode == Rounding::kUp) up = rest && !negative;
  if (mode == Rounding::kDown) up = rest && negative;
  // The hidden bit of a normal number adds the one that its exponent lacks; a carry out of the mantissa does the same.
  std::uint64_t result = kept + up + (normal ? static_cast<std::uint64_t>(exponent + kBias - 1) << kMantissa : 0);
  const bool to_infinity =
      mode == Rounding::kNearest || (mode == Rounding::kUp && !negative) || (mode == Rounding::kDown && negative);
  if (result >= kInfinity) result = to_infinity ? kInfinity : kInfinity - 1;
  return static_cast<std::uint16_t>(sign | result);
}

inline float widen_half(std::uint16_t x) {
#if defined(__F16C__)
  return _cvtsh_ss(x);
#else
  const std::uint32_t magnitude = x & 0x7FFFu, sign = (x & 0x8000u) << 16;
  const std::uint32_t special = magnitude >= 0x7C00u ? 0x7F800000u : 0;
  return bits<float>(bits<std::uint32_t>(bits<float>(magnitude << 13) * 0x1p112f) | special | sign);
#endif
}
inline float widen_bfloat16(std::uint16_t x) { return bits<float>(static_cast<std::uint32_t>(x) << 16); }

// a + b rounded to odd: a later rounding to fewer bits is then as if it were the only one (Boldo and Melquiond, 2008).
inline double add_to_odd(double a, double b) {
  const double sum = a + b, other = sum - a;
  const double error = (a - (sum - other)) + (b - other);
  if (error == 0 || !std::isfinite(sum) || bits<std::uint64_t>(sum) & 1) return sum;
  return std::nextafter(sum, error > 0 ? HUGE_VAL : -HUGE_VAL);
}

// An integer of up to 64 bits as a double rounded to odd.
template <class Integer>
inline double to_odd(Integer value) {
  const auto wide = static_cast<long double>(value);
  const auto nearest = static_cast<double>(wide);
  if (nearest == wide || bits<std::uint64_t>(nearest) & 1) return nearest;
  return std::nextafter(nearest, wide > nearest ? HUGE_VAL : -HUGE_VAL);
}

}  // namespace cuda_host
