// The calls that -fsanitize=thread puts before each access to memory, answered by us: no sanitizer library is linked.
// Their names are those of LLVM's compiler-rt, lib/tsan/rtl/tsan_interface.h and tsan_interface_atomic.h.
#pragma once

namespace cuda_host {
namespace examine {

inline std::uint32_t place_of(void* return_address) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(return_address) - 1 - state.image_begin);
}
template <class P>
inline std::uintptr_t address_of(P* pointer) {
  return reinterpret_cast<std::uintptr_t>(pointer);
}

}  // namespace examine
}  // namespace cuda_host

#define EXAMINE_HERE cuda_host::examine::place_of(__builtin_return_address(0))
#define EXAMINE_ACCESS(name, what, bytes, flags)                                                    \
  extern "C" void name(void* address) {                                                             \
    using namespace cuda_host::examine;                                                             \
    if (state.is_active) state.what(address_of(address), bytes, flags, EXAMINE_HERE);               \
  }
#define EXAMINE_ACCESSES(bytes)                                                \
  EXAMINE_ACCESS(__tsan_read##bytes, read, bytes, 0)                           \
  EXAMINE_ACCESS(__tsan_write##bytes, write, bytes, 0)                         \
  EXAMINE_ACCESS(__tsan_unaligned_read##bytes, read, bytes, 0)                 \
  EXAMINE_ACCESS(__tsan_unaligned_write##bytes, write, bytes, 0)               \
  EXAMINE_ACCESS(__tsan_volatile_read##bytes, read, bytes, kVolatile)          \
  EXAMINE_ACCESS(__tsan_volatile_write##bytes, write, bytes, kVolatile)        \
  EXAMINE_ACCESS(__tsan_unaligned_volatile_read##bytes, read, bytes, kVolatile) \
  EXAMINE_ACCESS(__tsan_unaligned_volatile_write##bytes, write, bytes, kVolatile)
EXAMINE_ACCESSES(1)
EXAMINE_ACCESSES(2)
EXAMINE_ACCESSES(4)
EXAMINE_ACCESSES(8)
EXAMINE_ACCESSES(16)
#undef EXAMINE_ACCESSES
#undef EXAMINE_ACCESS

#define EXAMINE_FETCH(bits, T, name)                                                         \
  extern "C" T __tsan_atomic##bits##_##name(volatile T* place, T value, int) {               \
    using namespace cuda_host::examine;                                                      \
    if (state.is_active) state.update(address_of(place), sizeof(T), EXAMINE_HERE);           \
    return __atomic_##name(place, value, __ATOMIC_SEQ_CST);                                  \
  }
// One that fails has only read.
#define EXAMINE_COMPARE(bits, T, strength)                                                                           \
  extern "C" int __tsan_atomic##bits##_compare_exchange_##strength(volatile T* place, T* expected, T value, int, int) { \
    using namespace cuda_host::examine;                                                                              \
    const std::uint32_t here = EXAMINE_HERE;                                                                         \
    const bool is_equal = *place == *expected;                                                                       \
    if (state.is_active && is_equal) state.update(address_of(place), sizeof(T), here);                               \
    if (state.is_active && !is_equal) state.read(address_of(place), sizeof(T), kAtomic, here);                       \
    return __atomic_compare_exchange_n(place, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);           \
  }
#define EXAMINE_COMPARE_VALUE(bits, T)                                                                             \
  extern "C" T __tsan_atomic##bits##_compare_exchange_val(volatile T* place, T expected, T value, int, int) {      \
    using namespace cuda_host::examine;                                                                            \
    const std::uint32_t here = EXAMINE_HERE;                                                                       \
    const bool is_equal = *place == expected;                                                                      \
    if (state.is_active && is_equal) state.update(address_of(place), sizeof(T), here);                             \
    if (state.is_active && !is_equal) state.read(address_of(place), sizeof(T), kAtomic, here);                     \
    __atomic_compare_exchange_n(place, &expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);               \
    return expected;                                                                                               \
  }
#define EXAMINE_ATOMICS(bits, T)                                                                       \
  extern "C" T __tsan_atomic##bits##_load(const volatile T* place, int) {                              \
    using namespace cuda_host::examine;                                                                \
    if (state.is_active) state.read(address_of(place), sizeof(T), kAtomic, EXAMINE_HERE);              \
    return __atomic_load_n(place, __ATOMIC_SEQ_CST);                                                   \
  }                                                                                                    \
  extern "C" void __tsan_atomic##bits##_store(volatile T* place, T value, int) {                       \
    using namespace cuda_host::examine;                                                                \
    if (state.is_active) state.write(address_of(place), sizeof(T), kAtomic, EXAMINE_HERE);             \
    __atomic_store_n(place, value, __ATOMIC_SEQ_CST);                                                  \
  }                                                                                                    \
  extern "C" T __tsan_atomic##bits##_exchange(volatile T* place, T value, int) {                       \
    using namespace cuda_host::examine;                                                                \
    if (state.is_active) state.update(address_of(place), sizeof(T), EXAMINE_HERE);                     \
    return __atomic_exchange_n(place, value, __ATOMIC_SEQ_CST);                                        \
  }                                                                                                    \
  EXAMINE_FETCH(bits, T, fetch_add)                                                                    \
  EXAMINE_FETCH(bits, T, fetch_sub)                                                                    \
  EXAMINE_FETCH(bits, T, fetch_and)                                                                    \
  EXAMINE_FETCH(bits, T, fetch_or)                                                                     \
  EXAMINE_FETCH(bits, T, fetch_xor)                                                                    \
  EXAMINE_FETCH(bits, T, fetch_nand)                                                                   \
  EXAMINE_COMPARE(bits, T, strong)                                                                     \
  EXAMINE_COMPARE(bits, T, weak)                                                                       \
  EXAMINE_COMPARE_VALUE(bits, T)
EXAMINE_ATOMICS(8, std::uint8_t)
EXAMINE_ATOMICS(16, std::uint16_t)
EXAMINE_ATOMICS(32, std::uint32_t)
EXAMINE_ATOMICS(64, std::uint64_t)
#undef EXAMINE_ATOMICS
#undef EXAMINE_COMPARE_VALUE
#undef EXAMINE_COMPARE
#undef EXAMINE_FETCH

extern "C" {
void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_atomic_thread_fence(int) {}
void __tsan_atomic_signal_fence(int) {}
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}

// What the compiler calls for more than a register holds; cuda_host_examine_build.py renames the C library's.
void __tsan_read_range(void* from, std::size_t bytes) {
  using namespace cuda_host::examine;
  if (state.is_active && bytes) state.read(address_of(from), bytes, 0, EXAMINE_HERE);
}
void __tsan_write_range(void* to, std::size_t bytes) {
  using namespace cuda_host::examine;
  if (state.is_active && bytes) state.write(address_of(to), bytes, 0, EXAMINE_HERE);
}
#define EXAMINE_MEMORY(prefix)                                                          \
  void* prefix##memmove(void* to, const void* from, std::size_t bytes) {                \
    using namespace cuda_host::examine;                                                 \
    if (state.is_active && bytes) state.read(address_of(from), bytes, 0, EXAMINE_HERE); \
    if (state.is_active && bytes) state.write(address_of(to), bytes, 0, EXAMINE_HERE);  \
    return std::memmove(to, from, bytes);                                               \
  }                                                                                     \
  void* prefix##memcpy(void* to, const void* from, std::size_t bytes) {                 \
    using namespace cuda_host::examine;                                                 \
    if (state.is_active && bytes) state.read(address_of(from), bytes, 0, EXAMINE_HERE); \
    if (state.is_active && bytes) state.write(address_of(to), bytes, 0, EXAMINE_HERE);  \
    return std::memmove(to, from, bytes);                                               \
  }                                                                                     \
  void* prefix##memset(void* to, int value, std::size_t bytes) {                        \
    using namespace cuda_host::examine;                                                 \
    if (state.is_active && bytes) state.write(address_of(to), bytes, 0, EXAMINE_HERE);  \
    return std::memset(to, value, bytes);                                               \
  }
EXAMINE_MEMORY(cuda_host_examine_)
EXAMINE_MEMORY(__tsan_)  // newer versions of clang
#undef EXAMINE_MEMORY
void* cuda_host_examine_malloc(std::size_t bytes) {
  void* const memory = std::malloc(bytes);
  cuda_host::examine::state.allocated(cuda_host::examine::address_of(memory), bytes);
  return memory;
}
void cuda_host_examine_free(void* memory) {
  cuda_host::examine::state.freed(cuda_host::examine::address_of(memory));
  std::free(memory);
}
}
