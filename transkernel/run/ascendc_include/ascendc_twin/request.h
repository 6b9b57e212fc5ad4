// What Python hands over for a launch (ascendc_worker.py has the same), and a kernel's parameters as it sees them.
#ifndef ASCENDC_TWIN_REQUEST_H
#define ASCENDC_TWIN_REQUEST_H

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace ascendc_twin {

// A buffer in global memory; nothing else there may be touched. element: bytes that are always touched together.
struct Range {
  std::uint64_t address, bytes;
  const char* name;
  std::uint64_t element;
};

// late: pipes run as late as flags allow, else as early. poison: what on-chip memory holds before anything is written.
// message: empty, or why the launch ended. The counts are of all cores together.
struct Request {
  std::uint32_t grid[3], block[3];
  std::uint64_t shared_bytes;
  std::uint32_t cores;
  std::int32_t descending, late;
  std::uint32_t poison, range_count;
  const Range* ranges;
  std::uint64_t scalar_on_chip, scalar_in_memory;  // elements that the scalar unit read or wrote
  std::uint64_t vector_instructions, vector_elements, copies, copied_elements, matrix_instructions, matrix_products;
  char message[1024];
};

template <class T>
T argument_at(const void* place) {
  T value;
  std::memcpy(&value, place, sizeof value);
  return value;
}

template <class... P, std::size_t... I>
void call_with(void (*kernel)(P...), const void* const* arguments, std::index_sequence<I...>) {
  kernel(argument_at<P>(arguments[I])...);
}

// The kernel with its arguments at these addresses.
template <class... P>
void call(void (*kernel)(P...), const void* const* arguments) {
  call_with(kernel, arguments, std::index_sequence_for<P...>{});
}

// The bytes of each parameter; how many there are.
template <class... P>
int describe(void (*)(P...), std::uint32_t* bytes, int room) {
  const std::uint32_t sizes[] = {sizeof(P)..., 0};
  for (int i = 0; i < int(sizeof...(P)) && i < room; ++i) bytes[i] = sizes[i];
  return sizeof...(P);
}

}  // namespace ascendc_twin

#endif
