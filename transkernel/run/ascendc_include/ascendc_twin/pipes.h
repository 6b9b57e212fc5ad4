// The pipes of a core. An instruction is put into its pipe's queue and executed as late as flags allow (only when a wait,
// a barrier or the kernel's end demands it) or as early; each pipe goes in order. What the scalar unit does is done at once.
//
// Assumed of the compiler: with its automatic synchronisation, which is on by default, instructions of the vector pipe
// that depend on one another need no PipeBarrier<PIPE_V>. It also orders scalar accesses by itself; here they need their
// flags, so that a port is right without it. Source: asc-devkit docs, basic API, synchronisation within a core.
#ifndef ASCENDC_TWIN_PIPES_H
#define ASCENDC_TWIN_PIPES_H

#include <deque>
#include <type_traits>
#include <unordered_map>

#include "ascendc_twin/memory.h"

namespace ascendc_twin {

// A flag of the hardware, or one that stands for a buffer of a queue.
struct Flag {
  bool is_set = false;
  Clocks clocks;          // what is done when it is set
  Clock waited = 0;       // the last wait, an instruction of the pipe that waits
  Who setter = {"", 0};
};

// Which flag: its pipes and a number of its own.
struct FlagKey {
  Pipe from, to;
  std::uint32_t number;
  std::uint64_t key() const { return std::uint64_t(number) << 8 | from << 4 | to; }
};

struct Step;

// What an instruction does when its turn comes: a function and what it needs, copied as bytes.
class Work {
 public:
  Work() = default;
  template <class Function, class = std::enable_if_t<!std::is_same_v<std::decay_t<Function>, Work>>>
  Work(Function function) {
    static_assert(sizeof function <= sizeof state_ && std::is_trivially_copyable_v<Function>);
    std::memcpy(state_, &function, sizeof function);
    run_ = [](const void* state, const Step& step) {
      const Function& function = *static_cast<const Function*>(state);
      if constexpr (std::is_invocable_v<const Function&, const Step&>) function(step);
      else function();
    };
  }
  void run(const Step& step) const { run_(state_, step); }

 private:
  void (*run_)(const void*, const Step&) = nullptr;
  alignas(16) unsigned char state_[128];
};

struct Step {
  enum Kind { WORK, SET, WAIT, BARRIER } kind;
  Pipe pipe;
  Who who;
  FlagKey flag = {};
  bool atomic = false, settles = false;  // settles: later instructions of the pipe find it done
  bool reads_written = false;  // what it reads on the chip must have been written: it leaves the chip
  int count = 0;
  Access accesses[4] = {};
  std::vector<Access> more = {};  // of copies, which have as many as blocks
  Work work = {};
  Clocks issued = {};
};

class Pipes {
 public:
  Shadow shadow;
  bool late = true;

  void start_core();
  void issue(Step step);
  void set_flag(FlagKey flag, Who who);
  void wait_flag(FlagKey flag, Who who);
  // PipeBarrier of one pipe.
  void barrier(Pipe pipe, Who who) { issue({Step::BARRIER, pipe, who}); }
  // Everything that was issued is done, and everybody knows. Complains of waits that never end.
  void drain();
  // A flag that was set and not waited for would be found by the next kernel.
  void check_flags_are_down();
  // An access of the scalar unit: done at once. What it reads must be there; what it writes is seen behind a flag.
  void scalar_access(const Access& access, Who who);

  static constexpr std::uint32_t kOfQueues = 1000;  // numbers of flags from here on are those of queues

 private:
  struct State {
    std::deque<Step> queue;
    Clocks known;
    Clock last = 0;  // its last instruction
    bool is_running = false;
  };

  State pipes_[PIPES];
  std::unordered_map<std::uint64_t, Flag> flags_;
  Clock now_ = 1;

  Clock tick(Pipe pipe, Who who);
  void execute(Step& step);
  void work(Step& step, State& pipe);
  void set(Step& step, State& pipe);
  bool advance(Pipe which);
  bool run_until_set(FlagKey flag);
  void run_all_that_can();
};

}  // namespace ascendc_twin

#endif
