// What of the instructions is compiled once, with the engine, and not with each port: the functions for the types that
// they take. A port's own unit then holds calls, and need not be optimised.
#ifndef ASCENDC_TWIN_COMPILED_H
#define ASCENDC_TWIN_COMPILED_H

#ifdef ASCENDC_TWIN_ENGINE
#define ASCENDC_TWIN_COMPILED template
#else
#define ASCENDC_TWIN_COMPILED extern template
#endif

// WHAT(WITH, T) for each of the types, up to 11.
#define ASCENDC_TWIN_FOR(WHAT, WITH, ...)                                                                               \
  ASCENDC_TWIN_FOR_OF(__VA_ARGS__, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_OF(A, B, C, D, E, F, G, H, I, J, K, COUNT, ...) ASCENDC_TWIN_FOR_##COUNT
#define ASCENDC_TWIN_FOR_1(WHAT, WITH, T) WHAT(WITH, T)
#define ASCENDC_TWIN_FOR_2(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_1(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_3(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_2(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_4(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_3(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_5(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_4(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_6(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_5(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_7(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_6(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_8(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_7(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_9(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_8(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_10(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_9(WHAT, WITH, __VA_ARGS__)
#define ASCENDC_TWIN_FOR_11(WHAT, WITH, T, ...) WHAT(WITH, T) ASCENDC_TWIN_FOR_10(WHAT, WITH, __VA_ARGS__)

#define ASCENDC_TWIN_ALL_TYPES                                                                                          \
  std::int8_t, std::uint8_t, std::int16_t, std::uint16_t, half, bfloat16_t, std::int32_t, std::uint32_t, float,         \
      std::int64_t, std::uint64_t

#endif
