/* One word for each value; what nobody has put is 0. */
#include "model/statistics.h"

#include <string.h>

#include "wire.h"

void statistics_clear(struct statistics *statistics) {
    statistics->size = 4 * STATISTICS_MEMORY_NAMES;
    memset(statistics->bytes, 0, statistics->size);
}

void statistics_put(struct statistics *statistics, const char *name, enum statistics_kind kind, uint64_t value) {
    (void)kind;
    for (size_t i = 0; i < STATISTICS_MEMORY_NAMES; i++) {
        if (strcmp(statistics_memory_names[i], name) == 0) {
            wire_store32(statistics->bytes + 4 * i, (uint32_t)value);
        }
    }
}
