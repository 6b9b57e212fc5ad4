// The examination of one launch: finds the region of an access, compares it with those before, remembers it.
//
// Everything runs on one OS thread, block after block; that a race showed itself is not needed to find it.
#pragma once

namespace cuda_host {
namespace examine {

class State {
 public:
  bool is_active = false;  // a kernel runs: what host code does is no concern of ours
  bool is_cut = false;     // ended because it was too long
  Clocks clocks;
  Faults faults;
  std::uintptr_t image_begin = 0, image_end = 0;  // the library
  std::vector<Region> regions;
  std::set<std::uint32_t> checked;  // plain reads whose value an atomic of the same thread tests afterwards

  // False where there is no memory for the cells.
  bool begin(const Region* given, int count, std::uint64_t most_accesses) {
    regions.assign(given, given + count);
    are_placed_ = false;
    most_accesses_ = most_accesses;
    accesses_ = 0;
    faults.clear();
    checked.clear();
    clocks = Clocks();
    is_cut = false;
    for (Region& region : regions)
      if (region.space != Space::kIgnored && !(region.cells = new_cells(region.cell_count()))) return false;
    return true;
  }

  // When the OS thread is there that has the shared memory: it and the library's variables are given by their offset.
  void place_regions(std::uintptr_t shared_base, std::uintptr_t shared_end) {
    if (are_placed_) return;
    are_placed_ = true;
    shared_begin_ = shared_base;
    shared_end_ = shared_end;
    zones_.clear();
    for (Region& region : regions) {
      if (region.space == Space::kShared) region.begin += shared_base;
      if (region.space == Space::kVariable) region.begin += image_begin;
      zones_.push_back({region.begin - region.before, region.begin + region.bytes + region.behind, &region});
    }
    std::sort(zones_.begin(), zones_.end(), [](const Zone& a, const Zone& b) { return a.begin < b.begin; });
    last_zone_ = nullptr;
  }

  void end() {
    for (Region& region : regions) free_cells(region);
    stacks_.clear();
    heap_.clear();
  }

  // --- what Block tells

  void begin_block(std::uint32_t block, unsigned threads) {
    block_ = block;
    clocks.begin_block(block, threads);
    barrier_ = {};
  }
  void select(unsigned thread, const Stack* stack) {
    thread_ = thread;
    stack_begin_ = reinterpret_cast<std::uintptr_t>(stack->bottom());
    stack_end_ = stack_begin_ + stack->bytes();
    stacks_[stack_begin_] = stack_end_;
  }
  void come_to_barrier(std::uint32_t place) {
    if (!barrier_.time) {
      barrier_ = own_access(0, place);
    } else if (barrier_.place != place) {
      FaultRecord fault = record(Kind::kDivergentBarrier, own_access(0, place));
      add_other(fault, barrier_);
      faults.add(fault);
    }
  }
  void barrier_ended() {
    clocks.barrier();
    barrier_ = {};
  }
  void deadlocked(const char* text) {
    FaultRecord fault = record(Kind::kDeadlock, barrier_);
    std::snprintf(fault.text, sizeof fault.text, "%s", text);
    faults.add(fault);
  }

  // --- what the compiler tells

  void read(std::uintptr_t address, std::size_t bytes, std::uint16_t flags, std::uint32_t place) {
    Region* const region = enter(address, bytes, flags, place);
    if (!region) return;
    const Access access = own_access(flags, place);
    if (flags & kStrong) clocks.acquire(thread_, address);
    each_cell(*region, address, bytes, [&](Cell& cell, std::uint64_t offset) {
      read_cell(*region, cell, offset, bytes, access);
      remember_read(*region, cell, access);
    });
  }

