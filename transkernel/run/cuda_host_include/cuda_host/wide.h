// Every `float` of the text that follows is a double: the original as it would be without its roundings, a witness of how
// far the original's own rounding takes it (cuda_host_wide.py). Included after our headers, which keep their floats.
//
// A name that gives a float is led to its double here. What looks at the bits of a float ends the launch; what does so
// through a casted pointer is seen by whoever compares the witness with the original.
#pragma once

// What has overloads for both types is read while they are two.
#include "../cooperative_groups.h"
#include "../cuda_bf16.h"
#include "../cuda_fp16.h"
#include "../math_constants.h"

namespace cuda_host {

template <class To>
inline To bits_of_wide(double) {
  current_block->fail("it looks at the bits of a float, which a double does not have");
}

inline double2 wide_lanes(float2 v) { return {v.x, v.y}; }
inline float2 narrow_lanes(double2 v) { return {static_cast<float>(v.x), static_cast<float>(v.y)}; }

}  // namespace cuda_host

static inline double __dsaturate(double x) { return x > 0 ? (x < 1 ? x : 1.0) : 0.0; }
static inline double atomicExch(double* place, double value) {
  return cuda_host::update(place, [=](double old) -> double { return static_cast<void>(old), value; });
}
static inline double __drsqrt_rn(double x) { return rsqrt(x); }
static inline double2 __dadd2_of(double2 a, double2 b) { return {a.x + b.x, a.y + b.y}; }
static inline double2 __dmul2_of(double2 a, double2 b) { return {a.x * b.x, a.y * b.y}; }
static inline double2 __dfma2_of(double2 a, double2 b, double2 c) {
  return {std::fma(a.x, b.x, c.x), std::fma(a.y, b.y, c.y)};
}

#define float double
#define float1 double1
#define float2 double2
#define float3 double3
#define float4 double4
#define make_float1 make_double1
#define make_float2 make_double2
#define make_float3 make_double3
#define make_float4 make_double4

// --- the functions of <math.h> and of CUDA
#define acosf acos
#define acoshf acosh
#define asinf asin
#define asinhf asinh
#define atan2f atan2
#define atanf atan
#define atanhf atanh
#define cbrtf cbrt
#define ceilf ceil
#define copysignf copysign
#define cosf cos
#define coshf cosh
#define cospif cospi
#define cyl_bessel_i0f cyl_bessel_i0
#define cyl_bessel_i1f cyl_bessel_i1
#define erfcf erfc
#define erfcinvf erfcinv
#define erfcxf erfcx
#define erff erf
#define erfinvf erfinv
#define exp10f exp10
#define exp2f exp2
#define expf exp
#define expm1f expm1
#define fabsf fabs
#define fdimf fdim
#define fdividef fdivide
#define floorf floor
#define fmaf fma
#define fmaxf fmax
#define fminf fmin
#define fmodf fmod
#define frexpf frexp
#define hypotf hypot
#define ilogbf ilogb
#define j0f j0
#define j1f j1
#define jnf jn
#define ldexpf ldexp
#define lgammaf lgamma
#define llrintf llrint
#define llroundf llround
#define log10f log10
#define log1pf log1p
#define log2f log2
#define logbf logb
#define logf log
#define lrintf lrint
#define lroundf lround
#define modff modf
#define nanf nan
#define nearbyintf nearbyint
#define nextafterf nextafter
#define norm3df norm3d
#define norm4df norm4d
#define normcdff normcdf
#define normcdfinvf normcdfinv
#define normf norm
#define powf pow
#define rcbrtf rcbrt
#define remainderf remainder
#define remquof remquo
#define rhypotf rhypot
#define rintf rint
#define rnorm3df rnorm3d
#define rnorm4df rnorm4d
#define rnormf rnorm
#define roundf round
#define rsqrtf rsqrt
#define scalblnf scalbln
#define scalbnf scalbn
#define sincosf sincos
#define sincospif sincospi
#define sinf sin
#define sinhf sinh
#define sinpif sinpi
#define sqrtf sqrt
#define tanf tan
#define tanhf tanh
#define tgammaf tgamma
#define truncf trunc
#define y0f y0
#define y1f y1
#define ynf yn

// --- the fast ones; `__expf` and its like are macros for `expf` already
#define cuda_host_powf pow
#define __fdividef fdivide
#define __frsqrt_rn __drsqrt_rn
#define __saturatef __dsaturate
#define saturate __dsaturate

