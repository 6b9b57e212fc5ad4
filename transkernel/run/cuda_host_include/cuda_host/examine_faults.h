// What is found, each thing once: by its kind, its two places and the region. Python has the same records.
#pragma once

namespace cuda_host {
namespace examine {

// The order is that of KINDS in cuda_host_examine.py.
enum class Kind : std::int32_t {
  kSharedRace,
  kGlobalRace,
  kWarpRace,
  kSameValueRace,
  kLockstep,
  kOutOfBounds,
  kForeignStack,
  kUninitialised,
  kDivergentBarrier,
  kDeadlock,
  kOverflow,
  kShift,
  kDivision,
  kIndex,
  kMisaligned,
};

struct FaultRecord {
  Kind kind;
  std::int32_t region;  // -1: none
  std::int64_t offset;  // in bytes, from the beginning of the region
  std::uint32_t bytes;
  std::uint16_t flags, other_flags;
  std::uint32_t place, other_place;  // 0: none
  std::int64_t block, other_block;   // linear; -1: none
  std::int32_t thread, other_thread;
  std::uint64_t count;
  std::uint32_t line;  // where the compiler said it; 0: by `place`
  char file[180];
  char text[200];
};

class Faults {
 public:
  static constexpr std::size_t kMost = 200;

  void clear() { records_.clear(), known_.clear(); }

  void add(const FaultRecord& fault) {
    const auto key = std::make_tuple(fault.kind, fault.place, fault.other_place, fault.region, fault.line);
    const auto [found, is_new] = known_.try_emplace(key, records_.size());
    if (!is_new) {
      if (found->second < records_.size()) ++records_[found->second].count;
      return;
    }
    if (records_.size() < kMost) records_.push_back(fault), records_.back().count = 1;
  }
  const std::vector<FaultRecord>& records() const { return records_; }

 private:
  std::vector<FaultRecord> records_;
  std::map<std::tuple<Kind, std::uint32_t, std::uint32_t, std::int32_t, std::uint32_t>, std::size_t> known_;
};

}  // namespace examine
}  // namespace cuda_host
