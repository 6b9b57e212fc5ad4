// bfloat16: the twin has it all in one header.
#include "simt_api/asc_simt.h"
