// What of the headers depends on no kernel, compiled once and linked to each: built with every kernel it took longer than
// most of them. With CUDA_HOST_EXAMINED what instrumented kernels do not find in examine_runtime.h; with
// CUDA_HOST_BLOCK_ALONE what the twin of Ascend's threads takes.
#define CUDA_HOST_RUNTIME 1

#include "cuda_host.h"

namespace cuda_host {

// The C++ library throws where the result overflows.
double bessel_i_of(int order, double x) {
  if (std::fabs(x) < 1e-5) return order == 0 ? 1 + x * x / 4 : std::fabs(x) / 2;
  return std::fabs(x) < 720 ? static_cast<double>(std::cyl_bessel_i(static_cast<long double>(order),
                                                                    std::fabs(static_cast<long double>(x))))
                            : std::fabs(x) * HUGE_VAL;
}

}  // namespace cuda_host

#ifndef CUDA_HOST_EXAMINED
#include "cuda_host/block_body.h"
#endif
#ifndef CUDA_HOST_BLOCK_ALONE
#ifndef CUDA_HOST_EXAMINED
#include "cuda_host/launch_body.h"
#endif
#include "cuda_host/memory_body.h"
#include "cuda_host/capture_body.h"
#endif
