// The examination's own unit: the block with its fibers, and the answers to what the instrumented kernel reports.
// It is built without instrumentation, once, and linked to every examined kernel (cuda_host_examine_build.py).
#pragma once

#define CUDA_HOST_EXAMINER 1

#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "cuda_host.h"
#include "cuda_host/launch_body.h"

#include "cuda_host/examine_clock.h"
#include "cuda_host/examine_shadow.h"
#include "cuda_host/examine_faults.h"
#include "cuda_host/examine_state.h"
#include "cuda_host/examine_hooks.h"
#include "cuda_host/examine_undefined.h"

namespace cuda_host {

inline void Observer::begins(unsigned threads) {
  const std::uint32_t block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
  const ThreadStorage storage = ThreadStorage::find();
  examine::state.place_regions(examine::address_of(storage.begin), examine::address_of(storage.end));
  examine::state.begin_block(block, threads);
}
inline void Observer::selected(unsigned thread, const Stack* stack) { examine::state.select(thread, stack); }
inline void Observer::barrier_ended() { examine::state.barrier_ended(); }
inline void Observer::met(unsigned warp, std::uint32_t lanes, std::uint32_t live, const char* operation) {
  if (std::strcmp(operation, "__activemask") != 0) examine::state.clocks.met(warp, lanes, live);
}
inline void Observer::paused() { examine::state.settle(); }
inline void Observer::deadlocked(const char* text) { examine::state.deadlocked(text); }

}  // namespace cuda_host

#include "cuda_host/block_body.h"

namespace cuda_host {

namespace examine {

// Where the library lies: accesses to what the compiler put there, a table of constants, are in order.
inline void find_image() {
  dl_iterate_phdr(
      [](dl_phdr_info* module, std::size_t, void*) {
        const auto self = reinterpret_cast<std::uintptr_t>(&state);
        std::uintptr_t begin = ~std::uintptr_t{0}, end = 0;
        for (int i = 0; i < module->dlpi_phnum; ++i) {
          const auto& segment = module->dlpi_phdr[i];
          if (segment.p_type != PT_LOAD) continue;
          begin = std::min<std::uintptr_t>(begin, module->dlpi_addr + segment.p_vaddr);
          end = std::max<std::uintptr_t>(end, module->dlpi_addr + segment.p_vaddr + segment.p_memsz);
        }
        if (self < begin || self >= end) return 0;
        state.image_begin = begin;
        state.image_end = end;
        return 1;
      },
      nullptr);
}

}  // namespace examine
}  // namespace cuda_host

extern "C" {
// --- what the instrumented kernel calls in place of the block's methods

void cuda_host_examine_barrier(bool vote) {
  cuda_host::examine::state.settle();
  cuda_host::examine::state.come_to_barrier(EXAMINE_HERE);
  cuda_host::current_block->barrier(vote);
}
int cuda_host_examine_barrier_count() { return cuda_host::current_block->barrier_count(); }
bool cuda_host_examine_barrier_all() { return cuda_host::current_block->barrier_all(); }
void cuda_host_examine_yield() { cuda_host::current_block->yield(); }
void cuda_host_examine_join(std::uint32_t mask, bool convergent, const char* operation, std::uint64_t value,
                            cuda_host::Collective* joined) {
  cuda_host::examine::state.settle();
  cuda_host::Collective& collective = cuda_host::current_block->join(mask, convergent, operation, value);
  *joined = collective;
  cuda_host::current_block->leave(collective);
}
unsigned cuda_host_examine_thread() { return cuda_host::current_block->thread(); }
std::uint32_t cuda_host_examine_live_lanes() { return cuda_host::current_block->live_lanes(); }
void cuda_host_examine_fence(bool device) {
  cuda_host::examine::state.settle();
  cuda_host::examine::state.clocks.fence(cuda_host::examine::state.thread(), device);
}
[[noreturn]] void cuda_host_examine_fail(const char* text) { cuda_host::fail(text); }

int cuda_host_examine_launch(void* request, void (*body)(void*), void* closure) {
  using namespace cuda_host;
  struct Examined {
    void (*body)(void*);
    void* closure;
  } examined{body, closure};
  const auto start = [](void* given) {
    const auto& launch = *static_cast<Examined*>(given);
    launch.body(launch.closure);
  };
  examine::state.is_active = true;
  const int failed = launch_blocks(*static_cast<Request*>(request), start, &examined);
  examine::state.settle();
  examine::state.is_active = false;
  return failed;
}

// --- what Python calls, around cuda_host_run

bool cuda_host_examine_begin(const cuda_host::examine::Region* regions, int count, std::uint64_t most_accesses,
                             std::uint16_t poison) {
  cuda_host::examine::find_image();
  cuda_host::poison_pattern = poison;
  return cuda_host::examine::state.begin(regions, count, most_accesses);
}
void cuda_host_examine_end() { cuda_host::examine::state.end(); }
bool cuda_host_examine_is_cut() { return cuda_host::examine::state.is_cut; }
std::uint64_t cuda_host_examine_accesses() { return cuda_host::examine::state.accesses(); }
int cuda_host_examine_faults(const cuda_host::examine::FaultRecord** records) {
  *records = cuda_host::examine::state.faults.records().data();
  return static_cast<int>(cuda_host::examine::state.faults.records().size());
}
bool cuda_host_examine_is_checked(std::uint32_t place) {
  return cuda_host::examine::state.checked.count(place) != 0;
}
// For each element the last thread that wrote it, counted over the grid, or -1.
void cuda_host_examine_writers(int number, std::uint64_t element_bytes, std::uint64_t threads, std::int64_t* writers,
                               std::uint64_t count) {
  const cuda_host::examine::Region& region = cuda_host::examine::state.regions[static_cast<std::size_t>(number)];
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t first = i * element_bytes >> region.shift, last = ((i + 1) * element_bytes - 1) >> region.shift;
    const cuda_host::examine::Access* latest = &region.cells[first].write;
    for (std::uint64_t cell = first + 1; cell <= last; ++cell)
      if (region.cells[cell].write.time > latest->time) latest = &region.cells[cell].write;
    writers[i] = latest->time ? static_cast<std::int64_t>(latest->block * threads + latest->thread) : -1;
  }
}
}