  void write(std::uintptr_t address, std::size_t bytes, std::uint16_t flags, std::uint32_t place) {
    Region* const region = enter(address, bytes, flags | kWrite, place);
    if (!region) return;
    write_cells(*region, address, bytes, own_access(flags | kWrite, place));
    if (flags & kStrong) clocks.publish(thread_, address);
    if (bytes > sizeof pending_.before || flags & kAtomic) return settle();
    pending_.address = address;
    pending_.bytes = static_cast<unsigned>(bytes);
    pending_.region = region;
    std::memcpy(pending_.before, reinterpret_cast<void*>(address), bytes);
  }

  // A read-modify-write.
  void update(std::uintptr_t address, std::size_t bytes, std::uint32_t place) {
    Region* const region = enter(address, bytes, kAtomic | kWrite, place);
    if (!region) return;
    clocks.acquire(thread_, address);
    const Access access = own_access(kAtomic | kWrite, place);
    each_cell(*region, address, bytes, [&](Cell& cell, std::uint64_t offset) {
      if (is_uninitialised(*region, cell)) report_uninitialised(*region, offset, bytes, access);
      for (const Access& before : cell.read)
        if (is_of_now(*region, before) && is_mine(before) && !(before.flags & kStrong)) checked.insert(before.place);
    });
    write_cells(*region, address, bytes, access);
    clocks.publish(thread_, address);
    settle();
  }

  void allocated(std::uintptr_t address, std::size_t bytes) {
    if (is_active && address) heap_[address] = address + bytes;
  }
  void freed(std::uintptr_t address) { heap_.erase(address); }

  // Looks at what the last write left, now that it is done.
  void settle() {
    if (!pending_.region && pending_.conflicts.empty()) return;
    bool is_silent = false;
    if (Region* const region = pending_.region) {
      is_silent = std::memcmp(pending_.before, reinterpret_cast<void*>(pending_.address), pending_.bytes) == 0;
      if (is_silent)
        each_cell(*region, pending_.address, pending_.bytes,
                  [](Cell& cell, std::uint64_t) { cell.write.flags |= kSilent; });
    }
    for (const Conflict& each : pending_.conflicts)
      report_race(*each.region, each.offset, each.bytes, each.earlier, each.later, is_silent);
    pending_.conflicts.clear();
    pending_.region = nullptr;
  }

  // Ends the launch: what comes next would end the process.
  [[noreturn]] void stop() { current_block->fail("the examination ends here"); }

  FaultRecord record(Kind kind, const Access& access) const {
    FaultRecord fault{};
    fault.kind = kind;
    fault.region = -1;
    fault.place = access.place;
    fault.flags = access.flags;
    fault.block = access.block;
    fault.thread = access.thread;
    fault.other_block = fault.other_thread = -1;
    return fault;
  }
  Access own_access(std::uint16_t flags, std::uint32_t place) const {
    return {clocks.now(), block_, static_cast<std::uint16_t>(thread_), flags, place};
  }
  unsigned thread() const { return thread_; }
  std::uint64_t accesses() const { return accesses_; }

 private:
  struct Zone {
    std::uintptr_t begin, end;
    Region* region;
  };
  struct Conflict {
    Region* region;
    std::uint64_t offset;
    std::size_t bytes;
    Access earlier, later;
  };
  struct Pending {
    std::uintptr_t address = 0;
    unsigned bytes = 0;
    Region* region = nullptr;
    unsigned char before[16];
    std::vector<Conflict> conflicts;
  };

  // The region of an access whose cells are to be looked at; null where there is nothing to look at.
  Region* enter(std::uintptr_t address, std::size_t bytes, std::uint16_t flags, std::uint32_t place) {
    settle();
    if (++accesses_ > most_accesses_) {
      is_cut = true;
      stop();
    }
    if (address >= stack_begin_ && address < stack_end_) return nullptr;
    Region* const region = zone_of(address);
    if (!region) {
      if (!is_known_memory(address, bytes)) report_wild(address, bytes, flags, place);
      return nullptr;
    }
    const std::uint64_t offset = address - region->begin;
    if (offset >= region->bytes || bytes > region->bytes - offset) {
      report_outside(*region, static_cast<std::int64_t>(offset), bytes, flags, place);
      return nullptr;
    }
    if (region->space == Space::kIgnored) return nullptr;
    const std::uint64_t both = offset | bytes;
    if (both & ((std::uint64_t{1} << region->shift) - 1)) {
      if (!split_cells(*region, static_cast<unsigned>(__builtin_ctzll(both)))) {
        is_cut = true;
        stop();
      }
    }
    return region;
  }

