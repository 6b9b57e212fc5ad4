// Barriers and fences. "asc_syncthreads": all threads of the block must come, those that have ended too.
#ifndef ASCENDC_TWIN_SIMT_SYNC_H
#define ASCENDC_TWIN_SIMT_SYNC_H

namespace ascendc_twin {

inline void barrier(int line) {
  Barriers& barriers = simt().barriers;
  const unsigned thread = cuda_host::current_block->thread();
  const std::uint64_t number = ++barriers.passed[thread], threads = barriers.passed.size();
  ++barriers.arrived;
  cuda_host::current_block->barrier();
  barriers.completed = std::max(barriers.completed, number);
  // Whoever is back first sees whether each thread has come as often.
  if (barriers.arrived < number * threads)
    fail(line, "asc_syncthreads", "%llu of %llu threads have ended without it, and the others wait for ever",
         (unsigned long long)(number * threads - barriers.arrived), (unsigned long long)threads);
}

}  // namespace ascendc_twin

inline void asc_syncthreads(int line = __builtin_LINE()) { ascendc_twin::barrier(line); }
inline void asc_threadfence() { cuda_host::fence(true); }
inline void asc_nop() {}

#endif
