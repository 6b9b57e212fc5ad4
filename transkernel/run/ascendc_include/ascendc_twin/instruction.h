// How an instruction is made: its operands checked, its work put into its pipe.
#ifndef ASCENDC_TWIN_INSTRUCTION_H
#define ASCENDC_TWIN_INSTRUCTION_H

#include <initializer_list>

#include "ascendc_twin/queue.h"

namespace ascendc_twin {

using AscendC::GlobalTensor;
using AscendC::LocalTensor;

void issue(Pipe pipe, Who who, std::initializer_list<Access> accesses, Work work, bool settles = false);

// An instruction of the vector unit; the first access is what it writes. Operands may be one and the same, or apart: what
// overlaps in part is overwritten before it is read.
void vector_instruction(Who who, std::initializer_list<Access> accesses, Work work);

// The count of an instruction on the first elements of its operands. False where nothing is to be done.
inline bool has_elements(std::int64_t count, Who who) {
  if (count < 0) complain(who, "%lld elements", (long long)count);
  return count != 0;
}

inline bool share_memory(const Access& one, const Access& other) {
  return one.begin < other.begin + other.bytes && other.begin < one.begin + one.bytes;
}

}  // namespace ascendc_twin

#endif
