// The calls that -fsanitize=signed-integer-overflow and its like make where C++ defines nothing, answered by us.
// The data that they hand over is that of LLVM's compiler-rt, lib/ubsan/ubsan_handlers.h.
#pragma once

namespace cuda_host {
namespace examine {

struct SourceLocation {
  const char* file;
  std::uint32_t line, column;
};
struct TypeDescriptor {
  std::uint16_t kind, info;  // kind 0 is an integer; info is whether it is signed, and the logarithm of its bits
  char name[1];
};
struct OverflowData {
  SourceLocation location;
  const TypeDescriptor* type;
};
struct ShiftData {
  SourceLocation location;
  const TypeDescriptor *left, *right;
};
struct BoundsData {
  SourceLocation location;
  const TypeDescriptor *array, *index;
};
struct MismatchData {
  SourceLocation location;
  const TypeDescriptor* type;
  unsigned char alignment, kind;
};

// The value that travels in a register, as its type reads it.
inline long long value_of(const TypeDescriptor* type, std::uintptr_t value) {
  const unsigned bits = 1u << (type->info >> 1);
  if (type->kind != 0 || bits >= 64) return static_cast<long long>(value);
  const unsigned unused = 64 - bits;
  return type->info & 1 ? static_cast<long long>(value << unused) >> unused
                        : static_cast<long long>(value << unused >> unused);
}

// What our own headers and the system's do is no fault of a kernel.
inline bool is_ours(const SourceLocation& location) {
  return std::strstr(location.file, "cuda_host_include/") || std::strncmp(location.file, "/usr/", 5) == 0;
}

__attribute__((format(printf, 3, 4))) inline bool undefined(Kind kind, const SourceLocation& location,
                                                            const char* format, ...) {
  if (!state.is_active || is_ours(location)) return false;
  FaultRecord fault = state.record(kind, state.own_access(0, 0));
  fault.line = location.line;
  std::snprintf(fault.file, sizeof fault.file, "%s", location.file);
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(fault.text, sizeof fault.text, format, arguments);
  va_end(arguments);
  state.settle();
  state.faults.add(fault);
  return true;
}

inline void overflow(const OverflowData* data, std::uintptr_t left, std::uintptr_t right, const char* sign) {
  undefined(Kind::kOverflow, data->location, "%lld %s %lld does not fit %s", value_of(data->type, left), sign,
            value_of(data->type, right), data->type->name);
}

}  // namespace examine
}  // namespace cuda_host

extern "C" {
void __ubsan_handle_add_overflow(cuda_host::examine::OverflowData* data, std::uintptr_t left, std::uintptr_t right) {
  overflow(data, left, right, "+");
}
void __ubsan_handle_sub_overflow(cuda_host::examine::OverflowData* data, std::uintptr_t left, std::uintptr_t right) {
  overflow(data, left, right, "-");
}
void __ubsan_handle_mul_overflow(cuda_host::examine::OverflowData* data, std::uintptr_t left, std::uintptr_t right) {
  overflow(data, left, right, "*");
}
void __ubsan_handle_negate_overflow(cuda_host::examine::OverflowData* data, std::uintptr_t value) {
  using namespace cuda_host::examine;
  undefined(Kind::kOverflow, data->location, "-(%lld) does not fit %s", value_of(data->type, value), data->type->name);
}
void __ubsan_handle_divrem_overflow(cuda_host::examine::OverflowData* data, std::uintptr_t left, std::uintptr_t right) {
  using namespace cuda_host::examine;
  const long long by = value_of(data->type, right);
  const bool told = by == 0 ? undefined(Kind::kDivision, data->location, "%lld is divided by zero",
                                        value_of(data->type, left))
                            : undefined(Kind::kOverflow, data->location, "%lld / %lld does not fit %s",
                                        value_of(data->type, left), by, data->type->name);
  if (told) state.stop();  // the processor would trap
}
void __ubsan_handle_shift_out_of_bounds(cuda_host::examine::ShiftData* data, std::uintptr_t left, std::uintptr_t right) {
  using namespace cuda_host::examine;
  undefined(Kind::kShift, data->location, "%lld is shifted by %lld, and %s has %u bits", value_of(data->left, left),
            value_of(data->right, right), data->left->name, 1u << (data->left->info >> 1));
}
void __ubsan_handle_out_of_bounds(cuda_host::examine::BoundsData* data, std::uintptr_t index) {
  using namespace cuda_host::examine;
  if (undefined(Kind::kIndex, data->location, "index %lld of %s", value_of(data->index, index), data->array->name))
    state.stop();  // it may be the stack's
}
void __ubsan_handle_type_mismatch_v1(cuda_host::examine::MismatchData* data, std::uintptr_t address) {
  using namespace cuda_host::examine;
  const unsigned alignment = 1u << data->alignment;
  if (address % alignment == 0) return;
  if (undefined(Kind::kMisaligned, data->location, "%s lies %u bytes behind a multiple of %u", data->type->name,
                static_cast<unsigned>(address % alignment), alignment))
    state.stop();  // the processor may trap
}
}
