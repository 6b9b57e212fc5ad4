// Reductions of the first `count` elements of a tensor to one, and of each 256 bytes to one.
// Source: asc-devkit docs, basic API, vector computation in memory: ReduceSum, ReduceMax, ReduceMin, ReduceRepeat.
#ifndef ASCENDC_TWIN_REDUCE_H
#define ASCENDC_TWIN_REDUCE_H

#include "ascendc_twin/vector.h"

namespace ascendc_twin {

constexpr std::uint32_t kRepeat = 256;  // bytes that the vector unit takes at once

template <class T>
constexpr std::uint32_t of_repeat = kRepeat / sizeof(T);

// Of up to 256 bytes: neighbours are added, then neighbouring sums, each sum rounded to T.
template <class T>
T tree_sum(const T* values, std::uint32_t count) {
  T sums[of_repeat<T>] = {};
  for (std::uint32_t i = 0; i < count; ++i) sums[i] = values[i];
  for (std::uint32_t apart = 1; apart < of_repeat<T>; apart *= 2)
    for (std::uint32_t i = 0; i < of_repeat<T>; i += 2 * apart) sums[i] = static_cast<T>(widen(sums[i]) + widen(sums[i + apart]));
  return sums[0];
}

// The first of the largest or smallest; what is no number is never better.
template <class T>
std::uint32_t best_of(const T* values, std::uint32_t count, bool largest) {
  std::uint32_t best = 0;
  for (std::uint32_t i = 1; i < count; ++i)
    if (largest ? values[i] > values[best] : values[i] < values[best]) best = i;
  return best;
}

// Elements that a search needs for its partial results, pairs of a value and an index.
template <class T>
std::uint32_t search_room(std::uint32_t count, bool with_index) {
  auto aligned = [](std::uint32_t elements) { return round_up(elements * sizeof(T), 32) / sizeof(T); };
  std::uint32_t pairs = 2 * ((count + of_repeat<T> - 1) / of_repeat<T>), room = aligned(pairs);
  if (!with_index) return room;
  do {
    pairs = 2 * ((pairs + of_repeat<T> - 1) / of_repeat<T>);
    room += aligned(pairs);
  } while (pairs > 2);
  return room;
}

template <class T>
void search(Who who, const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<T>& work, std::int32_t count, bool with_index, bool largest) {
  if (!has_elements(count, who)) return;
  T *to = dst.Data(), *from = src.Data();
  std::uint32_t found = with_index ? 2 : 1, room = search_room<T>(count, with_index);
  Access scratch = work.Operand("sharedTmpBuffer", room, true, who);
  bool reuses_source = scratch.begin == src.Address();
  auto body = [=] {
    std::uint32_t best = best_of(from, count, largest);
    to[0] = from[best];
    if (with_index) std::memcpy(&to[1], &best, sizeof(T));
  };
  Access result = dst.Operand("dst", found, true, who, 2 * sizeof(T)), source = src.Operand("src", count, false, who);
  if (reuses_source) vector_instruction(who, {result, source}, body);
  else vector_instruction(who, {result, source, scratch}, body);
}

struct Repeats {
  std::int32_t mask, count, dst_step, src_block_step, src_step;
};

// The function for each repeat, on its elements side by side and the place of its `width` results.
template <class T, class Function>
void each_repeat(Who who, const LocalTensor<T>& dst, const LocalTensor<T>& src, Repeats repeats, std::uint32_t width, Function function) {
  if (!repeats.mask || !repeats.count) return;
  if (repeats.mask < 0 || std::uint32_t(repeats.mask) > of_repeat<T>) complain(who, "mask is %d of at most %u elements", repeats.mask, of_repeat<T>);
  if (repeats.count < 0 || repeats.count > 255) complain(who, "repeatTime is %d, which may be 255", repeats.count);
  constexpr std::uint32_t block = 32 / sizeof(T);
  std::uint32_t last = (repeats.mask - 1) / block, in_last = (repeats.mask - 1) % block + 1;
  std::uint64_t read = (std::uint64_t(repeats.count - 1) * repeats.src_step + last * repeats.src_block_step) * block + in_last;
  std::uint64_t written = (std::uint64_t(repeats.count - 1) * repeats.dst_step + 1) * width;
  T *to = dst.Data(), *from = src.Data();
  vector_instruction(who, {dst.Operand("dst", written, true, who, width * sizeof(T)), src.Operand("src", read, false, who)}, [=] {
    T row[of_repeat<T>];
    for (std::int32_t i = 0; i < repeats.count; ++i) {
      for (std::int32_t k = 0; k < repeats.mask; ++k) row[k] = from[(std::uint64_t(i) * repeats.src_step + k / block * repeats.src_block_step) * block + k % block];
      function(to + std::uint64_t(i) * repeats.dst_step * width, row);
    }
  });
}

}  // namespace ascendc_twin

