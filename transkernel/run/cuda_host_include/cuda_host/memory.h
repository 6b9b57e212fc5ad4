// The runtime's memory: one memory for host and device, every allocation known by its range, and copies checked by it.
#pragma once

enum cudaMemcpyKind {
  cudaMemcpyHostToHost,
  cudaMemcpyHostToDevice,
  cudaMemcpyDeviceToHost,
  cudaMemcpyDeviceToDevice,
  cudaMemcpyDefault
};
enum cudaMemoryType {
  cudaMemoryTypeUnregistered,
  cudaMemoryTypeHost,
  cudaMemoryTypeDevice,
  cudaMemoryTypeManaged
};
enum cudaMemoryAdvise {
  cudaMemAdviseSetReadMostly = 1,
  cudaMemAdviseUnsetReadMostly,
  cudaMemAdviseSetPreferredLocation,
  cudaMemAdviseUnsetPreferredLocation,
  cudaMemAdviseSetAccessedBy,
  cudaMemAdviseUnsetAccessedBy
};
struct cudaPointerAttributes {
  cudaMemoryType type;
  int device;
  void *devicePointer, *hostPointer;
};
struct cudaExtent {
  std::size_t width, height, depth;
};
struct cudaPos {
  std::size_t x, y, z;
};
struct cudaPitchedPtr {
  void* ptr;
  std::size_t pitch, xsize, ysize;
};
struct cudaMemcpy3DParms {
  void* srcArray;
  cudaPos srcPos;
  cudaPitchedPtr srcPtr;
  void* dstArray;
  cudaPos dstPos;
  cudaPitchedPtr dstPtr;
  cudaExtent extent;
  cudaMemcpyKind kind;
};

struct CUstream_st {};
typedef CUstream_st* cudaStream_t;

constexpr unsigned cudaHostAllocDefault = 0, cudaHostAllocPortable = 1, cudaHostAllocMapped = 2,
                   cudaHostAllocWriteCombined = 4, cudaHostRegisterDefault = 0, cudaHostRegisterPortable = 1,
                   cudaHostRegisterMapped = 2, cudaMemAttachGlobal = 1, cudaMemAttachHost = 2, cudaMemAttachSingle = 4;
constexpr int cudaCpuDeviceId = -1, cudaInvalidDeviceId = -2;

namespace cuda_host {

constexpr std::size_t kAllocationAlignment = 256;

// Memory that a kernel may be given: allocated here (`owned`), registered by the program, or a file-scope variable's.
struct Region {
  unsigned char* begin;
  std::size_t bytes;
  cudaMemoryType type;
  void* owned;
};

class Memories {
 public:
  // Zeros, as a fresh page of a device is: what a program sees does not change from run to run.
  cudaError_t allocate(void** place, std::size_t bytes, cudaMemoryType type);
  void add(Region region);
  cudaError_t remove(void* place, bool owned);
  // The region that an address lies in, or just behind; its bytes are 0 where there is none.
  Region find(const void* address);
  // Whether so many bytes can be reached from there; memory that the runtime does not know is the program's affair.
  bool reaches(const void* address, std::size_t bytes);

 private:
  std::mutex mutex_;
  std::map<unsigned char*, Region> regions_;
};

Memories& memories();

template <class T>
inline void* address_of(const T& symbol) {
  return const_cast<char*>(reinterpret_cast<const volatile char*>(&symbol));
}

}  // namespace cuda_host

