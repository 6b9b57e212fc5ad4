// LocalTensor and GlobalTensor: typed views of memory, and the scalar unit's accesses to them.
#ifndef ASCENDC_TWIN_TENSOR_H
#define ASCENDC_TWIN_TENSOR_H

#include "ascendc_twin/cache.h"

namespace AscendC {

enum class TPosition : std::uint8_t { GM, A1, A2, B1, B2, C1, C2, CO1, CO2, VECIN, VECOUT, VECCALC, LCM, TSCM, SPM, C2PIPE2GM, MAX };
using QuePosition = TPosition;

}  // namespace AscendC

namespace ascendc_twin {

using AscendC::TPosition;

constexpr Memory memory_of(TPosition position) {
  switch (position) {
    case TPosition::A1: case TPosition::B1: case TPosition::C1: case TPosition::TSCM: return L1;
    case TPosition::A2: return L0A;
    case TPosition::B2: return L0B;
    case TPosition::CO1: return L0C;
    case TPosition::VECIN: case TPosition::VECOUT: case TPosition::VECCALC: return UB;
    default: return GM;
  }
}

}  // namespace ascendc_twin

namespace AscendC {

// An element of on-chip memory that the scalar unit reads or writes, whichever way it is used.
template <class Tensor, class T>
struct ElementReference {
  const Tensor& tensor;
  std::uint64_t index;
  twin::At at;
  operator T() const { return tensor.GetValue(index, at); }
  void operator=(T value) const { tensor.SetValue(index, value, at); }
};

template <class T>
class LocalTensor {
 public:
  using PrimType = T;

  LocalTensor() = default;
  LocalTensor(TPosition position, std::uint32_t address, std::uint32_t count) : LocalTensor(position, address, count, "LocalTensor") {}
  LocalTensor(TPosition position, std::uint64_t address, std::uint64_t count, const char* maker)
      : position_(position), address_(address), count_(count) {
    using namespace ascendc_twin;
    const MemoryKind& kind = kMemories[memory_of(position)];
    if (address % 32) complain({maker, 0}, "its address in %s is %llu, no multiple of 32", kind.name, (unsigned long long)address);
    if (address + count * sizeof(T) > kind.capacity)
      complain({maker, 0}, "%llu bytes at %llu do not fit into %s, which has %u for a kernel", (unsigned long long)(count * sizeof(T)),
               (unsigned long long)address, kind.name, kind.capacity);
  }

  LocalTensor operator[](std::uint32_t offset) const {
    if (offset > count_) twin::complain({"LocalTensor[]", 0}, "element %u of a tensor that has %llu", offset, (unsigned long long)count_);
    LocalTensor part = *this;
    part.address_ += std::uint64_t(offset) * sizeof(T);
    part.count_ -= offset;
    return part;
  }
  ElementReference<LocalTensor, T> operator()(std::uint32_t index, ASCENDC_TWIN_HERE) const { return {*this, index, at}; }

  T GetValue(std::uint32_t index, ASCENDC_TWIN_HERE) const {
    using namespace ascendc_twin;
    Who who = {"GetValue", at.line};
    Access access = element(index, false, who);
    core().pipes.scalar_access(access, who);
    if (!core().pipes.shadow.is_written(access, who)) complain(who, "nobody wrote element %u", index);
    return *static_cast<T*>(static_cast<void*>(core().place(access.memory, access.begin)));
  }

  template <class U>
  void SetValue(std::uint32_t index, U value, ASCENDC_TWIN_HERE) const {
    using namespace ascendc_twin;
    Who who = {"SetValue", at.line};
    Access access = element(index, true, who);
    core().pipes.scalar_access(access, who);
    T converted = static_cast<T>(value);
    std::memcpy(core().place(access.memory, access.begin), &converted, sizeof converted);
  }

  template <class U>
  LocalTensor<U> ReinterpretCast() const {
    return LocalTensor<U>(position_, address_, count_ * sizeof(T) / sizeof(U), "ReinterpretCast");
  }

  std::uint32_t GetSize() const { return count_; }
  std::uint32_t GetLength() const { return count_ * sizeof(T); }
  void SetSize(std::uint32_t count) { *this = LocalTensor(position_, address_, count, "SetSize"); }
  TPosition GetPosition() const { return position_; }
  std::uint64_t Address() const { return address_; }  // the twin's own, as is the next

  // `elements` of it as an operand of an instruction. Complains of what is too short or not aligned.
  twin::Access Operand(const char* name, std::uint64_t elements, bool writes, twin::Who who, std::uint32_t alignment = 0) const {
    using namespace ascendc_twin;
    Memory memory = memory_of(position_);
    if (memory == GM) complain(who, "%s is no tensor that anybody made", name);
    if (!alignment) alignment = kMemories[memory].alignment;
    if (address_ % alignment)
      complain(who, "%s begins at byte %llu of %s, no multiple of %u", name, (unsigned long long)address_, kMemories[memory].name, alignment);
    if (elements > count_)
      complain(who, "%llu elements of %s, which has %llu", (unsigned long long)elements, name, (unsigned long long)count_);
    return {memory, writes, name, address_, elements * sizeof(T)};
  }
  T* Data() const { return static_cast<T*>(static_cast<void*>(twin::core().place(twin::memory_of(position_), address_))); }

