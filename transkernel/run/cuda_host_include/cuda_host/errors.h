// The errors of the CUDA runtime that programs name, with its words for them, and the error that a program asks for.
#pragma once

#define CUDA_HOST_ERRORS(row)                                                               \
  row(cudaSuccess, 0, "no error")                                                           \
  row(cudaErrorInvalidValue, 1, "invalid argument")                                         \
  row(cudaErrorMemoryAllocation, 2, "out of memory")                                        \
  row(cudaErrorInitializationError, 3, "initialization error")                              \
  row(cudaErrorCudartUnloading, 4, "driver shutting down")                                  \
  row(cudaErrorInvalidConfiguration, 9, "invalid configuration argument")                   \
  row(cudaErrorInvalidPitchValue, 12, "invalid pitch argument")                             \
  row(cudaErrorInvalidSymbol, 13, "invalid device symbol")                                  \
  row(cudaErrorInvalidDevicePointer, 17, "invalid device pointer")                          \
  row(cudaErrorInvalidMemcpyDirection, 21, "invalid copy direction for memcpy")             \
  row(cudaErrorInsufficientDriver, 35, "CUDA driver version is insufficient for CUDA runtime version") \
  row(cudaErrorInvalidDeviceFunction, 98, "invalid device function")                        \
  row(cudaErrorNoDevice, 100, "no CUDA-capable device is detected")                         \
  row(cudaErrorInvalidDevice, 101, "invalid device ordinal")                                \
  row(cudaErrorInvalidResourceHandle, 400, "invalid resource handle")                       \
  row(cudaErrorNotReady, 600, "device not ready")                                           \
  row(cudaErrorIllegalAddress, 700, "an illegal memory access was encountered")             \
  row(cudaErrorLaunchOutOfResources, 701, "too many resources requested for launch")        \
  row(cudaErrorLaunchTimeout, 702, "the launch timed out and was terminated")               \
  row(cudaErrorPeerAccessAlreadyEnabled, 704, "peer access is already enabled")             \
  row(cudaErrorPeerAccessNotEnabled, 705, "peer access has not been enabled")               \
  row(cudaErrorAssert, 710, "device-side assert triggered")                                 \
  row(cudaErrorHostMemoryAlreadyRegistered, 712, "part or all of the requested memory range is already mapped") \
  row(cudaErrorHostMemoryNotRegistered, 713, "pointer does not correspond to a registered memory region") \
  row(cudaErrorLaunchFailure, 719, "unspecified launch failure")                            \
  row(cudaErrorCooperativeLaunchTooLarge, 720, "too many blocks in cooperative launch")     \
  row(cudaErrorNotSupported, 801, "operation not supported")                                \
  row(cudaErrorUnknown, 999, "unknown error")

