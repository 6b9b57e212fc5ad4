// The memories of a core and of the device, and who touched each of their bytes last.
//
// Two accesses to the same bytes, one of which writes, must be ordered by flags, barriers or queues; accesses are ordered
// by vector clocks (pipes.h), so that a missing flag is found whatever order the instructions are executed in.
#ifndef ASCENDC_TWIN_MEMORY_H
#define ASCENDC_TWIN_MEMORY_H

#include <utility>
#include <vector>

#include "ascendc_twin/complaint.h"
#include "ascendc_twin/request.h"

// As the vendor's headers number them.
enum pipe_t { PIPE_S = 0, PIPE_V, PIPE_M, PIPE_MTE1, PIPE_MTE2, PIPE_MTE3, PIPE_ALL, PIPE_FIX = 10 };

namespace ascendc_twin {

enum Pipe : std::uint8_t { S, V, M, MTE1, MTE2, MTE3, FIX, PIPES };
constexpr const char* kPipeNames[PIPES] = {"S", "V", "M", "MTE1", "MTE2", "MTE3", "FIX"};

enum Memory : std::uint8_t { GM, UB, L1, L0A, L0B, L0C, MEMORIES };

// capacity: bytes that a kernel may use; alignment: of an operand's first byte.
struct MemoryKind {
  const char* name;
  std::uint32_t capacity, alignment;
};
constexpr std::uint32_t kReserved = 8192;  // UB that Select and the advanced functions take for themselves
constexpr MemoryKind kMemories[MEMORIES] = {
    {"global memory", 0, 1},         {"UB", 192 * 1024 - 256 - kReserved, 32}, {"L1", 512 * 1024, 32},
    {"L0A", 64 * 1024, 512},         {"L0B", 64 * 1024, 512},                  {"L0C", 128 * 1024, 64},
};

using Clock = std::uint32_t;                    // of the instructions of all pipes together
struct Clocks {                                 // up to which instruction of each pipe all is known to be done
  Clock of[PIPES] = {};
  void join(const Clocks& other) {
    for (int i = 0; i < PIPES; ++i)
      if (other.of[i] > of[i]) of[i] = other.of[i];
  }
};

// An instruction as a cell of a shadow remembers it.
struct Stamp {
  std::uint32_t word = 0;
  static Stamp make(Clock clock, Pipe pipe, bool atomic) { return {clock << 4 | std::uint32_t(pipe) << 1 | atomic}; }
  Clock clock() const { return word >> 4; }
  Pipe pipe() const { return Pipe(word >> 1 & 7); }
  bool atomic() const { return word & 1; }
};
constexpr Clock kLastClock = (1u << 28) - 1;

// An element of global memory, or four bytes on the chip. Of the readers the last of each of two kinds of pipes is kept: no
// memory is read by more than two.
struct Cell {
  Stamp written, read[2];
};
constexpr int reader_kind(Pipe pipe) { return pipe == MTE3 || pipe == FIX; }

// What an instruction does to one operand.
struct Access {
  Memory memory;
  bool writes;
  const char* operand;
  std::uint64_t begin, bytes, elements = 0;
};

// The last instructions by clock, for messages.
struct History {
  static constexpr Clock kKept = 1 << 16;
  std::vector<Who> kept = std::vector<Who>(kKept);
  Who& at(Clock clock) { return kept[clock % kKept]; }
};

struct Shadow {
  std::vector<Cell> cells[MEMORIES];       // of the memories on the chip
  std::vector<std::pair<Range, Cell*>> global;
  History history;
  Clock core_start = 0;

  Shadow() = default;
  Shadow(const Shadow&) = delete;
  ~Shadow();

  void add_global(const Range& range);
  // Whether all of a range is what this core wrote.
  bool is_written(const Access& access, Who who);
  // Checks that all that an access must come after is done, as far as `known` says. Complains where it leaves its memory.
  void check(const Access& access, Pipe pipe, bool atomic, const Clocks& known, Who who);
  void record(const Access& access, Stamp stamp, Who who);

 private:
  std::pair<Cell*, Cell*> cells_of(const Access& access, Who who);
  std::pair<Cell*, Cell*> global_cells(const Access& access, Who who);
  [[noreturn]] void race(const Access& access, Pipe pipe, Stamp other, const char* may_still, Who who);
};

}  // namespace ascendc_twin

#endif
