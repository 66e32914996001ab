#include "model/statistics.h"

#include <string.h>

static void store64(uint8_t *to, uint64_t value) {
    for (unsigned i = 0; i < 8; i++) {
        to[i] = (uint8_t)(value >> (8 * i));
    }
}

uint8_t *statistics_put(uint8_t *to, const char *name, enum statistics_kind kind, uint64_t value) {
    size_t length = strlen(name);
    memset(to, 0, STATISTICS_NAME_SIZE);
    memcpy(to, name, length < STATISTICS_NAME_SIZE ? length : STATISTICS_NAME_SIZE - 1);
    store64(to + STATISTICS_NAME_SIZE, (uint64_t)kind);
    store64(to + STATISTICS_NAME_SIZE + 8, value);
    return to + STATISTICS_RECORD_SIZE;
}
