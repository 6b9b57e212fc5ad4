// TPipe, TQue and TBuf: who gets which part of the memory on the chip, and the flags that queues set by themselves.
// Source: asc-devkit docs, basic API, resource management.
#ifndef ASCENDC_TWIN_QUEUE_H
#define ASCENDC_TWIN_QUEUE_H

#include "ascendc_twin/sync.h"
#include "ascendc_twin/tensor.h"

namespace ascendc_twin {

constexpr std::uint32_t kMostBuffers = 64, kMostInUse = 8;

inline std::uint32_t round_up(std::uint32_t bytes, std::uint32_t unit) { return (bytes + unit - 1) / unit * unit; }

// Which pipe fills the buffers of a queue, and which takes from them.
constexpr Pipe filler(TPosition from, TPosition to) {
  if (from == TPosition::GM || to == TPosition::A1 || to == TPosition::B1 || from == TPosition::VECIN) return MTE2;
  if (from == TPosition::A1 || from == TPosition::B1) return MTE1;
  return from == TPosition::CO1 ? M : V;
}
constexpr Pipe taker(TPosition from, TPosition to) {
  if (to == TPosition::A1 || to == TPosition::B1) return MTE1;
  if (from == TPosition::A1 || from == TPosition::B1) return M;
  if (from == TPosition::CO1) return FIX;
  return to == TPosition::GM || to == TPosition::VECOUT ? MTE3 : V;
}

struct Slot {
  enum State { FREE, ALLOCATED, QUEUED, TAKEN } state = FREE;
  std::uint32_t address = 0, flag = 0;
  bool was_freed = false;
};

}  // namespace ascendc_twin

namespace AscendC {

// The end of a queue that lies in the chip's memory.
constexpr TPosition QueuePosition(TPosition from, TPosition to) {
  return from == TPosition::GM ? to : from == TPosition::A1 ? TPosition::A2 : from == TPosition::B1 ? TPosition::B2 : from;
}

template <TPosition from, TPosition to, std::int32_t depth, auto mask = 0>
class TQueBind {
 public:
  template <class T>
  LocalTensor<T> AllocTensor(ASCENDC_TWIN_HERE) {
    twin::Who who = {"AllocTensor", at.line};
    if (slots_.empty()) complain(who, "the queue has no buffers: InitBuffer is missing");
    twin::Slot& slot = slots_[next_alloc_];
    if (slot.state != twin::Slot::FREE) complain(who, "all %zu buffers of the queue are in use: FreeTensor is missing", slots_.size());
    next_alloc_ = (next_alloc_ + 1) % slots_.size();
    slot.state = twin::Slot::ALLOCATED;
    if (kFiller != kTaker && slot.was_freed) twin::core().pipes.wait_flag({kTaker, kFiller, slot.flag + 1}, who);
    slot.was_freed = false;
    return LocalTensor<T>(kPosition, slot.address, bytes_ / sizeof(T), "AllocTensor");
  }

  template <class T>
  bool EnQue(const LocalTensor<T>& tensor, ASCENDC_TWIN_HERE) {
    twin::Who who = {"EnQue", at.line};
    twin::Slot& slot = slot_of(tensor.Address(), twin::Slot::ALLOCATED, "allocated", who);
    if (std::int32_t(queue_.size()) >= (depth ? depth : 1)) complain(who, "the queue holds %d tensors already", depth ? depth : 1);
    slot.state = twin::Slot::QUEUED;
    queue_.push_back(&slot);
    if (kFiller != kTaker) twin::core().pipes.set_flag({kFiller, kTaker, slot.flag}, who);
    return true;
  }

  template <class T>
  LocalTensor<T> DeQue(ASCENDC_TWIN_HERE) {
    twin::Who who = {"DeQue", at.line};
    if (queue_.empty()) complain(who, "the queue is empty: EnQue is missing");
    twin::Slot& slot = *queue_.front();
    queue_.pop_front();
    slot.state = twin::Slot::TAKEN;
    if (kFiller != kTaker) twin::core().pipes.wait_flag({kFiller, kTaker, slot.flag}, who);
    return LocalTensor<T>(kPosition, slot.address, bytes_ / sizeof(T), "DeQue");
  }

