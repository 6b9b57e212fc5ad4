// A launch: blocks handed out to OS threads in order, shared memory poisoned before each, the first failure ends it.
#pragma once

// Dynamic shared memory: the linker gives every `extern __shared__` array this address (cuda_host_worker.py).
constexpr std::size_t kDynamicSharedBytes = 227 << 10;
extern "C" __attribute__((visibility("hidden"))) __thread unsigned char cuda_host_dynamic_shared[kDynamicSharedBytes];

namespace cuda_host {

constexpr std::size_t kSharedGuardBytes = 512;

// What Python hands over. `guard_hits` counts bytes written behind the dynamic shared memory.
struct Request {
  std::uint32_t grid[3], block[3];
  std::uint64_t shared_bytes, stack_bytes;
  std::int32_t descending, cores;
  std::uint64_t guard_hits;
  char message[512];
};

// What a kernel's parameter is: `kind` is p(ointer), f(loat), i(nteger) or c(lass).
struct Parameter {
  std::uint32_t bytes;
  char kind;
};

#ifndef CUDA_HOST_EXAMINED  // what the instrumented build leaves to examine_runtime.h

static std::uint16_t poison_pattern = 0xFFFD;

inline void poison(unsigned char* from, unsigned char* to) {
  for (unsigned char* byte = from; byte < to; ++byte)
    *byte = static_cast<unsigned char>((byte - from) & 1 ? poison_pattern >> 8 : poison_pattern);
}

// This OS thread's copy of our library's thread-local storage, which is where all shared memory lies.
struct ThreadStorage {
  unsigned char* begin = nullptr;
  unsigned char* end = nullptr;

  static ThreadStorage find() {
    ThreadStorage storage;
    dl_iterate_phdr(
        [](dl_phdr_info* module, std::size_t, void* result) {
          auto& found = *static_cast<ThreadStorage*>(result);
          for (int i = 0; i < module->dlpi_phnum; ++i) {
            const auto& segment = module->dlpi_phdr[i];
            if (segment.p_type != PT_TLS) continue;
            auto* begin = static_cast<unsigned char*>(module->dlpi_tls_data);
            auto* ours = reinterpret_cast<unsigned char*>(&current_block);
            if (ours < begin || ours >= begin + segment.p_memsz) continue;
            found = {begin, begin + segment.p_memsz};
          }
          return 0;
        },
        &storage);
    return storage;
  }

  // Everything but the built-in variables becomes a value that nobody writes. Returns nothing to read.
  void poison_shared(std::size_t dynamic_bytes) const {
    const auto saved = std::make_tuple(threadIdx, blockIdx, blockDim, gridDim, current_block);
    unsigned char* const dynamic = cuda_host_dynamic_shared;
    poison(begin, dynamic);
    poison(dynamic, std::min(dynamic + dynamic_bytes + kSharedGuardBytes, dynamic + kDynamicSharedBytes));
    poison(dynamic + kDynamicSharedBytes, end);
    std::tie(threadIdx, blockIdx, blockDim, gridDim, current_block) = saved;
  }
};

inline std::uint64_t changed_behind(std::size_t dynamic_bytes) {
  unsigned char expected[kSharedGuardBytes + 1];
  poison(expected, expected + sizeof expected);
  std::uint64_t changed = 0;
  for (std::size_t i = 0; i < kSharedGuardBytes && dynamic_bytes + i < kDynamicSharedBytes; ++i)
    changed += cuda_host_dynamic_shared[dynamic_bytes + i] != expected[(dynamic_bytes & 1) + i];
  return changed;
}

// Runs every block; 0, or 1 with request.message set.
inline int launch_blocks(Request& request, Block::Body body, void* closure) {
  const dim3 grid(request.grid[0], request.grid[1], request.grid[2]),
      block(request.block[0], request.block[1], request.block[2]);
  const std::uint64_t count = static_cast<std::uint64_t>(grid.x) * grid.y * grid.z;
  if (static_cast<std::uint64_t>(block.x) * block.y * block.z > 1024 || request.shared_bytes > kDynamicSharedBytes) {
    std::snprintf(request.message, sizeof request.message,
                  "invalid configuration: at most 1024 threads and %zu bytes of shared memory", kDynamicSharedBytes);
    return 1;
  }
  std::atomic<std::uint64_t> next{0}, hits{0};
  std::atomic<bool> failed{false};
  const auto work = [&] {
    Block runner(grid, block, request.descending != 0, request.stack_bytes, body, closure);
    const ThreadStorage storage = ThreadStorage::find();
    for (std::uint64_t taken; !failed && (taken = next++) < count;) {
      const std::uint64_t i = request.descending ? count - 1 - taken : taken;
      storage.poison_shared(request.shared_bytes);
      const uint3 index{static_cast<unsigned>(i % grid.x), static_cast<unsigned>(i / grid.x % grid.y),
                        static_cast<unsigned>(i / grid.x / grid.y)};
      const bool ended = runner.run(index);
      hits += changed_behind(request.shared_bytes);
      if (ended || failed.exchange(true)) continue;
      std::memcpy(request.message, runner.failure().text, sizeof request.message);
    }
  };
  const std::uint64_t cores = std::max<std::uint64_t>(1, std::min<std::uint64_t>(count, request.cores));
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < cores; ++i)
    threads.emplace_back(work);  // never on this thread: its storage is the host's
  for (std::thread& thread : threads) thread.join();
  request.guard_hits = hits;
  return failed;
}

#else

inline int launch_blocks(Request& request, Block::Body body, void* closure) {
  return cuda_host_examine_launch(&request, body, closure);
}

#endif

template <class Function>
inline int launch_function(Request& request, Function& function) {
  return launch_blocks(request, [](void* closure) { (*static_cast<Function*>(closure))(); }, &function);
}

template <class... P, std::size_t... I>
inline int launch_kernel(void (*kernel)(P...), const void* const* arguments, Request& request,
                         std::index_sequence<I...>) {
  // Not instrumented: where the launch's arguments lie is no concern of a kernel.
  auto function = [=]() __attribute__((no_sanitize("thread", "undefined"))) {
    kernel(*static_cast<const std::remove_cv_t<P>*>(arguments[I])...);
  };
  return launch_function(request, function);
}

// A kernel by its pointer: one address an argument, each of a value of the parameter's type.
template <class... P>
inline int launch_kernel(void (*kernel)(P...), const void* const* arguments, Request& request) {
  return launch_kernel(kernel, arguments, request, std::index_sequence_for<P...>{});
}

template <class T>
constexpr Parameter parameter_of() {
  const char kind = std::is_pointer_v<T>                       ? 'p'
                    : std::is_floating_point_v<T>              ? 'f'
                    : std::is_class_v<T> || std::is_union_v<T> ? 'c'
                                                               : 'i';
  return {sizeof(T), kind};
}

// The parameters of a kernel into `table`, at most `room`; returns how many there are.
template <class... P>
inline int describe(void (*)(P...), Parameter* table, int room) {
  const Parameter all[] = {parameter_of<P>()..., Parameter{}};
  for (int i = 0; i < static_cast<int>(sizeof...(P)) && i < room; ++i) table[i] = all[i];
  return sizeof...(P);
}

}  // namespace cuda_host
