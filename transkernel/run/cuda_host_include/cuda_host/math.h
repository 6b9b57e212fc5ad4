// Mathematical functions that the C library lacks, CUDA's fast ones, and the overloads of min and max.
// Single precision is computed in double and rounded once where the C library has nothing.
#pragma once

namespace cuda_host {

constexpr long double kSqrtPi = 1.772453850905516027298167483341145183L;

// The x with erfc(x) = z, for 0 < z <= 1: Newton's method, whose derivative is known in closed form.
inline long double erfcinv_small(long double z) {
  const long double log_z = std::log(z);
  long double x =
      z > 0.3L ? (1 - z) * kSqrtPi / 2 : std::sqrt(-log_z - 0.5L * std::log(-log_z * 3.14159265358979323846L));
  for (int step = 0; step < 60; ++step) {
    const long double change = (std::erfc(x) - z) * kSqrtPi / 2 * std::exp(x * x);
    x += change;
    if (std::fabs(change) <= 1e-18L * std::fabs(x)) break;
  }
  return x;
}

inline double erfcinv_of(double z) {
  if (!(z >= 0 && z <= 2)) return std::numeric_limits<double>::quiet_NaN();
  if (z == 0 || z == 2) return z == 0 ? HUGE_VAL : -HUGE_VAL;
  return static_cast<double>(z <= 1 ? erfcinv_small(z) : -erfcinv_small(2 - static_cast<long double>(z)));
}

inline double erfinv_of(double y) {
  if (!(y >= -1 && y <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (std::fabs(y) == 1 || y == 0) return y == 0 ? y : std::copysign(HUGE_VAL, y);
  if (std::fabs(y) > 0.5) return std::copysign(erfcinv_of(1 - std::fabs(y)), y);
  long double x = y * kSqrtPi / 2;
  for (int step = 0; step < 60; ++step) {
    const long double change = (std::erf(x) - y) * kSqrtPi / 2 * std::exp(x * x);
    x -= change;
    if (std::fabs(change) <= 1e-18L * std::fabs(x)) break;
  }
  return static_cast<double>(x);
}

// exp(x^2) erfc(x); beyond 25 the first terms of its asymptotic series (Abramowitz and Stegun 7.1.23).
inline double erfcx_of(double x) {
  const long double wide = x;
  if (x < 25) return static_cast<double>(std::exp(wide * wide) * std::erfc(wide));
  const long double t = 1 / (2 * wide * wide);
  return static_cast<double>((1 - t * (1 - 3 * t * (1 - 5 * t * (1 - 7 * t)))) / (wide * kSqrtPi));
}

// sin and cos of pi x, exact at the multiples of one half.
inline long double sinpi_of(long double x) {
  const long double turn = std::remainder(x, 2.0L), size = std::fabs(turn);
  if (size == 0 || size == 1) return std::copysign(0.0L, x);
  return std::sin((size > 0.5L ? std::copysign(1 - size, turn) : turn) * 3.141592653589793238462643383279502884L);
}
inline long double cospi_of(long double x) {
  const long double size = std::fabs(std::remainder(x, 2.0L));
  if (size == 0.5L) return 0;
  return std::cos(size * 3.141592653589793238462643383279502884L);
}

inline double normcdf_of(double x) {
  return static_cast<double>(0.5L * std::erfc(-static_cast<long double>(x) / std::sqrt(2.0L)));
}
inline double normcdfinv_of(double p) {
  if (!(p >= 0 && p <= 1)) return std::numeric_limits<double>::quiet_NaN();
  if (p > 0.5) return -normcdfinv_of(1 - p);
  return p == 0 ? -HUGE_VAL : static_cast<double>(-std::sqrt(2.0L) * erfcinv_small(2 * static_cast<long double>(p)));
}
double bessel_i_of(int order, double x);
template <class T>
inline long double norm_of(int count, const T* values) {
  long double sum = 0;
  for (int i = 0; i < count; ++i)
    if (std::isinf(values[i])) return HUGE_VAL;
  for (int i = 0; i < count; ++i) sum += static_cast<long double>(values[i]) * values[i];
  return std::sqrt(sum);
}
inline long double norm_of(std::initializer_list<double> values) {
  return norm_of(static_cast<int>(values.size()), values.begin());
}

}  // namespace cuda_host

// f(double), ff(float), and the overload f(float).
#define CUDA_HOST_UNARY(name, expression)                                         \
  static inline double name(double x) { return static_cast<double>(expression); } \
  static inline float name##f(float single) {                                     \
    const double x = single;                                                      \
    return static_cast<float>(expression);                                        \
  }                                                                               \
  static inline float name(float x) { return name##f(x); }
CUDA_HOST_UNARY(rsqrt, 1 / std::sqrt(static_cast<long double>(x)))
CUDA_HOST_UNARY(rcbrt, 1 / std::cbrt(static_cast<long double>(x)))
CUDA_HOST_UNARY(sinpi, cuda_host::sinpi_of(x))
CUDA_HOST_UNARY(cospi, cuda_host::cospi_of(x))
CUDA_HOST_UNARY(normcdf, cuda_host::normcdf_of(x))
CUDA_HOST_UNARY(normcdfinv, cuda_host::normcdfinv_of(x))
CUDA_HOST_UNARY(erfcx, cuda_host::erfcx_of(x))
CUDA_HOST_UNARY(erfinv, cuda_host::erfinv_of(x))
CUDA_HOST_UNARY(erfcinv, cuda_host::erfcinv_of(x))
CUDA_HOST_UNARY(cyl_bessel_i0, cuda_host::bessel_i_of(0, x))
CUDA_HOST_UNARY(cyl_bessel_i1, std::copysign(cuda_host::bessel_i_of(1, x), x))
#undef CUDA_HOST_UNARY

static inline void sincospi(double x, double* s, double* c) { *s = sinpi(x), *c = cospi(x); }
static inline void sincospif(float x, float* s, float* c) { *s = sinpif(x), *c = cospif(x); }
static inline void sincospi(float x, float* s, float* c) { sincospif(x, s, c); }
static inline void sincos(float x, float* s, float* c) { *s = std::sin(x), *c = std::cos(x); }
static inline float exp10(float x) { return ::exp10f(x); }
static inline float j0(float x) { return ::j0f(x); }
static inline float j1(float x) { return ::j1f(x); }
static inline float jn(int n, float x) { return ::jnf(n, x); }
static inline float y0(float x) { return ::y0f(x); }
static inline float y1(float x) { return ::y1f(x); }
static inline float yn(int n, float x) { return ::ynf(n, x); }

static inline double norm3d(double a, double b, double c) {
  return static_cast<double>(cuda_host::norm_of({a, b, c}));
}
static inline double norm4d(double a, double b, double c, double d) {
  return static_cast<double>(cuda_host::norm_of({a, b, c, d}));
}
static inline double rnorm3d(double a, double b, double c) {
  return static_cast<double>(1 / cuda_host::norm_of({a, b, c}));
}
static inline double rnorm4d(double a, double b, double c, double d) {
  return static_cast<double>(1 / cuda_host::norm_of({a, b, c, d}));
}
static inline double rhypot(double a, double b) {
  return static_cast<double>(1 / std::hypot(static_cast<long double>(a), static_cast<long double>(b)));
}
static inline double norm(int count, const double* values) {
  return static_cast<double>(cuda_host::norm_of(count, values));
}
static inline double rnorm(int count, const double* values) {
  return static_cast<double>(1 / cuda_host::norm_of(count, values));
}
static inline float norm3df(float a, float b, float c) { return static_cast<float>(norm3d(a, b, c)); }
static inline float norm4df(float a, float b, float c, float d) { return static_cast<float>(norm4d(a, b, c, d)); }
static inline float rnorm3df(float a, float b, float c) { return static_cast<float>(rnorm3d(a, b, c)); }
static inline float rnorm4df(float a, float b, float c, float d) { return static_cast<float>(rnorm4d(a, b, c, d)); }
static inline float rhypotf(float a, float b) { return static_cast<float>(rhypot(a, b)); }
static inline float normf(int count, const float* values) {
  return static_cast<float>(cuda_host::norm_of(count, values));
}
static inline float rnormf(int count, const float* values) {
  return static_cast<float>(1 / cuda_host::norm_of(count, values));
}

// The fast intrinsics with their documented edges; elsewhere as exact as the C library, whose private names some are.
static inline float __fdividef(float x, float y) {
  const float size = std::fabs(y);
  if (size > 0x1p126f && size <= FLT_MAX) return x * 0.0f;  // documented: 0, or NaN for an infinite x
  return x / y;
}
static inline float fdividef(float x, float y) { return x / y; }
static inline double fdivide(double x, double y) { return x / y; }
static inline float __frsqrt_rn(float x) { return static_cast<float>(1 / std::sqrt(static_cast<double>(x))); }
static inline float __saturatef(float x) { return x > 0 ? (x < 1 ? x : 1.0f) : 0.0f; }
static inline float saturate(float x) { return __saturatef(x); }
static inline float cuda_host_powf(float x, float y) { return std::exp2(y * std::log2(x)); }
#define __expf(x) expf(x)
#define __exp10f(x) exp10f(x)
#define __logf(x) logf(x)
#define __log2f(x) log2f(x)
#define __log10f(x) log10f(x)
#define __sinf(x) sinf(x)
#define __cosf(x) cosf(x)
#define __tanf(x) tanf(x)
#define __tanhf(x) tanhf(x)
#define __sincosf(x, s, c) sincosf(x, s, c)
#define __powf(x, y) cuda_host_powf(x, y)
#define __fsqrt_approx(x) sqrtf(x)

// min and max: the overloads of crt/math_functions.hpp; mixed signs give unsigned, NaN loses against a number.
#define CUDA_HOST_MIN_MAX(Result, A, B)                                                                       \
  static inline Result min(const A a, const B b) {                                                            \
    return static_cast<Result>(a) < static_cast<Result>(b) ? static_cast<Result>(a) : static_cast<Result>(b); \
  }                                                                                                           \
  static inline Result max(const A a, const B b) {                                                            \
    return static_cast<Result>(a) > static_cast<Result>(b) ? static_cast<Result>(a) : static_cast<Result>(b); \
  }
CUDA_HOST_MIN_MAX(int, int, int)
CUDA_HOST_MIN_MAX(unsigned int, unsigned int, unsigned int)
CUDA_HOST_MIN_MAX(unsigned int, int, unsigned int)
CUDA_HOST_MIN_MAX(unsigned int, unsigned int, int)
CUDA_HOST_MIN_MAX(long, long, long)
CUDA_HOST_MIN_MAX(unsigned long, unsigned long, unsigned long)
CUDA_HOST_MIN_MAX(unsigned long, long, unsigned long)
CUDA_HOST_MIN_MAX(unsigned long, unsigned long, long)
CUDA_HOST_MIN_MAX(long long, long long, long long)
CUDA_HOST_MIN_MAX(unsigned long long, unsigned long long, unsigned long long)
CUDA_HOST_MIN_MAX(unsigned long long, long long, unsigned long long)
CUDA_HOST_MIN_MAX(unsigned long long, unsigned long long, long long)
#undef CUDA_HOST_MIN_MAX
static inline float min(const float a, const float b) { return ::fminf(a, b); }
static inline float max(const float a, const float b) { return ::fmaxf(a, b); }
static inline double min(const double a, const double b) { return std::fmin(a, b); }
static inline double max(const double a, const double b) { return std::fmax(a, b); }
static inline double min(const float a, const double b) { return std::fmin(static_cast<double>(a), b); }
static inline double max(const float a, const double b) { return std::fmax(static_cast<double>(a), b); }
static inline double min(const double a, const float b) { return std::fmin(a, static_cast<double>(b)); }
static inline double max(const double a, const float b) { return std::fmax(a, static_cast<double>(b)); }
static inline unsigned umin(unsigned a, unsigned b) { return min(a, b); }
static inline unsigned umax(unsigned a, unsigned b) { return max(a, b); }
static inline long long llmin(long long a, long long b) { return min(a, b); }
static inline long long llmax(long long a, long long b) { return max(a, b); }
static inline unsigned long long ullmin(unsigned long long a, unsigned long long b) { return min(a, b); }
static inline unsigned long long ullmax(unsigned long long a, unsigned long long b) { return max(a, b); }

// Loads and stores with cache hints are loads and stores.
#define CUDA_HOST_LOAD(name)      \
  template <class T>              \
  inline T name(const T* place) { \
    return *place;                \
  }
#define CUDA_HOST_STORE(name)                               \
  template <class T>                                        \
  inline void name(T* place, std::common_type_t<T> value) { \
    *place = value;                                         \
  }
CUDA_HOST_LOAD(__ldg)
CUDA_HOST_LOAD(__ldca)
CUDA_HOST_LOAD(__ldcg)
CUDA_HOST_LOAD(__ldcs)
CUDA_HOST_LOAD(__ldcv)
CUDA_HOST_LOAD(__ldlu)
CUDA_HOST_STORE(__stcg)
CUDA_HOST_STORE(__stcs)
CUDA_HOST_STORE(__stwb)
CUDA_HOST_STORE(__stwt)
#undef CUDA_HOST_LOAD
#undef CUDA_HOST_STORE
