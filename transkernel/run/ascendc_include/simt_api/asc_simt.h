// A twin of Ascend C's SIMT headers for dav-3510 on the CPU: what a kernel's threads mean, and what they must not do.
// Written from the vendor's documents (asc-devkit, docs/zh/api/SIMT-API); each part names its pages. Threads of a block
// are fibers, and its numbers are those that CUDA's words have on the CPU (cuda_host_include/), since the vendor's
// functions of the same name say the same; CUDA's own words are no words here.
#ifndef ASCENDC_TWIN_ASC_SIMT_H
#define ASCENDC_TWIN_ASC_SIMT_H

#include "../../cuda_host_include/cuda_fp16.h"
#include "../../cuda_host_include/cuda_bf16.h"

#include "ascendc_twin/complaint.h"
#include "ascendc_twin/request.h"

#include "ascendc_twin/simt_launch.h"
#include "ascendc_twin/simt_sync.h"
#include "ascendc_twin/simt_warp.h"
#include "ascendc_twin/simt_atomics.h"
#include "ascendc_twin/simt_numbers.h"
#include "ascendc_twin/simt_words.h"

#endif
