/* The memory behind a model: taken from the bottom, given back all at once. */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>
#include <stdint.h>

enum { ARENA_ALIGNMENT = 16 };

struct arena {
    uint8_t *start;
    size_t size;
    size_t used;
};

/* Returns zeroed memory, or NULL if there is not enough. */
void *arena_take(struct arena *arena, size_t count, size_t element_size);

#endif
