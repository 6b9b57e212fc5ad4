// Where a kernel runs.
// Source: asc-devkit docs, basic API, system variables.
#ifndef ASCENDC_TWIN_SYSTEM_H
#define ASCENDC_TWIN_SYSTEM_H

#include <cstdio>

#include "ascendc_twin/core.h"

namespace AscendC {

inline std::int64_t GetBlockIdx() { return twin::core().index; }
inline std::int64_t GetBlockNum() { return twin::core().count; }
inline std::int64_t GetSubBlockNum() { return 1; }
inline std::int64_t GetSubBlockIdx() { return 0; }
inline void InitSocState() {}

// Printed once: by the launch whose pipes run early.
template <class... Values>
void printf(const char* format, Values... values) {
  if (!twin::core().request->late) std::printf(format, values...);
}
template <class... Values>
void PRINTF(const char* format, Values... values) {
  if (!twin::core().request->late) std::printf(format, values...);
}

}  // namespace AscendC

#define block_idx (::ascendc_twin::core().index)

#endif