 private:
  TPosition position_ = TPosition::GM;
  std::uint64_t address_ = 0, count_ = 0;

  twin::Access element(std::uint32_t index, bool writes, twin::Who who) const {
    using namespace ascendc_twin;
    if (memory_of(position_) != UB) complain(who, "the scalar unit reaches nothing on the chip but UB");
    if (index >= count_) complain(who, "element %u of a tensor that has %llu", index, (unsigned long long)count_);
    core().use_vector(who);
    ++core().request->scalar_accesses;
    return {UB, writes, "the tensor", address_ + std::uint64_t(index) * sizeof(T), sizeof(T)};
  }
};

template <class T>
class GlobalTensor {
 public:
  using PrimType = T;

  void SetGlobalBuffer(T* address) { SetGlobalBuffer(address, 0); }
  void SetGlobalBuffer(T* address, std::uint64_t count) {
    address_ = address;
    count_ = count;
    is_bounded_ = count != 0;
  }

  GlobalTensor operator[](std::uint64_t offset) const {
    GlobalTensor part = *this;
    if (is_bounded_ && offset > count_)
      twin::complain({"GlobalTensor[]", 0}, "element %llu of a tensor that has %llu", (unsigned long long)offset, (unsigned long long)count_);
    part.address_ = address_ + offset;
    part.count_ -= is_bounded_ ? offset : 0;
    return part;
  }
  ElementReference<GlobalTensor, T> operator()(std::uint64_t index, ASCENDC_TWIN_HERE) const { return {*this, index, at}; }

  T GetValue(std::uint64_t index, ASCENDC_TWIN_HERE) const {
    twin::Who who = {"GetValue", at.line};
    T value;
    twin::cache_read(element(index, false, who), &value, who);
    return value;
  }

  template <class U>
  void SetValue(std::uint64_t index, U value, ASCENDC_TWIN_HERE) const {
    twin::Who who = {"SetValue", at.line};
    T converted = static_cast<T>(value);
    twin::cache_write(element(index, true, who), &converted, who);
  }

  template <class U>
  GlobalTensor<U> ReinterpretCast() const {
    GlobalTensor<U> other;
    other.SetGlobalBuffer(reinterpret_cast<U*>(address_), count_ * sizeof(T) / sizeof(U));
    return other;
  }

  std::uint64_t GetSize() const { return count_; }
  T* GetPhyAddr() const { return address_; }
  T* GetPhyAddr(std::uint64_t offset) const { return address_ + offset; }
  template <class Hint>
  void SetL2CacheHint(Hint) {}

  // `bytes` from `skip` bytes behind its start as an operand of an instruction.
  twin::Access Operand(const char* name, std::uint64_t skip, std::uint64_t bytes, bool writes, twin::Who who) const {
    if (is_bounded_ && skip + bytes > count_ * sizeof(T))
      twin::complain(who, "%llu bytes from byte %llu of %s, which has %llu", (unsigned long long)bytes, (unsigned long long)skip, name,
                             (unsigned long long)(count_ * sizeof(T)));
    return {twin::GM, writes, name, reinterpret_cast<std::uint64_t>(address_) + skip, bytes};
  }

 private:
  T* address_ = nullptr;
  std::uint64_t count_ = 0;
  bool is_bounded_ = false;

  twin::Access element(std::uint64_t index, bool writes, twin::Who who) const {
    ++twin::core().request->scalar_accesses;
    return Operand("the tensor", index * sizeof(T), sizeof(T), writes, who);
  }
};

// Words of the vendor's for what the caches may do; the twin takes either way.
enum class CacheLine : std::uint64_t { SINGLE_CACHE_LINE = 0, ENTIRE_DATA_CACHE };
enum class DcciDst : std::uint64_t { CACHELINE_ALL = 0, CACHELINE_UB, CACHELINE_OUT, CACHELINE_ATOMIC };

template <class T, CacheLine entire, DcciDst destination = DcciDst::CACHELINE_OUT>
void DataCacheCleanAndInvalid(const GlobalTensor<T>& tensor, ASCENDC_TWIN_HERE) {
  twin::Who who = {"DataCacheCleanAndInvalid", at.line};
  twin::cache_clean(reinterpret_cast<std::uint64_t>(tensor.GetPhyAddr()), entire == CacheLine::ENTIRE_DATA_CACHE, who);
}

}  // namespace AscendC

#endif
