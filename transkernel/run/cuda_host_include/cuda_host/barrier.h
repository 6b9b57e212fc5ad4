// What a thread of a block says of itself: barriers, fences, the end of it all.
#pragma once

namespace cuda_host {

[[noreturn]] inline void fail(const char* text) {
  if (current_block) current_block->fail("%s", text);
  std::fprintf(stderr, "%s\n", text);
  std::abort();
}

}  // namespace cuda_host

static inline void __syncthreads() { cuda_host::current_block->barrier(); }
static inline int __syncthreads_count(int predicate) {
  cuda_host::current_block->barrier(predicate != 0);
  return cuda_host::current_block->barrier_count();
}
static inline int __syncthreads_and(int predicate) {
  cuda_host::current_block->barrier(predicate != 0);
  return cuda_host::current_block->barrier_all();
}
static inline int __syncthreads_or(int predicate) {
  cuda_host::current_block->barrier(predicate != 0);
  return cuda_host::current_block->barrier_count() != 0;
}
static inline void __threadfence_block() { cuda_host::fence(false); }
static inline void __threadfence() { cuda_host::fence(true); }
static inline void __threadfence_system() { cuda_host::fence(true); }
static inline void __nanosleep(unsigned) { cuda_host::current_block->yield(); }
[[noreturn]] static inline void __trap() { cuda_host::fail("__trap()"); }
static inline void __brkpt() {}
static inline long long clock64() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}
static inline unsigned long long __cuda_host_globaltimer() { return static_cast<unsigned long long>(clock64()); }

// assert in a kernel: glibc's macro calls this name, which our library answers itself.
extern "C" __attribute__((visibility("hidden"), noreturn)) inline void cuda_host_assert_fail(const char* expression,
                                                                                             const char* file,
                                                                                             unsigned line) {
  if (cuda_host::current_block) cuda_host::current_block->fail("%s:%u: assertion `%s' failed", file, line, expression);
  std::fprintf(stderr, "%s:%u: assertion `%s' failed\n", file, line, expression);
  std::abort();
}
#undef assert
#define assert(...) ((__VA_ARGS__) ? static_cast<void>(0) : cuda_host_assert_fail(#__VA_ARGS__, __FILE__, __LINE__))
