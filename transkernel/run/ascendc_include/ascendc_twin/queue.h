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

// A queue, whatever the elements of its tensors are.
class Queue {
 public:
  Queue(TPosition position, Pipe filler, Pipe taker, std::size_t depth);
  ~Queue();
  LocalView allocate(std::uint32_t size, Who who);
  void enqueue(const LocalView& tensor, Who who);
  LocalView dequeue(std::uint32_t size, Who who);
  void free(const LocalView& tensor, Who who);
  bool has_idle_buffer() const { return !slots_.empty() && slots_[next_].state == Slot::FREE; }
  std::size_t count() const { return queued_.size(); }
  TPosition position() const { return position_; }
  void add_buffer(std::uint32_t address, std::uint32_t bytes);

 private:
  TPosition position_;
  Pipe filler_, taker_;
  std::size_t depth_, next_ = 0;
  std::uint32_t bytes_ = 0;
  std::vector<Slot> slots_;
  std::deque<Slot*> queued_;

  bool has_flags() const { return filler_ != taker_; }
  LocalView view_of(const Slot& slot, std::uint32_t size) const { return {position_, size, slot.address, bytes_ / size}; }
  Slot* find(const LocalView& tensor);
};

// Who gets which part of the chip's memories, and which ids of events are free.
class Resources {
 public:
  std::uint32_t take(TPosition position, std::uint32_t bytes, Who who);
  void add_buffers(Queue& queue, std::uint32_t number, std::uint32_t bytes, Who who);
  void reset();
  std::int8_t free_id(int event, Who who) const;
  void take_id(int event, std::int8_t id) { taken_[event] |= 1 << id; }
  void release_id(int event, std::int8_t id) { taken_[event] &= ~(1 << id); }

 private:
  std::uint32_t top_[MEMORIES] = {}, buffers_ = 0;
  std::uint8_t taken_[64] = {};
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
    return LocalTensor<T>(queue_.allocate(sizeof(T), {"AllocTensor", at.line}), "AllocTensor");
  }
  template <class T>
  bool EnQue(const LocalTensor<T>& tensor, ASCENDC_TWIN_HERE) {
    queue_.enqueue(tensor.View(), {"EnQue", at.line});
    return true;
  }
  template <class T>
  LocalTensor<T> DeQue(ASCENDC_TWIN_HERE) {
    return LocalTensor<T>(queue_.dequeue(sizeof(T), {"DeQue", at.line}), "DeQue");
  }
  template <class T>
  void FreeTensor(const LocalTensor<T>& tensor, ASCENDC_TWIN_HERE) {
    queue_.free(tensor.View(), {"FreeTensor", at.line});
  }
  bool HasTensorInQue() const { return queue_.count() != 0; }
  bool HasIdleBuffer() const { return queue_.has_idle_buffer(); }
  std::int32_t GetTensorCountInQue() const { return queue_.count(); }

 private:
  friend class TPipe;
  twin::Queue queue_{QueuePosition(from, to), twin::filler(from, to), twin::taker(from, to), depth ? depth : 1};
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

#define ASCENDC_TWIN_COMPILED_BUFFER(NAME, T)                                                                           \
  ASCENDC_TWIN_COMPILED LocalTensor<T> TBuf<TPosition::VECCALC>::Get(twin::At);                                         \
  ASCENDC_TWIN_COMPILED LocalTensor<T> TBuf<TPosition::VECCALC>::Get(std::uint32_t, twin::At);                          \
  ASCENDC_TWIN_COMPILED LocalTensor<T> TBuf<TPosition::VECCALC>::GetWithOffset(std::uint32_t, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_BUFFER, , ASCENDC_TWIN_ALL_TYPES)
#undef ASCENDC_TWIN_COMPILED_BUFFER

class TPipe {
 public:
  TPipe();
  TPipe(const TPipe&) = delete;
  ~TPipe() noexcept(false);
  void Init() {}
  void Destroy() { twin::core().pipes.drain(); }

  template <TPosition from, TPosition to, std::int32_t depth, auto mask>
  bool InitBuffer(TQueBind<from, to, depth, mask>& queue, std::uint8_t number, std::uint32_t bytes, ASCENDC_TWIN_HERE) {
    resources_.add_buffers(queue.queue_, number, bytes, {"InitBuffer", at.line});
    return true;
  }
  template <TPosition position>
  bool InitBuffer(TBuf<position>& buffer, std::uint32_t bytes, ASCENDC_TWIN_HERE) {
    buffer.bytes_ = twin::round_up(bytes, 32);
    buffer.address_ = resources_.take(position, buffer.bytes_, {"InitBuffer", at.line});
    return true;
  }
  void Reset() { resources_.reset(); }

  template <HardEvent event>
  TEventID AllocEventID(ASCENDC_TWIN_HERE) {
    TEventID id = resources_.free_id(int(event), {"AllocEventID", at.line});
    resources_.take_id(int(event), id);
    return id;
  }
  template <HardEvent event>
  void ReleaseEventID(TEventID id) {
    resources_.release_id(int(event), id);
  }
  template <HardEvent event>
  TEventID FetchEventID(ASCENDC_TWIN_HERE) {
    return resources_.free_id(int(event), {"FetchEventID", at.line});
  }
  TEventID FetchEventID(HardEvent event, ASCENDC_TWIN_HERE) { return resources_.free_id(int(event), {"FetchEventID", at.line}); }

 private:
  twin::Resources resources_;
};

// The pipe that the kernel has made.
TPipe* GetTPipePtr();

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
  template <class T>
  LocalTensor<T> Alloc(std::uint32_t count) {
    return Alloc<TPosition::VECCALC, T>(count);
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
