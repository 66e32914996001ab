#include "options.h"

#include <string.h>

enum { VTABLE = 4, MAX_FIELDS = 8 };

struct table options_table(const int32_t *fields, size_t count) {
    static uint8_t bytes[128];
    static struct flatbuffer buffer;
    uint16_t vtable[2 + MAX_FIELDS] = {(uint16_t)(4 + 2 * count), (uint16_t)(4 + 4 * count)};
    for (size_t i = 0; i < count; i++) {
        vtable[2 + i] = (uint16_t)(4 + 4 * i);
    }
    uint32_t table = VTABLE + sizeof vtable;
    int32_t back = (int32_t)table - VTABLE;
    memcpy(bytes + VTABLE, vtable, sizeof vtable);
    memcpy(bytes + table, &back, sizeof back);
    memcpy(bytes + table + 4, fields, 4 * count);
    buffer = (struct flatbuffer){bytes, sizeof bytes, false};
    return (struct table){&buffer, table};
}

struct table options_float(float field) {
    int32_t bits;
    memcpy(&bits, &field, sizeof bits);
    return options_table(&bits, 1);
}

struct vector scales_vector(struct flatbuffer *buffer, const float *scales, size_t count) {
    *buffer = (struct flatbuffer){(const uint8_t *)scales, (uint32_t)(count * sizeof *scales), false};
    return (struct vector){buffer, 0, (uint32_t)count};
}
