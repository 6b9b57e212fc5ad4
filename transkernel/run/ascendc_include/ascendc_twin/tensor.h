// LocalTensor and GlobalTensor: typed views of memory, and the scalar unit's accesses to them.
#ifndef ASCENDC_TWIN_TENSOR_H
#define ASCENDC_TWIN_TENSOR_H

#include "ascendc_twin/cache.h"
#include "ascendc_twin/compiled.h"

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

// A tensor on the chip, and one in global memory, whatever their elements are. size: bytes of an element.
struct LocalView {
  TPosition position = TPosition::GM;
  std::uint32_t size = 1;
  std::uint64_t address = 0, count = 0;
};
struct GlobalView {
  std::uint64_t address = 0, count = 0;  // count: 0 where nobody said
  std::uint32_t size = 1;
  bool is_bounded = false;
};

// Complains of a tensor that does not lie in its memory.
void check_lies(const LocalView& view, const char* maker);
// `elements` of it as an operand of an instruction. Complains of what is too short or not aligned. alignment: 0 for the
// memory's own.
Access operand_of(const LocalView& view, const char* name, std::uint64_t elements, bool writes, Who who, std::uint32_t alignment);
// `bytes` from `skip` bytes behind its start as an operand.
Access operand_of(const GlobalView& view, const char* name, std::uint64_t skip, std::uint64_t bytes, bool writes, Who who);
// One element, by the scalar unit.
void get_element(const LocalView& view, std::uint64_t index, void* value, Who who);
void set_element(const LocalView& view, std::uint64_t index, const void* value, Who who);
void get_element(const GlobalView& view, std::uint64_t index, void* value, Who who);
void set_element(const GlobalView& view, std::uint64_t index, const void* value, Who who);
// From an element on.
LocalView part_of(LocalView view, std::uint64_t offset);
GlobalView part_of(GlobalView view, std::uint64_t offset);

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
      : LocalTensor(twin::LocalView{position, sizeof(T), address, count}, maker) {}
  LocalTensor(const twin::LocalView& view, const char* maker) : view_(view) { twin::check_lies(view_, maker); }

  LocalTensor operator[](std::uint32_t offset) const { return LocalTensor(twin::part_of(view_, offset)); }
  ElementReference<LocalTensor, T> operator()(std::uint32_t index, ASCENDC_TWIN_HERE) const { return {*this, index, at}; }

  T GetValue(std::uint32_t index, ASCENDC_TWIN_HERE) const {
    T value;
    twin::get_element(view_, index, &value, {"GetValue", at.line});
    return value;
  }
  template <class U>
  void SetValue(std::uint32_t index, U value, ASCENDC_TWIN_HERE) const {
    T converted = static_cast<T>(value);
    twin::set_element(view_, index, &converted, {"SetValue", at.line});
  }

  template <class U>
  LocalTensor<U> ReinterpretCast() const {
    return LocalTensor<U>(view_.position, view_.address, view_.count * sizeof(T) / sizeof(U), "ReinterpretCast");
  }

  std::uint32_t GetSize() const { return view_.count; }
  std::uint32_t GetLength() const { return view_.count * sizeof(T); }
  void SetSize(std::uint32_t count) { *this = LocalTensor(view_.position, view_.address, count, "SetSize"); }
  TPosition GetPosition() const { return view_.position; }

  // The twin's own.
  const twin::LocalView& View() const { return view_; }
  std::uint64_t Address() const { return view_.address; }
  twin::Access Operand(const char* name, std::uint64_t elements, bool writes, twin::Who who, std::uint32_t alignment = 0) const {
    return twin::operand_of(view_, name, elements, writes, who, alignment);
  }
  T* Data() const { return static_cast<T*>(static_cast<void*>(twin::core().place(twin::memory_of(view_.position), view_.address))); }

 private:
  twin::LocalView view_;

  explicit LocalTensor(const twin::LocalView& view) : view_(view) {}
};

template <class T>
class GlobalTensor {
 public:
  using PrimType = T;

  void SetGlobalBuffer(T* address) { SetGlobalBuffer(address, 0); }
  void SetGlobalBuffer(T* address, std::uint64_t count) { view_ = {reinterpret_cast<std::uint64_t>(address), count, sizeof(T), count != 0}; }

  GlobalTensor operator[](std::uint64_t offset) const {
    GlobalTensor part;
    part.view_ = twin::part_of(view_, offset);
    return part;
  }
  ElementReference<GlobalTensor, T> operator()(std::uint64_t index, ASCENDC_TWIN_HERE) const { return {*this, index, at}; }

  T GetValue(std::uint64_t index, ASCENDC_TWIN_HERE) const {
    T value;
    twin::get_element(view_, index, &value, {"GetValue", at.line});
    return value;
  }
  template <class U>
  void SetValue(std::uint64_t index, U value, ASCENDC_TWIN_HERE) const {
    T converted = static_cast<T>(value);
    twin::set_element(view_, index, &converted, {"SetValue", at.line});
  }

  template <class U>
  GlobalTensor<U> ReinterpretCast() const {
    GlobalTensor<U> other;
    other.SetGlobalBuffer(reinterpret_cast<U*>(view_.address), view_.count * sizeof(T) / sizeof(U));
    return other;
  }

  std::uint64_t GetSize() const { return view_.count; }
  T* GetPhyAddr() const { return reinterpret_cast<T*>(view_.address); }
  T* GetPhyAddr(std::uint64_t offset) const { return GetPhyAddr() + offset; }
  template <class Hint>
  void SetL2CacheHint(Hint) {}

  // The twin's own.
  const twin::GlobalView& View() const { return view_; }
  twin::Access Operand(const char* name, std::uint64_t skip, std::uint64_t bytes, bool writes, twin::Who who) const {
    return twin::operand_of(view_, name, skip, bytes, writes, who);
  }

 private:
  twin::GlobalView view_ = {0, 0, sizeof(T), false};
};

#define ASCENDC_TWIN_COMPILED_TENSORS(NAME, T)  \
  ASCENDC_TWIN_COMPILED class LocalTensor<T>;    \
  ASCENDC_TWIN_COMPILED class GlobalTensor<T>;
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_TENSORS, , ASCENDC_TWIN_ALL_TYPES)
#undef ASCENDC_TWIN_COMPILED_TENSORS

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
