// What of the SIMT twin depends on no port: how blocks and their threads run, and how lanes meet.
#include "../../cuda_host_include/cuda_fp16.h"
#include "../../cuda_host_include/cuda_bf16.h"

#include "ascendc_twin/complaint.h"
#include "ascendc_twin/request.h"

#include "ascendc_twin/simt_launch.h"
#include "ascendc_twin/simt_sync.h"
#include "ascendc_twin/simt_warp.h"

namespace ascendc_twin {
namespace {

struct Barriers {
  std::uint64_t arrived = 0, completed = 0;  // threads at all barriers together; barriers that somebody has left
  std::vector<std::uint32_t> passed;         // barriers, by each thread: those that it has come to
};

// The lanes of a warp that wait for others in the same operation.
struct Waiting {
  std::uint32_t lanes = 0;
  int line[32];
  const char* name[32];
  std::uint64_t value[32];
  Meeting* met[32] = {};
  std::deque<Meeting> meetings;  // a deque: pointers stay valid
};

// What is there for a launch while it runs.
struct SimtLaunch {
  Request* request;
  Barriers barriers;
  std::vector<Waiting> warps;
  unsigned char *begin, *end;  // of the thread-local memory
};
SimtLaunch* running = nullptr;

SimtLaunch& simt() { return *running; }

void poison(unsigned char* from, unsigned char* to) {
  for (unsigned char* byte = from; byte < to; ++byte)
    *byte = static_cast<unsigned char>((byte - from) & 1 ? kUnwritten >> 8 : kUnwritten);
}

// The static shared memory lies on both sides of the dynamic one; everything but the built-in variables is nobody's yet.
void poison_shared(const SimtLaunch& launch) {
  const auto saved = std::make_tuple(threadIdx, blockIdx, blockDim, gridDim, cuda_host::current_block);
  poison(launch.begin, dynamic.bytes);
  poison(dynamic.bytes, dynamic.bytes + std::min(launch.request->shared_bytes + kBehindBytes, kBufferBytes));
  poison(dynamic.bytes + sizeof dynamic.bytes, launch.end);
  std::tie(threadIdx, blockIdx, blockDim, gridDim, cuda_host::current_block) = saved;
}

bool wrote_behind(std::uint64_t shared_bytes) {
  unsigned char expected[kBehindBytes + 1];
  poison(expected, expected + sizeof expected);
  return std::memcmp(dynamic.bytes + shared_bytes, expected + (shared_bytes & 1), kBehindBytes) != 0;
}

void find_thread_memory(SimtLaunch& launch) {
  dl_iterate_phdr(
      [](dl_phdr_info* module, std::size_t, void* result) {
        auto& found = *static_cast<SimtLaunch*>(result);
        for (int i = 0; i < module->dlpi_phnum; ++i) {
          const auto& segment = module->dlpi_phdr[i];
          auto* begin = static_cast<unsigned char*>(module->dlpi_tls_data);
          if (segment.p_type != PT_TLS || dynamic.bytes < begin || dynamic.bytes >= begin + segment.p_memsz) continue;
          found.begin = begin;
          found.end = begin + segment.p_memsz;
        }
        return 0;
      },
      &launch);
}

// Empty, or why the launch cannot be. The thread-local memory holds the static shared memory and little else.
std::string refusal(const SimtLaunch& launch, std::uint32_t most_threads) {
  const Request& request = *launch.request;
  const auto* grid = request.grid;
  const auto* block = request.block;
  const std::uint64_t blocks = std::uint64_t{grid[0]} * grid[1] * grid[2];
  const std::uint64_t threads = std::uint64_t{block[0]} * block[1] * block[2];
  constexpr std::uint64_t kOwn = sizeof dynamic + 2 * sizeof(uint3) + 2 * sizeof(dim3) + sizeof(void*) + 64;
  const auto all = static_cast<std::uint64_t>(launch.end - launch.begin);
  const std::uint64_t shared = request.shared_bytes + (all > kOwn ? all - kOwn : 0);
  const auto said = [](const char* format, auto... values) {
    char text[200];
    std::snprintf(text, sizeof text, format, values...);
    return std::string(text);
  };
  if (blocks > kMostBlocks) return said("%llu blocks: a grid has at most %u", (unsigned long long)blocks, kMostBlocks);
  if (threads > most_threads)
    return said("%llu threads: the kernel is bound to %u a block", (unsigned long long)threads, most_threads);
  if (shared > kSharedBytes)
    return said("%llu bytes of shared memory: a core has %llu", (unsigned long long)shared,
                (unsigned long long)kSharedBytes);
  return "";
}

void run_blocks(SimtLaunch& launch, cuda_host::Block::Body body, void* closure) {
  Request& request = *launch.request;
  const dim3 grid(request.grid[0], request.grid[1], request.grid[2]),
      block(request.block[0], request.block[1], request.block[2]);
  cuda_host::Block runner(grid, block, request.descending != 0, cuda_host::kDefaultStackBytes, body, closure);
  const std::uint64_t count = std::uint64_t{grid.x} * grid.y * grid.z;
  for (std::uint64_t number = 0; number < count; ++number) {
    const std::uint64_t i = request.descending ? count - 1 - number : number;
    poison_shared(launch);
    const unsigned threads = block.x * block.y * block.z;
    launch.barriers = {0, 0, std::vector<std::uint32_t>(threads)};
    launch.warps.assign((threads + 31) / 32, {});
    const uint3 index{static_cast<unsigned>(i % grid.x), static_cast<unsigned>(i / grid.x % grid.y),
                      static_cast<unsigned>(i / grid.x / grid.y)};
    if (!runner.run(index)) {
      std::snprintf(request.message, sizeof request.message, "%s", runner.failure().text);
      return;
    }
    if (wrote_behind(request.shared_bytes)) {
      std::snprintf(request.message, sizeof request.message,
                    "block (%u,%u,%u): it writes behind its %llu bytes of dynamic shared memory", index.x, index.y,
                    index.z, (unsigned long long)request.shared_bytes);
      return;
    }
  }
}

// The lanes of a warp that can go on no further wait in operations or at a barrier. Those that are the least far in the
// port's text then meet: whoever went past a branch waits there for those inside, as on a machine that goes in step.
void end_least_far(Waiting& warp) {
  unsigned first = static_cast<unsigned>(__builtin_ctz(warp.lanes));
  for (std::uint32_t rest = warp.lanes; rest; rest &= rest - 1) {
    const unsigned lane = static_cast<unsigned>(__builtin_ctz(rest));
    if (warp.line[lane] < warp.line[first]) first = lane;
  }
  Meeting* meeting = nullptr;
  for (Meeting& each : warp.meetings)
    if (!each.unread) meeting = &each;
  if (!meeting) meeting = &warp.meetings.emplace_back();
  meeting->lanes = 0;
  for (std::uint32_t rest = warp.lanes; rest; rest &= rest - 1) {
    const unsigned lane = static_cast<unsigned>(__builtin_ctz(rest));
    if (warp.line[lane] != warp.line[first] || warp.name[lane] != warp.name[first]) continue;
    meeting->lanes |= 1u << lane;
    meeting->value[lane] = warp.value[lane];
    warp.met[lane] = meeting;
  }
  meeting->unread = meeting->lanes;
  warp.lanes &= ~meeting->lanes;
}

std::uint32_t lanes_at_barrier(unsigned first_thread) {
  const Barriers& barriers = simt().barriers;
  std::uint32_t lanes = 0;
  for (unsigned lane = 0; lane < 32 && first_thread + lane < barriers.passed.size(); ++lane)
    if (barriers.passed[first_thread + lane] > barriers.completed) lanes |= 1u << lane;
  return lanes;
}

}  // namespace

bool is_shared(const void* address) {
  const auto* place = static_cast<const unsigned char*>(address);
  return place >= simt().begin && place < simt().end;
}

void fail(int line, const char* name, const char* format, ...) {
  char text[300];
  va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  if (line) cuda_host::current_block->fail("line %d: %s: %s", line, name, text);
  cuda_host::current_block->fail("%s: %s", name, text);
}

int run_threads(std::uint32_t most_threads, Request& request, cuda_host::Block::Body body, void* closure) {
  request.message[0] = 0;
  std::thread([&] {  // its thread-local memory is this launch's alone
    SimtLaunch here{&request, {}, {}, nullptr, nullptr};
    running = &here;
    find_thread_memory(here);
    const std::string refused = refusal(here, most_threads);
    if (!refused.empty())
      std::snprintf(request.message, sizeof request.message, "%s", refused.c_str());
    else
      run_blocks(here, body, closure);
    running = nullptr;
  }).join();
  return request.message[0] != 0;
}

void barrier(int line) {
  Barriers& barriers = simt().barriers;
  const unsigned thread = cuda_host::current_block->thread();
  const std::uint64_t number = ++barriers.passed[thread], threads = barriers.passed.size();
  ++barriers.arrived;
  cuda_host::current_block->barrier();
  barriers.completed = std::max(barriers.completed, number);
  // Whoever is back first sees whether each thread has come as often.
  if (barriers.arrived < number * threads)
    fail(line, "asc_syncthreads", "%llu of %llu threads have ended without it, and the others wait for ever",
         (unsigned long long)(number * threads - barriers.arrived), (unsigned long long)threads);
}

Meeting& meet(const char* name, int line, std::uint64_t value) {
  cuda_host::Block& block = *cuda_host::current_block;
  const unsigned thread = block.thread(), lane = block.lane();
  Waiting& warp = simt().warps[thread / 32];
  warp.line[lane] = line;
  warp.name[lane] = name;
  warp.value[lane] = value;
  warp.met[lane] = nullptr;
  warp.lanes |= 1u << lane;
  while (!warp.met[lane]) {
    if ((warp.lanes | lanes_at_barrier(thread - lane)) == block.live_lanes()) end_least_far(warp);
    if (!warp.met[lane]) block.yield();
  }
  return *warp.met[lane];
}

void check_width(const char* name, int width, int line) {
  if (width < 1 || width > 32 || (width & (width - 1))) fail(line, name, "a width of %d", width);
}

std::uint32_t ballot(const char* name, int line, bool predicate) {
  return meet(name, line, predicate, [](const Meeting& meeting) {
    std::uint32_t set = 0;
    for (unsigned lane = 0; lane < 32; ++lane)
      if (meeting.lanes >> lane & 1 && meeting.value[lane]) set |= 1u << lane;
    return set;
  });
}

}  // namespace ascendc_twin