inline cudaError_t cudaMalloc(void** place, std::size_t bytes) {
  return cuda_host::memories().allocate(place, bytes, cudaMemoryTypeDevice);
}
template <class T>
inline cudaError_t cudaMalloc(T** place, std::size_t bytes) {
  return cudaMalloc(reinterpret_cast<void**>(const_cast<std::remove_cv_t<T>**>(place)), bytes);
}
template <class T>
inline cudaError_t cudaMallocManaged(T** place, std::size_t bytes, unsigned = cudaMemAttachGlobal) {
  return cuda_host::memories().allocate(reinterpret_cast<void**>(place), bytes, cudaMemoryTypeManaged);
}
template <class T>
inline cudaError_t cudaMallocHost(T** place, std::size_t bytes, unsigned = 0) {
  return cuda_host::memories().allocate(reinterpret_cast<void**>(place), bytes, cudaMemoryTypeHost);
}
template <class T>
inline cudaError_t cudaHostAlloc(T** place, std::size_t bytes, unsigned) {
  return cudaMallocHost(place, bytes);
}
template <class T>
inline cudaError_t cudaMallocAsync(T** place, std::size_t bytes, cudaStream_t) {
  return cudaMalloc(place, bytes);
}
template <class T>
inline cudaError_t cudaMallocPitch(T** place, std::size_t* pitch, std::size_t width, std::size_t height) {
  *pitch = (width + 255) / 256 * 256;
  return cudaMalloc(place, *pitch * height);
}
inline cudaError_t cudaMalloc3D(cudaPitchedPtr* place, cudaExtent extent) {
  place->xsize = extent.width, place->ysize = extent.height;
  return cudaMallocPitch(&place->ptr, &place->pitch, extent.width, extent.height * extent.depth);
}
inline cudaError_t cudaFree(void* place) { return cuda_host::memories().remove(place, true); }
inline cudaError_t cudaFreeHost(void* place) { return cudaFree(place); }
inline cudaError_t cudaFreeAsync(void* place, cudaStream_t) { return cudaFree(place); }
inline cudaError_t cudaHostRegister(void* place, std::size_t bytes, unsigned) {
  cuda_host::memories().add({static_cast<unsigned char*>(place), bytes, cudaMemoryTypeHost, nullptr});
  return cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaHostUnregister(void* place) { return cuda_host::memories().remove(place, false); }
template <class T>
inline cudaError_t cudaHostGetDevicePointer(T** place, void* host, unsigned) {
  return *place = static_cast<T*>(host), cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* place) {
  const cuda_host::Region region = cuda_host::memories().find(place);
  void* address = const_cast<void*>(place);
  *attributes = {region.bytes ? region.type : cudaMemoryTypeUnregistered, 0, region.bytes ? address : nullptr, address};
  return cuda_host::result(cudaSuccess);
}

inline cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind) {
  if (bytes == 0) return cuda_host::result(cudaSuccess);
  if (!to || !from || !cuda_host::memories().reaches(to, bytes) || !cuda_host::memories().reaches(from, bytes))
    return cuda_host::result(cudaErrorInvalidValue);
  return std::memmove(to, from, bytes), cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind,
                                   cudaStream_t = nullptr) {
  return cudaMemcpy(to, from, bytes, kind);
}
inline cudaError_t cudaMemcpyPeer(void* to, int, const void* from, int, std::size_t bytes) {
  return cudaMemcpy(to, from, bytes, cudaMemcpyDefault);
}
inline cudaError_t cudaMemcpyPeerAsync(void* to, int, const void* from, int, std::size_t bytes,
                                       cudaStream_t = nullptr) {
  return cudaMemcpy(to, from, bytes, cudaMemcpyDefault);
}
inline cudaError_t cudaMemcpy2D(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
                                std::size_t width, std::size_t height, cudaMemcpyKind kind) {
  if (width > to_pitch || width > from_pitch) return cuda_host::result(cudaErrorInvalidPitchValue);
  for (std::size_t row = 0; row < height; ++row) {
    const cudaError_t error = cudaMemcpy(static_cast<char*>(to) + row * to_pitch,
                                         static_cast<const char*>(from) + row * from_pitch, width, kind);
    if (error != cudaSuccess) return error;
  }
  return cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaMemcpy2DAsync(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
                                     std::size_t width, std::size_t height, cudaMemcpyKind kind,
                                     cudaStream_t = nullptr) {
  return cudaMemcpy2D(to, to_pitch, from, from_pitch, width, height, kind);
}
inline cudaError_t cudaMemcpy3D(const cudaMemcpy3DParms* copy) {
  if (copy->srcArray || copy->dstArray) return cuda_host::result(cudaErrorNotSupported);
  const auto slice = [](const cudaPitchedPtr& all, const cudaPos& at, std::size_t z) {
    return static_cast<char*>(all.ptr) + ((at.z + z) * all.ysize + at.y) * all.pitch + at.x;
  };
  for (std::size_t z = 0; z < copy->extent.depth; ++z) {
    const cudaError_t error =
        cudaMemcpy2D(slice(copy->dstPtr, copy->dstPos, z), copy->dstPtr.pitch, slice(copy->srcPtr, copy->srcPos, z),
                     copy->srcPtr.pitch, copy->extent.width, copy->extent.height, copy->kind);
    if (error != cudaSuccess) return error;
  }
  return cuda_host::result(cudaSuccess);
}
inline cudaExtent make_cudaExtent(std::size_t width, std::size_t height, std::size_t depth) {
  return {width, height, depth};
}
inline cudaPos make_cudaPos(std::size_t x, std::size_t y, std::size_t z) { return {x, y, z}; }
inline cudaPitchedPtr make_cudaPitchedPtr(void* place, std::size_t pitch, std::size_t width, std::size_t height) {
  return {place, pitch, width, height};
}

inline cudaError_t cudaMemset(void* place, int value, std::size_t bytes) {
  if (bytes == 0) return cuda_host::result(cudaSuccess);
  if (!place || !cuda_host::memories().reaches(place, bytes)) return cuda_host::result(cudaErrorInvalidValue);
  return std::memset(place, value, bytes), cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaMemsetAsync(void* place, int value, std::size_t bytes, cudaStream_t = nullptr) {
  return cudaMemset(place, value, bytes);
}
inline cudaError_t cudaMemset2D(void* place, std::size_t pitch, int value, std::size_t width, std::size_t height) {
  for (std::size_t row = 0; row < height; ++row)
    if (const cudaError_t error = cudaMemset(static_cast<char*>(place) + row * pitch, value, width)) return error;
  return cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaMemset2DAsync(void* place, std::size_t pitch, int value, std::size_t width, std::size_t height,
                                     cudaStream_t = nullptr) {
  return cudaMemset2D(place, pitch, value, width, height);
}
inline cudaError_t cudaMemGetInfo(std::size_t* available, std::size_t* total) {
  return *available = *total = std::size_t{4} << 30, cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaMemPrefetchAsync(const void*, std::size_t, int, cudaStream_t = nullptr) {
  return cuda_host::result(cudaSuccess);
}
inline cudaError_t cudaMemAdvise(const void*, std::size_t, cudaMemoryAdvise, int) {
  return cuda_host::result(cudaSuccess);
}

template <class T>
inline cudaError_t cudaMemcpyToSymbol(T& symbol, const void* from, std::size_t bytes, std::size_t offset = 0,
                                      cudaMemcpyKind = cudaMemcpyHostToDevice) {
  if (offset + bytes > sizeof(T)) return cuda_host::result(cudaErrorInvalidValue);
  std::memcpy(static_cast<char*>(cuda_host::address_of(symbol)) + offset, from, bytes);
  return cuda_host::result(cudaSuccess);
}
template <class T>
inline cudaError_t cudaMemcpyToSymbolAsync(T& symbol, const void* from, std::size_t bytes, std::size_t offset,
                                           cudaMemcpyKind kind, cudaStream_t = nullptr) {
  return cudaMemcpyToSymbol(symbol, from, bytes, offset, kind);
}
template <class T>
inline cudaError_t cudaMemcpyFromSymbol(void* to, const T& symbol, std::size_t bytes, std::size_t offset = 0,
                                        cudaMemcpyKind = cudaMemcpyDeviceToHost) {
  if (offset + bytes > sizeof(T)) return cuda_host::result(cudaErrorInvalidValue);
  std::memcpy(to, static_cast<const char*>(cuda_host::address_of(symbol)) + offset, bytes);
  return cuda_host::result(cudaSuccess);
}
template <class T>
inline cudaError_t cudaMemcpyFromSymbolAsync(void* to, const T& symbol, std::size_t bytes, std::size_t offset,
                                             cudaMemcpyKind kind, cudaStream_t = nullptr) {
  return cudaMemcpyFromSymbol(to, symbol, bytes, offset, kind);
}
template <class T>
inline cudaError_t cudaGetSymbolAddress(void** place, const T& symbol) {
  *place = cuda_host::address_of(symbol);
  cuda_host::memories().add({static_cast<unsigned char*>(*place), sizeof(T), cudaMemoryTypeDevice, nullptr});
  return cuda_host::result(cudaSuccess);
}
template <class T>
inline cudaError_t cudaGetSymbolSize(std::size_t* bytes, const T&) {
  return *bytes = sizeof(T), cuda_host::result(cudaSuccess);
}
