// The core that runs: its memories, its pipes, and what the port has set.
#ifndef ASCENDC_TWIN_CORE_H
#define ASCENDC_TWIN_CORE_H

#include <memory>
#include <unordered_map>

#include "ascendc_twin/numbers.h"
#include "ascendc_twin/pipes.h"

namespace ascendc_twin {

enum class DmaAtomic { NONE, ADD, MAX, MIN };

// A line of the scalar unit's data cache.
constexpr std::uint64_t kLineBytes = 64;
struct Line {
  unsigned char bytes[kLineBytes];
  std::uint64_t dirty = 0;  // a bit for each byte that was written and not yet given back
  Who writer = {"", 0};
};

struct Core {
  Pipes pipes;
  Request* request = nullptr;
  std::uint32_t index = 0, count = 1;
  std::unique_ptr<unsigned char[]> bytes[MEMORIES];
  bool is_poisoned[MEMORIES] = {};
  bool used_vector = false, used_matrix = false;
  int pipe_objects = 0;
  DmaAtomic atomic = DmaAtomic::NONE;
  char atomic_type = 0;
  std::uint32_t next_queue_flag = Pipes::kOfQueues;
  std::unordered_map<std::uint64_t, Line> cache;
  std::unordered_map<std::uint64_t, std::uint32_t> line_writers;  // which core gave back which line, in this launch

  void start(std::uint32_t which) {
    index = which;
    pipes.start_core();
    for (bool& done : is_poisoned) done = false;
    used_vector = used_matrix = false;
    pipe_objects = 0;
    atomic = DmaAtomic::NONE;
    next_queue_flag = Pipes::kOfQueues;
    cache.clear();
  }

  void finish() {
    pipes.drain();
    pipes.check_flags_are_down();
    for (auto& [line, state] : cache)
      if (state.dirty) complain(state.writer, "what it writes stays in the data cache: DataCacheCleanAndInvalid is missing");
    if (atomic != DmaAtomic::NONE) complain({"kernel", 0}, "it ends with atomic copies switched on, which the next kernel would find");
  }

  // On the chip, where an address of a memory lies; poisoned by the first who asks.
  unsigned char* place(Memory memory, std::uint64_t address) {
    std::uint32_t capacity = kMemories[memory].capacity;
    if (!bytes[memory]) bytes[memory].reset(new unsigned char[capacity]);
    if (!is_poisoned[memory]) {
      for (std::uint32_t i = 0; i < capacity; i += 4) std::memcpy(&bytes[memory][i], &request->poison, 4);
      is_poisoned[memory] = true;
    }
    return &bytes[memory][address];
  }

  void use_vector(Who who) {
    used_vector = true;
    if (used_matrix) complain(who, "the core has a matrix unit: vectors are another core's");
  }
  void use_matrix(Who who) {
    used_matrix = true;
    if (used_vector) complain(who, "the core has a vector unit: matrices are another core's");
  }
};

inline Core*& core_pointer() {
  static Core* core = nullptr;
  return core;
}
inline Core& core() { return *core_pointer(); }

// Runs a kernel on each core in turn. 1 where it complains, with the message in the request.
template <class... P>
int launch(void (*kernel)(P...), const void* const* arguments, Request& request) {
  auto owned = std::make_unique<Core>();
  core_pointer() = owned.get();
  owned->request = &request;
  owned->count = request.cores;
  owned->pipes.late = request.late;
  for (std::uint32_t i = 0; i < request.range_count; ++i) owned->pipes.shadow.add_global(request.ranges[i]);
  request.message[0] = 0;
  try {
    for (std::uint32_t i = 0; i < request.cores; ++i) {
      owned->start(request.descending ? request.cores - 1 - i : i);
      call(kernel, arguments);
      owned->finish();
    }
  } catch (const Complaint& complaint) {
    std::snprintf(request.message, sizeof request.message, "%s", complaint.text);
  }
  core_pointer() = nullptr;
  return request.message[0] != 0;
}

}  // namespace ascendc_twin

namespace AscendC {
namespace twin = ::ascendc_twin;
}

#endif
