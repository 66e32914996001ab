#include "tflite/arena.h"

#include <string.h>

void *arena_take(struct arena *arena, size_t count, size_t element_size) {
    size_t left = arena->size - arena->used;
    if (count > left / element_size) {
        return NULL;
    }
    size_t size = (count * element_size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
    if (size > left) {
        return NULL;
    }
    void *taken = memset(arena->start + arena->used, 0, size);
    arena->used += size;
    return taken;
}