  Region* zone_of(std::uintptr_t address) {
    if (last_zone_ && address >= last_zone_->begin && address < last_zone_->end) return last_zone_->region;
    auto next = std::upper_bound(zones_.begin(), zones_.end(), address,
                                 [](std::uintptr_t a, const Zone& zone) { return a < zone.begin; });
    if (next == zones_.begin() || address >= (--next)->end) return nullptr;
    last_zone_ = &*next;
    return next->region;
  }

  bool is_known_memory(std::uintptr_t address, std::size_t bytes) const {
    if (address >= image_begin && address < image_end) return true;
    if (address >= shared_begin_ && address < shared_end_) return true;  // threadIdx and its like
    auto next = heap_.upper_bound(address);
    return next != heap_.begin() && address + bytes <= (--next)->second;
  }

  template <class Visit>
  void each_cell(Region& region, std::uintptr_t address, std::size_t bytes, Visit visit) {
    const std::uint64_t first = (address - region.begin) >> region.shift;
    const std::uint64_t last = (address - region.begin + bytes - 1) >> region.shift;
    for (std::uint64_t i = first; i <= last; ++i) visit(region.cells[i], i << region.shift);
  }

  bool is_mine(const Access& access) const { return access.block == block_ && access.thread == thread_; }
  // Shared memory is new for each block.
  bool is_of_now(const Region& region, const Access& access) const {
    return access.time && (region.space != Space::kShared || access.block == block_);
  }
  bool is_uninitialised(const Region& region, const Cell& cell) const {
    return region.is_unwritten && !is_of_now(region, cell.write);
  }
  bool is_over(const Access& access) const {
    return is_mine(access) || clocks.is_over(access.block, access.thread, access.time, thread_);
  }

  void read_cell(Region& region, const Cell& cell, std::uint64_t offset, std::size_t bytes, const Access& access) {
    if (!is_of_now(region, cell.write)) {
      if (region.is_unwritten) report_uninitialised(region, offset, bytes, access);
    } else if (!is_over(cell.write)) {
      report_race(region, offset, bytes, cell.write, access, cell.write.flags & kSilent);
    }
  }

  // Of readers that the next writer may not know, two from as far apart as possible.
  void remember_read(const Region& region, Cell& cell, const Access& access) {
    for (Access& known : cell.read)
      if (!is_of_now(region, known) || is_over(known)) {
        known = access;
        return;
      }
    Access &first = cell.read[0], &second = cell.read[1];
    const bool is_farther_block = second.block == first.block && access.block != first.block;
    const bool is_farther_warp = second.block == first.block && access.block == first.block &&
                                 second.thread / 32 == first.thread / 32 && access.thread / 32 != first.thread / 32;
    if (is_farther_block || is_farther_warp) second = access;
  }

  void write_cells(Region& region, std::uintptr_t address, std::size_t bytes, const Access& access) {
    each_cell(region, address, bytes, [&](Cell& cell, std::uint64_t offset) {
      for (const Access* earlier : {&cell.write, &cell.read[0], &cell.read[1]})
        if (is_of_now(region, *earlier) && !is_over(*earlier))
          pending_.conflicts.push_back({&region, offset, bytes, *earlier, access});
      cell.write = access;
      cell.read[0] = cell.read[1] = {};
    });
  }

  // --- reports

  std::int32_t number(const Region& region) const { return static_cast<std::int32_t>(&region - regions.data()); }