// The rest, which programs list and nothing here gives; their texts are their names.
#define CUDA_HOST_OTHER_ERRORS(row) \
  row(cudaErrorProfilerDisabled, 5, "profiler disabled") \
  row(cudaErrorProfilerNotInitialized, 6, "profiler not initialized") \
  row(cudaErrorProfilerAlreadyStarted, 7, "profiler already started") \
  row(cudaErrorProfilerAlreadyStopped, 8, "profiler already stopped") \
  row(cudaErrorInvalidHostPointer, 16, "invalid host pointer") \
  row(cudaErrorInvalidTexture, 18, "invalid texture") \
  row(cudaErrorInvalidTextureBinding, 19, "invalid texture binding") \
  row(cudaErrorInvalidChannelDescriptor, 20, "invalid channel descriptor") \
  row(cudaErrorAddressOfConstant, 22, "address of constant") \
  row(cudaErrorTextureFetchFailed, 23, "texture fetch failed") \
  row(cudaErrorTextureNotBound, 24, "texture not bound") \
  row(cudaErrorSynchronizationError, 25, "synchronization error") \
  row(cudaErrorInvalidFilterSetting, 26, "invalid filter setting") \
  row(cudaErrorInvalidNormSetting, 27, "invalid norm setting") \
  row(cudaErrorMixedDeviceExecution, 28, "mixed device execution") \
  row(cudaErrorNotYetImplemented, 31, "not yet implemented") \
  row(cudaErrorMemoryValueTooLarge, 32, "memory value too large") \
  row(cudaErrorStubLibrary, 34, "stub library") \
  row(cudaErrorCallRequiresNewerDriver, 36, "call requires newer driver") \
  row(cudaErrorInvalidSurface, 37, "invalid surface") \
  row(cudaErrorDuplicateVariableName, 43, "duplicate variable name") \
  row(cudaErrorDuplicateTextureName, 44, "duplicate texture name") \
  row(cudaErrorDuplicateSurfaceName, 45, "duplicate surface name") \
  row(cudaErrorDevicesUnavailable, 46, "devices unavailable") \
  row(cudaErrorIncompatibleDriverContext, 49, "incompatible driver context") \
  row(cudaErrorMissingConfiguration, 52, "missing configuration") \
  row(cudaErrorPriorLaunchFailure, 53, "prior launch failure") \
  row(cudaErrorLaunchMaxDepthExceeded, 65, "launch max depth exceeded") \
  row(cudaErrorLaunchFileScopedTex, 66, "launch file scoped tex") \
  row(cudaErrorLaunchFileScopedSurf, 67, "launch file scoped surf") \
  row(cudaErrorSyncDepthExceeded, 68, "sync depth exceeded") \
  row(cudaErrorLaunchPendingCountExceeded, 69, "launch pending count exceeded") \
  row(cudaErrorDeviceNotLicensed, 102, "device not licensed") \
  row(cudaErrorStartupFailure, 127, "startup failure") \
  row(cudaErrorInvalidKernelImage, 200, "invalid kernel image") \
  row(cudaErrorDeviceUninitialized, 201, "device uninitialized") \
  row(cudaErrorMapBufferObjectFailed, 205, "map buffer object failed") \
  row(cudaErrorUnmapBufferObjectFailed, 206, "unmap buffer object failed") \
  row(cudaErrorArrayIsMapped, 207, "array is mapped") \
  row(cudaErrorAlreadyMapped, 208, "already mapped") \
  row(cudaErrorNoKernelImageForDevice, 209, "no kernel image for device") \
  row(cudaErrorAlreadyAcquired, 210, "already acquired") \
  row(cudaErrorNotMapped, 211, "not mapped") \
  row(cudaErrorNotMappedAsArray, 212, "not mapped as array") \
  row(cudaErrorNotMappedAsPointer, 213, "not mapped as pointer") \
  row(cudaErrorECCUncorrectable, 214, "e c c uncorrectable") \
  row(cudaErrorUnsupportedLimit, 215, "unsupported limit") \
  row(cudaErrorDeviceAlreadyInUse, 216, "device already in use") \
  row(cudaErrorPeerAccessUnsupported, 217, "peer access unsupported") \
  row(cudaErrorInvalidPtx, 218, "invalid ptx") \
  row(cudaErrorInvalidGraphicsContext, 219, "invalid graphics context") \
  row(cudaErrorNvlinkUncorrectable, 220, "nvlink uncorrectable") \
  row(cudaErrorJitCompilerNotFound, 221, "jit compiler not found") \
  row(cudaErrorInvalidSource, 300, "invalid source") \
  row(cudaErrorFileNotFound, 301, "file not found") \
  row(cudaErrorSharedObjectSymbolNotFound, 302, "shared object symbol not found") \
  row(cudaErrorSharedObjectInitFailed, 303, "shared object init failed") \
  row(cudaErrorOperatingSystem, 304, "operating system") \
  row(cudaErrorIllegalState, 401, "illegal state") \
  row(cudaErrorSymbolNotFound, 500, "symbol not found") \
  row(cudaErrorLaunchIncompatibleTexturing, 703, "launch incompatible texturing") \
  row(cudaErrorSetOnActiveProcess, 708, "set on active process") \
  row(cudaErrorContextIsDestroyed, 709, "context is destroyed") \
  row(cudaErrorTooManyPeers, 711, "too many peers") \
  row(cudaErrorHardwareStackError, 714, "hardware stack error") \
  row(cudaErrorIllegalInstruction, 715, "illegal instruction") \
  row(cudaErrorMisalignedAddress, 716, "misaligned address") \
  row(cudaErrorInvalidAddressSpace, 717, "invalid address space") \
  row(cudaErrorInvalidPc, 718, "invalid pc") \
  row(cudaErrorNotPermitted, 800, "not permitted") \
  row(cudaErrorSystemNotReady, 802, "system not ready") \
  row(cudaErrorSystemDriverMismatch, 803, "system driver mismatch") \
  row(cudaErrorCompatNotSupportedOnDevice, 804, "compat not supported on device") \
  row(cudaErrorStreamCaptureUnsupported, 900, "stream capture unsupported") \
  row(cudaErrorStreamCaptureInvalidated, 901, "stream capture invalidated") \
  row(cudaErrorStreamCaptureMerge, 902, "stream capture merge") \
  row(cudaErrorStreamCaptureUnmatched, 903, "stream capture unmatched") \
  row(cudaErrorStreamCaptureUnjoined, 904, "stream capture unjoined") \
  row(cudaErrorStreamCaptureIsolation, 905, "stream capture isolation") \
  row(cudaErrorStreamCaptureImplicit, 906, "stream capture implicit") \
  row(cudaErrorCapturedEvent, 907, "captured event") \
  row(cudaErrorStreamCaptureWrongThread, 908, "stream capture wrong thread") \
  row(cudaErrorTimeout, 909, "timeout") \
  row(cudaErrorGraphExecUpdateFailure, 910, "graph exec update failure") \
  row(cudaErrorApiFailureBase, 10000, "api failure base")

