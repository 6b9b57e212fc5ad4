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

// Whether an address lies in the memory of the block that runs.
bool is_shared(const void* address);

[[noreturn]] __attribute__((format(printf, 3, 4))) void fail(int line, const char* name, const char* format, ...);

// Runs the blocks of a launch, the body for each thread. 1 where it complains, with the message in the request.
int run_threads(std::uint32_t most_threads, Request& request, cuda_host::Block::Body body, void* closure);

// Runs a kernel that is bound to so many threads a block.
template <std::uint32_t kBound = kThreadsUnlessBound, class... P>
int launch(void (*kernel)(P...), const void* const* arguments, Request& request) {
  static_assert(kBound >= 1 && kBound <= kMostThreads, "__launch_bounds__ takes 1 to 2048");
  auto function = [=] { call(kernel, arguments); };
  return run_threads(kBound, request, [](void* closure) { (*static_cast<decltype(function)*>(closure))(); }, &function);
}

}  // namespace ascendc_twin

#endif
