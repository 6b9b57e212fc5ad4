// How an instruction is made: its operands checked, its work put into its pipe.
#ifndef ASCENDC_TWIN_INSTRUCTION_H
#define ASCENDC_TWIN_INSTRUCTION_H

#include <initializer_list>

#include "ascendc_twin/queue.h"

namespace ascendc_twin {

using AscendC::GlobalTensor;
using AscendC::LocalTensor;

template <class Work>
void issue(Pipe pipe, Who who, std::initializer_list<Access> accesses, Work work, bool atomic = false, bool settles = false) {
  Step step = {Step::WORK, pipe, who};
  step.atomic = atomic;
  step.settles = settles;
  for (const Access& access : accesses) step.accesses[step.count++] = access;
  step.work = std::move(work);
  core().pipes.issue(std::move(step));
}

// Operands may be one and the same, or apart: what overlaps in part is overwritten before it is read.
inline void check_overlap(const Access& destination, const Access& source, Who who) {
  if (destination.begin == source.begin) return;
  if (destination.begin < source.begin + source.bytes && source.begin < destination.begin + destination.bytes)
    complain(who, "%s and %s overlap in part", destination.operand, source.operand);
}

// An instruction of the vector unit; the first access is what it writes.
template <class Work>
void vector_instruction(Who who, std::initializer_list<Access> accesses, Work work) {
  core().use_vector(who);
  ++core().request->vector_instructions;
  for (const Access& access : accesses) {
    if (access.memory != UB) complain(who, "%s lies in %s, where the vector unit does not reach", access.operand, kMemories[access.memory].name);
    if (!access.writes) check_overlap(*accesses.begin(), access, who);
  }
  issue(V, who, accesses, std::move(work), false, true);
}

// The count of an instruction on the first elements of its operands. False where nothing is to be done.
inline bool has_elements(std::int64_t count, Who who) {
  if (count < 0) complain(who, "%lld elements", (long long)count);
  return count != 0;
}

}  // namespace ascendc_twin

#endif
