/* Records of 48 bytes: name, kind, value. */
#include "model/statistics.h"

#include <string.h>

#include "wire.h"

enum {
    NAME_SIZE = 32,
    KIND = NAME_SIZE,
    VALUE = KIND + 8,
    RECORD_SIZE = VALUE + 8,
};

void statistics_clear(struct statistics *statistics) {
    statistics->size = 0;
}

static void store64(uint8_t *to, uint64_t value) {
    wire_store32(to, (uint32_t)value);
    wire_store32(to + 4, (uint32_t)(value >> 32));
}

void statistics_put(struct statistics *statistics, const char *name, enum statistics_kind kind, uint64_t value) {
    uint8_t *to = statistics->bytes + statistics->size;
    size_t length = strlen(name);
    memset(to, 0, NAME_SIZE);
    memcpy(to, name, length < NAME_SIZE ? length : NAME_SIZE - 1);
    store64(to + KIND, (uint64_t)kind);
    store64(to + VALUE, value);
    statistics->size += RECORD_SIZE;
}
