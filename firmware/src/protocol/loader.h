/* A loader is the destination of an incoming payload; bytes go straight to where they are used. */
#ifndef LOADER_H
#define LOADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct loader {
    /* Takes one chunk, or refuses it and stores nothing of it. */
    bool (*save)(struct loader *loader, const uint8_t *chunk, size_t size);
    uint8_t *to;
    size_t capacity;
    size_t count;
};

/* The save function of a plain buffer. */
bool loader_save_to_buffer(struct loader *loader, const uint8_t *chunk, size_t size);

#endif
