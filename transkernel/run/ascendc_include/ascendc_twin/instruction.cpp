#include "ascendc_twin/instruction.h"

namespace ascendc_twin {

void issue(Pipe pipe, Who who, std::initializer_list<Access> accesses, Work work, bool settles) {
  Step step = {Step::WORK, pipe, who};
  step.settles = settles;
  for (const Access& access : accesses) step.accesses[step.count++] = access;
  step.work = work;
  core().pipes.issue(std::move(step));
}

void vector_instruction(Who who, std::initializer_list<Access> accesses, Work work) {
  const Access& result = *accesses.begin();
  core().use_vector(who);
  ++core().request->vector_instructions;
  std::uint64_t most = 0;
  for (const Access& access : accesses) {
    if (access.elements > most) most = access.elements;
    if (access.memory != UB) complain(who, "%s lies in %s, where the vector unit does not reach", access.operand, kMemories[access.memory].name);
    if (!access.writes && access.begin != result.begin && share_memory(access, result)) complain(who, "%s and %s overlap in part", result.operand, access.operand);
  }
  core().request->vector_elements += most;
  issue(V, who, accesses, work, true);
}

}  // namespace ascendc_twin
