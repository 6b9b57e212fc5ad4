// Values put into UB: one for all, one after the other, picked by offsets; and 16 by 16 elements turned over.
// Source: asc-devkit docs, basic API, vector computation in memory: Duplicate, CreateVecIndex, Brcb, Gather, Transpose.
#ifndef ASCENDC_TWIN_FILL_H
#define ASCENDC_TWIN_FILL_H

#include "ascendc_twin/vector.h"

namespace AscendC {

template <class T, bool isSetMask = true>
void Duplicate(const LocalTensor<T>& dst, twin::Same<T> value, std::int32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(std::int16_t, std::uint16_t, half, bfloat16_t, std::int32_t, std::uint32_t, float);
  twin::Who who = {"Duplicate", at.line};
  if (!twin::has_elements(count, who)) return;
  T* to = dst.Data();
  twin::vector_instruction(who, {dst.Operand("dst", count, true, who)}, [=] {
    for (std::int32_t i = 0; i < count; ++i) to[i] = value;
  });
}

template <class T>
void CreateVecIndex(LocalTensor<T> dst, twin::Same<T> first, std::uint32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(std::int16_t, half, std::int32_t, float);
  twin::Who who = {"CreateVecIndex", at.line};
  if (!twin::has_elements(count, who)) return;
  T* to = dst.Data();
  twin::vector_instruction(who, {dst.Operand("dst", count, true, who)}, [=] {
    for (std::uint32_t i = 0; i < count; ++i) to[i] = static_cast<T>(twin::widen(first) + static_cast<twin::Wide<T>>(i));
  });
}

// Offsets are bytes from `base` bytes behind the source's start.
template <class T>
void Gather(const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<std::uint32_t>& offsets, std::uint32_t base, std::uint32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(std::int16_t, std::uint16_t, half, bfloat16_t, std::int32_t, std::uint32_t, float);
  twin::Who who = {"Gather", at.line};
  if (!twin::has_elements(count, who)) return;
  T *to = dst.Data(), *from = src.Data();
  std::uint32_t* offset = offsets.Data();
  std::uint64_t bytes = std::uint64_t(src.GetSize()) * sizeof(T);
  auto destination = dst.Operand("dst", count, true, who), source = src.Operand("src", src.GetSize(), false, who);
  if (twin::share_memory(destination, source)) twin::complain(who, "src and dst share memory");
  twin::vector_instruction(who, {destination, source, offsets.Operand("srcOffset", count, false, who)}, [=] {
    for (std::uint32_t i = 0; i < count; ++i) {
      std::uint64_t place = std::uint64_t(base) + offset[i];
      if (place % sizeof(T)) twin::complain(who, "offset %u of element %u is no multiple of %zu", offset[i], i, sizeof(T));
      if (place + sizeof(T) > bytes) twin::complain(who, "offset %u of element %u is behind the end of src, which has %llu bytes", offset[i], i, (unsigned long long)bytes);
      to[i] = from[place / sizeof(T)];
    }
  });
}

struct BrcbRepeatParams {
  std::uint32_t blockNumber = 1;
  std::uint16_t dstRepStride = 8, dstBlkStride = 1;
  BrcbRepeatParams() = default;
  BrcbRepeatParams(std::uint16_t block, std::uint16_t repeat) : dstRepStride(repeat), dstBlkStride(block) {}
};

// Eight elements a repeat, each into a block of 32 bytes of its own.
template <class T>
void Brcb(const LocalTensor<T>& dst, const LocalTensor<T>& src, std::uint8_t repeats, const BrcbRepeatParams& params, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(std::int16_t, std::uint16_t, half, bfloat16_t, std::int32_t, std::uint32_t, float);
  twin::Who who = {"Brcb", at.line};
  if (!repeats) return;
  if (!params.dstBlkStride) twin::complain(who, "dstBlkStride is 0");
  constexpr std::uint32_t block = 32 / sizeof(T);
  std::uint32_t repeat_step = params.dstRepStride * block, block_step = params.dstBlkStride * block;
  T *to = dst.Data(), *from = src.Data();
  auto destination = dst.Operand("dst", (repeats - 1) * repeat_step + 7 * block_step + block, true, who), source = src.Operand("src", repeats * 8, false, who);
  if (twin::share_memory(destination, source)) twin::complain(who, "src and dst share memory");
  twin::vector_instruction(who, {destination, source}, [=] {
    for (std::uint32_t i = 0; i < repeats * 8u; ++i)
      for (std::uint32_t k = 0; k < block; ++k) to[i / 8 * repeat_step + i % 8 * block_step + k] = from[i];
  });
}

template <class T>
void Transpose(const LocalTensor<T>& dst, const LocalTensor<T>& src, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(std::int16_t, std::uint16_t, half);
  twin::Who who = {"Transpose", at.line};
  T *to = dst.Data(), *from = src.Data();
  twin::vector_instruction(who, {dst.Operand("dst", 256, true, who), src.Operand("src", 256, false, who)}, [=] {
    T rows[256];
    std::memcpy(rows, from, sizeof rows);
    for (int i = 0; i < 256; ++i) to[i % 16 * 16 + i / 16] = rows[i];
  });
}

#define ASCENDC_TWIN_COMPILED_FILL(NAME, T)                                                                             \
  ASCENDC_TWIN_COMPILED void Duplicate(const LocalTensor<T>&, T, std::int32_t, twin::At);                               \
  ASCENDC_TWIN_COMPILED void Gather(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<std::uint32_t>&, std::uint32_t, std::uint32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void Brcb(const LocalTensor<T>&, const LocalTensor<T>&, std::uint8_t, const BrcbRepeatParams&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_FILL, , std::int16_t, std::uint16_t, half, bfloat16_t, std::int32_t, std::uint32_t, float)
#undef ASCENDC_TWIN_COMPILED_FILL
#define ASCENDC_TWIN_COMPILED_INDEX(NAME, T)                                                                            \
  ASCENDC_TWIN_COMPILED void CreateVecIndex(LocalTensor<T>, T, std::uint32_t, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_INDEX, , std::int16_t, half, std::int32_t, float)
#undef ASCENDC_TWIN_COMPILED_INDEX
#define ASCENDC_TWIN_COMPILED_TRANSPOSE(NAME, T)                                                                        \
  ASCENDC_TWIN_COMPILED void Transpose(const LocalTensor<T>&, const LocalTensor<T>&, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_TRANSPOSE, , std::int16_t, std::uint16_t, half)
#undef ASCENDC_TWIN_COMPILED_TRANSPOSE

}  // namespace AscendC

#endif
