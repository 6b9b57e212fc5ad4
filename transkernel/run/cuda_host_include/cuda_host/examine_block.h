// What the instrumented build of a kernel sees of the block that runs it. The block itself is in examine_runtime.h,
// which is not instrumented: accesses that the compiler reports are then the kernel's alone.
//
// Return addresses say where a kernel called: what stands between is inlined (cuda_host.h).
#pragma once

extern thread_local uint3 threadIdx;
extern thread_local uint3 blockIdx;
extern thread_local dim3 blockDim;
extern thread_local dim3 gridDim;

namespace cuda_host {

constexpr std::size_t kDefaultStackBytes = 256 << 10;  // as in fiber.h

// The record of an operation of a warp's lanes, as in block.h.
struct Collective {
  std::uint32_t mask, arrived, unread;
  bool open, convergent;
  const char* operation;
  std::uint64_t value[32];
};

}  // namespace cuda_host

#if __has_attribute(nomerge)  // the barriers of two branches are two
#define CUDA_HOST_NOMERGE __attribute__((nomerge))
#else
#define CUDA_HOST_NOMERGE
#endif

extern "C" {
CUDA_HOST_NOMERGE void cuda_host_examine_barrier(bool vote);
int cuda_host_examine_barrier_count();
bool cuda_host_examine_barrier_all();
void cuda_host_examine_yield();
void cuda_host_examine_join(std::uint32_t mask, bool convergent, const char* operation, std::uint64_t value,
                            cuda_host::Collective* joined);
unsigned cuda_host_examine_thread();
std::uint32_t cuda_host_examine_live_lanes();
void cuda_host_examine_fence(bool device);
[[noreturn]] void cuda_host_examine_fail(const char* text);
int cuda_host_examine_launch(void* request, void (*body)(void*), void* closure);
}

namespace cuda_host {

class Block {
 public:
  using Body = void (*)(void*);

  inline void barrier(bool vote = false) { cuda_host_examine_barrier(vote); }
  inline int barrier_count() const { return cuda_host_examine_barrier_count(); }
  inline bool barrier_all() const { return cuda_host_examine_barrier_all(); }
  inline void yield() { cuda_host_examine_yield(); }
  inline unsigned thread() const { return cuda_host_examine_thread(); }
  inline unsigned lane() const { return thread() % 32; }
  inline std::uint32_t live_lanes() const { return cuda_host_examine_live_lanes(); }
  // A copy, in `joined_`: all blocks run on one OS thread, and a lane reads its record before another can join.
  inline Collective& join(std::uint32_t mask, bool convergent, const char* operation, std::uint64_t value) {
    cuda_host_examine_join(mask, convergent, operation, value, &joined_);
    return joined_;
  }
  inline void leave(Collective&) {}

  [[noreturn]] __attribute__((format(printf, 2, 3))) void fail(const char* format, ...) {
    char text[320];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    cuda_host_examine_fail(text);
  }

 private:
  Collective joined_;
};

static Block the_block;
static Block* const current_block = &the_block;

inline void fence(bool device) { cuda_host_examine_fence(device); }

}  // namespace cuda_host
