/* Integers as they travel: little-endian, at any address. */
#ifndef WIRE_H
#define WIRE_H

#include <stdint.h>

static inline uint32_t wire_load32(const uint8_t *from) {
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

static inline void wire_store32(uint8_t *to, uint32_t value) {
    for (unsigned i = 0; i < 4; i++) {
        to[i] = (uint8_t)(value >> (8 * i));
    }
}

#endif
