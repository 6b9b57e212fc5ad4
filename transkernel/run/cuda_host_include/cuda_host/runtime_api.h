// The part of the CUDA runtime that ordinary host code calls, with nothing asynchronous: devices, kernels' attributes, streams, events.
#pragma once

// NVIDIA's headers say that they were read by these names, and helper_cuda.h of NVIDIA's samples asks.
#define __DRIVER_TYPES_H__
#define __CUDA_RUNTIME_H__

enum cudaFuncCache {
  cudaFuncCachePreferNone,
  cudaFuncCachePreferShared,
  cudaFuncCachePreferL1,
  cudaFuncCachePreferEqual
};
enum cudaSharedMemConfig {
  cudaSharedMemBankSizeDefault,
  cudaSharedMemBankSizeFourByte,
  cudaSharedMemBankSizeEightByte
};
enum cudaFuncAttribute {
  cudaFuncAttributeMaxDynamicSharedMemorySize = 8,
  cudaFuncAttributePreferredSharedMemoryCarveout = 9
};
enum cudaDeviceAttr {
  cudaDevAttrMaxThreadsPerBlock = 1,
  cudaDevAttrMaxBlockDimX = 2,
  cudaDevAttrMaxBlockDimY = 3,
  cudaDevAttrMaxBlockDimZ = 4,
  cudaDevAttrMaxGridDimX = 5,
  cudaDevAttrMaxGridDimY = 6,
  cudaDevAttrMaxGridDimZ = 7,
  cudaDevAttrMaxSharedMemoryPerBlock = 8,
  cudaDevAttrTotalConstantMemory = 9,
  cudaDevAttrWarpSize = 10,
  cudaDevAttrMaxPitch = 11,
  cudaDevAttrMaxRegistersPerBlock = 12,
  cudaDevAttrClockRate = 13,
  cudaDevAttrGpuOverlap = 15,
  cudaDevAttrMultiProcessorCount = 16,
  cudaDevAttrKernelExecTimeout = 17,
  cudaDevAttrIntegrated = 18,
  cudaDevAttrCanMapHostMemory = 19,
  cudaDevAttrComputeMode = 20,
  cudaDevAttrConcurrentKernels = 31,
  cudaDevAttrEccEnabled = 32,
  cudaDevAttrMemoryClockRate = 36,
  cudaDevAttrGlobalMemoryBusWidth = 37,
  cudaDevAttrL2CacheSize = 38,
  cudaDevAttrMaxThreadsPerMultiProcessor = 39,
  cudaDevAttrAsyncEngineCount = 40,
  cudaDevAttrUnifiedAddressing = 41,
  cudaDevAttrComputeCapabilityMajor = 75,
  cudaDevAttrComputeCapabilityMinor = 76,
  cudaDevAttrStreamPrioritiesSupported = 78,
  cudaDevAttrMaxSharedMemoryPerMultiprocessor = 81,
  cudaDevAttrMaxRegistersPerMultiprocessor = 82,
  cudaDevAttrManagedMemory = 83,
  cudaDevAttrPageableMemoryAccess = 88,
  cudaDevAttrConcurrentManagedAccess = 89,
  cudaDevAttrCooperativeLaunch = 95,
  cudaDevAttrMaxSharedMemoryPerBlockOptin = 97,
  cudaDevAttrMaxBlocksPerMultiprocessor = 106,
  cudaDevAttrMemoryPoolsSupported = 115
};
enum cudaLimit {
  cudaLimitStackSize,
  cudaLimitPrintfFifoSize,
  cudaLimitMallocHeapSize,
  cudaLimitDevRuntimeSyncDepth,
  cudaLimitDevRuntimePendingLaunchCount,
  cudaLimitMaxL2FetchGranularity,
  cudaLimitPersistingL2CacheSize
};

enum cudaComputeMode {
  cudaComputeModeDefault = 0,
  cudaComputeModeExclusive = 1,
  cudaComputeModeProhibited = 2,
  cudaComputeModeExclusiveProcess = 3
};

struct CUevent_st {
  std::chrono::steady_clock::time_point at;
};
typedef CUevent_st* cudaEvent_t;

