#include "ascendc_twin/queue.h"

#include <exception>

namespace ascendc_twin {

Queue::Queue(TPosition position, Pipe filler, Pipe taker, std::size_t depth) : position_(position), filler_(filler), taker_(taker), depth_(depth) {}
Queue::~Queue() = default;

Slot* Queue::find(const LocalView& tensor) {
  for (Slot& slot : slots_)
    if (slot.address == tensor.address) return &slot;
  return nullptr;
}

void Queue::add_buffer(std::uint32_t address, std::uint32_t bytes) {
  Slot slot;
  slot.address = address;
  slot.flag = core().next_queue_flag;
  core().next_queue_flag += 2;
  bytes_ = bytes;
  slots_.push_back(slot);
}

LocalView Queue::allocate(std::uint32_t size, Who who) {
  if (slots_.empty()) complain(who, "the queue has no buffers: InitBuffer is missing");
  Slot& slot = slots_[next_];
  if (slot.state != Slot::FREE) complain(who, "all %zu buffers of the queue are in use: FreeTensor is missing", slots_.size());
  next_ = (next_ + 1) % slots_.size();
  slot.state = Slot::ALLOCATED;
  if (slot.was_freed) core().pipes.wait_flag({taker_, filler_, slot.flag + 1}, who);
  slot.was_freed = false;
  return view_of(slot, size);
}

void Queue::enqueue(const LocalView& tensor, Who who) {
  Slot* slot = find(tensor);
  if (!slot || slot->state != Slot::ALLOCATED) complain(who, "the tensor is none that the queue has allocated");
  if (queued_.size() >= depth_) complain(who, "the queue holds %zu tensors already", depth_);
  slot->state = Slot::QUEUED;
  queued_.push_back(slot);
  if (has_flags()) core().pipes.set_flag({filler_, taker_, slot->flag}, who);
}

LocalView Queue::dequeue(std::uint32_t size, Who who) {
  if (queued_.empty()) complain(who, "the queue is empty: EnQue is missing");
  Slot& slot = *queued_.front();
  queued_.pop_front();
  slot.state = Slot::TAKEN;
  if (has_flags()) core().pipes.wait_flag({filler_, taker_, slot.flag}, who);
  return view_of(slot, size);
}

void Queue::free(const LocalView& tensor, Who who) {
  Slot* slot = find(tensor);
  if (!slot || slot->state == Slot::FREE || slot->state == Slot::QUEUED) complain(who, "the tensor is none that the queue gave out");
  slot->was_freed = has_flags() && slot->state == Slot::TAKEN;
  slot->state = Slot::FREE;
  if (slot->was_freed) core().pipes.set_flag({taker_, filler_, slot->flag + 1}, who);
}

std::uint32_t Resources::take(TPosition position, std::uint32_t bytes, Who who) {
  Memory memory = memory_of(position);
  if (memory == GM) complain(who, "a buffer in a place that is not on the chip");
  std::uint32_t capacity = kMemories[memory].capacity, address = round_up(top_[memory], kMemories[memory].alignment);
  if (++buffers_ > kMostBuffers) complain(who, "a kernel has at most %u buffers", kMostBuffers);
  if (bytes > capacity || address + bytes > capacity)
    complain(who, "%u bytes behind the %u that are taken do not fit into %s, which has %u for a kernel", bytes, address, kMemories[memory].name, capacity);
  top_[memory] = address + bytes;
  return address;
}

void Resources::add_buffers(Queue& queue, std::uint32_t number, std::uint32_t bytes, Who who) {
  if (number > kMostInUse) complain(who, "%u buffers of one queue, of which at most %u can be in use", number, kMostInUse);
  bytes = round_up(bytes, 32);
  for (std::uint32_t i = 0; i < number; ++i) queue.add_buffer(take(queue.position(), bytes, who), bytes);
}

void Resources::reset() {
  core().pipes.drain();
  for (auto& top : top_) top = 0;
  buffers_ = 0;
}

std::int8_t Resources::free_id(int event, Who who) const {
  for (int id = 0; id < 8; ++id)
    if (!(taken_[event] >> id & 1)) return id;
  complain(who, "all eight event ids are taken");
}

}  // namespace ascendc_twin

namespace AscendC {

static TPipe* current_pipe = nullptr;

TPipe* GetTPipePtr() { return current_pipe; }

TPipe::TPipe() {
  if (twin::core().pipe_objects++) twin::complain({"TPipe", 0}, "there is one already: its memory would be given out twice");
  current_pipe = this;
}

TPipe::~TPipe() noexcept(false) {
  --twin::core().pipe_objects;
  if (!std::uncaught_exceptions()) twin::core().pipes.drain();
}

}  // namespace AscendC
