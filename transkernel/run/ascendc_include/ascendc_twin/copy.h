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

// What atomic copies compute elements as.
template <class T>
constexpr char type_code() {
  if (std::is_same_v<T, half>) return 'h';
  if (std::is_same_v<T, bfloat16_t>) return 'y';
  if (std::is_same_v<T, float>) return 'f';
  return sizeof(T) == 1 ? 'b' : sizeof(T) == 2 ? 's' : 'i';
}
void set_atomic(DmaAtomic atomic, char type);
void put_elements(DmaAtomic atomic, char type, unsigned char* destination, const unsigned char* source, std::uint64_t bytes);
// Whether the copies that follow are atomic. Complains where they are for another type.
DmaAtomic atomic_for(char type, Who who);

// fill: an element, or nullptr for each block's first one. Rows of `padded` bytes, with the block `left` bytes behind.
struct Padding {
  std::uint64_t left, padded;
  const void* fill;
};
void copy_in(const LocalView& destination, const GlobalView& source, Blocks blocks, Padding padding, Who who);
void copy_out(const GlobalView& destination, const LocalView& source, Blocks blocks, char type, Who who);
void copy_within(const LocalView& destination, const LocalView& source, Blocks blocks, Who who);
// False where nothing is to be done.
bool are_sane(const AscendC::DataCopyExtParams& params, std::uint32_t size, Who who);

// As much as is moved of a count of elements: whole blocks of 32 bytes, and nothing is said of the rest.
inline std::uint64_t whole_blocks(std::uint64_t count, std::uint32_t size) { return count * size / kBlock * kBlock; }

// Of no length where nothing is to be done.
inline Blocks blocks_of(const AscendC::DataCopyParams& params) {
  std::uint64_t length = params.blockCount ? params.blockLen * kBlock : 0;
  return {params.blockCount, length, length + params.srcStride * kBlock, length + params.dstStride * kBlock};
}

}  // namespace ascendc_twin

namespace AscendC {

template <class T>
void DataCopy(const LocalTensor<T>& destination, const GlobalTensor<T>& source, std::uint32_t count, ASCENDC_TWIN_HERE) {
  std::uint64_t bytes = twin::whole_blocks(count, sizeof(T));
  if (bytes) twin::copy_in(destination.View(), source.View(), {1, bytes, 0, 0}, {0, bytes, nullptr}, {"DataCopy", at.line});
}
template <class T>
void DataCopy(const GlobalTensor<T>& destination, const LocalTensor<T>& source, std::uint32_t count, ASCENDC_TWIN_HERE) {
  std::uint64_t bytes = twin::whole_blocks(count, sizeof(T));
  if (bytes) twin::copy_out(destination.View(), source.View(), {1, bytes, 0, 0}, twin::type_code<T>(), {"DataCopy", at.line});
}
template <class T>
void DataCopy(const LocalTensor<T>& destination, const LocalTensor<T>& source, std::uint32_t count, ASCENDC_TWIN_HERE) {
  std::uint64_t bytes = twin::whole_blocks(count, sizeof(T));
  if (bytes) twin::copy_within(destination.View(), source.View(), {1, bytes, 0, 0}, {"DataCopy", at.line});
}

template <class T>
void DataCopy(const LocalTensor<T>& destination, const GlobalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  twin::Blocks blocks = twin::blocks_of(params);
  if (blocks.length) twin::copy_in(destination.View(), source.View(), blocks, {0, blocks.length, nullptr}, {"DataCopy", at.line});
}
template <class T>
void DataCopy(const GlobalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  twin::Blocks blocks = twin::blocks_of(params);
  if (blocks.length) twin::copy_out(destination.View(), source.View(), blocks, twin::type_code<T>(), {"DataCopy", at.line});
}
template <class T>
void DataCopy(const LocalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  twin::Blocks blocks = twin::blocks_of(params);
  if (blocks.length) twin::copy_within(destination.View(), source.View(), blocks, {"DataCopy", at.line});
}

// Each block is filled up on the right to 32 bytes: with the value, else with the block's first element where nothing else
// is asked for, else with anything.
template <class T>
void DataCopyPad(const LocalTensor<T>& destination, const GlobalTensor<T>& source, const DataCopyExtParams& params, const DataCopyPadExtParams<T>& pad, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"DataCopyPad", at.line};
  if (!are_sane(params, sizeof(T), who)) return;
  std::uint64_t left = pad.leftPadding * sizeof(T), right = pad.rightPadding * sizeof(T);
  if (left > kBlock || right > kBlock) complain(who, "a padding of %llu bytes, which may have 32", (unsigned long long)(left > right ? left : right));
  if constexpr (sizeof(T) == 8)
    if (pad.isPad && pad.paddingValue != T()) complain(who, "elements of 64 bits are padded with 0 alone");
  std::uint64_t padded = (left + params.blockLen + right + kBlock - 1) / kBlock * kBlock;
  T fill = pad.paddingValue;
  bool with_anything = !pad.isPad && (left || right);
  if (with_anything) std::memset(&fill, core().request->poison & 0xFF, sizeof fill);
  Blocks blocks = {params.blockCount, params.blockLen, std::uint64_t(params.blockLen) + params.srcStride, padded + std::uint64_t(params.dstStride) * kBlock};
  copy_in(destination.View(), source.View(), blocks, {left, padded, pad.isPad || with_anything ? &fill : nullptr}, who);
}

