#include "tflite/flatbuffer.h"

#include <string.h>

enum { VTABLE_HEADER = 4 };

static bool reaches(struct flatbuffer *buffer, uint64_t at, uint64_t size) {
    if (at + size > buffer->size) {
        buffer->damaged = true;
    }
    return !buffer->damaged;
}

static uint32_t load(struct flatbuffer *buffer, uint64_t at, uint32_t size) {
    uint32_t value = 0;
    if (reaches(buffer, at, size)) {
        for (uint32_t i = 0; i < size; i++) {
            value |= (uint32_t)buffer->bytes[at + i] << (8 * i);
        }
    }
    return value;
}

static float to_float(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Follows the relative offset at a position; 0 if that leads nowhere. */
static uint32_t follow(struct flatbuffer *buffer, uint64_t at) {
    uint64_t target = at + load(buffer, at, 4);
    return reaches(buffer, target, 4) ? (uint32_t)target : 0;
}

/* Checks a whole table at once, so that damage is found here and not at one of its fields. */
static struct table enter(struct flatbuffer *buffer, uint32_t at) {
    struct table nothing = {buffer, 0};
    if (at == 0) {
        return nothing;
    }
    int64_t vtable = (int64_t)at - (int32_t)load(buffer, at, 4);
    if (vtable < 0) {
        buffer->damaged = true;
        return nothing;
    }
    uint32_t vtable_size = load(buffer, (uint64_t)vtable, 2);
    uint32_t table_size = load(buffer, (uint64_t)vtable + 2, 2);
    bool whole = reaches(buffer, (uint64_t)vtable, vtable_size) && reaches(buffer, at, table_size);
    return whole ? (struct table){buffer, at} : nothing;
}

struct table flatbuffer_root(struct flatbuffer *buffer) {
    return enter(buffer, follow(buffer, 0));
}

/* Returns a field's position, or 0. A vtable written for an older schema is shorter than today's list of fields. */
static uint32_t find(struct table table, unsigned field, uint32_t size) {
    if (table.at == 0) {
        return 0;
    }
    uint32_t vtable = table.at - load(table.buffer, table.at, 4);
    uint32_t slot = VTABLE_HEADER + 2 * field;
    if (slot + 2 > load(table.buffer, vtable, 2)) {
        return 0;
    }
    uint32_t offset = load(table.buffer, vtable + slot, 2);
    return offset != 0 && reaches(table.buffer, (uint64_t)table.at + offset, size) ? table.at + offset : 0;
}

uint8_t table_byte(struct table table, unsigned field, uint8_t absent) {
    uint32_t at = find(table, field, 1);
    return at == 0 ? absent : (uint8_t)load(table.buffer, at, 1);
}

int32_t table_int(struct table table, unsigned field, int32_t absent) {
    uint32_t at = find(table, field, 4);
    return at == 0 ? absent : (int32_t)load(table.buffer, at, 4);
}

float table_float(struct table table, unsigned field, float absent) {
    uint32_t at = find(table, field, 4);
    return at == 0 ? absent : to_float(load(table.buffer, at, 4));
}

struct table table_table(struct table table, unsigned field) {
    uint32_t at = find(table, field, 4);
    return enter(table.buffer, at == 0 ? 0 : follow(table.buffer, at));
}

struct vector table_vector(struct table table, unsigned field, uint32_t element_size) {
    struct vector vector = {table.buffer, 0, 0};
    uint32_t at = find(table, field, 4);
    if (at != 0) {
        at = follow(table.buffer, at);
    }
    if (at != 0) {
        uint32_t count = load(table.buffer, at, 4);
        if (reaches(table.buffer, (uint64_t)at + 4, (uint64_t)count * element_size)) {
            vector.at = at + 4;
            vector.count = count;
        }
    }
    return vector;
}

int32_t vector_int(struct vector vector, uint32_t index) {
    return (int32_t)load(vector.buffer, vector.at + 4 * (uint64_t)index, 4);
}

float vector_float(struct vector vector, uint32_t index) {
    return to_float(load(vector.buffer, vector.at + 4 * (uint64_t)index, 4));
}

int32_t vector_low_int(struct vector vector, uint32_t index) {
    return (int32_t)load(vector.buffer, vector.at + 8 * (uint64_t)index, 4);
}

struct table vector_table(struct vector vector, uint32_t index) {
    return enter(vector.buffer, follow(vector.buffer, vector.at + 4 * (uint64_t)index));
}
