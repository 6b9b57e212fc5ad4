#include "ascendc_twin/core.h"

#include "ascendc_twin/cache.h"

namespace ascendc_twin {

Core* current_core = nullptr;

void Core::start(std::uint32_t which) {
  index = which;
  pipes.start_core();
  for (bool& done : is_poisoned) done = false;
  used_vector = used_matrix = false;
  pipe_objects = 0;
  atomic = DmaAtomic::NONE;
  next_queue_flag = Pipes::kOfQueues;
  cache.clear();
}

void Core::finish() {
  pipes.drain();
  pipes.check_flags_are_down();
  for (auto& [line, state] : cache)
    if (state.dirty) complain(state.writer, "what it writes stays in the data cache: DataCacheCleanAndInvalid is missing");
  if (atomic != DmaAtomic::NONE) complain({"kernel", 0}, "it ends with atomic copies switched on, which the next kernel would find");
}

void Core::poison(Memory memory) {
  std::uint32_t capacity = kMemories[memory].capacity;
  if (!bytes[memory]) bytes[memory].reset(new unsigned char[capacity]);
  for (std::uint32_t i = 0; i < capacity; i += 4) std::memcpy(&bytes[memory][i], &request->poison, 4);
  is_poisoned[memory] = true;
}

void Core::use_vector(Who who) {
  used_vector = true;
  if (used_matrix) complain(who, "the core has a matrix unit: vectors are another core's");
}

void Core::use_matrix(Who who) {
  used_matrix = true;
  if (used_vector) complain(who, "the core has a vector unit: matrices are another core's");
}

int run_cores(Request& request, void (*kernel)(const void*), const void* state) {
  auto owned = std::make_unique<Core>();
  current_core = owned.get();
  owned->request = &request;
  owned->count = request.cores;
  owned->pipes.late = request.late;
  request.message[0] = 0;
  try {
    for (std::uint32_t i = 0; i < request.range_count; ++i) owned->pipes.shadow.add_global(request.ranges[i]);
    for (std::uint32_t i = 0; i < request.cores; ++i) {
      owned->start(request.descending ? request.cores - 1 - i : i);
      kernel(state);
      owned->finish();
    }
  } catch (const Complaint& complaint) {
    std::snprintf(request.message, sizeof request.message, "%s", complaint.text);
  }
  current_core = nullptr;
  return request.message[0] != 0;
}

// --- the data cache

namespace {

// Gives a line back whole, as the hardware does, so that nobody else may have written into it meanwhile.
void give_back(std::uint64_t start, Line& line, Who who) {
  auto* memory = reinterpret_cast<unsigned char*>(start);
  for (std::uint64_t i = 0; i < kLineBytes; ++i) {
    if (line.dirty >> i & 1) memory[i] = line.bytes[i];
    else if (memory[i] != line.bytes[i]) complain(who, "the line that it writes back overwrites what a copy wrote meanwhile");
  }
  auto [found, is_first] = core().line_writers.try_emplace(start, core().index);
  if (!is_first && found->second != core().index)
    complain(line.writer, "core %u wrote into the same 64-byte line by way of its data cache", found->second);
}

Line& cached_line(std::uint64_t address) {
  std::uint64_t start = address / kLineBytes * kLineBytes;
  auto [found, is_new] = core().cache.try_emplace(start);
  if (is_new) std::memcpy(found->second.bytes, reinterpret_cast<void*>(start), kLineBytes);
  return found->second;
}

}  // namespace

void cache_read(const Access& access, void* value, Who who) {
  core().pipes.scalar_access(access, who);
  Line& line = cached_line(access.begin);
  std::uint64_t offset = access.begin % kLineBytes;
  bool is_dirty = line.dirty >> offset & 1;
  if (!is_dirty && std::memcmp(line.bytes + offset, reinterpret_cast<void*>(access.begin), access.bytes))
    complain(who, "the data cache still holds what was there before a copy wrote it: DataCacheCleanAndInvalid is missing");
  std::memcpy(value, line.bytes + offset, access.bytes);
}

void cache_write(const Access& access, const void* value, Who who) {
  core().pipes.scalar_access(access, who);
  Line& line = cached_line(access.begin);
  std::uint64_t offset = access.begin % kLineBytes;
  std::memcpy(line.bytes + offset, value, access.bytes);
  line.dirty |= ((std::uint64_t(1) << access.bytes) - 1) << offset;
  line.writer = who;
}

void cache_clean(std::uint64_t address, bool entire, Who who) {
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
