// A launch from its first block to its last (launch.h), compiled once for all kernels: see runtime.cpp.
#pragma once

namespace cuda_host {

static std::uint16_t poison_pattern = 0xFFFD;

inline void poison(unsigned char* from, unsigned char* to) {
  for (unsigned char* byte = from; byte < to; ++byte)
    *byte = static_cast<unsigned char>((byte - from) & 1 ? poison_pattern >> 8 : poison_pattern);
}

// This OS thread's copy of our library's thread-local storage, which is where all shared memory lies.
struct ThreadStorage {
  unsigned char* begin = nullptr;
  unsigned char* end = nullptr;

  static ThreadStorage find() {
    ThreadStorage storage;
    dl_iterate_phdr(
        [](dl_phdr_info* module, std::size_t, void* result) {
          auto& found = *static_cast<ThreadStorage*>(result);
          for (int i = 0; i < module->dlpi_phnum; ++i) {
            const auto& segment = module->dlpi_phdr[i];
            if (segment.p_type != PT_TLS) continue;
            auto* begin = static_cast<unsigned char*>(module->dlpi_tls_data);
            auto* ours = reinterpret_cast<unsigned char*>(&current_block);
            if (ours < begin || ours >= begin + segment.p_memsz) continue;
            found = {begin, begin + segment.p_memsz};
          }
          return 0;
        },
        &storage);
    return storage;
  }

  // Everything but the built-in variables becomes a value that nobody writes. Returns nothing to read.
  void poison_shared(std::size_t dynamic_bytes) const {
    const auto saved = std::make_tuple(threadIdx, blockIdx, blockDim, gridDim, current_block);
    unsigned char* const dynamic = cuda_host_dynamic_shared;
    poison(begin, dynamic);
    poison(dynamic, std::min(dynamic + dynamic_bytes + kSharedGuardBytes, dynamic + kDynamicSharedBytes));
    poison(dynamic + kDynamicSharedBytes, end);
    std::tie(threadIdx, blockIdx, blockDim, gridDim, current_block) = saved;
  }
};

inline std::uint64_t changed_behind(std::size_t dynamic_bytes) {
  unsigned char expected[kSharedGuardBytes + 1];
  poison(expected, expected + sizeof expected);
  std::uint64_t changed = 0;
  for (std::size_t i = 0; i < kSharedGuardBytes && dynamic_bytes + i < kDynamicSharedBytes; ++i)
    changed += cuda_host_dynamic_shared[dynamic_bytes + i] != expected[(dynamic_bytes & 1) + i];
  return changed;
}

int launch_blocks(Request& request, Block::Body body, void* closure) {
  const dim3 grid(request.grid[0], request.grid[1], request.grid[2]),
      block(request.block[0], request.block[1], request.block[2]);
  const std::uint64_t count = static_cast<std::uint64_t>(grid.x) * grid.y * grid.z;
  if (static_cast<std::uint64_t>(block.x) * block.y * block.z > 1024 || request.shared_bytes > kDynamicSharedBytes) {
    std::snprintf(request.message, sizeof request.message,
                  "invalid configuration: at most 1024 threads and %zu bytes of shared memory", kDynamicSharedBytes);
    return 1;
  }
  std::atomic<std::uint64_t> next{0}, hits{0};
  std::atomic<bool> failed{false};
  const auto work = [&] {
    Block runner(grid, block, request.descending != 0, request.stack_bytes, body, closure);
    const ThreadStorage storage = ThreadStorage::find();
    for (std::uint64_t taken; !failed && (taken = next++) < count;) {
      const std::uint64_t i = request.descending ? count - 1 - taken : taken;
      storage.poison_shared(request.shared_bytes);
      const uint3 index{static_cast<unsigned>(i % grid.x), static_cast<unsigned>(i / grid.x % grid.y),
                        static_cast<unsigned>(i / grid.x / grid.y)};
      const bool ended = runner.run(index);
      hits += changed_behind(request.shared_bytes);
      if (ended || failed.exchange(true)) continue;
      std::memcpy(request.message, runner.failure().text, sizeof request.message);
    }
  };
  const std::uint64_t cores = std::max<std::uint64_t>(1, std::min<std::uint64_t>(count, request.cores));
  std::vector<std::thread> threads;
  for (std::uint64_t i = 0; i < cores; ++i)
    threads.emplace_back(work);  // never on this thread: its storage is the host's
  for (std::thread& thread : threads) thread.join();
  request.guard_hits = hits;
  return failed;
}

}  // namespace cuda_host
