// The scalar unit's way to global memory: a data cache of 64-byte lines that nobody keeps in step with copies.
// Source: asc-devkit docs, basic API, DataCacheCleanAndInvalid; GlobalTensor::GetValue and SetValue.
#ifndef ASCENDC_TWIN_CACHE_H
#define ASCENDC_TWIN_CACHE_H

#include "ascendc_twin/core.h"

namespace ascendc_twin {

// An element never straddles two lines.
void cache_read(const Access& access, void* value, Who who);
void cache_write(const Access& access, const void* value, Who who);
// Writes back and forgets the line of an address, or all of them.
void cache_clean(std::uint64_t address, bool entire, Who who);

}  // namespace ascendc_twin

#endif
