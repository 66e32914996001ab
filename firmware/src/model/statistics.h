/* The payload of STATS, which each generation lays out in its own way. */
#ifndef STATISTICS_H
#define STATISTICS_H

#include <stddef.h>
#include <stdint.h>

enum { STATISTICS_MAX_SIZE = 3 * 48 };

struct statistics {
    uint8_t bytes[STATISTICS_MAX_SIZE];
    size_t size;
};

enum statistics_kind {
    STATISTICS_DEFAULT,
    STATISTICS_ALLOCATION,
    STATISTICS_INFERENCE_TIME,
};

enum { STATISTICS_MEMORY_NAMES = 6 };

/* The values that generation 1 has, in its order: the use of memory here and on an accelerator. */
extern const char *const statistics_memory_names[STATISTICS_MEMORY_NAMES];

void statistics_clear(struct statistics *statistics);

/* Puts one value: bytes for allocations, nanoseconds for times. A generation without a place for it leaves it out. */
void statistics_put(struct statistics *statistics, const char *name, enum statistics_kind kind, uint64_t value);

#endif
