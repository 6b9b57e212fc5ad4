// Atomics: each page of "原子操作" has a table of types and memory. Each returns the old value, but for 16-bit floats,
// whose is not to be used: here it is a number that nobody wrote.
#ifndef ASCENDC_TWIN_SIMT_ATOMICS_H
#define ASCENDC_TWIN_SIMT_ATOMICS_H

namespace ascendc_twin {

template <class T, class... Types>
constexpr bool is_one_of = (std::is_same_v<T, Types> || ...);

template <class T>
constexpr bool is_atomic_integer = is_one_of<T, std::int32_t, std::uint32_t, std::int64_t, std::uint64_t>;
template <class T>
constexpr bool is_narrow = is_one_of<T, __half, __nv_bfloat16>;
template <class T>
constexpr bool is_pair = is_one_of<T, __half2, __nv_bfloat162>;

template <class T>
struct Same {
  using type = T;
};
template <class T>
using same = typename Same<T>::type;  // not deduced: the pointer says the type

template <class T, class Next>
inline T update(const char* name, T* place, int line, Next next) {
  if (sizeof(T) == 8 && is_shared(place)) fail(line, name, "64 bits in the Unified Buffer");
  const T old = cuda_host::update(place, next);
  if constexpr (is_narrow<T>) return static_cast<void>(old), T::of_bits(kUnwritten);
  else return old;
}

template <class T>
inline T larger(T a, T b) {
  if constexpr (is_pair<T>) return T(larger(a.x, b.x), larger(a.y, b.y));
  else return a < b ? b : a;
}
template <class T>
inline T smaller(T a, T b) {
  if constexpr (is_pair<T>) return T(smaller(a.x, b.x), smaller(a.y, b.y));
  else return b < a ? b : a;
}
// Integers wrap.
template <class T>
inline T sum(T a, T b) {
  if constexpr (std::is_integral_v<T>) return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) + static_cast<std::make_unsigned_t<T>>(b));
  else return a + b;
}
template <class T>
inline T difference(T a, T b) {
  if constexpr (std::is_integral_v<T>) return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) - static_cast<std::make_unsigned_t<T>>(b));
  else return a - b;
}

}  // namespace ascendc_twin

#define ASCENDC_TWIN_ATOMIC(name, types, expression)                                                     \
  template <class T>                                                                                     \
  inline T name(T* place, ascendc_twin::same<T> value, int line = __builtin_LINE()) {                    \
    static_assert(types, #name " does not take this type");                                              \
    return ascendc_twin::update(#name, place, line, [=](T old) -> T { return static_cast<T>(expression); }); \
  }
#define ASCENDC_TWIN_NUMBERS ascendc_twin::is_atomic_integer<T> || std::is_same_v<T, float>
ASCENDC_TWIN_ATOMIC(asc_atomic_add, ASCENDC_TWIN_NUMBERS || ascendc_twin::is_narrow<T> || ascendc_twin::is_pair<T>,
                    ascendc_twin::sum(old, value))
ASCENDC_TWIN_ATOMIC(asc_atomic_sub, ASCENDC_TWIN_NUMBERS || ascendc_twin::is_pair<T>,
                    ascendc_twin::difference(old, value))
ASCENDC_TWIN_ATOMIC(asc_atomic_max, ASCENDC_TWIN_NUMBERS || ascendc_twin::is_narrow<T> || ascendc_twin::is_pair<T>,
                    ascendc_twin::larger(old, value))
ASCENDC_TWIN_ATOMIC(asc_atomic_min, ASCENDC_TWIN_NUMBERS || ascendc_twin::is_narrow<T> || ascendc_twin::is_pair<T>,
                    ascendc_twin::smaller(old, value))
ASCENDC_TWIN_ATOMIC(asc_atomic_exch, ASCENDC_TWIN_NUMBERS || ascendc_twin::is_pair<T>, (static_cast<void>(old), value))
ASCENDC_TWIN_ATOMIC(asc_atomic_and, ascendc_twin::is_atomic_integer<T>, old& value)
ASCENDC_TWIN_ATOMIC(asc_atomic_or, ascendc_twin::is_atomic_integer<T>, old | value)
ASCENDC_TWIN_ATOMIC(asc_atomic_xor, ascendc_twin::is_atomic_integer<T>, old ^ value)
#define ASCENDC_TWIN_COUNTERS ascendc_twin::is_one_of<T, std::uint32_t, std::uint64_t>
ASCENDC_TWIN_ATOMIC(asc_atomic_inc, (ASCENDC_TWIN_COUNTERS), old >= value ? 0 : old + 1)
ASCENDC_TWIN_ATOMIC(asc_atomic_dec, (ASCENDC_TWIN_COUNTERS), old == 0 || old > value ? value : old - 1)
#undef ASCENDC_TWIN_COUNTERS
#undef ASCENDC_TWIN_NUMBERS
#undef ASCENDC_TWIN_ATOMIC

template <class T>
inline T asc_atomic_cas(T* place, ascendc_twin::same<T> compare, ascendc_twin::same<T> value, int line = __builtin_LINE()) {
  static_assert(ascendc_twin::is_atomic_integer<T> || std::is_same_v<T, float> || ascendc_twin::is_pair<T>,
                "asc_atomic_cas does not take this type");
  if (sizeof(T) == 8 && ascendc_twin::is_shared(place))
    ascendc_twin::fail(line, "asc_atomic_cas", "64 bits in the Unified Buffer");
  return cuda_host::compare_and_swap(place, compare, value);
}

#endif