constexpr unsigned cudaEventDefault = 0, cudaEventBlockingSync = 1, cudaEventDisableTiming = 2, cudaEventInterprocess = 4,
                   cudaStreamDefault = 0, cudaStreamNonBlocking = 1, cudaDeviceScheduleAuto = 0,
                   cudaDeviceScheduleSpin = 1, cudaDeviceScheduleYield = 2, cudaDeviceScheduleBlockingSync = 4,
                   cudaDeviceBlockingSync = 4, cudaDeviceScheduleMask = 7, cudaDeviceLmemResizeToMax = 16,
                   cudaDeviceMapHost = 8, cudaOccupancyDefault = 0;

struct cudaDeviceProp {
  char name[256];
  std::size_t totalGlobalMem, sharedMemPerBlock, sharedMemPerBlockOptin, sharedMemPerMultiprocessor;
  std::size_t totalConstMem, memPitch, textureAlignment;
  int regsPerBlock, warpSize, maxThreadsPerBlock, maxThreadsDim[3], maxGridSize[3], clockRate, major, minor,
      multiProcessorCount, maxThreadsPerMultiProcessor, memoryClockRate, memoryBusWidth, l2CacheSize, concurrentKernels,
      cooperativeLaunch, deviceOverlap, asyncEngineCount, integrated, canMapHostMemory, computeMode, ECCEnabled,
      unifiedAddressing, managedMemory, maxBlocksPerMultiProcessor, regsPerMultiprocessor, persistingL2CacheMaxSize,
      accessPolicyMaxWindowSize, kernelExecTimeoutEnabled, pciBusID, pciDeviceID, pciDomainID, concurrentManagedAccess,
      pageableMemoryAccess, streamPrioritiesSupported, hostNativeAtomicSupported, multiGpuBoardGroupID, isMultiGpuBoard,
      tccDriver, maxTexture1D, maxTexture2D[2], maxTexture3D[3], maxSurface1D;
};

struct cudaFuncAttributes {
  std::size_t sharedSizeBytes, constSizeBytes, localSizeBytes;
  int maxThreadsPerBlock, numRegs, ptxVersion, binaryVersion, cacheModeCA, maxDynamicSharedSizeBytes,
      preferredShmemCarveout;
};

namespace cuda_host {

constexpr int kThreadsPerMultiprocessor = 2048, kMultiprocessors = 4;
constexpr std::size_t kDeviceBytes = std::size_t{4} << 30, kStaticSharedBytes = 48 << 10;

inline cudaError_t done() { return result(cudaSuccess); }

// The attributes that have a value; every other is 0.
inline int attribute(cudaDeviceAttr wanted) {
  constexpr std::pair<cudaDeviceAttr, int> table[] = {
      {cudaDevAttrMaxThreadsPerBlock, 1024},
      {cudaDevAttrMaxBlockDimX, 1024},
      {cudaDevAttrMaxBlockDimY, 1024},
      {cudaDevAttrMaxBlockDimZ, 64},
      {cudaDevAttrMaxGridDimX, INT_MAX},
      {cudaDevAttrMaxGridDimY, 65535},
      {cudaDevAttrMaxGridDimZ, 65535},
      {cudaDevAttrMaxSharedMemoryPerBlock, static_cast<int>(kStaticSharedBytes)},
      {cudaDevAttrTotalConstantMemory, 65536},
      {cudaDevAttrWarpSize, 32},
      {cudaDevAttrMaxRegistersPerBlock, 65536},
      {cudaDevAttrClockRate, 1000000},
      {cudaDevAttrMultiProcessorCount, kMultiprocessors},
      {cudaDevAttrCanMapHostMemory, 1},
      {cudaDevAttrConcurrentKernels, 1},
      {cudaDevAttrMemoryClockRate, 1000000},
      {cudaDevAttrGlobalMemoryBusWidth, 64},
      {cudaDevAttrMaxThreadsPerMultiProcessor, kThreadsPerMultiprocessor},
      {cudaDevAttrUnifiedAddressing, 1},
      {cudaDevAttrComputeCapabilityMajor, 8},
      {cudaDevAttrMaxSharedMemoryPerMultiprocessor, static_cast<int>(kDynamicSharedBytes)},
      {cudaDevAttrMaxRegistersPerMultiprocessor, 65536},
      {cudaDevAttrManagedMemory, 1},
      {cudaDevAttrConcurrentManagedAccess, 1},
      {cudaDevAttrCooperativeLaunch, 1},
      {cudaDevAttrMaxSharedMemoryPerBlockOptin, static_cast<int>(kDynamicSharedBytes)},
      {cudaDevAttrMaxBlocksPerMultiprocessor, 32},
  };
  for (const auto& row : table)
    if (row.first == wanted) return row.second;
  return 0;
}

}  // namespace cuda_host

