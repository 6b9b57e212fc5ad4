// The keywords. `thread_local` makes shared memory of a block out of memory of the OS thread that runs it:
// `__shared__ float a[3]` and `extern __shared__ float b[]` are then valid C++ as they stand.
#pragma once

#define __global__
#define __device__
#define __host__
#define __constant__
#define __managed__
#define __grid_constant__
#define __shared__ thread_local
#ifdef CUDA_HOST_EXAMINED  // at -O1 a compiler cannot always do it, as through a pointer to a function
#define __forceinline__ __inline__
#else
#define __forceinline__ __inline__ __attribute__((always_inline))
#endif
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __maxnreg__(...)
#define __cluster_dims__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __builtin_align__(bytes) __attribute__((aligned(bytes)))
#define __device_builtin__
#define __cudart_builtin__
#define __nv_pure__

#define __CUDACC__ 1
#define __NVCC__ 1
#define __CUDACC_VER_MAJOR__ 12
#define __CUDACC_VER_MINOR__ 4
#define CUDART_VERSION 12040
#define CUDA_VERSION 12040
#ifndef __CUDA_ARCH__
#define __CUDA_ARCH__ 800
#endif

constexpr int warpSize = 32;
