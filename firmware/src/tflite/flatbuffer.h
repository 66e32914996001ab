/* Reads a flatbuffer that may be damaged. Every offset is checked before it is followed; the first bad one marks the
 * buffer, and everything read from then on is absent or 0, so callers check once at the end of a stage. Nothing is
 * read by words, because nothing need be aligned. */
#ifndef FLATBUFFER_H
#define FLATBUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct flatbuffer {
    const uint8_t *bytes;
    uint32_t size;
    bool damaged;
};

/* Position 0 holds the root's offset, so no table or vector lies there: it means absent. */
struct table {
    struct flatbuffer *buffer;
    uint32_t at;
};

struct vector {
    struct flatbuffer *buffer;
    uint32_t at;
    uint32_t count;
};

struct table flatbuffer_root(struct flatbuffer *buffer);

/* Fields are counted as in the schema; an absent scalar reads as its default. */
uint8_t table_byte(struct table table, unsigned field, uint8_t absent);
int32_t table_int(struct table table, unsigned field, int32_t absent);
float table_float(struct table table, unsigned field, float absent);
struct table table_table(struct table table, unsigned field);
struct vector table_vector(struct table table, unsigned field, uint32_t element_size);

/* The index must be below the count. */
int32_t vector_int(struct vector vector, uint32_t index);
float vector_float(struct vector vector, uint32_t index);
int32_t vector_low_int(struct vector vector, uint32_t index);
struct table vector_table(struct vector vector, uint32_t index);

#endif