// --- arithmetic of a stated rounding, in the same direction
#define __fadd_rn __dadd_rn
#define __fadd_rz __dadd_rz
#define __fadd_ru __dadd_ru
#define __fadd_rd __dadd_rd
#define __fsub_rn __dsub_rn
#define __fsub_rz __dsub_rz
#define __fsub_ru __dsub_ru
#define __fsub_rd __dsub_rd
#define __fmul_rn __dmul_rn
#define __fmul_rz __dmul_rz
#define __fmul_ru __dmul_ru
#define __fmul_rd __dmul_rd
#define __fdiv_rn __ddiv_rn
#define __fdiv_rz __ddiv_rz
#define __fdiv_ru __ddiv_ru
#define __fdiv_rd __ddiv_rd
#define __frcp_rn __drcp_rn
#define __frcp_rz __drcp_rz
#define __frcp_ru __drcp_ru
#define __frcp_rd __drcp_rd
#define __fsqrt_rn __dsqrt_rn
#define __fsqrt_rz __dsqrt_rz
#define __fsqrt_ru __dsqrt_ru
#define __fsqrt_rd __dsqrt_rd
#define __fmaf_rn __fma_rn
#define __fmaf_rz __fma_rz
#define __fmaf_ru __fma_ru
#define __fmaf_rd __fma_rd
#define __fmaf_ieee_rn __fma_rn
#define __fmaf_ieee_rz __fma_rz
#define __fmaf_ieee_ru __fma_ru
#define __fmaf_ieee_rd __fma_rd
#define __fadd2_rn __dadd2_of
#define __fadd2_rz __dadd2_of
#define __fadd2_ru __dadd2_of
#define __fadd2_rd __dadd2_of
#define __fmul2_rn __dmul2_of
#define __fmul2_rz __dmul2_of
#define __fmul2_ru __dmul2_of
#define __fmul2_rd __dmul2_of
#define __ffma2_rn __dfma2_of
#define __ffma2_rz __dfma2_of
#define __ffma2_ru __dfma2_of
#define __ffma2_rd __dfma2_of

// --- conversions: from a float is from a double, and to a float does not round
#define __float2int_rn __double2int_rn
#define __float2int_rz __double2int_rz
#define __float2int_ru __double2int_ru
#define __float2int_rd __double2int_rd
#define __float2uint_rn __double2uint_rn
#define __float2uint_rz __double2uint_rz
#define __float2uint_ru __double2uint_ru
#define __float2uint_rd __double2uint_rd
#define __float2ll_rn __double2ll_rn
#define __float2ll_rz __double2ll_rz
#define __float2ll_ru __double2ll_ru
#define __float2ll_rd __double2ll_rd
#define __float2ull_rn __double2ull_rn
#define __float2ull_rz __double2ull_rz
#define __float2ull_ru __double2ull_ru
#define __float2ull_rd __double2ull_rd
#define __double2float_rn(x) static_cast<double>(x)
#define __double2float_rz(x) static_cast<double>(x)
#define __double2float_ru(x) static_cast<double>(x)
#define __double2float_rd(x) static_cast<double>(x)
#define __int2float_rn(x) static_cast<double>(static_cast<int>(x))
#define __int2float_rz(x) static_cast<double>(static_cast<int>(x))
#define __int2float_ru(x) static_cast<double>(static_cast<int>(x))
#define __int2float_rd(x) static_cast<double>(static_cast<int>(x))
#define __uint2float_rn(x) static_cast<double>(static_cast<unsigned>(x))
#define __uint2float_rz(x) static_cast<double>(static_cast<unsigned>(x))
#define __uint2float_ru(x) static_cast<double>(static_cast<unsigned>(x))
#define __uint2float_rd(x) static_cast<double>(static_cast<unsigned>(x))
#define __ll2float_rn __ll2double_rn
#define __ll2float_rz __ll2double_rz
#define __ll2float_ru __ll2double_ru
#define __ll2float_rd __ll2double_rd
#define __ull2float_rn __ull2double_rn
#define __ull2float_rz __ull2double_rz
#define __ull2float_ru __ull2double_ru
#define __ull2float_rd __ull2double_rd
#define __half2float(x) static_cast<double>(__half2float(x))
#define __bfloat162float(x) static_cast<double>(__bfloat162float(x))
#define __low2float(x) static_cast<double>(__low2float(x))
#define __high2float(x) static_cast<double>(__high2float(x))
#define __half22float2(x) cuda_host::wide_lanes(__half22float2(x))
#define __bfloat1622float2(x) cuda_host::wide_lanes(__bfloat1622float2(x))
#define __float22half2_rn(x) __float22half2_rn(cuda_host::narrow_lanes(x))
#define __float22bfloat162_rn(x) __float22bfloat162_rn(cuda_host::narrow_lanes(x))

// --- bits
#define __float_as_int(x) cuda_host::bits_of_wide<int>(x)
#define __float_as_uint(x) cuda_host::bits_of_wide<unsigned>(x)
#define __int_as_float(x) static_cast<double>(__int_as_float(x))
#define __uint_as_float(x) static_cast<double>(__uint_as_float(x))
