// The engine of the SIMD twin: what of it depends on no port, and the instructions for the types that they take.
#define ASCENDC_TWIN_ENGINE
#include "kernel_operator.h"

#include "ascendc_twin/copy.cpp"
#include "ascendc_twin/core.cpp"
#include "ascendc_twin/instruction.cpp"
#include "ascendc_twin/memory.cpp"
#include "ascendc_twin/pipes.cpp"
#include "ascendc_twin/queue.cpp"
#include "ascendc_twin/tensor.cpp"
