// What ends a launch: one line that names the instruction, the operand, the numbers, and the port's line.
#ifndef ASCENDC_TWIN_COMPLAINT_H
#define ASCENDC_TWIN_COMPLAINT_H

#include <cstdarg>
#include <cstdio>

namespace ascendc_twin {

// The line of the port that calls. As a default argument of an instruction it is the line of the call.
struct At {
  int line;
  explicit constexpr At(int line) : line(line) {}
};
#define ASCENDC_TWIN_HERE ::ascendc_twin::At at = ::ascendc_twin::At(__builtin_LINE())

struct Complaint {
  char text[900];
};

// An instruction, as messages call it.
struct Who {
  const char* name;
  int line;
};

[[noreturn]] __attribute__((format(printf, 2, 3))) inline void complain(Who who, const char* format, ...) {
  Complaint complaint;
  int used = std::snprintf(complaint.text, sizeof complaint.text, who.line ? "line %d: %s: " : "%.0d%s: ", who.line, who.name);
  va_list values;
  va_start(values, format);
  std::vsnprintf(complaint.text + used, sizeof complaint.text - used, format, values);
  va_end(values);
  throw complaint;
}

}  // namespace ascendc_twin

#endif
