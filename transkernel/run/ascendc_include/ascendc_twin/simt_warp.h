// What the lanes of a warp do together: those that come to one place, without masks. "Warp函数".
// A lane that is not there reads as a number that nobody wrote.
#ifndef ASCENDC_TWIN_SIMT_WARP_H
#define ASCENDC_TWIN_SIMT_WARP_H

namespace ascendc_twin {

// One name for each line of the port: lanes in two places do not meet.
inline const char* place_of(const char* name, int line) {
  static std::map<std::pair<const char*, int>, std::string> names;
  static std::mutex mutex;
  const std::lock_guard<std::mutex> hold(mutex);
  auto& text = names[{name, line}];
  if (text.empty()) text = std::string(name) + " in line " + std::to_string(line);
  return text.c_str();
}

template <class T>
constexpr bool is_shuffled = std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::uint32_t> ||
                             std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t> ||
                             std::is_same_v<T, float> || std::is_same_v<T, __half> || std::is_same_v<T, __half2> ||
                             std::is_same_v<T, __nv_bfloat16> || std::is_same_v<T, __nv_bfloat162>;

inline void check_width(const char* name, int width, int line) {
  if (width < 1 || width > 32 || (width & (width - 1))) fail(line, name, "a width of %d", width);
}

template <class T, class Source>
inline T exchange(const char* name, int line, T value, Source source) {
  static_assert(is_shuffled<T>, "shuffles take int32_t, uint32_t, int64_t, uint64_t, float, half, bfloat16_t and pairs");
  check_width(name, source.width, line);
  return cuda_host::shuffle(~0u, true, place_of(name, line), value, source);
}

inline std::uint32_t ballot(const char* name, int line, bool predicate) {
  return cuda_host::ballot(~0u, true, place_of(name, line), predicate);
}

template <class T, class Combine>
inline T reduce(const char* name, int line, T value, Combine combine) {
  static_assert(std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::uint32_t> || std::is_same_v<T, float> ||
                    std::is_same_v<T, __half>,
                "reductions take int32_t, uint32_t, float and half");
  return cuda_host::exchange(~0u, true, place_of(name, line), cuda_host::to_word(value),
                             [&](const cuda_host::Collective& lanes) {
                               unsigned lane = static_cast<unsigned>(__builtin_ctz(lanes.arrived));
                               T result = cuda_host::from_word<T>(lanes.value[lane]);
                               while (++lane < 32)
                                 if (lanes.arrived >> lane & 1)
                                   result = combine(result, cuda_host::from_word<T>(lanes.value[lane]));
                               return result;
                             });
}

}  // namespace ascendc_twin

template <class T>
inline T asc_shfl(T value, std::int32_t lane, std::int32_t width = 32, int line = __builtin_LINE()) {
  return ascendc_twin::exchange("asc_shfl", line, value, cuda_host::Indexed{lane, width});
}
template <class T>
inline T asc_shfl_up(T value, std::uint32_t delta, std::int32_t width = 32, int line = __builtin_LINE()) {
  return ascendc_twin::exchange("asc_shfl_up", line, value, cuda_host::Up{delta, width});
}
template <class T>
inline T asc_shfl_down(T value, std::uint32_t delta, std::int32_t width = 32, int line = __builtin_LINE()) {
  return ascendc_twin::exchange("asc_shfl_down", line, value, cuda_host::Down{delta, width});
}
template <class T>
inline T asc_shfl_xor(T value, std::int32_t mask, std::int32_t width = 32, int line = __builtin_LINE()) {
  if (mask < 0 || mask >= width) ascendc_twin::fail(line, "asc_shfl_xor", "a lane mask of %d, of lanes in %ds", mask, width);
  return ascendc_twin::exchange("asc_shfl_xor", line, value, cuda_host::Xor{mask, width});
}
inline std::uint32_t asc_ballot(std::int32_t predicate, int line = __builtin_LINE()) {
  return ascendc_twin::ballot("asc_ballot", line, predicate != 0);
}
inline std::int32_t asc_any(std::int32_t predicate, int line = __builtin_LINE()) {
  return ascendc_twin::ballot("asc_any", line, predicate != 0) != 0;
}
inline std::int32_t asc_all(std::int32_t predicate, int line = __builtin_LINE()) {
  return ascendc_twin::ballot("asc_all", line, predicate == 0) == 0;
}
inline std::uint32_t asc_activemask(int line = __builtin_LINE()) {
  return ascendc_twin::ballot("asc_activemask", line, true);
}
template <class T>
inline T asc_reduce_add(T value, int line = __builtin_LINE()) {
  return ascendc_twin::reduce("asc_reduce_add", line, value, [](T a, T b) { return static_cast<T>(a + b); });
}
template <class T>
inline T asc_reduce_max(T value, int line = __builtin_LINE()) {
  return ascendc_twin::reduce("asc_reduce_max", line, value, [](T a, T b) { return a < b ? b : a; });
}
template <class T>
inline T asc_reduce_min(T value, int line = __builtin_LINE()) {
  return ascendc_twin::reduce("asc_reduce_min", line, value, [](T a, T b) { return b < a ? b : a; });
}
inline std::int32_t laneid() { return static_cast<std::int32_t>(cuda_host::current_block->lane()); }
inline std::int32_t lanemask_eq() { return static_cast<std::int32_t>(1u << laneid()); }
inline std::int32_t lanemask_lt() { return static_cast<std::int32_t>((1u << laneid()) - 1); }
inline std::int32_t lanemask_le() { return lanemask_lt() | lanemask_eq(); }
inline std::int32_t lanemask_ge() { return ~lanemask_lt(); }
inline std::int32_t lanemask_gt() { return ~lanemask_le(); }

#endif
