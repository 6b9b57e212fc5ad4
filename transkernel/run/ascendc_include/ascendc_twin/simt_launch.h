// A launch of threads: blocks one after the other on one OS thread, shared memory poisoned before each.
// "核函数配置" (limits), "共享内存大小的限制" (the Unified Buffer).
#ifndef ASCENDC_TWIN_SIMT_LAUNCH_H
#define ASCENDC_TWIN_SIMT_LAUNCH_H

namespace ascendc_twin {

constexpr std::uint32_t kMostThreads = 2048, kThreadsUnlessBound = 1024, kMostBlocks = 65535;
constexpr std::uint64_t kBufferBytes = 256 << 10, kReservedBytes = 8 << 10, kLeastCacheBytes = 32 << 10;
constexpr std::uint64_t kSharedBytes = kBufferBytes - kReservedBytes - kLeastCacheBytes;
constexpr std::uint64_t kBehindBytes = 512;  // of the dynamic memory: nothing may be written there
constexpr std::uint16_t kUnwritten = 0xFFFD;  // a NaN that nobody writes

// `__ubuf__` memory is the thread-local memory of the OS thread that runs the block; this is its dynamic part.
struct alignas(32) DynamicMemory {
  unsigned char bytes[kBufferBytes + kBehindBytes];
};
__attribute__((visibility("hidden"))) inline thread_local DynamicMemory dynamic;

inline void* dynamic_memory() { return dynamic.bytes; }

struct Barriers {
  std::uint64_t arrived = 0, completed = 0;  // threads at all barriers together; barriers that somebody has left
  std::vector<std::uint32_t> passed;         // barriers, by each thread: those that it has come to
};

// What lanes of a warp brought to one place, for as long as somebody has not read it.
struct Meeting {
  std::uint32_t lanes, unread;
  std::uint64_t value[32];
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

  bool is_shared(const void* address) const {
    const auto* place = static_cast<const unsigned char*>(address);
    return place >= begin && place < end;
  }
};
inline SimtLaunch*& simt_pointer() {
  static SimtLaunch* launch = nullptr;
  return launch;
}
inline SimtLaunch& simt() { return *simt_pointer(); }

[[noreturn]] __attribute__((format(printf, 3, 4))) inline void fail(int line, const char* name, const char* format, ...) {
  char text[300];
  va_list values;
  va_start(values, format);
  std::vsnprintf(text, sizeof text, format, values);
  va_end(values);
  if (line) cuda_host::current_block->fail("line %d: %s: %s", line, name, text);
  cuda_host::current_block->fail("%s: %s", name, text);
}

inline void poison(unsigned char* from, unsigned char* to) {
  for (unsigned char* byte = from; byte < to; ++byte)
    *byte = static_cast<unsigned char>((byte - from) & 1 ? kUnwritten >> 8 : kUnwritten);
}

// The static shared memory lies on both sides of the dynamic one; everything but the built-in variables is nobody's yet.
inline void poison_shared(const SimtLaunch& launch) {
  const auto saved = std::make_tuple(threadIdx, blockIdx, blockDim, gridDim, cuda_host::current_block);
  poison(launch.begin, dynamic.bytes);
  poison(dynamic.bytes, dynamic.bytes + std::min(launch.request->shared_bytes + kBehindBytes, kBufferBytes));
  poison(dynamic.bytes + sizeof dynamic.bytes, launch.end);
  std::tie(threadIdx, blockIdx, blockDim, gridDim, cuda_host::current_block) = saved;
}

inline bool wrote_behind(std::uint64_t shared_bytes) {
  unsigned char expected[kBehindBytes + 1];
  poison(expected, expected + sizeof expected);
  return std::memcmp(dynamic.bytes + shared_bytes, expected + (shared_bytes & 1), kBehindBytes) != 0;
}

inline void find_thread_memory(SimtLaunch& launch) {
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
inline std::string refusal(const SimtLaunch& launch, std::uint32_t most_threads) {
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

inline void run_blocks(SimtLaunch& launch, cuda_host::Block::Body body, void* closure) {
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

// Runs a kernel that is bound to so many threads a block. 1 where it complains, with the message in the request.
template <std::uint32_t kBound = kThreadsUnlessBound, class... P>
int launch(void (*kernel)(P...), const void* const* arguments, Request& request) {
  static_assert(kBound >= 1 && kBound <= kMostThreads, "__launch_bounds__ takes 1 to 2048");
  request.message[0] = 0;
  auto function = [=] { call(kernel, arguments); };
  std::thread([&] {  // its thread-local memory is this launch's alone
    SimtLaunch here{&request, {}, {}, nullptr, nullptr};
    simt_pointer() = &here;
    find_thread_memory(here);
    const std::string refused = refusal(here, kBound);
    if (!refused.empty())
      std::snprintf(request.message, sizeof request.message, "%s", refused.c_str());
    else
      run_blocks(here, [](void* closure) { (*static_cast<decltype(function)*>(closure))(); }, &function);
    simt_pointer() = nullptr;
  }).join();
  return request.message[0] != 0;
}

}  // namespace ascendc_twin

#endif
