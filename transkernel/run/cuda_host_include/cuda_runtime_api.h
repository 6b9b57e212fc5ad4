// In cuda_host.h already.
#pragma once
#include "cuda_host.h"
