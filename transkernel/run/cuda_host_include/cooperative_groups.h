// Cooperative groups: the block, tiles of a warp, and the lanes that are together. A grid-wide barrier is refused at
// run time: blocks run one after the other here.
#pragma once
#include "cuda_host.h"

namespace cooperative_groups {

// Lanes of one warp that act together; rank r is the r-th set bit of the mask.
class lane_group {
 public:
  explicit lane_group(unsigned mask) : mask_(mask) {}

  unsigned long long size() const { return static_cast<unsigned>(__popc(mask_)); }
  unsigned long long num_threads() const { return size(); }
  unsigned long long thread_rank() const { return static_cast<unsigned>(__popc(mask_ & ((1u << lane()) - 1))); }
  void sync() const { __syncwarp(mask_); }
  int any(int predicate) const { return __any_sync(mask_, predicate); }
  int all(int predicate) const { return __all_sync(mask_, predicate); }
  unsigned ballot(int predicate) const { return pack(__ballot_sync(mask_, predicate)); }
  template <class T>
  unsigned match_any(T value) const {
    return pack(__match_any_sync(mask_, value));
  }
  template <class T>
  unsigned match_all(T value, int& agree) const {
    return pack(__match_all_sync(mask_, value, &agree));
  }

  template <class T>
  T shfl(T value, unsigned rank) const {
    return from(value, rank % size());
  }
  template <class T>
  T shfl_up(T value, unsigned delta) const {
    return from(value, thread_rank() >= delta ? thread_rank() - delta : thread_rank());
  }
  template <class T>
  T shfl_down(T value, unsigned delta) const {
    return from(value, thread_rank() + delta < size() ? thread_rank() + delta : thread_rank());
  }
  template <class T>
  T shfl_xor(T value, unsigned lanes) const {
    const unsigned long long rank = thread_rank() ^ lanes;
    return from(value, rank < size() ? rank : thread_rank());
  }
  unsigned mask() const { return mask_; }

 protected:
  static unsigned lane() { return cuda_host::current_block->lane(); }

  // The lane of a rank.
  unsigned lane_of(unsigned long long rank) const {
    unsigned left = mask_;
    while (rank--) left &= left - 1;
    return static_cast<unsigned>(__builtin_ctz(left));
  }
  // A mask of lanes as a mask of ranks.
  unsigned pack(unsigned lanes) const {
    unsigned result = 0, rank = 0;
    for (unsigned left = mask_; left; left &= left - 1, ++rank)
      if (lanes & left & -left) result |= 1u << rank;
    return result;
  }
  // The value of a rank, in pieces of eight bytes.
  template <class T>
  T from(const T& value, unsigned long long rank) const {
    static_assert(std::is_trivially_copyable_v<T>);
    std::uint64_t words[(sizeof(T) + 7) / 8] = {};
    std::memcpy(words, &value, sizeof(T));
    for (std::uint64_t& word : words)
      word = __shfl_sync(mask_, static_cast<unsigned long long>(word), static_cast<int>(lane_of(rank)));
    T result;
    std::memcpy(static_cast<void*>(&result), words, sizeof(T));
    return result;
  }