namespace AscendC {

// A tree in each 256 bytes, whose sums are added in order.
template <class T, bool isSetMask = true>
void ReduceSum(const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<T>& work, std::int32_t count, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float);
  using namespace ascendc_twin;
  Who who = {"ReduceSum", at.line};
  if (!has_elements(count, who)) return;
  T *to = dst.Data(), *from = src.Data();
  vector_instruction(who, {dst.Operand("dst", 1, true, who, sizeof(T)), src.Operand("src", count, false, who)}, [=] {
    std::uint32_t all = count;
    T sum = tree_sum(from, all < of_repeat<T> ? all : of_repeat<T>);
    for (std::uint32_t i = of_repeat<T>; i < all; i += of_repeat<T>)
      sum = static_cast<T>(widen(sum) + widen(tree_sum(from + i, all - i < of_repeat<T> ? all - i : of_repeat<T>)));
    to[0] = sum;
  });
}

template <class T>
void ReduceMax(const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<T>& work, std::int32_t count, bool calIndex = false, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float);
  twin::search({"ReduceMax", at.line}, dst, src, work, count, calIndex, true);
}

template <class T>
void ReduceMin(const LocalTensor<T>& dst, const LocalTensor<T>& src, const LocalTensor<T>& work, std::int32_t count, bool calIndex = false, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float);
  twin::search({"ReduceMin", at.line}, dst, src, work, count, calIndex, false);
}

enum class ReduceOrder : std::uint8_t { ORDER_VALUE_INDEX = 0, ORDER_INDEX_VALUE, ORDER_ONLY_VALUE, ORDER_ONLY_INDEX };

// Each repeat of 256 bytes to one number: `mask` elements of it, in blocks `srcBlkStride` apart, repeats `srcRepStride`
// blocks apart. Results are `dstRepStride` of them apart.
template <class T, bool isSetMask = true>
void WholeReduceSum(const LocalTensor<T>& dst, const LocalTensor<T>& src, std::int32_t mask, std::int32_t repeats, std::int32_t dstRepStride, std::int32_t srcBlkStride, std::int32_t srcRepStride, ASCENDC_TWIN_HERE) {
  ASCENDC_TWIN_TYPES(half, float);
  twin::Who who = {"WholeReduceSum", at.line};
  twin::each_repeat(who, dst, src, {mask, repeats, dstRepStride, srcBlkStride, srcRepStride}, 1, [mask](T* to, const T* from) { to[0] = twin::tree_sum(from, mask); });
}

#define ASCENDC_TWIN_WHOLE(NAME, LARGEST)                                                                                 \
  template <class T, bool isSetMask = true>                                                                             \
  void NAME(const LocalTensor<T>& dst, const LocalTensor<T>& src, std::int32_t mask, std::int32_t repeats,              \
            std::int32_t dstRepStride, std::int32_t srcBlkStride, std::int32_t srcRepStride,                            \
            ReduceOrder order = ReduceOrder::ORDER_VALUE_INDEX, ASCENDC_TWIN_HERE) {                                    \
    ASCENDC_TWIN_TYPES(half, float);                                                                                    \
    twin::Who who = {#NAME, at.line};                                                                                   \
    if (order == ReduceOrder::ORDER_ONLY_INDEX) twin::complain(who, "indices alone, which the twin does not do");       \
    bool pairs = order != ReduceOrder::ORDER_ONLY_VALUE, swapped = order == ReduceOrder::ORDER_INDEX_VALUE;             \
    twin::each_repeat(who, dst, src, {mask, repeats, dstRepStride, srcBlkStride, srcRepStride}, pairs ? 2 : 1,          \
                      [=](T* to, const T* from) {                                                                       \
      std::uint32_t best = twin::best_of(from, mask, LARGEST);                                                          \
      if (pairs) std::memcpy(&to[!swapped], &best, sizeof(T));                                                          \
      to[pairs && swapped] = from[best];                                                                                \
    });                                                                                                                 \
  }
ASCENDC_TWIN_WHOLE(WholeReduceMax, true)
ASCENDC_TWIN_WHOLE(WholeReduceMin, false)
#undef ASCENDC_TWIN_WHOLE

#define ASCENDC_TWIN_COMPILED_REDUCE(NAME, T)                                                                           \
  ASCENDC_TWIN_COMPILED void ReduceSum(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void ReduceMax(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, bool, twin::At);\
  ASCENDC_TWIN_COMPILED void ReduceMin(const LocalTensor<T>&, const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, bool, twin::At);\
  ASCENDC_TWIN_COMPILED void WholeReduceSum(const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t, twin::At);\
  ASCENDC_TWIN_COMPILED void WholeReduceMax(const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t, ReduceOrder, twin::At);\
  ASCENDC_TWIN_COMPILED void WholeReduceMin(const LocalTensor<T>&, const LocalTensor<T>&, std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t, ReduceOrder, twin::At);
ASCENDC_TWIN_FOR(ASCENDC_TWIN_COMPILED_REDUCE, , half, float)
#undef ASCENDC_TWIN_COMPILED_REDUCE

}  // namespace AscendC

#endif