  template <class T>
  void FreeTensor(const LocalTensor<T>& tensor, ASCENDC_TWIN_HERE) {
    twin::Who who = {"FreeTensor", at.line};
    twin::Slot* slot = find(tensor.Address());
    if (!slot || slot->state == twin::Slot::FREE || slot->state == twin::Slot::QUEUED)
      complain(who, "the tensor is none that the queue gave out");
    bool was_taken = slot->state == twin::Slot::TAKEN;
    slot->state = twin::Slot::FREE;
    slot->was_freed = kFiller != kTaker && was_taken;
    if (slot->was_freed) twin::core().pipes.set_flag({kTaker, kFiller, slot->flag + 1}, who);
  }

  bool HasTensorInQue() const { return !queue_.empty(); }
  bool HasIdleBuffer() const { return !slots_.empty() && slots_[next_alloc_].state == twin::Slot::FREE; }
  std::int32_t GetTensorCountInQue() const { return queue_.size(); }

 private:
  friend class TPipe;
  static constexpr TPosition kPosition = QueuePosition(from, to);
  static constexpr twin::Pipe kFiller = twin::filler(from, to), kTaker = twin::taker(from, to);
  std::vector<twin::Slot> slots_;
  std::deque<twin::Slot*> queue_;
  std::uint32_t bytes_ = 0;
  std::size_t next_alloc_ = 0;

  twin::Slot* find(std::uint64_t address) {
    for (auto& slot : slots_)
      if (slot.address == address) return &slot;
    return nullptr;
  }
  twin::Slot& slot_of(std::uint64_t address, twin::Slot::State wanted, const char* what, twin::Who who) {
    twin::Slot* slot = find(address);
    if (!slot || slot->state != wanted) complain(who, "the tensor is none that the queue has %s", what);
    return *slot;
  }
};

template <TPosition position>
struct QueueEnds {
  static constexpr TPosition from = TPosition::GM, to = position;
};
template <>
struct QueueEnds<TPosition::VECOUT> {
  static constexpr TPosition from = TPosition::VECOUT, to = TPosition::GM;
};
template <>
struct QueueEnds<TPosition::VECCALC> {
  static constexpr TPosition from = TPosition::VECCALC, to = TPosition::VECCALC;
};
template <>
struct QueueEnds<TPosition::A2> {
  static constexpr TPosition from = TPosition::A1, to = TPosition::A2;
};
template <>
struct QueueEnds<TPosition::B2> {
  static constexpr TPosition from = TPosition::B1, to = TPosition::B2;
};
template <>
struct QueueEnds<TPosition::CO1> {
  static constexpr TPosition from = TPosition::CO1, to = TPosition::GM;
};

template <TPosition position, std::int32_t depth, auto mask = 0>
class TQue : public TQueBind<QueueEnds<position>::from, QueueEnds<position>::to, depth, mask> {};

template <TPosition position = TPosition::VECCALC>
class TBuf {
 public:
  template <class T>
  LocalTensor<T> Get(ASCENDC_TWIN_HERE) {
    return Get<T>(bytes_ / sizeof(T), at);
  }
  template <class T>
  LocalTensor<T> Get(std::uint32_t count, ASCENDC_TWIN_HERE) {
    return GetWithOffset<T>(count, 0, at);
  }
  template <class T>
  LocalTensor<T> GetWithOffset(std::uint32_t count, std::uint32_t offset, ASCENDC_TWIN_HERE) {
    twin::Who who = {"TBuf::Get", at.line};
    if (!bytes_) complain(who, "the buffer has no memory: InitBuffer is missing");
    if (offset + std::uint64_t(count) * sizeof(T) > bytes_)
      complain(who, "%llu bytes of a buffer that has %u", (unsigned long long)(offset + std::uint64_t(count) * sizeof(T)), bytes_);
    return LocalTensor<T>(position, address_ + offset, count, "TBuf::Get");
  }

 private:
  friend class TPipe;
  std::uint32_t address_ = 0, bytes_ = 0;
};

class TPipe {
 public:
  TPipe() {
    if (twin::core().pipe_objects++) twin::complain({"TPipe", 0}, "there is one already: its memory would be given out twice");
    current() = this;
  }
  TPipe(const TPipe&) = delete;
  ~TPipe() noexcept(false) {
    --twin::core().pipe_objects;
    if (!std::uncaught_exceptions()) twin::core().pipes.drain();
  }
  static TPipe*& current() {
    static TPipe* pipe = nullptr;
    return pipe;
  }
  void Init() {}
  void Destroy() { twin::core().pipes.drain(); }

