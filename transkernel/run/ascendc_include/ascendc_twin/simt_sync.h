// Barriers and fences. "asc_syncthreads": all threads of the block must come, those that have ended too.
#ifndef ASCENDC_TWIN_SIMT_SYNC_H
#define ASCENDC_TWIN_SIMT_SYNC_H

namespace ascendc_twin {

void barrier(int line);

}  // namespace ascendc_twin

inline void asc_syncthreads(int line = __builtin_LINE()) { ascendc_twin::barrier(line); }
inline void asc_threadfence() { cuda_host::fence(true); }
inline void asc_nop() {}

#endif
