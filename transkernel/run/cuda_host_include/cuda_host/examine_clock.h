// Which accesses a thread knows to be over: happens-before, after the memory model of the PTX ISA, "Causality order".
//
// Time counts synchronisations. Of its own block a thread knows everything up to the last barrier, of its warp what the
// operations of its lanes ordered, and of other threads what an atomic published: a fence, then an atomic (or volatile)
// write; any atomic (or volatile) read of it. The reader needs no fence here, as in CUDA's own examples.
#pragma once

namespace cuda_host {
namespace examine {

using Time = std::uint32_t;

// What is known of one block: all of its threads up to `all`, and some of them further.
struct Known {
  Time all = 0;
  std::map<std::uint32_t, Time> threads;

  bool covers(std::uint32_t thread, Time time) const {
    if (time <= all) return true;
    const auto found = threads.find(thread);
    return found != threads.end() && time <= found->second;
  }
  void join(const Known& other) {
    all = std::max(all, other.all);
    for (const auto& [thread, time] : other.threads) {
      Time& mine = threads[thread];
      mine = std::max(mine, time);
    }
  }
};

using Clock = std::map<std::uint32_t, Known>;  // by block
using SharedClock = std::shared_ptr<const Clock>;

static SharedClock join(const SharedClock& a, const SharedClock& b) {
  if (!b || a == b) return a;
  if (!a) return b;
  auto both = std::make_shared<Clock>(*a);
  for (const auto& [block, known] : *b) (*both)[block].join(known);
  return both;
}

// The order among the lanes of one warp, since the last barrier.
struct WarpClock {
  Time all = 0;                             // up to here all lanes know all lanes
  std::unique_ptr<std::array<Time, 32>[]> of;  // of[lane][other], where some lanes met without the others

  void met(std::uint32_t lanes, std::uint32_t live, Time now) {
    if (lanes == live) {
      all = now;
      of.reset();
      return;
    }
    if (!of) of = std::make_unique<std::array<Time, 32>[]>(32);
    std::array<Time, 32> joined{};
    for (unsigned lane = 0; lane < 32; ++lane) {
      if (!(lanes >> lane & 1)) continue;
      for (unsigned other = 0; other < 32; ++other) joined[other] = std::max(joined[other], of[lane][other]);
      joined[lane] = now;
    }
    for (unsigned lane = 0; lane < 32; ++lane)
      if (lanes >> lane & 1) of[lane] = joined;
  }
  Time known(unsigned lane, unsigned other) const { return of ? std::max(all, of[lane][other]) : all; }
};

struct ThreadClock {
  SharedClock acquired;                      // of other threads, from atomics
  SharedClock fenced_block, fenced_device;  // what its next atomic publishes
};

// The clocks of the block that runs, and of the places that publish.
class Clocks {
 public:
  Time now() const { return now_; }

  void begin_block(std::uint32_t block, unsigned threads) {
    block_ = block;
    at_barrier_ = now_++;
    threads_.assign(threads, ThreadClock{});
    warps_ = std::vector<WarpClock>((threads + 31) / 32);
    published_block_.clear();
    is_any_fenced_ = is_any_acquired_ = false;
  }

  // Everybody knows everything of everybody.
  void barrier() {
    at_barrier_ = now_++;
    for (WarpClock& warp : warps_) warp.of.reset();
    if (!is_any_acquired_ && !is_any_fenced_) return;
    ThreadClock joined;
    for (const ThreadClock& thread : threads_) {
      joined.acquired = join(joined.acquired, thread.acquired);
      joined.fenced_block = join(joined.fenced_block, thread.fenced_block);
      joined.fenced_device = join(joined.fenced_device, thread.fenced_device);
    }
    for (ThreadClock& thread : threads_) thread = joined;
  }

  void met(unsigned warp, std::uint32_t lanes, std::uint32_t live) { warps_[warp].met(lanes, live, now_++); }

  void fence(unsigned thread, bool device) {
    auto known = std::make_shared<Clock>();
    if (threads_[thread].acquired) *known = *threads_[thread].acquired;
    Known& own = (*known)[block_];
    own.all = std::max(own.all, at_barrier_);
    own.threads[thread] = now_++;
    const unsigned first = thread / 32 * 32;
    for (unsigned other = first; other < first + 32 && other < threads_.size(); ++other) {
      const Time time = warps_[thread / 32].known(thread % 32, other % 32);
      if (other != thread && time > own.all) own.threads[other] = time;
    }
    threads_[thread].fenced_block = known;
    if (device) threads_[thread].fenced_device = known;
    is_any_fenced_ = true;
  }

  void publish(unsigned thread, std::uintptr_t place) {
    const ThreadClock& clock = threads_[thread];
    if (clock.fenced_block) published_block_[place] = join(published_block_[place], clock.fenced_block);
    if (clock.fenced_device) published_[place] = join(published_[place], clock.fenced_device);
  }

  void acquire(unsigned thread, std::uintptr_t place) {
    for (const auto* published : {&published_block_, &published_}) {
      const auto found = published->find(place);
      if (found == published->end()) continue;
      threads_[thread].acquired = join(threads_[thread].acquired, found->second);
      is_any_acquired_ = true;
    }
  }

  // Whether an access is over for `thread` of the block that runs, whatever the schedule.
  bool is_over(std::uint32_t block, unsigned by, Time time, unsigned thread) const {
    if (block == block_) {
      if (by == thread || time <= at_barrier_) return true;
      if (by / 32 == thread / 32 && time <= warps_[thread / 32].known(thread % 32, by % 32)) return true;
    }
    const SharedClock& acquired = threads_[thread].acquired;
    if (!acquired) return false;
    const auto found = acquired->find(block);
    return found != acquired->end() && found->second.covers(by, time);
  }

 private:
  std::uint32_t block_ = 0;
  Time now_ = 1, at_barrier_ = 0;
  bool is_any_fenced_ = false, is_any_acquired_ = false;
  std::vector<ThreadClock> threads_;
  std::vector<WarpClock> warps_;
  std::unordered_map<std::uintptr_t, SharedClock> published_, published_block_;
};

}  // namespace examine
}  // namespace cuda_host
