// A twin of Ascend C's SIMD headers for dav-2201 on the CPU: what a kernel means, and what it must not do. Written from
// the vendor's documents; each part names its pages.
#ifndef ASCENDC_TWIN_KERNEL_OPERATOR_H
#define ASCENDC_TWIN_KERNEL_OPERATOR_H

#define __global__
#define __aicore__
#define __vector__
#define __cube__
#define __gm__
#define __ubuf__
#define GM_ADDR __gm__ std::uint8_t*
#define KERNEL_TASK_TYPE_DEFAULT(type)
#define KERNEL_TASK_TYPE(key, type)

#include "ascendc_twin/cast.h"
#include "ascendc_twin/compare.h"
#include "ascendc_twin/copy.h"
#include "ascendc_twin/cube.h"
#include "ascendc_twin/fill.h"
#include "ascendc_twin/math.h"
#include "ascendc_twin/reduce.h"
#include "ascendc_twin/system.h"
#include "ascendc_twin/vector.h"

#endif
