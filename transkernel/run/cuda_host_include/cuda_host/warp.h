// Warp operations. Values travel as 8-byte words in the record that the lanes of a mask share (block.h).
// Lane arithmetic follows the PTX ISA, "shfl.sync": a lane out of its segment reads itself.
#pragma once

namespace cuda_host {

// What an absent lane's value reads as: a NaN that nobody writes, so that relying on it shows.
constexpr std::uint64_t kPoison = 0xFFFDFFFDFFFDFFFDull;

// One exchange among the lanes of a mask: every lane brings a word, and `read` sees them all.
template <class Read>
inline auto exchange(std::uint32_t mask, bool convergent, const char* operation, std::uint64_t word, Read read) {
  Block& block = *current_block;
  Collective& lanes = block.join(mask, convergent, operation, word);
  const auto result = read(lanes);
  block.leave(lanes);
  return result;
}

template <class T>
inline std::uint64_t to_word(const T& value) {
  static_assert(sizeof(T) <= 8 && std::is_trivially_copyable_v<T>, "warp operations take values of at most 8 bytes");
  std::uint64_t word = 0;
  std::memcpy(&word, &value, sizeof(T));
  return word;
}

template <class T>
inline T from_word(std::uint64_t word) {
  T value;
  std::memcpy(&value, &word, sizeof(T));
  return value;
}

inline std::uint64_t word_of(const Collective& lanes, unsigned lane) {
  return lanes.arrived >> lane & 1 ? lanes.value[lane] : kPoison;
}

// Shorter integers are promoted, as CUDA's overloads for int would.
template <class T>
using Shuffled = std::conditional_t<std::is_integral_v<T> && sizeof(T) < 4, int, T>;

template <class T, class Source>
inline T shuffle(std::uint32_t mask, bool convergent, const char* operation, T value, Source source) {
  const unsigned from = source(current_block->lane());
  return exchange(mask, convergent, operation, to_word(value),
                  [&](const Collective& lanes) { return from_word<T>(word_of(lanes, from)); });
}

struct Indexed {
  int lane, width;
  unsigned operator()(unsigned self) const {
    return (self & ~(width - 1u)) | (static_cast<unsigned>(lane) & (width - 1u));
  }
};
struct Up {
  unsigned delta;
  int width;
  unsigned operator()(unsigned self) const { return (self & (width - 1u)) >= delta ? self - delta : self; }
};
struct Down {
  unsigned delta;
  int width;
  unsigned operator()(unsigned self) const {
    return delta < 32 && (self & (width - 1u)) + delta < static_cast<unsigned>(width) ? self + delta : self;
  }
};
struct Xor {
  int lanes, width;
  unsigned operator()(unsigned self) const {
    const unsigned target = self ^ static_cast<unsigned>(lanes);
    return target <= (self | (width - 1u)) ? target : self;
  }
};

}  // namespace cuda_host

#define CUDA_HOST_SHUFFLE(name, Lane, Operand)                                                         \
  template <class T>                                                                                   \
  inline cuda_host::Shuffled<T> name##_sync(unsigned mask, T value, Operand operand, int width = 32) { \
    return cuda_host::shuffle(mask, false, #name "_sync", static_cast<cuda_host::Shuffled<T>>(value),  \
                              cuda_host::Lane{operand, width});                                        \
  }                                                                                                    \
  template <class T>                                                                                   \
  inline cuda_host::Shuffled<T> name(T value, Operand operand, int width = 32) {                       \
    return cuda_host::shuffle(~0u, true, #name, static_cast<cuda_host::Shuffled<T>>(value),            \
                              cuda_host::Lane{operand, width});                                        \
  }
CUDA_HOST_SHUFFLE(__shfl, Indexed, int)
CUDA_HOST_SHUFFLE(__shfl_up, Up, unsigned)
CUDA_HOST_SHUFFLE(__shfl_down, Down, unsigned)
CUDA_HOST_SHUFFLE(__shfl_xor, Xor, int)
#undef CUDA_HOST_SHUFFLE

