// The core that runs: its memories, its pipes, and what the port has set.
#ifndef ASCENDC_TWIN_CORE_H
#define ASCENDC_TWIN_CORE_H

#include <memory>

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

  void start(std::uint32_t which);
  void finish();
  // On the chip, where an address of a memory lies; poisoned for the first who asks.
  unsigned char* place(Memory memory, std::uint64_t address) {
    if (!is_poisoned[memory]) poison(memory);
    return &bytes[memory][address];
  }
  void poison(Memory memory);
  void use_vector(Who who);
  void use_matrix(Who who);
};

extern Core* current_core;
inline Core& core() { return *current_core; }

// Runs a kernel on each core in turn. 1 where it complains, with the message in the request.
int run_cores(Request& request, void (*kernel)(const void*), const void* state);

template <class... P>
int launch(void (*kernel)(P...), const void* const* arguments, Request& request) {
  auto once = [=] { call(kernel, arguments); };
  return run_cores(request, [](const void* state) { (*static_cast<const decltype(once)*>(state))(); }, &once);
}

}  // namespace ascendc_twin

namespace AscendC {
namespace twin = ::ascendc_twin;
}

#endif
