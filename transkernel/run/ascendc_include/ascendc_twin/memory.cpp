#include "ascendc_twin/memory.h"

#include <cstdlib>

namespace ascendc_twin {

using Number = unsigned long long;

Shadow::~Shadow() {
  for (auto& [range, made] : global) std::free(made);
}

void Shadow::add_global(const Range& range) {
  auto* made = static_cast<Cell*>(std::calloc(range.bytes / range.element + 1, sizeof(Cell)));
  if (!made) complain({"launch", 0}, "no memory to watch the %llu bytes of %s", Number(range.bytes), range.name);
  global.push_back({range, made});
}

std::pair<Cell*, Cell*> Shadow::cells_of(const Access& access, Who who) {
  if (access.memory == GM) return global_cells(access, who);
  auto& all = cells[access.memory];
  if (all.empty()) all.resize(kMemories[access.memory].capacity / 4);
  return {all.data() + access.begin / 4, all.data() + (access.begin + access.bytes + 3) / 4};
}

std::pair<Cell*, Cell*> Shadow::global_cells(const Access& access, Who who) {
  constexpr std::uint64_t kNear = 4096;
  const char* does = access.writes ? "writes" : "reads";
  std::uint64_t end = access.begin + access.bytes;
  const Range* near = nullptr;
  for (auto& [range, made] : global) {
    std::uint64_t last = range.address + range.bytes;
    if (access.begin >= range.address && end <= last)
      return {made + (access.begin - range.address) / range.element, made + (end - range.address + range.element - 1) / range.element};
    if (access.begin + kNear >= range.address && access.begin <= last + kNear) near = &range;
  }
  if (access.begin < kNear) complain(who, "%s %s through a null pointer", access.operand, does);
  if (!near) complain(who, "%s %s global memory where no buffer lies", access.operand, does);
  if (access.begin < near->address)
    complain(who, "%s %s %llu bytes before the first of %s", access.operand, does, Number(near->address - access.begin), near->name);
  complain(who, "%s %s %llu bytes past the end of %s, which has %llu", access.operand, does, Number(end - near->address - near->bytes), near->name,
           Number(near->bytes));
}

bool Shadow::is_written(const Access& access, Who who) {
  auto [from, to] = cells_of(access, who);
  for (Cell* cell = from; cell < to; ++cell)
    if (cell->written.clock() <= core_start) return false;
  return true;
}

void Shadow::check(const Access& access, Pipe pipe, bool atomic, const Clocks& known, Who who) {
  auto [from, to] = cells_of(access, who);
  for (Cell* cell = from; cell < to; ++cell) {
    if (access.writes)
      for (Stamp read : cell->read)
        if (read.clock() > known.of[read.pipe()]) race(access, pipe, read, "read", who);
    Stamp written = cell->written;
    bool may_mix = atomic && written.atomic() && access.writes;
    if (written.clock() > known.of[written.pipe()] && !may_mix) race(access, pipe, written, "write", who);
  }
}

void Shadow::record(const Access& access, Stamp stamp, Who who) {
  auto [from, to] = cells_of(access, who);
  int kind = reader_kind(stamp.pipe());
  for (Cell* cell = from; cell < to; ++cell) (access.writes ? cell->written : cell->read[kind]) = stamp;
}

void Shadow::race(const Access& access, Pipe pipe, Stamp other, const char* may_still, Who who) {
  Who past = history.at(other.clock());
  char missing[64];
  if (other.pipe() == pipe) std::snprintf(missing, sizeof missing, "PipeBarrier<PIPE_%s>", kPipeNames[pipe]);
  else std::snprintf(missing, sizeof missing, "flag %s_%s", kPipeNames[other.pipe()], kPipeNames[pipe]);
  complain(who, "%s %s %s that %s of line %d may still %s: no %s stands between", access.operand, access.writes ? "writes" : "reads",
           kMemories[access.memory].name, past.name, past.line, may_still, missing);
}

}  // namespace ascendc_twin