namespace cuda_host {

inline unsigned ballot(std::uint32_t mask, bool convergent, const char* operation, bool predicate) {
  return exchange(mask, convergent, operation, predicate, [](const Collective& lanes) {
    unsigned set = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
      if (lanes.arrived >> lane & 1 && lanes.value[lane]) set |= 1u << lane;
    return set;
  });
}

inline bool all(std::uint32_t mask, bool convergent, const char* operation, bool predicate) {
  return ballot(mask, convergent, operation, !predicate) == 0;
}

template <class T, class Combine>
inline T reduce_lanes(std::uint32_t mask, const char* operation, T value, Combine combine) {
  return exchange(mask, false, operation, to_word(value), [&](const Collective& lanes) {
    unsigned lane = static_cast<unsigned>(__builtin_ctz(lanes.arrived));
    T result = from_word<T>(lanes.value[lane]);
    while (++lane < 32)
      if (lanes.arrived >> lane & 1) result = combine(result, from_word<T>(lanes.value[lane]));
    return result;
  });
}

}  // namespace cuda_host

static inline unsigned __ballot_sync(unsigned mask, int predicate) {
  return cuda_host::ballot(mask, false, "__ballot_sync", predicate != 0);
}
static inline int __any_sync(unsigned mask, int predicate) {
  return cuda_host::ballot(mask, false, "__any_sync", predicate != 0) != 0;
}
static inline int __all_sync(unsigned mask, int predicate) {
  return cuda_host::all(mask, false, "__all_sync", predicate != 0);
}
static inline int __uni_sync(unsigned mask, int predicate) {
  const unsigned set = cuda_host::ballot(mask, false, "__uni_sync", predicate != 0);
  return set == 0 || set == (mask & cuda_host::current_block->live_lanes());
}
static inline unsigned __ballot(int predicate) { return cuda_host::ballot(~0u, true, "__ballot", predicate != 0); }
static inline int __any(int predicate) { return cuda_host::ballot(~0u, true, "__any", predicate != 0) != 0; }
static inline int __all(int predicate) { return cuda_host::all(~0u, true, "__all", predicate != 0); }
static inline unsigned __activemask() { return cuda_host::ballot(~0u, true, "__activemask", true); }
static inline void __syncwarp(unsigned mask = ~0u) { cuda_host::ballot(mask, false, "__syncwarp", true); }
static inline unsigned __fns(unsigned mask, unsigned base, int offset) {
  const int step = offset < 0 ? -1 : 1;
  int left = offset < 0 ? -offset : offset;
  if (left == 0) return mask >> base & 1 ? base : ~0u;
  for (int bit = static_cast<int>(base); bit >= 0 && bit < 32; bit += step)
    if (mask >> bit & 1 && --left == 0) return static_cast<unsigned>(bit);
  return ~0u;
}

template <class T>
inline unsigned __match_any_sync(unsigned mask, T value) {
  const std::uint64_t mine = cuda_host::to_word(value);
  return cuda_host::exchange(mask, false, "__match_any_sync", mine, [&](const cuda_host::Collective& lanes) {
    unsigned same = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
      if (lanes.arrived >> lane & 1 && lanes.value[lane] == mine) same |= 1u << lane;
    return same;
  });
}
template <class T>
inline unsigned __match_all_sync(unsigned mask, T value, int* agree) {
  const std::uint64_t mine = cuda_host::to_word(value);
  const unsigned members =
      cuda_host::exchange(mask, false, "__match_all_sync", mine, [&](const cuda_host::Collective& lanes) {
        for (unsigned lane = 0; lane < 32; ++lane)
          if (lanes.arrived >> lane & 1 && lanes.value[lane] != mine) return 0u;
        return lanes.arrived;
      });
  *agree = members != 0;
  return members;
}

#define CUDA_HOST_REDUCE(name, T, expression)                                                     \
  static inline T name(unsigned mask, T value) {                                                  \
    return cuda_host::reduce_lanes(mask, #name, value, [](T a, T b) -> T { return expression; }); \
  }
CUDA_HOST_REDUCE(__reduce_add_sync, unsigned, a + b)
CUDA_HOST_REDUCE(__reduce_add_sync, int, static_cast<int>(static_cast<unsigned>(a) + static_cast<unsigned>(b)))
CUDA_HOST_REDUCE(__reduce_min_sync, unsigned, a < b ? a : b)
CUDA_HOST_REDUCE(__reduce_min_sync, int, a < b ? a : b)
CUDA_HOST_REDUCE(__reduce_max_sync, unsigned, a > b ? a : b)
CUDA_HOST_REDUCE(__reduce_max_sync, int, a > b ? a : b)
CUDA_HOST_REDUCE(__reduce_and_sync, unsigned, a& b)
CUDA_HOST_REDUCE(__reduce_or_sync, unsigned, a | b)
CUDA_HOST_REDUCE(__reduce_xor_sync, unsigned, a ^ b)
#undef CUDA_HOST_REDUCE
