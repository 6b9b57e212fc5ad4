// What `kernel<<<grid, block, shared, stream>>>` becomes, and the launches by name of the runtime. A launch runs at
// once; one that cannot be made, or breaks, leaves its error for the program to ask for, as on a device.
#pragma once

#define CUDA_HOST_TEXT(...) #__VA_ARGS__

namespace cuda_host {

inline std::mutex launch_mutex;  // host threads take turns: a launch has the whole device

inline Request request_of(dim3 grid, dim3 block, std::size_t shared_bytes) {
  Request request{};
  request.grid[0] = grid.x, request.grid[1] = grid.y, request.grid[2] = grid.z;
  request.block[0] = block.x, request.block[1] = block.y, request.block[2] = block.z;
  request.shared_bytes = shared_bytes;
  request.stack_bytes = kDefaultStackBytes;
#if defined(CUDA_HOST_PROGRAM)
  request.cores = 1;  // blocks in order: what a program computes is the same in every run
#else
  request.cores = static_cast<std::int32_t>(std::thread::hardware_concurrency());
#endif
  return request;
}

inline bool is_possible(const Request& request) {
  const auto* grid = request.grid;
  const auto* block = request.block;
  const std::uint64_t threads = static_cast<std::uint64_t>(block[0]) * block[1] * block[2];
  return grid[0] && grid[1] && grid[2] && grid[0] <= INT_MAX && grid[1] <= 65535 && grid[2] <= 65535 && threads &&
         threads <= 1024 && block[2] <= 64 && request.shared_bytes <= kDynamicSharedBytes;
}

// One launch: refused, or run and written down.
template <class Function>
inline cudaError_t launch_now(Request& request, Function& function, const LaunchSite& site) {
  if (!is_possible(request)) {
    if (is_recording()) launch_is_refused(site);
    return result(cudaErrorInvalidConfiguration);
  }
  if (lost != cudaSuccess) return lost;
  const bool nested = current_block != nullptr;  // a kernel that launches a kernel: part of the launch that it is in
  std::unique_lock<std::mutex> hold(launch_mutex, std::defer_lock);
  if (!nested) hold.lock();
  const bool recorded = is_recording() && !nested && launch_begins(site, request);
  const int failed = launch_function(request, function);
  if (recorded) launch_ends(failed ? request.message : "");
  if (!failed) return result(cudaSuccess);
  std::fprintf(stderr, "%s: %s\n", site.callee, request.message);
  return last_error = lost = std::strstr(request.message, "assertion") ? cudaErrorAssert : cudaErrorLaunchFailure;
}

template <class... A>
inline LaunchSite site_of(const char* callee, const char* file, const void* kernel, const A&... arguments) {
  LaunchSite site{callee, file, kernel, {}};
  if (is_recording()) site.arguments = {given(arguments)...};
  return site;
}

// Which function `callee` names. With `Exact` the compiler must know without a hint; a `Signature` picks the overload or
// the instance of a template that has these parameters. Neither exists where the name stays ambiguous.
struct Exact {};
template <class... P>
struct Signature {
  using type = void (*)(P...);
};
template <class... P>
inline auto pick(void (*kernel)(P...), Exact) {
  return kernel;
}
template <class Wanted>
inline auto pick(typename Wanted::type kernel, Wanted) {
  return kernel;
}
template <class T>
using with_const_element =
    std::conditional_t<std::is_pointer_v<T>, std::add_pointer_t<std::add_const_t<std::remove_pointer_t<T>>>, T>;

// What `kernel<<<grid, block, shared, stream>>>` becomes: a call of it takes the arguments and runs the launch now.
template <class Kernel, class Which>
struct Launcher {
  const char* callee;
  const char* file;
  Kernel kernel;
  Which which;
  Request request;

  template <class... A>
  cudaError_t operator()(A... arguments) {
    auto function = [&] { kernel(arguments...); };
    if constexpr (std::is_invocable_v<Which, Exact>)
      return converted(function, which(Exact{}), arguments...);
    else if constexpr (std::is_invocable_v<Which, Signature<A...>>)
      return converted(function, which(Signature<A...>{}), arguments...);
    else if constexpr (std::is_invocable_v<Which, Signature<with_const_element<A>...>>)
      return converted(function, which(Signature<with_const_element<A>...>{}), arguments...);
    else
      return launch_now(request, function, site_of(callee, file, nullptr, arguments...));
  }