// Exactly the bytes of each block, whose rows in UB begin on 32 bytes.
template <class T>
void DataCopyPad(const GlobalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyExtParams& params, ASCENDC_TWIN_HERE) {
  using namespace ascendc_twin;
  Who who = {"DataCopyPad", at.line};
  if (!are_sane(params, sizeof(T), who)) return;
  std::uint64_t row = (params.blockLen + kBlock - 1) / kBlock * kBlock;
  Blocks blocks = {params.blockCount, params.blockLen, row + std::uint64_t(params.srcStride) * kBlock, std::uint64_t(params.blockLen) + params.dstStride};
  copy_out(destination.View(), source.View(), blocks, type_code<T>(), who);
}

// The older form, whose lengths and gaps have 16 bits.
template <class T>
void DataCopyPad(const GlobalTensor<T>& destination, const LocalTensor<T>& source, const DataCopyParams& params, ASCENDC_TWIN_HERE) {
  DataCopyPad(destination, source, DataCopyExtParams(params.blockCount, params.blockLen, params.srcStride, params.dstStride), at);
}

#define ASCENDC_TWIN_COMPILED_COPY(NAME, T)                                                                             \
  ASCENDC_TWIN_COMPILED void DataCopy(const LocalTensor<T>&, const GlobalTensor<T>&, std::uint32_t, twin::At);          \
  ASCENDC_TWIN_COMPILED void DataCopy(const GlobalTensor<T>&, const LocalTensor<T>&, std::uint32_t, twin::At);          \
  ASCENDC_TWIN_COMPILED void DataCopy(const LocalTensor<T>&, const LocalTensor<T>&, std::uint32_t, twin::At);           \
  ASCENDC_TWIN_COMPILED void DataCopy(const LocalTensor<T>&, const GlobalTensor<T>&, const DataCopyParams&, twin::At);  \
  ASCENDC_TWIN_COMPILED void DataCopy(const GlobalTensor<T>&, const LocalTensor<T>&, const DataCopyParams&, twin::At);  \
  ASCENDC_TWIN_COMPILED void DataCopy(const LocalTensor<T>&, const LocalTensor<T>&, const DataCopyParams&, twin::At);   \
  ASCENDC_TWIN_COMPILED void DataCopyPad(const LocalTensor<T>&, const GlobalTensor<T>&, const DataCopyExtParams&, const DataCopyPadExtParams<T>&, twin::At);\
  ASCENDC_TWIN_COMPILED void DataCopyPad(const GlobalTensor<T>&, const LocalTensor<T>&, const DataCopyExtParams&, twin::At);\
  ASCENDC_TWIN_COMPILED void DataCopyPad(const GlobalTensor<T>&, const LocalTensor<T>&, const DataCopyParams&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_COPY, , ASCENDC_TWIN_ALL_TYPES)
#undef ASCENDC_TWIN_COMPILED_COPY

#define ASCENDC_TWIN_ATOMIC(NAME, OPERATION)                                                                              \
  template <class T>                                                                                                    \
  void NAME() {                                                                                                         \
    static_assert(twin::is_one_of<T, std::int8_t, std::int16_t, std::int32_t, half, bfloat16_t, float>(),               \
                  "a type that atomic copies do not take");                                                             \
    twin::set_atomic(twin::DmaAtomic::OPERATION, twin::type_code<T>());                                                 \
  }
ASCENDC_TWIN_ATOMIC(SetAtomicAdd, ADD)
ASCENDC_TWIN_ATOMIC(SetAtomicMax, MAX)
ASCENDC_TWIN_ATOMIC(SetAtomicMin, MIN)
#undef ASCENDC_TWIN_ATOMIC
inline void DisableDmaAtomic() { twin::set_atomic(twin::DmaAtomic::NONE, 0); }
inline void SetAtomicNone() { DisableDmaAtomic(); }

}  // namespace AscendC

#endif
