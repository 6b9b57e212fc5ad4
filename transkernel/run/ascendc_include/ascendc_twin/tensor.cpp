#include "ascendc_twin/tensor.h"

namespace ascendc_twin {

using Number = unsigned long long;

void check_lies(const LocalView& view, const char* maker) {
  const MemoryKind& kind = kMemories[memory_of(view.position)];
  std::uint64_t bytes = view.count * view.size;
  if (view.address % 32) complain({maker, 0}, "its address in %s is %llu, no multiple of 32", kind.name, Number(view.address));
  if (view.address + bytes > kind.capacity)
    complain({maker, 0}, "%llu bytes at %llu do not fit into %s, which has %u for a kernel", Number(bytes), Number(view.address), kind.name, kind.capacity);
}

Access operand_of(const LocalView& view, const char* name, std::uint64_t elements, bool writes, Who who, std::uint32_t alignment) {
  Memory memory = memory_of(view.position);
  if (memory == GM) complain(who, "%s is no tensor that anybody made", name);
  if (!alignment) alignment = kMemories[memory].alignment;
  if (view.address % alignment)
    complain(who, "%s begins at byte %llu of %s, no multiple of %u", name, Number(view.address), kMemories[memory].name, alignment);
  if (elements > view.count) complain(who, "%llu elements of %s, which has %llu", Number(elements), name, Number(view.count));
  return {memory, writes, name, view.address, elements * view.size, elements};
}

Access operand_of(const GlobalView& view, const char* name, std::uint64_t skip, std::uint64_t bytes, bool writes, Who who) {
  std::uint64_t all = view.count * view.size;
  if (view.is_bounded && skip + bytes > all)
    complain(who, "%llu bytes from byte %llu of %s, which has %llu", Number(bytes), Number(skip), name, Number(all));
  return {GM, writes, name, view.address + skip, bytes};
}

namespace {

Access element_of(const LocalView& view, std::uint64_t index, bool writes, Who who) {
  if (memory_of(view.position) != UB) complain(who, "the scalar unit reaches nothing on the chip but UB");
  if (index >= view.count) complain(who, "element %llu of a tensor that has %llu", Number(index), Number(view.count));
  core().use_vector(who);
  ++core().request->scalar_on_chip;
  Access access = {UB, writes, "the tensor", view.address + index * view.size, view.size};
  core().pipes.scalar_access(access, who);
  return access;
}

Access element_of(const GlobalView& view, std::uint64_t index, bool writes, Who who) {
  ++core().request->scalar_in_memory;
  return operand_of(view, "the tensor", index * view.size, view.size, writes, who);
}

}  // namespace

void get_element(const LocalView& view, std::uint64_t index, void* value, Who who) {
  Access access = element_of(view, index, false, who);
  if (!core().pipes.shadow.is_written(access, who)) complain(who, "nobody wrote element %llu", Number(index));
  std::memcpy(value, core().place(UB, access.begin), view.size);
}

void set_element(const LocalView& view, std::uint64_t index, const void* value, Who who) {
  std::memcpy(core().place(UB, element_of(view, index, true, who).begin), value, view.size);
}

void get_element(const GlobalView& view, std::uint64_t index, void* value, Who who) {
  cache_read(element_of(view, index, false, who), value, who);
}

void set_element(const GlobalView& view, std::uint64_t index, const void* value, Who who) {
  cache_write(element_of(view, index, true, who), value, who);
}

LocalView part_of(LocalView view, std::uint64_t offset) {
  if (offset > view.count) complain({"LocalTensor[]", 0}, "element %llu of a tensor that has %llu", Number(offset), Number(view.count));
  view.address += offset * view.size;
  view.count -= offset;
  return view;
}

GlobalView part_of(GlobalView view, std::uint64_t offset) {
  if (view.is_bounded && offset > view.count)
    complain({"GlobalTensor[]", 0}, "element %llu of a tensor that has %llu", Number(offset), Number(view.count));
  view.address += offset * view.size;
  view.count -= view.is_bounded ? offset : 0;
  return view;
}

}  // namespace ascendc_twin
