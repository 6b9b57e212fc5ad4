// What the block does (block.h), compiled once for all kernels: see runtime.cpp.
#pragma once

namespace cuda_host {

Block::Block(dim3 grid, dim3 block, bool descending, std::size_t stack_bytes, Body body, void* closure)
    : body_(body),
      closure_(closure),
      descending_(descending),
      stack_bytes_(stack_bytes),
      total_(block.x * block.y * block.z) {
  threads_.resize(total_);
  warps_.resize((total_ + 31) / 32);
  for (unsigned t = 0; t < total_; ++t)
    threads_[t].index = {t % block.x, t / block.x % block.y, t / (block.x * block.y)};
  current_block = this;
  blockDim = block;
  gridDim = grid;
}

Block::~Block() { current_block = nullptr; }

bool Block::run(uint3 index) {
  blockIdx = index;
  Observer::begins(total_);
  started_ = at_barrier_ = vote_count_ = 0;
  vote_all_ = true;
  live_ = total_;
  idle_.clear();
  for (Stack& stack : stacks_) idle_.push_back(&stack);
  for (unsigned w = 0; w < warps_.size(); ++w) reset(warps_[w], total_ - 32 * w);
  while (live_ > 0 && !failure_.failed) {
    const bool moved = start_threads() | resume_threads();
    if (!moved && !failure_.failed && !end_convergent()) describe_deadlock();
  }
  return !failure_.failed;
}

void Block::barrier(bool vote) {
  vote_count_ += vote;
  vote_all_ &= vote;
  ++at_barrier_;
  threads_[current_].wait = Wait::kBarrier;
  end_barrier();
  suspend();
}

void Block::yield() { suspend(); }

Collective& Block::join(std::uint32_t mask, bool convergent, const char* operation, std::uint64_t value) {
  Warp& warp = warps_[current_ / 32];
  const std::uint32_t bit = 1u << lane();
  if (!(mask & bit)) fail("%s with mask 0x%08x, in which the calling lane %u is not", operation, mask, lane());
  Collective& collective = find(warp, mask, convergent, operation);
  if (collective.operation != operation && std::strcmp(collective.operation, operation) != 0)
    fail("lanes of one mask 0x%08x meet in %s and in %s", mask, collective.operation, operation);
  collective.value[lane()] = value;
  collective.arrived |= bit;
  end_if_complete(warp, collective);
  if (collective.open) {
    threads_[current_].wait = Wait::kCollective;
    suspend();
  }
  return collective;
}

void Block::fail(const char* format, ...) {
  char text[320];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  std::snprintf(failure_.text, sizeof failure_.text, "block (%u,%u,%u) thread (%u,%u,%u): %s", blockIdx.x, blockIdx.y,
                blockIdx.z, threadIdx.x, threadIdx.y, threadIdx.z, text);
  failure_.failed = true;
  threads_[current_].wait = Wait::kFinished;
  suspend();
  std::abort();  // a failed block is never resumed
}

void Block::reset(Warp& warp, unsigned threads) {
  warp.live = threads >= 32 ? ~0u : (1u << threads) - 1;
  warp.collectives.clear();
}

void Block::select(unsigned thread) {
  current_ = thread;
  threadIdx = threads_[thread].index;
  Observer::selected(thread, threads_[thread].stack);
}

bool Block::start_threads() {
  const bool any = started_ < total_;
  while (started_ < total_ && !failure_.failed) {
    if (idle_.empty()) {
      idle_.push_back(&stacks_.emplace_back(stack_bytes_, stacks_.size()));
    }
    Stack* stack = idle_.back();
    idle_.pop_back();
    Context fresh;
    fresh.prepare(stack->bottom(), stack->bytes(), &Block::fiber);
    starting_stack_ = stack;
    Context::go(scheduler_, fresh);
  }
  return any;
}

bool Block::resume_threads() {
  bool any = false;
  for (unsigned k = 0; k < total_ && !failure_.failed; ++k) {
    const unsigned thread = ordered(k);
    if (threads_[thread].wait != Wait::kReady) continue;
    any = true;
    select(thread);
    Context::go(scheduler_, threads_[thread].context);
  }
  return any;
}

void Block::fiber() {
  Block& block = *current_block;
  Stack* const stack = block.starting_stack_;
  while (block.started_ < block.total_) {
    const unsigned thread = block.ordered(block.started_++);
    block.threads_[thread].stack = stack;
    block.threads_[thread].wait = Wait::kReady;
    block.select(thread);
    block.body_(block.closure_);
    block.finish();
  }
  block.idle_.push_back(stack);
  Context::go(block.threads_[block.current_].context, block.scheduler_);
  std::abort();  // a finished fiber is prepared anew, never resumed
}

void Block::finish() {
  Observer::paused();
  threads_[current_].wait = Wait::kFinished;
  --live_;
  Warp& warp = warps_[current_ / 32];
  warp.live &= ~(1u << lane());
  for (Collective& collective : warp.collectives)
    if (collective.open) end_if_complete(warp, collective);
  end_barrier();
}

void Block::suspend() {
  Observer::paused();
  Context::go(threads_[current_].context, scheduler_);
}

void Block::end_barrier() {
  if (at_barrier_ == 0 || at_barrier_ < live_) return;
  Observer::barrier_ended();
  result_count_ = vote_count_;
  result_all_ = vote_all_;
  at_barrier_ = vote_count_ = 0;
  vote_all_ = true;
  for (Thread& thread : threads_)
    if (thread.wait == Wait::kBarrier) thread.wait = Wait::kReady;
}

Collective& Block::find(Warp& warp, std::uint32_t mask, bool convergent, const char* operation) {
  Collective* unused = nullptr;
  for (Collective& collective : warp.collectives) {
    const bool same = collective.mask == mask && collective.convergent == convergent;
    // Without a mask, lanes in different operations are in different branches; with one, that is the kernel's fault.
    if (collective.open && same && (!convergent || collective.operation == operation)) return collective;
    if (!collective.open && !collective.unread) unused = &collective;
  }
  if (!unused) unused = &warp.collectives.emplace_back();
  unused->mask = mask;
  unused->arrived = unused->unread = 0;
  unused->open = true;
  unused->convergent = convergent;
  unused->operation = operation;
  return *unused;
}

void Block::end_if_complete(Warp& warp, Collective& collective) {
  if (collective.arrived == (collective.mask & warp.live)) end(warp, collective);
}

void Block::end(Warp& warp, Collective& collective) {
  collective.open = false;
  collective.unread = collective.arrived;
  const unsigned number = static_cast<unsigned>(&warp - warps_.data()), first = 32 * number;
  Observer::met(number, collective.arrived, warp.live, collective.operation);
  for (std::uint32_t lanes = collective.arrived; lanes; lanes &= lanes - 1)
    threads_[first + static_cast<unsigned>(__builtin_ctz(lanes))].wait = Wait::kReady;
}

bool Block::end_convergent() {
  bool any = false;
  for (Warp& warp : warps_)
    for (Collective& collective : warp.collectives)
      if (collective.open && collective.convergent) end(warp, collective), any = true;
  return any;
}

void Block::describe_deadlock() {
  failure_.failed = true;
  int used = std::snprintf(failure_.text, sizeof failure_.text,
                           "block (%u,%u,%u) is deadlocked: %u threads wait at __syncthreads", blockIdx.x, blockIdx.y,
                           blockIdx.z, at_barrier_);
  for (Warp& warp : warps_)
    for (Collective& c : warp.collectives)
      if (c.open && used < 400)
        used += std::snprintf(failure_.text + used, sizeof failure_.text - used,
                              "; lanes 0x%08x of warp %d wait in %s for lanes 0x%08x", c.arrived,
                              static_cast<int>(&warp - warps_.data()), c.operation, c.mask & warp.live & ~c.arrived);
  Observer::deadlocked(failure_.text);
}

}  // namespace cuda_host
