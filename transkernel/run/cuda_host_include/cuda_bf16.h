// __nv_bfloat16 and __nv_bfloat162: every operation rounds once to 8 significant bits.
#pragma once
#include "cuda_host/narrow.h"
#define NARROW __nv_bfloat16
#define NARROW2 __nv_bfloat162
#define WORD bfloat16
#define MANTISSA 7
#define EXPONENT 8
#define WIDEN cuda_host::widen_bfloat16
#include "cuda_host/narrow_functions.h"
typedef __nv_bfloat16 nv_bfloat16;
typedef __nv_bfloat162 nv_bfloat162;
#define CUDART_INF_BF16 __ushort_as_bfloat16(static_cast<unsigned short>(0x7F80u))
#define CUDART_NAN_BF16 __ushort_as_bfloat16(static_cast<unsigned short>(0x7FFFu))
#define CUDART_ONE_BF16 __ushort_as_bfloat16(static_cast<unsigned short>(0x3F80u))
#define CUDART_ZERO_BF16 __ushort_as_bfloat16(static_cast<unsigned short>(0x0000u))
