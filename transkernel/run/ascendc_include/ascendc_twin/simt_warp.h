// What the lanes of a warp do together: those that come to one place, without masks. "Warp函数".
// A lane that is not there reads as a number that nobody wrote.
#ifndef ASCENDC_TWIN_SIMT_WARP_H
#define ASCENDC_TWIN_SIMT_WARP_H

namespace ascendc_twin {

// What lanes of a warp brought to one place, for as long as somebody has not read it.
struct Meeting {
  std::uint32_t lanes, unread;
  std::uint64_t value[32];
};

// Brings a word to the lanes that come to this line together.
Meeting& meet(const char* name, int line, std::uint64_t value);

// `read` sees what they all brought.
template <class Read>
inline auto meet(const char* name, int line, std::uint64_t value, Read read) {
  Meeting& meeting = meet(name, line, value);
  const auto result = read(meeting);
  meeting.unread &= ~(1u << cuda_host::current_block->lane());
  return result;
}

void check_width(const char* name, int width, int line);
std::uint32_t ballot(const char* name, int line, bool predicate);

template <class T>
constexpr bool is_shuffled = std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::uint32_t> ||
                             std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t> ||
                             std::is_same_v<T, float> || std::is_same_v<T, __half> || std::is_same_v<T, __half2> ||
                             std::is_same_v<T, __nv_bfloat16> || std::is_same_v<T, __nv_bfloat162>;

template <class T, class Source>
inline T exchange(const char* name, int line, T value, Source source) {
  static_assert(is_shuffled<T>, "shuffles take int32_t, uint32_t, int64_t, uint64_t, float, half, bfloat16_t and pairs");
  check_width(name, source.width, line);
  const unsigned from = source(cuda_host::current_block->lane());
  return meet(name, line, cuda_host::to_word(value), [&](const Meeting& meeting) {
    return cuda_host::from_word<T>(meeting.lanes >> from & 1 ? meeting.value[from] : cuda_host::kPoison);
  });
}

template <class T, class Combine>
inline T reduce(const char* name, int line, T value, Combine combine) {
  static_assert(std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::uint32_t> || std::is_same_v<T, float> ||
                    std::is_same_v<T, __half>,
                "reductions take int32_t, uint32_t, float and half");
  return meet(name, line, cuda_host::to_word(value), [&](const Meeting& meeting) {
    unsigned lane = static_cast<unsigned>(__builtin_ctz(meeting.lanes));
    T result = cuda_host::from_word<T>(meeting.value[lane]);
    while (++lane < 32)
      if (meeting.lanes >> lane & 1) result = combine(result, cuda_host::from_word<T>(meeting.value[lane]));
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
// The lanes of a warp go in step, so that those that come here are all here when it is passed; the vendor's own groups of
// lanes know no other `sync`.
inline void asc_threadfence_block(int line = __builtin_LINE()) {
  cuda_host::fence(false);
  ascendc_twin::ballot("asc_threadfence_block", line, true);
}
inline std::int32_t laneid() { return static_cast<std::int32_t>(cuda_host::current_block->lane()); }
inline std::int32_t lanemask_eq() { return static_cast<std::int32_t>(1u << laneid()); }
inline std::int32_t lanemask_lt() { return static_cast<std::int32_t>((1u << laneid()) - 1); }
inline std::int32_t lanemask_le() { return lanemask_lt() | lanemask_eq(); }
inline std::int32_t lanemask_ge() { return ~lanemask_lt(); }
inline std::int32_t lanemask_gt() { return ~lanemask_le(); }

#endif
