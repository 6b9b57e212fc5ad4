// CUDA's words for the system's C++ compiler: unmodified kernel text builds and runs on the CPU.
// C++17, Linux, g++ or clang++. Threads of a block are fibers, blocks are spread over the cores. Each idea has its
// file.
#pragma once

#include <algorithm>
#include <atomic>
#include <cfloat>
#include <chrono>
#include <climits>
#include <cmath>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <initializer_list>
#include <iostream>
#include <limits>
#include <map>
#include <memory>  // before `__noinline__` below becomes a word of ours: libstdc++ uses it as an attribute
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <cassert>
#include <cfenv>
#include <link.h>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>

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
#include "cuda_host/errors.h"
#include "cuda_host/memory.h"
#include "cuda_host/runtime_api.h"
#include "cuda_host/capture.h"
#include "cuda_host/launcher.h"
