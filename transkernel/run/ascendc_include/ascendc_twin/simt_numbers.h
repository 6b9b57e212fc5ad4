// Numbers whose functions CUDA calls otherwise, or that take their types by overloads. "数学函数", "数据类型转换",
// "整型数学库函数".
#ifndef ASCENDC_TWIN_SIMT_NUMBERS_H
#define ASCENDC_TWIN_SIMT_NUMBERS_H

typedef __nv_bfloat16 bfloat16_t;
typedef __nv_bfloat162 bfloat16x2_t;

inline int __popc(unsigned long x) { return __builtin_popcountl(x); }
inline int __clz(long x) { return x ? __builtin_clzl(static_cast<unsigned long>(x)) : 64; }
inline int __ffs(long x) { return __builtin_ffsl(x); }
inline unsigned long __brev(unsigned long x) { return __brevll(x); }
inline bool __hisinf(bfloat16_t a, int) { return std::isinf(cuda_host::wide(a)); }

#define ASCENDC_TWIN_BETWEEN(mode, rounding)                                                                        \
  inline bfloat16_t __half2bfloat16_##mode(half x) {                                                                \
    return cuda_host::rounded_to(cuda_host::wide(x), static_cast<bfloat16_t*>(nullptr), cuda_host::Rounding::rounding); \
  }                                                                                                                 \
  inline half __bfloat162half_##mode(bfloat16_t x) {                                                                \
    return cuda_host::rounded_to(cuda_host::wide(x), static_cast<half*>(nullptr), cuda_host::Rounding::rounding);       \
  }
ASCENDC_TWIN_BETWEEN(rn, kNearest)
ASCENDC_TWIN_BETWEEN(rz, kZero)
ASCENDC_TWIN_BETWEEN(ru, kUp)
ASCENDC_TWIN_BETWEEN(rd, kDown)
#undef ASCENDC_TWIN_BETWEEN

#define ASCRT_INF_F __builtin_inff()
#define ASCRT_NAN_F __builtin_nanf("")

namespace ascendc_twin {

// The vendor's printf is a template: floats stay floats.
inline auto printed(float value) { return static_cast<double>(value); }
inline auto printed(half value) { return static_cast<double>(static_cast<float>(value)); }
inline auto printed(bfloat16_t value) { return static_cast<double>(static_cast<float>(value)); }
template <class T>
inline T printed(T value) {
  return value;
}
template <class... A>
inline int print(const char* format, A... values) {
  return std::printf(format, printed(values)...);
}

}  // namespace ascendc_twin

#endif
