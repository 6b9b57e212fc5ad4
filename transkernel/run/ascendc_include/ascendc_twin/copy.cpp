#include "ascendc_twin/copy.h"

namespace ascendc_twin {

namespace {

template <class T>
void combine(DmaAtomic atomic, unsigned char* destination, const unsigned char* source, std::uint64_t bytes) {
  for (std::uint64_t i = 0; i < bytes; i += sizeof(T)) {
    T old, added;
    std::memcpy(&old, destination + i, sizeof(T));
    std::memcpy(&added, source + i, sizeof(T));
    Wide<T> a = widen(old), b = widen(added);
    T result = narrow<T>(atomic == DmaAtomic::ADD ? Wide<T>(a + b) : atomic == DmaAtomic::MAX ? (b > a ? b : a) : (b < a ? b : a));
    std::memcpy(destination + i, &result, sizeof(T));
  }
}

void count_copy(const Access& local, std::uint64_t elements, Who who) {
  ++core().request->copies;
  core().request->copied_elements += elements;
  core().use_vector(who);
  if (local.memory != UB) complain(who, "%s lies in %s, where this copy does not reach", local.operand, kMemories[local.memory].name);
}

std::uint64_t elements(std::uint64_t bytes, std::uint32_t size) { return (bytes + size - 1) / size; }

// Each block is an operand of its own at either end: what lies between is left alone.
Step step_of(Pipe pipe, Who who, const Access& local, std::uint64_t stride, std::uint64_t row, const GlobalView& global, std::uint64_t step, Blocks blocks) {
  Step made = {Step::WORK, pipe, who};
  made.more.reserve(2 * blocks.count);
  for (std::uint64_t i = 0; i < blocks.count; ++i) {
    made.more.push_back({local.memory, local.writes, local.operand, local.begin + i * stride, row});
    made.more.push_back(operand_of(global, local.writes ? "the source" : "the destination", i * step, blocks.length, !local.writes, who));
  }
  return made;
}

}  // namespace

void set_atomic(DmaAtomic atomic, char type) {
  core().atomic = atomic;
  core().atomic_type = type;
}

DmaAtomic atomic_for(char type, Who who) {
  if (core().atomic != DmaAtomic::NONE && core().atomic_type != type) complain(who, "atomic copies are set for elements of another type");
  return core().atomic;
}

void put_elements(DmaAtomic atomic, char type, unsigned char* destination, const unsigned char* source, std::uint64_t bytes) {
  if (atomic == DmaAtomic::NONE) {
    std::memcpy(destination, source, bytes);
    return;
  }
  switch (type) {
    case 'h': return combine<half>(atomic, destination, source, bytes);
    case 'y': return combine<bfloat16_t>(atomic, destination, source, bytes);
    case 'f': return combine<float>(atomic, destination, source, bytes);
    case 'b': return combine<std::int8_t>(atomic, destination, source, bytes);
    case 's': return combine<std::int16_t>(atomic, destination, source, bytes);
    default: return combine<std::int32_t>(atomic, destination, source, bytes);
  }
}

void copy_in(const LocalView& destination, const GlobalView& source, Blocks blocks, Padding padding, Who who) {
  std::uint64_t span = (blocks.count - 1) * blocks.to + padding.padded;
  Access to = operand_of(destination, "the destination", elements(span, destination.size), true, who, 0);
  count_copy(to, blocks.count * blocks.length / destination.size, who);
  Step step = step_of(MTE2, who, to, blocks.to, padding.padded, source, blocks.from, blocks);
  unsigned char* place = core().place(to.memory, to.begin);
  std::uint64_t fill = 0, left = padding.left, padded = padding.padded;
  std::uint32_t size = destination.size;
  bool fills = padding.fill != nullptr;
  if (fills) std::memcpy(&fill, padding.fill, size);
  step.work = [=](const Step& step) {
    for (std::uint64_t i = 0; i < blocks.count; ++i) {
      unsigned char* row = place + i * blocks.to;
      const void* block = reinterpret_cast<const void*>(step.more[2 * i + 1].begin);
      if (padded != blocks.length)
        for (std::uint64_t k = 0; k < padded; k += size) std::memcpy(row + k, fills ? &fill : block, size);
      std::memcpy(row + left, block, blocks.length);
    }
  };
  core().pipes.issue(std::move(step));
}

void copy_out(const GlobalView& destination, const LocalView& source, Blocks blocks, char type, Who who) {
  Access from = operand_of(source, "the source", elements(blocks.from_bytes(), source.size), false, who, 0);
  count_copy(from, blocks.count * blocks.length / source.size, who);
  DmaAtomic atomic = atomic_for(type, who);
  Step step = step_of(MTE3, who, from, blocks.from, blocks.length, destination, blocks.to, blocks);
  step.atomic = atomic != DmaAtomic::NONE;
  step.reads_written = true;
  const unsigned char* place = core().place(from.memory, from.begin);
  step.work = [=](const Step& step) {
    for (std::uint64_t i = 0; i < blocks.count; ++i)
      put_elements(atomic, type, reinterpret_cast<unsigned char*>(step.more[2 * i + 1].begin), place + i * blocks.from, blocks.length);
  };
  core().pipes.issue(std::move(step));
}

void copy_within(const LocalView& destination, const LocalView& source, Blocks blocks, Who who) {
  Access to = operand_of(destination, "the destination", elements(blocks.to_bytes(), destination.size), true, who, 0);
  Access from = operand_of(source, "the source", elements(blocks.from_bytes(), source.size), false, who, 0);
  unsigned char *target = core().place(UB, to.begin), *begin = core().place(UB, from.begin);
  vector_instruction(who, {to, from}, [=] {
    for (std::uint64_t i = 0; i < blocks.count; ++i) std::memmove(target + i * blocks.to, begin + i * blocks.from, blocks.length);
  });
}

bool are_sane(const AscendC::DataCopyExtParams& params, std::uint32_t size, Who who) {
  if (params.blockCount > kMostBlocks) complain(who, "%u blocks, of which there may be %u", params.blockCount, kMostBlocks);
  if (params.blockLen > kLongestBlock) complain(who, "blocks of %u bytes, which may have %u", params.blockLen, kLongestBlock);
  if (params.blockLen % size) complain(who, "blocks of %u bytes are no whole elements", params.blockLen);
  return params.blockCount && params.blockLen;
}

}  // namespace ascendc_twin
