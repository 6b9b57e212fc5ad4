// What a whole program's launches were given and what they left, written down as they are made. Only in a program that
// `transkernel capture` runs: the environment names a folder, in which `plan` says what is wanted. Two files grow there:
// `records`, a line of JSON for each thing that happens, and `blobs`, the bytes of memory, each content once.
#pragma once

// Python learns from this address where the program was loaded, and with it the names of all other addresses.
#ifdef CUDA_HOST_RUNTIME  // which a program without a line of CUDA has too
extern "C" __attribute__((weak)) void cuda_host_anchor();
#else
extern "C" __attribute__((used, noinline)) inline void cuda_host_anchor() {}
#endif

namespace cuda_host {

inline std::int64_t from_anchor(const void* address) {
  return reinterpret_cast<std::intptr_t>(address) - reinterpret_cast<std::intptr_t>(&cuda_host_anchor);
}

// A type in the compiler's own words, and what Python needs of it. `kind` is p(ointer), f(loat), b(ool), i(nteger),
// u(nsigned), c(lass), v(oid).
struct TypeFacts {
  std::string name;
  std::size_t bytes;
  char kind;
  bool is_const;
};

template <class T>
inline std::string type_name() {
  const std::string all = __PRETTY_FUNCTION__;
  const std::size_t begin = all.find("T = ") + 4;
  const std::size_t end = std::min(all.find(';', begin), all.rfind(']'));
  return all.substr(begin, end - begin);
}

template <class T>
constexpr char kind_of() {
  if (std::is_void_v<T>) return 'v';
  if (std::is_pointer_v<T>) return 'p';
  if (std::is_floating_point_v<T>) return 'f';
  if (std::is_same_v<std::remove_cv_t<T>, bool>) return 'b';
  if (std::is_enum_v<T>) return 'i';
  if (std::is_integral_v<T>) return std::is_signed_v<T> ? 'i' : 'u';
  return 'c';
}

template <class T>
inline TypeFacts facts_of() {
  std::size_t bytes = 1;
  if constexpr (!std::is_void_v<T> && !std::is_function_v<T>) bytes = sizeof(T);
  return {type_name<std::remove_cv_t<T>>(), bytes, kind_of<T>(), std::is_const_v<T>};
}

// One argument of a launch: its bytes, its type, and what it points to where it is a pointer.
struct GivenArgument {
  const unsigned char* bytes;
  TypeFacts type, element;
};

template <class T>
inline GivenArgument given(const T& value) {
  TypeFacts element{"", 0, 'v', false};
  if constexpr (std::is_pointer_v<T>) element = facts_of<std::remove_pointer_t<T>>();
  return {reinterpret_cast<const unsigned char*>(&value), facts_of<T>(), element};
}

struct LaunchSite {
  const char* callee;      // the text before <<<
  const char* file;        // of the translation unit's source
  const void* kernel;      // null where the compiler could not tell which function is meant
  std::vector<GivenArgument> arguments;
};

// Whether launches are written down at all, in this program.
bool is_recording();
// Whether this launch is wanted. One number a launch, in the order in which they are made.
bool launch_begins(const LaunchSite& site, const Request& request);
// A launch whose grid, block or shared memory no device takes: CUDA does not make it, and says so only when asked.
void launch_is_refused(const LaunchSite& site);
// After the launch that `launch_begins` wanted. failed: its message, or an empty text.
void launch_ends(const char* failed);

}  // namespace cuda_host