inline cudaError_t cudaDeviceSynchronize() { return cuda_host::done(); }
inline cudaError_t cudaThreadSynchronize() { return cuda_host::done(); }
inline cudaError_t cudaThreadExit() { return cuda_host::done(); }
inline cudaError_t cudaDeviceReset() { return cuda_host::done(); }
inline cudaError_t cudaSetDevice(int device) {
  return cuda_host::result(device == 0 ? cudaSuccess : cudaErrorInvalidDevice);
}
inline cudaError_t cudaGetDevice(int* device) { return *device = 0, cuda_host::done(); }
inline cudaError_t cudaGetDeviceCount(int* count) { return *count = 1, cuda_host::done(); }
inline cudaError_t cudaSetDeviceFlags(unsigned) { return cuda_host::done(); }
inline cudaError_t cudaInitDevice(int, unsigned, unsigned) { return cuda_host::done(); }
inline cudaError_t cudaDeviceGetLimit(std::size_t* value, cudaLimit) { return *value = 8 << 20, cuda_host::done(); }
inline cudaError_t cudaDeviceSetLimit(cudaLimit, std::size_t) { return cuda_host::done(); }
inline cudaError_t cudaDriverGetVersion(int* version) { return *version = CUDART_VERSION, cuda_host::done(); }
inline cudaError_t cudaRuntimeGetVersion(int* version) { return *version = CUDART_VERSION, cuda_host::done(); }
inline cudaError_t cudaDeviceCanAccessPeer(int* can, int, int) { return *can = 0, cuda_host::done(); }
inline cudaError_t cudaDeviceEnablePeerAccess(int, unsigned) { return cuda_host::result(cudaErrorInvalidDevice); }
inline cudaError_t cudaDeviceDisablePeerAccess(int) { return cuda_host::result(cudaErrorPeerAccessNotEnabled); }
inline cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr wanted, int) {
  return *value = cuda_host::attribute(wanted), cuda_host::done();
}
inline cudaError_t cudaDeviceGetPCIBusId(char* text, int room, int) {
  return std::snprintf(text, static_cast<std::size_t>(room), "0000:00:00.0"), cuda_host::done();
}
inline cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  if (device != 0) return cuda_host::result(cudaErrorInvalidDevice);
  *properties = cudaDeviceProp{};
  std::strcpy(properties->name, "host");
  properties->totalGlobalMem = cuda_host::kDeviceBytes;
  properties->sharedMemPerBlock = cuda_host::kStaticSharedBytes;
  properties->sharedMemPerBlockOptin = properties->sharedMemPerMultiprocessor = kDynamicSharedBytes;
  properties->totalConstMem = 64 << 10;
  properties->memPitch = INT_MAX;
  properties->textureAlignment = 512;
  properties->regsPerBlock = properties->regsPerMultiprocessor = 65536;
  properties->warpSize = 32;
  properties->maxThreadsPerBlock = properties->maxThreadsDim[0] = properties->maxThreadsDim[1] = 1024;
  properties->maxThreadsDim[2] = 64;
  properties->maxGridSize[0] = INT_MAX;
  properties->maxGridSize[1] = properties->maxGridSize[2] = 65535;
  properties->clockRate = properties->memoryClockRate = 1000000;
  properties->memoryBusWidth = 64;
  properties->l2CacheSize = 1 << 20;
  properties->major = 8;
  properties->multiProcessorCount = cuda_host::kMultiprocessors;
  properties->maxThreadsPerMultiProcessor = cuda_host::kThreadsPerMultiprocessor;
  properties->maxBlocksPerMultiProcessor = 32;
  properties->concurrentKernels = properties->cooperativeLaunch = properties->asyncEngineCount = 1;
  properties->canMapHostMemory = properties->unifiedAddressing = properties->managedMemory = 1;
  properties->concurrentManagedAccess = 1;
  return cuda_host::done();
}
inline cudaError_t cudaChooseDevice(int* device, const cudaDeviceProp*) { return *device = 0, cuda_host::done(); }

