// Copies between global memory and UB, within UB, and the atomic ones.
// Source: asc-devkit docs, basic API, DataCopy and DataCopyPad (between GM and UB, within UB), SetAtomicAdd.
#ifndef ASCENDC_TWIN_COPY_H
#define ASCENDC_TWIN_COPY_H

#include "ascendc_twin/instruction.h"

namespace AscendC {

// Lengths and gaps in blocks of 32 bytes.
struct DataCopyParams {
  std::uint16_t blockCount = 1, blockLen = 0;
  union { std::uint16_t srcStride, srcGap; };
  union { std::uint16_t dstStride, dstGap; };
  DataCopyParams() : srcStride(0), dstStride(0) {}
  DataCopyParams(std::uint16_t count, std::uint16_t length, std::uint16_t source, std::uint16_t destination)
      : blockCount(count), blockLen(length), srcStride(source), dstStride(destination) {}
};

// Lengths in bytes; a gap in bytes on the side of global memory, in blocks of 32 bytes on that of UB.
struct DataCopyExtParams {
  std::uint16_t blockCount = 1;
  std::uint32_t blockLen = 0, srcStride = 0, dstStride = 0, rsv = 0;
  DataCopyExtParams() = default;
  DataCopyExtParams(std::uint16_t count, std::uint32_t length, std::uint32_t source, std::uint32_t destination, std::uint32_t reserved = 0)
      : blockCount(count), blockLen(length), srcStride(source), dstStride(destination), rsv(reserved) {}
};

template <class T>
struct DataCopyPadExtParams {
  bool isPad = false;
  std::uint8_t leftPadding = 0, rightPadding = 0;
  T paddingValue = T();
  DataCopyPadExtParams() = default;
  DataCopyPadExtParams(bool pad, std::uint8_t left, std::uint8_t right, T value)
      : isPad(pad), leftPadding(left), rightPadding(right), paddingValue(value) {}
};

}  // namespace AscendC

