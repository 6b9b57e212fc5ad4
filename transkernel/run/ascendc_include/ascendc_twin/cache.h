// The scalar unit's way to global memory: a data cache of 64-byte lines that nobody keeps in step with copies.
// Source: asc-devkit docs, basic API, DataCacheCleanAndInvalid; GlobalTensor::GetValue and SetValue.
#ifndef ASCENDC_TWIN_CACHE_H
#define ASCENDC_TWIN_CACHE_H

#include "ascendc_twin/core.h"

namespace ascendc_twin {

inline Line& cached_line(std::uint64_t address) {
  std::uint64_t start = address / kLineBytes * kLineBytes;
  auto [found, is_new] = core().cache.try_emplace(start);
  if (is_new) std::memcpy(found->second.bytes, reinterpret_cast<void*>(start), kLineBytes);
  return found->second;
}

// An element never straddles two lines.
inline void cache_read(const Access& access, void* value, Who who) {
  core().pipes.scalar_access(access, who);
  Line& line = cached_line(access.begin);
  std::uint64_t offset = access.begin % kLineBytes;
  bool is_dirty = line.dirty >> offset & 1;
  if (!is_dirty && std::memcmp(line.bytes + offset, reinterpret_cast<void*>(access.begin), access.bytes))
    complain(who, "the data cache still holds what was there before a copy wrote it: DataCacheCleanAndInvalid is missing");
  std::memcpy(value, line.bytes + offset, access.bytes);
}

inline void cache_write(const Access& access, const void* value, Who who) {
  core().pipes.scalar_access(access, who);
  Line& line = cached_line(access.begin);
  std::uint64_t offset = access.begin % kLineBytes;
  std::memcpy(line.bytes + offset, value, access.bytes);
  line.dirty |= ((std::uint64_t(1) << access.bytes) - 1) << offset;
  line.writer = who;
}

// Gives a line back whole, as the hardware does, so that nobody else may have written into it meanwhile.
inline void give_back(std::uint64_t start, Line& line, Who who) {
  auto* memory = reinterpret_cast<unsigned char*>(start);
  for (std::uint64_t i = 0; i < kLineBytes; ++i) {
    if (line.dirty >> i & 1) memory[i] = line.bytes[i];
    else if (memory[i] != line.bytes[i]) complain(who, "the line that it writes back overwrites what a copy wrote meanwhile");
  }
  auto [found, is_first] = core().line_writers.try_emplace(start, core().index);
  if (!is_first && found->second != core().index)
    complain(line.writer, "core %u wrote into the same 64-byte line by way of its data cache", found->second);
}

inline void cache_clean(std::uint64_t address, bool entire, Who who) {
  auto& cache = core().cache;
  if (!entire) {
    auto found = cache.find(address / kLineBytes * kLineBytes);
    if (found == cache.end()) return;
    if (found->second.dirty) give_back(found->first, found->second, who);
    cache.erase(found);
    return;
  }
  for (auto& [start, line] : cache)
    if (line.dirty) give_back(start, line, who);
  cache.clear();
}

}  // namespace ascendc_twin

#endif