template <class Kernel>
inline cudaError_t cudaFuncSetAttribute(Kernel, cudaFuncAttribute, int) {
  return cuda_host::done();
}
template <class Kernel>
inline cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, Kernel) {
  *attributes = cudaFuncAttributes{};
  attributes->maxThreadsPerBlock = 1024;
  attributes->numRegs = 32;
  attributes->maxDynamicSharedSizeBytes = kDynamicSharedBytes;
  attributes->ptxVersion = attributes->binaryVersion = 80;
  return cuda_host::done();
}
template <class Kernel>
inline cudaError_t cudaFuncSetCacheConfig(Kernel, cudaFuncCache) {
  return cuda_host::done();
}
template <class Kernel>
inline cudaError_t cudaFuncSetSharedMemConfig(Kernel, cudaSharedMemConfig) {
  return cuda_host::done();
}
inline cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache) { return cuda_host::done(); }
inline cudaError_t cudaThreadSetCacheConfig(cudaFuncCache) { return cuda_host::done(); }
inline cudaError_t cudaDeviceSetSharedMemConfig(cudaSharedMemConfig) { return cuda_host::done(); }
template <class Kernel>
inline cudaError_t cudaOccupancyMaxPotentialBlockSize(int* grid, int* block, Kernel, std::size_t = 0, int = 0) {
  return *grid = cuda_host::kMultiprocessors, *block = 256, cuda_host::done();
}
template <class Kernel, class SharedBytes>
inline cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMem(int* grid, int* block, Kernel, SharedBytes, int = 0) {
  return *grid = cuda_host::kMultiprocessors, *block = 256, cuda_host::done();
}
template <class Kernel>
inline cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, Kernel, int threads, std::size_t) {
  return *blocks = threads > 0 ? cuda_host::kThreadsPerMultiprocessor / threads : 0, cuda_host::done();
}
template <class Kernel>
inline cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, Kernel kernel, int threads,
                                                                          std::size_t bytes, unsigned) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessor(blocks, kernel, threads, bytes);
}

typedef void (*cudaStreamCallback_t)(cudaStream_t, cudaError_t, void*);
typedef void (*cudaHostFn_t)(void*);
#define cudaStreamLegacy (reinterpret_cast<cudaStream_t>(1))
#define cudaStreamPerThread (reinterpret_cast<cudaStream_t>(2))

inline cudaError_t cudaStreamCreate(cudaStream_t* stream) { return *stream = new CUstream_st, cuda_host::done(); }
inline cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned) { return cudaStreamCreate(stream); }
inline cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned, int) {
  return cudaStreamCreate(stream);
}
inline cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  return *least = *greatest = 0, cuda_host::done();
}
inline cudaError_t cudaStreamDestroy(cudaStream_t stream) { return delete stream, cuda_host::done(); }
inline cudaError_t cudaStreamSynchronize(cudaStream_t) { return cuda_host::done(); }
inline cudaError_t cudaStreamQuery(cudaStream_t) { return cuda_host::done(); }
inline cudaError_t cudaStreamWaitEvent(cudaStream_t, cudaEvent_t, unsigned = 0) { return cuda_host::done(); }
inline cudaError_t cudaStreamAttachMemAsync(cudaStream_t, void*, std::size_t = 0, unsigned = cudaMemAttachSingle) {
  return cuda_host::done();
}
inline cudaError_t cudaStreamAddCallback(cudaStream_t stream, cudaStreamCallback_t call, void* data, unsigned) {
  return call(stream, cuda_host::lost, data), cuda_host::done();
}
inline cudaError_t cudaLaunchHostFunc(cudaStream_t, cudaHostFn_t call, void* data) {
  return call(data), cuda_host::done();
}
inline cudaError_t cudaEventCreate(cudaEvent_t* event) { return *event = new CUevent_st{}, cuda_host::done(); }
inline cudaError_t cudaEventCreate(cudaEvent_t* event, unsigned) { return cudaEventCreate(event); }
inline cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned) { return cudaEventCreate(event); }
inline cudaError_t cudaEventDestroy(cudaEvent_t event) { return delete event, cuda_host::done(); }
inline cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t = nullptr) {
  return event->at = std::chrono::steady_clock::now(), cuda_host::done();
}
inline cudaError_t cudaEventSynchronize(cudaEvent_t) { return cuda_host::done(); }
inline cudaError_t cudaEventQuery(cudaEvent_t) { return cuda_host::done(); }
inline cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return *milliseconds = std::chrono::duration<float, std::milli>(end->at - start->at).count(), cuda_host::done();
}
inline cudaError_t cudaProfilerStart() { return cuda_host::done(); }
inline cudaError_t cudaProfilerStop() { return cuda_host::done(); }
