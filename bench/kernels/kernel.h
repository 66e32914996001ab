/* What a kernel is to start.c: it does the same work each time it is called and folds its result into a checksum. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stddef.h>
#include <stdint.h>

void kernel_prepare(void);
uint32_t kernel_run(uint32_t checksum);

static inline uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state;
}

#endif
