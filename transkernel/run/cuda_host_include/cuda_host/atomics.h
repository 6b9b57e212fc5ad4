// Atomic operations: blocks run on several cores, so they are atomic in earnest. Each returns the old value.
#pragma once

namespace cuda_host {

template <class T>
inline T compare_and_swap(T* place, T expected, T desired) {
  __atomic_compare_exchange(place, &expected, &desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  return expected;
}

// Any read-modify-write, by comparing bits: two NaNs are the same value here.
template <class T, class Update>
inline T update(T* place, Update next) {
  T old, desired;
  __atomic_load(place, &old, __ATOMIC_RELAXED);
  do desired = next(old);
  while (!__atomic_compare_exchange(place, &old, &desired, true, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED));
  return old;
}

}  // namespace cuda_host

#define CUDA_HOST_ATOMIC(name, T, expression)                                                \
  static inline T name(T* place, T value) {                                                  \
    return cuda_host::update(place, [=](T old) -> T { return static_cast<T>(expression); }); \
  }                                                                                          \
  static inline T name##_block(T* place, T value) { return name(place, value); }             \
  static inline T name##_system(T* place, T value) { return name(place, value); }
#define CUDA_HOST_ATOMIC_INTEGERS(name, expression)      \
  CUDA_HOST_ATOMIC(name, unsigned, expression)           \
  CUDA_HOST_ATOMIC(name, unsigned long long, expression) \
  CUDA_HOST_ATOMIC(name, int, expression)                \
  CUDA_HOST_ATOMIC(name, long long, expression)
#define CUDA_HOST_FETCH(name, builtin, T)                                                     \
  static inline T name(T* place, T value) { return builtin(place, value, __ATOMIC_SEQ_CST); } \
  static inline T name##_block(T* place, T value) { return name(place, value); }              \
  static inline T name##_system(T* place, T value) { return name(place, value); }

CUDA_HOST_FETCH(atomicAdd, __atomic_fetch_add, int)
CUDA_HOST_FETCH(atomicAdd, __atomic_fetch_add, unsigned)
CUDA_HOST_FETCH(atomicAdd, __atomic_fetch_add, unsigned long long)
CUDA_HOST_ATOMIC(atomicAdd, float, old + value)
CUDA_HOST_ATOMIC(atomicAdd, double, old + value)
CUDA_HOST_FETCH(atomicSub, __atomic_fetch_sub, int)
CUDA_HOST_FETCH(atomicSub, __atomic_fetch_sub, unsigned)
CUDA_HOST_ATOMIC_INTEGERS(atomicMin, value < old ? value : old)
CUDA_HOST_ATOMIC_INTEGERS(atomicMax, value > old ? value : old)
CUDA_HOST_ATOMIC_INTEGERS(atomicAnd, old& value)
CUDA_HOST_ATOMIC_INTEGERS(atomicOr, old | value)
CUDA_HOST_ATOMIC_INTEGERS(atomicXor, old ^ value)
CUDA_HOST_ATOMIC(atomicInc, unsigned, old >= value ? 0 : old + 1)
CUDA_HOST_ATOMIC(atomicDec, unsigned, old == 0 || old > value ? value : old - 1)
CUDA_HOST_FETCH(atomicExch, __atomic_exchange_n, int)
CUDA_HOST_FETCH(atomicExch, __atomic_exchange_n, unsigned)
CUDA_HOST_FETCH(atomicExch, __atomic_exchange_n, unsigned long long)
CUDA_HOST_ATOMIC(atomicExch, float, (static_cast<void>(old), value))
#undef CUDA_HOST_FETCH
#undef CUDA_HOST_ATOMIC_INTEGERS

#define CUDA_HOST_ATOMIC_CAS(T)                                                                              \
  static inline T atomicCAS(T* place, T compare, T value) {                                                  \
    return cuda_host::compare_and_swap(place, compare, value);                                               \
  }                                                                                                          \
  static inline T atomicCAS_block(T* place, T compare, T value) { return atomicCAS(place, compare, value); } \
  static inline T atomicCAS_system(T* place, T compare, T value) { return atomicCAS(place, compare, value); }
CUDA_HOST_ATOMIC_CAS(int)
CUDA_HOST_ATOMIC_CAS(unsigned)
CUDA_HOST_ATOMIC_CAS(unsigned long long)
CUDA_HOST_ATOMIC_CAS(unsigned short)
#undef CUDA_HOST_ATOMIC_CAS