namespace ascendc_twin {

constexpr std::uint32_t kBlock = 32, kMostBlocks = 4095, kLongestBlock = 2097151;

// A copy's blocks: `count` of `length` bytes, each `from` behind the one before in the source and `to` in the destination.
struct Blocks {
  std::uint64_t count, length, from, to;
  std::uint64_t from_bytes() const { return count ? (count - 1) * from + length : 0; }
  std::uint64_t to_bytes() const { return count ? (count - 1) * to + length : 0; }
};

template <class T>
char type_code() {
  return sizeof(T) == 1 ? 'b' : std::is_same_v<T, half> ? 'h' : std::is_same_v<T, bfloat16_t> ? 'y' : std::is_same_v<T, float> ? 'f' : sizeof(T) == 2 ? 's' : 'i';
}

template <class T>
void put_elements(DmaAtomic atomic, unsigned char* destination, const unsigned char* source, std::uint64_t bytes) {
  if (atomic == DmaAtomic::NONE) {
    std::memcpy(destination, source, bytes);
    return;
  }
  for (std::uint64_t i = 0; i < bytes; i += sizeof(T)) {
    T old, added;
    std::memcpy(&old, destination + i, sizeof(T));
    std::memcpy(&added, source + i, sizeof(T));
    Wide<T> a = widen(old), b = widen(added);
    T result = narrow<T>(atomic == DmaAtomic::ADD ? Wide<T>(a + b) : atomic == DmaAtomic::MAX ? (b > a ? b : a) : (b < a ? b : a));
    std::memcpy(destination + i, &result, sizeof(T));
  }
}

// Each block of a copy is an operand of its own: what lies between is left alone.
template <class T>
Access global_block(const GlobalTensor<T>& tensor, std::uint64_t skip, std::uint64_t bytes, bool writes, Who who) {
  return tensor.Operand(writes ? "the destination" : "the source", skip, bytes, writes, who);
}

// A copy whose end on the chip is rows of `local`, `stride` bytes apart, and whose other end are `blocks`.
template <class Work>
void issue_blocks(Pipe pipe, Who who, Access local, std::uint64_t stride, std::uint64_t row, std::vector<Access> blocks, Work work, bool atomic = false) {
  Step step = {Step::WORK, pipe, who};
  step.atomic = atomic;
  step.reads_written = pipe == MTE3;
  for (std::uint64_t i = 0; i < blocks.size(); ++i) {
    Access part = local;
    part.begin += i * stride;
    part.bytes = row;
    step.more.push_back(part);
    step.more.push_back(blocks[i]);
  }
  step.work = [blocks = std::move(blocks), work] {
    for (std::uint64_t i = 0; i < blocks.size(); ++i) work(i, blocks[i]);
  };
  core().pipes.issue(std::move(step));
}

template <class T>
void copy_in(const LocalTensor<T>& destination, const GlobalTensor<T>& source, Blocks blocks, std::uint64_t left, std::uint64_t padded, T fill, bool fills, Who who) {
  ++core().request->copies;
  core().use_vector(who);
  std::uint64_t span = (blocks.count - 1) * blocks.to + padded;
  Access to = destination.Operand("the destination", (span + sizeof(T) - 1) / sizeof(T), true, who);
  if (to.memory != UB) complain(who, "the destination lies in %s, where this copy does not reach", kMemories[to.memory].name);
  std::vector<Access> from;
  for (std::uint64_t i = 0; i < blocks.count; ++i) from.push_back(global_block(source, i * blocks.from, blocks.length, false, who));
  auto* place = reinterpret_cast<unsigned char*>(destination.Data());
  issue_blocks(MTE2, who, to, blocks.to, padded, std::move(from), [=](std::uint64_t i, const Access& block) {
    unsigned char* row = place + i * blocks.to;
    if (padded != blocks.length) {
      T value = fills ? fill : *reinterpret_cast<T*>(block.begin);
      for (std::uint64_t k = 0; k < padded; k += sizeof(T)) std::memcpy(row + k, &value, sizeof(T));
    }
    std::memcpy(row + left, reinterpret_cast<void*>(block.begin), blocks.length);
  });
}

template <class T>
void copy_out(const GlobalTensor<T>& destination, const LocalTensor<T>& source, Blocks blocks, Who who) {
  ++core().request->copies;
  core().use_vector(who);
  Access from = source.Operand("the source", (blocks.from_bytes() + sizeof(T) - 1) / sizeof(T), false, who);
  if (from.memory != UB) complain(who, "the source lies in %s, where this copy does not reach", kMemories[from.memory].name);
  DmaAtomic atomic = core().atomic;
  if (atomic != DmaAtomic::NONE && core().atomic_type != type_code<T>()) complain(who, "atomic copies are set for elements of another type");
  std::vector<Access> to;
  for (std::uint64_t i = 0; i < blocks.count; ++i) to.push_back(global_block(destination, i * blocks.to, blocks.length, true, who));
  auto* place = reinterpret_cast<unsigned char*>(source.Data());
  issue_blocks(MTE3, who, from, blocks.from, blocks.length, std::move(to), [=](std::uint64_t i, const Access& block) {
    put_elements<T>(atomic, reinterpret_cast<unsigned char*>(block.begin), place + i * blocks.from, blocks.length);
  }, atomic != DmaAtomic::NONE);
}

template <class T>
bool sane_pad(const AscendC::DataCopyExtParams& params, Who who) {
  if (params.blockCount > kMostBlocks) complain(who, "%u blocks, of which there may be %u", params.blockCount, kMostBlocks);
  if (params.blockLen > kLongestBlock) complain(who, "blocks of %u bytes, which may have %u", params.blockLen, kLongestBlock);
  if (params.blockLen % sizeof(T)) complain(who, "blocks of %u bytes are no whole elements", params.blockLen);
  return params.blockCount && params.blockLen;
}

// As much as is moved of a count of elements: whole blocks of 32 bytes, and nothing is said of the rest.
template <class T>
std::uint64_t whole_blocks(std::uint64_t count) {
  return count * sizeof(T) / kBlock * kBlock;
}

}  // namespace ascendc_twin

namespace AscendC {

template <class T>
void DataCopy(const LocalTensor<T>& destination, const GlobalTensor<T>& source, std::uint32_t count, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  std::uint64_t bytes = whole_blocks<T>(count);
  if (bytes) copy_in<T>(destination, source, {1, bytes, 0, 0}, 0, bytes, T(), false, {"DataCopy", at.line});
}

template <class T>
void DataCopy(const GlobalTensor<T>& destination, const LocalTensor<T>& source, std::uint32_t count, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  std::uint64_t bytes = whole_blocks<T>(count);
  if (bytes) copy_out<T>(destination, source, {1, bytes, 0, 0}, {"DataCopy", at.line});
}

template <class T>
void DataCopy(const LocalTensor<T>& destination, const GlobalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  std::uint64_t length = params.blockLen * kBlock;
  if (params.blockCount && length)
    copy_in<T>(destination, source, {params.blockCount, length, length + params.srcStride * kBlock, length + params.dstStride * kBlock}, 0, length, T(), false, {"DataCopy", at.line});
}

template <class T>
void DataCopy(const GlobalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  std::uint64_t length = params.blockLen * kBlock;
  if (params.blockCount && length)
    copy_out<T>(destination, source, {params.blockCount, length, length + params.srcStride * kBlock, length + params.dstStride * kBlock}, {"DataCopy", at.line});
}

// Within UB; an instruction of the vector unit.
template <class T>
void DataCopy(const LocalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"DataCopy", at.line};
  std::uint64_t length = params.blockLen * kBlock, count = params.blockCount;
  if (!count || !length) return;
  Blocks blocks = {count, length, length + params.srcStride * kBlock, length + params.dstStride * kBlock};
  auto *to = reinterpret_cast<unsigned char*>(destination.Data()), *from = reinterpret_cast<unsigned char*>(source.Data());
  vector_instruction(who, {destination.Operand("the destination", blocks.to_bytes() / sizeof(T), true, who), source.Operand("the source", blocks.from_bytes() / sizeof(T), false, who)}, [=] {
    for (std::uint64_t i = 0; i < count; ++i) std::memmove(to + i * blocks.to, from + i * blocks.from, length);
  });
}

