// The assert of cuda_host.h, which names the block and the thread.
#include "cuda_host.h"
