/* Statistics records, 48 bytes each: name, kind, value. */
#ifndef STATISTICS_H
#define STATISTICS_H

#include <stddef.h>
#include <stdint.h>

enum {
    STATISTICS_NAME_SIZE = 32,
    STATISTICS_RECORD_SIZE = 48,
};

enum statistics_kind {
    STATISTICS_DEFAULT,
    STATISTICS_ALLOCATION,
    STATISTICS_INFERENCE_TIME,
};

/* Writes a record and returns the place behind it. Values are bytes for allocations, nanoseconds for times. */
uint8_t *statistics_put(uint8_t *to, const char *name, enum statistics_kind kind, uint64_t value);

#endif
