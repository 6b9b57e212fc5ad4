// CUDA's words for the system's C++ compiler: unmodified kernel text builds and runs on the CPU.
// C++17, Linux, g++ or clang++. Threads of a block are fibers, blocks are spread over the cores. Each idea has its
// file.
#pragma once

#ifndef CUDA_HOST_KERNELS_ALONE  // a text of kernels is read without what host code needs, in a quarter of the time
#include <atomic>
#include <chrono>
#include <ctime>
#include <iostream>
#include <map>
#include <memory>  // before `__noinline__` below becomes a word of ours: libstdc++ uses it as an attribute
#include <mutex>
#include <string>
#include <thread>
#include <tuple>

#include <link.h>
#else
#include <cstddef>
#undef _GLIBCXX_USE_STD_SPEC_FUNCS  // they take longer to read than the rest of <cmath>
#endif

#include <algorithm>
#include <cfloat>
#include <climits>
#include <cmath>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <initializer_list>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

#include <cassert>
#include <cfenv>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#ifdef CUDA_HOST_EXAMINED
#define cuda_host cuda_host_examined  // examine_runtime.h has the same names, with other meanings, in the same library
// So that a place in a kernel is never a place in here:
#define inline inline __attribute__((__always_inline__))
#endif
#include "cuda_host/words.h"
#include "cuda_host/vector_types.h"
#ifdef CUDA_HOST_EXAMINED
#include "cuda_host/examine_block.h"
#else
#include "cuda_host/fiber.h"
#include "cuda_host/block.h"
#endif
#include "cuda_host/barrier.h"
#include "cuda_host/warp.h"
#include "cuda_host/rounding.h"
#include "cuda_host/integer.h"
#include "cuda_host/packed.h"
#include "cuda_host/math.h"
#include "cuda_host/atomics.h"
#include "cuda_host/launch.h"
#ifdef CUDA_HOST_EXAMINED
#undef inline
#endif
#ifndef CUDA_HOST_KERNELS_ALONE
#include "cuda_host/errors.h"
#include "cuda_host/memory.h"
#include "cuda_host/runtime_api.h"
#include "cuda_host/capture.h"
#include "cuda_host/launcher.h"
#endif
