// One block's threads on one OS thread: each runs until it waits, in a fixed order, and the barrier counts those alive.
//
// A thread that never waits leaves its fiber to the next thread, so a kernel without barriers is a plain loop on one
// stack. Between two barriers threads run in ascending or descending order; a kernel whose results differ has a race.
#pragma once

// One variable for all files of a program, reached as if it were this file's own.
#define CUDA_HOST_BUILTIN __attribute__((visibility("hidden"))) inline thread_local

namespace cuda_host {

class Block;
class Stack;

// Who is told what happens in a block: nobody, but for an examination (examine_runtime.h).
struct Observer {
#ifdef CUDA_HOST_EXAMINER
  static void begins(unsigned threads);
  static void selected(unsigned thread, const Stack* stack);
  static void barrier_ended();
  static void met(unsigned warp, std::uint32_t lanes, std::uint32_t live, const char* operation);
  static void paused();
  static void deadlocked(const char* text);
#else
  static void begins(unsigned /*threads*/) {}
  static void selected(unsigned /*thread*/, const Stack*) {}
  static void barrier_ended() {}
  static void met(unsigned /*warp*/, std::uint32_t /*lanes*/, std::uint32_t /*live*/, const char* /*operation*/) {}
  static void paused() {}
  static void deadlocked(const char* /*text*/) {}
#endif
};

}  // namespace cuda_host

// CUDA's built-in variables. Of the OS thread, kept up to date by the Block that runs on it.
CUDA_HOST_BUILTIN uint3 threadIdx;
CUDA_HOST_BUILTIN uint3 blockIdx;
CUDA_HOST_BUILTIN dim3 blockDim;
CUDA_HOST_BUILTIN dim3 gridDim;

namespace cuda_host {

__attribute__((visibility("hidden"))) inline thread_local Block* current_block;

enum class Wait : unsigned char { kReady, kBarrier, kCollective, kFinished };

// What lanes of a warp do together: it ends when all live lanes of `mask` have come. `convergent` operations (the ones
// without a mask) end with the lanes that came, once nobody else can.
struct Collective {
  std::uint32_t mask, arrived, unread;
  bool open, convergent;
  const char* operation;
  std::uint64_t value[32];
};

struct Warp {
  std::uint32_t live;
  std::deque<Collective> collectives;  // a deque: references stay valid while lanes wait
};

struct Thread {
  uint3 index;
  Context context;
  Stack* stack;
  Wait wait;
};

struct Failure {
  bool failed = false;
  char text[512];
};

class Block {
 public:
  using Body = void (*)(void*);

  Block(dim3 grid, dim3 block, bool descending, std::size_t stack_bytes, Body body, void* closure);
  ~Block();

  // Runs one block to its end; false where it failed, and `failure()` says why.
  bool run(uint3 index);

  const Failure& failure() const { return failure_; }
  unsigned thread() const { return current_; }
  unsigned lane() const { return current_ % 32; }
  std::uint32_t live_lanes() const { return warps_[current_ / 32].live; }

  // __syncthreads and its votes. Threads that have ended are not waited for.
  void barrier(bool vote = false);
  int barrier_count() const { return result_count_; }
  bool barrier_all() const { return result_all_; }

  void yield();

  // Joins the lanes of `mask` in `operation`; the record that comes back holds what each lane brought.
  // `leave` it when it is read.
  Collective& join(std::uint32_t mask, bool convergent, const char* operation, std::uint64_t value);
  void leave(Collective& collective) { collective.unread &= ~(1u << lane()); }

  // Ends the whole launch with a message; does not return.
  [[noreturn]] __attribute__((format(printf, 2, 3))) void fail(const char* format, ...);

 private:
  static void reset(Warp& warp, unsigned threads);

  unsigned ordered(unsigned k) const { return descending_ ? total_ - 1 - k : k; }

  void select(unsigned thread);
  bool start_threads();
  bool resume_threads();

  // The life of a fiber: threads, one after the other, until all have been started.
  static void fiber();
  void finish();
  void suspend();
  void end_barrier();
  Collective& find(Warp& warp, std::uint32_t mask, bool convergent, const char* operation);
  void end_if_complete(Warp& warp, Collective& collective);
  void end(Warp& warp, Collective& collective);

  // When nobody can move: operations without a mask end with the lanes that came.
  bool end_convergent();
  void describe_deadlock();

  Body body_;
  void* closure_;
  bool descending_;
  std::size_t stack_bytes_;
  unsigned total_;
  unsigned current_ = 0, started_ = 0, live_ = 0, at_barrier_ = 0;
  int vote_count_ = 0, result_count_ = 0;
  bool vote_all_ = true, result_all_ = true;
  Context scheduler_;
  Stack* starting_stack_ = nullptr;
  std::vector<Thread> threads_;
  std::vector<Warp> warps_;
  std::deque<Stack> stacks_;
  std::vector<Stack*> idle_;
  Failure failure_;
};

inline void fence(bool /*of the device, not of the block*/) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

}  // namespace cuda_host
