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

#define CUDA_HOST_ROW(name, number, text) name = number,
enum cudaError { CUDA_HOST_ERRORS(CUDA_HOST_ROW) };
#undef CUDA_HOST_ROW
typedef enum cudaError cudaError_t;

inline const char* cudaGetErrorString(cudaError_t error) {
#define CUDA_HOST_ROW(name, number, text) \
  if (error == name) return text;
  CUDA_HOST_ERRORS(CUDA_HOST_ROW)
#undef CUDA_HOST_ROW
  return "unrecognized error code";
}
inline const char* cudaGetErrorName(cudaError_t error) {
#define CUDA_HOST_ROW(name, number, text) \
  if (error == name) return #name;
  CUDA_HOST_ERRORS(CUDA_HOST_ROW)
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
