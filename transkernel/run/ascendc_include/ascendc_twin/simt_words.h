// The language's keywords, and an end to CUDA's: from here on only the port's text follows.
// "SIMT BuiltIn关键字". A port that names a type or a function that threads do not have, does not compile.
#ifndef ASCENDC_TWIN_SIMT_WORDS_H
#define ASCENDC_TWIN_SIMT_WORDS_H

#undef __device__
#undef __host__
#undef __constant__
#undef __managed__
#undef __shared__
#undef __CUDACC__
#undef __NVCC__
#undef __CUDA_ARCH__
#undef CUDA_VERSION
#undef CUDART_VERSION

#define __aicore__
#define __gm__
#define __ubuf__ thread_local
#define printf(...) ascendc_twin::print(__VA_ARGS__)

#pragma GCC poison double __device__ __host__ __constant__ __shared__
#pragma GCC poison __syncthreads __syncthreads_count __syncthreads_and __syncthreads_or __syncwarp
#pragma GCC poison __threadfence __threadfence_block __threadfence_system
#pragma GCC poison __shfl __shfl_up __shfl_down __shfl_xor __shfl_sync __shfl_up_sync __shfl_down_sync __shfl_xor_sync
#pragma GCC poison __ballot __any __all __ballot_sync __any_sync __all_sync __activemask
#pragma GCC poison __match_any_sync __match_all_sync __reduce_add_sync __reduce_min_sync __reduce_max_sync
#pragma GCC poison atomicAdd atomicSub atomicMin atomicMax atomicInc atomicDec atomicAnd atomicOr atomicXor atomicExch
#pragma GCC poison atomicCAS
// Vectors of three lanes, and of four of 64 bits, lie in another way than CUDA's.
#pragma GCC poison char3 uchar3 short3 ushort3 int3 uint3 long3 ulong3 longlong3 ulonglong3 float3
#pragma GCC poison long4 ulong4 longlong4 ulonglong4 double2 double3 double4

#endif