#define CUDA_HOST_ROW(name, number, text) name = number,
enum cudaError { CUDA_HOST_ERRORS(CUDA_HOST_ROW) CUDA_HOST_OTHER_ERRORS(CUDA_HOST_ROW) };
#undef CUDA_HOST_ROW
typedef enum cudaError cudaError_t;

inline const char* cudaGetErrorString(cudaError_t error) {
#define CUDA_HOST_ROW(name, number, text) \
  if (error == name) return text;
  CUDA_HOST_ERRORS(CUDA_HOST_ROW)
  CUDA_HOST_OTHER_ERRORS(CUDA_HOST_ROW)
#undef CUDA_HOST_ROW
  return "unrecognized error code";
}
inline const char* cudaGetErrorName(cudaError_t error) {
#define CUDA_HOST_ROW(name, number, text) \
  if (error == name) return #name;
  CUDA_HOST_ERRORS(CUDA_HOST_ROW)
  CUDA_HOST_OTHER_ERRORS(CUDA_HOST_ROW)
#undef CUDA_HOST_ROW
  return "unrecognized error code";
}

namespace cuda_host {

// A launch that broke leaves its error for good, as on a device whose context is lost; others are forgotten when asked.
inline cudaError_t last_error = cudaSuccess, lost = cudaSuccess;

inline cudaError_t result(cudaError_t error) {
  if (error == cudaSuccess) return lost;
  return last_error = error;
}

}  // namespace cuda_host

inline cudaError_t cudaPeekAtLastError() {
  return cuda_host::lost != cudaSuccess ? cuda_host::lost : cuda_host::last_error;
}
inline cudaError_t cudaGetLastError() {
  const cudaError_t error = cudaPeekAtLastError();
  cuda_host::last_error = cudaSuccess;
  return error;
}