 private:
  unsigned mask_;
};

class coalesced_group : public lane_group {
 public:
  using lane_group::lane_group;
};

class thread_block {
 public:
  static void sync() { __syncthreads(); }
  static unsigned long long size() { return static_cast<unsigned long long>(blockDim.x) * blockDim.y * blockDim.z; }
  static unsigned long long num_threads() { return size(); }
  static unsigned long long thread_rank() { return cuda_host::current_block->thread(); }
  static dim3 group_index() { return blockIdx; }
  static dim3 thread_index() { return threadIdx; }
  static dim3 group_dim() { return blockDim; }
  static dim3 dim_threads() { return blockDim; }
};

class grid_group {
 public:
  [[noreturn]] static void sync() { cuda_host::fail("a grid-wide barrier, which this runner does not have"); }
  static bool is_valid() { return false; }
  static unsigned long long size() { return thread_block::size() * gridDim.x * gridDim.y * gridDim.z; }
  static unsigned long long num_threads() { return size(); }
  static unsigned long long block_rank() {
    return blockIdx.x + static_cast<unsigned long long>(gridDim.x) *
                            (blockIdx.y + static_cast<unsigned long long>(gridDim.y) * blockIdx.z);
  }
  static unsigned long long thread_rank() { return block_rank() * thread_block::size() + thread_block::thread_rank(); }
  static dim3 group_dim() { return gridDim; }
  static dim3 dim_blocks() { return gridDim; }
};

template <unsigned Size, class Parent = thread_block>
class thread_block_tile;

// What a tile's rank among its siblings counts in: the threads of its parent.
template <class Parent>
struct tile_parent {
  static unsigned rank() { return static_cast<unsigned>(thread_block::thread_rank()); }
  static unsigned size() { return static_cast<unsigned>(thread_block::size()); }
};
template <unsigned Size, class Parent>
struct tile_parent<thread_block_tile<Size, Parent>> {
  static unsigned rank() { return cuda_host::current_block->lane() % Size; }
  static unsigned size() { return Size; }
};

// Size consecutive lanes, a power of two up to the warp.
template <unsigned Size, class Parent>
class thread_block_tile : public lane_group {
  static_assert(Size && (Size & (Size - 1)) == 0 && Size <= 32, "tiles of 1, 2, 4, 8, 16 or 32 threads");

 public:
  thread_block_tile() : lane_group((Size == 32 ? ~0u : (1u << Size % 32) - 1) << (lane() & ~(Size - 1))) {}
  static constexpr unsigned long long size() { return Size; }
  static constexpr unsigned long long num_threads() { return Size; }
  static unsigned meta_group_rank() { return tile_parent<Parent>::rank() / Size; }
  static unsigned meta_group_size() { return (tile_parent<Parent>::size() + Size - 1) / Size; }
};

class thread_group : public lane_group {
 public:
  using lane_group::lane_group;
};

inline thread_block this_thread_block() { return {}; }
inline grid_group this_grid() { return {}; }
inline coalesced_group coalesced_threads() { return coalesced_group(__activemask()); }
template <unsigned Size, class Parent>
inline thread_block_tile<Size, Parent> tiled_partition(const Parent&) {
  return {};
}
template <class Parent>
inline thread_group tiled_partition(const Parent&, unsigned size) {
  const unsigned lane = cuda_host::current_block->lane();
  return thread_group((size >= 32 ? ~0u : (1u << size) - 1) << (lane & ~(size - 1)));
}
template <class Group>
inline void sync(const Group& group) {
  group.sync();
}

template <class T>
struct plus {
  T operator()(const T& a, const T& b) const { return a + b; }
};
template <class T>
struct less {
  T operator()(const T& a, const T& b) const { return b < a ? b : a; }
};
template <class T>
struct greater {
  T operator()(const T& a, const T& b) const { return a < b ? b : a; }
};
template <class T>
struct bit_and {
  T operator()(const T& a, const T& b) const { return a & b; }
};
template <class T>
struct bit_or {
  T operator()(const T& a, const T& b) const { return a | b; }
};
template <class T>
struct bit_xor {
  T operator()(const T& a, const T& b) const { return a ^ b; }
};

// A butterfly where the group is a power of two, as the hardware sums; a walk over the ranks otherwise.
template <class Group, class T, class Operation>
inline T reduce(const Group& group, T value, Operation operation) {
  const unsigned size = static_cast<unsigned>(group.size());
  if ((size & (size - 1)) == 0) {
    for (unsigned lanes = size / 2; lanes; lanes /= 2) value = operation(value, group.shfl_xor(value, lanes));
    return value;
  }
  T result = group.shfl(value, 0);
  for (unsigned rank = 1; rank < size; ++rank) result = operation(result, group.shfl(value, rank));
  return result;
}
template <class Group, class T, class Operation = plus<T>>
inline T inclusive_scan(const Group& group, T value, Operation operation = {}) {
  for (unsigned delta = 1; delta < group.size(); delta *= 2) {
    const T before = group.shfl_up(value, delta);
    if (group.thread_rank() >= delta) value = operation(before, value);
  }
  return value;
}
template <class Group, class T, class Operation = plus<T>>
inline T exclusive_scan(const Group& group, T value, Operation operation = {}) {
  const T before = group.shfl_up(inclusive_scan(group, value, operation), 1);
  return group.thread_rank() == 0 ? T{} : before;
}

}  // namespace cooperative_groups
