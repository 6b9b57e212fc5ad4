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

// Runs every block; 0, or 1 with request.message set.
int launch_blocks(Request& request, Block::Body body, void* closure);

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