  template <TPosition from, TPosition to, std::int32_t depth, auto mask>
  bool InitBuffer(TQueBind<from, to, depth, mask>& queue, std::uint8_t number, std::uint32_t bytes, ASCENDC_TWIN_HERE) {
    queue.bytes_ = twin::round_up(bytes, 32);
    if (number > twin::kMostInUse) twin::complain({"InitBuffer", at.line}, "%d buffers of one queue, of which at most %u can be in use", number, twin::kMostInUse);
    for (int i = 0; i < number; ++i) {
      twin::Slot slot;
      slot.address = take(TQueBind<from, to, depth, mask>::kPosition, queue.bytes_, at);
      slot.flag = twin::core().next_queue_flag;
      twin::core().next_queue_flag += 2;
      queue.slots_.push_back(slot);
    }
    return true;
  }
  template <TPosition position>
  bool InitBuffer(TBuf<position>& buffer, std::uint32_t bytes, ASCENDC_TWIN_HERE) {
    buffer.bytes_ = twin::round_up(bytes, 32);
    buffer.address_ = take(position, buffer.bytes_, at);
    return true;
  }
  void Reset() {
    twin::core().pipes.drain();
    for (auto& top : top_) top = 0;
    buffers_ = 0;
  }

  template <HardEvent event>
  TEventID AllocEventID(ASCENDC_TWIN_HERE) {
    TEventID id = free_id(int(event), {"AllocEventID", at.line});
    taken_[int(event)] |= 1 << id;
    return id;
  }
  template <HardEvent event>
  void ReleaseEventID(TEventID id) {
    taken_[int(event)] &= ~(1 << id);
  }
  template <HardEvent event>
  TEventID FetchEventID(ASCENDC_TWIN_HERE) {
    return free_id(int(event), {"FetchEventID", at.line});
  }
  TEventID FetchEventID(HardEvent event, ASCENDC_TWIN_HERE) { return free_id(int(event), {"FetchEventID", at.line}); }

 private:
  std::uint32_t top_[twin::MEMORIES] = {}, buffers_ = 0;
  std::uint8_t taken_[int(HardEvent::MAX)] = {};

  std::uint32_t take(TPosition position, std::uint32_t bytes, twin::At at) {
    using namespace ascendc_twin;
    Who who = {"InitBuffer", at.line};
    Memory memory = memory_of(position);
    if (memory == GM) complain(who, "a buffer in a place that is not on the chip");
    std::uint32_t address = round_up(top_[memory], kMemories[memory].alignment);
    if (++buffers_ > kMostBuffers) complain(who, "a kernel has at most %u buffers", kMostBuffers);
    if (bytes > kMemories[memory].capacity || address + bytes > kMemories[memory].capacity)
      complain(who, "%u bytes behind the %u that are taken do not fit into %s, which has %u for a kernel", bytes, address, kMemories[memory].name,
               kMemories[memory].capacity);
    top_[memory] = address + bytes;
    return address;
  }
  TEventID free_id(int event, twin::Who who) {
    for (int id = 0; id < 8; ++id)
      if (!(taken_[event] >> id & 1)) return id;
    complain(who, "all eight event ids are taken");
  }
};

// The pipe that the kernel has made.
inline TPipe* GetTPipePtr() { return TPipe::current(); }

// Memory of one kind, given out from its start; for kernels that place their tensors themselves.
enum class Hardware : std::uint8_t { GM, UB, L1, L0A, L0B, L0C, BIAS, FIXBUF };
template <Hardware hardware = Hardware::UB>
class LocalMemAllocator {
 public:
  template <TPosition position, class T>
  LocalTensor<T> Alloc(std::uint32_t count) {
    constexpr twin::Memory memory = twin::memory_of(position);
    std::uint32_t alignment = twin::kMemories[memory].alignment;
    if (alignment < 32) alignment = 32;
    std::uint32_t address = twin::round_up(top_, alignment);
    top_ = address + twin::round_up(count * sizeof(T), 32);
    return LocalTensor<T>(position, address, count, "LocalMemAllocator::Alloc");
  }
  template <class T, std::uint32_t count>
  LocalTensor<T> Alloc() {
    return Alloc<TPosition::VECCALC, T>(count);
  }
  std::uint32_t GetCurAddr() const { return top_; }

 private:
  std::uint32_t top_ = 0;
};

}  // namespace AscendC

#endif
