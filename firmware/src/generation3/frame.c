#include "generation3/frame.h"

enum {
    CHECKSUM_OFFSET = 5,
    FLAGS_OFFSET = 6,
    SIZE_OFFSET = 8,
    TYPE_BITS = 38,
};

/* The exclusive or over a whole message, checksum included. */
#define CHECKSUM_MAGIC 0x4Bu

static uint64_t load(const uint8_t *from, unsigned count) {
    uint64_t value = 0;
    for (unsigned i = 0; i < count; i++) {
        value |= (uint64_t)from[i] << (8 * i);
    }
    return value;
}

static void store(uint8_t *to, uint64_t value, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        to[i] = (uint8_t)(value >> (8 * i));
    }
}

static uint8_t fold(uint8_t seed, const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        seed ^= bytes[i];
    }
    return seed;
}

void frame_decode(struct frame_header *header, const uint8_t bytes[FRAME_HEADER_SIZE]) {
    uint64_t packed = load(bytes, CHECKSUM_OFFSET);
    header->type = packed & ((UINT64_C(1) << TYPE_BITS) - 1);
    header->flow = (enum flow_control)(packed >> TYPE_BITS);
    header->flags = (uint16_t)load(bytes + FLAGS_OFFSET, 2);
    header->size = (uint32_t)load(bytes + SIZE_OFFSET, 4);
}

void frame_encode(uint8_t bytes[FRAME_HEADER_SIZE], const struct frame_header *header, const uint8_t *body) {
    store(bytes, header->type | (uint64_t)header->flow << TYPE_BITS, CHECKSUM_OFFSET);
    bytes[CHECKSUM_OFFSET] = 0;
    store(bytes + FLAGS_OFFSET, header->flags, 2);
    store(bytes + SIZE_OFFSET, header->size, 4);
    bytes[CHECKSUM_OFFSET] = fold(fold(CHECKSUM_MAGIC, bytes, FRAME_HEADER_SIZE), body, header->size);
}
