// A stand-in for the runtime of Ascend's toolkit, which is not here: the names that emitted host code uses, as far as it
// uses them. Memory of the device is memory of the process that copies go to and come from, and a launch runs on the twin.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

using aclError = int;
using aclrtStream = void*;
constexpr aclError ACL_SUCCESS = 0;
enum aclrtMemMallocPolicy { ACL_MEM_MALLOC_HUGE_FIRST };
enum aclrtMemcpyKind { ACL_MEMCPY_HOST_TO_DEVICE, ACL_MEMCPY_DEVICE_TO_HOST };
enum aclrtDevAttr { ACL_DEV_ATTR_AICORE_CORE_NUM = 101, ACL_DEV_ATTR_VECTOR_CORE_NUM = 201 };

namespace acl_stub {
inline int open = 0;                         // what was opened and not closed yet
inline std::map<void*, size_t> allocations;  // memory of the device
inline const int failing = std::getenv("ACL_FAILS") ? std::atoi(std::getenv("ACL_FAILS")) : -1;
inline int calls = 0;
inline aclError answer() { return calls++ == failing ? 507000 : ACL_SUCCESS; }
inline bool is_device(const void* p, size_t bytes) {
  auto found = allocations.find(const_cast<void*>(p));
  return found != allocations.end() && bytes <= found->second;
}
}  // namespace acl_stub

inline aclError aclInit(const char*) { return ++acl_stub::open, acl_stub::answer(); }
inline aclError aclFinalize() { return --acl_stub::open, ACL_SUCCESS; }
inline aclError aclrtSetDevice(int) { return ++acl_stub::open, acl_stub::answer(); }
inline aclError aclrtResetDevice(int) { return --acl_stub::open, ACL_SUCCESS; }
inline aclError aclrtCreateStream(aclrtStream* stream) { return *stream = stream, acl_stub::answer(); }
inline aclError aclrtDestroyStream(aclrtStream) { return ACL_SUCCESS; }
inline aclError aclrtSynchronizeStream(aclrtStream stream) { return stream ? acl_stub::answer() : 1; }
inline aclError aclrtGetDeviceInfo(unsigned, aclrtDevAttr, int64_t* value) { return *value = 3, acl_stub::answer(); }
inline aclError aclrtMalloc(void** memory, size_t bytes, aclrtMemMallocPolicy) {
  *memory = std::aligned_alloc(512, (bytes + 511) / 512 * 512);
  std::memset(*memory, 0xfd, bytes);
  acl_stub::allocations[*memory] = bytes;
  return acl_stub::answer();
}
inline aclError aclrtFree(void* memory) {
  if (!acl_stub::allocations.erase(memory)) return 1;
  std::free(memory);
  return ACL_SUCCESS;
}
inline aclError aclrtMemcpy(void* to, size_t room, const void* from, size_t bytes, aclrtMemcpyKind kind) {
  const bool in = kind == ACL_MEMCPY_HOST_TO_DEVICE;
  if (bytes > room || !acl_stub::is_device(in ? to : from, bytes)) return 1;
  std::memcpy(to, from, bytes);
  return acl_stub::answer();
}

namespace acl_stub {
// `kernel<<<...>>>(arguments)`, which is no C++, is made `acl_stub::launched(kernel, ...)(arguments)` by the test.
template <class... P>
auto run(void (*kernel)(P...), ascendc_twin::Request request) {
  return [=](P... arguments) mutable {
    std::vector<ascendc_twin::Range> ranges;
    for (auto& [memory, bytes] : allocations) {
      ascendc_twin::Range range{};
      range.address = reinterpret_cast<std::uint64_t>(memory), range.bytes = bytes;
      range.element = 1, range.name = "memory";
      ranges.push_back(range);
    }
    request.ranges = ranges.data();
    request.range_count = ranges.size();
    const void* places[] = {static_cast<const void*>(&arguments)..., nullptr};
    ascendc_twin::launch(kernel, places, request);
    if (request.message[0]) std::puts(request.message), std::exit(2);
  };
}
template <class... P>
auto launched(void (*kernel)(P...), std::uint32_t cores, std::nullptr_t, aclrtStream) {
  ascendc_twin::Request request{};
  request.cores = cores;
  return run(kernel, request);
}
template <class Extent, class... P>
auto launched(void (*kernel)(P...), Extent grid, Extent block, std::uint32_t shared_bytes, aclrtStream) {
  ascendc_twin::Request request{};
  const std::uint32_t g[] = {grid.x, grid.y, grid.z}, b[] = {block.x, block.y, block.z};
  for (int i = 0; i < 3; ++i) request.grid[i] = g[i], request.block[i] = b[i];
  request.shared_bytes = shared_bytes;
  return run(kernel, request);
}
}  // namespace acl_stub