  static void add_other(FaultRecord& fault, const Access& other) {
    fault.other_place = other.place;
    fault.other_flags = other.flags;
    fault.other_block = other.block;
    fault.other_thread = other.thread;
  }

  void report_race(const Region& region, std::uint64_t offset, std::size_t bytes, const Access& earlier,
                   const Access& later, bool is_silent) {
    const bool is_one_warp = earlier.block == later.block && earlier.thread / 32 == later.thread / 32;
    Kind kind = region.space == Space::kShared ? Kind::kSharedRace : Kind::kGlobalRace;
    if (earlier.flags & later.flags & kStrong || (earlier.flags & kStrong && later.flags & kStrong)) {
      // Volatile accesses are no race, but what a warp computes by them alone takes its lanes to run in step.
      if (!is_one_warp || region.space != Space::kShared || (earlier.flags | later.flags) & kAtomic || is_silent) return;
      kind = Kind::kLockstep;
    } else if (is_silent) {
      kind = Kind::kSameValueRace;
    } else if (is_one_warp) {
      kind = Kind::kWarpRace;
    }
    FaultRecord fault = record(kind, later);
    add_other(fault, earlier);
    add_where(fault, region, static_cast<std::int64_t>(offset), bytes);
    faults.add(fault);
  }

  void report_uninitialised(const Region& region, std::uint64_t offset, std::size_t bytes, const Access& access) {
    FaultRecord fault = record(Kind::kUninitialised, access);
    add_where(fault, region, static_cast<std::int64_t>(offset), bytes);
    faults.add(fault);
  }

  void report_outside(const Region& region, std::int64_t offset, std::size_t bytes, std::uint16_t flags,
                      std::uint32_t place) {
    FaultRecord fault = record(Kind::kOutOfBounds, own_access(flags, place));
    add_where(fault, region, offset, bytes);
    faults.add(fault);
  }

  void report_wild(std::uintptr_t address, std::size_t bytes, std::uint16_t flags, std::uint32_t place) {
    const auto stack = stacks_.upper_bound(address);
    if (stack != stacks_.begin() && address < std::prev(stack)->second) {
      faults.add(record(Kind::kForeignStack, own_access(flags, place)));
      return;
    }
    FaultRecord fault = record(Kind::kOutOfBounds, own_access(flags, place));
    fault.bytes = static_cast<std::uint32_t>(bytes);
    const Region* nearest = nullptr;
    std::uint64_t least = std::uint64_t{1} << 40;
    for (const Region& region : regions) {
      if (region.space == Space::kIgnored) continue;
      const std::uint64_t distance = address < region.begin ? region.begin - address : address - region.begin;
      if (distance < least) least = distance, nearest = &region;
    }
    if (nearest) add_where(fault, *nearest, static_cast<std::int64_t>(address - nearest->begin), bytes);
    if (address < kPageBytes) std::snprintf(fault.text, sizeof fault.text, "null"), fault.region = -1;
    faults.add(fault);
    stop();
  }

  void add_where(FaultRecord& fault, const Region& region, std::int64_t offset, std::size_t bytes) const {
    fault.region = number(region);
    fault.offset = offset;
    fault.bytes = static_cast<std::uint32_t>(bytes);
  }

  bool are_placed_ = false;
  std::uint32_t block_ = 0;
  unsigned thread_ = 0;
  std::uintptr_t stack_begin_ = 0, stack_end_ = 0;    // of the thread that runs
  std::uintptr_t shared_begin_ = 0, shared_end_ = 0;  // all thread-local storage
  std::uint64_t accesses_ = 0, most_accesses_ = 0;
  Access barrier_;  // the first thread that waits at the barrier, and where
  Pending pending_;
  std::vector<Zone> zones_;
  const Zone* last_zone_ = nullptr;
  std::map<std::uintptr_t, std::uintptr_t> stacks_, heap_;  // begin to end
};

static State state;

}  // namespace examine
}  // namespace cuda_host
