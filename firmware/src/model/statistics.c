#include "model/statistics.h"

const char *const statistics_memory_names[STATISTICS_MEMORY_NAMES] = {
    "host_bytes_peak",   "host_bytes_allocated",   "host_bytes_freed",
    "device_bytes_peak", "device_bytes_allocated", "device_bytes_freed",
};