 private:
  template <class Function, class... P, class... A>
  cudaError_t converted(Function& function, void (*address)(P...), A&... arguments) {
    const void* place = reinterpret_cast<const void*>(address);
    if constexpr (sizeof...(P) == sizeof...(A)) {
      if (is_recording()) {
        const std::tuple<std::remove_cv_t<P>...> values(static_cast<std::remove_cv_t<P>>(arguments)...);
        return std::apply(
            [&](const auto&... value) {
              return launch_now(request, function, site_of(callee, file, place, value...));
            },
            values);
      }
    }
    return launch_now(request, function, site_of(callee, file, place, arguments...));
  }
};

template <class Kernel, class Which>
inline Launcher<Kernel, Which> launcher(const char* callee, const char* file, Kernel kernel, Which which, dim3 grid,
                                        dim3 block, std::size_t shared_bytes = 0, const void* = nullptr) {
  return {callee, file, kernel, which, request_of(grid, block, shared_bytes)};
}

template <class... P, std::size_t... I>
inline cudaError_t launch_by_address(void (*kernel)(P...), Request request, void** arguments,
                                     std::index_sequence<I...>) {
  auto function = [&] { kernel(*static_cast<std::remove_cv_t<P>*>(arguments[I])...); };
  return launch_now(request, function,
                    site_of("", "", reinterpret_cast<const void*>(kernel),
                            *static_cast<std::remove_cv_t<P>*>(arguments[I])...));
}

}  // namespace cuda_host

// CUDA's are of `const void*`; the kernel's own type tells what the arguments are (`(void*)` before its name is taken
// away in the text).
template <class... P>
inline cudaError_t cudaLaunchKernel(void (*kernel)(P...), dim3 grid, dim3 block, void** arguments,
                                    std::size_t shared_bytes = 0, cudaStream_t = nullptr) {
  return cuda_host::launch_by_address(kernel, cuda_host::request_of(grid, block, shared_bytes), arguments,
                                      std::index_sequence_for<P...>{});
}
template <class... P>
inline cudaError_t cudaLaunchCooperativeKernel(void (*kernel)(P...), dim3 grid, dim3 block, void** arguments,
                                               std::size_t shared_bytes = 0, cudaStream_t stream = nullptr) {
  return cudaLaunchKernel(kernel, grid, block, arguments, shared_bytes, stream);
}
inline cudaError_t cudaLaunchKernel(const void*, dim3, dim3, void**, std::size_t = 0, cudaStream_t = nullptr) {
  std::fprintf(stderr, "cudaLaunchKernel: the kernel is given as an address without its type, which says nothing of its "
                       "arguments; this launch is not made\n");
  return cuda_host::result(cudaErrorInvalidDeviceFunction);
}

enum cudaLaunchAttributeID { cudaLaunchAttributeIgnore, cudaLaunchAttributeCooperative = 2 };
union cudaLaunchAttributeValue {
  int cooperative;
};
struct cudaLaunchAttribute {
  cudaLaunchAttributeID id;
  cudaLaunchAttributeValue val;
};
struct cudaLaunchConfig_t {
  dim3 gridDim, blockDim;
  std::size_t dynamicSmemBytes;
  cudaStream_t stream;
  cudaLaunchAttribute* attrs;
  unsigned numAttrs;
};
template <class... P, class... A>
inline cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* how, void (*kernel)(P...), A&&... arguments) {
  std::tuple<std::remove_cv_t<P>...> values(static_cast<std::remove_cv_t<P>>(arguments)...);
  return std::apply(
      [&](auto&... value) {
        void* addresses[] = {static_cast<void*>(&value)..., nullptr};
        return cudaLaunchKernel(kernel, how->gridDim, how->blockDim, addresses, how->dynamicSmemBytes);
      },
      values);
}