template <class T>
void DataCopy(const LocalTensor<T>& destination, const LocalTensor<T>& source, std::uint32_t count, ASCENDC_TWIN_HERE) {
  std::uint32_t blocks = twin::whole_blocks<T>(count) / twin::kBlock;
  if (blocks) DataCopy(destination, source, DataCopyParams(1, blocks, 0, 0), at);
}

// Each block is filled up on the right to 32 bytes: with the value, else with the block's first element where nothing else
// is asked for, else with anything.
template <class T>
void DataCopyPad(const LocalTensor<T>& destination, const GlobalTensor<T>& source, const DataCopyExtParams& params, const DataCopyPadExtParams<T>& pad, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"DataCopyPad", at.line};
  if (!sane_pad<T>(params, who)) return;
  std::uint64_t left = pad.leftPadding * sizeof(T), right = pad.rightPadding * sizeof(T);
  if (left > kBlock || right > kBlock) complain(who, "a padding of %llu bytes, which may have 32", (unsigned long long)(left > right ? left : right));
  if constexpr (sizeof(T) == 8)
    if (pad.isPad && pad.paddingValue != T()) complain(who, "elements of 64 bits are padded with 0 alone");
  std::uint64_t padded = (left + params.blockLen + right + kBlock - 1) / kBlock * kBlock;
  bool with_anything = !pad.isPad && (left || right);
  T fill = pad.paddingValue;
  if (with_anything) std::memset(&fill, core().request->poison & 0xFF, sizeof fill);
  copy_in<T>(destination, source, {params.blockCount, params.blockLen, std::uint64_t(params.blockLen) + params.srcStride, padded + std::uint64_t(params.dstStride) * kBlock},
             left, padded, fill, pad.isPad || with_anything, who);
}

// Exactly the bytes of each block, whose rows in UB begin on 32 bytes.
template <class T>
void DataCopyPad(const GlobalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyExtParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"DataCopyPad", at.line};
  if (!sane_pad<T>(params, who)) return;
  std::uint64_t row = (params.blockLen + kBlock - 1) / kBlock * kBlock;
  copy_out<T>(destination, source, {params.blockCount, params.blockLen, row + std::uint64_t(params.srcStride) * kBlock, std::uint64_t(params.blockLen) + params.dstStride}, who);
}

// The older form, whose lengths and gaps have 16 bits.
template <class T>
void DataCopyPad(const GlobalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  DataCopyPad(destination, source, DataCopyExtParams(params.blockCount, params.blockLen, params.srcStride, params.dstStride), at);
}

template <class T>
void SetAtomicAdd() {
  static_assert(twin::is_one_of<T, std::int8_t, std::int16_t, std::int32_t, half, bfloat16_t, float>(), "a type that copies do not add");
  twin::core().atomic = twin::DmaAtomic::ADD;
  twin::core().atomic_type = twin::type_code<T>();
}
template <class T>
void SetAtomicMax() {
  static_assert(twin::is_one_of<T, std::int8_t, std::int16_t, std::int32_t, half, bfloat16_t, float>(), "a type that copies do not compare");
  twin::core().atomic = twin::DmaAtomic::MAX;
  twin::core().atomic_type = twin::type_code<T>();
}
template <class T>
void SetAtomicMin() {
  static_assert(twin::is_one_of<T, std::int8_t, std::int16_t, std::int32_t, half, bfloat16_t, float>(), "a type that copies do not compare");
  twin::core().atomic = twin::DmaAtomic::MIN;
  twin::core().atomic_type = twin::type_code<T>();
}
inline void DisableDmaAtomic() { twin::core().atomic = twin::DmaAtomic::NONE; }
inline void SetAtomicNone() { DisableDmaAtomic(); }

}  // namespace AscendC

#endif
