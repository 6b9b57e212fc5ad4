// What the runtime's memory does (memory.h), compiled once for all kernels: see runtime.cpp.
#pragma once

namespace cuda_host {

cudaError_t Memories::allocate(void** place, std::size_t bytes, cudaMemoryType type) {
  *place = nullptr;
  if (bytes == 0) return cudaSuccess;
  if (bytes > SIZE_MAX / 2) return result(cudaErrorMemoryAllocation);
  void* owned = std::calloc(1, bytes + 2 * kAllocationAlignment);
  if (!owned) return result(cudaErrorMemoryAllocation);
  const auto address = (reinterpret_cast<std::uintptr_t>(owned) + kAllocationAlignment) / kAllocationAlignment;
  auto* begin = reinterpret_cast<unsigned char*>(address * kAllocationAlignment);
  add({begin, bytes, type, owned});
  *place = begin;
  return result(cudaSuccess);
}

void Memories::add(Region region) {
  const std::lock_guard<std::mutex> hold(mutex_);
  regions_[region.begin] = region;
}

cudaError_t Memories::remove(void* place, bool owned) {
  if (!place) return result(cudaSuccess);
  const std::lock_guard<std::mutex> hold(mutex_);
  const auto found = regions_.find(static_cast<unsigned char*>(place));
  if (found == regions_.end() || (found->second.owned != nullptr) != owned) return result(cudaErrorInvalidValue);
  std::free(found->second.owned);
  regions_.erase(found);
  return result(cudaSuccess);
}

Region Memories::find(const void* address) {
  const std::lock_guard<std::mutex> hold(mutex_);
  auto* wanted = const_cast<unsigned char*>(static_cast<const unsigned char*>(address));
  auto found = regions_.upper_bound(wanted);
  if (found == regions_.begin()) return {};
  --found;
  return wanted <= found->second.begin + found->second.bytes ? found->second : Region{};
}

bool Memories::reaches(const void* address, std::size_t bytes) {
  const Region region = find(address);
  const auto* begin = static_cast<const unsigned char*>(address);
  if (!region.bytes || begin == region.begin + region.bytes) return true;
  return bytes <= static_cast<std::size_t>(region.begin + region.bytes - begin);
}

// Never destroyed: a program's own static objects may free memory when it ends.
Memories& memories() {
  static Memories& all = *new Memories;
  return all;
}

}  // namespace cuda_host
